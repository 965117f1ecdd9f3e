//! Waiting without sleeping: a wait ends early when something changes or the caller cancels. Tests put a wait in its place
//! that turns their clock instead.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often a waiting call looks whether it was cancelled.
const LOOK: Duration = Duration::from_millis(50);

/// Wakes those who wait when something changed.
#[derive(Debug, Default)]
pub struct Wake {
    changes: Mutex<u64>,
    bell: Condvar,
}

impl Wake {
    /// Number of changes so far: what a wait compares with.
    #[must_use]
    pub fn seen(&self) -> u64 {
        *lock(&self.changes)
    }

    /// Tells everybody who waits.
    pub fn ring(&self) {
        *lock(&self.changes) += 1;
        self.bell.notify_all();
    }

    /// Waits until a change after `seen`, at most this long.
    pub fn wait(&self, seen: u64, at_most: Duration) {
        let guard = lock(&self.changes);
        if *guard == seen {
            drop(self.bell.wait_timeout(guard, at_most));
        }
    }
}

/// How time passes for calls that must wait.
pub trait Pause: Send + Sync {
    /// Waits about `duration`, shorter after a change later than `seen` or when `cancel` is set. May return early.
    fn pause(&self, wake: &Wake, seen: u64, duration: Duration, cancel: &AtomicBool);
}

/// Lets real time pass.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealPause;

impl Pause for RealPause {
    fn pause(&self, wake: &Wake, seen: u64, duration: Duration, cancel: &AtomicBool) {
        let mut left = duration;
        while !left.is_zero() && !cancel.load(Ordering::Relaxed) && wake.seen() == seen {
            let slice = left.min(LOOK);
            wake.wait(seen, slice);
            left -= slice;
        }
    }
}

/// Numbers for jitter: a splitmix64 sequence, from a seed or from the randomness that the standard library starts with.
#[derive(Debug)]
pub(super) struct Chance(Mutex<u64>);

impl Chance {
    pub(super) fn new(seed: Option<u64>) -> Self {
        Self(Mutex::new(seed.unwrap_or_else(|| RandomState::new().build_hasher().finish())))
    }

    /// Full jitter: anything from nothing to `most`, evenly.
    pub(super) fn up_to(&self, most: Duration) -> Duration {
        let millis = u64::try_from(most.as_millis()).unwrap_or(u64::MAX - 1);
        Duration::from_millis(self.next() % (millis + 1))
    }

    fn next(&self) -> u64 {
        let mut state = lock(&self.0);
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = *state;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }
}

/// Locks, also after a panic of another holder: what we guard are counters and caches that are whole at any time.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
