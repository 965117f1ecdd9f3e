//! Writing what is peculiar here: keys of requests, codes that are there already, contacts inside of customers, steps, batches that fail inside.

use std::time::Duration;

use connector::WriteOperation::{Create, Delete, Update};
use connector::{FindBy, Target, WriteOutcome};
use serde_json::{Value, json};

use crate::tenant::{Tenant, outgoing};

fn target(tenant: &Tenant, stream: &str, key: Option<&str>, settings: &Value) -> Box<dyn Target> {
    tenant.connect(settings).unwrap().target(stream, key, &[]).unwrap()
}

fn created(outcome: &WriteOutcome) -> String {
    match outcome {
        WriteOutcome::Created { id, .. } => id.clone(),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn a_creation_that_is_answered_with_a_time_out_or_still_going_on_happens_once() {
    for (fault, calls) in [("timeout_after_commit", 2), ("processing", 2), ("code=310504", 2), ("lost_answer", 2)] {
        let tenant = Tenant::new(5);
        let mut target = target(&tenant, "merchant", None, &Value::Null);
        tenant.running.fault(&format!("yonyou:merchant.insert:{fault}")).unwrap();
        let outcomes = target.write(&[outgoing(Create, None, json!({ "code": "N1", "name": "新客户" }))]).unwrap();
        let id = created(&outcomes[0]);
        assert_eq!(
            (tenant.value("merchant", &id, "code"), tenant.truth("merchant").len(), tenant.calls("merchant.insert")),
            (json!("N1"), 6, calls),
            "{fault}"
        );
    }
}

#[test]
fn the_key_is_known_after_an_hour_by_either_number() {
    for code in ["10004", "100004"] {
        let tenant = Tenant::new(5);
        tenant.control("POST", "/own/duplicate_code", &json!({ "code": code }));
        let record = outgoing(Create, None, json!({ "code": "N1", "name": "新客户" }));
        let mut target = target(&tenant, "merchant", None, &Value::Null);
        let id = created(&target.write(std::slice::from_ref(&record)).unwrap()[0]);
        tenant.time.advance(Duration::from_secs(7_000));
        let again = target.write(std::slice::from_ref(&record)).unwrap();
        assert_eq!(again, [WriteOutcome::Updated { id, version: None }]);
        assert_eq!(tenant.truth("merchant").len(), 6);
    }
}

#[test]
fn an_update_changes_what_it_names_and_keeps_languages_and_kinds() {
    let tenant = Tenant::new(5);
    let id = tenant.truth("merchant")[0]["id"].as_str().unwrap().to_owned();
    tenant.change("merchant", &id, &json!({ "name.englishName": "Kept Ltd", "enterpriseNature": 2, "email": "old@example.com" }));
    let mut target = target(&tenant, "merchant", Some("code"), &Value::Null);
    let change = outgoing(Update, Some(&id), json!({ "name": "改名", "email": null, "merchantCharacter__remark": "备注" }));
    assert_eq!(target.write(&[change]).unwrap(), [WriteOutcome::Updated { id: id.clone(), version: None }]);
    let value = |field: &str| tenant.value("merchant", &id, field);
    assert_eq!((value("name"), value("name.englishName"), value("enterpriseNature")), (json!("改名"), json!("Kept Ltd"), json!(2)));
    assert_eq!((value("email"), value("merchantCharacter__remark")), (Value::Null, json!("备注")));
    let found = target.find(&[FindBy::Id(id.clone()), FindBy::Record("nobody".to_owned())]).unwrap();
    assert_eq!((found[0].len(), found[1].len(), found[0][0].id.as_str()), (1, 0, id.as_str()));
}

#[test]
fn one_refused_customer_leaves_the_others_alone() {
    let tenant = Tenant::new(5);
    let mut target = target(&tenant, "merchant", None, &Value::Null);
    let one = |number: u32, class: &str| {
        let mut record = outgoing(Create, None, json!({ "code": format!("P{number}"), "name": "客户", "customerClassCode": class }));
        record.idempotency_key = format!("6f1c1f6e-0000-4000-8000-{number:012}");
        record
    };
    let outcomes = target.write(&[one(1, "01"), one(2, "99"), one(3, "01")]).unwrap();
    assert!(
        matches!(&outcomes[1], WriteOutcome::Refused { code, message, may_pass: false, .. } if code == "0" && message.contains("客户分类")),
        "{outcomes:?}"
    );
    assert_eq!([0, 2].map(|at| tenant.value("merchant", &created(&outcomes[at]), "code")), [json!("P1"), json!("P3")]);
    tenant.running.fault("yonyou:merchant.insert:row_error").unwrap();
    assert!(
        matches!(target.write(&[one(4, "01")]).unwrap()[0], WriteOutcome::Refused { may_pass: true, .. }),
        "locked records may pass later"
    );
}

#[test]
fn customers_are_stopped_deleted_or_left_as_the_settings_say() {
    let tenant = Tenant::new(5);
    let ids: Vec<String> = tenant.truth("merchant").iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
    let deletion = |id: &str| outgoing(Delete, Some(id), json!({}));
    tenant.running.fault("yonyou:merchant.stop:row_error=2").unwrap();
    let outcomes = target(&tenant, "merchant", None, &json!({ "deletions": "stop" }))
        .write(&[deletion(&ids[0]), deletion(&ids[1]), deletion("7")])
        .unwrap();
    assert_eq!((&outcomes[0], &outcomes[2]), (&WriteOutcome::Deleted, &WriteOutcome::Deleted));
    assert!(matches!(outcomes[1], WriteOutcome::Refused { may_pass: true, .. }), "a failure inside of a success: {outcomes:?}");
    assert_eq!([0, 1].map(|at| tenant.value("merchant", &ids[at], "stopStatus")), [json!(true), json!(false)]);
    let kept = target(&tenant, "merchant", None, &json!({ "deletions": "never" })).write(&[deletion(&ids[2])]).unwrap();
    assert!(matches!(kept[0], WriteOutcome::Refused { .. }));
    tenant.control("POST", "/own/delete_after", &json!({ "seconds": 30 }));
    let mut deleting = target(&tenant, "merchant", None, &Value::Null);
    assert!(
        matches!(&deleting.write(&[deletion(&ids[3])]).unwrap()[0], WriteOutcome::Refused { code, may_pass: true, .. } if code == "deletion_pending")
    );
    tenant.time.advance(Duration::from_secs(31));
    assert_eq!(deleting.write(&[deletion(&ids[3])]).unwrap(), [WriteOutcome::Deleted]);
}

#[test]
fn contacts_are_added_changed_and_taken_away_inside_of_their_customer() {
    let tenant = Tenant::new(5);
    let customer = tenant.truth("merchant")[0]["id"].as_str().unwrap().to_owned();
    let mut target = target(&tenant, "contact", None, &Value::Null);
    let before = tenant.truth("contact").len();
    tenant.running.fault("yonyou:merchant.update:lost_answer").unwrap();
    let id = created(
        &target.write(&[outgoing(Create, None, json!({ "merchant": customer, "fullName": "赵六", "email": "z@example.com" }))]).unwrap()[0],
    );
    assert_eq!((tenant.truth("contact").len(), tenant.value("contact", &id, "fullName")), (before + 1, json!("赵六")));
    let outcomes = target.write(&[outgoing(Update, Some(&id), json!({ "email": "new@example.com" }))]).unwrap();
    assert_eq!(outcomes, [WriteOutcome::Updated { id: id.clone(), version: None }]);
    assert_eq!(
        (tenant.value("contact", &id, "email"), tenant.value("contact", &id, "fullName")),
        (json!("new@example.com"), json!("赵六"))
    );
    assert_eq!(target.write(&[outgoing(Delete, Some(&id), json!({}))]).unwrap(), [WriteOutcome::Deleted]);
    assert_eq!(target.write(&[outgoing(Update, Some(&id), json!({ "email": "x" }))]).unwrap(), [WriteOutcome::Missing]);
    assert!(matches!(target.write(&[outgoing(Create, None, json!({ "fullName": "无主" }))]).unwrap()[0], WriteOutcome::Refused { .. }));
}

pub fn order(customer: &Value) -> Value {
    json!({
        "vouchdate": "2026-01-05T00:00:00.000Z", "agentId": customer, "invoiceAgentId": customer, "salesOrgId": "global00", "settlementOrgId": "global00",
        "transactionTypeId": "SO01", "orderPrices!currency": "CNY", "orderPrices!natCurrency": "CNY", "orderPrices!exchRate": 1,
        "orderPrices!exchangeRateType": "01", "orderPrices!taxInclusive": true, "payMoney": "1130",
        "orderDetails": [{ "productId": "P1", "qty": 10, "oriSum": 1130 }],
    })
}

#[test]
fn orders_are_saved_put_forward_and_approved_and_a_refused_step_is_tried_again() {
    let tenant = Tenant::new(5);
    let customer = tenant.truth("merchant")[0]["id"].clone();
    let before = tenant.truth("voucherorder").len();
    let mut saving = target(&tenant, "voucherorder", None, &Value::Null);
    let record = outgoing(Create, None, order(&customer));
    let id = created(&saving.write(std::slice::from_ref(&record)).unwrap()[0]);
    assert_eq!(tenant.value("voucherorder", &id, "verifystate"), json!(0));
    let mut approving = target(&tenant, "voucherorder", None, &json!({ "finish": "audit" }));
    tenant.running.fault("yonyou:order.audit:audit_refused").unwrap();
    let refused = approving.write(std::slice::from_ref(&record)).unwrap();
    assert!(matches!(&refused[0], WriteOutcome::Refused { code, may_pass: true, .. } if code == "audit_refused"), "{refused:?}");
    assert_eq!(created(&approving.write(std::slice::from_ref(&record)).unwrap()[0]), id);
    assert_eq!((tenant.value("voucherorder", &id, "verifystate"), tenant.truth("voucherorder").len()), (json!(2), before + 1));
    let again = approving.write(std::slice::from_ref(&record)).unwrap();
    assert_eq!(created(&again[0]), id, "steps that are done are done");
    assert!(
        matches!(approving.write(&[outgoing(Delete, Some(&id), json!({}))]).unwrap()[0], WriteOutcome::Refused { .. }),
        "approved orders stay"
    );
}

#[test]
fn what_lists_cannot_compare_is_no_key() {
    let tenant = Tenant::new(5);
    for (stream, key) in [("merchant", "email"), ("contact", "email"), ("oppt", "code")] {
        assert!(tenant.account().target(stream, Some(key), &[]).is_err(), "{stream}");
    }
    assert!(tenant.account().target("sact", None, &[]).is_err());
    assert!(tenant.account().target("merchant", None, &["nothing".to_owned()]).is_err());
}
