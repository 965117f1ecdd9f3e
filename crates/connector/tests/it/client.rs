//! Clients for tests: allowed to call this machine, with a clock that turns instead of waiting.

use std::sync::Arc;
use std::time::Duration;

use connector::conformance::Time;
use connector::http::{AddressRules, Client, ClientSettings, Limits, Policy, Request, Response};
use connector::{ConnectorError, NextStep};

pub const SYSTEM: &str = "Example";

pub fn settings(time: &Arc<Time>) -> ClientSettings {
    ClientSettings {
        addresses: AddressRules::allowing(["127.0.0.0/8"]).unwrap(),
        seed: Some(7),
        pause: Arc::clone(time) as _,
        ..ClientSettings::default()
    }
}

pub fn client(time: &Arc<Time>) -> Client {
    with_settings(time, settings(time))
}

pub fn with_settings(time: &Arc<Time>, settings: ClientSettings) -> Client {
    let client = Client::new(settings, Arc::clone(time) as _).unwrap();
    client.for_connection("one", Limits { requests_per_second: 1000.0, burst: 1000, concurrent_max: 16, daily_max: None })
}

pub fn get(url: String) -> Request {
    Request::get(url, "/things")
}

pub fn send(client: &Client, request: Request) -> Result<Response, ConnectorError> {
    client.send(request, &Policy::new(SYSTEM))
}

/// Timeouts short enough for tests that wait for real.
pub fn hasty(request: Request) -> Request {
    request.timeouts(Duration::from_millis(1500), Duration::from_millis(300))
}

pub fn step(result: Result<Response, ConnectorError>) -> NextStep {
    result.expect_err("this should fail").next_step()
}
