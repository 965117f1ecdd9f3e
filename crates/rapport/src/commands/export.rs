//! `rapport export`: the records of an object as one table, from one consistent state.
//!
//! CSV and workbooks have a column per field, written so that an import reads it back: several values of a field stand in one
//! cell, separated by `;`, money as amount and currency. JSON Lines hold the documents as they are, nothing flattened.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use connector_file::export::{ExportError, TableWriter};
use model::filter::Filter;
use model::{Doc, FieldType, Object, RecordId, format_ms, fragment};
use records::RecordError;
use store::{RecordLine, RecordPage, RecordQuery, Session, StoreError};

use crate::arguments::{ExportArguments, ExportFormat};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::output::{Output, Step};
use crate::progress::grouped;

/// Records read at once.
const PAGE: usize = 1_000;

/// Writes the records.
///
/// # Errors
/// An unknown object or filter, a file that cannot be written, failures of the store.
pub fn run(context: &Context, arguments: &ExportArguments) -> Result<Exit, Failure> {
    let object = context.object(&arguments.object)?;
    let schema = context.records.schema();
    let by_name = |name: &str| schema.object(name).cloned();
    let filter = match &arguments.filter {
        Some(text) => {
            Some(records::filter_text::parse(text, &object, &by_name).map_err(|error| Failure::usage(format!("--filter: {error}")))?)
        }
        None => None,
    };
    let selection = Selection { object: Arc::clone(&object), related: schema.objects().into_iter().cloned().collect(), filter };
    let output = arguments
        .output
        .clone()
        .or_else(|| (arguments.format == ExportFormat::Xlsx).then(|| PathBuf::from(format!("{}.xlsx", object.name))));
    let Some(shown) = output else {
        let into = ResultWriter { output: Arc::clone(&context.output) };
        return match selection.write(context, arguments.format, BufWriter::with_capacity(1 << 16, into)) {
            // The reader has seen enough, as `head` does.
            Err(error) if is_reader_gone(&error) => Ok(Exit::Done),
            Err(error) => Err(failure(context, &arguments.object, &error)),
            Ok(_) => Ok(Exit::Done),
        };
    };
    let path = context.path(&shown);
    if arguments.output.is_none() && path.exists() {
        return Err(Failure::failed(match context.language {
            Language::En => format!("{} exists already; choose a file with --output", shown.display()),
            Language::Zh => format!("{} 已存在；请用 --output 指定文件", shown.display()),
        }));
    }
    let count =
        write_file(context, &selection, arguments.format, &path).map_err(|error| failure(context, &shown.display().to_string(), &error))?;
    context.output.say(&match context.language {
        Language::En => format!("{}: {} records", shown.display(), grouped(count)),
        Language::Zh => format!("{}：{} 条记录", shown.display(), grouped(count)),
    });
    Ok(Exit::Done)
}

/// Under another name first: a file of this name is always a whole export.
fn write_file(context: &Context, selection: &Selection, format: ExportFormat, path: &Path) -> Result<u64, WriteError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder)?;
    let count = selection.write(context, format, BufWriter::new(file.as_file().try_clone()?))?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(count)
}

