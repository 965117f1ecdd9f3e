//! `rapport run`: look at runs and undo them.

use model::{RunId, format_ms};
use records::RollbackReport;
use serde_json::{Value, json};
use store::{RunFilter, RunRow, RunState, StoreError};

use crate::arguments::{RunListArguments, RunRollbackArguments, RunShowArguments};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::progress::grouped;
use crate::table;

/// Values left alone that are printed one by one.
const KEPT_SHOWN_MAX: usize = 20;

/// Shows one run.
///
/// # Errors
/// An unknown run, failures of the store.
pub fn show(context: &Context, arguments: &RunShowArguments) -> Result<Exit, Failure> {
    let run =
        context.store().read(|session| session.run(RunId(arguments.id))).map_err(|error: StoreError| context.store_failure(&error))?;
    let Some(run) = run else {
        return Err(Failure::failed(match context.language {
            Language::En => format!("there is no run {}; `rapport run list` shows the last ones", arguments.id),
            Language::Zh => format!("没有运行 {}；`rapport run list` 可查看最近的运行", arguments.id),
        }));
    };
    let document = to_json(context, &run);
    if arguments.answer.json {
        context.print_json(&document)?;
    } else {
        context.print(&describe(context, &run, &document))?;
    }
    Ok(Exit::Done)
}

