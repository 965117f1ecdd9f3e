//! Tables written as CSV, XLSX or JSON Lines, row by row in bounded memory, so that `open` reads the same cells back.
//!
//! Cells that a spreadsheet would take for a formula are guarded in CSV ([`crate::formula_guard`]); XLSX has typed text
//! cells and JSON Lines no formulas, so neither needs it there, but XLSX is guarded as well because people save it as CSV.

use std::io::{self, Write};

use rust_xlsxwriter::{Workbook, XlsxError};
use serde_json::ser::{CompactFormatter, Formatter};

use crate::formula_guard::guarded;

/// Rows of one sheet, header included (ECMA-376 as Excel implements it).
const SHEET_ROWS_MAX: u32 = 1_048_576;
/// Characters (UTF-16 units) of one cell.
const SHEET_CELL_UNITS_MAX: usize = 32_767;

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Writing failed underneath.
    #[error("writing the export failed")]
    Io(#[from] io::Error),
    /// The workbook could not be made.
    #[error("writing the workbook failed")]
    Workbook(#[source] Box<XlsxError>),
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(Box::new(error))
    }
}

/// Kind of file to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// UTF-8 with byte order mark (spreadsheets need it), comma, CRLF.
    Csv,
    /// Workbook of text cells.
    Xlsx,
    /// One object per line, all values text.
    JsonLines,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows without the header.
    pub rows: u64,
    /// Cells too long for a workbook, which were cut.
    pub cells_cut: u64,
}

/// Writes one table. Call [`TableWriter::finish`] at the end: without it nothing of a workbook is written.
pub struct TableWriter<W: Write + Send> {
    into: W,
    columns: Vec<String>,
    kind: Kind,
    written: Written,
}

enum Kind {
    Csv,
    Xlsx { book: Box<Workbook>, sheet: usize, row: u32 },
    JsonLines,
}

impl<W: Write + Send + io::Seek> TableWriter<W> {
    /// Begins a table of `columns`; writes the header.
    ///
    /// # Errors
    /// When writing fails.
    pub fn new(format: ExportFormat, into: W, columns: &[String]) -> Result<Self, ExportError> {
        let kind = match format {
            ExportFormat::Csv => Kind::Csv,
            ExportFormat::Xlsx => Kind::Xlsx { book: Box::new(Workbook::new()), sheet: 0, row: 0 },
            ExportFormat::JsonLines => Kind::JsonLines,
        };
        let mut writer = Self { into, columns: columns.to_vec(), kind, written: Written::default() };
        writer.begin()?;
        Ok(writer)
    }

    fn begin(&mut self) -> Result<(), ExportError> {
        let columns = std::mem::take(&mut self.columns);
        match &mut self.kind {
            Kind::Csv => {
                self.into.write_all(b"\xEF\xBB\xBF")?;
                write_csv_row(&mut self.into, columns.iter().map(String::as_str))?;
            }
            Kind::Xlsx { book, .. } => {
                book.add_worksheet_with_constant_memory()?;
                self.write_sheet_row(columns.iter().map(String::as_str))?;
            }
            Kind::JsonLines => {}
        }
        self.columns = columns;
        Ok(())
    }

    /// Writes one row; missing cells are empty, surplus ones are left out. Empty text is an empty cell.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), ExportError> {
        let width = self.columns.len();
        let cells = cells.into_iter().chain(std::iter::repeat("")).take(width);
        self.written.rows += 1;
        match self.kind {
            Kind::Csv => Ok(write_csv_row(&mut self.into, cells)?),
            Kind::Xlsx { .. } => self.write_sheet_row(cells),
            Kind::JsonLines => Ok(write_json_row(&mut self.into, &self.columns, cells)?),
        }
    }

    fn write_sheet_row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<(), ExportError> {
        let Kind::Xlsx { book, sheet, row } = &mut self.kind else { return Ok(()) };
        if *row == SHEET_ROWS_MAX {
            // The next sheet has the same header: readers join them again.
            book.add_worksheet_with_constant_memory()?;
            (*sheet, *row) = (*sheet + 1, 0);
            let current = book.worksheet_from_index(*sheet)?;
            for (column, name) in (0_u16..).zip(&self.columns) {
                current.write_string(0, column, guarded(name).as_ref())?;
            }
            *row = 1;
        }
        let current = book.worksheet_from_index(*sheet)?;
        for (column, cell) in (0_u16..).zip(cells) {
            if !cell.is_empty() {
                let safe = guarded(cell);
                let kept = cut_to_units(&safe, SHEET_CELL_UNITS_MAX);
                self.written.cells_cut += u64::from(kept.len() < safe.len());
                current.write_string(*row, column, kept)?;
            }
        }
        *row += 1;
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> Result<(Written, W), ExportError> {
        if let Kind::Xlsx { book, .. } = &mut self.kind {
            book.save_to_writer(&mut self.into)?;
        }
        self.into.flush()?;
        Ok((self.written, self.into))
    }
}

fn cut_to_units(text: &str, units_max: usize) -> &str {
    if text.len() <= units_max {
        return text;
    }
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > units_max {
            return text.get(..at).unwrap_or("");
        }
    }
    text
}

fn write_csv_row<'a>(into: &mut impl Write, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let mut single_empty = true;
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            into.write_all(b",")?;
        }
        let safe = guarded(cell);
        single_empty = at == 0 && safe.is_empty();
        if needs_quotes(&safe) {
            into.write_all(b"\"")?;
            into.write_all(safe.replace('"', "\"\"").as_bytes())?;
            into.write_all(b"\"")?;
        } else {
            into.write_all(safe.as_bytes())?;
        }
    }
    // A row of one empty cell would be a blank line.
    into.write_all(if single_empty { b"\"\"\r\n" } else { b"\r\n" })
}

/// RFC 4180, and blanks at the ends, which unquoted cells lose.
fn needs_quotes(cell: &str) -> bool {
    cell.contains(['"', ',', '\n', '\r', ';', '\t']) || cell.starts_with([' ', '\t']) || cell.ends_with([' ', '\t'])
}

fn write_json_row<'a>(into: &mut impl Write, columns: &[String], cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let mut formatter = CompactFormatter;
    formatter.begin_object(into)?;
    let mut first = true;
    for (name, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        formatter.begin_object_key(into, first)?;
        first = false;
        serde_json::to_writer(&mut *into, name)?;
        formatter.begin_object_value(into)?;
        serde_json::to_writer(&mut *into, cell)?;
    }
    formatter.end_object(into)?;
    into.write_all(b"\n")
}
