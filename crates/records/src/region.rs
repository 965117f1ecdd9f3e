//! The region of the installation: the country of phone numbers and addresses that name none, wherever no mapping says otherwise.
//!
//! It is part of the [`Schema`], so it costs no question of its own and reaches other processes as changes of fields do.

use mapping::normalise::Region;
use model::Caller;
use store::{Session, StoreError};

use crate::schema::require_admin;
use crate::{RecordError, Records};

/// Name of the setting: an ISO 3166-1 alpha-2 code. None means mainland China.
const SETTING: &str = "region";

/// The region in force.
pub(crate) fn stored(session: &mut Session<'_>) -> Result<Region, StoreError> {
    Ok(session.setting(SETTING)?.as_deref().and_then(Region::parse).unwrap_or_default())
}

impl Records {
    /// Sets the region of the installation. Records and mappings that are there stay as they are.
    ///
    /// # Errors
    /// [`RecordError::Forbidden`] unless the caller is an administrator; store errors.
    pub fn region_save(&self, caller: &Caller, region: Region) -> Result<(), RecordError> {
        require_admin(caller)?;
        self.store().write(move |session| {
            session.setting_save(SETTING, region.as_str())?;
            session.schema_touch()
        })?;
        self.refresh_schema().map(drop)
    }
}
