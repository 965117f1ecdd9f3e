//! The way out: what records look like to a sync that writes them to another system, and what is noted after a write.
//!
//! After a write the other system shows what it was given. Its source view takes these values at once, so that nothing seems
//! to differ any more and the row that comes back tells nothing new. The note is part of the log and of every undo, but it is
//! nobody's decision: an undo of what was written does not stop at it.

use std::collections::{HashMap, HashSet};

use identity::keys::ids_conflict;
use model::{Actor, ChangeKind, Doc, FieldId, FieldTimes, KeyHasher, Object, RecordId, RecordState, RunId, SourceId, SourceRef};
use store::rows::{SourceRow, WriteBatch};
use store::{Session, SourceLink};

use crate::RecordError;
use crate::group::{Finish, Group, PASSED_ON, SourceView, WRITTEN, content_hash, source_row};
use crate::sync_rules::is_buried;

/// A record with what one source shows of it.
#[derive(Clone, Debug)]
pub struct Outward {
    /// The record.
    pub id: RecordId,
    /// Where it stands.
    pub state: RecordState,
    /// Its version.
    pub version: i64,
    /// When it came to be (ms).
    pub created_ms: i64,
    /// When it last changed (ms).
    pub updated_ms: i64,
    /// Golden document.
    pub golden: Doc,
    /// Fields whose golden value was set by hand.
    pub edited: Vec<FieldId>,
    /// Source records of the source, newest first.
    pub views: Vec<OutwardView>,
}

/// One source record of an [`Outward`].
#[derive(Clone, Debug)]
pub struct OutwardView {
    /// The source's id of it.
    pub external_id: String,
    /// What the source shows, or was given.
    pub doc: Doc,
    /// Stored hash without marks: tells whether it was read since.
    pub hash: i64,
    /// False when it no longer counts.
    pub linked: bool,
    /// The source told that it is gone.
    pub gone: bool,
}

/// Loads records (any state) with what `source` shows of them. Unknown ids are left out.
///
/// # Errors
/// [`RecordError::Damaged`] when stored text does not read; store errors.
pub fn outward(
    session: &mut Session<'_>,
    object: &Object,
    source: SourceId,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, Outward>, RecordError> {
    let groups = Group::load(session, object, ids)?;
    Ok(groups.into_iter().map(|(id, group)| (id, Outward::of(object, source, &group))).collect())
}

impl Outward {
    fn of(object: &Object, source: SourceId, group: &Group) -> Self {
        let head = group.head();
        let mut views: Vec<(i64, OutwardView)> = Vec::new();
        for view in group.members.iter().flat_map(|member| &member.views).filter(|view| view.row.source == source) {
            let shown = OutwardView {
                external_id: view.row.external_id.clone(),
                doc: shown_doc(view),
                hash: content_hash(view.row.hash),
                linked: view.row.linked,
                gone: is_buried(&view.row),
            };
            views.push((view.row.version_ms, shown));
        }
        views.sort_by(|left, right| {
            (right.1.linked, right.0).cmp(&(left.1.linked, left.0)).then_with(|| left.1.external_id.cmp(&right.1.external_id))
        });
        Self {
            id: head.row.id,
            state: head.row.state,
            version: head.row.version,
            created_ms: head.row.created_ms,
            updated_ms: head.row.updated_ms,
            golden: head.stored.clone(),
            edited: object.fields.iter().map(|field| field.id).filter(|id| group.winning_edit(*id).is_some()).collect(),
            views: views.into_iter().map(|view| view.1).collect(),
        }
    }
}

/// What a source shows, also where an undo took it back here.
fn shown_doc(view: &SourceView) -> Doc {
    let mut doc = view.doc.clone();
    for (field, still) in view.times.iter().flat_map(|times| &times.still) {
        match still {
            Some(value) => doc.set(*field, value),
            None => doc.remove(*field),
        }
    }
    doc
}

/// What noting writes needs to know about the run.
#[derive(Clone, Debug)]
pub struct WriteNote<'a> {
    /// The object.
    pub object: &'a Object,
    /// The source that was written to.
    pub source: SourceId,
    /// The run that wrote.
    pub run: RunId,
    /// When (ms).
    pub at_ms: i64,
    /// Recorded with the changes; usually [`Actor::Run`].
    pub actor: Actor,
    /// Hashes keys.
    pub hasher: KeyHasher,
    /// Rank per source; missing means 100.
    pub ranks: &'a HashMap<SourceId, i32>,
}

/// A record that was written to another system, with success.
#[derive(Clone, Debug)]
pub struct WrittenOut {
    /// The record as it was called when it was sent; it may have been merged since.
    pub record: RecordId,
    /// The other system's id of it.
    pub external_id: String,
    /// What the system shows now of the fields that are also read; `None` for no value.
    pub shows: Vec<(FieldId, Option<String>)>,
    /// True when it was deleted there.
    pub deleted: bool,
}

/// What became of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteNoted {
    /// The record that stands for the written one now.
    pub record: RecordId,
    /// Another record that has this id of the other system and must not be merged with this one.
    pub held_by: Option<RecordId>,
}

