//! Which records share identifying values with given ones, and how likely they are one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use identity::Key;
use model::{Doc, KeyHash, KeyHasher, Object, RecordId, RecordState};
use store::{Session, StoreError};

use super::{DUPLICATES_MAX, ENTRIES_PER_HASH_MAX, Grounds};
use crate::RecordError;
use crate::decide::KEY_SHARE_MAX;
use crate::group::Group;
use crate::likeness::{Comparison, Reason, likeness};

/// Records that hang together by shared keys and are looked at together; more are one by one settled anyway.
const TOGETHER_MAX: usize = 50;

/// A group as it was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// 2 to 5 live records, in rising order.
    pub records: Vec<RecordId>,
    pub score: i64,
    pub grounds: Grounds,
}

/// A live record with what is compared.
struct Known {
    doc: Doc,
    keys: Vec<Key>,
}

/// Finds groups of one object.
pub(super) struct Finder<'a> {
    object: &'a Object,
    hasher: KeyHasher,
    /// Keys that lost their force.
    shared: HashSet<KeyHash>,
    /// Live records read so far; `None` for ids that are no live record.
    known: HashMap<RecordId, Option<Known>>,
}

/// Two records and a field by which they match.
type Edge = (RecordId, RecordId, model::FieldId);

impl<'a> Finder<'a> {
    pub fn new(session: &mut Session<'_>, object: &'a Object, hasher: KeyHasher) -> Result<Self, StoreError> {
        let shared = session.shared_keys(object.id)?.into_iter().map(|key| key.hash).collect();
        Ok(Self { object, hasher, shared, known: HashMap::new() })
    }

    /// The groups that the records belong to which `seeds` stand for now, each once.
    pub fn groups_of(&mut self, session: &mut Session<'_>, seeds: &[RecordId]) -> Result<Vec<Found>, RecordError> {
        let mut heads = session.resolve(seeds)?;
        heads.sort_unstable();
        heads.dedup();
        self.read(session, &heads)?;
        let holders = self.holders(session, &heads)?;
        // What was merged keeps its entries in the index: all of a key's may be the same record by now.
        let entries: Vec<RecordId> = holders.values().flatten().copied().collect();
        let resolved: HashMap<RecordId, RecordId> = entries.iter().copied().zip(session.resolve(&entries)?).collect();
        let is_of = |head: RecordId, ids: &Vec<RecordId>| ids.iter().all(|id| resolved.get(id).copied().unwrap_or(*id) == head);
        let mut done: HashSet<RecordId> = HashSet::new();
        let mut found = Vec::new();
        for head in heads {
            // Most records share nothing with anybody: they end here.
            let is_alone = self.keys_of(head).all(|key| holders.get(&key.hash).is_none_or(|ids| is_of(head, ids)));
            if is_alone || !done.insert(head) {
                continue;
            }
            let edges = self.together(session, head, &mut done)?;
            found.extend(self.group(&edges));
        }
        Ok(found)
    }

    fn keys_of(&self, record: RecordId) -> impl Iterator<Item = &Key> {
        let keys = self.known.get(&record).and_then(Option::as_ref).map(|known| known.keys.as_slice()).unwrap_or_default();
        keys.iter().filter(|key| !self.shared.contains(&key.hash))
    }

