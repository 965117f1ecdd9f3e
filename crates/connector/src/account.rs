//! A connector (code for one system) and an account (one configured connection of it, at work).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use model::Clock;
use serde_json::{Map, Value};

use crate::check::CheckLine;
use crate::description::Description;
use crate::error::ConnectorError;
use crate::push::{AcceptedPush, PushRefused, PushRequest, StoredPush, no_pushes};
use crate::source::Source;
use crate::stream::{FieldInfo, StreamInfo};
use crate::target::Target;

/// A secret in memory: never shown by `Debug`, never serialised, overwritten when dropped.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretText(String);

impl SecretText {
    /// Takes a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the one place that sends or signs with it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// True for the empty text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl Drop for SecretText {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.0).into_bytes();
        bytes.fill(0);
        // Keeps the compiler from dropping the loop above as a store nobody reads.
        std::hint::black_box(&bytes);
    }
}

/// A token that a system gave, with what is needed to renew it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Sent with every request.
    pub access: SecretText,
    /// Gets the next one, where the system gives such.
    pub refresh: SecretText,
    /// When it ends (ms), where known.
    pub expires_ms: Option<i64>,
    /// What else came with it (instance address, organisation id).
    pub extra: BTreeMap<String, String>,
}

/// Keeps the tokens of one connection, encrypted, shared by all threads and nodes.
pub trait TokenStore: Send + Sync {
    /// The token kept last.
    ///
    /// # Errors
    /// When it cannot be read.
    fn load(&self) -> Result<Option<Token>, ConnectorError>;

    /// Replaces `stale` by the token that `renew` gets. Only one caller at a time renews, across threads and nodes: a caller
    /// that comes second gets the first one's token without a call. On disk before it is returned, so that a rotating refresh
    /// token is never lost.
    ///
    /// # Errors
    /// Those of `renew`, or when it cannot be kept.
    fn renew(
        &self,
        stale: Option<&Token>,
        renew: &mut dyn FnMut(Option<&Token>) -> Result<Token, ConnectorError>,
    ) -> Result<Token, ConnectorError>;
}

/// Everything an account needs from outside.
#[derive(Clone)]
pub struct ConnectContext {
    /// Id of the connection, for budgets, logs and error texts.
    pub connection: String,
    /// Settings that are not secret, by name.
    pub settings: Map<String, Value>,
    /// Secret settings, by name.
    pub secrets: BTreeMap<String, SecretText>,
    /// The one HTTP client, with guards, budgets and retries.
    pub http: crate::http::Client,
    /// Keeps tokens.
    pub tokens: Arc<dyn TokenStore>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Set to stop waiting calls.
    pub cancel: Arc<AtomicBool>,
    /// Folders on this machine that files may be read from and written to; empty means none.
    pub folders: Vec<std::path::PathBuf>,
}

impl ConnectContext {
    /// A text setting; empty text counts as missing.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.settings.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
    }

    /// A text setting that must be there.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`].
    pub fn required(&self, name: &str) -> Result<&str, ConnectorError> {
        self.text(name).ok_or_else(|| ConnectorError::Setting { setting: name.to_owned(), reason: "a value is required".to_owned() })
    }

    /// A setting that is a whole number, as number or text; `default` where there is none.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] for anything else.
    pub fn whole_number(&self, name: &str, default: u64) -> Result<u64, ConnectorError> {
        let number = match self.settings.get(name) {
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(text)) if text.trim().is_empty() => Some(default),
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(Value::Null) | None => Some(default),
            Some(_) => None,
        };
        number.ok_or_else(|| ConnectorError::Setting { setting: name.to_owned(), reason: "write a whole number".to_owned() })
    }

    /// A secret that must be there.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`].
    pub fn secret(&self, name: &str) -> Result<&SecretText, ConnectorError> {
        let found = self.secrets.get(name).filter(|secret| !secret.is_empty());
        found.ok_or_else(|| ConnectorError::Setting { setting: name.to_owned(), reason: "a value is required".to_owned() })
    }
}

