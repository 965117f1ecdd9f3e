//! One pass of a writing sync: its beginning, its row, its end.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use connector::{Account, NextStep, Target};
use model::{Actor, ObjectId};
use records::Records;
use serde_json::json;
use store::{ConnectionRow, ConnectionState, DeliveryState, RunCalls, RunRow, RunState, Session, Store, StoreError, SyncRow, SyncState};

use crate::begin::{LEASE_MS, Worker, is_at_work, to_json};
use crate::definition::{DefinitionError, SyncDefinition};
use crate::inbound::state::InboundState;
use crate::outbound::error::OutboundError;
use crate::outbound::feed::{OutboundState, feed, has_news, progress_of};
use crate::outbound::report::{Ended, OutboundEnd, OutboundReport};
use crate::outbound::task::Task;

/// Steps of the feed in one pass; what is left is for the next one.
const FEED_STEPS_MAX: usize = 100_000;

/// What a writing run needs to know about its surroundings.
#[derive(Clone, Debug, Default)]
pub struct OutboundSettings {
    /// No other process works on these data.
    pub exclusive: bool,
    /// Where a copy of the data goes before the first write of a sync; none is taken without.
    pub backups: Option<PathBuf>,
}

/// Writing runs of one sync over one account.
pub struct OutboundRun<'a> {
    pub(super) records: Records,
    pub(super) store: Store,
    pub(super) account: &'a dyn Account,
    pub(super) sync: i64,
    pub(super) settings: OutboundSettings,
    pub(super) stop: Arc<AtomicBool>,
}

/// A run at work.
pub(super) struct Work {
    pub task: Arc<Task>,
    pub row: RunRow,
    pub report: OutboundReport,
    pub target: Box<dyn Target>,
    pub read_again: Vec<String>,
    /// Records sent with another value of a protected field.
    pub protected: u64,
    _worker: Worker,
}

impl Work {
    pub fn new(task: Arc<Task>, row: RunRow, report: OutboundReport, target: Box<dyn Target>, worker: Worker) -> Self {
        Self { task, row, report, target, read_again: Vec::new(), protected: 0, _worker: worker }
    }
}

pub(super) struct Known {
    pub sync: SyncRow,
    pub connection: ConnectionRow,
    pub definition: SyncDefinition,
}

impl<'a> OutboundRun<'a> {
    /// Runs of `sync` through `account`, which must be of the sync's connection.
    #[must_use]
    pub fn new(records: &Records, account: &'a dyn Account, sync: i64, settings: OutboundSettings) -> Self {
        Self { records: records.clone(), store: records.store().clone(), account, sync, settings, stop: Arc::default() }
    }

    /// Set to stop between two batches, from another thread.
    #[must_use]
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// Stops when `flag` is set as well.
    #[must_use]
    pub fn stopped_by(mut self, flag: &Arc<AtomicBool>) -> Self {
        self.stop = Arc::clone(flag);
        self
    }

