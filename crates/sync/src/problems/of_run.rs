//! The refused rows of one run, or of all runs of one sync: listed, and those of a run that are chosen applied again, whatever their causes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use model::{Actor, ObjectId, RunId, SourceId};
use store::{DeadLetterState, Letter, LetterCause, RunRow, Session, StoreError};

use super::{Ended, ProblemError, Problems, ROWS_MAX, Replay, Replayed, RowId, id_of};

/// How a row ended that may be applied again: a person left it out.
const EXCLUDED: &str = "excluded";

impl Problems {
    /// Refused rows of a run, open or ended, by place after `after`, at most `limit`; each with the id of its group.
    ///
    /// # Errors
    /// Those of the store.
    pub fn letters_of_run(&self, run: &RunRow, after: i64, limit: usize) -> Result<Vec<(String, Letter)>, ProblemError> {
        let letters = self.records.store().read(|session| session.letters_of_run(run.id, after, limit))?;
        Ok(letters.into_iter().map(|letter| (id_of(&cause_in(run, &letter)), letter)).collect())
    }

    /// Open rows that runs of a sync refused, or that wait for a decision, by run and place after `after`, at most `limit`; each with
    /// the id of its group.
    ///
    /// # Errors
    /// Those of the store.
    pub fn letters_of_sync(
        session: &mut Session<'_>,
        sync: i64,
        state: DeadLetterState,
        after: Option<RowId>,
        limit: usize,
    ) -> Result<Vec<(String, Letter)>, StoreError> {
        let after = after.map_or((RunId(0), 0), |row| (row.run, row.number));
        let letters = session.letters_of_sync(sync, state, after, limit)?;
        let mut runs: BTreeMap<i64, Option<RunRow>> = BTreeMap::new();
        for letter in &letters {
            let id = letter.row.run;
            if let Entry::Vacant(place) = runs.entry(id.0) {
                place.insert(session.run(id)?);
            }
        }
        let named = letters.into_iter().filter_map(|letter| {
            let run = runs.get(&letter.row.run.0)?.as_ref()?;
            Some((id_of(&cause_in(run, &letter)), letter))
        });
        Ok(named.collect())
    }

    /// Applies chosen rows of a run again, as [`Problems::replay`] does it for each of their causes. Rows that a person had left out
    /// are taken in again.
    ///
    /// # Errors
    /// [`ProblemError::NotFound`] for a row that is not one of the run's; [`ProblemError::Gone`] for one that ended otherwise than by
    /// being left out; others as [`Problems::replay`]. What was applied before the error stays.
    pub fn replay_of_run(&self, run: &RunRow, rows: &[RowId], actor: &Actor) -> Result<Replayed, ProblemError> {
        if rows.len() > ROWS_MAX {
            return Err(ProblemError::TooMany(ROWS_MAX));
        }
        let mut sorted = rows.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut causes: BTreeMap<String, Vec<RowId>> = BTreeMap::new();
        let mut left_out = Vec::new();
        for row in sorted {
            let letter = if row.run == run.id { self.records.store().read(|session| session.letter(row.run, row.number))? } else { None };
            let letter = letter.ok_or_else(|| ProblemError::NotFound(row.to_string()))?;
            if !letter.ended.is_empty() {
                let ended: Ended = serde_json::from_str(&letter.ended).unwrap_or_default();
                if ended.how != EXCLUDED {
                    return Err(ProblemError::Gone(format!("row {row} is settled already ({})", ended.how)));
                }
                left_out.push(row);
            }
            causes.entry(id_of(&cause_in(run, &letter))).or_default().push(row);
        }
        if causes.is_empty() {
            return Err(ProblemError::NotFound(run.id.to_string()));
        }
        self.records.store().write(move |session| open_again(session, &left_out))?;
        let mut all = Replayed::default();
        for (id, rows) in causes {
            all.add(self.replay(&id, &Replay { rows: Some(rows), ..Replay::default() }, actor)?);
        }
        Ok(all)
    }
}

fn open_again(session: &mut Session<'_>, rows: &[RowId]) -> Result<(), StoreError> {
    rows.iter().try_for_each(|row| session.letter_open_again(row.run, row.number).map(|_| ()))
}

/// The cause of a row, as groups of all runs have it.
fn cause_in(run: &RunRow, letter: &Letter) -> LetterCause {
    LetterCause {
        object: run.object.unwrap_or(ObjectId(0)),
        source: run.source.unwrap_or(SourceId(0)),
        code: letter.row.code,
        field: letter.row.field.clone(),
    }
}

impl Replayed {
    fn add(&mut self, other: Self) {
        self.runs.extend(other.runs);
        self.replayed += other.replayed;
        self.refused += other.refused;
        self.inbox += other.inbox;
        self.due += other.due;
        self.superseded += other.superseded;
    }
}
