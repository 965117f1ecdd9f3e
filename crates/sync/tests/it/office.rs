//! An installation with syncs to scripted systems, and everything that can be done with it: passes, edits by hand, death and
//! coming back.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use mapping::Mapping;
use model::{Actor, Caller, Clock, Doc, Object, RecordId, RecordState, RunId};
use records::{Expect, Patch, RecordError, Records};
use store::{DeliveryRow, DeliveryState, Location, RecordPage, RecordQuery, ReviewRow, ReviewState, Store, SyncState};
use sync::outbound::{OutboundEnd, OutboundError, OutboundRun, OutboundSettings};
use sync::{ImportError, ImportSettings, PushWindow, RunMode, RunRequest, SyncDefinition, SyncEnd, SyncRun};

use crate::scripted::{COLUMNS, DIES, System};
use crate::standing::{self, mapping_yaml};

/// A clock that all share, and that lets the process die after so many looks at it.
pub struct CommonClock {
    pub time: Arc<AtomicI64>,
    pub looks_left: AtomicI64,
}

impl Clock for CommonClock {
    fn now_ms(&self) -> i64 {
        if self.looks_left.fetch_sub(1, Ordering::Relaxed) <= 0 {
            self.looks_left.store(0, Ordering::Relaxed);
            std::panic::panic_any(DIES);
        }
        self.time.load(Ordering::Relaxed)
    }
}

const FOR_EVER: i64 = i64::MAX / 2;

pub struct Office {
    pub store: Store,
    pub records: Records,
    pub object: Arc<Object>,
    pub caller: Caller,
    pub clock: Arc<CommonClock>,
    pub syncs: Vec<(i64, System)>,
    location: Location,
    pub backups: Option<PathBuf>,
    #[expect(dead_code, reason = "keeps the folder until the end of the test")]
    folder: Option<tempfile::TempDir>,
}

/// A definition that reads and writes every column in both directions.
pub fn definition(system: &str) -> SyncDefinition {
    serde_json::from_value(serde_json::json!({
        "name": system, "connection": system, "stream": "people", "object": "customers", "direction": "both",
        "mapping": serde_json::to_value(Mapping::from_yaml(&mapping_yaml(&COLUMNS)).expect("valid")).expect("JSON"),
        "outgoing": {"key_field": "rapport_id", "fields": [
            {"from": "name", "to": "name"}, {"from": "email", "to": "email"}, {"from": "phone", "to": "phone"},
            {"from": "city", "to": "city"}, {"from": "notes", "to": "notes"},
        ]},
    }))
    .expect("a definition")
}

impl Office {
    pub fn sqlite(systems: &[(System, SyncDefinition)], time: &Arc<AtomicI64>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        crate::bench::copy_empty(&folder.path().join("data"));
        let location = Location::Directory(folder.path().join("data"));
        Self::at(location, Some(folder), systems, time)
    }

    pub fn at(location: Location, folder: Option<tempfile::TempDir>, systems: &[(System, SyncDefinition)], time: &Arc<AtomicI64>) -> Self {
        let mut office = Self::open(location, folder, time);
        for (system, definition) in systems {
            let sync = office.add_sync(system.name, definition);
            office.syncs.push((sync, system.clone()));
        }
        office
    }

    pub fn open(location: Location, folder: Option<tempfile::TempDir>, time: &Arc<AtomicI64>) -> Self {
        let clock = Arc::new(CommonClock { time: Arc::clone(time), looks_left: AtomicI64::new(FOR_EVER) });
        let store = Store::open(&location, Arc::<CommonClock>::clone(&clock)).expect("opens");
        let records = Records::new(store.clone()).expect("a schema");
        let object = records.object("customers").expect("shipped");
        Self { store, records, object, caller: Caller::system(), clock, syncs: Vec::new(), location, backups: None, folder }
    }

    fn add_sync(&self, name: &str, definition: &SyncDefinition) -> i64 {
        standing::add_sync(&self.store, name, name, self.object.id, definition).1
    }

    /// Changes the definition as a new version, or the state.
    pub fn redefine(&self, sync: i64, change: impl Fn(&mut SyncDefinition, &mut SyncState) + Send + 'static) {
        standing::redefine(&self.store, sync, change);
    }

    /// The process is gone and another one starts on the same data.
    pub fn reopen(&mut self) {
        let time = Arc::clone(&self.clock.time);
        let clock = Arc::new(CommonClock { time, looks_left: AtomicI64::new(FOR_EVER) });
        self.store = Store::open(&self.location, Arc::<CommonClock>::clone(&clock)).expect("opens again");
        self.records = Records::new(self.store.clone()).expect("a schema");
        self.clock = clock;
    }

