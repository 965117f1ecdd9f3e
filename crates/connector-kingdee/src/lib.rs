//! Kingdee Cloud Galaxy (金蝶云星空): forms of one data centre through its WebAPI.
//!
//! - **Streams**: forms by their id (`BD_Customer`, `SAL_SaleOrder` …): those of a known list that the site has, and what the settings
//!   name besides, for the vendor lists none. The lines of a bill are a stream of their own: `SAL_SaleOrder/FSaleOrderEntry`.
//! - **Auth**: headers signed for each call, as the vendor's clients do; or a session that a login begins. Status 200 says nothing.
//! - **Reading**: queries in the order of the internal id, 2,000 rows each, on until one is empty. What changed is what was saved,
//!   audited or forbidden since the newest such time seen before the pass, less five minutes, and what has a greater id than any
//!   before: copies that are made for other organisations keep the time of their original.
//! - **Writing**: saved in batches, then submitted and audited, as the settings say; audited records are reopened for it. With a field
//!   that holds our record ids a record is looked for before it is made. Lines of a bill are
//!   written by the stream of the bill or by their own, and never deleted by leaving them out.
//! - **Deletions** are not told by the vendor; a full read finds them. What was forbidden or cancelled comes as a row that says so.
//! - **Times** are the server's own without a zone, which is a setting.
//!
//! Facts: the vendor's clients for Python and Java 8.2.0 and transcriptions of its pages. What those leave open is named in
//! `docs/connectors/kingdee.md`.

mod account;
mod auth;
mod check;
mod client;
mod cycle;
mod description;
mod errors;
mod fields;
mod forms;
mod lines;
mod query;
mod rows;
mod save;
mod source;
mod target;
mod values;
mod wire;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

/// The connector.
pub struct Kingdee;

impl Connector for Kingdee {
    fn description(&self) -> &Description {
        description::description()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        Ok(Box::new(account::KingdeeAccount::new(context)?))
    }
}
