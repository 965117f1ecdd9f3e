//! Bulk writes: one CSV upload a job, three result files.

use std::collections::HashSet;

use super::Salesforce;
use super::auth::user_id;
use super::bulk::{IngestWork, Job, State, Work, delimiter, formats, push_line};
use super::reply::Refused;
use super::write::{Done, Door, Values, create as create_record, delete, key_field, live, update, upsert};
use crate::fragment::{NULL, quoted};
use crate::http::Reply;
use crate::log::Actor;
use crate::site::Site;
use crate::vendor::Call;

const OPERATIONS: &[&str] = &["insert", "update", "upsert", "delete", "hardDelete"];
/// Characters of the multipart shortcut.
const MULTIPART_MAX: usize = 100_000;

pub(super) fn create(sf: &mut Salesforce, site: &mut Site, call: &Call<'_>, version: &str) -> Result<Reply, Refused> {
    let content_type = call.request.header("content-type").unwrap_or_default();
    let (text, content) = if content_type.starts_with("multipart/form-data") {
        let (job, content) = multipart(&call.request.body, content_type)
            .ok_or_else(|| Refused::new("INVALIDJOB", "the multipart body needs the parts job and content"))?;
        (job, Some(content))
    } else {
        (call.request.body.clone(), None)
    };
    let body: serde_json::Value = serde_json::from_slice(&text).map_err(|_| Refused::new("INVALIDJOB", "the body is no JSON"))?;
    let operation = body["operation"].as_str().unwrap_or_default();
    let object = body["object"].as_str().unwrap_or_default();
    let Some(table) = site.table(object) else {
        return Err(Refused::new("INVALIDENTITY", format!("Entity '{object}' is not supported by the Bulk API.")));
    };
    if !OPERATIONS.contains(&operation) {
        return Err(Refused::new("INVALIDJOB", format!("operation must be one of {}", OPERATIONS.join(", "))));
    }
    let external_id = body["externalIdFieldName"].as_str().map(str::to_owned);
    if operation == "upsert" {
        key_field(site, table, external_id.as_deref().unwrap_or_default()).map_err(|_| {
            Refused::new(
                "INVALIDJOB",
                format!(
                    "Field name provided, {} does not match an External ID, Salesforce Id, or indexed field for {object}",
                    external_id.as_deref().unwrap_or_default()
                ),
            )
        })?;
    }
    let (delimiter, line_ending) = formats(&body)?;
    let state = if content.is_some() { State::UploadComplete } else { State::Open };
    let job = Job {
        id: String::new(),
        version: version.to_owned(),
        operation: operation.to_owned(),
        object: site.tables[table].name.clone(),
        state,
        created_ms: site.now_ms(),
        delimiter,
        line_ending,
        processed: 0,
        message: None,
        work: Work::Ingest(IngestWork { external_id, content, ..IngestWork::default() }),
    };
    let key = sf.jobs.add(job);
    Ok(Reply::json(200, &sf.jobs.find(&key, false)?.json(false)))
}

/// The parts `job` and `content` of a multipart body.
fn multipart(body: &bytes::Bytes, content_type: &str) -> Option<(bytes::Bytes, bytes::Bytes)> {
    let boundary = content_type.split("boundary=").nth(1)?.split(';').next()?.trim_matches('"');
    let text = std::str::from_utf8(body).ok().filter(|text| text.chars().count() <= MULTIPART_MAX)?;
    let part = |name: &str| {
        text.split(&format!("--{boundary}")).find_map(|part| {
            let (head, content) = part.split_once("\r\n\r\n").or_else(|| part.split_once("\n\n"))?;
            head.contains(&format!("name=\"{name}\"")).then(|| content.trim_end_matches(['\r', '\n']).to_owned())
        })
    };
    Some((part("job")?.into(), part("content")?.into()))
}

