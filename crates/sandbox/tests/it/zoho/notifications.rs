//! Notifications: channels, their end, what is told and what is not.

use serde_json::{Value, json};

use super::{Org, code};
use crate::pushes::receiver_with;

fn watch(url: &str, expiry: Value) -> Value {
    json!({ "watch": [{ "channel_id": "1000000068001", "events": ["Contacts.all", "Leads.create"], "token": "the-token", "notify_url": format!("{url}?a=1"), "channel_expiry": expiry }] })
}

fn told(org: &Org, requests: &std::sync::mpsc::Receiver<(String, String)>) -> Vec<Value> {
    assert!(org.running.settle_pushes("zoho"));
    requests.try_iter().map(|(_, body)| serde_json::from_str(&body).unwrap()).collect()
}

#[tokio::test]
async fn a_channel_tells_what_happens_until_it_ends() {
    let (url, requests) = receiver_with(vec![]);
    let org = Org::new(5).await;
    assert_eq!(org.get("/actions/watch").await.status, 204);
    let made = org.call("POST", "/actions/watch", Some(watch(&url, json!("2026-01-06T16:00:00+08:00")))).await;
    assert_eq!(
        (made.status, made.json()["watch"][0]["details"]["events"][0]["channel_expiry"].clone()),
        (201, json!("2026-01-06T16:00:00+08:00"))
    );
    let id = org.made("Contacts", json!({ "Last_Name": "A" })).await;
    org.control("PATCH", &format!("/tables/Contacts/records/{id}"), json!({ "values": { "Title": "CEO" } }));
    org.call("DELETE", &format!("/Contacts?ids={id}"), None).await;
    let lead = org.made("Leads", json!({ "Last_Name": "L" })).await;
    org.call("PUT", "/Leads", Some(json!({ "data": [{ "id": lead, "City": "x" }] }))).await;
    org.made("Accounts", json!({ "Account_Name": "nobody asked" })).await;
    let messages = told(&org, &requests);
    let seen: Vec<(&str, &str)> =
        messages.iter().map(|message| (message["module"].as_str().unwrap(), message["operation"].as_str().unwrap())).collect();
    assert_eq!(seen, [("Contacts", "insert"), ("Contacts", "update"), ("Contacts", "delete"), ("Leads", "insert")]);
    let first = &messages[0];
    assert_eq!(
        (first["ids"].clone(), first["token"].clone(), first["channel_id"].clone(), first["query_params"].clone()),
        (json!([id]), json!("the-token"), json!("1000000068001"), json!({ "a": "1" }))
    );
    assert_eq!(
        (first["server_time"].as_i64().unwrap(), first["resource_uri"].as_str().unwrap()),
        (1_767_600_000_000, "https://www.zohoapis.com/crm/v2/Contacts")
    );
    org.running.advance(86_400_001);
    let token = org.new_token().await;
    let later =
        reqwest::Client::new().post(format!("{}/crm/v8/Contacts", org.base)).header("authorization", format!("Zoho-oauthtoken {token}"));
    assert_eq!(later.json(&json!({ "data": [{ "Last_Name": "unheard" }] })).send().await.unwrap().status(), 201);
    assert_eq!(told(&org, &requests), Vec::<Value>::new(), "silence after the end");
}

#[tokio::test]
async fn a_channel_without_an_end_or_with_a_far_one_lives_an_hour() {
    let (url, _requests) = receiver_with(vec![]);
    let org = Org::new(5).await;
    for expiry in [Value::Null, json!("2026-03-01T00:00:00+08:00")] {
        org.call("POST", "/actions/watch", Some(watch(&url, expiry))).await;
        let listed = org.get("/actions/watch?channel_id=1000000068001").await.json();
        assert_eq!(
            (listed["watch"].as_array().unwrap().len(), listed["watch"][0]["channel_expiry"].clone()),
            (1, json!("2026-01-05T17:00:00+08:00"))
        );
    }
    assert_eq!(org.call("DELETE", "/actions/watch?channel_ids=1000000068001", None).await.status, 200);
    let again = org.call("DELETE", "/actions/watch?channel_ids=1000000068001", None).await.json();
    assert_eq!(again["watch"][0]["code"], "NOT_SUBSCRIBED");
    assert_eq!(org.get("/actions/watch").await.status, 204);
    for wrong in
        [json!({ "channel_id": "x" }), json!({ "token": "x".repeat(51) }), json!({ "events": ["Nothing.all"] }), json!({ "notify_url": 1 })]
    {
        let mut asked = watch(&url, Value::Null);
        asked["watch"][0].as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        let refused = org.call("POST", "/actions/watch", Some(asked)).await;
        assert_eq!((refused.status, refused.json()["watch"][0]["code"].clone()), (400, json!("INVALID_DATA")), "{wrong}");
    }
    assert_eq!(code(&org.call("POST", "/actions/watch", Some(json!({}))).await).1, "MANDATORY_NOT_FOUND");
}

#[tokio::test]
async fn messages_are_doubled_swapped_forged_and_lost_as_ordered() {
    let (url, requests) = receiver_with(vec![]);
    let org = Org::new(5).await;
    org.call("POST", "/actions/watch", Some(watch(&url, Value::Null))).await;
    org.running.fault("zoho:push:push_twice:times=1").unwrap();
    let first = org.made("Contacts", json!({ "Last_Name": "A" })).await;
    assert_eq!(told(&org, &requests).iter().filter(|message| message["ids"][0] == first.as_str()).count(), 2);
    org.running.fault("zoho:push:push_forged:times=1").unwrap();
    org.made("Contacts", json!({ "Last_Name": "B" })).await;
    assert_ne!(told(&org, &requests)[0]["token"], "the-token");
    org.running.fault("zoho:push:push_lost:times=1").unwrap();
    org.made("Contacts", json!({ "Last_Name": "C" })).await;
    assert!(told(&org, &requests).is_empty());
    org.running.fault("zoho:push:push_swap:times=1").unwrap();
    let early = org.made("Contacts", json!({ "Last_Name": "D" })).await;
    let late = org.made("Contacts", json!({ "Last_Name": "E" })).await;
    let order: Vec<Value> = told(&org, &requests).iter().map(|message| message["ids"][0].clone()).collect();
    assert_eq!(order, [json!(late), json!(early)]);
}
