//! An address that other systems call: JSON, XML or SOAP, a form, or delimited text.
//!
//! - **Stream**: one, `events`, with the columns that its calls bring.
//! - **Trust**: Standard Webhooks, an HMAC in a header, or a shared token in a header or parameter; without any of them the
//!   address itself is the secret. Everything is checked over the raw bytes before anything is read.
//! - **Content**: the records lie at a place that the settings name (`data.items`), else the whole call is one record or a list
//!   of them. Nested values become columns with dots; lists stay JSON. A record that an event name or a field calls deleted is
//!   a removal.
//! - It can only listen: nothing can be read again or written.

mod accept;
mod account;
mod content;
mod description;
mod json;
mod source;
mod xml;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

/// The connector.
pub struct Hook;

impl Connector for Hook {
    fn description(&self) -> &Description {
        description::description()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        Ok(Box::new(account::HookAccount::new(&context)?))
    }
}
