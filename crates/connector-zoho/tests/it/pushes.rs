//! Notifications: the channel is made, renewed, and its messages are compared and read anew.

use std::time::Duration;

use connector::{Cursor, PushRefused, PushRequest, ReadMode, StoredPush};
use model::{Clock, RecordBatch};
use serde_json::{Value, json};

use crate::org::{Org, PUSH_TOKEN, read};

const HOOK: &str = "http://127.0.0.1:1/hooks/x";
const DAY: Duration = Duration::from_secs(86_400);

fn channels(org: &Org) -> Vec<Value> {
    let targets = org.running.control("GET", "/zoho/push", None)["targets"].clone();
    targets.as_array().unwrap().iter().filter(|target| target["options"]["watch"] == true).cloned().collect()
}

fn settings() -> Value {
    json!({ "push_url": HOOK })
}

#[test]
fn incremental_reads_make_the_channel_and_renew_it_before_it_ends() {
    let org = Org::new(5);
    let account = org.connect(&settings()).unwrap();
    let first = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    assert!(channels(&org).is_empty(), "a full read alone makes none");
    let mut next = first.next;
    let mut ends = Vec::new();
    for _ in 0..8 {
        // Each reading has an account of its own, as after a restart.
        let account = org.connect(&settings()).unwrap();
        next = read(account.as_ref(), "Contacts", ReadMode::Incremental, &next, 1_000).unwrap().next;
        let made = channels(&org);
        assert_eq!((made.len(), &made[0]["url"], &made[0]["secret"]), (1, &json!(HOOK), &json!(PUSH_TOKEN)));
        ends.push(made[0]["options"]["expires_ms"].as_i64().unwrap());
        assert!(ends.last().unwrap() - org.time.now_ms() > 2 * 86_400_000, "it never comes near its end");
        org.time.advance(DAY);
    }
    assert_eq!(org.running.calls("zoho", "watch.put"), 3, "{ends:?}");
    let kept = org.connect(&settings()).unwrap();
    let before = org.running.calls("zoho", "watch.list");
    for _ in 0..3 {
        next = read(kept.as_ref(), "Contacts", ReadMode::Incremental, &next, 1_000).unwrap().next;
    }
    assert_eq!(org.running.calls("zoho", "watch.list") - before, 1, "what is known is not asked for again");
}

#[test]
fn reading_does_not_depend_on_the_channel() {
    let org = Org::new(5);
    let account = org.connect(&settings()).unwrap();
    let first = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    org.running.fault("zoho:watch.put:403:times=always").unwrap();
    let request = connector::ReadRequest { stream: "Contacts".to_owned(), mode: ReadMode::Incremental, ..Default::default() };
    let mut source = account.source(&request).unwrap();
    assert_eq!(source.shape().warnings[0].code, "push_not_registered");
    assert!(source.read(&first.next, 100, &mut RecordBatch::default()).is_ok());
}

#[test]
fn messages_name_records_that_are_read_as_they_are_now() {
    let org = Org::new(5);
    let account = org.connect(&settings()).unwrap();
    let next = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap().next;
    read(account.as_ref(), "Contacts", ReadMode::Incremental, &next, 1_000).unwrap();
    let kept = org.person("Contacts", &json!({ "Last_Name": "Early" }));
    let gone = org.person("Contacts", &json!({ "Last_Name": "Gone" }));
    org.control("PATCH", &format!("/tables/Contacts/records/{kept}"), &json!({ "values": { "Last_Name": "Late" } }));
    org.control("DELETE", &format!("/tables/Contacts/records/{gone}"), &json!({}));
    assert!(org.running.settle_pushes("zoho"));
    let tries = org.running.control("GET", "/zoho/log/pushes", None)["pushes"].clone();
    let bodies: Vec<Vec<u8>> = tries.as_array().unwrap().iter().map(|one| one["body"].as_str().unwrap().as_bytes().to_vec()).collect();
    assert_eq!(bodies.len(), 4);
    let push = |body: &'static [u8]| PushRequest { path: "", query: &[], headers: &[], body, received_ms: org.time.now_ms() };
    let first: &'static [u8] = bodies[0].clone().leak();
    let accepted = account.accept_push(&push(first)).unwrap();
    assert_eq!((accepted.stream.as_str(), accepted.keep, accepted.reply.status), ("Contacts", true, 200));
    let forged: &'static [u8] = String::from_utf8(bodies[0].clone()).unwrap().replace(PUSH_TOKEN, "guessed").into_bytes().leak();
    assert_eq!(account.accept_push(&push(forged)), Err(PushRefused::Signature));
    assert_eq!(account.accept_push(&push(b"{}")), Err(PushRefused::Signature));
    assert_eq!(account.accept_push(&push(b"hello")), Err(PushRefused::Malformed));
    let stored: Vec<StoredPush> =
        (1_i64..).zip(bodies).map(|(id, body)| StoredPush { id, headers: Vec::new(), body, received_ms: org.time.now_ms() }).collect();
    let mut source = account.pushed("Contacts", stored).unwrap();
    let mut batch = RecordBatch::default();
    assert!(source.read(&Cursor::default(), 100, &mut batch).unwrap().last);
    let at = batch.columns().iter().position(|column| column == "Last_Name").unwrap();
    assert_eq!((batch.len(), batch.row(0).cell(0).1, batch.row(0).cell(at).1), (1, kept.as_str(), "Late"));
    assert_eq!(batch.removals().iter().map(|removal| removal.external_id.as_str()).collect::<Vec<_>>(), [gone.as_str()]);
}
