//! The command line on PostgreSQL: the same commands, the same answers.

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
    let refused = place.run(&["backup", "all.rapport"]).exits(3);
    assert!(refused.err.contains("pg_dump"), "{}", refused.err);
    assert!(!place.path("all.rapport").exists());
}
