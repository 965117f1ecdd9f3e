//! Backups of the embedded database, taken while the server runs: each is copied, checked from its first to its last page, and only
//! then called done. A backup holds customers' data and the secret of the installation, so it stays on the machine: nothing here
//! gives one out, and bringing one back is a matter of the console.

use std::path::Path;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use model::{Actor, format_ms};
use serde_json::{Value, json};
use store::rows::{RunCalls, RunRow, RunState};
use store::{RunFilter, Session, Store, StoreError};
use tokio::sync::OwnedSemaphorePermit;

use crate::app::{App, blocking};
use crate::call::Call;
use crate::handlers::history::page;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Kind of their runs.
const KIND: &str = "backup";
/// Backups listed.
const LISTED_MAX: usize = 100;
/// Files that are kept; the oldest of those that were asked for here goes when another one is whole.
const KEPT_MAX: usize = 10;
/// What the names of files made here begin with: others are never removed.
const PREFIX: &str = "backup-";

/// `POST /backups`
pub(crate) async fn create(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let folder = app.settings.backup_folder.clone();
    let facts = app.read_long(|session| session.database_facts()).await?;
    let Some(folder) = folder.filter(|_| facts.kind == "sqlite") else {
        return Err(Problem::with(
            Code::Conflict,
            "PostgreSQL is backed up with pg_dump, or with `rapport backup FILE`",
            "PostgreSQL 请使用 pg_dump 或 `rapport backup FILE` 备份",
        ));
    };
    let Ok(turn) = Arc::clone(&app.backups).try_acquire_owned() else {
        return Err(Problem::with(Code::Conflict, "a backup is being taken", "正在备份"));
    };
    let actor = call.caller()?.actor.clone();
    let own = Arc::clone(&app);
    let run = blocking(move || {
        std::fs::create_dir_all(&folder).map_err(|_| Problem::new(Code::ReadOnly))?;
        enough_room(facts.bytes, &folder)?;
        let run = begin(own.records.store(), actor)?;
        let started = run.clone();
        let thread = std::thread::Builder::new().name("backup".to_owned());
        thread.spawn(move || take(&own, &folder, started, turn)).map_err(|_| Problem::new(Code::Busy))?;
        Ok(run)
    })
    .await?;
    let mut response = reply::json(StatusCode::ACCEPTED, &backup_json(&run));
    reply::set_header(&mut response, header::LOCATION, "/api/v1/backups");
    Ok(response)
}

/// A copy is as large as the data; a full disk would stop everybody's writing.
fn enough_room(bytes: i64, folder: &Path) -> Result<(), Box<Problem>> {
    let needed = u64::try_from(bytes).unwrap_or(0) / 5 * 6;
    match super::system::disk(folder) {
        Some((free, _)) if free < needed => Err(Problem::with(
            Code::Conflict,
            format!("a backup needs about {needed} bytes, and {free} are free"),
            format!("备份约需 {needed} 字节，仅剩 {free} 字节"),
        )),
        Some(_) | None => Ok(()),
    }
}

fn begin(store: &Store, actor: Actor) -> Result<RunRow, StoreError> {
    store.write(move |session| {
        let run = RunRow {
            id: session.allocate_run_id()?,
            kind: KIND.to_owned(),
            state: RunState::Running,
            actor: actor.clone(),
            object: None,
            source: None,
            config: String::new(),
            fingerprint: String::new(),
            report: String::new(),
            checkpoint: String::new(),
            batches: 0,
            undoes: None,
            undone_by: None,
            started_ms: session.now_ms(),
            finished_ms: None,
            epoch: 0,
            lease_until_ms: 0,
            calls: RunCalls::default(),
        };
        session.run_insert(&run)?;
        Ok(run)
    })
}

