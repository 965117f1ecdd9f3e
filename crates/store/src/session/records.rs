//! Reading golden records and the keys that lead to them.

use model::{KeyHash, RecordId, RecordState};

use super::{Link, Session};
use crate::query::RecordView;
use crate::value::SqlRow;
use crate::{RecordRow, StoreError, postgres, sqlite};

/// Merges in a row that [`Session::resolve`] follows; more would be a loop.
const MERGE_HOPS_MAX: usize = 100;

impl Session<'_> {
    /// The records with these ids, in the same order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn records(&mut self, ids: &[RecordId]) -> Result<Vec<Option<RecordRow>>, StoreError> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::records(connection, ids),
            Link::Postgres(link) => postgres::lookup::records(link, ids),
        }
    }

    /// One record.
    ///
    /// # Errors
    /// Those of the database.
    pub fn record(&mut self, id: RecordId) -> Result<Option<RecordRow>, StoreError> {
        Ok(self.records(&[id])?.pop().flatten())
    }

    /// Reads one record into `view`; false when there is none. The fastest read there is.
    ///
    /// # Errors
    /// Those of the database.
    pub fn record_view(&mut self, id: RecordId, view: &mut RecordView) -> Result<bool, StoreError> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::record_view(connection, id, view),
            Link::Postgres(link) => postgres::lookup::record_view(link, id, view),
        }
    }

    /// For each id the record that stands for it today: itself, or the one it was merged into, and so on. An id that does not
    /// exist stands for itself.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when merges form a loop.
    pub fn resolve(&mut self, ids: &[RecordId]) -> Result<Vec<RecordId>, StoreError> {
        let mut out = ids.to_vec();
        let mut open: Vec<usize> = (0..ids.len()).collect();
        for _ in 0..MERGE_HOPS_MAX {
            let asked: Vec<RecordId> = open.iter().filter_map(|at| out.get(*at).copied()).collect();
            let next = match &mut self.link {
                Link::Sqlite(connection) => sqlite::lookup::merged_into(connection, &asked)?,
                Link::Postgres(link) => postgres::lookup::merged_into(link, &asked)?,
            };
            let mut still = Vec::new();
            for (at, into) in open.into_iter().zip(next) {
                if let (Some(into), Some(place)) = (into, out.get_mut(at)) {
                    *place = into;
                    still.push(at);
                }
            }
            if still.is_empty() {
                return Ok(out);
            }
            open = still;
        }
        Err(StoreError::Damaged("merged records form a loop"))
    }

    /// Records that carry one of these identity keys. Keys nobody carries are missing from the answer; several records may
    /// carry one. Hits are only candidates: compare the values.
    ///
    /// # Errors
    /// Those of the database.
    pub fn key_lookup(&mut self, hashes: &[KeyHash]) -> Result<Vec<(KeyHash, RecordId)>, StoreError> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::keys(connection, hashes),
            Link::Postgres(link) => postgres::lookup::keys(link, hashes),
        }
    }

    /// Records that hold these unique values.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unique_lookup(&mut self, hashes: &[KeyHash]) -> Result<Vec<(KeyHash, RecordId)>, StoreError> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::unique_values(connection, hashes),
            Link::Postgres(link) => postgres::lookup::unique_values(link, hashes),
        }
    }

    /// Pairs that must never be linked and have one of these records on either side, smaller id first, each once.
    ///
    /// # Errors
    /// Those of the database.
    pub fn never_links(&mut self, records: &[RecordId]) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
        let mut pairs = match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::never_links(connection, records)?,
            Link::Postgres(link) => postgres::lookup::never_links(link, records)?,
        };
        for pair in &mut pairs {
            if pair.0 > pair.1 {
                *pair = (pair.1, pair.0);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }
}

pub(crate) fn record_row(row: &SqlRow<'_>) -> Result<RecordRow, StoreError> {
    Ok(RecordRow {
        id: RecordId(row.int(0)?),
        version: row.int(1)?,
        state: record_state(row.int(2)?)?,
        merged_into: row.opt_int(3)?.map(RecordId),
        created_ms: row.int(4)?,
        updated_ms: row.int(5)?,
        last_seq: row.int(6)?,
        inputs: row.text(7)?,
        doc: row.text(8)?,
    })
}

pub(crate) fn record_state(code: i64) -> Result<RecordState, StoreError> {
    i16::try_from(code).ok().and_then(RecordState::from_code).ok_or(StoreError::Damaged("state of a record"))
}
