//! What the store keeps, row by row. Ids are allocated by the application; times are milliseconds since 1970 UTC.

use crate::sync_rows::{DeliveryLogRow, DeliveryRow, InboxState, ReviewRow, SyncProgressRow};
use model::{Actor, ChangeKind, FindingCode, KeyHash, KeyKind, ObjectId, RecordId, RecordState, RunId, SourceId};

/// One golden record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRow {
    /// Primary key; carries the object.
    pub id: RecordId,
    /// Raised by one with each change; 1 at creation.
    pub version: i64,
    /// Where it stands.
    pub state: RecordState,
    /// The record it was absorbed by, while merged.
    pub merged_into: Option<RecordId>,
    /// When it came to be.
    pub created_ms: i64,
    /// When it last changed.
    pub updated_ms: i64,
    /// Its newest change; 0 before the first commit (filled in by [`crate::Session::commit_batch`]).
    pub last_seq: i64,
    /// [`model::Inputs`] as text.
    pub inputs: String,
    /// Golden document: JSON object text, members in field order.
    pub doc: String,
}

/// One record as one source last showed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Which source.
    pub source: SourceId,
    /// Its id there. Text, never a number.
    pub external_id: String,
    /// The golden record it is linked to.
    pub record: RecordId,
    /// False after a rollback unlinked it; the row stays so that the same id comes back to the same record.
    pub linked: bool,
    /// Hash of the content and the mapping that read it: an equal one means "nothing new".
    pub hash: i64,
    /// The source's own version time, else when it was read.
    pub version_ms: i64,
    /// The run that last changed it.
    pub run: RunId,
    /// The run that first linked it.
    pub created_run: RunId,
    /// Its view as JSON object text; `None` while the golden document of a single-source record is its view.
    pub doc: Option<String>,
    /// Findings as a JSON array text, if any.
    pub findings: Option<String>,
}

/// One modification of one record, as read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// Position in the one log of changes; rises in commit order.
    pub seq: i64,
    /// The record.
    pub record: RecordId,
    /// The previous change of the same record; 0 for the first.
    pub prev_seq: i64,
    /// The version of the record this change made.
    pub version: i64,
    /// What kind.
    pub kind: ChangeKind,
    /// When.
    pub at_ms: i64,
    /// Who. For changes of a run it is [`Actor::Run`].
    pub actor: Actor,
    /// [`model::Delta`] as text; empty for a plain creation.
    pub delta: String,
}

/// A change to be written; its position and the previous one are filled in by the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChange {
    /// The record; must be among the batch's records.
    pub record: RecordId,
    /// What kind.
    pub kind: ChangeKind,
    /// [`model::Delta`] as text.
    pub delta: String,
}

/// Everything that commits together. Order inside each list is free; the store sorts where that is faster.
/// A record appears at most once in `created` and `changed` together, and at most once in `changes`.
#[derive(Clone, Debug, Default)]
pub struct WriteBatch {
    /// When (for the changes).
    pub at_ms: i64,
    /// Who (for the changes).
    pub actor: Option<Actor>,
    /// New records, ids already allocated, `version` 1.
    pub created: Vec<RecordRow>,
    /// Changed records with their NEW version; the stored one must be exactly one lower, else
    /// [`crate::StoreError::Conflict`].
    pub changed: Vec<RecordRow>,
    /// New source rows.
    pub sources_created: Vec<SourceRow>,
    /// Replaced source rows.
    pub sources_changed: Vec<SourceRow>,
    /// Identity keys that appear. An entry that exists already is fine.
    pub keys_added: Vec<(KeyHash, RecordId)>,
    /// Identity keys that go.
    pub keys_removed: Vec<(KeyHash, RecordId)>,
    /// References that begin to wait: hash of what would resolve them, and the record that holds them. An entry that exists
    /// already is fine.
    pub waiting_added: Vec<(KeyHash, RecordId)>,
    /// References that no longer wait.
    pub waiting_removed: Vec<(KeyHash, RecordId)>,
    /// Unique values taken; one taken by another record is [`crate::StoreError::ValueTaken`].
    pub unique_added: Vec<(KeyHash, RecordId)>,
    /// Unique values given back.
    pub unique_removed: Vec<(KeyHash, RecordId)>,
    /// One per created or changed record (except where a source row changed without a golden change: none).
    pub changes: Vec<NewChange>,
    /// Records of this batch that were NOT given a change but whose row must be rewritten (inputs only), same version.
    pub inputs_only: Vec<RecordRow>,
    /// Rows that could not be applied.
    pub dead_letters: Vec<DeadLetterRow>,
    /// Dead letters of earlier runs that end with this batch: run, row and how (JSON object text).
    pub letters_ended: Vec<(RunId, i64, String)>,
    /// Keys that lost their force.
    pub shared_keys: Vec<SharedKeyRow>,
    /// Pairs that must never be linked (smaller id first), and pairs to forget.
    pub never_link_added: Vec<(RecordId, RecordId)>,
    /// Pairs to forget.
    pub never_link_removed: Vec<(RecordId, RecordId)>,
    /// How far a sync has come with this batch.
    pub progress: Option<SyncProgressRow>,
    /// What syncs know about records at other systems.
    pub deliveries: Vec<DeliveryRow>,
    /// Writes to other systems whose outcome this batch records.
    pub delivery_log: Vec<DeliveryLogRow>,
    /// Pushes that are settled with this batch.
    pub inbox_settled: Vec<(i64, InboxState)>,
    /// Questions for people that come up or are settled with this batch.
    pub reviews: Vec<ReviewRow>,
    /// The run this batch belongs to, with its new state; its `run_batch` line (range of changes) is written as well.
    pub run: Option<RunRow>,
}

