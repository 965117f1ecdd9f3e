//! Imports from the command line: what they print, how they end, what they leave behind.

use crate::program::Place;

const PEOPLE: &str = "id,name,email,phone,country\n1,Ann Lee,ANN@example.com,+44 7700 900123,GB\n2,Bob Ray,bob@example.com,,GB\n3,Ann Lee, ann@example.com ,,GB\n";

#[test]
fn an_import_tells_what_it_did_and_a_second_one_changes_nothing() {
    let place = Place::new();
    let file = place.write("people.csv", PEOPLE);
    let first = place.import(&file, &[]).exits(0);
    for (name, number) in [("read", 3), ("created", 2), ("updated", 0), ("unchanged", 0), ("merged", 1), ("rejected", 0), ("held", 0)] {
        assert_eq!(first.count(name), number, "{name}");
    }
    assert!(first.json()["run_id"].as_str().is_some_and(|id| id.parse::<i64>().is_ok()));
    assert!(first.json()["seconds"].as_f64().is_some_and(|seconds| seconds > 0.0));
    assert_eq!(first.json()["source"], "people");
    let before = place.canonical("customers");
    let second = place.import(&file, &[]).exits(0);
    assert_eq!((second.count("created"), second.count("updated"), second.count("unchanged")), (0, 0, 3));
    assert_eq!(place.canonical("customers"), before);
}

#[test]
fn a_dry_run_predicts_what_the_import_does_and_changes_nothing() {
    let place = Place::new();
    let file = place.write("people.csv", PEOPLE);
    let dry = place.import(&file, &["--dry-run"]).exits(0);
    assert!(place.canonical("customers").is_empty());
    let real = place.import(&file, &[]).exits(0);
    for name in ["read", "created", "updated", "unchanged", "merged", "rejected", "held"] {
        assert_eq!(dry.count(name), real.count(name), "{name}");
    }
}

#[test]
fn exit_codes_tell_usage_from_failure() {
    let place = Place::new();
    let file = place.write("people.csv", PEOPLE);
    let file = file.to_string_lossy();
    for (words, exit, said) in [
        (vec!["import", &file], 2, "--object"),
        (vec!["import", &file, "--object", "clients"], 2, "customers"),
        (vec!["import", &file, "--object", "customers", "--match", "shoe_size"], 2, "shoe_size"),
        (vec!["import", "missing.csv", "--object", "customers"], 3, "missing.csv"),
        (vec!["run", "show", "77"], 3, "77"),
        (vec!["export", "customers", "--filter", "nonsense = 1"], 2, "nonsense"),
        (vec!["key", "add", "ci", "--scope", "customers:fly"], 2, "customers:fly"),
        (vec!["frobnicate"], 2, "frobnicate"),
    ] {
        let ran = place.run(&words);
        assert_eq!(ran.exit, exit, "{words:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{words:?}: {}", ran.err);
        assert!(ran.out.is_empty(), "{words:?}: {}", ran.out);
    }
    let elsewhere = place.run(&["run", "list", "--data", "nowhere"]);
    assert_eq!(elsewhere.exit, 3);
    assert!(!place.path("nowhere").exists(), "a question must not make an installation");
}

#[test]
fn rejected_rows_come_back_as_a_file_with_reasons_in_both_languages() {
    let place = Place::new();
    let lines = "{\"id\":\"1\",\"name\":\"Ann\",\"email\":\"ann@example.com\"}\n{\"id\":\"2\",\"name\":\n{\"id\":\"3\",\"name\":\"Bob\",\"email\":\"bob@example.com\"}\n";
    let file = place.write("people.jsonl", lines);
    let ran = place.import(&file, &[]).exits(1);
    assert_eq!((ran.count("created"), ran.count("rejected")), (2, 1));
    assert_eq!(ran.json()["rejected_file"].as_str().map(|name| name.ends_with("people.rejected.csv")), Some(true));
    let rejected = std::fs::read_to_string(place.path("people.rejected.csv")).expect("the rejected rows");
    for said in ["_error_code", "_错误", "json_invalid"] {
        assert!(rejected.contains(said), "{said}: {rejected}");
    }
    let elsewhere = place.import(&file, &["--dry-run", "--rejected", "dry.csv"]).exits(1);
    assert_eq!(elsewhere.count("rejected"), 1);
    assert!(place.path("dry.csv").exists());
}

#[test]
fn an_undone_run_leaves_nothing_and_can_be_brought_back() {
    let place = Place::new();
    let file = place.write("people.csv", PEOPLE);
    let run = place.import(&file, &[]).exits(0).json()["run_id"].as_str().expect("id").to_owned();
    let before = place.canonical("customers");
    let rehearsed = place.run(&["run", "rollback", &run, "--dry-run", "--json"]).exits(0);
    assert_eq!(rehearsed.count("deleted"), 2);
    assert_eq!(place.canonical("customers"), before);
    let undone = place.run(&["run", "rollback", &run, "--json"]).exits(0);
    assert_eq!(undone.count("deleted"), 2);
    assert!(place.canonical("customers").is_empty());
    let undo = undone.json()["run_id"].as_str().expect("id").to_owned();
    place.run(&["run", "rollback", &undo]).exits(0);
    assert_eq!(place.canonical("customers"), before);
    assert_eq!(place.run(&["run", "list", "--json"]).exits(0).json()["items"].as_array().map(Vec::len), Some(3));
}

