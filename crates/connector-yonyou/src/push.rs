//! Events: signed, sealed, and no more than a hint that a record changed.
//!
//! Two generations are taken, told apart by the name of their signature. What an event says of its record stands in different places for
//! different kinds of events, so ids are looked for wherever one may be, and the records are read anew.

use std::time::Duration;

use connector::signature::{HmacKind, TOLERANCE, Written, content_id, hmac_matches, hmac_text, sorted_digest_matches};
use connector::{AcceptedPush, ConnectContext, ConnectorError, PushRefused, PushReply, PushRequest, Seal, SecretText, StoredPush};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fetch::is_id;
use crate::streams::{MERCHANT, ORDER};
use crate::wire::as_text;

/// Letters of the key that seals.
const LETTERS: usize = 43;
/// Members that may be or hold ids, and members that are looked into.
const IDS: [&str; 5] = ["id", "merchantId", "billId", "ids", "merchantIds"];
const INSIDE: [&str; 7] = ["content", "BILL_INFO", "archive", "archives", "userObject", "data", "model"];
/// So deep is looked.
const DEPTH_MAX: u32 = 4;
/// Ids of one event.
const IDS_MAX: usize = 1_000;

/// What arrives.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sealed {
    #[serde(default)]
    signature: String,
    #[serde(default)]
    msg_signature: String,
    #[serde(default, deserialize_with = "as_text")]
    timestamp: String,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    encrypt: String,
}

/// Whether changes of a kind are told.
pub(crate) fn is_told(stream: &str) -> bool {
    matches!(stream, MERCHANT | ORDER)
}

/// The kind of record that an event is about.
fn stream_of(kind: &str) -> Option<&'static str> {
    if kind.starts_with("YXYBASEDOC_AA_MERCHANT") {
        Some(MERCHANT)
    } else if kind.starts_with("SALE_") && kind.contains("ORDER") {
        Some(ORDER)
    } else {
        None
    }
}

/// Accepts events of one connection.
pub(crate) struct Pushes {
    pub is_on: bool,
    key: String,
    secret: SecretText,
    seal: Option<Seal>,
    is_sealed_reply: bool,
}

impl Pushes {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let secret = context.secret("app_secret")?.clone();
        let mut letters: String = secret.reveal().chars().filter(|letter| *letter != '-').take(LETTERS).collect();
        letters.extend(std::iter::repeat_n('0', LETTERS.saturating_sub(letters.chars().count())));
        let is_on = context.settings.get("events").is_some_and(|on| *on == json!(true) || *on == json!("true"));
        let is_sealed_reply = match context.text("event_reply").unwrap_or("plain") {
            "plain" => false,
            "sealed" => true,
            other => {
                let reason = format!("{other:?} is no way to answer; write plain or sealed");
                return Err(ConnectorError::Setting { setting: "event_reply".to_owned(), reason });
            }
        };
        Ok(Self { is_on, key: context.required("app_key")?.to_owned(), seal: Seal::of_letters(&letters), secret, is_sealed_reply })
    }

    pub fn accept(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        if !self.is_on {
            return Err(PushRefused::NotExpected);
        }
        let sealed: Sealed = serde_json::from_slice(push.body).map_err(|_| PushRefused::Malformed)?;
        if !self.is_signed(&sealed) {
            return Err(PushRefused::Signature);
        }
        let sent_ms: i64 = sealed.timestamp.parse().map_err(|_| PushRefused::Malformed)?;
        let age = Duration::from_millis(push.received_ms.abs_diff(sent_ms));
        if age > TOLERANCE {
            return Err(PushRefused::Stale);
        }
        let event = self.opened(&sealed.encrypt).ok_or(PushRefused::Signature)?;
        let stream = event["type"].as_str().and_then(stream_of);
        let id = event["eventId"].as_str().filter(|id| !id.is_empty()).map(str::to_owned);
        Ok(AcceptedPush {
            delivery_id: id.unwrap_or_else(|| content_id(push, &sealed.timestamp)),
            keep: stream.is_some() && !ids_in(&event).is_empty(),
            stream: stream.unwrap_or_default().to_owned(),
            reply: self.reply(&sealed),
        })
    }

    /// Signed in either generation. One that carries both must be right in both.
    fn is_signed(&self, sealed: &Sealed) -> bool {
        let mut parts = [sealed.timestamp.as_str(), sealed.nonce.as_str(), sealed.encrypt.as_str()];
        parts.sort_unstable();
        let bytes = parts.map(str::as_bytes);
        let is_current =
            sealed.signature.is_empty() || hmac_matches(HmacKind::Sha256, Written::Base64, &self.secret, &bytes, &sealed.signature);
        let is_legacy = sealed.msg_signature.is_empty() || sorted_digest_matches(&self.secret, &parts, &sealed.msg_signature);
        let is_any = !sealed.signature.is_empty() || !sealed.msg_signature.is_empty();
        is_any && is_current && is_legacy
    }

    fn opened(&self, encrypt: &str) -> Option<Value> {
        let opened = self.seal.as_ref()?.open(encrypt).filter(|opened| opened.receiver == self.key)?;
        serde_json::from_str(&opened.text).ok()
    }

    /// `success`, plainly as the vendor's programs say it, or sealed and signed as one of its pages does.
    fn reply(&self, sealed: &Sealed) -> PushReply {
        let plain = PushReply { status: 200, content_type: "text/plain", body: "success".to_owned() };
        let Some(seal) = self.seal.as_ref().filter(|_| self.is_sealed_reply) else { return plain };
        // Random enough: it follows from a secret and from what was never sent before.
        let random = hmac_text(HmacKind::Sha256, Written::Hex, &self.secret, &[b"reply", sealed.encrypt.as_bytes()]);
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(random.bytes()).for_each(|(byte, letter)| *byte = letter);
        let encrypt = seal.close("success", &self.key, bytes);
        let nonce = random.get(32..48).unwrap_or_default();
        let mut parts = [sealed.timestamp.as_str(), nonce, encrypt.as_str()];
        parts.sort_unstable();
        let signature = hmac_text(HmacKind::Sha256, Written::Base64, &self.secret, &parts.map(str::as_bytes));
        let body = json!({ "signature": signature, "timestamp": sealed.timestamp.parse::<i64>().unwrap_or(0), "nonce": nonce, "encrypt": encrypt });
        PushReply { status: 200, content_type: "application/json", body: body.to_string() }
    }

    /// The ids that stored events of a stream name, with the numbers of their pushes.
    pub fn ids(&self, stream: &str, pushes: &[StoredPush]) -> Result<Vec<(String, u64)>, ConnectorError> {
        let mut ids = Vec::new();
        for push in pushes {
            let opened = serde_json::from_slice::<Sealed>(&push.body).ok().and_then(|sealed| self.opened(&sealed.encrypt));
            let event = opened.ok_or_else(|| ConnectorError::Format {
                what: "push".to_owned(),
                place: format!("push {}", push.id),
                reason: "it cannot be opened with the secret of the settings".to_owned(),
            })?;
            if event["type"].as_str().and_then(stream_of) == Some(stream) {
                ids.extend(ids_in(&event).into_iter().map(|id| (id, push.id.unsigned_abs())));
            }
        }
        Ok(ids)
    }
}

