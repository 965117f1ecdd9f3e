//! Guessing gets slow: wrong keys are counted per client address, and each one beyond a few makes the next wait longer.
//!
//! Keys are too long to be guessed, so what is defended is the database that would look each of them up. Keys that were found
//! valid before are let through, so nobody can lock their neighbours out. Nothing here is on the way of a known key.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::address::household;

/// Wrong keys that cost nothing: a typing error, a key just revoked in three programs.
const FREE: u32 = 10;
/// The first wait; it doubles with each further wrong key.
const WAIT_FIRST: Duration = Duration::from_secs(1);
/// The longest wait.
const WAIT_MAX: Duration = Duration::from_secs(15 * 60);
/// Without a wrong key for so long all is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(3_600);
/// Addresses remembered; beyond that the whole list is begun anew, which only makes guessing as fast as it was.
const ADDRESSES_MAX: usize = 100_000;

/// See the module.
#[derive(Debug)]
pub(crate) struct Attempts {
    start: Instant,
    known: Mutex<HashMap<IpAddr, Wrong>>,
    count: AtomicUsize,
}

#[derive(Clone, Copy, Debug)]
struct Wrong {
    times: u32,
    last: Duration,
    until: Duration,
}

impl Attempts {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), known: Mutex::default(), count: AtomicUsize::new(0) }
    }

    /// Seconds that a client must wait before another unknown key is looked at; `None`: go on.
    pub(crate) fn wait(&self, client: Option<IpAddr>) -> Option<u64> {
        if self.count.load(Ordering::Relaxed) == 0 {
            return None;
        }
        self.wait_at(client?, self.start.elapsed())
    }

    /// Notes a wrong key.
    pub(crate) fn note(&self, client: Option<IpAddr>) {
        if let Some(client) = client {
            self.note_at(client, self.start.elapsed());
        }
    }

    fn wait_at(&self, client: IpAddr, now: Duration) -> Option<u64> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let wrong = known.get(&household(client))?;
        (wrong.until > now).then(|| (wrong.until - now).as_secs() + 1)
    }

    fn note_at(&self, client: IpAddr, now: Duration) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let client = household(client);
        if known.len() >= ADDRESSES_MAX && !known.contains_key(&client) {
            known.retain(|_, wrong| now < wrong.last + FORGOTTEN_AFTER);
            if known.len() >= ADDRESSES_MAX {
                known.clear();
            }
        }
        let wrong = known.entry(client).or_insert(Wrong { times: 0, last: now, until: Duration::ZERO });
        if now >= wrong.last + FORGOTTEN_AFTER {
            wrong.times = 0;
        }
        wrong.times = wrong.times.saturating_add(1);
        wrong.last = now;
        if let Some(over) = wrong.times.checked_sub(FREE + 1) {
            wrong.until = now + WAIT_FIRST.saturating_mul(1 << over.min(20)).min(WAIT_MAX);
        }
        self.count.store(known.len(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn address(text: &str) -> IpAddr {
        text.parse().expect(text)
    }

    #[test]
    fn each_wrong_key_beyond_a_few_doubles_the_wait() {
        let attempts = Attempts::new();
        let guesser = address("192.0.2.1");
        let mut now = Duration::ZERO;
        for _ in 0..FREE {
            attempts.note_at(guesser, now);
            assert_eq!(attempts.wait_at(guesser, now), None);
        }
        for expected in [2, 3, 5, 9] {
            attempts.note_at(guesser, now);
            assert_eq!(attempts.wait_at(guesser, now), Some(expected));
            now += Duration::from_secs(expected);
            assert_eq!(attempts.wait_at(guesser, now), None, "the wait ends");
        }
        for _ in 0..40 {
            attempts.note_at(guesser, now);
        }
        assert_eq!(attempts.wait_at(guesser, now), Some(WAIT_MAX.as_secs() + 1));
        assert_eq!(attempts.wait_at(address("192.0.2.2"), now), None, "neighbours do not wait");
        now += FORGOTTEN_AFTER;
        attempts.note_at(guesser, now);
        assert_eq!(attempts.wait_at(guesser, now), None, "an hour later all is forgotten");
    }

    #[test]
    fn a_whole_ipv6_network_is_one_guesser_and_memory_is_bounded() {
        let attempts = Attempts::new();
        for at in 0..=FREE {
            attempts.note_at(address(&format!("2001:db8:0:1::{at:x}")), SECOND);
        }
        assert!(attempts.wait_at(address("2001:db8:0:1:9::9"), SECOND).is_some());
        assert!(attempts.wait_at(address("2001:db8:0:2::1"), SECOND).is_none());
        for at in 0..u32::try_from(ADDRESSES_MAX).unwrap_or(0) + 10 {
            attempts.note_at(IpAddr::V4(std::net::Ipv4Addr::from_bits(at)), SECOND);
        }
        assert!(attempts.count.load(Ordering::Relaxed) <= ADDRESSES_MAX);
    }
}
