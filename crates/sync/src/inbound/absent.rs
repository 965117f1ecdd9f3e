//! Columns that no row has any more, where the system does not say which columns there are.
//!
//! Such systems may leave out what is empty, so a row without a column says nothing. That every row lacks what many had before is no
//! coincidence: the column is gone, or hidden from us, and its values stay as with every other column that is gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use connector::StreamShape;
use model::RecordBatch;

use crate::inbound::columns::SeenColumn;

/// Rows that are looked at before a run, at least, where there are so many.
pub(super) const ROWS_LOOKED_AT: usize = 200;
/// Pages that are looked at for them at most: those of a directory may hold a few rows each, or none.
pub(super) const PAGES_MAX: usize = 50;
/// A column is gone where this many rows should have it, by its share before, and none has.
const EXPECTED_MIN: u64 = 20;
/// The same where the rows are all there are.
const EXPECTED_OF_ALL_MIN: u64 = 2;
/// Every record had it.
const ALWAYS: u16 = 1_000;

/// How often the columns of a stream are shown by its rows.
#[derive(Debug, Default)]
pub struct Shown {
    columns: Arc<[String]>,
    rows: AtomicU64,
    absent: Vec<AtomicU64>,
}

impl Shown {
    /// Counts nothing where the source tells which columns there are.
    pub fn new(shape: &StreamShape) -> Self {
        let counted = if shape.tells_absent { shape.columns.len() } else { 0 };
        let absent = (0..counted).map(|_| AtomicU64::new(0)).collect();
        Self { columns: Arc::clone(&shape.columns), rows: AtomicU64::new(0), absent }
    }

    /// Counts the rows of a page.
    pub fn count(&self, batch: &RecordBatch) {
        self.rows.fetch_add(batch.len() as u64, Ordering::Relaxed);
        for (column, absent) in self.absent.iter().enumerate() {
            absent.fetch_add(batch.absent(column), Ordering::Relaxed);
        }
    }

    /// Columns that none of the rows so far has, although they should. `is_all`: no others follow. `lacked`: those that were gone
    /// already stay so until a row has them.
    pub fn gone(&self, is_all: bool, before: &[SeenColumn], lacked: &[String]) -> Vec<String> {
        let rows = self.rows.load(Ordering::Relaxed);
        let is_gone = |name: &String, absent: u64| {
            if absent < rows {
                return false;
            }
            let shown = before.iter().find(|seen| seen.name == *name).map_or(0, |seen| seen.shown);
            let expected = rows * u64::from(shown) / u64::from(ALWAYS);
            let is_certain = expected >= EXPECTED_MIN || (is_all && rows > 0 && (shown == ALWAYS || expected >= EXPECTED_OF_ALL_MIN));
            is_certain || lacked.contains(name)
        };
        let counted = self.columns.iter().zip(&self.absent);
        counted.filter(|(name, absent)| is_gone(name, absent.load(Ordering::Relaxed))).map(|(name, _)| name.clone()).collect()
    }

    /// Notes after a read of everything how often each column was shown. Without rows they keep what is known of them.
    pub fn note(&self, columns: &mut [SeenColumn]) {
        let rows = self.rows.load(Ordering::Relaxed);
        for (name, absent) in self.columns.iter().zip(&self.absent).filter(|_| rows > 0) {
            let shown = rows.saturating_sub(absent.load(Ordering::Relaxed)) * u64::from(ALWAYS) / rows;
            if let Some(seen) = columns.iter_mut().find(|seen| seen.name == *name) {
                seen.shown = u16::try_from(shown).unwrap_or(ALWAYS);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use model::CellKind;

    use super::*;

    const NAMES: [&str; 2] = ["id", "mail"];

    /// What is gone of a page of `rows` of which `with` have mail, when `shown` of a thousand had it before.
    fn check(rows: u64, with: u64, shown: u16, is_all: bool, lacked: bool) -> bool {
        let columns: Arc<[String]> = NAMES.map(str::to_owned).to_vec().into();
        let shape = StreamShape { columns: Arc::clone(&columns), tells_absent: true, ..StreamShape::default() };
        let mut batch = RecordBatch::new(Arc::clone(&columns));
        for number in 0..rows {
            batch.push_cell(CellKind::Text, "1");
            if number < with {
                batch.push_cell(CellKind::Empty, "")
            } else {
                batch.push_absent()
            }
            batch.finish_row(number + 1);
        }
        let counts = Shown::new(&shape);
        counts.count(&batch);
        let before = NAMES.map(|name| SeenColumn { name: name.to_owned(), shown, ..SeenColumn::default() });
        let lacked = if lacked { vec!["mail".to_owned()] } else { Vec::new() };
        let gone = counts.gone(is_all, &before, &lacked);
        assert!(gone.iter().all(|name| name == "mail"), "{gone:?}");
        !gone.is_empty()
    }

    #[test]
    fn a_column_is_gone_where_many_had_it_and_none_has() {
        assert!(check(200, 0, 1_000, false, false));
        assert!(check(200, 0, 100, false, false), "twenty of them should have it");
        assert!(!check(200, 1, 1_000, false, false), "an empty one shows that it is there");
        assert!(!check(200, 0, 50, false, false), "too few should have it");
        assert!(!check(10, 0, 1_000, false, false), "a few changes say nothing");
        assert!(check(8, 0, 400, true, false) && check(1, 0, 1_000, true, false), "all there are say more");
        assert!(!check(3, 0, 400, true, false), "one person took their alias away");
        assert!(!check(0, 0, 1_000, true, false), "nothing says nothing");
        assert!(!check(200, 0, 0, true, false), "nobody had it before");
    }

    #[test]
    fn what_was_gone_stays_gone_until_a_row_has_it() {
        assert!(check(0, 0, 0, false, true) && check(3, 0, 0, false, true));
        assert!(!check(3, 1, 0, false, true));
    }

    #[test]
    fn shares_are_noted_where_there_were_rows() {
        let columns: Arc<[String]> = NAMES.map(str::to_owned).to_vec().into();
        let shape = StreamShape { columns: Arc::clone(&columns), tells_absent: true, ..StreamShape::default() };
        let counts = Shown::new(&shape);
        let mut seen = [SeenColumn { name: "mail".to_owned(), shown: 700, ..SeenColumn::default() }];
        counts.note(&mut seen);
        assert_eq!(seen[0].shown, 700, "no rows");
        let mut batch = RecordBatch::new(Arc::clone(&columns));
        for number in 0..4 {
            batch.push_cell(CellKind::Text, "1");
            if number == 0 {
                batch.push_cell(CellKind::Text, "a@example.com")
            } else {
                batch.push_absent()
            }
            batch.finish_row(number + 1);
        }
        counts.count(&batch);
        counts.note(&mut seen);
        assert_eq!(seen[0].shown, 250);
    }
}
