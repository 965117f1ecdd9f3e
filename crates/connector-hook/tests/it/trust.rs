//! Who may call, by every scheme: each way to write a signature, two secrets while one replaces the other, and everybody else.

use std::sync::Arc;
use std::time::Duration;

use connector::conformance::{Stand, Time};
use connector::signature::{HmacKind, StandardWebhook, Written, hmac_text};
use connector::{Account, Connector, PushRefused, PushRequest, SecretText};
use connector_hook::Hook;
use serde_json::{Value, json};

use crate::desk::SECRET;

const NEXT: &str = "whsec_dGhlLW5leHQtb25lLW9mLTI0LWJ5dGVz";
const OTHER: &str = "whsec_c29tZWJvZHktZWxzZXMtMjQtYnl0ZXMt";
const BODY: &[u8] = r#"{"id":"7","name":"张伟"}"#.as_bytes();
const NOW_MS: i64 = 1_767_600_000_000;

/// A hook that takes the secret that is there and the one that replaces it.
fn hook(settings: Value) -> Box<dyn Account> {
    let stand = Stand::new(&Arc::new(Time::at(NOW_MS))).expect("surroundings");
    let both = format!("{SECRET}\n {NEXT} \n\n");
    Hook.connect(stand.context(settings, &Value::Null, &[("secret", &both)]).expect("settings")).expect("a hook")
}

/// A call as the server hands it over: names of headers in small letters.
fn call(hook: &dyn Account, query: &[(&str, &str)], headers: &[(&str, String)], body: &[u8], at_ms: i64) -> Result<String, PushRefused> {
    let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_ascii_lowercase(), (*value).to_owned())).collect()
    };
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let push = PushRequest { path: "", query: &owned(query), headers: &owned(&headers), body, received_ms: at_ms };
    hook.accept_push(&push).map(|accepted| {
        assert!(accepted.keep && accepted.reply.status < 300, "{accepted:?}");
        accepted.delivery_id
    })
}

#[test]
fn a_digest_is_taken_in_every_spelling_by_either_secret_and_no_other() {
    for (name, kind) in [("hmac_sha256", HmacKind::Sha256), ("hmac_sha1", HmacKind::Sha1)] {
        for (header, prefix) in [("", ""), ("X-Hub-Signature", "sha="), ("X-Signature-V2", "v1:")] {
            let hook = hook(json!({"signature": name, "signature_name": header, "signature_prefix": prefix}));
            let header = if header.is_empty() { "X-Signature" } else { header };
            let sent = |text: String| call(hook.as_ref(), &[], &[(header, text)], BODY, NOW_MS);
            for secret in [SECRET, NEXT] {
                for written in [Written::Hex, Written::Base64] {
                    let digest = hmac_text(kind, written, &SecretText::new(secret), &[BODY]);
                    assert!(sent(format!("{prefix}{digest}")).is_ok(), "{name} {header} {prefix}");
                    let upper = if matches!(written, Written::Hex) { digest.to_uppercase() } else { digest.clone() };
                    assert!(sent(format!("{prefix}{upper}")).is_ok());
                    if !prefix.is_empty() {
                        assert_eq!(sent(digest.clone()), Err(PushRefused::Signature), "without its prefix");
                    }
                    let changed = call(hook.as_ref(), &[], &[(header, format!("{prefix}{digest}"))], b"{}", NOW_MS);
                    assert_eq!(changed, Err(PushRefused::Signature), "of another body");
                    let in_query = call(hook.as_ref(), &[(header, &format!("{prefix}{digest}"))], &[], BODY, NOW_MS);
                    assert_eq!(in_query, Err(PushRefused::Signature), "a digest is looked for in the header alone");
                }
            }
            let other = if kind == HmacKind::Sha1 { HmacKind::Sha256 } else { HmacKind::Sha1 };
            for (kind, secret) in [(kind, OTHER), (other, SECRET)] {
                let digest = hmac_text(kind, Written::Hex, &SecretText::new(secret), &[BODY]);
                assert_eq!(sent(format!("{prefix}{digest}")), Err(PushRefused::Signature));
            }
            for nothing in ["", prefix, "0"] {
                assert_eq!(sent(nothing.to_owned()), Err(PushRefused::Signature), "{nothing:?}");
            }
            assert_eq!(call(hook.as_ref(), &[], &[], BODY, NOW_MS), Err(PushRefused::Signature));
        }
    }
}

