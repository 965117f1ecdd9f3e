//! Accepts connections and speaks HTTP/1.1 on them, within limits on their number, their heads and their time.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower_service::Service;

use crate::address::{Network, household};
use crate::app::App;
use crate::slow::{Notes, Patience, Watched};
use crate::unreadable::Refusal;

/// Bytes of a request's head, and of what is read at once.
const HEAD_BYTES_MAX: usize = 128 * 1024;
/// Pause after the system refused to hand out a connection (no file handles left).
const AFTER_REFUSAL: Duration = Duration::from_millis(50);
/// File handles left to the database and to files.
const HANDLES_KEPT: usize = 256;
/// Said to a client for whom there is no room.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// What one listener allows.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub(crate) connections_max: usize,
    /// Of one client address; proxies that are trusted stand for many.
    pub(crate) per_client_max: usize,
    pub(crate) trusted: Vec<Network>,
    pub(crate) patience: Patience,
}

/// Open connections by client.
#[derive(Default)]
struct Open {
    all: usize,
    by_client: HashMap<IpAddr, usize>,
}

/// A place among the open connections; given back when dropped.
struct Place {
    open: Arc<Mutex<Open>>,
    client: IpAddr,
}

impl Place {
    fn take(open: &Arc<Mutex<Open>>, peer: SocketAddr, limits: &Limits) -> Option<Self> {
        let client = household(peer.ip());
        let mut held = open.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = held.by_client.get(&client).copied().unwrap_or(0);
        let is_proxy = limits.trusted.iter().any(|network| network.contains(peer.ip()));
        if held.all >= limits.connections_max || (mine >= limits.per_client_max && !is_proxy) {
            return None;
        }
        held.all += 1;
        held.by_client.insert(client, mine + 1);
        drop(held);
        Some(Self { open: Arc::clone(open), client })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        held.all = held.all.saturating_sub(1);
        match held.by_client.get_mut(&self.client) {
            Some(mine) if *mine > 1 => *mine -= 1,
            _ => {
                held.by_client.remove(&self.client);
            }
        }
    }
}

/// Serves `router` on `listener` until `stopping` turns true, then returns once all connections have ended.
pub(crate) async fn serve(listener: TcpListener, router: Router, mut limits: Limits, app: Arc<App>, mut stopping: watch::Receiver<bool>) {
    limits.connections_max = limits.connections_max.min(handles().saturating_sub(HANDLES_KEPT).max(16));
    let limits = Arc::new(limits);
    let open = Arc::new(Mutex::new(Open::default()));
    // Closed when the last connection has let go of its sender.
    let (alive, mut gone) = tokio::sync::mpsc::channel::<Infallible>(1);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.wait_for(|stopping| *stopping) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be accepted");
                tokio::time::sleep(AFTER_REFUSAL).await;
                continue;
            }
        };
        let Some(place) = Place::take(&open, peer, &limits) else {
            // Not waited for: who is refused must not cost anything.
            let _ = stream.try_write(FULL);
            continue;
        };
        let (router, limits, stopping, alive) = (router.clone(), Arc::clone(&limits), stopping.clone(), alive.clone());
        let refusal = Refusal::new(Arc::clone(&app));
        tokio::spawn(async move {
            talk((stream, peer), router, refusal, &limits.patience, stopping).await;
            drop((place, alive));
        });
    }
    drop(listener);
    drop(alive);
    let _ = gone.recv().await;
}

async fn talk(
    (stream, peer): (TcpStream, SocketAddr),
    router: Router,
    refusal: Refusal,
    patience: &Patience,
    mut stopping: watch::Receiver<bool>,
) {
    // Small answers must not wait for an acknowledgement.
    let _ = stream.set_nodelay(true);
    let notes = Notes::new();
    let watched = TokioIo::new(Watched::new(stream, Arc::clone(&notes), refusal));
    let answering = Arc::clone(&notes);
    let service = service_fn(move |request: Request<Incoming>| {
        answering.head_read();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = router.clone().call(request);
        let notes = Arc::clone(&answering);
        async move {
            let answer = answer.await;
            notes.answered();
            answer
        }
    });
    let mut builder = http1::Builder::new();
    // The notes bound the head; a timer of the library would be set for every request.
    builder.timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(HEAD_BYTES_MAX);
    let mut connection = std::pin::pin!(builder.serve_connection(watched, service));
    let mut look = tokio::time::interval(patience.look_every());
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut is_ending = *stopping.borrow();
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(error = %error, "a connection ended early");
                }
                return;
            }
            _ = look.tick() => {
                if notes.is_over(patience) {
                    return;
                }
            }
            _ = stopping.changed(), if !is_ending => {
                is_ending = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// File handles this process may have, as Linux tells; elsewhere a careful guess.
fn handles() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    match line.and_then(|line| line.split_whitespace().next()) {
        Some("unlimited") => usize::MAX,
        Some(number) => number.parse().unwrap_or(1_024),
        None => 1_024,
    }
}
