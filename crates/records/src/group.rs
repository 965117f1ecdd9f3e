//! A golden record with everything it is computed from: its own inputs and those of the records merged into it.
//!
//! Every modification goes the same way: load the group, change inputs, compute the golden document again, write the
//! difference. [`Group::finish`] is the only place that turns a modification into rows.

use std::collections::{HashMap, HashSet};

use identity::{Key, View, golden, keys_of};
use model::{
    Delta, Doc, FieldDelta, FieldTimes, FieldType, Inputs, KeyHash, KeyHasher, Object, RecordId, RecordState, RunId, SourceDelta, SourceId,
    SourceRef,
};
use store::rows::{RecordRow, SourceRow};

use crate::reference::findings_of;
pub(crate) use crate::source_content::{PASSED_ON, WRITTEN, content_hash, diff, shows_nothing_new, source_row};
use crate::sync_rules::{TOMBSTONE, is_buried};

mod finish;
mod load;

pub(crate) use load::ReadBefore;

/// Most records that may be merged into one another, directly or through others.
pub const GROUP_MEMBERS_MAX: usize = 10_000;

/// One source's view, with its parsed document.
#[derive(Clone, Debug)]
pub(crate) struct SourceView {
    pub row: SourceRow,
    pub doc: Doc,
    /// Since when it shows its values, where that is known field by field.
    pub times: Option<FieldTimes>,
    touched: bool,
    is_new: bool,
}

/// One record of a group with its own inputs.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub row: RecordRow,
    pub inputs: Inputs,
    /// Golden document as stored.
    pub stored: Doc,
    pub edits: Doc,
    pub views: Vec<SourceView>,
    /// Keys before the first modification that may change them.
    keys_before: Option<Vec<Key>>,
    /// Hashes its references waited for, before that modification.
    waiting_before: Vec<KeyHash>,
    touched: bool,
    /// Being merged into the head right now: what its own change says.
    pending: Option<Delta>,
}

/// What finishing a group did.
#[derive(Clone, Debug)]
pub(crate) struct Finished {
    /// The golden document differs from the stored one, or the state does.
    pub changed: bool,
    /// Golden deltas, by field name.
    pub delta: Delta,
}

/// The surviving record first, then the records merged into it.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub members: Vec<Member>,
    delta: Delta,
    /// Source views change now because we wrote there.
    writes: bool,
}

/// What finishing needs besides the group.
#[derive(Clone, Copy)]
pub(crate) struct Finish<'a> {
    pub object: &'a Object,
    pub hasher: &'a KeyHasher,
    pub ranks: &'a HashMap<SourceId, i32>,
    pub at_ms: i64,
}

impl Member {
    /// A record that does not exist yet.
    pub fn fresh(id: RecordId, at_ms: i64) -> Self {
        Self {
            row: RecordRow {
                id,
                version: 0,
                state: RecordState::Live,
                merged_into: None,
                created_ms: at_ms,
                updated_ms: at_ms,
                last_seq: 0,
                inputs: String::new(),
                doc: String::new(),
            },
            inputs: Inputs::default(),
            stored: Doc::new(),
            edits: Doc::new(),
            views: Vec::new(),
            keys_before: Some(Vec::new()),
            waiting_before: Vec::new(),
            touched: false,
            pending: None,
        }
    }

    /// True when no source shows it any more and nobody set a value by hand.
    fn is_orphan(&self) -> bool {
        self.edits.is_empty() && self.views.iter().all(|view| !view.row.linked)
    }

    /// True for the views whose refs are kept with the record: linked ones, and those that were shown last.
    fn holds(&self, view: &SourceView) -> bool {
        view.row.linked || self.row.state == RecordState::Deleted || (is_buried(&view.row) && self.is_orphan())
    }

