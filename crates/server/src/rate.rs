//! How many requests a key may send: one atomic per key (when its allowance will be whole again, in nanoseconds), after the generic cell rate algorithm (ITU-T I.371).

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

/// Nanoseconds of the window, one minute.
const WINDOW_NS: i64 = 60_000_000_000;

/// What is left after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
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
        let now = i64::try_from(self.start.elapsed().as_nanos()).unwrap_or(i64::MAX / 2);
        self.take_at(allowance, cost, now)
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
                Ok(_) => return Ok(Left { remaining: (WINDOW_NS - used) / self.interval_ns, reset_s: used / 1_000_000_000 + 1 }),
                Err(found) => known = found,
            }
        }
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
