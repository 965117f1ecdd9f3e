//! API keys, people, idempotent requests.

use store::{ApiKeyRow, IdKind, IdempotencyRow, StoreError, UserRow};

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
