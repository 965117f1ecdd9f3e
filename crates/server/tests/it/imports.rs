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
    let undo = undone.json()["run_id"].as_str().expect("a text").to_owned();
    let kept = app.get(&format!("/api/v1/runs/{undo}")).await.json();
    assert_eq!((&kept["report"]["undoes"], &kept["report"]["run_id"]), (&json!(run_id), &json!(undo)), "{kept}");
    assert_eq!(app.send(app.request("POST", &format!("/api/v1/imports/{run_id}:cancel"))).await.problem(), "conflict");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_with_the_same_key_is_one_import() {
    let app = TestApp::start().await;
    let send = |key: &str, query: &str, body: String| {
        let path = format!("/api/v1/imports?object=customers&source=shop{query}");
        app.send(app.request("POST", &path).header("content-type", "text/csv").header("idempotency-key", key.to_owned()).body(body))
    };
    let first = send("file-1", "", FILE.into()).await;
    assert_eq!(first.status, 202, "{}", first.text);
    let again = send("file-1", "", FILE.into()).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (202, "true"), "{}", again.text);
    assert_eq!((&again.text, again.header("location")), (&first.text, first.header("location")));
    assert_eq!(send("file-1", "", FILE.replace("李娜", "李纳")).await.problem(), "idempotency_mismatch");
    assert_eq!(send("file-1", "&dry_run=true", FILE.into()).await.problem(), "idempotency_mismatch");
    assert_eq!(send(" ", "", FILE.into()).await.status, 400);
    // A refused one is judged anew.
    assert_eq!(send("file-2", "&match=colour", FILE.into()).await.status, 400);
    assert_eq!(send("file-2", "&match=colour", FILE.into()).await.status, 400);
    let form = || {
        let form = Form::new().part("file", Part::text(FILE).file_name("客户.csv"));
        app.send(app.request("POST", "/api/v1/imports?object=customers&source=shop").header("idempotency-key", "file-3").multipart(form))
    };
    let (first, again) = (form().await, form().await);
    assert_eq!((again.status, &again.text), (202, &first.text));
    ended(&app, first.header("location")).await;
    assert_eq!(app.get("/api/v1/runs?limit=10").await.json()["items"].as_array().map(Vec::len), Some(2));
    let left: Vec<_> = std::fs::read_dir(app.folder().join("uploads")).map(|entries| entries.flatten().collect()).unwrap_or_default();
    assert!(!left.iter().any(|entry| entry.path().extension().is_some_and(|end| end == "part")), "{left:?}");
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

