//! The suite that every connector passes.

use connector::conformance::{Report, Simulator, Subject, run};
use serde_json::{Value, json};

use crate::org::{Org, PUSH_TOKEN};

/// Nothing signs the vendor's notifications: a token in the body is all.
const UNSIGNED: &str = "notifications carry a token in their body, and no signature over it";

/// What of the suite says nothing about the system: its notifications are not signed, and updates are bound to versions only where the
/// settings want it.
const LEFT_OUT: [&str; 4] = [
    "a write bound to an old version is refused",
    "texts of all kinds are found and nothing else is",
    "a changed body is refused",
    "a missing or doubled signature is refused",
];

fn subject(key_field: Option<&str>) -> Subject {
    Subject {
        stream: "Contacts".to_owned(),
        text_field: "Remarks".to_owned(),
        values: json!({ "Last_Name": "Suite" }).as_object().unwrap().clone(),
        list_endpoint: "coql".to_owned(),
        write_endpoint: if key_field.is_some() { "upsert" } else { "create" }.to_owned(),
        token_endpoint: Some("token".to_owned()),
        key_field: key_field.map(str::to_owned),
        secrets: vec![sandbox::zoho::CLIENT_SECRET.to_owned(), PUSH_TOKEN.to_owned()],
        skip: vec![("a changed body is refused", UNSIGNED), ("a missing or doubled signature is refused", UNSIGNED)],
    }
}

/// Plays the suite for the module of the subject.
fn whole(subject: &Subject, settings: &Value) -> Report {
    whole_of(60, subject, settings)
}

/// The same in an organisation with so many contacts.
fn whole_of(contacts: u32, subject: &Subject, settings: &Value) -> Report {
    let start = || -> Box<dyn Simulator> {
        let org = Org::new(contacts);
        // Several files, so that what goes wrong with the second is seen as well.
        org.control("POST", "/own/bulk_rows", &json!({ "rows": 25 }));
        Box::new(org.simulator(&subject.stream, settings.clone()))
    };
    let report = run(subject, &start);
    assert!(report.failures().is_empty(), "\n{report}");
    report
}

#[test]
fn writing_by_a_field_for_our_ids_it_passes_everything() {
    let report = whole(&subject(Some("Rapport_ID")), &Value::Null);
    assert_eq!(report.left_out(), LEFT_OUT, "\n{report}");
}

#[test]
fn writing_plainly_it_passes_as_well() {
    let report = whole(&subject(None), &Value::Null);
    assert_eq!(
        report.left_out(),
        [
            "a write bound to an old version is refused",
            "repeating the same write makes no second record",
            "texts of all kinds are found and nothing else is",
            "a changed body is refused",
            "a missing or doubled signature is refused",
        ],
        "\n{report}"
    );
}

/// The same of another module.
fn of_module(module: &str, values: &Value) -> Subject {
    Subject { stream: module.to_owned(), values: values.as_object().unwrap().clone(), ..subject(Some("Rapport_ID")) }
}

#[test]
fn accounts_pass_with_updates_that_are_bound_to_versions() {
    let report = whole(&of_module("Accounts", &json!({ "Account_Name": "Suite" })), &json!({ "bind_updates": true }));
    assert_eq!(report.left_out(), LEFT_OUT[1..], "\n{report}");
}

#[test]
fn leads_pass_those_that_were_converted_among_them() {
    let leads = Org::new(200).truth("Leads");
    assert!(leads.iter().any(|lead| lead["values"]["Converted__s"] == true), "none of {} was converted", leads.len());
    let report = whole_of(200, &of_module("Leads", &json!({ "Last_Name": "Suite", "Company": "Suite" })), &Value::Null);
    assert_eq!(report.left_out(), LEFT_OUT, "\n{report}");
}

#[test]
fn by_the_oldest_version_of_the_api_it_passes_as_well() {
    let report = whole(&subject(Some("Rapport_ID")), &json!({ "api_version": "v2" }));
    assert_eq!(report.left_out(), LEFT_OUT, "\n{report}");
}

#[test]
fn reading_in_bulk_it_passes_as_well() {
    let mut subject = Subject { list_endpoint: "bulk.read.result".to_owned(), ..subject(Some("Rapport_ID")) };
    subject.skip.extend([
        ("the same cursor gives the same rows", "each reading from the beginning makes a job of its own"),
        ("a record that appears late with its old stamp is seen", "the file of a job stands still; the check orders its fault for it"),
    ]);
    whole(&subject, &json!({ "bulk_from": 1 }));
}
