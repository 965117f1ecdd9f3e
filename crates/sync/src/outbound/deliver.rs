//! Writing what is due, batch by batch: noted, sent, recorded.
//!
//! The note commits before the request leaves, with the key of the attempt and what is sent; the answers commit together with
//! what follows from them. Between the two somebody may die: then the note is what is looked up.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connector::{ConnectorError, NextStep, Outgoing, StreamCapabilities, WriteOperation};
use model::{RecordId, RunId};
use serde_json::json;
use store::{DeliveryRow, DeliveryState, RunRow, Session, Store, StoreError, WriteBatch, kill_point};

use crate::begin::LEASE_MS;
use crate::commit::lock;
use crate::outbound::calls::BatchCalls;
use crate::outbound::conflict::review;
use crate::outbound::decide::{Decision, decide, idempotency_key, is_same_content, outgoing};
use crate::outbound::error::OutboundError;
use crate::outbound::feed::look;
use crate::outbound::outcome::{Became, Sent, back_off_ms};
use crate::outbound::report::{OutboundReport, WriteCounts};
use crate::outbound::run::{OutboundRun, Work, next_batch};
use crate::outbound::shown::{Sending, Shown, operation_of};
use crate::outbound::task::Task;

/// Most records of one batch, whatever the target takes.
const BATCH_MAX: usize = 2_000;
/// The same where the target has an interface for many at once, and many wait.
const BULK_MAX: usize = 10_000;
/// How long after a write was noted its outcome may be looked up: the request may still be on its way.
pub const LOOK_AFTER_MS: i64 = 5_000;
/// When a system that did not work is tried again.
const SYSTEM_AGAIN_MS: i64 = 10_000;
/// When a record that refers to one that is not there yet is looked at again.
const REFERENCE_MS: i64 = 60_000;
/// Batches of one pass.
const BATCHES_MAX: usize = 1_000_000;
/// How often the lease is extended while a batch is under way.
const LEASE_EVERY: Duration = Duration::from_secs(10);
/// Attempts to commit while the database is busy or away.
const COMMITS_MAX: u32 = 6;

/// A batch that is noted and not sent yet.
#[derive(Clone, Default)]
struct Noted {
    sends: Vec<(DeliveryRow, Sending)>,
    /// Rows that were due.
    looked_at: usize,
    in_sync: u64,
    left_out: u64,
    unsettled: u64,
    waits: u64,
    conflicts: u64,
    /// More would be deleted there than the guard lets pass.
    guarded: Option<u64>,
}

/// How much may be deleted there in one run before a person is asked.
#[derive(Clone, Copy)]
struct Guard {
    deleted: u64,
    allowed: u64,
}

/// How many records go at once.
#[derive(Clone, Copy)]
struct BatchSizes {
    usual: usize,
    /// So many that wait make it worth to send up to so many.
    bulk: Option<(usize, usize)>,
}

impl BatchSizes {
    fn of(records_max: usize, can: &StreamCapabilities) -> Self {
        let bulk_from = can.write_bulk_from as usize;
        let bulk = (bulk_from > 0).then(|| (bulk_from, records_max.min(BULK_MAX))).filter(|(from, most)| from <= most);
        Self { usual: records_max.clamp(1, BATCH_MAX), bulk }
    }

    fn most(self) -> usize {
        self.bulk.map_or(self.usual, |(_, most)| most.max(self.usual))
    }

    /// Of so many that wait.
    fn best(self, waiting: usize) -> usize {
        match self.bulk {
            Some((from, most)) if waiting >= from => most,
            Some(_) | None => self.usual,
        }
    }
}

