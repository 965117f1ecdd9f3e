//! One record: read, create, change, delete, restore, merge, unmerge.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::Response;
use mapping::normalise::Region;
use model::{Caller, Inputs, Object, RecordId, RecordState, SourceRef};
use records::{Expect, ExpectVersion, Outcome, RecordError, Schema, Written};
use serde::Deserialize;
use serde_json::{Map, Value};
use store::{RecordView, Session, StoreError};

use crate::call::{Call, read_value, unsupported};
use crate::convert::{Beside, cleared_required, deleted, invalid, missing_required, read_patch};
use crate::handlers::expand::{self, Expand};
use crate::negotiate::{self, Format};
use crate::problem::{Code, Outcome as Answer, Problem};
use crate::record_json::{self, Choice, Shown};
use crate::{csv_text, reply, xml};

/// What a read of one record may fail with: a problem, or the store.
pub(crate) struct Refused(Box<Problem>);

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}

impl From<Box<Problem>> for Refused {
    fn from(problem: Box<Problem>) -> Self {
        Self(problem)
    }
}

impl From<Refused> for Box<Problem> {
    fn from(refused: Refused) -> Self {
        refused.0
    }
}

/// The live record that `id` stands for.
pub(crate) fn live_view(session: &mut Session<'_>, id: RecordId) -> Result<RecordView, Refused> {
    let mut view = RecordView::default();
    let mut wanted = id;
    if !session.record_view(wanted, &mut view)? {
        return Err(Problem::new(Code::NotFound).into());
    }
    if view.state == RecordState::Merged {
        wanted = session.resolve(&[id])?.first().copied().unwrap_or(id);
        if !session.record_view(wanted, &mut view)? {
            return Err(Problem::new(Code::NotFound).into());
        }
    }
    match view.state {
        RecordState::Live => Ok(view),
        RecordState::Deleted | RecordState::Merged => Err(deleted(id).into()),
    }
}

/// How a record is to be shown.
#[derive(Clone)]
pub(crate) struct Showing {
    pub(crate) choice: Choice,
    pub(crate) expand: Vec<Expand>,
}

impl Showing {
    pub(crate) fn of(call: &Call, object: &Arc<Object>) -> Result<Self, Box<Problem>> {
        let choice = Choice::parse(call.query.get("fields"), object)?;
        let expand = match call.query.get("expand") {
            Some(text) => expand::parse(text, object, &call.app.records.schema(), call.caller()?)?,
            None => Vec::new(),
        };
        Ok(Self { choice, expand })
    }
}

/// `GET /{object}/{id}`
pub(crate) async fn get(call: Call) -> Answer {
    let object = call.object()?;
    let format = negotiate::wanted(&call.headers, negotiate::RECORD_FORMATS)?;
    let id = call.record_id(&object)?;
    let showing = Showing::of(&call, &object)?;
    let schema = call.app.records.schema();
    let (view, text) = call.app.read_short(move |session| shown(session, id, &schema, &showing)).await?;
    let mut response = in_format(format, &object, text)?;
    reply::set_header(&mut response, header::ETAG, &etag(view.version));
    if view.id != id {
        reply::set_header(&mut response, header::CONTENT_LOCATION, &format!("/api/v1/{}/{}", object.name, view.id));
    }
    Ok(response)
}

/// The record with external ids and what was asked for beside it.
pub(crate) fn shown(session: &mut Session<'_>, id: RecordId, schema: &Schema, showing: &Showing) -> Result<(RecordView, String), Refused> {
    let view = live_view(session, id)?;
    let ids = if showing.choice.is_all() || showing.choice.external_ids { external_ids(session, view.id, schema)? } else { Vec::new() };
    let expanded = expand::read(session, &view.doc, &showing.expand)?;
    let mut text = String::with_capacity(view.doc.len() + 256);
    record_json::push(&mut text, Shown::view(&view), &showing.choice, |out| {
        if showing.choice.is_all() || showing.choice.external_ids {
            record_json::push_external_ids(out, &ids);
        }
        if !showing.expand.is_empty() {
            record_json::push_expanded(out, &expanded);
        }
    });
    Ok((view, text))
}

