//! Committing: one thread reads the next batch back while the store's writer applies the one before.
//!
//! Each batch is one transaction with its records, keys, changes, dead letters and the run's checkpoint (I4). An attempt
//! changes nothing outside the transaction until it has succeeded, so the store may repeat it.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use identity::MatchKeys;
use identity::cluster::Clusters;
use model::{Actor, FindingCode, KeyHash, KeyHasher, Object, RunId, SourceId};
use records::{
    AfterRemoval, Applied, AppliedRow, ApplyContext, Example, FieldConflict, Fresh, Gone, HeldRow, MatchPolicy, Removed, RowOutcome,
    Schema, SyncRules, TURNS_OF_A_BATCH, TwoWay, apply, ever_made, remove, settle,
};
use store::{DeadLetterRow, DeadLetterState, RunRow, Session, SharedKeyRow, Store, StoreError, WriteBatch, kill_point};

use crate::error::ImportError;
use crate::prepare::{Batch, BatchLimits, Position, Preparer};
use crate::problems::{OpenRows, Replaying};
use crate::stage::Staged;
use crate::tally::{BatchTally, Tally};

/// Attempts to commit a batch while the database is busy or away.
const ATTEMPTS_MAX: u32 = 6;
/// First pause between attempts; doubled each time.
const PAUSE: Duration = Duration::from_millis(100);

/// What applying needs to know, shared with the store's writer.
#[derive(Clone, Debug)]
pub struct CommitContext {
    /// What rows become.
    pub object: Arc<Object>,
    /// Where they come from.
    pub source: SourceId,
    /// The run.
    pub run: RunId,
    /// Hashes keys.
    pub hasher: KeyHasher,
    /// For rows that fit several customers.
    pub policy: MatchPolicy,
    /// Which identifiers may match.
    pub match_keys: Arc<MatchKeys>,
    /// Rank per source.
    pub ranks: Arc<HashMap<SourceId, i32>>,
    /// Objects that references lead to.
    pub schema: Arc<Schema>,
    /// Name of the source.
    pub source_name: Arc<str>,
    /// Keys without force.
    pub shared: Arc<HashSet<KeyHash>>,
    /// What a sync adds.
    pub sync: Option<Arc<SyncRules>>,
    /// Fields that the sync also writes to the source.
    pub two_way: Option<Arc<TwoWay>>,
    /// What becomes of records whose last source record is gone.
    pub after_removal: AfterRemoval,
    /// False when rows may come that this run applied before: then links are looked up in any case.
    pub first_time: bool,
    /// Set when the rows were refused before: they end with the batch that applies them.
    pub replaying: Option<Arc<Replaying>>,
    /// Rows that earlier imports refused: they end with the batch that applies their record.
    pub open_rows: Option<Arc<OpenRows>>,
}

impl CommitContext {
    /// The same for `records`. `alone_with`: see [`ApplyContext`].
    pub fn to_apply(&self, at_ms: i64, alone_with: Option<u64>, examples_max: usize) -> ApplyContext<'_> {
        ApplyContext {
            object: &self.object,
            source: self.source,
            run: self.run,
            at_ms,
            actor: Actor::Run(self.run),
            hasher: self.hasher,
            policy: self.policy,
            match_keys: &self.match_keys,
            shared: &self.shared,
            ranks: &self.ranks,
            schema: &self.schema,
            source_name: &self.source_name,
            two_way: self.two_way.as_deref(),
            alone_with,
            examples_max,
            sync: self.sync.as_deref(),
            decisions: self.replaying.as_ref().and_then(|replaying| replaying.decisions()).map(|decisions| &**decisions),
        }
    }
}

/// A segment ready to be committed.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Its rows.
    pub staged: Arc<Staged>,
    /// Its customers.
    pub clusters: Arc<Clusters>,
    /// Keys that lost their force in it, with their values.
    pub shared: Arc<Vec<SharedKeyRow>>,
    /// Name of the source.
    pub source_name: Arc<str>,
    /// Version time of rows that bring none.
    pub version_ms: i64,
    /// Counted from 0.
    pub number: usize,
    /// Records that are gone, applied after the rows.
    pub gone: Arc<Vec<Gone>>,
    /// How much is committed at once.
    pub limits: BatchLimits,
}

