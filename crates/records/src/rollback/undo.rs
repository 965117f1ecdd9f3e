//! Undoing one change: its sources, edits and merges, but for what others changed since.

use model::{Actor, ChangeKind, Delta, Doc, FieldDelta, Object, RecordId, RecordState, SourceDelta};
use store::Session;
use store::rows::{ChangeRow, SourceRow, WriteBatch};

use super::{SINCE_MAX, Since, Worker};
use crate::RecordError;
use crate::group::{Finish, Group, WRITTEN};
use crate::reference::is_settling;
use crate::sync_rules::{TOMBSTONE, is_buried};
use crate::two_way::same_first;

impl Worker<'_> {
    pub(super) fn undo_one(&mut self, session: &mut Session<'_>, change: &ChangeRow, batch: &mut WriteBatch) -> Result<(), RecordError> {
        let object = self.object(change.record)?;
        let delta = Delta::from_json(&change.delta).map_err(|_| RecordError::Damaged(change.record))?;
        let head = session.resolve(&[change.record])?.first().copied().unwrap_or(change.record);
        let mut group = Group::load_one(session, object, head)?;
        let Some(place) = group.members.iter().position(|member| member.row.id == change.record) else { return Ok(()) };
        let hasher = self.hasher;
        let schema = self.schema;
        let finish = Finish { object, hasher: &hasher, ranks: schema.ranks(), at_ms: batch.at_ms };
        let before = group.head().stored.clone();
        let (later, notes) = self.later_changes(session, change)?;
        let mut kind = ChangeKind::Update;
        if change.kind == ChangeKind::Create {
            if let Some(last) = later.first() {
                self.keep(change.record, "", last);
                return Ok(());
            }
            if place != 0 || group.state() != RecordState::Live {
                return Ok(());
            }
            for at in 0..group.members[0].views.len() {
                group.set_linked(object, &self.hasher, (0, at), false);
            }
            group.set_state(RecordState::Deleted);
            kind = ChangeKind::Delete;
        }
        // A source record may belong to an absorbed record: take in first, change then, give back last.
        for (_, other) in delta.absorbed.iter().rev().filter(|(absorbed, _)| !absorbed) {
            kind = self.take_back(session, object, &mut group, *other)?.unwrap_or(kind);
        }
        for source in delta.sources.iter().rev() {
            self.undo_source(session, object, &mut group, source, &delta, change, &later)?;
        }
        self.undo_notes(object, &mut group, &delta, &notes)?;
        for (_, other) in delta.absorbed.iter().rev().filter(|(absorbed, _)| *absorbed) {
            kind = self.give_back(&mut group, *other, finish, batch).unwrap_or(kind);
        }
        for (name, edit) in &delta.edits {
            self.undo_edit(object, &mut group, place, name, edit, change, &later);
        }
        if let Some((old, new)) = delta.state
            && place == 0
            && change.kind != ChangeKind::Create
        {
            if group.state() == new {
                group.set_state(old);
                kind = if old == RecordState::Live { ChangeKind::Restore } else { ChangeKind::Delete };
            } else if let Some(last) = later.first() {
                self.keep(change.record, "", last);
            }
        }
        let finished = group.finish(finish, kind, batch);
        self.count(&finished.delta, kind);
        self.list_kept(object, change, &delta, &finished.delta, &before, &later);
        Ok(())
    }

    /// Releases a record that the run had absorbed.
    fn give_back(&mut self, group: &mut Group, other: RecordId, finish: Finish<'_>, batch: &mut WriteBatch) -> Option<ChangeKind> {
        let given = group.release(other)?;
        given.finish(finish, ChangeKind::Unmerged, batch);
        self.report.restored += 1;
        self.report.records += 1;
        Some(ChangeKind::Unmerge)
    }

    /// Absorbs a record again that the run had given back.
    fn take_back(
        &mut self,
        session: &mut Session<'_>,
        object: &Object,
        group: &mut Group,
        other: RecordId,
    ) -> Result<Option<ChangeKind>, RecordError> {
        let theirs = Group::load_one(session, object, other)?;
        if theirs.state() != RecordState::Live || theirs.id() == group.id() {
            return Ok(None);
        }
        group.absorb(theirs);
        self.report.records += 1;
        Ok(Some(ChangeKind::Merge))
    }

    #[expect(clippy::too_many_arguments, reason = "one step of undo_one, split off to keep both readable")]
    fn undo_source(
        &mut self,
        session: &mut Session<'_>,
        object: &Object,
        group: &mut Group,
        delta: &SourceDelta,
        whole: &Delta,
        change: &ChangeRow,
        later: &[ChangeRow],
    ) -> Result<(), RecordError> {
        let Some(at) = group.find_view(&delta.source) else {
            if delta.linked == (true, false) {
                return self.link_again(session, object, group, delta);
            }
            if let Some(last) = later.first() {
                self.keep(change.record, "", last);
            }
            return Ok(());
        };
        let view = &group.members[at.0].views[at.1];
        let fields = delta.fields.as_ref().unwrap_or(&whole.fields);
        let mut doc = view.doc.clone();
        let mut is_whole = true;
        if delta.linked.0 || delta.fields.is_some() {
            for (name, field_delta) in fields.iter().filter(|_| delta.fields.is_some()) {
                let Some(field) = object.field(name) else { continue };
                if doc.get(field.id) != field_delta.new_value() {
                    is_whole = false;
                    continue;
                }
                restore(&mut doc, field.id, field_delta.old());
            }
        }
        let mut mark = view.row.clone();
        let was_buried = delta.linked == (true, false) && delta.hash.1 == TOMBSTONE;
        if is_whole && mark.hash == delta.hash.1 && (delta.fields.is_some() || was_buried) {
            mark.hash = delta.hash.0;
            mark.version_ms = delta.version_ms.0;
            mark.run = delta.run_before.unwrap_or(mark.run);
            // Linked in the same step that takes the mark away, so that undoing this makes it a tombstone again.
            mark.linked |= was_buried;
        }
        let before = view.doc.clone();
        if doc != before || mark != view.row {
            group.update_view(object, &self.hasher, at, mark, doc.clone());
        }
        if let Some(times) = delta.times.as_deref()
            && is_whole
            && group.members[at.0].views[at.1].times.as_ref().is_none_or(|now| times.1.as_ref().is_some_and(|after| after.base == now.base))
        {
            group.set_times(at, times.0.clone());
        }
        if delta.written {
            note_still(object, group, at, &before, &doc);
        }
        match delta.linked {
            (false, true) if delta.hash.0 == TOMBSTONE && delta.version_ms.0 != 0 => {
                group.bury(object, &self.hasher, at, delta.version_ms.0, delta.run_before.unwrap_or(self.undone.id));
            }
            (false, true) => group.set_linked(object, &self.hasher, at, false),
            (true, false) => group.set_linked(object, &self.hasher, at, true),
            (true, true) | (false, false) => {}
        }
        Ok(())
    }

    /// Links a source record again that the run had unlinked, when nobody else has it.
    fn link_again(&self, session: &mut Session<'_>, object: &Object, group: &mut Group, delta: &SourceDelta) -> Result<(), RecordError> {
        let rows = session.source_rows_of(std::slice::from_ref(&delta.source))?;
        let Some(mut row) = rows.into_iter().flatten().next().filter(|row| !row.linked) else { return Ok(()) };
        let Some(text) = &row.doc else { return Ok(()) };
        let doc = Doc::from_json(object, text).map_err(|_| RecordError::Damaged(row.record))?;
        let buried = (is_buried(&row) && delta.hash.1 == TOMBSTONE).then_some((row.version_ms, row.run));
        if buried.is_some() {
            (row.hash, row.version_ms, row.run) = (delta.hash.0, delta.version_ms.0, delta.run_before.unwrap_or(row.run));
        }
        group.attach(object, &self.hasher, row, doc, true);
        if let Some((version_ms, run)) = buried {
            group.note_buried_before(version_ms, run);
        }
        if let (Some(times), Some(at)) = (delta.times.as_deref(), group.find_view(&delta.source)) {
            group.set_times(at, times.0.clone());
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one step of undo_one, split off to keep both readable")]
    fn undo_edit(
        &mut self,
        object: &Object,
        group: &mut Group,
        place: usize,
        name: &str,
        edit: &FieldDelta,
        change: &ChangeRow,
        later: &[ChangeRow],
    ) {
        let Some(field) = object.field(name) else { return };
        if group.members[place].edits.get(field.id) == edit.new_value() {
            group.edit(object, &self.hasher, place, field, edit.old());
        } else if let Some(last) = later.first() {
            self.keep(change.record, name, last);
        }
    }

    /// Takes values back from the views of systems to which they were only passed on after the run: without it they would
    /// hold what the run brought in its place. What is shown there stays so until the old value is written.
    fn undo_notes(&self, object: &Object, group: &mut Group, undone: &Delta, notes: &[ChangeRow]) -> Result<(), RecordError> {
        if undone.fields.is_empty() {
            return Ok(());
        }
        for note in notes {
            let delta = Delta::from_json(&note.delta).map_err(|_| RecordError::Damaged(note.record))?;
            for source in &delta.sources {
                let Some(at) = group.find_view(&source.source) else { continue };
                let view = &group.members[at.0].views[at.1];
                let mut doc = view.doc.clone();
                for (name, undone) in &undone.fields {
                    let Some(field) = object.field(name) else { continue };
                    let noted = source.fields.as_ref().and_then(|fields| fields.get(name));
                    let passed_on = noted.map_or_else(|| doc.get(field.id), FieldDelta::new_value).map(str::to_owned);
                    if (source.fields.is_some() && noted.is_none())
                        || doc.get(field.id) != passed_on.as_deref()
                        || !same_first(field, passed_on.as_deref(), undone.new_value())
                    {
                        continue;
                    }
                    // A source record that was only linked by the write had no value of its own.
                    restore(&mut doc, field.id, noted.map_or_else(|| undone.old(), FieldDelta::old));
                }
                let before = view.doc.clone();
                if doc != before {
                    let mark = SourceRow { hash: view.row.hash | WRITTEN, ..view.row.clone() };
                    group.update_view(object, &self.hasher, at, mark, doc.clone());
                    note_still(object, group, at, &before, &doc);
                }
            }
        }
        Ok(())
    }

    /// Changes of the record after `change` that still stand and are not of the run being undone, and notes of writes to other
    /// systems among them apart; newest first.
    fn later_changes(&mut self, session: &mut Session<'_>, change: &ChangeRow) -> Result<(Vec<ChangeRow>, Vec<ChangeRow>), RecordError> {
        let mut later = Vec::new();
        let mut notes = Vec::new();
        for other in session.changes_of(change.record, i64::MAX, 10_000)? {
            if other.seq <= change.seq {
                break;
            }
            // Finding a record for a reference that waited is nobody's intention: it ends with the value that waited.
            let object = self.object(other.record)?;
            let is_settling = || Delta::from_json(&other.delta).is_ok_and(|delta| is_settling(object, &delta));
            if other.actor != Actor::Run(self.undone.id) && self.effects.counts(session, &other)? && !is_settling() {
                if is_note_of_write(&other) { notes.push(other) } else { later.push(other) }
            }
        }
        Ok((later, notes))
    }

    /// Lists golden fields that did not get their old value back, with who changed them.
    fn list_kept(&mut self, object: &Object, change: &ChangeRow, undone: &Delta, done: &Delta, before: &Doc, later: &[ChangeRow]) {
        for (name, delta) in &undone.fields {
            let Some(field) = object.field(name) else { continue };
            let now = done.fields.get(name).map_or_else(|| before.get(field.id), FieldDelta::new_value);
            if now == delta.old() {
                continue;
            }
            let by = later.iter().find(|other| Delta::from_json(&other.delta).is_ok_and(|other| other.fields.contains_key(name)));
            if let Some(by) = by.or(later.first()) {
                self.keep(change.record, name, by);
            }
        }
    }

    fn keep(&mut self, record: RecordId, field: &str, by: &ChangeRow) {
        self.report.kept += 1;
        if self.report.changed_since.len() < SINCE_MAX {
            self.report.changed_since.push(Since {
                record: record.to_string(),
                field: field.to_owned(),
                by: by.actor.to_string(),
                at_ms: by.at_ms,
            });
        }
    }

    fn count(&mut self, delta: &Delta, kind: ChangeKind) {
        self.report.records += 1;
        match delta.state {
            Some((_, RecordState::Deleted)) => self.report.deleted += 1,
            Some((_, RecordState::Live)) => self.report.restored += 1,
            Some((_, RecordState::Merged)) | None => {
                if !delta.fields.is_empty() || kind != ChangeKind::Update {
                    self.report.reverted += 1;
                }
            }
        }
    }
}

/// What an undo takes back here of values that we wrote there is still shown there.
fn note_still(object: &Object, group: &mut Group, at: (usize, usize), before: &Doc, after: &Doc) {
    for field in &object.fields {
        if before.get(field.id) != after.get(field.id) {
            group.note_still(at, field.id, before.get(field.id));
        }
    }
}

/// That a value was written to another system is nobody's decision about it.
fn is_note_of_write(change: &ChangeRow) -> bool {
    // Most changes are told apart without reading them.
    change.delta.contains(r#""w":true"#) && Delta::from_json(&change.delta).is_ok_and(|delta| delta.is_note_of_write())
}

fn restore(doc: &mut Doc, field: model::FieldId, value: Option<&str>) {
    match value {
        Some(value) => doc.set(field, value),
        None => doc.remove(field),
    }
}
