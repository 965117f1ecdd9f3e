//! Jiandaoyun, as its clients use it.

mod discovery;
mod pushes;
mod reading;
mod writing;

use sandbox::{Config, Running};
use serde_json::{Value, json};

use crate::support::{Got, got};

/// A sandbox with one corporation, and one of its forms.
pub struct Corp {
    pub running: Running,
    base: String,
    table: &'static str,
}

impl Corp {
    pub fn new(table: &'static str, records: u32) -> Self {
        let running = sandbox::start(Config { vendors: vec!["jiandaoyun".to_owned()], records, ..Config::default() }).unwrap();
        let base = running.base_url("jiandaoyun").unwrap().to_owned();
        Self { running, base, table }
    }

    pub fn request(&self, method: &str, path: &str, key: Option<&str>) -> reqwest::RequestBuilder {
        let request = reqwest::Client::new().request(method.parse().unwrap(), format!("{}/api/v5/{path}", self.base));
        match key {
            Some(key) => request.bearer_auth(key),
            None => request,
        }
    }

    /// A call about the form, with `body` beside its ids.
    pub async fn call(&self, path: &str, body: Value) -> Got {
        let (app, entry) = sandbox::jiandaoyun::form(self.table).unwrap();
        let mut whole = json!({ "app_id": app, "entry_id": entry });
        whole.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        got(self.request("POST", path, Some(sandbox::jiandaoyun::API_KEY)).json(&whole)).await.unwrap()
    }

    /// The answer of a call that succeeds.
    pub async fn fine(&self, path: &str, body: Value) -> Value {
        let got = self.call(path, body).await;
        assert_eq!(got.status, 200, "{path}: {}", got.text);
        got.json()
    }

    /// The code of a call that is refused, with status 400.
    pub async fn code(&self, path: &str, body: Value) -> i64 {
        let got = self.call(path, body).await;
        assert_eq!(got.status, 400, "{path}: {}", got.text);
        got.json()["code"].as_i64().unwrap()
    }

    /// The records of a list call.
    pub async fn list(&self, body: Value) -> Vec<Value> {
        self.fine("app/entry/data/list", body).await["data"].as_array().unwrap().clone()
    }

    pub async fn filtered(&self, field: &str, method: &str, value: Value) -> Vec<Value> {
        let cond = json!([{ "field": field, "method": method, "value": value }]);
        self.list(json!({ "limit": 100, "filter": { "rel": "and", "cond": cond } })).await
    }

    /// Makes a record and gives its id.
    pub async fn create(&self, data: Value) -> String {
        let made = self.fine("app/entry/data/create", json!({ "data": data })).await;
        made["data"]["_id"].as_str().unwrap().to_owned()
    }

    pub fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let done = self.running.control(method, &format!("/jiandaoyun{path}"), Some(&body));
        assert!(done["error"].is_null(), "{path}: {done}");
        done
    }
}

/// Ids of records.
pub fn ids(records: &[Value]) -> Vec<&str> {
    records.iter().map(|record| record["_id"].as_str().unwrap()).collect()
}
