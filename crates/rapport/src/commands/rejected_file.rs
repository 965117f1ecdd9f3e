//! Rows that could not be applied, as a file to correct and import again.

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use connector_file::export::ExportFormat;
use connector_file::rejected::{Reason, RejectedWriter};
use model::Lang;
use serde_json::{Map, Value};
use store::DeadLetterRow;

/// Writes the rows to `path`: a workbook when it ends so, CSV otherwise. What was there is replaced.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, letters: &[DeadLetterRow]) -> Result<(), Box<dyn Error>> {
    let columns = columns(letters);
    let is_workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let format = if is_workbook { ExportFormat::Xlsx } else { ExportFormat::Csv };
    let into = BufWriter::new(File::create(path)?);
    let mut writer = RejectedWriter::new(format, into, &columns)?;
    for letter in letters {
        let row: Map<String, Value> = serde_json::from_str(&letter.raw).unwrap_or_default();
        let cells: Vec<String> = columns.iter().map(|column| row.get(column).map(text).unwrap_or_default()).collect();
        let code = letter.code.name();
        let with_detail =
            |sentence: &str| if letter.detail.is_empty() { sentence.to_owned() } else { format!("{sentence} ({})", letter.detail) };
        let (en, zh) = (with_detail(letter.code.text(Lang::En)), with_detail(letter.code.text(Lang::Zh)));
        let reason = Reason { code: &code, en: &en, zh: &zh, field: &letter.field };
        writer.write(cells.iter().map(String::as_str), u64::try_from(letter.row_number).unwrap_or(0), reason)?;
    }
    writer.finish()?;
    Ok(())
}

/// All columns in the order of their first row.
fn columns(letters: &[DeadLetterRow]) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for letter in letters {
        let row: Map<String, Value> = serde_json::from_str(&letter.raw).unwrap_or_default();
        for column in row.into_iter().map(|(column, _)| column) {
            if seen.insert(column.clone()) {
                columns.push(column);
            }
        }
    }
    columns
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
