//! A simulated corporation and accounts of it, on a clock that turns instead of waiting.

use std::cell::Cell;
use std::sync::Arc;

use connector::conformance::{Reading, Sandbox, Stand, Time};
use connector::{Account, Connector, ConnectorError, Cursor, ReadMode, ReadRequest};
use connector_jiandaoyun::Jiandaoyun;
use model::Clock;
use sandbox::{ClockSource, Config, Running};
use serde_json::{Value, json};

/// Signs the pushes of the simulator's forms.
pub const PUSH_SECRET: &str = "secret-of-the-form";

/// A simulated corporation with so many customers.
pub struct Corporation {
    pub time: Arc<Time>,
    pub running: Running,
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
        let settings = json!({ "base_url": format!("{}/api", self.running.base_url("jiandaoyun").unwrap()) });
        let secrets = [("api_key", sandbox::jiandaoyun::API_KEY), ("push_secrets", PUSH_SECRET)];
        Jiandaoyun.connect(Stand::new(&self.time)?.context(settings, more, &secrets)?)
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
    Reading::of(account, &ReadRequest { stream: stream(table), mode, ..ReadRequest::default() }, from, 1_000).unwrap()
}
