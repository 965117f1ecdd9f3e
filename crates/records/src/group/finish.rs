//! Turning a modified group into rows: the one place where that happens.

use std::collections::HashSet;

use identity::{Key, unique_hashes_of};
use model::{ChangeKind, Delta, Doc, Edits, FieldId, KeyHash, KeyHasher, Object, RecordId, RecordState, SourceRef};
use store::rows::{NewChange, RecordRow, WriteBatch};

use super::{Finish, Finished, Group, Member, golden_of};
use crate::source_content::diff;
use crate::sync_rules::is_buried;

impl Group {
    /// Computes the golden document, and writes everything that changed into `out`.
    ///
    /// `kind` is what the change is called when the values or the state changed.
    pub fn finish(mut self, with: Finish<'_>, kind: ChangeKind, out: &mut WriteBatch) -> Finished {
        let is_new = self.members[0].row.version == 0;
        let new = self.golden(with.object, with.ranks);
        let old_state = self.delta.state.map_or(self.members[0].row.state, |(old, _)| old);
        if !is_new {
            self.delta.fields = diff(with.object, &self.members[0].stored, &new);
        }
        let changed = is_new || !self.delta.fields.is_empty() || self.delta.state.is_some() || self.delta.merged_into.is_some();
        let logged = changed || !self.delta.sources.is_empty() || !self.delta.edits.is_empty() || !self.delta.absorbed.is_empty();
        self.write_unique(with, is_new, old_state, &new, out);
        self.write_head(with, is_new, logged, new, kind, out);
        for at in 1..self.members.len() {
            self.write_absorbed(at, with, out);
        }
        for member in &mut self.members {
            write_sources_and_keys(with, member, out);
        }
        Finished { changed, delta: self.delta }
    }

    /// Writes the keys that the definition `now` gives and `before` did not, and those that go; nothing else changes.
    pub fn rekey(&self, before: &Object, now: &Object, hasher: &KeyHasher, out: &mut WriteBatch) {
        for member in &self.members {
            write_keys(member.row.id, &member.keys(before, hasher), &member.keys(now, hasher), out);
        }
        let head = &self.members[0];
        if head.row.state == RecordState::Live {
            let hashes = |object: &Object| {
                let mut hashes = Vec::new();
                unique_hashes_of(object, hasher, &head.stored, &mut hashes);
                hashes
            };
            write_unique_hashes(head.row.id, &hashes(before), &hashes(now), out);
        }
    }

    fn write_head(&mut self, with: Finish<'_>, is_new: bool, logged: bool, new: Doc, kind: ChangeKind, out: &mut WriteBatch) {
        let delta = if is_new && self.delta.absorbed.is_empty() { String::new() } else { self.delta.to_json() };
        let head = &mut self.members[0];
        if !logged && !head.touched {
            return;
        }
        head.stored = new;
        let times_before = head.inputs.times.clone();
        write_inputs(with.object, head);
        if !logged {
            // Only the mark of a source row changed (hash, version): the record row stays as it is, or all but its inputs.
            if head.inputs.times != times_before {
                out.inputs_only.push(taken(&mut head.row));
            }
            return;
        }
        head.row.version += 1;
        head.row.updated_ms = with.at_ms;
        out.changes.push(NewChange { record: head.row.id, kind, delta });
        let row = taken(&mut head.row);
        if is_new {
            out.created.push(row);
        } else {
            out.changed.push(row);
        }
    }

    /// Writes a member other than the head: its own golden document, and its own change when it is being merged now.
    fn write_absorbed(&mut self, at: usize, with: Finish<'_>, out: &mut WriteBatch) {
        let pending = self.members[at].pending.take();
        if !self.members[at].touched && pending.is_none() {
            return;
        }
        let own = golden_of(with.object, with.ranks, &subtree(&self.members, at));
        let member = &mut self.members[at];
        let fields = diff(with.object, &member.stored, &own);
        if pending.is_some() {
            let mut unique = Vec::new();
            unique_hashes_of(with.object, with.hasher, &member.stored, &mut unique);
            out.unique_removed.extend(unique.into_iter().map(|(_, hash)| (hash, member.row.id)));
        }
        member.stored = own;
        write_inputs(with.object, member);
        match pending {
            Some(delta) => {
                member.row.version += 1;
                member.row.updated_ms = with.at_ms;
                let delta = Delta { fields, ..delta }.to_json();
                out.changes.push(NewChange { record: member.row.id, kind: ChangeKind::Merged, delta });
                out.changed.push(member.row.clone());
            }
            None => out.inputs_only.push(member.row.clone()),
        }
    }

    fn write_unique(&self, with: Finish<'_>, is_new: bool, old_state: RecordState, new: &Doc, out: &mut WriteBatch) {
        let head = &self.members[0];
        let mut before = Vec::new();
        let mut after = Vec::new();
        if !is_new && old_state == RecordState::Live {
            unique_hashes_of(with.object, with.hasher, &head.stored, &mut before);
        }
        if head.row.state == RecordState::Live {
            unique_hashes_of(with.object, with.hasher, new, &mut after);
        }
        write_unique_hashes(head.row.id, &before, &after, out);
    }
}

