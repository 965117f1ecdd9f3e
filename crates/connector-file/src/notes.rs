//! Codes of the notes that a file source leaves in its shape. Stable: messages and tests elsewhere refer to them.

use connector::ShapeNote;

/// The encoding of the text, e.g. `GB18030`.
pub const ENCODING: &str = "encoding";
/// Text held bytes that its encoding does not know; such cells are damaged.
pub const ENCODING_DAMAGED: &str = "encoding_damaged";
/// The file is compressed: `gzip`.
pub const COMPRESSION: &str = "compression";
/// Kind of the file: `delimited`, `workbook`, `json`, `json_lines`.
pub const FORMAT: &str = "format";
/// The delimiter of the text.
pub const DELIMITER: &str = "delimiter";
/// Row or rows that hold the column names, e.g. `3-4`.
pub const HEADER_ROW: &str = "header_row";
/// No row holds column names; they were made up.
pub const HEADER_MISSING: &str = "header_missing";
/// Rows above the header that were left out (titles, notes), their number.
pub const TITLE_ROWS_SKIPPED: &str = "title_rows_skipped";
/// Column names that stood several times and were numbered.
pub const HEADER_DUPLICATES: &str = "header_duplicates";
/// Rows of totals that were left out, their number so far.
pub const TOTAL_ROWS_SKIPPED: &str = "total_rows_skipped";
/// Blank rows that were left out, their number so far.
pub const BLANK_ROWS_SKIPPED: &str = "blank_rows_skipped";
/// Rows with more cells than columns; the surplus stands in the last cell, which is damaged. Their number so far.
pub const SURPLUS_CELLS: &str = "surplus_cells";
/// The sheet that is read.
pub const SHEET: &str = "sheet";
/// A sheet with the same columns that is read as the continuation; with the number added to its row numbers.
pub const SHEET_JOINED: &str = "sheet_joined";
/// A hidden sheet that is not read.
pub const HIDDEN_SHEET_SKIPPED: &str = "hidden_sheet_skipped";
/// A visible sheet that is not read, because its columns differ.
pub const SHEET_SKIPPED: &str = "sheet_skipped";
/// Merged cells whose value was given to each row that they cover, number of ranges.
pub const MERGED_CELLS: &str = "merged_cells";
/// Columns of a rejected-rows file that were left out.
pub const ANNOTATION_COLUMNS_SKIPPED: &str = "annotation_columns_skipped";
/// Path of the JSON array that is read, e.g. `data.items`.
pub const JSON_PATH: &str = "json_path";
/// Columns that appeared only after the beginning of a JSON file, their number so far.
pub const COLUMNS_APPENDED: &str = "columns_appended";
/// JSON records that could not be read; each is a row whose first cell is damaged. Their number so far.
pub const DAMAGED_RECORDS: &str = "damaged_records";

/// Sets the note `code` to `detail`, in place where it exists.
pub(crate) fn set(notes: &mut Vec<ShapeNote>, code: &'static str, detail: impl Into<String>) {
    let detail = detail.into();
    match notes.iter_mut().find(|note| note.code == code) {
        Some(note) => note.detail = detail,
        None => notes.push(ShapeNote { code, detail }),
    }
}

/// Adds a note, even where one of the same code exists.
pub(crate) fn add(notes: &mut Vec<ShapeNote>, code: &'static str, detail: impl Into<String>) {
    notes.push(ShapeNote { code, detail: detail.into() });
}
