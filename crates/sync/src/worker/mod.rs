//! What makes syncs run by themselves: times, pushes, changes here, and people who ask.
//!
//! One thread decides, a few work. An idle sync costs an entry in a list: definitions are read when something changed, and the
//! deciding thread sleeps until the next time is due or somebody wakes it. A sync that fails is tried again with growing gaps
//! and never holds up another one. Several processes share the work through the leases of runs.

mod cron;
mod pass;
mod times;
pub mod watch;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use model::{Actor, ObjectId};
use records::RecordError;
use store::{DeliveryState, RunFilter, Store, StoreError, SyncProgressRow, SyncState};

use crate::alerts::Alerts;
use crate::connections::ConnectionError;
use crate::definition::Schedule;
use crate::error::ImportError;
use crate::inbound::RunMode;
use crate::inbound::part::Part;
use crate::outbound::{OutboundError, is_looked_at};
use crate::tasks::{Task, TaskError};

pub use cron::Cron;
pub use pass::{Ask, PassEnd, PassSettings, PassStop, Passes};
pub use times::Times;

/// Longest sleep of the deciding thread: other processes may have changed something.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// Shortest time between two looks: pushes that arrive by the thousand are seen together.
const GATHER: Duration = Duration::from_millis(25);
/// Gap after a first failure; doubled with each further one.
const GAP_MS: i64 = 5_000;
/// A sync that follows changes here gathers them for so long between two passes.
const CHANGES_GAP_MS: i64 = 1_000;
/// Longest gap after failures.
const GAP_MAX_MS: i64 = 3_600_000;
/// Gap between two looks after what makes another system send pushes (ms).
const KEEP_MS: i64 = 3_600_000;
/// Gap between two looks whether syncs keep their promises: people are told within a minute (ms).
const WATCH_MS: i64 = 15_000;
/// Gap between two looks whether alerts are to be sent.
const TELL_AGAIN: Duration = Duration::from_secs(15);
/// Newest comparisons looked through for the last one of a sync.
const COMPARISONS_MAX: usize = 1_000;
/// Passes that people asked for and that wait.
const ASKED_MAX: usize = 1_000;

