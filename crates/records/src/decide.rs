//! Who a cluster of rows belongs to: nobody known, one record, several that are one, or a question for a person.
//!
//! Pure but for what was loaded before. Guards: two different official ids are never one customer; records told apart by a
//! person stay apart; a key that too many different names share has no force.

use std::collections::{HashMap, HashSet};

use identity::{Key, keys::ids_conflict};
use model::{Doc, Finding, FindingCode, KeyHash, Object, RecordId, RecordState};
use store::SourceLink;
use store::rows::SharedKeyRow;

use crate::apply::{Applied, AppliedRow, ApplyContext, Incoming, MatchPolicy, RowOutcome};
use crate::decision::{self, Said};
use crate::group::{Group, shows_nothing_new};
use crate::sync_rules::is_tombstone;

/// Most different names behind one key before it loses its force.
pub const KEY_SHARE_MAX: usize = 10;

/// A cluster with what the store knows about its rows.
pub(crate) struct Candidates<'a> {
    /// One row per external id, the newest; in row order.
    pub rows: Vec<&'a Incoming>,
    /// Rows that a newer row of the same external id replaces.
    superseded: Vec<&'a Incoming>,
    /// Link of each entry of `rows`.
    row_links: Vec<Option<SourceLink>>,
    hits: Vec<RecordId>,
    /// The record that a person named.
    named: Option<RecordId>,
}

/// Records loaded for a batch.
#[derive(Default)]
pub(crate) struct Known {
    /// The record that an id stands for now.
    pub heads: HashMap<RecordId, RecordId>,
    pub groups: HashMap<RecordId, Group>,
    /// Pairs that a person told apart, smaller id first.
    pub never: HashSet<(RecordId, RecordId)>,
}

/// Rows and the record they go to.
pub(crate) struct Unit<'a> {
    pub rows: Vec<&'a Incoming>,
    superseded: Vec<&'a Incoming>,
    /// Live records that are this customer, survivor first; empty for a new one.
    pub heads: Vec<RecordId>,
    /// A record that a rollback took away and that comes back.
    pub revive: Option<RecordId>,
    /// External ids whose source row exists already, unlinked.
    pub existing: HashSet<&'a str>,
    /// A person said where its rows go.
    pub is_decided: bool,
}

/// True when the row brings nothing that its source did not show before.
pub(crate) fn is_known(row: &Incoming, link: &SourceLink) -> bool {
    link.linked && shows_nothing_new(link.hash, link.version_ms, row.hash, row.version_ms)
}

impl<'a> Candidates<'a> {
    /// `links`: one per row of the cluster.
    pub fn new(cluster: &'a [Incoming], links: &[Option<SourceLink>]) -> Self {
        let mut rows: Vec<&Incoming> = Vec::with_capacity(cluster.len());
        let mut row_links = Vec::with_capacity(cluster.len());
        let mut superseded = Vec::new();
        for (row, link) in cluster.iter().zip(links) {
            match rows.iter().position(|known| known.external_id == row.external_id) {
                Some(at) if row.version_ms >= rows[at].version_ms => superseded.push(std::mem::replace(&mut rows[at], row)),
                Some(_) => superseded.push(row),
                None => {
                    rows.push(row);
                    row_links.push(*link);
                }
            }
        }
        Self { rows, superseded, row_links, hits: Vec::new(), named: None }
    }

    /// True when every row is known exactly as it is.
    pub fn is_quiet(&self) -> bool {
        self.rows.iter().zip(&self.row_links).all(|(row, link)| link.as_ref().is_some_and(|link| is_known(row, link)))
    }

    pub fn keys(&self) -> impl Iterator<Item = &'a Key> {
        self.rows.iter().flat_map(|row| row.keys.iter())
    }

    pub fn take_hits(&mut self, context: &ApplyContext<'_>, hits: &HashMap<KeyHash, Vec<RecordId>>) {
        let mut found: Vec<RecordId> = self
            .keys()
            .filter(|key| context.match_keys.allows(key) && !context.shared.contains(&key.hash))
            .filter_map(|key| hits.get(&key.hash))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        self.hits = found;
    }

    /// The same with the record that a person named for its rows.
    pub fn with_word(mut self, context: &ApplyContext<'_>) -> Self {
        self.named = Said::about(context, &self.rows).named();
        self
    }

    pub fn record_ids(&self) -> impl Iterator<Item = RecordId> {
        self.row_links.iter().flatten().map(|link| link.record).chain(self.hits.iter().copied()).chain(self.named)
    }

    fn own_keys(&self) -> Vec<Key> {
        self.keys().copied().collect()
    }
}

