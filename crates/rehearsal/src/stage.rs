//! The stage of one scenario: a simulator, an installation, and one clock for both.

use std::path::Path;
use std::sync::Arc;

use model::{Clock, Field, FieldType};
use records::Schema;
use sandbox::{ClockSource, Config, Running};
use serde_json::{Map, Value};
use store::Location;
use sync::SyncDefinition;

use crate::Refused;
use crate::installation::{Ground, Installation, failed};
use crate::report::Words;
use crate::sample::Sample;
use crate::systems::{Counterpart, Real, System, Table};

/// Records of a simulator read at once for a check.
const RECORDS_MAX: usize = 200_000;

/// What is rehearsed, taken out of the installation.
#[derive(Clone)]
pub(crate) struct Piece {
    pub counterpart: Counterpart,
    pub definition: SyncDefinition,
    /// Settings of the real connection; its secrets stay where they are.
    pub settings: Map<String, Value>,
    pub schema: Arc<Schema>,
    pub connectors: sync::connections::ConnectorList,
    pub seed: u64,
    pub records: u32,
    /// What it begins with beside the people of the simulator.
    pub sample: Sample,
    /// What calls tell, where the other system calls.
    pub told: Vec<Map<String, Value>>,
    /// Where the data of a stage are kept.
    pub place: Place,
}

/// Gives each stage a place for its data, empty; `folder` is the stage's own and goes with it.
pub(crate) type Place = Arc<dyn Fn(&Path) -> Location + Send + Sync>;

/// See the module.
pub(crate) struct Stage {
    pub running: Running,
    pub installation: Installation,
    pub system: System,
    pub table: Table,
    /// Columns that the definition names and the simulator did not have.
    pub added: Vec<String>,
}

impl Stage {
    /// Sets everything up; nothing was read yet. `settings` are those that a scenario needs, as JSON of an object or nothing.
    pub fn new(piece: &Piece, settings: &str) -> Result<Self, Refused> {
        let system = piece.counterpart.system()?;
        let mut ground = Ground::new(piece)?;
        let shared = Arc::clone(&ground.time);
        let config = Config {
            seed: piece.seed,
            vendors: vec![system.vendor.to_owned()],
            records: piece.records,
            clock: ClockSource::Shared(Arc::new(move || shared.now_ms())),
            ..Config::default()
        };
        let running = sandbox::start(config).map_err(failed)?;
        let url = running.base_url(system.vendor).unwrap_or_default().to_owned();
        let mut table = system.table(&running, &ground.definition.stream)?;
        let added = add_columns(system, &running, &table, &mut ground.definition, &mut ground.left_out);
        if !added.is_empty() {
            table = system.table(&running, &ground.definition.stream)?;
        }
        let port = url.rsplit(':').next().and_then(|port| port.parse().ok());
        let more: Map<String, Value> = serde_json::from_str(settings).unwrap_or_default();
        let real = Real { settings: &piece.settings, connectors: piece.connectors };
        let draft = system.draft(&ground.definition.connection, &running, &real, &more)?;
        let installation = ground.build(piece, draft, port)?;
        let mut stage = Self { running, installation, system, table, added };
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

    /// A field whose values are free texts that identify nobody, where the mapping has one, with its column.
    pub fn text_field(&self) -> Option<(&Field, String)> {
        let rules = self.installation.definition.mapping.as_ref().map(|mapping| mapping.fields.as_slice()).unwrap_or_default();
        let plain = rules.iter().filter(|rule| rule.transforms.is_empty() && rule.values.is_empty() && !rule.required);
        let free = plain.filter_map(|rule| {
            let field = self.installation.object.field(&rule.to).filter(|field| is_free(field))?;
            let [column] = rule.from.as_slice() else { return None };
            let there = self.table.field(column).filter(|there| there.class == "text")?;
            Some((field, there.name.clone()))
        });
        // The title may be made of other fields there.
        free.min_by_key(|(field, _)| field.name == self.installation.object.title_field)
    }

    /// Fields there that needed lines of the mapping read.
    pub fn needed_fields(&self) -> Vec<String> {
        let rules = self.installation.definition.mapping.iter().flat_map(|mapping| &mapping.fields).filter(|rule| rule.required);
        rules.flat_map(|rule| &rule.from).filter_map(|column| self.table.field(column)).map(|field| field.name.clone()).collect()
    }

    /// A field of ours that is written there as it is.
    pub fn outgoing_field(&self) -> Option<&Field> {
        let outgoing = self.installation.definition.outgoing.as_ref().filter(|_| self.installation.definition.writes())?;
        let plain = outgoing.fields.iter().filter(|rule| rule.transforms.is_empty() && rule.values.is_empty() && !rule.only_create);
        plain.filter_map(|rule| self.installation.object.field(&rule.from)).find(|field| is_free(field))
    }
}

fn is_free(field: &Field) -> bool {
    matches!(field.field_type, FieldType::Text | FieldType::LongText)
        && field.match_key.is_none()
        && !field.unique
        && field.validation.is_none()
}

/// Gives the simulator the columns that the definition names, and takes out of the definition what it cannot have. Gives those that were
/// added.
fn add_columns(
    system: System,
    running: &Running,
    table: &Table,
    definition: &mut SyncDefinition,
    left_out: &mut Vec<Words>,
) -> Vec<String> {
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
    let said = |column: String| (format!("the simulator has no column {column}"), format!("模拟器没有列 {column}"));
    left_out.extend(refused.into_iter().map(said));
    added
}

/// Columns that every record there has and no table lists.
fn is_of_system(name: &str) -> bool {
    ["_id", "createTime", "updateTime", "deleteTime", "appId", "entryId", "creator", "updater", "flowState"].contains(&name)
}
