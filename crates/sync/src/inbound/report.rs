//! The story of a run of a sync: that of an import, and what a sync has besides.

use serde::{Deserialize, Serialize};

use crate::report::{ImportReport, Note};

/// The report of one run of a sync, kept as JSON with the run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SyncReport {
    /// What an import tells. `status`: `running`, `done`, `done_with_rejects`, `warning`, `paused`, `failed`, `interrupted`,
    /// `cancelled`.
    #[serde(flatten)]
    pub import: ImportReport,
    /// The sync.
    #[serde(default)]
    pub sync: i64,
    /// Version of the definition the run keeps to.
    #[serde(default)]
    pub version: i64,
    /// `full`, `incremental`, `range`, `push`, `outbound`.
    #[serde(default)]
    pub mode: String,
    /// When the next attempt is due (ms), for a run that waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_ms: Option<i64>,
    /// Why it is paused: `threshold`, `deletion_guard`, `schema_drift`, `organisation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_by: Option<String>,
    /// For a dry run what [`crate::SyncRun::apply_plan`] is given and compares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanNote>,
    /// Pushes that could not be read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unreadable: u64,
}

/// What a plan was made of: with anything else it must be made anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanNote {
    /// Fingerprint of all rows and removals that were read.
    pub content: String,
    /// Where reading began.
    pub cursor: String,
    /// Version of the definition.
    pub version: i64,
    /// Differences of records, before and after by field, with the source's ids of the rows (`external_ids`), at most 1,000.
    pub examples: Vec<serde_json::Value>,
    /// Rows that would change nothing, with the reason of each, at most 1,000.
    pub skipped: Vec<Skipped>,
    /// Rows that would be rejected or held, at most 1,000.
    pub refused: Vec<Skipped>,
}

/// A row that changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Place in the read, counted from 1.
    pub row: i64,
    /// The source's id of it, where known here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub external_id: String,
    /// `unchanged`, `version_stale`, `record_deleted`, `superseded`, `share`, `excluded`, `rollout`, `out_of_scope`, `part`; for refused rows the
    /// code of the finding.
    pub reason: String,
    /// For a refused row the field concerned; empty for the whole row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// For a refused row what is wrong with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl SyncReport {
    /// Adds a warning once.
    pub fn warn(&mut self, code: &str, detail: impl Into<String>) {
        if !self.import.warnings.iter().any(|note| note.code == code) {
            self.import.warnings.push(Note::new(code, detail));
        }
    }

    /// Adds a note once.
    pub fn note(&mut self, code: &str, detail: impl Into<String>) {
        if !self.import.notes.iter().any(|note| note.code == code) {
            self.import.notes.push(Note::new(code, detail));
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_zero(value: &u64) -> bool {
    *value == 0
}
