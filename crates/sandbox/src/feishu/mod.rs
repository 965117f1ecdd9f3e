//! Feishu (飞书, Lark): the open API of one company at `open.feishu.cn`, as far as messages, departments and members go.
//!
//! After the vendor's documents (open.feishu.cn: tenant_access_token/internal, custom bot guide, im/v1/messages create,
//! contact/v3 departments children and users find_by_department, rate limits, general error codes); what is covered and what is inferred
//! stands in `docs/connectors/messenger-simulators.md`. `code` tells; the bot's refusals have status 200, those of the API 400 or 429.
//!
//! **Sign-in.** App [`APP_ID`] / [`APP_SECRET`]; bot [`BOT_TOKEN`], whose calls are signed with [`BOT_SECRET`].
//!
//! **Control** below `/_control/feishu/own/`: `POST end_sessions`; `POST bot` `{"signed": false, "words": ["…"]}` (its security settings);
//! `POST scopes` `{"refused": ["im:message:send_multi_depts"]}` (rights that the app does not have).

mod answer;
mod data;

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::account::Account;
use crate::http::{Reply, Request};
use crate::messenger::{DEPARTMENT_TABLE, MEMBER_TABLE, Office, Pace, fill_in, furnish, is_empty};
use crate::people::Population;
use crate::site::Site;
use crate::vendor::{Call, Endpoint, Refusal, Vendor};

/// Its name.
pub const NAME: &str = "feishu";
/// The app.
pub const APP_ID: &str = "cli_5f1e0a2b6c7d8e9f";
/// Its secret.
pub const APP_SECRET: &str = "feishu-app-secret-7f3a51c0";
/// The group bot's token.
pub const BOT_TOKEN: &str = "5f1e0a2b-6c7d-8e9f-0a1b-2c3d4e5f6071";
/// What its calls are signed with.
pub const BOT_SECRET: &str = "feishuBotSecret7f3a";

pub(crate) fn make() -> Box<dyn Vendor> {
    Box::new(Feishu::default())
}

#[derive(Default)]
struct Feishu {
    office: Office,
    /// Messages of the bot by the second; those by the minute are the office's.
    second: Pace,
    /// Rights that the app was not given.
    refused_scopes: Vec<String>,
    /// Messages by the `uuid` of their request, with the time.
    known: HashMap<String, (i64, String)>,
}

/// An answer that refuses.
fn refused(status: u16, code: i64, message: &str) -> Reply {
    Reply::json(status, &json!({ "code": code, "msg": message, "data": {} }))
}

/// The answer to too many calls, with the seconds that are to be waited.
fn too_many(status: u16) -> Reply {
    refused(status, 99_991_400, "request trigger frequency limit").and("x-ogw-ratelimit-limit", "100").and("x-ogw-ratelimit-reset", "40")
}

impl Vendor for Feishu {
    fn accounts(&self, base_url: &str) -> Vec<Account> {
        let account = Account::new(
            "飞书",
            NAME,
            json!({ "base_url": base_url, "app_id": APP_ID }),
            vec![("app_secret", APP_SECRET), ("bot_token", BOT_TOKEN), ("bot_secret", BOT_SECRET)],
        )
        .with_tokens();
        vec![Account { is_called: false, ..account }]
    }

    fn furnish(&mut self, site: &mut Site, population: &Population) {
        "feishu-company-7f3a".clone_into(&mut site.organisation);
        self.office.counts = furnish(site, population, data::company());
    }

    fn endpoint(&self, _site: &Site, request: &Request) -> Endpoint {
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["open-apis", "auth", "v3", "tenant_access_token", "internal"] => Endpoint::new("token").free(),
            ["open-apis", "bot", "v2", "hook", _] => Endpoint::new("bot"),
            ["open-apis", "im", "v1", "messages"] => Endpoint::new("message"),
            ["open-apis", "message", "v4", "batch_send"] => Endpoint::new("message.batch"),
            ["open-apis", "application", "v6", "scopes"] => Endpoint::new("scopes"),
            ["open-apis", "contact", "v3", "departments", _, "children"] => Endpoint::new("department.list").table(Some(DEPARTMENT_TABLE)),
            ["open-apis", "contact", "v3", "users", "find_by_department"] => Endpoint::new("user.list").table(Some(MEMBER_TABLE)),
            _ => Endpoint::new("unknown"),
        }
    }

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply {
        answer::answer(self, site, call)
    }

    fn refuse(&self, _site: &Site, endpoint: Endpoint, refusal: Refusal) -> Reply {
        match (refusal, endpoint.name) {
            (Refusal::Quota(_) | Refusal::Status(429), "bot") => refused(200, 11_232, "frequency limited"),
            (Refusal::Quota(_) | Refusal::Status(429), _) => too_many(429),
            (Refusal::Status(401), "token") => refused(200, 10_014, "app secret invalid"),
            (Refusal::Status(401), "bot") => refused(200, 19_001, "param invalid: incoming webhook access token invalid"),
            (Refusal::Status(401), _) => refused(400, 99_991_663, "Invalid access token for authorization."),
            (Refusal::Status(403), _) => refused(400, 99_991_401, "ip is denied by app setting"),
            (Refusal::Status(status), _) => refused(status, 1_500, "internal error"),
        }
    }

    fn new_id(&mut self, _site: &mut Site, table: usize) -> String {
        self.office.new_id(table, data::open_id, data::department_id)
    }

    fn complete(&self, _site: &Site, table: usize, values: &mut Vec<(String, String)>) {
        fill_in(table, values, data::NEW_DEPARTMENT, data::NEW_MEMBER);
    }

    fn may_vanish(&self, site: &Site, table: usize, row: u32) -> bool {
        table != DEPARTMENT_TABLE || is_empty(site, row, "department_ids", "parent_department_id")
    }

    fn control(&mut self, _site: &mut Site, method: &str, path: &[String], body: &Value) -> Option<Value> {
        if method == "POST" && path.len() == 1 && path[0] == "scopes" {
            let refused = body["refused"].as_array().into_iter().flatten();
            self.refused_scopes = refused.filter_map(|scope| scope.as_str().map(str::to_owned)).collect();
            return Some(Value::Null);
        }
        self.office.control(method, path, body)
    }

    fn save(&self) -> Value {
        self.office.save()
    }

    fn load(&mut self, saved: Value) {
        self.office.load(&saved);
    }
}
