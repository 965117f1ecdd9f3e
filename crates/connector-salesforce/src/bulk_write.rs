//! Many records as one job of Bulk API 2.0: upserts by the key field, updates by id.
//!
//! Until a job is closed nothing is carried out, so what fails before is simply sent again, and the job is thrown away. From then
//! on it may be carried out at any time: a job that nobody waits for any more is stopped first, so that it cannot write old values
//! over newer ones later, and where even that fails the outcome is unknown. Each row has its outcome in the job's result lists.

use std::collections::HashMap;
use std::time::Duration;

use connector::http::{Expect, Method, Repeat};
use connector::{ConnectorError, Outgoing, Way, WriteOutcome, one_line};
use serde_json::{Map, Value, json};

use crate::bulk::{self, JobEnd};
use crate::csv_rows::read_table;
use crate::errors::{SYSTEM, outcome};
use crate::fields::ID;
use crate::id::full_id;
use crate::soql::is_name;
use crate::target::ObjectTarget;
use crate::wire::{Job, Refusal};

/// Batches of so many records go as a job; smaller ones are done sooner as collections.
pub(crate) const BULK_FROM: usize = 2_000;
/// How long a job is waited for before it is stopped.
const JOB_WAIT: Duration = Duration::from_secs(600);
/// How long a job that was told to stop is waited for.
const STOP_WAIT: Duration = Duration::from_secs(60);
/// The state of a job does not allow what was asked: it was done by an attempt whose answer was lost.
const DONE_ALREADY: &str = "INVALIDJOBSTATE";

impl ObjectTarget {
    /// Sends records as one bulk job. One outcome per record.
    pub(crate) fn bulk(&self, way: Way, batch: &[&Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let key = match (way, &self.key) {
            (Way::Upsert, Some(key)) => key.clone(),
            (Way::Create | Way::Update | Way::Upsert | Way::Delete, _) => ID.to_owned(),
        };
        let of_record = |record: &Outgoing| match way {
            Way::Upsert => record.record.clone(),
            Way::Create | Way::Update | Way::Delete => record.target_id.clone().unwrap_or_default(),
        };
        let path = self.make_job(way, &key)?;
        if let Err(error) = self.upload(&path, self.bulk_csv(&key, batch, &of_record)) {
            // Left open it would count against the vendor's limit of jobs; it holds nothing that could be carried out.
            let _ = self.set_state(&path, "Aborted");
            return Err(error);
        }
        let end = match self.close(&path).and_then(|()| bulk::wait(&self.api, &path, ENDPOINT, JOB_WAIT)) {
            Ok(Some(end)) => end,
            Ok(None) => self.stop(&path, "it was not done in time")?,
            Err(error) => self.stop(&path, &error.to_string())?,
        };
        let outcomes = self.bulk_results(&path, &key, &end).map_err(|error| unknown(&error.to_string()))?;
        Ok(batch.iter().map(|record| outcomes.get(&of_record(record)).cloned().unwrap_or(WriteOutcome::Unknown)).collect())
    }

    /// Makes a job and gives its path.
    fn make_job(&self, way: Way, key: &str) -> Result<String, ConnectorError> {
        let mut body = json!({
            "object": self.readable.object, "contentType": "CSV", "lineEnding": "LF", "columnDelimiter": "COMMA",
            "operation": if way == Way::Upsert { "upsert" } else { "update" },
        });
        if way == Way::Upsert {
            body["externalIdFieldName"] = json!(key);
        }
        // A second job without content does nothing.
        let request = self.api.request(Method::Post, "/jobs/ingest", "/jobs/ingest")?.json(&body)?.repeatable(Repeat::Safe);
        let job: Job = self.api.send(request)?.json()?;
        if !is_name(&job.id) {
            return Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a bulk job without an id".to_owned() });
        }
        Ok(format!("/jobs/ingest/{}", job.id))
    }

    fn upload(&self, path: &str, csv: String) -> Result<(), ConnectorError> {
        let upload = self.api.request(Method::Put, &format!("{path}/batches"), "/jobs/ingest/{job}/batches")?;
        let upload = upload.bytes("text/csv; charset=UTF-8", csv.into_bytes()).repeatable(Repeat::Safe).expects(Expect::Anything);
        done_already(self.api.send(upload).map(|_| ()))
    }

    fn close(&self, path: &str) -> Result<(), ConnectorError> {
        done_already(self.set_state(path, "UploadComplete"))
    }

    fn set_state(&self, path: &str, state: &str) -> Result<(), ConnectorError> {
        let request = self.api.request(Method::Patch, path, ENDPOINT)?.json(&json!({ "state": state }))?;
        self.api.send(request.repeatable(Repeat::Safe)).map(|_| ())
    }

    /// Stops a job that was closed, or may have been, and gives how it ended.
    fn stop(&self, path: &str, why: &str) -> Result<JobEnd, ConnectorError> {
        // Refused where it ended meanwhile: then its end is what counts.
        let told = done_already(self.set_state(path, "Aborted"));
        match told.and_then(|()| bulk::wait(&self.api, path, ENDPOINT, STOP_WAIT)) {
            Ok(Some(end)) => Ok(end),
            Ok(None) | Err(_) => Err(unknown(why)),
        }
    }

    /// An empty cell leaves a field as it is; `#N/A` clears it.
    fn bulk_csv(&self, key: &str, batch: &[&Outgoing], of_record: &dyn Fn(&Outgoing) -> String) -> String {
        let rows: Vec<Map<String, Value>> = batch.iter().map(|record| self.values(record)).collect();
        let mut columns: Vec<&String> = rows.iter().flat_map(Map::keys).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|column| *column != key);
        let mut csv = String::with_capacity(batch.len() * (columns.len() + 1) * 24);
        push_quoted(key, &mut csv);
        for column in &columns {
            csv.push(',');
            push_quoted(column, &mut csv);
        }
        csv.push('\n');
        for (record, values) in batch.iter().zip(&rows) {
            push_quoted(&of_record(record), &mut csv);
            for column in &columns {
                csv.push(',');
                match values.get(*column) {
                    None => {}
                    Some(Value::Null) => csv.push_str("\"#N/A\""),
                    Some(Value::String(text)) if text.is_empty() => csv.push_str("\"#N/A\""),
                    Some(Value::String(text)) => push_quoted(text, &mut csv),
                    Some(other) => push_quoted(&other.to_string(), &mut csv),
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
            for record in records {
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
}

const ENDPOINT: &str = "/jobs/ingest/{job}";

fn unknown(why: &str) -> ConnectorError {
    ConnectorError::UnknownOutcome { system: SYSTEM.to_owned(), reason: format!("a bulk job: {why}") }
}

/// A step that an attempt before this one has made is made.
fn done_already(result: Result<(), ConnectorError>) -> Result<(), ConnectorError> {
    match result {
        Err(ConnectorError::RecordRefused { code, .. }) if code == DONE_ALREADY => Ok(()),
        other => other,
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
    let message = one_line(rest);
    outcome(&[Refusal { code: code.trim().to_owned(), message, ..Refusal::default() }])
}

fn push_quoted(text: &str, into: &mut String) {
    into.push('"');
    for part in text.split_inclusive('"') {
        into.push_str(part);
        if part.ends_with('"') {
            into.push('"');
        }
    }
    into.push('"');
}
