//! The REST side.

use serde_json::{Value, json};

use super::data::{CUSTOMERS, ORDERS, json_text, push_json};
use super::list::{Place, Wanted, is_emptied, page_size, with_external_id};
use super::{API_KEY, Shop};
use crate::fault::Kind;
use crate::fragment::{self, Members, object_text, quoted};
use crate::http::{Reply, Request};
use crate::log::{Actor, Effect};
use crate::site::{How, Site};
use crate::table::{Class, Presence};
use crate::vendor::{Call, Endpoint, Vendor};

/// Records of a batch, at most.
const BATCH_MAX: usize = 500;

/// An error in the shop's form.
pub(super) fn error(status: u16, code: &str, message: &str, field: Option<&str>) -> Reply {
    Reply::json(status, &error_json(code, message, field))
}

fn error_json(code: &str, message: &str, field: Option<&str>) -> Value {
    let mut error = json!({ "code": code, "message": message });
    if let Some(field) = field {
        error["field"] = json!(field);
    }
    json!({ "error": error })
}

/// A refused record.
struct Refused {
    status: u16,
    code: &'static str,
    message: String,
    field: Option<String>,
}

impl Refused {
    fn new(status: u16, code: &'static str, message: String, field: Option<&str>) -> Self {
        Self { status, code, message, field: field.map(str::to_owned) }
    }

    fn reply(&self) -> Reply {
        error(self.status, self.code, &self.message, self.field.as_deref())
    }
}

/// What a record's members look like on their way in, with their values as they stand.
type Values = Vec<(String, String)>;

pub(super) fn endpoint(site: &Site, request: &Request, path: &[&str]) -> Endpoint {
    let Some(table) = path.first().and_then(|name| table_named(name)) else {
        return Endpoint::new(match path {
            ["schema"] => "schema",
            ["organisation"] => "organisation",
            _ => "unknown",
        });
    };
    let names: [&'static str; 7] = if table == CUSTOMERS {
        [
            "customers.list",
            "customers.get",
            "customers.create",
            "customers.update",
            "customers.delete",
            "customers.upsert",
            "customers.batch",
        ]
    } else {
        ["orders.list", "orders.get", "orders.create", "orders.update", "orders.delete", "orders.upsert", "orders.batch"]
    };
    let kind = match (request.method.as_str(), path.len()) {
        ("POST", 2) => 6,
        ("POST", _) => 2,
        ("PATCH", _) => 3,
        ("DELETE", _) => 4,
        ("PUT", _) => 5,
        (_, 1) => 0,
        _ => 1,
    };
    let page = match (request.parameter("cursor"), request.parameter("page")) {
        _ if kind != 0 => 0,
        (Some(token), _) => Place::parse(&token).map_or(1, |place| place.page),
        (None, page) => page.and_then(|page| page.parse().ok()).unwrap_or(1),
    };
    let _ = site;
    Endpoint::new(names[kind]).page(page).table(Some(table))
}

fn table_named(name: &str) -> Option<usize> {
    match name {
        "customers" => Some(CUSTOMERS),
        "orders" => Some(ORDERS),
        _ => None,
    }
}

pub(super) fn answer(shop: &mut Shop, site: &mut Site, call: &Call<'_>, path: &[&str]) -> Reply {
    let request = call.request;
    if request.header("x-api-key") != Some(API_KEY) {
        return error(401, "unauthorised", "the header X-Api-Key is missing or wrong", None);
    }
    match (request.method.as_str(), path) {
        ("GET", ["schema"]) => schema(site),
        ("GET", ["organisation"]) => Reply::json(200, &json!({ "id": site.organisation, "name": "Plain Shop" })),
        (method, [name, rest @ ..]) => match (method, table_named(name), rest) {
            (_, None, _) => error(404, "not_found", "there is no such resource", None),
            ("GET", Some(table), []) => list(site, call, table),
            ("POST", Some(table), []) => create(shop, site, call, table),
            ("POST", Some(table), ["batch"]) => batch(shop, site, call, table),
            ("PUT", Some(table), ["by-external-id", external_id]) => upsert(shop, site, call, table, external_id),
            ("GET", Some(table), [id]) => with_live(site, table, id, |site, row| {
                site.tables[table].show(row);
                Reply::json_text(200, record_text(site, table, row))
            }),
            ("PATCH", Some(table), [id]) => with_live(site, table, id, |site, row| update(site, call, table, row)),
            ("DELETE", Some(table), [id]) => with_live(site, table, id, |site, row| {
                site.delete(table, row, Actor::Api);
                note(site, call, table, row, "", Effect::Deleted);
                Reply::empty(204)
            }),
            (_, Some(_), _) => error(405, "method_not_allowed", "this cannot be done here", None),
        },
        _ => error(404, "not_found", "there is no such resource", None),
    }
}

