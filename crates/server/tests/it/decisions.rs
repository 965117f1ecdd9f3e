//! Rows that fit several records, decided by people over HTTP.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::connections::connect;
use crate::fake::FakeSystem;
use crate::imports::ended;
use crate::problems::{customers, groups, until};

/// Rows that fit two customers each: `person` rows of a list against one who has the phone and one who has the e-mail.
async fn held() -> (TestApp, String, Vec<[String; 2]>) {
    let app = TestApp::start().await;
    let mut known = Vec::new();
    let mut file = "编号,姓名,手机,邮箱\n".to_owned();
    for at in 1..=5 {
        let (phone, email) = (format!("1380013800{at}"), format!("wang{at}@example.cn"));
        let one = app.create("customers", &json!({"name": format!("Wang {at}"), "phone": phone})).await;
        let other = app.create("customers", &json!({"name": format!("W. {at}"), "email": email})).await;
        known.push([one, other]);
        file += &format!("L{at},王 {at},{phone},{email}\n");
    }
    let started = import(&app, &file, "review").await;
    assert_eq!(started["report"]["held"], 5, "{started}");
    let group = groups(&app).await.remove(0);
    assert_eq!((&group["code"], &group["held"]), (&json!("matched_multiple"), &json!(5)));
    (app, format!("/api/v1/problems/{}", group["id"].as_str().expect("id")), known)
}

