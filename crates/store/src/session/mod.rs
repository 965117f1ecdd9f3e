//! One transaction's view of the store: every question and every change goes through a [`Session`].
//!
//! Methods are named by noun. Those that write fail with [`StoreError::ReadOnly`] in a read. Long lists of ids are asked in
//! one call; the store sorts them where that is faster and answers in the order asked.

mod about;
mod alerts;
mod commit;
mod deliveries;
mod duplicates;
mod ids;
mod keeping;
mod letters;
mod lists;
mod log;
mod people;
mod records;
mod references;
mod runs;
mod schema;
mod sign_in;
mod sources;
mod syncs;
mod views;

use rusqlite::Connection;

use model::Clock;

use crate::StoreError;
use crate::postgres::PgLink;
use crate::sqlite::counters::Counters;
use crate::value::{SqlRow, Value};

pub use about::DatabaseFacts;
pub(crate) use commit::{ChangeFinder, Prepared};
pub use ids::IdKind;
pub use keeping::{Floor, Keep, Removed};
pub use letters::{LETTER_NOTES_MAX, Letter, LetterCause, LetterGroup, LetterNote};
pub(crate) use log::change_row;
pub(crate) use records::{record_row, record_state};
pub use sign_in::SESSION_IDLE_MS;
pub(crate) use sources::source_row;

/// A running transaction. See the module.
pub struct Session<'a> {
    pub(crate) link: Link<'a>,
    pub(crate) access: Access,
    pub(crate) clock: &'a dyn Clock,
    /// A failure that a repetition of the whole operation may cure.
    pub(crate) conflict: bool,
    /// SQLite: counters that the writer keeps for the whole transaction. Without them each number is written at once.
    pub(crate) counters: Option<Counters>,
}

pub(crate) enum Link<'a> {
    Sqlite(&'a Connection),
    Postgres(&'a mut PgLink),
}

/// What the session may do, and what the writer must undo when the operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    /// The operation has the transaction to itself: undoing it means rolling back.
    Alone,
    /// The operation shares the transaction without a savepoint: if it fails after writing, the others run again without it.
    Bare,
    /// As before, and it wrote.
    BareWritten,
    /// The operation shares the transaction; nothing is written yet.
    Shared,
    /// The operation shares the transaction and wrote: a savepoint stands before its first write.
    SharedWritten,
}

pub(crate) const SAVEPOINT: &str = "SAVEPOINT operation";
pub(crate) const SAVEPOINT_KEEP: &str = "RELEASE SAVEPOINT operation";
pub(crate) const SAVEPOINT_UNDO: &str = "ROLLBACK TO SAVEPOINT operation";

impl<'a> Session<'a> {
    pub(crate) fn new(link: Link<'a>, access: Access, clock: &'a dyn Clock) -> Self {
        Self { link, access, clock, conflict: false, counters: None }
    }

    /// Milliseconds since 1970 by the store's clock.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Must come before the first write of every method that writes.
    pub(crate) fn begin_write(&mut self) -> Result<(), StoreError> {
        match self.access {
            Access::Read => Err(StoreError::ReadOnly),
            Access::Alone | Access::BareWritten | Access::SharedWritten => Ok(()),
            Access::Bare => {
                self.access = Access::BareWritten;
                Ok(())
            }
            Access::Shared => {
                match &mut self.link {
                    Link::Sqlite(connection) => connection.prepare_cached(SAVEPOINT)?.execute([]).map(|_| ())?,
                    Link::Postgres(link) => link.simple(SAVEPOINT)?,
                }
                self.access = Access::SharedWritten;
                Ok(())
            }
        }
    }

    /// Runs a statement that is the same on both databases; parameters are `$1`, `$2`, …
    pub(crate) fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        self.begin_write()?;
        match &mut self.link {
            Link::Sqlite(connection) => {
                let changed = connection.prepare_cached(&numbered(sql))?.execute(rusqlite::params_from_iter(values))?;
                Ok(changed as u64)
            }
            Link::Postgres(link) => link.execute(sql, values),
        }
    }

    /// As [`Session::execute`], for statements with an answer. Writing ones need `begin_write` before.
    pub(crate) fn query<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&SqlRow<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        match &mut self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&numbered(sql))?;
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                let mut out = Vec::new();
                while let Some(row) = rows.next()? {
                    out.push(read(&SqlRow::Sqlite(row))?);
                }
                Ok(out)
            }
            Link::Postgres(link) => {
                let rows = link.query(sql, values)?;
                rows.iter().map(|row| read(&SqlRow::Postgres(row))).collect()
            }
        }
    }

    /// The first row of the answer.
    pub(crate) fn query_one<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnMut(&SqlRow<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.query(sql, values, read)?.into_iter().next())
    }

    /// Runs one statement without parameters that is not worth preparing (definitions).
    pub(crate) fn define(&mut self, sql: &str) -> Result<(), StoreError> {
        self.begin_write()?;
        match &mut self.link {
            Link::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Link::Postgres(link) => link.simple(sql),
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.link, Link::Postgres(_))
    }
}

/// SQLite counts `$1` by first appearance; `?1` it counts by number.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}
