//! The vendor's JSON, as far as it is read. Unknown members are ignored.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

/// A record by field name; values stay text so that no digit is lost.
pub(crate) type Record = BTreeMap<String, Box<RawValue>>;

#[derive(Deserialize)]
pub(crate) struct TokenAnswer {
    pub access_token: String,
    #[serde(default)]
    pub refresh_token: Option<String>,
    pub instance_url: String,
    #[serde(default)]
    pub id: String,
}

/// One error of a call. Data errors spell the code `errorCode`, rows of collections `statusCode`, OAuth `error`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Refusal {
    #[serde(alias = "statusCode", alias = "error", rename = "errorCode")]
    pub code: String,
    #[serde(alias = "error_description")]
    pub message: String,
    pub fields: Vec<String>,
    #[serde(alias = "duplicateResult", rename = "duplicateResut")]
    pub duplicates: Option<DuplicateResult>,
}

/// What a duplicate rule found. The vendor spells the member with and without its second l.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct DuplicateResult {
    pub match_results: Vec<MatchResult>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct MatchResult {
    pub match_records: Vec<MatchRecord>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MatchRecord {
    pub record: MatchedRecord,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MatchedRecord {
    #[serde(rename = "Id")]
    pub id: String,
}

#[derive(Deserialize)]
pub(crate) struct Objects {
    #[serde(default)]
    pub sobjects: Vec<ObjectInfo>,
}

#[derive(Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[derive(Default)]
pub(crate) struct ObjectInfo {
    pub name: String,
    pub label: String,
    pub queryable: bool,
    pub createable: bool,
    pub updateable: bool,
    pub deletable: bool,
    pub replicateable: bool,
    pub deprecated_and_hidden: bool,
    pub custom_setting: bool,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Describe {
    pub name: String,
    pub fields: Vec<FieldDescribe>,
    pub createable: bool,
    pub updateable: bool,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct FieldDescribe {
    pub name: String,
    pub label: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub length: u32,
    pub nillable: bool,
    pub createable: bool,
    pub updateable: bool,
    pub defaulted_on_create: bool,
    pub external_id: bool,
    pub id_lookup: bool,
    pub picklist_values: Vec<PicklistValue>,
    pub reference_to: Vec<String>,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct PicklistValue {
    pub active: bool,
    pub value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QueryAnswer {
    #[serde(default)]
    pub total_size: u64,
    /// Never left out: an answer without it is no answer to a query.
    pub records: Vec<Record>,
    /// Where the rest stands; `None` on the last page.
    #[serde(default)]
    pub next_records_url: Option<String>,
}

/// One row's result of a collection, or of a single create or upsert.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct RowResult {
    pub id: Option<String>,
    pub success: bool,
    pub created: Option<bool>,
    pub errors: Vec<Refusal>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Job {
    pub id: String,
    pub state: String,
    pub created_date: String,
    pub error_message: Option<String>,
}

/// The text of a JSON string; `None` for anything else.
pub(crate) fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// The text of a member that is a JSON string.
pub(crate) fn member(record: &Record, name: &str) -> Option<String> {
    record.get(name).and_then(|value| text(value))
}
