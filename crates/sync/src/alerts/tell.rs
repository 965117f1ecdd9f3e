//! Which channels are told of an alert: the notices, noted in the transaction that opens or closes it.

use store::{AlertChannelRow, AlertNoticeRow, NoticeState, Session, StoreError};

use super::sync_id;
use crate::SyncDefinition;
use crate::connections::same_name;

/// Puts notices of an alert about `subject` that begins on their way, by every channel that is on and that its sync names.
///
/// # Errors
/// Those of the store.
pub(crate) fn tell_beginning(session: &mut Session<'_>, alert: i64, subject: &str) -> Result<(), StoreError> {
    let channels = session.alert_channels()?;
    let named = match sync_id(subject) {
        Some(sync) => session.sync(sync)?.and_then(|row| named_channels(&row.definition)),
        None => None,
    };
    let is_named = |channel: &AlertChannelRow| named.as_ref().is_none_or(|names| names.iter().any(|name| same_name(name, &channel.name)));
    // Channels that are all gone by now are no reason to tell nobody.
    let is_lost = named.as_ref().is_some_and(|names| !names.is_empty()) && !channels.iter().any(is_named);
    for channel in channels.iter().filter(|channel| channel.is_on && (is_lost || is_named(channel))) {
        put(session, alert, channel.id, false)?;
    }
    Ok(())
}

/// The channels that a definition names; all of them count when it names none.
fn named_channels(definition: &str) -> Option<Vec<String>> {
    serde_json::from_str::<SyncDefinition>(definition).ok()?.alert_channels
}

/// Puts notices of an alert that is over on their way, by the channels that were told of its beginning.
///
/// # Errors
/// Those of the store.
pub(crate) fn tell_end(session: &mut Session<'_>, alert: i64) -> Result<(), StoreError> {
    for beginning in session.alert_notices(alert)?.iter().filter(|notice| !notice.is_end) {
        put(session, alert, beginning.channel, true)?;
    }
    Ok(())
}

fn put(session: &mut Session<'_>, alert: i64, channel: i64, is_end: bool) -> Result<(), StoreError> {
    let due_ms = session.now_ms();
    let notice = AlertNoticeRow { alert, channel, is_end, state: NoticeState::Due, attempts: 0, due_ms, reason: String::new() };
    session.alert_notice_add(&notice)
}
