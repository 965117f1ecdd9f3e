//! One record at a time: `sobjects/OBJECT/…`.

use serde_json::{Value, json};

use super::auth::user_id;
use super::query::{all_parts, parts, push_record};
use super::reply::Refused;
use super::soql::{Item, Query};
use super::write::{Done, Door, Named, create, delete, done_json, key_field, live, named, update, upsert};
use super::{Salesforce, describe, id, replicate};
use crate::clock::http_date;
use crate::fragment;
use crate::http::{Reply, encoded};
use crate::site::Site;
use crate::vendor::Call;

/// Answers below `sobjects/`; `path` begins with the object's name.
pub(super) fn answer(
    sf: &mut Salesforce,
    site: &mut Site,
    call: &Call<'_>,
    method: &str,
    path: &[&str],
    version: &str,
) -> Result<Reply, Refused> {
    let [object, rest @ ..] = path else {
        return if method == "GET" { Ok(Reply::json(200, &describe::global(site, version))) } else { Err(not_allowed(method)) };
    };
    let table = site.table(object).ok_or_else(Refused::not_found)?;
    let user = user_id();
    let door = Door::new(call, &user);
    match (method, rest) {
        ("GET", []) => {
            let described = describe::object(&site.tables[table], version);
            Ok(Reply::json(200, &json!({ "objectDescribe": described, "recentItems": [] })))
        }
        ("GET", ["describe"]) => Ok(described(site, call, table, version)),
        ("GET", ["updated"]) => replicate::updated(site, call.request, table),
        ("GET", ["deleted"]) => replicate::deleted(site, call.request, table, call.plan),
        ("POST", []) => {
            let done = create(sf, site, &door, table, &body(call)?, 1)?;
            Ok(created_reply(site, table, &done, version, false))
        }
        ("POST", [key]) if key.eq_ignore_ascii_case("id") => {
            let done = create(sf, site, &door, table, &body(call)?, 1)?;
            Ok(created_reply(site, table, &done, version, has_created(version)))
        }
        ("GET", [id]) => {
            let number = live(site, table, id)?;
            record(site, call, table, number, version)
        }
        ("PATCH", [id]) => {
            let number = live(site, table, id)?;
            let values = body(call)?;
            if values.iter().any(|(name, _)| name.eq_ignore_ascii_case("id")) {
                return Err(Refused::new("INVALID_FIELD", "The Id field should not be specified in the sobject data."));
            }
            update(site, &door, table, number, &values, 1)?;
            Ok(Reply::empty(204))
        }
        ("DELETE", [id]) => {
            delete(site, &door, table, id, 1)?;
            Ok(Reply::empty(204))
        }
        (_, [key, value]) => by_key(sf, site, &door, method, (table, key, value), version),
        _ => Err(not_allowed(method)),
    }
}

pub(super) fn not_allowed(method: &str) -> Refused {
    Refused::new("METHOD_NOT_ALLOWED", format!("HTTP Method '{method}' not allowed. Allowed are HEAD,GET,POST,PATCH,DELETE")).status(405)
}

/// `created` stands in answers to upserts from version 46 on; before, a change answers 204.
fn has_created(version: &str) -> bool {
    version.parse::<f64>().is_ok_and(|version| version >= 46.0)
}

fn body(call: &Call<'_>) -> Result<Vec<(String, String)>, Refused> {
    if call.request.body.is_empty() {
        return Ok(Vec::new());
    }
    let is_json = call.request.header("content-type").is_none_or(|kind| kind.contains("json"));
    if !is_json {
        return Err(Refused::new("UNSUPPORTED_MEDIA_TYPE", "Content type is not supported").status(415));
    }
    fragment::members(&call.request.body).ok_or_else(|| Refused::new("JSON_PARSER_ERROR", "Unexpected character at [line:1, column:1]"))
}

fn described(site: &Site, call: &Call<'_>, table: usize, version: &str) -> Reply {
    let changed = http_date(site.schema_ms);
    // The date is compared as text: a client sends back what it was given, or one of another second.
    let since = call.request.header("if-modified-since").and_then(http_ms);
    if since.is_some_and(|since_ms| site.schema_ms / 1_000 * 1_000 <= since_ms) {
        return Reply::empty(304).and("last-modified", changed);
    }
    Reply::json(200, &describe::full(site, &site.tables[table], version)).and("last-modified", changed)
}

