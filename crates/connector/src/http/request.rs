//! What is sent: a request, built step by step. Its texts may hold secrets and values of records: `Debug` shows neither.

use std::fmt;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use crate::account::SecretText;
use crate::error::ConnectorError;

use super::target::{Target, encode};

/// Verb of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Reads the headers alone.
    Head,
    /// Whatever the system makes of it.
    Post,
    /// Replaces.
    Put,
    /// Changes.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Whether sending a request twice does the same as sending it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Reads, upserts by key, writes with a key that the system recognises.
    Safe,
    /// Everything else: once its bytes may have arrived, it is never sent again, and ends as
    /// [`ConnectorError::UnknownOutcome`] unless a usable answer comes.
    Unsafe,
}

/// What an answer with status 2xx must look like; anything else is [`ConnectorError::BadAnswer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// One whole JSON document.
    Json,
    /// XML, not HTML.
    Xml,
    /// Delimited text, not HTML.
    Csv,
    /// Whatever comes.
    Anything,
}

#[derive(Clone)]
pub(super) enum RequestBody {
    Empty,
    Bytes { content_type: String, bytes: Arc<[u8]> },
}

/// One request. Cheap to clone.
#[derive(Clone)]
pub struct Request {
    pub(super) method: Method,
    url: String,
    query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: RequestBody,
    pub(super) gzip: bool,
    pub(super) repeat: Repeat,
    pub(super) expects: Expect,
    pub(super) response_bytes_max: u64,
    pub(super) total_timeout: Duration,
    pub(super) idle_timeout: Duration,
    pub(super) endpoint: &'static str,
    pub(super) redirects_max: u8,
}

/// Largest answer, expanded, unless a request allows more.
const RESPONSE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Longest time for a whole call unless a request allows more.
const TOTAL_TIMEOUT: Duration = Duration::from_secs(120);
/// Longest silence of the other side unless a request allows more.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

impl Request {
    /// A request to an absolute http(s) address. Texts that come from records or settings are put into the path with
    /// [`encode`]. `endpoint` is a path template for budgets, metrics and messages, without values, e.g. `/sobjects/{object}`.
    ///
    /// GET and HEAD are safe to repeat, others are not unless [`Request::repeatable`] says so.
    #[must_use]
    pub fn new(method: Method, url: impl Into<String>, endpoint: &'static str) -> Self {
        let repeat = if matches!(method, Method::Get | Method::Head) { Repeat::Safe } else { Repeat::Unsafe };
        Self {
            method,
            url: url.into(),
            query: Vec::new(),
            headers: Vec::new(),
            body: RequestBody::Empty,
            gzip: false,
            repeat,
            expects: Expect::Json,
            response_bytes_max: RESPONSE_BYTES_MAX,
            total_timeout: TOTAL_TIMEOUT,
            idle_timeout: IDLE_TIMEOUT,
            endpoint,
            redirects_max: 0,
        }
    }

    /// As [`Request::new`] with GET.
    #[must_use]
    pub fn get(url: impl Into<String>, endpoint: &'static str) -> Self {
        Self::new(Method::Get, url, endpoint)
    }

    /// As [`Request::new`] with POST.
    #[must_use]
    pub fn post(url: impl Into<String>, endpoint: &'static str) -> Self {
        Self::new(Method::Post, url, endpoint)
    }

    /// Adds a query parameter; it is encoded here.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets a header, in place of one of the same name.
    pub fn set_header(&mut self, name: &str, value: impl Into<String>) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.into()));
    }

    /// Sets `Authorization: Bearer …`.
    pub fn set_bearer(&mut self, token: &SecretText) {
        self.set_header("Authorization", format!("Bearer {}", token.reveal()));
    }

    /// Sets a query parameter, in place of one of the same name.
    pub fn set_query(&mut self, name: &str, value: impl Into<String>) {
        self.query.retain(|(known, _)| known != name);
        self.query.push((name.to_owned(), value.into()));
    }

    /// Sends JSON that is already text.
    #[must_use]
    pub fn json_text(self, json: impl Into<String>) -> Self {
        self.bytes("application/json", json.into().into_bytes())
    }

    /// Sends a value as JSON.
    ///
    /// # Errors
    /// [`ConnectorError::Format`] when it cannot be written as JSON (a map with other keys than text).
    pub fn json(self, value: &impl Serialize) -> Result<Self, ConnectorError> {
        match serde_json::to_vec(value) {
            Ok(bytes) => Ok(self.bytes("application/json", bytes)),
            Err(_) => Err(ConnectorError::Format {
                what: "request".to_owned(),
                place: self.endpoint.to_owned(),
                reason: "the value cannot be written as JSON".to_owned(),
            }),
        }
    }

    /// Sends a form (`application/x-www-form-urlencoded`).
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.bytes("application/x-www-form-urlencoded", pairs.join("&").into_bytes())
    }

    /// Sends bytes of this content type.
    #[must_use]
    pub fn bytes(mut self, content_type: impl Into<String>, bytes: Vec<u8>) -> Self {
        self.body = RequestBody::Bytes { content_type: content_type.into(), bytes: bytes.into() };
        self
    }

    /// Compresses the body with gzip.
    #[must_use]
    pub fn gzipped(mut self) -> Self {
        self.gzip = true;
        self
    }

    /// Says whether sending it twice does the same as sending it once.
    #[must_use]
    pub fn repeatable(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }

    /// Says what a good answer looks like; JSON unless told.
    #[must_use]
    pub fn expects(mut self, expects: Expect) -> Self {
        self.expects = expects;
        self
    }

    /// Bounds the answer, in bytes after decompression; 64 MiB unless told.
    #[must_use]
    pub fn response_bytes_max(mut self, bytes: u64) -> Self {
        self.response_bytes_max = bytes;
        self
    }

    /// Bounds the whole call and the silence of the other side; 120 and 30 seconds unless told.
    #[must_use]
    pub fn timeouts(mut self, total: Duration, idle: Duration) -> Self {
        self.total_timeout = total;
        self.idle_timeout = idle;
        self
    }

    /// Follows at most so many redirects of a GET or HEAD. Each is checked like the first address, secrets do not go to
    /// another place, and https never turns into http. None unless told.
    #[must_use]
    pub fn following_redirects(mut self, redirects_max: u8) -> Self {
        self.redirects_max = redirects_max;
        self
    }

    /// The path template.
    #[must_use]
    pub fn endpoint(&self) -> &'static str {
        self.endpoint
    }

    pub(super) fn target(&self) -> Result<Target, ConnectorError> {
        Target::parse(&self.url, &self.query)
    }

    /// Content type and bytes as they travel.
    pub(super) fn wire_body(&self) -> Option<(&str, Arc<[u8]>)> {
        match &self.body {
            RequestBody::Empty => None,
            RequestBody::Bytes { content_type, bytes } if self.gzip => Some((content_type, compress(bytes).into())),
            RequestBody::Bytes { content_type, bytes } => Some((content_type, Arc::clone(bytes))),
        }
    }
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 4), flate2::Compression::fast());
    // Writing into memory cannot fail.
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("method", &self.method).field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}
