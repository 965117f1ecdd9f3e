//! Fields that both sides change: what a person set here meets what the source shows now.
//!
//! Three values decide, field by field: what the source showed before, what it shows now, and what was set here. A value set
//! here that the source has shown already (it was delivered) simply yields to the source's newer one. If it was never there,
//! both sides changed, and the field's policy decides. What yields goes into the change, so that an undo brings it back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use model::{ChangeKind, Delta, Doc, Field, FieldId, FieldTimes, RecordId, fragment};
use serde::{Deserialize, Serialize};
use store::Session;

use crate::RecordError;
use crate::apply::{Applied, ApplyContext, Incoming};
use crate::group::{Group, PASSED_ON};
use crate::sync_rules::RowsAre;

/// Changes of one record looked at for what a source showed before a write.
const WRITES_LOOKED_AT: usize = 100;
/// Changes of one record looked at for the time of an edit. An edit before them counts as old.
const CHANGES_MAX: usize = 1_000;

/// What happens when a person here and the system there changed the same field since both were equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictPolicy {
    /// The system's value stays, the value set here goes into the history.
    #[default]
    SourceWins,
    /// The value changed last stays.
    Newest,
    /// The value set here stays and is written there.
    RapportWins,
    /// A person decides; until then neither side is touched.
    Ask,
}

/// Whether two values of a field are the same to the other system: a list of phones of which it holds one, an address of which
/// it holds the city.
pub type SameValue = dyn Fn(&Field, Option<&str>, Option<&str>) -> bool + Send + Sync;

/// Fields of a load that are also written to its source.
#[derive(Clone)]
pub struct TwoWay {
    /// Who wins, by field.
    pub policies: BTreeMap<FieldId, ConflictPolicy>,
    /// Times closer together than this count as equal (ms).
    pub tolerance_ms: i64,
    /// When values count as equal there.
    pub same: Arc<SameValue>,
    /// Values that were sent and whose outcome is not known yet, by record: a row that shows one of them shows our own write.
    pub in_flight: BTreeMap<RecordId, BTreeMap<FieldId, Vec<Option<String>>>>,
}

impl fmt::Debug for TwoWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TwoWay").field("policies", &self.policies).field("tolerance_ms", &self.tolerance_ms).finish_non_exhaustive()
    }
}

impl TwoWay {
    /// With the usual comparison: equal fragments, or the same first value of several.
    #[must_use]
    pub fn new(policies: BTreeMap<FieldId, ConflictPolicy>, tolerance_ms: i64) -> Self {
        Self { policies, tolerance_ms, same: Arc::new(same_first), in_flight: BTreeMap::new() }
    }
}

impl TwoWay {
    /// True when a source shows what was sent there and not confirmed yet.
    fn is_own(&self, record: RecordId, field: &Field, there: Option<&str>) -> bool {
        let sent = self.in_flight.get(&record).and_then(|fields| fields.get(&field.id));
        sent.is_some_and(|sent| sent.iter().any(|sent| (self.same)(field, sent.as_deref(), there)))
    }
}

/// Equal fragments; for fields with several values the same first one.
#[must_use]
pub fn same_first(field: &Field, left: Option<&str>, right: Option<&str>) -> bool {
    if left == right || !field.is_multi() {
        return left == right;
    }
    let first = |list: Option<&str>| list.and_then(|list| fragment::as_list(list).into_iter().next().map(|value| value.into_owned()));
    first(left) == first(right)
}

/// How a field that both sides changed was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictOutcome {
    /// The source's value stays.
    Source,
    /// The value set here stays.
    Here,
    /// A person decides.
    Asked,
}

/// A field that both sides changed. Holds values of a customer: never logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldConflict {
    /// The record.
    pub record: RecordId,
    /// Name of the field.
    pub field: String,
    /// The source's id of the record.
    pub external_id: String,
    /// Place in the source of the row.
    pub row_number: i64,
    /// What the source showed before.
    pub before: Option<String>,
    /// What it shows now.
    pub there: Option<String>,
    /// What was set here; `None` when the value was cleared by hand.
    pub here: Option<String>,
    /// How it was settled.
    pub settled: ConflictOutcome,
}

/// What a row changes in the source's view: `before` is `None` when the source record is linked for the first time.
pub(crate) struct ViewChange<'a> {
    pub before: Option<&'a Doc>,
    /// What it shows now.
    pub now: &'a Doc,
    pub row: &'a Incoming,
    /// Place of the view in the group.
    pub at: (usize, usize),
    /// Version of the view before (ms), and since when it showed its values.
    pub version_ms: i64,
    pub times: Option<FieldTimes>,
    /// The golden document before the row.
    pub agreed: &'a Doc,
}

