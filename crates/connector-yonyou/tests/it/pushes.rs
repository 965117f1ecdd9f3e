//! Events in both generations, and everything that is none.

use connector::conformance::{Reading, Simulator};
use connector::{Cursor, PushRefused, PushRequest, StoredPush};
use model::Clock;
use sandbox::yonyou::APP_SECRET;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use crate::tenant::Tenant;

/// An address that takes events and says so.
fn receiver() -> (String, Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, arrived) = channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (mut read, mut buffer) = (Vec::new(), [0; 4_096]);
            let body = loop {
                let count = stream.read(&mut buffer).unwrap();
                read.extend_from_slice(&buffer[..count]);
                let Some(end) = read.windows(4).position(|part| part == b"\r\n\r\n") else { continue };
                let head = String::from_utf8_lossy(&read[..end]).into_owned();
                let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
                if read.len() >= end + 4 + length {
                    break read[end + 4..].to_vec();
                }
            };
            if sender.send(body).is_err() {
                return;
            }
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\nconnection: close\r\n\r\nsuccess").unwrap();
        }
    });
    (url, arrived)
}

fn next(arrived: &Receiver<Vec<u8>>) -> Vec<u8> {
    arrived.recv_timeout(std::time::Duration::from_secs(10)).unwrap()
}

fn request(tenant: &Tenant, body: &[u8]) -> Result<connector::AcceptedPush, PushRefused> {
    let push = PushRequest { path: "", query: &[], headers: &[], body, received_ms: tenant.time.now_ms() };
    tenant.account().accept_push(&push)
}

#[test]
fn events_of_both_generations_name_records_that_are_read_anew() {
    for generation in ["current", "legacy"] {
        let tenant = Tenant::new(10);
        let (url, arrived) = receiver();
        tenant.control(
            "PUT",
            "/push",
            &json!({ "targets": [{ "url": url, "secret": APP_SECRET, "options": { "generation": generation } }] }),
        );
        for (table, stream) in [("merchant", "merchant"), ("voucherorder", "voucherorder")] {
            let id = tenant.truth(table)[0]["id"].as_str().unwrap().to_owned();
            let field = if table == "merchant" { "scope" } else { "memo" };
            tenant.change(table, &id, &json!({ field: "changed" }));
            let body = next(&arrived);
            let accepted = request(&tenant, &body).unwrap();
            assert!(accepted.keep && accepted.stream == stream && accepted.delivery_id.len() == 36, "{generation} {accepted:?}");
            assert_eq!((accepted.reply.status, accepted.reply.body.as_str()), (200, "success"));
            let stored = StoredPush { id: 9, headers: Vec::new(), body, received_ms: tenant.time.now_ms() };
            let mut source = tenant.account().pushed(stream, vec![stored.clone(), stored]).unwrap();
            let reading = Reading::of_source(source.as_mut(), &Cursor::default(), 100).unwrap();
            assert_eq!((reading.order.clone(), reading.rows[&id][field].as_str()), (vec![id.clone()], "changed"));
        }
        let id = tenant.truth("merchant")[1]["id"].as_str().unwrap().to_owned();
        tenant.control("DELETE", &format!("/tables/merchant/records/{id}"), &json!({}));
        let stored = StoredPush { id: 10, headers: Vec::new(), body: next(&arrived), received_ms: tenant.time.now_ms() };
        let mut source = tenant.account().pushed("merchant", vec![stored]).unwrap();
        assert_eq!(Reading::of_source(source.as_mut(), &Cursor::default(), 100).unwrap().removed_ids(), [id.as_str()]);
    }
}

#[test]
fn the_test_of_the_address_is_answered_and_not_kept() {
    let tenant = Tenant::new(5);
    let (url, arrived) = receiver();
    tenant.control("PUT", "/push", &json!({ "targets": [{ "url": url, "secret": APP_SECRET }] }));
    tenant.control("POST", "/own/check_url", &json!({}));
    let body = next(&arrived);
    let accepted = request(&tenant, &body).unwrap();
    assert_eq!((accepted.keep, accepted.reply.body.as_str()), (false, "success"));
    let push = PushRequest { path: "", query: &[], headers: &[], body: &body, received_ms: tenant.time.now_ms() };
    let sealed = tenant.connect(&json!({ "event_reply": "sealed" })).unwrap().accept_push(&push).unwrap();
    let answer: Value = serde_json::from_str(&sealed.reply.body).unwrap();
    assert!(answer["encrypt"].is_string() && answer["signature"].is_string() && !sealed.reply.body.contains("success"));
}

#[test]
fn a_sealed_answer_is_taken_by_the_platform() {
    let tenant = Tenant::new(5);
    let account = tenant.connect(&json!({ "event_reply": "sealed" })).unwrap();
    let (url, arrived) = receiver();
    let simulator = Tenant::new(5).simulator("merchant", Value::Null);
    assert!(simulator.push_to(&url));
    simulator.create(json!({ "name": "x" }).as_object().unwrap());
    let body = next(&arrived);
    let push = PushRequest { path: "", query: &[], headers: &[], body: &body, received_ms: sandbox::START_MS };
    let reply: Value = serde_json::from_str(&account.accept_push(&push).unwrap().reply.body).unwrap();
    // The answer is itself signed and sealed as an event is: what takes events takes it, but for its type.
    let echoed = serde_json::to_vec(&reply).unwrap();
    let again = PushRequest { path: "", query: &[], headers: &[], body: &echoed, received_ms: sandbox::START_MS };
    assert_eq!(account.accept_push(&again), Err(PushRefused::Signature), "`success` is no JSON: it opens, and says nothing of a record");
}

#[test]
fn what_is_changed_forged_or_old_is_refused() {
    let tenant = Tenant::new(5);
    let (url, arrived) = receiver();
    tenant.control("PUT", "/push", &json!({ "targets": [{ "url": url, "secret": APP_SECRET }] }));
    tenant.control("POST", "/own/check_url", &json!({}));
    let event: Value = serde_json::from_slice(&next(&arrived)).unwrap();
    let with = |name: &str, value: Value| {
        let mut changed = event.clone();
        changed[name] = value;
        request(&tenant, changed.to_string().as_bytes())
    };
    assert!(request(&tenant, event.to_string().as_bytes()).is_ok());
    for (name, value) in [
        ("nonce", json!("another")),
        ("timestamp", json!(sandbox::START_MS + 1)),
        ("encrypt", json!("AAAA")),
        ("signature", json!("")),
        ("signature", json!("AAAA")),
        ("msgSignature", json!("0000")),
    ] {
        assert_eq!(with(name, value).map(|_| ()), Err(PushRefused::Signature), "{name}");
    }
    assert_eq!(request(&tenant, b"no JSON").map(|_| ()), Err(PushRefused::Malformed));
    let off = tenant.connect(&json!({ "events": false })).unwrap();
    let body = event.to_string();
    let push = PushRequest { path: "", query: &[], headers: &[], body: body.as_bytes(), received_ms: tenant.time.now_ms() };
    assert_eq!(off.accept_push(&push), Err(PushRefused::NotExpected));
    assert_eq!(tenant.account().accept_push(&PushRequest { received_ms: sandbox::START_MS + 301_000, ..push }), Err(PushRefused::Stale));
    let other = tenant.connect_with(&Value::Null, &[("app_secret", "another secret")]).unwrap();
    assert_eq!(other.accept_push(&push), Err(PushRefused::Signature));
}
