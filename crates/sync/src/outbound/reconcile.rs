//! Both sides compared record by record: what is missing here, what is missing there, what differs. Writes nothing but its list.
//!
//! Reading and writing follow what systems tell and what the log says; whatever slips through both (a change without a new
//! version, a row lost at a border, a record deleted without a word) is found here, one in a hundred thousand as well.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hasher;

use connector::{ConnectorError, Cursor, ReadMode, ReadRequest, Source};
use mapping::{Compiled, Mapped};
use model::{Actor, CellKind, Doc, FieldId, RecordBatch, RecordId, Row, RunId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use siphasher::sip::SipHasher13;
use store::{DeliveryLogRow, DeliveryRow, DeliveryState, RecordPage, RecordQuery, RunRow, RunState, Session, WriteBatch};

use crate::begin::{LEASE_MS, to_json};
use crate::definition::{Direction, EmptyValues};
use crate::outbound::decide::stands_for;
use crate::outbound::error::OutboundError;
use crate::outbound::feed::{LOOKED_AT, OutboundState, look, progress_of};
use crate::outbound::outcome::object_of;
use crate::outbound::run::{NewRun, OutboundRun};
use crate::outbound::shown::Shown;
use crate::outbound::task::Task;
use crate::outbound::values::{Facts, Outgo, as_text, same_there};
use crate::report::Note;

/// Rows compared at once.
const PAGE_ROWS: usize = 2_000;
/// Pages of one reconciliation.
const PAGES_MAX: usize = 10_000_000;
/// Differences listed; all are counted.
const LISTED_MAX: i64 = 100_000;
/// Outcome of a row that is the same record here as another row there.
const SAME_RECORD: &str = "same_record";

/// What a reconciliation found. The differences themselves stand in the log of writes of its run, with the outcomes
/// `missing_here`, `missing_there` and `different`: `old` is what the other system shows, `new` what is here. A row that shows
/// something else only because another row there stands for the same record is a line as well (`same_record`, with the id of
/// that row as its code), and no difference: what is here wins, and goes to that row alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReconcileReport {
    /// Decimal id of the run.
    pub run_id: String,
    /// `running`, `done`, `warning` (there are differences), `failed`.
    pub status: String,
    /// Why it ended early.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The sync.
    pub sync: i64,
    /// Rows read there.
    pub read: u64,
    /// Rows that are no part of the sync, by share or filter.
    pub left_out: u64,
    /// Records that are equal.
    pub equal: u64,
    /// Rows there that nobody knows here.
    pub missing_here: u64,
    /// Records here that are linked and not there.
    pub missing_there: u64,
    /// Records with different values.
    pub different: u64,
    /// Rows there that are the same record here as another one, which alone is written.
    pub same_record: u64,
    /// How many of the differences are listed.
    pub listed: u64,
    /// What should make a person look twice.
    pub warnings: Vec<Note>,
}

/// One difference.
struct Drift {
    record: RecordId,
    external_id: String,
    outcome: &'static str,
    /// The row that stands for the record, where it is another one.
    instead: String,
    there: Vec<(String, Value)>,
    here: Vec<(String, Value)>,
}

/// One row as it is there.
struct There {
    external_id: String,
    doc: Doc,
    /// Cells of the columns that are written, by the map's lines.
    cells: Vec<Option<String>>,
}

/// A reconciliation at work.
struct Comparison<'a> {
    run: &'a OutboundRun<'a>,
    task: &'a Task,
    row: RunRow,
    report: ReconcileReport,
    seen: HashSet<u64>,
    number: i64,
}

impl OutboundRun<'_> {
    /// Reads everything there and compares it with what is here. For syncs of any direction, in any state. Writes nothing to
    /// either side but the list of its run.
    ///
    /// # Errors
    /// Those of the other system and of the store; the run is noted as failed then.
    pub fn reconcile(&self, actor: &Actor) -> Result<ReconcileReport, OutboundError> {
        let (sync, task) = self.prepare_any()?;
        let row = self.reconcile_row(&sync, actor)?;
        let report =
            ReconcileReport { run_id: row.id.to_string(), status: "running".to_owned(), sync: sync.id, ..ReconcileReport::default() };
        let mut comparison = Comparison { run: self, task: &task, row, report, seen: HashSet::new(), number: 0 };
        let result = comparison.compare();
        comparison.end(result)
    }

    fn reconcile_row(&self, sync: &store::SyncRow, actor: &Actor) -> Result<RunRow, OutboundError> {
        let (actor, object, id, version) = (actor.clone(), sync.object, sync.id, sync.version);
        self.store.write(move |session| {
            let config = serde_json::json!({"sync": id, "version": version, "mode": "reconcile"}).to_string();
            let about = NewRun { kind: "reconcile", object, actor: actor.clone(), config, fingerprint: format!("sync:{id}:reconcile") };
            let row = about.row(session)?;
            session.run_insert(&row)?;
            Ok::<_, OutboundError>(row)
        })
    }
}

