//! Lists, details and saving of everything that is no customer: clues, opportunities, follow-ups, orders, contracts, receivables.

use serde_json::{Value, json};

use super::Yonyou;
use super::filter::{Filter, cell, sort};
use super::listings::Listings;
use super::merchant_read::{page_of, page_rows, served_page};
use super::merchant_write::{Values, data_of};
use super::reply::{Code, Refused, done};
use super::schema::{CLUE, CONTRACT, FOLLOWUP, OPPT, ORDER, RECEIPT, RECEIVABLE};
use super::value::{Ids, id_text, local, merged_rows, push_member, push_text, stored};
use crate::fault::Kind;
use crate::fragment::{NULL, as_text, members, object_text, quoted, value};
use crate::http::Reply;
use crate::log::{Actor, Effect};
use crate::site::{How, Site};
use crate::table::{Cells, Presence, Row, Table};
use crate::vendor::Call;

/// What a list understands.
struct Rule {
    table: usize,
    size_max: u64,
    code: Code,
    /// The fields that conditions may name; all of them when empty.
    fields: &'static [&'static str],
    /// Parameters `open_…_begin` and `open_…_end`, and the field each is about.
    ranges: &'static [(&'static str, &'static str)],
    /// Parameters that stand for a value of a field.
    equal: &'static [(&'static str, &'static str)],
}

const RULES: &[Rule] = &[
    Rule { table: CLUE, size_max: 9_999, code: Code::Number, fields: &["createTime", "modifyTime"], ranges: &[], equal: &[] },
    Rule {
        table: OPPT,
        size_max: 9_999,
        code: Code::Number,
        fields: &[
            "createTime",
            "modifyTime",
            "winningRate",
            "opptDate",
            "expectSignDate",
            "expectSignMoney",
            "customer",
            "customer.code",
            "customer.name",
            "ower.code",
            "org.name",
        ],
        ranges: &[],
        equal: &[],
    },
    Rule { table: FOLLOWUP, size_max: 9_999, code: Code::Number, fields: &["followTime"], ranges: &[], equal: &[] },
    Rule {
        table: ORDER,
        size_max: 5_000,
        code: Code::Text,
        fields: &[],
        ranges: &[("vouchdate", "vouchdate"), ("orderDate", "vouchdate")],
        equal: &[("code", "code"), ("nextStatusName", "nextStatus")],
    },
    Rule {
        table: CONTRACT,
        size_max: 5_000,
        code: Code::Text,
        fields: &[],
        ranges: &[("vouchdate", "vouchdate"), ("confirmDate", "vouchdate")],
        equal: &[],
    },
    Rule {
        table: RECEIVABLE,
        size_max: 500,
        code: Code::Text,
        fields: &[],
        ranges: &[("billDate", "billDate"), ("modifyTime", "modifyTime")],
        equal: &[("customer", "customer"), ("org", "org"), ("extSystemCode", "extSystemCode"), ("code", "code")],
    },
    // Its largest page no document names; a small one is unkind.
    Rule {
        table: RECEIPT,
        size_max: 100,
        code: Code::Text,
        fields: &["pubts"],
        ranges: &[("vouchdate", "vouchdate")],
        equal: &[("code", "code")],
    },
];

/// A value as conditions see it.
fn shown(site: &Site, table: &Table, row: &Row, name: &str) -> String {
    match name {
        "id" => return row.id.to_string(),
        "createTime" => return local(row.created_ms),
        "modifyTime" | "pubts" => return local(row.stamp_ms),
        _ => {}
    }
    let Some((reference, part)) =
        name.split_once(['.', '_']).filter(|(reference, _)| table.field(name).is_none() && table.field(reference).is_some())
    else {
        return cell(table, row, name);
    };
    let id = cell(table, row, reference);
    let target = table.field(reference).and_then(|at| table.fields[at].extra["ref"].as_str()).and_then(|name| site.table(name));
    let found = target.map(|at| &site.tables[at]).and_then(|target| Some((target, target.row(target.by_id(&id)?)?)));
    match found {
        Some((target, row)) => cell(target, row, part),
        None if part == "code" => super::schema::org(&id).map_or(id.clone(), |(_, code)| code.to_owned()),
        None => id,
    }
}

