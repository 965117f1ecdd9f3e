//! The suite that every connector passes, for each way in which the vendor's records are read and written.

use connector::conformance::{Report, Sandbox, Simulator, Subject, names, run};
use serde_json::{Map, Value, json};

use crate::tenant::Tenant;
use crate::writing::order;

/// Each record is a call of its own.
const ALONE: (&str, &str) = ("some refused records leave the others alone", "each record is a call of its own; tests/it/writing.rs has it");

/// The signature stands in the body.
const IN_BODY: (&str, &str) = ("a missing or doubled signature is refused", "it stands in the body; tests/it/pushes.rs changes it there");
/// Nothing but the list is asked for when one of these is opened, so each try of the suite meets the outage but once.
const OUTAGE: (&str, &str) = ("a long outage loses nothing", "opening asks for the list alone; customers, with the same reader, show it");

/// What a kind of record without events leaves out beside what is its own: no list tells deletions, no write is bound to a version, and no
/// text is looked for.
const LEFT_OUT: [&str; 11] = [
    "an incremental read tells deletions",
    "a long outage loses nothing",
    "a write bound to an old version is refused",
    "texts of all kinds are found and nothing else is",
    "a push is accepted and read as a row",
    "the same push is recognised as a repetition",
    "a changed body is refused",
    "a missing or doubled signature is refused",
    "a push signed with another secret is refused",
    "a push with an old time stamp is refused",
    "a deletion is pushed as a removal",
];
/// What is written: for kinds that are read alone.
const WRITES: [&str; 11] = [
    "records are created, with an outcome each",
    "a record is changed",
    "a record is deleted, and again",
    "a change of a missing record says so",
    "some refused records leave the others alone",
    "a limit on writing is got over and writes once",
    "a write whose answer is lost happens once",
    "a write that happened and answers 500 happens once",
    "a write that never happened and answers 503 can be cleared up",
    "repeating the same write makes no second record",
    "texts of all kinds are written as they are",
];

/// Holds what a kind without events leaves out against [`LEFT_OUT`] and what is its `own`.
fn leaves_out(report: &Report, own: &[&str]) {
    let expected: Vec<&str> = names().into_iter().filter(|name| LEFT_OUT.contains(name) || own.contains(name)).collect();
    assert_eq!(report.left_out(), expected, "\n{report}");
}

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
    leaves_out(&report, &["some refused records leave the others alone"]);
}

#[test]
fn clues_pass_whose_repeated_writes_nobody_recognises() {
    let subject = Subject {
        stream: "clue".to_owned(),
        text_field: "description".to_owned(),
        values: json!({ "name": "套件线索" }).as_object().unwrap().clone(),
        list_endpoint: "clue.list".to_owned(),
        write_endpoint: "clue.save".to_owned(),
        skip: vec![ALONE, OUTAGE],
        ..customers(None)
    };
    let report = whole(&subject, "clue", 300, &json!({ "events": false }));
    let own = [
        "a record is deleted, and again",
        "some refused records leave the others alone",
        "repeating the same write makes no second record",
    ];
    leaves_out(&report, &own);
}

#[test]
fn follow_ups_pass_whose_list_is_not_asked_for_changes() {
    let subject = Subject {
        stream: "followup".to_owned(),
        text_field: "followContext".to_owned(),
        values: Map::new(),
        list_endpoint: "followup.list".to_owned(),
        write_endpoint: "followup.save".to_owned(),
        skip: vec![ALONE, OUTAGE],
        ..customers(None)
    };
    let report = whole(&subject, "followup", 200, &json!({ "events": false }));
    leaves_out(
        &report,
        &[
            "single records can be fetched",
            "an incremental read sees what changed",
            "nothing happened is a short read",
            "records with one stamp over page borders are all seen",
            "a record that appears late with its old stamp is seen",
            "a record is deleted, and again",
            "some refused records leave the others alone",
        ],
    );
}

#[test]
fn contracts_which_are_read_alone_pass() {
    let customer = Tenant::new(60).truth("merchant")[0]["id"].clone();
    let values = json!({ "name": "套件合同", "agentId": customer, "vouchdate": "2026-01-05 00:00:00" });
    let subject = Subject {
        stream: "sact".to_owned(),
        text_field: "memo".to_owned(),
        values: values.as_object().unwrap().clone(),
        list_endpoint: "contract.list".to_owned(),
        write_endpoint: "contract.save".to_owned(),
        skip: vec![OUTAGE],
        ..customers(None)
    };
    let report = whole(&subject, "sact", 400, &json!({ "events": false }));
    leaves_out(&report, &WRITES);
}

/// The lines of an order as records: by the id of the order and their number in it.
fn lines_of(order: &Value) -> Vec<Value> {
    let lines = order["values"]["orderDetails"].as_array().cloned().unwrap_or_default();
    let one = |line: Value| json!({ "id": format!("{}-{}", order["id"].as_str().unwrap(), line["lineno"]), "values": line });
    lines.into_iter().map(one).collect()
}

/// A tenant whose records are the lines of its orders: a person makes an order with one line, and changes that line.
fn tenant_of_lines(records: u32) -> Sandbox {
    let tenant = Tenant::new(records);
    let customer = tenant.truth("merchant")[0]["id"].clone();
    let mut sandbox = tenant.simulator("voucherorder", json!({ "events": false }));
    let control = std::mem::replace(&mut sandbox.control, Box::new(|_, _, _| Value::Null));
    sandbox.control = Box::new(move |method, path, body| {
        let Some(records) = path.strip_prefix("/yonyou/tables/voucherorder/records") else { return control(method, path, body) };
        if method == "GET" {
            let offset = records.strip_prefix("?offset=").and_then(|rest| rest.split('&').next()).and_then(|text| text.parse().ok());
            let all = control("GET", "/yonyou/tables/voucherorder/records?limit=100000", None);
            let lines = all["records"].as_array().into_iter().flatten().flat_map(lines_of);
            return json!({ "records": lines.skip(offset.unwrap_or(0)).collect::<Vec<Value>>() });
        }
        let whole = body.map(|body| {
            let mut values = order(&customer);
            let line = values["orderDetails"][0].as_object_mut().unwrap();
            line.extend(body["values"].as_object().cloned().unwrap_or_default());
            line.insert("lineno".to_owned(), json!(10));
            json!({ "values": values })
        });
        let of_order = path.split_once('-').map_or(path, |(order, _)| order);
        let made = control(method, of_order, whole.as_ref());
        lines_of(&made).into_iter().next().unwrap_or(made)
    });
    sandbox
}

#[test]
fn lines_of_orders_pass_as_records_of_their_own() {
    let subject = Subject {
        stream: "voucherorder/orderDetails".to_owned(),
        text_field: "productName".to_owned(),
        values: Map::new(),
        list_endpoint: "order.list".to_owned(),
        write_endpoint: "order.save".to_owned(),
        skip: vec![
            OUTAGE,
            ("a record that appears late with its old stamp is seen", "an order that appears late has no lines that a person entered"),
        ],
        ..customers(None)
    };
    let start = || -> Box<dyn Simulator> { Box::new(tenant_of_lines(60)) };
    let report = run(&subject, &start);
    assert!(report.failures().is_empty(), "\n{report}");
    leaves_out(&report, &[&WRITES[..], &["a record that appears late with its old stamp is seen"]].concat());
}
