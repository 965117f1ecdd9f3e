//! Rows that belong to new and to known records, turned into what is written.

use identity::{View, golden};
use model::{ChangeKind, Doc, FieldType, Finding, FindingCode, Object, RecordId, RecordState, fragment};
use store::Session;
use store::rows::{NewChange, RecordRow, WriteBatch};

use super::{Applied, AppliedRow, ApplyContext, Example, Incoming, RowOutcome, finish};
use crate::RecordError;
use crate::decide::{Known, Unit};
use crate::group::{Group, SourceView, shows_nothing_new, source_row};
use crate::parallel::in_slices;
use crate::sync_rules::SyncRules;
use crate::two_way::{ViewChange, settle_fields};

pub(super) fn write(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    fresh: &[&Incoming],
    units: Vec<Unit<'_>>,
    mut known: Known,
    out: &mut WriteBatch,
    applied: &mut Applied,
) -> Result<(), RecordError> {
    let (known_units, units): (Vec<_>, Vec<_>) = units.into_iter().partition(|unit| !unit.heads.is_empty() || unit.revive.is_some());
    write_all_known(session, context, known_units, &mut known, out, applied)?;
    let new_count = fresh.len() + units.len();
    let mut next = if new_count == 0 { RecordId(0) } else { session.allocate_record_ids(context.object.id, new_count)? };
    out.created.reserve(new_count);
    out.sources_created.reserve(new_count);
    out.changes.reserve(new_count);
    out.keys_added.reserve(new_count * 2);
    applied.rows.reserve(new_count);
    let has_defaults = context.object.fields.iter().any(|field| field.default.is_some());
    // Ids follow the order of the rows, so that a load that is looked up gives the same ones as one that is computed alone.
    let mut singles = fresh.iter().peekable();
    for unit in units {
        let first_row = unit.first_row();
        while let Some(row) = singles.next_if(|row| row.row_number < first_row) {
            write_single(context, next, row, row.json.clone(), has_defaults, out, applied);
            next = RecordId(next.0 + 1);
        }
        let id = next;
        next = RecordId(next.0 + 1);
        let mut group = Group::fresh(id, context.at_ms);
        number(session, context, &mut group)?;
        write_new(context, &unit, group, out, applied);
    }
    for row in singles {
        write_single(context, next, row, row.json.clone(), has_defaults, out, applied);
        next = RecordId(next.0 + 1);
    }
    Ok(())
}

/// The common case, a new record from one row, without building a group; `json` as [`Incoming::json`]. The object has no unique fields.
pub(crate) fn write_single(
    context: &ApplyContext<'_>,
    id: RecordId,
    row: &Incoming,
    json: String,
    has_defaults: bool,
    out: &mut WriteBatch,
    applied: &mut Applied,
) {
    let mut source = source_row(context.source, &row.external_id, id, row.hash, row.version_ms, context.run, &row.findings);
    let mut doc = if json.is_empty() { row.doc.to_json(context.object) } else { json };
    let waiting = context.object.waiting_references(&row.doc).flat_map(|(_, waiting)| waiting.keys).map(|hash| (hash, id));
    let waiting_before = out.waiting_added.len();
    out.waiting_added.extend(waiting);
    if has_defaults || out.waiting_added.len() > waiting_before || context.object.without_waiting(&row.doc).is_some() {
        let view =
            View { doc: &row.doc, version_ms: row.version_ms, times: None, rank: 0, source: context.source, external_id: &row.external_id };
        let golden = golden(context.object, &[view], &[], &[usize::MAX]);
        if golden != row.doc {
            source.doc = Some(std::mem::replace(&mut doc, golden.to_json(context.object)));
        }
    }
    let mut inputs = String::with_capacity(24 + row.external_id.len());
    inputs.push_str("{\"s\":[[");
    inputs.push_str(&context.source.to_string());
    inputs.push(',');
    fragment::push_text(&mut inputs, &row.external_id);
    inputs.push_str("]]}");
    out.created.push(RecordRow {
        id,
        version: 1,
        state: RecordState::Live,
        merged_into: None,
        created_ms: context.at_ms,
        updated_ms: context.at_ms,
        last_seq: 0,
        inputs,
        doc,
    });
    out.sources_created.push(source);
    out.keys_added.extend(row.keys.iter().map(|key| (key.hash, id)));
    out.changes.push(NewChange { record: id, kind: ChangeKind::Create, delta: String::new() });
    applied.created += 1;
    applied.rows.push(AppliedRow { row_number: row.row_number, outcome: RowOutcome::Created, record: Some(id) });
    if applied.examples.len() < context.examples_max {
        let golden = context.object.without_waiting(&row.doc);
        let fields = crate::group::diff(context.object, &Doc::new(), golden.as_ref().unwrap_or(&row.doc));
        applied.examples.push(Example { record: id.to_string(), kind: "create", rows: vec![row.row_number], fields });
    }
}

