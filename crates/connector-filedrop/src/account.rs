//! One connection at work.

use std::sync::{Arc, Mutex};

use connector::http::{Client, Limits};
use connector::{
    Account, CheckLine, ConnectContext, ConnectorError, FieldInfo, ReadMode, ReadRequest, Source, StreamCapabilities, StreamInfo, Target,
    allowed_path,
};

use crate::cells::Columns;
use crate::check::{self, Seen};
use crate::document::{Refused, open_any};
use crate::place::Place;
use crate::settings::{Content, Origin, Settings};
use crate::source::{DropSource, Shared};
use crate::target::{BATCH_RECORDS_MAX, FolderTarget};

/// The stream that is read.
const FILES: &str = "files";
/// The stream that is written.
const OUTGOING: &str = "outgoing";
/// Files that discovery and the doctor open, newest first.
const LOOKED_AT_MAX: usize = 20;
/// Times of files have at least this precision.
const PRECISION_MS: u32 = 1_000;

/// See the module.
pub(crate) struct DropAccount {
    shared: Arc<Shared>,
}

/// The newest file that can be read, and what stood in the way of newer ones.
struct Newest {
    columns: Option<Vec<String>>,
    files: usize,
    refused: Vec<Refused>,
}

impl DropAccount {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let settings = Settings::read(context)?;
        let limits = Limits { requests_per_second: 1.0, burst: 5, concurrent_max: 2, daily_max: None };
        let http: Client = context.http.for_connection(&context.connection, limits);
        Ok(Self { shared: Arc::new(Shared { settings, http, clock: Arc::clone(&context.clock), kept: Mutex::new(None) }) })
    }

    fn unsupported<T>(&self, what: &str) -> Result<T, ConnectorError> {
        Err(ConnectorError::Unsupported { system: self.system(), what: what.to_owned() })
    }

    fn known(&self, stream: &str) -> Result<(), ConnectorError> {
        let is_known = stream == FILES || (stream == OUTGOING && self.shared.settings.outgoing.is_some());
        if is_known { Ok(()) } else { Err(ConnectorError::NotFound { system: self.system(), what: format!("stream {stream:?}") }) }
    }

    /// Why a file with these columns is not read.
    fn lacking(&self, name: &str, columns: &[String]) -> Option<Refused> {
        let needed = Columns::new(&self.shared.settings, &[]).needed;
        let missing: Vec<&str> = needed.iter().filter(|column| !columns.contains(column)).map(String::as_str).collect();
        (!missing.is_empty()).then(|| Refused { file: name.to_owned(), reason: format!("its header lacks {}", missing.join(", ")) })
    }

    fn newest(&self) -> Result<Newest, ConnectorError> {
        let options = &self.shared.settings.options;
        let mut found = Newest { columns: None, files: 0, refused: Vec::new() };
        let mut look = |path: &std::path::Path, name: &str| -> Result<bool, ConnectorError> {
            match open_any(path, name, options)? {
                Ok(source) => {
                    let columns = source.shape().columns.to_vec();
                    match self.lacking(name, &columns) {
                        None => found.columns = Some(columns),
                        Some(refused) => found.refused.push(refused),
                    }
                }
                Err(refused) => found.refused.push(refused),
            }
            Ok(found.columns.is_some())
        };
        match self.shared.settings.origin {
            Origin::Folder { .. } => {
                let (mut whole, resting, links) = self.shared.files(&Place::default())?;
                let count = whole.len() + resting.len();
                // For a look at the columns, a file need not have rested.
                whole.extend(resting);
                for entry in whole.iter().rev().take(LOOKED_AT_MAX) {
                    match look(&entry.path, &entry.name) {
                        Ok(true) => break,
                        Ok(false) | Err(ConnectorError::Changed { .. } | ConnectorError::Io { .. }) => {}
                        Err(error) => return Err(error),
                    }
                }
                found.files = count;
                found.refused.extend(links);
            }
            Origin::Address { .. } => {
                if let Some(fetched) = self.shared.document("", "")? {
                    look(fetched.file.path(), "the document")?;
                    found.files = 1;
                    // Whoever looked will read it next.
                    self.shared.keep(fetched);
                }
            }
        }
        Ok(found)
    }

    fn columns(&self) -> Result<Vec<String>, ConnectorError> {
        let newest = self.newest()?;
        newest.columns.ok_or_else(|| match newest.refused.into_iter().next() {
            Some(refused) => ConnectorError::Format { what: refused.file, place: "start".to_owned(), reason: refused.reason },
            None => ConnectorError::NotFound { system: self.system(), what: "file yet; put one there to see its columns".to_owned() },
        })
    }
}

