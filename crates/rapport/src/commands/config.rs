//! `rapport config` and `rapport sync list`: connections and syncs as one file.

use serde_json::{Value, json};
use sync::config::{Action, Applied, ConfigFile, Installation, ItemKind, PlanItem};
use sync::tasks::{TaskError, state_name};

use super::connection::failure as connection_failure;
use crate::connection_arguments::{ConfigApplyArguments, ConfigExportArguments, SyncListArguments};
use crate::context::Context;
use crate::data_directory::write_private;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::secrets_asked::Asked;
use crate::table;

/// Longest value shown of a change.
const VALUE_WIDTH_MAX: usize = 60;

/// Writes the file.
///
/// # Errors
/// A place that cannot be written, failures of the store.
pub fn export(context: &Context, arguments: &ConfigExportArguments) -> Result<Exit, Failure> {
    let text = sync::config::export(&context.connections, &context.tasks).map_err(|error| failure(context, &error))?;
    if let Some(file) = &arguments.output {
        write_private(&context.path(file), &text).map_err(|error| Failure::because(file.display().to_string(), &error))?;
    }
    match (&arguments.output, arguments.json) {
        (Some(file), true) => context.print_json(&json!({ "file": file.display().to_string() }))?,
        (None, true) => context.print_json(&json!({ "text": text }))?,
        (None, false) => context.print(&text)?,
        (Some(_), false) => {}
    }
    Ok(Exit::Done)
}

/// Says what applying the file would change.
///
/// # Errors
/// A file that does not read, failures of the store.
pub fn plan(context: &Context, arguments: &ConfigApplyArguments) -> Result<Exit, Failure> {
    let file = read(context, arguments)?;
    let items = with_installation(context, arguments, |installation| sync::config::plan(&file, installation));
    let items = items.map_err(|error| failure(context, &error))?;
    let is_good = items.iter().all(|item| item.problem.is_none());
    if arguments.answer.json {
        let items: Vec<Value> = items.iter().map(item_json).collect();
        context.print_json(&json!({ "good": is_good, "items": items }))?;
    } else {
        for item in &items {
            context.print(&item_text(context.language, item))?;
        }
    }
    Ok(if is_good { Exit::Done } else { Exit::Failed })
}

/// Makes the installation as the file says.
///
/// # Errors
/// A file that does not read, failures of the store.
pub fn apply(context: &Context, arguments: &ConfigApplyArguments) -> Result<Exit, Failure> {
    let file = read(context, arguments)?;
    let applied = with_installation(context, arguments, |installation| sync::config::apply(&context.caller, &file, installation));
    let applied = applied.map_err(|error| failure(context, &error))?;
    let is_good = applied.iter().all(|applied| applied.done);
    if arguments.answer.json {
        let items: Vec<Value> = applied.iter().map(applied_json).collect();
        context.print_json(&json!({ "good": is_good, "items": items }))?;
    } else {
        for applied in &applied {
            context.print(&item_text(context.language, &applied.item))?;
        }
    }
    Ok(if is_good { Exit::Done } else { Exit::Failed })
}

fn read(context: &Context, arguments: &ConfigApplyArguments) -> Result<ConfigFile, Failure> {
    let file = arguments.file.display();
    let text = std::fs::read_to_string(context.path(&arguments.file)).map_err(|error| Failure::because(file.to_string(), &error))?;
    ConfigFile::parse(&text).map_err(|error| Failure::usage(format!("{file}: {error}")))
}

