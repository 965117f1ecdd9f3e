//! Writing everything that is no customer: contacts inside of customers, and clues, opportunities, follow-ups, orders and receivables.
//!
//! What is saved is not in force: orders and receivables are put forward and approved where the settings say so. A step that fails leaves the
//! saved record, whose next attempt finds it by its key and goes on with the steps.

use connector::http::Repeat;
use connector::{ConnectorError, FindBy, Found, Outgoing, Target, Way, WriteOutcome, write_by_way, write_in_parts};
use serde_json::{Map, Value, json};

use crate::client::Api;
use crate::contacts::{id_of, of_customer};
use crate::customer_target::{RECORDS_MAX, UPDATE, check_fields, failure_in, head, id_in, key_of, outcome_in, refusal};
use crate::description::Finish;
use crate::errors::{SYSTEM, bad, is_duplicate};
use crate::fetch::{detail, details, is_gone, is_id, number};
use crate::fields::{Column, ID};
use crate::streams::{Kind, Saving, Steps};
use crate::values::{members, refused};
use crate::wire::{Answer, Batch, Record, member};

/// A record that can be sent.
struct Ready<'a> {
    record: &'a Outgoing,
    members: Map<String, Value>,
}

fn ready<'a>(way: Way, record: &'a Outgoing, columns: &[Column], api: &Api) -> Result<Ready<'a>, WriteOutcome> {
    let members = if way == Way::Delete { Map::new() } else { members(record, columns, &api.zone)? };
    let needs_id = matches!(way, Way::Update | Way::Delete);
    if needs_id && !record.target_id.as_deref().is_some_and(is_id) {
        return Err(WriteOutcome::Missing);
    }
    Ok(Ready { record, members })
}

fn no_key(kind: &Kind, key: Option<&str>) -> Result<(), ConnectorError> {
    match key {
        Some(key) => {
            let what = format!("find {} by {key}: lists do not compare it", kind.name);
            Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what })
        }
        None => Ok(()),
    }
}

fn no_find<T>(kind: &Kind) -> Result<T, ConnectorError> {
    Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: format!("find {} by a field", kind.name) })
}

/// Records of one kind opened for writing.
pub(crate) struct RecordTarget {
    api: Api,
    kind: &'static Kind,
    saving: Saving,
    columns: Vec<Column>,
    finish: Finish,
}

impl RecordTarget {
    pub fn new(
        api: Api,
        kind: &'static Kind,
        saving: Saving,
        columns: Vec<Column>,
        key: Option<&str>,
        fields: &[String],
        finish: Finish,
    ) -> Result<Self, ConnectorError> {
        no_key(kind, key)?;
        check_fields(kind, &columns, fields)?;
        Ok(Self { api, kind, saving, columns, finish })
    }

    fn save(&self, way: Way, ready: &Ready<'_>) -> Result<WriteOutcome, ConnectorError> {
        let is_new = way != Way::Update;
        let mut data = ready.members.clone();
        data.insert("_status".to_owned(), json!(if is_new { "Insert" } else { "Update" }));
        match (&ready.record.target_id, is_new) {
            (Some(id), false) => drop(data.insert(ID.to_owned(), json!(id))),
            (_, true) => data.extend(self.saving.usual.iter().map(|(name, value)| ((*name).to_owned(), json!(value)))),
            (None, false) => return Ok(WriteOutcome::Missing),
        }
        if self.saving.is_idempotent {
            data.insert("resubmitCheckKey".to_owned(), json!(key_of(ready.record)));
        }
        lines_with_status(&mut data);
        let mut body = json!({ "data": data });
        for (name, value) in self.saving.beside {
            body[*name] = json!(value);
        }
        let repeat = if is_new && !self.saving.is_idempotent { Repeat::Unsafe } else { Repeat::Safe };
        match self.api.post(self.saving.path, &body, repeat) {
            Ok(response) => {
                let answer: Answer<Value> = response.json()?;
                let was_known = is_duplicate(&answer.code) || !is_new;
                let told = answer.data.as_ref().and_then(id_in);
                let Some(id) = told.or_else(|| ready.record.target_id.clone()) else { return Ok(WriteOutcome::Unknown) };
                if let Some(outcome) = self.finished(&id)? {
                    return Ok(outcome);
                }
                Ok(if was_known { WriteOutcome::Updated { id, version: None } } else { WriteOutcome::Created { id, version: None } })
            }
            Err(ConnectorError::RecordRefused { message, .. }) if !is_new && is_gone(&message) && message.contains("单据") => {
                Ok(WriteOutcome::Missing)
            }
            Err(ConnectorError::RecordRefused { code, message, .. }) => Ok(refusal(&code, &message)),
            Err(error) => Err(error),
        }
    }

