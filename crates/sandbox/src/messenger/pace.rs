//! How many calls in how much time.

use std::collections::VecDeque;

/// Counts calls in a window that moves.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    calls: VecDeque<i64>,
    shut_until_ms: i64,
}

impl Pace {
    /// Whether one more call fits: at most `most` within `window_ms`. One too many shuts it for `penalty_ms`.
    pub(crate) fn admit(&mut self, now_ms: i64, most: usize, window_ms: i64, penalty_ms: i64) -> bool {
        if now_ms < self.shut_until_ms {
            return false;
        }
        while self.calls.front().is_some_and(|at_ms| now_ms - at_ms >= window_ms) {
            self.calls.pop_front();
        }
        if self.calls.len() >= most {
            self.shut_until_ms = now_ms.saturating_add(penalty_ms);
            return false;
        }
        self.calls.push_back(now_ms);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_waits_and_a_penalty_is_waited_out() {
        let mut pace = Pace::default();
        let mut admit = |now_ms, penalty_ms| pace.admit(now_ms, 2, 1_000, penalty_ms);
        assert_eq!([admit(0, 0), admit(1, 0), admit(2, 0), admit(1_000, 0)], [true, true, false, true]);
        assert_eq!([admit(1_001, 0), admit(1_002, 5_000), admit(4_000, 0), admit(6_002, 0)], [true, false, false, true]);
    }
}
