//! What is said to a request whose first lines cannot be read.
//!
//! The HTTP library refuses such a request before any handler sees it, with a status and nothing else. Its answer is recognised on its
//! way out, because all of ours carry `X-Request-Id`, and ours is sent in its place: a problem like every other, which says what to do.
//! It is in English: the language that was asked for stands in the head that could not be read. The connection ends with it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use model::Lang;
use tokio::io::AsyncWrite;
use tokio::net::TcpStream;

use crate::app::App;
use crate::problem::{Code, Problem};

/// An answer of the library's own is shorter.
const LIBRARY_ANSWER_BYTES_MAX: usize = 300;

/// What is sent on one connection in place of an empty refusal.
pub(crate) struct Refusal {
    app: Arc<App>,
    /// The answer that is being sent, and how many of its bytes are out.
    sending: Option<(Vec<u8>, usize)>,
}

impl Refusal {
    pub(crate) fn new(app: Arc<App>) -> Self {
        Self { app, sending: None }
    }

    /// True when `bytes`, which are about to be sent, are a refusal of the library: then [`Refusal::poll_send`] has another.
    pub(crate) fn stands_for(&mut self, bytes: &[u8]) -> bool {
        if self.sending.is_some() {
            return true;
        }
        let Some(code) = refusal_in(bytes) else { return false };
        self.sending = Some((answer(code, &self.app.trace_id()), 0));
        true
    }

    /// Sends the answer whole.
    pub(crate) fn poll_send(&mut self, mut stream: Pin<&mut TcpStream>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some((answer, sent)) = &mut self.sending {
            let Some(rest) = answer.get(*sent..).filter(|rest| !rest.is_empty()) else {
                self.sending = None;
                break;
            };
            match ready!(stream.as_mut().poll_write(context, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                count => *sent += count,
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The code for a refusal of the library; `None` for every other answer.
fn refusal_in(bytes: &[u8]) -> Option<Code> {
    if bytes.len() > LIBRARY_ANSWER_BYTES_MAX || bytes.get(9) != Some(&b'4') || !bytes.starts_with(b"HTTP/1.") {
        return None;
    }
    let head = std::str::from_utf8(bytes).ok()?.to_ascii_lowercase();
    if head.contains("x-request-id") {
        return None;
    }
    match head.get(9..12)? {
        "400" => Some(Code::BadRequest),
        "414" | "431" => Some(Code::HeadTooLarge),
        _ => None,
    }
}

fn answer(code: Code, trace_id: &str) -> Vec<u8> {
    let problem = match code {
        Code::HeadTooLarge => Problem::new(code),
        _ => Problem::with(
            code,
            "the address or a header cannot be read: an address is written in ASCII, without blanks and quotation marks; everything else as UTF-8 bytes \
             in percent-encoding, so 上 is %E4%B8%8A; curl writes it so with -G --data-urlencode 'filter=…'",
            "无法读取地址或请求头：地址只能使用 ASCII，不含空格和引号，其他字符须以 UTF-8 进行百分号编码，例如“上”写作 %E4%B8%8A；\
             curl 可使用 -G --data-urlencode 'filter=…'",
        ),
    };
    let body = problem.to_json(Lang::En, "/", trace_id).to_string();
    let status = code.status();
    let reason = axum::http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or_default();
    format!(
        "HTTP/1.1 {status} {reason}\r\ncontent-type: application/problem+json\r\ncontent-language: en\r\ncontent-length: {}\r\n\
         cache-control: no-store\r\nx-content-type-options: nosniff\r\nx-request-id: {trace_id}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
