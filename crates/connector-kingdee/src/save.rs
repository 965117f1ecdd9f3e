//! Saving a part of a batch: closed records are opened, everything is saved, and brought where it belongs.
//!
//! A record of ours ends audited, submitted or saved, as the settings say; one of others ends where it was before. What was saved and
//! could not be audited is told as refused with the code `saved_not_audited`, so that a person sees it: half done is not done.

use std::collections::BTreeMap;

use connector::http::Repeat;
use connector::{ConnectorError, Outgoing, Way, WriteOutcome, one_line, write_failed};
use serde_json::{Map, Value, json};

use crate::client::Api;
use crate::cycle::{Approval, Cycle, Known, Reason};
use crate::errors::{SYSTEM, code};
use crate::fields::Readable;
use crate::forms::split;
use crate::wire::{Status, plain};

/// Records of one batch: more are slow to save, and a lost answer leaves as many in doubt.
pub(crate) const BATCH_RECORDS_MAX: usize = 50;

/// How far a record of ours is brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    Saved,
    Submitted,
    Audited,
}

/// What is done with records that are audited or in approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// They are opened, changed, and closed again.
    Reopen,
    Refuse,
}

/// How records are written, as the settings say.
#[derive(Clone, Debug)]
pub(crate) struct Writing {
    pub after: After,
    pub closed: Closed,
    pub approval: Approval,
    /// Streams of lines, e.g. `SAL_SaleOrder/FSaleOrderEntry`, that lines may be deleted of.
    pub deletable: Vec<String>,
}

impl Writing {
    /// Whether lines of an entry may be deleted.
    pub fn may_delete_lines(&self, form: &str, entry: &str) -> bool {
        self.deletable.iter().any(|known| split(known) == (form, Some(entry)))
    }
}

/// A record that can be sent.
#[derive(Clone)]
pub(crate) struct Ready<'a> {
    pub record: &'a Outgoing,
    /// Without the id.
    pub model: Map<String, Value>,
    /// Keys that an update writes.
    pub keys: Vec<String>,
}

/// Saves records of one form.
pub(crate) struct Saver<'a> {
    pub api: &'a Api,
    pub readable: &'a Readable,
    pub key: Option<&'a str>,
    pub writing: &'a Writing,
}

pub(crate) fn refused(code: &str, message: String, may_pass: bool) -> WriteOutcome {
    WriteOutcome::Refused { code: code.to_owned(), message, field: None, may_pass }
}