impl<'a> Unit<'a> {
    pub fn row_numbers(&self) -> Vec<i64> {
        self.rows.iter().take(20).map(|row| row.row_number).collect()
    }

    /// Its rows, also those that a newer one replaces.
    pub fn all_rows(&self) -> impl Iterator<Item = &'a Incoming> {
        self.rows.iter().chain(&self.superseded).copied()
    }

    /// Place in the source of its first row.
    pub fn first_row(&self) -> i64 {
        self.all_rows().map(|row| row.row_number).min().unwrap_or(0)
    }

    /// Notes the outcome of every row of a new record: the first made it, the others joined.
    pub fn note(&self, applied: &mut Applied, first: RowOutcome, record: RecordId) {
        let rows = self.rows.iter().chain(&self.superseded).enumerate();
        applied.rows.extend(rows.map(|(at, row)| AppliedRow {
            row_number: row.row_number,
            outcome: if at == 0 { first } else { RowOutcome::Merged },
            record: Some(record),
        }));
    }

    /// Notes rows that a newer row of the same external id replaced.
    pub fn note_superseded(&self, applied: &mut Applied, record: RecordId, is_new: bool) {
        let outcome = if is_new { RowOutcome::Merged } else { RowOutcome::Unchanged };
        applied.rows.extend(self.superseded.iter().map(|row| AppliedRow { row_number: row.row_number, outcome, record: Some(record) }));
    }
}

/// Decides every cluster; clusters that belong to the same known record become one unit.
pub(crate) fn decide<'a>(
    context: &ApplyContext<'_>,
    candidates: Vec<Candidates<'a>>,
    known: &mut Known,
    applied: &mut Applied,
) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = Vec::with_capacity(candidates.len());
    let mut by_head: HashMap<RecordId, usize> = HashMap::new();
    for cluster in candidates {
        if cluster.hits.is_empty() && cluster.named.is_none() && cluster.row_links.iter().all(Option::is_none) {
            units.push(Unit {
                rows: cluster.rows,
                superseded: cluster.superseded,
                heads: Vec::new(),
                revive: None,
                existing: HashSet::new(),
                is_decided: false,
            });
            continue;
        }
        for unit in place(context, cluster, known, applied) {
            join(context, unit, known, &mut units, &mut by_head, applied);
        }
    }
    units.retain(|unit| !unit.rows.is_empty());
    units
}

/// Places one cluster: usually one unit; several when its rows must stay apart.
pub(crate) fn place<'a>(context: &ApplyContext<'_>, cluster: Candidates<'a>, known: &Known, applied: &mut Applied) -> Vec<Unit<'a>> {
    let mut own = Vec::new();
    let mut revive = None;
    let mut existing = HashSet::new();
    let mut gone = HashSet::new();
    for (row, link) in cluster.rows.iter().zip(&cluster.row_links) {
        let Some(link) = link else { continue };
        let head = known.heads.get(&link.record).copied().unwrap_or(link.record);
        let state = known.groups.get(&head).map(Group::state);
        let is_gone = is_tombstone(link.linked, link.hash);
        if is_gone && context.sync.is_some_and(|rules| rules.comes_late(row.version_ms, link.version_ms)) {
            gone.insert(row.row_number);
            applied.findings.push((row.row_number, Finding::new(FindingCode::VersionStale, "", "")));
            continue;
        }
        match (link.linked, state) {
            // What was gone there and is shown again goes back to where it was.
            (false, Some(RecordState::Live)) if is_gone && context.match_keys.external_id => {
                own.push(head);
                existing.insert(row.external_id.as_str());
            }
            (true, Some(RecordState::Live)) if context.match_keys.external_id => own.push(head),
            (true, Some(RecordState::Deleted)) => {
                gone.insert(row.row_number);
                applied.findings.push((row.row_number, Finding::new(FindingCode::RecordDeleted, "", "")));
            }
            (false, Some(RecordState::Deleted)) => {
                revive = revive.or(Some(head));
                existing.insert(row.external_id.as_str());
            }
            (_, _) => {
                existing.insert(row.external_id.as_str());
            }
        }
    }
    own.sort_unstable();
    own.dedup();
    let keys = cluster.own_keys();
    let hits = accepted_hits(context, &cluster, &keys, &own, known, applied);
    let (lost, rows): (Vec<_>, Vec<_>) = cluster.rows.into_iter().partition(|row| gone.contains(&row.row_number));
    applied.rows.extend(lost.iter().map(|row| AppliedRow { row_number: row.row_number, outcome: RowOutcome::Unchanged, record: None }));
    let mut heads: Vec<RecordId> = own.iter().chain(&hits).copied().collect();
    heads.sort_unstable();
    heads.dedup();
    // What comes back keeps its id when nothing else claims the rows.
    let revive = if heads.is_empty() { revive } else { None };
    let whole = Unit { rows, superseded: cluster.superseded, heads, revive, existing, is_decided: false };
    let said = Said::about(context, &whole.rows);
    if !matches!(said, Said::Nothing) && !whole.rows.is_empty() {
        return decision::place(context, &said, &own, whole, known, applied);
    }
    if whole.heads.len() < 2 {
        return vec![whole];
    }
    let objection = objection(context, &whole.heads, known);
    if context.policy == MatchPolicy::Merge && !objection {
        return vec![whole];
    }
    apart(context, whole, known, applied)
}

