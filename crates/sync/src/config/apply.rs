//! Applying a file: each item by itself, in an order in which what is needed is there.

use std::collections::BTreeMap;

use model::Caller;
use serde_json::{Map, Value};

use super::Installation;
use super::file::{ChannelItem, ConfigFile, ConnectionItem, ItemState, SettingsItem, SyncItem};
use super::plan::{Action, ItemKind, PlanItem, plan, with_nearest};
use crate::alerts::{AlertError, Alerts, ChannelDraft, ChannelPatch};
use crate::connections::{ConnectionDraft, ConnectionError, ConnectionPatch, PauseCause, same_name};
use crate::tasks::TaskError;

/// What became of one item: as planned, or why not.
#[derive(Clone, Debug)]
pub struct Applied {
    /// What was planned; its problem tells why it was not done.
    pub item: PlanItem,
    /// True when the installation is as the file says.
    pub done: bool,
}

/// Applies a file. An item that fails leaves the others alone.
///
/// # Errors
/// Those of the store while planning. What fails later is in the items.
pub fn apply(caller: &Caller, file: &ConfigFile, installation: &Installation<'_>) -> Result<Vec<Applied>, TaskError> {
    let mut planned = plan(file, installation)?;
    // Syncs and channels go before the connections that they need.
    planned.sort_by_key(|item| (item.action == Action::Archive, item.action == Action::Archive && item.kind == ItemKind::Connection));
    let mut applied = Vec::with_capacity(planned.len());
    for mut item in planned {
        if item.problem.is_none() {
            item.problem = apply_item(caller, file, installation, &item).err();
        }
        let done = item.problem.is_none();
        applied.push(Applied { item, done });
    }
    Ok(applied)
}

fn apply_item(caller: &Caller, file: &ConfigFile, installation: &Installation<'_>, item: &PlanItem) -> Result<(), String> {
    if matches!(item.action, Action::Unchanged | Action::Stays) {
        return Ok(());
    }
    match item.kind {
        ItemKind::Settings => match &file.settings {
            Some(settings) => apply_settings(caller, installation, settings),
            None => Ok(()),
        },
        ItemKind::Connection => match file.connections.iter().find(|wanted| same_name(&wanted.name, &item.name)) {
            Some(wanted) => connection(caller, installation, wanted, item.action),
            None => archive_connection(installation, &item.name),
        },
        ItemKind::AlertChannel => {
            let wanted = file.channels().iter().find(|wanted| same_name(&wanted.name, &item.name));
            channel(installation, &item.name, wanted, item.action).map_err(|error| crate::error::chain(&error))
        }
        ItemKind::Sync => match file.syncs.iter().find(|wanted| same_name(&wanted.definition.name, &item.name)) {
            Some(wanted) => sync(caller, installation, wanted, item.action).map_err(|error| crate::error::chain(&error)),
            None => archive_sync(installation, &item.name).map_err(|error| crate::error::chain(&error)),
        },
    }
}

fn apply_settings(caller: &Caller, installation: &Installation<'_>, settings: &SettingsItem) -> Result<(), String> {
    let region = settings.region()?;
    installation.connections.network_save(&settings.network).map_err(|error| with_nearest(&error))?;
    region.map_or(Ok(()), |region| installation.records.region_save(caller, region)).map_err(|error| crate::error::chain(&error))
}

