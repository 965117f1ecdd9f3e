//! `rapport sync run`, `apply` and `widen`: one pass of a sync now, what a plan foretold, and more records for a sync.

use model::{Actor, Caller, RunId, parse_ms};
use serde_json::{Value, json};
use sync::outbound::WritePreview;
use sync::worker::{Ask, PassEnd, PassError, PassSettings, PassStop, Passes};
use sync::{ImportCounts, Part, RunMode, SyncReport};

use crate::connection_arguments::{SyncApplyArguments, SyncRunArguments, SyncWidenArguments};
use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;

/// Runs a sync to its end, or finds out what reading would do.
///
/// # Errors
/// An unknown or paused sync, a system that does not answer, failures of the store.
pub fn run(context: &Context, arguments: &SyncRunArguments) -> Result<Exit, Failure> {
    let task = context.tasks.by_name(&arguments.name).map_err(|error| Failure::failed(one_line(&error)))?;
    let passes = passes(context);
    let ask = ask(context, arguments)?;
    let failed = |error: PassError| Failure::failed(one_line(&error));
    if arguments.dry_run {
        let read = if task.definition.reads() { Some(passes.preview(task.row.id, &ask).map_err(failed)?) } else { None };
        let write = if task.definition.writes() { Some(passes.preview_writes(task.row.id).map_err(failed)?) } else { None };
        if arguments.answer.json {
            let plan = read.as_ref().map(|read| read.plan.to_string());
            let report = read.as_ref().map(|read| &read.report);
            let document = json!({ "plan": plan, "report": report, "writes": write });
            context.print_json(&with_counts(document, plan.as_deref(), report))?;
        } else {
            if let Some(read) = &read {
                context.output.say(&story(context.language, "read", Some(&read.report)));
                for warning in &read.report.import.warnings {
                    context.output.say(&format!("! {}", warning.detail));
                }
                let (name, plan) = (&task.row.name, read.plan);
                context.output.say(&match context.language {
                    Language::En => format!("to do exactly this: rapport sync apply {name:?} {plan}"),
                    Language::Zh => format!("如要照此执行：rapport sync apply {name:?} {plan}"),
                });
            }
            if let Some(write) = &write {
                context.output.say(&foretold(context.language, write));
            }
        }
        return Ok(Exit::Done);
    }
    let end = passes.run(task.row.id, &ask, &PassStop::default(), &mut |_| ()).map_err(failed)?;
    tell_end(context, arguments.answer.json, &end)
}

/// Does what a plan foretold.
///
/// # Errors
/// As [`run`], and when what the plan was made of has changed.
pub fn apply(context: &Context, arguments: &SyncApplyArguments) -> Result<Exit, Failure> {
    let task = context.tasks.by_name(&arguments.name).map_err(|error| Failure::failed(one_line(&error)))?;
    let ask = Ask { mode: RunMode::Auto, trigger: "manual", actor: Actor::System, part: Part::default() };
    let end = passes(context).apply_plan(task.row.id, RunId(arguments.plan), &ask).map_err(|error| Failure::failed(one_line(&error)))?;
    tell_end(context, arguments.answer.json, &end)
}

/// Lets more records take part.
///
/// # Errors
/// An unknown sync, a share that is not larger, failures of the store.
pub fn widen(context: &Context, arguments: &SyncWidenArguments) -> Result<Exit, Failure> {
    let failed = |error: sync::tasks::TaskError| Failure::failed(one_line(&error));
    let task = context.tasks.by_name(&arguments.name).map_err(failed)?;
    let share = arguments.share;
    let widened = context.tasks.widen(&Caller::system(), task.row.id, share, share.is_none()).map_err(failed)?;
    let (version, now) = (widened.row.version, widened.definition.rollout.share);
    if arguments.answer.json {
        context.print_json(&json!({"sync": task.row.name, "version": version, "share": now}))?;
    } else {
        context.output.say(&match context.language {
            Language::En => format!("{now}% of the records take part (version {version})"),
            Language::Zh => format!("{now}% 的记录参与同步（版本 {version}）"),
        });
    }
    Ok(Exit::Done)
}

/// What is asked for by `arguments`.
fn ask(context: &Context, arguments: &SyncRunArguments) -> Result<Ask, Failure> {
    let part = Part { filter: arguments.filter.clone(), ..Part::default() };
    let (Some(from), Some(to)) = (&arguments.from, &arguments.to) else {
        let mode = if arguments.full || !part.is_whole() { RunMode::Full } else { RunMode::Auto };
        let trigger = if part.is_whole() { "manual" } else { "backfill" };
        return Ok(Ask { mode, trigger, actor: Actor::System, part });
    };
    let time = |text: &str| {
        parse_ms(text).ok_or_else(|| {
            Failure::usage(match context.language {
                Language::En => format!("{text:?} is no time such as 2026-03-31T00:00:00Z"),
                Language::Zh => format!("{text:?} 不是时间，例如 2026-03-31T00:00:00Z"),
            })
        })
    };
    let (from_ms, to_ms) = (time(from)?, time(to)?);
    if from_ms >= to_ms {
        return Err(Failure::usage(context.language.pick("the end must lie after the beginning", "结束时间必须晚于开始时间").to_owned()));
    }
    Ok(Ask { mode: RunMode::Range { from_ms, to_ms }, trigger: "backfill", actor: Actor::System, part })
}

