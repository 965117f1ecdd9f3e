//! Records as they are read: lists, single ones, deleted ones, counts.

use std::collections::{HashMap, VecDeque};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Zoho;
use super::reply::Refused;
use super::route::since;
use super::value::{Links, moment, push_shown, read_moment, title};
use crate::fault::Kind;
use crate::fragment::push_quoted;
use crate::http::Reply;
use crate::site::Site;
use crate::table::{Presence, Row, Table};
use crate::vendor::Call;

/// Records of a page.
pub(super) const PAGE_MAX: usize = 200;
/// Fields of a list or query.
pub(super) const FIELDS_MAX: usize = 50;
/// Rows that page numbers reach, and that page tokens reach.
const PAGES_REACH: usize = 2_000;
const TOKENS_REACH: usize = 100_000;
/// How long a page token lives: a day.
const TOKEN_MS: i64 = 86_400_000;
const TOKENS_MAX: usize = 10_000;
/// Deleted records are known for so long: those in the bin, and those that are gone from it.
const BIN_MS: i64 = 60 * 86_400_000;
const PURGED_MS: i64 = 120 * 86_400_000;

/// A place in a list.
#[derive(Clone, Debug)]
struct PageToken {
    /// Digest of everything that was asked for beside it.
    bound_to: String,
    offset: usize,
    made_ms: i64,
}

/// Page tokens that were given.
#[derive(Default)]
pub(super) struct PageTokens {
    by_text: HashMap<String, PageToken>,
    order: VecDeque<String>,
    count: u64,
}

impl PageTokens {
    fn give(&mut self, token: PageToken) -> String {
        self.count += 1;
        if self.order.len() >= TOKENS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_text.remove(&oldest);
        }
        let text = hex(&Sha256::digest(format!("page {} {}", token.bound_to, self.count)));
        self.order.push_back(text.clone());
        self.by_text.insert(text.clone(), token);
        text
    }

    /// The page that a token stands for, counted from 1.
    pub(super) fn page(&self, text: &str, per_page: usize) -> u32 {
        self.by_text.get(text).map_or(1, |token| u32::try_from(token.offset / per_page.max(1) + 1).unwrap_or(u32::MAX))
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Positions of the fields that a call names; unknown names are passed over.
fn fields_of(call: &Call<'_>, table: &Table) -> Result<Option<Vec<usize>>, Refused> {
    let Some(text) = call.request.parameter("fields").filter(|text| !text.is_empty()) else { return Ok(None) };
    let names: Vec<&str> = text.split(',').map(str::trim).collect();
    if names.len() > FIELDS_MAX {
        let details = json!({ "limit": FIELDS_MAX, "param_name": "fields" });
        return Err(Refused::new("LIMIT_EXCEEDED", "the number of fields exceeds the limit").with(details));
    }
    Ok(Some(names.into_iter().filter_map(|name| table.field(name)).collect()))
}

/// Records of a page and its number, from 1.
fn pages_of(call: &Call<'_>) -> Result<(usize, usize), Refused> {
    let number = |name: &str, otherwise: usize, most: usize| match call.request.parameter(name) {
        None => Ok(otherwise),
        Some(text) => text.parse().ok().filter(|number| (1..=most).contains(number)).ok_or_else(|| {
            Refused::new("INVALID_DATA", "invalid data").with(json!({ "param_name": name, "expected_data_type": "integer" }))
        }),
    };
    Ok((number("per_page", PAGE_MAX, PAGE_MAX)?, number("page", 1, usize::MAX)?))
}

fn modified_since(call: &Call<'_>) -> Option<i64> {
    call.request.header("if-modified-since").and_then(read_moment)
}

/// Whether a fault leaves a row out.
pub(super) fn is_left_out(row: u32, percent: u64) -> bool {
    percent > 0 && u64::from(row.wrapping_mul(2_654_435_761) >> 7) % 100 < percent
}

/// Rows in the order that was asked for.
fn ordered<'t>(table: &'t Table, by: &str, is_rising: bool) -> Box<dyn Iterator<Item = u32> + 't> {
    let by_stamp = || table.stamped(i64::MIN, i64::MAX);
    let by_id = || table.all().map(|(number, _)| number);
    match (by, is_rising) {
        ("Modified_Time", true) => Box::new(by_stamp()),
        ("Modified_Time", false) => Box::new(by_stamp().rev()),
        (_, true) => Box::new(by_id()),
        (_, false) => Box::new(by_id().rev()),
    }
}

