//! Splits delimited text into rows, a chunk at a time, without copying cells that need no change.
//!
//! A row that fits the buffer is found with few searches for delimiter, line end and quote; its cells are places in the
//! buffer. A row that does not fit (a cell of 50 MB) goes the slow way: its cells are collected with a bound on each.
//! Quotes as RFC 4180 has them, read leniently: a quote inside of a quoted cell that neither is doubled nor ends the cell
//! stands for itself; a quoted cell that never ends is taken literally up to the end of its line and marked damaged, so
//! one missing quote costs one row and not the rest of the file.

use connector::ConnectorError;
use memchr::{memchr, memchr_iter, memchr2};
use model::CellKind;

use crate::Limits;
use crate::rows::{RawRow, Rows, Span, cut};
use crate::text::{TextOrigin, TextStream};

const QUOTE: u8 = b'"';
/// A row longer than this is not awaited in the buffer any more.
const SPILL_BYTES: usize = 4 << 20;
const REPLACEMENT: char = '\u{FFFD}';

/// How rows and cells are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub delimiter: u8,
    /// `\n`, or `\r` for a text that has no other line ends. A `\r` before `\n` never belongs to a cell.
    pub line_end: u8,
    /// Lines at the top that only speak to programs (`sep=;`).
    pub lines_skipped: u64,
}

/// The reader.
pub(crate) struct Splitter {
    name: String,
    origin: TextOrigin,
    dialect: Dialect,
    limits: Limits,
    stream: TextStream,
    buffer: String,
    at: usize,
    /// Line on which the next row begins, counted from 1.
    line: u64,
    number: u64,
    spans: Vec<Span>,
    scratch: String,
}

enum Scan {
    /// The row ends here.
    Row(usize),
    More,
    End,
}

/// Where a quoted cell ended.
enum Quoted {
    /// Behind the closing quote and blanks: on the delimiter or line end.
    Closed {
        span: Span,
        at: usize,
    },
    /// It is no proper quoted cell; take it literally.
    Literal,
    More,
}

impl Splitter {
    pub(crate) fn open(origin: TextOrigin, dialect: Dialect, limits: &Limits, name: &str) -> Result<Self, ConnectorError> {
        let stream = TextStream::open(&origin)?;
        let (limits, name) = (limits.clone(), name.to_owned());
        let (buffer, spans, scratch) = (String::new(), Vec::new(), String::new());
        let mut splitter = Self { name, origin, dialect, limits, stream, buffer, at: 0, line: 1, number: 0, spans, scratch };
        splitter.skip_lines()?;
        Ok(splitter)
    }

    fn skip_lines(&mut self) -> Result<(), ConnectorError> {
        for _ in 0..self.dialect.lines_skipped {
            self.advance()?;
        }
        Ok(())
    }

    /// Finds the row at `self.at` in the buffer.
    fn scan(&mut self) -> Scan {
        let ended = self.stream.is_at_end();
        self.spans.clear();
        self.scratch.clear();
        let length = self.buffer.len();
        if self.at >= length {
            return if ended { Scan::End } else { Scan::More };
        }
        let mut at = self.at;
        let mut lines = 0;
        loop {
            at = self.skip_blanks(at);
            if self.buffer.as_bytes().get(at) == Some(&QUOTE) {
                match self.scan_quoted(at, ended) {
                    Quoted::More => return Scan::More,
                    Quoted::Closed { span, at: behind } => {
                        let content = self.buffer.as_bytes().get(at..behind).unwrap_or_default();
                        lines += memchr_iter(self.dialect.line_end, content).count() as u64;
                        let kept = self.checked(span);
                        self.keep(kept);
                        match self.buffer.as_bytes().get(behind) {
                            Some(byte) if *byte == self.dialect.delimiter => at = behind + 1,
                            Some(_) => return self.finish(behind + 1, lines),
                            None => return self.finish(behind, lines),
                        }
                        continue;
                    }
                    Quoted::Literal => {}
                }
            }
            let bytes = self.buffer.as_bytes();
            let rest = bytes.get(at..).unwrap_or_default();
            let literal_quote = rest.first() == Some(&QUOTE);
            let end = match memchr2(self.dialect.delimiter, self.dialect.line_end, rest) {
                Some(offset) => at + offset,
                None if ended => length,
                None => return Scan::More,
            };
            let mut stop = end;
            if stop > at && bytes.get(stop - 1) == Some(&b'\r') && bytes.get(end) != Some(&self.dialect.delimiter) {
                stop -= 1;
            }
            while stop > at && is_blank(bytes.get(stop - 1).copied(), self.dialect.delimiter) {
                stop -= 1;
            }
            let kind = match (stop == at, literal_quote) {
                (true, _) => CellKind::Empty,
                (false, true) => CellKind::Damaged,
                (false, false) => CellKind::Text,
            };
            let kept = self.checked(Span::buffer(at, stop, kind));
            self.keep(kept);
            if end < length && self.buffer.as_bytes().get(end) == Some(&self.dialect.delimiter) {
                at = end + 1;
            } else {
                return self.finish((end + 1).min(length), lines);
            }
        }
    }

