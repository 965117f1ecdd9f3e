//! Making, changing and archiving connections. A change is worked out twice: once to see whether the connector takes it, and
//! again on the row as it is when it is written.

use std::collections::{BTreeMap, BTreeSet};

use connector::{Description, SecretText};
use model::Caller;
use serde_json::{Map, Value};
use store::{ConnectionRow, ConnectionState, IdKind, Session, StoreError, SyncState};

use super::health::{self, Health, PauseCause};
use super::secrets::{self, Vault};
use super::{Connection, ConnectionError, Connections, UNSAVED, Use, same_name, settings, settings_of};
use crate::tasks;

/// Most characters of a name.
const NAME_CHARS_MAX: usize = 100;

/// A new connection.
#[derive(Clone, Debug, Default)]
pub struct ConnectionDraft {
    /// Shown name; unique among live connections without regard to case.
    pub name: String,
    /// Name of the connector.
    pub connector: String,
    /// Settings that are not secret.
    pub settings: Map<String, Value>,
    /// Secrets. Without one that is needed, the connection is made and stays paused.
    pub secrets: BTreeMap<String, SecretText>,
}

/// What is to change; everything else stays.
#[derive(Clone, Debug, Default)]
pub struct ConnectionPatch {
    /// New name.
    pub name: Option<String>,
    /// Settings to set; `null` takes one away.
    pub settings: Map<String, Value>,
    /// Secrets to set; `None` takes one away.
    pub secrets: BTreeMap<String, Option<SecretText>>,
    /// Until then (ms) the secrets that are replaced count for calls of the other system; from now on they count nowhere when absent.
    pub overlap_until_ms: Option<i64>,
    /// Pause it, or use it again.
    pub paused: Option<bool>,
    /// The organisation that answers at next use is the right one.
    pub accept_organisation: bool,
}

impl Connections {
    /// Makes a connection. Makes no call.
    ///
    /// # Errors
    /// [`ConnectionError::Setting`], [`ConnectionError::NameTaken`] and others that name what does not fit; store errors.
    pub fn create(&self, draft: ConnectionDraft) -> Result<Connection, ConnectionError> {
        self.make(draft, &[])
    }

    /// As [`Connections::create`] for a connection that waits for the secrets called `absent`, and cannot be tried before.
    ///
    /// # Errors
    /// As [`Connections::create`].
    pub(crate) fn create_waiting(&self, draft: ConnectionDraft, absent: &[String]) -> Result<Connection, ConnectionError> {
        self.make(draft, absent)
    }

    fn make(&self, draft: ConnectionDraft, absent: &[String]) -> Result<Connection, ConnectionError> {
        let name = check_name(&draft.name)?;
        let description = self.connector(&draft.connector)?.description();
        let drafted = settings_without_null(draft.settings);
        settings::check(description, &drafted)?;
        for (setting, secret) in &draft.secrets {
            settings::check_secret(description, setting, secret.reveal().chars().count())?;
        }
        let given: BTreeMap<_, _> = draft.secrets.into_iter().filter(|(_, secret)| !secret.is_empty()).collect();
        let mut missing: Vec<&str> = settings::missing_secrets(description, &drafted, &given.keys().cloned().collect());
        if missing.is_empty() {
            missing = absent.iter().map(String::as_str).collect();
        }
        if missing.is_empty() {
            self.connect_with((UNSAVED, 0), &draft.connector, &drafted, given.clone(), &Use::default())?;
        }
        let vault = self.inner.setup.vault.clone();
        let mut fresh = ConnectionRow {
            name,
            connector: draft.connector,
            settings: Value::Object(drafted).to_string(),
            version: 1,
            ..ConnectionRow::default()
        };
        if !missing.is_empty() {
            health::pause(&mut fresh, PauseCause::Secrets, &missing_text(&missing));
        }
        let row = self.store().write(move |session| {
            // The counter is locked until the end, so that of two nodes the second sees the first one's name.
            let id = session.allocate_ids(IdKind::Connection, 1)?;
            check_taken(session, &fresh.name, id)?;
            let mut sealed = secrets::Sealed::new();
            for (setting, secret) in &given {
                sealed.insert(setting.clone(), secrets::seal(vault.as_ref(), id, setting, secret)?);
            }
            let now_ms = session.now_ms();
            let row = ConnectionRow { id, secrets: secrets::write(&sealed), created_ms: now_ms, updated_ms: now_ms, ..fresh.clone() };
            session.connection_insert(&row)?;
            Ok::<_, ConnectionError>(row)
        })?;
        Connection::from_row(row)
    }

