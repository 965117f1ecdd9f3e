//! People: list, add, change, and links for those who cannot sign in yet.

use std::sync::Arc;

use access::{LINK_MS, PersonChange, Role};
use axum::http::StatusCode;
use axum::http::header;
use model::{Actor, format_ms};
use serde::Deserialize;
use serde_json::{Value, json};
use store::rows::UserRow;

use crate::app::{App, blocking};
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::preferences;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// How long the first link of a new person works: 7 days, because mail is slow and people are on holiday.
const INVITATION_MS: i64 = 7 * 86_400_000;

/// Addresses are shown to administrators and to the person; others see names, so that "who changed this" can be answered.
fn person_json(row: &UserRow, shows_all: bool) -> Value {
    let moment = |ms: Option<i64>| ms.map(format_ms);
    let mut person = json!({
        "id": row.id.to_string(), "name": row.name, "role": Role::of(&row.scopes).map_or("custom", Role::name),
        "disabled_at": moment(row.disabled_ms),
    });
    if let (true, Value::Object(members)) = (shows_all, &mut person) {
        members.insert("email".to_owned(), json!(row.email));
        members.insert("scopes".to_owned(), json!(row.scopes.split(' ').collect::<Vec<_>>()));
        members.insert("has_password".to_owned(), json!(!row.password.is_empty()));
        members.insert("created_at".to_owned(), json!(format_ms(row.created_ms)));
    }
    person
}

/// `GET /people`
pub(crate) async fn list(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let rows = blocking(move || Ok(app.access.users()?)).await?;
    let caller = call.caller()?;
    let shows_all = |row: &UserRow| caller.may_administer() || caller.actor == Actor::User(row.id);
    Ok(reply::json(StatusCode::OK, &page(rows.iter().map(|row| person_json(row, shows_all(row))).collect(), None)))
}

fn role(name: &str) -> Result<Role, Box<Problem>> {
    Role::parse(name).ok_or_else(|| {
        Problem::new(Code::ValidationFailed).fault("#/role", "unknown", "admin, editor or reader", "应为 admin、editor 或 reader")
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    email: String,
    role: String,
    #[serde(default)]
    language: Option<String>,
}

/// `POST /people`
pub(crate) async fn create(mut call: Call) -> Outcome {
    let body: New = call.json().await?;
    let role = role(&body.role)?;
    let language = body.language.as_deref().map(preferences::check_language).transpose()?;
    let app = Arc::clone(&call.app);
    let answer = blocking(move || {
        let row = app.access.user_invite(&body.email, &body.name, role)?;
        preferences::begin(&app, &Actor::User(row.id), language)?;
        let link = link_json(&app, row.id, INVITATION_MS)?;
        Ok(json!({"person": person_json(&row, true), "link": link}))
    })
    .await?;
    let mut response = reply::json(StatusCode::CREATED, &answer);
    reply::set_header(&mut response, header::LOCATION, "/api/v1/people");
    Ok(response)
}

fn link_json(app: &App, person: i64, lifetime_ms: i64) -> Result<Value, Box<Problem>> {
    let ends_ms = app.records.store().clock().now_ms() + lifetime_ms;
    let token = app.access.link_create(person, Some(lifetime_ms))?;
    Ok(json!({"token": token, "expires_at": format_ms(ends_ms)}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    disabled: Option<bool>,
}

/// `PATCH /people/{id}`
pub(crate) async fn patch(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: Patch = call.json().await?;
    let role = body.role.as_deref().map(role).transpose()?;
    let change = PersonChange { name: body.name, role, disabled: body.disabled };
    let app = Arc::clone(&call.app);
    let changed = blocking(move || Ok(app.access.user_change(id, &change)?)).await?;
    let row = changed.ok_or_else(|| Problem::new(Code::NotFound))?;
    Ok(reply::json(StatusCode::OK, &person_json(&row, true)))
}

/// `POST /people/{id}:link`
pub(crate) async fn link(call: Call) -> Outcome {
    let id = call.number_id()?;
    let app = Arc::clone(&call.app);
    let answer = blocking(move || {
        let person = app.access.user(id)?.ok_or_else(|| Problem::new(Code::NotFound))?;
        if person.disabled_ms.is_some() {
            return Err(Problem::with(Code::Conflict, "this person is shut out; let them in again first", "此人已被停用，请先恢复"));
        }
        link_json(&app, id, if person.password.is_empty() { INVITATION_MS } else { LINK_MS })
    })
    .await?;
    Ok(reply::json(StatusCode::CREATED, &answer))
}
