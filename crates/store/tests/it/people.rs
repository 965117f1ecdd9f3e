//! API keys, people, idempotent requests.

use model::ObjectId;
use store::{ApiKeyRow, IdKind, IdempotencyRow, Keep, ListViewRow, PersonSessionRow, SESSION_IDLE_MS, SignInLinkRow, StoreError, UserRow};

use crate::backend::on_each;

#[test]
fn api_keys_are_found_by_their_hash_and_revoked_once() {
    on_each(|bench| {
        let key = bench
            .store
            .write(|session| {
                let key = ApiKeyRow {
                    id: session.allocate_ids(IdKind::ApiKey, 1)?,
                    name: "shop".to_owned(),
                    prefix: "rp_live_ab".to_owned(),
                    hash: vec![0, 255, 7],
                    scopes: "customers:read".to_owned(),
                    created_ms: 3,
                    expires_ms: None,
                    revoked_ms: None,
                    last_used_ms: None,
                };
                session.api_key_insert(&key)?;
                Ok::<_, StoreError>(key)
            })
            .expect("stores");
        let find = || bench.store.read(|session| session.api_key_by_hash(&[0, 255, 7])).expect("finds");
        assert_eq!(find(), Some(key.clone()));
        let id = key.id;
        bench.store.submit(move |session| session.api_key_touch(id, 60)).wait().expect("touches");
        assert!(bench.store.write(move |session| session.api_key_revoke(id, 70)).expect("revokes"));
        assert!(!bench.store.write(move |session| session.api_key_revoke(id, 80)).expect("is done already"));
        assert_eq!(find(), Some(ApiKeyRow { revoked_ms: Some(70), last_used_ms: Some(60), ..key }));
        assert_eq!(bench.store.read(|session| session.api_keys()).expect("lists").len(), 1);
    });
}

#[test]
fn an_address_belongs_to_one_person() {
    on_each(|bench| {
        let insert = |id: i64| {
            bench.store.write(move |session| {
                session.user_insert(&UserRow {
                    id,
                    email: "li@example.com".to_owned(),
                    name: "Li".to_owned(),
                    password: "$argon2id$".to_owned(),
                    scopes: "admin".to_owned(),
                    created_ms: 1,
                    disabled_ms: None,
                })
            })
        };
        assert!(insert(1).expect("stores") && !insert(2).expect("is taken"));
        assert!(bench.store.write(|session| session.user_disable(1, 5)).expect("shuts out"));
        let user = bench.store.read(|session| session.user_by_email("li@example.com")).expect("finds").expect("there");
        assert_eq!((user.id, user.disabled_ms), (1, Some(5)));
        assert_eq!(bench.store.read(|session| session.users()).expect("lists").len(), 1);
    });
}

#[test]
fn people_change_and_keep_their_address() {
    on_each(|bench| {
        let row = UserRow {
            id: 7,
            email: "wu@example.com".to_owned(),
            name: "Wu".to_owned(),
            password: String::new(),
            scopes: "*:read".to_owned(),
            created_ms: 1,
            disabled_ms: None,
        };
        let (first, changed) = (row.clone(), UserRow { name: "吴".to_owned(), scopes: "admin".to_owned(), disabled_ms: Some(3), ..row });
        let wanted = changed.clone();
        bench
            .store
            .write(move |session| {
                session.people_lock()?;
                session.user_insert(&first)?;
                assert!(session.user_update(&changed)?);
                assert!(!session.user_update(&UserRow { email: "nobody@example.com".to_owned(), ..changed.clone() })?);
                Ok::<_, StoreError>(())
            })
            .expect("stores");
        assert_eq!(bench.store.read(|session| session.user(7)).expect("reads"), Some(wanted));
        assert_eq!(bench.store.read(|session| session.user(8)).expect("reads"), None);
    });
}

fn session(id: i64, seen_ms: i64, ends_ms: i64) -> PersonSessionRow {
    PersonSessionRow {
        hash: vec![u8::try_from(id).expect("small"); 32],
        id,
        person: if id < 10 { 1 } else { 2 },
        way: "password".to_owned(),
        created_ms: 0,
        seen_ms,
        ends_ms,
        address: "192.0.2.1".to_owned(),
        agent: "Browser".to_owned(),
    }
}

