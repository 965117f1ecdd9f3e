//! WeCom: `errcode` in every answer, the token in the query.
//!
//! Facts: developer.work.weixin.qq.com, documents 91039 (tokens), 91770 (group bots: 20 a minute, 2,048 bytes of text), 90236 (app messages),
//! 90208 (departments), 90201 (members of a department), 96067 (member ids, for the secret of contacts alone), 90227 (apps), 90313 (codes).

use std::time::Duration;

use connector::http::Request;
use connector::{ConnectorError, FieldKind, SecretText};
use serde::Deserialize;
use serde_json::json;

use crate::app::{App, setting};
use crate::bot::Bot;
use crate::errors::{Meaning, Place, bad, too_many};
use crate::message::{Message, Recipients};
use crate::table::RECORDS_MAX;
use crate::vendor::{Column, Delivered, MemberPage, Names, Record, Table, Vendor, column};

const SYSTEM: &str = "WeCom";
/// Calls are counted by the minute.
const WINDOW: Duration = Duration::from_secs(60);
/// Too many calls at the same time pass in a moment.
const MOMENT: Duration = Duration::from_secs(2);
/// Pairs of member and department of one call.
const IDS_PAGE: usize = 10_000;
/// Calls for all ids at most.
const IDS_CALLS_MAX: usize = 1_000;

const NAMES: Names = Names {
    system: SYSTEM,
    base: "https://qyapi.weixin.qq.com",
    app_id: "corp_id",
    app_secret: "app_secret",
    bot_key: "bot_key",
    bot_secret: None,
    bot_parameter: "key",
    roots: &[],
    departments: "department",
    bytes_max: [2_048, 2_048],
    bot_a_minute: 20,
    rights: (
        "Check the agent id: it is the number on the app's page, and the secret must be that of the same app.",
        "请检查 AgentId：即应用页面上的编号，且密钥须为同一应用的 Secret。",
    ),
    allow_list: (
        "Admin page, App management, the app: add this server's public address under trusted IPs.",
        "请在管理后台“应用管理”的该应用中，将本服务器的公网 IP 加入“企业可信 IP”。",
    ),
};

const DEPARTMENTS: &[Column] = &[
    column("id", "部门ID", FieldKind::Text),
    column("name", "部门名称", FieldKind::Text),
    column("name_en", "英文名称", FieldKind::Text),
    column("parentid", "父部门ID", FieldKind::Reference),
    column("department_leader", "部门负责人", FieldKind::Json),
    column("order", "次序", FieldKind::Integer),
];

const MEMBERS: &[Column] = &[
    column("userid", "账号", FieldKind::Text),
    column("name", "姓名", FieldKind::Text),
    column("alias", "别名", FieldKind::Text),
    column("department", "部门", FieldKind::Json),
    column("main_department", "主部门", FieldKind::Reference),
    column("position", "职务", FieldKind::Text),
    column("mobile", "手机", FieldKind::Text),
    column("email", "邮箱", FieldKind::Text),
    column("biz_mail", "企业邮箱", FieldKind::Text),
    column("telephone", "座机", FieldKind::Text),
    column("gender", "性别", FieldKind::Text),
    column("status", "激活状态", FieldKind::Integer),
    column("direct_leader", "直属上级", FieldKind::Json),
    column("address", "地址", FieldKind::Text),
    column("english_name", "英文名", FieldKind::Text),
];

const MEMBER_IDS: &[Column] = &[column("userid", "账号", FieldKind::Text), column("department", "部门", FieldKind::Json)];

pub(crate) struct WeComVendor;

#[derive(Deserialize)]
struct Departments {
    department: Vec<Record>,
}

#[derive(Deserialize)]
struct Users {
    userlist: Vec<Record>,
}

#[derive(Deserialize)]
struct Pairs {
    dept_user: Vec<Pair>,
    #[serde(default)]
    next_cursor: String,
}

#[derive(Deserialize)]
struct Pair {
    userid: String,
    department: i64,
}

/// Who a message did not reach, with bars between them.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Sent {
    msgid: String,
    invaliduser: String,
    invalidparty: String,
    unlicenseduser: String,
}

