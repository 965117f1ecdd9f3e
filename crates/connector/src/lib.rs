//! What every connector is to the engine, and what every connector stands on.
//!
//! - [`Source`] and [`Target`]: reading page by page with a cursor, writing in batches with an outcome per record.
//! - [`Connector`] and [`Account`]: one system's code, and one configured connection of it: doctor, discovery, pushes.
//! - [`ConnectorError`]: every failure, split by what must be done next. A connector neither sleeps nor retries.
//! - [`signature`]: signatures of pushes; [`Seal`]: what comes encrypted; [`LocalTime`]: times without a zone.
//! - [`conformance`]: what every connector must be able to show.
//! - [`http`]: the one HTTP client, with time-outs, retries, budgets, token renewal and the guard against inner addresses.
//! - [`mail`]: messages to people by SMTP, behind the same guard.
//!
//! Knows no vendor, no store and no engine. Everything blocks: the engine gives each run threads of its own.

mod account;
mod check;
pub mod conformance;
mod description;
mod error;
mod folders;
pub mod http;
mod local_time;
pub mod mail;
mod parts;
mod push;
mod sealed;
pub mod signature;
mod source;
mod stream;
mod target;
mod ways;

pub use account::{Account, ConnectContext, Connector, ReadMode, ReadRequest, SecretText, Token, TokenStore};
pub use check::{CheckLine, CheckState};
pub use description::{Description, Setting, SettingKind};
pub use error::{ConnectorError, NextStep, Told, one_line};
pub use folders::allowed_path;
pub use local_time::LocalTime;
pub use parts::{by_digits, page_differs, page_goes_on, part_of_list, write_failed, write_in_parts};
pub use push::{AcceptedPush, PUSH_BYTES_MAX, PushRefused, PushReply, PushRequest, StoredPush};
pub use sealed::{Opened, Seal};
pub use source::{Cursor, PageEnd, ShapeNote, Source, StreamShape};
pub use stream::{FieldInfo, FieldKind, StreamCapabilities, StreamInfo};
pub use target::{FindBy, Found, Outgoing, Target, WriteOperation, WriteOutcome};
pub use ways::{Way, find_by_field, write_by_way};
