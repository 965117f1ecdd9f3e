//! The outgoing mapping: from a record to the values that another system is given.
//!
//! Pure. Text stays text, whole numbers and yes/no are JSON numbers and booleans; decimals and amounts are exact decimal text,
//! never binary floating point: whoever knows the system's field types turns them into what its interface wants. Dates and
//! moments are as stored (`2026-03-31`, RFC 3339 in UTC). Of several values the winning one goes out, of a multi-select all. A field
//! there that holds JSON takes a value as it is: lists whole, amounts, names and addresses with all their parts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use connector::FieldKind;
use mapping::TextChange;
use model::{Doc, Field, FieldId, FieldType, Object, RecordId, WaitingReference, format_ms, fragment};
use serde_json::Value;

use crate::definition::{DefinitionError, Direction, OutgoingRule, SyncDefinition};
use crate::outbound::fields::SeenTarget;

/// The outgoing mapping made ready for one object.
#[derive(Clone, Debug)]
pub struct OutgoingMap {
    object: Arc<Object>,
    lines: Vec<Line>,
}

/// One field of the other system.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its name there.
    pub to: String,
    /// Sent only when the record is created there.
    pub only_create: bool,
    /// The field there holds JSON: a value in parts, or several, goes as a whole.
    whole: bool,
    from: From,
    change: TextChange,
    values: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
enum From {
    Fixed(String),
    Id,
    Version,
    CreatedAt,
    UpdatedAt,
    Field(FieldId, Option<String>),
}

/// What is known of a record beside its document.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The record.
    pub id: RecordId,
    /// Its version.
    pub version: i64,
    /// When it came to be (ms).
    pub created_ms: i64,
    /// When it last changed (ms).
    pub updated_ms: i64,
}

/// A value on its way out.
#[derive(Clone, Debug, PartialEq)]
pub enum Outgo {
    /// This; `null` for no value.
    Value(Value),
    /// It refers to a record that the other system does not have yet.
    Waits,
}

/// The other system's id of a record that is referred to.
pub type ReferenceOf<'a> = &'a dyn Fn(RecordId) -> Option<String>;

impl OutgoingMap {
    /// The lines of `definition` that are written: fields whose values only come in, and fields outside the rollout, are left out.
    ///
    /// # Errors
    /// [`DefinitionError`] for a part that a field does not have, or a transform that cannot be used.
    pub fn new(definition: &SyncDefinition, object: &Arc<Object>) -> Result<Self, DefinitionError> {
        let mut lines = Vec::new();
        for (at, rule) in definition.outgoing.iter().flat_map(|outgoing| &outgoing.fields).enumerate() {
            let place = |part: &str| format!("/outgoing/fields/{at}/{part}");
            let from = from_of(rule, object).map_err(|reason| DefinitionError::new(place("from"), reason))?;
            if let From::Field(id, _) = &from {
                let name = object.field_by_id(*id).map_or("", |field| field.name.as_str());
                let is_rolled_out = definition.rollout.fields.is_empty() || definition.rollout.fields.iter().any(|known| known == name);
                if definition.direction_of(name) == Direction::In || !is_rolled_out {
                    continue;
                }
            }
            let change = TextChange::new(&rule.transforms).map_err(|error| DefinitionError::new(place("transforms"), error.to_string()))?;
            lines.push(Line {
                to: rule.to.clone(),
                only_create: rule.only_create,
                whole: false,
                from,
                change,
                values: rule.values.clone(),
            });
        }
        Ok(Self { object: Arc::clone(object), lines })
    }

    /// Its lines, in order.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The map for fields as the other system has them.
    #[must_use]
    pub fn knowing(mut self, target: &SeenTarget) -> Self {
        let holds_json = |name: &str| target.fields.iter().any(|field| field.name == name && field.kind == FieldKind::Json);
        for line in &mut self.lines {
            let is_plain = line.change.is_empty() && line.values.is_empty() && matches!(line.from, From::Field(_, None));
            line.whole = is_plain && holds_json(&line.to);
        }
        self
    }

    /// The map without the lines that write one of `names`.
    #[must_use]
    pub fn without(mut self, names: &BTreeSet<&str>) -> Self {
        self.lines.retain(|line| !names.contains(line.to.as_str()));
        self
    }

