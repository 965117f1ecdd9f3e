//! Clients that are slow, by bad lines or on purpose, hold a connection for a limited time and nothing else.
//!
//! A request's head must arrive within a bound, its body at a least rate, an answer must be taken. No timer is set per request:
//! the connection notes when what it waits for began, and its task looks at the note every now and then.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use futures_util::Stream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::unreadable::Refusal;

/// How long a client may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From the first byte of a request (or from connecting) to the end of its head.
    pub head: Duration,
    /// Without anything to do between two requests.
    pub idle: Duration,
    /// For a body before its rate counts, and without a single byte of it.
    pub body_start: Duration,
    /// Least rate of a body, in bytes a second.
    pub body_rate_min: u32,
    /// For a whole body.
    pub body_total: Duration,
    /// For a whole file.
    pub file_total: Duration,
    /// Without taking a byte of the answer.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(15),
            idle: Duration::from_secs(75),
            body_start: Duration::from_secs(15),
            body_rate_min: 1_024,
            body_total: Duration::from_secs(120),
            file_total: Duration::from_secs(2 * 3_600),
            answer: Duration::from_secs(30),
        }
    }
}

impl Patience {
    /// How often a connection looks whether it has waited too long.
    pub(crate) fn look_every(&self) -> Duration {
        (self.head.min(self.answer) / 4).clamp(Duration::from_millis(20), Duration::from_secs(5))
    }
}

/// Notes of one connection, in milliseconds since it began; 0 means "not waiting".
#[derive(Debug)]
pub(crate) struct Notes {
    start: Instant,
    /// A request is being answered.
    busy: AtomicBool,
    head_since: AtomicU64,
    stalled_since: AtomicU64,
    last: AtomicU64,
}

impl Notes {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            start: Instant::now(),
            busy: AtomicBool::new(false),
            head_since: AtomicU64::new(1),
            stalled_since: AtomicU64::new(0),
            last: AtomicU64::new(1),
        })
    }

    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX).max(1)
    }

    /// The head of a request is whole.
    pub(crate) fn head_read(&self) {
        self.busy.store(true, Ordering::Relaxed);
        self.head_since.store(0, Ordering::Relaxed);
    }

    /// The answer has begun.
    pub(crate) fn answered(&self) {
        self.busy.store(false, Ordering::Relaxed);
        self.last.store(self.now(), Ordering::Relaxed);
    }

    fn read(&self) {
        let now = self.now();
        self.last.store(now, Ordering::Relaxed);
        if !self.busy.load(Ordering::Relaxed) && self.head_since.load(Ordering::Relaxed) == 0 {
            self.head_since.store(now, Ordering::Relaxed);
        }
    }

    fn wrote(&self, is_stalled: bool) {
        let now = self.now();
        if !is_stalled {
            self.last.store(now, Ordering::Relaxed);
            self.stalled_since.store(0, Ordering::Relaxed);
        } else if self.stalled_since.load(Ordering::Relaxed) == 0 {
            self.stalled_since.store(now, Ordering::Relaxed);
        }
    }

    /// True when the client has been waited for long enough.
    pub(crate) fn is_over(&self, patience: &Patience) -> bool {
        let now = self.now();
        let past = |since: u64, limit: Duration| since > 0 && u128::from(now.saturating_sub(since)) > limit.as_millis();
        let is_idle = !self.busy.load(Ordering::Relaxed) && past(self.last.load(Ordering::Relaxed), patience.idle);
        past(self.head_since.load(Ordering::Relaxed), patience.head)
            || past(self.stalled_since.load(Ordering::Relaxed), patience.answer)
            || is_idle
    }
}

/// A connection that keeps [`Notes`].
pub(crate) struct Watched {
    stream: TcpStream,
    notes: Arc<Notes>,
    refusal: Refusal,
}

impl Watched {
    pub(crate) fn new(stream: TcpStream, notes: Arc<Notes>, refusal: Refusal) -> Self {
        Self { stream, notes, refusal }
    }

    fn poll_refuse(&mut self, context: &mut Context<'_>, length: usize) -> Poll<io::Result<usize>> {
        let sent = self.refusal.poll_send(Pin::new(&mut self.stream), context);
        self.notes.wrote(sent.is_pending());
        sent.map_ok(|()| length)
    }
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.notes.read();
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.refusal.stands_for(bytes) {
            return self.poll_refuse(context, bytes.len());
        }
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.notes.wrote(written.is_pending());
        written
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        if parts.iter().find(|part| !part.is_empty()).is_some_and(|part| self.refusal.stands_for(part)) {
            return self.poll_refuse(context, parts.iter().map(|part| part.len()).sum());
        }
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.notes.wrote(written.is_pending());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Why a body ended early.
#[derive(Debug, thiserror::Error)]
#[error("the body came too slowly")]
pub(crate) struct TooSlow;

/// True when an error of a body says that it came too slowly.
pub(crate) fn is_too_slow(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    // Each layer of the body wraps once.
    for _ in 0..8 {
        match cause {
            Some(inner) if inner.is::<TooSlow>() => return true,
            Some(inner) => cause = inner.source(),
            None => return false,
        }
    }
    false
}

/// `body`, which ends with [`TooSlow`] when it does not come at its least rate or within `total`.
pub(crate) fn paced(body: Body, patience: &Patience, total: Duration) -> Body {
    if body.is_end_stream() {
        return body;
    }
    Body::from_stream(Paced {
        body: body.into_data_stream(),
        start: Instant::now(),
        received: 0,
        grace: patience.body_start,
        rate_min: u64::from(patience.body_rate_min.max(1)),
        total,
        alarm: None,
    })
}

struct Paced {
    body: BodyDataStream,
    start: Instant,
    received: u64,
    grace: Duration,
    rate_min: u64,
    total: Duration,
    /// Made only when something must be waited for: most bodies lie in the buffer already.
    alarm: Option<(Instant, Pin<Box<tokio::time::Sleep>>)>,
}

impl Stream for Paced {
    type Item = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match Pin::new(&mut self.body).poll_next(context) {
            Poll::Ready(Some(Ok(bytes))) => {
                self.received += bytes.len() as u64;
                return Poll::Ready(Some(Ok(bytes)));
            }
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Pending => {}
        }
        let earned = self.grace + Duration::from_millis(self.received.saturating_mul(1_000) / self.rate_min);
        let until = self.start + earned.min(self.total);
        let (set_for, alarm) = self.alarm.get_or_insert_with(|| (until, Box::pin(tokio::time::sleep_until(until.into()))));
        if *set_for != until {
            *set_for = until;
            alarm.as_mut().reset(until.into());
        }
        ready!(alarm.as_mut().poll(context));
        Poll::Ready(Some(Err(Box::new(TooSlow))))
    }
}
