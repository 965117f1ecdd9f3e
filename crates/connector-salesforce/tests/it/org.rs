//! A simulated organisation and accounts of it, on a clock that turns instead of waiting.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use connector::conformance::{KeptTokens, Sandbox, Stand, Time};
use connector::http::{AddressRules, Client, ClientSettings, Expect, Limits, Policy, Request, Response, Verdict};
use connector::{Account, Connector, ConnectorError};
use connector_salesforce::Salesforce;
use model::Clock;
use sandbox::{ClockSource, Config, Running};
use serde_json::{Value, json};

/// A simulated organisation with so many contacts.
pub struct Org {
    pub time: Arc<Time>,
    pub running: Arc<Running>,
    pub tokens: Arc<KeptTokens>,
    /// How long an account waits for a simulator that is silent.
    pub patience: Duration,
    base: String,
}

impl Org {
    pub fn new(records: u32) -> Self {
        let time = Arc::new(Time::at(sandbox::START_MS));
        let shared = Arc::clone(&time);
        let clock = ClockSource::Shared(Arc::new(move || shared.now_ms()));
        let running = sandbox::start(Config { vendors: vec!["salesforce".to_owned()], records, clock, ..Config::default() }).unwrap();
        let base = running.base_url("salesforce").unwrap().to_owned();
        Self { time, running: Arc::new(running), tokens: Arc::default(), patience: Duration::from_millis(700), base }
    }

    /// An account that signs in with client credentials, with `more` over its settings.
    pub fn connect(&self, more: &Value) -> Result<Box<dyn Account>, ConnectorError> {
        self.connect_with(more, &[])
    }

    /// The same with further secrets.
    pub fn connect_with(&self, more: &Value, secrets: &[(&str, &str)]) -> Result<Box<dyn Account>, ConnectorError> {
        let settings = json!({ "login_url": self.base, "client_id": sandbox::salesforce::CLIENT_ID, "requests_per_second": 10_000 });
        let secrets: Vec<(&str, &str)> = [("client_secret", sandbox::salesforce::CLIENT_SECRET)].iter().chain(secrets).copied().collect();
        let stand = Stand { tokens: Arc::clone(&self.tokens), patience: self.patience, ..Stand::new(&self.time)? };
        Salesforce.connect(stand.context(settings, more, &secrets)?)
    }

    pub fn account(&self) -> Box<dyn Account> {
        self.connect(&Value::Null).unwrap()
    }

    /// A refresh token, as the browser's part of the web server flow ends with it.
    pub fn refresh_token(&self) -> String {
        let client = Client::new(
            ClientSettings { addresses: AddressRules::allowing(["127.0.0.1"]).unwrap(), ..ClientSettings::default() },
            Arc::clone(&self.time) as _,
        );
        let client = client.unwrap().for_connection("browser", Limits::default());
        let send =
            |request: Request, judge: &dyn Fn(&Response) -> Verdict| client.send(request, &Policy::new("browser").classify(judge)).unwrap();
        let fine = |_: &Response| Verdict::Fine;
        let (id, back) = (sandbox::salesforce::CLIENT_ID, "http://localhost/cb");
        let asked = Request::get(format!("{}/services/oauth2/authorize", self.base), "/authorize").expects(Expect::Anything);
        let asked = asked.query("response_type", "code").query("client_id", id).query("redirect_uri", back);
        let answer = send(asked, &fine);
        let location = answer.header("location").unwrap().to_owned();
        let code = location.split("code=").nth(1).unwrap().split('&').next().unwrap().replace("%3D", "=");
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", id),
            ("client_secret", sandbox::salesforce::CLIENT_SECRET),
            ("redirect_uri", back),
            ("code", code.as_str()),
        ];
        let answer = send(Request::post(format!("{}/services/oauth2/token", self.base), "/token").form(&form), &fine);
        answer.json::<Value>().unwrap()["refresh_token"].as_str().unwrap().to_owned()
    }

    /// The records of an object, as they are in truth.
    pub fn truth(&self, object: &str) -> Vec<Value> {
        let page = self.running.control("GET", &format!("/salesforce/tables/{object}/records?limit=100000"), None);
        page["records"].as_array().cloned().unwrap_or_default()
    }

    /// What the suite steers.
    pub fn simulator(self, object: &str, settings: Value) -> Sandbox {
        let org = Arc::new(self);
        let (time, steered) = (Arc::clone(&org.time), Arc::clone(&org));
        Sandbox {
            vendor: "salesforce".to_owned(),
            table: object.to_owned(),
            push_secret: String::new(),
            push_options: json!(null),
            time,
            control: Box::new(move |method, path, body| steered.running.control(method, path, body)),
            connect: Box::new(move || org.connect(&settings)),
            refused: Cell::new(false),
        }
    }
}
