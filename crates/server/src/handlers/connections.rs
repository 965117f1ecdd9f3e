//! Connectors and connections: the catalogue, accounts with write-only secrets, the doctor.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::Response;
use connector::http::Usage;
use connector::{CheckState, Description, SecretText, Setting, SettingKind};
use model::format_ms;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::ConnectionState;
use sync::connections::{CheckReport, Connection, ConnectionDraft, ConnectionPatch, Connections, OVERLAP_MS_MAX, Rotation};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::record::{etag, if_match};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// `GET /connectors`
pub(crate) async fn list_connectors(call: Call) -> Outcome {
    let list = call.app.connections.connectors();
    let items = list.iter().map(|connector| description_json(connector.description())).collect();
    Ok(reply::json(StatusCode::OK, &page(items, None)))
}

fn description_json(description: &Description) -> Value {
    json!({
        "name": description.name,
        "title": description.title,
        "summary": description.summary,
        "category": description.category,
        "page": description.page,
        "settings": description.settings.iter().map(setting_json).collect::<Vec<_>>(),
    })
}

fn setting_json(setting: &Setting) -> Value {
    let options: Vec<Value> = setting.options.iter().map(|(value, label)| json!({"value": value, "label": label})).collect();
    json!({
        "name": setting.name,
        "label": setting.label,
        "help": setting.help,
        "kind": setting.kind,
        "secret": matches!(setting.kind, SettingKind::Secret | SettingKind::LongSecret),
        "required": setting.required,
        "default": setting.default,
        "options": options,
        "only_if": setting.only_if.as_ref().map(|(name, values)| json!({"setting": name, "values": values})),
    })
}

/// A connection for those who may manage them: of a secret only whether it is set, and the path of its hook.
fn connection_json(connections: &Connections, connection: &Connection) -> Value {
    let mut secrets: BTreeMap<String, bool> = BTreeMap::new();
    if let Ok(connector) = connections.connector(&connection.connector) {
        let settings = &connector.description().settings;
        let names = settings.iter().filter(|setting| matches!(setting.kind, SettingKind::Secret | SettingKind::LongSecret));
        secrets.extend(names.map(|setting| (setting.name.to_owned(), false)));
    }
    secrets.extend(connection.secrets.iter().map(|name| (name.clone(), true)));
    let now_ms = connections.store().clock().now_ms();
    let overlap_until = connection.overlap_until_ms.filter(|until_ms| *until_ms > now_ms);
    let thrown_away = connection.health.thrown_away.as_ref();
    let thrown_away = thrown_away.map(|gone| json!({"count": gone.count, "last_at": format_ms(gone.last_ms), "streams": gone.streams}));
    let check = connection.health.checked_ms.map(|at_ms| json!({"at": format_ms(at_ms), "lines": connection.health.lines}));
    json!({
        "id": connection.id.to_string(),
        "name": connection.name,
        "connector": connection.connector,
        "state": state_name(connection.state),
        "reason": (!connection.reason.is_empty()).then_some(&connection.reason),
        "cause": connection.health.cause,
        "settings": connection.settings,
        "secrets": secrets,
        "organisation": (!connection.organisation.is_empty()).then_some(&connection.organisation),
        "last_check": check,
        "thrown_away": thrown_away,
        "overlap_until": overlap_until.map(format_ms),
        "token": connections.token_ends(connection).map(|ends| json!({"expires_at": ends.map(format_ms)})),
        "usage": connections.usage(connection.id).map(|usage| usage_json(&usage, now_ms)),
        "hook": connections.hook_path(connection.id),
        "version": connection.version,
        "created_at": format_ms(connection.created_ms),
        "updated_at": format_ms(connection.updated_ms),
    })
}

fn usage_json(usage: &Usage, now_ms: i64) -> Value {
    let waits_until = usage.forbidden_until_ms.filter(|until_ms| *until_ms > now_ms);
    json!({"calls_today": usage.used_today, "allowance": usage.daily_max, "waits_until": waits_until.map(format_ms)})
}

fn state_name(state: ConnectionState) -> &'static str {
    match state {
        ConnectionState::Active => "active",
        ConnectionState::Paused => "paused",
        ConnectionState::Archived => "archived",
    }
}

fn answer(app: &App, status: StatusCode, connection: &Connection) -> Response {
    let mut response = reply::json(status, &connection_json(&app.connections, connection));
    reply::set_header(&mut response, header::ETAG, &etag(connection.version));
    response
}

/// `GET /connections`
pub(crate) async fn list(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let items = blocking(move || {
        let connections = app.connections.list()?;
        Ok(connections.iter().map(|connection| connection_json(&app.connections, connection)).collect())
    });
    Ok(reply::json(StatusCode::OK, &page(items.await?, None)))
}

