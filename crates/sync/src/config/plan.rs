//! What applying a file would change, item by item and field by field.

use mapping::normalise::Region;
use serde_json::{Map, Value, json};
use store::StoreError;

use super::Installation;
use super::file::{ChannelItem, ConfigFile, ConnectionItem, ItemState, SecretReference, SettingsItem, SyncItem};
use crate::alerts::{AlertChannel, AlertError, Alerts, describe};
use crate::connections::{Connection, ConnectionError, PauseCause, same_name};
use crate::definition::SyncDefinition;
use crate::tasks::{self, Difference, Task, TaskError, difference, to_value};

/// What kind of item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// Settings of the installation.
    Settings,
    /// A connection.
    Connection,
    /// A channel of alerts.
    AlertChannel,
    /// A sync.
    Sync,
}

/// What would happen to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is made.
    Create,
    /// It is changed.
    Change,
    /// It is taken out of use.
    Archive,
    /// It is as the file says.
    Unchanged,
    /// The file does not name it, and it stays.
    Stays,
}

/// One item of a plan.
#[derive(Clone, Debug)]
pub struct PlanItem {
    /// What kind.
    pub kind: ItemKind,
    /// Its name; empty for settings.
    pub name: String,
    /// What would happen.
    pub action: Action,
    /// What would change; of secrets only that they do.
    pub changes: Vec<Difference>,
    /// What a person should know, e.g. a secret that is not found.
    pub notes: Vec<String>,
    /// Why it cannot be applied.
    pub problem: Option<String>,
}

impl ItemKind {
    /// As shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Connection => "connection",
            Self::AlertChannel => "alert_channel",
            Self::Sync => "sync",
        }
    }
}

impl Action {
    /// As shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Archive => "archive",
            Self::Unchanged => "unchanged",
            Self::Stays => "stays",
        }
    }
}

impl PlanItem {
    pub(super) fn new(kind: ItemKind, name: &str, action: Action) -> Self {
        Self { kind, name: name.to_owned(), action, changes: Vec::new(), notes: Vec::new(), problem: None }
    }

    fn with_changes(mut self, changes: Vec<Difference>) -> Self {
        if self.action == Action::Change && changes.is_empty() {
            self.action = Action::Unchanged;
        }
        self.changes = changes;
        self
    }
}

/// Compares a file with an installation. Changes nothing.
///
/// # Errors
/// Those of the store. What does not fit is in the items.
pub fn plan(file: &ConfigFile, installation: &Installation<'_>) -> Result<Vec<PlanItem>, TaskError> {
    let mut items = Vec::new();
    let before = installation.records.schema().region;
    let stated = file.settings.as_ref().map_or(Ok(None), SettingsItem::region);
    if let Some(settings) = &file.settings {
        let known = installation.connections.network()?;
        let new = json!({"network": settings.network, "region": stated.clone().ok().flatten().unwrap_or(before).as_str()});
        let changes = difference(&json!({"network": known, "region": before.as_str()}), &new);
        let mut item = PlanItem::new(ItemKind::Settings, "", Action::Change).with_changes(changes);
        item.problem = settings.network.rules(&[]).err().map(|error| error.to_string()).or_else(|| stated.clone().err());
        items.push(item);
    }
    let region = stated.ok().flatten().unwrap_or(before);
    let connections = installation.connections.list()?;
    for item in &file.connections {
        let known = connections.iter().find(|known| same_name(&known.name, &item.name));
        items.push(connection_item(item, known, installation));
    }
    let channels = Alerts::new(installation.tasks.clone()).list().map_err(store_error)?;
    for item in file.channels() {
        let known = channels.iter().find(|known| same_name(&known.name, &item.name));
        items.push(channel_item(item, known, file, &connections, installation));
    }
    let tasks = installation.tasks.list(false)?;
    for item in &file.syncs {
        let known = tasks.iter().find(|known| same_name(&known.row.name, &item.definition.name));
        items.push(sync_item(item, known, file, &connections, installation, region));
    }
    let left_out = if installation.archive_missing { Action::Archive } else { Action::Stays };
    for task in &tasks {
        if !file.syncs.iter().any(|item| same_name(&item.definition.name, &task.row.name)) {
            items.push(PlanItem::new(ItemKind::Sync, &task.row.name, left_out));
        }
    }
    let unnamed = if file.alert_channels.is_some() { left_out } else { Action::Stays };
    for channel in &channels {
        if !file.channels().iter().any(|item| same_name(&item.name, &channel.name)) {
            items.push(PlanItem::new(ItemKind::AlertChannel, &channel.name, unnamed));
        }
    }
    for connection in &connections {
        if !file.connections.iter().any(|item| same_name(&item.name, &connection.name)) {
            items.push(PlanItem::new(ItemKind::Connection, &connection.name, left_out));
        }
    }
    Ok(items)
}

