//! One call over the wire: connect, send, receive, decompress; bounded in time and size, and nothing is tried twice.
//!
//! The HTTP library is spoken here and nowhere else. It gets no say in redirects, compression, cookies or proxies of the
//! environment. Its transports are wrapped, so that a call can be cancelled while it waits, and so that it is known whether
//! any byte of the request left this machine.

use std::cell::RefCell;
use std::io::{BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use flate2::bufread::MultiGzDecoder;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport, time::Duration as UreqDuration,
};
use ureq::{Agent, Timeout, http};

use crate::error::ConnectorError;

use super::ClientSettings;
use super::guard::{Blocked, Guard};
use super::request::{Method, Request};
use super::target::Target;

/// Layers of compression that are taken off one body: some gateways compress what is compressed already.
const LAYERS_MAX: usize = 2;
/// How often a call that waits for bytes looks whether it was cancelled.
const LOOK: Duration = Duration::from_millis(100);
/// Idle connections are not used again after this time, so that a firewall that forgot them costs nothing.
const IDLE_AGE: Duration = Duration::from_secs(15);
/// Most bytes of all headers of an answer.
const HEADER_BYTES_MAX: usize = 64 * 1024;

/// What came back whole.
pub(super) struct Received {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// Why nothing usable came back. Texts hold nothing of the request or the answer.
#[derive(Debug)]
pub(super) enum Fault {
    Blocked(Blocked),
    /// No connection, no TLS, or it broke before the answer was whole.
    Unreachable(String),
    /// Nobody would get further by trying again soon: a certificate that is not trusted.
    Untrusted(String),
    /// The answer is cut or no HTTP.
    Garbled(String),
    TooLarge {
        found: u64,
        allowed: u64,
    },
    /// The request cannot be sent as it is.
    Unsendable(&'static str),
    Cancelled,
}

/// A fault, and whether bytes of the request may have arrived.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) fault: Fault,
    pub(super) sent: bool,
}

/// What is known of the call that this thread is making. The library gives its transports no place for it.
struct Call {
    cancel: Arc<AtomicBool>,
    idle: Duration,
    sent: bool,
    broken: bool,
}

thread_local! {
    static CALL: RefCell<Option<Call>> = const { RefCell::new(None) };
}

fn with_call<T>(change: impl FnOnce(&mut Call) -> T) -> Option<T> {
    CALL.with_borrow_mut(|call| call.as_mut().map(change))
}

/// The library with our settings.
pub(super) struct Wire {
    agent: Agent,
    guard: Arc<Guard>,
    total_max: Duration,
    idle_max: Duration,
}

/// Hands the guard to the library.
#[derive(Debug)]
struct SharedGuard(Arc<Guard>);

impl ureq::unversioned::resolver::Resolver for SharedGuard {
    fn resolve(
        &self,
        uri: &http::Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ureq::unversioned::resolver::ResolvedSocketAddrs, ureq::Error> {
        self.0.resolve(uri, config, timeout)
    }
}

impl Wire {
    pub(super) fn new(guard: Guard, proxy: Option<ureq::Proxy>, tls: ureq::tls::TlsConfig, settings: &ClientSettings) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(proxy)
            .tls_config(tls)
            .user_agent(&settings.user_agent)
            .accept_encoding("gzip")
            .timeout_connect(Some(settings.connect_timeout))
            .max_response_header_size(HEADER_BYTES_MAX)
            .max_idle_age(IDLE_AGE)
            .build();
        let guard = Arc::new(guard);
        let agent = Agent::with_parts(config, Watched(DefaultConnector::default()), SharedGuard(Arc::clone(&guard)));
        Self { agent, guard, total_max: settings.total_timeout_max, idle_max: settings.idle_timeout_max }
    }

    /// The addresses behind a host that may be connected to, for other protocols.
    pub(super) fn addresses(&self, host: &str, port: u16, system: &str) -> Result<Vec<std::net::IpAddr>, ConnectorError> {
        self.guard.addresses_of(host, port, system)
    }

    /// The addresses of a mail server that may be connected to.
    pub(super) fn mail_addresses(
        &self,
        host: &str,
        port: u16,
        is_plain: bool,
        system: &str,
    ) -> Result<Vec<std::net::IpAddr>, ConnectorError> {
        self.guard.mail_addresses_of(host, port, is_plain, system)
    }

