//! What is answered, call by call.

use serde_json::{Value, json};

use super::data::ROOT;
use super::{APP_ID, APP_SECRET, BOT_SECRET, BOT_TOKEN, Feishu, refused, too_many};
use crate::fault::{Kind, Plan};
use crate::http::{Reply, Request};
use crate::messenger::{Checked, DEPARTMENT_TABLE, MEMBER_TABLE, children, deliver, members_of, refuse_message, rows_json, signature};
use crate::site::Site;
use crate::table::Presence;
use crate::vendor::Call;

/// Messages of a bot in a minute and in a second (rate limits).
const BOT_A_MINUTE: usize = 100;
const BOT_A_SECOND: usize = 5;
/// Bytes of the body of a bot's message.
const BOT_BYTES_MAX: usize = 20 * 1_024;
/// How far the time stamp of a signature may be off, in seconds.
const SIGNED_WITHIN_S: i64 = 3_600;
/// Members or departments of a page.
const PAGE_MAX: usize = 50;
/// Departments of one batch.
const DEPARTMENTS_MAX: usize = 200;
/// For so long a second request with the same `uuid` sends nothing.
const UUID_MS: i64 = 3_600_000;
const UUIDS_MAX: usize = 100_000;

pub(super) fn answer(vendor: &mut Feishu, site: &mut Site, call: &Call<'_>) -> Reply {
    if let Some(code) = vendor.office.obey(call.plan) {
        return refused(200, code, "as ordered");
    }
    if call.plan.own("rate_limited").is_some() {
        return if call.endpoint.name == "bot" { refused(200, 11_232, "frequency limited") } else { too_many(200) };
    }
    match (call.endpoint.name, call.request.method.as_str()) {
        ("token", "POST") => token(vendor, site, call.request, call.plan),
        ("bot", "POST") => bot(vendor, site, call.request),
        ("message", "POST") => signed_in(vendor, site, call, message),
        ("message.batch", "POST") => signed_in(vendor, site, call, message_to_departments),
        ("scopes", "GET") => signed_in(vendor, site, call, scopes),
        ("department.list", "GET") => signed_in(vendor, site, call, departments),
        ("user.list", "GET") => signed_in(vendor, site, call, users),
        _ => Reply::with_type(404, "text/plain", "404 page not found"),
    }
}

