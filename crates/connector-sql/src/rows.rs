//! Rows of an answer as rows of a batch.

use std::sync::Arc;

use connector::{FieldKind, ShapeNote, StreamShape};
use jiff::tz::TimeZone;
use model::{CellKind, RecordBatch, Removal, RemovalKind, format_ms};

use crate::moment::read_ms;
use crate::stream::{Column, Stream};
use crate::values::Datum;

/// Note: a column holds bytes and is left out.
const BYTES_LEFT_OUT: &str = "bytes_left_out";

/// The shape of a stream.
pub(crate) fn shape(stream: &Stream) -> StreamShape {
    let notes = stream.left_out.iter().map(|name| ShapeNote { code: BYTES_LEFT_OUT, detail: name.clone() });
    StreamShape {
        columns: stream.columns.iter().map(|column| column.name.clone()).collect(),
        fields: stream.fields().into(),
        key_column: Some(stream.key_column().name.clone()),
        version_column: stream.updated_column().map(|column| column.name.clone()),
        notes: notes.collect(),
        ..StreamShape::default()
    }
}

/// Adds a row, or a removal where its mark says so. Rows without a key are left out.
pub(crate) fn push(stream: &Stream, row: &[Datum], zone: &TimeZone, number: u64, into: &mut RecordBatch) {
    let Some(key) = row.get(stream.key).and_then(Datum::text) else { return };
    if stream.deleted.and_then(|at| row.get(at)).is_some_and(Datum::is_set) {
        let updated = stream.updated.and_then(|at| row.get(at)).and_then(Datum::text);
        into.push_removal(Removal {
            number,
            external_id: key,
            at_ms: updated.and_then(|text| read_ms(&text, zone)),
            kind: RemovalKind::Deleted,
        });
        return;
    }
    for (column, datum) in stream.columns.iter().zip(row) {
        push_cell(column, datum, zone, into);
    }
    into.finish_row(number);
}

/// Tells of a row that is gone.
pub(crate) fn push_missing(key: &str, number: u64, into: &mut RecordBatch) {
    into.push_removal(Removal { number, external_id: key.to_owned(), at_ms: None, kind: RemovalKind::Deleted });
}

pub(crate) fn begin(shape: &StreamShape, into: &mut RecordBatch) {
    into.reset(Arc::clone(&shape.columns));
}

fn push_cell(column: &Column, datum: &Datum, zone: &TimeZone, into: &mut RecordBatch) {
    match datum {
        Datum::Null => into.push_cell(CellKind::Empty, ""),
        Datum::Bytes => into.push_cell(CellKind::Damaged, ""),
        Datum::Damaged(text) => into.push_cell(CellKind::Damaged, text),
        Datum::Integer(number) if column.kind == FieldKind::Boolean && matches!(number, 0 | 1) => {
            into.push_cell(CellKind::Boolean, if *number == 1 { "true" } else { "false" });
        }
        Datum::Integer(number) => into.push_cell(CellKind::Number, &number.to_string()),
        Datum::Real(number) if number.is_finite() => into.push_cell(CellKind::Number, &crate::values::real_text(*number)),
        Datum::Real(number) => into.push_cell(CellKind::Text, &crate::values::real_text(*number)),
        Datum::Text(text) if text.is_empty() => into.push_cell(CellKind::Empty, ""),
        Datum::Text(text) => push_text(column, text, zone, into),
    }
}

fn push_text(column: &Column, text: &str, zone: &TimeZone, into: &mut RecordBatch) {
    let kind = match column.kind {
        FieldKind::Integer | FieldKind::Decimal if is_number(text) => CellKind::Number,
        FieldKind::Boolean if matches!(text, "true" | "false") => CellKind::Boolean,
        FieldKind::Date if is_day(text) => CellKind::Date,
        FieldKind::Json => CellKind::Json,
        FieldKind::Datetime => match read_ms(text, zone) {
            Some(at) => return into.push_cell(CellKind::Date, &format_ms(at)),
            None => CellKind::Text,
        },
        FieldKind::Text
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::Select
        | FieldKind::MultiSelect
        | FieldKind::Reference => CellKind::Text,
    };
    into.push_cell(kind, text);
}

/// `2026-03-31`.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && digits.bytes().any(|byte| byte != b'.')
}
