//! Undo of a run: every input it changed goes back, and the golden records follow. What others changed since is left alone
//! and listed. Rows that it had applied for a person, refused or undecided before, wait again. An undo is a run of its own and can be
//! undone the same way.

use std::collections::HashMap;
use std::sync::Arc;

use model::{Actor, Caller, ChangeKind, Delta, Inputs, Object, RecordId, RecordState, RunId, SourceDelta, SourceRef, Verb};
use store::Session;
use store::rows::{ChangeRow, NewChange, RecordRow, RunCalls, RunRow, RunState, SourceRow, WriteBatch};

use crate::{RecordError, Records, Schema, UndoRefusal, authorise};

mod undo;

/// Changes undone in one transaction; other writers get their turn between two.
const CHUNK: usize = 5_000;
/// Entries of the list of later changes that a report carries; all are counted.
const SINCE_MAX: usize = 1_000;

/// A value that was left alone because somebody changed it after the run.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Since {
    /// The record.
    pub record: String,
    /// The field; empty when the record as a whole was left alone.
    pub field: String,
    /// Who changed it, e.g. `user:3`, `run:17`.
    pub by: String,
    /// When (ms).
    pub at_ms: i64,
}

/// What an undo did.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct RollbackReport {
    /// The undo's own run; 0 for a rehearsal.
    #[serde(serialize_with = "as_text", skip_deserializing)]
    pub run_id: i64,
    /// The run that was undone.
    #[serde(serialize_with = "as_text", skip_deserializing)]
    pub undoes: i64,
    /// True when nothing was written.
    pub dry_run: bool,
    /// Records touched.
    pub records: u64,
    /// Records that the run had created and that are gone now.
    pub deleted: u64,
    /// Records that got earlier values back.
    pub reverted: u64,
    /// Records that came back: deleted or merged by the run.
    pub restored: u64,
    /// Values and records left alone because somebody changed them since.
    pub kept: u64,
    /// Rows that wait for a person again, because the run had applied them.
    pub reopened: u64,
    /// The first of those that were left alone.
    pub changed_since: Vec<Since>,
    /// Wall-clock seconds.
    pub seconds: f64,
}

