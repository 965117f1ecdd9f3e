//! JSON and JSON Lines: an array of objects, an object that holds one, objects one after the other or one per line.

mod flatten;
mod records;
mod scan;

use std::collections::HashMap;
use std::sync::Arc;

use connector::{ConnectorError, Cursor, PageEnd, Source, StreamShape};
use model::{CellKind, RecordBatch};

use self::flatten::{Bounds, flatten};
use self::records::Records;
use self::scan::Layout;
use crate::raw::RawFile;
use crate::rejected::ANNOTATION_COLUMNS;
use crate::rows::cut;
use crate::table::{PAGE_BYTES, PAGE_CELLS};
use crate::text::{TextOrigin, TextStream};
use crate::{FileFormat, FileOptions, Limits, delimited, notes, position};

/// The columns are those of so many records and bytes from the beginning; others are appended when they appear.
const SAMPLE_RECORDS: usize = 10_000;
const SAMPLE_BYTES: usize = 16 << 20;
/// The array of records begins within so many bytes.
const LAYOUT_BYTES: usize = 16 << 20;

/// Opens a JSON file.
pub(crate) fn open(file: RawFile, format: FileFormat, options: &FileOptions) -> Result<Box<dyn Source>, ConnectorError> {
    let file = Arc::new(file);
    let mut found = Vec::new();
    let text = delimited::text_origin(&file, options, &mut found)?;
    let layout = if format == FileFormat::JsonLines { Layout::Lines } else { find_layout(&text)? };
    let name = if layout == Layout::Lines { "json_lines" } else { "json" };
    found.insert(0, connector::ShapeNote { code: notes::FORMAT, detail: name.to_owned() });
    if let Layout::Array(_, path) = &layout
        && !path.is_empty()
    {
        notes::add(&mut found, notes::JSON_PATH, path.clone());
    }
    let records = Records::open(text, layout, options.limits.row_bytes_max, &file.name)?;
    let shape = StreamShape { fingerprint: Some(file.fingerprint.clone()), notes: found, ..StreamShape::default() };
    let mut source = JsonSource {
        file,
        records,
        limits: options.limits.clone(),
        shape,
        columns: Vec::new(),
        index: HashMap::new(),
        sampled_columns: 0,
        record: FlatRecord::default(),
        waiting: false,
        position: 0,
        damaged: 0,
    };
    source.sample()?;
    Ok(Box::new(source))
}

fn find_layout(origin: &TextOrigin) -> Result<Layout, ConnectorError> {
    let mut stream = TextStream::open(origin)?;
    let mut beginning = String::new();
    while beginning.len() < LAYOUT_BYTES && stream.append(&mut beginning)? {}
    Ok(scan::layout(&beginning))
}

/// One record as cells of known columns.
#[derive(Default)]
struct FlatRecord {
    number: u64,
    text: String,
    /// Column, kind, start and end in `text`.
    cells: Vec<(usize, CellKind, usize, usize)>,
    /// Kind and place of the cell of each column; built when the record is given out.
    by_column: Vec<(CellKind, usize, usize)>,
}

/// The source.
struct JsonSource {
    file: Arc<RawFile>,
    records: Records,
    limits: Limits,
    shape: StreamShape,
    columns: Vec<String>,
    index: HashMap<String, usize>,
    /// Columns known from the beginning of the file; a restart forgets the others, so that the same cursor gives the same rows.
    sampled_columns: usize,
    record: FlatRecord,
    /// True when `record` was read and not given out yet.
    waiting: bool,
    position: u64,
    damaged: u64,
}

impl JsonSource {
    fn sample(&mut self) -> Result<(), ConnectorError> {
        let mut bytes = 0;
        let mut count = 0;
        while count < SAMPLE_RECORDS && bytes < SAMPLE_BYTES && self.flatten_next()? {
            count += 1;
            bytes += self.record.text.len();
        }
        if self.columns.is_empty() {
            // Damaged records need a column to be shown in.
            self.column_of("value");
        }
        self.sampled_columns = self.columns.len();
        self.shape.columns = self.columns.clone().into();
        self.restart()
    }

    fn restart(&mut self) -> Result<(), ConnectorError> {
        self.records.restart()?;
        for name in self.columns.drain(self.sampled_columns..) {
            self.index.remove(&name);
        }
        if self.shape.columns.len() != self.columns.len() {
            self.shape.columns = self.columns.clone().into();
        }
        (self.waiting, self.position, self.damaged) = (false, 0, 0);
        Ok(())
    }

