//! Original rows, kept aside in case one of them is rejected or held when it is applied.

use std::sync::Arc;

use model::{CellKind, Row, fragment};

use crate::encode::{Damaged, Decoder, put_number, put_text};

/// Bytes of one original row that are kept with a rejected row; the rest of a cell beyond is cut.
pub const RAW_BYTES_MAX: usize = 256 * 1024;

/// Appends the cells of `row`.
pub fn put_row(out: &mut Vec<u8>, row: Row<'_>) {
    for column in 0..row.columns().len() {
        let (kind, text) = row.cell(column);
        put_number(out, u64::from(kind == CellKind::Json));
        put_text(out, text);
    }
}

/// Reads past one row.
///
/// # Errors
/// [`Damaged`].
pub fn skip_row(from: &mut Decoder<'_>, columns: usize) -> Result<(), Damaged> {
    for _ in 0..columns {
        from.number()?;
        from.text()?;
    }
    Ok(())
}

/// One row put by [`put_row`] as JSON object text by column.
///
/// # Errors
/// [`Damaged`].
pub fn row_json(from: &mut Decoder<'_>, columns: &Arc<[String]>) -> Result<String, Damaged> {
    let mut json = RowJson::default();
    for column in columns.iter() {
        let is_json = from.number()? == 1;
        json.push(column, is_json, from.text()?);
    }
    Ok(json.finish())
}

/// `row` as JSON object text by column.
#[must_use]
pub fn to_json(row: Row<'_>) -> String {
    let mut json = RowJson::default();
    for (at, column) in row.columns().iter().enumerate() {
        let (kind, text) = row.cell(at);
        json.push(column, kind == CellKind::Json, text);
    }
    json.finish()
}

#[derive(Default)]
struct RowJson {
    out: String,
}

impl RowJson {
    fn push(&mut self, column: &str, is_json: bool, text: &str) {
        self.out.push(if self.out.is_empty() { '{' } else { ',' });
        fragment::push_text(&mut self.out, column);
        self.out.push(':');
        let room = RAW_BYTES_MAX.saturating_sub(self.out.len());
        if text.len() <= room && is_json && !text.is_empty() {
            self.out.push_str(text);
        } else {
            fragment::push_text(&mut self.out, cut(text, room));
        }
    }

    fn finish(mut self) -> String {
        self.out.push_str(if self.out.is_empty() { "{}" } else { "}" });
        self.out
    }
}

/// At most `bytes_max` bytes of `text`, whole characters.
fn cut(text: &str, bytes_max: usize) -> &str {
    let mut end = bytes_max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use model::RecordBatch;

    use super::*;

    #[test]
    fn an_original_row_comes_back_as_json_of_bounded_size() {
        let columns: Arc<[String]> = vec!["名称".to_owned(), "tags".to_owned(), "long".to_owned()].into();
        let mut batch = RecordBatch::new(Arc::clone(&columns));
        batch.push_cell(CellKind::Text, "a\"b");
        batch.push_cell(CellKind::Json, "[1,2]");
        batch.push_cell(CellKind::Text, &"张".repeat(RAW_BYTES_MAX));
        batch.finish_row(1);
        let mut bytes = Vec::new();
        put_row(&mut bytes, batch.row(0));
        put_row(&mut bytes, batch.row(0));
        let mut from = Decoder::new(&bytes);
        skip_row(&mut from, 3).expect("own bytes");
        let json = row_json(&mut from, &columns).expect("own bytes");
        assert_eq!(json, to_json(batch.row(0)));
        assert!(json.starts_with(r#"{"名称":"a\"b","tags":[1,2],"long":"张张"#), "{}", &json[..60]);
        assert!(json.len() < RAW_BYTES_MAX + 100);
        serde_json::from_str::<serde_json::Value>(&json).expect("valid JSON");
    }
}
