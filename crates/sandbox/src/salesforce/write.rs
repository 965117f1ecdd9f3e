//! Creating, changing and deleting one record: the rules that every door shares.

use serde_json::{Value, json};

use super::reply::Refused;
use super::resolve::{id_of, reference};
use super::schema::{Column, column, has, position};
use super::value::kept;
use super::{Salesforce, id};
use crate::fragment::{self, NULL, as_text, object_text, quoted};
use crate::log::{Actor, Effect};
use crate::site::{How, Site};
use crate::table::{Cells, Presence};
use crate::vendor::Call;

/// Names and values of a record on its way in, with the values as they stand.
pub(super) type Values = Vec<(String, String)>;

/// What a write did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) id: String,
    pub(super) created: bool,
}

/// Which records an external id names.
pub(super) enum Named {
    None,
    One(u32),
    Several(Vec<u32>),
}

/// What of a request matters to writing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Door<'a> {
    pub(super) call: &'a Call<'a>,
    pub(super) user: &'a str,
    /// Saves in spite of a duplicate rule that only warns.
    pub(super) allow_save: bool,
}

impl<'a> Door<'a> {
    pub(super) fn new(call: &'a Call<'a>, user: &'a str) -> Self {
        let header = call.request.header("sforce-duplicate-rule-header").unwrap_or_default().to_lowercase();
        Self { call, user, allow_save: header.replace(' ', "").contains("allowsave=true") }
    }
}

/// Creates a record. `row` counts the rows of a batch from 1, for faults that befall some of them.
pub(super) fn create(
    sf: &mut Salesforce,
    site: &mut Site,
    door: &Door<'_>,
    table: usize,
    values: &Values,
    row: usize,
) -> Result<Done, Refused> {
    let sent = object_text(values);
    let changes = fault(site, door, table, row).and_then(|()| checked(site, table, values, None));
    let mut changes = changes.map_err(|refused| refuse(site, door, table, "", &sent, refused))?;
    let id = sf.new_id_of(site, table);
    add_defaults(site, table, door.user, &mut changes);
    site.insert(table, &id, Cells::default().with(&changes), None, How::by(Actor::Api));
    note(site, door, table, &id, &sent, Effect::Created);
    Ok(Done { id, created: true })
}

/// Changes a record that is there.
pub(super) fn update(site: &mut Site, door: &Door<'_>, table: usize, number: u32, values: &Values, row: usize) -> Result<Done, Refused> {
    let sent = object_text(values);
    let id = site.tables[table].row(number).map(|row| row.id.to_string()).unwrap_or_default();
    let changes = fault(site, door, table, row)
        .and_then(|()| is_changeable(site, table, number))
        .and_then(|()| checked(site, table, values, Some(number)));
    let mut changes = changes.map_err(|refused| refuse(site, door, table, &id, &sent, refused))?;
    if let Some(at) = position(&site.tables[table], "LastModifiedById") {
        changes.push((at, quoted(door.user)));
    }
    close_opportunity(site, table, &mut changes);
    let effect = if site.update(table, number, changes, How::by(Actor::Api)) {
        Effect::Updated
    } else {
        // The vendor stamps a record with every save, whatever it changed.
        let now_ms = site.now_ms();
        site.restamp(table, number, now_ms, Actor::Api);
        Effect::Unchanged
    };
    note(site, door, table, &id, &sent, effect);
    Ok(Done { id, created: false })
}

/// Puts a record into the bin.
pub(super) fn delete(site: &mut Site, door: &Door<'_>, table: usize, id: &str, row: usize) -> Result<Done, Refused> {
    let found = fault(site, door, table, row).and_then(|()| live(site, table, id));
    let number = found.map_err(|refused| refuse(site, door, table, id, "", refused))?;
    site.delete(table, number, Actor::Api);
    let id = site.tables[table].row(number).map(|row| row.id.to_string()).unwrap_or_default();
    note(site, door, table, &id, "", Effect::Deleted);
    Ok(Done { id, created: false })
}