/// Key hits that really hold one of the keys and against which no guard speaks.
fn accepted_hits(
    context: &ApplyContext<'_>,
    cluster: &Candidates<'_>,
    keys: &[Key],
    own: &[RecordId],
    known: &Known,
    applied: &mut Applied,
) -> Vec<RecordId> {
    let mut accepted = Vec::new();
    for hit in &cluster.hits {
        let head = known.heads.get(hit).copied().unwrap_or(*hit);
        if own.contains(&head) || accepted.contains(&head) {
            continue;
        }
        let Some(group) = known.groups.get(&head).filter(|group| group.state() == RecordState::Live) else { continue };
        let theirs = group.keys(context.object, &context.hasher);
        let mut common: Vec<Key> = keys
            .iter()
            .filter(|key| context.match_keys.allows(key) && !context.shared.contains(&key.hash))
            .filter(|key| theirs.iter().any(|other| other.hash == key.hash))
            .copied()
            .collect();
        common.retain(|key| !lost_force(context, group, cluster, key, applied));
        if common.is_empty() {
            continue;
        }
        if ids_conflict(keys, &theirs) {
            let finding = Finding::new(FindingCode::IdConflict, "", head.to_string());
            applied.findings.extend(cluster.rows.iter().take(1).map(|row| (row.row_number, finding.clone())));
            continue;
        }
        accepted.push(head);
    }
    accepted
}

/// True when so many different names hold `key` that it no longer tells who somebody is.
fn lost_force(context: &ApplyContext<'_>, group: &Group, cluster: &Candidates<'_>, key: &Key, applied: &mut Applied) -> bool {
    let views: usize = group.members.iter().map(|member| member.views.len()).sum();
    if views + cluster.rows.len() <= KEY_SHARE_MAX || key.kind.is_unique_by_nature() {
        return false;
    }
    let mut names: HashSet<String> = HashSet::new();
    let mut count = |doc: &Doc| {
        let mut keys = Vec::new();
        identity::keys_of(context.object, &context.hasher, doc, &mut keys);
        if keys.iter().any(|known| known.hash == key.hash) {
            names.insert(title_of(context.object, doc));
        }
    };
    group.members.iter().flat_map(|member| &member.views).for_each(|view| count(&view.doc));
    cluster.rows.iter().for_each(|row| count(&row.doc));
    let lost = names.len() > KEY_SHARE_MAX;
    if lost && !applied.newly_shared.iter().any(|known| known.hash == key.hash) {
        let docs = cluster.rows.iter().map(|row| &row.doc);
        applied.newly_shared.push(SharedKeyRow {
            hash: key.hash,
            object: context.object.id,
            kind: key.kind,
            value: value_of(context, docs, key),
            holders: i64::try_from(names.len()).unwrap_or(i64::MAX),
            run: context.run,
        });
    }
    lost
}

fn title_of(object: &Object, doc: &Doc) -> String {
    let title = object.field(&object.title_field).and_then(|field| doc.get(field.id)).unwrap_or_default();
    title.to_lowercase()
}

