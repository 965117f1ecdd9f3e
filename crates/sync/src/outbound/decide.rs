//! What one record needs at the other system: the difference between the golden record and what that system is known to show.
//!
//! Pure. No difference, no write: an echo, a repetition and a restart all end here.

use std::collections::BTreeSet;
use std::hash::Hasher;

use connector::{Outgoing, WriteOperation};
use model::{FieldId, RecordState};
use records::{Outward, OutwardView};
use serde_json::Value;
use siphasher::sip128::{Hasher128, SipHasher13};
use store::DeliveryRow;

use crate::outbound::feed::GONE_THERE;
use crate::outbound::shown::{Given, Sending, Shown, operation_name, operation_of};
use crate::outbound::task::Task;
use crate::outbound::values::{Facts, Outgo, ReferenceOf};

/// How often a value is given again that was given lately and not kept, before the field is stopped.
const RETURNS_MAX: u32 = 2;
/// As before, where a person set the value: they may mean it.
const RETURNS_MAX_BY_HAND: u32 = 5;
/// Returns further apart are people who disagree, and no machines.
const RETURNS_WITHIN_MS: i64 = 86_400_000;

/// What a record needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Nothing: both sides are equal as far as known.
    InSync,
    /// It takes no part, for a reason with a stable name: `share`, `filter`, `merged`, `not_created`, `deleted`, `gone_there`.
    Excluded(&'static str),
    /// Everything that may be written is; fields that both sides changed wait for a person.
    Asked,
    /// It refers to records that are not there yet.
    Waits,
    /// This is to be written.
    Write(Box<Sending>),
}

/// A decision with what is remembered after it.
#[derive(Clone, Debug)]
pub struct Decided {
    /// What the record needs.
    pub decision: Decision,
    /// What is remembered; with the write under way in it.
    pub shown: Shown,
    /// Fields there that were stopped now, with the value that never settles.
    pub unsettled: Vec<(String, Value)>,
    /// The id there, where known.
    pub external_id: String,
}

/// One line of the map with what is known of it.
struct Judged<'a> {
    name: &'a str,
    field: Option<FieldId>,
    now: &'a Value,
    known: Option<Value>,
    is_equal: bool,
    /// The system was read since the last write and did not show what it had been given.
    was_not_kept: bool,
}

/// The row there that is written for a record: the one that was, as long as it is linked; else the first one that is.
#[must_use]
pub fn stands_for<'a>(record: &'a Outward, delivery: Option<&DeliveryRow>) -> Option<&'a OutwardView> {
    let linked = || record.views.iter().filter(|view| view.linked);
    linked().find(|view| delivery.is_some_and(|delivery| delivery.external_id == view.external_id)).or_else(|| linked().next())
}

/// Decides one record.
#[must_use]
pub fn decide(task: &Task, record: &Outward, delivery: Option<&DeliveryRow>, now_ms: i64, reference: ReferenceOf<'_>) -> Decided {
    let mut shown = delivery.map(|delivery| Shown::read(&delivery.shown)).unwrap_or_default();
    let seq = delivery.map_or(0, |delivery| delivery.wanted_seq);
    let known_id = delivery.map(|delivery| delivery.external_id.as_str()).filter(|id| !id.is_empty());
    let view = stands_for(record, delivery);
    let external_id = view.map(|view| view.external_id.as_str()).or(known_id).unwrap_or_default().to_owned();
    if view.is_some_and(|view| known_id.is_some_and(|id| id != view.external_id)) {
        // Another record there stands for this one now; what the first one was given says nothing about it.
        shown = Shown { asked: std::mem::take(&mut shown.asked), ..Shown::default() };
    }
    let decided = |decision, shown| Decided { decision, shown, unsettled: Vec::new(), external_id: external_id.clone() };
    let own_id = record.id.to_string();
    let ids_there = || record.views.iter().filter(|view| view.linked).map(|view| view.external_id.as_str()).chain(known_id);
    if task.is_left_out(&own_id, ids_there()) {
        return decided(Decision::Excluded("excluded"), shown);
    }
    match record.state {
        RecordState::Live => {}
        RecordState::Merged => return decided(Decision::Excluded("merged"), shown),
        RecordState::Deleted => {
            let decision = decide_deleted(task, record, &shown, &external_id, seq);
            if let Decision::Write(sending) = &decision {
                shown.sending = Some(sending.as_ref().clone());
            }
            return decided(decision, shown);
        }
    }
    if !task.has_turn(ids_there().chain([own_id.as_str()])) {
        return decided(Decision::Excluded("share"), shown);
    }
    if !task.takes(&record.golden) {
        return decided(Decision::Excluded("filter"), shown);
    }
    let creates = external_id.is_empty();
    if view.is_none() && !shown.remade && (shown.gone || record.views.iter().any(|view| view.gone)) {
        return decided(Decision::Excluded(GONE_THERE), shown);
    }
    if creates && !task.definition.outgoing.as_ref().is_some_and(|outgoing| outgoing.create) {
        return decided(Decision::Excluded("not_created"), shown);
    }
    decide_live(task, record, view, (shown, now_ms, seq), external_id, reference)
}

