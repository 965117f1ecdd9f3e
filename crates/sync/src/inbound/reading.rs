//! A stream being read, watched: for a page that was looked at before the run began, for cursors that come again, for columns
//! that change between two pages.

use std::collections::HashSet;
use std::hash::Hasher;
use std::sync::Arc;

use connector::{ConnectorError, Cursor, PageEnd, Source, StreamShape};
use model::RecordBatch;
use siphasher::sip::SipHasher13;
use store::kill_point;

/// A source with a watch on it.
pub struct Reading {
    source: Box<dyn Source>,
    columns: Arc<[String]>,
    /// The first page, read to see whether there is anything to do.
    first: Option<(Cursor, RecordBatch, PageEnd)>,
    /// Hashes of all cursors a page ended with.
    met: HashSet<u64>,
    system: String,
}

impl Reading {
    /// Watches `source` of `system`.
    #[must_use]
    pub fn new(source: Box<dyn Source>, system: String) -> Self {
        let columns = Arc::clone(&source.shape().columns);
        Self { source, columns, first: None, met: HashSet::new(), system }
    }

    /// Looks at the first page after `cursor` and keeps it for the read that follows. True when nothing is there and nothing
    /// follows; then the cursor after it is given as well.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn is_idle(&mut self, cursor: &Cursor, rows_max: usize) -> Result<Option<Cursor>, ConnectorError> {
        let mut batch = RecordBatch::new(Arc::clone(&self.columns));
        let end = self.read_watched(cursor, rows_max, &mut batch)?;
        if batch.is_empty() && batch.removals().is_empty() && end.last {
            return Ok(Some(end.next));
        }
        self.first = Some((cursor.clone(), batch, end));
        Ok(None)
    }

    fn read_watched(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        kill_point("K1");
        let end = self.source.read(cursor, rows_max, into)?;
        kill_point("K2");
        if into.columns() != &self.columns {
            return Err(ConnectorError::Changed { what: format!("the columns of {}", self.system) });
        }
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
        if let Some((at, batch, end)) = self.first.take_if(|first| first.0 == *cursor) {
            debug_assert_eq!(&at, cursor);
            *into = batch;
            return Ok(end);
        }
        self.read_watched(cursor, rows_max, into)
    }
}
