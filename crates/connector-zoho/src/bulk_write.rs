//! Many records as one bulk write: upserts by the key field, updates by id.
//!
//! A job costs 500 credits, as much as calls for 5,000 records, and is waited for. The file's first column is what a record is found
//! by, for the results repeat the first three columns and nothing else of a row. An empty cell leaves a field as it is, so a record
//! that clears something goes by calls, as does one with several choices. A job cannot be stopped: one that nobody can ask about any
//! more leaves its outcome unknown.

use std::collections::{BTreeSet, HashMap};
use std::io::{Cursor as Bytes, Read, Write};
use std::time::Duration;

use connector::http::{Expect, Method, Repeat};
use connector::{ConnectorError, Way, WriteOutcome};
use serde_json::{Value, json};

use crate::errors::{SYSTEM, refused};
use crate::fields::{ID, Shape};
use crate::query::is_id;
use crate::target::{ModuleTarget, Ready};
use crate::wire::{Made, Orgs, RowResult, WriteJob};

/// Batches of so many records go as a job; smaller ones cost less as calls, and are done sooner.
pub(crate) const BULK_FROM: usize = 5_000;
/// First gap between two questions about a job; it doubles.
const GAP_FIRST: Duration = Duration::from_secs(1);
/// How long a job is waited for.
const JOB_WAIT: Duration = Duration::from_secs(900);
/// Bytes of a file of results, unpacked.
const RESULTS_MAX: u64 = 256 * 1_024 * 1_024;
/// Between the parts of an upload; no value can hold it, for values are compressed.
const EDGE: &str = "rapport-7f3a1c9e5d";

fn unknown(why: &str) -> ConnectorError {
    ConnectorError::UnknownOutcome { system: SYSTEM.to_owned(), reason: format!("a bulk write: {why}") }
}

fn bad(reason: &str) -> ConnectorError {
    ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: format!("a bulk write: {reason}") }
}

impl ModuleTarget {
    /// Sends records as one job, and those that it cannot carry by calls. One outcome per record.
    pub(crate) fn bulk(&self, way: Way, batch: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let key = match (way, &self.key) {
            (Way::Upsert, Some(key)) => key.clone(),
            (Way::Create | Way::Update | Way::Upsert | Way::Delete, _) => ID.to_owned(),
        };
        let (fits, rest): (Vec<usize>, Vec<usize>) =
            (0..batch.len()).partition(|at| batch.get(*at).is_some_and(|ready| self.is_plain(ready)));
        let pick = |places: &[usize]| places.iter().filter_map(|at| batch.get(*at).cloned()).collect::<Vec<Ready<'_>>>();
        let mut outcomes = vec![WriteOutcome::Unknown; batch.len()];
        for (places, is_job) in [(fits, true), (rest, false)] {
            let part = pick(&places);
            let done = match part.len() {
                0 => continue,
                count if is_job && count >= BULK_FROM => self.job(way, &key, &part)?,
                _ => self.by_calls(way, &part)?,
            };
            for (at, outcome) in places.into_iter().zip(done) {
                if let Some(place) = outcomes.get_mut(at) {
                    *place = outcome;
                }
            }
        }
        Ok(outcomes)
    }

    fn is_plain(&self, ready: &Ready<'_>) -> bool {
        ready.values.iter().all(|(name, value)| {
            let shape = self.readable.field(name).map(|(_, shape)| shape);
            !value.is_null() && *value != json!("") && !matches!(shape, Some(Shape::Choices | Shape::Json | Shape::Nothing))
        })
    }

