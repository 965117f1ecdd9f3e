//! Feishu: `code` in every answer, refusals with status 400 or 429, the token in a header; bots that check a signature over nothing.
//!
//! Facts: open.feishu.cn, documents tenant_access_token_internal, custom bot guide (100 a minute and 5 a second, 20 KB; the signature is the
//! HMAC-SHA256 of an empty message under time in s, line feed and secret), im-v1 message create (`uuid` sends once in an hour, 50
//! characters), message-v4 batch_send (200 departments and all below them, 500,000 messages a day), application-v6 scopes, contact-v3 department children and user find_by_department (pages of 50), rate limits (`x-ogw-ratelimit-reset`), codes.

use std::time::Duration;

use connector::http::{Repeat, Request, Response, encode};
use connector::signature::{HmacKind, Written, hmac_text};
use connector::{ConnectorError, FieldKind, SecretText, Token};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::bot::Bot;
use crate::errors::{Meaning, Place, bad, is_address, too_many};
use crate::message::{Message, Recipients};
use crate::table::RECORDS_MAX;
use crate::vendor::{Column, Delivered, MemberPage, Names, Record, Table, Vendor, column};

const SYSTEM: &str = "Feishu";
/// The whole company, which no list of departments shows.
const ROOT: &str = "0";
/// Calls are counted by the minute; a header tells how much of it is left.
const WINDOW: Duration = Duration::from_secs(60);
/// So long is waited when the messages of a day to departments are used up.
const DAY_USED: Duration = Duration::from_secs(3_600);
/// Members or departments of a page.
const PAGE: &str = "50";
/// Either of these lets an app send.
const MAY_SEND: [&str; 2] = ["im:message:send_as_bot", "im:message"];

const NAMES: Names = Names {
    system: SYSTEM,
    base: "https://open.feishu.cn",
    app_id: "app_id",
    app_secret: "app_secret",
    bot_key: "bot_token",
    bot_secret: Some("bot_secret"),
    bot_parameter: "",
    roots: &[ROOT],
    departments: "department_ids",
    bytes_max: [15_000, 25_000],
    bot_a_minute: 100,
    rights: (
        "Developer console, the app, permissions: give it what is missing, switch the bot on, and publish a version.",
        "请在开发者后台该应用的“权限管理”中开通所缺权限，启用机器人能力，并发布版本。",
    ),
    allow_list: (
        "Developer console, the app, security settings: add this server's public address to the IP allow-list; for a bot, to its own.",
        "请在开发者后台该应用的“安全设置”中，将本服务器的公网 IP 加入 IP 白名单；群机器人则加入其自身的白名单。",
    ),
};

const DEPARTMENTS: &[Column] = &[
    column("open_department_id", "部门 open id", FieldKind::Text),
    column("department_id", "自定义部门 id", FieldKind::Text),
    column("name", "部门名称", FieldKind::Text),
    column("parent_department_id", "父部门", FieldKind::Reference),
    column("leader_user_id", "负责人", FieldKind::Text),
    column("member_count", "人数", FieldKind::Integer),
];

/// Columns of members. The key comes first: the kind of id that the connection names people by.
const fn members_by(key: &'static str, second: &'static str, third: &'static str) -> [Column; 17] {
    [
        column(key, key, FieldKind::Text),
        column(second, second, FieldKind::Text),
        column(third, third, FieldKind::Text),
        column("name", "姓名", FieldKind::Text),
        column("en_name", "英文名", FieldKind::Text),
        column("nickname", "别名", FieldKind::Text),
        column("email", "邮箱", FieldKind::Text),
        column("enterprise_email", "企业邮箱", FieldKind::Text),
        column("mobile", "手机号", FieldKind::Text),
        column("department_ids", "部门", FieldKind::Json),
        column("job_title", "职务", FieldKind::Text),
        column("employee_no", "工号", FieldKind::Text),
        column("leader_user_id", "直属主管", FieldKind::Text),
        column("city", "城市", FieldKind::Text),
        column("country", "国家", FieldKind::Text),
        column("join_time", "入职时间", FieldKind::Integer),
        column("status", "状态", FieldKind::Json),
    ]
}

const BY_OPEN_ID: Table = Table { columns: &members_by("open_id", "union_id", "user_id") };
const BY_USER_ID: Table = Table { columns: &members_by("user_id", "open_id", "union_id") };
const BY_UNION_ID: Table = Table { columns: &members_by("union_id", "open_id", "user_id") };

pub(crate) struct FeishuVendor;

#[derive(Deserialize)]
struct TokenAnswer {
    tenant_access_token: String,
    #[serde(default)]
    expire: i64,
}

