//! A call as records: a list of column and value, whatever it was written in.

use connector::{ConnectContext, StoredPush};
use model::CellKind;

use crate::{json, xml};

/// Records of one call.
pub(crate) const RECORDS_MAX: usize = 10_000;
/// Columns of one record.
pub(crate) const COLUMNS_MAX: usize = 2_000;
/// Deepest nesting that is followed; deeper values stay JSON, deeper XML is refused.
pub(crate) const DEPTH_MAX: usize = 16;

/// A value and how it was typed.
pub(crate) type Cell = (CellKind, String);

/// One record: columns in the order met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    pub cells: Vec<(String, Cell)>,
}

impl Record {
    /// Adds a value; a column that is there already takes it beside the first as JSON only where the writer says so.
    pub fn push(&mut self, column: &str, kind: CellKind, text: impl Into<String>) {
        if self.cells.len() < COLUMNS_MAX {
            self.cells.push((column.to_owned(), (kind, text.into())));
        }
    }

    /// The text of a column.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _)| name == column).map(|(_, (_, text))| text.as_str()).filter(|text| !text.is_empty())
    }
}

/// A call as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Content {
    /// The event's name, where one is looked for.
    pub event: String,
    pub records: Vec<Record>,
}

/// Where things are in a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    pub records_at: Vec<String>,
    pub event_at: Vec<String>,
    pub key: String,
    pub version: Option<String>,
    pub deleted_events: Vec<String>,
}

impl Places {
    pub fn new(context: &ConnectContext) -> Self {
        let path = |name: &str| -> Vec<String> {
            context.text(name).map(|text| text.split('.').map(|part| part.trim().to_owned()).collect()).unwrap_or_default()
        };
        let events = context.text("deleted_events").unwrap_or_default();
        Self {
            records_at: path("records_at"),
            event_at: path("event_at"),
            key: context.text("key").unwrap_or("id").to_owned(),
            version: context.text("version").map(str::to_owned),
            deleted_events: events.split([',', '，']).map(|event| event.trim().to_owned()).filter(|event| !event.is_empty()).collect(),
        }
    }
}

/// Reads a stored call.
///
/// # Errors
/// What is wrong with it, one line, without values.
pub(crate) fn read(push: &StoredPush, places: &Places) -> Result<Content, String> {
    let kind = push.headers.iter().find(|(name, _)| name == "content-type").map_or("", |(_, value)| value.as_str());
    let kind = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let body = push.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&push.body);
    let starts_with = body.trim_ascii_start().first().copied();
    if kind.contains("json") || matches!(starts_with, Some(b'{' | b'[')) {
        return json::read(body, places);
    }
    if kind.contains("xml") || starts_with == Some(b'<') {
        return xml::read(body, places);
    }
    let text = String::from_utf8_lossy(body);
    if kind.contains("csv") || kind.contains("tab-separated") {
        return delimited(&text, if kind.contains("tab") { b'\t' } else { b',' });
    }
    if kind.contains("form") || text.contains('=') {
        return Ok(form(&text));
    }
    Err("neither JSON, XML, a form nor delimited text".to_owned())
}

fn delimited(text: &str, delimiter: u8) -> Result<Content, String> {
    let failed = |error: csv::Error| {
        let line = error.position().map_or(0, csv::Position::line);
        format!("delimited text that does not read at line {line}")
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(failed)?.clone();
    let mut content = Content::default();
    for row in reader.records() {
        let row = row.map_err(failed)?;
        if content.records.len() >= RECORDS_MAX {
            return Err(format!("more than {RECORDS_MAX} records in one call"));
        }
        let mut record = Record::default();
        for (column, value) in header.iter().zip(&row) {
            record.push(column, if value.is_empty() { CellKind::Empty } else { CellKind::Text }, value);
        }
        content.records.push(record);
    }
    Ok(content)
}

fn form(text: &str) -> Content {
    let mut record = Record::default();
    for pair in text.split('&').filter(|pair| !pair.is_empty()).take(COLUMNS_MAX) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decoded(value);
        record.push(&decoded(name), if value.is_empty() { CellKind::Empty } else { CellKind::Text }, value);
    }
    Content { event: String::new(), records: vec![record] }
}

/// `+` is a blank and `%XX` a byte.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|_| *byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (hex, *byte) {
            (Some(decoded), _) => {
                out.push(decoded);
                at += 3;
                continue;
            }
            (None, b'+') => out.push(b' '),
            (None, other) => out.push(other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
