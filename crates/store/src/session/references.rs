//! References that wait for their record, and records found by their title.

use model::{KeyHash, Object, RecordId};

use super::{Link, Session};
use crate::field_sql::{self, SqlType};
use crate::{StoreError, postgres, sqlite};

impl Session<'_> {
    /// True while some reference waits: until then nobody need look.
    ///
    /// # Errors
    /// Those of the database.
    pub fn waiting_any(&mut self) -> Result<bool, StoreError> {
        Ok(self.query_one("SELECT 1 FROM waiting_reference LIMIT 1", &[], |_| Ok(()))?.is_some())
    }

    /// Records that hold a reference waiting for one of `hashes`: at most `limit` entries after `after`, in the order of
    /// hash and record.
    ///
    /// # Errors
    /// Those of the database.
    pub fn waiting_lookup(
        &mut self,
        hashes: &[KeyHash],
        after: (KeyHash, RecordId),
        limit: usize,
    ) -> Result<Vec<(KeyHash, RecordId)>, StoreError> {
        let mut rising = hashes.to_vec();
        rising.sort_unstable();
        rising.dedup();
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::waiting(connection, &rising, after, limit),
            Link::Postgres(link) => postgres::lookup::waiting(link, &rising, after, i64::try_from(limit).unwrap_or(i64::MAX)),
        }
    }

    /// The live records of `object` whose title is one of `titles`, in one statement: title, one of the records, how many there are.
    /// Reads every record of the object unless its title field has an index.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the object has no such field.
    pub fn title_lookup(&mut self, object: &Object, titles: &[&str]) -> Result<Vec<(String, RecordId, i64)>, StoreError> {
        if titles.is_empty() {
            return Ok(Vec::new());
        }
        let postgres = self.is_postgres();
        let field = object.field(&object.title_field).ok_or(StoreError::Invalid("the object has no title field"))?;
        let (expression, kind) = field_sql::value("", field, None, postgres)?;
        if kind != SqlType::Text {
            return Ok(Vec::new());
        }
        let (mark, among) = if postgres {
            (field_sql::object_range("", object), "= ANY($1::text[])")
        } else {
            (field_sql::object_mark("", object), "IN (SELECT value FROM json_each(?1))")
        };
        let sql =
            format!("SELECT {expression}, min(id), count(*) FROM record WHERE {mark} AND state = 0 AND {expression} {among} GROUP BY 1");
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::titles(connection, &sql, titles),
            Link::Postgres(link) => postgres::lookup::titles(link, &sql, titles),
        }
    }
}
