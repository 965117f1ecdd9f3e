//! Undo of a run: every input it changed goes back, and the golden records follow. What others changed since is left alone
//! and listed. An undo is a run of its own and can be undone the same way.

use std::collections::HashMap;
use std::sync::Arc;

use model::{
    Actor, Caller, ChangeKind, Delta, Doc, FieldDelta, Inputs, Object, RecordId, RecordState, RunId, SourceDelta, SourceRef, Verb,
};
use store::Session;
use store::rows::{ChangeRow, NewChange, RecordRow, RunRow, RunState, SourceRow, WriteBatch};

use crate::group::{Finish, Group, WRITTEN};
use crate::reference::is_settling;
use crate::sync_rules::{TOMBSTONE, is_buried};
use crate::two_way::same_first;
use crate::{RecordError, Records, Schema, authorise};

/// Changes undone in one transaction; other writers get their turn between two.
const CHUNK: usize = 5_000;
/// Entries of the list of later changes that a report carries; all are counted.
const SINCE_MAX: usize = 1_000;

/// A value that was left alone because somebody changed it after the run.
#[derive(Clone, Debug, serde::Serialize)]
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
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct RollbackReport {
    /// The undo's own run; 0 for a rehearsal.
    pub run_id: i64,
    /// The run that was undone.
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
    /// The first of them.
    pub changed_since: Vec<Since>,
    /// Wall-clock seconds.
    pub seconds: f64,
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
            return not_undoable(CUT);
        }
        if matches!(undone.state, RunState::Open | RunState::Queued | RunState::Running) {
            return not_undoable("it has not ended yet; cancel it first");
        }
        if undone.kind == "index" {
            return not_undoable("it only built an index; change the field back instead");
        }
        if undone.kind == "recompute" {
            return not_undoable("it only followed a rule; change the rule back instead");
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
            return not_undoable("it is undone already");
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

const CUT: &str = "its changes are no longer kept";

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
    })
}

