//! What a writing run tells about itself.

use model::RunId;
use serde::{Deserialize, Serialize};

use crate::report::Note;

/// The report of one writing run, kept as JSON with the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutboundReport {
    /// Decimal id of the run; empty when none was needed.
    pub run_id: String,
    /// `running`, `done`, `done_with_rejects`, `warning` (something waits), `paused`, `failed`, `interrupted`.
    pub status: String,
    /// Why it ended early.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The sync.
    pub sync: i64,
    /// Version of the definition the run keeps to.
    pub version: i64,
    /// `outbound`, `push_back`.
    pub mode: String,
    /// API name of the object.
    pub object: String,
    /// Name of the source that stands for the other system.
    pub source: String,
    /// What became of the records.
    #[serde(flatten)]
    pub counts: WriteCounts,
    /// When the next attempt is due (ms), where something waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_ms: Option<i64>,
    /// Why nothing can be written any more.
    #[serde(skip)]
    pub held: Option<String>,
    /// What should make a person look twice.
    pub warnings: Vec<Note>,
    /// What was found out.
    pub notes: Vec<Note>,
}

/// What became of records that were to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WriteCounts {
    /// Made there.
    pub written_created: u64,
    /// Changed there.
    pub written_updated: u64,
    /// Deleted there.
    pub written_deleted: u64,
    /// Records there that turned out to be ours and were adopted.
    pub adopted: u64,
    /// Equal when their turn came.
    pub in_sync: u64,
    /// Left out by share, filter or state.
    pub left_out: u64,
    /// Refused by the other system.
    pub refused: u64,
    /// Nobody knows whether they were written.
    pub unknown: u64,
    /// Wait for a person, because both sides changed the same field.
    pub conflicts: u64,
    /// Fields stopped because they never settle.
    pub unsettled: u64,
    /// To be tried again later.
    pub waits: u64,
    /// Requests to write.
    pub requests: u64,
}

impl WriteCounts {
    /// Records written.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.written_created + self.written_updated + self.written_deleted
    }
}

impl OutboundReport {
    /// Adds a warning once.
    pub fn warn(&mut self, code: &str, detail: impl Into<String>) {
        if !self.warnings.iter().any(|note| note.code == code) {
            self.warnings.push(Note::new(code, detail));
        }
    }

    /// Adds a note once.
    pub fn note(&mut self, code: &str, detail: impl Into<String>) {
        if !self.notes.iter().any(|note| note.code == code) {
            self.notes.push(Note::new(code, detail));
        }
    }

    /// The status of a run that came to its end: never green with something refused, unknown or waiting.
    #[must_use]
    pub fn ended_status(&self) -> &'static str {
        let counts = &self.counts;
        if counts.refused + counts.unknown + counts.conflicts > 0 {
            "done_with_rejects"
        } else if counts.waits + counts.unsettled > 0 || !self.warnings.is_empty() {
            "warning"
        } else {
            "done"
        }
    }
}

/// How a pass ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// There was nothing to write; no run was made of it.
    Idle,
    /// Everything that was due was tried.
    Done,
    /// Something waits until this time (ms).
    Waits {
        /// When.
        due_ms: i64,
    },
    /// A guard stopped it; a person decides.
    Paused,
    /// The other system takes nothing of it any more; a person was told. Reading goes on.
    Held,
    /// It ended early by an error that another attempt would meet again.
    Failed,
    /// The process stops; the next pass goes on.
    Interrupted,
}

/// What came of a pass.
#[derive(Clone, Debug)]
pub struct OutboundEnd {
    /// The run; `None` when there was nothing to write.
    pub run: Option<RunId>,
    /// How it ended.
    pub ended: Ended,
    /// The story.
    pub report: OutboundReport,
    /// Ids of records that changed there under our hands: read them before the next pass.
    pub read_again: Vec<String>,
}
