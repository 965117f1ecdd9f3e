//! Refused rows on their way through a run: how each ends, in the transaction that applies it, and what was said about it.

use std::collections::HashSet;
use std::sync::Arc;

use model::RunId;
use records::Decisions;

use super::{Ended, RowId};

/// What a run needs to know of the refused rows that it applies. Rows are numbered from 1, in their order here.
#[derive(Debug, Default)]
pub struct Replaying {
    rows: Vec<(RowId, Ended)>,
    decisions: Option<Arc<Decisions>>,
}

impl Replaying {
    /// Rows with how each of them ends once it is applied.
    #[must_use]
    pub fn new(rows: Vec<(RowId, Ended)>) -> Self {
        Self { rows, decisions: None }
    }

    /// The same with what a person said, by number.
    #[must_use]
    pub fn deciding(self, decisions: Decisions) -> Self {
        Self { decisions: (!decisions.is_empty()).then(|| Arc::new(decisions)), ..self }
    }

    pub(crate) fn decisions(&self) -> Option<&Arc<Decisions>> {
        self.decisions.as_ref()
    }

    /// How the rows with these numbers end by this run; all of them with the last batch. As the store takes them.
    pub(crate) fn ends(&self, numbers: impl Iterator<Item = i64>, is_last: bool, run: RunId, at_ms: i64) -> Vec<(RunId, i64, String)> {
        let applied: HashSet<i64> = numbers.collect();
        let ends = (1..).zip(&self.rows).filter(|(number, _)| is_last || applied.contains(number));
        ends.map(|(_, (row, ended))| {
            let ended = Ended { run: Some(run.to_string()), at_ms, ..ended.clone() };
            (row.run, row.number, crate::begin::to_json(&ended))
        })
        .collect()
    }
}
