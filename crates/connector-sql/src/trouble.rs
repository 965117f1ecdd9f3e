//! What a database's refusal means, for the run and for one record. Texts hold nothing of a record's values.

use connector::{ConnectorError, WriteOutcome};

/// What kind of refusal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A row with this value exists.
    Duplicate,
    /// The row is refused for good.
    Refused,
    /// The row was in somebody's way; the transaction goes on.
    Locked,
    /// The transaction was ended because of others.
    Deadlock,
    /// It took longer than allowed.
    TimedOut,
    /// A value is no value of the column's type: nothing answers it.
    NoValue,
    /// The connection broke.
    Lost,
    /// Too many connections, shutting down, disk full.
    Unavailable,
    /// User or password.
    Unauthorised,
    /// A right is missing.
    Forbidden,
    /// A table, column or database is missing.
    Missing,
    /// A file is no database, a certificate is not good, or anything else nobody gets over by waiting.
    Broken,
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub kind: Kind,
    /// The system's code.
    pub code: String,
    /// For people, without values.
    pub message: String,
    /// The column it names.
    pub field: Option<String>,
}

impl Trouble {
    pub fn new(kind: Kind, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind, code: code.into(), message: message.into(), field: None }
    }

    /// What the run makes of it.
    pub fn into_error(self, system: &str) -> ConnectorError {
        let system = system.to_owned();
        let reason = if self.code.is_empty() { self.message } else { format!("{} ({})", self.message, self.code) };
        match self.kind {
            Kind::Locked | Kind::Deadlock | Kind::TimedOut | Kind::Lost | Kind::Unavailable => {
                ConnectorError::Unavailable { system, reason, retry_after: None }
            }
            Kind::Unauthorised => ConnectorError::Unauthorised { system, reason },
            Kind::Forbidden => ConnectorError::Forbidden { system, reason },
            Kind::Missing => ConnectorError::NotFound { system, what: format!("such thing: {reason}") },
            Kind::Duplicate | Kind::Refused | Kind::NoValue | Kind::Broken => {
                ConnectorError::Setting { setting: "streams".to_owned(), reason: format!("{system} refuses the statement: {reason}") }
            }
        }
    }

    /// What it means for one record of a batch; an error where the batch as a whole is concerned.
    pub fn into_outcome(self, system: &str) -> Result<WriteOutcome, ConnectorError> {
        match self.kind {
            Kind::Duplicate => Ok(WriteOutcome::Duplicate { ids: Vec::new(), code: self.code }),
            Kind::Refused | Kind::NoValue | Kind::Locked => {
                Ok(WriteOutcome::Refused { code: self.code, message: self.message, field: self.field, may_pass: self.kind == Kind::Locked })
            }
            Kind::Deadlock
            | Kind::TimedOut
            | Kind::Lost
            | Kind::Unavailable
            | Kind::Unauthorised
            | Kind::Forbidden
            | Kind::Missing
            | Kind::Broken => Err(self.into_error(system)),
        }
    }
}
