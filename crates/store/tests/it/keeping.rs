//! What has been kept long enough goes, the oldest first, in slices; what is left is whole.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use model::{Actor, ChangeKind, FindingCode, ObjectId, RecordId, RunId};
use store::rows::IdempotencyRow;
use store::{
    AlertRow, DeadLetterRow, DeadLetterState, DeliveryLogRow, Floor, InboxRow, InboxState, Keep, Removed, ReviewRow, ReviewState, RunCalls,
    RunFilter, RunRow, RunState, Store, StoreError, WriteBatch,
};

use crate::backend::{TestClock, on_each};
use crate::batch::{CUSTOMERS, change, record};

const DAY: i64 = 86_400_000;

/// Runs `test` on each database with a clock that the test turns.
fn with_clock(test: impl Fn(&Store, &TestClock)) {
    on_each(|bench| {
        let clock = Arc::new(TestClock::default());
        let store = Store::open(&bench.location, clock.clone()).expect("opens");
        test(&store, &clock);
    });
}

/// A run with one batch at `at_ms`: `count` new records and one dead letter.
fn load(store: &Store, at_ms: i64, count: i64) -> (RunId, Vec<RecordId>) {
    store
        .write(move |session| {
            let id = session.allocate_run_id()?;
            let run = RunRow {
                id,
                kind: "import".to_owned(),
                state: RunState::Done,
                actor: Actor::System,
                object: Some(ObjectId(1)),
                source: None,
                config: "{}".to_owned(),
                fingerprint: String::new(),
                report: "{}".to_owned(),
                checkpoint: String::new(),
                batches: 1,
                undoes: None,
                undone_by: None,
                started_ms: at_ms,
                finished_ms: Some(at_ms),
                epoch: 0,
                lease_until_ms: 0,
                calls: RunCalls::default(),
            };
            session.run_insert(&run)?;
            let first = session.allocate_record_ids(CUSTOMERS, usize::try_from(count).unwrap_or(1))?;
            let ids: Vec<RecordId> = (0..count).map(|at| RecordId(first.0 + at)).collect();
            session.commit_batch(&WriteBatch {
                at_ms,
                created: ids.iter().map(|id| record(*id, 1, "{}")).collect(),
                changes: ids.iter().map(|id| change(*id, ChangeKind::Create)).collect(),
                dead_letters: vec![DeadLetterRow {
                    run: id,
                    row_number: 1,
                    state: DeadLetterState::Rejected,
                    code: FindingCode::CreditCodeInvalid,
                    field: String::new(),
                    detail: String::new(),
                    raw: "{}".to_owned(),
                    candidates: String::new(),
                }],
                run: Some(run),
                ..WriteBatch::default()
            })?;
            Ok::<_, StoreError>((id, ids))
        })
        .expect("loads")
}

fn slice(store: &Store, keep: Keep, upto_seq: i64, limit: usize) -> Removed {
    store.write(move |session| session.keep_slice(&keep, upto_seq, limit)).expect("throws away")
}

fn sweep(store: &Store, keep: Keep) -> Removed {
    let mut all = Removed::default();
    for _ in 0..1_000 {
        let removed = slice(store, keep, i64::MAX, 3);
        if removed.is_nothing() {
            return all;
        }
        assert!(removed.changes <= 3 && removed.dead_letters <= 3 && removed.runs <= 3, "a slice is bounded: {removed:?}");
        all.changes += removed.changes;
        all.dead_letters += removed.dead_letters;
        all.runs += removed.runs;
        all.answers += removed.answers;
        all.writes += removed.writes;
        all.pushes += removed.pushes;
        all.notices += removed.notices;
    }
    panic!("does not end");
}

