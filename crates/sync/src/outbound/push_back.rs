//! The way back of what a run wrote to another system: the list of its writes, and their old values written once more.
//!
//! An undo of a run puts records here back, and what differs then flows out by itself. This is for the other case: the values
//! there are to go back while the sync stands still. What somebody changed there since is left alone and listed.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use connector::{FindBy, Found, WriteOperation};
use model::{Actor, FieldId, RecordId, RunId};
use serde::Serialize;
use serde_json::{Map, Value};
use store::{DeliveryLogRow, DeliveryRow, DeliveryState, Store, StoreError, WriteBatch};

use crate::outbound::calls::{BatchCalls, Call};
use crate::outbound::decide::{idempotency_key, outgoing};
use crate::outbound::deliver::LOOK_AFTER_MS;
use crate::outbound::error::OutboundError;
use crate::outbound::feed::{look, new_row};
use crate::outbound::outcome::{Became, Sent};
use crate::outbound::report::{Ended, OutboundEnd, OutboundReport};
use crate::outbound::run::{OutboundRun, Work, next_batch};
use crate::outbound::shown::{Sending, Shown, operation_name};
use crate::outbound::task::Task;
use crate::outbound::values::{Facts, Outgo, same_there};

/// Lines of the log read at once.
const LINES_AT_ONCE: usize = 1_000;
/// Most writes of one run that are pushed back.
const LINES_MAX: usize = 5_000_000;
/// Records listed as left alone.
const KEPT_MAX: usize = 1_000;

/// One write to another system.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExternalWrite {
    /// Its place in the run, counted from 1.
    pub number: i64,
    /// The record.
    pub record: String,
    /// `create`, `update`, `delete`.
    pub operation: String,
    /// `created`, `updated`, `deleted`, `refused`, `unknown` …
    pub outcome: String,
    /// The other system's id.
    pub external_id: String,
    /// The other system's code, where it refused; else why nobody knows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Its words, on one line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// How it was sent and answered, where it was refused or nobody knows; at most three calls.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
    /// Values there before, as far as known.
    pub old: Value,
    /// Values sent.
    pub new: Value,
    /// When (ms).
    pub at_ms: i64,
}

/// What pushing back did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PushedBack {
    /// The run that did it.
    pub run_id: String,
    /// Records written back.
    pub written: u64,
    /// Records whose values there somebody changed since, left alone.
    pub kept: u64,
    /// The first of them.
    pub changed_since: Vec<String>,
    /// Records refused or unknown; they are dead letters or questions.
    pub failed: u64,
}

impl ExternalWrite {
    /// Writes of `run` after the line `after`, in order.
    ///
    /// # Errors
    /// Those of the store.
    pub fn list(store: &Store, run: RunId, after: i64, limit: usize) -> Result<Vec<Self>, StoreError> {
        Ok(store.read(|session| session.delivery_log(run, after, limit))?.into_iter().map(Self::of).collect())
    }

    fn of(line: DeliveryLogRow) -> Self {
        let value = |text: &str| serde_json::from_str(text).unwrap_or_default();
        Self {
            number: line.number,
            record: line.record.to_string(),
            old: value(&line.old),
            new: value(&line.new),
            operation: line.operation,
            outcome: line.outcome,
            external_id: line.external_id,
            code: line.code,
            message: line.detail,
            calls: serde_json::from_str(&line.calls).unwrap_or_default(),
            at_ms: line.at_ms,
        }
    }
}

/// What is to be written back of one record.
#[derive(Clone, Debug, Default)]
struct Back {
    external_id: String,
    created: bool,
    deleted: bool,
    /// By field: the first old value and the last new one of the run.
    fields: BTreeMap<String, (Value, Value)>,
}

