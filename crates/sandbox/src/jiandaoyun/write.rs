//! Creating, changing and deleting through the API.
//!
//! The form's own checks (required, unique, formulas, defaults) are not made, as with the vendor; `own/checks` turns the one on
//! uniqueness on. A field that the form does not have is passed over.

use serde_json::{Value, json};

use super::forms::{CREATOR, FLOW_STATE, of_table, position};
use super::read::{live, one};
use super::reply::Code;
use super::staff::{OWNER, is_member};
use super::value::stored;
use super::{Jiandaoyun, Transaction};
use crate::fragment::{NULL, members, object_text, quoted};
use crate::http::Reply;
use crate::log::{Actor, Effect};
use crate::site::{How, Site};
use crate::table::{Cells, Presence};
use crate::vendor::Call;

/// Records of a batch, at most.
const BATCH_MAX: usize = 100;
/// A transaction is known for so long, in milliseconds: one hour.
const TRANSACTION_MS: i64 = 3_600_000;
/// Transactions that are remembered, at most.
const TRANSACTIONS_MAX: usize = 100_000;

/// Named values of a record as they were sent, `{"name": {"value": …}}`.
type Values = Vec<(String, String)>;

fn values_of(data: &str) -> Result<Values, Code> {
    let fields = members(data.as_bytes()).ok_or(Code::BAD_PARAMETER)?;
    let value = |(name, holder): (String, String)| {
        let holder = members(holder.as_bytes()).ok_or(Code::BAD_PARAMETER)?;
        Ok((name, holder.into_iter().find(|(name, _)| name == "value").map_or_else(|| NULL.to_owned(), |(_, value)| value)))
    };
    fields.into_iter().map(value).collect()
}

/// A member of the body as it stands.
fn part(call: &Call<'_>, name: &str) -> Result<String, Code> {
    let members = members(&call.request.body).ok_or(Code::BAD_PARAMETER)?;
    members.into_iter().find(|(known, _)| known == name).map(|(_, text)| text).ok_or(Code::BAD_PARAMETER)
}

impl Jiandaoyun {
    /// What the cells of a record become.
    fn changes(&mut self, site: &mut Site, table: usize, values: &Values, row: Option<u32>) -> Result<Vec<(usize, String)>, Code> {
        let mut changes = Vec::with_capacity(values.len());
        for (name, written) in values {
            let Some(at) = position(&site.tables[table], name) else { continue };
            let field = site.tables[table].fields[at].clone();
            let now_ms = site.now_ms();
            let fragment = stored(&field, written, &mut || self.object_id(now_ms))?;
            if self.checks_unique && field.extra["unique"] == true && fragment != NULL {
                let text = crate::fragment::as_text(&fragment).into_owned();
                let others = site.tables[table].having(at, &text);
                let is_live = |number: &u32| site.tables[table].row(*number).is_some_and(|row| row.presence == Presence::Live);
                if others.iter().any(|other| Some(*other) != row && is_live(other)) {
                    return Err(Code::NOT_UNIQUE);
                }
            }
            changes.push((at, fragment));
        }
        Ok(changes)
    }

    fn create_one(&mut self, site: &mut Site, call: &Call<'_>, table: usize, body: &Value, values: &Values) -> Result<u32, Code> {
        let sent = object_text(values);
        let made = self.changes(site, table, values, None).and_then(|changes| self.insert(site, table, body, changes));
        match made {
            Ok(row) => {
                log(site, call, table, Some(row), &sent, Effect::Created);
                Ok(row)
            }
            Err(code) => {
                log(site, call, table, None, &sent, Effect::Refused(code.0.to_string()));
                Err(code)
            }
        }
    }

    fn insert(&mut self, site: &mut Site, table: usize, body: &Value, mut changes: Vec<(usize, String)>) -> Result<u32, Code> {
        let creator = body["data_creator"].as_str().unwrap_or(OWNER);
        if !is_member(creator) {
            return Err(Code::MEMBER_MISSING);
        }
        let form = of_table(&site.tables[table]);
        let starts = form.is_some_and(|form| form.is_workflow) && body["is_start_workflow"] == true;
        let mut more = own_values(site, table, creator);
        if starts && let Some(at) = site.tables[table].field(FLOW_STATE) {
            more.push((at, "0".to_owned()));
        }
        changes.extend(more);
        let id = self.object_id(site.now_ms());
        Ok(site.insert(table, &id, Cells::default().with(&changes), None, How::by(Actor::Api)))
    }

