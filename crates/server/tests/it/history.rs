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

#[tokio::test(flavor = "multi_thread")]
async fn a_timeline_goes_on_page_by_page_and_shows_everything_once() {
    let app = TestApp::start().await;
    let customer = app.create("customers", &json!({"name": "Line", "city": "v0"})).await;
    for round in 1..=4 {
        app.call("PATCH", &format!("/api/v1/customers/{customer}"), &json!({"city": format!("v{round}")})).await;
        app.create("orders", &json!({"number": format!("O-{round}"), "customer": customer})).await;
        app.create("activities", &json!({"kind": "task", "subject": format!("A-{round}"), "customer": customer})).await;
    }
    let name = |item: &serde_json::Value| match item["kind"].as_str() {
        Some("change") => format!("change {}", item["change"]["version"]),
        _ => item["record"]["number"].as_str().or(item["record"]["subject"].as_str()).unwrap_or("?").to_owned(),
    };
    let path = format!("/api/v1/customers/{customer}/timeline");
    let whole = app.get(&format!("{path}?limit=100")).await.json();
    let mut all: Vec<String> = whole["items"].as_array().expect("items").iter().map(name).collect();
    assert_eq!((all.len(), &whole["page"]["next_cursor"]), (13, &json!(null)));
    let mut seen = Vec::new();
    let mut cursor = String::new();
    for _ in 0..9 {
        let page = app.get(&format!("{path}?limit=2{cursor}")).await.json();
        seen.extend(page["items"].as_array().expect("items").iter().map(name));
        // What is written meanwhile belongs before the first page, and moves nothing.
        app.create("orders", &json!({"number": "later", "customer": customer})).await;
        match page["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    all.sort();
    seen.sort();
    assert_eq!(seen, all);
    let other = app.create("customers", &json!({"name": "Other"})).await;
    let strange = app.get(&format!("/api/v1/customers/{other}/timeline?limit=2{cursor}")).await;
    assert_eq!((strange.status, strange.problem().as_str()), (400, "cursor_invalid"), "a place in the timeline of another record");
    assert_eq!(app.get(&format!("{path}?cursor=AAAA")).await.problem(), "cursor_invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_can_be_foreseen_value_by_value() {
    let app = TestApp::start().await;
    let kept = app.create("customers", &json!({"name": "Kept", "city": "Old", "phone": ["+8613900000001"]})).await;
    let other = app.create("customers", &json!({"name": "Other", "email": ["other@example.cn"], "phone": ["+8613900000002"]})).await;
    let question = json!({"survivor": kept, "absorbed": [other]});
    let foreseen = app.post("/api/v1/customers:preview-merge", &question).await;
    assert_eq!(foreseen.status, 200, "{}", foreseen.text);
    let fields = foreseen.json()["fields"].as_object().expect("fields").clone();
    assert_eq!((&fields["city"]["rule"], &fields["email"]["value"][0]), (&json!("manual"), &json!("other@example.cn")));
    for (id, name) in [(&kept, "Kept"), (&other, "Other")] {
        let record = app.get(&format!("/api/v1/customers/{id}")).await.json();
        assert_eq!((&record["id"], &record["name"], &record["version"]), (&json!(id), &json!(name), &json!(1)), "nothing was changed");
    }
    let merged = app.post("/api/v1/customers:merge", &question).await.json();
    for (name, field) in &fields {
        assert_eq!(merged[name], field["value"], "{name}");
    }
    let key = app.key_with("deals:read");
    let refused =
        app.send(app.client.post(format!("{}/api/v1/customers:preview-merge", app.address)).bearer_auth(&key).json(&question)).await;
    assert_eq!((refused.status, refused.json()["missing_scope"].as_str()), (403, Some("customers:read")));
    let empty = app.post("/api/v1/customers:preview-merge", &json!({"survivor": kept, "absorbed": []})).await;
    assert_eq!(empty.status, 422);
}
