//! Clustering of the rows of one load: which rows are one customer, before anything is looked up in the store.
//!
//! Pure, and independent of the order of the rows. Rows of one external id are one source record and always stay together.
//! Rows that share a match key are joined, also through chains, with two guards: a key that more than [`KEY_SHARE_MAX`]
//! different customers hold has no force and is reported (unless it is unique by nature), and two different ids that are unique by nature (credit code,
//! resident id) never meet in one cluster: the key that would join them is refused as a whole, for everybody who holds it
//! without such an id as well, because it says nothing about whose side they are on.
//!
//! Keys are tried strong kinds first and by hash within a kind, so that a refusal depends on values alone.

use std::collections::HashMap;

use model::{KeyHash, KeyKind};

/// A key held by more different customers than this has no force.
pub const KEY_SHARE_MAX: usize = 10;

/// One match key of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowKey {
    /// The key.
    pub hash: KeyHash,
    /// The row, counted from 0.
    pub row: u32,
    /// What kind of key.
    pub kind: KeyKind,
    /// True when it may join rows; otherwise it only speaks as an id that is unique by nature.
    pub joins: bool,
}

/// What clustering needs to know of the rows of a load: 16 bytes a row and 16 a key.
#[derive(Clone, Debug, Default)]
pub struct LoadKeys {
    /// Hash of the external id of each row.
    pub externals: Vec<u64>,
    /// Hash of the folded name of each row; 0 without a name.
    pub names: Vec<u64>,
    /// Keys of all rows, any order.
    pub keys: Vec<RowKey>,
}

/// Which keys have force.
#[derive(Clone, Copy)]
pub struct ClusterRules<'a> {
    /// Keys known to be without force.
    pub shared: &'a dyn Fn(KeyHash) -> bool,
    /// See [`KEY_SHARE_MAX`].
    pub share_max: usize,
}

/// A key that lost its force in this load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedKey {
    /// The key.
    pub hash: KeyHash,
    /// What kind.
    pub kind: KeyKind,
    /// Different customers seen with it.
    pub holders: u32,
    /// The first row that holds it.
    pub row: u32,
}

/// A row kept apart from another that shares a key, because their ids differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The row.
    pub row: u32,
    /// Kind of the key they share.
    pub kind: KeyKind,
}

/// Rows by customer, customers in the order of their first row, rows in order.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// Keys found to be without force, by kind and hash. Those known before are not repeated.
    pub shared: Vec<SharedKey>,
    /// Rows kept apart, in row order.
    pub conflicts: Vec<Conflict>,
    /// Keys that would have joined two ids: nobody may be found through them while this load is applied.
    pub refused: Vec<KeyHash>,
}

impl Clusters {
    /// Number of clusters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// True without rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Rows of the `at`-th cluster, in order; empty when there is none.
    #[must_use]
    pub fn get(&self, at: usize) -> &[u32] {
        let Some(start) = self.starts.get(at) else { return &[] };
        let end = self.starts.get(at + 1).map_or(self.rows.len(), |next| *next as usize);
        self.rows.get(*start as usize..end).unwrap_or(&[])
    }

    /// All clusters.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// The first cluster whose first row is `row` or a later one.
    #[must_use]
    pub fn position_of_row(&self, row: u32) -> usize {
        self.starts.partition_point(|start| self.rows.get(*start as usize).is_some_and(|first| *first < row))
    }
}

/// Finds the clusters of a load. Sorts and then empties `load.keys`, to keep memory low while the result is built.
#[must_use]
pub fn cluster(load: &mut LoadKeys, rules: &ClusterRules<'_>) -> Clusters {
    let mut forest = Forest::new(load.externals.len());
    join_externals(&load.externals, &mut forest);
    let mut keys = std::mem::take(&mut load.keys);
    keys.retain(|key| (key.row as usize) < load.externals.len());
    keys.sort_unstable_by_key(|key| (key.hash, key.row));
    keys.dedup();
    let mut ids = Ids::of(&keys, &mut forest);
    keys.retain(|key| key.joins);
    let mut result = Clusters::default();
    let mut groups = Vec::new();
    collect_groups(&keys, rules, &mut groups);
    // Strong kinds first, by hash within a kind: a refusal must not depend on the order of rows.
    groups.sort_by_key(|group: &(KeyKind, u32, u32)| group.0);
    for (kind, start, end) in groups {
        let group = &keys[start as usize..end as usize];
        if group.len() > rules.share_max && !kind.is_unique_by_nature() {
            let holders = holders(load, group);
            if holders > rules.share_max {
                let (hash, row) = (group[0].hash, group[0].row);
                result.shared.push(SharedKey { hash, kind, holders: u32::try_from(holders).unwrap_or(u32::MAX), row });
                continue;
            }
        }
        join_group(kind, group, &mut forest, &mut ids, &mut result);
    }
    drop(keys);
    result.conflicts.sort_unstable();
    result.conflicts.dedup();
    forest.write(&mut result);
    result
}

