//! The truth log: what was really there, what really came, and what was really done, for an oracle to compare with.
//!
//! Every list is bounded; what fell out is counted, so that an oracle can refuse to judge by an incomplete log.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::iso_ms;
use crate::table::{Cells, Presence, Row};

const CALLS_MAX: usize = 50_000;
const WRITES_MAX: usize = 2_000_000;
const VERSIONS_MAX: usize = 4_000_000;
const PUSHES_MAX: usize = 200_000;
/// Characters of a write that are kept as they came.
const SENT_MAX: usize = 64 * 1_024;

/// Who changed a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Actor {
    /// A person in the vendor's own pages.
    Ui,
    /// A client of the vendor's API.
    Api,
    /// A fault that was ordered.
    Fault,
}

/// What became of a write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Effect {
    Created,
    Updated,
    Deleted,
    /// Done, but nothing was different.
    Unchanged,
    /// Not done, with the vendor's code.
    Refused(String),
}

/// A write that a client sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Write {
    pub(crate) at_ms: i64,
    pub(crate) endpoint: String,
    pub(crate) table: String,
    /// Empty when there is none yet.
    pub(crate) id: String,
    /// What was sent, cut after 64 kB.
    pub(crate) sent: String,
    pub(crate) effect: Effect,
    /// The status of the answer as the client saw it; 0 when it saw none.
    pub(crate) answered: u16,
}

/// A version of a record that is no longer the present one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) table: usize,
    pub(crate) row: u32,
    pub(crate) version: u32,
    pub(crate) stamp_ms: i64,
    pub(crate) presence: Presence,
    pub(crate) cells: Cells,
    /// Whether a client was ever shown it.
    pub(crate) shown: bool,
    /// When and by whom it was replaced.
    pub(crate) until_ms: i64,
    pub(crate) replaced_by: Actor,
}

/// An attempt to deliver a push.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PushTry {
    pub(crate) at_ms: i64,
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) attempt: u32,
    /// 0 when nobody answered.
    pub(crate) status: u16,
    pub(crate) accepted: bool,
    /// What was unusual about it: `twice`, `late`, `swapped`, `lost`, `forged`, `old`; empty otherwise.
    pub(crate) fault: String,
    /// Who made the change that is told.
    pub(crate) because_of: Actor,
    pub(crate) body: String,
}

/// A call, whatever came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CallEntry {
    pub(crate) at_ms: i64,
    pub(crate) endpoint: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// 0 when no answer was sent.
    pub(crate) status: u16,
    /// Made while a Retry-After forbade it.
    pub(crate) forbidden: bool,
    /// The faults that struck it.
    pub(crate) faults: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Count {
    calls: u64,
    forbidden: u64,
    by_status: BTreeMap<u16, u64>,
}

/// All of it, for one vendor.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct TruthLog {
    calls: VecDeque<CallEntry>,
    writes: VecDeque<Write>,
    versions: VecDeque<Version>,
    pushes: VecDeque<PushTry>,
    counts: BTreeMap<String, Count>,
    dropped: BTreeMap<String, u64>,
    /// Versions ever logged.
    version_count: u64,
    /// Writes of the call that is being carried out; they learn its status at the end.
    open_writes: usize,
}

impl TruthLog {
    pub(crate) fn call(&mut self, entry: CallEntry) {
        let count = self.counts.entry(entry.endpoint.clone()).or_default();
        count.calls += 1;
        count.forbidden += u64::from(entry.forbidden);
        *count.by_status.entry(entry.status).or_default() += 1;
        for write in self.writes.iter_mut().rev().take(std::mem::take(&mut self.open_writes)) {
            write.answered = entry.status;
        }
        push_bounded(&mut self.calls, entry, CALLS_MAX, "calls", &mut self.dropped);
    }

    pub(crate) fn write(&mut self, mut write: Write) {
        let end = (0..=SENT_MAX.min(write.sent.len())).rev().find(|end| write.sent.is_char_boundary(*end)).unwrap_or(0);
        write.sent.truncate(end);
        self.open_writes += 1;
        push_bounded(&mut self.writes, write, WRITES_MAX, "writes", &mut self.dropped);
    }

    /// Keeps the version of `row` that is about to be replaced.
    pub(crate) fn version(&mut self, table: usize, number: u32, row: &Row, until_ms: i64, replaced_by: Actor) {
        let version = Version {
            table,
            row: number,
            version: row.version,
            stamp_ms: row.stamp_ms,
            presence: row.presence,
            cells: row.cells.clone(),
            shown: row.shown == row.version,
            until_ms,
            replaced_by,
        };
        push_bounded(&mut self.versions, version, VERSIONS_MAX, "versions", &mut self.dropped);
        self.version_count += 1;
    }

