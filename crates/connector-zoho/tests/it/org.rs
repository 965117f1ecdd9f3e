//! A simulated organisation and accounts of it, on a clock that turns instead of waiting.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use connector::conformance::{KeptTokens, Sandbox, Time};
use connector::http::{AddressRules, Client, ClientSettings};
use connector::{Account, ConnectContext, Connector, ConnectorError, Cursor, ReadMode, ReadRequest, SecretText};
use connector_zoho::Zoho;
use model::{Clock, RecordBatch};
use sandbox::{ClockSource, Config, Running};
use serde_json::{Map, Value, json};

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

/// What a reading gave: rows by id with text by column, ids in their order, ids of removals, and where the next one begins.
#[derive(Debug, Default)]
pub struct Reading {
    pub rows: BTreeMap<String, BTreeMap<String, String>>,
    pub order: Vec<String>,
    pub removed: Vec<String>,
    pub next: Cursor,
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
        let mut settings: Map<String, Value> = Map::new();
        settings.insert("data_centre".to_owned(), json!("own"));
        settings.insert("accounts_url".to_owned(), json!(self.base));
        settings.insert("flow".to_owned(), json!("refresh_token"));
        settings.insert("client_id".to_owned(), json!(sandbox::zoho::CLIENT_ID));
        settings.insert("requests_per_second".to_owned(), json!(10_000));
        settings.extend(more.as_object().cloned().unwrap_or_default());
        let client = ClientSettings {
            addresses: AddressRules::allowing(["127.0.0.1"]).unwrap(),
            seed: Some(7),
            idle_timeout_max: Duration::from_millis(700),
            pause: Arc::clone(&self.time) as _,
            ..ClientSettings::default()
        };
        let usual = [("client_secret", sandbox::zoho::CLIENT_SECRET), ("refresh_token", &self.refresh), ("push_token", PUSH_TOKEN)];
        Zoho.connect(ConnectContext {
            connection: "1".to_owned(),
            settings,
            secrets: usual.iter().chain(secrets).map(|(name, secret)| ((*name).to_owned(), SecretText::new(*secret))).collect(),
            http: Client::new(client, Arc::clone(&self.time) as _)?,
            tokens: Arc::clone(&self.tokens) as _,
            clock: Arc::clone(&self.time) as _,
            cancel: Arc::new(AtomicBool::new(false)),
            folders: Vec::new(),
        })
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
    let mut source = account.source(&ReadRequest { stream: module.to_owned(), mode, ..ReadRequest::default() })?;
    let mut reading = Reading { next: from.clone(), ..Reading::default() };
    loop {
        let mut batch = RecordBatch::default();
        let end = source.read(&reading.next, rows_max, &mut batch)?;
        for row in batch.rows() {
            let cells: BTreeMap<String, String> =
                row.columns().iter().enumerate().map(|(at, column)| (column.clone(), row.cell(at).1.to_owned())).collect();
            reading.order.push(cells["id"].clone());
            reading.rows.insert(cells["id"].clone(), cells);
        }
        reading.removed.extend(batch.removals().iter().map(|removal| removal.external_id.clone()));
        reading.next = end.next;
        if end.last {
            return Ok(reading);
        }
    }
}
