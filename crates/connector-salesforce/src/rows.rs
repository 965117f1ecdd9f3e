//! Records as rows: values as text, digits kept as they came, moments with the colon that the vendor leaves out.

use std::sync::Arc;

use connector::StreamShape;
use model::{CellKind, RecordBatch, Removal, RemovalKind, parse_ms};
use serde_json::value::RawValue;

use crate::fields::{ID, IS_DELETED, MASTER, Readable};
use crate::id::full_id;
use crate::source::PAGE_RECORDS_MAX;
use crate::wire::{Record, member};

/// Cells of one page of a bulk query.
const PAGE_CELLS: usize = 400_000;

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
            page_rows: (PAGE_CELLS / readable.columns.len().max(1)).max(PAGE_RECORDS_MAX),
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
    if !is_moment {
        return into.push_cell(CellKind::Text, text);
    }
    if let Some(moment) = usual_moment(text) {
        // Ours is the same with another letter for the zone.
        let mut cell = [b'Z'; USUAL_BYTES + 1];
        cell[..USUAL_BYTES].copy_from_slice(moment.as_bytes());
        return into.push_cell(CellKind::Date, std::str::from_utf8(&cell).unwrap_or(text));
    }
    match read_moment(text) {
        Some(at) => into.push_cell(CellKind::Date, &model::format_ms(at)),
        None => into.push_cell(CellKind::Text, text),
    }
}

/// Bytes of `2013-05-07T22:07:19.000`.
const USUAL_BYTES: usize = 23;

/// The moment without its zone, where it is spelt as the vendor nearly always does: `2013-05-07T22:07:19.000+0000`. Months, days
/// and hours that do not exist are left to [`read_moment`].
fn usual_moment(text: &str) -> Option<&str> {
    let moment = text.strip_suffix("+0000").or_else(|| text.strip_suffix('Z')).filter(|moment| moment.len() == USUAL_BYTES)?;
    let is_spelt = moment.bytes().zip("dddd-dd-ddTdd:dd:dd.ddd".bytes()).all(|(byte, wanted)| match wanted {
        b'd' => byte.is_ascii_digit(),
        mark => byte == mark,
    });
    let at_most = |from: usize, most: &str| moment.get(from..from + 2).is_some_and(|digits| digits <= most);
    let not_none = |from: usize| moment.get(from..from + 2).is_some_and(|digits| digits != "00");
    let exists =
        at_most(5, "12") && not_none(5) && at_most(8, "28") && not_none(8) && at_most(11, "23") && at_most(14, "59") && at_most(17, "59");
    (is_spelt && exists).then_some(moment)
}

/// `2013-05-07T22:07:19.000+0000`, or with a colon, or with `Z`.
pub(crate) fn read_moment(text: &str) -> Option<i64> {
    // Trying the spelling without a colon first spares a failure per moment.
    let (start, zone) = text.split_at_checked(text.len().checked_sub(5)?)?;
    let (hours, minutes) = zone.split_at_checked(3)?;
    if zone.starts_with(['+', '-']) && minutes.bytes().all(|byte| byte.is_ascii_digit()) {
        return parse_ms(&format!("{start}{hours}:{minutes}"));
    }
    parse_ms(text)
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

    #[test]
    fn usual_moments_are_spelt_as_ours_and_others_are_read() {
        for (text, expected) in [
            ("2013-05-07T22:07:19.000+0000", Some("2013-05-07T22:07:19.000")),
            ("2013-05-07T22:07:19.000Z", Some("2013-05-07T22:07:19.000")),
            ("2013-05-07T22:07:19.000+0800", None),
            ("2013-13-07T22:07:19.000+0000", None),
            ("2013-02-29T22:07:19.000+0000", None),
            ("2013-05-07T24:07:19.000+0000", None),
            ("2013-05-07 22:07:19.000+0000", None),
            ("ü013-05-07T22:07:19.00+0000", None),
        ] {
            assert_eq!(usual_moment(text), expected, "{text}");
        }
    }
}
