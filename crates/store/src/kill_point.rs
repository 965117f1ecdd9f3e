//! Named places at which a test build dies when asked, to prove that a restart continues by itself.
//!
//! Compiled to nothing unless the feature `kill-points` is on, which only tests switch on. Names are those of the crash
//! matrix: K1 before a request, K2 after its answer before staging, K3 staged, K4 while a batch is applied, K5 applied and not
//! committed, K6 committed and not told, K7 before a write is sent, K8 answered and not recorded, K9 while a token is renewed, K10
//! while the schema is brought up to date, K11 while a backup is made or brought back, K12 inside a merge or an undo, K13 while the
//! log is appended to, K14 while a lease is renewed.

/// Ends the process at once when `RAPPORT_KILL_AT` names this place; with `K4:3` at the third pass.
#[cfg(feature = "kill-points")]
pub fn kill_point(name: &'static str) {
    use std::collections::BTreeMap;
    use std::sync::{Mutex, OnceLock, PoisonError};

    static ASKED: OnceLock<Option<(String, u64)>> = OnceLock::new();
    static PASSES: Mutex<BTreeMap<&'static str, u64>> = Mutex::new(BTreeMap::new());
    let asked = ASKED.get_or_init(|| {
        let text = std::env::var("RAPPORT_KILL_AT").ok()?;
        let (name, pass) = text.split_once(':').unwrap_or((&text, "1"));
        Some((name.to_owned(), pass.parse().ok()?))
    });
    let Some((wanted, pass)) = asked.as_ref().filter(|(wanted, _)| wanted == name) else { return };
    let mut passes = PASSES.lock().unwrap_or_else(PoisonError::into_inner);
    let seen = passes.entry(name).or_default();
    *seen += 1;
    if *seen == *pass {
        eprintln!("killed at {wanted}:{pass}");
        // No unwinding, no exit handlers: as close to `kill -9` as a process can do to itself.
        std::process::abort();
    }
}

/// Does nothing: this build has no kill points.
#[cfg(not(feature = "kill-points"))]
#[inline]
pub fn kill_point(_name: &'static str) {}
