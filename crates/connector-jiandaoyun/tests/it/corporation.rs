//! A simulated corporation and accounts of it, on a clock that turns instead of waiting.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use connector::conformance::{KeptTokens, Sandbox, Time};
use connector::http::{AddressRules, Client, ClientSettings};
use connector::{Account, ConnectContext, Connector, ConnectorError, Cursor, ReadMode, ReadRequest, SecretText};
use connector_jiandaoyun::Jiandaoyun;
use model::{Clock, RecordBatch};
use sandbox::{ClockSource, Config, Running};
use serde_json::{Map, Value, json};

/// Signs the pushes of the simulator's forms.
pub const PUSH_SECRET: &str = "secret-of-the-form";

/// A simulated corporation with so many customers.
pub struct Corporation {
    pub time: Arc<Time>,
    pub running: Running,
}

/// What a reading gave: rows by id with text by column, ids of removals, and where the next one begins.
#[derive(Debug, Default)]
pub struct Reading {
    pub rows: BTreeMap<String, BTreeMap<String, String>>,
    pub removed: Vec<String>,
    pub next: Cursor,
}

impl Corporation {
    pub fn new(records: u32) -> Self {
        let time = Arc::new(Time::at(sandbox::START_MS));
        let shared = Arc::clone(&time);
        let clock = ClockSource::Shared(Arc::new(move || shared.now_ms()));
        let running = sandbox::start(Config { vendors: vec!["jiandaoyun".to_owned()], records, clock, ..Config::default() }).unwrap();
        Self { time, running }
    }

    /// An account with the settings of a new connection, and `more` over them.
    pub fn connect(&self, more: &Value) -> Result<Box<dyn Account>, ConnectorError> {
        let mut settings: Map<String, Value> = Map::new();
        settings.insert("base_url".to_owned(), json!(format!("{}/api", self.running.base_url("jiandaoyun").unwrap())));
        settings.extend(more.as_object().cloned().unwrap_or_default());
        let client = ClientSettings {
            addresses: AddressRules::allowing(["127.0.0.1"]).unwrap(),
            seed: Some(7),
            idle_timeout_max: Duration::from_millis(700),
            pause: Arc::clone(&self.time) as _,
            ..ClientSettings::default()
        };
        let secrets = [("api_key", sandbox::jiandaoyun::API_KEY), ("push_secrets", PUSH_SECRET)];
        Jiandaoyun.connect(ConnectContext {
            connection: "1".to_owned(),
            settings,
            secrets: secrets.into_iter().map(|(name, secret)| (name.to_owned(), SecretText::new(secret))).collect(),
            http: Client::new(client, Arc::clone(&self.time) as _)?,
            tokens: Arc::new(KeptTokens::default()),
            clock: Arc::clone(&self.time) as _,
            cancel: Arc::new(AtomicBool::new(false)),
            folders: Vec::new(),
        })
    }

    pub fn account(&self) -> Box<dyn Account> {
        self.connect(&Value::Null).unwrap()
    }

    /// The records of a form, as they are in truth.
    pub fn truth(&self, table: &str) -> Vec<Value> {
        let page = self.running.control("GET", &format!("/jiandaoyun/tables/{table}/records?limit=100000"), None);
        page["records"].as_array().cloned().unwrap_or_default()
    }

    /// What a person does in the vendor's pages; gives the record.
    pub fn person(&self, method: &str, table: &str, rest: &str, values: &Value) -> Value {
        let body = json!({ "values": values });
        let done = self.running.control(method, &format!("/jiandaoyun/tables/{table}/records{rest}"), Some(&body));
        assert!(done["error"].is_null(), "{done}");
        done
    }

    /// The widget of a form that has this label: its id.
    pub fn widget(&self, table: &str, label: &str) -> String {
        let tables = self.running.control("GET", "/jiandaoyun/tables", None);
        let table = tables["tables"].as_array().unwrap().iter().find(|known| known["name"] == table).unwrap().clone();
        let field = table["fields"].as_array().unwrap().iter().find(|field| field["label"] == label).unwrap().clone();
        field["extra"]["widget"].as_str().unwrap().to_owned()
    }

    /// What the suite steers.
    pub fn simulator(self, settings: Value) -> Sandbox {
        let corporation = Arc::new(self);
        let (time, steered) = (Arc::clone(&corporation.time), Arc::clone(&corporation));
        Sandbox {
            vendor: "jiandaoyun".to_owned(),
            table: "customers".to_owned(),
            push_secret: PUSH_SECRET.to_owned(),
            push_options: json!(null),
            time,
            control: Box::new(move |method, path, body| steered.running.control(method, path, body)),
            connect: Box::new(move || corporation.connect(&settings)),
            refused: Cell::new(false),
        }
    }
}

/// The stream behind a table of the simulator.
pub fn stream(table: &str) -> String {
    let (app, entry) = sandbox::jiandaoyun::form(table).unwrap();
    format!("{app}/{entry}")
}

/// Reads to the end.
pub fn read(account: &dyn Account, table: &str, mode: ReadMode, from: &Cursor) -> Reading {
    let mut source = account.source(&ReadRequest { stream: stream(table), mode, ..ReadRequest::default() }).unwrap();
    let mut reading = Reading { next: from.clone(), ..Reading::default() };
    loop {
        let mut batch = RecordBatch::default();
        let end = source.read(&reading.next, 1_000, &mut batch).unwrap();
        for row in batch.rows() {
            let cells: BTreeMap<String, String> =
                row.columns().iter().enumerate().map(|(at, column)| (column.clone(), row.cell(at).1.to_owned())).collect();
            reading.rows.insert(cells["_id"].clone(), cells);
        }
        reading.removed.extend(batch.removals().iter().map(|removal| removal.external_id.clone()));
        reading.next = end.next;
        if end.last {
            return reading;
        }
    }
}
