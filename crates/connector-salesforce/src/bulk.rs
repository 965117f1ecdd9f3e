//! Bulk API 2.0: queries for large first loads, and what all jobs have in common.
//!
//! A job is asked for its state, with growing gaps, until it is done: each question costs some of the day's allowance.

use std::time::Duration;

use connector::http::{Expect, Method, Repeat, Response};
use connector::{ConnectorError, Cursor, PageEnd, page_differs};
use model::{RecordBatch, parse_ms};
use serde_json::json;

use crate::client::Api;
use crate::csv_rows::push_rows;
use crate::errors::SYSTEM;
use crate::rows::{Rows, read_moment};
use crate::source::{BulkPlace, Place};
use crate::wire::Job;

/// How long one read waits for a query; then it gives an empty page, so that the job is not forgotten when the reading ends.
const QUERY_WAIT: Duration = Duration::from_secs(20);
/// Such reads of one job: about three hours.
const LOOKS_MAX: u32 = 540;
/// Records of one page of results.
const PAGE_RECORDS_MAX: usize = 10_000;
/// What began before the job was made may become visible after it.
const OVERLAP_MS: i64 = 600_000;

/// Reads the results of a bulk query.
pub(crate) struct BulkQuery<'a> {
    pub api: &'a Api,
    pub rows: &'a Rows,
}

impl BulkQuery<'_> {
    /// Makes the job.
    pub fn make(api: &Api, text: &str) -> Result<BulkPlace, ConnectorError> {
        let body = json!({ "operation": "query", "query": text, "contentType": "CSV", "columnDelimiter": "COMMA", "lineEnding": "LF" });
        // A second job would cost some allowance and nothing else.
        let request = api.request(Method::Post, "/jobs/query", "/jobs/query")?.json(&body)?.repeatable(Repeat::Safe);
        let job: Job = api.send(request)?.json()?;
        let made_ms = read_moment(&job.created_date)
            .or_else(|| parse_ms(&job.created_date))
            .ok_or_else(|| ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a bulk job without its time".to_owned() })?;
        Ok(BulkPlace { job: job.id, locator: String::new(), looks: 0, made_ms })
    }

    /// One page of results.
    pub fn read(&self, mut place: Place, mut bulk: BulkPlace, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let job = crate::soql::is_name(&bulk.job).then_some(bulk.job.as_str());
        let job = job.ok_or_else(|| ConnectorError::CursorExpired { system: SYSTEM.to_owned() })?;
        let unavailable = |reason: String| ConnectorError::Unavailable { system: SYSTEM.to_owned(), reason, retry_after: None };
        if bulk.locator.is_empty() {
            match wait(self.api, &format!("/jobs/query/{job}"), "/jobs/query/{job}", QUERY_WAIT)? {
                Some(JobEnd::Complete) => {}
                Some(JobEnd::Stopped(reason)) => return Err(unavailable(reason)),
                None if bulk.looks >= LOOKS_MAX => return Err(unavailable("a bulk query does not end".to_owned())),
                None => {
                    bulk.looks += 1;
                    place.bulk = Some(bulk);
                    return Ok(PageEnd { next: Cursor::of(&place), last: false });
                }
            }
        }
        let page = PAGE_RECORDS_MAX.min(rows_max.max(1)).to_string();
        let mut request = self
            .api
            .request(Method::Get, &format!("/jobs/query/{job}/results"), "/jobs/query/{job}/results")?
            .query("maxRecords", page)
            .header("Accept", "text/csv")
            .expects(Expect::Csv);
        if !bulk.locator.is_empty() {
            request = request.query("locator", bulk.locator.as_str());
        }
        let answer = match self.api.send(request) {
            // Results are kept for seven days.
            Err(ConnectorError::NotFound { system, .. }) => return Err(ConnectorError::CursorExpired { system }),
            other => other?,
        };
        push_rows(&answer, self.rows, &mut place.rows, into)?;
        match next_locator(&answer) {
            None => {
                // The next pass reads what changed since the job was made, by the vendor's clock.
                let since = Some(bulk.made_ms - OVERLAP_MS);
                Ok(PageEnd { next: Cursor::of(&Place { since: place.since.max(since), ..Place::default() }), last: true })
            }
            Some(locator) => {
                page_differs(SYSTEM, "a bulk query", &locator, &bulk.locator)?;
                bulk.locator = locator;
                place.bulk = Some(bulk);
                Ok(PageEnd { next: Cursor::of(&place), last: false })
            }
        }
    }
}

/// The last page says `null`, as text.
fn next_locator(answer: &Response) -> Option<String> {
    answer.header("sforce-locator").map(str::trim).filter(|locator| !locator.is_empty() && *locator != "null").map(str::to_owned)
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum JobEnd {
    Complete,
    /// Stopped before its end, and why.
    Stopped(String),
}

/// Asks until a job is through, for about `at_most`; `None` while it is still at work then.
pub(crate) fn wait(api: &Api, path: &str, endpoint: &'static str, at_most: Duration) -> Result<Option<JobEnd>, ConnectorError> {
    api.wait_for(at_most, || {
        let job: Job = api.send(api.request(Method::Get, path, endpoint)?)?.json()?;
        Ok(match job.state.as_str() {
            "JobComplete" => Some(JobEnd::Complete),
            "Failed" | "Aborted" => {
                let reason = job.error_message.map_or_else(String::new, |message| format!(": {}", connector::one_line(&message)));
                Some(JobEnd::Stopped(format!("the bulk job ended as {}{reason}", job.state)))
            }
            _ => None,
        })
    })
}
