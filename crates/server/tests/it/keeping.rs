//! What is no longer kept is said to be gone, and a way to go on is shown.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::json;
use store::Keep;

use crate::app::{Ahead, TestApp};
use crate::imports::ended;

const DAY_MS: i64 = 86_400_000;
const FILE: &str = "编号,姓名,手机,邮箱\nC1,张伟,13800138001,zhang@example.cn\nC2,李娜,13800138002,li@example.cn\n,,,\n";

/// Throws away as the server does by itself, once the search index has read the log.
async fn throw_away(app: &TestApp) {
    for _ in 0..600 {
        if app.state.throw_away().await.expect("throws away").changes > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    unreachable!("nothing is thrown away");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_comes_too_late_is_told_how_to_go_on() {
    let clock = Arc::new(Ahead::default());
    let keep = Keep { runs_days: 2_000, ..Keep::default() };
    let app = TestApp::start_at(clock.clone(), |settings| settings.keep = keep).await;
    let started =
        app.send(app.request("POST", "/api/v1/imports?object=customers&source=shop").header("content-type", "text/csv").body(FILE)).await;
    let run = ended(&app, started.header("location")).await;
    let run_id = run["id"].as_str().expect("id").to_owned();
    let id = app.get("/api/v1/customers/by/external_id/shop:C1").await.json()["id"].as_str().expect("id").to_owned();
    let record = format!("/api/v1/customers/{id}");
    assert_eq!(app.call("PATCH", &record, &json!({"city": "上海"})).await.status, 200);
    let first = app.get("/api/v1/changes?limit=1").await.json();
    assert!(first["page"]["cut_before"].is_null());
    let cursor = first["page"]["next_cursor"].as_str().expect("cursor").to_owned();

    clock.0.store(500 * DAY_MS, Ordering::Relaxed);
    throw_away(&app).await;

    for accept in ["application/json", "text/event-stream"] {
        let late = app.send(app.request("GET", &format!("/api/v1/changes?cursor={cursor}")).header("accept", accept)).await;
        assert_eq!((late.status, late.problem().as_str()), (410, "gone"), "{}", late.text);
        let resume = late.json()["resume_cursor"].as_str().expect("a way to go on").to_owned();
        assert_eq!(app.get(&format!("/api/v1/changes?cursor={resume}")).await.status, 200);
    }
    let anew = app.get("/api/v1/changes").await.json();
    assert!(anew["page"]["cut_before"].is_string(), "{anew}");

    let history = app.get(&format!("{record}/history")).await.json();
    assert_eq!((history["items"].as_array().map(Vec::len), history["page"]["cut_before"].is_string()), (Some(0), true), "{history}");
    let lineage = app.get(&format!("{record}/lineage")).await.json();
    assert_eq!(lineage["fields"]["city"]["origin"], json!({"kind": "manual", "cut": true}));
    assert_eq!(lineage["fields"]["name"]["origin"]["kind"], "source", "what sources say needs no log");
    assert!(app.get(&format!("/api/v1/runs/{run_id}/records")).await.json()["page"]["cut_before"].is_string());
    for dry_run in [true, false] {
        let undo = app.post(&format!("/api/v1/runs/{run_id}:rollback"), &json!({"dry_run": dry_run})).await;
        assert_eq!((undo.status, undo.problem().as_str()), (409, "conflict"), "{}", undo.text);
        assert!(undo.json()["detail"].as_str().is_some_and(|text| text.contains("no longer kept")), "{}", undo.text);
    }

    assert_eq!(app.call("PATCH", &record, &json!({"city": "北京"})).await.status, 200);
    let history = app.get(&format!("{record}/history")).await.json();
    assert_eq!(history["items"][0]["fields"]["city"], json!({"old": "上海", "new": "北京"}));
    assert!(history["page"]["cut_before"].is_string(), "the part before is still missing");
    let lineage = app.get(&format!("{record}/lineage")).await.json();
    assert!(lineage["fields"]["city"]["origin"]["actor"].is_string(), "{lineage}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_rows_and_answers_end_in_time() {
    let clock = Arc::new(Ahead::default());
    let app = TestApp::start_at(clock.clone(), |_| {}).await;
    app.create("customers", &json!({"name": "甲", "phone": "13800138001"})).await;
    app.create("customers", &json!({"name": "乙", "email": "yi@example.cn"})).await;
    let file = "编号,姓名,手机,邮箱\nC1,丙,13800138001,yi@example.cn\n";
    let import = app.request("POST", "/api/v1/imports?object=customers&source=shop&policy=review").header("content-type", "text/csv");
    let run = ended(&app, app.send(import.body(file)).await.header("location")).await;
    let rejected = format!("/api/v1/imports/{}/rejected", run["id"].as_str().expect("id"));
    assert_eq!(run["report"]["held"], 1, "{run}");
    let create = || app.send(app.request("POST", "/api/v1/customers").header("idempotency-key", "k1").json(&json!({"name": "一次"})));
    let first = create().await;
    assert_eq!(create().await.header("idempotency-replayed"), "true");
    assert_eq!(app.get(&rejected).await.status, 200);

    clock.0.store(200 * DAY_MS, Ordering::Relaxed);
    let removed = app.state.throw_away().await.expect("throws away");
    assert_eq!((removed.answers, removed.changes, removed.dead_letters), (1, 0, 1));
    let again = create().await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, ""));
    assert_ne!(first.json()["id"], again.json()["id"]);
    assert_eq!(app.get(&rejected).await.problem(), "gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_missed_the_cut_part_is_made_anew() {
    let clock = Arc::new(Ahead::default());
    let turned = clock.clone();
    let prepare = move |records: &records::Records| {
        let customers = records.object("customers").expect("shipped");
        let caller = model::Caller::system();
        for at in 0..3 {
            let doc = model::Doc::from_json(&customers, &format!("{{\"name\":\"晨光 {at}\"}}")).expect("values");
            let made = records.create(&caller, &customers, doc).wait().expect("creates");
            if at == 2 {
                records.delete(&caller, &customers, made.id, records::Expect::default()).wait().expect("deletes");
            }
        }
        turned.0.store(500 * DAY_MS, Ordering::Relaxed);
        let keep = Keep::default();
        let removed = records.store().write(move |session| session.keep_slice(&keep, i64::MAX, 100)).expect("throws away");
        assert_eq!(removed.changes, 4);
    };
    let app = TestApp::start_prepared(clock, prepare, |_| {}).await;
    for _ in 0..600 {
        let found = app.post("/api/v1/customers:search", &json!({"q": "晨光"})).await.json();
        if found["index"]["up_to_date"] == true {
            assert_eq!(found["items"].as_array().map(Vec::len), Some(2), "{found}");
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    unreachable!("the index does not get up to date");
}
