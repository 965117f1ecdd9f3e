//! An installation as a file, with comments for those who go on writing it.

use std::fmt::Write as _;

use mapping::normalise::Region;
use serde::Serialize;
use serde_json::Value;

use super::file::{ChannelItem, ConnectionItem, ItemState, SecretReference, SettingsItem};
use super::plan::store_error;
use super::variable;
use crate::alerts::{AlertChannel, Alerts};
use crate::connections::{Connection, Connections, NetworkSettings, PauseCause, applicable_secret_names};
use crate::definition::SyncDefinition;
use crate::tasks::{TaskError, Tasks, to_value};

const HEAD: &str = "\
# Connections, alert channels and syncs of Rapport.
#   rapport config plan FILE     what applying this file would change
#   rapport config apply FILE    do it; a second time it changes nothing
# Secrets are not in this file: each says where it is found, {env: NAME} or {file: PATH}. One that is not found stays as it is.
# What is left out of an item has its default; what is left out of the file stays, unless --archive-missing is given.
version: 1
";

const SETTINGS: &str = "
# Settings of the installation: what may be reached besides the open Internet, and the country of phones and addresses that name none.
#   network:
#     allowed_addresses: [erp.example.local, 10.0.0.0/8]
#     folders: [/srv/exports]
#   region: DE
";

const CONNECTIONS: &str = "
# Configured accounts. `rapport connector list` shows the connectors with their settings.
#   - name: CRM
#     connector: salesforce
#     settings: {login_url: https://login.example.com}
#     secrets:
#       client_secret: {env: CRM_CLIENT_SECRET}
";

const CHANNELS: &str = "
# Channels by which people are told of alerts: webhook, email or message. One without its secret waits for it.
#   - name: On call
#     kind: webhook
#     settings: {url: https://example.com/alerts}
#     secrets:
#       secret: {env: ON_CALL_SECRET}
";

const SYNCS: &str = "
# Syncs: standing instructions that keep an object and a stream equal.
#   - name: Contacts from the CRM
#     state: live                  # draft, live or paused
#     connection: CRM
#     stream: Contact
#     object: customers
#     mapping:
#       version: 1
#       object: customers
#       fields:
#         - {from: Id, to: external_id}
#         - {from: Name, to: name}
#     triggers: {schedule: {every: 5m}}
";

/// Writes everything that is not archived, connections and syncs each in the order in which they were made.
///
/// # Errors
/// Those of the store.
pub fn export(connections: &Connections, tasks: &Tasks) -> Result<String, TaskError> {
    let mut text = HEAD.to_owned();
    let network = connections.network()?;
    text.push_str(SETTINGS);
    let region = tasks.region();
    if network != NetworkSettings::default() || region != Region::default() {
        section(&mut text, "settings", &SettingsItem { network, region: Some(region.as_str().to_owned()) });
    }
    text.push_str(CONNECTIONS);
    let known = connections.list()?;
    let items: Vec<ConnectionItem> = known.iter().map(|connection| item(connections, connection)).collect();
    if !items.is_empty() {
        section(&mut text, "connections", &items);
    }
    text.push_str(CHANNELS);
    let channels = Alerts::new(tasks.clone()).list().map_err(store_error)?;
    let items: Vec<ChannelItem> = channels.iter().map(|channel| channel_item(channel, &known)).collect();
    if !items.is_empty() {
        section(&mut text, "alert_channels", &items);
    }
    text.push_str(SYNCS);
    let syncs: Vec<Value> = tasks
        .list(false)?
        .iter()
        .filter_map(|task| ItemState::of(task.row.state).map(|state| sync_value(&task.definition, state)))
        .collect();
    if !syncs.is_empty() {
        section(&mut text, "syncs", &syncs);
    }
    Ok(text)
}

fn section(text: &mut String, name: &str, content: &impl Serialize) {
    // What serialises as JSON serialises as YAML.
    let body = serde_yaml_ng::to_string(content).unwrap_or_default();
    let _ = writeln!(text, "{name}:");
    for line in body.lines() {
        // Blank lines inside texts stay blank; everything else moves in.
        let _ = if line.is_empty() { writeln!(text) } else { writeln!(text, "  {line}") };
    }
}

fn item(connections: &Connections, connection: &Connection) -> ConnectionItem {
    let known = connections.connector(&connection.connector).ok();
    let names: Vec<String> = match known {
        Some(connector) => applicable_secret_names(connector.description(), &connection.settings),
        None => connection.secrets.iter().cloned().collect(),
    };
    let reference = |setting: &String| {
        let env = Some(variable(&connection.name, setting));
        (setting.clone(), SecretReference { env, file: None })
    };
    ConnectionItem {
        name: connection.name.clone(),
        connector: connection.connector.clone(),
        paused: connection.health.cause == Some(PauseCause::Person),
        settings: connection.settings.clone(),
        secrets: names.iter().map(reference).collect(),
    }
}

fn channel_item(channel: &AlertChannel, connections: &[Connection]) -> ChannelItem {
    // One that needs no secret has none to be found.
    let names = channel.secrets.iter().map(String::as_str).chain(channel.missing_secret);
    let reference = |setting: &str| {
        let env = Some(variable(&format!("ALERT_{}", channel.name), setting));
        (setting.to_owned(), SecretReference { env, file: None })
    };
    ChannelItem {
        name: channel.name.clone(),
        kind: channel.kind,
        enabled: channel.is_on,
        language: channel.language,
        settings: channel.named_settings(connections),
        secrets: names.map(reference).collect(),
    }
}

/// A sync without what is as by default, its state behind its name.
fn sync_value(definition: &SyncDefinition, state: ItemState) -> Value {
    let default = to_value(&SyncDefinition::default());
    let Value::Object(members) = to_value(definition) else { return Value::Null };
    let mut kept = serde_json::Map::new();
    for (name, value) in members {
        if name == "name" {
            kept.insert(name, value);
            kept.insert("state".to_owned(), Value::from(state.name()));
            continue;
        }
        let usual = default.get(&name);
        match (value, usual) {
            (value, Some(usual)) if value == *usual => {}
            // `mapping` and other members that are absent by default are never taken apart.
            (Value::Object(inner), Some(Value::Object(usual))) if name != "fields" => {
                let differs = inner.into_iter().filter(|(name, value)| usual.get(name) != Some(value));
                kept.insert(name, Value::Object(differs.collect()));
            }
            (value, _) => {
                kept.insert(name, value);
            }
        }
    }
    Value::Object(kept)
}
