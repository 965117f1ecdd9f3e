//! Writing: a [`Target`] takes records in batches and tells for each what became of it.

use serde_json::Value;

use crate::error::ConnectorError;
use crate::http::Exchange;

/// What is to become of one record of the other system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOperation {
    /// Create it, or update the one that carries our key where the system can tell.
    Create,
    /// Change the record with `target_id`.
    Update,
    /// Delete the record with `target_id`.
    Delete,
}

/// One record to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// What to do.
    pub operation: WriteOperation,
    /// Our id of the record (decimal text): the value of the system's external-id field where it has one.
    pub record: String,
    /// The system's id, where known. Always present for [`WriteOperation::Update`] and [`WriteOperation::Delete`].
    pub target_id: Option<String>,
    /// A UUID, the same for every attempt at the same content, another for other content.
    pub idempotency_key: String,
    /// Field names of the system with values in JSON; `null` clears. Empty for deletions.
    pub fields: Vec<(String, Value)>,
    /// The version that was seen last, for systems that can refuse a write to another one.
    pub expected_version: Option<String>,
}

/// What became of one record of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// It exists now.
    Created {
        /// The system's id.
        id: String,
        /// Its version where told.
        version: Option<String>,
    },
    /// It was there and has the values now.
    Updated {
        /// The system's id.
        id: String,
        /// Its version where told.
        version: Option<String>,
    },
    /// It is gone, or was gone already.
    Deleted,
    /// Refused because records that look the same exist; nothing was written.
    Duplicate {
        /// Ids of the records named by the system, at most 20; may be empty.
        ids: Vec<String>,
        /// The system's code.
        code: String,
    },
    /// The record changed there since `expected_version`; nothing was written.
    Changed,
    /// The record with `target_id` does not exist (any more).
    Missing,
    /// Refused for another reason; its neighbours are unaffected.
    Refused {
        /// The system's code, stable enough to group by.
        code: String,
        /// Its message, for people.
        message: String,
        /// The field it names.
        field: Option<String>,
        /// True where the same write may succeed later (lock, busy).
        may_pass: bool,
    },
    /// Sent, and nobody knows whether it happened. Never repeat blindly: find it first.
    Unknown,
}

/// A question for a record of the other system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindBy {
    /// By the system's id.
    Id(String),
    /// By our id in the external-id field that this target writes.
    Record(String),
    /// By the value of a lookup field.
    Field(String, String),
}

/// A record of the other system as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The system's id.
    pub id: String,
    /// Its version where told.
    pub version: Option<String>,
    /// Field names with values in JSON, at least those the target was opened with.
    pub fields: Vec<(String, Value)>,
}

/// Something that can be written to. One target serves one stream and one run; it never sleeps or retries by itself.
pub trait Target: Send {
    /// Most records of one [`Target::write`].
    fn records_max(&self) -> usize;

    /// Writes `batch`, at most [`Target::records_max`] records. One outcome per record, in the order of the batch.
    ///
    /// # Errors
    /// When the batch as a whole failed; the next step says whether anything may have been written
    /// ([`crate::NextStep::LookFirst`]).
    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError>;

    /// Looks records up: for each question the records that answer it, at most 20.
    ///
    /// # Errors
    /// [`ConnectorError`]; [`ConnectorError::Unsupported`] where the system has no way to find anything.
    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError>;

    /// The calls that were made since this was asked last, for people: what was sent where, and how it was answered. Whoever
    /// opens accounts keeps them ([`crate::http::Client::with_exchanges`]); a connector has nothing to do.
    fn exchanges(&mut self) -> Vec<Exchange> {
        Vec::new()
    }
}