impl Comparison<'_> {
    fn compare(&mut self) -> Result<(), OutboundError> {
        let definition = &self.task.definition;
        let request = ReadRequest {
            stream: definition.stream.clone(),
            columns: Vec::new(),
            mode: ReadMode::Full,
            filter: definition.source_filter.clone(),
        };
        let mut source = self.run.account.source(&request)?;
        let reader = Reader::new(self.task, source.as_ref())?;
        let mut batch = RecordBatch::new(std::sync::Arc::clone(&source.shape().columns));
        let mut cursor = Cursor::default();
        for _ in 0..PAGES_MAX {
            self.run.check_stop()?;
            let end = source.read(&cursor, PAGE_ROWS, &mut batch)?;
            if batch.is_empty() && !end.last && end.next == cursor {
                let reason = "it says that more follows but shows nothing".to_owned();
                return Err(ConnectorError::BadAnswer { system: self.run.account.system(), reason }.into());
            }
            self.report.read += batch.len() as u64;
            let rows: Vec<There> = batch.rows().filter_map(|row| reader.read(row)).collect();
            self.compare_rows(&rows)?;
            cursor = end.next;
            if end.last {
                break;
            }
        }
        self.find_missing_there()
    }

    fn compare_rows(&mut self, rows: &[There]) -> Result<(), OutboundError> {
        let reads = self.task.definition.reads();
        let taking_part =
            |there: &&There| self.task.has_turn(std::iter::once(there.external_id.as_str())) && (!reads || self.task.takes(&there.doc));
        let part: Vec<&There> = rows.iter().filter(taking_part).collect();
        self.report.left_out += (rows.len() - part.len()) as u64;
        self.seen.extend(rows.iter().map(|there| hash_of(&there.external_id)));
        let task = self.task;
        let drifts = self.run.store.read(|session| {
            let ids: Vec<&str> = part.iter().map(|there| there.external_id.as_str()).collect();
            let here = Here::load(session, task, &ids)?;
            Ok::<_, OutboundError>(part.iter().map(|there| here.compare(task, there)).collect::<Vec<_>>())
        })?;
        let mut found = Vec::new();
        for drift in drifts {
            match drift {
                None => self.report.equal += 1,
                Some(drift) if drift.outcome == "missing_here" => {
                    // A sync that only writes does not claim to know everything there.
                    if task.definition.reads() {
                        self.report.missing_here += 1;
                        found.push(drift);
                    } else {
                        self.report.left_out += 1;
                    }
                }
                Some(drift) => {
                    *(if drift.outcome == SAME_RECORD { &mut self.report.same_record } else { &mut self.report.different }) += 1;
                    found.push(drift);
                }
            }
        }
        self.list(found)
    }

    /// Records that are linked to something that was not shown.
    fn find_missing_there(&mut self) -> Result<(), OutboundError> {
        let task = self.task;
        let mut after: Option<RecordId> = None;
        for _ in 0..PAGES_MAX {
            self.run.check_stop()?;
            let seen = &self.seen;
            let (drifts, last) = self.run.store.read(|session| missing_there(session, task, after, seen))?;
            let Some(last) = last else { break };
            after = Some(last);
            self.report.missing_there += drifts.len() as u64;
            self.list(drifts)?;
        }
        if self.report.read == 0 && self.report.missing_there > 0 {
            let detail = format!("the other system showed nothing where {} records are linked", self.report.missing_there);
            self.report.warnings.push(Note::new("zero_rows", detail));
        }
        Ok(())
    }

    fn list(&mut self, drifts: Vec<Drift>) -> Result<(), OutboundError> {
        let now_ms = self.run.store.clock().now_ms();
        let mut lines = Vec::with_capacity(drifts.len());
        for drift in drifts {
            if self.number >= LISTED_MAX {
                break;
            }
            self.number += 1;
            lines.push(drift.line(self.row.id, self.task.sync, self.number, now_ms));
        }
        self.report.listed = self.number.unsigned_abs();
        let row =
            RunRow { batches: self.row.batches + 1, lease_until_ms: now_ms + LEASE_MS, report: to_json(&self.report), ..self.row.clone() };
        let batch = WriteBatch { at_ms: now_ms, delivery_log: lines, run: Some(row.clone()), ..WriteBatch::default() };
        self.run.store.write(move |session| session.commit_batch(&batch).map(|_| ()))?;
        self.row = row;
        Ok(())
    }

    fn end(mut self, result: Result<(), OutboundError>) -> Result<ReconcileReport, OutboundError> {
        let differences = self.report.missing_here + self.report.missing_there + self.report.different;
        let (state, status) = match &result {
            Err(_) => (RunState::Failed, "failed"),
            Ok(()) if differences > 0 || !self.report.warnings.is_empty() => (RunState::Warning, "warning"),
            Ok(()) => (RunState::Done, "done"),
        };
        status.clone_into(&mut self.report.status);
        self.report.error = result.as_ref().err().map(OutboundError::to_text);
        let row = RunRow {
            state,
            report: to_json(&self.report),
            finished_ms: Some(self.run.store.clock().now_ms()),
            lease_until_ms: 0,
            ..self.row
        };
        let sync = self.task.sync;
        self.run.store.write(move |session| {
            session.run_update(&row)?;
            if row.state == RunState::Failed {
                return Ok(());
            }
            let mut progress = progress_of(session, sync)?;
            let state = OutboundState { drift_run: (row.state == RunState::Warning).then_some(row.id.0), ..OutboundState::of(&progress) };
            state.put(&mut progress);
            session.sync_progress_save(&progress)
        })?;
        result.map(|()| self.report)
    }
}

