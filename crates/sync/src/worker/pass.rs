//! One pass of a sync: what was under way is looked up, pushes are applied, the other system is read, then written.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use connector::http::Priority as CallPriority;
use connector::{Account, StreamInfo};
use model::{Actor, RunId};
use records::Records;
use serde::Serialize;
use store::{ConnectionState, StoreError, SyncState};

use crate::definition::Priority;
use crate::error::ImportError;
use crate::import::{ImportSettings, Progress};
use crate::inbound::part::Part;
use crate::inbound::pause::Waive;
use crate::inbound::state::InboundState;
use crate::inbound::{Outcome, Preview, PushWindow, RunMode, RunRequest, Stop, SyncEnd, SyncReport, SyncRun};
use crate::outbound::{
    Ended, OutboundEnd, OutboundError, OutboundReport, OutboundRun, OutboundSettings, PushedBack, ReconcileReport, WritePreview, copy_once,
};
use crate::tasks::{Task, Tasks};
use crate::writing_held::writing_held;

use super::PassError;
use super::counting::Counting;

/// Trigger of a pass that only compares.
pub(super) const RECONCILE: &str = "reconcile";
/// Trigger of a pass that only looks after what makes the other system send pushes.
pub(super) const KEEP_PUSHES: &str = "keep_pushes";
/// Pushes of one window.
const PUSHES_MAX: usize = 5_000;

/// What a pass needs to know about its surroundings.
#[derive(Clone, Debug)]
pub struct PassSettings {
    /// How much is done at once, and where rows are put aside.
    pub import: ImportSettings,
    /// Where a copy of the data goes before the first write of a sync.
    pub backups: Option<PathBuf>,
}

/// Why a pass is made.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What is read.
    pub mode: RunMode,
    /// `schedule`, `push`, `change`, `manual`, `backfill`; `reconcile` only compares, `keep_pushes` only looks after subscriptions.
    pub trigger: &'static str,
    /// Who asks.
    pub actor: Actor,
    /// Which records it is for. With a part of them nothing is written to the other system by this pass.
    pub part: Part,
}

/// What came of a pass. Each run tells the same in the store.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PassEnd {
    /// Runs of the pass, in order.
    pub runs: Vec<String>,
    /// What was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<SyncReport>,
    /// What pushes brought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pushed: Option<SyncReport>,
    /// What was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<OutboundReport>,
    /// What differs, where both sides were compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<ReconcileReport>,
    /// When something that waits may go on (ms).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_ms: Option<i64>,
    /// Pushes were applied that another sync of the same stream settles; they wait until it has.
    #[serde(skip)]
    pub leaves_pushes: bool,
    /// Both sides were compared, or would have been; what else is due stays due.
    #[serde(skip)]
    pub is_comparison: bool,
    /// True when what waits needs the other system to be read.
    #[serde(skip)]
    pub reads_again: bool,
    /// The copy of the data that was made before, for the first pass of a sync.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<String>,
    /// Why there is none where there should be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup_by_hand: Option<&'static str>,
    /// Why nothing is written to other systems, where that is switched off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writing_held: Option<String>,
    /// True when a run waits for a person.
    pub is_paused: bool,
    /// True when a run failed.
    pub is_failed: bool,
    /// True when records were refused, held, or nobody knows what became of them.
    pub has_rejects: bool,
}

/// Makes passes.
#[derive(Clone)]
pub struct Passes {
    tasks: Tasks,
    records: Records,
    settings: PassSettings,
}

/// Stops a pass, from another thread.
#[derive(Clone, Default)]
pub struct PassStop {
    pub(super) flag: Arc<AtomicBool>,
    pub(super) reading: Arc<std::sync::Mutex<Option<Stop>>>,
}

impl PassStop {
    /// The process stops; what is open goes on later.
    pub fn interrupt(&self) {
        self.flag.store(true, std::sync::atomic::Ordering::Relaxed);
        if let Some(stop) = self.reading.lock().unwrap_or_else(std::sync::PoisonError::into_inner).as_ref() {
            stop.interrupt();
        }
    }
}

