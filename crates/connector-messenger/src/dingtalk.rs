//! DingTalk: `errcode` in every answer, or `sub_code` behind 88; the token in the query; bots that check a signature.
//!
//! Facts: open.dingtalk.com, documents obtain-orgapp-token, custom-robot-access (20 a minute, then shut for ten minutes; signature is the
//! HMAC-SHA256 of time in ms, line feed and secret under the secret), asynchronous-sending-of-enterprise-session-messages (100 people, 20
//! departments, 2,048 bytes; the same text to the same person once a day), gets-the-result-of-sending-messages-asynchronously,
//! obtain-the-department-list-v2, queries-the-complete-information-of-a-department-user (pages of 100), global error codes.

use std::time::Duration;

use connector::http::{Repeat, Request};
use connector::signature::{HmacKind, Written, hmac_text};
use connector::{ConnectorError, FieldKind, SecretText};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::{App, setting};
use crate::bot::Bot;
use crate::errors::{Meaning, Place, bad, is_gone, too_many};
use crate::message::{Message, Recipients};
use crate::rows::member;
use crate::vendor::{Column, Delivered, MemberPage, Names, Record, Table, Vendor, column};

const SYSTEM: &str = "DingTalk";
/// The whole company, which no list of departments shows.
const ROOT: &str = "1";
/// A bot that sent too much is shut out for so long.
const BOT_SHUT: Duration = Duration::from_secs(600);
/// Calls of the API are counted by the second and, in all, by the minute.
const WINDOW: Duration = Duration::from_secs(60);
/// Members of a page.
const PAGE: usize = 100;
/// Departments that are asked for what is below them, at most.
const DEPARTMENTS_MAX: usize = 20_000;

const NAMES: Names = Names {
    system: SYSTEM,
    base: "https://oapi.dingtalk.com",
    app_id: "app_key",
    app_secret: "app_secret",
    bot_key: "bot_token",
    bot_secret: Some("bot_secret"),
    bot_parameter: "access_token",
    roots: &[ROOT],
    departments: "dept_id_list",
    // What a bot takes is 20,000 bytes of the whole body; an app's message 2,048 with what is around the text.
    bytes_max: [15_000, 1_900],
    bot_a_minute: 20,
    rights: (
        "Developer console, the app: check its AgentId, give it the right to send work notifications, and publish a version.",
        "请在开发者后台的该应用中核对 AgentId，开通工作通知的发送权限，并发布版本。",
    ),
    allow_list: (
        "Developer console, the app, security settings: add this server's public address to the server IPs; for a robot, to its IP ranges.",
        "请在开发者后台该应用的“安全设置”中，将本服务器的公网 IP 加入“服务器出口 IP”；群机器人则加入其 IP 地址段。",
    ),
};

const DEPARTMENTS: &[Column] = &[
    column("dept_id", "部门ID", FieldKind::Text),
    column("name", "部门名称", FieldKind::Text),
    column("parent_id", "父部门ID", FieldKind::Reference),
    column("create_dept_group", "部门群", FieldKind::Boolean),
    column("auto_add_user", "自动加群", FieldKind::Boolean),
];

const MEMBERS: &[Column] = &[
    column("userid", "用户ID", FieldKind::Text),
    column("unionid", "unionid", FieldKind::Text),
    column("name", "姓名", FieldKind::Text),
    column("mobile", "手机号码", FieldKind::Text),
    column("email", "邮箱", FieldKind::Text),
    column("org_email", "企业邮箱", FieldKind::Text),
    column("telephone", "分机号", FieldKind::Text),
    column("title", "职位", FieldKind::Text),
    column("job_number", "工号", FieldKind::Text),
    column("work_place", "办公地点", FieldKind::Text),
    column("dept_id_list", "所属部门", FieldKind::Json),
    column("remark", "备注", FieldKind::Text),
    column("hired_date", "入职时间", FieldKind::Integer),
    column("active", "是否激活", FieldKind::Boolean),
    column("admin", "是否管理员", FieldKind::Boolean),
    column("leader", "是否主管", FieldKind::Boolean),
];

