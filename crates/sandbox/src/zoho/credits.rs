//! The credit budget: so many credits in any 24 hours, and what each call costs.

use std::collections::VecDeque;

use crate::http::Reply;

const DAY_MS: i64 = 86_400_000;
/// Credits of a day unless a test wants others: an Enterprise edition with many users.
const CREDITS: u64 = 5_000_000;

/// What was used.
#[derive(Default)]
pub(super) struct Credits {
    used: VecDeque<(i64, u64)>,
    sum: u64,
    pub(super) most: Option<u64>,
}

impl Credits {
    pub(super) fn most(&self) -> u64 {
        self.most.unwrap_or(CREDITS)
    }

    /// Whether there is nothing left.
    pub(super) fn is_used_up(&mut self, now_ms: i64) -> bool {
        while let Some((_, cost)) = self.used.front().copied().filter(|(at_ms, _)| *at_ms <= now_ms - DAY_MS) {
            self.sum -= cost;
            self.used.pop_front();
        }
        self.sum >= self.most()
    }

    pub(super) fn take(&mut self, now_ms: i64, cost: u64) {
        if cost > 0 {
            self.sum += cost;
            self.used.push_back((now_ms, cost));
        }
    }

    pub(super) fn used(&self) -> u64 {
        self.sum
    }

    /// Tells what is left, once more than half of it is used.
    pub(super) fn told(&self, reply: Reply) -> Reply {
        if self.sum * 2 <= self.most() {
            return reply;
        }
        reply.and("x-api-credits-remaining", self.most().saturating_sub(self.sum).to_string())
    }
}

/// What a call costs. `rows` are those sent, or asked for.
pub(super) fn cost(endpoint: &str, rows: usize) -> u64 {
    match endpoint {
        "create" | "update" | "upsert" => (rows.max(1) as u64).div_ceil(10),
        "coql" => match rows {
            0..=200 => 1,
            201..=1_000 => 2,
            _ => 3,
        },
        "bulk.read.create" => 50,
        "bulk.write.create" => 500,
        "bulk.read.status" | "bulk.read.result" | "bulk.write.status" | "bulk.write.result" | "upload" => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_come_back_after_a_day() {
        let mut credits = Credits { most: Some(3), ..Credits::default() };
        credits.take(0, 1);
        credits.take(1_000, 2);
        assert!(credits.is_used_up(2_000));
        assert!(!credits.is_used_up(DAY_MS));
        assert_eq!(credits.used(), 2);
        assert_eq!((cost("upsert", 100), cost("coql", 2_000), cost("bulk.write.create", 0)), (10, 3, 500));
    }
}
