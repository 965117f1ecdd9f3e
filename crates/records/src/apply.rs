//! Applies one batch of a load: finds the customer each row belongs to, and writes what changes.
//!
//! Lookups are few and bounded per batch: links by external id, keys, records, source rows. A row that brings nothing new
//! costs one link lookup. The decision who a row belongs to is in `decide`; this module gathers and writes.

use std::collections::{HashMap, HashSet};

use identity::{Key, MatchKeys};
use model::{Actor, Doc, FieldType, Finding, FindingCode, KeyHash, KeyHasher, Object, RecordId, RunId, SourceId};
use store::rows::{RecordRow, SharedKeyRow, SourceRow, WriteBatch};
use store::{CountMode, LinkedRow, RecordQuery, Session, SourceLink};

use crate::decide::{Candidates, Known, Unit, decide, is_known};
use crate::decision::Decisions;
use crate::group::{Finish, Group, ReadBefore};
use crate::reference::{self, Finder};
use crate::sync_rules::SyncRules;
use crate::two_way::{FieldConflict, TwoWay};
use crate::{RecordError, Schema};

mod meet;
mod write;

pub use meet::{Met, meet};
use write::write;
pub(crate) use write::{write_new, write_single};

/// One source's record, mapped and hashed, ready to be applied.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The source's own id of it; never empty.
    pub external_id: String,
    /// Hash of its content and of the mapping that read it.
    pub hash: i64,
    /// The source's version time, else when it was read (ms).
    pub version_ms: i64,
    /// Mapped values.
    pub doc: Doc,
    /// `doc` as JSON object text where somebody had the time to make it, else empty.
    pub json: String,
    /// Match keys of `doc`.
    pub keys: Vec<Key>,
    /// Findings as a JSON array text, or empty.
    pub findings: String,
    /// Place in the source, counted from 1.
    pub row_number: i64,
}

/// What becomes of a row that fits several known customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchPolicy {
    /// They are one customer, unless a guard objects.
    #[default]
    Merge,
    /// A person decides; the row is held.
    Review,
}

/// What applying needs to know about the load.
pub struct ApplyContext<'a> {
    /// The object the rows become.
    pub object: &'a Object,
    /// Where they come from.
    pub source: SourceId,
    /// The run they belong to.
    pub run: RunId,
    /// Time of the batch (ms).
    pub at_ms: i64,
    /// Recorded with the changes; usually [`Actor::Run`].
    pub actor: Actor,
    /// Hashes keys.
    pub hasher: KeyHasher,
    /// For rows that fit several customers.
    pub policy: MatchPolicy,
    /// Which identifiers may match.
    pub match_keys: &'a MatchKeys,
    /// Keys that lost their force.
    pub shared: &'a HashSet<KeyHash>,
    /// Objects that references lead to.
    pub schema: &'a Schema,
    /// Name of the source, for references that name a record by its id there.
    pub source_name: &'a str,
    /// Rank per source; missing means 100.
    pub ranks: &'a HashMap<SourceId, i32>,
    /// Fields that are also written to the source, for syncs in both directions.
    pub two_way: Option<&'a TwoWay>,
    /// Set for a load that found its object without any record ever: how many it has made itself so far. Whoever can be found
    /// was then found by clustering the load, and nothing needs to be looked up while nobody else adds records.
    pub alone_with: Option<u64>,
    /// Most per-record differences to report (dry runs show them); 0 for none.
    pub examples_max: usize,
    /// What a sync adds; absent for a load of a file.
    pub sync: Option<&'a SyncRules>,
    /// What a person said about rows that fit several records.
    pub decisions: Option<&'a Decisions>,
}

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// Its record did not exist before.
    Created,
    /// Its record was known through this very row and changed.
    Updated,
    /// It brought nothing new.
    Unchanged,
    /// New to us; joined a record made or known through another row.
    Merged,
    /// Waits for a decision.
    Held,
}

/// One row with its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppliedRow {
    /// Place in the source.
    pub row_number: i64,
    /// What became of it.
    pub outcome: RowOutcome,
    /// The record it went to.
    pub record: Option<RecordId>,
}

/// A row that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRow {
    /// Place in the source.
    pub row_number: i64,
    /// Why, e.g. [`FindingCode::MatchedMultiple`].
    pub finding: Finding,
    /// The records that fit, at most 100.
    pub candidates: Vec<RecordId>,
}

