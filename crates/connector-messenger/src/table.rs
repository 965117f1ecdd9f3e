//! A stream that is read as a whole and given in parts, in the order of its keys.

use connector::{ConnectorError, Cursor, PageEnd, Source, StreamShape};
use model::RecordBatch;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::errors::bad;
use crate::rows::{Rows, id};
use crate::vendor::{Record, Table};

/// Records that are held at most.
pub(crate) const RECORDS_MAX: usize = 200_000;

/// What loads all records.
pub(crate) type Load = fn(&App) -> Result<Vec<Record>, ConnectorError>;

/// How far it was given.
#[derive(Default, Serialize, Deserialize)]
struct Place {
    /// Key of the last record.
    after: String,
    /// Records given.
    #[serde(default)]
    rows: u64,
}

/// Reads a stream at once.
pub(crate) struct WholeSource {
    app: App,
    key: &'static str,
    load: Load,
    rows: Rows,
    records: Option<Vec<(String, Record)>>,
}

/// The order of ids: numbers by size, texts of one length by letters.
pub(crate) fn rank(id: &str) -> (usize, &str) {
    (id.len(), id)
}

impl WholeSource {
    pub fn new(app: App, table: &Table, wanted: &[String], load: Load) -> Self {
        Self { app, key: table.key(), load, rows: Rows::new(table, wanted), records: None }
    }

    fn loaded(&mut self) -> Result<&[(String, Record)], ConnectorError> {
        if self.records.is_none() {
            let system = self.app.vendor.system();
            let mut keyed = Vec::new();
            for record in (self.load)(&self.app)? {
                let key = id(&record, self.key).ok_or_else(|| bad(system, "a record without a whole id"))?;
                keyed.push((key, record));
            }
            keyed.sort_by(|(one, _), (other, _)| rank(one).cmp(&rank(other)));
            keyed.dedup_by(|(one, _), (other, _)| one == other);
            self.records = Some(keyed);
        }
        Ok(self.records.as_deref().unwrap_or_default())
    }
}

impl Source for WholeSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.rows.begin(into);
        let mut place: Place = cursor.place(self.app.vendor.system())?;
        self.loaded()?;
        let records = self.records.as_deref().unwrap_or_default();
        let from = records.partition_point(|(key, _)| !place.after.is_empty() && rank(key) <= rank(&place.after));
        let part = records.get(from..).unwrap_or_default();
        for (key, record) in part.iter().take(rows_max.max(1)) {
            place.rows += 1;
            self.rows.push(record, place.rows, into);
            place.after.clone_from(key);
        }
        let last = part.len() <= rows_max.max(1);
        Ok(PageEnd { next: if last { Cursor::default() } else { Cursor::of(&place) }, last })
    }
}
