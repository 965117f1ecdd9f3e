//! A simulator that is steered through the sandbox's control interface.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use model::Clock;
use serde_json::{Map, Value, json};

use crate::account::Account;
use crate::error::ConnectorError;

use super::{Simulator, Time, Truth};

/// Makes a control call: method, path below `/_control`, body.
type Control = dyn Fn(&str, &str, Option<&Value>) -> Value;
/// Makes an account of the connector under test.
type Connect = dyn Fn() -> Result<Box<dyn Account>, ConnectorError>;

/// One vendor and one table of a running sandbox. Its clock must be the [`Time`] given here.
pub struct Sandbox {
    /// The vendor's name there.
    pub vendor: String,
    /// The table behind the stream under test.
    pub table: String,
    /// The secret that pushes are signed with.
    pub push_secret: String,
    /// What else the vendor must know of a target of pushes.
    pub push_options: Value,
    /// The clock that the sandbox follows.
    pub time: Arc<Time>,
    /// Makes control calls.
    pub control: Box<Control>,
    /// Makes accounts.
    pub connect: Box<Connect>,
    /// Set once the simulator was asked for something it cannot do.
    pub refused: Cell<bool>,
}

/// Records of one control call.
const PAGE: usize = 500;
const RECORDS_MAX: usize = 10_000;

impl Sandbox {
    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let answer = (self.control)(method, path, body);
        self.refused.set(answer["error"].is_string());
        answer
    }

    fn records_path(&self, rest: &str) -> String {
        format!("/{}/tables/{}/records{rest}", self.vendor, self.table)
    }
}

impl Simulator for Sandbox {
    fn account(&self) -> Result<Box<dyn Account>, ConnectorError> {
        (self.connect)()
    }

    fn now_ms(&self) -> i64 {
        self.time.now_ms()
    }

    fn advance(&self, by: Duration) {
        self.time.advance(by);
    }

    fn records(&self) -> Vec<Truth> {
        let mut records: Vec<Truth> = Vec::new();
        while records.len() < RECORDS_MAX {
            let page = self.call("GET", &self.records_path(&format!("?offset={}&limit={PAGE}", records.len())), None);
            let listed = page["records"].as_array().cloned().unwrap_or_default();
            if listed.is_empty() {
                break;
            }
            records.extend(listed.into_iter().map(|mut record| Truth {
                id: record["id"].as_str().unwrap_or_default().to_owned(),
                values: match record["values"].take() {
                    Value::Object(values) => values,
                    _ => Map::new(),
                },
            }));
        }
        records
    }

    fn create(&self, values: &Map<String, Value>) -> String {
        let made = self.call("POST", &self.records_path(""), Some(&json!({ "values": values })));
        made["id"].as_str().unwrap_or_default().to_owned()
    }

    fn change(&self, id: &str, values: &Map<String, Value>) {
        self.call("PATCH", &self.records_path(&format!("/{id}")), Some(&json!({ "values": values })));
    }

    fn delete(&self, id: &str) {
        self.call("DELETE", &self.records_path(&format!("/{id}")), None);
    }

    fn tie(&self, count: usize) {
        self.call("POST", &format!("/{}/tables/{}/ties", self.vendor, self.table), Some(&json!({ "count": count })));
    }

    fn order(&self, fault: &str) -> bool {
        self.call("POST", "/faults", Some(&json!({ "spec": format!("{}:{fault}", self.vendor) })));
        !self.refused.get()
    }

    fn clear_faults(&self) {
        self.call("DELETE", "/faults", None);
    }

    fn calls(&self, endpoint: &str) -> u64 {
        let counts = self.call("GET", &format!("/{}/log/counts", self.vendor), None);
        counts["endpoints"][endpoint]["calls"].as_u64().unwrap_or(0)
    }

    fn forbidden_calls(&self) -> u64 {
        let counts = self.call("GET", &format!("/{}/log/counts", self.vendor), None);
        counts["forbidden_calls"].as_u64().unwrap_or(u64::MAX)
    }

    fn push_to(&self, url: &str) -> bool {
        let target = json!({ "url": url, "secret": self.push_secret, "tables": [self.table], "options": self.push_options });
        self.call("PUT", &format!("/{}/push", self.vendor), Some(&json!({ "targets": [target] })));
        !self.refused.get()
    }
}
