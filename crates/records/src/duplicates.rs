//! Records that look like one and stand apart: found by what identifies them, kept until a person judges them.
//!
//! A group is 2 to 5 live records of one object that share match keys, directly or through each other: made one by one through
//! the API, held apart by a guard, or left apart by the policy of a load. Finding them follows the log of changes from a kept
//! place; where it is far behind, or the log was cut, it goes through the identity index once instead, in bounded steps, and
//! looks at the few hashes that several records carry. A group is computed from what is stored now, so a step can be repeated,
//! and the same records are always the same group. "Not the same" is kept as pairs that are never linked, which loads honour;
//! groups of which every pair was told apart are not found again.

mod find;
mod rule;

use std::collections::HashSet;

use model::{Actor, Caller, KeyHash, ObjectId, RecordId, RecordState, Verb};
use serde::{Deserialize, Serialize};
use store::{DuplicatePlace, DuplicateRow, DuplicateState, IdKind, KeyEntry, Session, StoreError};

use crate::likeness::Reason;
use crate::{RecordError, Records, Schema, authorise};

use find::{Finder, Found};
pub use rule::{Foretold, MERGE_FROM_MIN};

/// Most records of one group.
pub const DUPLICATES_MAX: usize = 5;
/// Changes looked at in one step.
const CHANGES_OF_STEP: usize = 500;
/// Entries of the identity index looked at in one step.
const ENTRIES_OF_STEP: usize = 10_000;
/// Entries behind one hash that are resolved; a value that more records carry tells nothing.
const ENTRIES_PER_HASH_MAX: usize = 40;
/// Changes behind, from which on the identity index is gone through instead.
const BEHIND_MAX: i64 = 20_000;
/// Open groups kept; whoever has more should look at what the first ones have in common.
const OPEN_MAX: i64 = 100_000;
/// Groups looked at for one page, of which some may have become moot.
const LOOKED_AT_MAX: usize = 2_000;
/// Groups that were put off and are taken up again in one step.
const DUE_OF_STEP: usize = 200;
/// Name of the setting that holds the place.
const SETTING: &str = "duplicates_place";

/// How far was looked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    /// Changes up to here are known.
    seq: i64,
    /// On the way through the identity index: the last entry looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    walk: Option<Walk>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Walk {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<(KeyHash, i64)>,
}

/// Why records are thought to be one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grounds {
    /// Match-key fields of which they share values.
    pub matched_by: Vec<String>,
    /// Field by field, what weighs most first. Of several records the pair that agrees least.
    pub reasons: Vec<Reason>,
}

impl Grounds {
    /// Of a stored group.
    #[must_use]
    pub fn of(row: &DuplicateRow) -> Self {
        serde_json::from_str(&row.reasons).unwrap_or_default()
    }
}

/// What is to be written of one group.
enum Change {
    Insert(DuplicateRow),
    Update(DuplicateRow),
    Remove(DuplicateRow),
}

/// Which groups are asked for.
#[derive(Clone, Debug)]
pub struct DuplicateQuestion {
    /// Of these objects.
    pub objects: Vec<ObjectId>,
    /// In this state.
    pub state: DuplicateState,
    /// After this place of the list.
    pub after: Option<DuplicatePlace>,
    /// At most so many.
    pub limit: usize,
}

impl Records {
    /// Looks for duplicates in one bounded step; true when more may be waiting.
    ///
    /// # Errors
    /// Store errors. Nothing of the step is kept then.
    pub fn duplicates_step(&self) -> Result<bool, RecordError> {
        self.take_up_again()?;
        let schema = self.schema();
        let (before, stepped) = self.store().read_aside(|session| {
            let before = session.setting(SETTING)?;
            let place = before.as_deref().and_then(|text| serde_json::from_str(text).ok());
            Ok::<_, RecordError>((before.clone(), self.look(session, &schema, place)?))
        })?;
        let Some((place, changes, more)) = stepped else { return Ok(false) };
        // A small write: whoever writes at the same time shares its transaction and waits for nothing.
        let kept = self.store().submit(move |session| {
            // Another process may have gone on meanwhile: its work stands.
            if session.setting(SETTING)? != before {
                return Ok(());
            }
            write(session, &changes)?;
            session.setting_save(SETTING, &serde_json::to_string(&place).unwrap_or_default())?;
            Ok::<_, RecordError>(())
        });
        kept.wait()?;
        Ok(more)
    }

