//! Somebody who calls a hook: keeps records, and tells of each change at once, signed as a scheme demands.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use connector::conformance::{Simulator, Stand, Time, Truth};
use connector::signature::{HmacKind, StandardWebhook, Written, hmac_text};
use connector::{Account, Connector, ConnectorError, SecretText};
use connector_hook::Hook;
use model::Clock;
use serde_json::{Map, Value, json};

/// 24 bytes, as Standard Webhooks wants them.
pub const SECRET: &str = "whsec_Zmlyc3Qtc2VjcmV0LW9mLTI0LWJ5dGVz";
const STRANGER: &str = "whsec_YS1zdHJhbmdlci1vZi0yNC1ieXRlcy0w";

/// How the desk proves who it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Standard,
    HmacSha256,
    Token,
}

pub struct Desk {
    scheme: Scheme,
    time: Arc<Time>,
    records: RefCell<BTreeMap<String, Map<String, Value>>>,
    calls: Cell<u64>,
    url: RefCell<Option<String>>,
    is_forged: Cell<bool>,
}

impl Desk {
    pub fn new(scheme: Scheme) -> Self {
        let time = Arc::new(Time::at(1_767_600_000_000));
        let (records, url) = (RefCell::default(), RefCell::default());
        Self { scheme, time, records, calls: Cell::new(0), url, is_forged: Cell::new(false) }
    }

    fn settings(&self) -> Value {
        let common = json!({"key": "id", "event_at": "event", "deleted_events": "ticket.deleted", "records_at": "ticket"});
        let more = match self.scheme {
            Scheme::Standard => json!({"signature": "standard_webhooks"}),
            Scheme::HmacSha256 => json!({"signature": "hmac_sha256", "signature_name": "X-Signature", "signature_prefix": "sha256="}),
            Scheme::Token => json!({"signature": "token", "signature_name": "X-Token"}),
        };
        let mut settings = common.as_object().cloned().unwrap_or_default();
        settings.extend(more.as_object().cloned().unwrap_or_default());
        Value::Object(settings)
    }

    fn tell(&self, event: &str, record: &Map<String, Value>) {
        let Some(url) = self.url.borrow().clone() else { return };
        let body = json!({"event": event, "ticket": record}).to_string();
        self.calls.set(self.calls.get() + 1);
        let secret = SecretText::new(if self.is_forged.replace(false) { STRANGER } else { SECRET });
        let headers: Vec<(&str, String)> = match self.scheme {
            Scheme::Standard => {
                let hook = StandardWebhook::new([&secret]).expect("a secret");
                hook.sign(&format!("call_{}", self.calls.get()), self.time.now_ms() / 1_000, body.as_bytes()).into()
            }
            Scheme::HmacSha256 => {
                vec![("X-Signature", format!("sha256={}", hmac_text(HmacKind::Sha256, Written::Hex, &secret, &[body.as_bytes()])))]
            }
            Scheme::Token => vec![("X-Token", secret.reveal().to_owned())],
        };
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let (host, path) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("an address");
        let mut stream = TcpStream::connect(host).expect("somebody listens");
        write!(stream, "POST /{path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n", body.len())
            .and_then(|()| write!(stream, "{headers}connection: close\r\n\r\n{body}"))
            .and_then(|()| stream.read_to_end(&mut Vec::new()).map(drop))
            .expect("called");
    }
}

impl Simulator for Desk {
    fn account(&self) -> Result<Box<dyn Account>, ConnectorError> {
        Hook.connect(Stand::new(&self.time)?.context(self.settings(), &Value::Null, &[("secret", SECRET)])?)
    }

    fn now_ms(&self) -> i64 {
        self.time.now_ms()
    }

    fn advance(&self, by: Duration) {
        self.time.advance(by);
    }

    fn records(&self) -> Vec<Truth> {
        self.records.borrow().iter().map(|(id, values)| Truth { id: id.clone(), values: values.clone() }).collect()
    }

    fn create(&self, values: &Map<String, Value>) -> String {
        let id = format!("T{}", self.records.borrow().len() + 1);
        self.change(&id, values);
        id
    }

    fn change(&self, id: &str, values: &Map<String, Value>) {
        let mut record = self.records.borrow().get(id).cloned().unwrap_or_default();
        record.extend(values.clone());
        record.insert("id".to_owned(), json!(id));
        self.records.borrow_mut().insert(id.to_owned(), record.clone());
        self.tell("ticket.changed", &record);
    }

    fn delete(&self, id: &str) {
        self.records.borrow_mut().remove(id);
        self.tell("ticket.deleted", json!({"id": id}).as_object().expect("object"));
    }

    fn tie(&self, _: usize) {}

    fn order(&self, fault: &str) -> bool {
        let is_known = fault == "push:push_forged";
        self.is_forged.set(is_known);
        is_known
    }

    fn clear_faults(&self) {
        self.is_forged.set(false);
    }

    fn calls(&self, _: &str) -> u64 {
        self.calls.get()
    }

    fn forbidden_calls(&self) -> u64 {
        0
    }

    fn push_to(&self, url: &str) -> bool {
        *self.url.borrow_mut() = Some(url.to_owned());
        true
    }
}
