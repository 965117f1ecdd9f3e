//! Sessions of one connection: opened when needed, kept while they are good, never more than work at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use connector::http::Client;
use connector::{ConnectContext, ConnectorError};

use crate::dialect::Dialect;
use crate::place::Place;
use crate::session::{Access, Session};
use crate::trouble::{Kind, Trouble};
use crate::{mysql, postgres, sqlite};

/// Sessions kept while nobody works.
const IDLE_MAX: usize = 2;

/// See the module.
pub(crate) struct Link {
    pub place: Place,
    http: Client,
    cancel: Arc<AtomicBool>,
    idle: Mutex<Vec<Box<dyn Session>>>,
}

impl Link {
    pub fn new(place: Place, context: &ConnectContext) -> Self {
        Self { place, http: context.http.clone(), cancel: Arc::clone(&context.cancel), idle: Mutex::new(Vec::new()) }
    }

    /// Opens a session.
    pub fn open(&self) -> Result<Box<dyn Session>, ConnectorError> {
        match self.place.dialect {
            Dialect::Postgres => postgres::open(&self.place, &self.http),
            Dialect::MySql => mysql::open(&self.place, &self.http),
            Dialect::Sqlite => sqlite::open(&self.place),
        }
    }

    fn take_idle(&self) -> Option<Box<dyn Session>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// A session with a transaction begun. One that lay idle may have been closed there; then another is opened.
    fn begun(&self, access: Access) -> Result<Box<dyn Session>, ConnectorError> {
        while let Some(mut session) = self.take_idle() {
            if session.begin(access).is_ok() {
                return Ok(session);
            }
        }
        let mut session = self.open()?;
        session.begin(access).map_err(|trouble| self.error(trouble))?;
        Ok(session)
    }

    pub fn error(&self, trouble: Trouble) -> ConnectorError {
        trouble.into_error(self.place.system())
    }

    /// Reads something in a transaction of its own that can change nothing.
    ///
    /// # Errors
    /// What the trouble means; [`ConnectorError::Cancelled`] when the caller was asked to stop.
    pub fn read<T>(&self, work: impl FnOnce(&mut dyn Session) -> Result<T, Trouble>) -> Result<T, ConnectorError> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(ConnectorError::Cancelled);
        }
        let mut session = self.begun(Access::Read)?;
        let result = work(session.as_mut());
        let is_lost = matches!(&result, Err(trouble) if trouble.kind == Kind::Lost);
        if !is_lost && session.roll_back().is_ok() {
            self.keep(session);
        }
        result.map_err(|trouble| self.error(trouble))
    }

    /// Writes something in one transaction. `work` decides itself what one record's trouble means; an error of it undoes all.
    ///
    /// # Errors
    /// Those of `work`; [`ConnectorError::UnknownOutcome`] when the end of the transaction was not confirmed.
    pub fn write<T>(&self, work: impl FnOnce(&mut dyn Session) -> Result<T, ConnectorError>) -> Result<T, ConnectorError> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(ConnectorError::Cancelled);
        }
        let mut session = self.begun(Access::Write)?;
        match work(session.as_mut()) {
            Ok(done) => match session.commit() {
                Ok(()) => {
                    self.keep(session);
                    Ok(done)
                }
                Err(trouble) if trouble.kind == Kind::Lost => Err(ConnectorError::UnknownOutcome {
                    system: self.place.system().to_owned(),
                    reason: "the connection broke while the transaction ended".to_owned(),
                }),
                Err(trouble) => Err(self.error(trouble)),
            },
            Err(error) => {
                if session.roll_back().is_ok() {
                    self.keep(session);
                }
                Err(error)
            }
        }
    }

    fn keep(&self, session: Box<dyn Session>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX {
            idle.push(session);
        }
    }
}
