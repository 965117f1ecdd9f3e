//! Copies the write-ahead log into the database while the writer goes on: on a thread and a connection of its own.
//!
//! Without it the writer would stop for the copying in the middle of a load, and a program that ends would have all of it
//! still before it. Never waits for readers or the writer and never empties the log; the writer starts the log anew by
//! itself when everything in it has been copied.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use rusqlite::Connection;

use super::{BUSY_TIMEOUT, log_bytes, open_aside};
use crate::StoreError;

/// A log below this size is left alone: copying often would write the same pages again and again.
const LOG_BYTES_MIN: u64 = 32 << 20;

/// The thread; ends when this is dropped.
pub(crate) struct Checkpointer {
    nudge: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    /// Starts the thread for the database in `file`.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(crate) fn start(file: &Path) -> Result<Self, StoreError> {
        let (nudge, nudged) = sync_channel(1);
        let file = file.to_owned();
        let thread = std::thread::Builder::new().name("store-checkpoint".to_owned()).spawn(move || run(&file, &nudged))?;
        Ok(Self { nudge: Some(nudge), thread: Some(thread) })
    }

    /// Says that something was committed. Never waits.
    pub(crate) fn nudge(&self) {
        if let Some(nudge) = &self.nudge {
            // A full channel means that the thread is at work and will look again.
            let _ = nudge.try_send(());
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.nudge.take();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that copies the log ended with a panic");
        }
    }
}

fn run(file: &Path, nudged: &Receiver<()>) {
    let mut connection: Option<Connection> = None;
    while nudged.recv().is_ok() {
        if log_bytes(file) < LOG_BYTES_MIN {
            continue;
        }
        if connection.is_none() {
            connection = open(file);
        }
        let Some(open) = &connection else { continue };
        let done: rusqlite::Result<i64> = open.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(0));
        if let Err(error) = done {
            tracing::debug!(code = %StoreError::from(error), "the log was not copied this time");
        }
    }
}

fn open(file: &Path) -> Option<Connection> {
    let connection = open_aside(file).ok()?;
    connection.busy_timeout(BUSY_TIMEOUT).ok()?;
    connection.pragma_update(None, "synchronous", "FULL").ok()?;
    connection.pragma_update(None, "query_only", "OFF").ok()?;
    Some(connection)
}
