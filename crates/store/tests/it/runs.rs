//! Runs, their leases, ranges and dead letters.

use model::{Actor, FindingCode, ObjectId, RunId, SourceId};
use store::{
    AttemptCalls, DeadLetterRow, DeadLetterState, LetterCause, RunBatchRow, RunCalls, RunFilter, RunRow, RunState, SharedKeyRow, Store,
    StoreError, WriteBatch,
};

use crate::backend::on_each;
use crate::batch::{change, create, record};

fn run(id: RunId, state: RunState) -> RunRow {
    RunRow {
        id,
        kind: "import".to_owned(),
        state,
        actor: Actor::User(4),
        object: Some(ObjectId(1)),
        source: Some(SourceId(2)),
        config: "{}".to_owned(),
        fingerprint: "f1".to_owned(),
        report: "{}".to_owned(),
        checkpoint: String::new(),
        batches: 0,
        undoes: None,
        undone_by: None,
        started_ms: 1,
        finished_ms: None,
        epoch: 0,
        lease_until_ms: 0,
        calls: RunCalls::default(),
    }
}

fn start(store: &Store, state: RunState) -> RunRow {
    start_with(store, state, "")
}

/// With the configuration, which names the sync; the usual one where it is empty.
fn start_with(store: &Store, state: RunState, config: &'static str) -> RunRow {
    store
        .write(move |session| {
            let mut row = run(session.allocate_run_id()?, state);
            if !config.is_empty() {
                config.clone_into(&mut row.config);
            }
            session.run_insert(&row)?;
            Ok::<_, StoreError>(row)
        })
        .expect("starts")
}

#[test]
fn what_attempts_take_of_the_other_system_adds_up_beside_all_other_writes() {
    on_each(|bench| {
        let row = start(&bench.store, RunState::Running);
        let add = |made, waited_ms, began_ms, waits_since_ms| {
            let attempt = AttemptCalls { calls: RunCalls { made, waited_ms }, began_ms, waits_since_ms };
            bench.store.write(move |session| session.run_called(row.id, attempt)).expect("adds");
            bench.store.read(|session| session.run(row.id)).expect("reads").expect("is there").calls
        };
        assert_eq!(add(3, 200, 1_000, Some(2_000)), RunCalls { made: 3, waited_ms: 200 });
        // A worker that knows nothing of it writes the row.
        let late = RunRow { batches: 1, ..row.clone() };
        bench.store.write(move |session| session.run_update(&late)).expect("updates");
        assert_eq!(add(4, 50, 62_000, None), RunCalls { made: 7, waited_ms: 60_250 }, "and the minute between the attempts");
        assert_eq!(add(1, 0, 99_000, None), RunCalls { made: 8, waited_ms: 60_250 });
    });
}

#[test]
fn a_run_is_listed_found_and_finished() {
    on_each(|bench| {
        let done = start(&bench.store, RunState::Done);
        let open = start(&bench.store, RunState::Running);
        let list = |before, filter: RunFilter| {
            let runs = bench.store.read(|session| session.runs(before, 10, &filter)).expect("lists");
            runs.iter().map(|run| run.id).collect::<Vec<_>>()
        };
        assert_eq!(list(None, RunFilter::default()), vec![open.id, done.id]);
        assert_eq!(list(Some(open.id), RunFilter::default()), vec![done.id]);
        assert_eq!(list(None, RunFilter { kinds: vec!["import".to_owned()], states: vec![RunState::Running], sync: None }), vec![open.id]);
        assert_eq!(list(None, RunFilter { kinds: vec!["rollback".to_owned()], states: vec![], sync: None }), vec![]);
        let found = bench.store.read(|session| session.run_find_unfinished("f1")).expect("finds");
        assert_eq!(found, Some(open.clone()));
        let finished = RunRow { state: RunState::DoneWithRejects, finished_ms: Some(9), report: "{\"read\":3}".to_owned(), ..open.clone() };
        let row = finished.clone();
        bench.store.write(move |session| session.run_update(&row)).expect("updates");
        assert_eq!(bench.store.read(|session| session.run(open.id)).expect("reads"), Some(finished));
        assert_eq!(bench.store.read(|session| session.run_find_unfinished("f1")).expect("finds"), None);
    });
}

