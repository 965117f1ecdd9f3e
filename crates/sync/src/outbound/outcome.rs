//! What became of records that were sent, and what follows from it here: one transaction for a batch of answers.

use std::sync::Arc;

use connector::{FindBy, Found, WriteOperation, WriteOutcome};
use model::{Actor, FieldId, FindingCode, RecordId};
use records::{WriteNote, WrittenOut, note_written};
use serde_json::{Map, Value, json};
use store::{DeadLetterRow, DeadLetterState, DeliveryLogRow, DeliveryRow, DeliveryState, RunRow, Session, WriteBatch};

use crate::begin::to_json;
use crate::outbound::calls::BatchCalls;
use crate::outbound::conflict::review;
use crate::outbound::deliver::{LOOK_AFTER_MS, due_again};
use crate::outbound::error::OutboundError;
use crate::outbound::feed::GONE_THERE;
use crate::outbound::report::{OutboundReport, WriteCounts};
use crate::outbound::run::{OutboundRun, Work, next_batch};
use crate::outbound::shown::{Sending, Shown, operation_name, operation_of};
use crate::outbound::task::Task;
use crate::outbound::values::same_there;

/// First pause between attempts, doubled each time.
const PAUSE_MS: i64 = 2_000;
/// Longest pause.
const PAUSE_MS_MAX: i64 = 15 * 60_000;
/// After so long a record that changed there is tried again; until then it should have been read.
const READ_FIRST_MS: i64 = 1_000;
/// Dead letters of writes stand behind those of rows that were read: a run has at most so many of these.
const LETTERS_FROM: i64 = 1 << 40;

/// What became of one record.
#[derive(Clone, Debug, PartialEq)]
pub enum Became {
    /// It was made, or found made, with this id.
    Created {
        /// The other system's id.
        id: String,
        /// Its version where told.
        version: Option<String>,
    },
    /// It has the values now.
    Updated {
        /// The other system's id.
        id: String,
        /// Its version where told.
        version: Option<String>,
    },
    /// It is gone.
    Deleted,
    /// It is there already and ours to change from now on.
    Adopted(Box<Found>),
    /// It did not happen; the same attempt is made again.
    NotHappened,
    /// To be tried again later.
    Again {
        /// After so long; after the usual pause where nothing is known.
        after_ms: Option<i64>,
        /// Why, for the row.
        code: String,
        /// In words.
        detail: String,
        /// True when it counts as an attempt.
        counts: bool,
    },
    /// Refused.
    Refused {
        /// The system's code.
        code: String,
        /// Its words.
        message: String,
        /// The field it names.
        field: Option<String>,
    },
    /// It looks like records that are there already; which one a person must say.
    Duplicate {
        /// Their ids.
        ids: Vec<String>,
        /// The system's code.
        code: String,
    },
    /// It changed there since it was read.
    Changed,
    /// There is no such record there any more.
    Missing,
    /// Sent, and not known yet; it is looked up later.
    InFlight,
    /// Nobody knows, and nobody can be asked.
    Unknown {
        /// Why, one line.
        why: &'static str,
    },
}

/// A record that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its row as noted before.
    pub row: DeliveryRow,
    /// What was sent.
    pub sending: Sending,
    /// What became of it.
    pub became: Became,
}

impl Sent {
    /// One record of a batch, with those of its calls that are worth keeping.
    #[must_use]
    pub fn new(row: DeliveryRow, sending: Sending, became: Became, calls: &BatchCalls, at: usize) -> Self {
        Self { row, sending: Sending { calls: calls.kept(at, &became), ..sending }, became }
    }
}

impl Became {
    /// The answer of a target.
    #[must_use]
    pub fn of(outcome: WriteOutcome) -> Self {
        match outcome {
            WriteOutcome::Created { id, version } => Self::Created { id, version },
            WriteOutcome::Updated { id, version } => Self::Updated { id, version },
            WriteOutcome::Deleted => Self::Deleted,
            WriteOutcome::Duplicate { ids, code } => Self::Duplicate { ids, code },
            WriteOutcome::Changed => Self::Changed,
            WriteOutcome::Missing => Self::Missing,
            WriteOutcome::Refused { code, message, may_pass: true, .. } => {
                Self::Again { after_ms: None, code, detail: message, counts: true }
            }
            WriteOutcome::Refused { code, message, field, may_pass: false } => Self::Refused { code, message, field },
            WriteOutcome::Unknown => Self::InFlight,
        }
    }
}