/// Runs of equal (hash, kind) with two rows or more that may join.
fn collect_groups(keys: &[RowKey], rules: &ClusterRules<'_>, groups: &mut Vec<(KeyKind, u32, u32)>) {
    let mut start = 0;
    for group in keys.chunk_by(|left, right| left.hash == right.hash && left.kind == right.kind) {
        let end = start + group.len();
        if group.len() > 1 && !(rules.shared)(group[0].hash) {
            let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            groups.push((group[0].kind, narrow(start), narrow(end)));
        }
        start = end;
    }
}

/// Different customers among the rows of one key: one that comes in many rows counts once, whether its name or its
/// external id shows it.
fn holders(load: &LoadKeys, group: &[RowKey]) -> usize {
    let external = |key: &RowKey| load.externals.get(key.row as usize).copied().unwrap_or(0);
    let named = |key: &RowKey| match load.names.get(key.row as usize) {
        Some(0) | None => external(key),
        Some(name) => *name,
    };
    distinct(group.iter().map(external)).min(distinct(group.iter().map(named)))
}

fn distinct(hashes: impl Iterator<Item = u64>) -> usize {
    let mut seen: Vec<u64> = hashes.collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len()
}

/// Joins the rows of one external id through an open-addressed table of row numbers: 8 bytes a row, no sorting.
fn join_externals(externals: &[u64], forest: &mut Forest) {
    const FREE: u32 = u32::MAX;
    if externals.len() < 2 {
        return;
    }
    let size = (externals.len() * 2).next_power_of_two();
    let mut table = vec![FREE; size];
    let shift = 64 - size.trailing_zeros();
    for (row, hash) in (0_u32..).zip(externals) {
        let mut at = usize::try_from(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift).unwrap_or(0);
        loop {
            let slot = &mut table[at];
            if *slot == FREE {
                *slot = row;
                break;
            }
            if externals[*slot as usize] == *hash {
                forest.join(*slot, row);
                break;
            }
            at = (at + 1) & (size - 1);
        }
    }
}

fn join_group(kind: KeyKind, group: &[RowKey], forest: &mut Forest, ids: &mut Ids, result: &mut Clusters) {
    let mut roots: Vec<u32> = group.iter().map(|key| forest.find(key.row)).collect();
    roots.sort_unstable();
    roots.dedup();
    let Some((first, others)) = roots.split_first() else { return };
    if others.is_empty() {
        return;
    }
    let known: Vec<Signature> = roots.iter().map(|root| ids.get(*root)).collect();
    // A record that showed several ids of one kind fits nobody, not even somebody without an id.
    let fits = !known.iter().any(|known| known.says_several());
    let together = known.iter().try_fold(Signature::default(), |sum, next| sum.meet(*next));
    if let Some(together) = together.filter(|_| fits) {
        for root in others {
            forest.join(*first, *root);
        }
        ids.set(*first, together);
        return;
    }
    result.conflicts.extend(group.iter().map(|key| Conflict { row: key.row, kind }));
    result.refused.extend(group.first().map(|key| key.hash));
    // Those of exactly the same ids still belong together; rows without one are pulled to no side.
    for (at, root) in roots.iter().enumerate() {
        let same =
            known[..at].iter().position(|earlier| *earlier == known[at] && known[at] != Signature::default() && !known[at].says_several());
        if let Some(same) = same {
            forest.join(roots[same], *root);
        }
    }
}

/// What a cluster knows of one kind of id that is unique by nature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum UniqueId {
    #[default]
    None,
    One(KeyHash),
    /// One record showed different ones.
    Several,
}

