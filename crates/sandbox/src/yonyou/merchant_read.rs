//! Customers: lists and details.
//!
//! A customer appears once for each organisation that may use it. What its contacts are is shown with the details alone; when one of
//! them changes, the customer counts as changed.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::listings::{Listings, Spot};
use super::reply::{Code, Refused, done};
use super::schema::{CLASSES, CONTACT, KINDS, MERCHANT, org};
use super::value::{Ids, id_text, local, moment, push_id, push_member, push_text};
use crate::fault::Kind;
use crate::fragment::{NULL, as_text, quoted};
use crate::http::Reply;
use crate::site::Site;
use crate::table::{Field, Presence, Row, Table};
use crate::vendor::Call;

const PAGE_MAX: u64 = 5_000;
/// Customers of one call for details.
const DETAILS_MAX: usize = 500;

/// Which of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// An array, without a total.
    Plain,
    /// With totals, as texts, and the organisations of each customer.
    WithRanges,
}

/// A page that is asked for: from 0, and rows of each.
pub(super) fn page_of(body: &Value, size_max: u64) -> Result<(usize, usize), Refused> {
    let number = |name: &str| {
        let value = &body[name];
        value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok())).ok_or_else(|| Refused::gateway("310008"))
    };
    let (index, size) = (number("pageIndex")?, number("pageSize")?);
    if index == 0 || size == 0 || size > size_max {
        return Err(Refused::business(format!("pageIndex从1开始，pageSize最大为{size_max}")));
    }
    Ok((usize::try_from(index - 1).unwrap_or(usize::MAX), usize::try_from(size).unwrap_or(usize::MAX)))
}

/// Which rows of a list the faults of a call leave out.
fn is_left_out(percent: u64, position: usize) -> bool {
    percent > 0 && (position as u64).wrapping_mul(37) % 100 < percent
}

/// The page that is served in place of the one asked for.
pub(super) fn served_page(call: &Call<'_>, page: usize) -> usize {
    if call.plan.has(&Kind::SamePageToken) { page.saturating_sub(1) } else { page }
}

pub(super) fn list(listings: &mut Listings, site: &mut Site, call: &Call<'_>, form: Form) -> Result<Reply, Refused> {
    let body = call.request.json().ok_or_else(|| Refused::gateway("310002"))?;
    let (page, size) = page_of(&body, PAGE_MAX)?;
    let page = served_page(call, page);
    let rows = listings.rows(site, call.endpoint.name, &body, || Ok(found_rows(site, &body, form)))?;
    let (total, shown) = page_rows(&rows, page, size, call.plan.left_out_percent());
    let is_empty = call.plan.has(&Kind::EmptyPage);
    let layout = Layout::of(site, Depth::List);
    let mut out = String::from("[");
    for (number, org) in shown.iter().filter(|_| !is_empty) {
        if out.len() > 1 {
            out.push(',');
        }
        push(&mut out, site, &layout, *number, *org, form == Form::WithRanges);
    }
    out.push(']');
    shown.iter().for_each(|(number, _)| site.tables[MERCHANT].show(*number));
    Ok(match form {
        Form::Plain => done(Code::Text, &out),
        Form::WithRanges => {
            let pages = total.div_ceil(size);
            let head = format!("\"pageIndex\":{},\"pageSize\":{size},\"pageCount\":\"{pages}\",\"recordCount\":\"{total}\"", page + 1);
            done(Code::Text, &format!("{{{head},\"recordList\":{out}}}"))
        }
    })
}

/// The rows of a list: a customer for each organisation that may use it, or once.
fn found_rows(site: &Site, body: &Value, form: Form) -> Vec<Spot> {
    let changed = contact_stamps(site, body);
    let wanted = Wanted::read(body);
    let table = &site.tables[MERCHANT];
    let orgs_at = table.field("orgs");
    let mut rows = Vec::new();
    for (number, row) in table.live().filter(|(_, row)| wanted.fits(site, row, &changed)) {
        let orgs = if form == Form::Plain { orgs_at.map_or(1, |at| row.cells.get(at).matches(',').count() + 1) } else { 1 };
        rows.extend((0..orgs).map(|org| (number, org)));
    }
    rows
}

