//! What a sync lets pass of what it reads: its share of the records, what people leave out, the filter of its rollout, its own filter.

use std::collections::HashSet;
use std::hash::Hasher;
use std::sync::Arc;

use mapping::Mapped;
use mapping::normalise::Region;
use model::{Doc, Object};
use siphasher::sip::SipHasher13;

use crate::definition::{DefinitionError, Exclusion, SyncDefinition};
use crate::inbound::part::Chosen;
use crate::inbound::row_filter::RowFilter;

/// Parts into which shares divide records: a hundredth of a percent.
const BUCKETS: u32 = 10_000;

/// Lets rows pass or leaves them out.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Records of the first so many of the buckets take part.
    share: u32,
    /// Ids there, and ids here, of records that people leave out.
    excluded: Arc<(HashSet<String>, HashSet<String>)>,
    rollout: Option<RowFilter>,
    scope: Option<RowFilter>,
    /// The records that this run alone is for; any when absent.
    pub part: Option<Arc<Chosen>>,
    /// Remember which records were shown.
    pub track_seen: bool,
    /// Tell of records that the sync's filter no longer takes; a full read finds them missing instead.
    pub tell_left: bool,
    /// Rows left out that are listed, of each page.
    pub left_out_max: usize,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It takes part.
    In,
    /// Not yet its share's turn; what is known of it stays.
    Share,
    /// A person left it out; what is known of it stays.
    Excluded,
    /// The rollout's filter says no; what is known of it stays.
    Rollout,
    /// The sync's filter says no: the sync does not have this record.
    OutOfScope,
    /// The sync takes it, this run does not: it was asked for others. What is known of it stays.
    Part,
}

/// The bucket of a record, 0 to 9,999, from its id. The same for ever and everywhere: a record that takes part in a share
/// takes part in every larger one.
#[must_use]
pub fn bucket(id: &str) -> u32 {
    let mut hasher = SipHasher13::new_with_keys(0x7261_7070, 0x7368_6172);
    hasher.write(id.as_bytes());
    let scaled = (u128::from(hasher.finish()) * u128::from(BUCKETS)) >> 64;
    u32::try_from(scaled).unwrap_or(0)
}

/// How many of the buckets take part in a share of so many percent.
#[must_use]
pub fn buckets_of(percent: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10,000 after clamping")]
    let buckets = (percent * 100.0).round().clamp(0.0, f64::from(BUCKETS)) as u32;
    buckets
}

impl Gate {
    /// The gate of a definition, in an installation of this region.
    ///
    /// # Errors
    /// [`DefinitionError`] for a filter that cannot be read.
    pub fn new(definition: &SyncDefinition, object: &Arc<Object>, installation: Region) -> Result<Self, DefinitionError> {
        let region = definition.region(installation);
        let filter = |text: &Option<String>, pointer: &str| {
            let parse =
                |text: &String| RowFilter::parse(text, object, region).map_err(|error| DefinitionError::new(pointer, error.to_string()));
            text.as_ref().filter(|text| !text.trim().is_empty()).map(parse).transpose()
        };
        let ids = |id: fn(&Exclusion) -> &String| definition.excluded.iter().map(id).filter(|id| !id.is_empty()).cloned().collect();
        Ok(Self {
            share: buckets_of(definition.rollout.share),
            excluded: Arc::new((ids(|one| &one.id), ids(|one| &one.record))),
            rollout: filter(&definition.rollout.filter, "/rollout/filter")?,
            scope: filter(&definition.filter, "/filter")?,
            part: None,
            track_seen: false,
            tell_left: false,
            left_out_max: 0,
        })
    }

    /// True when the share has reached this record and nobody left it out.
    #[must_use]
    pub fn has_turn(&self, external_id: &str) -> bool {
        !self.is_left_out(external_id) && (self.share >= BUCKETS || bucket(external_id) < self.share)
    }

    /// True when a person left a record with this id there out.
    #[must_use]
    pub fn is_left_out(&self, external_id: &str) -> bool {
        self.excluded.0.contains(external_id)
    }

    /// True when a person left this record of ours out.
    #[must_use]
    pub fn is_record_left_out(&self, record: &str) -> bool {
        self.excluded.1.contains(record)
    }

    /// True when the filters of the sync and of its rollout take a record with these values.
    #[must_use]
    pub fn takes(&self, doc: &Doc) -> bool {
        self.rollout.iter().chain(&self.scope).all(|filter| filter.says_yes(doc))
    }

    /// True when this run is for a row that the sync takes, or that its filter took before.
    #[must_use]
    pub fn asks_for(&self, mapped: &Mapped) -> bool {
        self.part.as_ref().is_none_or(|part| part.has(mapped))
    }

    /// True when this run is for the removal of a record.
    #[must_use]
    pub fn asks_for_removed(&self, external_id: &str) -> bool {
        self.part.as_ref().is_none_or(|part| part.has_removed(external_id))
    }

    /// Judges a row with an id. A rejected row has no values to ask, so it passes to the dead letters.
    #[must_use]
    pub fn judge(&self, mapped: &Mapped) -> Verdict {
        if self.is_left_out(&mapped.external_id) {
            return Verdict::Excluded;
        }
        if !self.has_turn(&mapped.external_id) {
            return Verdict::Share;
        }
        let says_no = |filter: &Option<RowFilter>| filter.as_ref().is_some_and(|filter| !filter.says_yes(&mapped.doc));
        if mapped.rejected {
            Verdict::In
        } else if says_no(&self.rollout) {
            Verdict::Rollout
        } else if says_no(&self.scope) {
            Verdict::OutOfScope
        } else {
            Verdict::In
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_nested_and_about_as_large_as_said() {
        let ids: Vec<String> = (0..20_000).map(|at| format!("id-{at}")).collect();
        let members = |percent: f64| -> Vec<bool> { ids.iter().map(|id| bucket(id) < buckets_of(percent)).collect() };
        let mut smaller = members(0.0);
        assert!(!smaller.contains(&true));
        for percent in [0.5, 5.0, 25.0, 99.99, 100.0] {
            let larger = members(percent);
            assert!(smaller.iter().zip(&larger).all(|(small, large)| !small || *large), "{percent}");
            let share = larger.iter().filter(|member| **member).count() as f64 / 200.0;
            assert!((share - percent).abs() < 1.0, "{percent} became {share}");
            smaller = larger;
        }
        assert!(!smaller.contains(&false));
    }
}