/// How one record changed, for previews.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Example {
    /// The record; for a new one in a preview an id that will not be kept.
    pub record: String,
    /// `create`, `update`, `merge`, `restore`.
    pub kind: &'static str,
    /// Places in the source of the rows that did it, at most 20.
    pub rows: Vec<i64>,
    /// Old and new value by field.
    pub fields: std::collections::BTreeMap<String, model::FieldDelta>,
}

/// What a batch did.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// Outcome of every row, in no particular order.
    pub rows: Vec<AppliedRow>,
    /// Records that exist now and did not before.
    pub created: u64,
    /// Known records whose golden document changed.
    pub updated: Vec<RecordId>,
    /// Of these, how many changed in a protected field.
    pub protected: u64,
    /// Rows held back, with reasons.
    pub held: Vec<HeldRow>,
    /// Findings beyond those of the mapping, by row number.
    pub findings: Vec<(i64, Finding)>,
    /// Fields that both sides changed, settled by their policy or waiting for a person.
    pub conflicts: Vec<FieldConflict>,
    /// Keys that lost their force in this batch.
    pub newly_shared: Vec<SharedKeyRow>,
    /// Differences, as many as asked for.
    pub examples: Vec<Example>,
    /// Records that the new record of a row was told apart from, by place of the row.
    pub(crate) told_apart: Vec<(i64, Vec<RecordId>)>,
}

/// Applies `clusters`: each holds all rows of this load that are one customer, in row order. Fills `out`, which the caller
/// completes with its run line and commits. Can be repeated: nothing is kept between calls.
///
/// # Errors
/// Store errors, and [`RecordError::Damaged`] when stored data does not read. Bad rows are outcomes, never errors.
pub fn apply(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    clusters: &[Vec<Incoming>],
    out: &mut WriteBatch,
) -> Result<Applied, RecordError> {
    out.at_ms = context.at_ms;
    out.actor = Some(context.actor.clone());
    let mut applied = Applied::default();
    let resolved = find_references(session, context, clusters, &mut applied)?;
    let clusters = resolved.as_deref().unwrap_or(clusters);
    let (fresh, candidates, shown) = gather(session, context, clusters, &mut applied)?;
    let mut known = load_known(session, context, &candidates, shown)?;
    let units = decide(context, candidates, &mut known, &mut applied);
    let units = keep_unique(session, context, units, &known, &mut applied)?;
    write(session, context, &fresh, units, known, out, &mut applied)?;
    applied.tell_apart(out);
    Ok(applied)
}

/// The rows with their references looked up, all of the batch together; `None` when there are none.
fn find_references(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    clusters: &[Vec<Incoming>],
    applied: &mut Applied,
) -> Result<Option<Vec<Vec<Incoming>>>, RecordError> {
    if context.object.reference_fields().next().is_none() {
        return Ok(None);
    }
    let finder = Finder { schema: context.schema, hasher: &context.hasher };
    let mut places = Vec::new();
    let mut wanted = Vec::new();
    for (at, cluster) in clusters.iter().enumerate() {
        for (row_at, row) in cluster.iter().enumerate() {
            let mut of_row = Vec::new();
            finder.wanted_by(context.object, &row.doc, context.source_name, &mut of_row);
            for (field, one) in of_row {
                places.push((at, row_at, field));
                wanted.push(one);
            }
        }
    }
    if wanted.is_empty() {
        return Ok(None);
    }
    let found = finder.find(session, &wanted)?;
    let mut resolved = clusters.to_vec();
    for (((at, row_at, field), one), found) in places.into_iter().zip(&wanted).zip(&found) {
        let Some(row) = resolved.get_mut(at).and_then(|cluster| cluster.get_mut(row_at)) else { continue };
        reference::place(&mut row.doc, field, &one.reference, found);
        // The text was made before the reference was known.
        row.json.clear();
        if found.is_err() {
            applied.findings.push((row.row_number, reference::unknown(field, &one.reference)));
            row.findings = reference::findings_of(context.object, &row.doc, Some(&row.findings)).unwrap_or_default();
        }
    }
    Ok(Some(resolved))
}

/// Rows that nobody knows anything about, clusters to be decided, and what the source showed of these before.
type Gathered<'a> = (Vec<&'a Incoming>, Vec<Candidates<'a>>, Vec<SourceRow>);

