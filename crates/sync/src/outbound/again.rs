//! Writes that people let happen once more.

use model::RecordId;
use store::{DeliveryRow, DeliveryState, Session, StoreError};

use crate::outbound::shown::Shown;

/// Lets a record be written again that was refused, or of which nobody knows whether it was written. False when it does not
/// stand in this `state` any more.
///
/// # Errors
/// Those of the store.
pub fn write_again(session: &mut Session<'_>, sync: i64, record: RecordId, state: DeliveryState) -> Result<bool, StoreError> {
    let known = session.deliveries(sync, &[record])?.into_iter().next().flatten();
    let Some(row) = known.filter(|row| row.state == state) else { return Ok(false) };
    let mut shown = Shown::read(&row.shown);
    if let Some(sending) = shown.sending.take()
        && state == DeliveryState::Unknown
    {
        shown.unsure.push(sending);
    }
    let due_ms = session.now_ms();
    session.delivery_save(&DeliveryRow {
        state: DeliveryState::Due,
        due_ms,
        attempts: 0,
        idempotency_key: String::new(),
        shown: shown.to_json(),
        ..row
    })?;
    Ok(true)
}
