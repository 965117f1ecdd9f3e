//! Why a sync cannot be made or changed.

use store::StoreError;

use crate::connections::ConnectionError;
use crate::definition::DefinitionError;

/// Why a sync was refused.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// No such sync, or no such version of it.
    #[error("there is no sync {0}")]
    NotFound(String),
    /// Another sync that is not archived has this name, whatever the case.
    #[error("another sync is called {0:?}")]
    NameTaken(String),
    /// Somebody else changed it: read again.
    #[error("the sync was changed meanwhile; it has version {found} now")]
    VersionMismatch {
        /// Version it has.
        found: i64,
    },
    /// A part of the definition that does not fit.
    #[error(transparent)]
    Definition(#[from] DefinitionError),
    /// It cannot go into that state from where it is.
    #[error("a sync that is {from} cannot become {to}")]
    State {
        /// Where it is.
        from: &'static str,
        /// What was asked for.
        to: &'static str,
    },
    /// More than an installation holds.
    #[error("an installation holds at most {0} syncs, archived ones included")]
    TooMany(usize),
    /// Its connection.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}
