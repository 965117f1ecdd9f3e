//! What can go wrong in the store, split by what the caller can do about it.
//!
//! No variant carries a customer's values: these errors are logged.

use std::sync::Arc;

use model::{KeyHash, ObjectId, RecordId, RunId};

/// Why the store refused or failed. Cheap to clone, because one failed commit answers many callers.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The record changed since it was read: read again and decide again.
    #[error("record {record} does not have version {expected}")]
    Conflict {
        /// Which record.
        record: RecordId,
        /// The version the batch was built on.
        expected: i64,
        /// The version found; `None` when there is no such record.
        found: Option<i64>,
    },
    /// A unique value belongs to another record.
    #[error("a unique value is held by record {holder}")]
    ValueTaken {
        /// Hash of the value.
        hash: KeyHash,
        /// Who holds it.
        holder: RecordId,
    },
    /// Another worker took the run over: stop working on it.
    #[error("run {run} belongs to another worker")]
    LeaseLost {
        /// Which run.
        run: RunId,
    },
    /// The batch of a run is already committed: go on with the next one.
    #[error("batch {batch} of run {run} is already committed")]
    BatchRepeated {
        /// Which run.
        run: RunId,
        /// Its number.
        batch: i64,
    },
    /// Another worker wrote the progress of the sync: stop and read again.
    #[error("the progress of sync {sync} was written by another worker")]
    SyncMoved {
        /// Which sync.
        sync: i64,
    },
    /// Somebody else changed the definition: read again.
    #[error("the definition of object {object} was changed meanwhile")]
    ObjectConflict {
        /// Which object.
        object: ObjectId,
    },
    /// Too much waits already: try again later.
    #[error("the store has too much to do")]
    Busy,
    /// The database cannot be reached: try again later.
    #[error("the database is not available")]
    Unavailable(#[source] Fault),
    /// No space is left for the database: writes fail until there is some.
    #[error("no space is left on the disk of the database")]
    DiskFull,
    /// The work held up others for as long as it may and was given up; nothing of it was kept.
    #[error("the work took too long and was given up")]
    TooLong,
    /// The operation itself panicked; nothing of it was kept.
    #[error("the operation stopped unexpectedly")]
    Panicked,
    /// A write was tried in a read.
    #[error("a read session cannot write")]
    ReadOnly,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// A newer program made this database.
    #[error("the database has schema version {found}, this program knows {known}; use a newer program")]
    DatabaseTooNew {
        /// Version of the database.
        found: i64,
        /// Newest version known here.
        known: i64,
    },
    /// What was stored does not read.
    #[error("stored data is damaged: {0}")]
    Damaged(&'static str),
    /// The caller's mistake.
    #[error("not possible: {0}")]
    Invalid(&'static str),
    /// A file or folder could not be used.
    #[error("a file of the store could not be used")]
    File(#[source] Arc<std::io::Error>),
    /// Anything else the database said.
    #[error("the database refused")]
    Database(#[source] Fault),
}

/// What a database said: its code and its message without details (details may quote values).
#[derive(Clone, Debug, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Fault {
    /// SQLSTATE or SQLite's extended result code.
    pub code: String,
    /// The message.
    pub message: String,
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::File(Arc::new(error))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let fault = match &error {
            rusqlite::Error::SqliteFailure(cause, message) => {
                Fault { code: cause.extended_code.to_string(), message: message.clone().unwrap_or_else(|| cause.to_string()) }
            }
            other => Fault { code: "sqlite".to_owned(), message: other.to_string() },
        };
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Unavailable(fault),
            Some(Code::DiskFull) => Self::DiskFull,
            // Only the bound on the building of indexes interrupts.
            Some(Code::OperationInterrupted) => Self::TooLong,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged("the database file"),
            Some(Code::ReadOnly) => Self::ReadOnly,
            _ => Self::Database(fault),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        let Some(db) = error.as_db_error() else {
            let fault = Fault { code: "connection".to_owned(), message: error.to_string() };
            // Without an answer of the server only the connection can be at fault, unless a value did not convert here.
            return if error.is_closed() || std::error::Error::source(&error).is_some_and(|cause| cause.is::<std::io::Error>()) {
                Self::Unavailable(fault)
            } else {
                Self::Database(fault)
            };
        };
        let fault = Fault { code: db.code().code().to_owned(), message: db.message().to_owned() };
        match db.code().code() {
            "53100" => Self::DiskFull,
            // Class 08 is the connection, 57P a shutdown, 53 missing resources, 25006 a standby.
            code if code.starts_with("08") || code.starts_with("57P") || code.starts_with("53") || code == "25006" => {
                Self::Unavailable(fault)
            }
            _ => Self::Database(fault),
        }
    }
}
