//! Why a writing run ends early.

use connector::{ConnectorError, NextStep};
use model::{RecordId, RunId};
use records::RecordError;
use store::StoreError;

use crate::definition::DefinitionError;

/// Why a writing run ended early. What was committed stays; the next pass goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// The other system failed.
    #[error("the other system cannot be used")]
    System(#[from] ConnectorError),
    /// The definition cannot be used.
    #[error("the definition cannot be used")]
    Definition(#[from] DefinitionError),
    /// The database refused.
    #[error("the database refused")]
    Store(#[from] StoreError),
    /// Records could not be read or changed.
    #[error("records could not be used")]
    Records(#[from] RecordError),
    /// The sync does not run now.
    #[error("the sync does not run: {reason}")]
    NotLive {
        /// Why, one line.
        reason: String,
    },
    /// The sync runs, and this needs it to stand still.
    #[error("the sync must be paused first")]
    NotPaused,
    /// Another run of the sync is unfinished.
    #[error("run {run} of the sync is not over")]
    AlreadyRunning {
        /// The other run.
        run: RunId,
    },
    /// A record there is another one's already.
    #[error("{external_id} stands for record {holder} already; merge the two, or choose another one")]
    HeldThere {
        /// The other system's id.
        external_id: String,
        /// The record here that it stands for.
        holder: RecordId,
    },
    /// The copy of the data that is taken before the first write failed.
    #[error("the backup before the first write failed")]
    Backup(#[source] StoreError),
    /// Stopped on request.
    #[error("stopped on request")]
    Cancelled,
}

impl OutboundError {
    /// What to do about it.
    #[must_use]
    pub fn next_step(&self) -> NextStep {
        match self {
            Self::System(error) => error.next_step(),
            Self::Store(_) | Self::Records(_) | Self::AlreadyRunning { .. } | Self::Backup(_) => NextStep::Retry,
            Self::Definition(_) | Self::NotLive { .. } | Self::NotPaused | Self::HeldThere { .. } | Self::Cancelled => NextStep::Fail,
        }
    }

    /// The error with its causes, for a report. Errors of ours hold no customer's values.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(next) = cause {
            text.push_str(": ");
            text.push_str(&next.to_string());
            cause = next.source();
        }
        text
    }
}
