//! Creating, changing, deleting, one by one and in batches.

use serde_json::{Value, json};

use super::{Corp, ids};

#[tokio::test]
async fn records_are_made_changed_and_deleted() {
    let corp = Corp::new("customers", 5);
    let id = corp
        .create(json!({ "customer_name": { "value": "甲公司" }, "mobile": { "value": { "phone": "13800138000" } }, "owner": { "value": "chenli" },
            "since": { "value": "2024-05-06" }, "dept": { "value": 2 }, "nothing": { "value": "passed over" } }))
        .await;
    let made = corp.fine("app/entry/data/get", json!({ "data_id": id })).await["data"].clone();
    assert_eq!(made["since"], "2024-05-05T16:00:00.000Z", "days begin in Beijing");
    assert_eq!((&made["owner"]["name"], &made["dept"]["name"]), (&json!("陈丽"), &json!("销售部")));
    assert_eq!((&made["mobile"], &made["creator"]["username"]), (&json!({ "phone": "13800138000", "verified": false }), &json!("admin")));
    corp.running.advance(1_000);
    let changed = corp.fine("app/entry/data/update", json!({ "data_id": id, "data": { "level": { "value": "VIP客户" } } })).await;
    assert_eq!((&changed["data"]["level"], &changed["data"]["customer_name"]), (&json!("VIP客户"), &json!("甲公司")));
    assert_eq!(changed["data"]["updateTime"], "2026-01-05T08:00:01.000Z");
    corp.fine("app/entry/data/delete", json!({ "data_id": id })).await;
    for path in ["app/entry/data/get", "app/entry/data/delete", "app/entry/data/update"] {
        assert_eq!(corp.code(path, json!({ "data_id": id, "data": {} })).await, 4_001, "{path}");
    }
}

#[tokio::test]
async fn values_that_do_not_fit_are_refused() {
    let corp = Corp::new("customers", 5);
    for (field, value, code) in [
        ("since", json!(null), 17_017),
        ("since", json!(""), 17_017),
        ("since", json!("2024/05/06"), 17_017),
        ("owner", json!("nobody"), 1_010),
        ("revenue", json!("12"), 17_017),
        ("tags", json!("老客户"), 17_017),
    ] {
        assert_eq!(corp.code("app/entry/data/create", json!({ "data": { field: { "value": value } } })).await, code, "{field} {value}");
    }
    let contacts = Corp::new("contacts", 5);
    assert_eq!(contacts.code("app/entry/data/create", json!({ "data": { "source_customer": { "value": "x" } } })).await, 17_032);
    let twice = json!({ "external_id": { "value": "A-1" } });
    corp.create(twice.clone()).await;
    corp.create(twice.clone()).await;
    corp.control("POST", "/own/checks", json!({ "unique": true }));
    assert_eq!(corp.code("app/entry/data/create", json!({ "data": twice })).await, 1_087);
}

