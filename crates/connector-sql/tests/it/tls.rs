//! Encrypted connections: to a MariaDB that listens on a port of this machine (`RAPPORT_TEST_MARIADB_PORT` given to
//! `scripts/test-mariadb.sh`), whose certificate names localhost and is signed by an authority of its own.

use std::path::Path;
use std::sync::Arc;

use connector::conformance::Time;
use connector::http::AddressRules;
use connector::{Account, CheckState, NextStep};
use serde_json::{Value, json};

use crate::world::{START_MS, connect};

fn account(port: &str, changes: Value) -> Box<dyn Account> {
    let mut settings = json!({ "system": "mysql", "host": "localhost", "port": port, "database": "mysql", "user": "root" });
    settings.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    let rules = AddressRules::allowing(["localhost", "127.0.0.1", "::1"]).unwrap();
    connect(settings.as_object().unwrap().clone(), Vec::new(), &Arc::new(Time::at(START_MS)), rules).unwrap()
}

#[test]
fn certificates_are_checked_unless_somebody_says_otherwise() {
    let (Ok(port), Ok(socket)) = (std::env::var("RAPPORT_TEST_MARIADB_PORT"), std::env::var("RAPPORT_TEST_MARIADB_SOCKET")) else {
        eprintln!("skipped: RAPPORT_TEST_MARIADB_PORT is not set");
        return;
    };
    let authority = std::fs::read_to_string(Path::new(&socket).with_file_name("ca.crt")).unwrap();
    let encrypted = |account: &dyn Account| account.check().into_iter().find(|line| line.check == "encrypted").unwrap().state;
    assert_eq!(encrypted(account(&port, json!({ "authority": authority })).as_ref()), CheckState::Ok);
    assert_eq!(encrypted(account(&port, json!({ "encryption": "require" })).as_ref()), CheckState::Ok);
    assert_eq!(encrypted(account(&port, json!({ "encryption": "disable" })).as_ref()), CheckState::Warning);
    // An authority that nobody knows, and a name that the certificate does not hold.
    for changes in [json!({}), json!({ "authority": authority, "host": "127.0.0.1" })] {
        let error = account(&port, changes).streams().err().unwrap();
        assert!(error.to_string().contains("no safe connection") && error.next_step() == NextStep::Fail, "{error}");
    }
}
