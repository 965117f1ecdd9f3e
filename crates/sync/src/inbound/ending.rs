//! How a run or an attempt ends when it does not come to its end: paused, waiting with a time, cancelled, failed. Always noted
//! with the run, the sync and where needed the connection, in one transaction.

use std::sync::atomic::Ordering;
use std::time::Duration;

use connector::{NextStep, ReadMode};
use store::{ConnectionState, RunRow, RunState, Session, StoreError, SyncRow, SyncState};

use crate::begin::to_json;
use crate::error::ImportError;
use crate::inbound::pause::review_open;
use crate::inbound::report::SyncReport;
use crate::inbound::state::SyncCheckpoint;
use crate::inbound::{Known, Outcome, RunRequest, SyncEnd, SyncRun, mode_name, progress_in, subject_of};

/// Attempts without progress before a run is given up.
const ATTEMPTS_MAX: u32 = 20;
/// First pause between attempts, doubled each time.
const PAUSE_MS: i64 = 30_000;
/// Longest pause.
const PAUSE_MS_MAX: i64 = 15 * 60_000;
/// Longest wait that a system may ask for.
const WAIT_MS_MAX: i64 = 24 * 3_600_000;

/// What becomes of the run.
#[derive(Clone)]
struct Verdict {
    state: RunState,
    outcome: Outcome,
    status: &'static str,
    pauses_connection: bool,
}

impl SyncRun<'_> {
    /// Nothing had changed: the cursor and the time are noted, no run is made of it.
    pub(super) fn note_idle(&self, next: &connector::Cursor) -> Result<SyncEnd, ImportError> {
        let (sync, next) = (self.sync, next.0.clone());
        // Shares a transaction with whatever else is written now: a thousand idle syncs cost a few.
        let noted = self.store.submit(move |session| {
            let mut progress = progress_in(session, sync)?;
            progress.cursor.clone_from(&next);
            progress.last_success_ms = Some(session.now_ms());
            session.sync_progress_save(&progress)
        });
        noted.wait()?;
        let mut report = SyncReport { sync, mode: "incremental".to_owned(), ..SyncReport::default() };
        "done".clone_into(&mut report.import.status);
        Ok(SyncEnd { run: None, outcome: Outcome::Idle, report })
    }

    /// An error before the first row is a run as well: nothing fails silently.
    pub(super) fn end_before_it_began(
        &self,
        known: &Known,
        request: &RunRequest,
        mode: &ReadMode,
        error: &ImportError,
    ) -> Result<SyncEnd, ImportError> {
        let begun = self.begin_row(known, &known.definition, request, mode, None)?;
        self.note_end(begun.row, self.blank_report(known, mode_name(mode)), error)
    }

    /// The report of a run that has not come to anything.
    pub(super) fn blank_report(&self, known: &Known, mode: &str) -> SyncReport {
        let mut report = SyncReport { sync: self.sync, version: known.sync.version, mode: mode.to_owned(), ..SyncReport::default() };
        report.import.object.clone_from(&known.definition.object);
        known.definition.source_name().clone_into(&mut report.import.source);
        report
    }

    /// Notes how an attempt at `row` ended early.
    pub(super) fn note_end(&self, row: RunRow, report: SyncReport, error: &ImportError) -> Result<SyncEnd, ImportError> {
        if matches!(error.store_error(), Some(StoreError::LeaseLost { run }) if *run == row.id) {
            // Somebody else is at it: whatever is noted there counts.
            return Err(ImportError::AlreadyRunning { run: row.id });
        }
        let mut checkpoint: SyncCheckpoint = serde_json::from_str(&row.checkpoint).unwrap_or_default();
        checkpoint.attempts += 1;
        let now_ms = self.store.clock().now_ms();
        let verdict = self.judge(error, checkpoint.attempts, now_ms);
        let mut report = report;
        report.import.run_id = row.id.to_string();
        if row.batches > 0 {
            report.import.counts = checkpoint.counts;
        }
        verdict.status.clone_into(&mut report.import.status);
        report.import.error = Some(error.to_text());
        report.paused_by = if let ImportError::Paused(pause) = error { Some(pause.kind.to_owned()) } else { None };
        report.due_ms = if let Outcome::Waits { due_ms } = verdict.outcome { Some(due_ms) } else { None };
        let ended = RunRow {
            state: verdict.state,
            report: to_json(&report),
            checkpoint: to_json(&checkpoint),
            lease_until_ms: 0,
            finished_ms: (!matches!(verdict.state, RunState::Running | RunState::Paused)).then_some(now_ms),
            ..row.clone()
        };
        let note = Note { sync: self.sync, row: ended, verdict: verdict.clone(), reason: error.to_text(), pause: pause_of(error) };
        self.store.write(move |session| note.write(session))?;
        tracing::info!(run.id = %row.id, sync = self.sync, status = verdict.status, error = %error.to_text(), "run {} of sync {} ended early", row.id, self.sync);
        Ok(SyncEnd { run: Some(row.id), outcome: verdict.outcome, report })
    }

    fn judge(&self, error: &ImportError, attempts: u32, now_ms: i64) -> Verdict {
        let verdict = |state, outcome, status| Verdict { state, outcome, status, pauses_connection: false };
        let waits = |due_ms| verdict(RunState::Running, Outcome::Waits { due_ms }, "interrupted");
        match error {
            ImportError::Paused(pause) => {
                Verdict { pauses_connection: pause.kind == "organisation", ..verdict(RunState::Paused, Outcome::Paused, "paused") }
            }
            ImportError::Cancelled | ImportError::Source(connector::ConnectorError::Cancelled) => {
                if self.stop.by_person.load(Ordering::Relaxed) {
                    verdict(RunState::Cancelled, Outcome::Cancelled, "cancelled")
                } else {
                    waits(now_ms)
                }
            }
            _ => match error.next_step() {
                NextStep::Wait(asked) => waits(now_ms + asked.map_or_else(|| back_off(attempts), wait_ms)),
                NextStep::Retry | NextStep::Restart | NextStep::LookFirst if attempts < ATTEMPTS_MAX => waits(now_ms + back_off(attempts)),
                NextStep::PauseConnection => Verdict { pauses_connection: true, ..verdict(RunState::Failed, Outcome::Failed, "failed") },
                NextStep::Retry | NextStep::Restart | NextStep::LookFirst | NextStep::DeadLetter | NextStep::Fail => {
                    verdict(RunState::Failed, Outcome::Failed, "failed")
                }
            },
        }
    }
}