/// `POST …/list`.
pub(super) fn list(listings: &mut Listings, site: &mut Site, call: &Call<'_>, table_at: usize) -> Result<Reply, Refused> {
    let Some(rule) = RULES.iter().find(|rule| rule.table == table_at) else { return Err(Refused::unregistered(&call.request.path)) };
    let body = call.request.json().ok_or_else(|| Refused::gateway("310002"))?;
    let (page, size) = page_of(&body, rule.size_max)?;
    let page = served_page(call, page);
    let table = &site.tables[table_at];
    let is_known = |name: &str| {
        ["id", "createTime", "modifyTime", "pubts"].contains(&name)
            || table.field(name.split(['.', '_']).next().unwrap_or_default()).is_some()
            || table.field(name).is_some()
    };
    // One condition, and few ways to compare.
    let condition = &body["simpleVOs"];
    let is_odd = condition.is_array() || !["in", "eq", "lt", "gt", "like", "between"].contains(&condition["op"].as_str().unwrap_or("eq"));
    if table_at == RECEIPT && !condition.is_null() && is_odd {
        return Err(Refused::gateway("310023"));
    }
    let mut filter = Filter::read(&body, |name| if rule.fields.is_empty() { is_known(name) } else { rule.fields.contains(&name) })?;
    for (parameter, field) in rule.ranges {
        let bound = |end: &str| body[format!("open_{parameter}_{end}")].as_str();
        filter.between(field, bound("begin"), bound("end"));
    }
    for (parameter, field) in rule.equal {
        let wanted = id_text(&body[*parameter]);
        if !wanted.is_empty() {
            filter.equal(field, &wanted);
        }
    }
    let states: Vec<String> = body["verifyState"].as_array().into_iter().flatten().map(id_text).collect();
    // Heads alone, or each line of an order beside its head.
    let is_sum = table_at != ORDER || body["isSum"] == true || body["isSum"] == "true";
    let found = listings.rows(site, call.endpoint.name, &body, || {
        let fits = |row: &Row| {
            filter.fits(|name| shown(site, table, row, name)) && (states.is_empty() || states.contains(&cell(table, row, "verifyState")))
        };
        let mut rows: Vec<(u32, &Row)> = table.live().filter(|(_, row)| fits(row)).collect();
        if let Some(order) = &filter.order {
            sort(&mut rows, order, |row, name| shown(site, table, row, name));
        }
        let of_lines = |(number, row): (u32, &Row)| {
            let count = if is_sum { 1 } else { lines(table, row).len() };
            (0..count).map(move |line| (number, line))
        };
        Ok(rows.into_iter().flat_map(of_lines).collect())
    })?;
    let (total, page_rows) = page_rows(&found, page, size, call.plan.left_out_percent());
    let is_empty = call.plan.has(&Kind::EmptyPage);
    let page_rows = if is_empty { Vec::new() } else { page_rows };
    let mut out = String::new();
    for (number, line) in &page_rows {
        if !out.is_empty() {
            out.push(',');
        }
        push(&mut out, site, table_at, *number, (!is_sum).then_some(*line));
    }
    page_rows.iter().for_each(|(number, _)| site.tables[table_at].show(*number));
    let pages = total.div_ceil(size);
    let head = format!(
        "\"pageIndex\":{},\"pageSize\":{size},\"recordCount\":{total},\"pageCount\":{pages},\"beginPageIndex\":1,\"endPageIndex\":{pages}",
        page + 1
    );
    Ok(done(rule.code, &format!("{{{head},\"recordList\":[{out}]}}")))
}

fn lines(table: &Table, row: &Row) -> Vec<Value> {
    table.field("orderDetails").map(|at| value(row.cells.get(at))).and_then(|lines| lines.as_array().cloned()).unwrap_or_default()
}

