//! Keys and sessions found valid a moment ago, by the digest of their text.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use model::{Actor, Caller};

/// How long a verified key is trusted without asking the store again.
pub const TRUST_MS: i64 = 5_000;
/// How often the last use of a key is written down.
const USE_EVERY_MS: i64 = 60_000;
/// Most keys remembered; beyond, all are forgotten and asked for anew.
const REMEMBERED_MAX: usize = 10_000;

/// A valid key or session and who holds it. The same value for as long as it stays in use, so that limits can hang on it.
#[derive(Debug)]
pub struct Principal {
    /// Who, with which rights.
    pub caller: Caller,
    /// The id of the session, where it is one.
    pub session: Option<i64>,
    pub(crate) digest: [u8; 32],
    /// For the rate limit of whoever uses it: opaque here, starts at 0.
    pub allowance: AtomicI64,
    expires_ms: i64,
    trusted_until_ms: AtomicI64,
    last_used_ms: AtomicI64,
}

impl Principal {
    /// True once a minute.
    pub(crate) fn is_use_due(&self, now_ms: i64) -> bool {
        let last = self.last_used_ms.load(Ordering::Relaxed);
        now_ms - last >= USE_EVERY_MS && self.last_used_ms.compare_exchange(last, now_ms, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

/// What the store said of a key or a session.
pub(crate) struct Holder {
    pub(crate) caller: Caller,
    pub(crate) session: Option<i64>,
    pub(crate) expires_ms: Option<i64>,
    pub(crate) last_used_ms: Option<i64>,
}

#[derive(Default)]
pub(crate) struct Verified {
    known: RwLock<HashMap<[u8; 32], Arc<Principal>>>,
}

impl Verified {
    /// True when the key was found valid before.
    pub(crate) fn was_valid(&self, digest: &[u8; 32]) -> bool {
        self.known.read().unwrap_or_else(PoisonError::into_inner).contains_key(digest)
    }

    pub(crate) fn get(&self, digest: &[u8; 32], now_ms: i64) -> Option<Arc<Principal>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let principal = known.get(digest)?;
        let valid = now_ms < principal.trusted_until_ms.load(Ordering::Relaxed) && now_ms < principal.expires_ms;
        valid.then(|| Arc::clone(principal))
    }

    /// Remembers a key that the store just confirmed. A known one with the same rights keeps its allowance.
    pub(crate) fn remember(&self, digest: [u8; 32], holder: Holder, now_ms: i64) -> Arc<Principal> {
        let Holder { caller, session, expires_ms, last_used_ms } = holder;
        let expires_ms = expires_ms.unwrap_or(i64::MAX);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(principal) = known.get(&digest)
            && principal.caller.scopes == caller.scopes
            && principal.expires_ms == expires_ms
        {
            principal.trusted_until_ms.store(now_ms + TRUST_MS, Ordering::Relaxed);
            return Arc::clone(principal);
        }
        if known.len() >= REMEMBERED_MAX {
            known.clear();
        }
        let principal = Arc::new(Principal {
            caller,
            session,
            digest,
            allowance: AtomicI64::new(0),
            expires_ms,
            trusted_until_ms: AtomicI64::new(now_ms + TRUST_MS),
            last_used_ms: AtomicI64::new(last_used_ms.unwrap_or(0)),
        });
        known.insert(digest, Arc::clone(&principal));
        principal
    }

    /// Forgets all that this one holds.
    pub(crate) fn forget(&self, actor: &Actor) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, principal| principal.caller.actor != *actor);
    }
}