    /// Names of all fields written, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.lines.iter().map(|line| line.to.clone()).collect()
    }

    /// The value of each line for a record with these values.
    #[must_use]
    pub fn values(&self, facts: Facts, doc: &Doc, reference: ReferenceOf<'_>) -> Vec<Outgo> {
        self.lines.iter().map(|line| self.value(line, facts, doc, reference)).collect()
    }

    /// Records that `doc` refers to in fields that are written.
    pub fn referred(&self, doc: &Doc, into: &mut BTreeSet<RecordId>) {
        for line in &self.lines {
            let From::Field(id, _) = line.from else { continue };
            let is_reference = |field: &&Field| matches!(field.field_type, FieldType::Reference { .. });
            if self.object.field_by_id(id).filter(is_reference).is_some()
                && let Some(record) = doc.get(id).and_then(fragment::as_text).and_then(|text| RecordId::parse(&text))
            {
                into.insert(record);
            }
        }
    }

    /// True when two values of a field are the same to the other system.
    #[must_use]
    pub fn is_same(&self, field: &Field, left: Option<&str>, right: Option<&str>) -> bool {
        let mut lines = self.lines.iter().filter(|line| line.field() == Some(field.id) && !line.only_create).peekable();
        if left == right || lines.peek().is_none() {
            return left == right;
        }
        let doc = |value: Option<&str>| {
            let mut doc = Doc::new();
            if let Some(value) = value {
                doc.set(field.id, value);
            }
            doc
        };
        let (left, right) = (doc(left), doc(right));
        let facts = Facts { id: RecordId(0), version: 0, created_ms: 0, updated_ms: 0 };
        let by_id = |id: RecordId| Some(id.to_string());
        lines.all(|line| self.value(line, facts, &left, &by_id) == self.value(line, facts, &right, &by_id))
    }

    fn value(&self, line: &Line, facts: Facts, doc: &Doc, reference: ReferenceOf<'_>) -> Outgo {
        let plain = match &line.from {
            From::Fixed(text) => Value::String(text.clone()),
            From::Id => Value::String(facts.id.to_string()),
            From::Version => Value::from(facts.version),
            From::CreatedAt => Value::String(format_ms(facts.created_ms)),
            From::UpdatedAt => Value::String(format_ms(facts.updated_ms)),
            From::Field(id, part) => {
                let Some(field) = self.object.field_by_id(*id) else { return Outgo::Value(Value::Null) };
                let is_reference = matches!(field.field_type, FieldType::Reference { .. });
                match doc.get(*id) {
                    None => Value::Null,
                    // A source names a record that nobody knows here yet: that is no reason to take it from another system.
                    Some(value) if is_reference && WaitingReference::is_waiting(value) => return Outgo::Waits,
                    Some(value) if line.whole && is_compound(field) => serde_json::from_str(value).unwrap_or_default(),
                    Some(value) => match plain_value(field, part.as_deref(), value, reference) {
                        Some(value) => value,
                        None => return Outgo::Waits,
                    },
                }
            }
        };
        Outgo::Value(self.changed(line, plain, doc))
    }

    /// Text operators and value table.
    fn changed(&self, line: &Line, plain: Value, doc: &Doc) -> Value {
        if line.change.is_empty() && line.values.is_empty() {
            return plain;
        }
        if let Value::Array(items) = plain {
            return Value::Array(items.into_iter().map(|item| self.changed(line, item, doc)).filter(|item| !item.is_null()).collect());
        }
        let held: Vec<String> = line.change.names().iter().map(|name| self.text_of(name, doc)).collect();
        let look_up = |text: String| match line.values.get(&text).or_else(|| line.values.get("*").filter(|_| !text.is_empty())) {
            Some(theirs) => theirs.clone(),
            None => text,
        };
        let mut texts: Vec<String> = line.change.apply(&as_text(&plain), &held).into_iter().map(look_up).collect();
        match texts.len() {
            1 => texts.pop().filter(|text| !text.is_empty()).map_or(Value::Null, Value::String),
            _ => Value::Array(texts.into_iter().filter(|text| !text.is_empty()).map(Value::String).collect()),
        }
    }

    /// The text of the field called `name`, for `when`.
    fn text_of(&self, name: &str, doc: &Doc) -> String {
        let Some(field) = self.object.field(name) else { return String::new() };
        let Some(value) = doc.get(field.id) else { return String::new() };
        plain_value(field, None, value, &|id| Some(id.to_string())).map(|value| as_text(&value)).unwrap_or_default()
    }
}

impl Line {
    /// The field of the object whose values it carries.
    #[must_use]
    pub fn field(&self) -> Option<FieldId> {
        if let From::Field(id, _) = self.from { Some(id) } else { None }
    }

    /// True when its value table, or its fixed value, gives this text.
    #[must_use]
    pub fn gives(&self, text: &str) -> bool {
        self.values.values().any(|theirs| theirs == text) || matches!(&self.from, From::Fixed(fixed) if fixed == text)
    }

