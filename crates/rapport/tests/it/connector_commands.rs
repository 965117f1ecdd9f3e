//! `rapport connector`: an account checked, looked into and read, stored or not; and what a dry run of its sync says.

use serde_json::{Value, json};

use crate::program::{Place, Ran};

/// A place with a database of five people, and a file that says where it is.
fn place() -> Place {
    let place = Place::new();
    let file = place.path("people.sqlite");
    let database = rusqlite::Connection::open(&file).expect("a database");
    let rows = "INSERT INTO people VALUES (1, 'Ada', 'ada@example.com', 'London'), (2, '张伟', NULL, '上海'), (3, 'Bo', 'bo@example.com', 'Oslo'), \
                (4, 'Cy', 'cy@example.com', 'Oslo'), (5, '', NULL, NULL);";
    let table = "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '', email TEXT, city TEXT); CREATE TABLE empty (id INTEGER PRIMARY KEY);";
    database.execute_batch(&format!("{table}{rows}")).expect("rows");
    place.write("account.json", &json!({"connector": "sql", "settings": {"system": "sqlite", "file": file}}).to_string());
    place
}

impl Place {
    /// Runs the program with leave to open files of this place.
    fn open(&self, words: &[&str]) -> Ran {
        self.run(&[words, &["--allow-folder", &self.folder.path().display().to_string()]].concat())
    }
}

const ACCOUNT: [&str; 2] = ["--settings", "account.json"];

#[test]
fn an_account_is_checked_line_by_line() {
    let place = place();
    let listed = place.run(&["connector", "list"]).exits(0).out;
    assert!(listed.contains("sql") && listed.contains("system*") && listed.contains("salesforce"), "{listed}");

    let good = place.open(&[&["connector", "check", "--json"], &ACCOUNT[..]].concat()).exits(0).json();
    assert_eq!(good["good"], true, "{good}");
    assert!(good["lines"].as_array().is_some_and(|lines| lines.len() > 1 && lines.iter().all(|line| line["state"] != "failed")), "{good}");
    let shown = place.open(&[&["connector", "check"], &ACCOUNT[..]].concat()).exits(0).out;
    assert!(shown.lines().count() >= good["lines"].as_array().map_or(0, Vec::len), "{shown}");

    // Closed until it is opened, gone when it is gone; each with what helps.
    let closed = place.run(&[&["connector", "check", "--json"], &ACCOUNT[..]].concat()).exits(3).json();
    assert_eq!(closed["good"], false, "{closed}");
    std::fs::remove_file(place.path("people.sqlite")).expect("removed");
    let gone = place.open(&[&["connector", "check"], &ACCOUNT[..]].concat()).exits(3).out;
    assert!(gone.contains("failed") && gone.contains('→'), "{gone}");
    place.run(&["connector", "check"]).exits(2);
    place.run(&["connector", "check", "--settings", "account.json", "--connection", "People"]).exits(2);
}

