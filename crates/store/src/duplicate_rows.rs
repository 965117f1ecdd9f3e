//! Records that look like one, as they are kept for people to judge.

use model::{KeyHash, ObjectId, RecordId};

/// Where a group of duplicates stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuplicateState {
    /// Waits for a person.
    Open,
    /// A person said that they are not the same.
    Dismissed,
    /// They are one by now.
    Merged,
}

impl DuplicateState {
    /// As stored.
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::Open => 0,
            Self::Dismissed => 1,
            Self::Merged => 2,
        }
    }

    pub(crate) fn from_code(code: i64) -> Option<Self> {
        match code {
            0 => Some(Self::Open),
            1 => Some(Self::Dismissed),
            2 => Some(Self::Merged),
            _ => None,
        }
    }

    /// Stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Dismissed => "dismissed",
            Self::Merged => "merged",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Open, Self::Dismissed, Self::Merged].into_iter().find(|state| state.name() == name)
    }
}

/// Records that look like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateRow {
    /// Primary key.
    pub id: i64,
    /// Their object.
    pub object: ObjectId,
    /// Where it stands.
    pub state: DuplicateState,
    /// How likely they are one, 0 to 100.
    pub score: i64,
    /// 2 to 5 records, in rising order.
    pub records: Vec<RecordId>,
    /// What speaks for it and against it: JSON array text.
    pub reasons: String,
    /// When they were found.
    pub found_ms: i64,
    /// When it was settled.
    pub settled_ms: Option<i64>,
    /// Who settled it, [`model::Actor`] as text; empty while open.
    pub settled_by: String,
}

/// A place in the list of duplicates, the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuplicatePlace {
    /// Score of the last one shown.
    pub score: i64,
    /// Its id.
    pub id: i64,
}

/// An entry of the identity index.
pub type KeyEntry = (KeyHash, RecordId);
