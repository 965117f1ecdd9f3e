//! What a sync remembers of one record at the other system, beside the source's view: kept as JSON with the delivery.

use std::collections::{BTreeMap, BTreeSet};

use connector::WriteOperation;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::outbound::calls::Call;

/// Different values of a field that are remembered to notice that it goes round in circles.
const RECENT_MAX: usize = 4;

/// Writes that may have happened and are remembered.
const UNSURE_MAX: usize = 4;

/// What is remembered of one record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// What each field was given last.
    #[serde(rename = "f", skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Given>,
    /// Fields that never settle, with the value they were to be given: written no more until there is a new one.
    #[serde(rename = "x", skip_serializing_if = "BTreeMap::is_empty")]
    pub stopped: BTreeMap<String, Value>,
    /// Fields of the object that wait for a person, because both sides changed them.
    #[serde(rename = "q", skip_serializing_if = "BTreeSet::is_empty")]
    pub asked: BTreeSet<String>,
    /// The record there was made by us.
    #[serde(rename = "c", skip_serializing_if = "is_false")]
    pub created: bool,
    /// It was deleted there: it is not made again unless the system shows it again.
    #[serde(rename = "g", skip_serializing_if = "is_false")]
    pub gone: bool,
    /// It was deleted there, and a person lets it be made again.
    #[serde(rename = "m", skip_serializing_if = "is_false")]
    pub remade: bool,
    /// Content hash of the source row before our last write: a row with another one was read since.
    #[serde(rename = "h", skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// The write under way, or the last one that did not succeed.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    pub sending: Option<Sending>,
    /// Writes before it of which nobody knows whether they happened.
    #[serde(rename = "u", skip_serializing_if = "Vec::is_empty")]
    pub unsure: Vec<Sending>,
}

/// What a field was given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The value given last.
    #[serde(rename = "v")]
    pub value: Value,
    /// Values given lately, oldest first, the last one among them; only where there was more than one.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub recent: Vec<Value>,
    /// How often in a row a value was given that had been given lately and was not kept.
    #[serde(rename = "n", default, skip_serializing_if = "is_zero")]
    pub returns: u32,
    /// When that was last (ms).
    #[serde(rename = "t", default, skip_serializing_if = "is_nought")]
    pub returned_ms: i64,
}

/// A write as it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sending {
    /// `create`, `update`, `delete`.
    #[serde(rename = "o")]
    pub operation: String,
    /// The other system's id, where known.
    #[serde(rename = "i", default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Values sent, by the system's field names.
    #[serde(rename = "f", default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<(String, Value)>,
    /// Values that were there before, as far as known.
    #[serde(rename = "b", default, skip_serializing_if = "Vec::is_empty")]
    pub old: Vec<(String, Value)>,
    /// What the source's view takes when it succeeds: field id, and a fragment or nothing.
    #[serde(rename = "v", default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<(i16, Option<String>)>,
    /// Content hash of the source row before it.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// The newest change that had asked for the delivery: a later one is looked at afterwards.
    #[serde(rename = "q", default)]
    pub seq: i64,
    /// Fields that are given a value they were given lately and did not keep.
    #[serde(rename = "k", default, skip_serializing_if = "Vec::is_empty")]
    pub returning: Vec<String>,
    /// The system refused it: it did not happen.
    #[serde(rename = "r", default, skip_serializing_if = "is_false")]
    pub refused: bool,
    /// The calls by which it was sent, until it is known what became of it.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
}

impl Shown {
    /// Reads the stored text; what does not read counts as nothing known.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if text.is_empty() { Self::default() } else { serde_json::from_str(text).unwrap_or_default() }
    }

    /// The stored text.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Notes that the write under way succeeded, by `now_ms`.
    pub fn take_sent(&mut self, now_ms: i64) {
        let Some(sent) = self.sending.take() else { return };
        // What was given now stands over whatever may have been given before.
        self.unsure.retain(|unsure| unsure.fields.iter().any(|(name, _)| !sent.fields.iter().any(|(known, _)| known == name)));
        for (name, value) in sent.fields {
            let returns = sent.returning.contains(&name);
            let given = self.fields.entry(name).or_default();
            (given.returns, given.returned_ms) = if returns { (given.returns + 1, now_ms) } else { (0, 0) };
            given.take(value);
        }
        self.before = sent.before.or(self.before);
    }
}

impl Shown {
    /// Puts the write that did not succeed aside, as long as it may have happened and nothing was read since; `read` is the
    /// content hash of the source row now.
    pub fn set_aside(&mut self, read: i64) {
        self.unsure.extend(self.sending.take().filter(|sending| !sending.refused));
        self.unsure.retain(|unsure| unsure.before == Some(read));
        let surplus = self.unsure.len().saturating_sub(UNSURE_MAX);
        self.unsure.drain(..surplus);
    }

    /// True when the system may show another value of the field `name` than what is known, because of a write that may have
    /// happened.
    #[must_use]
    pub fn is_unsure(&self, name: &str) -> bool {
        self.unsure.iter().any(|unsure| unsure.fields.iter().any(|(known, _)| known == name))
    }
}

impl Given {
    fn take(&mut self, value: Value) {
        if self.recent.is_empty() && !self.value.is_null() && self.value != value {
            self.recent.push(std::mem::take(&mut self.value));
        }
        if !self.recent.is_empty() && self.recent.last() != Some(&value) {
            self.recent.retain(|known| *known != value);
            self.recent.push(value.clone());
            let surplus = self.recent.len().saturating_sub(RECENT_MAX);
            self.recent.drain(..surplus);
        }
        self.value = value;
    }

    /// True when `value` was given lately.
    #[must_use]
    pub fn had(&self, value: &Value) -> bool {
        self.value == *value || self.recent.contains(value)
    }
}

/// Name of an operation in the log.
#[must_use]
pub fn operation_name(operation: WriteOperation) -> &'static str {
    match operation {
        WriteOperation::Create => "create",
        WriteOperation::Update => "update",
        WriteOperation::Delete => "delete",
    }
}

/// Reads the name of an operation.
#[must_use]
pub fn operation_of(name: &str) -> WriteOperation {
    match name {
        "create" => WriteOperation::Create,
        "delete" => WriteOperation::Delete,
        _ => WriteOperation::Update,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_nought(value: &i64) -> bool {
    *value == 0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn it_survives_its_stored_form_and_remembers_a_few_values() {
        let mut shown = Shown::default();
        for value in ["a", "b", "a", "c", "d", "e"] {
            let fields = vec![("T".to_owned(), json!(value))];
            shown.sending = Some(Sending {
                operation: "update".to_owned(),
                id: "1".to_owned(),
                fields,
                old: vec![("T".to_owned(), Value::Null)],
                shows: vec![(3, Some("\"x\"".to_owned())), (4, None)],
                before: Some(8),
                seq: 5,
                returning: vec!["T".to_owned()],
                refused: false,
                calls: Vec::new(),
            });
            assert_eq!(Shown::read(&shown.to_json()), shown);
            shown.take_sent(1);
            assert_eq!(Shown::read(&shown.to_json()), shown);
        }
        let given = &shown.fields["T"];
        assert_eq!((given.value.clone(), given.recent.clone()), (json!("e"), vec![json!("a"), json!("c"), json!("d"), json!("e")]));
        assert!(given.had(&json!("c")) && !given.had(&json!("b")));
        assert_eq!((shown.before, shown.sending), (Some(8), None));
        assert_eq!(Shown::read("not json"), Shown::default());
        assert_eq!(Shown::default().to_json(), "{}");
    }
}
