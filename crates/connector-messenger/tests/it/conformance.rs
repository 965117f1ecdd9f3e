//! The suite that every connector passes, for the members of each.

use connector::conformance::{Simulator, Subject, run};
use serde_json::{Map, Value};

use crate::company::{Company, DINGTALK, FEISHU, Kind, WECOM};

/// What of the suite says nothing about the system: contacts are read alone and whole, and it sends no pushes.
const LEFT_OUT: [&str; 26] = [
    "single records can be fetched",
    "an incremental read sees what changed",
    "an incremental read tells deletions",
    "nothing happened is a short read",
    "records with one stamp over page borders are all seen",
    "a record that appears late with its old stamp is seen",
    "records are created, with an outcome each",
    "a record is changed",
    "a record is deleted, and again",
    "a change of a missing record says so",
    "a write bound to an old version is refused",
    "some refused records leave the others alone",
    "a limit on writing is got over and writes once",
    "a write whose answer is lost happens once",
    "a write that happened and answers 500 happens once",
    "a write that never happened and answers 503 can be cleared up",
    "repeating the same write makes no second record",
    "texts of all kinds are written as they are",
    "texts of all kinds are found and nothing else is",
    "a push is accepted and read as a row",
    "the same push is recognised as a repetition",
    "a changed body is refused",
    "a missing or doubled signature is refused",
    "a push signed with another secret is refused",
    "a push with an old time stamp is refused",
    "a deletion is pushed as a removal",
];

fn whole(kind: Kind) {
    let subject = Subject {
        stream: "members".to_owned(),
        text_field: kind.text_field.to_owned(),
        values: Map::new(),
        list_endpoint: "user.list".to_owned(),
        write_endpoint: "message".to_owned(),
        token_endpoint: Some("token".to_owned()),
        key_field: None,
        secrets: kind.bot.iter().map(|(_, secret)| (*secret).to_owned()).chain([kind.app_secret.to_owned()]).collect(),
        skip: Vec::new(),
    };
    let start = || -> Box<dyn Simulator> { Box::new(Company::new(kind, 60).simulator(Value::Null)) };
    let report = run(&subject, &start);
    assert!(report.failures().is_empty(), "\n{report}");
    assert_eq!(report.left_out(), LEFT_OUT, "\n{report}");
}

#[test]
fn members_of_wecom_are_read_as_everything_is() {
    whole(WECOM);
}

#[test]
fn members_of_dingtalk_are_read_as_everything_is() {
    whole(DINGTALK);
}

#[test]
fn members_of_feishu_are_read_as_everything_is() {
    whole(FEISHU);
}
