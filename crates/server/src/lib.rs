//! The HTTP API: from requests to calls of the engine, and back.
//!
//! One table ([`operations`]) says what there is; the router, the permission check and the OpenAPI document are made from it.
//! Every request passes one function (`edge`), is answered by one handler, and errors are always RFC 9457 problems.
//! Knows no vendor and no file format: files go to `connectors`, rows to `sync`, changes to `records`.

pub mod address;
mod app;
mod attempts;
mod call;
mod convert;
mod csv_text;
mod dispatch;
mod duplicate_finder;
mod edge;
pub mod export;
mod handlers;
mod idempotency;
mod index_keeper;
mod indexer;
mod jobs;
mod keeping;
mod listen;
mod live;
mod metrics;
mod negotiate;
mod openapi;
pub mod operations;
pub mod problem;
pub mod query;
mod rate;
mod record_json;
pub mod rehearsals;
mod reply;
mod route;
mod searchable;
mod sign_in;
pub mod simulators;
mod slow;
mod unreadable;
mod web_app;
mod xml;
mod xsd;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;

pub use app::{AppState, Prepare, PrepareHook, Settings};
pub use slow::Patience;

/// How long requests that are being answered may take after the stop.
const GRACE: Duration = Duration::from_secs(20);

/// All routes.
pub fn router(state: AppState) -> Router {
    Router::new().fallback(edge::handle).with_state(state)
}

/// Serves until `shutdown` resolves, then lets requests finish. Also follows the change log for the search index and continues
/// imports that an earlier process left.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, state: AppState, shutdown: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    let app = Arc::clone(&state.inner);
    let resuming = Arc::clone(&app);
    let began = move || {
        if let Err(error) = indexer::look(&resuming) {
            tracing::warn!(error = %error, "how far the search index is could not be learned: {error}");
        }
        if let Err(error) = resuming.records.finish_interrupted(resuming.settings.data_exclusive) {
            tracing::warn!(error = %error, "an interrupted run could not be done again: {error}");
        }
        jobs::start(&resuming)?;
        let worker = sync::worker::Worker::start(
            resuming.records.store().clone(),
            handlers::passes::passes(&resuming),
            handlers::alert_channels::alerts(&resuming),
            resuming.settings.syncs_at_once,
        )?;
        // A second start of the same application would find the first one's worker: it keeps working.
        let _ = resuming.syncs.set(worker);
        Ok::<(), std::io::Error>(())
    };
    tokio::task::spawn_blocking(began).await.map_err(std::io::Error::other)??;
    let indexer = tokio::spawn(indexer::follow(Arc::clone(&app)));
    let finder = tokio::spawn(duplicate_finder::follow(Arc::clone(&app)));
    let index_keeper = tokio::spawn(index_keeper::follow(Arc::clone(&app)));
    let teller = tokio::spawn(live::follow(Arc::clone(&app)));
    let keeper = tokio::spawn(keeping::run(Arc::clone(&app)));
    let stopped = Arc::clone(&app);
    let limits = listen::Limits {
        connections_max: app.settings.connections_max,
        per_client_max: app.settings.connections_per_client_max,
        trusted: app.settings.trusted_proxies.clone(),
        patience: app.settings.patience,
    };
    let mut stopping = app.stopping.subscribe();
    let server = tokio::spawn(listen::serve(listener, router(state), limits, Arc::clone(&app), app.stopping.subscribe()));
    tokio::spawn(async move {
        shutdown.await;
        stopped.stopping.send_replace(true);
    });
    let grace = async {
        let _ = stopping.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(GRACE).await;
    };
    let served = tokio::select! {
        served = server => served.map_err(std::io::Error::other),
        () = grace => Ok(()),
    };
    app.stopping.send_replace(true);
    keeper.abort();
    teller.abort();
    let ending = Arc::clone(&app);
    // What still runs stops at its next batch and is continued by the next start.
    let stop = move || {
        if let Some(worker) = ending.syncs.get() {
            worker.stop();
        }
        ending.jobs.get().map(sync::jobs::Jobs::stop)
    };
    let stopped = tokio::task::spawn_blocking(stop).await;
    if stopped.is_err() {
        tracing::warn!("the queue stopped unexpectedly");
    }
    if finder.await.is_err() {
        tracing::warn!("the search for duplicates stopped unexpectedly");
    }
    if index_keeper.await.is_err() {
        tracing::warn!("the keeper of indexes stopped unexpectedly");
    }
    if indexer.await.is_err() {
        tracing::warn!("the search index stopped unexpectedly");
    }
    served
}
