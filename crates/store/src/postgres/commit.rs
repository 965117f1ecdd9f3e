//! Applies a batch on PostgreSQL: long lists of new rows by COPY, everything else as arrays, never row by row.
//!
//! Positions in the log are taken late, because whoever has taken them holds up the other nodes until it commits: that is what
//! makes the order of positions the order of commits.

use std::collections::HashMap;

use model::{KeyHash, RecordId};

use super::PgLink;
use super::copy::CopyRows;
use crate::query::SeqRange;
use crate::session::{ChangeFinder, Prepared};
use crate::value::{json_without_nul, without_nul};
use crate::{RecordRow, SourceRow, StoreError, WriteBatch};

/// Fewer rows go over as arrays: COPY needs more round trips.
const COPY_ROWS_MIN: usize = 64;

pub(crate) fn apply(link: &mut PgLink, batch: &WriteBatch, prepared: &Prepared) -> Result<SeqRange, StoreError> {
    sources_create(link, &batch.sources_created)?;
    sources_change(link, &batch.sources_changed)?;
    pairs_remove(
        link,
        "DELETE FROM identity_key AS k USING unnest($1::bigint[], $2::bigint[]) AS n (hash, record) WHERE k.hash = n.hash AND k.record = n.record",
        &batch.keys_removed,
    )?;
    keys_add(link, &batch.keys_added)?;
    pairs_remove(
        link,
        "DELETE FROM waiting_reference AS w USING unnest($1::bigint[], $2::bigint[]) AS n (hash, record) \
         WHERE w.hash = n.hash AND w.record = n.record",
        &batch.waiting_removed,
    )?;
    waiting_add(link, &batch.waiting_added)?;
    pairs_remove(
        link,
        "DELETE FROM unique_value AS k USING unnest($1::bigint[], $2::bigint[]) AS n (hash, record) WHERE k.hash = n.hash AND k.record = n.record",
        &batch.unique_removed,
    )?;
    unique_add(link, &batch.unique_added)?;
    records_inputs(link, &batch.inputs_only)?;
    let before = versions(link, batch)?;
    let range = take_positions(link, batch.changes.len())?;
    let mut links = vec![(0_i64, 0_i64); batch.changes.len()];
    records_create(link, batch, prepared, range, &mut links)?;
    records_change(link, batch, prepared, range, &before, &mut links)?;
    changes_append(link, batch, prepared, range, &links)?;
    Ok(range)
}

fn take_positions(link: &mut PgLink, count: usize) -> Result<SeqRange, StoreError> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let rows = if count == 0 {
        link.query_arrays("SELECT coalesce(max(value), 0) FROM counter WHERE name = 'seq'", &[])?
    } else {
        link.query_arrays(
            "INSERT INTO counter (name, value) VALUES ('seq', $1) ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value \
             RETURNING value",
            &[&count],
        )?
    };
    let high: i64 = rows.first().ok_or(StoreError::Damaged("a counter did not answer"))?.try_get(0)?;
    Ok(SeqRange { low: high - count + 1, high })
}

fn position(range: SeqRange, at: usize) -> i64 {
    range.low + i64::try_from(at).unwrap_or(0)
}

/// Version and newest change of the records to be changed; refuses what does not fit before anything is locked.
fn versions(link: &mut PgLink, batch: &WriteBatch) -> Result<HashMap<i64, i64>, StoreError> {
    if batch.changed.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = batch.changed.iter().map(|row| row.id.0).collect();
    let rows = link.query_arrays("SELECT id, version, last_seq FROM record WHERE id = ANY($1)", &[&ids])?;
    let mut found: HashMap<i64, (i64, i64)> = HashMap::with_capacity(rows.len());
    for row in &rows {
        found.insert(row.try_get(0)?, (row.try_get(1)?, row.try_get(2)?));
    }
    for row in &batch.changed {
        let stored = found.get(&row.id.0).map(|(version, _)| *version);
        if stored != Some(row.version - 1) {
            return Err(StoreError::Conflict { record: row.id, expected: row.version - 1, found: stored });
        }
    }
    Ok(found.into_iter().map(|(id, (_, last_seq))| (id, last_seq)).collect())
}

/// Columns of records as arrays.
#[derive(Default)]
struct RecordColumns {
    ids: Vec<i64>,
    versions: Vec<i64>,
    states: Vec<i16>,
    merged_into: Vec<Option<i64>>,
    created_ms: Vec<i64>,
    updated_ms: Vec<i64>,
    last_seqs: Vec<i64>,
    inputs: Vec<String>,
    docs: Vec<String>,
}

