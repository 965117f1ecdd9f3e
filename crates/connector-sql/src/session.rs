//! One open connection to a database, whatever system it is.

use crate::dialect::Sql;
use crate::stream::{Column, Table};
use crate::trouble::Trouble;
use crate::values::Datum;

/// What a transaction may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nothing is changed and nobody is kept waiting.
    Read,
    /// Rows are changed.
    Write,
}

/// What is to be known of a database besides its tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identity {
    /// Product and version.
    pub product: String,
    /// What tells it from another database behind the same address.
    pub organisation: Option<String>,
    /// Its clock (ms), where it has one of its own.
    pub now_ms: Option<i64>,
    /// Whether what is sent is encrypted; nothing where it does not leave the machine.
    pub encrypted: Option<bool>,
}

/// Takes a row; false ends the reading.
pub(crate) type EachRow<'a> = dyn FnMut(Vec<Datum>) -> bool + 'a;

/// One open connection. After [`Trouble`] of the kind `Lost` it is of no use.
pub(crate) trait Session: Send {
    /// Begins a transaction.
    fn begin(&mut self, access: Access) -> Result<(), Trouble>;
    /// Ends it and keeps what was done.
    fn commit(&mut self) -> Result<(), Trouble>;
    /// Ends it and forgets what was done.
    fn roll_back(&mut self) -> Result<(), Trouble>;
    /// Gives each row of an answer.
    fn rows(&mut self, sql: &Sql, each: &mut EachRow<'_>) -> Result<(), Trouble>;
    /// Runs a statement; the number of rows it concerned.
    fn run(&mut self, sql: &Sql) -> Result<u64, Trouble>;
    /// Runs one part of a transaction; where it fails, the transaction goes on as if it had not been begun.
    fn part(&mut self, work: &mut dyn FnMut(&mut dyn Session) -> Result<(), Trouble>) -> Result<(), Trouble>;
    /// The tables and views that may be read, or the one of this name.
    fn tables(&mut self, only: Option<&str>) -> Result<Vec<Table>, Trouble>;
    /// The columns of something that stands behind FROM.
    fn describe(&mut self, from: &str) -> Result<Vec<Column>, Trouble>;
    /// Who answers.
    fn identity(&mut self) -> Result<Identity, Trouble>;
}

/// All rows of a small answer.
pub(crate) fn all_rows(session: &mut dyn Session, sql: &Sql) -> Result<Vec<Vec<Datum>>, Trouble> {
    let mut rows = Vec::new();
    session.rows(sql, &mut |row| {
        rows.push(row);
        rows.len() < ROWS_MAX
    })?;
    Ok(rows)
}

/// Rows of a small answer at most: the columns of many tables.
const ROWS_MAX: usize = 200_000;
