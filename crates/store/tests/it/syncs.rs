//! Connections, syncs, their progress, pushes, deliveries, questions and alerts.

use model::{ObjectId, RecordId, RunId};
use store::{
    AlertRow, ConnectionRow, ConnectionState, DeliveryLogRow, DeliveryRow, DeliveryState, IdKind, InboxRow, InboxState, LETTER_NOTES_MAX,
    ReviewRow, ReviewState, StoreError, SyncProgressRow, SyncRow, SyncState, SyncVersionRow, WriteBatch,
};

use crate::backend::on_each;

fn connection(id: i64) -> ConnectionRow {
    ConnectionRow {
        id,
        name: "shop".to_owned(),
        connector: "shop".to_owned(),
        settings: "{}".to_owned(),
        secrets: "{}".to_owned(),
        token: "sealed".to_owned(),
        health: "{}".to_owned(),
        version: 1,
        ..ConnectionRow::default()
    }
}

fn delivery(record: i64, state: DeliveryState, due_ms: i64) -> DeliveryRow {
    DeliveryRow {
        sync: 1,
        record: RecordId(record),
        external_id: "001".to_owned(),
        state,
        wanted_seq: 7,
        shown: "{}".to_owned(),
        version: String::new(),
        idempotency_key: "k".to_owned(),
        attempts: 0,
        due_ms,
        code: String::new(),
        detail: String::new(),
        run: RunId(0),
    }
}

#[test]
fn only_one_renews_a_token_and_an_update_leaves_a_newer_token_alone() {
    on_each(|bench| {
        let row = connection(1);
        bench.store.write(move |session| session.connection_insert(&row)).expect("stores");
        let now_ms = bench.store.clock().now_ms();
        let lease = |until| bench.store.write(move |session| session.connection_token_lease(1, until)).expect("asks");
        assert!(lease(now_ms + 1_000) && !lease(now_ms + 2_000));
        bench.store.write(|session| session.connection_token_save(1, "newer")).expect("saves");
        assert!(lease(now_ms + 1_000));
        bench.store.write(|session| session.connection_token_release(1)).expect("gives back");
        let paused = ConnectionRow { state: ConnectionState::Paused, reason: "refused".to_owned(), ..connection(1) };
        assert!(bench.store.write(move |session| session.connection_update(&paused)).expect("updates"));
        let read = || bench.store.read(|session| session.connection(1)).expect("reads").expect("there");
        assert_eq!((read().token.as_str(), read().state, read().reason.as_str()), ("newer", ConnectionState::Paused, "refused"));
        let cleared = ConnectionRow { token: String::new(), ..connection(1) };
        bench.store.write(move |session| session.connection_update(&cleared)).expect("updates");
        assert_eq!(read().token, "");
        assert_eq!(bench.store.read(|session| session.connections()).expect("lists").len(), 1);
    });
}