/// Why a pass could not even begin.
#[derive(Debug, thiserror::Error)]
pub enum PassError {
    /// The sync cannot be used.
    #[error(transparent)]
    Task(#[from] TaskError),
    /// Its connection cannot be used.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// Reading did not begin.
    #[error(transparent)]
    Read(#[from] ImportError),
    /// Writing did not begin.
    #[error(transparent)]
    Write(#[from] OutboundError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Records could not be used.
    #[error(transparent)]
    Records(#[from] RecordError),
    /// It does not run now.
    #[error("the sync does not run: {0}")]
    NotLive(String),
}

/// What the deciding thread knows of one live sync.
struct Live {
    /// Version that `times` was read from.
    version: i64,
    connection: i64,
    times: Option<Times>,
    /// When both sides are compared, and when they were last.
    comparing: Option<(Times, i64)>,
    by_push: bool,
    /// When the subscription to its pushes is looked after next, and how often in a row that failed.
    keep_ms: i64,
    keep_failures: u32,
    by_change: bool,
    /// When its last pass began, by us or before.
    last_ms: Option<i64>,
    /// Not before this time: a failure, or something that waits.
    not_before_ms: i64,
    /// Something waits until this time.
    due_ms: Option<i64>,
    /// What waits needs the other system to be read.
    reads_again: bool,
    failures: u32,
    object: ObjectId,
    /// Changes up to this one were looked at for writing; `None` when all records are to be looked at.
    seen_seq: Option<i64>,
    /// Something that is to be written may have changed here.
    is_changed: bool,
    /// When its last pass because of a change began.
    changed_ms: i64,
}

#[derive(Default)]
struct State {
    stopping: bool,
    woken: bool,
    asked: VecDeque<(i64, Ask)>,
    ready: VecDeque<(i64, Ask)>,
    at_work: HashMap<i64, PassStop>,
    /// Passes that ended: the sync, the trigger, and what came of it.
    ended: Vec<(i64, &'static str, Result<PassEnd, PassError>)>,
    /// Alerts may have begun or ended.
    is_told: bool,
}

struct Shared {
    passes: Passes,
    store: Store,
    state: Mutex<State>,
    /// For the deciding thread.
    changed: Condvar,
    /// For the working ones: what rings thousands of times a second wakes none of them.
    working: Condvar,
    /// For the thread that sends alerts, which the others do not wake.
    telling: Condvar,
    alerts: Alerts,
    /// Ends calls and messages that are under way.
    alerts_stop: Arc<AtomicBool>,
}

/// The threads. Dropping it stops them between two batches; what is open goes on after the next start.
pub struct Worker {
    shared: Arc<Shared>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// Wakes the worker and asks it for passes. Cheap to clone.
#[derive(Clone)]
pub struct Bell {
    shared: Arc<Shared>,
}

impl Bell {
    /// Something happened: a push arrived, records changed, a definition changed.
    pub fn ring(&self) {
        if !std::mem::replace(&mut lock(&self.shared.state).woken, true) {
            self.shared.changed.notify_one();
        }
    }

    /// Asks for a pass now. False when too many wait already.
    #[must_use]
    pub fn ask(&self, sync: i64, ask: Ask) -> bool {
        let mut state = lock(&self.shared.state);
        if state.asked.len() >= ASKED_MAX {
            return false;
        }
        state.asked.push_back((sync, ask));
        state.woken = true;
        self.shared.changed.notify_one();
        true
    }
}

impl Worker {
    /// Starts one deciding thread, one that sends `alerts`, and `workers` working ones.
    ///
    /// # Errors
    /// When a thread cannot be started.
    pub fn start(store: Store, passes: Passes, alerts: Alerts, workers: usize) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            alerts,
            passes,
            store,
            state: Mutex::default(),
            changed: Condvar::new(),
            working: Condvar::new(),
            telling: Condvar::new(),
            alerts_stop: Arc::default(),
        });
        let mut threads = Vec::new();
        let deciding = Arc::clone(&shared);
        threads.push(std::thread::Builder::new().name("syncs".to_owned()).spawn(move || deciding.decide())?);
        let telling = Arc::clone(&shared);
        threads.push(std::thread::Builder::new().name("alerts".to_owned()).spawn(move || telling.tell())?);
        for number in 0..workers.max(1) {
            let working = Arc::clone(&shared);
            threads.push(std::thread::Builder::new().name(format!("sync-{number}")).spawn(move || working.work())?);
        }
        Ok(Self { shared, threads: Mutex::new(threads) })
    }

    /// Wakes it and asks for passes.
    #[must_use]
    pub fn bell(&self) -> Bell {
        Bell { shared: Arc::clone(&self.shared) }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Worker {
    /// Stops the threads between two batches and waits for them; what is open goes on after the next start.
    pub fn stop(&self) {
        {
            let mut state = lock(&self.shared.state);
            state.stopping = true;
            state.at_work.values().for_each(PassStop::interrupt);
        }
        self.shared.alerts_stop.store(true, Ordering::Relaxed);
        for waiting in [&self.shared.changed, &self.shared.working, &self.shared.telling] {
            waiting.notify_all();
        }
        for thread in lock(&self.threads).drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread of syncs ended by a panic");
            }
        }
    }
}

impl Shared {
    fn decide(&self) {
        let mut live: BTreeMap<i64, Live> = BTreeMap::new();
        let mut wait = Duration::ZERO;
        let mut watched_ms = i64::MIN;
        let mut looked: Option<Instant> = None;
        loop {
            let ended = {
                let mut state = lock(&self.state);
                let rest = looked.map_or(Duration::ZERO, |looked| GATHER.saturating_sub(looked.elapsed()));
                if !rest.is_zero() {
                    let goes_on = |state: &mut State| !state.stopping;
                    state = self.changed.wait_timeout_while(state, rest, goes_on).unwrap_or_else(PoisonError::into_inner).0;
                }
                if !state.woken && !state.stopping && !wait.is_zero() {
                    state = self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
                }
                if state.stopping {
                    return;
                }
                state.woken = false;
                std::mem::take(&mut state.ended)
            };
            for (sync, trigger, result) in ended {
                self.note(sync, trigger, &result, live.get_mut(&sync));
            }
            let now_ms = self.store.clock().now_ms();
            if now_ms.saturating_sub(watched_ms) >= WATCH_MS {
                watched_ms = now_ms;
                self.watch(&live);
            }
            looked = Some(Instant::now());
            wait = match self.look(&mut live) {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::warn!(error = %error, "the syncs could not be looked at");
                    LOOK_AGAIN
                }
            };
        }
    }

    /// Tells people what is the matter. A store that fails now is asked again next time.
    fn watch(&self, live: &BTreeMap<i64, Live>) {
        let failures = |sync: i64| live.get(&sync).map_or(0, |known| known.failures.max(known.keep_failures));
        let watched = self.passes.tasks().list(false).map_err(PassError::from);
        if let Err(error) = watched.and_then(|tasks| Ok(watch::watch(&self.store, &tasks, &failures)?)) {
            tracing::warn!(error = %error, "nobody could look whether syncs keep their promises");
        }
        lock(&self.state).is_told = true;
        self.telling.notify_all();
    }

    /// Sends alerts after each look, and what waits for its next attempt.
    fn tell(&self) {
        let mut state = lock(&self.state);
        loop {
            if !state.is_told && !state.stopping {
                state = self.telling.wait_timeout(state, TELL_AGAIN).unwrap_or_else(PoisonError::into_inner).0;
            }
            if state.stopping {
                return;
            }
            state.is_told = false;
            drop(state);
            if let Err(error) = self.alerts.send_due(&self.alerts_stop) {
                tracing::warn!(error = %error, "alerts could not be sent");
            }
            state = lock(&self.state);
        }
    }

    /// Finds out what is due and hands it to the workers; how long nothing else will be.
    fn look(&self, live: &mut BTreeMap<i64, Live>) -> Result<Duration, PassError> {
        let now_ms = self.store.clock().now_ms();
        self.refresh(live)?;
        let pushed: HashSet<i64> = self.store.read(|session| session.inbox_connections())?.into_iter().collect();
        let newest = self.look_for_changes(live)?;
        let mut next_ms = now_ms + i64::try_from(LOOK_AGAIN.as_millis()).unwrap_or(i64::MAX);
        let mut state = lock(&self.state);
        let asked = std::mem::take(&mut state.asked);
        for (sync, ask) in asked {
            if state.at_work.contains_key(&sync) {
                state.asked.push_back((sync, ask));
            } else {
                begin(&mut state, sync, ask, live.get_mut(&sync), now_ms);
            }
        }
        for (sync, known) in live.iter_mut() {
            if state.at_work.contains_key(sync) {
                continue;
            }
            let (due_ms, trigger) = known.due(now_ms, &pushed);
            let Some(due_ms) = due_ms else { continue };
            // Looking after pushes has gaps of its own.
            let due_ms = if trigger == pass::KEEP_PUSHES { due_ms } else { due_ms.max(known.not_before_ms) };
            if due_ms > now_ms {
                next_ms = next_ms.min(due_ms);
                continue;
            }
            if !is_aside(trigger) {
                (known.seen_seq, known.is_changed) = (Some(newest), false);
            }
            if trigger == "change" {
                known.changed_ms = now_ms;
            }
            let ask = Ask { mode: RunMode::Auto, trigger, actor: Actor::System, part: Part::default() };
            begin(&mut state, *sync, ask, Some(known), now_ms);
        }
        let is_ready = !state.ready.is_empty();
        drop(state);
        if is_ready {
            self.working.notify_all();
        }
        Ok(Duration::from_millis(next_ms.saturating_sub(now_ms).max(20).unsigned_abs()))
    }

    /// Tells the syncs that follow changes here whether there are any of their object; the newest change.
    fn look_for_changes(&self, live: &mut BTreeMap<i64, Live>) -> Result<i64, PassError> {
        Ok(self.store.read(|session| {
            let newest = session.change_head()?;
            for known in live.values_mut().filter(|known| known.by_change && !known.is_changed) {
                known.is_changed = match known.seen_seq {
                    Some(seen) => newest > seen && !session.changes_after(seen, &[known.object], 1)?.is_empty(),
                    None => true,
                };
                if !known.is_changed {
                    known.seen_seq = Some(newest);
                }
            }
            Ok::<_, StoreError>(newest)
        })?)
    }

    /// Takes new and changed syncs in, and those that are no longer live out.
    fn refresh(&self, live: &mut BTreeMap<i64, Live>) -> Result<(), PassError> {
        let rows = self.store.read(|session| session.syncs())?;
        let is_live = |id: &i64| rows.iter().any(|row| row.id == *id && row.state == SyncState::Live);
        live.retain(|id, _| is_live(id));
        for row in rows.iter().filter(|row| row.state == SyncState::Live) {
            if live.get(&row.id).is_some_and(|known| known.version == row.version) {
                continue;
            }
            let task = self.passes.tasks().get(row.id)?;
            let (progress, waits) = self.store.read(|session| {
                let waits = session.delivery_next_due(row.id, &[DeliveryState::Due, DeliveryState::Sending])?;
                Ok::<_, StoreError>((session.sync_progress(row.id)?, waits))
            })?;
            let compared_ms = if task.definition.reconcile.is_some() { self.compared_ms(row.id)? } else { None };
            let before = live.remove(&row.id);
            let last_ms = before.and_then(|known| known.last_ms).or(progress.as_ref().and_then(|progress| progress.last_success_ms));
            live.insert(row.id, Live::new(&task, (last_ms, compared_ms), progress.as_ref(), waits));
        }
        Ok(())
    }

    /// When both sides of a sync were last compared, as far as the newest comparisons tell.
    fn compared_ms(&self, sync: i64) -> Result<Option<i64>, PassError> {
        let filter = RunFilter { kinds: vec!["reconcile".to_owned()], ..RunFilter::default() };
        let runs = self.store.read(|session| session.runs(None, COMPARISONS_MAX, &filter))?;
        Ok(runs.iter().find(|run| run.fingerprint == format!("sync:{sync}:reconcile")).map(|run| run.started_ms))
    }

    /// Takes in how a pass ended.
    fn note(&self, sync: i64, trigger: &'static str, result: &Result<PassEnd, PassError>, known: Option<&mut Live>) {
        let now_ms = self.store.clock().now_ms();
        let Some(known) = known else { return };
        if trigger == pass::KEEP_PUSHES {
            known.note_kept(sync, result, now_ms);
            return;
        }
        let is_bad = match result {
            Ok(end) => {
                if !end.is_comparison {
                    (known.due_ms, known.reads_again) = (end.due_ms, end.reads_again);
                }
                end.is_failed
            }
            Err(error) => {
                tracing::warn!(sync, error = %error, "a pass of sync {sync} did not begin");
                true
            }
        };
        if is_bad {
            known.failures = known.failures.saturating_add(1);
            known.not_before_ms = now_ms + gap_ms(known.failures);
        } else {
            known.failures = 0;
            known.not_before_ms = 0;
        }
    }

    fn work(&self) {
        loop {
            let (sync, ask, stop) = {
                let mut state = lock(&self.state);
                loop {
                    if state.stopping {
                        return;
                    }
                    if let Some((sync, ask)) = state.ready.pop_front() {
                        let stop = state.at_work.entry(sync).or_default().clone();
                        break (sync, ask, stop);
                    }
                    state = self.working.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
            };
            let result = self.passes.run(sync, &ask, &stop, &mut |_| ());
            let mut state = lock(&self.state);
            state.at_work.remove(&sync);
            state.ended.push((sync, ask.trigger, result));
            state.woken = true;
            drop(state);
            self.changed.notify_one();
        }
    }
}

/// A pass that neither reads nor writes records: what else is due stays due.
fn is_aside(trigger: &str) -> bool {
    matches!(trigger, pass::RECONCILE | pass::KEEP_PUSHES)
}

/// How long a sync rests after so many failures in a row (ms).
fn gap_ms(failures: u32) -> i64 {
    GAP_MS.saturating_mul(1 << failures.min(12).saturating_sub(1)).min(GAP_MAX_MS)
}

/// Marks a sync as at work and hands it to the workers.
fn begin(state: &mut State, sync: i64, ask: Ask, known: Option<&mut Live>, now_ms: i64) {
    if let Some(known) = known {
        match (ask.trigger, &mut known.comparing) {
            ("push" | "change" | pass::KEEP_PUSHES, _) => {}
            (pass::RECONCILE, Some((_, compared_ms))) => *compared_ms = now_ms,
            (_, _) => known.last_ms = Some(now_ms),
        }
        if !is_aside(ask.trigger) {
            known.due_ms = None;
        }
    }
    state.at_work.insert(sync, PassStop::default());
    state.ready.push_back((sync, ask));
}

impl Live {
    /// `last`: when its last pass and its last comparison began; `waits`: when the next delivery that is open is due.
    fn new(task: &Task, last: (Option<i64>, Option<i64>), progress: Option<&SyncProgressRow>, waits: Option<i64>) -> Self {
        let triggers = &task.definition.triggers;
        let times = |schedule: &Option<Schedule>, pointer: &str| {
            schedule.as_ref().and_then(|schedule| match Times::new(schedule, pointer) {
                Ok(times) => Some(times),
                Err(error) => {
                    tracing::warn!(sync = task.row.id, error = %error, "a schedule of a sync cannot be used");
                    None
                }
            })
        };
        let (last_ms, compared_ms) = last;
        let comparing = times(&task.definition.reconcile, "/reconcile").map(|times| (times, compared_ms.unwrap_or(task.row.updated_ms)));
        Self {
            version: task.row.version,
            connection: task.row.connection,
            times: times(&triggers.schedule, "/triggers/schedule"),
            comparing,
            by_push: triggers.push && task.definition.reads(),
            keep_ms: 0,
            keep_failures: 0,
            by_change: triggers.change && task.definition.writes(),
            last_ms,
            not_before_ms: 0,
            due_ms: waits.filter(|_| task.definition.writes()),
            reads_again: false,
            failures: 0,
            object: task.row.object,
            // What another definition has looked at says nothing about this one.
            seen_seq: progress.filter(|progress| is_looked_at(progress, task.row.version)).map(|progress| progress.change_seq),
            is_changed: false,
            changed_ms: 0,
        }
    }

    /// Takes in what came of looking after its pushes.
    fn note_kept(&mut self, sync: i64, result: &Result<PassEnd, PassError>, now_ms: i64) {
        match result {
            Ok(_) => (self.keep_failures, self.keep_ms) = (0, now_ms + KEEP_MS),
            Err(error) => {
                tracing::warn!(sync, error = %error, "the pushes of sync {sync} could not be looked after");
                self.keep_failures = self.keep_failures.saturating_add(1);
                self.keep_ms = now_ms + gap_ms(self.keep_failures);
            }
        }
    }

    /// When it is due, and why.
    fn due(&self, now_ms: i64, pushed: &HashSet<i64>) -> (Option<i64>, &'static str) {
        let mut due: (Option<i64>, &'static str) = (self.times.as_ref().and_then(|times| times.next(self.last_ms, now_ms)), "schedule");
        let mut or_at = |at_ms: i64, trigger| {
            // What is due already by the schedule does everything.
            if due.0.is_none_or(|known| known > now_ms && at_ms < known) {
                due = (Some(at_ms), trigger);
            }
        };
        if let Some(waits) = self.due_ms {
            or_at(waits, if self.reads_again { "schedule" } else { "change" });
        }
        if self.by_change && self.is_changed {
            let at_ms = now_ms.max(self.changed_ms.saturating_add(CHANGES_GAP_MS));
            or_at(self.times.as_ref().map_or(at_ms, |times| times.within_hours(at_ms)), "change");
        }
        if self.by_push {
            // Before the pushes that wait, for they may never end.
            or_at(self.keep_ms, pass::KEEP_PUSHES);
            if pushed.contains(&self.connection) {
                or_at(now_ms, "push");
            }
        }
        if let Some((times, compared_ms)) = &self.comparing
            && let Some(at_ms) = times.next(Some(*compared_ms), now_ms)
        {
            or_at(at_ms, pass::RECONCILE);
        }
        due
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_767_600_000_000;

    /// A live sync that follows pushes of connection 1 and has no schedule.
    fn by_push() -> Live {
        Live {
            version: 1,
            connection: 1,
            times: None,
            comparing: None,
            by_push: true,
            keep_ms: 0,
            keep_failures: 0,
            by_change: false,
            last_ms: None,
            not_before_ms: 0,
            due_ms: None,
            reads_again: false,
            failures: 0,
            object: ObjectId(1),
            seen_seq: None,
            is_changed: false,
            changed_ms: 0,
        }
    }

    #[test]
    fn pushes_are_looked_after_at_once_and_each_hour_however_many_of_them_wait() {
        let pushed = HashSet::from([1]);
        let mut live = by_push();
        assert_eq!(live.due(NOW_MS, &pushed), (Some(0), pass::KEEP_PUSHES));
        live.note_kept(7, &Ok(PassEnd::default()), NOW_MS);
        assert_eq!(live.due(NOW_MS + 1, &pushed), (Some(NOW_MS + 1), "push"));
        assert_eq!(live.due(NOW_MS + 1, &HashSet::new()), (Some(NOW_MS + KEEP_MS), pass::KEEP_PUSHES));
        assert_eq!(live.due(NOW_MS + KEEP_MS, &pushed).1, pass::KEEP_PUSHES);
        let without = Live { by_push: false, ..by_push() };
        assert_eq!(without.due(NOW_MS, &pushed).0, None);
    }

    #[test]
    fn what_keeps_failing_is_tried_with_growing_gaps_and_holds_up_nothing_else() {
        let mut live = by_push();
        let gaps: Vec<i64> = (0..4)
            .map(|_| {
                live.note_kept(7, &Err(PassError::NotLive("refused".to_owned())), NOW_MS);
                live.keep_ms - NOW_MS
            })
            .collect();
        assert_eq!((gaps, live.keep_failures, live.failures, live.not_before_ms), (vec![5_000, 10_000, 20_000, 40_000], 4, 0, 0));
        assert_eq!(live.due(NOW_MS, &HashSet::from([1])).1, "push");
        live.note_kept(7, &Ok(PassEnd::default()), NOW_MS);
        assert_eq!(live.keep_failures, 0);
    }
}
