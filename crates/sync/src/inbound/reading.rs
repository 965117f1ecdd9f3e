//! A stream being read, watched: for a page that was looked at before the run began, for cursors that come again, for columns
//! that change between two pages or are not there any more.

use std::collections::{HashSet, VecDeque};
use std::hash::Hasher;
use std::sync::Arc;

use connector::{ConnectorError, Cursor, NextStep, PageEnd, ReadMode, Source, StreamShape};
use model::RecordBatch;
use siphasher::sip::SipHasher13;
use store::kill_point;

use crate::inbound::absent::{self, Shown};
use crate::inbound::columns::SeenColumn;

/// A source with a watch on it.
pub struct Reading {
    source: Box<dyn Source>,
    columns: Arc<[String]>,
    /// The first pages, read to see whether there is anything to do and what is gone.
    ahead: VecDeque<(Cursor, RecordBatch, PageEnd)>,
    shown: Arc<Shown>,
    /// Hashes of all cursors a page ended with.
    met: HashSet<u64>,
    system: String,
}

impl Reading {
    /// Watches `source` of `system`.
    #[must_use]
    pub fn new(source: Box<dyn Source>, system: String) -> Self {
        let columns = Arc::clone(&source.shape().columns);
        let shown = Arc::new(Shown::new(source.shape()));
        Self { source, columns, ahead: VecDeque::new(), shown, met: HashSet::new(), system }
    }

    /// Looks at the first page after `cursor` and keeps it for the read that follows. True when nothing is there and nothing
    /// follows; then the cursor after it is given as well.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn is_idle(&mut self, cursor: &Cursor, rows_max: usize) -> Result<Option<Cursor>, ConnectorError> {
        if self.ahead.front().is_none_or(|(at, ..)| at != cursor) {
            self.forget_ahead();
            self.read_ahead(cursor, rows_max)?;
        }
        let is_nothing = |(_, batch, end): &&(_, RecordBatch, PageEnd)| batch.is_empty() && batch.removals().is_empty() && end.last;
        Ok(self.ahead.front().filter(is_nothing).map(|(_, _, end)| end.next.clone()))
    }

    /// Columns that were there before and that no row from `start` on has, as far as a look at the first of them tells. They are
    /// kept for the reads that follow. `lacked`: those that were gone already.
    ///
    /// # Errors
    /// As [`Source::read`]; a place that the source does not know tells nothing.
    pub fn gone_columns(
        &mut self,
        start: &Cursor,
        mode: &ReadMode,
        rows_max: usize,
        before: &[SeenColumn],
        lacked: &[String],
    ) -> Result<Vec<String>, ConnectorError> {
        let rows_max = rows_max.clamp(1, crate::stage::page_rows(self));
        let mut next = start.clone();
        let mut rows = 0;
        let mut is_all = false;
        for _ in 0..absent::PAGES_MAX {
            match self.read_ahead(&next, rows_max) {
                Ok(page) => (rows, is_all, next) = (rows + page.0, page.1.last, page.1.next),
                Err(error) if error.next_step() == NextStep::Restart => break,
                Err(error) => return Err(error),
            }
            if is_all || rows >= absent::ROWS_LOOKED_AT {
                break;
            }
        }
        Ok(self.shown.gone(is_all && *mode == ReadMode::Full, before, lacked))
    }

    /// How often columns are shown in what is read.
    pub fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown)
    }

    /// A run that goes on in the middle reads from there, perhaps the same pages once more.
    fn forget_ahead(&mut self) {
        self.ahead.clear();
        self.met.clear();
    }

    /// Reads a page and keeps it: its rows and where it ends.
    fn read_ahead(&mut self, cursor: &Cursor, rows_max: usize) -> Result<(usize, PageEnd), ConnectorError> {
        let mut batch = RecordBatch::new(Arc::clone(&self.columns));
        let end = self.read_watched(cursor, rows_max, &mut batch)?;
        let read = (batch.len(), end.clone());
        self.ahead.push_back((cursor.clone(), batch, end));
        Ok(read)
    }

    fn read_watched(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        kill_point("K1");
        let end = self.source.read(cursor, rows_max, into)?;
        kill_point("K2");
        if into.columns() != &self.columns {
            return Err(ConnectorError::Changed { what: format!("the columns of {}", self.system) });
        }
        self.shown.count(into);
        let mut hasher = SipHasher13::new();
        hasher.write(end.next.0.as_bytes());
        if !end.last && !self.met.insert(hasher.finish()) {
            // Pages that lead back to earlier ones would be read for ever (F16).
            let reason = "its pages lead back to pages shown before".to_owned();
            return Err(ConnectorError::BadAnswer { system: self.system.clone(), reason });
        }
        Ok(end)
    }
}

impl Source for Reading {
    fn shape(&self) -> &StreamShape {
        self.source.shape()
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        if let Some((at, batch, end)) = self.ahead.pop_front() {
            if at == *cursor {
                *into = batch;
                return Ok(end);
            }
            self.forget_ahead();
        }
        self.read_watched(cursor, rows_max, into)
    }
}

#[cfg(test)]
mod tests {
    use model::CellKind;

    use super::*;

    /// Pages of one row each; the last one ends the list, or leads back to the second.
    struct Pages {
        shape: StreamShape,
        count: usize,
        leads_back: bool,
    }

    impl Source for Pages {
        fn shape(&self) -> &StreamShape {
            &self.shape
        }

        fn read(&mut self, cursor: &Cursor, _: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
            into.reset(Arc::clone(&self.shape.columns));
            let at: usize = cursor.0.parse().unwrap_or(0);
            into.push_cell(CellKind::Text, &at.to_string());
            into.finish_row(1);
            let is_end = at + 1 == self.count;
            let next = if is_end && self.leads_back { 1 } else { at + 1 };
            Ok(PageEnd { next: Cursor(next.to_string()), last: is_end && !self.leads_back })
        }
    }

    fn reading(leads_back: bool) -> Reading {
        let shape = StreamShape { columns: vec!["id".to_owned()].into(), tells_absent: true, ..StreamShape::default() };
        Reading::new(Box::new(Pages { shape, count: 5, leads_back }), "Test".to_owned())
    }

    fn read_from(reading: &mut Reading, start: usize) -> Result<Vec<String>, ConnectorError> {
        let (mut cursor, mut seen) = (Cursor(if start == 0 { String::new() } else { start.to_string() }), Vec::new());
        loop {
            let mut batch = RecordBatch::default();
            let end = reading.read(&cursor, 10, &mut batch)?;
            seen.extend(batch.rows().map(|row| row.cell(0).1.to_owned()));
            if end.last {
                return Ok(seen);
            }
            cursor = end.next;
        }
    }

    #[test]
    fn pages_that_were_looked_at_are_read_once_and_from_any_place() {
        for start in [0, 2] {
            let mut reading = reading(false);
            assert!(reading.gone_columns(&Cursor::default(), &ReadMode::Full, 10, &[], &[]).expect("pages").is_empty());
            let expected: Vec<String> = (start..5).map(|at| at.to_string()).collect();
            assert_eq!(read_from(&mut reading, start).expect("no loop"), expected, "from {start}");
        }
        assert!(read_from(&mut reading(true), 0).is_err(), "pages that lead back are still seen");
    }
}
