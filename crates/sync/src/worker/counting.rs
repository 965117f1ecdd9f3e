//! What runs take of the other system, kept with each of them.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use connector::http::{Called, Calls, Priority};
use model::RunId;
use store::{AttemptCalls, RunCalls, Store, StoreError};

use crate::connections::Use;
use crate::inbound::{Outcome, SyncEnd};
use crate::outbound::{Ended, OutboundEnd};

/// Counts the calls of a pass, run by run.
pub(super) struct Counting {
    store: Store,
    calls: Arc<Calls>,
    began_ms: i64,
}

impl Counting {
    pub(super) fn begin(store: &Store) -> Self {
        Self { store: store.clone(), calls: Arc::default(), began_ms: store.clock().now_ms() }
    }

    /// How to open the account whose calls are counted.
    pub(super) fn using(&self, priority: Priority, cancel: &Arc<AtomicBool>) -> Use {
        Use { priority, cancel: Arc::clone(cancel), calls: Arc::clone(&self.calls) }
    }

    /// Keeps what was counted since the run before with the one that has just ended.
    pub(super) fn read(&self, ended: SyncEnd) -> Result<SyncEnd, StoreError> {
        let waits = matches!(ended.outcome, Outcome::Waits { .. });
        // A window of pushes asks nothing there, and there are many of them.
        let asks_nothing = ended.report.mode == "push" && !waits && !ended.report.import.resumed;
        self.keep(ended.run, waits, asks_nothing)?;
        Ok(ended)
    }

    /// As [`Counting::read`], for a run that wrote.
    pub(super) fn written(&self, ended: OutboundEnd) -> Result<OutboundEnd, StoreError> {
        self.keep(ended.run, matches!(ended.ended, Ended::Waits { .. }), false)?;
        Ok(ended)
    }

    /// As [`Counting::read`], for a run that is over.
    pub(super) fn over(&self, run: &str) -> Result<(), StoreError> {
        self.keep(run.parse().map(RunId).ok(), false, false)
    }

    fn keep(&self, run: Option<RunId>, waits: bool, asks_nothing: bool) -> Result<(), StoreError> {
        let called = self.calls.take();
        let Some(run) = run else { return Ok(()) };
        if asks_nothing && called == Called::default() {
            return Ok(());
        }
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let calls = RunCalls { made: whole(called.made), waited_ms: whole(called.waited_ms) };
        let began_ms = self.began_ms;
        self.store.write(move |session| {
            let waits_since_ms = waits.then(|| session.now_ms());
            session.run_called(run, AttemptCalls { calls, began_ms, waits_since_ms })
        })
    }
}
