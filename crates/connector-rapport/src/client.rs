//! Calls of the other installation, and what its refusals mean.

use connector::http::{Client, Limits, Method, Policy, Request, Response, Verdict};
use connector::{ConnectContext, ConnectorError, SecretText};
use serde_json::Value;

/// What messages call it.
pub(crate) const SYSTEM: &str = "Rapport";

/// Calls with the settings of one connection. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Api {
    http: Client,
    url: String,
    key: SecretText,
}

impl Api {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        // Its own allowance is told in its answers; this keeps us well below it.
        let limits = Limits { requests_per_second: 10.0, burst: 20, concurrent_max: 4, daily_max: None };
        Ok(Self {
            http: context.http.for_connection(&context.connection, limits),
            url: context.required("url")?.trim_end_matches('/').to_owned(),
            key: context.secret("key")?.clone(),
        })
    }

    /// A request to a path below `/api/v1`.
    pub fn request(&self, method: Method, path: &str, endpoint: &'static str) -> Request {
        Request::new(method, format!("{}/api/v1{path}", self.url), endpoint)
    }

    pub fn send(&self, mut request: Request) -> Result<Response, ConnectorError> {
        request.set_bearer(&self.key);
        self.http.send(request.header("Accept", "application/json"), &Policy::new(SYSTEM).classify(&judge))
    }

    /// As [`Api::send`] for writes: a refusal of the record itself is an answer, whose body says why.
    pub fn write(&self, mut request: Request) -> Result<Response, ConnectorError> {
        request.set_bearer(&self.key);
        let judge_write = |response: &Response| match judge(response) {
            Verdict::Failed(ConnectorError::RecordRefused { .. } | ConnectorError::NotFound { .. }) => Verdict::Fine,
            other => other,
        };
        self.http.send(request.header("Accept", "application/json"), &Policy::new(SYSTEM).classify(&judge_write))
    }

    pub fn get(&self, path: &str, endpoint: &'static str, query: &[(&str, &str)]) -> Result<Value, ConnectorError> {
        let request = self.request(Method::Get, path, endpoint);
        let request =
            query.iter().filter(|(_, value)| !value.is_empty()).fold(request, |request, (name, value)| request.query(*name, *value));
        self.send(request)?.json()
    }
}

fn judge(response: &Response) -> Verdict {
    if response.is_success() {
        return Verdict::Fine;
    }
    let problem: Value = response.json().unwrap_or_default();
    let member = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
    let (system, code) = (SYSTEM.to_owned(), member("code"));
    // Titles are fixed texts; details may quote values.
    let message = member("title");
    Verdict::Failed(match (response.status(), code.as_str()) {
        (401, _) => ConnectorError::Unauthorised { system, reason: "the API key is unknown, expired or revoked".to_owned() },
        (410, "gone") if response.endpoint() == "/changes" => ConnectorError::CursorExpired { system },
        (404 | 410, "not_found" | "gone") => ConnectorError::NotFound { system, what: format!("such thing at {}", response.endpoint()) },
        (409, "idempotency_running") => ConnectorError::Unavailable { system, reason: message, retry_after: None },
        (400 | 409 | 412 | 422, _) if !code.is_empty() => ConnectorError::RecordRefused { system, code, message },
        (_, _) => return Verdict::by_status(SYSTEM, response),
    })
}
