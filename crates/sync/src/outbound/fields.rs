//! What became of the fields that a mapping writes: one that is gone in the other system, or may no longer be set there, is left out
//! and told; the others go on being written. Where nothing can be written any more, writing stops with a plain reason and reading
//! goes on.
//!
//! Pure. Compared is what was seen before; a name that was never seen there is an error of the mapping and no change.

use std::collections::{BTreeMap, BTreeSet};

use connector::{FieldInfo, FieldKind, StreamCapabilities};
use model::{FieldType, Object};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::definition::SyncDefinition;
use crate::inbound::columns::{Drift, OPTIONS_TOLD_MAX};
use crate::outbound::shown::Sending;
use crate::outbound::values::OutgoingMap;

/// Lists of options as long as this may have been cut by whoever tells them.
const OPTIONS_CUT_AT: usize = 1_000;

/// A field there as it was seen last, or before what was told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeenField {
    /// Its name there.
    pub name: String,
    /// What its values are.
    pub kind: FieldKind,
    /// It can be set when a record is made, or later.
    pub is_writable: bool,
    /// Its allowed values, where it has such.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
}

/// What is known of the stream that a sync writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeenTarget {
    /// The stream; of another one nothing is known. Empty until it could be written once.
    pub stream: String,
    /// Fields that the mapping writes, and the one with our key.
    pub fields: Vec<SeenField>,
    /// What changed there since.
    pub drift: Vec<Drift>,
    /// Why nothing is written, in one sentence; empty where writing goes on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub stopped: String,
}

impl SeenTarget {
    /// True when people must be told.
    #[must_use]
    pub fn has_news(&self) -> bool {
        !self.drift.is_empty() || !self.stopped.is_empty()
    }

    /// Fields that are not written, because they are gone or may no longer be set.
    #[must_use]
    pub fn left_out(&self) -> BTreeSet<&str> {
        let is_out = |drift: &&Drift| matches!(drift.change.as_str(), "missing" | "read_only");
        self.drift.iter().filter(is_out).map(|drift| drift.column.as_str()).collect()
    }

    /// A person knows of the changes: what can still be written counts from now on as it is there now.
    pub fn accept(&mut self) {
        let out: BTreeSet<String> = self.left_out().into_iter().map(str::to_owned).collect();
        let changed: BTreeSet<&str> = self.drift.iter().map(|drift| drift.column.as_str()).collect();
        self.fields.retain(|field| out.contains(&field.name) || !changed.contains(field.name.as_str()));
        self.drift.retain(|drift| out.contains(&drift.column));
    }

    /// In one sentence what changed.
    #[must_use]
    pub fn to_text(&self) -> String {
        let names: Vec<&str> = self.drift.iter().map(|drift| drift.column.as_str()).collect();
        if self.stopped.is_empty() {
            format!("fields that are written there have changed: {}", names.join(", "))
        } else {
            self.stopped.clone()
        }
    }
}

/// Compares what the other system offers now with what was seen `before`. `can`: what can be done with the stream, where it is
/// there; `fields`: its fields, where the system tells them.
#[must_use]
pub fn look_at_target(
    definition: &SyncDefinition,
    object: &Object,
    map: &OutgoingMap,
    now: (Option<&StreamCapabilities>, Option<&[FieldInfo]>),
    before: &SeenTarget,
) -> SeenTarget {
    let (can, fields) = now;
    let stream = &definition.stream;
    let fresh = SeenTarget { stream: stream.clone(), ..SeenTarget::default() };
    let before = if before.stream == *stream { before } else { &fresh };
    let stop = |reason: String| SeenTarget { stopped: reason, ..before.clone() };
    match can {
        None => return stop(format!("{stream} is no longer there in the other system")),
        Some(can) if !can.create && !can.update => return stop(format!("{stream} takes no records any more in the other system")),
        Some(_) => {}
    }
    let Some(fields) = fields.filter(|fields| !fields.is_empty()) else {
        return SeenTarget { stopped: String::new(), ..before.clone() };
    };
    let key_field = definition.outgoing.as_ref().and_then(|outgoing| outgoing.key_field.clone());
    let mut seen = SeenTarget { stream: stream.clone(), ..SeenTarget::default() };
    let names: BTreeSet<String> = map.names().into_iter().chain(key_field.clone()).collect();
    for name in names {
        let known = before.fields.iter().find(|field| field.name == name);
        let now = fields.iter().find(|field| field.name == name);
        let (kept, drift) = match (known, now) {
            (None, None) => continue,
            (None, Some(now)) => (seen_field(now), None),
            (Some(known), None) => {
                (known.clone(), Some(Drift { perhaps: perhaps(&name, fields, map), ..change(definition, object, &name, "missing") }))
            }
            (Some(known), Some(now)) => compare(definition, object, map, known, now),
        };
        seen.fields.push(kept);
        seen.drift.extend(drift);
    }
    seen.stopped = reason_to_stop(map, key_field.as_deref(), &seen);
    seen
}

