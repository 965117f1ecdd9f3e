//! Questions for people that writing brings up, and what their answers do.

use model::{Caller, ObjectId, RecordId, RunId};
use records::{ConflictOutcome, Expect, FieldConflict, Patch, RecordError, Records};
use serde_json::{Value, json};
use store::{DeliveryRow, DeliveryState, IdKind, ReviewRow, ReviewState, Session, StoreError, WriteBatch};

use crate::outbound::error::OutboundError;
use crate::outbound::feed::new_row;
use crate::outbound::shown::Shown;

/// Subject of the question about one field of one record.
#[must_use]
pub fn field_subject(sync: i64, record: RecordId, field: &str) -> String {
    format!("sync:{sync}/{record}/{field}")
}

/// A question to be saved; `None` when the same one is open already.
#[expect(clippy::too_many_arguments, reason = "the columns of a question")]
pub fn review(
    session: &mut Session<'_>,
    kind: &str,
    subject: &str,
    sync: i64,
    run: Option<RunId>,
    object: Option<ObjectId>,
    record: Option<RecordId>,
    detail: &Value,
) -> Result<Option<ReviewRow>, StoreError> {
    if session.reviews_about(subject)?.iter().any(|known| known.kind == kind) {
        return Ok(None);
    }
    Ok(Some(ReviewRow {
        id: session.allocate_ids(IdKind::Review, 1)?,
        kind: kind.to_owned(),
        state: ReviewState::Open,
        sync: Some(sync),
        run,
        object,
        record,
        subject: subject.to_owned(),
        detail: detail.to_string(),
        created_ms: session.now_ms(),
        settled_ms: None,
        settled_by: String::new(),
    }))
}

/// Notes fields that both sides changed and that a person must settle: a question for each, and the delivery leaves these
/// fields alone. Called by the reading run with its batch, so that nothing is written before. A second conflict of a field
/// brings the question up to date.
///
/// # Errors
/// Those of the store.
pub fn note_conflicts(
    session: &mut Session<'_>,
    sync: i64,
    run: RunId,
    conflicts: &[FieldConflict],
    out: &mut WriteBatch,
) -> Result<(), StoreError> {
    for conflict in conflicts.iter().filter(|conflict| conflict.settled == ConflictOutcome::Asked) {
        let value = |text: &Option<String>| text.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok()).unwrap_or_default();
        let detail = json!({
            "field": conflict.field, "external_id": conflict.external_id,
            "before": value(&conflict.before), "there": value(&conflict.there), "here": value(&conflict.here),
        });
        let subject = field_subject(sync, conflict.record, &conflict.field);
        let object = conflict.record.object();
        let known = session.reviews_about(&subject)?.into_iter().find(|known| known.kind == "conflict");
        match known {
            Some(known) => out.reviews.push(ReviewRow { detail: detail.to_string(), ..known }),
            None => {
                out.reviews.extend(review(session, "conflict", &subject, sync, Some(run), Some(object), Some(conflict.record), &detail)?);
            }
        }
        let row = row_in(session, sync, conflict.record, out)?;
        let mut shown = Shown::read(&row.shown);
        shown.asked.insert(conflict.field.clone());
        row.shown = shown.to_json();
        if !matches!(row.state, DeliveryState::Sending | DeliveryState::Unknown) {
            row.state = DeliveryState::Conflict;
        }
    }
    Ok(())
}

/// The row of a record in `out`, taken from the store or made.
fn row_in<'o>(session: &mut Session<'_>, sync: i64, record: RecordId, out: &'o mut WriteBatch) -> Result<&'o mut DeliveryRow, StoreError> {
    let at = match out.deliveries.iter().position(|row| row.sync == sync && row.record == record) {
        Some(at) => at,
        None => {
            let known = session.deliveries(sync, &[record])?.into_iter().next().flatten();
            let row = known.unwrap_or_else(|| DeliveryRow { state: DeliveryState::InSync, ..new_row(sync, record, 0, session.now_ms()) });
            out.deliveries.push(row);
            out.deliveries.len() - 1
        }
    };
    out.deliveries.get_mut(at).ok_or(StoreError::Invalid("a delivery just made is missing"))
}

/// Which side of a conflict stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The value here: it is written there.
    Here,
    /// The value there: it is taken here.
    There,
}

/// Settles the open conflict about `field` of `record`. The value of the side that stays is the one it has now.
///
/// # Errors
/// [`OutboundError::Records`] without the right to write, or when there is no such question.
pub fn settle_conflict(
    records: &Records,
    caller: &Caller,
    sync: i64,
    record: RecordId,
    field: &str,
    choice: Choice,
) -> Result<(), OutboundError> {
    let subject = field_subject(sync, record, field);
    let open = records.store().read(|session| session.reviews_about(&subject))?;
    let question = open.into_iter().find(|known| known.kind == "conflict");
    let question = question.ok_or_else(|| RecordError::NotFound { what: "question".to_owned() })?;
    if choice == Choice::There {
        take_theirs(records, caller, record, field, &question)?;
    }
    let (field, by) = (field.to_owned(), caller.actor.to_string());
    records.store().write(move |session| {
        let now_ms = session.now_ms();
        let settled = ReviewRow { state: ReviewState::Settled, settled_ms: Some(now_ms), settled_by: by.clone(), ..question.clone() };
        session.review_save(&settled)?;
        if let Some(mut row) = session.deliveries(sync, &[record])?.into_iter().next().flatten() {
            let mut shown = Shown::read(&row.shown);
            shown.asked.remove(&field);
            row.shown = shown.to_json();
            if !matches!(row.state, DeliveryState::Sending | DeliveryState::Unknown) {
                (row.state, row.due_ms) = (DeliveryState::Due, now_ms);
            }
            session.delivery_save(&row)?;
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}

/// Sets the other system's value here, by hand: it equals the source's view, so that nothing is written back.
fn take_theirs(records: &Records, caller: &Caller, record: RecordId, field: &str, question: &ReviewRow) -> Result<(), OutboundError> {
    let not_found = || RecordError::NotFound { what: format!("field {field:?}") };
    let object = records.schema().object_by_id(record.object()).cloned().ok_or_else(not_found)?;
    let id = object.field(field).ok_or_else(not_found)?.id;
    let detail: Value = serde_json::from_str(&question.detail).unwrap_or_default();
    let theirs = detail.get("there").filter(|value| !value.is_null());
    let mut patch = Patch::default();
    match theirs {
        Some(value) => patch.set.set(id, &value.to_string()),
        None => patch.clear.push(id),
    }
    records.patch(caller, &object, record, patch, Expect::default()).wait()?;
    Ok(())
}
