//! What a connection's system offers: streams, fields, a few rows, a proposed mapping; always from the live system.

use axum::http::StatusCode;
use connector::{FieldInfo, ReadRequest, StreamInfo};
use serde::Deserialize;
use serde_json::{Value, json};
use sync::discovery;

use crate::call::Call;
use crate::handlers::connections::outside;
use crate::handlers::history::page;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Longest name of a stream in a path.
const STREAM_CHARS_MAX: usize = 300;

fn stream_name(call: &Call) -> Result<String, Box<Problem>> {
    let name = call.param("stream");
    let fits = !name.is_empty() && name.chars().count() <= STREAM_CHARS_MAX && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(Problem::new(Code::NotFound)) }
}

fn stream_json(stream: &StreamInfo) -> Value {
    json!({
        "name": stream.name,
        "label": stream.label,
        "likely_object": (!stream.likely_object.is_empty()).then_some(&stream.likely_object),
        "can": stream.can,
    })
}

fn field_json(field: &FieldInfo) -> Value {
    json!({
        "name": field.name, "label": field.label, "kind": field.kind, "required": field.required, "creatable": field.creatable,
        "updatable": field.updatable, "is_lookup_key": field.is_lookup_key, "length_max": field.length_max, "options": field.options,
        "references": field.references,
    })
}

/// `GET /connections/{id}/streams`
pub(crate) async fn list(call: Call) -> Outcome {
    let id = call.number_id()?;
    let streams = outside(&call.app, move |app| Ok(app.connections.open_for_discovery(id)?.streams()?)).await?;
    Ok(reply::json(StatusCode::OK, &page(streams.iter().map(stream_json).collect(), None)))
}

/// `GET /connections/{id}/streams/{stream}`
pub(crate) async fn get(call: Call) -> Outcome {
    let (id, name) = (call.number_id()?, stream_name(&call)?);
    let shown = outside(&call.app, move |app| {
        let account = app.connections.open_for_discovery(id)?;
        let fields = account.fields(&name)?;
        let streams = account.streams()?;
        let known = streams.iter().find(|stream| stream.name == name).map(stream_json);
        let mut shown = known.unwrap_or_else(|| stream_json(&StreamInfo { name: name.clone(), label: name, ..StreamInfo::default() }));
        if let Value::Object(members) = &mut shown {
            members.insert("fields".to_owned(), fields.iter().map(field_json).collect());
        }
        Ok(shown)
    });
    Ok(reply::json(StatusCode::OK, &shown.await?))
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SampleInput {
    #[serde(deserialize_with = "crate::call::whole_number")]
    rows: Option<i64>,
    filter: Option<String>,
}

/// `POST /connections/{id}/streams/{stream}:sample`
pub(crate) async fn sample(mut call: Call) -> Outcome {
    let (id, stream) = (call.number_id()?, stream_name(&call)?);
    let body: SampleInput = call.optional_json().await?;
    let rows_max = match body.rows {
        None => 20,
        Some(rows) => usize::try_from(rows).ok().filter(|rows| (1..=200).contains(rows)).ok_or_else(|| {
            Problem::new(Code::ValidationFailed).fault("#/rows", "range", "a number from 1 to 200", "应为 1 到 200 之间的整数")
        })?,
    };
    let request = ReadRequest { stream, filter: body.filter, ..ReadRequest::default() };
    let shown = outside(&call.app, move |app| {
        let account = app.connections.open_for_discovery(id)?;
        let sample = discovery::sample(account.as_ref(), &request, rows_max)?;
        let rows: Vec<Value> = discovery::rows_json(&sample.rows).map(Value::Object).collect();
        let notes: Vec<Value> = sample.shape.notes.iter().map(|note| json!({"code": note.code, "detail": note.detail})).collect();
        Ok(json!({
            "columns": sample.rows.columns().to_vec(),
            "key_column": sample.shape.key_column,
            "version_column": sample.shape.version_column,
            "rows": rows,
            "whole": sample.whole,
            "notes": notes,
        }))
    });
    Ok(reply::json(StatusCode::OK, &shown.await?))
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SuggestInput {
    object: Option<String>,
}

/// `POST /connections/{id}/streams/{stream}:suggest`
pub(crate) async fn suggest(mut call: Call) -> Outcome {
    let (id, stream) = (call.number_id()?, stream_name(&call)?);
    let body: SuggestInput = call.optional_json().await?;
    let object = match &body.object {
        Some(name) => Some(call.app.object(name).map_err(|_| {
            Problem::new(Code::ValidationFailed).fault("#/object", "object_unknown", "there is no such object", "没有该对象")
        })?),
        None => None,
    };
    let shown = outside(&call.app, move |app| {
        let account = app.connections.open_for_discovery(id)?;
        let schema = app.records.schema();
        let objects: Vec<model::Object> = schema.objects().into_iter().map(|object| model::Object::clone(object)).collect();
        let suggestion = discovery::suggest(account.as_ref(), &stream, object.as_deref(), &objects, schema.region)?;
        let columns: Vec<Value> = suggestion.columns.iter().map(column_json).collect();
        Ok(json!({
            "object": suggestion.object,
            "columns": columns,
            "mapping": serde_json::to_value(&suggestion.mapping).unwrap_or_default(),
            "rows": suggestion.rows,
        }))
    });
    Ok(reply::json(StatusCode::OK, &shown.await?))
}

fn column_json(column: &mapping::Suggestion) -> Value {
    json!({
        "column": column.column,
        "target": column.target,
        // Two digits are all that a guess is worth.
        "confidence": (column.confidence * 100.0).round() / 100.0,
        "reason": column.reason,
        "used": column.used,
    })
}
