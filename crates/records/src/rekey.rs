//! Keys follow the definition: when a field begins or ceases to identify records or to be unique, the keys of the records
//! that are there change with it, as a run of its own.

use std::collections::HashMap;
use std::sync::Arc;

use identity::unique_hashes_of;
use model::{Caller, Doc, Field, KeyHash, KeyKind, Object, RecordId, RecordState};
use serde::{Deserialize, Serialize};
use store::rows::{RunRow, RunState, WriteBatch};
use store::{RecordPage, RecordQuery, RunFilter};

use crate::group::Group;
use crate::recompute::{RECOMPUTE, at_work};
use crate::{RecordError, Records};

/// Records looked at in one transaction.
const CHUNK: usize = 2_000;
/// Kind of the runs that make indexes and keys.
pub(crate) const INDEX: &str = "index";
/// Interrupted runs that are looked for at once.
const LEFT_MAX: usize = 100;

/// A field that identifies records in another way than before: what its run needs to do it, and to do it again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeyChange {
    pub field: String,
    pub before: Object,
    pub wanted: Object,
}

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

    /// Gives every record the keys that the definition says now, as a run that has begun. Where records cannot have them, because a
    /// value was taken while they were read, the definition goes back, and with it what has its keys already.
    pub(crate) fn rekey_as(&self, mut run: RunRow, change: &KeyChange) -> Result<(), RecordError> {
        let error = match self.rekey_from(&mut run, change) {
            Ok(()) => return self.end_run(run, RunState::Done, &serde_json::json!({"status": "done", "field": change.field})),
            Err(error) => error,
        };
        let before = change.before.field(&change.field).cloned();
        self.object_update(&Caller::system(), &change.before.name, |object| {
            if let Some((field, before)) = object.fields.iter_mut().find(|field| field.name == change.field).zip(before) {
                *field = before;
            }
        })?;
        self.rekey_from(&mut run, change)?;
        let report = serde_json::json!({"status": "failed", "field": change.field, "error": error.to_string()});
        self.end_run(run, RunState::Failed, &report)?;
        Err(error)
    }

    /// From the keys of both definitions, for no one knows which of them a record has.
    fn rekey_from(&self, run: &mut RunRow, change: &KeyChange) -> Result<(), RecordError> {
        let now = self.refresh_schema()?.object_by_id(change.before.id).cloned();
        let now = now.ok_or_else(|| RecordError::NotFound { what: format!("object {:?}", change.before.name) })?;
        let identified = |object: &Object| object.field(&change.field).map(identifies);
        for from in [&change.wanted, &change.before] {
            if identified(from) != identified(&now) {
                self.rekey_all(run, &Arc::new(from.clone()), &now)?;
            }
        }
        Ok(())
    }

    pub(crate) fn end_run(&self, run: RunRow, state: RunState, report: &serde_json::Value) -> Result<(), RecordError> {
        let report = report.to_string();
        self.store().write(move |session| {
            let finished_ms = Some(session.now_ms());
            Ok::<_, RecordError>(session.run_update(&RunRow { state, finished_ms, report: report.clone(), ..run.clone() })?)
        })
    }

    /// Does again what an earlier process had begun and not finished: computing records again, and giving them keys. `alone`: no other
    /// process works on these data; otherwise runs that may be at work elsewhere are left to it. Returns how many runs there were.
    ///
    /// # Errors
    /// Those of the store; what could not be done stays unfinished, and is tried again the next time.
    pub fn finish_interrupted(&self, alone: bool) -> Result<usize, RecordError> {
        let kinds = vec![RECOMPUTE.to_owned(), INDEX.to_owned()];
        let filter = RunFilter { kinds, states: vec![RunState::Running], sync: None };
        let (found, now_ms) =
            self.store().read(|session| Ok::<_, RecordError>((session.runs(None, LEFT_MAX, &filter)?, session.now_ms())))?;
        let (mut count, mut failed) = (0, None);
        for run in found.into_iter().rev().filter(|run| alone || run.lease_until_ms <= now_ms) {
            tracing::info!(run.id = %run.id, kind = run.kind, "run {} was interrupted and is done again", run.id);
            count += 1;
            // One that cannot be done is no reason to leave the others.
            if let Err(error) = self.do_again(run) {
                failed = Some(error);
            }
        }
        failed.map_or(Ok(count), Err)
    }

    fn do_again(&self, run: RunRow) -> Result<(), RecordError> {
        if run.kind == RECOMPUTE {
            return self.recompute_as(run).map(drop);
        }
        match serde_json::from_str::<KeyChange>(&run.config) {
            Ok(change) => self.rekey_as(run, &change),
            // An index of lists: they ask for it again when they lack it.
            Err(_) => self.end_run(run, RunState::Failed, &serde_json::json!({"status": "failed", "error": "interrupted"})),
        }
    }

    fn rekey_all(&self, run: &mut RunRow, before: &Arc<Object>, now: &Arc<Object>) -> Result<(), RecordError> {
        let mut after = None;
        loop {
            let (begun, before, now, hasher) = (run.clone(), Arc::clone(before), Arc::clone(now), self.hasher());
            let (next, last) = self.store().write(move |session| {
                let mut page = RecordPage::default();
                // A deleted record may be restored, and is known by its keys until then.
                let states = vec![RecordState::Live, RecordState::Deleted];
                let query = RecordQuery { states, after: after.map(|id| (Vec::new(), id)), ..RecordQuery::new(&now, CHUNK) };
                session.record_list(&query, &mut page)?;
                let ids: Vec<RecordId> = page.lines.iter().map(|line| line.id).collect();
                let at_ms = session.now_ms();
                let run = at_work(&begun, at_ms);
                let mut batch = WriteBatch { at_ms, run: Some(run.clone()), ..WriteBatch::default() };
                for group in Group::load(session, &now, &ids)?.values() {
                    group.rekey(&before, &now, &hasher, &mut batch);
                }
                session.commit_batch(&batch)?;
                Ok::<_, RecordError>((run, ids.last().copied()))
            })?;
            *run = next;
            match last {
                Some(last) => after = Some(last),
                None => return Ok(()),
            }
        }
    }
}
