//! Bulk API 2.0: jobs, what they have in common, and the list of them.
//!
//! A job goes on when it is asked about: the first look at a job that is `UploadComplete` finds it `InProgress`, the next
//! finds it done. Faults that only jobs have: `bulk_failed`, `bulk_aborted`, `bulk_unprocessed=N` (the job fails after N rows).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::auth::user_id;
use super::reply::Refused;
use super::resolve::time;
use super::soql::Query;
use super::{Salesforce, bulk_ingest, bulk_query, id, single};
use crate::fragment::as_text;
use crate::http::Reply;
use crate::site::Site;
use crate::vendor::Call;

/// Jobs that are kept; the oldest goes.
const JOBS_MAX: usize = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    UploadComplete,
    InProgress,
    JobComplete,
    Failed,
    Aborted,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::UploadComplete => "UploadComplete",
            Self::InProgress => "InProgress",
            Self::JobComplete => "JobComplete",
            Self::Failed => "Failed",
            Self::Aborted => "Aborted",
        }
    }
}

/// What a job does.
pub(super) enum Work {
    Query(QueryWork),
    Ingest(IngestWork),
}

/// A query and its result: rows of a table, in order.
pub(super) struct QueryWork {
    pub(super) query: Query,
    pub(super) everything: bool,
    pub(super) table: usize,
    pub(super) rows: Vec<u32>,
}

/// An upload and its result files.
#[derive(Default)]
pub(super) struct IngestWork {
    pub(super) external_id: Option<String>,
    pub(super) content: Option<bytes::Bytes>,
    pub(super) successful: String,
    pub(super) failed: String,
    pub(super) unprocessed: String,
    pub(super) failed_count: usize,
}

/// One job.
pub(super) struct Job {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) operation: String,
    pub(super) object: String,
    pub(super) state: State,
    pub(super) created_ms: i64,
    pub(super) delimiter: String,
    pub(super) line_ending: String,
    pub(super) processed: usize,
    pub(super) message: Option<String>,
    pub(super) work: Work,
}

/// All jobs, in order of their ids.
#[derive(Default)]
pub(super) struct Jobs {
    pub(super) by_id: BTreeMap<String, Job>,
    count: u64,
}

impl Jobs {
    pub(super) fn add(&mut self, mut job: Job) -> String {
        self.count += 1;
        job.id = id::id("750", self.count);
        if self.by_id.len() >= JOBS_MAX {
            self.by_id.pop_first();
        }
        let key = job.id.clone();
        self.by_id.insert(key.clone(), job);
        key
    }

    pub(super) fn find(&mut self, text: &str, is_query: bool) -> Result<&mut Job, Refused> {
        let key = id::normalised(text).unwrap_or_default();
        let job = self.by_id.get_mut(&key).filter(|job| matches!(job.work, Work::Query(_)) == is_query);
        job.ok_or_else(|| Refused::new("NOT_FOUND", "The requested resource does not exist").status(404))
    }
}

impl Job {
    /// What a call about the job answers; counts only where they belong.
    pub(super) fn json(&self, with_counts: bool) -> Value {
        let is_query = matches!(self.work, Work::Query(_));
        let mut job = json!({
            "id": self.id, "operation": self.operation, "object": self.object, "createdById": user_id(), "createdDate": as_text(&time(self.created_ms)),
            "systemModstamp": as_text(&time(self.created_ms)), "state": self.state.name(), "concurrencyMode": "Parallel", "contentType": "CSV",
            "apiVersion": self.version.parse::<f64>().unwrap_or(0.0), "lineEnding": self.line_ending, "columnDelimiter": self.delimiter,
        });
        if let Work::Ingest(ingest) = &self.work {
            if let Some(key) = &ingest.external_id {
                job["externalIdFieldName"] = json!(key);
            }
            if self.state == State::Open {
                job["contentUrl"] = json!(format!("services/data/v{}/jobs/ingest/{}/batches", self.version, self.id));
            }
            if with_counts {
                job["numberRecordsFailed"] = json!(ingest.failed_count);
                job["apiActiveProcessingTime"] = json!(0);
                job["apexProcessingTime"] = json!(0);
            }
        }
        if with_counts {
            job["jobType"] = json!(if is_query { "V2Query" } else { "V2Ingest" });
            job["numberRecordsProcessed"] = json!(self.processed);
            job["retries"] = json!(0);
            job["totalProcessingTime"] = json!(0);
            if is_query {
                job["isPkChunkingSupported"] = json!(true);
            }
            if let Some(message) = &self.message {
                job["errorMessage"] = json!(message);
            }
        }
        job
    }
}

