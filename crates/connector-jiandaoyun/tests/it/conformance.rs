//! The suite that every connector passes.

use connector::conformance::{Report, Simulator, Subject, run_some};
use serde_json::{Map, Value};

use crate::corporation::{Corporation, PUSH_SECRET, stream};

fn subject(key_field: Option<&str>) -> Subject {
    Subject {
        stream: stream("customers"),
        text_field: Corporation::new(1).widget("customers", "说明"),
        values: Map::new(),
        list_endpoint: "data.list".to_owned(),
        write_endpoint: "data.batch_create".to_owned(),
        token_endpoint: None,
        key_field: key_field.map(str::to_owned),
        secrets: vec![sandbox::jiandaoyun::API_KEY.to_owned(), PUSH_SECRET.to_owned()],
        skip: vec![
            ("an incremental read tells deletions", "deletions are told by pushes; reads find them by comparing everything"),
            ("an empty page with more behind it is not the end", "a short page is the only sign of the end that this vendor gives"),
        ],
    }
}

fn whole(subject: &Subject, fault: &str, wanted: impl Fn(&str) -> bool) -> Report {
    let start = || -> Box<dyn Simulator> {
        let corporation = Corporation::new(120);
        if !fault.is_empty() {
            corporation.running.fault(fault).unwrap();
        }
        Box::new(corporation.simulator(Value::Null))
    };
    let report = run_some(subject, &start, wanted);
    assert!(report.failures().is_empty(), "\n{report}");
    report
}

#[test]
fn it_passes_everything() {
    let report = whole(&subject(Some("external_id")), "", |_| true);
    assert_eq!(
        report.left_out(),
        [
            "an incremental read tells deletions",
            "an empty page with more behind it is not the end",
            "a token that ended is renewed once for all threads",
            "a token that ends in the middle of a run loses nothing",
            "a write bound to an old version is refused",
        ],
        "\n{report}"
    );
}

#[test]
fn writing_without_a_field_for_our_ids_it_passes_as_well() {
    let mut subject = subject(None);
    subject.skip.push(("some refused records leave the others alone", "without that field records go in batches of one"));
    whole(&subject, "", |_| true);
}

/// What reading does without the filter that no document promises.
fn without_the_filter(fault: &str) {
    let about_changes = ["changed", "nothing happened", "one stamp", "appears late", "from any page"];
    let report = whole(&subject(Some("external_id")), fault, |name| about_changes.iter().any(|part| name.contains(part)));
    assert!(report.checks.len() >= about_changes.len(), "{report}");
}

#[test]
fn where_the_update_time_cannot_be_filtered_it_sees_changes_as_well() {
    without_the_filter("jiandaoyun:data.list:update_filter=refused:times=always");
}

#[test]
fn where_a_filter_on_the_update_time_is_passed_over_it_sees_changes_as_well() {
    without_the_filter("jiandaoyun:data.list:update_filter=ignored:times=always");
}
