//! One call of the API: always POST, JSON both ways, the key in a header.

use std::sync::Arc;

use connector::http::{Client, Limits, Method, Policy, Repeat, Request, Response, Verdict};
use connector::{ConnectContext, ConnectorError, SecretText};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::description::{BASE_URL, REQUESTS_PER_SECOND};
use crate::wire::Refusal;

/// What messages call the system.
pub(crate) const SYSTEM: &str = "Jiandaoyun";

/// Calls with the settings of one connection. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Api {
    http: Client,
    base: Arc<str>,
    key: SecretText,
}

impl Api {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let per_second = match context.settings.get("requests_per_second") {
            Some(Value::Number(number)) => number.as_f64(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(_) | None => REQUESTS_PER_SECOND.parse().ok(),
        };
        let per_second = per_second.filter(|number: &f64| (0.1..=100_000.0).contains(number)).ok_or_else(|| ConnectorError::Setting {
            setting: "requests_per_second".to_owned(),
            reason: "write a number above 0".to_owned(),
        })?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 100,000")]
        let burst = per_second.ceil() as u32;
        let limits = Limits { requests_per_second: per_second, burst, ..Limits::default() };
        let base = context.text("base_url").unwrap_or(BASE_URL).trim_end_matches('/');
        Ok(Self {
            http: context.http.for_connection(&context.connection, limits).with_cancel(Arc::clone(&context.cancel)),
            base: base.into(),
            key: context.secret("api_key")?.clone(),
        })
    }

    /// Calls `path` (from `/v5` on) and gives the answer as it came.
    pub fn send(&self, path: &'static str, body: &Value, repeat: Repeat) -> Result<Response, ConnectorError> {
        let mut request = Request::new(Method::Post, format!("{}{path}", self.base), path).json(body)?.repeatable(repeat);
        request.set_bearer(&self.key);
        self.http.send(request, &Policy::new(SYSTEM).classify(&judge))
    }

    /// Reads: calls `path` and understands the answer.
    pub fn read<T: DeserializeOwned>(&self, path: &'static str, body: &Value) -> Result<T, ConnectorError> {
        self.send(path, body, Repeat::Safe)?.json()
    }
}

/// What an answer means. Failures come with status 400 and a code; the message is Chinese text that may change.
fn judge(response: &Response) -> Verdict {
    if response.is_success() {
        return Verdict::Fine;
    }
    // The codes come with status 400. What has another status and a code that is not known here is judged by the status: a
    // gateway's or server's trouble is no refusal of a record.
    let by_status = || Verdict::by_status(SYSTEM, response);
    let Ok(refusal) = response.json::<Refusal>() else { return by_status() };
    if refusal.code == 0 {
        return by_status();
    }
    let system = SYSTEM.to_owned();
    let code = refusal.code.to_string();
    let reason = |what: &str| format!("{what} (code {code}: {})", connector::one_line(&refusal.msg));
    Verdict::Failed(match refusal.code {
        8303 | 8304 => ConnectorError::RateLimited { system, code, retry_after: Some(std::time::Duration::from_secs(1)) },
        // A lock of somebody else's batch lasts seconds to minutes.
        9007 => ConnectorError::Unavailable { system, reason: reason("locked"), retry_after: None },
        4012 => ConnectorError::Unavailable {
            system,
            reason: reason("the form is locked by a batch edit"),
            retry_after: Some(std::time::Duration::from_secs(60)),
        },
        8301 | 17018 => ConnectorError::Unauthorised { system, reason: reason("the API key is not accepted") },
        17052 => ConnectorError::Forbidden { system, reason: reason("this server's address is not on the key's allow-list") },
        8302 | 17053 | 17054 => ConnectorError::Forbidden { system, reason: reason("the key has no right to this app or interface") },
        7212 | 7216..=7219 => ConnectorError::QuotaExhausted { system, code, retry_after: None },
        30002 => ConnectorError::Unsupported {
            system,
            what: "be used through the API for preset CRM forms (code 30002); use ordinary forms or an installed template".to_owned(),
        },
        2004 | 3000 => ConnectorError::NotFound { system, what: reason("such app or form") },
        3005 | 17017 | 4815 => {
            ConnectorError::Format { what: system, place: response.endpoint().to_owned(), reason: reason("the request is not accepted") }
        }
        _ if response.status() != 400 => return by_status(),
        _ => ConnectorError::RecordRefused { system, code, message: connector::one_line(&refusal.msg) },
    })
}