type Answer = fn(&mut Feishu, &mut Site, &Call<'_>) -> Reply;

fn signed_in(vendor: &mut Feishu, site: &mut Site, call: &Call<'_>, answer: Answer) -> Reply {
    let Some(("Bearer", token)) = call.request.authorization() else {
        return refused(400, 99_991_661, "Missing access token for authorization.");
    };
    match vendor.office.tokens.check(site, token.strip_prefix("t-").unwrap_or_default()) {
        Checked::Good(_) => answer(vendor, site, call),
        Checked::Ended | Checked::Unknown => refused(400, 99_991_663, "Invalid access token for authorization."),
    }
}

fn token(vendor: &mut Feishu, site: &Site, request: &Request, plan: &Plan) -> Reply {
    if plan.own("token_throttled").is_some() {
        return too_many(429);
    }
    let body = request.json().unwrap_or_default();
    if body["app_id"] != APP_ID {
        return refused(200, 10_003, "invalid param");
    }
    if body["app_secret"] != APP_SECRET {
        return refused(200, 10_014, "app secret invalid");
    }
    let (token, seconds) = vendor.office.tokens.give(site, APP_ID);
    Reply::json(200, &json!({ "code": 0, "msg": "ok", "tenant_access_token": format!("t-{token}"), "expire": seconds }))
}

/// All texts of a message, one after the other.
fn text_of(kind: &Value, content: &Value) -> Option<String> {
    match kind.as_str()? {
        "text" => content["text"].as_str().map(str::to_owned),
        "post" => {
            let languages = content.get("post").unwrap_or(content).as_object()?;
            let post = languages.values().next()?;
            let mut texts: Vec<&str> = post["title"].as_str().into_iter().filter(|title| !title.is_empty()).collect();
            for line in post["content"].as_array()? {
                texts.extend(line.as_array()?.iter().filter_map(|part| part["text"].as_str()));
            }
            Some(texts.join("\n"))
        }
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

/// A signature over nothing, whose key is the time and the secret.
fn is_signed(site: &Site, body: &Value) -> bool {
    let at = match &body["timestamp"] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let at_s: i64 = at.parse().unwrap_or(0);
    let is_fresh = (site.now_ms().div_euclid(1_000) - at_s).abs() <= SIGNED_WITHIN_S;
    is_fresh && body["sign"].as_str() == Some(signature(&format!("{at}\n{BOT_SECRET}"), "").as_str())
}

fn bot(vendor: &mut Feishu, site: &mut Site, request: &Request) -> Reply {
    if request.segments().last().map(String::as_str) != Some(BOT_TOKEN) {
        return refused(200, 19_001, "param invalid: incoming webhook access token invalid");
    }
    let body = request.json().unwrap_or_default();
    let now_ms = site.clock.now_ms();
    let verdict = match text_of(&body["msg_type"], &body["content"]) {
        _ if vendor.office.is_bot_signed && !is_signed(site, &body) => {
            Err((19_021, "sign match fail or timestamp is not within one hour from current time"))
        }
        None => Err((9_499, "Bad Request")),
        Some(_) if request.body.len() > BOT_BYTES_MAX => Err((9_499, "Bad Request")),
        Some(text) if !vendor.office.has_keyword(&text) => Err((19_024, "Key Words Not Found")),
        Some(_) if !vendor.second.admit(now_ms, BOT_A_SECOND, 1_000, 0) || !vendor.office.pace.admit(now_ms, BOT_A_MINUTE, 60_000, 0) => {
            Err((11_232, "frequency limited"))
        }
        Some(text) => Ok(text),
    };
    match vendor.office.posted(site, &request.body, verdict) {
        (0, _) => Reply::json(200, &json!({ "StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success" })),
        (code, words) => refused(200, code, words),
    }
}

/// The name of the field by which ids of this type are known.
fn id_field(kind: &str) -> Option<&'static str> {
    ["open_id", "union_id", "user_id", "email"].into_iter().find(|known| *known == kind)
}

fn message(vendor: &mut Feishu, site: &mut Site, call: &Call<'_>) -> Reply {
    let sent = &call.request.body;
    let body = call.request.json().unwrap_or_default();
    let kind = call.request.parameter("receive_id_type").unwrap_or_default();
    let content = body["content"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok()).unwrap_or_default();
    let to = body["receive_id"].as_str().unwrap_or_default().to_owned();
    let now_ms = site.clock.now_ms();
    let uuid = body["uuid"].as_str().unwrap_or_default().to_owned();
    let answer =
        |id: &str| Reply::json(200, &json!({ "code": 0, "msg": "success", "data": { "message_id": id, "msg_type": body["msg_type"] } }));
    if let Some((at_ms, id)) = vendor.known.get(&uuid)
        && now_ms - at_ms < UUID_MS
    {
        return answer(id);
    }
    let is_there = |field: &str| {
        let table = &site.tables[MEMBER_TABLE];
        let at = table.field(field);
        table.live().any(|(_, row)| at.is_some_and(|at| crate::fragment::as_text(row.cells.get(at)) == to))
    };
    let verdict = match (id_field(&kind), text_of(&body["msg_type"], &content)) {
        _ if uuid.len() > 50 => Err((99_992_402, "field validation failed")),
        (None, _) => Err((99_992_402, "field validation failed")),
        (Some(_), None) => Err((230_001, "Your request contains an invalid request parameter.")),
        (Some(field), Some(_)) if !is_there(field) => Err((99_992_351, "not a valid {open_id}")),
        (Some(_), Some(text)) => Ok(text),
    };
    match verdict {
        Ok(text) => {
            vendor.office.counts.messages += 1;
            let id = format!("om_{}", vendor.office.counts.messages);
            if !uuid.is_empty() {
                if vendor.known.len() >= UUIDS_MAX {
                    vendor.known.clear();
                }
                vendor.known.insert(uuid, (now_ms, id.clone()));
            }
            deliver(site, "message", &id, "app", &[to], &text, sent);
            answer(&id)
        }
        Err((code, message)) => {
            refuse_message(site, "message", code, sent);
            refused(400, code, message)
        }
    }
}

/// Rights that an app of this kind asks for.
const SCOPES: [&str; 4] =
    ["im:message:send_as_bot", "im:message:send_multi_depts", "contact:contact.base:readonly", "application:application:self_manage"];

fn scopes(vendor: &mut Feishu, _site: &mut Site, _call: &Call<'_>) -> Reply {
    let is_granted = |scope: &str| !vendor.refused_scopes.iter().any(|refused| refused == scope);
    if !is_granted("application:application:self_manage") {
        return refused(400, 99_991_672, "Access denied. One of the following scopes is required: [application:application:self_manage]");
    }
    let scopes =
        SCOPES.map(|scope| json!({ "scope_name": scope, "scope_type": "tenant", "grant_status": if is_granted(scope) { 1 } else { 2 } }));
    Reply::json(200, &json!({ "code": 0, "msg": "success", "data": { "scopes": scopes } }))
}

/// `batch_send`: to all members of departments; refusals have status 200. People by their ids are not taken here.
fn message_to_departments(vendor: &mut Feishu, site: &mut Site, call: &Call<'_>) -> Reply {
    let body = call.request.json().unwrap_or_default();
    let named: Vec<String> =
        body["department_ids"].as_array().into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)).collect();
    let is_refused = vendor.refused_scopes.iter().any(|scope| scope == "im:message:send_multi_depts");
    let verdict = match text_of(&body["msg_type"], &body["content"]) {
        _ if is_refused => Err((11_204, "Send department list permission denied.")),
        _ if named.is_empty() || named.len() > DEPARTMENTS_MAX => Err((10_003, "Invalid parameter.")),
        None => Err((11_246, "Create message content fail.")),
        Some(text) => Ok(text),
    };
    match verdict {
        Ok(text) => {
            let (good, invalid): (Vec<String>, Vec<String>) = named.into_iter().partition(|id| id != ROOT && is_department(site, id));
            vendor.office.counts.messages += 1;
            let id = format!("bm-{}", vendor.office.counts.messages);
            if !good.is_empty() {
                let to: Vec<String> = good.into_iter().map(|id| format!("department:{id}")).collect();
                deliver(site, "message.batch", &id, "app", &to, &text, &call.request.body);
            }
            let data = json!({ "message_id": id, "invalid_department_ids": invalid, "invalid_open_ids": [], "invalid_user_ids": [], "invalid_union_ids": [] });
            Reply::json(200, &json!({ "code": 0, "msg": "ok", "data": data }))
        }
        Err((code, words)) => {
            refuse_message(site, "message.batch", code, &call.request.body);
            refused(200, code, words)
        }
    }
}

