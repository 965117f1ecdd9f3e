//! Syncs: standing instructions with versions. What their runs do is asked elsewhere.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::Response;
use model::{RunId, Verb, format_ms};
use records::RecordError;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::{SyncProgressRow, SyncState};
use sync::SyncDefinition;
use sync::tasks::{Difference, Task, TaskError, state_name, to_value};
use sync::worker::watch::Standing;

use crate::app::{App, blocking};
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::record::{etag, if_match};
use crate::handlers::rehearsals::{newest_green, rehearse_with};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Most versions shown at once.
const VERSIONS_MAX: usize = 500;

fn sync_json(task: &Task, progress: Option<&SyncProgressRow>, now_ms: i64) -> Value {
    let row = &task.row;
    let standing = Standing::of(task, progress, now_ms);
    let state = if standing.is_stale {
        "stale"
    } else if standing.age_ms.is_some() {
        "fresh"
    } else {
        "unknown"
    };
    json!({
        "id": row.id.to_string(),
        "name": row.name,
        "connection_id": row.connection.to_string(),
        "connection": task.definition.connection,
        "stream": task.definition.stream,
        "object": task.definition.object,
        "state": state_name(row.state),
        "reason": (!row.reason.is_empty()).then_some(&row.reason),
        "version": row.version,
        "definition": to_value(&task.definition),
        "last_run": progress.and_then(|progress| progress.last_run).map(|run| run.to_string()),
        "last_success_at": progress.and_then(|progress| progress.last_success_ms).map(format_ms),
        "next_run_at": standing.next_ms.map(format_ms),
        "freshness": {
            "state": state,
            "age_seconds": standing.age_ms.map(|age| age / 1_000),
            "target_seconds": standing.target_ms.map(|target| target / 1_000),
            "late": standing.is_late,
        },
        "created_at": format_ms(row.created_ms),
        "updated_at": format_ms(row.updated_ms),
    })
}

fn answer(app: &App, status: StatusCode, task: &Task, progress: Option<&SyncProgressRow>) -> Response {
    let now_ms = app.records.store().clock().now_ms();
    let mut response = reply::json(status, &sync_json(task, progress, now_ms));
    reply::set_header(&mut response, header::ETAG, &etag(task.row.version));
    response
}

/// A sync shows what its object looks like, so only those who may read the object see it.
fn require_visible(call: &Call, task: &Task) -> Result<(), Box<Problem>> {
    if call.caller()?.may(Verb::Read, &task.definition.object) { Ok(()) } else { Err(Problem::new(Code::NotFound)) }
}

/// `GET /syncs`
pub(crate) async fn list(call: Call) -> Outcome {
    let caller = call.caller()?.clone();
    let archived_too = call.query.is_true("include_archived");
    let app = Arc::clone(&call.app);
    let items = blocking(move || {
        let tasks = app.tasks.list(archived_too)?;
        let progresses = app.records.store().read(|session| session.sync_progresses())?;
        let now_ms = app.records.store().clock().now_ms();
        let progress = |id| progresses.iter().find(|progress| progress.sync == id);
        let visible = tasks.iter().filter(|task| caller.may(Verb::Read, &task.definition.object));
        Ok(visible.map(|task| sync_json(task, progress(task.row.id), now_ms)).collect())
    });
    Ok(reply::json(StatusCode::OK, &page(items.await?, None)))
}

/// The sync of the path, for those who may read its object.
pub(crate) async fn find_visible(call: &Call) -> Result<Task, Box<Problem>> {
    let id = call.number_id()?;
    let app = Arc::clone(&call.app);
    let task = blocking(move || Ok(app.tasks.get(id)?)).await?;
    require_visible(call, &task)?;
    Ok(task)
}

/// `GET /syncs/{id}`
pub(crate) async fn get(call: Call) -> Outcome {
    let task = find_visible(&call).await?;
    let app = Arc::clone(&call.app);
    let id = task.row.id;
    blocking(move || Ok(answer(&app, StatusCode::OK, &task, app.tasks.progress(id)?.as_ref()))).await
}

/// `POST /syncs`
pub(crate) async fn create(mut call: Call) -> Outcome {
    let definition: SyncDefinition = call.json().await?;
    let caller = call.caller()?.clone();
    let app = Arc::clone(&call.app);
    blocking(move || {
        let task = app.tasks.create(&caller, definition)?;
        let mut response = answer(&app, StatusCode::CREATED, &task, None);
        reply::set_header(&mut response, header::LOCATION, &format!("/api/v1/syncs/{}", task.row.id));
        Ok(response)
    })
    .await
}

