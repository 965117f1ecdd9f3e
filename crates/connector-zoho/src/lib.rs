//! Zoho CRM: modules of one organisation through API v8.
//!
//! - **Streams**: every module that the API serves, by its API name.
//! - **Auth**: OAuth with a refresh token, a code of a self client, or client credentials. An answer with status 200 may be a refusal.
//!   The API's host comes with the token and must be one of the data centre that the connection names.
//! - **Reading**: queries (COQL) in the order of `Modified_Time` and id, 2,000 records each, so that a page border never splits a second
//!   that thousands of records share, and nothing moves under the reader; lists count places and end after 100,000 rows. An incremental
//!   read starts ten minutes before the last stamp, and asks for deleted records at its end. Large first loads go through a bulk read.
//! - **Writing**: upserts by a unique field that holds our record ids, 100 in a call; from 5,000 on as a bulk write, which costs as much
//!   as so many calls. Without such a field records are created and updated by id. Automations there are not started (`trigger: []`).
//! - **Pushes**: notifications. They carry ids and a token, no signature, so the token is compared and the records are read anew. The
//!   channel, which lives a week at most, is made and renewed by incremental reads.
//! - **Limits**: credits of any 24 hours. When they are used up looks like too many calls at a time; a header tells the difference.
//!
//! Facts: the vendor's API documentation v7 and v8 and its OpenAPI description of 2025. What those leave open is named in
//! `docs/connectors/zoho.md`.

mod account;
mod auth;
mod bulk_read;
mod bulk_write;
mod check;
mod client;
mod description;
mod errors;
mod fields;
mod places;
mod push;
mod query;
mod rows;
mod single;
mod source;
mod target;
mod values;
mod version;
mod watch;
mod wire;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

/// The connector.
pub struct Zoho;

impl Connector for Zoho {
    fn description(&self) -> &Description {
        description::description()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        Ok(Box::new(account::ZohoAccount::new(context)?))
    }
}
