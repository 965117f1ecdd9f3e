//! Writing the lines of bills: a line is a record, and its bill is opened, saved and brought back where it was for it.
//!
//! Lines go through the entry of their bill, several of one bill in one model; lines that are not sent stay (`IsDeleteEntry` is false).
//! The vendor deletes lines by what a model lacks, and whoever added one meanwhile loses it. So lines are deleted only where the settings name their
//! entry: the bill is saved with the lines it has at that moment but for those that go (`IsDeleteEntry` is true), once, and never without any.
//! The answer to a save names bills, not lines. A new line is found by our id where the entry has a field for it; without, by its internal
//! id being greater than all there were before, and where that leaves a doubt the outcome is unknown.

use std::collections::BTreeMap;

use connector::http::Repeat;
use connector::{ConnectorError, Way, WriteOutcome, write_failed};
use serde_json::{Map, Value, json};

use crate::client::Api;
use crate::cycle::{Cycle, Known, Reason};
use crate::fields::Readable;
use crate::query::{self, ROWS_MAX, is_number};
use crate::save::{Closed, Ready, id_json, refused, save_data, saved, unsupported};
use crate::wire::{plain, text};

/// Saves lines of one entry.
pub(crate) struct LineSaver<'a> {
    pub api: &'a Api,
    pub readable: &'a Readable,
    pub key: Option<&'a str>,
    pub cycle: Cycle<'a>,
    pub closed: Closed,
    /// Lines may be deleted.
    pub deletes: bool,
}

/// A line on its way.
struct Placed<'a> {
    place: usize,
    ready: &'a Ready<'a>,
    /// Its internal id, where it is there already.
    line: Option<String>,
    bill: String,
}

