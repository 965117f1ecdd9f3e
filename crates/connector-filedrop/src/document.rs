//! One file being read into the columns of a reading.

use std::path::Path;

use connector::{ConnectorError, Cursor, PageEnd, Source};
use connector_file::FileOptions;
use model::RecordBatch;

use crate::cells::Columns;

/// Characters of a fingerprint that are kept: 64 bits.
const HASH_CHARS: usize = 16;

/// Why a file is left aside: for people, without values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub file: String,
    pub reason: String,
}

/// What came of opening a file.
pub(crate) enum Opened {
    Document(Box<Document>),
    Refused(Refused),
}

/// An open file.
pub(crate) struct Document {
    source: Box<dyn Source>,
    places: Vec<usize>,
    pub hash: String,
}

/// Opens a file without asking for columns.
pub(crate) fn open_any(path: &Path, name: &str, options: &FileOptions) -> Result<Result<Box<dyn Source>, Refused>, ConnectorError> {
    let refused = |reason: String| Ok(Err(Refused { file: name.to_owned(), reason }));
    let metadata = std::fs::metadata(path).map_err(|source| ConnectorError::Io { what: name.to_owned(), source })?;
    if metadata.len() == 0 {
        return refused("the file is empty".to_owned());
    }
    match connector_file::open(path, options) {
        Ok(source) => Ok(Ok(source)),
        Err(error) => refusal(name, error).map(Err),
    }
}

/// The file's own faults as a refusal; everything else as the error it is.
pub(crate) fn refusal(name: &str, error: ConnectorError) -> Result<Refused, ConnectorError> {
    match error {
        ConnectorError::Format { reason, place, .. } => Ok(Refused { file: name.to_owned(), reason: format!("{reason} (at {place})") }),
        ConnectorError::Limit { limit, found, allowed, .. } => {
            Ok(Refused { file: name.to_owned(), reason: format!("{limit} exceeded ({found}, allowed {allowed})") })
        }
        other => Err(other),
    }
}

impl Document {
    /// Opens a file that must have the columns of the reading.
    ///
    /// # Errors
    /// When it cannot be read at all or changes meanwhile; what is wrong with the file itself is [`Opened::Refused`].
    pub fn open(path: &Path, name: &str, options: &FileOptions, columns: &Columns) -> Result<Opened, ConnectorError> {
        let source = match open_any(path, name, options)? {
            Ok(source) => source,
            Err(refused) => return Ok(Opened::Refused(refused)),
        };
        let shape = source.shape();
        let missing: Vec<&str> =
            columns.needed.iter().filter(|wanted| !shape.columns.contains(wanted)).map(String::as_str).take(5).collect();
        if !missing.is_empty() {
            let reason = format!("its header lacks {}", missing.join(", "));
            return Ok(Opened::Refused(Refused { file: name.to_owned(), reason }));
        }
        let place = |wanted: &String| shape.columns.iter().position(|column| column == wanted).unwrap_or(usize::MAX);
        let hash = shape.fingerprint.as_deref().unwrap_or("");
        let hash = hash.get(..HASH_CHARS).unwrap_or(hash).to_owned();
        Ok(Opened::Document(Box::new(Self { places: columns.needed.iter().map(place).collect(), source, hash })))
    }

    /// Adds a page of rows. `before`: rows of files read before, so that numbers go on rising.
    pub fn read(
        &mut self,
        cursor: &str,
        rows_max: usize,
        before: u64,
        columns: &Columns,
        into: &mut RecordBatch,
    ) -> Result<PageEnd, ConnectorError> {
        let mut page = RecordBatch::default();
        let end = self.source.read(&Cursor(cursor.to_owned()), rows_max, &mut page)?;
        for row in page.rows() {
            columns.push(row, &self.places, before + row.number(), into);
        }
        Ok(end)
    }
}