    /// Adds a cell to the row; a row of nothing but delimiters must not fill the memory. One more than allowed is kept, so
    /// that it shows.
    fn keep(&mut self, span: Span) {
        if self.spans.len() <= self.limits.columns_max {
            self.spans.push(span);
        } else if let Some(last) = self.spans.last_mut() {
            last.kind = CellKind::Damaged;
        }
    }

    fn finish(&mut self, next: usize, lines: u64) -> Scan {
        self.number = self.line;
        self.line += lines + 1;
        Scan::Row(next)
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        let bytes = self.buffer.as_bytes();
        while is_blank(bytes.get(at).copied(), self.dialect.delimiter) {
            at += 1;
        }
        at
    }

    /// Reads the quoted cell whose opening quote is at `open`.
    fn scan_quoted(&mut self, open: usize, ended: bool) -> Quoted {
        let bytes = self.buffer.as_bytes();
        let (mut from, mut doubled, mut odd) = (open + 1, false, false);
        loop {
            let rest = bytes.get(from..).unwrap_or_default();
            let Some(close) = memchr(QUOTE, rest).map(|offset| from + offset) else {
                return if ended { Quoted::Literal } else { Quoted::More };
            };
            if bytes.get(close + 1) == Some(&QUOTE) {
                doubled = true;
                from = close + 2;
                continue;
            }
            let mut behind = self.skip_blanks(close + 1);
            if bytes.get(behind) == Some(&b'\r') && bytes.get(behind + 1) == Some(&b'\n') && self.dialect.line_end == b'\n' {
                behind += 1;
            }
            match bytes.get(behind) {
                None if !ended => return Quoted::More,
                Some(byte) if *byte != self.dialect.delimiter && *byte != self.dialect.line_end => {
                    let before = bytes.get(close.wrapping_sub(1)).copied();
                    let inside = bytes.get(open + 1..close).unwrap_or_default();
                    let opens_another = odd && before == Some(self.dialect.delimiter);
                    if opens_another || memchr(self.dialect.line_end, inside).is_some() {
                        return Quoted::Literal;
                    }
                    odd = true;
                    from = close + 1;
                }
                None | Some(_) => {
                    let span = if doubled {
                        let start = self.scratch.len();
                        push_undoubled(&mut self.scratch, self.buffer.get(open + 1..close).unwrap_or(""));
                        Span::scratch(start, self.scratch.len(), CellKind::Text)
                    } else {
                        Span::buffer(open + 1, close, CellKind::Text)
                    };
                    return Quoted::Closed { span, at: behind };
                }
            }
        }
    }

    /// The span with what its text says about it: empty, too long, damaged.
    fn checked(&self, mut span: Span) -> Span {
        let length = span.end - span.start;
        if length == 0 {
            span.kind = CellKind::Empty;
            return span;
        }
        if length > self.limits.cell_bytes_max || self.stream.damage_seen {
            let row = self.row();
            let text = row.text(&span);
            let kept = cut(text, self.limits.cell_bytes_max);
            if kept.len() < length || text.contains(REPLACEMENT) {
                span.kind = CellKind::Damaged;
            }
            span.end = span.start + kept.len();
        }
        span
    }

    fn refill(&mut self) -> Result<(), ConnectorError> {
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        self.stream.append(&mut self.buffer).map(|_| ())
    }

    /// Reads a row that is larger than the buffer, keeping no more of each cell than allowed.
    fn spill(&mut self) -> Result<(), ConnectorError> {
        self.spans.clear();
        self.scratch.clear();
        self.number = self.line;
        let mut cell = SpilledCell::default();
        let mut row_bytes = 0_usize;
        loop {
            let text = self.buffer.get(self.at..).unwrap_or("");
            let step = cell.feed(text, self.dialect, self.limits.cell_bytes_max, &mut self.scratch);
            row_bytes += step.used;
            self.line += step.lines;
            self.at += step.used;
            if row_bytes > self.limits.row_bytes_max {
                let allowed = self.limits.row_bytes_max as u64;
                let what = format!("{} line {}", self.name, self.number);
                return Err(ConnectorError::Limit {
                    what,
                    limit: "bytes in one row; is a closing quote missing?",
                    found: row_bytes as u64,
                    allowed,
                });
            }
            match step.event {
                SpillEvent::MoreText => {
                    self.buffer.clear();
                    self.at = 0;
                    if !self.stream.append(&mut self.buffer)? {
                        self.keep(cell.end(&self.scratch));
                        return Ok(());
                    }
                }
                SpillEvent::CellEnd => {
                    self.keep(cell.end(&self.scratch));
                    cell = SpilledCell { start: self.scratch.len(), ..SpilledCell::default() };
                }
                SpillEvent::RowEnd => {
                    self.keep(cell.end(&self.scratch));
                    self.line += 1;
                    return Ok(());
                }
            }
        }
    }
}

