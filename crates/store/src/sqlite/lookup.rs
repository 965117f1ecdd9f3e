//! Many point reads by primary key, in key order: neighbours share pages.

use rusqlite::{CachedStatement, Connection, params};

use model::{KeyHash, RecordId, SourceId};

use crate::query::{LinkedRow, RecordView, SourceLink};
use crate::session::{change_row, record_row, record_state, source_row};
use crate::value::SqlRow;
use crate::{ChangeRow, RecordRow, SourceRow, StoreError};

/// Places of `keys` in rising order of key.
fn rising<K: Ord>(keys: &[K]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(keys.len()).unwrap_or(u32::MAX)).collect();
    if !keys.is_sorted() {
        order.sort_unstable_by_key(|at| keys.get(*at as usize));
    }
    order
}

/// Asks `read` for each key in rising order, answers in the order given.
fn each<K: Ord, T>(keys: &[K], mut read: impl FnMut(&K) -> Result<Option<T>, StoreError>) -> Result<Vec<Option<T>>, StoreError> {
    let mut out: Vec<Option<T>> = Vec::new();
    out.resize_with(keys.len(), || None);
    for at in rising(keys) {
        if let (Some(key), Some(place)) = (keys.get(at as usize), out.get_mut(at as usize)) {
            *place = read(key)?;
        }
    }
    Ok(out)
}

pub(crate) fn records(connection: &Connection, ids: &[RecordId]) -> Result<Vec<Option<RecordRow>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, version, state, merged_into, created_ms, updated_ms, last_seq, inputs, doc FROM record WHERE id = ?1",
    )?;
    each(ids, |id| match statement.query([id.0])?.next()? {
        Some(row) => record_row(&SqlRow::Sqlite(row)).map(Some),
        None => Ok(None),
    })
}

pub(crate) fn record_view(connection: &Connection, id: RecordId, view: &mut RecordView) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT version, state, merged_into, created_ms, updated_ms, doc FROM record WHERE id = ?1")?;
    let mut rows = statement.query([id.0])?;
    let Some(row) = rows.next()? else { return Ok(false) };
    view.id = id;
    view.version = row.get(0)?;
    view.state = record_state(row.get(1)?)?;
    view.merged_into = row.get::<_, Option<i64>>(2)?.map(RecordId);
    view.created_ms = row.get(3)?;
    view.updated_ms = row.get(4)?;
    view.doc.clear();
    view.doc.push_str(row.get_ref(5)?.as_str().map_err(|_| StoreError::Damaged("document of a record"))?);
    Ok(true)
}

pub(crate) fn merged_into(connection: &Connection, ids: &[RecordId]) -> Result<Vec<Option<RecordId>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT merged_into FROM record WHERE id = ?1")?;
    each(ids, |id| match statement.query([id.0])?.next()? {
        Some(row) => Ok(row.get::<_, Option<i64>>(0)?.map(RecordId)),
        None => Ok(None),
    })
}

fn pairs(mut statement: CachedStatement<'_>, keys: &[i64]) -> Result<Vec<(i64, RecordId)>, StoreError> {
    let mut sorted = keys.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut out = Vec::with_capacity(keys.len());
    for key in sorted {
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            out.push((key, RecordId(row.get(0)?)));
        }
    }
    Ok(out)
}

pub(crate) fn keys(connection: &Connection, hashes: &[KeyHash]) -> Result<Vec<(KeyHash, RecordId)>, StoreError> {
    pairs(connection.prepare_cached("SELECT record FROM identity_key WHERE hash = ?1")?, hashes)
}

/// Entries after `after` in the order of hash and record. `hashes` rise.
pub(crate) fn waiting(
    connection: &Connection,
    hashes: &[KeyHash],
    after: (KeyHash, RecordId),
    limit: usize,
) -> Result<Vec<(KeyHash, RecordId)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT record FROM waiting_reference WHERE hash = ?1 AND record > ?2 ORDER BY record LIMIT ?3")?;
    let mut out = Vec::new();
    for hash in hashes.iter().copied().skip_while(|hash| *hash < after.0) {
        let above = if hash == after.0 { after.1.0 } else { i64::MIN };
        let room = i64::try_from(limit - out.len()).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![hash, above, room])?;
        while let Some(row) = rows.next()? {
            out.push((hash, RecordId(row.get(0)?)));
        }
        if out.len() >= limit {
            break;
        }
    }
    Ok(out)
}

/// Text, smallest id and number of the live records named by one of `titles`.
pub(crate) fn titles(connection: &Connection, sql: &str, titles: &[&str]) -> Result<Vec<(String, RecordId, i64)>, StoreError> {
    let list = serde_json::to_string(titles).map_err(|_| StoreError::Invalid("titles cannot be written as JSON"))?;
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([list])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push((row.get(0)?, RecordId(row.get(1)?), row.get(2)?));
    }
    Ok(out)
}

