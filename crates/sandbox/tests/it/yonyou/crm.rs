//! Clues, opportunities and follow-ups.

use serde_json::{Value, json};

use super::{Tenant, code};

#[tokio::test]
async fn lists_tell_a_number_for_a_code_and_take_their_own_conditions_alone() {
    let tenant = Tenant::new(60).await;
    let list = |field: &str, value: &str| json!({ "pageIndex": 1, "pageSize": 5, "simpleVOs": [{ "field": field, "op": "egt", "value1": value }] });
    let got = tenant.post("/crm/oppt/bill/list", list("modifyTime", "2020-01-01 00:00:00")).await;
    let data = got.json()["data"].clone();
    assert_eq!((got.json()["code"].clone(), data["recordList"].as_array().unwrap().len()), (json!(200), 5));
    assert_eq!(data["recordCount"].as_u64().unwrap() as usize, tenant.truth("oppt").len());
    let first = &data["recordList"][0];
    assert!(first["id"].is_string() && first["customer_name"].is_string() && first["ower_name"].is_string() && first["pubts"].is_string());
    assert_eq!(code(&tenant.post("/crm/oppt/bill/list", list("code", "x")).await), "999");
    assert_eq!(code(&tenant.post("/crm/followup/list", list("modifyTime", "2020-01-01")).await), "999");
    assert_eq!(code(&tenant.post("/crm/followup/list", list("followTime", "2020-01-01")).await), "200");
    let none = tenant.data("/crm/clue/bill/list", list("createTime", "2027-01-01 00:00:00")).await;
    assert_eq!((none["recordCount"].clone(), none["recordList"].clone()), (json!(0), json!([])));
}

#[tokio::test]
async fn opportunities_are_saved_once_and_won_by_a_step() {
    let tenant = Tenant::new(10).await;
    let customer = tenant.truth("merchant")[0]["values"]["code"].clone();
    let body = json!({ "data": { "resubmitCheckKey": "o1", "_status": "Insert", "name": "新商机", "customer_code": customer, "org": "global00", "ower_code": "S002",
        "expectSignMoney": 9007199254740993_u64, "opptDefineCharacter": { "competitor": "某某" }, "systemCode": "opptOpenApIAdd" } });
    let first = tenant.data("/crm/bill/opptsave", body.clone()).await;
    let again = tenant.data("/crm/bill/opptsave", body).await;
    let id = first["id"].as_str().unwrap();
    assert_eq!((again["id"].clone(), tenant.count("oppt", "name", "新商机")), (json!(id), 1));
    assert_eq!(
        (first["opptDefineCharacter__competitor"].clone(), first["expectSignMoney"].to_string()),
        (json!("某某"), "9007199254740993".to_owned())
    );
    tenant.data("/crm/bill/exec/winOrder", json!({ "data": [{ "id": id }] })).await;
    let changed = tenant
        .data("/crm/bill/opptsave", json!({ "data": { "_status": "Update", "id": id, "name": "改名", "winLoseOrderState": 1 } }))
        .await;
    assert_eq!(
        (changed["name"].clone(), changed["winLoseOrderState"].clone()),
        (json!("改名"), json!(0)),
        "won or lost is no field to write"
    );
    assert_eq!(tenant.call("GET", &format!("/crm/oppt/getbyid?id={id}"), None).await.json()["data"]["name"], "改名");
}

#[tokio::test]
async fn clues_have_no_key_and_are_closed_by_a_call() {
    let tenant = Tenant::new(10).await;
    let body = json!({ "billnum": "sfa_cluecard", "data": { "_status": "Insert", "name": "咨询", "cellPhone": "13800000000", "org_code": "global00", "resubmitCheckKey": "c" } });
    let id = tenant.data("/crm/bill/save", body.clone()).await["id"].clone();
    tenant.data("/crm/bill/save", body).await;
    assert_eq!(tenant.count("clue", "name", "咨询"), 2);
    tenant.data("/crm/clue/close", json!({ "data": { "id": id } })).await;
    let truth = tenant.truth("clue").into_iter().find(|clue| clue["id"] == id).unwrap_or(Value::Null);
    assert_eq!(truth["values"]["status"], 3);
    let contact = tenant.truth("contact")[0]["id"].clone();
    let shown = tenant.call("GET", &format!("/crm/contact/getbyid?id={}", contact.as_str().unwrap()), None).await.json();
    assert!(shown["data"]["merchant_name"].is_string());
}
