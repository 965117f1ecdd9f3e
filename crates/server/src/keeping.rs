//! Throws away what has been kept long enough, in small steps beside other work. How long that is stands in the settings.

use std::sync::Arc;
use std::time::{Duration, Instant};

use store::{Removed, StoreError};
use sync::connections::trim_unread_pushes;

use crate::app::App;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(600);
/// Things of each kind thrown away in one transaction: a few milliseconds of the writer.
const SLICE: usize = 2_000;
/// After each slice it rests this many times as long as the slice took: requests come first.
const REST: u32 = 4;
/// The longest rest.
const REST_MAX: Duration = Duration::from_secs(5);

/// Looks again and again until the task is aborted. A slice is whole or not there, so that is safe at any time.
pub(crate) async fn run(app: Arc<App>) {
    loop {
        tokio::time::sleep(EVERY).await;
        let (store, folder) = (app.records.store().clone(), app.settings.import_folder.clone());
        // Fails only when the process ends.
        let _ = tokio::task::spawn_blocking(move || crate::jobs::prune(&store, &folder)).await;
        match sweep(&app).await {
            Ok(removed) if removed.is_nothing() => {}
            Ok(removed) => tracing::info!(
                changes = removed.changes,
                dead_letters = removed.dead_letters,
                runs = removed.runs,
                writes = removed.writes,
                pushes = removed.pushes,
                unread_pushes = removed.unread_pushes,
                notices = removed.notices,
                answers = removed.answers,
                sessions = removed.sessions,
                "old entries were thrown away"
            ),
            Err(error) => tracing::warn!(error = %error, "old entries could not be thrown away: {error}"),
        }
    }
}

/// Slices until nothing is left to throw away.
pub(crate) async fn sweep(app: &Arc<App>) -> Result<Removed, StoreError> {
    let mut all = Removed::default();
    loop {
        let started = Instant::now();
        let removed = slice(app).await?;
        if removed.is_nothing() {
            return Ok(all);
        }
        all.changes += removed.changes;
        all.dead_letters += removed.dead_letters;
        all.runs += removed.runs;
        all.writes += removed.writes;
        all.pushes += removed.pushes;
        all.unread_pushes += removed.unread_pushes;
        all.notices += removed.notices;
        all.answers += removed.answers;
        all.sessions += removed.sessions;
        tokio::time::sleep((started.elapsed() * REST).min(REST_MAX)).await;
    }
}

async fn slice(app: &Arc<App>) -> Result<Removed, StoreError> {
    let keep = app.settings.keep;
    let own = Arc::clone(app);
    // What the search index has not read yet must stay. Asked off the runtime, because PostgreSQL is waited for.
    let position = tokio::task::spawn_blocking(move || own.records.store().search_position()).await;
    let upto_seq = position.unwrap_or(Err(StoreError::Closed))?;
    let slice = app.records.store().submit(move |session| {
        let removed = session.keep_slice(&keep, upto_seq, SLICE)?;
        let unread_pushes = trim_unread_pushes(session, &keep, SLICE)?;
        Ok(Removed { unread_pushes, ..removed })
    });
    slice.await
}
