//! `rapport alert`: what people were told about, and the channels by which they are told.

use std::collections::BTreeMap;

use model::format_ms;
use serde_json::{Map, Value, json};
use store::AlertRow;
use sync::alerts::{AlertChannel, AlertError, Alerts, ChannelDraft, ChannelKind, ChannelLanguage};

use crate::alert_arguments::{
    ALERT_SECRET, AlertAddArguments, AlertChannelsArguments, AlertCommand, AlertKind, AlertLanguage, AlertListArguments,
    AlertNameArguments, AlertTestArguments,
};
use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::secrets_asked::Asked;
use crate::table;

/// Does what is asked.
///
/// # Errors
/// An unknown channel, settings that do not fit, a channel that does not work, failures of the store.
pub fn run(context: &Context, command: &AlertCommand) -> Result<Exit, Failure> {
    match command {
        AlertCommand::List(arguments) => list(context, arguments),
        AlertCommand::Channels(arguments) => channels(context, arguments),
        AlertCommand::Add(arguments) => add(context, arguments),
        AlertCommand::Test(arguments) => test(context, arguments),
        AlertCommand::Remove(arguments) => remove(context, arguments),
    }
}

fn alerts(context: &Context) -> Alerts {
    Alerts::new(context.tasks.clone()).linking(context.public_url.clone())
}

fn failed(context: &Context, error: &AlertError) -> Failure {
    match error {
        AlertError::Store(error) => context.store_failure(error),
        AlertError::Name | AlertError::Setting { .. } => Failure::usage(one_line(error)),
        AlertError::NotFound(_)
        | AlertError::NameTaken(_)
        | AlertError::TooMany
        | AlertError::VersionMismatch { .. }
        | AlertError::Vault(_)
        | AlertError::Connector(_)
        | AlertError::Connection(_) => Failure::failed(one_line(error)),
    }
}

