//! A run for some of the records: those that fit a filter, or those that somebody named.
//!
//! What such a run leaves out stays as it is. It says nothing about how far a stream is read or which records are gone, so it
//! moves no cursor and removes nothing that it was not shown.

use std::collections::HashSet;
use std::sync::Arc;

use mapping::Mapped;
use mapping::normalise::Region;
use model::Object;
use serde::{Deserialize, Serialize};

use crate::definition::DefinitionError;
use crate::inbound::row_filter::RowFilter;

/// Most records that can be named for one run.
pub const PART_IDS_MAX: usize = 1_000;
/// Longest id of a named record.
const ID_CHARS_MAX: usize = 500;

/// Which of a sync's records a run takes; all of them where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Part {
    /// Only records for which this says yes, in the language of list filters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Only these, by their ids there, at most [`PART_IDS_MAX`]; any when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
}

/// A part ready to be asked.
#[derive(Clone, Debug)]
pub struct Chosen {
    filter: Option<RowFilter>,
    ids: HashSet<String>,
    /// What was asked for.
    pub part: Part,
}

impl Part {
    /// True when every record takes part.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.filter.is_none() && self.ids.is_empty()
    }

    /// Makes it ready for records of `object`, phone numbers without a country being of `region`; `None` when every record takes part.
    ///
    /// # Errors
    /// [`DefinitionError`] for a filter that cannot be read, and for too many or too long ids.
    pub fn choose(&self, object: &Arc<Object>, region: Region) -> Result<Option<Arc<Chosen>>, DefinitionError> {
        if self.is_whole() {
            return Ok(None);
        }
        if self.ids.len() > PART_IDS_MAX || self.ids.iter().any(|id| id.is_empty() || id.chars().count() > ID_CHARS_MAX) {
            return Err(DefinitionError::new("/ids", format!("at most {PART_IDS_MAX} ids of 1 to {ID_CHARS_MAX} characters")));
        }
        let parse =
            |text: &String| RowFilter::parse(text, object, region).map_err(|error| DefinitionError::new("/filter", error.to_string()));
        let filter = self.filter.as_ref().map(parse).transpose()?;
        Ok(Some(Arc::new(Chosen { filter, ids: self.ids.iter().cloned().collect(), part: self.clone() })))
    }
}

impl Chosen {
    /// True when a row is asked for. One that was rejected has no values that a filter could be asked for: it is where the run
    /// that rejected it left it.
    #[must_use]
    pub fn has(&self, mapped: &Mapped) -> bool {
        self.names(&mapped.external_id) && self.filter.as_ref().is_none_or(|filter| !mapped.rejected && filter.says_yes(&mapped.doc))
    }

    /// True when the removal of a record is asked for; nobody shows the values of what is gone.
    #[must_use]
    pub fn has_removed(&self, external_id: &str) -> bool {
        self.filter.is_none() && self.names(external_id)
    }

    fn names(&self, external_id: &str) -> bool {
        self.ids.is_empty() || self.ids.contains(external_id)
    }
}
