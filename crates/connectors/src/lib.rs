//! The registry of connectors: an explicit, sorted list and nothing else.
//!
//! | name | reads |
//! |---|---|
//! | `file` | CSV and other delimited text, XLSX, JSON, JSON Lines |

pub use connector_file::export;
pub use connector_file::notes as file_notes;
pub use connector_file::rejected;
pub use connector_file::{FileFormat, FileOptions, Limits, SheetInfo, open as open_file, sheets as file_sheets};

/// Names of the connectors that this build holds, sorted.
pub const NAMES: [&str; 1] = ["file"];