    fn keys(&self, object: &Object, hasher: &KeyHasher) -> Vec<Key> {
        let mut keys = Vec::new();
        let is_orphan = self.is_orphan();
        for view in self.views.iter().filter(|view| view.row.linked || (is_orphan && is_buried(&view.row))) {
            keys_of(object, hasher, &view.doc, &mut keys);
        }
        keys_of(object, hasher, &self.edits, &mut keys);
        keys.sort_unstable_by_key(|key| key.hash);
        keys.dedup_by_key(|key| key.hash);
        keys
    }

    /// Hashes that its unresolved references wait for, in rising order.
    fn waiting(&self, object: &Object) -> Vec<KeyHash> {
        let linked = self.views.iter().filter(|view| view.row.linked);
        let mut hashes: Vec<KeyHash> =
            linked.flat_map(|view| object.waiting_references(&view.doc)).flat_map(|(_, waiting)| waiting.keys).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    }

    /// Must be called before every modification that may add or remove a key.
    fn remember_keys(&mut self, object: &Object, hasher: &KeyHasher) {
        if self.keys_before.is_none() {
            self.keys_before = Some(self.keys(object, hasher));
            self.waiting_before = self.waiting(object);
        }
        self.touched = true;
    }
}

impl Group {
    /// A group around a record that does not exist yet.
    pub fn fresh(id: RecordId, at_ms: i64) -> Self {
        Self { members: vec![Member::fresh(id, at_ms)], delta: Delta::default(), writes: false }
    }

    /// The surviving record.
    pub fn head(&self) -> &Member {
        &self.members[0]
    }

    pub fn id(&self) -> RecordId {
        self.members[0].row.id
    }

    pub fn state(&self) -> RecordState {
        self.members[0].row.state
    }

