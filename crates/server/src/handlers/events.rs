//! `GET /events`: what happens, as server-sent events, for pages that are open.

use std::sync::Arc;
use std::time::Duration;

use access::Principal;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::stream;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{OwnedSemaphorePermit, broadcast};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::live::{RESET, Told, missed};
use crate::problem::{Code, Outcome, Problem};

/// A comment keeps the connection alive, and the listener's right is looked at again.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Events of one piece.
const PIECE_MAX: usize = 200;
/// When a browser tries again after the connection broke.
const RETRY_MS: u32 = 2_000;

struct Listener {
    app: Arc<App>,
    principal: Arc<Principal>,
    events: broadcast::Receiver<Arc<Told>>,
    first: Option<String>,
    _place: OwnedSemaphorePermit,
}

/// `GET /events`
pub(crate) async fn follow(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let place = Arc::clone(&app.live.places).try_acquire_owned().map_err(|_| Problem::new(Code::Busy).header(header::RETRY_AFTER, "30"))?;
    let principal = call.principal()?;
    let seen = call.headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
    let seen = seen.or_else(|| call.query.integer("after"));
    let own = Arc::clone(&app);
    let (events, told) = blocking(move || {
        // Before what was missed is read, so that nothing lies between.
        let events = own.live.subscribe(own.records.store())?;
        let told = seen.map(|seen| missed(&own, seen)).transpose()?;
        Ok((events, told))
    })
    .await?;
    let mut first = format!("retry: {RETRY_MS}\n\n");
    match told {
        Some(Some(told)) => first.extend(told.iter().filter_map(|told| told.text_for(&principal.caller))),
        Some(None) => first.push_str(RESET),
        None => {}
    }
    let listener = Listener { app, principal, events, first: Some(first), _place: place };
    let pieces = stream::unfold(listener, |mut listener| async move {
        let piece = next_piece(&mut listener).await?;
        Some((Ok::<_, std::convert::Infallible>(Bytes::from(piece)), listener))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(response)
}

/// Waits for what concerns the listener. Ends when the server stops, or the key or session no longer works.
async fn next_piece(listener: &mut Listener) -> Option<String> {
    if let Some(first) = listener.first.take() {
        return Some(first);
    }
    let mut stopping = listener.app.stopping.subscribe();
    loop {
        if *stopping.borrow() {
            return None;
        }
        let told = tokio::select! {
            told = listener.events.recv() => Some(told),
            () = tokio::time::sleep(HEARTBEAT) => None,
            _ = stopping.changed() => return None,
        };
        let (app, principal) = (Arc::clone(&listener.app), Arc::clone(&listener.principal));
        listener.principal = blocking(move || Ok(app.access.confirm(&principal)?)).await.ok()?;
        let piece = match told {
            None => ": still here\n\n".to_owned(),
            Some(Ok(told)) => gather(listener, &told),
            Some(Err(RecvError::Lagged(_))) => RESET.to_owned(),
            Some(Err(RecvError::Closed)) => return None,
        };
        if !piece.is_empty() {
            return Some(piece);
        }
    }
}

/// The event and those that wait behind it.
fn gather(listener: &mut Listener, told: &Told) -> String {
    let caller = &listener.principal.caller;
    let mut piece = told.text_for(caller).unwrap_or_default();
    for _ in 0..PIECE_MAX {
        match listener.events.try_recv() {
            Ok(told) => piece.push_str(&told.text_for(caller).unwrap_or_default()),
            Err(TryRecvError::Lagged(_)) => piece.push_str(RESET),
            Err(TryRecvError::Empty | TryRecvError::Closed) => break,
        }
    }
    piece
}