impl Drift {
    fn line(self, run: RunId, sync: i64, number: i64, at_ms: i64) -> DeliveryLogRow {
        let names: BTreeSet<&str> = self.there.iter().chain(&self.here).map(|(name, _)| name.as_str()).collect();
        DeliveryLogRow {
            run,
            number,
            sync,
            record: self.record,
            operation: "reconcile".to_owned(),
            outcome: self.outcome.to_owned(),
            external_id: self.external_id,
            code: self.instead,
            detail: names.into_iter().collect::<Vec<_>>().join(", "),
            old: to_json(&object_of(&self.there)),
            new: to_json(&object_of(&self.here)),
            at_ms,
            calls: String::new(),
        }
    }
}

/// Turns rows there into what is compared.
struct Reader {
    compiled: Option<Compiled>,
    key: Option<usize>,
    written: Vec<Option<usize>>,
}

impl Reader {
    fn new(task: &Task, source: &dyn Source) -> Result<Self, OutboundError> {
        let shape = source.shape();
        let mapping = task.definition.mapping.as_ref().filter(|_| task.definition.reads());
        let compiled = mapping.map(|mapping| Compiled::new(mapping, &task.object, &shape.columns, None)).transpose();
        let compiled = compiled.map_err(|error| crate::definition::DefinitionError::new("/mapping", error.to_string()))?;
        let place = |name: &str| shape.columns.iter().position(|column| column == name);
        Ok(Self {
            key: shape.key_column.as_deref().and_then(place),
            written: task.map.lines().iter().map(|line| place(&line.to)).collect(),
            compiled,
        })
    }

    fn read(&self, row: Row<'_>) -> Option<There> {
        let mut mapped = Mapped::default();
        if let Some(compiled) = &self.compiled {
            compiled.apply(row, &mut mapped);
        }
        let external_id = if mapped.external_id.is_empty() {
            self.key.map(|key| row.cell(key).1.trim().to_owned()).unwrap_or_default()
        } else {
            std::mem::take(&mut mapped.external_id)
        };
        let cell = |at: &Option<usize>| {
            let (kind, text) = row.cell((*at)?);
            Some(if kind == CellKind::Empty { String::new() } else { text.to_owned() })
        };
        (!external_id.is_empty()).then(|| There { external_id, doc: mapped.doc, cells: self.written.iter().map(cell).collect() })
    }
}