    /// Reads the live ones among `ids` that were not read yet.
    fn read(&mut self, session: &mut Session<'_>, ids: &[RecordId]) -> Result<(), RecordError> {
        let missing: Vec<RecordId> = ids.iter().copied().filter(|id| !self.known.contains_key(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let mut groups = Group::load(session, self.object, &missing)?;
        for id in missing {
            let group = groups.remove(&id).filter(|group| group.state() == RecordState::Live);
            let known = group.map(|group| Known { doc: group.head().stored.clone(), keys: group.keys(self.object, &self.hasher) });
            self.known.insert(id, known);
        }
        Ok(())
    }

    /// Ids behind the keys of `records`, as the index has them.
    fn holders(&self, session: &mut Session<'_>, records: &[RecordId]) -> Result<HashMap<KeyHash, Vec<RecordId>>, RecordError> {
        let mut hashes: Vec<KeyHash> = records.iter().flat_map(|record| self.keys_of(*record)).map(|key| key.hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let mut holders: HashMap<KeyHash, Vec<RecordId>> = HashMap::new();
        for (hash, record) in session.key_lookup(&hashes)? {
            holders.entry(hash).or_default().push(record);
        }
        Ok(holders)
    }

    /// Everything that hangs together with `first`, as pairs that share a key and that nobody told apart.
    fn together(&mut self, session: &mut Session<'_>, first: RecordId, done: &mut HashSet<RecordId>) -> Result<Vec<Edge>, RecordError> {
        let mut edges: Vec<Edge> = Vec::new();
        let mut members: BTreeSet<RecordId> = BTreeSet::from([first]);
        let mut open = VecDeque::from([first]);
        while let Some(record) = open.pop_front() {
            let holders = self.holders(session, &[record])?;
            let near: Vec<RecordId> = holders.values().filter(|ids| ids.len() <= ENTRIES_PER_HASH_MAX).flatten().copied().collect();
            let heads: HashMap<RecordId, RecordId> = near.iter().copied().zip(session.resolve(&near)?).collect();
            let wanted: Vec<RecordId> = heads.values().copied().collect();
            self.read(session, &wanted)?;
            let never: HashSet<(RecordId, RecordId)> = session.never_links(&[record])?.into_iter().collect();
            let keys: Vec<Key> = self.keys_of(record).copied().collect();
            for key in keys {
                let ids = holders.get(&key.hash).filter(|ids| ids.len() <= ENTRIES_PER_HASH_MAX);
                let mut others: Vec<RecordId> = ids.into_iter().flatten().filter_map(|id| heads.get(id)).copied().collect();
                others.sort_unstable();
                others.dedup();
                // The index may be ahead of what a merge left, so the value is looked for on the record.
                others.retain(|other| self.keys_of(*other).any(|own| own.hash == key.hash));
                if others.len() > KEY_SHARE_MAX && !key.kind.is_unique_by_nature() {
                    continue;
                }
                for other in others.into_iter().filter(|other| *other != record) {
                    let pair = (record.min(other), record.max(other));
                    if never.contains(&pair) {
                        continue;
                    }
                    if !members.contains(&other) {
                        if members.len() >= TOGETHER_MAX {
                            continue;
                        }
                        members.insert(other);
                        open.push_back(other);
                        done.insert(other);
                    }
                    edges.push((pair.0, pair.1, key.field));
                }
            }
        }
        edges.sort_unstable();
        edges.dedup();
        Ok(edges)
    }

    /// The oldest records that hang together, as many as a group has, with what speaks for it.
    fn group(&self, edges: &[Edge]) -> Option<Found> {
        let first = edges.iter().map(|edge| edge.0).min()?;
        let mut records = BTreeSet::from([first]);
        let mut open = VecDeque::from([first]);
        while let Some(record) = open.pop_front() {
            let near = edges.iter().filter_map(|(low, high, _)| match record {
                _ if *low == record => Some(*high),
                _ if *high == record => Some(*low),
                _ => None,
            });
            for other in near.collect::<BTreeSet<_>>() {
                if records.len() < DUPLICATES_MAX && records.insert(other) {
                    open.push_back(other);
                }
            }
        }
        let inside: Vec<&Edge> = edges.iter().filter(|edge| records.contains(&edge.0) && records.contains(&edge.1)).collect();
        let mut matched_by: Vec<String> = Vec::new();
        for (_, _, field) in &inside {
            let Some(field) = self.object.field_by_id(*field) else { continue };
            if !matched_by.contains(&field.name) {
                matched_by.push(field.name.clone());
            }
        }
        let mut score = 100;
        let mut by_field: BTreeMap<String, Reason> = BTreeMap::new();
        for (low, high) in inside.iter().map(|edge| (edge.0, edge.1)).collect::<BTreeSet<_>>() {
            let (Some(Some(low)), Some(Some(high))) = (self.known.get(&low), self.known.get(&high)) else { continue };
            let found = likeness(self.object, &low.doc, &high.doc);
            score = score.min(found.score);
            for reason in found.reasons {
                match by_field.get_mut(&reason.field) {
                    Some(known) if worse(reason.outcome) <= worse(known.outcome) => {}
                    Some(known) => *known = reason,
                    None => {
                        by_field.insert(reason.field.clone(), reason);
                    }
                }
            }
        }
        let mut reasons: Vec<Reason> = by_field.into_values().collect();
        reasons.sort_by(|left, right| right.points.abs().cmp(&left.points.abs()).then_with(|| left.field.cmp(&right.field)));
        Some(Found { records: records.into_iter().collect(), score, grounds: Grounds { matched_by, reasons } })
    }
}

fn worse(outcome: Comparison) -> u8 {
    match outcome {
        Comparison::Same => 0,
        Comparison::Similar => 1,
        Comparison::Different => 2,
    }
}
