//! Reading what happened to a record: its changes, and where each value comes from.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use identity::golden::{Winner, winner_of};
use model::{
    Actor, Caller, ChangeKind, Delta, Doc, Field, FieldDelta, FieldType, Object, RecordId, RecordState, RunId, SourceDelta, SourceRef,
    Verb, WaitingReference,
};
use store::Session;
use store::rows::ChangeRow;

use crate::group::Group;
use crate::write::Operation;
use crate::{RecordError, Records};

/// Most changes of one record that are walked.
const CHANGES_MAX: usize = 10_000;

/// One change of a record.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// Position in the log of changes.
    pub seq: i64,
    /// Version it made.
    pub version: i64,
    /// What kind.
    pub kind: ChangeKind,
    /// When (ms).
    pub at_ms: i64,
    /// Who.
    pub actor: Actor,
    /// Values, old and new; for a creation all first values as new ones.
    pub fields: BTreeMap<String, FieldDelta>,
    /// Source records linked, changed or unlinked.
    pub sources: Vec<SourceDelta>,
    /// Records absorbed (true) or given back (false).
    pub absorbed: Vec<(bool, RecordId)>,
    /// The record it was absorbed by, before and after.
    pub merged_into: Option<(Option<RecordId>, Option<RecordId>)>,
    /// State before and after.
    pub state: Option<(RecordState, RecordState)>,
    /// The change before this one is no longer kept.
    pub is_cut: bool,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A source record showed it.
    Source {
        /// Name of the source.
        source: String,
        /// Its id of the record.
        external_id: String,
        /// The run that brought it.
        run: RunId,
        /// The source's version time (ms).
        version_ms: i64,
    },
    /// Somebody set it by hand.
    Manual {
        /// Who.
        actor: Actor,
        /// When (ms).
        at_ms: i64,
        /// The change that did it.
        seq: i64,
    },
    /// Somebody set it by hand, in a change that is no longer kept.
    ManualCut,
    /// The field's default.
    Default,
}

/// A value with its origin.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Canonical JSON fragment.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Lineage of one field: the winning value and those it won against.
#[derive(Clone, Debug)]
pub struct FieldLineage {
    /// Name of the field.
    pub field: String,
    /// Why the winner won: `manual`, `newest`, `oldest`, `source_rank`, `longest`, `most_frequent`, `default`.
    pub rule: &'static str,
    /// The winner.
    pub winner: Candidate,
    /// The others, at most 100.
    pub others: Vec<Candidate>,
}

/// One source record linked to a record.
#[derive(Clone, Debug)]
pub struct LinkedSource {
    /// Name of the source.
    pub source: String,
    /// Its id of the record.
    pub external_id: String,
    /// The record it is linked to directly (an absorbed one keeps its own).
    pub record: RecordId,
    /// The run that last changed it.
    pub run: RunId,
    /// The run that first linked it.
    pub created_run: RunId,
    /// The source's version time (ms).
    pub version_ms: i64,
    /// Its view as JSON object text.
    pub doc: String,
    /// Findings as a JSON array text.
    pub findings: Option<String>,
}