impl Segment {
    /// Keys through which nobody may be found while the segment is applied, so that it does not matter how its customers
    /// fall into batches.
    pub fn without_force(&self) -> impl Iterator<Item = KeyHash> {
        self.shared.iter().map(|key| key.hash).chain(self.clusters.refused.iter().copied())
    }
}

/// Time spent on committing.
#[derive(Clone, Copy, Debug, Default)]
pub struct CommitTimes {
    /// Looking up and deciding.
    pub apply: Duration,
    /// Writing rows, without waiting for the disk.
    pub write: Duration,
    /// Waiting for the next batch to be read back.
    pub wait: Duration,
}

/// Where a run stands after a batch that is applied and not yet committed.
#[derive(Clone, Copy, Debug)]
pub struct BatchEnd<'a> {
    /// Counts after it.
    pub tally: &'a BatchTally,
    /// Position after it.
    pub position: Position,
    /// True for the last batch of the segment.
    pub last: bool,
    /// Fields that both sides changed.
    pub conflicts: &'a [FieldConflict],
    /// The row made for this batch before, when only its counts are to be brought up to date.
    pub again: Option<&'a RunRow>,
}

/// Makes the run's row after a batch and may add to what is committed with it. An error undoes the batch.
pub type RunAfter = Arc<dyn Fn(&mut Session<'_>, BatchEnd<'_>, &mut WriteBatch) -> Result<RunRow, ImportError> + Send + Sync>;

/// Commits the segments of one run.
pub struct Committer<'a> {
    /// Where to.
    pub store: &'a Store,
    /// What applying needs to know.
    pub context: CommitContext,
    /// Counts so far.
    pub tally: Arc<Mutex<Tally>>,
    /// Stops between two batches.
    pub cancel: &'a AtomicBool,
    /// Time spent.
    pub times: CommitTimes,
}

/// How far a segment was committed.
enum Ended {
    Whole,
    /// Batches were computed for a load that is alone, and it is not any more: the one that begins here must be looked up.
    NotAlone(Position),
}

/// What one successful attempt leaves behind.
struct Done {
    tally: BatchTally,
    run: RunRow,
    newly_shared: Vec<KeyHash>,
    apply: Duration,
    write: Duration,
}

