//! The bytes of a file: what kind they are, their fingerprint, that they stay the same, and reading them unzipped.

use std::fs::{File, Metadata};
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use connector::ConnectorError;
use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::{FileFormat, Limits};

const READ_BYTES: usize = 256 << 10;
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
const ZIP_MAGIC: [u8; 4] = *b"PK\x03\x04";
/// A gzipped workbook is held in memory unzipped, up to this size.
const GZIPPED_WORKBOOK_BYTES_MAX: u64 = 256 << 20;

/// A file that was opened, with what tells whether it stayed the same.
#[derive(Debug)]
pub(crate) struct RawFile {
    path: PathBuf,
    /// File name for messages.
    pub name: String,
    bytes: u64,
    modified: Option<SystemTime>,
    pub gzip: bool,
    /// SHA-256 of the file as it lies on disk, hex.
    pub fingerprint: String,
    limits: Limits,
}

impl RawFile {
    /// Opens the file and takes its fingerprint.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Self, ConnectorError> {
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        let io = |source| ConnectorError::Io { what: name.clone(), source };
        let mut file = File::open(path).map_err(io)?;
        let metadata = file.metadata().map_err(io)?;
        if !metadata.is_file() {
            return Err(format_error(&name, "start", "this is not a regular file"));
        }
        let mut hash = Sha256::new();
        let mut buffer = vec![0; READ_BYTES];
        let mut magic = Vec::new();
        loop {
            let count = file.read(&mut buffer).map_err(io)?;
            if count == 0 {
                break;
            }
            let chunk = buffer.get(..count).unwrap_or_default();
            if magic.is_empty() {
                magic.extend_from_slice(chunk.get(..count.min(2)).unwrap_or_default());
            }
            hash.update(chunk);
        }
        let fingerprint = hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
            for nibble in [byte >> 4, byte & 15] {
                hex.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
            hex
        });
        Ok(Self {
            path: path.to_owned(),
            name,
            bytes: metadata.len(),
            modified: metadata.modified().ok(),
            gzip: magic == GZIP_MAGIC,
            fingerprint,
            limits: limits.clone(),
        })
    }

    /// Fails when the file is not the one that was opened any more.
    pub(crate) fn check_unchanged(&self) -> Result<(), ConnectorError> {
        let metadata = std::fs::metadata(&self.path).map_err(|_| ConnectorError::Changed { what: self.name.clone() })?;
        self.check_same(&metadata)
    }

    fn check_same(&self, metadata: &Metadata) -> Result<(), ConnectorError> {
        if metadata.len() == self.bytes && metadata.modified().ok() == self.modified {
            Ok(())
        } else {
            Err(ConnectorError::Changed { what: self.name.clone() })
        }
    }

    fn file(&self) -> Result<File, ConnectorError> {
        let file = File::open(&self.path).map_err(|source| ConnectorError::Io { what: self.name.clone(), source })?;
        let metadata = file.metadata().map_err(|source| ConnectorError::Io { what: self.name.clone(), source })?;
        self.check_same(&metadata)?;
        Ok(file)
    }

    /// The content from its beginning, unzipped on the fly.
    pub(crate) fn reader(&self) -> Result<Box<dyn Read + Send>, ConnectorError> {
        let file = self.file()?;
        if self.gzip {
            let buffered = io::BufReader::with_capacity(READ_BYTES, file);
            Ok(Box::new(Expanding::new(MultiGzDecoder::new(buffered), self.bytes, &self.limits)))
        } else {
            Ok(Box::new(file))
        }
    }

    /// The content for reading here and there.
    pub(crate) fn shared(&self) -> Result<SharedBytes, ConnectorError> {
        if self.gzip {
            let mut bytes = Vec::new();
            let mut reader = self.reader()?.take(GZIPPED_WORKBOOK_BYTES_MAX + 1);
            reader.read_to_end(&mut bytes).map_err(|error| self.error(error))?;
            let found = bytes.len() as u64;
            if found > GZIPPED_WORKBOOK_BYTES_MAX {
                let what = self.name.clone();
                return Err(ConnectorError::Limit {
                    what,
                    limit: "size of a gzipped workbook",
                    found,
                    allowed: GZIPPED_WORKBOOK_BYTES_MAX,
                });
            }
            Ok(SharedBytes::new(Bytes::Memory(Cursor::new(bytes))))
        } else {
            Ok(SharedBytes::new(Bytes::File(self.file()?)))
        }
    }

    /// What kind of file the content says it is.
    pub(crate) fn sniff(&self) -> Result<FileFormat, ConnectorError> {
        let mut head = Vec::new();
        self.reader()?.take(64 << 10).read_to_end(&mut head).map_err(|error| self.error(error))?;
        if head.starts_with(&ZIP_MAGIC) {
            return Ok(FileFormat::Workbook);
        }
        for (magic, reason) in FOREIGN {
            if head.starts_with(magic) {
                return Err(format_error(&self.name, "start", reason));
            }
        }
        if looks_like_sql(&head) {
            return Err(format_error(
                &self.name,
                "start",
                "a dump of a database (SQL commands); load it into a database and export its tables as CSV",
            ));
        }
        Ok(if looks_like_json(&head) { FileFormat::Json } else { FileFormat::Delimited })
    }

    /// Our error for one of reading.
    pub(crate) fn error(&self, source: io::Error) -> ConnectorError {
        io_error(&self.name, source)
    }
}

