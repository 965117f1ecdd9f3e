//! What is answered, call by call.

use serde_json::{Value, json};

use super::{AGENT_ID, APP_KEY, APP_SECRET, BOT_SECRET, BOT_TOKEN, DingTalk, Task, refused, refused_inside};
use crate::fault::{Kind, Plan};
use crate::http::{Reply, Request};
use crate::messenger::{
    Checked, DEPARTMENT_TABLE, MEMBER_TABLE, children, deliver, members_of, names_in, refuse_message, rows_json, signature,
};
use crate::site::Site;
use crate::table::Presence;
use crate::vendor::Call;

/// Messages of a bot in a minute, and how long it is shut out after one more (custom-robot-access).
const BOT_A_MINUTE: usize = 20;
const BOT_PENALTY_MS: i64 = 600_000;
/// How far the time stamp of a signature may be off (security settings of custom robots).
const SIGNED_WITHIN_MS: i64 = 3_600_000;
/// Bytes of the body of a bot's message.
const BOT_BYTES_MAX: usize = 20_000;
/// Bytes of a message of the app.
const APP_BYTES_MAX: usize = 2_048;
/// Recipients of one sending of the app.
const USERS_MAX: usize = 100;
const DEPARTMENTS_MAX: usize = 20;
/// Members of a page.
const PAGE_MAX: usize = 100;
/// Sendings whose outcome is remembered.
const TASKS_MAX: usize = 10_000;
const DAY_MS: i64 = 86_400_000;

pub(super) fn answer(vendor: &mut DingTalk, site: &mut Site, call: &Call<'_>) -> Reply {
    if let Some(code) = vendor.office.obey(call.plan) {
        return refused(code, "as ordered");
    }
    if call.plan.own("rate_limited").is_some() {
        return if call.endpoint.name == "bot" {
            refused(130_101, "send too fast, exceed 20 times per minute")
        } else {
            refused_inside("90018", "您的服务器调用钉钉开放平台所有接口的请求都被暂时禁用了")
        };
    }
    match (call.endpoint.name, call.request.method.as_str()) {
        ("token", "GET") => token(vendor, site, call.request, call.plan),
        ("bot", "POST") => bot(vendor, site, call.request),
        ("message", "POST") => signed_in(vendor, site, call, message),
        ("message.result", "POST") => signed_in(vendor, site, call, message_result),
        ("department.list", "POST") => signed_in(vendor, site, call, departments),
        ("user.list", "POST") => signed_in(vendor, site, call, users),
        ("unknown", _) => Reply::empty(404),
        _ => refused(43_001, "需要POST请求"),
    }
}

type Answer = fn(&mut DingTalk, &mut Site, &Call<'_>, &Value) -> Reply;

fn signed_in(vendor: &mut DingTalk, site: &mut Site, call: &Call<'_>, answer: Answer) -> Reply {
    let token = call.request.parameter("access_token").unwrap_or_default();
    if vendor.office.tokens.check(site, &token) == Checked::Good(APP_KEY.to_owned()) {
        let body = call.request.json().unwrap_or_default();
        return answer(vendor, site, call, &body);
    }
    refused_inside("40014", "不合法的access_token")
}

fn token(vendor: &mut DingTalk, site: &Site, request: &Request, plan: &Plan) -> Reply {
    if plan.own("token_throttled").is_some() {
        return refused_inside("90018", "您的服务器调用钉钉开放平台所有接口的请求都被暂时禁用了");
    }
    let parameter = |name: &str| request.parameter(name).unwrap_or_default();
    if parameter("appkey") != APP_KEY || parameter("appsecret") != APP_SECRET {
        return refused(40_089, "不合法的corpid或corpsecret");
    }
    let (token, seconds) = vendor.office.tokens.give(site, APP_KEY);
    Reply::json(200, &json!({ "errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": seconds }))
}

/// The text of a message; none where its kind is unknown or it is empty.
fn text_of(message: &Value) -> Option<String> {
    let text = match message["msgtype"].as_str()? {
        "text" => message["text"]["content"].as_str()?.to_owned(),
        "markdown" => message["markdown"]["text"].as_str()?.to_owned(),
        _ => return None,
    };
    if text.is_empty() { None } else { Some(text) }
}

/// Why a signature is not good.
fn check_signature(site: &Site, request: &Request) -> Result<(), &'static str> {
    let at = request.parameter("timestamp").unwrap_or_default();
    let sign = request.parameter("sign").unwrap_or_default();
    if sign.is_empty() || sign != signature(BOT_SECRET, &format!("{at}\n{BOT_SECRET}")) {
        return Err("sign not match");
    }
    let at_ms: i64 = at.parse().unwrap_or(0);
    if (site.now_ms() - at_ms).abs() > SIGNED_WITHIN_MS { Err("invalid timestamp") } else { Ok(()) }
}

