//! Lines of bills as records of their own, and approval flows.

use connector::{FindBy, Outgoing, WriteOperation, WriteOutcome};
use serde_json::{Value, json};

use crate::office::{Office, made, outgoing, whole};

const LINES: &str = "SAL_SaleOrder/FSaleOrderEntry";
const LINE_KEY: &str = "F_RAP_LineId";

fn new(record: &str, bill: &str, material: &str, quantity: u32) -> Outgoing {
    let fields = json!({ "FBillNo": bill, "FMaterialId.FNumber": material, "FQty": quantity, "FTaxPrice": 10.5 });
    outgoing(WriteOperation::Create, record, None, fields)
}

fn write(office: &Office, settings: &Value, key: Option<&str>, batch: &[Outgoing]) -> Vec<WriteOutcome> {
    office.connect(settings).unwrap().target(LINES, key, &[]).unwrap().write(batch).unwrap()
}

/// An audited order with one line, and its number.
fn order(office: &Office, number: &str) -> String {
    let customer = office.person("BD_Customer", &json!({ "FName": number }));
    let id = |form: &str, number: &str| {
        let known = office.truth(form).into_iter().find(|record| record["values"]["FNumber"] == number);
        known.unwrap()["id"].clone()
    };
    let line = json!([{ "FEntryID": 5, "FMaterialId": id("BD_MATERIAL", "MAT001"), "FQty": 1, "FTaxPrice": 2.0 }]);
    let head = json!({
        "FBillNo": number, "FDate": "2026-01-05T00:00:00", "FCustId": customer, "FBillTypeID": id("BOS_BillType", "XSDD01_SYS"),
        "FSaleOrgId": id("ORG_Organizations", "100"), "FSalerId": id("BD_Saler", "XSY001"), "FSettleCurrId": id("BD_Currency", "PRE001"),
        "FSaleOrderEntry": line,
    });
    office.person("SAL_SaleOrder", &head)
}

fn lines(office: &Office, order: &str) -> Vec<Value> {
    office.record("SAL_SaleOrder", order)["FSaleOrderEntry"].as_array().cloned().unwrap_or_default()
}

fn ids(lines: &[Value]) -> Vec<String> {
    lines.iter().map(|line| line["FEntryID"].to_string()).collect()
}

#[test]
fn lines_are_added_to_an_audited_bill_which_is_audited_again_and_keeps_its_others() {
    for key in [Some(LINE_KEY), None] {
        let office = Office::new(3);
        let order = order(&office, "DD1");
        let outcomes = write(&office, &json!({}), key, &[new("7", "DD1", "MAT001", 2), new("8", "DD1", "MAT002", 3)]);
        let after = lines(&office, &order);
        assert_eq!((after.len(), office.record("SAL_SaleOrder", &order)["FDocumentStatus"].clone()), (3, json!("C")), "{outcomes:?}");
        assert_eq!([made(&outcomes[0]), made(&outcomes[1])], [ids(&after)[1].as_str(), ids(&after)[2].as_str()], "{key:?}");
        assert_eq!((after[0]["FEntryID"].clone(), after[2]["FQty"].as_f64()), (json!(5), Some(3.0)));
        let saves = office.control("GET", "/log/writes?limit=1000", &Value::Null).to_string().matches("batch_save").count();
        assert_eq!(saves, 1, "both lines went with one bill");
        // A line is read as it was written.
        let rows = whole(office.account().as_ref(), LINES);
        assert!(ids(&after).iter().all(|id| rows.order.contains(id)));
    }
}

