//! One connection at work.

use std::sync::Arc;

use connector::{
    Account, CheckLine, ConnectContext, ConnectorError, FieldInfo, ReadRequest, Source, StreamCapabilities, StreamInfo, Target,
};
use model::Clock;

use crate::check::{self, Seen};
use crate::link::Link;
use crate::place::Place;
use crate::source::{FetchSource, StreamSource};
use crate::stream::{Stream, Table};
use crate::stream_lines::{self, StreamLine};
use crate::target::{BATCH_RECORDS_MAX, TableTarget};

/// Streams listed at most.
const STREAMS_MAX: usize = 5_000;

/// See the module.
pub(crate) struct SqlAccount {
    link: Arc<Link>,
    lines: Vec<StreamLine>,
    clock: Arc<dyn Clock>,
}

impl SqlAccount {
    pub fn new(context: ConnectContext) -> Result<Self, ConnectorError> {
        let place = Place::read(&context)?;
        let lines = stream_lines::read(context.text("streams").unwrap_or(""))?;
        Ok(Self { link: Arc::new(Link::new(place, &context)), lines, clock: context.clock })
    }

    fn line(&self, name: &str) -> Option<&StreamLine> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// A query as a table of its own: nothing of it can be written.
    fn query_table(&self, name: &str, query: &str) -> Result<Table, ConnectorError> {
        // A comment at the end of the query must not swallow the bracket.
        let from = format!("({query}\n)");
        let columns = self.link.read(|session| session.describe(&from))?;
        Ok(Table { name: name.to_owned(), label: name.to_owned(), from, columns, ..Table::default() })
    }

    /// The stream of this name as it is now.
    fn stream(&self, name: &str) -> Result<Stream, ConnectorError> {
        let line = self.line(name);
        let table = match line.and_then(|line| line.query.as_ref()) {
            Some(query) => self.query_table(name, query)?,
            None => {
                let tables = self.link.read(|session| session.tables(Some(name)))?;
                let missing = || ConnectorError::NotFound { system: self.system(), what: format!("table {name:?} that may be read") };
                tables.into_iter().next().ok_or_else(missing)?
            }
        };
        Stream::new(self.link.place.dialect, table, line)
    }
}

/// A stream with which nothing can be done.
fn useless(name: &str, label: &str) -> StreamInfo {
    StreamInfo { name: name.to_owned(), label: label.to_owned(), can: StreamCapabilities::default(), ..StreamInfo::default() }
}

impl Account for SqlAccount {
    fn check(&self) -> Vec<CheckLine> {
        let identity = self.link.read(|session| session.identity());
        let is_open = identity.is_ok();
        let tables = is_open.then(|| {
            let tables = self.link.read(|session| session.tables(None))?;
            let count = tables.len();
            let streams = tables.into_iter().filter(|table| table.columns.iter().any(|column| column.is_primary)).count();
            Ok((count, streams))
        });
        let named = self.lines.iter().filter(|_| is_open).take(50).map(|line| (line.name.clone(), self.stream(&line.name)));
        check::lines(&Seen { named: named.collect(), identity, tables, now_ms: self.clock.now_ms() })
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        Ok(self.link.read(|session| session.identity())?.organisation)
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let mut streams: Vec<StreamInfo> = Vec::new();
        for line in self.lines.iter().filter(|line| line.query.is_some()) {
            streams.push(match self.stream(&line.name) {
                Ok(stream) => stream.info(BATCH_RECORDS_MAX),
                // The doctor says what is wrong with it.
                Err(ConnectorError::Setting { .. } | ConnectorError::NotFound { .. }) => useless(&line.name, &line.name),
                Err(error) => return Err(error),
            });
        }
        for table in self.link.read(|session| session.tables(None))? {
            if streams.len() >= STREAMS_MAX {
                break;
            }
            if streams.iter().any(|known| known.name == table.name) {
                continue;
            }
            let (name, label) = (table.name.clone(), table.label.clone());
            let line = self.line(&name);
            streams.push(match Stream::new(self.link.place.dialect, table, line) {
                Ok(stream) => stream.info(BATCH_RECORDS_MAX),
                // Without a key nothing can be done with it yet; people should see that it is there.
                Err(_) => useless(&name, &label),
            });
        }
        Ok(streams)
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        Ok(self.stream(stream)?.fields())
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        let stream = self.stream(&request.stream)?.narrowed(&request.columns);
        let source = StreamSource::new(Arc::clone(&self.link), stream, request.mode.clone(), request.filter.clone())?;
        Ok(Box::new(source))
    }

    fn target(&self, stream: &str, key_field: Option<&str>, _: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        let stream = self.stream(stream)?;
        if stream.capabilities(BATCH_RECORDS_MAX).write_records_max == 0 {
            return Err(ConnectorError::Unsupported { system: self.system(), what: format!("write {}", stream.name) });
        }
        Ok(Box::new(TableTarget::new(Arc::clone(&self.link), stream, key_field, Arc::clone(&self.clock))?))
    }

    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        Ok(Box::new(FetchSource::new(Arc::clone(&self.link), self.stream(stream)?, ids)))
    }

    fn system(&self) -> String {
        self.link.place.system().to_owned()
    }
}
