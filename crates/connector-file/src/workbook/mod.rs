//! Workbooks (XLSX, XLSM): which sheets hold the table, and reading them as one.
//!
//! The reader is our own: cells as a stream with owned state, so that a page can end anywhere and memory is one row. Only
//! what is needed of ECMA-376 part 1 (SpreadsheetML) is read: values, number formats, merged ranges, sheet states.

mod package;
mod parts;
mod serial_date;
mod sheet;
mod xml;

use std::sync::Arc;

use connector::{ConnectorError, ShapeNote, Source};

use self::package::{Inspection, Package};
use self::sheet::{Book, SheetRows};
use crate::header::{self, Merges, Plan};
use crate::raw::{RawFile, format_error};
use crate::rows::{RawRow, Rows, SampleRow, sample};
use crate::table::{Parts, TableSource};
use crate::{FileOptions, Limits, SheetInfo, notes};

/// Merged ranges further down do not matter for the header.
const HEADER_ROWS_MAX: u64 = 200;
/// Sheets that are named when there is none of the name that was asked for.
const SHEETS_NAMED_MAX: usize = 30;

/// Lists the sheets.
pub(crate) fn list_sheets(file: &RawFile, limits: &Limits) -> Result<Vec<SheetInfo>, ConnectorError> {
    let package = Package::open(file, limits)?;
    let contents = parts::contents(&package)?;
    let listed = contents.sheets.into_iter().map(|sheet| {
        let rows = package.inspect(&sheet.part)?.rows;
        Ok(SheetInfo { name: sheet.name, hidden: sheet.hidden, rows })
    });
    listed.collect()
}

/// A sheet that was looked at.
struct Looked {
    name: String,
    part: Part,
    plan: Plan,
    beginning: Vec<SampleRow>,
    whole: bool,
}

impl Looked {
    fn columns(&self) -> Vec<&str> {
        self.plan.names().collect()
    }

    fn has_data(&self) -> bool {
        let first_data = self.plan.first_data;
        !self.whole || self.beginning.iter().any(|row| row.number >= first_data && row.filled() > 0)
    }

    /// A table rather than a cover page or a list of notes.
    fn is_table(&self) -> bool {
        self.has_data() && self.plan.header.is_some() && self.plan.columns.len() >= 2
    }
}

/// Opens a workbook.
pub(crate) fn open(file: RawFile, options: &FileOptions) -> Result<Box<dyn Source>, ConnectorError> {
    let package = Package::open(&file, &options.limits)?;
    let contents = parts::contents(&package)?;
    let strings = parts::shared_strings(&package)?;
    let styles = parts::styles(&package)?;
    let book = Arc::new(Book { package, strings, styles, from_1904: contents.from_1904 });
    let mut found = Vec::new();
    notes::add(&mut found, notes::FORMAT, "workbook");
    if file.gzip {
        notes::add(&mut found, notes::COMPRESSION, "gzip");
    }
    let mut looked = Vec::new();
    let absent = |name: &str| unknown_sheet(name, &contents.sheets);
    let reason = options.sheet.as_deref().map_or_else(|| "the workbook has no visible sheet".to_owned(), absent);
    for sheet in contents.sheets {
        let wanted = match &options.sheet {
            Some(name) => sheet.name.trim().eq_ignore_ascii_case(name.trim()),
            None => !sheet.hidden,
        };
        if wanted {
            looked.push(look(&book, sheet, options)?);
        } else if options.sheet.is_none() {
            notes::add(&mut found, notes::HIDDEN_SHEET_SKIPPED, sheet.name);
        }
    }
    if looked.is_empty() {
        return Err(format_error(&file.name, "sheets", &reason));
    }
    let chosen = choose(looked, &mut found);
    if let Some(first) = chosen.first() {
        first.plan.check_told(&file.name, options.header_row)?;
    }
    Ok(source(Arc::new(file), book, chosen, found))
}

fn look(book: &Arc<Book>, sheet: parts::Sheet, options: &FileOptions) -> Result<Looked, ConnectorError> {
    let Inspection { last_row, merges, .. } = book.package.inspect(&sheet.part)?;
    let near_top = merges.iter().copied().filter(|merge| merge.first_row <= HEADER_ROWS_MAX).collect();
    let mut part = Part { part: sheet.part, merges, last_row, first_data: 0, offset: 0 };
    let mut rows = WorkbookRows::open(Arc::clone(book), vec![part.clone()])?;
    let (beginning, whole) = sample(&mut rows)?;
    let plan = header::find(&beginning, &Merges(near_top), options.header_row);
    plan.check_width(&book.package.name, options.limits.columns_max)?;
    part.first_data = plan.first_data;
    Ok(Looked { name: sheet.name, part, plan, beginning, whole })
}