/// A record that was deleted here. Deleted there is what a person deleted here while the other system showed it, and what we
/// made there; a run that was undone takes nothing away from the system it had read.
fn decide_deleted(task: &Task, record: &Outward, shown: &Shown, external_id: &str, seq: i64) -> Decision {
    let is_linked = record.views.iter().any(|view| view.linked && view.external_id == external_id);
    let may = task.definition.outgoing.as_ref().is_some_and(|outgoing| outgoing.delete) && task.can.delete;
    if !may || external_id.is_empty() || !(is_linked || shown.created) {
        return Decision::Excluded("deleted");
    }
    let old = shown.fields.iter().map(|(name, given)| (name.clone(), given.value.clone())).collect();
    Decision::Write(Box::new(Sending {
        operation: operation_name(WriteOperation::Delete).to_owned(),
        id: external_id.to_owned(),
        fields: Vec::new(),
        old,
        shows: Vec::new(),
        before: None,
        seq,
        returning: Vec::new(),
        refused: false,
        calls: Vec::new(),
    }))
}

fn decide_live(
    task: &Task,
    record: &Outward,
    view: Option<&OutwardView>,
    known: (Shown, i64, i64),
    external_id: String,
    reference: ReferenceOf<'_>,
) -> Decided {
    let (mut shown, now_ms, seq) = known;
    let facts = Facts { id: record.id, version: record.version, created_ms: record.created_ms, updated_ms: record.updated_ms };
    let values = task.map.values(facts, &record.golden, reference);
    let viewed = view.map(|view| task.map.values(facts, &view.doc, reference));
    let creates = external_id.is_empty();
    // A record that may have been made there is made once more in exactly the same way: a system that knows the attempt answers
    // with the one it made, and what differs by now is written to that.
    if let Some(made) = shown.sending.clone().filter(|made| creates && made.operation == "create" && !made.refused) {
        let decision = Decision::Write(Box::new(made));
        return Decided { decision, shown, unsettled: Vec::new(), external_id };
    }
    shown.set_aside(view.map_or(0, |view| view.hash));
    let was_read = view.is_some_and(|view| shown.before != Some(view.hash));
    let mut waits = false;
    let mut judged = Vec::with_capacity(values.len());
    for (at, (line, value)) in task.map.lines().iter().zip(&values).enumerate() {
        let Outgo::Value(now) = value else {
            waits = true;
            continue;
        };
        if line.only_create && !creates {
            continue;
        }
        let given = shown.fields.get(&line.to).map(|given| &given.value);
        let is_read = line.field().is_some_and(|field| task.back.reads(field));
        let seen = viewed.as_ref().filter(|_| is_read).and_then(|viewed| viewed.get(at));
        let seen = if let Some(Outgo::Value(seen)) = seen { Some(seen) } else { None };
        // What was written and not read since is believed only where the view says the same: an undo may have put it back.
        let is_equal = match seen {
            Some(seen) => seen == now && (was_read || given.is_none_or(|given| given == now)),
            None => given.map_or(now.is_null(), |given| given == now),
        };
        let is_equal = is_equal && !shown.is_unsure(&line.to);
        let known = if was_read { seen.or(given) } else { given.or(seen) };
        let was_not_kept = was_read && seen.is_some_and(|seen| given.is_some_and(|given| given != seen));
        judged.push(Judged { name: &line.to, field: line.field(), now, known: known.cloned(), is_equal, was_not_kept });
    }
    shown.asked.retain(|name| {
        let id = task.object.field(name).map(|field| field.id);
        judged.iter().any(|line| line.field.is_some() && line.field == id && !line.is_equal)
    });
    let mut unsettled = Vec::new();
    let wanted = differing(task, record, &judged, (&mut shown, now_ms), &mut unsettled, creates);
    let decision = match (wanted, creates) {
        (wanted, false) if wanted.is_empty() && !shown.asked.is_empty() => Decision::Asked,
        (wanted, false) if wanted.is_empty() && waits => Decision::Waits,
        (wanted, false) if wanted.is_empty() => Decision::InSync,
        (wanted, _) => {
            let touched: BTreeSet<FieldId> = wanted.iter().filter_map(|line| line.judged.field).collect();
            let kind = if creates { WriteOperation::Create } else { WriteOperation::Update };
            Decision::Write(Box::new(Sending {
                operation: operation_name(kind).to_owned(),
                id: external_id.clone(),
                fields: wanted.iter().map(|line| (line.judged.name.to_owned(), line.judged.now.clone())).collect(),
                old: wanted.iter().filter_map(|line| Some((line.judged.name.to_owned(), line.judged.known.clone()?))).collect(),
                shows: task.back.shows(&task.map, &record.golden, &values, &touched).into_iter().map(|(id, value)| (id.0, value)).collect(),
                before: Some(view.map_or(0, |view| view.hash)),
                seq,
                returning: wanted.iter().filter(|line| line.returns).map(|line| line.judged.name.to_owned()).collect(),
                refused: false,
                calls: Vec::new(),
            }))
        }
    };
    if let Decision::Write(sending) = &decision {
        shown.sending = Some(sending.as_ref().clone());
    }
    Decided { decision, shown, unsettled, external_id }
}

