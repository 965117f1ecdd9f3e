//! The app of a connection: calls with its token.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use connector::http::{Client, Limits, Method, Policy, Request, Response};
use connector::{ConnectContext, ConnectorError, Token};
use serde::de::DeserializeOwned;

use crate::auth::SignIn;
use crate::errors::{Place, judge};
use crate::vendor::Vendor;

/// Calls a second, and at the same time: below the smallest published limits.
const REQUESTS_PER_SECOND: u64 = 10;
const CONCURRENT: u32 = 4;

/// An app. Cheap to clone.
#[derive(Clone)]
pub(crate) struct App {
    pub vendor: &'static dyn Vendor,
    http: Client,
    sign_in: Arc<SignIn>,
    /// The number by which it sends, where the vendor has such.
    pub agent: Option<i64>,
    /// By which of several ids people are named; empty where there is one.
    pub id_type: String,
    /// Members are read as ids alone.
    pub reads_ids: bool,
    /// The vendor's clock as the last answer told it (ms); 0 before there was one.
    answered_ms: Arc<AtomicI64>,
}

impl App {
    /// The app that the settings name; none where they name none.
    pub fn new(vendor: &'static dyn Vendor, base: &str, context: &ConnectContext) -> Result<Option<Self>, ConnectorError> {
        let names = vendor.names();
        let has_secret = context.secrets.get(names.app_secret).is_some_and(|secret| !secret.is_empty());
        if context.text(names.app_id).is_none() && !has_secret {
            return Ok(None);
        }
        let per_second = context.whole_number("requests_per_second", REQUESTS_PER_SECOND)?.clamp(1, 10_000);
        let burst = u32::try_from(per_second).unwrap_or(10);
        let limits = Limits { requests_per_second: f64::from(burst), burst, concurrent_max: CONCURRENT, ..Limits::default() };
        let http = context.http.for_connection(&context.connection, limits).with_cancel(Arc::clone(&context.cancel));
        let agent = match context.text("agent_id").map(str::to_owned).or_else(|| context.settings.get("agent_id").map(ToString::to_string))
        {
            None => None,
            Some(text) if text == "null" || text.is_empty() => None,
            Some(text) => Some(text.parse().map_err(|_| setting("agent_id", "write the number"))?),
        };
        let sign_in = Arc::new(SignIn {
            vendor,
            http: http.clone(),
            tokens: Arc::clone(&context.tokens),
            clock: Arc::clone(&context.clock),
            base: base.to_owned(),
            id: context.required(names.app_id)?.to_owned(),
            secret: context.secret(names.app_secret)?.clone(),
        });
        let reads_ids = context.text("members_from") == Some("ids");
        let id_type = context.text("id_type").unwrap_or("open_id").to_owned();
        Ok(Some(Self { vendor, http, sign_in, agent, id_type, reads_ids, answered_ms: Arc::default() }))
    }

    /// The token in use, got first where there is none.
    pub fn token(&self) -> Result<Token, ConnectorError> {
        self.http.token(self.sign_in.as_ref(), self.vendor.system())
    }

    /// The vendor's clock, as an answer told it (ms).
    pub fn theirs_ms(&self) -> Option<i64> {
        Some(self.answered_ms.load(Ordering::Relaxed)).filter(|at_ms| *at_ms > 0)
    }

    pub fn get(&self, path: &str, endpoint: &'static str) -> Request {
        Request::new(Method::Get, format!("{}{path}", self.sign_in.base), endpoint)
    }

    pub fn post(&self, path: &str, endpoint: &'static str) -> Request {
        Request::new(Method::Post, format!("{}{path}", self.sign_in.base), endpoint)
    }

    pub fn send(&self, request: Request) -> Result<Response, ConnectorError> {
        let judged = |response: &Response| {
            self.answered_ms.store(response.date_ms().unwrap_or(0), Ordering::Relaxed);
            judge(self.vendor, Place::Api, response)
        };
        self.http.send(request, &Policy::new(self.vendor.system()).classify(&judged).auth(self.sign_in.as_ref()))
    }

    /// Sends, and reads what came.
    pub fn read<T: DeserializeOwned>(&self, request: Request) -> Result<T, ConnectorError> {
        self.send(request)?.json()
    }

    /// As [`App::read`] after a message was sent: an answer that cannot be read leaves it unknown what became of it.
    pub fn sent<T: DeserializeOwned>(&self, request: Request) -> Result<T, ConnectorError> {
        let response = self.send(request)?;
        response.json().map_err(|_| ConnectorError::UnknownOutcome {
            system: self.vendor.system().to_owned(),
            reason: format!("an answer that cannot be read ({})", response.endpoint()),
        })
    }
}

pub(crate) fn setting(name: &str, reason: &str) -> ConnectorError {
    ConnectorError::Setting { setting: name.to_owned(), reason: reason.to_owned() }
}