#[test]
fn streams_and_fields_are_discovered() {
    let place = place();
    let streams = place.open(&[&["connector", "discover", "--json"], &ACCOUNT[..]].concat()).exits(0).json();
    let names: Vec<&str> = streams["items"].as_array().expect("items").iter().filter_map(|stream| stream["name"].as_str()).collect();
    assert_eq!(names, ["empty", "people"]);
    let fields = place.open(&[&["connector", "discover", "people", "--json"], &ACCOUNT[..]].concat()).exits(0).json();
    let kinds: Vec<(&str, &str)> = fields["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .map(|field| (field["name"].as_str().unwrap_or(""), field["kind"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(kinds, [("id", "integer"), ("name", "text"), ("email", "text"), ("city", "text")], "{fields}");
    let table = place.open(&[&["connector", "discover", "people"], &ACCOUNT[..]].concat()).exits(0).out;
    assert!(table.lines().any(|line| line.contains("email") && line.contains("text")), "{table}");
    let unknown = place.open(&[&["connector", "discover", "nothing"], &ACCOUNT[..]].concat()).exits(3);
    assert!(unknown.err.contains("nothing"), "{}", unknown.err);
}

#[test]
fn the_first_rows_of_a_stream_are_read() {
    let place = place();
    let read = |words: &[&str]| place.open(&[&["connector", "read", "people"], words, &ACCOUNT[..]].concat());
    let lines = read(&[]).exits(0).out;
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!((rows.len(), &rows[1]["name"], &rows[1]["city"]), (5, &json!("张伟"), &json!("上海")), "{lines}");
    let two = read(&["--limit", "2", "--json"]).exits(0).json();
    assert_eq!((two["rows"].as_array().map(Vec::len), &two["whole"], &two["key_column"]), (Some(2), &json!(false), &json!("id")), "{two}");
    assert_eq!(two["columns"], json!(["id", "name", "email", "city"]));
    let all = read(&["--json"]).exits(0).json();
    assert_eq!((all["rows"].as_array().map(Vec::len), &all["whole"]), (Some(5), &json!(true)));
    let some = read(&["--filter", "city = 'Oslo'", "--json"]).exits(0).json();
    assert_eq!(some["rows"].as_array().map(Vec::len), Some(2), "{some}");
    read(&["--limit", "0"]).exits(2);
    place.open(&[&["connector", "read", "nothing"], &ACCOUNT[..]].concat()).exits(3);
    assert_eq!(place.open(&[&["connector", "read", "empty", "--json"], &ACCOUNT[..]].concat()).exits(0).json()["rows"], json!([]));
}

#[test]
fn a_stored_connection_answers_the_same_and_its_dry_run_counts_on_top() {
    let place = place();
    let mapping = json!({"version": 1, "object": "customers", "fields": [{"from": "id", "to": "external_id"}, {"from": "name", "to": "name"}, {"from": "email", "to": "email"}, {"from": "city", "to": "city"}]});
    let account: Value = serde_json::from_str(&std::fs::read_to_string(place.path("account.json")).expect("a file")).expect("JSON");
    let file = json!({
        "version": 1,
        "connections": [{"name": "People", "connector": "sql", "settings": account["settings"]}],
        "syncs": [{"name": "People", "state": "live", "connection": "People", "stream": "people", "object": "customers", "mapping": mapping, "limits": {"error_share_max": 1.0}}],
    });
    place.write("rapport.json", &file.to_string());
    place.run(&["config", "apply", "rapport.json"]).exits(0);
    let stored = ["--connection", "People", "--json"];
    let unstored = ["--settings", "account.json", "--json"];
    for words in [&["connector", "discover"][..], &["connector", "discover", "people"], &["connector", "read", "people"]] {
        let answers = [stored, unstored].map(|which| place.open(&[words, &which[..]].concat()).exits(0).json());
        assert_eq!(answers[0], answers[1], "{words:?}");
    }
    assert_eq!(place.open(&["connector", "check", "--connection", "People", "--json"]).exits(0).json()["good"], true);

    let counts = |ran: &Ran| ["read", "created", "updated", "unchanged", "merged", "rejected", "held"].map(|name| ran.count(name));
    let foretold = place.open(&["sync", "run", "People", "--dry-run", "--json"]).exits(0);
    assert_eq!(counts(&foretold), [5, 4, 0, 0, 0, 1, 0], "{}", foretold.out);
    let document = foretold.json();
    assert_eq!(document["run_id"], document["plan"], "the plan is the run that found it out");
    assert!(document["seconds"].as_f64().is_some_and(|seconds| seconds >= 0.0), "{document}");
    assert_eq!(document["report"]["created"], 4, "the whole story is there as before");
    let ran = place.open(&["sync", "run", "People", "--json"]).exits(1);
    assert_eq!(counts(&ran), counts(&foretold), "{}", ran.out);
    assert!(ran.json()["run_id"].as_str().is_some_and(|run| Some(run) != document["run_id"].as_str()), "{}", ran.out);
}
