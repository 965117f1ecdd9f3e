//! Customers of a load that nobody can know yet, computed beside the store's writer instead of by it.
//!
//! While a load is alone with its object (see [`ApplyContext::alone_with`]) nothing is looked up: what a cluster becomes depends on
//! its own rows only, but for the ids. So records get numbers from 1 here, on any thread, and their ids in the transaction that
//! writes them, which also makes sure that the load was still alone.

use model::{FieldType, Object, RecordId};
use store::rows::WriteBatch;
use store::{Session, StoreError};

use crate::RecordError;
use crate::apply::{Applied, ApplyContext, Incoming, ever_made, write_new, write_single};
use crate::decide::{Candidates, Known, decide};
use crate::group::Group;

/// New records with everything that is written with them. See the module.
#[derive(Clone, Debug, Default)]
pub struct Fresh {
    out: WriteBatch,
    applied: Applied,
    count: usize,
}

/// Number of the first record.
const FIRST: i64 = 1;

impl Fresh {
    /// True for objects whose records need nothing but their rows: no unique values, which others may hold, no numbers that the
    /// store gives out, and no references to look up.
    #[must_use]
    pub fn is_possible(object: &Object) -> bool {
        object.reference_fields().next().is_none()
            && !object.live_fields().any(|field| field.unique || matches!(field.field_type, FieldType::AutoNumber { .. }))
    }

    /// Adds clusters, each with all rows of the load that are one customer, and takes the texts out of them.
    pub fn add(&mut self, context: &ApplyContext<'_>, clusters: &mut [Vec<Incoming>]) {
        let has_defaults = context.object.fields.iter().any(|field| field.default.is_some());
        for cluster in clusters.iter_mut() {
            if let [row] = cluster.as_mut_slice() {
                let id = self.next();
                let json = std::mem::take(&mut row.json);
                write_single(context, id, row, json, has_defaults, &mut self.out, &mut self.applied);
                continue;
            }
            let cluster = cluster.as_slice();
            let candidates = Candidates::new(cluster, &vec![None; cluster.len()]);
            for unit in decide(context, vec![candidates], &mut Known::default(), &mut self.applied) {
                let group = Group::fresh(self.next(), context.at_ms);
                write_new(context, &unit, group, &mut self.out, &mut self.applied);
            }
        }
    }

    fn next(&mut self) -> RecordId {
        let number = FIRST + i64::try_from(self.count).unwrap_or(i64::MAX - FIRST);
        self.count += 1;
        RecordId(number)
    }

    /// Gives the records ids of their own and the time of the transaction. `None` when somebody else has added records, so that the
    /// rows must be applied with [`crate::apply()`]; nothing is written then.
    ///
    /// # Errors
    /// Store errors.
    pub fn number(mut self, session: &mut Session<'_>, context: &ApplyContext<'_>) -> Result<Option<(WriteBatch, Applied)>, RecordError> {
        let Some(own) = context.alone_with else { return Ok(None) };
        if ever_made(session, context.object)? != own {
            return Ok(None);
        }
        if self.count > 0 {
            let first = session.allocate_record_ids(context.object.id, self.count)?.0;
            self.shift(first - FIRST)?;
        }
        self.out.at_ms = context.at_ms;
        self.out.actor = Some(context.actor.clone());
        for row in &mut self.out.created {
            row.created_ms = context.at_ms;
            row.updated_ms = context.at_ms;
        }
        Ok(Some((self.out, self.applied)))
    }

    fn shift(&mut self, by: i64) -> Result<(), RecordError> {
        let move_one = |id: &mut RecordId| id.0 += by;
        self.out.created.iter_mut().for_each(|row| move_one(&mut row.id));
        self.out.sources_created.iter_mut().for_each(|row| move_one(&mut row.record));
        self.out.changes.iter_mut().for_each(|change| move_one(&mut change.record));
        self.out.keys_added.iter_mut().for_each(|(_, id)| move_one(id));
        self.applied.rows.iter_mut().filter_map(|row| row.record.as_mut()).for_each(move_one);
        // New records take nothing away and replace nothing; rows of any other list would keep a number that is no id.
        let out = &self.out;
        let is_plain = out.changed.is_empty()
            && out.sources_changed.is_empty()
            && out.keys_removed.is_empty()
            && out.unique_added.is_empty()
            && out.waiting_added.is_empty()
            && out.inputs_only.is_empty();
        if is_plain { Ok(()) } else { Err(StoreError::Invalid("new records must not replace rows").into()) }
    }
}
