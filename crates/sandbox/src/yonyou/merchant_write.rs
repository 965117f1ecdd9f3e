//! Customers: created, changed, assigned to organisations, stopped, deleted. Contacts and addresses come inside of them.

use serde_json::{Value, json};

use super::Yonyou;
use super::merchant_read::found;
use super::reply::{Code, Refused, done};
use super::schema::{CONTACT, MERCHANT, ORGS, org};
use super::value::{id_text, merged_rows, status_of, stored};
use crate::fragment::{NULL, as_text, members, object_text, quoted, value};
use crate::http::Reply;
use crate::log::{Actor, Effect};
use crate::site::{How, Site};
use crate::table::{Cells, Presence};
use crate::vendor::Call;

/// Members of a record with their values as they stand in the body.
pub(super) type Values = Vec<(String, String)>;

/// What is to become of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Insert,
    Update,
}

/// Members of `data`, or of the body itself.
pub(super) fn data_of(call: &Call<'_>) -> Result<Values, Refused> {
    let body = members(&call.request.body).ok_or_else(|| Refused::gateway("310002"))?;
    match body.iter().find(|(name, _)| name == "data") {
        Some((_, data)) => members(data.as_bytes()).ok_or_else(|| Refused::gateway("310015")),
        None => Ok(body),
    }
}

/// Rows of `data`, which is an array.
pub(super) fn rows_of(call: &Call<'_>) -> Result<Vec<Value>, Refused> {
    let body = call.request.json().ok_or_else(|| Refused::gateway("310002"))?;
    body["data"].as_array().cloned().ok_or_else(|| Refused::gateway("310015"))
}

fn sent<'a>(values: &'a Values, name: &str) -> Option<&'a str> {
    values.iter().find(|(known, _)| known == name).map(|(_, fragment)| fragment.as_str())
}

fn text_of(values: &Values, name: &str) -> String {
    sent(values, name).map(|fragment| id_text(&value(fragment))).unwrap_or_default()
}

/// `POST idempotent/newinsert`.
pub(super) fn insert(yonyou: &mut Yonyou, site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let values = data_of(call)?;
    let data = value(&object_text(&values));
    let now_ms = site.clock.now_ms();
    if let Some(reply) = yonyou.keys.known(call.endpoint.name, &data, now_ms, &yonyou.duplicate_code)? {
        return Ok(reply);
    }
    let (row, _) = written(yonyou, site, call, &values, Way::Insert, 1).map_err(Refused::with_code_zero)?;
    let (id, code) = id_and_code(site, row);
    let body = format!("{{\"code\":\"200\",\"success\":true,\"data\":[{{\"id\":{id},\"code\":{}}}]}}", quoted(&code));
    let reply = Reply::json_text(200, body);
    yonyou.keys.keep(call.endpoint.name, &data, now_ms, &id, &reply);
    Ok(reply)
}

/// `POST newupdate`.
pub(super) fn update(yonyou: &mut Yonyou, site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let values = data_of(call)?;
    let (row, _) = written(yonyou, site, call, &values, Way::Update, 1)?;
    let (id, code) = id_and_code(site, row);
    Ok(done(Code::Text, &format!("{{\"id\":{id},\"code\":{}}}", quoted(&code))))
}

/// `POST save`, the older way: `_status` says which.
pub(super) fn save(yonyou: &mut Yonyou, site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let values = data_of(call)?;
    let way = if text_of(&values, "_status") == "Update" { Way::Update } else { Way::Insert };
    let (row, _) = written(yonyou, site, call, &values, way, 1)?;
    let (id, code) = id_and_code(site, row);
    Ok(done(Code::Text, &format!("{{\"id\":{id},\"code\":{}}}", quoted(&code))))
}

/// `POST batch/merchant/save`: names of another dialect, and an answer that is fine as a whole whatever became of the rows.
pub(super) fn batch_save(yonyou: &mut Yonyou, site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let body = members(&call.request.body).ok_or_else(|| Refused::gateway("310002"))?;
    let data = body.into_iter().find(|(name, _)| name == "data").ok_or_else(|| Refused::gateway("310008"))?.1;
    let rows: Vec<Box<serde_json::value::RawValue>> = serde_json::from_str(&data).map_err(|_| Refused::gateway("310015"))?;
    let mut batch = Batch::default();
    for (at, row) in rows.iter().enumerate() {
        let values = members(row.get().as_bytes()).map(other_dialect).unwrap_or_default();
        let key = text_of(&values, "code");
        let way = if text_of(&values, "_status") == "Update" { Way::Update } else { Way::Insert };
        let result = match (sent(&values, "createOrgCode"), sent(&values, "customerClassCode"), sent(&values, "merchantAppliedDetail")) {
            (Some(_), Some(_), Some(_)) => written(yonyou, site, call, &values, way, at + 1),
            (None, ..) => Err(Refused::missing("org_code")),
            (_, None, _) => Err(Refused::missing("customerClass_code")),
            (.., None) => Err(Refused::missing("merchantAppliedDetail")),
        };
        match result {
            Ok((row, _)) => {
                let (id, code) = id_and_code(site, row);
                batch.done(json!({ "id": id, "code": code }));
            }
            Err(refused) => batch.failed(json!({ "message": refused.message, "key": key })),
        }
    }
    Ok(batch.reply())
}