    /// Every key that finds this group, from all source views and edits.
    pub fn keys(&self, object: &Object, hasher: &KeyHasher) -> Vec<Key> {
        let mut keys: Vec<Key> = self.members.iter().flat_map(|member| member.keys(object, hasher)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// What the unresolved references of all its members wait for, with the member that holds them.
    pub fn waiting(&self, object: &Object) -> Vec<(KeyHash, RecordId)> {
        self.members.iter().flat_map(|member| member.waiting(object).into_iter().map(|hash| (hash, member.row.id))).collect()
    }

    /// Linked views with unresolved references, and where they stand.
    pub fn waiting_views(&self, object: &Object) -> Vec<((usize, usize), &SourceView)> {
        let mut found = Vec::new();
        for (at, member) in self.members.iter().enumerate() {
            let views = member.views.iter().enumerate().filter(|(_, view)| view.row.linked);
            let waiting = views.filter(|(_, view)| object.waiting_references(&view.doc).next().is_some());
            found.extend(waiting.map(|(place, view)| ((at, place), view)));
        }
        found
    }

    /// Position of a linked or unlinked source view.
    pub fn find_view(&self, source: &SourceRef) -> Option<(usize, usize)> {
        self.members.iter().enumerate().find_map(|(member, known)| {
            let view = known.views.iter().position(|view| view.row.source == source.0 && view.row.external_id == source.1)?;
            Some((member, view))
        })
    }

    /// Links a source record that is not among the views yet. `existed` says whether its row is in the store.
    pub fn attach(&mut self, object: &Object, hasher: &KeyHasher, mut row: SourceRow, doc: Doc, existed: bool) {
        row.record = self.id();
        row.linked = true;
        self.members[0].remember_keys(object, hasher);
        self.delta.sources.push(SourceDelta {
            source: SourceRef(row.source, row.external_id.clone()),
            linked: (false, true),
            fields: None,
            hash: (0, row.hash),
            version_ms: (0, row.version_ms),
            run_before: None,
            times: None,
            written: self.writes,
        });
        self.members[0].views.push(SourceView { row, doc, times: None, touched: true, is_new: !existed });
    }

    /// Replaces what a source record shows. `mark` carries the new hash, version, run and findings, and whether it is linked.
    pub fn update_view(&mut self, object: &Object, hasher: &KeyHasher, at: (usize, usize), mark: SourceRow, doc: Doc) {
        let member = &mut self.members[at.0];
        let known = &member.views[at.1];
        let fields = diff(object, &known.doc, &doc);
        let identifies = |name: &String| {
            object
                .field(name)
                .is_some_and(|field| identity::keys::key_kind(field).is_some() || matches!(field.field_type, FieldType::Reference { .. }))
        };
        if !(known.row.linked && mark.linked) || fields.keys().any(identifies) {
            member.remember_keys(object, hasher);
        }
        member.touched = true;
        let view = &mut member.views[at.1];
        let before = view.times.clone();
        if let Some(times) = &mut view.times {
            for field in fields.keys().filter_map(|name| object.field(name)) {
                times.of.remove(&field.id);
                times.still.remove(&field.id);
            }
        }
        let times = (before != view.times).then(|| Box::new((before, view.times.clone())));
        if !fields.is_empty() || view.row.linked != mark.linked {
            self.delta.sources.push(SourceDelta {
                source: SourceRef(view.row.source, view.row.external_id.clone()),
                linked: (view.row.linked, mark.linked),
                fields: Some(fields),
                hash: (view.row.hash, mark.hash),
                version_ms: (view.row.version_ms, mark.version_ms),
                run_before: Some(view.row.run),
                times,
                written: self.writes,
            });
        }
        let findings = if object.reference_fields().next().is_some() {
            findings_of(object, &doc, mark.findings.as_deref())
        } else {
            mark.findings.clone()
        };
        view.row = SourceRow { record: view.row.record, created_run: view.row.created_run, findings, ..mark };
        view.doc = doc;
        view.touched = true;
    }

    /// Says since when a view shows its values; belongs to the change of the view made last, if it made one.
    pub fn set_times(&mut self, at: (usize, usize), times: Option<FieldTimes>) {
        let view = &mut self.members[at.0].views[at.1];
        if view.times == times {
            return;
        }
        let source = SourceRef(view.row.source, view.row.external_id.clone());
        if let Some(delta) = self.delta.sources.last_mut().filter(|delta| delta.source == source) {
            let before = delta.times.take().map_or_else(|| view.times.clone(), |times| times.0);
            delta.times = (before != times).then(|| Box::new((before, times.clone())));
        }
        view.times = times;
        self.members[at.0].touched = true;
    }

    /// What the source still shows of a field that an undo took back here.
    pub fn note_still(&mut self, at: (usize, usize), field: model::FieldId, shown: Option<&str>) {
        let view = &self.members[at.0].views[at.1];
        let base = view.row.version_ms;
        let mut times = view.times.clone().unwrap_or(FieldTimes { base, ..FieldTimes::default() });
        times.still.insert(field, shown.map(str::to_owned));
        self.set_times(at, Some(times));
    }

    /// The source was given these values: they are not its own, and whoever has or gets one of their own is newer.
    pub fn note_passed_on(&mut self, at: (usize, usize), given: impl Iterator<Item = model::FieldId>) {
        let view = &self.members[at.0].views[at.1];
        let base = view.row.version_ms;
        let mut times = view.times.clone().unwrap_or(FieldTimes { base, ..FieldTimes::default() });
        for field in given {
            times.still.remove(&field);
            times.of.insert(field, PASSED_ON);
        }
        self.set_times(at, Some(times));
    }

    /// Since when the newest of the other views shows a value of `field` (ms).
    pub fn newest_other(&self, field: model::FieldId, at: (usize, usize)) -> Option<i64> {
        let others = self.members.iter().enumerate().flat_map(|(member, known)| {
            known.views.iter().enumerate().filter(move |(view, _)| (member, *view) != at).map(|(_, view)| view)
        });
        let timed = |view: &SourceView| view.times.as_ref().map_or(view.row.version_ms, |times| times.get(field));
        others.filter(|view| view.row.linked && view.doc.get(field).is_some()).map(timed).max()
    }

    /// Unlinks or links again a source record that is among the views.
    pub fn set_linked(&mut self, object: &Object, hasher: &KeyHasher, at: (usize, usize), linked: bool) {
        let member = &mut self.members[at.0];
        if member.views[at.1].row.linked == linked {
            return;
        }
        member.remember_keys(object, hasher);
        let view = &mut member.views[at.1];
        self.delta.sources.push(SourceDelta {
            source: SourceRef(view.row.source, view.row.external_id.clone()),
            linked: (view.row.linked, linked),
            fields: None,
            hash: (view.row.hash, view.row.hash),
            version_ms: (view.row.version_ms, view.row.version_ms),
            run_before: Some(view.row.run),
            times: view.times.clone().filter(|_| !linked).map(|times| Box::new((Some(times), None))),
            written: self.writes,
        });
        view.row.linked = linked;
        view.touched = true;
    }

    /// Unlinks a source record because its source told that it is gone at `version_ms`: it becomes a tombstone.
    pub fn bury(&mut self, object: &Object, hasher: &KeyHasher, at: (usize, usize), version_ms: i64, run: RunId) {
        let member = &mut self.members[at.0];
        member.remember_keys(object, hasher);
        let view = &mut member.views[at.1];
        self.delta.sources.push(SourceDelta {
            source: SourceRef(view.row.source, view.row.external_id.clone()),
            linked: (view.row.linked, false),
            fields: None,
            hash: (view.row.hash, TOMBSTONE),
            version_ms: (view.row.version_ms, version_ms),
            run_before: Some(view.row.run),
            times: view.times.clone().map(|times| Box::new((Some(times), None))),
            written: self.writes,
        });
        view.row = SourceRow { linked: false, hash: TOMBSTONE, version_ms, run, ..view.row.clone() };
        view.touched = true;
    }

    /// Notes that the source record linked last was a tombstone before, so that an undo makes it one again.
    pub fn note_buried_before(&mut self, version_ms: i64, run: RunId) {
        if let Some(delta) = self.delta.sources.last_mut() {
            (delta.hash.0, delta.version_ms.0, delta.run_before) = (TOMBSTONE, version_ms, Some(run));
        }
    }

    /// True when no source shows this record any more and nobody set a value by hand: it holds what was shown last.
    pub fn is_orphan(&self) -> bool {
        self.members.iter().all(Member::is_orphan)
    }

    /// Sets or takes back a manual value of a member: `None` means "not set by hand", `Some("null")` "cleared".
    pub fn edit(&mut self, object: &Object, hasher: &KeyHasher, place: usize, field: &model::Field, value: Option<&str>) {
        let is_new = self.members[0].row.version == 0;
        let member = &mut self.members[place];
        let old = member.edits.get(field.id).map(str::to_owned);
        if old.as_deref() == value {
            return;
        }
        if identity::keys::key_kind(field).is_some() {
            member.remember_keys(object, hasher);
        }
        if !is_new {
            self.delta.edits.insert(field.name.clone(), FieldDelta::new(old.as_deref(), value));
        }
        match value {
            Some(value) => member.edits.set(field.id, value),
            None => member.edits.remove(field.id),
        }
        member.touched = true;
    }

    /// The value of `field` set by hand that wins, with the place of its member; a value cleared by hand is `null`.
    pub fn winning_edit(&self, field: model::FieldId) -> Option<(usize, &str)> {
        self.members.iter().enumerate().find_map(|(place, member)| member.edits.get(field).map(|value| (place, value)))
    }

    /// Lets what was set by hand yield to `shown`. Where a record merged into this one holds a value set by hand as well, that
    /// one must not come back: then `shown` itself is set.
    pub fn yield_edit(&mut self, object: &Object, hasher: &KeyHasher, field: &model::Field, shown: Option<&str>) {
        let deeper = self.members.iter().skip(1).any(|member| member.edits.get(field.id).is_some());
        self.edit(object, hasher, 0, field, deeper.then_some(shown.unwrap_or("null")));
    }

    /// From now on source views change because we wrote there.
    pub fn note_writes(&mut self) {
        self.writes = true;
    }

    /// Changes the state of the surviving record.
    pub fn set_state(&mut self, state: RecordState) {
        let old = self.members[0].row.state;
        if old != state {
            self.delta.state = Some((self.delta.state.map_or(old, |(first, _)| first), state));
            self.members[0].row.state = state;
            self.members[0].touched = true;
        }
    }

    /// Takes another group in: its head becomes merged into this head.
    pub fn absorb(&mut self, mut other: Self) {
        let id = other.id();
        self.delta.absorbed.push((true, id));
        self.members[0].inputs.absorbed.push(id);
        self.members[0].touched = true;
        let survivor = self.id();
        let head = &mut other.members[0];
        head.pending = Some(Delta {
            state: Some((head.row.state, RecordState::Merged)),
            merged_into: Some((head.row.merged_into, Some(survivor))),
            ..other.delta
        });
        head.row.state = RecordState::Merged;
        head.row.merged_into = Some(survivor);
        self.members.extend(other.members);
    }

    /// Gives a directly absorbed record back, with everything merged into it before. `None` when it is not absorbed here.
    pub fn release(&mut self, id: RecordId) -> Option<Self> {
        let at = self.members[0].inputs.absorbed.iter().position(|known| *known == id)?;
        self.members[0].inputs.absorbed.remove(at);
        self.members[0].touched = true;
        self.delta.absorbed.push((false, id));
        let mut tree: HashSet<RecordId> = HashSet::from([id]);
        // Members stand in depth-first order, so a parent is met before its children.
        let mut given = Vec::new();
        let mut kept = Vec::new();
        for (at, member) in std::mem::take(&mut self.members).into_iter().enumerate() {
            if at > 0 && tree.contains(&member.row.id) {
                tree.extend(member.inputs.absorbed.iter().copied());
                given.push(member);
            } else {
                kept.push(member);
            }
        }
        self.members = kept;
        let mut given = Self { members: given, delta: Delta::default(), writes: false };
        let head = given.members.first_mut()?;
        given.delta.merged_into = Some((head.row.merged_into, None));
        head.row.merged_into = None;
        given.set_state(RecordState::Live);
        Some(given)
    }

    /// The golden document of the inputs as they are now.
    pub fn golden(&self, object: &Object, ranks: &HashMap<SourceId, i32>) -> Doc {
        golden_of(object, ranks, &self.members)
    }

    /// Source views and manual views with their owners, for lineage.
    pub fn views<'a>(&'a self, ranks: &HashMap<SourceId, i32>) -> (Vec<View<'a>>, Vec<&'a Doc>) {
        let (views, edits, _) = inputs_of(ranks, &self.members);
        (views, edits)
    }
}

type GroupInputs<'a> = (Vec<View<'a>>, Vec<&'a Doc>, Vec<usize>);

fn inputs_of<'a>(ranks: &HashMap<SourceId, i32>, members: &'a [Member]) -> GroupInputs<'a> {
    let mut views = Vec::new();
    let mut owners = Vec::new();
    let are_orphans = members.iter().all(Member::is_orphan);
    for (at, member) in members.iter().enumerate() {
        let counts =
            |view: &&SourceView| view.row.linked || member.row.state == RecordState::Deleted || (are_orphans && is_buried(&view.row));
        for view in member.views.iter().filter(counts) {
            views.push(View {
                doc: &view.doc,
                version_ms: view.row.version_ms,
                times: view.times.as_ref(),
                rank: ranks.get(&view.row.source).copied().unwrap_or(100),
                source: view.row.source,
                external_id: &view.row.external_id,
            });
            owners.push(at);
        }
    }
    (views, members.iter().map(|member| &member.edits).collect(), owners)
}

fn golden_of(object: &Object, ranks: &HashMap<SourceId, i32>, members: &[Member]) -> Doc {
    let (views, edits, owners) = inputs_of(ranks, members);
    golden(object, &views, &edits, &owners)
}