/// The pause before the next attempt.
#[must_use]
pub fn back_off_ms(attempts: i64) -> i64 {
    (PAUSE_MS << attempts.clamp(1, 20).saturating_sub(1)).min(PAUSE_MS_MAX)
}

impl OutboundRun<'_> {
    /// Asks the target about answers that need another look before they can be recorded.
    pub(super) fn clear_up(&self, work: &mut Work, sent: &mut [Sent]) {
        for one in sent {
            let became = match &one.became {
                Became::Duplicate { ids, code } => adopt(work, one, ids, code),
                Became::Changed => changed(work, one),
                Became::Created { .. }
                | Became::Updated { .. }
                | Became::Deleted
                | Became::Adopted(_)
                | Became::NotHappened
                | Became::Again { .. }
                | Became::Refused { .. }
                | Became::Missing
                | Became::InFlight
                | Became::Unknown { .. } => continue,
            };
            one.became = became;
        }
    }

    /// Commits what became of a batch.
    pub(super) fn record(&self, work: &mut Work, sent: Vec<Sent>) -> Result<(), OutboundError> {
        if sent.is_empty() {
            return Ok(());
        }
        let (task, sent) = (Arc::clone(&work.task), Arc::new(sent));
        let shared = Arc::clone(&sent);
        let (row, report, read_again) = self.commit(work, move |session, row, report| {
            let mut recorder = Recorder::new(session, &task, row, report, shared.len());
            recorder.take(session, &shared)?;
            let next = next_batch(row, &recorder.report, session.now_ms());
            let next = RunRow { checkpoint: recorder.checkpoint(), ..next };
            recorder.batch.run = Some(next.clone());
            session.commit_batch(&recorder.batch)?;
            Ok((next, recorder.report, recorder.read_again))
        })?;
        (work.row, work.report) = (row, report);
        work.read_again.extend(read_again);
        Ok(())
    }
}

/// Adopts the one record there that is meant, when it can be told.
fn adopt(work: &mut Work, sent: &Sent, ids: &[String], code: &str) -> Became {
    let review = || Became::Duplicate { ids: ids.to_vec(), code: code.to_owned() };
    let questions: Vec<FindBy> = if ids.is_empty() {
        identifying(&work.task, &sent.sending).map(|(name, value)| FindBy::Field(name, value)).collect()
    } else {
        ids.iter().take(20).map(|id| FindBy::Id(id.clone())).collect()
    };
    let Ok(answers) = work.target.find(&questions) else { return review() };
    let mut found: Vec<Found> = Vec::new();
    for one in answers.into_iter().flatten() {
        if !found.iter().any(|known| known.id == one.id) {
            found.push(one);
        }
    }
    let agrees = |one: &Found| identifying(&work.task, &sent.sending).any(|(name, value)| shows(one, &name, &Value::String(value)));
    let mut ours: Vec<Found> = found.into_iter().filter(agrees).collect();
    match (ours.pop(), ours.is_empty()) {
        (Some(one), true) => Became::Adopted(Box::new(one)),
        (_, _) => review(),
    }
}

/// A record that changed there: where it still shows what we believe in the fields that are written, only its version is new.
fn changed(work: &mut Work, sent: &Sent) -> Became {
    let Ok(answers) = work.target.find(&[FindBy::Id(sent.sending.id.clone())]) else { return Became::Changed };
    let Some(found) = answers.into_iter().flatten().next() else { return Became::Missing };
    let is_ours_to_write = !work.task.definition.reads()
        || sent.sending.old.iter().all(|(name, old)| found.fields.iter().all(|(known, value)| known != name || same_there(old, value)));
    if is_ours_to_write { Became::Adopted(Box::new(found)) } else { Became::Changed }
}

/// Values of what is sent that tell who the record is.
pub fn identifying<'s>(task: &'s Task, sending: &'s Sending) -> impl Iterator<Item = (String, String)> + 's {
    let identifies = |name: &str| task.map.lines().iter().any(|line| line.to == name && line.identifies(&task.object));
    sending
        .fields
        .iter()
        .filter(move |(name, _)| identifies(name))
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .filter(|(_, text)| !text.is_empty())
}

