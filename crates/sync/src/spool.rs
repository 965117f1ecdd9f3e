//! Bytes put aside while a load is read, and read back in any order later: in memory while they are few, else in an
//! unnamed temporary file, which is gone whatever ends the process.
//!
//! Never memory-mapped: a full disk is an error here, not a signal.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Where to put bytes aside.
#[derive(Clone, Debug)]
pub struct SpoolSettings {
    /// Folder for the temporary file: the data folder, which has the room.
    pub folder: PathBuf,
    /// Bytes kept in memory before a file is made.
    pub memory_bytes_max: usize,
}

/// Append-only bytes.
#[derive(Debug)]
pub struct Spool {
    settings: SpoolSettings,
    memory: Vec<u8>,
    file: Option<File>,
    len: u64,
}

impl Spool {
    /// An empty spool.
    #[must_use]
    pub fn new(settings: SpoolSettings) -> Self {
        Self { settings, memory: Vec::new(), file: None, len: 0 }
    }

    /// Bytes put aside so far: where the next ones will stand.
    #[must_use]
    pub fn bytes_len(&self) -> u64 {
        self.len
    }

    /// Appends `bytes` and says where they stand.
    ///
    /// # Errors
    /// When the temporary file cannot be made or written.
    pub fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let at = self.len;
        if self.file.is_none() && self.memory.len() + bytes.len() > self.settings.memory_bytes_max {
            let mut file = temporary_file(&self.settings.folder)?;
            file.write_all(&self.memory)?;
            self.memory = Vec::new();
            self.file = Some(file);
        }
        match &mut self.file {
            Some(file) => file.write_all(bytes)?,
            None => self.memory.extend_from_slice(bytes),
        }
        self.len += bytes.len() as u64;
        Ok(at)
    }

    /// Replaces the content of `into` by the bytes from `start` (inclusive) to `end` (exclusive).
    ///
    /// # Errors
    /// When they were never put aside or the file cannot be read.
    pub fn read(&self, start: u64, end: u64, into: &mut Vec<u8>) -> io::Result<()> {
        into.clear();
        if start > end || end > self.len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let to_size = |at: u64| usize::try_from(at).map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory));
        match &self.file {
            Some(file) => {
                into.resize(to_size(end - start)?, 0);
                file.read_exact_at(into, start)
            }
            None => {
                let bytes = self.memory.get(to_size(start)?..to_size(end)?).ok_or(io::ErrorKind::UnexpectedEof)?;
                into.extend_from_slice(bytes);
                Ok(())
            }
        }
    }
}

fn temporary_file(folder: &Path) -> io::Result<File> {
    std::fs::create_dir_all(folder)?;
    tempfile::tempfile_in(folder)
}

/// Reads pieces of a spool that mostly follow each other, a large block at a time.
#[derive(Debug, Default)]
pub struct SpoolReader {
    block: Vec<u8>,
    start: u64,
    piece: Vec<u8>,
}

/// Bytes read ahead at once.
const BLOCK_BYTES: u64 = 1 << 20;
/// A piece further ahead than this is a look ahead, and read alone: the next block would pass over all before it.
const AHEAD_BYTES: u64 = 64 << 10;

impl SpoolReader {
    /// The bytes from `start` to `end`. Pieces behind the current block are read alone, so that a look back costs one small
    /// read and the block stays.
    ///
    /// # Errors
    /// As [`Spool::read`].
    pub fn read<'a>(&'a mut self, spool: &Spool, start: u64, end: u64) -> io::Result<&'a [u8]> {
        let block_end = self.start + self.block.len() as u64;
        if start >= self.start && end <= block_end {
            return slice(&self.block, start - self.start, end - self.start);
        }
        let follows = start >= self.start && start <= block_end + AHEAD_BYTES;
        if !follows {
            spool.read(start, end, &mut self.piece)?;
            return Ok(&self.piece);
        }
        // What was passed over is read later: the block goes on where the last one ended.
        let begin = start.min(block_end);
        spool.read(begin, end.max((begin + BLOCK_BYTES).min(spool.bytes_len())), &mut self.block)?;
        self.start = begin;
        slice(&self.block, start - begin, end - begin)
    }
}

fn slice(bytes: &[u8], start: u64, end: u64) -> io::Result<&[u8]> {
    let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
    bytes.get(at(start)..at(end)).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_from_memory_and_from_the_file() {
        for memory_bytes_max in [0, 1_000, 10_000_000] {
            let folder = tempfile::tempdir().expect("temporary folder");
            let mut spool = Spool::new(SpoolSettings { folder: folder.path().to_owned(), memory_bytes_max });
            let piece = |at: u32| -> Vec<u8> { at.to_le_bytes().repeat(1 + at as usize % 50) };
            let places: Vec<(u64, u64)> = (0..30_000)
                .map(|at| {
                    let start = spool.append(&piece(at)).expect("room");
                    (start, spool.bytes_len())
                })
                .collect();
            let mut reader = SpoolReader::default();
            let order = (0..30_000_u32).flat_map(|at| [at, at / 2, (at + 7) % 30_000]);
            for at in order {
                let (start, end) = places[at as usize];
                assert_eq!(reader.read(&spool, start, end).expect("own bytes"), piece(at), "{at}");
            }
            assert!(spool.read(0, spool.bytes_len() + 1, &mut Vec::new()).is_err());
            assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 0, "the file has no name");
        }
    }
}