/// `GET /{module}`.
pub(super) fn list(zoho: &mut Zoho, site: &mut Site, call: &Call<'_>, table: usize, version: u32) -> Result<Reply, Refused> {
    let request = call.request;
    let parameter = |name: &str| request.parameter(name);
    let fields = fields_of(call, &site.tables[table])?;
    if fields.is_none() && version >= since::FIELDS_NAMED {
        return Err(Refused::missing_parameter("fields"));
    }
    let token = parameter("page_token").filter(|_| version >= since::PAGE_TOKENS);
    let both = |one: &str, other: &str| parameter(one).is_some() && parameter(other).is_some();
    if both("page", "page_token") || both("cvid", "sort_by") {
        return Err(Refused::new("AMBIGUITY_DURING_PROCESSING", "ambiguity while processing the request"));
    }
    let (per_page, page) = pages_of(call)?;
    let order = (parameter("sort_by").unwrap_or_else(|| "id".to_owned()), parameter("sort_order").as_deref() == Some("asc"));
    let bound_to = bound(request);
    let mut offset = match &token {
        Some(text) => token_offset(zoho, site, call, text, &bound_to)?,
        None if page * per_page > PAGES_REACH => {
            return Err(Refused::new("DISCRETE_PAGINATION_LIMIT_EXCEEDED", "use a page token beyond 2000 records"));
        }
        None => (page - 1) * per_page,
    };
    if call.plan.has(&Kind::SamePageToken) {
        offset = 0;
    }
    let from_ms = modified_since(call);
    let ids: Option<Vec<String>> = parameter("ids").map(|text| text.split(',').map(|id| id.trim().to_owned()).collect());
    if ids.as_ref().is_some_and(|ids| ids.len() > 100) {
        return Err(
            Refused::new("LIMIT_EXCEEDED", "the number of ids exceeds the limit").with(json!({ "limit": 100, "param_name": "ids" }))
        );
    }
    let rows = &site.tables[table];
    let converted = (rows.field("Converted__s"), parameter("converted").unwrap_or_else(|| "false".to_owned()));
    let left_out = call.plan.left_out_percent();
    let wanted = |number: &u32| {
        rows.row(*number).is_some_and(|row| {
            row.presence == Presence::Live
                && from_ms.is_none_or(|from_ms| row.stamp_ms > from_ms)
                && !is_left_out(*number, left_out)
                && is_converted_as_asked(row, converted.0, &converted.1)
        })
    };
    let mut found: Vec<u32> = match &ids {
        Some(ids) => ids.iter().filter_map(|id| rows.by_id(id)).filter(wanted).skip(offset).take(per_page + 1).collect(),
        None => ordered(rows, &order.0, order.1).filter(wanted).skip(offset).take(per_page + 1).collect(),
    };
    let mut has_more = found.len() > per_page;
    found.truncate(per_page);
    if call.plan.has(&Kind::EmptyPage) {
        (found, has_more) = (Vec::new(), true);
    } else if found.is_empty() {
        return Ok(Reply::empty(if from_ms.is_some() { 304 } else { 204 }));
    }
    let now_ms = site.now_ms();
    let next_offset = if call.plan.has(&Kind::EmptyPage) || call.plan.has(&Kind::SamePageToken) { offset } else { offset + per_page };
    has_more |= call.plan.has(&Kind::SamePageToken);
    let gives_token = has_more && version >= since::PAGE_TOKENS;
    let next = gives_token.then(|| zoho.tokens.give(PageToken { bound_to, offset: next_offset, made_ms: now_ms }));
    let info = json!({
        "call": false, "per_page": per_page, "next_page_token": next, "count": found.len(), "sort_by": order.0,
        "page": offset / per_page + 1, "previous_page_token": token,
        "page_token_expiry": next.as_ref().map(|_| moment(now_ms + TOKEN_MS, &zoho.zone)),
        "sort_order": if order.1 { "asc" } else { "desc" }, "email": false, "more_records": has_more,
    });
    Ok(records(zoho, site, table, &found, fields.as_deref(), &info))
}