impl fmt::Debug for ConnectContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectContext").field("connection", &self.connection).finish_non_exhaustive()
    }
}

/// Code that speaks one system's interface.
pub trait Connector: Send + Sync {
    /// What it is to people. The same for the life of the process.
    fn description(&self) -> &Description;

    /// Makes an account of the settings. Makes no call yet.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] naming the setting that is missing or wrong.
    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError>;
}

/// How a stream is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ReadRequest {
    /// Name of the stream.
    pub stream: String,
    /// Columns wanted; empty for all. The key and version columns come in any case.
    pub columns: Vec<String>,
    /// Everything, or what changed.
    pub mode: ReadMode,
    /// Only records for which the system's own filter says yes, in its own language (SOQL, SQL …), where the connection's
    /// owner wrote one; connectors that have none refuse it.
    pub filter: Option<String>,
}

/// How much of a stream is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum ReadMode {
    /// Everything there is; the cursor after the last page starts the next incremental read.
    #[default]
    Full,
    /// What changed after the cursor given to [`Source::read`].
    Incremental,
    /// What changed in this time, bounds in ms, the upper one exclusive (backfill).
    Range {
        /// From, inclusive.
        from_ms: i64,
        /// To, exclusive.
        to_ms: i64,
    },
}

/// One configured account of a connector. Used from several threads at once.
pub trait Account: Send + Sync {
    /// Looks whether everything works, in the order in which things depend on each other.
    fn check(&self) -> Vec<CheckLine>;

    /// What tells this organisation from another behind the same address (organisation id, database name), as the system
    /// says now; `None` where it has no such thing.
    ///
    /// # Errors
    /// [`ConnectorError`].
    fn organisation(&self) -> Result<Option<String>, ConnectorError>;

    /// What the system offers, from the live system, at most 5,000 streams.
    ///
    /// # Errors
    /// [`ConnectorError`].
    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError>;

    /// The fields of one stream, from the live system.
    ///
    /// # Errors
    /// [`ConnectorError::NotFound`] for an unknown stream.
    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError>;

    /// Opens a stream for reading.
    ///
    /// # Errors
    /// [`ConnectorError`].
    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError>;

    /// Opens a stream for writing. `key_field` is the system's field that holds our record ids, where the sync names one;
    /// `fields` are the fields that will be written, so that [`Target::find`] can show them.
    ///
    /// # Errors
    /// [`ConnectorError::Unsupported`] where the stream cannot be written.
    fn target(&self, stream: &str, key_field: Option<&str>, fields: &[String]) -> Result<Box<dyn Target>, ConnectorError>;

    /// Reads these records as they are now: rows for those that exist, removals for the others.
    ///
    /// # Errors
    /// [`ConnectorError::Unsupported`] where records cannot be read by id.
    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        let _ = ids;
        Err(ConnectorError::Unsupported { system: self.system(), what: format!("read single records of {stream}") })
    }

    /// Verifies a push over its raw bytes, in constant time. Makes no call and stores nothing.
    ///
    /// # Errors
    /// [`PushRefused`].
    fn accept_push(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        let _ = push;
        Err(PushRefused::NotExpected)
    }

    /// Looks after what makes the system send pushes of a stream, where that ends by itself: a subscription that lives a week.
    /// Called about once an hour for each live sync that follows pushes; reading does not depend on it. Nothing to do for
    /// systems that send for as long as they are set up to.
    ///
    /// # Errors
    /// [`ConnectorError`].
    fn keep_pushes(&self, stream: &str) -> Result<(), ConnectorError> {
        let _ = stream;
        Ok(())
    }

    /// Stored pushes of one stream as a source, in the order of their ids; it ends after the last.
    ///
    /// # Errors
    /// [`ConnectorError::Unsupported`] for connectors without pushes.
    fn pushed(&self, stream: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        let _ = (stream, pushes);
        no_pushes(&self.system())
    }

    /// What messages call the system, e.g. `Salesforce`.
    fn system(&self) -> String;
}
