//! History, lineage, the change feed.

use serde_json::json;

use crate::app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn every_change_is_told_with_who_and_what() {
    let app = TestApp::start().await;
    let id = app.create("customers", &json!({"name": "一", "city": "上海"})).await;
    app.call("PATCH", &format!("/api/v1/customers/{id}"), &json!({"city": "北京"})).await;
    let history = app.get(&format!("/api/v1/customers/{id}/history?limit=1")).await.json();
    let newest = &history["items"][0];
    assert_eq!(
        (newest["op"].as_str(), newest["fields"]["city"].clone()),
        (Some("update"), json!({"old": "上海", "new": "北京"})),
        "{history}"
    );
    assert!(newest["actor"].as_str().is_some_and(|actor| actor.starts_with("key:")));
    let cursor = history["page"]["next_cursor"].as_str().expect("more");
    let older = app.get(&format!("/api/v1/customers/{id}/history?cursor={cursor}")).await.json();
    assert_eq!((older["items"][0]["op"].as_str(), older["page"]["has_more"].as_bool()), (Some("create"), Some(false)));
    assert_eq!(older["items"][0]["fields"]["city"]["new"], "上海");
    let lineage = app.get(&format!("/api/v1/customers/{id}/lineage")).await.json();
    assert_eq!(
        (lineage["fields"]["city"]["value"].as_str(), lineage["fields"]["city"]["rule"].as_str()),
        (Some("北京"), Some("manual")),
        "{lineage}"
    );
    assert_eq!(app.get(&format!("/api/v1/customers/{id}/sources")).await.json()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_tells_everything_in_order_and_can_be_followed() {
    let app = TestApp::start().await;
    let a = app.create("customers", &json!({"name": "一"})).await;
    let b = app.create("deals", &json!({"name": "交易"})).await;
    let feed = app.get("/api/v1/changes").await.json();
    let records: Vec<&str> = feed["items"].as_array().expect("items").iter().filter_map(|item| item["record"].as_str()).collect();
    assert_eq!(records, [a.as_str(), b.as_str()]);
    assert_eq!((feed["items"][0]["origin"].as_str(), feed["page"]["has_more"].as_bool()), (Some("api"), Some(false)));
    let cursor = feed["page"]["next_cursor"].as_str().expect("always a place to go on").to_owned();
    assert_eq!(app.get(&format!("/api/v1/changes?cursor={cursor}")).await.json()["items"], json!([]));
    assert_eq!(app.get("/api/v1/changes?objects=deals").await.json()["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(app.get("/api/v1/changes?objects=nothing").await.status, 400);

    let mut stream =
        app.request("GET", &format!("/api/v1/changes?cursor={cursor}")).header("accept", "text/event-stream").send().await.expect("stream");
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    app.call("PATCH", &format!("/api/v1/customers/{a}"), &json!({"city": "上海"})).await;
    let event = String::from_utf8(stream.chunk().await.expect("chunk").expect("event").to_vec()).expect("text");
    assert!(event.starts_with("id: ") && event.contains("event: change") && event.contains("\"city\""), "{event}");
    let key = app.key_with("deals:read");
    let only = app.send(app.client.get(format!("{}/api/v1/changes", app.address)).bearer_auth(&key)).await.json();
    assert_eq!(only["items"].as_array().map(Vec::len), Some(1), "only what the key may read");
}
