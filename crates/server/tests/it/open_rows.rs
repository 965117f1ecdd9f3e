//! Refused and held rows end by themselves when a later import of their source applies what they were about.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::imports::ended;
use crate::problems::groups;

async fn import(app: &TestApp, options: &str, file: &str) -> Value {
    let request = app.request("POST", &format!("/api/v1/imports?object=customers&source=shop{options}")).header("content-type", "text/csv");
    ended(app, app.send(request.body(file.to_owned())).await.header("location")).await
}

/// The refused rows of a run: state, how each ended, and by which run.
async fn refused(app: &TestApp, run: &Value) -> Vec<(String, Value, Value)> {
    let rows = app.get(&format!("/api/v1/runs/{}/refused", run["id"].as_str().expect("id"))).await.json();
    let line = |row: &Value| (row["state"].as_str().unwrap_or("").to_owned(), row["ended"]["how"].clone(), row["ended"]["run"].clone());
    rows["items"].as_array().expect("rows").iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_row_ends_with_the_import_that_applies_it_and_is_open_again_when_that_is_undone() {
    let app = TestApp::start().await;
    app.create("customers", &json!({"name": "张伟", "phone": "13800138001"})).await;
    app.create("customers", &json!({"name": "张伟", "email": "zhang@example.cn"})).await;
    for columns in ["编号,姓名,手机,邮箱\nC1,张伟,13800138001,zhang@example.cn\n", "姓名,手机,邮箱\n张伟,13800138001,zhang@example.cn\n"]
    {
        let held = import(&app, "&policy=review", columns).await;
        assert_eq!((held["report"]["held"].as_i64(), groups(&app).await.len()), (Some(1), 1), "{held}");
        // Held once more, it stays a question.
        let again = import(&app, "&policy=review&file_name=again.csv", &format!("{columns},,,\n")).await;
        assert_eq!(refused(&app, &held).await, [("held".to_owned(), Value::Null, Value::Null)]);
        let merged = import(&app, "", columns).await;
        assert_eq!(merged["report"]["merged"], 1, "{merged}");
        let by = merged["id"].clone();
        assert_eq!(refused(&app, &held).await, [("ended".to_owned(), json!("superseded"), by.clone())]);
        assert_eq!(refused(&app, &again).await.first(), Some(&("ended".to_owned(), json!("superseded"), by.clone())));
        assert!(groups(&app).await.is_empty(), "nothing waits");

        let undone = app.send(app.request("POST", &format!("/api/v1/runs/{}:rollback", by.as_str().expect("id")))).await;
        assert_eq!(undone.status, 200, "{}", undone.text);
        assert_eq!(refused(&app, &held).await[0].0, "held", "the undo opens it again");
        import(&app, "&file_name=once more.csv", &format!("{columns},,,\n")).await;
        assert!(groups(&app).await.is_empty());
        let back = app.get("/api/v1/runs?limit=1&kind=import").await.json()["items"][0]["id"].as_str().expect("id").to_owned();
        app.send(app.request("POST", &format!("/api/v1/runs/{back}:rollback"))).await;
        let open = groups(&app).await;
        let path = format!("/api/v1/problems/{}:exclude", open[0]["id"].as_str().expect("id"));
        assert_eq!(app.post(&path, &json!({"reason": "done"})).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_row_ends_the_refused_one_and_an_undo_keeps_what_the_import_refused_itself() {
    let app = TestApp::start().await;
    let label = |text: &str| json!({"en": text, "zh": text});
    let fields = json!([
        {"name": "plate", "label": label("Plate"), "type": "text", "unique": true},
        {"name": "vin", "label": label("VIN"), "type": "text", "match_key": "text"},
    ]);
    let vehicles = json!({"name": "vehicles", "label": label("Vehicles"), "title_field": "plate", "fields": fields});
    assert_eq!(app.post("/api/v1/objects", &vehicles).await.status, 201);
    let mapping = "version: 1\nobject: vehicles\nfields:\n- {from: id, to: external_id}\n- {from: plate, to: plate}\n";
    let import = async |file: &'static str| {
        let part = |text: &'static str, name: &'static str| reqwest::multipart::Part::text(text).file_name(name);
        let form = reqwest::multipart::Form::new().part("file", part(file, "v.csv")).part("mapping", part(mapping, "m.yaml"));
        let started = app.send(app.request("POST", "/api/v1/imports?object=vehicles&source=fleet&match=vin").multipart(form)).await;
        ended(&app, started.header("location")).await
    };
    let first = import("id,plate\nV1,A1\nV2,A1\nV3,A1\n").await;
    let second = import("id,plate\nV2,A2\nV4,A1\n").await;
    let states = async |run: &Value| refused(&app, run).await.into_iter().map(|row| row.0).collect::<Vec<_>>();
    let (before, own) = (states(&first).await, states(&second).await);
    assert_eq!((before.len(), before[0].as_str(), own.len()), (2, "ended", 1), "{before:?} {own:?}");
    assert!(before[1] != "ended" && own[0] != "ended", "{before:?} {own:?}");
    let undone = app.send(app.request("POST", &format!("/api/v1/runs/{}:rollback", second["id"].as_str().expect("id")))).await;
    assert_eq!(undone.status, 200, "{}", undone.text);
    assert_ne!(states(&first).await[0], "ended", "open again");
    assert_eq!(states(&second).await, own, "its own refusals stay");
}
