//! `rapport sync ready`: jobs that syncs are ready for, and making the syncs of one.

use serde_json::{Value, json};
use sync::ready::{self, Fitted, ReadySync};

use crate::commands::connection::find;
use crate::connection_arguments::ReadyArguments;
use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::table;

/// Lists the jobs, or makes a draft for each side that is named.
///
/// # Errors
/// An unknown job, role or connection; a system that does not answer or has not what is needed.
pub fn run(context: &Context, arguments: &ReadyArguments) -> Result<Exit, Failure> {
    let unreadable = |error: &sync::definition::DefinitionError| Failure::failed(error.to_string());
    let Some(name) = &arguments.name else { return list(context, ready::all().map_err(unreadable)?, arguments.answer.json) };
    let known = || ready::all().map(|all| all.iter().map(|ready| ready.name.as_str()).collect::<Vec<_>>().join(", ")).unwrap_or_default();
    let found = ready::by_name(name).map_err(unreadable)?;
    let ready = found.ok_or_else(|| Failure::usage(format!("there is no ready-made sync {name:?}; there are: {}", known())))?;
    if arguments.uses.is_empty() {
        return Err(Failure::usage(format!("say who takes part: {}", asked_for(ready))));
    }
    let fitted: Vec<Fitted> = arguments.uses.iter().map(|side| fit(context, ready, side)).collect::<Result<_, _>>()?;
    let mut made = Vec::new();
    for one in &fitted {
        let mut definition = one.definition.clone();
        context.tasks.settle_source(&mut definition).map_err(|error| Failure::failed(one_line(&error)))?;
        let task = context.tasks.create(&context.caller, definition).map_err(|error| Failure::failed(one_line(&error)))?;
        made.push((task, one));
    }
    if arguments.answer.json {
        let items = made.iter().map(|(task, fitted)| {
            let left_out: Vec<Value> = fitted.left_out.iter().map(|line| json!({"field": line.field, "columns": line.columns})).collect();
            json!({"id": task.row.id.to_string(), "name": task.row.name, "left_out": left_out})
        });
        context.print_json(&json!({"items": items.collect::<Vec<_>>()}))?;
        return Ok(Exit::Done);
    }
    for (task, fitted) in made {
        context.output.say(&match context.language {
            Language::En => format!("draft {} made; try it: rapport sync run {:?} --dry-run", task.row.id, task.row.name),
            Language::Zh => format!("已创建草稿 {}；试运行：rapport sync run {:?} --dry-run", task.row.id, task.row.name),
        });
        for line in &fitted.left_out {
            let columns = line.columns.join(", ");
            context.output.say(&match context.language {
                Language::En => format!("  left out: {} (there is no column {columns})", line.field),
                Language::Zh => format!("  已略去：{}（没有列 {columns}）", line.field),
            });
        }
    }
    Ok(Exit::Done)
}

/// `ROLE=CONNECTION` or `ROLE=CONNECTION/STREAM`.
fn fit(context: &Context, ready: &ReadySync, side: &str) -> Result<Fitted, Failure> {
    let wrong = || Failure::usage(format!("--use {side}: write {}", asked_for(ready)));
    let (role, rest) = side.split_once('=').ok_or_else(wrong)?;
    let role = ready.role(role).ok_or_else(wrong)?;
    let (connection, stream) = match find(context, rest) {
        Ok(connection) => (connection, None),
        Err(failure) => match rest.split_once('/') {
            Some((name, stream)) => (find(context, name)?, Some(stream)),
            None => return Err(failure),
        },
    };
    let choice = role.choice(&connection.connector).ok_or_else(|| {
        let known: Vec<&str> = role.choices.iter().map(|choice| choice.connector.as_str()).collect();
        Failure::usage(format!("nothing is ready for {}; it is for: {}", connection.connector, known.join(", ")))
    })?;
    let account = context.connections.open_for_discovery(connection.id).map_err(|error| Failure::failed(one_line(&error)))?;
    let name = ready.name_for(&connection.name, context.language == Language::Zh);
    ready::prepare(choice, account.as_ref(), &name, &connection.name, stream).map_err(|error| Failure::failed(one_line(&error)))
}

fn asked_for(ready: &ReadySync) -> String {
    let roles = ready.roles.iter().map(|role| format!("--use {}=CONNECTION", role.name));
    roles.collect::<Vec<_>>().join(" ")
}

fn list(context: &Context, all: &[ReadySync], as_json: bool) -> Result<Exit, Failure> {
    if as_json {
        let items = all.iter().map(|ready| {
            let roles = ready.roles.iter().map(|role| {
                let connectors: Vec<&str> = role.choices.iter().map(|choice| choice.connector.as_str()).collect();
                json!({"name": role.name, "title": role.title, "connectors": connectors})
            });
            json!({"name": ready.name, "title": ready.title, "summary": ready.summary, "roles": roles.collect::<Vec<_>>()})
        });
        context.print_json(&json!({"items": items.collect::<Vec<_>>()}))?;
        return Ok(Exit::Done);
    }
    let mut rows = vec![context.language.pick(["name", "what it does", "sides"], ["名称", "作用", "参与方"]).map(str::to_owned)];
    for ready in all {
        let title = if context.language == Language::Zh { &ready.title.zh } else { &ready.title.en };
        let sides = ready.roles.iter().map(|role| {
            let connectors: Vec<&str> = role.choices.iter().map(|choice| choice.connector.as_str()).collect();
            format!("{} ({})", role.name, connectors.join(", "))
        });
        rows.push([ready.name.clone(), title.clone(), sides.collect::<Vec<_>>().join("; ")]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}
