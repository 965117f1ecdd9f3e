//! Writing a form, or the lines of one of its entries.
//!
//! With a key field a record is looked for by our record id before it is made, so a repetition changes what it made. The vendor has no
//! upsert and recognises no repeated request: without such a field an answer that is lost leaves an unknown outcome.

use connector::{ConnectorError, FindBy, Found, Outgoing, Target, Way, WriteOutcome, find_by_field, write_by_way, write_in_parts};
use serde_json::{Map, Value, json};

use crate::client::Api;
use crate::cycle::Cycle;
use crate::errors::SYSTEM;
use crate::fields::{Readable, STAMP, Shape};
use crate::lines::LineSaver;
use crate::query::{self, ROWS_MAX, VALUES_MAX};
use crate::rows::as_time;
use crate::save::{BATCH_RECORDS_MAX, Ready, Saver, Writing, unsupported};
use crate::values::outgoing;
use crate::wire::{Row, text};

/// Answers to one question.
const FOUND_OF_ONE_MAX: usize = 20;

/// A form opened for writing.
pub(crate) struct FormTarget {
    api: Api,
    readable: Readable,
    key: Option<String>,
    shown: Vec<String>,
    writing: Writing,
}

impl FormTarget {
    pub fn new(api: Api, readable: Readable, key: Option<&str>, fields: &[String], writing: Writing) -> Result<Self, ConnectorError> {
        let missing =
            |name: &str| ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("field {name} of {}", readable.form) };
        if let Some(key) = key {
            match readable.field(key).ok_or_else(|| missing(key))? {
                (field, Shape::Text) if field.creatable => {}
                _ => return Err(unsupported(format!("keep our ids in {key}: it is no text that can be written"))),
            }
        }
        for name in fields {
            readable.field(name).ok_or_else(|| missing(name))?;
        }
        Ok(Self { shown: fields.to_vec(), key: key.map(str::to_owned), writing, api, readable })
    }

    /// What is sent of a record, or why it cannot be.
    fn ready<'a>(&self, way: Way, record: &'a Outgoing) -> Result<Ready<'a>, WriteOutcome> {
        let refuse = |code: &str, message: &str, field: &str| {
            Err(WriteOutcome::Refused {
                code: code.to_owned(),
                message: message.to_owned(),
                field: Some(field.to_owned()),
                may_pass: false,
            })
        };
        let (mut model, mut keys) = (Map::new(), Vec::new());
        let key = if way == Way::Upsert { self.key.as_deref() } else { None };
        let own = key.map(|key| (key, json!(record.record)));
        let given = record.fields.iter().map(|(name, value)| (name.as_str(), value.clone()));
        for (name, value) in given.filter(|(name, _)| Some(*name) != key).chain(own) {
            let Some((_, shape)) = self.readable.field(name) else {
                return refuse("field_unknown", "the form has no such field any more", name);
            };
            let value = match outgoing(&value, shape, &self.api.zone) {
                Ok(value) => value,
                Err(wrong) => return refuse(wrong.code, wrong.message, name),
            };
            let base = name.split('.').next().unwrap_or(name);
            let part = self.readable.parts.get(base);
            if let Some(part) = part {
                let inside = model.entry(part.clone()).or_insert_with(|| json!({}));
                if let Some(inside) = inside.as_object_mut() {
                    inside.insert(base.to_owned(), value);
                }
            } else {
                model.insert(base.to_owned(), value);
            }
            keys.extend(part.cloned().into_iter().chain([base.to_owned()]));
            keys.extend(line_keys(model.get(base)));
        }
        keys.sort_unstable();
        keys.dedup();
        if matches!(way, Way::Update | Way::Delete) && record.target_id.is_none() {
            return Err(WriteOutcome::Missing);
        }
        Ok(Ready { record, model, keys })
    }

    /// Records whose field has one of these values.
    fn find_part(&self, field: &str, part: &[(usize, String)]) -> Result<Vec<(usize, Vec<Found>)>, ConnectorError> {
        let by_id = field == self.readable.id;
        let mut columns = vec![self.readable.id.clone(), field.to_owned()];
        columns.extend(self.readable.has_stamp().then(|| STAMP.to_owned()));
        columns.extend(self.shown.iter().filter(|name| self.readable.field(name).is_some_and(|(_, shape)| shape != Shape::Lines)).cloned());
        let mut seen = Vec::new();
        columns.retain(|column| !seen.contains(column) && (seen.push(column.clone()), true).1);
        let values = part.iter().map(|(_, value)| value.as_str()).filter(|value| !by_id || query::is_number(value));
        let literals: Vec<String> = values.map(|value| if by_id { value.to_owned() } else { query::quoted(value) }).collect();
        if literals.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<&str> = columns.iter().map(String::as_str).collect();
        let limit = if part.len() > 1 { ROWS_MAX } else { FOUND_OF_ONE_MAX * 5 };
        let order = format!("{} ASC", self.readable.id);
        let rows = query::run(&self.api, &self.readable.form, &keys, &format!("{field} in ({})", literals.join(",")), &order, limit)?;
        let at = columns.iter().position(|column| column == field).unwrap_or(0);
        // The vendor's database compares without case and without blanks at the end, so what came is compared again.
        let of_one = |value: &String| {
            let fitting = rows.iter().filter(|row| row.get(at).and_then(|known| text(known)).as_ref() == Some(value));
            fitting.take(FOUND_OF_ONE_MAX).filter_map(|row| self.found(&columns, row)).collect()
        };
        Ok(part.iter().map(|(place, value)| (*place, of_one(value))).collect())
    }

    fn found(&self, columns: &[String], row: &Row) -> Option<Found> {
        let value = |name: &String| {
            let value = row.get(columns.iter().position(|column| column == name)?)?;
            let (_, shape) = self.readable.field(name)?;
            let read = match (shape, text(value)) {
                (Shape::Time | Shape::Moment, Some(time)) => as_time(&time, shape, &self.api.zone).map_or(Value::Null, Value::from),
                (_, Some(blank)) if blank == " " || blank.is_empty() => Value::Null,
                _ => serde_json::from_str(value.get()).ok()?,
            };
            Some((name.clone(), read))
        };
        let version = value(&STAMP.to_owned()).and_then(|(_, version)| version.as_str().map(str::to_owned));
        let id = row.first().and_then(|id| text(id))?;
        Some(Found { id, version, fields: self.shown.iter().filter_map(value).collect() })
    }

    fn asked(&self, question: &FindBy) -> Result<(String, String), ConnectorError> {
        let (field, value) = match question {
            FindBy::Id(id) => return Ok((self.readable.id.clone(), id.clone())),
            FindBy::Record(record) => match &self.key {
                Some(key) => (key.clone(), record.clone()),
                None => return Err(unsupported("find records by our ids without a key field".to_owned())),
            },
            FindBy::Field(name, value) => (name.clone(), value.clone()),
        };
        match self.readable.field(&field) {
            Some((_, Shape::Text | Shape::LinkNumber)) => Ok((field, value)),
            Some(_) if field == self.readable.id => Ok((field, value)),
            Some(_) => Err(unsupported(format!("find records by {field}: only texts and numbers of records can be compared"))),
            None => Err(ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("field {field:?}") }),
        }
    }
}

