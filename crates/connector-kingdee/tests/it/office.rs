//! A simulated site and accounts of it, on a clock that turns instead of waiting.

use std::cell::Cell;
use std::sync::Arc;

use connector::conformance::{KeptTokens, Reading, Sandbox, Stand, Time};
use connector::{Account, Connector, ConnectorError, Cursor, Outgoing, ReadMode, ReadRequest, WriteOperation, WriteOutcome};
use connector_kingdee::Kingdee;
use model::Clock;
use sandbox::{ClockSource, Config, Running, kingdee};
use serde_json::{Value, json};

/// A simulated site with so many customers.
pub struct Office {
    pub time: Arc<Time>,
    pub running: Arc<Running>,
    pub tokens: Arc<KeptTokens>,
    base: String,
}

impl Office {
    pub fn new(records: u32) -> Self {
        let time = Arc::new(Time::at(sandbox::START_MS));
        let shared = Arc::clone(&time);
        let clock = ClockSource::Shared(Arc::new(move || shared.now_ms()));
        let running = sandbox::start(Config { vendors: vec!["kingdee".to_owned()], records, clock, ..Config::default() }).unwrap();
        let base = running.base_url("kingdee").unwrap().to_owned();
        Self { time, running: Arc::new(running), tokens: Arc::default(), base }
    }

    /// An account with signed calls, with `more` over its settings.
    pub fn connect(&self, more: &Value) -> Result<Box<dyn Account>, ConnectorError> {
        self.connect_with(more, &[])
    }

    /// The same with other secrets.
    pub fn connect_with(&self, more: &Value, secrets: &[(&str, &str)]) -> Result<Box<dyn Account>, ConnectorError> {
        let settings = json!({
            "url": self.base, "account": kingdee::ACCOUNT, "user": kingdee::USER, "app_id": kingdee::APP_ID, "requests_per_second": 10_000,
        });
        let usual = [("app_secret", kingdee::APP_SECRET), ("password", kingdee::PASSWORD)];
        let secrets: Vec<(&str, &str)> = usual.iter().chain(secrets).copied().collect();
        let stand = Stand { tokens: Arc::clone(&self.tokens), ..Stand::new(&self.time)? };
        Kingdee.connect(stand.context(settings, more, &secrets)?)
    }

    pub fn account(&self) -> Box<dyn Account> {
        self.connect(&Value::Null).unwrap()
    }

    pub fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let done = self.running.control(method, &format!("/kingdee{path}"), Some(body));
        assert!(done["error"].is_null(), "{path}: {done}");
        done
    }

    /// The records of a form, as they are in truth.
    pub fn truth(&self, form: &str) -> Vec<Value> {
        let page = self.running.control("GET", &format!("/kingdee/tables/{form}/records?limit=100000"), None);
        page["records"].as_array().cloned().unwrap_or_default()
    }

    /// The values of one record.
    pub fn record(&self, form: &str, id: &str) -> Value {
        self.control("GET", &format!("/tables/{form}/records/{id}"), &Value::Null)["values"].clone()
    }

    /// Makes a record, as a person would; it is audited.
    pub fn person(&self, form: &str, values: &Value) -> String {
        self.control("POST", &format!("/tables/{form}/records"), &json!({ "values": values }))["id"].as_str().unwrap().to_owned()
    }

    pub fn fault(&self, spec: &str) {
        self.running.fault(&format!("kingdee:{spec}")).unwrap();
    }

    /// What the suite steers.
    pub fn simulator(self, form: &str, settings: Value) -> Sandbox {
        let office = Arc::new(self);
        let (time, steered) = (Arc::clone(&office.time), Arc::clone(&office));
        Sandbox {
            vendor: "kingdee".to_owned(),
            table: form.to_owned(),
            push_secret: String::new(),
            push_options: json!(null),
            time,
            control: Box::new(move |method, path, body| steered.running.control(method, path, body)),
            connect: Box::new(move || office.connect(&settings)),
            refused: Cell::new(false),
        }
    }
}

/// Reads to the end.
pub fn read(account: &dyn Account, stream: &str, mode: ReadMode, from: &Cursor, rows_max: usize) -> Result<Reading, ConnectorError> {
    Reading::of(account, &ReadRequest { stream: stream.to_owned(), mode, ..ReadRequest::default() }, from, rows_max)
}

/// Everything, from the beginning.
pub fn whole(account: &dyn Account, stream: &str) -> Reading {
    read(account, stream, ReadMode::Full, &Cursor::default(), 1_000).unwrap()
}

/// A record to write.
pub fn outgoing(operation: WriteOperation, record: &str, target_id: Option<&str>, fields: Value) -> Outgoing {
    Outgoing {
        operation,
        record: record.to_owned(),
        target_id: target_id.map(str::to_owned),
        idempotency_key: String::new(),
        fields: fields.as_object().cloned().unwrap_or_default().into_iter().collect(),
        expected_version: None,
    }
}

/// The id of what was made or changed; empty for everything else.
pub fn made(outcome: &WriteOutcome) -> &str {
    match outcome {
        WriteOutcome::Created { id, .. } | WriteOutcome::Updated { id, .. } => id,
        _ => "",
    }
}
