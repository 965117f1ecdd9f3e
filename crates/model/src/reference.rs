//! References that wait for their record: what a source calls the other record, kept in place of the id it stands for.
//!
//! A source's view holds one as a JSON object where a resolved reference is a string, so that nothing a source said is lost
//! and an undo brings the waiting back with the view. The golden record never shows one.

use serde::{Deserialize, Serialize};

use crate::key::KeyHash;
use crate::schema::{FieldType, Object};
use crate::{Doc, Field, fragment};

/// Most characters of the text of a reference; longer ones name nobody.
pub const REFERENCE_CHARACTERS_MAX: usize = 500;

/// A reference by what its source calls the other record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitingReference {
    /// What the source wrote.
    pub text: String,
    /// What the text is: `external_id`, `id`, a match key, a field; everything is tried when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The system whose ids are meant; the one that wrote it when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// ISO 3166-1 alpha-2 country of phones that name none; the product's default when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Hashes by which the record will be recognised when it appears; empty until somebody looked for it in vain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<KeyHash>,
}

impl WaitingReference {
    /// True when a fragment of a reference field is not resolved.
    #[must_use]
    pub fn is_waiting(fragment: &str) -> bool {
        fragment.starts_with('{')
    }

    /// Reads a fragment; `None` when it is resolved, or no reference.
    #[must_use]
    pub fn read(fragment: &str) -> Option<Self> {
        if Self::is_waiting(fragment) { serde_json::from_str(fragment).ok() } else { None }
    }

    /// Appends the fragment.
    pub fn write(&self, out: &mut String) {
        out.push_str("{\"text\":");
        fragment::push_text(out, &self.text);
        for (name, value) in [("by", &self.by), ("source", &self.source), ("region", &self.region)] {
            if let Some(value) = value {
                out.push_str(",\"");
                out.push_str(name);
                out.push_str("\":");
                fragment::push_text(out, value);
            }
        }
        for (at, key) in self.keys.iter().enumerate() {
            out.push_str(if at == 0 { ",\"keys\":[" } else { "," });
            out.push_str(&key.to_string());
        }
        out.push_str(if self.keys.is_empty() { "}" } else { "]}" });
    }
}

impl Object {
    /// Its reference fields, archived ones included.
    pub fn reference_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| matches!(field.field_type, FieldType::Reference { .. }))
    }

    /// The references of `doc` that are not resolved.
    pub fn waiting_references<'a>(&'a self, doc: &'a Doc) -> impl Iterator<Item = (&'a Field, WaitingReference)> {
        self.reference_fields().filter_map(|field| Some((field, WaitingReference::read(doc.get(field.id)?)?)))
    }

    /// `doc` without its unresolved references; `None` when it has none.
    #[must_use]
    pub fn without_waiting(&self, doc: &Doc) -> Option<Doc> {
        let is_waiting = |field: &&Field| doc.get(field.id).is_some_and(WaitingReference::is_waiting);
        let waiting: Vec<&Field> = self.reference_fields().filter(is_waiting).collect();
        if waiting.is_empty() {
            return None;
        }
        let mut rest = doc.clone();
        for field in waiting {
            rest.remove(field.id);
        }
        Some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiting_reference_survives_its_fragment_and_is_no_resolved_one() {
        let whole = WaitingReference {
            text: "C-\"17\" 张".to_owned(),
            by: Some("external_id".to_owned()),
            source: Some("shop".to_owned()),
            region: Some("US".to_owned()),
            keys: vec![-5, 7],
        };
        for reference in [whole, WaitingReference { text: "x".to_owned(), ..WaitingReference::default() }] {
            let mut fragment = String::new();
            reference.write(&mut fragment);
            assert_eq!(WaitingReference::read(&fragment), Some(reference.clone()));
            assert_eq!(fragment, serde_json::to_string(&reference).expect("text"), "the written form is the one of its type");
        }
        assert_eq!(WaitingReference::read("\"1099511627777\""), None);
    }
}
