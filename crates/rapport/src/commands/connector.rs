//! `rapport connector`: what there is to connect with, and one account tried out, stored or not.

use connector::{Account, ReadRequest};
use serde_json::{Map, Value, json};
use sync::connections::CheckReport;
use sync::discovery::{self, Sample};

use super::connection::{draft_of, failure, find, show_report};
use crate::connection_arguments::{AccountArguments, ConnectorListArguments, DiscoverArguments, ReadArguments};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::table;

/// Lists the connectors.
///
/// # Errors
/// When nobody can read it.
pub fn list(context: &Context, arguments: &ConnectorListArguments) -> Result<Exit, Failure> {
    let connectors = context.connections.connectors();
    if arguments.answer.json {
        let items: Vec<Value> =
            connectors.iter().map(|connector| serde_json::to_value(connector.description()).unwrap_or_default()).collect();
        context.print_json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    let language = context.language;
    let mut rows = vec![language.pick(["name", "system", "settings (* needed)"], ["名称", "系统", "设置（* 必填）"]).map(str::to_owned)];
    for connector in connectors {
        let description = connector.description();
        let settings: Vec<String> =
            description.settings.iter().map(|setting| format!("{}{}", setting.name, if setting.required { "*" } else { "" })).collect();
        rows.push([description.name.to_owned(), language.label(&description.title).to_owned(), settings.join(", ")]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

fn open(context: &Context, arguments: &AccountArguments) -> Result<Box<dyn Account>, Failure> {
    let opened = match (&arguments.connection, &arguments.settings) {
        (Some(name), _) => context.connections.open_for_discovery(find(context, name)?.id),
        (None, Some(file)) => context.connections.open_unsaved(&draft_of(context, file, "account", None)?),
        (None, None) => {
            return Err(Failure::usage(context.language.pick("give --connection or --settings", "请给出 --connection 或 --settings")));
        }
    };
    opened.map_err(|error| failure(context, &error))
}

fn refused(context: &Context, error: connector::ConnectorError) -> Failure {
    failure(context, &error.into())
}

/// Checks an account.
///
/// # Errors
/// Settings that do not fit.
pub fn check(context: &Context, arguments: &AccountArguments) -> Result<Exit, Failure> {
    if let Some(name) = &arguments.connection {
        let report = context.connections.check(find(context, name)?.id).map_err(|error| failure(context, &error))?;
        return show_report(context, &report, arguments.answer.json);
    }
    let lines = open(context, arguments)?.check();
    show_report(context, &CheckReport { at_ms: context.store().clock().now_ms(), lines }, arguments.answer.json)
}

/// Shows streams, or the fields of one.
///
/// # Errors
/// What the other system says.
pub fn discover(context: &Context, arguments: &DiscoverArguments) -> Result<Exit, Failure> {
    let account = open(context, &arguments.account)?;
    let json = arguments.account.answer.json;
    let language = context.language;
    let Some(stream) = &arguments.stream else {
        let streams = account.streams().map_err(|error| refused(context, error))?;
        if json {
            context.print_json(&json!({ "items": streams }))?;
            return Ok(Exit::Done);
        }
        let mut rows = vec![language.pick(["stream", "called", "object"], ["数据流", "名称", "对象"]).map(str::to_owned)];
        rows.extend(streams.into_iter().map(|stream| [stream.name, stream.label, stream.likely_object]));
        context.print(&table::columns(&rows))?;
        return Ok(Exit::Done);
    };
    let fields = account.fields(stream).map_err(|error| refused(context, error))?;
    if json {
        context.print_json(&json!({ "stream": stream, "fields": fields }))?;
        return Ok(Exit::Done);
    }
    let mut rows = vec![language.pick(["field", "called", "kind"], ["字段", "名称", "类型"]).map(str::to_owned)];
    for field in fields {
        let kind = serde_json::to_value(field.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
        rows.push([field.name, field.label, kind]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

/// Reads the first rows of a stream: one JSON object a line, or one document.
///
/// # Errors
/// What the other system says.
pub fn read(context: &Context, arguments: &ReadArguments) -> Result<Exit, Failure> {
    let account = open(context, &arguments.account)?;
    let request = ReadRequest { stream: arguments.stream.clone(), filter: arguments.filter.clone(), ..ReadRequest::default() };
    let sample = discovery::sample(account.as_ref(), &request, usize::from(arguments.limit)).map_err(|error| refused(context, error))?;
    if arguments.account.answer.json {
        context.print_json(&sample_json(&sample))?;
        return Ok(Exit::Done);
    }
    for row in discovery::rows_json(&sample.rows) {
        context.print(&format!("{}\n", Value::Object(row)))?;
    }
    Ok(Exit::Done)
}

fn sample_json(sample: &Sample) -> Value {
    let rows: Vec<Map<String, Value>> = discovery::rows_json(&sample.rows).collect();
    json!({
        "columns": sample.rows.columns().to_vec(),
        "key_column": sample.shape.key_column,
        "version_column": sample.shape.version_column,
        "rows": rows,
        "whole": sample.whole,
    })
}
