//! Bringing a backup back, after looking whether it is one and whether it is whole.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::kill_point;
use crate::sqlite::{DATABASE_FILE, prepare_directory, prepare_file};
use crate::{Store, StoreError};

/// What every SQLite database begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

impl Store {
    /// Reads a backup from its first to its last page.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the file is no backup, [`StoreError::Damaged`] when it is not whole.
    pub fn backup_check(file: &Path) -> Result<(), StoreError> {
        check(file)
    }

    /// Puts a copy of the backup `from` into `directory`, which must not hold data. The copy is checked before it gets its
    /// name: when this fails, the directory holds no data as before.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the file is no backup or data is there already, [`StoreError::Damaged`] when it is not
    /// whole, [`StoreError::File`] when it cannot be copied.
    pub fn restore(from: &Path, directory: &Path) -> Result<(), StoreError> {
        let mut magic = [0_u8; 16];
        let read = fs::File::open(from)?.read_exact(&mut magic);
        if read.is_err() || &magic != MAGIC {
            return Err(StoreError::Invalid("the file is not a backup of rapport"));
        }
        prepare_directory(directory)?;
        let target = directory.join(DATABASE_FILE);
        if target.exists() {
            return Err(StoreError::Invalid("the directory holds data already"));
        }
        let fresh = directory.join(format!("{DATABASE_FILE}.restoring"));
        let restored = copy(from, &fresh).and_then(|()| check(&fresh)).and_then(|()| {
            kill_point("K11");
            Ok(fs::rename(&fresh, &target)?)
        });
        if restored.is_err() {
            let _ = fs::remove_file(&fresh);
        }
        restored?;
        kill_point("K11");
        // The name, too, must be on the disk.
        Ok(fs::File::open(directory)?.sync_all()?)
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let _ = fs::remove_file(to);
    prepare_file(to)?;
    let mut out = fs::OpenOptions::new().write(true).open(to)?;
    io::copy(&mut fs::File::open(from)?, &mut out)?;
    kill_point("K11");
    Ok(out.sync_all()?)
}

fn check(file: &Path) -> Result<(), StoreError> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let is_ours = "SELECT count(*) FROM sqlite_schema WHERE name IN ('record', 'change', 'meta', 'schema_migrations')";
    let tables: rusqlite::Result<i64> = connection.query_row(is_ours, [], |row| row.get(0));
    match tables {
        Ok(4) => {}
        Ok(_) => return Err(StoreError::Invalid("the file is not a backup of rapport")),
        Err(_) => return Err(StoreError::Damaged("the backup does not read")),
    }
    let verdict: rusqlite::Result<String> = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0));
    if verdict.is_ok_and(|verdict| verdict == "ok") { Ok(()) } else { Err(StoreError::Damaged("the backup is not whole")) }
}
