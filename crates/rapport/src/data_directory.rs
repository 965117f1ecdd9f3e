//! Who works on a data directory: one server, or any number of commands, never both.
//!
//! Two files beside the database:
//! - `server.lock` is locked exclusively by the server for as long as it lives, and shared by commands that work on the
//!   data themselves. The operating system releases both when a process ends, however it ends.
//! - `server.json` (mode 0600) tells commands where the running server listens and how to prove that they may read this
//!   file. `server.starting` is locked while it is being written, so that nobody reads that of an earlier server.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

const LOCK: &str = "server.lock";
const STARTING: &str = "server.starting";
const ADDRESS: &str = "server.json";

/// What the running server tells commands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ServerAddress {
    /// Version of the program; another one may speak differently.
    pub version: String,
    /// Its process.
    pub process: u32,
    /// Where the API is.
    pub api: String,
    /// Loopback port of the console.
    pub console: u16,
    /// Proves that a command could read this file.
    pub token: String,
}

/// Who has the directory.
pub enum Claim {
    /// Nobody but commands: work on it as long as this lives.
    Commands(CommandLock),
    /// A server: ask it.
    Server(ServerAddress),
}

/// Keeps servers away.
pub struct CommandLock {
    _lock: File,
}

/// Keeps commands and other servers away; dropped, the directory is free.
pub struct ServerLock {
    directory: PathBuf,
    starting: Option<File>,
    _lock: File,
}

/// Why a server cannot have the directory.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// Another one has it.
    #[error("a server is running on it already (process {process}, {api})")]
    ServerRuns {
        /// Its process.
        process: u32,
        /// Its address.
        api: String,
    },
    /// Commands, or a server that tells nothing.
    #[error("another rapport command is at work on it; try again when it is done")]
    CommandsRun,
    /// The files cannot be used.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Takes the directory for a command, or says which server has it. Makes it when missing.
///
/// # Errors
/// When the files cannot be used.
pub fn claim(directory: &Path) -> io::Result<Claim> {
    make(directory)?;
    let lock = open(directory, LOCK)?;
    match lock.try_lock_shared() {
        Ok(()) => Ok(Claim::Commands(CommandLock { _lock: lock })),
        Err(TryLockError::Error(error)) => Err(error),
        Err(TryLockError::WouldBlock) => {
            // Until a server that is just starting has said where it is.
            open(directory, STARTING)?.lock_shared()?;
            match read_address(directory) {
                Ok(address) => Ok(Claim::Server(address)),
                // It ended meanwhile.
                Err(_) if lock.try_lock_shared().is_ok() => Ok(Claim::Commands(CommandLock { _lock: lock })),
                Err(error) => Err(error),
            }
        }
    }
}

impl ServerLock {
    /// Takes the directory for a server. Makes it when missing.
    ///
    /// # Errors
    /// [`ClaimError`], saying who has it.
    pub fn take(directory: &Path) -> Result<Self, ClaimError> {
        make(directory)?;
        let starting = open(directory, STARTING)?;
        starting.lock()?;
        let lock = open(directory, LOCK)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { directory: directory.to_owned(), starting: Some(starting), _lock: lock }),
            Err(TryLockError::Error(error)) => Err(error.into()),
            Err(TryLockError::WouldBlock) if lock.try_lock_shared().is_ok() => Err(ClaimError::CommandsRun),
            Err(TryLockError::WouldBlock) => {
                let address = read_address(directory)?;
                Err(ClaimError::ServerRuns { process: address.process, api: address.api })
            }
        }
    }

    /// Tells commands where the server is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn announce(&mut self, address: &ServerAddress) -> io::Result<()> {
        let text = serde_json::to_string(address).map_err(io::Error::other)?;
        write_private(&self.directory.join(ADDRESS), &text)?;
        self.starting = None;
        Ok(())
    }
}

impl Drop for ServerLock {
    fn drop(&mut self) {
        // The lock, not this file, says whether a server runs; a leftover does no harm.
        let _ = std::fs::remove_file(self.directory.join(ADDRESS));
    }
}

/// Makes the directory for its owner only.
///
/// # Errors
/// When it cannot be made.
pub fn make(directory: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// Replaces a file by one that only its owner may read.
///
/// # Errors
/// When it cannot be written.
pub fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let fresh = path.with_extension("new");
    match std::fs::remove_file(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&fresh, path)
}

fn open(directory: &Path, name: &str) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(directory.join(name))
}

fn read_address(directory: &Path) -> io::Result<ServerAddress> {
    let text = std::fs::read_to_string(directory.join(ADDRESS))?;
    serde_json::from_str(&text).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn address() -> ServerAddress {
        ServerAddress { version: "1".to_owned(), process: 7, api: "http://127.0.0.1:1".to_owned(), console: 2, token: "t".to_owned() }
    }

    #[test]
    fn a_directory_has_one_server_or_several_commands() {
        let folder = tempfile::tempdir().expect("folder");
        let directory = folder.path().join("new");
        let one = claim(&directory).expect("claim");
        let two = claim(&directory).expect("claim");
        assert!(matches!((&one, &two), (Claim::Commands(_), Claim::Commands(_))));
        assert!(matches!(ServerLock::take(&directory), Err(ClaimError::CommandsRun)));
        drop((one, two));

        let mut server = ServerLock::take(&directory).expect("free");
        server.announce(&address()).expect("announce");
        let mode = std::fs::metadata(directory.join(ADDRESS)).expect("file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(matches!(claim(&directory), Ok(Claim::Server(found)) if found.console == 2));
        assert!(matches!(ServerLock::take(&directory), Err(ClaimError::ServerRuns { process: 7, .. })));
        drop(server);
        assert!(matches!(claim(&directory), Ok(Claim::Commands(_))));
    }

    #[test]
    fn what_a_dead_server_left_behind_misleads_nobody() {
        let folder = tempfile::tempdir().expect("folder");
        write_private(&folder.path().join(ADDRESS), &serde_json::to_string(&address()).expect("json")).expect("written");
        assert!(matches!(claim(folder.path()), Ok(Claim::Commands(_))));
    }
}
