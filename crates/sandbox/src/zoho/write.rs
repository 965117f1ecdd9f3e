//! Creating, changing, upserting and deleting through the API: rows in, one result each, in their order.

use serde_json::{Value, json};

use super::Zoho;
use super::list::row_of;
use super::reply::Refused;
use super::schema::{OWNER, TOKEN_USER, USERS, is_unique, is_writable, module_of};
use super::value::{moment, read_moment, stored};
use crate::fragment::{NULL, as_text, members, object_text, quoted, value};
use crate::http::Reply;
use crate::log::{Actor, Effect};
use crate::site::{How, Site};
use crate::table::{Cells, Presence, Table};
use crate::vendor::Call;

/// Rows of a call.
const ROWS_MAX: usize = 100;

/// Named values of a row as they were sent.
pub(super) type Values = Vec<(String, String)>;

/// What became of a row.
pub(super) struct Done {
    pub(super) row: u32,
    pub(super) action: Action,
    /// The field by which an upsert found it.
    found_by: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Insert,
    Update,
}

/// What a call does with its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Insert,
    Update,
    Upsert,
}

fn rows_of(call: &Call<'_>) -> Result<Vec<Values>, Refused> {
    let body = members(&call.request.body).ok_or_else(Refused::bad_body)?;
    let missing =
        || Refused::new("MANDATORY_NOT_FOUND", "required field not found").with(json!({ "api_name": "data", "json_path": "$.data" }));
    let (_, data) = body.into_iter().find(|(name, _)| name == "data").ok_or_else(missing)?;
    let rows: Vec<Box<serde_json::value::RawValue>> = serde_json::from_str(&data).map_err(|_| {
        Refused::new("INVALID_DATA", "invalid data")
            .with(json!({ "api_name": "data", "json_path": "$.data", "expected_data_type": "jsonarray" }))
    })?;
    if rows.len() > ROWS_MAX || rows.is_empty() {
        let details = json!({ "api_name": "data", "json_path": "$.data", "maximum_length": ROWS_MAX });
        return Err(Refused::new("INVALID_DATA", "invalid data").with(details));
    }
    rows.iter().map(|row| members(row.get().as_bytes()).ok_or_else(Refused::bad_body)).collect()
}

