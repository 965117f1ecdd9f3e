//! The queue of a server: runs that wait are taken in order by a few workers, unfinished ones are continued after a restart.
//!
//! The queue is the store's list of runs, so it survives the process and is shared by nodes. What this process adds is its
//! threads, what they are at, and the wish to cancel. What a run of a kind does is the business of its [`JobKind`].

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use connector::{Cursor, Source};
use model::{RecordBatch, RunId};
use serde_json::{Value, json};
use store::{RunFilter, RunRow, RunState, Store, StoreError};

use crate::begin::{is_at_work, to_json};
use crate::commit::lock;
use crate::discovery::rows_json;
use crate::error::ImportError;
use crate::import::{Import, ImportRequest, ImportSettings, Imported, Progress};
use crate::{RunConfig, report::ImportReport};

/// Runs looked at for the next one.
const RUNS_MAX: usize = 1_000;
/// How often the store is asked for runs of other nodes, and for those that were put off.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// Pause after an attempt that may succeed later.
const PAUSE: Duration = Duration::from_secs(2);
/// Attempts at one run by this process.
const ATTEMPTS_MAX: u32 = 5;
/// Workers of one queue.
const WORKERS_MAX: usize = 64;

/// Does one attempt at a run. It must look at [`Attempt::cancel`] between two steps.
pub type Work = dyn Fn(&RunRow, &Attempt) -> JobEnd + Send + Sync;
/// Hears that a run is over, whatever came of it.
pub type Ended = dyn Fn(RunId) + Send + Sync;

/// A kind of run and what is done for it.
pub struct JobKind {
    /// [`RunRow::kind`].
    pub kind: &'static str,
    /// One attempt.
    pub work: Box<Work>,
    /// Called after the last attempt, also when somebody cancels a run that waits.
    pub ended: Box<Ended>,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobEnd {
    /// The run is over, and its row says so.
    Done,
    /// Stopped between two steps because it was asked to; the text is for the report.
    Stopped(String),
    /// Another process is at it, or has what it needs.
    Elsewhere,
    /// May succeed later.
    Again(String),
    /// Will not succeed.
    Failed(String),
}

/// What an attempt and the queue tell each other.
#[derive(Debug, Default)]
pub struct Attempt {
    cancel: Arc<AtomicBool>,
    progress: Mutex<Option<Progress>>,
}

impl Attempt {
    /// Set when the attempt is to stop.
    #[must_use]
    pub fn cancel(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }

    /// Tells how far it is.
    pub fn tell(&self, progress: Progress) {
        *lock(&self.progress) = Some(progress);
    }
}

/// The queue and its threads. Dropping it stops them between two batches; runs at work stay open.
pub struct Jobs {
    shared: Arc<Shared>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

struct Shared {
    store: Store,
    kinds: Vec<JobKind>,
    /// True when no other process works on these data: a run whose worker is not in this process has none.
    exclusive: bool,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    stopping: bool,
    /// Counts the news, so that no worker misses one.
    news: u64,
    current: BTreeMap<RunId, Current>,
    /// Runs that are not tried again before some time.
    put_off: BTreeMap<RunId, Instant>,
}

struct Current {
    attempt: Arc<Attempt>,
    /// True when a person asked, false when the process stops.
    by_person: bool,
}

impl Jobs {
    /// Starts `workers` threads. Runs of `kinds` left unfinished by an earlier process are taken up at once. `exclusive`: no
    /// other process works on these data.
    ///
    /// # Errors
    /// When a thread cannot be started.
    pub fn start(store: Store, kinds: Vec<JobKind>, workers: usize, exclusive: bool) -> std::io::Result<Self> {
        let shared = Arc::new(Shared { store, kinds, exclusive, state: Mutex::default(), changed: Condvar::new() });
        let jobs = Self { shared, threads: Mutex::default() };
        for _ in 0..workers.clamp(1, WORKERS_MAX) {
            let at_work = Arc::clone(&jobs.shared);
            let thread = std::thread::Builder::new().name("jobs".to_owned()).spawn(move || at_work.work())?;
            lock(&jobs.threads).push(thread);
        }
        Ok(jobs)
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
        self.wake();
        Ok(queued)
    }

    /// Says that a run was put into the queue by somebody else.
    pub fn wake(&self) {
        lock(&self.shared.state).news += 1;
        self.shared.changed.notify_all();
    }