impl Passes {
    /// Over the syncs of an installation.
    #[must_use]
    pub fn new(records: Records, tasks: Tasks, settings: PassSettings) -> Self {
        Self { tasks, records, settings }
    }

    /// The syncs.
    #[must_use]
    pub fn tasks(&self) -> &Tasks {
        &self.tasks
    }

    /// Makes one pass of a sync.
    ///
    /// # Errors
    /// [`PassError`] for what no run could note: an unknown or paused sync, a connection that does not open.
    pub fn run(&self, sync: i64, ask: &Ask, stop: &PassStop, progress: &mut dyn FnMut(Progress)) -> Result<PassEnd, PassError> {
        let task = self.tasks.get(sync)?;
        if task.row.state == SyncState::Archived {
            return Err(PassError::NotLive("it is archived".to_owned()));
        }
        if ask.trigger == KEEP_PUSHES {
            return self.keep_pushes(&task);
        }
        let (counting, account) = self.open(&task, priority(&task, ask.trigger), stop)?;
        let mut end = PassEnd::default();
        if ask.trigger == RECONCILE {
            end.is_comparison = true;
            self.compare(&task, ask, stop, &mut end)?;
            return Ok(end);
        }
        let copied = self.back_up_first(sync)?;
        end.put_backup(copied);
        let writing = OutboundRun::new(&self.records, account.as_ref(), sync, self.writing_settings()).stopped_by(&stop.flag);
        let writes = task.definition.writes();
        end.writing_held = if writes { self.records.store().read(writing_held)? } else { None };
        let writes = writes && end.writing_held.is_none();
        if writes {
            // Rows that such a write made must be known as ours before they are read.
            end.add_written(counting.written(writing.settle_unknown(&ask.actor)?)?);
        }
        if task.definition.reads() && !end.is_over() {
            let run = SyncRun::new(&self.records, account.as_ref(), sync, self.settings.import.clone()).noting(copy_note(&end));
            *stop.reading.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(run.stop());
            let whole = ask.trigger != "push" && (ask.trigger != "change" || self.reads_before_writing(&task, account.as_ref())?);
            self.read(&task, (&run, &counting), ask, whole, &mut end, progress)?;
        }
        if writes && !end.is_over() && ask.part.is_whole() && !matches!(ask.mode, RunMode::Range { .. }) {
            end.add_written(counting.written(writing.start(ask.trigger, &ask.actor)?)?);
        }
        Ok(end)
    }

    /// Finds out what reading would do; nothing is written but the plan. Works for drafts as well.
    ///
    /// # Errors
    /// As [`Passes::run`].
    pub fn preview(&self, sync: i64, ask: &Ask) -> Result<Preview, PassError> {
        let task = self.tasks.get(sync)?;
        let (counting, account) = self.open(&task, CallPriority::Interactive, &PassStop::default())?;
        let run = SyncRun::new(&self.records, account.as_ref(), sync, self.settings.import.clone());
        let preview = run.preview(&request(ask), &mut |_| ())?;
        counting.over(&preview.plan.to_string())?;
        Ok(preview)
    }

    /// Everything that a plan foretells, not only the first rows of each kind; nothing is written.
    ///
    /// # Errors
    /// As [`Passes::apply_plan`].
    pub fn foretell(&self, sync: i64, plan: RunId) -> Result<SyncReport, PassError> {
        let task = self.tasks.get(sync)?;
        let (_, account) = self.open(&task, CallPriority::Interactive, &PassStop::default())?;
        Ok(SyncRun::new(&self.records, account.as_ref(), sync, self.settings.import.clone()).foretell(plan)?)
    }

    /// Looks whether what a plan was made of is still as it was; nothing is written.
    ///
    /// # Errors
    /// As [`Passes::apply_plan`].
    pub fn check_plan(&self, sync: i64, plan: RunId) -> Result<(), PassError> {
        let task = self.tasks.get(sync)?;
        let (_, account) = self.open(&task, CallPriority::Interactive, &PassStop::default())?;
        Ok(SyncRun::new(&self.records, account.as_ref(), sync, self.settings.import.clone()).check_plan(plan)?)
    }

