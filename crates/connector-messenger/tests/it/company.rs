//! A simulated company and accounts of it, on a clock that turns instead of waiting.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use connector::conformance::{KeptTokens, Reading, Sandbox, Stand, Time};
use connector::{Account, Connector, ConnectorError, Cursor, Outgoing, ReadMode, ReadRequest, WriteOperation, WriteOutcome};
use connector_messenger::{DingTalk, Feishu, WeCom};
use model::Clock;
use sandbox::{ClockSource, Config, Running};
use serde_json::{Value, json};

/// What the tests must know of a vendor.
#[derive(Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    pub connector: &'static dyn Connector,
    /// Settings and secrets of the app and of the bot.
    pub app: (&'static str, &'static str),
    pub app_secret: &'static str,
    pub agent: Option<i64>,
    pub bot: &'static [(&'static str, &'static str)],
    /// The field of members that holds any text.
    pub text_field: &'static str,
}

pub const WECOM: Kind = Kind {
    name: "wecom",
    connector: &WeCom,
    app: ("corp_id", sandbox::wecom::CORP_ID),
    app_secret: sandbox::wecom::APP_SECRET,
    agent: Some(sandbox::wecom::AGENT_ID),
    bot: &[("bot_key", sandbox::wecom::BOT_KEY)],
    text_field: "position",
};
pub const DINGTALK: Kind = Kind {
    name: "dingtalk",
    connector: &DingTalk,
    app: ("app_key", sandbox::dingtalk::APP_KEY),
    app_secret: sandbox::dingtalk::APP_SECRET,
    agent: Some(sandbox::dingtalk::AGENT_ID),
    bot: &[("bot_token", sandbox::dingtalk::BOT_TOKEN), ("bot_secret", sandbox::dingtalk::BOT_SECRET)],
    text_field: "remark",
};
pub const FEISHU: Kind = Kind {
    name: "feishu",
    connector: &Feishu,
    app: ("app_id", sandbox::feishu::APP_ID),
    app_secret: sandbox::feishu::APP_SECRET,
    agent: None,
    bot: &[("bot_token", sandbox::feishu::BOT_TOKEN), ("bot_secret", sandbox::feishu::BOT_SECRET)],
    text_field: "job_title",
};
pub const ALL: [Kind; 3] = [WECOM, DINGTALK, FEISHU];

/// A simulated company with so many members.
pub struct Company {
    pub kind: Kind,
    pub time: Arc<Time>,
    pub running: Arc<Running>,
    tokens: Arc<KeptTokens>,
}

impl Company {
    pub fn new(kind: Kind, records: u32) -> Self {
        let time = Arc::new(Time::at(sandbox::START_MS));
        let shared = Arc::clone(&time);
        let clock = ClockSource::Shared(Arc::new(move || shared.now_ms()));
        let config = Config { vendors: vec![kind.name.to_owned()], records, clock, ..Config::default() };
        Self { kind, time, running: Arc::new(sandbox::start(config).unwrap()), tokens: Arc::default() }
    }

    /// An account with `settings` and `secrets` alone.
    pub fn plain(&self, settings: &Value, secrets: &[(&str, &str)]) -> Result<Box<dyn Account>, ConnectorError> {
        let base = json!({ "base_url": self.running.base_url(self.kind.name).unwrap(), "requests_per_second": 10_000 });
        let stand = Stand { tokens: Arc::clone(&self.tokens), ..Stand::new(&self.time)? };
        self.kind.connector.connect(stand.context(base, settings, secrets)?)
    }

    /// An account with app and bot, and `more` over its settings and secrets.
    pub fn connect(&self, more: &Value, secrets: &[(&str, &str)]) -> Result<Box<dyn Account>, ConnectorError> {
        let mut settings = json!({ self.kind.app.0: self.kind.app.1 });
        if let Some(agent) = self.kind.agent {
            settings["agent_id"] = json!(agent);
        }
        settings.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        let own = [("app_secret", self.kind.app_secret)];
        let secrets: Vec<(&str, &str)> = own.iter().chain(self.kind.bot).chain(secrets).copied().collect();
        self.plain(&settings, &secrets)
    }

    pub fn account(&self) -> Box<dyn Account> {
        self.connect(&Value::Null, &[]).unwrap()
    }

    /// An account that has the bot alone.
    pub fn bot(&self) -> Box<dyn Account> {
        self.plain(&Value::Null, self.kind.bot).unwrap()
    }

    pub fn fault(&self, fault: &str) {
        self.running.fault(&format!("{}:{fault}", self.kind.name)).unwrap();
    }

    pub fn calls(&self, endpoint: &str) -> u64 {
        self.running.calls(self.kind.name, endpoint)
    }

    pub fn control(&self, path: &str, body: &Value) -> Value {
        let done = self.running.control("POST", &format!("/{}{path}", self.kind.name), Some(body));
        assert!(done["error"].is_null(), "{path}: {done}");
        done
    }

    pub fn records(&self, table: &str) -> Vec<Value> {
        let page = self.running.control("GET", &format!("/{}/tables/{table}/records?limit=100000", self.kind.name), None);
        page["records"].as_array().unwrap().clone()
    }

    pub fn ids(&self, table: &str) -> Vec<String> {
        self.records(table).iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
    }

    /// Text and recipients of what arrived, in its order.
    pub fn arrived(&self) -> Vec<(String, Value)> {
        let of = |record: &Value| (record["values"]["text"].as_str().unwrap().to_owned(), record["values"]["to"].clone());
        self.records("messages").iter().map(of).collect()
    }

    /// What the suite steers, for one of the tables.
    pub fn simulator(self, table: &str, settings: Value) -> Sandbox {
        let company = Arc::new(self);
        let (time, steered) = (Arc::clone(&company.time), Arc::clone(&company));
        Sandbox {
            vendor: company.kind.name.to_owned(),
            table: table.to_owned(),
            push_secret: String::new(),
            push_options: Value::Null,
            time,
            control: Box::new(move |method, path, body| steered.running.control(method, path, body)),
            connect: Box::new(move || company.connect(&settings, &[])),
            refused: Cell::new(false),
        }
    }
}

/// A message to be sent.
pub fn outgoing(number: u32, fields: &Value) -> Outgoing {
    Outgoing {
        operation: WriteOperation::Create,
        record: format!("{}", 7_000_000_000_u64 + u64::from(number)),
        target_id: None,
        idempotency_key: format!("6f1c1f6e-0000-4000-8000-{number:012}"),
        fields: fields.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
        expected_version: None,
    }
}

/// Sends messages with these fields, each with a key of its own.
pub fn send(account: &dyn Account, messages: &[Value]) -> Result<Vec<WriteOutcome>, ConnectorError> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let batch: Vec<Outgoing> = messages.iter().map(|fields| outgoing(NEXT.fetch_add(1, Ordering::Relaxed), fields)).collect();
    account.target("messages", None, &[]).unwrap().write(&batch)
}

/// Code of a refusal.
pub fn code(outcome: &WriteOutcome) -> &str {
    match outcome {
        WriteOutcome::Refused { code, .. } => code,
        other => panic!("no refusal: {other:?}"),
    }
}

/// Reads a stream to the end.
pub fn read(account: &dyn Account, stream: &str, rows_max: usize) -> Result<Reading, ConnectorError> {
    let request = ReadRequest { stream: stream.to_owned(), mode: ReadMode::Full, ..ReadRequest::default() };
    Reading::of(account, &request, &Cursor::default(), rows_max)
}
