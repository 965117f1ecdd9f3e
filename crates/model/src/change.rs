//! One committed modification of one record. The log of changes drives history, lineage, rollback, feeds and syncs.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::id::{RecordId, RunId};
use crate::record::{FieldTimes, RecordState, SourceRef};

/// What kind of modification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The record came to be. Carries no values: the record and its later changes hold them.
    Create,
    /// Values or linked source records changed.
    Update,
    /// Went to [`RecordState::Deleted`].
    Delete,
    /// Came back to [`RecordState::Live`] from deletion.
    Restore,
    /// This record absorbed others.
    Merge,
    /// This record was absorbed by another.
    Merged,
    /// This record gave absorbed records back.
    Unmerge,
    /// This record came back from being absorbed.
    Unmerged,
}

impl ChangeKind {
    /// All kinds; the position is the stored number.
    pub const ALL: [Self; 8] =
        [Self::Create, Self::Update, Self::Delete, Self::Restore, Self::Merge, Self::Merged, Self::Unmerge, Self::Unmerged];

    /// The number stored in the database.
    #[must_use]
    pub fn code(self) -> i16 {
        self as i16
    }

    /// Reads the stored number.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.get(usize::try_from(code).ok()?).copied()
    }

    /// The name in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Merge => "merge",
            Self::Merged => "merged",
            Self::Unmerge => "unmerge",
            Self::Unmerged => "unmerged",
        }
    }
}

/// Old and new value of a golden or source field: absent on either side means "no value".
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FieldDelta {
    /// Value before.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub old: Option<Box<RawValue>>,
    /// Value after.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub new: Option<Box<RawValue>>,
}

/// As [`FieldDelta`], for the manual view: absent means "not set by hand", `null` "cleared by hand".
pub type EditDelta = FieldDelta;

/// How one linked source record changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceDelta {
    /// Which source record.
    #[serde(rename = "k")]
    pub source: SourceRef,
    /// Linked to this record before and after.
    #[serde(rename = "l")]
    pub linked: (bool, bool),
    /// Fields of the source's view that changed. Absent where they equal the golden deltas of the same change.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<BTreeMap<String, FieldDelta>>,
    /// Content hash before and after.
    #[serde(rename = "h")]
    pub hash: (i64, i64),
    /// The source's own version time (ms) before and after.
    #[serde(rename = "t")]
    pub version_ms: (i64, i64),
    /// Last run that changed the view, before.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub run_before: Option<RunId>,
    /// Times of its values field by field, before and after, where they changed.
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Box<(Option<FieldTimes>, Option<FieldTimes>)>>,
    /// True when it shows this because we wrote it there: it tells nothing that was not known here before.
    #[serde(rename = "w", default, skip_serializing_if = "is_false")]
    pub written: bool,
}

/// Everything one change did to one record. Deltas are symmetrical, so that a rollback can itself be rolled back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Delta {
    /// Golden values, by field name.
    #[serde(rename = "f", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FieldDelta>,
    /// Linked source records.
    #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceDelta>,
    /// The manual view.
    #[serde(rename = "e", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub edits: BTreeMap<String, EditDelta>,
    /// Records absorbed (true) or given back (false).
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<(bool, RecordId)>,
    /// State before and after.
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub state: Option<(RecordState, RecordState)>,
    /// The record this one was absorbed by, before and after.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<(Option<RecordId>, Option<RecordId>)>,
}

impl Delta {
    /// True when it only notes what was written to another system. Where that system held another value of several, the record
    /// has one less by it; nobody decided anything.
    #[must_use]
    pub fn is_note_of_write(&self) -> bool {
        self.edits.is_empty()
            && self.absorbed.is_empty()
            && self.state.is_none()
            && self.merged_into.is_none()
            && !self.sources.is_empty()
            && self.sources.iter().all(|source| source.written)
    }

    /// The stored text; empty when nothing is to be told (a creation).
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the stored text; empty text is the empty delta.
    ///
    /// # Errors
    /// When `text` was not written by [`Delta::to_json`].
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        if text.is_empty() { Ok(Self::default()) } else { serde_json::from_str(text) }
    }
}

impl FieldDelta {
    /// From canonical fragments. A fragment that is not JSON counts as absent.
    #[must_use]
    pub fn new(old: Option<&str>, new: Option<&str>) -> Self {
        let raw = |fragment: &str| RawValue::from_string(fragment.to_owned()).ok();
        Self { old: old.and_then(raw), new: new.and_then(raw) }
    }

    /// Fragment before.
    #[must_use]
    pub fn old(&self) -> Option<&str> {
        self.old.as_deref().map(RawValue::get)
    }

    /// Fragment after.
    #[must_use]
    pub fn new_value(&self) -> Option<&str> {
        self.new.as_deref().map(RawValue::get)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Keeps an explicit `null` apart from an absent member.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delta_keeps_null_and_absent_apart() {
        let mut delta = Delta::default();
        delta.edits.insert("city".to_owned(), FieldDelta::new(None, Some("null")));
        delta.edits.insert("name".to_owned(), FieldDelta::new(Some("\"a\""), None));
        let again = Delta::from_json(&delta.to_json()).expect("own output");
        assert_eq!(again.edits["city"].new_value(), Some("null"));
        assert_eq!(again.edits["city"].old(), None);
        assert_eq!(again.edits["name"].new_value(), None);
        for (at, kind) in ChangeKind::ALL.into_iter().enumerate() {
            assert_eq!(usize::try_from(kind.code()).ok(), Some(at));
        }
    }
}
