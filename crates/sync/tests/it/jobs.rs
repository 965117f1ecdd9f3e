//! The queue of a server: runs are taken in order, cancelled, and continued by another process.

use model::{Actor, RunId};
use store::{RunRow, RunState};
use sync::jobs::{Jobs, OpenJob};
use sync::{ImportError, ImportReport, RunConfig};

use crate::bench::{Bench, customers, mapping};

/// Makes an open run that will read `lines`.
fn open_run(bench: &Bench, name: &str, lines: &str, dry_run: bool) -> RunId {
    std::fs::write(bench.folder.join(name), format!("{}\n{lines}", crate::bench::HEADER)).expect("written");
    let mut config = RunConfig {
        object: "customers".to_owned(),
        source: "shop".to_owned(),
        file: name.to_owned(),
        mapping: Some(mapping()),
        dry_run,
        ..RunConfig::default()
    };
    config.extra.insert("upload".to_owned(), bench.folder.join(name).to_string_lossy().into());
    let config = serde_json::to_string(&config).expect("text");
    bench
        .store
        .write(move |session| {
            let id = session.allocate_run_id()?;
            let row = RunRow {
                id,
                kind: "import".to_owned(),
                state: RunState::Open,
                actor: Actor::System,
                object: None,
                source: None,
                config: config.clone(),
                fingerprint: String::new(),
                report: String::new(),
                checkpoint: String::new(),
                batches: 0,
                undoes: None,
                undone_by: None,
                started_ms: 0,
                finished_ms: None,
                epoch: 0,
                lease_until_ms: 0,
            };
            session.run_insert(&row)?;
            Ok::<_, store::StoreError>(id)
        })
        .expect("a run")
}

fn opener() -> Box<OpenJob> {
    Box::new(|row, config| {
        let upload = config.extra.get("upload").and_then(|path| path.as_str()).unwrap_or_default();
        let source = connector_file::open(upload.as_ref(), &connector_file::FileOptions::default()).map_err(ImportError::Source)?;
        Ok((source, config.request(row, customers())))
    })
}

/// Waits until the run is over.
fn ended(bench: &Bench, run: RunId) -> (RunRow, ImportReport) {
    loop {
        let row = bench.store.read(|session| session.run(run)).expect("read").expect("a run");
        if row.finished_ms.is_some() {
            let report = serde_json::from_str(&row.report).unwrap_or_default();
            return (row, report);
        }
        std::thread::yield_now();
    }
}

#[test]
fn queued_runs_are_done_one_after_the_other_and_keep_what_their_maker_noted() {
    let bench = Bench::sqlite();
    let jobs = Jobs::start(bench.store.clone(), bench.settings(), opener()).expect("started");
    let preview = open_run(&bench, "a.csv", "1,A,a@example.com,,,x,2026-01-01\n", true);
    let first = open_run(&bench, "b.csv", "1,A,a@example.com,,,x,2026-01-01\n", false);
    let second = open_run(&bench, "c.csv", "2,B,a@example.com,,,x,2026-01-02\n,,,,,y,\n", false);
    for run in [preview, first, second] {
        assert!(jobs.queue(run).expect("queued"));
    }
    let (row, report) = ended(&bench, preview);
    assert_eq!((row.state, report.counts.created, report.dry_run), (RunState::Done, 1, true));
    assert!(row.report.contains("\"examples\":[{"), "{}", row.report);
    let (row, report) = ended(&bench, first);
    assert_eq!((row.state, report.counts.created), (RunState::Done, 1));
    assert!(row.config.contains("b.csv") && row.config.contains("\"upload\""), "{}", row.config);
    let (row, report) = ended(&bench, second);
    assert_eq!((row.state, report.counts.merged, report.counts.rejected), (RunState::DoneWithRejects, 1, 1));
    assert!(!jobs.queue(first).expect("asked"), "a run that is over is not queued");
}

#[test]
fn a_waiting_run_can_be_cancelled_and_an_impossible_one_fails() {
    let bench = Bench::sqlite();
    let jobs = Jobs::start(bench.store.clone(), bench.settings(), opener()).expect("started");
    let waiting = open_run(&bench, "a.csv", "1,A,,,,,\n", false);
    assert!(jobs.cancel(waiting).expect("cancelled"));
    assert_eq!(ended(&bench, waiting).0.state, RunState::Cancelled);
    let impossible = open_run(&bench, "b.csv", "", false);
    std::fs::write(bench.folder.join("b.csv"), "only,other,columns\n1,2,3\n").expect("written");
    assert!(jobs.queue(impossible).expect("queued"));
    let (row, report) = ended(&bench, impossible);
    assert_eq!((row.state, report.status.as_str()), (RunState::Failed, "failed"));
    assert!(report.error.is_some_and(|error| error.contains("mapping")));
}

#[test]
fn a_run_left_by_another_process_is_taken_up_at_the_start() {
    let bench = Bench::sqlite();
    let left = open_run(&bench, "a.csv", "1,A,a@example.com,,,x,2026-01-01\n", false);
    bench
        .store
        .write(move |session| {
            let mut row = session.run(left)?.ok_or(store::StoreError::Damaged("a run"))?;
            row.state = RunState::Running;
            session.run_update(&row)
        })
        .expect("left");
    let jobs = Jobs::start(bench.store.clone(), bench.settings(), opener()).expect("started");
    assert_eq!(ended(&bench, left).0.state, RunState::Done);
    drop(jobs);
    assert_eq!(bench.live().len(), 1);
}