    /// Puts a record forward and approves it, as far as the settings say; what became of it where that fails.
    fn finished(&self, id: &str) -> Result<Option<WriteOutcome>, ConnectorError> {
        let Some(steps) = self.saving.steps else { return Ok(None) };
        let (submit, audit) = ((steps.submit, 1), (steps.audit, 2));
        let wanted = match self.finish {
            Finish::Save => &[][..],
            Finish::Submit => &[submit][..],
            Finish::Audit => &[submit, audit][..],
        };
        for (path, state) in wanted {
            let batch: Batch = self.api.ask(path, &json!({ "data": [{ "id": id }] }))?;
            let Some(message) = failure_in(&batch, id, 1) else { continue };
            // A step that was done before is refused the second time: what counts is the state.
            if self.state(id)?.is_some_and(|known| known >= *state) {
                continue;
            }
            let code = if *state == 1 { "submit_refused" } else { "audit_refused" };
            return Ok(Some(WriteOutcome::Refused { code: code.to_owned(), message, field: None, may_pass: true }));
        }
        Ok(None)
    }

    /// How far a record is approved: 0 open, 1 put forward, 2 approved.
    fn state(&self, id: &str) -> Result<Option<i64>, ConnectorError> {
        let Some(path) = self.kind.detail else { return Ok(None) };
        let record = detail(&self.api, path, id)?;
        let state = |name: &str| record.as_ref().and_then(|record| member(record, name));
        Ok(state("verifystate").or_else(|| state("verifyState")).and_then(|text| text.parse().ok()))
    }

    fn deletes(&self, steps: Steps, ready: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let ids: Vec<&String> = ready.iter().filter_map(|ready| ready.record.target_id.as_ref()).collect();
        // The page for orders wants lists of ids, the others a list of records.
        let data = if self.kind.name == crate::streams::ORDER {
            json!({ "id": ids })
        } else {
            json!(ids.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>())
        };
        let batch: Batch = self.api.ask(steps.delete, &json!({ "data": data }))?;
        Ok(ids.iter().map(|id| outcome_in(&batch, id, ids.len())).collect())
    }
}

/// Rows inside of a record say what becomes of them, too.
fn lines_with_status(data: &mut Map<String, Value>) {
    for value in data.values_mut() {
        for line in value.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            let status = if line.contains_key(ID) { "Update" } else { "Insert" };
            line.entry("_status").or_insert_with(|| json!(status));
        }
    }
}

impl Target for RecordTarget {
    fn records_max(&self) -> usize {
        RECORDS_MAX as usize
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let this = &*self;
        write_by_way(
            batch,
            false,
            |way, record| ready(way, record, &this.columns, &this.api),
            |way, records| match (way, this.saving.steps) {
                (Way::Delete, Some(steps)) => this.deletes(steps, records),
                (Way::Delete, None) => {
                    Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: format!("delete {}", this.kind.name) })
                }
                _ => write_in_parts(records, 1, |part| part.iter().map(|ready| this.save(way, ready)).collect()),
            },
        )
    }

    fn find(&mut self, _questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        no_find(self.kind)
    }
}

/// Contacts opened for writing. They go inside of an update of their customer.
pub(crate) struct ContactTarget {
    api: Api,
    kind: &'static Kind,
    columns: Vec<Column>,
}

/// The customer of a contact.
const CUSTOMER: &str = "merchant";

impl ContactTarget {
    pub fn new(api: Api, kind: &'static Kind, columns: Vec<Column>, key: Option<&str>, fields: &[String]) -> Result<Self, ConnectorError> {
        no_key(kind, key)?;
        check_fields(kind, &columns, fields)?;
        Ok(Self { api, kind, columns })
    }