/// True when a record there shows this value; a field it does not tell about counts as another.
pub fn shows(found: &Found, name: &str, value: &Value) -> bool {
    match found.fields.iter().find(|(known, _)| known == name) {
        Some((_, shown)) => same_there(shown, value),
        None => value.is_null(),
    }
}

/// Makes everything that one batch of answers leaves behind.
struct Recorder<'a> {
    task: &'a Task,
    batch: WriteBatch,
    report: OutboundReport,
    read_again: Vec<String>,
    run: &'a RunRow,
    /// Lines of the log so far.
    number: i64,
    written: Vec<WrittenOut>,
    now_ms: i64,
}

impl<'a> Recorder<'a> {
    fn new(session: &Session<'_>, task: &'a Task, run: &'a RunRow, report: &OutboundReport, records: usize) -> Self {
        let checkpoint: Value = serde_json::from_str(&run.checkpoint).unwrap_or_default();
        let now_ms = session.now_ms();
        let batch = WriteBatch { at_ms: now_ms, actor: Some(Actor::Run(run.id)), ..WriteBatch::default() };
        Self {
            task,
            batch,
            report: report.clone(),
            read_again: Vec::new(),
            run,
            number: checkpoint.get("log").and_then(Value::as_i64).unwrap_or(0),
            written: Vec::with_capacity(records),
            now_ms,
        }
    }

    fn checkpoint(&self) -> String {
        json!({"log": self.number}).to_string()
    }

    fn take(&mut self, session: &mut Session<'_>, sent: &[Sent]) -> Result<(), OutboundError> {
        let ids: Vec<RecordId> = sent.iter().map(|one| one.row.record).collect();
        let now = session.deliveries(self.task.sync, &ids)?;
        let owners = self.owners(session, sent)?;
        for ((one, now), owner) in sent.iter().zip(now).zip(owners) {
            let wanted_seq = now.map_or(one.row.wanted_seq, |now| now.wanted_seq);
            let row = DeliveryRow { wanted_seq, ..one.row.clone() };
            let is_newer = wanted_seq > one.sending.seq;
            self.one(session, one, row, is_newer, owner)?;
        }
        let note = WriteNote {
            object: &self.task.object,
            source: self.task.source,
            run: self.run.id,
            at_ms: self.now_ms,
            actor: Actor::Run(self.run.id),
            hasher: self.task.hasher,
            ranks: &self.task.ranks,
        };
        let written = std::mem::take(&mut self.written);
        let noted = note_written(session, &note, &written, &mut self.batch)?;
        for (written, noted) in written.iter().zip(noted) {
            let Some(other) = noted.held_by else { continue };
            let subject = format!("sync:{}/{}", self.task.sync, written.external_id);
            let detail = json!({"external_id": written.external_id, "records": [noted.record.to_string(), other.to_string()]});
            let row = self.review(session, "matched_multiple", &subject, written.record, &detail)?;
            self.batch.reviews.extend(row);
        }
        Ok(())
    }

    /// For each adopted record there: the record here that is linked to it already, when it is another one.
    fn owners(&self, session: &mut Session<'_>, sent: &[Sent]) -> Result<Vec<Option<RecordId>>, OutboundError> {
        let mut owners = vec![None; sent.len()];
        let adopted: Vec<(usize, &str)> = sent
            .iter()
            .enumerate()
            .filter_map(|(at, one)| if let Became::Adopted(found) = &one.became { Some((at, found.id.as_str())) } else { None })
            .collect();
        if adopted.is_empty() {
            return Ok(owners);
        }
        let external_ids: Vec<&str> = adopted.iter().map(|(_, id)| *id).collect();
        let links = session.source_links(self.task.source, &external_ids)?;
        for ((at, _), link) in adopted.into_iter().zip(links) {
            let Some(link) = link.filter(|link| link.linked) else { continue };
            let own = sent.get(at).map_or(link.record, |one| one.row.record);
            let heads = session.resolve(&[link.record, own])?;
            if let ([holder, head], Some(slot)) = (heads.as_slice(), owners.get_mut(at)) {
                *slot = (holder != head).then_some(*holder);
            }
        }
        Ok(owners)
    }

