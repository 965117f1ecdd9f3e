//! Writing a module.
//!
//! With a key field every new record goes as an upsert by our record id, so a repetition updates what it made. A call takes 100
//! records and answers row by row, whatever its status; larger batches go as a bulk job ([`crate::bulk_write`]). Without a key field
//! records are created plainly, and an answer that is lost leaves an unknown outcome. An update that is bound to a version goes alone, for the
//! vendor compares times of change in calls for single records only.

use connector::http::{Method, Repeat, Request};
use connector::{ConnectorError, FindBy, Found, Outgoing, Target, Way, WriteOutcome, find_by_field, write_by_way, write_in_parts};
use model::{format_ms, parse_ms};
use serde_json::{Map, Value, json};

use crate::bulk_write::BULK_FROM;
use crate::client::Api;
use crate::errors::{MODIFIED, SYSTEM, refused};
use crate::fields::{ID, Readable, STAMP, Shape, check_field};
use crate::query::{self, COLUMNS_MAX, VALUES_MAX, is_id, list, moment, quoted};
use crate::single::by_ids;
use crate::values::outgoing;
use crate::wire::{Record, RowResult, RowResults, member};

/// Records of one call.
const CALL_RECORDS_MAX: usize = 100;
/// Records of one batch at most: what a bulk job takes.
pub(crate) const BATCH_RECORDS_MAX: usize = 25_000;
/// Answers to one question.
const FOUND_OF_ONE_MAX: usize = 20;

/// A module opened for writing.
pub(crate) struct ModuleTarget {
    pub(crate) api: Api,
    pub(crate) readable: Readable,
    pub(crate) key: Option<String>,
    shown: Vec<String>,
}

/// A record that can be sent.
#[derive(Clone)]
pub(crate) struct Ready<'a> {
    pub record: &'a Outgoing,
    pub values: Map<String, Value>,
}

