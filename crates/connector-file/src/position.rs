//! The cursor of a file: which content it belongs to, and how many rows of it were read.

use connector::{ConnectorError, Cursor};

use crate::raw::{RawFile, format_error};

const FINGERPRINT_CHARS: usize = 16;

/// The cursor after `rows` rows of `file`.
pub(crate) fn cursor_after(file: &RawFile, rows: u64) -> Cursor {
    Cursor(format!("{}:{rows}", mark(file)))
}

/// The number of rows that `cursor` has read.
pub(crate) fn rows_before(file: &RawFile, cursor: &Cursor) -> Result<u64, ConnectorError> {
    if cursor.0.is_empty() {
        return Ok(0);
    }
    let parsed = cursor.0.split_once(':').and_then(|(mark, rows)| Some((mark, rows.parse().ok()?)));
    let (found, rows) = parsed.ok_or_else(|| format_error(&file.name, "cursor", "this cursor is not one of a file"))?;
    if found != mark(file) {
        return Err(ConnectorError::Changed { what: file.name.clone() });
    }
    Ok(rows)
}

fn mark(file: &RawFile) -> &str {
    file.fingerprint.get(..FINGERPRINT_CHARS).unwrap_or(&file.fingerprint)
}
