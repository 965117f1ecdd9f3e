//! Which systems can be simulated, and how a connection to a simulator is made.

use std::collections::BTreeMap;

use connector::SecretText;
use sandbox::Running;
use serde_json::{Map, Value, json};

use crate::Refused;

/// A system with a simulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    Salesforce,
    Jiandaoyun,
    Zoho,
}

/// Signs pushes; stays in the process.
const PUSH_SECRET: &str = "whsec_cmVoZWFyc2FsLXNlY3JldC1vZi1ub2JvZHk=";

impl System {
    /// The system of a connector.
    pub fn of(connector: &str) -> Result<Self, Refused> {
        match connector {
            "salesforce" => Ok(Self::Salesforce),
            "jiandaoyun" => Ok(Self::Jiandaoyun),
            "zoho" => Ok(Self::Zoho),
            _ => Err(Refused::NoSimulator { connector: connector.to_owned(), known: "salesforce, jiandaoyun, zoho".to_owned() }),
        }
    }

    /// Its name in the sandbox, which is that of the connector as well.
    pub fn vendor(self) -> &'static str {
        match self {
            Self::Salesforce => "salesforce",
            Self::Jiandaoyun => "jiandaoyun",
            Self::Zoho => "zoho",
        }
    }

    pub fn has_tokens(self) -> bool {
        match self {
            Self::Salesforce | Self::Zoho => true,
            Self::Jiandaoyun => false,
        }
    }

    /// Settings and secrets of a connection to the simulator at `url`. Of the settings of the real connection those stay that
    /// say how much is done at once.
    pub fn settings(self, url: &str, real: &Map<String, Value>) -> (Map<String, Value>, BTreeMap<String, SecretText>) {
        let (settings, secrets) = match self {
            Self::Salesforce => (
                json!({"login_url": url, "flow": "client_credentials", "client_id": sandbox::salesforce::CLIENT_ID}),
                vec![("client_secret", sandbox::salesforce::CLIENT_SECRET)],
            ),
            Self::Zoho => (
                json!({"data_centre": "own", "accounts_url": url, "flow": "refresh_token", "client_id": sandbox::zoho::CLIENT_ID}),
                vec![
                    ("client_secret", sandbox::zoho::CLIENT_SECRET),
                    ("refresh_token", sandbox::zoho::REFRESH_TOKEN),
                    ("push_token", PUSH_SECRET),
                ],
            ),
            Self::Jiandaoyun => {
                (json!({"base_url": format!("{url}/api")}), vec![("api_key", sandbox::jiandaoyun::API_KEY), ("push_secrets", PUSH_SECRET)])
            }
        };
        let mut settings = settings.as_object().cloned().unwrap_or_default();
        for name in ["bulk_from", "requests_per_second"] {
            if let Some(value) = real.get(name) {
                settings.insert(name.to_owned(), value.clone());
            }
        }
        (settings, secrets.into_iter().map(|(name, secret)| (name.to_owned(), SecretText::new(secret))).collect())
    }

    /// The simulator's table behind a stream.
    pub fn table(self, running: &Running, stream: &str) -> Result<Table, Refused> {
        let listed = running.control("GET", &format!("/{}/tables", self.vendor()), None);
        let tables = listed["tables"].as_array().cloned().unwrap_or_default();
        let name_of = |table: &Value| table["name"].as_str().unwrap_or_default().to_owned();
        let stream_of = |table: &Value| match self {
            Self::Salesforce | Self::Zoho => name_of(table),
            Self::Jiandaoyun => sandbox::jiandaoyun::form(&name_of(table)).map(|(app, entry)| format!("{app}/{entry}")).unwrap_or_default(),
        };
        let found = tables.iter().find(|table| stream_of(table).eq_ignore_ascii_case(stream));
        let Some(found) = found else {
            let known: Vec<String> = tables.iter().map(stream_of).collect();
            return Err(Refused::NoStream { stream: stream.chars().take(100).collect(), known: known.join(", ") });
        };
        let fields = found["fields"].as_array().cloned().unwrap_or_default();
        let field = |field: &Value| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            TableField { name: text(&field["name"]), widget: text(&field["extra"]["widget"]), class: text(&field["class"]) }
        };
        Ok(Table { name: name_of(found), fields: fields.iter().map(field).collect() })
    }

    /// Adds a field for a column that the simulator does not have. False where its forms are fixed.
    pub fn add_column(self, running: &Running, table: &str, column: &str) -> bool {
        match self {
            Self::Salesforce | Self::Zoho => {
                let body = json!({"name": column, "type": "text"});
                running.control("POST", &format!("/{}/tables/{table}/fields", self.vendor()), Some(&body))["error"].is_null()
            }
            Self::Jiandaoyun => false,
        }
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