async fn import(app: &TestApp, file: &str, policy: &str) -> Value {
    let mapping = "version: 1\nobject: customers\nfields:\n- {from: 编号, to: external_id}\n- {from: 姓名, to: name}\n- {from: 手机, to: phone}\n- {from: 邮箱, to: email}\n";
    let form = reqwest::multipart::Form::new()
        .part("file", reqwest::multipart::Part::text(file.to_owned()).file_name("list.csv"))
        .part("mapping", reqwest::multipart::Part::text(mapping));
    let path = format!("/api/v1/imports?object=customers&source=list&policy={policy}");
    let started = app.send(app.request("POST", &path).multipart(form)).await;
    assert_eq!(started.status, 202, "{}", started.text);
    ended(app, started.header("location")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_fit_several_records_are_decided_once_and_that_can_be_undone() {
    let (app, path, known) = held().await;
    let rows = app.get(&format!("{path}/records")).await.json();
    let row = |at: usize| rows["items"][at]["id"].clone();
    assert_eq!(rows["items"][0]["candidates"], json!(known[0]), "{rows}");
    let decide = async |body: Value| app.post(&format!("{path}:decide"), &body).await;

    // Nothing is decided by a word that does not fit.
    for (body, code) in [
        (json!({"choice": "this", "records": [row(0)]}), "not_a_candidate"),
        (json!({"choice": "this", "record": known[1][0], "records": [row(0)]}), "not_a_candidate"),
        (json!({"choice": "one", "record": known[0][0], "records": [row(0)]}), "invalid"),
    ] {
        let refused = decide(body).await;
        assert_eq!((refused.status, &refused.json()["errors"][0]["code"]), (422, &json!(code)), "{}", refused.text);
    }
    assert_eq!(decide(json!({"choice": "both"})).await.status, 422);
    let reader = app.key_with("customers:read");
    let request = app.client.post(format!("{}{path}:decide", app.address)).bearer_auth(&reader).json(&json!({"choice": "new"}));
    assert_eq!(app.send(request).await.status, 403);
    assert_eq!(customers(&app).await, 10);

    // It is this one.
    let this = decide(json!({"choice": "this", "record": known[0][0], "records": [row(0)]})).await;
    assert_eq!((this.status, &this.json()["replayed"], &this.json()["refused"]), (200, &json!(1), &json!(0)), "{}", this.text);
    let linked = app.get(&format!("/api/v1/customers/{}", known[0][0])).await.json();
    assert_eq!((&linked["external_ids"]["list"], &linked["email"]), (&json!(["L1"]), &json!(["wang1@example.cn"])), "{linked}");
    assert_eq!(app.get(&format!("/api/v1/customers/{}", known[0][1])).await.json()["name"], "W. 1", "the other one stays as it is");
    assert_eq!(decide(json!({"choice": "new", "records": [row(0)]})).await.status, 404, "it has ended");
    let past = app.get(&format!("{path}/records?state=ended")).await.json()["items"][0]["ended"].clone();
    assert_eq!(
        (&past["how"], &past["choice"], &past["record"], &past["by"], &past["run"]),
        (&json!("decided"), &json!("this"), &json!(known[0][0]), &json!("key:1"), &this.json()["runs"][0]),
        "{past}"
    );

    // They are one.
    let one = decide(json!({"choice": "one", "records": [row(1)]})).await.json();
    assert_eq!((&one["refused"], customers(&app).await), (&json!(0), 9), "{one}");
    let merged = app.get("/api/v1/customers/by/external_id/list:L2").await.json();
    assert_eq!((&merged["phone"], &merged["email"]), (&json!(["+8613800138002"]), &json!(["wang2@example.cn"])), "{merged}");

    // A new one, which stays a new one whoever is merged later.
    let new = decide(json!({"choice": "new", "records": [row(2)]})).await.json();
    assert_eq!((&new["refused"], customers(&app).await), (&json!(0), 10), "{new}");
    let again = import(&app, "编号,姓名,手机,邮箱\nL3,王三,13800138003,wang3@example.cn\n", "merge").await;
    assert_eq!((customers(&app).await, &again["report"]["held"]), (10, &json!(0)), "{again}");
    let made = app.get("/api/v1/customers/by/external_id/list:L3").await.json();
    assert_eq!(made["name"], "王三", "{made}");
    assert!(!known[2].iter().any(|id| made["id"] == json!(id)));

    // The same word for all that is left; each decision is undone as any run.
    let rest = decide(json!({"choice": "one"})).await.json();
    assert_eq!((&rest["replayed"], customers(&app).await), (&json!(2), 8), "{rest}");
    assert_eq!(groups(&app).await, Vec::<Value>::new());
    for (runs, count) in [(&rest["runs"], 10), (&one["runs"], 11)] {
        let run = runs[0].as_str().expect("run");
        let undone = app.send(app.request("POST", &format!("/api/v1/runs/{run}:rollback"))).await;
        assert_eq!((undone.status, customers(&app).await), (200, count), "{}", undone.text);
    }
    let back = app.get(&format!("/api/v1/customers/{}", known[1][1])).await.json();
    assert_eq!((&back["id"], &back["name"]), (&json!(known[1][1]), &json!("W. 2")), "given back as it was");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undone_decision_opens_its_rows_again_and_no_other() {
    let (app, path, known) = held().await;
    let open = async || {
        let rows = app.get(&format!("{path}/records")).await.json();
        let items = rows["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["id"].as_str().expect("id").to_owned()).collect::<Vec<_>>()
    };
    let decide = async |body: Value| app.post(&format!("{path}:decide"), &body).await.json();
    let undo = async |run: &Value| {
        let run = run.as_str().expect("run");
        let undone = app.send(app.request("POST", &format!("/api/v1/runs/{run}:rollback"))).await;
        assert_eq!(undone.status, 200, "{}", undone.text);
        undone.json()
    };
    let rows = open().await;
    let first = decide(json!({"choice": "this", "record": known[0][0], "records": [rows[0]]})).await;
    let others = decide(json!({"choice": "one", "records": [rows[1], rows[2]]})).await;
    assert_eq!((open().await, customers(&app).await), (rows[3..].to_vec(), 8));
    let rehearsed =
        app.send(app.request("POST", &format!("/api/v1/runs/{}:rollback?dry_run=true", first["runs"][0].as_str().expect("run")))).await;
    assert_eq!((&rehearsed.json()["reopened"], open().await), (&json!(1), rows[3..].to_vec()), "a rehearsal opens none");

    let undone = undo(&others["runs"][0]).await;
    assert_eq!((&undone["reopened"], open().await, customers(&app).await), (&json!(2), rows[1..].to_vec(), 10));
    assert_eq!(groups(&app).await[0]["held"], 4, "they wait for a decision again");
    let again = app.send(app.request("POST", &format!("/api/v1/runs/{}:rollback", others["runs"][0].as_str().expect("run")))).await;
    assert_eq!((again.status, open().await), (409, rows[1..].to_vec()));

    // Decided in another way, and that is undone as well.
    let new = decide(json!({"choice": "new", "records": [rows[1]]})).await;
    assert_eq!((&new["refused"], customers(&app).await, open().await), (&json!(0), 11, rows[2..].to_vec()), "{new}");
    assert_eq!((&undo(&new["runs"][0]).await["reopened"], customers(&app).await, open().await), (&json!(1), 10, rows[1..].to_vec()));
    let one = decide(json!({"choice": "one", "records": [rows[1]]})).await;
    assert_eq!((&one["refused"], customers(&app).await), (&json!(0), 9), "{one}");

    // The undo is undone: the decision stands again, and what was decided otherwise meanwhile stays.
    let redone = undo(&undone["run_id"]).await;
    assert_eq!(redone["reopened"], 0);
    assert_eq!(open().await, rows[3..].to_vec());
    let past = app.get(&format!("{path}/records?state=ended")).await.json();
    let how = |row: &str| past["items"].as_array().expect("items").iter().find(|item| item["id"] == row).expect(row)["ended"].clone();
    assert_eq!((&how(&rows[1])["run"], &how(&rows[2])["run"]), (&one["runs"][0], &others["runs"][0]));
    assert_eq!(how(&rows[0])["choice"], "this");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_that_is_undone_leaves_its_refused_rows_open_once() {
    let app = TestApp::start().await;
    let company = |name: &str, code: &str| json!({"name": name, "credit_code": code, "email": "office@example.cn", "kind": "company"});
    for (name, code) in [("Company 0", "914403001922038216"), ("Company 1", "9144030071526726XG")] {
        assert_eq!(app.post("/api/v1/customers", &company(name, code)).await.status, 201);
    }
    import(&app, "编号,姓名,手机,邮箱\nL1,Office,,office@example.cn\n", "merge").await;
    let path = format!("/api/v1/problems/{}", groups(&app).await[0]["id"].as_str().expect("id"));
    let first = app.get(&format!("{path}/records")).await.json()["items"].clone();
    let decided = app.post(&format!("{path}:decide"), &json!({"choice": "one"})).await.json();
    assert_eq!(decided["refused"], 1, "two official ids are never one: {decided}");
    let run = decided["runs"][0].as_str().expect("run");
    let undone = app.send(app.request("POST", &format!("/api/v1/runs/{run}:rollback"))).await.json();
    assert_eq!((&undone["reopened"], &groups(&app).await[0]["count"]), (&json!(1), &json!(1)), "{undone}");
    assert_eq!(app.get(&format!("{path}/records")).await.json()["items"], first);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_is_not_above_the_guards() {
    let app = TestApp::start().await;
    let company = |name: &str, code: &str, email: &str| json!({"name": name, "credit_code": code, "email": email, "kind": "company"});
    let codes = ["914403001922038216", "9144030071526726XG"];
    for (at, code) in codes.iter().enumerate() {
        let made = app.post("/api/v1/customers", &company(&format!("Company {at}"), code, "office@example.cn")).await;
        assert_eq!(made.status, 201, "{}", made.text);
    }
    let held = import(&app, "编号,姓名,手机,邮箱\nL1,Office,,office@example.cn\n", "merge").await;
    assert_eq!(held["report"]["held"], 1, "two official ids are never one: {held}");
    let path = format!("/api/v1/problems/{}", groups(&app).await[0]["id"].as_str().expect("id"));
    let decided = app.post(&format!("{path}:decide"), &json!({"choice": "one"})).await.json();
    assert_eq!((&decided["replayed"], &decided["refused"]), (&json!(1), &json!(1)), "{decided}");
    assert_eq!(customers(&app).await, 2);
    let left = app.get(&format!("{path}/records")).await.json();
    assert_eq!((left["items"].as_array().map(Vec::len), &left["items"][0]["run"]), (Some(1), &decided["runs"][0]), "{left}");
    let named = left["items"][0]["candidates"][1].clone();
    let this = app.post(&format!("{path}:decide"), &json!({"choice": "this", "record": named})).await.json();
    assert_eq!((&this["refused"], customers(&app).await), (&json!(0), 2), "{this}");
    assert_eq!(app.get("/api/v1/customers/by/external_id/list:L1").await.json()["id"], named);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_holds_for_the_next_passes_of_a_sync() {
    let app = TestApp::start().await;
    let url = "https://decided.example.com";
    connect(&app, "CRM", url).await;
    let show = |name: &str, at: &str| {
        let row = ["7", name, "zhang@example.cn", at].map(str::to_owned);
        *FakeSystem::at(url).rows.lock().expect("rows") = vec![row];
    };
    let mut known = Vec::new();
    for name in ["Zhang", "Z. Wei"] {
        known.push(app.create("customers", &json!({"name": name, "email": "zhang@example.cn"})).await);
    }
    show("张伟", "2026-05-01T08:00:00Z");
    let definition = json!({
        "name": "People", "connection": "CRM", "stream": "people", "object": "customers", "policy": "review",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "_id", "to": "external_id"}, {"from": "_w1", "to": "name"}, {"from": "_w2", "to": "email"}, {"from": "_changed", "to": "updated_at"},
        ]},
    });
    let made = app.post("/api/v1/syncs", &definition).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = made.header("location").to_owned();
    app.go_live(&path).await;
    assert_eq!(app.post(&format!("{path}:run"), &json!({})).await.status, 202);
    let shown = until(&app, "/api/v1/problems", |shown| shown["items"][0]["held"] == 1).await;
    let problem = format!("/api/v1/problems/{}", shown["items"][0]["id"].as_str().expect("id"));
    let decided = app.post(&format!("{problem}:decide"), &json!({"choice": "this", "record": known[1]})).await;
    assert_eq!((decided.status, &decided.json()["refused"]), (200, &json!(0)), "{}", decided.text);
    let record = format!("/api/v1/customers/{}", known[1]);
    let linked = app.get(&record).await.json();
    assert!(linked["external_ids"].to_string().contains(r#"["7"]"#), "{linked}");
    show("张伟 (Shanghai)", "2026-05-02T08:00:00Z");
    assert_eq!(app.post(&format!("{path}:run"), &json!({"mode": "full"})).await.status, 202);
    let sources = until(&app, &format!("{record}/sources"), |shown| shown.to_string().contains("Shanghai")).await;
    assert!(sources["items"].as_array().is_some_and(|items| !items.is_empty()));
    assert_eq!((groups(&app).await.len(), customers(&app).await), (0, 2));
}