    fn write_one(&self, way: Way, ready: &Ready<'_>) -> Result<WriteOutcome, ConnectorError> {
        let mut contact = ready.members.clone();
        let named = contact.remove(CUSTOMER).and_then(|customer| customer.as_str().map(str::to_owned));
        if way == Way::Create {
            let Some(customer) = named else { return Ok(refused("customer_missing", "a contact belongs to a customer", Some(CUSTOMER))) };
            return self.create(&customer, contact);
        }
        let id = ready.record.target_id.clone().unwrap_or_default();
        let gone = if way == Way::Delete { WriteOutcome::Deleted } else { WriteOutcome::Missing };
        let customer = match named {
            Some(customer) => customer,
            None => match self.customer_of(&id)? {
                Some(customer) => customer,
                None => return Ok(gone),
            },
        };
        let Some(known) = self.customer(&customer)? else { return Ok(gone) };
        let Some(before) = of_customer(&known).into_iter().find(|contact| id_of(contact).as_deref() == Some(&*id)) else { return Ok(gone) };
        contact.insert(ID.to_owned(), number(&id));
        contact.insert("entityStatus".to_owned(), json!(if way == Way::Delete { "Delete" } else { "Update" }));
        // What the vendor always wants stays as it is, unless it is written.
        for name in ["fullName", "isDefault"] {
            let value = before.get(name).and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok());
            match (contact.get_mut(name), value) {
                (Some(Value::Object(after)), Some(Value::Object(before))) => {
                    for (language, text) in before {
                        after.entry(language).or_insert(text);
                    }
                }
                (None, Some(value)) => drop(contact.insert(name.to_owned(), value)),
                _ => {}
            }
        }
        match self.send(&known, contact, Repeat::Safe) {
            Ok(()) if way == Way::Delete => Ok(WriteOutcome::Deleted),
            Ok(()) => Ok(WriteOutcome::Updated { id, version: None }),
            Err(ConnectorError::RecordRefused { message, .. }) if is_gone(&message) => Ok(gone),
            Err(ConnectorError::RecordRefused { code, message, .. }) => Ok(refusal(&code, &message)),
            Err(error) => Err(error),
        }
    }

    /// Adds a contact. Nothing tells its id, and nothing knows a repetition: the customer is read again, and the contact that was not there
    /// before and has what was sent is the new one.
    fn create(&self, customer: &str, mut contact: Map<String, Value>) -> Result<WriteOutcome, ConnectorError> {
        let Some(known) = self.customer(customer)? else {
            return Ok(refused("customer_unknown", "there is no such customer", Some(CUSTOMER)));
        };
        let before: Vec<String> = of_customer(&known).iter().filter_map(id_of).collect();
        contact.entry("isDefault").or_insert(json!(false));
        let sent = contact.clone();
        contact.insert("entityStatus".to_owned(), json!("Insert"));
        let outcome = match self.send(&known, contact, Repeat::Unsafe) {
            Ok(()) | Err(ConnectorError::UnknownOutcome { .. }) => WriteOutcome::Unknown,
            Err(ConnectorError::RecordRefused { code, message, .. }) => return Ok(refusal(&code, &message)),
            Err(error) => return Err(error),
        };
        // What cannot be looked at stays unknown.
        let Ok(Some(after)) = self.customer(customer) else { return Ok(outcome) };
        let is_new = |contact: &Record| id_of(contact).is_some_and(|id| !before.contains(&id)) && is_like(contact, &sent);
        let id = of_customer(&after).iter().find(|contact| is_new(contact)).and_then(id_of);
        Ok(id.map_or(outcome, |id| WriteOutcome::Created { id, version: None }))
    }

    fn customer(&self, id: &str) -> Result<Option<Record>, ConnectorError> {
        Ok(details(&self.api, &[id.to_owned()], None)?.into_iter().next())
    }

    /// Whose a contact is. What the answer calls it no page says for certain.
    fn customer_of(&self, contact: &str) -> Result<Option<String>, ConnectorError> {
        let path = self.kind.detail.ok_or_else(|| bad("no way to read a contact"))?;
        let record = detail(&self.api, path, contact)?;
        Ok(record.and_then(|record| ["merchant", "merchantId", "customer", "customerId"].iter().find_map(|name| member(&record, name))))
    }

    fn send(&self, customer: &Record, contact: Map<String, Value>, repeat: Repeat) -> Result<(), ConnectorError> {
        let mut body = head(customer);
        body.insert("merchantContactInfos".to_owned(), json!([contact]));
        self.api.post(UPDATE, &Value::Object(body), repeat).map(drop)
    }
}

/// Whether a contact has what was sent.
fn is_like(contact: &Record, sent: &Map<String, Value>) -> bool {
    sent.iter().all(|(name, value)| {
        let known = contact.get(name).and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok()).unwrap_or(Value::Null);
        match (&known, value) {
            (Value::Object(known), Value::Object(value)) => value.iter().all(|(language, text)| known.get(language) == Some(text)),
            // Empty texts are kept as nothing.
            (Value::Null, Value::String(text)) => text.is_empty(),
            (known, value) => known == value,
        }
    })
}

impl Target for ContactTarget {
    fn records_max(&self) -> usize {
        RECORDS_MAX as usize
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let this = &*self;
        write_by_way(
            batch,
            false,
            |way, record| ready(way, record, &this.columns, &this.api),
            |way, records| write_in_parts(records, 1, |part| part.iter().map(|ready| this.write_one(way, ready)).collect()),
        )
    }

    fn find(&mut self, _questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        no_find(self.kind)
    }
}