    fn one(
        &mut self,
        session: &mut Session<'_>,
        sent: &Sent,
        mut row: DeliveryRow,
        is_newer: bool,
        owner: Option<RecordId>,
    ) -> Result<(), OutboundError> {
        row.code.clear();
        row.detail.clear();
        let operation = operation_of(&sent.sending.operation);
        match &sent.became {
            Became::Created { id, version } | Became::Updated { id, version } => {
                let made = operation == WriteOperation::Create;
                let outcome = if made && matches!(sent.became, Became::Created { .. }) { "created" } else { "updated" };
                self.succeed(&mut row, sent, id, version.as_deref(), outcome, is_newer);
            }
            Became::Deleted => self.deleted(&mut row, sent),
            Became::Adopted(found) => match owner {
                Some(owner) => self.duplicate(session, &mut row, sent, std::slice::from_ref(&found.id), "held_by_another", Some(owner))?,
                None => self.adopted(&mut row, sent, found),
            },
            Became::NotHappened => (row.state, row.due_ms) = (DeliveryState::Due, self.now_ms),
            Became::Again { after_ms, code, detail, counts } => {
                if *counts {
                    forget_attempt(&mut row);
                }
                self.again(&mut row, sent, *after_ms, code, detail, *counts);
            }
            Became::Refused { code, message, field } => self.refused(&mut row, sent, code, message, field.as_deref()),
            Became::Duplicate { ids, code } => self.duplicate(session, &mut row, sent, ids, code, None)?,
            Became::Changed => {
                self.read_again.push(sent.sending.id.clone());
                // What is read next has a version that nobody tells; bound to the old one the write would never pass.
                row.version.clear();
                forget_attempt(&mut row);
                self.again(&mut row, sent, Some(READ_FIRST_MS), "changed_there", "it was changed there meanwhile", false);
            }
            Became::Missing => self.missing(session, &mut row, sent)?,
            Became::InFlight => {
                row.due_ms = self.now_ms + LOOK_AFTER_MS;
                remember_calls(&mut row, sent);
                self.report.counts.waits += 1;
            }
            Became::Unknown { why } => {
                (row.state, row.code) = (DeliveryState::Unknown, "unknown_outcome".to_owned());
                row.detail = (*why).to_owned();
                self.report.counts.unknown += 1;
                self.log(sent, "unknown", &row.external_id, "unknown_outcome", why);
                let detail = json!({"operation": sent.sending.operation, "fields": object_of(&sent.sending.fields), "reason": why});
                let subject = format!("sync:{}/{}", self.task.sync, row.record);
                let review = self.review(session, "unknown_outcome", &subject, row.record, &detail)?;
                self.batch.reviews.extend(review);
            }
        }
        self.batch.deliveries.push(row);
        Ok(())
    }

    fn succeed(&mut self, row: &mut DeliveryRow, sent: &Sent, id: &str, version: Option<&str>, outcome: &'static str, is_newer: bool) {
        let mut shown = Shown::read(&row.shown);
        shown.take_sent(self.now_ms);
        (shown.gone, shown.remade) = (false, false);
        shown.created |= outcome == "created";
        let is_asked = !shown.asked.is_empty();
        row.shown = shown.to_json();
        id.clone_into(&mut row.external_id);
        row.version = version.unwrap_or_default().to_owned();
        (row.attempts, row.idempotency_key) = (0, String::new());
        // What changed meanwhile is compared at once; so are references that had to wait.
        let is_whole = !is_newer;
        row.state = match (is_whole, is_asked) {
            (false, _) => DeliveryState::Due,
            (true, true) => DeliveryState::Conflict,
            (true, false) => DeliveryState::InSync,
        };
        row.due_ms = self.now_ms;
        count_written(&mut self.report.counts, outcome);
        self.log(sent, outcome, id, "", "");
        let shows = sent.sending.shows.iter().map(|(field, value)| (FieldId(*field), value.clone())).collect();
        self.written.push(WrittenOut { record: row.record, external_id: id.to_owned(), shows, deleted: false });
    }

