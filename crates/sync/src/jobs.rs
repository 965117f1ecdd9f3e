//! The queue of imports of a server: runs that wait are taken one at a time, unfinished ones are continued after a restart.
//!
//! The queue is the store's list of runs, so it survives the process and is shared by nodes. What this process adds is one
//! thread, what it is at, and the wish to cancel. How a run's content is opened is the caller's business.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use connector::Source;
use model::RunId;
use store::{RunFilter, RunRow, RunState, Store, StoreError};

use crate::begin::{is_at_work, to_json};
use crate::commit::lock;
use crate::error::ImportError;
use crate::import::{Import, ImportRequest, ImportSettings, Imported, Progress};
use crate::{RunConfig, report::ImportReport};

/// Runs looked at for the next one.
const RUNS_MAX: usize = 1_000;
/// How often the store is asked for runs of other nodes.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// Pause after an attempt that may succeed later.
const PAUSE: Duration = Duration::from_secs(2);
/// Attempts at one run by this process.
const ATTEMPTS_MAX: u32 = 5;

/// Opens what a run reads, and says what is to become of it. [`RunConfig::request`] does most of the second.
pub type OpenJob = dyn Fn(&RunRow, &RunConfig) -> Result<(Box<dyn Source>, ImportRequest), ImportError> + Send + Sync;

/// The queue and its thread. Dropping it stops the thread between two batches; the run at work stays open.
pub struct Jobs {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    store: Store,
    settings: ImportSettings,
    open: Box<OpenJob>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    stopping: bool,
    woken: bool,
    current: Option<Current>,
}

struct Current {
    run: RunId,
    cancel: Arc<AtomicBool>,
    /// True when a person asked, false when the process stops.
    by_person: bool,
    progress: Option<Progress>,
}

impl Jobs {
    /// Starts the thread. Runs left unfinished by an earlier process are taken up at once.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(store: Store, settings: ImportSettings, open: Box<OpenJob>) -> std::io::Result<Self> {
        let shared = Arc::new(Shared { store, settings, open, state: Mutex::default(), changed: Condvar::new() });
        let at_work = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("imports".to_owned()).spawn(move || at_work.work())?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Puts an open run into the queue. False when there is no such open run.
    ///
    /// # Errors
    /// Those of the store.
    pub fn queue(&self, run: RunId) -> Result<bool, StoreError> {
        let queued = self.shared.store.write(move |session| {
            let Some(mut row) = session.run(run)?.filter(|row| row.state == RunState::Open) else { return Ok::<_, StoreError>(false) };
            row.state = RunState::Queued;
            session.run_update(&row)?;
            Ok(true)
        })?;
        lock(&self.shared.state).woken = true;
        self.shared.changed.notify_all();
        Ok(queued)
    }

    /// Cancels a run that waits or is at work here; what was committed stays. False when it is over or at work elsewhere.
    ///
    /// # Errors
    /// Those of the store.
    pub fn cancel(&self, run: RunId) -> Result<bool, StoreError> {
        if let Some(current) = lock(&self.shared.state).current.as_mut().filter(|current| current.run == run) {
            current.by_person = true;
            current.cancel.store(true, Ordering::Relaxed);
            return Ok(true);
        }
        let now_ms = self.shared.store.clock().now_ms();
        self.shared.store.write(move |session| {
            let waits = |row: &RunRow| matches!(row.state, RunState::Open | RunState::Queued);
            let Some(mut row) = session.run(run)?.filter(waits) else { return Ok(false) };
            row.state = RunState::Cancelled;
            row.finished_ms = Some(now_ms);
            session.run_update(&row)?;
            Ok(true)
        })
    }

    /// How far the run at work here is; `None` for any other.
    #[must_use]
    pub fn progress(&self, run: RunId) -> Option<Progress> {
        lock(&self.shared.state).current.as_ref().filter(|current| current.run == run).and_then(|current| current.progress)
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        {
            let mut state = lock(&self.shared.state);
            state.stopping = true;
            if let Some(current) = &state.current {
                current.cancel.store(true, Ordering::Relaxed);
            }
        }
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread of imports ended by a panic");
        }
    }
}

impl Shared {
    fn work(&self) {
        while !lock(&self.state).stopping {
            match self.next_run() {
                Ok(Some(row)) => self.attend(&row),
                Ok(None) => self.wait(LOOK_AGAIN),
                Err(error) => {
                    tracing::warn!(error = %error, "the queue of imports could not be read");
                    self.wait(PAUSE);
                }
            }
        }
    }