    /// Cancels a run that waits or is at work here; what was committed stays. False when it is over or at work elsewhere.
    ///
    /// # Errors
    /// Those of the store.
    pub fn cancel(&self, run: RunId) -> Result<bool, StoreError> {
        if let Some(current) = lock(&self.shared.state).current.get_mut(&run) {
            current.by_person = true;
            current.attempt.cancel.store(true, Ordering::Relaxed);
            // It may be in the pause between two attempts.
            self.shared.changed.notify_all();
            return Ok(true);
        }
        let now_ms = self.shared.store.clock().now_ms();
        let kind = self.shared.store.write(move |session| {
            let waits = |row: &RunRow| matches!(row.state, RunState::Open | RunState::Queued);
            let Some(mut row) = session.run(run)?.filter(waits) else { return Ok::<_, StoreError>(None) };
            row.state = RunState::Cancelled;
            row.report = noted(&row, "cancelled", None);
            row.finished_ms = Some(now_ms);
            session.run_update(&row)?;
            Ok(Some(row.kind))
        })?;
        if let Some(job) = self.shared.kinds.iter().find(|job| kind.as_deref() == Some(job.kind)) {
            (job.ended)(run);
        }
        Ok(kind.is_some())
    }

    /// How far a run at work here is; `None` for any other.
    #[must_use]
    pub fn progress(&self, run: RunId) -> Option<Progress> {
        let attempt = lock(&self.shared.state).current.get(&run).map(|current| Arc::clone(&current.attempt))?;
        *lock(&attempt.progress)
    }

    /// Stops the workers between two steps and waits for them. Runs at work stay open for the next start.
    pub fn stop(&self) {
        {
            let mut state = lock(&self.shared.state);
            state.stopping = true;
            for current in state.current.values() {
                current.attempt.cancel.store(true, Ordering::Relaxed);
            }
        }
        self.shared.changed.notify_all();
        for thread in std::mem::take(&mut *lock(&self.threads)) {
            if thread.join().is_err() {
                tracing::error!("a worker of the queue ended by a panic");
            }
        }
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn work(&self) {
        loop {
            let (stopping, news) = {
                let state = lock(&self.state);
                (state.stopping, state.news)
            };
            if stopping {
                return;
            }
            match self.claim() {
                Ok(Some((row, attempt))) => {
                    let is_put_off = self.attend(&row, &attempt);
                    let mut state = lock(&self.state);
                    state.current.remove(&row.id);
                    if is_put_off {
                        state.put_off.insert(row.id, Instant::now());
                    }
                }
                Ok(None) => self.wait(news, LOOK_AGAIN),
                Err(error) => {
                    tracing::warn!(error = %error, "the queue could not be read");
                    self.wait(news, PAUSE);
                }
            }
        }
    }

    /// Waits until there is other news than `news`.
    fn wait(&self, news: u64, at_most: Duration) {
        let state = lock(&self.state);
        let is_quiet = |state: &mut State| state.news == news && !state.stopping;
        drop(self.changed.wait_timeout_while(state, at_most, is_quiet).unwrap_or_else(PoisonError::into_inner));
    }

    /// Takes the oldest run that waits or that nobody is at any more.
    fn claim(&self) -> Result<Option<(RunRow, Arc<Attempt>)>, StoreError> {
        let kinds = self.kinds.iter().map(|job| job.kind.to_owned()).collect();
        let filter = RunFilter { kinds, states: vec![RunState::Queued, RunState::Running], sync: None };
        let runs = self.store.read(|session| session.runs(None, RUNS_MAX, &filter))?;
        let now_ms = self.store.clock().now_ms();
        let mut state = lock(&self.state);
        if state.stopping {
            return Ok(None);
        }
        state.put_off.retain(|_, since| since.elapsed() < LOOK_AGAIN);
        for listed in runs.into_iter().rev() {
            if state.current.contains_key(&listed.id) || state.put_off.contains_key(&listed.id) {
                continue;
            }
            // It may have ended between the look and the lock: only the worker that held it can end a run of this process.
            let Some(row) = self.store.read(|session| session.run(listed.id))?.filter(|row| self.is_free(row, now_ms)) else { continue };
            let attempt = Arc::new(Attempt::default());
            state.current.insert(row.id, Current { attempt: Arc::clone(&attempt), by_person: false });
            return Ok(Some((row, attempt)));
        }
        Ok(None)
    }

    fn is_free(&self, row: &RunRow, now_ms: i64) -> bool {
        match row.state {
            RunState::Queued => true,
            RunState::Running if self.exclusive => {
                !serde_json::from_str::<RunConfig>(&row.config).is_ok_and(|config| is_at_work(&config.worker))
            }
            RunState::Running => row.lease_until_ms <= now_ms,
            RunState::Open
            | RunState::Done
            | RunState::DoneWithRejects
            | RunState::Failed
            | RunState::Cancelled
            | RunState::Paused
            | RunState::Warning => false,
        }
    }

    /// Works on one run until it is over, or leaves it open because the process stops or another one has it. True when it was
    /// put off, so that it is not asked for again at once.
    fn attend(&self, row: &RunRow, attempt: &Arc<Attempt>) -> bool {
        let Some(job) = self.kinds.iter().find(|job| job.kind == row.kind) else { return true };
        for count in 1..=ATTEMPTS_MAX {
            let end = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (job.work)(row, attempt)))
                .unwrap_or_else(|_| JobEnd::Failed("it stopped unexpectedly".to_owned()));
            let (by_person, stopping) = {
                let state = lock(&self.state);
                (state.current.get(&row.id).is_some_and(|current| current.by_person), state.stopping)
            };
            match end {
                JobEnd::Done => {
                    (job.ended)(row.id);
                    return false;
                }
                JobEnd::Elsewhere => return true,
                JobEnd::Stopped(text) if stopping && !by_person => {
                    self.end(row, RunState::Running, "interrupted", &text);
                    return false;
                }
                JobEnd::Stopped(text) => {
                    return !self.end_for_good(job, row, RunState::Cancelled, "cancelled", &text);
                }
                JobEnd::Again(text) if count < ATTEMPTS_MAX => {
                    tracing::warn!(run = %row.id, error = %text, count, "run {} ended early", row.id);
                    if stopping {
                        self.end(row, RunState::Running, "interrupted", &text);
                        return false;
                    }
                    self.pause(PAUSE * count, &attempt.cancel);
                }
                JobEnd::Again(text) | JobEnd::Failed(text) => {
                    tracing::warn!(run = %row.id, error = %text, count, "run {} failed", row.id);
                    return !self.end_for_good(job, row, RunState::Failed, "failed", &text);
                }
            }
        }
        true
    }