impl WriteBatch {
    /// Adds the lists of `more` behind its own. What stands for the whole batch (time, actor, progress, run) stays as it is.
    pub fn append(&mut self, more: Self) {
        let Self {
            at_ms: _,
            actor: _,
            progress: _,
            run: _,
            created,
            changed,
            sources_created,
            sources_changed,
            keys_added,
            keys_removed,
            waiting_added,
            waiting_removed,
            unique_added,
            unique_removed,
            changes,
            inputs_only,
            dead_letters,
            letters_ended,
            shared_keys,
            never_link_added,
            never_link_removed,
            deliveries,
            delivery_log,
            inbox_settled,
            reviews,
        } = more;
        self.created.extend(created);
        self.changed.extend(changed);
        self.sources_created.extend(sources_created);
        self.sources_changed.extend(sources_changed);
        self.keys_added.extend(keys_added);
        self.keys_removed.extend(keys_removed);
        self.waiting_added.extend(waiting_added);
        self.waiting_removed.extend(waiting_removed);
        self.unique_added.extend(unique_added);
        self.unique_removed.extend(unique_removed);
        self.changes.extend(changes);
        self.inputs_only.extend(inputs_only);
        self.dead_letters.extend(dead_letters);
        self.letters_ended.extend(letters_ended);
        self.shared_keys.extend(shared_keys);
        self.never_link_added.extend(never_link_added);
        self.never_link_removed.extend(never_link_removed);
        self.deliveries.extend(deliveries);
        self.delivery_log.extend(delivery_log);
        self.inbox_settled.extend(inbox_settled);
        self.reviews.extend(reviews);
    }
}

/// A row that could not be applied, kept until somebody settles it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetterRow {
    /// The run that met it.
    pub run: RunId,
    /// Place in the source, counted from 1; with the run the primary key.
    pub row_number: i64,
    /// Rejected or held.
    pub state: DeadLetterState,
    /// The reason that decided.
    pub code: FindingCode,
    /// Field it is about, or empty.
    pub field: String,
    /// The offending part or other detail.
    pub detail: String,
    /// The original row: JSON object text by source column.
    pub raw: String,
    /// Candidate records as decimal ids, comma-separated, for held rows.
    pub candidates: String,
}

/// Where a dead letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadLetterState {
    /// Could not be applied; correct and import again.
    Rejected,
    /// Waits for a decision.
    Held,
    /// Applied later or dropped by a person.
    Settled,
}

/// A key value that too many different records share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedKeyRow {
    /// Its hash.
    pub hash: KeyHash,
    /// The object it belongs to.
    pub object: ObjectId,
    /// What kind.
    pub kind: KeyKind,
    /// The value itself, for the report.
    pub value: String,
    /// How many different records were seen with it.
    pub holders: i64,
    /// The run that found it.
    pub run: RunId,
}

/// One connected stream that feeds one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceInfo {
    /// Primary key.
    pub id: SourceId,
    /// Name of the system, e.g. `shop`; with the object unique.
    pub name: String,
    /// The object it feeds.
    pub object: ObjectId,
    /// Smaller wins under source-rank survivorship. Default 100.
    pub rank: i32,
    /// What people call it; empty: by its name.
    pub label: String,
}

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// Primary key.
    pub id: RunId,
    /// `import`, `rollback`, `batch`.
    pub kind: String,
    /// Where it stands.
    pub state: RunState,
    /// Who started it.
    pub actor: Actor,
    /// Object it works on, if one.
    pub object: Option<ObjectId>,
    /// Source it reads, if any.
    pub source: Option<SourceId>,
    /// Settings it began with: JSON text (mapping, match keys, policy, file name, …).
    pub config: String,
    /// Fingerprint of content and settings: an unfinished run with the same one is continued.
    pub fingerprint: String,
    /// Counts and report: JSON text.
    pub report: String,
    /// How far it has come: JSON text, opaque to the store.
    pub checkpoint: String,
    /// Number of batches committed.
    pub batches: i64,
    /// The run this one undoes.
    pub undoes: Option<RunId>,
    /// The run that undid this one.
    pub undone_by: Option<RunId>,
    /// When it began.
    pub started_ms: i64,
    /// When it ended.
    pub finished_ms: Option<i64>,
    /// Raised whenever a node takes the run over; a batch with an older epoch is refused ([`crate::StoreError::LeaseLost`]).
    pub epoch: i64,
    /// Until when the run belongs to its worker.
    pub lease_until_ms: i64,
    /// What it took of the other system; kept by [`crate::Session::run_called`] alone.
    pub calls: RunCalls,
}

