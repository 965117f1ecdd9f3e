//! Files for one test, and reading them whole.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use connector::{ConnectorError, Cursor, Source};
use connector_file::{FileOptions, open};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::{CellKind, RecordBatch};
use tempfile::TempDir;

/// A folder that goes away with the test.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder can be made"))
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("a temporary file can be written");
        path
    }
}

pub fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

/// Everything that a source gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub kinds: Vec<Vec<CellKind>>,
    pub numbers: Vec<u64>,
    pub notes: Vec<(&'static str, String)>,
}

impl Table {
    pub fn note(&self, code: &str) -> Option<&str> {
        self.notes.iter().find(|(known, _)| *known == code).map(|(_, detail)| detail.as_str())
    }

    pub fn column(&self, name: &str) -> Vec<&str> {
        let at = self.columns.iter().position(|column| column == name).expect("the column exists");
        self.rows.iter().map(|row| row.get(at).map_or("", String::as_str)).collect()
    }
}

pub fn read_pages(source: &mut dyn Source, page_rows: usize) -> Result<Table, ConnectorError> {
    let mut table = Table::default();
    let mut batch = RecordBatch::new(Arc::from(Vec::new()));
    let mut cursor = Cursor::default();
    loop {
        let end = source.read(&cursor, page_rows, &mut batch)?;
        for row in batch.rows() {
            let width = batch.columns().len();
            table.rows.push((0..width).map(|at| row.cell(at).1.to_owned()).collect());
            table.kinds.push((0..width).map(|at| row.cell(at).0).collect());
            table.numbers.push(row.number());
        }
        table.columns = batch.columns().to_vec();
        cursor = end.next;
        if end.last {
            break;
        }
    }
    table.notes = source.shape().notes.iter().map(|note| (note.code, note.detail.clone())).collect();
    Ok(table)
}

pub fn try_read(path: &Path, options: &FileOptions) -> Result<Table, ConnectorError> {
    read_pages(&mut *open(path, options)?, 1_000)
}

pub fn read(path: &Path) -> Table {
    try_read(path, &FileOptions::default()).expect("the file can be read")
}

/// Reads `bytes` as a file.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Table {
    read(&Folder::new().write(name, bytes))
}

/// Rows for short comparisons: cells joined by `|`.
pub fn joined(table: &Table) -> Vec<String> {
    table.rows.iter().map(|row| row.join("|")).collect()
}
