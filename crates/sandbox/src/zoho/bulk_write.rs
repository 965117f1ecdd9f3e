//! Bulk writes: an uploaded ZIP file, a job, a file of results.
//!
//! A job goes on when it is asked about, by so many rows that the answer does not keep anybody waiting. Faults of jobs: `bulk_failed`, `bulk_stuck`, `bulk_skipped=N` (each N-th row is skipped).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Zoho;
use super::archive::{packed, unpacked};
use super::bulk_read::{module_name, push_cell, user};
use super::reply::Refused;
use super::value::moment;
use super::write::{Action, Operation, Values, one};
use crate::fragment::{NULL, as_text, quoted};
use crate::http::Reply;
use crate::site::Site;
use crate::table::Presence;
use crate::vendor::Call;

const ROWS_MAX: usize = 25_000;
/// Rows that a job does between two questions.
const ROWS_AT_ONCE: usize = 2_500;
const COLUMNS_MAX: usize = 200;
const FILE_MAX: usize = 25 * 1_024 * 1_024;
const KEPT_MAX: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Added,
    InProgress,
    Completed,
    Failed,
}

/// A column of the file, or a value for all rows.
#[derive(Clone, Debug)]
struct Mapped {
    name: String,
    index: Option<usize>,
    /// The field of the other module by which a lookup is written.
    find_by: Option<String>,
    format: Option<String>,
    default: Option<String>,
}

struct Job {
    state: State,
    operation: String,
    table: usize,
    find_by: Option<String>,
    ignores_empty: bool,
    mapped: Vec<Mapped>,
    request: Value,
    file: String,
    created_ms: i64,
    result: String,
    /// Added, updated, skipped, all that were done.
    counts: [usize; 4],
}

/// Uploaded files and jobs.
#[derive(Default)]
pub(super) struct Jobs {
    files: BTreeMap<String, Vec<u8>>,
    by_id: BTreeMap<String, Job>,
}

/// `POST /crm/v8/upload` at the host for files.
pub(super) fn upload(zoho: &mut Zoho, site: &Site, call: &Call<'_>) -> Reply {
    let request = call.request;
    let fits = request.header("feature") == Some("bulk-write") && request.header("x-crm-org") == Some(site.organisation.as_str());
    if !fits {
        let text = "check if headers [feature, X-CRM-ORG] are present and valid";
        return Reply::json(400, &json!({ "info": "INVALID_REQUEST", "x-error": text, "x-info": "" }));
    }
    if request.body.len() > FILE_MAX {
        return Refused::new("FILE_TOO_LARGE", "the file is too large").status(413).reply();
    }
    let content = part(&request.body, request.header("content-type").unwrap_or_default()).and_then(|part| unpacked(&part));
    let Some((_, content)) = content else {
        return Refused::new("INVALID_FILE_FORMAT", "the file is not a zip file").reply();
    };
    let id = zoho.next_id();
    if zoho.writes.files.len() >= KEPT_MAX {
        zoho.writes.files.pop_first();
    }
    zoho.writes.files.insert(id.clone(), content);
    let details = json!({ "file_id": id, "created_time": moment(site.now_ms(), &zoho.zone) });
    Reply::json(200, &json!({ "status": "success", "code": "FILE_UPLOAD_SUCCESS", "message": "file uploaded.", "details": details }))
}

