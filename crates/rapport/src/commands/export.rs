//! `rapport export`: the records of an object as one table, from one consistent state. How records become cells stands in
//! [`server::export`].

use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use connectors::export::ExportError;
use server::export::{ExportFailure, Exporter, Format, Selection};

use crate::arguments::{ExportArguments, ExportFormat};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::output::{Output, Step};
use crate::progress::grouped;

/// Writes the records.
///
/// # Errors
/// An unknown object or filter, a file that cannot be written, failures of the store.
pub fn run(context: &Context, arguments: &ExportArguments) -> Result<Exit, Failure> {
    let object = context.object(&arguments.object)?;
    let schema = context.records.schema();
    let by_name = |name: &str| schema.object(name).cloned();
    let filter = match &arguments.filter {
        Some(text) => Some(
            records::filter_text::parse(text, &object, &by_name, schema.region)
                .map_err(|error| Failure::usage(format!("--filter: {error}")))?,
        ),
        None => None,
    };
    let selection = Selection {
        object: Arc::clone(&object),
        related: schema.objects().into_iter().cloned().collect(),
        filter,
        sort: Vec::new(),
        fields: None,
    };
    let format = match arguments.format {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Xlsx => Format::Xlsx,
        ExportFormat::Jsonl => Format::Jsonl,
    };
    let output = arguments
        .output
        .clone()
        .or_else(|| (arguments.format == ExportFormat::Xlsx).then(|| PathBuf::from(format!("{}.xlsx", object.name))));
    let Some(shown) = output else {
        let into = ResultWriter { output: Arc::clone(&context.output) };
        return match write(context, selection, format, BufWriter::with_capacity(1 << 16, into)) {
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
    let count = write_file(context, selection, format, &path).map_err(|error| failure(context, &shown.display().to_string(), &error))?;
    context.output.say(&match context.language {
        Language::En => format!("{}: {} records", shown.display(), grouped(count)),
        Language::Zh => format!("{}：{} 条记录", shown.display(), grouped(count)),
    });
    Ok(Exit::Done)
}

/// Under another name first: a file of this name is always a whole export.
fn write_file(context: &Context, selection: Selection, format: Format, path: &Path) -> Result<u64, ExportFailure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder)?;
    let count = write(context, selection, format, BufWriter::new(file.as_file().try_clone()?))?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(count)
}

/// In one transaction, so that the file shows one moment.
fn write<W: Write + Seek + Send>(context: &Context, selection: Selection, format: Format, into: W) -> Result<u64, ExportFailure> {
    let mut exporter = Exporter::new(selection, format, into, u64::MAX)?;
    let label = context.language.pick("exporting", "导出");
    context.store().read(|session| {
        while exporter.read(session)? {
            exporter.write()?;
            context.output.step(&Step { label: label.to_owned(), done: exporter.count(), total: None });
        }
        Ok::<_, ExportFailure>(())
    })?;
    let count = exporter.count();
    exporter.finish()?;
    Ok(count)
}

fn is_reader_gone(error: &ExportFailure) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = error.source();
    }
    // A transparent error shows the cause of its cause only.
    matches!(error, ExportFailure::Io(error) | ExportFailure::Table(ExportError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe)
}

fn failure(context: &Context, place: &str, error: &ExportFailure) -> Failure {
    match error {
        ExportFailure::Store(error) => context.store_failure(error),
        ExportFailure::Record(error) => context.record_failure(error),
        ExportFailure::Table(error) => Failure::because(place, error),
        ExportFailure::Io(error) => Failure::because(place, error),
    }
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
