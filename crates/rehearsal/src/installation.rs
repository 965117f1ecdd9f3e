//! The installation on a stage: empty, in a temporary folder, with the object and the definition as they are, on a clock that turns.

use std::sync::Arc;

use connector::SecretText;
use connector::conformance::Time;
use connector::http::ClientSettings;
use mapping::normalise::Region;
use model::{Caller, Doc, Field, FieldType, Object, RecordState};
use records::{Patch, Records, Schema};
use serde_json::json;
use store::{RecordRow, RunFilter, RunRow, SourceMark, Store, StoreError};
use sync::connections::{ConnectionDraft, ConnectionPatch, Connections, ConnectionsSetup, NetworkSettings, Vault, VaultError};
use sync::definition::{Rollout, Triggers};
use sync::tasks::Tasks;
use sync::worker::{PassSettings, Passes};
use sync::{ImportSettings, SyncDefinition};

use crate::Refused;
use crate::report::Words;
use crate::stage::Piece;

/// How long a call waits for a simulator that is silent, in real time.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(300);
/// Records of a source read at once for a check.
const MARKS_MAX: usize = 200_000;
/// Ids of one object looked through: a stage is small.
const IDS_MAX: usize = 50_000;
/// Runs of one scenario looked at.
const RUNS_MAX: usize = 1_000;

/// See the module.
pub(crate) struct Installation {
    pub time: Arc<Time>,
    pub store: Store,
    pub records: Records,
    pub connections: Connections,
    pub tasks: Tasks,
    pub passes: Passes,
    pub definition: SyncDefinition,
    pub object: Arc<Object>,
    pub sync: i64,
    pub connection: i64,
    /// What of the definition has no counterpart here.
    pub left_out: Vec<Words>,
    _folder: tempfile::TempDir,
}

/// What an installation is built on: everything but its connection and its sync.
pub(crate) struct Ground {
    pub time: Arc<Time>,
    pub definition: SyncDefinition,
    pub left_out: Vec<Words>,
    store: Store,
    records: Records,
    folder: tempfile::TempDir,
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

pub(crate) fn failed(error: impl std::fmt::Display) -> Refused {
    Refused::Stage(error.to_string())
}

impl Ground {
    /// Empty, with the object of the sync.
    pub fn new(piece: &Piece) -> Result<Self, Refused> {
        let time = Arc::new(Time::at(sandbox::START_MS));
        let folder = tempfile::tempdir().map_err(failed)?;
        let store = Store::open(&(piece.place)(folder.path()), Arc::clone(&time) as _)?;
        let records = Records::new(store.clone()).map_err(failed)?;
        let mut left_out = Vec::new();
        let mut definition = piece.definition.clone();
        // What it leaves open is as it was saved, and what the installation decides is as there.
        definition.settle(Region::default(), None);
        records.region_save(&Caller::system(), piece.schema.region).map_err(failed)?;
        copy_object(&piece.schema, &records, &mut definition, &mut left_out)?;
        Ok(Self { time, definition, left_out, store, records, folder })
    }

    /// With a connection, which may call `port` of this machine and nothing else, and the sync, which is live.
    pub fn build(self, piece: &Piece, draft: ConnectionDraft, port: Option<u16>) -> Result<Installation, Refused> {
        let Self { time, mut definition, left_out, store, records, folder } = self;
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
        let connection = connections.create(draft)?.id;
        let tasks = Tasks::new(records.clone(), connections.clone());
        // The story decides when it runs.
        definition.triggers = Triggers { schedule: None, push: false, change: false };
        definition.reconcile = None;
        // What is tried is the whole, however small the share that it begins with.
        definition.rollout = Rollout::default();
        let sync = tasks.create(&Caller::system(), definition.clone())?.row.id;
        tasks.go_live(sync)?;
        let import = ImportSettings { mappers: 1, ..ImportSettings::alone(folder.path().to_owned()) };
        let passes = Passes::new(records.clone(), tasks.clone(), PassSettings { import, backups: None });
        let object = records.object(&definition.object).map_err(failed)?;
        Ok(Installation {
            time,
            store,
            records,
            connections,
            tasks,
            passes,
            definition,
            object,
            sync,
            connection,
            left_out,
            _folder: folder,
        })
    }
}

impl Installation {
    /// What the source is known to show, by its ids.
    pub fn marks(&self) -> Result<Vec<SourceMark>, StoreError> {
        let (name, object) = (self.definition.source_name().to_owned(), self.object.id);
        self.store.read(|session| {
            let Some(source) = session.source_find(&name, object)? else { return Ok(Vec::new()) };
            session.source_marks_after(source.id, "", MARKS_MAX)
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

    /// Makes a record here as a person would, that nobody has: with the title and `field` of its own, and what else is written there as `known`
    /// has it, but for what tells customers apart.
    pub fn create_like(&self, known: Option<&RecordRow>, field: &Field, turn: u64) {
        let known = known.and_then(|row| Doc::from_json(&self.object, &row.doc).ok()).unwrap_or_default();
        let written = self.definition.outgoing.iter().flat_map(|outgoing| &outgoing.fields);
        let written = written.filter_map(|rule| self.object.field(rule.from.split('.').next().unwrap_or_default()));
        let mut doc = Doc::new();
        for other in written.filter(|other| other.match_key.is_none() && !other.unique) {
            if let Some(value) = known.get(other.id) {
                doc.set(other.id, value);
            }
        }
        let title = self.object.field(&self.object.title_field).filter(|title| matches!(title.field_type, FieldType::Text));
        for own in [Some(field), title].into_iter().flatten() {
            doc.set(own.id, &json!(format!("made here {turn}")).to_string());
        }
        // Where it is refused, for want of something that must be there, nothing was made.
        let _ = self.records.create(&Caller::system(), &self.object, doc).wait();
    }

    /// Runs of the sync, newest first.
    pub fn runs(&self) -> Result<Vec<RunRow>, StoreError> {
        let filter = RunFilter { kinds: vec!["sync".to_owned()], ..RunFilter::default() };
        self.store.read(|session| session.runs(None, RUNS_MAX, &filter))
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

/// Makes the object of the sync as it is in the installation, with the fields that the definition needs.
fn copy_object(schema: &Schema, records: &Records, definition: &mut SyncDefinition, left_out: &mut Vec<Words>) -> Result<(), Refused> {
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
    left_out.extend(
        dropped
            .into_iter()
            .map(|field| (format!("field {field} refers to an object that is not there"), format!("字段 {field} 引用的对象不存在"))),
    );
    Ok(())
}
