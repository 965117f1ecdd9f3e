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

    /// A connection of this name to its simulator. Of the settings of the real connection those are played that its connector describes as
    /// saying how records are read and written; `more` are those without which a scenario is not met.
    pub fn draft(self, name: &str, running: &Running, real: &Real<'_>, more: &Map<String, Value>) -> Result<ConnectionDraft, Refused> {
        let account = running.accounts(self.vendor).into_iter().find(|account| account.connector == self.connector);
        let account = account.ok_or_else(|| Refused::Stage(format!("nothing connects to {}", self.vendor)))?;
        let mut settings = account.settings.as_object().cloned().unwrap_or_default();
        let described = real.connectors.iter().map(|connector| connector.description()).find(|about| about.name == self.connector);
        for setting in described.iter().flat_map(|about| &about.settings).filter(|setting| setting.rehearsed) {
            if let Some(value) = real.settings.get(setting.name) {
                settings.insert(setting.name.to_owned(), value.clone());
            }
        }
        settings.extend(more.clone());
        for condition in account.conditions.iter().filter(|condition| settings.get(condition.setting) == Some(&json!(condition.value))) {
            running.control("POST", &format!("/{}/own/{}", self.vendor, condition.path), Some(&condition.body));
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
            label: text(&field["label"]),
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

/// The real connection.
pub(crate) struct Real<'a> {
    /// Its settings; its secrets stay where they are.
    pub settings: &'a Map<String, Value>,
    pub connectors: sync::connections::ConnectorList,
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
    /// What people call it.
    pub label: String,
    pub class: String,
}

impl Table {
    /// The field behind a column of the mapping. Parts of compound values belong to their field.
    pub fn field(&self, column: &str) -> Option<&TableField> {
        let whole = column.split('.').next().unwrap_or(column);
        let is_it = |field: &&TableField| {
            [column, whole].iter().any(|name| field.name == *name || (!field.widget.is_empty() && field.widget == *name))
        };
        self.fields.iter().find(is_it).or_else(|| self.fields.iter().find(|field| field.label == column))
    }
}

#[cfg(test)]
mod tests {
    use sandbox::{ClockSource, Config};

    use super::*;

    #[test]
    fn what_says_how_records_are_written_is_played_and_what_says_where_and_as_whom_is_not() {
        for (connector, played, own) in [
            (
                "kingdee",
                json!({"after": "save", "approval": "audit", "audited": "refuse", "requests_per_second": 3}),
                json!({"url": "https://real.example.com", "user": "real"}),
            ),
            (
                "yonyou",
                json!({"finish": "audit", "deletions": "never", "requests_per_minute": 7}),
                json!({"address": "https://real.example.com", "org_code": "real", "app_key": "real"}),
            ),
            (
                "zoho",
                json!({"api_version": "v3", "bulk_from": 9, "daily_credits": 5_000}),
                json!({"data_centre": "eu", "push_url": "https://real.example.com"}),
            ),
            ("salesforce", json!({"bulk_from": 9, "requests_per_second": 3}), json!({"login_url": "https://real.example.com"})),
        ] {
            let system = Counterpart::of(connector).and_then(Counterpart::system).expect("a simulator");
            let config = Config { vendors: vec![system.vendor.to_owned()], records: 1, clock: ClockSource::Real, ..Config::default() };
            let running = sandbox::start(config).expect("a simulator");
            let mut settings = played.as_object().cloned().expect("an object");
            settings.extend(own.as_object().cloned().expect("an object"));
            let real = Real { settings: &settings, connectors: connectors::all() };
            let more = json!({"requests_per_second": 77}).as_object().cloned().expect("an object");
            let draft = system.draft("CRM", &running, &real, &Map::new()).expect("a draft");
            for (name, value) in played.as_object().expect("an object") {
                assert_eq!(draft.settings.get(name), Some(value), "{connector} {name}");
            }
            assert!(!json!(draft.settings).to_string().contains("real"), "{:?}", draft.settings);
            assert_ne!(draft.settings.get("data_centre"), Some(&json!("eu")));
            assert_eq!(system.draft("CRM", &running, &real, &more).expect("a draft").settings["requests_per_second"], 77);
        }
    }
}
