//! Keeps the search index up with the change log, in small steps beside other work.
//!
//! The position is committed with the entries, so an interruption costs nothing. A record that is gone or merged loses its
//! entry; its survivor has a change of its own.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use model::{RecordId, RecordState};
use store::StoreError;
use store::search_text::segment;

use crate::app::App;
use crate::handlers::search::searchable_text;

/// Changes of one step.
const STEP: usize = 500;
/// How long it waits when there is nothing to do.
const IDLE: Duration = Duration::from_millis(300);
/// Between steps while there is much to do it rests this many times as long as a step took: requests come first.
const REST: u32 = 4;
/// The longest rest.
const REST_MAX: Duration = Duration::from_secs(2);
/// After an error.
const AFTER_ERROR: Duration = Duration::from_secs(5);

/// Follows the log until the server stops.
pub(crate) async fn follow(app: Arc<App>) {
    let mut stopping = app.stopping.subscribe();
    loop {
        if *stopping.borrow() {
            return;
        }
        let own = Arc::clone(&app);
        let started = Instant::now();
        let wait = match tokio::task::spawn_blocking(move || step(&own)).await {
            Ok(Ok(true)) => (started.elapsed() * REST).min(REST_MAX),
            Ok(Ok(false)) => IDLE,
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "the search index could not be updated: {error}");
                AFTER_ERROR
            }
            Err(_) => AFTER_ERROR,
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stopping.changed() => {}
        }
    }
}

/// One step; true when more may be waiting.
fn step(app: &Arc<App>) -> Result<bool, StoreError> {
    let store = app.records.store();
    let position = store.search_position()?;
    let (head, changed, upto) = store.read(|session| {
        let head = session.change_head()?;
        let changes = session.changes_after(position, &[], STEP)?;
        let upto = changes.last().map_or(position, |change| change.seq);
        let ids: Vec<RecordId> = changes.iter().map(|change| change.record).collect::<BTreeSet<_>>().into_iter().collect();
        let rows = session.records(&ids)?;
        let texts: Vec<(RecordId, Option<String>)> = ids
            .into_iter()
            .zip(rows)
            .map(|(id, row)| (id, row.filter(|row| row.state == RecordState::Live).map(|row| segment(&searchable_text(&row.doc)))))
            .collect();
        Ok::<_, StoreError>((head, texts, upto))
    })?;
    app.metrics.change_seq.store(head, Ordering::Relaxed);
    app.metrics.search_seq.store(upto, Ordering::Relaxed);
    if changed.is_empty() {
        return Ok(false);
    }
    store.search_update(&changed, upto)?;
    Ok(upto < head)
}