impl UniqueId {
    fn meet(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::None, known) | (known, Self::None) => Some(known),
            (Self::One(left), Self::One(right)) if left == right => Some(self),
            (Self::One(_) | Self::Several, Self::One(_) | Self::Several) => None,
        }
    }

    fn add(&mut self, hash: KeyHash) {
        *self = match self {
            Self::None => Self::One(hash),
            Self::One(known) if *known == hash => return,
            Self::One(_) | Self::Several => Self::Several,
        };
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Signature {
    credit_code: UniqueId,
    resident_id: UniqueId,
}

impl Signature {
    fn meet(self, other: Self) -> Option<Self> {
        Some(Self { credit_code: self.credit_code.meet(other.credit_code)?, resident_id: self.resident_id.meet(other.resident_id)? })
    }

    fn says_several(self) -> bool {
        self.credit_code == UniqueId::Several || self.resident_id == UniqueId::Several
    }
}

/// Ids that are unique by nature, by root. Few rows have one, so a map costs less than a column.
#[derive(Default)]
struct Ids {
    known: HashMap<u32, Signature>,
}

impl Ids {
    fn of(keys: &[RowKey], forest: &mut Forest) -> Self {
        let mut known: HashMap<u32, Signature> = HashMap::new();
        for key in keys {
            match key.kind {
                KeyKind::CreditCode => known.entry(forest.find(key.row)).or_default().credit_code.add(key.hash),
                KeyKind::ResidentId => known.entry(forest.find(key.row)).or_default().resident_id.add(key.hash),
                KeyKind::Email | KeyKind::Phone | KeyKind::Text => {}
            }
        }
        Self { known }
    }

    fn get(&self, root: u32) -> Signature {
        if self.known.is_empty() { Signature::default() } else { self.known.get(&root).copied().unwrap_or_default() }
    }

    fn set(&mut self, root: u32, signature: Signature) {
        if signature != Signature::default() {
            self.known.insert(root, signature);
        }
    }
}

/// Disjoint sets whose root is their first row.
struct Forest {
    parents: Vec<u32>,
}

impl Forest {
    fn new(rows: usize) -> Self {
        Self { parents: (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect() }
    }

    fn find(&mut self, row: u32) -> u32 {
        let mut at = row;
        loop {
            let parent = self.parents[at as usize];
            if parent == at {
                return at;
            }
            let above = self.parents[parent as usize];
            self.parents[at as usize] = above;
            at = above;
        }
    }

    fn join(&mut self, left: u32, right: u32) {
        let (left, right) = (self.find(left), self.find(right));
        let (low, high) = if left < right { (left, right) } else { (right, left) };
        self.parents[high as usize] = low;
    }

    /// Lists the sets by their first row.
    fn write(mut self, into: &mut Clusters) {
        let rows = u32::try_from(self.parents.len()).unwrap_or(u32::MAX);
        let mut places = vec![0_u32; self.parents.len()];
        for row in 0..rows {
            let root = self.find(row);
            places[root as usize] += 1;
        }
        let mut next = 0;
        for (row, place) in (0_u32..).zip(places.iter_mut()) {
            if self.parents[row as usize] == row {
                into.starts.push(next);
                let size = *place;
                *place = next;
                next += size;
            }
        }
        into.rows = vec![0; self.parents.len()];
        for row in 0..rows {
            let root = self.find(row) as usize;
            into.rows[places[root] as usize] = row;
            places[root] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One row: external id, name, keys of (kind, value).
    type TestRow = (u64, u64, Vec<(KeyKind, i64)>);

    fn load(rows: &[TestRow]) -> LoadKeys {
        let mut load = LoadKeys::default();
        for (at, (external, name, keys)) in (0_u32..).zip(rows) {
            load.externals.push(*external);
            load.names.push(*name);
            for (kind, value) in keys {
                load.keys.push(RowKey { hash: value * 8 + *kind as i64, row: at, kind: *kind, joins: *kind != KeyKind::ResidentId });
            }
        }
        load
    }

    fn run(rows: &[TestRow], share_max: usize) -> Clusters {
        cluster(&mut load(rows), &ClusterRules { shared: &|hash| hash == 999 * 8 + KeyKind::Phone as i64, share_max })
    }

    #[track_caller]
    fn check(rows: &[TestRow], expected: &[&[u32]]) {
        let found = run(rows, KEY_SHARE_MAX);
        assert_eq!(found.iter().collect::<Vec<_>>(), expected);
    }

    use KeyKind::{CreditCode, Email, Phone, ResidentId};

    #[test]
    fn rows_join_by_external_id_and_by_keys_through_chains() {
        check(&[], &[]);
        check(&[(1, 1, vec![]), (2, 2, vec![])], &[&[0], &[1]]);
        check(&[(1, 1, vec![]), (2, 2, vec![]), (1, 3, vec![])], &[&[0, 2], &[1]]);
        check(
            &[(1, 1, vec![(Phone, 5)]), (2, 2, vec![(Email, 9)]), (3, 3, vec![(Email, 7), (Phone, 5)]), (4, 4, vec![(Email, 7)])],
            &[&[0, 2, 3], &[1]],
        );
        check(&[(1, 1, vec![(Phone, 999)]), (2, 2, vec![(Phone, 999)])], &[&[0], &[1]]);
    }

    #[test]
    fn a_switchboard_joins_nobody_but_one_person_in_many_rows_stays_one() {
        let many: Vec<TestRow> = (0..12).map(|at| (at + 1, at + 1, vec![(Phone, 5)])).collect();
        let found = run(&many, KEY_SHARE_MAX);
        assert_eq!(found.len(), 12);
        assert_eq!(found.shared, [SharedKey { hash: 43, kind: Phone, holders: 12, row: 0 }]);
        let same_name: Vec<TestRow> = (0..15).map(|at| (at + 1, 7, vec![(Phone, 5)])).collect();
        assert_eq!(run(&same_name, KEY_SHARE_MAX).len(), 1);
        let same_external: Vec<TestRow> = (0..15).map(|at| (1, at + 1, vec![(Phone, 5)])).collect();
        assert_eq!(run(&same_external, KEY_SHARE_MAX).len(), 1);
    }

    #[test]
    fn two_official_ids_never_meet_and_pull_nobody() {
        let found = run(
            &[
                (1, 1, vec![(CreditCode, 100), (Phone, 5)]),
                (2, 2, vec![(CreditCode, 200), (Phone, 5)]),
                (3, 3, vec![(Phone, 5)]),
                (4, 4, vec![(CreditCode, 100), (Phone, 5)]),
            ],
            KEY_SHARE_MAX,
        );
        assert_eq!(found.iter().collect::<Vec<_>>(), [&[0, 3][..], &[1], &[2]]);
        assert_eq!(found.conflicts.iter().map(|conflict| conflict.row).collect::<Vec<_>>(), [0, 1, 2, 3]);
        // Through a chain: the e-mail joins first, then the phone would bring two ids together.
        check(
            &[
                (1, 1, vec![(CreditCode, 100), (Email, 5)]),
                (2, 2, vec![(Email, 5), (Phone, 6)]),
                (3, 3, vec![(CreditCode, 200), (Phone, 6)]),
            ],
            &[&[0, 1], &[2]],
        );
        // An id speaks even where it may not match.
        check(&[(1, 1, vec![(ResidentId, 1), (Phone, 5)]), (2, 2, vec![(ResidentId, 2), (Phone, 5)])], &[&[0], &[1]]);
        // One record that showed two ids stays whole and alone.
        check(&[(1, 1, vec![(CreditCode, 1), (Phone, 5)]), (1, 2, vec![(CreditCode, 2)]), (3, 3, vec![(Phone, 5)])], &[&[0, 1], &[2]]);
    }

    #[test]
    fn a_cluster_is_found_again_by_its_first_row() {
        let found = run(&[(1, 1, vec![]), (2, 2, vec![]), (1, 3, vec![]), (4, 4, vec![])], KEY_SHARE_MAX);
        for (at, rows) in found.iter().enumerate() {
            assert_eq!(found.position_of_row(rows[0]), at);
        }
        assert_eq!(found.position_of_row(2), 2);
        assert_eq!(found.position_of_row(9), found.len());
    }

    fn rows() -> impl Strategy<Value = Vec<TestRow>> {
        let kind = prop_oneof![Just(CreditCode), Just(ResidentId), Just(Email), Just(Phone)];
        prop::collection::vec((0..12_u64, 0..6_u64, prop::collection::vec((kind, 0..7_i64), 0..4)), 0..30)
    }

    proptest! {
        #[test]
        fn the_order_of_rows_does_not_matter(rows in rows(), seed in any::<u64>(), share_max in 1..6_usize) {
            let mut order: Vec<usize> = (0..rows.len()).collect();
            order.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
            let moved: Vec<TestRow> = order.iter().map(|at| rows[*at].clone()).collect();
            let plain = run(&rows, share_max);
            let again = run(&moved, share_max);
            let mut left: Vec<Vec<u32>> = plain.iter().map(<[u32]>::to_vec).collect();
            let mut right: Vec<Vec<u32>> = again.iter().map(|cluster| {
                let mut back: Vec<u32> = cluster.iter().map(|row| u32::try_from(order[*row as usize]).expect("small")).collect();
                back.sort_unstable();
                back
            }).collect();
            left.sort();
            right.sort();
            prop_assert_eq!(left, right);
            let shared = |clusters: &Clusters| clusters.shared.iter().map(|key| (key.hash, key.holders)).collect::<Vec<_>>();
            prop_assert_eq!(shared(&plain), shared(&again));
        }

        #[test]
        fn no_cluster_holds_two_official_ids_unless_one_record_showed_them(rows in rows()) {
            for members in run(&rows, KEY_SHARE_MAX).iter() {
                let one_record = members.iter().all(|row| rows[*row as usize].0 == rows[members[0] as usize].0);
                for kind in [CreditCode, ResidentId] {
                    let mut ids: Vec<i64> = members.iter().flat_map(|row| &rows[*row as usize].2).filter(|key| key.0 == kind).map(|key| key.1).collect();
                    ids.sort_unstable();
                    ids.dedup();
                    prop_assert!(ids.len() <= 1 || one_record);
                }
            }
        }
    }
}
