//! Pushes: a system calls us. First the call is accepted (verified, stored, answered), later its rows are read.

use crate::error::ConnectorError;

/// Largest push that is accepted.
pub const PUSH_BYTES_MAX: usize = 5 * 1024 * 1024;

/// A call as it arrived, for verification over the raw bytes.
#[derive(Clone, Copy, Debug)]
pub struct PushRequest<'a> {
    /// What stands behind the hook's own address, without the leading slash; usually empty.
    pub path: &'a str,
    /// Decoded query parameters, in order.
    pub query: &'a [(String, String)],
    /// Headers with lower-case names, in order; one that was sent twice is there twice.
    pub headers: &'a [(String, String)],
    /// The body, byte for byte.
    pub body: &'a [u8],
    /// When it arrived (ms).
    pub received_ms: i64,
}

impl PushRequest<'_> {
    /// The one value of a header; `None` when it is missing or was sent more than once.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        let first = found.next()?;
        if found.next().is_some() { None } else { Some(&first.1) }
    }

    /// The one value of a query parameter.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut found = self.query.iter().filter(|(known, _)| known == name);
        let first = found.next()?;
        if found.next().is_some() { None } else { Some(&first.1) }
    }
}

/// What to answer and what to keep of a call that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedPush {
    /// What tells repetitions apart: the sender's delivery id, else a digest of endpoint, time stamp and body.
    pub delivery_id: String,
    /// The stream it is about, where the call tells; empty when only its content does.
    pub stream: String,
    /// Answered after the push is on disk. A probe that carries nothing is answered and not stored.
    pub reply: PushReply,
    /// False for probes and events of no interest.
    pub keep: bool,
}

/// The answer to a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushReply {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`; empty without a body.
    pub content_type: &'static str,
    /// Body.
    pub body: String,
}

impl PushReply {
    /// 204 without a body.
    #[must_use]
    pub fn empty() -> Self {
        Self { status: 204, content_type: "", body: String::new() }
    }
}

/// Why a push was refused. Nothing of it is stored but a counter; the answer tells strangers nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushRefused {
    /// No signature, a wrong one, a wrong secret, a doubled header: 401.
    Signature,
    /// The time stamp is too old or in the future: 401.
    Stale,
    /// Larger than allowed: 413.
    TooLarge,
    /// Cannot be read at all: 400.
    Malformed,
    /// This connection takes no pushes: 404.
    NotExpected,
}

/// A push that was stored, to be read as rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPush {
    /// Rises in order of arrival.
    pub id: i64,
    /// As in [`PushRequest`], those that [`crate::Account::accept_push`] asked to keep.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// When it arrived (ms).
    pub received_ms: i64,
}

/// The usual result of a connector without pushes.
///
/// # Errors
/// Always [`ConnectorError::Unsupported`].
pub fn no_pushes<T>(system: &str) -> Result<T, ConnectorError> {
    Err(ConnectorError::Unsupported { system: system.to_owned(), what: "send pushes".to_owned() })
}
