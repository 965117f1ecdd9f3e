//! The calls that this installation makes: notices of alerts, to the channels of kind `webhook`.

use serde_json::{Map, Value, json};

use super::schemas::{moment, object, optional, reference};

/// Name of the event, of its schema, and when it is sent.
const EVENTS: [(&str, &str, &str); 3] = [
    ("alert.opened", "AlertOpened", "A sync does not do what was promised of it."),
    ("alert.closed", "AlertClosed", "It does again."),
    ("alert.test", "AlertTest", "Somebody tries a channel (`POST /api/v1/alert-channels/{id}:test`)."),
];

/// All calls by the name of their event.
pub(super) fn all() -> Value {
    let entries = EVENTS.iter().map(|(event, schema, summary)| {
        let call = json!({
            "operationId": event.replace('.', "_"),
            "summary": summary.trim_end_matches('.'),
            "description": format!(
                "{summary} Signed as Standard Webhooks 1.0.0 says; the channel shows how it last went. Any 2xx is good, redirects are not \
                 followed, everything else is sent again ten times within hours, with the same `webhook-id`."
            ),
            "tags": ["alerts"],
            "security": [],
            "parameters": headers(),
            "requestBody": {"required": true, "content": {"application/json": {"schema": reference(schema)}}},
            "responses": {
                "2XX": {"description": "Taken"},
                "4XX": {"description": "Not taken: sent again"},
                "5XX": {"description": "Not taken: sent again"},
            },
        });
        ((*event).to_owned(), json!({ "post": call }))
    });
    Value::Object(entries.collect())
}

/// Shapes of the bodies, and the part they share.
pub(super) fn schemas() -> Map<String, Value> {
    let mut schemas: Map<String, Value> = EVENTS
        .iter()
        .map(|(event, name, _)| {
            let body = json!({"type": {"type": "string", "const": event}, "timestamp": moment(), "data": reference("AlertNotice")});
            ((*name).to_owned(), object(&["type", "timestamp", "data"], body))
        })
        .collect();
    schemas.insert("AlertNotice".to_owned(), notice());
    schemas
}

fn headers() -> Value {
    let header = |name: &str, description: &str, pattern: &str| {
        json!({
            "name": name, "in": "header", "required": true, "description": description, "schema": {"type": "string", "pattern": pattern},
        })
    };
    json!([
        header("webhook-id", "The same for every repetition of a notice.", "^[!-~]+$"),
        header("webhook-timestamp", "Time of this attempt in seconds since 1970.", "^[0-9]+$"),
        header("webhook-signature", "`v1,` and the base64 HMAC-SHA256 of `{id}.{timestamp}.{body}` with the channel's secret.", "^v1,"),
    ])
}

/// What every notice tells. Names of syncs, times and counts: no value of a customer is among them.
fn notice() -> Value {
    let text = || json!({"type": "string"});
    object(
        &["id", "kind", "subject", "name", "title", "advice", "facts", "opened_at", "closed_at"],
        json!({
            "id": {"type": "string", "description": "Id of the alert; `0` for a trial."},
            "kind": {"type": "string", "description": "`stale`, `late`, `failing`, `paused`, `warning`, `held`, or `test`."},
            "subject": {"type": "string", "description": "What it is about, e.g. `sync:3`."},
            "name": {"type": "string", "description": "Name of the sync, or of the channel in a trial."},
            "title": text(),
            "advice": text(),
            "facts": {"type": "object", "description": "Numbers and times of this kind of alert."},
            "opened_at": moment(),
            "closed_at": optional(&moment()),
            "url": {"type": "string", "description": "Where people look at it, where this installation knows how they reach it."},
        }),
    )
}
