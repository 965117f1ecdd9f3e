//! What the database says about itself.

use super::Session;
use crate::StoreError;

/// Which database it is, and how large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseFacts {
    /// `sqlite` or `postgresql`.
    pub kind: &'static str,
    /// As the database tells it, e.g. `3.50.2`.
    pub version: String,
    /// Bytes of all data and indexes.
    pub bytes: i64,
}

impl Session<'_> {
    /// Asks the database what it is.
    ///
    /// # Errors
    /// Those of the database.
    pub fn database_facts(&mut self) -> Result<DatabaseFacts, StoreError> {
        let (kind, sql) = if self.is_postgres() {
            ("postgresql", "SELECT current_setting('server_version'), pg_database_size(current_database())")
        } else {
            ("sqlite", "SELECT sqlite_version(), page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        };
        let (version, bytes) =
            self.query_one(sql, &[], |row| Ok((row.text(0)?, row.int(1)?)))?.ok_or(StoreError::Damaged("the database says nothing"))?;
        Ok(DatabaseFacts { kind, version, bytes })
    }
}
