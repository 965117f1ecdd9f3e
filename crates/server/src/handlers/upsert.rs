//! Records by key: `by/email/…`, `by/phone/…`, `by/external_id/crm:42`, any match-key field.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use mapping::fragment_from_json;
use mapping::normalise::Region;
use model::{FieldId, Object, fragment};
use records::{ExpectVersion, Outcome, Upsert, UpsertKey};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::call::Call;
use crate::convert::{Beside, cleared_required, fault, invalid, missing_required, read_patch};
use crate::handlers::record::{Showing, body_members, etag, expected_version, in_format, outcome_name, shown};
use crate::negotiate::{self, Format};
use crate::problem::{Code, Fault, Outcome as Answer, Problem};
use crate::{csv_text, record_json, reply, xml};

/// The key that a path names. Values are normalised as imports normalise them, so any spelling of a phone finds it, in `region` also
/// one without a country.
pub(crate) fn key(object: &Object, region: Region, name: &str, value: &str) -> Result<UpsertKey, Box<Problem>> {
    match name {
        "id" => {
            let id = model::RecordId::parse(value).filter(|id| id.object() == object.id);
            id.map(UpsertKey::Id).ok_or_else(|| Problem::new(Code::NotFound))
        }
        "external_id" => {
            let parts = value
                .split_once(':')
                .filter(|(source, id)| !source.is_empty() && !id.is_empty() && source.len() <= 60 && id.len() <= 1_000);
            parts.map(|(source, id)| UpsertKey::ExternalId(source.to_owned(), id.to_owned())).ok_or_else(|| {
                Problem::with(Code::BadRequest, "an external id is written source:id, e.g. crm:42", "外部 id 的写法为 来源:id，例如 crm:42")
                    .fault("path:value", "key_invalid", "write source:id", "写法为 来源:id")
            })
        }
        _ => {
            let field = object.live_fields().find(|field| field.name == name && (field.match_key.is_some() || field.unique));
            let Some(field) = field else {
                let keys: Vec<&str> = object
                    .live_fields()
                    .filter(|field| field.match_key.is_some() || field.unique)
                    .map(|field| field.name.as_str())
                    .chain(["id", "external_id"])
                    .collect();
                let keys = keys.join(", ");
                return Err(Problem::with(
                    Code::NotFound,
                    format!("{} has the keys {keys}", object.name),
                    format!("{} 可用的键：{keys}", object.name),
                ));
            };
            let value = if matches!(field.field_type, model::FieldType::Integer) {
                value.parse::<i64>().map_or_else(|_| json!(value), |number| json!(number))
            } else {
                json!(value)
            };
            let normalised = fragment_from_json(field, object, &value, region).ok().flatten();
            let text = normalised.as_deref().and_then(first_text);
            text.map(|text| UpsertKey::Field(field.id, text)).ok_or_else(|| {
                Problem::with(Code::BadRequest, format!("this is not a valid {name}"), format!("不是有效的 {name}")).fault(
                    "path:value",
                    "key_invalid",
                    "not a valid value of this field",
                    "不是该字段的有效值",
                )
            })
        }
    }
}

fn first_text(value: &str) -> Option<String> {
    match fragment::as_list(value).into_iter().next() {
        Some(text) => Some(text.into_owned()),
        None if value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => Some(value.to_owned()),
        None => None,
    }
}

/// `GET /{object}/by/{key}/{value}`
pub(crate) async fn get(call: Call) -> Answer {
    let object = call.object()?;
    let format = negotiate::wanted(&call.headers, negotiate::RECORD_FORMATS)?;
    let key = key(&object, call.app.region(), call.param("key"), call.param("value"))?;
    let showing = Showing::of(&call, &object)?;
    let (app, wanted) = (Arc::clone(&call.app), Arc::clone(&object));
    let read = move || -> Result<_, Box<Problem>> {
        let found = app.records.find_by_key(&wanted, &key)?;
        let id = match found.as_slice() {
            [] => return Err(Problem::new(Code::NotFound)),
            [id] => *id,
            many => return Err(records::RecordError::MatchedMultiple { candidates: many.iter().take(100).copied().collect() }.into()),
        };
        let schema = app.records.schema();
        app.records.store().read(|session| shown(session, id, &schema, &showing)).map_err(Into::into)
    };
    let (view, text) = if call.app.settings.reads_inline { read()? } else { crate::app::blocking(read).await? };
    let mut response = in_format(format, &object, text)?;
    reply::set_header(&mut response, header::ETAG, &etag(view.version));
    reply::set_header(&mut response, header::CONTENT_LOCATION, &format!("/api/v1/{}/{}", object.name, view.id));
    Ok(response)
}

