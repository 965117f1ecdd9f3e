//! Rows before anybody knows what they mean: what every reader here gives to [`crate::table`].

use connector::ConnectorError;
use model::CellKind;

/// Where the text of a cell lies: in the reader's own buffer, or in the scratch text that was built for the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Buffer,
    Scratch,
}

/// One cell of a raw row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
    pub kind: CellKind,
    pub place: Place,
    /// True when the value was copied down from a merged cell, so the row itself does not hold it.
    pub filled: bool,
}

impl Span {
    pub(crate) fn buffer(start: usize, end: usize, kind: CellKind) -> Self {
        Self { start, end, kind, place: Place::Buffer, filled: false }
    }

    pub(crate) fn scratch(start: usize, end: usize, kind: CellKind) -> Self {
        Self { start, end, kind, place: Place::Scratch, filled: false }
    }

    pub(crate) const EMPTY: Self = Self { start: 0, end: 0, kind: CellKind::Empty, place: Place::Scratch, filled: false };
}

/// One raw row; borrowed from its reader.
#[derive(Clone, Copy)]
pub(crate) struct RawRow<'a> {
    /// Place in the source, counted from 1.
    pub number: u64,
    pub buffer: &'a str,
    pub scratch: &'a str,
    pub spans: &'a [Span],
}

impl<'a> RawRow<'a> {
    pub(crate) fn text(&self, span: &Span) -> &'a str {
        let text = match span.place {
            Place::Buffer => self.buffer,
            Place::Scratch => self.scratch,
        };
        text.get(span.start..span.end).unwrap_or("")
    }

    pub(crate) fn cell(&self, column: usize) -> (CellKind, &'a str) {
        self.spans.get(column).map_or((CellKind::Empty, ""), |span| (span.kind, self.text(span)))
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = (CellKind, &'a str)> + '_ {
        self.spans.iter().map(|span| (span.kind, self.text(span)))
    }

    /// Cells the row holds itself that are not empty.
    pub(crate) fn filled(&self) -> usize {
        self.spans.iter().filter(|span| span.kind != CellKind::Empty && !span.filled).count()
    }
}

/// A reader of raw rows, from the first to the last, again and again.
pub(crate) trait Rows: Send {
    /// Moves to the next row; false after the last.
    fn advance(&mut self) -> Result<bool, ConnectorError>;
    /// The row moved to.
    fn row(&self) -> RawRow<'_>;
    /// Goes back before the first row.
    fn restart(&mut self) -> Result<(), ConnectorError>;
}

/// One row kept by value, for looking at the beginning of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct SampleRow {
    pub number: u64,
    pub cells: Vec<(CellKind, String)>,
}

impl SampleRow {
    pub(crate) fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |(_, text)| text.as_str())
    }

    pub(crate) fn is_filled(&self, column: usize) -> bool {
        self.cells.get(column).is_some_and(|(kind, _)| *kind != CellKind::Empty)
    }

    pub(crate) fn filled(&self) -> usize {
        self.cells.iter().filter(|(kind, _)| *kind != CellKind::Empty).count()
    }
}

/// How many rows, and how much text, are looked at to understand a table.
const SAMPLE_ROWS: usize = 300;
const SAMPLE_BYTES: usize = 4 << 20;
/// More of one cell does not help to understand it.
const SAMPLE_CELL_CHARS: usize = 300;

/// The first rows by value. True when these are all. Leaves the reader at the end of the sample: restart it.
pub(crate) fn sample(rows: &mut dyn Rows) -> Result<(Vec<SampleRow>, bool), ConnectorError> {
    let mut sample = Vec::new();
    let mut bytes = 0;
    while sample.len() < SAMPLE_ROWS && bytes < SAMPLE_BYTES {
        if !rows.advance()? {
            return Ok((sample, true));
        }
        let row = rows.row();
        let cells: Vec<(CellKind, String)> = row
            .spans
            .iter()
            .map(|span| if span.filled { (CellKind::Empty, String::new()) } else { (span.kind, shortened(row.text(span))) })
            .collect();
        bytes += cells.iter().map(|(_, text)| text.len() + 32).sum::<usize>();
        sample.push(SampleRow { number: row.number, cells });
    }
    Ok((sample, false))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SAMPLE_CELL_CHARS) {
        Some((end, _)) => text.get(..end).unwrap_or(text).to_owned(),
        None => text.to_owned(),
    }
}

/// The longest beginning of `text` of at most `bytes_max` bytes that ends between two characters.
pub(crate) fn cut(text: &str, bytes_max: usize) -> &str {
    if text.len() <= bytes_max {
        return text;
    }
    let mut end = bytes_max;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}
