//! Rejected rows as a file that a person corrects and imports again: the original cells, then where, what and why.

use std::io::{Seek, Write};

use crate::export::{ExportError, ExportFormat, TableWriter, Written};

/// Place of the row in its source.
pub const ROW: &str = "_row";
/// Stable code of the reason.
pub const ERROR_CODE: &str = "_error_code";
/// Reason in English.
pub const ERROR_EN: &str = "_error";
/// Reason in Chinese.
pub const ERROR_ZH: &str = "_错误";
/// Field or column concerned.
pub const FIELD: &str = "_field";
/// The columns behind the original ones; readers leave columns of exactly these names out.
pub const ANNOTATION_COLUMNS: [&str; 5] = [ROW, ERROR_CODE, ERROR_EN, ERROR_ZH, FIELD];

/// Why a row was rejected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reason<'a> {
    /// Stable code.
    pub code: &'a str,
    /// For people, in English.
    pub en: &'a str,
    /// For people, in Chinese.
    pub zh: &'a str,
    /// Field or column concerned; empty when it is the row.
    pub field: &'a str,
}

/// Writes rejected rows.
pub struct RejectedWriter<W: Write + Seek + Send> {
    table: TableWriter<W>,
    columns: usize,
}

impl<W: Write + Seek + Send> RejectedWriter<W> {
    /// Begins a file for rows of `columns`.
    ///
    /// # Errors
    /// When writing fails.
    pub fn new(format: ExportFormat, into: W, columns: &[String]) -> Result<Self, ExportError> {
        let all: Vec<String> = columns.iter().cloned().chain(ANNOTATION_COLUMNS.map(str::to_owned)).collect();
        Ok(Self { table: TableWriter::new(format, into, &all)?, columns: columns.len() })
    }

    /// Writes one row: its cells as they came, its number in the source, the reason.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>, row: u64, reason: Reason<'_>) -> Result<(), ExportError> {
        let number = row.to_string();
        let annotations = [number.as_str(), reason.code, reason.en, reason.zh, reason.field];
        let cells: Vec<&str> = cells.into_iter().chain(std::iter::repeat("")).take(self.columns).collect();
        self.table.write_row(cells.into_iter().chain(annotations))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(self) -> Result<(Written, W), ExportError> {
        self.table.finish()
    }
}
