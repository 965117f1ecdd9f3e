//! Golden records follow their rules: after a rule or a source's rank changed, every record that it may concern is computed
//! again, as a run of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Actor, Caller, ChangeKind, FieldDelta, Object, RecordId};
use store::rows::{RunCalls, RunRow, RunState, SourceInfo, WriteBatch};
use store::{RecordPage, RecordQuery, Session};

use crate::group::{Finish, Group};
use crate::reference::Finder;
use crate::{RecordError, Records, Schema};

/// Records looked at in one transaction.
const CHUNK: usize = 2_000;

/// What computing again did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Recomputed {
    /// The run; 0 for a rehearsal.
    pub run_id: i64,
    /// Live records looked at.
    pub records: u64,
    /// Records whose values changed.
    pub changed: u64,
}

/// A record whose values change, and how.
#[derive(Clone, Debug)]
pub struct Recalculated {
    /// The record.
    pub record: RecordId,
    /// Old and new values by field.
    pub fields: BTreeMap<String, FieldDelta>,
}

/// Examples of changed records that are kept.
const EXAMPLES_MAX: usize = 20;

impl Records {
    /// Computes every live record of `object` again by the rules in force. With `dry_run` nothing is written.
    ///
    /// # Errors
    /// [`RecordError::Forbidden`] without the admin scope; store errors. What was committed before an error stays.
    pub fn recompute(&self, caller: &Caller, object: &Arc<Object>, dry_run: bool) -> Result<Recomputed, RecordError> {
        if !caller.may_administer() {
            return Err(RecordError::Forbidden { scope: "admin".to_owned() });
        }
        let schema = self.refresh_schema()?;
        let object = schema.object_by_id(object.id).cloned().unwrap_or_else(|| Arc::clone(object));
        if dry_run {
            return Ok(self.rehearse_recompute(&schema, &object)?.0);
        }
        let (actor, id) = (caller.actor.clone(), object.id);
        let run = self.store().write(move |session| begin_run(session, RECOMPUTE, &actor, id, "{}"))?;
        self.recompute_as(run)
    }

    /// Computes again as a run that has begun; from the first record on, wherever an earlier process stopped.
    pub(crate) fn recompute_as(&self, run: RunRow) -> Result<Recomputed, RecordError> {
        let schema = self.refresh_schema()?;
        let object = run.object.and_then(|id| schema.object_by_id(id)).cloned();
        let object = object.ok_or_else(|| RecordError::NotFound { what: format!("the object of run {}", run.id) })?;
        let hasher = self.hasher();
        let mut done = Recomputed { run_id: run.id.0, ..Recomputed::default() };
        let (mut row, mut after) = (run, None);
        loop {
            let (schema, object, before, so_far) = (Arc::clone(&schema), Arc::clone(&object), row.clone(), done);
            let (next, now, last) = self.store().write(move |session| {
                let (mut run, mut done) = (before.clone(), so_far);
                let last = step(session, &schema, &object, &hasher, after, &mut run, &mut done)?;
                Ok::<_, RecordError>((run, done, last))
            })?;
            (row, done) = (next, now);
            match last {
                Some(last) => after = Some(last),
                None => return Ok(done),
            }
        }
    }

    /// What computing again by `schema` would do, page by page and without holding up writers; with the first changed records.
    fn rehearse_recompute(&self, schema: &Schema, object: &Arc<Object>) -> Result<(Recomputed, Vec<Recalculated>), RecordError> {
        let (mut done, mut examples, mut after) = (Recomputed::default(), Vec::new(), None);
        let hasher = self.hasher();
        loop {
            let last = self.store().read(|session| {
                let (last, _) = compute(session, schema, object, &hasher, after, Actor::System, &mut done, &mut examples)?;
                Ok::<_, RecordError>(last)
            })?;
            match last {
                Some(last) => after = Some(last),
                None => return Ok((done, examples)),
            }
        }
    }

    /// What [`Records::source_rank`] would do: counts, and the first records that would change.
    ///
    /// # Errors
    /// As [`Records::source_rank`].
    pub fn source_rank_preview(
        &self,
        caller: &Caller,
        source: &SourceInfo,
        rank: i32,
    ) -> Result<(Recomputed, Vec<Recalculated>), RecordError> {
        if !caller.may_administer() {
            return Err(RecordError::Forbidden { scope: "admin".to_owned() });
        }
        let schema = self.refresh_schema()?.with_rank(source.id, rank);
        let object = schema.object_by_id(source.object).cloned();
        let object = object.ok_or_else(|| RecordError::NotFound { what: "source".to_owned() })?;
        self.rehearse_recompute(&schema, &object)
    }

    /// Changes the label of a source.
    ///
    /// # Errors
    /// [`RecordError::NotFound`], [`RecordError::Forbidden`] without the admin scope, store errors.
    pub fn source_label(&self, caller: &Caller, source: &SourceInfo, label: &str) -> Result<(), RecordError> {
        if !caller.may_administer() {
            return Err(RecordError::Forbidden { scope: "admin".to_owned() });
        }
        let changed = SourceInfo { label: label.to_owned(), ..source.clone() };
        let known = self.store().write(move |session| Ok::<_, RecordError>(session.source_update(&changed)?))?;
        self.refresh_schema()?;
        if known { Ok(()) } else { Err(RecordError::NotFound { what: "source".to_owned() }) }
    }

