//! A source that stands still, at size: what a preview foretells is what happens, value by value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::connections::connect;
use crate::fake::FakeSystem;

const URL: &str = "https://frozen.example.com";
const ROWS: usize = 10_000;
/// Rows of the first load.
const KNOWN: usize = 6_000;
/// What a report counts.
const COUNTS: [&str; 8] = ["read", "created", "updated", "unchanged", "merged", "rejected", "held", "excluded"];

fn row(at: usize, name: &str, email: &str, day: u32) -> [String; 4] {
    [at.to_string(), name.to_owned(), email.to_owned(), format!("2026-05-{day:02}T08:00:00Z")]
}

fn mail(at: usize) -> String {
    format!("p{at}@example.com")
}

/// The source as it is read first.
fn at_first() -> Vec<[String; 4]> {
    (1..=KNOWN).map(|at| row(at, &format!("Person {at}"), &mail(at), 1)).collect()
}

/// The source as it is read then: with changed, new, doubled and useless rows.
fn as_changed() -> Vec<[String; 4]> {
    let name = |at: usize| format!("Person {at}");
    (1..=ROWS)
        .map(|at| match at {
            1..=2_000 => row(at, &format!("Renamed {at}"), &mail(at), 2),
            2_001..=2_100 => row(at, &name(at), &format!("moved{at}@example.com"), 2),
            2_101..=KNOWN => row(at, &name(at), &mail(at), 1),
            // Somebody who is known by another row already, somebody twice, nobody.
            9_701..=9_800 => row(at, &name(at), &mail(at - 6_000), 2),
            9_801..=9_900 => row(at, &name(at), &mail(at - 1_000), 2),
            9_901..=ROWS => row(at, "", "", 2),
            _ => row(at, &name(at), &mail(at), 2),
        })
        .collect()
}

async fn preview(app: &TestApp, path: &str) -> Value {
    let shown = app.post(&format!("{path}:preview"), &json!({"mode": "full"})).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    shown.json()
}

async fn apply(app: &TestApp, path: &str, plan: &Value) -> Value {
    let applied = app.post(&format!("{path}:apply"), &json!({"plan": plan})).await;
    assert_eq!(applied.status, 200, "{}", applied.text);
    applied.json()
}

fn counts(report: &Value) -> Vec<(&'static str, i64)> {
    COUNTS.iter().map(|name| (*name, report[*name].as_i64().unwrap_or(0))).collect()
}

/// Before and after of each field of each record, the new ones by the source's id of their first row.
type Values = BTreeMap<(String, String), (String, String)>;

/// As a cell of a file shows it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}

/// What the whole preview foretells, from the file of it.
async fn foretold(app: &TestApp, path: &str, plan: &Value) -> Values {
    let file = app.get(&format!("{path}/preview-rows?format=jsonl&plan={}", plan.as_str().expect("a plan"))).await;
    assert_eq!(file.status, 200, "{}", file.text);
    let object = app.get("/api/v1/objects/customers").await.json();
    let label = |field: &Value| (cell(&field["label"]["en"]), cell(&field["name"]));
    let names: BTreeMap<String, String> = object["fields"].as_array().expect("fields").iter().map(label).collect();
    let mut values = Values::new();
    for line in file.text.lines() {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = |name: &str| cell(&line[name]);
        let who = match line["Outcome"].as_str() {
            Some("new") => {
                let ids = text("Id there");
                let first = ids.split(|letter: char| !letter.is_ascii_digit()).filter_map(|id| id.parse::<u64>().ok()).min();
                format!("new {}", first.expect("an id"))
            }
            Some("changed" | "joined with others") => text("Record"),
            _ => continue,
        };
        if let Some(field) = names.get(&text("Field")) {
            assert!(values.insert((who, field.clone()), (text("Before"), text("After"))).is_none(), "told twice: {line}");
        }
    }
    values
}

/// What happened behind a cursor: of known records what the feed says, of new ones what they hold.
async fn happened(app: &TestApp, mut cursor: String) -> Values {
    let mut values = Values::new();
    let mut made = BTreeSet::new();
    loop {
        let page = app.get(&format!("/api/v1/changes?limit=500&cursor={cursor}")).await.json();
        for change in page["items"].as_array().expect("items") {
            let who = change["record"].as_str().expect("a record").to_owned();
            if change["op"] == "create" {
                made.insert(who);
                continue;
            }
            for (field, delta) in change["fields"].as_object().expect("fields").iter().filter(|_| !made.contains(&who)) {
                let place = (who.clone(), field.clone());
                assert!(values.insert(place, (cell(&delta["old"]), cell(&delta["new"]))).is_none(), "changed twice: {change}");
            }
        }
        cursor = page["page"]["next_cursor"].as_str().expect("a place to go on").to_owned();
        if page["page"]["has_more"] == false {
            break;
        }
    }
    values.extend(new_records(app, &made).await);
    values
}

