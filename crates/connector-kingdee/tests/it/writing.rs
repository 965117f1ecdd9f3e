//! The life of what is written, lines, and what goes wrong half way.

use connector::{FindBy, Outgoing, WriteOperation, WriteOutcome};
use serde_json::{Value, json};

use crate::office::{Office, made, outgoing};

const KEY: &str = "F_RAP_ExternalId";

fn write(office: &Office, settings: Value, form: &str, key: Option<&str>, batch: &[Outgoing]) -> Vec<WriteOutcome> {
    office.connect(&settings).unwrap().target(form, key, &[]).unwrap().write(batch).unwrap()
}

fn new(record: &str, name: &str) -> Outgoing {
    outgoing(
        WriteOperation::Create,
        record,
        None,
        json!({ "FName": name, "FTRADINGCURRID.FNumber": "PRE001", "FFoundDate": "2001-02-03", "FISCREDITCHECK": true }),
    )
}

#[test]
fn new_records_end_where_the_settings_say() {
    for (after, status) in [("audit", "C"), ("submit", "B"), ("save", "A")] {
        let office = Office::new(3);
        let outcomes = write(&office, json!({ "after": after }), "BD_Customer", Some(KEY), &[new("7", "甲"), new("8", "乙")]);
        let values = office.record("BD_Customer", made(&outcomes[1]));
        assert_eq!(
            (values["FDocumentStatus"].clone(), values[KEY].clone(), values["FName"].clone()),
            (json!(status), json!("8"), json!("乙")),
            "{after}"
        );
        assert_eq!((values["FFoundDate"].clone(), values["FISCREDITCHECK"].clone()), (json!("2001-02-03T00:00:00"), json!(true)));
    }
}

#[test]
fn audited_records_are_reopened_changed_and_audited_again_or_left_alone() {
    let office = Office::new(3);
    let id = office.person("BD_Customer", &json!({ "FName": "已审核", "FTEL": "1" }));
    let change = outgoing(WriteOperation::Update, "9", Some(&id), json!({ "FTEL": "2" }));
    let refused = write(&office, json!({ "audited": "refuse" }), "BD_Customer", None, std::slice::from_ref(&change));
    assert!(matches!(&refused[0], WriteOutcome::Refused { code, .. } if code == "audited"), "{refused:?}");
    assert_eq!(office.record("BD_Customer", &id)["FTEL"], "1");
    assert_eq!(write(&office, json!({}), "BD_Customer", None, &[change]), [WriteOutcome::Updated { id: id.clone(), version: None }]);
    let values = office.record("BD_Customer", &id);
    assert_eq!(
        (values["FTEL"].clone(), values["FDocumentStatus"].clone(), values["FName"].clone()),
        (json!("2"), json!("C"), json!("已审核"))
    );
    // A change that is refused leaves it audited.
    let wrong = outgoing(WriteOperation::Update, "9", Some(&id), json!({ "FTRADINGCURRID.FNumber": "NOPE" }));
    let outcome = write(&office, json!({}), "BD_Customer", None, &[wrong]);
    assert!(matches!(&outcome[0], WriteOutcome::Refused { field: Some(field), .. } if field == "FTRADINGCURRID"), "{outcome:?}");
    assert_eq!(office.record("BD_Customer", &id)["FDocumentStatus"], "C");
}

#[test]
fn what_was_saved_and_not_audited_is_told_and_finished_by_the_next_attempt() {
    let office = Office::new(3);
    office.fault("audit:audit_refused");
    let outcomes = write(&office, json!({}), "BD_Customer", Some(KEY), &[new("7", "半途")]);
    assert!(
        matches!(&outcomes[0], WriteOutcome::Refused { code, message, may_pass: false, .. } if code == "saved_not_audited" && message.contains("信用")),
        "{outcomes:?}"
    );
    let outcomes = write(&office, json!({}), "BD_Customer", Some(KEY), &[new("7", "半途")]);
    assert!(matches!(&outcomes[0], WriteOutcome::Updated { .. }), "{outcomes:?}");
    let known: Vec<Value> = office.truth("BD_Customer").into_iter().filter(|record| record["values"][KEY] == "7").collect();
    assert_eq!((known.len(), known[0]["values"]["FDocumentStatus"].clone()), (1, json!("C")));
}

#[test]
fn a_record_in_a_persons_hands_stays_in_them() {
    let office = Office::new(3);
    let id = office.person("BD_Customer", &json!({ "FName": "草稿", "FDocumentStatus": "A" }));
    let change = outgoing(WriteOperation::Update, "9", Some(&id), json!({ "FTEL": "2" }));
    write(&office, json!({}), "BD_Customer", None, &[change]);
    let values = office.record("BD_Customer", &id);
    assert_eq!((values["FTEL"].clone(), values["FDocumentStatus"].clone()), (json!("2"), json!("A")));
}

#[test]
fn a_lost_save_leaves_an_audited_record_audited() {
    let office = Office::new(3);
    let id = office.person("BD_Customer", &json!({ "FName": "已审核" }));
    office.fault("batch_save:503:times=always");
    let change = outgoing(WriteOperation::Update, "9", Some(&id), json!({ "FTEL": "2" }));
    let account = office.account();
    let error = account.target("BD_Customer", None, &[]).unwrap().write(&[change]).unwrap_err();
    assert!(error.next_step().may_try_again(), "{error}");
    assert_eq!(office.record("BD_Customer", &id)["FDocumentStatus"], "C");
}

