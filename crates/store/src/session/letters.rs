//! Dead letters of all runs, by what they have in common, and how each of them ended.

use model::{FindingCode, ObjectId, RunId, SourceId};

use super::Session;
use super::commit::dead_letter_code;
use super::ids::IdKind;
use super::log::{dead_letter_row, finding_code, limit_value};
use crate::value::{SqlRow, Value};
use crate::{DeadLetterRow, DeadLetterState, StoreError};

/// What dead letters of one cause have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterCause {
    /// The object the rows were for.
    pub object: ObjectId,
    /// The source they came from; 0 where a run had none.
    pub source: SourceId,
    /// Why they could not be applied.
    pub code: FindingCode,
    /// The field concerned; empty for the whole record.
    pub field: String,
}

/// Open dead letters of one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterGroup {
    /// What they have in common.
    pub cause: LetterCause,
    /// How many.
    pub count: i64,
    /// How many of them wait for a decision; the others were rejected.
    pub held: i64,
    /// When the first run that met one began (ms).
    pub first_ms: i64,
    /// When the newest run that met one began (ms).
    pub last_ms: i64,
}

/// A dead letter with how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The row.
    pub row: DeadLetterRow,
    /// How it ended: JSON object text; empty while it is open.
    pub ended: String,
}

/// What somebody said or did about a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterNote {
    /// Rises with time.
    pub id: i64,
    /// Who, an actor as text.
    pub actor: String,
    /// What: JSON object text.
    pub document: String,
    /// When (ms).
    pub at_ms: i64,
}

/// Notes that are kept of one cause: the newest.
pub const LETTER_NOTES_MAX: i64 = 1_000;

const DAY_MS: i64 = 86_400_000;
const COLUMNS: &str = "d.run, d.row_number, d.state, d.code, d.field, d.detail, d.raw, d.candidates, d.ended";
const JOIN: &str = "FROM dead_letter AS d JOIN run AS r ON r.id = d.run";
const SAME_CAUSE: &str = "coalesce(r.object, 0) = $1 AND coalesce(r.source, 0) = $2 AND d.code = $3 AND d.field = $4";

