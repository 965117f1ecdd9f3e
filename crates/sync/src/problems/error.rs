//! What can be wrong with work on refused rows.

use store::StoreError;

use crate::connections::ConnectionError;
use crate::error::ImportError;
use crate::tasks::TaskError;

/// Why rows could not be worked on.
#[derive(Debug, thiserror::Error)]
pub enum ProblemError {
    /// No such group, or no such open row in it.
    #[error("there is no open problem {0}")]
    NotFound(String),
    /// Rows are left out for a reason only.
    #[error("rows are left out for a reason; say which")]
    ReasonMissing,
    /// A note without words.
    #[error("a note has words")]
    NoteMissing,
    /// More rows than one call takes.
    #[error("at most {0} rows at once")]
    TooMany(usize),
    /// A correction of a column that the row does not have.
    #[error("row {row} has no column {column:?}")]
    NoColumn {
        /// The row.
        row: String,
        /// The column.
        column: String,
    },
    /// A push that could not be read has no columns to correct, and what is written comes from the record.
    #[error(
        "row {0} has no columns to correct: it is a push that could not be read, or a record that another system refused; it can be replayed as it is, or excluded"
    )]
    Unreadable(String),
    /// A row that waits for a correction, not for a decision.
    #[error("row {0} fits no known record, so there is nothing to decide; correct it, or leave it out")]
    NotHeld(String),
    /// A record that the row does not fit, or none where it fits several.
    #[error("row {row} fits these records: {}; name one of them", candidates.join(", "))]
    NotCandidate {
        /// The row.
        row: String,
        /// Records that it fits and that are still there.
        candidates: Vec<String>,
    },
    /// The run that met the rows, or what it needs, is gone.
    #[error("{0}")]
    Gone(String),
    /// The run that applies them.
    #[error(transparent)]
    Run(#[from] ImportError),
    /// The sync they belong to.
    #[error(transparent)]
    Task(#[from] TaskError),
    /// Its connection.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}
