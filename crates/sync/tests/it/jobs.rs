//! The queue of a server: runs are taken in order, cancelled, and continued by another process.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};

use model::{Actor, RunId};
use store::{RunCalls, RunRow, RunState};
use sync::jobs::{JobEnd, JobKind, Jobs, OpenImport, Opened, import_work};
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
                calls: RunCalls::default(),
            };
            session.run_insert(&row)?;
            Ok::<_, store::StoreError>(id)
        })
        .expect("a run")
}

fn opener() -> Arc<OpenImport> {
    Arc::new(|row, config| {
        let upload = config.extra.get("upload").and_then(|path| path.as_str()).unwrap_or_default();
        let source = connector_file::open(upload.as_ref(), &connector_file::FileOptions::default()).map_err(ImportError::Source)?;
        Ok(Opened { source, request: config.request(row, customers()), about: serde_json::Map::new() })
    })
}

fn start(bench: &Bench) -> Jobs {
    let work = import_work(bench.store.clone(), bench.settings(), opener());
    Jobs::start(bench.store.clone(), vec![JobKind { kind: "import", work, ended: Box::new(|_| ()) }], 1, true).expect("started")
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
    let jobs = start(&bench);
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
    let jobs = start(&bench);
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
    let jobs = start(&bench);
    assert_eq!(ended(&bench, left).0.state, RunState::Done);
    drop(jobs);
    assert_eq!(bench.live().len(), 1);
}

#[test]
fn several_workers_work_at_once_on_kinds_of_their_own_and_every_end_is_told_once() {
    const RUNS: usize = 6;
    let bench = Bench::sqlite();
    let runs: Vec<RunId> = (0..RUNS).map(|at| open_run(&bench, &format!("{at}.csv"), "", false)).collect();
    let ended_runs: Arc<Mutex<Vec<RunId>>> = Arc::default();
    let told = Arc::clone(&ended_runs);
    let both = Arc::new(Barrier::new(2));
    let attempts = Arc::new(AtomicUsize::new(0));
    let (store, met, counted) = (bench.store.clone(), Arc::clone(&both), Arc::clone(&attempts));
    let work = Box::new(move |row: &RunRow, _: &sync::jobs::Attempt| {
        counted.fetch_add(1, Ordering::Relaxed);
        // Passes only while two workers are here.
        met.wait();
        let id = row.id;
        let done = store.write(move |session| {
            let Some(mut row) = session.run(id)? else { return Ok::<_, store::StoreError>(()) };
            row.state = RunState::Done;
            row.finished_ms = Some(1);
            session.run_update(&row)
        });
        if done.is_ok() { JobEnd::Done } else { JobEnd::Failed("store".to_owned()) }
    });
    let ended_kind = Box::new(move |run| told.lock().expect("list").push(run));
    let jobs = Jobs::start(bench.store.clone(), vec![JobKind { kind: "import", work, ended: ended_kind }], 2, true).expect("started");
    for run in &runs {
        assert!(jobs.queue(*run).expect("queued"));
    }
    for run in &runs {
        assert_eq!(ended(&bench, *run).0.state, RunState::Done);
    }
    jobs.stop();
    let mut told = ended_runs.lock().expect("list").clone();
    told.sort_unstable();
    assert_eq!((told, attempts.load(Ordering::Relaxed)), (runs, RUNS));
}

#[test]
fn a_run_whose_content_lies_elsewhere_stays_open_and_holds_up_nobody() {
    let bench = Bench::sqlite();
    let away = open_run(&bench, "a.csv", "1,A,,,,,\n", false);
    let here = open_run(&bench, "b.csv", "1,A,a@example.com,,,x,2026-01-01\n", false);
    let open = opener();
    let opening: Arc<OpenImport> =
        Arc::new(move |row, config| if row.id == away { Err(ImportError::Elsewhere) } else { open(row, config) });
    let work = import_work(bench.store.clone(), bench.settings(), opening);
    let jobs = Jobs::start(bench.store.clone(), vec![JobKind { kind: "import", work, ended: Box::new(|_| ()) }], 1, true).expect("started");
    assert!(jobs.queue(away).expect("queued") && jobs.queue(here).expect("queued"));
    assert_eq!(ended(&bench, here).0.state, RunState::Done);
    let row = bench.store.read(|session| session.run(away)).expect("read").expect("a run");
    assert_eq!((row.state, row.finished_ms), (RunState::Queued, None));
    assert!(jobs.cancel(away).expect("cancelled"));
}

#[test]
fn a_run_at_work_when_the_process_stops_is_continued_by_the_next() {
    let bench = Bench::sqlite();
    let run = open_run(&bench, "a.csv", "1,A,a@example.com,,,x,2026-01-01\n", false);
    let (sender, begun) = std::sync::mpsc::channel();
    let work = Box::new(move |_: &RunRow, attempt: &sync::jobs::Attempt| {
        let cancel = attempt.cancel();
        let _ = sender.send(());
        while !cancel.load(Ordering::Relaxed) {
            std::thread::yield_now();
        }
        JobEnd::Stopped("cancelled".to_owned())
    });
    let jobs = Jobs::start(bench.store.clone(), vec![JobKind { kind: "import", work, ended: Box::new(|_| ()) }], 1, true).expect("started");
    assert!(jobs.queue(run).expect("queued"));
    begun.recv().expect("begun");
    drop(jobs);
    let row = bench.store.read(|session| session.run(run)).expect("read").expect("a run");
    assert_eq!((row.state, row.finished_ms), (RunState::Running, None));
    let jobs = start(&bench);
    assert_eq!(ended(&bench, run).0.state, RunState::Done);
    drop(jobs);
    assert_eq!(bench.live().len(), 1);
}
