//! The suite that every connector passes, for each way in which the vendor's records are read and written.

use connector::conformance::{Report, Simulator, Subject, run};
use serde_json::{Value, json};

use crate::tenant::Tenant;
use crate::writing::order;

/// Each record is a call of its own.
const ALONE: (&str, &str) = ("some refused records leave the others alone", "each record is a call of its own; tests/it/writing.rs has it");

/// The signature stands in the body.
const IN_BODY: (&str, &str) = ("a missing or doubled signature is refused", "it stands in the body; tests/it/pushes.rs changes it there");
/// Nothing but the list is asked for when one of these is opened, so each try of the suite meets the outage but once.
const OUTAGE: (&str, &str) = ("a long outage loses nothing", "opening asks for the list alone; customers, with the same reader, show it");

fn customers(key_field: Option<&str>) -> Subject {
    Subject {
        stream: "merchant".to_owned(),
        text_field: "scope".to_owned(),
        values: json!({ "name": "套件客户" }).as_object().unwrap().clone(),
        list_endpoint: "merchant.list".to_owned(),
        write_endpoint: "merchant.insert".to_owned(),
        token_endpoint: Some("token".to_owned()),
        key_field: key_field.map(str::to_owned),
        secrets: vec![sandbox::yonyou::APP_SECRET.to_owned()],
        skip: vec![ALONE, IN_BODY],
    }
}

fn whole(subject: &Subject, table: &str, records: u32, settings: &Value) -> Report {
    let start = || -> Box<dyn Simulator> { Box::new(Tenant::new(records).simulator(table, settings.clone())) };
    let report = run(subject, &start);
    assert!(report.failures().is_empty(), "\n{report}");
    report
}

#[test]
fn customers_whose_code_is_our_id_pass_everything() {
    let report = whole(&customers(Some("code")), "merchant", 60, &Value::Null);
    assert_eq!(
        report.left_out(),
        [
            "an incremental read tells deletions",
            "a write bound to an old version is refused",
            "some refused records leave the others alone",
            "texts of all kinds are found and nothing else is",
            "a changed body is refused",
            "a missing or doubled signature is refused",
            "a deletion is pushed as a removal",
        ],
        "\n{report}"
    );
}

#[test]
fn customers_that_the_tenant_numbers_pass_without_a_key_of_ours() {
    let start = || -> Box<dyn Simulator> {
        let tenant = Tenant::new(60);
        tenant.control("POST", "/own/numbering", &json!({}));
        Box::new(tenant.simulator("merchant", Value::Null))
    };
    let report = run(&customers(None), &start);
    assert!(report.failures().is_empty(), "\n{report}");
}

#[test]
fn receipts_which_are_read_alone_pass() {
    let subject = Subject {
        stream: "receivebill".to_owned(),
        text_field: "description".to_owned(),
        values: json!({ "oriSum": 12.5 }).as_object().unwrap().clone(),
        list_endpoint: "receipt.list".to_owned(),
        write_endpoint: "receipt.save".to_owned(),
        skip: vec![ALONE, OUTAGE],
        ..customers(None)
    };
    whole(&subject, "receivebill", 150, &json!({ "events": false }));
}

#[test]
fn events_of_the_first_generation_pass_as_well() {
    whole(&customers(Some("code")), "merchant", 60, &json!({ "push_options": { "generation": "legacy" }, "event_reply": "sealed" }));
}

#[test]
fn contacts_inside_of_customers_pass() {
    let customer = Tenant::new(60).truth("merchant")[0]["id"].clone();
    let subject = Subject {
        stream: "contact".to_owned(),
        text_field: "remarks".to_owned(),
        values: json!({ "fullName": "套件联系人", "merchant": customer }).as_object().unwrap().clone(),
        write_endpoint: "merchant.update".to_owned(),
        skip: vec![
            ALONE,
            OUTAGE,
            ("a record that appears late with its old stamp is seen", "the list is of customers, and one of them appears late"),
        ],
        ..customers(None)
    };
    whole(&subject, "contact", 60, &json!({ "events": false }));
}

#[test]
fn opportunities_pass() {
    let subject = Subject {
        stream: "oppt".to_owned(),
        text_field: "description".to_owned(),
        values: json!({ "name": "套件商机" }).as_object().unwrap().clone(),
        list_endpoint: "oppt.list".to_owned(),
        write_endpoint: "oppt.save".to_owned(),
        skip: vec![ALONE, OUTAGE],
        ..customers(None)
    };
    whole(&subject, "oppt", 200, &json!({ "events": false }));
}

#[test]
fn receivables_that_are_approved_at_once_pass() {
    let customer = Tenant::new(60).truth("merchant")[0]["id"].clone();
    let values = json!({ "customer": customer, "billDate": "2026-01-05T00:00:00.000Z", "org": "1531200000000000001", "oriSum": 12.5 });
    let subject = Subject {
        stream: "receivable".to_owned(),
        text_field: "description".to_owned(),
        values: values.as_object().unwrap().clone(),
        list_endpoint: "receivable.list".to_owned(),
        write_endpoint: "receivable.save".to_owned(),
        skip: vec![ALONE, OUTAGE],
        ..customers(None)
    };
    whole(&subject, "receivable", 150, &json!({ "finish": "audit", "events": false }));
}

#[test]
fn orders_pass() {
    let customer = Tenant::new(60).truth("merchant")[0]["id"].clone();
    let subject = Subject {
        stream: "voucherorder".to_owned(),
        text_field: "memo".to_owned(),
        values: order(&customer).as_object().unwrap().clone(),
        list_endpoint: "order.list".to_owned(),
        write_endpoint: "order.save".to_owned(),
        skip: vec![ALONE, OUTAGE],
        ..customers(None)
    };
    let report = whole(&subject, "voucherorder", 150, &json!({ "events": false }));
    assert_eq!(
        report.left_out(),
        [
            "an incremental read tells deletions",
            "a long outage loses nothing",
            "a write bound to an old version is refused",
            "some refused records leave the others alone",
            "texts of all kinds are found and nothing else is",
            "a push is accepted and read as a row",
            "the same push is recognised as a repetition",
            "a changed body is refused",
            "a missing or doubled signature is refused",
            "a push signed with another secret is refused",
            "a push with an old time stamp is refused",
            "a deletion is pushed as a removal",
        ],
        "\n{report}"
    );
}
