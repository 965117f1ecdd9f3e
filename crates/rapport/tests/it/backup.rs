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
