//! Figures for Prometheus: requests by operation and status class, their times, and what the process is doing.
//!
//! Plain atomics and an own writer of the text format 0.0.4: a request costs two additions.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use crate::operations::{OPERATIONS, Op};

/// Upper bounds of the time buckets, in microseconds.
const BOUNDS_US: [u64; 12] = [250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 500_000, 2_500_000, 10_000_000];

#[derive(Debug, Default)]
struct OfOperation {
    by_class: [AtomicU64; 6],
    buckets: [AtomicU64; BOUNDS_US.len() + 1],
    total_us: AtomicU64,
}

/// All figures.
#[derive(Debug)]
pub(crate) struct Metrics {
    operations: Vec<OfOperation>,
    unrouted: OfOperation,
    /// Requests at work.
    pub(crate) in_flight: AtomicI64,
    /// Handlers that panicked.
    pub(crate) panics: AtomicU64,
    /// Requests without a valid key.
    pub(crate) refused_keys: AtomicU64,
    /// Last change the search index has seen.
    pub(crate) search_seq: AtomicI64,
    /// Last change committed when the search index looked.
    pub(crate) change_seq: AtomicI64,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        Self {
            operations: OPERATIONS.iter().map(|_| OfOperation::default()).collect(),
            unrouted: OfOperation::default(),
            in_flight: AtomicI64::new(0),
            panics: AtomicU64::new(0),
            refused_keys: AtomicU64::new(0),
            search_seq: AtomicI64::new(0),
            change_seq: AtomicI64::new(0),
        }
    }

    /// Counts one answered request.
    pub(crate) fn record(&self, op: Option<Op>, status: u16, took: Duration) {
        let place = op.and_then(|op| self.operations.get(op as usize)).unwrap_or(&self.unrouted);
        if let Some(counter) = place.by_class.get(usize::from(status / 100)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS_US.iter().position(|bound| us <= *bound).unwrap_or(BOUNDS_US.len());
        if let Some(counter) = place.buckets.get(bucket) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        place.total_us.fetch_add(us, Ordering::Relaxed);
    }

    /// The text format.
    pub(crate) fn text(&self) -> String {
        let mut out = String::with_capacity(16 * 1024);
        out.push_str("# HELP rapport_requests_total Answered requests.\n# TYPE rapport_requests_total counter\n");
        self.each(|name, place| {
            for (class, counter) in place.by_class.iter().enumerate().skip(1) {
                let count = counter.load(Ordering::Relaxed);
                if count > 0 {
                    let _ = writeln!(out, "rapport_requests_total{{operation=\"{name}\",status=\"{class}xx\"}} {count}");
                }
            }
        });
        out.push_str("# HELP rapport_request_seconds Time from the head of a request to the head of its answer.\n# TYPE rapport_request_seconds histogram\n");
        self.each(|name, place| {
            let counts: Vec<u64> = place.buckets.iter().map(|counter| counter.load(Ordering::Relaxed)).collect();
            let total: u64 = counts.iter().sum();
            if total == 0 {
                return;
            }
            let mut so_far = 0;
            for (bound, count) in BOUNDS_US.iter().zip(&counts) {
                so_far += count;
                let _ = writeln!(out, "rapport_request_seconds_bucket{{operation=\"{name}\",le=\"{}\"}} {so_far}", seconds(*bound));
            }
            let _ = writeln!(out, "rapport_request_seconds_bucket{{operation=\"{name}\",le=\"+Inf\"}} {total}");
            let _ =
                writeln!(out, "rapport_request_seconds_sum{{operation=\"{name}\"}} {}", seconds(place.total_us.load(Ordering::Relaxed)));
            let _ = writeln!(out, "rapport_request_seconds_count{{operation=\"{name}\"}} {total}");
        });
        for (name, kind, help, value) in [
            ("rapport_requests_in_flight", "gauge", "Requests at work.", self.in_flight.load(Ordering::Relaxed)),
            ("rapport_panics_total", "counter", "Requests that ended in a panic.", signed(&self.panics)),
            ("rapport_refused_keys_total", "counter", "Requests without a valid key.", signed(&self.refused_keys)),
            ("rapport_search_position", "gauge", "Last change the search index has seen.", self.search_seq.load(Ordering::Relaxed)),
            (
                "rapport_change_position",
                "gauge",
                "Last change committed when the search index looked.",
                self.change_seq.load(Ordering::Relaxed),
            ),
        ] {
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
        }
        out
    }

    fn each(&self, mut visit: impl FnMut(&str, &OfOperation)) {
        for operation in OPERATIONS {
            if let Some(place) = self.operations.get(operation.op as usize) {
                visit(operation.id, place);
            }
        }
        visit("none", &self.unrouted);
    }
}

fn signed(counter: &AtomicU64) -> i64 {
    i64::try_from(counter.load(Ordering::Relaxed)).unwrap_or(i64::MAX)
}

/// Microseconds as decimal seconds.
fn seconds(us: u64) -> String {
    format!("{}.{:06}", us / 1_000_000, us % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_operation_and_class() {
        let metrics = Metrics::new();
        metrics.record(Some(Op::GetRecord), 200, Duration::from_micros(300));
        metrics.record(Some(Op::GetRecord), 404, Duration::from_micros(100));
        metrics.record(None, 404, Duration::from_secs(60));
        let text = metrics.text();
        for line in [
            "rapport_requests_total{operation=\"get\",status=\"2xx\"} 1",
            "rapport_request_seconds_bucket{operation=\"get\",le=\"0.000250\"} 1",
            "rapport_request_seconds_bucket{operation=\"get\",le=\"+Inf\"} 2",
            "rapport_request_seconds_count{operation=\"none\"} 1",
        ] {
            assert!(text.contains(line), "{line} missing in\n{text}");
        }
    }

    #[test]
    fn each_operation_has_one_line_in_the_table() {
        let mut seen = std::collections::HashSet::new();
        assert!(OPERATIONS.iter().all(|operation| seen.insert(operation.op)));
        assert!(OPERATIONS.iter().all(|operation| (operation.op as usize) < OPERATIONS.len()));
    }
}
