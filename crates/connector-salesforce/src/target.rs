//! Writing an object.
//!
//! With a key field every new record goes as an upsert by our record id, so a repetition updates what it made. Collections take
//! 200 records and answer row by row with status 200; larger batches go as a bulk job. Without a key field records are created
//! plainly, and an answer that is lost leaves an unknown outcome.

use std::collections::HashMap;

use connector::http::{Expect, Method, Repeat, encode};
use connector::{ConnectorError, FieldKind, FindBy, Found, Outgoing, Target, WriteOperation, WriteOutcome};
use serde_json::{Map, Value, json};

use crate::bulk::{self, JobEnd};
use crate::client::Api;
use crate::csv_rows::read_table;
use crate::errors::{SYSTEM, outcome, short};
use crate::fields::{ID, Readable};
use crate::id::full_id;
use crate::soql::{is_name, list};
use crate::source::query_whole;
use crate::wire::{Job, Record, RowResult, member};

/// Records of one collection.
const COLLECTION_RECORDS_MAX: usize = 200;
/// Records of one batch at most.
const BATCH_RECORDS_MAX: usize = 10_000;
/// Batches of more than this go as a bulk job.
const BULK_FROM: usize = 2_000;

/// An object opened for writing.
pub(crate) struct ObjectTarget {
    api: Api,
    readable: Readable,
    key: Option<String>,
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
    fn values(&self, record: &Outgoing) -> Map<String, Value> {
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
        let mut outcomes = Vec::with_capacity(batch.len());
        for part in batch.chunks(COLLECTION_RECORDS_MAX) {
            outcomes.extend(self.collection_part(way, part)?);
        }
        Ok(outcomes)
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

    /// Sends records as one bulk job: upserts by the key, or updates by id.
    fn bulk(&self, way: Way, batch: &[&Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let key = match (way, &self.key) {
            (Way::Upsert, Some(key)) => key.clone(),
            (Way::Create | Way::Update | Way::Upsert | Way::Delete, _) => ID.to_owned(),
        };
        let of_record = |record: &Outgoing| match way {
            Way::Upsert => record.record.clone(),
            Way::Create | Way::Update | Way::Delete => record.target_id.clone().unwrap_or_default(),
        };
        let mut body = json!({
            "object": self.readable.object, "contentType": "CSV", "lineEnding": "LF", "columnDelimiter": "COMMA",
            "operation": if way == Way::Upsert { "upsert" } else { "update" },
        });
        if way == Way::Upsert {
            body["externalIdFieldName"] = json!(key);
        }
        let request = self.api.request(Method::Post, "/jobs/ingest", "/jobs/ingest")?.json(&body)?.repeatable(Repeat::Safe);
        let job: Job = self.api.send(request)?.json()?;
        if !is_name(&job.id) {
            return Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a bulk job without an id".to_owned() });
        }
        let path = format!("/jobs/ingest/{}", job.id);
        let csv = self.bulk_csv(&key, batch, &of_record);
        // Upserts and updates may be repeated; a second upload to the same job is refused by the vendor.
        let upload = self.api.request(Method::Put, &format!("{path}/batches"), "/jobs/ingest/{job}/batches")?;
        self.api.send(upload.bytes("text/csv; charset=UTF-8", csv.into_bytes()).repeatable(Repeat::Safe).expects(Expect::Anything))?;
        let close = self.api.request(Method::Patch, &path, "/jobs/ingest/{job}")?.json(&json!({ "state": "UploadComplete" }))?;
        self.api.send(close.repeatable(Repeat::Safe))?;
        let is_known = |error: ConnectorError| match error {
            ConnectorError::Unavailable { reason, .. } => ConnectorError::UnknownOutcome { system: SYSTEM.to_owned(), reason },
            other => other,
        };
        let end = bulk::wait(&self.api, &path, "/jobs/ingest/{job}").map_err(is_known)?;
        let outcomes = self.bulk_results(&path, &key, &end)?;
        Ok(batch.iter().map(|record| outcomes.get(&of_record(record)).cloned().unwrap_or(WriteOutcome::Unknown)).collect())
    }

    /// An empty cell leaves a field as it is; `#N/A` clears it.
    fn bulk_csv(&self, key: &str, batch: &[&Outgoing], of_record: &dyn Fn(&Outgoing) -> String) -> String {
        let rows: Vec<Map<String, Value>> = batch.iter().map(|record| self.values(record)).collect();
        let mut columns: Vec<&String> = rows.iter().flat_map(Map::keys).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|column| *column != key);
        let mut csv = quoted(key);
        for column in &columns {
            csv.push(',');
            csv.push_str(&quoted(column));
        }
        csv.push('\n');
        for (record, values) in batch.iter().zip(&rows) {
            csv.push_str(&quoted(&of_record(record)));
            for column in &columns {
                csv.push(',');
                match values.get(*column) {
                    None => {}
                    Some(Value::Null) => csv.push_str("\"#N/A\""),
                    Some(Value::String(text)) if text.is_empty() => csv.push_str("\"#N/A\""),
                    Some(Value::String(text)) => csv.push_str(&quoted(text)),
                    Some(other) => csv.push_str(&quoted(&other.to_string())),
                }
            }
            csv.push('\n');
        }
        csv
    }

    /// Outcomes by key. A complete job may hold failed rows, a stopped one rows that it came to and rows that it did not.
    fn bulk_results(&self, path: &str, key: &str, end: &JobEnd) -> Result<HashMap<String, WriteOutcome>, ConnectorError> {
        let mut outcomes = HashMap::new();
        let mut lists = vec!["successfulResults", "failedResults"];
        if *end != JobEnd::Complete {
            lists.push("unprocessedrecords");
        }
        for what in lists {
            let request = self.api.request(Method::Get, &format!("{path}/{what}/"), "/jobs/ingest/{job}/results")?;
            let answer = self.api.send(request.header("Accept", "text/csv").expects(Expect::Csv))?;
            let (header, records) = read_table(&answer)?;
            let place = |name: &str| header.iter().position(|column| column.eq_ignore_ascii_case(name));
            let (id_at, created_at, error_at) = (place("sf__Id"), place("sf__Created"), place("sf__Error"));
            let Some(key_at) = place(key) else { continue };
            for record in &records {
                let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).map_or("", String::as_str);
                let id = full_id(cell(id_at));
                let outcome = match (what, cell(created_at)) {
                    ("successfulResults", "true") => WriteOutcome::Created { id, version: None },
                    ("successfulResults", _) => WriteOutcome::Updated { id, version: None },
                    ("unprocessedrecords", _) => unprocessed(end),
                    (_, _) => bulk_refusal(cell(error_at)),
                };
                outcomes.insert(cell(Some(key_at)).to_owned(), outcome);
            }
        }
        Ok(outcomes)
    }