impl Vendor for WeComVendor {
    fn names(&self) -> &'static Names {
        &NAMES
    }

    fn meaning(&self, place: Place, code: i64, _message: &str) -> Meaning {
        match code {
            40_001 | 40_013 | 40_091 if place == Place::Token => Meaning::Credentials,
            40_001 | 40_014 | 41_001 | 42_001 => Meaning::Token,
            93_000 => Meaning::Credentials,
            // Not in the group any more, or switched off.
            93_004 | 93_008 => Meaning::Forbidden,
            40_056 | 48_001 | 48_002 | 60_011 | 301_002 => Meaning::Forbidden,
            60_020 => Meaning::Address,
            45_009 => Meaning::Slow(WINDOW),
            45_033 => Meaning::Slow(MOMENT),
            -1 => Meaning::Busy,
            60_003 | 60_123 => Meaning::Gone,
            _ => Meaning::Refused,
        }
    }

    fn token_request(&self, base: &str, id: &str, secret: &SecretText) -> Result<Request, ConnectorError> {
        let request = Request::get(format!("{base}/cgi-bin/gettoken"), "/cgi-bin/gettoken");
        Ok(request.query("corpid", id).query("corpsecret", secret.reveal()))
    }

    fn bot_request(&self, bot: &Bot, message: &Message, _now_ms: i64) -> Result<Request, ConnectorError> {
        let body = json!({ "msgtype": "text", "text": { "content": message.joined() } });
        let request = Request::post(format!("{}/cgi-bin/webhook/send", bot.base), "/cgi-bin/webhook/send");
        request.query("key", bot.key.reveal()).json(&body)
    }

    fn send(&self, app: &App, message: &Message, to: &Recipients, _key: &str) -> Result<Delivered, ConnectorError> {
        let agent = app.agent.ok_or_else(|| setting("agent_id", "an app sends by its number: it is needed for messages to people"))?;
        let body = json!({
            "touser": to.people.join("|"), "toparty": to.departments.join("|"), "msgtype": "text", "agentid": agent,
            "text": { "content": message.joined() }, "safe": 0,
        });
        let sent: Sent = app.sent(app.post("/cgi-bin/message/send", "/cgi-bin/message/send").json(&body)?)?;
        let is_in = |list: &str, id: &str| list.split('|').any(|known| known.eq_ignore_ascii_case(id));
        let is_missed = |id: &str| is_in(&sent.invaliduser, id) || is_in(&sent.unlicenseduser, id);
        Ok(Delivered { missed: to.places(is_missed, |id| is_in(&sent.invalidparty, id)), id: sent.msgid })
    }

    fn department_table(&self) -> &'static Table {
        &Table { columns: DEPARTMENTS }
    }

    fn member_table(&self, app: &App) -> &'static Table {
        if app.reads_ids { &Table { columns: MEMBER_IDS } } else { &Table { columns: MEMBERS } }
    }

    fn departments(&self, app: &App) -> Result<Vec<Record>, ConnectorError> {
        let answer: Departments = app.read(app.get("/cgi-bin/department/list", "/cgi-bin/department/list"))?;
        Ok(answer.department)
    }

    fn members(&self, app: &App, department: &str, _page: &str) -> Result<MemberPage, ConnectorError> {
        let request = app.get("/cgi-bin/user/list", "/cgi-bin/user/list").query("department_id", department);
        let answer: Users = app.read(request)?;
        Ok(MemberPage { members: answer.userlist, next: None })
    }

    fn all_members(&self, app: &App) -> Option<Result<Vec<Record>, ConnectorError>> {
        app.reads_ids.then(|| all_ids(app))
    }

    fn check_sender(&self, app: &App) -> Result<Option<Vec<String>>, ConnectorError> {
        let Some(agent) = app.agent else { return Ok(None) };
        app.send(app.get("/cgi-bin/agent/get", "/cgi-bin/agent/get").query("agentid", agent.to_string()))?;
        Ok(Some(Vec::new()))
    }
}

/// Ids of all members with their departments; pairs of one member may come on several pages.
fn all_ids(app: &App) -> Result<Vec<Record>, ConnectorError> {
    let mut departments: std::collections::BTreeMap<String, Vec<i64>> = std::collections::BTreeMap::new();
    let mut cursor = String::new();
    for _ in 0..IDS_CALLS_MAX {
        let body = json!({ "cursor": cursor, "limit": IDS_PAGE });
        let request = app.post("/cgi-bin/user/list_id", "/cgi-bin/user/list_id").json(&body)?;
        let page: Pairs = app.read(request.repeatable(connector::http::Repeat::Safe))?;
        for pair in page.dept_user {
            departments.entry(pair.userid).or_default().push(pair.department);
        }
        if departments.len() > RECORDS_MAX {
            return Err(too_many(SYSTEM, "members", departments.len(), RECORDS_MAX));
        }
        if page.next_cursor.is_empty() {
            let raw = |json: String| serde_json::value::RawValue::from_string(json).map_err(|_| bad(SYSTEM, "an id that is no text"));
            let record = |(id, departments): (String, Vec<i64>)| {
                let values = [("userid", json!(id).to_string()), ("department", json!(departments).to_string())];
                values.into_iter().map(|(name, json)| Ok((name.to_owned(), raw(json)?))).collect()
            };
            return departments.into_iter().map(record).collect();
        }
        if page.next_cursor == cursor {
            return Err(bad(SYSTEM, "a page of member ids names itself as the next"));
        }
        cursor = page.next_cursor;
    }
    Err(bad(SYSTEM, "the list of member ids does not end"))
}
