//! Fresh stores to test with, one per database.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use model::Clock;
use store::{Location, Store};

/// A clock that stands still until told otherwise.
#[derive(Default)]
pub struct TestClock(pub AtomicI64);

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One store under test.
pub struct Bench {
    pub name: &'static str,
    pub store: Store,
    pub location: Location,
    _directory: Option<tempfile::TempDir>,
}

impl Bench {
    pub fn again(&self) -> Store {
        Store::open(&self.location, Arc::new(TestClock::default())).expect("opens again")
    }
}

fn sqlite() -> Bench {
    let directory = tempfile::tempdir().expect("a folder");
    let location = Location::Directory(directory.path().join("data"));
    let store = Store::open(&location, Arc::new(TestClock::default())).expect("opens");
    Bench { name: "sqlite", store, location, _directory: Some(directory) }
}

/// Runs `test` on a fresh store of each database.
pub fn on_each(test: impl Fn(&Bench)) {
    test(&sqlite());
    if let Some(bench) = postgres() {
        test(&bench);
    }
}

fn postgres() -> Option<Bench> {
    let Ok(url) = std::env::var("RAPPORT_TEST_DATABASE_URL") else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "RAPPORT_TEST_DATABASE_URL must be set in CI");
        eprintln!("skipped on PostgreSQL: RAPPORT_TEST_DATABASE_URL is not set");
        return None;
    };
    let location = Location::Postgres(fresh_schema(&url));
    let store = Store::open(&location, Arc::new(TestClock::default())).expect("opens");
    Some(Bench { name: "postgres", store, location, _directory: None })
}

/// Makes a schema of its own and returns an address that works in it.
pub fn fresh_schema(url: &str) -> String {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the test server answers");
    client.batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE")).expect("drops");
    client.batch_execute(&format!("CREATE SCHEMA {name}")).expect("creates");
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options=-csearch_path%3D{name}")
}
