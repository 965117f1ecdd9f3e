//! The vendor's JSON, as far as it is read. Unknown members are ignored. A list that is missing is not an empty list: such an
//! answer is refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

/// A record by key (alias or widget id); values stay text so that no digit is lost.
pub(crate) type Entry = BTreeMap<String, Box<RawValue>>;

#[derive(Deserialize)]
pub(crate) struct Apps {
    pub apps: Vec<App>,
}

#[derive(Deserialize)]
pub(crate) struct App {
    pub app_id: String,
    #[serde(default)]
    pub name: String,
}

#[derive(Deserialize)]
pub(crate) struct Forms {
    pub forms: Vec<Form>,
}

#[derive(Deserialize)]
pub(crate) struct Form {
    pub entry_id: String,
    #[serde(default)]
    pub name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Widgets {
    pub widgets: Vec<Widget>,
    #[serde(default)]
    pub data_modify_time: Option<String>,
}

/// One field of a form.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Widget {
    /// The key in records: the alias, else the id.
    pub name: String,
    /// The id, which never changes; some old answers leave it out.
    #[serde(default)]
    pub widget_name: String,
    #[serde(default)]
    pub label: String,
    #[serde(default, rename = "type")]
    pub kind: String,
}

impl Widget {
    /// What tells the field apart for good.
    pub fn id(&self) -> &str {
        if self.widget_name.is_empty() { &self.name } else { &self.widget_name }
    }
}

#[derive(Deserialize)]
pub(crate) struct Listed {
    pub data: Vec<Entry>,
}

#[derive(Deserialize)]
pub(crate) struct One {
    pub data: Entry,
}

#[derive(Deserialize)]
pub(crate) struct Batch {
    #[serde(default)]
    pub success_count: u64,
    #[serde(default)]
    pub success_ids: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Refusal {
    #[serde(default)]
    pub code: i64,
    #[serde(default)]
    pub msg: String,
}

/// What a push is about. Tests of the connection may carry anything else.
#[derive(Deserialize)]
pub(crate) struct PushKind {
    #[serde(default)]
    pub op: String,
}

/// A push about a record.
#[derive(Deserialize)]
pub(crate) struct Push {
    #[serde(default)]
    pub op: String,
    pub data: Entry,
}

/// The text of a JSON string; `None` for anything else.
pub(crate) fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// The text of a member that is a JSON string.
pub(crate) fn member(entry: &Entry, name: &str) -> Option<String> {
    entry.get(name).and_then(|value| text(value))
}
