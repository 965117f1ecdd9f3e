//! The records of a sync by where they stand: in sync, left out, failing, waiting for a person. Each list holds what its count counts.
//!
//! A sync that writes knows of each record how it stands there. One that only reads knows the rows that are linked to records here;
//! rows that its share or a filter leaves out are not kept anywhere, so only those are listed that a person named.

use model::{ObjectId, RecordId};
use store::{DeadLetterState, DeliveryState, Letter, Session, StoreError};

use crate::definition::SyncDefinition;
use crate::problems::{Problems, RowId};

/// Where a record of a sync stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Both sides are equal as far as known; of a sync that only reads, the row is part of a record.
    InSync,
    /// By the share or a filter, or because a person said so.
    LeftOut,
    /// Refused here or there; kept until it is repaired.
    Failing,
    /// A person has to say something.
    Waiting,
}

impl Standing {
    /// From its name in the API.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "in_sync" => Some(Self::InSync),
            "left_out" => Some(Self::LeftOut),
            "failing" => Some(Self::Failing),
            "waiting" => Some(Self::Waiting),
            _ => None,
        }
    }
}

/// How many records stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// See [`Standing::InSync`].
    pub in_sync: u64,
    /// See [`Standing::LeftOut`].
    pub left_out: u64,
    /// See [`Standing::Failing`].
    pub failing: u64,
    /// See [`Standing::Waiting`].
    pub waiting: u64,
}

/// One record of a list.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// The record here.
    pub record: Option<RecordId>,
    /// The other system's id; empty while unknown.
    pub external_id: String,
    /// Why it stands there; empty where that is plain.
    pub code: String,
    /// More about it: the words of the other system, or the reason that a person gave.
    pub detail: String,
    /// For a row that was refused or waits: the id of its problem, and the row.
    pub letter: Option<(String, Letter)>,
}

/// A place in a list; its text form is the cursor of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// After this row.
    Row(RowId),
    /// After this record, in the delivery state with this number.
    Delivery(usize, RecordId),
    /// After this id there.
    Id(String),
    /// After so many exclusions.
    Exclusion(usize),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Row(row) => write!(f, "r{row}"),
            Self::Delivery(state, record) => write!(f, "d{state}-{record}"),
            Self::Id(id) => {
                f.write_str("i")?;
                id.bytes().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
            Self::Exclusion(count) => write!(f, "x{count}"),
        }
    }
}

impl Place {
    /// Reads the text form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_at_checked(1)?;
        match kind {
            "r" => RowId::parse(rest).map(Self::Row),
            "d" => {
                let (state, record) = rest.split_once('-')?;
                Some(Self::Delivery(state.parse().ok()?, RecordId::parse(record)?))
            }
            "i" => {
                let bytes: Option<Vec<u8>> =
                    (0..rest.len()).step_by(2).map(|at| u8::from_str_radix(rest.get(at..at + 2)?, 16).ok()).collect();
                String::from_utf8(bytes?).ok().map(Self::Id)
            }
            "x" => rest.parse().ok().map(Self::Exclusion),
            _ => None,
        }
    }
}

/// The records of one sync.
#[derive(Clone, Copy, Debug)]
pub struct Members<'a> {
    /// The sync.
    pub sync: i64,
    /// Its object.
    pub object: ObjectId,
    /// Its definition.
    pub definition: &'a SyncDefinition,
}

