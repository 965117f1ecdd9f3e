//! Fresh stores, small files and one way to import them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use mapping::Mapping;
use model::{Actor, Clock, Object, RecordId, RecordState};
use records::MatchPolicy;
use store::{ChangeRow, DeadLetterRow, Location, RecordRow, Session, Store, StoreError};
use sync::{Import, ImportError, ImportRequest, ImportSettings, Imported};

use crate::standing::mapping_yaml;

/// Columns of the test files.
pub const HEADER: &str = "id,name,email,phone,code,city,seen";

/// A clock that stands still until it is turned.
#[derive(Default)]
pub struct TestClock(pub AtomicI64);

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One store under test with a folder for files.
pub struct Bench {
    pub store: Store,
    /// The store's; a test may turn it.
    pub clock: Arc<TestClock>,
    pub folder: PathBuf,
    pub policy: MatchPolicy,
    pub batch_clusters_max: usize,
    pub segment_rows_max: usize,
    directory: Option<tempfile::TempDir>,
}

/// Everything a store holds of customers that does not depend on how they got there.
#[derive(Debug, PartialEq, Eq)]
pub struct Content {
    pub records: Vec<RecordRow>,
    pub changes: Vec<ChangeRow>,
}

pub fn customers() -> Object {
    model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped")
}

pub fn mapping() -> Mapping {
    Mapping::from_yaml(&mapping_yaml(&HEADER.split(',').collect::<Vec<_>>())).expect("valid")
}

pub fn open(location: &Location) -> Store {
    open_with(location, &new_clock())
}

fn new_clock() -> Arc<TestClock> {
    Arc::new(TestClock(AtomicI64::new(1_000)))
}

fn open_with(location: &Location, clock: &Arc<TestClock>) -> Store {
    Store::open(location, Arc::<TestClock>::clone(clock)).expect("opens")
}

/// Copies one empty installation to the new folder `to`. It is kept as bytes: a folder would outlive the test.
pub fn copy_empty(to: &Path) {
    static EMPTY: OnceLock<Vec<(OsString, Vec<u8>)>> = OnceLock::new();
    let files = EMPTY.get_or_init(|| {
        let directory = tempfile::tempdir().expect("a folder");
        open(&Location::Directory(directory.path().to_owned())).close();
        let files = std::fs::read_dir(directory.path()).expect("a folder").map(|file| file.expect("a file"));
        files.map(|file| (file.file_name(), std::fs::read(file.path()).expect("read"))).collect()
    });
    std::fs::create_dir(to).expect("a folder");
    for (name, bytes) in files {
        std::fs::write(to.join(name), bytes).expect("copied");
    }
}

impl Bench {
    /// A copy of one empty installation: the secret that keys are hashed with, and thereby the order in which keys are
    /// tried, is the same for all.
    pub fn sqlite() -> Self {
        let directory = tempfile::tempdir().expect("a folder");
        copy_empty(&directory.path().join("data"));
        let mut bench = Self::at(&Location::Directory(directory.path().join("data")), directory.path());
        bench.directory = Some(directory);
        bench
    }

    pub fn at(location: &Location, folder: &Path) -> Self {
        let clock = new_clock();
        Self {
            store: open_with(location, &clock),
            clock,
            folder: folder.to_owned(),
            policy: MatchPolicy::Merge,
            batch_clusters_max: 50_000,
            segment_rows_max: 5_000_000,
            directory: None,
        }
    }

    pub fn settings(&self) -> ImportSettings {
        ImportSettings {
            mappers: 2,
            batch_clusters_max: self.batch_clusters_max,
            segment_rows_max: self.segment_rows_max,
            spool_memory_bytes_max: 2_000,
            ..ImportSettings::alone(self.folder.clone())
        }
    }

    pub fn request(&self, source: &str, dry_run: bool) -> ImportRequest {
        ImportRequest {
            object: customers(),
            source: source.to_owned(),
            file: "test.csv".to_owned(),
            mapping: Some(mapping()),
            match_keys: None,
            policy: self.policy,
            dry_run,
            actor: Actor::System,
            run: None,
        }
    }

    /// Imports `lines` under the header of the test files.
    pub fn import(&self, source: &str, lines: &str) -> Imported {
        self.load(self.request(source, false), lines).expect("imported")
    }

    pub fn rehearse(&self, source: &str, lines: &str) -> Imported {
        self.load(self.request(source, true), lines).expect("rehearsed")
    }

    pub fn load(&self, request: ImportRequest, lines: &str) -> Result<Imported, ImportError> {
        let file = self.write_file(lines);
        let mut source = connector_file::open(&file, &connector_file::FileOptions::default()).expect("a file");
        Import::new(&self.store, request, self.settings()).run(source.as_mut(), &mut |_| ())
    }

    pub fn write_file(&self, lines: &str) -> PathBuf {
        let file = self.folder.join("load.csv");
        std::fs::write(&file, format!("{HEADER}\n{lines}")).expect("written");
        file
    }

    pub fn content(&self) -> Content {
        self.store.read(content).expect("read")
    }

    /// Live customers, by id.
    pub fn live(&self) -> Vec<RecordRow> {
        self.content().records.into_iter().filter(|record| record.state == RecordState::Live).collect()
    }

    /// Values of one field of all live customers.
    pub fn values(&self, field: &str) -> Vec<String> {
        let object = customers();
        let id = object.field(field).expect("a field").id;
        let value = |record: &RecordRow| model::Doc::from_json(&object, &record.doc).expect("a document").get(id).unwrap_or("").to_owned();
        self.live().iter().map(value).collect()
    }

    pub fn dead_letters(&self, imported: &Imported) -> Vec<DeadLetterRow> {
        let run = model::RunId(imported.report.run_id.parse().expect("an id"));
        self.store.read(|session| session.dead_letters(run, -1, 10_000)).expect("read")
    }
}

/// Thousands of ids without a record that are looked at behind the last one.
const EMPTY_MAX: usize = 9;

fn content(session: &mut Session<'_>) -> Result<Content, StoreError> {
    let object = customers().id;
    let mut records = Vec::new();
    // A process that died leaves a gap of ids it had taken and not used.
    let mut empty = 0;
    for first in (1..).step_by(1_000) {
        let ids: Vec<RecordId> = (first..first + 1_000).map(|at| RecordId::new(object, at)).collect();
        let found: Vec<RecordRow> = session.records(&ids)?.into_iter().flatten().collect();
        empty = if found.is_empty() { empty + 1 } else { 0 };
        if empty > EMPTY_MAX {
            break;
        }
        records.extend(found);
    }
    let head = session.change_head()?;
    Ok(Content { records, changes: session.changes_between(1, head, 1_000_000)? })
}

/// Runs `test` on a fresh store of each database.
pub fn on_each(test: impl Fn(Bench)) {
    test(Bench::sqlite());
    let Ok(url) = std::env::var("RAPPORT_TEST_DATABASE_URL") else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "RAPPORT_TEST_DATABASE_URL must be set in CI");
        eprintln!("skipped on PostgreSQL: RAPPORT_TEST_DATABASE_URL is not set");
        return;
    };
    let directory = tempfile::tempdir().expect("a folder");
    let mut bench = Bench::at(&Location::Postgres(fresh_schema(&url)), directory.path());
    bench.directory = Some(directory);
    test(bench);
}

/// Makes a schema of its own and returns an address that works in it.
pub fn fresh_schema(url: &str) -> String {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let name = format!("sync{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the test server answers");
    client.batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE")).expect("drops");
    client.batch_execute(&format!("CREATE SCHEMA {name}")).expect("creates");
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options=-csearch_path%3D{name}")
}
