//! Writing an object.
//!
//! With a key field every new record goes as an upsert by our record id, so a repetition updates what it made. Collections take
//! 200 records and answer row by row with status 200; larger batches go as a bulk job ([`crate::bulk_write`]). Without a key field
//! records are created plainly, and an answer that is lost leaves an unknown outcome. What was answered before a later call of the
//! same batch failed keeps its answer.

use connector::http::{Method, Repeat, encode};
use connector::{
    ConnectorError, FieldKind, FindBy, Found, Outgoing, Target, Way, WriteOutcome, find_by_field, write_by_way, write_in_parts,
};
use serde_json::{Map, Value, json};

use crate::bulk_write::BULK_FROM;
use crate::client::Api;
use crate::errors::{SYSTEM, outcome};
use crate::fields::{ID, Readable};
use crate::id::full_id;
use crate::soql::{is_name, list};
use crate::source::query_whole;
use crate::wire::{Record, RowResult, member};

/// Records of one collection.
const COLLECTION_RECORDS_MAX: usize = 200;
/// Records of one batch at most.
pub(crate) const BATCH_RECORDS_MAX: usize = 10_000;
/// Records looked for with one query: about 25 characters each in the address.
const FOUND_AT_ONCE: usize = 200;
/// Records of one such query; where there are more, each is looked for alone.
const FOUND_MAX: usize = 1_000;
/// Answers to one question.
const FOUND_OF_ONE_MAX: usize = 20;

/// An object opened for writing.
pub(crate) struct ObjectTarget {
    pub(crate) api: Api,
    pub(crate) readable: Readable,
    pub(crate) key: Option<String>,
    shown: Vec<String>,
}

impl ObjectTarget {
    pub fn new(api: Api, readable: Readable, key: Option<&str>, fields: &[String]) -> Result<Self, ConnectorError> {
        let known = |name: &str| readable.fields.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        let missing =
            |name: &str| ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("field {name} of {}", readable.object) };
        if let Some(key) = key {
            let field = known(key).ok_or_else(|| missing(key))?;
            if !field.is_lookup_key {
                let what = format!("find records by {key}: make it an external id");
                return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
            }
        }
        let shown: Result<Vec<String>, _> =
            fields.iter().map(|name| known(name).map(|field| field.name.clone()).ok_or_else(|| missing(name))).collect();
        let key = key.and_then(known).map(|field| field.name.clone());
        Ok(Self { shown: shown?, key, api, readable })
    }

    /// Values as the vendor takes them: numbers without quotes.
    pub(crate) fn values(&self, record: &Outgoing) -> Map<String, Value> {
        let mut values = Map::new();
        for (name, value) in &record.fields {
            let field = self.readable.fields.iter().find(|field| field.name.eq_ignore_ascii_case(name));
            let is_number = field.is_some_and(|field| matches!(field.kind, FieldKind::Decimal | FieldKind::Integer));
            let several = field.is_some_and(|field| field.kind == FieldKind::MultiSelect);
            let value = match value {
                Value::String(text) if is_number => serde_json::from_str(text).unwrap_or_else(|_| value.clone()),
                Value::Array(items) if several => {
                    json!(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";"))
                }
                other => other.clone(),
            };
            values.insert(field.map_or_else(|| name.clone(), |field| field.name.clone()), value);
        }
        values
    }

    /// Sends records that all go the same way, 200 at a time.
    fn collection(&self, way: Way, batch: &[&Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        write_in_parts(batch, COLLECTION_RECORDS_MAX, |part| self.collection_part(way, part))
    }

    fn collection_part(&self, way: Way, part: &[&Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let object = &self.readable.object;
        let request = match way {
            Way::Delete => {
                let ids: Vec<&str> = part.iter().filter_map(|record| record.target_id.as_deref()).collect();
                let request = self.api.request(Method::Delete, "/composite/sobjects", "/composite/sobjects")?;
                request.query("ids", ids.join(",")).query("allOrNone", "false").repeatable(Repeat::Safe)
            }
            Way::Create | Way::Update | Way::Upsert => {
                let records: Vec<Value> = part.iter().map(|record| self.collection_record(way, record)).collect();
                let (method, path) = match (way, &self.key) {
                    (Way::Upsert, Some(key)) => (Method::Patch, format!("/composite/sobjects/{}/{}", encode(object), encode(key))),
                    (Way::Update, _) => (Method::Patch, "/composite/sobjects".to_owned()),
                    (Way::Create | Way::Upsert | Way::Delete, _) => (Method::Post, "/composite/sobjects".to_owned()),
                };
                let repeat = if way == Way::Create { Repeat::Unsafe } else { Repeat::Safe };
                let request = self.api.request(method, &path, "/composite/sobjects")?;
                request.json(&json!({ "allOrNone": false, "records": records }))?.repeatable(repeat)
            }
        };
        let results: Vec<RowResult> = self.api.send(request)?.json()?;
        if results.len() != part.len() {
            let reason = format!("{} results for {} records", results.len(), part.len());
            return Err(ConnectorError::UnknownOutcome { system: SYSTEM.to_owned(), reason });
        }
        Ok(results.iter().zip(part).map(|(result, record)| row_outcome(way, result, record)).collect())
    }

    fn collection_record(&self, way: Way, record: &Outgoing) -> Value {
        let mut values = self.values(record);
        values.insert("attributes".to_owned(), json!({ "type": self.readable.object }));
        match (way, &self.key) {
            (Way::Update, _) => {
                values.insert("id".to_owned(), json!(record.target_id));
            }
            (Way::Upsert, Some(key)) => {
                values.insert(key.clone(), json!(record.record));
            }
            (Way::Create | Way::Upsert | Way::Delete, _) => {}
        }
        Value::Object(values)
    }

    /// Field and value of a question.
    fn asked(&self, question: &FindBy) -> Result<(String, String), ConnectorError> {
        let (field, value) = match question {
            FindBy::Id(id) => (ID.to_owned(), full_id(id)),
            FindBy::Record(record) => match &self.key {
                Some(key) => (key.clone(), record.clone()),
                None => {
                    let what = "find records by our ids without a key field".to_owned();
                    return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
                }
            },
            FindBy::Field(name, value) => (name.clone(), value.clone()),
        };
        if is_name(&field) {
            return Ok((field, value));
        }
        Err(ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("field {field:?}") })
    }

    /// Records by place of the question, for questions about one field.
    fn find_part(&self, fields: &str, field: &str, part: &[(usize, String)]) -> Result<Vec<(usize, Vec<Found>)>, ConnectorError> {
        let values = list(part.iter().map(|(_, value)| value.as_str()));
        let limit = if part.len() > 1 { FOUND_MAX } else { FOUND_OF_ONE_MAX };
        let text = format!("SELECT {fields} FROM {} WHERE {field} IN ({values}) LIMIT {limit}", self.readable.object);
        let records = query_whole(&self.api, &text, "/query")?;
        if let [(at, _)] = part {
            return Ok(vec![(*at, self.found(records.iter()))]);
        }
        if records.len() >= FOUND_MAX {
            let alone: Result<Vec<_>, _> = part.iter().map(|one| self.find_part(fields, field, std::slice::from_ref(one))).collect();
            return Ok(alone?.into_iter().flatten().collect());
        }
        let shown = |record: &Record| member(record, field).map(|value| if field == ID { full_id(&value) } else { value });
        let of_one = |value: &String| self.found(records.iter().filter(|record| shown(record).is_some_and(|shown| shown == *value)));
        Ok(part.iter().map(|(at, value)| (*at, of_one(value))).collect())
    }

    fn found<'r>(&self, records: impl Iterator<Item = &'r Record>) -> Vec<Found> {
        let of_record = |record: &Record| {
            let fields = self.shown.iter().filter_map(|name| Some((name.clone(), serde_json::from_str(record.get(name)?.get()).ok()?)));
            let version = self.readable.stamp.and_then(|stamp| member(record, stamp));
            Some(Found { id: full_id(&member(record, ID)?), version, fields: fields.collect() })
        };
        records.take(FOUND_OF_ONE_MAX).filter_map(of_record).collect()
    }
}