impl Account for DropAccount {
    fn check(&self) -> Vec<CheckLine> {
        let newest = self.newest();
        let outgoing = self.shared.settings.outgoing.as_ref().map(|folder| {
            let path = allowed_path(&self.shared.settings.folders, folder, &self.system())?;
            let made = tempfile::Builder::new().prefix(".rapport-").tempfile_in(&path);
            made.map(drop).map_err(|source| ConnectorError::Io { what: path.display().to_string(), source })
        });
        check::lines(&match newest {
            Ok(mut newest) => {
                let columns = newest.columns.map(|columns| columns.len());
                let first = if columns.is_none() && !newest.refused.is_empty() { Some(newest.refused.remove(0)) } else { None };
                let seen = columns.map(Ok).or(first.map(Err));
                Seen { reached: Ok(newest.files), newest: seen, left_aside: newest.refused, outgoing }
            }
            Err(error) => Seen { reached: Err(error), newest: None, left_aside: Vec::new(), outgoing },
        })
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        Ok(None)
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let settings = &self.shared.settings;
        let is_snapshot = settings.content == Content::Snapshot;
        let can = StreamCapabilities {
            full: is_snapshot,
            incremental: true,
            deletes: settings.deleted.is_some(),
            reconcile: is_snapshot,
            version_precision_ms: PRECISION_MS,
            ..StreamCapabilities::default()
        };
        let mut streams = vec![StreamInfo { name: FILES.to_owned(), label: FILES.to_owned(), can, ..StreamInfo::default() }];
        if settings.outgoing.is_some() {
            let can = StreamCapabilities {
                create: true,
                update: true,
                delete: true,
                write_records_max: BATCH_RECORDS_MAX,
                ..StreamCapabilities::default()
            };
            streams.push(StreamInfo { name: OUTGOING.to_owned(), label: OUTGOING.to_owned(), can, ..StreamInfo::default() });
        }
        Ok(streams)
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        self.known(stream)?;
        if stream == OUTGOING {
            // Whatever is sent becomes a column.
            return Ok(Vec::new());
        }
        let columns = Columns::new(&self.shared.settings, &self.columns()?);
        Ok(columns.shape.columns.iter().map(|name| FieldInfo { name: name.clone(), ..FieldInfo::default() }).collect())
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        self.known(&request.stream)?;
        if request.stream == OUTGOING {
            return self.unsupported("read what was put down for others");
        }
        if request.filter.is_some() {
            return self.unsupported("filter files; let the mapping's filter do it");
        }
        match (&request.mode, self.shared.settings.content) {
            (ReadMode::Range { .. }, _) => return self.unsupported("tell which files are about a time"),
            (ReadMode::Full, Content::Changes) => return self.unsupported("show everything: each file holds changes only"),
            (ReadMode::Full | ReadMode::Incremental, Content::Snapshot) | (ReadMode::Incremental, Content::Changes) => {}
        }
        let wanted = if request.columns.is_empty() { self.columns()? } else { request.columns.clone() };
        let columns = Columns::new(&self.shared.settings, &wanted);
        Ok(Box::new(DropSource::new(Arc::clone(&self.shared), columns, request.mode.clone())))
    }

    fn target(&self, stream: &str, _: Option<&str>, _: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        self.known(stream)?;
        let Some(folder) = self.shared.settings.outgoing.as_ref().filter(|_| stream == OUTGOING) else {
            return self.unsupported("change files that others put down");
        };
        let settings = &self.shared.settings;
        Ok(Box::new(FolderTarget::new(folder, &settings.folders, settings.outgoing_format, Arc::clone(&self.shared.clock))?))
    }

    fn system(&self) -> String {
        self.shared.system().to_owned()
    }
}