impl OutboundRun<'_> {
    /// Writes everything that is due now.
    pub(super) fn deliver(&self, work: &mut Work) -> Result<(), OutboundError> {
        let sizes = BatchSizes::of(work.target.records_max(), &work.task.can);
        let allowed = self.deletions_allowed(&work.task)?;
        let watched = self.watched(&work.task)?;
        for _ in 0..BATCHES_MAX {
            self.check_stop()?;
            let guard = Guard { deleted: work.report.counts.written_deleted, allowed };
            let noted = self.note(work, sizes, guard)?;
            if noted.looked_at == 0 {
                return Ok(());
            }
            if let Some(deletions) = noted.guarded {
                return self.hold_deletions(work, deletions, allowed);
            }
            if noted.sends.is_empty() {
                continue;
            }
            work.protected += noted.sends.iter().filter(|(_, sending)| changes_protected(&work.task, sending)).count() as u64;
            let goes_on = self.send(work, noted.sends)?;
            if self.is_over_limit(work, watched)? || !goes_on {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Decides the next rows that are due, and commits the notes of what will be sent.
    fn note(&self, work: &mut Work, sizes: BatchSizes, guard: Guard) -> Result<Noted, OutboundError> {
        let task = Arc::clone(&work.task);
        let (noted, row) = self.commit(work, move |session, row, report| {
            let noted = note(session, &task, row.id, sizes, guard)?;
            let (noted, mut batch) = noted;
            let mut report = report.clone();
            count_noted(&mut report.counts, &noted);
            let row = next_batch(row, &report, session.now_ms());
            batch.run = Some(row.clone());
            if noted.looked_at > 0 && noted.guarded.is_none() {
                session.commit_batch(&batch)?;
            }
            Ok((noted, row))
        })?;
        if noted.looked_at > 0 && noted.guarded.is_none() {
            work.row = row;
            count_noted(&mut work.report.counts, &noted);
        }
        Ok(noted)
    }

    /// Sends a noted batch and records the answers. False when nothing more can be sent now.
    fn send(&self, work: &mut Work, sends: Vec<(DeliveryRow, Sending)>) -> Result<bool, OutboundError> {
        let bound = work.task.can.write_if_unchanged;
        let batch: Vec<Outgoing> = sends.iter().map(|(row, sending)| outgoing(row, sending, bound)).collect();
        kill_point("K7");
        work.report.counts.requests += 1;
        let lease = (work.row.id, work.row.epoch);
        // Looks that were made before are not of this batch.
        drop(work.target.exchanges());
        let answer = leased(&self.store, lease, || work.target.write(&batch));
        kill_point("K8");
        let calls = BatchCalls::new(work.target.exchanges(), batch.len());
        let (outcomes, stop) = match answer {
            Ok(outcomes) if outcomes.len() == batch.len() => (outcomes.into_iter().map(Became::of).collect(), None),
            Ok(_) => (vec![Became::InFlight; batch.len()], None),
            Err(error) if error.next_step() == NextStep::DeadLetter && batch.len() > 1 => {
                let sent = self.send_alone(work, sends, &batch);
                return self.take_answers(work, sent, None);
            }
            Err(error) => of_failure(error, batch.len()),
        };
        let sent = (0..).zip(sends).zip(outcomes).map(|((at, (row, sending)), became)| Sent::new(row, sending, became, &calls, at));
        let sent = sent.collect();
        self.take_answers(work, sent, stop)
    }

    /// Records what became of a batch. False when nothing more can be sent now.
    fn take_answers(&self, work: &mut Work, mut sent: Vec<Sent>, stop: Option<OutboundError>) -> Result<bool, OutboundError> {
        self.clear_up(work, &mut sent);
        let waits = sent.iter().any(|one| matches!(one.became, Became::InFlight));
        self.record(work, sent)?;
        match stop {
            Some(error) => Err(error),
            None => Ok(!waits),
        }
    }

    /// A batch that was refused as a whole because of one record: each goes alone, so that its neighbours are unaffected.
    fn send_alone(&self, work: &mut Work, sends: Vec<(DeliveryRow, Sending)>, batch: &[Outgoing]) -> Vec<Sent> {
        let mut sent = Vec::with_capacity(batch.len());
        for ((row, sending), one) in sends.into_iter().zip(batch) {
            work.report.counts.requests += 1;
            let became = match work.target.write(std::slice::from_ref(one)) {
                Ok(mut answer) if answer.len() == 1 => answer.pop().map_or(Became::InFlight, Became::of),
                Ok(_) => Became::InFlight,
                Err(error) => of_failure(error, 1).0.pop().unwrap_or(Became::InFlight),
            };
            let calls = BatchCalls::new(work.target.exchanges(), 1);
            sent.push(Sent::new(row, sending, became, &calls, 0));
        }
        sent
    }

    /// Commits with the run's row, again while the database is busy or away; an attempt whose answer was lost counts once.
    pub(super) fn commit<T: Clone + Send + 'static>(
        &self,
        work: &Work,
        operation: impl Fn(&mut Session<'_>, &RunRow, &OutboundReport) -> Result<T, OutboundError> + Send + Sync + 'static,
    ) -> Result<T, OutboundError> {
        let operation = Arc::new(operation);
        let mut pause = Duration::from_millis(100);
        let finished: Arc<Mutex<Option<T>>> = Arc::default();
        for attempt in 1.. {
            let (operation, row, report, slot) = (Arc::clone(&operation), work.row.clone(), work.report.clone(), Arc::clone(&finished));
            let written = self.store.write(move |session| {
                let done = operation(session, &row, &report)?;
                *lock(&slot) = Some(done);
                Ok::<_, OutboundError>(())
            });
            let taken = || lock(&finished).take().ok_or(OutboundError::Store(StoreError::Panicked));
            match written {
                Ok(()) => return taken(),
                Err(OutboundError::Store(StoreError::BatchRepeated { .. })) if attempt > 1 => return taken(),
                Err(OutboundError::Store(StoreError::Busy | StoreError::Unavailable(_))) if attempt < COMMITS_MAX => {
                    // Nobody tells when the database is back; `park_timeout` is a pause that a wake-up only shortens.
                    std::thread::park_timeout(pause);
                    pause *= 2;
                }
                Err(error) => return Err(error),
            }
        }
        Err(OutboundError::Store(StoreError::Busy))
    }
}

/// Keeps a run ours while `call` is under way: the other system may take minutes over a large batch.
fn leased<T>(store: &Store, run: (RunId, i64), call: impl FnOnce() -> T) -> T {
    let (done, is_done) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while is_done.recv_timeout(LEASE_EVERY) == Err(RecvTimeoutError::Timeout) {
                let (id, epoch, until) = (run.0, run.1, store.clock().now_ms() + LEASE_MS);
                // A lease that was lost shows itself at the next commit.
                drop(store.submit(move |session| session.run_lease_extend(id, until, epoch)));
            }
        });
        let answer = call();
        drop(done);
        answer
    })
}