fn tell_end(context: &Context, json: bool, end: &PassEnd) -> Result<Exit, Failure> {
    if json {
        context.print_json(&document(end))?;
    } else {
        tell(context, end);
    }
    Ok(if end.is_failed || end.is_paused {
        Exit::Failed
    } else if end.has_rejects {
        Exit::Leftovers
    } else {
        Exit::Done
    })
}

/// Passes of this process. Before the first pass of a sync the data are copied into `backups`, beside them or in the folder of this process.
pub(super) fn passes(context: &Context) -> Passes {
    let import = context.import_settings.clone();
    let backups = Some(import.folder.join("backups"));
    Passes::new(context.records.clone(), context.tasks.clone(), PassSettings { import, backups })
}

/// The pass with the counts of its reading on top, as imports print them.
fn document(end: &PassEnd) -> Value {
    with_counts(json!(end), end.runs.first().map(String::as_str), end.read.as_ref().or(end.pushed.as_ref()))
}

/// Puts the run and what was read, all zero where nothing was, on top of a document.
fn with_counts(mut document: Value, run: Option<&str>, report: Option<&SyncReport>) -> Value {
    let counts = report.map_or_else(ImportCounts::default, |report| report.import.counts);
    if let (Value::Object(document), Value::Object(counts)) = (&mut document, json!(counts)) {
        document.extend(counts);
        document.insert("run_id".to_owned(), json!(run));
        document.insert("seconds".to_owned(), json!(report.map_or(0.0, |report| report.import.seconds)));
    }
    document
}

fn tell(context: &Context, end: &PassEnd) {
    let language = context.language;
    if let Some(name) = &end.backup {
        context.output.say(&format!("{}: {name}", language.pick("copied before", "已先备份")));
    }
    if let Some(why) = end.backup_by_hand {
        context.output.say(&format!("{}: {why}", language.pick("not copied before; do it by hand", "未能先行备份，请自行备份")));
    }
    if end.runs.is_empty() {
        context.output.say(language.pick("nothing had changed", "没有变化"));
    }
    for (what, report) in [("pushed", &end.pushed), ("read", &end.read)] {
        if report.is_some() {
            context.output.say(&story(language, what, report.as_ref()));
        }
    }
    if let Some(reason) = &end.writing_held {
        context.output.say(&format!("{}: {reason}", language.pick("nothing was written", "未写出")));
    }
    if let Some(written) = &end.written {
        let counts = &written.counts;
        context.output.say(&match language {
            Language::En => format!(
                "written: {} created, {} updated, {} deleted, {} refused, {} unknown ({})",
                counts.written_created, counts.written_updated, counts.written_deleted, counts.refused, counts.unknown, written.status
            ),
            Language::Zh => format!(
                "写出：新建 {}，更新 {}，删除 {}，被拒 {}，结果未知 {}（{}）",
                counts.written_created, counts.written_updated, counts.written_deleted, counts.refused, counts.unknown, written.status
            ),
        });
    }
}

fn foretold(language: Language, write: &WritePreview) -> String {
    if write.waits_for_first_read {
        return language.pick("written: nothing before everything there was read once", "写出：完整读取对方数据之前不会写出").to_owned();
    }
    match language {
        Language::En => format!(
            "to write: {} to create, {} to update, {} to delete, {} equal, {} left out",
            write.create, write.update, write.delete, write.in_sync, write.left_out
        ),
        Language::Zh => format!(
            "将写出：新建 {}，更新 {}，删除 {}，一致 {}，不参与 {}",
            write.create, write.update, write.delete, write.in_sync, write.left_out
        ),
    }
}

fn story(language: Language, what: &str, report: Option<&SyncReport>) -> String {
    let Some(report) = report else { return String::new() };
    let counts = &report.import.counts;
    let error = report.import.error.as_ref().map_or_else(String::new, |error| format!(": {error}"));
    match language {
        Language::En => format!(
            "{what}: {} rows, {} created, {} updated, {} merged, {} removed, {} unchanged, {} left out, {} rejected, {} held ({}{error})",
            counts.read,
            counts.created,
            counts.updated,
            counts.merged,
            counts.removed,
            counts.unchanged,
            counts.excluded,
            counts.rejected,
            counts.held,
            report.import.status
        ),
        Language::Zh => format!(
            "{}：{} 行，新建 {}，更新 {}，合并 {}，移除 {}，未变 {}，不参与 {}，拒绝 {}，待定 {}（{}{error}）",
            if what == "read" { "读取" } else { "推送" },
            counts.read,
            counts.created,
            counts.updated,
            counts.merged,
            counts.removed,
            counts.unchanged,
            counts.excluded,
            counts.rejected,
            counts.held,
            report.import.status
        ),
    }
}
