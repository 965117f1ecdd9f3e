//! The bench for rows that could not be applied: by cause, with what helps; corrected, tried, applied again, decided or left out.
//!
//! A dead letter is open until it ends in exactly one way, in the transaction that does it: applied again (a row that is refused
//! again is a new dead letter of the new run), decided by a person where it fits several records, handed back to the inbox (a push), superseded by a newer version of its record (also when a later import of its source applies it), or excluded by a person with a
//! reason. How, when, by whom and with which corrections stays with it. Rows of one record are applied in the order in which
//! they were shown.

mod care;
mod decide;
mod error;
mod notes;
mod of_run;
mod open_rows;
mod replay;
mod replaying;
pub mod rows;

use model::{Actor, FindingCode, Lang, ObjectId, RunId, SourceId};
use records::Records;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{Letter, LetterCause, LetterGroup, Session, StoreError};

use crate::import::ImportSettings;
use crate::tasks::Tasks;

use care::Around;
pub use care::{Care, CareChange};
pub use decide::{Choice, Decide};
pub use error::ProblemError;
pub use notes::{NOTE_MAX, Note, Said};
pub(crate) use open_rows::OpenRows;
pub use replay::{Replay, Replayed, Tried};
pub use replaying::Replaying;

/// Groups that are listed: more causes than that are looked at one after the other.
const GROUPS_MAX: usize = 1_000;
/// Rows that one call replays or excludes.
pub const ROWS_MAX: usize = 10_000;

/// The bench.
#[derive(Clone)]
pub struct Problems {
    records: Records,
    tasks: Tasks,
    settings: ImportSettings,
}

/// Open rows of one cause.
#[derive(Clone, Debug)]
pub struct Group {
    /// Tells the cause apart from all others: object, source, code and field. Stays the same over time.
    pub id: String,
    /// What the rows have in common, with counts and times.
    pub known: LetterGroup,
    /// API name of the object; empty when it is gone.
    pub object: String,
    /// Name of the source; empty where a run had none.
    pub source: String,
    /// How many rows came on each day, of the last fourteen: its beginning in UTC (ms), and how many. Days without any are left out.
    pub trend: Vec<(i64, i64)>,
    /// The syncs that met them, each with how many.
    pub syncs: Vec<(i64, i64)>,
    /// Who looks after it.
    pub care: Care,
}

impl Group {
    /// The cause in one plain sentence.
    #[must_use]
    pub fn cause(&self, lang: Lang) -> &'static str {
        self.known.cause.code.text(lang)
    }

    /// What helps.
    #[must_use]
    pub fn advice(&self, lang: Lang) -> &'static str {
        self.known.cause.code.advice(lang)
    }
}

/// A row by its run and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    /// The run that met it.
    pub run: RunId,
    /// Its place in the source.
    pub number: i64,
}

impl std::fmt::Display for RowId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.run, self.number)
    }
}

impl RowId {
    /// Reads the text form, `run-place`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (run, number) = text.split_once('-')?;
        Some(Self { run: RunId(run.parse().ok()?), number: number.parse().ok()? })
    }

    fn of(letter: &Letter) -> Self {
        Self { run: letter.row.run, number: letter.row.row_number }
    }
}

/// How a row ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ended {
    /// `replayed`, `decided`, `inbox`, `due`, `superseded`, `excluded`.
    pub how: String,
    /// What a person said about a row that fits several records: `this`, `one`, `new`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub choice: String,
    /// The record that was meant by `this`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// The run that applied it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// Who did it.
    pub by: String,
    /// When (ms).
    pub at_ms: i64,
    /// Why it was left out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What was corrected, by column.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub values: Map<String, Value>,
}

impl Problems {
    /// Over the syncs and imports of an installation.
    #[must_use]
    pub fn new(records: Records, tasks: Tasks, settings: ImportSettings) -> Self {
        Self { records, tasks, settings }
    }

    /// Open rows by cause, the largest groups first, at most 1,000 of them.
    ///
    /// # Errors
    /// Those of the store.
    pub fn groups(&self) -> Result<Vec<Group>, ProblemError> {
        let since_ms = care::trend_since(self.records.store().clock().now_ms());
        let (groups, sources, around) = self.records.store().read(|session| {
            let groups = session.letter_groups(GROUPS_MAX)?;
            let around = if groups.is_empty() { Around::default() } else { Around::read(session, since_ms)? };
            Ok::<_, store::StoreError>((groups, session.sources()?, around))
        })?;
        let schema = self.records.schema();
        let named = groups.into_iter().map(|known| {
            let object = schema.object_by_id(known.cause.object).map(|object| object.name.clone()).unwrap_or_default();
            let source = sources.iter().find(|source| source.id == known.cause.source).map(|source| source.name.clone());
            let id = id_of(&known.cause);
            let (trend, syncs) = (around.trend(&known.cause), around.syncs(&known.cause));
            Group { care: around.care(&id), id, object, source: source.unwrap_or_default(), trend, syncs, known }
        });
        Ok(named.collect())
    }

    /// One group.
    ///
    /// # Errors
    /// [`ProblemError::NotFound`] without open rows of this cause; those of the store.
    pub fn group(&self, id: &str) -> Result<Group, ProblemError> {
        self.groups()?.into_iter().find(|group| group.id == id).ok_or_else(|| ProblemError::NotFound(id.to_owned()))
    }

