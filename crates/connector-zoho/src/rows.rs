//! Records as rows: values as text, digits kept as they came, look-ups as the id they lead to, moments in UTC.

use std::sync::Arc;

use connector::StreamShape;
use model::{CellKind, RecordBatch, Removal, RemovalKind, parse_ms};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fields::{ID, Readable, STAMP, Shape};
use crate::query::RECORDS_MAX;
use crate::wire::{Record, member};

/// Cells of one page of ours: several of the vendor's, or a part of a file.
const PAGE_CELLS: usize = 400_000;

/// The columns of one module, ready to take records.
#[derive(Clone)]
pub(crate) struct Rows {
    pub shape: StreamShape,
    shapes: Arc<[Shape]>,
    has_stamp: bool,
}

/// A look-up, as lists and queries show it.
#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    id: String,
}

impl Rows {
    pub fn new(readable: &Readable) -> Self {
        let shape = StreamShape {
            columns: readable.columns.iter().cloned().collect(),
            fields: readable.fields.clone().into(),
            key_column: Some(ID.to_owned()),
            version_column: readable.has_stamp.then(|| STAMP.to_owned()),
            page_rows: (PAGE_CELLS / readable.columns.len().max(1)).max(RECORDS_MAX),
            ..StreamShape::default()
        };
        Self { shape, shapes: readable.shapes.clone().into(), has_stamp: readable.has_stamp }
    }

    pub fn begin(&self, into: &mut RecordBatch) {
        into.reset(Arc::clone(&self.shape.columns));
    }

    /// Adds a record as a row.
    pub fn push(&self, record: &Record, number: u64, into: &mut RecordBatch) {
        for (column, shape) in self.shape.columns.iter().zip(self.shapes.iter()) {
            match record.get(column) {
                Some(value) => push_value(value, *shape, into),
                None => into.push_cell(CellKind::Empty, ""),
            }
        }
        into.finish_row(number);
    }

    /// Tells of a record that is gone.
    pub fn push_removal(&self, id: &str, at_ms: Option<i64>, number: u64, into: &mut RecordBatch) {
        into.push_removal(Removal { number, external_id: id.to_owned(), at_ms, kind: RemovalKind::Deleted });
    }

    /// The version time of a record.
    pub fn stamp_of(&self, record: &Record) -> Option<i64> {
        if self.has_stamp { parse_ms(&member(record, STAMP)?) } else { None }
    }

    pub fn shape_of(&self, column: usize) -> Shape {
        self.shapes.get(column).copied().unwrap_or(Shape::Text)
    }
}

fn push_value(value: &RawValue, shape: Shape, into: &mut RecordBatch) {
    let json = value.get();
    match json.as_bytes().first() {
        Some(b'"') => push_text(&serde_json::from_str::<String>(json).unwrap_or_default(), shape, into),
        Some(b't' | b'f') => into.push_cell(CellKind::Boolean, json),
        Some(b'{') if shape == Shape::Link => {
            let link: Link = serde_json::from_str(json).unwrap_or(Link { id: String::new() });
            push_text(&link.id, Shape::Text, into);
        }
        Some(b'{' | b'[') if matches!(json, "{}" | "[]") => into.push_cell(CellKind::Empty, ""),
        Some(b'{' | b'[') => into.push_cell(CellKind::Json, json),
        Some(b'n') | None => into.push_cell(CellKind::Empty, ""),
        Some(_) => into.push_cell(CellKind::Number, json),
    }
}

/// Adds a text cell; the empty text is no value.
pub(crate) fn push_text(text: &str, shape: Shape, into: &mut RecordBatch) {
    if text.is_empty() {
        return into.push_cell(CellKind::Empty, "");
    }
    match shape {
        Shape::Datetime => match parse_ms(text) {
            Some(at) => into.push_cell(CellKind::Date, &model::format_ms(at)),
            None => into.push_cell(CellKind::Text, text),
        },
        Shape::Date => into.push_cell(CellKind::Date, text),
        _ => into.push_cell(CellKind::Text, text),
    }
}

/// Adds a cell of a file, where everything is text and several choices stand behind one another.
pub(crate) fn push_file_cell(text: &str, shape: Shape, into: &mut RecordBatch) {
    match shape {
        _ if text.is_empty() => into.push_cell(CellKind::Empty, ""),
        Shape::Boolean => into.push_cell(CellKind::Boolean, text),
        Shape::Integer | Shape::Decimal => into.push_cell(CellKind::Number, text),
        Shape::Choices => {
            let chosen: Vec<&str> = text.split(';').map(str::trim).filter(|one| !one.is_empty()).collect();
            into.push_cell(CellKind::Json, &serde_json::to_string(&chosen).unwrap_or_default());
        }
        Shape::Text
        | Shape::LongText
        | Shape::LargeInteger
        | Shape::Date
        | Shape::Datetime
        | Shape::Choice
        | Shape::Link
        | Shape::Json
        | Shape::Nothing => push_text(text, shape, into),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::FieldMeta;

    #[test]
    fn values_are_flattened_and_no_digit_is_lost() {
        let field = |name: &str, kind: &str| FieldMeta { api_name: name.to_owned(), data_type: kind.to_owned(), ..FieldMeta::default() };
        let fields = [
            field("Account_Name", "lookup"),
            field("Modified_Time", "datetime"),
            field("Balance", "currency"),
            field("Interests", "multiselectpicklist"),
            field("Visits", "subform"),
        ];
        let rows = Rows::new(&Readable::new("Contacts", &fields, &[]));
        let record: Record = serde_json::from_str(
            r#"{"id":"5725767000000300001","Modified_Time":"2026-01-05T16:00:00+08:00","Account_Name":{"name":"Zylker","id":"12"},
                "Balance":9007199254740993.10,"Interests":["Tea","运动"]}"#,
        )
        .expect("JSON");
        let mut batch = RecordBatch::new(rows.shape.columns.clone());
        rows.push(&record, 1, &mut batch);
        let cells: Vec<(CellKind, &str)> = (0..5).map(|at| batch.row(0).cell(at)).collect();
        assert_eq!(
            rows.shape.columns.iter().map(String::as_str).collect::<Vec<_>>(),
            ["id", "Modified_Time", "Account_Name", "Balance", "Interests"]
        );
        assert_eq!(cells[0].1, "5725767000000300001");
        assert_eq!(cells[1], (CellKind::Date, "2026-01-05T08:00:00.000Z"));
        assert_eq!((cells[2].1, cells[3], cells[4].1), ("12", (CellKind::Number, "9007199254740993.10"), r#"["Tea","运动"]"#));
    }
}