#[test]
fn a_sync_changes_by_versions() {
    on_each(|bench| {
        let row = SyncRow {
            id: 3,
            name: "customers of the shop".to_owned(),
            connection: 1,
            object: ObjectId(1),
            state: SyncState::Draft,
            reason: String::new(),
            version: 1,
            definition: "{}".to_owned(),
            created_ms: 1,
            updated_ms: 1,
        };
        let (first, second) = (row.clone(), SyncRow { version: 2, state: SyncState::Live, ..row });
        let again = second.clone();
        bench.store.write(move |session| session.sync_insert(&first)).expect("stores");
        assert!(bench.store.write(move |session| session.sync_update(&second, 1)).expect("updates"));
        assert!(!bench.store.write(move |session| session.sync_update(&again, 1)).expect("is refused"));
        for version in [1, 2, 2] {
            let line = SyncVersionRow { sync: 3, version, definition: "{}".to_owned(), actor: "system".to_owned(), at_ms: version };
            bench.store.write(move |session| session.sync_version_insert(&line)).expect("keeps");
        }
        let versions = bench.store.read(|session| session.sync_versions(3, 10)).expect("lists");
        assert_eq!(versions.iter().map(|line| line.version).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(bench.store.read(|session| session.syncs()).expect("lists")[0].state, SyncState::Live);
    });
}

#[test]
fn progress_is_written_with_the_data_and_by_one_worker() {
    on_each(|bench| {
        let progress = SyncProgressRow { sync: 3, cursor: "a".to_owned(), state: "{}".to_owned(), ..SyncProgressRow::default() };
        let batch = WriteBatch {
            progress: Some(progress.clone()),
            deliveries: vec![delivery(5, DeliveryState::Due, 10), delivery(6, DeliveryState::Refused, 0)],
            delivery_log: vec![DeliveryLogRow {
                run: RunId(9),
                number: 1,
                sync: 3,
                record: RecordId(5),
                operation: "update".to_owned(),
                outcome: "updated".to_owned(),
                external_id: "001".to_owned(),
                code: String::new(),
                detail: String::new(),
                old: "{}".to_owned(),
                new: "{\"Name\":\"x\"}".to_owned(),
                at_ms: 4,
                calls: r#"[{"method":"POST"}]"#.to_owned(),
            }],
            ..WriteBatch::default()
        };
        let stale = batch.clone();
        bench.store.write(move |session| session.commit_batch(&batch)).expect("commits");
        let refused = bench.store.write(move |session| {
            session.commit_batch(&WriteBatch { deliveries: vec![delivery(8, DeliveryState::Due, 0)], ..stale.clone() })
        });
        assert!(matches!(refused, Err(StoreError::SyncMoved { sync: 3 })), "{refused:?}");
        let read = bench.store.read(|session| session.sync_progress(3)).expect("reads").expect("there");
        assert_eq!((read.epoch, read.cursor.as_str()), (1, "a"));
        let next = SyncProgressRow { cursor: "b".to_owned(), ..read };
        bench.store.write(move |session| session.sync_progress_save(&next)).expect("goes on");
        let found = bench.store.read(|session| session.deliveries(1, &[RecordId(5), RecordId(8)])).expect("reads");
        assert_eq!((found[0].as_ref().map(|row| row.due_ms), found[1].is_none()), (Some(10), true), "nothing of a refused batch is kept");
        let due = |at| bench.store.read(|session| session.deliveries_due(1, &[DeliveryState::Due], at, 10)).expect("lists").len();
        assert_eq!((due(9), due(10)), (0, 1));
        let counts = bench.store.read(|session| session.delivery_counts(1)).expect("counts");
        assert_eq!(counts, [(DeliveryState::Due, 1), (DeliveryState::Refused, 1)]);
        let log = bench.store.read(|session| session.delivery_log(RunId(9), 0, 10)).expect("lists");
        assert_eq!(log.iter().map(|line| line.calls.as_str()).collect::<Vec<_>>(), [r#"[{"method":"POST"}]"#]);
    });
}

#[test]
fn pushes_wait_in_order_until_they_are_settled() {
    on_each(|bench| {
        for id in [1, 2] {
            let push = InboxRow {
                id,
                connection: 4,
                delivery: id * 10,
                stream: String::new(),
                state: InboxState::Waiting,
                attempts: 0,
                headers: "{}".to_owned(),
                body: vec![0, 255],
                received_ms: id,
                settled_ms: None,
            };
            bench.store.submit(move |session| session.inbox_insert(&push)).wait().expect("stores");
        }
        assert!(bench.store.read(|session| session.inbox_knows(4, 10)).expect("asks"));
        assert!(!bench.store.read(|session| session.inbox_knows(5, 10)).expect("asks"));
        bench.store.write(|session| session.inbox_settle(&[(1, InboxState::Done)], 50)).expect("settles");
        let waiting = bench.store.read(|session| session.inbox_waiting(4, "", 10)).expect("lists");
        assert_eq!(waiting.iter().map(|push| (push.id, push.body.as_slice())).collect::<Vec<_>>(), [(2, [0_u8, 255].as_slice())]);
        assert_eq!(bench.store.read(|session| session.inbox_connections()).expect("lists"), [4]);
        assert_eq!(bench.store.write(|session| session.inbox_clean(51, 10)).expect("cleans"), 1);
    });
}

#[test]
fn pushes_of_other_streams_are_passed_over_however_many_they_are() {
    on_each(|bench| {
        let streams = ["orders", "orders", "people", "orders", "", "people", "orders"];
        for (id, stream) in (1..).zip(streams) {
            let push = InboxRow {
                id,
                connection: 4,
                delivery: id,
                stream: stream.to_owned(),
                state: InboxState::Waiting,
                attempts: 0,
                headers: "{}".to_owned(),
                body: Vec::new(),
                received_ms: id,
                settled_ms: None,
            };
            bench.store.submit(move |session| session.inbox_insert(&push)).wait().expect("stores");
        }
        let waiting = |stream: &'static str, limit| {
            let found = bench.store.read(move |session| session.inbox_waiting(4, stream, limit)).expect("lists");
            found.into_iter().map(|push| push.id).collect::<Vec<_>>()
        };
        assert_eq!((waiting("people", 10), waiting("people", 2), waiting("", 10)), (vec![3, 5, 6], vec![3, 5], vec![5]));
        let waits = |stream: &'static str| bench.store.read(move |session| session.inbox_waits(4, stream)).expect("asks");
        assert!(waits("people") && waits("orders") && waits("invoices"), "what names no stream is everybody's");
        bench
            .store
            .write(|session| session.inbox_settle(&[(3, InboxState::Done), (5, InboxState::Done), (6, InboxState::Done)], 50))
            .expect("settles");
        assert!(!waits("people") && waits("orders") && !waits("invoices"));
    });
}

#[test]
fn questions_and_alerts_are_found_while_they_are_open() {
    on_each(|bench| {
        bench
            .store
            .write(|session| {
                let review = ReviewRow {
                    id: session.allocate_ids(IdKind::Review, 1)?,
                    kind: "conflict".to_owned(),
                    state: ReviewState::Open,
                    sync: Some(3),
                    run: Some(RunId(1)),
                    object: Some(ObjectId(1)),
                    record: Some(RecordId(5)),
                    subject: "sync:3/phone".to_owned(),
                    detail: "{}".to_owned(),
                    created_ms: 1,
                    settled_ms: None,
                    settled_by: String::new(),
                };
                session.review_save(&review)?;
                let alert = AlertRow {
                    id: session.allocate_ids(IdKind::Alert, 1)?,
                    kind: "stale".to_owned(),
                    subject: "sync:3".to_owned(),
                    is_open: true,
                    detail: "{}".to_owned(),
                    opened_ms: 1,
                    closed_ms: None,
                    told_ms: None,
                };
                session.alert_save(&alert)?;
                session.setting_save("alerts", "{\"to\":[]}")
            })
            .expect("stores");
        let about = bench.store.read(|session| session.reviews_about("sync:3/phone")).expect("finds");
        let settled = ReviewRow { state: ReviewState::Settled, settled_by: "user:1".to_owned(), ..about[0].clone() };
        bench.store.write(move |session| session.review_save(&settled)).expect("settles");
        assert!(bench.store.read(|session| session.reviews(ReviewState::Open, 0, 10)).expect("lists").is_empty());
        let open = bench.store.read(|session| session.alert_open("sync:3", "stale")).expect("finds").expect("open");
        bench
            .store
            .write(move |session| session.alert_save(&AlertRow { is_open: false, closed_ms: Some(9), ..open.clone() }))
            .expect("closes");
        assert_eq!(bench.store.read(|session| session.alert_open("sync:3", "stale")).expect("finds"), None);
        assert_eq!(bench.store.read(|session| session.alerts(None, 10)).expect("lists").len(), 1);
        assert_eq!(bench.store.read(|session| session.setting("alerts")).expect("reads").as_deref(), Some("{\"to\":[]}"));
    });
}

#[test]
fn what_people_say_about_a_cause_stays_in_order_and_is_bounded() {
    on_each(|bench| {
        let first =
            bench.store.write(|session| session.letter_note_add("1-2-record_empty-", "user:1", "{\"kind\":\"woken\"}")).expect("adds");
        assert_eq!((first.actor.as_str(), first.at_ms), ("user:1", 0));
        bench
            .store
            .write(|session| {
                session.letter_note_add("1-2-value_taken-plate", "user:2", "{}")?;
                (0..LETTER_NOTES_MAX).try_for_each(|at| session.letter_note_add("1-2-record_empty-", "user:2", &at.to_string()).map(|_| ()))
            })
            .expect("adds more");
        let read = |before, limit| bench.store.read(|session| session.letter_notes("1-2-record_empty-", before, limit)).expect("reads");
        let all = read(None, 2_000);
        assert_eq!(i64::try_from(all.len()).expect("a number"), LETTER_NOTES_MAX, "{}", bench.name);
        assert!(all.is_sorted_by(|newer, older| newer.id > older.id) && all.iter().all(|note| note.id > first.id));
        let next: Vec<String> = read(Some(all[1].id), 2).into_iter().map(|note| note.document).collect();
        assert_eq!(next, [(LETTER_NOTES_MAX - 3).to_string(), (LETTER_NOTES_MAX - 4).to_string()]);
        let other = bench.store.read(|session| session.letter_notes("1-2-value_taken-plate", None, 10)).expect("reads");
        assert_eq!(other.len(), 1);
    });
}