impl LineSaver<'_> {
    /// Writes a part: one outcome for each, by place.
    pub fn write(&self, way: Way, part: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        if way == Way::Delete && !self.deletes {
            return Err(unsupported(format!("delete lines of {}: its settings do not name the entry", self.readable.form)));
        }
        let mut outcomes: Vec<Option<WriteOutcome>> = vec![None; part.len()];
        let placed = self.placed(way, part, &mut outcomes)?;
        let mut bills: Vec<&str> = placed.iter().map(|line| line.bill.as_str()).collect();
        bills.sort_unstable();
        bills.dedup();
        let known = self.cycle.known(&self.readable.pk, &bills)?;
        let opened = self.open(&known, &placed, &mut outcomes)?;
        let done = if way == Way::Delete { self.delete(&placed, &mut outcomes) } else { self.save(&placed, &mut outcomes) };
        if let Err(error) = done {
            // Whatever became of the save: what was audited is audited again. The first error counts.
            let _ = self.close(&opened);
            return Err(error);
        }
        self.finish(&opened, &placed, &mut outcomes);
        Ok(outcomes.into_iter().map(|outcome| outcome.unwrap_or(WriteOutcome::Unknown)).collect())
    }

    /// Finds line and bill of each; what has neither gets its outcome.
    fn placed<'p>(
        &self,
        way: Way,
        part: &'p [Ready<'p>],
        outcomes: &mut [Option<WriteOutcome>],
    ) -> Result<Vec<Placed<'p>>, ConnectorError> {
        let named: Vec<&str> = match (way, self.key) {
            (Way::Create, _) | (Way::Upsert, None) => Vec::new(),
            (Way::Upsert, Some(_)) => part.iter().map(|ready| ready.record.record.as_str()).collect(),
            (Way::Update | Way::Delete, _) => part.iter().filter_map(|ready| ready.record.target_id.as_deref()).collect(),
        };
        let by = if way == Way::Upsert { self.key.unwrap_or(&self.readable.id) } else { &self.readable.id };
        let lines = self.lines(by, &named)?;
        let numbers: Vec<String> = part.iter().filter_map(|ready| self.number(ready)).collect();
        let by_number = match &self.readable.number {
            Some(number) => self.cycle.known(number, &numbers.iter().map(String::as_str).collect::<Vec<_>>())?,
            None => BTreeMap::new(),
        };
        let mut placed = Vec::with_capacity(part.len());
        for (place, ready) in part.iter().enumerate() {
            let name = if way == Way::Upsert { Some(&ready.record.record) } else { ready.record.target_id.as_ref() };
            let line = name.filter(|_| way != Way::Create).and_then(|name| lines.get(name));
            let given = plain(ready.model.get(&self.readable.pk).unwrap_or(&Value::Null));
            let bill = match (line, self.number(ready)) {
                (Some((_, bill)), _) => Some(bill.clone()),
                (None, _) if matches!(way, Way::Update | Way::Delete) => {
                    set(outcomes, place, if way == Way::Delete { WriteOutcome::Deleted } else { WriteOutcome::Missing });
                    continue;
                }
                (None, _) if is_number(&given) && given != "0" => Some(given),
                (None, Some(number)) => by_number.get(&number).map(|known| known.id.clone()),
                (None, None) => None,
            };
            match bill {
                Some(bill) => placed.push(Placed { place, ready, line: line.map(|(line, _)| line.clone()), bill }),
                None => {
                    let message = "a new line needs the number or the internal id of a bill that is there".to_owned();
                    let field = Some(self.readable.number.clone().unwrap_or_else(|| self.readable.pk.clone()));
                    set(outcomes, place, WriteOutcome::Refused { code: "bill_unknown".to_owned(), message, field, may_pass: true });
                }
            }
        }
        Ok(placed)
    }

    /// The number of a bill that a line names.
    fn number(&self, ready: &Ready<'_>) -> Option<String> {
        let number = plain(ready.model.get(self.readable.number.as_ref()?)?);
        Some(number).filter(|number| !number.is_empty())
    }

    /// Line and bill of the lines whose `key` has one of these values, by value.
    fn lines(&self, key: &str, values: &[&str]) -> Result<BTreeMap<String, (String, String)>, ConnectorError> {
        let mut lines = BTreeMap::new();
        let keys = [self.readable.id.as_str(), self.readable.pk.as_str(), key];
        let is_id = key == self.readable.id;
        for part in values.chunks(query::VALUES_MAX) {
            let values = part.iter().filter(|value| !is_id || is_number(value));
            let literals: Vec<String> = values.map(|value| if is_id { (*value).to_owned() } else { query::quoted(value) }).collect();
            if literals.is_empty() {
                continue;
            }
            let (filter, order) = (format!("{key} in ({})", literals.join(",")), format!("{} ASC", self.readable.id));
            for row in query::run(self.api, &self.readable.form, &keys, &filter, &order, ROWS_MAX)? {
                let at = |at: usize| row.get(at).and_then(|value| text(value)).unwrap_or_default();
                lines.entry(at(2)).or_insert_with(|| (at(0), at(1)));
            }
        }
        Ok(lines)
    }

    /// Opens the bills that are closed; lines of those that stay so get their outcome. Gives the bills that were opened.
    fn open(
        &self,
        known: &BTreeMap<String, Known>,
        placed: &[Placed<'_>],
        outcomes: &mut [Option<WriteOutcome>],
    ) -> Result<Vec<Known>, ConnectorError> {
        let closed: Vec<&Known> = known.values().filter(|bill| bill.is_closed()).collect();
        let not_opened = if self.closed == Closed::Refuse { BTreeMap::new() } else { self.cycle.open(&closed)? };
        for line in placed {
            let outcome = match known.get(&line.bill) {
                None if line.line.is_none() => {
                    let message = "there is no such bill".to_owned();
                    let field = Some(self.readable.pk.clone());
                    Some(WriteOutcome::Refused { code: "bill_unknown".to_owned(), message, field, may_pass: true })
                }
                None => Some(WriteOutcome::Missing),
                Some(bill) if bill.is_closed() && self.closed == Closed::Refuse => {
                    Some(refused("audited", "the bill is audited or in approval; the settings forbid to reopen it".to_owned(), false))
                }
                Some(bill) => not_opened
                    .get(&bill.id)
                    .map(|reason| refused("not_reopened", format!("its bill could not be reopened: {}", reason.message), reason.may_pass)),
            };
            if let Some(outcome) = outcome {
                set(outcomes, line.place, outcome);
            }
        }
        let is_opened = |bill: &&Known| self.closed == Closed::Reopen && !not_opened.contains_key(&bill.id);
        Ok(closed.into_iter().filter(is_opened).cloned().collect())
    }

    /// Saves what has no outcome yet: new lines together, changes together where they write the same keys.
    fn save(&self, placed: &[Placed<'_>], outcomes: &mut [Option<WriteOutcome>]) -> Result<(), ConnectorError> {
        let mut groups: BTreeMap<(bool, Vec<String>), Vec<&Placed<'_>>> = BTreeMap::new();
        for line in placed.iter().filter(|line| outcomes.get(line.place).is_some_and(Option::is_none)) {
            groups.entry((line.line.is_none(), self.keys(line))).or_default().push(line);
        }
        let mut answered = false;
        for ((is_new, keys), lines) in groups {
            let done = match self.send(is_new, &keys, &lines) {
                Ok(done) => done,
                Err(error) if !answered => return Err(error),
                Err(error) => vec![write_failed(&error); lines.len()],
            };
            answered = true;
            lines.iter().zip(done).for_each(|(line, outcome)| set(outcomes, line.place, outcome));
        }
        Ok(())
    }

    /// Saves bills without the lines that go: one outcome for all of a bill's. Never sent twice, for a line may have been added meanwhile.
    fn delete(&self, placed: &[Placed<'_>], outcomes: &mut [Option<WriteOutcome>]) -> Result<(), ConnectorError> {
        let Some(entry) = &self.readable.entry else { return Err(unsupported("delete lines of no entry".to_owned())) };
        let mut bills: BTreeMap<&str, Vec<&Placed<'_>>> = BTreeMap::new();
        for line in placed.iter().filter(|line| outcomes.get(line.place).is_some_and(Option::is_none)) {
            bills.entry(&line.bill).or_default().push(line);
        }
        let mut answered = false;
        for (bill, lines) in bills {
            let goes = |id: &String| lines.iter().any(|line| line.line.as_ref() == Some(id));
            let stay: Vec<Value> = self.lines_of(bill)?.iter().filter(|id| !goes(id)).map(|id| json!({ &entry.pk: id_json(id) })).collect();
            let done = if stay.is_empty() {
                refused("last_line", "the bill would be left without a line; delete the bill".to_owned(), false)
            } else {
                let model = json!({ &self.readable.pk: id_json(bill), &entry.key: stay });
                let keys = [entry.key.clone(), entry.pk.clone()];
                match self.api.operate("BatchSave", &self.readable.form, &save_data(&keys, vec![model], true), Repeat::Unsafe) {
                    Ok(status) => match saved(&status, 0, Some(&Known { id: bill.to_owned(), status: String::new() })) {
                        WriteOutcome::Updated { .. } | WriteOutcome::Missing => WriteOutcome::Deleted,
                        other => other,
                    },
                    Err(ConnectorError::RecordRefused { code, message, .. }) => refused(&code, message, false),
                    Err(error) if !answered => return Err(error),
                    Err(error) => write_failed(&error),
                }
            };
            answered = true;
            lines.iter().for_each(|line| set(outcomes, line.place, done.clone()));
        }
        Ok(())
    }

    /// Ids of all lines that a bill has now.
    fn lines_of(&self, bill: &str) -> Result<Vec<String>, ConnectorError> {
        let id = self.readable.id.as_str();
        let (filter, order) = (format!("{}={}", self.readable.pk, query::id(bill)), format!("{id} ASC"));
        let rows = query::run(self.api, &self.readable.form, &[id], &filter, &order, ROWS_MAX)?;
        if rows.len() >= ROWS_MAX {
            // Lines that were not seen would be deleted.
            return Err(unsupported(format!("delete lines of a bill that has {ROWS_MAX} of them or more")));
        }
        Ok(rows.iter().filter_map(|row| row.first().and_then(|value| text(value))).filter(|id| is_number(id) && id != "0").collect())
    }

    /// Keys of the line that are written; those that name the bill are not.
    fn keys(&self, line: &Placed<'_>) -> Vec<String> {
        let names_bill = |key: &String| *key == self.readable.pk || Some(key) == self.readable.number.as_ref();
        let mut keys: Vec<String> = line.ready.model.keys().filter(|key| !names_bill(key)).cloned().collect();
        keys.extend(self.readable.entry.iter().map(|entry| entry.key.clone()));
        keys.sort_unstable();
        keys
    }

    fn send(&self, is_new: bool, keys: &[String], lines: &[&Placed<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let Some(entry) = &self.readable.entry else { return Err(unsupported("write lines of no entry".to_owned())) };
        let mut bills: Vec<(&str, Vec<Value>)> = Vec::new();
        for line in lines {
            let mut model: Map<String, Value> = line.ready.model.clone();
            model.retain(|key, _| keys.contains(key));
            model.extend(line.line.as_ref().map(|id| (entry.pk.clone(), id_json(id))));
            match bills.iter_mut().find(|(bill, _)| *bill == line.bill) {
                Some((_, models)) => models.push(Value::Object(model)),
                None => bills.push((&line.bill, vec![Value::Object(model)])),
            }
        }
        let newest = if is_new && self.key.is_none() { self.newest()? } else { String::new() };
        let models = bills.iter().map(|(bill, models)| json!({ &self.readable.pk: id_json(bill), &entry.key: models })).collect();
        // A line that is there already may be changed twice; a new one would be made twice.
        let repeat = if is_new { Repeat::Unsafe } else { Repeat::Safe };
        let status = match self.api.operate("BatchSave", &self.readable.form, &save_data(keys, models, false), repeat) {
            Ok(status) => status,
            Err(ConnectorError::RecordRefused { code, message, .. }) if lines.len() == 1 => {
                return Ok(vec![refused(&code, message, false)]);
            }
            // One line among them is what a firewall does not like.
            Err(ConnectorError::RecordRefused { .. }) => return Ok(self.one_by_one(is_new, keys, lines)),
            Err(error) => return Err(error),
        };
        let at = |bill: &str| bills.iter().position(|(known, _)| *known == bill).unwrap_or_default();
        let bill_outcome = |line: &Placed<'_>| {
            let bill = Known { id: line.bill.clone(), status: String::new() };
            saved(&status, at(&line.bill), Some(&bill))
        };
        let is_alone = |line: &Placed<'_>| bills.get(at(&line.bill)).is_some_and(|(_, models)| models.len() == 1);
        let mut done: Vec<WriteOutcome> = lines.iter().map(|line| bill_outcome(line)).collect();
        for (line, outcome) in lines.iter().zip(&mut done) {
            match outcome {
                WriteOutcome::Updated { id, .. } => *id = line.line.clone().unwrap_or_default(),
                // A bill is saved whole or not at all: one of its lines need not pay for another.
                WriteOutcome::Refused { may_pass: false, .. } if !is_alone(line) => {
                    *outcome = self.one_by_one(is_new, keys, &[line]).pop().unwrap_or(WriteOutcome::Unknown);
                }
                _ => {}
            }
        }
        if is_new {
            self.name_new(lines, &mut done, &newest);
        }
        Ok(done)
    }

    fn one_by_one(&self, is_new: bool, keys: &[String], lines: &[&Placed<'_>]) -> Vec<WriteOutcome> {
        let one = |line: &&Placed<'_>| match self.send(is_new, keys, std::slice::from_ref(line)) {
            Ok(mut done) => done.pop().unwrap_or(WriteOutcome::Unknown),
            Err(error) => write_failed(&error),
        };
        lines.iter().map(one).collect()
    }

    /// The greatest id of a line that there is.
    fn newest(&self) -> Result<String, ConnectorError> {
        let id = &self.readable.id;
        let rows = query::run(self.api, &self.readable.form, &[id], "", &format!("{id} DESC"), 1)?;
        Ok(rows.first().and_then(|row| row.first()).and_then(|value| text(value)).unwrap_or_else(|| "0".to_owned()))
    }

    /// Puts the ids of new lines into their outcomes.
    fn name_new(&self, lines: &[&Placed<'_>], done: &mut [WriteOutcome], newest: &str) {
        let waiting: Vec<usize> =
            (0..lines.len()).filter(|at| matches!(done.get(*at), Some(WriteOutcome::Updated { id, .. }) if id.is_empty())).collect();
        let names: Vec<&str> = waiting.iter().filter_map(|at| lines.get(*at)).map(|line| line.ready.record.record.as_str()).collect();
        if names.is_empty() {
            return;
        }
        let found = match self.key {
            Some(key) => self.lines(key, &names).map(|known| {
                let line = |name: &&str| known.get(*name).map(|(line, _)| line.clone());
                names.iter().map(line).collect::<Vec<_>>()
            }),
            None => self.added(waiting.iter().filter_map(|at| lines.get(*at)).copied(), newest),
        };
        // The lines are there: what cannot be looked at stays unknown.
        let found = found.unwrap_or_else(|_| vec![None; waiting.len()]);
        for (at, id) in waiting.into_iter().zip(found) {
            if let Some(outcome) = done.get_mut(at) {
                *outcome = id.map_or(WriteOutcome::Unknown, |id| WriteOutcome::Created { id, version: None });
            }
        }
    }

    /// Ids of lines that bills have since `newest`, in the order in which they were sent. None for a bill that has more or fewer of them.
    fn added<'p>(&self, lines: impl Iterator<Item = &'p Placed<'p>>, newest: &str) -> Result<Vec<Option<String>>, ConnectorError> {
        let lines: Vec<&Placed<'_>> = lines.collect();
        let (id, pk) = (&self.readable.id, &self.readable.pk);
        let filter = format!("{pk} in ({}) and {id}>{}", query::list(lines.iter().map(|line| line.bill.as_str())), query::id(newest));
        let rows = query::run(self.api, &self.readable.form, &[id, pk], &filter, &format!("{id} ASC"), ROWS_MAX)?;
        let mut new: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in &rows {
            let at = |at: usize| row.get(at).and_then(|value| text(value)).unwrap_or_default();
            new.entry(at(1)).or_default().push(at(0));
        }
        for (bill, ids) in &mut new {
            if ids.len() != lines.iter().filter(|line| line.bill == *bill).count() {
                ids.clear();
            }
            ids.reverse();
        }
        Ok(lines.iter().map(|line| new.get_mut(&line.bill).and_then(Vec::pop)).collect())
    }

    /// Brings the bills that were opened back where they were.
    fn finish(&self, opened: &[Known], placed: &[Placed<'_>], outcomes: &mut [Option<WriteOutcome>]) {
        if opened.is_empty() {
            return;
        }
        let closed = self.close(opened);
        for line in placed.iter().filter(|line| opened.iter().any(|bill| bill.id == line.bill)) {
            let done = match outcomes.get(line.place) {
                Some(Some(WriteOutcome::Created { .. } | WriteOutcome::Updated { .. })) => Some("saved"),
                Some(Some(WriteOutcome::Deleted)) => Some("deleted"),
                _ => None,
            };
            let reason = match &closed {
                Ok(refusals) => refusals.get(&line.bill).map(|reason| reason.message.clone()),
                Err(error) => Some(error.to_string()),
            };
            if let (Some(reason), Some(done)) = (reason, done) {
                let message = format!("the line is {done}, but its bill {} is not audited again as it was: {reason}", line.bill);
                set(outcomes, line.place, refused("saved_not_audited", message, false));
            }
        }
    }

    fn close(&self, opened: &[Known]) -> Result<BTreeMap<String, Reason>, ConnectorError> {
        let ids: Vec<String> = opened.iter().map(|bill| bill.id.clone()).collect();
        let audited: Vec<String> = opened.iter().filter(|bill| bill.is_audited()).map(|bill| bill.id.clone()).collect();
        self.cycle.close(&ids, &audited)
    }
}

fn set(outcomes: &mut [Option<WriteOutcome>], place: usize, outcome: WriteOutcome) {
    if let Some(slot) = outcomes.get_mut(place) {
        *slot = Some(outcome);
    }
}
