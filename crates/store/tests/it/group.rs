//! Grouped writes: each stands or falls alone.

use std::sync::mpsc;

use model::RecordId;
use store::{Pending, StoreError, WriteBatch};

use crate::backend::on_each;
use crate::batch::create;

#[derive(Debug)]
enum Refusal {
    Own,
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn key(hash: i64) -> WriteBatch {
    WriteBatch { keys_added: vec![(hash, RecordId(1))], ..WriteBatch::default() }
}

#[test]
fn an_operation_that_fails_or_panics_is_undone_and_its_neighbours_stay() {
    on_each(|bench| {
        // Holds the writer until everything below waits, so that it becomes one group.
        let (release, held) = mpsc::channel::<()>();
        let gate = bench.store.submit(move |_| {
            let _ = held.recv();
            Ok::<_, StoreError>(())
        });
        let answers: Vec<Pending<Result<(), Refusal>>> = (0..30)
            .map(|at| {
                bench.store.submit(move |session| {
                    session.commit_batch(&key(at))?;
                    match at % 3 {
                        0 => Ok(()),
                        1 => Err(Refusal::Own),
                        _ => panic!("on purpose"),
                    }
                })
            })
            .collect();
        // Dropped, not sent to: the operation may run again and must not wait then.
        drop(release);
        gate.wait().expect("passes");
        for (at, answer) in answers.into_iter().enumerate() {
            match (at % 3, answer.wait()) {
                (0, Ok(())) | (1, Err(Refusal::Own)) | (2, Err(Refusal::Store(StoreError::Panicked))) => {}
                (_, other) => panic!("{}: operation {at} answered {other:?}", bench.name),
            }
        }
        let found = bench.store.read(|session| session.key_lookup(&(0..30).collect::<Vec<_>>())).expect("reads");
        assert_eq!(found.iter().map(|(hash, _)| *hash).collect::<Vec<_>>(), (0..30).step_by(3).collect::<Vec<_>>(), "{}", bench.name);
    });
}

#[test]
fn ids_and_positions_of_a_failed_write_are_used_by_the_next_or_skipped_but_never_twice() {
    on_each(|bench| {
        let failed: Result<RecordId, Refusal> = bench.store.write(|session| {
            session.allocate_record_ids(model::ObjectId(1), 5)?;
            Err(Refusal::Own)
        });
        assert!(matches!(failed, Err(Refusal::Own)));
        let one = create(&bench.store, &["{}"]);
        let other = create(&bench.store, &["{}", "{}"]);
        assert!(one[0] < other[0] && other[0].0 + 1 == other[1].0);
    });
}

#[test]
fn a_rehearsal_answers_and_leaves_no_trace() {
    on_each(|bench| {
        let seen = bench.store.rehearse(|session| {
            session.commit_batch(&key(9))?;
            session.key_lookup(&[9])
        });
        assert_eq!(seen.expect("answers").len(), 1);
        assert!(bench.store.read(|session| session.key_lookup(&[9])).expect("reads").is_empty());
    });
}

#[test]
fn reads_cannot_write_and_a_closed_store_says_so() {
    on_each(|bench| {
        assert!(matches!(bench.store.read(|session| session.commit_batch(&key(1))), Err(StoreError::ReadOnly)));
        let store = bench.store.clone();
        store.close();
        let late = bench.store.write(|session| session.commit_batch(&key(1)));
        assert!(matches!(late, Err(StoreError::Closed)), "{late:?}");
    });
}

#[test]
fn answers_can_be_awaited() {
    on_each(|bench| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let answer = runtime.block_on(async { bench.store.submit(|session| session.commit_batch(&key(3))).await });
        assert!(answer.is_ok());
    });
}

#[test]
fn two_nodes_that_change_one_record_both_succeed() {
    on_each(|bench| {
        let id = create(&bench.store, &[r#"{"employees":0}"#])[0];
        // SQLite has one process per data directory; there both clones share the writer.
        let other = if bench.name == "postgres" { bench.again() } else { bench.store.clone() };
        let raise = |store: &store::Store| {
            store.submit(move |session| {
                let mut row = session.record(id)?.ok_or(StoreError::Invalid("gone"))?;
                row.version += 1;
                row.doc = format!("{{\"employees\":{}}}", row.version - 1);
                let changes = vec![crate::batch::change(id, model::ChangeKind::Update)];
                session.commit_batch(&WriteBatch { changed: vec![row], changes, ..WriteBatch::default() })
            })
        };
        std::thread::scope(|scope| {
            for store in [&bench.store, &other] {
                scope.spawn(move || {
                    for _ in 0..20 {
                        raise(store).wait().expect("is run again until it fits");
                    }
                });
            }
        });
        let row = bench.store.read(|session| session.record(id)).expect("reads").expect("there");
        assert_eq!((row.version, row.doc.as_str()), (41, r#"{"employees":40}"#));
        assert_eq!(bench.store.read(|session| session.changes_of(id, 0, 100)).expect("reads").len(), 41);
    });
}