#[derive(Deserialize)]
struct Listed {
    data: Page,
}

/// An empty list is left out; whether there is more is not.
#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    items: Vec<Record>,
    has_more: bool,
    #[serde(default)]
    page_token: String,
}

#[derive(Deserialize)]
struct Sent {
    data: SentMessage,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct SentMessage {
    message_id: String,
    invalid_department_ids: Vec<String>,
}

#[derive(Deserialize)]
struct Granted {
    data: Scopes,
}

#[derive(Deserialize)]
struct Scopes {
    #[serde(default)]
    scopes: Vec<Scope>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Scope {
    scope_name: String,
    /// 1 where it was granted.
    grant_status: i64,
}

/// A message whose texts are shown as they are: in plain text messages, tags would call people by name.
fn content(message: &Message) -> Value {
    let lines: Vec<Value> = message.text.lines().map(|line| json!([{ "tag": "text", "text": line }])).collect();
    let lines = if lines.is_empty() { vec![json!([{ "tag": "text", "text": "" }])] } else { lines };
    json!({ "zh_cn": { "title": message.title, "content": lines } })
}

impl Vendor for FeishuVendor {
    fn names(&self) -> &'static Names {
        &NAMES
    }

    fn meaning(&self, place: Place, code: i64, _message: &str) -> Meaning {
        match code {
            99_991_661 | 99_991_663 | 99_991_664 | 99_991_665 => Meaning::Token,
            10_003 | 10_014 | 10_015 if place == Place::Token => Meaning::Credentials,
            19_001 | 19_002 | 19_021 => Meaning::Credentials,
            19_022 | 99_991_401 => Meaning::Address,
            99_991_672 | 99_991_679 | 230_006 | 40_004 | 41_050 => Meaning::Forbidden,
            // The app may not send to departments, has no bot, is not in use.
            11_203..=11_205 | 11_207 | 11_209 | 11_210 | 11_223 => Meaning::Forbidden,
            11_247 => Meaning::Slow(DAY_USED),
            11_232 | 230_020 | 99_991_400 => Meaning::Slow(WINDOW),
            1_500 | 1_551 | 55_001 => Meaning::Busy,
            40_013 => Meaning::Gone,
            _ => Meaning::Refused,
        }
    }

    fn token_request(&self, base: &str, id: &str, secret: &SecretText) -> Result<Request, ConnectorError> {
        let path = "/open-apis/auth/v3/tenant_access_token/internal";
        let body = json!({ "app_id": id, "app_secret": secret.reveal() });
        Ok(Request::post(format!("{base}{path}"), path).json(&body)?.repeatable(Repeat::Safe))
    }

    fn token_of(&self, response: &Response) -> Result<(SecretText, i64), ConnectorError> {
        let answer: TokenAnswer = response.json()?;
        Ok((SecretText::new(answer.tenant_access_token), answer.expire))
    }

    fn dress(&self, token: &Token, request: &mut Request) {
        request.set_bearer(&token.access);
    }

    fn bot_request(&self, bot: &Bot, message: &Message, now_ms: i64) -> Result<Request, ConnectorError> {
        let mut body = json!({ "msg_type": "post", "content": { "post": content(message) } });
        if let Some(secret) = &bot.secret {
            let time = now_ms.div_euclid(1_000).to_string();
            let key = SecretText::new(format!("{time}\n{}", secret.reveal()));
            body["sign"] = json!(hmac_text(HmacKind::Sha256, Written::Base64, &key, &[]));
            body["timestamp"] = json!(time);
        }
        Request::post(format!("{}/open-apis/bot/v2/hook/{}", bot.base, encode(bot.key.reveal())), "/open-apis/bot/v2/hook/{token}")
            .json(&body)
    }

    /// One call for all departments, which the vendor would not recognise a second time, and then one for each person, with a key of its own
    /// that it recognises for an hour.
    fn send(&self, app: &App, message: &Message, to: &Recipients, key: &str) -> Result<Delivered, ConnectorError> {
        let mut delivered = self.to_departments(app, message, to)?;
        let has_sent = delivered.missed.len() < to.departments.len();
        let content = content(message).to_string();
        for (at, person) in to.people.iter().enumerate() {
            let uuid: String = format!("{}-{at}", key.chars().take(40).collect::<String>());
            let body = json!({ "receive_id": person, "msg_type": "post", "content": content, "uuid": uuid });
            let request = app.post("/open-apis/im/v1/messages", "/open-apis/im/v1/messages").query("receive_id_type", &app.id_type);
            match app.sent::<Sent>(request.json(&body)?.repeatable(Repeat::Safe)) {
                Ok(sent) if delivered.id.is_empty() => delivered.id = sent.data.message_id,
                Ok(_) => {}
                // This one cannot be reached; the others are no worse off.
                Err(ConnectorError::RecordRefused { .. }) => delivered.missed.push(at),
                // The first call tells what is wrong with all of them.
                Err(error) if !has_sent && (0..at).all(|at| delivered.missed.contains(&at)) => return Err(error),
                // Some have it: what is left is told as missed, for a repetition later than an hour would reach those twice.
                Err(_) => {
                    delivered.missed.extend(at..to.people.len());
                    break;
                }
            }
        }
        delivered.missed.sort_unstable();
        Ok(delivered)
    }