fn number(session: &mut Session<'_>, context: &ApplyContext<'_>, group: &mut Group) -> Result<(), RecordError> {
    for field in context.object.live_fields() {
        if let FieldType::AutoNumber { prefix } = &field.field_type {
            let number = session.next_auto_number(context.object.id, field.id, 1)?;
            group.edit(context.object, &context.hasher, 0, field, Some(&fragment::text(&format!("{prefix}{number}"))));
        }
    }
    Ok(())
}

pub(crate) fn write_new(context: &ApplyContext<'_>, unit: &Unit<'_>, mut group: Group, out: &mut WriteBatch, applied: &mut Applied) {
    let id = group.id();
    for row in &unit.rows {
        let mark = source_row(context.source, &row.external_id, id, row.hash, row.version_ms, context.run, &row.findings);
        group.attach(context.object, &context.hasher, mark, row.doc.clone(), unit.existing.contains(row.external_id.as_str()));
    }
    applied.created += 1;
    unit.note(applied, RowOutcome::Created, id);
    let new = group.golden(context.object, context.ranks);
    if applied.examples.len() < context.examples_max {
        let fields = crate::group::diff(context.object, &Doc::new(), &new);
        applied.examples.push(Example { record: id.to_string(), kind: "create", rows: unit.row_numbers(), fields });
    }
    group.finish(finish(context), ChangeKind::Create, out);
}

/// Rows of known records, with the records they belong to: the one that survives first.
struct KnownUnit<'a> {
    unit: Unit<'a>,
    group: Group,
    others: Vec<Group>,
}

/// Each unit changes records of its own, so where nothing has to be asked meanwhile they are computed on several threads.
fn write_all_known(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    units: Vec<Unit<'_>>,
    known: &mut Known,
    out: &mut WriteBatch,
    applied: &mut Applied,
) -> Result<(), RecordError> {
    let mut ready = Vec::with_capacity(units.len());
    for unit in units {
        let Some(first) = unit.heads.first().copied().or(unit.revive) else { continue };
        let Some(group) = known.groups.remove(&first) else { continue };
        let others = unit.heads.iter().skip(1).filter_map(|other| known.groups.remove(other)).collect();
        ready.push(KnownUnit { unit, group, others });
    }
    if context.two_way.is_some() {
        return ready.into_iter().try_for_each(|unit| write_known(Some(&mut *session), context, unit, out, applied));
    }
    let slices = in_slices(ready, |units| {
        let (mut out, mut applied) = (WriteBatch::default(), Applied::default());
        let written = units.into_iter().try_for_each(|unit| write_known(None, context, unit, &mut out, &mut applied));
        written.map(|()| (out, applied))
    })?;
    for slice in slices {
        let (more, done) = slice?;
        out.append(more);
        applied.append(done, context.examples_max);
    }
    Ok(())
}

/// `session` is there where fields are written both ways, which may have to be asked about.
fn write_known(
    mut session: Option<&mut Session<'_>>,
    context: &ApplyContext<'_>,
    known: KnownUnit<'_>,
    out: &mut WriteBatch,
    applied: &mut Applied,
) -> Result<(), RecordError> {
    let KnownUnit { unit, mut group, others } = known;
    let first = group.id();
    let is_revived = unit.heads.is_empty();
    let mut kind = ChangeKind::Update;
    if is_revived {
        group.set_state(RecordState::Live);
        kind = ChangeKind::Restore;
    }
    for other in others {
        group.absorb(other);
        kind = ChangeKind::Merge;
    }
    let mut outcomes = Vec::with_capacity(unit.rows.len());
    for row in &unit.rows {
        outcomes.push((row.row_number, take_row(session.as_deref_mut(), context, &unit, &mut group, row, applied)?));
    }
    let finished = group.finish(finish(context), kind, out);
    if is_revived {
        applied.created += 1;
    } else if finished.changed {
        applied.updated.push(first);
        let is_protected = |name: &String| context.object.field(name).is_some_and(|field| field.protected);
        applied.protected += u64::from(finished.delta.fields.keys().any(is_protected));
    }
    for (at, (row_number, outcome)) in outcomes.into_iter().enumerate() {
        let outcome = match outcome {
            RowOutcome::Updated if is_revived && at == 0 => RowOutcome::Created,
            RowOutcome::Merged if is_revived && at == 0 => RowOutcome::Created,
            RowOutcome::Updated if is_revived => RowOutcome::Merged,
            RowOutcome::Updated if !finished.changed => RowOutcome::Unchanged,
            RowOutcome::Created | RowOutcome::Updated | RowOutcome::Unchanged | RowOutcome::Merged | RowOutcome::Held => outcome,
        };
        applied.rows.push(AppliedRow { row_number, outcome, record: Some(first) });
    }
    unit.note_superseded(applied, first, is_revived);
    if finished.changed && applied.examples.len() < context.examples_max {
        let kind = kind.name();
        applied.examples.push(Example { record: first.to_string(), kind, rows: unit.row_numbers(), fields: finished.delta.fields });
    }
    Ok(())
}