impl ModuleTarget {
    pub fn new(api: Api, readable: Readable, key: Option<&str>, fields: &[String]) -> Result<Self, ConnectorError> {
        let missing =
            |name: &str| ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("field {name} of {}", readable.module) };
        if let Some(key) = key {
            let (field, _) = readable.field(key).ok_or_else(|| missing(key))?;
            let is_checked = field.is_lookup_key && (field.name != "Email" || check_field(&readable.module) == "Email");
            if !is_checked {
                let what = format!("find records by {key}: allow no duplicate values in it, or make it an external field");
                return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
            }
        }
        for name in fields {
            readable.field(name).ok_or_else(|| missing(name))?;
        }
        Ok(Self { shown: fields.to_vec(), key: key.map(str::to_owned), api, readable })
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
        let mut values = Map::new();
        for (name, value) in &record.fields {
            let Some((_, shape)) = self.readable.field(name) else {
                return refuse("field_unknown", "the module has no such field any more", name);
            };
            match outgoing(value, shape) {
                Ok(value) => values.insert(name.clone(), value),
                Err(wrong) => return refuse(wrong.code, wrong.message, name),
            };
        }
        match (way, &self.key, &record.target_id) {
            (Way::Upsert, Some(key), _) => drop(values.insert(key.clone(), json!(record.record))),
            (Way::Update | Way::Delete, _, None) => return Err(WriteOutcome::Missing),
            (Way::Create | Way::Update | Way::Upsert | Way::Delete, ..) => {}
        }
        Ok(Ready { record, values })
    }

    fn call(&self, way: Way, part: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let path = format!("/{}", self.readable.module);
        let request = match way {
            Way::Delete => {
                let ids: Vec<&str> = part.iter().filter_map(|ready| ready.record.target_id.as_deref()).collect();
                let request = self.api.request(Method::Delete, &path, "/{module}")?;
                request.query("ids", ids.join(",")).query("wf_trigger", "false").repeatable(Repeat::Safe)
            }
            Way::Create | Way::Update | Way::Upsert => {
                let rows = part.iter().map(|ready| {
                    let mut values = ready.values.clone();
                    if way == Way::Update {
                        values.insert(ID.to_owned(), json!(ready.record.target_id));
                    }
                    Value::Object(values)
                });
                // Automations there would change what we wrote, and their changes would come back to us.
                let mut body = json!({ "data": rows.collect::<Vec<_>>(), "trigger": [] });
                if let (Way::Upsert, Some(key)) = (way, &self.key) {
                    body["duplicate_check_fields"] = json!([key]);
                }
                let (method, path, endpoint) = match way {
                    Way::Update => (Method::Put, path, "/{module}"),
                    Way::Upsert => (Method::Post, format!("{path}/upsert"), "/{module}/upsert"),
                    Way::Create | Way::Delete => (Method::Post, path, "/{module}"),
                };
                let repeat = if way == Way::Create { Repeat::Unsafe } else { Repeat::Safe };
                self.api.request(method, &path, endpoint)?.json(&body)?.repeatable(repeat)
            }
        };
        self.sent(way, request, part)
    }

    /// Sends a request with rows and reads the outcome of each.
    fn sent(&self, way: Way, request: Request, part: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let response = self.api.send(request)?;
        let unknown = |reason: String| ConnectorError::UnknownOutcome { system: SYSTEM.to_owned(), reason };
        let results: RowResults = response.json().map_err(|_| unknown(format!("an answer without results ({})", response.endpoint())))?;
        if results.data.len() != part.len() {
            return Err(unknown(format!("{} results for {} records", results.data.len(), part.len())));
        }
        Ok(results.data.iter().zip(part).map(|(result, ready)| row_outcome(way, result, ready.record)).collect())
    }

    /// Updates one record unless it was changed after the version that it is bound to. The vendor keeps times to the second.
    fn bound(&self, ready: &Ready<'_>) -> Result<WriteOutcome, ConnectorError> {
        let Some(id) = ready.record.target_id.as_deref().filter(|id| is_id(id)) else { return Ok(WriteOutcome::Missing) };
        let path = format!("/{}/{id}", self.readable.module);
        let body = json!({ "data": [ready.values], "trigger": [] });
        let mut request = self.api.request(Method::Put, &path, "/{module}/{id}")?.json(&body)?.repeatable(Repeat::Safe);
        if let Some(version_ms) = ready.record.expected_version.as_deref().and_then(parse_ms) {
            request = request.header("If-Unmodified-Since", moment(version_ms));
        }
        match self.sent(Way::Update, request, std::slice::from_ref(ready)) {
            Ok(mut outcomes) => Ok(outcomes.pop().unwrap_or(WriteOutcome::Unknown)),
            Err(ConnectorError::RecordRefused { code, .. }) if code == MODIFIED => Ok(WriteOutcome::Changed),
            Err(error) => Err(error),
        }
    }

    /// Conditions of questions about one field, many values at once where each names one record.
    fn find_part(&self, field: &str, part: &[(usize, String)]) -> Result<Vec<(usize, Vec<Found>)>, ConnectorError> {
        let mut columns = vec![ID.to_owned(), STAMP.to_owned(), field.to_owned()];
        columns.retain(|column| column == ID || self.readable.field(column).is_some());
        columns.extend(self.shown.iter().cloned());
        let mut seen = Vec::new();
        columns.retain(|column| !seen.contains(column) && (seen.push(column.clone()), true).1);
        let (first, rest) = columns.split_at(columns.len().min(COLUMNS_MAX));
        let condition = match part {
            [(_, value)] => format!("{field} = {}", quoted(value)),
            many => format!("{field} in ({})", list(many.iter().map(|(_, value)| value.as_str()))),
        };
        let limit = if part.len() > 1 { CALL_RECORDS_MAX * 2 } else { FOUND_OF_ONE_MAX * 5 };
        let text = format!("select {} from {} where {condition} limit {limit}", first.join(", "), self.readable.module);
        let (mut records, _) = query::run(&self.api, &text)?;
        if !rest.is_empty() {
            let ids: Vec<String> = records.iter().filter_map(|record| member(record, ID)).collect();
            let mut more = by_ids(&self.api, &self.readable.module, &ids.iter().map(String::as_str).collect::<Vec<_>>(), rest)?;
            for record in &mut records {
                record.extend(member(record, ID).and_then(|id| more.remove(&id)).unwrap_or_default());
            }
        }
        // The vendor compares loosely (case at least), so what came is compared again.
        let shown = |record: &Record| record.get(field).map(|value| plain(value.get()).trim().to_lowercase());
        let of_one = |value: &String| {
            let wanted = value.trim().to_lowercase();
            let fitting = records.iter().filter(|record| shown(record).as_deref() == Some(wanted.as_str()));
            fitting.take(FOUND_OF_ONE_MAX).filter_map(|record| self.found(record)).collect()
        };
        Ok(part.iter().map(|(at, value)| (*at, of_one(value))).collect())
    }

    fn found(&self, record: &Record) -> Option<Found> {
        let value = |name: &String| {
            let (_, shape) = self.readable.field(name)?;
            let value: Value = serde_json::from_str(record.get(name)?.get()).ok()?;
            Some((name.clone(), as_read(value, shape)))
        };
        let version = member(record, STAMP).and_then(|text| parse_ms(&text)).map(format_ms);
        Some(Found { id: member(record, ID)?, version, fields: self.shown.iter().filter_map(value).collect() })
    }

    fn asked(&self, question: &FindBy) -> Result<(String, String), ConnectorError> {
        let unsupported = |what: String| Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
        let (field, value) = match question {
            FindBy::Id(id) => return Ok((ID.to_owned(), id.clone())),
            FindBy::Record(record) => match &self.key {
                Some(key) => (key.clone(), record.clone()),
                None => return unsupported("find records by our ids without a key field".to_owned()),
            },
            FindBy::Field(name, value) => (name.clone(), value.clone()),
        };
        match self.readable.field(&field) {
            Some((_, Shape::LongText | Shape::Json | Shape::Nothing)) => {
                unsupported(format!("find records by {field}: such fields cannot be compared"))
            }
            Some(_) => Ok((field, value)),
            None => Err(ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("field {field:?}") }),
        }
    }
}

