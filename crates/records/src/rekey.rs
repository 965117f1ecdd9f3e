//! Keys follow the definition: when a field begins or ceases to identify records or to be unique, the keys of the records
//! that are there change with it, as a run of its own.

use std::collections::HashMap;
use std::sync::Arc;

use identity::unique_hashes_of;
use model::{Caller, Doc, Field, KeyHash, KeyKind, Object, RecordId, RecordState};
use store::rows::{RunRow, RunState, WriteBatch};
use store::{RecordPage, RecordQuery};

use crate::group::Group;
use crate::recompute::new_run;
use crate::{RecordError, Records};

/// Records looked at in one transaction.
const CHUNK: usize = 2_000;

/// How values of a field identify records, and whether no two may hold the same.
pub(crate) fn identifies(field: &Field) -> (Option<KeyKind>, bool) {
    if field.archived { (None, false) } else { (identity::keys::key_kind(field), field.unique) }
}

impl Records {
    /// Two live records that hold the same value of a field, by `wanted` as it would be unique.
    pub(crate) fn holders_of_one_value(&self, wanted: &Object, field: &Field) -> Result<Option<[RecordId; 2]>, RecordError> {
        let hasher = self.hasher();
        let mut holders: HashMap<KeyHash, RecordId> = HashMap::new();
        let (mut after, mut hashes) = (None, Vec::new());
        loop {
            let mut page = RecordPage::default();
            let query = RecordQuery { after: after.map(|id| (Vec::new(), id)), ..RecordQuery::new(wanted, CHUNK) };
            self.store().read(|session| Ok::<_, RecordError>(session.record_list(&query, &mut page)?))?;
            for line in &page.lines {
                let text = page.text.get(line.doc.clone()).unwrap_or_default();
                let doc = Doc::from_json(wanted, text).map_err(|_| RecordError::Damaged(line.id))?;
                hashes.clear();
                unique_hashes_of(wanted, &hasher, &doc, &mut hashes);
                for (_, hash) in hashes.iter().filter(|(of, _)| *of == field.id) {
                    match holders.insert(*hash, line.id) {
                        Some(first) if first != line.id => return Ok(Some([first, line.id])),
                        Some(_) | None => {}
                    }
                }
            }
            match page.lines.last() {
                Some(line) => after = Some(line.id),
                None => return Ok(None),
            }
        }
    }

    /// Gives every record the keys that `now` says in place of those that `before` said, as a run over `field`.
    pub(crate) fn rekey(&self, caller: &Caller, before: &Arc<Object>, now: &Arc<Object>, field: &Field) -> Result<(), RecordError> {
        let (actor, id) = (caller.actor.clone(), now.id);
        let run = self.store().write(move |session| {
            let run = new_run(session, "index", &actor, id)?;
            session.run_insert(&run)?;
            Ok::<_, RecordError>(run)
        })?;
        let done = self.rekey_all(before, now);
        let report = match &done {
            Ok(()) => serde_json::json!({"status": "done", "field": field.name}),
            Err(error) => serde_json::json!({"status": "failed", "field": field.name, "error": error.to_string()}),
        };
        let state = if done.is_ok() { RunState::Done } else { RunState::Failed };
        self.store().write(move |session| {
            let finished_ms = Some(session.now_ms());
            Ok::<_, RecordError>(session.run_update(&RunRow { state, finished_ms, report: report.to_string(), ..run.clone() })?)
        })?;
        done
    }

    fn rekey_all(&self, before: &Arc<Object>, now: &Arc<Object>) -> Result<(), RecordError> {
        let mut after = None;
        loop {
            let (before, now, hasher) = (Arc::clone(before), Arc::clone(now), self.hasher());
            let last = self.store().write(move |session| {
                let mut page = RecordPage::default();
                // A deleted record may be restored, and is known by its keys until then.
                let states = vec![RecordState::Live, RecordState::Deleted];
                let query = RecordQuery { states, after: after.map(|id| (Vec::new(), id)), ..RecordQuery::new(&now, CHUNK) };
                session.record_list(&query, &mut page)?;
                let ids: Vec<RecordId> = page.lines.iter().map(|line| line.id).collect();
                let mut batch = WriteBatch { at_ms: session.now_ms(), ..WriteBatch::default() };
                for group in Group::load(session, &now, &ids)?.values() {
                    group.rekey(&before, &now, &hasher, &mut batch);
                }
                session.commit_batch(&batch)?;
                Ok::<_, RecordError>(ids.last().copied())
            })?;
            match last {
                Some(last) => after = Some(last),
                None => return Ok(()),
            }
        }
    }
}
