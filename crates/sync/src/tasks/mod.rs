//! Syncs as standing instructions: made, changed version by version, paused, made live, archived. What a run of one does is
//! decided elsewhere.
//!
//! Promises:
//! - A definition is stored only when it makes sense with the object it feeds; every version that was ever in force is kept.
//! - Two people who change a sync at once do not undo one another: a change names the version it was made from.
//! - Names are unique without regard to case among syncs that are not archived.

mod check;
mod diff;
mod error;

use std::sync::Arc;

use mapping::normalise::Region;
use model::{Actor, Caller, Object};
use records::Records;
use serde_json::Value;
use store::{IdKind, Session, Store, StoreError, SyncProgressRow, SyncRow, SyncState, SyncVersionRow};

pub use check::check;
pub use diff::{Difference, difference};
pub use error::TaskError;

use crate::connections::{Connections, same_name};
use crate::definition::{DefinitionError, Rollout, SyncDefinition};

/// Below what the store lists.
const SYNCS_MAX: usize = 9_000;
/// Attempts of a change of state while others change the definition.
const ATTEMPTS_MAX: usize = 5;
/// Names of sources tried for a sync that gets one of its own.
const SOURCES_TRIED: usize = 10;

/// All syncs of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Tasks {
    records: Records,
    connections: Connections,
}

/// A sync with its definition in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// As stored.
    pub row: SyncRow,
    /// What it is told to do.
    pub definition: SyncDefinition,
}

impl Tasks {
    /// Over open records and connections of the same installation.
    #[must_use]
    pub fn new(records: Records, connections: Connections) -> Self {
        Self { records, connections }
    }

    /// Gives a definition that is to become a sync a source of its own where another sync has that of its connection already.
    ///
    /// # Errors
    /// Store errors.
    pub fn settle_source(&self, definition: &mut SyncDefinition) -> Result<(), TaskError> {
        let connection = self.connections.by_name(&definition.connection)?.id;
        let own = format!("{} · {}", definition.connection, definition.stream);
        let further = (2..SOURCES_TRIED).map(|number| format!("{own} ({number})"));
        let names: Vec<Option<String>> = [definition.source.clone(), Some(own.clone())].into_iter().chain(further.map(Some)).collect();
        let mut tried = definition.clone();
        let settled = self.store().read(|session| {
            for source in names {
                tried.source.clone_from(&source);
                if check_alone(session, 0, connection, &tried).is_ok() {
                    return Ok::<_, StoreError>(Some(source));
                }
            }
            Ok(None)
        })?;
        if let Some(source) = settled {
            definition.source = source;
        }
        Ok(())
    }

    /// The connections that syncs use.
    #[must_use]
    pub fn connections(&self) -> &Connections {
        &self.connections
    }

    /// The region of the installation.
    #[must_use]
    pub fn region(&self) -> Region {
        self.records.schema().region
    }

    fn store(&self) -> &Store {
        self.records.store()
    }

    /// Makes a sync, as a draft. Makes no call. A mapping without a region gets the installation's, and keeps it.
    ///
    /// # Errors
    /// [`TaskError::Definition`] naming the place, [`TaskError::NameTaken`], store errors.
    pub fn create(&self, caller: &Caller, mut definition: SyncDefinition) -> Result<Task, TaskError> {
        definition.settle(self.region(), None);
        let (definition, connection, object) = self.prepared(definition)?;
        let text = to_text(&definition)?;
        let (name, actor) = (definition.name.clone(), caller.actor.clone());
        let wanted = definition.clone();
        let row = self.store().write(move |session| {
            // The counter is locked until the end, so that of two nodes the second sees the first one's name.
            let id = session.allocate_ids(IdKind::Sync, 1)?;
            check_taken(session, &name, id)?;
            check_alone(session, id, connection, &wanted)?;
            let now_ms = session.now_ms();
            let row = SyncRow {
                id,
                name: name.clone(),
                connection,
                object: object.id,
                state: SyncState::Draft,
                reason: String::new(),
                version: 1,
                definition: text.clone(),
                created_ms: now_ms,
                updated_ms: now_ms,
            };
            session.sync_insert(&row)?;
            keep_version(session, &row, &actor)?;
            Ok::<_, TaskError>(row)
        })?;
        Ok(Task { row, definition })
    }

