//! Sessions, links and what ends them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::{Access, AccessError, Device, LINK_MS, PersonChange, Role, SESSION_MS};
use model::{Actor, Verb};
use store::SESSION_IDLE_MS;

use crate::{TurnedClock, open};

const PASSWORD: &str = "correct horse battery";

struct Bench {
    access: Access,
    clock: Arc<TurnedClock>,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let clock = Arc::new(TurnedClock(AtomicI64::new(1_000_000_000)));
        Self { access: open(&clock, &folder), clock, _folder: folder }
    }

    fn turn(&self, ms: i64) {
        self.clock.0.fetch_add(ms, Ordering::Relaxed);
    }

    fn person(&self, email: &str, role: Role) -> i64 {
        self.access.user_add(email, "Somebody", PASSWORD, &role.scopes()).expect("person").id
    }

    fn sign_in(&self, email: &str) -> String {
        self.access.sign_in_by_password(email, PASSWORD, &Device::default()).expect("signs in").token
    }

    fn is_in(&self, token: &str) -> bool {
        match self.access.session_verify(token) {
            Ok(_) => true,
            Err(error) => {
                assert!(matches!(error, AccessError::Refused), "{error}");
                false
            }
        }
    }
}

#[test]
fn a_session_carries_the_rights_of_its_person() {
    let bench = Bench::new();
    let id = bench.person("Li@Example.com ", Role::Reader);
    let (one, other) = (bench.sign_in("li@example.com"), bench.sign_in(" LI@example.com"));
    assert_ne!(one, other, "each sign-in has a token of its own");
    let principal = bench.access.session_verify(&one).expect("valid");
    assert_eq!(principal.caller.actor, Actor::User(id));
    assert!(access::authorise(&principal.caller, Verb::Read, "deals").is_ok());
    assert!(access::authorise(&principal.caller, Verb::Write, "deals").is_err());
    for (email, password) in [("li@example.com", "correct horse batterz"), ("nobody@example.com", PASSWORD), ("", "")] {
        let refused = bench.access.sign_in_by_password(email, password, &Device::default());
        assert!(matches!(refused, Err(AccessError::Refused)), "{email}");
    }
    // A token is not a key, and a key is not a token.
    assert!(bench.access.verify(&one).is_err() && bench.access.remembered(&one).is_none());
    for bad in ["", "rs_", "rs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &one[1..]] {
        assert!(!bench.is_in(bad), "{bad}");
    }
}

#[test]
fn a_session_ends_when_it_rests_and_when_it_is_old() {
    let bench = Bench::new();
    bench.person("li@example.com", Role::Reader);
    let resting = bench.sign_in("li@example.com");
    bench.turn(SESSION_IDLE_MS - 1);
    assert!(bench.is_in(&resting));
    bench.turn(6_000);
    assert!(!bench.is_in(&resting));
    let busy = bench.sign_in("li@example.com");
    for _ in 0..SESSION_MS / (SESSION_IDLE_MS / 2) - 1 {
        bench.turn(SESSION_IDLE_MS / 2);
        let principal = bench.access.session_verify(&busy).expect("in use");
        bench.access.note_use(&principal);
        // A write after it in the same queue: the note is on disk once this one is.
        bench.access.session_end(0, None).expect("store");
    }
    bench.turn(SESSION_IDLE_MS / 2);
    assert!(!bench.is_in(&busy), "seven days are the end");
    assert!(bench.access.sessions(None).expect("sessions").is_empty());
}

