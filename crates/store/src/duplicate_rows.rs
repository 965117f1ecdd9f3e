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
    /// A person put it off: waits again from `settled_ms` on.
    Later,
}

impl DuplicateState {
    /// As stored.
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::Open => 0,
            Self::Dismissed => 1,
            Self::Merged => 2,
            Self::Later => 3,
        }
    }

    pub(crate) fn from_code(code: i64) -> Option<Self> {
        match code {
            0 => Some(Self::Open),
            1 => Some(Self::Dismissed),
            2 => Some(Self::Merged),
            3 => Some(Self::Later),
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
            Self::Later => "later",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Open, Self::Dismissed, Self::Merged, Self::Later].into_iter().find(|state| state.name() == name)
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
    /// When it was settled; of one that was put off, when it waits again.
    pub settled_ms: Option<i64>,
    /// Who settled it or put it off, [`model::Actor`] as text; empty while open.
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