    /// Puts another definition in force, as a new version; one that says the same changes nothing. Runs at work keep the
    /// version they began with. A mapping without a region keeps the one that it had.
    ///
    /// # Errors
    /// [`TaskError::VersionMismatch`] when `expected_version` is not the version in force; others as [`Tasks::create`].
    pub fn change(
        &self,
        caller: &Caller,
        id: i64,
        expected_version: Option<i64>,
        mut definition: SyncDefinition,
    ) -> Result<Task, TaskError> {
        definition.settle(self.region(), Some(&self.get(id)?.definition));
        let (definition, connection, object) = self.prepared(definition)?;
        let text = to_text(&definition)?;
        let (name, actor) = (definition.name.clone(), caller.actor.clone());
        let wanted = definition.clone();
        let row = self.store().write(move |session| {
            let mut row = live_row(session, id)?;
            let found = row.version;
            if expected_version.is_some_and(|expected| expected != found) {
                return Err(TaskError::VersionMismatch { found });
            }
            if row.definition == text {
                return Ok(row);
            }
            if !same_name(&row.name, &name) {
                // Keeps other nodes from taking the same name now.
                session.allocate_ids(IdKind::Sync, 1)?;
                check_taken(session, &name, id)?;
            }
            check_same_place(session, &row, &read_definition(&row)?, &wanted, connection)?;
            check_alone(session, id, connection, &wanted)?;
            row.name.clone_from(&name);
            row.connection = connection;
            row.object = object.id;
            row.version += 1;
            row.definition.clone_from(&text);
            row.updated_ms = session.now_ms();
            if !session.sync_update(&row, found)? {
                return Err(TaskError::VersionMismatch { found });
            }
            keep_version(session, &row, &actor)?;
            Ok(row)
        })?;
        Ok(Task { row, definition })
    }

    /// Lets a larger part of the records take part, as a new version: `share` in percent, and with `whole` all records and fields.
    /// Who took part before still does, so nothing unchanged is sent again.
    ///
    /// # Errors
    /// [`TaskError::Definition`] where the part would not become larger; others as [`Tasks::change`].
    pub fn widen(&self, caller: &Caller, id: i64, share: Option<f64>, whole: bool) -> Result<Task, TaskError> {
        let task = self.get(id)?;
        let before = &task.definition.rollout;
        let rollout = if whole { Rollout::default() } else { Rollout { share: share.unwrap_or(before.share), ..before.clone() } };
        if before.is_whole() || (!whole && rollout.share <= before.share) {
            let reason = format!("{}% of the records take part already; widening takes a larger share", before.share);
            return Err(DefinitionError::new("/rollout/share", reason).into());
        }
        let definition = SyncDefinition { rollout, ..task.definition };
        self.change(caller, id, Some(task.row.version), definition)
    }

    /// Lets a sync run by its triggers: from draft, or after a pause.
    ///
    /// # Errors
    /// [`TaskError::State`] for an archived one, [`TaskError::Definition`] when the definition does not fit the object any
    /// more, [`TaskError::NotFound`], store errors.
    pub fn go_live(&self, id: i64) -> Result<Task, TaskError> {
        self.go_live_because(id, "")
    }

    /// As [`Tasks::go_live`], with what it relies on: a rehearsal, or why there is none.
    ///
    /// # Errors
    /// As [`Tasks::go_live`].
    pub fn go_live_because(&self, id: i64, reason: &str) -> Result<Task, TaskError> {
        let task = self.get(id)?;
        check(&task.definition, &self.records.schema())?;
        self.state_set(id, SyncState::Live, reason)
    }

    /// As [`Tasks::go_live_because`], and paused at once: nothing runs by itself before somebody resumes it.
    ///
    /// # Errors
    /// As [`Tasks::go_live`].
    pub fn go_live_paused(&self, id: i64, reason: &str) -> Result<Task, TaskError> {
        let task = self.get(id)?;
        check(&task.definition, &self.records.schema())?;
        let reason = reason.to_owned();
        Task::from_row(self.store().write(move |session| {
            set_state(session, id, SyncState::Live, &reason)?;
            set_state(session, id, SyncState::Paused, &reason)
        })?)
    }

    /// Stops a sync until somebody resumes it. `reason` is for people.
    ///
    /// # Errors
    /// [`TaskError::State`] for a draft or an archived one, [`TaskError::NotFound`], store errors.
    pub fn pause(&self, id: i64, reason: &str) -> Result<Task, TaskError> {
        self.state_set(id, SyncState::Paused, reason)
    }

    /// Takes a sync out of use for good; the history of its runs stays.
    ///
    /// # Errors
    /// [`TaskError::NotFound`], store errors.
    pub fn archive(&self, id: i64) -> Result<Task, TaskError> {
        self.state_set(id, SyncState::Archived, "")
    }

    fn state_set(&self, id: i64, state: SyncState, reason: &str) -> Result<Task, TaskError> {
        let reason = reason.to_owned();
        Task::from_row(self.store().write(move |session| set_state(session, id, state, &reason))?)
    }

    /// All syncs by id; archived ones only when asked for.
    ///
    /// # Errors
    /// Store errors.
    pub fn list(&self, archived_too: bool) -> Result<Vec<Task>, TaskError> {
        let rows = self.store().read(|session| session.syncs())?;
        rows.into_iter().filter(|row| archived_too || row.state != SyncState::Archived).map(Task::from_row).collect()
    }