impl Rows for Splitter {
    fn advance(&mut self) -> Result<bool, ConnectorError> {
        loop {
            match self.scan() {
                Scan::Row(next) => {
                    self.at = next;
                    return Ok(true);
                }
                Scan::End => return Ok(false),
                Scan::More if self.buffer.len() - self.at > SPILL_BYTES => {
                    self.spill()?;
                    return Ok(true);
                }
                Scan::More => self.refill()?,
            }
        }
    }

    fn row(&self) -> RawRow<'_> {
        RawRow { number: self.number, buffer: &self.buffer, scratch: &self.scratch, spans: &self.spans }
    }

    fn restart(&mut self) -> Result<(), ConnectorError> {
        self.stream = TextStream::open(&self.origin)?;
        self.buffer.clear();
        (self.at, self.line, self.number) = (0, 1, 0);
        self.skip_lines()
    }
}

fn is_blank(byte: Option<u8>, delimiter: u8) -> bool {
    match byte {
        Some(b' ') => delimiter != b' ',
        Some(b'\t') => delimiter != b'\t',
        Some(_) | None => false,
    }
}

fn push_undoubled(into: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find("\"\"") {
        into.push_str(rest.get(..=at).unwrap_or(""));
        rest = rest.get(at + 2..).unwrap_or("");
    }
    into.push_str(rest);
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SpillState {
    #[default]
    Start,
    Plain,
    Quoted,
    /// Behind a quote inside of a quoted cell.
    QuoteSeen,
}

/// A cell being collected with a bound.
#[derive(Debug, Default)]
struct SpilledCell {
    start: usize,
    state: SpillState,
    damaged: bool,
}

enum SpillEvent {
    MoreText,
    CellEnd,
    RowEnd,
}

struct SpillStep {
    used: usize,
    lines: u64,
    event: SpillEvent,
}

impl SpilledCell {
    fn feed(&mut self, text: &str, dialect: Dialect, bytes_max: usize, scratch: &mut String) -> SpillStep {
        let bytes = text.as_bytes();
        let (mut at, mut lines) = (0, 0);
        while let Some(byte) = bytes.get(at).copied() {
            let ends = byte == dialect.delimiter || byte == dialect.line_end;
            match self.state {
                SpillState::Start if is_blank(Some(byte), dialect.delimiter) => at += 1,
                SpillState::Start if byte == QUOTE => {
                    self.state = SpillState::Quoted;
                    at += 1;
                }
                SpillState::Start => self.state = SpillState::Plain,
                SpillState::Plain | SpillState::QuoteSeen if ends => {
                    let event = if byte == dialect.line_end { SpillEvent::RowEnd } else { SpillEvent::CellEnd };
                    return SpillStep { used: at + 1, lines, event };
                }
                SpillState::Plain => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let stop = memchr2(dialect.delimiter, dialect.line_end, rest).map_or(bytes.len(), |offset| at + offset);
                    self.keep(text.get(at..stop).unwrap_or(""), bytes_max, scratch);
                    at = stop;
                }
                SpillState::Quoted => {
                    let stop = memchr(QUOTE, bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |offset| at + offset);
                    let piece = text.get(at..stop).unwrap_or("");
                    lines += memchr_iter(dialect.line_end, piece.as_bytes()).count() as u64;
                    self.keep(piece, bytes_max, scratch);
                    at = stop;
                    if stop < bytes.len() {
                        self.state = SpillState::QuoteSeen;
                        at += 1;
                    }
                }
                SpillState::QuoteSeen if byte == b'\r' || is_blank(Some(byte), dialect.delimiter) => at += 1,
                SpillState::QuoteSeen => {
                    self.keep("\"", bytes_max, scratch);
                    self.state = SpillState::Quoted;
                    at += usize::from(byte == QUOTE);
                }
            }
        }
        SpillStep { used: at, lines, event: SpillEvent::MoreText }
    }

    fn keep(&mut self, piece: &str, bytes_max: usize, scratch: &mut String) {
        let room = bytes_max.saturating_sub(scratch.len() - self.start);
        let kept = cut(piece, room);
        self.damaged |= kept.len() < piece.len() || piece.contains(REPLACEMENT);
        scratch.push_str(kept);
    }

    fn end(&self, scratch: &str) -> Span {
        let text = scratch.get(self.start..).unwrap_or("");
        let kept = if self.state == SpillState::Plain { text.trim_end_matches([' ', '\t', '\r']) } else { text };
        let unclosed = self.state == SpillState::Quoted;
        let kind = match (self.damaged || unclosed, kept.is_empty()) {
            (true, _) => CellKind::Damaged,
            (false, true) => CellKind::Empty,
            (false, false) => CellKind::Text,
        };
        Span::scratch(self.start, self.start + kept.len(), kind)
    }
}