    /// Writes what differs. `trigger`: `change`, `schedule`, `manual`.
    ///
    /// # Errors
    /// [`OutboundError::NotLive`], [`OutboundError::AlreadyRunning`], [`OutboundError::Definition`], or those of a database that
    /// cannot even note the end.
    pub fn start(&self, trigger: &str, actor: &Actor) -> Result<OutboundEnd, OutboundError> {
        let Some(known) = self.known()? else { return Ok(self.idle(None)) };
        if !self.may_write(&known)? {
            return Ok(self.idle(None));
        }
        let (id, version, object) = (self.sync, known.sync.version, known.sync.object);
        let open = [DeliveryState::Due, DeliveryState::Sending];
        let (news, due) = self.store.read(|session| {
            // What changed there is looked at until it is as it was.
            let has_drift = OutboundState::of(&progress_of(session, id)?).target.has_news();
            Ok::<_, StoreError>((has_drift || has_news(session, id, version, object)?, session.delivery_next_due(id, &open)?))
        })?;
        let is_due = |due: Option<i64>| due.is_some_and(|due_ms| due_ms <= self.store.clock().now_ms());
        if !news && !is_due(due) {
            return self.nothing_due(&known, due);
        }
        let look = match self.look_at(&known) {
            Ok(look) => look,
            Err(error) => return self.end_before_it_began(&known, trigger, actor, &error),
        };
        if !look.now.stopped.is_empty() {
            return self.hold_writing(&known, trigger, actor, &look);
        }
        self.remember_target(&look)?;
        let task = match Task::new(&self.records, &known.sync, &known.definition, &look) {
            Ok(task) => Arc::new(task),
            Err(error) => return self.end_before_it_began(&known, trigger, actor, &error),
        };
        for _ in 0..FEED_STEPS_MAX {
            let fed = Arc::clone(&task);
            if self.is_stopped() || !self.store.write(move |session| feed(session, &fed))? {
                break;
            }
        }
        let due = self.store.read(|session| session.delivery_next_due(id, &open))?;
        let is_to_be_told = look.is_news() && look.now.has_news();
        if !is_due(due) && !is_to_be_told {
            return self.nothing_due(&known, due);
        }
        self.work(&known, task, trigger, actor, |run, work| {
            run.tell_drift(work, &look)?;
            run.pass(work)
        })
    }

    /// Nothing is to be written now. A sync that only writes has done all that it is for, so that is noted as a success.
    fn nothing_due(&self, known: &Known, due: Option<i64>) -> Result<OutboundEnd, OutboundError> {
        if due.is_none() && !known.definition.reads() {
            let sync = self.sync;
            // Shares a transaction with whatever else is written now.
            let noted = self.store.submit(move |session| {
                let mut progress = progress_of(session, sync)?;
                if OutboundState::of(&progress).failing_since_ms.is_none() {
                    progress.last_success_ms = Some(session.now_ms());
                    session.sync_progress_save(&progress)?;
                }
                Ok::<_, store::StoreError>(())
            });
            noted.wait()?;
        }
        Ok(self.idle(due))
    }

    /// Looks up what was under way when a run died, and nothing else: before rows are read that such a write may have made.
    ///
    /// # Errors
    /// As [`OutboundRun::start`].
    pub fn settle_unknown(&self, actor: &Actor) -> Result<OutboundEnd, OutboundError> {
        let Some(known) = self.known()? else { return Ok(self.idle(None)) };
        let id = self.sync;
        let due = self.store.read(|session| session.delivery_next_due(id, &[DeliveryState::Sending]))?;
        if due.is_none_or(|due_ms| due_ms > self.store.clock().now_ms()) {
            return Ok(self.idle(due));
        }
        match self.prepare(&known) {
            Ok(task) => self.work(&known, Arc::new(task), "schedule", actor, Self::look_up),
            // Nobody can be asked there; the pass that follows says so.
            Err(OutboundError::NotLive { .. }) => Ok(self.idle(due)),
            Err(error) => self.end_before_it_began(&known, "schedule", actor, &error),
        }
    }

    fn pass(&self, work: &mut Work) -> Result<(), OutboundError> {
        self.look_up(work)?;
        self.deliver(work)
    }