fn write_unique_hashes(id: RecordId, before: &[(FieldId, KeyHash)], after: &[(FieldId, KeyHash)], out: &mut WriteBatch) {
    out.unique_added.extend(after.iter().filter(|hash| !before.contains(hash)).map(|(_, hash)| (*hash, id)));
    out.unique_removed.extend(before.iter().filter(|hash| !after.contains(hash)).map(|(_, hash)| (*hash, id)));
}

/// Both in the order of their hashes.
fn write_keys(id: RecordId, before: &[Key], now: &[Key], out: &mut WriteBatch) {
    let missing = |keys: &[Key], hash: KeyHash| keys.binary_search_by_key(&hash, |key| key.hash).is_err();
    out.keys_added.extend(now.iter().filter(|key| missing(before, key.hash)).map(|key| (key.hash, id)));
    out.keys_removed.extend(before.iter().filter(|key| missing(now, key.hash)).map(|key| (key.hash, id)));
}

/// The row without its texts staying behind: a group that is finished is not looked at again.
fn taken(row: &mut RecordRow) -> RecordRow {
    RecordRow { inputs: std::mem::take(&mut row.inputs), doc: std::mem::take(&mut row.doc), ..*row }
}

fn subtree(members: &[Member], at: usize) -> Vec<Member> {
    let mut tree: HashSet<RecordId> = HashSet::from([members[at].row.id]);
    let mut found = Vec::new();
    for member in &members[at..] {
        if tree.contains(&member.row.id) {
            tree.extend(member.inputs.absorbed.iter().copied());
            found.push(member.clone());
        }
    }
    found
}

/// Brings the stored text of inputs and document up to date.
fn write_inputs(object: &Object, member: &mut Member) {
    let is_deleted = member.row.state == RecordState::Deleted;
    member.inputs.sources = member
        .views
        .iter()
        .filter(|view| member.holds(view))
        .map(|view| SourceRef(view.row.source, view.row.external_id.clone()))
        .collect();
    member.inputs.times = member
        .views
        .iter()
        .filter(|view| member.holds(view))
        .filter_map(|view| Some((SourceRef(view.row.source, view.row.external_id.clone()), view.times.clone()?)))
        .collect();
    member.inputs.edits = if member.edits.is_empty() {
        Edits::None
    } else if member.inputs.sources.is_empty() && member.inputs.absorbed.is_empty() && member.edits == member.stored {
        Edits::Whole
    } else {
        Edits::Fields(member.edits.to_json(object))
    };
    member.row.doc = member.stored.to_json(object);
    // A view stored nowhere but beside the golden document needs a copy as soon as it is not the only one.
    let stays_single = member.inputs.is_single_source();
    let is_orphan = member.is_orphan();
    member.inputs.view = None;
    for view in &mut member.views {
        let is_held = view.row.linked || is_deleted || (is_orphan && is_buried(&view.row));
        let is_only = stays_single && is_held;
        let is_golden = is_only && view.doc == member.stored;
        if is_golden && (view.is_new || view.row.doc.is_none()) {
            view.row.doc = None;
        } else if is_only && !view.touched && view.row.doc.is_none() && !member.edits.is_empty() {
            member.inputs.view = Some(difference(object, &member.stored, &view.doc).to_json(object));
        } else if view.touched || view.row.doc.is_none() {
            view.touched = true;
            view.row.doc = Some(view.doc.to_json(object));
        }
    }
    member.row.inputs = member.inputs.to_json();
}

/// Values of `view` where it is not `golden`; `null` for those it does not have.
fn difference(object: &Object, golden: &Doc, view: &Doc) -> Doc {
    let mut differing = Doc::new();
    for field in &object.fields {
        let (value, golden) = (view.get(field.id), golden.get(field.id));
        if value != golden {
            differing.set(field.id, value.unwrap_or("null"));
        }
    }
    differing
}

fn write_sources_and_keys(with: Finish<'_>, member: &mut Member, out: &mut WriteBatch) {
    let id = member.row.id;
    if let Some(before) = member.keys_before.take() {
        let now = member.keys(with.object, with.hasher);
        write_keys(id, &before, &now, out);
        let waiting = member.waiting(with.object);
        out.waiting_added.extend(waiting.iter().filter(|hash| !member.waiting_before.contains(hash)).map(|hash| (*hash, id)));
        out.waiting_removed.extend(member.waiting_before.iter().filter(|hash| !waiting.contains(hash)).map(|hash| (*hash, id)));
    }
    for view in member.views.drain(..).filter(|view| view.touched) {
        if view.is_new {
            out.sources_created.push(view.row);
        } else {
            out.sources_changed.push(view.row);
        }
    }
}
