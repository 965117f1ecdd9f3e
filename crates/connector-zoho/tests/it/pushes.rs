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
fn a_channel_that_ended_early_is_noticed_within_the_hour_and_made_anew() {
    let org = Org::new(5);
    let account = org.connect(&settings()).unwrap();
    account.keep_pushes("Contacts").unwrap();
    let is_alive = || channels(&org).iter().any(|one| one["options"]["expires_ms"].as_i64().unwrap() > org.time.now_ms());
    assert!(is_alive(), "looking after it makes it, without a reading");
    org.running.fault("zoho:modules:channel_expired:times=1").unwrap();
    account.streams().unwrap();
    assert!(!is_alive());
    let told = account.check();
    let line = told.iter().find(|line| line.check == "push_registered").unwrap();
    assert_eq!(line.state, connector::CheckState::Warning, "{line:?}");
    // The same account, as in a process that goes on.
    org.time.advance(Duration::from_secs(3_600));
    account.keep_pushes("Contacts").unwrap();
    assert!(is_alive());
    assert_eq!((org.running.calls("zoho", "watch.put"), channels(&org).len()), (2, 1), "the same channel again");
    // By reading it is noticed as well.
    org.running.fault("zoho:watch.list:channel_expired:times=1").unwrap();
    org.time.advance(Duration::from_secs(3_600));
    let next = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap().next;
    read(account.as_ref(), "Contacts", ReadMode::Incremental, &next, 1_000).unwrap();
    assert!(is_alive());
}

#[test]
fn a_new_token_or_address_replaces_the_channel_at_once() {
    let org = Org::new(5);
    org.connect(&settings()).unwrap().keep_pushes("Contacts").unwrap();
    let renewed = org.connect_with(&settings(), &[("push_token", "another-token")]).unwrap();
    let told = renewed.check();
    let line = told.iter().find(|line| line.check == "push_registered").unwrap();
    assert_eq!(line.state, connector::CheckState::Warning, "the doctor does not call the old one good: {line:?}");
    renewed.keep_pushes("Contacts").unwrap();
    let made = channels(&org);
    assert_eq!((made.len(), &made[0]["secret"]), (1, &json!("another-token")));
    let moved = json!({ "push_url": "http://127.0.0.1:1/hooks/y" });
    org.connect_with(&moved, &[("push_token", "another-token")]).unwrap().keep_pushes("Contacts").unwrap();
    let made = channels(&org);
    assert_eq!((made.len(), &made[0]["url"]), (1, &moved["push_url"]));
    let unused = org.connect_with(&json!({}), &[]).unwrap();
    let before = org.running.calls("zoho", "*");
    unused.keep_pushes("Contacts").unwrap();
    assert_eq!(org.running.calls("zoho", "*"), before, "nothing to look after without an address");
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