/// Reads the body of an upsert by `key` of a record that has, where it is known, this version.
pub(crate) fn read(
    object: &Object,
    region: Region,
    key: UpsertKey,
    version: ExpectVersion,
    members: &Map<String, Value>,
    base: &str,
) -> Result<Upsert, Vec<Fault>> {
    let values = read_patch(object, region, members, Beside::Match, base)?;
    let mut faults = cleared_required(object, &values, base);
    let mut also = Vec::new();
    let names = match members.get("match") {
        None => Vec::new(),
        Some(Value::Array(names)) if names.len() <= 20 => names.iter().collect(),
        Some(_) => {
            faults.push(fault(format!("{base}/match"), "shape", "a list of at most 20 key names", "最多 20 个键名的列表"));
            Vec::new()
        }
    };
    for (at, name) in names.into_iter().enumerate() {
        let pointer = format!("{base}/match/{at}");
        let field = name
            .as_str()
            .and_then(|name| object.live_fields().find(|field| field.name == name && (field.match_key.is_some() || field.unique)));
        match (name.as_str(), field) {
            // The key of the path is the external id already.
            (Some("external_id"), _) => {}
            (_, Some(field)) => {
                let fragment = values.set.get(field.id).map(fragment::as_list).unwrap_or_default();
                also.extend(fragment.into_iter().map(|text| UpsertKey::Field(field.id, text.into_owned())));
            }
            _ => faults.push(fault(pointer, "key_unknown", "not a match key of this object", "不是该对象的匹配键")),
        }
    }
    // Required values are checked by the caller once it is known whether the record exists.
    if faults.is_empty() { Ok(Upsert { key, also, values, version }) } else { Err(faults) }
}

fn set_key(object: &Object, field: FieldId, text: &str, doc: &mut model::Doc) {
    if object.field_by_id(field).is_some_and(model::Field::is_multi) {
        doc.set_with(field, |out| fragment::push_list(out, [text]));
    } else {
        doc.set(field, &fragment::text(text));
    }
}

/// Faults that a creation through this upsert would have: required fields that neither body nor key brings.
pub(crate) fn creation_faults(object: &Object, upsert: &Upsert, base: &str) -> Vec<Fault> {
    let mut doc = upsert.values.set.clone();
    if let UpsertKey::Field(field, text) = &upsert.key
        && doc.get(*field).is_none()
    {
        set_key(object, *field, text, &mut doc);
    }
    missing_required(object, &doc, base)
}

/// Reads the schema again where a write by external id has made a source that it does not know: records show it by name.
pub(crate) async fn know_source(app: &Arc<App>, object: &Object, source: Option<&str>) -> Result<(), Box<Problem>> {
    let Some(source) = source else { return Ok(()) };
    if app.records.schema().source_by_name(source, object.id).is_none() {
        let app = Arc::clone(app);
        crate::app::blocking(move || app.records.refresh_schema().map_err(Into::into)).await?;
    }
    Ok(())
}

/// `PUT /{object}/by/{key}/{value}`
pub(crate) async fn put(mut call: Call) -> Answer {
    let object = call.object()?;
    let format = negotiate::wanted(&call.headers, negotiate::RECORD_FORMATS)?;
    let key = key(&object, call.app.region(), call.param("key"), call.param("value"))?;
    let version = expected_version(&call)?;
    let members = body_members(&mut call, true).await?;
    let upsert = read(&object, call.app.region(), key, version, &members, "#").map_err(invalid)?;
    let faults = creation_faults(&object, &upsert, "#");
    let records = &call.app.records;
    let source = if let UpsertKey::ExternalId(source, _) = &upsert.key { Some(source.clone()) } else { None };
    let written = if faults.is_empty() {
        records.upsert(call.caller()?, &object, upsert).await?
    } else {
        // An upsert with missing values passes when the record exists already.
        let changed = records.change_by_key(call.caller()?, &object, upsert).await?;
        changed.ok_or_else(|| invalid(faults))?
    };
    know_source(&call.app, &object, source.as_deref()).await?;
    let status = if written.outcome == Outcome::Created { StatusCode::CREATED } else { StatusCode::OK };
    let text = format!("{{\"outcome\":\"{}\",\"record\":{}}}", outcome_name(written.outcome), record_json::of_written(&object, &written));
    let mut response = match format {
        Format::Json => reply::bytes(status, reply::JSON, text.into_bytes()),
        Format::Xml => reply::bytes(
            status,
            "application/xml; charset=utf-8",
            xml::document("upsert", &crate::handlers::record::parse(&text)?).into_bytes(),
        ),
        Format::Csv => {
            let Value::Object(mut record) = crate::handlers::record::parse(&record_json::of_written(&object, &written))? else {
                return Err(Problem::new(Code::Internal));
            };
            record.insert("outcome".to_owned(), json!(outcome_name(written.outcome)));
            let mut columns = vec!["outcome".to_owned()];
            columns.extend(crate::handlers::record::columns(&object, &record_json::Choice::all(&object)));
            reply::bytes(status, "text/csv; charset=utf-8", csv_text::write(&columns, &[record]))
        }
    };
    reply::set_header(&mut response, header::ETAG, &etag(written.version));
    let place = format!("/api/v1/{}/{}", object.name, written.id);
    let name = if status == StatusCode::CREATED { header::LOCATION } else { header::CONTENT_LOCATION };
    reply::set_header(&mut response, name, &place);
    Ok(response)
}
