//! Channels as a file describes them: checked before there is a channel, with names where the store has ids.

use connector::SecretText;
use serde_json::{Map, Value, json};

use super::settings::Settings;
use super::through::{CONNECTION, MESSENGER};
use super::{AlertChannel, AlertError, ChannelKind, check_name, check_secrets, map_of};
use crate::connections::{Connection, Connections, same_name};

/// Settings of a channel as they would be kept, with what follows from them.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    /// With the name of a connection where the store has its id.
    pub(crate) settings: Map<String, Value>,
    /// The secret that such a channel needs.
    pub(crate) needs: Option<&'static str>,
    /// Where its secret is used; one that is set goes when that changes.
    pub(crate) place: String,
}

/// Checks a channel of a file. `planned` are connections that are not there yet, by name and connector.
///
/// # Errors
/// [`AlertError::Name`], [`AlertError::Setting`] naming what does not fit.
pub(crate) fn describe(
    name: &str,
    kind: ChannelKind,
    settings: &Map<String, Value>,
    secrets: &[&str],
    known: (&Connections, &[Connection]),
    planned: &[(&str, &str)],
) -> Result<Described, AlertError> {
    check_name(name)?;
    check_secrets(kind, &secrets.iter().map(|name| ((*name).to_owned(), None::<SecretText>)).collect())?;
    let (connections, there) = known;
    let mut settings = settings.clone();
    let mut through = None;
    if kind == ChannelKind::Message {
        let named = settings.get(CONNECTION).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let mut all = there.iter().map(|known| (known.name.as_str(), known.connector.as_str())).chain(planned.iter().copied());
        let found = all.find(|(name, _)| same_name(name, &named));
        let (name, connector) = found.ok_or_else(|| AlertError::setting(CONNECTION, "there is no such connection"))?;
        if connections.connector(connector).is_ok_and(|known| known.description().category != MESSENGER) {
            return Err(AlertError::setting(CONNECTION, "this connection sends no messages: choose one of a messenger"));
        }
        through = Some(name.to_owned());
        // Any id: which one it is is not known yet.
        settings.insert(CONNECTION.to_owned(), json!("0"));
    }
    let read = Settings::read(kind, &settings)?;
    let mut kept = map_of(&read.to_text())?;
    let place = through.clone().unwrap_or_else(|| read.place());
    if let Some(name) = through {
        kept.insert(CONNECTION.to_owned(), Value::from(name));
    }
    Ok(Described { settings: kept, needs: read.needed_secret(), place })
}

impl AlertChannel {
    /// Its settings with the name of the connection that it sends through.
    pub(crate) fn named_settings(&self, connections: &[Connection]) -> Map<String, Value> {
        let mut settings = self.settings.clone();
        let id = settings.get(CONNECTION).and_then(Value::as_str).and_then(|id| id.parse::<i64>().ok());
        if let Some(known) = connections.iter().find(|known| self.kind == ChannelKind::Message && Some(known.id) == id) {
            settings.insert(CONNECTION.to_owned(), Value::from(known.name.clone()));
        }
        settings
    }
}
