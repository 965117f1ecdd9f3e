//! Writing a form.
//!
//! New records go in batches with a transaction id made of their idempotency keys: the same batch sent again makes no second
//! record. The answer counts successes and lists ids, but does not say which record failed; so a batch is read back by the key
//! field, and without a key field records go one by one. Updates and deletions name their record and may be repeated.

use connector::http::Repeat;
use connector::{ConnectorError, FindBy, Found, NextStep, Outgoing, Target, WriteOperation, WriteOutcome, write_in_parts};
use ring::digest;
use serde_json::{Map, Value, json};

use crate::account::{FormName, PAGE_RECORDS_MAX};
use crate::client::{Api, SYSTEM};
use crate::fields::{ADDRESS_PARTS, ID, Shape, UPDATED, is_filterable};
use crate::values::{NotSendable, Zone, add_part, outgoing};
use crate::wire::{Batch, Entry, Listed, One, Widget, member};

/// A form opened for writing.
pub(crate) struct FormTarget {
    api: Api,
    form: FormName,
    widgets: Vec<Widget>,
    key: Option<Widget>,
    zone: Zone,
    shown: Vec<String>,
}

impl FormTarget {
    pub fn new(
        api: Api,
        form: FormName,
        widgets: &[Widget],
        key_field: Option<&str>,
        fields: &[String],
        zone: Zone,
    ) -> Result<Self, ConnectorError> {
        let find = |name: &str| widgets.iter().find(|widget| widget.id() == name || widget.name == name);
        let missing = |what: String| ConnectorError::NotFound { system: SYSTEM.to_owned(), what };
        let key = match key_field {
            Some(name) => Some(find(name).ok_or_else(|| missing(format!("field {name}")))?.clone()),
            None => None,
        };
        if let Some(key) = &key
            && !matches!(key.kind.as_str(), "text" | "number")
        {
            let what = format!("keep our record ids in {}: choose a text field of the main form", key.id());
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
        }
        for field in fields {
            let name = field.split('.').next().unwrap_or(field);
            find(name).ok_or_else(|| missing(format!("field {field}")))?;
        }
        Ok(Self { api, form, widgets: widgets.to_vec(), key, zone, shown: fields.to_vec() })
    }

    fn widget(&self, name: &str) -> Option<&Widget> {
        self.widgets.iter().find(|widget| widget.id() == name || widget.name == name)
    }

