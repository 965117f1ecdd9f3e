//! Connectors, connections and configuration files on the command line, alone, through a server and on PostgreSQL.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{Place, Ran, Server};

const FILE: &str = "
version: 1
connections:
  - name: 简道云
    connector: jiandaoyun
    settings: {base_url: 'https://jdy.example.com', zone: Asia/Shanghai}
    secrets: {api_key: {env: CANARY_KEY}}
syncs:
  - name: Customers
    state: live
    connection: 简道云
    stream: app/form
    object: customers
    mapping: {version: 1, object: customers, fields: [{from: _id, to: external_id}, {from: _widget_1, to: name}]}
    triggers: {schedule: {every: 5m}}
";
const CANARY: &str = "canary-key-71f0";

fn with_secret(place: &Place, words: &[&str]) -> Ran {
    let output = place.command(words).env("CANARY_KEY", CANARY).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let ran = Ran { exit: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    assert!(!ran.out.contains(CANARY) && !ran.err.contains(CANARY), "{} {}", ran.out, ran.err);
    ran
}

fn actions(document: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    document["items"].as_array().expect("items").iter().map(|item| (text(&item["name"]), text(&item["action"]))).collect()
}

/// Names of the files below `folder` that hold `needle`.
fn files_with(folder: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else if fs::read(&path).expect("file").windows(needle.len()).any(|part| part == needle.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_configuration_is_applied_alone_and_through_a_server_with_the_same_result() {
    let (alone, served) = (Place::new(), Place::new());
    let _server = Server::start(&served);
    let mut exported = Vec::new();
    for place in [&alone, &served] {
        place.write("rapport.yaml", FILE);
        let planned = with_secret(place, &["config", "plan", "rapport.yaml", "--json"]).exits(0).json();
        let wanted = [("简道云", "create"), ("Customers", "create")].map(|(name, action)| (name.to_owned(), action.to_owned()));
        assert_eq!(actions(&planned), wanted);
        let applied = with_secret(place, &["config", "apply", "rapport.yaml", "--json"]).exits(0).json();
        assert_eq!(applied["good"], true);
        let again = with_secret(place, &["config", "apply", "rapport.yaml", "--json"]).exits(0).json();
        assert!(actions(&again).iter().all(|(_, action)| action == "unchanged"), "{again}");
        let connections = place.run(&["connection", "list", "--json"]).exits(0).json();
        assert_eq!(connections["items"][0]["secrets"], serde_json::json!(["api_key"]));
        assert_eq!(connections["items"][0]["state"], "active", "the secret came from the environment of the command");
        assert_eq!(place.run(&["sync", "list", "--json"]).exits(0).json()["items"][0]["state"], "live");
        exported.push(place.run(&["config", "export"]).exits(0).out);
    }
    assert_eq!(exported[0], exported[1]);
    assert!(!files_with(&alone.data(), "jdy.example.com").is_empty(), "the search must be able to find something");
    assert_eq!(files_with(&alone.data(), CANARY), Vec::<String>::new());

    let empty = Place::new();
    empty.write("exported.yaml", &exported[0]);
    empty.run(&["config", "apply", "exported.yaml"]).exits(0);
    assert_eq!(empty.run(&["config", "export"]).exits(0).out, exported[0]);
    let waiting = empty.run(&["connection", "list", "--json"]).exits(0).json();
    assert_eq!(waiting["items"][0]["cause"], "secrets", "made without its secret, it waits for it");
}

#[test]
fn a_channel_of_alerts_is_applied_with_its_secret_from_the_environment_or_waits_for_it() {
    let place = Place::new();
    let _server = Server::start(&place);
    let key = "whsec_Y2FuYXJ5LWtleS03MWYwLWNhbmFyeS1r";
    let file = "version: 1\nalert_channels:\n  - name: On call\n    kind: webhook\n    settings: {url: 'https://hooks.example.com/'}\n    secrets: {secret: {env: HOOK_KEY}}\n";
    place.write("alerts.yaml", file);
    let planned = place.run(&["config", "plan", "alerts.yaml"]).exits(0).out;
    assert!(planned.contains("alert channel On call: create") && planned.contains("is not found in HOOK_KEY"), "{planned}");
    place.run(&["config", "apply", "alerts.yaml"]).exits(0);
    assert!(place.run(&["alert", "channels"]).exits(0).out.contains("waits for its secret"));
    assert!(place.run(&["alert", "test", "On call"]).exits(2).err.contains("secret"));
    let applied = place.command(&["config", "apply", "alerts.yaml", "--json"]).env("HOOK_KEY", key).output().expect("the program runs");
    let text = String::from_utf8_lossy(&applied.stdout).into_owned();
    let document: Value = serde_json::from_str(&text).expect("a document");
    assert_eq!((&document["good"], &document["items"][0]["changes"][0]["pointer"]), (&true.into(), &"/secrets/secret".into()), "{text}");
    assert!(!text.contains(key) && !place.run(&["config", "export"]).exits(0).out.contains(key));
    assert_eq!(place.run(&["alert", "channels", "--json"]).exits(0).json()["items"][0]["secrets"], serde_json::json!(["secret"]));
}

#[test]
fn a_mistake_in_a_file_is_told_with_its_place_and_the_nearest_name() {
    let place = Place::new();
    place.write("wrong.yaml", &FILE.replace("connector: jian", "conector: jian"));
    let refused = place.run(&["config", "plan", "wrong.yaml"]).exits(2);
    assert!(refused.err.contains("line ") && refused.err.contains("nearest: connector"), "{}", refused.err);
    place.write("wrong.yaml", &FILE.replace("connector: jiandaoyun", "connector: jiandaoyum"));
    let planned = place.run(&["config", "plan", "wrong.yaml"]).exits(3);
    assert!(planned.out.contains("nearest: jiandaoyun"), "{}", planned.out);
    let applied = place.run(&["config", "apply", "wrong.yaml", "--json"]).exits(3).json();
    assert_eq!((&applied["good"], &applied["items"][0]["done"]), (&Value::Bool(false), &Value::Bool(false)));
    place.run(&["config", "plan", "missing.yaml"]).exits(3);
}

#[test]
fn a_connection_is_made_with_a_secret_from_standard_input() {
    let place = Place::new();
    place.write("account.yaml", "connector: jiandaoyun\nsettings: {base_url: 'https://jdy.example.com'}\n");
    let words = ["connection", "add", "JDY", "--settings", "account.yaml", "--secret-stdin", "api_key", "--json"];
    let made = place.run_with_input(&words, &format!("{CANARY}\n")).exits(0);
    assert!(!made.out.contains(CANARY) && !made.err.contains(CANARY));
    assert_eq!(made.json()["state"], "active");
    let twice = place.run_with_input(&["connection", "add", "jdy", "--settings", "account.yaml"], "").exits(2);
    assert!(twice.err.contains("another connection is called"), "{}", twice.err);
    place.run(&["connection", "remove", "JDY"]).exits(0);
    place.run(&["connection", "remove", "JDY"]).exits(3);
    assert_eq!(place.run(&["connection", "list", "--json"]).exits(0).json()["items"], serde_json::json!([]));
}

#[test]
fn inner_addresses_are_called_only_when_they_were_allowed() {
    let place = Place::new();
    let listed = place.run(&["connector", "list", "--json"]).exits(0).json();
    assert!(listed["items"].as_array().is_some_and(|items| items.iter().any(|item| item["name"] == "jiandaoyun")));
    // Nothing listens on port 1.
    let file = "connector: jiandaoyun\nsettings: {base_url: 'http://127.0.0.1:1'}\nsecrets: {api_key: {env: CANARY_KEY}}\n";
    place.write("account.yaml", file);
    let refused = with_secret(&place, &["connector", "discover", "--settings", "account.yaml"]).exits(3);
    assert!(refused.err.contains("is not allowed"), "{}", refused.err);
    let checked = with_secret(&place, &["connector", "check", "--settings", "account.yaml", "--json"]).exits(3).json();
    assert_eq!(checked["good"], false);
    place.run(&["connector", "discover", "--connection", "nothing"]).exits(3);
    place.run(&["connector", "discover"]).exits(2);
}

#[test]
fn postgresql_has_connections_with_a_key_from_the_environment() {
    let Some(place) = Place::on_postgres("config") else { return };
    place.write("rapport.yaml", FILE);
    let run = |words: &[&str], key: &str| {
        let mut command = place.command(words);
        command.env("CANARY_KEY", CANARY).env("RAPPORT_SECRET_KEY", key);
        let output = command.output().expect("the program runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let without = run(&["config", "apply", "rapport.yaml"], "");
    assert!(without.0 == Some(3) && without.1.contains("RAPPORT_SECRET_KEY"), "{}", without.1);
    let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    let applied = run(&["config", "apply", "rapport.yaml"], key);
    assert_eq!(applied.0, Some(0), "{}", applied.1);
    let again = run(&["config", "apply", "rapport.yaml", "--json"], key);
    let again: Value = serde_json::from_str(&again.1).expect("a document");
    assert!(actions(&again).iter().all(|(_, action)| action == "unchanged"), "{again}");
}
