//! What the deciding thread knows of one live sync, and when that is due.

use model::ObjectId;
use store::SyncProgressRow;

use crate::definition::Schedule;
use crate::outbound::is_looked_at;
use crate::tasks::Task;
use crate::worker::{PassEnd, PassError, Times, pass};

/// Gap after a first failure; doubled with each further one.
const GAP_MS: i64 = 5_000;
/// A sync that follows changes here gathers them for so long between two passes.
const CHANGES_GAP_MS: i64 = 1_000;
/// Longest gap after failures.
const GAP_MAX_MS: i64 = 3_600_000;
/// Gap between two looks after what makes another system send pushes (ms).
const KEEP_MS: i64 = 3_600_000;

/// What the deciding thread knows of one live sync.
pub(super) struct Live {
    /// Version that `times` was read from.
    pub version: i64,
    pub connection: i64,
    /// What is read of the connection.
    pub stream: String,
    pub times: Option<Times>,
    /// When both sides are compared, and when they were last.
    pub comparing: Option<(Times, i64)>,
    pub by_push: bool,
    /// When the subscription to its pushes is looked after next, and how often in a row that failed.
    pub keep_ms: i64,
    pub keep_failures: u32,
    pub by_change: bool,
    /// When its last pass began, by us or before.
    pub last_ms: Option<i64>,
    /// Not before this time: a failure, or something that waits.
    pub not_before_ms: i64,
    /// Something waits until this time.
    pub due_ms: Option<i64>,
    /// What waits needs the other system to be read.
    pub reads_again: bool,
    pub failures: u32,
    pub object: ObjectId,
    /// Changes up to this one were looked at for writing; `None` when all records are to be looked at.
    pub seen_seq: Option<i64>,
    /// Something that is to be written may have changed here.
    pub is_changed: bool,
    /// When its last pass because of a change began.
    pub changed_ms: i64,
}

impl Live {
    /// `last`: when its last pass and its last comparison began; `waits`: when the next delivery that is open is due.
    pub fn new(task: &Task, last: (Option<i64>, Option<i64>), progress: Option<&SyncProgressRow>, waits: Option<i64>) -> Self {
        let triggers = &task.definition.triggers;
        let times = |schedule: &Option<Schedule>, pointer: &str| {
            schedule.as_ref().and_then(|schedule| match Times::new(schedule, pointer) {
                Ok(times) => Some(times),
                Err(error) => {
                    tracing::warn!(sync = task.row.id, error = %error, "a schedule of a sync cannot be used");
                    None
                }
            })
        };
        let (last_ms, compared_ms) = last;
        let comparing = times(&task.definition.reconcile, "/reconcile").map(|times| (times, compared_ms.unwrap_or(task.row.updated_ms)));
        Self {
            version: task.row.version,
            connection: task.row.connection,
            stream: task.definition.stream.clone(),
            times: times(&triggers.schedule, "/triggers/schedule"),
            comparing,
            by_push: triggers.push && task.definition.reads(),
            keep_ms: 0,
            keep_failures: 0,
            by_change: triggers.change && task.definition.writes(),
            last_ms,
            not_before_ms: 0,
            due_ms: waits.filter(|_| task.definition.writes()),
            reads_again: false,
            failures: 0,
            object: task.row.object,
            // What another definition has looked at says nothing about this one.
            seen_seq: progress.filter(|progress| is_looked_at(progress, task.row.version)).map(|progress| progress.change_seq),
            is_changed: false,
            changed_ms: 0,
        }
    }

    /// Takes in what came of looking after its pushes.
    pub fn note_kept(&mut self, sync: i64, result: &Result<PassEnd, PassError>, now_ms: i64) {
        match result {
            Ok(_) => (self.keep_failures, self.keep_ms) = (0, now_ms + KEEP_MS),
            Err(error) => {
                tracing::warn!(sync, error = %error, "the pushes of sync {sync} could not be looked after");
                self.keep_failures = self.keep_failures.saturating_add(1);
                self.keep_ms = now_ms + gap_ms(self.keep_failures);
            }
        }
    }

