//! The stage of one scenario: a simulator, an empty installation in a temporary folder, and one clock for both.

use std::sync::Arc;

use connector::SecretText;
use connector::conformance::Time;
use connector::http::ClientSettings;
use model::{Caller, Clock, Doc, Field, FieldType, Object, RecordState};
use records::{Patch, Records, Schema};
use sandbox::{ClockSource, Config, Running};
use serde_json::{Map, Value, json};
use store::{Location, RecordRow, SourceMark, Store, StoreError};
use sync::connections::{ConnectionPatch, Connections, ConnectionsSetup, NetworkSettings, Vault, VaultError};
use sync::definition::{Rollout, Triggers};
use sync::tasks::Tasks;
use sync::worker::{PassSettings, Passes};
use sync::{ImportSettings, SyncDefinition};

use crate::Refused;
use crate::sample::Sample;
use crate::systems::{System, Table};

/// How long a call waits for a simulator that is silent, in real time.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(300);
/// Records read at once for a check.
const RECORDS_MAX: usize = 200_000;
/// Ids of one object looked through: a stage is small.
const IDS_MAX: usize = 50_000;

/// What is rehearsed, taken out of the installation.
#[derive(Clone)]
pub(crate) struct Piece {
    pub system: System,
    pub definition: SyncDefinition,
    /// Settings of the real connection; its secrets stay where they are.
    pub settings: Map<String, Value>,
    pub schema: Arc<Schema>,
    pub connectors: sync::connections::ConnectorList,
    pub seed: u64,
    pub records: u32,
    /// What it begins with beside the people of the simulator.
    pub sample: Sample,
}

/// See the module.
pub(crate) struct Stage {
    pub running: Running,
    pub time: Arc<Time>,
    pub store: Store,
    pub records: Records,
    pub connections: Connections,
    pub tasks: Tasks,
    pub passes: Passes,
    pub system: System,
    pub table: Table,
    pub definition: SyncDefinition,
    pub object: Arc<Object>,
    pub sync: i64,
    pub connection: i64,
    /// What of the definition has no counterpart here.
    pub left_out: Vec<String>,
    _folder: tempfile::TempDir,
}

/// Nothing but the published secrets of simulators is kept by it.
struct OpenVault;

impl Vault for OpenVault {
    fn seal(&self, _: &str, secret: &SecretText) -> Result<String, VaultError> {
        Ok(secret.reveal().to_owned())
    }

    fn open(&self, _: &str, sealed: &str) -> Result<SecretText, VaultError> {
        Ok(SecretText::new(sealed))
    }
}

fn failed(error: impl std::fmt::Display) -> Refused {
    Refused::Stage(error.to_string())
}

impl Stage {
    /// Sets everything up; nothing was read yet.
    pub fn new(piece: &Piece) -> Result<Self, Refused> {
        let time = Arc::new(Time::at(sandbox::START_MS));
        let shared = Arc::clone(&time);
        let config = Config {
            seed: piece.seed,
            vendors: vec![piece.system.vendor.to_owned()],
            records: piece.records,
            clock: ClockSource::Shared(Arc::new(move || shared.now_ms())),
            ..Config::default()
        };
        let running = sandbox::start(config).map_err(failed)?;
        let url = running.base_url(piece.system.vendor).unwrap_or_default().to_owned();
        let folder = tempfile::tempdir().map_err(failed)?;
        let store = Store::open(&Location::Directory(folder.path().to_owned()), Arc::clone(&time) as _)?;
        let records = Records::new(store.clone()).map_err(failed)?;
        let mut left_out = Vec::new();
        let mut definition = piece.definition.clone();
        copy_object(&piece.schema, &records, &mut definition, &mut left_out)?;
        let mut table = piece.system.table(&running, &definition.stream)?;
        if add_columns(piece.system, &running, &table, &mut definition, &mut left_out) {
            table = piece.system.table(&running, &definition.stream)?;
        }
        let port = url.rsplit(':').next().and_then(|port| port.parse().ok());
        let connections = Connections::new(ConnectionsSetup {
            store: store.clone(),
            connectors: piece.connectors,
            vault: Arc::new(OpenVault),
            client: ClientSettings {
                idle_timeout_max: PATIENCE,
                seed: Some(piece.seed),
                pause: Arc::clone(&time) as _,
                ..ClientSettings::default()
            },
            network: NetworkSettings {
                allowed_addresses: vec!["127.0.0.1".to_owned()],
                allowed_ports: port.into_iter().collect(),
                ..NetworkSettings::default()
            },
        });
        let draft = piece.system.draft(&definition.connection, &running, &piece.settings)?;
        let connection = connections.create(draft)?.id;
        let tasks = Tasks::new(records.clone(), connections.clone());
        // The story decides when it runs.
        definition.triggers = Triggers { schedule: None, push: false, change: false };
        definition.reconcile = None;
        // What is tried is the whole, however small the share that it begins with.
        definition.rollout = Rollout::default();
        let task = tasks.create(&Caller::system(), definition.clone())?;
        tasks.go_live(task.row.id)?;
        let import = ImportSettings { mappers: 1, ..ImportSettings::alone(folder.path().to_owned()) };
        let passes = Passes::new(records.clone(), tasks.clone(), PassSettings { import, backups: None });
        let object = records.object(&definition.object).map_err(failed)?;
        let sync = task.row.id;
        let mut stage = Self {
            running,
            time,
            store,
            records,
            connections,
            tasks,
            passes,
            system: piece.system,
            table,
            definition,
            object,
            sync,
            connection,
            left_out,
            _folder: folder,
        };
        stage.seed(&piece.sample);
        Ok(stage)
    }

