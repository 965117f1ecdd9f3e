//! The suite that every connector passes.

use connector::conformance::{Report, Simulator, Subject, names, run};
use sandbox::kingdee;
use serde_json::{Map, Value, json};

use crate::office::Office;

fn subject(key_field: Option<&str>) -> Subject {
    Subject {
        stream: "BD_Customer".to_owned(),
        text_field: "F_RAP_Note".to_owned(),
        values: json!({ "FName": "Suite" }).as_object().unwrap().clone(),
        list_endpoint: "query".to_owned(),
        write_endpoint: "batch_save".to_owned(),
        token_endpoint: None,
        key_field: key_field.map(str::to_owned),
        secrets: vec![kingdee::APP_SECRET.to_owned(), kingdee::PASSWORD.to_owned()],
        skip: vec![(
            "an empty page with more behind it is not the end",
            "no answer tells that there is more: a page that is not full is the last",
        )],
    }
}

/// What of the suite says nothing about the system: it sends no pushes and has no tokens, no write of it is bound to a version, and a page
/// that is empty is the end.
const LEFT_OUT: [&str; 12] = [
    "an incremental read tells deletions",
    "an empty page with more behind it is not the end",
    "a token that ended is renewed once for all threads",
    "a token that ends in the middle of a run loses nothing",
    "a write bound to an old version is refused",
    "a push is accepted and read as a row",
    "the same push is recognised as a repetition",
    "a changed body is refused",
    "a missing or doubled signature is refused",
    "a push signed with another secret is refused",
    "a push with an old time stamp is refused",
    "a deletion is pushed as a removal",
];

/// Where references of bills lead, by the key that writes them.
const REFERENCES: &[(&str, &str)] = &[
    ("FBillTypeID", "BOS_BillType"),
    ("FCustId", "BD_Customer"),
    ("FSaleOrgId", "ORG_Organizations"),
    ("FSalerId", "BD_Saler"),
    ("FSettleCurrId", "BD_Currency"),
    ("FMaterialId", "BD_MATERIAL"),
    ("FCUSTOMERID", "BD_Customer"),
    ("FSETTLEORGID", "ORG_Organizations"),
    ("FCURRENCYID", "BD_Currency"),
    ("FCONTACTUNIT", "BD_Customer"),
    ("FPAYORGID", "ORG_Organizations"),
];

/// Values as a person's page keeps them: references by the ids of the records whose numbers a client writes.
fn by_id(values: &Map<String, Value>, id: &dyn Fn(&str, &str) -> Value) -> Map<String, Value> {
    let reference = |key: &str, number: &str| REFERENCES.iter().find(|(known, _)| *known == key).map(|(_, form)| id(form, number));
    let one = |(name, value): (&String, &Value)| {
        let (key, number) = match name.strip_suffix(".FNumber") {
            Some(key) => (key, value.as_str()),
            None => (name.as_str(), value["FNumber"].as_str()),
        };
        let kept = match (number.and_then(|number| reference(key, number)), value) {
            (Some(id), _) => id,
            (None, Value::Array(lines)) => lines.iter().filter_map(Value::as_object).map(|line| Value::Object(by_id(line, id))).collect(),
            (None, _) => value.clone(),
        };
        (key.to_owned(), kept)
    };
    values.iter().map(one).collect()
}

/// Plays the suite for a form at a site with so many customers.
fn whole(subject: &Subject, form: &'static str, records: u32, settings: &Value) -> Report {
    let start = || -> Box<dyn Simulator> {
        let mut sandbox = Office::new(records).simulator(form, settings.clone());
        let control = std::mem::replace(&mut sandbox.control, Box::new(|_, _, _| Value::Null));
        sandbox.control = Box::new(move |method, path, body| {
            let id = |form: &str, number: &str| {
                let listed = control("GET", &format!("/kingdee/tables/{form}/records?limit=1000"), None);
                let all = listed["records"].as_array().cloned().unwrap_or_default();
                let known = all.into_iter().find(|record| record["values"]["FNumber"] == number);
                known.expect("the simulator has it")["id"].clone()
            };
            let kept = body.and_then(|body| body["values"].as_object()).map(|values| json!({ "values": by_id(values, &id) }));
            control(method, path, kept.as_ref().or(body))
        });
        Box::new(sandbox)
    };
    let report = run(subject, &start);
    assert!(report.failures().is_empty(), "\n{report}");
    report
}