/// Takes the backup of a run. Blocking, for as long as a copy of all data takes.
fn take(app: &App, folder: &Path, run: RunRow, turn: OwnedSemaphorePermit) {
    let store = app.records.store();
    let time: String = format_ms(run.started_ms).chars().filter(char::is_ascii_alphanumeric).take(15).collect();
    let name = format!("{PREFIX}{time}-{}.db", run.id);
    let path = folder.join(&name);
    let taken = store.backup(&path).and_then(|()| Store::backup_check(&path));
    let bytes = std::fs::metadata(&path).map(|file| file.len()).unwrap_or_default();
    let (state, report) = match &taken {
        Ok(()) => (RunState::Done, json!({"status": "done", "file": name, "bytes": bytes, "verified": true})),
        Err(error) => {
            tracing::error!(run.id = %run.id, error = %error, "backup {} failed: {error}", run.id);
            // What is not whole must not be taken for a backup.
            let _ = std::fs::remove_file(&path);
            (RunState::Failed, json!({"status": "failed", "file": name, "verified": false, "error": error.to_string()}))
        }
    };
    end(store, run, state, &report);
    if taken.is_ok() {
        drop_oldest(folder);
    }
    drop(turn);
}

fn end(store: &Store, run: RunRow, state: RunState, report: &Value) {
    let text = report.to_string();
    let noted = store.write(move |session| {
        let finished_ms = Some(session.now_ms());
        session.run_update(&RunRow { state, finished_ms, report: text.clone(), ..run.clone() })
    });
    if let Err(error) = noted {
        tracing::error!(error = %error, "the end of a backup could not be noted: {error}");
    }
}

fn drop_oldest(folder: &Path) {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    // Their names begin with their times.
    let mut own: Vec<String> = names.filter(|name| name.starts_with(PREFIX) && name.ends_with(".db")).collect();
    own.sort_unstable();
    let over = own.len().saturating_sub(KEPT_MAX);
    for name in own.iter().take(over) {
        if let Err(error) = std::fs::remove_file(folder.join(name)) {
            tracing::warn!(error = %error, "an old backup could not be removed");
        }
    }
}

/// Ends runs of backups that an earlier process left behind. Blocking, before anything is asked for.
pub(crate) fn sweep(app: &App) {
    if !app.settings.data_exclusive {
        return;
    }
    let store = app.records.store();
    let left = store.read(|session| runs(session, vec![RunState::Running]));
    for run in left.unwrap_or_default() {
        end(store, run, RunState::Failed, &json!({"status": "failed", "verified": false, "error": "the process ended"}));
    }
}

fn runs(session: &mut Session<'_>, states: Vec<RunState>) -> Result<Vec<RunRow>, StoreError> {
    session.runs(None, LISTED_MAX, &RunFilter { kinds: vec![KIND.to_owned()], states, sync: None })
}

fn backup_json(run: &RunRow) -> Value {
    let report: Value = serde_json::from_str(&run.report).unwrap_or_default();
    json!({
        "id": run.id.to_string(),
        "file": report.get("file").unwrap_or(&Value::Null),
        "state": run.state.name(),
        "bytes": report.get("bytes").unwrap_or(&Value::Null),
        "created_at": format_ms(run.started_ms),
        "finished_at": run.finished_ms.map(format_ms),
        "verified": report.get("verified").and_then(Value::as_bool).unwrap_or(false),
        "error": report.get("error").unwrap_or(&Value::Null),
    })
}

/// Backups that are still there, and those that failed, newest first. Blocking.
pub(crate) fn known(app: &App) -> Result<Vec<Value>, Box<Problem>> {
    let Some(folder) = &app.settings.backup_folder else { return Ok(Vec::new()) };
    let runs = app.records.store().read(|session| runs(session, Vec::new()))?;
    let shown = runs.iter().map(backup_json).filter(|backup| match (backup["state"].as_str(), backup["file"].as_str()) {
        (Some("done"), Some(file)) => folder.join(file).exists(),
        (_, _) => true,
    });
    Ok(shown.collect())
}

/// `GET /backups`
pub(crate) async fn list(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let items = blocking(move || known(&app)).await?;
    Ok(reply::json(StatusCode::OK, &page(items, None)))
}