/// Ids are text, as everywhere.
fn as_text<S: serde::Serializer>(id: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

impl Records {
    /// Undoes a run. With `dry_run` everything is computed and nothing is written. An undo that was cut off continues.
    ///
    /// # Errors
    /// [`RecordError::NotFound`], [`RecordError::NotUndoable`], [`RecordError::Forbidden`], store errors.
    pub fn rollback(&self, caller: &Caller, run: RunId, dry_run: bool) -> Result<RollbackReport, RecordError> {
        let started = std::time::Instant::now();
        let schema = self.refresh_schema()?;
        let undone = self.store().read(|session| session.run(run).map_err(RecordError::from))?;
        let undone = undone.ok_or_else(|| RecordError::NotFound { what: format!("run {run}") })?;
        let not_undoable = |reason| Err(RecordError::NotUndoable { run, reason });
        if self.store().read(|session| is_cut(session, run))? {
            return not_undoable(UndoRefusal::Cut);
        }
        if matches!(undone.state, RunState::Open | RunState::Queued | RunState::Running) {
            return not_undoable(UndoRefusal::NotEnded);
        }
        if undone.kind == "index" {
            return not_undoable(UndoRefusal::Index);
        }
        if undone.kind == "recompute" {
            return not_undoable(UndoRefusal::Rule);
        }
        if let Some(object) = undone.object.and_then(|id| schema.object_by_id(id)) {
            authorise(caller, Verb::Write, object)?;
        } else if !caller.may_administer() {
            return Err(RecordError::Forbidden { scope: "admin".to_owned() });
        }
        let mut effect = Effects::default();
        if let Some(by) = undone.undone_by
            && self.store().read(|session| effect.is_effective(session, by))?
        {
            return not_undoable(UndoRefusal::Undone);
        }
        let mut report = if dry_run {
            let schema = Arc::clone(&schema);
            let (undone, hasher) = (undone.clone(), self.hasher());
            self.store().rehearse(move |session| {
                let mut worker = Worker::new(&schema, hasher, &undone);
                let mut row = rollback_run(session, &Actor::System, &undone)?;
                session.run_insert(&row)?;
                while worker.step(session, &mut row)? {}
                Ok::<_, RecordError>(worker.report)
            })?
        } else {
            self.rollback_live(caller, &schema, &undone)?
        };
        report.undoes = run.0;
        report.dry_run = dry_run;
        if dry_run {
            report.run_id = 0;
        }
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }

    fn rollback_live(&self, caller: &Caller, schema: &Arc<Schema>, undone: &RunRow) -> Result<RollbackReport, RecordError> {
        let (actor, subject) = (caller.actor.clone(), undone.clone());
        let mut row = self.store().write(move |session| {
            if subject.state == RunState::Paused {
                // What is undone is not gone on with.
                let ended = RunRow { state: RunState::Cancelled, finished_ms: Some(session.now_ms()), ..subject.clone() };
                session.run_update(&ended)?;
            }
            if let Some(row) = session.run_find_unfinished(&fingerprint(subject.id))? {
                return Ok(row);
            }
            let row = rollback_run(session, &actor, &subject)?;
            session.run_insert(&row)?;
            Ok::<_, RecordError>(row)
        })?;
        let mut report = read_report(&row);
        loop {
            store::kill_point("K12");
            let (schema, subject, hasher, current, so_far) =
                (Arc::clone(schema), undone.clone(), self.hasher(), row.clone(), report.clone());
            let (next, did, more) = self.store().write(move |session| {
                let mut row = current.clone();
                let mut worker = Worker::new(&schema, hasher, &subject);
                worker.report = so_far.clone();
                let more = worker.step(session, &mut row)?;
                Ok::<_, RecordError>((row, worker.report, more))
            })?;
            (row, report) = (next, did);
            if !more {
                return Ok(report);
            }
        }
    }
}

/// True when the log was cut inside or after what the run wrote.
fn is_cut(session: &mut Session<'_>, run: RunId) -> Result<bool, RecordError> {
    let floor = session.change_floor()?.seq;
    Ok(floor > 0 && session.run_batches(run)?.iter().any(|batch| batch.seq_low <= batch.seq_high && batch.seq_low <= floor))
}

fn fingerprint(run: RunId) -> String {
    format!("rollback:{run}")
}

fn rollback_run(session: &mut Session<'_>, actor: &Actor, undone: &RunRow) -> Result<RunRow, RecordError> {
    let now = session.now_ms();
    Ok(RunRow {
        id: session.allocate_run_id()?,
        kind: "rollback".to_owned(),
        state: RunState::Running,
        actor: actor.clone(),
        object: undone.object,
        source: undone.source,
        config: "{}".to_owned(),
        fingerprint: fingerprint(undone.id),
        report: "{}".to_owned(),
        checkpoint: String::new(),
        batches: 0,
        undoes: Some(undone.id),
        undone_by: None,
        started_ms: now,
        finished_ms: None,
        epoch: 1,
        lease_until_ms: now,
        calls: RunCalls::default(),
    })
}

/// What an undo that was cut off had done so far.
fn read_report(row: &RunRow) -> RollbackReport {
    let so_far: RollbackReport = serde_json::from_str(&row.report).unwrap_or_default();
    RollbackReport { run_id: row.id.0, undoes: row.undoes.map_or(0, |run| run.0), ..so_far }
}

/// Undoes one run, chunk by chunk from its last change to its first.
struct Worker<'a> {
    schema: &'a Schema,
    hasher: model::KeyHasher,
    undone: &'a RunRow,
    effects: Effects,
    report: RollbackReport,
}