impl Records {
    /// Changes of one record (any state), newest first, older than `before` if given.
    ///
    /// # Errors
    /// [`RecordError::NotFound`], [`RecordError::Forbidden`], store errors.
    pub fn history(
        &self,
        caller: &Caller,
        object: &Arc<Object>,
        id: RecordId,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, RecordError> {
        let operation = Operation::new(self, caller, object);
        operation.authorise(Verb::Read)?;
        let id = operation.own(id)?;
        self.store().read(|session| {
            let row = session.record(id)?.ok_or_else(|| RecordError::NotFound { what: "record".to_owned() })?;
            let floor = session.change_floor()?.seq;
            let changes = session.changes_of(id, i64::MAX, CHANGES_MAX)?;
            let mut now = Doc::from_json(&operation.object, &row.doc).map_err(|_| RecordError::Damaged(id))?;
            let mut entries = Vec::new();
            for change in changes {
                let entry = entry(&operation.object, id, change, &now, floor)?;
                if entry.kind != ChangeKind::Create {
                    step_back(&operation.object, &mut now, &entry.fields);
                }
                if before.is_none_or(|before| entry.seq < before) {
                    entries.push(entry);
                }
                if entries.len() >= limit {
                    break;
                }
            }
            Ok(entries)
        })
    }

    /// Where each value of a live record comes from.
    ///
    /// # Errors
    /// As [`Records::history`].
    pub fn lineage(&self, caller: &Caller, object: &Arc<Object>, id: RecordId) -> Result<Vec<FieldLineage>, RecordError> {
        let operation = Operation::new(self, caller, object);
        operation.authorise(Verb::Read)?;
        self.store().read(|session| {
            let group = operation.load_live(session, id)?;
            lineage_of_group(session, &operation, &group, &group.head().stored)
        })
    }

    /// What each value would be, and why, if `absorbed` were merged into `survivor` now. Nothing is changed.
    ///
    /// # Errors
    /// As [`Records::history`], and those of a merge.
    pub fn lineage_if_merged(
        &self,
        caller: &Caller,
        object: &Arc<Object>,
        survivor: RecordId,
        absorbed: &[RecordId],
    ) -> Result<Vec<FieldLineage>, RecordError> {
        let operation = Operation::new(self, caller, object);
        operation.authorise(Verb::Read)?;
        self.store().read(|session| {
            let (group, _) = operation.merged(session, survivor, absorbed)?;
            let golden = group.golden(&operation.object, operation.schema.ranks());
            lineage_of_group(session, &operation, &group, &golden)
        })
    }

    /// Source records linked to a live record and to those merged into it.
    ///
    /// # Errors
    /// As [`Records::history`].
    pub fn sources(&self, caller: &Caller, object: &Arc<Object>, id: RecordId) -> Result<Vec<LinkedSource>, RecordError> {
        let operation = Operation::new(self, caller, object);
        operation.authorise(Verb::Read)?;
        self.store().read(|session| {
            let group = operation.load_live(session, id)?;
            let mut linked = Vec::new();
            for member in &group.members {
                linked.extend(member.views.iter().filter(|view| view.row.linked).map(|view| LinkedSource {
                    source: source_name(&operation, &view.row.source),
                    external_id: view.row.external_id.clone(),
                    record: view.row.record,
                    run: view.row.run,
                    created_run: view.row.created_run,
                    version_ms: view.row.version_ms,
                    doc: shown(&operation.object, &view.doc),
                    findings: view.row.findings.clone(),
                }));
            }
            Ok(linked)
        })
    }

    /// Ids of a live record and of everything merged into it, the record first.
    ///
    /// # Errors
    /// As [`Records::history`].
    pub fn family(&self, caller: &Caller, object: &Arc<Object>, id: RecordId) -> Result<Vec<RecordId>, RecordError> {
        let operation = Operation::new(self, caller, object);
        operation.authorise(Verb::Read)?;
        self.store().read(|session| Ok(operation.load_live(session, id)?.members.iter().map(|member| member.row.id).collect()))
    }
}

/// Names of the fields whose values changed after `version` of a record, as far back as the log is kept.
pub(crate) fn changed_since(session: &mut Session<'_>, object: &Object, id: RecordId, version: i64) -> Result<Vec<String>, RecordError> {
    let changes = session.changes_of(id, i64::MAX, CHANGES_MAX)?;
    let mut fields = BTreeSet::new();
    for change in changes.iter().take_while(|change| change.version > version) {
        let delta = Delta::from_json(&change.delta).map_err(|_| RecordError::Damaged(id))?;
        fields.extend(delta.fields.into_keys().filter(|name| object.field(name).is_some_and(|field| !field.archived)));
    }
    Ok(fields.into_iter().collect())
}

fn entry(object: &Object, id: RecordId, change: ChangeRow, now: &Doc, floor: i64) -> Result<HistoryEntry, RecordError> {
    let delta = Delta::from_json(&change.delta).map_err(|_| RecordError::Damaged(id))?;
    let fields = if change.kind == ChangeKind::Create { crate::group::diff(object, &Doc::new(), now) } else { delta.fields };
    Ok(HistoryEntry {
        seq: change.seq,
        is_cut: (1..=floor).contains(&change.prev_seq),
        version: change.version,
        kind: change.kind,
        at_ms: change.at_ms,
        actor: change.actor,
        fields,
        sources: delta.sources,
        absorbed: delta.absorbed,
        merged_into: delta.merged_into,
        state: delta.state,
    })
}

fn step_back(object: &Object, now: &mut Doc, fields: &BTreeMap<String, FieldDelta>) {
    for (name, delta) in fields {
        let Some(field) = object.field(name) else { continue };
        match delta.old() {
            Some(old) => now.set(field.id, old),
            None => now.remove(field.id),
        }
    }
}

/// Changes of the records whose manual views are asked about, read once.
struct EditLog {
    changes: HashMap<RecordId, Vec<(ChangeRow, Delta)>>,
}

impl EditLog {
    /// The change that last set `field` of `id` by hand.
    fn origin(&mut self, session: &mut Session<'_>, id: RecordId, field: &Field) -> Result<Origin, RecordError> {
        if let Entry::Vacant(unread) = self.changes.entry(id) {
            let mut changes = Vec::new();
            for change in session.changes_of(id, i64::MAX, CHANGES_MAX)? {
                let delta = Delta::from_json(&change.delta).map_err(|_| RecordError::Damaged(id))?;
                changes.push((change, delta));
            }
            unread.insert(changes);
        }
        let changes = self.changes.get(&id).map(Vec::as_slice).unwrap_or_default();
        let set = changes.iter().find(|(change, delta)| delta.edits.contains_key(&field.name) || change.kind == ChangeKind::Create);
        let floor = session.change_floor()?.seq;
        let is_cut = floor > 0 && changes.last().is_none_or(|(oldest, _)| (1..=floor).contains(&oldest.prev_seq));
        if set.is_none() && is_cut {
            return Ok(Origin::ManualCut);
        }
        Ok(match set.or(changes.last()) {
            Some((change, _)) => Origin::Manual { actor: change.actor.clone(), at_ms: change.at_ms, seq: change.seq },
            None => Origin::Default,
        })
    }
}

/// Where each value of `golden`, the document of the group, comes from.
fn lineage_of_group(
    session: &mut Session<'_>,
    operation: &Operation,
    group: &Group,
    golden: &Doc,
) -> Result<Vec<FieldLineage>, RecordError> {
    let mut log = EditLog { changes: HashMap::new() };
    let mut lines = Vec::new();
    for field in operation.object.live_fields() {
        if let Some(value) = golden.get(field.id) {
            lines.push(lineage_of(session, operation, group, field, value, &mut log)?);
        }
    }
    Ok(lines)
}

fn lineage_of(
    session: &mut Session<'_>,
    operation: &Operation,
    group: &Group,
    field: &Field,
    value: &str,
    log: &mut EditLog,
) -> Result<FieldLineage, RecordError> {
    let (views, edits) = group.views(operation.schema.ranks());
    let view_origin = |at: usize| {
        let view = &views[at];
        let row =
            group.find_view(&SourceRef(view.source, view.external_id.to_owned())).map(|(member, at)| &group.members[member].views[at].row);
        Origin::Source {
            source: source_name(operation, &view.source),
            external_id: view.external_id.to_owned(),
            run: row.map_or(RunId(0), |row| row.run),
            version_ms: view.version_ms,
        }
    };
    let won = winner_of(&operation.object, field, &views, &edits).map(|(winner, _)| winner);
    let (rule, origin) = match won {
        Some(Winner::Edit(at)) => ("manual", log.origin(session, group.members[at].row.id, field)?),
        Some(Winner::View(at)) => (rule_name(field), view_origin(at)),
        Some(Winner::Default) | None => ("default", Origin::Default),
    };
    let mut others = Vec::new();
    for (at, edit) in edits.iter().enumerate() {
        if let Some(value) = edit.get(field.id).filter(|_| won != Some(Winner::Edit(at))) {
            others.push(Candidate { value: value.to_owned(), origin: log.origin(session, group.members[at].row.id, field)? });
        }
    }
    for (at, view) in views.iter().enumerate() {
        let value = view.doc.get(field.id).filter(|value| won != Some(Winner::View(at)) && !is_waiting(field, value));
        if let Some(value) = value {
            others.push(Candidate { value: value.to_owned(), origin: view_origin(at) });
        }
    }
    others.truncate(100);
    Ok(FieldLineage { field: field.name.clone(), rule, winner: Candidate { value: value.to_owned(), origin }, others })
}

fn is_waiting(field: &Field, value: &str) -> bool {
    matches!(field.field_type, FieldType::Reference { .. }) && WaitingReference::is_waiting(value)
}

/// A source's view for people: of references that wait only what the source wrote.
fn shown(object: &Object, doc: &Doc) -> String {
    let mut view = doc.clone();
    for (field, waiting) in object.waiting_references(doc) {
        view.set_with(field.id, |out| WaitingReference { keys: Vec::new(), ..waiting }.write(out));
    }
    view.to_json(object)
}

fn rule_name(field: &Field) -> &'static str {
    match field.survivorship {
        model::Survivorship::Newest => "newest",
        model::Survivorship::Oldest => "oldest",
        model::Survivorship::SourceRank => "source_rank",
        model::Survivorship::Longest => "longest",
        model::Survivorship::MostFrequent => "most_frequent",
    }
}

fn source_name(operation: &Operation, id: &model::SourceId) -> String {
    operation.schema.source(*id).map(|source| source.name.clone()).unwrap_or_else(|| id.to_string())
}