/// What is here of some records there.
struct Here {
    views: HashMap<String, (RecordId, Doc)>,
    written: HashMap<RecordId, Vec<Outgo>>,
    deliveries: HashMap<RecordId, DeliveryRow>,
    /// For records that several rows there are: the one that is written.
    stand_ins: HashMap<RecordId, String>,
}

impl Here {
    fn load(session: &mut Session<'_>, task: &Task, ids: &[&str]) -> Result<Self, OutboundError> {
        let links = session.source_links(task.source, ids)?;
        let owners: Vec<RecordId> = links.into_iter().flatten().filter(|link| link.linked).map(|link| link.record).collect();
        let mut wanted = session.resolve(&owners)?;
        wanted.sort_unstable();
        wanted.dedup();
        let known = look(session, task, &wanted)?;
        let mut here = Self {
            views: HashMap::with_capacity(ids.len()),
            written: HashMap::new(),
            deliveries: HashMap::new(),
            stand_ins: HashMap::new(),
        };
        for record in known.records.values() {
            for view in record.views.iter().filter(|view| view.linked) {
                here.views.insert(view.external_id.clone(), (record.id, view.doc.clone()));
            }
            if task.definition.writes() {
                let facts = Facts { id: record.id, version: record.version, created_ms: record.created_ms, updated_ms: record.updated_ms };
                here.written.insert(record.id, task.map.values(facts, &record.golden, &|id| known.reference(id)));
            }
        }
        if task.definition.writes() {
            let rows = session.deliveries(task.sync, &wanted)?;
            here.deliveries = rows.into_iter().flatten().map(|row| (row.record, row)).collect();
            for record in known.records.values() {
                let delivery = here.deliveries.get(&record.id);
                let linked = record.views.iter().filter(|view| view.linked).count();
                if let Some(view) = stands_for(record, delivery).filter(|_| linked > 1) {
                    here.stand_ins.insert(record.id, view.external_id.clone());
                }
            }
        }
        Ok(here)
    }

    /// The difference between a row there and what is here; `None` where both are equal.
    fn compare(&self, task: &Task, there: &There) -> Option<Drift> {
        let Some((record, view)) = self.views.get(&there.external_id) else {
            let shown =
                there.doc.iter().filter_map(|(id, value)| Some((task.object.field_by_id(id)?.name.clone(), as_json(value)))).collect();
            let drift = Drift {
                record: RecordId(0),
                external_id: there.external_id.clone(),
                outcome: "missing_here",
                instead: String::new(),
                there: shown,
                here: Vec::new(),
            };
            return Some(drift);
        };
        let mut differing: BTreeMap<String, (Value, Value)> = BTreeMap::new();
        self.compare_read(task, there, view, &mut differing);
        let was_read = differing.is_empty();
        self.compare_written(task, there, *record, &mut differing);
        if differing.is_empty() {
            return None;
        }
        let instead = self.stand_ins.get(record).filter(|id| was_read && **id != there.external_id).cloned().unwrap_or_default();
        let outcome = if instead.is_empty() { "different" } else { SAME_RECORD };
        let (mut shown, mut here) = (Vec::new(), Vec::new());
        for (name, (value_there, value_here)) in differing {
            shown.push((name.clone(), value_there));
            here.push((name, value_here));
        }
        Some(Drift { record: *record, external_id: there.external_id.clone(), outcome, instead, there: shown, here })
    }

    /// What was last read of the fields that are read.
    fn compare_read(&self, task: &Task, there: &There, view: &Doc, differing: &mut BTreeMap<String, (Value, Value)>) {
        let Some(mapping) = task.definition.mapping.as_ref().filter(|_| task.definition.reads()) else { return };
        let rolled_out = &task.definition.rollout.fields;
        for field in task.object.live_fields() {
            let feeds = mapping.fields.iter().any(|rule| rule.to.split('.').next() == Some(field.name.as_str()));
            let takes_part = rolled_out.is_empty() || rolled_out.contains(&field.name);
            if !feeds || !takes_part || task.definition.direction_of(&field.name) == Direction::Out {
                continue;
            }
            let (now, known) = (there.doc.get(field.id), view.get(field.id));
            let is_kept = now.is_none() && task.definition.empty_values == EmptyValues::Keep;
            let waits = known.or(now).is_some_and(model::WaitingReference::is_waiting) || is_reference(task, field.id);
            if now != known && !is_kept && !waits {
                let value = |fragment: Option<&str>| fragment.map_or(Value::Null, as_json);
                differing.insert(field.name.clone(), (value(now), value(known)));
            }
        }
    }