/// Which runs still stand: a run undone by an undo that itself was not undone does not.
#[derive(Default)]
struct Effects {
    known: HashMap<RunId, (bool, bool)>,
}

impl Effects {
    fn is_effective(&mut self, session: &mut Session<'_>, run: RunId) -> Result<bool, RecordError> {
        Ok(self.look_up(session, run, 0)?.0)
    }

    /// A change counts as somebody else's when its run stands and is not itself an undo: an undo and what it undid cancel out.
    fn counts(&mut self, session: &mut Session<'_>, change: &ChangeRow) -> Result<bool, RecordError> {
        match change.actor {
            Actor::Run(run) => {
                let (effective, is_undo) = self.look_up(session, run, 0)?;
                Ok(effective && !is_undo)
            }
            Actor::System | Actor::User(_) | Actor::Key(_) => Ok(true),
        }
    }

    fn look_up(&mut self, session: &mut Session<'_>, run: RunId, depth: usize) -> Result<(bool, bool), RecordError> {
        if let Some(known) = self.known.get(&run) {
            return Ok(*known);
        }
        let row = session.run(run)?;
        let effective = match row.as_ref().and_then(|row| row.undone_by) {
            Some(by) if depth < 1_000 => !self.look_up(session, by, depth + 1)?.0,
            Some(_) | None => true,
        };
        let found = (effective, row.is_some_and(|row| row.undoes.is_some()));
        self.known.insert(run, found);
        Ok(found)
    }
}

impl<'a> Worker<'a> {
    fn new(schema: &'a Schema, hasher: model::KeyHasher, undone: &'a RunRow) -> Self {
        Self { schema, hasher, undone, effects: Effects::default(), report: RollbackReport::default() }
    }

    /// Undoes the next chunk and commits it with the run's progress. False when it was the last.
    fn step(&mut self, session: &mut Session<'_>, row: &mut RunRow) -> Result<bool, RecordError> {
        self.report.run_id = row.id.0;
        let below: i64 = row.checkpoint.parse().unwrap_or(i64::MAX);
        // Between two steps the oldest changes may have been thrown away: half an undo must not pass for a whole one.
        if is_cut(session, self.undone.id)? {
            return Err(RecordError::NotUndoable { run: self.undone.id, reason: UndoRefusal::Cut });
        }
        let chunk = self.next_chunk(session, below)?;
        let at_ms = session.now_ms();
        let mut batch = WriteBatch { at_ms, actor: Some(Actor::Run(row.id)), ..WriteBatch::default() };
        let more = !chunk.is_empty();
        if let Some(last) = chunk.last() {
            row.checkpoint = last.seq.to_string();
            self.undo(session, &chunk, &mut batch)?;
        } else {
            self.report.reopened = session.letters_undo(self.undone.id, row.id)?;
            row.state = RunState::Done;
            row.finished_ms = Some(at_ms);
        }
        row.report = serde_json::to_string(&self.report).unwrap_or_default();
        row.batches += 1;
        batch.run = Some(row.clone());
        session.commit_batch(&batch)?;
        if !more {
            session.run_undone_by(self.undone.id, Some(row.id))?;
        }
        Ok(more)
    }

