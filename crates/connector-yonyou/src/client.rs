//! Calls of one tenant's gateway.

use std::sync::Arc;

use connector::http::{Client, Limits, Method, Policy, Repeat, Request, Response};
use connector::{ConnectContext, ConnectorError, LocalTime, Token};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::auth::SignIn;
use crate::description::{CALLS_PER_MINUTE, ZONE};
use crate::errors::{SYSTEM, bad, judge, of_reading};
use crate::wire::Answer;

/// Calls at the same time.
const CONCURRENT: u32 = 3;

/// Who answers.
pub(crate) struct Answering {
    pub tenant: Option<String>,
    /// By the answer's own clock (ms), where it tells.
    pub at_ms: Option<i64>,
}

/// Customers of one page: the vendor takes 5,000 and gives up after ten seconds; its advice is 500.
const CUSTOMERS_PER_PAGE: u64 = 500;
const CUSTOMERS_PER_PAGE_RANGE: std::ops::RangeInclusive<u64> = 50..=5_000;

/// Calls with the settings of one connection. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Api {
    http: Client,
    pub sign_in: Arc<SignIn>,
    /// The tenant's clock.
    pub zone: LocalTime,
    /// Customers asked for at a time.
    pub customers_per_page: u64,
}

impl Api {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let per_minute = u32::try_from(context.whole_number("requests_per_minute", CALLS_PER_MINUTE)?.clamp(1, 10_000_000)).unwrap_or(60);
        let limits = Limits {
            requests_per_second: f64::from(per_minute) / 60.0,
            burst: (per_minute / 6).max(1),
            concurrent_max: CONCURRENT,
            ..Limits::default()
        };
        let http = context.http.for_connection(&context.connection, limits).with_cancel(Arc::clone(&context.cancel));
        let sign_in = Arc::new(SignIn::new(context, http.clone())?);
        let customers_per_page = context.whole_number("customers_per_page", CUSTOMERS_PER_PAGE)?;
        if !CUSTOMERS_PER_PAGE_RANGE.contains(&customers_per_page) {
            let (least, most) = CUSTOMERS_PER_PAGE_RANGE.into_inner();
            return Err(ConnectorError::Setting {
                setting: "customers_per_page".to_owned(),
                reason: format!("a number from {least} to {most}"),
            });
        }
        Ok(Self { http, sign_in, zone: LocalTime::of(context, "zone", ZONE)?, customers_per_page })
    }

    /// The token in use, got first where there is none.
    pub fn token(&self) -> Result<Token, ConnectorError> {
        self.http.token(self.sign_in.as_ref(), SYSTEM)
    }

    /// Sends what `made` makes for a gateway. A tenant that moved meanwhile is followed: its new gateway came with the new token, or is asked
    /// for where the old one cannot be reached.
    fn send(&self, repeat: Repeat, made: impl Fn(&str) -> Result<Request, ConnectorError>) -> Result<Response, ConnectorError> {
        let gateway = self.sign_in.gateway(&self.token()?)?;
        let to = |gateway: &str| {
            let classify = |response: &Response| judge(response, repeat);
            self.http.send(made(gateway)?.repeatable(repeat), &Policy::new(SYSTEM).classify(&classify).auth(self.sign_in.as_ref()))
        };
        match to(&gateway) {
            Err(error @ ConnectorError::Unauthorised { .. }) => match self.token() {
                Ok(token) => match self.sign_in.gateway(&token)? {
                    new if new != gateway => to(&new),
                    _ => Err(error),
                },
                Err(_) => Err(error),
            },
            // Where the vendor cannot say where the tenant lives, either, the first failure is what is told.
            Err(error @ ConnectorError::Unavailable { .. }) => {
                match self.token().and_then(|token| self.sign_in.elsewhere(&token, &gateway)) {
                    Ok(Some(new)) => to(&new),
                    Ok(None) | Err(_) => Err(error),
                }
            }
            other => other,
        }
    }

    /// Posts to a path, e.g. `/yonbip/crm/clue/bill/list`.
    pub fn post(&self, path: &'static str, body: &Value, repeat: Repeat) -> Result<Response, ConnectorError> {
        self.send(repeat, |gateway| Request::post(format!("{gateway}{path}"), path).json(body))
    }

    /// Posts a question.
    pub fn ask<T: DeserializeOwned>(&self, path: &'static str, body: &Value) -> Result<T, ConnectorError> {
        let answer: Answer<T> = self.post(path, body, Repeat::Safe).map_err(of_reading)?.json()?;
        answer.data.ok_or_else(|| bad(&format!("no data ({path})")))
    }

    /// Posts a question whose answer may be large, and gives its text.
    pub fn ask_text(&self, path: &'static str, body: &Value) -> Result<String, ConnectorError> {
        Ok(self.post(path, body, Repeat::Safe).map_err(of_reading)?.into_json_text())
    }

    /// Gets one record by its id; a refusal stays what it is, for it may say that the record is gone.
    pub fn get<T: DeserializeOwned>(&self, path: &'static str, id: &str) -> Result<Option<T>, ConnectorError> {
        let sent = self.send(Repeat::Safe, |gateway| Ok(Request::new(Method::Get, format!("{gateway}{path}"), path).query("id", id)))?;
        let answer: Answer<T> = sent.json()?;
        Ok(answer.data)
    }

    /// The tenant that answers, and when it says that it did.
    pub fn tenant(&self) -> Result<Answering, ConnectorError> {
        let token = self.token()?;
        let Some(place) = self.sign_in.tenant_place(&token) else {
            return Ok(Answering { tenant: Some(self.sign_in.tenant().to_owned()), at_ms: None });
        };
        let classify = |response: &Response| judge(response, Repeat::Safe);
        let request = Request::get(place, "/open-auth/selfAppAuth/getTenantId");
        let response = self.http.send(request, &Policy::new(SYSTEM).classify(&classify).auth(self.sign_in.as_ref()))?;
        let answer: Answer<Value> = response.json()?;
        let tenant = answer.data.map(|data| match &data["tenantId"] {
            Value::String(tenant) => tenant.clone(),
            _ => data.as_str().unwrap_or_default().to_owned(),
        });
        Ok(Answering { tenant: tenant.filter(|tenant| !tenant.is_empty()), at_ms: response.date_ms() })
    }
}