    /// Names of what is missing. An app need not be allowed to look at its own rights.
    fn check_sender(&self, app: &App) -> Result<Option<Vec<String>>, ConnectorError> {
        let path = "/open-apis/application/v6/scopes";
        let granted = match app.read::<Granted>(app.get(path, path)) {
            Err(error @ ConnectorError::Forbidden { .. }) if !is_address(&error) => return Ok(None),
            other => other?.data.scopes,
        };
        let has = |name: &&str| granted.iter().any(|scope| scope.scope_name == **name && scope.grant_status == 1);
        let missing = if MAY_SEND.iter().any(has) { Vec::new() } else { vec![MAY_SEND[0].to_owned()] };
        Ok(Some(missing))
    }

    fn department_table(&self) -> &'static Table {
        &Table { columns: DEPARTMENTS }
    }

    fn member_table(&self, app: &App) -> &'static Table {
        match app.id_type.as_str() {
            "user_id" => &BY_USER_ID,
            "union_id" => &BY_UNION_ID,
            _ => &BY_OPEN_ID,
        }
    }

    fn departments(&self, app: &App) -> Result<Vec<Record>, ConnectorError> {
        let mut all = Vec::new();
        let mut token = String::new();
        loop {
            let path = "/open-apis/contact/v3/departments/{id}/children";
            let request = app.get(&format!("/open-apis/contact/v3/departments/{ROOT}/children"), path);
            let page = page(app, request.query("department_id_type", "open_department_id").query("fetch_child", "true"), &token)?;
            all.extend(page.members);
            if all.len() > RECORDS_MAX {
                return Err(too_many(SYSTEM, "departments", all.len(), RECORDS_MAX));
            }
            match page.next {
                None => return Ok(all),
                Some(next) if next == token => return Err(bad(SYSTEM, "a page of departments names itself as the next")),
                Some(next) => token = next,
            }
        }
    }

    fn members(&self, app: &App, department: &str, token: &str) -> Result<MemberPage, ConnectorError> {
        let path = "/open-apis/contact/v3/users/find_by_department";
        let request = app.get(path, path).query("department_id", department).query("department_id_type", "open_department_id");
        page(app, request.query("user_id_type", &app.id_type), token)
    }
}

impl FeishuVendor {
    /// Sends to the members of departments and of those below them. Places of those that are not there count behind the people.
    fn to_departments(&self, app: &App, message: &Message, to: &Recipients) -> Result<Delivered, ConnectorError> {
        if to.departments.is_empty() {
            return Ok(Delivered { id: String::new(), missed: Vec::new() });
        }
        let path = "/open-apis/message/v4/batch_send/";
        let body = json!({ "department_ids": to.departments, "msg_type": "post", "content": { "post": content(message) } });
        let sent: Sent = app.sent(app.post(path, path).json(&body)?)?;
        let missed = to.places(|_| false, |id| sent.data.invalid_department_ids.iter().any(|invalid| invalid == id));
        Ok(Delivered { id: sent.data.message_id, missed })
    }
}

fn page(app: &App, request: Request, token: &str) -> Result<MemberPage, ConnectorError> {
    let mut request = request.query("page_size", PAGE);
    if !token.is_empty() {
        request = request.query("page_token", token);
    }
    let page = match app.read::<Listed>(request) {
        // A token that it no longer takes is a wrong parameter to it.
        Err(ConnectorError::RecordRefused { code, .. }) if !token.is_empty() && code == "99992402" => {
            return Err(ConnectorError::CursorExpired { system: SYSTEM.to_owned() });
        }
        other => other?.data,
    };
    if page.has_more && page.page_token.is_empty() {
        return Err(bad(SYSTEM, "more records, and no place where they begin"));
    }
    Ok(MemberPage { members: page.items, next: page.has_more.then_some(page.page_token) })
}