fn wait_ms(asked: Duration) -> i64 {
    i64::try_from(asked.as_millis()).unwrap_or(i64::MAX).clamp(1_000, WAIT_MS_MAX)
}

fn back_off(attempts: u32) -> i64 {
    (PAUSE_MS << attempts.saturating_sub(1).min(10)).min(PAUSE_MS_MAX)
}

fn pause_of(error: &ImportError) -> Option<(&'static str, String, serde_json::Value)> {
    if let ImportError::Paused(pause) = error { Some((pause.kind, pause.reason.clone(), pause.detail.clone())) } else { None }
}

/// Everything an early end writes.
#[derive(Clone)]
struct Note {
    sync: i64,
    row: RunRow,
    verdict: Verdict,
    reason: String,
    pause: Option<(&'static str, String, serde_json::Value)>,
}

impl Note {
    fn write(&self, session: &mut Session<'_>) -> Result<(), StoreError> {
        session.run_update(&self.row)?;
        let mut progress = progress_in(session, self.sync)?;
        progress.last_run = Some(self.row.id);
        if let Outcome::Waits { due_ms } = self.verdict.outcome {
            progress.due_ms = Some(due_ms);
        }
        session.sync_progress_save(&progress)?;
        let Some(sync) = session.sync(self.sync)? else { return Ok(()) };
        if let Some((kind, reason, detail)) = &self.pause {
            let mut detail = detail.clone();
            if let Some(detail) = detail.as_object_mut() {
                detail.insert("reason".to_owned(), reason.clone().into());
            }
            review_open(session, kind, &subject_of(self.sync), &self.row, self.sync, &detail)?;
            if sync.state == SyncState::Live {
                let version = sync.version;
                let paused = SyncRow { state: SyncState::Paused, reason: reason.clone(), updated_ms: session.now_ms(), ..sync.clone() };
                session.sync_update(&paused, version)?;
            }
        }
        if self.verdict.pauses_connection && session.connection(sync.connection)?.is_some_and(|row| row.state == ConnectionState::Active) {
            SyncRun::pause_connection(session, sync.connection, &self.reason)?;
        }
        Ok(())
    }
}
