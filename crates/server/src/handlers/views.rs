//! Saved views: a list with its columns, filter and order under a name, for oneself or shared with all who may read the object.

use std::sync::Arc;

use access::authorise;
use axum::http::{StatusCode, header};
use model::{Object, Verb, format_ms};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::{IdKind, ListViewRow, StoreError};

use crate::app::blocking;
use crate::call::Call;
use crate::edge::forbidden;
use crate::handlers::history::page;
use crate::handlers::record::{etag, if_match};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Characters of a name.
const NAME_CHARACTERS_MAX: usize = 100;
/// Largest definition, in bytes.
const DEFINITION_BYTES_MAX: usize = 32 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    object: String,
    name: String,
    #[serde(default)]
    shared: bool,
    definition: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    shared: Option<bool>,
    #[serde(default)]
    definition: Option<Map<String, Value>>,
}

fn view_json(row: &ListViewRow, object: &str, actor: &str) -> Value {
    let definition: Value = serde_json::from_str(&row.definition).unwrap_or_default();
    json!({
        "id": row.id.to_string(), "object": object, "name": row.name, "shared": row.shared, "owner": row.owner, "own": row.owner == actor,
        "definition": definition, "version": row.version, "created_at": format_ms(row.created_ms), "updated_at": format_ms(row.updated_ms),
    })
}

fn check_name(name: &str) -> Result<String, Box<Problem>> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARACTERS_MAX && !name.chars().any(char::is_control);
    if fits {
        return Ok(name.to_owned());
    }
    Err(Problem::new(Code::ValidationFailed).fault("#/name", "size", "1 to 100 characters", "1 到 100 个字符"))
}

fn definition_text(definition: Map<String, Value>) -> Result<String, Box<Problem>> {
    let text = Value::Object(definition).to_string();
    if text.len() <= DEFINITION_BYTES_MAX {
        return Ok(text);
    }
    Err(Problem::new(Code::ValidationFailed).fault("#/definition", "size", "at most 32 KiB", "最多 32 KiB"))
}

/// The object, when the caller may read it.
fn readable(call: &Call, name: &str) -> Result<Arc<Object>, Box<Problem>> {
    let object = call.app.object(name)?;
    authorise(call.caller()?, Verb::Read, &object.name).map_err(|scope| forbidden(&scope))?;
    Ok(object)
}

/// `GET /views`
pub(crate) async fn list(call: Call) -> Outcome {
    let object = readable(&call, call.query.get("object").unwrap_or_default())?;
    let (app, actor) = (Arc::clone(&call.app), call.caller()?.actor.to_string());
    let items = blocking(move || {
        let rows = app.records.store().read(|session| session.list_views(object.id, &actor))?;
        Ok(rows.iter().map(|row| view_json(row, &object.name, &actor)).collect())
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &page(items, None)))
}

/// `POST /views`
pub(crate) async fn create(mut call: Call) -> Outcome {
    let body: New = call.json().await?;
    let object = readable(&call, &body.object)?;
    let (app, actor) = (Arc::clone(&call.app), call.caller()?.actor.to_string());
    let now_ms = app.records.store().clock().now_ms();
    let draft = ListViewRow {
        id: 0,
        object: object.id,
        owner: actor.clone(),
        shared: body.shared,
        name: check_name(&body.name)?,
        definition: definition_text(body.definition)?,
        version: 1,
        created_ms: now_ms,
        updated_ms: now_ms,
    };
    let row = blocking(move || {
        let made = app.records.store().write(move |session| {
            let row = ListViewRow { id: session.allocate_ids(IdKind::ListView, 1)?, ..draft.clone() };
            session.list_view_insert(&row)?;
            Ok::<_, StoreError>(row)
        });
        made.map_err(|error| match error {
            StoreError::Invalid(text) => Problem::with(Code::Conflict, text, "该对象的视图数量已达上限"),
            other => other.into(),
        })
    })
    .await?;
    let mut response = reply::json(StatusCode::CREATED, &view_json(&row, &object.name, &actor));
    reply::set_header(&mut response, header::ETAG, &etag(row.version));
    reply::set_header(&mut response, header::LOCATION, &format!("/api/v1/views/{}", row.id));
    Ok(response)
}

/// The view of the path, when the caller may change it: their own, and as an administrator any shared one. One that the caller
/// cannot see does not exist.
async fn changeable(call: &Call) -> Result<(ListViewRow, Arc<Object>), Box<Problem>> {
    let id = call.number_id()?;
    let app = Arc::clone(&call.app);
    let row = blocking(move || Ok(app.records.store().read(|session| session.list_view(id))?)).await?;
    let caller = call.caller()?;
    let actor = caller.actor.to_string();
    let row = row.filter(|row| row.shared || row.owner == actor).ok_or_else(|| Problem::new(Code::NotFound))?;
    let schema = call.app.records.schema();
    let name = schema.object_by_id(row.object).map_or(String::new(), |object| object.name.clone());
    let object = readable(call, &name)?;
    if row.owner != actor && !caller.may_administer() {
        return Err(forbidden(&model::Scope { object: None, verb: Verb::Admin }));
    }
    Ok((row, object))
}

/// `PATCH /views/{id}`
pub(crate) async fn patch(mut call: Call) -> Outcome {
    let (before, object) = changeable(&call).await?;
    let expected = if_match(&call)?;
    let body: Patch = call.json().await?;
    let (app, actor) = (Arc::clone(&call.app), call.caller()?.actor.to_string());
    let changed = Problem::with(Code::VersionMismatch, "the view changed meanwhile; read it again", "视图已被修改，请重新读取");
    if expected.is_some_and(|expected| expected != before.version) {
        return Err(changed);
    }
    let row = ListViewRow {
        name: body.name.as_deref().map_or_else(|| Ok(before.name.clone()), check_name)?,
        shared: body.shared.unwrap_or(before.shared),
        definition: body.definition.map_or_else(|| Ok(before.definition.clone()), definition_text)?,
        version: before.version + 1,
        updated_ms: app.records.store().clock().now_ms(),
        ..before
    };
    let written = row.clone();
    let done = blocking(move || Ok(app.records.store().write(move |session| session.list_view_update(&written))?)).await?;
    if !done {
        return Err(changed);
    }
    let mut response = reply::json(StatusCode::OK, &view_json(&row, &object.name, &actor));
    reply::set_header(&mut response, header::ETAG, &etag(row.version));
    Ok(response)
}

/// `DELETE /views/{id}`
pub(crate) async fn delete(call: Call) -> Outcome {
    let (row, _) = changeable(&call).await?;
    let app = Arc::clone(&call.app);
    blocking(move || Ok(app.records.store().write(move |session| session.list_view_delete(row.id))?)).await?;
    Ok(reply::nothing())
}
