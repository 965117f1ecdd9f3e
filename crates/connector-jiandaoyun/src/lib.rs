//! Jiandaoyun (简道云): forms of a corporation through the open API, version 5.
//!
//! - **Streams**: every form the key may see, named `app_id/entry_id`. A workflow form is a form like any other.
//! - **Auth**: one API key, no token exchange. A key may be limited to apps, interfaces and addresses.
//! - **Reading**: `data/list` in rising order of data ids, at most 100 a call; an id cursor cannot drift. What changed is asked
//!   with a filter on `updateTime` where the system takes it (found out by a probe, the documentation does not promise it), else
//!   found by reading everything, and not at all while the form's `dataModifyTime` stands still. Deleted records are told by
//!   pushes, else found by a full read.
//! - **Writing**: `batch_create` with a transaction id, which makes a repetition harmless; updates one by one, because
//!   `batch_update` sets the same values everywhere. API writes skip the form's own checks and do not push back.
//! - **Columns** carry the stable `widgetName`; the alias that records are keyed by may be renamed at any time.
//! - **Limits**: 50 requests a second for the corporation, 10 to 30 per interface.
//!
//! Facts: the vendor's API demos and help pages (open/11470, 14220 to 14226, 11500, 10732), as of 2026. What those leave open is
//! marked at the place.

mod account;
mod check;
mod client;
mod description;
mod fields;
mod push;
mod rows;
mod source;
mod target;
mod values;
mod wire;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

pub use account::PAGE_RECORDS_MAX;

/// The connector.
pub struct Jiandaoyun;

impl Connector for Jiandaoyun {
    fn description(&self) -> &Description {
        description::description()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        Ok(Box::new(account::JiandaoyunAccount::new(context)?))
    }
}
