//! Processes that die while they write to another system: before the request (K7), after it took effect and before the answer
//! was seen, after the answer and before it was noted (K8). Whoever comes after finds out, and nothing is there twice.
//!
//! The system outlives the processes in a file. On both databases.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use store::{DeliveryState, Location};
use sync::SyncDefinition;
use sync::definition::Direction;

use crate::office::{Office, definition};
use crate::scripted::System;

const FOLDER: &str = "RAPPORT_OUTBOUND_CHILD_FOLDER";
const DATABASE: &str = "RAPPORT_OUTBOUND_CHILD_DATABASE";
const WAY: &str = "RAPPORT_OUTBOUND_CHILD_WAY";
const RECORDS: usize = 20;

/// How the system makes a repeated write harmless, or can be asked.
const WAYS: [&str; 3] = ["key", "find", "idempotency"];

fn setting(way: &str) -> SyncDefinition {
    let mut definition = definition("crm");
    (definition.direction, definition.mapping) = (Direction::Out, None);
    if way != "key" {
        definition.outgoing.as_mut().expect("writes").key_field = None;
    }
    definition
}

fn system(folder: &Path, way: &str, time: &Arc<AtomicI64>) -> System {
    let system = System::new("crm", time).kept_in(&folder.join("crm.json"));
    {
        let mut inside = system.inside();
        inside.records_max = 5;
        (inside.can.upsert_by_key, inside.can.find, inside.can.idempotency_key) = (way == "key", way == "find", way == "idempotency");
    }
    system
}

fn location(folder: &Path, database: &str) -> Location {
    if database.is_empty() { Location::Directory(folder.join("data")) } else { Location::Postgres(database.to_owned()) }
}

/// The time goes on from process to process.
fn time(life: i64) -> Arc<AtomicI64> {
    Arc::new(AtomicI64::new(1_700_000_000_000 + life * 3_600_000))
}

/// Not a test of its own: what the child does. Without the variables it has nothing to do.
#[test]
fn child_that_writes_until_it_is_killed() {
    let (Ok(folder), Ok(database), Ok(way)) = (std::env::var(FOLDER), std::env::var(DATABASE), std::env::var(WAY)) else { return };
    let folder = Path::new(&folder);
    let time = time(1);
    let mut office = Office::open(location(folder, &database), None, &time);
    office.syncs.push((1, system(folder, &way, &time)));
    office.write(0);
}

fn check(folder: &Path, database: &str, way: &str, place: &str) {
    let first = time(0);
    let crm = system(folder, way, &first);
    let office = Office::at(location(folder, database), None, &[(crm, setting(way))], &first);
    assert_eq!(office.syncs[0].0, 1);
    for at in 0..RECORDS {
        office.create(&format!(r#"{{"name":"N{at}","email":["n{at}@example.com"],"city":"Rome"}}"#));
    }
    drop(office);
    let status = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "outbound_kill::child_that_writes_until_it_is_killed"])
        .env(FOLDER, folder)
        .env(DATABASE, database)
        .env(WAY, way)
        .env("RAPPORT_KILL_AT", place)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("a child");
    assert!(!status.success(), "{place} was passed");
    let later = time(2);
    let mut office = Office::open(location(folder, database), None, &later);
    office.syncs.push((1, system(folder, way, &later)));
    for _ in 0..3 {
        office.write(0);
        later.fetch_add(3_600_000, Ordering::Relaxed);
    }
    let what = format!("killed at {place}, way {way}, database {database:?}");
    let crm = office.syncs[0].1.clone();
    assert_eq!(crm.count(), RECORDS, "{what}");
    assert_eq!(crm.inside().effects.iter().filter(|effect| effect.0 == connector::WriteOperation::Create).count(), RECORDS, "{what}");
    assert_eq!(office.states(0), [(DeliveryState::InSync, RECORDS as u64)], "{what}");
    assert!(office.reviews().is_empty(), "{what}");
    // Its log tells of each record once, whoever wrote it.
    let runs = office.store.read(|session| session.runs(None, 100, &store::RunFilter::default())).expect("read");
    let mut told: Vec<String> = runs
        .iter()
        .flat_map(|run| sync::outbound::ExternalWrite::list(&office.store, run.id, 0, 1_000).expect("read"))
        .filter(|write| write.outcome == "created" || write.outcome == "updated")
        .map(|write| write.record)
        .collect();
    told.sort();
    let all = told.len();
    told.dedup();
    assert_eq!((all, told.len()), (RECORDS, RECORDS), "{what}");
}

#[test]
fn killed_between_note_request_answer_and_record_nothing_is_lost_or_doubled() {
    let url = crate::dying::postgres();
    for way in WAYS {
        for place in ["K7:1", "K7:3", "answer:1", "answer:2", "answer:4", "K8:1", "K8:4"] {
            let folder = tempfile::tempdir().expect("a folder");
            check(folder.path(), "", way, place);
            if let Some(url) = &url {
                let folder = tempfile::tempdir().expect("a folder");
                check(folder.path(), &crate::bench::fresh_schema(url), way, place);
            }
        }
    }
}
