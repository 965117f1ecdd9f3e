//! Files that other systems put down: in a folder of this machine, or behind an http(s) address; and files put down for them.
//!
//! - **Streams**: `files`, read; `outgoing`, written, where the connection names a folder for it.
//! - **Content**: every file is either a list of `changes` (read once each, oldest first) or a `snapshot` of everything (the newest
//!   counts). Files are read by `connector-file`: CSV and its relatives, XLSX, JSON, JSON Lines, each also gzipped.
//! - **When**: a file counts as whole once it has rested, by its time or from one look to the next. What was read is remembered by
//!   its content: renamed or copied files are not read again, changed ones are. A file that vanishes deletes nothing.
//! - **Not as it should be**: an empty file, one without a column that is needed, half an archive: left aside with a warning that names
//!   file and reason, while the others go on. It is looked at again when it changes.
//! - **Where**: folders that an administrator opened; links are not followed. Addresses pass the guard of all calls; an unchanged
//!   document (`ETag`, `Last-Modified`) is not fetched again.
//! - **Writing**: each batch is a file of its own, whole from the moment at which it can be seen.

mod account;
mod cells;
mod check;
mod description;
mod document;
mod fetched;
mod folder;
mod place;
mod settings;
mod source;
mod target;

use connector::{Account, ConnectContext, Connector, ConnectorError, Description};

/// The connector.
pub struct FileDrop;

impl Connector for FileDrop {
    fn description(&self) -> &Description {
        description::description()
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        Ok(Box::new(account::DropAccount::new(&context)?))
    }
}
