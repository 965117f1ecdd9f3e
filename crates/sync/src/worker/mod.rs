//! What makes syncs run by themselves: times, pushes, changes here, and people who ask.
//!
//! One thread decides, a few work. An idle sync costs an entry in a list: definitions are read when something changed, and the
//! deciding thread sleeps until the next time is due or somebody wakes it. A sync that fails is tried again with growing gaps
//! and never holds up another one. Several processes share the work through the leases of runs.

mod counting;
mod cron;
mod live;
mod pass;
mod times;
pub mod watch;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use model::Actor;
use records::RecordError;
use store::{DeliveryState, RunFilter, Store, StoreError, SyncState};

use crate::alerts::Alerts;
use crate::connections::ConnectionError;
use crate::error::ImportError;
use crate::inbound::RunMode;
use crate::inbound::part::Part;
use crate::outbound::OutboundError;
use crate::tasks::TaskError;

pub use cron::Cron;
use live::{Live, gap_ms};

pub use pass::{Ask, PassEnd, PassSettings, PassStop, Passes};
pub use times::Times;

/// Longest sleep of the deciding thread: other processes may have changed something.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// Shortest time between two looks: pushes that arrive by the thousand are seen together.
const GATHER: Duration = Duration::from_millis(25);
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
        let pushed = self.pushed(live)?;
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
            let (due_ms, trigger) = known.due(now_ms, pushed.contains(sync));
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

    /// Syncs for which pushes of their stream wait.
    fn pushed(&self, live: &BTreeMap<i64, Live>) -> Result<HashSet<i64>, PassError> {
        Ok(self.store.read(|session| {
            let connections: HashSet<i64> = session.inbox_connections()?.into_iter().collect();
            let mut pushed = HashSet::new();
            for (sync, known) in live.iter().filter(|(_, known)| known.by_push && connections.contains(&known.connection)) {
                if session.inbox_waits(known.connection, &known.stream)? {
                    pushed.insert(*sync);
                }
            }
            Ok::<_, StoreError>(pushed)
        })?)
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
        let mut rest_ms = 0;
        let is_bad = match result {
            Ok(end) => {
                // The other sync may be held up; applying the same pushes again meanwhile helps nobody.
                rest_ms = if end.leaves_pushes { now_ms + gap_ms(1) } else { 0 };
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
            known.not_before_ms = rest_ms;
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

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
