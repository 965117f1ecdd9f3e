//! Runs: their state, their lease, the ranges of changes they wrote.

use model::{Actor, ObjectId, RunId, SourceId};

use super::Session;
use super::log::limit_value;
use crate::query::RunFilter;
use crate::value::{SqlRow, Value};
use crate::{AttemptCalls, RunBatchRow, RunCalls, RunRow, RunState, StoreError};

const COLUMNS: &str = "id, kind, state, actor, object, source, config, fingerprint, report, checkpoint, batches, undoes, undone_by, \
                       started_ms, finished_ms, epoch, lease_until_ms, calls, waited_ms";

impl Session<'_> {
    /// Stores a new run.
    ///
    /// # Errors
    /// Those of the database, also for an id that is taken.
    pub fn run_insert(&mut self, run: &RunRow) -> Result<(), StoreError> {
        let actor = run.actor.to_string();
        let marks: Vec<String> = (1..=19).map(|at| format!("${at}")).collect();
        let mut values = run_values(run, &actor);
        values.extend([Value::Int(run.calls.made), Value::Int(run.calls.waited_ms)]);
        self.execute(&format!("INSERT INTO run ({COLUMNS}) VALUES ({})", marks.join(", ")), &values)?;
        if let Some(sync) = run.sync() {
            self.execute("INSERT INTO sync_run (run, sync) VALUES ($1, $2)", &[Value::Int(run.id.0), Value::Int(sync)])?;
        }
        Ok(())
    }

    /// Replaces a run's row as long as it has the same epoch.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when another worker raised the epoch or the run does not exist.
    pub fn run_update(&mut self, run: &RunRow) -> Result<(), StoreError> {
        self.run_write(run)
    }

    pub(crate) fn run_write(&mut self, run: &RunRow) -> Result<(), StoreError> {
        let actor = run.actor.to_string();
        // `undone_by` is set by another run and must survive a late write of this one.
        let written = self.execute(
            "UPDATE run SET kind = $2, state = $3, actor = $4, object = $5, source = $6, config = $7, fingerprint = $8, report = $9, \
             checkpoint = $10, batches = $11, undoes = $12, undone_by = coalesce($13, undone_by), started_ms = $14, \
             finished_ms = $15, lease_until_ms = $17 WHERE id = $1 AND epoch = $16",
            &run_values(run, &actor),
        )?;
        if written == 0 { Err(StoreError::LeaseLost { run: run.id }) } else { Ok(()) }
    }

    /// Adds what an attempt took of the other system, and how long the run had waited for the attempt.
    ///
    /// # Errors
    /// Those of the database.
    pub fn run_called(&mut self, run: RunId, attempt: AttemptCalls) -> Result<(), StoreError> {
        let AttemptCalls { calls, began_ms, waits_since_ms } = attempt;
        self.execute(
            "UPDATE run SET calls = calls + $2, waited_ms = waited_ms + $3 + CASE WHEN waits_since_ms < $4 THEN $4 - waits_since_ms ELSE 0 END, \
             waits_since_ms = $5 WHERE id = $1",
            &[Value::Int(run.0), Value::Int(calls.made), Value::Int(calls.waited_ms), Value::Int(began_ms), waits_since_ms.into()],
        )?;
        Ok(())
    }

    /// Notes which run undid `run` (`None`: nobody any more); false when there is no such run.
    ///
    /// # Errors
    /// Those of the database.
    pub fn run_undone_by(&mut self, run: RunId, by: Option<RunId>) -> Result<bool, StoreError> {
        let by = Value::from(by.map(|by| by.0));
        Ok(self.execute("UPDATE run SET undone_by = $2 WHERE id = $1", &[Value::Int(run.0), by])? > 0)
    }

    /// One run.
    ///
    /// # Errors
    /// Those of the database.
    pub fn run(&mut self, id: RunId) -> Result<Option<RunRow>, StoreError> {
        self.query_one(&format!("SELECT {COLUMNS} FROM run WHERE id = $1"), &[Value::Int(id.0)], run_row)
    }

    /// Runs with a smaller id than `before` (`None`: from the newest), newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn runs(&mut self, before: Option<RunId>, limit: usize, filter: &RunFilter) -> Result<Vec<RunRow>, StoreError> {
        let mut values = vec![Value::Int(before.map_or(i64::MAX, |run| run.0)), limit_value(limit)];
        let mut sql = format!("SELECT {COLUMNS} FROM run WHERE id < $1");
        let kinds = filter.kinds.iter().map(Value::from).collect();
        push_any(&mut sql, &mut values, "kind", kinds);
        let states = filter.states.iter().map(|state| Value::Int(run_state_code(*state))).collect();
        push_any(&mut sql, &mut values, "state", states);
        if let Some(sync) = filter.sync {
            values.push(Value::Int(sync));
            sql.push_str(&format!(" AND id IN (SELECT run FROM sync_run WHERE sync = ${})", values.len()));
        }
        sql.push_str(" ORDER BY id DESC LIMIT $2");
        self.query(&sql, &values, run_row)
    }

    /// The newest unfinished run with this fingerprint: one that can be continued.
    ///
    /// # Errors
    /// Those of the database.
    pub fn run_find_unfinished(&mut self, fingerprint: &str) -> Result<Option<RunRow>, StoreError> {
        self.query_one(
            &format!("SELECT {COLUMNS} FROM run WHERE fingerprint = $1 AND state IN (0, 1, 2, 7) ORDER BY id DESC LIMIT 1"),
            &[fingerprint.into()],
            run_row,
        )
    }

    /// Takes a run over until `until_ms`: succeeds (true) when its epoch is still `epoch`, which is then raised by one. Extend
    /// a lease you hold with [`Session::run_lease_extend`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn run_lease(&mut self, id: RunId, until_ms: i64, epoch: i64) -> Result<bool, StoreError> {
        let taken = self.execute(
            "UPDATE run SET epoch = epoch + 1, lease_until_ms = $2 WHERE id = $1 AND epoch = $3",
            &[Value::Int(id.0), Value::Int(until_ms), Value::Int(epoch)],
        )?;
        Ok(taken > 0)
    }

    /// Extends a lease that is still held with `epoch`; false when it was lost.
    ///
    /// # Errors
    /// Those of the database.
    pub fn run_lease_extend(&mut self, id: RunId, until_ms: i64, epoch: i64) -> Result<bool, StoreError> {
        let kept = self.execute(
            "UPDATE run SET lease_until_ms = $2 WHERE id = $1 AND epoch = $3",
            &[Value::Int(id.0), Value::Int(until_ms), Value::Int(epoch)],
        )?;
        Ok(kept > 0)
    }

    /// Ranges of changes of a run, in the order they were written.
    ///
    /// # Errors
    /// Those of the database.
    pub fn run_batches(&mut self, id: RunId) -> Result<Vec<RunBatchRow>, StoreError> {
        self.query("SELECT batch, seq_low, seq_high FROM run_batch WHERE run = $1 ORDER BY batch", &[Value::Int(id.0)], |row| {
            Ok(RunBatchRow { batch: row.int(0)?, seq_low: row.int(1)?, seq_high: row.int(2)? })
        })
    }
}

