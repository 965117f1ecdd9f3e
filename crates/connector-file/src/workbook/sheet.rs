//! The rows of one sheet, read as a stream: no more than one row is held.

use std::collections::BTreeMap;
use std::sync::Arc;

use connector::ConnectorError;
use model::CellKind;

use super::package::{Package, check_limit, parse_reference};
use super::parts::{NumberMeaning, SharedStrings, read_rich_text, unescape_into};
use super::serial_date;
use super::xml::{Seen, Xml};
use crate::Limits;
use crate::header::Merge;
use crate::number_text;
use crate::rows::{RawRow, Span, cut};

/// Most bytes of one row.
const ROW_BYTES_MAX: usize = 16 << 20;

/// What all sheets of a workbook share.
pub(crate) struct Book {
    pub package: Package,
    pub strings: SharedStrings,
    pub styles: Vec<NumberMeaning>,
    pub from_1904: bool,
}

/// Reader of one sheet.
pub(crate) struct SheetRows {
    book: Arc<Book>,
    xml: Xml,
    limits: Limits,
    fill: FillDown,
    pub number: u64,
    spans: Vec<Span>,
    scratch: String,
    done: bool,
}

impl SheetRows {
    pub(crate) fn open(book: &Arc<Book>, part: &str, merges: &[Merge]) -> Result<Self, ConnectorError> {
        let xml = Xml::new(book.package.reader(part)?, &book.package.name, part);
        let (limits, fill) = (book.package.limits.clone(), FillDown::new(merges));
        let (spans, scratch) = (Vec::new(), String::new());
        Ok(Self { book: Arc::clone(book), xml, limits, fill, number: 0, spans, scratch, done: false })
    }

    /// Moves to the next row that the sheet holds.
    pub(crate) fn advance(&mut self) -> Result<bool, ConnectorError> {
        while !self.done {
            match self.xml.next()? {
                Seen::Start if self.xml.name == "row" => {
                    let number = self.xml.attribute("r").and_then(|number| number.parse().ok());
                    self.number = number.unwrap_or(self.number + 1);
                    self.read_cells()?;
                    self.fill.apply(self.number, &mut self.spans, &mut self.scratch);
                    // Merged cells are repeated in each row that they cover.
                    let held = self.scratch.len() as u64;
                    check_limit(&self.book.package.name, "bytes in one row", held, self.row_bytes_max())?;
                    return Ok(true);
                }
                Seen::End if self.xml.name == "sheetData" => self.done = true,
                Seen::Eof => self.done = true,
                Seen::Start | Seen::End | Seen::Text => {}
            }
        }
        Ok(false)
    }

    pub(crate) fn row(&self) -> RawRow<'_> {
        RawRow { number: self.number, buffer: "", scratch: &self.scratch, spans: &self.spans }
    }

    /// Rows of a workbook are never as long as lines of a text may be: its cells hold 32,767 characters at most.
    fn row_bytes_max(&self) -> u64 {
        self.limits.row_bytes_max.min(ROW_BYTES_MAX) as u64
    }

    fn read_cells(&mut self) -> Result<(), ConnectorError> {
        self.spans.clear();
        self.scratch.clear();
        loop {
            match self.xml.next()? {
                Seen::Start if self.xml.name == "c" => self.read_cell()?,
                Seen::End if self.xml.name == "row" => return Ok(()),
                Seen::Eof => return Err(self.xml.damaged("the sheet is cut off")),
                Seen::Start | Seen::End | Seen::Text => {}
            }
        }
    }

    fn read_cell(&mut self) -> Result<(), ConnectorError> {
        let (reference, style, kind) = self.xml.cell_attributes();
        let column = reference.and_then(parse_reference).map_or(self.spans.len(), |(column, _)| column);
        let style: Option<usize> = style.and_then(|style| style.parse().ok());
        let kind = StoredKind::of(kind);
        check_limit(&self.book.package.name, "number of columns", column as u64 + 1, self.limits.columns_max as u64)?;
        let found = self.read_value()?;
        while self.spans.len() < column {
            self.spans.push(Span::EMPTY);
        }
        let span = if found { self.span_of_value(kind, style) } else { Span::EMPTY };
        match self.spans.get_mut(column) {
            Some(slot) => *slot = span, // a reference that goes back: the later cell counts
            None => self.spans.push(span),
        }
        let held = self.scratch.len() as u64;
        check_limit(&self.book.package.name, "bytes in one row", held, self.row_bytes_max())
    }

    /// Reads up to the end of the cell; its value is then in `xml.text`. False when it has none.
    fn read_value(&mut self) -> Result<bool, ConnectorError> {
        let mut value: Option<String> = None;
        loop {
            match self.xml.next()? {
                Seen::Start if self.xml.name == "v" => self.xml.text.clear(),
                Seen::End if self.xml.name == "v" => value = Some(std::mem::take(&mut self.xml.text)),
                Seen::Start if self.xml.name == "is" => {
                    read_rich_text(&mut self.xml, "is")?;
                    value = Some(std::mem::take(&mut self.xml.text));
                }
                Seen::End if self.xml.name == "c" => {
                    let found = value.is_some();
                    if let Some(value) = value {
                        self.xml.text = value;
                    }
                    return Ok(found);
                }
                Seen::Eof => return Err(self.xml.damaged("the sheet is cut off")),
                Seen::Start | Seen::End | Seen::Text => {}
            }
        }
    }

    fn span_of_value(&mut self, stored: StoredKind, style: Option<usize>) -> Span {
        let start = self.scratch.len();
        let value = self.xml.text.as_str();
        let kind = match stored {
            StoredKind::Shared => {
                let text = value.trim().parse().ok().and_then(|at| self.book.strings.get(at));
                match text {
                    Some(text) => {
                        self.scratch.push_str(cut(text, self.limits.cell_bytes_max + 1));
                        CellKind::Text
                    }
                    None => CellKind::Damaged,
                }
            }
            StoredKind::Text => {
                unescape_into(value, &mut self.scratch);
                CellKind::Text
            }
            StoredKind::Boolean => {
                self.scratch.push_str(if value.trim() == "1" || value.trim().eq_ignore_ascii_case("true") { "true" } else { "false" });
                CellKind::Boolean
            }
            // "Not available" is how a spreadsheet says that there is nothing; the other errors hide a value.
            StoredKind::Error if value.trim() == "#N/A" => CellKind::Empty,
            StoredKind::Error => {
                self.scratch.push_str(value);
                return Span::scratch(start, self.scratch.len(), CellKind::Damaged);
            }
            StoredKind::Date => {
                self.scratch.push_str(value.trim());
                CellKind::Date
            }
            StoredKind::Number => {
                let meaning = style.and_then(|style| self.book.styles.get(style)).copied().unwrap_or_default();
                let (kind, text) = number_cell(value, meaning, self.book.from_1904);
                self.scratch.push_str(&text);
                kind
            }
        };
        self.checked(start, kind)
    }

    fn checked(&mut self, start: usize, mut kind: CellKind) -> Span {
        let text = self.scratch.get(start..).unwrap_or("");
        let length = text.len();
        let kept = cut(text, self.limits.cell_bytes_max).len();
        if kept < length || text.contains('\u{FFFD}') {
            kind = CellKind::Damaged;
        } else if kind == CellKind::Text && text.trim().is_empty() {
            self.scratch.truncate(start);
            return Span::EMPTY;
        }
        self.scratch.truncate(start + kept);
        Span::scratch(start, start + kept, kind)
    }
}