/// The text of a JSON value without its quotes.
fn plain(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}

/// A value as rows show it.
fn as_read(value: Value, shape: Shape) -> Value {
    match (shape, &value) {
        (Shape::Link, Value::Object(link)) => link.get("id").cloned().unwrap_or(Value::Null),
        (Shape::Datetime, Value::String(text)) => parse_ms(text).map_or_else(|| value.clone(), |at| json!(format_ms(at))),
        _ => value,
    }
}

fn row_outcome(way: Way, result: &RowResult, record: &Outgoing) -> WriteOutcome {
    if result.status != "success" {
        return match (way, refused(result)) {
            (Way::Delete, WriteOutcome::Missing) => WriteOutcome::Deleted,
            (_, outcome) => outcome,
        };
    }
    let id = result.details["id"].as_str().map(str::to_owned).or_else(|| record.target_id.clone()).unwrap_or_default();
    let version = result.details["Modified_Time"].as_str().and_then(parse_ms).map(format_ms);
    match way {
        Way::Delete => WriteOutcome::Deleted,
        Way::Create => WriteOutcome::Created { id, version },
        Way::Upsert if result.action == "insert" => WriteOutcome::Created { id, version },
        Way::Update | Way::Upsert => WriteOutcome::Updated { id, version },
    }
}

impl Target for ModuleTarget {
    fn records_max(&self) -> usize {
        BATCH_RECORDS_MAX
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        write_by_way(
            batch,
            self.key.is_some(),
            |way, record| self.ready(way, record),
            |way, ready| {
                let is_bound = way == Way::Update && ready.iter().any(|ready| ready.record.expected_version.is_some());
                if is_bound {
                    return write_in_parts(ready, 1, |part| part.iter().map(|one| self.bound(one)).collect());
                }
                let is_bulk = ready.len() >= BULK_FROM && matches!(way, Way::Upsert | Way::Update);
                if is_bulk { self.bulk(way, ready) } else { self.by_calls(way, ready) }
            },
        )
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        // Ids and keys of ours name one record each, so many are asked for at once; a value may belong to any number.
        let at_once = |field: &str| if field == ID || Some(field) == self.key.as_deref() { VALUES_MAX } else { 1 };
        find_by_field(questions, |question| self.asked(question), at_once, |field, part| self.find_part(field, part))
    }
}

/// Sends the records that a bulk job cannot carry by calls.
impl ModuleTarget {
    pub(crate) fn by_calls(&self, way: Way, ready: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        write_in_parts(ready, CALL_RECORDS_MAX, |part| self.call(way, part))
    }
}
