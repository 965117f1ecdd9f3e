//! The vendor's JSON, as far as it is read. Unknown members are ignored. A list that is missing is not an empty list: such an answer
//! is refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// A record by field name; values stay text so that no digit is lost.
pub(crate) type Record = BTreeMap<String, Box<RawValue>>;

/// An answer of the token endpoint, good or bad.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct TokenAnswer {
    pub access_token: String,
    pub refresh_token: String,
    pub api_domain: String,
    pub expires_in: i64,
    pub error: String,
}

/// What fails as a whole, or a row of an answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RowResult {
    pub code: String,
    pub status: String,
    pub message: String,
    pub details: Value,
    /// What an upsert did: `insert` or `update`.
    pub action: String,
}

#[derive(Deserialize)]
pub(crate) struct RowResults {
    pub data: Vec<RowResult>,
}

#[derive(Deserialize)]
pub(crate) struct Listed {
    pub data: Vec<Record>,
    #[serde(default)]
    pub info: Info,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Info {
    pub more_records: bool,
}

#[derive(Deserialize)]
pub(crate) struct Deleted {
    pub data: Vec<DeletedRecord>,
    #[serde(default)]
    pub info: Info,
}

#[derive(Deserialize)]
pub(crate) struct DeletedRecord {
    pub id: String,
    #[serde(default)]
    pub deleted_time: String,
}

#[derive(Deserialize)]
pub(crate) struct Count {
    pub count: u64,
}

#[derive(Deserialize)]
pub(crate) struct Modules {
    pub modules: Vec<Module>,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Module {
    pub api_name: String,
    pub plural_label: String,
    pub api_supported: bool,
    pub creatable: bool,
    pub editable: bool,
    pub deletable: bool,
    pub generated_type: String,
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    pub fields: Vec<FieldMeta>,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct FieldMeta {
    pub api_name: String,
    pub field_label: String,
    pub data_type: String,
    pub length: Option<u32>,
    pub system_mandatory: bool,
    pub operation_type: Operations,
    /// `{}` for no.
    pub unique: Value,
    pub external: Value,
    pub pick_list_values: Vec<Choice>,
    pub lookup: Value,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Operations {
    pub api_create: bool,
    pub api_update: bool,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Choice {
    pub actual_value: String,
    #[serde(rename = "type")]
    pub kind: String,
}

#[derive(Deserialize)]
pub(crate) struct Orgs {
    pub org: Vec<Org>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Org {
    pub zgid: String,
}

#[derive(Deserialize)]
pub(crate) struct ReadJobs {
    pub data: Vec<ReadJob>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ReadJob {
    pub id: String,
    pub state: String,
    pub created_time: String,
    pub details: Value,
    pub result: Option<ReadResult>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ReadResult {
    pub count: u64,
    pub more_records: bool,
    pub next_page_token: Option<String>,
    pub error_message: Value,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct WriteJob {
    pub status: String,
    pub result: WriteResult,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct WriteResult {
    pub download_url: String,
}

/// `{"details": {"id" or "file_id"}}`.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Made {
    pub details: Value,
}

#[derive(Deserialize)]
pub(crate) struct Watched {
    pub watch: Vec<Channel>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Channel {
    pub code: String,
    pub message: String,
    pub channel_expiry: String,
    pub notify_url: String,
    pub token: Option<String>,
}

/// A notification.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Notification {
    pub server_time: i64,
    pub module: String,
    pub ids: Vec<String>,
    pub token: String,
}

/// The text of a JSON string; `None` for anything else.
pub(crate) fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// The text of a member that is a JSON string.
pub(crate) fn member(record: &Record, name: &str) -> Option<String> {
    record.get(name).and_then(|value| text(value))
}
