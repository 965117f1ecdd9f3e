//! Bulk queries: results as CSV, page by page.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::json;

use super::Salesforce;
use super::bulk::{Job, QueryWork, State, Work, delimiter, formats, push_line};
use super::query::{Part, has_compound, parts};
use super::reply::Refused;
use super::resolve::value;
use super::soql::{self, Item, sorted_rows};
use crate::fault::Kind;
use crate::fragment::as_text;
use crate::http::{Reply, encoded};
use crate::site::Site;
use crate::vendor::Call;

/// Records of a page unless asked otherwise.
const PAGE: usize = 50_000;
/// Addresses in one answer about parallel pages.
const PAGES_LISTED: usize = 5;

pub(super) fn create(sf: &mut Salesforce, site: &mut Site, call: &Call<'_>, version: &str) -> Result<Reply, Refused> {
    let body = call.request.json().ok_or_else(|| Refused::new("INVALIDJOB", "the body is no JSON"))?;
    let operation = body["operation"].as_str().unwrap_or_default();
    if operation != "query" && operation != "queryAll" {
        return Err(Refused::new("INVALIDJOB", "operation must be query or queryAll"));
    }
    let (delimiter, line_ending) = formats(&body)?;
    let query = soql::parse(body["query"].as_str().unwrap_or_default(), site.now_ms())?;
    let Some(table) = site.table(&query.object) else {
        return Err(Refused::new("INVALIDENTITY", format!("Entity '{}' is not supported by the Bulk API.", query.object)));
    };
    let is_grouped =
        !query.group.is_empty() || query.select.iter().any(|item| matches!(item, Item::Count | Item::Aggregate(..) | Item::Children(_)));
    if is_grouped || query.offset > 0 {
        return Err(Refused::new("API_ERROR", "GROUP BY, OFFSET, aggregates and subqueries are not supported in Bulk Query"));
    }
    if has_compound(&parts(site, table, &query)?) {
        return Err(Refused::new("FUNCTIONALITY_NOT_ENABLED", "Selecting compound data not supported in Bulk Query"));
    }
    let work = QueryWork { query, everything: operation == "queryAll", table, rows: Vec::new() };
    let job = Job {
        id: String::new(),
        version: version.to_owned(),
        operation: operation.to_owned(),
        object: site.tables[table].name.clone(),
        state: State::UploadComplete,
        created_ms: site.now_ms(),
        delimiter,
        line_ending,
        processed: 0,
        message: None,
        work: Work::Query(work),
    };
    let key = sf.jobs.add(job);
    Ok(Reply::json(200, &sf.jobs.find(&key, true)?.json(false)))
}

/// Finds the rows; the values are those at the time of reading the result.
pub(super) fn run(sf: &mut Salesforce, site: &Site, call: &Call<'_>, key: &str) -> Result<(), Refused> {
    let job = sf.jobs.find(key, true)?;
    let Work::Query(work) = &mut job.work else { return Ok(()) };
    match sorted_rows(site, work.table, &work.query, work.everything, call.plan.left_out_percent()) {
        Ok(rows) => {
            job.processed = rows.len();
            work.rows = rows;
            job.state = State::JobComplete;
        }
        // A field that went away since the job was made.
        Err(refused) => {
            job.state = State::Failed;
            job.message = Some(format!("{}: {}", refused.code, refused.message));
        }
    }
    Ok(())
}

fn checked<'j>(sf: &'j mut Salesforce, key: &str, version: &str) -> Result<&'j Job, Refused> {
    let job = sf.jobs.find(key, true)?;
    if job.version != version {
        return Err(Refused::new("VERSION_MISMATCH", format!("the job was made with API version {}", job.version)).status(409));
    }
    if job.state != State::JobComplete {
        return Err(Refused::new("INVALIDJOBSTATE", "the results are not ready"));
    }
    Ok(job)
}

fn offset_of(locator: &str) -> Option<usize> {
    String::from_utf8(STANDARD_NO_PAD.decode(locator).ok()?).ok()?.parse().ok()
}