fn with_installation<T>(context: &Context, arguments: &ConfigApplyArguments, work: impl FnOnce(&Installation<'_>) -> T) -> T {
    let asked = Asked::read(context.secret.as_deref());
    work(&Installation {
        connections: &context.connections,
        tasks: &context.tasks,
        records: &context.records,
        secrets: &|reference| asked.find(reference),
        archive_missing: arguments.archive_missing,
    })
}

fn item_json(item: &PlanItem) -> Value {
    let changes: Vec<Value> =
        item.changes.iter().map(|change| json!({ "pointer": change.pointer, "old": change.old, "new": change.new })).collect();
    json!({
        "kind": item.kind.name(),
        "name": item.name,
        "action": item.action.name(),
        "changes": changes,
        "notes": item.notes,
        "problem": item.problem,
    })
}

fn applied_json(applied: &Applied) -> Value {
    let mut shown = item_json(&applied.item);
    if let Value::Object(members) = &mut shown {
        members.insert("done".to_owned(), Value::Bool(applied.done));
    }
    shown
}

fn item_text(language: Language, item: &PlanItem) -> String {
    let kind = match item.kind {
        ItemKind::Settings => language.pick("settings", "设置"),
        ItemKind::Connection => language.pick("connection", "连接"),
        ItemKind::AlertChannel => language.pick("alert channel", "通知渠道"),
        ItemKind::Sync => language.pick("sync", "同步"),
    };
    let (mark, action) = match item.action {
        Action::Create => ("+", language.pick("create", "新建")),
        Action::Change => ("~", language.pick("change", "修改")),
        Action::Archive => ("-", language.pick("archive", "归档")),
        Action::Unchanged => ("=", language.pick("unchanged", "不变")),
        Action::Stays => ("=", language.pick("not in the file, stays", "文件中没有，保持不变")),
    };
    let mut text = format!("{mark} {kind} {}: {action}\n", item.name);
    if item.action == Action::Change {
        for change in &item.changes {
            let value = |value: &Option<Value>| {
                value.as_ref().map_or_else(|| "-".to_owned(), |value| table::shortened(&value.to_string(), VALUE_WIDTH_MAX))
            };
            text.push_str(&format!("    {}: {} → {}\n", change.pointer, value(&change.old), value(&change.new)));
        }
    }
    for note in &item.notes {
        text.push_str(&format!("    ! {note}\n"));
    }
    if let Some(problem) = &item.problem {
        text.push_str(&format!("    ✗ {problem}\n"));
    }
    text
}

/// Lists the syncs.
///
/// # Errors
/// Failures of the store.
pub fn list_syncs(context: &Context, arguments: &SyncListArguments) -> Result<Exit, Failure> {
    let tasks = context.tasks.list(arguments.archived).map_err(|error| failure(context, &error))?;
    if arguments.answer.json {
        let items: Vec<Value> = tasks
            .iter()
            .map(|task| {
                json!({
                    "id": task.row.id.to_string(), "name": task.row.name, "state": state_name(task.row.state), "reason": task.row.reason,
                    "version": task.row.version, "connection": task.definition.connection, "stream": task.definition.stream,
                    "object": task.definition.object, "direction": task.definition.direction,
                })
            })
            .collect();
        context.print_json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    let header = context.language.pick(["id", "name", "state", "from", "object"], ["编号", "名称", "状态", "来源", "对象"]);
    let mut rows = vec![header.map(str::to_owned)];
    for task in tasks {
        let from = format!("{} / {}", task.definition.connection, task.definition.stream);
        let state = state_name(task.row.state);
        let state = if task.row.reason.is_empty() { state.to_owned() } else { format!("{state}: {}", task.row.reason) };
        rows.push([task.row.id.to_string(), task.row.name, table::shortened(&state, VALUE_WIDTH_MAX), from, task.definition.object]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

fn failure(context: &Context, error: &TaskError) -> Failure {
    match error {
        TaskError::Store(error) => context.store_failure(error),
        TaskError::Connection(error) => connection_failure(context, error),
        TaskError::Definition(_) | TaskError::NameTaken(_) => Failure::usage(one_line(error)),
        TaskError::NotFound(_) | TaskError::VersionMismatch { .. } | TaskError::State { .. } | TaskError::TooMany(_) => {
            Failure::failed(one_line(error))
        }
    }
}
