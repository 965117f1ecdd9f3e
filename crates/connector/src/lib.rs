//! What every connector is to the engine: a [`Source`] that is read page by page, with a cursor it alone understands.
//!
//! Knows no vendor, no store and no engine. Reading is blocking: the engine gives each run threads of its own.

use std::sync::Arc;

use model::RecordBatch;

/// How far a stream was read. Opaque to everybody but the connector that made it; empty text is the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor(pub String);

/// What came of one [`Source::read`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageEnd {
    /// Where the next page starts.
    pub next: Cursor,
    /// True when nothing follows now.
    pub last: bool,
}

/// What a stream looks like, found out by reading its beginning.
#[derive(Clone, Debug, Default)]
pub struct StreamShape {
    /// Column names, made unique (`备注`, `备注 (2)`).
    pub columns: Arc<[String]>,
    /// Data rows where that is known without reading everything.
    pub rows_known: Option<u64>,
    /// Fingerprint of the whole content (SHA-256, hex), where the source can be fixed; the same one twice is a repetition.
    pub fingerprint: Option<String>,
    /// What was found out and assumed (encoding, delimiter, header rows, sheets, hidden sheets left out, totals left out).
    pub notes: Vec<ShapeNote>,
}

/// One thing found out about a stream, for the person who imports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeNote {
    /// Stable name, e.g. `encoding`, `delimiter`, `header_row`, `sheet`, `hidden_sheet_skipped`, `total_rows_skipped`.
    pub code: &'static str,
    /// What exactly, e.g. `GB18030`.
    pub detail: String,
}

/// Something that can be read page by page.
pub trait Source: Send {
    /// What the stream looks like.
    fn shape(&self) -> &StreamShape;

    /// Replaces the content of `into` by the rows after `cursor`, at most `rows_max` of them and at most about 16 MiB of text.
    /// Reading the same cursor twice gives the same rows while the content is unchanged.
    ///
    /// # Errors
    /// [`ConnectorError`]; its next step says whether trying again makes sense.
    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError>;
}

/// What the caller must do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Try again later.
    Retry,
    /// A person must change the input or the settings.
    Fail,
}

/// Why a source could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ConnectorError {
    /// Reading failed underneath.
    #[error("reading {what} failed")]
    Io {
        /// File or address.
        what: String,
        /// Cause.
        #[source]
        source: std::io::Error,
    },
    /// The content is not what it should be.
    #[error("{what}: {reason} (at {place})")]
    Format {
        /// File or address.
        what: String,
        /// Where in it, e.g. `line 12`.
        place: String,
        /// What is wrong and what to do, one line.
        reason: String,
    },
    /// A limit protects the machine from this content.
    #[error("{what}: {limit} exceeded ({found}, allowed {allowed})")]
    Limit {
        /// File or address.
        what: String,
        /// Which limit.
        limit: &'static str,
        /// What was found.
        found: u64,
        /// What is allowed.
        allowed: u64,
    },
    /// The content changed while it was read.
    #[error("{what} changed while it was read; start again")]
    Changed {
        /// File or address.
        what: String,
    },
}

impl ConnectorError {
    /// What to do about it.
    #[must_use]
    pub fn next_step(&self) -> NextStep {
        match self {
            Self::Io { .. } | Self::Changed { .. } => NextStep::Retry,
            Self::Format { .. } | Self::Limit { .. } => NextStep::Fail,
        }
    }
}
