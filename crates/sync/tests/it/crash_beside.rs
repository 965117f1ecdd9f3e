//! The crash matrix beside reading and writing: a process dies while it brings the schema up to date (K10), makes or brings back a
//! backup (K11), or renews a token (K9); a second one does the same, and all is well.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use store::{Location, Store, StoreError};
use sync::connections::Use;

use crate::bench::{TestClock, fresh_schema};
use crate::connections::{connections, draft};

const ACT: &str = "RAPPORT_CRASH_ACT";
const PLACE: &str = "RAPPORT_CRASH_PLACE";
const NOW: &str = "RAPPORT_CRASH_NOW";
/// Later than any right to renew lasts (ms).
const LATER: i64 = 10_000_000;

fn location(place: &str) -> Location {
    if place.starts_with("postgres") { Location::Postgres(place.to_owned()) } else { Location::Directory(Path::new(place).join("data")) }
}

fn open(place: &str, now_ms: i64) -> Store {
    Store::open(&location(place), Arc::new(TestClock(AtomicI64::new(now_ms)))).expect("opens")
}

/// Not a test of its own: what the child does. Without the variables it has nothing to do.
#[test]
fn child_that_dies_beside() {
    let (Ok(act), Ok(place)) = (std::env::var(ACT), std::env::var(PLACE)) else { return };
    let now_ms: i64 = std::env::var(NOW).expect("a time").parse().expect("a number");
    let folder = Path::new(&place);
    match act.as_str() {
        "open" => open(&place, now_ms).close(),
        "backup" => {
            let store = open(&place, now_ms);
            store.backup(&folder.join("copy.db")).expect("copied");
            store.close();
        }
        "restore" => Store::restore(&folder.join("copy.db"), &folder.join("again")).expect("brought back"),
        "token" => {
            let store = open(&place, now_ms);
            let connections = connections(&store);
            let known = connections.list().expect("listed").first().map(|known| known.id);
            let id = known.unwrap_or_else(|| connections.create(draft("CRM", "https://beside.example.com")).expect("made").id);
            connections.open_account(id, &Use::default()).expect("signed in");
            store.close();
        }
        other => panic!("nobody knows how to {other}"),
    }
}

/// True when the child came to its end.
fn work(act: &str, place: &str, now_ms: i64, kill_at: Option<&str>) -> bool {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args(["--exact", "crash_beside::child_that_dies_beside", "--nocapture"])
        .env(ACT, act)
        .env(PLACE, place)
        .env(NOW, now_ms.to_string())
        .env_remove("RAPPORT_KILL_AT")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    if let Some(point) = kill_at {
        command.env("RAPPORT_KILL_AT", point);
    }
    let output = command.output().expect("a child");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || said.contains("killed at"), "{act} {kill_at:?}: {said}");
    output.status.success()
}

/// What every installation begins with.
fn begins_whole(place: &str) {
    let store = open(place, LATER);
    let objects = store.read(|session| session.objects()).expect("read").len();
    assert_eq!(objects, model::standard::objects().len(), "{place}");
    store.write(|session| session.setting_save("tried", "1")).expect("written");
    store.close();
}

fn places() -> Vec<(String, tempfile::TempDir)> {
    let folder = || tempfile::tempdir().expect("a folder");
    let here = folder();
    let mut places = vec![(here.path().display().to_string(), here)];
    match std::env::var("RAPPORT_TEST_DATABASE_URL") {
        Ok(url) => places.push((fresh_schema(&url), folder())),
        Err(_) => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "RAPPORT_TEST_DATABASE_URL must be set in CI");
            eprintln!("skipped on PostgreSQL: RAPPORT_TEST_DATABASE_URL is not set");
        }
    }
    places
}

#[test]
fn killed_while_the_schema_is_brought_up_to_date_the_next_one_does_it() {
    let mut kills = 0;
    for pass in [1, 2, 7, 20, 40, 60] {
        for (place, _folder) in places() {
            kills += usize::from(!work("open", &place, 1_000, Some(&format!("K10:{pass}"))));
            begins_whole(&place);
        }
    }
    assert!(kills >= 4, "only {kills} kills");
}

#[test]
fn killed_while_a_backup_is_made_or_brought_back_nothing_passes_for_whole_that_is_not() {
    let mut kills = 0;
    for pass in 1..=3 {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().display().to_string();
        begins_whole(&place);
        let copy = folder.path().join("copy.db");
        kills += usize::from(!work("backup", &place, 1_000, Some(&format!("K11:{pass}"))));
        if copy.exists() {
            Store::restore(&copy, &folder.path().join("tried")).expect("what has the name of a backup is one");
        } else {
            assert!(work("backup", &place, 1_000, None), "a rest of the one before does not matter");
        }
        kills += usize::from(!work("restore", &place, 1_000, Some(&format!("K11:{pass}"))));
        let again = folder.path().join("again");
        match Store::restore(&copy, &again) {
            Ok(()) | Err(StoreError::Invalid("the directory holds data already")) => {}
            Err(other) => panic!("{other:?}"),
        }
        let store = Store::open(&Location::Directory(again), Arc::new(TestClock(AtomicI64::new(LATER)))).expect("opens");
        assert_eq!(store.read(|session| session.setting("tried")).expect("read").as_deref(), Some("1"));
        store.close();
    }
    assert!(kills >= 5, "only {kills} kills");
}

#[test]
fn killed_while_a_token_is_renewed_the_next_process_gets_one() {
    let mut kills = 0;
    for pass in 1..=3 {
        for (place, _folder) in places() {
            kills += usize::from(!work("token", &place, 1_000, Some(&format!("K9:{pass}"))));
            // The right to renew of the dead one has passed by then.
            assert!(work("token", &place, LATER, None), "K9:{pass} {place}");
            let store = open(&place, LATER);
            let row = store.read(|session| session.connections()).expect("read").pop().expect("the connection");
            assert!(!row.token.is_empty(), "K9:{pass}: the token is kept");
            store.close();
        }
    }
    assert!(kills >= 3, "only {kills} kills");
}
