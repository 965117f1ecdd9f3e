//! What a sync is told to do: one value, the same in the API, in YAML and in the store.
//!
//! A definition is versioned: a run keeps the version it began with. Everything has a default that a careful person would
//! choose; the shortest definition names a connection, a stream, an object and a mapping.

mod check;
mod crossing;
mod time;

use std::collections::BTreeMap;

use mapping::normalise::Region;
use mapping::{Mapping, Transform};
use records::MatchPolicy;
use serde::{Deserialize, Serialize};

pub use check::DefinitionError;
pub use crossing::Crossing;
pub use records::ConflictPolicy;
pub use time::{Hours, Period};

/// Most records that people leave out of one sync; beyond, a filter says it better.
pub const EXCLUDED_MAX: usize = 1_000;
/// Most fields an outgoing mapping may have.
pub const OUTGOING_MAX: usize = 1_000;

/// How often a record is sent that may be taken later, unless the sync says otherwise.
pub const ATTEMPTS: u32 = 5;
/// Most that a sync may say.
pub const ATTEMPTS_MAX: u32 = 10;

/// A standing instruction to keep an object and a stream of a connection equal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncDefinition {
    /// Shown name; unique without regard to case.
    pub name: String,
    /// Name of the connection.
    pub connection: String,
    /// Name of the stream.
    pub stream: String,
    /// API name of the object.
    pub object: String,
    /// Name under which its records are kept as source records; the connection's name when absent, so that the streams of one
    /// system can refer to one another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Which way values go unless a field says otherwise.
    #[serde(default)]
    pub direction: Direction,
    /// From the stream's columns to the object's fields, with match keys. Needed unless the direction is `out`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// From the object's fields to the stream's. Needed unless the direction is `in`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<Outgoing>,
    /// Exceptions for single fields of the object.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FieldRule>,
    /// What happens when both sides changed the same field, unless a field says otherwise.
    #[serde(default)]
    pub conflict: ConflictPolicy,
    /// Clocks of two systems closer than this count as equal when the newest value is to win; then the source wins. Two minutes
    /// when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_tolerance: Option<Period>,
    /// For rows that fit several known records.
    #[serde(default)]
    pub policy: MatchPolicy,
    /// Only records for which this says yes, in the language of list filters, over the object's fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Only records for which the system's own filter says yes, in its own language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_filter: Option<String>,
    /// Records that people leave out, at most [`EXCLUDED_MAX`]: neither read nor written; what is known of them stays as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<Exclusion>,
    /// What an empty value of the source does to the value that it showed before.
    #[serde(default)]
    pub empty_values: EmptyValues,
    /// What happens here when a record disappears there.
    #[serde(default)]
    pub deletions: Deletions,
    /// When it runs by itself.
    #[serde(default)]
    pub triggers: Triggers,
    /// Whose requests go first when the system limits them.
    #[serde(default)]
    pub priority: Priority,
    /// How far behind it may be before people are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freshness: Option<Period>,
    /// Which part of the records and fields takes part so far.
    #[serde(default)]
    pub rollout: Rollout,
    /// What stops a run.
    #[serde(default)]
    pub limits: Limits,
    /// When both sides are compared record by record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconcile: Option<Schedule>,
    /// How often a record is sent that may be taken later, before it stands under the problems; [`ATTEMPTS`] when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts_max: Option<u32>,
    /// Names of the channels by which people are told of alerts of this sync; all of them when absent, or when there is none of
    /// these any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert_channels: Option<Vec<String>>,
}

impl SyncDefinition {
    /// Lets the mapping say for good how rows are read that leave the region or the currency open: as `before`, the definition that this
    /// one replaces, and in a new one as the installation, whose region is `region`. A later change of that setting changes no sync.
    pub fn settle(&mut self, region: Region, before: Option<&Self>) {
        let Some(mapping) = &mut self.mapping else { return };
        match before.and_then(|before| before.mapping.as_ref()) {
            Some(before) => mapping.settle_as(before),
            None => mapping.settle(region),
        }
    }

    /// The country of phone numbers in its filters that name none: the mapping's, and without a mapping that of the installation.
    #[must_use]
    pub fn region(&self, installation: Region) -> Region {
        self.mapping.as_ref().map_or(installation, Mapping::assumed_region)
    }
}

/// Which way values go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the system into Rapport.
    #[default]
    In,
    /// From Rapport into the system.
    Out,
    /// Both ways.
    Both,
}

/// A record that somebody leaves out: by its id there, or by its id here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// The other system's id of it; empty with `record`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Our id of it, for one that is not there yet; empty with `id`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub record: String,
    /// Why, in a person's words.
    pub reason: String,
}

/// What is different for one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRule {
    /// Which way its values go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Who wins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<ConflictPolicy>,
}

/// How records are written to the system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outgoing {
    /// The system's field that holds our record ids: what makes a repeated write harmless and finds what was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_field: Option<String>,
    /// The fields written, in order.
    pub fields: Vec<OutgoingRule>,
    /// Records that are not there yet are created.
    #[serde(default = "yes")]
    pub create: bool,
    /// Records deleted here are deleted there.
    #[serde(default)]
    pub delete: bool,
}

