//! Imports that were accepted over HTTP: files wait in a folder, each with a note of what was asked, until their turn comes.
//!
//! File and note are on disk before the request is answered, so an import that was accepted is done, also when the process
//! dies in between: [`resume`] finds what was left. The run itself (state, counts, checkpoint) lives in the store.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use connectors::{FileOptions, open_file};
use mapping::Mapping;
use model::{Actor, RunId, format_ms};
use records::MatchPolicy;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::StoreError;
use store::rows::{RunRow, RunState};
use sync::{Import, ImportError, ImportRequest, ImportSettings};
use tokio::sync::Semaphore;

use crate::app::App;

/// What was asked for, beside the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) run: i64,
    pub(crate) object: String,
    pub(crate) source: String,
    pub(crate) file_name: String,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) match_keys: Option<Vec<String>>,
    pub(crate) policy: MatchPolicy,
    pub(crate) dry_run: bool,
    pub(crate) encoding: Option<String>,
    pub(crate) sheet: Option<String>,
    pub(crate) actor: String,
}

/// Imports waiting and at work.
pub(crate) struct ImportJobs {
    turns: Arc<Semaphore>,
    flags: Mutex<HashMap<i64, Arc<AtomicBool>>>,
}

impl ImportJobs {
    pub(crate) fn new(at_once: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(at_once.max(1))), flags: Mutex::default() }
    }

    fn flags(&self) -> std::sync::MutexGuard<'_, HashMap<i64, Arc<AtomicBool>>> {
        self.flags.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks an import to stop; false when none of that id waits or works here.
    pub(crate) fn cancel(&self, run: i64) -> bool {
        self.flags().get(&run).map(|flag| flag.store(true, Ordering::Relaxed)).is_some()
    }
}

/// Where the upload of a run lies; the ending helps to tell what it is.
pub(crate) fn upload_path(folder: &Path, run: i64) -> PathBuf {
    folder.join(format!("{run}.upload"))
}

fn note_path(folder: &Path, run: i64) -> PathBuf {
    folder.join(format!("{run}.json"))
}

/// Writes the note of an accepted import. Blocking.
pub(crate) fn write_note(folder: &Path, asked: &Asked) -> std::io::Result<()> {
    let text = serde_json::to_vec(asked)?;
    let place = note_path(folder, asked.run);
    let file = std::fs::File::create(&place)?;
    std::io::Write::write_all(&mut &file, &text)?;
    file.sync_all()
}

/// Puts an accepted import in the queue.
pub(crate) fn enqueue(app: &Arc<App>, asked: Asked) {
    let flag = Arc::new(AtomicBool::new(false));
    app.jobs.flags().insert(asked.run, Arc::clone(&flag));
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let turns = Arc::clone(&app.jobs.turns);
        let Ok(turn) = turns.acquire_owned().await else { return };
        let work = {
            let app = Arc::clone(&app);
            tokio::task::spawn_blocking(move || {
                let run = asked.run;
                let keep = work(&app, &asked, &flag);
                app.jobs.flags().remove(&run);
                if !keep {
                    clean(&app.settings.import_folder, run);
                }
            })
        };
        if work.await.is_err() {
            tracing::error!("an import stopped unexpectedly");
        }
        drop(turn);
    });
}

fn clean(folder: &Path, run: i64) {
    for path in [upload_path(folder, run), note_path(folder, run)] {
        if let Err(error) = std::fs::remove_file(&path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(run.id = run, error = %error, "an uploaded file of run {run} could not be removed");
        }
    }
}

/// Continues what an earlier process left. Call once at the start.
pub(crate) fn resume(app: &Arc<App>) {
    let Ok(entries) = std::fs::read_dir(&app.settings.import_folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().and_then(|ending| ending.to_str()) != Some("json") {
            continue;
        }
        let asked = std::fs::read(&path).ok().and_then(|text| serde_json::from_slice::<Asked>(&text).ok());
        let Some(asked) = asked else { continue };
        let run = asked.run;
        let state = app.records.store().read(|session| Ok::<_, StoreError>(session.run(RunId(run))?.map(|run| run.state)));
        match state {
            Ok(Some(RunState::Open | RunState::Queued | RunState::Running)) => {
                tracing::info!(run.id = run, "run {run} is continued");
                enqueue(app, asked);
            }
            Ok(_) => clean(&app.settings.import_folder, run),
            Err(_) => {}
        }
    }
}

