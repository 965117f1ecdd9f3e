//! From which score on the groups of an object are merged without a person, and what that would have done so far.
//!
//! Off until an administrator sets it. Only groups that wait are merged: what was told apart, unmerged or put off is left to people.
//! Each such merge is one of the product itself in the history of its record, and can be undone like any other; the undone pair is
//! told apart from then on.

use std::collections::BTreeMap;

use model::{Caller, Object, Verb};
use serde::Serialize;
use store::{DuplicateState, Session, StoreError};

use super::is_open;
use crate::{RecordError, Records, authorise};

/// The lowest score that a rule may have: below, one shared value that many people have is enough.
pub const MERGE_FROM_MIN: i64 = 50;
/// Groups merged in one step.
const MERGED_OF_STEP: usize = 20;
/// Name of the setting that holds the rules: score by id of the object.
const SETTING: &str = "duplicates_merge_from";

/// What a rule would have done to the groups found so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Foretold {
    /// Groups that wait, which it would merge now.
    pub waiting: i64,
    /// Groups that were merged anyway.
    pub merged: i64,
    /// Groups that people told apart.
    pub told_apart: i64,
}

type Rules = BTreeMap<i16, i64>;

fn rules(session: &mut Session<'_>) -> Result<Rules, StoreError> {
    Ok(session.setting(SETTING)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

impl Records {
    /// From which score on groups of `object` are merged without a person; `None` where people decide all.
    ///
    /// # Errors
    /// Store errors.
    pub fn duplicate_merge_from(&self, object: &Object) -> Result<Option<i64>, RecordError> {
        Ok(self.store().read(|session| Ok::<_, StoreError>(rules(session)?.get(&object.id.0).copied()))?)
    }

    /// Sets or takes away from which score on groups of `object` are merged without a person.
    ///
    /// # Errors
    /// [`RecordError::Forbidden`] unless the caller is an administrator; store errors.
    pub fn duplicate_merge_from_save(&self, caller: &Caller, object: &Object, score: Option<i64>) -> Result<(), RecordError> {
        authorise(caller, Verb::Admin, object)?;
        let id = object.id.0;
        self.store().write(move |session| {
            let mut rules = rules(session)?;
            match score {
                Some(score) => rules.insert(id, score.clamp(MERGE_FROM_MIN, 100)),
                None => rules.remove(&id),
            };
            session.setting_save(SETTING, &serde_json::to_string(&rules).unwrap_or_default())?;
            Ok::<_, RecordError>(())
        })
    }

    /// What merging from `score` on would have done to the groups of `object` that were found so far.
    ///
    /// # Errors
    /// Store errors.
    pub fn duplicates_foretold(&self, object: &Object, score: i64) -> Result<Foretold, RecordError> {
        Ok(self.store().read(|session| {
            Ok::<_, StoreError>(Foretold {
                waiting: session.duplicate_count_from(object.id, DuplicateState::Open, score)?,
                merged: session.duplicate_count_from(object.id, DuplicateState::Merged, score)?,
                told_apart: session.duplicate_count_from(object.id, DuplicateState::Dismissed, score)?,
            })
        })?)
    }

    /// Merges the likeliest groups that the rules take, in one bounded step, each into its oldest record; true when more may
    /// wait. Groups whose merge is refused stay with people.
    ///
    /// # Errors
    /// Store errors.
    pub fn duplicates_merge_step(&self) -> Result<bool, RecordError> {
        let (schema, caller) = (self.schema(), Caller::system());
        let rules = self.store().read(rules)?;
        let mut merged = 0;
        for object in schema.objects().into_iter().filter(|object| !object.archived) {
            let Some(from) = rules.get(&object.id.0).copied() else { continue };
            let waiting = self.store().read(|session| {
                let mut rows = session.duplicates(&[object.id], DuplicateState::Open, None, MERGED_OF_STEP)?;
                rows.retain(|row| row.score >= from);
                let mut open = Vec::with_capacity(rows.len());
                for row in rows {
                    if is_open(session, &row)? {
                        open.push(row);
                    }
                }
                Ok::<_, StoreError>(open)
            })?;
            for row in waiting {
                let Some((oldest, others)) = row.records.split_first() else { continue };
                match self.merge(&caller, object, *oldest, others.to_vec()).wait() {
                    Ok(_) => merged += 1,
                    // Changed meanwhile, or different official ids: what is left is looked at again, or judged by a person.
                    Err(RecordError::MergeRefused(_) | RecordError::NotFound { .. } | RecordError::Deleted(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(merged > 0)
    }
}