    /// The object that a group's rows are for, whether or not any of them is open.
    ///
    /// # Errors
    /// [`ProblemError::NotFound`] for an id that names no cause, or an object that is gone.
    pub fn object_of(&self, id: &str) -> Result<String, ProblemError> {
        let cause = cause_of(id)?;
        let schema = self.records.schema();
        let object = schema.object_by_id(cause.object).ok_or_else(|| ProblemError::NotFound(id.to_owned()))?;
        Ok(object.name.clone())
    }

    /// Rows of a group, open or ended, by run and place after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`ProblemError::NotFound`] for an id that names no cause; those of the store.
    pub fn letters(&self, id: &str, is_open: bool, after: Option<RowId>, limit: usize) -> Result<Vec<Letter>, ProblemError> {
        let cause = cause_of(id)?;
        let after = after.map_or((RunId(0), 0), |after| (after.run, after.number));
        Ok(self.records.store().read(|session| session.letters_of(&cause, is_open, after, limit))?)
    }

    /// Leaves rows out for good: those named, else all open ones of the group, at most 10,000. Gives how many.
    ///
    /// # Errors
    /// [`ProblemError::ReasonMissing`]; [`ProblemError::NotFound`] for a row that is not an open one of the group; those of the
    /// store.
    pub fn exclude(&self, id: &str, rows: Option<&[RowId]>, reason: &str, actor: &Actor) -> Result<usize, ProblemError> {
        if reason.trim().is_empty() {
            return Err(ProblemError::ReasonMissing);
        }
        let letters = self.chosen(id, rows)?;
        let reason: String = reason.trim().chars().take(1_000).collect();
        let ends = letters
            .iter()
            .map(|letter| (RowId::of(letter), Ended { how: "excluded".to_owned(), reason: reason.clone(), ..Ended::default() }));
        let count = self.end(ends.collect(), actor)?;
        if count > 0 {
            self.say(id, Said::Excluded { rows: count as u64, text: reason }, actor)?;
        }
        Ok(count)
    }

    /// Open rows of a group: those named, else the oldest.
    fn chosen(&self, id: &str, rows: Option<&[RowId]>) -> Result<Vec<Letter>, ProblemError> {
        let cause = cause_of(id)?;
        let Some(rows) = rows else { return self.letters(id, true, None, ROWS_MAX) };
        if rows.len() > ROWS_MAX {
            return Err(ProblemError::TooMany(ROWS_MAX));
        }
        let mut sorted = rows.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut letters = Vec::with_capacity(sorted.len());
        for row in sorted {
            let letter = self.records.store().read(|session| session.letter(row.run, row.number))?;
            let is_of_group = |letter: &Letter| letter.row.code == cause.code && letter.row.field == cause.field && letter.ended.is_empty();
            letters.push(letter.filter(is_of_group).ok_or_else(|| ProblemError::NotFound(row.to_string()))?);
        }
        Ok(letters)
    }

    /// Writes how rows ended; gives how many were open until now.
    fn end(&self, ends: Vec<(RowId, Ended)>, actor: &Actor) -> Result<usize, ProblemError> {
        let by = actor.to_string();
        let mut count = 0;
        for part in ends.chunks(1_000) {
            let (part, by) = (part.to_vec(), by.clone());
            count += self.records.store().write(move |session| {
                let part: Vec<(RowId, Ended)> = part.iter().map(|(row, ended)| (*row, Ended { by: by.clone(), ..ended.clone() })).collect();
                end_in(session, &part)
            })?;
        }
        Ok(count)
    }
}

/// Writes how rows ended, now, in the transaction of whoever asks; gives how many were open until now.
fn end_in(session: &mut Session<'_>, ends: &[(RowId, Ended)]) -> Result<usize, StoreError> {
    let at_ms = session.now_ms();
    let mut count = 0;
    for (row, ended) in ends {
        let ended = Ended { at_ms, ..ended.clone() };
        count += usize::from(session.letter_end(row.run, row.number, &crate::begin::to_json(&ended))?);
    }
    Ok(count)
}

/// The id of a cause: [`Group::id`].
pub(crate) fn id_of(cause: &LetterCause) -> String {
    format!("{}-{}-{}-{}", cause.object.0, cause.source.0, cause.code.name(), cause.field)
}

fn cause_of(id: &str) -> Result<LetterCause, ProblemError> {
    let mut parts = id.splitn(4, '-');
    let mut next = || parts.next().unwrap_or_default();
    let (object, source, code, field) = (next(), next(), next(), next());
    let read = || {
        let code: FindingCode = serde_json::from_value(Value::String(code.to_owned())).ok()?;
        let (object, source) = (ObjectId(object.parse().ok()?), SourceId(source.parse().ok()?));
        Some(LetterCause { object, source, code, field: field.to_owned() })
    };
    read().ok_or_else(|| ProblemError::NotFound(id.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_group_tells_its_cause() {
        for field in ["", "stage", "a-b"] {
            let cause =
                LetterCause { object: ObjectId(3), source: SourceId(12), code: FindingCode::OptionUnknown, field: field.to_owned() };
            assert_eq!(cause_of(&id_of(&cause)).expect("its own id"), cause);
        }
        for bad in ["", "3", "3-12", "3-12-nothing-x", "x-12-option_unknown-x"] {
            assert!(matches!(cause_of(bad), Err(ProblemError::NotFound(_))), "{bad}");
        }
    }
}
