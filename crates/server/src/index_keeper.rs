//! Makes the indexes that lists turned out to need, behind the list that was slow.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;

/// Between two looks: a burst of lists is one look.
const PAUSE: Duration = Duration::from_secs(1);
/// How often it looks when no list asks, for those that are not used any more.
const EVERY: Duration = Duration::from_secs(3_600);

/// Looks again and again until the server stops. A build that is under way is waited for.
pub(crate) async fn follow(app: Arc<App>) {
    let mut stopping = app.stopping.subscribe();
    loop {
        tokio::select! {
            () = app.index_lacked.notified() => {}
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.changed() => return,
        }
        finish_interrupted(&app).await;
        let (records, from) = (app.records.clone(), app.settings.index_by_use_from);
        match tokio::task::spawn_blocking(move || records.keep_indexes(from)).await {
            Ok(Ok(kept)) if kept.made.is_empty() && kept.dropped.is_empty() => {}
            Ok(Ok(kept)) => tracing::info!(made = kept.made.len(), dropped = kept.dropped.len(), "indexes of lists were made or dropped"),
            Ok(Err(error)) => tracing::warn!(error = %error, "indexes of lists could not be looked after: {error}"),
            Err(_) => {}
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stopping.changed() => return,
        }
    }
}

/// Does again what a process had begun to do with records of which a definition changed, and did not finish.
async fn finish_interrupted(app: &Arc<App>) {
    // Of this process's own such runs none is left behind while it lives.
    if app.settings.data_exclusive {
        return;
    }
    let records = app.records.clone();
    match tokio::task::spawn_blocking(move || records.finish_interrupted(false)).await {
        Ok(Ok(_)) | Err(_) => {}
        Ok(Err(error)) => tracing::warn!(error = %error, "an interrupted run could not be done again: {error}"),
    }
}