/// Names of the batch interface as the others have them.
fn other_dialect(values: Values) -> Values {
    let renamed = |name: String| match name.as_str() {
        "org_code" => "createOrgCode".to_owned(),
        "customerClass_code" => "customerClassCode".to_owned(),
        "transType_code" => "transTypeCode".to_owned(),
        "merchantContacterInfos" => "merchantContactInfos".to_owned(),
        _ => name,
    };
    values.into_iter().map(|(name, fragment)| (renamed(name), fragment)).collect()
}

/// What became of the rows of a batch.
#[derive(Default)]
pub(super) struct Batch {
    infos: Vec<Value>,
    messages: Vec<Value>,
}

impl Batch {
    pub(super) fn done(&mut self, info: Value) {
        self.infos.push(info);
    }

    pub(super) fn failed(&mut self, message: Value) {
        self.messages.push(message);
    }

    /// Success as a whole; `sucessCount` is the vendor's spelling.
    pub(super) fn reply(self) -> Reply {
        let count = self.infos.len() + self.messages.len();
        let data = json!({ "count": count, "sucessCount": self.infos.len(), "failCount": self.messages.len(), "messages": self.messages, "infos": self.infos });
        done(Code::Text, &data.to_string())
    }
}

pub(super) fn id_and_code(site: &Site, row: u32) -> (String, String) {
    let table = &site.tables[MERCHANT];
    let code = table.field("code").and_then(|at| table.row(row).map(|row| as_text(row.cells.get(at)).into_owned()));
    (table.row(row).map(|row| row.id.to_string()).unwrap_or_default(), code.unwrap_or_default())
}

/// Carries out one customer and notes it.
fn written(
    yonyou: &mut Yonyou,
    site: &mut Site,
    call: &Call<'_>,
    values: &Values,
    way: Way,
    position: usize,
) -> Result<(u32, Effect), Refused> {
    let is_own = site.begin();
    let result = match call.plan.row_error(position, "999") {
        Some(code) => Err(Refused { code, ..Refused::business("数据已被锁定，请稍后再试") }),
        None => carried_out(yonyou, site, values, way),
    };
    let (id, effect) = match &result {
        Ok((row, effect)) => (id_and_code(site, *row).0, effect.clone()),
        Err(refused) => (String::new(), Effect::Refused(refused.code.clone())),
    };
    match (&result, is_own) {
        (Ok(_), true) => site.commit(),
        (Err(refused), true) => site.roll_back(&refused.code),
        (_, false) => {}
    }
    site.note_write(call.endpoint.name, MERCHANT, id, &object_text(values), effect);
    result
}

fn carried_out(yonyou: &mut Yonyou, site: &mut Site, values: &Values, way: Way) -> Result<(u32, Effect), Refused> {
    let (id, code) = (text_of(values, "id"), text_of(values, "code"));
    let known = match way {
        Way::Insert => None,
        Way::Update => Some(found(site, &id, &code).ok_or_else(|| Refused::business("客户不存在"))?),
    };
    let is_numbered = way == Way::Insert && yonyou.numbers_customers && code.is_empty();
    for (name, what) in [("code", "客户编码"), ("name", "客户名称"), ("createOrgCode", "管理组织")] {
        let is_sent = sent(values, name).is_some_and(|fragment| fragment != NULL && fragment != "\"\"");
        if !(is_sent || is_numbered && name == "code") {
            return Err(Refused::missing(what));
        }
    }
    if way == Way::Update && sent(values, "enterpriseNature").is_none() {
        return Err(Refused::missing("企业类型"));
    }
    if !is_numbered && found(site, "", &code).is_some_and(|other| Some(other) != known) {
        return Err(Refused::business(format!("客户编码[{code}]已存在")));
    }
    let mut changes = changes(yonyou, site, values, known)?;
    let (row, effect) = match known {
        Some(row) => {
            let is_changed = site.update(MERCHANT, row, changes, How::by(Actor::Api));
            (row, if is_changed { Effect::Updated } else { Effect::Unchanged })
        }
        None => {
            changes.extend(defaults(site, values));
            let id = yonyou.next_id();
            if is_numbered {
                changes.extend(site.tables[MERCHANT].field("code").map(|at| (at, quoted(&format!("KH{id}")))));
            }
            (site.insert(MERCHANT, &id, Cells::default().with(&changes), None, How::by(Actor::Api)), Effect::Created)
        }
    };
    let (id, _) = id_and_code(site, row);
    if let Some(contacts) = sent(values, "merchantContactInfos") {
        for contact in value(contacts).as_array().into_iter().flatten() {
            write_contact(yonyou, site, &id, contact)?;
        }
    }
    Ok((row, effect))
}