/// Ids of the records that an event is about.
fn ids_in(event: &Value) -> Vec<String> {
    let mut ids = Vec::new();
    collect(event, DEPTH_MAX, &mut ids);
    ids.dedup();
    ids.truncate(IDS_MAX);
    ids
}

fn collect(value: &Value, depth: u32, ids: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        // Content comes as an object, or as the text of one.
        Value::String(text) if text.starts_with(['{', '[']) => {
            if let Ok(inner) = serde_json::from_str::<Value>(text) {
                collect(&inner, depth, ids);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth, ids)),
        Value::Object(members) => {
            for (name, member) in members {
                if IDS.contains(&name.as_str()) {
                    let each: Vec<&Value> = member.as_array().map_or_else(|| vec![member], |items| items.iter().collect());
                    ids.extend(each.into_iter().filter_map(id_text).filter(|id| is_id(id)));
                } else if INSIDE.contains(&name.as_str()) {
                    collect(member, depth, ids);
                }
            }
        }
        _ => {}
    }
}

fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_wherever_an_event_has_them() {
        for (event, expected) in [
            (json!({ "type": "x", "content": "{\"id\":1531204905066758145,\"code\":\"C1\"}" }), vec!["1531204905066758145"]),
            (json!({ "id": "7", "name": { "id": "no" } }), vec!["7"]),
            (json!({ "content": { "BILL_INFO": { "billId": 8 } } }), vec!["8"]),
            (json!({ "userObject": { "archives": [{ "id": 1 }, { "id": 2 }] } }), vec!["1", "2"]),
            (json!({ "ids": ["3", 4, null, "not an id"] }), vec!["3", "4"]),
            (json!({ "type": "CHECK_URL" }), vec![]),
        ] {
            assert_eq!(ids_in(&event), expected, "{event}");
        }
    }

    #[test]
    fn events_are_told_apart_by_their_types() {
        assert_eq!(stream_of("YXYBASEDOC_AA_MERCHANTLIST_STOP"), Some(MERCHANT));
        assert_eq!(stream_of("SALE_AUDITORDER_NOTIFY_SENT"), Some(ORDER));
        assert_eq!((stream_of("CHECK_URL"), stream_of("STAFF_ADD")), (None, None));
    }
}
