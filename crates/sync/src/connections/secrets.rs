//! Secrets at rest: each encrypted by itself and bound to its place, so that a text moved to another connection or setting
//! opens nowhere.

use std::collections::BTreeMap;

use connector::{SecretText, Token};
use serde::{Deserialize, Serialize};

use super::ConnectionError;

/// Why the vault did not encrypt or decrypt.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct VaultError(pub String);

/// Encrypts texts with the key of the installation.
pub trait Vault: Send + Sync {
    /// Encrypts `secret`, bound to `place`.
    ///
    /// # Errors
    /// [`VaultError`] without a key or without randomness.
    fn seal(&self, place: &str, secret: &SecretText) -> Result<String, VaultError>;

    /// Decrypts what [`Vault::seal`] gave for the same place.
    ///
    /// # Errors
    /// [`VaultError`] for another key, another place or a changed text.
    fn open(&self, place: &str, sealed: &str) -> Result<SecretText, VaultError>;
}

/// The vault of an installation that has no key: nothing can be kept.
pub struct NoVault;

impl Vault for NoVault {
    fn seal(&self, _: &str, _: &SecretText) -> Result<String, VaultError> {
        Err(VaultError("this installation has no key for secrets".to_owned()))
    }

    fn open(&self, _: &str, _: &str) -> Result<SecretText, VaultError> {
        Err(VaultError("this installation has no key for secrets".to_owned()))
    }
}

/// Encrypted secrets by setting name, as stored.
pub(crate) type Sealed = BTreeMap<String, String>;

/// Reads the stored text; empty text is no secrets.
pub(crate) fn read(text: &str) -> Result<Sealed, ConnectionError> {
    if text.is_empty() {
        return Ok(Sealed::new());
    }
    serde_json::from_str(text).map_err(|_| store::StoreError::Damaged("secrets of a connection").into())
}

/// The stored text.
pub(crate) fn write(sealed: &Sealed) -> String {
    serde_json::to_string(sealed).unwrap_or_default()
}

/// Begins the names of what is kept beside the secrets in use: a setting is snake_case.
const BESIDE: char = '~';
/// Until when the secrets before count for calls of the other system, in ms.
const UNTIL: &str = "~until";

/// Names of the secrets in use.
pub(super) fn names(sealed: &Sealed) -> impl Iterator<Item = &String> {
    sealed.keys().filter(|name| !name.starts_with(BESIDE))
}

/// Puts the secrets of `before` that are others now beside those in use, until `until_ms`; forgets what was beside them.
pub(super) fn keep_before(sealed: &mut Sealed, before: &Sealed, until_ms: i64) {
    forget_before(sealed);
    let changed = before.iter().filter(|(name, text)| !name.starts_with(BESIDE) && sealed.get(*name).is_some_and(|now| now != *text));
    let kept: Vec<(String, String)> = changed.map(|(name, text)| (format!("{BESIDE}{name}"), text.clone())).collect();
    if !kept.is_empty() {
        sealed.extend(kept);
        sealed.insert(UNTIL.to_owned(), until_ms.to_string());
    }
}

/// Forgets the secrets before.
pub(super) fn forget_before(sealed: &mut Sealed) {
    sealed.retain(|name, _| !name.starts_with(BESIDE));
}

/// Until when the secrets before count, where there are some.
pub(super) fn until(sealed: &Sealed) -> Option<i64> {
    sealed.get(UNTIL)?.parse().ok()
}

/// The secrets as they were, decrypted, while they count at `now_ms`.
pub(super) fn open_before(
    vault: &dyn Vault,
    connection: i64,
    sealed: &Sealed,
    now_ms: i64,
) -> Result<Option<BTreeMap<String, SecretText>>, VaultError> {
    if until(sealed).is_none_or(|until_ms| until_ms <= now_ms) {
        return Ok(None);
    }
    let mut opened = open_all(vault, connection, sealed)?;
    for (name, text) in sealed {
        if let Some(setting) = name.strip_prefix(BESIDE).filter(|_| name != UNTIL) {
            opened.insert(setting.to_owned(), vault.open(&place(connection, setting), text)?);
        }
    }
    Ok(Some(opened))
}

pub(super) fn seal(vault: &dyn Vault, connection: i64, setting: &str, secret: &SecretText) -> Result<String, VaultError> {
    vault.seal(&place(connection, setting), secret)
}

/// All secrets of a connection in use, decrypted.
pub(super) fn open_all(vault: &dyn Vault, connection: i64, sealed: &Sealed) -> Result<BTreeMap<String, SecretText>, VaultError> {
    let in_use = sealed.iter().filter(|(setting, _)| !setting.starts_with(BESIDE));
    in_use.map(|(setting, text)| Ok((setting.clone(), vault.open(&place(connection, setting), text)?))).collect()
}

/// A setting is snake_case, so the token's place cannot be one of a setting.
fn place(connection: i64, setting: &str) -> String {
    format!("connection/{connection}/{setting}")
}

const TOKEN: &str = "-token";

#[derive(Serialize, Deserialize)]
struct TokenText {
    access: String,
    refresh: String,
    expires_ms: Option<i64>,
    extra: BTreeMap<String, String>,
}

pub(super) fn seal_token(vault: &dyn Vault, connection: i64, token: &Token) -> Result<String, VaultError> {
    let text = TokenText {
        access: token.access.reveal().to_owned(),
        refresh: token.refresh.reveal().to_owned(),
        expires_ms: token.expires_ms,
        extra: token.extra.clone(),
    };
    let text = SecretText::new(serde_json::to_string(&text).map_err(|_| VaultError("a token cannot be written down".to_owned()))?);
    seal(vault, connection, TOKEN, &text)
}

pub(super) fn open_token(vault: &dyn Vault, connection: i64, sealed: &str) -> Result<Token, VaultError> {
    let text = vault.open(&place(connection, TOKEN), sealed)?;
    let read: TokenText = serde_json::from_str(text.reveal()).map_err(|_| VaultError("a stored token does not read".to_owned()))?;
    Ok(Token {
        access: SecretText::new(read.access),
        refresh: SecretText::new(read.refresh),
        expires_ms: read.expires_ms,
        extra: read.extra,
    })
}
