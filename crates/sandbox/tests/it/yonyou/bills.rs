//! Orders, contracts and receivables: saved, put forward, approved.

use serde_json::{Value, json};

use super::{Tenant, code};

fn order(customer: &Value, key: &str, total: u64) -> Value {
    json!({ "data": { "resubmitCheckKey": key, "_status": "Insert", "salesOrgId": "global00", "transactionTypeId": "SO01", "vouchdate": "2026-01-05 00:00:00",
        "agentId": customer, "settlementOrgId": "global00", "invoiceAgentId": customer, "payMoney": total, "orderPrices!currency": "CNY",
        "orderPrices!natCurrency": "CNY", "orderPrices!exchRate": 1, "orderPrices!exchangeRateType": "01", "orderPrices!taxInclusive": true,
        "orderDetails": [{ "_status": "Insert", "productId": "P1", "qty": 10, "oriSum": 1130 }, { "_status": "Insert", "productId": "P2", "qty": 1, "oriSum": 70 }] } })
}

#[tokio::test]
async fn an_order_is_open_until_it_is_put_forward_and_approved() {
    let tenant = Tenant::new(10).await;
    let customer = tenant.truth("merchant")[0]["values"]["code"].clone();
    assert_eq!(code(&tenant.post("/sd/voucherorder/singleSave", order(&customer, "a", 999)).await), "999");
    let saved = tenant.data("/sd/voucherorder/singleSave", order(&customer, "b", 1_200)).await;
    let id = saved["id"].clone();
    assert_eq!((saved["nextStatus"].clone(), saved["orderDetails"].as_array().unwrap().len()), (json!("CONFIRMORDER"), 2));
    let step = |word: &'static str| tenant.data_owned(format!("/sd/voucherorder/{word}"), json!({ "data": [{ "id": id }, { "id": "7" }] }));
    let early = step("batchaudit").await;
    assert_eq!((early["failCount"].clone(), early["messages"][0].clone()), (json!(2), json!("单据未提交，不能审核")));
    assert_eq!(step("batchsubmit").await["sucessCount"], 1);
    tenant.running.fault("yonyou:order.audit:audit_refused").unwrap();
    assert_eq!(step("batchaudit").await["failCount"], 2);
    assert_eq!(step("batchaudit").await["sucessCount"], 1);
    let shown = tenant.call("GET", &format!("/sd/voucherorder/detail?id={}", id.as_str().unwrap()), None).await.json();
    assert_eq!((shown["data"]["nextStatus"].clone(), shown["data"]["verifystate"].clone()), (json!("DELIVERGOODS"), json!(2)));
    assert_eq!(step("delete").await["failCount"], 2);
    step("batchunaudit").await;
    step("batchunsubmit").await;
    assert_eq!(tenant.data("/sd/voucherorder/delete", json!({ "data": { "id": [id] } })).await["sucessCount"], 1);
}

impl Tenant {
    async fn data_owned(&self, path: String, body: Value) -> Value {
        self.data(&path, body).await
    }
}

#[tokio::test]
async fn orders_are_listed_by_heads_or_by_lines() {
    let tenant = Tenant::new(60).await;
    let heads = tenant
        .data(
            "/sd/voucherorder/list",
            json!({ "pageIndex": 1, "pageSize": 500, "isSum": true, "queryOrders": [{ "field": "id", "order": "desc" }] }),
        )
        .await;
    let lines = tenant.data("/sd/voucherorder/list", json!({ "pageIndex": 1, "pageSize": 500, "isSum": false })).await;
    let count = tenant.truth("voucherorder").len() as u64;
    assert_eq!(heads["recordCount"].as_u64(), Some(count));
    assert!(lines["recordCount"].as_u64() > Some(count) && lines["recordList"][0]["productName"].is_string());
    let ids: Vec<&str> = heads["recordList"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]));
    let after = json!({ "pageIndex": 1, "pageSize": 500, "isSum": true, "simpleVOs": [{ "field": "id", "op": "lt", "value1": ids[2] }] });
    assert_eq!(tenant.data("/sd/voucherorder/list", after).await["recordCount"].as_u64(), Some(count - 3));
}

#[tokio::test]
async fn a_receivable_belongs_to_one_voucher_of_another_system() {
    let tenant = Tenant::new(10).await;
    let customer = tenant.truth("merchant")[0]["id"].clone();
    let body = |key: &str| json!({ "data": { "resubmitCheckKey": key, "_status": "Insert", "billDate": "2026-01-05 00:00:00", "org": "global00", "customer": customer, "oriSum": 12.5, "extSystemCode": "crm", "extVouchCode": "V1" } });
    let id = tenant.data("/EFI/receivable/saveandsubmit", body("r1")).await["id"].clone();
    let second = tenant.post("/EFI/receivable/save", body("r2")).await;
    assert_eq!((code(&second).as_str(), second.json()["message"].clone()), ("999", json!("外部系统crm的单据V1已存在")));
    assert_eq!(tenant.data("/EFI/receivable/audit", json!({ "data": [{ "id": id }] })).await["sucessCount"], 1);
    let failed = tenant.data("/EFI/receivable/audit", json!({ "data": [{ "id": id }] })).await;
    assert_eq!(failed["messages"][0]["key"], id);
    let list = json!({ "pageIndex": 1, "pageSize": 500, "open_modifyTime_begin": "2026-01-05 16:00:00", "verifyState": [2] });
    assert_eq!(tenant.data("/EFI/receivable/list", list).await["recordCount"], 1);
    assert_eq!(code(&tenant.post("/EFI/receivable/list", json!({ "pageIndex": 1, "pageSize": 501 })).await), "999");
    assert_eq!(tenant.post("/sd/sact/list", json!({ "pageIndex": 1, "pageSize": 10 })).await.json()["code"], "200");
}

#[tokio::test]
async fn receipts_are_listed_by_one_condition_and_without_stamps() {
    let tenant = Tenant::new(60).await;
    let page = json!({ "pageIndex": 1, "pageSize": 100 });
    let all = tenant.data("/ctm/cmpreceivebilllist", page.clone()).await;
    let count = tenant.truth("receivebill").len() as u64;
    assert_eq!(all["recordCount"].as_u64(), Some(count));
    let row = &all["recordList"][0];
    assert!(row["pubts"].is_null() && row["modifyTime"].is_string() && row["customer_name"].is_string(), "{row}");
    let with = |condition: Value| json!({ "pageIndex": 1, "pageSize": 100, "simpleVOs": condition });
    let after = with(json!({ "field": "pubts", "op": "gt", "value1": "2026-01-05 16:00:00" }));
    assert_eq!(tenant.data("/ctm/cmpreceivebilllist", after).await["recordCount"], 0);
    for odd in [json!([{ "field": "pubts", "op": "gt", "value1": "x" }]), json!({ "field": "pubts", "op": "egt", "value1": "x" })] {
        assert_eq!(code(&tenant.post("/ctm/cmpreceivebilllist", with(odd)).await), "310023");
    }
    let id = row["id"].as_str().unwrap();
    let shown = tenant.call("GET", &format!("/ctm/receivebill/detail?id={id}"), None).await.json();
    assert!(shown["data"]["pubts"].is_string());
}