/// Lets edits of `group` yield where the source's view changed, lists what both sides changed, and says since when the view
/// shows its values: a field that only this source changed counts as newer than what others show, whatever the clocks say.
pub(crate) fn settle_fields(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    group: &mut Group,
    change: &ViewChange<'_>,
    applied: &mut Applied,
) -> Result<(), RecordError> {
    let Some(two_way) = context.two_way else { return Ok(()) };
    let mut won: BTreeSet<FieldId> = BTreeSet::new();
    for (id, policy) in &two_way.policies {
        let Some(field) = context.object.field_by_id(*id) else { continue };
        if two_way.is_own(group.id(), field, change.now.get(*id)) {
            continue;
        }
        let Some((place, edit)) = group.winning_edit(*id) else {
            let agreed = change.agreed.get(*id);
            if change.before.is_some_and(|before| (two_way.same)(field, agreed, before.get(*id))) {
                won.insert(*id);
            }
            continue;
        };
        let here = (edit != "null").then(|| edit.to_owned());
        let there = change.now.get(*id);
        let before = change.before.and_then(|doc| doc.get(*id));
        let is_first = change.before.is_none();
        // At the first meeting there is nothing the two sides ever agreed on; a value that the source lacks takes nothing away.
        let is_quiet = if is_first { there.is_none() || here.as_deref() == there } else { before == there };
        if is_quiet {
            continue;
        }
        let is_settled = here.as_deref() == there || (!is_first && (two_way.same)(field, here.as_deref(), before));
        if !is_first && here.as_deref() != there && comes_late(session, context, group.id(), field, there)? {
            continue;
        }
        let settled = if is_settled {
            ConflictOutcome::Source
        } else {
            let owner = group.members.get(place).map_or(group.id(), |member| member.row.id);
            by_policy(session, two_way, *policy, owner, field, change.row.version_ms)?
        };
        if !is_settled {
            applied.conflicts.push(FieldConflict {
                record: group.id(),
                field: field.name.clone(),
                external_id: change.row.external_id.clone(),
                row_number: change.row.row_number,
                before: before.map(str::to_owned),
                there: there.map(str::to_owned),
                here,
                settled,
            });
        }
        if settled == ConflictOutcome::Source {
            won.insert(*id);
            group.yield_edit(context.object, &context.hasher, field, there);
        }
    }
    if let Some(before) = change.before {
        let times = times_after(context, group, change, before, &won);
        group.set_times(change.at, Some(times));
    } else if two_way.in_flight.contains_key(&group.id()) {
        // It was made there by us.
        group.set_times(change.at, Some(FieldTimes { base: PASSED_ON, ..FieldTimes::default() }));
    }
    Ok(())
}

/// True when what was told shows a field as it was before we wrote it last, or as we wrote it: most likely it was told before or
/// is our own, and comes late. What was set here stays then, and is written once more where it was taken back there after all.
fn comes_late(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    record: RecordId,
    field: &Field,
    there: Option<&str>,
) -> Result<bool, RecordError> {
    if context.sync.is_none_or(|rules| rules.rows != RowsAre::Told) {
        return Ok(false);
    }
    for change in session.changes_of(record, i64::MAX, WRITES_LOOKED_AT)? {
        // Most changes are told apart without reading them.
        if !change.delta.contains(r#""w":true"#) {
            continue;
        }
        let delta = Delta::from_json(&change.delta).map_err(|_| RecordError::Damaged(record))?;
        let written = delta.sources.iter().filter(|source| source.written && source.source.0 == context.source);
        let before = written.filter_map(|source| source.fields.as_ref()?.get(&field.name)).next();
        if let Some(before) = before {
            return Ok(before.old() == there || before.new_value() == there);
        }
    }
    Ok(false)
}

/// Since when the view shows its values after a row: unchanged ones as before, changed ones since the row.
fn times_after(context: &ApplyContext<'_>, group: &Group, change: &ViewChange<'_>, before: &Doc, won: &BTreeSet<FieldId>) -> FieldTimes {
    let version_ms = change.row.version_ms;
    let mut times = change.times.clone().unwrap_or(FieldTimes { base: change.version_ms, ..FieldTimes::default() });
    for field in &context.object.fields {
        if before.get(field.id) == change.now.get(field.id) {
            continue;
        }
        let newest = if won.contains(&field.id) { group.newest_other(field.id, change.at) } else { None };
        times.still.remove(&field.id);
        if context.two_way.is_some_and(|two_way| two_way.is_own(group.id(), field, change.now.get(field.id))) {
            times.of.insert(field.id, PASSED_ON);
            continue;
        }
        times.of.insert(field.id, newest.map_or(version_ms, |newest| version_ms.max(newest.saturating_add(1))));
    }
    times
}

fn by_policy(
    session: &mut Session<'_>,
    two_way: &TwoWay,
    policy: ConflictPolicy,
    owner: RecordId,
    field: &Field,
    version_ms: i64,
) -> Result<ConflictOutcome, RecordError> {
    Ok(match policy {
        ConflictPolicy::SourceWins => ConflictOutcome::Source,
        ConflictPolicy::RapportWins => ConflictOutcome::Here,
        ConflictPolicy::Ask => ConflictOutcome::Asked,
        ConflictPolicy::Newest => match edit_time(session, owner, field)? {
            Some(edited_ms) if edited_ms > version_ms.saturating_add(two_way.tolerance_ms) => ConflictOutcome::Here,
            Some(_) | None => ConflictOutcome::Source,
        },
    })
}

/// When `field` of `record` was last set by hand; `None` when that is further back than the changes looked at or kept.
fn edit_time(session: &mut Session<'_>, record: RecordId, field: &Field) -> Result<Option<i64>, RecordError> {
    for change in session.changes_of(record, i64::MAX, CHANGES_MAX)? {
        // A creation holds no values: what was set with it was set then.
        let sets = change.kind == ChangeKind::Create || {
            let delta = Delta::from_json(&change.delta).map_err(|_| RecordError::Damaged(record))?;
            delta.edits.get(&field.name).is_some_and(|edit| edit.new.is_some())
        };
        if sets {
            return Ok(Some(change.at_ms));
        }
    }
    Ok(None)
}