#[test]
fn with_a_field_for_our_ids_a_repetition_changes_what_it_made() {
    let office = Office::new(3);
    let order = order(&office, "DD1");
    let first = write(&office, &json!({}), Some(LINE_KEY), &[new("7", "DD1", "MAT001", 2)]);
    let again = write(&office, &json!({}), Some(LINE_KEY), &[new("7", "DD1", "MAT001", 5)]);
    assert!(matches!(&again[0], WriteOutcome::Updated { .. }), "{again:?}");
    let after = lines(&office, &order);
    assert_eq!((made(&first[0]), after.len(), after[1]["FQty"].as_f64()), (made(&again[0]), 2, Some(5.0)));
    // An answer that is lost is found by our id, and nothing is made twice.
    office.fault("batch_save:lost_answer:times=1");
    let account = office.account();
    let mut target = account.target(LINES, Some(LINE_KEY), &["FQty".to_owned()]).unwrap();
    let lost = target.write(&[new("9", "DD1", "MAT002", 4)]);
    assert!(matches!(&lost, Err(error) if !matches!(error.next_step(), connector::NextStep::Fail)), "{lost:?}");
    let found = target.find(&[FindBy::Record("9".to_owned()), FindBy::Record("77".to_owned())]).unwrap();
    assert_eq!((found[0].len(), found[1].len(), lines(&office, &order).len()), (1, 0, 3));
    assert_eq!(office.record("SAL_SaleOrder", &order)["FDocumentStatus"], "C");
}

#[test]
fn lines_are_changed_by_their_ids_and_those_of_a_wrong_one_pay_for_nobody() {
    let office = Office::new(3);
    let (one, other) = (order(&office, "DD1"), order(&office, "DD2"));
    let known = write(&office, &json!({}), None, &[new("7", "DD1", "MAT001", 2), new("8", "DD1", "MAT002", 2)]);
    let change = |record: &str, id: &str, fields| outgoing(WriteOperation::Update, record, Some(id), fields);
    let batch = [
        change("7", made(&known[0]), json!({ "FQty": 9 })),
        change("8", made(&known[1]), json!({ "FMaterialId.FNumber": "NOPE" })),
        change("9", "123456789", json!({ "FQty": 9 })),
        new("10", "NO-SUCH-BILL", "MAT001", 1),
        outgoing(WriteOperation::Create, "11", None, json!({ "FID": other, "FMaterialId.FNumber": "MAT001", "FQty": 6 })),
        outgoing(WriteOperation::Create, "12", None, json!({ "FBillNo": "DD1", "FMaterialId.FNumber": "NOPE" })),
        new("13", "DD1", "MAT003", 7),
    ];
    let outcomes = write(&office, &json!({}), None, &batch);
    assert_eq!(outcomes[0], WriteOutcome::Updated { id: made(&known[0]).to_owned(), version: None }, "{outcomes:?}");
    assert!(matches!(&outcomes[1], WriteOutcome::Refused { field: Some(field), .. } if field == "FMaterialId"), "{outcomes:?}");
    assert_eq!(outcomes[2], WriteOutcome::Missing);
    assert!(matches!(&outcomes[3], WriteOutcome::Refused { code, .. } if code == "bill_unknown"), "{outcomes:?}");
    assert!(matches!(&outcomes[5], WriteOutcome::Refused { .. }) && !made(&outcomes[6]).is_empty(), "{outcomes:?}");
    let (first, second) = (lines(&office, &one), lines(&office, &other));
    assert_eq!((first.len(), first[1]["FQty"].as_f64(), first[2]["FQty"].as_f64()), (4, Some(9.0), Some(2.0)));
    assert_eq!((second.len(), made(&outcomes[4])), (2, ids(&second)[1].as_str()));
    for order in [one, other] {
        assert_eq!(office.record("SAL_SaleOrder", &order)["FDocumentStatus"], "C");
    }
}

#[test]
fn audited_bills_are_left_alone_where_the_settings_say_so_and_lines_are_never_deleted() {
    let office = Office::new(3);
    let order = order(&office, "DD1");
    let refused = write(&office, &json!({ "audited": "refuse" }), None, &[new("7", "DD1", "MAT001", 2)]);
    assert!(matches!(&refused[0], WriteOutcome::Refused { code, .. } if code == "audited"), "{refused:?}");
    let account = office.account();
    let can = account.streams().unwrap().into_iter().find(|stream| stream.name == LINES).unwrap().can;
    assert!(can.create && can.update && !can.delete);
    let gone = outgoing(WriteOperation::Delete, "7", Some("5"), json!({}));
    assert!(account.target(LINES, None, &[]).unwrap().write(&[gone]).is_err());
    assert_eq!(lines(&office, &order).len(), 1);
}

