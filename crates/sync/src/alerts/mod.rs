//! Alerts leave the house: the ways by which people are told that a sync does not do what was promised of it, and that it does again.
//!
//! Promises:
//! - One notice for each alert and channel when it begins and one when it is over, noted in the transaction that opens or closes the
//!   alert. A channel is told of the end of what it was told the beginning of, and of nothing that began before it.
//! - A notice that does not arrive is tried again with growing gaps, ten times at most. A repetition carries the same id.
//! - A notice holds names of syncs, times and counts; never a value of a customer, and no text that another system wrote.
//! - Secrets are encrypted at rest and never shown again; where the place that they are for changes, they go. A channel that a file
//!   describes may wait for its secret: what is due by it is tried again, and goes out once the secret is there.
//! - A message by a messenger is written through a connection, whose secrets stay there. None can be asked whether it arrived: one that got
//!   no answer is given up, not repeated ([0028](../../../../docs/adr/0028-messengers-are-connections.md)).

mod described;
mod link;
mod notice;
mod send;
mod settings;
mod tell;
mod through;

use std::collections::{BTreeMap, BTreeSet};

use connector::{ConnectorError, SecretText};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{AlertChannelRow, AlertRow, IdKind, Session, StoreError};

use crate::connections::{Sealed, VaultError, read_sealed, same_name, write_sealed};
use crate::tasks::Tasks;
pub(crate) use described::describe;
pub use link::{PublicUrl, PublicUrlError};
use settings::Settings;
pub(crate) use tell::{tell_beginning, tell_end};
pub(crate) use through::channels_through;
use through::check_connection;

/// Channels of an installation.
pub const CHANNELS_MAX: usize = 20;
/// Most characters of a name.
const NAME_CHARS_MAX: usize = 100;
/// Most characters of a secret.
const SECRET_CHARS_MAX: usize = 1_000;

/// Why a channel was refused.
#[derive(Debug, thiserror::Error)]
pub enum AlertError {
    /// No such channel.
    #[error("there is no alert channel {0}")]
    NotFound(String),
    /// Empty, or longer than 100 characters.
    #[error("a name has 1 to 100 characters, none of them a control character")]
    Name,
    /// Another channel has this name, whatever the case.
    #[error("another alert channel is called {0:?}")]
    NameTaken(String),
    /// There are 20 already.
    #[error("an installation has at most {CHANNELS_MAX} alert channels")]
    TooMany,
    /// A setting or secret that does not fit.
    #[error("setting {setting}: {reason}")]
    Setting {
        /// Its name.
        setting: String,
        /// What is wrong, one line.
        reason: String,
    },
    /// Somebody else changed it: read again.
    #[error("the channel was changed meanwhile; it has version {found} now")]
    VersionMismatch {
        /// Version it has.
        found: i64,
    },
    /// Secrets cannot be encrypted or read.
    #[error("secrets cannot be kept or read")]
    Vault(#[from] VaultError),
    /// The other side did not take a notice.
    #[error(transparent)]
    Connector(#[from] ConnectorError),
    /// What is stored of connections or of the network cannot be used.
    #[error(transparent)]
    Connection(#[from] crate::connections::ConnectionError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AlertError {
    fn setting(setting: &str, reason: impl Into<String>) -> Self {
        Self::Setting { setting: setting.to_owned(), reason: reason.into() }
    }
}

/// By what a channel sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// A call with JSON, signed as Standard Webhooks say.
    Webhook,
    /// A message by SMTP.
    Email,
    /// A message through a connection of a messenger.
    Message,
}

impl ChannelKind {
    /// As it is written and stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Email => "email",
            Self::Message => "message",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Webhook, Self::Email, Self::Message].into_iter().find(|kind| kind.name() == name)
    }

    /// The one secret that such a channel knows; none where another thing has it.
    #[must_use]
    pub fn secret(self) -> Option<&'static str> {
        match self {
            Self::Webhook => Some("secret"),
            Self::Email => Some("password"),
            Self::Message => None,
        }
    }
}

/// The language of what is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelLanguage {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl ChannelLanguage {
    /// As it is written and stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::En, Self::Zh].into_iter().find(|language| language.name() == name)
    }
}

/// A channel as people see it.
#[derive(Clone, Debug)]
pub struct AlertChannel {
    /// Id.
    pub id: i64,
    /// Shown name.
    pub name: String,
    /// By what it sends.
    pub kind: ChannelKind,
    /// False while nothing goes out by it.
    pub is_on: bool,
    /// Language of what is sent.
    pub language: ChannelLanguage,
    /// Settings that are not secret.
    pub settings: Map<String, Value>,
    /// Names of the secrets that are set.
    pub secrets: BTreeSet<String>,
    /// The secret without which nothing goes out by it, where that is not set.
    pub missing_secret: Option<&'static str>,
    /// How the last sending went.
    pub last: Option<LastSending>,
    /// Raised with each change.
    pub version: i64,
    /// When it was made (ms).
    pub created_ms: i64,
    /// When it last changed (ms).
    pub updated_ms: i64,
}