/// Notes writes: the source's view takes the written values; a source record that was made there is linked. When the id there
/// is known as another record's (it was read back before the write could be noted), that record is merged into this one, unless
/// a guard objects. Fills `out`, which the caller commits. One answer per entry, in order.
///
/// # Errors
/// [`RecordError::Damaged`] when stored data does not read; store errors.
pub fn note_written(
    session: &mut Session<'_>,
    note: &WriteNote<'_>,
    written: &[WrittenOut],
    out: &mut WriteBatch,
) -> Result<Vec<WriteNoted>, RecordError> {
    out.at_ms = note.at_ms;
    out.actor = Some(note.actor.clone());
    let asked: Vec<RecordId> = written.iter().map(|one| one.record).collect();
    let external_ids: Vec<&str> = written.iter().map(|one| one.external_id.as_str()).collect();
    let links = session.source_links(note.source, &external_ids)?;
    let owners: Vec<RecordId> = links.iter().zip(&asked).map(|(link, own)| link.as_ref().map_or(*own, |link| link.record)).collect();
    let heads = session.resolve(&asked)?;
    let holders = session.resolve(&owners)?;
    let mut wanted: Vec<RecordId> = heads.iter().chain(&holders).copied().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let never: HashSet<(RecordId, RecordId)> =
        if heads == holders { HashSet::new() } else { session.never_links(&wanted)?.into_iter().collect() };
    let mut groups = Group::load(session, note.object, &wanted)?;
    let mut kinds: HashMap<RecordId, ChangeKind> = HashMap::new();
    let mut moved: HashMap<RecordId, RecordId> = HashMap::new();
    let mut noted = Vec::with_capacity(written.len());
    for (at, one) in written.iter().enumerate() {
        let (Some(head), Some(holder)) = (heads.get(at), holders.get(at)) else { continue };
        let head = moved.get(head).copied().unwrap_or(*head);
        let holder = moved.get(holder).copied().unwrap_or(*holder);
        let link = links.get(at).and_then(Option::as_ref);
        let mut held_by = None;
        if holder != head && link.is_some_and(|link| link.linked) {
            if may_join(note, &groups, &never, head, holder) {
                if let Some(other) = groups.remove(&holder)
                    && let Some(group) = groups.get_mut(&head)
                {
                    group.absorb(other);
                    kinds.insert(head, ChangeKind::Merge);
                    moved.insert(holder, head);
                }
            } else {
                held_by = Some(holder);
            }
        }
        if let Some(group) = groups.get_mut(&head).filter(|_| held_by.is_none()) {
            take(note, group, one, link);
        }
        noted.push(WriteNoted { record: head, held_by });
    }
    let finish = Finish { object: note.object, hasher: &note.hasher, ranks: note.ranks, at_ms: note.at_ms };
    for id in wanted {
        if let Some(group) = groups.remove(&id) {
            group.finish(finish, kinds.get(&id).copied().unwrap_or(ChangeKind::Update), out);
        }
    }
    Ok(noted)
}

fn may_join(
    note: &WriteNote<'_>,
    groups: &HashMap<RecordId, Group>,
    never: &HashSet<(RecordId, RecordId)>,
    head: RecordId,
    holder: RecordId,
) -> bool {
    let (Some(mine), Some(theirs)) = (groups.get(&head), groups.get(&holder)) else { return false };
    mine.state() == RecordState::Live
        && theirs.state() == RecordState::Live
        && !never.contains(&(head.min(holder), head.max(holder)))
        && !ids_conflict(&mine.keys(note.object, &note.hasher), &theirs.keys(note.object, &note.hasher))
}

fn take(note: &WriteNote<'_>, group: &mut Group, written: &WrittenOut, link: Option<&SourceLink>) {
    let reference = SourceRef(note.source, written.external_id.clone());
    let found = group.find_view(&reference);
    group.note_writes();
    if written.deleted {
        if let Some(at) = found {
            let version_ms = group.members[at.0].views[at.1].row.version_ms;
            group.bury(note.object, &note.hasher, at, version_ms, note.run);
        }
        return;
    }
    let mut doc = found.map(|at| group.members[at.0].views[at.1].doc.clone()).unwrap_or_default();
    for (field, value) in &written.shows {
        match value {
            Some(value) => doc.set(*field, value),
            None => doc.remove(*field),
        }
    }
    match found {
        Some(at) => {
            let known = &group.members[at.0].views[at.1];
            if known.row.linked && known.doc == doc {
                // Nothing that is read was written: the row there is still the one that was read.
                group.note_passed_on(at, written.shows.iter().map(|(field, _)| *field));
                return;
            }
            let mark = mark_of(note, known.row.hash, known.row.version_ms, written, group.id());
            group.update_view(note.object, &note.hasher, at, mark, doc);
            group.note_passed_on(at, written.shows.iter().map(|(field, _)| *field));
        }
        None => {
            // Its version there is not known yet; any row is newer.
            let (hash, version_ms) = link.map_or((0, 0), |link| (link.hash, link.version_ms));
            group.attach(note.object, &note.hasher, mark_of(note, hash, version_ms, written, group.id()), doc, link.is_some());
            if let Some(at) = group.find_view(&reference) {
                group.set_times(at, Some(FieldTimes { base: PASSED_ON, ..FieldTimes::default() }));
            }
        }
    }
}

fn mark_of(note: &WriteNote<'_>, hash: i64, version_ms: i64, written: &WrittenOut, record: RecordId) -> SourceRow {
    let row = source_row(note.source, &written.external_id, record, hash, version_ms, note.run, "");
    SourceRow { hash: content_hash(hash) | WRITTEN, ..row }
}