pub(crate) struct DingTalkVendor;

#[derive(Deserialize)]
struct Below {
    result: Vec<Record>,
}

#[derive(Deserialize)]
struct Users {
    result: UserPage,
}

#[derive(Deserialize)]
struct UserPage {
    list: Vec<Record>,
    #[serde(default)]
    has_more: bool,
    #[serde(default)]
    next_cursor: Option<u64>,
}

#[derive(Deserialize)]
struct Task {
    task_id: Value,
}

#[derive(Deserialize)]
struct Outcome {
    #[serde(default)]
    send_result: SendResult,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SendResult {
    invalid_user_id_list: Vec<Value>,
    forbidden_user_id_list: Vec<Value>,
    failed_user_id_list: Vec<Value>,
    invalid_dept_id_list: Vec<Value>,
}

impl Vendor for DingTalkVendor {
    fn names(&self) -> &'static Names {
        &NAMES
    }

    fn meaning(&self, place: Place, code: i64, message: &str) -> Meaning {
        match code {
            // One code for all security settings of a bot: the words tell which.
            310_000 if message.contains("keyword") => Meaning::Refused,
            310_000 if message.contains("ip") && !message.contains("sign") => Meaning::Address,
            310_000 | 300_001 | 300_005 | 400_101 | 400_106 => Meaning::Credentials,
            // The bot is switched off, or its group is dissolved.
            400_013 | 400_102 => Meaning::Forbidden,
            40_001 | 40_014 | 41_001 | 42_001 if place == Place::Api => Meaning::Token,
            40_001 | 40_013 | 40_089 | 40_096 => Meaning::Credentials,
            130_101 | 410_100 => Meaning::Slow(BOT_SHUT),
            90_002..=90_018 => Meaning::Slow(WINDOW),
            // A right of the app is missing: named, or not.
            88 if message.contains("permission") || message.contains("Forbidden.AccessDenied") => Meaning::Forbidden,
            50_002 | 50_004 | 60_011 => Meaning::Forbidden,
            60_020 => Meaning::Address,
            -1 => Meaning::Busy,
            60_003 => Meaning::Gone,
            _ => Meaning::Refused,
        }
    }

    fn token_request(&self, base: &str, id: &str, secret: &SecretText) -> Result<Request, ConnectorError> {
        Ok(Request::get(format!("{base}/gettoken"), "/gettoken").query("appkey", id).query("appsecret", secret.reveal()))
    }

    fn bot_request(&self, bot: &Bot, message: &Message, now_ms: i64) -> Result<Request, ConnectorError> {
        let mut request = Request::post(format!("{}/robot/send", bot.base), "/robot/send").query("access_token", bot.key.reveal());
        if let Some(secret) = &bot.secret {
            let time = now_ms.to_string();
            let sign = hmac_text(HmacKind::Sha256, Written::Base64, secret, &[time.as_bytes(), b"\n", secret.reveal().as_bytes()]);
            request = request.query("timestamp", time).query("sign", sign);
        }
        request.json(&json!({ "msgtype": "text", "text": { "content": message.joined() } }))
    }

    fn send(&self, app: &App, message: &Message, to: &Recipients, _key: &str) -> Result<Delivered, ConnectorError> {
        let agent = app.agent.ok_or_else(|| setting("agent_id", "an app sends by its number: it is needed for messages to people"))?;
        let mut body = json!({ "agent_id": agent, "msg": { "msgtype": "text", "text": { "content": message.joined() } } });
        for (name, ids) in [("userid_list", &to.people), ("dept_id_list", &to.departments)] {
            if !ids.is_empty() {
                body[name] = json!(ids.join(","));
            }
        }
        let path = "/topapi/message/corpconversation/asyncsend_v2";
        let task: Task = app.sent(app.post(path, path).json(&body)?)?;
        let id = text_of(&task.task_id);
        // It is on its way: what the vendor knows by now of those that it cannot reach is asked for, and nothing is lost with that answer.
        let result = self.outcome(app, agent, &task.task_id).unwrap_or_default();
        let is_in = |list: &[Value], id: &str| list.iter().any(|known| text_of(known) == id);
        let is_missed = |id: &str| {
            let lists = [&result.invalid_user_id_list, &result.forbidden_user_id_list, &result.failed_user_id_list];
            lists.iter().any(|list| is_in(list, id))
        };
        Ok(Delivered { id, missed: to.places(is_missed, |id| is_in(&result.invalid_dept_id_list, id)) })
    }