#[derive(Debug, thiserror::Error)]
enum WriteError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error(transparent)]
    Table(#[from] ExportError),
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn is_reader_gone(error: &WriteError) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = error.source();
    }
    // A transparent error shows the cause of its cause only.
    matches!(error, WriteError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
        || matches!(error, WriteError::Table(ExportError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe)
}

fn failure(context: &Context, place: &str, error: &WriteError) -> Failure {
    match error {
        WriteError::Store(error) => context.store_failure(error),
        WriteError::Record(error) => context.record_failure(error),
        WriteError::Table(error) => Failure::because(place, error),
        WriteError::Io(error) => Failure::because(place, error),
    }
}

/// Which records.
struct Selection {
    object: Arc<Object>,
    related: Vec<Arc<Object>>,
    filter: Option<Filter>,
}

impl Selection {
    fn write<W: Write + Seek + Send>(&self, context: &Context, format: ExportFormat, into: W) -> Result<u64, WriteError> {
        let mut sink = Sink::new(&self.object, format, into)?;
        let label = context.language.pick("exporting", "导出");
        let count = context.store().read(|session| {
            let mut count = 0;
            let mut after = None;
            let mut page = RecordPage::default();
            while self.read_page(session, after, &mut page)? {
                for line in &page.lines {
                    sink.push(&self.object, line, page.doc(line))?;
                }
                count += u64::try_from(page.lines.len()).unwrap_or(0);
                after = page.lines.last().map(|line| line.id);
                context.output.step(&Step { label: label.to_owned(), done: count, total: None });
            }
            Ok::<_, WriteError>(count)
        })?;
        sink.finish()?;
        Ok(count)
    }

    /// False when nothing follows `after`.
    fn read_page(&self, session: &mut Session<'_>, after: Option<RecordId>, page: &mut RecordPage) -> Result<bool, StoreError> {
        page.clear();
        let mut query = RecordQuery::new(&self.object, PAGE);
        query.related = self.related.iter().map(AsRef::as_ref).collect();
        query.filter.clone_from(&self.filter);
        query.after = after.map(|id| (Vec::new(), id));
        session.record_list(&query, page)?;
        Ok(!page.lines.is_empty())
    }
}

/// Where records go.
enum Sink<W: Write + Seek + Send> {
    Table(TableWriter<W>),
    Lines(W),
}

impl<W: Write + Seek + Send> Sink<W> {
    fn new(object: &Object, format: ExportFormat, into: W) -> Result<Self, ExportError> {
        let format = match format {
            ExportFormat::Jsonl => return Ok(Self::Lines(into)),
            ExportFormat::Csv => connector_file::export::ExportFormat::Csv,
            ExportFormat::Xlsx => connector_file::export::ExportFormat::Xlsx,
        };
        let fields = object.live_fields().map(|field| field.name.clone());
        let columns: Vec<String> = std::iter::once("id".to_owned()).chain(fields).chain(["updated_at".to_owned()]).collect();
        Ok(Self::Table(TableWriter::new(format, into, &columns)?))
    }

    fn push(&mut self, object: &Object, line: &RecordLine, doc: &str) -> Result<(), WriteError> {
        let updated = format_ms(line.updated_ms);
        match self {
            Self::Table(table) => {
                let doc = Doc::from_json(object, doc).map_err(|_| RecordError::Damaged(line.id))?;
                let cells =
                    object.live_fields().map(|field| doc.get(field.id).map(|value| cell(&field.field_type, value)).unwrap_or_default());
                let cells: Vec<String> = std::iter::once(line.id.to_string()).chain(cells).chain([updated]).collect();
                table.write_row(cells.iter().map(String::as_str))?;
            }
            Self::Lines(into) => {
                let mut text = format!("{{\"id\":\"{}\",\"version\":{},", line.id, line.version);
                let members = doc.strip_prefix('{').and_then(|doc| doc.strip_suffix('}')).unwrap_or_default();
                text.push_str(members);
                if !members.is_empty() {
                    text.push(',');
                }
                text.push_str("\"updated_at\":");
                fragment::push_text(&mut text, &updated);
                text.push_str("}\n");
                into.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), ExportError> {
        match self {
            Self::Table(table) => drop(table.finish()?),
            Self::Lines(mut into) => into.flush()?,
        }
        Ok(())
    }
}

/// A canonical fragment as the text of one cell.
fn cell(field_type: &FieldType, value: &str) -> String {
    let member = |name: &str| {
        let members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(value).unwrap_or_default();
        members.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
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
    let members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(value).unwrap_or_default();
    let part = |name: &str| members.get(name).and_then(serde_json::Value::as_str);
    if let Some(text) = part("text") {
        return text.to_owned();
    }
    ["country", "province", "city", "district", "street", "postcode"].iter().filter_map(|name| part(name)).collect::<Vec<_>>().join(" ")
}

/// The result of the command as something to write to.
struct ResultWriter {
    output: Arc<dyn Output>,
}

impl Write for ResultWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.output.result(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for ResultWriter {
    /// Only workbooks go back, and they are written to files.
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
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
