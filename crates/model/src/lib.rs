//! The words every other crate speaks: ids, schema, documents, match keys, findings, changes.
//!
//! Pure. No I/O, no async, no clock, no vendor. Small on purpose: every edit here rebuilds everything.

mod advice;
pub mod batch;
pub mod caller;
pub mod change;
pub mod check_digit;
pub mod doc;
pub mod filter;
pub mod finding;
pub mod fragment;
pub mod id;
pub mod key;
pub mod record;
pub mod reference;
pub mod schema;
pub mod standard;
pub mod time;

pub use batch::{CellKind, RecordBatch, Removal, RemovalKind, Row, SURPLUS};
pub use caller::{Actor, Caller, Scope, Verb};
pub use change::{ChangeKind, Delta, EditDelta, FieldDelta, SourceDelta};
pub use doc::{Doc, DocError};
pub use finding::{Finding, FindingCode, Lang};
pub use id::{FieldId, ObjectId, RecordId, RunId, SourceId};
pub use key::{KeyHash, KeyHasher, KeyKind};
pub use record::{Edits, FieldTimes, Inputs, RecordState, SourceRef};
pub use reference::WaitingReference;
pub use schema::{Field, FieldType, Label, Object, SchemaError, Survivorship, Validation};
pub use time::{Clock, SystemClock, format_ms, parse_ms};
