//! The store: opened once per process, cloned freely, used from any thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::key::KeyHasher;
use model::{Clock, Object, ObjectId, RecordId};
use rusqlite::Connection;

use crate::postgres::PgPool;
use crate::search::SearchIndex;
use crate::session::{Access, Link};
use crate::sqlite::counters::Counters;
use crate::sqlite::{self, Readers};
use crate::writer::{self, Mode, WriterQueue};
use crate::{ListIndex, Pending, SearchQuery, Session, StoreError, migrate, postgres};

/// Where the data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// SQLite in this folder; made when missing.
    Directory(PathBuf),
    /// PostgreSQL 15 or newer, e.g. `postgres://user:password@host/database`.
    Postgres(String),
}

/// All data of one installation.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    readers: Pool,
    queue: WriterQueue,
    search: SearchIndex,
    clock: Arc<dyn Clock>,
    hasher: KeyHasher,
}

pub(crate) enum Pool {
    Sqlite(Readers),
    Postgres(Arc<PgPool>),
}

impl Store {
    /// Opens the data at `location`, making and upgrading it as needed: the folder, the tables, the installation's secret and
    /// the objects that ship with the product. Several processes may open the same new place at once.
    ///
    /// # Errors
    /// [`StoreError::DatabaseTooNew`] when a newer program has been here, [`StoreError::Unavailable`] when the database cannot
    /// be reached.
    pub fn open(location: &Location, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let (readers, backend, search, secret) = match location {
            Location::Directory(directory) => open_sqlite(directory, clock.as_ref())?,
            Location::Postgres(url) => open_postgres(url, clock.as_ref())?,
        };
        let queue = writer::start(backend, Arc::clone(&clock))?;
        Ok(Self { inner: Arc::new(Inner { readers, queue, search, clock, hasher: KeyHasher::new(secret) }) })
    }

    /// Hashes match keys with this installation's secret.
    #[must_use]
    pub fn hasher(&self) -> KeyHasher {
        self.inner.hasher
    }

    /// True for the database inside the program, which one process uses and in which one writer holds up all others.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self.inner.readers, Pool::Sqlite(_))
    }

    /// The clock the store was opened with.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// Asks questions of one consistent state, on this thread. Never waits for writes.
    ///
    /// # Errors
    /// What `ask` returns, or a [`StoreError`] when there is no connection.
    pub fn read<T, E: From<StoreError>>(&self, ask: impl FnOnce(&mut Session<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.inner.readers {
            Pool::Sqlite(readers) => {
                let connection = readers.take()?;
                // The connection is given back by hand, not by a guard: after a panic it is closed with its open transaction.
                let answer = ask_sqlite(&connection, self.clock(), ask)?;
                readers.give_back(connection);
                answer
            }
            Pool::Postgres(pool) => ask_postgres(pool, self.clock(), ask),
        }
    }

    /// As [`Store::read`], for work in the background that goes through many records: it leaves nothing of them in memory.
    ///
    /// # Errors
    /// What `ask` returns, or a [`StoreError`] when there is no connection.
    pub fn read_aside<T, E: From<StoreError>>(&self, ask: impl FnOnce(&mut Session<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.inner.readers {
            Pool::Sqlite(readers) => ask_sqlite(&sqlite::open_aside(readers.file())?, self.clock(), ask)?,
            Pool::Postgres(pool) => ask_postgres(pool, self.clock(), ask),
        }
    }

    /// Queues a small write. It shares a transaction, and the price of the disk, with others that are waiting, and is undone
    /// alone when it returns an error. The operation may run more than once: it must depend on what it reads in its session
    /// and change nothing outside.
    pub fn submit<T, E>(&self, operation: impl FnMut(&mut Session<'_>) -> Result<T, E> + Send + 'static) -> Pending<Result<T, E>>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.queue.push(Mode::Shared, operation)
    }

    /// A large write in a transaction of its own; waits until it is on disk. As with [`Store::submit`] the operation may run
    /// more than once.
    ///
    /// # Errors
    /// What the operation returned, or a [`StoreError`] of the commit.
    pub fn write<T, E>(&self, operation: impl FnMut(&mut Session<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.queue.push(Mode::Alone, operation).wait()
    }

    /// Runs a write and rolls everything back: what would happen?
    ///
    /// # Errors
    /// What the operation returned, or a [`StoreError`] of the database.
    pub fn rehearse<T, E>(&self, operation: impl FnMut(&mut Session<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.queue.push(Mode::Rehearsed, operation).wait()
    }

    /// Builds the index that makes filters and sorting by a value fast. On PostgreSQL others write meanwhile; on SQLite they
    /// wait, for at most two minutes.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the object has no such field, [`StoreError::TooLong`] when SQLite needs longer.
    pub fn list_index_build(&self, object: &Object, index: ListIndex) -> Result<(), StoreError> {
        match &self.inner.readers {
            Pool::Sqlite(_) => {
                let object = object.clone();
                self.write(move |session| session.list_index_create(&object, index))
            }
            Pool::Postgres(pool) => postgres::index_build(&mut pool.take()?, object, index),
        }
    }

    /// Writes a consistent copy of all records to the new file `to`, also while they change; on PostgreSQL with `pg_dump`, for
    /// `pg_restore`. The search index of SQLite is not part of it: it is built again from the records.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the file exists, and where `pg_dump` is needed and missing.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        match &self.inner.readers {
            Pool::Sqlite(readers) => {
                let source = Connection::open(readers.file())?;
                sqlite::backup(&source, to)
            }
            Pool::Postgres(pool) => pool.dump(to),
        }
    }

    /// How the name of a file that [`Store::backup`] writes ends.
    #[must_use]
    pub fn backup_suffix(&self) -> &'static str {
        match &self.inner.readers {
            Pool::Sqlite(_) => "db",
            Pool::Postgres(_) => "dump",
        }
    }

    /// Replaces (`Some`, segmented by [`crate::search_text::segment`]) or removes (`None`) the searchable text of records and
    /// notes that the index has seen all changes up to `upto_seq`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn search_update(&self, texts: &[(RecordId, Option<String>)], upto_seq: i64) -> Result<(), StoreError> {
        self.inner.search.update(texts, upto_seq)
    }

    /// Up to which change the search index is complete.
    ///
    /// # Errors
    /// Those of the database.
    pub fn search_position(&self) -> Result<i64, StoreError> {
        self.inner.search.position()
    }

    /// Records of these objects (none named: of all) with all tokens of the query, best first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn search(&self, objects: &[ObjectId], query: &SearchQuery, limit: usize) -> Result<Vec<RecordId>, StoreError> {
        self.inner.search.find(objects, query, limit)
    }

    /// Ends all writing: what is queued is still written, later writes get [`StoreError::Closed`]. Empties SQLite's log where it is long.
    pub fn close(self) {
        self.inner.close();
    }
}

