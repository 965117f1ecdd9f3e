//! Shapes of alerts and of the channels that they go out by.

use serde_json::{Value, json};

use super::schemas::{id, input, moment, object, optional, page_of};
use super::sync_schemas::{choice, text};

const CHANNEL_KINDS: [&str; 3] = ["webhook", "email", "message"];
const LANGUAGES: [&str; 2] = ["en", "zh"];

/// Every schema of this part by name.
pub(super) fn all() -> Value {
    json!({
        "Alert": object(&["id", "kind", "subject", "is_open", "detail", "opened_at", "closed_at", "sent_at"], json!({
            "id": id(),
            "kind": {"type": "string"},
            "subject": {"type": "string"},
            "is_open": {"type": "boolean"},
            "detail": {},
            "opened_at": moment(),
            "closed_at": optional(&moment()),
            "sent_at": {"anyOf": [moment(), {"type": "null"}], "description": "When a channel last took a notice of it."},
        })),
        "AlertPage": page_of("Alert"),
        "AlertChannel": object(&["id", "name", "kind", "enabled", "language", "settings", "secrets", "last_sending", "version", "created_at", "updated_at"], json!({
            "id": id(),
            "name": {"type": "string"},
            "kind": choice(&CHANNEL_KINDS),
            "enabled": {"type": "boolean"},
            "language": choice(&LANGUAGES),
            "settings": channel_settings(),
            "secrets": {"type": "object", "additionalProperties": {"type": "boolean"}, "description": "Whether each is set."},
            "last_sending": optional(&object(&["at", "arrived", "reason"], json!({
                "at": moment(),
                "arrived": {"type": "boolean"},
                "reason": {"type": ["string", "null"]},
            }))),
            "version": {"type": "integer"},
            "created_at": moment(),
            "updated_at": moment(),
        })),
        "AlertChannelPage": page_of("AlertChannel"),
        "AlertChannelNew": channel_new(),
        "AlertChannelPatch": input(&[], json!({
            "name": text(100),
            "enabled": {"type": "boolean", "description": "Switching it off forgets what was on its way."},
            "language": choice(&LANGUAGES),
            "settings": {"type": "object", "description": "Settings to set; `null` takes one away."},
            "secrets": {"type": "object", "additionalProperties": {"type": ["string", "null"], "maxLength": 1000}},
        })),
    })
}

fn channel_settings() -> Value {
    json!({"type": "object", "description": "webhook: `url`. email: `host`, `port`, `encryption` (`starttls`, `tls`, `plain`), `user`, `from`, `to`. message: `connection` (id or name of a connection of a messenger), `to` (ids of people, `department:ID`; empty for the group of its bot)."})
}

fn channel_new() -> Value {
    let mut new = input(
        &["name", "kind", "settings"],
        json!({
            "name": text(100),
            "kind": choice(&CHANNEL_KINDS),
            "enabled": {"type": "boolean", "default": true},
            "language": choice(&LANGUAGES),
            "settings": channel_settings(),
            "secrets": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 1000}, "description": "webhook: `secret`, `whsec_` and base64 of 24 to 64 bytes. email: `password`. message: none."},
        }),
    );
    new["examples"] = json!([{
        "name": "On call", "kind": "webhook", "settings": {"url": "https://example.com/alerts"},
        "secrets": {"secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
    }]);
    new
}
