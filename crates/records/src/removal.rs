//! Source records that are gone: deleted there, merged into another one there, or no longer shown.
//!
//! The source record is unlinked and becomes a tombstone with the version of the removal. The golden record is computed again
//! from what is left; where nothing is left it keeps what was shown last, or goes to the state *deleted*, as asked. A record
//! merged there is merged here by the same merge as any other. Everything is an input change of the log, so an undo restores it.

use std::collections::{BTreeMap, HashMap, HashSet};

use identity::keys::ids_conflict;
use model::{ChangeKind, Finding, FindingCode, RecordId, RecordState, SourceRef};
use store::Session;
use store::rows::{SourceRow, WriteBatch};

use crate::RecordError;
use crate::apply::{ApplyContext, Example, finish};
use crate::group::{Group, source_row};
use crate::sync_rules::{TOMBSTONE, is_buried};

/// A source record that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The source's id of it; once in a batch.
    pub external_id: String,
    /// The version of the removal (ms), where the source tells: a newer version that is known wins.
    pub at_ms: Option<i64>,
    /// What happened.
    pub reason: GoneReason,
    /// Place in the source, for messages.
    pub row_number: i64,
}

/// What happened to a source record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoneReason {
    /// Deleted there.
    Deleted,
    /// Merged there into the record with this id.
    MergedInto(String),
    /// The sync's filter no longer says yes.
    OutOfScope,
    /// A full read did not show it.
    Missing,
}

/// What becomes of a record that nobody else knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AfterRemoval {
    /// It stays with what was shown last.
    #[default]
    Stay,
    /// It is deleted; it can be restored.
    Delete,
}

/// What a batch of removals did.
#[derive(Clone, Debug, Default)]
pub struct Removed {
    /// Source records unlinked.
    pub removed: u64,
    /// Of these, not shown by a full read.
    pub missing: u64,
    /// Golden records that were deleted.
    pub deleted: u64,
    /// Golden records merged into others.
    pub merged: u64,
    /// Removals older than what is known, or of records nobody knows.
    pub without_effect: u64,
    /// Problems, by place in the source.
    pub findings: Vec<(i64, Finding)>,
    /// Records whose golden document or state changed.
    pub changed: Vec<RecordId>,
    /// Differences, as many as the context asks for.
    pub examples: Vec<Example>,
}

/// Applies removals of the context's source. Fills `out`, which the caller completes and commits; nothing else may be in it.
///
/// # Errors
/// Store errors, and [`RecordError::Damaged`] when stored data does not read.
pub fn remove(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    gone: &[Gone],
    after: AfterRemoval,
    out: &mut WriteBatch,
) -> Result<Removed, RecordError> {
    out.at_ms = context.at_ms;
    out.actor = Some(context.actor.clone());
    let mut work = Work::load(session, context, gone)?;
    // Merges first: what is unlinked then stands in the change of the record that survives, where an undo finds it.
    for one in gone {
        work.join(context, gone, one);
    }
    for one in gone {
        work.take(context, one, out);
    }
    work.finish(context, after, out);
    Ok(work.done)
}

/// Merges in a row that are followed; more would be a loop.
const MERGE_HOPS_MAX: usize = 20;

struct Work {
    rows: HashMap<String, SourceRow>,
    /// The record that an id stands for now.
    heads: HashMap<RecordId, RecordId>,
    groups: HashMap<RecordId, Group>,
    never: HashSet<(RecordId, RecordId)>,
    /// Records to be finished, with what their change is called and the place in the source that caused it.
    touched: BTreeMap<RecordId, (ChangeKind, i64)>,
    done: Removed,
}

impl Work {
    fn load(session: &mut Session<'_>, context: &ApplyContext<'_>, gone: &[Gone]) -> Result<Self, RecordError> {
        let mut ids: Vec<&str> = Vec::with_capacity(gone.len());
        for one in gone {
            ids.push(&one.external_id);
            if let GoneReason::MergedInto(winner) = &one.reason {
                ids.push(winner);
            }
        }
        ids.sort_unstable();
        ids.dedup();
        let rows: HashMap<String, SourceRow> =
            session.source_rows(context.source, &ids)?.into_iter().flatten().map(|row| (row.external_id.clone(), row)).collect();
        let mut records: Vec<RecordId> = rows.values().filter(|row| row.linked).map(|row| row.record).collect();
        records.sort_unstable();
        records.dedup();
        let resolved = session.resolve(&records)?;
        let heads: HashMap<RecordId, RecordId> = records.into_iter().zip(resolved).collect();
        let mut wanted: Vec<RecordId> = heads.values().copied().collect();
        wanted.sort_unstable();
        wanted.dedup();
        let groups = Group::load(session, context.object, &wanted)?;
        let never = session.never_links(&wanted)?.into_iter().collect();
        Ok(Self { rows, heads, groups, never, touched: BTreeMap::new(), done: Removed::default() })
    }

