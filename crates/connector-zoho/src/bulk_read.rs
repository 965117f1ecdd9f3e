//! Bulk reads for large first loads: a job, a ZIP file of up to 200,000 records, the next part by its token.
//!
//! The file is unpacked to disk and read from there, so that memory stays flat. A job is asked for its state with growing gaps.

use std::fs::File;
use std::io::{BufReader, Cursor as Bytes, Seek, SeekFrom, copy};
use std::time::Duration;

use connector::http::{Expect, Method, Repeat};
use connector::{ConnectorError, Cursor, PageEnd};
use model::{RecordBatch, parse_ms};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::client::Api;
use crate::errors::SYSTEM;
use crate::fields::{ID, Readable};
use crate::query::is_id;
use crate::rows::push_file_cell;
use crate::source::{OVERLAP_MS, Place, QuerySource};
use crate::wire::{ReadJob, ReadJobs, ReadResult};

/// First gap between two questions about a job; it doubles.
const GAP_FIRST: Duration = Duration::from_millis(500);
/// How long one read waits for a job; then it gives an empty page, so that the job is not forgotten when the reading ends.
const WAIT: Duration = Duration::from_secs(30);
/// Such reads of one job: about three hours.
const LOOKS_MAX: u32 = 360;
/// Bytes of a packed file, and of an unpacked one.
const PACKED_MAX: u64 = 512 * 1_024 * 1_024;
const UNPACKED_MAX: u64 = 4 * 1_024 * 1_024 * 1_024;

/// Where reading a bulk read is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BulkPlace {
    pub job: String,
    /// Records of the job's file that were given.
    #[serde(default)]
    pub row: u64,
    /// Reads that found the job still at work.
    #[serde(default)]
    pub looks: u32,
    /// When the first job was made, by the vendor's clock (ms).
    pub made_ms: i64,
}

/// The file of a job, read up to a row.
pub(crate) struct OpenFile {
    job: String,
    reader: csv::Reader<BufReader<File>>,
    /// Place in the file of each of our columns.
    places: Vec<Option<usize>>,
    row: u64,
    result: ReadResult,
}

impl OpenFile {
    /// The next record; false behind the last.
    fn next(&mut self, record: &mut csv::StringRecord) -> Result<bool, ConnectorError> {
        let is_there = self.reader.read_record(record).map_err(|_| bad("its file is no delimited text"))?;
        self.row += u64::from(is_there);
        Ok(is_there)
    }
}

fn bad(reason: &str) -> ConnectorError {
    ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: format!("a bulk read: {reason}") }
}

fn unavailable(reason: String) -> ConnectorError {
    ConnectorError::Unavailable { system: SYSTEM.to_owned(), reason, retry_after: None }
}

/// Makes the first job.
pub(crate) fn make(api: &Api, readable: &Readable) -> Result<BulkPlace, ConnectorError> {
    let fields: Vec<&String> = readable.columns.iter().filter(|column| *column != ID).collect();
    let query = json!({ "module": api.version.module(&readable.module), "fields": fields, "page": 1 });
    let (job, made_ms) = make_job(api, &query)?;
    Ok(BulkPlace { job, made_ms, ..BulkPlace::default() })
}

fn make_job(api: &Api, query: &Value) -> Result<(String, i64), ConnectorError> {
    let body = json!({ "query": query, "file_type": "csv" });
    // A second job would cost some credits and nothing else.
    let request = api.bulk(Method::Post, "/read", "/read")?.json(&body)?.repeatable(Repeat::Safe);
    let jobs: ReadJobs = api.read_some(request)?;
    let details = jobs.data.into_iter().next().map(|job| job.details).unwrap_or_default();
    let id = details["id"].as_str().filter(|id| is_id(id)).ok_or_else(|| bad("a job without an id"))?;
    let made_ms = details["created_time"].as_str().and_then(parse_ms).ok_or_else(|| bad("a job without its time"))?;
    Ok((id.to_owned(), made_ms))
}

/// How a job ended; `None` where it is still at work.
fn wait(api: &Api, job: &str) -> Result<Option<ReadResult>, ConnectorError> {
    api.wait_for(GAP_FIRST, WAIT, || {
        let jobs: ReadJobs = api.read_some(api.bulk(Method::Get, &format!("/read/{job}"), "/read/{job}")?)?;
        let found: ReadJob = jobs.data.into_iter().next().ok_or_else(|| bad("an answer without the job"))?;
        match (found.state.to_uppercase().as_str(), found.result) {
            ("COMPLETED", Some(result)) => Ok(Some(result)),
            ("COMPLETED", None) => Err(bad("a job that is done without its result")),
            ("FAILURE" | "FAILED", result) => {
                let code = result.map(|result| result.error_message["code"].as_str().unwrap_or_default().to_owned()).unwrap_or_default();
                Err(unavailable(format!("a bulk read failed ({code})")))
            }
            // ADDED, QUEUED, IN PROGRESS with and without its blank.
            _ => Ok(None),
        }
    })
}