impl Saver<'_> {
    fn cycle(&self) -> Cycle<'_> {
        Cycle { api: self.api, readable: self.readable, approval: &self.writing.approval }
    }

    /// Where the records of a part are, by place; `None` for those that are not there.
    fn known(&self, way: Way, part: &[Ready<'_>]) -> Result<Vec<Option<Known>>, ConnectorError> {
        let (key, values): (&str, Vec<&str>) = match (way, self.key) {
            (Way::Create, _) | (Way::Upsert, None) => return Ok(vec![None; part.len()]),
            (Way::Upsert, Some(key)) => (key, part.iter().map(|ready| ready.record.record.as_str()).collect()),
            (Way::Update | Way::Delete, _) => {
                (&self.readable.pk, part.iter().filter_map(|ready| ready.record.target_id.as_deref()).collect())
            }
        };
        let known = self.cycle().known(key, &values)?;
        let of = |ready: &Ready<'_>| {
            let value = if way == Way::Upsert { Some(&ready.record.record) } else { ready.record.target_id.as_ref() };
            value.and_then(|value| known.get(value)).cloned()
        };
        Ok(part.iter().map(of).collect())
    }

    /// Writes a part: one outcome for each, by place.
    pub fn write(&self, way: Way, part: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let known = self.known(way, part)?;
        let mut outcomes: Vec<Option<WriteOutcome>> = vec![None; part.len()];
        for (outcome, known) in outcomes.iter_mut().zip(&known) {
            *outcome = match (way, known) {
                (Way::Update, None) => Some(WriteOutcome::Missing),
                (Way::Delete, None) => Some(WriteOutcome::Deleted),
                (_, Some(known)) if known.is_closed() && self.writing.closed == Closed::Refuse => {
                    Some(refused("audited", "the record is audited or in approval; the settings forbid to reopen it".to_owned(), false))
                }
                _ => None,
            };
        }
        let closed: Vec<&Known> = outcomes
            .iter()
            .zip(&known)
            .filter(|(outcome, _)| outcome.is_none())
            .filter_map(|(_, known)| known.as_ref())
            .filter(|known| known.is_closed())
            .collect();
        let not_opened = self.cycle().open(&closed)?;
        for (outcome, known) in outcomes.iter_mut().zip(&known) {
            let reason = known.as_ref().filter(|_| outcome.is_none()).and_then(|known| not_opened.get(&known.id));
            if let Some(reason) = reason {
                *outcome = Some(refused("not_reopened", format!("it could not be reopened: {}", reason.message), reason.may_pass));
            }
        }
        let opened: Vec<&Known> = closed.into_iter().filter(|known| !not_opened.contains_key(&known.id)).collect();
        let done = if way == Way::Delete { self.delete(&known, &mut outcomes) } else { self.save(part, &known, &mut outcomes) };
        if let Err(error) = done {
            // Whatever became of the save: what was audited is audited again. The first error counts.
            let _ = self.restore(&opened);
            return Err(error);
        }
        self.finish(way, &known, &mut outcomes);
        Ok(outcomes.into_iter().map(|outcome| outcome.unwrap_or(WriteOutcome::Unknown)).collect())
    }

    fn delete(&self, known: &[Option<Known>], outcomes: &mut [Option<WriteOutcome>]) -> Result<(), ConnectorError> {
        let ids: Vec<String> = known
            .iter()
            .zip(outcomes.iter())
            .filter(|(_, outcome)| outcome.is_none())
            .filter_map(|(known, _)| known.as_ref())
            .map(|known| known.id.clone())
            .collect();
        let refusals = self.cycle().run("Delete", &ids)?;
        for (outcome, known) in outcomes.iter_mut().zip(known).filter(|(outcome, _)| outcome.is_none()) {
            let reason = known.as_ref().and_then(|known| refusals.get(&known.id));
            *outcome = Some(reason.map_or(WriteOutcome::Deleted, |reason| refused(&reason.code, reason.message.clone(), reason.may_pass)));
        }
        Ok(())
    }

    /// Saves what has no outcome yet: new records together, changes together where they write the same keys.
    fn save(&self, part: &[Ready<'_>], known: &[Option<Known>], outcomes: &mut [Option<WriteOutcome>]) -> Result<(), ConnectorError> {
        let mut groups: BTreeMap<Option<Vec<String>>, Vec<usize>> = BTreeMap::new();
        for (place, ready) in part.iter().enumerate().filter(|(place, _)| outcomes.get(*place).is_some_and(Option::is_none)) {
            let keys = known.get(place).and_then(Option::as_ref).map(|_| ready.keys.clone());
            groups.entry(keys).or_default().push(place);
        }
        let mut answered = false;
        for (keys, places) in groups {
            let sent: Vec<(usize, &Ready<'_>, Option<&Known>)> =
                places.iter().filter_map(|place| Some((*place, part.get(*place)?, known.get(*place)?.as_ref()))).collect();
            let done = match self.send(keys.as_deref(), &sent) {
                Ok(done) => done,
                Err(error) if !answered => return Err(error),
                Err(error) => vec![write_failed(&error); sent.len()],
            };
            answered = true;
            for (place, outcome) in places.into_iter().zip(done) {
                if let Some(slot) = outcomes.get_mut(place) {
                    *slot = Some(outcome);
                }
            }
        }
        Ok(())
    }

    fn send(&self, keys: Option<&[String]>, sent: &[(usize, &Ready<'_>, Option<&Known>)]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let model = |(_, ready, known): &(usize, &Ready<'_>, Option<&Known>)| {
            let mut model = ready.model.clone();
            if let Some(known) = known {
                model.insert(self.readable.pk.clone(), id_json(&known.id));
            }
            Value::Object(model)
        };
        let deletes = keys.is_some() && sent.iter().all(|(_, ready, _)| self.deletes_lines(ready));
        let data = save_data(keys.unwrap_or_default(), sent.iter().map(model).collect(), deletes);
        // A record that is there already may be changed twice; a new one would be made twice.
        let repeat = if keys.is_some() { Repeat::Safe } else { Repeat::Unsafe };
        match self.api.operate("BatchSave", &self.readable.form, &data, repeat) {
            Ok(status) => Ok(sent.iter().enumerate().map(|(index, (_, _, known))| saved(&status, index, *known)).collect()),
            Err(ConnectorError::RecordRefused { code, message, .. }) if sent.len() == 1 => Ok(vec![refused(&code, message, false)]),
            // One record among them is what a firewall does not like.
            Err(ConnectorError::RecordRefused { .. }) => {
                let mut outcomes = Vec::with_capacity(sent.len());
                for one in sent {
                    match self.send(keys, std::slice::from_ref(one)) {
                        Ok(done) => outcomes.extend(done),
                        Err(error) => outcomes.push(write_failed(&error)),
                    }
                }
                Ok(outcomes)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether lines that a record lacks are deleted: where the settings say so of each entry that it sends, and it sends a line at least.
    /// An empty list means nothing, and no bill is emptied by it.
    fn deletes_lines(&self, ready: &Ready<'_>) -> bool {
        let is_entry = |key: &String| self.readable.entries.iter().any(|(entry, _)| entry == key);
        let mut sent = ready.model.iter().filter(|(key, _)| is_entry(key)).peekable();
        let is_whole = |(entry, lines): (&String, &Value)| {
            self.writing.may_delete_lines(&self.readable.form, entry) && lines.as_array().is_some_and(|lines| !lines.is_empty())
        };
        sent.peek().is_some() && sent.all(is_whole)
    }

    /// Brings saved records where they belong, and those that could not be saved or deleted back where they were.
    fn finish(&self, way: Way, known: &[Option<Known>], outcomes: &mut [Option<WriteOutcome>]) {
        if !self.readable.has_status {
            return;
        }
        let (mut submitted, mut audited) = (Vec::new(), Vec::new());
        for (outcome, known) in outcomes.iter().zip(known) {
            let is_saved = match outcome {
                Some(WriteOutcome::Created { .. } | WriteOutcome::Updated { .. }) => true,
                Some(WriteOutcome::Refused { code, .. }) if code == "audited" || code == "not_reopened" => continue,
                Some(WriteOutcome::Refused { .. } | WriteOutcome::Duplicate { .. } | WriteOutcome::Unknown) => false,
                Some(WriteOutcome::Deleted | WriteOutcome::Changed | WriteOutcome::Missing) | None => continue,
            };
            let id = match (outcome, known) {
                (_, Some(known)) => known.id.clone(),
                (Some(WriteOutcome::Created { id, .. }), None) => id.clone(),
                _ => continue,
            };
            let (submit, audit) = match known {
                Some(known) if known.is_audited() => (true, true),
                Some(known) if known.is_in_approval() && way != Way::Upsert => (true, false),
                // Made by us, now or by an attempt before: it carries our id.
                None => (self.writing.after != After::Saved, self.writing.after == After::Audited),
                Some(_) if way == Way::Upsert && is_saved => (self.writing.after != After::Saved, self.writing.after == After::Audited),
                Some(known) => (known.is_in_approval(), false),
            };
            if submit {
                submitted.push(id.clone());
            }
            if audit {
                audited.push(id);
            }
        }
        let closed = self.cycle().close(&submitted, &audited);
        for (outcome, known) in outcomes.iter_mut().zip(known) {
            let id = match (&*outcome, known) {
                (Some(WriteOutcome::Created { id, .. } | WriteOutcome::Updated { id, .. }), _) => id.clone(),
                _ => continue,
            };
            if !submitted.contains(&id) && !audited.contains(&id) {
                continue;
            }
            let reason = match &closed {
                Ok(refusals) => refusals.get(&id).cloned(),
                Err(error) => Some(Reason { code: String::new(), message: error.to_string(), may_pass: false }),
            };
            if let Some(reason) = reason {
                let was = if known.is_some() { "changed" } else { "made" };
                let message = format!("record {id} is {was} and saved, but not audited as it should be: {}", reason.message);
                *outcome = Some(refused("saved_not_audited", message, false));
            }
        }
    }

    /// Closes again what was opened.
    fn restore(&self, opened: &[&Known]) -> Result<BTreeMap<String, Reason>, ConnectorError> {
        let ids: Vec<String> = opened.iter().map(|known| known.id.clone()).collect();
        let audited: Vec<String> = opened.iter().filter(|known| known.is_audited()).map(|known| known.id.clone()).collect();
        self.cycle().close(&ids, &audited)
    }
}

/// What a batch is saved with: `keys` alone are written of records that are there (all of them where there are none). Lines that a model
/// lacks stay unless `deletes_lines`.
pub(crate) fn save_data(keys: &[String], models: Vec<Value>, deletes_lines: bool) -> Value {
    json!({
        "NeedUpDateFields": keys, "NeedReturnFields": [], "IsDeleteEntry": deletes_lines.to_string(), "SubSystemId": "",
        "IsVerifyBaseDataField": "false", "IsEntryBatchFill": "true", "ValidateFlag": "true", "NumberSearch": "true",
        "IsAutoAdjustField": "true", "InterationFlags": "", "IgnoreInterationFlag": "", "IsControlPrecision": "false",
        "ValidateRepeatJson": "false", "Model": models,
    })
}

/// An internal id as the vendor writes it: a number, or text where a form has such ids.
pub(crate) fn id_json(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| json!(id), |id| json!(id))
}

/// What became of the record at `index` of a batch.
pub(crate) fn saved(status: &Status, index: usize, known: Option<&Known>) -> WriteOutcome {
    if let Some(done) = status.success_entitys.iter().find(|done| done.index == index) {
        let id = plain(&done.id);
        return match known {
            Some(known) => WriteOutcome::Updated { id: known.id.clone(), version: None },
            None if id.is_empty() || id == "0" => WriteOutcome::Unknown,
            None => WriteOutcome::Created { id, version: None },
        };
    }
    let Some(wrong) = status.errors.iter().find(|wrong| wrong.index == index) else {
        // Said to have failed as a whole, with the reason elsewhere; or nothing was said of it.
        return match status.errors.first() {
            Some(wrong) if status.success_entitys.is_empty() => refused(
                &status.msg_code.to_string(),
                one_line(wrong.message.as_deref().unwrap_or_default()),
                code::may_pass(status.msg_code),
            ),
            Some(_) | None => WriteOutcome::Unknown,
        };
    };
    let message = one_line(wrong.message.as_deref().unwrap_or_default());
    let code = status.msg_code.to_string();
    if known.is_some() && status.msg_code == code::NO_DATA {
        return WriteOutcome::Missing;
    }
    if message.contains("已经存在") || message.contains("不允许重复") || message.contains("编码唯一") {
        return WriteOutcome::Duplicate { ids: Vec::new(), code };
    }
    let field = wrong.field_name.clone().filter(|field| !field.is_empty());
    WriteOutcome::Refused { code, message, field, may_pass: code::may_pass(status.msg_code) }
}

/// What is not of this connector's doing.
pub(crate) fn unsupported(what: String) -> ConnectorError {
    ConnectorError::Unsupported { system: SYSTEM.to_owned(), what }
}
