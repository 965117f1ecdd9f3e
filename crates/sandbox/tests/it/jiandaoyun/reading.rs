//! Lists, filters and single records.

use serde_json::{Value, json};

use super::{Corp, ids};

#[tokio::test]
async fn a_list_goes_on_behind_the_last_id() {
    let corp = Corp::new("customers", 230);
    let mut all: Vec<Value> = Vec::new();
    let mut sizes = Vec::new();
    loop {
        let body = match all.last() {
            Some(last) => json!({ "limit": 100, "data_id": last["_id"] }),
            None => json!({ "limit": 100 }),
        };
        let page = corp.list(body).await;
        sizes.push(page.len());
        all.extend(page.clone());
        if page.len() < 100 {
            break;
        }
    }
    assert_eq!(sizes, [100, 100, 30]);
    assert!(ids(&all).is_sorted_by(|one, next| one < next), "ids rise with time");
    assert!(ids(&all).iter().all(|id| id.len() == 24));
    assert_eq!(corp.list(json!({})).await.len(), 10, "unless told");
    assert_eq!(corp.list(json!({ "limit": 500 })).await.len(), 100, "never more");
    assert_eq!(corp.code("app/entry/data/list", json!({ "data_id": "later" })).await, 17_017);
    // A change does not move a record.
    let first = all[0]["_id"].as_str().unwrap();
    corp.fine("app/entry/data/update", json!({ "data_id": first, "data": { "email": { "value": "x@example.com" } } })).await;
    assert_eq!(corp.list(json!({ "limit": 1 })).await[0]["_id"], first);
}

#[tokio::test]
async fn records_have_the_shapes_of_their_widgets() {
    let corp = Corp::new("customers", 60);
    let records = corp.list(json!({ "limit": 100 })).await;
    let one = |wanted: &dyn Fn(&Value) -> bool| records.iter().find(|record| wanted(record)).unwrap().clone();
    let firm = one(&|record| record["customer_type"] == "企业" && record["revenue"].is_number());
    assert_eq!(firm["appId"], sandbox::jiandaoyun::form("customers").unwrap().0);
    assert!(firm["createTime"].as_str().unwrap().ends_with('Z') && firm["deleteTime"].is_null());
    assert!(firm["creator"]["username"].is_string() && firm["owner"]["departments"].is_array() && firm["dept"]["dept_no"].is_number());
    assert!(firm["contacts"][0]["_id"].as_str().is_some_and(|id| id.len() == 24), "{firm}");
    assert!(firm["address"]["province"].is_string() && firm["address"]["detail"].is_string());
    let with_phone = one(&|record| record["mobile"].is_object());
    assert!(with_phone["mobile"]["phone"].is_string() && with_phone["mobile"]["verified"].is_boolean());
    let person = one(&|record| record["customer_type"] == "个人");
    assert_eq!((&person["credit_code"], &person["revenue"], &person["contacts"]), (&json!(""), &Value::Null, &json!([])));
    let only = &corp.list(json!({ "limit": 1, "fields": ["email"] })).await[0];
    assert!(only["email"].is_string() && only["customer_name"].is_null() && only["_id"].is_string());
    let contacts = Corp::new("contacts", 60);
    let contact = &contacts.list(json!({ "limit": 1 })).await[0];
    assert_eq!(contact["source_customer"]["id"], contact["customer"], "one is an object, the other a text");
    let deals = Corp::new("deals", 60);
    assert!(deals.list(json!({ "limit": 1 })).await[0]["flowState"].is_number());
}

#[tokio::test]
async fn a_single_record_is_read_or_missing() {
    let corp = Corp::new("customers", 5);
    let first = corp.list(json!({ "limit": 1 })).await[0].clone();
    assert_eq!(corp.fine("app/entry/data/get", json!({ "data_id": first["_id"] })).await["data"], first);
    assert_eq!(corp.code("app/entry/data/get", json!({ "data_id": "5f0000000000000000000000" })).await, 4_001);
}

#[tokio::test]
async fn filters_take_the_methods_of_the_fields_type() {
    let corp = Corp::new("customers", 50);
    let all = corp.list(json!({ "limit": 100 })).await;
    let known = all.iter().find(|record| record["mobile"].is_object() && record["email"] != "").unwrap().clone();
    let id = known["_id"].as_str().unwrap();
    let has = |found: &[Value]| ids(found).contains(&id);
    assert_eq!(ids(&corp.filtered("data_id", "in", json!([id])).await), [id]);
    assert!(has(&corp.filtered("email", "eq", json!([known["email"]])).await));
    assert!(!has(&corp.filtered("email", "ne", json!([known["email"]])).await));
    assert!(has(&corp.filtered("email", "in", json!([known["email"], "nobody"])).await));
    assert!(has(&corp.filtered("customer_type", "eq", json!([known["customer_type"]])).await));
    assert!(has(&corp.filtered("mobile", "like", json!([known["mobile"]["phone"]])).await));
    assert!(has(&corp.filtered("createTime", "range", json!([known["createTime"], known["createTime"]])).await));
    let day = &known["updateTime"].as_str().unwrap()[..10];
    assert!(!corp.filtered("updateTime", "range", json!([day, "2030-01-01"])).await.is_empty());
    assert!(corp.filtered("updateTime", "range", json!(["1971-01-01", "1971-02-01"])).await.is_empty());
    let rich = corp.filtered("revenue", "gt", json!([1_000_000])).await;
    assert!(!rich.is_empty() && rich.iter().all(|record| record["revenue"].as_f64().unwrap() > 1_000_000.0));
    let tagged = corp.filtered("tags", "all", json!(["老客户"])).await;
    assert!(tagged.iter().all(|record| record["tags"].as_array().unwrap().contains(&json!("老客户"))));
    assert_eq!(
        corp.filtered("credit_code", "empty", json!(null)).await.len() + corp.filtered("credit_code", "not_empty", json!(null)).await.len(),
        50
    );
    let any = json!({ "rel": "or", "cond": [
        { "field": "data_id", "type": "dataid", "method": "eq", "value": [id] },
        { "field": "data_id", "type": "dataid", "method": "eq", "value": [all[0]["_id"]] },
    ] });
    assert!(has(&corp.list(json!({ "limit": 100, "filter": any })).await));
    for (field, method, value) in [
        ("nothing", "eq", json!(["x"])),
        ("email", "like", json!(["x"])),
        ("email", "eq", json!(["x", "y"])),
        ("email", "between", json!(["x"])),
        ("备注", "eq", json!(["x"])),
        ("contact_name", "eq", json!(["x"])),
        ("since", "range", json!(["soon", "later"])),
        ("email", "in", json!(vec!["x"; 1_001])),
    ] {
        let cond = json!([{ "field": field, "method": method, "value": value }]);
        assert_eq!(corp.code("app/entry/data/list", json!({ "filter": { "cond": cond } })).await, 4_815, "{field} {method}");
    }
}

#[tokio::test]
async fn the_filter_on_the_update_time_fails_as_ordered() {
    let corp = Corp::new("customers", 5);
    let filter = json!({ "filter": { "rel": "and", "cond": [
        { "field": "updateTime", "type": "datetime", "method": "range", "value": ["1971-01-01", "1971-02-01"] }] } });
    corp.running.fault("jiandaoyun:data.list:update_filter=refused").unwrap();
    assert_eq!(corp.code("app/entry/data/list", filter.clone()).await, 4_815);
    corp.running.fault("jiandaoyun:data.list:update_filter=ignored").unwrap();
    assert_eq!(corp.list(filter.clone()).await.len(), 5);
    assert_eq!(corp.list(filter).await.len(), 0);
}