#[test]
fn the_newest_sessions_of_a_person_stay_and_those_that_are_over_go() {
    on_each(|bench| {
        for row in [session(1, 0, 1 << 50), session(2, 0, 1 << 50), session(11, 0, 1 << 50), session(3, 0, 1 << 50)] {
            bench.store.write(move |session| session.person_session_insert(&row, 2)).expect("stores");
        }
        let ids = |person| -> Vec<i64> {
            bench.store.read(move |session| session.person_sessions(person)).expect("lists").iter().map(|row| row.id).collect()
        };
        assert_eq!((ids(Some(1)), ids(None)), (vec![3, 2], vec![11, 3, 2]));
        bench.store.write(|session| session.person_session_touch(&[2; 32], 77)).expect("touches");
        assert_eq!(bench.store.read(|session| session.person_session(&[2; 32])).expect("reads"), Some(session(2, 77, 1 << 50)));
        assert!(bench.store.write(|session| session.person_session_end(&[3; 32])).expect("ends"));
        assert!(!bench.store.write(|session| session.person_session_end(&[3; 32])).expect("is over already"));
        // The clock of the test stands at 0: one is over by its end, one by its rest.
        bench.store.write(|inner| inner.person_session_insert(&session(12, 0, 0), 9)).expect("stores");
        bench.store.write(|inner| inner.person_session_insert(&session(13, -SESSION_IDLE_MS, 1 << 50), 9)).expect("stores");
        let removed = bench.store.write(|session| session.keep_slice(&Keep::default(), 0, 10)).expect("throws away");
        assert_eq!((removed.sessions, ids(None)), (2, vec![11, 2]));
        bench.store.write(|session| session.person_sessions_end(1)).expect("ends");
        assert_eq!(ids(None), [11]);
    });
}

#[test]
fn a_link_is_taken_once() {
    on_each(|bench| {
        let link = |hash: u8, ends_ms| SignInLinkRow { hash: vec![hash; 32], person: 5, created_ms: 0, ends_ms };
        for row in [link(1, Some(9)), link(2, None), link(3, Some(-1))] {
            bench.store.write(move |session| session.sign_in_link_insert(&row)).expect("stores");
        }
        let take = |hash: u8| bench.store.write(move |session| session.sign_in_link_take(&[hash; 32])).expect("takes");
        assert_eq!((take(1), take(1), take(9)), (Some(link(1, Some(9))), None, None));
        let removed = bench.store.write(|session| session.keep_slice(&Keep::default(), 0, 10)).expect("throws away");
        assert_eq!((removed.sessions, take(3)), (1, None), "what is over is thrown away");
        bench.store.write(|session| session.sign_in_links_end(5)).expect("ends");
        assert_eq!(take(2), None);
    });
}

#[test]
fn views_and_preferences_belong_to_who_made_them() {
    on_each(|bench| {
        let view = |id: i64, owner: &str, shared: bool| ListViewRow {
            id,
            object: ObjectId(1),
            owner: owner.to_owned(),
            shared,
            name: "客户".to_owned(),
            definition: "{}".to_owned(),
            version: 1,
            created_ms: 2,
            updated_ms: 2,
        };
        for row in [view(1, "user:1", false), view(2, "user:1", true), view(3, "user:2", false)] {
            bench.store.write(move |session| session.list_view_insert(&row)).expect("stores");
        }
        let ids = |object: i16, owner: &'static str| -> Vec<i64> {
            let listed = bench.store.read(move |session| session.list_views(ObjectId(object), owner)).expect("lists");
            listed.iter().map(|row| row.id).collect()
        };
        assert_eq!((ids(1, "user:1"), ids(1, "user:2"), ids(1, "key:1"), ids(2, "user:1")), (vec![1, 2], vec![2, 3], vec![2], vec![]));
        let changed = ListViewRow { name: "VIP".to_owned(), version: 2, updated_ms: 5, ..view(1, "user:1", true) };
        let update = || {
            let changed = changed.clone();
            bench.store.write(move |session| session.list_view_update(&changed)).expect("updates")
        };
        assert!(update() && !update(), "an older version is not overwritten");
        assert_eq!(bench.store.read(|session| session.list_view(1)).expect("reads"), Some(changed.clone()));
        assert!(bench.store.write(|session| session.list_view_delete(1)).expect("deletes"));
        assert_eq!(bench.store.read(|session| session.list_view(1)).expect("reads"), None);
        let preference = || bench.store.read(|session| session.preference("user:1")).expect("reads");
        assert_eq!(preference(), None);
        for document in ["{}", "{\"theme\":\"dark\"}"] {
            bench.store.write(move |session| session.preference_save("user:1", document)).expect("saves");
            assert_eq!(preference().as_deref(), Some(document));
        }
    });
}

#[test]
fn a_request_begins_once_and_is_forgotten_on_demand() {
    on_each(|bench| {
        let row = IdempotencyRow { key: vec![1], fingerprint: vec![2], status: 0, headers: "{}".to_owned(), body: Vec::new(), at_ms: 10 };
        let begin = || {
            let row = row.clone();
            bench.store.submit(move |session| session.idempotency_begin(&row)).wait().expect("asks")
        };
        assert!(begin() && !begin());
        bench.store.write(|session| session.idempotency_finish(&[1], 201, "{\"a\":1}", b"body\0")).expect("finishes");
        let stored = bench.store.read(|session| session.idempotency_get(&[1])).expect("reads").expect("there");
        assert_eq!((stored.status, stored.body.as_slice(), stored.fingerprint.as_slice()), (201, b"body\0".as_slice(), [2_u8].as_slice()));
        bench.store.write(|session| session.idempotency_forget(&[1])).expect("forgets");
        assert!(begin());
    });
}
