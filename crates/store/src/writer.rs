//! The one thread that writes: takes queued operations, runs them in a transaction, commits, and only then answers.
//!
//! Small operations that wait together share a transaction (group commit): the disk is waited for once. Nothing waits
//! artificially: a lone operation commits at once. An operation that fails or panics after it wrote is taken out and its
//! neighbours run again, from then on each behind a savepoint set before its first write: groups without failures, nearly all,
//! do not pay for savepoints, and many failures cost no more than one repetition. When the commit fails, every operation of the group fails.
//!
//! On PostgreSQL other nodes write too: a transaction that lost against another one is run again, with growing pauses.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use model::Clock;
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::postgres::{PgLink, PgPool};
use crate::session::{Access, Link, SAVEPOINT_KEEP, SAVEPOINT_UNDO};
use crate::sqlite::checkpointer::Checkpointer;
use crate::sqlite::counters::Counters;
use crate::{Fault, Pending, Session, StoreError, sqlite};

/// Operations waiting at most; more are refused with [`StoreError::Busy`].
const QUEUE_MAX: usize = 10_000;
/// Operations in one transaction at most.
const GROUP_MAX: usize = 1_000;
/// A group is not extended after this time.
const GROUP_TIME: Duration = Duration::from_millis(5);
/// How long nothing must be written before the log is tidied.
const IDLE: Duration = Duration::from_secs(2);
/// How often a transaction is run when others get in its way.
const TRIES_MAX: u32 = 8;
/// A stale version is mostly a caller's mistake, so it is tried less often.
const CONFLICT_TRIES_MAX: u32 = 3;

/// How an operation wants to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Shared,
    Alone,
    Rehearsed,
}

#[expect(clippy::large_enum_variant, reason = "there is one of it per process")]
pub(crate) enum Backend {
    /// No connection: the last commit met an input/output error, and nothing is written before the file proved sound.
    Sqlite {
        connection: Option<Connection>,
        file: PathBuf,
        /// Of the running transaction.
        counters: Counters,
    },
    Postgres {
        pool: Arc<PgPool>,
        link: Option<PgLink>,
    },
}

/// How long small commits go on before the log is copied beside them.
const COPY_PAUSE: Duration = Duration::from_secs(3);

/// The way into the writer.
pub(crate) struct WriterQueue {
    sender: Mutex<Option<SyncSender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Job {
    mode: Mode,
    operation: Box<dyn Operation + Send>,
    /// Its answer stands: it is not run again with the group.
    settled: bool,
}

trait Operation {
    /// Runs once; true when it returned `Ok`.
    fn run(&mut self, session: &mut Session<'_>) -> bool;
    /// Forgets the answer of the last run, takes this one.
    fn fail(&mut self, error: StoreError);
    fn answer(self: Box<Self>);
}

struct Queued<T, E, F> {
    operation: F,
    answer: Option<Result<T, E>>,
    sender: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Operation for Queued<T, E, F>
where
    E: From<StoreError>,
    F: FnMut(&mut Session<'_>) -> Result<T, E>,
{
    fn run(&mut self, session: &mut Session<'_>) -> bool {
        // What a panic leaves half done inside the closure is not looked at again: its answer is final.
        let answer = catch_unwind(AssertUnwindSafe(|| (self.operation)(session))).unwrap_or_else(|_| Err(StoreError::Panicked.into()));
        let kept = answer.is_ok();
        self.answer = Some(answer);
        kept
    }

    fn fail(&mut self, error: StoreError) {
        self.answer = Some(Err(error.into()));
    }

    fn answer(self: Box<Self>) {
        let answer = self.answer.unwrap_or_else(|| Err(StoreError::Closed.into()));
        // Nobody waits any more: the write stands all the same.
        let _ = self.sender.send(answer);
    }
}

impl WriterQueue {
    pub(crate) fn push<T, E, F>(&self, mode: Mode, operation: F) -> Pending<Result<T, E>>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Session<'_>) -> Result<T, E> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job = Job { mode, operation: Box::new(Queued { operation, answer: None, sender }), settled: false };
        let queue = self.sender.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(queue) = queue else { return Pending::known(Err(StoreError::Closed.into())) };
        match queue.try_send(job) {
            Ok(()) => Pending::waiting(receiver),
            Err(TrySendError::Full(_)) => Pending::known(Err(StoreError::Busy.into())),
            Err(TrySendError::Disconnected(_)) => Pending::known(Err(StoreError::Closed.into())),
        }
    }

    /// Lets the writer finish what is queued, and waits for it.
    pub(crate) fn close(&self) {
        self.sender.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            tracing::error!("the writer ended with a panic");
        }
    }
}

/// Starts the writer's thread.
pub(crate) fn start(backend: Backend, clock: Arc<dyn Clock>) -> Result<WriterQueue, StoreError> {
    let (sender, receiver) = mpsc::sync_channel(QUEUE_MAX);
    let checkpointer = match &backend {
        Backend::Sqlite { file, .. } => Some(Checkpointer::start(file)?),
        Backend::Postgres { .. } => None,
    };
    let mut writer = Writer { backend, clock, checkpointer, jitter: 0x9e37_79b9_7f4a_7c15 };
    let thread = std::thread::Builder::new().name("store-writer".to_owned()).spawn(move || writer.run(&receiver))?;
    Ok(WriterQueue { sender: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)) })
}

