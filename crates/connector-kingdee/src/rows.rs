//! Rows of queries as rows of ours: values as text, digits kept as they came, local times as moments or days.

use std::sync::Arc;

use connector::{LocalTime, StreamShape};
use model::{CellKind, RecordBatch, Removal, RemovalKind, format_ms};
use serde_json::value::RawValue;

use crate::fields::{Readable, STAMP, Shape};
use crate::query::ROWS_MAX;
use crate::wire::text;

/// Cells of one page of ours: several of the vendor's.
const PAGE_CELLS: usize = 400_000;

/// The columns of one stream, ready to take rows.
#[derive(Clone)]
pub(crate) struct Rows {
    pub shape: StreamShape,
    shapes: Arc<[Shape]>,
    zone: LocalTime,
}

impl Rows {
    pub fn new(readable: &Readable, zone: &LocalTime) -> Self {
        let shape = StreamShape {
            columns: readable.columns.iter().cloned().collect(),
            fields: readable.fields.clone().into(),
            key_column: Some(readable.id.clone()),
            version_column: readable.columns.iter().any(|column| column == STAMP).then(|| STAMP.to_owned()),
            page_rows: (PAGE_CELLS / readable.columns.len().max(1)).max(ROWS_MAX),
            ..StreamShape::default()
        };
        Self { shape, shapes: readable.shapes.clone().into(), zone: zone.clone() }
    }

    pub fn begin(&self, into: &mut RecordBatch) {
        into.reset(Arc::clone(&self.shape.columns));
    }

    /// Adds a row; `value` gives what came for a column.
    pub fn push<'r>(&self, value: impl Fn(usize) -> Option<&'r RawValue>, number: u64, into: &mut RecordBatch) {
        for (at, shape) in self.shapes.iter().enumerate() {
            match value(at) {
                Some(value) => push_value(value, *shape, &self.zone, into),
                None => into.push_cell(CellKind::Empty, ""),
            }
        }
        into.finish_row(number);
    }

    /// Tells of a record that is gone.
    pub fn push_removal(&self, id: &str, number: u64, into: &mut RecordBatch) {
        into.push_removal(Removal { number, external_id: id.to_owned(), at_ms: None, kind: RemovalKind::Deleted });
    }
}

fn push_value(value: &RawValue, shape: Shape, zone: &LocalTime, into: &mut RecordBatch) {
    let json = value.get();
    match json.as_bytes().first() {
        Some(b'"') => push_text(&text(value).unwrap_or_default(), shape, zone, into),
        Some(b't' | b'f') => into.push_cell(CellKind::Boolean, json),
        Some(b'n') | None => into.push_cell(CellKind::Empty, ""),
        Some(b'{' | b'[') => into.push_cell(CellKind::Json, json),
        // A reference to nothing is the number 0.
        Some(b'0') if shape == Shape::Link && json == "0" => into.push_cell(CellKind::Empty, ""),
        Some(_) => into.push_cell(CellKind::Number, json),
    }
}

/// Adds a text. One blank is what the vendor's database keeps for none.
fn push_text(text: &str, shape: Shape, zone: &LocalTime, into: &mut RecordBatch) {
    if text.is_empty() || text == " " {
        return into.push_cell(CellKind::Empty, "");
    }
    match shape {
        Shape::Time | Shape::Moment => match as_time(text, shape, zone) {
            Some(time) => into.push_cell(CellKind::Date, &time),
            None => into.push_cell(CellKind::Text, text),
        },
        Shape::Flag if matches!(text, "0" | "1") => into.push_cell(CellKind::Boolean, if text == "1" { "true" } else { "false" }),
        Shape::Text
        | Shape::Integer
        | Shape::Decimal
        | Shape::Flag
        | Shape::State
        | Shape::Link
        | Shape::LinkNumber
        | Shape::LinkPart
        | Shape::Lines => {
            into.push_cell(CellKind::Text, text);
        }
    }
}

/// A local time as a day where it stands at midnight, else as a moment.
pub(crate) fn as_time(text: &str, shape: Shape, zone: &LocalTime) -> Option<String> {
    let at = zone.ms(text)?;
    let is_day = shape == Shape::Time && text.get(10..).is_some_and(|time| time.trim_matches(['T', ' ', '0', ':', '.']).is_empty());
    if is_day { text.get(..10).map(str::to_owned) } else { Some(format_ms(at)) }
}