    fn pause(&self, length: Duration, cancel: &AtomicBool) {
        let state = lock(&self.state);
        let goes_on = |state: &mut State| !state.stopping && !cancel.load(Ordering::Relaxed);
        drop(self.changed.wait_timeout_while(state, length, goes_on).unwrap_or_else(PoisonError::into_inner));
    }

    /// Ends a run and tells its kind; false when the end could not be noted, so that the run is still open.
    fn end_for_good(&self, job: &JobKind, row: &RunRow, state: RunState, status: &'static str, error: &str) -> bool {
        let is_noted = self.end(row, state, status, error);
        if is_noted {
            (job.ended)(row.id);
        }
        is_noted
    }

    /// Notes how a run ended that could not note it itself; false when that failed.
    fn end(&self, row: &RunRow, state: RunState, status: &'static str, error: &str) -> bool {
        let (id, now_ms, text) = (row.id, self.store.clock().now_ms(), error.to_owned());
        let noted = self.store.write(move |session| {
            // An attempt that the process interrupts has noted that it was stopped for good.
            let is_open = |row: &RunRow| row.finished_ms.is_none() || state == RunState::Running;
            let Some(mut row) = session.run(id)?.filter(is_open) else { return Ok(()) };
            row.report = noted(&row, status, Some(&text));
            row.state = state;
            row.lease_until_ms = 0;
            row.finished_ms = (state != RunState::Running).then_some(now_ms);
            session.run_update(&row)
        });
        if let Err(error) = &noted {
            tracing::warn!(run = %id, error = %error, "the end of a run could not be noted");
        }
        noted.is_ok()
    }
}

/// The report of a run, of whatever shape, with how it ended.
fn noted(row: &RunRow, status: &str, error: Option<&str>) -> String {
    let mut report = match serde_json::from_str(&row.report) {
        Ok(Value::Object(members)) => members,
        Ok(_) | Err(_) => match serde_json::to_value(ImportReport::default()) {
            Ok(Value::Object(members)) if row.kind.starts_with("import") => members,
            Ok(_) | Err(_) => serde_json::Map::new(),
        },
    };
    report.insert("status".to_owned(), json!(status));
    report.insert("run_id".to_owned(), json!(row.id.to_string()));
    if let Some(error) = error {
        report.insert("error".to_owned(), json!(error));
    }
    Value::Object(report).to_string()
}

/// What an import reads.
pub struct Opened {
    /// The rows.
    pub source: Box<dyn Source>,
    /// What is to become of them. [`RunConfig::request`] does most of it.
    pub request: ImportRequest,
    /// What a preview tells besides, by member of its report.
    pub about: serde_json::Map<String, Value>,
}

/// Opens what an import reads.
pub type OpenImport = dyn Fn(&RunRow, &RunConfig) -> Result<Opened, ImportError> + Send + Sync;

/// Original rows that a preview shows.
const SAMPLE_ROWS: usize = 20;

/// The work of an import: `open` says what is read, `settings` how much at once.
#[must_use]
pub fn import_work(store: Store, settings: ImportSettings, open: Arc<OpenImport>) -> Box<Work> {
    Box::new(move |row, attempt| {
        let done = attempt_import(&store, &settings, open.as_ref(), row, attempt);
        match done {
            Ok(()) => JobEnd::Done,
            Err(ImportError::Cancelled) => JobEnd::Stopped(ImportError::Cancelled.to_text()),
            Err(ImportError::AlreadyRunning { .. } | ImportError::Elsewhere) => JobEnd::Elsewhere,
            Err(error) if error.next_step().may_try_again() => JobEnd::Again(error.to_text()),
            Err(error) => JobEnd::Failed(error.to_text()),
        }
    })
}

fn attempt_import(store: &Store, settings: &ImportSettings, open: &OpenImport, row: &RunRow, attempt: &Attempt) -> Result<(), ImportError> {
    let config: RunConfig = serde_json::from_str(&row.config).unwrap_or_default();
    let Opened { mut source, request, about } = open(row, &config)?;
    let dry_run = request.dry_run;
    let import = Import::new(store, ImportRequest { run: Some(row.id), ..request }, settings.clone()).cancelled_by(attempt.cancel());
    let imported = import.run(source.as_mut(), &mut |progress| attempt.tell(progress))?;
    if dry_run {
        let mut about = about;
        about.insert("sample".to_owned(), sample(source.as_mut())?);
        keep_preview(store, row, imported, about)?;
    }
    Ok(())
}

/// The first rows as they came.
fn sample(source: &mut dyn Source) -> Result<Value, ImportError> {
    let mut rows = RecordBatch::new(Arc::clone(&source.shape().columns));
    source.read(&Cursor::default(), SAMPLE_ROWS, &mut rows)?;
    let shown: Vec<Value> = rows_json(&rows).take(SAMPLE_ROWS).map(Value::Object).collect();
    Ok(json!({"columns": rows.columns().to_vec(), "rows": shown}))
}

/// A dry run leaves nothing in the store but what it found out.
fn keep_preview(store: &Store, row: &RunRow, imported: Imported, about: serde_json::Map<String, Value>) -> Result<(), StoreError> {
    let mut report = imported.report;
    report.run_id = row.id.to_string();
    let is_whole = report.status == "done";
    let rejected: Vec<Value> = imported
        .dead_letters
        .iter()
        .map(|letter| {
            let raw: Value = serde_json::from_str(&letter.raw).unwrap_or(Value::Null);
            json!({"row": letter.row_number, "code": letter.code.name(), "field": letter.field, "raw": raw})
        })
        .collect();
    let mut story = serde_json::to_value(&report).unwrap_or_default();
    if let Value::Object(members) = &mut story {
        members.insert("examples".to_owned(), serde_json::to_value(&imported.examples).unwrap_or_default());
        members.insert("rejected_rows".to_owned(), Value::Array(rejected));
        members.extend(about);
    }
    let (id, now_ms, text) = (row.id, store.clock().now_ms(), to_json(&story));
    store.write(move |session| {
        let Some(mut row) = session.run(id)? else { return Ok(()) };
        row.state = if is_whole { RunState::Done } else { RunState::DoneWithRejects };
        row.report.clone_from(&text);
        row.finished_ms = Some(now_ms);
        session.run_update(&row)
    })
}
