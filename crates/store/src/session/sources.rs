//! What sources last showed, and the sources themselves.

use model::{ObjectId, RecordId, RunId, SourceId, SourceRef};

use super::{IdKind, Link, Session};
use crate::query::{LinkedRow, SourceLink, SourceMark};
use crate::value::{SqlRow, Value};
use crate::{SourceInfo, SourceRow, StoreError, postgres, sqlite};

/// Rank of a source nobody ranked.
const RANK_DEFAULT: i32 = 100;

impl Session<'_> {
    /// The rows of `source` with these ids there, in the same order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn source_rows(&mut self, source: SourceId, external_ids: &[&str]) -> Result<Vec<Option<SourceRow>>, StoreError> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::source_rows(connection, source, external_ids),
            Link::Postgres(link) => postgres::lookup::source_rows(link, source, external_ids),
        }
    }

    /// As [`Session::source_rows`] without the documents: enough to see that nothing is new.
    ///
    /// # Errors
    /// Those of the database.
    pub fn source_links(&mut self, source: SourceId, external_ids: &[&str]) -> Result<Vec<Option<SourceLink>>, StoreError> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::source_links(connection, source, external_ids),
            Link::Postgres(link) => postgres::lookup::source_links(link, source, external_ids),
        }
    }

    /// As [`Session::source_links`], with the whole row beside those of which `wants` (place of the id, link) says that it is needed.
    /// A row may be missing all the same, where asking for it at once would cost more than asking later.
    ///
    /// # Errors
    /// Those of the database.
    pub fn source_links_and_rows(
        &mut self,
        source: SourceId,
        external_ids: &[&str],
        wants: &dyn Fn(usize, &SourceLink) -> bool,
    ) -> Result<Vec<Option<LinkedRow>>, StoreError> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::lookup::source_links_and_rows(connection, source, external_ids, wants),
            Link::Postgres(link) => {
                let links = postgres::lookup::source_links(link, source, external_ids)?;
                Ok(links.into_iter().map(|link| link.map(|link| LinkedRow { link, row: None })).collect())
            }
        }
    }

    /// The source rows named by `refs`, in the same order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn source_rows_of(&mut self, refs: &[SourceRef]) -> Result<Vec<Option<SourceRow>>, StoreError> {
        let mut out: Vec<Option<SourceRow>> = Vec::new();
        out.resize_with(refs.len(), || None);
        let mut order: Vec<usize> = (0..refs.len()).collect();
        order.sort_unstable_by_key(|at| refs.get(*at).map(|SourceRef(source, _)| *source));
        for group in order.chunk_by(|left, right| refs.get(*left).map(|one| one.0) == refs.get(*right).map(|one| one.0)) {
            let named: Vec<&SourceRef> = group.iter().filter_map(|at| refs.get(*at)).collect();
            let Some(first) = named.first() else { continue };
            let ids: Vec<&str> = named.iter().map(|SourceRef(_, id)| id.as_str()).collect();
            for (at, row) in group.iter().zip(self.source_rows(first.0, &ids)?) {
                if let Some(place) = out.get_mut(*at) {
                    *place = row;
                }
            }
        }
        Ok(out)
    }

    /// Rows of `source` with a larger id there than `after` (empty: from the first), in order of their ids, also unlinked ones.
    ///
    /// # Errors
    /// Those of the database.
    pub fn source_marks_after(&mut self, source: SourceId, after: &str, limit: usize) -> Result<Vec<SourceMark>, StoreError> {
        self.query(
            "SELECT external_id, record, linked, hash, version_ms, run FROM source_row WHERE source = $1 AND external_id > $2 \
             ORDER BY external_id LIMIT $3",
            &[Value::Int(source.0.into()), after.into(), super::log::limit_value(limit)],
            |row| {
                let link =
                    SourceLink { record: RecordId(row.int(1)?), linked: row.int(2)? != 0, hash: row.int(3)?, version_ms: row.int(4)? };
                Ok(SourceMark { external_id: row.text(0)?, link, run: RunId(row.int(5)?) })
            },
        )
    }

    /// Rows of `source` that are linked to a record, with a larger id there than `after` (empty: from the first), in order of their ids.
    ///
    /// # Errors
    /// Those of the database.
    pub fn source_linked_after(&mut self, source: SourceId, after: &str, limit: usize) -> Result<Vec<(String, RecordId)>, StoreError> {
        self.query(
            "SELECT external_id, record FROM source_row WHERE source = $1 AND external_id > $2 AND linked <> 0 ORDER BY external_id LIMIT $3",
            &[Value::Int(source.0.into()), after.into(), super::log::limit_value(limit)],
            |row| Ok((row.text(0)?, RecordId(row.int(1)?))),
        )
    }

    /// How many rows of `source` are linked to a record. Reads them all: ask seldom.
    ///
    /// # Errors
    /// Those of the database.
    pub fn source_linked_count(&mut self, source: SourceId) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM source_row WHERE source = $1 AND linked <> 0";
        let count = self.query_one(sql, &[Value::Int(source.0.into())], |row| row.int(0))?;
        Ok(count.unwrap_or(0).unsigned_abs())
    }

    /// The source called `name` that feeds `object`; made when it does not exist yet.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] in a read when it does not exist yet.
    pub fn source_find_or_create(&mut self, name: &str, object: ObjectId) -> Result<SourceInfo, StoreError> {
        if let Some(known) = self.source_find(name, object)? {
            return Ok(known);
        }
        let id = self.allocate_ids(IdKind::Source, 1)?;
        self.execute(
            "INSERT INTO source (name, object, id, rank) VALUES ($1, $2, $3, $4) ON CONFLICT (name, object) DO NOTHING",
            &[name.into(), Value::Int(object.0.into()), Value::Int(id), Value::Int(RANK_DEFAULT.into())],
        )?;
        // Sources belong to the schema that other processes keep a copy of.
        self.counter_add("schema", 1)?;
        self.source_find(name, object)?.ok_or(StoreError::Damaged("a source just made is missing"))
    }

    /// The source called `name` that feeds `object`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn source_find(&mut self, name: &str, object: ObjectId) -> Result<Option<SourceInfo>, StoreError> {
        self.query_one(
            "SELECT id, name, object, rank, label FROM source WHERE name = $1 AND object = $2",
            &[name.into(), Value::Int(object.0.into())],
            source_info,
        )
    }

    /// All sources by id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sources(&mut self) -> Result<Vec<SourceInfo>, StoreError> {
        self.query("SELECT id, name, object, rank, label FROM source ORDER BY id LIMIT 100000", &[], source_info)
    }

    /// Changes rank and label of a source; false when there is none with that id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn source_update(&mut self, source: &SourceInfo) -> Result<bool, StoreError> {
        let changed = self.execute(
            "UPDATE source SET rank = $2, label = $3 WHERE id = $1",
            &[Value::Int(source.id.0.into()), Value::Int(source.rank.into()), (&source.label).into()],
        )?;
        self.counter_add("schema", 1)?;
        Ok(changed > 0)
    }
}

fn source_info(row: &SqlRow<'_>) -> Result<SourceInfo, StoreError> {
    let damaged = |_| StoreError::Damaged("a source");
    Ok(SourceInfo {
        id: SourceId(i32::try_from(row.int(0)?).map_err(damaged)?),
        name: row.text(1)?,
        object: ObjectId(i16::try_from(row.int(2)?).map_err(damaged)?),
        rank: i32::try_from(row.int(3)?).map_err(damaged)?,
        label: row.text(4)?,
    })
}

pub(crate) fn source_row(source: SourceId, row: &SqlRow<'_>) -> Result<SourceRow, StoreError> {
    Ok(SourceRow {
        source,
        external_id: row.text(0)?,
        record: RecordId(row.int(1)?),
        linked: row.int(2)? != 0,
        hash: row.int(3)?,
        version_ms: row.int(4)?,
        run: RunId(row.int(5)?),
        created_run: RunId(row.int(6)?),
        doc: row.opt_text(7)?,
        findings: row.opt_text(8)?,
    })
}
