//! Kingdee Cloud Galaxy, as its clients use it.

mod life;
mod reading;
mod sign_in;
mod writing;

use sandbox::{Config, Running};
use serde_json::{Value, json};

use crate::support::{Got, got};

/// A sandbox with one site, and a session in it.
pub struct Office {
    pub running: Running,
    pub base: String,
    pub session: String,
}

pub const BILLS: &str = "Kingdee.BOS.WebApi.ServicesStub.DynamicFormService";
pub const LOGINS: &str = "Kingdee.BOS.WebApi.ServicesStub.AuthService";

impl Office {
    pub async fn new(records: u32) -> Self {
        let running = sandbox::start(Config { vendors: vec!["kingdee".to_owned()], records, ..Config::default() }).unwrap();
        let base = running.base_url("kingdee").unwrap().to_owned();
        let mut office = Self { running, base, session: String::new() };
        let answer = office.login(
            "LoginByAppSecret",
            json!([sandbox::kingdee::ACCOUNT, sandbox::kingdee::USER, sandbox::kingdee::APP_ID, sandbox::kingdee::APP_SECRET, 2052]),
        );
        office.session = answer.await.json()["KDSVCSessionId"].as_str().unwrap().to_owned();
        office
    }

    pub fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let done = self.running.control(method, &format!("/kingdee{path}"), Some(&body));
        assert!(done["error"].is_null(), "{path}: {done}");
        done
    }

    pub async fn login(&self, method: &str, parameters: Value) -> Got {
        got(reqwest::Client::new().post(self.address(LOGINS, method)).json(&json!({ "parameters": parameters }))).await.unwrap()
    }

    pub fn address(&self, service: &str, method: &str) -> String {
        format!("{}/k3cloud/{service}.{method}.common.kdsvc", self.base)
    }

    pub fn request(&self, method: &str) -> reqwest::RequestBuilder {
        reqwest::Client::new().post(self.address(BILLS, method)).header("kdservice-sessionid", &self.session)
    }

    pub async fn call(&self, method: &str, body: Value) -> Value {
        let answer = got(self.request(method).json(&body)).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    /// An operation on a form.
    pub async fn act(&self, method: &str, form: &str, data: Value) -> Value {
        self.call(method, json!({ "formid": form, "data": data })).await["Result"].clone()
    }

    pub async fn query(&self, form: &str, keys: &str, filter: &str) -> Value {
        self.asked(json!({ "FormId": form, "FieldKeys": keys, "FilterString": filter })).await
    }

    pub async fn asked(&self, data: Value) -> Value {
        self.call("ExecuteBillQuery", json!({ "data": data })).await
    }

    /// Saves a customer of this name and number, and gives its id.
    pub async fn customer(&self, number: &str, name: &str) -> u64 {
        let result = self.act("Save", "BD_Customer", json!({ "Model": customer(number, name) })).await;
        assert_eq!(result["ResponseStatus"]["IsSuccess"], true, "{result}");
        result["Id"].as_u64().unwrap()
    }

    /// The same, audited.
    pub async fn audited(&self, number: &str, name: &str) -> u64 {
        let id = self.customer(number, name).await;
        for operation in ["Submit", "Audit"] {
            let result = self.act(operation, "BD_Customer", json!({ "Ids": id.to_string() })).await;
            assert_eq!(result["ResponseStatus"]["IsSuccess"], true, "{result}");
        }
        id
    }

    pub fn truth(&self, form: &str) -> Vec<Value> {
        self.control("GET", &format!("/tables/{form}/records?limit=10000"), json!({}))["records"].as_array().unwrap().clone()
    }
}

pub fn customer(number: &str, name: &str) -> Value {
    json!({ "FNumber": number, "FName": name, "FCreateOrgId": { "FNumber": "100" }, "FTRADINGCURRID": { "FNumber": "PRE001" } })
}

/// What a refusal says: `MsgCode`, and the first message.
pub fn refusal(result: &Value) -> (u64, String) {
    let status = &result["ResponseStatus"];
    assert_eq!(status["IsSuccess"], false, "{result}");
    (status["MsgCode"].as_u64().unwrap(), status["Errors"][0]["Message"].as_str().unwrap().to_owned())
}