    fn wait(&self, at_most: Duration) {
        let mut state = lock(&self.state);
        if !state.woken && !state.stopping {
            state = self.changed.wait_timeout(state, at_most).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.woken = false;
    }

    /// The oldest run that waits or that nobody is at any more.
    fn next_run(&self) -> Result<Option<RunRow>, StoreError> {
        let filter = RunFilter { kinds: vec!["import".to_owned()], states: vec![RunState::Queued, RunState::Running] };
        let now_ms = self.store.clock().now_ms();
        let is_free = |row: &RunRow| match row.state {
            RunState::Running if self.settings.exclusive => {
                !serde_json::from_str::<RunConfig>(&row.config).is_ok_and(|config| is_at_work(&config.worker))
            }
            RunState::Running => row.lease_until_ms <= now_ms,
            RunState::Open
            | RunState::Queued
            | RunState::Done
            | RunState::DoneWithRejects
            | RunState::Failed
            | RunState::Cancelled
            | RunState::Paused
            | RunState::Warning => true,
        };
        let runs = self.store.read(|session| session.runs(None, RUNS_MAX, &filter))?;
        Ok(runs.into_iter().rev().find(is_free))
    }

    /// Works on one run until it is over, or leaves it open because the process stops or the attempts are used up.
    fn attend(&self, row: &RunRow) {
        for attempt in 1..=ATTEMPTS_MAX {
            let result = self.attempt(row);
            let by_person = lock(&self.state).current.take().is_some_and(|current| current.by_person);
            let stopping = lock(&self.state).stopping;
            let Err(error) = result else { return };
            tracing::warn!(run = %row.id, error = %error, attempt, "import ended early");
            if matches!(error, ImportError::Cancelled) && !by_person && stopping {
                self.end(row, RunState::Running, "interrupted", &error);
                return;
            }
            if matches!(error, ImportError::Cancelled | ImportError::AlreadyRunning { .. }) || stopping {
                return;
            }
            if !error.next_step().may_try_again() || attempt == ATTEMPTS_MAX {
                self.end(row, RunState::Failed, "failed", &error);
                return;
            }
            self.wait(PAUSE * attempt);
        }
    }

    fn attempt(&self, row: &RunRow) -> Result<(), ImportError> {
        let config: RunConfig = serde_json::from_str(&row.config).unwrap_or_default();
        let (mut source, request) = (self.open)(row, &config)?;
        let dry_run = request.dry_run;
        let import = Import::new(&self.store, ImportRequest { run: Some(row.id), ..request }, self.settings.clone());
        let cancel = import.cancel_flag();
        {
            let mut state = lock(&self.state);
            // Between the last look at it and now the process may have begun to stop.
            cancel.store(state.stopping, Ordering::Relaxed);
            state.current = Some(Current { run: row.id, cancel, by_person: false, progress: None });
        }
        let imported = import.run(source.as_mut(), &mut |progress| {
            if let Some(current) = &mut lock(&self.state).current {
                current.progress = Some(progress);
            }
        })?;
        if dry_run {
            self.keep_preview(row, imported)?;
        }
        Ok(())
    }

    /// A dry run leaves nothing in the store but what it found out.
    fn keep_preview(&self, row: &RunRow, imported: Imported) -> Result<(), StoreError> {
        let mut report = imported.report;
        report.run_id = row.id.to_string();
        let mut text = to_json(&report);
        let examples = to_json(&imported.examples);
        if text.pop() == Some('}') {
            text.push_str(",\"examples\":");
            text.push_str(&examples);
            text.push('}');
        }
        let (id, now_ms) = (row.id, self.store.clock().now_ms());
        self.store.write(move |session| {
            let Some(mut row) = session.run(id)? else { return Ok(()) };
            row.state = if report.status == "done" { RunState::Done } else { RunState::DoneWithRejects };
            row.report.clone_from(&text);
            row.finished_ms = Some(now_ms);
            session.run_update(&row)
        })
    }

    /// Notes how a run ended that could not note it itself.
    fn end(&self, row: &RunRow, state: RunState, status: &'static str, error: &ImportError) {
        let (id, now_ms, text) = (row.id, self.store.clock().now_ms(), error.to_text());
        let noted = self.store.write(move |session| {
            let Some(mut row) = session.run(id)? else { return Ok(()) };
            let mut report: ImportReport = serde_json::from_str(&row.report).unwrap_or_default();
            status.clone_into(&mut report.status);
            report.run_id = id.to_string();
            report.error = Some(text.clone());
            row.report = to_json(&report);
            row.state = state;
            row.lease_until_ms = 0;
            row.finished_ms = (state != RunState::Running).then_some(now_ms);
            session.run_update(&row)
        });
        if let Err(error) = noted {
            tracing::warn!(run = %id, error = %error, "the end of a run could not be noted");
        }
    }
}