    /// What it should have been given of the fields that are written; what waits or was stopped is known to differ.
    fn compare_written(&self, task: &Task, there: &There, record: RecordId, differing: &mut BTreeMap<String, (Value, Value)>) {
        let Some(values) = self.written.get(&record) else { return };
        let delivery = self.deliveries.get(&record);
        if delivery.is_some_and(|row| row.state == DeliveryState::Excluded) {
            return;
        }
        let shown = delivery.map(|row| Shown::read(&row.shown)).unwrap_or_default();
        for ((line, value), cell) in task.map.lines().iter().zip(values).zip(&there.cells) {
            let (Some(field), Outgo::Value(value), Some(cell)) = (line.field(), value, cell) else { continue };
            let name = task.object.field_by_id(field).map_or("", |field| field.name.as_str());
            if line.only_create || shown.stopped.contains_key(&line.to) || shown.asked.contains(name) || is_reference(task, field) {
                continue;
            }
            let text = Value::String(cell.clone());
            // Where it is read as well, only what the sync would write counts: spelling is a matter of the mapping.
            let is_read = task.back.reads(field);
            let differs = if is_read { self.would_write(task, there, field, line, values) } else { !same_there(&text, value) };
            if differs {
                differing.entry(line.to.clone()).or_insert((text, Value::String(as_text(value))));
            }
        }
    }

    /// True when the values there, read as they are, would go out as something else than the golden ones.
    fn would_write(&self, task: &Task, there: &There, field: FieldId, line: &crate::outbound::values::Line, values: &[Outgo]) -> bool {
        let facts = Facts { id: RecordId(0), version: 0, created_ms: 0, updated_ms: 0 };
        let shown = task.map.values(facts, &there.doc, &|id| Some(id.to_string()));
        let at = task.map.lines().iter().position(|known| known.to == line.to && known.field() == Some(field));
        at.is_some_and(|at| shown.get(at) != values.get(at))
    }
}

fn is_reference(task: &Task, field: FieldId) -> bool {
    task.object.field_by_id(field).is_some_and(|field| matches!(field.field_type, model::FieldType::Reference { .. }))
}

fn as_json(fragment: &str) -> Value {
    serde_json::from_str(fragment).unwrap_or_else(|_| Value::String(fragment.to_owned()))
}

/// The next records with links that were not shown; the last record looked at, `None` at the end.
fn missing_there(
    session: &mut Session<'_>,
    task: &Task,
    after: Option<RecordId>,
    seen: &HashSet<u64>,
) -> Result<(Vec<Drift>, Option<RecordId>), OutboundError> {
    let mut page = RecordPage::default();
    let query = RecordQuery { after: after.map(|id| (Vec::new(), id)), ..RecordQuery::new(&task.object, LOOKED_AT) };
    session.record_list(&query, &mut page)?;
    let ids: Vec<RecordId> = page.lines.iter().map(|line| line.id).collect();
    let known = look(session, task, &ids)?;
    let mut drifts = Vec::new();
    for id in &ids {
        let Some(record) = known.records.get(id) else { continue };
        for view in record.views.iter().filter(|view| view.linked && !seen.contains(&hash_of(&view.external_id))) {
            if !task.has_turn(std::iter::once(view.external_id.as_str())) || !task.takes(&view.doc) {
                continue;
            }
            let here =
                view.doc.iter().filter_map(|(id, value)| Some((task.object.field_by_id(id)?.name.clone(), as_json(value)))).collect();
            let (external_id, instead) = (view.external_id.clone(), String::new());
            drifts.push(Drift { record: *id, external_id, outcome: "missing_there", instead, there: Vec::new(), here });
        }
    }
    Ok((drifts, ids.last().copied()))
}

fn hash_of(id: &str) -> u64 {
    let mut hasher = SipHasher13::new_with_keys(0x7261_7070, 0x7365_656e);
    hasher.write(id.as_bytes());
    hasher.finish()
}