impl OutboundRun<'_> {
    /// Writes the values that `run` replaced back to the other system. The sync must be paused, else it would write its own
    /// values again at once. Itself a run, with its writes in the log.
    ///
    /// # Errors
    /// [`OutboundError::NotPaused`], and as [`OutboundRun::start`].
    pub fn push_back(&self, run: RunId, actor: &Actor) -> Result<PushedBack, OutboundError> {
        let (sync, task) = self.prepare_paused()?;
        if self.store.read(|session| session.run(run))?.is_none() {
            return Err(OutboundError::NotLive { reason: format!("there is no run {run} to push back") });
        }
        let backs = self.backs(run)?;
        let key_field = task.definition.outgoing.as_ref().and_then(|outgoing| outgoing.key_field.as_deref());
        let target = self.account.target(&task.definition.stream, key_field, &task.map.names())?;
        let (row, worker) = self.begin_as(&sync, "manual", actor, "sync", "push_back")?;
        let report = OutboundReport {
            run_id: row.id.to_string(),
            status: "running".to_owned(),
            sync: sync.id,
            version: sync.version,
            mode: "push_back".to_owned(),
            object: task.definition.object.clone(),
            source: task.definition.source_name().to_owned(),
            ..OutboundReport::default()
        };
        let mut work = Work::new(Arc::new(task), row, report, target, worker);
        let mut done = PushedBack { run_id: work.row.id.to_string(), ..PushedBack::default() };
        let result = self.push_all(&mut work, backs, &mut done);
        let OutboundEnd { report, ended, .. } = self.end(work, result)?;
        done.written = report.counts.written();
        done.failed = report.counts.refused + report.counts.unknown + report.counts.waits;
        if ended == Ended::Failed {
            done.failed = done.failed.max(1);
        }
        Ok(done)
    }

    fn backs(&self, run: RunId) -> Result<HashMap<RecordId, Back>, OutboundError> {
        let mut backs: HashMap<RecordId, Back> = HashMap::new();
        let mut after = 0;
        for _ in 0..LINES_MAX / LINES_AT_ONCE {
            let lines = self.store.read(|session| session.delivery_log(run, after, LINES_AT_ONCE))?;
            let Some(last) = lines.last() else { break };
            after = last.number;
            for line in &lines {
                if line.sync == self.sync && matches!(line.outcome.as_str(), "created" | "updated" | "deleted") {
                    backs.entry(line.record).or_default().add(line);
                }
            }
        }
        Ok(backs)
    }

    fn push_all(&self, work: &mut Work, backs: HashMap<RecordId, Back>, done: &mut PushedBack) -> Result<(), OutboundError> {
        let mut backs: Vec<(RecordId, Back)> = backs.into_iter().collect();
        backs.sort_by_key(|(record, _)| *record);
        let at_once = work.target.records_max().clamp(1, 500);
        for some in backs.chunks(at_once) {
            self.check_stop()?;
            let there = current(work, some)?;
            let sends = self.note_back(work, some, &there, done)?;
            if sends.is_empty() {
                continue;
            }
            let batch: Vec<_> = sends.iter().map(|(row, sending)| outgoing(row, sending, false)).collect();
            work.report.counts.requests += 1;
            drop(work.target.exchanges());
            let (outcomes, error) = match work.target.write(&batch) {
                Ok(outcomes) if outcomes.len() == batch.len() => (outcomes.into_iter().map(Became::of).collect(), None),
                Ok(_) => (vec![Became::InFlight; batch.len()], None),
                // What may have happened is looked up by the next pass; what did not is not tried again by itself.
                Err(error) => (vec![Became::InFlight; batch.len()], Some(error)),
            };
            let calls = BatchCalls::new(work.target.exchanges(), batch.len());
            let sent = (0..).zip(sends).zip(outcomes).map(|((at, (row, sending)), became)| Sent::new(row, sending, became, &calls, at));
            let sent = sent.collect();
            self.record(work, sent)?;
            if let Some(error) = error {
                return Err(error.into());
            }
        }
        Ok(())
    }

    /// Commits the notes of what will be sent back.
    fn note_back(
        &self,
        work: &mut Work,
        some: &[(RecordId, Back)],
        there: &HashMap<RecordId, Option<Found>>,
        done: &mut PushedBack,
    ) -> Result<Vec<(DeliveryRow, Sending)>, OutboundError> {
        let mut wanted = Vec::new();
        for (record, back) in some {
            let (sending, is_whole) = back.sending(there.get(record).and_then(Option::as_ref), work.task.can.find);
            if !is_whole {
                done.kept += 1;
                if done.changed_since.len() < KEPT_MAX {
                    done.changed_since.push(record.to_string());
                }
            }
            wanted.extend(sending.map(|sending| (*record, sending)));
        }
        let task = Arc::clone(&work.task);
        let (sends, row) = self.commit(work, move |session, row, report| {
            let now_ms = session.now_ms();
            let ids: Vec<RecordId> = wanted.iter().map(|(record, _)| *record).collect();
            let looked = look(session, &task, &ids)?;
            let mut batch = WriteBatch { at_ms: now_ms, ..WriteBatch::default() };
            let mut sends = Vec::with_capacity(wanted.len());
            for ((record, sending), known) in wanted.iter().zip(session.deliveries(task.sync, &ids)?) {
                let mut sending = sending.clone();
                let mut delivery = known.unwrap_or_else(|| new_row(task.sync, *record, 0, now_ms));
                if let Some(record) = looked.records.get(record) {
                    complete(&task, record, &mut sending);
                }
                let mut shown = Shown::read(&delivery.shown);
                shown.sending = Some(sending.clone());
                delivery.shown = shown.to_json();
                delivery.external_id.clone_from(&sending.id);
                delivery.idempotency_key = idempotency_key(task.sync, (row.id.0, now_ms), *record, &sending);
                delivery.run = row.id;
                (delivery.state, delivery.due_ms) = (DeliveryState::Sending, now_ms + LOOK_AFTER_MS);
                batch.deliveries.push(delivery.clone());
                sends.push((delivery, sending));
            }
            let next = next_batch(row, report, now_ms);
            batch.run = Some(next.clone());
            session.commit_batch(&batch)?;
            Ok((sends, next))
        })?;
        work.row = row;
        Ok(sends)
    }
}