/// `PATCH /syncs/{id}`: a merge patch (RFC 7396) of the definition.
pub(crate) async fn patch(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let expected = if_match(&call)?;
    let Value::Object(patch) = call.json_value().await? else { return Err(crate::handlers::record::not_an_object()) };
    let caller = call.caller()?.clone();
    let app = Arc::clone(&call.app);
    blocking(move || {
        let before = app.tasks.get(id)?;
        if let Some(seen) = expected.filter(|seen| *seen != before.row.version) {
            return Err(changed_meanwhile(&app, &before, seen)?);
        }
        let mut value = to_value(&before.definition);
        merge(&mut value, &patch);
        let definition: SyncDefinition = serde_json::from_value(value).map_err(|error| {
            let text: String = error.to_string().chars().take(300).collect();
            Problem::new(Code::ValidationFailed).fault("#", "shape", text.clone(), text)
        })?;
        // Without a version of the caller's, the patch is for what it was merged with here.
        let task = match app.tasks.change(&caller, id, Some(before.row.version), definition) {
            Err(TaskError::VersionMismatch { .. }) => return Err(changed_meanwhile(&app, &app.tasks.get(id)?, before.row.version)?),
            changed => changed?,
        };
        let progress = app.tasks.progress(id)?;
        Ok(answer(&app, StatusCode::OK, &task, progress.as_ref()))
    })
    .await
}

/// 412 for a change of the version `seen` of a sync: as it is now, who made it so and when, and what is different since.
fn changed_meanwhile(app: &App, now: &Task, seen: i64) -> Result<Box<Problem>, Box<Problem>> {
    let (id, version) = (now.row.id, now.row.version);
    let changed: Vec<String> = match app.tasks.compare(id, seen, version) {
        Ok(differences) => differences.into_iter().map(|difference| difference.pointer).collect(),
        // A version that never was.
        Err(TaskError::NotFound(_)) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let newest = app.tasks.versions(id, 1)?;
    let now_ms = app.records.store().clock().now_ms();
    let problem = Problem::with(
        Code::VersionMismatch,
        format!("the sync has version {version}, not {seen}"),
        format!("同步当前版本为 {version}，而非 {seen}"),
    )
    .extend("current", sync_json(now, app.tasks.progress(id)?.as_ref(), now_ms))
    .extend("changed_fields", json!(changed));
    Ok(match newest.first() {
        Some(row) => problem.extend("changed_by", json!(row.actor)).extend("changed_at", json!(format_ms(row.at_ms))),
        None => problem,
    })
}

fn merge(value: &mut Value, patch: &Map<String, Value>) {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    let Value::Object(members) = value else { return };
    for (name, new) in patch {
        match new {
            Value::Null => {
                members.shift_remove(name);
            }
            Value::Object(inner) => merge(members.entry(name.clone()).or_insert(Value::Null), inner),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                members.insert(name.clone(), new.clone());
            }
        }
    }
}

