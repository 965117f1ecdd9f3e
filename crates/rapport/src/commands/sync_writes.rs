//! `rapport sync reconcile` and `rapport sync push-back`: what differs between both sides, and old values written back.

use model::{Actor, RunId};
use serde_json::json;
use sync::outbound::{ExternalWrite, ReconcileReport};
use sync::worker::PassStop;

use super::sync_run::passes;
use crate::connection_arguments::{PushBackArguments, ReconcileArguments};
use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::table;

/// Differences read at once.
const LINES_MAX: usize = 10_000;
/// Cells of a value in a table.
const VALUE_WIDTH_MAX: usize = 60;

/// Compares both sides; differences are leftovers.
///
/// # Errors
/// An unknown sync, a system that does not answer, failures of the store.
pub fn reconcile(context: &Context, arguments: &ReconcileArguments) -> Result<Exit, Failure> {
    let task = context.tasks.by_name(&arguments.name).map_err(|error| Failure::failed(one_line(&error)))?;
    let report = passes(context).reconcile(task.row.id, &Actor::System, &PassStop::default());
    let report = report.map_err(|error| Failure::failed(one_line(&error)))?;
    let run = RunId(report.run_id.parse().unwrap_or_default());
    let lines = ExternalWrite::list(context.records.store(), run, 0, arguments.show.min(LINES_MAX));
    let lines = lines.map_err(|error| context.store_failure(&error))?;
    if arguments.answer.json {
        let mut document = json!(report);
        if let Some(members) = document.as_object_mut() {
            members.insert("differences".to_owned(), json!(lines));
        }
        context.print_json(&document)?;
    } else {
        let same = same_records(context.language, report.same_record);
        let ReconcileReport { read, equal, missing_here, missing_there, different, .. } = report;
        context.output.say(&match context.language {
            Language::En => {
                format!(
                    "{read} read, {equal} equal, {missing_here} missing here, {missing_there} missing there, {different} different{same}"
                )
            }
            Language::Zh => {
                format!("读取 {read}，一致 {equal}，本地缺少 {missing_here}，对方缺少 {missing_there}，内容不同 {different}{same}")
            }
        });
        if !lines.is_empty() {
            let header =
                context.language.pick(["difference", "record", "id there", "there", "here"], ["差异", "记录", "对方 ID", "对方", "本地"]);
            let mut rows = vec![header.map(str::to_owned)];
            let short = |value: &serde_json::Value| table::shortened(&value.to_string(), VALUE_WIDTH_MAX);
            rows.extend(lines.iter().map(|line| {
                [difference(context.language, line), line.record.clone(), line.external_id.clone(), short(&line.old), short(&line.new)]
            }));
            context.print(&table::columns(&rows))?;
        }
    }
    Ok(if report.status == "done" { Exit::Done } else { Exit::Leftovers })
}

/// Rows that are known through another one, behind the counts.
fn same_records(language: Language, count: u64) -> String {
    if count == 0 {
        return String::new();
    }
    match language {
        Language::En => format!("; {count} the same record here as another row there: what is here wins and is written to that row alone"),
        Language::Zh => format!("；{count} 行与对方另一行在本地是同一记录：以本地的值为准，只写入那一行"),
    }
}

/// What a line is, with the row that is written instead where there is one.
fn difference(language: Language, line: &ExternalWrite) -> String {
    if line.code.is_empty() {
        return line.outcome.clone();
    }
    match language {
        Language::En => format!("{} as {}", line.outcome, line.code),
        Language::Zh => format!("{}（同 {}）", line.outcome, line.code),
    }
}

/// Writes old values back.
///
/// # Errors
/// A sync that is not paused, and as [`reconcile`].
pub fn push_back(context: &Context, arguments: &PushBackArguments) -> Result<Exit, Failure> {
    let task = context.tasks.by_name(&arguments.name).map_err(|error| Failure::failed(one_line(&error)))?;
    let done = passes(context).push_back(task.row.id, RunId(arguments.run), &Actor::System);
    let done = done.map_err(|error| Failure::failed(one_line(&error)))?;
    if arguments.answer.json {
        context.print_json(&json!(done))?;
    } else {
        context.output.say(&match context.language {
            Language::En => {
                format!("{} written back, {} changed there since and left alone, {} failed", done.written, done.kept, done.failed)
            }
            Language::Zh => format!("写回 {}，对方已另有修改而保留 {}，失败 {}", done.written, done.kept, done.failed),
        });
    }
    Ok(if done.failed > 0 {
        Exit::Failed
    } else if done.kept > 0 {
        Exit::Leftovers
    } else {
        Exit::Done
    })
}
