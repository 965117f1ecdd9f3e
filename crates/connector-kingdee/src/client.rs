//! Calls of one data centre: always POST, JSON both ways.

use std::sync::Arc;

use connector::http::{Client, Limits, Method, Policy, Repeat, Request, Response};
use connector::{ConnectContext, ConnectorError, LocalTime, Token};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::auth::SignIn;
use crate::description::{REQUESTS_PER_SECOND, ZONE};
use crate::errors::{SYSTEM, judge, refused};
use crate::wire::{Answer, Centre, Form, Status};

const BILLS: &str = "Kingdee.BOS.WebApi.ServicesStub.DynamicFormService";
const ACCOUNTS: &str = "Kingdee.BOS.ServiceFacade.ServicesStub.Account.AccountService";
/// Where the service is unless the address says otherwise.
const PATH: &str = "/k3cloud";

/// Calls with the settings of one connection. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Api {
    http: Client,
    base: Arc<str>,
    sign_in: Arc<SignIn>,
    pub account: Arc<str>,
    pub zone: LocalTime,
}

impl Api {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let per_second = context.whole_number("requests_per_second", REQUESTS_PER_SECOND)?.clamp(1, 100_000);
        let burst = u32::try_from(per_second).unwrap_or(10);
        let limits = Limits { requests_per_second: f64::from(burst), burst, ..Limits::default() };
        let http = context.http.for_connection(&context.connection, limits).with_cancel(Arc::clone(&context.cancel));
        let base: Arc<str> = base_of(context.required("url")?).into();
        let sign_in = Arc::new(SignIn::new(context, &base, &http)?);
        let account = context.required("account")?.into();
        Ok(Self { http, base, sign_in, account, zone: LocalTime::of(context, "zone", ZONE)? })
    }

    /// The session in use, where there are sessions.
    pub fn session(&self) -> Result<Option<Token>, ConnectorError> {
        match self.sign_in.as_ref() {
            SignIn::Headers(_) => Ok(None),
            SignIn::Session(session) => self.http.token(session, SYSTEM).map(Some),
        }
    }

    /// Calls a method of the service of bills.
    pub fn send(&self, method: &'static str, body: &Value, repeat: Repeat) -> Result<Response, ConnectorError> {
        self.call(BILLS, method, body, repeat)
    }

    fn call(&self, service: &str, method: &'static str, body: &Value, repeat: Repeat) -> Result<Response, ConnectorError> {
        let url = format!("{}/{service}.{method}.common.kdsvc", self.base);
        let path = path_of(&url).to_owned();
        let request = Request::new(Method::Post, url, method).json(body)?.repeatable(repeat);
        let policy = Policy::new(SYSTEM).classify(&judge);
        match self.sign_in.as_ref() {
            SignIn::Session(session) => self.http.send(request, &policy.auth(session)),
            SignIn::Headers(headers) => {
                let sign = |request: &mut Request| {
                    headers.sign(&path, request);
                    Ok(())
                };
                self.http.send(request, &policy.signed(&sign))
            }
        }
    }

    /// Reads with a method that names no form beside the data.
    pub fn read<T: DeserializeOwned>(&self, method: &'static str, data: &Value) -> Result<T, ConnectorError> {
        self.send(method, &json!({ "data": data }), Repeat::Safe)?.json()
    }

    /// What became of an operation on a form, record by record.
    pub fn operate(&self, method: &'static str, form: &str, data: &Value, repeat: Repeat) -> Result<Status, ConnectorError> {
        self.operate_named(method, &json!({ "formid": form, "data": data }), repeat)
    }

    /// The same with the arguments by their names.
    pub fn operate_named(&self, method: &'static str, arguments: &Value, repeat: Repeat) -> Result<Status, ConnectorError> {
        let response = self.send(method, arguments, repeat)?;
        let answer = response.json::<Answer>().ok().and_then(|answer| answer.result.response_status);
        match (answer, repeat) {
            (Some(status), _) => Ok(status),
            (None, Repeat::Safe) => Err(response.bad_answer("no result")),
            (None, Repeat::Unsafe) => {
                let reason = format!("an answer without a result ({method})");
                Err(ConnectorError::UnknownOutcome { system: SYSTEM.to_owned(), reason })
            }
        }
    }

    /// What describes a form.
    ///
    /// # Errors
    /// [`ConnectorError::NotFound`] where the site has no such form.
    pub fn described(&self, form: &str) -> Result<Form, ConnectorError> {
        let missing = || ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("stream {form:?}") };
        let answer: Answer = match self.read("QueryBusinessInfo", &json!({ "FormId": form })) {
            Err(ConnectorError::NotFound { .. }) => return Err(missing()),
            other => other?,
        };
        if let Some(status) = answer.result.response_status.filter(|status| !status.is_success) {
            return match refused(&status, "QueryBusinessInfo") {
                ConnectorError::NotFound { .. } => Err(missing()),
                other => Err(other),
            };
        }
        let form: Form = serde_json::from_value(answer.result.need_return_data).unwrap_or_default();
        if form.entrys.is_empty() {
            return Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a form without parts".to_owned() });
        }
        Ok(form)
    }

    /// The data centres of the site; asked without signing in.
    pub fn centres(&self) -> Result<Vec<Centre>, ConnectorError> {
        self.call(ACCOUNTS, "GetDataCenterList", &json!({}), Repeat::Safe)?.json()
    }
}

/// The address of the service: what the settings say, with the usual path where they give none.
fn base_of(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    let has_path = url.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
    if has_path { url.to_owned() } else { format!("{url}{PATH}") }
}

/// The path of an address.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_get_the_usual_path() {
        for (given, base) in [
            ("https://a.ik3cloud.com", "https://a.ik3cloud.com/k3cloud"),
            (" https://a.ik3cloud.com/K3Cloud/ ", "https://a.ik3cloud.com/K3Cloud"),
            ("http://10.0.0.1:8080/", "http://10.0.0.1:8080/k3cloud"),
        ] {
            assert_eq!(base_of(given), base);
        }
        assert_eq!(path_of("http://a:1/k3cloud/X.kdsvc"), "/k3cloud/X.kdsvc");
    }
}
