//! Calls of one organisation: the API host of its token, and what the answers tell of the credits.

use std::sync::Arc;
use std::time::Duration;

use connector::http::{Client, Gaps, Limits, Method, Policy, Request, Response};
use connector::{ConnectContext, ConnectorError, Token};
use serde::de::DeserializeOwned;

use crate::auth::{API, SignIn};
use crate::description::REQUESTS_PER_SECOND;
use crate::errors::{SYSTEM, judge};
use crate::version::Version;

/// Calls at the same time. The vendor takes five of the smallest edition, and ten of the heavy ones of any.
const CONCURRENT: u32 = 4;

/// Longest gap between two questions about a job.
const JOB_GAP_MAX: Duration = Duration::from_secs(15);

/// Calls with the settings of one connection. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Api {
    http: Client,
    sign_in: Arc<SignIn>,
    /// The version of the API that is spoken.
    pub version: &'static Version,
    /// Credits of a day, where the settings tell.
    credits: Option<u64>,
}

impl Api {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let per_second = context.whole_number("requests_per_second", REQUESTS_PER_SECOND)?.clamp(1, 100_000);
        let burst = u32::try_from(per_second).unwrap_or(10);
        let limits = Limits { requests_per_second: f64::from(burst), burst, concurrent_max: CONCURRENT, ..Limits::default() };
        let http = context.http.for_connection(&context.connection, limits).with_cancel(Arc::clone(&context.cancel));
        let sign_in = Arc::new(SignIn::new(context, http.clone())?);
        let credits = Some(context.whole_number("daily_credits", 0)?).filter(|credits| *credits > 0);
        Ok(Self { http, sign_in, version: Version::of(context)?, credits })
    }

    /// The token in use, got first where there is none.
    pub fn token(&self) -> Result<Token, ConnectorError> {
        self.http.token(self.sign_in.as_ref(), SYSTEM)
    }

    fn host(&self) -> Result<String, ConnectorError> {
        self.sign_in.places.api(self.token()?.extra.get(API).map_or("", String::as_str))
    }

    /// A request to a path below the version, e.g. `/org`.
    pub fn request(&self, method: Method, path: &str, endpoint: &'static str) -> Result<Request, ConnectorError> {
        Ok(Request::new(method, format!("{}/crm/{}{path}", self.host()?, self.version.name), endpoint))
    }

    /// A request of a bulk job, e.g. `/read`.
    pub fn bulk(&self, method: Method, path: &str, endpoint: &'static str) -> Result<Request, ConnectorError> {
        Ok(Request::new(method, format!("{}/crm/bulk/{}{path}", self.host()?, self.version.name), endpoint))
    }

    /// A request to the host for files; `path` begins at its root.
    pub fn files(&self, method: Method, path: &str, endpoint: &'static str) -> Request {
        Request::new(method, format!("{}{path}", self.sign_in.places.upload), endpoint)
    }

    /// Asks with `look` until the vendor is through with a job; `None` where that takes longer than about `at_most`.
    pub fn wait_for<T>(
        &self,
        gap_first: Duration,
        at_most: Duration,
        look: impl FnMut() -> Result<Option<T>, ConnectorError>,
    ) -> Result<Option<T>, ConnectorError> {
        self.http.wait_for(Gaps { first: gap_first, longest: JOB_GAP_MAX }, at_most, look)
    }

    pub fn send(&self, request: Request) -> Result<Response, ConnectorError> {
        let response = self.http.send(request, &Policy::new(SYSTEM).classify(&judge).auth(self.sign_in.as_ref()))?;
        let left: Option<u64> = response.header("x-api-credits-remaining").and_then(|text| text.trim().parse().ok());
        if let (Some(left), Some(most)) = (left, self.credits) {
            self.http.note_remaining(most.saturating_sub(left), most);
        }
        Ok(response)
    }

    /// Sends, and reads what came; nothing where the vendor answers that there is nothing (204, 304).
    pub fn read<T: DeserializeOwned>(&self, request: Request) -> Result<Option<T>, ConnectorError> {
        let response = self.send(request)?;
        if matches!(response.status(), 204 | 304) { Ok(None) } else { response.json().map(Some) }
    }

    /// An answer that must not be empty.
    pub fn read_some<T: DeserializeOwned>(&self, request: Request) -> Result<T, ConnectorError> {
        let endpoint = request.endpoint();
        let bad = || ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: format!("nothing came ({endpoint})") };
        self.read(request)?.ok_or_else(bad)
    }
}