/// The part `file` of a multipart body.
fn part(body: &[u8], content_type: &str) -> Option<Vec<u8>> {
    let boundary = content_type.split("boundary=").nth(1)?.split(';').next()?.trim().trim_matches('"');
    let mark = format!("--{boundary}").into_bytes();
    let find = |from: usize, what: &[u8]| body.get(from..)?.windows(what.len()).position(|window| window == what).map(|at| from + at);
    let mut at = find(0, &mark)?;
    loop {
        let head_end = find(at, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(body.get(at..head_end)?).into_owned();
        let end = find(head_end + 4, &[b"\r\n".as_slice(), &mark].concat())?;
        if head.contains("name=\"file\"") || head.contains("name=file") {
            return Some(body[head_end + 4..end].to_vec());
        }
        at = end + 2;
    }
}

/// `POST …/write`.
pub(super) fn create(zoho: &mut Zoho, site: &Site, call: &Call<'_>, version: u32) -> Result<Reply, Refused> {
    let refused = |code: &str| Refused::new(code, "the job cannot be made");
    let body = call.request.json().ok_or_else(|| refused("INVALID_FORMAT"))?;
    let operation = body["operation"].as_str().unwrap_or_default();
    let resource = &body["resource"][0];
    if !["insert", "update", "upsert"].contains(&operation) || resource["type"] != "data" {
        return Err(refused("INVALID_FORMAT"));
    }
    let module = module_name(&resource["module"], version);
    let table = site.table(module).ok_or_else(|| refused("MODULE_NOT_AVAILABLE"))?;
    let rows = &site.tables[table];
    let file = resource["file_id"].as_str().unwrap_or_default().to_owned();
    let content = zoho.writes.files.get(&file).ok_or_else(|| refused("INVALID_FILE_ID"))?;
    let header = header_of(content);
    if header.len() > COLUMNS_MAX {
        return Err(refused("HEADER_LIMIT_EXCEEDED"));
    }
    let find_by = resource["find_by"].as_str().map(str::to_owned);
    if operation != "insert" && find_by.is_none() {
        return Err(refused("MISSING_REQUIRED_KEY").with(json!({ "key": "find_by" })));
    }
    let mapped = match resource["field_mappings"].as_array() {
        Some(list) => list.iter().map(mapping_of).collect(),
        None => header.iter().enumerate().map(|(at, name)| named(name, at)).collect::<Vec<_>>(),
    };
    for one in &mapped {
        if rows.field(&one.name).is_none() {
            return Err(refused("INVALID_FIELD").with(json!({ "field": one.name })));
        }
        if one.index.is_some_and(|at| at >= header.len()) {
            return Err(refused("COLUMN_INDEX_NOT_FOUND").with(json!({ "field": one.name })));
        }
    }
    let is_mapped = |name: &str| mapped.iter().any(|one| one.name == name);
    if operation == "insert" && rows.visible_fields().any(|(_, field)| field.extra["required"] == true && !is_mapped(&field.name)) {
        return Err(refused("MANDATORY_FIELDS_NOT_MAPPED"));
    }
    let job = Job {
        state: State::Added,
        operation: operation.to_owned(),
        table,
        find_by,
        ignores_empty: body["ignore_empty"] == true,
        mapped,
        request: body.clone(),
        file,
        created_ms: site.now_ms(),
        result: String::new(),
        counts: [0; 4],
    };
    let id = zoho.next_id();
    if zoho.writes.by_id.len() >= KEPT_MAX {
        zoho.writes.by_id.pop_first();
    }
    zoho.writes.by_id.insert(id.clone(), job);
    Ok(Reply::json(
        201,
        &json!({ "status": "success", "code": "SUCCESS", "message": "success", "details": { "id": id, "created_by": user() } }),
    ))
}

fn header_of(content: &[u8]) -> Vec<String> {
    reader(content).headers().map(|header| header.iter().map(str::to_owned).collect()).unwrap_or_default()
}

/// The separator is the first of those that the vendor knows which stands in the header.
fn reader(content: &[u8]) -> csv::Reader<&[u8]> {
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    let first = content.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let separator = [b',', b';', b':', b'|'].into_iter().find(|known| first.contains(known)).unwrap_or(b',');
    csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(content)
}

fn mapping_of(mapping: &Value) -> Mapped {
    let text = |name: &str| mapping[name].as_str().map(str::to_owned);
    Mapped {
        name: text("api_name").unwrap_or_default(),
        index: mapping["index"].as_u64().and_then(|at| usize::try_from(at).ok()),
        find_by: text("find_by"),
        format: text("format"),
        default: mapping["default_value"]["value"].as_str().map(str::to_owned),
    }
}

/// `Account_Name.id` and `Account_Name.Account_Name` name a lookup and what it is found by.
fn named(header: &str, at: usize) -> Mapped {
    let (name, find_by) = header.split_once('.').map_or((header, None), |(name, by)| (name, Some(by.to_owned())));
    Mapped { name: name.to_owned(), index: Some(at), find_by, format: None, default: None }
}

/// `GET …/write/{id}`: moves the job a step on and shows it, without a list around it.
pub(super) fn status(zoho: &mut Zoho, site: &mut Site, call: &Call<'_>, id: &str) -> Result<Reply, Refused> {
    let unknown = || Refused::new("RESOURCE_NOT_FOUND", "the requested resource does not exist").status(404);
    let job = zoho.writes.by_id.get_mut(id).ok_or_else(unknown)?;
    match job.state {
        State::Added => job.state = State::InProgress,
        State::InProgress if call.plan.own("bulk_stuck").is_some() => {}
        State::InProgress if call.plan.own("bulk_failed").is_some() => job.state = State::Failed,
        State::InProgress => run(zoho, site, call, id),
        State::Completed | State::Failed => {}
    }
    let job = zoho.writes.by_id.get(id).ok_or_else(unknown)?;
    let state = match job.state {
        State::Added => "ADDED",
        // Both spellings are seen; this is the one without the blank.
        State::InProgress => "INPROGRESS",
        State::Completed => "COMPLETED",
        State::Failed => "FAILED",
    };
    let [added, updated, skipped, total] = job.counts;
    let resource = json!([{
        "status": state, "code": if job.state == State::Failed { "INTERNAL_SERVER_ERROR" } else { "SUCCESS" }, "type": "data",
        "module": { "api_name": site.tables[job.table].name, "id": "5725767000000001001" }, "field_mappings": job.request["resource"][0]["field_mappings"],
        "file": { "status": state, "name": format!("{}.csv", job.file), "added_count": added, "updated_count": updated, "skipped_count": skipped, "total_count": total },
    }]);
    let mut shown = json!({
        "status": state, "id": id, "operation": job.operation, "character_encoding": "UTF-8", "created_by": user(),
        "created_time": moment(job.created_ms, &zoho.zone), "callback": job.request["callback"], "resource": resource,
    });
    if job.state == State::Completed {
        shown["result"] = json!({ "download_url": format!("/v7/crm/org{}/bulk-write/{id}/{id}.zip", site.organisation) });
    }
    Ok(Reply::json(200, &shown))
}

/// `GET` of the address that the status names.
pub(super) fn result(zoho: &Zoho, file: &str) -> Result<Reply, Refused> {
    let id = file.trim_end_matches(".zip");
    let job = zoho.writes.by_id.get(id).filter(|job| job.state == State::Completed).ok_or_else(Refused::not_found)?;
    Ok(Reply::with_type(200, "application/zip", packed(&format!("{id}.csv"), job.result.as_bytes())))
}

fn run(zoho: &mut Zoho, site: &mut Site, call: &Call<'_>, id: &str) {
    let Some(mut job) = zoho.writes.by_id.remove(id) else { return };
    let content = zoho.writes.files.get(&job.file).cloned().unwrap_or_default();
    let skipped_every = call.plan.own("bulk_skipped").map(|text| text.parse::<usize>().unwrap_or(1).max(1));
    let shown: Vec<Mapped> = job.mapped.iter().filter(|one| one.index.is_some()).take(3).cloned().collect();
    let before = job.counts[3];
    if before == 0 {
        for one in &shown {
            push_cell(&mut job.result, &one.name);
            job.result.push(',');
        }
        job.result.push_str("STATUS,RECORD_ID,ERRORS\n");
    }
    let mut reader = reader(&content);
    let mut rows = reader.records().filter_map(Result::ok).take(ROWS_MAX).enumerate().skip(before).peekable();
    for (at, cells) in rows.by_ref().take(ROWS_AT_ONCE) {
        let cell = |one: &Mapped| one.index.and_then(|at| cells.get(at)).unwrap_or_default().to_owned();
        let done = if skipped_every.is_some_and(|every| (at + 1).is_multiple_of(every)) {
            Err(("SKIPPED", "CANNOT_PROCESS-id".to_owned()))
        } else {
            carried_out(zoho, site, call, &job, &cell)
        };
        let (status, record, error) = match done {
            Ok((action, row)) => {
                zoho.quiet.insert((job.table, row));
                let id = site.tables[job.table].row(row).map(|row| row.id.to_string()).unwrap_or_default();
                job.counts[usize::from(action == Action::Update)] += 1;
                (if action == Action::Insert { "ADDED" } else { "UPDATED" }, id, String::new())
            }
            Err((status, error)) => {
                job.counts[2] += 1;
                (status, String::new(), error)
            }
        };
        job.counts[3] += 1;
        for one in &shown {
            push_cell(&mut job.result, &cell(one));
            job.result.push(',');
        }
        job.result.push_str(&format!("{status},{record},"));
        push_cell(&mut job.result, &error);
        job.result.push('\n');
    }
    if rows.peek().is_none() {
        job.state = State::Completed;
    }
    zoho.writes.by_id.insert(id.to_owned(), job);
}

/// One row of the file; on failure its status and `CODE-column`.
fn carried_out(
    zoho: &mut Zoho,
    site: &mut Site,
    call: &Call<'_>,
    job: &Job,
    cell: &dyn Fn(&Mapped) -> String,
) -> Result<(Action, u32), (&'static str, String)> {
    let mut values = Values::new();
    for one in &job.mapped {
        let text = match cell(one) {
            text if text.is_empty() => one.default.clone().unwrap_or_default(),
            text => text,
        };
        if text.is_empty() && job.ignores_empty {
            continue;
        }
        let Some(at) = site.tables[job.table].field(&one.name) else { continue };
        let fragment = written(site, job.table, at, one, &text).ok_or_else(|| ("SKIPPED", format!("INVALID_DATA-{}", one.name)))?;
        values.push((one.name.clone(), fragment));
    }
    let known = job.find_by.as_ref().and_then(|field| {
        let text = values
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, fragment)| as_text(fragment).into_owned())
            .filter(|text| !text.is_empty())?;
        row_with(site, job.table, field, &text)
    });
    let operation = match (job.operation.as_str(), known) {
        ("insert", Some(_)) => return Err(("SKIPPED", format!("DUPLICATE_DATA-{}", job.find_by.clone().unwrap_or_default()))),
        ("update", None) => return Err(("SKIPPED", format!("RESOURCE_NOT_FOUND-{}", job.find_by.clone().unwrap_or_default()))),
        ("insert", None) | (_, None) => Operation::Insert,
        (_, Some(row)) => {
            let id = site.tables[job.table].row(row).map(|row| row.id.to_string()).unwrap_or_default();
            values.retain(|(name, _)| name != "id");
            values.push(("id".to_owned(), quoted(&id)));
            Operation::Update
        }
    };
    let done = one(zoho, site, call, job.table, operation, &values, &[], "$");
    done.map(|done| (done.action, done.row)).map_err(|refused| {
        let errors: Vec<String> = match refused.details["errors"].as_array() {
            Some(errors) => {
                errors.iter().map(|error| format!("{}-{}", text(&error["code"]), text(&error["details"]["api_name"]))).collect()
            }
            None => vec![format!("{}-{}", refused.code, text(&refused.details["api_name"]))],
        };
        ("SKIPPED", errors.join(":"))
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn row_with(site: &mut Site, table: usize, field: &str, text: &str) -> Option<u32> {
    if field == "id" {
        let number = site.tables[table].by_id(text)?;
        return site.tables[table].row(number).filter(|row| row.presence == Presence::Live).map(|_| number);
    }
    let at = site.tables[table].field(field)?;
    let rows = site.tables[table].having(at, text);
    rows.into_iter().find(|number| site.tables[table].row(*number).is_some_and(|row| row.presence == Presence::Live))
}

/// A cell as the value that a call would send.
fn written(site: &mut Site, table: usize, at: usize, mapped: &Mapped, text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(NULL.to_owned());
    }
    let field = &site.tables[table].fields[at];
    match field.type_name.as_str() {
        "integer" | "double" | "currency" | "percent" | "boolean" => serde_json::from_str::<Value>(text).ok().map(|_| text.to_owned()),
        "multiselectpicklist" => Some(json!(text.split(';').collect::<Vec<_>>()).to_string()),
        "lookup" => {
            let target = site.table(field.extra["ref"].as_str()?)?;
            let by = mapped.find_by.clone().unwrap_or_else(|| "id".to_owned());
            let row = row_with(site, target, &by, text)?;
            site.tables[target].row(row).map(|row| quoted(&row.id))
        }
        "date" => match mapped.format.as_deref() {
            Some("yyyy-MM-dd") => Some(quoted(text)),
            Some(_) => None,
            None => american_day(text).map(|day| quoted(&day)),
        },
        "datetime" => mapped.format.as_ref().map(|_| quoted(text)),
        _ => Some(quoted(text)),
    }
}

/// `MM/dd/yyyy`, which is what a day without a format is.
fn american_day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').collect();
    match parts.as_slice() {
        [month, day, year] => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_body_is_found_byte_for_byte() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\r\n\x00\r\n\xff\r\n--x--\r\n";
        assert_eq!(part(body, "multipart/form-data; boundary=x").unwrap(), b"\x00\r\n\xff");
        assert_eq!(american_day("3/9/2026").as_deref(), Some("2026-03-09"));
    }
}