fn value_of<'d>(context: &ApplyContext<'_>, docs: impl Iterator<Item = &'d Doc>, key: &Key) -> String {
    for doc in docs {
        for value in doc.get(key.field).map(model::fragment::as_list).unwrap_or_default() {
            let hash =
                identity::keys::key_text(key.kind, &value).map(|text| context.hasher.key(context.object.id, key.kind, key.field, &text));
            if hash == Some(key.hash) {
                return value.into_owned();
            }
        }
    }
    String::new()
}

/// True when a guard forbids that all `heads` are one customer.
pub(crate) fn objection(context: &ApplyContext<'_>, heads: &[RecordId], known: &Known) -> bool {
    let keys: Vec<Vec<Key>> = heads
        .iter()
        .map(|head| known.groups.get(head).map(|group| group.keys(context.object, &context.hasher)).unwrap_or_default())
        .collect();
    (0..heads.len()).any(|left| {
        (left + 1..heads.len()).any(|right| {
            let pair = (heads[left].min(heads[right]), heads[left].max(heads[right]));
            known.never.contains(&pair) || ids_conflict(&keys[left], &keys[right])
        })
    })
}

/// Rows of records that must not become one: each row known by its own id goes to its own record, the others wait.
pub(crate) fn apart<'a>(context: &ApplyContext<'_>, whole: Unit<'a>, known: &Known, applied: &mut Applied) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = Vec::new();
    let mut held = Vec::new();
    for row in whole.rows {
        let reference = model::SourceRef(context.source, row.external_id.clone());
        let head = whole.heads.iter().find(|head| known.groups.get(head).is_some_and(|group| group.find_view(&reference).is_some()));
        match head {
            Some(head) if context.match_keys.external_id => {
                units.push(Unit {
                    rows: vec![row],
                    superseded: Vec::new(),
                    heads: vec![*head],
                    revive: None,
                    existing: HashSet::new(),
                    is_decided: whole.is_decided,
                });
            }
            Some(_) | None => held.push(row),
        }
    }
    held.extend(whole.superseded.iter().filter(|_| units.is_empty()));
    if let (Some(unit), false) = (units.first_mut(), whole.superseded.is_empty()) {
        unit.superseded = whole.superseded;
    }
    applied.hold(&held, Finding::new(FindingCode::MatchedMultiple, "", ""), whole.heads);
    units
}

/// Adds `unit`, joining it to earlier units of the same batch that go to the same record.
fn join<'a>(
    context: &ApplyContext<'_>,
    mut unit: Unit<'a>,
    known: &Known,
    units: &mut Vec<Unit<'a>>,
    by_head: &mut HashMap<RecordId, usize>,
    applied: &mut Applied,
) {
    let claimed: Vec<RecordId> = unit.heads.iter().chain(&unit.revive).copied().collect();
    let mut partners: Vec<usize> = claimed.iter().filter_map(|head| by_head.get(head).copied()).collect();
    partners.sort_unstable();
    partners.dedup();
    for at in partners {
        let mut heads: Vec<RecordId> = unit.heads.iter().chain(&units[at].heads).copied().collect();
        heads.sort_unstable();
        heads.dedup();
        let left: Vec<Key> = unit.rows.iter().flat_map(|row| row.keys.iter().copied()).collect();
        let right: Vec<Key> = units[at].rows.iter().flat_map(|row| row.keys.iter().copied()).collect();
        let asks = context.policy == MatchPolicy::Review && !(unit.is_decided && units[at].is_decided);
        if ids_conflict(&left, &right) || (heads.len() > 1 && (asks || objection(context, &heads, known))) {
            applied.hold(&unit.rows, Finding::new(FindingCode::MatchedMultiple, "", ""), heads);
            return;
        }
        let earlier = std::mem::replace(
            &mut units[at],
            Unit { rows: Vec::new(), superseded: Vec::new(), heads: Vec::new(), revive: None, existing: HashSet::new(), is_decided: false },
        );
        let later = std::mem::replace(&mut unit.rows, earlier.rows);
        unit.rows.extend(later);
        unit.superseded.extend(earlier.superseded);
        unit.existing.extend(earlier.existing);
        unit.revive = unit.revive.or(earlier.revive).filter(|_| heads.is_empty());
        unit.heads = heads;
    }
    let at = units.len();
    for head in unit.heads.iter().chain(&unit.revive) {
        by_head.insert(*head, at);
    }
    units.push(unit);
}
