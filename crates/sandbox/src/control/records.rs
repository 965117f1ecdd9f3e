//! Records and fields, as a person changes them in the vendor's own pages.

use serde_json::{Value, json};

use super::{Asked, ControlError};
use crate::clock::parse_iso;
use crate::deed::{self, DeedError};
use crate::fragment;
use crate::log::Actor;
use crate::room::Inner;
use crate::site::{How, Stamp};
use crate::table::{Class, Presence};

pub(super) fn answer(inner: &mut Inner, asked: &Asked<'_>, table: &str, path: &[&str]) -> Result<Value, ControlError> {
    let at = deed::table_named(&inner.site, table)?;
    match (asked.method, path) {
        ("GET", ["records"]) => Ok(list(inner, asked, at)),
        ("POST", ["records"]) => create(inner, asked, at),
        ("GET", ["records", id]) => Ok(inner.site.tables[at].record_json(row(inner, at, id)?)),
        ("PATCH", ["records", id]) => change(inner, asked, at, row(inner, at, id)?),
        ("DELETE", ["records", id]) => {
            let row = row(inner, at, id)?;
            if asked.request.parameter("purge").as_deref() == Some("true") {
                inner.site.purge(at, row, Actor::Ui);
            } else {
                inner.site.delete(at, row, Actor::Ui);
            }
            Ok(inner.site.tables[at].record_json(row))
        }
        ("POST", ["records", id, "restore"]) => {
            let row = row(inner, at, id)?;
            inner.site.restore(at, row, Actor::Ui);
            Ok(inner.site.tables[at].record_json(row))
        }
        ("POST", ["records", id, "merge"]) => {
            let (loser, winner) = (row(inner, at, id)?, row(inner, at, asked.text("into")?)?);
            if !inner.site.merge(at, winner, loser, Actor::Ui) {
                return Err(ControlError::Bad("both records must be there, and be two".to_owned()));
            }
            inner.vendor.merged(&mut inner.site, at, winner, loser);
            Ok(inner.site.tables[at].record_json(winner))
        }
        ("POST", ["ties"]) => {
            let count = asked.body["count"].as_u64().and_then(|count| usize::try_from(count).ok());
            let count = count.ok_or_else(|| ControlError::Bad("`count` is missing".to_owned()))?;
            deed::tie(&mut inner.site, at, count, stamp_ms(asked)?);
            Ok(json!({ "tied": count.min(inner.site.tables[at].live_count()) }))
        }
        (_, ["fields", ..]) => fields(inner, asked, table, &path[1..]),
        _ => asked.not_found(),
    }
}

fn list(inner: &Inner, asked: &Asked<'_>, at: usize) -> Value {
    let (offset, limit) = asked.range();
    let table = &inner.site.tables[at];
    let everything = asked.request.parameter("all").as_deref() == Some("true");
    let wanted = || table.all().filter(|(_, row)| everything || row.presence == Presence::Live);
    let records: Vec<Value> = wanted().skip(offset).take(limit).map(|(number, _)| table.record_json(number)).collect();
    json!({ "records": records, "total": wanted().count() })
}

fn create(inner: &mut Inner, asked: &Asked<'_>, at: usize) -> Result<Value, ControlError> {
    let mut values = values(asked)?;
    let how = how(asked)?;
    let id = inner.vendor.new_id(&mut inner.site, at);
    let id_field = inner.site.tables[at].visible_fields().find(|(_, field)| field.class == Class::Id).map(|(_, field)| field.name.clone());
    if let Some(name) = id_field {
        values.retain(|(known, _)| *known != name);
        values.push((name, fragment::quoted(&id)));
    }
    inner.vendor.complete(&inner.site, at, &mut values);
    let cells = deed::cells_from(&inner.site, at, &values)?;
    let row = inner.site.insert(at, &id, cells, None, how);
    Ok(inner.site.tables[at].record_json(row))
}

fn change(inner: &mut Inner, asked: &Asked<'_>, at: usize, row: u32) -> Result<Value, ControlError> {
    let changes = deed::positions(&inner.site, at, &values(asked)?)?;
    inner.site.update(at, row, changes, how(asked)?);
    Ok(inner.site.tables[at].record_json(row))
}

/// The members of `values`, as they stand in the body, so that no number loses digits.
fn values(asked: &Asked<'_>) -> Result<Vec<(String, String)>, ControlError> {
    let wanted = || ControlError::Bad("`values` is missing, or no object".to_owned());
    let members = fragment::members(&asked.request.body).ok_or_else(wanted)?;
    let values = members.into_iter().find(|(name, _)| name == "values").ok_or_else(wanted)?;
    fragment::members(values.1.as_bytes()).ok_or_else(wanted)
}

fn how(asked: &Asked<'_>) -> Result<How, ControlError> {
    let stamp = match stamp_ms(asked)? {
        Some(at_ms) => Stamp::At(at_ms),
        None if asked.body["silent"] == true => Stamp::Kept,
        None => Stamp::Now,
    };
    let visible_after_ms = asked.body["visible_after_seconds"].as_i64().unwrap_or(0).saturating_mul(1_000);
    Ok(How { by: Actor::Ui, stamp, visible_after_ms })
}

fn stamp_ms(asked: &Asked<'_>) -> Result<Option<i64>, ControlError> {
    match &asked.body["stamp"] {
        Value::Null => Ok(None),
        Value::String(text) => parse_iso(text).map(Some).ok_or_else(|| ControlError::Bad(format!("`{text}` is no time"))),
        other => Err(ControlError::Bad(format!("`{other}` is no time"))),
    }
}

fn row(inner: &Inner, at: usize, id: &str) -> Result<u32, ControlError> {
    inner.site.tables[at].by_id(id).ok_or_else(|| DeedError::NoRecord(id.to_owned()).into())
}

fn fields(inner: &mut Inner, asked: &Asked<'_>, table: &str, path: &[&str]) -> Result<Value, ControlError> {
    match (asked.method, path) {
        ("POST", []) => deed::add_field(&mut inner.site, table, asked.text("name")?, asked.text("type")?)?,
        ("DELETE", [name]) => deed::remove_field(&mut inner.site, table, name)?,
        ("PATCH", [name]) => {
            if asked.body["type"].is_string() {
                deed::retype_field(&mut inner.site, table, name, asked.text("type")?)?;
            }
            if asked.body["name"].is_string() {
                deed::rename_field(&mut inner.site, table, name, asked.text("name")?)?;
            }
        }
        _ => return asked.not_found(),
    }
    Ok(super::views::tables(inner))
}
