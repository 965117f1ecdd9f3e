//! Pushes that no sync reads are kept for a while, bounded, and the connection tells how many were thrown away.

use std::sync::atomic::Ordering;

use connector::CheckState;
use model::ObjectId;
use store::{IdKind, InboxRow, InboxState, Keep, Store, StoreError, SyncRow, SyncState};
use sync::connections::trim_unread_pushes;

use crate::bench::on_each;
use crate::connections::{connections, draft, place};
use crate::office::definition;

fn push(store: &Store, connection: i64, stream: &'static str, received_ms: i64, count: i64) {
    store
        .write(move |session| {
            for _ in 0..count {
                let id = session.allocate_ids(IdKind::Inbox, 1)?;
                session.inbox_insert(&InboxRow {
                    id,
                    connection,
                    delivery: id,
                    stream: stream.to_owned(),
                    state: InboxState::Waiting,
                    attempts: 0,
                    headers: "[]".to_owned(),
                    body: b"{}".to_vec(),
                    received_ms,
                    settled_ms: None,
                })?;
            }
            Ok::<_, StoreError>(())
        })
        .expect("stored");
}

fn trim(store: &Store, keep: Keep) -> u64 {
    store.write(move |session| trim_unread_pushes(session, &keep, 100)).expect("trimmed")
}

fn waiting(store: &Store, connection: i64, stream: &'static str) -> usize {
    store.read(move |session| session.inbox_waiting(connection, stream, 1_000)).expect("read").len()
}

/// A sync of the stream `people`, in this state.
fn set(store: &Store, connection: i64, state: SyncState) {
    let definition = serde_json::to_string(&definition("crm")).expect("JSON");
    store
        .write(move |session| {
            let row = SyncRow {
                id: 7,
                name: "crm".to_owned(),
                connection,
                object: ObjectId(1),
                state,
                reason: String::new(),
                version: 1,
                definition: definition.clone(),
                created_ms: 0,
                updated_ms: 0,
            };
            if session.sync(7)?.is_some() {
                return session.sync_update(&row, 1).map(|_| ());
            }
            session.sync_insert(&row)
        })
        .expect("stored");
}

#[test]
fn pushes_that_no_sync_reads_end_and_the_connection_says_how_many() {
    on_each(|bench| {
        let (store, now_ms) = (&bench.store, 40 * 86_400_000);
        bench.clock.0.store(now_ms, Ordering::Relaxed);
        let connections = connections(store);
        let crm = connections.create(draft("CRM", &place())).expect("made").id;
        set(store, crm, SyncState::Live);
        push(store, crm, "people", 0, 2);
        push(store, crm, "", 0, 1);
        push(store, crm, "orders", 0, 3);
        push(store, crm, "orders", now_ms, 5);
        push(store, crm, "deals", now_ms, 1);

        assert_eq!(trim(store, Keep::default()), 3, "what is older than settled pushes are kept");
        assert_eq!(trim(store, Keep::default()), 0);
        assert_eq!(trim(store, Keep { pushes_unread_max: 4, ..Keep::default() }), 3, "two for each of two streams");
        assert_eq!(waiting(store, crm, "people"), 3, "what a sync reads waits, as does what names nothing");
        assert_eq!(waiting(store, crm, "orders"), 1 + 2);

        let gone = connections.get(crm).expect("there").health.thrown_away.expect("told");
        assert_eq!((gone.count, gone.streams), (6, vec!["orders".to_owned()]));
        let line = connections.check(crm).expect("checked").lines.into_iter().find(|line| line.check == "calls_read").expect("a line");
        assert_eq!(line.state, CheckState::Warning);
        assert!(line.detail.en.starts_with("6 calls were thrown away because no sync reads them, the last ones (of orders)"), "{line:?}");

        set(store, crm, SyncState::Paused);
        assert_eq!(trim(store, Keep::default()), 0, "a paused sync goes on with what waits for it");
        set(store, crm, SyncState::Draft);
        assert_eq!(trim(store, Keep::default()), 3, "a draft promises nothing");
        assert_eq!((waiting(store, crm, "people"), waiting(store, crm, "deals")), (0, 1));
    });
}
