//! Keeps the queue of duplicates up with the log of changes, in small steps beside other work.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use records::RecordError;

use crate::app::App;

/// How often it looks whether anything changed.
const IDLE: Duration = Duration::from_millis(500);
/// Between steps it rests as many times as long as a step took while nobody writes.
const REST: u32 = 4;
/// The same while the log grows: requests and imports come first.
const REST_WHILE_WRITTEN: u32 = 16;
/// The longest rest between steps.
const REST_MAX: Duration = Duration::from_secs(2);
/// Without changes it looks this often whether something that was put off is due, or a rule was set.
const LOOK: Duration = Duration::from_secs(3);
/// After an error.
const AFTER_ERROR: Duration = Duration::from_secs(5);

/// Follows the log until the server stops.
pub(crate) async fn follow(app: Arc<App>) {
    let mut stopping = app.stopping.subscribe();
    // Where the log stood when there was nothing left to do.
    let mut done = None;
    let mut before = 0;
    let mut looked = Instant::now();
    loop {
        let head = app.metrics.change_seq.load(Ordering::Relaxed);
        let rest = if std::mem::replace(&mut before, head) == head { REST } else { REST_WHILE_WRITTEN };
        let wait = if done == Some(head) && looked.elapsed() < LOOK {
            IDLE
        } else {
            let (own, started) = (app.records.clone(), Instant::now());
            looked = started;
            match tokio::task::spawn_blocking(move || Ok(own.duplicates_step()? || own.duplicates_merge_step()?)).await {
                Ok(Ok(true)) => (started.elapsed() * rest).min(REST_MAX),
                Ok(Ok(false)) => {
                    done = Some(head);
                    IDLE
                }
                Ok::<Result<bool, RecordError>, _>(Err(error)) => {
                    tracing::warn!(error = %error, "duplicates could not be looked for: {error}");
                    AFTER_ERROR
                }
                Err(_) => AFTER_ERROR,
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stopping.changed() => return,
        }
    }
}