/// Looks up links and keys. Rows of clusters where nothing is new end here; single rows that meet nobody need no decision.
fn gather<'a>(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    clusters: &'a [Vec<Incoming>],
    applied: &mut Applied,
) -> Result<Gathered<'a>, RecordError> {
    let is_alone = is_alone(session, context)?;
    let external_ids: Vec<&str> = clusters.iter().flatten().map(|row| row.external_id.as_str()).collect();
    let mut known = if is_alone { vec![None; external_ids.len()] } else { linked_rows(session, context, clusters, &external_ids)? };
    let links: Vec<Option<SourceLink>> = known.iter().map(|known| known.as_ref().map(|known| known.link)).collect();
    let mut shown = Vec::new();
    let plain = !context.object.live_fields().any(|field| field.unique || matches!(field.field_type, FieldType::AutoNumber { .. }));
    let may_match = |key: &&Key| context.match_keys.allows(key) && !context.shared.contains(&key.hash);
    let mut hashes = Vec::with_capacity(external_ids.len() * 2);
    let mut single = Vec::with_capacity(clusters.len());
    let mut busy = Vec::new();
    let mut at = 0;
    for cluster in clusters {
        let places = at..at + cluster.len();
        let cluster_links = links.get(places.clone()).unwrap_or_default();
        at = places.end;
        let is_decided = context.decisions.is_some_and(|decisions| cluster.iter().any(|row| decisions.contains_key(&row.row_number)));
        if let ([row], [None], true) = (cluster.as_slice(), cluster_links, plain && !is_decided) {
            if !is_alone {
                hashes.extend(row.keys.iter().filter(may_match).map(|key| key.hash));
            }
            single.push((cluster, row));
            continue;
        }
        let candidates = Candidates::new(cluster, cluster_links).with_word(context);
        if candidates.is_quiet() {
            applied.rows.extend(cluster.iter().zip(cluster_links).map(|(row, link)| AppliedRow {
                row_number: row.row_number,
                outcome: RowOutcome::Unchanged,
                record: link.as_ref().map(|link| link.record),
            }));
            continue;
        }
        if !is_alone {
            hashes.extend(candidates.keys().filter(may_match).map(|key| key.hash));
            shown.extend(known.get_mut(places).into_iter().flatten().flatten().filter_map(|known| known.row.take()));
        }
        busy.push(candidates);
    }
    shown.sort_unstable_by(|one, other| one.external_id.cmp(&other.external_id));
    hashes.sort_unstable();
    hashes.dedup();
    let mut hits: HashMap<KeyHash, Vec<RecordId>> = HashMap::new();
    for (hash, record) in session.key_lookup(&hashes)? {
        hits.entry(hash).or_default().push(record);
    }
    let mut fresh = Vec::with_capacity(single.len());
    for (cluster, row) in single {
        if !hits.is_empty() && row.keys.iter().filter(may_match).any(|key| hits.contains_key(&key.hash)) {
            busy.push(Candidates::new(cluster, &[None]));
        } else {
            fresh.push(row);
        }
    }
    if !hits.is_empty() {
        for candidates in &mut busy {
            candidates.take_hits(context, &hits);
        }
    }
    Ok((fresh, busy, shown))
}

/// The links of the rows, and the whole row of the source where something is new.
fn linked_rows(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    clusters: &[Vec<Incoming>],
    external_ids: &[&str],
) -> Result<Vec<Option<LinkedRow>>, RecordError> {
    let incoming: Vec<&Incoming> = clusters.iter().flatten().collect();
    let is_new = |at: usize, link: &SourceLink| incoming.get(at).is_some_and(|row| !is_known(row, link));
    Ok(session.source_links_and_rows(context.source, external_ids, &is_new)?)
}

/// True while every record of the object is of this load.
fn is_alone(session: &mut Session<'_>, context: &ApplyContext<'_>) -> Result<bool, RecordError> {
    match context.alone_with {
        Some(own) => Ok(ever_made(session, context.object)? == own),
        None => Ok(false),
    }
}

/// How many records of `object` were ever made: ids given out, so that a record deleted since counts as well.
///
/// # Errors
/// Store errors.
pub fn ever_made(session: &mut Session<'_>, object: &Object) -> Result<u64, RecordError> {
    let ever = session.record_count(&RecordQuery::new(object, 1), CountMode::Estimate)?;
    Ok(u64::try_from(ever.value).unwrap_or(0))
}

