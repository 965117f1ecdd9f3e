//! A process killed in the middle of commits loses nothing it had acknowledged and leaves no half batch.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;

use model::{ChangeKind, SystemClock};
use store::{Location, Store, StoreError, WriteBatch};

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
                    let first = store.submit(|session| {
                        let first = session.allocate_record_ids(CUSTOMERS, 7)?;
                        let ids = (0..BATCH).map(|at| model::RecordId(first.0 + at));
                        let batch = WriteBatch {
                            created: ids.clone().map(|id| record(id, 1, "{}")).collect(),
                            changes: ids.map(|id| change(id, ChangeKind::Create)).collect(),
                            ..WriteBatch::default()
                        };
                        session.commit_batch(&batch)?;
                        Ok::<_, StoreError>(first.0)
                    });
                    let line = format!("done {}\n", first.wait().expect("writes"));
                    std::io::stdout().write_all(line.as_bytes()).expect("the parent listens");
                }
            });
        }
    });
}
