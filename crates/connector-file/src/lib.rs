//! Files as a [`Source`]: delimited text, workbooks (XLSX), JSON and JSON Lines, each also gzipped.
//!
//! Everything is found out from the content: kind of file, encoding, delimiter, header rows, sheets. What was found out or
//! assumed is told by [`StreamShape::notes`](connector::StreamShape::notes) under the codes of [`notes`]. Files come from
//! strangers: sizes are checked before anything is held ([`Limits`]), damaged text becomes a cell of kind
//! [`CellKind::Damaged`](model::CellKind::Damaged), and nothing here panics on content.
//!
//! Knows nothing of objects, mappings or the store.

mod cell_class;
mod delimited;
mod encoding;
pub mod export;
pub mod formula_guard;
mod header;
mod json;
pub mod notes;
mod number_text;
mod position;
mod raw;
pub mod rejected;
mod rows;
mod survey;
mod table;
mod text;
mod total_row;
mod workbook;

use std::path::Path;

use connector::{ConnectorError, Source};

/// What kind of file it is. Found out from the content unless told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// CSV, TSV and other delimited text.
    Delimited,
    /// XLSX or XLSM.
    Workbook,
    /// One JSON document: an array of objects, or an object that holds one.
    Json,
    /// One JSON object per line.
    JsonLines,
}

/// Bounds that protect the machine from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// A longer cell is cut there and marked damaged. Bytes of UTF-8.
    pub cell_bytes_max: usize,
    /// A longer row ends the import with an error that names its place. Bytes of UTF-8.
    pub row_bytes_max: usize,
    /// Columns of a table.
    pub columns_max: usize,
    /// Bytes that one compressed file or archive member may become.
    pub expanded_bytes_max: u64,
    /// Expanded bytes per compressed byte, looked at once [`Limits::ratio_from_bytes`] have come out.
    pub ratio_max: u64,
    /// Below so many expanded bytes the ratio does not matter.
    pub ratio_from_bytes: u64,
    /// Members of a workbook archive.
    pub archive_entries_max: usize,
    /// Text of the shared strings, styles and other parts of a workbook that are held in memory, bytes each.
    pub workbook_part_bytes_max: u64,
    /// Cells of one sheet, as counted in it.
    pub sheet_cells_max: u64,
    /// Merged ranges of one sheet.
    pub merged_ranges_max: usize,
    /// Nesting of JSON.
    pub json_depth_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            cell_bytes_max: 1 << 20,
            row_bytes_max: 64 << 20,
            columns_max: 16_384,
            expanded_bytes_max: 8 << 30,
            ratio_max: 200,
            ratio_from_bytes: 64 << 20,
            archive_entries_max: 10_000,
            workbook_part_bytes_max: 256 << 20,
            sheet_cells_max: 500_000_000,
            merged_ranges_max: 200_000,
            json_depth_max: 128,
        }
    }
}

/// What a person may tell about a file; nothing of it is needed.
#[derive(Clone, Debug, Default)]
pub struct FileOptions {
    /// Name of the encoding, e.g. `gbk`, `utf-16le`, `latin1`. GBK and GB2312 are read as GB18030, which contains them.
    pub encoding: Option<String>,
    /// Name of the sheet to read; hidden sheets are allowed here.
    pub sheet: Option<String>,
    /// Delimiter of the text.
    pub delimiter: Option<u8>,
    /// Row (counted from 1) that holds the column names; 0 says that there are none.
    pub header_row: Option<u64>,
    /// Kind of file.
    pub format: Option<FileFormat>,
    /// Bounds.
    pub limits: Limits,
}

/// One sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name.
    pub name: String,
    /// True when its author hid it.
    pub hidden: bool,
    /// Rows present in it, headers and blank ones included.
    pub rows: u64,
}

/// Opens a file and finds out what is in it.
///
/// Reads the whole file once (fingerprint, encoding, sizes), then its beginning.
///
/// # Errors
/// [`ConnectorError::Io`] when it cannot be read, [`ConnectorError::Format`] when it is no table of a kind known here,
/// [`ConnectorError::Limit`] when it is larger than allowed.
pub fn open(path: &Path, options: &FileOptions) -> Result<Box<dyn Source>, ConnectorError> {
    let file = raw::RawFile::open(path, &options.limits)?;
    let format = match options.format {
        Some(format) => format,
        None => file.sniff()?,
    };
    match format {
        FileFormat::Workbook => workbook::open(file, options),
        FileFormat::Delimited => delimited::open(file, options),
        FileFormat::Json | FileFormat::JsonLines => json::open(file, format, options),
    }
}

/// Lists the sheets of a workbook, in its order.
///
/// # Errors
/// As [`open`].
pub fn sheets(path: &Path) -> Result<Vec<SheetInfo>, ConnectorError> {
    let limits = Limits::default();
    let file = raw::RawFile::open(path, &limits)?;
    workbook::list_sheets(&file, &limits)
}