fn is_converted_as_asked(row: &Row, field: Option<usize>, asked: &str) -> bool {
    let Some(field) = field else { return true };
    match asked {
        "both" => true,
        "true" => row.cells.get(field) == "true",
        _ => row.cells.get(field) != "true",
    }
}

/// Everything that a page token is bound to.
fn bound(request: &crate::http::Request) -> String {
    let mut pairs = crate::http::pairs(&request.query);
    pairs.retain(|(name, _)| name != "page" && name != "page_token");
    pairs.sort();
    hex(&Sha256::digest(format!("{} {pairs:?} {:?}", request.path, request.header("if-modified-since"))))
}

fn token_offset(zoho: &Zoho, site: &Site, call: &Call<'_>, text: &str, bound_to: &str) -> Result<usize, Refused> {
    let refused = |code: &str, message: &str| Refused::new(code, message).with(json!({ "param_name": "page_token" }));
    let expired = || refused("EXPIRED_VALUE", "the page token has expired");
    let token = zoho.tokens.by_text.get(text).ok_or_else(|| refused("INVALID_DATA", "the page token is invalid"))?;
    if call.plan.has(&Kind::PageTokenDies) || site.now_ms() - token.made_ms > TOKEN_MS {
        return Err(expired());
    }
    if token.bound_to != bound_to {
        return Err(refused("TOKEN_BOUND_DATA_MISMATCH", "the page token was given for other parameters"));
    }
    if token.offset >= TOKENS_REACH {
        return Err(refused("PAGINATION_LIMIT_EXCEEDED", "100000 records at most can be reached"));
    }
    Ok(token.offset)
}

/// `{"data": [...], "info": {...}}`; the rows count as shown.
fn records(zoho: &Zoho, site: &mut Site, table: usize, rows: &[u32], fields: Option<&[usize]>, info: &Value) -> Reply {
    let mut out = String::with_capacity(rows.len() * 900 + 400);
    out.push_str("{\"data\":[");
    for (at, number) in rows.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_record(&mut out, zoho, site, table, *number, fields, Whole::No);
    }
    out.push_str("],\"info\":");
    out.push_str(&info.to_string());
    out.push('}');
    for number in rows {
        site.tables[table].show(*number);
    }
    Reply::json_text(200, out)
}

/// Whether a record comes with everything it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    Yes,
    /// Lists leave sub-forms out.
    No,
}

fn push_record(out: &mut String, zoho: &Zoho, site: &Site, table: usize, number: u32, fields: Option<&[usize]>, whole: Whole) {
    let table = &site.tables[table];
    let Some(row) = table.row(number) else { return };
    out.push_str("{\"id\":");
    push_quoted(out, &row.id);
    for (at, field) in table.visible_fields() {
        let is_asked = fields.is_none_or(|fields| fields.contains(&at));
        if field.name == "id" || !is_asked || (whole == Whole::No && field.type_name == "subform") {
            continue;
        }
        out.push(',');
        push_quoted(out, &field.name);
        out.push(':');
        push_shown(out, site, table, at, row, &zoho.zone, Links::Named);
    }
    if whole == Whole::Yes {
        out.push_str(",\"$editable\":true,\"$in_merge\":false,\"$approval_state\":\"approved\",\"$has_more\":{}");
    }
    out.push('}');
}

/// The row that a path names: by its id, or by the value of an external field.
pub(super) fn row_of(site: &mut Site, call: &Call<'_>, table: usize, key: &str) -> Option<u32> {
    let by_external =
        call.request.header("x-external").and_then(|header| header.split(',').next()).and_then(|pair| pair.rsplit('.').next());
    let number = match by_external.map(str::to_owned) {
        Some(field) => {
            let at = site.tables[table].field(field.trim()).filter(|at| site.tables[table].fields[*at].extra["external"] == true)?;
            let rows = site.tables[table].having(at, key);
            rows.into_iter().find(|number| site.tables[table].row(*number).is_some_and(|row| row.presence == Presence::Live))?
        }
        None => site.tables[table].by_id(key)?,
    };
    site.tables[table].row(number).filter(|row| row.presence == Presence::Live).map(|_| number)
}