#[test]
fn an_export_imports_again_as_the_same_customers() {
    let place = Place::new();
    let file = place.write("people.csv", PEOPLE);
    place.import(&file, &[]).exits(0);
    for (format, name) in [("csv", "out.csv"), ("xlsx", "out.xlsx")] {
        place.run(&["export", "customers", "--format", format, "--output", name]).exits(0);
        let copy = Place::new();
        let imported = copy.import(&place.path(name), &["--source", "copy"]).exits(0);
        assert_eq!((imported.count("read"), imported.count("created")), (2, 2), "{format}");
        assert_eq!(copy.canonical("customers"), place.canonical("customers"), "{format}");
    }
    let filtered = place.run(&["export", "customers", "--format", "jsonl", "--filter", "name = \"Bob Ray\""]).exits(0);
    assert_eq!(filtered.out.lines().count(), 1);
}

#[test]
fn counts_are_those_the_generator_knows() {
    let place = Place::new();
    let expected = sample::bench_files(place.folder.path(), sample::Format::Csv, 2_000, 200, 7).expect("sample");
    let load = place.import(&place.path("customers.csv"), &["--source", "bench"]).exits(0);
    assert_eq!(load.count("created"), u64::from(expected.distinct_customers));
    let changes = place.import(&place.path("changed.csv"), &["--source", "bench"]).exits(0);
    assert_eq!(load.count("created") + changes.count("created"), u64::from(expected.distinct_customers_after));
}

#[test]
fn a_mapping_template_is_a_mapping() {
    let place = Place::new();
    let file = place.write("people.csv", PEOPLE);
    for name in ["mapping.yaml", "mapping.xlsx"] {
        place.run(&["mapping", "template", "customers", "--for", "people.csv", "--output", name]).exits(0);
        let other = Place::new();
        let mapping = place.path(name);
        let imported = other.import(&file, &["--mapping", &mapping.to_string_lossy()]).exits(0);
        assert_eq!(imported.count("created"), 2, "{name}");
    }
}

#[test]
fn people_speak_chinese_or_english() {
    let place = Place::new();
    let file = place.write("people.csv", PEOPLE);
    let file = file.to_string_lossy();
    let chinese = place.run(&["import", &file, "--object", "customers", "--lang", "zh"]).exits(0);
    assert!(chinese.out.contains("读取 3 · 新建 2"), "{}", chinese.out);
    let english = place.run(&["import", &file, "--object", "customers"]).exits(0);
    assert!(english.out.contains("read 3 · created 0"), "{}", english.out);
}

#[test]
fn refused_rows_are_worked_on_from_the_command_line() {
    let place = Place::new();
    let file = place.write("people.csv", "id,name,email\n1,Ann,ann@example.com\n2,,\n3,,\n4,,\n");
    let ran = place.import(&file, &[]).exits(1);
    assert_eq!((ran.count("created"), ran.count("rejected")), (1, 3));
    let problem = |words: &[&str], exit: i32| {
        let words: Vec<&str> = ["problem"].iter().chain(words).chain(&["--json"]).copied().collect();
        place.run(&words).exits(exit).json()
    };
    let group = problem(&["list"], 0)["items"][0].clone();
    assert_eq!((&group["code"], &group["count"]), (&serde_json::json!("record_empty"), &serde_json::json!(3)), "{group}");
    let id = group["id"].as_str().expect("id");
    let rows = problem(&["show", id], 0)["items"].clone();
    let row = rows[0]["id"].as_str().expect("row");
    assert_eq!(problem(&["test", id, row], 1)["applies"], false);
    assert_eq!(problem(&["test", id, row, "--set", "name=Bob"], 0)["applies"], true);
    let mended = problem(&["replay", id, "--row", row, "--set", "name=Bob"], 0);
    assert_eq!((&mended["replayed"], &mended["refused"]), (&serde_json::json!(1), &serde_json::json!(0)), "{mended}");
    assert_eq!(problem(&["exclude", id, "--reason", "nobody knows them"], 0)["excluded"], 2);
    assert_eq!(problem(&["list"], 0)["items"], serde_json::json!([]));
    assert_eq!(problem(&["show", id, "--ended"], 0)["items"].as_array().map(Vec::len), Some(3));
    assert_eq!(place.run(&["problem", "replay", id, "--set", "name"]).exit, 2);
}

#[test]
fn duplicates_are_listed_without_a_server_and_told_apart() {
    let place = Place::new();
    let shop = place.write("shop.csv", "id,name,phone\n1,Ann Lee,13800138001\n");
    let erp = place.write("erp.csv", "id,name,phone\nA,Anne Lee,13800138001\n");
    place.import(&shop, &[]).exits(0);
    place.import(&erp, &["--match", "external_id"]).exits(0);
    let duplicate = |words: &[&str]| {
        let words: Vec<&str> = ["duplicate"].iter().chain(words).chain(&["--json"]).copied().collect();
        place.run(&words).exits(0).json()
    };
    let listed = duplicate(&["list"]);
    let group = &listed["items"][0];
    assert_eq!((&group["matched_by"], listed["items"].as_array().map(Vec::len)), (&serde_json::json!(["phone"]), Some(1)), "{listed}");
    let id = group["id"].as_str().expect("id");
    assert!(place.run(&["duplicate", "list"]).exits(0).out.contains("Anne Lee"));
    assert_eq!(duplicate(&["dismiss", id])["state"], "dismissed");
    assert_eq!(duplicate(&["list"])["items"], serde_json::json!([]));
    assert_eq!(duplicate(&["list", "--state", "dismissed"])["items"][0]["id"], id);
    assert_eq!(place.run(&["duplicate", "dismiss", "999"]).exit, 3);
}
