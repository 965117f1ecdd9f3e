//! Looks whether syncs do what was promised of them, and tells people once when that begins and once when it is over (I10).
//!
//! `stale`: the last success is longer ago than the freshness that the sync promises. `late`: a schedule missed two of its
//! times. `failing`: three attempts in a row failed, to read or to write. `paused`: the sync stopped itself and waits for a person.
//! `warning`: the last read, write or comparison of both sides ended with a warning, such as no rows where there were thousands.
//! `held`: it may not write, because the data were brought back.

use std::collections::{BTreeSet, HashMap};

use model::{RunId, format_ms};
use serde_json::{Value, json};
use store::{AlertRow, IdKind, RunState, Session, Store, StoreError, SyncProgressRow, SyncState};

use super::times::Times;
use crate::alerts::{tell_beginning, tell_end};
use crate::inbound::state::InboundState;
use crate::outbound::OutboundState;
use crate::tasks::Task;
use crate::writing_held::writing_held;

/// Attempts in a row that fail before people are told.
const FAILURES: u32 = 3;
/// Grace after a time that was missed (ms): a run takes its time.
const GRACE_MS: i64 = 30_000;
/// All kinds, so that those that are over are found.
pub const KINDS: [&str; 6] = ["stale", "late", "failing", "paused", "warning", "held"];

/// How up to date a sync is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Time since the last success (ms).
    pub age_ms: Option<i64>,
    /// What it promises (ms).
    pub target_ms: Option<i64>,
    /// When it runs next (ms); none for a sync without a schedule, or one that is not live.
    pub next_ms: Option<i64>,
    /// True when it is older than it promises, counted from when it went live where it never succeeded.
    pub is_stale: bool,
    /// True when its schedule missed two times.
    pub is_late: bool,
}

impl Standing {
    /// Of a sync at `now_ms`.
    #[must_use]
    pub fn of(task: &Task, progress: Option<&SyncProgressRow>, now_ms: i64) -> Self {
        let target_ms = task.definition.freshness.map(|period| period.as_ms());
        let last_ms = progress.and_then(last_success_ms);
        let age_ms = last_ms.map(|last| now_ms.saturating_sub(last).max(0));
        let mut standing = Self { age_ms, target_ms, ..Self::default() };
        if task.row.state != SyncState::Live {
            return standing;
        }
        let since_ms = last_ms.unwrap_or(task.row.updated_ms);
        standing.is_stale = target_ms.is_some_and(|target| now_ms.saturating_sub(since_ms) > target);
        let times = task.definition.triggers.schedule.as_ref().and_then(|schedule| Times::new(schedule, "").ok());
        if let Some(times) = times {
            standing.next_ms = times.next(last_ms, now_ms);
            let second = times.next(Some(since_ms), now_ms).and_then(|first| times.next(Some(first), now_ms));
            standing.is_late = second.is_some_and(|second| now_ms > second.saturating_add(GRACE_MS));
        }
        standing
    }
}

/// When a sync last did all that it is for (ms): of one that reads and cannot write, when that began.
fn last_success_ms(progress: &SyncProgressRow) -> Option<i64> {
    let since_ms = OutboundState::of(progress).failing_since_ms.unwrap_or(i64::MAX);
    progress.last_success_ms.map(|last| last.min(since_ms))
}

/// What is the matter with one sync, by kind. `warned` is its last run with a warning, where nothing has put it right since.
fn troubles(
    task: &Task,
    progress: Option<&SyncProgressRow>,
    failures: u32,
    warned: Option<RunId>,
    now_ms: i64,
) -> Vec<(&'static str, Value)> {
    let standing = Standing::of(task, progress, now_ms);
    let last_success = progress.and_then(last_success_ms).map(format_ms);
    let failures = failures.max(progress.map_or(0, |progress| OutboundState::of(progress).failed));
    let mut found = Vec::new();
    if standing.is_stale {
        found.push(("stale", json!({"age_ms": standing.age_ms, "target_ms": standing.target_ms, "last_success_at": last_success})));
    }
    if standing.is_late {
        found.push(("late", json!({"last_success_at": last_success, "next_run_at": standing.next_ms.map(format_ms)})));
    }
    if failures >= FAILURES {
        found.push(("failing", json!({"attempts": failures, "last_success_at": last_success})));
    }
    if task.row.state == SyncState::Paused && !task.row.reason.is_empty() {
        found.push(("paused", json!({"reason": task.row.reason})));
    }
    if let Some(run) = warned {
        found.push(("warning", json!({"run": run.to_string()})));
    }
    found
}

