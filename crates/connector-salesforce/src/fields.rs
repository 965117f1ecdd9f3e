//! Fields of an object: from the vendor's description to columns, and what may be written.

use connector::{FieldInfo, FieldKind, StreamCapabilities};

use crate::bulk_write::BULK_FROM;
use crate::target::BATCH_RECORDS_MAX;
use crate::wire::{Describe, FieldDescribe, ObjectInfo};

/// Options of a select that are kept.
const OPTIONS_MAX: usize = 1_000;
/// Key of a record.
pub(crate) const ID: &str = "Id";
/// In the recycle bin.
pub(crate) const IS_DELETED: &str = "IsDeleted";
/// The record that a merged one went into.
pub(crate) const MASTER: &str = "MasterRecordId";

/// Version stamps, best first: some objects lack the first.
const STAMPS: [&str; 3] = ["SystemModstamp", "LastModifiedDate", "CreatedDate"];

/// What is read of an object.
#[derive(Clone, Debug)]
pub(crate) struct Readable {
    pub object: String,
    /// Columns, the id first.
    pub columns: Vec<String>,
    pub fields: Vec<FieldInfo>,
    /// Field of the version time.
    pub stamp: Option<&'static str>,
    pub has_deleted: bool,
    pub has_master: bool,
    /// Columns that hold moments.
    pub moments: Vec<String>,
}

/// Everything of `describe` that can be read, or of it what is `wanted`.
pub(crate) fn readable(describe: &Describe, wanted: &[String]) -> Readable {
    let has = |name: &str| describe.fields.iter().any(|field| field.name == name);
    let stamp = STAMPS.into_iter().find(|stamp| has(stamp));
    let plain = describe.fields.iter().filter(|field| is_plain(field));
    let is_wanted = |field: &&FieldDescribe| {
        wanted.is_empty() || field.name == ID || Some(field.name.as_str()) == stamp || wanted.contains(&field.name)
    };
    let mut chosen: Vec<&FieldDescribe> = plain.filter(is_wanted).collect();
    chosen.sort_by_key(|field| field.name != ID);
    Readable {
        object: describe.name.clone(),
        columns: chosen.iter().map(|field| field.name.clone()).collect(),
        fields: chosen.iter().map(|field| info(field)).collect(),
        stamp,
        has_deleted: has(IS_DELETED),
        has_master: has(MASTER),
        moments: chosen.iter().filter(|field| field.kind == "datetime").map(|field| field.name.clone()).collect(),
    }
}

/// Compound values are read by their parts; blobs are addresses of files.
fn is_plain(field: &FieldDescribe) -> bool {
    !matches!(field.kind.as_str(), "address" | "location" | "base64" | "complexvalue" | "json" | "anyType")
}

/// What can be told of a field.
pub(crate) fn info(field: &FieldDescribe) -> FieldInfo {
    let kind = match field.kind.as_str() {
        "boolean" => FieldKind::Boolean,
        "int" | "long" => FieldKind::Integer,
        "double" | "currency" | "percent" => FieldKind::Decimal,
        "date" => FieldKind::Date,
        "datetime" => FieldKind::Datetime,
        "picklist" => FieldKind::Select,
        "multipicklist" => FieldKind::MultiSelect,
        "reference" => FieldKind::Reference,
        _ => FieldKind::Text,
    };
    let options = field.picklist_values.iter().filter(|option| option.active).map(|option| option.value.clone());
    FieldInfo {
        name: field.name.clone(),
        label: field.label.clone(),
        kind,
        required: field.createable && !field.nillable && !field.defaulted_on_create,
        creatable: field.createable,
        updatable: field.updateable,
        is_lookup_key: field.external_id || field.id_lookup,
        length_max: field.length,
        options: options.take(OPTIONS_MAX).collect(),
        references: field.reference_to.iter().take(100).cloned().collect(),
    }
}

/// What can be done with an object.
pub(crate) fn capabilities(object: &ObjectInfo) -> StreamCapabilities {
    let writable = object.createable || object.updateable;
    StreamCapabilities {
        full: object.queryable,
        incremental: object.queryable,
        deletes: object.replicateable,
        reconcile: object.queryable,
        push: object.replicateable,
        fetch: object.queryable,
        create: object.createable,
        update: object.updateable,
        delete: object.deletable,
        upsert_by_key: writable,
        idempotency_key: false,
        find: object.queryable,
        write_if_unchanged: false,
        write_records_max: if writable { u32::try_from(BATCH_RECORDS_MAX).unwrap_or(u32::MAX) } else { 0 },
        write_bulk_from: if writable { u32::try_from(BULK_FROM).unwrap_or(u32::MAX) } else { 0 },
        version_precision_ms: 1_000,
    }
}

/// The object of ours that an object most likely feeds.
pub(crate) fn likely_object(name: &str) -> &'static str {
    match name {
        "Account" => "customers",
        "Contact" => "contacts",
        "Lead" => "leads",
        "Opportunity" => "deals",
        "Product2" => "products",
        "Order" => "orders",
        "Contract" => "contracts",
        "Case" => "tickets",
        "Campaign" => "campaigns",
        "Task" | "Event" => "activities",
        _ => "",
    }
}
