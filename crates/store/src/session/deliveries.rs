//! Pushes that arrived, deliveries to other systems, questions for people.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::{RecordId, RunId};

use super::Session;
use super::log::limit_value;
use super::syncs::{insert, object_id, select};
use crate::value::{SqlRow, Value};
use crate::{DeliveryLogRow, DeliveryRow, DeliveryState, InboxRow, InboxState, ReviewRow, ReviewState, StoreError};

/// Rows of one statement where there are many.
const ROWS_AT_ONCE: usize = 50;

const INBOX_COLUMNS: &str = "id, connection, delivery, stream, state, attempts, headers, body, received_ms, settled_ms";
const DELIVERY_COLUMNS: &str =
    "sync, record, external_id, state, wanted_seq, shown, version, idempotency_key, attempts, due_ms, code, detail, run";
const DELIVERY_LOG_COLUMNS: &str = "run, number, sync, record, operation, outcome, external_id, code, detail, old, new, at_ms, calls";
const REVIEW_COLUMNS: &str = "id, kind, state, sync, run, object, record, subject, detail, created_ms, settled_ms, settled_by";

/// Connections with waiting pushes that are told of.
const CONNECTIONS_MAX: usize = 10_000;

impl Session<'_> {
    /// Stores a push; its id comes from [`Session::allocate_ids`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_insert(&mut self, row: &InboxRow) -> Result<(), StoreError> {
        // Ten thousand may come in a second.
        static SQL: LazyLock<String> = LazyLock::new(|| insert("inbox", INBOX_COLUMNS));
        self.execute(&SQL, &inbox_values(row)).map(|_| ())
    }

    /// True when a push with this delivery hash has arrived for the connection and is still kept.
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_knows(&mut self, connection: i64, delivery: i64) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM inbox WHERE connection = $1 AND delivery = $2 LIMIT 1";
        Ok(self.query_one(sql, &[Value::Int(connection), Value::Int(delivery)], |row| row.int(0))?.is_some())
    }

    /// Waiting pushes of a connection that name `stream` or no stream at all, in order of arrival. Those of streams that nobody reads
    /// are passed over, however many there are.
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_waiting(&mut self, connection: i64, stream: &str, limit: usize) -> Result<Vec<InboxRow>, StoreError> {
        let sql = select("inbox", INBOX_COLUMNS, "state = 0 AND connection = $1 AND stream = $2 ORDER BY id LIMIT $3");
        let mut found = Vec::new();
        let names = ["", stream];
        for name in names.get(usize::from(stream.is_empty())..).unwrap_or_default() {
            found.extend(self.query(&sql, &[Value::Int(connection), Value::Text(name), limit_value(limit)], inbox_row)?);
        }
        found.sort_by_key(|row| row.id);
        found.truncate(limit);
        Ok(found)
    }

    /// True when [`Session::inbox_waiting`] would find something.
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_waits(&mut self, connection: i64, stream: &str) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM inbox WHERE state = 0 AND connection = $1 AND stream IN ('', $2) LIMIT 1";
        Ok(self.query_one(sql, &[Value::Int(connection), Value::Text(stream)], |row| row.int(0))?.is_some())
    }

    /// Pushes of a connection that are still kept, whatever became of them, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_recent(&mut self, connection: i64, limit: usize) -> Result<Vec<InboxRow>, StoreError> {
        let sql = select("inbox", INBOX_COLUMNS, "connection = $1 ORDER BY id DESC LIMIT $2");
        self.query(&sql, &[Value::Int(connection), limit_value(limit)], inbox_row)
    }

    /// Connections that have waiting pushes.
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_connections(&mut self) -> Result<Vec<i64>, StoreError> {
        // One step in the index for each connection, however many pushes wait.
        let mut found = Vec::new();
        while found.len() < CONNECTIONS_MAX {
            let after = Value::Int(found.last().copied().unwrap_or(i64::MIN));
            let next =
                self.query_one("SELECT min(connection) FROM inbox WHERE state = 0 AND connection > $1", &[after], |row| row.opt_int(0))?;
            let Some(next) = next.flatten() else { break };
            found.push(next);
        }
        Ok(found)
    }

    /// Notes what became of pushes.
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_settle(&mut self, pushes: &[(i64, InboxState)], at_ms: i64) -> Result<(), StoreError> {
        for some in pushes.chunk_by(|one, next| one.1 == next.1).flat_map(|alike| alike.chunks(ROWS_AT_ONCE)) {
            let Some((first, state)) = some.first() else { continue };
            let (marks, ids) = id_list(some.len(), *first, some.iter().map(|(id, _)| *id), 3);
            let sql = format!("UPDATE inbox SET state = $1, settled_ms = $2, attempts = attempts + 1 WHERE id IN ({marks})");
            let values: Vec<Value<'_>> = [Value::Int(state.code()), Value::Int(at_ms)].into_iter().chain(ids).collect();
            self.execute(&sql, &values)?;
        }
        Ok(())
    }

    /// Removes settled pushes that were settled before `before_ms`, at most `limit`; how many went.
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_clean(&mut self, before_ms: i64, limit: usize) -> Result<u64, StoreError> {
        let sql = "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE state > 0 AND settled_ms < $1 ORDER BY id LIMIT $2)";
        self.execute(sql, &[Value::Int(before_ms), limit_value(limit)])
    }

    /// Stores or replaces what a sync knows about a record.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delivery_save(&mut self, row: &DeliveryRow) -> Result<(), StoreError> {
        self.deliveries_save(std::slice::from_ref(row))
    }

    /// As [`Session::delivery_save`] for many rows, each record of a sync at most once.
    ///
    /// # Errors
    /// Those of the database.
    pub fn deliveries_save(&mut self, rows: &[DeliveryRow]) -> Result<(), StoreError> {
        const REPLACE: &str = "ON CONFLICT (sync, record) DO UPDATE SET external_id = excluded.external_id, state = excluded.state, wanted_seq = excluded.wanted_seq, shown = excluded.shown, version = excluded.version, idempotency_key = excluded.idempotency_key, attempts = excluded.attempts, due_ms = excluded.due_ms, code = excluded.code, detail = excluded.detail, run = excluded.run";
        self.insert_many("delivery", DELIVERY_COLUMNS, REPLACE, rows, delivery_values)
    }

    /// Inserts rows many at a time; what is left over goes one by one, so that few different statements are prepared.
    fn insert_many<'r, T>(
        &mut self,
        table: &str,
        columns: &str,
        on_conflict: &str,
        rows: &'r [T],
        values_of: impl Fn(&'r T) -> Vec<Value<'r>>,
    ) -> Result<(), StoreError> {
        let width = columns.split(", ").count();
        let whole = rows.len() / ROWS_AT_ONCE * ROWS_AT_ONCE;
        let (many, few) = rows.split_at(whole);
        for (rows, at_once) in [(many, ROWS_AT_ONCE), (few, 1)] {
            if rows.is_empty() {
                continue;
            }
            let marks = |row: usize| (1..=width).map(|at| format!("${}", row * width + at)).collect::<Vec<_>>().join(", ");
            let tuples: Vec<String> = (0..at_once).map(|row| format!("({})", marks(row))).collect();
            let sql = format!("INSERT INTO {table} ({columns}) VALUES {} {on_conflict}", tuples.join(", "));
            for rows in rows.chunks(at_once) {
                let values: Vec<Value<'_>> = rows.iter().flat_map(&values_of).collect();
                self.execute(&sql, &values)?;
            }
        }
        Ok(())
    }

    /// What a sync knows about these records, in the order asked.
    ///
    /// # Errors
    /// Those of the database.
    pub fn deliveries(&mut self, sync: i64, records: &[RecordId]) -> Result<Vec<Option<DeliveryRow>>, StoreError> {
        let mut found: HashMap<RecordId, DeliveryRow> = HashMap::with_capacity(records.len());
        for some in records.chunks(ROWS_AT_ONCE) {
            let first = some.first().map_or(0, |record| record.0);
            let (marks, ids) = id_list(some.len(), first, some.iter().map(|record| record.0), 2);
            let sql = select("delivery", DELIVERY_COLUMNS, &format!("sync = $1 AND record IN ({marks})"));
            let values: Vec<Value<'_>> = std::iter::once(Value::Int(sync)).chain(ids).collect();
            found.extend(self.query(&sql, &values, delivery_row)?.into_iter().map(|row| (row.record, row)));
        }
        Ok(records.iter().map(|record| found.get(record).cloned()).collect())
    }

    /// When the next delivery of a sync in one of the states is due (ms); `None` when none waits.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delivery_next_due(&mut self, sync: i64, states: &[DeliveryState]) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT min(due_ms) FROM delivery WHERE sync = $1 AND state = $2";
        let mut next: Option<i64> = None;
        for state in states {
            let found = self.query_one(sql, &[Value::Int(sync), Value::Int(state.code())], |row| row.opt_int(0))?.flatten();
            next = next.into_iter().chain(found).min();
        }
        Ok(next)
    }

    /// Deliveries of a sync in one of the states that are due by `due_ms`, earliest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn deliveries_due(
        &mut self,
        sync: i64,
        states: &[DeliveryState],
        due_ms: i64,
        limit: usize,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let sql = select("delivery", DELIVERY_COLUMNS, "sync = $1 AND state = $2 AND due_ms <= $3 ORDER BY due_ms, record LIMIT $4");
        let mut found = Vec::new();
        for state in states {
            let values = [Value::Int(sync), Value::Int(state.code()), Value::Int(due_ms), limit_value(limit - found.len())];
            found.extend(self.query(&sql, &values, delivery_row)?);
        }
        Ok(found)
    }

    /// Deliveries of a sync in one state with a larger record id than `after`, by record.
    ///
    /// # Errors
    /// Those of the database.
    pub fn deliveries_in(
        &mut self,
        sync: i64,
        state: DeliveryState,
        after: RecordId,
        limit: usize,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let sql = select("delivery", DELIVERY_COLUMNS, "sync = $1 AND state = $2 AND record > $3 ORDER BY record LIMIT $4");
        self.query(&sql, &[Value::Int(sync), Value::Int(state.code()), Value::Int(after.0), limit_value(limit)], delivery_row)
    }

    /// How many deliveries of a sync are in each state.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delivery_counts(&mut self, sync: i64) -> Result<Vec<(DeliveryState, u64)>, StoreError> {
        self.query("SELECT state, count(*) FROM delivery WHERE sync = $1 GROUP BY state ORDER BY state", &[Value::Int(sync)], |row| {
            let state = DeliveryState::from_code(row.int(0)?).ok_or(StoreError::Damaged("state of a delivery"))?;
            Ok((state, row.int(1)?.unsigned_abs()))
        })
    }

    /// Stores one line of the log of writes.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delivery_log_insert(&mut self, row: &DeliveryLogRow) -> Result<(), StoreError> {
        self.delivery_log_append(std::slice::from_ref(row))
    }

    /// As [`Session::delivery_log_insert`] for many lines.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delivery_log_append(&mut self, rows: &[DeliveryLogRow]) -> Result<(), StoreError> {
        self.insert_many("delivery_log", DELIVERY_LOG_COLUMNS, "", rows, delivery_log_values)
    }

    /// Writes of a run with a larger number than `after`, in order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delivery_log(&mut self, run: RunId, after: i64, limit: usize) -> Result<Vec<DeliveryLogRow>, StoreError> {
        let sql = select("delivery_log", DELIVERY_LOG_COLUMNS, "run = $1 AND number > $2 ORDER BY number LIMIT $3");
        self.query(&sql, &[Value::Int(run.0), Value::Int(after), limit_value(limit)], delivery_log_row)
    }

    /// Stores a new question, or replaces the one with this id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn review_save(&mut self, row: &ReviewRow) -> Result<(), StoreError> {
        let sql = format!(
            "{} ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, state = excluded.state, sync = excluded.sync, run = excluded.run, object = excluded.object, record = excluded.record, subject = excluded.subject, detail = excluded.detail, created_ms = excluded.created_ms, settled_ms = excluded.settled_ms, settled_by = excluded.settled_by",
            insert("review", REVIEW_COLUMNS)
        );
        self.execute(&sql, &review_values(row)).map(|_| ())
    }

    /// One question.
    ///
    /// # Errors
    /// Those of the database.
    pub fn review(&mut self, id: i64) -> Result<Option<ReviewRow>, StoreError> {
        self.query_one(&select("review", REVIEW_COLUMNS, "id = $1"), &[Value::Int(id)], review_row)
    }

    /// Questions in one state with a larger id than `after`, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn reviews(&mut self, state: ReviewState, after: i64, limit: usize) -> Result<Vec<ReviewRow>, StoreError> {
        let sql = select("review", REVIEW_COLUMNS, "state = $1 AND id > $2 ORDER BY id LIMIT $3");
        self.query(&sql, &[Value::Int(state.code()), Value::Int(after), limit_value(limit)], review_row)
    }

    /// Open questions about one subject.
    ///
    /// # Errors
    /// Those of the database.
    pub fn reviews_about(&mut self, subject: &str) -> Result<Vec<ReviewRow>, StoreError> {
        let sql = select("review", REVIEW_COLUMNS, "subject = $1 AND state = 0 ORDER BY id LIMIT 1000");
        self.query(&sql, &[subject.into()], review_row)
    }

    /// A setting of the installation: JSON text.
    ///
    /// # Errors
    /// Those of the database.
    pub fn setting(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        self.query_one("SELECT value FROM installation_setting WHERE name = $1", &[name.into()], |row| row.text(0))
    }

    /// Keeps a setting of the installation.
    ///
    /// # Errors
    /// Those of the database.
    pub fn setting_save(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let now_ms = self.now_ms();
        let sql = "INSERT INTO installation_setting (name, value, updated_ms) VALUES ($1, $2, $3) \
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_ms = excluded.updated_ms";
        self.execute(sql, &[name.into(), value.into(), Value::Int(now_ms)]).map(|_| ())
    }
}

