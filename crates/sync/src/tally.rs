//! Counting what became of rows over all batches of a run, each record once.

use std::collections::{HashMap, HashSet};

use model::{ChangeKind, Delta, FindingCode, RecordId, RunId};
use records::{Applied, RecordError, Removed, RowOutcome, Settled};
use store::{RunBatchRow, Session, StoreError, WriteBatch};

use crate::prepare::Batch;
use crate::report::{FindingCounts, ImportCounts};

/// Most references whose rows are remembered until the end of a run; of those beyond only the number is kept right.
const UNKNOWN_MAX: usize = 200_000;
/// Changes read at once when counting is taken up again.
const CHANGES_MAX: usize = 10_000;

/// Counts so far.
#[derive(Debug, Default)]
pub struct Tally {
    /// Counts of committed batches; `read` is set by staging.
    pub counts: ImportCounts,
    /// Problems found while applying.
    pub findings: FindingCounts,
    /// Rows looked at.
    pub looked: u64,
    /// Known records that changed in a protected field.
    pub protected: u64,
    /// Rows counted by an attempt before that come again and will be found unchanged.
    pub known_again: u64,
    /// Records this run made: ranges, first and last inclusive. Ids of one batch are allocated together.
    created: Vec<(RecordId, RecordId)>,
    updated: HashSet<RecordId>,
    /// Rows of references not found yet, by record and field: told no longer once a later row of the run is the record.
    unknown: HashMap<(RecordId, String), Vec<u64>>,
}

/// What one batch adds.
#[derive(Clone, Debug, Default)]
pub struct BatchTally {
    /// Counts after the batch.
    pub counts: ImportCounts,
    /// Problems found while applying, up to and with the batch.
    pub findings: FindingCounts,
    /// See [`Tally::looked`].
    pub looked: u64,
    /// See [`Tally::protected`].
    pub protected: u64,
    /// See [`Tally::known_again`].
    pub known_again: u64,
    created: Option<(RecordId, RecordId)>,
    updated: Vec<RecordId>,
    unknown: Vec<(RecordId, String, u64)>,
    found: Vec<(RecordId, String)>,
}

impl Tally {
    /// What `batch` adds once it is applied; changes nothing, so that an attempt may be repeated.
    #[must_use]
    pub fn with(&self, batch: &Batch, applied: &Applied, removed: &Removed, out: &WriteBatch) -> BatchTally {
        let (rejected, looked, found) = (batch.rejects.len(), batch.rows.len() + batch.rejects.len(), &batch.findings);
        let mut batch = BatchTally {
            counts: self.counts,
            findings: self.findings.clone(),
            looked: self.looked + looked as u64,
            protected: self.protected + applied.protected,
            known_again: self.known_again,
            ..BatchTally::default()
        };
        batch.findings.merge(found.clone());
        let made = out.changes.iter().filter(|change| change.kind == ChangeKind::Create).map(|change| change.record);
        batch.created =
            made.fold(None, |range, id| Some(range.map_or((id, id), |(low, high): (RecordId, RecordId)| (low.min(id), high.max(id)))));
        batch.updated = applied.updated.iter().copied().filter(|id| !self.is_own(*id) && !self.updated.contains(id)).collect();
        batch.updated.sort_unstable();
        batch.updated.dedup();
        // A record that this run made and a later row showed to be another known one does not exist after the run.
        let absorbed = out.changes.iter().filter(|change| change.kind == ChangeKind::Merged && self.is_own(change.record)).count();
        let counts = &mut batch.counts;
        counts.created = (counts.created + applied.created).saturating_sub(absorbed as u64);
        counts.updated += batch.updated.len() as u64;
        counts.held += applied.held.len() as u64;
        counts.rejected += rejected as u64;
        counts.removed += removed.removed;
        counts.missing += removed.missing;
        counts.conflicts += applied.conflicts.len() as u64;
        for row in &applied.rows {
            match row.outcome {
                RowOutcome::Unchanged if batch.known_again > 0 => batch.known_again -= 1,
                RowOutcome::Unchanged => counts.unchanged += 1,
                RowOutcome::Merged => counts.merged += 1,
                RowOutcome::Created | RowOutcome::Updated | RowOutcome::Held => {}
            }
        }
        for (row, finding) in applied.findings.iter().chain(&removed.findings) {
            batch.findings.add(finding, row.unsigned_abs());
        }
        batch.unknown = unknown_references(applied);
        for held in &applied.held {
            batch.findings.add(&held.finding, held.row_number.unsigned_abs());
        }
        batch
    }