/// How many rows a list has, and those of a page, after the faults of a call left out theirs.
pub(super) fn page_rows(rows: &[Spot], page: usize, size: usize, left_out_percent: u64) -> (usize, Vec<Spot>) {
    if left_out_percent == 0 {
        let start = page.saturating_mul(size).min(rows.len());
        return (rows.len(), rows[start..start.saturating_add(size).min(rows.len())].to_vec());
    }
    let left = || rows.iter().zip(1..).filter(|(_, position)| !is_left_out(left_out_percent, *position)).map(|(row, _)| *row);
    (left().count(), left().skip(page.saturating_mul(size)).take(size).collect())
}

/// When contacts changed last, by customer, as far as a list that asks for changes must know it.
fn contact_stamps(site: &Site, body: &Value) -> HashMap<String, i64> {
    let Some(since_ms) = body["pubts"].as_str().and_then(moment) else { return HashMap::new() };
    let contacts = &site.tables[CONTACT];
    let Some(at) = contacts.field("merchant") else { return HashMap::new() };
    let mut stamps = HashMap::new();
    for row in contacts.stamped(since_ms, i64::MAX).filter_map(|number| contacts.row(number)) {
        if row.presence != Presence::Hidden {
            stamps.insert(as_text(row.cells.get(at)).into_owned(), row.stamp_ms);
        }
    }
    stamps
}

