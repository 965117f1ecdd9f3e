//! Bulk reads: a job, its state, a ZIP file with one CSV file.
//!
//! A job goes on when it is asked about: `ADDED`, `IN PROGRESS`, `COMPLETED`. Faults of jobs: `bulk_failed`, `bulk_stuck`, `zip_cut`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Zoho;
use super::archive::packed;
use super::list::is_left_out;
use super::reply::Refused;
use super::route::since;
use super::schema::{TOKEN_USER, USERS};
use super::value::{Links, moment, push_shown, read_moment};
use crate::fragment::{NULL, as_text, value};
use crate::http::Reply;
use crate::site::Site;
use crate::table::{Presence, Row, Table};
use crate::vendor::Call;

/// Rows of a job unless a test wants fewer.
pub(super) const ROWS: usize = 200_000;
const JOBS_MAX: usize = 1_000;
/// Downloads of a minute.
const DOWNLOADS: usize = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Added,
    InProgress,
    Completed,
    Failure,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Added => "ADDED",
            Self::InProgress => "IN PROGRESS",
            Self::Completed => "COMPLETED",
            Self::Failure => "FAILURE",
        }
    }
}

#[derive(Clone, Debug)]
struct Job {
    state: State,
    table: usize,
    fields: Vec<usize>,
    query: Value,
    page: usize,
    created_ms: i64,
    rows: Vec<u32>,
    has_more: bool,
    /// The token of the next part.
    next: Option<String>,
}

/// All jobs, in the order of their ids.
#[derive(Default)]
pub(super) struct Jobs {
    by_id: BTreeMap<String, Job>,
    /// Job and page behind the token of a next part.
    parts: BTreeMap<String, (String, usize)>,
    downloads: std::collections::VecDeque<i64>,
    pub(super) rows: Option<usize>,
}

fn refused(code: &str, message: &str) -> Refused {
    Refused::new(code, message)
}