    /// A call of the simulator's control interface, below its vendor.
    pub fn control(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        self.running.control(method, &format!("/{}{path}", self.system.vendor), body)
    }

    /// Records there, as they are in truth.
    pub fn truth(&self) -> Vec<Value> {
        let page = self.control("GET", &format!("/tables/{}/records?limit={RECORDS_MAX}", self.table.name), None);
        page["records"].as_array().cloned().unwrap_or_default()
    }

    /// Writes that took effect there: endpoint, id, what was sent, effect.
    pub fn writes(&self) -> Vec<Value> {
        let log = self.control("GET", &format!("/log/writes?limit={RECORDS_MAX}"), None);
        let all = log["writes"].as_array().cloned().unwrap_or_default();
        all.into_iter().filter(|write| write["committed"] == true).collect()
    }

    /// What the source is known to show, by its ids.
    pub fn marks(&self) -> Result<Vec<SourceMark>, StoreError> {
        let (name, object) = (self.definition.source_name().to_owned(), self.object.id);
        self.store.read(|session| {
            let Some(source) = session.source_find(&name, object)? else { return Ok(Vec::new()) };
            session.source_marks_after(source.id, "", RECORDS_MAX)
        })
    }

    /// Live records here.
    pub fn live(&self) -> Result<Vec<RecordRow>, StoreError> {
        self.store.read(|session| {
            let mut live = Vec::new();
            for first in (1..i64::try_from(IDS_MAX).unwrap_or(i64::MAX)).step_by(1_000) {
                let ids: Vec<model::RecordId> = (first..first + 1_000).map(|at| model::RecordId::new(self.object.id, at)).collect();
                let found: Vec<RecordRow> = session.records(&ids)?.into_iter().flatten().collect();
                if found.is_empty() && first > 5_000 {
                    break;
                }
                live.extend(found.into_iter().filter(|row| row.state == RecordState::Live));
            }
            Ok(live)
        })
    }

    /// Sets a text here as a person would. False where that was refused.
    pub fn set_text(&self, row: &RecordRow, field: &Field, text: &str) -> bool {
        let mut set = Doc::new();
        set.set(field.id, &json!(text).to_string());
        let patch = Patch { set, clear: Vec::new() };
        self.records.patch(&Caller::system(), &self.object, row.id, patch, records::Expect::default()).wait().is_ok()
    }

    /// A field whose values are free texts that identify nobody, where the mapping has one, with its column.
    pub fn text_field(&self) -> Option<(&Field, String)> {
        let rules = self.definition.mapping.as_ref().map(|mapping| mapping.fields.as_slice()).unwrap_or_default();
        let plain = rules.iter().filter(|rule| rule.transforms.is_empty() && rule.values.is_empty() && !rule.required);
        let free = plain.filter_map(|rule| {
            let field = self.object.field(&rule.to).filter(|field| is_free(field))?;
            let [column] = rule.from.as_slice() else { return None };
            let there = self.table.field(column).filter(|there| there.class == "text")?;
            Some((field, there.name.clone()))
        });
        // The title may be made of other fields there.
        free.min_by_key(|(field, _)| field.name == self.object.title_field)
    }

    /// Fields there that needed lines of the mapping read.
    pub fn needed_fields(&self) -> Vec<String> {
        let rules = self.definition.mapping.iter().flat_map(|mapping| &mapping.fields).filter(|rule| rule.required);
        rules.flat_map(|rule| &rule.from).filter_map(|column| self.table.field(column)).map(|field| field.name.clone()).collect()
    }

    /// A field of ours that is written there as it is.
    pub fn outgoing_field(&self) -> Option<&Field> {
        let outgoing = self.definition.outgoing.as_ref().filter(|_| self.definition.writes())?;
        let plain = outgoing.fields.iter().filter(|rule| rule.transforms.is_empty() && rule.values.is_empty() && !rule.only_create);
        plain.filter_map(|rule| self.object.field(&rule.from)).find(|field| is_free(field))
    }

