//! Records as rows: values as text, digits kept as they came, moments with the colon that the vendor leaves out.

use std::sync::Arc;

use connector::StreamShape;
use model::{CellKind, RecordBatch, Removal, RemovalKind, parse_ms};
use serde_json::value::RawValue;

use crate::fields::{ID, IS_DELETED, MASTER, Readable};
use crate::id::full_id;
use crate::wire::{Record, member};

/// The columns of one object, ready to take records.
#[derive(Clone)]
pub(crate) struct Rows {
    pub shape: StreamShape,
    is_moment: Vec<bool>,
    stamp: Option<&'static str>,
}

impl Rows {
    pub fn new(readable: &Readable) -> Self {
        let shape = StreamShape {
            columns: readable.columns.iter().cloned().collect(),
            fields: readable.fields.clone().into(),
            key_column: Some(ID.to_owned()),
            version_column: readable.stamp.map(str::to_owned),
            ..StreamShape::default()
        };
        let is_moment = readable.columns.iter().map(|column| readable.moments.contains(column)).collect();
        Self { shape, is_moment, stamp: readable.stamp }
    }

    pub fn begin(&self, into: &mut RecordBatch) {
        into.reset(Arc::clone(&self.shape.columns));
    }

    /// Adds a record as a row, or as a removal where it lies in the recycle bin.
    pub fn push(&self, record: &Record, number: u64, into: &mut RecordBatch) {
        if record.get(IS_DELETED).is_some_and(|value| value.get() == "true") {
            self.push_removal(member(record, ID), member(record, MASTER), self.stamp_of(record), number, into);
            return;
        }
        for (column, is_moment) in self.shape.columns.iter().zip(&self.is_moment) {
            match record.get(column) {
                Some(value) => push_value(value, *is_moment, into),
                None => into.push_cell(CellKind::Empty, ""),
            }
        }
        into.finish_row(number);
    }

    /// Tells of a record that is gone.
    pub fn push_removal(&self, id: Option<String>, master: Option<String>, at_ms: Option<i64>, number: u64, into: &mut RecordBatch) {
        let Some(id) = id else { return };
        let kind = match master.filter(|master| !master.is_empty()) {
            Some(master) => RemovalKind::MergedInto(full_id(&master)),
            None => RemovalKind::Deleted,
        };
        into.push_removal(Removal { number, external_id: full_id(&id), at_ms, kind });
    }

    /// The version time of a record.
    pub fn stamp_of(&self, record: &Record) -> Option<i64> {
        read_moment(&member(record, self.stamp?)?)
    }

    /// Whether a column holds moments.
    pub fn is_moment(&self, column: usize) -> bool {
        self.is_moment.get(column).copied().unwrap_or(false)
    }
}

fn push_value(value: &RawValue, is_moment: bool, into: &mut RecordBatch) {
    let json = value.get();
    match json.as_bytes().first() {
        Some(b'"') => push_text(&serde_json::from_str::<String>(json).unwrap_or_default(), is_moment, into),
        Some(b't' | b'f') => into.push_cell(CellKind::Boolean, json),
        Some(b'{' | b'[') => into.push_cell(CellKind::Json, json),
        Some(b'n') | None => into.push_cell(CellKind::Empty, ""),
        Some(_) => into.push_cell(CellKind::Number, json),
    }
}

/// Adds a text cell; the empty text is no value.
pub(crate) fn push_text(text: &str, is_moment: bool, into: &mut RecordBatch) {
    if text.is_empty() {
        into.push_cell(CellKind::Empty, "");
        return;
    }
    match read_moment(text).filter(|_| is_moment) {
        Some(at) => into.push_cell(CellKind::Date, &model::format_ms(at)),
        None => into.push_cell(CellKind::Text, text),
    }
}

/// `2013-05-07T22:07:19.000+0000`, or with a colon, or with `Z`.
pub(crate) fn read_moment(text: &str) -> Option<i64> {
    if let Some(at) = parse_ms(text) {
        return Some(at);
    }
    let (start, zone) = text.split_at_checked(text.len().checked_sub(5)?)?;
    let (hours, minutes) = zone.split_at_checked(3)?;
    parse_ms(&format!("{start}{hours}:{minutes}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_every_spelling() {
        for text in
            ["2013-05-07T22:07:19.000+0000", "2013-05-07T22:07:19.000Z", "2013-05-08T06:07:19+08:00", "2013-05-08T06:07:19.000+0800"]
        {
            assert_eq!(read_moment(text), Some(1_367_964_439_000), "{text}");
        }
        assert_eq!(read_moment("later"), None);
        assert_eq!(read_moment("ü"), None);
    }
}
