//! The embedded database: one file, one writing connection, as many reading ones as threads read at the same time.

pub(crate) mod checkpointer;
pub(crate) mod commit;
pub(crate) mod counters;
pub(crate) mod list;
pub(crate) mod lookup;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::{Fault, StoreError, kill_point};

/// File of the database inside the data directory.
pub(crate) const DATABASE_FILE: &str = "rapport.db";

/// How long a statement waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Prepared statements kept per connection; lists make one per shape of filter.
const STATEMENTS_MAX: usize = 128;
/// Reading connections kept while nobody reads.
const IDLE_READERS_MAX: usize = 16;
/// The log is copied into the database when it holds this many pages: 256 MB. Small logs would rewrite the pages of the
/// identity index over and over during an import.
const CHECKPOINT_PAGES: i64 = 65_536;
/// A log above this size is emptied when nothing is to be written.
const LOG_BYTES_IDLE_MAX: u64 = 64 << 20;
/// A log up to this size is left as it is when the database is closed: it is on the disk and as good as the file beside it, and the
/// next to open reads it back faster than its pages, scattered over the file, are copied: that took a sixth of the time of a short load.
const LOG_BYTES_LEFT_MAX: u64 = 32 << 20;

/// Makes the data directory, readable for its owner only.
pub(crate) fn prepare_directory(directory: &Path) -> Result<(), StoreError> {
    if directory.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(directory)?;
    restrict(directory, 0o700)
}

/// Creates `file` readable for its owner only, before SQLite opens it: its log takes over the mode.
pub(crate) fn prepare_file(file: &Path) -> Result<(), StoreError> {
    match fs::OpenOptions::new().write(true).create_new(true).open(file) {
        Ok(_) => restrict(file, 0o600),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(mode))?)
}

#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) -> Result<(), StoreError> {
    Ok(())
}

/// Opens the writing connection.
pub(crate) fn open_writer(file: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    connection.pragma_update(None, "page_size", 4096)?;
    switch_to_log(&connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // Negative: KiB. Whenever a page was split, the commit walks the whole table of this cache (the split borrows the page number
    // at 1 GiB, so pages above the end of the file have to be looked for), so single writes get a small one.
    connection.pragma_update(None, "cache_size", -8_192)?;
    common(&connection)?;
    Ok(connection)
}

/// Gives the writing connection the cache that loads need. Memory is taken only as pages come in.
pub(crate) fn make_room(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -65_536)
}

/// Opens the writing connection again after a failed sync. What the system's memory still shows of the log may never have
/// reached the disk, so the log is first copied into the database and emptied, with syncs that must succeed.
pub(crate) fn open_after_failure(file: &Path) -> Result<Connection, StoreError> {
    let connection = open_writer(file)?;
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy != 0 {
        let message = "the log could not be emptied after a disk failure".to_owned();
        return Err(StoreError::Unavailable(Fault { code: "sqlite".to_owned(), message }));
    }
    Ok(connection)
}

/// Switching to the write-ahead log needs the file alone for a moment, and does not wait for it by itself.
#[expect(clippy::disallowed_methods, reason = "another process or node holds the database and tells nobody when it is done")]
pub(crate) fn switch_to_log(connection: &Connection) -> Result<(), StoreError> {
    let mut tries = 0;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Ok(()) => return Ok(()),
            Err(error) if tries < 200 && error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {
                tries += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn common(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", "OFF")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    // Whether the log is worth copying when everybody goes is for `close` to say.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(())
}

fn open_reader(file: &Path) -> Result<Connection, StoreError> {
    // Not opened read-only: the first reader after a crash may have to rebuild the index of the log.
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    connection.pragma_update(None, "cache_size", -4096)?;
    connection.pragma_update(None, "mmap_size", 256 << 20)?;
    common(&connection)?;
    connection.pragma_update(None, "query_only", "ON")?;
    Ok(connection)
}

/// A reading connection for one use: what it reads goes by, instead of staying mapped into the process.
pub(crate) fn open_aside(file: &Path) -> Result<Connection, StoreError> {
    let connection = open_reader(file)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    Ok(connection)
}

/// Reading connections of one database; the one used last is handed out first, so that its cache is warm.
pub(crate) struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(file: PathBuf) -> Self {
        Self { file, idle: Mutex::new(Vec::new()) }
    }

    pub(crate) fn take(&self) -> Result<Connection, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| open_reader(&self.file), Ok)
    }

    pub(crate) fn give_back(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS_MAX {
            idle.push(connection);
        }
    }

    pub(crate) fn clear(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) fn file(&self) -> &Path {
        &self.file
    }
}

