//! Yonyou BIP, as its clients use it.

mod bills;
mod crm;
mod customers;
mod events;
mod saving;
mod sign_in;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sandbox::yonyou::{APP_KEY, APP_SECRET, TENANT};
use sandbox::{Config, Running};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Got, got};

/// A sandbox with one tenant, its gateway and a token.
pub struct Tenant {
    pub running: Running,
    pub base: String,
    pub gateway: String,
    token: String,
}

pub fn signature(secret: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Percent-encoded as a query needs it.
pub fn encoded(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

impl Tenant {
    pub async fn new(records: u32) -> Self {
        let running = sandbox::start(Config { vendors: vec!["yonyou".to_owned()], records, ..Config::default() }).unwrap();
        let base = running.base_url("yonyou").unwrap().to_owned();
        let mut tenant = Self { running, base, gateway: String::new(), token: String::new() };
        tenant.sign_in().await;
        tenant
    }

    /// Asks where the tenant lives, and for a token.
    pub async fn sign_in(&mut self) {
        let found = self.plain(&format!("/open-auth/dataCenter/getGatewayAddress?tenantId={TENANT}")).await.json();
        self.gateway = found["data"]["gatewayUrl"].as_str().unwrap().to_owned();
        let given = self.ask_token("selfAppAuth/base/v1", &self.signed(1_767_600_000_000)).await;
        self.token = given.json()["data"]["access_token"].as_str().unwrap_or_else(|| panic!("{}", given.text)).to_owned();
    }

    /// The parameters of a request for a token.
    pub fn signed(&self, timestamp: i64) -> String {
        let text = format!("appKey{APP_KEY}timestamp{timestamp}");
        format!("appKey={APP_KEY}&timestamp={timestamp}&signature={}", encoded(&signature(APP_SECRET, &text)))
    }

    pub async fn ask_token(&self, way: &str, query: &str) -> Got {
        self.plain(&format!("/iuap-api-auth/open-auth/{way}/getAccessToken?{query}")).await
    }

    pub async fn plain(&self, path: &str) -> Got {
        got(reqwest::Client::new().get(format!("{}{path}", self.base))).await.unwrap()
    }

    pub fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let done = self.running.control(method, &format!("/yonyou{path}"), Some(&body));
        assert!(done["error"].is_null(), "{path}: {done}");
        done
    }

    /// A call below `/yonbip` with the token.
    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Got {
        let mark = if path.contains('?') { '&' } else { '?' };
        let url = format!("{}/yonbip{path}{mark}access_token={}", self.gateway, encoded(&self.token));
        let mut request = reqwest::Client::new().request(method.parse().unwrap(), url);
        if let Some(body) = body {
            request = request.json(&body);
        }
        got(request).await.unwrap()
    }

    pub async fn post(&self, path: &str, body: Value) -> Got {
        self.call("POST", path, Some(body)).await
    }

    /// What a call that succeeds gives.
    pub async fn data(&self, path: &str, body: Value) -> Value {
        let got = self.post(path, body).await;
        assert_eq!(code(&got), "200", "{path}: {}", got.text);
        got.json()["data"].clone()
    }

    pub fn truth(&self, table: &str) -> Vec<Value> {
        let page = self.running.control("GET", &format!("/yonyou/tables/{table}/records?limit=100000"), None);
        page["records"].as_array().unwrap().clone()
    }

    pub fn count(&self, table: &str, field: &str, value: &str) -> usize {
        self.truth(table).iter().filter(|record| record["values"][field] == value).count()
    }
}

/// The code of an answer, as text whatever it was.
pub fn code(got: &Got) -> String {
    match &got.json()["code"] {
        Value::String(code) => code.clone(),
        other => other.to_string(),
    }
}

/// A new customer of this code.
pub fn customer(code: &str, key: &str) -> Value {
    json!({ "data": { "resubmitCheckKey": key, "code": code, "name": { "simplifiedName": format!("示例{code}") }, "createOrgCode": "global00",
        "customerClassCode": "01", "enterpriseNature": 0,
        "merchantContactInfos": [{ "fullName": { "simplifiedName": "张三" }, "mobile": "13800000000", "isDefault": true }] } })
}
