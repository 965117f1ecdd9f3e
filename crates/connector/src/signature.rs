//! Signatures of pushes: made and checked over the raw bytes, compared in constant time.
//!
//! [`StandardWebhook`] follows Standard Webhooks 1.0.0 (`v1` with HMAC-SHA256, `v1a` with Ed25519). The plain forms that
//! other vendors use are [`hmac_matches`] and [`secret_matches`]. Nothing here says why a signature is wrong.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use ring::{digest, hmac};

use crate::account::SecretText;
use crate::error::ConnectorError;
use crate::push::{PushRefused, PushRequest};

/// How far a time stamp may lie in the past or future unless a connection says otherwise.
pub const TOLERANCE: Duration = Duration::from_secs(300);
/// Signatures of one call that are looked at.
const SIGNATURES_MAX: usize = 16;

/// Which hash a plain HMAC uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HmacKind {
    /// HMAC-SHA256.
    Sha256,
    /// HMAC-SHA-1, which some vendors still sign with.
    Sha1,
}

/// How a plain HMAC is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Hexadecimal, in any case.
    Hex,
    /// Base64, with or without padding.
    Base64,
}

/// True when `given` is the HMAC of `parts`, one after the other. A prefix such as `sha256=` is the caller's to take off.
#[must_use]
pub fn hmac_matches(kind: HmacKind, written: Written, secret: &SecretText, parts: &[&[u8]], given: &str) -> bool {
    let tag = match written {
        Written::Hex => read_hex(given.trim()),
        Written::Base64 => read_base64(given.trim()),
    };
    let key = hmac::Key::new(algorithm(kind), secret.reveal().as_bytes());
    tag.is_some_and(|tag| hmac::verify(&key, &parts.concat(), &tag).is_ok())
}

/// The HMAC of `parts`, one after the other, as text.
#[must_use]
pub fn hmac_text(kind: HmacKind, written: Written, secret: &SecretText, parts: &[&[u8]]) -> String {
    let key = hmac::Key::new(algorithm(kind), secret.reveal().as_bytes());
    let tag = hmac::sign(&key, &parts.concat());
    match written {
        Written::Hex => hex(tag.as_ref()),
        Written::Base64 => STANDARD.encode(tag.as_ref()),
    }
}

fn algorithm(kind: HmacKind) -> hmac::Algorithm {
    match kind {
        HmacKind::Sha256 => hmac::HMAC_SHA256,
        HmacKind::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
    }
}

/// True when a shared token, an API key or a password that somebody sent is the expected one. An empty expectation matches
/// nothing. Keyed digests are compared, so that the time it takes does not tell where the two differ.
#[must_use]
pub fn secret_matches(expected: &SecretText, given: &str) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"rapport compares secrets");
    let tag = hmac::sign(&key, given.as_bytes());
    hmac::verify(&key, expected.reveal().as_bytes(), tag.as_ref()).is_ok() && !expected.is_empty()
}

/// True when `given` is the SHA-1 (hexadecimal) of the secret and `parts`, sorted as texts and put one after the other: how open platforms of
/// several Chinese vendors signed their first pushes, and some still do. Compared in constant time.
#[must_use]
pub fn sorted_digest_matches(secret: &SecretText, parts: &[&str], given: &str) -> bool {
    let mut all: Vec<&str> = parts.iter().copied().chain([secret.reveal()]).collect();
    all.sort_unstable();
    let made = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, all.concat().as_bytes());
    secret_matches(&SecretText::new(hex(made.as_ref())), &given.trim().to_ascii_lowercase()) && !secret.is_empty()
}

/// What tells repetitions of a push apart whose sender gives it no id: a digest of path, query, `time` and body.
#[must_use]
pub fn content_id(push: &PushRequest<'_>, time: &str) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    let query: Vec<String> = push.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    for part in [push.path.as_bytes(), query.join("&").as_bytes(), time.as_bytes(), push.body] {
        context.update(&(part.len() as u64).to_le_bytes());
        context.update(part);
    }
    hex(&context.finish().as_ref()[..16])
}

/// One key of Standard Webhooks.
enum Key {
    /// `whsec_…`: both sides know it.
    Shared(hmac::Key),
    /// `whpk_…`: checks only.
    Public(UnparsedPublicKey<Vec<u8>>),
    /// `whsk_…`: signs, and checks with its public half.
    Private(Box<Ed25519KeyPair>),
}

