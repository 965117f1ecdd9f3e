//! Batches of customers ready to be applied, read back from the spool in the order of their first rows.

use std::sync::Mutex;

use identity::Key;
use identity::cluster::{Clusters, Conflict};
use identity::keys::{key_kind as kind_of_field, key_text};
use model::{Doc, Finding, FindingCode, KeyHash, KeyHasher, KeyKind, Object, fragment};
use records::{Fresh, Gone, Incoming};
use store::{DeadLetterRow, DeadLetterState};

use crate::commit::{CommitContext, Segment};
use crate::encode::{Damaged, Decoder, key_kind};
use crate::error::ImportError;
use crate::report::FindingCounts;
use crate::spool::SpoolReader;
use crate::stage::Staged;

/// How much is committed at once.
#[derive(Clone, Copy, Debug)]
pub struct BatchLimits {
    /// Customers.
    pub clusters_max: usize,
    /// Rejected rows.
    pub rejects_max: usize,
    /// Bytes of rows in compact form.
    pub bytes_max: u64,
}

/// How far a segment was worked off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// Customers before this row were applied.
    pub next_row: u32,
    /// Rejected rows before this one were written.
    pub next_reject: usize,
    /// Removals before this one were applied.
    #[serde(default)]
    pub next_gone: usize,
}

/// What is committed together.
#[derive(Debug, Default)]
pub struct Batch {
    /// Customers, each with all its rows.
    pub clusters: Vec<Vec<Incoming>>,
    /// Position before it.
    pub start: Position,
    /// Rows of the load, in the order of `clusters`.
    pub rows: Vec<u32>,
    /// The customers computed already, instead of `clusters`: taken by the first attempt to write them.
    pub fresh: Option<Mutex<Option<Fresh>>>,
    /// Rejected rows.
    pub rejects: Vec<DeadLetterRow>,
    /// Records that are gone; then the batch has no customers, because a record may change once in a transaction.
    pub gone: Vec<Gone>,
    /// Problems that clustering found in its rows.
    pub findings: FindingCounts,
    /// Position after it.
    pub end: Position,
    /// True for the last batch of the segment.
    pub last: bool,
}

/// Customers turned into rows of the store at once.
const FRESH_AT_ONCE: usize = 256;
/// Customers of the first batch of a load that changes records, so that a few thousand changes are one transaction.
const FIRST_MIN: usize = 5_000;

/// Removals of one batch.
const GONE_MAX: usize = 5_000;

/// Reads batches one after the other.
pub struct Preparer<'a> {
    segment: &'a Segment,
    staged: &'a Staged,
    clusters: &'a Clusters,
    limits: BatchLimits,
    context: &'a CommitContext,
    /// Computes customers as new ones.
    is_fresh: bool,
    reader: SpoolReader,
    reject: Vec<u8>,
    doc: Doc,
    at: Position,
    /// Customers of the next batch. The first is smaller, because nobody writes before it is ready, and each is at most twice as large
    /// as the one that is written meanwhile.
    most: usize,
    done: bool,
}

/// Customers of the first batch. New ones are computed before they are written; others are only read back, in a few milliseconds for
/// thousands, while each further transaction waits for the disk and writes most of the pages that the one before wrote, once more.
fn first_most(clusters_max: usize, is_fresh: bool) -> usize {
    let share = clusters_max.div_ceil(16);
    if is_fresh { share } else { share.max(FIRST_MIN).min(clusters_max) }
}

impl<'a> Preparer<'a> {
    /// Goes on at `at`. With `is_fresh` customers are computed as new ones, for a load that is alone.
    #[must_use]
    pub fn new(segment: &'a Segment, context: &'a CommitContext, at: Position, is_fresh: bool) -> Self {
        Self {
            segment,
            staged: &segment.staged,
            clusters: &segment.clusters,
            limits: segment.limits,
            context,
            is_fresh,
            reader: SpoolReader::default(),
            reject: Vec::new(),
            doc: Doc::new(),
            at,
            most: first_most(segment.limits.clusters_max, is_fresh),
            done: false,
        }
    }

