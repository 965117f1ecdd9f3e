//! Imports that were accepted over HTTP: uploaded files wait in a folder until their run has its turn in the queue of `sync`.
//!
//! The file is on disk before its run stands in the store, and the run before the request is answered: an import that was
//! accepted is done, also when the process dies in between. What was asked for stands in the run.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use connectors::{FileOptions, file_sheets, open_file};
use model::RunId;
use store::rows::{RunRow, RunState};
use store::{Store, StoreError};
use sync::jobs::{JobKind, Jobs, OpenImport, Opened, import_work};
use sync::{ImportError, ImportSettings, RunConfig};

use crate::app::App;

/// Kinds of runs that read an upload.
pub(crate) const KINDS: [&str; 2] = ["import", PREVIEW];
/// Finds out what an import would do.
pub(crate) const PREVIEW: &str = "import_preview";
/// Names of what a run notes beside what every import has.
pub(crate) const ENCODING: &str = "encoding";
pub(crate) const SHEET: &str = "sheet";

/// The object's definition that a preview was made with.
pub(crate) const OBJECT_VERSION: &str = "object_version";
/// How long the file of a preview waits to be applied.
const PREVIEW_KEEP_MS: i64 = 24 * 3_600_000;
/// Files of previews that wait; the oldest go first.
const PREVIEWS_MAX: usize = 20;

/// Where the upload of a run lies.
pub(crate) fn upload_path(folder: &Path, run: RunId) -> PathBuf {
    folder.join(format!("{run}.upload"))
}

/// Starts the queue; imports that an earlier process left are taken up at once. Blocking.
pub(crate) fn start(app: &Arc<App>) -> std::io::Result<()> {
    sweep(app);
    crate::handlers::backups::sweep(app);
    let folder = app.settings.import_folder.clone();
    let exclusive = app.settings.data_exclusive;
    let settings = ImportSettings { exclusive, ..ImportSettings::beside_others(folder.clone()) };
    let (store, records) = (app.records.store().clone(), app.records.clone());
    let opened = records.clone();
    let open: Arc<OpenImport> = Arc::new(move |row: &RunRow, config: &RunConfig| {
        let path = upload_path(&folder, row.id);
        if !path.exists() && !exclusive {
            return Err(ImportError::Elsewhere);
        }
        let text = |name: &str| config.extra.get(name).and_then(serde_json::Value::as_str).map(ToOwned::to_owned);
        let options = FileOptions { encoding: text(ENCODING), sheet: text(SHEET), ..FileOptions::default() };
        let object = opened.object(&config.object)?;
        let about = if config.dry_run { sheets(&path) } else { serde_json::Map::new() };
        let request = config.request(row, model::Object::clone(&object));
        Ok(Opened { source: open_file(&path, &options)?, request, about })
    });
    let kinds = KINDS.map(|kind| {
        let (folder, records, store) = (app.settings.import_folder.clone(), records.clone(), store.clone());
        JobKind {
            kind,
            work: import_work(store.clone(), settings.clone(), Arc::clone(&open)),
            ended: Box::new(move |run| {
                if kind == PREVIEW {
                    return prune(&store, &folder);
                }
                remove(&upload_path(&folder, run));
                // An import may have made its source.
                if records.refresh_schema().is_err() {
                    tracing::warn!("the schema could not be read again after an import");
                }
            }),
        }
    });
    let mut kinds: Vec<JobKind> = kinds.into();
    kinds.extend(app.rehearsals.get().map(|rehearsals| rehearsals.job_kind()));
    let jobs = Jobs::start(store, kinds, app.settings.imports_at_once, exclusive)?;
    // A second start of the same application would find the first one's queue: it keeps working.
    let _ = app.jobs.set(jobs);
    Ok(())
}

/// The sheets of a workbook, as a preview shows them; nothing for other files.
fn sheets(path: &Path) -> serde_json::Map<String, serde_json::Value> {
    let mut about = serde_json::Map::new();
    if let Ok(sheets) = file_sheets(path) {
        let shown = sheets.iter().map(|sheet| serde_json::json!({"name": sheet.name, "rows": sheet.rows, "is_hidden": sheet.hidden}));
        about.insert("sheets".to_owned(), shown.collect());
    }
    about
}

/// Files in the folder of uploads with the run that each belongs to.
fn uploads(folder: &Path) -> Vec<(RunId, PathBuf)> {
    let paths = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let with_run = paths.filter(|path| path.extension().is_some_and(|ending| ending == "upload")).filter_map(|path| {
        let run = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok()).map(RunId)?;
        Some((run, path))
    });
    with_run.collect()
}

/// Removes what an earlier process left: parts of uploads, and uploads that no run was made for.
fn sweep(app: &Arc<App>) {
    let (store, folder) = (app.records.store(), &app.settings.import_folder);
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        // A part is the upload of a request that no process answers any more; in a shared folder it may be another's.
        if path.extension().is_some_and(|ending| ending == "part") && app.settings.data_exclusive {
            remove(&path);
        }
    }
    for (run, path) in uploads(folder) {
        if store.read(|session| Ok::<_, StoreError>(session.run(run)?.is_none())).unwrap_or(false) {
            remove(&path);
        }
    }
    prune(store, folder);
}

/// Removes uploads whose run is over. Those of previews wait for a day to be applied, the newest of them.
pub(crate) fn prune(store: &Store, folder: &Path) {
    let now_ms = store.clock().now_ms();
    let mut waiting: Vec<(i64, PathBuf)> = Vec::new();
    for (run, path) in uploads(folder) {
        // An upload stands in its place before its run does.
        let Ok(Some(row)) = store.read(|session| session.run(run)) else { continue };
        let Some(finished_ms) = row.finished_ms else { continue };
        let is_good = row.kind == PREVIEW && matches!(row.state, RunState::Done | RunState::DoneWithRejects);
        if is_good && finished_ms + PREVIEW_KEEP_MS > now_ms {
            waiting.push((finished_ms, path));
        } else {
            remove(&path);
        }
    }
    waiting.sort_unstable();
    let over = waiting.len().saturating_sub(PREVIEWS_MAX);
    waiting.iter().take(over).for_each(|(_, path)| remove(path));
}

fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_file(path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(error = %error, "an uploaded file could not be removed");
    }
}