/// So many customers that an import takes a while.
fn many(rows: usize) -> String {
    let mut file = "编号,姓名,手机,邮箱\n".to_owned();
    for at in 0..rows {
        file.push_str(&format!("C{at},客户{at},{},c{at}@example.cn\n", 13_000_000_000_u64 + at as u64));
    }
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_cancelled_in_the_middle_and_leaves_nothing_that_an_undo_does_not_take_away() {
    const ROWS: usize = 60_000;
    let app = TestApp::start().await;
    let file = many(ROWS);
    let import = async || {
        let request = app.request("POST", "/api/v1/imports?object=customers&source=shop").header("content-type", "text/csv");
        app.send(request.body(file.clone())).await.header("location").to_owned()
    };
    let count = async || app.get("/api/v1/customers?count=exact&limit=1").await.json()["page"]["count"].as_i64().expect("a count");
    // Once while it reads, once while it writes.
    for stage in ["reading", "applying"] {
        let place = import().await;
        loop {
            let run = app.get(&place).await.json();
            assert!(["open", "queued", "running"].contains(&run["state"].as_str().unwrap_or("")), "it ended too early: {run}");
            if run["progress"]["stage"] == stage {
                break;
            }
            tokio::task::yield_now().await;
        }
        let reader = app.key_with("customers:read");
        let refused = app.client.post(format!("{}{place}:cancel", app.address)).bearer_auth(reader);
        assert_eq!(app.send(refused).await.problem(), "forbidden");
        let asked = app.send(app.request("POST", &format!("{place}:cancel"))).await;
        assert_eq!(asked.status, 200, "{}", asked.text);
        let run = ended(&app, &place).await;
        assert_eq!((&run["state"], &run["report"]["status"]), (&json!("cancelled"), &json!("cancelled")), "{run}");
        let kept = count().await;
        assert!(kept < ROWS as i64, "{kept}");
        let again = app.send(app.request("POST", &format!("{place}:cancel"))).await;
        assert_eq!((again.status, again.problem().as_str()), (409, "conflict"), "{}", again.text);
        let undone = app.send(app.request("POST", &format!("/api/v1/runs/{}:rollback", run["id"].as_str().expect("id")))).await;
        assert!(undone.status == 200 || kept == 0, "{}", undone.text);
        assert_eq!(count().await, 0, "{}", undone.text);
    }
    // The file can be imported as if nothing had been.
    let run = ended(&app, &import().await).await;
    assert_eq!((&run["state"], run["report"]["read"].as_u64()), (&json!("done"), Some(ROWS as u64)), "{run}");
    assert_eq!(count().await, ROWS as i64);
}

#[tokio::test(flavor = "multi_thread")]
async fn mapping_templates_come_as_workbook_and_text() {
    let app = TestApp::start().await;
    let yaml = app.get("/api/v1/customers/mapping-template?format=yaml").await;
    assert!(yaml.status == 200 && yaml.text.contains("customers"), "{}", yaml.text);
    let response = app.request("GET", "/api/v1/customers/mapping-template").send().await.expect("answer");
    assert!(response.bytes().await.expect("bytes").starts_with(b"PK"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_shows_its_file_and_is_applied_without_another_upload() {
    let app = TestApp::start().await;
    let file = format!("{FILE},,,,\n");
    let form = Form::new().part("file", Part::text(file).file_name("客户.csv"));
    let started = app.send(app.request("POST", "/api/v1/imports?object=customers&source=shop&dry_run=true").multipart(form)).await;
    assert_eq!(started.status, 202, "{}", started.text);
    assert_eq!((&started.json()["file"], &started.json()["source"]), (&json!("客户.csv"), &json!("shop")), "told while it waits");
    let place = started.header("location").to_owned();
    let preview = ended(&app, &place).await;
    let sample = &preview["report"]["sample"];
    assert_eq!((&sample["columns"][1], &sample["rows"][0]["姓名"]), (&json!("姓名"), &json!("张伟")), "{preview}");
    let other = app.post(&format!("{place}:apply"), &json!({"policy": "review"})).await;
    assert_eq!((other.status, &other.json()["errors"][0]["code"]), (422, &json!("preview_first")), "{}", other.text);

    // Another way to match, previewed with the same file; then done.
    let again = app.post(&format!("{place}:apply"), &json!({"dry_run": true, "match": ["external_id"]})).await;
    assert_eq!(again.status, 202, "{}", again.text);
    let second = again.header("location").to_owned();
    let foretold = ended(&app, &second).await;
    assert_eq!((preview["report"]["created"].as_i64(), foretold["report"]["created"].as_i64()), (Some(2), Some(3)), "{foretold}");
    assert_eq!(app.send(app.request("POST", &format!("{place}:apply"))).await.problem(), "gone", "its file went on");
    let applied = app.send(app.request("POST", &format!("{second}:apply"))).await;
    assert_eq!(applied.status, 202, "{}", applied.text);
    let run = ended(&app, applied.header("location")).await;
    for name in ["read", "created", "rejected", "merged"] {
        assert_eq!(run["report"][name], foretold["report"][name], "{name}: {run}");
    }
    assert_eq!((&run["kind"], &run["report"]["mapping"]), (&json!("import"), &foretold["report"]["mapping"]));
    assert_eq!(app.send(app.request("POST", &format!("{second}:apply"))).await.problem(), "gone");

    let listed = app.get("/api/v1/imports?kind=import").await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(app.get("/api/v1/imports?kind=import_preview&state=done").await.json()["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_of_another_definition_is_not_applied_and_its_rejected_rows_can_be_corrected() {
    let app = TestApp::start().await;
    let file = "编号,姓名\nC1,张伟\nC2,\n";
    let mapping = "version: 1\nobject: customers\nfields:\n- {from: 姓名, to: name}\n";
    let form = Form::new().part("file", Part::text(file).file_name("a.csv")).part("mapping", Part::text(mapping));
    let started = app.send(app.request("POST", "/api/v1/imports?object=customers&source=shop&dry_run=true").multipart(form)).await;
    let place = started.header("location").to_owned();
    let preview = ended(&app, &place).await;
    assert_eq!(preview["report"]["rejected"], 1, "{preview}");
    let rejected = app.get(&format!("{place}/rejected")).await;
    assert_eq!(
        (rejected.status, rejected.text.contains("C2"), rejected.text.contains("record_empty")),
        (200, true, true),
        "{}",
        rejected.text
    );
    let workbook = app.get(&format!("{place}/rejected?format=xlsx")).await;
    assert_eq!((workbook.status, workbook.header("content-type").contains("spreadsheet")), (200, true));
    let asked = |accept: &'static str| app.send(app.request("GET", &format!("{place}/rejected")).header("accept", accept));
    for accept in ["application/json", "text/html;q=0.5,application/json"] {
        let json = asked(accept).await;
        assert_eq!((json.status, json.header("content-type")), (200, "application/json"), "{}", json.text);
        let (row, page) = (&json.json()["items"][0], &json.json()["page"]);
        assert_eq!((&row["编号"], &row["_row"], &row["_error_code"]), (&json!("C2"), &json!(3), &json!("record_empty")), "{row}");
        assert!(row["_error"].is_string() && row["_错误"].is_string() && page["has_more"] == json!(false), "{}", json.text);
    }
    let workbook = asked("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").await;
    assert!(workbook.status == 200 && workbook.header("content-disposition").ends_with(".xlsx\""));
    assert_eq!(asked("image/png").await.problem(), "not_acceptable");
    assert!(asked("*/*").await.header("content-type").starts_with("text/csv"));
    let field = json!({"name": "level", "label": {"en": "Level", "zh": "等级"}, "type": "text"});
    assert_eq!(app.post("/api/v1/objects/customers/fields", &field).await.status, 201);
    assert_eq!(app.send(app.request("POST", &format!("{place}:apply"))).await.problem(), "conflict");
    let reader = app.key_with("customers:read");
    let refused = app.client.post(format!("{}{place}:apply", app.address)).bearer_auth(reader);
    assert_eq!(app.send(refused).await.problem(), "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_takes_a_file_of_many_megabytes_and_no_endless_mapping() {
    let app = TestApp::start().await;
    let note = "x".repeat(600);
    let rows: String = (0..10_000).map(|at| format!("{at},Large {at},{note}\n")).collect();
    let file = format!("id,name,notes\n{rows}");
    assert!(file.len() > 6_000_000);
    let form = Form::new().part("file", Part::text(file).file_name("large.csv"));
    let started = app.send(app.request("POST", "/api/v1/imports?object=customers&source=large&dry_run=true").multipart(form)).await;
    assert_eq!(started.status, 202, "{}", started.text);
    assert_eq!(ended(&app, started.header("location")).await["report"]["read"], 10_000);

    let form = Form::new().part("mapping", Part::text("#".repeat(40_000_000))).part("file", Part::text("id\n1\n").file_name("a.csv"));
    let refused = app.send(app.request("POST", "/api/v1/imports?object=customers&source=large&dry_run=true").multipart(form)).await;
    assert_eq!((refused.status, refused.problem().as_str()), (413, "body_too_large"), "{}", refused.text);
}
