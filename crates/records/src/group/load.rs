//! Reading groups: records, those merged into them, and what sources show of each.

use std::collections::HashMap;

use model::{Delta, Doc, DocError, Edits, Inputs, Object, RecordId, SourceRef};
use store::Session;
use store::rows::{RecordRow, SourceRow};

use super::{GROUP_MEMBERS_MAX, Group, Member, SourceView};
use crate::RecordError;
use crate::parallel::in_slices;

impl Member {
    fn read(object: &Object, row: RecordRow) -> Result<Self, RecordError> {
        let damaged = || RecordError::Damaged(row.id);
        let inputs = Inputs::from_json(&row.inputs).map_err(|_| damaged())?;
        let stored = Doc::from_json(object, &row.doc).map_err(|_| damaged())?;
        let edits = match &inputs.edits {
            Edits::None => Doc::new(),
            Edits::Whole => stored.clone(),
            Edits::Fields(text) => Doc::from_json(object, text).map_err(|_| damaged())?,
        };
        Ok(Self {
            row,
            inputs,
            stored,
            edits,
            views: Vec::new(),
            keys_before: None,
            waiting_before: Vec::new(),
            touched: false,
            pending: None,
        })
    }
}

impl Group {
    /// Loads the groups of `ids` (any state; each id is the head of its own group). Unknown ids are left out.
    ///
    /// # Errors
    /// [`RecordError::Damaged`] when stored text does not read; store errors.
    pub fn load(session: &mut Session<'_>, object: &Object, ids: &[RecordId]) -> Result<HashMap<RecordId, Self>, RecordError> {
        let mut known: HashMap<RecordId, Member> = HashMap::with_capacity(ids.len());
        let mut wanted: Vec<RecordId> = ids.to_vec();
        while !wanted.is_empty() {
            wanted.sort_unstable();
            wanted.dedup();
            let rows = session.records(&wanted)?.into_iter().flatten().collect();
            let read = |rows: Vec<RecordRow>| rows.into_iter().map(|row| Member::read(object, row)).collect::<Result<Vec<_>, _>>();
            let mut next = Vec::new();
            for members in in_slices(rows, read)? {
                for member in members? {
                    next.extend(member.inputs.absorbed.iter().copied().filter(|id| !known.contains_key(id)));
                    known.insert(member.row.id, member);
                }
            }
            wanted = next;
        }
        load_views(session, object, &mut known)?;
        let mut groups = HashMap::with_capacity(ids.len());
        for id in ids {
            if known.contains_key(id) {
                let mut members = Vec::new();
                collect(&mut known, *id, &mut members);
                groups.insert(*id, Self { members, delta: Delta::default(), writes: false });
            }
        }
        Ok(groups)
    }

    /// Loads one group.
    ///
    /// # Errors
    /// [`RecordError::NotFound`] when there is no such record.
    pub fn load_one(session: &mut Session<'_>, object: &Object, id: RecordId) -> Result<Self, RecordError> {
        Self::load(session, object, &[id])?.remove(&id).ok_or_else(|| RecordError::NotFound { what: "record".to_owned() })
    }
}

fn load_views(session: &mut Session<'_>, object: &Object, known: &mut HashMap<RecordId, Member>) -> Result<(), RecordError> {
    let mut refs: Vec<(RecordId, SourceRef)> = Vec::new();
    for member in known.values() {
        refs.extend(member.inputs.sources.iter().map(|source| (member.row.id, source.clone())));
    }
    if refs.is_empty() {
        return Ok(());
    }
    refs.sort_by(|left, right| left.1.cmp(&right.1));
    let wanted: Vec<SourceRef> = refs.iter().map(|(_, source)| source.clone()).collect();
    let rows = session.source_rows_of(&wanted)?;
    let mut loaded: HashMap<SourceRef, SourceRow> = HashMap::with_capacity(refs.len());
    for (source, row) in wanted.into_iter().zip(rows) {
        if let Some(row) = row {
            loaded.insert(source, row);
        }
    }
    let give = |members: Vec<&mut Member>| members.into_iter().try_for_each(|member| give_views(object, &loaded, member));
    in_slices(known.values_mut().collect(), give)?.into_iter().collect()
}

fn give_views(object: &Object, loaded: &HashMap<SourceRef, SourceRow>, member: &mut Member) -> Result<(), RecordError> {
    for source in &member.inputs.sources {
        // A row that was unlinked here and taken by another record since belongs to that one.
        let Some(row) = loaded.get(source).filter(|row| row.record == member.row.id) else { continue };
        let doc = match &row.doc {
            None => view_beside(object, &member.stored, member.inputs.view.as_deref()).map_err(|_| RecordError::Damaged(member.row.id))?,
            Some(text) => Doc::from_json(object, text).map_err(|_| RecordError::Damaged(member.row.id))?,
        };
        let times = member.inputs.times.iter().find(|known| known.0 == *source).map(|known| known.1.clone());
        member.views.push(SourceView { row: row.clone(), doc, times, touched: false, is_new: false });
    }
    Ok(())
}

/// Moves `id` and everything merged into it out of `known`, depth first. A record belongs to one group only.
fn collect(known: &mut HashMap<RecordId, Member>, id: RecordId, members: &mut Vec<Member>) {
    if members.len() >= GROUP_MEMBERS_MAX {
        return;
    }
    if let Some(member) = known.remove(&id) {
        let children = member.inputs.absorbed.clone();
        members.push(member);
        for child in children {
            collect(known, child, members);
        }
    }
}

/// The view that [`difference`] was made of.
fn view_beside(object: &Object, golden: &Doc, differing: Option<&str>) -> Result<Doc, DocError> {
    let mut view = golden.clone();
    let Some(differing) = differing else { return Ok(view) };
    for (field, value) in Doc::from_json(object, differing)?.iter() {
        if value == "null" {
            view.remove(field);
        } else {
            view.set(field, value);
        }
    }
    Ok(view)
}
