//! The bench for refused rows at size: ten thousand of them, three causes, and for each row one end.

use std::collections::BTreeMap;

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::app::TestApp;
use crate::imports::ended;

/// Rows whose plate is taken, rows with nothing in them, rows that fit two known vehicles.
const TAKEN: usize = 4_000;
const EMPTY: usize = 3_000;
const DOUBLE: usize = 3_000;
const ALL: usize = TAKEN + EMPTY + DOUBLE;
const HEADER: &str = "编号,车牌,车架,发动机,座位\n";
const MAPPING: &str = "version: 1\nobject: vehicles\nfields:\n- {from: 编号, to: external_id}\n- {from: 车牌, to: plate}\n- {from: 车架, to: vin}\n- {from: 发动机, to: engine}\n- {from: 座位, to: seats}\n";

async fn import(app: &TestApp, file: String) -> Value {
    let form = Form::new().part("file", Part::text(file).file_name("vehicles.csv")).part("mapping", Part::text(MAPPING));
    let query = "object=vehicles&source=fleet&match=vin,engine&policy=review";
    let started = app.send(app.request("POST", &format!("/api/v1/imports?{query}")).multipart(form)).await;
    assert_eq!(started.status, 202, "{}", started.text);
    ended(app, started.header("location")).await
}

/// An installation with vehicles known by frame or engine, and an import of which no row could be applied.
async fn refused() -> (TestApp, String) {
    let app = TestApp::start().await;
    let label = |en: &str, zh: &str| json!({"en": en, "zh": zh});
    let vehicles = json!({
        "name": "vehicles", "label": label("Vehicles", "车辆"), "title_field": "vin",
        "fields": [
            {"name": "plate", "label": label("Plate", "车牌"), "type": "text", "unique": true},
            {"name": "vin", "label": label("VIN", "车架号"), "type": "text", "match_key": "text"},
            {"name": "engine", "label": label("Engine", "发动机号"), "type": "text", "match_key": "text"},
            {"name": "seats", "label": label("Seats", "座位"), "type": "integer"},
        ],
    });
    assert_eq!(app.post("/api/v1/objects", &vehicles).await.status, 201);
    let mut known = format!("{HEADER}P,沪A00000,P,,4\n");
    for at in 0..DOUBLE {
        known.push_str(&format!("F{at},,F{at},,4\nE{at},,,E{at},4\n"));
    }
    let run = import(&app, known).await;
    assert_eq!(run["report"]["created"].as_u64(), Some(1 + 2 * DOUBLE as u64), "{run}");

    let mut file = HEADER.to_owned();
    for at in 0..TAKEN {
        file.push_str(&format!("T{at},沪A00000,T{at},,5\n"));
    }
    for at in 0..EMPTY {
        file.push_str(&format!("N{at},,,,\n"));
    }
    for at in 0..DOUBLE {
        file.push_str(&format!("D{at},,F{at},E{at},6\n"));
    }
    let run = import(&app, file).await;
    let report = &run["report"];
    let refused = report["rejected"].as_u64().unwrap_or(0) + report["held"].as_u64().unwrap_or(0);
    assert_eq!((report["read"].as_u64(), refused), (Some(ALL as u64), ALL as u64), "{run}");
    (app, run["id"].as_str().expect("id").to_owned())
}

/// The groups by their cause: count and path.
async fn groups(app: &TestApp) -> BTreeMap<String, (u64, String)> {
    let page = app.get("/api/v1/problems").await.json();
    let items = page["items"].as_array().expect("items").iter();
    items
        .map(|group| {
            assert!(group["cause"]["zh"].is_string() && group["advice"]["en"].is_string(), "{group}");
            let path = format!("/api/v1/problems/{}", group["id"].as_str().expect("id"));
            (group["code"].as_str().expect("a code").to_owned(), (group["count"].as_u64().expect("a count"), path))
        })
        .collect()
}

