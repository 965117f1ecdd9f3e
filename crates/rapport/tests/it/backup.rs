//! Backup and restore, keys and people.

use crate::program::Place;

#[test]
fn a_backup_brings_everything_back() {
    let place = Place::new();
    let file = place.write("people.csv", "id,name,email\n1,Ann,ann@example.com\n2,Bob,bob@example.com\n");
    place.import(&file, &[]).exits(0);
    place.run(&["backup", "all.rapport"]).exits(0);
    let before = place.canonical("customers");
    place.run(&["run", "rollback", "1"]).exits(0);
    let refused = place.run(&["restore", "all.rapport"]).exits(3);
    assert!(refused.err.contains("--force"), "{}", refused.err);
    place.run(&["restore", "all.rapport", "--force"]).exits(0);
    assert_eq!(place.canonical("customers"), before);
    place.run(&["restore", "all.rapport", "--data", "elsewhere"]).exits(0);
    assert!(place.run(&["backup", "all.rapport"]).exits(3).err.contains("exists already"));
}

#[test]
fn a_damaged_backup_is_refused_and_the_data_stay() {
    let place = Place::new();
    let file = place.write("people.csv", "id,name,email\n1,Ann,ann@example.com\n");
    place.import(&file, &[]).exits(0);
    place.run(&["backup", "all.rapport"]).exits(0);
    let whole = std::fs::read(place.path("all.rapport")).expect("backup");
    let before = place.canonical("customers");
    std::fs::write(place.path("cut.rapport"), &whole[..whole.len() / 2]).expect("written");
    std::fs::write(place.path("text.rapport"), "hello").expect("written");
    for bad in ["cut.rapport", "text.rapport", "missing.rapport"] {
        let refused = place.run(&["restore", bad, "--force"]).exits(3);
        assert!(refused.err.contains(bad), "{}", refused.err);
        assert_eq!(place.canonical("customers"), before);
    }
}

#[test]
fn keys_and_passwords_are_shown_once() {
    let place = Place::new();
    let key = place.run(&["key", "add", "ci", "--scope", "customers:read,customers:write", "--expires", "30", "--json"]).exits(0).json();
    let token = key["key"].as_str().expect("key").to_owned();
    assert!(token.starts_with("rp_live_"));
    assert!(key["expires_at"].is_string());
    let list = place.run(&["key", "list", "--json"]).exits(0);
    assert!(!list.out.contains(&token) && list.out.contains("customers:read"));
    place.run(&["key", "revoke", "1"]).exits(0);
    assert!(place.run(&["key", "list"]).exits(0).out.contains("revoked"));
    place.run(&["key", "revoke", "7"]).exits(3);

    let given = place.run_with_input(&["user", "add", "ann@example.com", "--admin", "--json"], "correct horse battery\n").exits(0).json();
    assert_eq!(given["scopes"][0], "admin");
    assert!(given.get("password").is_none());
    let made = place.run_with_input(&["user", "add", "bob@example.com", "--json"], "").exits(0).json();
    assert_eq!(made["password"].as_str().map(str::len), Some(29));
    place.run_with_input(&["user", "add", "ann@example.com"], "another long password\n").exits(3);
    place.run_with_input(&["user", "add", "eve@example.com"], "short\n").exits(2);
}

#[test]
fn a_copy_that_was_brought_back_reads_and_writes_nothing_until_somebody_allows_it() {
    let config = sandbox::Config {
        vendors: vec!["salesforce".to_owned()],
        records: 5,
        clock: sandbox::ClockSource::Real,
        ..sandbox::Config::default()
    };
    let salesforce = sandbox::start(config).expect("a simulator");
    let url = salesforce.base_url("salesforce").expect("an address").to_owned();
    let port = url.rsplit(':').next().expect("a port");
    let place = Place::new();
    place.write(
        "rapport.yaml",
        &format!(
            "version: 1
settings: {{network: {{allowed_addresses: [127.0.0.1], allowed_ports: [{port}]}}}}
connections:
  - name: CRM
    connector: salesforce
    settings: {{login_url: '{url}', flow: client_credentials, client_id: '{}'}}
    secrets: {{client_secret: {{env: CRM_SECRET}}}}
syncs:
  - name: Contacts
    state: live
    connection: CRM
    stream: Contact
    object: customers
    direction: both
    mapping: {{version: 1, object: customers, fields: [{{from: Id, to: external_id}}, {{from: Name, to: name}}, {{from: Email, to: email}}]}}
    fields: {{email: {{direction: in}}}}
    outgoing: {{create: true, key_field: External_Id__c, fields: [{{from: name, to: LastName}}]}}
    triggers: {{push: false, change: false}}
",
            sandbox::salesforce::CLIENT_ID
        ),
    );
    let applied = place.command(&["config", "apply", "rapport.yaml"]).env("CRM_SECRET", sandbox::salesforce::CLIENT_SECRET).output();
    assert!(applied.is_ok_and(|applied| applied.status.success()));
    let file = place.write("people.csv", "id,name,email\n1,Ann Example,ann@example.com\n");
    place.import(&file, &[]).exits(0);
    place.run(&["backup", "all.rapport"]).exits(0);
    std::fs::copy(place.data().join("secret.key"), place.path("secret.key")).expect("the key is kept apart");
    let writes = || salesforce.control("GET", "/salesforce/log/writes?limit=100", None)["writes"].as_array().map_or(0, Vec::len);
    let pass = |directory: &str, more: &[&str]| {
        let mut words = vec!["restore", "all.rapport", "--data", directory];
        words.extend_from_slice(more);
        place.run(&words).exits(0);
        std::fs::copy(place.path("secret.key"), place.path(directory).join("secret.key")).expect("the key is brought along");
        place.run(&["sync", "run", "Contacts", "--json", "--data", directory]).exits(0).json()
    };
    let held = pass("held", &[]);
    assert!(held["writing_held"].as_str().is_some_and(|reason| reason.contains("backup")), "{held}");
    assert_eq!((held["created"].as_u64(), writes()), (Some(5), 0), "it reads: {held}");
    let allowed = pass("allowed", &["--writing"]);
    assert!(allowed["writing_held"].is_null() && writes() > 0, "{allowed}");
}