    /// How many versions were ever logged.
    pub(crate) fn version_count(&self) -> u64 {
        self.version_count
    }

    /// Forgets the versions that were logged after the first `count`.
    pub(crate) fn forget_versions_after(&mut self, count: u64) {
        while self.version_count > count && self.versions.pop_back().is_some() {
            self.version_count -= 1;
        }
    }

    /// Says of the writes of this call that they were taken back.
    pub(crate) fn roll_back_open_writes(&mut self, code: &str) {
        for write in self.writes.iter_mut().rev().take(self.open_writes) {
            if is_committed(&write.effect) {
                write.effect = Effect::Refused(code.to_owned());
            }
        }
    }

    pub(crate) fn push(&mut self, push: PushTry) {
        push_bounded(&mut self.pushes, push, PUSHES_MAX, "pushes", &mut self.dropped);
    }

    pub(crate) fn versions(&self) -> impl Iterator<Item = &Version> {
        self.versions.iter()
    }

    /// How often an endpoint was called; all endpoints when `endpoint` is `*`.
    pub(crate) fn call_count(&self, endpoint: &str) -> u64 {
        self.counts.iter().filter(|(name, _)| endpoint == "*" || *name == endpoint).map(|(_, count)| count.calls).sum()
    }

    pub(crate) fn calls_json(&self, offset: usize, limit: usize) -> Value {
        let entry = |call: &CallEntry| {
            json!({ "at": iso_ms(call.at_ms), "endpoint": call.endpoint, "method": call.method, "path": call.path,
                    "status": call.status, "forbidden": call.forbidden, "faults": call.faults })
        };
        list(&self.calls, "calls", offset, limit, &self.dropped, entry)
    }

    pub(crate) fn writes_json(&self, offset: usize, limit: usize) -> Value {
        let entry = |write: &Write| {
            json!({ "at": iso_ms(write.at_ms), "endpoint": write.endpoint, "table": write.table, "id": write.id, "sent": write.sent,
                    "effect": effect_name(&write.effect), "code": code(&write.effect), "committed": is_committed(&write.effect),
                    "answered": write.answered })
        };
        list(&self.writes, "writes", offset, limit, &self.dropped, entry)
    }

    pub(crate) fn pushes_json(&self, offset: usize, limit: usize) -> Value {
        let entry = |push: &PushTry| {
            json!({ "at": iso_ms(push.at_ms), "id": push.id, "url": push.url, "attempt": push.attempt, "status": push.status,
                    "accepted": push.accepted, "fault": push.fault, "because_of": push.because_of, "body": push.body })
        };
        list(&self.pushes, "pushes", offset, limit, &self.dropped, entry)
    }

    /// Calls for each endpoint, and all of them together.
    pub(crate) fn counts_json(&self) -> Value {
        let sum = |pick: fn(&Count) -> u64| self.counts.values().map(pick).sum::<u64>();
        let committed = self.writes.iter().filter(|write| is_committed(&write.effect)).count();
        json!({ "calls": sum(|count| count.calls), "forbidden_calls": sum(|count| count.forbidden),
                "writes": self.writes.len(), "writes_committed": committed, "pushes": self.pushes.len(),
                "endpoints": self.counts, "dropped": self.dropped })
    }
}

fn is_committed(effect: &Effect) -> bool {
    !matches!(effect, Effect::Refused(_))
}

fn effect_name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Created => "created",
        Effect::Updated => "updated",
        Effect::Deleted => "deleted",
        Effect::Unchanged => "unchanged",
        Effect::Refused(_) => "refused",
    }
}

fn code(effect: &Effect) -> Option<&str> {
    match effect {
        Effect::Refused(code) => Some(code),
        Effect::Created | Effect::Updated | Effect::Deleted | Effect::Unchanged => None,
    }
}

fn list<T>(
    entries: &VecDeque<T>,
    name: &str,
    offset: usize,
    limit: usize,
    dropped: &BTreeMap<String, u64>,
    json: impl Fn(&T) -> Value,
) -> Value {
    let listed: Vec<Value> = entries.iter().skip(offset).take(limit).map(json).collect();
    json!({ name: listed, "total": entries.len(), "dropped": dropped.get(name).copied().unwrap_or(0) })
}

fn push_bounded<T>(list: &mut VecDeque<T>, entry: T, max: usize, name: &str, dropped: &mut BTreeMap<String, u64>) {
    if list.len() >= max {
        list.pop_front();
        *dropped.entry(name.to_owned()).or_default() += 1;
    }
    list.push_back(entry);
}