/// What a list asks for.
struct Wanted {
    equal: Vec<(&'static str, String)>,
    fuzzy: Option<String>,
    org: Option<String>,
    classes: HashSet<String>,
    credit_codes: HashSet<String>,
    since_ms: Option<i64>,
    times: (Option<i64>, Option<i64>),
    without_potential: bool,
}

impl Wanted {
    fn read(body: &Value) -> Self {
        let text = |name: &str| Some(id_text(&body[name])).filter(|text| !text.is_empty());
        let texts = |name: &str| body[name].as_array().into_iter().flatten().map(id_text).collect::<HashSet<String>>();
        let names = ["code", "name", "shortname", "creditCode", "customerClassCode", "createOrgCode"];
        let mut equal: Vec<(&'static str, String)> = names.into_iter().filter_map(|name| Some((name, text(name)?))).collect();
        equal.extend(text("id").map(|id| ("id", id)));
        let time = |name: &str| body[name].as_str().and_then(moment);
        Self {
            equal,
            fuzzy: text("fuzzyName"),
            org: text("createOrgId"),
            classes: texts("customerClassCodeList"),
            credit_codes: texts("creditCodeList"),
            since_ms: time("pubts"),
            times: (time("beganTime"), time("endTime")),
            without_potential: body["filterPotential"] == true,
        }
    }

    fn fits(&self, site: &Site, row: &Row, changed: &HashMap<String, i64>) -> bool {
        let table = &site.tables[MERCHANT];
        let cell = |name: &str| table.field(name).map(|at| as_text(row.cells.get(at))).unwrap_or_default();
        let stamp_ms = row.stamp_ms.max(changed.get(&*row.id).copied().unwrap_or(i64::MIN));
        self.since_ms.is_none_or(|since_ms| stamp_ms >= since_ms)
            && self.times.0.is_none_or(|from_ms| stamp_ms >= from_ms)
            && self.times.1.is_none_or(|to_ms| stamp_ms <= to_ms)
            && self.equal.iter().all(|(name, wanted)| if *name == "id" { *row.id == **wanted } else { cell(name) == wanted.as_str() })
            && self.fuzzy.as_ref().is_none_or(|part| cell("name").contains(part.as_str()))
            && self.org.as_ref().is_none_or(|id| org(&cell("createOrgCode")).is_some_and(|(known, _)| known == id))
            && (self.classes.is_empty() || self.classes.contains(&*cell("customerClassCode")))
            && (self.credit_codes.is_empty() || self.credit_codes.contains(&*cell("creditCode")))
            && !(self.without_potential && cell("isPotential") == "true")
    }
}

/// How much of a customer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    List,
    Details,
}

/// How a member is written; its name with the comma in front stands ready, for it is the same for all customers.
enum Member {
    /// As it stands.
    Plain(String),
    /// In several languages: where its English is.
    Local(String, Option<usize>),
    /// As [`push_member`] does.
    Other,
}

impl Member {
    fn of(table: &Table, field: &Field) -> Self {
        let name = format!(",{}:", quoted(&field.name));
        match field.type_name.as_str() {
            "local" => Self::Local(name, table.field(&format!("{}.englishName", field.name))),
            "id" | "org" | "staff" | "link" => Self::Other,
            _ => Self::Plain(name),
        }
    }
}

/// Where the values of a customer stand, looked up once for all customers of an answer.
pub(super) struct Layout {
    depth: Depth,
    members: Vec<(usize, Member)>,
    /// Fields that the tenant defined, each with its name as a member.
    custom: Vec<(usize, String)>,
    create_org: Option<usize>,
    orgs: Option<usize>,
    class: Option<usize>,
    kind: Option<usize>,
}

impl Layout {
    pub(super) fn of(site: &Site, depth: Depth) -> Self {
        let table = &site.tables[MERCHANT];
        let is_shown = |extra: &Value| depth == Depth::Details || extra["detail"] != true;
        let is_written = |field: &Field| !matches!(field.type_name.as_str(), "hidden" | "part" | "virtual");
        let of_all = table.visible_fields().filter(|(_, field)| !field.name.contains("__") && is_written(field));
        let members = of_all.filter(|(_, field)| is_shown(&field.extra));
        let custom = table.visible_fields().filter_map(|(at, field)| Some((at, quoted(field.name.strip_prefix("merchantCharacter__")?))));
        Self {
            depth,
            members: members.map(|(at, field)| (at, Member::of(table, field))).collect(),
            custom: custom.collect(),
            create_org: table.field("createOrgCode"),
            orgs: table.field("orgs"),
            class: table.field("customerClassCode"),
            kind: table.field("transTypeCode"),
        }
    }
}

/// Appends a customer as the organisation at `org_at` uses it.
pub(super) fn push(out: &mut String, site: &mut Site, layout: &Layout, number: u32, org_at: usize, with_ranges: bool) {
    let merchant_at = site.tables[CONTACT].field("merchant").unwrap_or(0);
    let Some(id) = site.tables[MERCHANT].row(number).map(|row| row.id.clone()) else { return };
    let contacts = site.tables[CONTACT].having(merchant_at, &id);
    let site = &*site;
    let table = &site.tables[MERCHANT];
    let Some(row) = table.row(number) else { return };
    let contact = |number: &u32| site.tables[CONTACT].row(*number).filter(|row| row.presence != Presence::Hidden);
    let stamp_ms = contacts.iter().filter_map(contact).map(|row| row.stamp_ms).chain([row.stamp_ms]).max().unwrap_or(row.stamp_ms);
    let start = out.len();
    for (at, member) in &layout.members {
        let fragment = row.cells.get(*at);
        match member {
            Member::Local(name, english) if fragment != NULL => {
                out.push_str(name);
                out.push_str("{\"simplifiedName\":");
                out.push_str(fragment);
                if let Some(english) = english.map(|at| row.cells.get(at)).filter(|english| *english != NULL) {
                    out.push_str(",\"englishName\":");
                    out.push_str(english);
                }
                out.push('}');
            }
            Member::Plain(name) | Member::Local(name, _) => {
                out.push_str(name);
                out.push_str(fragment);
            }
            Member::Other => push_member(out, site, table, *at, row, Ids::Numbers),
        }
    }
    let cell = |at: Option<usize>| at.map(|at| as_text(row.cells.get(at))).unwrap_or_default();
    push_text(out, "createOrgId", org(&cell(layout.create_org)).map_or("", |(id, _)| id));
    let orgs = cell(layout.orgs);
    let (belong_id, belong_code) = orgs.split(',').nth(org_at).and_then(org).unwrap_or_default();
    push_text(out, "belongOrgId", belong_id);
    push_text(out, "belongOrgCode", belong_code);
    let (class, kind) = (cell(layout.class), cell(layout.kind));
    push_id(out, "customerClassId", CLASSES.iter().find(|(_, code, _)| *code == class).map_or("", |(id, ..)| id), Ids::Numbers);
    push_text(out, "transTypeId", KINDS.iter().find(|(_, code)| *code == kind).map_or("", |(id, _)| id));
    push_text(out, "createTime", &local(row.created_ms));
    push_text(out, "modifyTime", &local(stamp_ms));
    push_custom(out, layout, row);
    if with_ranges {
        let ranges = orgs
            .split(',')
            .filter_map(org)
            .map(|(id, code)| format!("{{\"id\":{id}7,\"orgId\":{},\"orgIdCode\":{}}}", quoted(id), quoted(code)));
        out.push_str(&format!(",\"merchantApplyRanges\":[{}]", ranges.collect::<Vec<_>>().join(",")));
    }
    if layout.depth == Depth::Details {
        let live: Vec<String> = contacts
            .iter()
            .filter(|at| contact(at).is_some_and(|row| row.presence == Presence::Live))
            .map(|at| contact_text(site, *at, Ids::Numbers))
            .collect();
        out.push_str(&format!(",\"merchantContactInfos\":[{}]", live.join(",")));
    }
    // The comma in front of the first member becomes the brace.
    out.replace_range(start..=start, "{");
    out.push('}');
}

/// Custom fields in an object of their own.
fn push_custom(out: &mut String, layout: &Layout, row: &Row) {
    let custom = layout.custom.iter().map(|(at, code)| (code, row.cells.get(*at))).filter(|(_, fragment)| *fragment != NULL);
    let members: Vec<String> = custom.map(|(code, fragment)| format!("{code}:{fragment}")).collect();
    if !members.is_empty() {
        out.push_str(&format!(",\"merchantCharacter\":{{{}}}", members.join(",")));
    }
}

/// A contact as an object.
pub(super) fn contact_text(site: &Site, number: u32, ids: Ids) -> String {
    let table = &site.tables[CONTACT];
    let Some(row) = table.row(number) else { return "null".to_owned() };
    let mut out = String::new();
    for (at, field) in table.visible_fields() {
        if ids == Ids::Texts || field.name != "merchant" {
            push_member(&mut out, site, table, at, row, ids);
        }
    }
    push_text(&mut out, "pubts", &local(row.stamp_ms));
    format!("{{{}}}", out.trim_start_matches(','))
}

/// `POST newBatchDetail`: an array of ids or codes, each with an organisation or without.
pub(super) fn batch_detail(site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let body = call.request.json().ok_or_else(|| Refused::gateway("310002"))?;
    let asked: Vec<Value> = match body {
        Value::Array(items) => items,
        one @ Value::Object(_) => vec![one],
        _ => return Err(Refused::gateway("310015")),
    };
    if asked.len() > DETAILS_MAX {
        return Err(Refused::business(format!("一次最多查询{DETAILS_MAX}条")));
    }
    let layout = Layout::of(site, Depth::Details);
    let mut out = String::from("[");
    for one in &asked {
        let Some(number) = found(site, &id_text(&one["id"]), &id_text(&one["code"])) else { continue };
        let belongs = [id_text(&one["belongOrgId"]), id_text(&one["belongOrgCode"])].into_iter().find(|text| !text.is_empty());
        let Some(org_at) = org_position(site, number, belongs.as_deref()) else { continue };
        if out.len() > 1 {
            out.push(',');
        }
        push(&mut out, site, &layout, number, org_at, true);
        site.tables[MERCHANT].show(number);
    }
    out.push(']');
    Ok(done(Code::Text, &out))
}

/// `GET detail?id=`.
pub(super) fn detail(site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let id = call.request.parameter("id").ok_or_else(|| Refused::gateway("310008"))?;
    let number = found(site, &id, "").ok_or_else(|| Refused::business("客户不存在"))?;
    let layout = Layout::of(site, Depth::Details);
    let mut out = String::new();
    push(&mut out, site, &layout, number, 0, true);
    Ok(done(Code::Text, &out))
}

/// The live customer of an id, or else of a code.
pub(super) fn found(site: &mut Site, id: &str, code: &str) -> Option<u32> {
    let table = &mut site.tables[MERCHANT];
    let number = if id.is_empty() {
        let at = table.field("code")?;
        let of_code = table.having(at, code);
        of_code
            .into_iter()
            .find(|number| table.row(*number).is_some_and(|row| row.presence == Presence::Live && as_text(row.cells.get(at)) == code))?
    } else {
        table.by_id(id)?
    };
    table.row(number).filter(|row| row.presence == Presence::Live).map(|_| number)
}

/// Where an organisation stands among those that may use a customer; the first without one.
fn org_position(site: &Site, number: u32, wanted: Option<&str>) -> Option<usize> {
    let Some(wanted) = wanted else { return Some(0) };
    let table = &site.tables[MERCHANT];
    let orgs = as_text(table.row(number)?.cells.get(table.field("orgs")?)).into_owned();
    orgs.split(',').position(|code| org(code).is_some_and(|(id, code)| id == wanted || code == wanted))
}