struct Writer {
    backend: Backend,
    clock: Arc<dyn Clock>,
    checkpointer: Option<Checkpointer>,
    jitter: u64,
}

/// What became of one transaction.
enum Outcome {
    Committed,
    /// Somebody else was in the way: run the group again.
    Again(StoreError),
    /// This operation broke the transaction: it is settled with its error, the others run again.
    Without(usize),
    /// This operation met a version other than it expected: perhaps another node was faster.
    Stale(usize),
    Failed(StoreError),
}

/// What became of one operation.
enum Step {
    Done,
    Again(StoreError),
    Broke,
    Stale,
    Lost(StoreError),
}

impl Writer {
    fn run(&mut self, queue: &Receiver<Job>) {
        let mut waiting = None;
        let mut tidy = true;
        let mut roomy = false;
        let mut copied_at = Instant::now();
        loop {
            let job = match waiting.take() {
                Some(job) => job,
                None => match queue.recv_timeout(IDLE) {
                    Ok(job) => job,
                    Err(RecvTimeoutError::Timeout) => {
                        if tidy {
                            continue;
                        }
                        self.tidy();
                        tidy = true;
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                },
            };
            tidy = false;
            let is_bulk = job.mode == Mode::Alone;
            if is_bulk && !roomy {
                roomy = true;
                self.make_room();
            }
            waiting = self.run_group(job, queue);
            // Copying the log competes with the syncs of small commits, so after those it happens rarely.
            if let Some(checkpointer) = &self.checkpointer
                && (is_bulk || copied_at.elapsed() > COPY_PAUSE)
            {
                copied_at = Instant::now();
                checkpointer.nudge();
            }
        }
        self.checkpointer = None;
        if let Backend::Sqlite { connection: Some(connection), file, .. } = &self.backend {
            sqlite::close(connection, file);
        }
    }

    /// Loads need more pages at hand than single writes, which a large cache only slows down.
    fn make_room(&self) {
        if let Backend::Sqlite { connection: Some(connection), .. } = &self.backend
            && let Err(error) = sqlite::make_room(connection)
        {
            tracing::warn!(code = %StoreError::from(error), "the cache of the database could not be enlarged");
        }
    }

    fn tidy(&self) {
        if let Backend::Sqlite { connection: Some(connection), file, .. } = &self.backend
            && sqlite::log_is_large(file)
        {
            sqlite::checkpoint(connection);
        }
    }

    /// Runs `first` and whatever waits behind it; returns a job that needs a transaction of its own and came up meanwhile.
    fn run_group(&mut self, first: Job, queue: &Receiver<Job>) -> Option<Job> {
        let mode = first.mode;
        let mut group = vec![first];
        let mut next = None;
        let (mut tries, mut stale) = (0, 0);
        let mut access = if mode == Mode::Shared { Access::Bare } else { Access::Alone };
        loop {
            let outcome = self.transaction(mode, access, &mut group, queue, &mut next);
            match outcome {
                Outcome::Committed => break,
                Outcome::Stale(_) if stale < CONFLICT_TRIES_MAX => {
                    stale += 1;
                    self.pause(stale);
                }
                Outcome::Without(at) | Outcome::Stale(at) => {
                    stale = 0;
                    if mode == Mode::Shared {
                        access = Access::Shared;
                    }
                    if let Some(job) = group.get_mut(at) {
                        job.settled = true;
                    }
                    if group.iter().all(|job| job.settled) {
                        break;
                    }
                }
                Outcome::Again(error) => {
                    tries += 1;
                    if tries >= TRIES_MAX {
                        fail_open(&mut group, &error);
                        break;
                    }
                    self.pause(tries);
                }
                Outcome::Failed(error) => {
                    fail_open(&mut group, &error);
                    break;
                }
            }
        }
        for job in group {
            job.operation.answer();
        }
        next
    }

    fn transaction(&mut self, mode: Mode, access: Access, group: &mut Vec<Job>, queue: &Receiver<Job>, next: &mut Option<Job>) -> Outcome {
        let started = Instant::now();
        if let Err(error) = self.backend.begin() {
            return Outcome::Failed(error);
        }
        let mut at = 0;
        while at < group.len() {
            if let Some(job) = group.get_mut(at)
                && !job.settled
            {
                match self.backend.step(job, access, self.clock.as_ref()) {
                    Step::Done => {}
                    Step::Again(error) => {
                        self.backend.rollback();
                        return Outcome::Again(error);
                    }
                    Step::Broke => {
                        self.backend.rollback();
                        return Outcome::Without(at);
                    }
                    Step::Stale => {
                        self.backend.rollback();
                        return Outcome::Stale(at);
                    }
                    Step::Lost(error) => {
                        self.backend.rollback();
                        return Outcome::Failed(error);
                    }
                }
            }
            at += 1;
            if at == group.len() && mode == Mode::Shared && next.is_none() && at < GROUP_MAX && started.elapsed() < GROUP_TIME {
                match queue.try_recv() {
                    Ok(job) if job.mode == Mode::Shared => group.push(job),
                    Ok(job) => *next = Some(job),
                    Err(_) => {}
                }
            }
        }
        if mode == Mode::Rehearsed {
            self.backend.rollback();
            return Outcome::Committed;
        }
        self.backend.commit()
    }

    /// Sleeps 5 ms to about a second, longer with each try, differently on each node.
    #[expect(clippy::disallowed_methods, reason = "another process or node holds the database and tells nobody when it is done")]
    fn pause(&mut self, tries: u32) {
        self.jitter ^= self.jitter << 13;
        self.jitter ^= self.jitter >> 7;
        self.jitter ^= self.jitter << 17;
        let most = 10_u64 << tries.min(7);
        std::thread::sleep(Duration::from_millis(5 + self.jitter % most));
    }
}

fn fail_open(group: &mut [Job], error: &StoreError) {
    for job in group.iter_mut().filter(|job| !job.settled) {
        job.operation.fail(error.clone());
    }
}

impl Backend {
    fn begin(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { connection, file, counters } => {
                counters.clear();
                if connection.is_none() {
                    *connection = Some(sqlite::open_after_failure(file)?);
                }
                connection.as_ref().map_or(Err(StoreError::Closed), |connection| run(connection, "BEGIN IMMEDIATE"))
            }
            Self::Postgres { pool, link } => {
                let mut open = match link.take() {
                    Some(open) if !open.is_closed() => open,
                    _ => pool.take()?,
                };
                let begun = open.simple("BEGIN");
                if begun.is_ok() {
                    *link = Some(open);
                }
                begun
            }
        }
    }

