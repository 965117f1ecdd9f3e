//! Sockets: every vendor's own port, and the faults that only a socket can have.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request as AxumRequest, State};
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::control;
use crate::http::{Reply, Request};
use crate::room::{Delivery, Room, WireFaults};
use crate::world::World;

/// Largest request body that is read: uploads of bulk jobs are up to 150 MB.
const BODY_BYTES_MAX: usize = 160_000_000;
/// Answers below this size are not compressed.
const GZIP_FROM_BYTES: usize = 1_024;
/// How long a hanging call is held at most, in seconds.
const HANG_SECONDS_MAX: u64 = 3_600;

/// What answers on a port: one vendor, or the control interface alone.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) world: Arc<World>,
    pub(crate) room: Option<Arc<Room>>,
}

/// A listener whose connections can be reset on demand.
pub(crate) struct FaultyListener(pub(crate) TcpListener);

/// A connection; when its flag is up, closing it sends a reset instead of a proper end.
pub(crate) struct FaultyStream {
    stream: TcpStream,
    reset: ResetFlag,
}

/// Shared between a connection and the handler of its calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResetFlag(Arc<AtomicBool>);

impl Listener for FaultyListener {
    type Io = FaultyStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // A refusal of this option costs speed, nothing else.
        let _ = stream.set_nodelay(true);
        (FaultyStream { stream, reset: ResetFlag::default() }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, FaultyListener>> for ResetFlag {
    fn connect_info(stream: IncomingStream<'_, FaultyListener>) -> Self {
        stream.io().reset.clone()
    }
}

impl Drop for FaultyStream {
    fn drop(&mut self) {
        if self.reset.0.load(Ordering::SeqCst) {
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for FaultyStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for FaultyStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.reset.0.load(Ordering::SeqCst) {
            // A proper end would reach the client before the reset.
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

/// Answers calls on `listener` until the runtime stops.
pub(crate) async fn serve(listener: TcpListener, door: Door) {
    let app = axum::Router::new().fallback(handle).with_state(door).into_make_service_with_connect_info::<ResetFlag>();
    // The server ends with its runtime; there is nobody to tell about an error of a socket that is being closed.
    let _ = axum::serve(FaultyListener(listener), app).await;
}

async fn handle(State(door): State<Door>, ConnectInfo(reset): ConnectInfo<ResetFlag>, request: AxumRequest) -> Response {
    let (parts, body) = request.into_parts();
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let takes_gzip = header("accept-encoding").is_some_and(|encodings| encodings.contains("gzip"));
    let base_url = format!("http://{}", header("host").unwrap_or("localhost"));
    let Ok(body) = axum::body::to_bytes(body, BODY_BYTES_MAX).await else {
        return sent(Reply::with_type(413, "text/plain", "the body is too large, or did not come"));
    };
    let body = if header("content-encoding") == Some("gzip") { gunzipped(&body) } else { body };
    let headers =
        parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    let request = Request {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body,
        base_url,
    };
    let segments = request.segments();
    if segments.first().is_some_and(|first| first == "_control") {
        return sent(control::answer(&door.world, &request));
    }
    match &door.room {
        Some(room) => deliver(room.call(&request), takes_gzip, &reset).await,
        None => sent(Reply::with_type(404, "text/plain", "only /_control is here; every vendor has a port of its own")),
    }
}

fn sent(reply: Reply) -> Response {
    response(&reply, Body::from(reply.body.clone()))
}

async fn deliver(delivery: Delivery, takes_gzip: bool, reset: &ResetFlag) -> Response {
    let Delivery { mut reply, wire } = delivery;
    if wire == WireFaults::default() {
        if takes_gzip && reply.body.len() >= GZIP_FROM_BYTES {
            reply.body = gzipped(&reply.body);
            reply = reply.and("content-encoding", "gzip");
        }
        return sent(reply);
    }
    if let Some(seconds) = wire.hang {
        tokio::time::sleep(Duration::from_secs(seconds.unwrap_or(HANG_SECONDS_MAX).min(HANG_SECONDS_MAX))).await;
        return cut_off(&reply, reset, Bytes::new());
    }
    if wire.slow_ms > 0 {
        tokio::time::sleep(Duration::from_millis(wire.slow_ms)).await;
    }
    if wire.lost {
        return cut_off(&reply, reset, Bytes::new());
    }
    reply = compressed(reply, &wire, takes_gzip);
    if let Some(bytes) = wire.reset_after {
        let kept = usize::try_from(bytes).unwrap_or(usize::MAX).min(reply.body.len());
        return cut_off(&reply, reset, reply.body.slice(..kept));
    }
    if let Some(off) = wire.length_off {
        let length = i64::try_from(reply.body.len()).unwrap_or(i64::MAX).saturating_add(off).max(0);
        let body = reply.body.clone();
        reply = reply.and("content-length", length.to_string());
        return response(&reply, Body::from_stream(stream::iter([Ok::<_, Infallible>(body)])));
    }
    if let Some(bytes_per_second) = wire.bytes_per_second {
        let body = trickled(reply.body.clone(), bytes_per_second);
        return response(&reply, body);
    }
    sent(reply)
}

fn compressed(mut reply: Reply, wire: &WireFaults, takes_gzip: bool) -> Reply {
    let plain = match wire.bomb_megabytes {
        Some(megabytes) => {
            reply.body = bomb(megabytes, &reply.body);
            return reply.and("content-encoding", "gzip");
        }
        None => reply.body.clone(),
    };
    if wire.cut_gzip || wire.double_gzip || (takes_gzip && plain.len() >= GZIP_FROM_BYTES) {
        reply.body = gzipped(&plain);
        reply = reply.and("content-encoding", "gzip");
    }
    if wire.double_gzip {
        reply.body = gzipped(&reply.body);
    }
    if wire.cut_gzip {
        reply.body = reply.body.slice(..reply.body.len() / 2);
    }
    reply
}

/// An answer of which `kept` comes, and then a reset. Without any bytes, not even the head comes.
fn cut_off(reply: &Reply, reset: &ResetFlag, kept: Bytes) -> Response {
    reset.0.store(true, Ordering::SeqCst);
    let length = reply.body.len().max(kept.len() + 1);
    let broken = || Err::<Bytes, io::Error>(io::Error::from(io::ErrorKind::ConnectionReset));
    if kept.is_empty() {
        // hyper writes the head together with the first piece of the body; an error in its place leaves the head unsent.
        return response(reply, Body::from_stream(stream::iter([broken()])));
    }
    let reply = reply.clone().and("content-length", length.to_string());
    // The pause lets the bytes leave before the reset overtakes them.
    let pieces = stream::unfold(0, move |step| {
        let kept = kept.clone();
        async move {
            match step {
                0 => Some((Ok(kept), 1)),
                1 => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    Some((Err(io::Error::from(io::ErrorKind::ConnectionReset)), 2))
                }
                _ => None,
            }
        }
    });
    response(&reply, Body::from_stream(pieces))
}

fn trickled(body: Bytes, bytes_per_second: u64) -> Body {
    let step = usize::try_from(bytes_per_second).unwrap_or(usize::MAX).max(1);
    let pieces = stream::unfold(0, move |at: usize| {
        let body = body.clone();
        async move {
            if at >= body.len() {
                return None;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
            let end = at.saturating_add(step).min(body.len());
            Some((Ok::<_, Infallible>(body.slice(at..end)), end))
        }
    });
    Body::from_stream(pieces)
}

fn response(reply: &Reply, body: Body) -> Response {
    let mut built = Response::builder().status(reply.status);
    for (name, value) in &reply.headers {
        built = built.header(*name, value);
    }
    // A header value that HTTP cannot carry is a mistake of a simulator; the client sees it as one.
    built.body(body).unwrap_or_else(|error| {
        let mut response = Response::new(Body::from(format!("the simulator made an answer that HTTP cannot carry: {error}")));
        *response.status_mut() = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}

fn gzipped(body: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
    // Writing into memory cannot fail.
    let _ = io::Write::write_all(&mut encoder, body);
    encoder.finish().map_or_else(|_| Bytes::new(), Bytes::from)
}

fn gunzipped(body: &[u8]) -> Bytes {
    let mut out = Vec::new();
    let limit = u64::try_from(BODY_BYTES_MAX).unwrap_or(u64::MAX);
    let reader = flate2::read::GzDecoder::new(body);
    match io::Read::read_to_end(&mut io::Read::take(reader, limit), &mut out) {
        Ok(_) => Bytes::from(out),
        Err(_) => Bytes::copy_from_slice(body),
    }
}

/// Blanks that cost nothing to send and much to unpack, and then the answer.
fn bomb(megabytes: u64, body: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let blanks = vec![b' '; 1_000_000];
    for _ in 0..megabytes {
        let _ = io::Write::write_all(&mut encoder, &blanks);
    }
    let _ = io::Write::write_all(&mut encoder, body);
    encoder.finish().map_or_else(|_| Bytes::new(), Bytes::from)
}