#[test]
fn a_batch_of_a_lost_lease_is_refused_whole() {
    on_each(|bench| {
        let mut row = start(&bench.store, RunState::Running);
        let id = create(&bench.store, &["{}"])[0];
        row.batches = 1;
        let commit = |run: RunRow, version: i64| {
            bench.store.write(move |session| {
                session.commit_batch(&WriteBatch {
                    changed: vec![record(id, version, "{}")],
                    changes: vec![change(id, model::ChangeKind::Update)],
                    run: Some(run.clone()),
                    ..WriteBatch::default()
                })
            })
        };
        let range = commit(row.clone(), 2).expect("holds the lease");
        let repeated = commit(row.clone(), 3);
        assert!(matches!(repeated, Err(StoreError::BatchRepeated { batch: 1, .. })), "{repeated:?}");
        let run_id = row.id;
        assert!(bench.store.write(move |session| session.run_lease(run_id, 50, 0)).expect("takes over"));
        assert!(!bench.store.write(move |session| session.run_lease(run_id, 60, 0)).expect("too late"));
        row.batches = 2;
        let lost = commit(row.clone(), 3);
        assert!(matches!(lost, Err(StoreError::LeaseLost { run }) if run == run_id), "{lost:?}");
        assert!(bench.store.write(move |session| session.run_lease_extend(run_id, 70, 1)).expect("extends"));
        bench
            .store
            .read(|session| {
                assert_eq!(session.record(id)?.map(|row| row.version), Some(2));
                assert_eq!(session.run_batches(run_id)?, vec![RunBatchRow { batch: 1, seq_low: range.low, seq_high: range.high }]);
                assert_eq!(session.changes_of(id, 0, 1)?[0].actor, Actor::Run(run_id));
                let stored = session.run(run_id)?.expect("there");
                assert_eq!((stored.epoch, stored.lease_until_ms), (1, 70));
                Ok::<_, StoreError>(())
            })
            .expect("reads");
    });
}

