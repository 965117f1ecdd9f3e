//! Calls of one organisation: the instance's address, the token, and what the answers tell of the allowance.

use std::sync::Arc;
use std::time::Duration;

use connector::http::{Client, Gaps, Limits, Method, Policy, Request, Response};
use connector::{ConnectContext, ConnectorError, Token};

use crate::auth::{INSTANCE, SignIn};
use crate::description::{API_VERSION, REQUESTS_PER_SECOND};
use crate::errors::{SYSTEM, judge};

/// Gaps between two questions about a job.
const JOB_GAPS: Gaps = Gaps { first: Duration::from_millis(20), longest: Duration::from_secs(5) };

/// Calls with the settings of one connection. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Api {
    http: Client,
    sign_in: Arc<SignIn>,
}

impl Api {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let per_second = context.whole_number("requests_per_second", REQUESTS_PER_SECOND.parse().unwrap_or(25))?;
        let burst = u32::try_from(per_second.clamp(1, 100_000)).unwrap_or(10);
        let limits = Limits { requests_per_second: f64::from(burst), burst, ..Limits::default() };
        let http = context.http.for_connection(&context.connection, limits).with_cancel(Arc::clone(&context.cancel));
        let sign_in = Arc::new(SignIn::new(context, http.clone())?);
        Ok(Self { http, sign_in })
    }

    pub fn token(&self) -> Result<Token, ConnectorError> {
        self.http.token(self.sign_in.as_ref(), SYSTEM)
    }

    /// The organisation of the token that is kept, without a call.
    pub fn known_organisation(&self) -> Option<String> {
        self.sign_in.kept_organisation()
    }

    /// A request to a path of the instance, e.g. `/sobjects`; `path` begins behind the version.
    pub fn request(&self, method: Method, path: &str, endpoint: &'static str) -> Result<Request, ConnectorError> {
        self.absolute(method, &format!("/services/data/{API_VERSION}{path}"), endpoint)
    }

    /// A request to a path of the instance from its root. Addresses in answers are relative to the instance.
    pub fn absolute(&self, method: Method, path: &str, endpoint: &'static str) -> Result<Request, ConnectorError> {
        let token = self.token()?;
        let instance = token.extra.get(INSTANCE).cloned().unwrap_or_default();
        let slash = if path.starts_with('/') { "" } else { "/" };
        Ok(Request::new(method, format!("{instance}{slash}{path}"), endpoint))
    }

    /// Asks with `look` until the vendor is through with a job; `None` where that takes longer than about `at_most`.
    pub fn wait_for<T>(
        &self,
        at_most: Duration,
        look: impl FnMut() -> Result<Option<T>, ConnectorError>,
    ) -> Result<Option<T>, ConnectorError> {
        self.http.wait_for(JOB_GAPS, at_most, look)
    }

    pub fn send(&self, request: Request) -> Result<Response, ConnectorError> {
        // The vendor tells nothing of our writes in pushes that name this client.
        let request = request.header("Sforce-Call-Options", "client=Rapport");
        let response = self.http.send(request, &Policy::new(SYSTEM).classify(&judge).auth(self.sign_in.as_ref()))?;
        if let Some((used, max)) = response.header("sforce-limit-info").and_then(allowance) {
            self.http.note_remaining(used, max);
        }
        Ok(response)
    }
}

/// `api-usage=10018/100000; per-app-api-usage=17/250(appName=x)`: parts that are not known are passed over.
pub(crate) fn allowance(header: &str) -> Option<(u64, u64)> {
    let usage = header.split(';').find_map(|part| part.trim().strip_prefix("api-usage="))?;
    let (used, max) = usage.split_once('/')?;
    Some((used.trim().parse().ok()?, max.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_allowance_is_read_beside_other_parts() {
        assert_eq!(allowance("api-usage=10018/100000"), Some((10_018, 100_000)));
        assert_eq!(allowance("api-bursts=1/750; api-usage=1/2; per-app-api-usage=17/250(appName=x)"), Some((1, 2)));
        assert_eq!(allowance("x"), None);
    }
}