pub(crate) fn unique_values(connection: &Connection, hashes: &[KeyHash]) -> Result<Vec<(KeyHash, RecordId)>, StoreError> {
    pairs(connection.prepare_cached("SELECT record FROM unique_value WHERE hash = ?1")?, hashes)
}

pub(crate) fn never_links(connection: &Connection, records: &[RecordId]) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
    // Few installations have any such pair, and a load asks for thousands of records.
    if !connection.prepare_cached("SELECT 1 FROM never_link LIMIT 1")?.exists([])? {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = records.iter().map(|id| id.0).collect();
    let found = pairs(connection.prepare_cached("SELECT other FROM never_link WHERE record = ?1")?, &ids)?;
    Ok(found.into_iter().map(|(record, other)| (RecordId(record), other)).collect())
}

pub(crate) fn source_rows(connection: &Connection, source: SourceId, ids: &[&str]) -> Result<Vec<Option<SourceRow>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT external_id, record, linked, hash, version_ms, run, created_run, doc, findings FROM source_row \
         WHERE source = ?1 AND external_id = ?2",
    )?;
    each(ids, |id| match statement.query(params![source.0, id])?.next()? {
        Some(row) => source_row(source, &SqlRow::Sqlite(row)).map(Some),
        None => Ok(None),
    })
}

pub(crate) fn source_links(connection: &Connection, source: SourceId, ids: &[&str]) -> Result<Vec<Option<SourceLink>>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT record, linked, hash, version_ms FROM source_row WHERE source = ?1 AND external_id = ?2")?;
    each(ids, |id| match statement.query(params![source.0, id])?.next()? {
        Some(row) => Ok(Some(SourceLink {
            record: RecordId(row.get(0)?),
            linked: row.get::<_, i64>(1)? != 0,
            hash: row.get(2)?,
            version_ms: row.get(3)?,
        })),
        None => Ok(None),
    })
}

/// Links, and whole rows where `wants` says so of the place of the id and its link.
pub(crate) fn source_links_and_rows(
    connection: &Connection,
    source: SourceId,
    ids: &[&str],
    wants: &dyn Fn(usize, &SourceLink) -> bool,
) -> Result<Vec<Option<LinkedRow>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT external_id, record, linked, hash, version_ms, run, created_run, doc, findings FROM source_row \
         WHERE source = ?1 AND external_id = ?2",
    )?;
    let mut out: Vec<Option<LinkedRow>> = Vec::new();
    out.resize_with(ids.len(), || None);
    for at in rising(ids) {
        let at = at as usize;
        let (Some(id), Some(place)) = (ids.get(at), out.get_mut(at)) else { continue };
        let mut rows = statement.query(params![source.0, id])?;
        let Some(row) = rows.next()? else { continue };
        let link =
            SourceLink { record: RecordId(row.get(1)?), linked: row.get::<_, i64>(2)? != 0, hash: row.get(3)?, version_ms: row.get(4)? };
        let row = if wants(at, &link) { Some(source_row(source, &SqlRow::Sqlite(row))?) } else { None };
        *place = Some(LinkedRow { link, row });
    }
    Ok(out)
}

/// Follows the chain of changes from the record's newest one.
pub(crate) fn changes_of(connection: &Connection, record: RecordId, before_seq: i64, limit: usize) -> Result<Vec<ChangeRow>, StoreError> {
    let mut newest = connection.prepare_cached("SELECT last_seq FROM record WHERE id = ?1")?;
    let mut seq: i64 = match newest.query([record.0])?.next()? {
        Some(row) => row.get(0)?,
        None => return Ok(Vec::new()),
    };
    let mut previous = connection.prepare_cached("SELECT prev_seq FROM change WHERE seq = ?1")?;
    while before_seq > 0 && seq >= before_seq {
        seq = match previous.query([seq])?.next()? {
            Some(row) => row.get(0)?,
            None => 0,
        };
    }
    let mut whole =
        connection.prepare_cached("SELECT seq, record, prev_seq, version, kind, at_ms, actor, delta FROM change WHERE seq = ?1")?;
    let mut out = Vec::new();
    while seq > 0 && out.len() < limit {
        let mut rows = whole.query([seq])?;
        let Some(row) = rows.next()? else { break };
        let change = change_row(&SqlRow::Sqlite(row))?;
        if change.record != record || change.prev_seq >= seq {
            return Err(StoreError::Damaged("chain of changes"));
        }
        seq = change.prev_seq;
        out.push(change);
    }
    Ok(out)
}
