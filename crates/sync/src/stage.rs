//! Staging: a load is read, mapped and put aside, in the order of its rows. One thread reads, some map, the caller's collects.
//!
//! A fixed number of batches is in flight, so memory does not depend on which thread is slow. Of each row only hashes and
//! a place in the spool stay in memory.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use connector::{ConnectorError, Cursor, Source};
use identity::cluster::{LoadKeys, RowKey};
use model::RecordBatch;

use crate::encode::{Damaged, Decoder};
use crate::error::ImportError;
use crate::map_rows::{Chunk, Noted, RowMapper, Scratch};
use crate::raw_row;
use crate::report::FindingCounts;
use crate::spool::{Spool, SpoolSettings};

/// Rows read and mapped at once: few enough that small loads keep all threads busy.
pub const BATCH_ROWS: usize = 1_024;
/// The same where the source asks for larger pages.
const PAGE_ROWS_MAX: usize = 10_000;

/// Rows to ask `source` for at once.
#[must_use]
pub fn page_rows(source: &dyn Source) -> usize {
    source.shape().page_rows.clamp(BATCH_ROWS, PAGE_ROWS_MAX)
}

/// How much is done at once.
#[derive(Clone, Debug)]
pub struct StageLimits {
    /// Threads that map.
    pub mappers: usize,
    /// Rows of one segment; a longer load is worked off in several.
    pub segment_rows_max: usize,
    /// Where rows are put aside.
    pub spool: SpoolSettings,
    /// Number of the first row; the source's own numbers when absent.
    pub first_number: Option<u64>,
    /// A source that fails after some pages ends the segment there instead of losing what it gave.
    pub keep_partial: bool,
}

/// A load, or a segment of it, put aside.
#[derive(Debug)]
pub struct Staged {
    /// Hashes by row; the keys are taken away by clustering.
    pub load: LoadKeys,
    /// Data rows read, rejected ones included.
    pub read: u64,
    /// Problems of all rows.
    pub findings: FindingCounts,
    /// Where the next segment starts.
    pub next: Cursor,
    /// True when nothing follows.
    pub last: bool,
    /// Why the source ended early, when what it gave before is kept.
    pub stopped: Option<ConnectorError>,
    /// What a sync noted of the rows.
    pub noted: Noted,
    /// Rows that a newer one or a removal of the same segment replaces.
    pub dropped: HashSet<u32>,
    columns: Arc<[String]>,
    rows: Spool,
    ends: Vec<u64>,
    raw: Spool,
    raw_chunks: Vec<(u32, u64)>,
    rejects: Spool,
    reject_ends: Vec<u64>,
    occurrences: HashMap<u32, u32>,
}

/// What a staging thread hands to the collecting one: the batch goes back to the reader when its rows are put aside.
struct Mapped {
    sequence: u64,
    batch: RecordBatch,
    chunk: Chunk,
}

struct ReadEnd {
    next: Cursor,
    last: bool,
    stopped: Option<ConnectorError>,
}

impl Staged {
    /// Nothing.
    pub fn new(columns: Arc<[String]>, spool: &SpoolSettings) -> Self {
        let new_spool = || Spool::new(spool.clone());
        Self {
            load: LoadKeys::default(),
            read: 0,
            findings: FindingCounts::default(),
            next: Cursor::default(),
            last: false,
            stopped: None,
            noted: Noted::default(),
            dropped: HashSet::new(),
            columns,
            rows: new_spool(),
            ends: Vec::new(),
            raw: new_spool(),
            raw_chunks: Vec::new(),
            rejects: new_spool(),
            reject_ends: Vec::new(),
            occurrences: HashMap::new(),
        }
    }

    /// Rows put aside, without rejected ones.
    #[must_use]
    pub fn rows_len(&self) -> usize {
        self.ends.len()
    }

    /// Rejected rows.
    #[must_use]
    pub fn rejected(&self) -> usize {
        self.reject_ends.len()
    }

    /// Where row `row` stands in [`Staged::rows`].
    #[must_use]
    pub fn place(&self, row: u32) -> (u64, u64) {
        place(&self.ends, row as usize)
    }

    /// The spool of rows.
    #[must_use]
    pub fn rows(&self) -> &Spool {
        &self.rows
    }

    /// Which of the rows with the same derived identity this one is, counted from 1.
    #[must_use]
    pub fn occurrence(&self, row: u32) -> u32 {
        self.occurrences.get(&row).copied().unwrap_or(1)
    }

