//! What a system offers: streams, their fields, and what can be done with each, all as data.

use serde::{Deserialize, Serialize};

/// One kind of thing a system offers: Contacts, orders, a table, a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamInfo {
    /// The name that syncs use, e.g. `Contact`, `public.orders`.
    pub name: String,
    /// What the system calls it.
    pub label: String,
    /// The API name of the object that it most likely feeds, e.g. `customers`; empty where nothing is likely.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub likely_object: String,
    /// Its fields as far as the system tells; empty until [`crate::Account::fields`] is asked where that costs a call each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldInfo>,
    /// What can be done with it.
    pub can: StreamCapabilities,
}

/// What a value of a field is in the system's own terms, as far as mapping and writing need it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Text, or unknown.
    #[default]
    Text,
    /// Whole number.
    Integer,
    /// Decimal number; never through binary floating point.
    Decimal,
    /// true or false.
    Boolean,
    /// Calendar day.
    Date,
    /// Moment.
    Datetime,
    /// One of `options`.
    Select,
    /// Several of `options`.
    MultiSelect,
    /// Id of a record of another stream.
    Reference,
    /// Anything structured, shown as JSON.
    Json,
}

/// One field of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldInfo {
    /// Column name in rows and key in writes. Parts of a compound field have a dot: `BillingAddress.city`.
    pub name: String,
    /// What the system's users call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// What its values are.
    #[serde(default)]
    pub kind: FieldKind,
    /// A new record must have it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// It can be set when a record is created.
    #[serde(default, skip_serializing_if = "is_false")]
    pub creatable: bool,
    /// It can be changed later.
    #[serde(default, skip_serializing_if = "is_false")]
    pub updatable: bool,
    /// The system can find records by it, and an upsert may use it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_lookup_key: bool,
    /// Most characters of a text; 0 where unknown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub length_max: u32,
    /// Allowed values of selects, at most 1,000.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// Streams a reference may point to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
}

/// What can be done with one stream. What a vendor cannot do is a `false`, never an empty function.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StreamCapabilities {
    /// Everything can be read.
    pub full: bool,
    /// What changed after a cursor can be read.
    pub incremental: bool,
    /// Deleted records are told, by incremental reads or pushes.
    pub deletes: bool,
    /// All ids can be listed more cheaply than all records, or a full read is cheap: reconciliation works.
    pub reconcile: bool,
    /// The system calls us when something changes.
    pub push: bool,
    /// Records can be read by id ([`crate::Account::fetch`]).
    pub fetch: bool,
    /// Records can be created.
    pub create: bool,
    /// Records can be changed.
    pub update: bool,
    /// Records can be deleted.
    pub delete: bool,
    /// A write can name a record by a key of ours, so that repeating it makes no second record.
    pub upsert_by_key: bool,
    /// The system recognises a repeated request by a key sent with it.
    pub idempotency_key: bool,
    /// Records can be looked for by a field ([`crate::Target::find`]): how an unknown outcome is cleared up.
    pub find: bool,
    /// A write can be bound to the version that was read (`If-Match`).
    pub write_if_unchanged: bool,
    /// Most records of one write; 0 means it cannot be written.
    pub write_records_max: u32,
    /// From so many waiting records on, batches of up to `write_records_max` are best: the system has an interface for many at
    /// once. 0 where it has none; then batches stay small, so that each is soon answered.
    pub write_bulk_from: u32,
    /// Precision of version times in milliseconds: 1 or 1,000; what the overlap of incremental reads is computed from.
    pub version_precision_ms: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}
