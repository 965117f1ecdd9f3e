//! WeCom (企业微信): the server API of one company at `qyapi.weixin.qq.com`, as far as messages, departments and members go.
//!
//! After the vendor's documents (developer.work.weixin.qq.com: 91039 tokens, 90236 app messages, 91770 group bots, 90208 departments, 90201
//! members, 96067 member ids, 90227 apps, 90313 error codes); what is covered and what is inferred stands in
//! `docs/connectors/messenger-simulators.md`. All answers have status 200; `errcode` tells.
//!
//! **Sign-in.** Company [`CORP_ID`]; the app's secret [`APP_SECRET`] sends messages as agent [`AGENT_ID`] and reads; the secret of contacts
//! [`CONTACTS_SECRET`] reads departments and member ids. The bot's key is [`BOT_KEY`].
//!
//! **Control** below `/_control/wecom/own/`: `POST end_sessions`; `POST bot` `{"removed": true}` (somebody took the bot out of its group).

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
pub const NAME: &str = "wecom";
/// The company.
pub const CORP_ID: &str = "ww5f1e0a2b6c7d8e9f";
/// Secret of the app.
pub const APP_SECRET: &str = "wecom-app-secret-7f3a51c0";
/// Secret of the contacts, which apps do not have.
pub const CONTACTS_SECRET: &str = "wecom-contacts-secret-2b9d";
/// The app.
pub const AGENT_ID: i64 = 1_000_002;
/// The group bot's key.
pub const BOT_KEY: &str = "693a91f6-7f3a-4bc4-97a0-0ec2sifa5aaa";

pub(crate) fn make() -> Box<dyn Vendor> {
    Box::new(WeCom::default())
}

#[derive(Default)]
struct WeCom {
    office: Office,
}

/// An answer that refuses.
fn refused(code: i64, message: &str) -> Reply {
    Reply::json(200, &json!({ "errcode": code, "errmsg": message }))
}

impl Vendor for WeCom {
    fn accounts(&self, base_url: &str) -> Vec<Account> {
        let account = Account::new(
            "企业微信",
            NAME,
            json!({ "base_url": base_url, "corp_id": CORP_ID, "agent_id": AGENT_ID }),
            vec![("app_secret", APP_SECRET), ("bot_key", BOT_KEY)],
        )
        .with_tokens();
        vec![Account { is_called: false, ..account }]
    }

    fn furnish(&mut self, site: &mut Site, population: &Population) {
        CORP_ID.clone_into(&mut site.organisation);
        self.office.counts = furnish(site, population, data::company());
    }

    fn endpoint(&self, _site: &Site, request: &Request) -> Endpoint {
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["cgi-bin", "gettoken"] => Endpoint::new("token").free(),
            ["cgi-bin", "webhook", "send"] => Endpoint::new("bot"),
            ["cgi-bin", "message", "send"] => Endpoint::new("message"),
            ["cgi-bin", "agent", "get"] => Endpoint::new("agent"),
            ["cgi-bin", "department", "list"] => Endpoint::new("department.list").table(Some(DEPARTMENT_TABLE)),
            ["cgi-bin", "user", "list"] => Endpoint::new("user.list").table(Some(MEMBER_TABLE)),
            ["cgi-bin", "user", "list_id"] => Endpoint::new("user.ids").table(Some(MEMBER_TABLE)),
            _ => Endpoint::new("unknown"),
        }
    }

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply {
        answer::answer(self, site, call)
    }

    fn refuse(&self, _site: &Site, endpoint: Endpoint, refusal: Refusal) -> Reply {
        let (code, text) = match refusal {
            Refusal::Quota(_) | Refusal::Status(429) => (45_009, "api freq out of limit"),
            Refusal::Status(401) if endpoint.name == "token" => (40_001, "invalid credential"),
            Refusal::Status(401) if endpoint.name == "bot" => (93_000, "invalid webhook url"),
            Refusal::Status(401) => (42_001, "access_token expired"),
            Refusal::Status(403) => (60_020, "not allow to access from your ip"),
            Refusal::Status(_) => (-1, "system busy"),
        };
        refused(code, text)
    }

    fn new_id(&mut self, _site: &mut Site, table: usize) -> String {
        self.office.new_id(table, |number| format!("new{number}"), |number| number.to_string())
    }

    fn complete(&self, _site: &Site, table: usize, values: &mut Vec<(String, String)>) {
        fill_in(table, values, data::NEW_DEPARTMENT, data::NEW_MEMBER);
    }

    fn may_vanish(&self, site: &Site, table: usize, row: u32) -> bool {
        table != DEPARTMENT_TABLE || is_empty(site, row, "department", "parentid")
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
