//! What one connection may send: requests per second, at the same time and per day, in order of priority; and when nobody may
//! send at all, because the system said so.
//!
//! One budget per connection and process. Several processes share what the systems tell them: each learns of a forbidden time
//! by its own first refused call.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use model::Clock;

use super::breaker::Breaker;
use super::wait::{Pause, Wake, lock};

/// What a system allows one connection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Requests per second, averaged.
    pub requests_per_second: f64,
    /// Requests that may follow one another without pause.
    pub burst: u32,
    /// Requests at the same time.
    pub concurrent_max: u32,
    /// Requests per day (UTC), where known beforehand.
    pub daily_max: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { requests_per_second: 10.0, burst: 10, concurrent_max: 4, daily_max: None }
    }
}

/// Who is waiting for the answer. Waiting work of a higher priority goes first, and the last part of a daily allowance is
/// kept for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// A person.
    Interactive,
    /// A change that was just made somewhere.
    Push,
    /// A sync on its schedule.
    #[default]
    Scheduled,
    /// Work that has time.
    Backfill,
}

impl Priority {
    /// Part of the daily allowance that this work may use up, in hundredths.
    fn share(self) -> u64 {
        match self {
            Self::Interactive => 100,
            Self::Push => 95,
            Self::Scheduled => 90,
            Self::Backfill => 80,
        }
    }
}

/// How much of a budget is used now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Calls on their way.
    pub running: usize,
    /// Calls waiting for a turn.
    pub waiting: usize,
    /// Calls made since midnight (UTC), or what the system told, whichever is more.
    pub used_today: u64,
    /// Daily allowance, where known.
    pub daily_max: Option<u64>,
    /// Nobody calls before this moment (ms), where the system asked for it.
    pub forbidden_until_ms: Option<i64>,
}

/// Longest wait for a turn; what waits longer is told to come back later.
const TURN_MAX: Duration = Duration::from_secs(600);
/// Between two looks of a call that waits for others.
const TURN_LOOK: Duration = Duration::from_millis(200);
/// Hosts of one connection whose breakers are kept.
const HOSTS_MAX: usize = 256;
const DAY_MS: i64 = 86_400_000;

struct State {
    limits: Limits,
    tokens: f64,
    refilled_ms: i64,
    running: u32,
    forbidden_until_ms: i64,
    waiting: BTreeSet<(Priority, u64)>,
    tickets: u64,
    day: i64,
    used_today: u64,
    /// Daily allowance as the system told it.
    told_max: Option<u64>,
    /// Nothing is left of an allowance until then, as far as we guess; a person may try all the same.
    exhausted_until_ms: i64,
    exhaustions: u32,
    breakers: HashMap<String, Breaker>,
}

/// The budget of one connection.
pub(super) struct Budget {
    clock: Arc<dyn Clock>,
    pause: Arc<dyn Pause>,
    wake: Wake,
    state: Mutex<State>,
}

/// Why a call may not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denied {
    /// Not before this time has passed.
    Wait(Duration),
    /// Not today.
    Quota(Duration),
    Cancelled,
}

/// The right to make one call, given back when dropped.
pub(super) struct Permit<'a>(&'a Budget);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        lock(&self.0.state).running -= 1;
        self.0.wake.ring();
    }
}

impl Budget {
    pub(super) fn new(limits: Limits, clock: Arc<dyn Clock>, pause: Arc<dyn Pause>) -> Self {
        let now_ms = clock.now_ms();
        let state = State {
            limits,
            tokens: f64::from(limits.burst.max(1)),
            refilled_ms: now_ms,
            running: 0,
            forbidden_until_ms: i64::MIN,
            waiting: BTreeSet::new(),
            tickets: 0,
            day: now_ms.div_euclid(DAY_MS),
            used_today: 0,
            told_max: None,
            exhausted_until_ms: i64::MIN,
            exhaustions: 0,
            breakers: HashMap::new(),
        };
        Self { clock, pause, wake: Wake::default(), state: Mutex::new(state) }
    }

    /// Replaces the limits; what was used stays used.
    pub(super) fn set_limits(&self, limits: Limits) {
        lock(&self.state).limits = limits;
        self.wake.ring();
    }

