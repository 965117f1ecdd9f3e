//! Keys, limits, applications, forms and widgets.

use serde_json::{Value, json};

use super::Corp;
use crate::support::got;

#[tokio::test]
async fn only_a_post_with_the_key_is_answered() {
    let corp = Corp::new("customers", 5);
    for (key, code) in [(None, 17_018), (Some("wrong"), 8_301)] {
        let answer = got(corp.request("POST", "app/list", key).json(&json!({}))).await.unwrap();
        assert_eq!((answer.status, answer.json()["code"].as_i64()), (400, Some(code)));
    }
    let key = Some(sandbox::jiandaoyun::API_KEY);
    assert_eq!(got(corp.request("GET", "app/list", key)).await.unwrap().status, 405);
    assert_eq!(got(corp.request("POST", "app/list", key).body("[1")).await.unwrap().json()["code"], 17_017);
    assert_eq!(got(corp.request("POST", "app/nothing", key).json(&json!({}))).await.unwrap().status, 404);
}

#[tokio::test]
async fn applications_and_forms_are_listed_by_offset() {
    let corp = Corp::new("customers", 5);
    let apps = corp.fine("app/list", json!({ "skip": 0, "limit": 100 })).await;
    assert_eq!(apps["apps"].as_array().unwrap().len(), 2);
    assert_eq!(corp.fine("app/list", json!({ "skip": 1, "limit": 1 })).await["apps"], json!([apps["apps"][1]]));
    let forms = corp.fine("app/entry/list", json!({ "skip": 0, "limit": 100 })).await;
    let names: Vec<&str> = forms["forms"].as_array().unwrap().iter().map(|form| form["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["客户", "联系人", "商机"]);
    assert_eq!(corp.code("app/entry/list", json!({ "app_id": "5f0000000000000000000000" })).await, 2_004);
    assert_eq!(corp.code("app/entry/widget/list", json!({ "entry_id": "5f0000000000000000000000" })).await, 3_000);
}

#[tokio::test]
async fn widgets_are_named_by_alias_and_keep_their_id() {
    let corp = Corp::new("customers", 5);
    let before = corp.fine("app/entry/widget/list", json!({})).await;
    let widget = |list: &Value, label: &str| list["widgets"].as_array().unwrap().iter().find(|one| one["label"] == label).unwrap().clone();
    let name = widget(&before, "客户名称");
    assert_eq!((name["name"].as_str(), name["type"].as_str()), (Some("customer_name"), Some("text")));
    assert!(name["widgetName"].as_str().is_some_and(|id| id.len() == 21 && id.starts_with("_widget_")), "{name}");
    let plain = widget(&before, "说明");
    assert_eq!(plain["name"], plain["widgetName"]);
    assert_eq!(widget(&before, "联系人")["items"].as_array().unwrap().len(), 3);
    assert!(before["widgets"].as_array().unwrap().iter().all(|one| one["name"] != "creator"));
    corp.running.fault("jiandaoyun:widget.list:rename_field=customers.customer_name>title").unwrap();
    let renamed = widget(&corp.fine("app/entry/widget/list", json!({})).await, "客户名称");
    assert_eq!((renamed["name"].as_str(), &renamed["widgetName"]), (Some("title"), &name["widgetName"]));
    let record = &corp.list(json!({ "limit": 1 })).await[0];
    assert!(record["title"].is_string() && record["customer_name"].is_null());
}

#[tokio::test]
async fn the_form_tells_when_its_data_changed() {
    let corp = Corp::new("customers", 5);
    let told = || async { corp.fine("app/entry/widget/list", json!({})).await["dataModifyTime"].as_str().unwrap().to_owned() };
    let before = told().await;
    assert_eq!(told().await, before);
    let id = corp.create(json!({ "customer_name": { "value": "新" } })).await;
    assert_eq!(told().await, "2026-01-05T08:00:00.000Z");
    corp.running.advance(5_000);
    corp.fine("app/entry/data/delete", json!({ "data_id": id })).await;
    assert_eq!(told().await, "2026-01-05T08:00:05.000Z");
}

#[tokio::test]
async fn preset_forms_and_closed_applications_are_refused() {
    let preset = Corp::new("crm_customers", 5);
    for path in ["app/entry/widget/list", "app/entry/data/list", "app/entry/data/create"] {
        assert_eq!(preset.code(path, json!({ "data": {} })).await, 30_002, "{path}");
    }
    let corp = Corp::new("customers", 5);
    let (app, _) = sandbox::jiandaoyun::form("customers").unwrap();
    corp.control("POST", "/own/close_app", json!({ "app_id": app }));
    assert_eq!(corp.code("app/entry/data/list", json!({})).await, 8_302);
}

#[tokio::test]
async fn too_many_calls_of_one_second_are_refused() {
    let corp = Corp::new("customers", 5);
    corp.control("POST", "/own/limits", json!({ "on": true }));
    for _ in 0..30 {
        corp.fine("app/entry/widget/list", json!({})).await;
    }
    assert_eq!(corp.code("app/entry/widget/list", json!({})).await, 8_304);
    for _ in 0..10 {
        corp.fine("app/entry/data/batch_delete", json!({ "data_ids": [] })).await;
    }
    assert_eq!(corp.code("app/entry/data/batch_delete", json!({ "data_ids": [] })).await, 8_304);
    for _ in 0..10 {
        corp.fine("app/entry/data/list", json!({})).await;
    }
    assert_eq!(corp.code("app/list", json!({})).await, 8_303, "50 of all together");
    corp.running.advance(1_000);
    corp.fine("app/entry/widget/list", json!({})).await;
}

#[tokio::test]
async fn faults_carry_the_codes_that_were_ordered() {
    let corp = Corp::new("customers", 5);
    corp.running.fault("jiandaoyun:data.list:code=4012").unwrap();
    assert_eq!(corp.code("app/entry/data/list", json!({})).await, 4_012);
    corp.running.fault("jiandaoyun:data.list:code=8304").unwrap();
    assert_eq!(corp.code("app/entry/data/list", json!({})).await, 8_304);
    assert_eq!(corp.call("app/entry/data/list", json!({})).await.status, 200);
    let counts = corp.control("GET", "/log/counts", Value::Null);
    assert_eq!(counts["forbidden_calls"], 1, "a call within the second that 8304 asks for");
    corp.running.fault("jiandaoyun:429:times=1").unwrap();
    let limited = corp.call("app/entry/data/list", json!({})).await;
    assert_eq!((limited.status, limited.json()["code"].as_i64()), (429, Some(8_303)));
    corp.running.fault("jiandaoyun:502").unwrap();
    assert!(corp.call("app/entry/data/list", json!({})).await.text.starts_with("<html>"));
}
