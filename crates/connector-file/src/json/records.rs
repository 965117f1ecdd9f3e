//! The records of a JSON text, one after the other, as pieces of text.

use connector::ConnectorError;

use super::scan::{Layout, skip_blanks, value_end};
use crate::raw::format_error;
use crate::text::{TextOrigin, TextStream};

/// The reader.
pub(crate) struct Records {
    name: String,
    origin: TextOrigin,
    layout: Layout,
    row_bytes_max: usize,
    stream: TextStream,
    buffer: String,
    at: usize,
    /// Line (one record per line) or position among the records, counted from 1.
    pub number: u64,
    done: bool,
}

impl Records {
    pub(crate) fn open(origin: TextOrigin, layout: Layout, row_bytes_max: usize, name: &str) -> Result<Self, ConnectorError> {
        let stream = TextStream::open(&origin)?;
        let mut records =
            Self { name: name.to_owned(), origin, layout, row_bytes_max, stream, buffer: String::new(), at: 0, number: 0, done: false };
        records.skip_to_content()?;
        Ok(records)
    }

    pub(crate) fn restart(&mut self) -> Result<(), ConnectorError> {
        self.stream = TextStream::open(&self.origin)?;
        self.buffer.clear();
        (self.at, self.number, self.done) = (0, 0, false);
        self.skip_to_content()
    }

    fn skip_to_content(&mut self) -> Result<(), ConnectorError> {
        let Layout::Array(offset, _) = self.layout else { return Ok(()) };
        while self.buffer.len() < offset && self.more()? {}
        self.at = offset.min(self.buffer.len());
        Ok(())
    }

    fn more(&mut self) -> Result<bool, ConnectorError> {
        let held = (self.buffer.len() - self.at) as u64;
        let allowed = self.row_bytes_max as u64;
        if held > allowed {
            let what = format!("{} record {}", self.name, self.number + 1);
            return Err(ConnectorError::Limit { what, limit: "bytes in one record", found: held, allowed });
        }
        if !matches!(self.layout, Layout::Array(offset, _) if self.number == 0 && self.at < offset) {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        self.stream.append(&mut self.buffer)
    }

    /// The next record; None after the last.
    pub(crate) fn next(&mut self) -> Result<Option<&str>, ConnectorError> {
        if self.done {
            return Ok(None);
        }
        let found = match self.layout {
            Layout::Lines => self.next_line()?,
            Layout::Array(..) | Layout::Values => self.next_value()?,
        };
        self.done = found.is_none();
        Ok(found.and_then(|(start, end)| self.buffer.get(start..end)))
    }

    fn next_line(&mut self) -> Result<Option<(usize, usize)>, ConnectorError> {
        loop {
            let rest = self.buffer.as_bytes().get(self.at..).unwrap_or_default();
            let (start, end) = match memchr::memchr(b'\n', rest) {
                Some(offset) => {
                    let start = self.at;
                    self.at += offset + 1;
                    (start, start + offset)
                }
                None => {
                    if self.more()? {
                        continue;
                    }
                    if self.at >= self.buffer.len() {
                        return Ok(None);
                    }
                    let start = self.at;
                    self.at = self.buffer.len();
                    (start, self.at)
                }
            };
            self.number += 1;
            let line = self.buffer.get(start..end).unwrap_or("");
            if !line.trim().is_empty() {
                return Ok(Some((start, end)));
            }
        }
    }

    fn next_value(&mut self) -> Result<Option<(usize, usize)>, ConnectorError> {
        loop {
            let bytes = self.buffer.as_bytes();
            let mut start = skip_blanks(bytes, self.at);
            if bytes.get(start) == Some(&b',') {
                start = skip_blanks(bytes, start + 1);
            }
            let in_array = matches!(self.layout, Layout::Array(..));
            match bytes.get(start) {
                Some(b']') if in_array => return Ok(None),
                Some(_) => {
                    if let Some(end) = value_end(bytes, start).filter(|end| *end < bytes.len() || self.stream.is_at_end()) {
                        // A stray closing bracket is taken as a value of its own, so that reading goes on.
                        let end = end.max(start + 1);
                        self.at = end;
                        self.number += 1;
                        return Ok(self.buffer.is_char_boundary(end).then_some((start, end)));
                    }
                }
                None => {}
            }
            if !self.more()? {
                let left = self.buffer.get(self.at..).unwrap_or("").trim();
                if left.is_empty() && !in_array {
                    return Ok(None);
                }
                let place = format!("record {}", self.number + 1);
                return Err(format_error(&self.name, &place, "the JSON ends in the middle; fetch the file again"));
            }
        }
    }
}
