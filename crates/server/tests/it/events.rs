//! What happens, told to open pages; and the summary that Home shows.

use std::time::Duration;

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::app::TestApp;

/// An open stream of events.
struct Stream {
    response: reqwest::Response,
    text: String,
}

impl Stream {
    async fn open(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("answer");
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut stream = Self { response, text: String::new() };
        stream.until("retry: ").await;
        stream
    }

    /// Reads until `part` was told.
    async fn until(&mut self, part: &str) {
        while !self.text.contains(part) {
            assert!(self.more().await, "the stream ended before {part:?}: {}", self.text);
        }
    }

    /// False at the end of the stream.
    async fn more(&mut self) -> bool {
        let chunk = tokio::time::timeout(Duration::from_secs(60), self.response.chunk()).await.expect("something within a minute");
        match chunk.expect("reads") {
            Some(chunk) => {
                self.text.push_str(&String::from_utf8_lossy(&chunk));
                true
            }
            None => false,
        }
    }

    fn last_id(&self) -> String {
        let id = self.text.lines().rev().find_map(|line| line.strip_prefix("id: "));
        id.expect("an id").to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_read_an_object_hears_of_its_records_and_nobody_else_does() {
    let app = TestApp::start().await;
    let with_key = |scopes: &str| app.client.get(format!("{}/api/v1/events", app.address)).bearer_auth(app.key_with(scopes));
    let mut all = Stream::open(with_key("*:read")).await;
    let mut deals = Stream::open(with_key("deals:read")).await;
    let id = app.create("customers", &json!({"name": "上海某某有限公司"})).await;
    all.until(&format!("\"id\":\"{id}\"")).await;
    assert!(all.text.contains(&format!("event: change\ndata: {{\"object\":\"customers\",\"id\":\"{id}\",\"version\":1}}")), "{}", all.text);
    assert!(!all.text.contains("上海"), "ids are told, values are asked for");
    let deal = app.create("deals", &json!({"name": "Deal"})).await;
    deals.until(&format!("\"id\":\"{deal}\"")).await;
    assert!(!deals.text.contains("customers"), "{}", deals.text);

    // Whoever comes back hears what was missed, or that it was too much.
    let back = Stream::open(with_key("*:read").header("last-event-id", all.last_id())).await;
    let mut back = back;
    back.until(&format!("\"id\":\"{deal}\"")).await;
    assert!(!back.text.contains(&id), "what was told is not told again");
    // A page reads first and listens then: what happens between is told.
    let after = app.get("/api/v1/session").await.json()["events_after"].to_string();
    let between = app.create("deals", &json!({"name": "Between"})).await;
    let late = app.client.get(format!("{}/api/v1/events?after={after}", app.address)).bearer_auth(app.key_with("*:read"));
    let mut late = Stream::open(late).await;
    late.until(&format!("\"id\":\"{between}\"")).await;
    assert!(!late.text.contains(&deal));
    let mut lost = Stream::open(with_key("*:read").header("last-event-id", "999999999")).await;
    lost.until("event: reset").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stream_of_a_key_that_is_revoked_ends() {
    let app = TestApp::start().await;
    let made = app.post("/api/v1/keys", &json!({"name": "page", "scopes": ["*:read"]})).await.json();
    let key = made["key"].as_str().expect("key");
    let mut stream = Stream::open(app.client.get(format!("{}/api/v1/events", app.address)).bearer_auth(key)).await;
    let id = app.create("customers", &json!({"name": "first"})).await;
    stream.until(&id).await;
    assert_eq!(app.send(app.request("DELETE", &format!("/api/v1/keys/{}", made["id"].as_str().expect("id")))).await.status, 204);
    app.create("customers", &json!({"name": "later"})).await;
    while stream.more().await {}
}

#[tokio::test(flavor = "multi_thread")]
async fn the_summary_tells_how_full_fields_are_and_what_is_wrong() {
    let app = TestApp::start().await;
    let csv =
        "id,name,phone,city\n1,上海甲有限公司,13800138000,上海\n2,北京乙有限公司,12,\n3,广州丙有限公司,,\n4,深圳丁有限公司,13900139000,\n";
    let import = app.request("POST", "/api/v1/imports?object=customers&file_name=a.csv&source=shop").header("content-type", "text/csv");
    let started = app.send(import.body(csv)).await;
    assert_eq!(started.status, 202, "{}", started.text);
    let path = format!("/api/v1/runs/{}", started.json()["id"].as_str().expect("id"));
    for _ in 0..600 {
        if app.get(&path).await.json()["finished_at"].is_string() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let summary = app.get("/api/v1/summary").await;
    assert_eq!(summary.status, 200, "{}", summary.text);
    let summary = summary.json();
    let customers = summary["objects"].as_array().expect("objects").iter().find(|one| one["object"] == "customers").expect("customers");
    assert_eq!((&customers["records"], &customers["exact"], &customers["looked_at"]), (&json!(4), &json!(true), &json!(4)));
    let share = |field: &str| -> Value {
        let fill = customers["fill"].as_array().expect("fill").iter().find(|one| one["field"] == field);
        fill.expect(field)["share"].clone()
    };
    assert_eq!((share("name"), share("city"), share("industry")), (json!(1.0), json!(0.25), json!(0.0)));
    let findings = customers["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|one| one["field"] == "phone" && one["count"] == 1), "{findings:?}");
    assert_eq!(summary["syncs"]["fresh"], 0);
    let narrow = app.client.get(format!("{}/api/v1/summary", app.address)).bearer_auth(app.key_with("deals:read"));
    let narrow = app.send(narrow).await.json();
    assert_eq!((narrow["objects"].as_array().map(Vec::len), &narrow["objects"][0]["object"]), (Some(1), &json!("deals")));
}
