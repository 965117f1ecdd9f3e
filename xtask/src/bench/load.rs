//! A load generator: keep-alive connections that each send the next request when the answer to the last one is there, or at the
//! pace that is asked for.
//!
//! One thread serves all connections and answers are only looked at as far as needed (status, length), so that it takes as
//! little of the machine as it can: the server has to share the machine with it.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Connections open at the same time, where nothing else is said.
pub const CONNECTIONS: usize = 16;
/// Calls that are not counted, so that caches are as warm as they are in use.
const WARM_UP: Duration = Duration::from_millis(500);

/// Writes the `number`th request.
pub type Request<'a> = &'a dyn Fn(u64, &mut Vec<u8>);

/// How requests are sent.
#[derive(Clone, Copy)]
pub struct Storm {
    /// Connections open at the same time.
    pub connections: usize,
    /// How long it lasts.
    pub seconds: u64,
    /// Requests a second, all connections together; each counts from the moment it was due, however late it could be sent. `None`:
    /// as many as are answered.
    pub pace: Option<u32>,
}

impl Storm {
    /// As many as are answered.
    pub fn full(seconds: u64) -> Self {
        Self { connections: CONNECTIONS, seconds, pace: None }
    }
}

/// What came of it.
pub struct Answered {
    /// Good answers per second.
    pub per_second: f64,
    /// Half of the answers came within so many milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 answers came within so many milliseconds.
    pub p99_ms: f64,
    /// Answers with a status from 300 upwards.
    pub refused: u64,
}

/// Sends requests to `address`.
pub fn measure(address: &str, load: Storm, request: Request<'_>) -> Result<Answered, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let next = std::cell::Cell::new(0_u64);
    let begin = Instant::now();
    let start = begin + WARM_UP;
    let times =
        Times { begin, start, end: start + Duration::from_secs(load.seconds), between: load.pace.map(|pace| 1.0 / f64::from(pace)) };
    let connections = (0..load.connections).map(|_| connection(address, times, &next, request));
    let mut latencies = Vec::new();
    let mut refused = 0;
    for done in runtime.block_on(join_all(connections.map(Box::pin).collect())) {
        let (mut some, bad) = done.map_err(|error| format!("{address}: {error}"))?;
        latencies.append(&mut some);
        refused += bad;
    }
    latencies.sort_unstable();
    let at = |share: usize| latencies.get(latencies.len() * share / 100).copied().map_or(0.0, |micros| f64::from(micros) / 1000.0);
    let good = u32::try_from(latencies.len()).unwrap_or(u32::MAX);
    let whole = u32::try_from(load.seconds).unwrap_or(1);
    Ok(Answered { per_second: f64::from(good) / f64::from(whole), p50_ms: at(50), p99_ms: at(99), refused })
}

/// Waits for all of them on this thread.
async fn join_all<F: Future + Unpin>(mut futures: Vec<F>) -> Vec<F::Output> {
    let mut done: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        let mut is_pending = false;
        for (future, slot) in futures.iter_mut().zip(&mut done) {
            if slot.is_none() {
                match std::pin::Pin::new(future).poll(context) {
                    std::task::Poll::Ready(output) => *slot = Some(output),
                    std::task::Poll::Pending => is_pending = true,
                }
            }
        }
        if is_pending { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[derive(Clone, Copy)]
struct Times {
    begin: Instant,
    /// From here on it counts.
    start: Instant,
    end: Instant,
    /// Seconds from one request to the next.
    between: Option<f64>,
}

impl Times {
    /// When the `number`th request is due; now where there is no pace.
    fn due(&self, number: u64) -> Instant {
        match self.between {
            // Exact for 2^32 requests, more than are ever sent.
            Some(between) => self.begin + Duration::from_secs_f64(between * f64::from(u32::try_from(number).unwrap_or(u32::MAX))),
            None => Instant::now(),
        }
    }
}

async fn connection(address: &str, times: Times, next: &std::cell::Cell<u64>, request: Request<'_>) -> std::io::Result<(Vec<u32>, u64)> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut out, mut buffer) = (Vec::with_capacity(4096), Vec::with_capacity(1 << 16));
    let (mut latencies, mut refused) = (Vec::new(), 0);
    loop {
        let number = next.get();
        next.set(number + 1);
        out.clear();
        request(number, &mut out);
        let sent = times.due(number);
        if sent >= times.end {
            return Ok((latencies, refused));
        }
        if times.between.is_some() {
            tokio::time::sleep_until(sent.into()).await;
        }
        stream.write_all(&out).await?;
        let status = answer(&mut stream, &mut buffer).await?;
        if sent >= times.start {
            if status < 300 {
                latencies.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
            } else {
                refused += 1;
            }
        }
    }
}

/// Reads one answer; its status.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<u16> {
    buffer.clear();
    let mut needed = None;
    loop {
        if stream.read_buf(buffer).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if needed.is_none() {
            needed = head(buffer)?;
        }
        if let Some((status, length)) = needed
            && buffer.len() >= length
        {
            return Ok(status);
        }
    }
}

/// Status and length of the whole answer, once its head is complete.
fn head(buffer: &[u8]) -> std::io::Result<Option<(u16, usize)>> {
    let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let strange = |what: &str| std::io::Error::other(format!("an answer without {what}"));
    let text = std::str::from_utf8(buffer.get(..end).unwrap_or_default()).map_err(|_| strange("text"))?;
    let status: u16 = text.get(9..12).and_then(|status| status.parse().ok()).ok_or_else(|| strange("status"))?;
    let length = text.lines().find_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length")));
    let length = match length {
        Some((_, length)) => length.trim().parse().map_err(|_| strange("length"))?,
        None if status == 204 || status == 304 => 0,
        None => return Err(strange("length")),
    };
    Ok(Some((status, end + 4 + length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_tells_how_long_the_answer_is() {
        assert_eq!(head(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhe").expect("head"), Some((200, 43)));
        assert_eq!(head(b"HTTP/1.1 204 No Content\r\n\r\n").expect("head"), Some((204, 27)));
        assert_eq!(head(b"HTTP/1.1 200 OK\r\ncontent-le").expect("head"), None);
        assert!(head(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }
}
