//! Salesforce, as its clients use it.

mod bulk;
mod messages;
mod queries;
mod sign_in;
mod writes;

use sandbox::{Config, Running};
use serde_json::Value;

use crate::support::{Got, got};

/// A sandbox with one org, and a token for it.
pub struct Org {
    pub running: Running,
    pub base: String,
    pub token: String,
}

impl Org {
    pub async fn new(records: u32) -> Self {
        let running = sandbox::start(Config { vendors: vec!["salesforce".to_owned()], records, ..Config::default() }).unwrap();
        let base = running.base_url("salesforce").unwrap().to_owned();
        let answer = form(&format!("{base}/services/oauth2/token"), &client_credentials()).await;
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        Self { running, base, token }
    }

    /// A data call: `path` is what follows `/services/data/v66.0`.
    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Got {
        self.at("66.0", method, path, body).await
    }

    pub async fn at(&self, version: &str, method: &str, path: &str, body: Option<Value>) -> Got {
        let mut request = self.request(method, &format!("/services/data/v{version}{path}"));
        if let Some(body) = body {
            request = request.json(&body);
        }
        got(request).await.unwrap()
    }

    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        reqwest::Client::new().request(method.parse().unwrap(), format!("{}{path}", self.base)).bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> Got {
        self.call("GET", path, None).await
    }

    pub async fn query(&self, soql: &str) -> Got {
        self.get(&format!("/query?q={}", encoded(soql))).await
    }

    /// The records of a query that must succeed.
    pub async fn records(&self, soql: &str) -> Vec<Value> {
        let answer = self.query(soql).await;
        assert_eq!(answer.status, 200, "{soql}: {}", answer.text);
        answer.json()["records"].as_array().unwrap().clone()
    }

    /// The id of a new account with these fields.
    pub async fn account(&self, fields: Value) -> String {
        let answer = self.call("POST", "/sobjects/Account", Some(fields)).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["id"].as_str().unwrap().to_owned()
    }
}

pub fn client_credentials() -> [(&'static str, &'static str); 3] {
    [
        ("grant_type", "client_credentials"),
        ("client_id", sandbox::salesforce::CLIENT_ID),
        ("client_secret", sandbox::salesforce::CLIENT_SECRET),
    ]
}

pub async fn form(url: &str, fields: &[(&str, &str)]) -> Got {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let request = reqwest::Client::new().post(url).header("content-type", "application/x-www-form-urlencoded").body(body.join("&"));
    got(request).await.unwrap()
}

/// Percent-encoded text.
pub fn encoded(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The code of the first error.
pub fn code(answer: &Got) -> (u16, String) {
    (answer.status, answer.json()[0]["errorCode"].as_str().unwrap_or_default().to_owned())
}