    /// Lets groups wait again that were put off until now.
    fn take_up_again(&self) -> Result<(), RecordError> {
        let due = |session: &mut Session<'_>| {
            let now_ms = session.now_ms();
            session.duplicates_due(now_ms, DUE_OF_STEP)
        };
        if self.store().read(due)?.is_empty() {
            return Ok(());
        }
        let taken_up = self.store().submit(move |session| {
            for row in due(session)? {
                session.duplicate_update(&DuplicateRow {
                    state: DuplicateState::Open,
                    settled_ms: None,
                    settled_by: String::new(),
                    ..row
                })?;
            }
            Ok::<_, RecordError>(())
        });
        taken_up.wait()?;
        Ok(())
    }

    fn look(
        &self,
        session: &mut Session<'_>,
        schema: &Schema,
        place: Option<Place>,
    ) -> Result<Option<(Place, Vec<Change>, bool)>, RecordError> {
        let (head, floor) = (session.change_head()?, session.change_floor()?.seq);
        let is_far = |place: &Place| place.walk.is_none() && (place.seq < floor || head - place.seq > BEHIND_MAX);
        let mut place = place.filter(|place| !is_far(place)).unwrap_or(Place { seq: head, walk: Some(Walk::default()) });
        let seeds = match place.walk {
            Some(walk) => {
                let (seeds, next) = shared_entries(session, walk)?;
                place.walk = next;
                seeds
            }
            None => {
                let changes = session.changes_after(place.seq, &[], CHANGES_OF_STEP)?;
                let Some(last) = changes.last() else { return Ok(None) };
                place.seq = last.seq;
                changes.iter().map(|change| change.record).collect()
            }
        };
        let changes = self.judge(session, schema, &seeds)?;
        let more = place.walk.is_some() || place.seq < head;
        Ok(Some((place, changes, more)))
    }

    /// What changes about the groups of these records and of those that share keys with them.
    fn judge(&self, session: &mut Session<'_>, schema: &Schema, seeds: &[RecordId]) -> Result<Vec<Change>, RecordError> {
        let mut changes = Vec::new();
        let mut seen: HashSet<i64> = HashSet::new();
        for object in schema.objects() {
            let mut own: Vec<RecordId> = seeds.iter().copied().filter(|id| id.object() == object.id).collect();
            own.sort_unstable();
            own.dedup();
            if own.is_empty() || object.archived {
                continue;
            }
            let mut finder = Finder::new(session, object, self.hasher())?;
            let found = finder.groups_of(session, &own)?;
            let mut asked = own;
            asked.extend(found.iter().flat_map(|group| group.records.iter().copied()));
            asked.sort_unstable();
            asked.dedup();
            let known = session.duplicates_with(&asked)?;
            let room = open_room(session, &found)?;
            for row in &known {
                if seen.insert(row.id) {
                    changes.extend(reconsidered(session, row, &found)?);
                }
            }
            let is_new = |group: &&Found| !known.iter().any(|row| row.records == group.records);
            let now_ms = session.now_ms();
            changes.extend(found.iter().filter(is_new).take(room).map(|group| {
                Change::Insert(DuplicateRow {
                    id: 0,
                    object: object.id,
                    state: DuplicateState::Open,
                    score: group.score,
                    records: group.records.clone(),
                    reasons: serde_json::to_string(&group.grounds).unwrap_or_default(),
                    found_ms: now_ms,
                    settled_ms: None,
                    settled_by: String::new(),
                })
            }));
        }
        Ok(changes)
    }

    /// Groups of duplicates, the likeliest first, with the place where the list goes on, when it does. Open groups that have
    /// become moot and were not looked at yet are left out.
    ///
    /// # Errors
    /// Store errors.
    pub fn duplicates(&self, question: &DuplicateQuestion) -> Result<(Vec<DuplicateRow>, Option<DuplicatePlace>), RecordError> {
        self.store().read(|session| {
            let mut shown: Vec<DuplicateRow> = Vec::new();
            let mut after = question.after;
            for _ in 0..LOOKED_AT_MAX.div_ceil(question.limit.max(1)) {
                let part = session.duplicates(&question.objects, question.state, after, question.limit + 1)?;
                let is_end = part.len() <= question.limit;
                for row in part {
                    if shown.len() == question.limit {
                        return Ok((shown, after));
                    }
                    after = Some(DuplicatePlace { score: row.score, id: row.id });
                    let waits = matches!(row.state, DuplicateState::Open | DuplicateState::Later);
                    if !waits || is_open(session, &row)? {
                        shown.push(row);
                    }
                }
                if is_end {
                    return Ok((shown, None));
                }
            }
            Ok((shown, after))
        })
    }

    /// One group.
    ///
    /// # Errors
    /// Store errors.
    pub fn duplicate(&self, id: i64) -> Result<Option<DuplicateRow>, RecordError> {
        Ok(self.store().read(|session| session.duplicate(id))?)
    }

    /// Notes that the records of a group are not the same: no load links them, and they are not proposed again. A group whose
    /// records are one by now stays merged: unmerge them first. `None` for an id that names no group.
    ///
    /// # Errors
    /// [`RecordError::Forbidden`]; store errors.
    pub fn duplicate_dismiss(&self, caller: &Caller, id: i64) -> Result<Option<DuplicateRow>, RecordError> {
        self.duplicate_settle(caller, id, DuplicateState::Dismissed)
    }

    /// Takes "not the same" back: the records may be linked again, and the group waits for a person.
    ///
    /// # Errors
    /// As [`Records::duplicate_dismiss`].
    pub fn duplicate_reopen(&self, caller: &Caller, id: i64) -> Result<Option<DuplicateRow>, RecordError> {
        self.duplicate_settle(caller, id, DuplicateState::Open)
    }

    /// Puts a group off until `until_ms`, when it waits for a person again. One that is settled stays so. `None` for an id that
    /// names no group.
    ///
    /// # Errors
    /// [`RecordError::Forbidden`]; store errors.
    pub fn duplicate_put_off(&self, caller: &Caller, id: i64, until_ms: i64) -> Result<Option<DuplicateRow>, RecordError> {
        let (schema, caller) = (self.schema(), caller.clone());
        self.store().write(move |session| {
            let Some(row) = session.duplicate(id)? else { return Ok(None) };
            let object = schema.object_by_id(row.object).ok_or_else(|| RecordError::NotFound { what: "object".to_owned() })?;
            authorise(&caller, Verb::Write, object)?;
            if !matches!(row.state, DuplicateState::Open | DuplicateState::Later) || !is_open(session, &row)? {
                return Ok(Some(row));
            }
            let later =
                DuplicateRow { state: DuplicateState::Later, settled_ms: Some(until_ms), settled_by: caller.actor.to_string(), ..row };
            session.duplicate_update(&later)?;
            Ok::<_, RecordError>(Some(later))
        })
    }

    fn duplicate_settle(&self, caller: &Caller, id: i64, into: DuplicateState) -> Result<Option<DuplicateRow>, RecordError> {
        let schema = self.schema();
        let (own, caller) = (self.clone(), caller.clone());
        self.store().write(move |session| {
            let Some(row) = session.duplicate(id)? else { return Ok(None) };
            let object = schema.object_by_id(row.object).ok_or_else(|| RecordError::NotFound { what: "object".to_owned() })?;
            authorise(&caller, Verb::Write, object)?;
            let heads = live_heads(session, &row.records)?;
            if row.state == into || heads.len() < 2 {
                return Ok(Some(row));
            }
            let is_apart = into == DuplicateState::Dismissed;
            session.never_links_save(&pairs(&heads), is_apart)?;
            let settled = DuplicateRow {
                state: into,
                settled_ms: is_apart.then(|| session.now_ms()),
                settled_by: if is_apart { caller.actor.to_string() } else { String::new() },
                ..row
            };
            session.duplicate_update(&settled)?;
            // What was too many for one group may be one of its own now.
            let changes = own.judge(session, &schema, &settled.records)?;
            write(session, &changes)?;
            Ok::<_, RecordError>(Some(settled))
        })
    }
}

