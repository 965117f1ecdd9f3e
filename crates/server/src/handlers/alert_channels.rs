//! The channels that alerts go out by: set up, changed, tried.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::Response;
use connector::SecretText;
use model::format_ms;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sync::alerts::{AlertChannel, AlertError, Alerts, CHANNELS_MAX, ChannelDraft, ChannelKind, ChannelLanguage, ChannelPatch};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::handlers::connection_problems::version_mismatch;
use crate::handlers::connections::outside;
use crate::handlers::history::page;
use crate::handlers::record::{etag, if_match};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

impl From<AlertError> for Box<Problem> {
    fn from(error: AlertError) -> Self {
        let text = error.to_string();
        match error {
            AlertError::NotFound(_) => Problem::new(Code::NotFound),
            AlertError::Name => Problem::new(Code::ValidationFailed).fault("#/name", "invalid", text, "名称长度为 1 到 100 个字符"),
            AlertError::NameTaken(name) => Problem::with(Code::Conflict, text, format!("已有名为 {name:?} 的通知渠道")),
            AlertError::TooMany => Problem::with(Code::Conflict, text, format!("最多可设置 {CHANNELS_MAX} 个通知渠道")),
            AlertError::Setting { setting, reason } => {
                let place = if setting == "secret" || setting == "password" { "secrets" } else { "settings" };
                let pointer = if setting == "settings" { "#/settings".to_owned() } else { format!("#/{place}/{setting}") };
                let chinese = format!("设置 {setting} 无效：{reason}");
                Problem::new(Code::ValidationFailed).fault(pointer, "setting_invalid", reason, chinese)
            }
            AlertError::VersionMismatch { found } => version_mismatch(found),
            AlertError::Vault(cause) => {
                Problem::with(Code::SecretsUnavailable, format!("{text}: {cause}"), format!("无法保存或读取密钥：{cause}"))
            }
            AlertError::Connector(error) => error.into(),
            AlertError::Connection(error) => error.into(),
            AlertError::Store(error) => error.into(),
        }
    }
}

/// The channels of this installation, with links where it is known how people reach it.
pub(crate) fn alerts(app: &App) -> Alerts {
    Alerts::new(app.tasks.clone()).linking(app.settings.public_url.clone())
}

/// A channel: of a secret only whether it is set.
fn channel_json(channel: &AlertChannel) -> Value {
    let secrets: Map<String, Value> =
        channel.kind.secret().map(|secret| (secret.to_owned(), json!(channel.secrets.contains(secret)))).into_iter().collect();
    json!({
        "id": channel.id.to_string(),
        "name": channel.name,
        "kind": channel.kind,
        "enabled": channel.is_on,
        "language": channel.language,
        "settings": channel.settings,
        "secrets": secrets,
        "last_sending": channel.last.as_ref().map(|last| json!({
            "at": format_ms(last.at_ms),
            "arrived": last.reason.is_empty(),
            "reason": (!last.reason.is_empty()).then_some(&last.reason),
        })),
        "version": channel.version,
        "created_at": format_ms(channel.created_ms),
        "updated_at": format_ms(channel.updated_ms),
    })
}

fn answer(status: StatusCode, channel: &AlertChannel) -> Response {
    let mut response = reply::json(status, &channel_json(channel));
    reply::set_header(&mut response, header::ETAG, &etag(channel.version));
    response
}

/// `GET /alert-channels`
pub(crate) async fn list(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let items = blocking(move || Ok(alerts(&app).list()?.iter().map(channel_json).collect())).await?;
    Ok(reply::json(StatusCode::OK, &page(items, None)))
}

/// `GET /alert-channels/{id}`
pub(crate) async fn get(call: Call) -> Outcome {
    let id = call.number_id()?;
    let app = Arc::clone(&call.app);
    blocking(move || Ok(answer(StatusCode::OK, &alerts(&app).get(id)?))).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    kind: ChannelKind,
    #[serde(default = "yes")]
    enabled: bool,
    #[serde(default)]
    language: ChannelLanguage,
    #[serde(default)]
    settings: Map<String, Value>,
    #[serde(default)]
    secrets: BTreeMap<String, String>,
}

fn yes() -> bool {
    true
}

/// `POST /alert-channels`
pub(crate) async fn create(mut call: Call) -> Outcome {
    let body: New = call.json().await?;
    let draft = ChannelDraft {
        name: body.name,
        kind: body.kind,
        is_on: body.enabled,
        language: body.language,
        settings: body.settings,
        secrets: body.secrets.into_iter().map(|(name, secret)| (name, SecretText::new(secret))).collect(),
    };
    let app = Arc::clone(&call.app);
    blocking(move || {
        let channel = alerts(&app).create(draft)?;
        let mut response = answer(StatusCode::CREATED, &channel);
        reply::set_header(&mut response, header::LOCATION, &format!("/api/v1/alert-channels/{}", channel.id));
        Ok(response)
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    enabled: Option<bool>,
    #[serde(default)]
    language: Option<ChannelLanguage>,
    #[serde(default)]
    settings: Map<String, Value>,
    #[serde(default)]
    secrets: BTreeMap<String, Option<String>>,
}

/// `PATCH /alert-channels/{id}`
pub(crate) async fn patch(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let expected = if_match(&call)?;
    let body: Patch = call.json().await?;
    let patch = ChannelPatch {
        name: body.name,
        is_on: body.enabled,
        language: body.language,
        settings: body.settings,
        secrets: body.secrets.into_iter().map(|(name, secret)| (name, secret.map(SecretText::new))).collect(),
    };
    let app = Arc::clone(&call.app);
    blocking(move || Ok(answer(StatusCode::OK, &alerts(&app).change(id, expected, patch)?))).await
}

/// `DELETE /alert-channels/{id}`
pub(crate) async fn remove(call: Call) -> Outcome {
    let id = call.number_id()?;
    let app = Arc::clone(&call.app);
    blocking(move || Ok(alerts(&app).remove(id)?)).await?;
    Ok(reply::nothing())
}

/// `POST /alert-channels/{id}:test`
pub(crate) async fn test(call: Call) -> Outcome {
    let id = call.number_id()?;
    let channel = outside(&call.app, move |app| {
        alerts(app).test(id)?;
        Ok(alerts(app).get(id)?)
    })
    .await?;
    Ok(answer(StatusCode::OK, &channel))
}