    fn found(&self, records: Vec<Record>) -> Vec<Found> {
        let of_record = |record: &Record| {
            let fields = self.shown.iter().filter_map(|name| Some((name.clone(), serde_json::from_str(record.get(name)?.get()).ok()?)));
            let version = self.readable.stamp.and_then(|stamp| member(record, stamp));
            Some(Found { id: full_id(&member(record, ID)?), version, fields: fields.collect() })
        };
        records.iter().take(20).filter_map(of_record).collect()
    }
}

/// Which call a record goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Create,
    Update,
    Upsert,
    Delete,
}

impl Target for ObjectTarget {
    fn records_max(&self) -> usize {
        BATCH_RECORDS_MAX
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let way_of = |record: &Outgoing| match record.operation {
            WriteOperation::Create if self.key.is_some() => Way::Upsert,
            WriteOperation::Create => Way::Create,
            WriteOperation::Update => Way::Update,
            WriteOperation::Delete => Way::Delete,
        };
        let mut outcomes = vec![WriteOutcome::Unknown; batch.len()];
        for way in [Way::Upsert, Way::Create, Way::Update, Way::Delete] {
            let places: Vec<usize> = (0..batch.len()).filter(|at| batch.get(*at).is_some_and(|record| way_of(record) == way)).collect();
            let records: Vec<&Outgoing> = places.iter().filter_map(|at| batch.get(*at)).collect();
            if records.is_empty() {
                continue;
            }
            let is_bulk = records.len() > BULK_FROM && matches!(way, Way::Upsert | Way::Update);
            let done = if is_bulk { self.bulk(way, &records)? } else { self.collection(way, &records)? };
            for (at, outcome) in places.into_iter().zip(done) {
                if let Some(place) = outcomes.get_mut(at) {
                    *place = outcome;
                }
            }
        }
        Ok(outcomes)
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        let mut fields = vec![ID.to_owned()];
        fields.extend(self.readable.stamp.map(str::to_owned));
        fields.extend(self.key.clone());
        fields.extend(self.shown.iter().cloned());
        fields.sort_unstable();
        fields.dedup();
        let mut answers = Vec::with_capacity(questions.len());
        for question in questions {
            let (field, value) = match question {
                FindBy::Id(id) => (ID, full_id(id)),
                FindBy::Record(record) => match &self.key {
                    Some(key) => (key.as_str(), record.clone()),
                    None => {
                        let what = "find records by our ids without a key field".to_owned();
                        return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
                    }
                },
                FindBy::Field(name, value) => (name.as_str(), value.clone()),
            };
            if !is_name(field) {
                return Err(ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("field {field:?}") });
            }
            let value = list(std::iter::once(value.as_str()));
            let text = format!("SELECT {} FROM {} WHERE {field} = {value} LIMIT 20", fields.join(","), self.readable.object);
            answers.push(self.found(query_whole(&self.api, &text, "/query")?));
        }
        Ok(answers)
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

/// A row that the job did not come to: it can go with the next one.
fn unprocessed(end: &JobEnd) -> WriteOutcome {
    let message = match end {
        JobEnd::Complete => String::new(),
        JobEnd::Stopped(reason) => reason.clone(),
    };
    WriteOutcome::Refused { code: "bulk_unprocessed".to_owned(), message, field: None, may_pass: true }
}

/// `REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --`
fn bulk_refusal(error: &str) -> WriteOutcome {
    let (code, rest) = error.split_once(':').unwrap_or((error, ""));
    let message = short(rest);
    outcome(&[crate::wire::Refusal { code: code.trim().to_owned(), message, ..crate::wire::Refusal::default() }])
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