#[test]
fn pushes_writes_questions_and_alerts_go_when_they_are_over_and_old() {
    with_clock(|store, clock| {
        let (run, ids) = load(store, DAY, 1);
        let record = ids[0];
        store
            .write(move |session| {
                for (id, state, settled_ms) in
                    [(1, InboxState::Waiting, None), (2, InboxState::Done, Some(DAY)), (3, InboxState::Done, Some(35 * DAY))]
                {
                    let (headers, body) = ("[]".to_owned(), b"{}".to_vec());
                    let stream = "people".to_owned();
                    session.inbox_insert(&InboxRow {
                        id,
                        connection: 1,
                        delivery: id,
                        stream,
                        state,
                        attempts: 0,
                        headers,
                        body,
                        received_ms: DAY,
                        settled_ms,
                    })?;
                }
                let text = String::new;
                let (sync, operation, outcome) = (1, "update".to_owned(), "updated".to_owned());
                session.commit_batch(&WriteBatch {
                    at_ms: DAY,
                    delivery_log: (1..=5)
                        .map(|number| DeliveryLogRow {
                            run,
                            number,
                            sync,
                            record,
                            operation: operation.clone(),
                            outcome: outcome.clone(),
                            external_id: text(),
                            code: text(),
                            detail: text(),
                            old: "{}".to_owned(),
                            new: "{}".to_owned(),
                            at_ms: DAY,
                            calls: String::new(),
                        })
                        .collect(),
                    ..WriteBatch::default()
                })?;
                let alert = |id, is_open, closed_ms| AlertRow {
                    id,
                    kind: "stale".to_owned(),
                    subject: format!("sync:{id}"),
                    is_open,
                    detail: "{}".to_owned(),
                    opened_ms: DAY,
                    closed_ms,
                    told_ms: None,
                };
                session.alert_save(&alert(1, true, None))?;
                session.alert_save(&alert(2, false, Some(DAY)))?;
                for (id, state, settled_ms) in [(1, ReviewState::Open, None), (2, ReviewState::Settled, Some(DAY))] {
                    let (kind, subject, detail) = ("threshold".to_owned(), "sync:1".to_owned(), "{}".to_owned());
                    session.review_save(&ReviewRow {
                        id,
                        kind,
                        state,
                        sync: Some(1),
                        run: None,
                        object: None,
                        record: None,
                        subject,
                        detail,
                        created_ms: DAY,
                        settled_ms,
                        settled_by: text(),
                    })?;
                }
                Ok::<_, StoreError>(())
            })
            .expect("written");
        clock.0.store(40 * DAY, Ordering::Relaxed);
        assert_eq!(sweep(store, Keep::default()), Removed { pushes: 1, ..Removed::default() }, "thirty days");
        clock.0.store(402 * DAY, Ordering::Relaxed);
        let all = sweep(store, Keep::default());
        assert_eq!((all.writes, all.pushes, all.notices, all.runs), (5, 1, 2, 1), "the log of writes goes with its run");
        store
            .read(|session| {
                assert_eq!(session.inbox_waiting(1, "people", 10)?.len(), 1, "what waits stays");
                assert_eq!((session.alerts_open(10)?.len(), session.reviews(ReviewState::Open, 0, 10)?.len()), (1, 1));
                Ok::<_, StoreError>(())
            })
            .expect("reads");
    });
}

#[test]
fn the_clock_decides_what_goes_and_the_rest_stays_whole() {
    with_clock(|store, clock| {
        let (old, old_ids) = load(store, DAY, 7);
        let (new, new_ids) = load(store, 300 * DAY, 5);
        clock.0.store(2 * DAY, Ordering::Relaxed);
        assert!(sweep(store, Keep::default()).is_nothing(), "nothing is old yet");

        // Dead letters go first, after 180 days; the run stays, because it can still be undone.
        clock.0.store(182 * DAY, Ordering::Relaxed);
        assert_eq!(sweep(store, Keep::default()), Removed { dead_letters: 1, ..Removed::default() });
        clock.0.store(400 * DAY, Ordering::Relaxed);
        assert!(sweep(store, Keep::default()).is_nothing(), "400 days are kept whole");

        clock.0.store(402 * DAY, Ordering::Relaxed);
        assert_eq!(sweep(store, Keep::default()), Removed { changes: 7, runs: 1, ..Removed::default() });
        store
            .read(|session| {
                assert_eq!(session.change_floor()?, Floor { seq: 7, at_ms: DAY });
                assert_eq!(session.change_head()?, 12);
                assert_eq!(session.changes_after(0, &[], 100)?.iter().map(|one| one.seq).collect::<Vec<_>>(), vec![8, 9, 10, 11, 12]);
                assert!(session.changes_of(old_ids[0], 0, 10)?.is_empty() && session.record(old_ids[0])?.is_some());
                assert_eq!(session.changes_of(new_ids[0], 0, 10)?.len(), 1);
                assert_eq!(session.run(old)?, None);
                assert!(session.run_batches(old)?.is_empty());
                assert_eq!(session.runs(None, 10, &RunFilter::default())?.len(), 1);
                assert_eq!(session.dead_letters(new, 0, 10)?.len(), 1);
                Ok::<_, StoreError>(())
            })
            .expect("reads");

        // A log of which nothing is left has not begun anew.
        clock.0.store(2_000 * DAY, Ordering::Relaxed);
        assert_eq!(sweep(store, Keep::default()), Removed { changes: 5, dead_letters: 1, runs: 1, ..Removed::default() });
        assert_eq!(store.read(|session| session.change_head()).expect("reads"), 12);
        let (_, later) = load(store, 2_000 * DAY, 1);
        assert_eq!(store.read(|session| session.changes_of(later[0], 0, 1)).expect("reads")[0].seq, 13);
    });
}