    /// One sync, also an archived one.
    ///
    /// # Errors
    /// [`TaskError::NotFound`], store errors.
    pub fn get(&self, id: i64) -> Result<Task, TaskError> {
        let row = self.store().read(|session| session.sync(id))?;
        row.map_or_else(|| Err(TaskError::NotFound(id.to_string())), Task::from_row)
    }

    /// The sync with this name that is not archived, whatever its case.
    ///
    /// # Errors
    /// [`TaskError::NotFound`], store errors.
    pub fn by_name(&self, name: &str) -> Result<Task, TaskError> {
        let rows = self.store().read(|session| session.syncs())?;
        let found = rows.into_iter().find(|row| row.state != SyncState::Archived && same_name(&row.name, name));
        found.map_or_else(|| Err(TaskError::NotFound(name.chars().take(100).collect())), Task::from_row)
    }

    /// Versions of a sync, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`TaskError::NotFound`], store errors.
    pub fn versions(&self, id: i64, limit: usize) -> Result<Vec<SyncVersionRow>, TaskError> {
        self.get(id)?;
        Ok(self.store().read(|session| session.sync_versions(id, limit))?)
    }

    /// The definition that a sync had at `version`: what a run keeps.
    ///
    /// # Errors
    /// [`TaskError::NotFound`], store errors.
    pub fn definition_at(&self, id: i64, version: i64) -> Result<SyncDefinition, TaskError> {
        let row = self.store().read(|session| session.sync_version(id, version))?;
        let row = row.ok_or_else(|| TaskError::NotFound(format!("{id} at version {version}")))?;
        parse(&row.definition)
    }

    /// What changed from one version to another.
    ///
    /// # Errors
    /// [`TaskError::NotFound`], store errors.
    pub fn compare(&self, id: i64, old: i64, new: i64) -> Result<Vec<Difference>, TaskError> {
        let value = |version| Ok::<_, TaskError>(to_value(&self.definition_at(id, version)?));
        Ok(difference(&value(old)?, &value(new)?))
    }

    /// How far a sync has come; `None` before its first run.
    ///
    /// # Errors
    /// Store errors.
    pub fn progress(&self, id: i64) -> Result<Option<SyncProgressRow>, TaskError> {
        Ok(self.store().read(|session| session.sync_progress(id))?)
    }

    /// The definition as it is stored, with the ids of what it names.
    fn prepared(&self, mut definition: SyncDefinition) -> Result<(SyncDefinition, i64, Arc<Object>), TaskError> {
        definition.name = definition.name.trim().to_owned();
        let object = check(&definition, &self.records.schema())?;
        let connection = self.connections.by_name(&definition.connection).map_err(|error| match error {
            crate::connections::ConnectionError::NotFound(_) => {
                let reason = format!("there is no connection {:?}", definition.connection);
                TaskError::Definition(DefinitionError::new("/connection", reason))
            }
            other => other.into(),
        })?;
        definition.connection = connection.name;
        Ok((definition, connection.id, object))
    }
}

impl Task {
    fn from_row(row: SyncRow) -> Result<Self, TaskError> {
        let definition = read_definition(&row)?;
        Ok(Self { row, definition })
    }
}

/// Sets the state of a sync inside a transaction: for runs that stop their own sync in the transaction of their data.
///
/// # Errors
/// [`TaskError::State`], [`TaskError::NotFound`], store errors.
pub fn set_state(session: &mut Session<'_>, id: i64, state: SyncState, reason: &str) -> Result<SyncRow, TaskError> {
    for _ in 0..ATTEMPTS_MAX {
        let mut row = live_row(session, id)?;
        if row.state == state && row.reason == reason {
            return Ok(row);
        }
        if row.state == SyncState::Draft && state == SyncState::Paused {
            return Err(TaskError::State { from: "draft", to: "paused" });
        }
        row.state = state;
        row.reason = reason.chars().take(1_000).collect();
        row.updated_ms = session.now_ms();
        let version = row.version;
        if session.sync_update(&row, version)? {
            return Ok(row);
        }
    }
    Err(StoreError::Busy.into())
}

/// Writes a connection's new name into its syncs. Records keep the source they came from, also where that was the old name.
pub(crate) fn connection_renamed(
    session: &mut Session<'_>,
    connection: i64,
    old_name: &str,
    new_name: &str,
    actor: &str,
) -> Result<(), StoreError> {
    for mut row in session.syncs()?.into_iter().filter(|row| row.connection == connection && row.state != SyncState::Archived) {
        let Ok(mut definition) = serde_json::from_str::<SyncDefinition>(&row.definition) else {
            return Err(StoreError::Damaged("definition of a sync"));
        };
        definition.source.get_or_insert_with(|| old_name.to_owned());
        new_name.clone_into(&mut definition.connection);
        let found = row.version;
        row.version += 1;
        row.definition = serde_json::to_string(&definition).map_err(|_| StoreError::Damaged("definition of a sync"))?;
        row.updated_ms = session.now_ms();
        session.sync_update(&row, found)?;
        session.sync_version_insert(&version_row(&row, actor.to_owned()))?;
    }
    Ok(())
}

