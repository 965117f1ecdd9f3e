//! A client, and a sandbox to talk to.

use sandbox::{Config, Running};
use serde_json::Value;

/// A shop with so many customers, whose clock stands still.
pub fn shop(records: u32) -> Running {
    sandbox::start(Config { vendors: vec!["shop".to_owned()], records, ..Config::default() }).unwrap()
}

/// What came back.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Got {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A call of the shop's REST API with its key.
pub async fn call(running: &Running, method: &str, path: &str, body: Option<Value>) -> Result<Got, reqwest::Error> {
    let url = format!("{}{path}", running.base_url("shop").unwrap());
    let mut request = reqwest::Client::new().request(method.parse().unwrap(), url).header("x-api-key", sandbox::shop::API_KEY);
    if let Some(body) = body {
        request = request.json(&body);
    }
    got(request).await
}

pub async fn got(request: reqwest::RequestBuilder) -> Result<Got, reqwest::Error> {
    let response = request.timeout(std::time::Duration::from_secs(20)).send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Got { status, headers, text: String::from_utf8_lossy(&response.bytes().await?).into_owned() })
}

pub async fn get(running: &Running, path: &str) -> Got {
    call(running, "GET", path, None).await.unwrap()
}
