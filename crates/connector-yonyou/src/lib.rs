//! Yonyou BIP and YonSuite: customers, contacts, CRM, sales orders, contracts and receivables of one tenant.
//!
//! - **Auth**: the tenant's gateway is asked for, then a token, signed with the app's secret (an app of the tenant's own, or a suite).
//!   Both are asked for again with every new token, so a tenant that moves to another data centre is followed.
//! - **Answers**: status 200 says nothing; the code inside does, as text or as a number. Batches succeed as a whole and tell inside of what
//!   failed. Ids go beyond 2^53 and are kept as text.
//! - **Reading**: lists are numbered pages without a promised order. Each page read overlaps the one before by a record that must be there
//!   ([`pages`]), so records that appear or vanish meanwhile cost none of the others. An incremental read asks for changes since ten minutes
//!   before the last stamp seen; stamps are whole seconds of the tenant's own time. Contacts stand inside of customers.
//! - **Writing**: creations carry a key by which a repetition is recognised; updates name the record. Orders and receivables are put forward
//!   and approved where the settings say so. What is not known to have happened is looked for.
//! - **Pushes**: events of customers and orders, signed and sealed, in both generations. They name records, which are read anew.
//!
//! Facts: mirrors of the vendor's pages of 2026, and its demonstration programs. What those leave open is named in
//! `docs/connectors/yonyou.md`. U8+ and T+ have other interfaces and are not spoken with.

mod account;
mod auth;
mod check;
mod client;
mod contacts;
mod customer_target;
mod description;
mod errors;
mod fetch;
mod fields;
mod listing;
mod order_lines;
mod pages;
mod push;
mod record_target;
mod rows;
mod source;
mod streams;
mod values;
mod wire;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

/// The connector.
pub struct Yonyou;

impl Connector for Yonyou {
    fn description(&self) -> &Description {
        description::description()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        Ok(Box::new(account::YonyouAccount::new(context)?))
    }
}
