//! What people say about a cause and what they did about it, in one thread that stays when its rows are settled.

use model::{Actor, format_ms};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::{LetterNote, Session, StoreError};

use super::{ProblemError, Problems, cause_of};

/// Letters of one note.
pub const NOTE_MAX: usize = 4_000;

/// One entry of the thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Rises with time.
    pub id: i64,
    /// Who, [`Actor`] as text.
    pub by: String,
    /// When (ms).
    pub at_ms: i64,
    /// What.
    pub said: Said,
}

impl Note {
    /// As the API and the command line show it: what was said or done beside its id, who and when.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let said = match &self.said {
            Said::Note { text } => json!({"kind": "note", "text": text}),
            Said::Assigned { person } => json!({"kind": "assigned", "person": person.map(|id| id.to_string())}),
            Said::Snoozed { until_ms, text } => json!({"kind": "snoozed", "until": format_ms(*until_ms), "text": text}),
            Said::Woken => json!({"kind": "woken"}),
            Said::Replayed { rows, refused, values } => json!({"kind": "replayed", "rows": rows, "refused": refused, "values": values}),
            Said::Decided { rows, choice, record } => json!({"kind": "decided", "rows": rows, "choice": choice, "record": record}),
            Said::Excluded { rows, text } => json!({"kind": "excluded", "rows": rows, "text": text}),
        };
        let mut all = json!({"id": self.id.to_string(), "by": self.by, "at": format_ms(self.at_ms)});
        if let (Value::Object(all), Value::Object(said)) = (&mut all, said) {
            all.extend(said);
        }
        all
    }
}

/// What was said or done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Said {
    /// Words of a person.
    Note {
        /// At most [`NOTE_MAX`] letters.
        text: String,
    },
    /// Somebody looks after it, or nobody any more.
    Assigned {
        /// Id of the person.
        person: Option<i64>,
    },
    /// It may wait.
    Snoozed {
        /// Until then (ms).
        until_ms: i64,
        /// Why.
        text: String,
    },
    /// It may not wait any longer.
    Woken,
    /// Rows were applied again.
    Replayed {
        /// How many.
        rows: u64,
        /// Of these, refused again.
        refused: u64,
        /// The correction of all of them, by column.
        values: Map<String, Value>,
    },
    /// It was said what rows are that fit several records.
    Decided {
        /// How many rows.
        rows: u64,
        /// `this`, `one`, `new`.
        choice: String,
        /// The record that was meant by `this`.
        record: Option<String>,
    },
    /// Rows were left out for good.
    Excluded {
        /// How many.
        rows: u64,
        /// Why.
        text: String,
    },
}

impl Problems {
    /// The thread of a cause, newest first, with a smaller id than `before`, at most `limit`. It is there whether or not rows are open.
    ///
    /// # Errors
    /// [`ProblemError::NotFound`] for an id that names no cause; those of the store.
    pub fn notes(&self, id: &str, before: Option<i64>, limit: usize) -> Result<Vec<Note>, ProblemError> {
        cause_of(id)?;
        let notes = self.records.store().read(|session| session.letter_notes(id, before, limit))?;
        notes.into_iter().map(read).collect()
    }

    /// Adds words of a person to the thread of a cause.
    ///
    /// # Errors
    /// [`ProblemError::NotFound`] for a cause that no row ever had; [`ProblemError::NoteMissing`] without any words; those of the store.
    pub fn note(&self, id: &str, text: &str, actor: &Actor) -> Result<Note, ProblemError> {
        cause_of(id)?;
        let text: String = text.trim().chars().take(NOTE_MAX).collect();
        if text.is_empty() {
            return Err(ProblemError::NoteMissing);
        }
        let is_known = |is_open| self.letters(id, is_open, None, 1).map(|letters| !letters.is_empty());
        if !is_known(true)? && !is_known(false)? {
            return Err(ProblemError::NotFound(id.to_owned()));
        }
        self.say(id, Said::Note { text }, actor)
    }

    /// Adds to the thread in a transaction of its own.
    pub(super) fn say(&self, id: &str, said: Said, actor: &Actor) -> Result<Note, ProblemError> {
        let (id, by) = (id.to_owned(), actor.to_string());
        read(self.records.store().write(move |session| say_in(session, &id, &said, &by))?)
    }
}

/// Adds to the thread in the transaction of whoever asks.
pub(super) fn say_in(session: &mut Session<'_>, id: &str, said: &Said, by: &str) -> Result<LetterNote, StoreError> {
    session.letter_note_add(id, by, &crate::begin::to_json(said))
}

fn read(note: LetterNote) -> Result<Note, ProblemError> {
    let said = serde_json::from_str(&note.document).map_err(|_| StoreError::Damaged("a note about a problem"))?;
    Ok(Note { id: note.id, by: note.actor, at_ms: note.at_ms, said })
}