    /// When it is due, and why; `is_pushed`: pushes of its stream wait.
    pub fn due(&self, now_ms: i64, is_pushed: bool) -> (Option<i64>, &'static str) {
        let mut due: (Option<i64>, &'static str) = (self.times.as_ref().and_then(|times| times.next(self.last_ms, now_ms)), "schedule");
        let mut or_at = |at_ms: i64, trigger| {
            // What is due already by the schedule does everything.
            if due.0.is_none_or(|known| known > now_ms && at_ms < known) {
                due = (Some(at_ms), trigger);
            }
        };
        if let Some(waits) = self.due_ms {
            or_at(waits, if self.reads_again { "schedule" } else { "change" });
        }
        if self.by_change && self.is_changed {
            let at_ms = now_ms.max(self.changed_ms.saturating_add(CHANGES_GAP_MS));
            or_at(self.times.as_ref().map_or(at_ms, |times| times.within_hours(at_ms)), "change");
        }
        if self.by_push {
            // Before the pushes that wait, for they may never end.
            or_at(self.keep_ms, pass::KEEP_PUSHES);
            if is_pushed {
                or_at(now_ms, "push");
            }
        }
        if let Some((times, compared_ms)) = &self.comparing
            && let Some(at_ms) = times.next(Some(*compared_ms), now_ms)
        {
            or_at(at_ms, pass::RECONCILE);
        }
        due
    }
}

/// How long a sync rests after so many failures in a row (ms).
pub(super) fn gap_ms(failures: u32) -> i64 {
    GAP_MS.saturating_mul(1 << failures.min(12).saturating_sub(1)).min(GAP_MAX_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_767_600_000_000;

    /// A live sync that follows pushes of connection 1 and has no schedule.
    fn by_push() -> Live {
        Live {
            version: 1,
            connection: 1,
            stream: "people".to_owned(),
            times: None,
            comparing: None,
            by_push: true,
            keep_ms: 0,
            keep_failures: 0,
            by_change: false,
            last_ms: None,
            not_before_ms: 0,
            due_ms: None,
            reads_again: false,
            failures: 0,
            object: ObjectId(1),
            seen_seq: None,
            is_changed: false,
            changed_ms: 0,
        }
    }

    #[test]
    fn pushes_are_looked_after_at_once_and_each_hour_however_many_of_them_wait() {
        let mut live = by_push();
        assert_eq!(live.due(NOW_MS, true), (Some(0), pass::KEEP_PUSHES));
        live.note_kept(7, &Ok(PassEnd::default()), NOW_MS);
        assert_eq!(live.due(NOW_MS + 1, true), (Some(NOW_MS + 1), "push"));
        assert_eq!(live.due(NOW_MS + 1, false), (Some(NOW_MS + KEEP_MS), pass::KEEP_PUSHES));
        assert_eq!(live.due(NOW_MS + KEEP_MS, true).1, pass::KEEP_PUSHES);
        let without = Live { by_push: false, ..by_push() };
        assert_eq!(without.due(NOW_MS, true).0, None);
    }

    #[test]
    fn what_keeps_failing_is_tried_with_growing_gaps_and_holds_up_nothing_else() {
        let mut live = by_push();
        let gaps: Vec<i64> = (0..4)
            .map(|_| {
                live.note_kept(7, &Err(PassError::NotLive("refused".to_owned())), NOW_MS);
                live.keep_ms - NOW_MS
            })
            .collect();
        assert_eq!((gaps, live.keep_failures, live.failures, live.not_before_ms), (vec![5_000, 10_000, 20_000, 40_000], 4, 0, 0));
        assert_eq!(live.due(NOW_MS, true).1, "push");
        live.note_kept(7, &Ok(PassEnd::default()), NOW_MS);
        assert_eq!(live.keep_failures, 0);
    }
}
