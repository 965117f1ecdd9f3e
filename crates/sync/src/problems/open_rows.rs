//! Refused rows of earlier imports whose records a run may show: each ends in the transaction that applies its record, for what came
//! later is what its source shows now.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use model::{Actor, Object, RunId, SourceId};
use records::{Applied, Incoming};
use serde_json::{Map, Value};
use store::{Letter, Store};

use super::rows::RawRows;
use super::{Ended, RowId};
use crate::error::ImportError;
use crate::map_rows::{RowMapper, Scratch};

/// Rows read at once.
const PAGE_ROWS: usize = 1_000;
/// Most rows that are watched for, the oldest first; what is open beyond them is ended by a later import or by a person.
const ROWS_MAX: usize = 100_000;

/// Open rows of one source and object, by the id of their record.
#[derive(Debug)]
pub struct OpenRows {
    by_id: HashMap<String, Vec<RowId>>,
}

impl OpenRows {
    /// What imports from `source` before `run` refused and nobody settled, read by the mapping of this run, whose rows have `columns`.
    /// `None` when there is nothing.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn read(
        store: &Store,
        mapper: &RowMapper<'_>,
        object: &Object,
        columns: &[String],
        (source, run): (SourceId, RunId),
    ) -> Result<Option<Arc<Self>>, ImportError> {
        let mut by_id: HashMap<String, Vec<RowId>> = HashMap::new();
        let mut after = (RunId(0), 0);
        let mut scratch = Scratch::default();
        let mut seen = 0;
        while seen < ROWS_MAX {
            let letters = store.read(|session| session.letters_of_source(object.id, source, run, after, PAGE_ROWS))?;
            let Some(last) = letters.last() else { break };
            after = (last.row.run, last.row.row_number);
            seen += letters.len();
            let raw = RawRows::with_columns(columns, letters.iter().map(original).collect());
            for (row, letter) in raw.pages(PAGE_ROWS).iter().flat_map(model::RecordBatch::rows).zip(&letters) {
                let tried = mapper.try_row(row, 0, &mut scratch);
                let id = tried.incoming.map_or(tried.external_id, |incoming| incoming.external_id);
                if !id.is_empty() {
                    by_id.entry(id).or_default().push(RowId::of(letter));
                }
            }
        }
        Ok((!by_id.is_empty()).then(|| Arc::new(Self { by_id })))
    }

    /// How rows end by `run`, which applied `rows`; those that wait for a decision end nothing. As the store takes them.
    pub(crate) fn ends<'a>(
        &self,
        rows: impl Iterator<Item = &'a Incoming>,
        applied: &Applied,
        run: RunId,
        at_ms: i64,
    ) -> Vec<(RunId, i64, String)> {
        let held: HashSet<i64> = applied.held.iter().map(|row| row.row_number).collect();
        let ended =
            Ended { how: "superseded".to_owned(), run: Some(run.to_string()), by: Actor::Run(run).to_string(), at_ms, ..Ended::default() };
        let ended = crate::begin::to_json(&ended);
        let shown = rows.filter(|row| !held.contains(&row.row_number)).filter_map(|row| self.by_id.get(&row.external_id));
        shown.flatten().map(|row| (row.run, row.number, ended.clone())).collect()
    }
}

/// The original row; empty where it cannot be read.
fn original(letter: &Letter) -> Map<String, Value> {
    serde_json::from_str(&letter.row.raw).unwrap_or_default()
}