/// `DELETE /syncs/{id}`
pub(crate) async fn archive(call: Call) -> Outcome {
    let id = call.number_id()?;
    let app = Arc::clone(&call.app);
    blocking(move || Ok(app.tasks.archive(id)?)).await?;
    Ok(reply::nothing())
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PauseInput {
    reason: String,
}

/// `POST /syncs/{id}:pause`
pub(crate) async fn pause(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: PauseInput = call.optional_json().await?;
    let reason = if body.reason.trim().is_empty() { "paused by a person".to_owned() } else { body.reason };
    if reason.chars().count() > 500 {
        return Err(Problem::new(Code::ValidationFailed).fault("#/reason", "size", "at most 500 characters", "最多 500 个字符"));
    }
    let app = Arc::clone(&call.app);
    blocking(move || Ok(answer(&app, StatusCode::OK, &app.tasks.pause(id, &reason)?, app.tasks.progress(id)?.as_ref()))).await
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct GoLiveInput {
    rehearsal: Option<String>,
    #[serde(rename = "override")]
    reason: Option<String>,
    /// Paused at once, for records that are applied by themselves first.
    paused: bool,
}

impl GoLiveInput {
    /// What stays with the sync as the reason of its state.
    fn reason(&self, app: &App, task: &Task) -> Result<String, Box<Problem>> {
        if let Some(reason) = &self.reason {
            return Ok(format!("live without a rehearsal: {}", reason.trim()));
        }
        let Some(run) = &self.rehearsal else { return relied_on(app, task) };
        let is_green = match run.parse().map(RunId) {
            Ok(run) => rehearse_with(app)?.is_green(run, task.row.id, task.row.version).map_err(RecordError::from)?,
            Err(_) => false,
        };
        if is_green {
            return Ok(format!("live after rehearsal {run}"));
        }
        Err(Problem::with(
            Code::Conflict,
            format!("run {run} is no rehearsal of version {} of this sync in which every promise held", task.row.version),
            format!("运行 {run} 不是此同步版本 {} 的全部通过的预演", task.row.version),
        ))
    }
}

/// What a draft goes live by where nothing was named: a rehearsal of it as it is now.
fn relied_on(app: &App, task: &Task) -> Result<String, Box<Problem>> {
    if task.row.state != SyncState::Draft {
        return Ok(String::new());
    }
    match newest_green(app, task.row.id, task.row.version)? {
        Some(run) => Ok(format!("live after rehearsal {run}")),
        None => Err(Problem::with(
            Code::NotRehearsed,
            format!(
                "version {} of this sync was not rehearsed, or not every promise held: rehearse it (:rehearse), or say in `override` why it may go live without",
                task.row.version
            ),
            format!(
                "此同步的版本 {} 尚未预演，或预演未全部通过：请先预演（:rehearse），或在 `override` 中说明为何可以直接启用",
                task.row.version
            ),
        )),
    }
}

/// `POST /syncs/{id}:resume` and `POST /syncs/{id}:go-live`
pub(crate) async fn go_live(mut call: Call, from: &'static [&'static str]) -> Outcome {
    let id = call.number_id()?;
    let body: GoLiveInput = if from.contains(&"draft") { call.optional_json().await? } else { GoLiveInput::default() };
    if body.reason.as_ref().is_some_and(|reason| reason.trim().is_empty() || reason.chars().count() > 500) {
        return Err(Problem::new(Code::ValidationFailed).fault("#/override", "size", "1 to 500 characters", "1 至 500 个字符"));
    }
    let expected = if_match(&call)?;
    let app = Arc::clone(&call.app);
    blocking(move || {
        let before = app.tasks.get(id)?;
        if let Some(seen) = expected.filter(|seen| *seen != before.row.version) {
            return Err(changed_meanwhile(&app, &before, seen)?);
        }
        let state = state_name(before.row.state);
        if state != "live" && !from.contains(&state) {
            return Err(Problem::with(
                Code::Conflict,
                format!("a sync that is {state} cannot do this; it works from: {}", from.join(", ")),
                format!("状态为 {state} 的同步不能执行此操作；可用状态：{}", from.join(", ")),
            ));
        }
        let reason = body.reason(&app, &before)?;
        let task = if body.paused { app.tasks.go_live_paused(id, &reason)? } else { app.tasks.go_live_because(id, &reason)? };
        Ok(answer(&app, StatusCode::OK, &task, app.tasks.progress(id)?.as_ref()))
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WidenInput {
    #[serde(default)]
    share: Option<f64>,
    #[serde(default)]
    whole: bool,
}

/// `POST /syncs/{id}:widen`
pub(crate) async fn widen(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: WidenInput = call.json().await?;
    let caller = call.caller()?.clone();
    let app = Arc::clone(&call.app);
    blocking(move || {
        let task = app.tasks.widen(&caller, id, body.share, body.whole)?;
        if let Some(worker) = app.syncs.get() {
            worker.bell().ring();
        }
        Ok(answer(&app, StatusCode::OK, &task, app.tasks.progress(id)?.as_ref()))
    })
    .await
}

/// `GET /syncs/{id}/versions`
pub(crate) async fn versions(call: Call) -> Outcome {
    let task = find_visible(&call).await?;
    let limit = call.query.integer("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(50).min(VERSIONS_MAX);
    let app = Arc::clone(&call.app);
    let rows = blocking(move || Ok(app.tasks.versions(task.row.id, limit)?)).await?;
    let items = rows.iter().map(|row| json!({"version": row.version, "actor": row.actor, "at": format_ms(row.at_ms)}));
    Ok(reply::json(StatusCode::OK, &page(items.collect(), None)))
}

/// `GET /syncs/{id}/versions/{version}`
pub(crate) async fn version(call: Call) -> Outcome {
    let task = find_visible(&call).await?;
    let id = task.row.id;
    let version: i64 = call.param("version").parse().map_err(|_| Problem::new(Code::NotFound))?;
    let against = call.query.integer("against").unwrap_or(version - 1);
    let app = Arc::clone(&call.app);
    let (definition, changes) = blocking(move || {
        let definition = app.tasks.definition_at(id, version)?;
        // The first version has none before it; any other that is asked for must exist.
        let changes = if against == 0 { Vec::new() } else { app.tasks.compare(id, against, version)? };
        Ok((definition, changes))
    })
    .await?;
    let changes: Vec<Value> = changes.iter().map(difference_json).collect();
    let shown = json!({"sync": id.to_string(), "version": version, "definition": to_value(&definition), "against": (against > 0).then_some(against), "changes": changes});
    Ok(reply::json(StatusCode::OK, &shown))
}

fn difference_json(difference: &Difference) -> Value {
    json!({"pointer": difference.pointer, "old": difference.old, "new": difference.new})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_changes_what_it_names_and_null_takes_away() {
        let mut value = json!({"a": 1, "b": {"c": 2, "d": 3}, "e": [1, 2]});
        let Value::Object(patch) = json!({"a": null, "b": {"c": 4, "x": {"y": null}}, "e": [3]}) else { return };
        merge(&mut value, &patch);
        assert_eq!(value, json!({"b": {"c": 4, "d": 3, "x": {}}, "e": [3]}));
    }
}