/// Creates or changes by an external id; several matches change nothing and are an error of status 300.
pub(super) fn upsert(
    sf: &mut Salesforce,
    site: &mut Site,
    door: &Door<'_>,
    table: usize,
    key: (usize, &str),
    values: &Values,
    row: usize,
) -> Result<Done, Refused> {
    let (field, text) = key;
    let name = site.tables[table].fields[field].name.clone();
    let mut values = values.clone();
    let is_id = site.tables[table].fields[field].type_name == "id";
    values.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
    match named(site, table, field, text)? {
        Named::One(number) => update(site, door, table, number, &values, row),
        Named::Several(_) => {
            let sent = object_text(&values);
            let refused =
                Refused::new("DUPLICATE_EXTERNAL_ID", format!("{name}: more than one record found for external id field: [{text}]"))
                    .field(&name)
                    .status(300);
            Err(refuse(site, door, table, "", &sent, refused))
        }
        Named::None if is_id => {
            let refused = Refused::new("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id").status(404);
            Err(refuse(site, door, table, text, &object_text(&values), refused))
        }
        Named::None => {
            values.push((name, quoted(text)));
            create(sf, site, door, table, &values, row)
        }
    }
}

/// The position of a field that records can be found by.
pub(super) fn key_field(site: &Site, table: usize, name: &str) -> Result<usize, Refused> {
    let at = position(&site.tables[table], name).filter(|at| {
        let field = &site.tables[table].fields[*at];
        has(field, "external") || has(field, "idlookup")
    });
    at.ok_or_else(|| {
        Refused::new("NOT_FOUND", format!("Provided external ID field does not exist or is not accessible: {name}")).status(404)
    })
}

/// The live records that an external id names.
pub(super) fn named(site: &mut Site, table: usize, field: usize, text: &str) -> Result<Named, Refused> {
    if text.is_empty() {
        return Err(Refused::new("MISSING_ARGUMENT", format!("{} not specified", site.tables[table].fields[field].name)));
    }
    if column(&site.tables[table], field) == Column::Id {
        return Ok(live(site, table, text).map_or(Named::None, Named::One));
    }
    let minds_case = has(&site.tables[table].fields[field], "cs");
    let mut found = site.tables[table].having(field, text);
    found.retain(|number| {
        site.tables[table]
            .row(*number)
            .is_some_and(|row| row.presence == Presence::Live && (!minds_case || as_text(row.cells.get(field)) == text))
    });
    Ok(match found.as_slice() {
        [] => Named::None,
        [one] => Named::One(*one),
        _ => Named::Several(found),
    })
}

/// The row of a record that is there, by its id of 15 or 18 characters.
pub(super) fn live(site: &Site, table: usize, text: &str) -> Result<u32, Refused> {
    let Some(id) = id::normalised(text) else {
        return Err(Refused::new("NOT_FOUND", "Provided external ID field does not exist or is not accessible: Id").status(404));
    };
    let row = site.tables[table].by_id(&id).and_then(|number| Some((number, site.tables[table].row(number)?)));
    match row {
        Some((number, row)) if row.presence == Presence::Live => Ok(number),
        Some((_, row)) if row.presence == Presence::Deleted => Err(Refused::new("ENTITY_IS_DELETED", "entity is deleted").status(404)),
        Some(_) | None => Err(Refused::not_found()),
    }
}

fn is_changeable(site: &Site, table: usize, number: u32) -> Result<(), Refused> {
    let Some(row) = site.tables[table].row(number) else { return Err(Refused::not_found()) };
    let converted = position(&site.tables[table], "IsConverted").map_or("false", |at| row.cells.get(at));
    if converted == "true" {
        return Err(Refused::new("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead"));
    }
    Ok(())
}

