//! The vendor's JSON, as far as it is read. Unknown members are ignored.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

/// A row of a query: values in the order of the keys that were asked for, as text so that no digit is lost.
pub(crate) type Row = Vec<Box<RawValue>>;

/// `{"Result": …}`: what everything but a query that succeeds answers.
#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(rename = "Result")]
    pub result: Outcome,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Outcome {
    pub response_status: Option<Status>,
    pub need_return_data: Value,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Status {
    pub is_success: bool,
    pub msg_code: u64,
    pub errors: Vec<Wrong>,
    pub success_entitys: Vec<Done>,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Wrong {
    pub field_name: Option<String>,
    pub message: Option<String>,
    /// Position in the list of models.
    #[serde(rename = "DIndex")]
    pub index: usize,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Done {
    /// A number, or text where a form has such ids.
    pub id: Value,
    pub number: Value,
    #[serde(rename = "DIndex")]
    pub index: usize,
}

/// Text of a text or a number; empty for nothing.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Text of a value of a row: strings without quotes, everything else as it stands; nothing for null.
pub(crate) fn text(value: &RawValue) -> Option<String> {
    match value.get() {
        "null" => None,
        json if json.starts_with('"') => serde_json::from_str(json).ok(),
        json => Some(json.to_owned()),
    }
}

/// What a login answers.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Login {
    pub login_result_type: i64,
    #[serde(rename = "KDSVCSessionId")]
    pub session: Option<String>,
    pub message: Option<String>,
    #[serde(rename = "IsSuccessByAPI")]
    pub by_api: bool,
    pub context: Option<LoginContext>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct LoginContext {
    #[serde(rename = "STimeZone")]
    pub zone: Option<Zone>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Zone {
    pub offset_ticks: i64,
}

/// A data centre of a site.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Centre {
    #[serde(rename = "Id")]
    pub id: String,
    #[serde(rename = "GDCID")]
    pub global: Option<String>,
}

/// What describes a form.
#[derive(Clone, Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Form {
    pub name: Names,
    pub pk_field_name: Option<String>,
    pub entrys: Vec<Entry>,
}

/// The head of a form, a part of it, or an entry.
#[derive(Clone, Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Entry {
    pub key: String,
    pub name: Names,
    pub entry_pk_field_name: Option<String>,
    pub fields: Vec<FieldMeta>,
}

#[derive(Clone, Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct FieldMeta {
    pub key: String,
    pub name: Names,
    pub field_type: i64,
    pub must_input: Value,
    pub look_up_object_form_id: Option<String>,
}

/// A text in several languages, or in one.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Names {
    Many(Vec<Named>),
    One(String),
    Other(IgnoredAny),
}

impl Default for Names {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

#[derive(Clone, Deserialize, Default)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Named {
    pub key: Value,
    pub value: Option<String>,
}

impl Names {
    /// The Chinese text, else the first.
    pub fn text(&self) -> String {
        match self {
            Self::One(text) => text.trim().to_owned(),
            Self::Other(_) => String::new(),
            Self::Many(names) => {
                let chinese = names.iter().find(|name| plain(&name.key) == "2052").or(names.first());
                chinese.and_then(|name| name.value.as_deref()).unwrap_or_default().trim().to_owned()
            }
        }
    }
}