/// The name of a state. Stable.
#[must_use]
pub fn state_name(state: SyncState) -> &'static str {
    match state {
        SyncState::Draft => "draft",
        SyncState::Live => "live",
        SyncState::Paused => "paused",
        SyncState::Archived => "archived",
    }
}

/// A definition as JSON.
#[must_use]
pub fn to_value(definition: &SyncDefinition) -> Value {
    serde_json::to_value(definition).unwrap_or_default()
}

fn live_row(session: &mut Session<'_>, id: i64) -> Result<SyncRow, TaskError> {
    session.sync(id)?.filter(|row| row.state != SyncState::Archived).ok_or_else(|| TaskError::NotFound(id.to_string()))
}

fn keep_version(session: &mut Session<'_>, row: &SyncRow, actor: &Actor) -> Result<(), StoreError> {
    session.sync_version_insert(&version_row(row, actor.to_string()))
}

fn version_row(row: &SyncRow, actor: String) -> SyncVersionRow {
    SyncVersionRow { sync: row.id, version: row.version, definition: row.definition.clone(), actor, at_ms: row.updated_ms }
}

fn check_taken(session: &mut Session<'_>, name: &str, id: i64) -> Result<(), TaskError> {
    let rows = session.syncs()?;
    if rows.len() >= SYNCS_MAX {
        return Err(TaskError::TooMany(SYNCS_MAX));
    }
    let is_taken = rows.iter().any(|row| row.id != id && row.state != SyncState::Archived && same_name(&row.name, name));
    if is_taken { Err(TaskError::NameTaken(name.to_owned())) } else { Ok(()) }
}

/// Source records are told apart by their source's name and their id alone. Two syncs that read one stream into the same source
/// records of an object would each take back what the other one said. Those of two streams would take the 7 of one for the 7 of
/// the other, write over what was never theirs, and miss the other's records in every full read: that is refused too, unless
/// both name the source themselves, by which a person says that an id means the same in both (a table, and the hook that tells
/// of its rows).
fn check_alone(session: &mut Session<'_>, id: i64, connection: i64, wanted: &SyncDefinition) -> Result<(), TaskError> {
    for row in session.syncs()?.into_iter().filter(|row| row.id != id && row.state != SyncState::Archived) {
        let other = read_definition(&row)?;
        if other.object != wanted.object || other.source_name() != wanted.source_name() {
            continue;
        }
        let reason = if row.connection == connection && other.stream == wanted.stream {
            if !(other.reads() && wanted.reads()) {
                continue;
            }
            format!(
                "the sync {:?} reads this stream into the same source records; give this one a source of its own, or change that one",
                row.name
            )
        } else if other.source.is_some() && wanted.source.is_some() {
            continue;
        } else {
            format!(
                "the sync {:?} keeps records of another stream ({:?}) under the source {:?}, and ids of both would be mixed up; give this \
                 one a source of its own, or name the source in both where an id means the same in both",
                row.name,
                other.stream,
                other.source_name()
            )
        };
        return Err(DefinitionError::new("/source", reason).into());
    }
    Ok(())
}

/// Once a sync has run, its cursor, its source records and its deliveries belong to one stream and one object.
fn check_same_place(
    session: &mut Session<'_>,
    row: &SyncRow,
    old: &SyncDefinition,
    new: &SyncDefinition,
    connection: i64,
) -> Result<(), TaskError> {
    let moved = [
        ("/connection", row.connection != connection),
        ("/stream", old.stream != new.stream),
        ("/object", old.object != new.object),
        ("/source", old.source_name() != new.source_name()),
    ];
    let Some((pointer, _)) = moved.iter().find(|(_, is_moved)| *is_moved) else { return Ok(()) };
    if session.sync_progress(row.id)?.is_none() {
        return Ok(());
    }
    let reason = "this sync has run already and belongs to its stream and object; archive it and make another one";
    Err(DefinitionError::new(*pointer, reason).into())
}

fn to_text(definition: &SyncDefinition) -> Result<String, StoreError> {
    serde_json::to_string(definition).map_err(|_| StoreError::Invalid("the definition cannot be written down"))
}

fn read_definition(row: &SyncRow) -> Result<SyncDefinition, TaskError> {
    parse(&row.definition)
}

fn parse(text: &str) -> Result<SyncDefinition, TaskError> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged("definition of a sync").into())
}