/// Milliseconds since 1970 of a date in an HTTP header.
fn http_ms(text: &str) -> Option<i64> {
    let parsed = jiff::fmt::strtime::parse("%a, %d %b %Y %H:%M:%S GMT", text).ok()?;
    let zoned = parsed.to_datetime().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_millisecond())
}

fn created_reply(site: &Site, table: usize, done: &Done, version: &str, with_created: bool) -> Reply {
    let path = format!("/services/data/v{version}/sobjects/{}/{}", site.tables[table].name, done.id);
    Reply::json(201, &done_json(done, with_created)).and("location", path)
}

fn record(site: &mut Site, call: &Call<'_>, table: usize, number: u32, version: &str) -> Result<Reply, Refused> {
    let selected = match call.request.parameter("fields") {
        None => all_parts(&site.tables[table]),
        Some(fields) => {
            let select = fields.split(',').map(|name| Item::Field(name.trim().split('.').map(str::to_owned).collect())).collect();
            let object = site.tables[table].name.clone();
            let query = Query {
                select,
                object,
                filter: None,
                group: Vec::new(),
                order: Vec::new(),
                limit: None,
                offset: 0,
                all_rows: false,
                text: fields,
            };
            parts(site, table, &query)?
        }
    };
    let mut out = String::new();
    if let Some(row) = site.tables[table].row(number) {
        push_record(&mut out, site, table, &selected, row, version);
    }
    site.tables[table].show(number);
    Ok(Reply::json_text(200, out))
}

fn by_key(
    sf: &mut Salesforce,
    site: &mut Site,
    door: &Door<'_>,
    method: &str,
    (table, key, value): (usize, &str, &str),
    version: &str,
) -> Result<Reply, Refused> {
    let field = key_field(site, table, key)?;
    if method == "PATCH" {
        let values = body(door.call)?;
        let name = site.tables[table].fields[field].name.clone();
        if values.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name)) {
            return Err(Refused::new("INVALID_FIELD", format!("The {name} field should not be specified in the sobject data.")));
        }
        if door.call.request.parameter("updateOnly").as_deref() == Some("true") && matches!(named(site, table, field, value)?, Named::None)
        {
            return Err(Refused::not_found());
        }
        return match upsert(sf, site, door, table, (field, value), &values, 1) {
            Err(refused) if refused.status == 300 => Ok(Reply::json(300, &several(site, table, field, value, version))),
            Err(refused) => Err(refused),
            Ok(done) if done.created => Ok(created_reply(site, table, &done, version, has_created(version))),
            Ok(done) if has_created(version) => Ok(Reply::json(200, &done_json(&done, true))),
            Ok(_) => Ok(Reply::empty(204)),
        };
    }
    let number = match named(site, table, field, value)? {
        Named::None => return Err(Refused::not_found()),
        Named::Several(_) => return Ok(Reply::json(300, &several(site, table, field, value, version))),
        Named::One(number) => number,
    };
    match method {
        "GET" => record(site, door.call, table, number, version),
        "DELETE" => {
            let id = site.tables[table].row(number).map(|row| row.id.to_string()).unwrap_or_default();
            delete(site, door, table, &id, 1)?;
            Ok(Reply::empty(204))
        }
        _ => Err(not_allowed(method)),
    }
}

/// The addresses of all records that an external id names.
fn several(site: &mut Site, table: usize, field: usize, value: &str, version: &str) -> Value {
    let rows = match named(site, table, field, value) {
        Ok(Named::Several(rows)) => rows,
        Ok(Named::One(_) | Named::None) | Err(_) => Vec::new(),
    };
    let name = &site.tables[table].name;
    let ids = rows
        .iter()
        .filter_map(|number| site.tables[table].row(*number))
        .map(|row| format!("/services/data/v{version}/sobjects/{name}/{}", encoded(id::normalised(&row.id).as_deref().unwrap_or(&row.id))));
    json!(ids.collect::<Vec<_>>())
}
