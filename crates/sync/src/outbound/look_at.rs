//! The look at the other system before anything is written to it: is it the same organisation, is the stream there, are its fields as
//! they were. What changed is noted with the run and asked about once.

use connector::{ConnectorError, StreamCapabilities};
use model::Actor;
use serde_json::json;
use store::{RunRow, Session, StoreError};

use crate::inbound::pause::{review_close, review_open};
use crate::outbound::error::OutboundError;
use crate::outbound::feed::{OutboundState, progress_of};
use crate::outbound::fields::{OptionsThere, SeenTarget, look_at_target};
use crate::outbound::guard::subject;
use crate::outbound::report::{Ended, OutboundEnd};
use crate::outbound::run::{Known, OutboundRun, Work};
use crate::outbound::values::OutgoingMap;

/// Kind of the question.
const KIND: &str = "schema_drift";

/// What a look found.
#[derive(Clone, Debug)]
pub struct TargetLook {
    /// What can be done with the stream; nothing where it is gone.
    pub can: StreamCapabilities,
    /// Allowed values of its fields.
    pub options: OptionsThere,
    /// As it is now.
    pub now: SeenTarget,
    /// As it was kept.
    pub before: SeenTarget,
}

impl TargetLook {
    /// True when people were not told yet what is different.
    pub fn is_news(&self) -> bool {
        (&self.now.drift, &self.now.stopped) != (&self.before.drift, &self.before.stopped)
    }

    /// True when a field is written again that was left out, or everything is: what changed here meanwhile must be looked for.
    fn brings_back(&self) -> bool {
        let (now, before) = (self.now.left_out(), self.before.left_out());
        before.iter().any(|name| !now.contains(name)) || (self.now.stopped.is_empty() && !self.before.stopped.is_empty())
    }
}

impl OutboundRun<'_> {
    /// Looks at the other system. A stream that never was there is an error.
    pub(super) fn look_at(&self, known: &Known) -> Result<TargetLook, OutboundError> {
        if let Some(found) = self.account.organisation()?
            && !known.connection.organisation.is_empty()
            && found != known.connection.organisation
        {
            let (system, expected) = (self.account.system(), known.connection.organisation.clone());
            return Err(ConnectorError::OtherOrganisation { system, found, expected }.into());
        }
        let id = self.sync;
        let before = OutboundState::of(&self.store.read(|session| progress_of(session, id))?).target;
        let (definition, stream) = (&known.definition, &known.definition.stream);
        let can: Option<StreamCapabilities> = self.account.streams()?.into_iter().find(|info| info.name == *stream).map(|info| info.can);
        let was_written = before.stream == *stream;
        if can.is_none() && !was_written {
            return Err(ConnectorError::NotFound { system: self.account.system(), what: format!("stream {stream}") }.into());
        }
        let object = self.records.object(&definition.object)?;
        let map = OutgoingMap::new(definition, &object)?;
        // A system that does not tell its fields now is written as it was known.
        let fields = can.as_ref().and_then(|_| self.account.fields(stream).ok());
        let mut now = look_at_target(definition, &object, &map, (can.as_ref(), fields.as_deref()), &before);
        if !was_written && !now.stopped.is_empty() {
            // What could never be written tells so itself.
            now = before.clone();
        }
        let options = OptionsThere::new(fields.as_deref().unwrap_or_default(), &map);
        Ok(TargetLook { can: can.unwrap_or_default(), options, now, before })
    }

    /// Remembers what was seen where nobody has to be told, and closes the question where everything is as it was. What people have
    /// to be told is remembered with the run that tells it.
    pub(super) fn remember_target(&self, look: &TargetLook) -> Result<(), OutboundError> {
        if look.now == look.before {
            return Ok(());
        }
        let (id, look) = (self.sync, look.clone());
        self.store.write(move |session| {
            let mut progress = progress_of(session, id)?;
            let mut state = OutboundState::of(&progress);
            if look.brings_back() {
                state.scanned = Some(0);
            }
            if !look.now.has_news() && look.before.has_news() {
                review_close(session, KIND, &subject(id))?;
                (state.warned_run, state.failing_since_ms) = (None, None);
            }
            if !look.is_news() || !look.now.has_news() {
                state.target.clone_from(&look.now);
            }
            state.put(&mut progress);
            session.sync_progress_save(&progress)
        })?;
        Ok(())
    }

    /// Tells of changes with a run that goes on writing.
    pub(super) fn tell_drift(&self, work: &mut Work, look: &TargetLook) -> Result<(), OutboundError> {
        if look.now.drift.is_empty() {
            return Ok(());
        }
        work.report.warn(KIND, look.now.to_text());
        if look.is_news() {
            self.ask_about(&work.row, look)?;
        }
        Ok(())
    }

    /// Nothing can be written any more: the first time that is a run that says so.
    pub(super) fn hold_writing(
        &self,
        known: &Known,
        trigger: &str,
        actor: &Actor,
        look: &TargetLook,
    ) -> Result<OutboundEnd, OutboundError> {
        let reason = look.now.to_text();
        if !look.is_news() {
            let mut end = self.idle(None);
            (end.ended, end.report.error) = (Ended::Held, Some(reason));
            return Ok(end);
        }
        let (row, worker) = self.begin(known, trigger, actor)?;
        let mut report = self.report_of(known, &row);
        report.warn(KIND, reason.clone());
        report.held = Some(reason);
        self.ask_about(&row, look)?;
        let end = self.note_end(row, report, None, Vec::new());
        drop(worker);
        end
    }

    /// Opens the question, or brings it up to date, in the transaction that remembers that it was asked.
    fn ask_about(&self, row: &RunRow, look: &TargetLook) -> Result<(), OutboundError> {
        let (id, row, target) = (self.sync, row.clone(), look.now.clone());
        self.store.write(move |session| {
            let detail =
                json!({"reason": target.to_text(), "columns": target.drift, "outward": true, "stopped": !target.stopped.is_empty()});
            review_open(session, KIND, &subject(id), &row, id, &detail)?;
            change_target(session, id, |known| known.clone_from(&target))
        })?;
        Ok(())
    }
}

/// Changes what is kept of the target of a sync.
pub(super) fn change_target(session: &mut Session<'_>, sync: i64, change: impl FnOnce(&mut SeenTarget)) -> Result<(), StoreError> {
    let mut progress = progress_of(session, sync)?;
    let mut state = OutboundState::of(&progress);
    change(&mut state.target);
    state.put(&mut progress);
    session.sync_progress_save(&progress)
}
