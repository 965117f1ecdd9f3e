//! Records as one table, in bounded memory: what the console and the API give out.
//!
//! CSV and workbooks have a column per field, written so that an import reads it back: several values of a field stand in one
//! cell, separated by `;`, money as amount and currency; cells that a spreadsheet would take for a formula are guarded. JSON Lines
//! hold the documents as they are, nothing flattened.

use std::io::{self, Seek, Write};
use std::sync::Arc;

use connectors::export::{ExportError, ExportFormat, TableWriter};
use model::filter::{Filter, SortKey};
use model::{Doc, Field, FieldType, Object, RecordId, format_ms, fragment};
use records::RecordError;
use serde_json::{Map, Value};
use store::{RecordLine, RecordPage, RecordQuery, Session, SortValue, StoreError};

/// Records read at once.
const PAGE: usize = 1_000;

/// Kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// UTF-8 with byte order mark.
    Csv,
    /// A workbook of text cells.
    Xlsx,
    /// One document per line.
    Jsonl,
}

impl Format {
    /// As a query names it; CSV unless another one is named.
    pub(crate) fn named(name: Option<&str>) -> Self {
        match name {
            Some("xlsx") => Self::Xlsx,
            Some("jsonl") => Self::Jsonl,
            Some(_) | None => Self::Csv,
        }
    }

    /// Ending of the file's name, and its type.
    pub(crate) fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("csv", "text/csv; charset=utf-8"),
            Self::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Self::Jsonl => ("jsonl", "application/x-ndjson"),
        }
    }
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportFailure {
    /// The records could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record does not read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The table could not be written.
    #[error(transparent)]
    Table(#[from] ExportError),
    /// Nobody takes it, or the disk is full.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Which records, in which order, with which fields.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Their object.
    pub object: Arc<Object>,
    /// Objects that relations of the filter lead to.
    pub related: Vec<Arc<Object>>,
    /// Only those that pass.
    pub filter: Option<Filter>,
    /// By id when empty.
    pub sort: Vec<SortKey>,
    /// Names of fields, also `created_at`; all live ones, in the order in which they are shown, when absent.
    pub fields: Option<Vec<String>>,
}

impl Selection {
    /// The question for a page of it.
    #[must_use]
    pub fn query(&self, limit: usize) -> RecordQuery<'_> {
        let mut query = RecordQuery::new(&self.object, limit);
        query.related = self.related.iter().map(AsRef::as_ref).collect();
        query.filter.clone_from(&self.filter);
        query.sort.clone_from(&self.sort);
        query
    }

    fn columns(&self) -> Vec<Column> {
        let field = |name: &str| self.object.live_fields().find(|field| field.name == name).cloned();
        match &self.fields {
            Some(names) => names
                .iter()
                .filter_map(|name| {
                    if name == "created_at" { Some(Column::Created) } else { field(name).map(|field| Column::Field(Box::new(field))) }
                })
                .collect(),
            None => {
                self.object.fields_as_shown().filter(|field| !field.archived).map(|field| Column::Field(Box::new(field.clone()))).collect()
            }
        }
    }
}

enum Column {
    Field(Box<Field>),
    Created,
}

impl Column {
    fn name(&self) -> &str {
        match self {
            Self::Field(field) => &field.name,
            Self::Created => "created_at",
        }
    }
}

/// An export at work: read a page, write it, until nothing follows, then finish. Reading and writing are apart, so that a slow
/// reader of the file holds no transaction.
pub struct Exporter<W: Write + Seek + Send> {
    selection: Selection,
    columns: Vec<Column>,
    sink: Sink<W>,
    page: RecordPage,
    after: Option<(Vec<SortValue>, RecordId)>,
    left: u64,
    count: u64,
}

/// Where records go.
enum Sink<W: Write + Seek + Send> {
    Table(TableWriter<W>),
    Lines(W),
}

impl<W: Write + Seek + Send> Exporter<W> {
    /// Begins a file of at most `records_max` records.
    ///
    /// # Errors
    /// When the header cannot be written.
    pub fn new(selection: Selection, format: Format, into: W, records_max: u64) -> Result<Self, ExportFailure> {
        let columns = selection.columns();
        let names = || {
            std::iter::once("id").chain(columns.iter().map(Column::name)).chain(["updated_at"]).map(ToOwned::to_owned).collect::<Vec<_>>()
        };
        let sink = match format {
            Format::Jsonl => Sink::Lines(into),
            Format::Csv => Sink::Table(TableWriter::new(ExportFormat::Csv, into, &names())?),
            Format::Xlsx => Sink::Table(TableWriter::new(ExportFormat::Xlsx, into, &names())?),
        };
        Ok(Self { selection, columns, sink, page: RecordPage::default(), after: None, left: records_max, count: 0 })
    }

    /// Reads the next page; false when nothing follows.
    ///
    /// # Errors
    /// Those of the store.
    pub fn read(&mut self, session: &mut Session<'_>) -> Result<bool, ExportFailure> {
        self.page.clear();
        let limit = PAGE.min(usize::try_from(self.left).unwrap_or(PAGE));
        if limit == 0 {
            return Ok(false);
        }
        let mut query = self.selection.query(limit);
        query.after.clone_from(&self.after);
        records::with_merged(session, &mut query)?;
        session.record_list(&query, &mut self.page)?;
        Ok(!self.page.lines.is_empty())
    }