impl RecordColumns {
    fn push(&mut self, row: &RecordRow, last_seq: i64) {
        self.ids.push(row.id.0);
        self.versions.push(row.version);
        self.states.push(row.state.code());
        self.merged_into.push(row.merged_into.map(|id| id.0));
        self.created_ms.push(row.created_ms);
        self.updated_ms.push(row.updated_ms);
        self.last_seqs.push(last_seq);
        self.inputs.push(json_without_nul(&row.inputs).into_owned());
        self.docs.push(json_without_nul(&row.doc).into_owned());
    }

    fn execute(&self, link: &mut PgLink, sql: &str) -> Result<u64, StoreError> {
        link.execute_arrays(
            sql,
            &[
                &self.ids,
                &self.versions,
                &self.states,
                &self.merged_into,
                &self.created_ms,
                &self.updated_ms,
                &self.last_seqs,
                &self.inputs,
                &self.docs,
            ],
        )
    }
}

/// The arrays of [`RecordColumns`] as a table `n`.
const RECORD_ARRAYS: &str = "unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], \
                             $8::text[], $9::text[]) AS n (id, version, state, merged_into, created_ms, updated_ms, last_seq, inputs, doc)";

/// `links` takes version and previous position of each change, by its place in the batch.
fn records_create(
    link: &mut PgLink,
    batch: &WriteBatch,
    prepared: &Prepared,
    range: SeqRange,
    links: &mut [(i64, i64)],
) -> Result<(), StoreError> {
    let mut finder = ChangeFinder::new(batch, prepared);
    let mut rows = Vec::with_capacity(batch.created.len());
    for row in prepared.created.iter().filter_map(|at| batch.created.get(*at as usize)) {
        let change = finder.find(row.id);
        if let Some(entry) = change.and_then(|at| links.get_mut(at)) {
            *entry = (row.version, 0);
        }
        rows.push((row, change.map_or(0, |at| position(range, at))));
    }
    if rows.is_empty() {
        return Ok(());
    }
    if rows.len() < COPY_ROWS_MIN {
        let mut columns = RecordColumns::default();
        rows.iter().for_each(|(row, seq)| columns.push(row, *seq));
        let sql = format!(
            "INSERT INTO record (id, version, state, merged_into, created_ms, updated_ms, last_seq, inputs, doc) \
             SELECT id, version, state, merged_into, created_ms, updated_ms, last_seq, inputs, doc::json FROM {RECORD_ARRAYS}"
        );
        return columns.execute(link, &sql).map(|_| ());
    }
    let mut copy = CopyRows::new(rows.len(), 600);
    for (row, seq) in rows {
        copy.row(9);
        copy.int8(row.id.0);
        copy.int8(row.version);
        copy.int2(row.state.code());
        copy.optional_int8(row.merged_into.map(|id| id.0));
        copy.int8(row.created_ms);
        copy.int8(row.updated_ms);
        copy.int8(seq);
        copy.json(&row.inputs);
        copy.json(&row.doc);
    }
    link.copy(
        "COPY record (id, version, state, merged_into, created_ms, updated_ms, last_seq, inputs, doc) FROM STDIN (FORMAT binary)",
        &copy.finish(),
    )
}

fn records_change(
    link: &mut PgLink,
    batch: &WriteBatch,
    prepared: &Prepared,
    range: SeqRange,
    before: &HashMap<i64, i64>,
    links: &mut [(i64, i64)],
) -> Result<(), StoreError> {
    let Some(first) = batch.changed.first() else { return Ok(()) };
    let mut columns = RecordColumns::default();
    let mut finder = ChangeFinder::new(batch, prepared);
    for row in prepared.changed.iter().filter_map(|at| batch.changed.get(*at as usize)) {
        let change = finder.find(row.id);
        let last_seq = before.get(&row.id.0).copied().unwrap_or(0);
        if let Some(entry) = change.and_then(|at| links.get_mut(at)) {
            *entry = (row.version, last_seq);
        }
        columns.push(row, change.map_or(last_seq, |at| position(range, at)));
    }
    let sql = format!(
        "UPDATE record AS r SET version = n.version, state = n.state, merged_into = n.merged_into, created_ms = n.created_ms, \
         updated_ms = n.updated_ms, last_seq = n.last_seq, inputs = n.inputs, doc = n.doc::json FROM {RECORD_ARRAYS} \
         WHERE r.id = n.id AND r.version = n.version - 1"
    );
    let written = columns.execute(link, &sql)?;
    if written != batch.changed.len() as u64 {
        // Another node changed one of them in the last moment; which one does not matter, everything is decided again.
        return Err(StoreError::Conflict { record: first.id, expected: first.version - 1, found: None });
    }
    Ok(())
}

