//! Original rows as they were kept, as something that can be read again.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use connector::{ConnectorError, Cursor, PageEnd, Source, StreamShape};
use mapping::{Compiled, Mapped};
use model::{CellKind, Object, RecordBatch, RunId};
use serde_json::{Map, Value};
use store::{Session, Store, StoreError};

use crate::error::ImportError;

/// Undos of undos that are followed.
const UNDOES_MAX: usize = 100;

/// Original rows with the columns that any of them has.
#[derive(Clone, Debug)]
pub struct RawRows {
    columns: Arc<[String]>,
    rows: Vec<Map<String, Value>>,
}

impl RawRows {
    /// These rows, in the order in which they were shown.
    #[must_use]
    pub fn new(rows: Vec<Map<String, Value>>) -> Self {
        Self::with_columns(&[], rows)
    }

    /// As [`RawRows::new`], with these columns first, whether or not a row has them.
    #[must_use]
    pub fn with_columns(known: &[String], rows: Vec<Map<String, Value>>) -> Self {
        let mut columns: Vec<String> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for name in known.iter().chain(rows.iter().flat_map(Map::keys)) {
            if seen.insert(name.as_str()) {
                columns.push(name.clone());
            }
        }
        Self { columns: columns.into(), rows }
    }

    /// The columns, in the order of their first row.
    #[must_use]
    pub fn columns(&self) -> Arc<[String]> {
        Arc::clone(&self.columns)
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True without rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The same without the rows at these places.
    #[must_use]
    pub fn without(&self, places: &[usize]) -> Self {
        let kept = self.rows.iter().enumerate().filter(|(at, _)| !places.contains(at));
        Self::new(kept.map(|(_, row)| row.clone()).collect())
    }

    /// The rows in pages of at most `rows_max`, numbered from 1.
    #[must_use]
    pub fn pages(&self, rows_max: usize) -> Vec<RecordBatch> {
        let numbered: Vec<(u64, &Map<String, Value>)> = (1..).zip(&self.rows).collect();
        numbered.chunks(rows_max.max(1)).map(|rows| self.page(rows)).collect()
    }

    fn page(&self, rows: &[(u64, &Map<String, Value>)]) -> RecordBatch {
        let mut batch = RecordBatch::new(self.columns());
        for (number, row) in rows {
            for column in self.columns.iter() {
                match row.get(column) {
                    None | Some(Value::Null) => batch.push_cell(CellKind::Text, ""),
                    Some(Value::String(text)) => batch.push_cell(CellKind::Text, text),
                    Some(other) => batch.push_cell(CellKind::Json, &other.to_string()),
                }
            }
            batch.finish_row(*number);
        }
        batch
    }
}

/// Rows as a source of imports.
pub struct RowSource {
    shape: StreamShape,
    rows: RawRows,
}

impl RowSource {
    /// Reads these rows; the same ones twice are a repetition.
    #[must_use]
    pub fn new(rows: RawRows) -> Self {
        let shape = StreamShape { columns: rows.columns(), rows_known: u64::try_from(rows.len()).ok(), ..StreamShape::default() };
        Self { shape, rows }
    }
}

impl Source for RowSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let from: usize = cursor.0.parse().unwrap_or(0);
        let to = from.saturating_add(rows_max.max(1)).min(self.rows.len());
        let rows: Vec<(u64, &Map<String, Value>)> = (1..).zip(&self.rows.rows).skip(from).take(to.saturating_sub(from)).collect();
        *into = self.rows.page(&rows);
        Ok(PageEnd { next: Cursor(to.to_string()), last: to >= self.rows.len() })
    }
}

/// Places in `rows` whose record was shown anew after the run that refused them, by a run that stands. A mapping with a version needs
/// no such look: the version decides.
pub(crate) fn superseded(
    store: &Store,
    compiled: &Compiled,
    source: &str,
    object: &Object,
    rows: &RawRows,
    refused_by: &[RunId],
) -> Result<Vec<usize>, ImportError> {
    if compiled.has_version() || !compiled.has_external_id() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<String> = Vec::with_capacity(rows.len());
    let mut mapped = Mapped::default();
    for page in rows.pages(crate::stage::BATCH_ROWS) {
        for row in page.rows() {
            compiled.apply(row, &mut mapped);
            ids.push(mapped.external_id.clone());
        }
    }
    let known: HashMap<String, RunId> = store.read(|session| {
        let Some(source) = session.source_find(source, object.id)? else { return Ok(HashMap::new()) };
        let mut known = HashMap::new();
        let asked: Vec<&str> = ids.iter().filter(|id| !id.is_empty()).map(String::as_str).collect();
        for part in asked.chunks(1_000) {
            let found = session.source_rows(source.id, part)?;
            known.extend(found.into_iter().flatten().map(|row| (row.external_id, row.run)));
        }
        let mut showed: HashMap<RunId, bool> = HashMap::new();
        for run in known.values().collect::<BTreeSet<_>>() {
            showed.insert(*run, shows(session, *run)?);
        }
        known.retain(|_, run| showed.get(run).copied().unwrap_or(true));
        Ok::<_, StoreError>(known)
    })?;
    let is_older = |(id, run): (&String, &RunId)| known.get(id).is_some_and(|newest| newest > run);
    Ok(ids.iter().zip(refused_by).enumerate().filter(|(_, pair)| is_older(*pair)).map(|(at, _)| at).collect())
}

/// True when what a run wrote to source records is what their source showed: not what an undo took back, and not undone itself. An
/// undo of an undo brings back what was shown.
fn shows(session: &mut Session<'_>, run: RunId) -> Result<bool, StoreError> {
    let Some(row) = session.run(run)? else { return Ok(true) };
    let (mut undoes, mut undone_by) = (row.undoes, row.undone_by);
    let mut stands = true;
    for _ in 0..UNDOES_MAX {
        let Some(undone) = undoes else { break };
        stands = !stands;
        undoes = session.run(undone)?.and_then(|row| row.undoes);
    }
    for _ in 0..UNDOES_MAX {
        let Some(by) = undone_by else { break };
        stands = !stands;
        undone_by = session.run(by)?.and_then(|row| row.undone_by);
    }
    Ok(stands)
}