/// Appends a record: its head as lists show it, with a line of it where one is wanted.
fn push(out: &mut String, site: &Site, table_at: usize, number: u32, line: Option<usize>) {
    push_record(out, site, table_at, number, line, false);
}

fn push_record(out: &mut String, site: &Site, table_at: usize, number: u32, line: Option<usize>, with_details: bool) {
    let table = &site.tables[table_at];
    let Some(row) = table.row(number) else { return };
    let start = out.len();
    for (at, field) in table.visible_fields() {
        if with_details || field.extra["detail"] != true {
            push_member(out, site, table, at, row, Ids::Texts);
        }
    }
    if let Some(line) = line.and_then(|at| lines(table, row).get(at).cloned()) {
        for (name, value) in line.as_object().into_iter().flatten() {
            let name = if name == "id" { "orderDetails_id" } else { name };
            out.push_str(&format!(",{}:{value}", quoted(name)));
        }
    }
    if table_at != RECEIPT || with_details {
        push_text(out, "pubts", &local(row.stamp_ms));
    }
    push_text(out, "createTime", &local(row.created_ms));
    push_text(out, "modifyTime", &local(row.stamp_ms));
    push_text(out, "creator", "王芳");
    out.replace_range(start..=start, "{");
    out.push('}');
}

/// `GET …/detail?id=` and `GET …/getbyid?id=`.
pub(super) fn detail(site: &mut Site, call: &Call<'_>, table_at: usize) -> Result<Reply, Refused> {
    let id = call.request.parameter("id").ok_or_else(|| Refused::gateway("310008"))?;
    let number = live(site, table_at, &id).ok_or_else(|| Refused::business("未获取到当前单据信息"))?;
    let mut out = String::new();
    push_record(&mut out, site, table_at, number, None, true);
    site.tables[table_at].show(number);
    Ok(done(Code::Text, &out))
}

pub(super) fn live(site: &Site, table_at: usize, id: &str) -> Option<u32> {
    let table = &site.tables[table_at];
    table.by_id(id).filter(|number| table.row(*number).is_some_and(|row| row.presence == Presence::Live))
}

/// What a record that is saved goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// Recognised when it comes again.
    Idempotent,
    /// The same, and put forward for approval at once.
    AndSubmitted,
    /// Written again when it comes again.
    Plain,
}

/// `POST …/save`: `_status` says what becomes of the record.
pub(super) fn save(yonyou: &mut Yonyou, site: &mut Site, call: &Call<'_>, table_at: usize, saving: Saving) -> Result<Reply, Refused> {
    let values = data_of(call)?;
    let data = value(&object_text(&values));
    let now_ms = site.clock.now_ms();
    if saving != Saving::Plain
        && let Some(reply) = yonyou.keys.known(call.endpoint.name, &data, now_ms, &yonyou.duplicate_code)?
    {
        return Ok(reply);
    }
    let result = match call.plan.row_error(1, "999") {
        Some(code) => Err(Refused { code, ..Refused::business("数据已被锁定，请稍后再试") }),
        None => saved(yonyou, site, table_at, &values, &data, saving),
    };
    let id_of = |site: &Site, row: u32| site.tables[table_at].row(row).map(|row| row.id.to_string()).unwrap_or_default();
    let (id, effect) = match &result {
        Ok((row, effect)) => (id_of(site, *row), effect.clone()),
        Err(refused) => (String::new(), Effect::Refused(refused.code.clone())),
    };
    site.note_write(call.endpoint.name, table_at, id.clone(), &object_text(&values), effect);
    let (row, _) = result?;
    let mut out = String::new();
    push_record(&mut out, site, table_at, row, None, true);
    let reply = done(Code::Text, &out);
    if saving != Saving::Plain {
        yonyou.keys.keep(call.endpoint.name, &data, now_ms, &id, &reply);
    }
    Ok(reply)
}

