//! Syncs over HTTP.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use model::{Clock, RecordId, RunId, SystemClock};
use serde_json::{Value, json};
use store::{DeliveryRow, DeliveryState, IdKind, ReviewRow, ReviewState};

use crate::app::{Ahead, TestApp};
use crate::connections::connect;
use crate::fake;

pub fn definition(name: &str) -> Value {
    json!({
        "name": name, "connection": "CRM", "stream": "people", "object": "customers",
        "mapping": {"version": 1, "object": "customers", "fields": [{"from": "_id", "to": "external_id"}, {"from": "_w1", "to": "name"}]},
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_is_changed_version_by_version() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://versions.example.com").await;
    let made = app.post("/api/v1/syncs", &definition("People")).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.text);
    assert_eq!((&made.json()["state"], &made.json()["definition"]["deletions"]["policy"]), (&json!("draft"), &json!("unlink")));
    let path = made.header("location").to_owned();

    let patch = json!({"rollout": {"share": 5}, "fields": {"phone": {"conflict": "ask"}}});
    let changed = app.send(app.request("PATCH", &path).header("if-match", "\"1\"").json(&patch)).await;
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{}", changed.text);
    assert_eq!(changed.json()["definition"]["mapping"], made.json()["definition"]["mapping"], "what is not named stays");
    let late = app.send(app.request("PATCH", &path).header("if-match", "\"1\"").json(&patch)).await;
    assert_eq!((late.status, late.problem().as_str()), (412, "version_mismatch"));
    let told = late.json();
    assert_eq!((&told["current"], &told["changed_by"]), (&changed.json(), &json!("key:1")), "{}", late.text);
    assert_eq!(told["changed_fields"], json!(["/rollout/share", "/fields"]));
    assert_eq!(told["changed_at"], app.get(&format!("{path}/versions")).await.json()["items"][0]["at"]);
    // Also where what the caller has in mind does not fit what is there by now: that is what they have to hear first.
    let misfit = app.send(app.request("PATCH", &path).header("if-match", "\"1\"").json(&json!({"rollout": {"share": "half"}}))).await;
    assert_eq!(misfit.status, 412, "{}", misfit.text);
    let unknown = app.send(app.request("PATCH", &path).header("if-match", "\"7\"").json(&patch)).await;
    assert_eq!((unknown.status, &unknown.json()["changed_fields"]), (412, &json!([])), "{}", unknown.text);
    assert_eq!(app.get(&path).await.json()["version"], 2, "a refused change leaves no version");
    let removed = app.call("PATCH", &path, &json!({"fields": null})).await;
    assert!(removed.json()["definition"].get("fields").is_none(), "{}", removed.text);

    let versions = app.get(&format!("{path}/versions")).await.json();
    assert_eq!(versions["items"].as_array().map(Vec::len), Some(3));
    assert_eq!(versions["items"][0]["actor"], "key:1");
    let second = app.get(&format!("{path}/versions/2")).await.json();
    assert_eq!(
        second["changes"],
        json!([{"pointer": "/rollout/share", "old": 100.0, "new": 5.0}, {"pointer": "/fields", "old": null, "new": {"phone": {"conflict": "ask"}}}])
    );
    assert_eq!(app.get(&format!("{path}/versions/3?against=1")).await.json()["changes"].as_array().map(Vec::len), Some(1));
    assert_eq!(app.get(&format!("{path}/versions/9")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn states_lead_where_they_may() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://states.example.com").await;
    let path = app.post("/api/v1/syncs", &definition("People")).await.header("location").to_owned();
    let act = |action: &str| app.send(app.request("POST", &format!("{path}:{action}")));
    let bare = act("go-live").await;
    assert_eq!((bare.status, bare.problem().as_str()), (409, "not_rehearsed"), "{}", bare.text);
    assert_eq!(app.get(&path).await.json()["state"], "draft");
    for action in ["pause", "resume"] {
        assert_eq!(act(action).await.problem(), "conflict", "{action}");
    }
    let other = app.request("POST", &format!("{path}:go-live")).header("if-match", "\"7\"").json(&json!({"override": "tried by hand"}));
    let other = app.send(other).await;
    assert_eq!(
        (other.status, &other.json()["current"]["state"]),
        (412, &json!("draft")),
        "not another version than was looked at: {}",
        other.text
    );
    assert_eq!(app.go_live(&path).await.json()["reason"], "live without a rehearsal: tried by hand");
    for (action, status, state) in [("go-live", 200, "live"), ("pause", 200, "paused"), ("resume", 200, "live")] {
        let done = act(action).await;
        assert_eq!(done.status, status, "{action}: {}", done.text);
        if status == 200 {
            assert_eq!(done.json()["state"], state, "{action}");
        } else {
            assert_eq!(done.problem(), "conflict");
        }
    }
    let id = app.get("/api/v1/connections").await.json()["items"][0]["id"].as_str().expect("id").to_owned();
    let used = app.send(app.request("DELETE", &format!("/api/v1/connections/{id}"))).await;
    assert_eq!((used.status, used.problem().as_str()), (409, "conflict"), "its sync is live");
    assert_eq!(app.send(app.request("DELETE", &path)).await.status, 204);
    assert_eq!(app.get("/api/v1/syncs").await.json()["items"], json!([]));
    assert_eq!(app.get("/api/v1/syncs?include_archived=true").await.json()["items"][0]["state"], "archived");
    assert_eq!(act("go-live").await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_definition_that_makes_no_sense_is_refused_with_its_place() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://sense.example.com").await;
    for (member, value, pointer) in [
        ("connection", json!("CMR"), "#/connection"),
        ("object", json!("custmers"), "#/object"),
        ("filter", json!("ctiy = 1"), "#/filter"),
        ("freshness", json!("soon"), "#"),
        ("nmae", json!("x"), "#"),
        ("rollout", json!({"share": 101}), "#/rollout/share"),
        ("mapping", json!(null), "#/mapping"),
    ] {
        let mut wrong = definition("People");
        wrong[member] = value;
        let refused = app.post("/api/v1/syncs", &wrong).await;
        assert_eq!((refused.status, refused.problem().as_str()), (422, "validation_failed"), "{member}: {}", refused.text);
        assert_eq!(refused.json()["errors"][0]["pointer"], pointer, "{}", refused.text);
    }
    let mut nameless = definition("People");
    nameless["direction"] = json!("both");
    nameless["outgoing"] = json!({"fields": [{"from": "name", "to": "_w1"}]});
    assert_eq!(app.post("/api/v1/syncs", &nameless).await.status, 201, "it knows records by their ids");
    nameless["name"] = json!("Nameless");
    nameless["mapping"]["fields"][0]["to"] = json!("phone");
    let refused = app.post("/api/v1/syncs", &nameless).await;
    assert_eq!(refused.json()["errors"][0]["pointer"], "#/mapping/fields", "{}", refused.text);
    assert_eq!(app.post("/api/v1/syncs", &definition("PEOPLE")).await.problem(), "conflict");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_is_seen_by_those_who_may_read_its_object() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://seen.example.com").await;
    let path = app.post("/api/v1/syncs", &definition("People")).await.header("location").to_owned();
    for (scope, status, count) in [("customers:read", 200, 1), ("deals:read", 404, 0)] {
        let key = app.key_with(scope);
        let get = |path: &str| app.send(app.client.get(format!("{}{path}", app.address)).bearer_auth(&key));
        assert_eq!(get(&path).await.status, status, "{scope}");
        assert_eq!(get(&format!("{path}/versions/1")).await.status, status, "{scope}");
        assert_eq!(get("/api/v1/syncs").await.json()["items"].as_array().map(Vec::len), Some(count), "{scope}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_shown_applied_and_refused_once_it_is_no_longer_true() {
    const URL: &str = "https://plans.example.com";
    let app = TestApp::start().await;
    connect(&app, "CRM", URL).await;
    let made = app.post("/api/v1/syncs", &definition("People")).await;
    let path = made.header("location").to_owned();
    let count = || async { app.get("/api/v1/customers?count=exact").await.json()["page"]["count"].clone() };
    let act = |action: &str, body: Value| {
        let request = app.request("POST", &format!("{path}:{action}")).json(&body);
        async { app.send(request).await }
    };

    // A draft can be rehearsed; nothing is written.
    let told = act("preview", json!({})).await;
    assert_eq!((told.status, &told.json()["report"]["created"], &told.json()["writes"]), (200, &json!(2), &Value::Null), "{}", told.text);
    let plan = told.json()["plan"].as_str().expect("a plan").to_owned();
    assert_eq!(count().await, 0);
    // What it foretold is done, by those who may.
    let bare = act("go-live", json!({})).await;
    assert_eq!((bare.status, bare.problem().as_str()), (409, "not_rehearsed"), "{}", bare.text);
    act("go-live", json!({"override": "looked at the preview"})).await;
    let key = app.key_with("customers:read,customers:write");
    let refused = app.client.post(format!("{}{path}:apply", app.address)).bearer_auth(&key).json(&json!({"plan": plan}));
    assert_eq!(app.send(refused).await.status, 403);
    let applied = act("apply", json!({"plan": plan})).await;
    assert_eq!((applied.status, &applied.json()["read"]["created"]), (200, &json!(2)), "{}", applied.text);
    assert_eq!(count().await, 2);

    // Each list holds what its count counts, page by page, for those who may read the object.
    let reader = app.key_with("customers:read");
    let read = |key: &str, rest: &str| app.send(app.client.get(format!("{}{path}{rest}", app.address)).bearer_auth(key));
    assert_eq!(read(&reader, "/counts").await.json(), json!({"in_sync": 2, "left_out": 0, "failing": 0, "waiting": 0}));
    let first = read(&reader, "/records?limit=1").await.json();
    let cursor = first["page"]["next_cursor"].as_str().expect("a second page");
    let second = read(&reader, &format!("/records?limit=1&cursor={cursor}")).await.json();
    assert_eq!(second["page"]["has_more"], false);
    assert_ne!(first["items"][0]["external_id"], second["items"][0]["external_id"]);
    assert!(second["items"][0]["record"].is_string(), "{second}");
    for state in ["left_out", "failing", "waiting"] {
        assert_eq!(read(&reader, &format!("/records?state={state}")).await.json()["items"], json!([]), "{state}");
    }
    assert_eq!(read(&reader, "/records?cursor=nowhere").await.problem(), "cursor_invalid");
    let other = app.key_with("deals:read");
    for rest in ["/counts", "/records"] {
        assert_eq!(read(&other, rest).await.status, 404, "{rest}");
    }
    let left_out = json!({"excluded": [{"id": "7", "reason": "a test record"}]});
    assert_eq!(app.call("PATCH", &path, &left_out).await.status, 200);
    assert_eq!(read(&reader, "/counts").await.json()["left_out"], 1);
    let named = read(&reader, "/records?state=left_out").await.json();
    assert_eq!((&named["items"][0]["external_id"], &named["items"][0]["detail"]), (&json!("7"), &json!("a test record")));
    assert_eq!(app.call("PATCH", &path, &json!({"excluded": null})).await.status, 200);

    // The source has moved on, then the definition: neither plan is good any more.
    let full = json!({"mode": "full"});
    let stale = act("preview", full.clone()).await.json()["plan"].as_str().expect("a plan").to_owned();
    fake::FakeSystem::at(URL).rows.lock().expect("rows").push(["9", "Ann", "ann@example.cn", "2026-05-03T08:00:00Z"].map(str::to_owned));
    assert_eq!(act("apply", json!({"plan": stale})).await.problem(), "conflict");
    let stale = act("preview", full).await.json()["plan"].as_str().expect("a plan").to_owned();
    assert_eq!(app.call("PATCH", &path, &json!({"rollout": {"share": 50}})).await.status, 200);
    assert_eq!(act("apply", json!({"plan": stale})).await.problem(), "conflict");
    assert_eq!(act("apply", json!({"plan": "first"})).await.problem(), "validation_failed");
    assert_eq!(count().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn comparing_and_pushing_back_are_for_administrators() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://writes.example.com").await;
    let mut out = definition("People");
    out["direction"] = json!("out");
    out["outgoing"] = json!({"fields": [{"from": "name", "to": "_w1"}]});
    let made = app.post("/api/v1/syncs", &out).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = made.header("location").to_owned();
    let key = app.key_with("customers:read,customers:write");
    for (action, body) in [("reconcile", None), ("push-back", Some(json!({"run": "1"})))] {
        let call = |key: &str| {
            let call = app.client.post(format!("{}{path}:{action}", app.address)).bearer_auth(key);
            app.send(if let Some(body) = &body { call.json(body) } else { call })
        };
        assert_eq!(call(&key).await.status, 403, "{action}");
        assert_eq!(call("nobody").await.status, 401, "{action}");
    }
    assert_eq!(app.post(&format!("{path}:push-back"), &json!({"run": "first"})).await.problem(), "validation_failed");
    app.go_live(&path).await;
    let live = app.post(&format!("{path}:push-back"), &json!({"run": "1"})).await;
    assert_eq!((live.status, live.problem().as_str()), (409, "conflict"), "{}", live.text);
    assert_eq!(app.post("/api/v1/syncs/999:push-back", &json!({"run": "1"})).await.status, 404);
    assert_eq!(app.get("/api/v1/runs/999/writes").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_of_which_nobody_knows_is_settled_by_a_person_who_may() {
    let mut kept = None;
    let app = TestApp::start_prepared(Arc::new(SystemClock), |records| kept = Some(records.store().clone()), |_| {}).await;
    connect(&app, "CRM", "https://unknown.example.com").await;
    let mut out = definition("People");
    out["direction"] = json!("both");
    out["outgoing"] = json!({"fields": [{"from": "name", "to": "_w1"}]});
    let path = app.post("/api/v1/syncs", &out).await.header("location").to_owned();
    let sync: i64 = path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
    let store = kept.expect("its store");
    for (choice, state) in [("again", DeliveryState::Due), ("dismiss", DeliveryState::Unknown)] {
        let record = RecordId(app.create("customers", &json!({"name": format!("To {choice}")})).await.parse().expect("an id"));
        // As a run leaves it: the answer was lost, and nobody there can be asked.
        let object = record.object();
        let note = || {
            store.write(move |session| {
                session.delivery_save(&DeliveryRow {
                    state: DeliveryState::Unknown,
                    code: "unknown_outcome".to_owned(),
                    ..delivery(sync, record)
                })?;
                let id = session.allocate_ids(IdKind::Review, 1)?;
                session.review_save(&ReviewRow {
                    id,
                    kind: "unknown_outcome".to_owned(),
                    state: ReviewState::Open,
                    sync: Some(sync),
                    run: None,
                    object: Some(object),
                    record: Some(record),
                    subject: format!("sync:{sync}/{record}"),
                    detail: r#"{"operation":"create"}"#.to_owned(),
                    created_ms: 1,
                    settled_ms: None,
                    settled_by: String::new(),
                })?;
                Ok::<_, store::StoreError>(id)
            })
        };
        let review = tokio::task::block_in_place(note).expect("noted");
        let asked = app.get(&format!("/api/v1/reviews/{review}")).await.json();
        assert_eq!((&asked["choices"], &asked["record"]), (&json!(["again", "dismiss"]), &json!(record.to_string())), "{asked}");
        let settle = format!("/api/v1/reviews/{review}:settle");
        let key = app.key_with("customers:read,customers:write");
        let refused = app.client.post(format!("{}{settle}", app.address)).bearer_auth(&key).json(&json!({"choice": choice}));
        assert_eq!(app.send(refused).await.status, 403);
        assert_eq!(app.post(&settle, &json!({"choice": "approve"})).await.problem(), "validation_failed");
        let row = || {
            let read = || store.read(|session| session.deliveries(sync, &[record]));
            tokio::task::block_in_place(read).expect("read").pop().flatten().expect("a row")
        };
        assert_eq!(row().state, DeliveryState::Unknown);
        let done = app.post(&settle, &json!({"choice": choice})).await;
        assert_eq!((done.status, &done.json()["state"]), (200, &json!("settled")), "{}", done.text);
        assert_eq!(row().state, state, "{choice}");
        assert_eq!(app.post(&settle, &json!({"choice": choice})).await.problem(), "conflict");
    }
}

pub fn delivery(sync: i64, record: RecordId) -> DeliveryRow {
    DeliveryRow {
        sync,
        record,
        state: DeliveryState::Due,
        due_ms: 0,
        attempts: 0,
        wanted_seq: 1,
        idempotency_key: String::new(),
        external_id: String::new(),
        version: String::new(),
        shown: "{}".to_owned(),
        code: String::new(),
        detail: String::new(),
        run: RunId(0),
    }
}

/// The hour of the day in UTC, some hours from now: `06:00`.
fn hour_after(hours: i64) -> String {
    format!("{:02}:00", (SystemClock.now_ms() / 3_600_000 + hours).rem_euclid(24))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_leaves_a_system_alone_outside_of_the_permitted_hours() {
    let clock = Arc::new(Ahead::default());
    let app = TestApp::start_at(Arc::<Ahead>::clone(&clock), |_| {}).await;
    connect(&app, "CRM", "https://hours.example.com").await;
    let mut paths = Vec::new();
    // One at any time, one from two hours on for three hours.
    let hours = format!("{}-{}", hour_after(2), hour_after(5));
    for (name, schedule) in [("Always", json!({"every": "1m"})), ("At night", json!({"every": "1m", "hours": hours}))] {
        let mut known = definition(name);
        known["source"] = json!(name);
        known["triggers"] = json!({"schedule": schedule});
        let path = app.post("/api/v1/syncs", &known).await.header("location").to_owned();
        assert_eq!(app.go_live(&path).await.status, 200);
        paths.push(path);
    }
    let has_run = async |path: &str| app.get(path).await.json()["last_success_at"].is_string();
    while !has_run(&paths[0]).await {
        tokio::task::yield_now().await;
    }
    // The same worker looked at both, several times by now.
    for _ in 0..3 {
        clock.0.fetch_add(61_000, Ordering::Relaxed);
        app.post(&format!("{}:run", paths[0]), &json!({})).await;
        while app.get("/api/v1/runs?kind=sync&state=running").await.json()["items"] != json!([]) {
            tokio::task::yield_now().await;
        }
    }
    assert!(!has_run(&paths[1]).await, "{}", app.get(&paths[1]).await.text);
    let next = app.get(&paths[1]).await.json()["next_run_at"].as_str().unwrap_or_default().to_owned();
    assert!(next.contains(&format!("T{}", hour_after(2))), "{next}: it says when it will run");
    // In the permitted hours it runs by itself.
    clock.0.fetch_add(2 * 3_600_000, Ordering::Relaxed);
    app.post(&format!("{}:run", paths[0]), &json!({})).await;
    while !has_run(&paths[1]).await {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_share_is_widened_and_never_narrowed() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://widen.example.com").await;
    let mut canary = definition("People");
    canary["rollout"] = json!({"share": 5, "fields": ["name"]});
    let path = app.post("/api/v1/syncs", &canary).await.header("location").to_owned();
    let widened = app.post(&format!("{path}:widen"), &json!({"share": 25})).await;
    assert_eq!((widened.status, widened.header("etag")), (200, "\"2\""), "{}", widened.text);
    assert_eq!(widened.json()["definition"]["rollout"], json!({"share": 25.0, "fields": ["name"]}));
    for smaller in [json!({"share": 25}), json!({"share": 3}), json!({})] {
        let refused = app.post(&format!("{path}:widen"), &smaller).await;
        assert_eq!((refused.status, refused.problem().as_str()), (422, "validation_failed"), "{smaller}");
    }
    let whole = app.post(&format!("{path}:widen"), &json!({"whole": true})).await;
    assert_eq!(whole.json()["definition"]["rollout"], json!({"share": 100.0}));
    assert_eq!(app.post(&format!("{path}:widen"), &json!({"whole": true})).await.status, 422, "it is whole");
    let key = app.key_with("customers:read,customers:write");
    let call = |key: &str| app.send(app.client.post(format!("{}{path}:widen", app.address)).bearer_auth(key).json(&json!({"share": 50})));
    assert_eq!((call(&key).await.status, call("nobody").await.status), (403, 401));
    assert_eq!(app.post("/api/v1/syncs/999:widen", &json!({"share": 50})).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn times_and_doubled_syncs_are_refused_when_they_are_saved() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://saved.example.com").await;
    for (pointer, part) in [
        ("/triggers/schedule/cron", json!({"triggers": {"schedule": {"cron": "soon"}}})),
        ("/triggers/schedule/zone", json!({"triggers": {"schedule": {"cron": "0 3 * * *", "zone": "Moon/Base"}}})),
        ("/reconcile/cron", json!({"reconcile": {"cron": "61 3 * * *"}})),
    ] {
        let mut wrong = definition("Wrong");
        wrong.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        let refused = app.post("/api/v1/syncs", &wrong).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(refused.text.contains(pointer), "{pointer}: {}", refused.text);
    }
    let first = app.post("/api/v1/syncs", &definition("People")).await.header("location").to_owned();
    let doubled = app.post("/api/v1/syncs", &definition("People again")).await;
    assert_eq!(doubled.status, 422, "{}", doubled.text);
    assert!(doubled.text.contains("/source") && doubled.text.contains("People"), "{}", doubled.text);
    let mut apart = definition("People apart");
    apart["source"] = json!("CRM, second look");
    let made = app.post("/api/v1/syncs", &apart).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let back = app.call("PATCH", made.header("location"), &json!({"source": null})).await;
    assert_eq!(back.status, 422, "{}", back.text);
    app.call("DELETE", &first, &json!(null)).await;
    assert_eq!(app.call("PATCH", made.header("location"), &json!({"source": null})).await.status, 200, "the other one is archived");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_simulators_says_so_and_lists_nothing() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://rehearsed.example.com").await;
    let path = app.post("/api/v1/syncs", &definition("People")).await.header("location").to_owned();
    let asked = app.post(&format!("{path}:rehearse"), &json!({})).await;
    assert_eq!((asked.status, asked.problem().as_str()), (409, "conflict"), "{}", asked.text);
    assert_eq!(app.get("/api/v1/rehearsals/scenarios").await.status, 409);
    assert_eq!(app.get(&format!("{path}/rehearsals")).await.json()["items"], json!([]));
    for wrong in [json!({"records": 0}), json!({"records": 2_001}), json!({"seed": -1}), json!({"scenarios": "quick"})] {
        assert_eq!(app.post(&format!("{path}:rehearse"), &wrong).await.status, 422, "{wrong}");
    }
    let key = app.key_with("customers:read,customers:write");
    let call = |key: &str| app.send(app.client.post(format!("{}{path}:rehearse", app.address)).bearer_auth(key));
    assert_eq!((call(&key).await.status, call("nobody").await.status), (403, 401));
    let deals = app.key_with("deals:read");
    let listed = app.send(app.client.get(format!("{}{path}/rehearsals", app.address)).bearer_auth(&deals)).await;
    assert_eq!(listed.status, 404, "a sync of another object");
    let live = app.post(&format!("{path}:go-live"), &json!({"rehearsal": "1"})).await;
    assert_eq!(live.status, 409, "{}", live.text);
    let forced = app.post(&format!("{path}:go-live"), &json!({"override": "tried by hand on the live system"})).await;
    assert_eq!(
        (forced.status, forced.json()["reason"].as_str()),
        (200, Some("live without a rehearsal: tried by hand on the live system"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn writing_is_switched_off_and_on_for_all_by_administrators() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/api/v1/settings").await.json()["writing"], json!({"held": false, "reason": null}));
    let off = app.call("PATCH", "/api/v1/settings", &json!({"writing": {"held": true}})).await;
    assert_eq!((off.status, &off.json()["writing"]), (200, &json!({"held": true, "reason": "switched off by key:1"})), "{}", off.text);
    let ports = app.call("PATCH", "/api/v1/settings", &json!({"network": {"allowed_ports": [8444]}})).await;
    assert_eq!(ports.json()["writing"]["held"], json!(true), "another setting leaves it as it is");
    let on = app.call("PATCH", "/api/v1/settings", &json!({"writing": {"held": false}})).await;
    assert_eq!((&on.json()["writing"]["held"], &on.json()["network"]["allowed_ports"]), (&json!(false), &json!([8444])));
    assert_eq!(app.call("PATCH", "/api/v1/settings", &json!({"writing": {}})).await.status, 422);
    let key = app.key_with("customers:read,customers:write");
    let call = |key: &str| {
        let call = app.client.patch(format!("{}/api/v1/settings", app.address)).bearer_auth(key);
        app.send(call.json(&json!({"writing": {"held": true}})))
    };
    assert_eq!((call(&key).await.status, call("nobody").await.status), (403, 401));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_record_is_pushed_and_pulled_by_the_syncs_that_carry_it() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://now.example.com").await;
    let record = app.create("customers", &json!({"name": "张伟"})).await;
    let path = format!("/api/v1/customers/{record}");
    for action in ["push", "pull"] {
        let nobody = app.send(app.request("POST", &format!("{path}:{action}"))).await;
        assert_eq!((nobody.status, nobody.problem().as_str()), (409, "conflict"), "no sync: {}", nobody.text);
    }
    let mut both = definition("People");
    both["direction"] = json!("both");
    both["outgoing"] = json!({"fields": [{"from": "name", "to": "_w1"}]});
    let sync = app.post("/api/v1/syncs", &both).await;
    assert_eq!(sync.status, 201, "{}", sync.text);
    app.go_live(sync.header("location")).await;
    let reader = app.key_with("customers:read");
    for action in ["push", "pull"] {
        let call = |key: &str, path: &str| app.send(app.client.post(format!("{}{path}:{action}", app.address)).bearer_auth(key));
        assert_eq!(call(&reader, &path).await.status, 403, "{action}");
        assert_eq!(call(&app.key, &format!("{}0", path)).await.status, 404, "{action}");
        let asked = call(&app.key, &path).await;
        // Without a worker in this process nobody can be asked.
        assert!(matches!(asked.status, 202 | 503), "{action}: {}", asked.text);
        if asked.status == 202 {
            assert_eq!(asked.json()["syncs"][0]["name"], "People");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_tells_how_it_stands_with_each_sync() {
    let mut kept = None;
    let app = TestApp::start_prepared(Arc::new(SystemClock), |records| kept = Some(records.store().clone()), |_| {}).await;
    let store = kept.expect("a store");
    connect(&app, "CRM", "https://standing.example.com").await;
    let made = app.post("/api/v1/syncs", &definition("People")).await.json();
    let customer = app.create("customers", &json!({"name": "Stands"})).await;
    let path = format!("/api/v1/customers/{customer}/syncs");
    assert_eq!(app.get(&path).await.json()["items"], json!([]), "a draft does nothing yet");
    let sync: i64 = made["id"].as_str().and_then(|id| id.parse().ok()).expect("id");
    app.go_live(&format!("/api/v1/syncs/{sync}")).await;
    let one = app.get(&path).await.json()["items"][0].clone();
    assert_eq!(
        (&one["name"], &one["state"], &one["sync_state"], &one["reads"]),
        (&json!("People"), &json!(null), &json!("live"), &json!(true))
    );
    let record = model::RecordId(customer.parse().expect("number"));
    for (state, name) in [
        (store::DeliveryState::InSync, "in_sync"),
        (store::DeliveryState::Due, "waiting"),
        (store::DeliveryState::Refused, "refused"),
        (store::DeliveryState::Conflict, "conflict"),
    ] {
        let row = store::DeliveryRow {
            sync,
            record,
            external_id: "C-7".to_owned(),
            state,
            wanted_seq: 1,
            shown: "{}".to_owned(),
            version: String::new(),
            idempotency_key: String::new(),
            attempts: 1,
            due_ms: 0,
            code: if name == "refused" { "too_long".to_owned() } else { String::new() },
            detail: String::new(),
            run: model::RunId(0),
        };
        tokio::task::block_in_place(|| store.write(move |session| session.delivery_save(&row))).expect("saved");
        let one = app.get(&path).await.json()["items"][0].clone();
        assert_eq!((&one["state"], &one["external_id"], &one["run"]), (&json!(name), &json!("C-7"), &json!(null)));
        assert_eq!(one["code"], if name == "refused" { json!("too_long") } else { json!(null) });
    }
    app.call("DELETE", &format!("/api/v1/customers/{customer}"), &json!(null)).await;
    assert_eq!(app.get(&path).await.status, 404);
    assert_eq!(app.get("/api/v1/customers/999/syncs").await.status, 404);
}
