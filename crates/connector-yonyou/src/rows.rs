//! Records as rows: values as text, digits kept as they came, texts of several languages as their Chinese one, times in UTC.

use std::sync::Arc;

use connector::{LocalTime, StreamShape};
use model::{CellKind, RecordBatch, Removal, RemovalKind};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fields::{Column, ID, Shape};
use crate::wire::{Members, Picked, View, text_of};

/// Cells of one page of ours: several of the vendor's.
const PAGE_CELLS: usize = 200_000;

/// Columns, ready to take records.
#[derive(Clone)]
pub(crate) struct Rows {
    pub shape: StreamShape,
    columns: Arc<[Column]>,
    /// The members of a record that the columns are read from.
    pub picked: Arc<Picked>,
    zone: LocalTime,
}

/// A text in several languages, in either of the vendor's spellings.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Local {
    simplified_name: Option<String>,
    english_name: Option<String>,
    traditional_name: Option<String>,
    #[serde(rename = "zh_CN")]
    zh: Option<String>,
}

impl Rows {
    /// `wanted` names columns; all when empty. Id and time of change come in any case.
    pub fn new(columns: &[Column], wanted: &[String], stamp: Option<&str>, zone: LocalTime) -> Self {
        let is_wanted = |name: &String| wanted.is_empty() || wanted.contains(name) || name == ID || Some(name.as_str()) == stamp;
        let columns: Vec<Column> = columns.iter().filter(|column| !column.is_write_only && is_wanted(&column.info.name)).cloned().collect();
        let shape = StreamShape {
            columns: columns.iter().map(|column| column.info.name.clone()).collect(),
            fields: columns.iter().map(|column| column.info.clone()).collect(),
            key_column: Some(ID.to_owned()),
            version_column: stamp.filter(|stamp| columns.iter().any(|column| column.info.name == *stamp)).map(str::to_owned),
            page_rows: (PAGE_CELLS / columns.len().max(1)).max(500),
            tells_absent: true,
            ..StreamShape::default()
        };
        let picked = Arc::new(Picked::new(columns.iter().flat_map(Column::members)));
        Self { shape, columns: columns.into(), picked, zone }
    }

    pub fn begin(&self, into: &mut RecordBatch) {
        into.reset(Arc::clone(&self.shape.columns));
    }

    /// Adds a record as a row.
    pub fn push(&self, record: &impl Members, number: u64, into: &mut RecordBatch) {
        for column in self.columns.iter() {
            self.push_column(record, column, into);
        }
        into.finish_row(number);
    }

    fn push_column(&self, record: &impl Members, column: &Column, into: &mut RecordBatch) {
        let name = &column.info.name;
        match &column.shape {
            Shape::Part(field, language) => {
                let local = record.raw(field).map(local).unwrap_or_default();
                let text = if language == "englishName" { local.english_name } else { local.traditional_name };
                push_text(&text.unwrap_or_default(), into);
            }
            Shape::Custom(group, code) => match record.raw(name) {
                Some(raw) => self.push_value(raw, &Shape::Text, into),
                None => {
                    let group = record.raw(group).and_then(View::of);
                    match group.as_ref().and_then(|group| group.raw(code)) {
                        Some(raw) => self.push_value(raw, &Shape::Text, into),
                        None => into.push_cell(CellKind::Empty, ""),
                    }
                }
            },
            shape => match record.raw(name) {
                Some(raw) => self.push_value(raw, shape, into),
                None => into.push_absent(),
            },
        }
    }

    fn push_value(&self, raw: &RawValue, shape: &Shape, into: &mut RecordBatch) {
        let json = raw.get();
        match (json.as_bytes().first(), shape) {
            (Some(b'{'), Shape::Local) => {
                let local = local(raw);
                push_text(&local.simplified_name.or(local.zh).unwrap_or_default(), into);
            }
            (Some(b'"'), Shape::Time) => {
                let text = text_of(raw);
                match self.zone.ms(&text) {
                    Some(at_ms) => into.push_cell(CellKind::Date, &model::format_ms(at_ms)),
                    None => push_text(&text, into),
                }
            }
            (Some(b'"'), Shape::Day) => {
                let text = text_of(raw);
                // A day comes with midnight beside it, or without.
                let day = text.split_once(' ').map_or(&*text, |(day, _)| day);
                into.push_cell(if day.is_empty() { CellKind::Empty } else { CellKind::Date }, day);
            }
            (Some(b'"'), Shape::Number) => {
                let text = text_of(raw);
                let kind = if text.is_empty() { CellKind::Empty } else { CellKind::Number };
                into.push_cell(kind, &text);
            }
            (Some(b'"'), _) => push_text(&text_of(raw), into),
            (Some(b't' | b'f'), _) => into.push_cell(CellKind::Boolean, json),
            (Some(b'{' | b'['), _) if matches!(json, "{}" | "[]") => into.push_cell(CellKind::Empty, ""),
            (Some(b'{' | b'['), _) => into.push_cell(CellKind::Json, json),
            (Some(b'n') | None, _) => into.push_cell(CellKind::Empty, ""),
            // An id given as a number is no number.
            (Some(_), Shape::Text) => into.push_cell(CellKind::Text, json),
            (Some(_), Shape::Boolean) => into.push_cell(CellKind::Boolean, if json == "0" { "false" } else { "true" }),
            (Some(_), _) => into.push_cell(CellKind::Number, json),
        }
    }

    /// Tells of a record that is gone.
    pub fn push_removal(&self, id: &str, number: u64, into: &mut RecordBatch) {
        into.push_removal(Removal { number, external_id: id.to_owned(), at_ms: None, kind: RemovalKind::Deleted });
    }
}

fn local(raw: &RawValue) -> Local {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// Adds a text cell; the empty text is no value.
fn push_text(text: &str, into: &mut RecordBatch) {
    into.push_cell(if text.is_empty() { CellKind::Empty } else { CellKind::Text }, text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::known;
    use crate::wire::Record;

    #[test]
    fn values_are_flattened_and_no_digit_is_lost() {
        let kind = crate::streams::kind("merchant").expect("a kind");
        let names = ["code", "name", "name.englishName", "modifyTime", "peopleNum", "stopStatus"].map(str::to_owned);
        let zone = LocalTime::named("Asia/Shanghai", "zone").expect("a zone");
        let rows = Rows::new(&known(kind), &names, Some("modifyTime"), zone);
        let record: Record = serde_json::from_str(
            r#"{"id":1531204905066758145,"code":"C1","name":{"simplifiedName":"示例","englishName":"Sample"},"peopleNum":9007199254740993,
                "stopStatus":0,"modifyTime":"2026-01-05 16:00:00","address":{"simplifiedName":"路"}}"#,
        )
        .expect("JSON");
        let mut batch = RecordBatch::new(rows.shape.columns.clone());
        rows.push(&record, 1, &mut batch);
        let cells: Vec<(CellKind, &str)> = (0..7).map(|at| batch.row(0).cell(at)).collect();
        assert_eq!(
            cells,
            [
                (CellKind::Text, "1531204905066758145"),
                (CellKind::Text, "C1"),
                (CellKind::Text, "示例"),
                (CellKind::Text, "Sample"),
                (CellKind::Number, "9007199254740993"),
                (CellKind::Boolean, "false"),
                (CellKind::Date, "2026-01-05T08:00:00.000Z"),
            ]
        );
    }
}