/// Loads every record a row may belong to, by the live record its id stands for now. `shown`: rows of the source read before, in
/// the order of their ids.
fn load_known(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    candidates: &[Candidates<'_>],
    shown: Vec<SourceRow>,
) -> Result<Known, RecordError> {
    let mut ids: Vec<RecordId> = candidates.iter().flat_map(Candidates::record_ids).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut known = Known::default();
    if ids.is_empty() {
        return Ok(known);
    }
    let (records, merged): (Vec<RecordRow>, Vec<RecordRow>) =
        session.records(&ids)?.into_iter().flatten().partition(|row| row.merged_into.is_none());
    let merged: Vec<RecordId> = merged.into_iter().map(|row| row.id).collect();
    known.heads.extend(ids.iter().map(|id| (*id, *id)));
    known.heads.extend(merged.iter().copied().zip(session.resolve(&merged)?));
    let mut wanted: Vec<RecordId> = known.heads.values().copied().collect();
    wanted.sort_unstable();
    wanted.dedup();
    known.groups = Group::load_rest(session, context.object, &wanted, ReadBefore { records, sources: shown })?;
    known.never = session.never_links(&wanted)?.into_iter().collect();
    Ok(known)
}

/// Holds rows whose unique value belongs to another record.
fn keep_unique<'a>(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    units: Vec<Unit<'a>>,
    known: &Known,
    applied: &mut Applied,
) -> Result<Vec<Unit<'a>>, RecordError> {
    if !context.object.live_fields().any(|field| field.unique) {
        return Ok(units);
    }
    let mut wanted = Vec::new();
    let unique_of = |unit: &Unit<'_>| {
        let mut hashes = Vec::new();
        for row in &unit.rows {
            identity::unique_hashes_of(context.object, &context.hasher, &row.doc, &mut hashes);
        }
        hashes
    };
    for unit in &units {
        wanted.extend(unique_of(unit).into_iter().map(|(_, hash)| hash));
    }
    wanted.sort_unstable();
    wanted.dedup();
    let mut taken: HashMap<KeyHash, Option<RecordId>> =
        session.unique_lookup(&wanted)?.into_iter().map(|(hash, id)| (hash, Some(id))).collect();
    let mut kept = Vec::with_capacity(units.len());
    for unit in units {
        let hashes = unique_of(&unit);
        let is_own = |holder: &Option<RecordId>| holder.is_some_and(|id| unit.heads.contains(&known.heads.get(&id).copied().unwrap_or(id)));
        match hashes.iter().find(|(_, hash)| taken.get(hash).is_some_and(|holder| !is_own(holder))) {
            None => {
                taken.extend(hashes.iter().map(|(_, hash)| (*hash, unit.heads.first().copied())));
                kept.push(unit);
            }
            Some((field, hash)) => {
                let name = context.object.field_by_id(*field).map(|field| field.name.clone()).unwrap_or_default();
                let holder = taken.get(hash).copied().flatten();
                applied.hold(&unit.rows, Finding::new(FindingCode::ValueTaken, name, ""), holder.into_iter().collect());
            }
        }
    }
    Ok(kept)
}

pub(crate) fn finish<'a>(context: &'a ApplyContext<'_>) -> Finish<'a> {
    Finish { object: context.object, hasher: &context.hasher, ranks: context.ranks, at_ms: context.at_ms }
}

impl Applied {
    /// Adds what `more` did; of its examples as many as there is room for.
    fn append(&mut self, more: Self, examples_max: usize) {
        let Self { rows, created, updated, protected, held, findings, conflicts, newly_shared, examples, told_apart } = more;
        self.rows.extend(rows);
        self.created += created;
        self.updated.extend(updated);
        self.protected += protected;
        self.held.extend(held);
        self.findings.extend(findings);
        self.conflicts.extend(conflicts);
        self.newly_shared.extend(newly_shared);
        self.told_apart.extend(told_apart);
        self.examples.extend(examples);
        self.examples.truncate(examples_max);
    }

    /// Pairs that a person told apart: the new record of a row, and those that it fits.
    fn tell_apart(&mut self, out: &mut WriteBatch) {
        for (row_number, others) in std::mem::take(&mut self.told_apart) {
            let made = self.rows.iter().find(|row| row.row_number == row_number).and_then(|row| row.record);
            let Some(made) = made else { continue };
            out.never_link_added.extend(others.into_iter().map(|other| (made.min(other), made.max(other))));
        }
    }

    /// Holds `rows` back for the reason of `finding`.
    pub(crate) fn hold(&mut self, rows: &[&Incoming], finding: Finding, mut candidates: Vec<RecordId>) {
        candidates.truncate(100);
        for row in rows {
            self.rows.push(AppliedRow { row_number: row.row_number, outcome: RowOutcome::Held, record: None });
            self.held.push(HeldRow { row_number: row.row_number, finding: finding.clone(), candidates: candidates.clone() });
        }
    }
}
