//! Data pushes.

use serde_json::{Value, json};

use super::Corp;
use crate::pushes::receiver_with;

const SECRET: &str = "secret-of-the-form";

fn subscribed(answers: Vec<(u16, String)>) -> (Corp, std::sync::mpsc::Receiver<(String, String)>) {
    let (url, requests) = receiver_with(answers);
    let corp = Corp::new("customers", 5);
    corp.control("PUT", "/push", json!({ "targets": [{ "url": url, "secret": SECRET, "tables": ["customers"] }] }));
    (corp, requests)
}

fn person(corp: &Corp, method: &str, rest: &str, values: Value) -> String {
    let done = corp.control(method, &format!("/tables/customers/records{rest}"), json!({ "values": values }));
    assert!(corp.running.settle_pushes("jiandaoyun"));
    done["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_people_do_is_pushed_and_what_the_api_does_is_not() {
    let (corp, requests) = subscribed(vec![]);
    let id = person(&corp, "POST", "", json!({ "customer_name": "张伟 \"VIP\"", "mobile": "13800138000" }));
    person(&corp, "PATCH", &format!("/{id}"), json!({ "level": "VIP客户" }));
    person(&corp, "DELETE", &format!("/{id}"), json!({}));
    person(&corp, "POST", &format!("/{id}/restore"), json!({}));
    corp.create(json!({ "customer_name": { "value": "by the API" } })).await;
    assert!(corp.running.settle_pushes("jiandaoyun"));
    let bodies: Vec<(String, Value)> = requests
        .try_iter()
        .map(|(head, body)| {
            assert!(!body.contains("\": ") && !body.contains("\\u"), "compact: {body}");
            (head, serde_json::from_str(&body).unwrap())
        })
        .collect();
    let ops: Vec<&str> = bodies.iter().map(|(_, body)| body["op"].as_str().unwrap()).collect();
    assert_eq!(ops, ["data_create", "data_update", "data_remove", "data_recover"]);
    let data = &bodies[0].1["data"];
    assert_eq!((&data["_id"], &data["formName"], &data["customer_name"]), (&json!(id), &json!("客户"), &json!("张伟 \"VIP\"")));
    assert_eq!(data["mobile"], json!({ "phone": "13800138000", "verified": false }));
    assert!(bodies[2].1["data"]["deleteTime"].is_string() && bodies[2].1["data"]["deleter"]["username"].is_string());
    assert!(bodies[0].0.starts_with("POST /hook?nonce="), "{}", bodies[0].0);
    assert!(bodies.iter().all(|(head, _)| head.contains("X-JDY-Signature: ") && head.contains("X-JDY-DeliverId: ")));
}

#[tokio::test]
async fn a_push_is_tried_six_times_and_its_repetitions_carry_its_id() {
    let (corp, requests) = subscribed(vec![(500, String::new()); 10]);
    person(&corp, "POST", "", json!({ "customer_name": "A" }));
    for _ in 0..10 {
        corp.running.advance(3_600_000);
        assert!(corp.running.settle_pushes("jiandaoyun"));
    }
    let ids: Vec<String> = requests
        .try_iter()
        .map(|(head, _)| head.lines().find_map(|line| line.strip_prefix("X-JDY-DeliverId: ")).unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 6);
    assert!(ids.iter().all(|id| *id == ids[0]));
}

#[tokio::test]
async fn a_hundred_failures_in_a_row_switch_a_push_off() {
    let (corp, requests) = subscribed(vec![(500, String::new()); 200]);
    for number in 0..20 {
        person(&corp, "POST", "", json!({ "customer_name": format!("{number}") }));
        for _ in 0..6 {
            corp.running.advance(3_600_000);
            assert!(corp.running.settle_pushes("jiandaoyun"));
        }
    }
    let tried = requests.try_iter().count();
    assert!((100..110).contains(&tried), "{tried}");
    assert_eq!(corp.control("GET", "/own/pushes", Value::Null)[0]["is_off"], true);
    corp.control("PUT", "/push", json!({ "targets": [] }));
}

#[tokio::test]
async fn other_kinds_of_pushes_come_when_they_are_announced() {
    let (corp, requests) = subscribed(vec![]);
    corp.control("POST", "/own/announce", json!({ "table": "customers", "op": "form_update" }));
    assert!(corp.running.settle_pushes("jiandaoyun"));
    let body: Value = serde_json::from_str(&requests.try_iter().next().unwrap().1).unwrap();
    assert_eq!((&body["op"], &body["data"]["name"]), (&json!("form_update"), &json!("客户")));
    assert!(body["data"]["widgets"].as_array().unwrap().len() > 10);
}