/// The marks of a list of `count` ids, the first of them `$from`, and the ids. A list that is neither one nor full is filled up with its
/// `first`, so that two statements serve all.
fn id_list<'v>(
    count: usize,
    first: i64,
    ids: impl Iterator<Item = i64> + 'v,
    from: usize,
) -> (String, impl Iterator<Item = Value<'v>> + 'v) {
    let at_once = if count == 1 { 1 } else { ROWS_AT_ONCE };
    let marks: Vec<String> = (0..at_once).map(|at| format!("${}", at + from)).collect();
    (marks.join(", "), ids.chain(std::iter::repeat(first)).take(at_once).map(Value::Int))
}

fn inbox_values(row: &InboxRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.id),
        Value::Int(row.connection),
        Value::Int(row.delivery),
        (&row.stream).into(),
        Value::Int(row.state.code()),
        Value::Int(row.attempts),
        (&row.headers).into(),
        row.body.as_slice().into(),
        Value::Int(row.received_ms),
        row.settled_ms.into(),
    ]
}

fn inbox_row(row: &SqlRow<'_>) -> Result<InboxRow, StoreError> {
    Ok(InboxRow {
        id: row.int(0)?,
        connection: row.int(1)?,
        delivery: row.int(2)?,
        stream: row.text(3)?,
        state: InboxState::from_code(row.int(4)?).ok_or(StoreError::Damaged("state of a push"))?,
        attempts: row.int(5)?,
        headers: row.text(6)?,
        body: row.blob(7)?,
        received_ms: row.int(8)?,
        settled_ms: row.opt_int(9)?,
    })
}

