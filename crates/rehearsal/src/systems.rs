//! What plays the other system: a simulator that is found, connected to and looked into, or somebody who calls.

use connector::SecretText;
use sandbox::Running;
use serde_json::{Map, Value, json};
use sync::connections::ConnectionDraft;

use crate::Refused;

/// The connector whose systems call and cannot be asked.
pub(crate) const CALLED: &str = "hook";

/// Who plays the other system of a sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counterpart {
    /// A simulator, which is asked.
    Asked(System),
    /// A caller: the sync is told and cannot ask.
    Calls,
}

impl Counterpart {
    /// For the system of a connector.
    pub fn of(connector: &str) -> Result<Self, Refused> {
        if connector == CALLED { Ok(Self::Calls) } else { System::of(connector).map(Self::Asked) }
    }

    /// The simulator.
    pub fn system(self) -> Result<System, Refused> {
        match self {
            Self::Asked(system) => Ok(system),
            Self::Calls => Err(Refused::Stage("a system that calls has no simulator".to_owned())),
        }
    }

    /// Whether signing in gives a token that ends.
    pub fn has_tokens(self) -> bool {
        matches!(self, Self::Asked(System { has_tokens: true, .. }))
    }
}

/// A system with a simulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct System {
    /// Its name in the sandbox.
    pub vendor: &'static str,
    /// Kind of connections to it.
    pub connector: &'static str,
    /// Whether signing in gives a token that ends.
    pub has_tokens: bool,
    takes_fields: bool,
}

impl System {
    /// The system of a connector.
    fn of(connector: &str) -> Result<Self, Refused> {
        let found = sandbox::vendor_of(connector);
        let system = found.map(|(vendor, account)| Self {
            vendor,
            connector: account.connector,
            has_tokens: account.has_tokens,
            takes_fields: account.takes_fields,
        });
        system.ok_or_else(|| Refused::NoSimulator {
            connector: connector.to_owned(),
            known: sandbox::readable_connectors().into_iter().chain([CALLED]).collect::<Vec<_>>().join(", "),
        })
    }

    /// A connection of this name to its simulator. Of the settings of the real connection those stay that say how much is done at once.
    pub fn draft(self, name: &str, running: &Running, real: &Map<String, Value>) -> Result<ConnectionDraft, Refused> {
        let account = running.accounts(self.vendor).into_iter().find(|account| account.connector == self.connector);
        let account = account.ok_or_else(|| Refused::Stage(format!("nothing connects to {}", self.vendor)))?;
        let mut settings = account.settings.as_object().cloned().unwrap_or_default();
        for name in ["bulk_from", "requests_per_second", "after", "audited"] {
            if let Some(value) = real.get(name) {
                settings.insert(name.to_owned(), value.clone());
            }
        }
        let secrets = account.secrets.into_iter().map(|(name, secret)| (name.to_owned(), SecretText::new(secret))).collect();
        Ok(ConnectionDraft { name: name.to_owned(), connector: self.connector.to_owned(), settings, secrets })
    }

    /// The simulator's table behind a stream.
    pub fn table(self, running: &Running, stream: &str) -> Result<Table, Refused> {
        let listed = running.control("GET", &format!("/{}/tables", self.vendor), None);
        let tables = listed["tables"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let Some(found) = tables.iter().find(|table| text(&table["streams"][self.connector]).eq_ignore_ascii_case(stream)) else {
            let known: Vec<String> =
                tables.iter().map(|table| text(&table["streams"][self.connector])).filter(|name| !name.is_empty()).collect();
            return Err(Refused::NoStream { stream: stream.chars().take(100).collect(), known: known.join(", ") });
        };
        let fields = found["fields"].as_array().cloned().unwrap_or_default();
        let field = |field: &Value| TableField {
            name: text(&field["name"]),
            widget: text(&field["extra"]["widget"]),
            class: text(&field["class"]),
        };
        Ok(Table { name: text(&found["name"]), fields: fields.iter().map(field).collect() })
    }

    /// Adds a field for a column that the simulator does not have. False where its forms are fixed.
    pub fn add_column(self, running: &Running, table: &str, column: &str) -> bool {
        let body = json!({"name": column, "type": "text"});
        let path = format!("/{}/tables/{table}/fields", self.vendor);
        self.takes_fields && running.control("POST", &path, Some(&body))["error"].is_null()
    }
}

/// A table of a simulator.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub name: String,
    pub fields: Vec<TableField>,
}

/// A field of it.
#[derive(Clone, Debug)]
pub(crate) struct TableField {
    pub name: String,
    /// What columns are called where that is not the name.
    pub widget: String,
    pub class: String,
}

impl Table {
    /// The field behind a column of the mapping. Parts of compound values belong to their field.
    pub fn field(&self, column: &str) -> Option<&TableField> {
        let whole = column.split('.').next().unwrap_or(column);
        let is_it = |field: &&TableField| {
            [column, whole].iter().any(|name| field.name == *name || (!field.widget.is_empty() && field.widget == *name))
        };
        self.fields.iter().find(is_it)
    }
}