    fn department_table(&self) -> &'static Table {
        &Table { columns: DEPARTMENTS }
    }

    fn member_table(&self, _app: &App) -> &'static Table {
        &Table { columns: MEMBERS }
    }

    fn departments(&self, app: &App) -> Result<Vec<Record>, ConnectorError> {
        let mut all = Vec::new();
        let mut waiting = vec![ROOT.to_owned()];
        let mut asked = 0;
        while let Some(department) = waiting.pop() {
            asked += 1;
            if asked > DEPARTMENTS_MAX {
                return Err(too_many(SYSTEM, "departments", asked, DEPARTMENTS_MAX));
            }
            let below = match below(app, &department) {
                // It was dissolved since its parent was asked.
                Err(error) if is_gone(&error) && department != ROOT => continue,
                other => other?,
            };
            for record in below {
                waiting.push(member(&record, "dept_id").ok_or_else(|| bad(SYSTEM, "a department without an id"))?);
                all.push(record);
            }
        }
        Ok(all)
    }

    fn members(&self, app: &App, department: &str, page: &str) -> Result<MemberPage, ConnectorError> {
        let number = |text: &str| text.parse::<u64>().map_err(|_| ConnectorError::CursorExpired { system: SYSTEM.to_owned() });
        let cursor = if page.is_empty() { 0 } else { number(page)? };
        let body = json!({ "dept_id": number(department)?, "cursor": cursor, "size": PAGE });
        let request = app.post("/topapi/v2/user/list", "/topapi/v2/user/list").json(&body)?.repeatable(Repeat::Safe);
        let answer: Users = match app.read(request) {
            // A cursor that it no longer takes is a wrong parameter to it.
            Err(ConnectorError::RecordRefused { code, .. }) if cursor > 0 && code == "40035" => {
                return Err(ConnectorError::CursorExpired { system: SYSTEM.to_owned() });
            }
            other => other?,
        };
        let next = match (answer.result.has_more, answer.result.next_cursor) {
            (false, _) => None,
            (true, Some(next)) => Some(next.to_string()),
            (true, None) => return Err(bad(SYSTEM, "more members, and no place where they begin")),
        };
        Ok(MemberPage { members: answer.result.list, next })
    }

    /// Asks for the outcome of a sending that there never was: an app that may not send may not ask for it either.
    fn check_sender(&self, app: &App) -> Result<Option<Vec<String>>, ConnectorError> {
        let Some(agent) = app.agent else { return Ok(None) };
        match self.outcome(app, agent, &json!(1)) {
            Ok(_) | Err(ConnectorError::RecordRefused { .. }) => Ok(Some(Vec::new())),
            Err(error) => Err(error),
        }
    }
}

impl DingTalkVendor {
    fn outcome(&self, app: &App, agent: i64, task: &Value) -> Result<SendResult, ConnectorError> {
        let path = "/topapi/message/corpconversation/getsendresult";
        let request = app.post(path, path).json(&json!({ "agent_id": agent, "task_id": task }))?.repeatable(Repeat::Safe);
        Ok(app.read::<Outcome>(request)?.send_result)
    }
}

/// An id as text, whether it came as text or as a number.
fn text_of(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// The departments directly below another.
fn below(app: &App, department: &str) -> Result<Vec<Record>, ConnectorError> {
    let number: u64 = department.parse().map_err(|_| bad(SYSTEM, "a department whose id is no number"))?;
    let path = "/topapi/v2/department/listsub";
    let request = app.post(path, path).json(&json!({ "dept_id": number }))?.repeatable(Repeat::Safe);
    Ok(app.read::<Below>(request)?.result)
}
