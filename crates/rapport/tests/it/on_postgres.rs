//! The command line on PostgreSQL: the same commands, the same answers.

use serde_json::{Value, json};

use crate::program::{Place, Server};

const PEOPLE: &str = "id,name,email,phone,country\n1,Ann Lee,ANN@example.com,+44 7700 900123,GB\n2,Bob Ray,bob@example.com,,GB\n3,Ann Lee, ann@example.com ,,GB\n";

#[test]
fn imports_are_rehearsed_made_repeated_and_undone_as_on_the_embedded_database() {
    let Some(place) = Place::on_postgres("imports") else { return };
    let embedded = Place::new();
    let file = place.write("people.csv", PEOPLE);
    for arguments in [&["--dry-run"][..], &[], &[]] {
        let (here, there) = (place.import(&file, arguments).exits(0), embedded.import(&file, arguments).exits(0));
        for name in ["read", "created", "updated", "unchanged", "merged", "rejected", "held"] {
            assert_eq!(here.count(name), there.count(name), "{arguments:?}: {name}");
        }
        assert_eq!(place.canonical("customers"), embedded.canonical("customers"), "{arguments:?}");
    }
    assert_eq!(place.canonical("customers").len(), 2);
    let changed = place.write("changed.csv", &PEOPLE.replace("+44 7700 900123", "+44 7700 900555"));
    assert_eq!(place.import(&changed, &["--source", "people"]).exits(0).count("updated"), 1);
    let listed = place.run(&["run", "list", "--json"]).exits(0).json();
    let runs = listed["items"].as_array().expect("runs");
    let [last, first] = [&runs[0], &runs[runs.len() - 1]].map(|run| run["run_id"].as_str().expect("id").to_owned());
    place.run(&["run", "rollback", &last]).exits(0);
    assert_eq!(place.canonical("customers"), embedded.canonical("customers"));
    assert_eq!(place.run(&["run", "show", &last, "--json"]).exits(0).json()["state"], "done");
    place.run(&["run", "rollback", &first]).exits(0);
    assert!(place.canonical("customers").is_empty());
    place.run(&["run", "rollback", &first]).exits(3);
}

#[test]
fn keys_people_the_description_and_the_server_work() {
    let Some(place) = Place::on_postgres("serve") else { return };
    let key = place.run(&["key", "add", "ci", "--scope", "customers:read", "--json"]).exits(0).json();
    let key = key["key"].as_str().expect("key");
    place.run_with_input(&["user", "add", "ann@example.com", "--admin"], "correct horse battery\n").exits(0);
    place.run_with_input(&["user", "add", "ann@example.com"], "another long password\n").exits(3);
    let description = place.run(&["openapi"]).exits(0).json();
    assert!(description["paths"]["/api/v1/customers/{id}"].is_object());
    let file = place.write("people.csv", PEOPLE);
    place.import(&file, &[]).exits(0);
    let server = Server::start(&place);
    let (status, body) = server.get("/api/v1/customers/by/email/ann@example.com", key);
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("Ann Lee") && body.contains("+447700900123"), "{body}");
    // Another process writes while the server runs.
    let more = place.write("more.csv", "id,name,email\n9,Cid Poe,cid@example.com\n");
    place.import(&more, &[]).exits(0);
    assert_eq!(server.get("/api/v1/customers/by/email/cid@example.com", key).0, 200);
    assert_eq!(server.get("/api/v1/customers", "rp_live_nothing").0, 401);
    assert_eq!(server.stop(), Some(0));
    place.run(&["key", "revoke", "1"]).exits(0);
}

#[test]
fn a_copy_is_made_by_the_tools_of_the_database() {
    let Some(place) = Place::on_postgres("backup") else { return };
    let file = place.write("people.csv", PEOPLE);
    place.import(&file, &[]).exits(0);
    let made = place.run(&["backup", "all.dump", "--json"]).exits(0).json();
    let copy = std::fs::read(place.path("all.dump")).expect("the copy");
    assert!(copy.starts_with(b"PGDMP") && made["bytes"] == copy.len(), "{made}");
    let left: Vec<_> =
        std::fs::read_dir(place.folder.path()).expect("the folder").filter_map(Result::ok).map(|file| file.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".part")), "{left:?}");
    let again = place.run(&["backup", "all.dump"]).exits(3);
    assert!(again.err.contains("exists already"), "{}", again.err);

    // A machine without the program says what it lacks, and leaves nothing behind.
    let bare = place.command(&["backup", "none.dump"]).env("PATH", place.path("")).output().expect("the program runs");
    assert_eq!(bare.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&bare.stderr).contains("pg_dump"), "{bare:?}");
    assert!(!place.path("none.dump").exists() && !place.path("none.dump.part").exists());
}

#[test]
fn the_first_pass_of_a_sync_copies_the_database_before_or_says_that_it_could_not() {
    let Some(place) = Place::on_postgres("first_pass") else { return };
    let file = place.write("people.csv", PEOPLE);
    place.import(&file, &[]).exits(0);
    let folder = place.path("drop");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("more.csv"), "id,name\n7,Cid\n").expect("a file");
    let sync = |name: &str| {
        json!({"name": name, "state": "live", "connection": "Folder", "stream": "files", "source": name, "object": "customers",
               "mapping": {"version": 1, "object": "customers", "fields": [{"from": "id", "to": "external_id"}, {"from": "name", "to": "name"}]}})
    };
    let configuration = json!({"version": 1, "connections": [
        {"name": "Folder", "connector": "file_drop", "settings": {"place": "folder", "folder": folder, "key": "id", "settle_seconds": 0}},
    ], "syncs": [sync("First"), sync("Second")]});
    place.write("rapport.json", &configuration.to_string());
    place.run(&["config", "apply", "rapport.json"]).exits(0);
    let shown = folder.display().to_string();
    let arguments = |name: &'static str| ["sync", "run", name, "--json", "--allow-folder", &shown].map(str::to_owned);
    let words = arguments("First");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let first = place.run(&words).exits(0).json();
    let copied = first["backup"].as_str().expect("a copy");
    assert!(copied.starts_with("before-sync-") && copied.ends_with(".dump"), "{first}");
    assert_eq!(place.run(&words).exits(0).json()["backup"], Value::Null, "only before the first");
    let run = first["run_id"].as_str().expect("a run").to_owned();
    let report = place.run(&["run", "show", &run, "--json"]).exits(0).json();
    assert!(report.to_string().contains(copied), "{report}");

    let words = arguments("Second");
    let bare = place.command(&words.iter().map(String::as_str).collect::<Vec<_>>()).env("PATH", place.path("")).output().expect("it runs");
    let told: Value = serde_json::from_slice(&bare.stdout).expect("JSON");
    assert!(bare.status.success() && told["backup_by_hand"].as_str().is_some_and(|why| why.contains("pg_dump")), "{told}");
}
