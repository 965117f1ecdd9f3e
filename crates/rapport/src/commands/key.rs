//! `rapport key`: API keys from the console.

use access::AccessError;
use model::format_ms;
use serde_json::json;
use store::rows::ApiKeyRow;

use crate::arguments::{KeyAddArguments, KeyListArguments, KeyRevokeArguments};
use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::table;

const DAY_MS: i64 = 86_400_000;

/// Makes a key and prints it, once.
///
/// # Errors
/// Unknown scopes, a name that does not fit, failures of the store.
pub fn add(context: &Context, arguments: &KeyAddArguments) -> Result<Exit, Failure> {
    let scopes = access::read_scopes(&arguments.scopes.join(",")).map_err(|error| failure(context, &error))?;
    for object in scopes.iter().filter_map(|scope| scope.object.as_deref()) {
        context.object(object)?;
    }
    let expires_ms = arguments.expires.map(|days| context.store().clock().now_ms() + days * DAY_MS);
    let key = context.access.key_create(&arguments.name, &scopes, expires_ms).map_err(|error| failure(context, &error))?;
    if arguments.answer.json {
        let mut shown = to_json(&key.row);
        if let Some(members) = shown.as_object_mut() {
            members.insert("key".to_owned(), json!(key.token));
        }
        context.print_json(&shown)?;
        return Ok(Exit::Done);
    }
    context.output.say(&match context.language {
        Language::En => format!("key {} for {:?}, may: {}. Keep it now, it is not shown again:", key.row.id, key.row.name, key.row.scopes),
        Language::Zh => format!("密钥 {}（{}），权限：{}。请立即保存，之后不再显示：", key.row.id, key.row.name, key.row.scopes),
    });
    context.print(&format!("{}\n", key.token))?;
    Ok(Exit::Done)
}

/// Lists the keys.
///
/// # Errors
/// Failures of the store.
pub fn list(context: &Context, arguments: &KeyListArguments) -> Result<Exit, Failure> {
    let keys = context.access.keys().map_err(|error| failure(context, &error))?;
    if arguments.answer.json {
        let keys: Vec<_> = keys.iter().map(to_json).collect();
        context.print_json(&json!({ "items": keys }))?;
        return Ok(Exit::Done);
    }
    let language = context.language;
    let header = match language {
        Language::En => ["id", "begins with", "for", "may", "expires", "last used"],
        Language::Zh => ["编号", "开头", "用途", "权限", "到期", "最近使用"],
    };
    let mut rows = vec![header.map(str::to_owned)];
    let never = || language.pick("never", "无").to_owned();
    for key in keys {
        let end = if key.revoked_ms.is_some() {
            language.pick("revoked", "已撤销").to_owned()
        } else {
            key.expires_ms.map_or_else(never, format_ms)
        };
        rows.push([key.id.to_string(), key.prefix, key.name, key.scopes, end, key.last_used_ms.map_or_else(never, format_ms)]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

/// Makes a key useless.
///
/// # Errors
/// An unknown key, failures of the store.
pub fn revoke(context: &Context, arguments: &KeyRevokeArguments) -> Result<Exit, Failure> {
    let known = context.access.key_revoke(arguments.id).map_err(|error| failure(context, &error))?;
    if !known {
        return Err(Failure::failed(match context.language {
            Language::En => format!("there is no valid key {}; `rapport key list` shows all", arguments.id),
            Language::Zh => format!("没有有效的密钥 {}；`rapport key list` 可查看全部", arguments.id),
        }));
    }
    if arguments.answer.json {
        context.print_json(&json!({ "id": arguments.id.to_string(), "revoked": true }))?;
    } else {
        context.output.say(&match context.language {
            Language::En => format!("key {} is revoked", arguments.id),
            Language::Zh => format!("密钥 {} 已撤销", arguments.id),
        });
    }
    Ok(Exit::Done)
}

fn to_json(key: &ApiKeyRow) -> serde_json::Value {
    json!({
        "id": key.id.to_string(),
        "name": key.name,
        "prefix": key.prefix,
        "scopes": key.scopes.split(' ').collect::<Vec<_>>(),
        "created_at": format_ms(key.created_ms),
        "expires_at": key.expires_ms.map(format_ms),
        "revoked_at": key.revoked_ms.map(format_ms),
        "last_used_at": key.last_used_ms.map(format_ms),
    })
}

/// What went wrong with keys or people, with the right exit code.
pub fn failure(context: &Context, error: &AccessError) -> Failure {
    match error {
        AccessError::Store(error) => context.store_failure(error),
        AccessError::Refused
        | AccessError::Random
        | AccessError::EmailTaken
        | AccessError::SetupClosed
        | AccessError::LastAdministrator => Failure::failed(one_line(error)),
        AccessError::Scope(_) | AccessError::Name | AccessError::Email | AccessError::PasswordLength => Failure::usage(one_line(error)),
    }
}
