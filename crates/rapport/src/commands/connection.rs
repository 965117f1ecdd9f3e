//! `rapport connection`: configured accounts.

use std::collections::BTreeMap;

use model::format_ms;
use serde_json::{Value, json};
use store::ConnectionState;
use sync::connections::{CheckReport, Connection, ConnectionDraft, ConnectionError};

use crate::connection_arguments::{ConnectionAddArguments, ConnectionCheckArguments, ConnectionNameArguments, ConnectorListArguments};
use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::secrets_asked::{Asked, parse_account};
use crate::table;

/// Makes a connection.
///
/// # Errors
/// A file that does not read, settings that do not fit, failures of the store.
pub fn add(context: &Context, arguments: &ConnectionAddArguments) -> Result<Exit, Failure> {
    let draft = draft_of(context, &arguments.settings, &arguments.name, arguments.secret_stdin.as_deref())?;
    let made = context.connections.create(draft).map_err(|error| failure(context, &error))?;
    if arguments.answer.json {
        context.print_json(&to_json(context, &made))?;
        return Ok(Exit::Done);
    }
    let state = state_text(context.language, &made);
    context.output.say(&match context.language {
        Language::En => format!("connection {} added: {} ({}), {state}", made.id, made.name, made.connector),
        Language::Zh => format!("已添加连接 {}：{}（{}），{state}", made.id, made.name, made.connector),
    });
    Ok(Exit::Done)
}

/// An account as a file describes it, with the secrets that were found.
///
/// # Errors
/// A file that does not read.
pub fn draft_of(context: &Context, file: &std::path::Path, name: &str, stdin: Option<&str>) -> Result<ConnectionDraft, Failure> {
    let path = context.path(file);
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::because(file.display().to_string(), &error))?;
    let item = parse_account(&text).map_err(|reason| Failure::usage(format!("{}: {reason}", file.display())))?;
    let asked = Asked::read(context.secret.as_deref());
    let mut secrets = BTreeMap::new();
    for (setting, reference) in &item.secrets {
        match asked.find(reference) {
            Some(secret) => {
                secrets.insert(setting.clone(), secret);
            }
            None => context.output.say(&match context.language {
                Language::En => format!("secret {setting} was not found where the file says"),
                Language::Zh => format!("未在文件所指的位置找到密钥 {setting}"),
            }),
        }
    }
    let known = context.connections.connector(&item.connector).map_err(|error| failure(context, &error))?;
    let typed = known.description().settings.iter().map(|setting| setting.name).chain(stdin);
    for setting in typed {
        if let Some(secret) = asked.typed(setting) {
            secrets.insert(setting.to_owned(), secret);
        }
    }
    Ok(ConnectionDraft { name: name.to_owned(), connector: item.connector, settings: item.settings, secrets })
}

