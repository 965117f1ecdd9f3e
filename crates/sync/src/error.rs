//! Why an import ends early.

use connector::{ConnectorError, NextStep};
use mapping::MappingError;
use model::RunId;
use records::RecordError;
use store::StoreError;

use crate::definition::DefinitionError;
use crate::encode::Damaged;
use crate::inbound::pause::Pause;

/// Why an import ended before its last row. What was committed stays; calling again goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("the source cannot be read")]
    Source(#[from] ConnectorError),
    /// The mapping does not fit the file or the object.
    #[error("the mapping cannot be used")]
    Mapping(#[from] MappingError),
    /// No column could be matched to a field with enough confidence.
    #[error("no column of the source could be mapped to a field of {object}; give a mapping")]
    NothingMapped {
        /// API name of the object.
        object: String,
    },
    /// Neither an identifier nor a match-key field.
    #[error("{name:?} is not a match key of {object}; it has {known}")]
    MatchKeyUnknown {
        /// As given.
        name: String,
        /// API name of the object.
        object: String,
        /// Names that would do.
        known: String,
    },
    /// The database refused.
    #[error("the database refused")]
    Store(#[from] StoreError),
    /// Rows could not be applied as a whole.
    #[error("rows could not be applied")]
    Records(#[from] RecordError),
    /// Temporary file.
    #[error("temporary file failed")]
    Spool(#[from] std::io::Error),
    /// Temporary file.
    #[error("temporary file failed")]
    Damaged(#[from] Damaged),
    /// The same import is being done by somebody else.
    #[error("run {run} is already at this import")]
    AlreadyRunning {
        /// The other run.
        run: RunId,
    },
    /// A dry run keeps everything in one transaction, which has a limit.
    #[error("a dry run of more than {rows_max} rows is not possible; try a part of the file")]
    DryRunTooLarge {
        /// The limit.
        rows_max: usize,
    },
    /// What it reads lies with another process.
    #[error("its content lies with another process")]
    Elsewhere,
    /// A definition of a sync does not make sense.
    #[error("the definition of the sync cannot be used")]
    Definition(#[from] DefinitionError),
    /// The sync does not run now.
    #[error("the sync does not run: {reason}")]
    SyncNotLive {
        /// Why, one line.
        reason: String,
    },
    /// A run of the sync waits for a decision.
    #[error("run {run} of the sync is paused; go on with it or end it first")]
    RunPaused {
        /// The run.
        run: RunId,
    },
    /// A limit or guard stopped the run before it did harm.
    #[error("paused: {}", .0.reason)]
    Paused(Box<Pause>),
    /// What a plan was made of has changed.
    #[error("the plan is no longer good: {what} changed since it was made")]
    PlanStale {
        /// `the definition`, `the source`, `the position of the sync`.
        what: &'static str,
    },
    /// Stopped on request.
    #[error("cancelled")]
    Cancelled,
}

impl ImportError {
    /// What the store said, if it was the store.
    #[must_use]
    pub fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) | Self::Records(RecordError::Store(error)) => Some(error),
            Self::Records(_)
            | Self::Source(_)
            | Self::Mapping(_)
            | Self::NothingMapped { .. }
            | Self::MatchKeyUnknown { .. }
            | Self::Spool(_)
            | Self::Damaged(_)
            | Self::AlreadyRunning { .. }
            | Self::DryRunTooLarge { .. }
            | Self::Elsewhere
            | Self::Definition(_)
            | Self::SyncNotLive { .. }
            | Self::RunPaused { .. }
            | Self::Paused(_)
            | Self::PlanStale { .. }
            | Self::Cancelled => None,
        }
    }

    /// The error with its causes, for a report. Errors of ours hold no customer's values.
    #[must_use]
    pub fn to_text(&self) -> String {
        chain(self)
    }

    /// What to do about it.
    #[must_use]
    pub fn next_step(&self) -> NextStep {
        match self {
            Self::Source(source) => source.next_step(),
            Self::Store(_) | Self::Records(_) | Self::Spool(_) | Self::Damaged(_) | Self::AlreadyRunning { .. } | Self::Elsewhere => {
                NextStep::Retry
            }
            Self::Mapping(_)
            | Self::NothingMapped { .. }
            | Self::MatchKeyUnknown { .. }
            | Self::DryRunTooLarge { .. }
            | Self::Definition(_)
            | Self::SyncNotLive { .. }
            | Self::RunPaused { .. }
            | Self::Paused(_)
            | Self::PlanStale { .. }
            | Self::Cancelled => NextStep::Fail,
        }
    }
}

/// An error with its causes, outermost first.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}