/// How the last sending by a channel went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSending {
    /// When (ms).
    pub at_ms: i64,
    /// Why it failed; empty when it went well.
    #[serde(default)]
    pub reason: String,
}

/// A new channel.
#[derive(Clone, Debug)]
pub struct ChannelDraft {
    /// Shown name; unique without regard to case.
    pub name: String,
    /// By what it sends.
    pub kind: ChannelKind,
    /// False to begin with nothing going out.
    pub is_on: bool,
    /// Language of what is sent.
    pub language: ChannelLanguage,
    /// Settings that are not secret.
    pub settings: Map<String, Value>,
    /// Secrets by name.
    pub secrets: BTreeMap<String, SecretText>,
}

/// What is to change; everything else stays.
#[derive(Clone, Debug, Default)]
pub struct ChannelPatch {
    /// New name.
    pub name: Option<String>,
    /// Whether anything goes out.
    pub is_on: Option<bool>,
    /// New language.
    pub language: Option<ChannelLanguage>,
    /// Settings to set; `null` takes one away.
    pub settings: Map<String, Value>,
    /// Secrets to set; `None` takes one away.
    pub secrets: BTreeMap<String, Option<SecretText>>,
}

/// The channels of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Alerts {
    tasks: Tasks,
    /// Where people reach the web app; notices carry no link without.
    public_url: Option<PublicUrl>,
}

impl Alerts {
    /// Over the syncs and connections of an installation: their vault, their client and their names.
    #[must_use]
    pub fn new(tasks: Tasks) -> Self {
        Self { tasks, public_url: None }
    }

    /// The same with notices that link to the screen that shows the matter.
    #[must_use]
    pub fn linking(self, public_url: Option<PublicUrl>) -> Self {
        Self { public_url, ..self }
    }

    /// All channels, by id.
    ///
    /// # Errors
    /// Store errors.
    pub fn list(&self) -> Result<Vec<AlertChannel>, AlertError> {
        self.store().read(|session| session.alert_channels())?.into_iter().map(AlertChannel::from_row).collect()
    }

    /// One channel.
    ///
    /// # Errors
    /// [`AlertError::NotFound`], store errors.
    pub fn get(&self, id: i64) -> Result<AlertChannel, AlertError> {
        self.row(id).and_then(AlertChannel::from_row)
    }

    /// The channel with this name, whatever its case.
    ///
    /// # Errors
    /// [`AlertError::NotFound`], store errors.
    pub fn by_name(&self, name: &str) -> Result<AlertChannel, AlertError> {
        let found = self.list()?.into_iter().find(|channel| same_name(&channel.name, name));
        found.ok_or_else(|| AlertError::NotFound(name.chars().take(NAME_CHARS_MAX).collect()))
    }

    /// Makes a channel. Sends nothing.
    ///
    /// # Errors
    /// [`AlertError`] naming what does not fit; store errors.
    pub fn create(&self, draft: ChannelDraft) -> Result<AlertChannel, AlertError> {
        self.make(draft, Secrets::AreThere)
    }

    /// As [`Alerts::create`] for a channel whose secret may follow.
    ///
    /// # Errors
    /// As [`Alerts::create`].
    pub(crate) fn create_waiting(&self, draft: ChannelDraft) -> Result<AlertChannel, AlertError> {
        self.make(draft, Secrets::MayFollow)
    }

    fn make(&self, draft: ChannelDraft, needed: Secrets) -> Result<AlertChannel, AlertError> {
        let name = check_name(&draft.name)?;
        let settings = Settings::read(draft.kind, &self.with_connection(draft.kind, without_null(draft.settings))?)?;
        let secrets = draft.secrets.into_iter().map(|(name, secret)| (name, Some(secret))).collect();
        check_secrets(draft.kind, &secrets)?;
        let vault = self.vault();
        let row = self.store().write(move |session| {
            // The counter is locked until the end, so that of two nodes the second sees the first one's name.
            let id = session.allocate_ids(IdKind::AlertChannel, 1)?;
            check_taken(session, &name, id)?;
            check_connection(session, &settings)?;
            let mut sealed = Sealed::new();
            seal(vault.as_ref(), id, &secrets, &mut sealed)?;
            needed.check(&settings, &sealed)?;
            let now_ms = session.now_ms();
            let row = AlertChannelRow {
                id,
                name: name.clone(),
                kind: draft.kind.name().to_owned(),
                is_on: draft.is_on,
                language: draft.language.name().to_owned(),
                settings: settings.to_text(),
                secrets: write_sealed(&sealed),
                version: 1,
                last: String::new(),
                created_ms: now_ms,
                updated_ms: now_ms,
            };
            session.alert_channel_save(&row)?;
            Ok::<_, AlertError>(row)
        })?;
        AlertChannel::from_row(row)
    }

