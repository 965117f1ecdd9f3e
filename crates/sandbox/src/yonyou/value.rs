//! Values: how they are shown, and what is taken in their place.
//!
//! Cells hold texts of several languages as their Chinese one, links and organisations as ids, times as the tenant writes them:
//! `2026-01-05 16:00:00`, in its own zone and without saying so.

use serde_json::Value;

use super::reply::Refused;
use super::schema::{CLASSES, KINDS, ORGS, STAFF, org, person};
use crate::clock::{iso_ms, parse_iso};
use crate::fragment::{NULL, as_text, push_quoted, quoted, value};
use crate::site::Site;
use crate::table::{Field, Presence, Row, Table};

/// The tenant's zone: eight hours ahead, without summer time.
const ZONE_MS: i64 = 8 * 3_600_000;
const TEXT_MAX: usize = 2_000;

/// `2026-01-05 16:00:00`.
pub(super) fn local(at_ms: i64) -> String {
    let mut text = iso_ms(at_ms.saturating_add(ZONE_MS));
    text.truncate(19);
    text.replace_range(10..11, " ");
    text
}

/// The moment of such a text.
pub(super) fn moment(text: &str) -> Option<i64> {
    let (day, time) = text.split_once(' ').unwrap_or((text, "00:00:00"));
    parse_iso(&format!("{day}T{time}Z")).map(|at_ms| at_ms - ZONE_MS)
}

/// How ids are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ids {
    Numbers,
    Texts,
}

/// Appends a member of a record with its comma in front; hidden ones and parts of others write nothing.
pub(super) fn push_member(out: &mut String, site: &Site, table: &Table, at: usize, row: &Row, ids: Ids) {
    let field = &table.fields[at];
    let fragment = row.cells.get(at);
    match field.type_name.as_str() {
        "hidden" | "part" | "virtual" => {}
        "id" => push_id(out, "id", &row.id, ids),
        "local" if fragment != NULL => push_local(out, table, field, row, fragment),
        "org" => {
            let id = as_text(fragment);
            push_text(out, &field.name, &id);
            let name = ORGS.iter().find(|(known, ..)| *known == id).map_or("", |(.., name)| name);
            push_text(out, &format!("{}_name", field.name), name);
        }
        "staff" => {
            let id = as_text(fragment);
            push_text(out, &field.name, &id);
            let name = STAFF.iter().find(|(known, ..)| *known == id).map_or("", |(_, _, name, _)| name);
            push_text(out, &format!("{}_name", field.name), name);
        }
        "link" => push_link(out, site, field, &as_text(fragment), ids),
        _ if field.name.contains("__") && fragment == NULL => {}
        _ => {
            push_name(out, &field.name);
            out.push_str(fragment);
        }
    }
}

fn push_name(out: &mut String, name: &str) {
    out.push(',');
    push_quoted(out, name);
    out.push(':');
}

pub(super) fn push_text(out: &mut String, name: &str, text: &str) {
    if !text.is_empty() {
        push_name(out, name);
        push_quoted(out, text);
    }
}

pub(super) fn push_id(out: &mut String, name: &str, id: &str, ids: Ids) {
    if id.is_empty() {
        return;
    }
    push_name(out, name);
    if ids == Ids::Numbers { out.push_str(id) } else { push_quoted(out, id) }
}

fn push_local(out: &mut String, table: &Table, field: &Field, row: &Row, fragment: &str) {
    push_name(out, &field.name);
    out.push_str("{\"simplifiedName\":");
    out.push_str(fragment);
    let english = table.field(&format!("{}.englishName", field.name)).map(|at| row.cells.get(at)).filter(|english| *english != NULL);
    if let Some(english) = english {
        out.push_str(",\"englishName\":");
        out.push_str(english);
    }
    out.push('}');
}

fn push_link(out: &mut String, site: &Site, field: &Field, id: &str, ids: Ids) {
    if id.is_empty() {
        return;
    }
    push_id(out, &field.name, id, ids);
    let target = field.extra["ref"].as_str().and_then(|name| site.table(name)).map(|at| &site.tables[at]);
    let Some(row) = target.and_then(|table| table.by_id(id).and_then(|number| table.row(number))) else { return };
    let cell = |name: &str| target.and_then(|table| table.field(name)).map(|at| as_text(row.cells.get(at))).unwrap_or_default();
    push_text(out, &format!("{}_name", field.name), &cell("name"));
    push_text(out, &format!("{}_code", field.name), &cell("code"));
}