fn connection_item(item: &ConnectionItem, known: Option<&Connection>, installation: &Installation<'_>) -> PlanItem {
    let action = if known.is_some() { Action::Change } else { Action::Create };
    let old = known.map_or_else(|| json!({}), connection_value);
    let new = json!({"name": item.name.trim(), "connector": item.connector, "paused": item.paused, "settings": item.settings});
    let mut planned = PlanItem::new(ItemKind::Connection, item.name.trim(), action);
    let mut changes = difference(&old, &new);
    if let Some(known) = known.filter(|known| known.connector != item.connector) {
        planned.problem = Some(format!("it is one of {}; archive it and make another one", known.connector));
    } else if let Err(error) = installation.connections.check_settings(&item.connector, &item.settings, item.secrets.keys()) {
        planned.problem = Some(with_nearest(&error));
    }
    for (setting, reference) in &item.secrets {
        let is_set = known.is_some_and(|known| known.secrets.contains(setting));
        match (installation.secrets)(reference) {
            None if is_set => {}
            None => planned.notes.push(not_found(setting, reference)),
            Some(secret) => {
                let is_same = known.is_some_and(|known| installation.connections.secret_is(known.id, setting, &secret));
                if !is_same {
                    let old = is_set.then(|| Value::from("(set)"));
                    let pointer = format!("/secrets/{setting}");
                    changes.push(Difference { pointer, old, new: Some(Value::from("(new)")) });
                }
            }
        }
    }
    planned.with_changes(changes)
}

fn not_found(setting: &str, reference: &SecretReference) -> String {
    let place = reference.env.clone().or_else(|| reference.file.as_ref().map(|file| file.display().to_string()));
    format!("secret {setting} is not found in {}", place.unwrap_or_default())
}

fn channel_item(
    item: &ChannelItem,
    known: Option<&AlertChannel>,
    file: &ConfigFile,
    connections: &[Connection],
    installation: &Installation<'_>,
) -> PlanItem {
    let alerts = Alerts::new(installation.tasks.clone());
    let action = if known.is_some() { Action::Change } else { Action::Create };
    let mut planned = PlanItem::new(ItemKind::AlertChannel, item.name.trim(), action);
    let names: Vec<(&str, &str)> = file.connections.iter().map(|wanted| (wanted.name.trim(), wanted.connector.as_str())).collect();
    let secrets: Vec<&str> = item.secrets.keys().map(String::as_str).collect();
    let there = (installation.connections, connections);
    let described = match describe(&item.name, item.kind, &item.settings, &secrets, there, &names) {
        Ok(described) => described,
        Err(error) => {
            planned.problem = Some(crate::error::chain(&error));
            return planned;
        }
    };
    if let Some(known) = known.filter(|known| known.kind != item.kind) {
        planned.problem = Some(format!("it sends by {}; remove it and make another one", known.kind.name()));
    }
    let new = json!({
        "name": item.name.trim(), "kind": item.kind, "enabled": item.enabled, "language": item.language, "settings": described.settings,
    });
    let old = known.map_or_else(|| json!({}), |known| channel_value(known, connections));
    let mut changes = difference(&old, &new);
    // A secret goes with the place that it is for.
    let stays = known.filter(|known| {
        let before = describe(&known.name, known.kind, &known.named_settings(connections), &[], there, &[]);
        before.is_ok_and(|before| before.place == described.place)
    });
    let mut is_set = described.needs.is_none();
    for (setting, reference) in &item.secrets {
        let is_kept = stays.is_some_and(|known| known.secrets.contains(setting));
        let secret = (installation.secrets)(reference);
        is_set |= is_kept || secret.is_some();
        match secret {
            None if is_kept => {}
            None => planned.notes.push(not_found(setting, reference)),
            Some(secret) if stays.is_some_and(|known| alerts.secret_is(known.id, setting, &secret)) => {}
            Some(_) => {
                let old = known.filter(|known| known.secrets.contains(setting)).map(|_| Value::from("(set)"));
                changes.push(Difference { pointer: format!("/secrets/{setting}"), old, new: Some(Value::from("(new)")) });
            }
        }
    }
    if let Some(needed) = described.needs {
        is_set |= stays.is_some_and(|known| known.secrets.contains(needed));
        if !is_set {
            planned.notes.push(format!("nothing goes out by it until its secret {needed} is set"));
        }
    }
    planned.with_changes(changes)
}