fn delivery_values(row: &DeliveryRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.sync),
        Value::Int(row.record.0),
        (&row.external_id).into(),
        Value::Int(row.state.code()),
        Value::Int(row.wanted_seq),
        (&row.shown).into(),
        (&row.version).into(),
        (&row.idempotency_key).into(),
        Value::Int(row.attempts),
        Value::Int(row.due_ms),
        (&row.code).into(),
        (&row.detail).into(),
        Value::Int(row.run.0),
    ]
}

fn delivery_row(row: &SqlRow<'_>) -> Result<DeliveryRow, StoreError> {
    Ok(DeliveryRow {
        sync: row.int(0)?,
        record: RecordId(row.int(1)?),
        external_id: row.text(2)?,
        state: DeliveryState::from_code(row.int(3)?).ok_or(StoreError::Damaged("state of a delivery"))?,
        wanted_seq: row.int(4)?,
        shown: row.text(5)?,
        version: row.text(6)?,
        idempotency_key: row.text(7)?,
        attempts: row.int(8)?,
        due_ms: row.int(9)?,
        code: row.text(10)?,
        detail: row.text(11)?,
        run: RunId(row.int(12)?),
    })
}

fn delivery_log_values(row: &DeliveryLogRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.run.0),
        Value::Int(row.number),
        Value::Int(row.sync),
        Value::Int(row.record.0),
        (&row.operation).into(),
        (&row.outcome).into(),
        (&row.external_id).into(),
        (&row.code).into(),
        (&row.detail).into(),
        (&row.old).into(),
        (&row.new).into(),
        Value::Int(row.at_ms),
        (&row.calls).into(),
    ]
}

