//! What is committed with each batch of a run of a sync: its row, its report, its checkpoint; with the last batch of a segment
//! the cursor; with the last of all how it ended.

use std::sync::{Arc, Mutex};

use connector::ReadMode;
use model::RunId;
use serde_json::json;
use store::{DeadLetterRow, InboxState, RunRow, RunState, Session, WriteBatch};

use crate::begin::{LEASE_MS, to_json};
use crate::commit::{BatchEnd, lock};
use crate::definition::Limits;
use crate::error::ImportError;
use crate::inbound::absent::Shown;
use crate::inbound::columns::{Drift, SeenColumn, drift_mark, only_tells};
use crate::inbound::pause::{Waive, over_limit, review_close, review_open};
use crate::inbound::report::SyncReport;
use crate::inbound::state::{InboundState, SyncCheckpoint};
use crate::inbound::{progress_in, subject_of};
use crate::load::{Timer, finish_report};
use crate::outbound::note_conflicts;
use crate::report::FindingCounts;

/// What all batches of a run have in common.
#[derive(Clone)]
pub(super) struct RunFacts {
    pub sync: i64,
    pub mode: ReadMode,
    /// False for pushes, and for some of the records only, which are not a read: no cursor, no columns.
    pub is_read: bool,
    /// True for some of the records only, also where they were refused before: they say nothing about how up to date the sync is.
    pub is_part: bool,
    pub columns: Vec<SeenColumn>,
    pub drift: Vec<Drift>,
    /// How often columns are shown in what is read.
    pub shown: Arc<Shown>,
    /// Fingerprint of what is read.
    pub reading: String,
    pub limits: Limits,
    pub waive: Waive,
    /// Pushes settled with the last batch.
    pub inbox: Vec<(i64, InboxState)>,
    /// Dead letters of pushes that could not be read.
    pub letters: Vec<DeadLetterRow>,
}

/// Makes what is committed after each batch of one segment.
pub(super) struct AfterBatch {
    pub facts: Arc<RunFacts>,
    pub current: Arc<Mutex<RunRow>>,
    pub report: SyncReport,
    pub checkpoint: SyncCheckpoint,
    /// Cursor after the segment, rows read and left out in it.
    pub next: String,
    pub read: u64,
    pub excluded: u64,
    /// The last batch is the last of the run.
    pub finishes: bool,
    pub findings: FindingCounts,
    pub shared: Vec<store::SharedKeyRow>,
    pub timer: Timer,
}

impl AfterBatch {
    pub fn make(&self, session: &mut Session<'_>, end: BatchEnd<'_>, out: &mut WriteBatch) -> Result<RunRow, ImportError> {
        let facts = &self.facts;
        if let Some(row) = end.again {
            return Ok(self.recounted(row, end));
        }
        if let Some(pause) = over_limit(&facts.limits, &facts.waive, end.tally) {
            return Err(ImportError::Paused(Box::new(pause)));
        }
        let now_ms = session.now_ms();
        let mut row = lock(&self.current).clone();
        let mut report = self.report.clone();
        report.import.counts = end.tally.counts;
        row.batches += 1;
        row.lease_until_ms = now_ms + LEASE_MS;
        let mut checkpoint = SyncCheckpoint {
            position: end.position,
            counts: end.tally.counts,
            known_again: end.tally.known_again,
            protected: end.tally.protected,
            applied_findings: end.tally.findings.clone().into_list(),
            ..self.checkpoint.clone()
        };
        note_conflicts(session, facts.sync, row.id, end.conflicts, out)?;
        if end.last {
            let mut progress = progress_in(session, facts.sync)?;
            let before_run = progress.last_run.replace(row.id);
            let moves = facts.is_read && (facts.mode == ReadMode::Incremental || (facts.mode == ReadMode::Full && self.finishes));
            if moves {
                progress.cursor.clone_from(&self.next);
            }
            if self.finishes {
                let before = InboundState::of(&progress);
                let mut findings = self.findings.clone();
                findings.merge(end.tally.findings.clone());
                self.finish(&mut report, &before, findings);
                row.state = state_of(&report);
                if facts.is_read && is_quiet(&report) {
                    forget_quiet(session, before_run)?;
                }
                row.finished_ms = Some(now_ms);
                if !facts.is_part {
                    progress.last_success_ms = Some(now_ms);
                }
                self.remember(&mut progress, (&before, row.id), report.import.counts.read, now_ms);
                if !facts.is_part {
                    self.settle_questions(session, &row, &before.told)?;
                }
                out.inbox_settled.clone_from(&facts.inbox);
                out.dead_letters.extend(facts.letters.iter().cloned());
            }
            out.progress = Some(progress);
            checkpoint.move_on(&self.next, self.read, self.excluded, self.findings.clone().into_list());
        }
        row.checkpoint = to_json(&checkpoint);
        row.report = to_json(&report);
        Ok(row)
    }

    /// The same row with the counts as they are now: references that waited were found by what was just written.
    fn recounted(&self, row: &RunRow, end: BatchEnd<'_>) -> RunRow {
        let mut report: SyncReport = serde_json::from_str(&row.report).unwrap_or_default();
        let mut checkpoint: SyncCheckpoint = serde_json::from_str(&row.checkpoint).unwrap_or_default();
        report.import.counts = end.tally.counts;
        if end.last && self.finishes {
            let mut findings = self.findings.clone();
            findings.merge(end.tally.findings.clone());
            report.import.findings = findings.into_list();
        }
        checkpoint.counts = end.tally.counts;
        checkpoint.applied_findings = end.tally.findings.clone().into_list();
        if end.last {
            checkpoint.counts_before = end.tally.counts;
        }
        RunRow { report: to_json(&report), checkpoint: to_json(&checkpoint), ..row.clone() }
    }

