//! A person's word about rows that fit several records.

use std::collections::BTreeMap;

use model::{Actor, RecordId, RecordState};
use records::Decision;
use store::{DeadLetterState, Letter, StoreError};

use super::{ProblemError, Problems, Replay, Replayed, RowId, Said};

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Each row is this record, which is one of those that it fits; of those, the only one when no record is named.
    This(Option<RecordId>),
    /// The records that a row fits are one, and it is that one.
    One,
    /// Each row is a new record, told apart from those that it fits.
    New,
}

/// What is asked of a decision.
#[derive(Clone, Debug)]
pub struct Decide {
    /// The rows; all open ones of the group that wait for a decision when absent, at most 10,000.
    pub rows: Option<Vec<RowId>>,
    /// What is said about them.
    pub choice: Choice,
}

impl Problems {
    /// Applies rows of a group that wait for a decision, as a person says. They end with the run that does it, which can be
    /// undone; what a guard forbids waits again, as a row of that run.
    ///
    /// # Errors
    /// [`ProblemError::NotHeld`] for a row that fits nobody; [`ProblemError::NotCandidate`] for a record that a row does not fit,
    /// or none where it fits several; others as [`Problems::replay`].
    pub fn decide(&self, id: &str, ask: &Decide, actor: &Actor) -> Result<Replayed, ProblemError> {
        let mut letters = self.chosen(id, ask.rows.as_deref())?;
        if ask.rows.is_none() {
            letters.retain(is_held);
        }
        if letters.is_empty() {
            return Err(ProblemError::NotFound(id.to_owned()));
        }
        let mut decisions = BTreeMap::new();
        for letter in &letters {
            if !is_held(letter) {
                return Err(ProblemError::NotHeld(RowId::of(letter).to_string()));
            }
            let decision = match ask.choice {
                Choice::This(record) => Decision::This(self.candidate(letter, record)?),
                Choice::One => Decision::One,
                Choice::New => Decision::New,
            };
            decisions.insert(RowId::of(letter), decision);
        }
        let rows = Some(decisions.keys().copied().collect());
        let count = decisions.len() as u64;
        let replayed = self.apply_again(id, &Replay { rows, decisions, ..Replay::default() }, actor)?;
        let (choice, record) = match ask.choice {
            Choice::This(record) => ("this", record.map(|record| record.to_string())),
            Choice::One => ("one", None),
            Choice::New => ("new", None),
        };
        self.say(id, Said::Decided { rows: count, choice: choice.to_owned(), record }, actor)?;
        Ok(replayed)
    }

    /// The live record that was named, or the only one, among those that a row fits. Merged ones stand for what they became.
    fn candidate(&self, letter: &Letter, named: Option<RecordId>) -> Result<RecordId, ProblemError> {
        let told: Vec<RecordId> = letter.row.candidates.split(',').filter_map(|id| id.trim().parse().ok()).map(RecordId).collect();
        let (mut live, named) = self.records.store().read(|session| {
            let heads = session.resolve(&told)?;
            let rows = session.records(&heads)?;
            let live: Vec<RecordId> = rows.into_iter().flatten().filter(|row| row.state == RecordState::Live).map(|row| row.id).collect();
            let named = match named {
                Some(named) => session.resolve(&[named])?.first().copied(),
                None => None,
            };
            Ok::<_, StoreError>((live, named))
        })?;
        live.sort_unstable();
        live.dedup();
        let found = match (named, live.as_slice()) {
            (Some(named), live) => live.contains(&named).then_some(named),
            (None, [only]) => Some(*only),
            (None, _) => None,
        };
        found.ok_or_else(|| ProblemError::NotCandidate {
            row: RowId::of(letter).to_string(),
            candidates: live.iter().map(ToString::to_string).collect(),
        })
    }
}

fn is_held(letter: &Letter) -> bool {
    letter.row.state == DeadLetterState::Held && !letter.row.candidates.is_empty()
}
