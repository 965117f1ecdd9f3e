//! A field that becomes unique or a match key after there are records, and one that stops to be.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::lists::asked;

async fn machines(app: &TestApp) {
    let label = |text: &str| json!({"en": text, "zh": text});
    let object = json!({"name": "machines", "label": label("Machines"), "title_field": "name", "fields": [
        {"name": "name", "label": label("Name"), "type": "text", "required": true},
        {"name": "serial", "label": label("Serial"), "type": "text"},
    ]});
    assert_eq!(app.post("/api/v1/objects", &object).await.status, 201);
}

async fn change(app: &TestApp, change: &Value) -> crate::app::Answer {
    app.call("PATCH", "/api/v1/objects/machines/fields/serial", change).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_becomes_unique_binds_the_records_that_are_there() {
    let app = TestApp::start().await;
    machines(&app).await;
    let first = app.create("machines", &json!({"name": "one", "serial": "S1"})).await;
    let second = app.create("machines", &json!({"name": "two", "serial": "S2"})).await;
    let third = app.create("machines", &json!({"name": "three", "serial": "s2"})).await;
    let gone = app.create("machines", &json!({"name": "gone", "serial": "S1"})).await;
    assert_eq!(app.send(app.request("DELETE", &format!("/api/v1/machines/{gone}"))).await.status, 204);

    let refused = change(&app, &json!({"unique": true})).await;
    assert_eq!((refused.status, refused.problem().as_str()), (409, "conflict"), "{}", refused.text);
    assert_eq!(refused.json()["holders"], json!([second, third]), "{}", refused.text);
    assert_eq!(app.get("/api/v1/objects/machines/fields/serial").await.json()["unique"], false);

    assert_eq!(app.call("PATCH", &format!("/api/v1/machines/{third}"), &json!({"serial": "S3"})).await.status, 200);
    let made = change(&app, &json!({"unique": true})).await;
    assert_eq!((made.status, &made.json()["unique"]), (200, &json!(true)), "{}", made.text);
    let taken = app.post("/api/v1/machines", &json!({"name": "four", "serial": "s1"})).await;
    assert_eq!((taken.status, &taken.json()["holder"]), (409, &json!(first)), "{}", taken.text);
    assert_eq!(app.get("/api/v1/machines/by/serial/S3").await.json()["id"], third.as_str());
    let restored = app.send(app.request("POST", &format!("/api/v1/machines/{gone}:restore"))).await;
    assert_eq!(restored.status, 409, "{}", restored.text);
    // A value that is given up is free again.
    assert_eq!(app.call("PATCH", &format!("/api/v1/machines/{first}"), &json!({"serial": "S9"})).await.status, 200);
    assert_eq!(app.post("/api/v1/machines", &json!({"name": "four", "serial": "S1"})).await.status, 201);

    assert_eq!(change(&app, &json!({"unique": false})).await.status, 200);
    let double = app.create("machines", &json!({"name": "five", "serial": "S9"})).await;
    assert_eq!(app.call("PATCH", &format!("/api/v1/machines/{first}"), &json!({"serial": "S10"})).await.status, 200);
    // Objects without a field for it know when their records were made.
    let made = app.get(&format!("{}&sort=-created_at", asked("/api/v1/machines", "created_at >= 2020-01-01"))).await;
    assert_eq!(made.json()["items"][0]["name"], "five", "{}", made.text);
    // What was unique before binds nobody the next time.
    assert_eq!(change(&app, &json!({"unique": true})).await.status, 200);
    assert_eq!(app.get("/api/v1/machines/by/serial/S9").await.json()["id"], double.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_becomes_a_match_key_finds_the_records_that_are_there() {
    let app = TestApp::start().await;
    machines(&app).await;
    let one = app.create("machines", &json!({"name": "one", "serial": "S1"})).await;
    let kept = app.create("machines", &json!({"name": "kept", "serial": "S2"})).await;
    let absorbed = app.create("machines", &json!({"name": "absorbed", "serial": "S3"})).await;
    let merge = json!({"survivor": kept, "absorbed": [absorbed]});
    assert_eq!(app.post("/api/v1/machines:merge", &merge).await.status, 200);
    let gone = app.create("machines", &json!({"name": "gone", "serial": "S4"})).await;
    assert_eq!(app.send(app.request("DELETE", &format!("/api/v1/machines/{gone}"))).await.status, 204);

    let made = change(&app, &json!({"match_key": "text"})).await;
    assert_eq!(made.status, 200, "{}", made.text);
    for (serial, id) in [("s1", &one), ("S2", &kept), ("S3", &kept)] {
        assert_eq!(app.get(&format!("/api/v1/machines/by/serial/{serial}")).await.json()["id"], id.as_str(), "{serial}");
    }
    let put = app.call("PUT", "/api/v1/machines/by/serial/S1", &json!({"name": "first"})).await;
    assert_eq!((put.status, &put.json()["outcome"]), (200, &json!("updated")), "{}", put.text);
    assert_eq!(app.send(app.request("POST", &format!("/api/v1/machines/{gone}:restore"))).await.status, 200);
    assert_eq!(app.get("/api/v1/machines/by/serial/S4").await.json()["id"], gone.as_str());
    // Runs tell that it was done.
    let runs = app.get("/api/v1/runs?kind=index&limit=1").await.json();
    assert_eq!((&runs["items"][0]["state"], &runs["items"][0]["report"]["field"]), (&json!("done"), &json!("serial")), "{runs}");

    // Out of use and in use again: what came and went meanwhile is known.
    assert_eq!(change(&app, &json!({"archived": true})).await.status, 200);
    assert_eq!(app.get("/api/v1/machines/by/serial/S1").await.status, 404);
    assert_eq!(change(&app, &json!({"archived": false})).await.status, 200);
    assert_eq!(app.get("/api/v1/machines/by/serial/S1").await.json()["id"], one.as_str());
    assert_eq!(change(&app, &json!({"match_key": null})).await.status, 200);
    assert_eq!(app.get("/api/v1/machines/by/serial/S1").await.status, 404);
}
