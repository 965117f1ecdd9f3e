//! An account whose errors are looked at: one that says that a person must settle something pauses the connection, wherever
//! it comes up.

use std::sync::Arc;

use connector::http::{Exchange, Exchanges};
use connector::{
    AcceptedPush, Account, CheckLine, ConnectorError, Cursor, FieldInfo, FindBy, Found, NextStep, Outgoing, PageEnd, PushRefused,
    PushRequest, ReadRequest, Source, StoredPush, StreamInfo, StreamShape, Target, WriteOutcome,
};
use model::RecordBatch;

use super::health::PauseCause;
use super::{Connections, Purpose};

/// What is told of errors.
#[derive(Clone)]
pub(super) struct Watch {
    pub(super) connections: Connections,
    pub(super) connection: i64,
    pub(super) version: i64,
    pub(super) purpose: Purpose,
}

impl Watch {
    pub(super) fn note<T>(&self, result: Result<T, ConnectorError>) -> Result<T, ConnectorError> {
        if let Err(error) = &result
            && error.next_step() == NextStep::PauseConnection
        {
            let cause = if matches!(error, ConnectorError::OtherOrganisation { .. }) {
                PauseCause::Organisation
            } else if matches!(error, ConnectorError::Forbidden { .. }) {
                PauseCause::Forbidden
            } else {
                PauseCause::Credentials
            };
            // A person who looks around meets things they may not see; that is no reason to stop the work.
            if self.purpose == Purpose::Work || cause != PauseCause::Forbidden {
                self.connections.pause_after(self.connection, self.version, cause, &error.to_string());
            }
        }
        result
    }
}

/// See the module.
pub(super) struct WatchedAccount {
    pub(super) inner: Box<dyn Account>,
    pub(super) watch: Watch,
    /// Where its calls are kept.
    pub(super) exchanges: Arc<Exchanges>,
    /// The account with the secrets before, while calls of the other system may still bear them.
    pub(super) before: Option<Before>,
}

/// An account whose secrets were replaced.
pub(super) struct Before {
    pub(super) account: Box<dyn Account>,
    /// Until then (ms) it counts.
    pub(super) until_ms: i64,
}

struct WatchedSource {
    inner: Box<dyn Source>,
    watch: Watch,
}

struct WatchedTarget {
    inner: Box<dyn Target>,
    watch: Watch,
    exchanges: Arc<Exchanges>,
}

impl WatchedAccount {
    fn source_of(&self, opened: Result<Box<dyn Source>, ConnectorError>) -> Result<Box<dyn Source>, ConnectorError> {
        let inner = self.watch.note(opened)?;
        Ok(Box::new(WatchedSource { inner, watch: self.watch.clone() }))
    }
}

impl Account for WatchedAccount {
    fn check(&self) -> Vec<CheckLine> {
        self.inner.check()
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        self.watch.note(self.inner.organisation())
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        self.watch.note(self.inner.streams())
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        self.watch.note(self.inner.fields(stream))
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        self.source_of(self.inner.source(request))
    }

    fn target(&self, stream: &str, key_field: Option<&str>, fields: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        let inner = self.watch.note(self.inner.target(stream, key_field, fields))?;
        Ok(Box::new(WatchedTarget { inner, watch: self.watch.clone(), exchanges: Arc::clone(&self.exchanges) }))
    }

    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        self.source_of(self.inner.fetch(stream, ids))
    }

    fn accept_push(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        let refused = match self.inner.accept_push(push) {
            Err(refused @ PushRefused::Signature) => refused,
            answer => return answer,
        };
        let before = self.before.as_ref().filter(|before| push.received_ms < before.until_ms);
        before.map_or(Err(refused), |before| before.account.accept_push(push))
    }

    fn keep_pushes(&self, stream: &str) -> Result<(), ConnectorError> {
        self.watch.note(self.inner.keep_pushes(stream))
    }

    fn pushed(&self, stream: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        self.source_of(self.inner.pushed(stream, pushes))
    }

    fn system(&self) -> String {
        self.inner.system()
    }
}

impl Source for WatchedSource {
    fn shape(&self) -> &StreamShape {
        self.inner.shape()
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let page = self.inner.read(cursor, rows_max, into);
        self.watch.note(page)
    }
}

impl Target for WatchedTarget {
    fn records_max(&self) -> usize {
        self.inner.records_max()
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let outcomes = self.inner.write(batch);
        self.watch.note(outcomes)
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        let found = self.inner.find(questions);
        self.watch.note(found)
    }

    fn exchanges(&mut self) -> Vec<Exchange> {
        self.exchanges.take()
    }
}