    fn deleted(&mut self, row: &mut DeliveryRow, sent: &Sent) {
        self.report.counts.written_deleted += 1;
        self.log(sent, "deleted", &sent.sending.id, "", "");
        self.written.push(WrittenOut { record: row.record, external_id: sent.sending.id.clone(), shows: Vec::new(), deleted: true });
        (row.state, row.attempts, row.code) = (DeliveryState::Excluded, 0, "deleted".to_owned());
        row.shown = Shown::default().to_json();
        for text in [&mut row.external_id, &mut row.version, &mut row.idempotency_key] {
            text.clear();
        }
    }

    /// From now on it is the record there that this one is written to; what it shows is compared first.
    fn adopted(&mut self, row: &mut DeliveryRow, sent: &Sent, found: &Found) {
        let mut shown = Shown::read(&row.shown);
        if operation_of(&sent.sending.operation) == WriteOperation::Create {
            for line in self.task.map.lines() {
                if let Some((name, value)) = found.fields.iter().find(|(name, _)| *name == line.to) {
                    shown.fields.entry(name.clone()).or_default().value = value.clone();
                }
            }
            shown.before = Some(0);
            self.report.counts.adopted += 1;
            self.log(sent, "adopted", &found.id, "", "");
            self.written.push(WrittenOut { record: row.record, external_id: found.id.clone(), shows: Vec::new(), deleted: false });
        }
        shown.sending = None;
        row.shown = shown.to_json();
        row.external_id.clone_from(&found.id);
        row.version = found.version.clone().unwrap_or_default();
        row.idempotency_key.clear();
        (row.state, row.due_ms) = (DeliveryState::Due, self.now_ms);
        row.attempts += 1;
        if row.attempts >= self.task.definition.attempts_max() {
            // Somebody is at work on it there: later, and not for ever at once.
            row.due_ms = self.now_ms + PAUSE_MS_MAX;
            row.attempts = 0;
        }
    }

    fn again(&mut self, row: &mut DeliveryRow, sent: &Sent, after_ms: Option<i64>, code: &str, detail: &str, counts: bool) {
        if counts {
            row.attempts += 1;
        }
        if counts && row.attempts >= self.task.definition.attempts_max() {
            self.refused(row, sent, code, detail, None);
            return;
        }
        row.state = DeliveryState::Due;
        row.due_ms = due_again(self.now_ms, after_ms, row.attempts);
        code.clone_into(&mut row.code);
        detail.clone_into(&mut row.detail);
        self.report.counts.waits += 1;
    }

    fn refused(&mut self, row: &mut DeliveryRow, sent: &Sent, code: &str, message: &str, field: Option<&str>) {
        (row.state, row.attempts) = (DeliveryState::Refused, 0);
        code.clone_into(&mut row.code);
        message.clone_into(&mut row.detail);
        row.idempotency_key.clear();
        let mut shown = Shown::read(&row.shown);
        shown.sending = Some(Sending { refused: true, calls: Vec::new(), ..sent.sending.clone() });
        row.shown = shown.to_json();
        self.report.counts.refused += 1;
        self.log(sent, "refused", &row.external_id.clone(), code, message);
        let lacking = self.task.options.lacking(&sent.sending, field);
        let raw = json!({
            "record": row.record.to_string(), "operation": sent.sending.operation, "external_id": row.external_id,
            "fields": object_of(&sent.sending.fields),
        });
        self.batch.dead_letters.push(DeadLetterRow {
            run: self.run.id,
            row_number: LETTERS_FROM + self.number,
            state: DeadLetterState::Rejected,
            code: if lacking.is_some() { FindingCode::TargetOptionUnknown } else { FindingCode::TargetRefused },
            field: lacking.as_ref().map_or(field.unwrap_or_default(), |(name, _)| name.as_str()).to_owned(),
            detail: match &lacking {
                Some((name, value)) => format!("{code}: {message}; {name} has no option {value:?} there"),
                None => format!("{code}: {message}"),
            },
            raw: raw.to_string(),
            candidates: row.record.to_string(),
        });
    }

    fn duplicate(
        &mut self,
        session: &mut Session<'_>,
        row: &mut DeliveryRow,
        sent: &Sent,
        ids: &[String],
        code: &str,
        holder: Option<RecordId>,
    ) -> Result<(), OutboundError> {
        self.refused(row, sent, code, "records that look the same exist there", None);
        let detail = json!({
            "external_ids": ids, "code": code, "record": row.record.to_string(),
            "held_by": holder.map(|id| id.to_string()), "fields": object_of(&sent.sending.fields),
        });
        let subject = format!("sync:{}/{}", self.task.sync, row.record);
        let review = self.review(session, "duplicate_there", &subject, row.record, &detail)?;
        self.batch.reviews.extend(review);
        Ok(())
    }

