//! Customers written: once by their key, in batches with failures inside a success, their contacts, deletion behind a task.

use serde_json::{Value, json};

use super::{Tenant, code, customer};

const INSERT: &str = "/digitalModel/merchant/idempotent/newinsert";
const UPDATE: &str = "/digitalModel/merchant/newupdate";

#[tokio::test]
async fn the_same_key_gives_the_first_answer_again_and_later_a_duplicate() {
    let tenant = Tenant::new(5).await;
    let first = tenant.post(INSERT, customer("C1", "k1")).await;
    let again = tenant.post(INSERT, customer("C1", "k1")).await;
    assert_eq!((first.text.clone(), tenant.count("merchant", "code", "C1")), (again.text, 1));
    let id = first.json()["data"][0]["id"].to_string();
    assert!(first.json()["data"][0]["id"].is_u64(), "beyond 2^53, and a number");
    tenant.running.advance(3_600_000);
    let late = tenant.post(INSERT, customer("C1", "k1")).await;
    assert_eq!((code(&late).as_str(), late.json()["data"]["id"].clone()), ("10004", json!(id)));
    let other = tenant.post(INSERT, customer("C1", "k2")).await;
    assert_eq!((other.json()["code"].clone(), other.json()["data"].clone()), (json!(0), Value::Null), "a number here, and data of nothing");
    assert_eq!(code(&tenant.post(INSERT, customer("C2", &"k".repeat(33))).await), "999");
}

#[tokio::test]
async fn a_write_may_happen_although_the_answer_says_otherwise() {
    let tenant = Tenant::new(5).await;
    for (at, fault, expected) in [(1, "timeout_after_commit", "310504"), (2, "processing", "202")] {
        tenant.running.fault(&format!("yonyou:merchant.insert:{fault}")).unwrap();
        let body = customer(&format!("D{at}"), &format!("key{at}"));
        assert_eq!(code(&tenant.post(INSERT, body.clone()).await), expected);
        assert_eq!(tenant.count("merchant", "code", &format!("D{at}")), 1);
        assert_eq!(code(&tenant.post(INSERT, body).await), "200");
        assert_eq!(tenant.count("merchant", "code", &format!("D{at}")), 1);
    }
}

#[tokio::test]
async fn what_is_missing_or_unknown_is_refused_and_nothing_stays() {
    let tenant = Tenant::new(5).await;
    let with = |member: &str, value: Value| {
        let mut body = customer("E1", "e1");
        body["data"][member] = value;
        body
    };
    for (body, what) in [
        (with("name", Value::Null), "客户名称不能为空!"),
        (with("customerClassCode", json!("99")), "客户分类编码:99未找到"),
        (with("createOrgCode", json!("xx")), "管理组织编码:xx未找到"),
        (with("merchantContactInfos", json!([{ "mobile": "1" }])), "联系人姓名不能为空!"),
    ] {
        let refused = tenant.post(INSERT, body).await;
        assert_eq!((refused.status, refused.json()["message"].clone()), (200, json!(what)));
    }
    assert_eq!(tenant.count("merchant", "code", "E1"), 0);
}