impl Members<'_> {
    /// How many stand where. Reads the links of a whole source: ask seldom.
    ///
    /// # Errors
    /// Those of the database.
    pub fn counts(&self, session: &mut Session<'_>) -> Result<Counts, StoreError> {
        let (failing, waiting) = session.letter_counts_of_sync(self.sync)?;
        let mut counts = Counts { failing, waiting, ..Counts::default() };
        if !self.definition.writes() {
            counts.left_out = self.definition.excluded.len() as u64;
            if let Some(source) = session.source_find(self.definition.source_name(), self.object)? {
                counts.in_sync = session.source_linked_count(source.id)?;
            }
            return Ok(counts);
        }
        for (state, count) in session.delivery_counts(self.sync)? {
            match state {
                DeliveryState::InSync => counts.in_sync += count,
                DeliveryState::Excluded => counts.left_out += count,
                DeliveryState::Conflict | DeliveryState::Unknown => counts.waiting += count,
                // What is refused is a row of a problem as well; what is due will be written without anybody.
                DeliveryState::Refused | DeliveryState::Due | DeliveryState::Sending => {}
            }
        }
        Ok(counts)
    }

    /// Records that stand so, after `after`, at most `limit`, each with its place.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(
        &self,
        session: &mut Session<'_>,
        standing: Standing,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<(Member, Place)>, StoreError> {
        match standing {
            Standing::Failing => self.letters(session, DeadLetterState::Rejected, after, limit),
            Standing::Waiting => {
                let states = [DeliveryState::Conflict, DeliveryState::Unknown];
                if matches!(after, Some(Place::Delivery(..))) {
                    return self.deliveries(session, &states, after, limit);
                }
                let mut found = self.letters(session, DeadLetterState::Held, after, limit)?;
                if self.definition.writes() && found.len() < limit {
                    found.extend(self.deliveries(session, &states, None, limit - found.len())?);
                }
                Ok(found)
            }
            Standing::InSync if self.definition.writes() => self.deliveries(session, &[DeliveryState::InSync], after, limit),
            Standing::LeftOut if self.definition.writes() => self.deliveries(session, &[DeliveryState::Excluded], after, limit),
            Standing::InSync => self.linked(session, after, limit),
            Standing::LeftOut => Ok(self.exclusions(after, limit)),
        }
    }

    fn letters(
        &self,
        session: &mut Session<'_>,
        state: DeadLetterState,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<(Member, Place)>, StoreError> {
        let after = if let Some(Place::Row(row)) = after { Some(*row) } else { None };
        let letters = Problems::letters_of_sync(session, self.sync, state, after, limit)?;
        let member = |(problem, letter): (String, Letter)| {
            let place = Place::Row(RowId { run: letter.row.run, number: letter.row.row_number });
            let (code, detail) = (letter.row.code.name(), letter.row.detail.clone());
            (Member { code, detail, letter: Some((problem, letter)), ..Member::default() }, place)
        };
        Ok(letters.into_iter().map(member).collect())
    }

    fn deliveries(
        &self,
        session: &mut Session<'_>,
        states: &[DeliveryState],
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<(Member, Place)>, StoreError> {
        let (first, mut record) = if let Some(Place::Delivery(state, record)) = after { (*state, *record) } else { (0, RecordId(0)) };
        let mut found = Vec::new();
        for (number, state) in states.iter().enumerate().skip(first) {
            let rows = session.deliveries_in(self.sync, *state, record, limit - found.len())?;
            found.extend(rows.into_iter().map(|row| {
                let place = Place::Delivery(number, row.record);
                (Member { record: Some(row.record), external_id: row.external_id, code: row.code, detail: row.detail, letter: None }, place)
            }));
            record = RecordId(0);
        }
        Ok(found)
    }

    fn linked(&self, session: &mut Session<'_>, after: Option<&Place>, limit: usize) -> Result<Vec<(Member, Place)>, StoreError> {
        let after = if let Some(Place::Id(id)) = after { id.as_str() } else { "" };
        let Some(source) = session.source_find(self.definition.source_name(), self.object)? else { return Ok(Vec::new()) };
        let rows = session.source_linked_after(source.id, after, limit)?;
        let member = |(external_id, record): (String, RecordId)| {
            let place = Place::Id(external_id.clone());
            (Member { record: Some(record), external_id, ..Member::default() }, place)
        };
        Ok(rows.into_iter().map(member).collect())
    }

    fn exclusions(&self, after: Option<&Place>, limit: usize) -> Vec<(Member, Place)> {
        let passed = if let Some(Place::Exclusion(count)) = after { *count } else { 0 };
        let listed = self.definition.excluded.iter().enumerate().skip(passed).take(limit);
        let member = |(at, one): (usize, &crate::definition::Exclusion)| {
            let (record, external_id) = (RecordId::parse(&one.record), one.id.clone());
            (
                Member { record, external_id, code: "excluded".to_owned(), detail: one.reason.clone(), letter: None },
                Place::Exclusion(at + 1),
            )
        };
        listed.map(member).collect()
    }
}

#[cfg(test)]
mod tests {
    use model::RunId;

    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let row = Place::Row(RowId { run: RunId(7), number: 12 });
        for place in [row, Place::Delivery(1, RecordId(42)), Place::Id("甲/ A-1?".to_owned()), Place::Exclusion(3)] {
            assert_eq!(Place::parse(&place.to_string()), Some(place));
        }
        for wrong in ["", "z", "r7", "d1", "ixyz", "i甲", "x-1"] {
            assert_eq!(Place::parse(wrong), None, "{wrong}");
        }
    }
}
