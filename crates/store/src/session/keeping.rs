//! Throwing away what has been kept long enough, a bounded slice at a time.
//!
//! The log of changes loses its oldest end only, so what is left is whole from [`Floor::seq`] on; everybody who reads the log
//! compares with it instead of guessing. A run is forgotten only after its changes and dead letters are: as long as it could be
//! undone it is known. Records, their sources and merges do not need the log and never change here.

use model::RunId;

use super::Session;
use super::log::limit_value;
use crate::StoreError;
use crate::value::Value;

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;
/// Runs looked at in one slice for dead letters that may go.
const RUNS_LOOKED_AT: usize = 100;

/// Streams of a connection with waiting pushes that are told of.
const STREAMS_MAX: usize = 10_000;

const FLOOR: &str = "change_floor";
const FLOOR_MS: &str = "change_floor_ms";
/// How many dead letters there are.
pub(super) const DEAD_LETTERS: &str = "dead_letter";

/// How long things are kept, and how many of them at most. Whichever bound is met first decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Days of the log of changes. Undo and history reach as far back.
    pub changes_days: u32,
    /// Most entries of the log of changes.
    pub changes_max: u64,
    /// Days that rejected and held rows are kept after their run ended.
    pub dead_letters_days: u32,
    /// Most rejected and held rows.
    pub dead_letters_max: u64,
    /// Days that runs and their reports are kept after they ended, and at least as long as their changes.
    pub runs_days: u32,
    /// Most runs.
    pub runs_max: u64,
    /// Days that pushes are kept after they were settled: a push that comes again within this time is known.
    pub pushes_days: u32,
    /// Most pushes of one connection that wait although no sync reads them; they wait no longer than settled ones are kept.
    pub pushes_unread_max: u64,
    /// Days that decided questions and alerts that are over are kept.
    pub notices_days: u32,
    /// Hours that answers to idempotent requests are kept.
    pub answers_hours: u32,
    /// Most bytes of such answers.
    pub answers_bytes_max: u64,
}

impl Default for Keep {
    /// 400 days, so that a year can be looked back on and undone with room to spare; dead letters half a year; pushes 30 days, and
    /// at most 100,000 of a connection that nobody reads; answers 72 hours.
    fn default() -> Self {
        Self {
            changes_days: 400,
            changes_max: 500_000_000,
            dead_letters_days: 180,
            dead_letters_max: 20_000_000,
            runs_days: 400,
            runs_max: 1_000_000,
            pushes_days: 30,
            pushes_unread_max: 100_000,
            notices_days: 400,
            answers_hours: 72,
            answers_bytes_max: 2 << 30,
        }
    }
}

impl Keep {
    /// How long answers to idempotent requests are kept, in milliseconds.
    #[must_use]
    pub fn answers_ms(&self) -> i64 {
        i64::from(self.answers_hours) * HOUR_MS
    }
}

/// Where the log of changes was cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Floor {
    /// The newest change that is no longer kept; 0 while all are.
    pub seq: i64,
    /// When that change was made; 0 while all are kept.
    pub at_ms: i64,
}

/// What one slice threw away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// Entries of the log of changes.
    pub changes: u64,
    /// Rejected and held rows.
    pub dead_letters: u64,
    /// Runs with their reports.
    pub runs: u64,
    /// Lines of the log of writes to other systems, of runs that are forgotten.
    pub writes: u64,
    /// Settled pushes.
    pub pushes: u64,
    /// Pushes that waited and that no sync reads.
    pub unread_pushes: u64,
    /// Decided questions, and alerts that are over.
    pub notices: u64,
    /// Answers to idempotent requests.
    pub answers: u64,
    /// Sessions of people and sign-in links that are over.
    pub sessions: u64,
}

impl Removed {
    /// True when nothing was left to throw away.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Session<'_> {
    /// Where the log of changes was cut.
    ///
    /// # Errors
    /// Those of the database.
    pub fn change_floor(&mut self) -> Result<Floor, StoreError> {
        Ok(Floor { seq: self.counter(FLOOR)?, at_ms: self.counter(FLOOR_MS)? })
    }