    /// Changes a connection. When the host of an address changes, all secrets that are not given anew go, and the token. A new
    /// name is written into its syncs, whose records keep their source.
    ///
    /// # Errors
    /// [`ConnectionError::VersionMismatch`] when `expected_version` is not the version it has; others as
    /// [`Connections::create`].
    pub fn change(
        &self,
        caller: &Caller,
        id: i64,
        expected_version: Option<i64>,
        patch: ConnectionPatch,
    ) -> Result<Connection, ConnectionError> {
        let row = self.row(id)?;
        let connector = self.connector(&row.connector)?;
        let description: &'static Description = connector.description();
        let vault = self.inner.setup.vault.clone();
        let changed = changed(row, expected_version, &patch, description, vault.as_ref())?;
        let settings = settings_of(&changed.row)?;
        if changed.missing.is_empty() && changed.reaches_system {
            let opened = secrets::open_all(vault.as_ref(), id, &secrets::read(&changed.row.secrets)?)?;
            self.connect_with((UNSAVED, 0), &changed.row.connector, &settings, opened, &Use::default())?;
        }
        let actor = caller.actor.to_string();
        let row = self.store().write(move |session| {
            if patch.name.is_some() {
                // Keeps other nodes from taking the same name now.
                session.allocate_ids(IdKind::Connection, 1)?;
            }
            let found = session.connection_for_update(id)?.ok_or_else(|| ConnectionError::NotFound(id.to_string()))?;
            let old_name = found.name.clone();
            let mut row = changed_row(found, expected_version, &patch, description, vault.as_ref())?;
            if row.name != old_name {
                check_taken(session, &row.name, id)?;
                tasks::connection_renamed(session, id, &old_name, &row.name, &actor)?;
            }
            row.updated_ms = session.now_ms();
            session.connection_update(&row)?;
            Ok::<_, ConnectionError>(row)
        })?;
        self.forget_pushed(id);
        Connection::from_row(row)
    }

    /// Takes a connection out of use for good: its secrets and token are thrown away, its syncs are archived.
    ///
    /// # Errors
    /// [`ConnectionError::InUse`] while a sync of it is live, [`ConnectionError::Tells`] while an alert channel sends by it;
    /// [`ConnectionError::NotFound`]; store errors.
    pub fn archive(&self, id: i64) -> Result<(), ConnectionError> {
        self.forget_pushed(id);
        self.store().write(move |session| {
            let mut row = session.connection_for_update(id)?.ok_or_else(|| ConnectionError::NotFound(id.to_string()))?;
            if row.state == ConnectionState::Archived {
                return Err(ConnectionError::NotFound(id.to_string()));
            }
            let syncs: Vec<_> = session.syncs()?.into_iter().filter(|sync| sync.connection == id).collect();
            let live: Vec<&str> = syncs.iter().filter(|sync| sync.state == SyncState::Live).map(|sync| sync.name.as_str()).collect();
            if !live.is_empty() {
                return Err(ConnectionError::InUse { name: row.name, syncs: live.join(", ") });
            }
            let channels = crate::alerts::channels_through(session, id)?;
            if !channels.is_empty() {
                return Err(ConnectionError::Tells { name: row.name, channels: channels.join(", ") });
            }
            let now_ms = session.now_ms();
            for mut sync in syncs.into_iter().filter(|sync| sync.state != SyncState::Archived) {
                sync.state = SyncState::Archived;
                sync.updated_ms = now_ms;
                let version = sync.version;
                session.sync_update(&sync, version)?;
            }
            row.state = ConnectionState::Archived;
            row.reason = String::new();
            row.secrets = String::new();
            row.token = String::new();
            row.token_until_ms = 0;
            row.version += 1;
            row.updated_ms = now_ms;
            session.connection_update(&row)?;
            Ok(())
        })
    }
}

/// A row as a patch makes it.
struct Changed {
    row: ConnectionRow,
    /// Secrets that it needs and has not.
    missing: Vec<&'static str>,
    /// Settings or secrets changed, so the connector has to look at them.
    reaches_system: bool,
}

