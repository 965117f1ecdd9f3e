//! Tokens, where the tenant lives, what the doctor says, and which address a secret may go to.

use connector::{CheckState, ConnectorError, Cursor, NextStep, ReadMode, TokenStore};
use serde_json::{Value, json};

use crate::tenant::{Tenant, read};

fn all(tenant: &Tenant) -> Result<usize, ConnectorError> {
    read(tenant.account().as_ref(), "merchant", ReadMode::Full, &Cursor::default(), 1_000).map(|reading| reading.rows.len())
}

#[test]
fn a_token_serves_until_its_end_and_a_tenant_that_moves_is_followed() {
    let tenant = Tenant::new(20);
    let account = tenant.account();
    let everything = || read(account.as_ref(), "merchant", ReadMode::Full, &Cursor::default(), 1_000).map(|reading| reading.rows.len());
    assert_eq!(everything().unwrap(), 20);
    assert_eq!(all(&tenant).unwrap(), 20, "the token is kept for other accounts");
    assert_eq!(tenant.calls("token"), 1);
    tenant.control("POST", "/own/end_sessions", &json!({}));
    assert_eq!(everything().unwrap(), 20);
    tenant.control("POST", "/own/move", &json!({ "centre": "c3" }));
    assert_eq!(everything().unwrap(), 20, "the new gateway came with the new token");
    tenant.running.fault("yonyou:merchant.list:plain_token_error:times=always").unwrap();
    tenant.control("POST", "/own/end_sessions", &json!({}));
    assert_eq!(everything().unwrap(), 20, "a refusal in plain words is understood");
}

#[test]
fn a_tenant_whose_old_gateway_cannot_be_reached_is_looked_for() {
    let tenant = Tenant::new(20);
    assert_eq!(all(&tenant).unwrap(), 20);
    let token = tenant.tokens.load().unwrap().unwrap();
    // A port that nobody listens at any more stands for the data centre that was left.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut old = token.clone();
    old.extra.insert("gateway".to_owned(), format!("http://{closed}/iuap-api-gateway"));
    tenant.tokens.renew(Some(&token), &mut |_| Ok(old.clone())).unwrap();
    let account = tenant.account();
    let everything = || read(account.as_ref(), "merchant", ReadMode::Full, &Cursor::default(), 1_000).map(|reading| reading.rows.len());
    let before = tenant.calls("addresses");
    assert_eq!((everything().unwrap(), everything().unwrap()), (20, 20));
    assert_eq!((tenant.calls("addresses") - before, tenant.calls("token")), (1, 1), "it was asked for once, and the token is good there");
    // Its token ends with the move as well: the new one comes from where the tenant lives now.
    tenant.control("POST", "/own/move", &json!({ "centre": "c3" }));
    assert_eq!(everything().unwrap(), 20);
    // Where the vendor knows of no other place, it is away.
    tenant.running.fault("yonyou:merchant.list:500:times=always").unwrap();
    assert_eq!(everything().unwrap_err().next_step(), NextStep::Retry);
}

#[test]
fn suites_sign_in_with_their_ticket() {
    let tenant = Tenant::new(5);
    tenant.control("POST", "/own/suite_ticket", &json!({ "ticket": "t1" }));
    let settings = json!({ "app_kind": "suite", "app_key": sandbox::yonyou::SUITE_KEY });
    let with = |ticket| tenant.connect_with(&settings, &[("app_secret", sandbox::yonyou::SUITE_SECRET), ("suite_ticket", ticket)]).unwrap();
    let count = |account: Box<dyn connector::Account>| {
        read(account.as_ref(), "merchant", ReadMode::Full, &Cursor::default(), 100).map(|reading| reading.rows.len())
    };
    assert_eq!(count(with("t1")).unwrap(), 5);
    let other = Tenant::new(5);
    other.control("POST", "/own/suite_ticket", &json!({ "ticket": "t2" }));
    let refused = other.connect_with(&settings, &[("app_secret", sandbox::yonyou::SUITE_SECRET), ("suite_ticket", "t1")]).unwrap();
    assert!(matches!(count(refused), Err(ConnectorError::Unauthorised { .. })));
}

#[test]
fn what_is_refused_is_told_apart() {
    let tenant = Tenant::new(5);
    let failed = |settings: Value, secret: &str| {
        let account = tenant.connect_with(&settings, &[("app_secret", secret)]).unwrap();
        account.organisation().unwrap_err()
    };
    assert!(matches!(failed(json!({ "tenant_id": "nobody" }), sandbox::yonyou::APP_SECRET), ConnectorError::Unauthorised { .. }));
    assert!(matches!(failed(json!({}), "wrong"), ConnectorError::Unauthorised { .. }));
    assert!(matches!(failed(json!({ "app_key": "nobody" }), sandbox::yonyou::APP_SECRET), ConnectorError::Unauthorised { .. }));
    for (code, step) in [
        ("310037", NextStep::PauseConnection),
        ("310031", NextStep::PauseConnection),
        ("310006", NextStep::PauseConnection),
        ("310046", NextStep::Wait(Some(std::time::Duration::from_secs(60)))),
        ("310043", NextStep::Wait(Some(std::time::Duration::from_secs(60)))),
    ] {
        let tenant = Tenant::new(5);
        tenant.running.fault(&format!("yonyou:merchant.list:code={code}:times=always")).unwrap();
        assert_eq!(all(&tenant).unwrap_err().next_step(), step, "{code}");
    }
    assert!(tenant.connect(&json!({ "finish": "never" })).is_err() && tenant.connect(&json!({ "zone": "nowhere" })).is_err());
}

#[test]
fn the_doctor_names_what_the_app_may_not_do() {
    let tenant = Tenant::new(5);
    let line = |account: &dyn connector::Account, name: &str| account.check().into_iter().find(|line| line.check == name).unwrap();
    let good = |line: &connector::CheckLine| matches!(line.state, CheckState::Ok | CheckState::Skipped);
    assert!(tenant.account().check().iter().all(good), "{:?}", tenant.account().check());
    tenant.control("POST", "/own/unauthorise", &json!({ "endpoint": "oppt.list" }));
    let schema = line(tenant.account().as_ref(), "schema_readable");
    assert!(schema.state == CheckState::Warning && schema.detail.en.contains("oppt"), "{schema:?}");
    let streams: Vec<String> = tenant.account().streams().unwrap().into_iter().map(|stream| stream.name).collect();
    assert_eq!(
        streams,
        ["merchant", "contact", "clue", "followup", "voucherorder", "voucherorder/orderDetails", "sact", "receivable", "receivebill"]
    );
    let other = tenant.connect(&json!({ "org_code": "nowhere" })).unwrap();
    assert_eq!(line(other.as_ref(), "org_code").state, CheckState::Failed);
    assert_eq!(tenant.account().organisation().unwrap().as_deref(), Some(sandbox::yonyou::TENANT));
}
