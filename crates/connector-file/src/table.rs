//! A table as a [`Source`]: raw rows below a header, without blank rows and totals.

use std::sync::Arc;

use connector::{ConnectorError, Cursor, PageEnd, Source, StreamShape};
use model::{CellKind, RecordBatch, SURPLUS};

use crate::formula_guard::unguarded;
use crate::header::Plan;
use crate::raw::RawFile;
use crate::rows::{RawRow, Rows, SampleRow};
use crate::{notes, position, total_row};

/// A page ends after about so much text.
pub(crate) const PAGE_BYTES: usize = 16 << 20;
/// And after so many cells: a wide table of empty cells has hardly any text.
pub(crate) const PAGE_CELLS: usize = 4 << 20;

/// What a table source is made of.
pub(crate) struct Parts {
    pub file: Arc<RawFile>,
    pub rows: Box<dyn Rows>,
    pub plan: Plan,
    /// The first raw rows, and whether these are all.
    pub beginning: Vec<SampleRow>,
    pub whole: bool,
    pub notes: Vec<connector::ShapeNote>,
}

/// The source.
pub(crate) struct TableSource {
    file: Arc<RawFile>,
    rows: Box<dyn Rows>,
    plan: Plan,
    shape: StreamShape,
    /// Rows given out since the beginning of the file.
    position: u64,
    left_out: LeftOut,
}

#[derive(Clone, Copy, Default)]
struct LeftOut {
    blank: u64,
    totals: u64,
    surplus: u64,
}

enum Fate {
    Data,
    Header,
    Blank,
    Total,
}

impl TableSource {
    pub(crate) fn new(parts: Parts) -> Self {
        let columns: Arc<[String]> = parts.plan.names().map(str::to_owned).collect();
        let data_rows = parts.beginning.iter().filter(|row| row.number >= parts.plan.first_data && row.filled() > 0).count();
        // Totals in a short file are only known after reading: say nothing rather than something wrong.
        let rows_known = (parts.whole && data_rows == 0).then_some(0);
        let shape = StreamShape {
            columns,
            rows_known,
            fingerprint: Some(parts.file.fingerprint.clone()),
            notes: parts.notes,
            ..StreamShape::default()
        };
        Self { file: parts.file, rows: parts.rows, plan: parts.plan, shape, position: 0, left_out: LeftOut::default() }
    }

    fn fate(&self, row: &RawRow<'_>) -> Fate {
        if row.number < self.plan.first_data {
            Fate::Header
        } else if row.filled() == 0 {
            Fate::Blank
        } else if total_row::is_total(row, self.plan.typical_filled) {
            Fate::Total
        } else {
            Fate::Data
        }
    }

    /// Moves to the next row of data; false at the end.
    fn advance(&mut self) -> Result<bool, ConnectorError> {
        while self.rows.advance()? {
            match self.fate(&self.rows.row()) {
                Fate::Header => {}
                Fate::Blank => self.left_out.blank += 1,
                Fate::Total => self.left_out.totals += 1,
                Fate::Data => {
                    self.position += 1;
                    return Ok(true);
                }
            }
        }
        self.tell_left_out();
        Ok(false)
    }

    fn tell_left_out(&mut self) {
        let LeftOut { blank, totals, surplus } = self.left_out;
        for (code, count) in [(notes::BLANK_ROWS_SKIPPED, blank), (notes::TOTAL_ROWS_SKIPPED, totals), (notes::SURPLUS_CELLS, surplus)] {
            if count > 0 {
                notes::set(&mut self.shape.notes, code, count.to_string());
            }
        }
    }

    fn seek(&mut self, wanted: u64) -> Result<(), ConnectorError> {
        if wanted < self.position {
            self.rows.restart()?;
            self.position = 0;
            self.left_out = LeftOut::default();
        }
        while self.position < wanted && self.advance()? {}
        Ok(())
    }

    fn push(&mut self, into: &mut RecordBatch) {
        let row = self.rows.row();
        let surplus = surplus_of(&row, &self.plan);
        let columns = self.plan.columns.len();
        for (at, column) in self.plan.columns.iter().enumerate() {
            let (kind, text) = row.cell(column.source);
            match &surplus {
                Some(surplus) if at + 1 == columns => into.push_cell(CellKind::Damaged, &format!("{text}{surplus}")),
                Some(_) | None => into.push_cell(kind, unguarded(text)),
            }
        }
        into.finish_row(row.number);
        self.left_out.surplus += u64::from(surplus.is_some());
    }
}

/// Cells that belong to no column, joined; None when there are none.
fn surplus_of(row: &RawRow<'_>, plan: &Plan) -> Option<String> {
    if row.spans.len() <= plan.source_width && plan.unnamed.is_empty() {
        return None;
    }
    let beyond = plan.unnamed.iter().copied().chain(plan.source_width..row.spans.len());
    let cells: Vec<&str> = beyond.map(|column| row.cell(column).1).collect();
    cells.iter().any(|cell| !cell.is_empty()).then(|| cells.iter().map(|cell| format!("{SURPLUS}{cell}")).collect())
}

impl Source for TableSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.file.check_unchanged()?;
        into.reset(Arc::clone(&self.shape.columns));
        let wanted = position::rows_before(&self.file, cursor)?;
        self.seek(wanted)?;
        let mut last = false;
        let rows_max = rows_max.min(PAGE_CELLS / self.shape.columns.len().max(1)).max(1);
        while into.len() < rows_max && into.text_bytes() < PAGE_BYTES {
            if !self.advance()? {
                last = true;
                break;
            }
            self.push(into);
        }
        if last {
            self.file.check_unchanged()?;
            self.tell_left_out();
        }
        Ok(PageEnd { next: position::cursor_after(&self.file, self.position), last })
    }
}