/// What a fault does to this row: refused as locked, or as a duplicate.
fn fault(site: &Site, door: &Door<'_>, table: usize, row: usize) -> Result<(), Refused> {
    if let Some(code) = door.call.plan.row_error(row, "UNABLE_TO_LOCK_ROW") {
        let message = if code == "UNABLE_TO_LOCK_ROW" {
            "unable to obtain exclusive access to this record or 1 records: 001000000000000AAA"
        } else {
            "refused as ordered"
        };
        return Err(Refused::new(&code, message));
    }
    let Some(rule) = door.call.plan.own("duplicates") else { return Ok(()) };
    let is_alert = !rule.contains("block");
    if is_alert && door.allow_save {
        return Ok(());
    }
    // Recorded answers misspell the key; the documents do not. `documented` orders the latter.
    let key = if rule.contains("documented") { "duplicateResult" } else { "duplicateResut" };
    let name = &site.tables[table].name;
    let matched = site.tables[table].live().next().map(|(_, row)| row.id.to_string()).unwrap_or_default();
    let result = json!({
        "allowSave": is_alert, "duplicateRule": format!("Standard_{name}_Duplicate_Rule"), "duplicateRuleEntityType": name,
        "errorMessage": "Use one of these records?",
        "matchResults": [{ "entityType": name, "errors": [], "matchEngine": "FuzzyMatchEngine",
            "matchRecords": [{ "additionalInformation": [], "fieldDiffs": [], "matchConfidence": 100.0,
                "record": { "attributes": { "type": name, "url": format!("/services/data/v66.0/sobjects/{name}/{matched}") }, "Id": matched } }],
            "rule": format!("Standard_{name}_Match_Rule_v1_1"), "size": 1, "success": true }],
    });
    Err(Refused { duplicate: Some(Box::new((key, result))), ..Refused::new("DUPLICATES_DETECTED", "Use one of these records?") })
}

/// Values by position, or why they are refused. `row` is the record that is changed, none for a new one.
fn checked(site: &mut Site, table: usize, values: &Values, row: Option<u32>) -> Result<Vec<(usize, String)>, Refused> {
    let object = site.tables[table].name.clone();
    let mut changes: Vec<(usize, String)> = Vec::with_capacity(values.len());
    for (name, sent) in values {
        if name.eq_ignore_ascii_case("attributes") {
            continue;
        }
        let Some(at) = position(&site.tables[table], name) else {
            changes.push(parent_by_key(site, table, name, sent, &object)?);
            continue;
        };
        let field = site.tables[table].fields[at].clone();
        if has(&field, "read") || (has(&field, "create") && row.is_some()) {
            let message = format!(
                "Unable to create/update fields: {}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.",
                field.name
            );
            return Err(Refused::new("INVALID_FIELD_FOR_INSERT_UPDATE", message).field(&field.name));
        }
        let kept = kept(site, &field, sent)?;
        if has(&field, "unique") && kept != NULL {
            check_unique(site, table, at, &kept, row)?;
        }
        changes.push((at, kept));
    }
    let missing: Vec<String> = site.tables[table]
        .visible_fields()
        .filter(|(at, field)| {
            let given = changes.iter().rev().find(|(changed, _)| changed == at);
            has(field, "required") && given.map_or(row.is_none(), |(_, fragment)| fragment == NULL)
        })
        .map(|(_, field)| field.name.clone())
        .collect();
    if !missing.is_empty() {
        let message = format!("Required fields are missing: [{}]", missing.join(", "));
        return Err(Refused { fields: missing, ..Refused::new("REQUIRED_FIELD_MISSING", message) });
    }
    Ok(changes)
}

fn check_unique(site: &mut Site, table: usize, at: usize, kept: &str, row: Option<u32>) -> Result<(), Refused> {
    let text = as_text(kept).into_owned();
    let name = site.tables[table].fields[at].name.clone();
    let minds_case = has(&site.tables[table].fields[at], "cs");
    let taken = site.tables[table].having(at, &text).into_iter().find(|number| {
        let other = site.tables[table].row(*number);
        Some(*number) != row && other.is_some_and(|other| other.presence == Presence::Live && (!minds_case || other.cells.get(at) == kept))
    });
    match taken.and_then(|number| site.tables[table].row(number)) {
        None => Ok(()),
        Some(other) => {
            let message = format!("duplicate value found: {name} duplicates value on record with id: {}", id_of(site, other));
            Err(Refused::new("DUPLICATE_VALUE", message).field(&name))
        }
    }
}

