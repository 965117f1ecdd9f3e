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

/// What was read of groups before they are loaded, in the same transaction.
#[derive(Default)]
pub(crate) struct ReadBefore {
    /// Records, in the order of their ids.
    pub records: Vec<RecordRow>,
    /// Rows of one source, in the order of their ids there.
    pub sources: Vec<SourceRow>,
}

impl ReadBefore {
    fn source(&self, reference: &SourceRef) -> Option<&SourceRow> {
        let found = self.sources.binary_search_by(|row| row.external_id.as_str().cmp(&reference.1)).ok()?;
        self.sources.get(found).filter(|row| row.source == reference.0)
    }
}

impl Group {
    /// Loads the groups of `ids` (any state; each id is the head of its own group). Unknown ids are left out.
    ///
    /// # Errors
    /// [`RecordError::Damaged`] when stored text does not read; store errors.
    pub fn load(session: &mut Session<'_>, object: &Object, ids: &[RecordId]) -> Result<HashMap<RecordId, Self>, RecordError> {
        Self::load_rest(session, object, ids, ReadBefore::default())
    }

    /// As [`Group::load`], without reading again what was read before.
    pub fn load_rest(
        session: &mut Session<'_>,
        object: &Object,
        ids: &[RecordId],
        mut before: ReadBefore,
    ) -> Result<HashMap<RecordId, Self>, RecordError> {
        let mut known: HashMap<RecordId, Member> = HashMap::with_capacity(ids.len());
        let mut rows = std::mem::take(&mut before.records);
        let mut wanted: Vec<RecordId> = ids.to_vec();
        wanted.retain(|id| rows.binary_search_by_key(id, |row| row.id).is_err());
        while !(wanted.is_empty() && rows.is_empty()) {
            wanted.sort_unstable();
            wanted.dedup();
            rows.extend(session.records(&wanted)?.into_iter().flatten());
            let read = |rows: Vec<RecordRow>| rows.into_iter().map(|row| Member::read(object, row)).collect::<Result<Vec<_>, _>>();
            let mut next = Vec::new();
            for members in in_slices(std::mem::take(&mut rows), read)? {
                for member in members? {
                    next.extend(member.inputs.absorbed.iter().copied().filter(|id| !known.contains_key(id)));
                    known.insert(member.row.id, member);
                }
            }
            wanted = next;
        }
        load_views(session, object, &mut known, &before)?;
        let mut groups = HashMap::with_capacity(ids.len());
        for id in ids {
            if known.contains_key(id) {
                // Nearly all groups have one member, and members are large.
                let mut members = Vec::with_capacity(1);
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

fn load_views(
    session: &mut Session<'_>,
    object: &Object,
    known: &mut HashMap<RecordId, Member>,
    before: &ReadBefore,
) -> Result<(), RecordError> {
    let refs: Vec<&SourceRef> = known.values().flat_map(|member| &member.inputs.sources).collect();
    if refs.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<Option<SourceRow>> = refs.iter().map(|reference| before.source(reference).cloned()).collect();
    let missing: Vec<usize> = (0..rows.len()).filter(|at| rows.get(*at).is_some_and(Option::is_none)).collect();
    let asked: Vec<SourceRef> = missing.iter().filter_map(|at| refs.get(*at).map(|reference| (*reference).clone())).collect();
    for (at, row) in missing.into_iter().zip(session.source_rows_of(&asked)?) {
        if let Some(place) = rows.get_mut(at) {
            *place = row;
        }
    }
    // In the order in which the refs were gathered: the map was not changed since.
    let mut rows = rows.into_iter();
    let shown = known.values_mut().map(|member| {
        let count = member.inputs.sources.len();
        (member, rows.by_ref().take(count).flatten().collect())
    });
    let give =
        |members: Vec<(&mut Member, Vec<SourceRow>)>| members.into_iter().try_for_each(|(member, rows)| give_views(object, member, rows));
    in_slices(shown.collect(), give)?.into_iter().collect()
}

/// `rows`: what the sources show of the member, in the order of its refs.
fn give_views(object: &Object, member: &mut Member, rows: Vec<SourceRow>) -> Result<(), RecordError> {
    member.views.reserve_exact(rows.len());
    for row in rows {
        // A row that was unlinked here and taken by another record since belongs to that one.
        if row.record != member.row.id {
            continue;
        }
        let doc = match &row.doc {
            None => view_beside(object, &member.stored, member.inputs.view.as_deref()).map_err(|_| RecordError::Damaged(member.row.id))?,
            Some(text) => Doc::from_json(object, text).map_err(|_| RecordError::Damaged(member.row.id))?,
        };
        let is_of = |source: &SourceRef| source.0 == row.source && source.1 == row.external_id;
        let times = member.inputs.times.iter().find(|known| is_of(&known.0)).map(|known| known.1.clone());
        member.views.push(SourceView { row, doc, times, touched: false, is_new: false });
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