/// What the other system shows of these records now, where it can be asked.
fn current(work: &mut Work, some: &[(RecordId, Back)]) -> Result<HashMap<RecordId, Option<Found>>, OutboundError> {
    if !work.task.can.find {
        return Ok(HashMap::new());
    }
    let questions: Vec<FindBy> = some.iter().map(|(_, back)| FindBy::Id(back.external_id.clone())).collect();
    let answers = work.target.find(&questions)?;
    Ok(some.iter().zip(answers).map(|((record, _), found)| (*record, found.into_iter().next())).collect())
}

/// What the source's view takes when this is written, and what it was before.
fn complete(task: &Task, record: &records::Outward, sending: &mut Sending) {
    let Some(view) = record.views.iter().find(|view| view.external_id == sending.id) else { return };
    let facts = Facts { id: record.id, version: record.version, created_ms: record.created_ms, updated_ms: record.updated_ms };
    let mut values = task.map.values(facts, &view.doc, &|id| Some(id.to_string()));
    let mut touched = std::collections::BTreeSet::new();
    for (line, value) in task.map.lines().iter().zip(&mut values) {
        if let Some((_, back)) = sending.fields.iter().find(|(name, _)| *name == line.to) {
            *value = Outgo::Value(back.clone());
            touched.extend(line.field());
        }
    }
    touched.retain(|field| task.back.is_exact(*field));
    sending.shows =
        task.back.shows(&task.map, &view.doc, &values, &touched).into_iter().map(|(id, value): (FieldId, _)| (id.0, value)).collect();
    sending.before = Some(view.hash);
}

impl Back {
    fn add(&mut self, line: &DeliveryLogRow) {
        let read = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
        self.external_id.clone_from(&line.external_id);
        match line.outcome.as_str() {
            "created" => self.created = true,
            "deleted" => self.deleted = true,
            _ => {}
        }
        let mut old = read(&line.old);
        if line.outcome == "deleted" {
            self.fields.extend(old.into_iter().map(|(name, value)| (name, (value, Value::Null))));
            return;
        }
        for (name, value) in read(&line.new) {
            let before = old.remove(&name).unwrap_or_default();
            let entry = self.fields.entry(name).or_insert_with(|| (before, Value::Null));
            entry.1 = value;
        }
    }

    /// What to send, and whether that is everything: a field that shows another value than the run gave it was changed since.
    fn sending(&self, there: Option<&Found>, can_find: bool) -> (Option<Sending>, bool) {
        let make = |operation: WriteOperation, id: &str, fields: Vec<(String, Value)>, old: Vec<(String, Value)>| {
            let operation = operation_name(operation).to_owned();
            Some(Sending {
                operation,
                id: id.to_owned(),
                fields,
                old,
                shows: Vec::new(),
                before: None,
                seq: i64::MAX,
                returning: Vec::new(),
                refused: false,
                calls: Vec::new(),
            })
        };
        let still = |name: &str, given: &Value| match there {
            Some(found) => found.fields.iter().find(|(known, _)| known == name).is_none_or(|(_, value)| same_there(value, given)),
            None => !can_find,
        };
        match (self.created, self.deleted) {
            (true, true) => (None, true),
            (true, false) => {
                let is_ours = self.fields.iter().all(|(name, (_, given))| still(name, given));
                let old = self.fields.iter().map(|(name, (_, given))| (name.clone(), given.clone())).collect();
                (is_ours.then(|| make(WriteOperation::Delete, &self.external_id, Vec::new(), old)).flatten(), is_ours)
            }
            (false, true) => {
                let fields = self.fields.iter().map(|(name, (old, _))| (name.clone(), old.clone())).filter(|(_, old)| !old.is_null());
                (make(WriteOperation::Create, "", fields.collect(), Vec::new()), true)
            }
            (false, false) => {
                let mut fields = Vec::new();
                let mut old = Vec::new();
                for (name, (before, given)) in self.fields.iter().filter(|(name, (_, given))| still(name, given)) {
                    fields.push((name.clone(), before.clone()));
                    old.push((name.clone(), given.clone()));
                }
                let is_whole = fields.len() == self.fields.len();
                let sending = if fields.is_empty() { None } else { make(WriteOperation::Update, &self.external_id, fields, old) };
                (sending, is_whole)
            }
        }
    }
}
