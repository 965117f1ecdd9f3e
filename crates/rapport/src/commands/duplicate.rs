//! `rapport duplicate`: records that look like one, and telling them apart.

use model::{Object, ObjectId, RecordId, format_ms};
use records::{DuplicateQuestion, Grounds};
use serde_json::{Value, json};
use store::{DuplicateRow, DuplicateState, RecordView, Session, StoreError};

use crate::context::Context;
use crate::duplicate_arguments::{DuplicateCommand, DuplicateDismissArguments, DuplicateListArguments, DuplicateStateArgument};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::table;

/// Width of names in tables.
const WIDTH_MAX: usize = 30;
/// Steps of looking for duplicates before they are listed; what is left is found by the server or the next call.
const STEPS_MAX: usize = 2_000;

/// Does what is asked.
///
/// # Errors
/// An unknown object or group, failures of the store.
pub fn run(context: &Context, command: &DuplicateCommand) -> Result<Exit, Failure> {
    match command {
        DuplicateCommand::List(arguments) => list(context, arguments),
        DuplicateCommand::Dismiss(arguments) => dismiss(context, arguments),
    }
}

fn list(context: &Context, arguments: &DuplicateListArguments) -> Result<Exit, Failure> {
    // Without a server nobody has looked yet.
    for _ in 0..STEPS_MAX {
        if !context.records.duplicates_step().map_err(|error| context.record_failure(&error))? {
            break;
        }
    }
    let schema = context.records.schema();
    let objects: Vec<ObjectId> = match &arguments.object {
        Some(name) => vec![context.object(name)?.id],
        None => schema.objects().into_iter().filter(|object| !object.archived).map(|object| object.id).collect(),
    };
    let state = match arguments.state {
        DuplicateStateArgument::Open => DuplicateState::Open,
        DuplicateStateArgument::Dismissed => DuplicateState::Dismissed,
        DuplicateStateArgument::Merged => DuplicateState::Merged,
        DuplicateStateArgument::Later => DuplicateState::Later,
    };
    let limit = usize::try_from(arguments.limit).unwrap_or(50);
    let question = DuplicateQuestion { objects, state, after: None, limit };
    let (rows, _) = context.records.duplicates(&question).map_err(|error| context.record_failure(&error))?;
    if arguments.answer.json {
        let items: Vec<Value> =
            rows.iter().map(|row| json(row, schema.object_by_id(row.object).map_or("", |object| object.name.as_str()))).collect();
        context.print_json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    let header = context.language.pick(["group", "score", "object", "same", "records"], ["编号", "分数", "对象", "相同", "记录"]);
    let mut lines = vec![header.map(str::to_owned)];
    for row in &rows {
        let Some(object) = schema.object_by_id(row.object) else { continue };
        let names = names(context, object, &row.records).map_err(|error| context.store_failure(&error))?;
        lines.push([row.id.to_string(), row.score.to_string(), object.name.clone(), Grounds::of(row).matched_by.join(", "), names]);
    }
    context.print(&table::columns(&lines))?;
    Ok(Exit::Done)
}

/// Ids and names in one line.
fn names(context: &Context, object: &Object, records: &[RecordId]) -> Result<String, StoreError> {
    context.store().read(|session: &mut Session<'_>| {
        let mut names = Vec::with_capacity(records.len());
        let mut view = RecordView::default();
        for id in records {
            let known = session.record_view(*id, &mut view)?;
            let doc: Value = if known { serde_json::from_str(&view.doc).unwrap_or_default() } else { Value::Null };
            let name = doc.get(&object.title_field).map(|title| title.as_str().map_or_else(|| title.to_string(), ToOwned::to_owned));
            names.push(format!("{id} {}", table::shortened(&name.unwrap_or_default(), WIDTH_MAX)));
        }
        Ok(names.join(" | "))
    })
}

fn json(row: &DuplicateRow, object: &str) -> Value {
    let grounds = Grounds::of(row);
    json!({
        "id": row.id.to_string(), "object": object, "state": row.state.name(), "score": row.score,
        "matched_by": grounds.matched_by, "reasons": grounds.reasons,
        "record_ids": row.records.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "found_at": format_ms(row.found_ms), "settled_at": row.settled_ms.map(format_ms),
        "settled_by": (!row.settled_by.is_empty()).then_some(&row.settled_by),
    })
}

fn dismiss(context: &Context, arguments: &DuplicateDismissArguments) -> Result<Exit, Failure> {
    let done = context.records.duplicate_dismiss(&context.caller, arguments.id).map_err(|error| context.record_failure(&error))?;
    let Some(row) = done else {
        return Err(Failure::failed(match context.language {
            Language::En => format!("there is no group {}; see `rapport duplicate list`", arguments.id),
            Language::Zh => format!("没有编号为 {} 的重复组，请查看 `rapport duplicate list`", arguments.id),
        }));
    };
    if row.state != DuplicateState::Dismissed {
        return Err(Failure::failed(context.language.pick(
            "these records do not stand apart any more; unmerge or restore them first",
            "这些记录已不再各自独立；请先取消合并或恢复",
        )));
    }
    if arguments.answer.json {
        let schema = context.records.schema();
        context.print_json(&json(&row, schema.object_by_id(row.object).map_or("", |object| object.name.as_str())))?;
    } else {
        context.output.say(context.language.pick("not the same; remembered", "已记住：不是同一条记录"));
    }
    Ok(Exit::Done)
}
