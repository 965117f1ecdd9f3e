//! Applies a batch on the writing connection: one prepared statement per list, rows in key order.

use rusqlite::{CachedStatement, Connection, ToSql, params};

use model::{KeyHash, RecordId};

use crate::query::SeqRange;
use crate::session::{ChangeFinder, Prepared};
use crate::{RecordRow, SourceRow, StoreError, WriteBatch};

/// `range` holds a position in the log for each change of the batch.
pub(crate) fn apply(connection: &Connection, batch: &WriteBatch, prepared: &Prepared, range: SeqRange) -> Result<(), StoreError> {
    let mut links = vec![(0_i64, 0_i64); batch.changes.len()];
    records_create(connection, batch, prepared, range, &mut links)?;
    records_change(connection, batch, prepared, range, &mut links)?;
    records_inputs(connection, &batch.inputs_only)?;
    changes_append(connection, batch, prepared, range, &links)?;
    sources_create(connection, &batch.sources_created)?;
    sources_change(connection, &batch.sources_changed)?;
    pairs_remove(connection, "identity_key", &batch.keys_removed)?;
    pairs_add(connection, "identity_key", &batch.keys_added)?;
    pairs_remove(connection, "waiting_reference", &batch.waiting_removed)?;
    pairs_add(connection, "waiting_reference", &batch.waiting_added)?;
    unique_remove(connection, &batch.unique_removed)?;
    unique_add(connection, &batch.unique_added)
}

/// `links` takes version and previous position of each change, by its place in the batch.
fn records_create(
    connection: &Connection,
    batch: &WriteBatch,
    prepared: &Prepared,
    range: SeqRange,
    links: &mut [(i64, i64)],
) -> Result<(), StoreError> {
    if batch.created.is_empty() {
        return Ok(());
    }
    let mut finder = ChangeFinder::new(batch, prepared);
    let mut lines = Vec::with_capacity(batch.created.len());
    for row in prepared.created.iter().filter_map(|at| batch.created.get(*at as usize)) {
        let change = finder.find(row.id);
        if let Some(link) = change.and_then(|at| links.get_mut(at)) {
            *link = (row.version, 0);
        }
        lines.push((row, change.map_or(0, |at| position(range, at))));
    }
    let sql = "INSERT INTO record (id, version, state, merged_into, created_ms, updated_ms, last_seq, inputs, doc) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    insert_many(connection, sql, &lines, |bind, (row, seq)| {
        bind.add(row.id.0)?;
        bind.add(row.version)?;
        bind.add(row.state.code())?;
        bind.add(row.merged_into.map(|id| id.0))?;
        bind.add(row.created_ms)?;
        bind.add(row.updated_ms)?;
        bind.add(seq)?;
        bind.add(&row.inputs)?;
        bind.add(&row.doc)
    })
}

fn records_change(
    connection: &Connection,
    batch: &WriteBatch,
    prepared: &Prepared,
    range: SeqRange,
    links: &mut [(i64, i64)],
) -> Result<(), StoreError> {
    if batch.changed.is_empty() {
        return Ok(());
    }
    let mut look = connection.prepare_cached("SELECT version, last_seq FROM record WHERE id = ?1")?;
    let mut write = connection.prepare_cached(
        "UPDATE record SET version = ?2, state = ?3, merged_into = ?4, created_ms = ?5, updated_ms = ?6, last_seq = ?7, \
         inputs = ?8, doc = ?9 WHERE id = ?1",
    )?;
    let mut finder = ChangeFinder::new(batch, prepared);
    for row in prepared.changed.iter().filter_map(|at| batch.changed.get(*at as usize)) {
        let stored: Option<(i64, i64)> = match look.query([row.id.0])?.next()? {
            Some(found) => Some((found.get(0)?, found.get(1)?)),
            None => None,
        };
        let expected = row.version - 1;
        let last_seq = match stored {
            Some((version, last_seq)) if version == expected => last_seq,
            other => return Err(StoreError::Conflict { record: row.id, expected, found: other.map(|found| found.0) }),
        };
        let change = finder.find(row.id);
        if let Some(link) = change.and_then(|at| links.get_mut(at)) {
            *link = (row.version, last_seq);
        }
        let seq = change.map_or(last_seq, |at| position(range, at));
        write.execute(params![
            row.id.0,
            row.version,
            row.state.code(),
            row.merged_into.map(|id| id.0),
            row.created_ms,
            row.updated_ms,
            seq,
            row.inputs,
            row.doc
        ])?;
    }
    Ok(())
}

fn records_inputs(connection: &Connection, rows: &[RecordRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare_cached("UPDATE record SET inputs = ?3, doc = ?4 WHERE id = ?1 AND version = ?2")?;
    let mut order: Vec<&RecordRow> = rows.iter().collect();
    order.sort_unstable_by_key(|row| row.id);
    for row in order {
        if statement.execute(params![row.id.0, row.version, row.inputs, row.doc])? == 0 {
            return Err(StoreError::Conflict { record: row.id, expected: row.version, found: None });
        }
    }
    Ok(())
}

fn changes_append(
    connection: &Connection,
    batch: &WriteBatch,
    prepared: &Prepared,
    range: SeqRange,
    links: &[(i64, i64)],
) -> Result<(), StoreError> {
    if batch.changes.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = batch.changes.iter().zip(links).enumerate().collect();
    let sql = "INSERT INTO change (seq, record, prev_seq, version, kind, at_ms, actor, delta) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    insert_many(connection, sql, &lines, |bind, (at, (change, (version, previous)))| {
        bind.add(position(range, *at))?;
        bind.add(change.record.0)?;
        bind.add(previous)?;
        bind.add(version)?;
        bind.add(change.kind.code())?;
        bind.add(batch.at_ms)?;
        bind.add(prepared.actor)?;
        bind.add(&change.delta)
    })
}