    /// True when the source gave row `row` no id of its own.
    #[must_use]
    pub fn is_derived(&self, row: u32) -> bool {
        self.load.externals.get(row as usize).is_some_and(|external| external & 1 == 0)
    }

    /// The `at`-th rejected row in compact form.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn reject(&self, at: usize, into: &mut Vec<u8>) -> Result<(), ImportError> {
        let (start, end) = place(&self.reject_ends, at);
        Ok(self.rejects.read(start, end, into)?)
    }

    /// The original of row `row` as JSON object text by column.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn original(&self, row: u32) -> Result<String, ImportError> {
        let at = self.raw_chunks.partition_point(|(first, _)| *first <= row).checked_sub(1).ok_or(Damaged)?;
        let (first, start) = self.raw_chunks.get(at).copied().ok_or(Damaged)?;
        let end = self.raw_chunks.get(at + 1).map_or(self.raw.bytes_len(), |next| next.1);
        let mut bytes = Vec::new();
        self.raw.read(start, end, &mut bytes)?;
        let mut from = Decoder::new(&bytes);
        for _ in first..row {
            raw_row::skip_row(&mut from, self.columns.len())?;
        }
        Ok(raw_row::row_json(&mut from, &self.columns)?)
    }

    fn take(&mut self, chunk: &mut Chunk) -> Result<(), ImportError> {
        self.read += chunk.read;
        self.noted.take(&mut chunk.noted);
        self.findings.merge(std::mem::take(&mut chunk.findings));
        let first = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.raw_chunks.push((first, self.raw.append(&chunk.raw)?));
        let start = self.rows.append(&chunk.bytes)?;
        self.ends.extend(chunk.ends.iter().map(|end| start + u64::from(*end)));
        let start = self.rejects.append(&chunk.rejects)?;
        self.reject_ends.extend(chunk.reject_ends.iter().map(|end| start + u64::from(*end)));
        self.load.externals.extend_from_slice(&chunk.externals);
        self.load.names.extend_from_slice(&chunk.names);
        self.load.keys.extend(chunk.keys.iter().map(|key| RowKey { row: key.row + first, ..*key }));
        Ok(())
    }

    /// Numbers rows whose derived identity is the same, by their content, so that the order of rows does not matter.
    fn number_repetitions(&mut self) -> Result<(), ImportError> {
        let is_derived = |external: &u64| external & 1 == 0;
        let mut derived: Vec<(u64, u32)> = (0_u32..)
            .zip(&self.load.externals)
            .filter(|(_, external)| is_derived(external))
            .map(|(row, external)| (*external, row))
            .collect();
        derived.sort_unstable();
        let mut bytes = Vec::new();
        for group in derived.chunk_by(|left, right| left.0 == right.0).filter(|group| group.len() > 1) {
            let mut rows = Vec::with_capacity(group.len());
            for (_, row) in group {
                let (start, end) = self.place(*row);
                self.rows.read(start, end.min(start + 8), &mut bytes)?;
                rows.push((Decoder::new(&bytes).fixed()?, *row));
            }
            rows.sort_unstable();
            for (occurrence, (_, row)) in (2_u32..).zip(rows.into_iter().skip(1)) {
                self.occurrences.insert(row, occurrence);
                if let Some(external) = self.load.externals.get_mut(row as usize) {
                    *external = external.wrapping_add(u64::from(occurrence).wrapping_mul(0x9e37_79b9_7f4a_7c15)) & !1;
                }
            }
        }
        Ok(())
    }
}

fn place(ends: &[u64], at: usize) -> (u64, u64) {
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    (start, ends.get(at).copied().unwrap_or(start))
}