/// What a run took of the other system, all attempts together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunCalls {
    /// Calls made.
    pub made: i64,
    /// How long it waited for turns, for times that the system forbade, and between attempts (ms).
    pub waited_ms: i64,
}

/// What one attempt at a run took of the other system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AttemptCalls {
    /// What to add.
    pub calls: RunCalls,
    /// When the attempt began (ms): until then the run waited since the attempt before.
    pub began_ms: i64,
    /// Since when it waits for the next attempt (ms).
    pub waits_since_ms: Option<i64>,
}

impl RunRow {
    /// The sync it was made for, as its settings say.
    #[must_use]
    pub fn sync(&self) -> Option<i64> {
        #[derive(serde::Deserialize)]
        struct Settings {
            sync: Option<i64>,
        }
        // Most runs are none of a sync, and their settings hold whole mappings.
        if !self.config.contains("\"sync\":") {
            return None;
        }
        serde_json::from_str::<Settings>(&self.config).ok()?.sync
    }
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// Waits for its input.
    Open,
    /// Waits for a worker.
    Queued,
    /// At work.
    Running,
    /// Ended; everything applied.
    Done,
    /// Ended; some rows were rejected or held.
    DoneWithRejects,
    /// Ended early by an error; what was committed stays.
    Failed,
    /// Ended by a person.
    Cancelled,
    /// Stopped by a threshold or a guard before it did harm; a person goes on with it or ends it. Counts as unfinished.
    Paused,
    /// Ended; what came was applied, but something about it looks wrong, e.g. nothing came where thousands were.
    Warning,
}

impl RunState {
    /// The name in the API and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::DoneWithRejects => "done_with_rejects",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Paused => "paused",
            Self::Warning => "warning",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        const ALL: [RunState; 9] = [
            RunState::Open,
            RunState::Queued,
            RunState::Running,
            RunState::Done,
            RunState::DoneWithRejects,
            RunState::Failed,
            RunState::Cancelled,
            RunState::Paused,
            RunState::Warning,
        ];
        ALL.into_iter().find(|state| state.name() == name)
    }
}

/// Changes written by one batch of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunBatchRow {
    /// Counted from 1.
    pub batch: i64,
    /// First change, inclusive.
    pub seq_low: i64,
    /// Last change, inclusive; below `seq_low` when the batch changed nothing.
    pub seq_high: i64,
}

/// An API key. The key itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyRow {
    /// Primary key.
    pub id: i64,
    /// Shown name.
    pub name: String,
    /// First characters, for people to tell keys apart.
    pub prefix: String,
    /// SHA-256 of the key.
    pub hash: Vec<u8>,
    /// Scopes, space-separated.
    pub scopes: String,
    /// When it was made.
    pub created_ms: i64,
    /// When it stops to work.
    pub expires_ms: Option<i64>,
    /// When it was revoked.
    pub revoked_ms: Option<i64>,
    /// When it was last used, to the minute.
    pub last_used_ms: Option<i64>,
}

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// Primary key.
    pub id: i64,
    /// Lower-case address; unique.
    pub email: String,
    /// Shown name.
    pub name: String,
    /// Argon2id hash in PHC form; empty while the person has no password.
    pub password: String,
    /// Scopes, space-separated.
    pub scopes: String,
    /// When the person was added.
    pub created_ms: i64,
    /// When the person was shut out.
    pub disabled_ms: Option<i64>,
}

/// The stored answer to a request with an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyRow {
    /// SHA-256 of principal and key.
    pub key: Vec<u8>,
    /// SHA-256 of method, path and canonical body.
    pub fingerprint: Vec<u8>,
    /// HTTP status; 0 while the first request is still running.
    pub status: i32,
    /// Stored headers: JSON text.
    pub headers: String,
    /// Stored body.
    pub body: Vec<u8>,
    /// When it was first used.
    pub at_ms: i64,
}
