//! What a reading sync remembers between runs, and where it stands within one.

use std::hash::Hasher;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use siphasher::sip128::{Hasher128, SipHasher13};
use store::SyncProgressRow;

use crate::begin::to_json;
use crate::definition::SyncDefinition;
use crate::prepare::Position;
use crate::report::{FindingCount, ImportCounts};

/// Member of [`SyncProgressRow::state`] that holds [`InboundState`]; other parts of a sync keep theirs beside it.
const MEMBER: &str = "inbound";

/// What a reading sync remembers between runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InboundState {
    /// Fingerprint of what was read and how: with another one everything is read again.
    pub reading: String,
    /// Rows of the last full read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_rows: Option<u64>,
    /// When the last full read ended (ms).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_ms: Option<i64>,
    /// The last read that came to its end; runs that write and pushes follow it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_run: Option<i64>,
    /// Mark of the changes of the schema that people were told last.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub told: String,
    /// Columns that the mapping reads and that were missing since everything was read: when one is back, everything is read again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacked: Vec<String>,
}

impl InboundState {
    /// Reads it from the progress of a sync.
    #[must_use]
    pub fn of(progress: &SyncProgressRow) -> Self {
        let state: Map<String, Value> = serde_json::from_str(&progress.state).unwrap_or_default();
        state.get(MEMBER).and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
    }

    /// Puts it into the progress of a sync, beside what others keep there.
    pub fn put(&self, progress: &mut SyncProgressRow) {
        let mut state: Map<String, Value> = serde_json::from_str(&progress.state).unwrap_or_default();
        state.insert(MEMBER.to_owned(), serde_json::to_value(self).unwrap_or_default());
        progress.state = to_json(&state);
    }
}

/// Changes whenever the same source would be read as something else: stream, filters, mapping, share, meaning of empty values.
#[must_use]
pub fn reading_fingerprint(definition: &SyncDefinition) -> String {
    let mut hasher = SipHasher13::new_with_keys(0x7261_7070, 0x7265_6164);
    let parts = [
        definition.connection.clone(),
        definition.stream.clone(),
        definition.source_name().to_owned(),
        definition.object.clone(),
        to_json(&definition.mapping),
        to_json(&definition.filter),
        to_json(&definition.source_filter),
        to_json(&definition.rollout),
        to_json(&definition.empty_values),
    ];
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    format!("{:032x}", hasher.finish128().as_u128())
}

/// Where a run of a sync stands. Written with every batch.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SyncCheckpoint {
    /// Segments finished.
    pub segment: usize,
    /// Where the current segment starts.
    pub cursor: String,
    /// Where the run started: the place to go back to when a later one is no longer known.
    pub start_cursor: String,
    /// Rows of finished segments.
    pub read_before: u64,
    /// Rows of finished segments that were left out.
    pub excluded_before: u64,
    /// How far the current segment was worked off; of no use to another attempt, which may read other rows.
    pub position: Position,
    /// Counts so far.
    pub counts: ImportCounts,
    /// Counts before the current segment.
    pub counts_before: ImportCounts,
    /// Rows of the current segment that an attempt before counted as something else than unchanged.
    pub known_again: u64,
    /// Problems of values in finished segments.
    pub mapped_findings: Vec<FindingCount>,
    /// Problems found while applying.
    pub applied_findings: Vec<FindingCount>,
    /// Source records known when the run began.
    pub known_before: u64,
    /// Known records of which a protected field changed.
    pub protected: u64,
    /// Attempts that ended early since the last segment was finished.
    pub attempts: u32,
    /// The rows of a full read ended; what it did not show is being removed.
    pub all_read: bool,
    /// An incremental run that reads everything, because the source no longer knew the place.
    pub went_full: bool,
}

impl SyncCheckpoint {
    /// To the beginning of the next segment.
    pub fn move_on(&mut self, cursor: &str, read: u64, excluded: u64, findings: Vec<FindingCount>) {
        self.segment += 1;
        cursor.clone_into(&mut self.cursor);
        self.read_before += read;
        self.excluded_before += excluded;
        self.position = Position::default();
        self.counts_before = self.counts;
        self.known_again = 0;
        self.mapped_findings = findings;
        self.attempts = 0;
    }

    /// Another attempt reads the current segment again: rows that are known as they are by now were counted before.
    pub fn begin_again(&mut self) {
        let (now, before) = (self.counts, self.counts_before);
        let counted = |counts: ImportCounts| counts.created + counts.updated + counts.merged;
        self.known_again += counted(now).saturating_sub(counted(before));
        self.counts = ImportCounts {
            unchanged: before.unchanged,
            rejected: before.rejected,
            held: before.held,
            excluded: before.excluded,
            read: before.read,
            ..now
        };
        self.counts_before = self.counts;
        self.position = Position::default();
    }

    /// The whole run reads from `cursor` again.
    pub fn restart(&mut self, cursor: &str) {
        self.known_again = self.counts.created + self.counts.updated + self.counts.merged;
        self.counts = ImportCounts { unchanged: 0, rejected: 0, held: 0, excluded: 0, read: 0, ..self.counts };
        self.counts_before = self.counts;
        cursor.clone_into(&mut self.cursor);
        (self.segment, self.read_before, self.excluded_before, self.all_read) = (0, 0, 0, false);
        self.position = Position::default();
        self.mapped_findings = Vec::new();
        self.applied_findings = Vec::new();
    }
}