/// Lists the connections.
///
/// # Errors
/// Failures of the store.
pub fn list(context: &Context, arguments: &ConnectorListArguments) -> Result<Exit, Failure> {
    let connections = context.connections.list().map_err(|error| failure(context, &error))?;
    if arguments.answer.json {
        context.print_json(&json!({ "items": connections.iter().map(|connection| to_json(context, connection)).collect::<Vec<_>>() }))?;
        return Ok(Exit::Done);
    }
    let header = context.language.pick(["id", "name", "connector", "state", "checked"], ["编号", "名称", "连接器", "状态", "最近检查"]);
    let mut rows = vec![header.map(str::to_owned)];
    for connection in &connections {
        let checked = connection.health.checked_ms.map_or_else(|| "-".to_owned(), format_ms);
        let state = table::shortened(&state_text(context.language, connection), 60);
        rows.push([connection.id.to_string(), connection.name.clone(), connection.connector.clone(), state, checked]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

/// Shows one connection, with what has to be entered at the other system so that it calls.
///
/// # Errors
/// An unknown connection, failures of the store.
pub fn show(context: &Context, arguments: &ConnectionNameArguments) -> Result<Exit, Failure> {
    let connection = find(context, &arguments.name)?;
    if arguments.answer.json {
        context.print_json(&to_json(context, &connection))?;
        return Ok(Exit::Done);
    }
    let name = |en: &'static str, zh: &'static str| context.language.pick(en, zh).to_owned();
    let checked = connection.health.checked_ms.map_or_else(|| "-".to_owned(), format_ms);
    let mut rows = vec![
        [name("id", "编号"), connection.id.to_string()],
        [name("name", "名称"), connection.name.clone()],
        [name("connector", "连接器"), connection.connector.clone()],
        [name("state", "状态"), state_text(context.language, &connection)],
        [name("checked", "最近检查"), checked],
        [name("calls to", "推送地址"), context.connections.hook_path(connection.id)],
    ];
    rows.extend(connection.settings.iter().map(|(setting, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        [setting.clone(), table::shortened(&value, 120)]
    }));
    let secrets = connection.secrets.iter().map(|setting| [setting.clone(), name("set, not shown", "已设置，不显示")]);
    rows.extend(secrets);
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

/// Checks a stored connection.
///
/// # Errors
/// An unknown connection, failures of the store.
pub fn check(context: &Context, arguments: &ConnectionCheckArguments) -> Result<Exit, Failure> {
    let connection = find(context, &arguments.name)?;
    let report = context.connections.check(connection.id).map_err(|error| failure(context, &error))?;
    show_report(context, &report, arguments.answer.json)
}

/// Takes a connection out of use.
///
/// # Errors
/// An unknown connection, one with live syncs, failures of the store.
pub fn remove(context: &Context, arguments: &ConnectionNameArguments) -> Result<Exit, Failure> {
    let connection = find(context, &arguments.name)?;
    context.connections.archive(connection.id).map_err(|error| failure(context, &error))?;
    if arguments.answer.json {
        context.print_json(&json!({ "id": connection.id.to_string(), "archived": true }))?;
        return Ok(Exit::Done);
    }
    context.output.say(&match context.language {
        Language::En => format!("connection {} is out of use; its secrets are gone", connection.name),
        Language::Zh => format!("连接 {} 已停用，其密钥已删除", connection.name),
    });
    Ok(Exit::Done)
}

/// The live connection with this name or id.
///
/// # Errors
/// When there is none.
pub fn find(context: &Context, name: &str) -> Result<Connection, Failure> {
    let by_id = name.parse().ok().and_then(|id: i64| context.connections.get(id).ok());
    match by_id.filter(|connection| connection.state != ConnectionState::Archived) {
        Some(connection) => Ok(connection),
        None => context.connections.by_name(name).map_err(|error| failure(context, &error)),
    }
}

/// Shows the lines of a check; failed lines make the command fail.
///
/// # Errors
/// When nobody can read it.
pub fn show_report(context: &Context, report: &CheckReport, json: bool) -> Result<Exit, Failure> {
    let exit = if report.is_good() { Exit::Done } else { Exit::Failed };
    if json {
        context.print_json(&json!({ "at": format_ms(report.at_ms), "good": report.is_good(), "lines": report.lines }))?;
        return Ok(exit);
    }
    let mut rows = Vec::new();
    for line in &report.lines {
        let state = serde_json::to_value(line.state).ok().and_then(|state| state.as_str().map(str::to_owned)).unwrap_or_default();
        rows.push([state, line.check.to_owned(), context.language.label(&line.detail).to_owned()]);
        let fix = context.language.label(&line.fix);
        if !fix.is_empty() {
            rows.push([String::new(), String::new(), format!("→ {fix}")]);
        }
    }
    context.print(&table::columns(&rows))?;
    Ok(exit)
}

fn state_text(language: Language, connection: &Connection) -> String {
    let state = match connection.state {
        ConnectionState::Active => language.pick("active", "使用中"),
        ConnectionState::Paused => language.pick("paused", "已暂停"),
        ConnectionState::Archived => language.pick("archived", "已归档"),
    };
    if connection.reason.is_empty() { state.to_owned() } else { format!("{state}: {}", connection.reason) }
}

/// A connection for programs: of secrets only which are set.
fn to_json(context: &Context, connection: &Connection) -> Value {
    json!({
        "id": connection.id.to_string(),
        "name": connection.name,
        "connector": connection.connector,
        "state": match connection.state {
            ConnectionState::Active => "active",
            ConnectionState::Paused => "paused",
            ConnectionState::Archived => "archived",
        },
        "cause": connection.health.cause,
        "reason": connection.reason,
        "settings": connection.settings,
        "secrets": connection.secrets,
        "hook": context.connections.hook_path(connection.id),
        "version": connection.version,
    })
}

/// What went wrong with a connection, with the right exit code.
pub fn failure(context: &Context, error: &ConnectionError) -> Failure {
    let near = |nearest: &[String]| if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) };
    match error {
        ConnectionError::Store(error) => context.store_failure(error),
        ConnectionError::UnknownConnector { nearest, .. } | ConnectionError::Setting { nearest, .. } => {
            Failure::usage(format!("{}{}", one_line(error), near(nearest)))
        }
        ConnectionError::Name | ConnectionError::NameTaken(_) => Failure::usage(one_line(error)),
        ConnectionError::NotFound(_)
        | ConnectionError::VersionMismatch { .. }
        | ConnectionError::Paused { .. }
        | ConnectionError::InUse { .. }
        | ConnectionError::Tells { .. }
        | ConnectionError::Vault(_)
        | ConnectionError::Connector(_) => Failure::failed(one_line(error)),
    }
}
