//! Zoho CRM, as its clients use it.

mod bulk;
mod metadata;
mod notifications;
mod queries;
mod reading;
mod sign_in;
mod writing;

use sandbox::{Config, Running};
use serde_json::{Value, json};

use crate::support::{Got, got};

/// A sandbox with one org, and a token for it.
pub struct Org {
    pub running: Running,
    pub base: String,
    token: String,
}

impl Org {
    pub async fn new(records: u32) -> Self {
        let running = sandbox::start(Config { vendors: vec!["zoho".to_owned()], records, ..Config::default() }).unwrap();
        let base = running.base_url("zoho").unwrap().to_owned();
        let mut org = Self { running, base, token: String::new() };
        org.token = org.new_token().await;
        org
    }

    pub fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let done = self.running.control(method, &format!("/zoho{path}"), Some(&body));
        assert!(done["error"].is_null(), "{path}: {done}");
        done
    }

    pub async fn new_token(&self) -> String {
        let refresh = self.control("POST", "/own/refresh_token", json!({}))["refresh_token"].as_str().unwrap().to_owned();
        let answer = self.refresh(&refresh).await.json();
        answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// Asks for an access token, with the parameters in the query as real clients do.
    pub async fn refresh(&self, refresh: &str) -> Got {
        self.grant(&[("grant_type", "refresh_token"), ("refresh_token", refresh)]).await
    }

    pub async fn grant(&self, parameters: &[(&str, &str)]) -> Got {
        let app = [("client_id", sandbox::zoho::CLIENT_ID), ("client_secret", sandbox::zoho::CLIENT_SECRET)];
        let query: Vec<String> = app
            .iter()
            .filter(|(name, _)| !parameters.iter().any(|(known, _)| known == name))
            .chain(parameters)
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        got(reqwest::Client::new().post(format!("{}/oauth/v2/token?{}", self.base, query.join("&")))).await.unwrap()
    }

    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let request = reqwest::Client::new().request(method.parse().unwrap(), format!("{}{path}", self.base));
        request.header("authorization", format!("Zoho-oauthtoken {}", self.token))
    }

    /// A call below `/crm/v8`.
    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Got {
        let mut request = self.request(method, &format!("/crm/v8{path}"));
        if let Some(body) = body {
            request = request.json(&body);
        }
        got(request).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Got {
        self.call("GET", path, None).await
    }

    /// The rows of a call that succeeds.
    pub async fn data(&self, path: &str) -> Vec<Value> {
        let got = self.get(path).await;
        assert_eq!(got.status, 200, "{path}: {}", got.text);
        got.json()["data"].as_array().unwrap().clone()
    }

    pub async fn coql(&self, query: &str) -> Got {
        self.call("POST", "/coql", Some(json!({ "select_query": query }))).await
    }

    pub async fn create(&self, module: &str, rows: Value) -> Got {
        self.call("POST", &format!("/{module}"), Some(json!({ "data": rows, "trigger": [] }))).await
    }

    /// Makes one record and gives its id.
    pub async fn made(&self, module: &str, row: Value) -> String {
        let got = self.create(module, json!([row])).await;
        assert_eq!(got.status, 201, "{}", got.text);
        got.json()["data"][0]["details"]["id"].as_str().unwrap().to_owned()
    }

    pub fn truth(&self, module: &str) -> Vec<Value> {
        let page = self.running.control("GET", &format!("/zoho/tables/{module}/records?limit=100000"), None);
        page["records"].as_array().unwrap().clone()
    }
}

/// Status and code of an answer that is a refusal as a whole.
pub fn code(got: &Got) -> (u16, String) {
    (got.status, got.json()["code"].as_str().unwrap_or_default().to_owned())
}

/// Codes of the rows of an answer.
pub fn codes(got: &Got) -> Vec<String> {
    got.json()["data"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect()
}
