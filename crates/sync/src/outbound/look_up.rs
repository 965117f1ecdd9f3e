//! Looking before repeating: what became of writes whose answer nobody saw.
//!
//! A system is asked in the way that proves most: by our id in its key field, by its own id, by the values that tell who a
//! record is. What happened is recorded as if the answer had come; what did not happen is sent again with the same key. Where a
//! repetition cannot do harm it needs no proof; where it can and nobody can be asked, a person decides.

use connector::{ConnectorError, FindBy, Found, NextStep, WriteOperation};
use model::RecordId;
use serde_json::Value;
use store::{DeliveryRow, DeliveryState};

use crate::outbound::deliver::due_again;
use crate::outbound::error::OutboundError;
use crate::outbound::feed::look;
use crate::outbound::outcome::{Became, Sent, identifying, shows};
use crate::outbound::run::{OutboundRun, Work};
use crate::outbound::shown::{Sending, Shown, operation_of};
use crate::outbound::task::Task;
use crate::outbound::values::same_there;

/// Writes looked up at once.
const AT_ONCE: usize = 200;
/// Turns of one pass.
const TURNS_MAX: usize = 100_000;

const ASK_NOBODY: &str = "the other system cannot be asked whether the record was made";
const SEVERAL: &str = "several records there could be the one that was made";
const NOT_QUITE: &str = "a record there has the same identifying values but others as well that were not sent";

impl OutboundRun<'_> {
    /// Settles every write whose outcome is unknown and that is old enough to have happened.
    pub(super) fn look_up(&self, work: &mut Work) -> Result<(), OutboundError> {
        let id = self.sync;
        for _ in 0..TURNS_MAX {
            self.check_stop()?;
            let now_ms = self.store.clock().now_ms();
            let rows = self.store.read(|session| session.deliveries_due(id, &[DeliveryState::Sending], now_ms, AT_ONCE))?;
            if rows.is_empty() {
                return Ok(());
            }
            let (mut sent, open) = self.linked_since(work, rows)?;
            let (asked, failed) = ask(work, open, now_ms);
            sent.extend(asked);
            self.record(work, sent)?;
            if let Some(error) = failed {
                return Err(error.into());
            }
        }
        Ok(())
    }
}

impl OutboundRun<'_> {
    /// Records that were to be made there and were read there meanwhile need no question: they are compared.
    fn linked_since(&self, work: &Work, rows: Vec<DeliveryRow>) -> Result<(Vec<Sent>, Vec<DeliveryRow>), OutboundError> {
        let ids: Vec<RecordId> = rows.iter().filter(|row| row.external_id.is_empty()).map(|row| row.record).collect();
        if ids.is_empty() {
            return Ok((Vec::new(), rows));
        }
        let known = self.store.read(|session| look(session, &work.task, &ids))?;
        let (mut linked, mut open) = (Vec::new(), Vec::new());
        for row in rows {
            let view = known.records.get(&row.record).and_then(|record| record.views.iter().find(|view| view.linked));
            let mut shown = Shown::read(&row.shown);
            match (view, shown.sending.take()) {
                (Some(view), Some(sending)) => {
                    let row = DeliveryRow { external_id: view.external_id.clone(), shown: shown.to_json(), ..row };
                    linked.push(Sent { row, sending, became: Became::NotHappened });
                }
                (Some(_) | None, _) => open.push(row),
            }
        }
        Ok((linked, open))
    }
}

/// The question about one write.
fn question(task: &Task, row: &DeliveryRow, sending: &Sending) -> Vec<FindBy> {
    let has_key = task.definition.outgoing.as_ref().is_some_and(|outgoing| outgoing.key_field.is_some());
    match operation_of(&sending.operation) {
        WriteOperation::Update | WriteOperation::Delete => vec![FindBy::Id(sending.id.clone())],
        WriteOperation::Create if has_key => vec![FindBy::Record(row.record.to_string())],
        WriteOperation::Create if !row.external_id.is_empty() => vec![FindBy::Id(row.external_id.clone())],
        WriteOperation::Create => identifying(task, sending).map(|(name, value)| FindBy::Field(name, value)).collect(),
    }
}

