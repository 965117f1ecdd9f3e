//! A sync of the in-memory upstream into a fresh store, and what its state is compared with.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Actor, Doc, Object, RecordState, RunId};
use records::{Records, RollbackReport};
use store::{ReviewRow, ReviewState, RunRow, SourceMark, SyncProgressRow, SyncRow};
use sync::{ImportError, Outcome, Part, Preview, PushWindow, RunMode, RunRequest, SyncDefinition, SyncEnd, SyncReport, SyncRun, Waive};

use crate::bench::Bench;
use crate::standing::{self, mapping_yaml};
use crate::upstream::{COLUMNS, Person, Upstream};

pub struct Plant {
    pub bench: Bench,
    pub records: Records,
    pub upstream: Upstream,
    pub sync: i64,
    pub connection: i64,
    pub object: Arc<Object>,
}

pub fn definition() -> SyncDefinition {
    SyncDefinition {
        name: "people".to_owned(),
        connection: "upstream".to_owned(),
        stream: "people".to_owned(),
        object: "customers".to_owned(),
        mapping: Some(mapping::Mapping::from_yaml(&mapping_yaml(&COLUMNS)).expect("valid")),
        ..SyncDefinition::default()
    }
}

pub fn request(mode: RunMode) -> RunRequest {
    RunRequest { mode, trigger: "manual".to_owned(), actor: Actor::System, part: Part::default() }
}

impl Plant {
    pub fn new(bench: Bench, definition: &SyncDefinition) -> Self {
        let records = Records::new(bench.store.clone()).expect("a schema");
        let object = records.object("customers").expect("shipped");
        let (connection, sync) = standing::add_sync(&bench.store, &definition.name, "upstream", object.id, definition);
        Self { records, upstream: Upstream::new(), sync, connection, object, bench }
    }

    /// The plant that an earlier process made in this store, or a new one.
    pub fn attach(bench: Bench, definition: &SyncDefinition) -> Self {
        let known = bench.store.read(|session| session.syncs()).expect("read").into_iter().next();
        let Some(known) = known else { return Self::new(bench, definition) };
        let records = Records::new(bench.store.clone()).expect("a schema");
        let object = records.object("customers").expect("shipped");
        Self { records, upstream: Upstream::new(), sync: known.id, connection: known.connection, object, bench }
    }

    pub fn sqlite(definition: &SyncDefinition) -> Self {
        Self::new(Bench::sqlite(), definition)
    }

