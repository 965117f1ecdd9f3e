//! Why a connection cannot be made, changed or used.

use connector::{ConnectorError, NextStep};
use store::StoreError;

use super::secrets::VaultError;

/// Why a connection was refused. Texts hold no secret.
#[derive(Debug, thiserror::Error)]
pub enum ConnectionError {
    /// No such connection, or an archived one.
    #[error("there is no connection {0}")]
    NotFound(String),
    /// No such connector in this build.
    #[error("there is no connector {name:?}")]
    UnknownConnector {
        /// As written.
        name: String,
        /// Names that may have been meant.
        nearest: Vec<String>,
    },
    /// Empty, or longer than 100 characters.
    #[error("a name has 1 to 100 characters, none of them a control character")]
    Name,
    /// Another live connection has this name, whatever the case.
    #[error("another connection is called {0:?}")]
    NameTaken(String),
    /// A setting or secret that does not fit.
    #[error("setting {setting}: {reason}")]
    Setting {
        /// Its name.
        setting: String,
        /// What is wrong, one line.
        reason: String,
        /// Names that may have been meant.
        nearest: Vec<String>,
    },
    /// Somebody else changed it: read again.
    #[error("the connection was changed meanwhile; it has version {found} now")]
    VersionMismatch {
        /// Version it has.
        found: i64,
    },
    /// It waits for a person.
    #[error("connection {name:?} is paused: {reason}")]
    Paused {
        /// Which.
        name: String,
        /// Why, in plain words.
        reason: String,
    },
    /// Syncs would lose their connection.
    #[error("connection {name:?} is used by live syncs: {syncs}; pause or archive them first")]
    InUse {
        /// Which.
        name: String,
        /// Names of the syncs.
        syncs: String,
    },
    /// Alert channels would lose the way they send by.
    #[error("alert channels send by connection {name:?}: {channels}; change or remove them first")]
    Tells {
        /// Which.
        name: String,
        /// Names of the channels.
        channels: String,
    },
    /// Secrets cannot be encrypted or read.
    #[error("secrets cannot be kept or read")]
    Vault(#[from] VaultError),
    /// The other system, or its connector.
    #[error(transparent)]
    Connector(#[from] ConnectorError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ConnectionError {
    pub(super) fn setting(setting: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Setting { setting: setting.into(), reason: reason.into(), nearest: Vec::new() }
    }

    /// What to do about it.
    #[must_use]
    pub fn next_step(&self) -> NextStep {
        match self {
            Self::Connector(error) => error.next_step(),
            Self::Store(_) => NextStep::Retry,
            Self::Paused { .. } => NextStep::PauseConnection,
            Self::NotFound(_)
            | Self::UnknownConnector { .. }
            | Self::Name
            | Self::NameTaken(_)
            | Self::Setting { .. }
            | Self::VersionMismatch { .. }
            | Self::InUse { .. }
            | Self::Tells { .. }
            | Self::Vault(_) => NextStep::Fail,
        }
    }
}
