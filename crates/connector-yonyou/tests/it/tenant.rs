//! A simulated tenant and accounts of it, on a clock that turns instead of waiting.

use std::cell::Cell;
use std::sync::Arc;

use connector::conformance::{KeptTokens, Reading, Sandbox, Stand, Time};
use connector::{Account, Connector, ConnectorError, Cursor, Outgoing, ReadMode, ReadRequest, WriteOperation};
use connector_yonyou::Yonyou;
use model::Clock;
use sandbox::yonyou::{APP_KEY, APP_SECRET, TENANT};
use sandbox::{ClockSource, Config, Running};
use serde_json::{Value, json};

/// A simulated tenant with so many customers.
pub struct Tenant {
    pub time: Arc<Time>,
    pub running: Arc<Running>,
    pub tokens: Arc<KeptTokens>,
    base: String,
}

impl Tenant {
    pub fn new(records: u32) -> Self {
        let time = Arc::new(Time::at(sandbox::START_MS));
        let shared = Arc::clone(&time);
        let clock = ClockSource::Shared(Arc::new(move || shared.now_ms()));
        let running = sandbox::start(Config { vendors: vec!["yonyou".to_owned()], records, clock, ..Config::default() }).unwrap();
        let base = running.base_url("yonyou").unwrap().to_owned();
        Self { time, running: Arc::new(running), tokens: Arc::default(), base }
    }

    /// An account of the tenant's own app, with `more` over its settings.
    pub fn connect(&self, more: &Value) -> Result<Box<dyn Account>, ConnectorError> {
        self.connect_with(more, &[])
    }

    /// The same with other secrets.
    pub fn connect_with(&self, more: &Value, secrets: &[(&str, &str)]) -> Result<Box<dyn Account>, ConnectorError> {
        let settings = json!({
            "address": self.base, "tenant_id": TENANT, "app_key": APP_KEY, "org_code": "global00", "customer_class_code": "01", "events": true,
            "deletions": "delete", "requests_per_minute": 1_000_000,
        });
        let secrets: Vec<(&str, &str)> = [("app_secret", APP_SECRET)].iter().chain(secrets).copied().collect();
        let stand = Stand { tokens: Arc::clone(&self.tokens), ..Stand::new(&self.time)? };
        Yonyou.connect(stand.context(settings, more, &secrets)?)
    }

    pub fn account(&self) -> Box<dyn Account> {
        self.connect(&Value::Null).unwrap()
    }

    pub fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let done = self.running.control(method, &format!("/yonyou{path}"), Some(body));
        assert!(done["error"].is_null(), "{path}: {done}");
        done
    }

    /// Records of a table, as they are in truth.
    pub fn truth(&self, table: &str) -> Vec<Value> {
        let page = self.running.control("GET", &format!("/yonyou/tables/{table}/records?limit=100000"), None);
        page["records"].as_array().cloned().unwrap_or_default()
    }

    pub fn value(&self, table: &str, id: &str, field: &str) -> Value {
        let found = self.truth(table).into_iter().find(|record| record["id"] == id);
        found.map(|record| record["values"][field].clone()).unwrap_or_default()
    }

    /// Changes a record, as a person would.
    pub fn change(&self, table: &str, id: &str, values: &Value) {
        self.control("PATCH", &format!("/tables/{table}/records/{id}"), &json!({ "values": values }));
    }

    pub fn calls(&self, endpoint: &str) -> u64 {
        self.control("GET", "/log/counts", &Value::Null)["endpoints"][endpoint]["calls"].as_u64().unwrap_or(0)
    }

    /// What the suite steers.
    pub fn simulator(self, table: &str, settings: Value) -> Sandbox {
        let tenant = Arc::new(self);
        let (time, steered) = (Arc::clone(&tenant.time), Arc::clone(&tenant));
        Sandbox {
            vendor: "yonyou".to_owned(),
            table: table.to_owned(),
            push_secret: APP_SECRET.to_owned(),
            push_options: settings["push_options"].clone(),
            time,
            control: Box::new(move |method, path, body| steered.running.control(method, path, body)),
            connect: Box::new(move || tenant.connect(&settings)),
            refused: Cell::new(false),
        }
    }
}

/// Reads to the end.
pub fn read(account: &dyn Account, stream: &str, mode: ReadMode, from: &Cursor, rows_max: usize) -> Result<Reading, ConnectorError> {
    Reading::of(account, &ReadRequest { stream: stream.to_owned(), mode, ..ReadRequest::default() }, from, rows_max)
}

/// A record to write.
pub fn outgoing(operation: WriteOperation, target_id: Option<&str>, fields: Value) -> Outgoing {
    Outgoing {
        operation,
        record: "7000000001".to_owned(),
        target_id: target_id.map(str::to_owned),
        idempotency_key: "6f1c1f6e-0000-4000-8000-000000000001".to_owned(),
        fields: fields.as_object().cloned().unwrap_or_default().into_iter().collect(),
        expected_version: None,
    }
}
