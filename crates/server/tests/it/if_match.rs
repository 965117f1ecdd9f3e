//! Objects whose records are changed only by those who say what they have read.

use serde_json::{Value, json};

use crate::app::{Answer, TestApp};

/// With an object `ledgers` that demands `If-Match`.
async fn start() -> TestApp {
    let app = TestApp::start().await;
    let label = |text: &str| json!({"en": text, "zh": text});
    let fields = json!([
        {"name": "code", "label": label("Code"), "type": "text", "required": true, "match_key": "text"},
        {"name": "balance", "label": label("Balance"), "type": "integer"},
    ]);
    let object = json!({"name": "ledgers", "label": label("Ledgers"), "title_field": "code", "if_match_required": true, "fields": fields});
    let made = app.post("/api/v1/objects", &object).await;
    assert_eq!((made.status, &made.json()["if_match_required"]), (201, &json!(true)), "{}", made.text);
    app
}

async fn with_tag(app: &TestApp, method: &str, path: &str, tag: &str, body: &Value) -> Answer {
    app.send(app.request(method, path).header("if-match", tag).json(body)).await
}

/// Asserts that an answer demands the version that was read.
fn demands(answer: &Answer) {
    assert_eq!((answer.status, answer.problem().as_str()), (428, "version_required"), "{}", answer.text);
    assert_eq!(answer.json()["errors"][0]["pointer"], "header:If-Match", "{}", answer.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn changing_and_deleting_need_the_version_that_was_read() {
    let app = start().await;
    let id = app.create("ledgers", &json!({"code": "A", "balance": 1})).await;
    let path = format!("/api/v1/ledgers/{id}");
    demands(&app.call("PATCH", &path, &json!({"balance": 2})).await);
    demands(&app.send(app.request("DELETE", &path)).await);
    assert_eq!(app.get(&path).await.json()["balance"], 1, "nothing was changed");

    assert_eq!(with_tag(&app, "PATCH", &path, "\"1\"", &json!({"balance": 2})).await.status, 200);
    let stale = with_tag(&app, "PATCH", &path, "\"1\"", &json!({"balance": 3})).await;
    assert_eq!((stale.problem().as_str(), &stale.json()["changed_fields"]), ("version_mismatch", &json!(["balance"])), "{}", stale.text);
    assert_eq!(stale.json()["current"]["balance"], 2, "{}", stale.text);
    assert_eq!(with_tag(&app, "PATCH", &path, "*", &json!({"balance": 4})).await.status, 200, "overwritten on purpose");
    let tag = app.get(&path).await.header("etag").to_owned();
    assert_eq!(app.send(app.request("DELETE", &path).header("if-match", tag)).await.status, 204);

    let chinese = app.send(app.request("PATCH", &path).header("accept-language", "zh").json(&json!({"balance": 2}))).await;
    assert_eq!(chinese.status, 404, "what is gone asks for nothing: {}", chinese.text);
    let page = app.get("/errors/version_required").await;
    assert!(page.status == 200 && page.text.contains("If-Match"), "{}", page.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upsert_needs_it_for_a_record_that_is_there_and_none_for_a_new_one() {
    let app = start().await;
    let path = "/api/v1/ledgers/by/code/B";
    let made = app.call("PUT", path, &json!({"balance": 1})).await;
    assert_eq!((made.status, &made.json()["outcome"]), (201, &json!("created")), "{}", made.text);
    demands(&app.call("PUT", path, &json!({"balance": 2})).await);
    assert_eq!(with_tag(&app, "PUT", path, "\"9\"", &json!({"balance": 2})).await.problem(), "version_mismatch");
    let changed = with_tag(&app, "PUT", path, "\"1\"", &json!({"balance": 2})).await;
    assert_eq!((changed.status, &changed.json()["outcome"]), (200, &json!("updated")), "{}", changed.text);
    // Who has read a version of it means no new one.
    let strange = with_tag(&app, "PUT", "/api/v1/ledgers/by/code/C", "\"1\"", &json!({"balance": 2})).await;
    assert_eq!(strange.problem(), "not_found");
    assert_eq!(app.get("/api/v1/ledgers?count=exact").await.json()["page"]["count"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn items_of_a_batch_say_it_as_their_version() {
    let app = start().await;
    let ids = [app.create("ledgers", &json!({"code": "A"})).await, app.create("ledgers", &json!({"code": "B"})).await];
    let batch = |atomic: bool| {
        json!({"atomic": atomic, "items": [
            {"op": "update", "id": ids[0], "version": 1, "record": {"balance": 5}},
            {"op": "update", "id": ids[1], "record": {"balance": 5}},
            {"op": "upsert", "key": "code", "value": "A", "record": {"balance": 6}},
            {"op": "delete", "id": ids[1]},
        ]})
    };
    let refused = app.post("/api/v1/ledgers:batch", &batch(true)).await;
    assert_eq!((refused.status, &refused.json()["failed_item"]), (428, &json!(1)), "{}", refused.text);
    let answered = app.post("/api/v1/ledgers:batch", &batch(false)).await;
    assert_eq!(answered.status, 207, "{}", answered.text);
    let statuses: Vec<u64> =
        answered.json()["items"].as_array().expect("items").iter().filter_map(|item| item["status"].as_u64()).collect();
    assert_eq!(statuses, [200, 428, 428, 428], "{}", answered.text);
    assert_eq!(answered.json()["items"][1]["outcome"], "conflict");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_demands_it_from_the_moment_it_is_told_to() {
    let app = TestApp::start().await;
    let id = app.create("customers", &json!({"name": "一"})).await;
    let path = format!("/api/v1/customers/{id}");
    assert_eq!(app.get("/api/v1/objects/customers").await.json()["if_match_required"], false);
    assert_eq!(app.call("PATCH", &path, &json!({"city": "上海"})).await.status, 200);
    let set = |on: bool| json!({"if_match_required": on});
    assert_eq!(app.call("PATCH", "/api/v1/objects/customers", &set(true)).await.json()["if_match_required"], true);
    demands(&app.call("PATCH", &path, &json!({"city": "北京"})).await);
    // What machines bring asks for nothing: imports are judged by their sources.
    let file = "编号,姓名,城市\nC1,二,北京\n";
    let import = |file: &str| {
        app.request("POST", "/api/v1/imports?object=customers&source=shop").header("content-type", "text/csv").body(file.to_owned())
    };
    for city in ["北京", "广州"] {
        let place = app.send(import(&file.replace("北京", city))).await.header("location").to_owned();
        let run = crate::imports::ended(&app, &place).await;
        assert_eq!(run["state"], "done", "{run}");
    }
    assert_eq!(app.get("/api/v1/customers/by/external_id/shop:C1").await.json()["city"], "广州");
    let reader = app.key_with("customers:write");
    let refused = app.client.patch(format!("{}/api/v1/objects/customers", app.address)).bearer_auth(reader).json(&set(false));
    assert_eq!(app.send(refused).await.problem(), "forbidden");
    app.call("PATCH", "/api/v1/objects/customers", &set(false)).await;
    assert_eq!(app.call("PATCH", &path, &json!({"city": "北京"})).await.status, 200);
    let document = app.get("/api/v1/openapi.json").await.json();
    for (path, method) in
        [("/api/v1/customers/{id}", "patch"), ("/api/v1/customers/{id}", "delete"), ("/api/v1/customers/by/{key}/{value}", "put")]
    {
        assert!(document["paths"][path][method]["responses"]["428"].is_object(), "{method} {path}");
    }
}