impl Session<'_> {
    /// Open dead letters by cause, the largest groups first, at most `limit` groups.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_groups(&mut self, limit: usize) -> Result<Vec<LetterGroup>, StoreError> {
        self.query(
            &format!(
                "SELECT coalesce(r.object, 0), coalesce(r.source, 0), d.code, d.field, count(*), \
                 sum(CASE WHEN d.state = 1 THEN 1 ELSE 0 END), min(r.started_ms), max(r.started_ms) {JOIN} WHERE d.state < 2 \
                 GROUP BY coalesce(r.object, 0), coalesce(r.source, 0), d.code, d.field \
                 ORDER BY count(*) DESC, d.code, d.field LIMIT $1"
            ),
            &[limit_value(limit)],
            |row| {
                Ok(LetterGroup { cause: cause(row)?, count: row.int(4)?, held: row.int(5)?, first_ms: row.int(6)?, last_ms: row.int(7)? })
            },
        )
    }

    /// How many dead letters of each cause came on each day since `since_ms`, whatever became of them: the cause, the beginning of
    /// the day in UTC (ms), and how many. By cause and day, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_days(&mut self, since_ms: i64, limit: usize) -> Result<Vec<(LetterCause, i64, i64)>, StoreError> {
        self.query(
            &format!(
                "SELECT coalesce(r.object, 0), coalesce(r.source, 0), d.code, d.field, r.started_ms / {DAY_MS} * {DAY_MS}, count(*) {JOIN} \
                 WHERE r.started_ms >= $1 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5 LIMIT $2"
            ),
            &[Value::Int(since_ms), limit_value(limit)],
            |row| Ok((cause(row)?, row.int(4)?, row.int(5)?)),
        )
    }

    /// The syncs that met open dead letters, by cause, each with how many, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_syncs(&mut self, limit: usize) -> Result<Vec<(LetterCause, i64, i64)>, StoreError> {
        self.query(
            &format!(
                "SELECT coalesce(r.object, 0), coalesce(r.source, 0), d.code, d.field, s.sync, count(*) {JOIN} \
                 JOIN sync_run AS s ON s.run = d.run WHERE d.state < 2 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5 LIMIT $1"
            ),
            &[limit_value(limit)],
            |row| Ok((cause(row)?, row.int(4)?, row.int(5)?)),
        )
    }

    /// What people noted about causes: the id of the cause and JSON object text.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_cares(&mut self, limit: usize) -> Result<Vec<(String, String)>, StoreError> {
        self.query("SELECT cause, document FROM letter_care ORDER BY updated_ms DESC LIMIT $1", &[limit_value(limit)], |row| {
            Ok((row.text(0)?, row.text(1)?))
        })
    }

    /// Replaces what people noted about a cause.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_care_save(&mut self, cause: &str, document: &str) -> Result<(), StoreError> {
        let now_ms = self.now_ms();
        self.execute(
            "INSERT INTO letter_care (cause, document, updated_ms) VALUES ($1, $2, $3) \
             ON CONFLICT (cause) DO UPDATE SET document = excluded.document, updated_ms = excluded.updated_ms",
            &[cause.into(), document.into(), Value::Int(now_ms)],
        )
        .map(|_| ())
    }

    /// Adds what somebody said or did about a cause; beyond [`LETTER_NOTES_MAX`] the oldest go. Gives the note.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_note_add(&mut self, cause: &str, actor: &str, document: &str) -> Result<LetterNote, StoreError> {
        let id = self.allocate_ids(IdKind::LetterNote, 1)?;
        let at_ms = self.now_ms();
        self.execute(
            "INSERT INTO letter_note (id, cause, actor, document, at_ms) VALUES ($1, $2, $3, $4, $5)",
            &[Value::Int(id), cause.into(), actor.into(), document.into(), Value::Int(at_ms)],
        )?;
        self.execute(
            "DELETE FROM letter_note WHERE cause = $1 AND id <= \
             (SELECT id FROM letter_note WHERE cause = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)",
            &[cause.into(), Value::Int(LETTER_NOTES_MAX)],
        )?;
        Ok(LetterNote { id, actor: actor.to_owned(), document: document.to_owned(), at_ms })
    }

    /// What was said and done about a cause, newest first, with a smaller id than `before` (`None`: from the newest).
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_notes(&mut self, cause: &str, before: Option<i64>, limit: usize) -> Result<Vec<LetterNote>, StoreError> {
        self.query(
            "SELECT id, actor, document, at_ms FROM letter_note WHERE cause = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
            &[cause.into(), Value::Int(before.unwrap_or(i64::MAX)), limit_value(limit)],
            |row| Ok(LetterNote { id: row.int(0)?, actor: row.text(1)?, document: row.text(2)?, at_ms: row.int(3)? }),
        )
    }

    /// Dead letters of one cause, open or ended ones, by run and row after `after`, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letters_of(&mut self, cause: &LetterCause, is_open: bool, after: (RunId, i64), limit: usize) -> Result<Vec<Letter>, StoreError> {
        let state = if is_open { "d.state < 2" } else { "d.state = 2" };
        self.query(
            &format!(
                "SELECT {COLUMNS} {JOIN} WHERE {state} AND {SAME_CAUSE} AND (d.run > $5 OR (d.run = $5 AND d.row_number > $6)) \
                 ORDER BY d.run, d.row_number LIMIT $7"
            ),
            &[
                Value::Int(cause.object.0.into()),
                Value::Int(cause.source.0.into()),
                Value::Text(&cause.code.name()),
                Value::Text(&cause.field),
                Value::Int(after.0.0),
                Value::Int(after.1),
                limit_value(limit),
            ],
            letter,
        )
    }

    /// Dead letters of a run, open or ended, by row after `after`, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letters_of_run(&mut self, run: RunId, after: i64, limit: usize) -> Result<Vec<Letter>, StoreError> {
        self.query(
            &format!("SELECT {COLUMNS} FROM dead_letter AS d WHERE d.run = $1 AND d.row_number > $2 ORDER BY d.row_number LIMIT $3"),
            &[Value::Int(run.0), Value::Int(after), limit_value(limit)],
            letter,
        )
    }

    /// Open dead letters that imports from a source to an object refused before `before`, by run and row after `after`, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letters_of_source(
        &mut self,
        object: ObjectId,
        source: SourceId,
        before: RunId,
        after: (RunId, i64),
        limit: usize,
    ) -> Result<Vec<Letter>, StoreError> {
        self.query(
            &format!(
                "SELECT {COLUMNS} {JOIN} WHERE d.state < 2 AND r.object = $1 AND r.source = $2 AND r.kind = 'import' AND d.run < $3 \
                 AND (d.run > $4 OR (d.run = $4 AND d.row_number > $5)) ORDER BY d.run, d.row_number LIMIT $6"
            ),
            &[
                Value::Int(object.0.into()),
                Value::Int(source.0.into()),
                Value::Int(before.0),
                Value::Int(after.0.0),
                Value::Int(after.1),
                limit_value(limit),
            ],
            letter,
        )
    }

    /// Open dead letters of all runs of a sync that are in this state, by run and row after `after`, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letters_of_sync(
        &mut self,
        sync: i64,
        state: DeadLetterState,
        after: (RunId, i64),
        limit: usize,
    ) -> Result<Vec<Letter>, StoreError> {
        self.query(
            &format!(
                "SELECT {COLUMNS} FROM sync_run AS s JOIN dead_letter AS d ON d.run = s.run WHERE s.sync = $1 AND s.run >= $2 \
                 AND d.state = $4 AND d.state < 2 AND (d.run > $2 OR d.row_number > $3) ORDER BY d.run, d.row_number LIMIT $5"
            ),
            &[Value::Int(sync), Value::Int(after.0.0), Value::Int(after.1), Value::Int(dead_letter_code(state)), limit_value(limit)],
            letter,
        )
    }

    /// How many open dead letters the runs of a sync met: rejected ones, and those that wait for a decision.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_counts_of_sync(&mut self, sync: i64) -> Result<(u64, u64), StoreError> {
        let sql = "SELECT count(*), coalesce(sum(CASE WHEN d.state = 1 THEN 1 ELSE 0 END), 0) FROM sync_run AS s \
                   JOIN dead_letter AS d ON d.run = s.run WHERE s.sync = $1 AND d.state < 2";
        let found = self.query_one(sql, &[Value::Int(sync)], |row| Ok((row.int(0)?.unsigned_abs(), row.int(1)?.unsigned_abs())))?;
        let (all, held) = found.unwrap_or_default();
        Ok((all.saturating_sub(held), held))
    }

    /// One dead letter.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter(&mut self, run: RunId, row_number: i64) -> Result<Option<Letter>, StoreError> {
        self.query_one(
            &format!("SELECT {COLUMNS} FROM dead_letter AS d WHERE d.run = $1 AND d.row_number = $2"),
            &[Value::Int(run.0), Value::Int(row_number)],
            letter,
        )
    }

    /// Ends an open dead letter by hand; false when it has ended already or is gone. `ended` is JSON object text that says how.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_end(&mut self, run: RunId, row_number: i64, ended: &str) -> Result<bool, StoreError> {
        self.letter_end_by(run, row_number, ended, None)
    }

    /// Opens a dead letter again that was ended by hand; false when it is open or gone, or when a run applied it: then that run is undone
    /// instead.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_open_again(&mut self, run: RunId, row_number: i64) -> Result<bool, StoreError> {
        let changed = self.execute(
            "UPDATE dead_letter SET state = coalesce(open_state, CASE WHEN candidates = '' THEN 0 ELSE 1 END), reopened_run = NULL \
             WHERE run = $1 AND row_number = $2 AND state = 2 AND ended_run IS NULL",
            &[Value::Int(run.0), Value::Int(row_number)],
        )?;
        Ok(changed > 0)
    }

    /// As [`Session::letter_end`], by the run that applied the row: undoing that run opens it again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letter_end_by(&mut self, run: RunId, row_number: i64, ended: &str, by: Option<RunId>) -> Result<bool, StoreError> {
        let changed = self.execute(
            "UPDATE dead_letter SET open_state = state, state = $3, ended = $4, ended_run = $5, reopened_run = NULL \
             WHERE run = $1 AND row_number = $2 AND state < 2",
            &[
                Value::Int(run.0),
                Value::Int(row_number),
                Value::Int(dead_letter_code(DeadLetterState::Settled)),
                Value::Text(ended),
                by.map_or(Value::Null, |by| Value::Int(by.0)),
            ],
        )?;
        Ok(changed > 0)
    }

    /// What an undo of `undone` by the run `by` means for dead letters: those that `undone` applied are open again, those that it
    /// refused anew end with it, and those that it had opened, where it is an undo itself, end as they had before. What somebody
    /// settled since stays settled. Gives how many are open again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn letters_undo(&mut self, undone: RunId, by: RunId) -> Result<u64, StoreError> {
        let values = [Value::Int(undone.0), Value::Int(by.0)];
        // Only what was refused anew is among those that are open again; an import whose rows superseded others refused rows of its own.
        let again = self.query_one(
            "SELECT count(*) FROM dead_letter WHERE ended_run = $1 AND state = 2 AND ended NOT LIKE '{\"how\":\"superseded\"%'",
            &[Value::Int(undone.0)],
            |row| row.int(0),
        )?;
        // How letters stood that ended before that was noted: only those that wait for a decision name candidates.
        let opened = self.execute(
            "UPDATE dead_letter SET state = coalesce(open_state, CASE WHEN candidates = '' THEN 0 ELSE 1 END), reopened_run = $2 \
             WHERE ended_run = $1 AND state = 2",
            &values,
        )?;
        self.execute(
            "UPDATE dead_letter SET open_state = state, state = 2, reopened_run = NULL WHERE reopened_run = $1 AND state < 2",
            &[Value::Int(undone.0)],
        )?;
        if again.unwrap_or(0) > 0 {
            // Each of them is one of those that are open again.
            let ended = format!(r#"{{"how":"superseded","run":"{by}","by":"run:{by}","at_ms":{}}}"#, self.now_ms());
            self.execute(
                "UPDATE dead_letter SET open_state = state, state = 2, ended = $3, ended_run = $2, reopened_run = NULL WHERE run = $1 AND state < 2",
                &[Value::Int(undone.0), Value::Int(by.0), Value::Text(&ended)],
            )?;
        }
        Ok(opened)
    }
}

fn cause(row: &SqlRow<'_>) -> Result<LetterCause, StoreError> {
    Ok(LetterCause {
        object: ObjectId(i16::try_from(row.int(0)?).map_err(|_| StoreError::Damaged("object of a run"))?),
        source: SourceId(i32::try_from(row.int(1)?).map_err(|_| StoreError::Damaged("source of a run"))?),
        code: finding_code(row.str(2)?.unwrap_or_default())?,
        field: row.text(3)?,
    })
}

fn letter(row: &SqlRow<'_>) -> Result<Letter, StoreError> {
    let (letter, ended) = (dead_letter_row(row)?, row.text(8)?);
    // One that was opened again keeps how it had ended, in case that holds again.
    Ok(Letter { ended: if letter.state == DeadLetterState::Settled { ended } else { String::new() }, row: letter })
}