fn changes(yonyou: &mut Yonyou, site: &mut Site, values: &Values, known: Option<u32>) -> Result<Vec<(usize, String)>, Refused> {
    let mut changes = Vec::new();
    for (name, fragment) in values {
        if name == "merchantCharacter" {
            for (code, fragment) in members(fragment.as_bytes()).unwrap_or_default() {
                let table = &site.tables[MERCHANT];
                let name = format!("merchantCharacter__{code}");
                let at = table.field(&name).ok_or_else(|| Refused::business(format!("特征{code}不存在")))?;
                changes.push((at, stored(site, &table.fields[at], &fragment)?));
            }
            continue;
        }
        let table = &site.tables[MERCHANT];
        // What nobody knows is passed over in silence.
        let Some(at) = table.field(name) else { continue };
        let field = table.fields[at].clone();
        if field.extra["read_only"] == true || matches!(field.type_name.as_str(), "id" | "hidden" | "part" | "virtual") {
            continue;
        }
        if field.type_name == "rows" {
            let before = known.and_then(|row| table.row(row)).map_or(NULL, |row| row.cells.get(at)).to_owned();
            changes.push((at, merged_rows(&before, &value(fragment), || yonyou.next_id())?));
            continue;
        }
        changes.push((at, stored(site, &field, fragment)?));
        if field.type_name == "local"
            && let Some(english) = table.field(&format!("{name}.englishName"))
            && let Some(text) = value(fragment)["englishName"].as_str()
        {
            changes.push((english, quoted(text)));
        }
    }
    Ok(changes)
}

/// What a new customer has that was not sent: its kind, its nature, the organisations that may use it.
fn defaults(site: &Site, values: &Values) -> Vec<(usize, String)> {
    let table = &site.tables[MERCHANT];
    let creator = text_of(values, "createOrgCode");
    let asked: Vec<String> = sent(values, "merchantApplyRanges")
        .map(|fragment| value(fragment).as_array().into_iter().flatten().map(|range| id_text(&range["orgIdCode"])).collect())
        .unwrap_or_default();
    let mut orgs = vec![creator.clone()];
    orgs.extend(asked.into_iter().filter(|code| *code != creator && org(code).is_some()));
    let usual = [
        ("orgs", quoted(&orgs.join(","))),
        ("transTypeCode", quoted("SYCSR001")),
        ("enterpriseNature", "0".to_owned()),
        ("stopStatus", "false".to_owned()),
        ("taxPayingCategories", "0".to_owned()),
    ];
    let is_missing = |name: &str| sent(values, name).is_none();
    usual.into_iter().filter(|(name, _)| is_missing(name)).filter_map(|(name, fragment)| Some((table.field(name)?, fragment))).collect()
}

/// One contact inside of a customer: added, changed or taken away, as it says itself.
pub(super) fn write_contact(yonyou: &mut Yonyou, site: &mut Site, merchant: &str, contact: &Value) -> Result<(), Refused> {
    let status = status_of(contact);
    let id = id_text(&contact["id"]);
    let merchant_at = site.tables[CONTACT].field("merchant").unwrap_or(0);
    let of_merchant = |site: &Site, id: &str| {
        let table = &site.tables[CONTACT];
        let number = table.by_id(id)?;
        let row = table.row(number)?;
        (row.presence == Presence::Live && as_text(row.cells.get(merchant_at)) == merchant).then_some(number)
    };
    let known = of_merchant(site, &id);
    if status != "Insert" && known.is_none() {
        return Err(Refused::business(format!("联系人id:{id}不存在")));
    }
    if status == "Delete" {
        let row = known.unwrap_or_default();
        site.delete(CONTACT, row, Actor::Api);
        site.note_write("contact", CONTACT, id, &contact.to_string(), Effect::Deleted);
        return Ok(());
    }
    let mut changes = vec![(merchant_at, quoted(merchant))];
    for (name, sent) in contact.as_object().into_iter().flatten() {
        let table = &site.tables[CONTACT];
        let Some(at) = table.field(name).filter(|at| *at != merchant_at) else { continue };
        if table.fields[at].type_name != "id" {
            changes.push((at, stored(site, &table.fields[at], &sent.to_string())?));
        }
    }
    if status == "Insert" && contact["fullName"].is_null() {
        return Err(Refused::missing("联系人姓名"));
    }
    if contact["isDefault"].is_null() {
        return Err(Refused::missing("默认联系人"));
    }
    let (id, effect) = match known {
        Some(row) => {
            let is_changed = site.update(CONTACT, row, changes, How::by(Actor::Api));
            (id, if is_changed { Effect::Updated } else { Effect::Unchanged })
        }
        None => {
            let id = yonyou.next_id();
            site.insert(CONTACT, &id, Cells::default().with(&changes), None, How::by(Actor::Api));
            (id, Effect::Created)
        }
    };
    site.note_write("contact", CONTACT, id, &contact.to_string(), effect);
    Ok(())
}

