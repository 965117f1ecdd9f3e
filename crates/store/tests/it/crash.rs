//! A process killed in the middle of commits loses nothing it had acknowledged and leaves no half batch.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;

use model::{ChangeKind, SystemClock};
use store::{Location, Session, Store, StoreError, WriteBatch};

use crate::batch::{CUSTOMERS, change, record};

const CHILD: &str = "RAPPORT_STORE_CRASH_DIRECTORY";
/// Records of one batch; a half batch would show as another number.
pub const BATCH: i64 = 7;

#[test]
fn everything_acknowledged_survives_a_kill() {
    if let Ok(directory) = std::env::var(CHILD) {
        write_until_killed(&directory);
        return;
    }
    for kill_after in [1, 40, 150] {
        let directory = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "crash::everything_acknowledged_survives_a_kill", "--nocapture"])
            .env(CHILD, directory.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut acknowledged = Vec::new();
        while acknowledged.len() < kill_after {
            let line = lines.next().expect("the child writes on").expect("reads");
            acknowledged.extend(line.strip_prefix("done ").and_then(|first| first.parse::<i64>().ok()));
        }
        child.kill().expect("kills");
        child.wait().expect("ends");
        acknowledged.extend(lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("done ")?.parse::<i64>().ok()));
        check(directory.path(), &acknowledged);
    }
}

/// The power fails: of what was written behind the last sync, the disk has kept a part, or something else.
#[test]
fn a_torn_end_of_the_log_costs_nothing_that_was_acknowledged() {
    let directory = tempfile::tempdir().expect("a folder");
    let log = directory.path().join("rapport.db-wal");
    let store = Store::open(&Location::Directory(directory.path().to_owned()), Arc::new(SystemClock)).expect("opens");
    // The first id of each batch, and how long the log was when it was acknowledged.
    let mut batches: Vec<(i64, u64)> = Vec::new();
    for _ in 0..30 {
        let first = store.write(write_batch).expect("writes");
        batches.push((first, std::fs::metadata(&log).expect("a log").len()));
    }
    assert!(batches.is_sorted_by_key(|(_, length)| *length), "the log was begun anew in between");
    let whole = std::fs::read(&log).expect("reads");
    let mut seed = 20_261_126_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    for round in 0..60 {
        let synced = usize::try_from(next()).expect("small") % batches.len();
        let kept = usize::try_from(batches[synced].1).expect("small");
        let mut torn = whole.clone();
        match round % 3 {
            // The end never came to the disk.
            0 => torn.truncate(kept + usize::try_from(next()).expect("small") % (whole.len() - kept + 1)),
            // A part of it is what the disk held before.
            1 => torn[kept..].chunks_mut(512).for_each(|sector| {
                if next() % 2 == 0 {
                    sector.fill(0);
                }
            }),
            // A part of it is nonsense.
            _ => torn[kept..].iter_mut().for_each(|byte| *byte ^= u8::try_from(next() % 256).unwrap_or(0)),
        }
        let after = tempfile::tempdir().expect("a folder");
        std::fs::copy(directory.path().join("rapport.db"), after.path().join("rapport.db")).expect("copied");
        std::fs::write(after.path().join("rapport.db-wal"), &torn).expect("written");
        let acknowledged: Vec<i64> = batches[..=synced].iter().map(|(first, _)| *first).collect();
        check(after.path(), &acknowledged);
    }
    drop(store);
}

/// Whatever was acknowledged is there, and no batch is there by half.
pub fn check(directory: &std::path::Path, acknowledged: &[i64]) {
    let store = Store::open(&Location::Directory(directory.to_owned()), Arc::new(SystemClock)).expect("opens after the kill");
    store
        .read(|session| {
            let head = session.change_head()?;
            assert_eq!(head % BATCH, 0, "no half batch");
            let changes = session.changes_between(1, head, usize::MAX)?;
            assert_eq!(i64::try_from(changes.len()).ok(), Some(head));
            for one in &changes {
                assert_eq!(session.record(one.record)?.map(|row| row.last_seq), Some(one.seq));
            }
            for first in acknowledged {
                for at in 0..BATCH {
                    assert!(session.record(model::RecordId(first + at))?.is_some(), "acknowledged and lost");
                }
            }
            Ok::<_, StoreError>(())
        })
        .expect("reads");
}

fn write_until_killed(directory: &str) {
    let store = Store::open(&Location::Directory(directory.into()), Arc::new(SystemClock)).expect("opens");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let first = store.submit(write_batch);
                    let line = format!("done {}\n", first.wait().expect("writes"));
                    std::io::stdout().write_all(line.as_bytes()).expect("the parent listens");
                }
            });
        }
    });
}

/// Writes one batch of new records; the id of the first.
pub fn write_batch(session: &mut Session<'_>) -> Result<i64, StoreError> {
    let first = session.allocate_record_ids(CUSTOMERS, usize::try_from(BATCH).unwrap_or(1))?;
    let ids = (0..BATCH).map(|at| model::RecordId(first.0 + at));
    session.commit_batch(&WriteBatch {
        created: ids.clone().map(|id| record(id, 1, "{}")).collect(),
        changes: ids.map(|id| change(id, ChangeKind::Create)).collect(),
        ..WriteBatch::default()
    })?;
    Ok(first.0)
}