/// `POST /{module}`, `PUT /{module}` and `POST /{module}/upsert`.
pub(super) fn many(zoho: &mut Zoho, site: &mut Site, call: &Call<'_>, table: usize, operation: Operation) -> Result<Reply, Refused> {
    let rows = rows_of(call)?;
    let body = call.request.json().unwrap_or_default();
    let check: Vec<String> =
        body["duplicate_check_fields"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let unknown = check.iter().find(|name| site.tables[table].field(name).is_none());
    if let Some(name) = unknown {
        return Err(Refused::new("INVALID_DATA", "invalid data")
            .with(json!({ "api_name": "duplicate_check_fields", "json_path": "$.duplicate_check_fields", "supported_values": [name] })));
    }
    // Left out, or with names in it, it starts what people have set up.
    zoho.automations += if body["trigger"].as_array().is_some_and(Vec::is_empty) { 0 } else { rows.len() as u64 };
    let results = rows.iter().enumerate().map(|(at, values)| {
        let done = match call.plan.row_error(at + 1, "RECORD_LOCKED") {
            Some(code) => {
                let refused = Refused::of_code(&code);
                log(site, call, table, None, &object_text(values), Effect::Refused(refused.code.clone()));
                Err(refused)
            }
            None => one(zoho, site, call, table, operation, values, &check, &format!("$.data[{at}]")),
        };
        done.map(|done| shown(zoho, site, table, operation, &done))
    });
    let results: Vec<Result<Value, Refused>> = results.collect();
    Ok(answered(&results, if operation == Operation::Insert { 201 } else { 200 }))
}

/// `PUT /{module}/{id}`.
pub(super) fn single(zoho: &mut Zoho, site: &mut Site, call: &Call<'_>, table: usize, key: &str) -> Result<Reply, Refused> {
    let mut rows = rows_of(call)?;
    let Some(row) = row_of(site, call, table, key) else { return Ok(answered(&[Err(Refused::unknown_id(key))], 200)) };
    let unmodified = call.request.header("if-unmodified-since").and_then(read_moment);
    let (stamp_ms, id) = site.tables[table].row(row).map(|row| (row.stamp_ms, row.id.to_string())).unwrap_or_default();
    if unmodified.is_some_and(|since_ms| stamp_ms > since_ms) {
        return Err(Refused::of_code("ALREADY_MODIFIED"));
    }
    let mut values = rows.swap_remove(0);
    values.retain(|(name, _)| name != "id");
    values.push(("id".to_owned(), quoted(&id)));
    let done = match call.plan.row_error(1, "RECORD_LOCKED") {
        Some(code) => Err(Refused::of_code(&code)),
        None => one(zoho, site, call, table, Operation::Update, &values, &[], "$.data[0]"),
    };
    Ok(answered(&[done.map(|done| shown(zoho, site, table, Operation::Update, &done))], 200))
}

/// `DELETE /{module}?ids=` and `DELETE /{module}/{id}`.
pub(super) fn delete(site: &mut Site, call: &Call<'_>, table: usize, keys: &[String]) -> Result<Reply, Refused> {
    if keys.is_empty() {
        return Err(Refused::missing_parameter("ids"));
    }
    if keys.len() > ROWS_MAX {
        return Err(
            Refused::new("LIMIT_EXCEEDED", "the number of ids exceeds the limit").with(json!({ "limit": ROWS_MAX, "param_name": "ids" }))
        );
    }
    let mut results = Vec::with_capacity(keys.len());
    for (at, key) in keys.iter().enumerate() {
        let row = row_of(site, call, table, key);
        let refused = match call.plan.row_error(at + 1, "RECORD_LOCKED") {
            Some(code) => Some(Refused::of_code(&code)),
            None if row.is_none() => Some(Refused::new("INVALID_DATA", "record not deleted").with(json!({ "id": key }))),
            None => None,
        };
        let effect = refused.as_ref().map_or(Effect::Deleted, |refused| Effect::Refused(refused.code.clone()));
        if let (None, Some(row)) = (&refused, row) {
            site.delete(table, row, Actor::Api);
        }
        log(site, call, table, row, "", effect);
        let fine = json!({ "code": "SUCCESS", "details": { "id": key }, "message": "record deleted", "status": "success" });
        results.push(refused.map_or(Ok(fine), Err));
    }
    Ok(answered(&results, 200))
}

/// All fine, some fine (207), or none (400).
fn answered(results: &[Result<Value, Refused>], fine: u16) -> Reply {
    let failed = results.iter().filter(|result| result.is_err()).count();
    let status = match failed {
        0 => fine,
        failed if failed < results.len() => 207,
        _ => 400,
    };
    let data: Vec<Value> = results.iter().map(|result| result.as_ref().map_or_else(Refused::json, Value::clone)).collect();
    Reply::json(status, &json!({ "data": data }))
}

fn shown(zoho: &Zoho, site: &Site, table: usize, operation: Operation, done: &Done) -> Value {
    let Some(row) = site.tables[table].row(done.row) else { return Value::Null };
    let user = json!({ "name": USERS[TOKEN_USER].1, "id": USERS[TOKEN_USER].0 });
    let mut result = json!({
        "code": "SUCCESS", "status": "success", "message": if done.action == Action::Insert { "record added" } else { "record updated" },
        "details": { "Modified_Time": moment(row.stamp_ms, &zoho.zone), "Modified_By": user, "Created_Time": moment(row.created_ms, &zoho.zone),
                     "id": row.id, "Created_By": user, "$approval_state": "approved" },
    });
    if operation == Operation::Upsert {
        result["action"] = json!(if done.action == Action::Insert { "insert" } else { "update" });
        result["duplicate_field"] = json!(done.found_by);
    }
    result
}

/// Carries out one row.
#[expect(clippy::too_many_arguments, reason = "a row needs to know where it came from, and what it is compared by")]
pub(super) fn one(
    zoho: &mut Zoho,
    site: &mut Site,
    call: &Call<'_>,
    table: usize,
    operation: Operation,
    values: &Values,
    check: &[String],
    path: &str,
) -> Result<Done, Refused> {
    let done = carried_out(zoho, site, table, operation, values, check, path);
    let (row, effect) = match &done {
        Ok((done, is_changed)) => (Some(done.row), effect_of(done.action, *is_changed)),
        Err(refused) => (None, Effect::Refused(refused.code.clone())),
    };
    log(site, call, table, row, &object_text(values), effect);
    done.map(|(done, _)| done)
}

fn effect_of(action: Action, is_changed: bool) -> Effect {
    match (action, is_changed) {
        (Action::Insert, _) => Effect::Created,
        (Action::Update, true) => Effect::Updated,
        (Action::Update, false) => Effect::Unchanged,
    }
}

fn carried_out(
    zoho: &mut Zoho,
    site: &mut Site,
    table: usize,
    operation: Operation,
    values: &Values,
    check: &[String],
    path: &str,
) -> Result<(Done, bool), Refused> {
    let id = values.iter().find(|(name, _)| name == "id").map(|(_, fragment)| as_text(fragment).into_owned());
    let live = |site: &Site, id: &str| {
        let number = site.tables[table].by_id(id)?;
        site.tables[table].row(number).filter(|row| row.presence == Presence::Live).map(|_| number)
    };
    let (row, found_by) = match (operation, id) {
        (Operation::Insert, _) => (None, None),
        (Operation::Update | Operation::Upsert, Some(id)) => {
            let details = json!({ "api_name": "id", "json_path": format!("{path}.id"), "id": id });
            let unknown = Refused::new("INVALID_DATA", "the id given seems to be invalid").with(details);
            (Some(live(site, &id).ok_or(unknown)?), None)
        }
        (Operation::Upsert, None) => match found(site, table, values, check) {
            Some((row, field)) => (Some(row), Some(field)),
            None => (None, None),
        },
        (Operation::Update, None) => {
            let details = json!({ "api_name": "id", "json_path": format!("{path}.id") });
            return Err(Refused::new("MANDATORY_NOT_FOUND", "required field not found").with(details));
        }
    };
    let mut changes = checked(site, table, values, row, path)?;
    match row {
        Some(row) => {
            let is_changed = site.update(table, row, changes, How::by(Actor::Api));
            Ok((Done { row, action: Action::Update, found_by }, is_changed))
        }
        None => {
            changes.extend(own_values(&site.tables[table], &changes));
            let id = zoho.next_id();
            let row = site.insert(table, &id, Cells::default().with(&changes), None, How::by(Actor::Api));
            Ok((Done { row, action: Action::Insert, found_by: None }, true))
        }
    }
}

/// The record that an upsert means: by the fields that were named, else by the module's own, and then by all unique ones.
fn found(site: &mut Site, table: usize, values: &Values, check: &[String]) -> Option<(u32, String)> {
    let own = module_of(&site.tables[table]).map_or("Name", |module| module.check);
    let unique: Vec<String> =
        site.tables[table].visible_fields().filter(|(_, field)| is_unique(field)).map(|(_, field)| field.name.clone()).collect();
    let mut names: Vec<String> = if check.is_empty() { vec![own.to_owned()] } else { check.to_vec() };
    names.extend(unique.into_iter().filter(|name| !check.contains(name)));
    for name in names {
        let Some(at) = site.tables[table].field(&name) else { continue };
        let Some((_, sent)) = values.iter().find(|(known, _)| *known == name) else { continue };
        let text = as_text(sent).into_owned();
        if text.is_empty() {
            continue;
        }
        let rows = site.tables[table].having(at, &text);
        let live = |number: &u32| site.tables[table].row(*number).is_some_and(|row| row.presence == Presence::Live);
        if let Some(row) = rows.into_iter().find(live) {
            return Some((row, name));
        }
    }
    None
}

/// What the cells become. Several things that are wrong come together in one answer.
fn checked(site: &mut Site, table: usize, values: &Values, row: Option<u32>, path: &str) -> Result<Vec<(usize, String)>, Refused> {
    let (mut changes, mut wrong) = (Vec::with_capacity(values.len()), Vec::new());
    let appended = values.iter().find(|(name, _)| name == "$append_values").map(|(_, fragment)| value(fragment)).unwrap_or_default();
    for (name, sent) in values {
        let Some(at) = site.tables[table].field(name) else { continue };
        let field = &site.tables[table].fields[at];
        if !is_writable(field) {
            continue;
        }
        let is_unique = is_unique(field);
        match stored(site, field, sent, path) {
            Ok(fragment) if appended[name.as_str()] == true => {
                let before = row.and_then(|row| site.tables[table].row(row)).map(|row| value(row.cells.get(at))).unwrap_or_default();
                changes.push((at, joined(&before, &value(&fragment))));
            }
            Ok(fragment) => {
                if is_unique
                    && fragment != NULL
                    && let Some(other) = taken(site, table, at, &fragment, row)
                {
                    wrong.push(duplicate(site, table, name, path, other));
                }
                changes.push((at, fragment));
            }
            Err(refused) => wrong.push(refused),
        }
    }
    for (at, field) in site.tables[table].visible_fields().filter(|(_, field)| field.extra["required"] == true) {
        let sent = changes.iter().rev().find(|(known, _)| *known == at).map(|(_, fragment)| fragment.as_str());
        let is_missing = match (sent, row) {
            (Some(fragment), _) => fragment == NULL,
            (None, None) => true,
            (None, Some(_)) => false,
        };
        if is_missing {
            let details = json!({ "api_name": field.name, "json_path": format!("{path}.{}", field.name) });
            wrong.push(Refused::new("MANDATORY_NOT_FOUND", "required field not found").with(details));
        }
    }
    match wrong.len() {
        0 => Ok(changes),
        1 => Err(wrong.remove(0)),
        _ => {
            let errors: Vec<Value> = wrong.iter().map(Refused::json).collect();
            Err(Refused::new("MULTIPLE_OR_MULTI_ERRORS", "the row has several errors").with(json!({ "errors": errors })))
        }
    }
}

fn joined(before: &Value, added: &Value) -> String {
    let mut all: Vec<&Value> = before.as_array().into_iter().flatten().collect();
    all.extend(added.as_array().into_iter().flatten().filter(|one| !before.as_array().is_some_and(|known| known.contains(one))));
    json!(all).to_string()
}

/// Another record that has this value.
fn taken(site: &mut Site, table: usize, at: usize, fragment: &str, row: Option<u32>) -> Option<u32> {
    let others = site.tables[table].having(at, &as_text(fragment));
    others.into_iter().find(|other| Some(*other) != row && site.tables[table].row(*other).is_some_and(|row| row.presence == Presence::Live))
}

fn duplicate(site: &Site, table: usize, field: &str, path: &str, other: u32) -> Refused {
    let id = site.tables[table].row(other).map(|row| row.id.to_string()).unwrap_or_default();
    let details = json!({
        "api_name": field, "json_path": format!("{path}.{field}"), "id": id,
        "duplicate_record": { "id": id, "Owner": { "name": USERS[1].1, "id": USERS[1].0 }, "module": { "api_name": site.tables[table].name, "id": "5725767000000001001" } },
        "more_records": false,
    });
    Refused::new("DUPLICATE_DATA", "duplicate data").with(details)
}

/// What the vendor fills in: the owner, numbers that count by themselves.
pub(super) fn own_values(table: &Table, given: &[(usize, String)]) -> Vec<(usize, String)> {
    let number = table.all().len() + 1;
    let has = |at: usize| given.iter().any(|(known, fragment)| *known == at && fragment != NULL);
    let own = |(at, field): (usize, &crate::table::Field)| match field.type_name.as_str() {
        _ if has(at) => None,
        "ownerlookup" if field.name == OWNER => Some((at, quoted(USERS[TOKEN_USER].0))),
        "autonumber" => Some((at, quoted(&format!("M{number:06}")))),
        _ => None,
    };
    table.visible_fields().filter_map(own).collect()
}

fn log(site: &mut Site, call: &Call<'_>, table: usize, row: Option<u32>, sent: &str, effect: Effect) {
    let id = row.and_then(|row| site.tables[table].row(row)).map(|row| row.id.to_string()).unwrap_or_default();
    site.note_write(call.endpoint.name, table, id, sent, effect);
}