/// What a cell holds after `sent` was written to it. Null clears.
///
/// # Errors
/// The vendor's refusal of the record.
pub(super) fn stored(site: &Site, field: &Field, written: &str) -> Result<String, Refused> {
    let sent = &value(written);
    let wrong = || Refused::business(format!("{}格式不正确", field.label));
    if sent.is_null() || *sent == Value::String(String::new()) {
        return Ok(NULL.to_owned());
    }
    let plain = match sent {
        Value::String(text) => text.clone(),
        Value::Number(_) => written.to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    };
    match field.type_name.as_str() {
        "local" => {
            let text = sent["simplifiedName"].as_str().or_else(|| sent["zh_CN"].as_str()).ok_or_else(wrong)?;
            if text.is_empty() { Ok(NULL.to_owned()) } else { checked_length(field, text) }
        }
        "string" | "part" => match sent {
            Value::String(text) => checked_class(field, text).and_then(|()| checked_length(field, text)),
            _ => Err(Refused::gateway("310023")),
        },
        "short" | "long" | "number" => match plain.parse::<f64>() {
            Ok(_) => Ok(plain),
            Err(_) => Err(Refused::gateway("310023")),
        },
        "boolean" => match plain.as_str() {
            "true" | "1" => Ok("true".to_owned()),
            "false" | "0" => Ok("false".to_owned()),
            _ => Err(wrong()),
        },
        "datetime" if plain.len() >= 10 => {
            let at_ms = moment(&plain).ok_or_else(wrong)?;
            Ok(quoted(&local(at_ms)))
        }
        "day" if plain.len() >= 10 && moment(&plain).is_some() => Ok(quoted(&plain[..10])),
        "datetime" | "day" => Err(wrong()),
        "org" => org(&plain).map(|(id, _)| quoted(id)).ok_or_else(|| Refused::business(format!("组织:{plain}未找到"))),
        "staff" => person(&plain).map(quoted).ok_or_else(|| Refused::business(format!("人员:{plain}未找到"))),
        "link" => linked(site, field, &plain).map(|id| quoted(&id)),
        _ => Ok(written.to_owned()),
    }
}

fn checked_length(field: &Field, text: &str) -> Result<String, Refused> {
    if text.chars().count() > TEXT_MAX {
        return Err(Refused::business(format!("{}长度不能超过{TEXT_MAX}", field.label)));
    }
    Ok(quoted(text))
}

/// Codes of what must exist in the tenant.
fn checked_class(field: &Field, text: &str) -> Result<(), Refused> {
    let is_known = match field.name.as_str() {
        "customerClassCode" => CLASSES.iter().any(|(_, code, _)| *code == text),
        "transTypeCode" => KINDS.iter().any(|(_, code)| *code == text),
        "createOrgCode" | "org_code" => ORGS.iter().any(|(_, code, _)| *code == text),
        _ => true,
    };
    if is_known { Ok(()) } else { Err(Refused::business(format!("{}:{text}未找到", field.label))) }
}

/// A record by its id, or by its code.
fn linked(site: &Site, field: &Field, text: &str) -> Result<String, Refused> {
    let missing = || Refused::business(format!("{}:{text}未找到", field.label));
    let table = field.extra["ref"].as_str().and_then(|name| site.table(name)).map(|at| &site.tables[at]).ok_or_else(missing)?;
    let by_code = || {
        let at = table.field("code")?;
        table.live().find(|(_, row)| as_text(row.cells.get(at)) == text).map(|(number, _)| number)
    };
    let number = table.by_id(text).or_else(by_code).ok_or_else(missing)?;
    let row = table.row(number).filter(|row| row.presence == Presence::Live).ok_or_else(missing)?;
    Ok(row.id.to_string())
}

/// Rows inside of a record after rows were sent: each says with `entityStatus` or `_status` what becomes of it.
///
/// # Errors
/// When one names a row that is not there.
pub(super) fn merged_rows(before: &str, sent: &Value, mut next_id: impl FnMut() -> String) -> Result<String, Refused> {
    let mut rows: Vec<Value> = value(before).as_array().cloned().unwrap_or_default();
    for one in sent.as_array().into_iter().flatten() {
        let mut one = one.clone();
        let status = status_of(&one);
        if let Some(members) = one.as_object_mut() {
            members.remove("entityStatus");
            members.remove("_status");
        }
        let id = id_text(&one["id"]);
        let at = rows.iter().position(|row| id_text(&row["id"]) == id && !id.is_empty());
        match (status.as_str(), at) {
            ("Delete", Some(at)) => drop(rows.remove(at)),
            ("Update", Some(at)) => {
                if let (Some(known), Some(members)) = (rows[at].as_object_mut(), one.as_object()) {
                    known.extend(members.clone());
                }
            }
            ("Update" | "Delete", None) => return Err(Refused::business(format!("子表id:{id}不存在"))),
            _ => {
                one["id"] = serde_json::from_str(&next_id()).unwrap_or_default();
                rows.push(one);
            }
        }
    }
    Ok(Value::Array(rows).to_string())
}

/// What is to become of a row: `Insert` unless it says otherwise.
pub(super) fn status_of(row: &Value) -> String {
    row["entityStatus"].as_str().or_else(|| row["_status"].as_str()).unwrap_or("Insert").to_owned()
}

/// An id, given as text or as number.
pub(super) fn id_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_tenant() {
        assert_eq!(local(1_767_600_000_000), "2026-01-05 16:00:00");
        assert_eq!(moment("2026-01-05 16:00:00"), Some(1_767_600_000_000));
        assert_eq!((moment("2026-01-05"), moment("soon")), (Some(1_767_542_400_000), None));
    }
}