fn seen_field(now: &FieldInfo) -> SeenField {
    SeenField { name: now.name.clone(), kind: now.kind, is_writable: now.creatable || now.updatable, options: now.options.clone() }
}

/// A field that is there: what is kept of it, and what changed.
fn compare(
    definition: &SyncDefinition,
    object: &Object,
    map: &OutgoingMap,
    known: &SeenField,
    now: &FieldInfo,
) -> (SeenField, Option<Drift>) {
    let fresh = seen_field(now);
    if known.is_writable && !fresh.is_writable {
        return (known.clone(), Some(change(definition, object, &known.name, "read_only")));
    }
    if known.kind != fresh.kind {
        let drift = Drift { kinds: Some((known.kind, fresh.kind)), ..change(definition, object, &known.name, "retyped") };
        return (SeenField { kind: known.kind, ..fresh }, Some(drift));
    }
    let gone: Vec<String> = if fresh.options.is_empty() {
        Vec::new()
    } else {
        let is_gone = |option: &&String| !fresh.options.contains(option) && may_send(object, map, &known.name, option);
        known.options.iter().filter(is_gone).take(OPTIONS_TOLD_MAX).cloned().collect()
    };
    if gone.is_empty() {
        return (fresh, None);
    }
    let drift = Drift { options: gone, ..change(definition, object, &known.name, "options_gone") };
    (SeenField { options: known.options.clone(), ..fresh }, Some(drift))
}

/// True when a line may give `option` to the field called `name` there: its value table does, or it passes on what a field here allows.
fn may_send(object: &Object, map: &OutgoingMap, name: &str, option: &str) -> bool {
    map.lines().iter().filter(|line| line.to == name).any(|line| {
        let of_field = line.field().and_then(|id| object.field_by_id(id)).is_some_and(|field| match &field.field_type {
            FieldType::Select { options } | FieldType::MultiSelect { options } => options.iter().any(|known| known.value == option),
            // Any text may be one of them.
            FieldType::Text | FieldType::LongText => true,
            FieldType::Integer
            | FieldType::Decimal
            | FieldType::Money
            | FieldType::Boolean
            | FieldType::Date
            | FieldType::Datetime
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Reference { .. }
            | FieldType::Person
            | FieldType::Address
            | FieldType::Json
            | FieldType::AutoNumber { .. } => false,
        });
        of_field || line.gives(option)
    })
}

/// A change of the field called `name` there, with the lines that write it, counted from 1.
fn change(definition: &SyncDefinition, object: &Object, name: &str, change: &str) -> Drift {
    let rules = || definition.outgoing.iter().flat_map(|outgoing| &outgoing.fields);
    let field_of = |from: &str| from.split('.').next().and_then(|field| object.field(field)).map(|field| field.name.clone());
    let fields: BTreeSet<String> = rules().filter(|rule| rule.to == name).filter_map(|rule| field_of(&rule.from)).collect();
    Drift {
        column: name.to_owned(),
        change: change.to_owned(),
        lines: (1..).zip(rules()).filter(|(_, rule)| rule.to == name).map(|(line, _)| line).collect(),
        fields: fields.into_iter().collect(),
        ..Drift::default()
    }
}

/// Fields that may be the missing one under a new name: those that can be set and are written by no line.
fn perhaps(name: &str, fields: &[FieldInfo], map: &OutgoingMap) -> Vec<String> {
    let mapped = map.names();
    let free = fields.iter().filter(|field| (field.creatable || field.updatable) && !mapped.contains(&field.name));
    records::filter_text::nearest(name, free.map(|field| field.name.as_str()))
}

/// Why nothing can be written, if so.
fn reason_to_stop(map: &OutgoingMap, key_field: Option<&str>, seen: &SeenTarget) -> String {
    let out = seen.left_out();
    if let Some(key) = key_field.filter(|key| out.contains(key)) {
        return format!("the field {key}, by which records are known there, is gone or may no longer be set");
    }
    let mut lines = map.lines().iter().filter(|line| line.field().is_some()).peekable();
    if lines.peek().is_some() && lines.all(|line| out.contains(line.to.as_str())) {
        return "none of the fields that are written is there any more, or may be set".to_owned();
    }
    String::new()
}

/// Allowed values of the fields there that have such.
#[derive(Clone, Debug, Default)]
pub struct OptionsThere(BTreeMap<String, BTreeSet<String>>);

impl OptionsThere {
    /// Those of the fields that are written.
    #[must_use]
    pub fn new(fields: &[FieldInfo], map: &OutgoingMap) -> Self {
        let names = map.names();
        let told = |field: &&FieldInfo| !field.options.is_empty() && field.options.len() < OPTIONS_CUT_AT && names.contains(&field.name);
        Self(fields.iter().filter(told).map(|field| (field.name.clone(), field.options.iter().cloned().collect())).collect())
    }