fn channel_value(known: &AlertChannel, connections: &[Connection]) -> Value {
    let settings = known.named_settings(connections);
    json!({"name": known.name, "kind": known.kind, "enabled": known.is_on, "language": known.language, "settings": settings})
}

/// What can go wrong while channels are listed is the store's.
pub(super) fn store_error(error: AlertError) -> TaskError {
    match error {
        AlertError::Store(error) => error.into(),
        AlertError::Connection(error) => error.into(),
        AlertError::NotFound(_)
        | AlertError::Name
        | AlertError::NameTaken(_)
        | AlertError::TooMany
        | AlertError::Setting { .. }
        | AlertError::VersionMismatch { .. }
        | AlertError::Vault(_)
        | AlertError::Connector(_) => StoreError::Damaged("an alert channel").into(),
    }
}

fn connection_value(known: &Connection) -> Value {
    let paused = known.health.cause == Some(PauseCause::Person);
    json!({"name": known.name, "connector": known.connector, "paused": paused, "settings": known.settings})
}

pub(super) fn with_nearest(error: &ConnectionError) -> String {
    let near = match error {
        ConnectionError::Setting { nearest, .. } | ConnectionError::UnknownConnector { nearest, .. } => nearest.as_slice(),
        ConnectionError::NotFound(_)
        | ConnectionError::Name
        | ConnectionError::NameTaken(_)
        | ConnectionError::VersionMismatch { .. }
        | ConnectionError::Paused { .. }
        | ConnectionError::InUse { .. }
        | ConnectionError::Tells { .. }
        | ConnectionError::Vault(_)
        | ConnectionError::Connector(_)
        | ConnectionError::Store(_) => &[],
    };
    format!("{}{}", crate::error::chain(error), super::did_you_mean(near))
}

fn sync_item(
    item: &SyncItem,
    known: Option<&Task>,
    file: &ConfigFile,
    connections: &[Connection],
    installation: &Installation<'_>,
    region: Region,
) -> PlanItem {
    let action = if known.is_some() { Action::Change } else { Action::Create };
    let mut planned = PlanItem::new(ItemKind::Sync, item.definition.name.trim(), action);
    let mut definition = item.definition.clone();
    definition.settle(region, known.map(|known| &known.definition));
    definition.name = definition.name.trim().to_owned();
    let names = connections.iter().map(|known| known.name.as_str()).chain(file.connections.iter().map(|item| item.name.trim()));
    match names.clone().find(|name| same_name(name, &definition.connection)) {
        Some(name) => name.clone_into(&mut definition.connection),
        None => planned.problem = Some(format!("there is no connection {:?}", definition.connection)),
    }
    if let Err(error) = tasks::check(&definition, &installation.records.schema()) {
        planned.problem = Some(crate::error::chain(&error));
    }
    planned.notes.extend(definition.crossings().into_iter().map(|crossing| crossing.told().en));
    let state = known.and_then(|known| ItemState::of(known.row.state));
    if state.is_some_and(|state| state != ItemState::Draft) && item.state == ItemState::Draft {
        planned.problem = Some("a sync that has been live cannot become a draft again; write paused".to_owned());
    }
    let old = match (known, state) {
        (Some(known), Some(state)) => sync_value(&known.definition, state),
        (_, _) => Value::Object(Map::new()),
    };
    planned.with_changes(difference(&old, &sync_value(&definition, item.state)))
}

fn sync_value(definition: &SyncDefinition, state: ItemState) -> Value {
    let mut value = to_value(definition);
    if let Value::Object(members) = &mut value {
        members.insert("state".to_owned(), Value::from(state.name()));
    }
    value
}