/// `GET /connections/{id}`
pub(crate) async fn get(call: Call) -> Outcome {
    let id = call.number_id()?;
    let app = Arc::clone(&call.app);
    blocking(move || Ok(answer(&app, StatusCode::OK, &app.connections.get(id)?))).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    connector: String,
    #[serde(default)]
    settings: Map<String, Value>,
    #[serde(default)]
    secrets: BTreeMap<String, String>,
}

/// `POST /connections`
pub(crate) async fn create(mut call: Call) -> Outcome {
    let body: New = call.json().await?;
    let draft = ConnectionDraft {
        name: body.name,
        connector: body.connector,
        settings: body.settings,
        secrets: body.secrets.into_iter().map(|(name, secret)| (name, SecretText::new(secret))).collect(),
    };
    let app = Arc::clone(&call.app);
    blocking(move || {
        let connection = app.connections.create(draft)?;
        let mut response = answer(&app, StatusCode::CREATED, &connection);
        reply::set_header(&mut response, header::LOCATION, &format!("/api/v1/connections/{}", connection.id));
        Ok(response)
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    settings: Map<String, Value>,
    #[serde(default)]
    secrets: BTreeMap<String, Option<String>>,
    #[serde(default)]
    state: Option<PatchState>,
    #[serde(default)]
    accept_organisation: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PatchState {
    Active,
    Paused,
}

/// `PATCH /connections/{id}`
pub(crate) async fn patch(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let expected = if_match(&call)?;
    let body: Patch = call.json().await?;
    let patch = ConnectionPatch {
        name: body.name,
        settings: body.settings,
        secrets: body.secrets.into_iter().map(|(name, secret)| (name, secret.map(SecretText::new))).collect(),
        paused: body.state.map(|state| match state {
            PatchState::Active => false,
            PatchState::Paused => true,
        }),
        accept_organisation: body.accept_organisation,
        overlap_until_ms: None,
    };
    let caller = call.caller()?.clone();
    let app = Arc::clone(&call.app);
    blocking(move || Ok(answer(&app, StatusCode::OK, &app.connections.change(&caller, id, expected, patch)?))).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rotate {
    secrets: BTreeMap<String, String>,
    #[serde(default = "a_day")]
    overlap_hours: u32,
}

fn a_day() -> u32 {
    24
}

/// `POST /connections/{id}:rotate`
pub(crate) async fn rotate(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let expected = if_match(&call)?;
    let body: Rotate = call.json().await?;
    let overlap_ms = i64::from(body.overlap_hours) * 3_600_000;
    if overlap_ms > OVERLAP_MS_MAX {
        return Err(Problem::new(Code::ValidationFailed).fault("#/overlap_hours", "size", "0 to 168 hours", "0 至 168 小时"));
    }
    let secrets = body.secrets.into_iter().map(|(name, secret)| (name, SecretText::new(secret))).collect();
    let caller = call.caller()?.clone();
    let (rotated, connection) = outside(&call.app, move |app| {
        let rotated = app.connections.rotate(&caller, id, expected, Rotation { secrets, overlap_ms })?;
        let now = app.connections.get(id)?;
        Ok((rotated, connection_json(&app.connections, &now)))
    })
    .await?;
    let shown = json!({"rotated": rotated.connection.is_some(), "check": report_json(&rotated.report), "connection": connection});
    Ok(reply::json(StatusCode::OK, &shown))
}

/// `DELETE /connections/{id}`
pub(crate) async fn archive(call: Call) -> Outcome {
    let id = call.number_id()?;
    let app = Arc::clone(&call.app);
    blocking(move || Ok(app.connections.archive(id)?)).await?;
    Ok(reply::nothing())
}

/// `POST /connections/{id}:check`
pub(crate) async fn check(call: Call) -> Outcome {
    let id = call.number_id()?;
    let report = outside(&call.app, move |app| Ok(app.connections.check(id)?)).await?;
    Ok(reply::json(StatusCode::OK, &report_json(&report)))
}

fn report_json(report: &CheckReport) -> Value {
    let worst = report.lines.iter().map(|line| line.state).max_by_key(|state| match state {
        CheckState::Ok | CheckState::Skipped => 0,
        CheckState::Warning => 1,
        CheckState::Failed => 2,
    });
    json!({"at": format_ms(report.at_ms), "state": worst.unwrap_or(CheckState::Ok), "lines": report.lines})
}

/// Work that waits for another system: beside the threads that serve, and only so much of it at once.
pub(crate) async fn outside<T: Send + 'static>(
    app: &Arc<App>,
    work: impl FnOnce(&App) -> Result<T, Box<Problem>> + Send + 'static,
) -> Result<T, Box<Problem>> {
    let Ok(turn) = Arc::clone(&app.outside).try_acquire_owned() else { return Err(Problem::new(Code::Busy)) };
    let app = Arc::clone(app);
    blocking(move || {
        let done = work(&app);
        drop(turn);
        done
    })
    .await
}
