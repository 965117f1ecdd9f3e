//! Writing, in batches. Where the sync names a source there (its key field), new records are upserts by our ids under that source:
//! a repetition finds the same record, whoever repeats it and in which company. Without one they go one by one, each under its
//! own key that makes a repetition harmless for as long as the other side keeps answers.

use connector::http::{Method, Repeat, encode};
use connector::{ConnectorError, FindBy, Found, Outgoing, Target, WriteOperation, WriteOutcome};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::client::{Api, SYSTEM};
use crate::rows;
use crate::source::current;

/// Records of one write.
pub(crate) const BATCH_RECORDS_MAX: u32 = 100;
/// Answers to one question.
const FOUND_MAX: usize = 20;

/// Writes one object.
pub(crate) struct ObjectTarget {
    pub api: Api,
    pub object: String,
    /// Name of the source there under which records have our ids.
    pub source: Option<String>,
    /// Fields that records can be found by.
    pub lookups: Vec<String>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl ObjectTarget {
    /// Makes a record. The other side keeps answers by key for three days and gives the first one again.
    fn create(&self, outgoing: &Outgoing) -> Result<WriteOutcome, ConnectorError> {
        let values: Map<String, Value> = outgoing.fields.iter().cloned().collect();
        let request = self.api.request(Method::Post, &format!("/{}", self.object), "/{object}").json(&values)?;
        let response = self.api.write(request.header("Idempotency-Key", &outgoing.idempotency_key).repeatable(Repeat::Safe))?;
        let body: Value = response.json()?;
        let line = if response.is_success() { json!({ "outcome": "created", "record": body }) } else { json!({ "problem": body }) };
        Ok(outcome(outgoing, &line))
    }

    fn item(&self, at: usize, outgoing: &Outgoing) -> Value {
        let mut item = Map::new();
        item.insert("ref".to_owned(), json!(at.to_string()));
        if let (WriteOperation::Create, Some(source)) = (outgoing.operation, &self.source) {
            item.insert("op".to_owned(), json!("upsert"));
            item.insert("key".to_owned(), json!("external_id"));
            item.insert("value".to_owned(), json!(format!("{source}:{}", outgoing.record)));
            item.insert("record".to_owned(), Value::Object(outgoing.fields.iter().cloned().collect()));
            return Value::Object(item);
        }
        item.insert("id".to_owned(), json!(outgoing.target_id.as_deref().unwrap_or_default()));
        if let Some(version) = outgoing.expected_version.as_deref().and_then(|version| version.parse::<i64>().ok()) {
            item.insert("version".to_owned(), json!(version));
        }
        if outgoing.operation == WriteOperation::Delete {
            item.insert("op".to_owned(), json!("delete"));
        } else {
            item.insert("op".to_owned(), json!("update"));
            item.insert("record".to_owned(), Value::Object(outgoing.fields.iter().cloned().collect()));
        }
        Value::Object(item)
    }

    /// Changes and deletes records, and makes those that have our ids; doing it twice does the same as doing it once.
    fn change(&self, batch: &[&Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let items: Vec<Value> = batch.iter().enumerate().map(|(at, outgoing)| self.item(at, outgoing)).collect();
        let mut hash = Sha256::new();
        for outgoing in batch {
            hash.update(outgoing.idempotency_key.as_bytes());
        }
        let key = hash.finalize().iter().take(16).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let request = self.api.request(Method::Post, &format!("/{}:batch", self.object), "/{object}:batch");
        let request = request.json(&json!({ "items": items }))?.header("Idempotency-Key", key).repeatable(Repeat::Safe);
        let answer: Value = self.api.send(request)?.json()?;
        let lines = answer["items"].as_array().filter(|lines| lines.len() == batch.len());
        let lines = lines.ok_or_else(|| ConnectorError::UnknownOutcome {
            system: SYSTEM.to_owned(),
            reason: "the answer does not hold one outcome for each record".to_owned(),
        })?;
        Ok(batch.iter().zip(lines).map(|(outgoing, line)| outcome(outgoing, line)).collect())
    }

    fn answers(&self, question: &FindBy) -> Result<Vec<Value>, ConnectorError> {
        let (key, value) = match question {
            FindBy::Id(id) => return current(&self.api, &self.object, std::slice::from_ref(id)),
            FindBy::Record(id) => match &self.source {
                Some(source) => ("external_id", format!("{source}:{id}")),
                None => {
                    let what = "find records by our ids: the sync names no source (key_field) that holds them".to_owned();
                    return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
                }
            },
            FindBy::Field(name, _) if !self.lookups.contains(name) => {
                let what = format!("find records of {} by {name:?}", self.object);
                return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
            }
            FindBy::Field(name, value) => (name.as_str(), value.clone()),
        };
        let path = format!("/{}/by/{}/{}", self.object, encode(key), encode(&value));
        match self.api.get(&path, "/{object}/by/{key}/{value}", &[]) {
            Ok(record) => Ok(vec![record]),
            // No such record, or a text that can be no value of this field.
            Err(ConnectorError::NotFound { .. }) => Ok(Vec::new()),
            Err(ConnectorError::RecordRefused { code, .. }) if code == "bad_request" => Ok(Vec::new()),
            Err(ConnectorError::RecordRefused { code, .. }) if code == "matched_multiple" => {
                let what = format!("tell which one is meant: several records of {} have this {key}", self.object);
                Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what })
            }
            Err(error) => Err(error),
        }
    }
}