#[test]
fn dead_letters_are_kept_until_settled() {
    on_each(|bench| {
        let mut row = start_with(&bench.store, RunState::Running, r#"{"sync": 7}"#);
        row.batches = 1;
        let letter = |row_number: i64, state| DeadLetterRow {
            run: row.id,
            row_number,
            state,
            code: FindingCode::CreditCodeInvalid,
            field: "credit_code".to_owned(),
            detail: "x".to_owned(),
            raw: "{}".to_owned(),
            candidates: String::new(),
        };
        let letters = vec![letter(5, DeadLetterState::Rejected), letter(2, DeadLetterState::Held), letter(9, DeadLetterState::Rejected)];
        let shared =
            SharedKeyRow { hash: 3, object: ObjectId(1), kind: model::KeyKind::Phone, value: "+8610".to_owned(), holders: 40, run: row.id };
        let batch = WriteBatch {
            dead_letters: letters.clone(),
            shared_keys: vec![shared.clone()],
            run: Some(row.clone()),
            ..WriteBatch::default()
        };
        let range = bench.store.write(move |session| session.commit_batch(&batch)).expect("writes");
        assert!(range.is_empty());
        let id = row.id;
        let of_sync = |state, after| {
            let rows = bench.store.read(|session| session.letters_of_sync(7, state, after, 10)).expect("reads");
            rows.iter().map(|letter| letter.row.row_number).collect::<Vec<_>>()
        };
        assert_eq!(bench.store.read(|session| session.letter_counts_of_sync(7)).expect("counts"), (2, 1));
        assert_eq!(bench.store.read(|session| session.letter_counts_of_sync(8)).expect("counts"), (0, 0), "of another sync");
        assert_eq!(of_sync(DeadLetterState::Rejected, (RunId(0), 0)), vec![5, 9]);
        assert_eq!(of_sync(DeadLetterState::Rejected, (id, 5)), vec![9]);
        assert_eq!(of_sync(DeadLetterState::Held, (RunId(0), 0)), vec![2]);
        let cause = LetterCause {
            object: row.object.unwrap_or(ObjectId(0)),
            source: row.source.unwrap_or(model::SourceId(0)),
            code: FindingCode::CreditCodeInvalid,
            field: "credit_code".to_owned(),
        };
        let groups = bench.store.read(|session| session.letter_groups(10)).expect("reads");
        let [group] = groups.as_slice() else { panic!("one cause: {groups:?}") };
        assert_eq!((&group.cause, group.count, group.held, group.first_ms), (&cause, 3, 1, row.started_ms));
        let end = |number| bench.store.write(move |session| session.letter_end(id, number, r#"{"how":"excluded"}"#)).expect("writes");
        assert!(end(9));
        assert!(!end(9), "it has ended already");
        assert!(!end(10), "there is none");
        let listed = |is_open, after| {
            let rows = bench.store.read(|session| session.letters_of(&cause, is_open, (id, after), 10)).expect("reads");
            rows.into_iter().map(|letter| (letter.row.row_number, letter.ended)).collect::<Vec<_>>()
        };
        assert_eq!(listed(true, 0), vec![(2, String::new()), (5, String::new())]);
        assert_eq!(listed(true, 2), vec![(5, String::new())]);
        assert_eq!(listed(false, 0), vec![(9, r#"{"how":"excluded"}"#.to_owned())]);
        bench
            .store
            .read(|session| {
                assert_eq!(session.dead_letters(id, 0, 1)?, vec![letters[1].clone()]);
                assert_eq!(session.dead_letters(id, 2, 9)?.iter().map(|one| one.row_number).collect::<Vec<_>>(), vec![5, 9]);
                let counts = session.dead_letter_counts(id)?;
                let code = FindingCode::CreditCodeInvalid;
                assert_eq!(
                    counts,
                    vec![(DeadLetterState::Rejected, code, 1), (DeadLetterState::Held, code, 1), (DeadLetterState::Settled, code, 1)]
                );
                assert_eq!(session.shared_keys(ObjectId(1))?, vec![shared.clone()]);
                Ok::<_, StoreError>(())
            })
            .expect("reads");
    });
}

#[test]
fn an_undo_opens_what_its_run_had_ended_and_undoing_it_ends_that_again() {
    on_each(|bench| {
        let met = start(&bench.store, RunState::Running);
        let cause = LetterCause {
            object: met.object.unwrap_or(ObjectId(0)),
            source: met.source.unwrap_or(SourceId(0)),
            code: FindingCode::MatchedMultiple,
            field: String::new(),
        };
        let letter = |run: RunId, row_number, state| DeadLetterRow {
            run,
            row_number,
            state,
            code: FindingCode::MatchedMultiple,
            field: String::new(),
            detail: String::new(),
            raw: "{}".to_owned(),
            candidates: String::new(),
        };
        let commit = |batch: WriteBatch| bench.store.write(move |session| session.commit_batch(&batch)).expect("writes");
        let letters = vec![
            letter(met.id, 1, DeadLetterState::Held),
            letter(met.id, 2, DeadLetterState::Rejected),
            letter(met.id, 3, DeadLetterState::Held),
        ];
        commit(WriteBatch { dead_letters: letters.clone(), run: Some(RunRow { batches: 1, ..met.clone() }), ..WriteBatch::default() });
        // A run applies two of them and refuses one of these anew.
        let applied = start(&bench.store, RunState::Running);
        let how = r#"{"how":"decided"}"#.to_owned();
        commit(WriteBatch {
            letters_ended: vec![(met.id, 1, how.clone()), (met.id, 2, how.clone())],
            dead_letters: vec![letter(applied.id, 2, DeadLetterState::Held)],
            run: Some(RunRow { batches: 1, ..applied.clone() }),
            ..WriteBatch::default()
        });
        let listed = |is_open| {
            let rows = bench.store.read(|session| session.letters_of(&cause, is_open, (RunId(0), 0), 10)).expect("reads");
            rows.into_iter().map(|letter| ((letter.row.run, letter.row.row_number), letter.ended)).collect::<Vec<_>>()
        };
        let open = |rows: &[(RunId, i64)]| rows.iter().map(|row| (*row, String::new())).collect::<Vec<_>>();
        assert_eq!(listed(true), open(&[(met.id, 3), (applied.id, 2)]));

        let undo = |run: RunId, by: i64| bench.store.write(move |session| session.letters_undo(run, RunId(by))).expect("writes");
        assert_eq!(undo(met.id, 90), 0, "that run ended none");
        assert_eq!((undo(applied.id, 91), undo(applied.id, 91)), (2, 0), "once is enough");
        assert_eq!(listed(true), open(&[(met.id, 1), (met.id, 2), (met.id, 3)]), "what was refused anew is among them");
        let back = bench.store.read(|session| session.dead_letters(met.id, 0, 10)).expect("reads");
        assert_eq!(back, letters, "as they were");

        // Somebody settles one meanwhile; then the undo is undone.
        let id = met.id;
        bench.store.write(move |session| session.letter_end(id, 2, r#"{"how":"excluded"}"#)).expect("writes");
        assert_eq!(undo(RunId(91), 92), 1, "what the undo had ended");
        assert_eq!(listed(true), open(&[(met.id, 3), (applied.id, 2)]));
        assert_eq!(listed(false), vec![((met.id, 1), how), ((met.id, 2), r#"{"how":"excluded"}"#.to_owned())]);
        assert_eq!(undo(applied.id, 93), 1, "one of the two stays settled");
    });
}