fn bot(vendor: &mut DingTalk, site: &mut Site, request: &Request) -> Reply {
    if request.parameter("access_token").as_deref() != Some(BOT_TOKEN) {
        return refused(300_005, "token is not exist");
    }
    let signed = if vendor.office.is_bot_signed { check_signature(site, request) } else { Ok(()) };
    let text = request.json().as_ref().and_then(text_of);
    let verdict = match (signed, text) {
        (Err(reason), _) => Err((310_000, reason)),
        (Ok(()), None) => Err((400_105, "unsupported msgtype")),
        (Ok(()), Some(_)) if request.body.len() > BOT_BYTES_MAX => Err((40_035, "缺少参数 json")),
        (Ok(()), Some(text)) if !vendor.office.has_keyword(&text) => Err((310_000, "keywords not in content")),
        (Ok(()), Some(_)) if !vendor.office.pace.admit(site.clock.now_ms(), BOT_A_MINUTE, 60_000, BOT_PENALTY_MS) => {
            Err((130_101, "send too fast, exceed 20 times per minute"))
        }
        (Ok(()), Some(text)) => Ok(text),
    };
    let (code, words) = vendor.office.posted(site, &request.body, verdict);
    refused(code, words)
}

fn message(vendor: &mut DingTalk, site: &mut Site, call: &Call<'_>, body: &Value) -> Reply {
    let sent = &call.request.body;
    let users = names_in(&body["userid_list"], ',');
    let departments = names_in(&body["dept_id_list"], ',');
    let text = text_of(&body["msg"]);
    let verdict = match text {
        _ if body["agent_id"].as_i64() != Some(AGENT_ID) => Err((400_002, "不合法的agentid")),
        _ if users.len() > USERS_MAX || departments.len() > DEPARTMENTS_MAX => Err((400_003, "接收者数量超过限制")),
        None => Err((400_004, "消息类型不支持")),
        Some(_) if body["msg"].to_string().len() > APP_BYTES_MAX => Err((400_005, "消息体过长")),
        Some(text) => Ok(text),
    };
    let text = match verdict {
        Ok(text) => text,
        Err((code, message)) => {
            refuse_message(site, "message", code, sent);
            return refused(code, message);
        }
    };
    let day = site.now_ms().div_euclid(DAY_MS);
    let is_there = |table: usize, id: &String| {
        let table = &site.tables[table];
        table.by_id(id).and_then(|row| table.row(row)).is_some_and(|row| row.presence == Presence::Live)
    };
    let (good, invalid): (Vec<String>, Vec<String>) = users.into_iter().partition(|id| is_there(MEMBER_TABLE, id));
    let (good_departments, invalid_departments): (Vec<String>, Vec<String>) =
        departments.into_iter().partition(|id| is_there(DEPARTMENT_TABLE, id));
    let had_it = |id: &String| vendor.tasks.iter().any(|task| task.day == day && task.text == text && task.reached.contains(id));
    let (forbidden, mut reached): (Vec<String>, Vec<String>) = good.into_iter().partition(had_it);
    reached.extend(good_departments.into_iter().map(|id| format!("department:{id}")));
    vendor.office.counts.messages += 1;
    let number = 4_000_000_000 + vendor.office.counts.messages;
    if reached.is_empty() {
        refuse_message(site, "message", 0, sent);
    } else {
        deliver(site, "message", &number.to_string(), "app", &reached, &text, sent);
    }
    if vendor.tasks.len() >= TASKS_MAX {
        vendor.tasks.remove(0);
    }
    vendor.tasks.push(Task { number, reached, invalid, invalid_departments, forbidden, text, day });
    Reply::json(200, &json!({ "errcode": 0, "errmsg": "ok", "task_id": number, "request_id": "16j5w0xlgbv3i" }))
}

