//! A connection as people see it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use store::{ConnectionRow, ConnectionState};

use super::{ConnectionError, Health, secrets, settings_of};

/// A connection as people see it.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Id.
    pub id: i64,
    /// Shown name.
    pub name: String,
    /// Name of the connector.
    pub connector: String,
    /// Where it stands.
    pub state: ConnectionState,
    /// Why it is paused, in plain words.
    pub reason: String,
    /// Settings that are not secret.
    pub settings: Map<String, Value>,
    /// Names of the secrets that are set.
    pub secrets: BTreeSet<String>,
    /// Until then (ms) the secrets before count for calls of the other system as well.
    pub overlap_until_ms: Option<i64>,
    /// Its token as it is kept; empty without one.
    pub(super) sealed_token: String,
    /// The organisation it was first used with; empty before.
    pub organisation: String,
    /// Why it is paused, and the last check.
    pub health: Health,
    /// Raised with each change of name, settings or secrets.
    pub version: i64,
    /// When it was made (ms).
    pub created_ms: i64,
    /// When it last changed (ms).
    pub updated_ms: i64,
}

impl Connection {
    pub(crate) fn from_row(row: ConnectionRow) -> Result<Self, ConnectionError> {
        let sealed = secrets::read(&row.secrets)?;
        Ok(Self {
            settings: settings_of(&row)?,
            secrets: secrets::names(&sealed).cloned().collect(),
            overlap_until_ms: secrets::until(&sealed),
            health: Health::of(&row),
            sealed_token: row.token,
            id: row.id,
            name: row.name,
            connector: row.connector,
            state: row.state,
            reason: row.reason,
            organisation: row.organisation,
            version: row.version,
            created_ms: row.created_ms,
            updated_ms: row.updated_ms,
        })
    }
}