fn saved(
    yonyou: &mut Yonyou,
    site: &mut Site,
    table_at: usize,
    values: &Values,
    data: &Value,
    saving: Saving,
) -> Result<(u32, Effect), Refused> {
    let status = data["_status"].as_str().unwrap_or_default();
    if !["Insert", "Update"].contains(&status) {
        return Err(Refused::missing("_status"));
    }
    let known = if status == "Update" {
        let id = id_text(&data["id"]);
        Some(live(site, table_at, &id).ok_or_else(|| Refused::business(format!("单据{id}不存在")))?)
    } else {
        None
    };
    if let Some(row) = known
        && state(site, table_at, row) > 0
    {
        return Err(Refused::business("单据已提交或审核，不能修改"));
    }
    let mut changes = changes(yonyou, site, table_at, values, known)?;
    if known.is_none() {
        required(&site.tables[table_at], values)?;
        unique(site, table_at, data)?;
    }
    if table_at == ORDER {
        check_order(data, known.is_none())?;
    }
    match known {
        Some(row) => {
            let is_changed = site.update(table_at, row, changes, How::by(Actor::Api));
            Ok((row, if is_changed { Effect::Updated } else { Effect::Unchanged }))
        }
        None => {
            let id = yonyou.next_id();
            changes.extend(first_state(&site.tables[table_at], &id, data, saving == Saving::AndSubmitted));
            Ok((site.insert(table_at, &id, Cells::default().with(&changes), None, How::by(Actor::Api)), Effect::Created))
        }
    }
}

fn required(table: &Table, values: &Values) -> Result<(), Refused> {
    for (_, field) in table.visible_fields().filter(|(_, field)| field.extra["required"] == true) {
        let is_sent = values.iter().any(|(name, fragment)| {
            (*name == field.name || *name == format!("{}_code", field.name)) && fragment != NULL && fragment != "\"\""
        });
        if !is_sent {
            return Err(Refused::missing(&field.label));
        }
    }
    Ok(())
}

/// A code belongs to one record, and the number that another system has given with it too.
fn unique(site: &mut Site, table_at: usize, data: &Value) -> Result<(), Refused> {
    let mut taken = |name: &str, text: &str| -> Vec<u32> {
        let table = &mut site.tables[table_at];
        let Some(at) = table.field(name) else { return Vec::new() };
        let rows = table.having(at, text);
        rows.into_iter().filter(|row| table.row(*row).is_some_and(|row| row.presence == Presence::Live)).collect()
    };
    let code = id_text(&data["code"]);
    if !code.is_empty() && !taken("code", &code).is_empty() {
        return Err(Refused::business(format!("编码{code}已存在")));
    }
    let (system, voucher) = (id_text(&data["extSystemCode"]), id_text(&data["extVouchCode"]));
    if !voucher.is_empty() {
        let of_system = taken("extSystemCode", &system);
        if taken("extVouchCode", &voucher).iter().any(|row| of_system.contains(row)) {
            return Err(Refused::business(format!("外部系统{system}的单据{voucher}已存在")));
        }
    }
    Ok(())
}

/// The lines of an order say what becomes of them, and their sums are the order's.
fn check_order(data: &Value, is_new: bool) -> Result<(), Refused> {
    let amount = |value: &Value| value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    let lines = data["orderDetails"].as_array().cloned().unwrap_or_default();
    if is_new && lines.is_empty() {
        return Err(Refused::missing("订单明细"));
    }
    for line in &lines {
        for name in ["_status", "productId", "qty", "oriSum"] {
            if line[name].is_null() {
                return Err(Refused::missing(&format!("订单明细.{name}")));
            }
        }
    }
    let sum: f64 = lines.iter().filter_map(|line| amount(&line["oriSum"])).sum();
    let has_both = !lines.is_empty() && !data["payMoney"].is_null();
    if has_both && amount(&data["payMoney"]).is_none_or(|total| (total - sum).abs() > 0.005) {
        return Err(Refused::business("含税金额与明细合计不一致"));
    }
    Ok(())
}

