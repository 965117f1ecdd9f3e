//! Writing customers.
//!
//! A new one is sent with a key by which the vendor knows a repetition, for ever: within an hour it answers as the first time, later it tells the
//! id. With the customer's code as key field, a code that is there already is the same record, and is updated. An update must say again what
//! the vendor always wants (code, name, organisation, kind), so these are read first, for all updates of a batch at once.

use connector::http::Repeat;
use connector::{ConnectorError, FindBy, Found, Outgoing, Target, Way, WriteOutcome, find_by_field, write_by_way, write_in_parts};
use model::{CellKind, RecordBatch};
use serde_json::{Map, Value, json};

use crate::client::Api;
use crate::description::{Deletion, NewCustomers};
use crate::errors::{SYSTEM, is_duplicate};
use crate::fetch::{DETAILS_MAX, details, is_gone, is_id, number};
use crate::fields::{Column, ID, stamp_of};
use crate::listing::{self, Wanted, stands_for_customer};
use crate::rows::Rows;
use crate::streams::Kind;
use crate::values::{members, refused};
use crate::wire::{Answer, Batch, Record, member};

/// Records of one batch: as many as are read with one call before they are updated.
pub(crate) const RECORDS_MAX: u32 = 50;
const INSERT: &str = "/yonbip/digitalModel/merchant/idempotent/newinsert";
pub(crate) const UPDATE: &str = "/yonbip/digitalModel/merchant/newupdate";
const STOP: &str = "/yonbip/digitalModel/merchant/stop";
const DELETE: &str = "/yonbip/digitalModel/merchant/batchdelete";
/// The customer's code: the one field of ours that the vendor keeps apart.
const CODE: &str = "code";
/// Answers to one question.
const FOUND_MAX: usize = 20;
/// Words of a refusal that passes by itself.
const PASSING: [&str; 4] = ["锁定", "稍后", "正在处理", "并发"];

/// Customers opened for writing.
pub(crate) struct CustomerTarget {
    pub api: Api,
    pub kind: &'static Kind,
    pub columns: Vec<Column>,
    has_key: bool,
    shown: Vec<String>,
    new: NewCustomers,
    deletion: Deletion,
    org: Option<String>,
}

/// A record that can be sent.
struct Ready<'a> {
    record: &'a Outgoing,
    members: Map<String, Value>,
}

impl CustomerTarget {
    pub fn new(
        api: Api,
        kind: &'static Kind,
        columns: Vec<Column>,
        key: Option<&str>,
        shown: &[String],
        (new, deletion, org): (NewCustomers, Deletion, Option<String>),
    ) -> Result<Self, ConnectorError> {
        if let Some(other) = key.filter(|key| *key != CODE) {
            let what = format!("find customers by {other}: only the customer's code can hold our ids");
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
        }
        check_fields(kind, &columns, shown)?;
        Ok(Self { api, kind, columns, has_key: key.is_some(), shown: shown.to_vec(), new, deletion, org })
    }

