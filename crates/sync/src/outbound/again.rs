//! What people answer about one record at the other system: it is written, made or tried once more, or stands for one that is there.

use model::{Caller, RecordId};
use records::{ExpectVersion, Patch, RecordError, Records, Upsert, UpsertKey};
use store::{DeliveryRow, DeliveryState, Session, StoreError};

use crate::definition::SyncDefinition;
use crate::outbound::error::OutboundError;
use crate::outbound::feed::{GONE_THERE, new_row};
use crate::outbound::shown::{Given, Shown};

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

/// Lets a record be made once more that was deleted there. False when that is not how it stands any more.
///
/// # Errors
/// Those of the store.
pub fn make_again(session: &mut Session<'_>, sync: i64, record: RecordId) -> Result<bool, StoreError> {
    let known = session.deliveries(sync, &[record])?.into_iter().next().flatten();
    let is_gone = |row: &DeliveryRow| row.state == DeliveryState::Excluded && row.code == GONE_THERE;
    let Some(row) = known.filter(is_gone) else { return Ok(false) };
    let shown = Shown { gone: false, remade: true, ..Shown::read(&row.shown) };
    let due_ms = session.now_ms();
    let code = String::new();
    session.delivery_save(&DeliveryRow { state: DeliveryState::Due, due_ms, attempts: 0, code, shown: shown.to_json(), ..row })?;
    Ok(true)
}

/// Lets a field be given its value again that went back and forth; `field` by the other system's name. False when it is not stopped
/// any more.
///
/// # Errors
/// Those of the store.
pub fn give_again(session: &mut Session<'_>, sync: i64, record: RecordId, field: &str) -> Result<bool, StoreError> {
    let Some(row) = session.deliveries(sync, &[record])?.into_iter().next().flatten() else { return Ok(false) };
    let mut shown = Shown::read(&row.shown);
    if shown.stopped.remove(field).is_none() {
        return Ok(false);
    }
    if let Some(given) = shown.fields.get_mut(field) {
        *given = Given { value: std::mem::take(&mut given.value), ..Given::default() };
    }
    let row = DeliveryRow { shown: shown.to_json(), ..row };
    let now_ms = session.now_ms();
    session.delivery_save(&match row.state {
        // Compared again once their outcome is known.
        DeliveryState::Sending | DeliveryState::Unknown => row,
        DeliveryState::InSync | DeliveryState::Due | DeliveryState::Refused | DeliveryState::Excluded | DeliveryState::Conflict => {
            DeliveryRow { state: DeliveryState::Due, due_ms: now_ms, attempts: 0, ..row }
        }
    })?;
    Ok(true)
}

/// A person says which record of the other system this one is: from now on it is that one that is written.
///
/// # Errors
/// [`OutboundError::HeldThere`] when another record here is that one already; [`OutboundError::Records`] without the right to
/// write, or when the record is gone here.
pub fn stand_for(
    records: &Records,
    caller: &Caller,
    (sync, definition): (i64, &SyncDefinition),
    record: RecordId,
    external_id: &str,
) -> Result<(), OutboundError> {
    let object = records.object(&definition.object)?;
    let key = UpsertKey::ExternalId(definition.source_name().to_owned(), external_id.to_owned());
    let upsert = Upsert { key, also: vec![UpsertKey::Id(record)], values: Patch::default(), version: ExpectVersion::Any };
    let linked = records.change_by_key(caller, &object, upsert).wait()?;
    let linked = linked.ok_or_else(|| RecordError::NotFound { what: "record".to_owned() })?.id;
    let external_id = external_id.to_owned();
    records.store().write(move |session| {
        let head = session.resolve(&[record])?.first().copied().unwrap_or(record);
        if linked != head {
            return Err(OutboundError::HeldThere { external_id: external_id.clone(), holder: linked });
        }
        let now_ms = session.now_ms();
        let known = session.deliveries(sync, &[head])?.into_iter().next().flatten();
        let row = known.unwrap_or_else(|| new_row(sync, head, 0, now_ms));
        let shown = Shown { sending: None, ..Shown::read(&row.shown) }.to_json();
        session.delivery_save(&DeliveryRow {
            state: DeliveryState::Due,
            due_ms: now_ms,
            attempts: 0,
            external_id: external_id.clone(),
            version: String::new(),
            idempotency_key: String::new(),
            shown,
            ..row
        })?;
        Ok(())
    })
}
