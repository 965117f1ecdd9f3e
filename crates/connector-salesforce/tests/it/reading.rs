//! Ways to sign in, merged records, short pages, messages.

use connector::conformance::Reading;
use connector::{Cursor, NextStep, PushRefused, PushRequest, ReadMode, ReadRequest, StoredPush};
use model::{Clock, RecordBatch, RemovalKind};
use serde_json::{Value, json};

use crate::org::Org;

/// Reads an object to the end.
fn read(org: &Org, object: &str, mode: ReadMode, from: &Cursor) -> Reading {
    let request = ReadRequest { stream: object.to_owned(), mode, ..ReadRequest::default() };
    Reading::of(org.account().as_ref(), &request, from, 10_000).unwrap()
}

#[test]
fn a_merged_record_names_the_one_it_went_into() {
    let org = Org::new(20);
    let first = read(&org, "Contact", ReadMode::Full, &Cursor::default());
    let ids = &first.order;
    org.time.advance(std::time::Duration::from_secs(3_600));
    let path = format!("/salesforce/tables/Contact/records/{}/merge", ids[1]);
    org.running.control("POST", &path, Some(&json!({ "into": ids[0] })));
    let second = read(&org, "Contact", ReadMode::Incremental, &first.next);
    assert!(second.rows.contains_key(&ids[0]), "the winner has changed as well");
    let merged = RemovalKind::MergedInto(ids[0].clone());
    assert!(second.removed.iter().any(|removal| removal.external_id == ids[1] && removal.kind == merged), "{:?}", second.removed);
}

#[test]
fn what_the_vendor_tells_of_its_allowance_is_kept_to() {
    let org = Org::new(5);
    org.running.fault("salesforce:*:quota=100").unwrap();
    let account = org.account();
    let mut made = 0;
    let error = loop {
        match account.streams() {
            Ok(_) => made += 1,
            Err(error) => break error,
        }
        assert!(made < 100, "nobody stopped before the vendor did");
    };
    assert!(matches!(error.next_step(), NextStep::Wait(_)), "{error:?}");
    assert!((80..=90).contains(&made), "{made} calls: the last tenth is left to people");
    assert_eq!(org.running.calls("salesforce", "describe.global"), made, "what was not allowed was not sent");
    org.time.advance(std::time::Duration::from_secs(25 * 3_600));
    account.streams().unwrap();
}

#[test]
fn records_that_lie_in_the_bin_before_the_first_reading_are_of_no_interest() {
    let org = Org::new(10);
    let gone = org.truth("Contact")[3]["id"].as_str().unwrap().to_owned();
    org.running.control("DELETE", &format!("/salesforce/tables/Contact/records/{gone}"), None);
    let reading = read(&org, "Contact", ReadMode::Full, &Cursor::default());
    assert_eq!((reading.order.len(), reading.removed.len()), (9, 0));
}

#[test]
fn a_page_shorter_than_asked_for_is_not_the_end() {
    // The vendor cuts pages of wide records: so many are asked for that an answer takes several pages of its own.
    let org = Org::new(2_500);
    org.running.fault("salesforce:queryAll:empty_page:times=2").unwrap();
    let reading = read(&org, "Contact", ReadMode::Full, &Cursor::default());
    assert_eq!(reading.order.len(), 2_500);
}

#[test]
fn a_refresh_token_that_rotates_is_used_once() {
    let org = Org::new(5);
    org.running.control("POST", "/salesforce/own/rotate_refresh_tokens", Some(&json!({ "on": true })));
    let first = org.refresh_token();
    let settings = json!({ "flow": "refresh_token" });
    let contacts = || {
        let account = org.connect_with(&settings, &[("refresh_token", &first)])?;
        let mut source = account.source(&ReadRequest { stream: "Contact".to_owned(), ..ReadRequest::default() })?;
        let mut batch = RecordBatch::default();
        source.read(&Cursor::default(), 100, &mut batch).map(|_| batch.len())
    };
    for _ in 0..3 {
        assert_eq!(contacts().unwrap(), 5);
        org.running.control("POST", "/salesforce/own/end_sessions", None);
    }
    org.running.control("POST", "/salesforce/own/revoke_refresh_tokens", None);
    org.running.control("POST", "/salesforce/own/end_sessions", None);
    let refused = contacts().unwrap_err();
    assert_eq!(refused.next_step(), connector::NextStep::PauseConnection, "{refused}");
}