    /// Makes one call.
    pub(super) fn call(&self, request: &Request, target: &Target, cancel: &Arc<AtomicBool>) -> Result<Received, Failure> {
        self.guard.check_before_proxy(target).map_err(|blocked| Failure { fault: Fault::Blocked(blocked), sent: false })?;
        let call = Call { cancel: Arc::clone(cancel), idle: request.idle_timeout.min(self.idle_max), sent: false, broken: false };
        CALL.set(Some(call));
        let result = self.exchange(request, target);
        let call = CALL.take();
        let was_cancelled = cancel.load(Ordering::Relaxed);
        result.map_err(|fault| {
            let fault = if was_cancelled && !matches!(fault, Fault::Blocked(_)) { Fault::Cancelled } else { fault };
            Failure { fault, sent: call.is_some_and(|call| call.sent) }
        })
    }

    fn exchange(&self, request: &Request, target: &Target) -> Result<Received, Fault> {
        let body = request.wire_body();
        let mut builder = http::Request::builder().method(request.method.as_str()).uri(target.to_url());
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if let Some((content_type, _)) = &body {
            builder = builder.header("Content-Type", *content_type);
            if request.gzip {
                builder = builder.header("Content-Encoding", "gzip");
            }
        }
        let total = Some(request.total_timeout.min(self.total_max));
        let unsendable = |_| Fault::Unsendable("a header or the address holds characters that cannot be sent");
        // Without a body of length 0 the library would announce a chunked one, which not every server takes.
        let nothing = matches!(request.method, Method::Post | Method::Put | Method::Patch).then_some(&[][..]);
        let answer = match body.as_ref().map(|(_, bytes)| &bytes[..]).or(nothing) {
            Some(bytes) => {
                let sent = builder.body(bytes).map_err(unsendable)?;
                let sent = self.agent.configure_request(sent).timeout_global(total).build();
                self.agent.run(sent)
            }
            None => {
                let sent = builder.body(()).map_err(unsendable)?;
                let sent = self.agent.configure_request(sent).timeout_global(total).build();
                self.agent.run(sent)
            }
        };
        let answer = answer.map_err(|error| fault_of(error, target))?;
        let (parts, body) = answer.into_parts();
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        // Answers without a body may tell how the body would have been compressed.
        let has_body = !matches!(parts.status.as_u16(), 204 | 205 | 304);
        let layers = if has_body { gzip_layers(&headers)? } else { 0 };
        let reader = body.into_with_config().limit(u64::MAX).reader();
        let body = receive(reader, layers, request.response_bytes_max, target)?;
        Ok(Received { status: parts.status.as_u16(), headers, body })
    }
}

/// How many times the body is compressed, by its headers.
fn gzip_layers(headers: &[(String, String)]) -> Result<usize, Fault> {
    let mut layers = 0;
    let codings = headers.iter().filter(|(name, _)| name == "content-encoding").flat_map(|(_, value)| value.split(','));
    for coding in codings.map(|coding| coding.trim().to_ascii_lowercase()) {
        match coding.as_str() {
            "gzip" | "x-gzip" => layers += 1,
            "identity" | "" => {}
            _ => return Err(Fault::Garbled("a compression that was not asked for".to_owned())),
        }
    }
    if layers > LAYERS_MAX { Err(Fault::Garbled("a body compressed too many times".to_owned())) } else { Ok(layers) }
}

/// Reads the whole body. Compressed ones are read to the end of their checksums: a library that decompresses by itself often
/// takes a cut body for a whole one.
fn receive(reader: impl Read, layers: usize, allowed: u64, target: &Target) -> Result<Vec<u8>, Fault> {
    let body = match layers {
        0 => read_bounded(reader, allowed, target),
        1 => read_bounded(MultiGzDecoder::new(BufReader::new(reader)), allowed, target),
        _ => read_bounded(MultiGzDecoder::new(BufReader::new(MultiGzDecoder::new(BufReader::new(reader)))), allowed, target),
    }?;
    if with_call(|call| call.broken).unwrap_or(false) {
        return Err(Fault::Garbled("the connection broke in the middle of the answer".to_owned()));
    }
    Ok(body)
}

fn read_bounded(mut reader: impl Read, allowed: u64, target: &Target) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let count = match reader.read(&mut chunk) {
            Ok(0) => return Ok(body),
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(body_fault(error, target)),
        };
        let found = body.len() as u64 + count as u64;
        if found > allowed {
            return Err(Fault::TooLarge { found, allowed });
        }
        body.extend_from_slice(&chunk[..count]);
        if with_call(|call| call.cancel.load(Ordering::Relaxed)).unwrap_or(false) {
            return Err(Fault::Cancelled);
        }
    }
}

fn body_fault(error: std::io::Error, target: &Target) -> Fault {
    match ureq::Error::from(error) {
        ureq::Error::Io(error) => match error.kind() {
            std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData | std::io::ErrorKind::InvalidInput => {
                Fault::Garbled("the body is cut or damaged".to_owned())
            }
            _ => Fault::Unreachable(format!("the connection to {} broke in the middle of the answer", target.place())),
        },
        other => fault_of(other, target),
    }
}