impl Committer<'_> {
    /// Commits `segment` from `at` on. `committed` hears the run's row after each batch.
    ///
    /// # Errors
    /// [`ImportError`]; everything committed before stays, with its checkpoint.
    pub fn commit(
        &mut self,
        segment: &Segment,
        mut at: Position,
        run_after: &RunAfter,
        committed: &mut dyn FnMut(&RunRow, u64),
    ) -> Result<(), ImportError> {
        let mut is_fresh = self.is_alone(segment)?;
        let mut first = true;
        loop {
            match self.commit_from(segment, at, is_fresh, &mut first, run_after, committed)? {
                Ended::Whole => return Ok(()),
                Ended::NotAlone(before) => {
                    at = before;
                    is_fresh = false;
                }
            }
        }
    }

    /// True when nobody needs to be looked up: every record of the object is of this load.
    fn is_alone(&self, segment: &Segment) -> Result<bool, ImportError> {
        let context = &self.context;
        let Some(own) = alone_with(context, segment, &lock(&self.tally)) else { return Ok(false) };
        let is_watched = context.replaying.is_some() || context.open_rows.is_some();
        if context.sync.is_some() || context.two_way.is_some() || is_watched || !Fresh::is_possible(&context.object) {
            return Ok(false);
        }
        Ok(self.store.read(|session| ever_made(session, &context.object))? == own)
    }

    fn commit_from(
        &mut self,
        segment: &Segment,
        at: Position,
        is_fresh: bool,
        first: &mut bool,
        run_after: &RunAfter,
        committed: &mut dyn FnMut(&RunRow, u64),
    ) -> Result<Ended, ImportError> {
        let context = self.context.clone();
        std::thread::scope(|scope| {
            // No batch waits between the threads: one is prepared while one is applied, and no third takes memory.
            let (sender, receiver) = sync_channel(0);
            scope.spawn(move || {
                let mut preparer = Preparer::new(segment, &context, at, is_fresh);
                while let Some(next) = preparer.next_batch().transpose() {
                    if sender.send(next).is_err() {
                        return;
                    }
                }
            });
            let result = self.commit_all(segment, &receiver, first, run_after, committed);
            // Without its receiver the preparing thread ends.
            drop(receiver);
            result
        })
    }

    fn commit_all(
        &mut self,
        segment: &Segment,
        prepared: &Receiver<Result<Batch, ImportError>>,
        first: &mut bool,
        run_after: &RunAfter,
        committed: &mut dyn FnMut(&RunRow, u64),
    ) -> Result<Ended, ImportError> {
        loop {
            let waiting = Instant::now();
            let Ok(batch) = prepared.recv() else { return Ok(Ended::Whole) };
            self.times.wait += waiting.elapsed();
            let batch = Arc::new(batch?);
            if self.cancel.load(Ordering::Relaxed) {
                return Err(ImportError::Cancelled);
            }
            let rows = batch.rows.len() + batch.rejects.len() + batch.gone.len();
            let before = batch.start;
            let Some(done) = self.commit_batch(segment, batch, *first, run_after)? else { return Ok(Ended::NotAlone(before)) };
            *first = false;
            self.times.apply += done.apply;
            self.times.write += done.write;
            if !done.newly_shared.is_empty() {
                Arc::make_mut(&mut self.context.shared).extend(done.newly_shared);
            }
            lock(&self.tally).take(done.tally);
            committed(&done.run, rows as u64);
        }
    }

    /// `None` when the batch was computed for a load that is alone, and it is not: nothing is written then.
    fn commit_batch(&self, segment: &Segment, batch: Arc<Batch>, first: bool, run_after: &RunAfter) -> Result<Option<Done>, ImportError> {
        let mut pause = PAUSE;
        let finished: Arc<Mutex<Option<Done>>> = Arc::default();
        for attempt in 1.. {
            let (context, segment, batch, tally) = (self.context.clone(), segment.clone(), Arc::clone(&batch), Arc::clone(&self.tally));
            let (run_after, slot) = (Arc::clone(run_after), Arc::clone(&finished));
            let written = self.store.write(move |session| {
                let start = Instant::now();
                let made = Attempt::make(session, &context, &segment, &batch, first, &lock(&tally), 0)?;
                let Some(mut attempt) = made else { return Ok(false) };
                let applied_at = Instant::now();
                kill_point("K4");
                let end = BatchEnd {
                    tally: &attempt.tally,
                    position: batch.end,
                    last: batch.last,
                    conflicts: &attempt.applied.conflicts,
                    again: None,
                };
                let mut run = run_after(session, end, &mut attempt.out)?;
                attempt.out.run = Some(run.clone());
                session.commit_batch(&attempt.out)?;
                let settled = settle(session, &context.schema, &context.hasher, &attempt.out, Some(&mut run), TURNS_OF_A_BATCH)?;
                if settled.batches > 0 {
                    attempt.tally.settle(&lock(&tally), context.run, &settled);
                    let end = BatchEnd { tally: &attempt.tally, position: batch.end, last: batch.last, conflicts: &[], again: Some(&run) };
                    run = RunRow { batches: run.batches, ..run_after(session, end, &mut WriteBatch::default())? };
                    session.run_update(&run)?;
                }
                kill_point("K5");
                let newly_shared = attempt.applied.newly_shared.iter().map(|key| key.hash).collect();
                let done = Done { tally: attempt.tally, run, newly_shared, apply: applied_at - start, write: applied_at.elapsed() };
                *lock(&slot) = Some(done);
                Ok::<bool, ImportError>(true)
            });
            let taken = || lock(&finished).take().ok_or(ImportError::Store(StoreError::Panicked));
            match written {
                Ok(true) => {
                    kill_point("K6");
                    return taken().map(Some);
                }
                // An attempt whose answer was lost had been committed after all: these are its own records.
                Ok(false) if attempt > 1 && self.is_written(&finished)? => return taken().map(Some),
                Ok(false) => return Ok(None),
                // An attempt whose answer was lost had been committed after all.
                Err(error) if matches!(error.store_error(), Some(StoreError::BatchRepeated { .. })) && attempt > 1 => {
                    return taken().map(Some);
                }
                Err(error)
                    if attempt < ATTEMPTS_MAX && matches!(error.store_error(), Some(StoreError::Busy | StoreError::Unavailable(_))) =>
                {
                    // Nobody tells when the database is back; `park_timeout` is a pause that a wake-up only shortens.
                    std::thread::park_timeout(pause);
                    pause *= 2;
                }
                Err(error) => return Err(error),
            }
        }
        Err(ImportError::Store(StoreError::Busy))
    }

    fn is_written(&self, done: &Mutex<Option<Done>>) -> Result<bool, ImportError> {
        let Some(batches) = lock(done).as_ref().map(|done| done.run.batches) else { return Ok(false) };
        let run = self.context.run;
        let stored = self.store.read(|session| session.run(run))?;
        Ok(stored.is_some_and(|stored| stored.batches >= batches))
    }

    /// Does everything [`Committer::commit`] does with each of `segments`, in one transaction that is rolled back.
    ///
    /// # Errors
    /// As [`Committer::commit`].
    pub fn rehearse(&self, segments: &[Segment], read: u64, examples_max: usize) -> Result<Rehearsed, ImportError> {
        let (context, segments) = (self.context.clone(), segments.to_vec());
        self.store.rehearse(move |session| {
            let mut context = context.clone();
            let mut rehearsed = Rehearsed::default();
            rehearsed.tally.counts.read = read;
            context.run = session.allocate_run_id()?;
            if let Some(first) = segments.first() {
                context.source = session.source_find_or_create(&first.source_name, context.object.id)?.id;
            }
            for segment in &segments {
                rehearsed.take(session, &mut context, segment, examples_max)?;
            }
            Ok(rehearsed)
        })
    }
}