/// Opens and closes the alerts of all `tasks`. `failures` tells the attempts in a row that failed.
///
/// # Errors
/// Those of the store.
pub fn watch(store: &Store, tasks: &[Task], failures: &dyn Fn(i64) -> u32) -> Result<(), StoreError> {
    let now_ms = store.clock().now_ms();
    let (progresses, open, held) =
        store.read(|session| Ok::<_, StoreError>((session.sync_progresses()?, session.alerts_open(10_000)?, writing_held(session)?)))?;
    let mut begun: Vec<(String, &'static str, Value)> = Vec::new();
    let mut stands: BTreeSet<(String, &'static str)> = BTreeSet::new();
    let progresses: HashMap<i64, SyncProgressRow> = progresses.into_iter().map(|progress| (progress.sync, progress)).collect();
    for task in tasks {
        let progress = progresses.get(&task.row.id);
        // How a run ended matters only for those that run by themselves.
        let warned = match progress.filter(|_| task.row.state == SyncState::Live) {
            Some(progress) => warned_run(store, progress)?,
            None => None,
        };
        let subject = format!("sync:{}", task.row.id);
        let mut found = troubles(task, progress, failures(task.row.id), warned, now_ms);
        if let Some(reason) = held.as_ref().filter(|_| task.row.state == SyncState::Live && task.definition.writes()) {
            found.push(("held", json!({ "reason": reason })));
        }
        for (kind, detail) in found {
            stands.insert((subject.clone(), kind));
            if !open.iter().any(|alert| alert.subject == subject && alert.kind == kind) {
                begun.push((subject.clone(), kind, detail));
            }
        }
    }
    let is_over = |alert: &&AlertRow| {
        KINDS.iter().find(|kind| **kind == alert.kind).is_some_and(|kind| !stands.contains(&(alert.subject.clone(), *kind)))
    };
    let over: Vec<AlertRow> = open.iter().filter(is_over).cloned().collect();
    if begun.is_empty() && over.is_empty() {
        return Ok(());
    }
    for (subject, kind, _) in &begun {
        tracing::warn!(alert = kind, "{subject}: {}", sentence(kind));
    }
    for alert in &over {
        tracing::info!(alert = alert.kind, "{}: it is over ({})", alert.subject, sentence(&alert.kind));
    }
    store.write(move |session| note(session, &begun, &over, now_ms))
}

/// The last read, write or comparison, whichever ended with a warning.
fn warned_run(store: &Store, progress: &SyncProgressRow) -> Result<Option<RunId>, StoreError> {
    let writing = OutboundState::of(progress);
    let read = InboundState::of(progress).last_run.map(RunId).or(progress.last_run);
    let is_warned = match read {
        Some(run) => store.read(|session| session.run(run))?.is_some_and(|run| run.state == RunState::Warning),
        None => false,
    };
    Ok(read.filter(|_| is_warned).or(writing.warned_run.map(RunId)).or(writing.drift_run.map(RunId)))
}

fn note(session: &mut Session<'_>, begun: &[(String, &'static str, Value)], over: &[AlertRow], now_ms: i64) -> Result<(), StoreError> {
    for (subject, kind, detail) in begun {
        // Another process may have been faster.
        if session.alert_open(subject, kind)?.is_some() {
            continue;
        }
        let id = session.allocate_ids(IdKind::Alert, 1)?;
        session.alert_save(&AlertRow {
            id,
            kind: (*kind).to_owned(),
            subject: subject.clone(),
            is_open: true,
            detail: detail.to_string(),
            opened_ms: now_ms,
            closed_ms: None,
            told_ms: None,
        })?;
        tell_beginning(session, id, subject)?;
    }
    for alert in over {
        if session.alert_close(alert.id, now_ms)? {
            tell_end(session, alert.id)?;
        }
    }
    Ok(())
}

/// One plain sentence, for the console.
fn sentence(kind: &str) -> &'static str {
    match kind {
        "stale" => "the data are older than the sync promises",
        "late" => "the schedule missed two of its times",
        "failing" => "three attempts in a row failed",
        "paused" => "the sync stopped and waits for a person",
        "held" => "writing to other systems is switched off",
        _ => "the last run ended with a warning",
    }
}