    /// Does what a plan foretold.
    ///
    /// # Errors
    /// As [`Passes::run`], and when what the plan was made of has changed.
    pub fn apply_plan(&self, sync: i64, plan: RunId, ask: &Ask) -> Result<PassEnd, PassError> {
        let task = self.tasks.get(sync)?;
        let (counting, account) = self.open(&task, CallPriority::Interactive, &PassStop::default())?;
        let mut end = PassEnd::default();
        let copied = self.back_up_first(sync)?;
        end.put_backup(copied);
        let run = SyncRun::new(&self.records, account.as_ref(), sync, self.settings.import.clone()).noting(copy_note(&end));
        end.add_read(counting.read(run.apply_plan(plan, &request(ask), &mut |_| ())?)?);
        Ok(end)
    }

    /// Finds out what writing would do now; nothing is written here or there. Works for drafts as well.
    ///
    /// # Errors
    /// As [`Passes::run`].
    pub fn preview_writes(&self, sync: i64) -> Result<WritePreview, PassError> {
        self.with_account(sync, CallPriority::Interactive, &PassStop::default(), |run, _| run.preview())
    }

    /// As [`Passes::preview_writes`], with up to `listed_max` writes listed.
    ///
    /// # Errors
    /// As [`Passes::run`].
    pub fn foretell_writes(&self, sync: i64, listed_max: usize) -> Result<WritePreview, PassError> {
        self.with_account(sync, CallPriority::Interactive, &PassStop::default(), |run, _| run.foretell(listed_max))
    }

    /// Compares both sides record by record; changes nothing on either.
    ///
    /// # Errors
    /// As [`Passes::run`], and those of the other system.
    pub fn reconcile(&self, sync: i64, actor: &Actor, stop: &PassStop) -> Result<ReconcileReport, PassError> {
        self.with_account(sync, CallPriority::Backfill, stop, |run, counting| {
            let report = run.reconcile(actor)?;
            counting.over(&report.run_id)?;
            Ok(report)
        })
    }

    /// Writes the values that `run` replaced in the other system back there. The sync must be paused.
    ///
    /// # Errors
    /// As [`Passes::run`]; [`OutboundError::NotPaused`].
    pub fn push_back(&self, sync: i64, run: RunId, actor: &Actor) -> Result<PushedBack, PassError> {
        if let Some(reason) = self.records.store().read(writing_held)? {
            return Err(PassError::NotLive(reason));
        }
        self.with_account(sync, CallPriority::Interactive, &PassStop::default(), |writing, counting| {
            let done = writing.push_back(run, actor)?;
            counting.over(&done.run_id)?;
            Ok(done)
        })
    }

    /// The account of a sync at work, and what counts its calls.
    fn open(&self, task: &Task, priority: CallPriority, stop: &PassStop) -> Result<(Counting, Box<dyn Account>), PassError> {
        let counting = Counting::begin(self.records.store());
        let account = self.tasks.connections().open_account(task.row.connection, &counting.using(priority, &stop.flag))?;
        Ok((counting, account))
    }

