//! Ready-made syncs: for the jobs that most companies have, definitions that fit the fields which systems have from the start.
//!
//! A ready-made sync is data (`data/*.yaml`): a job with roles, for each role the connectors that can play it, and for each of these a
//! definition that lacks a name and a connection. [`prepare`] fits a definition to a live stream: columns are found by name or by
//! label, and what the system does not have is left out and named, so that an edition without a field is no obstacle. What comes
//! out is a draft with a small share of the records, to be looked at, rehearsed and widened like any other.

mod fit;

use std::sync::OnceLock;

use model::Label;
use serde::Deserialize;
use serde_json::{Map, Value};

pub use fit::{FitError, Fitted, LeftOut, Side, prepare};

use crate::definition::DefinitionError;

/// The files, in the order in which they are shown.
const FILES: &[&str] = &[
    include_str!("data/customers.yaml"),
    include_str!("data/contacts.yaml"),
    include_str!("data/orders.yaml"),
    include_str!("data/receivables.yaml"),
    include_str!("data/tickets.yaml"),
    include_str!("data/shop-leads.yaml"),
];

/// A job that syncs are ready for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadySync {
    /// Name in the API and on the command line.
    pub name: String,
    /// Shown name.
    pub title: Label,
    /// What it does, one or two sentences.
    pub summary: Label,
    /// Who takes part: a sync of its own for each.
    pub roles: Vec<Role>,
}

/// A side of the job.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Name within the job.
    pub name: String,
    /// Shown name.
    pub title: Label,
    /// Connectors that can play it.
    pub choices: Vec<Choice>,
}

/// A connector that can play a role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Name of the connector.
    pub connector: String,
    /// Labels by which the stream is found where names differ from one customer of the vendor to the next.
    #[serde(default)]
    pub stream_labels: Vec<String>,
    /// Records as calls tell of them, where the system cannot be asked: what a rehearsal lets its caller tell.
    #[serde(default)]
    pub calls: Vec<Map<String, Value>>,
    /// The definition without a name and a connection, and with `stream_labels` without a stream.
    pub sync: Map<String, Value>,
}

/// All ready-made syncs.
///
/// # Errors
/// The place in one of the files that does not read; a build in which that happens passes no test.
pub fn all() -> Result<&'static [ReadySync], &'static DefinitionError> {
    static ALL: OnceLock<Result<Vec<ReadySync>, DefinitionError>> = OnceLock::new();
    let read = |text: &&str| serde_yaml_ng::from_str(text).map_err(|error| DefinitionError::new("/ready", error.to_string()));
    ALL.get_or_init(|| FILES.iter().map(read).collect()).as_ref().map(Vec::as_slice)
}

/// The ready-made sync of this name.
///
/// # Errors
/// As [`all`].
pub fn by_name(name: &str) -> Result<Option<&'static ReadySync>, &'static DefinitionError> {
    Ok(all()?.iter().find(|ready| ready.name == name))
}

impl ReadySync {
    /// What a sync of it is called unless somebody says otherwise, with a connection of this name.
    #[must_use]
    pub fn name_for(&self, connection: &str, in_chinese: bool) -> String {
        format!("{} · {connection}", if in_chinese { &self.title.zh } else { &self.title.en })
    }

    /// The role of this name.
    #[must_use]
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }
}

impl Role {
    /// What is ready for this connector.
    #[must_use]
    pub fn choice(&self, connector: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.connector == connector)
    }
}
