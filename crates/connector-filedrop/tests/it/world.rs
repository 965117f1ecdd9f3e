//! A folder that files are put into, and accounts of the connector for it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use connector::conformance::{Stand, Time};
use connector::{Account, Connector, ConnectorError, Cursor, ReadMode, ReadRequest, ShapeNote, Source};
use connector_filedrop::FileDrop;
use model::{Clock, RecordBatch};
use serde_json::{Map, Value, json};

/// When tests begin.
pub const START_MS: i64 = 1_774_944_900_000;
/// How long a server that is silent is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct World {
    pub time: Arc<Time>,
    folder: tempfile::TempDir,
}

impl World {
    pub fn new() -> Self {
        Self { time: Arc::new(Time::at(START_MS)), folder: tempfile::tempdir().unwrap() }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a file down that changed so many seconds ago.
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>, seconds_ago: i64) {
        let mut file = File::create(self.folder().join(name)).unwrap();
        file.write_all(content.as_ref()).unwrap();
        let at = u64::try_from(self.time.now_ms() - seconds_ago * 1_000).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_millis(at)).unwrap();
    }

    pub fn connect(&self, changes: Value) -> Result<Box<dyn Account>, ConnectorError> {
        let mut settings = json!({ "place": "folder", "folder": self.folder(), "key": "id" }).as_object().unwrap().clone();
        settings.extend(changes.as_object().unwrap().clone());
        connect(settings, vec![self.folder().to_path_buf()], &self.time)
    }
}

pub fn connect(settings: Map<String, Value>, folders: Vec<PathBuf>, time: &Arc<Time>) -> Result<Box<dyn Account>, ConnectorError> {
    let stand = Stand { patience: PATIENCE, folders, ..Stand::new(time)? };
    FileDrop.connect(stand.context(Value::Object(settings), &Value::Null, &[("token", "t0ken")])?)
}

/// What a reading gave.
#[derive(Debug, Default)]
pub struct Read {
    pub rows: Vec<BTreeMap<String, String>>,
    pub removed: Vec<String>,
    pub next: Cursor,
    pub warnings: Vec<ShapeNote>,
    pub numbers: Vec<u64>,
}

impl Read {
    pub fn column(&self, name: &str) -> Vec<&str> {
        self.rows.iter().map(|row| row[name].as_str()).collect()
    }

    pub fn warning(&self) -> &str {
        self.warnings.first().map_or("", |note| note.detail.as_str())
    }
}

pub fn request(mode: ReadMode, columns: &[&str]) -> ReadRequest {
    ReadRequest { stream: "files".to_owned(), mode, columns: columns.iter().map(|name| (*name).to_owned()).collect(), filter: None }
}

/// Reads columns id and name to the end, in pages of two rows.
pub fn read(account: &dyn Account, mode: ReadMode, from: &Cursor) -> Result<Read, ConnectorError> {
    let mut source: Box<dyn Source> = account.source(&request(mode, &["id", "name"]))?;
    let mut read = Read { next: from.clone(), ..Read::default() };
    for _ in 0..1_000 {
        let mut batch = RecordBatch::default();
        let end = source.read(&read.next, 2, &mut batch)?;
        for row in batch.rows() {
            read.rows.push(row.columns().iter().enumerate().map(|(at, name)| (name.clone(), row.cell(at).1.to_owned())).collect());
            read.numbers.push(row.number());
        }
        read.removed.extend(batch.removals().iter().map(|removal| removal.external_id.clone()));
        read.next = end.next;
        if end.last {
            read.warnings.clone_from(&source.shape().warnings);
            return Ok(read);
        }
    }
    panic!("a reading without end");
}

pub fn read_changes(account: &dyn Account, from: &Cursor) -> Read {
    read(account, ReadMode::Incremental, from).unwrap()
}
