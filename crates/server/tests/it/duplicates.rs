//! The queue of duplicates: found as records come, merged, told apart for good, and left alone by loads.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::app::TestApp;
use crate::imports::ended;

/// Waits until the open groups are as wanted.
async fn until(app: &TestApp, path: &str, is_it: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..200_000 {
        let shown = app.get(path).await.json();
        if is_it(&shown) {
            return shown;
        }
        tokio::task::yield_now().await;
    }
    unreachable!("{path} does not become so: {}", app.get(path).await.text);
}

fn count(shown: &Value) -> usize {
    shown["items"].as_array().map_or(0, Vec::len)
}

fn ids(group: &Value) -> Vec<&str> {
    group["record_ids"].as_array().map(|ids| ids.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

const OPEN: &str = "/api/v1/duplicates?object=customers";

#[tokio::test(flavor = "multi_thread")]
async fn records_that_share_a_key_are_found_explained_and_merged() {
    let app = TestApp::start().await;
    let first = app.create("customers", &json!({"name": "上海示例贸易有限公司", "phone": "13800138001", "city": "上海"})).await;
    let second = app.create("customers", &json!({"name": "上海示例贸易有限责任公司", "phone": "13800138001", "city": "北京"})).await;
    app.create("customers", &json!({"name": "无关", "phone": "13800138002"})).await;
    let one = app.create("customers", &json!({"name": "李娜", "email": "li@example.cn"})).await;
    let other = app.create("customers", &json!({"name": "王芳", "email": "li@example.cn"})).await;
    let found = until(&app, OPEN, |shown| count(shown) == 2).await;
    let (likely, unlikely) = (&found["items"][0], &found["items"][1]);
    assert_eq!((ids(likely), ids(unlikely)), (vec![first.as_str(), second.as_str()], vec![one.as_str(), other.as_str()]), "{found}");
    assert!(likely["score"].as_i64() > unlikely["score"].as_i64(), "{found}");
    assert_eq!(likely["matched_by"], json!(["phone"]));
    let outcome = |field: &str| {
        likely["reasons"]
            .as_array()
            .and_then(|all| all.iter().find(|reason| reason["field"] == field))
            .map(|reason| reason["outcome"].clone())
    };
    assert_eq!(
        (outcome("phone"), outcome("name"), outcome("city")),
        (Some(json!("same")), Some(json!("similar")), Some(json!("different")))
    );
    assert_eq!(likely["records"][1]["city"], "北京");
    let pages = app.get(&format!("{OPEN}&limit=1")).await.json();
    let next = app.get(&format!("{OPEN}&limit=1&cursor={}", pages["page"]["next_cursor"].as_str().expect("more"))).await.json();
    assert_eq!((&next["items"][0]["id"], &next["page"]["has_more"]), (&unlikely["id"], &json!(false)));
    assert_eq!(app.get("/api/v1/summary").await.json()["objects"][0]["duplicates"], 2);

    let merged = app.post("/api/v1/customers:merge", &json!({"survivor": first, "absorbed": [second]})).await;
    assert_eq!(merged.status, 200, "{}", merged.text);
    // At once, also before it was looked at again.
    assert_eq!(count(&app.get(OPEN).await.json()), 1);
    let done = until(&app, "/api/v1/duplicates?state=merged", |shown| count(shown) == 1).await;
    assert_eq!((&done["items"][0]["id"], &done["items"][0]["settled_by"]), (&likely["id"], &json!("key:1")), "{done}");
    assert_eq!(done["items"][0]["records"].as_array().map(Vec::len), Some(1));
    let path = format!("/api/v1/duplicates/{}", likely["id"].as_str().expect("id"));
    assert_eq!(app.send(app.request("POST", &format!("{path}:dismiss"))).await.problem(), "conflict");
    // Unmerged means that a person said no.
    let back = app.post(&format!("/api/v1/customers/{first}:unmerge"), &json!({})).await;
    assert_eq!(back.status, 200, "{}", back.text);
    until(&app, &path, |shown| shown["state"] == "dismissed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn not_the_same_is_remembered_by_the_queue_by_questions_and_by_loads() {
    let app = TestApp::start().await;
    let first = app.create("customers", &json!({"name": "张伟", "phone": "13800138001"})).await;
    let second = app.create("customers", &json!({"name": "张卫", "phone": "13800138001"})).await;
    let found = until(&app, OPEN, |shown| count(shown) == 1).await;
    let path = format!("/api/v1/duplicates/{}", found["items"][0]["id"].as_str().expect("id"));
    let reader = app.key_with("customers:read");
    let stranger = app.key_with("deals:write,deals:read");
    for (key, read, write) in [(&reader, 200, 403), (&stranger, 403, 403)] {
        let send = |method: &str, path: &str| {
            app.send(app.client.request(method.parse().expect("method"), format!("{}{path}", app.address)).bearer_auth(key))
        };
        assert_eq!(send("GET", &path).await.status, read);
        assert_eq!(send("POST", &format!("{path}:dismiss")).await.status, write);
    }
    let listed = app.send(app.client.get(format!("{}/api/v1/duplicates", app.address)).bearer_auth(&stranger)).await;
    assert_eq!(count(&listed.json()), 0, "{}", listed.text);

    let dismissed = app.send(app.request("POST", &format!("{path}:dismiss"))).await;
    assert_eq!(
        (dismissed.status, &dismissed.json()["state"], &dismissed.json()["settled_by"]),
        (200, &json!("dismissed"), &json!("key:1")),
        "{}",
        dismissed.text
    );
    assert_eq!(count(&app.get(OPEN).await.json()), 0);
    assert_eq!(count(&app.post("/api/v1/customers/duplicates:find", &json!({"id": first})).await.json()), 0);
    // A change of one of them does not bring the question back.
    assert_eq!(app.call("PATCH", &format!("/api/v1/customers/{first}"), &json!({"city": "上海"})).await.status, 200);
    // A third one with the same phone is another question, and the load does not make one of the two.
    let form = Form::new().part("file", Part::text("编号,姓名,手机\nX1,张三,13800138001\n").file_name("三.csv"));
    let started = app.send(app.request("POST", "/api/v1/imports?object=customers&source=shop").multipart(form)).await;
    let run = ended(&app, started.header("location")).await;
    assert_eq!((run["report"]["held"].as_i64(), run["report"]["merged"].as_i64()), (Some(1), Some(0)), "{run}");
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 2);
    assert_eq!(app.get(&path).await.json()["state"], "dismissed");

    let reopened = app.send(app.request("POST", &format!("{path}:reopen"))).await;
    assert_eq!((reopened.status, &reopened.json()["state"]), (200, &json!("open")), "{}", reopened.text);
    assert_eq!(count(&app.get(OPEN).await.json()), 1);
    assert_eq!(count(&app.post("/api/v1/customers/duplicates:find", &json!({"id": second})).await.json()), 1);
    assert_eq!(app.get("/api/v1/duplicates/999999").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_follows_its_records() {
    let app = TestApp::start().await;
    let mut made = Vec::new();
    for at in 0..7 {
        made.push(app.create("customers", &json!({"name": format!("同号{at}"), "phone": "13800138001"})).await);
    }
    let found = until(&app, OPEN, |shown| count(shown) == 1 && ids(&shown["items"][0]).len() == 5).await;
    assert_eq!(ids(&found["items"][0]), made.iter().take(5).map(String::as_str).collect::<Vec<_>>(), "the oldest five");
    // Told apart, those that were too many are a group of their own with them no longer.
    let path = format!("/api/v1/duplicates/{}", found["items"][0]["id"].as_str().expect("id"));
    assert_eq!(app.send(app.request("POST", &format!("{path}:dismiss"))).await.status, 200);
    let rest = app.get(OPEN).await.json();
    assert_eq!((count(&rest), ids(&rest["items"][0]).len()), (1, 5), "{rest}");
    // Another phone, and nothing is left of the question.
    for id in &made {
        let phone = format!("1380013{}", 9_000 + id.len() + made.iter().position(|known| known == id).unwrap_or(0));
        assert_eq!(app.call("PATCH", &format!("/api/v1/customers/{id}"), &json!({"phone": phone})).await.status, 200);
    }
    until(&app, OPEN, |shown| count(shown) == 0).await;
    until(&app, "/api/v1/summary", |shown| shown["objects"][0]["duplicates"] == 0 || shown["at"].is_string()).await;
}