fn records_inputs(link: &mut PgLink, rows: &[RecordRow]) -> Result<(), StoreError> {
    let Some(first) = rows.first() else { return Ok(()) };
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let versions: Vec<i64> = rows.iter().map(|row| row.version).collect();
    let inputs: Vec<String> = rows.iter().map(|row| json_without_nul(&row.inputs).into_owned()).collect();
    let docs: Vec<String> = rows.iter().map(|row| json_without_nul(&row.doc).into_owned()).collect();
    let written = link.execute_arrays(
        "UPDATE record AS r SET inputs = n.inputs, doc = n.doc::json \
         FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) AS n (id, version, inputs, doc) \
         WHERE r.id = n.id AND r.version = n.version",
        &[&ids, &versions, &inputs, &docs],
    )?;
    if written != rows.len() as u64 {
        return Err(StoreError::Conflict { record: first.id, expected: first.version, found: None });
    }
    Ok(())
}

fn changes_append(
    link: &mut PgLink,
    batch: &WriteBatch,
    prepared: &Prepared,
    range: SeqRange,
    links: &[(i64, i64)],
) -> Result<(), StoreError> {
    let rows = batch.changes.iter().zip(links).enumerate();
    if batch.changes.len() < COPY_ROWS_MIN {
        let mut seqs = Vec::new();
        let (mut records, mut previous, mut versions, mut kinds, mut deltas) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (at, (change, (version, before))) in rows {
            seqs.push(position(range, at));
            records.push(change.record.0);
            previous.push(*before);
            versions.push(*version);
            kinds.push(change.kind.code());
            deltas.push(json_without_nul(&change.delta).into_owned());
        }
        if seqs.is_empty() {
            return Ok(());
        }
        return link
            .execute_arrays(
                "INSERT INTO change (seq, record, prev_seq, version, kind, at_ms, actor, delta) \
                 SELECT seq, record, prev_seq, version, kind, $7, $8, delta \
                 FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::smallint[], $6::text[]) \
                 AS n (seq, record, prev_seq, version, kind, delta)",
                &[&seqs, &records, &previous, &versions, &kinds, &deltas, &batch.at_ms, &prepared.actor],
            )
            .map(|_| ());
    }
    let mut copy = CopyRows::new(batch.changes.len(), 160);
    for (at, (change, (version, before))) in rows {
        copy.row(8);
        copy.int8(position(range, at));
        copy.int8(change.record.0);
        copy.int8(*before);
        copy.int8(*version);
        copy.int2(change.kind.code());
        copy.int8(batch.at_ms);
        copy.int8(prepared.actor);
        copy.json(&change.delta);
    }
    link.copy("COPY change (seq, record, prev_seq, version, kind, at_ms, actor, delta) FROM STDIN (FORMAT binary)", &copy.finish())
}

fn in_order(rows: &[SourceRow]) -> Vec<&SourceRow> {
    let mut order: Vec<&SourceRow> = rows.iter().collect();
    order.sort_unstable_by(|one, other| one.source.cmp(&other.source).then_with(|| one.external_id.cmp(&other.external_id)));
    order
}

/// Columns of source rows as arrays.
#[derive(Default)]
struct SourceColumns {
    sources: Vec<i32>,
    external_ids: Vec<String>,
    records: Vec<i64>,
    linked: Vec<i16>,
    hashes: Vec<i64>,
    versions_ms: Vec<i64>,
    runs: Vec<i64>,
    created_runs: Vec<i64>,
    docs: Vec<Option<String>>,
    findings: Vec<Option<String>>,
}

impl SourceColumns {
    fn execute(link: &mut PgLink, rows: &[&SourceRow], sql: &str) -> Result<u64, StoreError> {
        let mut all = Self::default();
        for row in rows {
            all.sources.push(row.source.0);
            all.external_ids.push(without_nul(&row.external_id).into_owned());
            all.records.push(row.record.0);
            all.linked.push(row.linked.into());
            all.hashes.push(row.hash);
            all.versions_ms.push(row.version_ms);
            all.runs.push(row.run.0);
            all.created_runs.push(row.created_run.0);
            all.docs.push(row.doc.as_deref().map(|doc| json_without_nul(doc).into_owned()));
            all.findings.push(row.findings.as_deref().map(|findings| json_without_nul(findings).into_owned()));
        }
        link.execute_arrays(
            sql,
            &[
                &all.sources,
                &all.external_ids,
                &all.records,
                &all.linked,
                &all.hashes,
                &all.versions_ms,
                &all.runs,
                &all.created_runs,
                &all.docs,
                &all.findings,
            ],
        )
    }
}

/// The arrays of [`SourceColumns`] as a table `n`.
const SOURCE_ARRAYS: &str = "unnest($1::integer[], $2::text[], $3::bigint[], $4::smallint[], $5::bigint[], $6::bigint[], $7::bigint[], \
                             $8::bigint[], $9::text[], $10::text[]) \
                             AS n (source, external_id, record, linked, hash, version_ms, run, created_run, doc, findings)";