#[tokio::test]
async fn a_batch_under_the_same_transaction_is_written_once() {
    let corp = Corp::new("customers", 5);
    let named = |names: &[&str]| names.iter().map(|name| json!({ "customer_name": { "value": name } })).collect::<Vec<_>>();
    let batch = |names: &[&str], id: &str| json!({ "data_list": named(names), "transaction_id": id });
    let id = "87cd7d71-c6df-4281-9927-469094395677";
    let path = "app/entry/data/batch_create";
    let first = corp.fine(path, batch(&["甲", "乙"], id)).await;
    assert_eq!((&first["status"], &first["success_count"]), (&json!("success"), &json!(2)));
    assert_eq!(corp.fine(path, batch(&["甲", "乙"], id)).await, first);
    assert_eq!(corp.fine(path, batch(&["丙", "乙"], id)).await, first);
    let found = corp.filtered("customer_name", "in", json!(["甲", "乙", "丙"])).await;
    let names: Vec<&str> = found.iter().map(|record| record["customer_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["丙", "乙"], "what is sent again is written over what was made");
    corp.running.advance(3_600_001);
    assert_ne!(corp.fine(path, batch(&["甲", "乙"], id)).await, first, "an hour later it is another one");
    assert_eq!(corp.code(path, batch(&["甲"], "no uuid")).await, 17_025);
    let (app, entry) = sandbox::jiandaoyun::form("contacts").unwrap();
    let elsewhere = json!({ "data_list": [], "transaction_id": id, "app_id": app, "entry_id": entry });
    assert_eq!(corp.code(path, elsewhere).await, 17_026);
    assert_eq!(corp.code(path, json!({ "data_list": vec![json!({}); 101] })).await, 17_024);
}

#[tokio::test]
async fn a_batch_can_succeed_in_part_and_be_completed() {
    let corp = Corp::new("customers", 5);
    let names = ["一", "二", "三", "四"];
    let data: Vec<Value> = names.iter().map(|name| json!({ "customer_name": { "value": name } })).collect();
    let body = json!({ "data_list": data, "transaction_id": "87cd7d71-c6df-4281-9927-469094395677" });
    corp.running.fault("jiandaoyun:data.batch_create:row_error=2").unwrap();
    let partly = corp.fine("app/entry/data/batch_create", body.clone()).await;
    assert_eq!(partly["success_count"], 2);
    let whole = corp.fine("app/entry/data/batch_create", body).await;
    assert_eq!(whole["success_count"], 4);
    assert_eq!(corp.filtered("customer_name", "in", json!(names)).await.len(), 4);
    let writes = corp.control("GET", "/log/writes", Value::Null);
    let codes: Vec<&Value> =
        writes["writes"].as_array().unwrap().iter().map(|write| &write["code"]).filter(|code| code.is_string()).collect();
    assert_eq!(codes, ["4000", "4000"]);
}

#[tokio::test]
async fn batches_change_and_delete_many() {
    let corp = Corp::new("customers", 5);
    let all = corp.list(json!({})).await;
    let some = [ids(&all)[0], ids(&all)[1], "5f0000000000000000000000"];
    let changed = corp.fine("app/entry/data/batch_update", json!({ "data_ids": some, "data": { "level": { "value": "VIP客户" } } })).await;
    assert_eq!(changed["success_count"], 2);
    let rows = json!({ "data_ids": some, "data": { "contacts": { "value": [] } } });
    assert_eq!(corp.code("app/entry/data/batch_update", rows).await, 17_032);
    assert_eq!(corp.fine("app/entry/data/batch_delete", json!({ "data_ids": some })).await["success_count"], 2);
    assert_eq!(corp.list(json!({})).await.len(), 3);
    let many = vec![some[0]; 101];
    assert_eq!(corp.code("app/entry/data/batch_update", json!({ "data_ids": many, "data": {} })).await, 17_023);
    assert_eq!(corp.code("app/entry/data/batch_delete", json!({ "data_ids": many })).await, 17_033);
}

#[tokio::test]
async fn an_update_replaces_the_rows_of_a_sub_form() {
    let corp = Corp::new("customers", 5);
    let row = |name: &str| json!({ "contact_name": { "value": name } });
    let id = corp.create(json!({ "contacts": { "value": [row("A"), row("B")] } })).await;
    let before = corp.fine("app/entry/data/get", json!({ "data_id": id })).await["data"]["contacts"].clone();
    let mut kept = row("A2");
    kept["_id"] = json!({ "value": before[0]["_id"] });
    let after = corp.fine("app/entry/data/update", json!({ "data_id": id, "data": { "contacts": { "value": [kept, row("C")] } } })).await;
    let names: Vec<&str> = after["data"]["contacts"].as_array().unwrap().iter().map(|row| row["contact_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["A2", "C"]);
    assert_eq!(after["data"]["contacts"][0]["_id"], before[0]["_id"]);
    assert_ne!(after["data"]["contacts"][1]["_id"], before[1]["_id"]);
}