/// What a dry run found.
#[derive(Debug, Default)]
pub struct Rehearsed {
    /// Counts.
    pub tally: Tally,
    /// How records would change.
    pub examples: Vec<Example>,
    /// For each of them the source's ids of the rows that do it, as far as they have any.
    pub example_ids: Vec<Vec<String>>,
    /// Keys that would lose their force.
    pub shared: Vec<SharedKeyRow>,
    /// Rows that would be rejected or held.
    pub dead_letters: Vec<DeadLetterRow>,
    /// The source's ids of those that would be held.
    pub held_ids: HashMap<i64, String>,
    /// Rows that would change nothing: place, id, and the reason where there is one beyond "known as it is".
    pub unchanged: Vec<(i64, String, Option<FindingCode>)>,
    /// Counts after the last batch.
    pub last: BatchTally,
}

impl Rehearsed {
    fn take(
        &mut self,
        session: &mut Session<'_>,
        context: &mut CommitContext,
        segment: &Segment,
        examples_max: usize,
    ) -> Result<(), ImportError> {
        Arc::make_mut(&mut context.shared).extend(segment.without_force());
        let preparing = context.clone();
        let mut preparer = Preparer::new(segment, &preparing, Position::default(), false);
        let mut first = true;
        while let Some(batch) = preparer.next_batch()? {
            let wanted = examples_max - self.examples.len().min(examples_max);
            let made = Attempt::make(session, context, segment, &batch, first, &self.tally, wanted)?;
            // Only batches computed beforehand can turn out to be of no use.
            let Some(mut attempt) = made else { continue };
            first = false;
            session.commit_batch(&attempt.out)?;
            let settled = settle(session, &context.schema, &context.hasher, &attempt.out, None, TURNS_OF_A_BATCH)?;
            attempt.tally.settle(&self.tally, context.run, &settled);
            Arc::make_mut(&mut context.shared).extend(attempt.applied.newly_shared.iter().map(|key| key.hash));
            let ids: HashMap<i64, &str> = batch.clusters.iter().flatten().map(|row| (row.row_number, row.external_id.as_str())).collect();
            self.list_unchanged(&ids, &attempt.applied, examples_max);
            self.list_ids(&ids, &attempt);
            self.shared.extend(attempt.out.shared_keys);
            self.dead_letters.extend(attempt.out.dead_letters.into_iter().take(examples_max.saturating_sub(self.dead_letters.len())));
            self.examples.extend(attempt.applied.examples);
            self.examples.extend(attempt.removed.examples);
            self.example_ids.resize_with(self.examples.len(), Vec::new);
            self.last.clone_from(&attempt.tally);
            self.tally.take(attempt.tally);
        }
        Ok(())
    }

    /// Notes the ids of rows that are listed.
    fn list_ids(&mut self, ids: &HashMap<i64, &str>, attempt: &Attempt) {
        let named = |row: &i64| ids.get(row).filter(|id| !id.is_empty()).map(|id| (*id).to_owned());
        self.example_ids.extend(attempt.applied.examples.iter().map(|example| example.rows.iter().filter_map(named).collect()));
        let held = attempt.out.dead_letters.iter().map(|letter| letter.row_number);
        self.held_ids.extend(held.filter_map(|row| Some((row, named(&row)?))));
    }

