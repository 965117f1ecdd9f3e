//! The suite that every connector passes, for the members and the departments of each.

use connector::conformance::{Simulator, Subject, names, run};
use serde_json::{Map, Value, json};

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

/// What is asked of the members or the departments of a vendor.
fn subject(kind: Kind, stream: &str, text_field: &str, list_endpoint: &str) -> Subject {
    Subject {
        stream: stream.to_owned(),
        text_field: text_field.to_owned(),
        values: Map::new(),
        list_endpoint: list_endpoint.to_owned(),
        write_endpoint: "message".to_owned(),
        token_endpoint: Some("token".to_owned()),
        key_field: None,
        secrets: kind.bot.iter().map(|(_, secret)| (*secret).to_owned()).chain([kind.app_secret.to_owned()]).collect(),
        skip: Vec::new(),
    }
}

/// Plays the suite and holds it against what it may leave out.
fn whole(subject: &Subject, start: &dyn Fn() -> Box<dyn Simulator>) {
    let report = run(subject, start);
    assert!(report.failures().is_empty(), "\n{report}");
    let own = subject.skip.iter().map(|(name, _)| *name);
    let expected: Vec<&str> = names().into_iter().filter(|name| LEFT_OUT.contains(name) || own.clone().any(|own| own == *name)).collect();
    assert_eq!(report.left_out(), expected, "\n{report}");
}

fn members(kind: Kind) {
    let subject = subject(kind, "members", kind.text_field, "user.list");
    whole(&subject, &|| Box::new(Company::new(kind, 60).simulator("members", Value::Null)));
}

#[test]
fn members_of_wecom_are_read_as_everything_is() {
    members(WECOM);
}

#[test]
fn members_of_dingtalk_are_read_as_everything_is() {
    members(DINGTALK);
}

#[test]
fn members_of_feishu_are_read_as_everything_is() {
    members(FEISHU);
}

/// Departments that a person adds to those of every company, so that there are many pages.
const MORE_DEPARTMENTS: usize = 120;

/// A company with many departments.
fn company_of_departments(kind: Kind) -> Box<dyn Simulator> {
    let company = Company::new(kind, 5);
    for number in 0..MORE_DEPARTMENTS {
        company.control("/tables/departments/records", &json!({ "values": { "name": format!("部门 {number}") } }));
    }
    let mut sandbox = company.simulator("departments", Value::Null);
    if kind.name == "dingtalk" {
        // Lists show what is below the company, not the company itself.
        let control = std::mem::replace(&mut sandbox.control, Box::new(|_, _, _| Value::Null));
        sandbox.control = Box::new(move |method, path, body| {
            if path.contains("/records?offset=") && !path.contains("?offset=0&") {
                // All of them fit on the first page.
                return json!({ "records": [] });
            }
            let mut answer = control(method, path, body);
            if let Some(records) = answer["records"].as_array_mut() {
                records.retain(|record| record["id"] != "1");
            }
            answer
        });
    }
    Box::new(sandbox)
}

/// Nothing but the list is asked for, so each try of the suite meets the outage but once.
const OUTAGE: (&str, &str) = ("a long outage loses nothing", "reading asks for this list alone; members, by the same calls, show it");

/// Departments pass, but for the outage and what `skip` says.
fn departments(kind: Kind, skip: &[(&'static str, &'static str)]) {
    let subject = Subject { skip: [&[OUTAGE], skip].concat(), ..subject(kind, "departments", "name", "department.list") };
    whole(&subject, &|| company_of_departments(kind));
}

/// Nothing of departments comes in pages at WeCom and DingTalk.
const NO_PAGES: [(&str, &str); 3] = [
    ("a page token that dies starts again", "departments come without page tokens"),
    ("a page token that does not move ends", "departments come without page tokens"),
    ("an empty page with more behind it is not the end", "departments come without page tokens"),
];

#[test]
fn departments_of_wecom_are_read_as_everything_is() {
    let at_once = ("a list that moves under the reader loses nothing", "all departments come in one call");
    departments(WECOM, &[&NO_PAGES[..], &[at_once]].concat());
}

#[test]
fn departments_of_dingtalk_are_read_as_everything_is() {
    departments(DINGTALK, &NO_PAGES);
}

#[test]
fn departments_of_feishu_are_read_as_everything_is() {
    departments(FEISHU, &[]);
}