#[test]
fn what_changes_a_person_ends_their_sessions_at_once() {
    let bench = Bench::new();
    bench.person("boss@example.com", Role::Admin);
    let id = bench.person("li@example.com", Role::Editor);
    let change = |change: PersonChange| bench.access.user_change(id, &change).expect("changes").expect("there");
    let token = bench.sign_in("li@example.com");
    change(PersonChange { name: Some("李".to_owned()), ..PersonChange::default() });
    assert!(bench.is_in(&token), "a name is no right");
    change(PersonChange { role: Some(Role::Reader), ..PersonChange::default() });
    assert!(!bench.is_in(&token));
    let token = bench.sign_in("li@example.com");
    let link = bench.access.link_create(id, None).expect("link");
    change(PersonChange { disabled: Some(true), ..PersonChange::default() });
    assert!(!bench.is_in(&token));
    assert!(bench.access.sign_in_by_password("li@example.com", PASSWORD, &Device::default()).is_err());
    assert!(bench.access.link_create(id, None).is_err());
    change(PersonChange { disabled: Some(false), ..PersonChange::default() });
    assert!(bench.access.sign_in_by_link(&link, &Device::default()).is_err(), "a link from before does not work again");
    let (token, other) = (bench.sign_in("li@example.com"), bench.sign_in("li@example.com"));
    let ids: Vec<i64> = bench.access.sessions(Some(id)).expect("sessions").iter().map(|row| row.id).collect();
    assert!(bench.access.session_end(ids[0], Some(id)).expect("ends") && !bench.is_in(&other) && bench.is_in(&token));
    assert!(!bench.access.session_end(ids[1], Some(id + 1)).expect("asks"), "somebody else's");
    assert!(bench.access.user_password(id, "another password 1").expect("changes"));
    assert!(!bench.is_in(&token));
    assert!(bench.access.sign_in_by_password("li@example.com", PASSWORD, &Device::default()).is_err());
}

#[test]
fn a_link_signs_in_once_and_in_time() {
    let bench = Bench::new();
    let id = bench.access.user_invite("wu@example.com", "吴", Role::Editor).expect("person").id;
    assert!(bench.access.sign_in_by_password("wu@example.com", "", &Device::default()).is_err(), "no password is not an empty one");
    let link = bench.access.link_create(id, Some(LINK_MS)).expect("link");
    bench.turn(LINK_MS);
    assert!(bench.access.sign_in_by_link(&link, &Device::default()).is_err(), "too late");
    let (older, newer) = (bench.access.link_create(id, None).expect("link"), bench.access.link_create(id, None).expect("link"));
    assert!(bench.access.sign_in_by_link(&older, &Device::default()).is_err(), "the newest link counts");
    let begun = bench.access.sign_in_by_link(&newer, &Device::default()).expect("signs in");
    assert!(bench.access.sign_in_by_link(&newer, &Device::default()).is_err(), "once");

    // Whoever came by a link sets a password without an old one, for a while.
    let holder = |token: &str| {
        let principal = bench.access.session_verify(token).expect("valid");
        bench.access.session_holder(&principal).expect("store").expect("a session")
    };
    let own = |token: &str, old: Option<&str>, new: &str| bench.access.own_password(&holder(token), old, new, &Device::default());
    assert!(matches!(own(&begun.token, None, "short"), Err(AccessError::PasswordLength)));
    let begun = own(&begun.token, None, PASSWORD).expect("sets").token;
    assert!(bench.is_in(&begun));
    assert!(matches!(own(&begun, None, "another password 1"), Err(AccessError::Refused)));
    assert!(matches!(own(&begun, Some("wrong password 123"), "another password 1"), Err(AccessError::Refused)));
    let after = own(&begun, Some(PASSWORD), "another password 1").expect("changes").token;
    assert!(!bench.is_in(&begun) && bench.is_in(&after));
}

#[test]
fn the_first_person_is_an_administrator_and_the_last_one_stays() {
    let bench = Bench::new();
    assert!(bench.access.needs_setup().expect("asks"));
    assert!(matches!(bench.access.set_up("a@example.com", "A", "short", &Device::default()), Err(AccessError::PasswordLength)));
    let begun = bench.access.set_up("a@example.com", "A", PASSWORD, &Device::default()).expect("sets up");
    assert!(bench.access.session_verify(&begun.token).expect("valid").caller.may_administer());
    assert!(!bench.access.needs_setup().expect("asks"));
    assert!(matches!(bench.access.set_up("b@example.com", "B", PASSWORD, &Device::default()), Err(AccessError::SetupClosed)));
    let demote = PersonChange { role: Some(Role::Editor), ..PersonChange::default() };
    let shut_out = PersonChange { disabled: Some(true), ..PersonChange::default() };
    for change in [&demote, &shut_out] {
        assert!(matches!(bench.access.user_change(begun.person.id, change), Err(AccessError::LastAdministrator)));
    }
    assert!(bench.is_in(&begun.token), "what was refused changed nothing");
    bench.person("b@example.com", Role::Admin);
    assert!(bench.access.user_change(begun.person.id, &demote).expect("changes").is_some());
    assert!(bench.access.user_change(99, &demote).expect("asks").is_none());
}