    pub fn runner(&self) -> SyncRun<'_> {
        SyncRun::new(&self.records, &self.upstream, self.sync, self.bench.settings())
    }

    pub fn run(&self) -> SyncEnd {
        self.run_mode(RunMode::Auto)
    }

    pub fn run_mode(&self, mode: RunMode) -> SyncEnd {
        self.runner().start(&request(mode), &mut |_| ()).expect("noted")
    }

    /// A run that must come to its end.
    #[track_caller]
    pub fn done(&self) -> SyncReport {
        let end = self.run();
        assert!(matches!(end.outcome, Outcome::Ended | Outcome::Idle), "{:?} {:?}", end.outcome, end.report.import.error);
        end.report
    }

    pub fn preview(&self) -> Preview {
        self.runner().preview(&request(RunMode::Auto), &mut |_| ()).expect("foreseen")
    }

    pub fn run_part(&self, mode: RunMode, part: Part) -> SyncEnd {
        self.runner().start(&RunRequest { part, ..request(mode) }, &mut |_| ()).expect("noted")
    }

    pub fn apply_some(&self, plan: RunId, ids: &[&str]) -> Result<SyncEnd, ImportError> {
        let part = Part { ids: ids.iter().map(|id| (*id).to_owned()).collect(), ..Part::default() };
        self.runner().apply_plan(plan, &RunRequest { part, ..request(RunMode::Auto) }, &mut |_| ())
    }

    pub fn apply_plan(&self, plan: RunId) -> Result<SyncEnd, ImportError> {
        self.runner().apply_plan(plan, &request(RunMode::Auto), &mut |_| ())
    }

    pub fn resume(&self, run: RunId, waive: Waive) -> SyncEnd {
        self.runner().resume(run, waive, &mut |_| ()).expect("noted")
    }

    pub fn rollback(&self, run: RunId) -> RollbackReport {
        let caller = model::Caller::system();
        self.records.rollback(&caller, run, false).expect("undone")
    }

    /// Changes the definition as a new version.
    pub fn redefine(&self, change: impl Fn(&mut SyncDefinition) + Send + 'static) {
        standing::redefine(&self.bench.store, self.sync, move |definition, _| change(definition));
    }

    /// Stores a push as the server would.
    pub fn receive(&self, body: Vec<u8>) {
        standing::receive(&self.bench.store, self.connection, vec![body]).expect("stored");
    }

    pub fn apply_pushes(&self) -> SyncEnd {
        let window = PushWindow::waiting(&self.bench.store, self.connection, "people", 1_000).expect("read");
        self.runner().apply_pushes(&window, &mut |_| ()).expect("noted")
    }

    pub fn waiting(&self) -> usize {
        self.bench.store.read(|session| session.inbox_waiting(self.connection, "people", 10_000)).expect("read").len()
    }

    pub fn progress(&self) -> SyncProgressRow {
        self.bench.store.read(|session| session.sync_progress(self.sync)).expect("read").unwrap_or_default()
    }

    pub fn sync_row(&self) -> SyncRow {
        self.bench.store.read(|session| session.sync(self.sync)).expect("read").expect("the sync")
    }

    pub fn run_row(&self, run: RunId) -> RunRow {
        self.bench.store.read(|session| session.run(run)).expect("read").expect("the run")
    }

    pub fn reviews(&self) -> Vec<ReviewRow> {
        self.bench.store.read(|session| session.reviews(ReviewState::Open, 0, 100)).expect("read")
    }

    /// What the source shows of each of its ids by our knowledge: the values of the record it is linked to.
    pub fn marks(&self) -> Vec<SourceMark> {
        self.bench
            .store
            .read(|session| {
                let Some(source) = session.source_find("upstream", self.object.id)? else { return Ok(Vec::new()) };
                session.source_marks_after(source.id, "", 1_000_000)
            })
            .expect("read")
    }

    /// Linked ids with the name and the city of their records.
    pub fn held(&self) -> BTreeMap<String, (String, String)> {
        let content = self.bench.content();
        let docs: BTreeMap<i64, Doc> = content
            .records
            .iter()
            .filter(|record| record.state == RecordState::Live)
            .map(|record| (record.id.0, Doc::from_json(&self.object, &record.doc).expect("a document")))
            .collect();
        let into: BTreeMap<i64, i64> = content.records.iter().filter_map(|record| Some((record.id.0, record.merged_into?.0))).collect();
        let text = |doc: &Doc, field: &str| {
            let id = self.object.field(field).expect("a field").id;
            doc.get(id).and_then(|value| model::fragment::as_text(value).map(|text| text.into_owned())).unwrap_or_default()
        };
        let line = |mark: SourceMark| {
            let mut record = mark.link.record.0;
            while let Some(next) = into.get(&record) {
                record = *next;
            }
            let doc = docs.get(&record).cloned().unwrap_or_default();
            (mark.external_id, (text(&doc, "name"), text(&doc, "city")))
        };
        self.marks().into_iter().filter(|mark| mark.link.linked).map(line).collect()
    }

    /// The same of the upstream.
    pub fn truth(&self) -> BTreeMap<String, (String, String)> {
        let world = self.upstream.world();
        let line = |(id, person): (&String, &Person)| (id.clone(), (person.name.clone(), person.city.clone()));
        world.people.iter().filter(|(_, person)| person.visible_from <= world.now).map(line).collect()
    }

    #[track_caller]
    pub fn assert_equal(&self) {
        assert_eq!(self.held(), self.truth());
    }

    pub fn changes(&self) -> usize {
        self.bench.content().changes.len()
    }
}
