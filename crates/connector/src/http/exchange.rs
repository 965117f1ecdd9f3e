//! What is kept of a call that may change something, for people who ask why a record was refused.
//!
//! Neither a body nor a query, and of the headers only the id under which the other system can look the call up: the path is
//! the template of the request, without values.

use std::collections::VecDeque;
use std::sync::Mutex;

use super::request::{Method, Request};
use super::response::Response;
use super::wait::lock;

/// Calls that are kept until somebody takes them; older ones go.
const KEPT_MAX: usize = 2_000;
/// Characters of a request's id.
const ID_CHARS_MAX: usize = 100;
/// Headers in which systems name a call, the most telling first.
const ID_HEADERS: [&str; 8] =
    ["x-request-id", "request-id", "x-correlation-id", "x-trace-id", "trace-id", "x-tt-logid", "x-amzn-requestid", "cf-ray"];

/// One call and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// `POST`, `PATCH` …
    pub method: &'static str,
    /// Host, with the port where it is not the usual one.
    pub host: String,
    /// Path template, without values.
    pub path: &'static str,
    /// Status of the last answer; `None` when none came.
    pub status: Option<u16>,
    /// The system's id of the call; empty where it names none.
    pub request_id: String,
    /// When the last attempt ended (ms).
    pub at_ms: i64,
}

/// Keeps the calls of the handles that share it, until they are taken. See [`super::Client::with_exchanges`].
#[derive(Debug, Default)]
pub struct Exchanges(Mutex<VecDeque<Exchange>>);

impl Exchanges {
    /// The calls since they were taken last, oldest first, at most 2,000.
    #[must_use]
    pub fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut *lock(&self.0)).into()
    }

    pub(super) fn keep(&self, exchange: Exchange) {
        let mut kept = lock(&self.0);
        if kept.len() >= KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back(exchange);
    }
}

impl Exchange {
    /// How an attempt of a call ended, `None` where no answer came; nothing of a call that only reads.
    pub(super) fn of(request: &Request, host: &str, answer: Option<&Response>, at_ms: i64) -> Option<Self> {
        match request.method {
            Method::Get | Method::Head => None,
            Method::Post | Method::Put | Method::Patch | Method::Delete => Some(Self {
                method: request.method.as_str(),
                host: host.to_owned(),
                path: request.endpoint,
                status: answer.map(Response::status),
                request_id: answer.and_then(request_id).unwrap_or_default(),
                at_ms,
            }),
        }
    }
}

/// The id that a system gave the call, when it looks like one.
fn request_id(response: &Response) -> Option<String> {
    let found = ID_HEADERS.iter().find_map(|name| response.header(name))?.trim();
    let fits = !found.is_empty() && found.chars().count() <= ID_CHARS_MAX && found.chars().all(|c| c.is_ascii_graphic());
    fits.then(|| found.to_owned())
}