/// Kinds of files that are not tables for us, and what to do about them.
const FOREIGN: [(&[u8], &str); 8] = [
    (b"\xD0\xCF\x11\xE0", "an old binary (XLS) or password-protected workbook; save it as XLSX without a password"),
    (b"%PDF", "a PDF is no table; export the data as XLSX or CSV"),
    (b"\x89PNG", "a picture is no table"),
    (b"\xFF\xD8\xFF", "a picture is no table"),
    (b"GIF8", "a picture is no table"),
    (b"SQLite format 3\0", "a database file; export its tables as CSV"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xBC\xAF", "a 7z archive; unpack it first"),
];

/// True for SQL commands as databases dump them: behind comments a command that no header row looks like, and a table further on.
fn looks_like_sql(head: &[u8]) -> bool {
    const FIRST: [&str; 10] = [
        "create table",
        "create database",
        "drop table",
        "insert into",
        "pragma ",
        "begin transaction",
        "begin;",
        "set ",
        "use ",
        "start transaction",
    ];
    let text = String::from_utf8_lossy(head);
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| {
        let is_comment = line.starts_with("--") || line.starts_with("/*") || line.starts_with('#');
        !line.is_empty() && !is_comment
    });
    let begins = |line: &str, words: &str| line.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    let Some(first) = lines.next() else { return false };
    if !FIRST.iter().any(|words| begins(first, words)) {
        return false;
    }
    std::iter::once(first).chain(lines).any(|line| begins(line, "create table") || begins(line, "insert into"))
}

/// True for `{` or `[` as the first character and something of JSON right behind it, in UTF-8 or UTF-16.
fn looks_like_json(head: &[u8]) -> bool {
    let mut significant =
        head.iter().copied().filter(|byte| !matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)).take(2);
    match (significant.next(), significant.next()) {
        (Some(b'{'), Some(b'"' | b'}')) => true,
        (Some(b'['), Some(second)) => matches!(second, b'{' | b'[' | b']' | b'"' | b'-' | b'0'..=b'9'),
        (Some(b'{' | b'['), None) => true,
        (Some(_), _) | (None, _) => false,
    }
}

/// Our error for one of reading.
pub(crate) fn io_error(name: &str, source: io::Error) -> ConnectorError {
    let what = name.to_owned();
    if let Some(hit) = source.get_ref().and_then(|inner| inner.downcast_ref::<LimitHit>()) {
        return ConnectorError::Limit { what, limit: hit.limit, found: hit.found, allowed: hit.allowed };
    }
    if matches!(source.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput) {
        return format_error(name, "compressed data", "the compressed data is cut off or damaged; fetch the file again");
    }
    ConnectorError::Io { what, source }
}

pub(crate) fn format_error(name: &str, place: &str, reason: &str) -> ConnectorError {
    ConnectorError::Format { what: name.to_owned(), place: place.to_owned(), reason: reason.to_owned() }
}

/// A limit that was hit inside of a reader, on its way out through [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{limit} exceeded")]
struct LimitHit {
    limit: &'static str,
    found: u64,
    allowed: u64,
}

/// A decompressing reader that stops at the limits.
pub(crate) struct Expanding<R> {
    inner: R,
    compressed: u64,
    expanded: u64,
    bytes_max: u64,
    ratio_max: u64,
    ratio_from: u64,
}

impl<R: Read> Expanding<R> {
    /// `compressed` is the number of bytes that go in.
    pub(crate) fn new(inner: R, compressed: u64, limits: &Limits) -> Self {
        let (bytes_max, ratio_max, ratio_from) = (limits.expanded_bytes_max, limits.ratio_max, limits.ratio_from_bytes);
        Self { inner, compressed: compressed.max(1), expanded: 0, bytes_max, ratio_max, ratio_from }
    }
}

impl<R: Read> Read for Expanding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.expanded += count as u64;
        if self.expanded > self.bytes_max {
            return Err(io::Error::other(LimitHit { limit: "expanded size", found: self.expanded, allowed: self.bytes_max }));
        }
        let ratio = self.expanded / self.compressed;
        if self.expanded > self.ratio_from && ratio > self.ratio_max {
            return Err(io::Error::other(LimitHit { limit: "compression ratio", found: ratio, allowed: self.ratio_max }));
        }
        Ok(count)
    }
}

#[derive(Debug)]
enum Bytes {
    File(File),
    Memory(Cursor<Vec<u8>>),
}

/// The content with a place of its own in it; clones share the file but not the place.
#[derive(Clone, Debug)]
pub(crate) struct SharedBytes {
    bytes: Arc<Mutex<Bytes>>,
    at: u64,
}

impl SharedBytes {
    fn new(bytes: Bytes) -> Self {
        Self { bytes: Arc::new(Mutex::new(bytes)), at: 0 }
    }

    /// A reader of its own that starts at `at`.
    pub(crate) fn from(&self, at: u64) -> Self {
        Self { bytes: Arc::clone(&self.bytes), at }
    }
}

impl Read for SharedBytes {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.bytes.lock().map_err(|_| io::Error::other("a reader of this file failed"))?;
        let count = match &mut *bytes {
            Bytes::File(file) => {
                file.seek(io::SeekFrom::Start(self.at))?;
                file.read(into)?
            }
            Bytes::Memory(memory) => {
                memory.set_position(self.at);
                memory.read(into)?
            }
        };
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for SharedBytes {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        let mut bytes = self.bytes.lock().map_err(|_| io::Error::other("a reader of this file failed"))?;
        let end = match &mut *bytes {
            Bytes::File(file) => file.metadata()?.len(),
            Bytes::Memory(memory) => memory.get_ref().len() as u64,
        };
        let target = match to {
            io::SeekFrom::Start(at) => Some(at),
            io::SeekFrom::End(by) => end.checked_add_signed(by),
            io::SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
