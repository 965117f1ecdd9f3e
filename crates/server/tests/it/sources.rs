//! Sources are listed, ranked and named; records follow the rank, and a rehearsal shows how.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::imports::ended;

async fn import(app: &TestApp, source: &str, city: &str) {
    let file = format!("编号,姓名,手机,城市\nC1,张伟,13800138001,{city}\n");
    let request = app.request("POST", &format!("/api/v1/imports?object=customers&source={source}")).header("content-type", "text/csv");
    let run = ended(app, app.send(request.body(file)).await.header("location")).await;
    assert_eq!(run["state"], "done", "{run}");
}

async fn source(app: &TestApp, name: &str) -> Value {
    let listed = app.get("/api/v1/sources").await.json();
    listed["items"].as_array().and_then(|items| items.iter().find(|one| one["name"] == name)).cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_rank_is_rehearsed_then_followed() {
    let app = TestApp::start().await;
    let by_rank = app.call("PATCH", "/api/v1/objects/customers/fields/city", &json!({"survivorship": "source_rank"})).await;
    assert_eq!(by_rank.status, 200, "{}", by_rank.text);
    import(&app, "shop", "上海").await;
    import(&app, "crm", "北京").await;
    let crm = source(&app, "crm").await;
    assert_eq!((crm["object"].as_str(), crm["rank"].as_i64(), crm["label"].as_str()), (Some("customers"), Some(100), Some("")));
    let path = format!("/api/v1/sources/{}", crm["id"].as_str().expect("id"));
    let city = || async { app.get("/api/v1/customers/by/phone/13800138001").await.json()["city"].clone() };
    let before = city().await;
    // Whoever wins now, the other order makes the other one win.
    let (rank, other) = if before == "上海" { (1, "北京") } else { (1_000, "上海") };

    let rehearsed = app.call("PATCH", &format!("{path}?dry_run=true"), &json!({"rank": rank, "label": "客户系统"})).await.json();
    assert_eq!((rehearsed["records"].as_i64(), rehearsed["changed"].as_i64(), rehearsed["run_id"].is_null()), (Some(1), Some(1), true));
    assert_eq!(rehearsed["examples"][0]["fields"]["city"], json!({"old": before, "new": other}), "{rehearsed}");
    assert_eq!((city().await, source(&app, "crm").await), (before.clone(), crm.clone()), "a rehearsal changes nothing");

    let done = app.call("PATCH", &path, &json!({"rank": rank, "label": "客户系统"})).await.json();
    assert_eq!((done["changed"].as_i64(), done["dry_run"].as_bool()), (Some(1), Some(false)), "{done}");
    assert_eq!(city().await, other);
    let now = source(&app, "crm").await;
    assert_eq!((now["rank"].as_i64(), now["label"].as_str()), (Some(rank), Some("客户系统")));
    let run = app.get(&format!("/api/v1/runs/{}", done["run_id"].as_str().expect("run"))).await.json();
    assert_eq!((run["kind"].as_str(), run["state"].as_str()), (Some("recompute"), Some("done")));
    app.call("PATCH", &path, &json!({"rank": 100})).await;
    assert_eq!((city().await, source(&app, "crm").await["label"].clone()), (before, json!("客户系统")));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_administrators_rank_and_nonsense_is_refused() {
    let app = TestApp::start().await;
    import(&app, "shop", "上海").await;
    let shop = source(&app, "shop").await;
    let path = format!("/api/v1/sources/{}", shop["id"].as_str().expect("id"));
    let writer = app.key_with("*:read *:write");
    let refused = app.send(app.client.patch(format!("{}{path}", app.address)).bearer_auth(&writer).json(&json!({"rank": 1}))).await;
    assert_eq!((refused.status, refused.json()["missing_scope"].as_str()), (403, Some("admin")));
    let stranger = app.key_with("deals:read");
    let listed = app.send(app.client.get(format!("{}/api/v1/sources", app.address)).bearer_auth(&stranger)).await;
    assert_eq!(listed.json()["items"], json!([]), "sources of objects one may not read are not shown");
    for body in [json!({}), json!({"rank": 1.5}), json!({"rank": 2_000_000}), json!({"name": "x"}), json!({"label": "a\nb"})] {
        assert_eq!(app.call("PATCH", &path, &body).await.status, 422, "{body}");
    }
    assert_eq!(app.call("PATCH", "/api/v1/sources/999", &json!({"rank": 1})).await.status, 404);
    assert_eq!(source(&app, "shop").await, shop);
}