    fn ready<'a>(&self, way: Way, record: &'a Outgoing) -> Result<Ready<'a>, WriteOutcome> {
        let mut members = if way == Way::Delete { Map::new() } else { members(record, &self.columns, &self.api.zone)? };
        match way {
            Way::Upsert => drop(members.insert(CODE.to_owned(), json!(record.record))),
            Way::Update | Way::Delete if !record.target_id.as_deref().is_some_and(is_id) => return Err(WriteOutcome::Missing),
            Way::Create | Way::Update | Way::Delete => {}
        }
        if way == Way::Update {
            members.remove("createOrgCode");
        }
        Ok(Ready { record, members })
    }

    /// Makes one customer.
    fn create(&self, way: Way, ready: &Ready<'_>) -> Result<WriteOutcome, ConnectorError> {
        let mut data = ready.members.clone();
        let mut usual = |name: &str, value: Option<Value>| {
            if let Some(value) = value.filter(|_| data.get(name).is_none_or(Value::is_null)) {
                data.insert(name.to_owned(), value);
            }
        };
        usual("createOrgCode", self.new.org_code.as_ref().map(|code| json!(code)));
        usual("transTypeCode", self.new.kind_code.as_ref().map(|code| json!(code)));
        usual("customerClassCode", self.new.class_code.as_ref().map(|code| json!(code)));
        usual("enterpriseNature", Some(json!(0)));
        data.insert("resubmitCheckKey".to_owned(), json!(key_of(ready.record)));
        let sent = self.api.post(INSERT, &json!({ "data": data }), Repeat::Safe);
        match sent {
            Ok(response) => {
                let answer: Answer<Value> = response.json()?;
                let was_known = is_duplicate(&answer.code);
                Ok(match answer.data.as_ref().and_then(id_in) {
                    Some(id) if was_known => WriteOutcome::Updated { id, version: None },
                    Some(id) => WriteOutcome::Created { id, version: None },
                    None => WriteOutcome::Unknown,
                })
            }
            Err(ConnectorError::RecordRefused { code, message, .. }) => {
                // A code that is there already is our own record, made by another attempt.
                let known = if way == Way::Upsert { self.listed(CODE, &ready.record.record)?.into_iter().next() } else { None };
                match known {
                    Some(known) => {
                        let id = member(&known, ID);
                        let of_id = id.map(|id| details(&self.api, &[id], self.org.as_deref())).transpose()?.unwrap_or_default();
                        self.update(&ready.members, of_id.first())
                    }
                    None => Ok(refusal(&code, &message)),
                }
            }
            Err(error) => Err(error),
        }
    }

    /// Changes one customer, which was read as `known`.
    fn update(&self, members: &Map<String, Value>, known: Option<&Record>) -> Result<WriteOutcome, ConnectorError> {
        let Some(known) = known else { return Ok(WriteOutcome::Missing) };
        let mut body = head(known);
        if let Some(org) = &self.org {
            body.insert("belongOrgCode".to_owned(), json!(org));
        }
        for (name, value) in members {
            match (body.get_mut(name), value) {
                // Languages that are not written stay.
                (Some(Value::Object(before)), Value::Object(after)) => before.extend(after.clone()),
                _ => drop(body.insert(name.clone(), value.clone())),
            }
        }
        let id = member(known, ID).unwrap_or_default();
        match self.api.post(UPDATE, &Value::Object(body), Repeat::Safe) {
            Ok(_) => Ok(WriteOutcome::Updated { id, version: None }),
            Err(ConnectorError::RecordRefused { message, .. })
                if is_gone(&message) && message.contains("客户") && !message.contains(':') =>
            {
                Ok(WriteOutcome::Missing)
            }
            Err(ConnectorError::RecordRefused { code, message, .. }) => Ok(refusal(&code, &message)),
            Err(error) => Err(error),
        }
    }

    fn updates(&self, ready: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let ids: Vec<String> = ready.iter().filter_map(|ready| ready.record.target_id.clone()).collect();
        let mut known = Vec::new();
        for part in ids.chunks(DETAILS_MAX) {
            known.extend(details(&self.api, part, self.org.as_deref())?);
        }
        write_in_parts(ready, 1, |part| {
            part.iter()
                .map(|ready| self.update(&ready.members, known.iter().find(|known| member(known, ID) == ready.record.target_id)))
                .collect()
        })
    }

    fn deletes(&self, ready: &[Ready<'_>]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let ids: Vec<String> = ready.iter().filter_map(|ready| ready.record.target_id.clone()).collect();
        match self.deletion {
            Deletion::Never => {
                Ok(vec![refused("deletion_off", "customers are not deleted: the connection's settings say so", None); ids.len()])
            }
            Deletion::Stop => {
                let known = details(&self.api, &ids, self.org.as_deref())?;
                let org = |id: &String| {
                    known.iter().find(|known| member(known, ID).as_ref() == Some(id)).and_then(|known| member(known, "createOrgCode"))
                };
                let there: Vec<String> = ids.iter().filter(|id| org(id).is_some()).cloned().collect();
                let rows: Vec<Value> = there.iter().map(|id| json!({ "merchantId": number(id), "orgCode": org(id) })).collect();
                let batch: Batch = if rows.is_empty() { Batch::default() } else { self.api.ask(STOP, &json!({ "data": rows }))? };
                Ok(ids
                    .iter()
                    .map(|id| if there.contains(id) { outcome_in(&batch, id, there.len()) } else { WriteOutcome::Deleted })
                    .collect())
            }
            Deletion::Delete => {
                let rows: Vec<Value> = ids.iter().map(|id| json!({ "id": number(id) })).collect();
                self.api.post(DELETE, &json!({ "data": rows }), Repeat::Safe)?;
                // The answer comes before it is done, and nothing tells when it is: looking does.
                let left = details(&self.api, &ids, self.org.as_deref())?;
                let is_left = |id: &String| left.iter().any(|left| member(left, ID).as_ref() == Some(id));
                let pending = || {
                    let message = "the deletion was taken and is not done yet, or was refused behind it".to_owned();
                    WriteOutcome::Refused { code: "deletion_pending".to_owned(), message, field: None, may_pass: true }
                };
                Ok(ids.iter().map(|id| if is_left(id) { pending() } else { WriteOutcome::Deleted }).collect())
            }
        }
    }

    /// Customers with this value of a field that lists can be asked for.
    fn listed(&self, field: &str, value: &str) -> Result<Vec<Record>, ConnectorError> {
        let equal = Some((field.to_owned(), value.to_owned()));
        let page = listing::page(&self.api, self.kind, &Wanted { equal, ..Wanted::default() }, 1, 100)?;
        // The vendor may compare loosely, so what came is compared again.
        let is_same = |record: &Record| member(record, field).is_some_and(|known| known.trim() == value.trim());
        let records = page.listed()?.records(self.kind)?;
        Ok(records.into_iter().filter(|row| is_same(row) && stands_for_customer(row, self.org.as_deref())).take(FOUND_MAX).collect())
    }

    fn found(&self, rows: &Rows, record: &Record) -> Option<Found> {
        let version = stamp_of(record).and_then(|text| self.api.zone.ms(&text)).map(model::format_ms);
        Some(Found { id: member(record, ID)?, version, fields: shown(rows, record, &self.shown) })
    }
}

