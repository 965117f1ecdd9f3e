//! DingTalk (钉钉): the server API of one company at `oapi.dingtalk.com`, as far as messages, departments and members go.
//!
//! After the vendor's documents (open.dingtalk.com: obtain-orgapp-token, custom-robot-access and its security settings,
//! asynchronous-sending-of-enterprise-session-messages, gets the result of sending, obtain-the-department-list-v2,
//! queries-the-complete-information-of-a-department-user, global error codes); what is covered and what is inferred stands in
//! `docs/connectors/messenger-simulators.md`. All answers have status 200; `errcode` tells, and with 88 `sub_code` does.
//!
//! **Sign-in.** App [`APP_KEY`] / [`APP_SECRET`], agent [`AGENT_ID`]; bot [`BOT_TOKEN`], whose calls are signed with [`BOT_SECRET`].
//!
//! **Control** below `/_control/dingtalk/own/`: `POST end_sessions`; `POST bot` `{"signed": false, "words": ["…"]}` (its security settings).

mod answer;
mod data;

use serde_json::{Value, json};

use crate::account::Account;
use crate::http::{Reply, Request};
use crate::messenger::{DEPARTMENT_TABLE, MEMBER_TABLE, Office, fill_in, furnish, is_empty};
use crate::people::Population;
use crate::site::Site;
use crate::vendor::{Call, Endpoint, Refusal, Vendor};

/// Its name.
pub const NAME: &str = "dingtalk";
/// The app.
pub const APP_KEY: &str = "ding5f1e0a2b6c7d";
/// Its secret.
pub const APP_SECRET: &str = "dingtalk-app-secret-7f3a51c0";
/// The app's number among those that send.
pub const AGENT_ID: i64 = 1_234_567_890;
/// The group bot's token.
pub const BOT_TOKEN: &str = "5f1e0a2b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071";
/// What its calls are signed with.
pub const BOT_SECRET: &str = "SEC5f1e0a2b6c7d8e9f0a1b2c3d4e5f6071";

pub(crate) fn make() -> Box<dyn Vendor> {
    Box::new(DingTalk::default())
}

#[derive(Default)]
struct DingTalk {
    office: Office,
    tasks: Vec<Task>,
}

/// What became of one sending by the app.
struct Task {
    number: u64,
    reached: Vec<String>,
    /// Users and departments that are not there.
    invalid: Vec<String>,
    invalid_departments: Vec<String>,
    /// Who got the same text on the same day already.
    forbidden: Vec<String>,
    text: String,
    day: i64,
}

/// An answer that refuses.
fn refused(code: i64, message: &str) -> Reply {
    Reply::json(200, &json!({ "errcode": code, "errmsg": message }))
}

/// A refusal by the gateway, which puts its code inside.
fn refused_inside(sub_code: &str, message: &str) -> Reply {
    let text = format!("ding talk error[subcode={sub_code},submsg={message}]");
    Reply::json(200, &json!({ "errcode": 88, "sub_code": sub_code, "sub_msg": message, "errmsg": text, "request_id": "16j5w0xlgbv3i" }))
}

impl Vendor for DingTalk {
    fn accounts(&self, base_url: &str) -> Vec<Account> {
        let account = Account::new(
            "钉钉",
            NAME,
            json!({ "base_url": base_url, "app_key": APP_KEY, "agent_id": AGENT_ID }),
            vec![("app_secret", APP_SECRET), ("bot_token", BOT_TOKEN), ("bot_secret", BOT_SECRET)],
        )
        .with_tokens();
        vec![Account { is_called: false, ..account }]
    }

    fn furnish(&mut self, site: &mut Site, population: &Population) {
        "ding-company-7f3a".clone_into(&mut site.organisation);
        self.office.counts = furnish(site, population, data::company());
    }

    fn endpoint(&self, _site: &Site, request: &Request) -> Endpoint {
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["gettoken"] => Endpoint::new("token").free(),
            ["robot", "send"] => Endpoint::new("bot"),
            ["topapi", "message", "corpconversation", "asyncsend_v2"] => Endpoint::new("message"),
            ["topapi", "message", "corpconversation", "getsendresult"] => Endpoint::new("message.result"),
            ["topapi", "v2", "department", "listsub"] => Endpoint::new("department.list").table(Some(DEPARTMENT_TABLE)),
            ["topapi", "v2", "user", "list"] => Endpoint::new("user.list").table(Some(MEMBER_TABLE)),
            _ => Endpoint::new("unknown"),
        }
    }

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply {
        answer::answer(self, site, call)
    }

    fn refuse(&self, _site: &Site, endpoint: Endpoint, refusal: Refusal) -> Reply {
        match refusal {
            Refusal::Quota(_) | Refusal::Status(429) if endpoint.name == "bot" => {
                refused(130_101, "send too fast, exceed 20 times per minute")
            }
            Refusal::Quota(_) | Refusal::Status(429) => refused_inside("90018", "您的服务器调用钉钉开放平台所有接口的请求都被暂时禁用了"),
            Refusal::Status(401) if endpoint.name == "token" => refused(40_089, "不合法的corpid或corpsecret"),
            Refusal::Status(401) if endpoint.name == "bot" => refused(300_005, "token is not exist"),
            Refusal::Status(401) => refused_inside("40014", "不合法的access_token"),
            Refusal::Status(403) => refused_inside("60020", "访问ip不在白名单之中"),
            Refusal::Status(_) => refused(-1, "系统繁忙"),
        }
    }

    fn new_id(&mut self, _site: &mut Site, table: usize) -> String {
        self.office.new_id(table, |number| format!("new{number}"), |number| data::department_id(number).to_string())
    }

    fn complete(&self, _site: &Site, table: usize, values: &mut Vec<(String, String)>) {
        fill_in(table, values, data::NEW_DEPARTMENT, data::NEW_MEMBER);
    }

    fn may_vanish(&self, site: &Site, table: usize, row: u32) -> bool {
        table != DEPARTMENT_TABLE || is_empty(site, row, "dept_id_list", "parent_id")
    }

    fn control(&mut self, _site: &mut Site, method: &str, path: &[String], body: &Value) -> Option<Value> {
        self.office.control(method, path, body)
    }

    fn save(&self) -> Value {
        self.office.save()
    }

    fn load(&mut self, saved: Value) {
        self.office.load(&saved);
    }
}
