//! API keys: list, make, revoke. Only for administrators.

use std::sync::Arc;

use access::{Access, AccessError};
use axum::http::{StatusCode, header};
use model::{Actor, Scope, format_ms, parse_ms};
use serde::Deserialize;
use serde_json::{Value, json};
use store::rows::ApiKeyRow;

use crate::call::Call;
use crate::handlers::history::page;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

impl From<AccessError> for Box<Problem> {
    fn from(error: AccessError) -> Self {
        let refuse = |pointer: &'static str, text: String| Problem::new(Code::ValidationFailed).fault(pointer, "invalid", text, "值无效");
        match &error {
            AccessError::Refused => Problem::new(Code::Unauthorized),
            AccessError::Scope(_) => refuse("#/scopes", error.to_string()),
            AccessError::Name => refuse("#/name", error.to_string()),
            AccessError::Email => refuse("#/email", error.to_string()),
            AccessError::PasswordLength => refuse("#/password", error.to_string()),
            AccessError::EmailTaken => Problem::with(Code::Conflict, error.to_string(), "该邮箱已被其他人员使用"),
            AccessError::SetupClosed => Problem::with(Code::Conflict, error.to_string(), "一次性令牌不符，或此安装已完成设置"),
            AccessError::LastAdministrator => {
                Problem::with(Code::Conflict, error.to_string(), "必须保留至少一位管理员；请先将其他人员设为管理员")
            }
            AccessError::Random => Problem::new(Code::Internal),
            AccessError::Store(error) => error.clone().into(),
        }
    }
}

fn key_json(row: &ApiKeyRow) -> Value {
    let moment = |ms: Option<i64>| ms.map(format_ms);
    json!({
        "id": row.id.to_string(), "name": row.name, "prefix": row.prefix, "scopes": row.scopes.split(' ').collect::<Vec<_>>(),
        "created_at": format_ms(row.created_ms), "expires_at": moment(row.expires_ms), "revoked_at": moment(row.revoked_ms), "last_used_at": moment(row.last_used_ms),
    })
}

/// `GET /keys`
pub(crate) async fn list(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let rows = crate::app::blocking(move || app.access.keys().map_err(Into::into)).await?;
    Ok(reply::json(StatusCode::OK, &page(rows.iter().map(key_json).collect(), None)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    scopes: Vec<String>,
    #[serde(default)]
    expires_at: Option<String>,
}

/// `POST /keys`
pub(crate) async fn create(mut call: Call) -> Outcome {
    let body: New = call.json().await?;
    if body.scopes.is_empty() || body.scopes.len() > 100 {
        return Err(Problem::new(Code::ValidationFailed).fault("#/scopes", "size", "1 to 100 scopes", "1 到 100 个权限范围"));
    }
    let mut scopes = Vec::with_capacity(body.scopes.len());
    for (at, text) in body.scopes.iter().enumerate() {
        let scope = Scope::parse(text).filter(|scope| scope.object.as_deref().is_none_or(is_plain));
        scopes.push(scope.ok_or_else(|| {
            Problem::new(Code::ValidationFailed).fault(
                format!("#/scopes/{at}"),
                "scope_unknown",
                "write e.g. customers:read, *:write or admin",
                "写法如 customers:read、*:write 或 admin",
            )
        })?);
    }
    let now_ms = call.app.records.store().clock().now_ms();
    let expires_ms = match body.expires_at.as_deref() {
        None => None,
        Some(text) => match parse_ms(text).filter(|ms| *ms > now_ms) {
            Some(ms) => Some(ms),
            None => {
                return Err(Problem::new(Code::ValidationFailed).fault(
                    "#/expires_at",
                    "invalid",
                    "a moment in the future, e.g. 2030-01-01T00:00:00Z",
                    "应为将来的时间，例如 2030-01-01T00:00:00Z",
                ));
            }
        },
    };
    let app = Arc::clone(&call.app);
    let name = body.name;
    let key = crate::app::blocking(move || Access::key_create(&app.access, &name, &scopes, expires_ms).map_err(Into::into)).await?;
    let mut answer = key_json(&key.row);
    if let Value::Object(members) = &mut answer {
        members.insert("key".to_owned(), json!(key.token));
    }
    let mut response = reply::json(StatusCode::CREATED, &answer);
    reply::set_header(&mut response, header::LOCATION, "/api/v1/keys");
    Ok(response)
}

fn is_plain(name: &str) -> bool {
    (1..=60).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// `DELETE /keys/{id}`
pub(crate) async fn revoke(call: Call) -> Outcome {
    let id = call.number_id()?;
    if call.caller()?.actor == Actor::Key(id) {
        return Err(Problem::with(
            Code::Conflict,
            "a key does not revoke itself; use another one or the console",
            "密钥不能吊销自身，请使用其他密钥或控制台",
        ));
    }
    let app = Arc::clone(&call.app);
    let done = crate::app::blocking(move || app.access.key_revoke(id).map_err(Into::into)).await?;
    if done { Ok(reply::nothing()) } else { Err(Problem::new(Code::NotFound)) }
}