fn schema(site: &Site) -> Reply {
    let tables: Vec<Value> = site
        .tables
        .iter()
        .map(|table| {
            let fields = table.visible_fields().map(|(_, field)| {
                json!({ "name": field.name, "label": field.label, "type": field.type_name, "required": field.extra["required"] == true,
                        "unique": field.extra["unique"] == true || field.class == Class::Id, "choices": field.extra["choices"],
                        "writable": field.class != Class::Id })
            });
            json!({ "name": table.name, "label": table.label, "fields": fields.collect::<Vec<_>>() })
        })
        .collect();
    Reply::json(200, &json!({ "resources": tables }))
}

fn list(site: &mut Site, call: &Call<'_>, table: usize) -> Reply {
    let request = call.request;
    let wanted = match Wanted::read(request, table, call.plan) {
        Ok(wanted) => wanted,
        Err(message) => return error(400, "bad_parameter", &message, None),
    };
    let size = page_size(request);
    if let Some(token) = request.parameter("cursor") {
        let Some(place) = Place::parse(&token).filter(|_| !call.plan.has(&Kind::PageTokenDies)) else {
            return error(410, "cursor_expired", "the cursor is not, or no longer, valid; start again", None);
        };
        let (mut rows, mut next) = wanted.after(site, place, size);
        if is_emptied(call.plan) {
            (rows, next) = (Vec::new(), Some(Place { page: place.page + 1, ..place }));
        }
        if call.plan.has(&Kind::SamePageToken) {
            next = Some(place);
        }
        let next_token = next.map_or("null".to_owned(), |place| quoted(&place.token()));
        let tail = format!("\"next_cursor\":{next_token},\"has_more\":{}", next.is_some());
        return page_reply(site, table, &rows, &tail);
    }
    let page = call.endpoint.page.max(1);
    let (mut rows, total) = wanted.page(site, page as usize, size);
    let mut has_more = (page as usize).saturating_mul(size) < total;
    if is_emptied(call.plan) {
        (rows, has_more) = (Vec::new(), true);
    }
    if call.plan.has(&Kind::SamePageToken) {
        has_more = true;
    }
    let tail = format!("\"page\":{page},\"page_size\":{size},\"total\":{total},\"has_more\":{has_more}");
    page_reply(site, table, &rows, &tail)
}

fn page_reply(site: &mut Site, table: usize, rows: &[u32], tail: &str) -> Reply {
    let table = &mut site.tables[table];
    let mut out = String::with_capacity(rows.len() * 512 + 100);
    out.push_str("{\"data\":[");
    for (position, number) in rows.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        if let Some(row) = table.row(*number) {
            push_json(&mut out, table, row);
        }
        table.show(*number);
    }
    out.push_str("],");
    out.push_str(tail);
    out.push('}');
    Reply::json_text(200, out)
}

fn record_text(site: &Site, table: usize, row: u32) -> String {
    site.tables[table].row(row).map(|row| json_text(&site.tables[table], row)).unwrap_or_default()
}

fn with_live(site: &mut Site, table: usize, id: &str, then: impl FnOnce(&mut Site, u32) -> Reply) -> Reply {
    let row = site.tables[table].by_id(id);
    match row.filter(|row| site.tables[table].row(*row).is_some_and(|row| row.presence == Presence::Live)) {
        Some(row) => then(site, row),
        None => error(404, "not_found", &format!("there is no record {id}"), None),
    }
}

fn create(shop: &mut Shop, site: &mut Site, call: &Call<'_>, table: usize) -> Reply {
    let key = call.request.header("idempotency-key").map(str::to_owned);
    if let Some((status, id)) = key.as_ref().and_then(|key| shop.answered.get(key)).cloned()
        && let Some(row) = site.tables[table].by_id(&id)
    {
        return Reply::json_text(status, record_text(site, table, row));
    }
    match fragment::members(&call.request.body) {
        None => error(400, "malformed", "the body is no JSON object", None),
        Some(values) => match create_one(shop, site, call, table, &values) {
            Err(refused) => refused.reply(),
            Ok(row) => {
                let id = site.tables[table].row(row).map(|row| row.id.to_string()).unwrap_or_default();
                if let Some(key) = key {
                    shop.remember(&key, 201, &id);
                }
                Reply::json_text(201, record_text(site, table, row))
            }
        },
    }
}