/// The values of records that were made, by the smallest id that the source has of them.
async fn new_records(app: &TestApp, made: &BTreeSet<String>) -> Values {
    let (mut values, mut cursor) = (Values::new(), String::new());
    loop {
        let page = app.get(&format!("/api/v1/customers?limit=500&fields=name,email,external_ids{cursor}")).await.json();
        for record in page["items"].as_array().expect("items").iter().filter(|record| made.contains(record["id"].as_str().unwrap_or(""))) {
            let ids = record["external_ids"]["CRM"].as_array().expect("ids").iter();
            let first: u64 = ids.filter_map(|id| id.as_str()?.parse().ok()).min().expect("an id");
            for field in ["name", "email"] {
                values.insert((format!("new {first}"), field.to_owned()), (String::new(), cell(&record[field])));
            }
        }
        match page["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return values,
        }
    }
}

/// The end of the feed.
async fn end_of_feed(app: &TestApp) -> String {
    let mut cursor = String::new();
    loop {
        let page = app.get(&format!("/api/v1/changes?limit=500{cursor}")).await.json();
        let next = page["page"]["next_cursor"].as_str().expect("a place to go on").to_owned();
        if page["page"]["has_more"] == false {
            return next;
        }
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_rows_become_what_their_preview_foretold() {
    let app = TestApp::start().await;
    connect(&app, "CRM", URL).await;
    *FakeSystem::at(URL).rows.lock().expect("rows") = at_first();
    let fields = json!([{"from": "_id", "to": "external_id"}, {"from": "_changed", "to": "updated_at"}, {"from": "_w1", "to": "name"}, {"from": "_w2", "to": "email"}]);
    let definition = json!({
        "name": "People", "connection": "CRM", "stream": "people", "object": "customers",
        "limits": {"error_share_max": 1.0, "changed_share_max": 1.0, "protected_share_max": 1.0},
        "mapping": {"version": 1, "object": "customers", "fields": fields},
    });
    let made = app.post("/api/v1/syncs", &definition).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = made.header("location").to_owned();
    assert_eq!(app.go_live(&path).await.status, 200);
    let first = preview(&app, &path).await;
    let loaded = apply(&app, &path, &first["plan"]).await;
    assert_eq!(loaded["read"]["created"], KNOWN, "{loaded}");

    // People have set values by hand, deleted somebody, left somebody out.
    let id_of = async |at: usize| {
        let found = app.get(&format!("/api/v1/customers/by/external_id/CRM:{at}")).await.json();
        found["id"].as_str().expect("an id").to_owned()
    };
    for at in 1..=20 {
        let id = id_of(at).await;
        assert_eq!(app.call("PATCH", &format!("/api/v1/customers/{id}"), &json!({"name": format!("By hand {at}")})).await.status, 200);
    }
    for at in 21..=30 {
        let id = id_of(at).await;
        assert_eq!(app.send(app.request("DELETE", &format!("/api/v1/customers/{id}"))).await.status, 204);
    }
    let excluded: Vec<Value> = (31..=40).map(|at| json!({"id": at.to_string(), "reason": "left the company"})).collect();
    assert_eq!(app.call("PATCH", &path, &json!({"excluded": excluded})).await.status, 200);

    *FakeSystem::at(URL).rows.lock().expect("rows") = as_changed();
    let before = end_of_feed(&app).await;
    let shown = preview(&app, &path).await;
    let expected = foretold(&app, &path, &shown["plan"]).await;
    assert_eq!(end_of_feed(&app).await, before, "a preview changes nothing");
    let applied = apply(&app, &path, &shown["plan"]).await;
    assert_eq!(counts(&applied["read"]), counts(&shown["report"]), "{applied}");
    let report = &shown["report"];
    assert_eq!((&report["read"], &report["excluded"], &report["rejected"]), (&json!(ROWS), &json!(10), &json!(100)), "{report}");
    assert_eq!((&report["created"], &report["merged"]), (&json!(3_700), &json!(200)), "{report}");

    let actual = happened(&app, before).await;
    let differing: Vec<_> = expected.iter().filter(|(place, values)| actual.get(*place) != Some(values)).take(3).collect();
    assert!(differing.is_empty(), "foretold otherwise: {differing:?}");
    let surprising: Vec<_> = actual.keys().filter(|place| !expected.contains_key(*place)).take(3).collect();
    assert!(surprising.is_empty(), "not foretold: {surprising:?}");
    assert!(actual.len() > 2 * 3_700 + 1_900, "{} values", actual.len());
}