impl Target for ObjectTarget {
    fn records_max(&self) -> usize {
        BATCH_RECORDS_MAX
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        write_by_way(
            batch,
            self.key.is_some(),
            |_, record| Ok(record),
            |way, records| {
                let is_bulk = records.len() >= BULK_FROM && matches!(way, Way::Upsert | Way::Update);
                if is_bulk { self.bulk(way, records) } else { self.collection(way, records) }
            },
        )
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        let mut fields = vec![ID.to_owned()];
        fields.extend(self.readable.stamp.map(str::to_owned));
        fields.extend(self.key.clone());
        fields.extend(self.shown.iter().cloned());
        fields.sort_unstable();
        fields.dedup();
        let fields = fields.join(",");
        // Ids and keys of ours name one record each, so many are asked for at once; a value may belong to any number.
        let at_once = |field: &str| if field == ID || Some(field) == self.key.as_deref() { FOUND_AT_ONCE } else { 1 };
        find_by_field(questions, |question| self.asked(question), at_once, |field, part| self.find_part(&fields, field, part))
    }
}

fn row_outcome(way: Way, result: &RowResult, record: &Outgoing) -> WriteOutcome {
    let id = result.id.as_deref().map(full_id).or_else(|| record.target_id.clone()).unwrap_or_default();
    match (result.success, way) {
        (true, Way::Delete) => WriteOutcome::Deleted,
        (true, Way::Create) => WriteOutcome::Created { id, version: None },
        (true, Way::Upsert) if result.created == Some(true) => WriteOutcome::Created { id, version: None },
        (true, Way::Update | Way::Upsert) => WriteOutcome::Updated { id, version: None },
        (false, Way::Delete) => match outcome(&result.errors) {
            WriteOutcome::Missing => WriteOutcome::Deleted,
            other => other,
        },
        (false, Way::Create | Way::Update | Way::Upsert) => outcome(&result.errors),
    }
}