/// `"Account": {"Ext__c": "v"}`: the parent is named by an external id of its own.
fn parent_by_key(site: &mut Site, table: usize, name: &str, sent: &str, object: &str) -> Result<(usize, String), Refused> {
    let unknown = || Refused::new("INVALID_FIELD", format!("No such column '{name}' on sobject of type {object}"));
    let (at, target) = reference(&site.tables[table], name).and_then(|(at, target)| Some((at, site.table(target)?))).ok_or_else(unknown)?;
    if sent == NULL {
        return Ok((at, NULL.to_owned()));
    }
    let members = fragment::members(sent.as_bytes()).ok_or_else(unknown)?;
    let Some((key, value)) = members.into_iter().find(|(known, _)| !known.eq_ignore_ascii_case("attributes")) else {
        return Err(unknown());
    };
    let text = as_text(&value).into_owned();
    let field = key_field(site, target, &key)?;
    match named(site, target, field, &text)? {
        Named::One(number) => Ok((at, quoted(site.tables[target].row(number).map_or("", |row| &*row.id)))),
        Named::Several(_) => {
            Err(Refused::new("DUPLICATE_EXTERNAL_ID", format!("{key}: more than one record found for external id field: [{text}]"))
                .field(&key))
        }
        Named::None => {
            let message = format!(
                "Foreign key external ID: {} not found for field {key} in entity {}",
                text.to_lowercase(),
                site.tables[target].name
            );
            Err(Refused::new("INVALID_FIELD", message))
        }
    }
}

/// Fills in what a new record has without being told.
pub(super) fn add_defaults(site: &Site, table: usize, user: &str, changes: &mut Vec<(usize, String)>) {
    for (at, field) in site.tables[table].visible_fields() {
        let is_given = changes.iter().any(|(changed, _)| *changed == at);
        let Some(default) = field.extra["default"].as_str().filter(|_| !is_given) else { continue };
        let fragment = match (default, field.type_name.as_str()) {
            ("USER", _) => quoted(user),
            ("NUMBER", _) => quoted(&format!("{:08}", site.tables[table].all().count() + 100)),
            (text, "boolean" | "currency") => text.to_owned(),
            (text, _) => quoted(text),
        };
        changes.push((at, fragment));
    }
    close_opportunity(site, table, changes);
}

/// The stage of an opportunity decides whether it is closed and won.
fn close_opportunity(site: &Site, table: usize, changes: &mut Vec<(usize, String)>) {
    let place = |name: &str| position(&site.tables[table], name);
    let (Some(stage), Some(closed), Some(won)) = (place("StageName"), place("IsClosed"), place("IsWon")) else { return };
    let Some(text) = changes.iter().rev().find(|(at, _)| *at == stage).map(|(_, fragment)| as_text(fragment).into_owned()) else { return };
    changes.push((closed, text.starts_with("Closed").to_string()));
    changes.push((won, (text == "Closed Won").to_string()));
}

fn note(site: &mut Site, door: &Door<'_>, table: usize, id: &str, sent: &str, effect: Effect) {
    site.note_write(door.call.endpoint.name, table, id.to_owned(), sent, effect);
}

fn refuse(site: &mut Site, door: &Door<'_>, table: usize, id: &str, sent: &str, refused: Refused) -> Refused {
    note(site, door, table, id, sent, Effect::Refused(refused.code.clone()));
    refused
}

/// The answer to a create or an upsert: `created` only where the version has it.
pub(super) fn done_json(done: &Done, with_created: bool) -> Value {
    let mut answer = json!({ "id": done.id, "success": true, "errors": [] });
    if with_created {
        answer["created"] = json!(done.created);
    }
    answer
}