/// From a field of the object to a field of the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutgoingRule {
    /// Field name, or `field.part` (`address.city`, `amount.currency`); for fields with several values the winning one.
    /// Empty with `value`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// The system's field.
    pub to: String,
    /// Text operators applied in order; those that say the kind of a value have no use here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transforms: Vec<Transform>,
    /// Value table from our value to theirs; the line `*` takes all others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// Sent for every record instead of a field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Sent only when the record is created there.
    #[serde(default, skip_serializing_if = "is_false")]
    pub only_create: bool,
}

/// What an empty value of a source means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyValues {
    /// The value is gone there, so it goes from the source's view.
    #[default]
    Clear,
    /// It tells nothing: the value shown before stays.
    Keep,
}

/// What happens when records disappear from a source, and the guard against a source that suddenly shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Deletions {
    /// What happens to the record here.
    pub policy: DeletionPolicy,
    /// A run that would take away more than this share of the known source records waits for a person (0 to 1).
    pub share_max: f64,
    /// Up to this many are never held up by the share; where a list shows less, no more than half of it, or five.
    pub count_free: u64,
}

/// What happens to a record whose source record is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeletionPolicy {
    /// The source record stays as it was last seen.
    Ignore,
    /// The source record no longer counts; the record stays with what others know, and where nobody knows anything, with what was
    /// shown last.
    #[default]
    Unlink,
    /// As before, and a record that no other source and no edit knows is deleted (it can be restored).
    Delete,
}

/// When a sync runs by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Triggers {
    /// At these times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// When the system calls us.
    pub push: bool,
    /// When records change here (outgoing).
    pub change: bool,
}

/// Times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// This long after the run before began. Either this or `cron`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Period>,
    /// Five fields: minute, hour, day of month, month, day of week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cron: Option<String>,
    /// IANA zone of `cron` and `hours`; UTC when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Only in these hours, e.g. `20:00-06:00`, so that a busy system is left alone in its peak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
}

/// Whose requests go first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Before others.
    High,
    /// In turn.
    #[default]
    Normal,
    /// After others.
    Low,
}

/// Which part of the records and fields takes part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rollout {
    /// Percent of the records, chosen by a hash of their id: a record that took part once takes part in every larger share.
    pub share: f64,
    /// Only records for which this filter says yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Only these fields of the object; all when empty. Match keys are read in any case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

/// What stops a run before it does harm. Shares are of the records looked at so far, 0 to 1, and count from `records_min` on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Records that were refused.
    pub error_share_max: f64,
    /// Known records that changed.
    pub changed_share_max: f64,
    /// Known records of which a protected field changed.
    pub protected_share_max: f64,
    /// Records to look at before a share means anything.
    pub records_min: u64,
    /// The number of records of a full read may differ by this share from the one before; more is a warning.
    pub volume_change_max: f64,
}

impl Default for Deletions {
    fn default() -> Self {
        Self { policy: DeletionPolicy::default(), share_max: 0.1, count_free: 20 }
    }
}

impl Default for Triggers {
    fn default() -> Self {
        Self { schedule: None, push: true, change: true }
    }
}

impl Default for Rollout {
    fn default() -> Self {
        Self { share: 100.0, filter: None, fields: Vec::new() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { error_share_max: 0.1, changed_share_max: 1.0, protected_share_max: 0.2, records_min: 100, volume_change_max: 0.8 }
    }
}

impl SyncDefinition {
    /// Name under which its records are kept as source records.
    #[must_use]
    pub fn source_name(&self) -> &str {
        self.source.as_deref().unwrap_or(&self.connection)
    }

    /// Which way values of a field of the object go.
    #[must_use]
    pub fn direction_of(&self, field: &str) -> Direction {
        self.fields.get(field).and_then(|rule| rule.direction).unwrap_or(self.direction)
    }

    /// Who wins a field that both sides changed.
    #[must_use]
    pub fn conflict_of(&self, field: &str) -> ConflictPolicy {
        self.fields.get(field).and_then(|rule| rule.conflict).unwrap_or(self.conflict)
    }

    /// Times closer together than this count as equal, in milliseconds.
    #[must_use]
    pub fn clock_tolerance_ms(&self) -> i64 {
        self.clock_tolerance.unwrap_or(Period::seconds(120)).as_ms()
    }

    /// How often a record is sent that may be taken later.
    #[must_use]
    pub fn attempts_max(&self) -> i64 {
        i64::from(self.attempts_max.unwrap_or(ATTEMPTS))
    }

    /// True when anything is read.
    #[must_use]
    pub fn reads(&self) -> bool {
        self.mapping.is_some() && self.direction != Direction::Out
    }

    /// True when anything is written.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.outgoing.is_some() && self.direction != Direction::In
    }
}

impl Rollout {
    /// True when everything takes part.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.share >= 100.0 && self.filter.is_none() && self.fields.is_empty()
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}
