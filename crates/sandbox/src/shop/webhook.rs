//! Webhooks in the form of Standard Webhooks (standardwebhooks.com, specification 1.0).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;

use super::data::json_text;
use crate::clock::iso_ms;
use crate::push::{Event, PushRequest, Target};
use crate::site::{Changed, Site, What};

/// One event for each target that wants to know of the record's table.
pub(super) fn events(site: &Site, changed: &Changed) -> Vec<Event> {
    let table = &site.tables[changed.table];
    let Some(row) = table.row(changed.row) else { return Vec::new() };
    let verb = match changed.what {
        What::Created | What::Restored => "created",
        What::Updated => "updated",
        What::Deleted => "deleted",
    };
    let (record, kind, at) = (json_text(table, row), format!("{}.{verb}", table.name), iso_ms(site.now_ms()));
    let wants = |target: &Target| target.tables.is_empty() || target.tables.contains(&table.name);
    let targets = site.outbox.targets.iter().enumerate().filter(|(_, target)| wants(target));
    targets
        .map(|(position, _)| Event {
            id: format!("msg_{}_{}_{position}", row.id, row.version),
            target: position,
            // The record stands as text: numbers beyond 2^53 must not change on the way.
            content: json!({ "body": format!("{{\"type\":\"{kind}\",\"timestamp\":\"{at}\",\"data\":{record}}}") }),
        })
        .collect()
}

/// The signed request. The signature covers `id.timestamp.body`.
pub(super) fn request(event: &Event, secret: &str, now_ms: i64) -> PushRequest {
    let body = event.content["body"].as_str().unwrap_or_default().as_bytes().to_vec();
    let timestamp = now_ms.div_euclid(1_000).to_string();
    let signature = signature(secret, &event.id, &timestamp, &body);
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("webhook-id", event.id.clone()),
        ("webhook-timestamp", timestamp),
        ("webhook-signature", format!("v1,{signature}")),
    ];
    PushRequest { query: String::new(), headers, body }
}

fn signature(secret: &str, id: &str, timestamp: &str, body: &[u8]) -> String {
    let encoded = secret.strip_prefix("whsec_").unwrap_or(secret);
    let key = STANDARD.decode(encoded).unwrap_or_else(|_| secret.as_bytes().to_vec());
    // HMAC takes a key of any length, so there is always a signature.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return String::new() };
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_specification() {
        // The example of the specification's reference libraries.
        let body = br#"{"test": 2432232314}"#;
        let found = signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body);
        assert_eq!(found, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let request = request(&Event { id: "a".to_owned(), target: 0, content: json!(null) }, "x", 1_999);
        assert_eq!(request.headers[2].1, "1");
    }
}
