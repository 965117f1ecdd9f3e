//! What a vendor sends out by itself: which targets, what waits, what is retried. Sending is in [`crate::courier`].

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fault::{CallSite, Kind};
use crate::log::{Actor, PushTry};
use crate::site::Site;
use crate::vendor::Vendor;

/// At most so many deliveries wait; the oldest are dropped and logged as lost.
const WAITING_MAX: usize = 100_000;
/// How long a swapped push waits for the next one, in milliseconds.
const SWAP_WAIT_MS: i64 = 60_000;

/// Somebody who wants to be told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Target {
    /// `http://…`; nothing is encrypted here.
    pub(crate) url: String,
    #[serde(default)]
    pub(crate) secret: String,
    /// Names of tables; empty for all.
    #[serde(default)]
    pub(crate) tables: Vec<String>,
    /// What only the vendor understands.
    #[serde(default)]
    pub(crate) options: Value,
}

/// Something to tell one target.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Event {
    /// The receiver recognises repetitions by it.
    pub(crate) id: String,
    /// Position in the list of targets.
    pub(crate) target: usize,
    /// What the vendor needs to make the request: the whole body, or only whom it is about.
    pub(crate) content: Value,
}

/// A request to a target, without address.
#[derive(Clone, Debug)]
pub(crate) struct PushRequest {
    /// Appended to the target's URL, with its question mark; mostly empty.
    pub(crate) query: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

/// A delivery that waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Waiting {
    pub(crate) event: Event,
    pub(crate) due_ms: i64,
    /// Failed attempts so far.
    pub(crate) attempt: u32,
    pub(crate) forged: bool,
    /// Its time stamp is so much too old.
    pub(crate) old_ms: i64,
    pub(crate) fault: String,
    /// Who made the change that is told.
    pub(crate) by: Actor,
}

/// Targets, and deliveries that wait.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Outbox {
    pub(crate) targets: Vec<Target>,
    waiting: VecDeque<Waiting>,
    #[serde(skip)]
    pub(crate) in_flight: usize,
}

impl Outbox {
    /// Takes the first delivery that is due.
    pub(crate) fn take_due(&mut self, now_ms: i64) -> Option<Waiting> {
        let at = self.waiting.iter().position(|waiting| waiting.due_ms <= now_ms)?;
        self.waiting.remove(at)
    }

    pub(crate) fn has_due(&self, now_ms: i64) -> bool {
        self.waiting.iter().any(|waiting| waiting.due_ms <= now_ms)
    }

    pub(crate) fn next_due_ms(&self) -> Option<i64> {
        self.waiting.iter().map(|waiting| waiting.due_ms).min()
    }

    pub(crate) fn put(&mut self, waiting: Waiting) {
        self.waiting.push_back(waiting);
    }

    pub(crate) fn waiting_count(&self) -> usize {
        self.waiting.len()
    }

    pub(crate) fn json(&self) -> Value {
        json!({ "targets": self.targets, "waiting": self.waiting.len(), "in_flight": self.in_flight })
    }
}

/// Turns the changes since the last time into deliveries, with the faults ordered for pushes.
pub(crate) fn enqueue(site: &mut Site, vendor: &mut dyn Vendor) {
    let changes = std::mem::take(&mut site.changes);
    if site.outbox.targets.is_empty() {
        return;
    }
    for changed in &changes {
        for event in vendor.events(site, changed) {
            enqueue_event(site, event, changed.by);
        }
    }
}

/// Makes deliveries of one event, with the faults ordered for pushes.
pub(crate) fn enqueue_event(site: &mut Site, event: Event, by: Actor) {
    let now_ms = site.clock.now_ms();
    let mut rng = site.rng.clone();
    let address = CallSite { endpoint: "push", method: "POST", page: 0, now_ms };
    let plan = site.faults.strike(&address, &mut rng);
    site.rng = rng;
    let mut waiting = Waiting { event, due_ms: now_ms, attempt: 0, forged: false, old_ms: 0, fault: String::new(), by };
    let (mut copies, mut is_held) = (1, false);
    for kind in plan.kinds() {
        let name = match kind {
            Kind::PushTwice => {
                copies = 2;
                "twice"
            }
            Kind::PushLate(seconds) => {
                waiting.due_ms = now_ms.saturating_add(milliseconds(*seconds));
                "late"
            }
            Kind::PushSwap => {
                is_held = true;
                "swapped"
            }
            Kind::PushLost => {
                copies = 0;
                "lost"
            }
            Kind::PushForged => {
                waiting.forged = true;
                "forged"
            }
            Kind::PushOld(seconds) => {
                waiting.old_ms = milliseconds(*seconds);
                "old"
            }
            _ => continue,
        };
        waiting.fault = if waiting.fault.is_empty() { name.to_owned() } else { format!("{}, {name}", waiting.fault) };
    }
    if is_held {
        waiting.due_ms = now_ms.saturating_add(SWAP_WAIT_MS);
    }
    if copies == 0 {
        let lost = lost(site, &waiting, now_ms);
        site.log.push(lost);
    }
    for _ in 0..copies {
        if site.outbox.waiting_count() >= WAITING_MAX
            && let Some(oldest) = site.outbox.waiting.pop_front()
        {
            let lost = lost(site, &oldest, now_ms);
            site.log.push(lost);
        }
        site.outbox.put(waiting.clone());
    }
    if !is_held && copies > 0 {
        release_held(&mut site.outbox, waiting.event.target, now_ms);
    }
}

/// What waited for the next delivery to this target goes out behind it.
fn release_held(outbox: &mut Outbox, target: usize, now_ms: i64) {
    let is_held = |waiting: &Waiting| {
        waiting.due_ms > now_ms && waiting.attempt == 0 && waiting.event.target == target && waiting.fault.contains("swapped")
    };
    while let Some(at) = outbox.waiting.iter().position(is_held) {
        let Some(mut held) = outbox.waiting.remove(at) else { return };
        held.due_ms = now_ms;
        outbox.waiting.push_back(held);
    }
}

fn lost(site: &Site, waiting: &Waiting, at_ms: i64) -> PushTry {
    let url = site.outbox.targets.get(waiting.event.target).map(|target| target.url.clone()).unwrap_or_default();
    PushTry {
        at_ms,
        id: waiting.event.id.clone(),
        url,
        attempt: waiting.attempt,
        status: 0,
        accepted: false,
        fault: "lost".to_owned(),
        because_of: waiting.by,
        body: String::new(),
    }
}

fn milliseconds(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX / 1_000).saturating_mul(1_000)
}