    /// Does `what` as a run of its own and notes how it ended.
    fn work(
        &self,
        known: &Known,
        task: Arc<Task>,
        trigger: &str,
        actor: &Actor,
        what: impl FnOnce(&Self, &mut Work) -> Result<(), OutboundError>,
    ) -> Result<OutboundEnd, OutboundError> {
        let key_field = known.definition.outgoing.as_ref().and_then(|outgoing| outgoing.key_field.as_deref());
        let target = match self.account.target(&known.definition.stream, key_field, &task.map.names()) {
            Ok(target) => target,
            Err(error) => return self.end_before_it_began(known, trigger, actor, &error.into()),
        };
        let (row, worker) = self.begin(known, trigger, actor)?;
        let report = self.report_of(known, &row);
        let mut work = Work::new(task, row, report, target, worker);
        let result = self.back_up(&mut work).and_then(|()| what(self, &mut work));
        self.end(work, result)
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(super) fn check_stop(&self) -> Result<(), OutboundError> {
        if self.is_stopped() { Err(OutboundError::Cancelled) } else { Ok(()) }
    }

    pub(super) fn idle(&self, due: Option<i64>) -> OutboundEnd {
        let report =
            OutboundReport { sync: self.sync, status: "done".to_owned(), mode: "outbound".to_owned(), ..OutboundReport::default() };
        let ended = due.map_or(Ended::Idle, |due_ms| Ended::Waits { due_ms });
        OutboundEnd { run: None, ended, report, read_again: Vec::new() }
    }

    /// The sync with everything around it; `None` when it writes nothing.
    fn known(&self) -> Result<Option<Known>, OutboundError> {
        let known = self.kept()?;
        if !known.definition.writes() {
            return Ok(None);
        }
        let reason = match (known.sync.state, known.connection.state) {
            (SyncState::Live, ConnectionState::Active) => return Ok(Some(known)),
            (SyncState::Live, ConnectionState::Paused) => format!("its connection is paused: {}", known.connection.reason),
            (SyncState::Live, ConnectionState::Archived) => "its connection is archived".to_owned(),
            (SyncState::Draft, _) => "it is a draft; make it live first".to_owned(),
            (SyncState::Paused, _) => format!("it is paused: {}", known.sync.reason),
            (SyncState::Archived, _) => "it is archived".to_owned(),
        };
        Err(OutboundError::NotLive { reason })
    }

    fn kept(&self) -> Result<Known, OutboundError> {
        let id = self.sync;
        let missing = |what: &str| OutboundError::NotLive { reason: format!("{what} does not exist") };
        let (sync, connection) = self.store.read(|session| {
            let sync = session.sync(id)?;
            let connection = match &sync {
                Some(sync) => session.connection(sync.connection)?,
                None => None,
            };
            Ok::<_, StoreError>((sync, connection))
        })?;
        let sync = sync.ok_or_else(|| missing("the sync"))?;
        let connection = connection.ok_or_else(|| missing("its connection"))?;
        let definition = serde_json::from_str(&sync.definition).map_err(|error| DefinitionError::new("", error.to_string()))?;
        Ok(Known { sync, connection, definition })
    }

    /// What the other system holds must be known before anything is made there: else every record would be there twice.
    fn may_write(&self, known: &Known) -> Result<bool, OutboundError> {
        let id = self.sync;
        let progress = self.store.read(|session| progress_of(session, id))?;
        Ok(!known.definition.reads() || InboundState::of(&progress).full_ms.is_some())
    }

    /// The sync made ready for the other system as it is now.
    fn prepare(&self, known: &Known) -> Result<Task, OutboundError> {
        let look = self.look_at(known)?;
        if !look.now.stopped.is_empty() {
            return Err(OutboundError::NotLive { reason: look.now.stopped });
        }
        Task::new(&self.records, &known.sync, &known.definition, &look)
    }

    /// The sync ready to be worked with in a state that does not run.
    pub(super) fn prepare_paused(&self) -> Result<(SyncRow, Task), OutboundError> {
        let known = self.kept()?;
        match known.sync.state {
            SyncState::Paused | SyncState::Draft => {}
            SyncState::Live | SyncState::Archived => return Err(OutboundError::NotPaused),
        }
        let task = self.prepare(&known)?;
        Ok((known.sync, task))
    }

    /// The sync ready to be looked at, in any state.
    pub(super) fn prepare_any(&self) -> Result<(SyncRow, Task), OutboundError> {
        let known = self.kept()?;
        let task = self.prepare(&known)?;
        Ok((known.sync, task))
    }

    /// Makes the row of a run, or takes over what a dead process left.
    pub(super) fn begin(&self, known: &Known, trigger: &str, actor: &Actor) -> Result<(RunRow, Worker), OutboundError> {
        self.begin_as(&known.sync, trigger, actor, "sync", "outbound")
    }

    pub(super) fn begin_as(
        &self,
        sync: &SyncRow,
        trigger: &str,
        actor: &Actor,
        kind: &'static str,
        mode: &'static str,
    ) -> Result<(RunRow, Worker), OutboundError> {
        let worker = Worker::new();
        let config = json!({"sync": sync.id, "version": sync.version, "mode": mode, "trigger": trigger, "worker": worker.name()});
        let (actor, fingerprint, object) = (actor.clone(), format!("sync:{}:out", sync.id), sync.object);
        let exclusive = self.settings.exclusive;
        let row = self.store.write(move |session| {
            if let Some(row) = session.run_find_unfinished(&fingerprint)? {
                return take_over(session, row, mode, exclusive, &config);
            }
            let about = NewRun { kind, object, actor: actor.clone(), config: config.to_string(), fingerprint: fingerprint.clone() };
            let row = about.row(session)?;
            session.run_insert(&row)?;
            Ok::<_, OutboundError>(row)
        })?;
        Ok((row, worker))
    }

    pub(super) fn report_of(&self, known: &Known, row: &RunRow) -> OutboundReport {
        let mut report: OutboundReport = serde_json::from_str(&row.report).unwrap_or_default();
        report.run_id = row.id.to_string();
        "running".clone_into(&mut report.status);
        (report.sync, report.version) = (known.sync.id, known.sync.version);
        "outbound".clone_into(&mut report.mode);
        report.object.clone_from(&known.definition.object);
        known.definition.source_name().clone_into(&mut report.source);
        report
    }

    /// Before a sync writes for the first time, everything is copied.
    fn back_up(&self, work: &mut Work) -> Result<(), OutboundError> {
        let Some(folder) = &self.settings.backups else { return Ok(()) };
        match copy_once(&self.store, self.sync, folder)? {
            Some(Ok(name)) => work.report.note("backup", name),
            Some(Err(why)) => work.report.note("backup_by_hand", why),
            None => {}
        }
        Ok(())
    }

    /// An error before the first record is a run as well: nothing fails silently.
    fn end_before_it_began(
        &self,
        known: &Known,
        trigger: &str,
        actor: &Actor,
        error: &OutboundError,
    ) -> Result<OutboundEnd, OutboundError> {
        let (row, worker) = self.begin(known, trigger, actor)?;
        let report = self.report_of(known, &row);
        let end = self.note_end(row, report, Some(error), Vec::new());
        drop(worker);
        end
    }

    pub(super) fn end(&self, work: Work, result: Result<(), OutboundError>) -> Result<OutboundEnd, OutboundError> {
        let Work { row, report, read_again, .. } = work;
        self.note_end(row, report, result.err().as_ref(), read_again)
    }

    /// Notes how a run ended, with the sync and where needed the connection, in one transaction.
    pub(super) fn note_end(
        &self,
        row: RunRow,
        mut report: OutboundReport,
        error: Option<&OutboundError>,
        read_again: Vec<String>,
    ) -> Result<OutboundEnd, OutboundError> {
        let (id, now_ms) = (self.sync, self.store.clock().now_ms());
        let open = [DeliveryState::Due, DeliveryState::Sending];
        let due = self.store.read(|session| session.delivery_next_due(id, &open))?;
        report.run_id = row.id.to_string();
        let (state, ended, status, pauses) = match error {
            None if report.held.is_some() => (RunState::Warning, Ended::Held, "warning", false),
            None if report.status == "paused" => (RunState::DoneWithRejects, Ended::Paused, "paused", false),
            None => {
                let status = report.ended_status();
                let state = match status {
                    "done_with_rejects" => RunState::DoneWithRejects,
                    "warning" => RunState::Warning,
                    _ => RunState::Done,
                };
                (state, due.map_or(Ended::Done, |due_ms| Ended::Waits { due_ms: due_ms.max(now_ms) }), status, false)
            }
            Some(OutboundError::Cancelled) => (RunState::Running, Ended::Interrupted, "interrupted", false),
            Some(error) => match error.next_step() {
                NextStep::Wait(after) => {
                    let after = after.map_or(30_000, |after| i64::try_from(after.as_millis()).unwrap_or(i64::MAX).clamp(1_000, 86_400_000));
                    (RunState::Warning, Ended::Waits { due_ms: now_ms + after }, "warning", false)
                }
                NextStep::Retry | NextStep::LookFirst | NextStep::Restart => {
                    (RunState::Warning, Ended::Waits { due_ms: now_ms + 30_000 }, "warning", false)
                }
                NextStep::PauseConnection => (RunState::Failed, Ended::Failed, "failed", true),
                NextStep::DeadLetter | NextStep::Fail => (RunState::Failed, Ended::Failed, "failed", false),
            },
        };
        status.clone_into(&mut report.status);
        report.error = error.map(OutboundError::to_text).or_else(|| report.held.take());
        report.due_ms = if let Ended::Waits { due_ms } = ended { Some(due_ms) } else { None };
        let is_over = state != RunState::Running;
        let (run, reason) = (row.id, report.error.clone().unwrap_or_default());
        let ended_row = RunRow { state, report: to_json(&report), finished_ms: is_over.then_some(now_ms), lease_until_ms: 0, ..row };
        let is_held = ended == Ended::Held;
        let succeeded = error.is_none() && ended != Ended::Paused && !is_held;
        let fails = error.is_some() && ended != Ended::Interrupted;
        // What only waits for its time comes to nobody's notice unless it goes on failing.
        let warned = report.counts.unsettled > 0 || !report.warnings.is_empty();
        self.store.write(move |session| {
            session.run_update(&ended_row)?;
            let mut progress = progress_of(session, id)?;
            progress.last_run = Some(ended_row.id);
            let mut state = OutboundState::of(&progress);
            if succeeded {
                progress.last_success_ms = Some(now_ms);
                (state.failed, state.failing_since_ms) = (0, None);
                (state.deletions_allowed, state.limits_waived) = (0, false);
                state.warned_run = warned.then_some(ended_row.id.0);
            } else if is_held {
                state.failing_since_ms = state.failing_since_ms.or(Some(now_ms));
                state.warned_run = Some(ended_row.id.0);
            } else if fails {
                state.failed = state.failed.saturating_add(1);
                state.failing_since_ms = state.failing_since_ms.or(Some(now_ms));
            }
            state.put(&mut progress);
            session.sync_progress_save(&progress)?;
            if pauses {
                pause_connection(session, id, &reason)?;
            }
            Ok::<_, StoreError>(())
        })?;
        tracing::info!(run.id = %run, sync = id, status, "run {run} of sync {id} wrote {} records", report.counts.written());
        Ok(OutboundEnd { run: Some(run), ended, report, read_again })
    }
}

/// Copies everything into `folder`, once for each sync: the name of the copy, or why the database has to be copied by hand. `None` when
/// that was done before.
///
/// # Errors
/// [`OutboundError::Backup`]; those of the store.
pub(crate) fn copy_once(store: &Store, sync: i64, folder: &Path) -> Result<Option<Result<String, &'static str>>, OutboundError> {
    let progress = store.read(|session| progress_of(session, sync))?;
    if OutboundState::of(&progress).backed_up {
        return Ok(None);
    }
    std::fs::create_dir_all(folder).map_err(|error| OutboundError::Backup(error.into()))?;
    let name = format!("before-sync-{sync}-{}.{}", store.clock().now_ms(), store.backup_suffix());
    let copied = match store.backup(&folder.join(&name)) {
        Ok(()) => Ok(name),
        Err(StoreError::Invalid(why)) => Err(why),
        // Another program makes the copy there: what it lacks must not keep the sync from beginning, and a person is told.
        Err(StoreError::Unavailable(fault)) if store.backup_suffix() != "db" => {
            tracing::warn!(sync, %fault, "the database was not copied before the first pass");
            Err("pg_dump could not copy the database; the log says why")
        }
        Err(error) => return Err(OutboundError::Backup(error)),
    };
    store.write(move |session| {
        let mut progress = progress_of(session, sync)?;
        let state = OutboundState { backed_up: true, ..OutboundState::of(&progress) };
        state.put(&mut progress);
        session.sync_progress_save(&progress)
    })?;
    Ok(Some(copied))
}

