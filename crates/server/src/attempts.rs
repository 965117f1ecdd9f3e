//! Guessing gets slow: wrong keys and passwords are counted, and each one beyond a few makes the next wait longer.
//!
//! What is counted by is the caller's choice: a client address, an account. Keys are too long to be guessed, so what is defended
//! there is the database that would look each of them up; keys that were found valid before are let through, so nobody can lock
//! their neighbours out. Nothing here is on the way of a known key.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The first wait; it doubles with each further wrong one.
const WAIT_FIRST: Duration = Duration::from_secs(1);
/// The longest wait.
const WAIT_MAX: Duration = Duration::from_secs(15 * 60);
/// Without a wrong one for so long all is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(3_600);
/// Who is remembered; beyond that the whole list is begun anew, which only makes guessing as fast as it was.
const KNOWN_MAX: usize = 100_000;

/// See the module.
#[derive(Debug)]
pub(crate) struct Attempts<K> {
    start: Instant,
    /// Wrong ones that cost nothing: a typing error, a key just revoked in three programs.
    free: u32,
    known: Mutex<HashMap<K, Wrong>>,
    count: AtomicUsize,
}

#[derive(Clone, Copy, Debug)]
struct Wrong {
    times: u32,
    last: Duration,
    until: Duration,
}

impl<K: Copy + Eq + Hash> Attempts<K> {
    pub(crate) fn new(free: u32) -> Self {
        Self { start: Instant::now(), free, known: Mutex::default(), count: AtomicUsize::new(0) }
    }

    /// Seconds that `who` must wait before another try is looked at; `None`: go on.
    pub(crate) fn wait(&self, who: Option<K>) -> Option<u64> {
        if self.count.load(Ordering::Relaxed) == 0 {
            return None;
        }
        self.wait_at(who?, self.start.elapsed())
    }

    /// Notes a wrong one.
    pub(crate) fn note(&self, who: Option<K>) {
        if let Some(who) = who {
            self.note_at(who, self.start.elapsed());
        }
    }

    /// A right one came: what was before is forgiven.
    pub(crate) fn forgive(&self, who: K) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&who);
        self.count.store(known.len(), Ordering::Relaxed);
    }

    fn wait_at(&self, who: K, now: Duration) -> Option<u64> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let wrong = known.get(&who)?;
        (wrong.until > now).then(|| (wrong.until - now).as_secs() + 1)
    }

    fn note_at(&self, who: K, now: Duration) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_MAX && !known.contains_key(&who) {
            known.retain(|_, wrong| now < wrong.last + FORGOTTEN_AFTER);
            if known.len() >= KNOWN_MAX {
                known.clear();
            }
        }
        let wrong = known.entry(who).or_insert(Wrong { times: 0, last: now, until: Duration::ZERO });
        if now >= wrong.last + FORGOTTEN_AFTER {
            wrong.times = 0;
        }
        wrong.times = wrong.times.saturating_add(1);
        wrong.last = now;
        if let Some(over) = wrong.times.checked_sub(self.free + 1) {
            wrong.until = now + WAIT_FIRST.saturating_mul(1 << over.min(20)).min(WAIT_MAX);
        }
        self.count.store(known.len(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const FREE: u32 = 10;

    fn address(text: &str) -> IpAddr {
        crate::address::household(text.parse().expect(text))
    }

    #[test]
    fn each_wrong_key_beyond_a_few_doubles_the_wait() {
        let attempts = Attempts::new(FREE);
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
    fn a_right_one_forgives_what_was_before() {
        let attempts = Attempts::new(1);
        attempts.note_at(7, SECOND);
        attempts.note_at(7, SECOND);
        assert!(attempts.wait_at(7, SECOND).is_some());
        attempts.forgive(7);
        assert_eq!(attempts.wait_at(7, SECOND), None);
        attempts.note_at(7, SECOND);
        assert_eq!(attempts.wait_at(7, SECOND), None, "it is counted anew");
    }

    #[test]
    fn a_whole_ipv6_network_is_one_guesser_and_memory_is_bounded() {
        let attempts = Attempts::new(FREE);
        for at in 0..=FREE {
            attempts.note_at(address(&format!("2001:db8:0:1::{at:x}")), SECOND);
        }
        assert!(attempts.wait_at(address("2001:db8:0:1:9::9"), SECOND).is_some());
        assert!(attempts.wait_at(address("2001:db8:0:2::1"), SECOND).is_none());
        for at in 0..u32::try_from(KNOWN_MAX).unwrap_or(0) + 10 {
            attempts.note_at(IpAddr::V4(std::net::Ipv4Addr::from_bits(at)), SECOND);
        }
        assert!(attempts.count.load(Ordering::Relaxed) <= KNOWN_MAX);
    }
}