/// Ids that sources gave a record and those merged into it, with the names of the sources.
pub(crate) fn external_ids(session: &mut Session<'_>, id: RecordId, schema: &Schema) -> Result<Vec<(String, String)>, Refused> {
    let mut ids = Vec::new();
    let mut open = vec![id];
    // Merges nest a little; the bound is against damage only.
    for _ in 0..32 {
        if open.is_empty() {
            break;
        }
        let rows = session.records(&open)?;
        open.clear();
        for row in rows.into_iter().flatten() {
            let Ok(inputs) = Inputs::from_json(&row.inputs) else { continue };
            for SourceRef(source, external_id) in inputs.sources {
                let name = schema.source(source).map_or_else(|| source.to_string(), |info| info.name.clone());
                ids.push((name, external_id));
            }
            open.extend(inputs.absorbed);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// A record's JSON in the format asked for.
pub(crate) fn in_format(format: Format, object: &Object, text: String) -> Answer {
    match format {
        Format::Json => Ok(reply::json_text(text)),
        Format::Xml => {
            Ok(reply::bytes(StatusCode::OK, "application/xml; charset=utf-8", xml::document("record", &parse(&text)?).into_bytes()))
        }
        Format::Csv => {
            let Value::Object(record) = parse(&text)? else { return Err(Problem::new(Code::Internal)) };
            Ok(reply::bytes(StatusCode::OK, "text/csv; charset=utf-8", csv_text::write(&columns(object, &Choice::all(object)), &[record])))
        }
    }
}

/// Columns of a CSV answer.
pub(crate) fn columns(object: &Object, choice: &Choice) -> Vec<String> {
    let mut columns = vec!["id".to_owned(), "version".to_owned(), "created_at".to_owned(), "updated_at".to_owned()];
    match choice.names() {
        Some(names) if !choice.is_all() => columns.extend(names.iter().filter(|name| *name != "created_at").cloned()),
        _ => columns.extend(object.live_fields().map(|field| field.name.clone()).filter(|name| name != "created_at")),
    }
    columns
}

pub(crate) fn parse(text: &str) -> Result<Value, Box<Problem>> {
    serde_json::from_str(text).map_err(|_| Problem::new(Code::Internal))
}

/// A strong tag: the version.
pub(crate) fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

/// An answer with one written record.
pub(crate) fn written_reply(status: StatusCode, object: &Object, written: &Written) -> Response {
    let mut response = reply::bytes(status, reply::JSON, record_json::of_written(object, written).into_bytes());
    reply::set_header(&mut response, header::ETAG, &etag(written.version));
    if status == StatusCode::CREATED {
        reply::set_header(&mut response, header::LOCATION, &format!("/api/v1/{}/{}", object.name, written.id));
    }
    response
}

/// The members of a record body in whatever format it comes.
pub(crate) async fn body_members(call: &mut Call, with_xml: bool) -> Result<Map<String, Value>, Box<Problem>> {
    let content_type = negotiate::content_type(&call.headers);
    let bytes = match content_type.as_str() {
        kind if negotiate::is_json(kind) => {
            let bytes = call.bytes().await?;
            return match read_value(&bytes)? {
                Value::Object(members) => Ok(members),
                _ => Err(not_an_object()),
            };
        }
        "application/xml" | "text/xml" | "text/csv" if with_xml => call.bytes().await?,
        other => return Err(unsupported(other, if with_xml { "application/json, application/xml, text/csv" } else { "application/json" })),
    };
    let members = if content_type == "text/csv" {
        csv_text::read_one(&bytes).ok_or_else(|| {
            Problem::with(
                Code::BadRequest,
                "the body is not CSV with one header line and one record",
                "请求体不是含一行表头和一条记录的 CSV",
            )
        })?
    } else {
        xml::read(&bytes).map_err(|error| Problem::with(Code::BadRequest, format!("the XML {error}"), "无法读取该 XML"))?
    };
    if members.values().any(|value| value.as_str().is_some_and(|text| text.contains('\0'))) {
        return Err(Problem::with(Code::BadRequest, "texts must not hold NUL characters", "文本不能包含 NUL 字符"));
    }
    Ok(members)
}

pub(crate) fn not_an_object() -> Box<Problem> {
    Problem::with(Code::ValidationFailed, "the body must be a JSON object", "请求体必须是 JSON 对象").fault(
        "#",
        "shape",
        "must be an object",
        "必须是对象",
    )
}

/// `POST /{object}`
pub(crate) async fn create(mut call: Call) -> Answer {
    let object = call.object()?;
    let members = body_members(&mut call, false).await?;
    let patch = read_patch(&object, call.app.region(), &members, Beside::Nothing, "#").map_err(invalid)?;
    let missing = missing_required(&object, &patch.set, "#");
    if !missing.is_empty() {
        return Err(invalid(missing));
    }
    let written = call.app.records.create(call.caller()?, &object, patch.set).await?;
    Ok(written_reply(StatusCode::CREATED, &object, &written))
}

/// The version that `If-Match` demands; `*` demands none.
pub(crate) fn if_match(call: &Call) -> Result<Option<i64>, Box<Problem>> {
    match expected_version(call)? {
        ExpectVersion::Is(version) => Ok(Some(version)),
        ExpectVersion::Any | ExpectVersion::Unsaid => Ok(None),
    }
}

/// What `If-Match` says about the version of a record.
pub(crate) fn expected_version(call: &Call) -> Result<ExpectVersion, Box<Problem>> {
    let Some(value) = call.headers.get(header::IF_MATCH) else { return Ok(ExpectVersion::Unsaid) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(ExpectVersion::Any);
    }
    let version = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|digits| digits.parse::<i64>().ok());
    version.map(ExpectVersion::Is).ok_or_else(|| {
        Problem::with(Code::BadRequest, "If-Match holds one strong tag, e.g. \"3\"", "If-Match 应为一个强标签，例如 \"3\"").fault(
            "header:If-Match",
            "header_invalid",
            "one strong tag",
            "一个强标签",
        )
    })
}

/// What `expected` says about values.
pub(crate) fn expectation(
    object: &Object,
    region: Region,
    members: &Map<String, Value>,
    version: ExpectVersion,
) -> Result<Expect, Box<Problem>> {
    let mut expect = Expect { version, fields: Vec::new() };
    match members.get("expected") {
        None => {}
        Some(Value::Object(expected)) => {
            let patch = read_patch(object, region, expected, Beside::Nothing, "#/expected").map_err(invalid)?;
            expect.fields.extend(patch.set.iter().map(|(field, value)| (field, Some(value.to_owned()))));
            expect.fields.extend(patch.clear.iter().map(|field| (*field, None)));
        }
        Some(_) => {
            return Err(Problem::new(Code::ValidationFailed).fault(
                "#/expected",
                "shape",
                "must be an object of values by field",
                "必须是按字段给出值的对象",
            ));
        }
    }
    Ok(expect)
}

/// `PATCH /{object}/{id}`
pub(crate) async fn patch(mut call: Call) -> Answer {
    let object = call.object()?;
    let id = call.record_id(&object)?;
    let version = expected_version(&call)?;
    let members = body_members(&mut call, false).await?;
    let patch = read_patch(&object, call.app.region(), &members, Beside::Expected, "#").map_err(invalid)?;
    let cleared = cleared_required(&object, &patch, "#");
    if !cleared.is_empty() {
        return Err(invalid(cleared));
    }
    let expect = expectation(&object, call.app.region(), &members, version)?;
    let written = call.app.records.patch(call.caller()?, &object, id, patch, expect).await?;
    Ok(written_reply(StatusCode::OK, &object, &written))
}

/// `DELETE /{object}/{id}`
pub(crate) async fn delete(call: Call) -> Answer {
    let object = call.object()?;
    let id = call.record_id(&object)?;
    let expect = Expect { version: expected_version(&call)?, fields: Vec::new() };
    call.app.records.delete(call.caller()?, &object, id, expect).await?;
    Ok(reply::nothing())
}

/// `POST /{object}/{id}:restore`
pub(crate) async fn restore(call: Call) -> Answer {
    let object = call.object()?;
    let id = call.record_id(&object)?;
    let written = call.app.records.restore(call.caller()?, &object, id).await?;
    Ok(written_reply(StatusCode::OK, &object, &written))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Merge {
    survivor: String,
    absorbed: Vec<String>,
}

/// `POST /{object}:merge`
pub(crate) async fn merge(mut call: Call) -> Answer {
    let object = call.object()?;
    let (survivor, absorbed) = read_merge(&mut call, &object).await?;
    let written = call.app.records.merge(call.caller()?, &object, survivor, absorbed).await?;
    Ok(written_reply(StatusCode::OK, &object, &written))
}

/// The record that stays, and those that are to live on in it.
pub(crate) async fn read_merge(call: &mut Call, object: &Object) -> Result<(RecordId, Vec<RecordId>), Box<Problem>> {
    let body: Merge = call.json().await?;
    let survivor = read_id(object, &body.survivor, "#/survivor")?;
    if body.absorbed.is_empty() || body.absorbed.len() > 100 {
        return Err(Problem::new(Code::ValidationFailed).fault("#/absorbed", "size", "1 to 100 ids", "1 到 100 个 id"));
    }
    let absorbed: Result<Vec<RecordId>, _> =
        body.absorbed.iter().enumerate().map(|(at, text)| read_id(object, text, &format!("#/absorbed/{at}"))).collect();
    Ok((survivor, absorbed?))
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unmerge {
    #[serde(default)]
    records: Vec<String>,
}

/// `POST /{object}/{id}:unmerge`
pub(crate) async fn unmerge(mut call: Call) -> Answer {
    let object = call.object()?;
    let id = call.record_id(&object)?;
    let body: Unmerge = call.optional_json().await?;
    if body.records.len() > 100 {
        return Err(Problem::new(Code::ValidationFailed).fault("#/records", "size", "at most 100 ids", "最多 100 个 id"));
    }
    let which: Result<Vec<RecordId>, _> =
        body.records.iter().enumerate().map(|(at, text)| read_id(&object, text, &format!("#/records/{at}"))).collect();
    let written = call.app.records.unmerge(call.caller()?, &object, id, which?).await?;
    let mut out = String::from("{\"items\":[");
    for (at, record) in written.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&record_json::of_written(&object, record));
    }
    out.push_str("]}");
    Ok(reply::json_text(out))
}

/// An id inside a body. One of another object is well written, but there is no such record here.
pub(crate) fn read_id(object: &Object, text: &str, pointer: &str) -> Result<RecordId, Box<Problem>> {
    let id = RecordId::parse(text);
    id.filter(|id| id.object() == object.id).ok_or_else(|| {
        Problem::new(if id.is_some() { Code::NotFound } else { Code::ValidationFailed }).fault(
            pointer,
            "id_invalid",
            format!("not an id of {}", object.name),
            format!("不是 {} 的 id", object.name),
        )
    })
}

/// What one write did, for outcome members.
pub(crate) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Created => "created",
        Outcome::Updated => "updated",
        Outcome::Unchanged => "unchanged",
    }
}

/// Runs a read of records that takes a caller.
pub(crate) async fn ask<T: Send + 'static>(
    call: &Call,
    work: impl FnOnce(&records::Records, &Caller) -> Result<T, RecordError> + Send + 'static,
) -> Result<T, Box<Problem>> {
    let (app, caller) = (Arc::clone(&call.app), call.caller()?.clone());
    crate::app::blocking(move || work(&app.records, &caller).map_err(Into::into)).await
}