/// Does one import. True when its file must be kept for another attempt.
fn work(app: &Arc<App>, asked: &Asked, flag: &Arc<AtomicBool>) -> bool {
    if flag.load(Ordering::Relaxed) {
        finish(app, asked.run, RunState::Cancelled, &json!({"status": "cancelled"}));
        return false;
    }
    let imported = import(app, asked, flag);
    if app.records.refresh_schema().is_err() {
        tracing::warn!("the schema could not be read again after an import");
    }
    match imported {
        Ok(Some(preview)) => finish(app, asked.run, RunState::Done, &preview),
        Ok(None) => {}
        Err(ImportError::Cancelled) => finish(app, asked.run, RunState::Cancelled, &json!({"status": "cancelled"})),
        Err(error) => {
            let may_pass = error.store_error().is_some_and(|error| {
                matches!(error, StoreError::Busy | StoreError::Unavailable(_) | StoreError::Closed | StoreError::DiskFull)
            });
            tracing::warn!(run.id = asked.run, error = %error, "run {} ended early", asked.run);
            if may_pass {
                return true;
            }
            finish(app, asked.run, RunState::Failed, &json!({"status": "failed", "error": reason(&error)}));
        }
    }
    false
}

/// The story of an error, from the outside in. Connector and mapping errors speak of places, not of values.
fn reason(error: &ImportError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    for _ in 0..4 {
        let Some(inner) = cause else { break };
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text.chars().take(1_000).collect()
}

/// `Some` with the whole story for a dry run, which leaves none in the store.
fn import(app: &Arc<App>, asked: &Asked, flag: &Arc<AtomicBool>) -> Result<Option<Value>, ImportError> {
    let object = app.records.object(&asked.object)?;
    let path = upload_path(&app.settings.import_folder, asked.run);
    let options = FileOptions { encoding: asked.encoding.clone(), sheet: asked.sheet.clone(), ..FileOptions::default() };
    let mut source = open_file(&path, &options)?;
    let request = ImportRequest {
        object: model::Object::clone(&object),
        source: asked.source.clone(),
        file: asked.file_name.clone(),
        mapping: asked.mapping.clone(),
        match_keys: asked.match_keys.clone(),
        policy: asked.policy,
        dry_run: asked.dry_run,
        actor: Actor::parse(&asked.actor).unwrap_or(Actor::System),
        run: (!asked.dry_run).then_some(RunId(asked.run)),
    };
    let import = Import::new(app.records.store(), request, ImportSettings::beside_others(app.settings.import_folder.clone()));
    let stop = import.cancel_flag();
    if flag.load(Ordering::Relaxed) {
        stop.store(true, Ordering::Relaxed);
    }
    app.jobs.flags().insert(asked.run, stop);
    let imported = import.run(source.as_mut(), &mut |_| {})?;
    if !asked.dry_run {
        return Ok(None);
    }
    let rejected: Vec<Value> = imported
        .dead_letters
        .iter()
        .map(|letter| json!({"row": letter.row_number, "code": letter.code.name(), "field": letter.field, "raw": serde_json::from_str::<Value>(&letter.raw).unwrap_or(Value::Null)}))
        .collect();
    let mut story = serde_json::to_value(&imported.report).unwrap_or_default();
    if let Value::Object(members) = &mut story {
        members.insert("examples".to_owned(), serde_json::to_value(&imported.examples).unwrap_or_default());
        members.insert("rejected_rows".to_owned(), Value::Array(rejected));
    }
    Ok(Some(story))
}

/// Ends a run that the engine did not end itself.
fn finish(app: &Arc<App>, run: i64, state: RunState, report: &Value) {
    let report = report.to_string();
    let ended = app.records.store().write(move |session| {
        let Some(row) = session.run(RunId(run))? else { return Ok::<_, StoreError>(()) };
        if matches!(row.state, RunState::Done | RunState::DoneWithRejects | RunState::Warning | RunState::Failed | RunState::Cancelled) {
            return Ok(());
        }
        let now_ms = session.now_ms();
        let kept = if row.report.is_empty() { report.clone() } else { merged(&row.report, &report) };
        session.run_update(&RunRow { state, report: kept, finished_ms: Some(now_ms), ..row })
    });
    if let Err(error) = ended {
        tracing::error!(run.id = run, error = %error, "the end of run {run} could not be written at {}", format_ms(app.records.store().clock().now_ms()));
    }
}

/// Counts that the engine left, with what is known now on top.
fn merged(known: &str, new: &str) -> String {
    match (serde_json::from_str::<Value>(known), serde_json::from_str::<Value>(new)) {
        (Ok(Value::Object(mut known)), Ok(Value::Object(new))) => {
            known.extend(new);
            Value::Object(known).to_string()
        }
        _ => new.to_owned(),
    }
}
