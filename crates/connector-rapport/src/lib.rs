//! Another installation of Rapport, read and written over its public interface (`/api/v1`), so that two are kept equal.
//!
//! - **Streams**: its objects, the standard ones and those that users defined.
//! - **Reading**: lists for everything; its change feed for what changed, was deleted or merged. A full read notes the place of the feed
//!   first, so that nothing falls between the two. A place that the feed no longer keeps takes a full read.
//! - **Writing**: an outcome per record. A new record is sent under an `Idempotency-Key` of its own, so it is made once however often it
//!   is sent; changes may be bound to the version that was seen, and travel in batches.
//! - **Loops**: what we wrote comes back in the feed as the record stands now; being equal to what was sent, it changes nothing here.
//!
//! Speaks the wire format as any other client does, and knows nothing of how the server is built.

mod account;
mod client;
mod description;
mod rows;
mod source;
mod target;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

/// The connector.
pub struct Rapport;

impl Connector for Rapport {
    fn description(&self) -> &Description {
        description::description()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        Ok(Box::new(account::RapportAccount::new(&context)?))
    }
}
