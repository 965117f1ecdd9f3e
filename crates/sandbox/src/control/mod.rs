//! The control interface below `/_control`: what a person would do in the vendors' own pages, faults, time, and the truth log.
//!
//! | method and path | does |
//! |---|---|
//! | `GET /` | vendors with addresses, tables and counts; the time |
//! | `POST /clock` `{"advance_seconds": n}` | moves the time of all vendors |
//! | `POST /reset` `{"seed": n, "records": n}` | fresh data, no faults, an empty truth log |
//! | `GET /faults`, `POST /faults` `{"spec": "…"}`, `DELETE /faults` | faults of all vendors |
//! | `GET /people?offset=&limit=` | who is who: for each person of the sample, the records at each vendor |
//! | `POST /save` | writes the state file |
//! | `GET /VENDOR/accounts` | the ways to connect to it: connector, settings, secrets |
//! | `GET /VENDOR/tables` | tables with fields and counts, and what each is called for each kind of connection |
//! | `GET /VENDOR/tables/T/records?offset=&limit=&all=true` | records with version, stamp and presence; `all` shows deleted ones |
//! | `POST /VENDOR/tables/T/records` `{"values": {…}}` | creates one as a person would |
//! | `GET`, `PATCH`, `DELETE /VENDOR/tables/T/records/ID` | one record; `DELETE …?purge=true` leaves nothing in the bin |
//! | `POST …/records/ID/restore`, `POST …/records/ID/merge` `{"into": "ID"}` | out of the bin; into another |
//! | `POST /VENDOR/tables/T/fields` `{"name", "type"}`, `PATCH …/fields/F` `{"name"?, "type"?}`, `DELETE …/fields/F` | the schema |
//! | `POST /VENDOR/tables/T/ties` `{"count": n, "stamp"?}` | one stamp for so many records |
//! | `GET /VENDOR/log/{counts,calls,writes,versions,pushes}?offset=&limit=` | the truth log |
//! | `GET /VENDOR/push`, `PUT /VENDOR/push` `{"targets": [{"url", "secret", "tables"?, "options"?}]}` | who is told of changes |
//! | `PUT /VENDOR/organisation` `{"id": "…"}` | becomes another customer of the vendor behind the same address |
//! | `/VENDOR/own/…` | what only this vendor has; its folder says what |
//!
//! A write may carry `"stamp": "2026-01-05T08:00:00Z"` (or `"silent": true`: the old stamp stays) and
//! `"visible_after_seconds": n` (its transaction commits late). Refusals are `{"error": "…"}` with status 400 or 404.

mod records;
mod views;

use serde_json::{Value, json};

use crate::http::{Reply, Request};
use crate::room::Room;
use crate::world::World;

/// Entries of a list unless asked otherwise, and at most.
const LIMIT: usize = 1_000;
const LIMIT_MAX: usize = 100_000;

/// Why a control call was refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ControlError {
    #[error("there is no such thing: {0}")]
    NotFound(String),
    #[error("{0}")]
    Bad(String),
    #[error(transparent)]
    Deed(#[from] crate::deed::DeedError),
    #[error(transparent)]
    Fault(#[from] crate::fault::FaultError),
    #[error(transparent)]
    Sandbox(#[from] crate::SandboxError),
}

/// What a control call carries.
struct Asked<'a> {
    method: &'a str,
    /// Behind `/_control`.
    path: &'a [&'a str],
    request: &'a Request,
    /// Null when there is none.
    body: Value,
}

impl Asked<'_> {
    fn number(&self, name: &str) -> Option<usize> {
        self.request.parameter(name)?.parse().ok()
    }

    fn range(&self) -> (usize, usize) {
        (self.number("offset").unwrap_or(0), self.number("limit").unwrap_or(LIMIT).min(LIMIT_MAX))
    }

    fn text(&self, name: &str) -> Result<&str, ControlError> {
        self.body[name].as_str().ok_or_else(|| ControlError::Bad(format!("`{name}` is missing, or no text")))
    }

    fn not_found<T>(&self) -> Result<T, ControlError> {
        Err(ControlError::NotFound(format!("{} {}", self.method, self.request.path)))
    }
}

/// Answers a call whose path starts with `/_control`.
pub(crate) fn answer(world: &World, request: &Request) -> Reply {
    let segments = request.segments();
    let path: Vec<&str> = segments.iter().skip(1).map(String::as_str).collect();
    let body = if request.body.is_empty() { Some(Value::Null) } else { request.json() };
    let Some(body) = body else {
        return Reply::json(400, &json!({ "error": "the body is no JSON" }));
    };
    let asked = Asked { method: &request.method, path: &path, request, body };
    match routed(world, &asked) {
        Ok(value) => Reply::json(200, &value),
        Err(error) => {
            let status = if matches!(error, ControlError::NotFound(_)) { 404 } else { 400 };
            Reply::json(status, &json!({ "error": error.to_string() }))
        }
    }
}