    fn commit(&mut self) -> Outcome {
        match self {
            Self::Sqlite { connection, counters, .. } => {
                let Some(open) = connection.as_ref() else { return Outcome::Failed(StoreError::Closed) };
                if let Err(error) = counters.write(open) {
                    self.rollback();
                    return Outcome::Failed(error);
                }
                let committed = open.prepare_cached("COMMIT").and_then(|mut statement| statement.execute([]));
                match committed {
                    Ok(_) => Outcome::Committed,
                    Err(error) => {
                        let broken = error.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure);
                        self.rollback();
                        if broken && let Self::Sqlite { connection, .. } = self {
                            // A failed sync must not be tried again and believed.
                            *connection = None;
                        }
                        Outcome::Failed(error.into())
                    }
                }
            }
            Self::Postgres { link, .. } => {
                let Some(open) = link else { return Outcome::Failed(StoreError::Closed) };
                match open.simple("COMMIT") {
                    Ok(()) => {
                        open.after_commit();
                        Outcome::Committed
                    }
                    Err(error) if open.take_lost_race() => Outcome::Again(error),
                    Err(error) => {
                        // Whether it was committed is not known: never report success.
                        *link = None;
                        Outcome::Failed(error)
                    }
                }
            }
        }
    }

    fn rollback(&mut self) {
        match self {
            Self::Sqlite { connection, .. } => {
                if let Some(connection) = connection
                    && !connection.is_autocommit()
                    && let Err(error) = run(connection, "ROLLBACK")
                {
                    tracing::error!(code = %error, "a transaction could not be rolled back");
                }
            }
            Self::Postgres { link, .. } => {
                if link.as_mut().is_some_and(|open| open.simple("ROLLBACK").is_err()) {
                    *link = None;
                }
            }
        }
    }

    /// Runs one operation and undoes it alone if it fails.
    fn step(&mut self, job: &mut Job, access: Access, clock: &dyn Clock) -> Step {
        match self {
            Self::Sqlite { connection, counters, .. } => {
                let Some(connection) = connection else { return Step::Lost(StoreError::Closed) };
                let before = (access == Access::Shared).then(|| counters.clone());
                let mut session = Session::new(Link::Sqlite(connection), access, clock);
                session.counters = Some(std::mem::take(counters));
                let kept = job.operation.run(&mut session);
                let access = session.access;
                *counters = session.counters.take().unwrap_or_default();
                if !kept && let Some(before) = before {
                    *counters = before;
                }
                if connection.is_autocommit() {
                    // SQLite gave the transaction up by itself; the operation that met the reason keeps its own answer.
                    job.settled = !kept;
                    return Step::Lost(given_up());
                }
                settle_sqlite(connection, access, kept)
            }
            Self::Postgres { link, .. } => {
                let Some(open) = link else { return Step::Lost(StoreError::Closed) };
                let mut session = Session::new(Link::Postgres(open), access, clock);
                let kept = job.operation.run(&mut session);
                let (access, conflict) = (session.access, session.conflict);
                settle_postgres(open, access, kept, conflict)
            }
        }
    }
}

