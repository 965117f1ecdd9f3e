//! The counters of one transaction on the writing connection: read once, written once before the commit.
//!
//! Every write takes numbers (an id, positions in the log), and several writes share a transaction. Kept here, a number costs
//! no statement. Nobody else raises a counter meanwhile: the transaction holds the database's only write lock.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::StoreError;

/// Counters that the running transaction has read or raised.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counters {
    known: Vec<Counter>,
}

#[derive(Clone, Debug)]
struct Counter {
    name: String,
    value: i64,
    is_raised: bool,
}

impl Counters {
    /// Raises a counter, made at 0 when it is new, and returns its new value.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn add(&mut self, connection: &Connection, name: &str, count: i64) -> Result<i64, StoreError> {
        let counter = self.counter(connection, name)?;
        counter.value += count;
        counter.is_raised = true;
        Ok(counter.value)
    }

    /// The value of a counter; 0 before it was first raised.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn value(&mut self, connection: &Connection, name: &str) -> Result<i64, StoreError> {
        Ok(self.counter(connection, name)?.value)
    }

    /// Writes what was raised. Must come before the commit.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn write(&mut self, connection: &Connection) -> Result<(), StoreError> {
        for counter in self.known.iter_mut().filter(|counter| counter.is_raised) {
            // Without RETURNING, for which SQLite makes and drops a temporary table each time.
            let mut statement = connection.prepare_cached(
                "INSERT INTO counter (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )?;
            statement.execute(params![counter.name, counter.value])?;
            counter.is_raised = false;
        }
        Ok(())
    }

    /// Forgets everything: another transaction begins.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
    }

    fn counter(&mut self, connection: &Connection, name: &str) -> Result<&mut Counter, StoreError> {
        let at = match self.known.iter().position(|counter| counter.name == name) {
            Some(at) => at,
            None => {
                let mut statement = connection.prepare_cached("SELECT value FROM counter WHERE name = ?1")?;
                let value = statement.query_row([name], |row| row.get(0)).optional()?.unwrap_or(0);
                self.known.push(Counter { name: name.to_owned(), value, is_raised: false });
                self.known.len() - 1
            }
        };
        self.known.get_mut(at).ok_or(StoreError::Damaged("a counter did not answer"))
    }
}
