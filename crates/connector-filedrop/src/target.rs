//! Writing: each batch becomes one file, which has its name only once it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use connector::{ConnectorError, FindBy, Found, Outgoing, Target, WriteOperation, WriteOutcome, allowed_path};
use connector_file::export::{ExportError, ExportFormat, TableWriter};
use model::{Clock, format_ms};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::settings::OutgoingFormat;

/// Records of one file.
pub(crate) const BATCH_RECORDS_MAX: u32 = 5_000;
const SYSTEM: &str = "the outgoing folder";
/// Columns before those of the records.
const OWN_COLUMNS: [&str; 4] = ["change_id", "operation", "record", "id"];

/// Writes files of changes.
pub(crate) struct FolderTarget {
    folder: PathBuf,
    format: OutgoingFormat,
    clock: Arc<dyn Clock>,
}

impl FolderTarget {
    pub fn new(folder: &Path, folders: &[PathBuf], format: OutgoingFormat, clock: Arc<dyn Clock>) -> Result<Self, ConnectorError> {
        Ok(Self { folder: allowed_path(folders, folder, SYSTEM)?, format, clock })
    }

    fn write_file(&self, batch: &[Outgoing]) -> io::Result<()> {
        let end = match self.format {
            OutgoingFormat::JsonLines => "jsonl",
            OutgoingFormat::Csv => "csv",
        };
        let mut hash = Sha256::new();
        for outgoing in batch {
            hash.update(outgoing.idempotency_key.as_bytes());
        }
        let mark = hash.finalize().iter().take(6).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let tail = format!("-{mark}.{end}");
        // The same batch again, because nobody heard that it was written: it is there.
        for entry in fs::read_dir(&self.folder)? {
            if entry?.file_name().to_string_lossy().ends_with(&tail) {
                return Ok(());
            }
        }
        let time = format_ms(self.clock.now_ms()).replace([':', '-'], "");
        let name = format!("changes-{time}{tail}");
        let unfinished = self.folder.join(format!(".{name}.part"));
        let written = self.write_content(&unfinished, batch).and_then(|()| fs::rename(&unfinished, self.folder.join(&name)));
        if written.is_err() {
            drop(fs::remove_file(&unfinished));
        }
        written?;
        // The name is on disk, too, before anybody is told.
        File::open(&self.folder)?.sync_all()
    }

    fn write_content(&self, path: &Path, batch: &[Outgoing]) -> io::Result<()> {
        let file = File::options().write(true).create(true).truncate(true).open(path)?;
        let file = match self.format {
            OutgoingFormat::JsonLines => json_lines(BufWriter::new(file), batch)?,
            OutgoingFormat::Csv => table(file, batch)?,
        };
        file.sync_all()
    }
}

fn operation(outgoing: &Outgoing) -> &'static str {
    match outgoing.operation {
        WriteOperation::Create => "create",
        WriteOperation::Update => "update",
        WriteOperation::Delete => "delete",
    }
}

fn own_values(outgoing: &Outgoing) -> [&str; 4] {
    [&outgoing.idempotency_key, operation(outgoing), &outgoing.record, outgoing.target_id.as_deref().unwrap_or("")]
}

fn json_lines(mut into: BufWriter<File>, batch: &[Outgoing]) -> io::Result<File> {
    for outgoing in batch {
        let mut line: Map<String, Value> =
            OWN_COLUMNS.iter().zip(own_values(outgoing)).map(|(name, value)| ((*name).to_owned(), Value::from(value))).collect();
        line.insert("fields".to_owned(), Value::Object(outgoing.fields.iter().cloned().collect()));
        serde_json::to_writer(&mut into, &line)?;
        into.write_all(b"\n")?;
    }
    into.into_inner().map_err(io::IntoInnerError::into_error)
}

/// Columns are those of all records of the batch; a record that has none of a column is empty there.
fn table(into: File, batch: &[Outgoing]) -> io::Result<File> {
    let mut columns: Vec<String> = OWN_COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    for (name, _) in batch.iter().flat_map(|outgoing| &outgoing.fields) {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    let failed = |error: ExportError| match error {
        ExportError::Io(error) => error,
        ExportError::Workbook(error) => io::Error::other(error),
    };
    let mut writer = TableWriter::new(ExportFormat::Csv, into, &columns).map_err(failed)?;
    for outgoing in batch {
        let field = |name: &String| match outgoing.fields.iter().find(|(known, _)| known == name) {
            Some((_, Value::String(text))) => text.clone(),
            Some((_, Value::Null)) | None => String::new(),
            Some((_, other)) => other.to_string(),
        };
        let own = own_values(outgoing).map(str::to_owned);
        let cells: Vec<String> = own.into_iter().chain(columns.iter().skip(OWN_COLUMNS.len()).map(field)).collect();
        writer.write_row(cells.iter().map(String::as_str)).map_err(failed)?;
    }
    writer.finish().map(|(_, file)| file).map_err(failed)
}

impl Target for FolderTarget {
    fn records_max(&self) -> usize {
        BATCH_RECORDS_MAX as usize
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        self.write_file(batch).map_err(|source| ConnectorError::Io { what: SYSTEM.to_owned(), source })?;
        // Whoever takes the file knows the record by our id.
        let id = |outgoing: &Outgoing| outgoing.target_id.clone().unwrap_or_else(|| outgoing.record.clone());
        let outcome = |outgoing: &Outgoing| match outgoing.operation {
            WriteOperation::Create => WriteOutcome::Created { id: id(outgoing), version: None },
            WriteOperation::Update => WriteOutcome::Updated { id: id(outgoing), version: None },
            WriteOperation::Delete => WriteOutcome::Deleted,
        };
        Ok(batch.iter().map(outcome).collect())
    }

    fn find(&mut self, _: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: "find anything: files are taken away by others".to_owned() })
    }
}
