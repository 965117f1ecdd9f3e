//! Why a record could not be read or changed, split by what the caller must do.

use model::{Finding, RecordId, RunId, SchemaError};
use store::StoreError;

use crate::Written;

/// Why a record could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// No such record, object, field or run.
    #[error("{what} not found")]
    NotFound {
        /// What was looked for, e.g. `record` or `object "cars"`.
        what: String,
    },
    /// The record is deleted; it can be restored.
    #[error("record {0} is deleted")]
    Deleted(RecordId),
    /// Somebody changed the record since the caller read it.
    #[error("record changed since version {expected}")]
    VersionMismatch {
        /// The version the caller expected.
        expected: i64,
        /// Names of the fields that changed since.
        fields: Vec<String>,
        /// The record now.
        current: Box<Written>,
    },
    /// The object demands that the caller says which version it read, and it did not.
    #[error("the version that was read is missing")]
    VersionRequired,
    /// A field no longer has the value the caller expected.
    #[error("fields changed since they were read")]
    FieldMismatch {
        /// Names of the fields that differ.
        fields: Vec<String>,
        /// The record now.
        current: Box<Written>,
    },
    /// The key fits several records; nothing was changed.
    #[error("{} records match", candidates.len())]
    MatchedMultiple {
        /// The records, oldest first, at most 100.
        candidates: Vec<RecordId>,
    },
    /// Another record holds a value that must be unique.
    #[error("the value of field {field} is taken by record {holder}")]
    ValueTaken {
        /// Name of the field.
        field: String,
        /// Who holds it.
        holder: RecordId,
    },
    /// Records share a value of a field that is to be unique.
    #[error("records {first} and {second} hold the same value of {field}")]
    NotUnique {
        /// Name of the field.
        field: String,
        /// One of them.
        first: RecordId,
        /// The other.
        second: RecordId,
    },
    /// Values that the schema refuses.
    #[error("{} values are invalid", .0.len())]
    Invalid(Vec<Finding>),
    /// The records must not become one.
    #[error("records must not be merged: {0}")]
    MergeRefused(MergeRefusal),
    /// The caller lacks a scope.
    #[error("scope {scope} is missing")]
    Forbidden {
        /// The scope that would allow it.
        scope: String,
    },
    /// A definition of an object or field is refused.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// A run cannot be undone now.
    #[error("run {run} cannot be undone: {reason}")]
    NotUndoable {
        /// The run.
        run: RunId,
        /// Why.
        reason: UndoRefusal,
    },
    /// Stored data does not read: a fault of ours or of the disk.
    #[error("stored data of record {0} does not read")]
    Damaged(RecordId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why records must not be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeRefusal {
    /// Two of them hold official ids, such as credit codes, that differ: they are two by law.
    #[error("they hold different official ids")]
    OfficialIds,
    /// None or too many are to be absorbed.
    #[error("a merge takes 1 to 100 other records")]
    Count,
}

/// Why a run cannot be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndoRefusal {
    /// Changes of it were thrown away by the rules of keeping.
    #[error("its changes are no longer kept")]
    Cut,
    /// It is still at work.
    #[error("it has not ended yet; cancel it first")]
    NotEnded,
    /// It changed no value, and what it built follows the field.
    #[error("it only built an index; change the field back instead")]
    Index,
    /// It only applied a rule to what was there.
    #[error("it only followed a rule; change the rule back instead")]
    Rule,
    /// Somebody was first.
    #[error("it is undone already")]
    Undone,
}