    /// Does `work` in a process that dies after `looks` looks at the clock, if it comes so far; true when it died.
    pub fn until_death<T>(&mut self, looks: Option<i64>, work: impl FnOnce(&Self) -> T) -> Option<T> {
        self.clock.looks_left.store(looks.unwrap_or(FOR_EVER), Ordering::Relaxed);
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(self)));
        let is_dead = self.clock.looks_left.load(Ordering::Relaxed) <= 0 || done.is_err();
        if let Err(cause) = &done {
            // Where a thread of ours died with the process, its parent only says that it did.
            let dies = cause.downcast_ref::<&str>() == Some(&DIES) || self.clock.looks_left.load(Ordering::Relaxed) <= 0;
            assert!(dies, "a panic of its own: {:?}", cause.downcast_ref::<String>());
        }
        if is_dead {
            self.reopen();
            return None;
        }
        self.clock.looks_left.store(FOR_EVER, Ordering::Relaxed);
        done.ok()
    }

    pub fn pass_time(&self, ms: i64) {
        self.clock.time.fetch_add(ms, Ordering::Relaxed);
    }

    fn outbound(&self, at: usize) -> OutboundRun<'_> {
        let (sync, system) = &self.syncs[at];
        OutboundRun::new(&self.records, system, *sync, OutboundSettings { exclusive: true, backups: self.backups.clone() })
    }

    pub fn runner(&self, at: usize) -> OutboundRun<'_> {
        self.outbound(at)
    }

    /// Looks up what was under way, reads, writes.
    pub fn pass(&self, at: usize) -> Result<OutboundEnd, OutboundError> {
        self.outbound(at).settle_unknown(&Actor::System)?;
        // What goes wrong with reading is noted with its run and told by its end.
        self.read(at).map_err(|error| OutboundError::NotLive { reason: error.to_text() })?;
        self.outbound(at).start("schedule", &Actor::System)
    }

    /// A pass that must not fail.
    #[track_caller]
    pub fn passed(&self, at: usize) -> OutboundEnd {
        self.pass(at).expect("passes")
    }

    /// Only the writing half.
    #[track_caller]
    pub fn write(&self, at: usize) -> OutboundEnd {
        self.outbound(at).start("change", &Actor::System).expect("writes")
    }

    fn reader(&self, at: usize) -> SyncRun<'_> {
        let (sync, system) = &self.syncs[at];
        let settings = ImportSettings { mappers: 1, ..ImportSettings::alone(tempfile::env::temp_dir()) };
        SyncRun::new(&self.records, system, *sync, settings)
    }

    /// Reads what changed there; where the system does not work now it is read later.
    pub fn read(&self, at: usize) -> Result<SyncEnd, ImportError> {
        self.read_by(at, RunMode::Auto)
    }

    /// Reads everything there is.
    pub fn read_all(&self, at: usize) -> Result<SyncEnd, ImportError> {
        self.read_by(at, RunMode::Full)
    }

    fn read_by(&self, at: usize, mode: RunMode) -> Result<SyncEnd, ImportError> {
        let request = RunRequest { mode, trigger: "schedule".to_owned(), actor: Actor::System, part: sync::Part::default() };
        self.reader(at).start(&request, &mut |_| ())
    }

    /// Takes pushes in, in this order.
    pub fn take_pushes(&self, at: usize, bodies: Vec<Vec<u8>>) -> Result<SyncEnd, ImportError> {
        let sync = self.syncs[at].0;
        let connection = self.store.read(|session| session.sync(sync))?.expect("the sync").connection;
        standing::receive(&self.store, connection, bodies)?;
        let window = PushWindow::waiting(&self.store, connection, "people", 1_000)?;
        self.reader(at).apply_pushes(&window, &mut |_| ())
    }

    pub fn create(&self, json: &str) -> RecordId {
        let doc = Doc::from_json(&self.object, json).expect("a document");
        self.records.create(&self.caller, &self.object, doc).wait().expect("created").id
    }

    /// Makes many, committed together.
    pub fn create_all(&self, jsons: &[String]) {
        let made = jsons.iter().map(|json| {
            let doc = Doc::from_json(&self.object, json).expect("a document");
            self.records.create(&self.caller, &self.object, doc)
        });
        for one in made.collect::<Vec<_>>() {
            one.wait().expect("created");
        }
    }

    pub fn patch(&self, id: RecordId, json: &str) -> Result<(), RecordError> {
        let patch = Patch { set: Doc::from_json(&self.object, json).expect("a document"), clear: Vec::new() };
        self.records.patch(&self.caller, &self.object, id, patch, Expect::default()).wait().map(|_| ())
    }

    pub fn delete(&self, id: RecordId) {
        self.records.delete(&self.caller, &self.object, id, Expect::default()).wait().expect("deleted");
    }

    /// Live records: id and document, at most 400.
    pub fn live(&self) -> BTreeMap<i64, String> {
        let rows = self.store.read(|session| {
            let mut page = RecordPage::default();
            session.record_list(&RecordQuery::new(&self.object, 400), &mut page)?;
            let ids: Vec<RecordId> = page.lines.iter().map(|line| line.id).collect();
            session.records(&ids)
        });
        let rows = rows.expect("read").into_iter().flatten();
        rows.filter(|row| row.state == RecordState::Live).map(|row| (row.id.0, row.doc)).collect()
    }

    pub fn only(&self) -> RecordId {
        let live = self.live();
        assert_eq!(live.len(), 1, "{live:?}");
        RecordId(*live.keys().next().expect("one"))
    }

    /// The value of a field as text; of several values the first.
    pub fn text(&self, id: RecordId, field: &str) -> String {
        let field = self.object.field(field).expect("a field").id;
        let live = self.live();
        let doc = Doc::from_json(&self.object, live.get(&id.0).map_or("{}", String::as_str)).expect("a document");
        doc.get(field)
            .map(|value| model::fragment::as_list(value).first().map(|text| text.to_string()).unwrap_or_default())
            .unwrap_or_default()
    }

    pub fn delivery(&self, at: usize, id: RecordId) -> Option<DeliveryRow> {
        let sync = self.syncs[at].0;
        self.store.read(|session| session.deliveries(sync, &[id])).expect("read").pop().flatten()
    }

    pub fn states(&self, at: usize) -> Vec<(DeliveryState, u64)> {
        let sync = self.syncs[at].0;
        self.store.read(|session| session.delivery_counts(sync)).expect("read")
    }

    pub fn reviews(&self) -> Vec<ReviewRow> {
        self.store.read(|session| session.reviews(ReviewState::Open, 0, 1_000)).expect("read")
    }
}

/// The newest run.
pub fn newest_run(office: &Office) -> RunId {
    let runs = office.store.read(|session| session.runs(None, 1, &store::RunFilter::default())).expect("read");
    runs.first().expect("a run").id
}