/// Copies the log into the database and empties it. Gives up quietly when readers hold it: the next time will do.
pub(crate) fn checkpoint(connection: &Connection) {
    let emptied: rusqlite::Result<i64> = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
    if let Err(error) = emptied {
        tracing::warn!(code = %StoreError::from(error), "the log of the database could not be emptied");
    }
}

/// True when the log has grown so large that it should be emptied while nothing is to be written.
pub(crate) fn log_is_large(file: &Path) -> bool {
    log_bytes(file) > LOG_BYTES_IDLE_MAX
}

/// Ends the writing connection: a long log is copied and emptied before.
pub(crate) fn close(connection: &Connection, file: &Path) {
    if log_bytes(file) > LOG_BYTES_LEFT_MAX {
        checkpoint(connection);
    }
}

/// Size of the log of `file`, 0 where there is none.
pub(crate) fn log_bytes(file: &Path) -> u64 {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(Path::new(&log)).map_or(0, |log| log.len())
}

/// Runs one statement for at most `limit`.
///
/// # Errors
/// [`StoreError::TooLong`] after that; what the statement had done is undone.
pub(crate) fn bounded(connection: &Connection, sql: &str, limit: Duration) -> Result<(), StoreError> {
    let interrupt = connection.get_interrupt_handle();
    let (done, waited_for) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut wait = limit;
            while waited_for.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                interrupt.interrupt();
                // Once more, should the statement not have begun yet.
                wait = Duration::from_millis(10);
            }
        });
        let ran = connection.execute_batch(sql).map_err(StoreError::from);
        drop(done);
        ran
    })
}

/// Writes a consistent copy of the database, also while it is written to.
pub(crate) fn backup(source: &Connection, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::Invalid("the backup file exists already"));
    }
    // Under its own name it is whole: somebody may die in the middle.
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let _ = fs::remove_file(part);
    prepare_file(part)?;
    let copied = source.execute("VACUUM INTO ?1", [part.to_string_lossy()]).map_err(StoreError::from).and_then(|_| {
        kill_point("K11");
        // The copy is worth nothing until it is on the disk.
        Ok(fs::File::open(part)?.sync_all()?)
    });
    kill_point("K11");
    let named = copied.and_then(|()| Ok(fs::rename(part, to)?));
    if named.is_err() {
        let _ = fs::remove_file(part);
    }
    named?;
    kill_point("K11");
    // The name, too, must be on the disk.
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_that_takes_too_long_is_given_up_whole() {
        let connection = Connection::open_in_memory().expect("opens");
        connection
            .execute_batch(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, doc TEXT NOT NULL); \
                 INSERT INTO t (doc) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) \
                 SELECT json_object('a', i, 'b', hex(i)) FROM n;",
            )
            .expect("fills");
        let index = "CREATE INDEX slow ON t (doc ->> 'b')";
        let known = || -> i64 {
            connection.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'slow'", [], |row| row.get(0)).expect("reads")
        };
        assert!(matches!(bounded(&connection, index, Duration::ZERO), Err(StoreError::TooLong)));
        assert_eq!(known(), 0);
        bounded(&connection, index, Duration::from_secs(600)).expect("there is time enough");
        assert_eq!(known(), 1);
    }
}