    fn job(&self, way: Way, key: &str, batch: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let of_record = |ready: &Ready<'_>| match way {
            Way::Upsert => ready.record.record.clone(),
            Way::Create | Way::Update | Way::Delete => ready.record.target_id.clone().unwrap_or_default(),
        };
        let (csv, columns) = file(key, batch, &of_record);
        let file_id = self.upload(&zipped(&csv)?)?;
        let mappings: Vec<Value> = columns.iter().enumerate().map(|(at, name)| self.mapping(name, at)).collect();
        let body = json!({
            "operation": if way == Way::Upsert { "upsert" } else { "update" }, "ignore_empty": true, "character_encoding": "UTF-8",
            "resource": [{ "type": "data", "module": self.api.version.module(&self.readable.module), "file_id": file_id, "find_by": key, "field_mappings": mappings }],
        });
        // Carried out as soon as it is made; the same rows once more change nothing.
        let request = self.api.bulk(Method::Post, "/write", "/write")?.json(&body)?.repeatable(Repeat::Safe);
        let made: Made = self.api.read_some(request)?;
        let id = made.details["id"].as_str().filter(|id| is_id(id)).ok_or_else(|| unknown("a job without an id"))?;
        let url = self.wait(id).map_err(|error| unknown(&error.to_string()))?;
        let Some(url) = url else {
            let outcome = WriteOutcome::Refused {
                code: "bulk_failed".to_owned(),
                message: "the bulk write failed as a whole".to_owned(),
                field: None,
                may_pass: true,
            };
            return Ok(vec![outcome; batch.len()]);
        };
        let results = self.results(&url).map_err(|error| unknown(&error.to_string()))?;
        Ok(batch.iter().map(|ready| results.get(&of_record(ready)).cloned().unwrap_or(WriteOutcome::Unknown)).collect())
    }

    fn mapping(&self, name: &str, at: usize) -> Value {
        let mut mapping = json!({ "api_name": name, "index": at });
        match self.readable.field(name).map(|(_, shape)| shape) {
            Some(Shape::Date) => mapping["format"] = json!("yyyy-MM-dd"),
            // A pattern of the vendor: three letters X stand for an offset like +08:00.
            Some(Shape::Datetime) => mapping["format"] = json!("yyyy-MM-dd'T'HH:mm:ssXXX"),
            Some(Shape::Link) => mapping["find_by"] = json!("id"),
            Some(_) | None => {}
        }
        mapping
    }

    /// Puts the file there and gives its id. Nothing is carried out by that.
    fn upload(&self, archive: &[u8]) -> Result<String, ConnectorError> {
        let orgs: Orgs = self.api.read_some(self.api.request(Method::Get, "/org", "/org")?)?;
        let org = orgs.org.into_iter().next().unwrap_or_default();
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"records.zip\"\r\nContent-Type: application/zip\r\n\r\n"
        );
        let body = [head.as_bytes(), archive, format!("\r\n--{EDGE}--\r\n").as_bytes()].concat();
        let path = format!("/crm/{}/upload", self.api.version.name);
        let request = self.api.files(Method::Post, &path, "/upload").header("feature", "bulk-write").header("X-CRM-ORG", org.zgid);
        let request = request.bytes(format!("multipart/form-data; boundary={EDGE}"), body).repeatable(Repeat::Safe);
        let made: Made = self.api.read_some(request)?;
        made.details["file_id"].as_str().map(str::to_owned).ok_or_else(|| bad("an upload without an id"))
    }

    /// Where the results of a job stand; nothing where it failed as a whole.
    fn wait(&self, id: &str) -> Result<Option<String>, ConnectorError> {
        let ended = self.api.wait_for(GAP_FIRST, JOB_WAIT, || {
            let job: WriteJob = self.api.read_some(self.api.bulk(Method::Get, &format!("/write/{id}"), "/write/{id}")?)?;
            Ok(match job.status.to_uppercase().as_str() {
                "COMPLETED" => Some(Some(job.result.download_url)),
                "FAILED" | "FAILURE" => Some(None),
                // ADDED, INPROGRESS, IN PROGRESS.
                _ => None,
            })
        })?;
        ended.ok_or_else(|| bad("it was not done in time"))
    }

    /// Outcomes by what the records are found by.
    fn results(&self, url: &str) -> Result<HashMap<String, WriteOutcome>, ConnectorError> {
        // Relative to the host for files, or with its name; another host gets no token.
        let path = url.find("://").map_or(url, |at| url[at + 3..].find('/').map_or("/", |slash| &url[at + 3 + slash..]));
        let request = self.api.files(Method::Get, path, "/bulk-write/{id}.zip").expects(Expect::Anything);
        let packed = self.api.send(request)?.into_body();
        let mut archive = zip::ZipArchive::new(Bytes::new(packed)).map_err(|_| bad("the results are no ZIP file, or broken off"))?;
        let inside = archive.by_index(0).map_err(|_| bad("the results cannot be read"))?;
        let mut text = Vec::new();
        inside.take(RESULTS_MAX).read_to_end(&mut text).map_err(|_| bad("the results cannot be unpacked"))?;
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_slice());
        let header = reader.headers().map_err(|_| bad("the results are no delimited text"))?.clone();
        // The vendor's own columns stand behind those of the file.
        let columns: Vec<&str> = header.iter().collect();
        let place = |name: &str| columns.iter().rposition(|column| column.eq_ignore_ascii_case(name));
        let (Some(status), Some(record)) = (place("STATUS"), place("RECORD_ID")) else { return Err(bad("the results tell no status")) };
        let errors = place("ERRORS");
        let mut outcomes = HashMap::new();
        for row in reader.records() {
            let row = row.map_err(|_| bad("the results are no delimited text"))?;
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
            let id = cell(Some(record)).to_owned();
            let outcome = match cell(Some(status)) {
                "ADDED" => WriteOutcome::Created { id, version: None },
                "UPDATED" => WriteOutcome::Updated { id, version: None },
                "UNPROCESSED" => {
                    WriteOutcome::Refused { code: "bulk_unprocessed".to_owned(), message: String::new(), field: None, may_pass: true }
                }
                _ => row_refused(cell(errors)),
            };
            outcomes.insert(cell(Some(0)).to_owned(), outcome);
        }
        Ok(outcomes)
    }
}

