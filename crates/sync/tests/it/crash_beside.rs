//! The crash matrix beside reading and writing: a process dies while it brings the schema up to date (K10), makes or brings back a
//! backup (K11), or renews a token (K9); a second one does the same, and all is well.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use store::{Location, Store, StoreError};
use sync::connections::Use;

use crate::bench::TestClock;
use crate::connections::{connections, draft};
use crate::dying::{ends, location, places};

const ACT: &str = "RAPPORT_CRASH_ACT";
const PLACE: &str = "RAPPORT_CRASH_PLACE";
const NOW: &str = "RAPPORT_CRASH_NOW";
/// Later than any right to renew lasts (ms).
const LATER: i64 = 10_000_000;

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
    ends("crash_beside::child_that_dies_beside", &[(ACT, act), (PLACE, place), (NOW, &now_ms.to_string())], kill_at)
}

/// What every installation begins with.
fn begins_whole(place: &str) {
    let store = open(place, LATER);
    let objects = store.read(|session| session.objects()).expect("read").len();
    assert_eq!(objects, model::standard::objects().len(), "{place}");
    store.write(|session| session.setting_save("tried", "1")).expect("written");
    store.close();
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