/// Lists the last runs, newest first.
///
/// # Errors
/// Failures of the store.
pub fn list(context: &Context, arguments: &RunListArguments) -> Result<Exit, Failure> {
    let limit = usize::from(arguments.limit);
    let runs = context.store().read(|session| session.runs(None, limit, &RunFilter::default()));
    let runs = runs.map_err(|error: StoreError| context.store_failure(&error))?;
    if arguments.answer.json {
        let items: Vec<Value> = runs.iter().map(|run| to_json(context, run)).collect();
        context.print_json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    let header = match context.language {
        Language::En => ["run", "kind", "state", "object", "source", "began", "read", "created", "updated"],
        Language::Zh => ["运行", "类型", "状态", "对象", "来源", "开始", "读取", "新建", "更新"],
    };
    let mut rows = vec![header.map(str::to_owned)];
    for run in &runs {
        let document = to_json(context, run);
        let text = |name: &str| document.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = |name: &str| document.pointer(&format!("/report/{name}")).and_then(Value::as_u64);
        let count = |name: &str| number(name).or_else(|| number(&format!("written_{name}"))).map(grouped).unwrap_or_default();
        let state = state_text(context.language, run.state).to_owned();
        let numbers = ["read", "created", "updated"].map(count);
        let [read, created, updated] = numbers;
        rows.push([
            run.id.to_string(),
            kind_text(context.language, &run.kind, &document["report"]),
            state,
            text("object"),
            text("source"),
            format_ms(run.started_ms),
            read,
            created,
            updated,
        ]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

/// What kind of run it is; of those of a sync also those that read nothing, and those that changed nothing.
fn kind_text(language: Language, kind: &str, report: &Value) -> String {
    let more = if report["dry_run"] == true {
        language.pick("dry run", "试运行")
    } else if report["mode"] == "outbound" {
        language.pick("writes", "写出")
    } else {
        return kind.to_owned();
    };
    format!("{kind} ({more})")
}

/// Undoes a run.
///
/// # Errors
/// An unknown run or one that cannot be undone, failures of the store.
pub fn rollback(context: &Context, arguments: &RunRollbackArguments) -> Result<Exit, Failure> {
    let report = context.records.rollback(&context.caller, RunId(arguments.id), arguments.dry_run);
    let report = report.map_err(|error| context.record_failure(&error))?;
    if arguments.answer.json {
        let mut document = serde_json::to_value(&report).map_err(|error| Failure::because("JSON", &error))?;
        if let Some(members) = document.as_object_mut() {
            members.insert("run_id".to_owned(), if report.run_id == 0 { json!("") } else { json!(report.run_id.to_string()) });
        }
        context.print_json(&document)?;
    } else {
        context.print(&describe_rollback(context.language, &report))?;
    }
    Ok(Exit::Done)
}

fn describe_rollback(language: Language, report: &RollbackReport) -> String {
    let RollbackReport { undoes, records, deleted, reverted, restored, kept, reopened, seconds, .. } = report;
    let mut text = match (language, report.dry_run) {
        (Language::En, true) => format!("undoing run {undoes} would touch {} records", grouped(*records)),
        (Language::En, false) => format!("run {undoes} is undone: {} records touched", grouped(*records)),
        (Language::Zh, true) => format!("撤销运行 {undoes} 将涉及 {} 条记录", grouped(*records)),
        (Language::Zh, false) => format!("运行 {undoes} 已撤销：涉及 {} 条记录", grouped(*records)),
    };
    let (deleted, reverted, restored, kept) = (grouped(*deleted), grouped(*reverted), grouped(*restored), grouped(*kept));
    text.push_str(&match language {
        Language::En => {
            format!(" (removed {deleted}, reverted {reverted}, brought back {restored}, left alone {kept}) in {seconds:.2} s\n")
        }
        Language::Zh => format!("（移除 {deleted}，还原 {reverted}，恢复 {restored}，保留 {kept}），用时 {seconds:.2} 秒\n"),
    });
    if *reopened > 0 {
        let count = grouped(*reopened);
        text.push_str(&match language {
            Language::En => format!("rows that wait for a person again: {count} (rapport problem list)\n"),
            Language::Zh => format!("重新等待处理的行：{count}（rapport problem list）\n"),
        });
    }
    if !report.changed_since.is_empty() {
        text.push_str(language.pick("left alone, because somebody changed it since:\n", "以下内容此后被他人修改，未撤销：\n"));
        let rows: Vec<[String; 4]> = report
            .changed_since
            .iter()
            .take(KEPT_SHOWN_MAX)
            .map(|since| [format!("  {}", since.record), since.field.clone(), since.by.clone(), format_ms(since.at_ms)])
            .collect();
        text.push_str(&table::columns(&rows));
    }
    if !report.dry_run {
        text.push_str(&match language {
            Language::En => format!("run {}   (to take it back: rapport run rollback {})\n", report.run_id, report.run_id),
            Language::Zh => format!("运行 {}   （取消本次撤销：rapport run rollback {}）\n", report.run_id, report.run_id),
        });
    }
    text
}

fn describe(context: &Context, run: &RunRow, document: &Value) -> String {
    let language = context.language;
    let mut rows: Vec<[String; 2]> = Vec::new();
    let mut line = |en: &str, zh: &str, value: String| {
        if !value.is_empty() {
            rows.push([language.pick(en, zh).to_owned(), value]);
        }
    };
    let text = |name: &str| document.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    line("run", "运行", format!("{} ({})", run.id, run.kind));
    line("state", "状态", state_text(language, run.state).to_owned());
    line("object", "对象", text("object"));
    line("source", "来源", text("source"));
    line("began", "开始", format_ms(run.started_ms));
    line("ended", "结束", run.finished_ms.map(format_ms).unwrap_or_default());
    line("by", "操作者", run.actor.to_string());
    if run.calls.made > 0 {
        line("calls", "调用次数", grouped(run.calls.made.unsigned_abs()));
        line("waited for the other system", "等待对方系统", seconds_text(language, run.calls.waited_ms));
    }
    line("undoes", "撤销的运行", text("undoes"));
    line("undone by", "被撤销于", text("undone_by"));
    if let Some(report) = document.get("report").and_then(Value::as_object) {
        for (name, value) in report {
            // Numbers tell what happened; the rest is in the JSON.
            if let (Some(number), false) = (value.as_u64(), name == "run_id" || name == "undoes") {
                let name = count_name(language, name);
                line(name, name, grouped(number));
            }
        }
        for warning in report.get("warnings").and_then(Value::as_array).into_iter().flatten() {
            line("warning", "警告", warning["detail"].as_str().unwrap_or_default().to_owned());
        }
    }
    table::columns(&rows)
}

fn seconds_text(language: Language, ms: i64) -> String {
    let tenths = ms / 100;
    format!("{}.{} {}", tenths / 10, tenths % 10, language.pick("s", "秒"))
}

fn count_name(language: Language, name: &str) -> &str {
    let chinese = match name {
        "read" => "读取",
        "created" => "新建",
        "updated" => "更新",
        "unchanged" => "未变",
        "merged" => "合并",
        "rejected" => "拒绝",
        "held" => "待定",
        "records" => "记录",
        "deleted" => "移除",
        "reverted" => "还原",
        "restored" => "恢复",
        "kept" => "保留",
        "rows_per_second" => "行/秒",
        other => other,
    };
    language.pick(name, chinese)
}

fn state_text(language: Language, state: RunState) -> &'static str {
    match state {
        RunState::Open => language.pick("open", "未开始"),
        RunState::Queued => language.pick("queued", "排队中"),
        RunState::Running => language.pick("running", "运行中"),
        RunState::Done => language.pick("done", "完成"),
        RunState::DoneWithRejects => language.pick("done, some rows rejected or held", "完成，部分行被拒绝或待定"),
        RunState::Failed => language.pick("failed", "失败"),
        RunState::Cancelled => language.pick("cancelled", "已取消"),
        RunState::Paused => language.pick("paused, waits for a decision", "已暂停，等待处理"),
        RunState::Warning => language.pick("done, but look at its warnings", "完成，但有警告"),
    }
}

fn to_json(context: &Context, run: &RunRow) -> Value {
    let schema = context.records.schema();
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
    json!({
        "run_id": run.id.to_string(),
        "kind": run.kind,
        "state": run.state.name(),
        "object": run.object.and_then(|id| schema.object_by_id(id)).map(|object| object.name.clone()),
        "source": run.source.and_then(|id| schema.source(id)).map(|source| source.name.clone()),
        "actor": run.actor.to_string(),
        "started_at": format_ms(run.started_ms),
        "finished_at": run.finished_ms.map(format_ms),
        "calls": (run.calls.made > 0).then(|| json!({ "made": run.calls.made, "waited_ms": run.calls.waited_ms })),
        "undoes": run.undoes.map(|id| id.to_string()),
        "undone_by": run.undone_by.map(|id| id.to_string()),
        "report": parsed(&run.report),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_was_only_tried_and_one_that_wrote_say_so() {
        let kind = |report: Value| kind_text(Language::En, "sync", &report);
        assert_eq!(kind(json!({ "dry_run": true, "created": 93 })), "sync (dry run)");
        assert_eq!(kind(json!({ "mode": "outbound", "written_updated": 3 })), "sync (writes)");
        assert_eq!(kind(json!({ "mode": "incremental", "dry_run": false })), "sync");
    }
}