#[test]
fn a_token_is_taken_from_header_parameter_or_bearer() {
    let bearer = hook(json!({"signature": "token"}));
    let named = hook(json!({"signature": "token", "signature_name": "X-Token", "signature_prefix": "Key "}));
    let header = |hook: &dyn Account, name: &str, value: &str| call(hook, &[], &[(name, value.to_owned())], BODY, NOW_MS);
    for secret in [SECRET, NEXT] {
        assert!(header(bearer.as_ref(), "Authorization", &format!("Bearer {secret}")).is_ok());
        assert!(header(bearer.as_ref(), "Authorization", secret).is_ok(), "senders that let the word out");
        assert!(header(named.as_ref(), "X-Token", &format!("Key {secret}")).is_ok());
        assert!(call(named.as_ref(), &[("x-token", &format!("Key {secret}"))], &[], BODY, NOW_MS).is_ok());
        assert_eq!(header(named.as_ref(), "X-Token", secret), Err(PushRefused::Signature), "without its prefix");
        assert_eq!(header(named.as_ref(), "X-Token", &format!("Bearer {secret}")), Err(PushRefused::Signature));
        assert_eq!(header(named.as_ref(), "X-Other", &format!("Key {secret}")), Err(PushRefused::Signature));
    }
    for wrong in ["", "Bearer ", "Bearer x", OTHER, &format!("Bearer {OTHER}"), &format!("{SECRET}{NEXT}"), &format!("{SECRET}\n{NEXT}")] {
        assert_eq!(header(bearer.as_ref(), "Authorization", wrong), Err(PushRefused::Signature), "{wrong:?}");
    }
    let twice = [("Authorization", format!("Bearer {SECRET}")), ("Authorization", format!("Bearer {SECRET}"))];
    assert_eq!(call(bearer.as_ref(), &[], &twice, BODY, NOW_MS), Err(PushRefused::Signature));
}

#[test]
fn standard_webhooks_are_taken_by_either_secret_for_four_days() {
    let hook = hook(json!({"signature": "standard_webhooks"}));
    let signed = |secret: &str, at_ms: i64| {
        let headers = StandardWebhook::new([&SecretText::new(secret)]).expect("a secret").sign("msg_7", at_ms / 1_000, BODY);
        call(hook.as_ref(), &[], &headers, BODY, NOW_MS)
    };
    let day = i64::try_from(Duration::from_secs(86_400).as_millis()).expect("small");
    assert_eq!(signed(SECRET, NOW_MS), Ok("msg_7".to_owned()));
    assert_eq!(signed(NEXT, NOW_MS - 4 * day), Ok("msg_7".to_owned()), "some keep the first time on every attempt");
    assert_eq!(signed(SECRET, NOW_MS - 4 * day - 1_000), Err(PushRefused::Stale));
    assert_eq!(signed(SECRET, NOW_MS + 4 * day + 1_000), Err(PushRefused::Stale));
    assert_eq!(signed(OTHER, NOW_MS), Err(PushRefused::Signature));
}

#[test]
fn a_call_is_known_again_by_its_id_its_time_of_change_or_its_content() {
    let id = |hook: &dyn Account, delivery: Option<&str>, body: &[u8], at_ms: i64| {
        let delivery = delivery.map(|id| ("X-Delivery", id.to_owned()));
        let headers: Vec<_> = delivery.into_iter().chain([("Authorization", format!("Bearer {SECRET}"))]).collect();
        call(hook, &[], &headers, body, at_ms).expect("good")
    };
    let minute = 60_000;
    let by_header = hook(json!({"signature": "token", "delivery_header": "X-Delivery"}));
    assert_eq!(id(by_header.as_ref(), Some("d1"), BODY, NOW_MS), "d1");
    assert_eq!(id(by_header.as_ref(), Some("d1"), b"{}", NOW_MS + 5 * minute), "d1");
    assert_eq!(id(by_header.as_ref(), None, BODY, NOW_MS), id(by_header.as_ref(), None, BODY, NOW_MS + 1));

    // Without a time of change the same content is news again after a minute: the record may be again what it was.
    let plain = hook(json!({"signature": "token"}));
    assert_eq!(id(plain.as_ref(), None, BODY, NOW_MS), id(plain.as_ref(), None, BODY, NOW_MS + 59_999));
    assert_ne!(id(plain.as_ref(), None, BODY, NOW_MS), id(plain.as_ref(), None, BODY, NOW_MS + minute));
    assert_ne!(id(plain.as_ref(), None, BODY, NOW_MS), id(plain.as_ref(), None, br#"{"id":"8"}"#, NOW_MS));
    let versioned = hook(json!({"signature": "token", "version": "changed_at"}));
    assert_eq!(id(versioned.as_ref(), None, BODY, NOW_MS), id(versioned.as_ref(), None, BODY, NOW_MS + 1_000 * minute));
}

#[test]
fn secrets_that_are_none_are_refused_when_the_hook_is_set_up() {
    let stand = Stand::new(&Arc::new(Time::at(NOW_MS))).expect("surroundings");
    for (signature, secret) in
        [("standard_webhooks", "short"), ("standard_webhooks", ""), ("hmac_sha256", ""), ("token", ""), ("sha512", SECRET)]
    {
        let context = stand.context(json!({"signature": signature}), &Value::Null, &[("secret", secret)]).expect("settings");
        assert!(Hook.connect(context).is_err(), "{signature} {secret:?}");
    }
}