    /// The record there is gone. Where Rapport alone is the master it is made again; else whoever deleted it there may have meant it.
    fn missing(&mut self, session: &mut Session<'_>, row: &mut DeliveryRow, sent: &Sent) -> Result<(), OutboundError> {
        if operation_of(&sent.sending.operation) == WriteOperation::Delete {
            self.deleted(row, sent);
            return Ok(());
        }
        let creates = self.task.definition.outgoing.as_ref().is_some_and(|outgoing| outgoing.create);
        let mut shown = Shown::default();
        self.log(sent, "missing", &sent.sending.id, "", "");
        for text in [&mut row.external_id, &mut row.version, &mut row.idempotency_key] {
            text.clear();
        }
        self.written.push(WrittenOut { record: row.record, external_id: sent.sending.id.clone(), shows: Vec::new(), deleted: true });
        if creates && !self.task.definition.reads() {
            (row.state, row.due_ms) = (DeliveryState::Due, self.now_ms);
        } else {
            shown.gone = true;
            (row.state, row.code) = (DeliveryState::Excluded, GONE_THERE.to_owned());
            self.report.counts.left_out += 1;
            let subject = format!("sync:{}/{}", self.task.sync, row.record);
            let detail = json!({"external_id": sent.sending.id, "record": row.record.to_string()});
            let review = self.review(session, GONE_THERE, &subject, row.record, &detail)?;
            self.batch.reviews.extend(review);
        }
        row.shown = shown.to_json();
        Ok(())
    }

    fn review(
        &self,
        session: &mut Session<'_>,
        kind: &'static str,
        subject: &str,
        record: RecordId,
        detail: &Value,
    ) -> Result<Option<store::ReviewRow>, OutboundError> {
        if self.batch.reviews.iter().any(|known| known.kind == kind && known.subject == subject) {
            return Ok(None);
        }
        Ok(review(session, kind, subject, self.task.sync, Some(self.run.id), Some(self.task.object.id), Some(record), detail)?)
    }

    fn log(&mut self, sent: &Sent, outcome: &str, external_id: &str, code: &str, detail: &str) {
        self.number += 1;
        let calls = if matches!(outcome, "refused" | "unknown") { sent.sending.calls.as_slice() } else { &[] };
        self.batch.delivery_log.push(DeliveryLogRow {
            run: self.run.id,
            number: self.number,
            sync: self.task.sync,
            record: sent.row.record,
            operation: operation_name(operation_of(&sent.sending.operation)).to_owned(),
            outcome: outcome.to_owned(),
            external_id: external_id.to_owned(),
            code: code.to_owned(),
            detail: detail.to_owned(),
            old: to_json(&object_of(&sent.sending.old)),
            new: to_json(&object_of(&sent.sending.fields)),
            calls: if calls.is_empty() { String::new() } else { to_json(&calls) },
            at_ms: self.now_ms,
        });
    }
}

/// Keeps how it was sent with a write of which nobody knows yet what became of it.
fn remember_calls(row: &mut DeliveryRow, sent: &Sent) {
    if sent.sending.calls.is_empty() {
        return;
    }
    let mut shown = Shown::read(&row.shown);
    if let Some(sending) = shown.sending.as_mut() {
        sending.calls.clone_from(&sent.sending.calls);
        row.shown = shown.to_json();
    }
}

/// The attempt was answered, and did not happen: a system that remembers keys would only answer the same again.
fn forget_attempt(row: &mut DeliveryRow) {
    row.idempotency_key.clear();
    let shown = Shown { sending: None, ..Shown::read(&row.shown) };
    row.shown = shown.to_json();
}

fn count_written(counts: &mut WriteCounts, outcome: &str) {
    if outcome == "created" { counts.written_created += 1 } else { counts.written_updated += 1 }
}

/// Values by name as a JSON object.
pub fn object_of(fields: &[(String, Value)]) -> Map<String, Value> {
    fields.iter().cloned().collect()
}
