//! Channels that send through a connection: which one it is, that it sends messages, and that it stays as long as they do.

use serde_json::{Map, Value};
use store::{AlertChannelRow, ConnectionState, Session, StoreError};

use super::settings::Settings;
use super::{AlertError, Alerts, ChannelKind};
use crate::connections::ConnectionError;

/// The setting that names a connection.
pub(super) const CONNECTION: &str = "connection";
/// The category of connectors that send messages.
pub(super) const MESSENGER: &str = "messenger";

impl Alerts {
    /// Settings with the id of the connection that they name, where they name one.
    ///
    /// # Errors
    /// [`AlertError::Setting`] where there is none, or one that sends no messages; store errors.
    pub(super) fn with_connection(&self, kind: ChannelKind, mut settings: Map<String, Value>) -> Result<Map<String, Value>, AlertError> {
        let named = match (kind, settings.get(CONNECTION)) {
            (ChannelKind::Message, Some(Value::String(name))) => name.trim().to_owned(),
            (ChannelKind::Message, Some(Value::Number(id))) => id.to_string(),
            (ChannelKind::Webhook | ChannelKind::Email | ChannelKind::Message, _) => return Ok(settings),
        };
        let connections = self.tasks.connections();
        let found = match named.parse() {
            Ok(id) => connections.get(id),
            Err(_) => connections.by_name(&named),
        };
        let found = found.map_err(|error| match error {
            ConnectionError::NotFound(_) => AlertError::setting(CONNECTION, "there is no such connection"),
            other => other.into(),
        })?;
        if connections.connector(&found.connector)?.description().category != MESSENGER {
            return Err(AlertError::setting(CONNECTION, "this connection sends no messages: choose one of a messenger"));
        }
        settings.insert(CONNECTION.to_owned(), Value::String(found.id.to_string()));
        Ok(settings)
    }
}

/// Looks whether the connection that a channel sends through is still there, and keeps it there until the end of the transaction.
///
/// # Errors
/// [`AlertError::Setting`] where it is gone; those of the store.
pub(super) fn check_connection(session: &mut Session<'_>, settings: &Settings) -> Result<(), AlertError> {
    let Some(id) = settings.connection() else { return Ok(()) };
    let found = session.connection_for_update(id)?.filter(|row| row.state != ConnectionState::Archived);
    if found.is_some() { Ok(()) } else { Err(AlertError::setting(CONNECTION, "there is no such connection")) }
}

/// Names of the channels that send through a connection.
///
/// # Errors
/// Those of the store.
pub(crate) fn channels_through(session: &mut Session<'_>, connection: i64) -> Result<Vec<String>, StoreError> {
    let uses_it = |row: &AlertChannelRow| {
        let settings: Map<String, Value> = serde_json::from_str(&row.settings).unwrap_or_default();
        row.kind == ChannelKind::Message.name() && settings.get(CONNECTION).and_then(Value::as_str) == Some(connection.to_string().as_str())
    };
    Ok(session.alert_channels()?.into_iter().filter(uses_it).map(|row| row.name).collect())
}