    /// True when values of this line find records at the other system: they are unique there by nature.
    #[must_use]
    pub fn identifies(&self, object: &Object) -> bool {
        self.field().and_then(|id| object.field_by_id(id)).is_some_and(|field| identity::keys::key_kind(field).is_some() || field.unique)
    }
}

fn from_of(rule: &OutgoingRule, object: &Object) -> Result<From, String> {
    if let Some(value) = &rule.value {
        return Ok(From::Fixed(value.clone()));
    }
    match rule.from.as_str() {
        "id" => return Ok(From::Id),
        "version" => return Ok(From::Version),
        "updated_at" => return Ok(From::UpdatedAt),
        // Objects may have a field of this name; it counts before the record's own time.
        "created_at" if object.field("created_at").is_none() => return Ok(From::CreatedAt),
        _ => {}
    }
    let (name, part) = rule.from.split_once('.').map_or((rule.from.as_str(), None), |(name, part)| (name, Some(part)));
    let field = object.field(name).ok_or_else(|| format!("{} has no field {name:?}", object.name))?;
    let known = field.field_type.parts();
    match part {
        Some(part) if !known.contains(&part) => Err(format!("{name} has no part {part:?}; it has {}", known.join(", "))),
        Some(part) => Ok(From::Field(field.id, Some(part.to_owned()))),
        None => Ok(From::Field(field.id, None)),
    }
}

/// True for values that are texts in parts, or several texts.
fn is_compound(field: &Field) -> bool {
    matches!(field.field_type, FieldType::Email | FieldType::Phone | FieldType::Money | FieldType::Person | FieldType::Address)
}

/// The value of a fragment before operators; `None` for a reference to a record that is not there yet.
fn plain_value(field: &Field, part: Option<&str>, stored: &str, reference: ReferenceOf<'_>) -> Option<Value> {
    let text = || fragment::as_text(stored).map_or_else(|| stored.to_owned(), std::borrow::Cow::into_owned);
    let member = |name: &str| {
        let parts: Value = serde_json::from_str(stored).unwrap_or_default();
        parts.get(name).and_then(Value::as_str).map_or(Value::Null, |text| Value::String(text.to_owned()))
    };
    Some(match &field.field_type {
        FieldType::Email | FieldType::Phone => {
            fragment::as_list(stored).into_iter().next().map_or(Value::Null, |first| Value::String(first.into_owned()))
        }
        FieldType::MultiSelect { .. } => {
            Value::Array(fragment::as_list(stored).into_iter().map(|item| Value::String(item.into_owned())).collect())
        }
        FieldType::Integer => stored.parse::<i64>().map_or_else(|_| Value::String(text()), Value::from),
        FieldType::Boolean => Value::Bool(stored == "true"),
        FieldType::Money => member(part.unwrap_or("amount")),
        FieldType::Person => member(part.unwrap_or("full")),
        FieldType::Address => member(part.unwrap_or("text")),
        FieldType::Json => exact_json(stored),
        FieldType::Reference { .. } => match RecordId::parse(&text()) {
            Some(id) => Value::String(reference(id)?),
            None => Value::Null,
        },
        FieldType::Text
        | FieldType::LongText
        | FieldType::Decimal
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Url
        | FieldType::Select { .. }
        | FieldType::AutoNumber { .. } => Value::String(text()),
    })
}

/// JSON as JSON where no number loses digits on the way, else as its text.
fn exact_json(stored: &str) -> Value {
    match serde_json::from_str::<Value>(stored) {
        Ok(value) if *stored == *value.to_string() => value,
        Ok(_) | Err(_) => Value::String(stored.to_owned()),
    }
}