    fn body(&self) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert("app_id".to_owned(), json!(self.form.app_id));
        body.insert("entry_id".to_owned(), json!(self.form.entry_id));
        body
    }

    /// The fields of a record as the vendor takes them.
    fn data(&self, record: &Outgoing) -> Result<Value, NotSendable> {
        let mut data = Map::new();
        for (name, value) in &record.fields {
            let (base, part) = name.split_once('.').map_or((name.as_str(), None), |(base, part)| (base, Some(part)));
            let unknown = NotSendable { code: "field_unknown", message: "the form has no such field any more" };
            let widget = self.widget(base).ok_or(unknown)?;
            let shape = Shape::of(&widget.kind);
            match part {
                Some(part) if shape == Shape::Address && ADDRESS_PARTS.iter().any(|(known, _)| *known == part) => {
                    add_part(&mut data, &widget.name, part, value);
                }
                Some(_) => return Err(NotSendable { code: "not_writable", message: "this part of a field cannot be written" }),
                None => {
                    data.insert(widget.name.clone(), json!({ "value": outgoing(value, shape, &self.zone)? }));
                }
            }
        }
        if let Some(key) = &self.key {
            data.insert(key.name.clone(), json!({ "value": record.record }));
        }
        Ok(Value::Object(data))
    }

    /// Creates records, all of which can be sent.
    fn create(&self, batch: &[(&Outgoing, Value)]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        // The answer tells only ids: without our key in the record, one in each batch is the only way to know which.
        let size = if self.key.is_none() { 1 } else { PAGE_RECORDS_MAX };
        write_in_parts(batch, size, |part| self.create_batch(part))
    }

    fn create_batch(&self, batch: &[(&Outgoing, Value)]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let mut body = self.body();
        body.insert("transaction_id".to_owned(), json!(transaction_id(batch.iter().map(|(record, _)| record.idempotency_key.as_str()))));
        body.insert("data_list".to_owned(), batch.iter().map(|(_, data)| data.clone()).collect());
        let answer: Batch = match self.api.send("/v5/app/entry/data/batch_create", &Value::Object(body), Repeat::Safe) {
            Ok(response) => response.json()?,
            Err(error) => return alone(batch.len(), error),
        };
        if let [id] = answer.success_ids.as_slice()
            && batch.len() == 1
        {
            return Ok(vec![WriteOutcome::Created { id: id.clone(), version: None }]);
        }
        let known = self.by_key(batch.iter().map(|(record, _)| record.record.as_str()))?;
        let is_whole = usize::try_from(answer.success_count).ok() == Some(batch.len());
        Ok(batch
            .iter()
            .map(|(record, _)| match known.iter().find(|(key, _)| *key == record.record) {
                Some((_, id)) => WriteOutcome::Created { id: id.clone(), version: None },
                None if is_whole => WriteOutcome::Unknown,
                None => WriteOutcome::Refused {
                    code: "batch_partly_refused".to_owned(),
                    message: "the system took a part of the batch and does not say why it refused this record".to_owned(),
                    field: None,
                    may_pass: false,
                },
            })
            .collect())
    }

    /// Ids of records by our key, at most two per key.
    fn by_key<'a>(&self, keys: impl Iterator<Item = &'a str>) -> Result<Vec<(String, String)>, ConnectorError> {
        let Some(key) = &self.key else { return Ok(Vec::new()) };
        let values: Vec<Value> = keys.map(|text| key_value(key, text)).collect();
        let entries = self.list(key, &values)?;
        Ok(entries.iter().filter_map(|entry| Some((plain(entry, &key.name)?, member(entry, ID)?))).collect())
    }

    fn list(&self, widget: &Widget, values: &[Value]) -> Result<Vec<Entry>, ConnectorError> {
        if !is_filterable(&widget.kind) {
            let what = format!("find records by {}: only one-line texts, choices, numbers and look-ups can be searched", widget.id());
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
        }
        let shape = Shape::of(&widget.kind);
        let kind = if shape == Shape::Number {
            "number"
        } else if shape == Shape::Lookup {
            "lookup"
        } else {
            "text"
        };
        // Numbers can only be compared one at a time.
        let (method, parts) = if kind == "number" { ("eq", 1) } else { ("in", PAGE_RECORDS_MAX) };
        let mut found = Vec::new();
        for part in values.chunks(parts) {
            let cond = json!([{ "field": widget.name, "type": kind, "method": method, "value": part }]);
            let mut body = self.body();
            body.insert("limit".to_owned(), json!(PAGE_RECORDS_MAX));
            body.insert("filter".to_owned(), json!({ "rel": "and", "cond": cond }));
            found.extend(self.api.read::<Listed>("/v5/app/entry/data/list", &Value::Object(body))?.data);
        }
        Ok(found)
    }

    /// One record as it is now; `None` when it is gone.
    fn get(&self, id: &str) -> Result<Option<Entry>, ConnectorError> {
        let mut body = self.body();
        body.insert("data_id".to_owned(), json!(id));
        match self.api.read::<One>("/v5/app/entry/data/get", &Value::Object(body)) {
            Ok(one) => Ok(Some(one.data)),
            Err(ConnectorError::RecordRefused { code, .. }) if code == "4001" => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// An address is written as a whole, so parts that are not to change are taken from the record as it is. False when the
    /// record is gone.
    fn complete_addresses(&self, id: &str, data: &mut Value) -> Result<bool, ConnectorError> {
        let parts_of =
            |data: &Value, key: &str| data.get(key).and_then(|field| field.get("value")).and_then(Value::as_object).map(Map::len);
        let partial: Vec<&str> = self
            .widgets
            .iter()
            .filter(|widget| Shape::of(&widget.kind) == Shape::Address)
            .filter(|widget| parts_of(data, &widget.name).is_some_and(|parts| parts < ADDRESS_PARTS.len()))
            .map(|widget| widget.name.as_str())
            .collect();
        if partial.is_empty() {
            return Ok(true);
        }
        let Some(entry) = self.get(id)? else { return Ok(false) };
        for key in partial {
            let known = entry.get(key).and_then(|value| serde_json::from_str::<Map<String, Value>>(value.get()).ok()).unwrap_or_default();
            if let Some(parts) = data.get_mut(key).and_then(|field| field.get_mut("value")).and_then(Value::as_object_mut) {
                for (part, value) in known {
                    parts.entry(part).or_insert(value);
                }
            }
        }
        Ok(true)
    }

    fn update(&self, record: &Outgoing, mut data: Value) -> Result<WriteOutcome, ConnectorError> {
        let Some(id) = &record.target_id else { return Ok(WriteOutcome::Missing) };
        if !self.complete_addresses(id, &mut data)? {
            return Ok(WriteOutcome::Missing);
        }
        let mut body = self.body();
        body.insert("data_id".to_owned(), json!(id));
        body.insert("data".to_owned(), data);
        match self.api.send("/v5/app/entry/data/update", &Value::Object(body), Repeat::Safe) {
            Ok(response) => {
                let version = response.json::<One>().ok().and_then(|one| member(&one.data, UPDATED));
                Ok(WriteOutcome::Updated { id: id.clone(), version })
            }
            Err(error) => outcome_of(error),
        }
    }

    fn delete(&self, record: &Outgoing) -> Result<WriteOutcome, ConnectorError> {
        let Some(id) = &record.target_id else { return Ok(WriteOutcome::Missing) };
        let mut body = self.body();
        body.insert("data_id".to_owned(), json!(id));
        match self.api.send("/v5/app/entry/data/delete", &Value::Object(body), Repeat::Safe) {
            Ok(_) => Ok(WriteOutcome::Deleted),
            Err(error) => match outcome_of(error)? {
                WriteOutcome::Missing => Ok(WriteOutcome::Deleted),
                other => Ok(other),
            },
        }
    }

    /// A record with the fields of this target, each as rows show it.
    fn found(&self, entry: &Entry) -> Option<Found> {
        let fields = self.shown.iter().filter_map(|name| {
            let base = name.split('.').next().unwrap_or(name);
            let value = entry.get(&self.widget(base)?.name)?;
            let value: Value = serde_json::from_str(value.get()).ok()?;
            let part = name.split_once('.').map(|(_, part)| part);
            let member = part.or(match Shape::of(&self.widget(base)?.kind) {
                Shape::Phone => Some("phone"),
                Shape::User => Some("username"),
                Shape::Department => Some("dept_no"),
                Shape::LinkData => Some("id"),
                Shape::RichText => Some("html"),
                Shape::Text
                | Shape::Number
                | Shape::Datetime
                | Shape::Choice
                | Shape::Choices
                | Shape::Address
                | Shape::Users
                | Shape::Departments
                | Shape::Files
                | Shape::Rows
                | Shape::Lookup
                | Shape::Computed
                | Shape::Nothing => None,
            });
            Some((name.clone(), member.map_or_else(|| value.clone(), |member| value.get(member).cloned().unwrap_or(Value::Null))))
        });
        Some(Found { id: member(entry, ID)?, version: member(entry, UPDATED), fields: fields.collect() })
    }
}

impl Target for FormTarget {
    fn records_max(&self) -> usize {
        PAGE_RECORDS_MAX
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let mut outcomes: Vec<Option<WriteOutcome>> = vec![None; batch.len()];
        let mut creations = Vec::new();
        let mut places = Vec::new();
        for (at, record) in batch.iter().enumerate() {
            let outcome = match (record.operation, self.data(record)) {
                (WriteOperation::Delete, _) => self.delete(record)?,
                (_, Err(refused)) => refusal(&refused),
                (WriteOperation::Update, Ok(data)) => self.update(record, data)?,
                (WriteOperation::Create, Ok(data)) => {
                    creations.push((record, data));
                    places.push(at);
                    continue;
                }
            };
            if let Some(place) = outcomes.get_mut(at) {
                *place = Some(outcome);
            }
        }
        for (at, outcome) in places.into_iter().zip(self.create(&creations)?) {
            if let Some(place) = outcomes.get_mut(at) {
                *place = Some(outcome);
            }
        }
        Ok(outcomes.into_iter().map(|outcome| outcome.unwrap_or(WriteOutcome::Unknown)).collect())
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        let mut answers = Vec::with_capacity(questions.len());
        for question in questions {
            let entries = match question {
                FindBy::Id(id) => self.get(id)?.into_iter().collect(),
                FindBy::Record(record) => {
                    let Some(key) = self.key.clone() else {
                        let what = "find records by our ids without a key field".to_owned();
                        return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
                    };
                    self.list(&key, &[key_value(&key, record)])?
                }
                FindBy::Field(name, value) => {
                    let widget = self.widget(name).cloned();
                    let widget =
                        widget.ok_or_else(|| ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("field {name}") })?;
                    self.list(&widget, &[key_value(&widget, value)])?
                }
            };
            answers.push(entries.iter().take(20).filter_map(|entry| self.found(entry)).collect());
        }
        Ok(answers)
    }
}

