//! Salesforce: objects of one organisation through REST and Bulk API 2.0.
//!
//! - **Streams**: every object that can be queried, by its API name.
//! - **Auth**: OAuth client credentials (on the My Domain host), JWT bearer, or a refresh token, also a rotating one. Tokens have
//!   no known end: a refused one is renewed once.
//! - **Reading**: `queryAll` in the order of `SystemModstamp` and id, so that a page border never splits a second that thousands of
//!   records share. The cursor is the last pair seen; an incremental read starts ten minutes before it, because a stamp is set when
//!   a statement runs and becomes visible when its transaction ends. Deleted and merged records come along. Large first loads go
//!   through a bulk query.
//! - **Writing**: upserts by an external-id field that holds our record ids, 200 in a call, more than 2,000 as a bulk job;
//!   without such a field records are created and updated by id.
//! - **Pushes**: outbound messages. They are unsigned and carry some fields only, so the address is the secret, the organisation
//!   must be the known one, and records are read anew.
//! - **Limits**: `Sforce-Limit-Info` feeds the budget of the connection.
//!
//! Facts: REST API, Bulk API 2.0 and SOAP API developer guides, version 66.0; recorded answers where those are silent.

mod account;
mod auth;
mod bulk;
mod bulk_write;
mod check;
mod client;
mod csv_rows;
mod description;
mod errors;
mod fields;
mod id;
mod push;
mod rows;
mod soql;
mod source;
mod target;
mod wire;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

pub use id::full_id;

/// The connector.
pub struct Salesforce;

impl Connector for Salesforce {
    fn description(&self) -> &Description {
        description::description()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        Ok(Box::new(account::SalesforceAccount::new(context)?))
    }
}
