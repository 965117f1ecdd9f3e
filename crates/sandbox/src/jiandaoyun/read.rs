//! Applications, forms, widgets and records, as they are read.

use serde_json::{Value, json};

use super::Jiandaoyun;
use super::filter::{Filter, UpdateFilter};
use super::forms::{APPS, CREATOR, FLOW_STATE, FORMS, described, of_table, position, widgets};
use super::reply::Code;
use super::staff::{OWNER, push_member};
use super::value::push_shown;
use crate::clock::iso_ms;
use crate::fault::Kind;
use crate::fragment::{NULL, as_text, push_quoted};
use crate::http::Reply;
use crate::site::Site;
use crate::table::{Presence, Row, Table};
use crate::vendor::Call;

/// Records of a page, at most and unless asked otherwise. Asking for more gives as many as this.
const PAGE_MAX: usize = 100;
const PAGE: usize = 10;

pub(super) fn apps(body: &Value) -> Result<Reply, Code> {
    let (skip, limit) = page_of_names(body)?;
    let apps = APPS.iter().skip(skip).take(limit).map(|(id, name)| json!({ "app_id": id, "name": name }));
    Ok(Reply::json(200, &json!({ "apps": apps.collect::<Vec<_>>() })))
}

pub(super) fn forms(body: &Value) -> Result<Reply, Code> {
    let (skip, limit) = page_of_names(body)?;
    let app = body["app_id"].as_str().ok_or(Code::BAD_PARAMETER)?;
    let at = APPS.iter().position(|(id, _)| *id == app).ok_or(Code::APP_MISSING)?;
    let forms = FORMS.iter().filter(|form| form.app == at).skip(skip).take(limit);
    let forms: Vec<Value> = forms.map(|form| json!({ "app_id": app, "entry_id": form.entry_id, "name": form.title })).collect();
    Ok(Reply::json(200, &json!({ "forms": forms })))
}

fn page_of_names(body: &Value) -> Result<(usize, usize), Code> {
    let number = |name: &str, otherwise: u64| match &body[name] {
        Value::Null => Ok(otherwise),
        found => found.as_u64().ok_or(Code::BAD_PARAMETER),
    };
    let (skip, limit) = (number("skip", 0)?, number("limit", 100)?);
    Ok((usize::try_from(skip).unwrap_or(usize::MAX), usize::try_from(limit.min(100)).unwrap_or(100)))
}

pub(super) fn widget_list(site: &Site, table: usize) -> Reply {
    let table = &site.tables[table];
    let last = table.stamped(i64::MIN, i64::MAX).rev().filter_map(|number| table.row(number)).find(|row| row.presence != Presence::Hidden);
    let system: Vec<Value> = ["_id", "creator", "updater", "deleter", "createTime", "updateTime", "deleteTime"]
        .into_iter()
        .chain(table.field(FLOW_STATE).map(|_| FLOW_STATE))
        .map(|name| json!({ "name": name }))
        .collect();
    let modified = last.map(|row| iso_ms(row.stamp_ms));
    Reply::json(200, &json!({ "widgets": described(table), "sysWidgets": system, "dataModifyTime": modified }))
}

/// The row behind an id, when it is there.
pub(super) fn live(site: &Site, table: usize, id: &Value) -> Result<u32, Code> {
    let id = id.as_str().ok_or(Code::BAD_PARAMETER)?;
    let row = site.tables[table].by_id(id).filter(|row| site.tables[table].row(*row).is_some_and(|row| row.presence == Presence::Live));
    row.ok_or(Code::RECORD_MISSING)
}

pub(super) fn get(site: &mut Site, table: usize, body: &Value) -> Result<Reply, Code> {
    let row = live(site, table, &body["data_id"])?;
    site.tables[table].show(row);
    Ok(one(site, table, row))
}

/// `{"data": {record}}`.
pub(super) fn one(site: &Site, table: usize, row: u32) -> Reply {
    let mut out = String::from("{\"data\":");
    push_record(&mut out, site, table, row, None);
    out.push('}');
    Reply::json_text(200, out)
}