/// A UUID (version 8 by its bits) made of the keys of a batch: the same batch has the same one.
fn transaction_id<'a>(keys: impl Iterator<Item = &'a str>) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    for key in keys {
        context.update(key.as_bytes());
        context.update(&[0]);
    }
    let digest = context.finish();
    let mut bytes = [0_u8; 16];
    for (place, byte) in bytes.iter_mut().zip(digest.as_ref()) {
        *place = *byte;
    }
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn key_value(widget: &Widget, text: &str) -> Value {
    let number = (Shape::of(&widget.kind) == Shape::Number).then(|| serde_json::from_str(text).ok()).flatten();
    number.unwrap_or_else(|| json!(text))
}

/// A plain value as text.
fn plain(entry: &Entry, name: &str) -> Option<String> {
    let value = entry.get(name)?;
    crate::wire::text(value).or_else(|| Some(value.get().to_owned()))
}

fn refusal(refused: &NotSendable) -> WriteOutcome {
    WriteOutcome::Refused { code: refused.code.to_owned(), message: refused.message.to_owned(), field: None, may_pass: false }
}

/// What an error about one record means for it; errors about more than the record stay errors.
fn outcome_of(error: ConnectorError) -> Result<WriteOutcome, ConnectorError> {
    match error {
        ConnectorError::RecordRefused { code, .. } if code == "4001" => Ok(WriteOutcome::Missing),
        ConnectorError::RecordRefused { code, .. } if code == "1087" => Ok(WriteOutcome::Duplicate { ids: Vec::new(), code }),
        ConnectorError::RecordRefused { code, message, .. } => Ok(WriteOutcome::Refused { code, message, field: None, may_pass: false }),
        other => Err(other),
    }
}

/// A batch of one that is refused is a refused record; of more it is divided by the caller's next attempt.
fn alone(records: usize, error: ConnectorError) -> Result<Vec<WriteOutcome>, ConnectorError> {
    if error.next_step() != NextStep::DeadLetter {
        return Err(error);
    }
    let outcome = outcome_of(error)?;
    Ok(vec![outcome; records])
}
