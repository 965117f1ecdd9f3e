//! What the store keeps of connections and syncs, row by row. What the JSON texts mean is the engine's business.

use model::{ObjectId, RecordId, RunId};

/// One configured account of a connector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionRow {
    /// Primary key.
    pub id: i64,
    /// Shown name; unique without regard to case, kept so by the engine.
    pub name: String,
    /// Name of the connector.
    pub connector: String,
    /// Where it stands.
    pub state: ConnectionState,
    /// Why it is paused, in plain words; empty while active.
    pub reason: String,
    /// Settings that are not secret: JSON object text.
    pub settings: String,
    /// Secrets, each encrypted by itself: JSON object text by setting name.
    pub secrets: String,
    /// The current token, encrypted; empty for none.
    pub token: String,
    /// Until when somebody is renewing the token (ms); the others wait until then.
    pub token_until_ms: i64,
    /// What told the organisation apart when the connection was first used; empty before.
    pub organisation: String,
    /// Result of the last check and other facts for people: JSON object text.
    pub health: String,
    /// Raised by one with each change of name, settings or secrets.
    pub version: i64,
    /// When it was made.
    pub created_ms: i64,
    /// When it last changed.
    pub updated_ms: i64,
}

/// Where a connection stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConnectionState {
    /// In use.
    #[default]
    Active,
    /// Not used until a person settles the reason: refused credentials, another organisation.
    Paused,
    /// Taken out of use; its syncs are archived.
    Archived,
}

/// A standing instruction to keep an object and a stream equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncRow {
    /// Primary key.
    pub id: i64,
    /// Shown name; unique without regard to case, kept so by the engine.
    pub name: String,
    /// The connection.
    pub connection: i64,
    /// The object.
    pub object: ObjectId,
    /// Where it stands.
    pub state: SyncState,
    /// Why it is paused, in plain words.
    pub reason: String,
    /// Version of the definition, counted from 1.
    pub version: i64,
    /// The definition: JSON text.
    pub definition: String,
    /// When it was made.
    pub created_ms: i64,
    /// When it last changed.
    pub updated_ms: i64,
}

/// Where a sync stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SyncState {
    /// Being put together; runs only as a dry run.
    #[default]
    Draft,
    /// Runs by its triggers.
    Live,
    /// Stopped by a person, a threshold or a guard.
    Paused,
    /// Gone from lists; kept for the history of its runs.
    Archived,
}

/// An earlier definition of a sync.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncVersionRow {
    /// The sync.
    pub sync: i64,
    /// Counted from 1.
    pub version: i64,
    /// JSON text.
    pub definition: String,
    /// Who wrote it.
    pub actor: String,
    /// When.
    pub at_ms: i64,
}

/// How far a sync has come. Written in the transaction of the data it speaks of (I4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncProgressRow {
    /// The sync; primary key.
    pub sync: i64,
    /// Raised by one with each write; a write with another epoch is refused.
    pub epoch: i64,
    /// Where the next incremental read starts; opaque. Empty before the first full read has ended.
    pub cursor: String,
    /// Columns of the stream as seen last: JSON text, compared to find out what changed there.
    pub columns: String,
    /// Changes of records up to here have been looked at for writing.
    pub change_seq: i64,
    /// The run that was at work last.
    pub last_run: Option<RunId>,
    /// When a run last ended without an error (ms).
    pub last_success_ms: Option<i64>,
    /// When the next run is due (ms), where a schedule says so.
    pub due_ms: Option<i64>,
    /// Everything else that must survive the process: JSON object text.
    pub state: String,
}

/// A push as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// Primary key; rises in order of arrival.
    pub id: i64,
    /// The connection it came for.
    pub connection: i64,
    /// Hash of its delivery id, to tell repetitions apart.
    pub delivery: i64,
    /// The stream, where the call told.
    pub stream: String,
    /// Where it stands.
    pub state: InboxState,
    /// Attempts to apply it.
    pub attempts: i64,
    /// Headers that were kept: JSON text.
    pub headers: String,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// When it arrived (ms).
    pub received_ms: i64,
    /// When it was settled.
    pub settled_ms: Option<i64>,
}

/// Where a push stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InboxState {
    /// Waits for its sync.
    #[default]
    Waiting,
    /// Applied.
    Done,
    /// Could not be read; a dead letter tells why.
    Failed,
}

/// What one sync knows about one record at the other system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// The sync.
    pub sync: i64,
    /// The record; with the sync the primary key.
    pub record: RecordId,
    /// The other system's id; empty while unknown.
    pub external_id: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// The newest change of the record that asked for this delivery.
    pub wanted_seq: i64,
    /// What the other system was last given or showed, as far as no source record tells: JSON text.
    pub shown: String,
    /// The other system's version of the record, where it has one.
    pub version: String,
    /// Key of the attempt under way, the same for repetitions.
    pub idempotency_key: String,
    /// Attempts since the last success.
    pub attempts: i64,
    /// When it may be tried (ms).
    pub due_ms: i64,
    /// Code of the last refusal; empty after a success.
    pub code: String,
    /// Its words, for people.
    pub detail: String,
    /// The run that was last at it; 0 for none.
    pub run: RunId,
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeliveryState {
    /// Both sides are equal as far as known.
    #[default]
    InSync,
    /// Waits to be written.
    Due,
    /// Being written: after a crash its outcome is unknown and must be looked up.
    Sending,
    /// Nobody knows whether it happened, and the system cannot be asked: a person decides.
    Unknown,
    /// Refused; waits for a person or a change of the record.
    Refused,
    /// Left out by the sync's share or filter.
    Excluded,
    /// Both sides changed the same field and the policy says "ask".
    Conflict,
}