/// Reads, maps and puts aside one segment of `source` from `cursor` on. `progress` hears the rows put aside so far.
///
/// # Errors
/// [`ImportError`] of the source or the temporary file; [`ImportError::Cancelled`] soon after `cancel` is set.
pub fn stage(
    source: &mut dyn Source,
    cursor: &Cursor,
    mapper: RowMapper<'_>,
    limits: &StageLimits,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(u64),
) -> Result<Staged, ImportError> {
    let columns = Arc::clone(&source.shape().columns);
    let mut staged = Staged::new(Arc::clone(&columns), &limits.spool);
    let mappers = limits.mappers.max(1);
    let (free_sender, free) = channel();
    let (read_sender, read) = channel();
    let (mapped_sender, mapped) = channel();
    for _ in 0..mappers * 2 + 2 {
        let _ = free_sender.send((RecordBatch::new(Arc::clone(&columns)), Chunk::default()));
    }
    let read = Mutex::new(read);
    let end = std::thread::scope(|scope| {
        for _ in 0..mappers {
            let (read, mapped_sender) = (&read, mapped_sender.clone());
            scope.spawn(move || map_batches(mapper, read, &mapped_sender));
        }
        drop(mapped_sender);
        let reader = scope.spawn(move || read_batches(source, cursor, limits, &free, &read_sender, cancel));
        let collected = collect(&mut staged, &mapped, &free_sender, cancel, progress);
        // Without the free batches and the mapped ones the other threads end.
        drop(free_sender);
        drop(mapped);
        let end = reader.join().map_err(|_| ImportError::Spool(std::io::Error::other("the reading thread failed")))?;
        collected?;
        end
    })?;
    staged.next = end.next;
    staged.last = end.last;
    staged.stopped = end.stopped;
    staged.number_repetitions()?;
    Ok(staged)
}

type Free = (RecordBatch, Chunk);
/// Sequence and number of the first row.
type Read = (u64, Option<u64>, RecordBatch, Chunk);

fn read_batches(
    source: &mut dyn Source,
    cursor: &Cursor,
    limits: &StageLimits,
    free: &Receiver<Free>,
    read: &Sender<Read>,
    cancel: &AtomicBool,
) -> Result<ReadEnd, ImportError> {
    let mut next = cursor.clone();
    let (mut rows, mut batch_rows) = (0, 0);
    let rows_max = limits.segment_rows_max;
    let page_rows = page_rows(source);
    for sequence in 0_u64.. {
        let Ok((mut batch, chunk)) = free.recv() else { break };
        if cancel.load(Ordering::Relaxed) {
            return Err(ImportError::Cancelled);
        }
        let end = match read_once_more(source, &next, page_rows.min(rows_max - rows), &mut batch) {
            Ok(end) => end,
            Err(error) if limits.keep_partial && next != *cursor => return Ok(ReadEnd { next, last: false, stopped: Some(error) }),
            Err(error) => return Err(error.into()),
        };
        let first = limits.first_number.map(|first| first + batch_rows);
        batch_rows += batch.len() as u64;
        rows += batch.len() + batch.removals().len();
        let stuck = !end.last && end.next == next;
        if stuck {
            // A cursor that stands still would be read for ever (F16).
            let reason = "the source says that more follows and stays where it was".to_owned();
            return Err(ConnectorError::Format { what: "source".to_owned(), place: "page".to_owned(), reason }.into());
        }
        next = end.next;
        if read.send((sequence, first, batch, chunk)).is_err() {
            break;
        }
        if end.last || rows >= rows_max {
            return Ok(ReadEnd { next, last: end.last, stopped: None });
        }
    }
    // The collecting thread went away first: it has the reason.
    Ok(ReadEnd { next, last: false, stopped: None })
}

/// A reading error that may pass is tried a second time.
fn read_once_more(
    source: &mut dyn Source,
    cursor: &Cursor,
    rows_max: usize,
    batch: &mut RecordBatch,
) -> Result<connector::PageEnd, ConnectorError> {
    match source.read(cursor, rows_max, batch) {
        Err(ConnectorError::Io { .. }) => source.read(cursor, rows_max, batch),
        other => other,
    }
}

fn map_batches(mapper: RowMapper<'_>, read: &Mutex<Receiver<Read>>, mapped: &Sender<Mapped>) {
    let mut scratch = Scratch::default();
    loop {
        let received = read.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((sequence, first, batch, mut chunk)) = received else { return };
        mapper.map_batch(&batch, first, &mut scratch, &mut chunk);
        if mapped.send(Mapped { sequence, batch, chunk }).is_err() {
            return;
        }
    }
}

fn collect(
    staged: &mut Staged,
    mapped: &Receiver<Mapped>,
    free: &Sender<Free>,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(u64),
) -> Result<(), ImportError> {
    let mut waiting = BTreeMap::new();
    let mut expected = 0;
    for arrived in mapped {
        waiting.insert(arrived.sequence, arrived);
        while let Some(mut next) = waiting.remove(&expected) {
            expected += 1;
            staged.take(&mut next.chunk)?;
            let _ = free.send((next.batch, next.chunk));
            progress(staged.read);
            if cancel.load(Ordering::Relaxed) {
                return Err(ImportError::Cancelled);
            }
        }
    }
    Ok(())
}
