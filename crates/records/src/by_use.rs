//! Indexes that lists need, made without anybody asking.
//!
//! Who sorts a large list by city does not know what an index is. The first such list walks through all records; behind it the
//! index is built, and the next one answers at once. What no list has used for a month is dropped again, because every index
//! makes writing dearer. Indexes that a field asks for (`indexed`) are the field's and not touched here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use model::filter::{Filter, Literal, Operand, Test};
use model::{Caller, ObjectId, RecordId, RecordState};
use store::{CountMode, IndexByUse, ListIndex, RecordQuery, Session};

use crate::write::{Operation, UpsertKey};
use crate::{RecordError, Records};

/// Indexes made by use for one object.
const PER_OBJECT_MAX: usize = 8;
/// Lists remembered until the next look.
const NOTED_MAX: usize = 256;
/// SQLite lets nobody write while it builds one; with more records that would be noticed.
const EMBEDDED_RECORDS_MAX: i64 = 5_000_000;
/// With more records that carry a key, the filter is as good.
const CARRIERS_MAX: usize = 1_000;
const DAY_MS: i64 = 86_400_000;
/// Not used for so long, an index is dropped.
const UNUSED_MS: i64 = 30 * DAY_MS;

/// What lists needed since the last look.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// Not there.
    lacked: Mutex<BTreeSet<(ObjectId, ListIndex)>>,
    /// There, and used.
    used: Mutex<BTreeSet<(ObjectId, ListIndex)>>,
    /// Could not be built; not tried again by this process.
    failed: Mutex<BTreeSet<(ObjectId, ListIndex)>>,
}

/// What a look at the indexes did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexesKept {
    /// Made because lists needed them.
    pub made: Vec<(ObjectId, ListIndex)>,
    /// Dropped because none did for long.
    pub dropped: Vec<(ObjectId, ListIndex)>,
}

impl Records {
    /// Notes which indexes a list needs. True when one of them is not there and was not known to be needed.
    #[must_use]
    pub fn note_list(&self, query: &RecordQuery<'_>) -> bool {
        let mut is_new = false;
        for index in query.helpful_indexes() {
            let noted = if query.has_index(index) { &self.inner.noted.used } else { &self.inner.noted.lacked };
            let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
            if noted.len() < NOTED_MAX {
                is_new |= noted.insert((query.object.id, index)) && !query.has_index(index);
            }
        }
        is_new
    }

    /// Makes the indexes that lists of objects with at least `records_min` records needed since the last look, and drops those
    /// that none needed for a month. Blocking: building one takes a second or two for each million records.
    ///
    /// # Errors
    /// Store errors. An index that cannot be built is told in its run and is no error.
    pub fn keep_indexes(&self, records_min: i64) -> Result<IndexesKept, RecordError> {
        let lacked = std::mem::take(&mut *self.inner.noted.lacked.lock().unwrap_or_else(PoisonError::into_inner));
        let used = std::mem::take(&mut *self.inner.noted.used.lock().unwrap_or_else(PoisonError::into_inner));
        let mut kept = IndexesKept::default();
        let mut known = BTreeMap::new();
        let now_ms = self.store().clock().now_ms();
        for IndexByUse { object, index, used_ms, .. } in self.store().read(|session| session.indexes_by_use().map_err(RecordError::from))? {
            if used.contains(&(object, index)) {
                if used_ms < now_ms - DAY_MS {
                    self.store().write(move |session| session.index_by_use_note(object, index).map_err(RecordError::from))?;
                }
            } else if used_ms < now_ms - UNUSED_MS {
                self.drop_index(object, index)?;
                kept.dropped.push((object, index));
                continue;
            }
            known.insert((object, index), used_ms);
        }
        for (object, index) in lacked {
            let of_object = known.keys().filter(|(other, _)| *other == object).count();
            if !known.contains_key(&(object, index)) && of_object < PER_OBJECT_MAX && self.make_index(object, index, records_min)? {
                known.insert((object, index), now_ms);
                kept.made.push((object, index));
            }
        }
        if kept != IndexesKept::default() {
            self.refresh_schema()?;
        }
        Ok(kept)
    }

    /// False when the object is too small or too large for it, or it could not be built.
    fn make_index(&self, object: ObjectId, index: ListIndex, records_min: i64) -> Result<bool, RecordError> {
        let schema = self.schema();
        let Some(object) = schema.object_by_id(object) else { return Ok(false) };
        let is_embedded = self.store().is_embedded();
        let count = self.store().read(|session| session.record_count(&RecordQuery::new(object, 1), CountMode::Estimate))?.value;
        if count < records_min || is_embedded && count > EMBEDDED_RECORDS_MAX {
            return Ok(false);
        }
        let id = object.id;
        let failed = || self.inner.noted.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed().contains(&(id, index)) {
            return Ok(false);
        }
        if !self.build_index(&Caller::system(), object, index)? {
            failed().insert((id, index));
            return Ok(false);
        }
        self.store().write(move |session| session.index_by_use_note(id, index).map_err(RecordError::from))?;
        Ok(true)
    }

    fn drop_index(&self, object: ObjectId, index: ListIndex) -> Result<(), RecordError> {
        let schema = self.schema();
        let Some(object) = schema.object_by_id(object).cloned() else { return Ok(()) };
        let is_asked_for = matches!(index, ListIndex::Field(id) if object.field_by_id(id).is_some_and(|field| field.indexed));
        self.store().write(move |session| {
            if !is_asked_for {
                session.list_index_drop(&object, index)?;
            }
            session.index_by_use_forget(object.id, index).map_err(RecordError::from)
        })
    }

    /// Live records that alone can pass a filter which asks for one value of a match key, such as `email = "a@b.cn"`: the
    /// identity index has them. `None` where the filter must look for itself.
    ///
    /// # Errors
    /// Store errors.
    pub fn among(&self, session: &mut Session<'_>, query: &RecordQuery<'_>) -> Result<Option<Vec<RecordId>>, RecordError> {
        let mut open: Vec<&Filter> = query.filter.iter().collect();
        if query.states != [RecordState::Live] {
            return Ok(None);
        }
        while let Some(filter) = open.pop() {
            let predicate = match filter {
                Filter::And(parts) => {
                    open.extend(parts);
                    continue;
                }
                Filter::Predicate(predicate) if predicate.relations.is_empty() => predicate,
                Filter::Or(_) | Filter::Not(_) | Filter::Predicate(_) => continue,
            };
            let (Operand::Field(id, None), Test::Equal(Literal::Text(text)) | Test::Has(Literal::Text(text))) =
                (&predicate.operand, &predicate.test)
            else {
                continue;
            };
            let Some(field) = query.object.field_by_id(*id) else { continue };
            let Some(kind) = identity::keys::key_kind(field) else { continue };
            if identity::keys::key_text(kind, text).is_none() {
                continue;
            }
            let operation = Operation::new(self, &Caller::system(), &std::sync::Arc::new(query.object.clone()));
            let found = operation.find(session, &UpsertKey::Field(*id, text.clone()))?;
            return Ok((found.len() <= CARRIERS_MAX).then_some(found));
        }
        Ok(None)
    }
}