pub(super) fn list(site: &mut Site, call: &Call<'_>, table: usize, body: &Value) -> Result<Reply, Code> {
    let limit = match &body["limit"] {
        Value::Null => PAGE,
        found => found.as_u64().filter(|limit| *limit > 0).ok_or(Code::BAD_PARAMETER)?.min(PAGE_MAX as u64) as usize,
    };
    let mut first = match &body["data_id"] {
        Value::Null => 0,
        id => behind(&site.tables[table], id.as_str().filter(|id| is_id(id)).ok_or(Code::BAD_PARAMETER)?),
    };
    if call.plan.has(&Kind::SamePageToken) {
        first = 0;
    }
    let update = match call.plan.own("update_filter").as_deref() {
        None | Some("works") => UpdateFilter::Works,
        Some("ignored") => UpdateFilter::Ignored,
        Some(_) => UpdateFilter::Refused,
    };
    let filter = Filter::read(&site.tables[table], &body["filter"], update)?;
    let left_out = call.plan.left_out_percent();
    let candidates = filter.candidates(site, table);
    let rows = &site.tables[table];
    let fits = |number: u32| {
        let is_left_out = left_out > 0 && u64::from(number.wrapping_mul(2_654_435_761) >> 7) % 100 < left_out;
        !is_left_out && rows.row(number).is_some_and(|row| row.presence == Presence::Live && filter.takes(row))
    };
    let listed: Vec<u32> = match candidates {
        Some(numbers) => numbers.into_iter().filter(|number| *number >= first && fits(*number)).take(limit).collect(),
        None => (first..u32::try_from(rows.all().len()).unwrap_or(u32::MAX)).filter(|number| fits(*number)).take(limit).collect(),
    };
    let fields = match &body["fields"] {
        Value::Array(names) => Some(names.iter().filter_map(Value::as_str).filter_map(|name| position(rows, name)).collect::<Vec<usize>>()),
        _ => None,
    };
    let mut out = String::with_capacity(listed.len() * 1_500 + 20);
    out.push_str("{\"data\":[");
    for (at, number) in listed.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_record(&mut out, site, table, *number, fields.as_deref());
    }
    out.push_str("]}");
    for number in listed {
        site.tables[table].show(number);
    }
    Ok(Reply::json_text(200, out))
}

/// 24 hexadecimal digits.
pub(super) fn is_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The number of the first row whose id is greater. Ids rise with the numbers of rows.
pub(super) fn behind(table: &Table, id: &str) -> u32 {
    let (mut low, mut high) = (0, u32::try_from(table.all().len()).unwrap_or(u32::MAX));
    while low < high {
        let middle = low + (high - low) / 2;
        if table.row(middle).is_some_and(|row| *row.id <= *id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Appends a record; of its widgets those at `fields`, all of them without.
pub(super) fn push_record(out: &mut String, site: &Site, table: usize, number: u32, fields: Option<&[usize]>) {
    let table = &site.tables[table];
    let Some(row) = table.row(number) else {
        out.push_str(NULL);
        return;
    };
    let form = of_table(table);
    out.push_str("{\"_id\":");
    push_quoted(out, &row.id);
    out.push_str(",\"appId\":");
    push_quoted(out, form.map_or("", |form| APPS[form.app].0));
    out.push_str(",\"entryId\":");
    push_quoted(out, form.map_or("", |form| form.entry_id));
    out.push_str(",\"ext\":\"\"");
    push_system(out, table, row);
    for (at, field) in widgets(table) {
        if field.type_name == "separator" || fields.is_some_and(|fields| !fields.contains(&at)) {
            continue;
        }
        out.push(',');
        push_quoted(out, &field.name);
        out.push(':');
        push_shown(out, field, row.cells.get(at), site.now_ms());
    }
    out.push('}');
}

fn push_system(out: &mut String, table: &Table, row: &Row) {
    let is_gone = row.presence != Presence::Live && row.deleted_ms > 0;
    for (name, at_ms) in [("createTime", row.created_ms), ("updateTime", row.stamp_ms)] {
        out.push_str(&format!(",\"{name}\":\"{}\"", iso_ms(at_ms)));
    }
    if is_gone {
        out.push_str(&format!(",\"deleteTime\":\"{}\"", iso_ms(row.deleted_ms)));
    } else {
        out.push_str(",\"deleteTime\":null");
    }
    let creator = table.field(CREATOR).map(|at| as_text(row.cells.get(at)).into_owned()).unwrap_or_default();
    out.push_str(",\"creator\":");
    push_member(out, &creator);
    out.push_str(",\"updater\":");
    push_member(out, if row.version == 1 { &creator } else { OWNER });
    out.push_str(",\"deleter\":");
    if is_gone {
        push_member(out, OWNER)
    } else {
        out.push_str(NULL)
    }
    if let Some(at) = table.field(FLOW_STATE) {
        out.push_str(&format!(",\"{FLOW_STATE}\":{}", row.cells.get(at)));
    }
}

/// The page that a list call asks for, from 1; pages are places here, so it is only told for faults.
pub(super) fn page(site: &Site, table: usize, body: &Value) -> u32 {
    let limit = body["limit"].as_u64().and_then(|limit| u32::try_from(limit).ok()).unwrap_or(10).clamp(1, 100);
    body["data_id"].as_str().map_or(1, |id| behind(&site.tables[table], id) / limit + 1)
}

/// The form that a body names.
pub(super) fn form_of(jdy: &Jiandaoyun, site: &Site, body: &Value) -> Result<usize, Code> {
    let (app, entry) = (body["app_id"].as_str().ok_or(Code::BAD_PARAMETER)?, body["entry_id"].as_str().ok_or(Code::BAD_PARAMETER)?);
    if !APPS.iter().any(|(id, _)| *id == app) {
        return Err(Code::APP_MISSING);
    }
    let form = FORMS.iter().find(|form| form.entry_id == entry && APPS[form.app].0 == app).ok_or(Code::FORM_MISSING)?;
    if form.is_preset {
        return Err(Code::PRESET_FORM);
    }
    if jdy.closed_apps.iter().any(|closed| closed == app) {
        return Err(Code::NO_PERMISSION);
    }
    site.table(form.name).ok_or(Code::FORM_MISSING)
}