/// Rows of one statement: starting and ending a statement costs as much as inserting a small row.
const ROWS_PER_STATEMENT: usize = 32;

/// Gives the values of a statement, one after the other.
struct Binder<'a, 'c> {
    statement: &'a mut CachedStatement<'c>,
    next: usize,
}

impl Binder<'_, '_> {
    fn add(&mut self, value: impl ToSql) -> rusqlite::Result<()> {
        self.next += 1;
        self.statement.raw_bind_parameter(self.next, value)
    }
}

/// Inserts `rows` in their order, many with one statement. `sql` inserts one row and ends with the list of its values, of which
/// `bind` gives exactly as many.
fn insert_many<T>(
    connection: &Connection,
    sql: &str,
    rows: &[T],
    bind: impl Fn(&mut Binder<'_, '_>, &T) -> rusqlite::Result<()>,
) -> Result<(), StoreError> {
    let (whole, rest) = rows.split_at(rows.len() - rows.len() % ROWS_PER_STATEMENT);
    if !whole.is_empty() {
        let values = sql.rfind('(').and_then(|at| sql.get(at..)).unwrap_or_default();
        let more = format!(", {values}").repeat(ROWS_PER_STATEMENT - 1);
        insert_chunks(connection, &format!("{sql}{more}"), whole, ROWS_PER_STATEMENT, &bind)?;
    }
    if rest.is_empty() { Ok(()) } else { insert_chunks(connection, sql, rest, 1, &bind) }
}

fn insert_chunks<T>(
    connection: &Connection,
    sql: &str,
    rows: &[T],
    size: usize,
    bind: &impl Fn(&mut Binder<'_, '_>, &T) -> rusqlite::Result<()>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    for chunk in rows.chunks_exact(size) {
        let mut binder = Binder { statement: &mut statement, next: 0 };
        for row in chunk {
            bind(&mut binder, row)?;
        }
        statement.raw_execute()?;
    }
    Ok(())
}

fn position(range: SeqRange, at: usize) -> i64 {
    range.low + i64::try_from(at).unwrap_or(0)
}

fn in_order(rows: &[SourceRow]) -> Vec<&SourceRow> {
    let mut order: Vec<&SourceRow> = rows.iter().collect();
    order.sort_unstable_by(|one, other| one.source.cmp(&other.source).then_with(|| one.external_id.cmp(&other.external_id)));
    order
}

fn sources_create(connection: &Connection, rows: &[SourceRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO source_row (source, external_id, record, linked, hash, version_ms, run, created_run, doc, findings) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    insert_many(connection, sql, &in_order(rows), |bind, row| {
        bind.add(row.source.0)?;
        bind.add(&row.external_id)?;
        bind.add(row.record.0)?;
        bind.add(row.linked)?;
        bind.add(row.hash)?;
        bind.add(row.version_ms)?;
        bind.add(row.run.0)?;
        bind.add(row.created_run.0)?;
        bind.add(&row.doc)?;
        bind.add(&row.findings)
    })
}

fn sources_change(connection: &Connection, rows: &[SourceRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare_cached(
        "UPDATE source_row SET record = ?3, linked = ?4, hash = ?5, version_ms = ?6, run = ?7, created_run = ?8, doc = ?9, \
         findings = ?10 WHERE source = ?1 AND external_id = ?2",
    )?;
    for row in in_order(rows) {
        let written = statement.execute(params![
            row.source.0,
            row.external_id,
            row.record.0,
            row.linked,
            row.hash,
            row.version_ms,
            row.run.0,
            row.created_run.0,
            row.doc,
            row.findings
        ])?;
        if written == 0 {
            return Err(StoreError::Invalid("a source row to be replaced does not exist"));
        }
    }
    Ok(())
}

fn sorted(pairs: &[(KeyHash, RecordId)]) -> Vec<(KeyHash, RecordId)> {
    let mut order = pairs.to_vec();
    order.sort_unstable();
    order
}

fn pairs_remove(connection: &Connection, table: &str, pairs: &[(KeyHash, RecordId)]) -> Result<(), StoreError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare_cached(&format!("DELETE FROM {table} WHERE hash = ?1 AND record = ?2"))?;
    for (hash, record) in sorted(pairs) {
        statement.execute(params![hash, record.0])?;
    }
    Ok(())
}

fn pairs_add(connection: &Connection, table: &str, pairs: &[(KeyHash, RecordId)]) -> Result<(), StoreError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let sql = format!("INSERT OR IGNORE INTO {table} (hash, record) VALUES (?, ?)");
    insert_many(connection, &sql, &sorted(pairs), |bind, (hash, record)| {
        bind.add(hash)?;
        bind.add(record.0)
    })
}

fn unique_remove(connection: &Connection, pairs: &[(KeyHash, RecordId)]) -> Result<(), StoreError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare_cached("DELETE FROM unique_value WHERE hash = ?1 AND record = ?2")?;
    for (hash, record) in sorted(pairs) {
        statement.execute(params![hash, record.0])?;
    }
    Ok(())
}

fn unique_add(connection: &Connection, pairs: &[(KeyHash, RecordId)]) -> Result<(), StoreError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let mut write = connection.prepare_cached("INSERT INTO unique_value (hash, record) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING")?;
    let mut look = connection.prepare_cached("SELECT record FROM unique_value WHERE hash = ?1")?;
    for (hash, record) in sorted(pairs) {
        if write.execute(params![hash, record.0])? > 0 {
            continue;
        }
        let holder = RecordId(look.query_row([hash], |row| row.get(0))?);
        if holder != record {
            return Err(StoreError::ValueTaken { hash, holder });
        }
    }
    Ok(())
}