/// One write to another system, for the story of a run and the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryLogRow {
    /// The run.
    pub run: RunId,
    /// Counted from 1; with the run the primary key.
    pub number: i64,
    /// The sync.
    pub sync: i64,
    /// The record.
    pub record: RecordId,
    /// `create`, `update`, `delete`.
    pub operation: String,
    /// `created`, `updated`, `deleted`, `refused`, `unknown` …
    pub outcome: String,
    /// The other system's id.
    pub external_id: String,
    /// Code of a refusal.
    pub code: String,
    /// Its words.
    pub detail: String,
    /// Values there before, by the system's field names: JSON object text.
    pub old: String,
    /// Values sent, by the system's field names: JSON object text.
    pub new: String,
    /// When.
    pub at_ms: i64,
    /// How it was sent and answered: JSON array text; empty where that was not kept.
    pub calls: String,
}

/// Something a person must decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Primary key.
    pub id: i64,
    /// `conflict`, `matched_multiple`, `schema_drift`, `deletion_guard`, `threshold`, `unknown_outcome` …
    pub kind: String,
    /// Where it stands.
    pub state: ReviewState,
    /// The sync it came from.
    pub sync: Option<i64>,
    /// The run it came from.
    pub run: Option<RunId>,
    /// The object it is about.
    pub object: Option<ObjectId>,
    /// The record it is about.
    pub record: Option<RecordId>,
    /// What makes two of a kind the same question, e.g. `sync:3/phone`.
    pub subject: String,
    /// Everything needed to decide: JSON object text.
    pub detail: String,
    /// When it came up.
    pub created_ms: i64,
    /// When it was settled.
    pub settled_ms: Option<i64>,
    /// By whom.
    pub settled_by: String,
}

/// Where a question stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewState {
    /// Waits.
    #[default]
    Open,
    /// Decided and done.
    Settled,
    /// No longer of interest: what asked has gone or asked again.
    Obsolete,
}

/// A state of affairs that people are told about once when it begins and once when it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertRow {
    /// Primary key.
    pub id: i64,
    /// `stale`, `failing`, `volume`, `paused` …
    pub kind: String,
    /// What it is about, e.g. `sync:3`.
    pub subject: String,
    /// True until it is over.
    pub is_open: bool,
    /// Facts: JSON object text.
    pub detail: String,
    /// When it began.
    pub opened_ms: i64,
    /// When it ended.
    pub closed_ms: Option<i64>,
    /// When people were last told (of its beginning or its end).
    pub told_ms: Option<i64>,
}

/// A way by which alerts reach people outside of the web app.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlertChannelRow {
    /// Primary key.
    pub id: i64,
    /// Shown name; unique without regard to case, kept so by the engine.
    pub name: String,
    /// `webhook`, `email`.
    pub kind: String,
    /// False while nothing goes out by it.
    pub is_on: bool,
    /// Language of what is sent: `en`, `zh`.
    pub language: String,
    /// Settings that are not secret: JSON object text.
    pub settings: String,
    /// Secrets, each encrypted by itself: JSON object text by setting name.
    pub secrets: String,
    /// Raised by one with each change.
    pub version: i64,
    /// How the last sending went: JSON object text; empty before the first.
    pub last: String,
    /// When it was made.
    pub created_ms: i64,
    /// When it last changed.
    pub updated_ms: i64,
}

/// One alert on its way by one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertNoticeRow {
    /// The alert.
    pub alert: i64,
    /// The channel.
    pub channel: i64,
    /// True for the end of the alert, false for its beginning; with alert and channel the primary key.
    pub is_end: bool,
    /// Where it stands.
    pub state: NoticeState,
    /// Attempts so far.
    pub attempts: i64,
    /// When it may be tried (ms).
    pub due_ms: i64,
    /// Why the last attempt failed, in plain words; empty without one.
    pub reason: String,
}

/// Where a notice stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeState {
    /// Waits to be sent.
    #[default]
    Due,
    /// Sent.
    Sent,
    /// Not sent, and not tried again.
    GivenUp,
}

macro_rules! state_codes {
    ($($name:ident: $($state:ident),+;)+) => {$(
        impl $name {
            const ALL: &'static [Self] = &[$(Self::$state),+];

            /// The number stored in the database.
            #[must_use]
            pub fn code(self) -> i64 {
                self as i64
            }

            /// Reads the stored number.
            #[must_use]
            pub fn from_code(code: i64) -> Option<Self> {
                Self::ALL.get(usize::try_from(code).ok()?).copied()
            }
        }
    )+};
}

state_codes! {
    ConnectionState: Active, Paused, Archived;
    SyncState: Draft, Live, Paused, Archived;
    InboxState: Waiting, Done, Failed;
    DeliveryState: InSync, Due, Sending, Unknown, Refused, Excluded, Conflict;
    ReviewState: Open, Settled, Obsolete;
    NoticeState: Due, Sent, GivenUp;
}
