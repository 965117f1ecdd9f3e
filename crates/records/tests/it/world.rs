//! A store with records in it, a way to load rows as a run, and the whole visible state as one comparable value.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use identity::MatchKeys;
use model::{Actor, Caller, Clock, Doc, Object, RecordId, RecordState, RunId};
use records::{
    ApplyContext, Expect, FieldConflict, Incoming, MatchPolicy, Patch, Records, RollbackReport, TwoWay, WriteNote, Written, WrittenOut,
};
use store::rows::{RunCalls, RunRow, RunState, WriteBatch};
use store::{Location, Store};

/// A clock that moves by one second with every look.
pub struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now_ms(&self) -> i64 {
        self.0.fetch_add(1000, Ordering::Relaxed)
    }
}

/// A row of a load: source name, external id, values as JSON.
pub type Line = (&'static str, String, String);

pub struct World {
    pub records: Records,
    pub object: Arc<Object>,
    pub caller: Caller,
    #[expect(dead_code, reason = "keeps the folder until the end of the test")]
    folder: Option<tempfile::TempDir>,
    clock: Arc<Ticking>,
    version: i64,
    /// How loads treat values set by hand.
    pub two_way: Option<TwoWay>,
    /// Of the last row loaded.
    pub conflicts: Arc<Mutex<Vec<FieldConflict>>>,
}

/// What a person sees of one record: state, where it is merged to, values.
pub type Seen = BTreeMap<i64, (RecordState, Option<RecordId>, String)>;

impl World {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        let location = Location::Directory(folder.path().join("data"));
        Self::at(&location, Some(folder))
    }

    /// In a schema of its own on the test server; `None` where there is no server.
    pub fn on_postgres() -> Option<Self> {
        static NEXT: AtomicI64 = AtomicI64::new(0);
        let Ok(url) = std::env::var("RAPPORT_TEST_DATABASE_URL") else {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "RAPPORT_TEST_DATABASE_URL must be set in CI");
            eprintln!("skipped on PostgreSQL: RAPPORT_TEST_DATABASE_URL is not set");
            return None;
        };
        let name = format!("records{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the test server answers");
        client.batch_execute(&format!("CREATE SCHEMA {name}")).expect("schema is made");
        let joint = if url.contains('?') { '&' } else { '?' };
        Some(Self::at(&Location::Postgres(format!("{url}{joint}options=-csearch_path%3D{name}")), None))
    }

    fn at(location: &Location, folder: Option<tempfile::TempDir>) -> Self {
        let clock = Arc::new(Ticking(AtomicI64::new(1_700_000_000_000)));
        let store = Store::open(location, Arc::clone(&clock) as Arc<dyn Clock>).expect("store opens");
        let records = Records::new(store).expect("records open");
        let object = records.object("customers").expect("shipped object");
        Self { records, object, caller: Caller::system(), folder, clock, version: 0, two_way: None, conflicts: Arc::default() }
    }

    /// Lets time pass (ms).
    pub fn pass(&self, span_ms: i64) {
        self.clock.0.fetch_add(span_ms, Ordering::Relaxed);
    }

    pub fn doc(&self, json: &str) -> Doc {
        Doc::from_json(&self.object, json).expect("test document")
    }

    /// Loads rows as one run, each in a batch of its own.
    pub fn load(&mut self, lines: &[Line]) -> RunId {
        self.load_with(lines, MatchPolicy::Merge)
    }

    fn begin(&self) -> RunRow {
        self.records
            .store()
            .write(|session| {
                let id = session.allocate_run_id()?;
                let row = run_row(id);
                session.run_insert(&row)?;
                Ok::<_, records::RecordError>(row)
            })
            .expect("run starts")
    }

    fn end(&self, row: RunRow) -> RunId {
        let done = RunRow { state: RunState::Done, ..row };
        let id = done.id;
        self.records.store().write(move |session| Ok::<_, records::RecordError>(session.run_update(&done)?)).expect("run ends");
        self.records.refresh_schema().expect("schema reads");
        id
    }

    /// Notes as a run of its own that `record` was written to `source` and shows its own values of `fields` there now.
    pub fn write_out(&self, source: &str, external_id: &str, record: RecordId, fields: &[&str]) -> RunId {
        let mut row = self.begin();
        let object = Arc::clone(&self.object);
        let (source, external_id) = (source.to_owned(), external_id.to_owned());
        let fields: Vec<model::FieldId> = fields.iter().map(|name| object.field(name).expect("shipped").id).collect();
        row.batches += 1;
        let before = row.clone();
        let hasher = self.records.store().hasher();
        self.records
            .store()
            .write(move |session| {
                let source = session.source_find_or_create(&source, object.id)?;
                let known = records::outward(session, &object, source.id, &[record])?;
                let golden = &known[&record].golden;
                let lead = |id: &model::FieldId| {
                    let field = object.field_by_id(*id).expect("a field");
                    let value = golden.get(*id)?;
                    if !field.is_multi() {
                        return Some(value.to_owned());
                    }
                    model::fragment::as_list(value).first().map(|first| format!("[{}]", model::fragment::text(first)))
                };
                let shows = fields.iter().map(|id| (*id, lead(id))).collect();
                let written = WrittenOut { record, external_id: external_id.clone(), shows, deleted: false };
                let note = WriteNote {
                    object: &object,
                    source: source.id,
                    run: before.id,
                    at_ms: session.now_ms(),
                    actor: Actor::Run(before.id),
                    hasher,
                    ranks: &HashMap::new(),
                };
                let mut out = WriteBatch::default();
                records::note_written(session, &note, &[written], &mut out)?;
                out.run = Some(before.clone());
                session.commit_batch(&out)?;
                Ok::<_, records::RecordError>(())
            })
            .expect("write is noted");
        self.end(row)
    }

    pub fn load_with(&mut self, lines: &[Line], policy: MatchPolicy) -> RunId {
        let store = self.records.store().clone();
        let mut row = self.begin();
        for (at, (source, external_id, json)) in lines.iter().enumerate() {
            self.version += 1;
            let version = self.version;
            let object = Arc::clone(&self.object);
            let (source, external_id, doc) = ((*source).to_owned(), external_id.clone(), self.doc(json));
            let hasher = store.hasher();
            let before = row.clone();
            let schema = self.records.schema();
            let two_way = self.two_way.clone();
            let found = Arc::clone(&self.conflicts);
            row = store
                .write(move |session| {
                    let source = session.source_find_or_create(&source, object.id)?;
                    let mut keys = Vec::new();
                    identity::keys_of(&object, &hasher, &doc, &mut keys);
                    let hash = hasher.content(1, doc.to_json(&object).as_bytes());
                    let row_number = i64::try_from(at).expect("small") + 1;
                    let incoming = Incoming {
                        external_id: external_id.clone(),
                        hash,
                        version_ms: version,
                        doc: doc.clone(),
                        json: String::new(),
                        keys,
                        findings: String::new(),
                        row_number,
                    };
                    let context = ApplyContext {
                        decisions: None,
                        object: &object,
                        source: source.id,
                        run: before.id,
                        at_ms: session.now_ms(),
                        actor: Actor::Run(before.id),
                        hasher,
                        policy,
                        match_keys: &MatchKeys::default(),
                        shared: &HashSet::new(),
                        ranks: &HashMap::new(),
                        schema: &schema,
                        source_name: &source.name,
                        two_way: two_way.as_ref(),
                        alone_with: None,
                        examples_max: 0,
                        sync: None,
                    };
                    let mut out = WriteBatch::default();
                    let applied = records::apply(session, &context, &[vec![incoming]], &mut out)?;
                    *found.lock().expect("one thread") = applied.conflicts;
                    let mut row = before.clone();
                    row.batches += 1;
                    out.run = Some(row.clone());
                    session.commit_batch(&out)?;
                    Ok::<_, records::RecordError>(row)
                })
                .expect("batch commits");
        }
        self.end(row)
    }

    /// Loads a row once more with the version it had.
    pub fn load_again(&mut self, line: &Line, version: i64) -> RunId {
        let now = std::mem::replace(&mut self.version, version - 1);
        let run = self.load(std::slice::from_ref(line));
        self.version = now;
        run
    }

    pub fn rollback(&self, run: RunId) -> RollbackReport {
        self.records.rollback(&self.caller, run, false).expect("rollback works")
    }

    pub fn patch(&self, id: RecordId, json: &str) -> Result<Written, records::RecordError> {
        let patch = Patch { set: self.doc(json), clear: Vec::new() };
        self.records.patch(&self.caller, &self.object, id, patch, Expect::default()).wait()
    }

    /// Every record, any state, as a person sees it.
    pub fn seen(&self) -> Seen {
        let (low, _) = RecordId::range(self.object.id);
        let ids: Vec<RecordId> = (low + 1..low + 200).map(RecordId).collect();
        let rows = self.records.store().read(|session| session.records(&ids).map_err(records::RecordError::from)).expect("records read");
        rows.into_iter().flatten().map(|row| (row.id.0, (row.state, row.merged_into, row.doc))).collect()
    }

    /// Only live ones, for comparisons where a rollback leaves tombstones.
    pub fn live(&self) -> BTreeMap<i64, String> {
        self.seen().into_iter().filter(|(_, seen)| seen.0 == RecordState::Live).map(|(id, seen)| (id, seen.2)).collect()
    }

    pub fn live_ids(&self) -> Vec<RecordId> {
        self.live().into_keys().map(RecordId).collect()
    }

    /// Every key of every live record finds it, and every linked source record belongs to it.
    pub fn check(&self) {
        let store = self.records.store().clone();
        let hasher = store.hasher();
        for (id, doc) in self.live() {
            let mut keys = Vec::new();
            identity::keys_of(&self.object, &hasher, &self.doc(&doc), &mut keys);
            let hashes: Vec<i64> = keys.iter().map(|key| key.hash).collect();
            let found = store
                .read(|session| {
                    let hits = session.key_lookup(&hashes)?;
                    let ids: Vec<RecordId> = hits.iter().map(|hit| hit.1).collect();
                    let heads = session.resolve(&ids)?;
                    Ok::<_, records::RecordError>(hits.into_iter().map(|hit| hit.0).zip(heads).collect::<Vec<_>>())
                })
                .expect("keys read");
            for hash in hashes {
                assert!(found.contains(&(hash, RecordId(id))), "a key of record {id} does not find it: {doc}");
            }
            for source in self.records.sources(&self.caller, &self.object, RecordId(id)).expect("sources read") {
                let rows = store
                    .read(|session| {
                        let info = session.source_find(&source.source, self.object.id)?.expect("source exists");
                        session.source_rows(info.id, &[source.external_id.as_str()]).map_err(records::RecordError::from)
                    })
                    .expect("source reads");
                let row = rows.into_iter().flatten().next().expect("linked source record exists");
                assert!(row.linked, "source record {} of {id}", source.external_id);
            }
        }
    }
}

fn run_row(id: RunId) -> RunRow {
    RunRow {
        id,
        kind: "import".to_owned(),
        state: RunState::Running,
        actor: Actor::System,
        object: Some(model::ObjectId(1)),
        source: None,
        config: "{}".to_owned(),
        fingerprint: format!("test-{id}"),
        report: "{}".to_owned(),
        checkpoint: String::new(),
        batches: 0,
        undoes: None,
        undone_by: None,
        started_ms: 0,
        finished_ms: None,
        epoch: 1,
        lease_until_ms: i64::MAX,
        calls: RunCalls::default(),
    }
}