    /// Copies the data before the first pass of a sync, where there are any: the file, or why there is none.
    fn back_up_first(&self, sync: i64) -> Result<Option<Result<String, &'static str>>, PassError> {
        let Some(folder) = &self.settings.backups else { return Ok(None) };
        let store = self.records.store();
        let is_first = store.read(|session| {
            let ran = session.sync_progress(sync)?.is_some_and(|progress| progress.last_run.is_some());
            Ok::<_, StoreError>(!ran && session.change_head()? > 0)
        })?;
        Ok(if is_first { copy_once(store, sync, folder)? } else { None })
    }

    /// Lets the account look after its subscriptions. For most systems there is nothing to do, and no call is made.
    fn keep_pushes(&self, task: &Task) -> Result<PassEnd, PassError> {
        let connections = self.tasks.connections();
        if connections.get(task.row.connection)?.state == ConnectionState::Active {
            let account = connections.open_for_pushes(task.row.connection)?;
            account.keep_pushes(&task.definition.stream).map_err(ImportError::Source)?;
        }
        Ok(PassEnd::default())
    }

    /// Compares both sides as a pass, once what is there was read.
    fn compare(&self, task: &Task, ask: &Ask, stop: &PassStop, end: &mut PassEnd) -> Result<(), PassError> {
        let id = task.row.id;
        let progress = self.records.store().read(|session| session.sync_progress(id))?;
        if task.definition.reads() && progress.is_none_or(|progress| InboundState::of(&progress).full_ms.is_none()) {
            return Ok(());
        }
        let report = self.reconcile(id, &ask.actor, stop)?;
        end.runs.push(report.run_id.clone());
        end.compared = Some(report);
        Ok(())
    }

    fn with_account<T>(
        &self,
        sync: i64,
        priority: CallPriority,
        stop: &PassStop,
        what: impl FnOnce(&OutboundRun<'_>, &Counting) -> Result<T, OutboundError>,
    ) -> Result<T, PassError> {
        let task = self.tasks.get(sync)?;
        let (counting, account) = self.open(&task, priority, stop)?;
        let run = OutboundRun::new(&self.records, account.as_ref(), sync, self.writing_settings()).stopped_by(&stop.flag);
        Ok(what(&run, &counting)?)
    }

    fn writing_settings(&self) -> OutboundSettings {
        OutboundSettings { exclusive: self.settings.import.exclusive, backups: self.settings.backups.clone() }
    }

    /// Goes on with a run that waits for a person; `waive` says which objections no longer count.
    ///
    /// # Errors
    /// As [`Passes::run`], and when the run does not wait.
    pub fn go_on(&self, sync: i64, run: RunId, waive: Waive) -> Result<PassEnd, PassError> {
        let task = self.tasks.get(sync)?;
        let (counting, account) = self.open(&task, CallPriority::Interactive, &PassStop::default())?;
        let mut end = PassEnd::default();
        let reading = SyncRun::new(&self.records, account.as_ref(), sync, self.settings.import.clone());
        end.add_read(counting.read(reading.resume(run, waive, &mut |_| ())?)?);
        Ok(end)
    }

    /// Ends a run that waits for a person; what it committed stays. False when it does not wait.
    ///
    /// # Errors
    /// As [`Passes::run`].
    pub fn give_up(&self, sync: i64, run: RunId) -> Result<bool, PassError> {
        let task = self.tasks.get(sync)?;
        let account = self.tasks.connections().open_for_discovery(task.row.connection)?;
        Ok(SyncRun::new(&self.records, account.as_ref(), sync, self.settings.import.clone()).end(run)?)
    }

    fn read(
        &self,
        task: &Task,
        (run, counting): (&SyncRun<'_>, &Counting),
        ask: &Ask,
        whole: bool,
        end: &mut PassEnd,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), PassError> {
        let store = self.records.store();
        let mut window = PushWindow::waiting(store, task.row.connection, &task.definition.stream, PUSHES_MAX)?;
        window.settles = self.is_last_reader(task)?;
        if !window.pushes.is_empty() {
            end.leaves_pushes = !window.settles;
            end.add_pushed(counting.read(run.apply_pushes(&window, progress)?)?);
        }
        if !whole || end.is_over() {
            return Ok(());
        }
        match run.start(&request(ask), progress) {
            Ok(ended) => end.add_read(counting.read(ended)?),
            // A stream that only calls us has nothing to be read.
            Err(ImportError::Source(connector::ConnectorError::Unsupported { .. })) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// True when the other system is read before a change here is written there, so that what both sides changed is told from
    /// what one of them did. Not where that means reading everything each time, but for the first read.
    fn reads_before_writing(&self, task: &Task, account: &dyn Account) -> Result<bool, PassError> {
        let id = task.row.id;
        let progress = self.records.store().read(|session| session.sync_progress(id))?;
        if progress.is_none_or(|progress| InboundState::of(&progress).full_ms.is_none()) {
            return Ok(true);
        }
        let is_ours = |stream: &StreamInfo| stream.name == task.definition.stream && stream.can.incremental;
        // Where the system does not even tell that, the read meets the same error and notes it as a run.
        Ok(account.streams().map_or(true, |streams| streams.iter().any(is_ours)))
    }

    /// Among live syncs that read the same stream of a connection, and follow its pushes if any does, the one with the largest id
    /// settles them.
    fn is_last_reader(&self, task: &Task) -> Result<bool, PassError> {
        let mut same = self.tasks.list(false)?;
        same.retain(|other| {
            other.row.connection == task.row.connection
                && other.row.state == SyncState::Live
                && other.definition.stream == task.definition.stream
                && other.definition.reads()
        });
        if same.iter().any(|other| other.definition.triggers.push) {
            same.retain(|other| other.definition.triggers.push);
        }
        Ok(same.iter().map(|other| other.row.id).max().is_none_or(|last| last == task.row.id))
    }
}

/// The copy that was made before, or why there is none, for the report of the run.
fn copy_note(end: &PassEnd) -> Option<(&'static str, String)> {
    let by_hand = end.backup_by_hand.map(|why| ("backup_by_hand", why.to_owned()));
    by_hand.or_else(|| end.backup.as_ref().map(|name| ("backup", name.clone())))
}

impl PassEnd {
    fn put_backup(&mut self, copied: Option<Result<String, &'static str>>) {
        match copied {
            Some(Ok(name)) => self.backup = Some(name),
            Some(Err(why)) => self.backup_by_hand = Some(why),
            None => {}
        }
    }

    fn is_over(&self) -> bool {
        self.is_paused || self.is_failed
    }

    fn add_run(&mut self, run: Option<RunId>) {
        self.runs.extend(run.map(|run| run.to_string()));
    }

    fn wait(&mut self, due_ms: Option<i64>) {
        self.due_ms = match (self.due_ms, due_ms) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    fn note(&mut self, outcome: Outcome, report: &SyncReport) {
        match outcome {
            Outcome::Waits { due_ms } => {
                self.wait(Some(due_ms));
                self.reads_again = true;
            }
            Outcome::Paused => self.is_paused = true,
            Outcome::Failed => self.is_failed = true,
            Outcome::Idle | Outcome::Ended | Outcome::Cancelled => {}
        }
        let counts = &report.import.counts;
        self.has_rejects |= counts.rejected + counts.held > 0;
    }

    fn add_read(&mut self, ended: SyncEnd) {
        self.add_run(ended.run);
        self.note(ended.outcome, &ended.report);
        self.read = Some(ended.report);
    }

    fn add_pushed(&mut self, ended: SyncEnd) {
        self.add_run(ended.run);
        self.note(ended.outcome, &ended.report);
        self.pushed = Some(ended.report);
    }

    fn add_written(&mut self, ended: OutboundEnd) {
        self.add_run(ended.run);
        match ended.ended {
            Ended::Paused => self.is_paused = true,
            Ended::Failed => self.is_failed = true,
            Ended::Waits { due_ms } => self.wait(Some(due_ms)),
            Ended::Held => self.writing_held.clone_from(&ended.report.error),
            Ended::Idle | Ended::Done | Ended::Interrupted => {}
        }
        self.reads_again |= !ended.read_again.is_empty();
        self.has_rejects |= ended.report.counts.refused + ended.report.counts.unknown > 0;
        if ended.run.is_some() {
            self.written = Some(ended.report);
        }
    }
}

fn request(ask: &Ask) -> RunRequest {
    RunRequest { mode: ask.mode, trigger: ask.trigger.to_owned(), actor: ask.actor.clone(), part: ask.part.clone() }
}

/// Whose requests go first.
fn priority(task: &Task, trigger: &str) -> CallPriority {
    match (trigger, task.definition.priority) {
        ("manual", _) => CallPriority::Interactive,
        ("backfill" | RECONCILE, _) | (_, Priority::Low) => CallPriority::Backfill,
        ("push" | "change", _) | (_, Priority::High) => CallPriority::Push,
        (_, Priority::Normal) => CallPriority::Scheduled,
    }
}