    fn update_one(&mut self, site: &mut Site, call: &Call<'_>, table: usize, row: u32, values: &Values) -> Result<(), Code> {
        let sent = object_text(values);
        match self.changes(site, table, values, Some(row)) {
            Ok(changes) => {
                let is_changed = site.update(table, row, changes, How::by(Actor::Api));
                log(site, call, table, Some(row), &sent, if is_changed { Effect::Updated } else { Effect::Unchanged });
                Ok(())
            }
            Err(code) => {
                log(site, call, table, Some(row), &sent, Effect::Refused(code.0.to_string()));
                Err(code)
            }
        }
    }

    pub(super) fn create(&mut self, site: &mut Site, call: &Call<'_>, table: usize, body: &Value) -> Result<Reply, Code> {
        transaction_id(body)?;
        let values = values_of(&part(call, "data")?)?;
        if let Some(code) = refused_row(call, 1) {
            log(site, call, table, None, &object_text(&values), Effect::Refused(code.0.to_string()));
            return Err(code);
        }
        let row = self.create_one(site, call, table, body, &values)?;
        Ok(one(site, table, row))
    }

    pub(super) fn update(&mut self, site: &mut Site, call: &Call<'_>, table: usize, body: &Value) -> Result<Reply, Code> {
        transaction_id(body)?;
        let row = live(site, table, &body["data_id"])?;
        let values = values_of(&part(call, "data")?)?;
        if let Some(code) = refused_row(call, 1) {
            log(site, call, table, Some(row), &object_text(&values), Effect::Refused(code.0.to_string()));
            return Err(code);
        }
        self.update_one(site, call, table, row, &values)?;
        Ok(one(site, table, row))
    }

    /// Records that were made under the transaction's id before are written again, and those that are missing are made.
    pub(super) fn batch_create(&mut self, site: &mut Site, call: &Call<'_>, table: usize, body: &Value) -> Result<Reply, Code> {
        let list: Vec<Box<serde_json::value::RawValue>> =
            serde_json::from_str(&part(call, "data_list")?).map_err(|_| Code::BAD_PARAMETER)?;
        if list.len() > BATCH_MAX {
            return Err(Code::TOO_MANY_CREATIONS);
        }
        let id = transaction_id(body)?;
        let now_ms = site.now_ms();
        let known = id.as_ref().and_then(|id| self.transactions.get(id)).filter(|known| now_ms - known.at_ms <= TRANSACTION_MS).cloned();
        if known.as_ref().is_some_and(|known| known.table != table) {
            return Err(Code::TRANSACTION_TAKEN);
        }
        let mut made = known.map_or_else(Vec::new, |known| known.rows);
        made.resize(list.len().max(made.len()), None);
        for (position, data) in list.iter().enumerate() {
            let Ok(values) = values_of(data.get()) else { continue };
            if let Some(code) = refused_row(call, position + 1) {
                log(site, call, table, None, &object_text(&values), Effect::Refused(code.0.to_string()));
                continue;
            }
            let is_live = |row: &u32| site.tables[table].row(*row).is_some_and(|row| row.presence == Presence::Live);
            match made[position].filter(is_live) {
                // What is refused now stays as it was made.
                Some(row) => drop(self.update_one(site, call, table, row, &values)),
                None => made[position] = self.create_one(site, call, table, body, &values).ok(),
            }
        }
        let ids: Vec<String> = made.iter().flatten().filter_map(|row| site.tables[table].row(*row)).map(|row| row.id.to_string()).collect();
        if let Some(id) = id {
            if self.transactions.len() >= TRANSACTIONS_MAX {
                self.transactions.retain(|_, known| now_ms - known.at_ms <= TRANSACTION_MS);
            }
            self.transactions.insert(id, Transaction { table, at_ms: now_ms, rows: made });
        }
        Ok(Reply::json(200, &json!({ "status": "success", "success_count": ids.len(), "success_ids": ids })))
    }