fn routed(world: &World, asked: &Asked<'_>) -> Result<Value, ControlError> {
    match (asked.method, asked.path) {
        ("GET", []) => Ok(views::overview(world)),
        ("POST", ["clock"]) => {
            let seconds =
                asked.body["advance_seconds"].as_f64().ok_or_else(|| ControlError::Bad("`advance_seconds` is missing".to_owned()))?;
            // Sub-millisecond parts do not matter, and a clock beyond i64 saturates.
            #[expect(clippy::cast_possible_truncation, reason = "saturates, which is what is wanted")]
            world.advance((seconds * 1_000.0) as i64);
            Ok(json!({ "now": crate::clock::iso_ms(world.clock.now_ms()) }))
        }
        ("POST", ["reset"]) => {
            let seed = asked.body["seed"].as_u64().unwrap_or_else(|| world.seed.load(std::sync::atomic::Ordering::SeqCst));
            let records = asked.body["records"].as_u64().and_then(|records| u32::try_from(records).ok());
            world.reset(seed, records.unwrap_or_else(|| world.records.load(std::sync::atomic::Ordering::SeqCst)));
            Ok(views::overview(world))
        }
        ("GET", ["faults"]) => Ok(views::faults(world)),
        ("POST", ["faults"]) => {
            let ordered = world.order(asked.text("spec")?)?;
            Ok(json!({ "ordered": ordered.iter().map(|(vendor, id)| json!({ "vendor": vendor, "id": id })).collect::<Vec<_>>() }))
        }
        ("DELETE", ["faults"]) => {
            for room in &world.rooms {
                room.lock().site.faults.clear(None);
            }
            Ok(views::faults(world))
        }
        ("DELETE", ["faults", vendor, id]) => {
            let room = room(world, vendor)?;
            room.lock().site.faults.clear(Some(id.parse().map_err(|_| ControlError::Bad("the number of a fault is wanted".to_owned()))?));
            Ok(views::faults(world))
        }
        ("GET", ["people"]) => Ok(views::people(world, asked.range())),
        ("POST", ["save"]) => Ok(json!({ "saved": world.save()? })),
        (_, [vendor, rest @ ..]) => {
            let room = room(world, vendor)?;
            let base_url = world.base_url(vendor).unwrap_or_default();
            let answer = of_vendor(room, base_url, asked, rest);
            room.courier.notify_one();
            answer
        }
        _ => asked.not_found(),
    }
}

fn room<'a>(world: &'a World, vendor: &str) -> Result<&'a Room, ControlError> {
    world.room(vendor).map(AsRef::as_ref).ok_or_else(|| ControlError::NotFound(format!("vendor {vendor}")))
}

fn of_vendor(room: &Room, base_url: &str, asked: &Asked<'_>, path: &[&str]) -> Result<Value, ControlError> {
    let mut guard = room.lock();
    let inner = &mut *guard;
    inner.site.settle();
    let answer = match (asked.method, path) {
        ("GET", ["accounts"]) => Ok(views::accounts(inner, base_url)),
        ("GET", ["tables"]) => Ok(views::tables(inner)),
        (_, ["tables", table, rest @ ..]) => records::answer(inner, asked, table, rest),
        ("GET", ["log", part]) => views::log(&inner.site, part, asked.range()).map_or_else(|| asked.not_found(), Ok),
        ("DELETE", ["log"]) => {
            inner.site.log = crate::log::TruthLog::default();
            Ok(Value::Null)
        }
        ("GET", ["push"]) => Ok(inner.site.outbox.json()),
        ("PUT", ["push"]) => {
            let targets = serde_json::from_value(asked.body["targets"].clone());
            inner.site.outbox.targets = targets.map_err(|error| ControlError::Bad(format!("`targets`: {error}")))?;
            inner.site.revision += 1;
            Ok(inner.site.outbox.json())
        }
        ("PUT", ["organisation"]) => {
            asked.text("id")?.clone_into(&mut inner.site.organisation);
            inner.site.revision += 1;
            Ok(json!({ "id": inner.site.organisation }))
        }
        (method, ["own", rest @ ..]) => {
            let rest: Vec<String> = rest.iter().map(|part| (*part).to_owned()).collect();
            let answer = inner.vendor.control(&mut inner.site, method, &rest, &asked.body);
            answer.map_or_else(|| asked.not_found(), Ok)
        }
        _ => asked.not_found(),
    };
    inner.enqueue_pushes();
    answer
}