    fn list_unchanged(&mut self, ids: &HashMap<i64, &str>, applied: &Applied, most: usize) {
        if self.unchanged.len() >= most {
            return;
        }
        let codes: HashMap<i64, FindingCode> = applied.findings.iter().map(|(row, finding)| (*row, finding.code)).collect();
        let unchanged = applied.rows.iter().filter(|row| row.outcome == RowOutcome::Unchanged);
        let line = |row: &AppliedRow| {
            (row.row_number, ids.get(&row.row_number).copied().unwrap_or_default().to_owned(), codes.get(&row.row_number).copied())
        };
        self.unchanged.extend(unchanged.map(line).take(most - self.unchanged.len()));
    }
}

/// How many records a load may have made itself and still be alone with its object; `None` for loads that look everybody up in
/// any case: customers of later segments may be those of earlier ones, and without the id a row may be known already.
fn alone_with(context: &CommitContext, segment: &Segment, tally: &Tally) -> Option<u64> {
    (context.first_time && segment.number == 0 && context.match_keys.external_id).then_some(tally.counts.created)
}

/// One batch applied, not yet written.
struct Attempt {
    out: WriteBatch,
    applied: Applied,
    removed: Removed,
    tally: BatchTally,
}

impl Attempt {
    /// `None` when the batch was computed for a load that is alone, and it is not.
    fn make(
        session: &mut Session<'_>,
        context: &CommitContext,
        segment: &Segment,
        batch: &Batch,
        first: bool,
        tally: &Tally,
        examples_max: usize,
    ) -> Result<Option<Self>, ImportError> {
        let with = context.to_apply(session.now_ms(), alone_with(context, segment, tally), examples_max);
        let (mut out, applied) = match &batch.fresh {
            // A repeated attempt finds nothing to take; then the batch is read back again and looked up.
            Some(fresh) => {
                let computed = lock(fresh).take().map(|fresh| fresh.number(session, &with)).transpose()?;
                let Some(numbered) = computed.flatten() else { return Ok(None) };
                numbered
            }
            None => {
                let mut out = WriteBatch::default();
                let applied = apply(session, &with, &batch.clusters, &mut out)?;
                (out, applied)
            }
        };
        let removed =
            if batch.gone.is_empty() { Removed::default() } else { remove(session, &with, &batch.gone, context.after_removal, &mut out)? };
        out.dead_letters.extend(batch.rejects.iter().cloned());
        for held in &applied.held {
            out.dead_letters.push(held_letter(context.run, segment, batch, held)?);
        }
        if first {
            out.shared_keys.extend(segment.shared.iter().map(|key| SharedKeyRow { run: context.run, ..key.clone() }));
        }
        out.shared_keys.extend(applied.newly_shared.iter().cloned());
        if let Some(replaying) = &context.replaying {
            let rejected = batch.rejects.iter().map(|letter| letter.row_number);
            let numbers = applied.rows.iter().map(|row| row.row_number).chain(rejected);
            let is_last = batch.last && segment.staged.last;
            out.letters_ended = replaying.ends(numbers, is_last, context.run, with.at_ms);
        }
        if let Some(open) = &context.open_rows {
            out.letters_ended.extend(open.ends(batch.clusters.iter().flatten(), &applied, context.run, with.at_ms));
        }
        let tally = tally.with(batch, &applied, &removed, &out);
        Ok(Some(Self { out, applied, removed, tally }))
    }
}

fn held_letter(run: RunId, segment: &Segment, batch: &Batch, held: &HeldRow) -> Result<DeadLetterRow, ImportError> {
    let at = batch.clusters.iter().flatten().position(|row| row.row_number == held.row_number);
    let raw = match at.and_then(|at| batch.rows.get(at)) {
        Some(row) => segment.staged.original(*row)?,
        None => "{}".to_owned(),
    };
    let candidates: Vec<String> = held.candidates.iter().map(ToString::to_string).collect();
    Ok(DeadLetterRow {
        run,
        row_number: held.row_number,
        state: DeadLetterState::Held,
        code: held.finding.code,
        field: held.finding.field.to_string(),
        detail: held.finding.detail.to_string(),
        raw,
        candidates: candidates.join(","),
    })
}

/// A panic while counting is loud already; the counts stay usable.
pub(crate) fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