#[test]
fn orders_are_written_with_lines_and_lines_left_out_stay() {
    let office = Office::new(3);
    office.person("BD_Customer", &json!({ "FName": "可用", "FNumber": "OK1" }));
    let line = |material: &str| json!({ "FMaterialId": { "FNumber": material }, "FQty": 2, "FTaxPrice": 10.5 });
    let order = outgoing(
        WriteOperation::Create,
        "7",
        None,
        json!({
            "FBillTypeID.FNumber": "XSDD01_SYS", "FDate": "2026-01-05", "FSaleOrgId.FNumber": "100", "FCustId.FNumber": "OK1",
            "FSalerId.FNumber": "XSY001", "FSettleCurrId.FNumber": "PRE001", "FSaleOrderEntry": [line("MAT001"), line("MAT002")],
        }),
    );
    let outcomes = write(&office, json!({ "after": "save" }), "SAL_SaleOrder", Some(KEY), &[order]);
    let id = made(&outcomes[0]).to_owned();
    let lines = office.record("SAL_SaleOrder", &id)["FSaleOrderEntry"].as_array().unwrap().clone();
    assert_eq!(lines.len(), 2, "{outcomes:?}");
    let change =
        outgoing(WriteOperation::Update, "7", Some(&id), json!({ "FSaleOrderEntry": [{ "FEntryID": lines[0]["FEntryID"], "FQty": 5 }] }));
    let outcomes = write(&office, json!({ "after": "save" }), "SAL_SaleOrder", Some(KEY), &[change]);
    assert_eq!(made(&outcomes[0]), id, "{outcomes:?}");
    let after = office.record("SAL_SaleOrder", &id)["FSaleOrderEntry"].as_array().unwrap().clone();
    assert_eq!((after.len(), after[0]["FQty"].as_f64(), after[1]["FQty"].as_f64()), (2, Some(5.0), Some(2.0)));
}

#[test]
fn a_value_that_the_firewall_does_not_like_costs_its_own_record_alone() {
    let office = Office::new(3);
    office.fault("batch_save:firewall:times=2");
    let outcomes = write(&office, json!({}), "BD_Customer", Some(KEY), &[new("7", "一"), new("8", "二"), new("9", "三")]);
    assert!(matches!(&outcomes[0], WriteOutcome::Refused { code, .. } if code == "firewall"), "{outcomes:?}");
    assert!(outcomes[1..].iter().all(|outcome| matches!(outcome, WriteOutcome::Created { .. })), "{outcomes:?}");
}

#[test]
fn what_others_use_is_not_deleted_and_stays_audited() {
    let office = Office::new(3);
    let id = office.person("BD_Customer", &json!({ "FName": "被引用" }));
    office.person("BD_CommonContact", &json!({ "FName": "王", "FCustId": id }));
    let outcome = write(&office, json!({}), "BD_Customer", None, &[outgoing(WriteOperation::Delete, "9", Some(&id), json!({}))]);
    assert!(matches!(&outcome[0], WriteOutcome::Refused { message, .. } if message.contains("引用")), "{outcome:?}");
    assert_eq!(office.record("BD_Customer", &id)["FDocumentStatus"], "C");
}

#[test]
fn records_are_found_by_exact_values_alone() {
    let office = Office::new(3);
    let id = office.person("BD_Customer", &json!({ "FName": "Abc", KEY: "77" }));
    office.person("BD_Customer", &json!({ "FName": "abc " }));
    let account = office.account();
    let mut target = account.target("BD_Customer", Some(KEY), &["FName".to_owned()]).unwrap();
    let by = |name: &str, value: &str| FindBy::Field(name.to_owned(), value.to_owned());
    let found =
        target.find(&[by("FName", "Abc"), FindBy::Record("77".to_owned()), FindBy::Id(id.clone()), by("FName", "x' or '1'='1")]).unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 1, 0]);
    assert!(found[..3].iter().all(|found| found[0].id == id && found[0].fields[0].1 == "Abc"), "{found:?}");
    assert!(target.find(&[by("FModifyDate", "x")]).is_err());
    let duplicate =
        outgoing(WriteOperation::Create, "1", None, json!({ "FName": "重号", "FNumber": office.record("BD_Customer", &id)["FNumber"] }));
    assert!(matches!(&target.write(&[duplicate]).unwrap()[0], WriteOutcome::Duplicate { .. }));
}

#[test]
fn steps_whose_answers_are_lost_are_understood_by_what_they_left() {
    for step in ["unaudit", "submit", "audit"] {
        for fault in ["500:commit=after:times=1", "lost_answer:times=1"] {
            let office = Office::new(3);
            let id = office.person("BD_Customer", &json!({ "FName": "已审核" }));
            office.fault(&format!("{step}:{fault}"));
            let change = outgoing(WriteOperation::Update, "9", Some(&id), json!({ "FTEL": "2" }));
            let outcomes = write(&office, json!({}), "BD_Customer", None, &[change]);
            assert_eq!(made(&outcomes[0]), id, "{step}, {fault}: {outcomes:?}");
            assert_eq!(
                (office.record("BD_Customer", &id)["FTEL"].clone(), office.record("BD_Customer", &id)["FDocumentStatus"].clone()),
                (json!("2"), json!("C"))
            );
        }
    }
}