fn create_one(shop: &mut Shop, site: &mut Site, call: &Call<'_>, table: usize, values: &Values) -> Result<u32, Refused> {
    let sent = object_text(values);
    let changes = match checked(site, table, values, None) {
        Ok(changes) => changes,
        Err(refused) => return Err(refuse(site, call, table, "", &sent, refused)),
    };
    let id = shop.new_id(site, table);
    let cells = crate::table::Cells::new([quoted(&id).as_str()]).with(&changes);
    let row = site.insert(table, &id, cells, None, How::by(Actor::Api));
    note(site, call, table, row, &sent, Effect::Created);
    Ok(row)
}

fn update(site: &mut Site, call: &Call<'_>, table: usize, row: u32) -> Reply {
    let Some(values) = fragment::members(&call.request.body) else {
        return error(400, "malformed", "the body is no JSON object", None);
    };
    match update_one(site, call, table, row, &values) {
        Err(refused) => refused.reply(),
        Ok(()) => Reply::json_text(200, record_text(site, table, row)),
    }
}

fn update_one(site: &mut Site, call: &Call<'_>, table: usize, row: u32, values: &Values) -> Result<(), Refused> {
    let sent = object_text(values);
    match checked(site, table, values, Some(row)) {
        Ok(changes) => {
            let is_changed = site.update(table, row, changes, How::by(Actor::Api));
            note(site, call, table, row, &sent, if is_changed { Effect::Updated } else { Effect::Unchanged });
            Ok(())
        }
        Err(refused) => {
            let id = site.tables[table].row(row).map(|row| row.id.to_string()).unwrap_or_default();
            Err(refuse(site, call, table, &id, &sent, refused))
        }
    }
}

fn upsert(shop: &mut Shop, site: &mut Site, call: &Call<'_>, table: usize, external_id: &str) -> Reply {
    let Some(mut values) = fragment::members(&call.request.body) else {
        return error(400, "malformed", "the body is no JSON object", None);
    };
    values.retain(|(name, _)| name != "external_id");
    let known = with_external_id(site, table, external_id);
    let live = known.into_iter().find(|row| site.tables[table].row(*row).is_some_and(|row| row.presence == Presence::Live));
    match live {
        Some(row) => match update_one(site, call, table, row, &values) {
            Err(refused) => refused.reply(),
            Ok(()) => Reply::json_text(200, record_text(site, table, row)),
        },
        None => {
            values.push(("external_id".to_owned(), quoted(external_id)));
            match create_one(shop, site, call, table, &values) {
                Err(refused) => refused.reply(),
                Ok(row) => Reply::json_text(201, record_text(site, table, row)),
            }
        }
    }
}

fn batch(shop: &mut Shop, site: &mut Site, call: &Call<'_>, table: usize) -> Reply {
    let records = fragment::members(&call.request.body).and_then(|members| members.into_iter().find(|(name, _)| name == "records"));
    let records: Option<Vec<Members>> = records.and_then(|(_, list)| serde_json::from_str(&list).ok());
    let Some(records) = records.filter(|records| records.len() <= BATCH_MAX) else {
        return error(400, "malformed", "`records` must be a list of up to 500 objects", None);
    };
    let mut results = Vec::with_capacity(records.len());
    for (position, Members(mut values)) in records.into_iter().enumerate() {
        let id_at = values.iter().position(|(name, _)| name == "id");
        let id = id_at.map(|at| fragment::as_text(&values.remove(at).1).into_owned());
        let outcome = match call.plan.row_error(position + 1, "busy") {
            Some(code) => {
                let sent = object_text(&values);
                let refused = Refused { status: 409, code: "busy", message: format!("{code}: the record is busy"), field: None };
                Err(refuse(site, call, table, id.as_deref().unwrap_or(""), &sent, refused))
            }
            None => batch_one(shop, site, call, table, id, &values),
        };
        results.push(match outcome {
            Ok((status, id)) => json!({ "status": status, "id": id }),
            Err(refused) => {
                let mut result = error_json(refused.code, &refused.message, refused.field.as_deref());
                result["status"] = json!(refused.status);
                result
            }
        });
    }
    Reply::json(200, &json!({ "results": results }))
}

