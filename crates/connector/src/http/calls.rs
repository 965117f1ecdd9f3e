//! How many calls a piece of work makes, and how long it waits for the other system.

use std::sync::Mutex;

use model::Clock;

use super::wait::lock;

/// Counts the calls of the handles that share it, and the time that they wait for turns, for times that a system forbade, between two
/// attempts and for jobs there. See [`super::Client::with_calls`].
#[derive(Debug, Default)]
pub struct Calls(Mutex<State>);

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// Calls, each attempt for itself.
    pub made: u64,
    /// Time in which at least one call waited (ms).
    pub waited_ms: u64,
}

#[derive(Debug, Default)]
struct State {
    called: Called,
    waiting: u32,
    /// Since when somebody waits.
    since_ms: i64,
}

impl Calls {
    /// What there was since it was taken last; a wait counts when it is over.
    #[must_use]
    pub fn take(&self) -> Called {
        std::mem::take(&mut lock(&self.0).called)
    }

    pub(super) fn count(&self) {
        lock(&self.0).called.made += 1;
    }

    /// Lets `wait` wait, and takes the time; waits at the same time count once.
    pub(super) fn timed<T>(&self, clock: &dyn Clock, wait: impl FnOnce() -> T) -> T {
        self.begin(clock.now_ms());
        let waited = wait();
        self.end(clock.now_ms());
        waited
    }

    fn begin(&self, now_ms: i64) {
        let mut state = lock(&self.0);
        if state.waiting == 0 {
            state.since_ms = now_ms;
        }
        state.waiting += 1;
    }

    fn end(&self, now_ms: i64) {
        let mut state = lock(&self.0);
        state.waiting -= 1;
        if state.waiting == 0 {
            state.called.waited_ms += u64::try_from(now_ms.saturating_sub(state.since_ms)).unwrap_or(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_at_the_same_time_count_once_and_what_was_taken_is_gone() {
        let calls = Calls::default();
        calls.begin(1_000);
        calls.begin(2_000);
        calls.end(4_000);
        calls.count();
        assert_eq!(calls.take(), Called { made: 1, waited_ms: 0 }, "the first one still waits");
        calls.end(6_000);
        calls.begin(10_000);
        calls.end(10_500);
        assert_eq!(calls.take(), Called { made: 0, waited_ms: 5_500 });
        assert_eq!(calls.take(), Called::default());
    }
}