    /// Changes a channel. When the host that it sends to changes, a secret that is not given anew goes. What was on its way is
    /// tried again at once, and forgotten when the channel is switched off.
    ///
    /// # Errors
    /// [`AlertError::VersionMismatch`] when `expected_version` is not the version it has; others as [`Alerts::create`].
    pub fn change(&self, id: i64, expected_version: Option<i64>, patch: ChannelPatch) -> Result<AlertChannel, AlertError> {
        self.alter(id, expected_version, patch, Secrets::AreThere)
    }

    /// As [`Alerts::change`] for a channel whose secret may follow.
    ///
    /// # Errors
    /// As [`Alerts::change`].
    pub(crate) fn change_waiting(&self, id: i64, expected_version: i64, patch: ChannelPatch) -> Result<AlertChannel, AlertError> {
        self.alter(id, Some(expected_version), patch, Secrets::MayFollow)
    }

    fn alter(&self, id: i64, expected_version: Option<i64>, patch: ChannelPatch, needed: Secrets) -> Result<AlertChannel, AlertError> {
        let vault = self.vault();
        let name = patch.name.as_deref().map(check_name).transpose()?;
        let patch = ChannelPatch { settings: self.with_connection(kind_of(&self.row(id)?)?, patch.settings)?, ..patch };
        let row = self.store().write(move |session| {
            // Keeps other nodes from changing it, or from taking the same name, now.
            session.allocate_ids(IdKind::AlertChannel, 1)?;
            let mut row = session.alert_channel(id)?.ok_or_else(|| AlertError::NotFound(id.to_string()))?;
            if expected_version.is_some_and(|expected| expected != row.version) {
                return Err(AlertError::VersionMismatch { found: row.version });
            }
            let kind = kind_of(&row)?;
            check_secrets(kind, &patch.secrets)?;
            if let Some(name) = &name {
                check_taken(session, name, id)?;
                row.name.clone_from(name);
            }
            let old = map_of(&row.settings)?;
            let mut new = old.clone();
            new.extend(patch.settings.clone());
            let (before, settings) = (Settings::read(kind, &old), Settings::read(kind, &without_null(new))?);
            let mut sealed = read_sealed(&row.secrets)?;
            if before.is_ok_and(|before| before.place() != settings.place()) {
                sealed.clear();
            }
            seal(vault.as_ref(), id, &patch.secrets, &mut sealed)?;
            needed.check(&settings, &sealed)?;
            check_connection(session, &settings)?;
            row.settings = settings.to_text();
            row.secrets = write_sealed(&sealed);
            row.is_on = patch.is_on.unwrap_or(row.is_on);
            row.language = patch.language.map_or(row.language, |language| language.name().to_owned());
            row.version += 1;
            row.updated_ms = session.now_ms();
            session.alert_channel_save(&row)?;
            if row.is_on {
                session.alert_notices_hurry(id)?;
            } else {
                session.alert_notices_drop(id)?;
            }
            Ok(row)
        })?;
        AlertChannel::from_row(row)
    }

    /// Forgets a channel with its secrets and what was on its way by it.
    ///
    /// # Errors
    /// [`AlertError::NotFound`], store errors.
    pub fn remove(&self, id: i64) -> Result<(), AlertError> {
        let is_gone = self.store().write(move |session| session.alert_channel_delete(id))?;
        if is_gone { Ok(()) } else { Err(AlertError::NotFound(id.to_string())) }
    }

    /// True when this is the secret that a channel has.
    pub(crate) fn secret_is(&self, id: i64, name: &str, secret: &SecretText) -> bool {
        let Ok(sealed) = self.row(id).and_then(|row| Ok(read_sealed(&row.secrets)?)) else { return false };
        let opened = sealed.get(name).map(|text| self.vault().open(&place(id, name), text));
        opened.is_some_and(|opened| opened.is_ok_and(|opened| opened == *secret))
    }

    fn store(&self) -> &store::Store {
        self.tasks.connections().store()
    }

    fn vault(&self) -> std::sync::Arc<dyn crate::connections::Vault> {
        self.tasks.connections().vault()
    }