/// Keys of the lines of an entry, which an update must name as well.
fn line_keys(value: Option<&Value>) -> Vec<String> {
    let lines = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    lines.flat_map(|line| line.keys().cloned()).collect()
}

impl Target for FormTarget {
    fn records_max(&self) -> usize {
        BATCH_RECORDS_MAX
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let (api, readable, key, writing) = (&self.api, &self.readable, self.key.as_deref(), &self.writing);
        let saver = Saver { api, readable, key, writing };
        let cycle = Cycle { api, readable, approval: &writing.approval };
        let deletes = readable.entry.as_ref().is_some_and(|entry| writing.may_delete_lines(&readable.form, &entry.key));
        let line_saver = LineSaver { api, readable, key, cycle, closed: writing.closed, deletes };
        let write = |way, part: &[Ready<'_>]| if readable.is_lines() { line_saver.write(way, part) } else { saver.write(way, part) };
        write_by_way(
            batch,
            self.key.is_some(),
            |way, record| self.ready(way, record),
            |way, ready| write_in_parts(ready, BATCH_RECORDS_MAX, |part| write(way, part)),
        )
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        let at_once = |field: &str| if field == self.readable.id || Some(field) == self.key.as_deref() { VALUES_MAX } else { 1 };
        find_by_field(questions, |question| self.asked(question), at_once, |field, part| self.find_part(field, part))
    }
}
