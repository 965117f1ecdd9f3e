//! Records as rows: values as text, digits kept as they came, lists and objects as JSON.

use std::sync::Arc;

use connector::{FieldInfo, FieldKind, StreamShape};
use model::{CellKind, RecordBatch};
use serde_json::value::RawValue;

use crate::vendor::{Column, Record, Table};

/// The columns of one stream, ready to take records.
pub(crate) struct Rows {
    pub shape: StreamShape,
}

/// Fields of a stream.
pub(crate) fn fields(table: &Table) -> Vec<FieldInfo> {
    table.columns.iter().map(field).collect()
}

fn field(column: &Column) -> FieldInfo {
    FieldInfo { name: column.name.to_owned(), label: column.label.to_owned(), kind: column.kind, ..FieldInfo::default() }
}

impl Rows {
    /// With all columns, or of them those that are wanted; the key comes in any case.
    pub fn new(table: &Table, wanted: &[String]) -> Self {
        let is_wanted = |column: &&Column| wanted.is_empty() || column.name == table.key() || wanted.iter().any(|name| name == column.name);
        let columns: Vec<&Column> = table.columns.iter().filter(is_wanted).collect();
        let shape = StreamShape {
            columns: columns.iter().map(|column| column.name.to_owned()).collect(),
            fields: columns.iter().map(|column| field(column)).collect(),
            key_column: Some(table.key().to_owned()),
            page_rows: 2_000,
            tells_absent: true,
            ..StreamShape::default()
        };
        Self { shape }
    }

    pub fn begin(&self, into: &mut RecordBatch) {
        into.reset(Arc::clone(&self.shape.columns));
    }

    /// Adds a record as a row.
    pub fn push(&self, record: &Record, number: u64, into: &mut RecordBatch) {
        for (column, field) in self.shape.columns.iter().zip(self.shape.fields.iter()) {
            match record.get(column) {
                Some(value) => push_value(value, field.kind, into),
                None => into.push_absent(),
            }
        }
        into.finish_row(number);
    }
}

fn push_value(value: &RawValue, kind: FieldKind, into: &mut RecordBatch) {
    let json = value.get();
    match json.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<String>(json).unwrap_or_default().as_str() {
            "" => into.push_cell(CellKind::Empty, ""),
            text => into.push_cell(CellKind::Text, text),
        },
        Some(b't' | b'f') => into.push_cell(CellKind::Boolean, json),
        Some(b'{' | b'[') if matches!(json, "{}" | "[]") => into.push_cell(CellKind::Empty, ""),
        Some(b'{' | b'[') => into.push_cell(CellKind::Json, json),
        Some(b'n') | None => into.push_cell(CellKind::Empty, ""),
        // Ids that are numbers stay text, so that nobody rounds them.
        Some(_) if kind == FieldKind::Text || kind == FieldKind::Reference => into.push_cell(CellKind::Text, json),
        Some(_) => into.push_cell(CellKind::Number, json),
    }
}

/// An id as text. One that was damaged on the way is none: taken as it came it would be another record.
pub(crate) fn id(record: &Record, name: &str) -> Option<String> {
    member(record, name).filter(|id| is_whole(id))
}

/// Whether an id holds what ids can hold.
pub(crate) fn is_whole(id: &str) -> bool {
    !id.chars().any(|letter| letter == char::REPLACEMENT_CHARACTER || letter.is_control())
}

/// A member of a record as text; nothing where it is missing or empty.
pub(crate) fn member(record: &Record, name: &str) -> Option<String> {
    let json = record.get(name)?.get();
    let text = match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str::<String>(json).ok()?,
        Some(b'n') | None => return None,
        Some(_) => json.to_owned(),
    };
    if text.is_empty() { None } else { Some(text) }
}

/// A member that is a list of ids, as texts; an id alone counts as a list of one.
pub(crate) fn members(record: &Record, name: &str) -> Vec<String> {
    let Some(json) = record.get(name) else { return Vec::new() };
    match serde_json::from_str::<Vec<&RawValue>>(json.get()) {
        Ok(items) => items.iter().map(|item| item.get().trim_matches('"').to_owned()).collect(),
        Err(_) => member(record, name).into_iter().collect(),
    }
}
