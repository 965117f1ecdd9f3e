//! Everything that is kept: records, what their sources showed, identity keys, the log of changes, runs, the schema,
//! people, API keys, answers to idempotent requests and the search index. SQLite or PostgreSQL behind one type.
//!
//! Promises:
//! - What a write answered with `Ok` is on disk (SQLite `synchronous=FULL`; PostgreSQL as configured, on by default).
//! - One operation is applied whole or not at all, also when its neighbours in the same transaction fail.
//! - Positions in the log of changes rise in commit order.
//! - Reads see one consistent state and never wait for writes.
//!
//! Knows nothing of mappings, matching or HTTP, and checks no rights: callers ask `access` first.
//!
//! Text on PostgreSQL: NUL characters cannot be stored there and are left out, also as `\u0000` inside JSON text.

pub mod duplicate_rows;
mod error;
mod field_sql;
mod filter_sql;
mod kill_point;
mod migrate;
mod pending;
pub mod people_rows;
mod postgres;
pub mod query;
mod restore;
pub mod rows;
mod search;
pub mod search_text;
mod session;
mod sqlite;
mod store;
pub mod sync_rows;
mod value;
mod view;
mod writer;

pub use duplicate_rows::{DuplicatePlace, DuplicateRow, DuplicateState, KeyEntry};
pub use error::{Fault, StoreError};
pub use kill_point::kill_point;
pub use pending::Pending;
pub use people_rows::{ListViewRow, PersonSessionRow, SignInLinkRow};
pub use query::{
    Count, CountMode, IndexByUse, LinkedRow, ListIndex, RecordLine, RecordPage, RecordQuery, RecordView, RunFilter, SeqRange, SortValue,
    SourceLink, SourceMark,
};
pub use rows::{
    ApiKeyRow, AttemptCalls, ChangeRow, DeadLetterRow, DeadLetterState, IdempotencyRow, NewChange, RecordRow, RunBatchRow, RunCalls,
    RunRow, RunState, SharedKeyRow, SourceInfo, SourceRow, UserRow, WriteBatch,
};
pub use search_text::{SearchQuery, Token};
pub use session::{
    DatabaseFacts, Floor, IdKind, Keep, LETTER_NOTES_MAX, Letter, LetterCause, LetterGroup, LetterNote, Removed, SESSION_IDLE_MS, Session,
};
pub use store::{Location, Store};
pub use sync_rows::{
    AlertChannelRow, AlertNoticeRow, AlertRow, ConnectionRow, ConnectionState, DeliveryLogRow, DeliveryRow, DeliveryState, InboxRow,
    InboxState, NoticeState, ReviewRow, ReviewState, SyncProgressRow, SyncRow, SyncState, SyncVersionRow,
};

/// The names most callers need for searching.
pub mod search_api {
    pub use crate::search_text::{SearchQuery, Token, parse_query, segment};
}