fn push_any<'a>(sql: &mut String, values: &mut Vec<Value<'a>>, column: &str, any: Vec<Value<'a>>) {
    if any.is_empty() {
        return;
    }
    let marks: Vec<String> = (0..any.len()).map(|at| format!("${}", values.len() + at + 1)).collect();
    sql.push_str(&format!(" AND {column} IN ({})", marks.join(", ")));
    values.extend(any);
}

fn run_values<'a>(run: &'a RunRow, actor: &'a str) -> Vec<Value<'a>> {
    vec![
        Value::Int(run.id.0),
        (&run.kind).into(),
        Value::Int(run_state_code(run.state)),
        actor.into(),
        run.object.map(|object| i64::from(object.0)).into(),
        run.source.map(|source| i64::from(source.0)).into(),
        (&run.config).into(),
        (&run.fingerprint).into(),
        (&run.report).into(),
        (&run.checkpoint).into(),
        Value::Int(run.batches),
        run.undoes.map(|run| run.0).into(),
        run.undone_by.map(|run| run.0).into(),
        Value::Int(run.started_ms),
        run.finished_ms.into(),
        Value::Int(run.epoch),
        Value::Int(run.lease_until_ms),
    ]
}

fn run_row(row: &SqlRow<'_>) -> Result<RunRow, StoreError> {
    let damaged = |_| StoreError::Damaged("a run");
    Ok(RunRow {
        id: RunId(row.int(0)?),
        kind: row.text(1)?,
        state: run_state(row.int(2)?)?,
        actor: row.str(3)?.and_then(Actor::parse).ok_or(StoreError::Damaged("actor of a run"))?,
        object: row.opt_int(4)?.map(i16::try_from).transpose().map_err(damaged)?.map(ObjectId),
        source: row.opt_int(5)?.map(i32::try_from).transpose().map_err(damaged)?.map(SourceId),
        config: row.text(6)?,
        fingerprint: row.text(7)?,
        report: row.text(8)?,
        checkpoint: row.text(9)?,
        batches: row.int(10)?,
        undoes: row.opt_int(11)?.map(RunId),
        undone_by: row.opt_int(12)?.map(RunId),
        started_ms: row.int(13)?,
        finished_ms: row.opt_int(14)?,
        epoch: row.int(15)?,
        lease_until_ms: row.int(16)?,
        calls: RunCalls { made: row.int(17)?, waited_ms: row.int(18)? },
    })
}

// The first three and `Paused` are the unfinished ones; `run_find_unfinished` counts on it.
fn run_state_code(state: RunState) -> i64 {
    match state {
        RunState::Open => 0,
        RunState::Queued => 1,
        RunState::Running => 2,
        RunState::Done => 3,
        RunState::DoneWithRejects => 4,
        RunState::Failed => 5,
        RunState::Cancelled => 6,
        RunState::Paused => 7,
        RunState::Warning => 8,
    }
}

fn run_state(code: i64) -> Result<RunState, StoreError> {
    const STATES: [RunState; 9] = [
        RunState::Open,
        RunState::Queued,
        RunState::Running,
        RunState::Done,
        RunState::DoneWithRejects,
        RunState::Failed,
        RunState::Cancelled,
        RunState::Paused,
        RunState::Warning,
    ];
    usize::try_from(code).ok().and_then(|at| STATES.get(at).copied()).ok_or(StoreError::Damaged("state of a run"))
}
