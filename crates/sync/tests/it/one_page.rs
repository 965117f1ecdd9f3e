//! A source of one page: what a system fetched by id, or made of pushes.

use connector::{ConnectorError, Cursor, PageEnd, Source, StreamShape};
use model::RecordBatch;

pub struct OnePage {
    pub shape: StreamShape,
    pub batch: RecordBatch,
}

impl Source for OnePage {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, _: &Cursor, _: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        *into = self.batch.clone();
        Ok(PageEnd { next: Cursor("end".to_owned()), last: true })
    }
}