fn given_up() -> StoreError {
    let message = "the transaction was given up after a disk or memory failure".to_owned();
    StoreError::Unavailable(Fault { code: "sqlite".to_owned(), message })
}

fn settle_sqlite(connection: &Connection, access: Access, kept: bool) -> Step {
    let settled = match (access, kept) {
        (Access::SharedWritten, true) => run(connection, SAVEPOINT_KEEP),
        (Access::SharedWritten, false) => run(connection, SAVEPOINT_UNDO).and_then(|()| run(connection, SAVEPOINT_KEEP)),
        (Access::Alone | Access::BareWritten, false) => return Step::Broke,
        (Access::Alone | Access::BareWritten, true) | (Access::Bare | Access::Shared | Access::Read, _) => Ok(()),
    };
    settled.map_or_else(Step::Lost, |()| Step::Done)
}

fn settle_postgres(open: &mut PgLink, access: Access, kept: bool, conflict: bool) -> Step {
    let fault = open.take_fault();
    if open.take_lost_race() {
        return Step::Again(fault.unwrap_or(StoreError::Busy));
    }
    if !kept && conflict {
        // Another node may have changed the record between the operation's read and its write.
        return Step::Stale;
    }
    match (access, kept) {
        (_, _) if open.is_closed() => Step::Lost(fault.unwrap_or(StoreError::Closed)),
        (Access::SharedWritten, true) if fault.is_none() => open.simple(SAVEPOINT_KEEP).map_or_else(Step::Lost, |()| Step::Done),
        (Access::SharedWritten, false) => {
            let undone = open.simple(SAVEPOINT_UNDO).and_then(|()| open.simple(SAVEPOINT_KEEP));
            undone.map_or_else(Step::Lost, |()| Step::Done)
        }
        (Access::Alone | Access::BareWritten, false) => Step::Broke,
        // The server refused a statement and with it the whole transaction.
        (_, false) if fault.is_some() => Step::Broke,
        (_, true) if fault.is_some() => Step::Lost(fault.unwrap_or(StoreError::Busy)),
        (Access::Bare | Access::Shared | Access::Read, _) | (Access::Alone | Access::BareWritten | Access::SharedWritten, true) => {
            Step::Done
        }
    }
}

fn run(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    Ok(connection.prepare_cached(sql)?.execute([]).map(|_| ())?)
}
