//! What a golden record is made from. The golden document is a function of these inputs and the survivorship rules.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{FieldId, RecordId, SourceId};

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// In use.
    Live,
    /// Deleted; can be restored. Keeps its id, inputs and keys.
    Deleted,
    /// Absorbed by another record; its id resolves to that one. Can be unmerged.
    Merged,
}

impl RecordState {
    /// The number stored in the database.
    #[must_use]
    pub fn code(self) -> i16 {
        match self {
            Self::Live => 0,
            Self::Deleted => 1,
            Self::Merged => 2,
        }
    }

    /// Reads the stored number.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        match code {
            0 => Some(Self::Live),
            1 => Some(Self::Deleted),
            2 => Some(Self::Merged),
            _ => None,
        }
    }
}

/// Names one source record: which source, and its id there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceRef(pub SourceId, pub String);

/// The manual view: what people and API clients set by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edits {
    /// Nothing was set by hand.
    #[default]
    None,
    /// The record has no source: its whole document is the manual view, stored once.
    Whole,
    /// These fields: JSON object text by field name; `null` says "cleared by hand".
    Fields(String),
}

impl Edits {
    /// True when nothing was set by hand.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// Since when a source shows the values of one of its records, where that is known field by field. The version of a row says
/// when anything of it changed last, also when we were the ones who changed it; in syncs of both directions a value counts
/// from the row that brought it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldTimes {
    /// Fields without a time of their own (ms).
    #[serde(rename = "b")]
    pub base: i64,
    /// By field (ms).
    #[serde(rename = "f", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub of: BTreeMap<FieldId, i64>,
    /// What the source still shows although an undo took it back here: values that we had written there. A row that shows
    /// them tells nothing new.
    #[serde(rename = "s", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub still: BTreeMap<FieldId, Option<String>>,
}

impl FieldTimes {
    /// Since when `field` is shown (ms).
    #[must_use]
    pub fn get(&self, field: FieldId) -> i64 {
        self.of.get(&field).copied().unwrap_or(self.base)
    }
}

/// Everything a golden record is computed from, stored beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Linked source records. When there is exactly one and nothing absorbed, its view is the golden document, but for what
    /// `view` says, and the source row stores no copy.
    #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceRef>,
    /// The manual view.
    #[serde(rename = "e", default, skip_serializing_if = "Edits::is_none")]
    pub edits: Edits,
    /// What the one source shows where edits made the golden document differ: JSON object text by field name; `null` for nothing.
    /// A first edit by hand so writes one row, not two.
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    pub view: Option<String>,
    /// Records merged into this one, oldest first. Their own sources and edits stay with them.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<RecordId>,
    /// Times of the values of source records, where they are known field by field.
    #[serde(rename = "t", default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<(SourceRef, FieldTimes)>,
}

impl Inputs {
    /// True when the view of the one source can be told from the golden document and `view`, and is stored once.
    #[must_use]
    pub fn is_single_source(&self) -> bool {
        self.sources.len() == 1 && self.absorbed.is_empty()
    }

    /// The stored text.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the stored text.
    ///
    /// # Errors
    /// When `text` was not written by [`Inputs::to_json`].
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_survive_their_stored_form() {
        let single = Inputs { sources: vec![SourceRef(SourceId(1), "C1".to_owned())], ..Inputs::default() };
        assert_eq!(single.to_json(), r#"{"s":[[1,"C1"]]}"#);
        assert!(single.is_single_source());
        let many = Inputs {
            sources: vec![SourceRef(SourceId(1), "a\"b".to_owned()), SourceRef(SourceId(2), "x".to_owned())],
            edits: Edits::Fields(r#"{"city":null}"#.to_owned()),
            view: Some(r#"{"city":"Leeds"}"#.to_owned()),
            absorbed: vec![RecordId(5)],
            times: vec![(
                SourceRef(SourceId(2), "x".to_owned()),
                FieldTimes { base: 7, of: [(FieldId(3), 9)].into(), still: [(FieldId(4), None)].into() },
            )],
        };
        for inputs in [single, many, Inputs { edits: Edits::Whole, ..Inputs::default() }] {
            assert_eq!(Inputs::from_json(&inputs.to_json()).ok(), Some(inputs));
        }
    }
}