fn batch_one(
    shop: &mut Shop,
    site: &mut Site,
    call: &Call<'_>,
    table: usize,
    id: Option<String>,
    values: &Values,
) -> Result<(u16, String), Refused> {
    let Some(id) = id else {
        let row = create_one(shop, site, call, table, values)?;
        return Ok((201, site.tables[table].row(row).map(|row| row.id.to_string()).unwrap_or_default()));
    };
    let live = site.tables[table].by_id(&id).filter(|row| site.tables[table].row(*row).is_some_and(|row| row.presence == Presence::Live));
    match live {
        Some(row) => update_one(site, call, table, row, values).map(|()| (200, id)),
        None => {
            let refused = Refused::new(404, "not_found", format!("there is no record {id}"), None);
            Err(refuse(site, call, table, &id, &object_text(values), refused))
        }
    }
}

/// Named values by position, or why the shop does not take them. `row` is the record that is changed.
fn checked(site: &mut Site, table: usize, values: &Values, row: Option<u32>) -> Result<Vec<(usize, String)>, Refused> {
    let mut changes = Vec::with_capacity(values.len());
    for (name, fragment) in values {
        let Some(at) = site.tables[table].field(name) else {
            return Err(Refused::new(422, "unknown_field", format!("there is no field {name}"), Some(name)));
        };
        let field = &site.tables[table].fields[at];
        if field.class == Class::Id {
            return Err(Refused::new(422, "read_only", format!("{name} cannot be set"), Some(name)));
        }
        let fits = match field.class {
            Class::Number => fragment.parse::<f64>().is_ok(),
            Class::Flag => fragment == "true" || fragment == "false",
            Class::Text | Class::Time | Class::Choice | Class::Link | Class::Id => fragment.starts_with('"'),
            Class::Other => true,
        };
        if !fits && fragment != fragment::NULL {
            return Err(Refused::new(422, "wrong_type", format!("{name} must be a {}", field.type_name), Some(name)));
        }
        if field.extra["unique"] == true && fragment != fragment::NULL {
            let text = fragment::as_text(fragment).into_owned();
            let taken = site.tables[table]
                .having(at, &text)
                .into_iter()
                .find(|number| Some(*number) != row && site.tables[table].row(*number).is_some_and(|row| row.presence == Presence::Live));
            if let Some(other) = taken.and_then(|number| site.tables[table].row(number)) {
                return Err(Refused::new(409, "duplicate", format!("{name} belongs to {}", other.id), Some(name)));
            }
        }
        changes.push((at, fragment.clone()));
    }
    let missing = site.tables[table].visible_fields().find(|(at, field)| {
        let given = changes.iter().rev().find(|(changed, _)| changed == at);
        let is_empty = given.map_or(row.is_none(), |(_, fragment)| fragment == fragment::NULL);
        field.extra["required"] == true && is_empty
    });
    match missing {
        Some((_, field)) => Err(Refused::new(422, "required", format!("{} is required", field.name), Some(&field.name))),
        None => Ok(changes),
    }
}

fn note(site: &mut Site, call: &Call<'_>, table: usize, row: u32, sent: &str, effect: Effect) {
    let id = site.tables[table].row(row).map(|row| row.id.to_string()).unwrap_or_default();
    log(site, call, table, id, sent, effect);
}

fn refuse(site: &mut Site, call: &Call<'_>, table: usize, id: &str, sent: &str, refused: Refused) -> Refused {
    log(site, call, table, id.to_owned(), sent, Effect::Refused(refused.code.to_owned()));
    refused
}

fn log(site: &mut Site, call: &Call<'_>, table: usize, id: String, sent: &str, effect: Effect) {
    site.note_write(call.endpoint.name, table, id, sent, effect);
}

/// What SOAP needs of the same: creates or changes one customer. Gives its row and whether it is new.
pub(super) fn upsert_customer(
    shop: &mut Shop,
    site: &mut Site,
    call: &Call<'_>,
    id: Option<&str>,
    values: &[(String, String)],
) -> Result<(u32, bool), (String, String)> {
    let values: Values = values.to_vec();
    let in_words = |refused: Refused| (refused.code.to_owned(), refused.message);
    match id {
        None => create_one(shop, site, call, CUSTOMERS, &values).map(|row| (row, true)).map_err(in_words),
        Some(id) => match site.tables[CUSTOMERS].by_id(id) {
            Some(row) => update_one(site, call, CUSTOMERS, row, &values).map(|()| (row, false)).map_err(in_words),
            None => Err(("not_found".to_owned(), format!("there is no record {id}"))),
        },
    }
}