/// Signs and checks calls by Standard Webhooks 1.0.0. With several keys, all sign and any of them is good enough: how a key is
/// replaced.
pub struct StandardWebhook {
    keys: Vec<Key>,
    tolerance: Duration,
}

impl fmt::Debug for StandardWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StandardWebhook").finish_non_exhaustive()
    }
}

impl StandardWebhook {
    /// Reads keys: `whsec_` and base64 of 24 to 64 bytes (base64 alone does as well), `whpk_` and `whsk_` and base64 of an
    /// Ed25519 key (a private one as its 32 bytes, or followed by its public half).
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] when one of them is no such key, or there is none.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a SecretText>) -> Result<Self, ConnectorError> {
        let keys: Option<Vec<Key>> = secrets.into_iter().map(|secret| read_key(secret.reveal().trim())).collect();
        let keys = keys.filter(|keys| !keys.is_empty()).ok_or_else(|| ConnectorError::Setting {
            setting: "secret".to_owned(),
            reason: "this is not a secret of Standard Webhooks (whsec_ and base64)".to_owned(),
        })?;
        Ok(Self { keys, tolerance: TOLERANCE })
    }

    /// Takes another tolerance for time stamps: some senders keep the first one on every attempt.
    #[must_use]
    pub fn with_tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Checks a call and gives its id.
    ///
    /// # Errors
    /// [`PushRefused::Signature`], also for a missing or doubled header; [`PushRefused::Stale`] for a call that is signed well
    /// and too old or from the future.
    pub fn verify<'p>(&self, push: &'p PushRequest<'_>) -> Result<&'p str, PushRefused> {
        let header = |name| push.header(name).ok_or(PushRefused::Signature);
        let (id, time, given) = (header("webhook-id")?, header("webhook-timestamp")?, header("webhook-signature")?);
        let is_time = (1..=12).contains(&time.len()) && time.bytes().all(|byte| byte.is_ascii_digit());
        if id.is_empty() || !is_time {
            return Err(PushRefused::Signature);
        }
        let content = [id.as_bytes(), b".", time.as_bytes(), b".", push.body].concat();
        let mut is_good = false;
        for (version, signature) in given.split(' ').filter_map(|part| part.split_once(',')).take(SIGNATURES_MAX) {
            let Some(signature) = read_base64(signature) else { continue };
            for key in &self.keys {
                is_good |= key.verify(version, &content, &signature);
            }
        }
        if !is_good {
            return Err(PushRefused::Signature);
        }
        let sent_ms = time.parse::<i64>().map_err(|_| PushRefused::Signature)?.saturating_mul(1_000);
        let tolerance_ms = u64::try_from(self.tolerance.as_millis()).unwrap_or(u64::MAX);
        if push.received_ms.abs_diff(sent_ms) > tolerance_ms { Err(PushRefused::Stale) } else { Ok(id) }
    }

    /// The three headers of a call, for the very bytes of `body` that are then sent. `time_s` is the time of this attempt, in
    /// seconds.
    #[must_use]
    pub fn sign(&self, id: &str, time_s: i64, body: &[u8]) -> [(&'static str, String); 3] {
        let time = time_s.to_string();
        let content = [id.as_bytes(), b".", time.as_bytes(), b".", body].concat();
        let signatures: Vec<String> = self.keys.iter().filter_map(|key| key.sign(&content)).collect();
        [("webhook-id", id.to_owned()), ("webhook-timestamp", time), ("webhook-signature", signatures.join(" "))]
    }
}

impl Key {
    fn verify(&self, version: &str, content: &[u8], signature: &[u8]) -> bool {
        match (self, version) {
            (Self::Shared(key), "v1") => hmac::verify(key, content, signature).is_ok(),
            (Self::Public(key), "v1a") => key.verify(content, signature).is_ok(),
            (Self::Private(pair), "v1a") => UnparsedPublicKey::new(&ED25519, pair.public_key().as_ref()).verify(content, signature).is_ok(),
            (Self::Shared(_) | Self::Public(_) | Self::Private(_), _) => false,
        }
    }