/// How many new groups may still be kept.
fn open_room(session: &mut Session<'_>, found: &[Found]) -> Result<usize, StoreError> {
    if found.is_empty() {
        return Ok(0);
    }
    let open: i64 = session.duplicate_counts()?.iter().map(|(_, count)| count).sum();
    Ok(usize::try_from(OPEN_MAX - open).unwrap_or(0))
}

/// Records behind hashes that several entries share, and where to go on; `None` at the end.
fn shared_entries(session: &mut Session<'_>, walk: Walk) -> Result<(Vec<RecordId>, Option<Walk>), StoreError> {
    let after = walk.after.map(|(hash, record)| (hash, RecordId(record)));
    let entries = session.key_entries(after, ENTRIES_OF_STEP)?;
    let is_end = entries.len() < ENTRIES_OF_STEP;
    let groups: Vec<&[KeyEntry]> = entries.chunk_by(|one, other| one.0 == other.0).collect();
    // The last hash may go on in the next step; one that fills a whole step tells nothing.
    let whole = if is_end || groups.len() < 2 { groups.len() } else { groups.len() - 1 };
    let of_whole = groups.get(..whole).unwrap_or_default();
    let sizes = 2..=ENTRIES_PER_HASH_MAX;
    let seeds = of_whole.iter().filter(|group| sizes.contains(&group.len())).flat_map(|group| group.iter().map(|entry| entry.1)).collect();
    let last = of_whole.last().and_then(|group| group.last());
    let next = Walk { after: last.map(|(hash, record)| (*hash, record.0)).or(walk.after) };
    Ok((seeds, (!is_end).then_some(next)))
}

