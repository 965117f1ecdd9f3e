//! What a preview leads to: a file of everything it foretells, records left out, approval by somebody else.

use model::{Clock, SystemClock, format_ms};
use serde_json::{Value, json};

use crate::app::TestApp;
use crate::connections::connect;
use crate::fake::FakeSystem;

/// A draft over six people, the fifth of whom has nothing to name a record by.
async fn drafted(app: &TestApp, url: &str) -> String {
    connect(app, "CRM", url).await;
    *FakeSystem::at(url).rows.lock().expect("rows") = (1..=6)
        .map(|at| {
            let (name, email) =
                if at == 5 { (String::new(), String::new()) } else { (format!("Person {at}"), format!("p{at}@example.com")) };
            [at.to_string(), name, email, "2026-05-01T08:00:00Z".to_owned()]
        })
        .collect();
    let fields = json!([{"from": "_id", "to": "external_id"}, {"from": "_w1", "to": "name"}, {"from": "_w2", "to": "email"}]);
    let definition = json!({
        "name": "People", "connection": "CRM", "stream": "people", "object": "customers", "limits": {"error_share_max": 1.0},
        "mapping": {"version": 1, "object": "customers", "fields": fields},
    });
    let made = app.post("/api/v1/syncs", &definition).await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.header("location").to_owned()
}

async fn preview(app: &TestApp, path: &str) -> Value {
    let shown = app.post(&format!("{path}:preview"), &json!({})).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    shown.json()
}

async fn customers(app: &TestApp) -> i64 {
    app.get("/api/v1/customers?count=exact").await.json()["page"]["count"].as_i64().expect("count")
}