pub(super) fn upload(sf: &mut Salesforce, call: &Call<'_>, key: &str) -> Result<Reply, Refused> {
    let job = sf.jobs.find(key, false)?;
    let is_open = job.state == State::Open;
    let Work::Ingest(work) = &mut job.work else { return Err(Refused::not_found()) };
    if !call.request.header("content-type").is_some_and(|kind| kind.starts_with("text/csv")) {
        return Err(Refused::new("UNSUPPORTED_MEDIA_TYPE", "Content type must be text/csv").status(415));
    }
    if !is_open || work.content.is_some() {
        return Err(Refused::new("INVALIDJOBSTATE", "a job takes one upload, while it is open"));
    }
    work.content = Some(call.request.body.clone());
    Ok(Reply::empty(201))
}

pub(super) fn result_file(sf: &mut Salesforce, key: &str, kind: &str) -> Result<Reply, Refused> {
    let job = sf.jobs.find(key, false)?;
    let Work::Ingest(work) = &job.work else { return Err(Refused::not_found()) };
    let file = match kind {
        "successfulResults" => &work.successful,
        "failedResults" => &work.failed,
        "unprocessedrecords" => &work.unprocessed,
        _ => return Err(Refused::not_found()),
    };
    if !matches!(job.state, State::JobComplete | State::Failed | State::Aborted) {
        return Err(Refused::new("INVALIDJOBSTATE", "the results are not ready"));
    }
    Ok(Reply::with_type(200, "text/csv", file.clone()))
}

/// Carries out all rows, or as many as a fault lets through.
pub(super) fn run(sf: &mut Salesforce, site: &mut Site, call: &Call<'_>, key: &str) -> Result<(), Refused> {
    let job = sf.jobs.find(key, false)?;
    let (operation, object) = (job.operation.clone(), job.object.clone());
    let (separator, ending) = (delimiter(&job.delimiter).unwrap_or(b','), job.line_ending.clone());
    let Work::Ingest(work) = &mut job.work else { return Ok(()) };
    let (content, external_id) = (work.content.clone().unwrap_or_default(), work.external_id.clone());
    let Some((header, rows)) = read(&content, separator) else {
        job.state = State::Failed;
        job.message = Some("InvalidBatch : Field name not found or the CSV is malformed".to_owned());
        return Ok(());
    };
    let Some(table) = site.table(&object) else { return Err(Refused::not_found()) };
    let limit = call.plan.own("bulk_unprocessed").map(|text| text.parse::<usize>().unwrap_or(0));
    let done_count = limit.unwrap_or(rows.len()).min(rows.len());
    let columns = |before: &[&str]| before.iter().copied().chain(header.iter().map(String::as_str)).map(str::to_owned).collect::<Vec<_>>();
    let (mut successful, mut failed, mut unprocessed) = (String::new(), String::new(), String::new());
    push_line(&mut successful, columns(&["sf__Id", "sf__Created"]).iter().map(String::as_str), separator, &ending);
    push_line(&mut failed, columns(&["sf__Id", "sf__Error"]).iter().map(String::as_str), separator, &ending);
    push_line(&mut unprocessed, header.iter().map(String::as_str), separator, &ending);
    let task = Task { operation: &operation, table, key: external_id.as_deref(), doubled: doubled(&header, &rows, external_id.as_deref()) };
    let mut failed_count = 0;
    for (position, cells) in rows.iter().enumerate() {
        if position >= done_count {
            push_line(&mut unprocessed, cells.iter().map(String::as_str), separator, &ending);
            continue;
        }
        match task.one(sf, site, call, position + 1, &header, cells) {
            Ok(done) => {
                let before = [done.id, done.created.to_string()];
                push_line(&mut successful, before.iter().chain(cells).map(String::as_str), separator, &ending);
            }
            Err((id, refused)) => {
                failed_count += 1;
                let before = [id, refused.bulk_text()];
                push_line(&mut failed, before.iter().chain(cells).map(String::as_str), separator, &ending);
            }
        }
    }
    let job = sf.jobs.find(key, false)?;
    job.processed = done_count;
    job.state = if limit.is_some() { State::Failed } else { State::JobComplete };
    job.message = limit.map(|_| "InternalServerError : the job stopped as ordered".to_owned());
    if let Work::Ingest(work) = &mut job.work {
        *work = IngestWork { external_id, content: None, successful, failed, unprocessed, failed_count };
    }
    Ok(())
}