    fn column_of(&mut self, name: &str) -> Option<usize> {
        column_of(&mut self.columns, &mut self.index, self.limits.columns_max, name)
    }

    /// Reads and flattens the next record; false after the last. A record that is no JSON becomes one damaged cell.
    fn flatten_next(&mut self) -> Result<bool, ConnectorError> {
        let Some(text) = self.records.next()? else { return Ok(false) };
        let bounds = Bounds { depth_max: self.limits.json_depth_max, cell_bytes_max: self.limits.cell_bytes_max };
        let (columns, index, record) = (&mut self.columns, &mut self.index, &mut self.record);
        let columns_before = columns.len();
        record.text.clear();
        record.cells.clear();
        let mut too_wide = false;
        let result = flatten(text, bounds, &mut |name, kind, cell| {
            if ANNOTATION_COLUMNS.contains(&name) {
                return;
            }
            match column_of(columns, index, self.limits.columns_max, name) {
                Some(column) => {
                    let start = record.text.len();
                    record.text.push_str(cell);
                    record.cells.push((column, kind, start, record.text.len()));
                }
                None => too_wide = true,
            }
        });
        if result.is_err() || too_wide {
            for name in columns.drain(columns_before..) {
                index.remove(&name);
            }
            record.text.clear();
            record.cells.clear();
            record.text.push_str(cut(text.trim(), self.limits.cell_bytes_max));
            record.cells.push((0, CellKind::Damaged, 0, record.text.len()));
            self.damaged += 1;
        }
        record.number = self.records.number;
        Ok(true)
    }

    /// Makes the next record wait to be given out; false after the last.
    fn advance(&mut self) -> Result<bool, ConnectorError> {
        if !self.waiting {
            self.waiting = self.flatten_next()?;
        }
        Ok(self.waiting)
    }

    fn seek(&mut self, wanted: u64) -> Result<(), ConnectorError> {
        if wanted < self.position {
            self.restart()?;
        }
        while self.position < wanted && self.advance()? {
            self.waiting = false;
            self.position += 1;
        }
        Ok(())
    }

    fn publish_columns(&mut self) {
        self.shape.columns = self.columns.clone().into();
        let appended = self.columns.len() - self.sampled_columns;
        notes::set(&mut self.shape.notes, notes::COLUMNS_APPENDED, appended.to_string());
    }

    fn push(&mut self, into: &mut RecordBatch) {
        let record = &mut self.record;
        record.by_column.clear();
        record.by_column.resize(self.columns.len(), (CellKind::Empty, 0, 0));
        for (column, kind, start, end) in record.cells.iter().copied() {
            if let Some(slot) = record.by_column.get_mut(column) {
                *slot = (kind, start, end);
            }
        }
        for (kind, start, end) in record.by_column.iter().copied() {
            into.push_cell(kind, record.text.get(start..end).unwrap_or(""));
        }
        into.finish_row(record.number);
        self.waiting = false;
        self.position += 1;
    }
}

fn column_of(columns: &mut Vec<String>, index: &mut HashMap<String, usize>, columns_max: usize, name: &str) -> Option<usize> {
    if let Some(column) = index.get(name) {
        return Some(*column);
    }
    if columns.len() >= columns_max {
        return None;
    }
    let column = columns.len();
    columns.push(name.to_owned());
    index.insert(name.to_owned(), column);
    Some(column)
}

impl Source for JsonSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.file.check_unchanged()?;
        let wanted = position::rows_before(&self.file, cursor)?;
        self.seek(wanted)?;
        if self.shape.columns.len() != self.columns.len() {
            self.publish_columns();
        }
        into.reset(Arc::clone(&self.shape.columns));
        let rows_max = rows_max.min(PAGE_CELLS / self.columns.len().max(1)).max(1);
        let mut last = false;
        while into.len() < rows_max && into.text_bytes() < PAGE_BYTES {
            if !self.advance()? {
                last = true;
                break;
            }
            if self.columns.len() != self.shape.columns.len() {
                // A batch has one set of columns: end this page before the record that brings a new one.
                if !into.is_empty() {
                    break;
                }
                self.publish_columns();
                into.reset(Arc::clone(&self.shape.columns));
            }
            self.push(into);
        }
        if last {
            self.file.check_unchanged()?;
        }
        if self.damaged > 0 {
            notes::set(&mut self.shape.notes, notes::DAMAGED_RECORDS, self.damaged.to_string());
        }
        Ok(PageEnd { next: position::cursor_after(&self.file, self.position), last })
    }
}
