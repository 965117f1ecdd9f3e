//! Notifications: a token in the body and ids. Nothing signs them, so what they say is only which records to look at.

use std::time::Duration;

use connector::signature::{content_id, secret_matches};
use connector::{AcceptedPush, ConnectContext, ConnectorError, PushRefused, PushReply, PushRequest, SecretText, StoredPush};

use crate::description::PUSH_WINDOW_MINUTES;
use crate::wire::Notification;

/// The vendor takes no longer token.
const TOKEN_MAX: usize = 50;

/// Accepts notifications of one connection.
pub(crate) struct Pushes {
    pub token: SecretText,
    window: Duration,
}

impl Pushes {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let token = context.secrets.get("push_token").cloned().unwrap_or_default();
        if token.reveal().chars().count() > TOKEN_MAX {
            let reason = format!("the vendor takes {TOKEN_MAX} characters at most");
            return Err(ConnectorError::Setting { setting: "push_token".to_owned(), reason });
        }
        let minutes = context.whole_number("push_window_minutes", PUSH_WINDOW_MINUTES)?.clamp(1, 100_000);
        Ok(Self { token, window: Duration::from_secs(minutes * 60) })
    }

    pub fn is_configured(&self) -> bool {
        !self.token.is_empty()
    }

    pub fn accept(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        if !self.is_configured() {
            return Err(PushRefused::NotExpected);
        }
        let content: Notification = serde_json::from_slice(push.body).map_err(|_| PushRefused::Malformed)?;
        if !secret_matches(&self.token, &content.token) {
            return Err(PushRefused::Signature);
        }
        let age = push.received_ms.saturating_sub(content.server_time).unsigned_abs();
        if u128::from(age) > self.window.as_millis() {
            return Err(PushRefused::Stale);
        }
        Ok(AcceptedPush {
            delivery_id: content_id(push, &content.server_time.to_string()),
            keep: !content.module.is_empty() && !content.ids.is_empty(),
            stream: content.module,
            reply: PushReply { status: 200, content_type: "text/plain", body: "ok".to_owned() },
        })
    }
}

/// The ids that stored notifications of a module name, with the numbers of their pushes.
pub(crate) fn ids(module: &str, pushes: &[StoredPush]) -> Result<Vec<(String, u64)>, ConnectorError> {
    let mut ids = Vec::new();
    for push in pushes {
        let content: Notification = serde_json::from_slice(&push.body).map_err(|_| ConnectorError::Format {
            what: "push".to_owned(),
            place: format!("push {}", push.id),
            reason: "not the JSON of a notification".to_owned(),
        })?;
        if content.module == module {
            ids.extend(content.ids.into_iter().map(|id| (id, push.id.unsigned_abs())));
        }
    }
    Ok(ids)
}
