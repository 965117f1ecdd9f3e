//! A run that was interrupted is continued, and ends as if nothing had happened.

use std::sync::atomic::Ordering;

use sync::{Import, ImportError, Stage};

use crate::bench::{Bench, Content};

fn lines(rows: usize) -> String {
    let line = |at: usize| {
        let person = at * 7 % (rows * 9 / 10);
        let id = if at.is_multiple_of(5) { String::new() } else { format!("C{at}") };
        let email = if at.is_multiple_of(97) { "foo@".to_owned() } else { format!("p{person}@example.com") };
        let name = if at.is_multiple_of(41) { String::new() } else { format!("Person {person}") };
        format!("{id},{name},{email},139{:08},,City {},2026-01-{:02}\n", person, at % 7, at % 28 + 1)
    };
    (0..rows).map(line).collect()
}

/// Runs the import until `stop` batches were committed, then gives up as a cancelled worker would, leaving the run open.
fn interrupted(bench: &Bench, lines: &str, stop: usize) -> Result<sync::Imported, ImportError> {
    let file = bench.write_file(lines);
    let mut source = connector_file::open(&file, &connector_file::FileOptions::default()).expect("a file");
    let import = Import::new(&bench.store, bench.request("shop", false), bench.settings());
    let cancel = import.cancel_flag();
    let mut batches = 0;
    import.run(source.as_mut(), &mut |progress| {
        if progress.stage == Stage::Applying {
            batches += 1;
            cancel.store(batches >= stop, Ordering::Relaxed);
        }
    })
}

fn content_without_runs(bench: &Bench) -> Content {
    bench.content()
}

#[test]
fn a_run_in_segments_ends_as_one_in_a_single_piece() {
    let lines = lines(10_000);
    let whole = Bench::sqlite();
    let expected = whole.import("shop", &lines).report;
    let mut parts = Bench::sqlite();
    parts.segment_rows_max = 4_096;
    parts.batch_clusters_max = 1_000;
    let found = parts.import("shop", &lines).report;
    assert_eq!((found.counts.read, found.counts.rejected), (expected.counts.read, expected.counts.rejected));
    assert_eq!(parts.live().len(), whole.live().len());
    assert_eq!(found.findings, expected.findings);
    let again = parts.import("shop", &lines).report;
    assert_eq!((again.counts.created, again.counts.updated, again.counts.merged), (0, 0, 0), "{:?}", again.counts);
}

#[test]
fn a_cancelled_run_keeps_what_it_committed_and_a_new_one_does_the_rest() {
    let lines = lines(2_000);
    let mut bench = Bench::sqlite();
    bench.batch_clusters_max = 100;
    let cancelled = interrupted(&bench, &lines, 5).expect_err("cancelled");
    assert!(matches!(cancelled, ImportError::Cancelled), "{cancelled:?}");
    let kept = bench.live().len();
    assert!(kept > 0);
    let rest = bench.import("shop", &lines).report;
    let whole = Bench::sqlite();
    whole.import("shop", &lines);
    assert_eq!(bench.live().len(), whole.live().len());
    assert!(rest.counts.unchanged > 0 && !rest.resumed, "a cancelled run is over");
    assert_eq!(content_without_runs(&bench).records.len(), content_without_runs(&whole).records.len());
}

#[test]
fn a_load_that_began_alone_finds_whom_somebody_else_adds_meanwhile() {
    let lines = lines(2_000);
    let other = "X1,Somebody,p1500@example.com,13700000000,,Leeds,2026-02-01\n";
    let mut whole = Bench::sqlite();
    whole.batch_clusters_max = 100;
    whole.import("shop", &lines);
    let alone = whole.live().len();
    whole.import("crm", other);
    assert_eq!(whole.live().len(), alone, "the address is known");
    let mut bench = Bench::sqlite();
    bench.batch_clusters_max = 100;
    let file = bench.write_file(&lines);
    let mut source = connector_file::open(&file, &connector_file::FileOptions::default()).expect("a file");
    let import = Import::new(&bench.store, bench.request("shop", false), bench.settings());
    let mut batches = 0;
    let done = import.run(source.as_mut(), &mut |progress| {
        batches += usize::from(progress.stage == Stage::Applying);
        if progress.stage == Stage::Applying && batches == 5 {
            bench.import("crm", other);
        }
    });
    let report = done.expect("imported").report;
    assert_eq!(bench.live().len(), alone);
    assert_eq!(report.counts.created + 1, alone as u64, "one customer is of the other load: {:?}", report.counts);
    assert_eq!(report.counts.read, 2_000);
}

#[test]
fn a_run_that_is_at_work_is_not_begun_again() {
    let bench = Bench::sqlite();
    let lines = lines(500);
    let file = bench.write_file(&lines);
    let open = || connector_file::open(&file, &connector_file::FileOptions::default()).expect("a file");
    let mut met = false;
    let import = Import::new(&bench.store, bench.request("shop", false), bench.settings());
    import
        .run(open().as_mut(), &mut |progress| {
            if progress.stage == Stage::Clustering && !met {
                met = true;
                let second = Import::new(&bench.store, bench.request("shop", false), bench.settings()).run(open().as_mut(), &mut |_| ());
                assert!(matches!(second, Err(ImportError::AlreadyRunning { .. })), "{second:?}");
            }
        })
        .expect("imported");
    assert!(met);
}