/// An office with an audited order of four lines, and the ids of those that were added.
fn order_of_four(settings: &Value) -> (Office, String, Vec<String>) {
    let office = Office::new(3);
    let order = order(&office, "DD1");
    let added = write(&office, settings, None, &["7", "8", "9"].map(|record| new(record, "DD1", "MAT001", 2)));
    let added = added.iter().map(|outcome| made(outcome).to_owned()).collect();
    (office, order, added)
}

fn gone(record: &str, id: &str) -> Outgoing {
    outgoing(WriteOperation::Delete, record, Some(id), json!({}))
}

#[test]
fn where_the_settings_name_the_entry_its_lines_are_deleted_and_the_others_stay_as_they_are() {
    let settings = json!({ "delete_lines": LINES });
    let (office, order, added) = order_of_four(&settings);
    let streams = office.connect(&settings).unwrap().streams().unwrap();
    let can = |name: &str| streams.iter().find(|stream| stream.name == name).unwrap().can.delete;
    assert!(can(LINES) && can("SAL_SaleOrder"));
    assert!(streams.iter().filter(|stream| stream.name.contains('/') && stream.name != LINES).all(|stream| !stream.can.delete));
    let before = lines(&office, &order);
    let outcomes = write(&office, &settings, None, &[gone("7", &added[0]), gone("9", &added[2]), gone("10", "987654321")]);
    assert_eq!(outcomes, [WriteOutcome::Deleted, WriteOutcome::Deleted, WriteOutcome::Deleted]);
    assert_eq!(lines(&office, &order), [before[0].clone(), before[2].clone()]);
    assert_eq!(office.record("SAL_SaleOrder", &order)["FDocumentStatus"], "C");
    // The last line is the bill: it is not emptied.
    let rest = write(&office, &settings, None, &[gone("5", "5"), gone("8", &added[1])]);
    assert!(rest.iter().all(|outcome| matches!(outcome, WriteOutcome::Refused { code, .. } if code == "last_line")), "{rest:?}");
    assert_eq!((lines(&office, &order).len(), office.record("SAL_SaleOrder", &order)["FDocumentStatus"].clone()), (2, json!("C")));
    for wrong in ["SAL_SaleOrder", "SAL SaleOrder/x y/z", "SAL_SaleOrder/F;drop"] {
        let refused = office.connect(&json!({ "delete_lines": wrong }));
        assert!(refused.is_err_and(|error| error.to_string().contains("delete_lines")), "{wrong}");
    }
}

#[test]
fn a_deletion_whose_answer_is_lost_is_looked_for_and_not_sent_again() {
    let settings = json!({ "delete_lines": LINES });
    let (office, order, added) = order_of_four(&settings);
    office.fault("batch_save:lost_answer:times=1");
    let account = office.connect(&settings).unwrap();
    let mut target = account.target(LINES, None, &[]).unwrap();
    let lost = target.write(&[gone("7", &added[0])]);
    assert!(matches!(&lost, Err(error) if error.next_step() == connector::NextStep::LookFirst), "{lost:?}");
    let found = target.find(&[FindBy::Id(added[0].clone()), FindBy::Id(added[1].clone())]).unwrap();
    assert_eq!((found[0].len(), found[1].len()), (0, 1));
    assert_eq!((lines(&office, &order).len(), office.record("SAL_SaleOrder", &order)["FDocumentStatus"].clone()), (3, json!("C")));
}

