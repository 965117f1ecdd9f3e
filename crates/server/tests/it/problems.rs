//! The bench for refused rows over HTTP.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::connections::connect;
use crate::fake::FakeSystem;
use crate::imports::ended;

const FILE: &str = "编号,车牌,座位\nV1,沪A12345,5\nV2,,\nV3,沪A12345,4\nV4,,\nV5,沪A12345,7\nV6,沪A12348,4\n";

/// A server with vehicles, and an import of which four rows are refused for two causes.
async fn refused() -> (TestApp, String) {
    let app = TestApp::start().await;
    let vehicles = json!({
        "name": "vehicles", "label": {"en": "Vehicles", "zh": "车辆"}, "title_field": "plate",
        "fields": [
            {"name": "plate", "label": {"en": "Plate", "zh": "车牌"}, "type": "text", "unique": true},
            {"name": "vin", "label": {"en": "VIN", "zh": "车架号"}, "type": "text", "match_key": "text"},
            {"name": "seats", "label": {"en": "Seats", "zh": "座位"}, "type": "integer"},
        ],
    });
    let made = app.post("/api/v1/objects", &vehicles).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let mapping =
        "version: 1\nobject: vehicles\nfields:\n- {from: 编号, to: external_id}\n- {from: 车牌, to: plate}\n- {from: 座位, to: seats}\n";
    let form = reqwest::multipart::Form::new()
        .part("file", reqwest::multipart::Part::text(FILE).file_name("vehicles.csv"))
        .part("mapping", reqwest::multipart::Part::text(mapping));
    let started = app.send(app.request("POST", "/api/v1/imports?object=vehicles&source=fleet&match=vin").multipart(form)).await;
    assert_eq!(started.status, 202, "{}", started.text);
    let run = ended(&app, started.header("location")).await;
    assert_eq!((run["report"]["created"].as_i64(), run["report"]["rejected"].as_i64()), (Some(2), Some(2)), "{run}");
    (app, run["id"].as_str().expect("id").to_owned())
}

pub async fn groups(app: &TestApp) -> Vec<Value> {
    app.get("/api/v1/problems").await.json()["items"].as_array().cloned().unwrap_or_default()
}