    fn row(&self, id: i64) -> Result<AlertChannelRow, AlertError> {
        self.store().read(|session| session.alert_channel(id))?.ok_or_else(|| AlertError::NotFound(id.to_string()))
    }
}

impl AlertChannel {
    fn from_row(row: AlertChannelRow) -> Result<Self, AlertError> {
        let (kind, settings, sealed) = (kind_of(&row)?, map_of(&row.settings)?, read_sealed(&row.secrets)?);
        let is_complete = Settings::read(kind, &settings).is_ok_and(|settings| settings.check_secrets(&sealed).is_ok());
        Ok(Self {
            kind,
            settings,
            missing_secret: kind.secret().filter(|name| !is_complete && !sealed.contains_key(*name)),
            secrets: sealed.into_keys().collect(),
            language: ChannelLanguage::parse(&row.language).unwrap_or_default(),
            last: serde_json::from_str(&row.last).ok(),
            id: row.id,
            name: row.name,
            is_on: row.is_on,
            version: row.version,
            created_ms: row.created_ms,
            updated_ms: row.updated_ms,
        })
    }
}

/// Whether a channel may be without the secret that it needs.
#[derive(Clone, Copy)]
enum Secrets {
    AreThere,
    MayFollow,
}

impl Secrets {
    fn check(self, settings: &Settings, sealed: &Sealed) -> Result<(), AlertError> {
        match (self, settings.check_secrets(sealed)) {
            (Self::MayFollow, Err(_)) if sealed.is_empty() => Ok(()),
            (Self::AreThere | Self::MayFollow, checked) => checked,
        }
    }
}

/// The sync that an alert is about.
fn sync_of(alert: &AlertRow) -> Option<i64> {
    sync_id(&alert.subject)
}

fn sync_id(subject: &str) -> Option<i64> {
    subject.strip_prefix("sync:").and_then(|id| id.parse().ok())
}

fn kind_of(row: &AlertChannelRow) -> Result<ChannelKind, AlertError> {
    ChannelKind::parse(&row.kind).ok_or_else(|| StoreError::Damaged("kind of an alert channel").into())
}

fn map_of(text: &str) -> Result<Map<String, Value>, AlertError> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged("settings of an alert channel").into())
}

fn without_null(settings: Map<String, Value>) -> Map<String, Value> {
    settings.into_iter().filter(|(_, value)| !value.is_null()).collect()
}

fn check_name(name: &str) -> Result<String, AlertError> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(AlertError::Name) }
}

fn check_taken(session: &mut Session<'_>, name: &str, id: i64) -> Result<(), AlertError> {
    let rows = session.alert_channels()?;
    if rows.iter().filter(|row| row.id != id).count() >= CHANNELS_MAX {
        return Err(AlertError::TooMany);
    }
    let is_taken = rows.iter().any(|row| row.id != id && same_name(&row.name, name));
    if is_taken { Err(AlertError::NameTaken(name.to_owned())) } else { Ok(()) }
}

fn check_secrets(kind: ChannelKind, secrets: &BTreeMap<String, Option<SecretText>>) -> Result<(), AlertError> {
    for (name, secret) in secrets {
        if Some(name.as_str()) != kind.secret() {
            let shown: String = name.chars().take(60).collect();
            let known =
                kind.secret().map_or_else(|| "no secret: the connection has it".to_owned(), |known| format!("the secret {known:?} alone"));
            return Err(AlertError::setting(&shown, format!("such a channel knows {known}")));
        }
        if secret.as_ref().is_some_and(|secret| secret.reveal().chars().count() > SECRET_CHARS_MAX) {
            return Err(AlertError::setting(name, format!("at most {SECRET_CHARS_MAX} characters")));
        }
        if let (ChannelKind::Webhook, Some(secret)) = (kind, secret) {
            connector::signature::StandardWebhook::new([secret]).map_err(|_| {
                AlertError::setting(name, "this is not a secret of Standard Webhooks (whsec_ and base64 of 24 to 64 bytes)")
            })?;
        }
    }
    Ok(())
}

fn seal(
    vault: &dyn crate::connections::Vault,
    id: i64,
    secrets: &BTreeMap<String, Option<SecretText>>,
    sealed: &mut Sealed,
) -> Result<(), AlertError> {
    for (name, secret) in secrets {
        match secret.as_ref().filter(|secret| !secret.is_empty()) {
            Some(secret) => sealed.insert(name.clone(), vault.seal(&place(id, name), secret)?),
            None => sealed.remove(name),
        };
    }
    Ok(())
}

/// What a secret is bound to.
fn place(id: i64, name: &str) -> String {
    format!("alert_channel/{id}/{name}")
}
