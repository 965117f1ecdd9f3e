//! Groups of records that look like one: found by a follower of the log, judged by people.

use model::{ObjectId, RecordId};

use super::Session;
use super::log::limit_value;
use super::syncs::{insert, object_id};
use crate::StoreError;
use crate::duplicate_rows::{DuplicatePlace, DuplicateRow, DuplicateState, KeyEntry};
use crate::value::{SqlRow, Value};

const COLUMNS: &str = "id, object, state, score, records, reasons, found_ms, settled_ms, settled_by";

/// Records asked for in one statement.
const ASKED_AT_ONCE: usize = 50;

impl Session<'_> {
    /// Entries of the identity index after `after`, by hash and record, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn key_entries(&mut self, after: Option<KeyEntry>, limit: usize) -> Result<Vec<KeyEntry>, StoreError> {
        let read = |row: &SqlRow<'_>| Ok((row.int(0)?, RecordId(row.int(1)?)));
        match after {
            None => self.query("SELECT hash, record FROM identity_key ORDER BY hash, record LIMIT $1", &[limit_value(limit)], read),
            Some((hash, record)) => self.query(
                "SELECT hash, record FROM identity_key WHERE (hash, record) > ($1, $2) ORDER BY hash, record LIMIT $3",
                &[Value::Int(hash), Value::Int(record.0), limit_value(limit)],
                read,
            ),
        }
    }

    /// Groups of duplicates of some objects in one state, the likeliest first, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duplicates(
        &mut self,
        objects: &[ObjectId],
        state: DuplicateState,
        after: Option<DuplicatePlace>,
        limit: usize,
    ) -> Result<Vec<DuplicateRow>, StoreError> {
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let among: Vec<String> = objects.iter().map(|object| object.0.to_string()).collect();
        let after = after.unwrap_or(DuplicatePlace { score: i64::MAX, id: 0 });
        self.query(
            &format!(
                "SELECT {COLUMNS} FROM duplicate WHERE state = $1 AND object IN ({}) AND (score < $2 OR (score = $2 AND id > $3)) \
                 ORDER BY score DESC, id LIMIT $4",
                among.join(", ")
            ),
            &[Value::Int(state.code()), Value::Int(after.score), Value::Int(after.id), limit_value(limit)],
            duplicate_row,
        )
    }

    /// One group.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duplicate(&mut self, id: i64) -> Result<Option<DuplicateRow>, StoreError> {
        self.query_one(&format!("SELECT {COLUMNS} FROM duplicate WHERE id = $1"), &[Value::Int(id)], duplicate_row)
    }

    /// Groups that have one of these records, whatever their state.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duplicates_with(&mut self, records: &[RecordId]) -> Result<Vec<DuplicateRow>, StoreError> {
        let columns = COLUMNS.split(", ").map(|column| format!("d.{column}")).collect::<Vec<_>>().join(", ");
        let marks = (1..=ASKED_AT_ONCE).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT DISTINCT {columns} FROM duplicate_record AS r JOIN duplicate AS d ON d.id = r.duplicate WHERE r.record IN ({marks}) ORDER BY d.id"
        );
        let mut found: Vec<DuplicateRow> = Vec::new();
        for part in records.chunks(ASKED_AT_ONCE) {
            // Always as many values, so that the statement is prepared once; no record has the id 0.
            let mut values: Vec<Value<'_>> = part.iter().map(|record| Value::Int(record.0)).collect();
            values.resize(ASKED_AT_ONCE, Value::Int(0));
            found.extend(self.query(&sql, &values, duplicate_row)?);
        }
        found.sort_by_key(|row| row.id);
        found.dedup_by_key(|row| row.id);
        Ok(found)
    }

    /// How many groups of each object are open.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duplicate_counts(&mut self) -> Result<Vec<(ObjectId, i64)>, StoreError> {
        self.query("SELECT object, count(*) FROM duplicate WHERE state = 0 GROUP BY object ORDER BY object", &[], |row| {
            Ok((object_id(row.int(0)?)?, row.int(1)?))
        })
    }

    /// Groups that were put off and wait again by `now_ms`, the likeliest first, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duplicates_due(&mut self, now_ms: i64, limit: usize) -> Result<Vec<DuplicateRow>, StoreError> {
        self.query(
            &format!("SELECT {COLUMNS} FROM duplicate WHERE state = $1 AND settled_ms <= $2 ORDER BY score DESC, id LIMIT $3"),
            &[Value::Int(DuplicateState::Later.code()), Value::Int(now_ms), limit_value(limit)],
            duplicate_row,
        )
    }

    /// How many groups of `object` in one state have at least this score.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duplicate_count_from(&mut self, object: ObjectId, state: DuplicateState, score: i64) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM duplicate WHERE state = $1 AND object = $2 AND score >= $3";
        let values = [Value::Int(state.code()), Value::Int(object.0.into()), Value::Int(score)];
        Ok(self.query_one(sql, &values, |row| row.int(0))?.unwrap_or(0))
    }

    /// Keeps a new group; its id comes from [`Session::allocate_ids`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn duplicate_insert(&mut self, row: &DuplicateRow) -> Result<(), StoreError> {
        self.execute(
            &insert("duplicate", COLUMNS),
            &[
                Value::Int(row.id),
                Value::Int(row.object.0.into()),
                Value::Int(row.state.code()),
                Value::Int(row.score),
                Value::Owned(ids_text(&row.records)),
                (&row.reasons).into(),
                Value::Int(row.found_ms),
                row.settled_ms.into(),
                (&row.settled_by).into(),
            ],
        )?;
        for record in &row.records {
            self.execute("INSERT INTO duplicate_record (record, duplicate) VALUES ($1, $2)", &[Value::Int(record.0), Value::Int(row.id)])?;
        }
        Ok(())
    }

    /// Keeps state, score and reasons of a known group; its records stay.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duplicate_update(&mut self, row: &DuplicateRow) -> Result<(), StoreError> {
        self.execute(
            "UPDATE duplicate SET state = $2, score = $3, reasons = $4, settled_ms = $5, settled_by = $6 WHERE id = $1",
            &[
                Value::Int(row.id),
                Value::Int(row.state.code()),
                Value::Int(row.score),
                (&row.reasons).into(),
                row.settled_ms.into(),
                (&row.settled_by).into(),
            ],
        )
        .map(|_| ())
    }

    /// Forgets a group.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duplicate_remove(&mut self, row: &DuplicateRow) -> Result<(), StoreError> {
        for record in &row.records {
            self.execute("DELETE FROM duplicate_record WHERE record = $1 AND duplicate = $2", &[Value::Int(record.0), Value::Int(row.id)])?;
        }
        self.execute("DELETE FROM duplicate WHERE id = $1", &[Value::Int(row.id)]).map(|_| ())
    }

    /// Tells pairs of records apart for every load, or lets them be one again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn never_links_save(&mut self, pairs: &[(RecordId, RecordId)], apart: bool) -> Result<(), StoreError> {
        let sql = if apart {
            "INSERT INTO never_link (record, other) VALUES ($1, $2) ON CONFLICT (record, other) DO NOTHING"
        } else {
            "DELETE FROM never_link WHERE record = $1 AND other = $2"
        };
        for (one, other) in pairs.iter().flat_map(|(one, other)| [(one, other), (other, one)]) {
            self.execute(sql, &[Value::Int(one.0), Value::Int(other.0)])?;
        }
        Ok(())
    }
}

fn ids_text(records: &[RecordId]) -> String {
    records.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn duplicate_row(row: &SqlRow<'_>) -> Result<DuplicateRow, StoreError> {
    let damaged = || StoreError::Damaged("a group of duplicates");
    let records = row.text(4)?.split(',').map(|text| RecordId::parse(text).ok_or_else(damaged)).collect::<Result<_, _>>()?;
    Ok(DuplicateRow {
        id: row.int(0)?,
        object: object_id(row.int(1)?)?,
        state: DuplicateState::from_code(row.int(2)?).ok_or_else(damaged)?,
        score: row.int(3)?,
        records,
        reasons: row.text(5)?,
        found_ms: row.int(6)?,
        settled_ms: row.opt_int(7)?,
        settled_by: row.text(8)?,
    })
}