    fn remember(&self, progress: &mut store::SyncProgressRow, (before, run): (&InboundState, RunId), read: u64, now_ms: i64) {
        if !self.facts.is_read {
            return;
        }
        let mut state = InboundState { last_run: Some(run.0), ..before.clone() };
        let mut columns = self.facts.columns.clone();
        let begins_anew = self.facts.mode == ReadMode::Incremental && self.checkpoint.start_cursor.is_empty();
        if self.facts.mode == ReadMode::Full || begins_anew {
            state.lacked.clear();
            self.facts.shown.note(&mut columns);
        }
        progress.columns = to_json(&columns);
        let missing = self.facts.drift.iter().filter(|drift| drift.change == "missing").map(|drift| drift.column.clone());
        let new: Vec<String> = missing.filter(|column| !state.lacked.contains(column)).collect();
        state.lacked.extend(new);
        state.told = drift_mark(&self.facts.drift);
        if self.facts.mode == ReadMode::Full {
            state.full_rows = Some(read);
            state.full_ms = Some(now_ms);
        }
        // What tells changes alone has been read in full once it was read from its beginning on.
        if self.facts.mode == ReadMode::Full || begins_anew {
            state.reading.clone_from(&self.facts.reading);
        }
        state.put(progress);
    }

    /// Questions that this run answers by having come through; a schema that changed is asked about once, and again when it changes
    /// on. `told`: mark of what was asked last.
    fn settle_questions(&self, session: &mut Session<'_>, row: &RunRow, told: &str) -> Result<(), ImportError> {
        let subject = subject_of(self.facts.sync);
        review_close(session, "threshold", &subject)?;
        if self.facts.is_read && self.facts.mode == ReadMode::Full {
            review_close(session, "deletion_guard", &subject)?;
        }
        if self.facts.is_read && self.facts.drift.is_empty() {
            review_close(session, "schema_drift", &subject)?;
        } else if self.facts.is_read && (drift_mark(&self.facts.drift) != told || is_asked(session, &subject)?) {
            let detail = json!({"reason": "columns that the mapping reads have changed", "columns": self.facts.drift});
            review_open(session, "schema_drift", &subject, row, self.facts.sync, &detail)?;
        }
        Ok(())
    }

    fn finish(&self, report: &mut SyncReport, before: &InboundState, findings: FindingCounts) {
        let counts = report.import.counts;
        finish_report(&mut report.import, findings, &self.shared, &self.timer);
        report.import.warnings.retain(|note| note.code != "zero_rows");
        let (told, changed): (Vec<&Drift>, Vec<&Drift>) = self.facts.drift.iter().partition(|drift| only_tells(drift));
        if !changed.is_empty() {
            let names: Vec<&str> = changed.iter().map(|drift| drift.column.as_str()).collect();
            report.warn("schema_drift", format!("columns that the mapping reads have changed: {}", names.join(", ")));
        }
        if !told.is_empty() {
            let options: Vec<String> = told.iter().map(|drift| format!("{}: {}", drift.column, drift.options.join(", "))).collect();
            report.note("new_options", options.join("; "));
        }
        let known = self.checkpoint.known_before.max(before.full_rows.unwrap_or(0));
        if self.facts.mode == ReadMode::Full && self.facts.is_read {
            if counts.read == 0 && known > 0 {
                report.warn("zero_rows", format!("the source showed nothing where {known} records are known; nothing was removed"));
            } else if let Some(rows) = before.full_rows.filter(|rows| *rows > 0)
                && differs(counts.read, rows, self.facts.limits.volume_change_max)
            {
                report.warn("volume_changed", format!("{} rows were read, {rows} the time before", counts.read));
            }
        }
        // Warnings speak louder than `done`, rejects than warnings: each is listed.
        if report.import.status == "done" && !report.import.warnings.is_empty() {
            "warning".clone_into(&mut report.import.status);
        }
        if report.unreadable > 0 {
            "done_with_rejects".clone_into(&mut report.import.status);
        }
    }
}

/// True while a question about the schema is open.
fn is_asked(session: &mut Session<'_>, subject: &str) -> Result<bool, ImportError> {
    Ok(session.reviews_about(subject)?.iter().any(|review| review.kind == "schema_drift"))
}

/// True for an incremental run that found nothing new: what it read was known as it is.
fn is_quiet(report: &SyncReport) -> bool {
    let counts = &report.import.counts;
    let effects = counts.created + counts.updated + counts.merged + counts.rejected + counts.held + counts.removed;
    report.mode == "incremental" && report.import.status == "done" && effects == 0
}

/// Of several runs in a row that found nothing new only the last one is kept: systems that show the newest records again and again
/// would fill the list of runs.
fn forget_quiet(session: &mut Session<'_>, before: Option<RunId>) -> Result<(), ImportError> {
    let Some(run) = before else { return Ok(()) };
    let Some(row) = session.run(run)?.filter(|row| row.kind == "sync" && row.state == RunState::Done) else { return Ok(()) };
    let report: SyncReport = serde_json::from_str(&row.report).unwrap_or_default();
    if is_quiet(&report) {
        session.run_forget(run)?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "shares are compared with a tolerance far above")]
fn differs(now: u64, before: u64, share_max: f64) -> bool {
    (now as f64 - before as f64).abs() / before as f64 > share_max
}

fn state_of(report: &SyncReport) -> RunState {
    match report.import.status.as_str() {
        "done" => RunState::Done,
        "warning" => RunState::Warning,
        _ => RunState::DoneWithRejects,
    }
}
