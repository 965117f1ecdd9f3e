//! A simulated organisation and accounts of it, on a clock that turns instead of waiting.

use std::cell::Cell;
use std::sync::Arc;

use connector::conformance::{KeptTokens, Reading, Sandbox, Stand, Time};
use connector::{Account, Connector, ConnectorError, Cursor, ReadMode, ReadRequest};
use connector_zoho::Zoho;
use model::Clock;
use sandbox::{ClockSource, Config, Running};
use serde_json::{Value, json};

/// What tells notifications from others.
pub const PUSH_TOKEN: &str = "a-token-that-nobody-can-guess";

/// A simulated organisation with so many contacts.
pub struct Org {
    pub time: Arc<Time>,
    pub running: Arc<Running>,
    pub tokens: Arc<KeptTokens>,
    refresh: String,
    base: String,
}

impl Org {
    pub fn new(records: u32) -> Self {
        let time = Arc::new(Time::at(sandbox::START_MS));
        let shared = Arc::clone(&time);
        let clock = ClockSource::Shared(Arc::new(move || shared.now_ms()));
        let running = sandbox::start(Config { vendors: vec!["zoho".to_owned()], records, clock, ..Config::default() }).unwrap();
        let base = running.base_url("zoho").unwrap().to_owned();
        let refresh = running.control("POST", "/zoho/own/refresh_token", Some(&json!({})))["refresh_token"].as_str().unwrap().to_owned();
        Self { time, running: Arc::new(running), tokens: Arc::default(), refresh, base }
    }

    /// An account that signs in with a refresh token, with `more` over its settings.
    pub fn connect(&self, more: &Value) -> Result<Box<dyn Account>, ConnectorError> {
        self.connect_with(more, &[])
    }

    /// The same with other secrets.
    pub fn connect_with(&self, more: &Value, secrets: &[(&str, &str)]) -> Result<Box<dyn Account>, ConnectorError> {
        let settings = json!({
            "data_centre": "own", "accounts_url": self.base, "flow": "refresh_token", "client_id": sandbox::zoho::CLIENT_ID,
            "requests_per_second": 10_000,
        });
        let usual = [("client_secret", sandbox::zoho::CLIENT_SECRET), ("refresh_token", &self.refresh), ("push_token", PUSH_TOKEN)];
        let secrets: Vec<(&str, &str)> = usual.iter().chain(secrets).copied().collect();
        let stand = Stand { tokens: Arc::clone(&self.tokens), ..Stand::new(&self.time)? };
        Zoho.connect(stand.context(settings, more, &secrets)?)
    }

    pub fn account(&self) -> Box<dyn Account> {
        self.connect(&Value::Null).unwrap()
    }

    pub fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let done = self.running.control(method, &format!("/zoho{path}"), Some(body));
        assert!(done["error"].is_null(), "{path}: {done}");
        done
    }

    /// The records of a module, as they are in truth.
    pub fn truth(&self, module: &str) -> Vec<Value> {
        let page = self.running.control("GET", &format!("/zoho/tables/{module}/records?limit=100000"), None);
        page["records"].as_array().cloned().unwrap_or_default()
    }

    /// Makes a record, as a person would.
    pub fn person(&self, module: &str, values: &Value) -> String {
        self.control("POST", &format!("/tables/{module}/records"), &json!({ "values": values }))["id"].as_str().unwrap().to_owned()
    }

    /// What the suite steers.
    pub fn simulator(self, module: &str, settings: Value) -> Sandbox {
        let org = Arc::new(self);
        let (time, steered) = (Arc::clone(&org.time), Arc::clone(&org));
        Sandbox {
            vendor: "zoho".to_owned(),
            table: module.to_owned(),
            push_secret: PUSH_TOKEN.to_owned(),
            push_options: json!(null),
            time,
            control: Box::new(move |method, path, body| steered.running.control(method, path, body)),
            connect: Box::new(move || org.connect(&settings)),
            refused: Cell::new(false),
        }
    }
}

/// Reads to the end.
pub fn read(account: &dyn Account, module: &str, mode: ReadMode, from: &Cursor, rows_max: usize) -> Result<Reading, ConnectorError> {
    Reading::of(account, &ReadRequest { stream: module.to_owned(), mode, ..ReadRequest::default() }, from, rows_max)
}