/// Says what happened, without the address's path, without headers and without anything of the answer.
fn fault_of(error: ureq::Error, target: &Target) -> Fault {
    let place = target.place();
    match error {
        ureq::Error::Other(inner) => match inner.downcast::<Blocked>() {
            Ok(blocked) => Fault::Blocked(*blocked),
            Err(_) => Fault::Unreachable(format!("no connection to {place}")),
        },
        ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => {
            Fault::Unreachable(format!("{place} does not answer: no connection in time"))
        }
        ureq::Error::Timeout(Timeout::PerRead | Timeout::PerWrite) => {
            Fault::Unreachable(format!("{place} fell silent in the middle of a call"))
        }
        ureq::Error::Timeout(_) => Fault::Unreachable(format!("{place} was too slow")),
        ureq::Error::Rustls(error) => Fault::Untrusted(format!("no safe connection to {place}: {error}")),
        ureq::Error::Tls(reason) => Fault::Untrusted(format!("no safe connection to {place}: {reason}")),
        ureq::Error::TlsRequired => Fault::Untrusted(format!("no safe connection to {place}")),
        // A failed handshake comes as an I/O error with the cause inside.
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            let cause = error.get_ref().map_or_else(|| "the handshake failed".to_owned(), ToString::to_string);
            Fault::Untrusted(format!("no safe connection to {place}: {cause}"))
        }
        ureq::Error::Io(error) => Fault::Unreachable(format!("the connection to {place} failed: {}", error.kind())),
        ureq::Error::HostNotFound => Fault::Blocked(Blocked::NotFound),
        ureq::Error::ConnectProxyFailed(_) => Fault::Unreachable(format!("the proxy did not connect to {place}")),
        ureq::Error::LargeResponseHeader(..) => Fault::Garbled("headers that are too large".to_owned()),
        ureq::Error::Protocol(_) | ureq::Error::BodyStalled => Fault::Garbled("this is not HTTP, or it is cut".to_owned()),
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => Fault::Unsendable("a header or the address holds characters that cannot be sent"),
        _ => Fault::Unreachable(format!("no connection to {place}")),
    }
}

/// The library's connector, with each transport wrapped.
#[derive(Debug)]
struct Watched(DefaultConnector);

impl Connector for Watched {
    type Out = WatchedTransport;

    fn connect(&self, details: &ConnectionDetails, chained: Option<()>) -> Result<Option<WatchedTransport>, ureq::Error> {
        let inner = self.0.connect(details, chained)?;
        // What a proxy or a handshake was sent is not the request.
        with_call(|call| call.sent = false);
        Ok(inner.map(|inner| WatchedTransport { inner }))
    }
}

#[derive(Debug)]
struct WatchedTransport {
    inner: Box<dyn Transport>,
}

impl Transport for WatchedTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        let idle = with_call(|call| {
            call.sent |= amount > 0;
            call.idle
        });
        self.inner.transmit_output(amount, shortened(timeout, idle.unwrap_or(LOOK), Timeout::PerWrite))
    }

    /// Waits in short slices, so that a cancelled call ends soon.
    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        let idle = with_call(|call| call.idle).unwrap_or(LOOK);
        let mut waited = Duration::ZERO;
        loop {
            let left = idle.saturating_sub(waited).min(match timeout.after {
                UreqDuration::Exact(after) => after.saturating_sub(waited),
                UreqDuration::NotHappening => Duration::MAX,
            });
            if left.is_zero() {
                let is_idle = waited >= idle;
                return Err(ureq::Error::Timeout(if is_idle { Timeout::PerRead } else { timeout.reason }));
            }
            let slice = left.min(LOOK);
            match self.inner.await_input(shortened(timeout, slice, Timeout::PerRead)) {
                Err(ureq::Error::Timeout(_)) => waited += slice,
                Err(error) => {
                    with_call(|call| call.broken = true);
                    return Err(error);
                }
                Ok(progress) => return Ok(progress),
            }
            if with_call(|call| call.cancel.load(Ordering::Relaxed)).unwrap_or(false) {
                return Err(ureq::Error::Timeout(timeout.reason));
            }
        }
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

fn shortened(timeout: NextTimeout, at_most: Duration, reason: Timeout) -> NextTimeout {
    match timeout.after {
        UreqDuration::Exact(after) if after <= at_most => timeout,
        UreqDuration::Exact(_) | UreqDuration::NotHappening => {
            NextTimeout { after: UreqDuration::Exact(at_most), reason, ..NextTimeout::default() }
        }
    }
}