fn number_cell(value: &str, meaning: NumberMeaning, from_1904: bool) -> (CellKind, String) {
    if value.trim().is_empty() {
        return (CellKind::Empty, String::new());
    }
    if let Some((kind, text)) = serial_date::of_serial(value, meaning, from_1904) {
        return (kind, text);
    }
    number_text::of_workbook(value).map_or_else(|| (CellKind::Text, value.trim().to_owned()), |text| (CellKind::Number, text))
}

/// How the sheet says that a value is stored (`t` of a cell).
#[derive(Clone, Copy)]
enum StoredKind {
    Number,
    Shared,
    Text,
    Boolean,
    Error,
    Date,
}

impl StoredKind {
    fn of(attribute: Option<&str>) -> Self {
        match attribute {
            Some("s") => Self::Shared,
            Some("inlineStr" | "str") => Self::Text,
            Some("b") => Self::Boolean,
            Some("e") => Self::Error,
            Some("d") => Self::Date,
            Some(_) | None => Self::Number,
        }
    }
}

/// Gives the value of a cell merged downwards to each row that it covers.
struct FillDown {
    /// By first row; read from the back.
    coming: Vec<Merge>,
    active: BTreeMap<usize, Filling>,
}

struct Filling {
    last_row: u64,
    kind: CellKind,
    text: String,
}

impl FillDown {
    fn new(merges: &[Merge]) -> Self {
        let mut coming: Vec<Merge> = merges.iter().copied().filter(|merge| merge.last_row > merge.first_row).collect();
        coming.sort_by_key(|merge| std::cmp::Reverse((merge.first_row, merge.first_column)));
        Self { coming, active: BTreeMap::new() }
    }

    fn apply(&mut self, number: u64, spans: &mut Vec<Span>, scratch: &mut String) {
        self.active.retain(|_, filling| filling.last_row >= number);
        for (column, filling) in &self.active {
            while spans.len() <= *column {
                spans.push(Span::EMPTY);
            }
            if let Some(span) = spans.get_mut(*column).filter(|span| span.kind == CellKind::Empty) {
                let start = scratch.len();
                scratch.push_str(&filling.text);
                *span = Span { filled: true, ..Span::scratch(start, scratch.len(), filling.kind) };
            }
        }
        while let Some(merge) = self.coming.pop_if(|merge| merge.first_row <= number) {
            let Some(span) = spans.get(merge.first_column).filter(|span| merge.first_row == number && !span.filled) else { continue };
            if span.kind != CellKind::Empty {
                let text = scratch.get(span.start..span.end).unwrap_or("").to_owned();
                self.active.insert(merge.first_column, Filling { last_row: merge.last_row, kind: span.kind, text });
            }
        }
    }
}