/// Takes the file of a job and opens it.
fn open(api: &Api, job: &str, readable: &Readable, result: ReadResult) -> Result<OpenFile, ConnectorError> {
    let request = api.bulk(Method::Get, &format!("/read/{job}/result"), "/read/{job}/result")?;
    let request =
        request.expects(Expect::Anything).response_bytes_max(PACKED_MAX).timeouts(Duration::from_secs(1_200), Duration::from_secs(60));
    let packed = api.send(request)?.into_body();
    let mut archive = zip::ZipArchive::new(Bytes::new(packed)).map_err(|_| bad("its file is no ZIP file, or broken off"))?;
    let mut inside = archive.by_index(0).map_err(|_| bad("its ZIP file holds nothing that can be read"))?;
    if inside.size() > UNPACKED_MAX {
        return Err(ConnectorError::Limit {
            what: "file of a bulk read".to_owned(),
            limit: "bytes",
            found: inside.size(),
            allowed: UNPACKED_MAX,
        });
    }
    let on_disk = |source| ConnectorError::Io { what: "temporary file".to_owned(), source };
    let mut file = tempfile::tempfile().map_err(on_disk)?;
    // Ends with an error where the check sum does not fit.
    let copied = copy(&mut std::io::Read::take(&mut inside, UNPACKED_MAX), &mut file);
    copied.map_err(|_| bad("its file cannot be unpacked"))?;
    file.seek(SeekFrom::Start(0)).map_err(on_disk)?;
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(BufReader::with_capacity(1 << 18, file));
    let header = reader.headers().map_err(|_| bad("its file is no delimited text"))?.clone();
    let places: Vec<Option<usize>> = readable
        .columns
        .iter()
        .map(|column| header.iter().position(|name| name.trim_start_matches('\u{feff}').eq_ignore_ascii_case(column)))
        .collect();
    if places.first().is_none_or(Option::is_none) {
        return Err(bad("its file has no column of ids"));
    }
    Ok(OpenFile { job: job.to_owned(), reader, places, row: 0, result })
}

impl QuerySource {
    /// One page of a bulk read.
    pub(crate) fn read_bulk(
        &mut self,
        mut place: Place,
        mut bulk: BulkPlace,
        rows_max: usize,
        into: &mut RecordBatch,
    ) -> Result<PageEnd, ConnectorError> {
        if !is_id(&bulk.job) {
            return Err(ConnectorError::CursorExpired { system: SYSTEM.to_owned() });
        }
        let known = self.file.take().filter(|file| file.job == bulk.job && file.row <= bulk.row);
        let mut file = match known {
            Some(file) => file,
            None => match wait(&self.api, &bulk.job)? {
                Some(result) => open(&self.api, &bulk.job, &self.readable, result)?,
                None if bulk.looks >= LOOKS_MAX => return Err(unavailable("a bulk read does not end".to_owned())),
                None => {
                    bulk.looks += 1;
                    place.bulk = Some(bulk);
                    return Ok(PageEnd { next: Cursor::of(&place), last: false });
                }
            },
        };
        let mut record = csv::StringRecord::new();
        while file.row < bulk.row {
            if !file.next(&mut record)? {
                return Err(ConnectorError::CursorExpired { system: SYSTEM.to_owned() });
            }
        }
        let most = rows_max.max(1);
        let mut is_through = false;
        while into.len() < most {
            if !file.next(&mut record)? {
                is_through = true;
                break;
            }
            place.rows += 1;
            push_row(self, &file.places, &record, place.rows, into);
        }
        bulk.row = file.row;
        if !is_through {
            self.file = Some(file);
            place.bulk = Some(bulk);
            return Ok(PageEnd { next: Cursor::of(&place), last: false });
        }
        if file.row != file.result.count {
            return Err(bad("its file holds fewer or more records than it says"));
        }
        match file.result.next_page_token.filter(|_| file.result.more_records) {
            Some(token) => {
                let (job, _) = make_job(&self.api, &json!({ "page_token": token }))?;
                place.bulk = Some(BulkPlace { job, row: 0, looks: 0, made_ms: bulk.made_ms });
                Ok(PageEnd { next: Cursor::of(&place), last: false })
            }
            // What changed since the first job was made, and what was becoming visible then, comes next.
            None => {
                let since = bulk.made_ms - OVERLAP_MS;
                let after = Place { since: Some(since), gone_since: Some(since), ..Place::default() };
                Ok(PageEnd { next: Cursor::of(&after), last: true })
            }
        }
    }
}

fn push_row(source: &QuerySource, places: &[Option<usize>], record: &csv::StringRecord, number: u64, into: &mut RecordBatch) {
    for (column, place) in places.iter().enumerate() {
        let text = place.and_then(|place| record.get(place)).unwrap_or_default();
        push_file_cell(text, source.rows.shape_of(column), into);
    }
    into.finish_row(number);
}