/// The lines to write. Values that belong to no field (fixed ones, ids, versions) never cause a write, they go along with one.
fn differing<'j, 'a>(
    task: &Task,
    record: &Outward,
    judged: &'j [Judged<'a>],
    known: (&mut Shown, i64),
    unsettled: &mut Vec<(String, Value)>,
    creates: bool,
) -> Vec<Wanted<'j, 'a>> {
    let (shown, now_ms) = known;
    if creates {
        return judged.iter().filter(|line| !line.now.is_null()).map(|judged| Wanted { judged, returns: false }).collect();
    }
    let is_asked = |line: &Judged<'_>| {
        let name = line.field.and_then(|id| task.object.field_by_id(id)).map(|field| field.name.as_str());
        name.is_some_and(|name| shown.asked.contains(name))
    };
    let open: Vec<&Judged<'a>> = judged.iter().filter(|line| !line.is_equal && !is_asked(line)).collect();
    let mut wanted = Vec::with_capacity(open.len());
    for judged in open {
        let settling = if judged.field.is_some() { settling(record, judged, shown, now_ms, unsettled) } else { Settling::Settles };
        if settling != Settling::Never {
            wanted.push(Wanted { judged, returns: settling == Settling::Returns });
        }
    }
    if wanted.iter().all(|line| line.judged.field.is_none()) {
        wanted.clear();
    }
    wanted
}

/// A line to write.
struct Wanted<'j, 'a> {
    judged: &'j Judged<'a>,
    /// Its value was given lately and was not kept.
    returns: bool,
}

/// Whether a field comes to rest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Settling {
    Settles,
    /// The value to give was given lately, and the system showed another one since.
    Returns,
    /// It goes round in circles and is stopped.
    Never,
}

fn settling(record: &Outward, line: &Judged<'_>, shown: &mut Shown, now_ms: i64, unsettled: &mut Vec<(String, Value)>) -> Settling {
    let Some(given) = shown.fields.get_mut(line.name) else { return Settling::Settles };
    let is_known = given.had(line.now);
    if shown.stopped.contains_key(line.name) {
        if is_known {
            return Settling::Never;
        }
        shown.stopped.remove(line.name);
        *given = Given { value: given.value.clone(), ..Given::default() };
        return Settling::Settles;
    }
    if !is_known || !line.was_not_kept {
        return Settling::Settles;
    }
    let returns = if now_ms - given.returned_ms > RETURNS_WITHIN_MS { 1 } else { given.returns + 1 };
    let by_hand = line.field.is_some_and(|field| record.edited.contains(&field));
    if returns < if by_hand { RETURNS_MAX_BY_HAND } else { RETURNS_MAX } {
        return Settling::Returns;
    }
    shown.stopped.insert(line.name.to_owned(), line.now.clone());
    unsettled.push((line.name.to_owned(), line.now.clone()));
    Settling::Never
}

/// The key of an attempt, made of its run, time, record and content; it is kept with the attempt until that is over. A UUID of
/// version 8 (RFC 9562: layout of its own), so that systems that ask for a UUID take it.
#[must_use]
pub fn idempotency_key(sync: i64, attempt: (i64, i64), record: model::RecordId, sending: &Sending) -> String {
    let mut hasher = SipHasher13::new_with_keys(0x7261_7070, 0x7772_6974);
    hasher.write_i64(sync);
    hasher.write_i64(attempt.0);
    hasher.write_i64(attempt.1);
    hasher.write_i64(record.0);
    for text in [&sending.operation, &sending.id] {
        hasher.write(text.as_bytes());
        hasher.write_u8(0xff);
    }
    for (name, value) in &sending.fields {
        hasher.write(name.as_bytes());
        hasher.write_u8(0);
        hasher.write(value.to_string().as_bytes());
        hasher.write_u8(0xff);
    }
    let mut bytes = hasher.finish128().as_u128();
    bytes = (bytes & !(0xf << 76)) | (0x8 << 76);
    bytes = (bytes & !(0b11 << 62)) | (0b10 << 62);
    let hex = format!("{bytes:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_owned();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

/// True when two writes are the same content.
#[must_use]
pub fn is_same_content(left: &Sending, right: &Sending) -> bool {
    (&left.operation, &left.id, &left.fields) == (&right.operation, &right.id, &right.fields)
}

/// A write as the target takes it.
#[must_use]
pub fn outgoing(delivery: &DeliveryRow, sending: &Sending, bound: bool) -> Outgoing {
    let operation = operation_of(&sending.operation);
    Outgoing {
        operation,
        record: delivery.record.to_string(),
        target_id: (!sending.id.is_empty()).then(|| sending.id.clone()),
        idempotency_key: delivery.idempotency_key.clone(),
        fields: sending.fields.clone(),
        expected_version: (bound && operation != WriteOperation::Create && !delivery.version.is_empty()).then(|| delivery.version.clone()),
    }
}