    /// Takes a committed batch into account.
    pub fn take(&mut self, batch: BatchTally) {
        self.counts = ImportCounts { read: self.counts.read, excluded: self.counts.excluded, ..batch.counts };
        (self.looked, self.protected, self.known_again) = (batch.looked, batch.protected, batch.known_again);
        self.findings = batch.findings;
        self.created.extend(batch.created);
        self.updated.extend(batch.updated);
        for (record, field, row) in batch.unknown {
            if self.unknown.len() < UNKNOWN_MAX {
                self.unknown.entry((record, field)).or_default().push(row);
            }
        }
        for found in batch.found {
            self.unknown.remove(&found);
        }
    }

    /// Which records an interrupted run made and changed so far, from the log of changes.
    ///
    /// # Errors
    /// Those of the store.
    pub fn recall(&mut self, session: &mut Session<'_>, run: RunId) -> Result<(), RecordError> {
        for RunBatchRow { seq_low, seq_high, .. } in session.run_batches(run)? {
            let mut next = seq_low;
            let mut made: Option<(RecordId, RecordId)> = None;
            while next <= seq_high {
                let changes = session.changes_between(next, seq_high, CHANGES_MAX)?;
                let Some(last) = changes.last() else { break };
                next = last.seq + 1;
                for change in &changes {
                    match change.kind {
                        ChangeKind::Create => {
                            made =
                                Some(made.map_or((change.record, change.record), |(low, high)| {
                                    (low.min(change.record), high.max(change.record))
                                }))
                        }
                        ChangeKind::Update | ChangeKind::Merge | ChangeKind::Restore => {
                            let delta = Delta::from_json(&change.delta).map_err(|_| StoreError::Damaged("a change"))?;
                            let counts_as_update = !delta.fields.is_empty() || !delta.absorbed.is_empty();
                            if counts_as_update && change.kind != ChangeKind::Restore {
                                self.updated.insert(change.record);
                            }
                        }
                        ChangeKind::Delete | ChangeKind::Merged | ChangeKind::Unmerge | ChangeKind::Unmerged => {}
                    }
                }
            }
            self.created.extend(made);
        }
        Ok(())
    }

    fn is_own(&self, id: RecordId) -> bool {
        // Batches come in the order of their ids.
        let after = self.created.partition_point(|(low, _)| *low <= id);
        after.checked_sub(1).and_then(|at| self.created.get(at)).is_some_and(|(_, high)| id <= *high)
    }
}

impl BatchTally {
    /// References that were found because of this batch: those of rows of the same run were not unknown after all.
    pub fn settle(&mut self, before: &Tally, run: RunId, settled: &Settled) {
        for (record, field, brought_by) in &settled.references {
            if *brought_by != run {
                self.counts.resolved += 1;
                continue;
            }
            let key = (*record, field.clone());
            let of_batch = self.unknown.iter().filter(|(of, name, _)| of == record && name == field).map(|(.., row)| *row);
            let rows: Vec<u64> = before.unknown.get(&key).into_iter().flatten().copied().chain(of_batch).collect();
            self.findings.take_back(FindingCode::ReferenceUnknown, field, &rows);
            self.found.push(key);
        }
        self.unknown.retain(|(record, field, _)| !self.found.iter().any(|(found, name)| found == record && name == field));
    }
}

/// Record, field and row of each reference of a batch that was not found.
fn unknown_references(applied: &Applied) -> Vec<(RecordId, String, u64)> {
    let is_unknown = |finding: &model::Finding| finding.code == FindingCode::ReferenceUnknown && !finding.field.is_empty();
    if !applied.findings.iter().any(|(_, finding)| is_unknown(finding)) {
        return Vec::new();
    }
    let records: HashMap<i64, RecordId> = applied.rows.iter().filter_map(|row| Some((row.row_number, row.record?))).collect();
    let unknown = applied.findings.iter().filter(|(_, finding)| is_unknown(finding));
    unknown.filter_map(|(row, finding)| Some((*records.get(row)?, finding.field.to_string(), row.unsigned_abs()))).collect()
}