/// Asks about all rows; a failure leaves what could not be asked for later.
fn ask(work: &mut Work, rows: Vec<DeliveryRow>, now_ms: i64) -> (Vec<Sent>, Option<ConnectorError>) {
    let mut asked = Vec::with_capacity(rows.len());
    let mut questions = Vec::new();
    for row in rows {
        let Some(sending) = Shown::read(&row.shown).sending else {
            // Nothing tells what was sent: it is compared anew.
            let sending = Sending {
                operation: "update".to_owned(),
                id: row.external_id.clone(),
                fields: Vec::new(),
                old: Vec::new(),
                shows: Vec::new(),
                before: None,
                seq: 0,
                returning: Vec::new(),
                refused: false,
                calls: Vec::new(),
            };
            asked.push((row, sending, 0..0));
            continue;
        };
        let start = questions.len();
        questions.extend(question(&work.task, &row, &sending));
        asked.push((row, sending, start..questions.len()));
    }
    let answers = if questions.is_empty() || !work.task.can.find { Ok(Vec::new()) } else { work.target.find(&questions) };
    let (answers, failed) = match answers {
        Ok(answers) if answers.len() == questions.len() => (Some(answers), None),
        Ok(_) => (None, None),
        Err(ConnectorError::Unsupported { .. }) => (None, None),
        Err(error) => (None, Some(error)),
    };
    let mut sent = Vec::with_capacity(asked.len());
    for (mut row, sending, range) in asked {
        let became = match (&answers, &failed) {
            (_, Some(error)) => {
                let after = if let NextStep::Wait(after) = error.next_step() { after } else { None };
                let after_ms = after.map(|after| i64::try_from(after.as_millis()).unwrap_or(i64::MAX));
                row.due_ms = due_again(now_ms, after_ms, row.attempts);
                Became::InFlight
            }
            (Some(answers), None) if !range.is_empty() => {
                let found: Vec<&Found> = answers.get(range).unwrap_or_default().iter().flatten().collect();
                judge(&work.task, &row, &sending, &found)
            }
            (_, None) => without_asking(&work.task, &sending),
        };
        sent.push(Sent { row, sending, became });
    }
    (sent, failed)
}

/// Where nobody can be asked, only what does no harm is repeated.
fn without_asking(task: &Task, sending: &Sending) -> Became {
    let has_key = task.definition.outgoing.as_ref().is_some_and(|outgoing| outgoing.key_field.is_some());
    match operation_of(&sending.operation) {
        // The same values once more, and a deletion once more, change nothing.
        WriteOperation::Update | WriteOperation::Delete => Became::NotHappened,
        WriteOperation::Create if task.can.idempotency_key || (has_key && task.can.upsert_by_key) => Became::NotHappened,
        WriteOperation::Create => Became::Unknown { why: ASK_NOBODY },
    }
}

fn judge(task: &Task, row: &DeliveryRow, sending: &Sending, found: &[&Found]) -> Became {
    match operation_of(&sending.operation) {
        WriteOperation::Delete => {
            if found.is_empty() {
                Became::Deleted
            } else {
                Became::NotHappened
            }
        }
        WriteOperation::Update => match found {
            [] => Became::Missing,
            [one, ..] if has_all(one, &sending.fields) => Became::Updated { id: one.id.clone(), version: one.version.clone() },
            [one, ..] if has_old(one, sending) => Became::NotHappened,
            [_, ..] => Became::Changed,
        },
        WriteOperation::Create => judge_create(task, row, sending, found),
    }
}

fn judge_create(task: &Task, row: &DeliveryRow, sending: &Sending, found: &[&Found]) -> Became {
    let has_key = task.definition.outgoing.as_ref().is_some_and(|outgoing| outgoing.key_field.is_some());
    let mut ids: Vec<&str> = found.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let proven = has_key || !row.external_id.is_empty();
    match (found, ids.as_slice()) {
        ([], _) => Became::NotHappened,
        ([one, ..], [_]) if has_all(one, &sending.fields) => Became::Created { id: one.id.clone(), version: one.version.clone() },
        // It carries our id: it is the one, whatever was made of its values since.
        ([one, ..], [_]) if proven => Became::Adopted(Box::new((*one).clone())),
        (_, [_]) => Became::Unknown { why: NOT_QUITE },
        (_, _) => {
            let mut whole = found.iter().filter(|one| has_all(one, &sending.fields));
            match (whole.next(), whole.all(|other| Some(other.id.as_str()) == ids.first().copied())) {
                (Some(one), true) => Became::Created { id: one.id.clone(), version: one.version.clone() },
                (Some(_), false) => Became::Unknown { why: SEVERAL },
                (None, _) => Became::Unknown { why: NOT_QUITE },
            }
        }
    }
}

/// True when a record there has every value that was sent, as far as it tells.
fn has_all(found: &Found, fields: &[(String, Value)]) -> bool {
    let tells = |name: &str| found.fields.iter().any(|(known, _)| known == name);
    fields.iter().all(|(name, value)| !tells(name) || shows(found, name, value)) && fields.iter().any(|(name, _)| tells(name))
}

/// True when it still has the values from before, in every field that was to change.
fn has_old(found: &Found, sending: &Sending) -> bool {
    !sending.old.is_empty()
        && sending
            .old
            .iter()
            .all(|(name, old)| found.fields.iter().find(|(known, _)| known == name).is_none_or(|(_, value)| same_there(value, old)))
}