    fn sign(&self, content: &[u8]) -> Option<String> {
        match self {
            Self::Shared(key) => Some(format!("v1,{}", STANDARD.encode(hmac::sign(key, content).as_ref()))),
            Self::Private(pair) => Some(format!("v1a,{}", STANDARD.encode(pair.sign(content).as_ref()))),
            Self::Public(_) => None,
        }
    }
}

fn read_key(text: &str) -> Option<Key> {
    if let Some(encoded) = text.strip_prefix("whpk_") {
        let bytes = read_base64(encoded).filter(|bytes| bytes.len() == 32)?;
        return Some(Key::Public(UnparsedPublicKey::new(&ED25519, bytes)));
    }
    if let Some(encoded) = text.strip_prefix("whsk_") {
        let bytes = read_base64(encoded)?;
        let pair = match bytes.len() {
            32 => Ed25519KeyPair::from_seed_unchecked(&bytes),
            64 => Ed25519KeyPair::from_seed_and_public_key(&bytes[..32], &bytes[32..]),
            _ => return None,
        };
        return Some(Key::Private(Box::new(pair.ok()?)));
    }
    let bytes = read_base64(text.strip_prefix("whsec_").unwrap_or(text)).filter(|bytes| (16..=128).contains(&bytes.len()))?;
    Some(Key::Shared(hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
}

fn read_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

fn read_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's reference libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIME: &str = "1614265330";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn headers(changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut headers = vec![("webhook-id", ID), ("webhook-timestamp", TIME), ("webhook-signature", SIGNATURE)];
        for (name, value) in changes {
            headers.retain(|(known, _)| known != name);
            if !value.is_empty() {
                headers.push((name, value));
            }
        }
        headers.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn hook(secrets: &[&str]) -> StandardWebhook {
        let secrets: Vec<SecretText> = secrets.iter().map(|secret| SecretText::new(*secret)).collect();
        StandardWebhook::new(&secrets).unwrap()
    }

    fn verify(hook: &StandardWebhook, headers: &[(String, String)], body: &[u8], received_ms: i64) -> Result<(), PushRefused> {
        hook.verify(&PushRequest { path: "", query: &[], headers, body, received_ms }).map(drop)
    }

    const NOW_MS: i64 = 1_614_265_330_000;

    #[test]
    fn the_specifications_example_is_accepted() {
        let hook = hook(&[SECRET]);
        assert_eq!(verify(&hook, &headers(&[]), BODY, NOW_MS), Ok(()));
        let signed = hook.sign(ID, 1_614_265_330, BODY);
        assert_eq!(signed[2], ("webhook-signature", SIGNATURE.to_owned()));
        let listed = format!("v2,xyz v1,AAAA {SIGNATURE}");
        assert_eq!(verify(&hook, &headers(&[("webhook-signature", &listed)]), BODY, NOW_MS), Ok(()), "any of several");
    }

    #[test]
    fn everything_else_is_refused() {
        let hook = hook(&[SECRET]);
        let cut = &SIGNATURE[..20];
        for change in [
            ("webhook-id", "msg_other"),
            ("webhook-id", ""),
            ("webhook-timestamp", "1614265331"),
            ("webhook-timestamp", "1614265330 "),
            ("webhook-timestamp", "+1614265330"),
            ("webhook-timestamp", ""),
            ("webhook-signature", ""),
            ("webhook-signature", cut),
            ("webhook-signature", "v1,"),
            ("webhook-signature", "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ("webhook-signature", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ] {
            assert_eq!(verify(&hook, &headers(&[change]), BODY, NOW_MS), Err(PushRefused::Signature), "{change:?}");
        }
        let mut doubled = headers(&[]);
        doubled.push(("webhook-signature".to_owned(), SIGNATURE.to_owned()));
        assert_eq!(verify(&hook, &doubled, BODY, NOW_MS), Err(PushRefused::Signature));
        assert_eq!(verify(&hook, &headers(&[]), br#"{"test":2432232314}"#, NOW_MS), Err(PushRefused::Signature));
        assert_eq!(
            verify(&self::hook(&["whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]), &headers(&[]), BODY, NOW_MS),
            Err(PushRefused::Signature)
        );
        for received_ms in [NOW_MS + 300_001, NOW_MS - 300_001, 0, i64::MAX, i64::MIN] {
            assert_eq!(verify(&hook, &headers(&[]), BODY, received_ms), Err(PushRefused::Stale), "{received_ms}");
        }
        assert_eq!(verify(&hook, &headers(&[]), BODY, NOW_MS + 300_000), Ok(()));
        let patient = self::hook(&[SECRET]).with_tolerance(Duration::from_secs(86_400));
        assert_eq!(verify(&patient, &headers(&[]), BODY, NOW_MS + 3_600_000), Ok(()));
    }

    #[test]
    fn keys_are_replaced_while_both_are_good() {
        let (old, new) = (SECRET, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        let both = hook(&[new, old]);
        assert_eq!(verify(&both, &headers(&[]), BODY, NOW_MS), Ok(()));
        let signed = both.sign(ID, 1_614_265_330, BODY);
        let signed: Vec<(String, String)> = signed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        for key in [old, new] {
            assert_eq!(verify(&hook(&[key]), &signed, BODY, NOW_MS), Ok(()));
        }
    }

    #[test]
    fn pairs_of_keys_sign_and_check() {
        // RFC 8032, section 7.1, test 1: seed and public key.
        let seed = read_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").unwrap();
        let public = read_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a").unwrap();
        let (private, public) = (format!("whsk_{}", STANDARD.encode(seed)), format!("whpk_{}", STANDARD.encode(public)));
        let signed = hook(&[&private]).sign(ID, 1_614_265_330, BODY);
        let signed: Vec<(String, String)> = signed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert!(signed[2].1.starts_with("v1a,"));
        for key in [&private, &public] {
            assert_eq!(verify(&hook(&[key]), &signed, BODY, NOW_MS), Ok(()));
        }
        assert_eq!(verify(&hook(&[&public]), &signed, b"{}", NOW_MS), Err(PushRefused::Signature));
        for wrong in ["", "whsec_", "whsec_AAAA", "whpk_AAAA", "whsk_AAAA", "not base64 at all!"] {
            assert!(StandardWebhook::new([&SecretText::new(wrong)]).is_err(), "{wrong}");
        }
        assert!(StandardWebhook::new([]).is_err());
    }

    #[test]
    fn plain_hmacs_are_those_of_the_standards() {
        // RFC 4231, test case 2, and RFC 2202, test case 2 for SHA-1.
        let key = SecretText::new("Jefe");
        let parts: [&[u8]; 2] = [b"what do ya want ", b"for nothing?"];
        let sha256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let sha1 = "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
        assert_eq!(hmac_text(HmacKind::Sha256, Written::Hex, &key, &parts), sha256);
        assert!(hmac_matches(HmacKind::Sha256, Written::Hex, &key, &parts, &sha256.to_uppercase()));
        assert!(hmac_matches(HmacKind::Sha1, Written::Hex, &key, &parts, sha1));
        let encoded = STANDARD.encode(read_hex(sha256).unwrap());
        assert!(hmac_matches(HmacKind::Sha256, Written::Base64, &key, &parts, &encoded));
        assert!(hmac_matches(HmacKind::Sha256, Written::Base64, &key, &parts, encoded.trim_end_matches('=')));
        for wrong in ["", "00", sha1, &sha256[1..], &sha256[2..], "zz", "é"] {
            assert!(!hmac_matches(HmacKind::Sha256, Written::Hex, &key, &parts, wrong), "{wrong}");
        }
        assert!(!hmac_matches(HmacKind::Sha256, Written::Hex, &SecretText::new("jefe"), &parts, sha256));
    }

    #[test]
    fn shared_tokens_match_exactly() {
        let token = SecretText::new("token-1");
        for (given, good) in [("token-1", true), ("token-2", false), ("token-1 ", false), ("token-", false), ("", false)] {
            assert_eq!(secret_matches(&token, given), good, "{given}");
        }
        assert!(!secret_matches(&SecretText::new(""), ""), "a missing secret opens nothing");
    }

    #[test]
    fn ids_made_of_content_differ_where_the_content_does() {
        let push = |path, body| PushRequest { path, query: &[], headers: &[], body, received_ms: 0 };
        let id = content_id(&push("a", b"b"), "1");
        assert_eq!(id, content_id(&push("a", b"b"), "1"));
        for other in [content_id(&push("ab", b""), "1"), content_id(&push("a", b"b"), "2"), content_id(&push("a", b"c"), "1")] {
            assert_ne!(id, other);
        }
    }
}