/// `GET /{module}/{id}`.
pub(super) fn single(zoho: &Zoho, site: &mut Site, call: &Call<'_>, table: usize, key: &str) -> Result<Reply, Refused> {
    let fields = fields_of(call, &site.tables[table])?;
    let Some(number) = row_of(site, call, table, key) else { return Ok(Reply::empty(204)) };
    let mut out = String::from("{\"data\":[");
    push_record(&mut out, zoho, site, table, number, fields.as_deref(), Whole::Yes);
    out.push_str("]}");
    site.tables[table].show(number);
    Ok(Reply::json_text(200, out))
}

/// `GET /{module}/search`; rows that match, newest first.
pub(super) fn page_of_rows(
    zoho: &Zoho,
    site: &mut Site,
    call: &Call<'_>,
    table: usize,
    matches: &dyn Fn(&Row) -> bool,
) -> Result<Reply, Refused> {
    let fields = fields_of(call, &site.tables[table])?;
    let (per_page, page) = pages_of(call)?;
    if page * per_page > PAGES_REACH {
        return Err(Refused::new("DISCRETE_PAGINATION_LIMIT_EXCEEDED", "a search reaches 2000 records"));
    }
    let rows = &site.tables[table];
    let fits = |(number, row): (u32, &Row)| matches(row).then_some(number);
    let mut found: Vec<u32> = rows.live().rev().filter_map(fits).skip((page - 1) * per_page).take(per_page + 1).collect();
    let has_more = found.len() > per_page;
    found.truncate(per_page);
    if found.is_empty() {
        return Ok(Reply::empty(204));
    }
    let info = json!({ "per_page": per_page, "count": found.len(), "page": page, "more_records": has_more });
    Ok(records(zoho, site, table, &found, fields.as_deref(), &info))
}

/// `GET /{module}/deleted`, latest first.
pub(super) fn deleted(zoho: &Zoho, site: &Site, call: &Call<'_>, table: usize) -> Result<Reply, Refused> {
    let (per_page, page) = pages_of(call)?;
    let kind = call.request.parameter("type").unwrap_or_else(|| "all".to_owned());
    let from_ms = modified_since(call);
    let now_ms = site.now_ms();
    let rows = &site.tables[table];
    let mut gone: Vec<(&Row, bool)> = rows
        .all()
        .filter_map(|(_, row)| {
            let is_permanent = row.presence == Presence::Purged;
            let is_known = is_permanent || row.presence == Presence::Deleted;
            let age_ms = now_ms - row.deleted_ms;
            let is_asked = match kind.as_str() {
                "recycle" => !is_permanent,
                "permanent" => is_permanent,
                _ => true,
            };
            let is_late = from_ms.is_none_or(|from_ms| row.deleted_ms > from_ms);
            (is_known && is_asked && is_late && age_ms < if is_permanent { PURGED_MS } else { BIN_MS }).then_some((row, is_permanent))
        })
        .collect();
    gone.sort_by_key(|(row, _)| std::cmp::Reverse(row.deleted_ms));
    let has_more = gone.len() > page * per_page;
    let person = json!({ "name": super::schema::USERS[1].1, "id": super::schema::USERS[1].0 });
    let data: Vec<Value> = gone
        .into_iter()
        .skip((page - 1) * per_page)
        .take(per_page)
        .map(|(row, is_permanent)| {
            let known = |value: Value| if is_permanent { Value::Null } else { value };
            json!({ "id": row.id, "display_name": known(json!(title(rows, row))), "type": if is_permanent { "permanent" } else { "recycle" },
                    "deleted_by": known(person.clone()), "created_by": known(person.clone()), "deleted_time": moment(row.deleted_ms, &zoho.zone) })
        })
        .collect();
    if data.is_empty() {
        return Ok(Reply::empty(if from_ms.is_some() { 304 } else { 204 }));
    }
    let info = json!({ "per_page": per_page, "count": data.len(), "page": page, "more_records": has_more });
    Ok(Reply::json(200, &json!({ "data": data, "info": info })))
}
