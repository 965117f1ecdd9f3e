//! Reading: a [`Source`] gives a stream page by page, with a cursor it alone understands.

use std::sync::Arc;

use model::RecordBatch;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::ConnectorError;
use crate::stream::FieldInfo;

/// How far a stream was read. Opaque to everybody but the connector that made it; empty text is the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor(pub String);

impl Cursor {
    /// The cursor that stands for `place`, a connector's own description of how far it read.
    #[must_use]
    pub fn of<T: Serialize>(place: &T) -> Self {
        Self(serde_json::to_string(place).unwrap_or_default())
    }

    /// What [`Cursor::of`] was made of; the default for the beginning.
    ///
    /// # Errors
    /// [`ConnectorError::CursorExpired`] where the text is not of this connector, or of a version that wrote it otherwise.
    pub fn place<T: DeserializeOwned + Default>(&self, system: &str) -> Result<T, ConnectorError> {
        if self.0.is_empty() {
            return Ok(T::default());
        }
        serde_json::from_str(&self.0).map_err(|_| ConnectorError::CursorExpired { system: system.to_owned() })
    }
}

/// What came of one [`Source::read`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageEnd {
    /// Where the next page starts. After the last page: where the next incremental run starts.
    pub next: Cursor,
    /// True when nothing follows now.
    pub last: bool,
}

/// What a stream looks like, found out by reading its beginning or by asking the system.
#[derive(Clone, Debug, Default)]
pub struct StreamShape {
    /// Column names, made unique (`备注`, `备注 (2)`).
    pub columns: Arc<[String]>,
    /// What is known of the columns beyond their names; empty where the content alone tells (files).
    pub fields: Arc<[FieldInfo]>,
    /// The column that holds the source's own id of a record, where the stream has one.
    pub key_column: Option<String>,
    /// The column that holds the source's version time of a record, where the stream has one.
    pub version_column: Option<String>,
    /// Data rows where that is known without reading everything.
    pub rows_known: Option<u64>,
    /// Rows that one page should hold, where every page is a call that costs time and allowance; 0 where any number will do.
    pub page_rows: usize,
    /// Rows tell what a record leaves out from what is empty ([`RecordBatch::push_absent`]): the system does not say which columns
    /// there are, so a column that every row leaves out may be gone.
    pub tells_absent: bool,
    /// Fingerprint of the whole content (SHA-256, hex), where the source can be fixed; the same one twice is a repetition.
    pub fingerprint: Option<String>,
    /// What was found out and assumed (encoding, delimiter, header rows, sheets, hidden sheets left out, totals left out).
    pub notes: Vec<ShapeNote>,
    /// What somebody should look at, as far as reading has come: a run that ends with one is not green.
    pub warnings: Vec<ShapeNote>,
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

    /// Replaces the content of `into` by the rows and removals after `cursor`, at most `rows_max` of them and at most about
    /// 16 MiB of text. Reading the same cursor twice gives the same rows while the content is unchanged. A page may be empty
    /// without being the last; its cursor must have moved then.
    ///
    /// # Errors
    /// [`ConnectorError`]; its next step says whether trying again makes sense.
    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError>;
}