#[test]
fn a_bill_that_is_written_with_all_its_lines_loses_the_others_only_where_the_settings_say_so() {
    for (settings, count) in [(json!({}), 4), (json!({ "delete_lines": LINES }), 2)] {
        let (office, order, added) = order_of_four(&settings);
        let change = |entry: Value| {
            let change = outgoing(WriteOperation::Update, "1", Some(&order), json!({ "FSaleOrderEntry": entry }));
            office.connect(&settings).unwrap().target("SAL_SaleOrder", None, &[]).unwrap().write(&[change]).unwrap()
        };
        let id = |text: &str| text.parse::<u64>().unwrap();
        let outcomes = change(json!([{ "FEntryID": 5, "FQty": 3 }, { "FEntryID": id(&added[1]), "FQty": 8 }]));
        assert!(matches!(&outcomes[0], WriteOutcome::Updated { .. }), "{outcomes:?}");
        let after = lines(&office, &order);
        let quantity = |line: &str| {
            after.iter().find(|known| known["FEntryID"] == line.parse::<i64>().expect("a number")).and_then(|known| known["FQty"].as_f64())
        };
        assert_eq!((after.len(), quantity("5"), quantity(&added[1])), (count, Some(3.0), Some(8.0)), "{settings}");
        change(json!([]));
        assert_eq!(lines(&office, &order).len(), count, "an empty list deletes nothing");
    }
}

#[test]
fn a_bill_that_cannot_be_audited_again_is_told_with_its_line() {
    let office = Office::new(3);
    order(&office, "DD1");
    office.fault("audit:audit_refused");
    let outcomes = write(&office, &json!({}), Some(LINE_KEY), &[new("7", "DD1", "MAT001", 2)]);
    assert!(
        matches!(&outcomes[0], WriteOutcome::Refused { code, message, .. } if code == "saved_not_audited" && message.contains("信用")),
        "{outcomes:?}"
    );
}

fn customer(office: &Office, settings: &Value) -> Vec<WriteOutcome> {
    let new = outgoing(WriteOperation::Create, "7", None, json!({ "FName": "甲", "FTRADINGCURRID.FNumber": "PRE001" }));
    office.connect(settings).unwrap().target("BD_Customer", Some("F_RAP_ExternalId"), &[]).unwrap().write(&[new]).unwrap()
}

#[test]
fn where_an_approval_flow_is_on_records_are_approved_in_it() {
    let office = Office::new(3);
    office.control("POST", "/own/workflow", &json!({ "users": ["张审批"], "steps": 1 }));
    let plain = customer(&office, &json!({}));
    assert!(
        matches!(&plain[0], WriteOutcome::Refused { code, message, .. } if code == "saved_not_audited" && message.contains("工作流")),
        "{plain:?}"
    );
    let flow = json!({ "approval": "workflow", "approver": "张审批" });
    let done = customer(&office, &flow);
    assert_eq!(office.record("BD_Customer", made(&done[0]))["FDocumentStatus"], "C", "{done:?}");
    // Nobody else may approve, and a flow with a further step is told.
    for (settings, steps, told) in [(json!({ "approval": "workflow" }), 1, "审批人"), (flow, 2, "further step")] {
        let office = Office::new(3);
        office.control("POST", "/own/workflow", &json!({ "users": ["张审批"], "steps": steps }));
        let outcome = customer(&office, &settings);
        assert!(
            matches!(&outcome[0], WriteOutcome::Refused { code, message, .. } if code == "saved_not_audited" && message.contains(told)),
            "{outcome:?}"
        );
    }
}

#[test]
fn an_approval_whose_answer_is_lost_is_not_sent_again() {
    let office = Office::new(3);
    office.control("POST", "/own/workflow", &json!({ "users": ["张审批"], "steps": 2 }));
    office.fault("workflow_audit:lost_answer:times=1");
    let outcome = customer(&office, &json!({ "approval": "workflow", "approver": "张审批" }));
    assert!(matches!(&outcome[0], WriteOutcome::Refused { code, .. } if code == "saved_not_audited"), "{outcome:?}");
    let known: Vec<Value> = office.truth("BD_Customer").into_iter().filter(|record| record["values"]["F_RAP_ExternalId"] == "7").collect();
    assert_eq!(known[0]["values"]["FDocumentStatus"], "B", "a second approval would have been that of the next step");
    assert!(office.connect(&json!({ "approval": "perhaps" })).is_err());
}