pub(super) fn create(zoho: &mut Zoho, site: &Site, call: &Call<'_>, version: u32) -> Result<Reply, Refused> {
    let body = call.request.json().ok_or_else(|| refused("REQUEST_BODY_NOT_READABLE", "the request body is not readable"))?;
    let query = &body["query"];
    let job = match query["page_token"].as_str() {
        Some(token) => {
            let (job, page) =
                zoho.reads.parts.get(token).cloned().ok_or_else(|| refused("INVALID_PAGE_TOKEN", "the page token is invalid"))?;
            let Some(before) = zoho.reads.by_id.get(&job) else { return Err(Refused::not_found()) };
            Job { state: State::Added, page, created_ms: site.now_ms(), rows: Vec::new(), next: None, has_more: false, ..before.clone() }
        }
        None => {
            let module = module_name(&query["module"], version);
            let table = site.table(module).ok_or_else(|| refused("INVALID_MODULE", "the module name given seems to be invalid"))?;
            let rows = &site.tables[table];
            let names: Vec<&str> = query["fields"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let mut fields = Vec::new();
            for name in &names {
                let at = rows.field(name.split('.').next().unwrap_or(name));
                fields.push(
                    at.ok_or_else(|| refused("FIELD_NOT_AVAILABLE", "the field is not available").with(json!({ "resource": name })))?,
                );
            }
            if names.is_empty() {
                fields = rows.visible_fields().filter(|(_, field)| field.type_name != "subform").map(|(at, _)| at).collect();
            }
            fields.retain(|at| rows.fields[*at].name != "id");
            check(rows, &query["criteria"])?;
            Job {
                state: State::Added,
                table,
                fields,
                query: query.clone(),
                page: query["page"].as_u64().and_then(|page| usize::try_from(page).ok()).unwrap_or(1).max(1),
                created_ms: site.now_ms(),
                rows: Vec::new(),
                has_more: false,
                next: None,
            }
        }
    };
    let id = zoho.next_id();
    if zoho.reads.by_id.len() >= JOBS_MAX {
        zoho.reads.by_id.pop_first();
    }
    let details = json!({ "id": id, "operation": "read", "state": "ADDED", "created_by": user(), "created_time": moment(job.created_ms, &zoho.zone) });
    zoho.reads.by_id.insert(id, job);
    let data = json!([{ "status": "success", "code": "ADDED_SUCCESSFULLY", "message": "Added successfully.", "details": details }]);
    Ok(Reply::json(201, &json!({ "data": data, "info": {} })))
}

/// The module of a job: its bare name at first, an object later.
pub(super) fn module_name(given: &Value, version: u32) -> &str {
    let name = if version >= since::FIELDS_NAMED { &given["api_name"] } else { given };
    name.as_str().unwrap_or_default()
}

pub(super) fn user() -> Value {
    json!({ "id": USERS[TOKEN_USER].0, "name": USERS[TOKEN_USER].1 })
}

const COMPARATORS: &[&str] = &[
    "equal",
    "not_equal",
    "in",
    "not_in",
    "less_than",
    "less_equal",
    "greater_than",
    "greater_equal",
    "between",
    "not_between",
    "contains",
    "not_contains",
    "starts_with",
    "ends_with",
];

fn check(table: &Table, criteria: &Value) -> Result<(), Refused> {
    for one in criteria["group"].as_array().into_iter().flatten() {
        check(table, one)?;
    }
    let name = criteria["field"]["api_name"].as_str().or_else(|| criteria["api_name"].as_str());
    let Some(name) = name else { return Ok(()) };
    if table.field(name).is_none() || !criteria["comparator"].as_str().is_some_and(|known| COMPARATORS.contains(&known)) {
        return Err(refused("QUERY_NOT_SUPPORTED", "the query is not supported").with(json!({ "resource": name })));
    }
    Ok(())
}

fn takes(table: &Table, row: &Row, criteria: &Value) -> bool {
    if let Some(group) = criteria["group"].as_array() {
        let mut parts = group.iter().map(|one| takes(table, row, one));
        return if criteria["group_operator"] == "or" { parts.any(|fits| fits) } else { parts.all(|fits| fits) };
    }
    let name = criteria["field"]["api_name"].as_str().or_else(|| criteria["api_name"].as_str());
    let Some(at) = name.and_then(|name| table.field(name)) else { return true };
    let known = match table.fields[at].name.as_str() {
        "id" => row.id.to_string(),
        "Modified_Time" => crate::clock::iso_ms(row.stamp_ms),
        "Created_Time" => crate::clock::iso_ms(row.created_ms),
        _ => as_text(row.cells.get(at)).into_owned(),
    };
    let texts: Vec<String> = match &criteria["value"] {
        Value::Array(all) => all.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned)).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    };
    let texts: Vec<String> = texts.into_iter().map(|text| if text == "${EMPTY}" { String::new() } else { text }).collect();
    let order = |text: &String| match (read_moment(&known), read_moment(text), known.parse::<f64>(), text.parse::<f64>()) {
        (Some(known), Some(text), ..) => Some(known.cmp(&text)),
        (_, _, Ok(known), Ok(text)) => known.partial_cmp(&text),
        _ => Some(known.to_lowercase().cmp(&text.to_lowercase())),
    };
    let is_one = || texts.iter().any(|text| order(text) == Some(std::cmp::Ordering::Equal));
    let first = texts.first().map(|text| (order(text), text.to_lowercase()));
    let Some((first_order, first)) = first else { return false };
    let is_between = || first_order.is_some_and(|order| order.is_ge()) && texts.get(1).and_then(order).is_some_and(|order| order.is_le());
    let lower = known.to_lowercase();
    match criteria["comparator"].as_str().unwrap_or_default() {
        "equal" | "in" => is_one(),
        "not_equal" | "not_in" => !is_one(),
        "less_than" => first_order.is_some_and(|order| order.is_lt()),
        "less_equal" => first_order.is_some_and(|order| order.is_le()),
        "greater_than" => first_order.is_some_and(|order| order.is_gt()),
        "greater_equal" => first_order.is_some_and(|order| order.is_ge()),
        "between" => is_between(),
        "not_between" => !is_between(),
        "contains" => lower.contains(&first),
        "not_contains" => !lower.contains(&first),
        "starts_with" => lower.starts_with(&first),
        _ => lower.ends_with(&first),
    }
}

fn unknown_job(id: &str) -> Refused {
    refused("RESOURCE_NOT_FOUND", "the requested resource does not exist").status(404).with(json!({ "resource": id }))
}

