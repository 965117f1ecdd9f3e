//! A document behind an address: fetched only when it changed, kept as a file while it is read.

use std::io::Write;

use connector::ConnectorError;
use connector::http::{Client, Expect, Policy, Request, Verdict};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::settings::{Origin, Settings};

/// What messages call it.
pub(crate) const SYSTEM: &str = "the address";
/// Redirects that are followed; each one passes the guard again.
const REDIRECTS_MAX: u8 = 3;
/// Bytes looked at to tell a web page from data.
const HEAD_BYTES: usize = 512;

/// A document that was fetched. Its file goes when this does.
pub(crate) struct Fetched {
    pub file: NamedTempFile,
    pub etag: String,
    pub modified: String,
    /// Digest of the content.
    pub hash: String,
    pub size: u64,
}

/// Fetches the document, unless it is the one with these marks.
pub(crate) fn fetch(http: &Client, settings: &Settings, etag: &str, modified: &str) -> Result<Option<Fetched>, ConnectorError> {
    let Origin::Address { url, token, bytes_max } = &settings.origin else {
        return Err(ConnectorError::Setting { setting: "url".to_owned(), reason: "an address is needed".to_owned() });
    };
    let mut request =
        Request::get(url.as_str(), "/document").expects(Expect::Anything).response_bytes_max(*bytes_max).following_redirects(REDIRECTS_MAX);
    if let Some(token) = token {
        request.set_bearer(token);
    }
    if !etag.is_empty() {
        request = request.header("If-None-Match", etag);
    }
    if !modified.is_empty() {
        request = request.header("If-Modified-Since", modified);
    }
    let classify = |response: &connector::http::Response| match response.status() {
        // There is no token that could be renewed.
        401 => Verdict::Failed(ConnectorError::Unauthorised { system: SYSTEM.to_owned(), reason: "the token is refused".to_owned() }),
        _ => Verdict::by_status(SYSTEM, response),
    };
    let response = http.send(request, &Policy::new(SYSTEM).classify(&classify))?;
    if response.status() == 304 {
        return Ok(None);
    }
    let header = |name: &str| response.header(name).unwrap_or("").to_owned();
    let (etag, modified) = (header("etag"), header("last-modified"));
    let head = String::from_utf8_lossy(response.body().get(..HEAD_BYTES.min(response.body().len())).unwrap_or(&[])).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Err(response.bad_answer("a web page came instead of a file: a login page or something between us and the address"));
    }
    if response.body().trim_ascii().is_empty() {
        return Err(response.bad_answer("an empty body instead of a file"));
    }
    let body = response.into_body();
    let hash = Sha256::digest(&body).iter().take(8).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let io = |source| ConnectorError::Io { what: "a temporary file".to_owned(), source };
    let mut file = NamedTempFile::new().map_err(io)?;
    file.write_all(&body).and_then(|()| file.flush()).map_err(io)?;
    Ok(Some(Fetched { file, etag, modified, hash, size: body.len() as u64 }))
}
