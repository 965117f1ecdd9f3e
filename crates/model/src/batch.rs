//! Rows as a source shows them: one flat buffer for many rows, so that reading costs no allocation per cell.

use std::sync::Arc;

/// How the source typed a cell. CSV knows only text; XLSX and JSON know more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing there.
    Empty,
    /// Text as it came, decoded to UTF-8.
    Text,
    /// A number, written in decimal without exponent where that loses nothing.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A typed date or moment: `2026-03-31` or `2026-03-31T08:15:00` (no zone known) or RFC 3339.
    Date,
    /// Compact JSON of an object or array.
    Json,
    /// Text with bytes that the encoding does not know, replaced by U+FFFD; text that was cut; or the last cell of a row that
    /// has more cells than there are columns, which stand behind it, each after [`SURPLUS`].
    Damaged,
}

/// What stands before each cell that belongs to no column, behind the text of the last one.
pub const SURPLUS: &str = " | ";

#[derive(Clone, Copy, Debug)]
struct Cell {
    end: u32,
    kind: CellKind,
}

/// Many rows of the same columns. At most 4 GiB of text; sources stop a page long before.
#[derive(Clone, Debug, Default)]
pub struct RecordBatch {
    columns: Arc<[String]>,
    text: String,
    cells: Vec<Cell>,
    numbers: Vec<u64>,
    removals: Vec<Removal>,
    /// Of each column, the rows that did not have it at all; shorter where none lacked it.
    absent: Vec<u64>,
}

/// A record that the source no longer has, told beside the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Place in the source, counted from 1 like the numbers of rows: the later one of a row and a removal decides.
    pub number: u64,
    /// The source's id of it.
    pub external_id: String,
    /// When it happened there (ms), where the source tells.
    pub at_ms: Option<i64>,
    /// What happened.
    pub kind: RemovalKind,
}

/// What happened to a record that a source no longer has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemovalKind {
    /// It was deleted there.
    Deleted,
    /// It was merged there into the record with this id.
    MergedInto(String),
}

/// One row of a [`RecordBatch`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    batch: &'a RecordBatch,
    at: usize,
}

impl RecordBatch {
    /// An empty batch of `columns`.
    #[must_use]
    pub fn new(columns: Arc<[String]>) -> Self {
        Self { columns, ..Self::default() }
    }

    /// Forgets the rows, takes new columns, keeps the memory.
    pub fn reset(&mut self, columns: Arc<[String]>) {
        self.columns = columns;
        self.text.clear();
        self.cells.clear();
        self.numbers.clear();
        self.removals.clear();
        self.absent.clear();
    }

    /// Column names, in order.
    #[must_use]
    pub fn columns(&self) -> &Arc<[String]> {
        &self.columns
    }

    /// Number of complete rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// True without complete rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Tells of a record that is gone.
    pub fn push_removal(&mut self, removal: Removal) {
        self.removals.push(removal);
    }

    /// Records that are gone, in the order told.
    #[must_use]
    pub fn removals(&self) -> &[Removal] {
        &self.removals
    }

    /// Bytes of cell text held.
    #[must_use]
    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// Adds the next cell of the row being written. Cells beyond the last column are the caller's mistake and are dropped
    /// by [`RecordBatch::finish_row`].
    pub fn push_cell(&mut self, kind: CellKind, text: &str) {
        self.text.push_str(text);
        self.cells.push(Cell { end: u32::try_from(self.text.len()).unwrap_or(u32::MAX), kind });
    }

    /// Adds an empty cell for something that the record does not have at all: the source left its name out, too. What every row
    /// leaves out may be gone from the source altogether.
    pub fn push_absent(&mut self) {
        let column = self.cells.len().saturating_sub(self.numbers.len() * self.columns.len());
        if column < self.columns.len() {
            if self.absent.len() <= column {
                self.absent.resize(column + 1, 0);
            }
            self.absent[column] += 1;
        }
        self.push_cell(CellKind::Empty, "");
    }

