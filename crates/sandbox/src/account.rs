//! How to connect to a simulated vendor.

use serde_json::{Value, json};

/// Signs pushes and tells them from others, wherever somebody connects as [`Account`] says. It leaves no machine.
pub const PUSH_SECRET: &str = "whsec_c2ltdWxhdGVkLXNlY3JldC1vZi10aGUtZGVtbw==";

/// What a person would type into the form of a connection to a simulated vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// What people call the vendor.
    pub title: &'static str,
    /// The kind of connection.
    pub connector: &'static str,
    /// Fields of the form that are not secret, by name: an object.
    pub settings: Value,
    /// Secret fields by name.
    pub secrets: Vec<(&'static str, &'static str)>,
    /// Whether it can be read; one that only pushes cannot.
    pub is_read: bool,
    /// Whether signing in gives a token that ends.
    pub has_tokens: bool,
    /// Whether a field that is added to a table is a column of that name.
    pub takes_fields: bool,
    /// Whether the vendor calls such a connection when something changes.
    pub is_called: bool,
    /// Tables whose changes such a connection is told of; all when empty.
    pub push_tables: &'static [&'static str],
    /// What a target of pushes must say besides; null for nothing.
    pub push_options: Value,
    /// What the vendor must be told where a connection is set up for a place of another kind.
    pub conditions: Vec<Condition>,
}

/// A setting of a connection that makes sense at a place of a certain kind only: one that approves in flows, where there are flows.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The setting.
    pub setting: &'static str,
    /// Its value.
    pub value: &'static str,
    /// The control call below `own/` that makes the place so.
    pub path: &'static str,
    /// Its body.
    pub body: Value,
}

impl Account {
    /// A vendor that is read and takes fields, gives no tokens, and whose pushes need nothing else.
    pub(crate) fn new(title: &'static str, connector: &'static str, settings: Value, secrets: Vec<(&'static str, &'static str)>) -> Self {
        Self {
            title,
            connector,
            settings,
            secrets,
            is_read: true,
            has_tokens: false,
            takes_fields: true,
            is_called: true,
            push_tables: &[],
            push_options: Value::Null,
            conditions: Vec::new(),
        }
    }

    /// The same with tokens.
    pub(crate) fn with_tokens(self) -> Self {
        Self { has_tokens: true, ..self }
    }

    pub(crate) fn json(&self) -> Value {
        let secrets: serde_json::Map<String, Value> =
            self.secrets.iter().map(|(name, secret)| ((*name).to_owned(), json!(secret))).collect();
        json!({ "title": self.title, "connector": self.connector, "settings": self.settings, "secrets": secrets, "is_read": self.is_read,
                "has_tokens": self.has_tokens, "is_called": self.is_called, "push_tables": self.push_tables, "push_options": self.push_options })
    }
}