/// The live records that these stand for now, in rising order.
fn live_heads(session: &mut Session<'_>, records: &[RecordId]) -> Result<Vec<RecordId>, StoreError> {
    let mut heads = session.resolve(records)?;
    heads.sort_unstable();
    heads.dedup();
    let rows = session.records(&heads)?;
    Ok(rows.into_iter().flatten().filter(|row| row.state == RecordState::Live).map(|row| row.id).collect())
}

fn pairs(records: &[RecordId]) -> Vec<(RecordId, RecordId)> {
    records.iter().enumerate().flat_map(|(at, one)| records.iter().skip(at + 1).map(|other| (*one, *other))).collect()
}

fn are_all_apart(session: &mut Session<'_>, records: &[RecordId]) -> Result<bool, StoreError> {
    let never = session.never_links(records)?;
    Ok(pairs(records).iter().all(|pair| never.contains(pair)))
}

/// True while its records stand apart, live, and nobody told all of them apart.
fn is_open(session: &mut Session<'_>, row: &DuplicateRow) -> Result<bool, StoreError> {
    let heads = live_heads(session, &row.records)?;
    Ok(heads == row.records && !are_all_apart(session, &heads)?)
}

/// What becomes of a known group: it stays, is settled, waits again, or is forgotten because others take its place.
fn reconsidered(session: &mut Session<'_>, row: &DuplicateRow, found: &[Found]) -> Result<Option<Change>, StoreError> {
    if let Some(group) = found.iter().find(|group| group.records == row.records) {
        let reasons = serde_json::to_string(&group.grounds).unwrap_or_default();
        if row.state == DuplicateState::Later && row.settled_ms.is_some_and(|until| until > session.now_ms()) {
            let later = DuplicateRow { score: group.score, reasons, ..row.clone() };
            return Ok((later != *row).then_some(Change::Update(later)));
        }
        let open = DuplicateRow {
            state: DuplicateState::Open,
            score: group.score,
            reasons,
            settled_ms: None,
            settled_by: String::new(),
            ..row.clone()
        };
        return Ok((open != *row).then_some(Change::Update(open)));
    }
    let heads = live_heads(session, &row.records)?;
    let into = if heads.len() == 1 && session.resolve(&row.records)?.iter().all(|head| heads.contains(head)) {
        DuplicateState::Merged
    } else if heads.len() >= 2 && are_all_apart(session, &heads)? {
        DuplicateState::Dismissed
    } else {
        return Ok(Some(Change::Remove(row.clone())));
    };
    if row.state == into {
        return Ok(None);
    }
    let newest = match heads.first() {
        Some(head) => session.changes_of(*head, 0, 1)?.pop(),
        None => None,
    };
    let by = newest.map_or(Actor::System, |change| change.actor).to_string();
    Ok(Some(Change::Update(DuplicateRow { state: into, settled_ms: Some(session.now_ms()), settled_by: by, ..row.clone() })))
}

fn write(session: &mut Session<'_>, changes: &[Change]) -> Result<(), StoreError> {
    for change in changes {
        match change {
            Change::Insert(row) => {
                let id = session.allocate_ids(IdKind::Duplicate, 1)?;
                session.duplicate_insert(&DuplicateRow { id, ..row.clone() })?;
            }
            Change::Update(row) => session.duplicate_update(row)?,
            Change::Remove(row) => session.duplicate_remove(row)?,
        }
    }
    Ok(())
}
