//! Many point reads in one round trip: keys go over as an array.

use std::collections::HashMap;

use model::{KeyHash, RecordId, SourceId};

use super::PgLink;
use crate::query::{RecordView, SourceLink};
use crate::session::{record_row, record_state, source_row};
use crate::value::{AnyText, SqlRow, Value, without_nul};
use crate::{RecordRow, SourceRow, StoreError};

fn ids(records: &[RecordId]) -> Vec<i64> {
    records.iter().map(|id| id.0).collect()
}

pub(crate) fn records(link: &mut PgLink, asked: &[RecordId]) -> Result<Vec<Option<RecordRow>>, StoreError> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.query_arrays(
        "SELECT id, version, state, merged_into, created_ms, updated_ms, last_seq, inputs, doc FROM record WHERE id = ANY($1)",
        &[&ids(asked)],
    )?;
    let mut found: HashMap<RecordId, RecordRow> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let row = record_row(&SqlRow::Postgres(row))?;
        found.insert(row.id, row);
    }
    Ok(asked.iter().map(|id| found.get(id).cloned()).collect())
}

pub(crate) fn record_view(link: &mut PgLink, id: RecordId, view: &mut RecordView) -> Result<bool, StoreError> {
    let rows =
        link.query("SELECT version, state, merged_into, created_ms, updated_ms, doc FROM record WHERE id = $1", &[Value::Int(id.0)])?;
    let Some(row) = rows.first() else { return Ok(false) };
    let text: AnyText<'_> = row.try_get(5)?;
    let read = SqlRow::Postgres(row);
    view.id = id;
    view.version = read.int(0)?;
    view.state = record_state(read.int(1)?)?;
    view.merged_into = read.opt_int(2)?.map(RecordId);
    view.created_ms = read.int(3)?;
    view.updated_ms = read.int(4)?;
    view.doc.clear();
    view.doc.push_str(text.0);
    Ok(true)
}

pub(crate) fn merged_into(link: &mut PgLink, asked: &[RecordId]) -> Result<Vec<Option<RecordId>>, StoreError> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.query_arrays("SELECT id, merged_into FROM record WHERE id = ANY($1) AND merged_into IS NOT NULL", &[&ids(asked)])?;
    let mut found: HashMap<i64, i64> = HashMap::with_capacity(rows.len());
    for row in &rows {
        found.insert(row.try_get(0)?, row.try_get(1)?);
    }
    Ok(asked.iter().map(|id| found.get(&id.0).copied().map(RecordId)).collect())
}

fn pairs(link: &mut PgLink, sql: &str, keys: &[i64]) -> Result<Vec<(i64, RecordId)>, StoreError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut sorted = keys.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let rows = link.query_arrays(sql, &[&sorted])?;
    let mut out = rows.iter().map(|row| Ok((row.try_get(0)?, RecordId(row.try_get(1)?)))).collect::<Result<Vec<_>, StoreError>>()?;
    out.sort_unstable();
    Ok(out)
}

pub(crate) fn keys(link: &mut PgLink, hashes: &[KeyHash]) -> Result<Vec<(KeyHash, RecordId)>, StoreError> {
    pairs(link, "SELECT hash, record FROM identity_key WHERE hash = ANY($1)", hashes)
}

/// Entries after `after` in the order of hash and record.
pub(crate) fn waiting(
    link: &mut PgLink,
    hashes: &[KeyHash],
    after: (KeyHash, RecordId),
    limit: i64,
) -> Result<Vec<(KeyHash, RecordId)>, StoreError> {
    let rows = link.query_arrays(
        "SELECT hash, record FROM waiting_reference WHERE hash = ANY($1) AND (hash, record) > ($2, $3) ORDER BY hash, record LIMIT $4",
        &[&hashes, &after.0, &after.1.0, &limit],
    )?;
    rows.iter().map(|row| Ok((row.try_get(0)?, RecordId(row.try_get(1)?)))).collect()
}

/// Text, smallest id and number of the live records named by one of `titles`.
pub(crate) fn titles(link: &mut PgLink, sql: &str, titles: &[&str]) -> Result<Vec<(String, RecordId, i64)>, StoreError> {
    let rows = link.query_arrays(sql, &[&texts(titles)])?;
    rows.iter().map(|row| Ok((row.try_get(0)?, RecordId(row.try_get(1)?), row.try_get(2)?))).collect()
}

pub(crate) fn unique_values(link: &mut PgLink, hashes: &[KeyHash]) -> Result<Vec<(KeyHash, RecordId)>, StoreError> {
    pairs(link, "SELECT hash, record FROM unique_value WHERE hash = ANY($1)", hashes)
}

pub(crate) fn never_links(link: &mut PgLink, records: &[RecordId]) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
    let found = pairs(link, "SELECT record, other FROM never_link WHERE record = ANY($1)", &ids(records))?;
    Ok(found.into_iter().map(|(record, other)| (RecordId(record), other)).collect())
}

fn texts(asked: &[&str]) -> Vec<String> {
    asked.iter().map(|id| without_nul(id).into_owned()).collect()
}

pub(crate) fn source_rows(link: &mut PgLink, source: SourceId, asked: &[&str]) -> Result<Vec<Option<SourceRow>>, StoreError> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let asked = texts(asked);
    let rows = link.query_arrays(
        "SELECT external_id, record, linked, hash, version_ms, run, created_run, doc, findings FROM source_row \
         WHERE source = $1 AND external_id = ANY($2)",
        &[&source.0, &asked],
    )?;
    let mut found: HashMap<String, SourceRow> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let row = source_row(source, &SqlRow::Postgres(row))?;
        found.insert(row.external_id.clone(), row);
    }
    Ok(asked.iter().map(|id| found.get(id).cloned()).collect())
}

pub(crate) fn source_links(link: &mut PgLink, source: SourceId, asked: &[&str]) -> Result<Vec<Option<SourceLink>>, StoreError> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let asked = texts(asked);
    let rows = link.query_arrays(
        "SELECT external_id, record, linked, hash, version_ms FROM source_row WHERE source = $1 AND external_id = ANY($2)",
        &[&source.0, &asked],
    )?;
    let mut found: HashMap<&str, SourceLink> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let linked: i16 = row.try_get(2)?;
        let one = SourceLink { record: RecordId(row.try_get(1)?), linked: linked != 0, hash: row.try_get(3)?, version_ms: row.try_get(4)? };
        found.insert(row.try_get(0)?, one);
    }
    Ok(asked.iter().map(|id| found.get(id.as_str()).copied()).collect())
}
