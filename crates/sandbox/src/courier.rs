//! Delivers pushes: one after the other for each vendor, over plain HTTP/1.1.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::log::PushTry;
use crate::push::{PushRequest, Target, Waiting};
use crate::room::Room;

/// Of an answer, more is not read.
const ANSWER_BYTES_MAX: u64 = 64 * 1_024;
/// How often a running clock is looked at, in milliseconds.
const LOOK_MS: i64 = 250;
/// Of a body, more is not logged.
const LOGGED_BYTES_MAX: usize = 64 * 1_024;

/// Runs until the runtime stops.
pub(crate) async fn run(room: Arc<Room>) {
    loop {
        while let Some((waiting, target, request, answer_ms)) = next(&room) {
            let answer = send(&target.url, &request, answer_ms).await;
            finish(&room, waiting, &target, &request, answer);
        }
        room.delivered.notify_all();
        let wait_ms = {
            let inner = room.lock();
            let until_due =
                inner.site.outbox.next_due_ms().map(|due_ms| due_ms.saturating_sub(inner.site.clock.now_ms()).clamp(1, LOOK_MS));
            until_due.filter(|_| inner.site.clock.runs())
        };
        match wait_ms {
            Some(wait_ms) => {
                let nap = tokio::time::sleep(Duration::from_millis(u64::try_from(wait_ms).unwrap_or(1)));
                tokio::select! { () = room.courier.notified() => {}, () = nap => {} }
            }
            None => room.courier.notified().await,
        }
    }
}

/// The next delivery that is due, its request, and how long its receiver may take in milliseconds.
fn next(room: &Room) -> Option<(Waiting, Target, PushRequest, u64)> {
    let mut inner = room.lock();
    let now_ms = inner.site.clock.now_ms();
    loop {
        let waiting = inner.site.outbox.take_due(now_ms)?;
        // A target that was taken away since gets nothing.
        let Some(target) = inner.site.outbox.targets.get(waiting.event.target).cloned() else { continue };
        inner.site.outbox.in_flight += 1;
        let secret = if waiting.forged { "not the secret" } else { target.secret.as_str() };
        let signed_ms = inner.site.now_ms().saturating_sub(waiting.old_ms);
        let request = inner.vendor.push_request(&inner.site, &waiting.event, secret, signed_ms);
        return Some((waiting, target, request, inner.vendor.answer_ms()));
    }
}

fn finish(room: &Room, mut waiting: Waiting, target: &Target, request: &PushRequest, answer: Option<(u16, Vec<u8>)>) {
    let mut inner = room.lock();
    let now_ms = inner.site.clock.now_ms();
    let accepted = answer.as_ref().is_some_and(|(status, body)| inner.vendor.is_accepted(*status, body));
    waiting.attempt += 1;
    inner.site.log.push(PushTry {
        at_ms: now_ms,
        id: waiting.event.id.clone(),
        url: target.url.clone(),
        attempt: waiting.attempt,
        status: answer.map_or(0, |(status, _)| status),
        accepted,
        fault: waiting.fault.clone(),
        because_of: waiting.by,
        body: String::from_utf8_lossy(&request.body[..request.body.len().min(LOGGED_BYTES_MAX)]).into_owned(),
    });
    inner.vendor.delivered(waiting.event.target, accepted);
    if !accepted && let Some(wait_ms) = inner.vendor.retry_in_ms(waiting.attempt) {
        waiting.due_ms = now_ms.saturating_add(wait_ms);
        inner.site.outbox.put(waiting);
    }
    inner.site.outbox.in_flight -= 1;
}

/// Status and body of the receiver's answer; `None` when there was none in time.
async fn send(url: &str, request: &PushRequest, answer_ms: u64) -> Option<(u16, Vec<u8>)> {
    let exchange = exchange(url, request);
    tokio::time::timeout(Duration::from_millis(answer_ms), exchange).await.ok()?.ok()?
}

async fn exchange(url: &str, request: &PushRequest) -> std::io::Result<Option<(u16, Vec<u8>)>> {
    let Some(rest) = url.strip_prefix("http://") else { return Ok(None) };
    let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let address = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    let mut stream = TcpStream::connect(&address).await?;
    let mut head =
        format!("POST {path}{} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n", request.query, request.body.len());
    for (name, value) in &request.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&request.body).await?;
    let mut answer = Vec::new();
    // A receiver that closes hard after its answer has still answered.
    let read = stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).await;
    if answer.is_empty() {
        read?;
    }
    Ok(parsed(&answer))
}

fn parsed(answer: &[u8]) -> Option<(u16, Vec<u8>)> {
    let head_end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let status = std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()?;
    Some((status, answer[head_end + 4..].to_vec()))
}
