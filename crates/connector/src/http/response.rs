//! What came back: status, headers and the whole body, decompressed and bounded.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::error::ConnectorError;

use super::request::Expect;
use super::retry_after::{read_http_date, read_retry_after};

/// One answer. `Debug` shows its status alone.
#[derive(Clone)]
pub struct Response {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) system: Arc<str>,
    pub(super) endpoint: &'static str,
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl Response {
    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// True for 200 to 299.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The path template of the request.
    #[must_use]
    pub fn endpoint(&self) -> &'static str {
        self.endpoint
    }

    /// First value of a header, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// When the system says it answered (ms), where it says so.
    #[must_use]
    pub fn date_ms(&self) -> Option<i64> {
        read_http_date(self.header("date")?)
    }

    /// All headers with lower-case names, in order.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The body, byte for byte after decompression.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body, given away.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// The body as the text of its JSON, given away: for answers so large that what they hold is looked into where it stands. Bytes
    /// that are no UTF-8 become U+FFFD.
    #[must_use]
    pub fn into_json_text(mut self) -> String {
        if without_mark(&self.body).len() < self.body.len() {
            self.body.drain(..MARK.len());
        }
        String::from_utf8(self.body).unwrap_or_else(|damaged| String::from_utf8_lossy(damaged.as_bytes()).into_owned())
    }

    /// The body as text, by the charset of the content type, else UTF-8; bytes that it does not know become U+FFFD. A byte
    /// order mark goes.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        let charset = self.header("content-type").and_then(charset_of);
        let encoding = charset.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes())).unwrap_or(encoding_rs::UTF_8);
        encoding.decode(&self.body).0
    }

    /// The body read as JSON. Bytes that are no UTF-8 and lone surrogates become U+FFFD, so that one damaged text does not
    /// cost the page.
    ///
    /// # Errors
    /// [`ConnectorError::BadAnswer`] with line and column, without values.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ConnectorError> {
        let bytes = without_mark(&self.body);
        match serde_json::from_slice(bytes) {
            Ok(value) => Ok(value),
            Err(first) => {
                let mended = mend_surrogates(&String::from_utf8_lossy(bytes));
                serde_json::from_str(&mended).map_err(|_| self.bad_answer(describe(&first)))
            }
        }
    }

    /// How long the system asks to wait (`Retry-After`, in seconds or as a date), seen from `now_ms`.
    #[must_use]
    pub fn retry_after(&self, now_ms: i64) -> Option<Duration> {
        read_retry_after(self.header("retry-after")?, now_ms)
    }

    /// An error that says that this answer cannot be used. `reason` must not hold values of records.
    #[must_use]
    pub fn bad_answer(&self, reason: impl Into<String>) -> ConnectorError {
        ConnectorError::BadAnswer { system: self.system.to_string(), reason: format!("{} ({})", reason.into(), self.endpoint) }
    }

    /// Looks whether a successful answer is what was asked for.
    pub(super) fn check_shape(&self, expects: Expect) -> Result<(), ConnectorError> {
        if !self.is_success() || matches!(self.status, 204 | 205) || expects == Expect::Anything {
            return Ok(());
        }
        let kind = self.header("content-type").unwrap_or("").to_ascii_lowercase();
        let kind = kind.split(';').next().unwrap_or("").trim();
        let begins = |text: &str| starts_with_ignoring_case(without_mark(&self.body), text);
        if kind.contains("html") || begins("<!doctype html") || begins("<html") {
            return Err(self.bad_answer("a web page came instead of data: a login page or something between us and the system"));
        }
        match expects {
            Expect::Anything => Ok(()),
            Expect::Csv if kind.contains("json") || kind.contains("xml") => Err(self.bad_answer("not delimited text")),
            Expect::Csv => Ok(()),
            Expect::Xml => {
                let is_xml = without_mark(&self.body).trim_ascii_start().starts_with(b"<");
                if is_xml && !kind.contains("json") { Ok(()) } else { Err(self.bad_answer("not XML")) }
            }
            Expect::Json if kind.contains("xml") || kind.contains("csv") => Err(self.bad_answer("not JSON")),
            Expect::Json => self.check_json(),
        }
    }

    fn check_json(&self) -> Result<(), ConnectorError> {
        let bytes = without_mark(&self.body);
        if bytes.trim_ascii().is_empty() {
            return Err(self.bad_answer("an empty body instead of JSON"));
        }
        match serde_json::from_slice::<IgnoredAny>(bytes) {
            Ok(_) => Ok(()),
            Err(first) => match serde_json::from_str::<IgnoredAny>(&String::from_utf8_lossy(bytes)) {
                Ok(_) => Ok(()),
                Err(_) => Err(self.bad_answer(describe(&first))),
            },
        }
    }
}

/// What is wrong with a JSON text, without the value that serde would quote.
fn describe(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Io | serde_json::error::Category::Syntax => "malformed JSON",
        serde_json::error::Category::Eof => "JSON that ends too early",
        serde_json::error::Category::Data => "JSON of another shape than expected",
    };
    format!("{what} at line {} column {}", error.line(), error.column())
}

fn charset_of(content_type: &str) -> Option<&str> {
    let (_, rest) = content_type.split_once("charset=")?;
    Some(rest.split(';').next().unwrap_or(rest).trim().trim_matches('"'))
}

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}

fn starts_with_ignoring_case(bytes: &[u8], text: &str) -> bool {
    let bytes = bytes.trim_ascii_start();
    bytes.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text.as_bytes()))
}

/// Replaces `\uD800` … `\uDFFF` that have no partner by `\uFFFD`; leaves everything else as it is.
fn mend_surrogates(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let unit = unit_of(escape);
        let low = unit.filter(|unit| (0xd800..0xdc00).contains(unit)).and_then(|_| escape.get(6..)).and_then(unit_of);
        let taken = match unit {
            Some(0xd800..=0xdbff) if low.is_some_and(|low| (0xdc00..0xe000).contains(&low)) => 12,
            Some(0xd800..=0xdfff) => {
                out.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            Some(_) => 6,
            // A backslash and the character behind it, so that `\\u…` is not taken for an escape.
            None => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        out.push_str(&escape[..taken]);
        rest = &escape[taken..];
    }
    out.push_str(rest);
    out
}

/// The number in `\uXXXX` at the start of `text`.
fn unit_of(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}