/// How each row of a run ended, by its id.
async fn ends(app: &TestApp, run: &str) -> BTreeMap<String, String> {
    let (mut ends, mut cursor) = (BTreeMap::new(), String::new());
    loop {
        let page = app.get(&format!("/api/v1/runs/{run}/refused?limit=500{cursor}")).await.json();
        for row in page["items"].as_array().expect("items") {
            let how = row["ended"]["how"].as_str().unwrap_or("open").to_owned();
            assert!(ends.insert(row["id"].as_str().expect("id").to_owned(), how).is_none(), "shown twice: {row}");
        }
        match page["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ends,
        }
    }
}

async fn vehicles(app: &TestApp) -> usize {
    let page = app.get("/api/v1/vehicles?count=exact&limit=1").await.json();
    usize::try_from(page["page"]["count"].as_u64().expect("a count")).expect("small")
}

fn tally(ends: &BTreeMap<String, String>) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for how in ends.values() {
        *counts.entry(how.as_str()).or_default() += 1;
    }
    counts
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_refused_rows_of_three_causes_come_to_one_end_each() {
    let (app, run) = refused().await;
    let known = groups(&app).await;
    let counts: Vec<(&str, u64)> = known.iter().map(|(code, (count, _))| (code.as_str(), *count)).collect();
    assert_eq!(counts, [("matched_multiple", DOUBLE as u64), ("record_empty", EMPTY as u64), ("value_taken", TAKEN as u64)]);
    assert_eq!(tally(&ends(&app, &run).await), BTreeMap::from([("open", ALL)]));
    let before = vehicles(&app).await;

    // One is tried first; then the fix goes to the whole group.
    let taken = &known["value_taken"].1;
    let row = app.get(&format!("{taken}/records?limit=1")).await.json()["items"][0]["id"].as_str().expect("id").to_owned();
    let tried = app.post(&format!("{taken}:test"), &json!({"record": row, "values": {"车牌": ""}})).await.json();
    assert_eq!(tried["applies"], true, "{tried}");
    let replayed = app.post(&format!("{taken}:replay"), &json!({"set": {"车牌": ""}})).await.json();
    assert_eq!((&replayed["replayed"], &replayed["refused"]), (&json!(TAKEN), &json!(0)), "{replayed}");
    assert_eq!(vehicles(&app).await, before + TAKEN);
    let excluded = app.post(&format!("{}:exclude", known["record_empty"].1), &json!({"reason": "nothing in them"})).await.json();
    assert_eq!(excluded["excluded"], EMPTY, "{excluded}");
    let joined = app.post(&format!("{}:replay", known["matched_multiple"].1), &json!({"set": {"发动机": ""}})).await.json();
    assert_eq!((&joined["replayed"], &joined["refused"]), (&json!(DOUBLE), &json!(0)), "{joined}");
    assert_eq!(vehicles(&app).await, before + TAKEN, "these joined vehicles that were known");

    // Each of them ended once, in the way that was chosen, and nothing is left to do.
    let ended = ends(&app, &run).await;
    assert_eq!((ended.len(), groups(&app).await.len()), (ALL, 0));
    assert_eq!(tally(&ended), BTreeMap::from([("excluded", EMPTY), ("replayed", TAKEN + DOUBLE)]));
    for (_, path) in known.values() {
        let again = app.post(&format!("{path}:replay"), &json!({})).await;
        assert!(again.status == 404 || again.json()["replayed"] == 0, "{}", again.text);
    }
    assert_eq!((vehicles(&app).await, ends(&app, &run).await), (before + TAKEN, ended));
    for at in [0, DOUBLE - 1] {
        let vehicle = app.get(&format!("/api/v1/vehicles/by/vin/F{at}")).await.json();
        assert_eq!((&vehicle["seats"], &vehicle["engine"]), (&json!(6), &Value::Null), "the corrected row is what counts: {vehicle}");
    }
    // An undo of the replay opens its rows again, and only those.
    let undo = replayed["runs"][0].as_str().expect("a run");
    assert_eq!(app.send(app.request("POST", &format!("/api/v1/runs/{undo}:rollback"))).await.status, 200);
    assert_eq!((vehicles(&app).await, groups(&app).await["value_taken"].0), (before, TAKEN as u64));
}