/// Answers below `jobs/`.
pub(super) fn answer(
    sf: &mut Salesforce,
    site: &mut Site,
    call: &Call<'_>,
    method: &str,
    path: &[&str],
    version: &str,
) -> Result<Reply, Refused> {
    let (is_query, rest) = match path {
        ["query", rest @ ..] => (true, rest),
        ["ingest", rest @ ..] => (false, rest),
        _ => return Err(Refused::not_found()),
    };
    match (method, rest) {
        ("GET", []) => Ok(list(sf, is_query)),
        ("POST", []) if is_query => bulk_query::create(sf, site, call, version),
        ("POST", []) => bulk_ingest::create(sf, site, call, version),
        ("GET", [job]) => {
            step(sf, site, call, job, is_query)?;
            Ok(Reply::json(200, &sf.jobs.find(job, is_query)?.json(true)))
        }
        ("PATCH", [job]) => set_state(sf, call, job, is_query),
        ("DELETE", [job]) => remove(sf, job, is_query),
        ("GET", [job, "results"]) if is_query => bulk_query::results(sf, site, call, job, version),
        ("GET", [job, "resultPages"]) if is_query => bulk_query::result_pages(sf, call, job, version),
        ("PUT", [job, "batches"]) => bulk_ingest::upload(sf, call, job),
        ("GET", [job, kind]) => bulk_ingest::result_file(sf, job, kind),
        _ => Err(single::not_allowed(method)),
    }
}

/// Moves a job one step on.
fn step(sf: &mut Salesforce, site: &mut Site, call: &Call<'_>, key: &str, is_query: bool) -> Result<(), Refused> {
    let job = sf.jobs.find(key, is_query)?;
    match job.state {
        State::UploadComplete => job.state = State::InProgress,
        State::InProgress if call.plan.own("bulk_failed").is_some() => {
            job.state = State::Failed;
            job.message = Some("InternalServerError : the job failed as ordered".to_owned());
        }
        State::InProgress if call.plan.own("bulk_aborted").is_some() => job.state = State::Aborted,
        State::InProgress if is_query => bulk_query::run(sf, site, call, key)?,
        State::InProgress => bulk_ingest::run(sf, site, call, key)?,
        State::Open | State::JobComplete | State::Failed | State::Aborted => {}
    }
    Ok(())
}

fn set_state(sf: &mut Salesforce, call: &Call<'_>, key: &str, is_query: bool) -> Result<Reply, Refused> {
    let body = call.request.json().unwrap_or_default();
    let job = sf.jobs.find(key, is_query)?;
    let is_over = matches!(job.state, State::JobComplete | State::Failed | State::Aborted);
    match body["state"].as_str() {
        Some("Aborted") if !is_over => job.state = State::Aborted,
        Some("UploadComplete") if job.state == State::Open && !is_query => job.state = State::UploadComplete,
        Some("Aborted" | "UploadComplete") => {
            let message = format!("Can't change the state of a job that is {}", job.state.name());
            return Err(Refused::new("INVALIDJOBSTATE", message));
        }
        _ => return Err(Refused::new("INVALIDJOB", "state must be UploadComplete or Aborted")),
    }
    Ok(Reply::json(200, &job.json(false)))
}

fn remove(sf: &mut Salesforce, key: &str, is_query: bool) -> Result<Reply, Refused> {
    let job = sf.jobs.find(key, is_query)?;
    let is_busy = match job.state {
        State::InProgress | State::Open => true,
        State::UploadComplete => is_query,
        State::JobComplete | State::Failed | State::Aborted => false,
    };
    if is_busy {
        return Err(Refused::new("INVALIDJOBSTATE", format!("Can't delete a job that is {}", job.state.name())));
    }
    let id = job.id.clone();
    sf.jobs.by_id.remove(&id);
    Ok(Reply::empty(204))
}

fn list(sf: &Salesforce, is_query: bool) -> Reply {
    let of_kind = sf.jobs.by_id.values().filter(|job| matches!(job.work, Work::Query(_)) == is_query);
    let records: Vec<Value> = of_kind.map(|job| job.json(false)).collect();
    Reply::json(200, &json!({ "done": true, "records": records, "nextRecordsUrl": null }))
}

/// The character of a delimiter's name.
pub(super) fn delimiter(name: &str) -> Option<u8> {
    match name {
        "COMMA" => Some(b','),
        "SEMICOLON" => Some(b';'),
        "TAB" => Some(b'\t'),
        "PIPE" => Some(b'|'),
        "CARET" => Some(b'^'),
        "BACKQUOTE" => Some(b'`'),
        _ => None,
    }
}

/// Delimiter and line ending that a body asks for.
pub(super) fn formats(body: &Value) -> Result<(String, String), Refused> {
    let name = body["columnDelimiter"].as_str().unwrap_or("COMMA");
    let ending = body["lineEnding"].as_str().unwrap_or("LF");
    let is_known =
        delimiter(name).is_some() && ["LF", "CRLF"].contains(&ending) && body["contentType"].as_str().is_none_or(|kind| kind == "CSV");
    if !is_known {
        return Err(Refused::new("INVALIDJOB", "columnDelimiter, lineEnding or contentType is not supported"));
    }
    Ok((name.to_owned(), ending.to_owned()))
}

/// A line of cells, all of them quoted.
pub(super) fn push_line<'c>(out: &mut String, cells: impl Iterator<Item = &'c str>, delimiter: u8, ending: &str) {
    for (position, cell) in cells.enumerate() {
        if position > 0 {
            out.push(char::from(delimiter));
        }
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    }
    out.push_str(if ending == "CRLF" { "\r\n" } else { "\n" });
}