/// `MANDATORY_NOT_FOUND-Last_Name:INVALID_DATA-Email`: the first counts, but for one that names a record that is not there.
fn row_refused(errors: &str) -> WriteOutcome {
    let first = errors.split(':').next().unwrap_or_default();
    let (code, field) = first.split_once('-').unwrap_or((first, ""));
    if code == "RESOURCE_NOT_FOUND" {
        return WriteOutcome::Missing;
    }
    let code = if code.is_empty() { "SKIPPED" } else { code };
    let details = if field.is_empty() || field == ID { json!({}) } else { json!({ "api_name": field }) };
    refused(&RowResult { code: code.to_owned(), details, ..RowResult::default() })
}

/// The text of the file, and its columns: first what records are found by.
fn file(key: &str, batch: &[Ready<'_>], of_record: &dyn Fn(&Ready<'_>) -> String) -> (String, Vec<String>) {
    let names: BTreeSet<&String> = batch.iter().flat_map(|ready| ready.values.keys()).filter(|name| *name != key).collect();
    let columns: Vec<String> = std::iter::once(key.to_owned()).chain(names.into_iter().cloned()).collect();
    let mut text = String::with_capacity(batch.len() * columns.len() * 20);
    push_line(&mut text, columns.iter().map(String::as_str));
    for ready in batch {
        let cells: Vec<String> = columns
            .iter()
            .map(|column| match ready.values.get(column) {
                _ if column == key => of_record(ready),
                None => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(Value::Object(link)) => link.get(ID).and_then(Value::as_str).unwrap_or_default().to_owned(),
                Some(other) => other.to_string(),
            })
            .collect();
        push_line(&mut text, cells.iter().map(String::as_str));
    }
    (text, columns)
}

fn push_line<'c>(text: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    }
    text.push('\n');
}

fn zipped(csv: &str) -> Result<Vec<u8>, ConnectorError> {
    let failed =
        |_| ConnectorError::Format { what: "bulk write".to_owned(), place: "file".to_owned(), reason: "it cannot be packed".to_owned() };
    let mut archive = zip::ZipWriter::new(Bytes::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("records.csv", options).map_err(failed)?;
    archive.write_all(csv.as_bytes()).map_err(|source| ConnectorError::Io { what: "file of a bulk write".to_owned(), source })?;
    Ok(archive.finish().map_err(failed)?.into_inner())
}