#[tokio::test]
async fn an_update_says_who_it_means_and_its_contacts_what_becomes_of_them() {
    let tenant = Tenant::new(5).await;
    let id = tenant.post(INSERT, customer("F1", "f1")).await.json()["data"][0]["id"].clone();
    let head = json!({ "id": id, "code": "F1", "name": { "simplifiedName": "改名" }, "createOrgCode": "global00", "enterpriseNature": 0 });
    let with = |contacts: Value| {
        let mut body = head.clone();
        body["merchantContactInfos"] = contacts;
        body
    };
    assert_eq!(
        code(&tenant.post(UPDATE, json!({ "id": id, "code": "F1", "name": { "simplifiedName": "x" }, "createOrgCode": "global00" })).await),
        "999"
    );
    let id_text = id.to_string();
    let names = |tenant: &Tenant| {
        let mine = tenant.truth("contact").into_iter().filter(|contact| contact["values"]["merchant"] == id_text.as_str());
        mine.map(|contact| (contact["id"].as_str().unwrap().to_owned(), contact["values"]["fullName"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    let first = names(&tenant)[0].0.parse::<u64>().unwrap();
    tenant.data(UPDATE, with(json!([{ "fullName": { "simplifiedName": "李四" }, "isDefault": false }]))).await;
    tenant
        .data(UPDATE, with(json!([{ "id": first, "fullName": { "simplifiedName": "王五" }, "isDefault": true, "entityStatus": "Update" }])))
        .await;
    assert_eq!(names(&tenant).into_iter().map(|(_, name)| name).collect::<Vec<_>>(), ["王五", "李四"]);
    tenant.data(UPDATE, with(json!([{ "id": first, "entityStatus": "Delete" }]))).await;
    assert_eq!(names(&tenant).len(), 1);
    assert_eq!(code(&tenant.post(UPDATE, with(json!([{ "id": 7, "entityStatus": "Update", "isDefault": true }]))).await), "999");
    assert_eq!(code(&tenant.post(UPDATE, json!({ "id": 7, "code": "nobody" })).await), "999");
}

#[tokio::test]
async fn a_batch_succeeds_as_a_whole_and_tells_of_failures_inside() {
    let tenant = Tenant::new(5).await;
    let row = |code: &str, class: &str| json!({ "_status": "Insert", "code": code, "name": { "zh_CN": code }, "org_code": "global00", "customerClass_code": class, "merchantAppliedDetail": {} });
    let answer =
        tenant.post("/digitalModel/batch/merchant/save", json!({ "data": [row("G1", "01"), row("G2", "98"), row("G3", "01")] })).await;
    let data = answer.json()["data"].clone();
    assert_eq!(
        (code(&answer).as_str(), data["count"].clone(), data["sucessCount"].clone(), data["failCount"].clone()),
        ("200", json!(3), json!(2), json!(1))
    );
    assert_eq!((data["messages"][0]["key"].clone(), data["infos"][1]["code"].clone()), (json!("G2"), json!("G3")));
    let first = data["infos"][0]["id"].clone();
    let stopped = tenant
        .data(
            "/digitalModel/merchant/stop",
            json!({ "data": [{ "merchantId": first, "orgCode": "global00" }, { "merchantCode": "nobody", "orgCode": "global00" }] }),
        )
        .await;
    assert_eq!(
        (stopped["sucessCount"].clone(), stopped["failCount"].clone(), tenant.count("merchant", "code", "G1")),
        (json!(1), json!(1), 1)
    );
    let assigned = tenant
        .data(
            "/digitalModel/merchant/batchDo",
            json!({ "data": [{ "merchantId": first, "orgIds": ["1531200000000000002"], "createOrgId": "1" }] }),
        )
        .await;
    assert_eq!(assigned["sucessCount"], 1);
    let listed = tenant.data("/digitalModel/merchant/newlist", json!({ "pageIndex": 1, "pageSize": 10, "code": "G1" })).await;
    assert_eq!((listed.as_array().unwrap().len(), listed[0]["stopStatus"].clone()), (2, json!(true)));
}

#[tokio::test]
async fn a_deletion_is_taken_now_and_done_later() {
    let tenant = Tenant::new(5).await;
    tenant.control("POST", "/own/delete_after", json!({ "seconds": 30 }));
    let id = tenant.truth("merchant")[0]["id"].clone();
    let taken = tenant.data("/digitalModel/merchant/batchdelete", json!({ "data": [{ "id": id }] })).await;
    assert!(taken["asyncKey"].is_string());
    let list = || tenant.data("/digitalModel/merchant/newlist", json!({ "pageIndex": 1, "pageSize": 10, "id": id }));
    assert!(!list().await.as_array().unwrap().is_empty());
    tenant.running.advance(31_000);
    assert_eq!(list().await, json!([]));
}