/// True for an update of a field that is protected here.
fn changes_protected(task: &Task, sending: &Sending) -> bool {
    let is_protected = |id: i16| task.object.field_by_id(model::FieldId(id)).is_some_and(|field| field.protected);
    sending.operation == "update" && sending.shows.iter().any(|(field, _)| is_protected(*field))
}

fn count_noted(counts: &mut WriteCounts, noted: &Noted) {
    counts.in_sync += noted.in_sync;
    counts.left_out += noted.left_out;
    counts.unsettled += noted.unsettled;
    counts.waits += noted.waits;
    counts.conflicts += noted.conflicts;
}

/// What a failure of a whole batch means for each record, and whether the pass ends by it.
fn of_failure(error: ConnectorError, records: usize) -> (Vec<Became>, Option<OutboundError>) {
    let again = |after_ms: Option<i64>| {
        let (code, detail) = ("unavailable".to_owned(), error.to_string());
        Became::Again { after_ms, code, detail, counts: false }
    };
    let became = match error.next_step() {
        NextStep::LookFirst => Became::InFlight,
        NextStep::Wait(after) => again(after.map(|after| i64::try_from(after.as_millis()).unwrap_or(i64::MAX))),
        // It is the system that does not work, not the record that is bad.
        NextStep::Retry | NextStep::Restart => again(Some(SYSTEM_AGAIN_MS)),
        NextStep::PauseConnection | NextStep::Fail => again(Some(0)),
        NextStep::DeadLetter => {
            let (code, message) = match &error {
                ConnectorError::RecordRefused { code, message, .. } => (code.clone(), message.clone()),
                other => ("refused".to_owned(), other.to_string()),
            };
            Became::Refused { code, message, field: None }
        }
    };
    let stops = !matches!(error.next_step(), NextStep::LookFirst | NextStep::DeadLetter);
    (vec![became; records], stops.then(|| error.into()))
}