async fn count(app: &TestApp) -> i64 {
    app.get("/api/v1/vehicles?count=exact").await.json()["page"]["count"].as_i64().expect("count")
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_rows_are_grouped_corrected_tried_and_applied_once() {
    let (app, run) = refused().await;
    let found = groups(&app).await;
    let causes: Vec<(&str, &str, i64)> = found
        .iter()
        .map(|group| (group["code"].as_str().unwrap_or(""), group["field"].as_str().unwrap_or(""), group["count"].as_i64().unwrap_or(0)))
        .collect();
    assert_eq!(causes, [("record_empty", "", 2), ("value_taken", "plate", 2)]);
    assert!(found.iter().all(|group| group["cause"]["zh"].is_string() && group["advice"]["en"].is_string() && group["source"] == "fleet"));

    let path = format!("/api/v1/problems/{}", found[1]["id"].as_str().expect("id"));
    let rows = app.get(&format!("{path}/records?limit=1")).await.json();
    assert_eq!((&rows["items"][0]["values"]["车牌"], &rows["page"]["has_more"]), (&json!("沪A12345"), &json!(true)));
    let row = rows["items"][0]["id"].as_str().expect("id").to_owned();
    assert!(row.starts_with(&format!("{run}-")));
    let cursor = rows["page"]["next_cursor"].as_str().expect("cursor");
    assert_eq!(app.get(&format!("{path}/records?cursor={cursor}")).await.json()["items"].as_array().map(Vec::len), Some(1));

    // Trying writes nothing.
    let as_it_is = app.post(&format!("{path}:test"), &json!({"record": row})).await.json();
    assert_eq!((&as_it_is["applies"], &as_it_is["refused"]), (&json!(false), &json!(["value_taken"])), "{as_it_is}");
    let mended = app.post(&format!("{path}:test"), &json!({"record": row, "values": {"车牌": "沪A00050"}})).await.json();
    assert_eq!((&mended["applies"], &mended["examples"][0]["kind"]), (&json!(true), &json!("create")), "{mended}");
    assert_eq!(count(&app).await, 2);
    let unknown = app.post(&format!("{path}:test"), &json!({"record": row, "values": {"车": "50"}})).await;
    assert_eq!((unknown.status, &unknown.json()["errors"][0]["code"]), (422, &json!("unknown_column")));

    // One row corrected by itself, the other refused again as a row of the new run.
    let replayed = app.post(&format!("{path}:replay"), &json!({"values": {row.clone(): {"车牌": "沪A00050"}}})).await.json();
    assert_eq!((&replayed["replayed"], &replayed["refused"]), (&json!(2), &json!(1)), "{replayed}");
    assert_eq!(count(&app).await, 3);
    let left = app.get(&format!("{path}/records")).await.json();
    assert_eq!(left["items"].as_array().map(Vec::len), Some(1), "{left}");
    assert_eq!(left["items"][0]["run"], replayed["runs"][0]);
    let past = app.get(&format!("{path}/records?state=ended")).await.json();
    assert_eq!(past["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(past["items"][0]["ended"]["values"], json!({"车牌": "沪A00050"}), "{past}");
    assert_eq!(past["items"][0]["ended"]["by"], "key:1");

    // The fix for all of the group; what has ended is not applied again.
    let replayed = app.post(&format!("{path}:replay"), &json!({"set": {"车牌": "沪A00060"}})).await.json();
    assert_eq!((&replayed["replayed"], &replayed["refused"]), (&json!(1), &json!(0)), "{replayed}");
    assert_eq!((count(&app).await, groups(&app).await.len()), (4, 1));
    assert_eq!(app.post(&format!("{path}:replay"), &json!({})).await.json()["replayed"], 0);
    assert_eq!(app.post(&format!("{path}:replay"), &json!({"records": [row]})).await.status, 404);
    let undone = app.send(app.request("POST", &format!("/api/v1/runs/{}:rollback", replayed["runs"][0].as_str().expect("run")))).await;
    assert_eq!((undone.status, count(&app).await), (200, 3), "a replay is undone as any run: {}", undone.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_left_out_for_a_reason_by_those_who_may_write() {
    let (app, _) = refused().await;
    let id = groups(&app).await[0]["id"].as_str().expect("id").to_owned();
    let path = format!("/api/v1/problems/{id}");
    assert_eq!(app.post(&format!("{path}:exclude"), &json!({"reason": " "})).await.problem(), "validation_failed");
    for (scope, seen, read, write) in [("vehicles:read", 2, 200, 403), ("deals:read", 0, 403, 403)] {
        let key = app.key_with(scope);
        let send = |method: &str, path: &str| {
            let request = app.client.request(method.parse().expect("method"), format!("{}{path}", app.address));
            app.send(request.bearer_auth(&key).json(&json!({"reason": "old", "record": "1-1"})))
        };
        let listed = app.send(app.client.get(format!("{}/api/v1/problems", app.address)).bearer_auth(&key)).await;
        assert_eq!(listed.json()["items"].as_array().map(Vec::len), Some(seen), "{scope}");
        assert_eq!(app.send(app.client.get(format!("{}{path}/records", app.address)).bearer_auth(&key)).await.status, read, "{scope}");
        for action in ["test", "replay", "exclude"] {
            assert_eq!(send("POST", &format!("{path}:{action}")).await.status, write, "{scope} {action}");
        }
    }
    let excluded = app.post(&format!("{path}:exclude"), &json!({"reason": "sold years ago"})).await;
    assert_eq!(excluded.json()["excluded"], 2, "{}", excluded.text);
    let past = app.get(&format!("{path}/records?state=ended")).await.json();
    assert_eq!((&past["items"][1]["ended"]["how"], &past["items"][1]["ended"]["reason"]), (&json!("excluded"), &json!("sold years ago")));
    assert_eq!(groups(&app).await.len(), 1);
    assert_eq!(app.get(&path).await.status, 404);
    assert_eq!(app.get("/api/v1/problems/1-2-nothing-x").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn chosen_rows_of_a_run_are_replayed_whatever_their_causes() {
    let (app, run) = refused().await;
    let path = format!("/api/v1/runs/{run}");
    let listed = app.get(&format!("{path}/refused")).await.json();
    assert_eq!((&listed["items"][0]["external_id"], &listed["items"][0]["values"]["编号"]), (&json!("V2"), &json!("V2")), "{listed}");
    let rows: Vec<(String, String)> = listed["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|row| (row["id"].as_str().expect("id").to_owned(), row["problem"].as_str().expect("problem").to_owned()))
        .collect();
    assert_eq!((rows.len(), rows[0].1 == rows[1].1), (4, false), "two causes: {listed}");
    let page = app.get(&format!("{path}/refused?limit=3")).await.json();
    let cursor = page["page"]["next_cursor"].as_str().expect("cursor");
    assert_eq!(app.get(&format!("{path}/refused?limit=3&cursor={cursor}")).await.json()["items"][0]["id"], json!(rows[3].0));
    assert_eq!(app.get(&format!("{path}/refused?cursor=7-1")).await.problem(), "cursor_invalid", "of another run");

    let key = app.key_with("vehicles:read");
    let read = app.send(app.client.get(format!("{}{path}/refused", app.address)).bearer_auth(&key)).await;
    assert_eq!((read.status, read.json()["items"].as_array().map(Vec::len)), (200, Some(4)));
    let replay = app.client.post(format!("{}{path}:replay", app.address)).bearer_auth(&key).json(&json!({"records": [rows[0].0]}));
    assert_eq!(app.send(replay).await.status, 403);
    let other = app.key_with("deals:read,deals:write");
    assert_eq!(app.send(app.client.get(format!("{}{path}/refused", app.address)).bearer_auth(&other)).await.status, 403);

    // One was left out, and is taken in again by being chosen; the plate is free by now.
    let taken = rows.iter().filter(|row| row.1.contains("value_taken")).collect::<Vec<_>>();
    let group = format!("/api/v1/problems/{}", taken[0].1);
    assert_eq!(app.post(&format!("{group}:exclude"), &json!({"records": [taken[0].0], "reason": "sold"})).await.json()["excluded"], 1);
    let holder = app.get("/api/v1/vehicles?limit=1&filter=plate%20%3D%20%22%E6%B2%AAA12345%22").await.json()["items"][0]["id"].clone();
    let freed =
        app.send(app.request("PATCH", &format!("/api/v1/vehicles/{}", holder.as_str().expect("id"))).json(&json!({"plate": "沪B1"})));
    assert_eq!(freed.await.status, 200);
    let empty = rows.iter().find(|row| row.1.contains("record_empty")).expect("one of the other cause");
    let replayed = app.post(&format!("{path}:replay"), &json!({"records": [taken[0].0, empty.0]})).await;
    let counts = replayed.json();
    assert_eq!((replayed.status, &counts["replayed"], &counts["refused"]), (200, &json!(2), &json!(1)), "{}", replayed.text);
    assert_eq!(count(&app).await, 3);
    let left = app.get(&format!("{path}/refused")).await.json();
    let states: Vec<&str> = left["items"].as_array().expect("items").iter().map(|row| row["state"].as_str().expect("state")).collect();
    assert_eq!(states.iter().filter(|state| **state == "ended").count(), 2, "the others wait: {left}");

    let again = app.post(&format!("{path}:replay"), &json!({"records": [taken[0].0]})).await;
    assert_eq!((again.status, again.problem().as_str()), (409, "conflict"), "applied already: {}", again.text);
    assert_eq!(app.post(&format!("{path}:replay"), &json!({"records": [format!("{run}-99")]})).await.status, 404);
    assert_eq!(app.post(&format!("{path}:replay"), &json!({"records": []})).await.status, 404);
    assert_eq!(app.post(&format!("{path}:replay"), &json!({"records": ["first"]})).await.problem(), "validation_failed");
    let undone = app.send(app.request("POST", &format!("/api/v1/runs/{}:rollback", counts["runs"][0].as_str().expect("run")))).await;
    assert_eq!(undone.status, 200, "{}", undone.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_is_tried_with_the_mapping_that_its_run_proposed() {
    let app = TestApp::start().await;
    let file = "Kunde;Wie er heißt;Rufnummer\nK1;张伟;13800138001\nK2;李娜;13800138002\n;;\nK4;;\n";
    let form = reqwest::multipart::Form::new().part("file", reqwest::multipart::Part::text(file).file_name("kunden.csv"));
    let mapping = "version: 1\nobject: customers\nfields:\n- {from: Wie er heißt, to: name}\n- {from: Rufnummer, to: phone}\n";
    let form = form.part("mapping", reqwest::multipart::Part::text(mapping));
    let started = app.send(app.request("POST", "/api/v1/imports?object=customers&source=k").multipart(form)).await;
    let run = ended(&app, started.header("location")).await;
    assert_eq!(run["report"]["rejected"], 1, "{run}");
    let group = groups(&app).await[0].clone();
    let path = format!("/api/v1/problems/{}", group["id"].as_str().expect("id"));
    let row = app.get(&format!("{path}/records")).await.json()["items"][0]["id"].clone();
    let tried = app.post(&format!("{path}:test"), &json!({"record": row, "values": {"Wie er heißt": "王大锤"}})).await.json();
    assert_eq!((&tried["applies"], &tried["examples"][0]["fields"]["name"]["n"]), (&json!(true), &json!("王大锤")), "{tried}");
    let replayed = app.post(&format!("{path}:replay"), &json!({"set": {"Wie er heißt": "王大锤"}})).await.json();
    assert_eq!((&replayed["replayed"], &replayed["refused"]), (&json!(1), &json!(0)), "{replayed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cause_has_somebody_who_looks_after_it_and_may_wait() {
    let (app, _) = refused().await;
    let group = groups(&app).await[0].clone();
    assert_eq!(
        (&group["assignee"], &group["snoozed_until"], &group["reason"], &group["syncs"]),
        (&Value::Null, &Value::Null, &Value::Null, &json!([]))
    );
    assert_eq!((group["trend"].as_array().map(Vec::len), &group["trend"][0]["count"]), (Some(1), &group["count"]), "{group}");
    let path = format!("/api/v1/problems/{}", group["id"].as_str().expect("id"));
    let person = app.post("/api/v1/people", &json!({"name": "Li", "email": "li@example.com", "role": "editor"})).await.json();
    let id = person["person"]["id"].clone();
    let cared =
        app.call("PATCH", &path, &json!({"assignee": id, "snoozed_until": "2099-01-01T00:00:00Z", "reason": "the shop mends it"})).await;
    assert_eq!(cared.status, 200, "{}", cared.text);
    let shown = app.get(&path).await.json();
    assert_eq!((&shown["assignee"], &shown["reason"]), (&id, &json!("the shop mends it")));
    assert!(shown["snoozed_until"].as_str().is_some_and(|moment| moment.starts_with("2099-01-01T00:00:00")), "{shown}");
    let later = app.call("PATCH", &path, &json!({"snoozed_until": null})).await.json();
    assert_eq!((&later["snoozed_until"], &later["assignee"]), (&Value::Null, &id));
    for wrong in [json!({"assignee": "999"}), json!({"assignee": "x"}), json!({"snoozed_until": "soon"}), json!({"colour": "red"})] {
        assert_eq!(app.call("PATCH", &path, &wrong).await.problem(), "validation_failed", "{wrong}");
    }
    let reader = app.key_with("vehicles:read");
    let refused = app.client.patch(format!("{}{path}", app.address)).bearer_auth(reader).json(&json!({"reason": "x"}));
    assert_eq!(app.send(refused).await.problem(), "forbidden");
    assert_eq!(app.call("PATCH", "/api/v1/problems/1-2-record_empty-nothing", &json!({"reason": "x"})).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cause_has_a_thread_of_what_people_said_and_did() {
    let (app, _) = refused().await;
    let found = groups(&app).await;
    let path = format!("/api/v1/problems/{}", found[1]["id"].as_str().expect("id"));
    let notes = format!("{path}/notes");
    let thread = async |app: &TestApp| app.get(&notes).await.json()["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(thread(&app).await, Vec::<Value>::new());
    let said = app.post(&notes, &json!({"text": " 车管所的表有误，已请他们更正 "})).await;
    assert_eq!((said.status, &said.json()["kind"], &said.json()["by"]), (201, &json!("note"), &json!("key:1")), "{}", said.text);
    assert_eq!(said.json()["text"], "车管所的表有误，已请他们更正");
    app.call("PATCH", &path, &json!({"snoozed_until": "2099-01-01T00:00:00Z", "reason": "next week"})).await;
    app.call("PATCH", &path, &json!({"snoozed_until": null})).await;
    let rows = app.get(&format!("{path}/records")).await.json();
    let row = rows["items"][0]["id"].clone();
    app.post(&format!("{path}:exclude"), &json!({"records": [row], "reason": "sold"})).await;
    app.post(&format!("{path}:replay"), &json!({"set": {"车牌": "沪A00060"}})).await;
    // It stays when no row waits any more.
    assert_eq!(app.get(&path).await.status, 404);
    let all = thread(&app).await;
    let kinds: Vec<&str> = all.iter().filter_map(|note| note["kind"].as_str()).collect();
    assert_eq!(kinds, ["replayed", "excluded", "woken", "snoozed", "note"]);
    assert_eq!((&all[0]["rows"], &all[0]["refused"], &all[0]["values"]), (&json!(1), &json!(0), &json!({"车牌": "沪A00060"})), "{all:?}");
    assert_eq!((&all[1]["rows"], &all[1]["text"], &all[3]["text"]), (&json!(1), &json!("sold"), &json!("next week")));
    let part = app.get(&format!("{notes}?limit=2")).await.json();
    let cursor = part["page"]["next_cursor"].as_str().expect("more");
    assert_eq!(app.get(&format!("{notes}?cursor={cursor}")).await.json()["items"][0]["kind"], "woken");
    assert_eq!(app.get(&format!("{notes}?cursor=x")).await.problem(), "cursor_invalid");
    for wrong in [json!({"text": " "}), json!({"text": "x".repeat(4_001)}), json!({}), json!({"text": "x", "by": "user:1"})] {
        assert_eq!(app.post(&notes, &wrong).await.problem(), "validation_failed", "{wrong}");
    }
    assert_eq!(app.post("/api/v1/problems/1-2-record_empty-nothing/notes", &json!({"text": "x"})).await.status, 404);
    for (scope, read, write) in [("vehicles:read", 200, 403), ("deals:write", 403, 403), ("vehicles:write", 403, 201)] {
        let key = app.key_with(scope);
        let ask = |method: &str| app.client.request(method.parse().expect("method"), format!("{}{notes}", app.address)).bearer_auth(&key);
        assert_eq!(app.send(ask("GET")).await.status, read, "{scope}");
        assert_eq!(app.send(ask("POST").json(&json!({"text": "seen"}))).await.status, write, "{scope}");
    }
}

/// Waits until `path` shows what is looked for.
pub async fn until(app: &TestApp, path: &str, is_it: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..200_000 {
        let shown = app.get(path).await.json();
        if is_it(&shown) {
            return shown;
        }
        tokio::task::yield_now().await;
    }
    unreachable!("{path} does not become so: {}", app.get(path).await.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_stops_asks_tells_goes_on_and_replays_with_its_new_mapping() {
    let app = TestApp::start().await;
    let url = "https://bench.example.com";
    connect(&app, "CRM", url).await;
    *FakeSystem::at(url).rows.lock().expect("rows") = (1..=20)
        .map(|at| {
            let name = if at % 4 == 0 { String::new() } else { format!("Person {at}") };
            [at.to_string(), name, String::new(), "2026-05-01T08:00:00Z".to_owned()]
        })
        .collect();
    let definition = json!({
        "name": "People", "connection": "CRM", "stream": "people", "object": "customers", "freshness": "1h",
        "limits": {"records_min": 1, "error_share_max": 0.1},
        "mapping": {"version": 1, "object": "customers", "fields": [{"from": "_id", "to": "external_id"}, {"from": "_w1", "to": "name"}]},
    });
    let path = app.post("/api/v1/syncs", &definition).await.header("location").to_owned();
    assert_eq!(app.get(&path).await.json()["freshness"]["state"], "unknown");
    app.go_live(&path).await;
    let run = app.post(&format!("{path}:run"), &json!({})).await;
    assert_eq!(run.status, 202, "{}", run.text);

    // A quarter of the rows has nothing to name a record by: the run stops before it writes, and asks.
    let reviews = until(&app, "/api/v1/reviews", |shown| shown["items"][0]["kind"] == "threshold").await;
    let review = &reviews["items"][0];
    assert_eq!((&review["choices"], &review["object"]), (&json!(["approve", "reject"]), &json!("customers")));
    let sync = app.get(&path).await.json();
    assert_eq!(sync["state"], "paused", "{sync}");
    let id = review["id"].as_str().expect("id");
    let settle = format!("/api/v1/reviews/{id}:settle");
    assert_eq!(app.post(&settle, &json!({"choice": "dismiss"})).await.problem(), "validation_failed");
    let reader = app.key_with("customers:read,customers:write");
    let request = app.client.post(format!("{}{settle}", app.address)).bearer_auth(&reader).json(&json!({"choice": "approve"}));
    assert_eq!(app.send(request).await.status, 403);
    let done = app.post(&settle, &json!({"choice": "approve"})).await;
    assert_eq!((done.status, &done.json()["state"]), (200, &json!("settled")), "{}", done.text);
    assert_eq!(app.get("/api/v1/reviews").await.json()["items"], json!([]));
    assert_eq!(app.post(&settle, &json!({"choice": "approve"})).await.problem(), "conflict");
    let sync = app.get(&path).await.json();
    assert_eq!((&sync["state"], &sync["freshness"]["state"]), (&json!("live"), &json!("fresh")), "{sync}");
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 15);

    // The rows that have no name get one by another line of the mapping, and are applied again.
    let group = groups(&app).await[0].clone();
    assert_eq!((&group["code"], &group["count"], &group["source"]), (&json!("record_empty"), &json!(5), &json!("CRM")));
    assert_eq!(group["syncs"], json!([path.rsplit('/').next()]), "{group}");
    assert_eq!(group["by_sync"], json!([{"sync": path.rsplit('/').next(), "count": group["count"]}]), "{group}");
    let problem = format!("/api/v1/problems/{}", group["id"].as_str().expect("id"));
    assert_eq!(app.post(&format!("{problem}:replay"), &json!({})).await.json()["refused"], 5, "nothing was mended yet");
    let mended = json!({"mapping": {"version": 1, "object": "customers",
        "fields": [{"from": "_id", "to": "external_id"}, {"from": ["_w1", "_id"], "to": "name"}]}});
    let changed = app.call("PATCH", &path, &mended).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    let row = app.get(&format!("{problem}/records")).await.json()["items"][0]["id"].clone();
    let tried = app.post(&format!("{problem}:test"), &json!({"record": row})).await.json();
    assert_eq!(tried["applies"], true, "{tried}");
    let replayed = app.post(&format!("{problem}:replay"), &json!({})).await.json();
    assert_eq!((&replayed["replayed"], &replayed["refused"]), (&json!(5), &json!(0)), "{replayed}");
    let sync_id = path.rsplit('/').next().expect("id");
    let runs = app.get(&format!("/api/v1/runs?sync={sync_id}&kind=sync")).await.json();
    assert!(runs["items"].as_array().is_some_and(|runs| runs.len() >= 3 && runs.iter().all(|run| run["sync"] == sync_id)), "{runs}");
    let kept = &runs["items"][0];
    assert_eq!(
        (kept["trigger"].as_str(), kept["checkpoint"]["rows"].as_i64()),
        (Some("replay"), kept["report"]["read"].as_i64()),
        "{kept}"
    );
    assert_eq!(app.get("/api/v1/runs?sync=999").await.json()["items"], json!([]));
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 20);
    assert_eq!(groups(&app).await, Vec::<Value>::new());
}

/// F38: a row that was refused is applied again after a newer version of its record came through.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_row_that_is_replayed_takes_nothing_newer_back() {
    // Where rows tell when they changed, that decides; else the run that showed the record last.
    an_old_row_is_replayed("https://replayed.example.com", true).await;
    an_old_row_is_replayed("https://replayed.timeless.example.com", false).await;
}

async fn an_old_row_is_replayed(url: &str, has_time: bool) {
    let app = TestApp::start().await;
    connect(&app, "CRM", url).await;
    let rows = |rows: &[[&str; 4]]| {
        *FakeSystem::at(url).rows.lock().expect("rows") = rows.iter().map(|row| row.map(str::to_owned)).collect();
    };
    rows(&[["1", "", "old@example.com", "2026-05-01T08:00:00Z"], ["2", "", "only@example.com", "2026-05-01T08:00:00Z"]]);
    let field = |from: &str, to: &str| json!({"from": from, "to": to});
    let mut lines = vec![field("_id", "external_id"), field("_w1", "name")];
    lines.extend(has_time.then(|| field("_changed", "updated_at")));
    let mapping = |lines: &[Value]| json!({"version": 1, "object": "customers", "fields": lines});
    let definition = json!({
        "name": "People", "connection": "CRM", "stream": "people", "object": "customers",
        "limits": {"error_share_max": 1.0}, "mapping": mapping(&lines),
    });
    let path = app.post("/api/v1/syncs", &definition).await.header("location").to_owned();
    app.go_live(&path).await;
    let run = || async {
        let runs = |shown: &Value| shown["items"].as_array().map_or(0, Vec::len);
        let before = runs(&app.get("/api/v1/runs?kind=sync").await.json());
        assert_eq!(app.post(&format!("{path}:run"), &json!({"mode": "full"})).await.status, 202);
        until(&app, "/api/v1/runs?kind=sync", |shown| runs(shown) > before && shown["items"][0]["finished_at"].is_string()).await
    };
    run().await;
    assert_eq!((groups(&app).await[0]["count"].clone(), customers(&app).await), (json!(2), 0));

    // The first of them comes again, newer and with a name; then the mapping learns to name those without.
    rows(&[["1", "Wei", "new@example.com", "2026-05-02T08:00:00Z"]]);
    run().await;
    let id = app.get("/api/v1/customers").await.json()["items"][0]["id"].as_str().expect("one").to_owned();
    lines[1] = json!({"from": ["_w1", "_w2"], "to": "name"});
    lines.push(field("_w2", "email"));
    assert_eq!(app.call("PATCH", &path, &json!({"mapping": mapping(&lines)})).await.status, 200);
    let problem = format!("/api/v1/problems/{}", groups(&app).await[0]["id"].as_str().expect("id"));
    let replayed = app.post(&format!("{problem}:replay"), &json!({})).await.json();
    let counts = if has_time { (json!(2), json!(0)) } else { (json!(1), json!(1)) };
    assert_eq!((&replayed["replayed"], &replayed["superseded"]), (&counts.0, &counts.1), "{replayed}");
    let wei = app.get(&format!("/api/v1/customers/{id}")).await.json();
    assert_eq!((&wei["name"], wei.to_string().contains("old@example.com")), (&json!("Wei"), false), "{wei}");
    assert_eq!(customers(&app).await, 2, "the other one had no newer version");
    let ended = app.get(&format!("{problem}/records?state=ended")).await.json();
    let mut how: Vec<&str> = ended["items"].as_array().expect("items").iter().filter_map(|row| row["ended"]["how"].as_str()).collect();
    how.sort_unstable();
    assert_eq!(how, ["replayed", if has_time { "replayed" } else { "superseded" }], "{ended}");
}

pub async fn customers(app: &TestApp) -> i64 {
    app.get("/api/v1/customers?count=exact").await.json()["page"]["count"].as_i64().expect("count")
}