/// Why there is nothing to read: no sheet is called `name`.
fn unknown_sheet(name: &str, sheets: &[parts::Sheet]) -> String {
    let shown = |sheet: &parts::Sheet| if sheet.hidden { format!("{} (hidden)", sheet.name) } else { sheet.name.clone() };
    let mut known: Vec<String> = sheets.iter().take(SHEETS_NAMED_MAX).map(shown).collect();
    if sheets.len() > SHEETS_NAMED_MAX {
        known.push(format!("and {} more", sheets.len() - SHEETS_NAMED_MAX));
    }
    format!("there is no sheet {name:?}; choose one of: {}", known.join(", "))
}

/// The sheets to read, the first with its continuations; notes about the others. At least one was looked at.
fn choose(mut looked: Vec<Looked>, found: &mut Vec<ShapeNote>) -> Vec<Looked> {
    let at = looked.iter().position(Looked::is_table).or_else(|| looked.iter().position(Looked::has_data)).unwrap_or(0);
    let first = looked.remove(at);
    notes::add(found, notes::SHEET, first.name.clone());
    let mut offset = first.part.last_row;
    let mut chosen = vec![first];
    for mut other in looked {
        let continues = chosen.first().is_some_and(|first| first.plan.header.is_some() && first.columns() == other.columns());
        if continues && other.has_data() {
            other.part.offset = offset;
            notes::add(found, notes::SHEET_JOINED, format!("{} (row + {offset})", other.name));
            offset += other.part.last_row;
            chosen.push(other);
        } else {
            notes::add(found, notes::SHEET_SKIPPED, format!("{} ({} columns)", other.name, other.plan.columns.len()));
        }
    }
    chosen
}

fn source(file: Arc<RawFile>, book: Arc<Book>, chosen: Vec<Looked>, mut found: Vec<ShapeNote>) -> Box<dyn Source> {
    let mut sheets = Vec::new();
    let mut first = None;
    for looked in chosen {
        sheets.push(looked.part);
        first.get_or_insert((looked.plan, looked.beginning, looked.whole));
    }
    let (plan, beginning, whole) = first.unwrap_or_default();
    plan.tell(&mut found);
    let filled =
        sheets.iter().flat_map(|part| &part.merges).filter(|merge| merge.last_row > merge.first_row && merge.first_row >= plan.first_data);
    let filled = filled.count();
    if filled > 0 {
        notes::add(&mut found, notes::MERGED_CELLS, filled.to_string());
    }
    let whole = whole && sheets.len() == 1;
    let rows = Box::new(WorkbookRows { book, parts: sheets, at: 0, current: None });
    Box::new(TableSource::new(Parts { file, rows, plan, beginning, whole, notes: found }))
}

/// One sheet to read.
#[derive(Clone)]
struct Part {
    part: String,
    merges: Vec<crate::header::Merge>,
    last_row: u64,
    /// Rows before this one are header.
    first_data: u64,
    /// Added to the row numbers, so that they stay unique over several sheets.
    offset: u64,
}

/// The rows of several sheets, one after the other.
struct WorkbookRows {
    book: Arc<Book>,
    parts: Vec<Part>,
    at: usize,
    current: Option<SheetRows>,
}

impl WorkbookRows {
    fn open(book: Arc<Book>, parts: Vec<Part>) -> Result<Self, ConnectorError> {
        Ok(Self { book, parts, at: 0, current: None })
    }
}

impl Rows for WorkbookRows {
    fn advance(&mut self) -> Result<bool, ConnectorError> {
        while let Some(part) = self.parts.get(self.at) {
            let current = match &mut self.current {
                Some(current) => current,
                None => self.current.insert(SheetRows::open(&self.book, &part.part, &part.merges)?),
            };
            while current.advance()? {
                if current.number >= part.first_data {
                    return Ok(true);
                }
            }
            self.current = None;
            self.at += 1;
        }
        Ok(false)
    }

    fn row(&self) -> RawRow<'_> {
        let offset = self.parts.get(self.at).map_or(0, |part| part.offset);
        match &self.current {
            Some(current) => {
                let row = current.row();
                RawRow { number: row.number + offset, ..row }
            }
            None => RawRow { number: 0, buffer: "", scratch: "", spans: &[] },
        }
    }

    fn restart(&mut self) -> Result<(), ConnectorError> {
        self.at = 0;
        self.current = None;
        Ok(())
    }
}