/// `GET …/read/{id}`: moves the job a step on and shows it.
pub(super) fn status(zoho: &mut Zoho, site: &Site, call: &Call<'_>, id: &str) -> Result<Reply, Refused> {
    let most = zoho.reads.rows.unwrap_or(ROWS);
    let left_out = call.plan.left_out_percent();
    let job = zoho.reads.by_id.get_mut(id).ok_or_else(|| unknown_job(id))?;
    match job.state {
        State::Added => job.state = State::InProgress,
        State::InProgress if call.plan.own("bulk_stuck").is_some() => {}
        State::InProgress if call.plan.own("bulk_failed").is_some() => job.state = State::Failure,
        State::InProgress => {
            let table = &site.tables[job.table];
            let fits = |(number, row): (u32, &Row)| {
                (row.presence == Presence::Live && !is_left_out(number, left_out) && takes(table, row, &job.query["criteria"]))
                    .then_some(number)
            };
            let mut rows: Vec<u32> = table.all().filter_map(fits).skip((job.page - 1) * most).take(most + 1).collect();
            job.has_more = rows.len() > most;
            rows.truncate(most);
            job.rows = rows;
            job.state = State::Completed;
            job.next = job.has_more.then(|| format!("part{id}"));
        }
        State::Completed | State::Failure => {}
    }
    let (shown, part) = (job_json(job, id, most, &zoho.zone), job.next.clone().map(|token| (token, (id.to_owned(), job.page + 1))));
    zoho.reads.parts.extend(part);
    Ok(Reply::json(200, &json!({ "data": [shown] })))
}

fn job_json(job: &Job, id: &str, most: usize, zone: &jiff::tz::TimeZone) -> Value {
    let mut shown = json!({
        "id": id, "operation": "read", "state": job.state.name(), "query": job.query, "created_by": user(),
        "created_time": moment(job.created_ms, zone), "file_type": "csv",
    });
    match job.state {
        State::Completed => {
            shown["result"] = json!({ "page": job.page, "per_page": most, "count": job.rows.len(), "download_url": format!("/crm/bulk/v8/read/{id}/result"),
                                      "more_records": job.has_more, "next_page_token": job.next });
        }
        State::Failure => {
            let error =
                json!({ "status": "error", "code": "INTERNAL_SERVER_ERROR", "message": "the job failed as ordered", "details": {} });
            shown["result"] = json!({ "error_message": error });
        }
        State::Added | State::InProgress => {}
    }
    shown
}

/// `GET …/read/{id}/result`. Values are those of the time of the download.
pub(super) fn result(zoho: &mut Zoho, site: &mut Site, call: &Call<'_>, id: &str) -> Result<Reply, Refused> {
    let now_ms = site.clock.now_ms();
    let job = zoho.reads.by_id.get(id).filter(|job| job.state == State::Completed).ok_or_else(|| unknown_job(id))?;
    while zoho.reads.downloads.front().is_some_and(|at_ms| now_ms - at_ms >= 60_000) {
        zoho.reads.downloads.pop_front();
    }
    if zoho.reads.downloads.len() >= DOWNLOADS && site.clock.runs() {
        return Err(Refused::too_many());
    }
    zoho.reads.downloads.push_back(now_ms);
    let table = &site.tables[job.table];
    let mut out = String::from("id");
    for at in &job.fields {
        out.push(',');
        out.push_str(&table.fields[*at].name);
    }
    out.push('\n');
    let mut cell = String::new();
    for row in job.rows.iter().filter_map(|number| table.row(*number)) {
        out.push_str(&row.id);
        for at in &job.fields {
            cell.clear();
            push_shown(&mut cell, site, table, *at, row, &zoho.zone, Links::Plain);
            out.push(',');
            push_cell(&mut out, &in_file(&cell));
        }
        out.push('\n');
    }
    let (table, rows) = (job.table, job.rows.clone());
    for number in rows {
        site.tables[table].show(number);
    }
    let mut archive = packed(&format!("{id}.csv"), out.as_bytes());
    if call.plan.own("zip_cut").is_some() {
        archive.truncate(archive.len() / 2);
    }
    Ok(Reply::with_type(200, "application/x-download", archive).and("content-disposition", format!("attachment; filename={id}.zip")))
}

/// A value as it stands in a file: several choices are put behind one another.
fn in_file(fragment: &str) -> String {
    match fragment {
        NULL => String::new(),
        list if list.starts_with('[') => {
            let chosen: Vec<String> = value(list).as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
            chosen.join(";")
        }
        other => as_text(other).into_owned(),
    }
}

/// Appends a cell, in quotes where it needs them.
pub(super) fn push_cell(out: &mut String, text: &str) {
    if !text.contains([',', '"', '\n', '\r']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}
