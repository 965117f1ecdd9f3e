//! What is not allowed: places, statements that change something while reading, statements without end.

use std::path::PathBuf;
use std::sync::Arc;

use connector::conformance::Time;
use connector::http::AddressRules;
use connector::{CheckState, ConnectorError, Cursor, NextStep, ReadMode};
use serde_json::json;

use crate::world::{START_MS, System, World, connect, read, request};

#[test]
fn hosts_pass_the_guard_of_all_calls() {
    for (host, port) in [("127.0.0.1", 5432), ("0x7f.1", 5432), ("169.254.169.254", 80), ("10.0.0.1", 5432), ("8.8.8.8", 22)] {
        for system in ["postgresql", "mysql"] {
            let settings = json!({ "system": system, "host": host, "port": port, "database": "d", "user": "u", "password": "p" });
            let time = Arc::new(Time::at(START_MS));
            let account = connect(settings.as_object().unwrap().clone(), Vec::new(), &time, AddressRules::default()).unwrap();
            let error = account.streams().err().unwrap();
            assert!(matches!(error, ConnectorError::AddressRefused { .. }), "{system} {host}: {error}");
            let line = account.check().into_iter().find(|line| line.check == "address_allowed").unwrap();
            assert!(line.state == CheckState::Failed && !line.fix.en.is_empty(), "{line:?}");
        }
    }
}

#[test]
fn files_and_sockets_outside_of_the_opened_folders_are_refused() {
    let world = World::new(System::Sqlite);
    world.run("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.db");
    rusqlite::Connection::open(&secret).unwrap().execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY)").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, world.folder().join("link.db")).unwrap();
    let climbing = world.folder().join("..").join(outside.path().file_name().unwrap()).join("secret.db");
    for file in [secret.clone(), climbing, world.folder().join("link.db"), PathBuf::from("/etc/passwd")] {
        let account = world.connect_with(&[("file", json!(file))]).unwrap();
        let error = account.streams().err().unwrap();
        assert!(matches!(error, ConnectorError::AddressRefused { .. }), "{}: {error}", file.display());
    }
    let error = world.connect_with(&[("file", json!("there.db"))]).err().unwrap();
    assert!(matches!(error, ConnectorError::Setting { .. }), "{error}");
    // Nothing is made where nothing is.
    let missing = world.folder().join("none.db");
    assert!(world.connect_with(&[("file", json!(missing))]).unwrap().streams().is_err() && !missing.exists());
    for system in ["postgresql", "mysql"] {
        let account =
            world.connect_with(&[("system", json!(system)), ("host", json!("/run/other")), ("database", json!("d")), ("user", json!("u"))]);
        let error = account.unwrap().streams().err().unwrap();
        assert!(matches!(error, ConnectorError::AddressRefused { .. }), "{system}: {error}");
    }
}

#[test]
fn a_query_cannot_reach_another_file() {
    let world = World::new(System::Sqlite);
    world.run("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    for query in
        ["SELECT id FROM t) ; ATTACH '/tmp/x.db' AS x; --", "SELECT load_extension('x') AS id", "SELECT readfile('/etc/passwd') AS id"]
    {
        let account = world.account(&format!("q: key=id query={query}"));
        let result = read(account.as_ref(), &request("q", ReadMode::Full), &Cursor::default());
        assert!(result.is_err(), "{query}");
    }
    assert!(!PathBuf::from("/tmp/x.db").exists());
}

#[test]
fn reading_changes_nothing() {
    for system in System::all() {
        let world = World::new(system);
        let query = world.pick(
            "SELECT id FROM t) UNION SELECT 1 FROM (DELETE FROM t",
            "SELECT id, spoil(id) AS x FROM t",
            "SELECT id, spoil(id) AS x FROM t",
        );
        world.run("CREATE TABLE t (id INT PRIMARY KEY)");
        world.run("INSERT INTO t VALUES (1)");
        match system {
            System::Sqlite => {}
            System::Postgres => world.run("CREATE FUNCTION spoil(int) RETURNS int LANGUAGE sql AS 'DELETE FROM t RETURNING 1'"),
            System::MariaDb => {
                world.run("CREATE TABLE u (id INT)");
                world.run("CREATE FUNCTION spoil(x INT) RETURNS INT MODIFIES SQL DATA BEGIN DELETE FROM u; RETURN 1; END");
            }
        }
        let account = world.account(&format!("q: key=id query={query}"));
        let error = read(account.as_ref(), &request("q", ReadMode::Full), &Cursor::default()).unwrap_err();
        assert!(matches!(error.next_step(), NextStep::Fail | NextStep::PauseConnection), "{system:?}: {error}");
        assert_eq!(world.value("SELECT COUNT(*) FROM t").as_deref(), Some("1"));
    }
}

#[test]
fn a_statement_without_end_is_ended() {
    for system in System::all() {
        let world = World::new(system);
        let query = world.pick(
            "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT MAX(id) AS id FROM n",
            "SELECT 1 AS id, pg_sleep(600)::text AS x",
            "SELECT 1 AS id, SLEEP(600) AS x",
        );
        let streams = format!("q: key=id query={query}");
        let account = world.connect_with(&[("streams", json!(streams)), ("timeout_seconds", json!(1))]).unwrap();
        let error = read(account.as_ref(), &request("q", ReadMode::Full), &Cursor::default()).unwrap_err();
        assert!(matches!(error.next_step(), NextStep::Retry), "{system:?}: {error}");
        // The connection is as good as before.
        assert!(account.streams().is_ok(), "{system:?}");
    }
}
