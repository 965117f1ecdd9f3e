//! Several writes that happen together or not at all.

use std::sync::Arc;

use model::{Caller, Doc, Object, RecordId, Verb};
use store::{Pending, Session, StoreError};

use crate::write::{Expect, Operation, Patch, Upsert, Written};
use crate::{RecordError, Records};

/// One of several writes.
#[derive(Clone, Debug)]
pub enum Write {
    /// As [`Records::create`].
    Create(Doc),
    /// As [`Records::patch`].
    Patch(RecordId, Patch, Expect),
    /// As [`Records::upsert`].
    Upsert(Upsert),
    /// As [`Records::delete`].
    Delete(RecordId, Expect),
    /// As [`Records::restore`].
    Restore(RecordId),
}

/// Which of several writes was refused, and why; nothing of them was kept.
#[derive(Debug, thiserror::Error)]
#[error("write {at} was refused")]
pub struct ManyError {
    /// Its place, counted from 0.
    pub at: usize,
    /// Why.
    #[source]
    pub source: RecordError,
}

impl From<StoreError> for ManyError {
    fn from(error: StoreError) -> Self {
        Self { at: 0, source: error.into() }
    }
}

impl Records {
    /// Does all of `writes` in order, or none of them.
    pub fn all_or_nothing(&self, caller: &Caller, object: &Arc<Object>, writes: Vec<Write>) -> Pending<Result<Vec<Written>, ManyError>> {
        let operation = Operation::new(self, caller, object);
        self.store().submit(move |session| {
            let one = |(at, write): (usize, &Write), session: &mut Session<'_>| -> Result<Written, ManyError> {
                let done = operation.authorise(Verb::Write).and_then(|()| match write {
                    Write::Create(doc) => operation.create(session, doc),
                    Write::Patch(id, patch, expect) => operation.patch(session, *id, patch, expect),
                    Write::Upsert(upsert) => operation.upsert(session, upsert),
                    Write::Delete(id, expect) => operation.delete(session, *id, expect),
                    Write::Restore(id) => operation.restore(session, *id),
                });
                done.map_err(|source| ManyError { at, source })
            };
            writes.iter().enumerate().map(|write| one(write, session)).collect()
        })
    }
}
