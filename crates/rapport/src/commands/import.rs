//! `rapport import`: one file becomes records, and the report says what was done with it and why.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use connector_file::FileOptions;
use mapping::normalise::Region;
use model::RunId;
use records::MatchPolicy;
use serde_json::json;
use store::{DeadLetterRow, DeadLetterState, StoreError};
use sync::{Import, ImportReport, ImportRequest, Imported, Progress, Stage};

use super::import_text::describe;
use super::rejected_file;
use crate::arguments::{ImportArguments, Policy};
use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::output::Step;
use crate::source_name::{source_name, without_endings};

/// Dead letters read at once.
const PAGE: usize = 1_000;

/// Imports the file.
///
/// # Errors
/// An unknown object or match key, a file or mapping that does not read, failures of the store.
pub fn run(context: &Context, arguments: &ImportArguments) -> Result<Exit, Failure> {
    let imported = import(context, arguments, None)?;
    let report = &imported.report;
    let rejected = write_rejected(context, arguments, &imported)?;
    if arguments.answer.json {
        let mut document = serde_json::to_value(report).map_err(|error| Failure::because("JSON", &error))?;
        if let Some(members) = document.as_object_mut() {
            members.insert("rejected_file".to_owned(), json!(rejected.as_ref().map(|file| file.display().to_string())));
            if report.dry_run {
                members.insert("examples".to_owned(), json!(imported.examples));
            }
        }
        context.print_json(&document)?;
    } else {
        context.print(&describe(context.language, report, rejected.as_deref()))?;
    }
    Ok(if report.counts.rejected + report.counts.held > 0 { Exit::Leftovers } else { Exit::Done })
}

/// Does the work, without telling about it. What leaves its country open is of `region`, and of the installation's where none is given.
///
/// # Errors
/// As [`run`].
pub fn import(context: &Context, arguments: &ImportArguments, region: Option<Region>) -> Result<Imported, Failure> {
    let object = context.object(&arguments.object)?;
    let file = arguments.file.as_path();
    let mapping = arguments.mapping.as_deref().map(|mapping| super::mapping::read(context, mapping)).transpose()?;
    if let Some(mapping) = mapping.as_ref().filter(|mapping| mapping.object != object.name) {
        return Err(Failure::usage(match context.language {
            Language::En => format!("the mapping is for {}, not for {}", mapping.object, object.name),
            Language::Zh => format!("该映射用于 {}，而不是 {}", mapping.object, object.name),
        }));
    }
    let file_name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source_of_mapping = mapping.as_ref().and_then(|mapping| mapping.source.clone());
    let options = FileOptions { encoding: arguments.encoding.clone(), sheet: arguments.sheet.clone(), ..FileOptions::default() };
    let _alone = wait_for_other_imports(context)?;
    context.output.step(&Step { label: context.language.pick("looking at the file", "查看文件").to_owned(), done: 0, total: None });
    let mut source = connector_file::open(&context.path(file), &options).map_err(|error| Failure::failed(one_line(&error)))?;
    let request = ImportRequest {
        object: model::Object::clone(&object),
        source: arguments.source.clone().or(source_of_mapping).unwrap_or_else(|| source_name(&file_name)),
        file: file_name,
        mapping,
        match_keys: arguments.match_keys.clone(),
        policy: match arguments.policy {
            Policy::Merge => MatchPolicy::Merge,
            Policy::Review => MatchPolicy::Review,
        },
        dry_run: arguments.dry_run,
        actor: context.caller.actor.clone(),
        run: None,
    };
    let import = Import::new(context.store(), request, context.import_settings.clone()).in_region(region);
    let cancel = import.cancel_flag();
    let mut progress = |progress: Progress| {
        context.output.step(&step(context.language, progress));
        if context.output.is_gone() {
            cancel.store(true, Ordering::Relaxed);
        }
    };
    import.run(source.as_mut(), &mut progress).map_err(|error| context.import_failure(file, &error))
}

/// One import at a time where several commands may share the data.
fn wait_for_other_imports(context: &Context) -> Result<Option<std::fs::File>, Failure> {
    let Some(path) = &context.import_lock else { return Ok(None) };
    let failed = |error: std::io::Error| Failure::because(path.display().to_string(), &error);
    let lock = OpenOptions::new().write(true).create(true).truncate(false).open(path).map_err(failed)?;
    if lock.try_lock().is_err() {
        context.output.say(
            context.language.pick("another import is at work on these data; waiting for its end", "另一个导入正在使用这些数据；等待其结束"),
        );
        lock.lock().map_err(failed)?;
    }
    Ok(Some(lock))
}

fn step(language: Language, progress: Progress) -> Step {
    let label = match progress.stage {
        Stage::Reading => language.pick("reading", "读取"),
        Stage::Clustering => language.pick("finding duplicates", "查重"),
        Stage::Applying => language.pick("writing", "写入"),
    };
    Step { label: label.to_owned(), done: progress.rows, total: progress.rows_total }
}

/// Writes rejected and held rows to a file, when there are any. A dry run writes only what it was asked to.
fn write_rejected(context: &Context, arguments: &ImportArguments, imported: &Imported) -> Result<Option<PathBuf>, Failure> {
    let report = &imported.report;
    if report.counts.rejected + report.counts.held == 0 || (report.dry_run && arguments.rejected.is_none()) {
        return Ok(None);
    }
    let letters = if report.dry_run { imported.dead_letters.clone() } else { dead_letters(context, report)? };
    let letters: Vec<DeadLetterRow> = letters.into_iter().filter(|letter| letter.state != DeadLetterState::Settled).collect();
    if letters.is_empty() {
        return Ok(None);
    }
    let shown = arguments.rejected.clone().unwrap_or_else(|| rejected_path(&arguments.file));
    rejected_file::write(&context.path(&shown), &letters).map_err(|error| Failure::because(shown.display().to_string(), error.as_ref()))?;
    Ok(Some(shown))
}

fn dead_letters(context: &Context, report: &ImportReport) -> Result<Vec<DeadLetterRow>, Failure> {
    let run = RunId(report.run_id.parse().unwrap_or_default());
    let mut letters: Vec<DeadLetterRow> = Vec::new();
    loop {
        let after = letters.last().map_or(0, |letter| letter.row_number);
        let page = context.store().read(|session| session.dead_letters(run, after, PAGE));
        let page = page.map_err(|error: StoreError| context.store_failure(&error))?;
        let is_last = page.len() < PAGE;
        letters.extend(page);
        if is_last {
            return Ok(letters);
        }
    }
}

/// `customers.csv.gz` leaves `customers.rejected.csv` beside it.
fn rejected_path(file: &Path) -> PathBuf {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    file.with_file_name(format!("{}.rejected.csv", without_endings(&name)))
}
