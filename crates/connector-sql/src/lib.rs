//! Tables and queries of PostgreSQL, MySQL, MariaDB and SQLite, read and written.
//!
//! - **Streams**: the tables and views that the account may read, and queries that the connection names. A stream needs a key
//!   column; with a column that holds the time of the last change it can be read incrementally.
//! - **Reading**: page by page behind the last key (full) or behind the last pair of time and key (incremental), so that no page
//!   needs a place on the server, ties never fall between two pages, and rows that change meanwhile move to the end. An
//!   incremental read looks back by an overlap, because transactions become visible later than the times they carry; rows of the
//!   overlap that are as they were are left out. Each page is a read-only transaction of its own with a time limit.
//! - **Deletions**: a column that marks deleted rows tells them; otherwise a full read shows what is missing.
//! - **Writing**: one transaction a batch, an outcome per record. With a unique column for our ids a write can be repeated.
//! - **Values**: always bound, names always quoted. Numbers keep their digits; times without a zone are in the zone that the
//!   connection names; bytes are left out with a note.
//! - **Where**: hosts pass the same guard as every call; files and sockets must lie in folders that an administrator opened.

mod account;
mod catalog;
mod check;
mod description;
mod dialect;
mod link;
mod moment;
mod mysql;
mod place;
mod postgres;
mod rows;
mod session;
mod source;
mod sqlite;
mod statements;
mod stream;
mod stream_lines;
mod target;
mod trouble;
mod values;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

/// The connector.
pub struct Sql;

impl Connector for Sql {
    fn description(&self) -> &Description {
        description::description()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        Ok(Box::new(account::SqlAccount::new(context)?))
    }
}
