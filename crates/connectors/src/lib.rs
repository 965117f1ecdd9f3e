//! The registry of connectors: an explicit, sorted list and nothing else.
//!
//! | name | reads |
//! |---|---|
//! | `dingtalk` | messages of DingTalk, written; departments and members, read |
//! | `feishu` | messages of Feishu, written; departments and members, read |
//! | `file` | CSV and other delimited text, XLSX, JSON, JSON Lines |
//! | `file_drop` | files in a watched folder or behind an address; files of changes put down for others |
//! | `hook` | an address that other systems call |
//! | `jiandaoyun` | forms of Jiandaoyun, read and written |
//! | `kingdee` | forms of Kingdee Cloud Galaxy, read and written |
//! | `rapport` | another installation, read and written |
//! | `salesforce` | objects of Salesforce, read and written |
//! | `sql` | tables and queries of PostgreSQL, MySQL, MariaDB and SQLite, read and written |
//! | `wecom` | messages of WeCom, written; departments and members, read |
//! | `yonyou` | customers, CRM, orders and receivables of Yonyou BIP, read and written |
//! | `zoho` | modules of Zoho CRM, read and written |

pub use connector_file::export;
pub use connector_file::notes as file_notes;
pub use connector_file::rejected;
pub use connector_file::{FileFormat, FileOptions, Limits, SheetInfo, open as open_file, sheets as file_sheets};

use connector::Connector;

/// Names of the connectors that this build holds, sorted.
pub const NAMES: [&str; 1] = ["file"];

/// The connectors that connections can be made of, sorted by name: one line each.
static ALL: &[&dyn Connector] = &[
    &connector_messenger::DingTalk,
    &connector_messenger::Feishu,
    &connector_filedrop::FileDrop,
    &connector_hook::Hook,
    &connector_jiandaoyun::Jiandaoyun,
    &connector_kingdee::Kingdee,
    &connector_rapport::Rapport,
    &connector_salesforce::Salesforce,
    &connector_sql::Sql,
    &connector_messenger::WeCom,
    &connector_yonyou::Yonyou,
    &connector_zoho::Zoho,
];

/// The connectors that connections can be made of, sorted by name.
#[must_use]
pub fn all() -> &'static [&'static dyn Connector] {
    ALL
}
