//! WeCom, DingTalk and Feishu, as their clients use them.

mod contacts;
mod sending;
mod sign_in;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sandbox::{Config, Running, START_MS};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Got, got};

/// A sandbox with all three, and a way to call them.
pub struct Office {
    pub running: Running,
}

impl Office {
    pub fn new(records: u32) -> Self {
        let vendors = ["wecom", "dingtalk", "feishu"].map(str::to_owned).to_vec();
        Self { running: sandbox::start(Config { vendors, records, ..Config::default() }).unwrap() }
    }

    pub fn url(&self, vendor: &str, path: &str) -> String {
        format!("{}{path}", self.running.base_url(vendor).unwrap())
    }

    pub async fn get(&self, vendor: &str, path: &str) -> Value {
        got(reqwest::Client::new().get(self.url(vendor, path))).await.unwrap().json()
    }

    pub async fn post(&self, vendor: &str, path: &str, body: &Value) -> Value {
        got(reqwest::Client::new().post(self.url(vendor, path)).json(body)).await.unwrap().json()
    }

    pub fn control(&self, path: &str, body: &Value) -> Value {
        let done = self.running.control("POST", path, Some(body));
        assert!(done["error"].is_null(), "{path}: {done}");
        done
    }

    /// Texts that arrived, in their order.
    pub fn texts(&self, vendor: &str) -> Vec<String> {
        let records = self.running.control("GET", &format!("/{vendor}/tables/messages/records"), None);
        let texts = records["records"].as_array().unwrap().iter().map(|record| record["values"]["text"].as_str().unwrap().to_owned());
        texts.collect()
    }

    pub async fn wecom_token(&self, secret: &str) -> String {
        let path = format!("/cgi-bin/gettoken?corpid={}&corpsecret={secret}", sandbox::wecom::CORP_ID);
        self.get("wecom", &path).await["access_token"].as_str().unwrap().to_owned()
    }

    pub async fn dingtalk_token(&self) -> String {
        let path = format!("/gettoken?appkey={}&appsecret={}", sandbox::dingtalk::APP_KEY, sandbox::dingtalk::APP_SECRET);
        self.get("dingtalk", &path).await["access_token"].as_str().unwrap().to_owned()
    }

    pub async fn feishu_token(&self) -> String {
        let app = json!({ "app_id": sandbox::feishu::APP_ID, "app_secret": sandbox::feishu::APP_SECRET });
        let answer = self.post("feishu", "/open-apis/auth/v3/tenant_access_token/internal", &app).await;
        answer["tenant_access_token"].as_str().unwrap().to_owned()
    }

    pub async fn feishu(&self, token: &str, method: &str, path: &str, body: Option<&Value>) -> Got {
        let mut request = reqwest::Client::new().request(method.parse().unwrap(), self.url("feishu", path)).bearer_auth(token);
        if let Some(body) = body {
            request = request.json(body);
        }
        got(request).await.unwrap()
    }
}

/// The vendors' time: that of the clock that stands still.
pub fn now_ms() -> i64 {
    START_MS
}

pub fn hmac(key: &str, message: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(message.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Percent-encoded base64.
pub fn encoded(base64: &str) -> String {
    base64.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}
