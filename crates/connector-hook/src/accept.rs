//! Who may call: checked over the raw bytes, in constant time.

use std::time::Duration;

use connector::signature::{HmacKind, StandardWebhook, Written, content_id, hmac_matches, secret_matches};
use connector::{ConnectContext, ConnectorError, PushRefused, PushRequest, SecretText};

/// Secrets taken at the same time.
const SECRETS_MAX: usize = 4;
/// How old a call of Standard Webhooks may be: some senders keep the first time on every attempt.
const TOLERANCE: Duration = Duration::from_secs(4 * 86_400);

/// Within so long, from a full minute on, the same content counts as one call (ms).
const REPEATED_WITHIN_MS: i64 = 60_000;

/// How callers are told from strangers.
pub(crate) enum Trust {
    Standard(StandardWebhook),
    Hmac { kind: HmacKind, header: String, prefix: String, secrets: Vec<SecretText> },
    Token { name: String, prefix: String, secrets: Vec<SecretText> },
    Address,
}

impl Trust {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let secrets = || -> Result<Vec<SecretText>, ConnectorError> {
            let lines = context.secret("secret")?.reveal().lines().map(str::trim).filter(|line| !line.is_empty());
            Ok(lines.take(SECRETS_MAX).map(SecretText::new).collect())
        };
        let name = |default: &str| context.text("signature_name").unwrap_or(default).to_ascii_lowercase();
        let prefix = context.text("signature_prefix").unwrap_or_default().to_owned();
        match context.text("signature").unwrap_or("standard_webhooks") {
            "standard_webhooks" => Ok(Self::Standard(StandardWebhook::new(&secrets()?)?.with_tolerance(TOLERANCE))),
            "hmac_sha256" => Ok(Self::Hmac { kind: HmacKind::Sha256, header: name("x-signature"), prefix, secrets: secrets()? }),
            "hmac_sha1" => Ok(Self::Hmac { kind: HmacKind::Sha1, header: name("x-signature"), prefix, secrets: secrets()? }),
            "token" => Ok(Self::Token { name: name("authorization"), prefix, secrets: secrets()? }),
            "none" => Ok(Self::Address),
            other => Err(ConnectorError::Setting {
                setting: "signature".to_owned(),
                reason: format!("{other:?} is not offered; write standard_webhooks, hmac_sha256, hmac_sha1, token or none"),
            }),
        }
    }

    /// Checks a call; gives its id where the scheme has one.
    pub fn check(&self, push: &PushRequest<'_>) -> Result<Option<String>, PushRefused> {
        let is_good = match self {
            Self::Standard(hook) => return hook.verify(push).map(|id| Some(id.to_owned())),
            Self::Address => true,
            Self::Hmac { kind, header, prefix, secrets } => {
                let given = push.header(header).ok_or(PushRefused::Signature)?;
                let given = given.strip_prefix(prefix.as_str()).ok_or(PushRefused::Signature)?;
                let matches = |secret: &SecretText| {
                    hmac_matches(*kind, Written::Hex, secret, &[push.body], given)
                        | hmac_matches(*kind, Written::Base64, secret, &[push.body], given)
                };
                secrets.iter().fold(false, |good, secret| good | matches(secret))
            }
            Self::Token { name, prefix, secrets } => {
                let given = push.header(name).or_else(|| push.parameter(name)).ok_or(PushRefused::Signature)?;
                let bearer = given.strip_prefix("Bearer ").filter(|_| prefix.is_empty());
                let given = match bearer {
                    Some(token) => token,
                    None => given.strip_prefix(prefix.as_str()).ok_or(PushRefused::Signature)?.trim(),
                };
                secrets.iter().fold(false, |good, secret| good | secret_matches(secret, given))
            }
        };
        if is_good { Ok(None) } else { Err(PushRefused::Signature) }
    }
}

/// What tells repetitions apart: the scheme's id, the header of the settings, else the content. A call that tells no time of change
/// may mean that its record is again as it was: then the same content is a repetition within a minute only.
pub(crate) fn delivery_id(push: &PushRequest<'_>, of_scheme: Option<String>, header: Option<&str>, has_version: bool) -> String {
    let of_header = || header.and_then(|header| push.header(&header.to_ascii_lowercase())).map(str::to_owned);
    let minute = || if has_version { String::new() } else { (push.received_ms / REPEATED_WITHIN_MS).to_string() };
    of_scheme.or_else(of_header).filter(|id| !id.is_empty() && id.len() <= 500).unwrap_or_else(|| content_id(push, &minute()))
}