#[test]
fn a_record_changed_later_keeps_the_later_part_of_its_history() {
    with_clock(|store, clock| {
        let (_, ids) = load(store, DAY, 1);
        let id = ids[0];
        store
            .write(move |session| {
                session.commit_batch(&WriteBatch {
                    at_ms: 300 * DAY,
                    changed: vec![record(id, 2, "{}")],
                    changes: vec![change(id, ChangeKind::Update)],
                    ..WriteBatch::default()
                })
            })
            .expect("changes");
        clock.0.store(500 * DAY, Ordering::Relaxed);
        assert_eq!(sweep(store, Keep::default()).changes, 1);
        let kept = store.read(|session| session.changes_of(id, 0, 10)).expect("reads");
        assert_eq!(kept.iter().map(|one| (one.seq, one.prev_seq)).collect::<Vec<_>>(), vec![(2, 1)]);
    });
}

#[test]
fn nothing_goes_that_a_follower_of_the_log_has_not_read() {
    with_clock(|store, clock| {
        load(store, DAY, 7);
        clock.0.store(1_000 * DAY, Ordering::Relaxed);
        assert_eq!(slice(store, Keep::default(), 4, 100).changes, 4);
        assert_eq!(slice(store, Keep::default(), 4, 100).changes, 0);
        assert_eq!(slice(store, Keep::default(), 7, 100).changes, 3);
    });
}

#[test]
fn the_size_caps_decide_where_time_does_not() {
    with_clock(|store, clock| {
        clock.0.store(10 * DAY, Ordering::Relaxed);
        for at in 0..4 {
            load(store, (at + 1) * DAY, 5);
        }
        let keep = Keep { changes_max: 8, dead_letters_max: 2, runs_max: 1, ..Keep::default() };
        let removed = sweep(store, keep);
        assert_eq!((removed.changes, removed.dead_letters, removed.runs), (12, 2, 2), "a run with kept changes stays over the cap");
        assert_eq!(store.read(|session| session.change_floor()).expect("reads").seq, 12);
    });
}

#[test]
fn answers_go_by_age_and_by_bytes() {
    with_clock(|store, clock| {
        let answer = |key: u8, at_ms: i64, status: i32| IdempotencyRow {
            key: vec![key],
            fingerprint: vec![0],
            status,
            headers: String::new(),
            body: vec![0; 1_000],
            at_ms,
        };
        let now = 100 * DAY;
        clock.0.store(now, Ordering::Relaxed);
        for row in [answer(1, now - 4 * DAY, 200), answer(2, now - 2 * DAY, 0), answer(3, now - DAY, 200), answer(4, now, 200)] {
            store.write(move |session| session.idempotency_begin(&row)).expect("begins");
        }
        let known = || {
            let there = |key: u8| store.read(move |session| session.idempotency_get(&[key])).expect("reads").is_some();
            (1..=4).filter(|key| there(*key)).collect::<Vec<_>>()
        };
        assert_eq!(sweep(store, Keep::default()).answers, 1);
        assert_eq!(known(), vec![2, 3, 4]);
        // Each slice takes three at most, the oldest first, and never one that is still running.
        let small = Keep { answers_bytes_max: 1_500, ..Keep::default() };
        store.write(move |session| session.keep_slice(&small, 0, 1)).expect("throws away");
        assert_eq!(known(), vec![2, 4]);
    });
}