    /// Writes the page that was read last.
    ///
    /// # Errors
    /// When nobody takes it, or a record does not read.
    pub fn write(&mut self) -> Result<(), ExportFailure> {
        for line in &self.page.lines {
            let doc = self.page.doc(line);
            match &mut self.sink {
                Sink::Table(table) => write_row(table, &self.selection.object, &self.columns, line, doc)?,
                Sink::Lines(into) => write_line(into, self.selection.fields.as_deref(), line, doc)?,
            }
        }
        let written = u64::try_from(self.page.lines.len()).unwrap_or(0);
        self.count += written;
        self.left = self.left.saturating_sub(written);
        self.after = self.page.lines.last().map(|line| (line.sort.clone(), line.id));
        Ok(())
    }

    /// Records written so far.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Ends the file; gives what it was written to.
    ///
    /// # Errors
    /// When the rest cannot be written.
    pub fn finish(self) -> Result<W, ExportFailure> {
        match self.sink {
            Sink::Table(table) => Ok(table.finish()?.1),
            Sink::Lines(mut into) => {
                into.flush()?;
                Ok(into)
            }
        }
    }
}

fn write_row<W: Write + Seek + Send>(
    table: &mut TableWriter<W>,
    object: &Object,
    columns: &[Column],
    line: &RecordLine,
    doc: &str,
) -> Result<(), ExportFailure> {
    let doc = Doc::from_json(object, doc).map_err(|_| RecordError::Damaged(line.id))?;
    let cells = columns.iter().map(|column| match column {
        Column::Field(field) => doc.get(field.id).map(|value| cell(&field.field_type, value)).unwrap_or_default(),
        Column::Created => format_ms(line.created_ms),
    });
    let cells: Vec<String> = std::iter::once(line.id.to_string()).chain(cells).chain([format_ms(line.updated_ms)]).collect();
    Ok(table.write_row(cells.iter().map(String::as_str))?)
}

fn write_line(into: &mut impl Write, fields: Option<&[String]>, line: &RecordLine, doc: &str) -> Result<(), ExportFailure> {
    let mut text = format!("{{\"id\":\"{}\",\"version\":{},", line.id, line.version);
    match fields {
        None => {
            let members = doc.strip_prefix('{').and_then(|doc| doc.strip_suffix('}')).unwrap_or_default();
            text.push_str(members);
            text.push_str(if members.is_empty() { "" } else { "," });
        }
        Some(names) => {
            let members: Map<String, Value> = serde_json::from_str(doc).map_err(|_| RecordError::Damaged(line.id))?;
            for name in names {
                let value = if name == "created_at" { Some(Value::from(format_ms(line.created_ms))) } else { members.get(name).cloned() };
                if let Some(value) = value {
                    fragment::push_text(&mut text, name);
                    text.push(':');
                    text.push_str(&value.to_string());
                    text.push(',');
                }
            }
        }
    }
    text.push_str("\"updated_at\":");
    fragment::push_text(&mut text, &format_ms(line.updated_ms));
    text.push_str("}\n");
    Ok(into.write_all(text.as_bytes())?)
}

/// A canonical fragment as the text of one cell.
pub(crate) fn cell(field_type: &FieldType, value: &str) -> String {
    let member = |name: &str| {
        let members: Map<String, Value> = serde_json::from_str(value).unwrap_or_default();
        members.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    match field_type {
        FieldType::Email | FieldType::MultiSelect { .. } => fragment::as_list(value).join(";"),
        // An extension carries a `;` of its own.
        FieldType::Phone => fragment::as_list(value).iter().map(|phone| phone.replace(";ext=", " ext. ")).collect::<Vec<_>>().join(";"),
        FieldType::Money => format!("{} {}", member("amount"), member("currency")).trim().to_owned(),
        FieldType::Person => member("full"),
        FieldType::Address => address(value),
        FieldType::Integer | FieldType::Boolean | FieldType::Json => value.to_owned(),
        FieldType::Text
        | FieldType::LongText
        | FieldType::Decimal
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Url
        | FieldType::Select { .. }
        | FieldType::Reference { .. }
        | FieldType::AutoNumber { .. } => fragment::as_text(value).map_or_else(|| value.to_owned(), std::borrow::Cow::into_owned),
    }
}

/// The address as it was written, else its parts, largest first.
fn address(value: &str) -> String {
    let members: Map<String, Value> = serde_json::from_str(value).unwrap_or_default();
    let part = |name: &str| members.get(name).and_then(Value::as_str);
    if let Some(text) = part("text") {
        return text.to_owned();
    }
    ["country", "province", "city", "district", "street", "postcode"].iter().filter_map(|name| part(name)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_what_an_import_reads_back() {
        for (field_type, value, text) in [
            (FieldType::Email, r#"["a@example.com","b@example.com"]"#, "a@example.com;b@example.com"),
            (FieldType::Phone, r#"["+862161234567;ext=801","+8613800138000"]"#, "+862161234567 ext. 801;+8613800138000"),
            (FieldType::Money, r#"{"amount":"12.50","currency":"CNY"}"#, "12.50 CNY"),
            (FieldType::Money, r#"{"amount":"12.50"}"#, "12.50"),
            (FieldType::Person, r#"{"full":"张伟","family":"张","given":"伟"}"#, "张伟"),
            (FieldType::Address, r#"{"province":"浙江省","city":"杭州市","street":"人民路1号"}"#, "浙江省 杭州市 人民路1号"),
            (FieldType::Integer, "7", "7"),
            (FieldType::Boolean, "true", "true"),
            (FieldType::Text, r#""say \"hi\"""#, "say \"hi\""),
        ] {
            assert_eq!(cell(&field_type, value), text, "{value}");
        }
    }
}