/// The number of a customer that every office of that size has.
fn customer(records: u32) -> Value {
    Office::new(records).truth("BD_Customer")[0]["values"]["FNumber"].clone()
}

fn bills(stream: &str, text_field: &str, key_field: Option<&str>, values: &Value) -> Subject {
    Subject {
        stream: stream.to_owned(),
        text_field: text_field.to_owned(),
        values: values.as_object().unwrap().clone(),
        ..subject(key_field)
    }
}

#[test]
fn writing_by_a_field_for_our_ids_it_passes_everything() {
    let report = whole(&subject(Some("F_RAP_ExternalId")), "BD_Customer", 60, &Value::Null);
    assert_eq!(report.left_out(), LEFT_OUT, "\n{report}");
}

#[test]
fn writing_plainly_with_a_session_it_passes_as_well() {
    let subject = Subject { token_endpoint: Some("login".to_owned()), ..subject(None) };
    whole(&subject, "BD_Customer", 60, &json!({ "flow": "login_signed" }));
}

#[test]
fn records_without_a_life_cycle_pass_as_well() {
    let subject = Subject { stream: "BD_CommonContact".to_owned(), ..subject(Some("F_RAP_ExternalId")) };
    whole(&subject, "BD_CommonContact", 60, &Value::Null);
}

#[test]
fn sales_orders_with_lines_pass() {
    let values = json!({
        "FBillTypeID.FNumber": "XSDD01_SYS", "FDate": "2026-01-05", "FSaleOrgId.FNumber": "100", "FCustId.FNumber": customer(60),
        "FSalerId.FNumber": "XSY001", "FSettleCurrId.FNumber": "PRE001",
        "FSaleOrderEntry": [{ "FMaterialId": { "FNumber": "MAT001" }, "FQty": 2, "FTaxPrice": 3.5 }],
    });
    let report = whole(&bills("SAL_SaleOrder", "FNote", Some("F_RAP_ExternalId"), &values), "SAL_SaleOrder", 60, &Value::Null);
    assert_eq!(report.left_out(), LEFT_OUT, "\n{report}");
}

/// What the forms leave out that have no field for our ids.
fn left_out_without_our_ids() -> Vec<&'static str> {
    // The vendor recognises no repeated request, and these forms know no text that is ours alone by which one could be looked up.
    let repeated = "repeating the same write makes no second record";
    names().into_iter().filter(|name| LEFT_OUT.contains(name) || *name == repeated).collect()
}

/// Plays the suite for bills that have no field for our ids.
fn bills_without_our_ids(form: &'static str, text_field: &str, records: u32, values: &Value) {
    let report = whole(&bills(form, text_field, None, values), form, records, &Value::Null);
    assert_eq!(report.left_out(), left_out_without_our_ids(), "\n{report}");
}

#[test]
fn receivables_pass() {
    let values = json!({
        "FBillTypeID.FNumber": "YSD01_SYS", "FDATE": "2026-01-05", "FCUSTOMERID.FNumber": customer(200), "FSETTLEORGID.FNumber": "100",
        "FCURRENCYID.FNumber": "PRE001",
    });
    bills_without_our_ids("AR_receivable", "FAR_Remark", 200, &values);
}

#[test]
fn received_bills_pass() {
    let values = json!({
        "FBillTypeID.FNumber": "SKDLX01_SYS", "FDATE": "2026-01-05", "FCONTACTUNIT.FNumber": customer(300), "FPAYORGID.FNumber": "100",
        "FCURRENCYID.FNumber": "PRE001",
    });
    bills_without_our_ids("AR_RECEIVEBILL", "FREMARK", 300, &values);
}

#[test]
fn contracts_pass() {
    let values = json!({
        "FName": "Suite", "FDate": "2026-01-05", "FSaleOrgId.FNumber": "100", "FCustId.FNumber": customer(500),
        "FSettleCurrId.FNumber": "PRE001",
    });
    bills_without_our_ids("CRM_Contract", "FNote", 500, &values);
}
