//! Keys, people and secrets over a real store.

mod sign_in;
mod vault;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::{Access, AccessError, authorise, authorise_some, read_scopes};
use model::{Actor, Clock, Verb};
use store::{Location, Store};

struct TurnedClock(AtomicI64);

impl Clock for TurnedClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

fn open(clock: &Arc<TurnedClock>, folder: &tempfile::TempDir) -> Access {
    let clock: Arc<dyn Clock> = Arc::<TurnedClock>::clone(clock);
    Access::new(Store::open(&Location::Directory(folder.path().to_path_buf()), clock).expect("store"))
}

#[test]
fn a_key_works_until_it_expires_or_is_revoked() {
    let folder = tempfile::tempdir().expect("folder");
    let clock = Arc::new(TurnedClock(AtomicI64::new(1_000_000)));
    let access = open(&clock, &folder);
    let scopes = read_scopes("customers:read *:write").expect("scopes");
    let key = access.key_create("crm", &scopes, Some(1_010_000)).expect("key");
    let other = access.key_create("shop", &scopes, None).expect("key");
    assert!(key.row.prefix.len() == 12 && key.token.starts_with(&key.row.prefix));

    let principal = access.verify(&key.token).expect("valid");
    assert_eq!(principal.caller.actor, Actor::Key(key.row.id));
    assert!(authorise(&principal.caller, Verb::Read, "customers").is_ok());
    assert_eq!(authorise(&principal.caller, Verb::Read, "deals").expect_err("lacks").to_string(), "deals:read");
    assert!(authorise_some(&principal.caller, Verb::Admin).is_err());
    assert!(access.remembered(&key.token).is_some());

    clock.0.store(1_010_000, Ordering::Relaxed);
    assert!(matches!(access.verify(&key.token), Err(AccessError::Refused)));
    assert!(access.verify(&other.token).is_ok());
    assert!(access.key_revoke(other.row.id).expect("store"));
    assert!(matches!(access.verify(&other.token), Err(AccessError::Refused)), "a revoked key must not work for another moment");
    assert!(!access.key_revoke(other.row.id).expect("store"));
    for bad in ["", "rp_live_", "rp_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        assert!(matches!(access.verify(bad), Err(AccessError::Refused)), "{bad}");
    }
    let stored = access.keys().expect("keys");
    assert!(stored.iter().all(|row| !key.token.as_bytes().windows(row.hash.len()).any(|part| part == row.hash)));
}

#[test]
fn a_key_revoked_by_another_process_stops_within_seconds() {
    let folder = tempfile::tempdir().expect("folder");
    let clock = Arc::new(TurnedClock(AtomicI64::new(1_000_000)));
    let (here, there) = (open(&clock, &folder), open(&clock, &folder));
    let key = here.key_create("crm", &read_scopes("admin").expect("scope"), None).expect("key");
    here.verify(&key.token).expect("valid");
    assert!(there.key_revoke(key.row.id).expect("store"));
    clock.0.fetch_add(5_000, Ordering::Relaxed);
    assert!(matches!(here.verify(&key.token), Err(AccessError::Refused)));
}

#[test]
fn the_last_use_is_noted_once_a_minute() {
    let folder = tempfile::tempdir().expect("folder");
    let clock = Arc::new(TurnedClock(AtomicI64::new(1_000_000)));
    let access = open(&clock, &folder);
    let key = access.key_create("crm", &read_scopes("admin").expect("scope"), None).expect("key");
    let principal = access.verify(&key.token).expect("valid");
    access.note_use(&principal);
    clock.0.fetch_add(1_000, Ordering::Relaxed);
    access.note_use(&principal);
    // A write after it in the same queue: the note is on disk once this one is.
    access.key_create("other", &read_scopes("admin").expect("scope"), None).expect("key");
    assert_eq!(access.keys().expect("keys")[0].last_used_ms, Some(1_000_000));
}

#[test]
fn people_sign_in_with_their_own_password_only() {
    let folder = tempfile::tempdir().expect("folder");
    let access = open(&Arc::new(TurnedClock(AtomicI64::new(1))), &folder);
    let scopes = read_scopes("admin").expect("scope");
    access.user_add("Wei@Example.cn", "Wei", "correct horse battery", &scopes).expect("user");
    assert!(matches!(access.user_add("wei@example.cn", "Wei", "another password", &scopes), Err(AccessError::EmailTaken)));
    let (row, caller) = access.user_check("WEI@example.cn", "correct horse battery").expect("right");
    assert!(caller.may_administer() && row.email == "wei@example.cn");
    for (email, password) in [("wei@example.cn", "wrong password!"), ("nobody@example.cn", "correct horse battery")] {
        assert!(matches!(access.user_check(email, password), Err(AccessError::Refused)));
    }
    assert!(matches!(access.user_add("x@y.z", "X", "short", &scopes), Err(AccessError::PasswordLength)));
    assert!(matches!(access.user_add("xyz", "X", "long enough password", &scopes), Err(AccessError::Email)));
    assert!(matches!(read_scopes("customers:fly"), Err(AccessError::Scope(_))));
}