fn message_result(vendor: &mut DingTalk, _site: &mut Site, _call: &Call<'_>, body: &Value) -> Reply {
    let number = body["task_id"].as_u64();
    let Some(task) = vendor.tasks.iter().find(|task| Some(task.number) == number) else { return refused(400_006, "任务不存在") };
    let departments: Vec<i64> = task.invalid_departments.iter().filter_map(|id| id.parse().ok()).collect();
    let reached: Vec<&String> = task.reached.iter().filter(|id| !id.starts_with("department:")).collect();
    Reply::json(
        200,
        &json!({ "errcode": 0, "errmsg": "ok", "request_id": "16j5w0xlgbv3i", "send_result": {
            "invalid_user_id_list": task.invalid, "forbidden_user_id_list": task.forbidden, "failed_user_id_list": [],
            "read_user_id_list": [], "unread_user_id_list": reached, "invalid_dept_id_list": departments,
        } }),
    )
}

fn departments(_vendor: &mut DingTalk, site: &mut Site, _call: &Call<'_>, body: &Value) -> Reply {
    let parent = if body["dept_id"].is_null() { "1".to_owned() } else { body["dept_id"].to_string() };
    if site.tables[DEPARTMENT_TABLE].by_id(&parent).is_none() {
        return refused_inside("60003", "部门不存在");
    }
    let rows = children(site, DEPARTMENT_TABLE, "parent_id", &parent);
    let list = rows_json(site, DEPARTMENT_TABLE, &rows);
    Reply::json_text(200, format!("{{\"errcode\":0,\"errmsg\":\"ok\",\"result\":{list},\"request_id\":\"16j5w0xlgbv3i\"}}"))
}

/// A page of a department's members. The cursor is a place in the list of all members, which is our choice.
fn users(_vendor: &mut DingTalk, site: &mut Site, call: &Call<'_>, body: &Value) -> Reply {
    let department = body["dept_id"].to_string();
    if site.tables[DEPARTMENT_TABLE].by_id(&department).is_none() {
        return refused_inside("60003", "部门不存在");
    }
    let number = |name: &str| body[name].as_u64();
    let (Some(from), Some(size)) = (number("cursor"), number("size")) else { return refused(40_035, "不合法的参数") };
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    if size == 0 || size > PAGE_MAX {
        return refused(40_035, "不合法的参数");
    }
    if call.plan.has(&Kind::PageTokenDies) && from > 0 {
        return refused(40_035, "不合法的参数");
    }
    let mut rows = members_of(site, MEMBER_TABLE, "dept_id_list", &department, call.plan);
    rows.retain(|row| u64::from(*row) >= from);
    let has_more = rows.len() > size;
    rows.truncate(size);
    let next = if call.plan.has(&Kind::SamePageToken) { from } else { rows.last().map_or(from, |row| u64::from(*row) + 1) };
    if call.plan.has(&Kind::EmptyPage) {
        rows.clear();
    }
    let has_more = has_more || call.plan.has(&Kind::EmptyPage);
    let list = rows_json(site, MEMBER_TABLE, &rows);
    let next = if has_more { format!(",\"next_cursor\":{next}") } else { String::new() };
    Reply::json_text(
        200,
        format!(
            "{{\"errcode\":0,\"errmsg\":\"ok\",\"result\":{{\"has_more\":{has_more}{next},\"list\":{list}}},\"request_id\":\"16j5w0xlgbv3i\"}}"
        ),
    )
}