/// What a new run of a sync is about.
pub(super) struct NewRun {
    pub kind: &'static str,
    pub object: ObjectId,
    pub actor: Actor,
    pub config: String,
    pub fingerprint: String,
}

impl NewRun {
    /// Its row, begun now, with an id of its own.
    pub fn row(self, session: &mut Session<'_>) -> Result<RunRow, StoreError> {
        let now_ms = session.now_ms();
        Ok(RunRow {
            id: session.allocate_run_id()?,
            kind: self.kind.to_owned(),
            state: RunState::Running,
            actor: self.actor,
            object: Some(self.object),
            source: None,
            config: self.config,
            fingerprint: self.fingerprint,
            report: "{}".to_owned(),
            checkpoint: String::new(),
            batches: 0,
            undoes: None,
            undone_by: None,
            started_ms: now_ms,
            finished_ms: None,
            epoch: 1,
            lease_until_ms: now_ms + LEASE_MS,
            calls: RunCalls::default(),
        })
    }
}

fn take_over(
    session: &mut Session<'_>,
    mut row: RunRow,
    mode: &str,
    exclusive: bool,
    config: &serde_json::Value,
) -> Result<RunRow, OutboundError> {
    let now_ms = session.now_ms();
    let known: serde_json::Value = serde_json::from_str(&row.config).unwrap_or_default();
    let text = |name: &str| known.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    // Where no other process works on these data, a holder that is not in this one is gone.
    let is_held = if exclusive { is_at_work(text("worker")) } else { row.lease_until_ms > now_ms };
    if text("mode") != mode || is_held || !session.run_lease(row.id, now_ms + LEASE_MS, row.epoch)? {
        return Err(OutboundError::AlreadyRunning { run: row.id });
    }
    row.epoch += 1;
    row.lease_until_ms = now_ms + LEASE_MS;
    row.state = RunState::Running;
    row.config = config.to_string();
    session.run_update(&row)?;
    Ok(row)
}

/// Pauses the sync's connection, with the reason for people.
fn pause_connection(session: &mut Session<'_>, sync: i64, reason: &str) -> Result<(), StoreError> {
    let Some(sync) = session.sync(sync)? else { return Ok(()) };
    let Some(row) = session.connection(sync.connection)?.filter(|row| row.state == ConnectionState::Active) else { return Ok(()) };
    // A text that is not empty leaves the kept token as it is.
    let token = if row.token.is_empty() { row.token.clone() } else { "kept".to_owned() };
    let paused = ConnectionRow { state: ConnectionState::Paused, reason: reason.to_owned(), updated_ms: session.now_ms(), token, ..row };
    session.connection_update(&paused).map(|_| ())
}

/// The run's row with the next batch counted and its lease extended.
pub(super) fn next_batch(row: &RunRow, report: &OutboundReport, now_ms: i64) -> RunRow {
    RunRow { batches: row.batches + 1, lease_until_ms: now_ms + LEASE_MS, report: to_json(report), ..row.clone() }
}
