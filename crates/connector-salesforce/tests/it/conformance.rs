//! The suite that every connector passes.

use connector::conformance::{Report, Subject, run};
use serde_json::{Value, json};

use crate::org::Org;

/// Nothing signs the vendor's messages: the address is the secret, and the organisation must fit.
const UNSIGNED: &str = "outbound messages carry no signature and no time";

fn subject(key_field: Option<&str>) -> Subject {
    Subject {
        stream: "Contact".to_owned(),
        text_field: "Title".to_owned(),
        values: json!({ "LastName": "Suite" }).as_object().unwrap().clone(),
        list_endpoint: "queryAll".to_owned(),
        write_endpoint: "collections.*".to_owned(),
        token_endpoint: Some("token".to_owned()),
        key_field: key_field.map(str::to_owned),
        secrets: vec![sandbox::salesforce::CLIENT_SECRET.to_owned()],
        skip: vec![
            ("a changed body is refused", UNSIGNED),
            ("a missing or doubled signature is refused", UNSIGNED),
            ("a push signed with another secret is refused", UNSIGNED),
            ("a push with an old time stamp is refused", UNSIGNED),
        ],
    }
}

fn whole(subject: &Subject, settings: &Value) -> Report {
    let report = run(subject, &|| Box::new(Org::new(60).simulator("Contact", settings.clone())));
    assert!(report.failures().is_empty(), "\n{report}");
    report
}

#[test]
fn writing_by_an_external_id_it_passes_everything() {
    let report = whole(&subject(Some("External_Id__c")), &Value::Null);
    assert_eq!(
        report.left_out(),
        [
            "a write bound to an old version is refused",
            "texts of all kinds are found and nothing else is",
            "a changed body is refused",
            "a missing or doubled signature is refused",
            "a push signed with another secret is refused",
            "a push with an old time stamp is refused",
            "a deletion is pushed as a removal",
        ],
        "\n{report}"
    );
}

#[test]
fn writing_plainly_it_passes_as_well() {
    whole(&subject(None), &Value::Null);
}

#[test]
fn reading_in_bulk_it_passes_as_well() {
    let mut subject = Subject { list_endpoint: "bulk.query.results".to_owned(), ..subject(Some("External_Id__c")) };
    subject.skip.extend([
        ("the same cursor gives the same rows", "each reading from the beginning makes a job of its own"),
        ("a record that appears late with its old stamp is seen", "the results of a job stand still; the check orders its fault for them"),
    ]);
    whole(&subject, &json!({ "bulk_from": 1 }));
}
