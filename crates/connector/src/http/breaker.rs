//! The breaker of one host: after several failures in a row nobody calls it for a while, then one caller probes.
//!
//! Plain state; the budget holds one per host under its lock and tells the time.

use std::time::Duration;

/// Longest time that a host is left alone.
const PAUSE_MAX: Duration = Duration::from_secs(300);
/// A probe whose caller never reports back is forgotten after this time.
const PROBE_MS: i64 = 180_000;
/// What callers are told to wait while somebody probes.
const WHILE_PROBED: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
pub(super) struct Breaker {
    failures: u32,
    openings: u32,
    open_until_ms: i64,
    probe_since_ms: Option<i64>,
}

impl Breaker {
    /// Asks to call.
    ///
    /// # Errors
    /// How long to wait.
    pub(super) fn admit(&mut self, now_ms: i64) -> Result<(), Duration> {
        if self.openings == 0 {
            return Ok(());
        }
        if now_ms < self.open_until_ms {
            return Err(Duration::from_millis(u64::try_from(self.open_until_ms - now_ms).unwrap_or(0)));
        }
        if self.probe_since_ms.is_some_and(|since| now_ms - since < PROBE_MS) {
            return Err(WHILE_PROBED);
        }
        self.probe_since_ms = Some(now_ms);
        Ok(())
    }

    /// The host answered like one that works.
    pub(super) fn note_success(&mut self) {
        *self = Self::default();
    }

    /// The host failed. After `failures_max` in a row, or a failed probe, it is left alone for `pause`, twice as long after
    /// each further probe that fails.
    pub(super) fn note_failure(&mut self, now_ms: i64, failures_max: u32, pause: Duration) {
        self.failures = self.failures.saturating_add(1);
        let is_failed_probe = self.probe_since_ms.take().is_some();
        if self.failures >= failures_max && (self.openings == 0 || is_failed_probe) {
            let pause = pause.saturating_mul(1 << self.openings.min(16)).min(PAUSE_MAX);
            self.openings = self.openings.saturating_add(1);
            self.open_until_ms = now_ms.saturating_add(i64::try_from(pause.as_millis()).unwrap_or(i64::MAX));
        }
    }

    /// The call ended without telling anything about the host (cancelled before it was sent).
    pub(super) fn note_nothing(&mut self) {
        self.probe_since_ms = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(10);

    #[test]
    fn one_caller_probes_after_the_pause() {
        let mut breaker = Breaker::default();
        for _ in 0..3 {
            assert_eq!(breaker.admit(0), Ok(()));
            breaker.note_failure(0, 3, PAUSE);
        }
        assert_eq!(breaker.admit(4_000), Err(Duration::from_secs(6)));
        assert_eq!(breaker.admit(10_000), Ok(()), "the probe");
        assert_eq!(breaker.admit(10_000), Err(WHILE_PROBED), "only one");
        breaker.note_failure(11_000, 3, PAUSE);
        assert_eq!(breaker.admit(30_000), Err(Duration::from_secs(1)), "twice as long after a failed probe");
        assert_eq!(breaker.admit(31_000), Ok(()));
        breaker.note_success();
        assert_eq!(breaker.admit(31_000), Ok(()));
        assert_eq!(breaker.admit(31_000), Ok(()), "closed for all");
    }

    #[test]
    fn a_lost_probe_does_not_block_for_ever() {
        let mut breaker = Breaker::default();
        breaker.note_failure(0, 1, PAUSE);
        assert_eq!(breaker.admit(10_000), Ok(()));
        assert_eq!(breaker.admit(11_000), Err(WHILE_PROBED));
        assert_eq!(breaker.admit(10_000 + PROBE_MS), Ok(()));
    }
}
