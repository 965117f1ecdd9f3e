//! Reading the log of changes, dead letters and shared keys.

use model::{ChangeKind, FindingCode, KeyKind, ObjectId, RecordId, RunId};

use super::commit::actor_from_code;
use super::{Link, Session};
use crate::value::{SqlRow, Value};
use crate::{ChangeRow, DeadLetterRow, DeadLetterState, SharedKeyRow, StoreError, sqlite};

/// Shared keys read at once; an object with more has other troubles.
const SHARED_KEYS_MAX: i64 = 100_000;

const COLUMNS: &str = "seq, record, prev_seq, version, kind, at_ms, actor, delta";

impl Session<'_> {
    /// Changes of one record, newest first, before position `before_seq` (0 or less: from the newest).
    ///
    /// # Errors
    /// Those of the database.
    pub fn changes_of(&mut self, record: RecordId, before_seq: i64, limit: usize) -> Result<Vec<ChangeRow>, StoreError> {
        if let Link::Sqlite(connection) = &mut self.link {
            return sqlite::lookup::changes_of(connection, record, before_seq, limit);
        }
        let before = if before_seq <= 0 { i64::MAX } else { before_seq };
        self.query(
            &format!("SELECT {COLUMNS} FROM change WHERE record = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"),
            &[Value::Int(record.0), Value::Int(before), limit_value(limit)],
            change_row,
        )
    }

    /// Changes from `low` to `high`, both inclusive, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn changes_between(&mut self, low: i64, high: i64, limit: usize) -> Result<Vec<ChangeRow>, StoreError> {
        self.query(
            &format!("SELECT {COLUMNS} FROM change WHERE seq >= $1 AND seq <= $2 ORDER BY seq LIMIT $3"),
            &[Value::Int(low), Value::Int(high), limit_value(limit)],
            change_row,
        )
    }

    /// Position of the newest change; 0 before the first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn change_head(&mut self) -> Result<i64, StoreError> {
        let newest = self.query_one("SELECT max(seq) FROM change", &[], |row| row.opt_int(0))?.flatten();
        // A log of which nothing is kept has not begun anew.
        newest.map_or_else(|| Ok(self.change_floor()?.seq), Ok)
    }

    /// Changes after `seq`, oldest first, of these objects (none named: of all).
    ///
    /// # Errors
    /// Those of the database.
    pub fn changes_after(&mut self, seq: i64, objects: &[ObjectId], limit: usize) -> Result<Vec<ChangeRow>, StoreError> {
        let mut sql = format!("SELECT {COLUMNS} FROM change WHERE seq > $1");
        for (at, object) in objects.iter().enumerate() {
            let (low, high) = RecordId::range(*object);
            sql.push_str(if at == 0 { " AND (" } else { " OR " });
            sql.push_str(&format!("(record >= {low} AND record < {high})"));
        }
        if !objects.is_empty() {
            sql.push(')');
        }
        sql.push_str(" ORDER BY seq LIMIT $2");
        self.query(&sql, &[Value::Int(seq), limit_value(limit)], change_row)
    }

    /// Dead letters of a run by row number, after `after_row` (0: from the first).
    ///
    /// # Errors
    /// Those of the database.
    pub fn dead_letters(&mut self, run: RunId, after_row: i64, limit: usize) -> Result<Vec<DeadLetterRow>, StoreError> {
        self.query(
            "SELECT run, row_number, state, code, field, detail, raw, candidates FROM dead_letter \
             WHERE run = $1 AND row_number > $2 ORDER BY row_number LIMIT $3",
            &[Value::Int(run.0), Value::Int(after_row), limit_value(limit)],
            dead_letter_row,
        )
    }

    /// How many dead letters of a run stand where, by reason.
    ///
    /// # Errors
    /// Those of the database.
    pub fn dead_letter_counts(&mut self, run: RunId) -> Result<Vec<(DeadLetterState, FindingCode, i64)>, StoreError> {
        self.query(
            "SELECT state, code, count(*) FROM dead_letter WHERE run = $1 GROUP BY state, code ORDER BY state, code",
            &[Value::Int(run.0)],
            |row| Ok((dead_letter_state(row.int(0)?)?, finding_code(row.str(1)?.unwrap_or_default())?, row.int(2)?)),
        )
    }

    /// Keys of an object that lost their force, at most 100,000.
    ///
    /// # Errors
    /// Those of the database.
    pub fn shared_keys(&mut self, object: ObjectId) -> Result<Vec<SharedKeyRow>, StoreError> {
        self.query(
            "SELECT hash, kind, value, holders, run FROM shared_key WHERE object = $1 ORDER BY hash LIMIT $2",
            &[Value::Int(object.0.into()), Value::Int(SHARED_KEYS_MAX)],
            |row| {
                Ok(SharedKeyRow {
                    hash: row.int(0)?,
                    object,
                    kind: key_kind(row.int(1)?)?,
                    value: row.text(2)?,
                    holders: row.int(3)?,
                    run: RunId(row.int(4)?),
                })
            },
        )
    }
}

pub(crate) fn limit_value(limit: usize) -> Value<'static> {
    Value::Int(i64::try_from(limit).unwrap_or(i64::MAX))
}

pub(crate) fn change_row(row: &SqlRow<'_>) -> Result<ChangeRow, StoreError> {
    Ok(ChangeRow {
        seq: row.int(0)?,
        record: RecordId(row.int(1)?),
        prev_seq: row.int(2)?,
        version: row.int(3)?,
        kind: i16::try_from(row.int(4)?).ok().and_then(ChangeKind::from_code).ok_or(StoreError::Damaged("kind of a change"))?,
        at_ms: row.int(5)?,
        actor: actor_from_code(row.int(6)?),
        delta: row.text(7)?,
    })
}

pub(super) fn dead_letter_row(row: &SqlRow<'_>) -> Result<DeadLetterRow, StoreError> {
    Ok(DeadLetterRow {
        run: RunId(row.int(0)?),
        row_number: row.int(1)?,
        state: dead_letter_state(row.int(2)?)?,
        code: finding_code(row.str(3)?.unwrap_or_default())?,
        field: row.text(4)?,
        detail: row.text(5)?,
        raw: row.text(6)?,
        candidates: row.text(7)?,
    })
}

fn dead_letter_state(code: i64) -> Result<DeadLetterState, StoreError> {
    match code {
        0 => Ok(DeadLetterState::Rejected),
        1 => Ok(DeadLetterState::Held),
        2 => Ok(DeadLetterState::Settled),
        _ => Err(StoreError::Damaged("state of a dead letter")),
    }
}

pub(super) fn finding_code(name: &str) -> Result<FindingCode, StoreError> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|_| StoreError::Damaged("reason of a dead letter"))
}

const KEY_KINDS: [KeyKind; 5] = [KeyKind::CreditCode, KeyKind::ResidentId, KeyKind::Email, KeyKind::Phone, KeyKind::Text];

pub(crate) fn key_kind_code(kind: KeyKind) -> u8 {
    match kind {
        KeyKind::CreditCode => 0,
        KeyKind::ResidentId => 1,
        KeyKind::Email => 2,
        KeyKind::Phone => 3,
        KeyKind::Text => 4,
    }
}

fn key_kind(code: i64) -> Result<KeyKind, StoreError> {
    usize::try_from(code).ok().and_then(|at| KEY_KINDS.get(at).copied()).ok_or(StoreError::Damaged("kind of a key"))
}