    /// The next batch; `None` after the last one. A segment without rows has one empty batch.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn next_batch(&mut self) -> Result<Option<Batch>, ImportError> {
        if self.done {
            return Ok(None);
        }
        let mut batch = Batch { start: self.at, ..Batch::default() };
        let mut fresh = self.is_fresh.then(Fresh::default);
        let mut taken = 0;
        let mut bytes = 0;
        let mut next = self.clusters.position_of_row(self.at.next_row);
        let most = self.most;
        self.most = self.limits.clusters_max.min(most * 2);
        while next < self.clusters.len() && taken < most && bytes < self.limits.bytes_max {
            let rows = self.clusters.get(next);
            next += 1;
            let mut cluster = Vec::with_capacity(rows.len());
            for row in rows.iter().filter(|row| !self.staged.dropped.contains(row)) {
                batch.rows.push(*row);
                let (start, end) = self.staged.place(*row);
                bytes += end - start;
                cluster.push(self.row(*row, &mut batch.findings)?);
            }
            if let [single] = cluster.as_mut_slice() {
                // Most likely a new record: its stored text is made here, beside the writer, not by it.
                single.json = single.doc.to_json(&self.context.object);
            }
            if !cluster.is_empty() {
                batch.clusters.push(cluster);
                taken += 1;
            }
            if let Some(fresh) = &mut fresh
                && batch.clusters.len() >= FRESH_AT_ONCE
            {
                // A few at a time, so that the rows are never all in memory beside what they become.
                self.compute(fresh, &mut batch.clusters);
            }
        }
        if let Some(mut fresh) = fresh {
            self.compute(&mut fresh, &mut batch.clusters);
            batch.fresh = Some(Mutex::new(Some(fresh)));
        }
        while batch.rejects.len() < self.limits.rejects_max && bytes < self.limits.bytes_max && self.at.next_reject < self.staged.rejected()
        {
            let reject = self.reject(self.at.next_reject)?;
            bytes += reject.raw.len() as u64;
            batch.rejects.push(reject);
            self.at.next_reject += 1;
        }
        let rows = u32::try_from(self.staged.rows_len()).unwrap_or(u32::MAX);
        self.at.next_row = self.clusters.get(next).first().copied().unwrap_or(rows);
        if next >= self.clusters.len() && taken == 0 {
            let rest = self.segment.gone.get(self.at.next_gone..).unwrap_or_default();
            batch.gone = rest.iter().take(GONE_MAX).cloned().collect();
            self.at.next_gone += batch.gone.len();
        }
        let all_gone = self.at.next_gone >= self.segment.gone.len();
        self.done = next >= self.clusters.len() && self.at.next_reject >= self.staged.rejected() && all_gone;
        batch.last = self.done;
        batch.end = self.at;
        Ok(Some(batch))
    }

    fn compute(&self, fresh: &mut Fresh, clusters: &mut Vec<Vec<Incoming>>) {
        // The time comes with the ids, in the transaction.
        fresh.add(&self.context.to_apply(0, None, 0), clusters);
        clusters.clear();
    }

    fn row(&mut self, row: u32, findings: &mut FindingCounts) -> Result<Incoming, ImportError> {
        let (start, end) = self.staged.place(row);
        let bytes = self.reader.read(self.staged.rows(), start, end)?;
        let mut incoming = decode(bytes, self.segment.version_ms, &mut self.doc)?;
        if self.segment.number > 0 && self.staged.is_derived(row) {
            incoming.external_id.push_str(&format!("@{}", self.segment.number));
        }
        let occurrence = self.staged.occurrence(row);
        if occurrence > 1 {
            incoming.external_id.push_str(&format!("#{occurrence}"));
        }
        add_conflicts(&mut incoming, &self.clusters.conflicts, row, findings);
        Ok(incoming)
    }

    fn reject(&mut self, at: usize) -> Result<DeadLetterRow, ImportError> {
        self.staged.reject(at, &mut self.reject)?;
        let mut from = Decoder::new(&self.reject);
        let row_number = i64::try_from(from.number()?).map_err(|_| Damaged)?;
        let reason: Finding = serde_json::from_str(from.text()?).map_err(|_| Damaged)?;
        Ok(DeadLetterRow {
            run: self.context.run,
            row_number,
            state: DeadLetterState::Rejected,
            code: reason.code,
            field: reason.field.into_owned(),
            detail: reason.detail.into_owned(),
            raw: from.text()?.to_owned(),
            candidates: String::new(),
        })
    }
}

/// Reads a row in compact form, by way of `scratch`: a copy of it has exactly the memory it needs.
///
/// # Errors
/// [`Damaged`].
pub fn decode(bytes: &[u8], version_ms: i64, scratch: &mut Doc) -> Result<Incoming, Damaged> {
    let mut from = Decoder::new(bytes);
    let hash = from.fixed()?;
    let row_number = i64::try_from(from.number()?).map_err(|_| Damaged)?;
    let version_ms = if from.number()? == 1 { from.fixed()? } else { version_ms };
    let external_id = from.text()?.to_owned();
    let count = from.size()?;
    let mut keys = Vec::with_capacity(count.min(1_000));
    for _ in 0..count {
        keys.push(Key { kind: key_kind(from.number()?)?, field: from.field()?, hash: from.fixed()? });
    }
    let findings = from.text()?.to_owned();
    from.doc(scratch)?;
    Ok(Incoming { external_id, hash, version_ms, doc: scratch.clone(), json: String::new(), keys, findings, row_number })
}

/// Adds to the findings of `row` that it was kept apart from others.
fn add_conflicts(incoming: &mut Incoming, conflicts: &[Conflict], row: u32, counts: &mut FindingCounts) {
    let findings = &mut incoming.findings;
    let first = conflicts.partition_point(|conflict| conflict.row < row);
    for conflict in conflicts.get(first..).unwrap_or(&[]).iter().take_while(|conflict| conflict.row == row) {
        let finding = Finding::new(FindingCode::IdConflict, conflict.kind.name(), "");
        counts.add(&finding, incoming.row_number.unsigned_abs());
        let Ok(text) = serde_json::to_string(&finding) else { continue };
        if findings.is_empty() {
            findings.push('[');
        } else {
            findings.pop();
            findings.push(',');
        }
        findings.push_str(&text);
        findings.push(']');
    }
}

/// The value of a row that has the key `hash`.
#[must_use]
pub fn key_value(object: &Object, hasher: &KeyHasher, incoming: &Incoming, kind: KeyKind, hash: KeyHash) -> Option<String> {
    for field in object.live_fields().filter(|field| kind_of_field(field) == Some(kind)) {
        let Some(value) = incoming.doc.get(field.id) else { continue };
        let listed = fragment::as_list(value);
        let texts: Vec<&str> = if listed.is_empty() { vec![value] } else { listed.iter().map(AsRef::as_ref).collect() };
        for text in texts {
            if key_text(kind, text).is_some_and(|key| hasher.key(object.id, kind, field.id, &key) == hash) {
                return Some(text.to_owned());
            }
        }
    }
    None
}