impl Inner {
    fn close(&self) {
        if let Pool::Sqlite(readers) = &self.readers {
            // Before the writer empties the log, so that no idle reader holds it.
            readers.clear();
        }
        self.search.close();
        self.queue.close();
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

/// The outer error is one of the transaction, the inner result what `ask` answers.
fn ask_sqlite<T, E: From<StoreError>>(
    connection: &Connection,
    clock: &dyn Clock,
    ask: impl FnOnce(&mut Session<'_>) -> Result<T, E>,
) -> Result<Result<T, E>, StoreError> {
    statement(connection, "BEGIN")?;
    let answer = ask(&mut Session::new(Link::Sqlite(connection), Access::Read, clock));
    statement(connection, "COMMIT")?;
    Ok(answer)
}

fn ask_postgres<T, E: From<StoreError>>(
    pool: &PgPool,
    clock: &dyn Clock,
    ask: impl FnOnce(&mut Session<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let mut link = pool.take()?;
    link.simple("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
    let answer = ask(&mut Session::new(Link::Postgres(&mut link), Access::Read, clock));
    // After a failed question the server keeps nothing of the transaction either way.
    if link.simple("COMMIT").is_ok() {
        pool.give_back(link);
    }
    answer
}

fn statement(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    Ok(connection.prepare_cached(sql)?.execute([]).map(|_| ())?)
}

type Opened = (Pool, writer::Backend, SearchIndex, (u64, u64));

fn open_sqlite(directory: &Path, clock: &dyn Clock) -> Result<Opened, StoreError> {
    sqlite::prepare_directory(directory)?;
    let file = directory.join(sqlite::DATABASE_FILE);
    sqlite::prepare_file(&file)?;
    let connection = sqlite::open_writer(&file)?;
    let secret = migrate::sqlite(&connection, clock)?;
    let search = SearchIndex::sqlite(directory)?;
    let backend = writer::Backend::Sqlite { connection: Some(connection), file: file.clone(), counters: Counters::default() };
    Ok((Pool::Sqlite(Readers::new(file)), backend, search, secret))
}

fn open_postgres(url: &str, clock: &dyn Clock) -> Result<Opened, StoreError> {
    let pool = Arc::new(PgPool::new(url)?);
    let mut link = pool.take()?;
    let secret = migrate::postgres(&mut link, clock)?;
    pool.give_back(link);
    let search = SearchIndex::postgres(Arc::clone(&pool))?;
    Ok((Pool::Postgres(Arc::clone(&pool)), writer::Backend::Postgres { pool, link: None }, search, secret))
}