fn changed_row(
    row: ConnectionRow,
    expected_version: Option<i64>,
    patch: &ConnectionPatch,
    description: &'static Description,
    vault: &dyn Vault,
) -> Result<ConnectionRow, ConnectionError> {
    Ok(changed(row, expected_version, patch, description, vault)?.row)
}

fn changed(
    mut row: ConnectionRow,
    expected_version: Option<i64>,
    patch: &ConnectionPatch,
    description: &'static Description,
    vault: &dyn Vault,
) -> Result<Changed, ConnectionError> {
    if row.state == ConnectionState::Archived {
        return Err(ConnectionError::NotFound(row.id.to_string()));
    }
    if expected_version.is_some_and(|expected| expected != row.version) {
        return Err(ConnectionError::VersionMismatch { found: row.version });
    }
    let before = (row.name.clone(), row.settings.clone(), row.secrets.clone());
    if let Some(name) = &patch.name {
        row.name = check_name(name)?;
    }
    let old = settings_of(&row)?;
    let mut new = old.clone();
    new.extend(patch.settings.clone());
    let new = settings_without_null(new);
    settings::check(description, &new)?;
    let mut sealed = secrets::read(&row.secrets)?;
    if settings::leads_elsewhere(description, &old, &new) {
        sealed.clear();
    }
    let sealed_before = sealed.clone();
    for (setting, secret) in &patch.secrets {
        settings::check_secret(description, setting, secret.as_ref().map_or(0, |secret| secret.reveal().chars().count()))?;
        match secret.as_ref().filter(|secret| !secret.is_empty()) {
            Some(secret) => sealed.insert(setting.clone(), secrets::seal(vault, row.id, setting, secret)?),
            None => sealed.remove(setting),
        };
    }
    match patch.overlap_until_ms {
        Some(until_ms) => secrets::keep_before(&mut sealed, &sealed_before, until_ms),
        None if !patch.secrets.is_empty() => secrets::forget_before(&mut sealed),
        None => {}
    }
    let known: BTreeSet<String> = secrets::names(&sealed).cloned().collect();
    let missing = settings::missing_secrets(description, &new, &known);
    row.settings = Value::Object(new).to_string();
    row.secrets = secrets::write(&sealed);
    let reaches_system = row.settings != before.1 || row.secrets != before.2;
    if row.secrets != before.2 {
        // Got with other secrets, or for another place.
        row.token = String::new();
        row.token_until_ms = 0;
    }
    if row.name != before.0 || reaches_system {
        row.version += 1;
    }
    change_state(&mut row, patch, &missing);
    Ok(Changed { row, missing, reaches_system })
}

fn change_state(row: &mut ConnectionRow, patch: &ConnectionPatch, missing: &[&'static str]) {
    let cause = Health::of(row).cause;
    if patch.accept_organisation {
        row.organisation = String::new();
        if cause == Some(PauseCause::Organisation) {
            health::wake(row);
        }
    }
    match patch.paused {
        Some(true) => health::pause(row, PauseCause::Person, "paused by a person"),
        Some(false) if row.state == ConnectionState::Paused => health::wake(row),
        Some(false) | None => {}
    }
    if !missing.is_empty() && row.state == ConnectionState::Active {
        health::pause(row, PauseCause::Secrets, &missing_text(missing));
    } else if missing.is_empty() && row.state == ConnectionState::Paused && cause == Some(PauseCause::Secrets) {
        health::wake(row);
    }
}

fn missing_text(missing: &[&str]) -> String {
    format!("not set yet: {}", missing.join(", "))
}

fn settings_without_null(settings: Map<String, Value>) -> Map<String, Value> {
    settings.into_iter().filter(|(_, value)| !value.is_null()).collect()
}

fn check_name(name: &str) -> Result<String, ConnectionError> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(ConnectionError::Name) }
}

fn check_taken(session: &mut Session<'_>, name: &str, id: i64) -> Result<(), ConnectionError> {
    let rows = session.connections()?;
    if rows.len() >= CONNECTIONS_MAX {
        return Err(StoreError::Invalid("an installation holds at most 9,000 connections, archived ones included").into());
    }
    let is_taken = rows.iter().any(|row| row.id != id && row.state != ConnectionState::Archived && same_name(&row.name, name));
    if is_taken { Err(ConnectionError::NameTaken(name.to_owned())) } else { Ok(()) }
}

/// Below what the store lists.
const CONNECTIONS_MAX: usize = 9_000;