/// A key of at most 32 characters, the same for every attempt at the same content.
pub(crate) fn key_of(record: &Outgoing) -> String {
    record.idempotency_key.chars().filter(|letter| *letter != '-').take(32).collect()
}

/// Refuses fields that the kind does not have.
pub(crate) fn check_fields(kind: &Kind, columns: &[Column], names: &[String]) -> Result<(), ConnectorError> {
    match names.iter().find(|name| columns.iter().all(|column| column.info.name != **name)) {
        Some(name) => Err(ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("field {name} of {}", kind.name) }),
        None => Ok(()),
    }
}

/// What an update of a customer always says.
pub(crate) fn head(known: &Record) -> Map<String, Value> {
    let value = |name: &str| known.get(name).and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok());
    let mut head = Map::new();
    for name in [ID, CODE, "name", "createOrgCode"] {
        head.extend(value(name).map(|value| (name.to_owned(), value)));
    }
    head.insert("enterpriseNature".to_owned(), value("enterpriseNature").unwrap_or(json!(0)));
    head
}

/// The id in an answer: beside other members, or in a list of one.
pub(crate) fn id_in(data: &Value) -> Option<String> {
    match data {
        Value::Array(items) => items.first().and_then(id_in),
        Value::Object(members) => match members.get(ID).or_else(|| members.get("merchantId"))? {
            Value::String(id) => Some(id.clone()).filter(|id| !id.is_empty()),
            Value::Number(id) => Some(id.to_string()),
            Value::Array(ids) => ids.first().and_then(|id| id_in(&json!({ "id": id }))),
            _ => None,
        },
        _ => None,
    }
}

/// What a refusal of one record means.
pub(crate) fn refusal(code: &str, message: &str) -> WriteOutcome {
    let may_pass = PASSING.iter().any(|word| message.contains(word));
    WriteOutcome::Refused { code: code.to_owned(), message: message.to_owned(), field: None, may_pass }
}

/// What a batch of `count` says of one record, as a deletion.
pub(crate) fn outcome_in(batch: &Batch, id: &str, count: usize) -> WriteOutcome {
    match failure_in(batch, id, count) {
        None => WriteOutcome::Deleted,
        Some(message) if is_gone(&message) => WriteOutcome::Deleted,
        Some(message) => refusal("batch", &message),
    }
}

/// Why a record of a batch of `count` failed; nothing where it did not. Messages are texts, or objects that name the record.
pub(crate) fn failure_in(batch: &Batch, id: &str, count: usize) -> Option<String> {
    if batch.fail_count == 0 || batch.infos.iter().any(|info| member(info, ID).as_deref() == Some(id)) {
        return None;
    }
    let text = |message: &Value| message["message"].as_str().or_else(|| message.as_str()).unwrap_or("refused without a reason").to_owned();
    let is_named = |message: &&Value| match &message["key"] {
        Value::String(key) => key == id,
        Value::Number(key) => key.to_string() == id,
        _ => false,
    };
    let named = batch.messages.iter().find(is_named).map(text);
    let all_failed = usize::try_from(batch.fail_count).is_ok_and(|failed| failed >= count);
    let are_named = batch.messages.iter().any(|message| !message["key"].is_null());
    // Where failures are named and this record is not, and nothing says that it went well, it is told by being left out.
    named.or_else(|| {
        (all_failed || !are_named || !batch.infos.is_empty()).then(|| batch.messages.first().map_or_else(|| "refused".to_owned(), text))
    })
}