    /// Waits for a turn. A time that the system forbade is waited for at most `forbidden_max`.
    pub(super) fn acquire(&self, priority: Priority, forbidden_max: Duration, cancel: &AtomicBool) -> Result<Permit<'_>, Denied> {
        let started_ms = self.clock.now_ms();
        let ticket = self.queue_up(priority);
        let result = loop {
            if cancel.load(Ordering::Relaxed) {
                break Err(Denied::Cancelled);
            }
            let seen = self.wake.seen();
            let now_ms = self.clock.now_ms();
            let step = lock(&self.state).step((priority, ticket), now_ms);
            match step {
                Step::Go => break Ok(Permit(self)),
                Step::Quota(until) => break Err(Denied::Quota(until)),
                Step::Forbidden(wait) if wait > forbidden_max => break Err(Denied::Wait(wait)),
                Step::Forbidden(wait) | Step::Refill(wait) => self.pause.pause(&self.wake, seen, wait, cancel),
                Step::Others => self.wake.wait(seen, TURN_LOOK),
            }
            if passed(started_ms, self.clock.now_ms()) > TURN_MAX {
                break Err(Denied::Wait(Duration::from_secs(60)));
            }
        };
        lock(&self.state).waiting.remove(&(priority, ticket));
        self.wake.ring();
        result
    }

    fn queue_up(&self, priority: Priority) -> u64 {
        let mut state = lock(&self.state);
        state.tickets += 1;
        let ticket = state.tickets;
        state.waiting.insert((priority, ticket));
        ticket
    }

    /// Nobody of this connection calls before this time has passed.
    pub(super) fn forbid(&self, wait: Duration) {
        let until = self.clock.now_ms().saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
        let mut state = lock(&self.state);
        state.forbidden_until_ms = state.forbidden_until_ms.max(until);
        drop(state);
        self.wake.ring();
    }

    /// Takes over what the system told of its daily allowance.
    pub(super) fn note_remaining(&self, used: u64, max: u64) {
        let now_ms = self.clock.now_ms();
        let mut state = lock(&self.state);
        state.turn_day(now_ms);
        state.used_today = state.used_today.max(used);
        state.told_max = Some(max);
    }

    /// The system said that nothing is left of an allowance. Where it does not say until when, the gaps grow from a minute
    /// to an hour.
    pub(super) fn note_exhausted(&self, wait: Option<Duration>) {
        if let Some(wait) = wait {
            self.forbid(wait);
            return;
        }
        let now_ms = self.clock.now_ms();
        let mut state = lock(&self.state);
        let gap_ms = (60_000_i64 << state.exhaustions.min(6)).min(3_600_000);
        state.exhaustions = state.exhaustions.saturating_add(1);
        state.exhausted_until_ms = now_ms.saturating_add(gap_ms);
    }

    /// The system answered as it should.
    pub(super) fn note_good_answer(&self) {
        let mut state = lock(&self.state);
        (state.exhaustions, state.exhausted_until_ms) = (0, i64::MIN);
    }

    /// How much is used now.
    pub(super) fn usage(&self) -> Usage {
        let now_ms = self.clock.now_ms();
        let mut state = lock(&self.state);
        state.turn_day(now_ms);
        Usage {
            running: state.running as usize,
            waiting: state.waiting.len(),
            used_today: state.used_today,
            daily_max: state.told_max.or(state.limits.daily_max),
            forbidden_until_ms: (state.forbidden_until_ms > now_ms).then_some(state.forbidden_until_ms),
        }
    }

    /// As [`Breaker::admit`] for a host.
    pub(super) fn admit(&self, host: &str) -> Result<(), Duration> {
        let now_ms = self.clock.now_ms();
        let mut state = lock(&self.state);
        if state.breakers.len() >= HOSTS_MAX && !state.breakers.contains_key(host) {
            state.breakers.clear();
        }
        state.breakers.entry(host.to_owned()).or_default().admit(now_ms)
    }

    /// Changes the breaker of a host.
    pub(super) fn with_breaker(&self, host: &str, change: impl FnOnce(&mut Breaker, i64)) {
        let now_ms = self.clock.now_ms();
        if let Some(breaker) = lock(&self.state).breakers.get_mut(host) {
            change(breaker, now_ms);
        }
    }
}

enum Step {
    Go,
    Forbidden(Duration),
    Refill(Duration),
    Others,
    Quota(Duration),
}

impl State {
    /// What the caller with this ticket does next; takes the right to call where it may go.
    fn step(&mut self, me: (Priority, u64), now_ms: i64) -> Step {
        self.turn_day(now_ms);
        let quota = self.told_max.or(self.limits.daily_max);
        if quota.is_some_and(|max| self.used_today >= max.saturating_mul(me.0.share()).div_ceil(100)) {
            return Step::Quota(passed(now_ms, (self.day + 1) * DAY_MS));
        }
        if self.exhausted_until_ms > now_ms && me.0 != Priority::Interactive {
            return Step::Quota(passed(now_ms, self.exhausted_until_ms));
        }
        if self.forbidden_until_ms > now_ms {
            return Step::Forbidden(passed(now_ms, self.forbidden_until_ms));
        }
        if self.waiting.first().is_some_and(|first| *first != me) || self.running >= self.limits.concurrent_max.max(1) {
            return Step::Others;
        }
        let rate = self.limits.requests_per_second.max(0.001);
        let since = passed(self.refilled_ms, now_ms).as_secs_f64();
        self.tokens = (self.tokens + since * rate).min(f64::from(self.limits.burst.max(1)));
        self.refilled_ms = now_ms;
        if self.tokens < 1.0 {
            return Step::Refill(Duration::from_secs_f64((1.0 - self.tokens) / rate).max(Duration::from_millis(1)));
        }
        self.tokens -= 1.0;
        self.running += 1;
        self.used_today += 1;
        Step::Go
    }

    fn turn_day(&mut self, now_ms: i64) {
        let day = now_ms.div_euclid(DAY_MS);
        if day != self.day {
            (self.day, self.used_today, self.told_max) = (day, 0, None);
        }
    }
}

/// Time from `from_ms` to `to_ms`; nothing where the clock went back.
fn passed(from_ms: i64, to_ms: i64) -> Duration {
    Duration::from_millis(u64::try_from(to_ms.saturating_sub(from_ms)).unwrap_or(0))
}