fn note(session: &mut Session<'_>, task: &Task, run: RunId, sizes: BatchSizes, guard: Guard) -> Result<(Noted, WriteBatch), OutboundError> {
    let now_ms = session.now_ms();
    let mut batch = WriteBatch { at_ms: now_ms, ..WriteBatch::default() };
    let mut rows = session.deliveries_due(task.sync, &[DeliveryState::Due], now_ms, sizes.most())?;
    rows.truncate(sizes.best(rows.len()));
    let mut noted = Noted { looked_at: rows.len(), ..Noted::default() };
    let ids: Vec<RecordId> = rows.iter().map(|row| row.record).collect();
    let known = look(session, task, &ids)?;
    let mut deletions = guard.deleted;
    for mut row in rows {
        let before = Shown::read(&row.shown);
        let Some(record) = known.records.get(&row.record) else {
            (row.state, row.code) = (DeliveryState::Excluded, "gone_here".to_owned());
            batch.deliveries.push(row);
            continue;
        };
        let decided = decide(task, record, Some(&row), now_ms, &|id| known.reference(id));
        row.shown = decided.shown.to_json();
        row.external_id = decided.external_id;
        row.run = run;
        row.detail.clear();
        for (name, value) in &decided.unsettled {
            let subject = format!("sync:{}/{}/{name}", task.sync, row.record);
            let detail = json!({"field": name, "value": value});
            let new = review(session, "field_unsettled", &subject, task.sync, Some(run), Some(task.object.id), Some(row.record), &detail)?;
            noted.unsettled += u64::from(new.is_some());
            batch.reviews.extend(new);
        }
        match decided.decision {
            Decision::InSync => {
                (row.state, row.attempts) = (DeliveryState::InSync, 0);
                row.code.clear();
                noted.in_sync += 1;
            }
            Decision::Excluded(reason) => {
                (row.state, row.attempts, row.code) = (DeliveryState::Excluded, 0, reason.to_owned());
                noted.left_out += 1;
            }
            Decision::Asked => {
                (row.state, row.attempts) = (DeliveryState::Conflict, 0);
                row.code.clear();
                noted.conflicts += 1;
            }
            Decision::Waits => {
                (row.due_ms, row.code) = (now_ms + REFERENCE_MS, "reference_waits".to_owned());
                noted.waits += 1;
            }
            Decision::Write(sending) => {
                if operation_of(&sending.operation) == WriteOperation::Delete {
                    deletions += 1;
                    if deletions > guard.allowed {
                        noted.guarded = Some(deletions);
                        return Ok((noted, batch));
                    }
                }
                // The same attempt once more, as long as nothing else was seen there since: a system that remembers the key
                // answers what it answered, and would not bring back what somebody changed in between.
                let is_same = |sent: &Sending| is_same_content(sent, &sending) && sent.before == sending.before;
                let is_repeated = before.sending.as_ref().is_some_and(is_same);
                if row.idempotency_key.is_empty() || !is_repeated {
                    row.idempotency_key = idempotency_key(task.sync, (run.0, now_ms), row.record, &sending);
                }
                (row.state, row.due_ms) = (DeliveryState::Sending, now_ms + LOOK_AFTER_MS);
                noted.sends.push((row.clone(), *sending));
            }
        }
        batch.deliveries.push(row);
    }
    Ok((noted, batch))
}

/// When an attempt that was not counted may be made again.
pub fn due_again(now_ms: i64, after_ms: Option<i64>, attempts: i64) -> i64 {
    now_ms + after_ms.map_or_else(|| back_off_ms(attempts), |after| after.clamp(0, 86_400_000))
}