    /// The first value of what was sent that its field there does not allow: field and value. `named`: the field that a refusal
    /// names, where it names one.
    #[must_use]
    pub fn lacking(&self, sending: &Sending, named: Option<&str>) -> Option<(String, String)> {
        let is_meant = |name: &str| named.is_none_or(|named| named == name);
        sending.fields.iter().filter(|(name, _)| is_meant(name)).find_map(|(name, value)| {
            let options = self.0.get(name)?;
            let lacks = |value: &Value| value.as_str().filter(|text| !text.is_empty() && !options.contains(*text)).map(str::to_owned);
            let lacking = match value {
                Value::Array(items) => items.iter().find_map(lacks),
                one => lacks(one),
            };
            lacking.map(|value| (name.clone(), value))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    fn field(name: &str, options: &[&str]) -> FieldInfo {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        FieldInfo { name: name.to_owned(), creatable: true, updatable: true, options, ..FieldInfo::default() }
    }

    #[test]
    fn what_changed_there_is_told_by_line_and_stops_only_what_it_must() {
        let object = Arc::new(model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped"));
        let definition: SyncDefinition = serde_json::from_value(json!({
            "name": "n", "connection": "c", "stream": "s", "object": "customers", "direction": "out",
            "outgoing": {"key_field": "Our", "fields": [
                {"from": "name", "to": "Name"}, {"from": "city", "to": "City"},
                {"from": "kind", "to": "Kind", "values": {"person": "P", "company": "C"}},
            ]},
        }))
        .expect("a definition");
        let map = OutgoingMap::new(&definition, &object).expect("usable");
        let can = StreamCapabilities { create: true, update: true, ..StreamCapabilities::default() };
        let look =
            |fields: &[FieldInfo], before: &SeenTarget| look_at_target(&definition, &object, &map, (Some(&can), Some(fields)), before);
        let all = [field("Name", &[]), field("City", &[]), field("Kind", &["P", "C", "X"]), field("Our", &[])];
        let first = look(&all, &SeenTarget::default());
        assert_eq!((first.fields.len(), first.has_news()), (4, false));
        let unknown = look(&all[..1], &SeenTarget::default());
        assert!(!unknown.has_news(), "a name that was never seen is an error of the mapping");

        let gone = look(&[all[0].clone(), all[2].clone(), all[3].clone(), field("Town", &[]), field("Citi", &[])], &first);
        let drift = &gone.drift[0];
        assert_eq!(
            (drift.column.as_str(), drift.change.as_str(), drift.lines.as_slice(), drift.fields.as_slice()),
            ("City", "missing", [2].as_slice(), ["city".to_owned()].as_slice())
        );
        assert_eq!((drift.perhaps.first().map(String::as_str), gone.stopped.as_str()), (Some("Citi"), ""));
        assert_eq!(gone.left_out().into_iter().collect::<Vec<_>>(), ["City"]);
        assert_eq!(look(&all, &gone), first, "when it is back, everything is as it was");

        let fixed = FieldInfo { creatable: false, updatable: false, ..field("City", &[]) };
        assert_eq!(look(&[all[0].clone(), fixed, all[2].clone(), all[3].clone()], &first).drift[0].change, "read_only");
        let no_key = look(&all[..3], &first);
        assert!(no_key.stopped.contains("Our"), "{}", no_key.stopped);
        assert!(!look(&[field("Other", &[])], &SeenTarget { fields: first.fields[..3].to_vec(), ..first.clone() }).stopped.is_empty());

        let fewer = look(&[all[0].clone(), all[1].clone(), field("Kind", &["P", "N"]), all[3].clone()], &first);
        assert_eq!(
            (fewer.drift[0].change.as_str(), fewer.drift[0].options.as_slice()),
            ("options_gone", ["C".to_owned()].as_slice()),
            "X is never sent"
        );
        let mut accepted = fewer.clone();
        accepted.accept();
        assert!(!accepted.has_news() && accepted.fields.len() == 3);
        assert!(!look(&[all[0].clone(), all[1].clone(), field("Kind", &["P", "N"]), all[3].clone()], &accepted).has_news());
        let mut still = gone.clone();
        still.accept();
        assert_eq!(still, gone, "what is not there stays left out");

        let ended = look_at_target(&definition, &object, &map, (None, None), &first);
        assert_eq!((ended.stopped.as_str(), ended.fields.len()), ("s is no longer there in the other system", 4));
        let closed = StreamCapabilities::default();
        assert!(look_at_target(&definition, &object, &map, (Some(&closed), None), &first).stopped.contains("takes no records"));
        assert!(!look_at_target(&definition, &object, &map, (Some(&can), None), &ended).has_news());
    }
}
