//! Applies a batch on PostgreSQL.

use super::PgLink;
use crate::query::SeqRange;
use crate::session::Prepared;
use crate::{StoreError, WriteBatch};

pub(crate) fn apply(_link: &mut PgLink, _batch: &WriteBatch, _prepared: &Prepared) -> Result<SeqRange, StoreError> {
    Err(StoreError::Invalid("PostgreSQL follows"))
}