/// Header and rows; `None` when it is no CSV, or a row has another number of cells.
fn read(content: &[u8], separator: u8) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(content);
    let header: Vec<String> = reader.headers().ok()?.iter().map(str::to_owned).collect();
    let rows =
        reader.records().map(|record| record.ok().map(|record| record.iter().map(str::to_owned).collect())).collect::<Option<Vec<_>>>()?;
    (!header.iter().all(String::is_empty)).then_some((header, rows))
}

/// External ids that stand in more than one row.
fn doubled(header: &[String], rows: &[Vec<String>], key: Option<&str>) -> HashSet<String> {
    let Some(at) = key.and_then(|key| header.iter().position(|name| name.eq_ignore_ascii_case(key))) else { return HashSet::new() };
    let mut seen = HashSet::new();
    let texts = rows.iter().filter_map(|cells| cells.get(at)).filter(|text| !text.is_empty()).map(|text| text.to_lowercase());
    texts.filter(|text| !seen.insert(text.clone())).collect()
}

struct Task<'a> {
    operation: &'a str,
    table: usize,
    key: Option<&'a str>,
    doubled: HashSet<String>,
}

impl Task<'_> {
    fn one(
        &self,
        sf: &mut Salesforce,
        site: &mut Site,
        call: &Call<'_>,
        row: usize,
        header: &[String],
        cells: &[String],
    ) -> Result<Done, (String, Refused)> {
        let user = user_id();
        let door = Door::new(call, &user);
        let cell = |name: &str| {
            header
                .iter()
                .position(|known| known.eq_ignore_ascii_case(name))
                .and_then(|at| cells.get(at))
                .filter(|text| !text.is_empty())
                .cloned()
        };
        let id = cell("Id").unwrap_or_default();
        let failed = |refused: Refused| (id.clone(), refused);
        let mut values = values(header, cells);
        values.retain(|(name, _)| !name.eq_ignore_ascii_case("id"));
        match self.operation {
            "insert" => create_record(sf, site, &door, self.table, &values, row).map_err(failed),
            "update" => {
                let number = live(site, self.table, &id).map_err(failed)?;
                update(site, &door, self.table, number, &values, row).map_err(failed)
            }
            "upsert" => {
                let key = self.key.unwrap_or("Id");
                let field = key_field(site, self.table, key).map_err(failed)?;
                let text = cell(key).unwrap_or_default();
                if key.eq_ignore_ascii_case("id") && text.is_empty() {
                    return create_record(sf, site, &door, self.table, &values, row).map_err(failed);
                }
                if self.doubled.contains(&text.to_lowercase()) {
                    return Err(failed(Refused::new("DUPLICATE_VALUE", format!("Duplicate external id specified: {text}")).field(key)));
                }
                upsert(sf, site, &door, self.table, (field, &text), &values, row).map_err(failed)
            }
            hard_or_soft => {
                let done = delete(site, &door, self.table, &id, row).map_err(failed)?;
                if hard_or_soft == "hardDelete"
                    && let Some(number) = site.tables[self.table].by_id(&done.id)
                {
                    site.purge(self.table, number, Actor::Api);
                }
                Ok(done)
            }
        }
    }
}

/// Cells as values: empty ones are left out, `#N/A` is null, `Rel.Key` names a parent by its external id.
fn values(header: &[String], cells: &[String]) -> Values {
    let mut values = Values::new();
    for (name, cell) in header.iter().zip(cells) {
        if cell.is_empty() {
            continue;
        }
        let fragment = if cell == "#N/A" { NULL.to_owned() } else { quoted(cell) };
        match name.split_once('.') {
            None => values.push((name.clone(), fragment)),
            Some((relationship, key)) => {
                // `Type:Rel.Key` for a relationship that can lead to several objects.
                let relationship = relationship.rsplit(':').next().unwrap_or(relationship);
                let nested = if fragment == NULL { fragment } else { format!("{{{}:{fragment}}}", quoted(key)) };
                values.push((relationship.to_owned(), nested));
            }
        }
    }
    values
}
