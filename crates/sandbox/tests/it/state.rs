//! The state file, ports and what stops a start.

use sandbox::{Config, SandboxError};
use serde_json::json;

use crate::support::get;

#[tokio::test]
async fn a_restart_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let config =
        || Config { vendors: vec!["shop".to_owned()], records: 20, state: Some(folder.path().join("state.json")), ..Config::default() };
    let running = sandbox::start(config()).unwrap();
    running.control("POST", "/shop/tables/customers/records", Some(&json!({ "values": { "name": "李娜", "points": 1 } })));
    running.control("DELETE", "/shop/tables/customers/records/C0000003", None);
    let before = get(&running, "/api/customers?include_deleted=true").await.text;
    running.stop().unwrap();
    let running = sandbox::start(config()).unwrap();
    assert_eq!(get(&running, "/api/customers?include_deleted=true").await.text, before);
    running.control("POST", "/shop/tables/customers/records", Some(&json!({ "values": { "name": "next" } })));
    assert_eq!(get(&running, "/api/customers/C0000022").await.json()["name"], "next");
    assert_eq!(running.control("GET", "/shop/log/versions", None)["total"], 1);
}

#[test]
fn ids_of_jiandaoyun_rise_across_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let state = Some(folder.path().join("state.json"));
    let config = || Config { vendors: vec!["jiandaoyun".to_owned()], records: 20, state: state.clone(), ..Config::default() };
    let body = json!({ "values": { "customer_name": "李娜" } });
    let create = |running: &sandbox::Running| {
        let made = running.control("POST", "/jiandaoyun/tables/customers/records", Some(&body));
        made["id"].as_str().unwrap().to_owned()
    };
    let running = sandbox::start(config()).unwrap();
    let before = create(&running);
    running.stop().unwrap();
    let running = sandbox::start(config()).unwrap();
    assert!(create(&running) > before);
    assert_eq!(running.control("GET", "/jiandaoyun/tables/customers/records", None)["total"], 22);
}

#[test]
fn a_start_that_cannot_be_says_why() {
    let failure = |config: Config| sandbox::start(config).map(drop).unwrap_err();
    let unknown = failure(Config { vendors: vec!["nobody".to_owned()], ..Config::default() });
    assert!(matches!(&unknown, SandboxError::UnknownVendor { known, .. } if known.contains("shop")), "{unknown}");
    let fault = failure(Config { faults: vec!["shop:often".to_owned()], records: 1, ..Config::default() });
    assert!(matches!(fault, SandboxError::Fault(_)));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = failure(Config { listen: taken.local_addr().unwrap(), records: 1, ..Config::default() });
    assert!(matches!(listen, SandboxError::Listen { .. }));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    std::fs::write(&path, "{\"version\":99,\"vendors\":[]}").unwrap();
    let state = failure(Config { state: Some(path.clone()), records: 1, ..Config::default() });
    assert!(matches!(state, SandboxError::StateVersion { found: 99, .. }));
    std::fs::write(&path, "half a fi").unwrap();
    let state = failure(Config { state: Some(path), records: 1, ..Config::default() });
    assert!(matches!(state, SandboxError::StateForm { .. }));
}

#[test]
fn a_shared_clock_is_followed() {
    let clock = sandbox::ClockSource::Shared(std::sync::Arc::new(|| 86_400_000));
    let running = sandbox::start(Config { records: 1, clock, ..Config::default() }).unwrap();
    assert_eq!(running.now_ms(), 86_400_000);
    running.advance(5);
    assert_eq!(running.control("GET", "", None)["now"], "1970-01-02T00:00:00.005Z");
}
