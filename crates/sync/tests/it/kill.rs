//! `kill -9` at any moment, start again: no loss, no double.
//!
//! A child process imports and says each step; the parent kills it after a random number of steps and starts another one,
//! until one comes to the end. The result must be that of a process nobody killed. `RAPPORT_TEST_KILLS` asks for more kills.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use model::RunId;
use store::Location;
use sync::{Import, ImportReport};

use crate::bench::Bench;

const ROWS: usize = 2_500;
const FOLDER: &str = "RAPPORT_SYNC_CHILD_FOLDER";

fn lines() -> String {
    let line = |at: usize| {
        let person = at * 13 % (ROWS * 8 / 10);
        let id = if at.is_multiple_of(6) { String::new() } else { format!("K{at}") };
        let name = if at.is_multiple_of(50) { String::new() } else { format!("Person {person}") };
        let (email, phone) = if at.is_multiple_of(50) && at.is_multiple_of(6) {
            (String::new(), String::new())
        } else {
            (format!("k{person}@example.com"), format!("138{person:08}"))
        };
        format!("{id},{name},{email},{phone},,City {},2026-01-{:02}\n", at % 7, at % 28 + 1)
    };
    (0..ROWS).map(line).collect()
}

fn bench(folder: &Path) -> Bench {
    let mut bench = Bench::at(&Location::Directory(folder.join("data")), folder);
    bench.batch_clusters_max = 60;
    bench
}

/// Not a test of its own: what the child does. Without the variable it has nothing to do.
#[test]
fn child_that_imports_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let bench = bench(Path::new(&folder));
    let file = Path::new(&folder).join("load.csv");
    let mut source = connector_file::open(&file, &connector_file::FileOptions::default()).expect("a file");
    let say = |text: &str| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{text}").expect("the parent listens");
        out.flush().expect("the parent listens");
    };
    say("step opened");
    let imported = Import::new(&bench.store, bench.request("shop", false), bench.settings()).run(source.as_mut(), &mut |_| say("step"));
    imported.expect("imported");
    say("report done");
}

/// Lets a child work for `steps` steps, then kills it; true when it was done before.
fn work(folder: &Path, steps: usize) -> bool {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "kill::child_that_imports_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("a child");
    let out = BufReader::new(child.stdout.take().expect("piped"));
    let mut seen = 0;
    for line in out.lines() {
        let line = line.expect("text");
        // The test harness may write its own words before ours on the same line.
        if line.contains("report done") {
            child.wait().expect("ended");
            return true;
        }
        seen += usize::from(line.contains("step"));
        if seen >= steps {
            break;
        }
    }
    assert!(seen >= steps, "the child ended by itself without a report");
    // SIGKILL: the child has no chance to tidy up.
    child.kill().expect("killed");
    child.wait().expect("ended");
    false
}

#[test]
fn killed_at_any_moment_and_started_again_nothing_is_lost_or_doubled() {
    let kills_wanted: usize = std::env::var("RAPPORT_TEST_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let expected_folder = tempfile::tempdir().expect("a folder");
    let expected = bench(expected_folder.path());
    let expected_report = expected.import("shop", &lines()).report;
    let mut kills = 0;
    let mut seed = 20_261_122_u64;
    let mut loads = 0;
    while kills < kills_wanted {
        loads += 1;
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("load.csv"), format!("{}\n{}", crate::bench::HEADER, lines())).expect("written");
        loop {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let steps = 1 + usize::try_from(seed >> 33).expect("small") % 12;
            if work(folder.path(), steps) {
                break;
            }
            kills += 1;
        }
        let found = bench(folder.path());
        // A child may die after its last commit; the next one then finds nothing new. The first run tells the story.
        let run = found.store.read(|session| session.run(RunId(1))).expect("read").expect("the first run");
        let report: ImportReport = serde_json::from_str(&run.report).expect("a report");
        assert_eq!(report.counts, expected_report.counts, "after {kills} kills, seed {seed}");
        assert_eq!(report.findings, expected_report.findings, "after {kills} kills, seed {seed}");
        let plain = |bench: &Bench| -> Vec<String> {
            bench.content().records.into_iter().map(|record| format!("{:?} {} {}", record.state, record.version, record.doc)).collect()
        };
        assert_eq!(plain(&found), plain(&expected), "after {kills} kills, seed {seed}");
        assert_eq!(found.content().changes.len(), expected.content().changes.len(), "after {kills} kills, seed {seed}");
    }
    eprintln!("{kills} kills in {loads} loads");
}
