//! The queue of duplicates: found as records come, merged, told apart for good, and left alone by loads.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use model::{Clock, format_ms};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::app::{Ahead, TestApp};
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
async fn records_with_different_official_ids_are_not_merged_and_both_languages_say_why() {
    let app = TestApp::start().await;
    let one = app.create("customers", &json!({"name": "甲", "credit_code": "91110105MA01ABC179"})).await;
    let other = app.create("customers", &json!({"name": "乙", "credit_code": "91310115MA1K2DEF5Y"})).await;
    for (action, language, reason) in [
        ("merge", "en", "different official ids; correct the one that is wrong"),
        ("merge", "zh-CN", "统一社会信用代码等证件号不同"),
        ("preview-merge", "zh-CN", "统一社会信用代码等证件号不同"),
    ] {
        let asked = app.request("POST", &format!("/api/v1/customers:{action}")).header("accept-language", language);
        let refused = app.send(asked.json(&json!({"survivor": one, "absorbed": [other]}))).await;
        assert_eq!(refused.problem(), "conflict");
        let detail = refused.json()["detail"].as_str().expect("a reason").to_owned();
        assert!(detail.contains(reason), "{detail}");
    }
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

const DAY_MS: i64 = 86_400_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_put_off_and_waits_again() {
    let clock = Arc::new(Ahead::default());
    let app = TestApp::start_at(Arc::<Ahead>::clone(&clock), |_| {}).await;
    let first = app.create("customers", &json!({"name": "张伟", "phone": "13800138001"})).await;
    app.create("customers", &json!({"name": "张卫", "phone": "13800138001"})).await;
    let found = until(&app, OPEN, |shown| count(shown) == 1).await;
    let path = format!("/api/v1/duplicates/{}", found["items"][0]["id"].as_str().expect("id"));
    let day = |days: i64| format_ms(clock.now_ms() + days * DAY_MS);
    let later = format!("{path}:later");
    for (until, status) in [("soon", 422), (day(-1).as_str(), 422), (day(367).as_str(), 422)] {
        assert_eq!(app.post(&later, &json!({ "until": until })).await.status, status, "{until}");
    }
    let reader = app.key_with("customers:read");
    let refused = app.send(app.client.post(format!("{}{later}", app.address)).bearer_auth(&reader).json(&json!({"until": day(1)}))).await;
    assert_eq!(refused.status, 403, "{}", refused.text);

    let put_off = app.post(&later, &json!({"until": day(3)})).await;
    assert_eq!((put_off.status, &put_off.json()["state"]), (200, &json!("later")), "{}", put_off.text);
    assert!(put_off.json()["later_until"].is_string() && put_off.json()["settled_at"].is_null(), "{}", put_off.text);
    assert_eq!(count(&app.get(OPEN).await.json()), 0);
    // A change of one of them does not bring it back before its time.
    assert_eq!(app.call("PATCH", &format!("/api/v1/customers/{first}"), &json!({"city": "上海"})).await.status, 200);
    until(&app, "/api/v1/duplicates?state=later", |shown| count(shown) == 1 && shown["items"][0]["records"][0]["city"] == "上海").await;
    clock.0.store(4 * DAY_MS, Ordering::Relaxed);
    until(&app, OPEN, |shown| count(shown) == 1 && shown["items"][0]["later_until"].is_null()).await;

    // Taken back before its time.
    assert_eq!(app.post(&later, &json!({"until": day(3)})).await.status, 200);
    let back = app.send(app.request("POST", &format!("{path}:reopen"))).await;
    assert_eq!((back.status, &back.json()["state"]), (200, &json!("open")), "{}", back.text);
    assert_eq!(app.send(app.request("POST", &format!("{path}:dismiss"))).await.status, 200);
    assert_eq!(app.post(&later, &json!({"until": day(3)})).await.problem(), "conflict");
    assert_eq!(app.post("/api/v1/duplicates/999999:later", &json!({"until": day(3)})).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_tells_what_follows_its_records() {
    let app = TestApp::start().await;
    let first = app.create("customers", &json!({"name": "张伟", "phone": "13800138001"})).await;
    let second = app.create("customers", &json!({"name": "张卫", "phone": "13800138001"})).await;
    for at in 0..3 {
        app.create("deals", &json!({"name": format!("单{at}"), "customer": second})).await;
    }
    app.create("tickets", &json!({"subject": "坏了", "customer": first})).await;
    let found = until(&app, OPEN, |shown| count(shown) == 1).await;
    assert!(found["items"][0].get("related").is_none(), "a list does not count");
    let path = format!("/api/v1/duplicates/{}", found["items"][0]["id"].as_str().expect("id"));
    let related = app.get(&path).await.json()["related"].clone();
    let has = |record: &str, object: &str, count: i64| {
        let wanted = json!({"record": record, "object": object, "field": "customer", "count": count});
        related.as_array().is_some_and(|all| all.contains(&wanted))
    };
    assert!(has(&second, "deals", 3) && has(&first, "tickets", 1), "{related}");
    // Who may not read deals does not learn how many there are.
    let key = app.key_with("customers:read");
    let seen = app.send(app.client.get(format!("{}{path}", app.address)).bearer_auth(&key)).await;
    assert_eq!(seen.json()["related"], json!([]), "{}", seen.text);
}

const RULE: &str = "/api/v1/duplicates/rule";

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_merges_without_a_person_and_tells_before_what_it_would_have_done() {
    let app = TestApp::start().await;
    let likely = json!({"name": "上海示例贸易有限公司", "phone": "13800138001", "email": "a@example.cn"});
    let first = app.create("customers", &likely).await;
    app.create("customers", &likely).await;
    let unlikely = app.create("customers", &json!({"name": "李娜", "phone": "13800138002"})).await;
    app.create("customers", &json!({"name": "王芳", "phone": "13800138002"})).await;
    app.create("customers", &json!({"name": "陈静", "phone": "13800138003", "email": "c@example.cn"})).await;
    app.create("customers", &json!({"name": "陈静", "phone": "13800138003", "email": "c@example.cn"})).await;
    let found = until(&app, OPEN, |shown| count(shown) == 3).await;
    let told = found["items"].as_array().and_then(|all| all.iter().find(|group| group["records"][0]["name"] == "陈静")).expect("group");
    let told = format!("/api/v1/duplicates/{}", told["id"].as_str().expect("id"));
    assert_eq!(app.send(app.request("POST", &format!("{told}:dismiss"))).await.status, 200);

    let asked = app.get(&format!("{RULE}?object=customers&merge_from=90")).await.json();
    assert_eq!(asked, json!({"merge_from": null, "foretold": {"merge_from": 90, "waiting": 1, "merged": 0, "told_apart": 1}}));
    for (body, status) in [
        (json!({"object": "customers", "merge_from": 49}), 422),
        (json!({"object": "cars", "merge_from": 90}), 404),
        (json!({"object": "customers"}), 200),
    ] {
        let answer = app.call("PUT", RULE, &body).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text);
    }
    let writer = app.key_with("customers:read,customers:write");
    let send = |key: &str, method: &str| {
        let request = app.client.request(method.parse().expect("method"), format!("{}{RULE}", app.address)).bearer_auth(key);
        app.send(if method == "PUT" { request.json(&json!({"object": "customers", "merge_from": 90})) } else { request })
    };
    assert_eq!((send(&writer, "GET").await.status, send(&writer, "PUT").await.status), (200, 403));
    let stranger = app.key_with("deals:read");
    assert_eq!(send(&stranger, "GET").await.status, 403);

    let set = app.call("PUT", RULE, &json!({"object": "customers", "merge_from": 90})).await;
    assert_eq!((set.status, &set.json()["merge_from"]), (200, &json!(90)), "{}", set.text);
    let merged = until(&app, "/api/v1/duplicates?state=merged", |shown| count(shown) == 1).await;
    assert_eq!(
        (&merged["items"][0]["settled_by"], &merged["items"][0]["records"][0]["id"]),
        (&json!("system"), &json!(first)),
        "into the oldest: {merged}"
    );
    // What is less alike, and what a person told apart, is left alone.
    let open = app.get(OPEN).await.json();
    assert_eq!((count(&open), &open["items"][0]["record_ids"][0]), (1, &json!(unlikely)), "{open}");
    assert_eq!(app.get(&told).await.json()["state"], "dismissed");
    // Undone by a person, it is not done again.
    let back = app.post(&format!("/api/v1/customers/{first}:unmerge"), &json!({})).await;
    assert_eq!(back.status, 200, "{}", back.text);
    let group = format!("/api/v1/duplicates/{}", merged["items"][0]["id"].as_str().expect("id"));
    until(&app, &group, |shown| shown["state"] == "dismissed").await;
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 6);
}
