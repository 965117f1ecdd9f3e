//! What a channel is told: where it sends and as whom.

use connector::SecretText;
use connector::mail::{Encryption, MailServer, RECIPIENTS_MAX, check_address};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{AlertError, ChannelKind};
use crate::connections::Sealed;

/// Most characters of an address of a call.
const URL_CHARS_MAX: usize = 2_000;
/// Most characters of other settings.
const TEXT_CHARS_MAX: usize = 254;

/// Settings of a channel, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Settings {
    Webhook(Webhook),
    Email(Email),
    Message(MessageTo),
}

/// Where a call goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Webhook {
    pub(super) url: String,
}

/// By which server a message goes, from whom to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Email {
    pub(super) host: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) port: Option<u16>,
    #[serde(default)]
    pub(super) encryption: MailEncryption,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) user: Option<String>,
    pub(super) from: String,
    pub(super) to: Vec<String>,
}

/// Through which connection a message goes, and to whom; to nobody means the group of its bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageTo {
    /// Id of the connection.
    pub(super) connection: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) to: Vec<String>,
}

/// How the mail server is spoken with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum MailEncryption {
    #[default]
    StartTls,
    Tls,
    Plain,
}

impl Settings {
    /// Reads and checks settings.
    ///
    /// # Errors
    /// [`AlertError::Setting`] naming what does not fit.
    pub(super) fn read(kind: ChannelKind, settings: &Map<String, Value>) -> Result<Self, AlertError> {
        let wrong = |error: serde_json::Error| AlertError::setting("settings", error.to_string());
        let value = Value::Object(settings.clone());
        match kind {
            ChannelKind::Webhook => {
                let read: Webhook = serde_json::from_value(value).map_err(wrong)?;
                check_url(&read.url)?;
                Ok(Self::Webhook(read))
            }
            ChannelKind::Email => {
                let read: Email = serde_json::from_value(value).map_err(wrong)?;
                read.check()?;
                Ok(Self::Email(read))
            }
            ChannelKind::Message => {
                let read: MessageTo = serde_json::from_value(value).map_err(wrong)?;
                read.check()?;
                Ok(Self::Message(read))
            }
        }
    }

    /// As stored.
    pub(super) fn to_text(&self) -> String {
        let text = match self {
            Self::Webhook(settings) => serde_json::to_string(settings),
            Self::Email(settings) => serde_json::to_string(settings),
            Self::Message(settings) => serde_json::to_string(settings),
        };
        text.unwrap_or_default()
    }

    /// Where the secret is used: when that changes, the secret is for somebody else.
    pub(super) fn place(&self) -> String {
        match self {
            Self::Webhook(settings) => {
                let (scheme, rest) = settings.url.split_once("://").unwrap_or_default();
                format!("{scheme}://{}", rest.split(['/', '?', '#']).next().unwrap_or_default()).to_lowercase()
            }
            Self::Email(settings) => format!("{}:{}", settings.host.to_lowercase(), settings.port()),
            Self::Message(settings) => settings.connection.clone(),
        }
    }

    /// Looks whether the secrets that are needed are there.
    ///
    /// # Errors
    /// [`AlertError::Setting`] naming the one that is missing.
    pub(super) fn check_secrets(&self, sealed: &Sealed) -> Result<(), AlertError> {
        match self {
            Self::Webhook(_) if !sealed.contains_key("secret") => {
                Err(AlertError::setting("secret", "calls are signed: give the secret that the receiver checks them with"))
            }
            Self::Email(settings) if settings.user.is_some() != sealed.contains_key("password") => {
                Err(AlertError::setting("password", "who signs in needs a user and a password, given anew for another server"))
            }
            Self::Webhook(_) | Self::Email(_) | Self::Message(_) => Ok(()),
        }
    }

    /// The secret without which nothing is sent.
    pub(super) fn needed_secret(&self) -> Option<&'static str> {
        match self {
            Self::Webhook(_) => ChannelKind::Webhook.secret(),
            Self::Email(settings) => ChannelKind::Email.secret().filter(|_| settings.user.is_some()),
            Self::Message(_) => None,
        }
    }

    /// The connection that is sent through.
    pub(super) fn connection(&self) -> Option<i64> {
        match self {
            Self::Message(settings) => settings.connection.parse().ok(),
            Self::Webhook(_) | Self::Email(_) => None,
        }
    }
}

impl Email {
    pub(super) fn port(&self) -> u16 {
        self.port.unwrap_or(match self.encryption {
            MailEncryption::StartTls => 587,
            MailEncryption::Tls => 465,
            MailEncryption::Plain => 25,
        })
    }

    /// The server, with the password of who signs in.
    pub(super) fn server(&self, password: Option<SecretText>) -> MailServer {
        MailServer {
            host: self.host.clone(),
            port: self.port(),
            encryption: match self.encryption {
                MailEncryption::StartTls => Encryption::StartTls,
                MailEncryption::Tls => Encryption::Tls,
                MailEncryption::Plain => Encryption::Plain,
            },
            user: self.user.clone().zip(password),
        }
    }

    fn check(&self) -> Result<(), AlertError> {
        for (setting, text) in [("host", Some(&self.host)), ("user", self.user.as_ref())] {
            let Some(text) = text else { continue };
            let fits = !text.is_empty() && text.chars().count() <= TEXT_CHARS_MAX && !text.chars().any(char::is_control);
            if !fits {
                return Err(AlertError::setting(setting, format!("1 to {TEXT_CHARS_MAX} characters, none of them a control character")));
            }
        }
        if self.port == Some(0) {
            return Err(AlertError::setting("port", "1 to 65535"));
        }
        if self.to.is_empty() || self.to.len() > RECIPIENTS_MAX {
            return Err(AlertError::setting("to", format!("1 to {RECIPIENTS_MAX} mail addresses")));
        }
        check_address("from", &self.from)?;
        self.to.iter().try_for_each(|address| check_address("to", address)).map_err(AlertError::from)
    }
}

impl MessageTo {
    fn check(&self) -> Result<(), AlertError> {
        if self.connection.parse::<i64>().is_err() {
            return Err(AlertError::setting("connection", "the id or the name of a connection"));
        }
        let fits = |id: &String| {
            !id.is_empty() && id.chars().count() <= TEXT_CHARS_MAX && !id.chars().any(|c| c.is_control() || c.is_whitespace())
        };
        if self.to.len() > RECIPIENTS_MAX || !self.to.iter().all(fits) {
            return Err(AlertError::setting(
                "to",
                format!("at most {RECIPIENTS_MAX} ids without blanks, department:ID for a department; empty for the group"),
            ));
        }
        Ok(())
    }
}

fn check_url(url: &str) -> Result<(), AlertError> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    if url.chars().count() > URL_CHARS_MAX || url.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
        return Err(AlertError::setting("url", format!("at most {URL_CHARS_MAX} characters without blanks")));
    }
    match host {
        Some(host) if !host.is_empty() && !host.contains('@') => Ok(()),
        Some(_) | None => Err(AlertError::setting("url", "an address such as https://example.com/alerts, without a user in it")),
    }
}