/// `POST batchDo`: organisations that may use customers.
pub(super) fn assign(site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let mut batch = Batch::default();
    let orgs_at = site.tables[MERCHANT].field("orgs").unwrap_or(0);
    for (at, row) in rows_of(call)?.iter().enumerate() {
        let id = id_text(&row["merchantId"]);
        let (Some(number), None) = (found(site, &id, ""), call.plan.row_error(at + 1, "999")) else {
            batch.failed(json!(format!("客户{id}不存在或被锁定")));
            continue;
        };
        let before = site.tables[MERCHANT].row(number).map(|row| as_text(row.cells.get(orgs_at)).into_owned()).unwrap_or_default();
        let mut orgs: Vec<&str> = before.split(',').filter(|code| !code.is_empty()).collect();
        let added = row["orgIds"].as_array().into_iter().flatten().filter_map(|id| id.as_str().and_then(org)).map(|(_, code)| code);
        orgs.extend(added.filter(|code| !before.split(',').any(|known| known == *code)).collect::<Vec<_>>());
        let after = quoted(&orgs.join(","));
        site.update(MERCHANT, number, vec![(orgs_at, after)], How::by(Actor::Api));
        batch.done(json!({ "id": id }));
    }
    Ok(batch.reply())
}

/// `POST stop` and `unstop`.
pub(super) fn stop(site: &mut Site, call: &Call<'_>, is_stopped: bool) -> Result<Reply, Refused> {
    let mut batch = Batch::default();
    let status_at = site.tables[MERCHANT].field("stopStatus").unwrap_or(0);
    for (at, row) in rows_of(call)?.iter().enumerate() {
        let (id, code) = (id_text(&row["merchantId"]), id_text(&row["merchantCode"]));
        let has_org = [id_text(&row["orgId"]), id_text(&row["orgCode"])]
            .iter()
            .any(|text| ORGS.iter().any(|(id, code, _)| id == text || code == text));
        let number = found(site, &id, &code);
        let refused = match (number, has_org, call.plan.row_error(at + 1, "999")) {
            (_, _, Some(_)) => Some("数据已被锁定，请稍后再试".to_owned()),
            (None, ..) => Some(format!("客户{id}{code}不存在")),
            (_, false, _) => Some("组织不能为空!".to_owned()),
            (Some(_), true, None) => None,
        };
        let effect = match (&refused, number) {
            (None, Some(number)) => {
                let changed = site.update(MERCHANT, number, vec![(status_at, is_stopped.to_string())], How::by(Actor::Api));
                batch.done(json!({ "id": id, "code": code }));
                if changed { Effect::Updated } else { Effect::Unchanged }
            }
            (message, _) => {
                batch.failed(json!({ "message": message, "key": format!("{id}{code}") }));
                Effect::Refused("999".to_owned())
            }
        };
        site.note_write(call.endpoint.name, MERCHANT, id, &row.to_string(), effect);
    }
    Ok(batch.reply())
}

/// `POST batchdelete`: taken now, done later.
pub(super) fn delete(yonyou: &mut Yonyou, site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let due_ms = site.clock.now_ms() + yonyou.delete_after_ms;
    for (at, row) in rows_of(call)?.iter().enumerate() {
        let id = id_text(&row["id"]);
        let number = found(site, &id, &id_text(&row["code"])).filter(|_| call.plan.row_error(at + 1, "999").is_none());
        let effect = if number.is_some() { Effect::Deleted } else { Effect::Refused("999".to_owned()) };
        if let Some(number) = number {
            yonyou.deletions.push((due_ms, number));
        }
        site.note_write(call.endpoint.name, MERCHANT, id, &row.to_string(), effect);
    }
    yonyou.settle_deletions(site);
    yonyou.last_number += 1;
    let message = json!({ "code": "200", "message": format!("异步任务已提交，asyncKey：{}", yonyou.last_number), "data": { "asyncKey": format!("{}", yonyou.last_number) } });
    Ok(Reply::json(200, &message))
}