fn outcome(outgoing: &Outgoing, line: &Value) -> WriteOutcome {
    let problem = &line["problem"];
    if problem.is_null() {
        let id = text(&line["record"]["id"]);
        let version = line["record"]["version"].as_i64().map(|version| version.to_string());
        return match line["outcome"].as_str().unwrap_or_default() {
            "created" => WriteOutcome::Created { id, version },
            "deleted" => WriteOutcome::Deleted,
            _ => WriteOutcome::Updated { id, version },
        };
    }
    let code = text(&problem["code"]);
    match (code.as_str(), outgoing.operation) {
        ("not_found" | "gone", WriteOperation::Delete) => WriteOutcome::Deleted,
        ("not_found" | "gone", WriteOperation::Update) => WriteOutcome::Missing,
        ("version_mismatch", _) => WriteOutcome::Changed,
        ("matched_multiple", _) => {
            let ids =
                problem["candidates"].as_array().into_iter().flatten().map(|id| id.as_str().map_or_else(|| text(&id["id"]), str::to_owned));
            WriteOutcome::Duplicate { ids: ids.filter(|id| !id.is_empty()).take(FOUND_MAX).collect(), code }
        }
        (_, _) => {
            let pointer = text(&problem["errors"][0]["pointer"]);
            // `#/items/3/record/email/0`, or `#/email/0` for a single record.
            let place = pointer.split_once("/record/").map_or(pointer.trim_start_matches("#/"), |(_, rest)| rest);
            let field = place.split('/').next().filter(|name| !name.is_empty()).map(str::to_owned);
            let may_pass = matches!(code.as_str(), "busy" | "internal" | "rate_limited" | "read_only");
            // Titles are fixed texts; details may quote values.
            WriteOutcome::Refused { message: text(&problem["title"]), field, may_pass, code }
        }
    }
}

impl Target for ObjectTarget {
    fn records_max(&self) -> usize {
        BATCH_RECORDS_MAX as usize
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let is_alone = |outgoing: &Outgoing| outgoing.operation == WriteOperation::Create && self.source.is_none();
        let (new, known): (Vec<&Outgoing>, Vec<&Outgoing>) = batch.iter().partition(|outgoing| is_alone(outgoing));
        let mut changed = self.change(&known)?.into_iter();
        let mut created = new.into_iter().map(|outgoing| self.create(outgoing)).collect::<Result<Vec<_>, _>>()?.into_iter();
        let outcomes = batch.iter().map(|outgoing| {
            let next = if is_alone(outgoing) { created.next() } else { changed.next() };
            next.unwrap_or(WriteOutcome::Unknown)
        });
        Ok(outcomes.collect())
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        let found = |record: &Value| Found {
            id: text(&record[rows::ID]),
            version: record["version"].as_i64().map(|version| version.to_string()),
            fields: record.as_object().cloned().unwrap_or_default().into_iter().collect(),
        };
        questions.iter().map(|question| Ok(self.answers(question)?.iter().take(FOUND_MAX).map(found).collect())).collect()
    }
}
