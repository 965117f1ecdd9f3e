//! Merge and unmerge. A merge moves nothing: the absorbed record keeps its sources, edits, keys and id, and points to the
//! survivor, whose golden document is computed from all of them. So an unmerge is exact at any time later.

use std::sync::Arc;

use identity::keys::ids_conflict;
use model::{Caller, ChangeKind, Object, RecordId, RecordState, Verb};
use store::rows::WriteBatch;
use store::{Pending, Session};

use crate::group::Group;
use crate::write::{Operation, Outcome};
use crate::{MergeRefusal, RecordError, Records, Written};

/// Most records in one merge call.
pub const MERGE_MAX: usize = 100;

impl Records {
    /// Merges `absorbed` into `survivor`. Records that are merged there already are skipped.
    ///
    /// Refused when two of them hold different official ids.
    pub fn merge(
        &self,
        caller: &Caller,
        object: &Arc<Object>,
        survivor: RecordId,
        absorbed: Vec<RecordId>,
    ) -> Pending<Result<Written, RecordError>> {
        let operation = Operation::new(self, caller, object);
        self.store().submit(move |session| {
            operation.authorise(Verb::Write)?;
            let (group, forgotten) = operation.merged(session, survivor, &absorbed)?;
            if forgotten.is_empty() {
                return Ok(operation.written(&group, Outcome::Unchanged));
            }
            let at_ms = session.now_ms();
            let mut batch =
                WriteBatch { at_ms, actor: Some(operation.caller.actor.clone()), never_link_removed: forgotten, ..WriteBatch::default() };
            let id = group.id();
            group.finish(operation.finish(at_ms), ChangeKind::Merge, &mut batch);
            store::kill_point("K12");
            session.commit_batch(&batch)?;
            store::kill_point("K12");
            Ok(operation.written(&Group::load_one(session, &operation.object, id)?, Outcome::Updated))
        })
    }

    /// Gives absorbed records back: `which`, or all of them when empty. Each returns with what it had and what its own
    /// sources brought since; what came to the survivor since stays there. The pairs are never linked by a machine again.
    pub fn unmerge(
        &self,
        caller: &Caller,
        object: &Arc<Object>,
        survivor: RecordId,
        which: Vec<RecordId>,
    ) -> Pending<Result<Vec<Written>, RecordError>> {
        let operation = Operation::new(self, caller, object);
        self.store().submit(move |session| {
            operation.authorise(Verb::Write)?;
            let mut group = operation.load_live(session, survivor)?;
            let wanted = if which.is_empty() { group.head().inputs.absorbed.clone() } else { which.clone() };
            if wanted.is_empty() {
                return Err(RecordError::NotFound { what: "merged record".to_owned() });
            }
            let at_ms = session.now_ms();
            let mut batch = WriteBatch { at_ms, actor: Some(operation.caller.actor.clone()), ..WriteBatch::default() };
            let mut ids = vec![group.id()];
            for id in wanted {
                let given = group.release(id).ok_or_else(|| RecordError::NotFound { what: "merged record".to_owned() })?;
                batch.never_link_added.extend(ids.iter().map(|known| (id.min(*known), id.max(*known))));
                ids.push(id);
                debug_assert_eq!(given.state(), RecordState::Live);
                given.finish(operation.finish(at_ms), ChangeKind::Unmerged, &mut batch);
            }
            group.finish(operation.finish(at_ms), ChangeKind::Unmerge, &mut batch);
            store::kill_point("K12");
            session.commit_batch(&batch)?;
            store::kill_point("K12");
            let mut groups = Group::load(session, &operation.object, &ids)?;
            Ok(ids.iter().filter_map(|id| groups.remove(id)).map(|group| operation.written(&group, Outcome::Updated)).collect())
        })
    }
}

/// Pairs of records that had been told apart.
type Pairs = Vec<(RecordId, RecordId)>;

impl Operation {
    /// The group that `survivor` would be with all of `absorbed`, and the pairs that would be one although they may have been told
    /// apart: somebody decided anew. Records that are merged there already are skipped.
    ///
    /// # Errors
    /// [`RecordError::MergeRefused`] when two of them hold different official ids; store errors.
    pub fn merged(&self, session: &mut Session<'_>, survivor: RecordId, absorbed: &[RecordId]) -> Result<(Group, Pairs), RecordError> {
        if absorbed.is_empty() || absorbed.len() > MERGE_MAX {
            return Err(RecordError::MergeRefused(MergeRefusal::Count));
        }
        let mut group = self.load_live(session, survivor)?;
        let mut forgotten = Vec::new();
        for id in absorbed {
            let other = self.load_live(session, *id)?;
            if other.id() == group.id() {
                continue;
            }
            let (mine, theirs) = (group.keys(&self.object, &self.hasher), other.keys(&self.object, &self.hasher));
            if ids_conflict(&mine, &theirs) {
                return Err(RecordError::MergeRefused(MergeRefusal::OfficialIds));
            }
            forgotten.push((group.id().min(other.id()), group.id().max(other.id())));
            group.absorb(other);
        }
        Ok((group, forgotten))
    }
}