fn connection(caller: &Caller, installation: &Installation<'_>, wanted: &ConnectionItem, action: Action) -> Result<(), String> {
    let connections = installation.connections;
    let found = |setting: &String| wanted.secrets.get(setting).and_then(|reference| (installation.secrets)(reference));
    if action == Action::Create {
        let draft = || ConnectionDraft {
            name: wanted.name.clone(),
            connector: wanted.connector.clone(),
            settings: wanted.settings.clone(),
            secrets: wanted.secrets.keys().filter_map(|setting| Some((setting.clone(), found(setting)?))).collect(),
        };
        let absent: Vec<String> = wanted.secrets.keys().filter(|setting| found(setting).is_none()).cloned().collect();
        let made = match connections.create(draft()) {
            // None of them is needed by itself, but what is there does not make an account: a bot or an app of a messenger.
            Err(ConnectionError::Connector(_) | ConnectionError::Setting { .. }) if !absent.is_empty() => {
                connections.create_waiting(draft(), &absent)
            }
            made => made,
        };
        let made = made.map_err(|error| with_nearest(&error))?;
        if wanted.paused {
            let pause = ConnectionPatch { paused: Some(true), ..ConnectionPatch::default() };
            connections.change(caller, made.id, None, pause).map_err(|error| with_nearest(&error))?;
        }
        return Ok(());
    }
    let known = connections.by_name(&wanted.name).map_err(|error| with_nearest(&error))?;
    let gone = known.settings.keys().filter(|name| !wanted.settings.contains_key(*name));
    let mut settings: Map<String, Value> = gone.map(|name| (name.clone(), Value::Null)).collect();
    settings.extend(wanted.settings.clone());
    let is_paused = known.health.cause == Some(PauseCause::Person);
    let secrets: BTreeMap<_, _> = wanted
        .secrets
        .keys()
        .filter_map(|setting| Some((setting.clone(), found(setting)?)))
        .filter(|(setting, secret)| !connections.secret_is(known.id, setting, secret))
        .map(|(setting, secret)| (setting, Some(secret)))
        .collect();
    let patch = ConnectionPatch {
        name: (known.name != wanted.name.trim()).then(|| wanted.name.clone()),
        settings,
        secrets,
        paused: (is_paused != wanted.paused).then_some(wanted.paused),
        accept_organisation: false,
        overlap_until_ms: None,
    };
    connections.change(caller, known.id, Some(known.version), patch).map(|_| ()).map_err(|error| with_nearest(&error))
}

fn archive_connection(installation: &Installation<'_>, name: &str) -> Result<(), String> {
    let known = installation.connections.by_name(name).map_err(|error| with_nearest(&error))?;
    installation.connections.archive(known.id).map_err(|error| with_nearest(&error))
}

/// Makes, changes or, where the file does not name it, removes a channel.
fn channel(installation: &Installation<'_>, name: &str, wanted: Option<&ChannelItem>, action: Action) -> Result<(), AlertError> {
    let alerts = Alerts::new(installation.tasks.clone());
    let Some(wanted) = wanted else { return alerts.remove(alerts.by_name(name)?.id) };
    let found = |setting: &String| wanted.secrets.get(setting).and_then(|reference| (installation.secrets)(reference));
    let secrets = wanted.secrets.keys().filter_map(|setting| Some((setting.clone(), found(setting)?)));
    if action == Action::Create {
        let draft = ChannelDraft {
            name: wanted.name.clone(),
            kind: wanted.kind,
            is_on: wanted.enabled,
            language: wanted.language,
            settings: wanted.settings.clone(),
            secrets: secrets.collect(),
        };
        return alerts.create_waiting(draft).map(drop);
    }
    let known = alerts.by_name(name)?;
    let gone = known.settings.keys().filter(|name| !wanted.settings.contains_key(*name));
    let mut settings: Map<String, Value> = gone.map(|name| (name.clone(), Value::Null)).collect();
    settings.extend(wanted.settings.clone());
    let patch = ChannelPatch {
        name: (known.name != wanted.name.trim()).then(|| wanted.name.clone()),
        is_on: Some(wanted.enabled),
        language: Some(wanted.language),
        settings,
        secrets: secrets.map(|(setting, secret)| (setting, Some(secret))).collect(),
    };
    alerts.change_waiting(known.id, known.version, patch).map(drop)
}

/// What stays with a draft that a file lets go live: whoever applies the file decides.
const BY_FILE: &str = "live without a rehearsal: a configuration file says so";

fn sync(caller: &Caller, installation: &Installation<'_>, wanted: &SyncItem, action: Action) -> Result<(), TaskError> {
    let tasks = installation.tasks;
    let definition = wanted.definition.clone();
    let task = if action == Action::Create {
        tasks.create(caller, definition)?
    } else {
        let known = tasks.by_name(&wanted.definition.name)?;
        tasks.change(caller, known.row.id, Some(known.row.version), definition)?
    };
    let id = task.row.id;
    match (ItemState::of(task.row.state), wanted.state) {
        (Some(is), wanted) if is == wanted => {}
        (_, ItemState::Draft) => {}
        (_, ItemState::Live) => {
            tasks.go_live_because(id, BY_FILE)?;
        }
        (is, ItemState::Paused) => {
            if is == Some(ItemState::Draft) {
                tasks.go_live_because(id, BY_FILE)?;
            }
            tasks.pause(id, "paused by the configuration")?;
        }
    }
    Ok(())
}

fn archive_sync(installation: &Installation<'_>, name: &str) -> Result<(), TaskError> {
    let known = installation.tasks.by_name(name)?;
    installation.tasks.archive(known.row.id).map(|_| ())
}
