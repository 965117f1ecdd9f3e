//! A process that the system stops for longer than its lease (SIGSTOP), on each database: another one does the rest, and when the first
//! one goes on (SIGCONT) it finds out and writes nothing more.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::Duration;

use store::{Location, StoreError};
use sync::{Import, ImportError, ImportSettings, Stage};

use crate::bench::{Bench, fresh_schema};
use crate::crash_replay::content;
use crate::dying::{location, postgres};

const PLACE: &str = "RAPPORT_STOPPED_PLACE";
const FOLDER: &str = "RAPPORT_STOPPED_FOLDER";
const ROWS: usize = 400;
/// Longer than any lease (ms).
const LATER: i64 = 3_600_000;
/// Looks at the state of a process, and the pause between two.
const LOOKS_MAX: usize = 2_000;
const PAUSE: Duration = Duration::from_millis(5);

fn lines() -> String {
    (0..ROWS).map(|at| format!("S{at},Person {at},s{at}@example.com,,,City {},\n", at % 7)).collect()
}

/// Works beside others, in small batches; `between` is called after each.
fn run(bench: &Bench, between: &mut dyn FnMut(u64)) -> Result<(), ImportError> {
    let mut source = connector_file::open(&bench.folder.join("load.csv"), &connector_file::FileOptions::default()).expect("a file");
    let settings = ImportSettings { batch_clusters_max: 50, exclusive: false, ..bench.settings() };
    let done = Import::new(&bench.store, bench.request("shop", false), settings).run(source.as_mut(), &mut |progress| {
        if progress.stage == Stage::Applying && progress.rows > 0 {
            between(progress.rows);
        }
    });
    done.map(|_| ())
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}").expect("the parent listens");
    out.flush().expect("the parent listens");
}

/// Not a test of its own: what the process does that is stopped. Without the variables it has nothing to do.
#[test]
fn child_that_is_stopped() {
    let (Ok(place), Ok(folder)) = (std::env::var(PLACE), std::env::var(FOLDER)) else { return };
    let bench = Bench::at(&location(&place), Path::new(&folder));
    let mut has_waited = false;
    let result = run(&bench, &mut |rows| {
        if rows >= 100 && !has_waited {
            has_waited = true;
            say("between two batches");
            // A process that is stopped does not go on whatever it is told: the word is there before the signal to go on is.
            std::io::stdin().lock().read_line(&mut String::new()).expect("a word");
        }
    });
    let is_lost = matches!(
        result.as_ref().map_err(ImportError::store_error),
        Err(Some(StoreError::LeaseLost { .. } | StoreError::BatchRepeated { .. }))
    );
    say(if is_lost { "overtaken" } else { "not overtaken" });
    assert!(is_lost, "{result:?}");
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().expect("kill");
    assert!(sent.success(), "{name}");
}

/// True while the system does not let it work.
fn is_stopped(child: &Child) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).expect("a process");
    // The name in parentheses may hold anything.
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('T'))
}

fn is_overtaken_at(place: &str, folder: &Path) {
    let expected = {
        let bench = Bench::sqlite();
        bench.import("shop", &lines());
        content(&bench)
    };
    let bench = Bench::at(&location(place), folder);
    bench.write_file(&lines());
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "stopped::child_that_is_stopped", "--nocapture"])
        .envs([(PLACE, place.to_owned()), (FOLDER, folder.display().to_string())])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let mut said = BufReader::new(child.stdout.take().expect("piped")).lines().map(|line| line.expect("text"));
    said.by_ref().find(|line| line.contains("between two batches")).expect("it works");
    signal(&child, "STOP");
    let (_sender, nobody) = std::sync::mpsc::channel::<()>();
    for _ in 0..LOOKS_MAX {
        if is_stopped(&child) {
            break;
        }
        let _ = nobody.recv_timeout(PAUSE);
    }
    assert!(is_stopped(&child));
    writeln!(child.stdin.take().expect("piped"), "go on").expect("said");

    let early = run(&bench, &mut |_| ());
    assert!(matches!(early, Err(ImportError::AlreadyRunning { .. })), "its lease has not passed: {early:?}");
    bench.clock.0.fetch_add(LATER, Ordering::Relaxed);
    run(&bench, &mut |_| ()).expect("the second process does the rest");
    let done = content(&bench);
    assert_eq!(done, expected);
    assert!(is_stopped(&child));

    signal(&child, "CONT");
    let last = said.filter(|line| line.contains("overtaken")).last().expect("it says how it went");
    assert!(last.contains("overtaken") && !last.contains("not overtaken"), "{last}");
    assert!(child.wait().expect("ended").success());
    assert_eq!(content(&bench), expected, "it wrote nothing more");
}

#[test]
fn a_process_that_was_stopped_longer_than_its_lease_writes_nothing_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().display().to_string();
    assert!(matches!(location(&place), Location::Directory(_)));
    is_overtaken_at(&place, folder.path());
    if let Some(url) = postgres() {
        let folder = tempfile::tempdir().expect("a folder");
        is_overtaken_at(&fresh_schema(&url), folder.path());
    }
}