/// Values of a record as rows show them.
pub(crate) fn shown(rows: &Rows, record: &Record, names: &[String]) -> Vec<(String, Value)> {
    let mut batch = RecordBatch::new(rows.shape.columns.clone());
    rows.push(record, 1, &mut batch);
    let row = batch.row(0);
    let columns = rows.shape.columns.iter().enumerate().filter(|(_, column)| names.contains(column));
    let value = |(kind, text): (CellKind, &str)| match kind {
        CellKind::Empty => Value::Null,
        CellKind::Number | CellKind::Boolean | CellKind::Json => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
        CellKind::Text | CellKind::Date | CellKind::Damaged => json!(text),
    };
    columns.map(|(at, column)| (column.clone(), value(row.cell(at)))).collect()
}

impl Target for CustomerTarget {
    fn records_max(&self) -> usize {
        RECORDS_MAX as usize
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let this = &*self;
        write_by_way(
            batch,
            this.has_key,
            |way, record| this.ready(way, record),
            |way, ready| match way {
                Way::Create | Way::Upsert => write_in_parts(ready, 1, |part| part.iter().map(|ready| this.create(way, ready)).collect()),
                Way::Update => this.updates(ready),
                Way::Delete => this.deletes(ready),
            },
        )
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        let this = &*self;
        let rows = Rows::new(&this.columns, &this.shown, Some("modifyTime"), this.api.zone.clone());
        let unsupported = |what: String| Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
        let asked = |question: &FindBy| match question {
            FindBy::Id(id) => Ok((ID.to_owned(), id.clone())),
            FindBy::Record(record) if this.has_key => Ok((CODE.to_owned(), record.clone())),
            FindBy::Record(_) => unsupported("find customers by our ids, unless their code holds them".to_owned()),
            FindBy::Field(field, value) if matches!(field.as_str(), ID | CODE | "creditCode") => Ok((field.clone(), value.clone())),
            FindBy::Field(field, _) => unsupported(format!("find customers by {field}")),
        };
        let at_once = |field: &str| if field == ID { DETAILS_MAX } else { 1 };
        find_by_field(questions, asked, at_once, |field, part| {
            if field != ID {
                let of_one = |(at, value): &(usize, String)| {
                    let found = this.listed(field, value)?;
                    Ok((*at, found.iter().filter_map(|record| this.found(&rows, record)).collect()))
                };
                return part.iter().map(of_one).collect();
            }
            let ids: Vec<String> = part.iter().map(|(_, id)| id.clone()).collect();
            let records = details(&this.api, &ids, this.org.as_deref())?;
            let of_one = |(at, id): &(usize, String)| {
                let fitting = records.iter().filter(|record| member(record, ID).as_ref() == Some(id));
                (*at, fitting.filter_map(|record| this.found(&rows, record)).collect())
            };
            Ok(part.iter().map(of_one).collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_tells_of_each_record_whatever_its_form() {
        let batch = |json: &str| serde_json::from_str::<Batch>(json).expect("JSON");
        let fine = batch(r#"{"count":2,"sucessCount":2,"failCount":0,"infos":[]}"#);
        assert_eq!((failure_in(&fine, "1", 2), failure_in(&fine, "2", 2)), (None, None));
        let named = batch(r#"{"failCount":1,"messages":[{"message":"locked","key":2}],"infos":[{"id":1}]}"#);
        assert_eq!((failure_in(&named, "1", 2), failure_in(&named, "2", 2)), (None, Some("locked".to_owned())));
        let bare = batch(r#"{"failCount":1,"messages":["locked"],"infos":[{"id":"1"}]}"#);
        assert_eq!((failure_in(&bare, "1", 2), failure_in(&bare, "2", 2)), (None, Some("locked".to_owned())));
        let silent = batch(r#"{"failCount":1,"messages":[]}"#);
        assert_eq!(failure_in(&silent, "1", 1), Some("refused".to_owned()));
        let others = batch(r#"{"failCount":1,"messages":[{"message":"locked","key":"2"}]}"#);
        assert_eq!((failure_in(&others, "1", 2), failure_in(&others, "2", 2)), (None, Some("locked".to_owned())));
    }

    #[test]
    fn ids_are_found_in_all_forms_of_answers() {
        for (json, id) in [
            (json!([{ "id": 1531204905066758145_u64, "code": "C" }]), Some("1531204905066758145")),
            (json!({ "id": "1" }), Some("1")),
            (json!({ "id": ["7"] }), Some("7")),
            (json!([]), None),
            (json!("x"), None),
        ] {
            assert_eq!(id_in(&json).as_deref(), id, "{json}");
        }
    }
}