    /// After a person saw to it: the connection is looked at again, a run that stopped is given up, the sync runs again.
    pub fn mend(&self) -> Result<(), Refused> {
        self.connections.check(self.connection)?;
        let paused = self.connections.get(self.connection)?.state == store::ConnectionState::Paused;
        if paused {
            let patch = ConnectionPatch { paused: Some(false), ..ConnectionPatch::default() };
            self.connections.change(&Caller::system(), self.connection, None, patch)?;
        }
        let waiting = self.store.read(|session| session.run_find_unfinished(&format!("sync:{}", self.sync)))?;
        if let Some(run) = waiting.filter(|run| run.state == store::RunState::Paused) {
            // Nothing but the connection's own state can refuse this, and the next pass would tell it.
            let _ = self.passes.give_up(self.sync, run.id);
        }
        self.tasks.go_live(self.sync)?;
        Ok(())
    }
}

fn is_free(field: &Field) -> bool {
    matches!(field.field_type, FieldType::Text | FieldType::LongText)
        && field.match_key.is_none()
        && !field.unique
        && field.validation.is_none()
}

/// Makes the object of the sync as it is in the installation, with the fields that the definition needs.
fn copy_object(schema: &Schema, records: &Records, definition: &mut SyncDefinition, left_out: &mut Vec<String>) -> Result<(), Refused> {
    let caller = Caller::system();
    let name = definition.object.clone();
    let missing = || Refused::Stage(format!("there is no object {name:?}"));
    let wanted = schema.object(&name).cloned().ok_or_else(missing)?;
    let known = records.object(&name).ok();
    let refers = |field: &Field| matches!(&field.field_type, FieldType::Reference { to } if records.object(to).is_err() && *to != name);
    let mut dropped: Vec<String> = Vec::new();
    if known.is_none() {
        let fields: Vec<Field> = wanted.live_fields().filter(|field| !refers(field)).cloned().collect();
        records.object_create(&caller, Object { fields, ..Object::clone(&wanted) }).map_err(failed)?;
    }
    let known = records.object(&name).map_err(failed)?;
    for field in wanted.live_fields().filter(|field| known.field(&field.name).is_none()) {
        if refers(field) || records.field_add(&caller, &name, field.clone()).is_err() {
            dropped.push(field.name.clone());
        }
    }
    if dropped.is_empty() {
        return Ok(());
    }
    let is_dropped = |to: &str| dropped.iter().any(|field| to == field || to.starts_with(&format!("{field}.")));
    if let Some(mapping) = &mut definition.mapping {
        mapping.fields.retain(|rule| !is_dropped(&rule.to));
    }
    if let Some(outgoing) = &mut definition.outgoing {
        outgoing.fields.retain(|rule| !is_dropped(&rule.from));
    }
    left_out.extend(dropped.into_iter().map(|field| format!("field {field} refers to an object that is not there")));
    Ok(())
}

/// Gives the simulator the columns that the definition names, and takes out of the definition what it cannot have. True when the
/// simulator was changed.
fn add_columns(system: System, running: &Running, table: &Table, definition: &mut SyncDefinition, left_out: &mut Vec<String>) -> bool {
    let named = |definition: &SyncDefinition| {
        let read = definition.mapping.iter().flat_map(|mapping| mapping.fields.iter().flat_map(|rule| rule.from.clone()));
        let written = definition
            .outgoing
            .iter()
            .flat_map(|outgoing| outgoing.fields.iter().map(|rule| rule.to.clone()).chain(outgoing.key_field.clone()));
        let mut names: Vec<String> = read.chain(written).filter(|name| table.field(name).is_none() && !is_of_system(name)).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let unknown = named(definition);
    let (added, refused): (Vec<String>, Vec<String>) =
        unknown.into_iter().partition(|column| system.add_column(running, &table.name, column));
    if let Some(mapping) = &mut definition.mapping {
        mapping.fields.retain(|rule| !rule.from.iter().any(|column| refused.contains(column)));
    }
    if let Some(outgoing) = &mut definition.outgoing {
        outgoing.fields.retain(|rule| !refused.contains(&rule.to));
        outgoing.key_field = outgoing.key_field.take().filter(|key| !refused.contains(key));
    }
    left_out.extend(refused.into_iter().map(|column| format!("the simulator has no column {column}")));
    !added.is_empty()
}

/// Columns that every record there has and no table lists.
fn is_of_system(name: &str) -> bool {
    ["_id", "createTime", "updateTime", "deleteTime", "appId", "entryId", "creator", "updater", "flowState"].contains(&name)
}
