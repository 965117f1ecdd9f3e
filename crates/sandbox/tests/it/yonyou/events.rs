//! Events: sealed, signed in either generation, sent again until somebody says that they came.

use std::sync::mpsc::Receiver;

use sandbox::yonyou::{APP_KEY, APP_SECRET};
use serde_json::{Value, json};

use super::{Tenant, customer, signature};
use crate::pushes::receiver_with;

fn told(tenant: &Tenant, requests: &Receiver<(String, String)>) -> Vec<Value> {
    assert!(tenant.running.settle_pushes("yonyou"));
    requests.try_iter().map(|(_, body)| serde_json::from_str(&body).unwrap()).collect()
}

#[tokio::test]
async fn what_happens_to_customers_and_orders_is_told_in_the_form_of_today() {
    let (url, requests) = receiver_with(vec![(200, "success".to_owned()); 5]);
    let tenant = Tenant::new(5).await;
    tenant.control("PUT", "/push", json!({ "targets": [{ "url": url, "secret": APP_SECRET }] }));
    tenant.post("/digitalModel/merchant/idempotent/newinsert", customer("H1", "h1")).await;
    let sent = told(&tenant, &requests);
    assert_eq!(sent.len(), 2, "the customer, and its contact");
    let text = |name: &str| match &sent[0][name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut parts = [text("timestamp"), text("nonce"), text("encrypt")];
    parts.sort();
    assert_eq!(sent[0]["signature"], signature(APP_SECRET, &parts.concat()));
    assert!(sent[0]["msgSignature"].is_null() && !sent[0].to_string().contains("H1") && !sent[0].to_string().contains(APP_KEY));
}

#[tokio::test]
async fn the_first_generation_is_signed_otherwise() {
    let (url, requests) = receiver_with(vec![(200, "success".to_owned()); 5]);
    let tenant = Tenant::new(5).await;
    tenant.control("PUT", "/push", json!({ "targets": [{ "url": url, "secret": APP_SECRET, "options": { "generation": "legacy" } }] }));
    tenant.control("POST", "/own/check_url", json!({}));
    let sent = told(&tenant, &requests);
    let digest = sent[0]["msgSignature"].as_str().unwrap();
    assert!(digest.len() == 40 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) && sent[0]["signature"].is_null());
}

#[tokio::test]
async fn an_event_comes_again_until_it_is_received() {
    let (url, requests) = receiver_with(vec![(200, "wrong".to_owned()), (200, "success".to_owned())]);
    let tenant = Tenant::new(5).await;
    tenant.control("PUT", "/push", json!({ "targets": [{ "url": url, "secret": APP_SECRET, "tables": ["merchant"] }] }));
    let id = tenant.truth("merchant")[0]["id"].as_str().unwrap().to_owned();
    tenant.control("DELETE", &format!("/tables/merchant/records/{id}"), json!({}));
    assert_eq!(told(&tenant, &requests).len(), 1);
    tenant.running.advance(60_001);
    assert_eq!(told(&tenant, &requests).len(), 1);
    tenant.running.advance(600_001);
    assert!(told(&tenant, &requests).is_empty(), "it was received");
}