#[test]
fn messages_of_another_organisation_are_refused_and_ours_say_what_to_read() {
    let org = Org::new(5);
    let target =
        json!({ "targets": [{ "url": "http://127.0.0.1:1/", "tables": ["Contact"], "options": { "fields": ["Id", "LastName"] } }] });
    org.running.control("PUT", "/salesforce/push", Some(&target));
    let made =
        org.running.control("POST", "/salesforce/tables/Contact/records", Some(&json!({ "values": { "LastName": "O'Brien & Söhne" } })));
    assert!(org.running.settle_pushes("salesforce"));
    let pushes = org.running.control("GET", "/salesforce/log/pushes", None);
    let body = pushes["pushes"][0]["body"].as_str().unwrap().as_bytes().to_vec();
    let push = PushRequest { path: "", query: &[], headers: &[], body: &body, received_ms: org.time.now_ms() };
    let account = org.account();
    // Nothing is known of the organisation until the account was used.
    assert_eq!(account.accept_push(&push), Err(PushRefused::Signature));
    let organisation = account.organisation().unwrap().unwrap();
    let accepted = account.accept_push(&push).unwrap();
    assert!(accepted.keep && accepted.stream == "Contact" && accepted.reply.body.contains("<Ack>true</Ack>"), "{accepted:?}");
    let foreign = String::from_utf8(body.clone()).unwrap().replace(&organisation[..15], "00D999999999999");
    let push = PushRequest { body: foreign.as_bytes(), ..push };
    assert_eq!(account.accept_push(&push), Err(PushRefused::Signature));
    let stored = StoredPush { id: 1, headers: Vec::new(), body, received_ms: org.time.now_ms() };
    let mut source = account.pushed("Contact", vec![stored]).unwrap();
    let mut batch = RecordBatch::default();
    source.read(&Cursor::default(), 10, &mut batch).unwrap();
    assert_eq!(batch.row(0).cell(0).1, made["id"].as_str().unwrap());
    assert_eq!(made["values"]["LastName"], Value::from("O'Brien & Söhne"));
}

#[test]
fn a_signed_assertion_signs_in_and_signs_in_again() {
    // A key pair made for this test, used nowhere else.
    const PRIVATE: &str = include_str!("assertion_key.pem");
    const PUBLIC: &str = include_str!("assertion_key_public.pem");
    // The simulator's own arithmetic with large numbers is slow where it is not optimised.
    let patient = || {
        let mut org = Org::new(5);
        org.patience = std::time::Duration::from_secs(20);
        org
    };
    let org = patient();
    org.running.control("POST", "/salesforce/own/jwt_key", Some(&json!({ "pem": PUBLIC })));
    let settings = json!({ "flow": "jwt", "username": sandbox::salesforce::USERNAME });
    for _ in 0..2 {
        let account = org.connect_with(&settings, &[("private_key", PRIVATE)]).unwrap();
        assert!(account.organisation().unwrap().is_some());
        assert_eq!(account.fields("Contact").unwrap()[0].name, "Id");
        org.time.advance(std::time::Duration::from_secs(7_300));
    }
    let stranger = json!({ "flow": "jwt", "username": "nobody@example.com" });
    let other = patient();
    other.running.control("POST", "/salesforce/own/jwt_key", Some(&json!({ "pem": PUBLIC })));
    let refused = other.connect_with(&stranger, &[("private_key", PRIVATE)]).unwrap().organisation().unwrap_err();
    assert_eq!(refused.next_step(), connector::NextStep::PauseConnection, "{refused}");
}