    /// The run's last changes below `below`, newest first, cut before a record would be touched twice.
    fn next_chunk(&self, session: &mut Session<'_>, below: i64) -> Result<Vec<ChangeRow>, RecordError> {
        let batches = session.run_batches(self.undone.id)?;
        let mut chunk: Vec<ChangeRow> = Vec::new();
        let mut touched = std::collections::HashSet::new();
        for batch in batches.iter().rev().filter(|batch| batch.seq_low <= batch.seq_high && batch.seq_low < below) {
            let mut high = batch.seq_high.min(below.saturating_sub(1));
            while high >= batch.seq_low {
                let low = batch.seq_low.max(high - i64::try_from(CHUNK).unwrap_or(i64::MAX) + 1);
                for change in session.changes_between(low, high, CHUNK)?.into_iter().rev() {
                    let delta = Delta::from_json(&change.delta).map_err(|_| RecordError::Damaged(change.record))?;
                    let others: Vec<RecordId> = delta.absorbed.iter().map(|(_, id)| *id).collect();
                    let heads = session.resolve(&[change.record])?;
                    let mut ids: Vec<RecordId> = heads.into_iter().chain(others).chain([change.record]).collect();
                    ids.sort_unstable();
                    ids.dedup();
                    let is_told_by_survivor = matches!(change.kind, ChangeKind::Merged | ChangeKind::Unmerged);
                    if chunk.len() >= CHUNK || (!is_told_by_survivor && ids.iter().any(|id| touched.contains(id))) {
                        return Ok(chunk);
                    }
                    if !is_told_by_survivor {
                        touched.extend(ids);
                    }
                    chunk.push(change);
                }
                high = low - 1;
            }
        }
        Ok(chunk)
    }

    fn undo(&mut self, session: &mut Session<'_>, chunk: &[ChangeRow], batch: &mut WriteBatch) -> Result<(), RecordError> {
        let ids: Vec<RecordId> = chunk.iter().map(|change| change.record).collect();
        let rows = session.records(&ids)?;
        let mut plain: Vec<(RecordRow, Inputs)> = Vec::new();
        let mut slow: Vec<&ChangeRow> = Vec::new();
        for (change, row) in chunk.iter().zip(rows) {
            let Some(row) = row else { continue };
            let has_unique = self.object(row.id)?.live_fields().any(|field| field.unique);
            let is_untouched =
                change.kind == ChangeKind::Create && row.last_seq == change.seq && row.state == RecordState::Live && !has_unique;
            match Inputs::from_json(&row.inputs) {
                Ok(inputs) if is_untouched && inputs.absorbed.is_empty() => plain.push((row, inputs)),
                Ok(_) | Err(_) => slow.push(change),
            }
        }
        self.take_away(session, plain, batch)?;
        for change in slow {
            if !matches!(change.kind, ChangeKind::Merged | ChangeKind::Unmerged) {
                self.undo_one(session, change, batch)?;
            }
        }
        Ok(())
    }

    fn object(&self, id: RecordId) -> Result<&'a Arc<Object>, RecordError> {
        self.schema.object_by_id(id.object()).ok_or(RecordError::Damaged(id))
    }

    /// Records that the run made and nobody changed since: gone, without looking into them.
    fn take_away(&mut self, session: &mut Session<'_>, plain: Vec<(RecordRow, Inputs)>, batch: &mut WriteBatch) -> Result<(), RecordError> {
        let refs: Vec<SourceRef> = plain.iter().flat_map(|(_, inputs)| inputs.sources.iter().cloned()).collect();
        let mut sources = session.source_rows_of(&refs)?.into_iter();
        for (mut row, inputs) in plain {
            let mut delta = Delta { state: Some((RecordState::Live, RecordState::Deleted)), ..Delta::default() };
            for source in sources.by_ref().take(inputs.sources.len()).flatten() {
                if source.record != row.id || !source.linked {
                    continue;
                }
                delta.sources.push(SourceDelta {
                    source: SourceRef(source.source, source.external_id.clone()),
                    linked: (true, false),
                    fields: None,
                    hash: (source.hash, source.hash),
                    version_ms: (source.version_ms, source.version_ms),
                    run_before: Some(source.run),
                    times: None,
                    written: false,
                });
                batch.sources_changed.push(SourceRow { linked: false, ..source });
            }
            row.state = RecordState::Deleted;
            row.version += 1;
            row.updated_ms = batch.at_ms;
            batch.changes.push(NewChange { record: row.id, kind: ChangeKind::Delete, delta: delta.to_json() });
            batch.changed.push(row);
            self.report.records += 1;
            self.report.deleted += 1;
        }
        Ok(())
    }
}
