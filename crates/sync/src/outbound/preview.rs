//! What writing would do now: every record decided as a pass would decide it, with nothing sent and nothing noted.

use std::collections::BTreeSet;

use connector::WriteOperation;
use model::{RecordId, RecordState};
use serde::Serialize;
use serde_json::Value;
use store::{DeliveryState, RecordPage, RecordQuery, Session};

use crate::inbound::state::InboundState;
use crate::outbound::decide::{Decision, decide};
use crate::outbound::error::OutboundError;
use crate::outbound::feed::{LOOKED_AT, look, progress_of};
use crate::outbound::outcome::object_of;
use crate::outbound::push_back::ExternalWrite;
use crate::outbound::run::OutboundRun;
use crate::outbound::shown::{Sending, operation_of};
use crate::outbound::task::Task;

/// Writes listed unless more are asked for; all are counted.
const WRITES_LISTED_MAX: usize = 100;
/// Steps through the records, and through the log.
const STEPS_MAX: usize = 10_000_000;

/// What writing would do now, before anything more is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WritePreview {
    /// Nothing is written until everything there was read once: what is there already is not known yet, so nothing is counted.
    pub waits_for_first_read: bool,
    /// To be made there.
    pub create: u64,
    /// To be changed there.
    pub update: u64,
    /// To be deleted there.
    pub delete: u64,
    /// Equal as far as known.
    pub in_sync: u64,
    /// Left out by share, filter or state.
    pub left_out: u64,
    /// Wait for records that they refer to.
    pub waits: u64,
    /// Wait for a person, because both sides changed the same field.
    pub conflicts: u64,
    /// How many of them are listed at most.
    #[serde(skip)]
    listed_max: usize,
    /// The first writes, with the values there as far as known and the values that would be sent.
    pub writes: Vec<ExternalWrite>,
}

impl OutboundRun<'_> {
    /// Finds out what a pass would write now; the first hundred writes are listed. For syncs in any state; the other system is asked nothing but what it can do.
    ///
    /// # Errors
    /// As [`OutboundRun::start`].
    pub fn preview(&self) -> Result<WritePreview, OutboundError> {
        self.foretell(WRITES_LISTED_MAX)
    }

    /// As [`OutboundRun::preview`], with the first `listed_max` writes listed.
    ///
    /// # Errors
    /// As [`OutboundRun::preview`].
    pub fn foretell(&self, listed_max: usize) -> Result<WritePreview, OutboundError> {
        let (sync, task) = self.prepare_any()?;
        let mut preview = WritePreview { listed_max, ..WritePreview::default() };
        let progress = self.store.read(|session| progress_of(session, sync.id))?;
        if task.definition.reads() && InboundState::of(&progress).full_ms.is_none() {
            preview.waits_for_first_read = true;
            return Ok(preview);
        }
        let mut after = None;
        for _ in 0..STEPS_MAX {
            self.check_stop()?;
            let ids = self.store.read(|session| next_live(session, &task, after))?;
            let Some(last) = ids.last() else { break };
            after = Some(*last);
            self.store.read(|session| preview.add(session, &task, &ids))?;
        }
        let deleted = self.deleted(&task, progress.change_seq)?;
        for ids in deleted.chunks(LOOKED_AT) {
            self.store.read(|session| preview.add(session, &task, ids))?;
        }
        Ok(preview)
    }

    /// Records deleted here since the log was followed last, or whose deletion there is due.
    pub(super) fn deleted(&self, task: &Task, change_seq: i64) -> Result<Vec<RecordId>, OutboundError> {
        let mut found = BTreeSet::new();
        let mut seq = change_seq;
        for _ in 0..STEPS_MAX {
            self.check_stop()?;
            let (last, deleted) = self.store.read(|session| {
                let changes = session.changes_after(seq, &[task.object.id], LOOKED_AT)?;
                let ids: Vec<RecordId> = changes.iter().map(|change| change.record).collect();
                Ok::<_, OutboundError>((changes.last().map(|change| change.seq), only_deleted(session, &ids)?))
            })?;
            found.extend(deleted);
            let Some(last) = last else { break };
            seq = last;
        }
        let mut after = RecordId(i64::MIN);
        for _ in 0..STEPS_MAX {
            let (last, deleted) = self.store.read(|session| {
                let rows = session.deliveries_in(task.sync, DeliveryState::Due, after, LOOKED_AT)?;
                let ids: Vec<RecordId> = rows.iter().map(|row| row.record).collect();
                Ok::<_, OutboundError>((ids.last().copied(), only_deleted(session, &ids)?))
            })?;
            found.extend(deleted);
            let Some(last) = last else { break };
            after = last;
        }
        Ok(found.into_iter().collect())
    }
}

fn only_deleted(session: &mut Session<'_>, ids: &[RecordId]) -> Result<Vec<RecordId>, OutboundError> {
    let rows = session.records(ids)?;
    Ok(rows.into_iter().flatten().filter(|row| row.state == RecordState::Deleted).map(|row| row.id).collect())
}

fn next_live(session: &mut Session<'_>, task: &Task, after: Option<RecordId>) -> Result<Vec<RecordId>, OutboundError> {
    let mut page = RecordPage::default();
    let query = RecordQuery { after: after.map(|id| (Vec::new(), id)), ..RecordQuery::new(&task.object, LOOKED_AT) };
    session.record_list(&query, &mut page)?;
    Ok(page.lines.iter().map(|line| line.id).collect())
}

impl WritePreview {
    pub(super) fn add(&mut self, session: &mut Session<'_>, task: &Task, ids: &[RecordId]) -> Result<(), OutboundError> {
        let now_ms = session.now_ms();
        let known = look(session, task, ids)?;
        for (id, delivery) in ids.iter().zip(session.deliveries(task.sync, ids)?) {
            let Some(record) = known.records.get(id) else { continue };
            let decided = decide(task, record, delivery.as_ref(), now_ms, &|id| known.reference(id));
            match decided.decision {
                Decision::InSync => self.in_sync += 1,
                Decision::Excluded(_) => self.left_out += 1,
                Decision::Asked => self.conflicts += 1,
                Decision::Waits => self.waits += 1,
                Decision::Write(sending) => self.write(*id, &sending, now_ms),
            }
        }
        Ok(())
    }

    fn write(&mut self, record: RecordId, sending: &Sending, at_ms: i64) {
        let number = self.create + self.update + self.delete + 1;
        match operation_of(&sending.operation) {
            WriteOperation::Create => self.create += 1,
            WriteOperation::Update => self.update += 1,
            WriteOperation::Delete => self.delete += 1,
        }
        if self.writes.len() < self.listed_max {
            self.writes.push(ExternalWrite {
                number: i64::try_from(number).unwrap_or(i64::MAX),
                record: record.to_string(),
                operation: sending.operation.clone(),
                outcome: "planned".to_owned(),
                external_id: sending.id.clone(),
                code: String::new(),
                message: String::new(),
                calls: Vec::new(),
                old: Value::Object(object_of(&sending.old)),
                new: Value::Object(object_of(&sending.fields)),
                at_ms,
            });
        }
    }
}