/// Lets one row change the group it belongs to.
fn take_row(
    session: Option<&mut Session<'_>>,
    context: &ApplyContext<'_>,
    unit: &Unit<'_>,
    group: &mut Group,
    row: &Incoming,
    applied: &mut Applied,
) -> Result<RowOutcome, RecordError> {
    let mut mark = source_row(context.source, &row.external_id, group.id(), row.hash, row.version_ms, context.run, &row.findings);
    let reference = model::SourceRef(context.source, row.external_id.clone());
    let Some(at) = group.find_view(&reference) else {
        group.attach(context.object, &context.hasher, mark, row.doc.clone(), unit.existing.contains(row.external_id.as_str()));
        let at = group.find_view(&reference).unwrap_or_default();
        let change = ViewChange { before: None, now: &row.doc, row, at, version_ms: 0, times: None, agreed: &Doc::new() };
        if let Some(session) = session {
            settle_fields(session, context, group, &change, applied)?;
        }
        return Ok(RowOutcome::Merged);
    };
    let view = &group.members[at.0].views[at.1].row;
    let view_is_linked = view.linked;
    if view.linked && shows_nothing_new(view.hash, view.version_ms, row.hash, row.version_ms) {
        return Ok(RowOutcome::Unchanged);
    }
    if context.sync.is_some_and(|rules| rules.versionless) {
        mark.version_ms = mark.version_ms.max(view.version_ms);
    } else if view.linked && row.version_ms < view.version_ms {
        applied.findings.push((row.row_number, Finding::new(FindingCode::VersionStale, "", "")));
        return Ok(RowOutcome::Unchanged);
    }
    let now = match context.sync {
        Some(rules) => kept(context.object, rules, &group.members[at.0].views[at.1].doc, &row.doc),
        None => row.doc.clone(),
    };
    let now = told_now(&group.members[at.0].views[at.1], now);
    let Some(session) = session else {
        group.update_view(context.object, &context.hasher, at, mark, now);
        return Ok(RowOutcome::Updated);
    };
    let known = &group.members[at.0].views[at.1];
    let (before, times, version_ms) = (known.doc.clone(), known.times.clone(), known.row.version_ms);
    let agreed = group.golden(context.object, context.ranks);
    group.update_view(context.object, &context.hasher, at, mark, now.clone());
    let before = view_is_linked.then_some(&before);
    settle_fields(session, context, group, &ViewChange { before, now: &now, row, at, version_ms, times, agreed: &agreed }, applied)?;
    Ok(RowOutcome::Updated)
}

/// What a row tells, without values that the source only still shows because we once wrote them there.
fn told_now(view: &SourceView, mut now: Doc) -> Doc {
    for (field, still) in view.times.iter().flat_map(|times| &times.still) {
        if now.get(*field) == still.as_deref() {
            match view.doc.get(*field) {
                Some(value) => now.set(*field, value),
                None => now.remove(*field),
            }
        }
    }
    now
}

/// What a source shows now, with the values shown before where it tells nothing about them.
fn kept(object: &Object, rules: &SyncRules, before: &Doc, now: &Doc) -> Doc {
    let mut doc = now.clone();
    for field in object.live_fields() {
        // No rule reads a kept field now: what it has is a stand-in for a name, and worth less than what was shown.
        let keeps = rules.keep.contains(&field.id) || (rules.keep_empty && now.get(field.id).is_none());
        if let (true, Some(value)) = (keeps, before.get(field.id)) {
            doc.set(field.id, value);
        }
    }
    doc
}
