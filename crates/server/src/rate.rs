//! How many requests a key may send: one atomic per key (when its allowance will be whole again, in nanoseconds), after the generic cell rate algorithm (ITU-T I.371).

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::address::household;

/// Nanoseconds of the window, one minute.
const WINDOW_NS: i64 = 60_000_000_000;

/// What is left after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Requests a minute.
    pub per_minute: i64,
    /// Requests left in this window.
    pub remaining: i64,
    /// Seconds until the allowance is whole.
    pub reset_s: i64,
}

/// The rule for all keys.
#[derive(Debug)]
pub struct Limiter {
    start: Instant,
    per_minute: i64,
    interval_ns: i64,
}

impl Limiter {
    /// `per_minute` requests a minute; a whole minute's worth may come at once.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        let per_minute = i64::from(per_minute.max(1));
        Self { start: Instant::now(), per_minute, interval_ns: (WINDOW_NS / per_minute).max(1) }
    }

    /// Requests a minute.
    #[must_use]
    pub fn per_minute(&self) -> i64 {
        self.per_minute
    }

    /// Takes `cost` requests from `allowance`.
    ///
    /// # Errors
    /// Seconds to wait when it is used up.
    pub fn take(&self, allowance: &AtomicI64, cost: i64) -> Result<Left, i64> {
        self.take_at(allowance, cost, self.now())
    }

    fn now(&self) -> i64 {
        i64::try_from(self.start.elapsed().as_nanos()).unwrap_or(i64::MAX / 2)
    }

    fn take_at(&self, allowance: &AtomicI64, cost: i64, now: i64) -> Result<Left, i64> {
        let mut known = allowance.load(Ordering::Relaxed);
        loop {
            let next = known.max(now).saturating_add(cost.saturating_mul(self.interval_ns));
            let used = next - now;
            if used > WINDOW_NS {
                return Err((used - WINDOW_NS) / 1_000_000_000 + 1);
            }
            match allowance.compare_exchange_weak(known, next, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => {
                    return Ok(Left {
                        per_minute: self.per_minute,
                        remaining: (WINDOW_NS - used) / self.interval_ns,
                        reset_s: used / 1_000_000_000 + 1,
                    });
                }
                Err(found) => known = found,
            }
        }
    }
}

/// Addresses remembered; beyond that those whose allowance is whole again are forgotten, or all.
const STRANGERS_MAX: usize = 100_000;

/// The rule for those without a key, by client address.
#[derive(Debug)]
pub(crate) struct Strangers {
    limiter: Limiter,
    allowances: Mutex<HashMap<IpAddr, AtomicI64>>,
}

impl Strangers {
    pub(crate) fn new(per_minute: u32) -> Self {
        Self { limiter: Limiter::new(per_minute), allowances: Mutex::default() }
    }

    /// As [`Limiter::take`], for a client.
    pub(crate) fn take(&self, client: IpAddr, cost: i64) -> Result<Left, i64> {
        let mut allowances = self.allowances.lock().unwrap_or_else(PoisonError::into_inner);
        if allowances.len() >= STRANGERS_MAX {
            let now = self.limiter.now();
            allowances.retain(|_, allowance| *allowance.get_mut() > now);
            if allowances.len() >= STRANGERS_MAX {
                allowances.clear();
            }
        }
        self.limiter.take(allowances.entry(household(client)).or_default(), cost)
    }

    /// Requests a minute.
    pub(crate) fn per_minute(&self) -> i64 {
        self.limiter.per_minute
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowance_runs_out_and_comes_back() {
        let limiter = Limiter::new(60);
        let allowance = AtomicI64::new(0);
        for at in 0..60 {
            assert_eq!(limiter.take_at(&allowance, 1, 0).map(|left| left.remaining), Ok(59 - at));
        }
        assert_eq!(limiter.take_at(&allowance, 1, 0), Err(2));
        assert!(limiter.take_at(&allowance, 1, 1_000_000_000).is_ok());
        assert!(limiter.take_at(&allowance, 1, 1_000_000_000).is_err());
        assert!(limiter.take_at(&allowance, 60, 70_000_000_000).is_ok());
    }
}