#[tokio::test(flavor = "multi_thread")]
async fn records_that_a_person_leaves_out_are_not_read_and_stay_as_they_are() {
    let app = TestApp::start().await;
    let url = "https://left-out.example.com";
    let path = drafted(&app, url).await;
    let shown = preview(&app, &path).await;
    let plan = &shown["report"]["plan"];
    assert_eq!((&shown["report"]["created"], plan["examples"].as_array().map(Vec::len)), (&json!(5), Some(5)), "{shown}");
    assert_eq!(plan["examples"][1]["external_ids"], json!(["2"]), "{plan}");
    assert_eq!((&plan["refused"][0]["external_id"], &plan["refused"][0]["reason"]), (&json!("5"), &json!("record_empty")), "{plan}");

    for (wrong, pointer) in [
        (json!([{"id": "2"}]), ""),
        (json!([{"id": "2", "reason": " "}]), "#/excluded/0/reason"),
        (json!([{"reason": "nobody"}]), "#/excluded/0"),
        (json!([{"id": "2", "record": "7", "reason": "both"}]), "#/excluded/0"),
        (json!([{"record": "seven", "reason": "no id"}]), "#/excluded/0/record"),
        (json!([{"id": "2", "reason": "once"}, {"id": "2", "reason": "twice"}]), "#/excluded/1"),
    ] {
        let refused = app.call("PATCH", &path, &json!({"excluded": wrong})).await;
        assert_eq!(refused.status, 422, "{wrong}: {}", refused.text);
        assert!(pointer.is_empty() || refused.json()["errors"][0]["pointer"] == pointer, "{pointer}: {}", refused.text);
    }
    let left_out = json!({"excluded": [{"id": "2", "reason": "left the company"}, {"id": "5", "reason": "test data"}]});
    let changed = app.call("PATCH", &path, &left_out).await;
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{}", changed.text);
    let shown = preview(&app, &path).await;
    let report = &shown["report"];
    assert_eq!((&report["created"], &report["excluded"], &report["rejected"]), (&json!(4), &json!(2), &json!(0)), "{report}");
    let skipped: Vec<&str> =
        report["plan"]["skipped"].as_array().expect("list").iter().map(|row| row["reason"].as_str().expect("reason")).collect();
    assert_eq!(skipped, ["excluded", "excluded"], "{report}");

    app.go_live(&path).await;
    let applied = app.post(&format!("{path}:apply"), &json!({"plan": shown["plan"]})).await;
    assert_eq!((applied.status, customers(&app).await), (200, 4), "{}", applied.text);

    // Somebody who is known already stays as known, whatever happens there.
    let left_out = json!({"excluded": [{"id": "1", "reason": "kept by hand"}]});
    assert_eq!(app.call("PATCH", &path, &left_out).await.status, 200);
    FakeSystem::at(url).rows.lock().expect("rows").retain(|row| row[0] != "1");
    let shown = app.post(&format!("{path}:preview"), &json!({"mode": "full"})).await.json();
    let changes = shown["report"]["plan"]["examples"].to_string();
    assert!(!changes.contains("Person 1"), "{changes}");
    assert_eq!(shown["report"]["created"], json!(1), "the second one is taken in again: {shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_one_file_with_before_and_after_of_every_field() {
    let app = TestApp::start().await;
    let url = "https://preview-file.example.com";
    let path = drafted(&app, url).await;
    let shown = preview(&app, &path).await;
    let plan = shown["plan"].as_str().expect("a plan");
    let rows = format!("{path}/preview-rows");
    let file = app.get(&format!("{rows}?plan={plan}")).await;
    assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"), "{}", file.text);
    assert!(file.header("content-disposition").ends_with(".csv\""), "{}", file.header("content-disposition"));
    let lines: Vec<&str> = file.text.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("Outcome,Row,Id there,"), "{}", lines[0]);
    assert!(lines.iter().any(|line| line.starts_with("new,2,2,,,") && line.contains("p2@example.com")), "{}", file.text);
    assert!(lines.iter().any(|line| line.starts_with("invalid or to be decided,5,5,")), "{}", file.text);
    assert_eq!(lines.iter().filter(|line| line.starts_with("new,")).count(), 10, "a line for each of two fields of five: {}", file.text);
    let chinese = app.send(app.request("GET", &format!("{rows}?plan={plan}&format=csv")).header("accept-language", "zh-CN")).await;
    assert!(chinese.text.contains("结果,行,"), "{}", chinese.text);
    let book = app.get(&format!("{rows}?plan={plan}&format=xlsx")).await;
    assert_eq!(book.status, 200);
    assert!(book.text.starts_with("PK"), "a workbook");

    assert_eq!(app.get(&rows).await.status, 400, "which preview");
    assert_eq!(app.get(&format!("{rows}?plan=soon")).await.status, 400);
    assert_eq!(app.get(&format!("{rows}?plan=999")).await.status, 409);
    let key = app.key_with("customers:read,customers:write");
    let get = |key: &str| app.send(app.client.get(format!("{}{rows}?plan={plan}", app.address)).bearer_auth(key));
    assert_eq!((get(&key).await.status, get("nobody").await.status), (403, 401));
    // It tells what the preview told, or nothing.
    FakeSystem::at(url).rows.lock().expect("rows")[0][1] = "Somebody else".to_owned();
    let stale = app.get(&format!("{rows}?plan={plan}")).await;
    assert_eq!((stale.status, stale.problem().as_str()), (409, "conflict"), "{}", stale.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_approved_by_somebody_else_or_turned_down_with_a_reason() {
    let app = TestApp::start().await;
    let url = "https://approved.example.com";
    let path = drafted(&app, url).await;
    let other = app.key_with("admin");
    let ask =
        |plan: Value| app.send(app.request("POST", &format!("{path}:request-approval")).json(&json!({"plan": plan, "note": "for Monday"})));
    let settle = |key: &str, review: &Value, body: Value| {
        let address = format!("{}/api/v1/reviews/{}:settle", app.address, review["id"].as_str().expect("id"));
        app.send(app.client.post(address).bearer_auth(key).json(&body))
    };
    let writer = app.key_with("customers:read,customers:write");
    let asked_by = |key: &str| {
        let request = app.client.post(format!("{}{path}:request-approval", app.address)).bearer_auth(key);
        app.send(request.json(&json!({"plan": "1"})))
    };
    assert_eq!((asked_by(&writer).await.status, asked_by("nobody").await.status), (403, 401));
    assert_eq!(ask(json!("999")).await.problem(), "validation_failed");

    let plan = preview(&app, &path).await["plan"].clone();
    let asked = ask(plan.clone()).await;
    let review = asked.json();
    assert_eq!(
        (asked.status, &review["kind"], &review["choices"]),
        (201, &json!("plan_approval"), &json!(["approve", "reject"])),
        "{review}"
    );
    let facts = &review["detail"];
    assert_eq!((&facts["created"], &facts["note"], &facts["draft"]), (&json!(5), &json!("for Monday"), &json!(true)), "{facts}");

    assert_eq!(review["answer_by"], Value::Null, "{review}");

    let own = app.post(&format!("/api/v1/reviews/{}:settle", review["id"].as_str().expect("id")), &json!({"choice": "approve"})).await;
    assert_eq!((own.status, own.problem().as_str()), (409, "conflict"), "not by the one who asked: {}", own.text);
    assert_eq!(settle(&writer, &review, json!({"choice": "approve"})).await.status, 403);
    let silent = settle(&other, &review, json!({"choice": "reject"})).await;
    assert_eq!((silent.status, &silent.json()["errors"][0]["pointer"]), (422, &json!("#/reason")), "{}", silent.text);
    let no = settle(&other, &review, json!({"choice": "reject", "reason": "the names first"})).await;
    assert_eq!((no.status, &no.json()["detail"]["reason"]), (200, &json!("the names first")), "{}", no.text);
    assert_eq!(customers(&app).await, 0);

    // Asked anew, the older question answers itself; what changed since is not applied, and the draft stays a draft.
    let first = ask(plan.clone()).await.json();
    let second = ask(plan).await.json();
    assert_eq!(settle(&other, &first, json!({"choice": "approve"})).await.status, 409);
    FakeSystem::at(url).rows.lock().expect("rows")[0][1] = "Somebody else".to_owned();
    let stale = settle(&other, &second, json!({"choice": "approve"})).await;
    assert_eq!((stale.status, &app.get(&path).await.json()["state"]), (409, &json!("draft")), "{}", stale.text);
    let plan = preview(&app, &path).await["plan"].clone();
    let third = ask(plan).await.json();
    let done = settle(&other, &third, json!({"choice": "approve"})).await;
    assert_eq!((done.status, &done.json()["state"]), (200, &json!("settled")), "{}", done.text);
    assert_eq!(done.json()["runs"].as_array().map(Vec::len), Some(1), "{}", done.text);
    let sync = app.get(&path).await.json();
    assert_eq!((customers(&app).await, &sync["state"]), (5, &json!("live")), "{sync}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_wanted_by_a_moment_ahead_or_by_none() {
    let app = TestApp::start().await;
    let path = drafted(&app, "https://answer-by.example.com").await;
    let plan = preview(&app, &path).await["plan"].clone();
    let ask = |by: Value| app.send(app.request("POST", &format!("{path}:request-approval")).json(&json!({"plan": plan, "answer_by": by})));
    let now_ms = SystemClock.now_ms();
    let days = |count: i64| json!(format_ms(now_ms + count * 86_400_000));
    for (by, code) in
        [(json!("soon"), "invalid"), (days(-1), "out_of_range"), (json!(format_ms(now_ms)), "out_of_range"), (days(367), "out_of_range")]
    {
        let refused = ask(by.clone()).await;
        let fault = &refused.json()["errors"][0];
        assert_eq!(
            (refused.status, &fault["pointer"], &fault["code"]),
            (422, &json!("#/answer_by"), &json!(code)),
            "{by}: {}",
            refused.text
        );
    }
    assert_eq!(app.get("/api/v1/reviews").await.json()["items"], json!([]), "what is refused asks nobody");

    let asked = ask(days(365)).await;
    assert_eq!((asked.status, &asked.json()["answer_by"]), (201, &days(365)), "{}", asked.text);
    assert_eq!(app.get("/api/v1/reviews").await.json()["items"][0]["answer_by"], days(365));
    let none = ask(Value::Null).await;
    assert_eq!((none.status, &none.json()["answer_by"]), (201, &Value::Null), "{}", none.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_approved_in_part_and_the_rest_waits_for_a_person() {
    let app = TestApp::start().await;
    let url = "https://approved-in-part.example.com";
    let path = drafted(&app, url).await;
    let other = app.key_with("admin");
    let plan = preview(&app, &path).await["plan"].clone();
    let asked = app.post(&format!("{path}:request-approval"), &json!({"plan": plan})).await.json();
    let address = format!("{}/api/v1/reviews/{}:settle", app.address, asked["id"].as_str().expect("id"));
    let settle = |body: Value| app.send(app.client.post(&address).bearer_auth(&other).json(&body));
    for (wrong, pointer) in [
        (json!({"choice": "approve", "only": [], "reason": "no"}), "#/only"),
        (json!({"choice": "approve", "only": ["2"]}), "#/reason"),
        (json!({"choice": "reject", "only": ["2"], "reason": "no"}), "#/only"),
        (json!({"choice": "approve", "only": ["none of them"], "reason": "no"}), "#/only"),
    ] {
        let refused = settle(wrong).await;
        assert_eq!((refused.status, &refused.json()["errors"][0]["pointer"]), (422, &json!(pointer)), "{}", refused.text);
    }
    assert_eq!((customers(&app).await, &app.get(&path).await.json()["state"]), (0, &json!("draft")));
    let done = settle(json!({"choice": "approve", "only": ["2", "3"], "reason": "the others after the fair"})).await;
    let settled = done.json();
    let told = &settled["detail"];
    assert_eq!((done.status, &settled["state"]), (200, &json!("settled")), "{}", done.text);
    assert_eq!(
        (&told["approved"], &told["left_out"], &told["reason"]),
        (&json!(2), &json!(3), &json!("the others after the fair")),
        "{settled}"
    );
    let sync = app.get(&path).await.json();
    assert_eq!((customers(&app).await, &sync["state"]), (2, &json!("paused")), "{sync}");
    // Of a live sync as well, the rest waits.
    assert_eq!(app.post(&format!("{path}:resume"), &json!({})).await.status, 200);
    let plan = preview(&app, &path).await["plan"].clone();
    let asked = app.post(&format!("{path}:request-approval"), &json!({"plan": plan})).await.json();
    let address = format!("{}/api/v1/reviews/{}:settle", app.address, asked["id"].as_str().expect("id"));
    let body = json!({"choice": "approve", "only": ["4"], "reason": "one by one"});
    let done = app.send(app.client.post(address).bearer_auth(&other).json(&body)).await;
    assert_eq!((done.status, &done.json()["detail"]["left_out"]), (200, &json!(2)), "{}", done.text);
    assert_eq!((customers(&app).await, &app.get(&path).await.json()["state"]), (3, &json!("paused")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_selection_of_a_preview_is_applied_and_what_fits_a_filter_is_read_again() {
    let app = TestApp::start().await;
    let url = "https://some-of-it.example.com";
    let path = drafted(&app, url).await;
    let live = app.post(&format!("{path}:go-live"), &json!({"override": "a test", "paused": true})).await;
    assert_eq!((live.status, &live.json()["state"]), (200, &json!("paused")), "{}", live.text);
    let plan = preview(&app, &path).await["plan"].clone();
    let all = app.post(&format!("{path}:apply"), &json!({"plan": plan})).await;
    assert_eq!((all.status, customers(&app).await), (409, 0), "{}", all.text);
    for wrong in [json!([]), json!([""]), json!(vec!["1"; 1_001])] {
        let refused = app.post(&format!("{path}:apply"), &json!({"plan": plan, "only": wrong})).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
    }
    let some = app.post(&format!("{path}:apply"), &json!({"plan": plan, "only": ["2", "3"]})).await;
    assert_eq!((some.status, customers(&app).await), (200, 2), "{}", some.text);
    let mut names: Vec<String> = Vec::new();
    for record in app.get("/api/v1/customers").await.json()["items"].as_array().expect("items") {
        names.push(record["name"].as_str().expect("a name").to_owned());
    }
    names.sort();
    assert_eq!(names, ["Person 2", "Person 3"]);
    for row in &mut *FakeSystem::at(url).rows.lock().expect("rows") {
        row[1] = row[1].replace("Person 6", "Somebody else");
    }
    let stale = app.post(&format!("{path}:apply"), &json!({"plan": plan, "only": ["1"]})).await;
    assert_eq!((stale.status, customers(&app).await), (409, 2), "{}", stale.text);
    assert_eq!(app.post(&format!("{path}:resume"), &json!({})).await.status, 200);

    let wrong = app.post(&format!("{path}:run"), &json!({"filter": "nothing = 1"})).await;
    assert_eq!((wrong.status, &wrong.json()["errors"][0]["pointer"]), (422, &json!("#/filter")), "{}", wrong.text);
    let shown = app.post(&format!("{path}:preview"), &json!({"filter": "name ~ \"somebody\""})).await.json();
    let report = &shown["report"];
    assert_eq!((&report["created"], &report["excluded"], &report["rejected"]), (&json!(1), &json!(5), &json!(0)), "{shown}");
    let done = app.post(&format!("{path}:apply"), &json!({"plan": shown["plan"]})).await;
    assert_eq!((done.status, customers(&app).await), (200, 3), "{}", done.text);
    let run = done.json()["runs"][0].as_str().expect("a run").to_owned();
    let told = app.get(&format!("/api/v1/runs/{run}")).await.text;
    assert!(told.contains("only_matching"), "{told}");
}
