//! Imports and runs over HTTP.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::app::TestApp;

const FILE: &str = "编号,姓名,手机,邮箱,城市\nC1,张伟,13800138001,zhang@example.cn,上海\nC2,李娜,13800138002,li@example.cn,北京\nC3,张伟,13800138001,,上海\n";

/// Waits until a run has ended.
pub async fn ended(app: &TestApp, place: &str) -> Value {
    for _ in 0..100_000 {
        let run = app.get(place).await.json();
        if !["open", "queued", "running"].contains(&run["state"].as_str().unwrap_or("")) {
            return run;
        }
        tokio::task::yield_now().await;
    }
    unreachable!("{place} does not end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_becomes_customers_and_is_undone() {
    let app = TestApp::start().await;
    let preview = app
        .send(
            app.request("POST", "/api/v1/imports?object=customers&source=shop&dry_run=true").header("content-type", "text/csv").body(FILE),
        )
        .await;
    assert_eq!(preview.status, 202, "{}", preview.text);
    let preview = ended(&app, preview.header("location")).await;
    assert_eq!((preview["state"].as_str(), preview["report"]["created"].as_i64()), (Some("done"), Some(2)), "{preview}");
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 0);

    let form = Form::new().part("file", Part::text(FILE).file_name("客户.csv"));
    let started = app.send(app.request("POST", "/api/v1/imports?object=customers&source=shop").multipart(form)).await;
    assert_eq!(started.status, 202, "{}", started.text);
    let place = started.header("location").to_owned();
    let run = ended(&app, &place).await;
    assert_eq!(
        (run["state"].as_str(), run["report"]["read"].as_i64(), run["report"]["created"].as_i64()),
        (Some("done"), Some(3), Some(2)),
        "{run}"
    );
    assert_eq!(run["source"], "shop");
    let found = app.get("/api/v1/customers/by/external_id/shop:C3").await;
    assert_eq!(found.status, 200, "{}", found.text);
    assert_eq!(found.json()["external_ids"]["shop"], json!(["C1", "C3"]));
    let id = found.json()["id"].as_str().expect("id").to_owned();
    assert_eq!(app.get(&format!("/api/v1/customers/{id}/sources")).await.json()["items"].as_array().map(Vec::len), Some(2));
    let rejected = app.get(&format!("{place}/rejected")).await;
    assert_eq!((rejected.status, rejected.header("content-disposition").starts_with("attachment")), (200, true));

    let run_id = run["id"].as_str().expect("id");
    assert_eq!(app.get(&format!("/api/v1/runs/{run_id}/records")).await.json()["items"].as_array().map(Vec::len), Some(2));
    let rehearsed = app.send(app.request("POST", &format!("/api/v1/runs/{run_id}:rollback?dry_run=true"))).await;
    assert_eq!((rehearsed.status, rehearsed.json()["deleted"].as_i64()), (200, Some(2)), "{}", rehearsed.text);
    let undone = app.send(app.request("POST", &format!("/api/v1/runs/{run_id}:rollback"))).await;
    assert_eq!((undone.status, undone.json()["deleted"].as_i64()), (200, Some(2)), "{}", undone.text);
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 0);
    assert_eq!(app.get(&format!("/api/v1/runs/{run_id}")).await.json()["undone_by"], undone.json()["run_id"]);
    assert_eq!(app.send(app.request("POST", &format!("/api/v1/imports/{run_id}:cancel"))).await.problem(), "conflict");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_cannot_work_says_why() {
    let app = TestApp::start_with(|settings| settings.import_bytes_max = 1_000).await;
    let post = |query: &str, body: &str| {
        app.send(app.request("POST", &format!("/api/v1/imports?{query}")).header("content-type", "text/csv").body(body.to_owned()))
    };
    assert_eq!(post("object=customers", "").await.status, 422);
    assert_eq!(post("object=custmers", FILE).await.status, 404);
    assert_eq!(post("source=shop", FILE).await.status, 400);
    assert_eq!(post("object=customers&match=colour", FILE).await.status, 400);
    assert_eq!(post("object=customers&mapping=%7B%7B", FILE).await.status, 422);
    assert_eq!(post("object=customers", &"x".repeat(2_000)).await.problem(), "body_too_large");
    let odd = post("object=customers", "%PDF-1.4 nothing here").await;
    let run = ended(&app, odd.header("location")).await;
    assert_eq!(run["state"], "failed", "{run}");
    assert!(run["report"]["error"].is_string());
    let key = app.key_with("deals:write");
    let refused = app.send(app.client.post(format!("{}/api/v1/imports?object=customers", app.address)).bearer_auth(key).body(FILE)).await;
    assert_eq!(refused.json()["missing_scope"], "customers:write");
}

#[tokio::test(flavor = "multi_thread")]
async fn mapping_templates_come_as_workbook_and_text() {
    let app = TestApp::start().await;
    let yaml = app.get("/api/v1/customers/mapping-template?format=yaml").await;
    assert!(yaml.status == 200 && yaml.text.contains("customers"), "{}", yaml.text);
    let response = app.request("GET", "/api/v1/customers/mapping-template").send().await.expect("answer");
    assert!(response.bytes().await.expect("bytes").starts_with(b"PK"));
}
