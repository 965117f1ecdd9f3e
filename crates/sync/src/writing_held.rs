//! Writing to other systems switched off for the whole installation: what was brought back from a backup must not write old values
//! over newer ones, or beside the installation that it is a copy of, before somebody says so.

use store::{Session, StoreError};

/// Name of the setting; its value says why, and none or empty means that syncs write.
const SETTING: &str = "writing_held";

/// Why nothing is written; `None` where syncs write.
///
/// # Errors
/// Those of the database.
pub fn writing_held(session: &mut Session<'_>) -> Result<Option<String>, StoreError> {
    Ok(session.setting(SETTING)?.filter(|reason| !reason.is_empty()))
}

/// Switches writing off for this reason, or on again.
///
/// # Errors
/// Those of the database.
pub fn hold_writing(session: &mut Session<'_>, reason: Option<&str>) -> Result<(), StoreError> {
    session.setting_save(SETTING, reason.unwrap_or_default())
}