fn delivery_log_row(row: &SqlRow<'_>) -> Result<DeliveryLogRow, StoreError> {
    Ok(DeliveryLogRow {
        run: RunId(row.int(0)?),
        number: row.int(1)?,
        sync: row.int(2)?,
        record: RecordId(row.int(3)?),
        operation: row.text(4)?,
        outcome: row.text(5)?,
        external_id: row.text(6)?,
        code: row.text(7)?,
        detail: row.text(8)?,
        old: row.text(9)?,
        new: row.text(10)?,
        at_ms: row.int(11)?,
        calls: row.text(12)?,
    })
}

fn review_values(row: &ReviewRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.id),
        (&row.kind).into(),
        Value::Int(row.state.code()),
        row.sync.into(),
        row.run.map(|run| run.0).into(),
        row.object.map(|object| i64::from(object.0)).into(),
        row.record.map(|record| record.0).into(),
        (&row.subject).into(),
        (&row.detail).into(),
        Value::Int(row.created_ms),
        row.settled_ms.into(),
        (&row.settled_by).into(),
    ]
}

fn review_row(row: &SqlRow<'_>) -> Result<ReviewRow, StoreError> {
    Ok(ReviewRow {
        id: row.int(0)?,
        kind: row.text(1)?,
        state: ReviewState::from_code(row.int(2)?).ok_or(StoreError::Damaged("state of a question"))?,
        sync: row.opt_int(3)?,
        run: row.opt_int(4)?.map(RunId),
        object: row.opt_int(5)?.map(object_id).transpose()?,
        record: row.opt_int(6)?.map(RecordId),
        subject: row.text(7)?,
        detail: row.text(8)?,
        created_ms: row.int(9)?,
        settled_ms: row.opt_int(10)?,
        settled_by: row.text(11)?,
    })
}