pub(super) fn results(sf: &mut Salesforce, site: &mut Site, call: &Call<'_>, key: &str, version: &str) -> Result<Reply, Refused> {
    let job = checked(sf, key, version)?;
    let Work::Query(work) = &job.work else { return Err(Refused::not_found()) };
    let size =
        call.request.parameter("maxRecords").and_then(|text| text.parse().ok()).unwrap_or(PAGE).max(1).min(super::page_max(call.plan));
    let offset = match call.request.parameter("locator") {
        Some(locator) => offset_of(&locator)
            .filter(|_| !call.plan.has(&Kind::PageTokenDies))
            .ok_or_else(|| Refused::new("INVALID_QUERY_LOCATOR", "invalid locator"))?,
        None => 0,
    };
    let columns = columns(&parts(site, work.table, &work.query)?, &[]);
    let end = offset.saturating_add(size).min(work.rows.len());
    let rows = work.rows.get(offset..end).unwrap_or_default();
    let separator = delimiter(&job.delimiter).unwrap_or(b',');
    let mut out = String::with_capacity(rows.len() * 200);
    push_line(&mut out, columns.iter().map(|(name, ..)| name.as_str()), separator, &job.line_ending);
    for number in rows {
        let Some(row) = site.tables[work.table].row(*number) else { continue };
        let cells: Vec<String> = columns.iter().map(|(_, resolved)| csv_text(&value(site, resolved, row), &resolved.type_name)).collect();
        push_line(&mut out, cells.iter().map(String::as_str), separator, &job.line_ending);
    }
    let next = if call.plan.has(&Kind::SamePageToken) { Some(offset) } else { (end < work.rows.len()).then_some(end) };
    let locator = next.map_or_else(|| "null".to_owned(), |next| STANDARD_NO_PAD.encode(next.to_string()));
    let (table, rows) = (work.table, rows.to_vec());
    for number in &rows {
        site.tables[table].show(*number);
    }
    let reply = Reply::with_type(200, "text/csv", out).and("sforce-numberofrecords", rows.len().to_string());
    Ok(reply.and("sforce-locator", locator))
}

pub(super) fn result_pages(sf: &mut Salesforce, call: &Call<'_>, key: &str, version: &str) -> Result<Reply, Refused> {
    let job = checked(sf, key, version)?;
    let Work::Query(work) = &job.work else { return Err(Refused::not_found()) };
    let first = call.request.parameter("locator").and_then(|locator| offset_of(&locator)).unwrap_or(0);
    let path = format!("/services/data/v{version}/jobs/query/{}", job.id);
    let starts: Vec<usize> = (first..work.rows.len().max(1)).step_by(PAGE).collect();
    let url = |start: &usize, end: &str| format!("{path}/{end}?locator={}", encoded(&STANDARD_NO_PAD.encode(start.to_string())));
    let pages: Vec<serde_json::Value> =
        starts.iter().take(PAGES_LISTED).map(|start| json!({ "resultUrl": url(start, "results") })).collect();
    let next = starts.get(PAGES_LISTED).map(|start| url(start, "resultPages"));
    Ok(Reply::json(200, &json!({ "resultPages": pages, "nextRecordsUrl": next, "done": next.is_none() })))
}

/// Columns with their dotted names, in the order of the query.
fn columns(parts: &[Part], parents: &[(String, usize, usize)]) -> Vec<(String, super::resolve::Resolved)> {
    let mut columns = Vec::new();
    for part in parts {
        match part {
            Part::Field(name, resolved) => {
                let path: Vec<&str> = parents.iter().map(|(key, ..)| key.as_str()).chain([name.as_str()]).collect();
                let steps = parents.iter().map(|(_, field, target)| (*field, *target)).collect();
                columns.push((path.join("."), super::resolve::Resolved { steps, ..resolved.clone() }));
            }
            Part::Parent(key, target, field, inner) => {
                let deeper = [parents, &[(key.clone(), *field, *target)]].concat();
                columns.extend(self::columns(inner, &deeper));
            }
            Part::Children(..) => {}
        }
    }
    columns
}

/// A value as it stands in CSV: datetimes end in `Z`, large numbers have exponents.
fn csv_text(fragment: &str, type_name: &str) -> String {
    let text = as_text(fragment);
    match type_name {
        "datetime" => text.replace("+0000", "Z"),
        "double" | "currency" => match text.parse::<f64>() {
            Ok(number) if number.abs() >= 10_000_000.0 => scientific(&text, number),
            _ => text.into_owned(),
        },
        _ => text.into_owned(),
    }
}

/// `9.12260031E8`, as the vendor prints large numbers; digits beyond those of a double are not lost before.
fn scientific(text: &str, number: f64) -> String {
    let formatted = format!("{number:E}");
    let reads_the_same = formatted.parse::<f64>().is_ok_and(|read| read.to_bits() == number.to_bits());
    if !reads_the_same {
        return text.to_owned();
    }
    match formatted.split_once('E') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0E{exponent}"),
        _ => formatted,
    }
}