    /// How many rows did not have `column` (counted from 0) at all, as far as the source tells that from an empty value.
    #[must_use]
    pub fn absent(&self, column: usize) -> u64 {
        self.absent.get(column).copied().unwrap_or(0)
    }

    /// Ends the row being written: missing cells become empty, surplus cells go. `number` is the row's place in the source,
    /// counted from 1 as a person would find it (line of a CSV file, row of a sheet).
    pub fn finish_row(&mut self, number: u64) {
        let want = (self.numbers.len() + 1) * self.columns.len();
        while self.cells.len() < want {
            self.push_cell(CellKind::Empty, "");
        }
        self.cells.truncate(want);
        if let Some(last) = self.cells.last() {
            self.text.truncate(last.end as usize);
        }
        self.numbers.push(number);
    }

    /// The `at`-th row, counted from 0. Must be below [`RecordBatch::len`].
    #[must_use]
    pub fn row(&self, at: usize) -> Row<'_> {
        Row { batch: self, at }
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|at| self.row(at))
    }
}

impl<'a> Row<'a> {
    /// Place in the source, counted from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.batch.numbers.get(self.at).copied().unwrap_or(0)
    }

    /// Kind and text of the cell in `column` (counted from 0); an unknown column is empty.
    #[must_use]
    pub fn cell(&self, column: usize) -> (CellKind, &'a str) {
        let width = self.batch.columns.len();
        let at = self.at * width + column;
        if column >= width {
            return (CellKind::Empty, "");
        }
        let start = if at == 0 { 0 } else { self.batch.cells[at - 1].end as usize };
        let cell = self.batch.cells[at];
        (cell.kind, &self.batch.text[start..cell.end as usize])
    }

    /// Column names of the row.
    #[must_use]
    pub fn columns(&self) -> &'a Arc<[String]> {
        &self.batch.columns
    }

    /// All cells as one slice of text without separators, for content hashes together with [`Row::cell_lengths`].
    #[must_use]
    pub fn text(&self) -> &'a str {
        let width = self.batch.columns.len();
        let first = self.at * width;
        let start = if first == 0 { 0 } else { self.batch.cells[first - 1].end as usize };
        let end = self.batch.cells.get(first + width - 1).map_or(start, |cell| cell.end as usize);
        &self.batch.text[start..end]
    }

    /// Length of each cell in bytes.
    pub fn cell_lengths(&self) -> impl Iterator<Item = u32> {
        (0..self.batch.columns.len()).map(|column| u32::try_from(self.cell(column).1.len()).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_shape() {
        let mut batch = RecordBatch::new(vec!["a".to_owned(), "b".to_owned()].into());
        batch.push_cell(CellKind::Text, "x");
        batch.finish_row(2);
        for text in ["1", "22", "333"] {
            batch.push_cell(CellKind::Number, text);
        }
        batch.finish_row(3);
        assert_eq!(batch.len(), 2);
        assert_eq!(batch.row(0).cell(0), (CellKind::Text, "x"));
        assert_eq!(batch.row(0).cell(1), (CellKind::Empty, ""));
        assert_eq!(batch.row(1).cell(1), (CellKind::Number, "22"));
        assert_eq!(batch.row(1).text(), "122");
        assert_eq!(batch.row(1).cell(9), (CellKind::Empty, ""));
    }

    #[test]
    fn what_rows_leave_out_is_counted() {
        let columns: Arc<[String]> = vec!["a".to_owned(), "b".to_owned()].into();
        let mut batch = RecordBatch::new(Arc::clone(&columns));
        for number in 1..=3 {
            batch.push_cell(CellKind::Empty, "");
            if number == 2 {
                batch.push_cell(CellKind::Text, "x")
            } else {
                batch.push_absent()
            }
            // Beyond the last column nothing is counted.
            batch.push_absent();
            batch.finish_row(number);
        }
        assert_eq!((batch.absent(0), batch.absent(1), batch.absent(2)), (0, 2, 0));
        assert_eq!(batch.row(0).cell(1), (CellKind::Empty, ""));
        batch.reset(columns);
        assert_eq!(batch.absent(1), 0);
    }
}