fn list(context: &Context, arguments: &AlertListArguments) -> Result<Exit, Failure> {
    let (only_open, limit) = (arguments.open, arguments.limit.clamp(1, 1_000));
    let store = context.records.store();
    let found: Result<Vec<AlertRow>, store::StoreError> =
        store.read(|session| if only_open { session.alerts_open(limit) } else { session.alerts(None, limit) });
    let found = found.map_err(|error| context.store_failure(&error))?;
    if arguments.answer.json {
        let items: Vec<Value> = found
            .iter()
            .map(|alert| {
                json!({
                    "id": alert.id.to_string(), "kind": alert.kind, "subject": alert.subject, "is_open": alert.is_open,
                    "detail": serde_json::from_str::<Value>(&alert.detail).unwrap_or_default(),
                    "opened_at": format_ms(alert.opened_ms), "closed_at": alert.closed_ms.map(format_ms),
                    "sent_at": alert.told_ms.map(format_ms),
                })
            })
            .collect();
        context.print_json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    let header = context.language.pick(["alert", "about", "began", "over", "sent"], ["告警", "对象", "开始", "结束", "已通知"]);
    let mut rows = vec![header.map(str::to_owned)];
    let time = |at_ms: Option<i64>| at_ms.map_or_else(|| "-".to_owned(), format_ms);
    for alert in found {
        rows.push([alert.kind, alert.subject, format_ms(alert.opened_ms), time(alert.closed_ms), time(alert.told_ms)]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

fn to_json(channel: &AlertChannel) -> Value {
    json!({
        "id": channel.id.to_string(), "name": channel.name, "kind": channel.kind, "enabled": channel.is_on,
        "language": channel.language, "settings": channel.settings, "secrets": channel.secrets,
        "last_sending": channel.last.as_ref().map(|last| json!({"at": format_ms(last.at_ms), "reason": last.reason})),
    })
}

fn channels(context: &Context, arguments: &AlertChannelsArguments) -> Result<Exit, Failure> {
    let found = alerts(context).list().map_err(|error| failed(context, &error))?;
    if arguments.answer.json {
        context.print_json(&json!({ "items": found.iter().map(to_json).collect::<Vec<_>>() }))?;
        return Ok(Exit::Done);
    }
    let header = context.language.pick(["id", "name", "kind", "on", "last sending"], ["编号", "名称", "方式", "启用", "最近发送"]);
    let mut rows = vec![header.map(str::to_owned)];
    for channel in found {
        let on = if channel.is_on { context.language.pick("yes", "是") } else { context.language.pick("no", "否") };
        let waits = channel.missing_secret.map(|_| context.language.pick("waits for its secret", "等待设置密钥").to_owned());
        let last = channel.last.map_or_else(
            || "-".to_owned(),
            |last| if last.reason.is_empty() { format_ms(last.at_ms) } else { table::shortened(&last.reason, 80) },
        );
        rows.push([channel.id.to_string(), channel.name, channel.kind.name().to_owned(), on.to_owned(), waits.unwrap_or(last)]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

/// Settings as they are written on the command line; `to` may stand several times.
fn settings_of(context: &Context, texts: &[String]) -> Result<Map<String, Value>, Failure> {
    let mut settings = Map::new();
    for text in texts {
        let wrong = || {
            Failure::usage(match context.language {
                Language::En => format!("{text:?} is no setting; write --set SETTING=VALUE"),
                Language::Zh => format!("{text:?} 不是有效的设置，请写成 --set 设置=值"),
            })
        };
        let (name, value) = text.split_once('=').ok_or_else(wrong)?;
        match (name, settings.get_mut(name)) {
            ("to", Some(Value::Array(known))) => known.push(json!(value)),
            ("to", _) => drop(settings.insert(name.to_owned(), json!([value]))),
            ("port", _) => drop(settings.insert(name.to_owned(), json!(value.parse::<u16>().map_err(|_| wrong())?))),
            (_, _) => drop(settings.insert(name.to_owned(), json!(value))),
        }
    }
    Ok(settings)
}

fn add(context: &Context, arguments: &AlertAddArguments) -> Result<Exit, Failure> {
    let kind = match arguments.kind {
        AlertKind::Webhook => ChannelKind::Webhook,
        AlertKind::Email => ChannelKind::Email,
        AlertKind::Message => ChannelKind::Message,
    };
    let asked = Asked::read(context.secret.as_deref());
    let draft = ChannelDraft {
        name: arguments.name.clone(),
        kind,
        is_on: true,
        language: match arguments.notices {
            AlertLanguage::En => ChannelLanguage::En,
            AlertLanguage::Zh => ChannelLanguage::Zh,
        },
        settings: settings_of(context, &arguments.set)?,
        secrets: asked
            .typed(ALERT_SECRET)
            .map(|secret| (kind.secret().unwrap_or("secret").to_owned(), secret))
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
    };
    let made = alerts(context).create(draft).map_err(|error| failed(context, &error))?;
    if arguments.answer.json {
        context.print_json(&to_json(&made))?;
        return Ok(Exit::Done);
    }
    context.output.say(&match context.language {
        Language::En => format!("alert channel {} added: {}", made.id, made.name),
        Language::Zh => format!("已添加通知渠道 {}：{}", made.id, made.name),
    });
    Ok(Exit::Done)
}

/// The channel with this name or id.
fn find(context: &Context, name: &str) -> Result<AlertChannel, Failure> {
    let alerts = alerts(context);
    let found = match name.parse() {
        Ok(id) => alerts.get(id),
        Err(_) => alerts.by_name(name),
    };
    found.map_err(|error| failed(context, &error))
}

fn test(context: &Context, arguments: &AlertTestArguments) -> Result<Exit, Failure> {
    let channel = find(context, &arguments.name)?;
    alerts(context).test(channel.id).map_err(|error| failed(context, &error))?;
    if arguments.answer.json {
        context.print_json(&json!({ "id": channel.id.to_string(), "arrived": true }))?;
    } else {
        context.output.say(context.language.pick("the trial arrived", "测试通知已送达"));
    }
    Ok(Exit::Done)
}

fn remove(context: &Context, arguments: &AlertNameArguments) -> Result<Exit, Failure> {
    let channel = find(context, &arguments.name)?;
    alerts(context).remove(channel.id).map_err(|error| failed(context, &error))?;
    if arguments.answer.json {
        context.print_json(&json!({ "id": channel.id.to_string(), "removed": true }))?;
    } else {
        context.output.say(&match context.language {
            Language::En => format!("alert channel {} is gone", channel.name),
            Language::Zh => format!("通知渠道 {} 已删除", channel.name),
        });
    }
    Ok(Exit::Done)
}