    /// How many rejected and held rows are kept, ended ones included. Quick.
    ///
    /// # Errors
    /// Those of the database.
    pub fn dead_letter_count(&mut self) -> Result<i64, StoreError> {
        self.counter(DEAD_LETTERS)
    }

    /// Throws away at most `limit` of each kind of thing that `keep` no longer asks for. `upto_seq` is the newest change that
    /// may go: whoever follows the log (the search index) has read so far.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keep_slice(&mut self, keep: &Keep, upto_seq: i64, limit: usize) -> Result<Removed, StoreError> {
        let before = |days: u32| self.now_ms() - i64::from(days) * DAY_MS;
        let (changes_before, letters_before, runs_before) =
            (before(keep.changes_days), before(keep.dead_letters_days), before(keep.runs_days));
        let (pushes_before, notices_before) = (before(keep.pushes_days), before(keep.notices_days));
        let answers_before = self.now_ms() - keep.answers_ms();
        Ok(Removed {
            changes: self.changes_trim(changes_before, bound(keep.changes_max), upto_seq, limit)?,
            dead_letters: self.dead_letters_trim(letters_before, bound(keep.dead_letters_max), limit)?,
            runs: self.runs_trim(runs_before, bound(keep.runs_max), limit)?,
            writes: self.writes_trim(limit)?,
            pushes: self.pushes_trim(pushes_before, limit)?,
            // Who reads what stands in the definitions of syncs, which are the engine's business.
            unread_pushes: 0,
            notices: self.notices_trim(notices_before, limit)?,
            answers: self.answers_trim(answers_before, bound(keep.answers_bytes_max), limit)?,
            sessions: self.person_sessions_trim(limit)?,
        })
    }

    fn changes_trim(&mut self, before_ms: i64, entries_max: i64, upto_seq: i64, limit: usize) -> Result<u64, StoreError> {
        let floor = self.change_floor()?;
        let head = self.change_head()?;
        let oldest = self.query(
            "SELECT seq, at_ms FROM change WHERE seq > $1 ORDER BY seq LIMIT $2",
            &[Value::Int(floor.seq), limit_value(limit)],
            |row| Ok((row.int(0)?, row.int(1)?)),
        )?;
        let goes = |(seq, at_ms): &(i64, i64)| *seq <= upto_seq && (*at_ms < before_ms || head - seq >= entries_max);
        let Some((seq, at_ms)) = oldest.into_iter().take_while(goes).last() else { return Ok(0) };
        let removed = self.execute("DELETE FROM change WHERE seq > $1 AND seq <= $2", &[Value::Int(floor.seq), Value::Int(seq)])?;
        self.counter_raise(FLOOR, seq)?;
        self.counter_raise(FLOOR_MS, at_ms)?;
        Ok(removed)
    }

    fn counter_raise(&mut self, name: &str, value: i64) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO counter (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
             SET value = CASE WHEN counter.value < excluded.value THEN excluded.value ELSE counter.value END",
            &[name.into(), Value::Int(value)],
        )
        .map(|_| ())
    }

    /// Letters have no time of their own: they are as old as the end of their run.
    fn dead_letters_trim(&mut self, before_ms: i64, letters_max: i64, limit: usize) -> Result<u64, StoreError> {
        let mut after = i64::MIN;
        for _ in 0..RUNS_LOOKED_AT {
            let next = self.query_one("SELECT min(run) FROM dead_letter WHERE run > $1", &[Value::Int(after)], |row| row.opt_int(0))?;
            let Some(run) = next.flatten() else { return Ok(0) };
            let finished = self.run(RunId(run))?.map_or(Some(i64::MIN), |run| run.finished_ms);
            let is_over = self.counter(DEAD_LETTERS)? > letters_max;
            if finished.is_some_and(|at_ms| at_ms < before_ms || is_over) {
                let removed = self.execute(
                    "DELETE FROM dead_letter WHERE run = $1 AND row_number <= (SELECT max(row_number) FROM \
                     (SELECT row_number FROM dead_letter WHERE run = $1 ORDER BY row_number LIMIT $2) AS oldest)",
                    &[Value::Int(run), limit_value(limit)],
                )?;
                self.counter_add(DEAD_LETTERS, -i64::try_from(removed).unwrap_or(0))?;
                return Ok(removed);
            }
            after = run;
        }
        Ok(0)
    }

    fn runs_trim(&mut self, before_ms: i64, runs_max: i64, limit: usize) -> Result<u64, StoreError> {
        let floor = self.change_floor()?;
        let known = self.query_one("SELECT count(*) FROM run", &[], |row| row.int(0))?.unwrap_or(0);
        // Over the bound the oldest go, however young they are; those that can be undone stay all the same.
        let (before_ms, limit) =
            if known > runs_max { (i64::MAX, limit.min(usize::try_from(known - runs_max).unwrap_or(limit))) } else { (before_ms, limit) };
        let old = self.query(
            "SELECT id FROM run WHERE finished_ms < $1 \
             AND NOT EXISTS (SELECT 1 FROM run_batch AS b WHERE b.run = run.id AND b.seq_low <= b.seq_high AND b.seq_high > $2) \
             AND NOT EXISTS (SELECT 1 FROM dead_letter AS d WHERE d.run = run.id) ORDER BY finished_ms LIMIT $3",
            &[Value::Int(before_ms), Value::Int(floor.seq), limit_value(limit)],
            |row| row.int(0),
        )?;
        for run in &old {
            self.execute("DELETE FROM run_batch WHERE run = $1", &[Value::Int(*run)])?;
            self.execute("DELETE FROM run WHERE id = $1", &[Value::Int(*run)])?;
            self.execute("DELETE FROM sync_run WHERE run = $1", &[Value::Int(*run)])?;
        }
        Ok(old.len() as u64)
    }

    /// What a run wrote to other systems is kept as long as the run.
    fn writes_trim(&mut self, limit: usize) -> Result<u64, StoreError> {
        let oldest = self.query_one("SELECT min(run) FROM delivery_log", &[], |row| row.opt_int(0))?.flatten();
        let kept = self.query_one("SELECT min(id) FROM run", &[], |row| row.opt_int(0))?.flatten();
        let Some(oldest) = oldest.filter(|oldest| kept.is_none_or(|kept| *oldest < kept)) else { return Ok(0) };
        self.execute(
            "DELETE FROM delivery_log WHERE run = $1 AND number <= (SELECT max(number) FROM \
             (SELECT number FROM delivery_log WHERE run = $1 ORDER BY number LIMIT $2) AS oldest)",
            &[Value::Int(oldest), limit_value(limit)],
        )
    }

    /// Streams that waiting pushes of a connection name; an empty name for those that name none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_streams(&mut self, connection: i64) -> Result<Vec<String>, StoreError> {
        const FIRST: &str = "SELECT min(stream) FROM inbox WHERE state = 0 AND connection = $1";
        const NEXT: &str = "SELECT min(stream) FROM inbox WHERE state = 0 AND connection = $1 AND stream > $2";
        // One step in the index for each stream, however many pushes wait.
        let mut found: Vec<String> = Vec::new();
        while found.len() < STREAMS_MAX {
            let next = match found.last() {
                None => self.query_one(FIRST, &[Value::Int(connection)], |row| row.opt_text(0))?,
                Some(after) => self.query_one(NEXT, &[Value::Int(connection), after.as_str().into()], |row| row.opt_text(0))?,
            };
            let Some(next) = next.flatten() else { break };
            found.push(next);
        }
        Ok(found)
    }

    /// Throws away waiting pushes of a stream that came before `before_ms`, and the oldest of those beyond `pushes_max`; at most
    /// `limit`. How many went.
    ///
    /// # Errors
    /// Those of the database.
    pub fn inbox_drop(&mut self, connection: i64, stream: &str, before_ms: i64, pushes_max: u64, limit: usize) -> Result<u64, StoreError> {
        const OLDEST: &str = "SELECT id, received_ms FROM inbox WHERE state = 0 AND connection = $1 AND stream = $2 ORDER BY id LIMIT $3";
        const BEYOND: &str = "SELECT id FROM inbox WHERE state = 0 AND connection = $1 AND stream = $2 ORDER BY id DESC LIMIT 1 OFFSET $3";
        const DROP: &str = "DELETE FROM inbox WHERE state = 0 AND connection = $1 AND stream = $2 AND id <= $3";
        let of_stream = |last: Value<'static>| [Value::Int(connection), Value::Text(stream), last];
        let beyond = self.query_one(BEYOND, &of_stream(Value::Int(bound(pushes_max))), |row| row.int(0))?;
        let oldest = self.query(OLDEST, &of_stream(limit_value(limit)), |row| Ok((row.int(0)?, row.int(1)?)))?;
        let goes = |(id, received_ms): &(i64, i64)| *received_ms < before_ms || beyond.is_some_and(|beyond| *id <= beyond);
        let Some((last, _)) = oldest.into_iter().take_while(goes).last() else { return Ok(0) };
        self.execute(DROP, &of_stream(Value::Int(last)))
    }

    /// A push that waits stays, however old it is: whether anybody reads it, the engine says.
    fn pushes_trim(&mut self, before_ms: i64, limit: usize) -> Result<u64, StoreError> {
        const OLDEST: &str = "DELETE FROM inbox WHERE id IN \
                              (SELECT id FROM inbox WHERE settled_ms IS NOT NULL AND settled_ms < $1 AND state <> 0 ORDER BY id LIMIT $2)";
        self.execute(OLDEST, &[Value::Int(before_ms), limit_value(limit)])
    }

    /// What waits for a person stays, however old it is.
    fn notices_trim(&mut self, before_ms: i64, limit: usize) -> Result<u64, StoreError> {
        let mut removed = 0;
        for sql in [
            "DELETE FROM review WHERE id IN (SELECT id FROM review WHERE state <> 0 AND settled_ms < $1 ORDER BY id LIMIT $2)",
            "DELETE FROM alert_notice WHERE alert IN (SELECT id FROM alert WHERE closed_ms < $1 ORDER BY id LIMIT $2)",
            "DELETE FROM alert WHERE id IN (SELECT id FROM alert WHERE closed_ms < $1 ORDER BY id LIMIT $2)",
        ] {
            removed += self.execute(sql, &[Value::Int(before_ms), limit_value(limit)])?;
        }
        Ok(removed)
    }

    /// Forgets a run that changed nothing and refused nothing; false for any other.
    ///
    /// # Errors
    /// Those of the database.
    pub fn run_forget(&mut self, run: RunId) -> Result<bool, StoreError> {
        let changed = "EXISTS (SELECT 1 FROM run_batch WHERE run = $1 AND seq_low <= seq_high)";
        let refused = "EXISTS (SELECT 1 FROM dead_letter WHERE run = $1)";
        let gone = self.execute(&format!("DELETE FROM run WHERE id = $1 AND NOT {changed} AND NOT {refused}"), &[Value::Int(run.0)])? > 0;
        if gone {
            self.execute("DELETE FROM run_batch WHERE run = $1", &[Value::Int(run.0)])?;
            self.execute("DELETE FROM sync_run WHERE run = $1", &[Value::Int(run.0)])?;
        }
        Ok(gone)
    }

    fn answers_trim(&mut self, before_ms: i64, bytes_max: i64, limit: usize) -> Result<u64, StoreError> {
        const OLDEST: &str = "DELETE FROM idempotency WHERE key IN (SELECT key FROM idempotency WHERE at_ms < $1 ORDER BY at_ms LIMIT $2)";
        let removed = self.execute(OLDEST, &[Value::Int(before_ms), limit_value(limit)])?;
        if removed > 0 {
            return Ok(removed);
        }
        const SIZE: &str = "SELECT CAST(coalesce(sum(octet_length(body) + octet_length(headers)), 0) AS BIGINT) FROM idempotency";
        let bytes = self.query_one(SIZE, &[], |row| row.int(0))?.unwrap_or(0);
        if bytes <= bytes_max {
            return Ok(0);
        }
        // Those still running (status 0) stay: their requests would be done twice.
        const OVER: &str = "DELETE FROM idempotency WHERE key IN \
                            (SELECT key FROM idempotency WHERE status <> 0 ORDER BY at_ms LIMIT $1)";
        self.execute(OVER, &[limit_value(limit.min(OVER_SLICE))])
    }
}

/// Answers thrown away before their size is looked at again.
const OVER_SLICE: usize = 100;

fn bound(most: u64) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