/// Page size and first row of a list; `None` where they are out of bounds.
fn page(call: &Call<'_>) -> Option<(usize, u32)> {
    let size = match call.request.parameter("page_size") {
        None => 10,
        Some(text) => text.parse().ok().filter(|size| (1..=PAGE_MAX).contains(size))?,
    };
    let token = call.request.parameter("page_token").unwrap_or_default();
    if call.plan.has(&Kind::PageTokenDies) && !token.is_empty() {
        return None;
    }
    let from = if token.is_empty() { 0 } else { token.strip_prefix("p_")?.parse().ok()? };
    Some((size, from))
}

/// A page of `rows`. Its token is a place in the table, which is our choice.
fn listed(site: &mut Site, call: &Call<'_>, table: usize, mut rows: Vec<u32>) -> Reply {
    let Some((size, from)) = page(call) else { return refused(400, 99_992_402, "field validation failed") };
    rows.retain(|row| *row >= from);
    let has_more = rows.len() > size;
    rows.truncate(size);
    let next = if call.plan.has(&Kind::SamePageToken) { from } else { rows.last().map_or(from, |row| row + 1) };
    let is_emptied = call.plan.has(&Kind::EmptyPage);
    if is_emptied {
        rows.clear();
    }
    let has_more = has_more || is_emptied;
    let items = rows_json(site, table, &rows);
    let token = if has_more { format!(",\"page_token\":\"p_{next}\"") } else { String::new() };
    // The vendor leaves an empty list out.
    let items = if rows.is_empty() { String::new() } else { format!(",\"items\":{items}") };
    Reply::json_text(200, format!("{{\"code\":0,\"msg\":\"success\",\"data\":{{\"has_more\":{has_more}{token}{items}}}}}"))
}

fn is_department(site: &Site, id: &str) -> bool {
    let table = &site.tables[DEPARTMENT_TABLE];
    id == ROOT || table.by_id(id).and_then(|row| table.row(row)).is_some_and(|row| row.presence == Presence::Live)
}

fn departments(_vendor: &mut Feishu, site: &mut Site, call: &Call<'_>) -> Reply {
    let segments = call.request.segments();
    let parent = segments.get(4).map_or("", String::as_str);
    let by_open_id = call.request.parameter("department_id_type").is_none_or(|kind| kind == "open_department_id");
    if !by_open_id || !is_department(site, parent) {
        return refused(400, 40_013, "department not exist");
    }
    let mut rows = children(site, DEPARTMENT_TABLE, "parent_department_id", parent);
    if call.request.parameter("fetch_child").as_deref() == Some("true") {
        let mut at = 0;
        while let Some(row) = rows.get(at) {
            let id = site.tables[DEPARTMENT_TABLE].row(*row).map(|row| row.id.to_string()).unwrap_or_default();
            rows.extend(children(site, DEPARTMENT_TABLE, "parent_department_id", &id));
            at += 1;
        }
    }
    rows.sort_unstable();
    listed(site, call, DEPARTMENT_TABLE, rows)
}

fn users(_vendor: &mut Feishu, site: &mut Site, call: &Call<'_>) -> Reply {
    let department = call.request.parameter("department_id").unwrap_or_default();
    let by_open_id = call.request.parameter("department_id_type").is_none_or(|kind| kind == "open_department_id");
    if !by_open_id || !is_department(site, &department) {
        return refused(400, 40_013, "department not exist");
    }
    let rows = members_of(site, MEMBER_TABLE, "department_ids", &department, call.plan);
    listed(site, call, MEMBER_TABLE, rows)
}