    /// The same values for all. Sub-forms cannot be written so, and files are taken away when they are named.
    pub(super) fn batch_update(&mut self, site: &mut Site, call: &Call<'_>, table: usize, body: &Value) -> Result<Reply, Code> {
        let ids = ids_of(body, Code::TOO_MANY_UPDATES)?;
        let mut values = values_of(&part(call, "data")?)?;
        for (name, value) in &mut values {
            let Some(at) = position(&site.tables[table], name) else { continue };
            match site.tables[table].fields[at].type_name.as_str() {
                "subform" => return Err(Code::FIELD_UNSUPPORTED),
                "image" | "upload" => *value = NULL.to_owned(),
                _ => {}
            }
        }
        let mut count = 0;
        for (position, id) in ids.iter().enumerate() {
            let Ok(row) = live(site, table, id) else { continue };
            if refused_row(call, position + 1).is_none() && self.update_one(site, call, table, row, &values).is_ok() {
                count += 1;
            }
        }
        Ok(Reply::json(200, &json!({ "status": "success", "success_count": count })))
    }
}

pub(super) fn delete(site: &mut Site, call: &Call<'_>, table: usize, body: &Value) -> Result<Reply, Code> {
    let row = live(site, table, &body["data_id"])?;
    site.delete(table, row, Actor::Api);
    log(site, call, table, Some(row), "", Effect::Deleted);
    Ok(Reply::json(200, &json!({ "status": "success" })))
}

pub(super) fn batch_delete(site: &mut Site, call: &Call<'_>, table: usize, body: &Value) -> Result<Reply, Code> {
    let mut count = 0;
    for id in ids_of(body, Code::TOO_MANY_DELETIONS)? {
        let Ok(row) = live(site, table, &id) else { continue };
        site.delete(table, row, Actor::Api);
        log(site, call, table, Some(row), "", Effect::Deleted);
        count += 1;
    }
    Ok(Reply::json(200, &json!({ "status": "success", "success_count": count })))
}

/// What the vendor fills in: who made it, and the serial number.
pub(super) fn own_values(site: &Site, table: usize, creator: &str) -> Vec<(usize, String)> {
    let table = &site.tables[table];
    let number = table.all().len() + 1;
    let serial = |type_name: &str| (type_name == "sn").then(|| quoted(&format!("SN{number:06}")));
    let mut values: Vec<(usize, String)> = table.visible_fields().filter_map(|(at, field)| Some((at, serial(&field.type_name)?))).collect();
    values.extend(table.field(CREATOR).map(|at| (at, quoted(creator))));
    values
}

fn ids_of(body: &Value, too_many: Code) -> Result<Vec<Value>, Code> {
    let ids = body["data_ids"].as_array().ok_or(Code::BAD_PARAMETER)?;
    if ids.len() > BATCH_MAX { Err(too_many) } else { Ok(ids.clone()) }
}

/// The transaction's id, which must be a UUID.
fn transaction_id(body: &Value) -> Result<Option<String>, Code> {
    let is_uuid = |text: &str| {
        let parts: Vec<usize> = text.split('-').map(str::len).collect();
        parts == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
    };
    match &body["transaction_id"] {
        Value::Null => Ok(None),
        Value::String(text) if is_uuid(text) => Ok(Some(text.to_lowercase())),
        _ => Err(Code::TRANSACTION_BAD),
    }
}

/// The refusal of a row that a fault ordered.
fn refused_row(call: &Call<'_>, row: usize) -> Option<Code> {
    let code = call.plan.row_error(row, "4000")?;
    Some(code.parse().map_or(Code::SUBMIT_FAILED, Code))
}

fn log(site: &mut Site, call: &Call<'_>, table: usize, row: Option<u32>, sent: &str, effect: Effect) {
    let id = row.and_then(|row| site.tables[table].row(row)).map(|row| row.id.to_string()).unwrap_or_default();
    site.note_write(call.endpoint.name, table, id, sent, effect);
}