fn changes(
    yonyou: &mut Yonyou,
    site: &Site,
    table_at: usize,
    values: &Values,
    known: Option<u32>,
) -> Result<Vec<(usize, String)>, Refused> {
    let table = &site.tables[table_at];
    let mut changes = Vec::new();
    for (name, fragment) in values {
        if name.ends_with("DefineCharacter") && table.field(name).is_none() {
            for (code, fragment) in members(fragment.as_bytes()).unwrap_or_default() {
                let at = table.field(&format!("{name}__{code}")).ok_or_else(|| Refused::business(format!("特征{code}不存在")))?;
                changes.push((at, stored(site, &table.fields[at], &fragment)?));
            }
            continue;
        }
        let plain = name.strip_suffix("_code").filter(|_| table.field(name).is_none()).unwrap_or(name);
        let Some(at) = table.field(plain) else { continue };
        let field = &table.fields[at];
        if field.extra["read_only"] == true || field.type_name == "id" {
            continue;
        }
        let fragment = if field.type_name == "rows" {
            let before = known.and_then(|row| table.row(row)).map_or(NULL, |row| row.cells.get(at));
            let rows = merged_rows(before, &value(fragment), || yonyou.next_id())?;
            if table_at == ORDER { numbered(&rows) } else { rows }
        } else {
            stored(site, field, fragment)?
        };
        changes.push((at, fragment));
    }
    Ok(changes)
}

/// Lines with a number each, by tens.
fn numbered(lines: &str) -> String {
    let mut lines = value(lines);
    let mut last = 0;
    for line in lines.as_array_mut().into_iter().flatten() {
        match line["lineno"].as_i64() {
            Some(number) => last = last.max(number),
            None => {
                last += 10;
                line["lineno"] = json!(last);
            }
        }
    }
    lines.to_string()
}

/// What a new record has that was not sent: a number, and that it is open.
fn first_state(table: &Table, id: &str, data: &Value, is_submitted: bool) -> Vec<(usize, String)> {
    let state = if is_submitted { "1" } else { "0" };
    let usual = [
        ("code", quoted(&format!("{}{}", table.name.to_uppercase(), &id[id.len().saturating_sub(8)..]))),
        ("verifystate", state.to_owned()),
        ("verifyState", state.to_owned()),
        ("nextStatus", quoted("CONFIRMORDER")),
        ("status", "0".to_owned()),
        ("opptState", "0".to_owned()),
        ("winLoseOrderState", "2".to_owned()),
        ("settledSum", "0".to_owned()),
    ];
    let sent = |name: &str| !data[name].is_null() && table.field(name).is_some_and(|at| table.fields[at].extra["read_only"] != true);
    usual.into_iter().filter(|(name, _)| !sent(name)).filter_map(|(name, fragment)| Some((table.field(name)?, fragment))).collect()
}

/// How far a record is approved: 0 open, 1 in approval, 2 approved.
pub(super) fn state(site: &Site, table_at: usize, row: u32) -> i64 {
    let table = &site.tables[table_at];
    let at = match table_at {
        ORDER | RECEIPT => table.field("verifystate"),
        RECEIVABLE => table.field("verifyState"),
        _ => None,
    };
    let text = at.and_then(|at| table.row(row).map(|row| as_text(row.cells.get(at)).into_owned())).unwrap_or_default();
    text.parse().unwrap_or(0)
}

/// The answer for one clue that is closed.
pub(super) fn close_clue(site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let id = data_of(call)?.iter().find(|(name, _)| name == "id").map(|(_, fragment)| id_text(&value(fragment))).unwrap_or_default();
    let row = live(site, CLUE, &id).ok_or_else(|| Refused::business("线索不存在"))?;
    let at = site.tables[CLUE].field("status").unwrap_or(0);
    site.update(CLUE, row, vec![(at, "3".to_owned())], How::by(Actor::Api));
    site.note_write(call.endpoint.name, CLUE, id.clone(), "", Effect::Updated);
    Ok(done(Code::Text, &json!({ "id": id }).to_string()))
}