    /// Changes the rank of a source (smaller wins under source-rank survivorship) and computes the records of its object again.
    ///
    /// # Errors
    /// [`RecordError::NotFound`] and those of [`Records::recompute`].
    pub fn source_rank(&self, caller: &Caller, source: &SourceInfo, rank: i32) -> Result<Recomputed, RecordError> {
        if !caller.may_administer() {
            return Err(RecordError::Forbidden { scope: "admin".to_owned() });
        }
        let changed = SourceInfo { rank, ..source.clone() };
        let actor = caller.actor.clone();
        let run = self.store().write(move |session| {
            let known = session.source_update(&changed)?;
            if known { begin_run(session, RECOMPUTE, &actor, changed.object, "{}").map(Some) } else { Ok(None) }
        })?;
        match run {
            Some(run) => self.recompute_as(run),
            None => Err(RecordError::NotFound { what: "source".to_owned() }),
        }
    }
}

/// Kind of the runs that compute records again.
pub(crate) const RECOMPUTE: &str = "recompute";
/// How long a run that says nothing is taken to be at work (ms).
const LEASE_MS: i64 = 300_000;

/// Lets a run begin that this process does by itself, in the transaction that makes it necessary: a process that finds it unfinished
/// does it again ([`Records::finish_interrupted`]). `config`: JSON text with what it takes to do so.
pub(crate) fn begin_run(
    session: &mut Session<'_>,
    kind: &str,
    actor: &Actor,
    object: model::ObjectId,
    config: &str,
) -> Result<RunRow, RecordError> {
    let now = session.now_ms();
    let run = RunRow {
        id: session.allocate_run_id()?,
        kind: kind.to_owned(),
        state: RunState::Running,
        actor: actor.clone(),
        object: Some(object),
        source: None,
        config: config.to_owned(),
        fingerprint: String::new(),
        report: "{}".to_owned(),
        checkpoint: String::new(),
        batches: 0,
        undoes: None,
        undone_by: None,
        started_ms: now,
        finished_ms: None,
        epoch: 1,
        lease_until_ms: now + LEASE_MS,
        calls: RunCalls::default(),
    };
    session.run_insert(&run)?;
    Ok(run)
}

/// The run as it is while it goes on.
pub(crate) fn at_work(run: &RunRow, now_ms: i64) -> RunRow {
    RunRow { batches: run.batches + 1, lease_until_ms: now_ms + LEASE_MS, ..run.clone() }
}

/// Computes the next records after `after` and commits them; returns the last id looked at, `None` at the end.
fn step(
    session: &mut Session<'_>,
    schema: &Schema,
    object: &Object,
    hasher: &model::KeyHasher,
    after: Option<RecordId>,
    run: &mut RunRow,
    done: &mut Recomputed,
) -> Result<Option<RecordId>, RecordError> {
    let mut examples = Vec::new();
    let (last, mut batch) = compute(session, schema, object, hasher, after, Actor::Run(run.id), done, &mut examples)?;
    run.report = serde_json::to_string(done).unwrap_or_default();
    *run = at_work(run, batch.at_ms);
    if last.is_none() {
        run.state = RunState::Done;
        run.finished_ms = Some(batch.at_ms);
    }
    batch.run = Some(run.clone());
    session.commit_batch(&batch)?;
    Ok(last)
}

/// Computes the next records after `after`, writes nothing; returns the last id looked at and what would be written.
#[expect(clippy::too_many_arguments, reason = "the two ways of computing again share all of it")]
fn compute(
    session: &mut Session<'_>,
    schema: &Schema,
    object: &Object,
    hasher: &model::KeyHasher,
    after: Option<RecordId>,
    actor: Actor,
    done: &mut Recomputed,
    examples: &mut Vec<Recalculated>,
) -> Result<(Option<RecordId>, WriteBatch), RecordError> {
    let mut page = RecordPage::default();
    let query = RecordQuery { after: after.map(|id| (Vec::new(), id)), ..RecordQuery::new(object, CHUNK) };
    session.record_list(&query, &mut page)?;
    let ids: Vec<RecordId> = page.lines.iter().map(|line| line.id).collect();
    let mut groups = Group::load(session, object, &ids)?;
    Finder { schema, hasher }.find_for(session, object, &mut groups, &mut Vec::new())?;
    let at_ms = session.now_ms();
    let finish = Finish { object, hasher, ranks: schema.ranks(), at_ms };
    let mut batch = WriteBatch { at_ms, actor: Some(actor), ..WriteBatch::default() };
    for id in &ids {
        let Some(group) = groups.remove(id) else { continue };
        done.records += 1;
        let finished = group.finish(finish, ChangeKind::Update, &mut batch);
        if finished.changed {
            done.changed += 1;
            if examples.len() < EXAMPLES_MAX {
                examples.push(Recalculated { record: *id, fields: finished.delta.fields });
            }
        }
    }
    Ok((ids.last().copied(), batch))
}