fn read_report(row: &RunRow) -> RollbackReport {
    let number = |value: &serde_json::Value, name: &str| value.get(name).and_then(serde_json::Value::as_u64).unwrap_or(0);
    let value: serde_json::Value = serde_json::from_str(&row.report).unwrap_or_default();
    RollbackReport {
        run_id: row.id.0,
        records: number(&value, "records"),
        deleted: number(&value, "deleted"),
        reverted: number(&value, "reverted"),
        restored: number(&value, "restored"),
        kept: number(&value, "kept"),
        ..RollbackReport::default()
    }
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
            return Err(RecordError::NotUndoable { run: self.undone.id, reason: CUT });
        }
        let chunk = self.next_chunk(session, below)?;
        let at_ms = session.now_ms();
        let mut batch = WriteBatch { at_ms, actor: Some(Actor::Run(row.id)), ..WriteBatch::default() };
        let more = !chunk.is_empty();
        if let Some(last) = chunk.last() {
            row.checkpoint = last.seq.to_string();
            self.undo(session, &chunk, &mut batch)?;
        } else {
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

    fn undo_one(&mut self, session: &mut Session<'_>, change: &ChangeRow, batch: &mut WriteBatch) -> Result<(), RecordError> {
        let object = self.object(change.record)?;
        let delta = Delta::from_json(&change.delta).map_err(|_| RecordError::Damaged(change.record))?;
        let head = session.resolve(&[change.record])?.first().copied().unwrap_or(change.record);
        let mut group = Group::load_one(session, object, head)?;
        let Some(place) = group.members.iter().position(|member| member.row.id == change.record) else { return Ok(()) };
        let hasher = self.hasher;
        let schema = self.schema;
        let finish = Finish { object, hasher: &hasher, ranks: schema.ranks(), at_ms: batch.at_ms };
        let before = group.head().stored.clone();
        let (later, notes) = self.later_changes(session, change)?;
        let mut kind = ChangeKind::Update;
        if change.kind == ChangeKind::Create {
            if let Some(last) = later.first() {
                self.keep(change.record, "", last);
                return Ok(());
            }
            if place != 0 || group.state() != RecordState::Live {
                return Ok(());
            }
            for at in 0..group.members[0].views.len() {
                group.set_linked(object, &self.hasher, (0, at), false);
            }
            group.set_state(RecordState::Deleted);
            kind = ChangeKind::Delete;
        }
        // A source record may belong to an absorbed record: take in first, change then, give back last.
        for (_, other) in delta.absorbed.iter().rev().filter(|(absorbed, _)| !absorbed) {
            kind = self.take_back(session, object, &mut group, *other)?.unwrap_or(kind);
        }
        for source in delta.sources.iter().rev() {
            self.undo_source(session, object, &mut group, source, &delta, change, &later)?;
        }
        self.undo_notes(object, &mut group, &delta, &notes)?;
        for (_, other) in delta.absorbed.iter().rev().filter(|(absorbed, _)| *absorbed) {
            kind = self.give_back(&mut group, *other, finish, batch).unwrap_or(kind);
        }
        for (name, edit) in &delta.edits {
            self.undo_edit(object, &mut group, place, name, edit, change, &later);
        }
        if let Some((old, new)) = delta.state
            && place == 0
            && change.kind != ChangeKind::Create
        {
            if group.state() == new {
                group.set_state(old);
                kind = if old == RecordState::Live { ChangeKind::Restore } else { ChangeKind::Delete };
            } else if let Some(last) = later.first() {
                self.keep(change.record, "", last);
            }
        }
        let finished = group.finish(finish, kind, batch);
        self.count(&finished.delta, kind);
        self.list_kept(object, change, &delta, &finished.delta, &before, &later);
        Ok(())
    }

    /// Releases a record that the run had absorbed.
    fn give_back(&mut self, group: &mut Group, other: RecordId, finish: Finish<'_>, batch: &mut WriteBatch) -> Option<ChangeKind> {
        let given = group.release(other)?;
        given.finish(finish, ChangeKind::Unmerged, batch);
        self.report.restored += 1;
        self.report.records += 1;
        Some(ChangeKind::Unmerge)
    }

    /// Absorbs a record again that the run had given back.
    fn take_back(
        &mut self,
        session: &mut Session<'_>,
        object: &Object,
        group: &mut Group,
        other: RecordId,
    ) -> Result<Option<ChangeKind>, RecordError> {
        let theirs = Group::load_one(session, object, other)?;
        if theirs.state() != RecordState::Live || theirs.id() == group.id() {
            return Ok(None);
        }
        group.absorb(theirs);
        self.report.records += 1;
        Ok(Some(ChangeKind::Merge))
    }

    #[expect(clippy::too_many_arguments, reason = "one step of undo_one, split off to keep both readable")]
    fn undo_source(
        &mut self,
        session: &mut Session<'_>,
        object: &Object,
        group: &mut Group,
        delta: &SourceDelta,
        whole: &Delta,
        change: &ChangeRow,
        later: &[ChangeRow],
    ) -> Result<(), RecordError> {
        let Some(at) = group.find_view(&delta.source) else {
            if delta.linked == (true, false) {
                return self.link_again(session, object, group, delta);
            }
            if let Some(last) = later.first() {
                self.keep(change.record, "", last);
            }
            return Ok(());
        };
        let view = &group.members[at.0].views[at.1];
        let fields = delta.fields.as_ref().unwrap_or(&whole.fields);
        let mut doc = view.doc.clone();
        let mut is_whole = true;
        if delta.linked.0 || delta.fields.is_some() {
            for (name, field_delta) in fields.iter().filter(|_| delta.fields.is_some()) {
                let Some(field) = object.field(name) else { continue };
                if doc.get(field.id) != field_delta.new_value() {
                    is_whole = false;
                    continue;
                }
                restore(&mut doc, field.id, field_delta.old());
            }
        }
        let mut mark = view.row.clone();
        let was_buried = delta.linked == (true, false) && delta.hash.1 == TOMBSTONE;
        if is_whole && mark.hash == delta.hash.1 && (delta.fields.is_some() || was_buried) {
            mark.hash = delta.hash.0;
            mark.version_ms = delta.version_ms.0;
            mark.run = delta.run_before.unwrap_or(mark.run);
            // Linked in the same step that takes the mark away, so that undoing this makes it a tombstone again.
            mark.linked |= was_buried;
        }
        let before = view.doc.clone();
        if doc != before || mark != view.row {
            group.update_view(object, &self.hasher, at, mark, doc.clone());
        }
        if let Some(times) = delta.times.as_deref()
            && is_whole
            && group.members[at.0].views[at.1].times.as_ref().is_none_or(|now| times.1.as_ref().is_some_and(|after| after.base == now.base))
        {
            group.set_times(at, times.0.clone());
        }
        if delta.written {
            note_still(object, group, at, &before, &doc);
        }
        match delta.linked {
            (false, true) if delta.hash.0 == TOMBSTONE && delta.version_ms.0 != 0 => {
                group.bury(object, &self.hasher, at, delta.version_ms.0, delta.run_before.unwrap_or(self.undone.id));
            }
            (false, true) => group.set_linked(object, &self.hasher, at, false),
            (true, false) => group.set_linked(object, &self.hasher, at, true),
            (true, true) | (false, false) => {}
        }
        Ok(())
    }

    /// Links a source record again that the run had unlinked, when nobody else has it.
    fn link_again(&self, session: &mut Session<'_>, object: &Object, group: &mut Group, delta: &SourceDelta) -> Result<(), RecordError> {
        let rows = session.source_rows_of(std::slice::from_ref(&delta.source))?;
        let Some(mut row) = rows.into_iter().flatten().next().filter(|row| !row.linked) else { return Ok(()) };
        let Some(text) = &row.doc else { return Ok(()) };
        let doc = Doc::from_json(object, text).map_err(|_| RecordError::Damaged(row.record))?;
        let buried = (is_buried(&row) && delta.hash.1 == TOMBSTONE).then_some((row.version_ms, row.run));
        if buried.is_some() {
            (row.hash, row.version_ms, row.run) = (delta.hash.0, delta.version_ms.0, delta.run_before.unwrap_or(row.run));
        }
        group.attach(object, &self.hasher, row, doc, true);
        if let Some((version_ms, run)) = buried {
            group.note_buried_before(version_ms, run);
        }
        if let (Some(times), Some(at)) = (delta.times.as_deref(), group.find_view(&delta.source)) {
            group.set_times(at, times.0.clone());
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one step of undo_one, split off to keep both readable")]
    fn undo_edit(
        &mut self,
        object: &Object,
        group: &mut Group,
        place: usize,
        name: &str,
        edit: &FieldDelta,
        change: &ChangeRow,
        later: &[ChangeRow],
    ) {
        let Some(field) = object.field(name) else { return };
        if group.members[place].edits.get(field.id) == edit.new_value() {
            group.edit(object, &self.hasher, place, field, edit.old());
        } else if let Some(last) = later.first() {
            self.keep(change.record, name, last);
        }
    }

    /// Takes values back from the views of systems to which they were only passed on after the run: without it they would
    /// hold what the run brought in its place. What is shown there stays so until the old value is written.
    fn undo_notes(&self, object: &Object, group: &mut Group, undone: &Delta, notes: &[ChangeRow]) -> Result<(), RecordError> {
        if undone.fields.is_empty() {
            return Ok(());
        }
        for note in notes {
            let delta = Delta::from_json(&note.delta).map_err(|_| RecordError::Damaged(note.record))?;
            for source in &delta.sources {
                let Some(at) = group.find_view(&source.source) else { continue };
                let view = &group.members[at.0].views[at.1];
                let mut doc = view.doc.clone();
                for (name, undone) in &undone.fields {
                    let Some(field) = object.field(name) else { continue };
                    let noted = source.fields.as_ref().and_then(|fields| fields.get(name));
                    let passed_on = noted.map_or_else(|| doc.get(field.id), FieldDelta::new_value).map(str::to_owned);
                    if (source.fields.is_some() && noted.is_none())
                        || doc.get(field.id) != passed_on.as_deref()
                        || !same_first(field, passed_on.as_deref(), undone.new_value())
                    {
                        continue;
                    }
                    // A source record that was only linked by the write had no value of its own.
                    restore(&mut doc, field.id, noted.map_or_else(|| undone.old(), FieldDelta::old));
                }
                let before = view.doc.clone();
                if doc != before {
                    let mark = SourceRow { hash: view.row.hash | WRITTEN, ..view.row.clone() };
                    group.update_view(object, &self.hasher, at, mark, doc.clone());
                    note_still(object, group, at, &before, &doc);
                }
            }
        }
        Ok(())
    }

    /// Changes of the record after `change` that still stand and are not of the run being undone, and notes of writes to other
    /// systems among them apart; newest first.
    fn later_changes(&mut self, session: &mut Session<'_>, change: &ChangeRow) -> Result<(Vec<ChangeRow>, Vec<ChangeRow>), RecordError> {
        let mut later = Vec::new();
        let mut notes = Vec::new();
        for other in session.changes_of(change.record, i64::MAX, 10_000)? {
            if other.seq <= change.seq {
                break;
            }
            // Finding a record for a reference that waited is nobody's intention: it ends with the value that waited.
            let object = self.object(other.record)?;
            let is_settling = || Delta::from_json(&other.delta).is_ok_and(|delta| is_settling(object, &delta));
            if other.actor != Actor::Run(self.undone.id) && self.effects.counts(session, &other)? && !is_settling() {
                if is_note_of_write(&other) { notes.push(other) } else { later.push(other) }
            }
        }
        Ok((later, notes))
    }

    /// Lists golden fields that did not get their old value back, with who changed them.
    fn list_kept(&mut self, object: &Object, change: &ChangeRow, undone: &Delta, done: &Delta, before: &Doc, later: &[ChangeRow]) {
        for (name, delta) in &undone.fields {
            let Some(field) = object.field(name) else { continue };
            let now = done.fields.get(name).map_or_else(|| before.get(field.id), FieldDelta::new_value);
            if now == delta.old() {
                continue;
            }
            let by = later.iter().find(|other| Delta::from_json(&other.delta).is_ok_and(|other| other.fields.contains_key(name)));
            if let Some(by) = by.or(later.first()) {
                self.keep(change.record, name, by);
            }
        }
    }

    fn keep(&mut self, record: RecordId, field: &str, by: &ChangeRow) {
        self.report.kept += 1;
        if self.report.changed_since.len() < SINCE_MAX {
            self.report.changed_since.push(Since {
                record: record.to_string(),
                field: field.to_owned(),
                by: by.actor.to_string(),
                at_ms: by.at_ms,
            });
        }
    }

    fn count(&mut self, delta: &Delta, kind: ChangeKind) {
        self.report.records += 1;
        match delta.state {
            Some((_, RecordState::Deleted)) => self.report.deleted += 1,
            Some((_, RecordState::Live)) => self.report.restored += 1,
            Some((_, RecordState::Merged)) | None => {
                if !delta.fields.is_empty() || kind != ChangeKind::Update {
                    self.report.reverted += 1;
                }
            }
        }
    }
}

/// What an undo takes back here of values that we wrote there is still shown there.
fn note_still(object: &Object, group: &mut Group, at: (usize, usize), before: &Doc, after: &Doc) {
    for field in &object.fields {
        if before.get(field.id) != after.get(field.id) {
            group.note_still(at, field.id, before.get(field.id));
        }
    }
}

/// That a value was written to another system is nobody's decision about it.
fn is_note_of_write(change: &ChangeRow) -> bool {
    // Most changes are told apart without reading them.
    change.delta.contains(r#""w":true"#) && Delta::from_json(&change.delta).is_ok_and(|delta| delta.is_note_of_write())
}

fn restore(doc: &mut Doc, field: model::FieldId, value: Option<&str>) {
    match value {
        Some(value) => doc.set(field, value),
        None => doc.remove(field),
    }
}