    fn take(&mut self, context: &ApplyContext<'_>, gone: &Gone, out: &mut WriteBatch) {
        let Some(row) = self.rows.get(&gone.external_id).cloned() else {
            self.remember_unknown(context, gone, out);
            return;
        };
        let is_late = gone.at_ms.is_some_and(|at| at < row.version_ms);
        if !row.linked {
            self.done.without_effect += 1;
            if let Some(at) = gone.at_ms.filter(|_| !is_late && (!is_buried(&row) || gone.at_ms > Some(row.version_ms))) {
                // Told again, or undone here before: what comes late is measured by the newest removal.
                out.sources_changed.push(SourceRow { hash: TOMBSTONE, version_ms: at, ..row });
            }
            return;
        }
        let head = self.head_of(row.record);
        let is_live = self.groups.get(&head).is_some_and(|group| group.state() == RecordState::Live);
        if is_late || !is_live {
            self.done.without_effect += 1;
            return;
        }
        let Some(group) = self.groups.get_mut(&head) else { return };
        let reference = SourceRef(context.source, gone.external_id.clone());
        if let Some(at) = group.find_view(&reference) {
            group.bury(context.object, &context.hasher, at, gone.at_ms.unwrap_or(row.version_ms).max(row.version_ms), context.run);
            self.done.removed += 1;
            self.done.missing += u64::from(gone.reason == GoneReason::Missing);
        }
        self.touched.entry(head).or_insert((ChangeKind::Update, gone.row_number));
    }

    /// A late row must not make a record of something that is gone already, so the removal leaves a tombstone without record.
    fn remember_unknown(&mut self, context: &ApplyContext<'_>, gone: &Gone, out: &mut WriteBatch) {
        self.done.without_effect += 1;
        let is_told = matches!(gone.reason, GoneReason::Deleted | GoneReason::MergedInto(_));
        if let (Some(at), true) = (gone.at_ms, is_told) {
            let row = source_row(context.source, &gone.external_id, RecordId(0), TOMBSTONE, at, context.run, "");
            out.sources_created.push(SourceRow { linked: false, ..row });
        }
    }

    /// Merges the record of what was merged there into the winner's.
    fn join(&mut self, context: &ApplyContext<'_>, all: &[Gone], gone: &Gone) {
        let GoneReason::MergedInto(winner) = &gone.reason else { return };
        let Some(row) = self.rows.get(&gone.external_id).filter(|row| row.linked) else { return };
        if gone.at_ms.is_some_and(|at| at < row.version_ms) {
            return;
        }
        let loser = self.head_of(row.record);
        let Some(winner) = self.rows.get(last_winner(all, winner)).filter(|row| row.linked).map(|row| row.record) else {
            let finding = Finding::new(FindingCode::ReferenceUnknown, "", "the record it was merged into is not known");
            self.done.findings.push((gone.row_number, finding));
            return;
        };
        let winner = self.head_of(winner);
        if winner == loser {
            return;
        }
        let (Some(mine), Some(theirs)) = (self.groups.get(&winner), self.groups.get(&loser)) else { return };
        if theirs.state() != RecordState::Live {
            return;
        }
        let pair = (winner.min(loser), winner.max(loser));
        let objects = mine.state() != RecordState::Live
            || self.never.contains(&pair)
            || ids_conflict(&mine.keys(context.object, &context.hasher), &theirs.keys(context.object, &context.hasher));
        if objects {
            self.done.findings.push((gone.row_number, Finding::new(FindingCode::IdConflict, "", winner.to_string())));
            return;
        }
        if let (Some(theirs), Some(mine)) = (self.groups.remove(&loser), self.groups.get_mut(&winner)) {
            mine.absorb(theirs);
            self.done.merged += 1;
        }
        for head in self.heads.values_mut().filter(|head| **head == loser) {
            *head = winner;
        }
        self.touched.insert(winner, (ChangeKind::Merge, gone.row_number));
    }

    fn head_of(&self, record: RecordId) -> RecordId {
        self.heads.get(&record).copied().unwrap_or(record)
    }

    fn finish(&mut self, context: &ApplyContext<'_>, after: AfterRemoval, out: &mut WriteBatch) {
        for (head, (mut kind, row_number)) in std::mem::take(&mut self.touched) {
            let Some(mut group) = self.groups.remove(&head) else { continue };
            if after == AfterRemoval::Delete && group.is_orphan() {
                group.set_state(RecordState::Deleted);
                kind = ChangeKind::Delete;
                self.done.deleted += 1;
            }
            let finished = group.finish(finish(context), kind, out);
            if finished.changed {
                self.done.changed.push(head);
            }
            if self.done.examples.len() < context.examples_max {
                let kind = if kind == ChangeKind::Update { "unlink" } else { kind.name() };
                self.done.examples.push(Example { record: head.to_string(), kind, rows: vec![row_number], fields: finished.delta.fields });
            }
        }
    }
}

/// The end of a chain of merges told together, so that nobody is merged into a record that goes as well.
fn last_winner<'a>(all: &'a [Gone], first: &'a str) -> &'a str {
    let mut winner = first;
    for _ in 0..MERGE_HOPS_MAX {
        let next = all.iter().find_map(|one| match &one.reason {
            GoneReason::MergedInto(next) if one.external_id == winner => Some(next.as_str()),
            GoneReason::MergedInto(_) | GoneReason::Deleted | GoneReason::OutOfScope | GoneReason::Missing => None,
        });
        match next {
            Some(next) => winner = next,
            None => break,
        }
    }
    winner
}