const SOURCE_COLUMNS: &str = "source, external_id, record, linked, hash, version_ms, run, created_run, doc, findings";

fn sources_create(link: &mut PgLink, rows: &[SourceRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let order = in_order(rows);
    if rows.len() < COPY_ROWS_MIN {
        let sql = format!("INSERT INTO source_row ({SOURCE_COLUMNS}) SELECT {SOURCE_COLUMNS} FROM {SOURCE_ARRAYS}");
        return SourceColumns::execute(link, &order, &sql).map(|_| ());
    }
    let mut copy = CopyRows::new(rows.len(), 140);
    for row in order {
        copy.row(10);
        copy.int4(row.source.0);
        copy.text(&row.external_id);
        copy.int8(row.record.0);
        copy.int2(row.linked.into());
        copy.int8(row.hash);
        copy.int8(row.version_ms);
        copy.int8(row.run.0);
        copy.int8(row.created_run.0);
        copy.optional_json(row.doc.as_deref());
        copy.optional_json(row.findings.as_deref());
    }
    link.copy(&format!("COPY source_row ({SOURCE_COLUMNS}) FROM STDIN (FORMAT binary)"), &copy.finish())
}

fn sources_change(link: &mut PgLink, rows: &[SourceRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "UPDATE source_row AS s SET record = n.record, linked = n.linked, hash = n.hash, version_ms = n.version_ms, run = n.run, \
         created_run = n.created_run, doc = n.doc, findings = n.findings FROM {SOURCE_ARRAYS} \
         WHERE s.source = n.source AND s.external_id = n.external_id"
    );
    let written = SourceColumns::execute(link, &in_order(rows), &sql)?;
    if written != rows.len() as u64 {
        return Err(StoreError::Invalid("a source row to be replaced does not exist"));
    }
    Ok(())
}

fn unzipped(pairs: &[(KeyHash, RecordId)]) -> (Vec<i64>, Vec<i64>) {
    let mut order = pairs.to_vec();
    order.sort_unstable();
    order.dedup();
    order.into_iter().map(|(hash, record)| (hash, record.0)).unzip()
}

fn pairs_remove(link: &mut PgLink, sql: &str, pairs: &[(KeyHash, RecordId)]) -> Result<(), StoreError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let (hashes, records) = unzipped(pairs);
    link.execute_arrays(sql, &[&hashes, &records]).map(|_| ())
}

fn keys_add(link: &mut PgLink, pairs: &[(KeyHash, RecordId)]) -> Result<(), StoreError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let (hashes, records) = unzipped(pairs);
    if hashes.len() < COPY_ROWS_MIN || link.is_slow_path() {
        return link
            .execute_arrays(
                "INSERT INTO identity_key (hash, record) SELECT hash, record FROM unnest($1::bigint[], $2::bigint[]) AS n (hash, record) \
                 ON CONFLICT (hash, record) DO NOTHING",
                &[&hashes, &records],
            )
            .map(|_| ());
    }
    let mut copy = CopyRows::new(hashes.len(), 26);
    for (hash, record) in hashes.into_iter().zip(records) {
        copy.row(2);
        copy.int8(hash);
        copy.int8(record);
    }
    link.copy("COPY identity_key (hash, record) FROM STDIN (FORMAT binary)", &copy.finish())
}

fn waiting_add(link: &mut PgLink, pairs: &[(KeyHash, RecordId)]) -> Result<(), StoreError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let (hashes, records) = unzipped(pairs);
    link.execute_arrays(
        "INSERT INTO waiting_reference (hash, record) SELECT hash, record FROM unnest($1::bigint[], $2::bigint[]) AS n (hash, record) \
         ON CONFLICT (hash, record) DO NOTHING",
        &[&hashes, &records],
    )
    .map(|_| ())
}

fn unique_add(link: &mut PgLink, pairs: &[(KeyHash, RecordId)]) -> Result<(), StoreError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let (hashes, records) = unzipped(pairs);
    let written = link.execute_arrays(
        "INSERT INTO unique_value (hash, record) SELECT hash, record FROM unnest($1::bigint[], $2::bigint[]) AS n (hash, record) \
         ON CONFLICT (hash) DO NOTHING",
        &[&hashes, &records],
    )?;
    if written == hashes.len() as u64 {
        return Ok(());
    }
    let rows = link.query_arrays(
        "SELECT u.hash, u.record FROM unnest($1::bigint[], $2::bigint[]) AS n (hash, record) \
         JOIN unique_value AS u ON u.hash = n.hash WHERE u.record <> n.record ORDER BY u.hash LIMIT 1",
        &[&hashes, &records],
    )?;
    match rows.first() {
        Some(row) => Err(StoreError::ValueTaken { hash: row.try_get(0)?, holder: RecordId(row.try_get(1)?) }),
        None => Ok(()),
    }
}