/// A value as the text that operators change.
#[must_use]
pub fn as_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// True when two systems mean the same by two values: text without blanks at its ends, numbers by their digits (`0.10` and
/// `.1`), nothing and empty text.
#[must_use]
pub fn same_there(left: &Value, right: &Value) -> bool {
    if left == right {
        return true;
    }
    let (left, right) = (as_text(left), as_text(right));
    let (left, right) = (left.trim(), right.trim());
    if left == right {
        return true;
    }
    let digits = |text: &str| mapping::normalise::number::parse_decimal(text).ok().map(|parsed| parsed.value.to_string());
    let is_number = |text: &str| text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'));
    is_number(left) && is_number(right) && digits(left).is_some_and(|digits_left| digits(right).is_some_and(|right| digits_left == right))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn customers() -> Arc<Object> {
        Arc::new(model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped"))
    }

    fn map(rules: &Value) -> OutgoingMap {
        let definition: SyncDefinition = serde_json::from_value(json!({
            "name": "n", "connection": "c", "stream": "s", "object": "customers", "direction": "out",
            "outgoing": {"fields": rules},
        }))
        .expect("a definition");
        OutgoingMap::new(&definition, &customers()).expect("usable")
    }

    fn check(rule: &Value, stored: &str, expected: &Value) {
        let object = customers();
        let map = map(&json!([rule]));
        let doc = Doc::from_json(&object, stored).expect("a document");
        let facts = Facts { id: RecordId::new(object.id, 7), version: 3, created_ms: 0, updated_ms: 1_000 };
        let known = |id: RecordId| (id != RecordId(9)).then(|| format!("X{id}"));
        assert_eq!(map.values(facts, &doc, &known), [Outgo::Value(expected.clone())], "{rule} of {stored}");
    }

    #[test]
    fn values_go_out_in_their_own_types() {
        check(&json!({"from": "name", "to": "t"}), r#"{"name":"张伟 \"Wei\""}"#, &json!("张伟 \"Wei\""));
        check(&json!({"from": "name", "to": "t"}), r#"{"city":"x"}"#, &Value::Null);
        check(&json!({"from": "phone", "to": "t"}), r#"{"phone":["+861","+862"]}"#, &json!("+861"));
        check(&json!({"from": "id", "to": "t"}), "{}", &json!(RecordId::new(customers().id, 7).to_string()));
        check(&json!({"from": "version", "to": "t"}), "{}", &json!(3));
        check(&json!({"from": "updated_at", "to": "t"}), "{}", &json!("1970-01-01T00:00:01.000Z"));
        check(&json!({"value": "Rapport", "to": "t"}), "{}", &json!("Rapport"));
    }

    #[test]
    fn parts_amounts_and_decimals_are_exact() {
        let mut object = (*customers()).clone();
        let mut add = |name: &str, field_type: Value| {
            let id = object.fields.iter().map(|field| field.id.0).max().unwrap_or(0) + 1;
            let mut field = json!({"id": id, "name": name, "label": {"en": name, "zh": name}});
            for (key, value) in field_type.as_object().expect("members") {
                field[key] = value.clone();
            }
            object.fields.push(serde_json::from_value(field).expect("a field"));
        };
        add("price", json!({"type": "money"}));
        add("rate", json!({"type": "decimal"}));
        add("count", json!({"type": "integer"}));
        add("open", json!({"type": "boolean"}));
        add("home", json!({"type": "address"}));
        add("labels", json!({"type": "multi_select", "options": []}));
        add("extra", json!({"type": "json"}));
        add("keeper", json!({"type": "reference", "to": "customers"}));
        let object = Arc::new(object);
        let doc = Doc::from_json(
            &object,
            r#"{"price":{"amount":"12345678901234567.10","currency":"CNY"},"rate":"0.10","count":9007199254740993,"open":true,"home":{"city":"上海","text":"上海市 1"},"labels":["a","b"],"extra":{"n":1.5,"deep":[1]},"keeper":"9"}"#,
        )
        .expect("a document");
        let out = |from: &str, more: Value| {
            let mut rule = json!({"from": from, "to": "t"});
            for (key, value) in more.as_object().expect("members") {
                rule[key] = value.clone();
            }
            let definition: SyncDefinition = serde_json::from_value(json!({
                "name": "n", "connection": "c", "stream": "s", "object": "customers", "direction": "out", "outgoing": {"fields": [rule]},
            }))
            .expect("a definition");
            let map = OutgoingMap::new(&definition, &object).map_err(|error| error.to_string())?;
            let facts = Facts { id: RecordId(1), version: 1, created_ms: 0, updated_ms: 0 };
            Ok::<_, String>(map.values(facts, &doc, &|id| (id != RecordId(9)).then(|| "K".to_owned())).pop().expect("one"))
        };
        let value = |from: &str| out(from, json!({})).expect("usable");
        assert_eq!(value("price"), Outgo::Value(json!("12345678901234567.10")));
        assert_eq!(value("price.currency"), Outgo::Value(json!("CNY")));
        assert_eq!(value("rate"), Outgo::Value(json!("0.10")));
        assert_eq!(value("count"), Outgo::Value(json!(9_007_199_254_740_993_i64)));
        assert_eq!(value("open"), Outgo::Value(json!(true)));
        assert_eq!(value("home"), Outgo::Value(json!("上海市 1")));
        assert_eq!(value("home.city"), Outgo::Value(json!("上海")));
        assert_eq!(value("home.street"), Outgo::Value(Value::Null));
        assert_eq!(value("labels"), Outgo::Value(json!(["a", "b"])));
        assert_eq!(value("extra"), Outgo::Value(json!({"n": 1.5, "deep": [1]})));
        assert_eq!(value("keeper"), Outgo::Waits, "the other system does not have it yet");
        assert!(out("home.planet", json!({})).is_err_and(|error| error.contains("has no part")));
        let table = json!({"values": {"true": "是", "*": "否"}});
        assert_eq!(out("open", table), Ok(Outgo::Value(json!("是"))));
        assert_eq!(out("labels", json!({"values": {"a": "A"}})), Ok(Outgo::Value(json!(["A", "b"]))));
        assert_eq!(exact_json("12345678901234567890123"), json!("12345678901234567890123"));
    }

    #[test]
    fn a_field_that_holds_json_takes_values_as_they_are() {
        let object = customers();
        let target: SeenTarget = serde_json::from_value(json!({"stream": "s", "fields": [
            {"name": "phone", "kind": "json"}, {"name": "revenue", "kind": "json"}, {"name": "address", "kind": "json"}, {"name": "text", "kind": "text"},
        ]}))
        .expect("known");
        let rules = json!([
            {"from": "phone", "to": "phone"}, {"from": "revenue", "to": "revenue"}, {"from": "address", "to": "address"},
            {"from": "revenue", "to": "text"}, {"from": "phone", "to": "address", "transforms": ["upper"]},
        ]);
        let map = map(&rules).knowing(&target);
        let stored = r#"{"phone":["+861","+862"],"revenue":{"amount":"12.50","currency":"EUR"},"address":{"country":"CN","city":"上海","text":"上海市 1"}}"#;
        let doc = Doc::from_json(&object, stored).expect("a document");
        let facts = Facts { id: RecordId::new(object.id, 7), version: 3, created_ms: 0, updated_ms: 1_000 };
        let values = map.values(facts, &doc, &|_| None);
        let expected = [
            json!(["+861", "+862"]),
            json!({"amount": "12.50", "currency": "EUR"}),
            json!({"country": "CN", "city": "上海", "text": "上海市 1"}),
            json!("12.50"),
            json!("+861"),
        ];
        assert_eq!(values, expected.map(Outgo::Value));
        let revenue = object.field("revenue").expect("shipped");
        let (euro, yuan) = (r#"{"amount":"12.50","currency":"EUR"}"#, r#"{"amount":"12.50","currency":"CNY"}"#);
        assert!(!map.is_same(revenue, Some(euro), Some(yuan)));
    }

    #[test]
    fn operators_and_value_tables_apply_in_order() {
        let rule = json!({"from": "city", "to": "t", "transforms": ["upper"], "values": {"ROME": "1", "*": "9"}});
        check(&rule, r#"{"city":"Rome"}"#, &json!("1"));
        check(&rule, r#"{"city":"Oslo"}"#, &json!("9"));
        check(&rule, "{}", &Value::Null);
        let rule = json!({"from": "city", "to": "t", "transforms": [{"default": "n/a"}]});
        check(&rule, "{}", &json!("n/a"));
        let rule = json!({"from": "name", "to": "t", "transforms": [{"when": ["city", "Rome"]}]});
        check(&rule, r#"{"name":"A","city":"Rome"}"#, &json!("A"));
        check(&rule, r#"{"name":"A","city":"Oslo"}"#, &Value::Null);
    }

    #[test]
    fn values_are_compared_as_systems_mean_them() {
        for (left, right) in [
            (json!("0.10"), json!(".1")),
            (json!(5), json!("5.00")),
            (json!(" a "), json!("a")),
            (Value::Null, json!("")),
            (json!(true), json!("true")),
        ] {
            assert!(same_there(&left, &right), "{left} {right}");
        }
        for (left, right) in [(json!("a"), json!("A")), (json!("1"), json!("2")), (json!("1a"), json!("1")), (Value::Null, json!(0))] {
            assert!(!same_there(&left, &right), "{left} {right}");
        }
    }

    #[test]
    fn what_is_the_same_there_is_no_conflict() {
        let object = customers();
        let map = map(&json!([{"from": "phone", "to": "Phone"}]));
        let (phone, city) = (object.field("phone").expect("shipped"), object.field("city").expect("shipped"));
        assert!(map.is_same(phone, Some(r#"["+861","+862"]"#), Some(r#"["+861"]"#)));
        assert!(!map.is_same(phone, Some(r#"["+862","+861"]"#), Some(r#"["+861"]"#)));
        assert!(!map.is_same(city, Some("\"a\""), None));
    }
}
