//! A clock for tests that turns when somebody would wait.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use model::Clock;

use crate::http::{Pause, Wake};

/// Time that stands still until somebody waits, and then jumps there. Given to a client as its clock and as its pause, so
/// that waits cost nothing and can be measured.
#[derive(Debug)]
pub struct Time(AtomicI64);

impl Time {
    /// Begins at `now_ms`.
    #[must_use]
    pub fn at(now_ms: i64) -> Self {
        Self(AtomicI64::new(now_ms))
    }

    /// Moves on.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
    }
}

impl Clock for Time {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Pause for Time {
    fn pause(&self, _wake: &Wake, _seen: u64, duration: Duration, _cancel: &AtomicBool) {
        self.advance(duration);
    }
}
