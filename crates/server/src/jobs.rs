//! Imports that were accepted over HTTP: uploaded files wait in a folder until their run has its turn in the queue of `sync`.
//!
//! The file is on disk before its run stands in the store, and the run before the request is answered: an import that was
//! accepted is done, also when the process dies in between. What was asked for stands in the run.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use connectors::{FileOptions, open_file};
use model::RunId;
use store::StoreError;
use store::rows::RunRow;
use sync::jobs::{JobKind, Jobs, OpenImport, import_work};
use sync::{ImportError, ImportSettings, RunConfig};

use crate::app::App;

/// Kinds of runs that read an upload.
pub(crate) const KINDS: [&str; 2] = ["import", "import_preview"];
/// Names of what a run notes beside what every import has.
pub(crate) const ENCODING: &str = "encoding";
pub(crate) const SHEET: &str = "sheet";

/// Where the upload of a run lies.
pub(crate) fn upload_path(folder: &Path, run: RunId) -> PathBuf {
    folder.join(format!("{run}.upload"))
}

/// Starts the queue; imports that an earlier process left are taken up at once. Blocking.
pub(crate) fn start(app: &Arc<App>) -> std::io::Result<()> {
    sweep(app);
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
        Ok((open_file(&path, &options)?, config.request(row, model::Object::clone(&object))))
    });
    let kinds = KINDS.map(|kind| {
        let (folder, records) = (app.settings.import_folder.clone(), records.clone());
        JobKind {
            kind,
            work: import_work(store.clone(), settings.clone(), Arc::clone(&open)),
            ended: Box::new(move |run| {
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

/// Removes uploads whose run is over, or that no run was made for.
fn sweep(app: &Arc<App>) {
    let Ok(entries) = std::fs::read_dir(&app.settings.import_folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let ending = path.extension().and_then(|ending| ending.to_str());
        // A part is the upload of a request that no process answers any more; in a shared folder it may be another's.
        if ending == Some("part") && app.settings.data_exclusive {
            remove(&path);
        }
        let run = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok()).map(RunId);
        let (Some(run), Some("upload")) = (run, ending) else { continue };
        let is_over =
            app.records.store().read(|session| Ok::<_, StoreError>(session.run(run)?.is_none_or(|row| row.finished_ms.is_some())));
        if is_over.unwrap_or(false) {
            remove(&path);
        }
    }
}

fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_file(path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(error = %error, "an uploaded file could not be removed");
    }
}
