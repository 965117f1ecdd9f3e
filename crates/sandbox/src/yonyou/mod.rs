//! Yonyou BIP and YonSuite: the open platform's gateway, customers, CRM, sales orders, contracts, receivables, events.
//!
//! After mirrors of the vendor's pages and the vendor's own demonstration programs; which points of the contract are covered, and
//! which are not, stands in `docs/connectors/yonyou-simulator.md`. What no document states for certain is marked there.
//!
//! **Sign-in.** Tenant [`TENANT`], app [`APP_KEY`] / [`APP_SECRET`] (a suite: [`SUITE_KEY`] / [`SUITE_SECRET`]). The port's own address plays
//! the host that knows where tenants live, the one that gives tokens and the gateway. Tokens live two hours.
//!
//! **Control** below `/_control/yonyou/own/`: `GET credentials`; `POST end_sessions` (tokens end before their time); `POST disable` `{"disabled": true}`;
//! `POST move` `{"centre": "c3"}` (the tenant lives in another data centre from now on, null moves it back); `POST unauthorise` `{"endpoint": "oppt.list"}` (null gives
//! all back); `POST rate` `{"per_minute": 60}` (calls of one interface, null without limit); `POST duplicate_code` `{"code": "100004"}`;
//! `POST numbering` (customers that come without a code get one);
//! `POST delete_after` `{"seconds": 30}`; `POST suite_ticket` `{"ticket": "…"}` (told by an event, and needed from then on);
//! `POST check_url` (the event that tests an address).
//!
//! **Faults of its own**: `code=CODE` (the gateway refuses with this code, nothing done), `plain_token_error` (the refusal of a token
//! as plain text), `token_throttled`, `processing` (carried out, and answered with 202), `timeout_after_commit` (carried out, and answered with 310504),
//! `audit_refused`. `row_error` refuses a row as locked; `same_page_token` gives the page before instead of the one asked for.

mod auth;
mod bills;
mod event;
mod filter;
mod listings;
mod merchant_read;
mod merchant_write;
mod repeat;
mod reply;
mod route;
mod sample;
mod schema;
mod seal;
mod steps;
mod value;

use std::collections::VecDeque;

use serde_json::{Value, json};

use crate::account::{Account, PUSH_SECRET};
use crate::fault::OwnFault;
use crate::http::{Reply, Request};
use crate::log::Actor;
use crate::people::Population;
use crate::push::{Event, PushRequest};
use crate::rng::Rng;
use crate::site::{Changed, Site};
use crate::vendor::{Call, Endpoint, Refusal, Vendor};
use reply::Refused;
use route::{Door, Route};

/// Its name.
pub const NAME: &str = "yonyou";
/// The tenant.
pub const TENANT: &str = "zy7pjqx1";
/// Key of the tenant's own app.
pub const APP_KEY: &str = "41832a3d2df94989b500da6a22268747";
/// Its secret.
pub const APP_SECRET: &str = "0123456789abcdef0123456789abcdef01234567";
/// Key of a software house's suite.
pub const SUITE_KEY: &str = "9f3d7b1c5a2e4860b7c1d2e3f4a5b6c7";
/// Its secret.
pub const SUITE_SECRET: &str = "76543210fedcba9876543210fedcba9876543210";
/// Kinds of faults that only this vendor knows.
pub(crate) const OWN_FAULTS: &[OwnFault] = &[
    OwnFault::new("code", "code=310043", ("Calls are refused with a code and status 200", "状态 200 但返回错误码"))
        .passes(&["code=310043:rate=0.1", "code=315001:rate=0.1"]),
    OwnFault::new("plain_token_error", "plain_token_error", ("Tokens are refused in plain words", "以纯文本拒绝令牌"))
        .passes(&["token_life=45", "plain_token_error:times=always"]),
    OwnFault::new("token_throttled", "token:token_throttled", ("Too many tokens were asked for", "请求令牌过于频繁"))
        .passes(&["token_life=45", "token:token_throttled:times=2"]),
    OwnFault::new("processing", "processing", ("Writes are answered with: still going on", "写入返回“处理中”"))
        .passes(&["processing:rate=0.15"]),
    OwnFault::new("timeout_after_commit", "timeout_after_commit", ("The gateway times out after the work is done", "网关在处理完成后超时"))
        .passes(&["timeout_after_commit:rate=0.15"]),
    OwnFault::new("audit_refused", "audit_refused", ("Approvals are refused", "审核被拒绝")),
];

/// Ids have 19 digits, beyond what a double can hold.
const FIRST_ID: u64 = 1_531_204_905_066_000_000;
const MINUTE_MS: i64 = 60_000;

pub(crate) fn make() -> Box<dyn Vendor> {
    Box::new(Yonyou::default())
}

pub(crate) struct Yonyou {
    auth: auth::Auth,
    keys: repeat::Keys,
    listings: listings::Listings,
    last_number: u64,
    events: u64,
    /// The data centre where the tenant lives; empty for the first one.
    centre: String,
    unauthorised: Option<String>,
    per_minute: Option<usize>,
    calls: VecDeque<(i64, &'static str)>,
    duplicate_code: String,
    /// Customers without a code get one.
    numbers_customers: bool,
    delete_after_ms: i64,
    /// Customers that are deleted later: when, and which.
    deletions: Vec<(i64, u32)>,
}

impl Default for Yonyou {
    fn default() -> Self {
        Self {
            auth: auth::Auth::default(),
            keys: repeat::Keys::default(),
            listings: listings::Listings::default(),
            last_number: 0,
            events: 0,
            centre: String::new(),
            unauthorised: None,
            per_minute: None,
            calls: VecDeque::new(),
            duplicate_code: "10004".to_owned(),
            numbers_customers: false,
            delete_after_ms: 0,
            deletions: Vec::new(),
        }
    }
}

impl Yonyou {
    fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        FIRST_ID + self.last_number
    }

    fn next_id(&mut self) -> String {
        self.next_number().to_string()
    }

    /// Where the tenant's gateway and its tokens are.
    fn addresses(&self, request: &Request) -> (String, String) {
        let centre = if self.centre.is_empty() { String::new() } else { format!("/{}", self.centre) };
        (format!("{}{centre}/iuap-api-gateway", request.base_url), format!("{}{centre}/iuap-api-auth", request.base_url))
    }

    /// Carries out deletions whose time has come.
    fn settle_deletions(&mut self, site: &mut Site) {
        let now_ms = site.clock.now_ms();
        let (due, later): (Vec<_>, Vec<_>) = std::mem::take(&mut self.deletions).into_iter().partition(|(due_ms, _)| *due_ms <= now_ms);
        self.deletions = later;
        for (_, row) in due {
            site.delete(schema::MERCHANT, row, Actor::Api);
        }
    }

    /// `GET dataCenter/getGatewayAddress`.
    fn gateway_address(&self, request: &Request) -> Reply {
        if request.parameter("tenantId").as_deref() != Some(TENANT) {
            return Reply::json(200, &json!({ "code": "500", "message": "根据租户id获取网关地址出现异常" }));
        }
        let (gateway, token) = self.addresses(request);
        reply::served(&json!({ "gatewayUrl": gateway, "tokenUrl": token }))
    }

    /// A call of the gateway. An address that is not registered is told before anybody looks at the token.
    fn gateway(&mut self, site: &mut Site, call: &Call<'_>, centre: &str, path: &[&str]) -> Result<Reply, Refused> {
        let request = call.request;
        let route = route::route(path).ok_or_else(|| Refused::unregistered(&format!("/{}", path.join("/"))))?;
        let is_right = request.method.eq_ignore_ascii_case(route.method());
        if !is_right {
            return Err(Refused::gateway("310405"));
        }
        if centre != self.centre {
            return Err(Refused::gateway("310036"));
        }
        self.auth.check(site, request)?;
        if self.unauthorised.as_deref() == Some(route.name()) {
            return Err(Refused::gateway("310037"));
        }
        self.check_rate(site, route.name())?;
        if let Some(code) = call.plan.own("code") {
            return Err(Refused::gateway(&code));
        }
        let reply = self.routed(site, call, route);
        if call.plan.own("processing").is_some() {
            return Err(Refused::gateway("202"));
        }
        if call.plan.own("timeout_after_commit").is_some() {
            return Err(Refused::gateway("310504"));
        }
        reply
    }

    fn check_rate(&mut self, site: &Site, name: &'static str) -> Result<(), Refused> {
        let Some(most) = self.per_minute else { return Ok(()) };
        let now_ms = site.clock.now_ms();
        self.calls.retain(|(at_ms, _)| *at_ms > now_ms - MINUTE_MS);
        if self.calls.iter().filter(|(_, known)| *known == name).count() >= most {
            return Err(Refused::gateway("310046"));
        }
        self.calls.push_back((now_ms, name));
        Ok(())
    }

    fn routed(&mut self, site: &mut Site, call: &Call<'_>, route: Route) -> Result<Reply, Refused> {
        match route {
            Route::MerchantList(form) => merchant_read::list(&mut self.listings, site, call, form),
            Route::MerchantBatchDetail => merchant_read::batch_detail(site, call),
            Route::MerchantDetail => merchant_read::detail(site, call),
            Route::MerchantInsert => merchant_write::insert(self, site, call),
            Route::MerchantUpdate => merchant_write::update(self, site, call),
            Route::MerchantSave => merchant_write::save(self, site, call),
            Route::MerchantBatchSave => merchant_write::batch_save(self, site, call),
            Route::MerchantAssign => merchant_write::assign(site, call),
            Route::MerchantStop(is_stopped) => merchant_write::stop(site, call, is_stopped),
            Route::MerchantDelete => merchant_write::delete(self, site, call),
            Route::MerchantDefine => Ok(reply::done(reply::Code::Text, &schema::custom(&site.tables[schema::MERCHANT]).to_string())),
            Route::Orgs => Ok(reply::done(reply::Code::Text, &orgs().to_string())),
            Route::Staff => Ok(reply::done(reply::Code::Text, &staff().to_string())),
            Route::List(table) => bills::list(&mut self.listings, site, call, table),
            Route::Detail(table) => bills::detail(site, call, table),
            Route::ContactDetail => {
                let id = call.request.parameter("id").ok_or_else(|| Refused::gateway("310008"))?;
                let row = bills::live(site, schema::CONTACT, &id).ok_or_else(|| Refused::business("联系人不存在"))?;
                Ok(reply::done(reply::Code::Text, &merchant_read::contact_text(site, row, value::Ids::Texts)))
            }
            Route::CustomerSave => merchant_write::save(self, site, call),
            Route::Save(table, saving) => bills::save(self, site, call, table, saving),
            Route::ClueClose => bills::close_clue(site, call),
            Route::Opportunity(what) => steps::opportunity(site, call, what),
            Route::Step(table, step, _) => steps::run(site, call, table, step),
        }
    }
}

fn orgs() -> Value {
    let root = schema::ORGS[0];
    let children: Vec<Value> = schema::ORGS[1..]
        .iter()
        .map(|(id, code, name)| json!({ "id": id, "code": code, "name": { "zh_CN": name }, "parent": root.0 }))
        .collect();
    json!([{ "id": root.0, "code": root.1, "name": { "zh_CN": root.2 }, "children": children }])
}

fn staff() -> Value {
    let people: Vec<Value> =
        schema::STAFF.iter().map(|(id, code, name, email)| json!({ "id": id, "code": code, "name": name, "email": email })).collect();
    json!({ "pageIndex": 1, "pageSize": 500, "recordCount": people.len(), "pageCount": 1, "recordList": people })
}

impl Vendor for Yonyou {
    fn accounts(&self, base_url: &str) -> Vec<Account> {
        let settings = json!({
            "address": base_url, "tenant_id": TENANT, "app_key": APP_KEY, "org_code": "global00", "customer_class_code": "01", "events": true,
            "deletions": "delete", "requests_per_minute": 60_000,
        });
        let account = Account::new("用友 BIP", NAME, settings, vec![("app_secret", APP_SECRET)]).with_tokens();
        vec![Account { push_tables: &["merchant", "contact", "voucherorder"], ..account }]
    }

    fn furnish(&mut self, site: &mut Site, population: &Population) {
        site.granularity_ms = 1_000;
        site.organisation = TENANT.to_owned();
        self.last_number = Rng::of(population.seed, NAME, &[3]).next() % 1_000_000 * 1_000;
        site.tables = schema::tables();
        sample::furnish(self, site, population);
    }

    fn endpoint(&self, _site: &Site, request: &Request) -> Endpoint {
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match route::door(&path) {
            Door::Addresses => Endpoint::new("addresses").free(),
            Door::Tokens(_) => Endpoint::new("token").free(),
            Door::Gateway(_, rest) => {
                let Some(route) = route::route(rest) else { return Endpoint::new("unregistered") };
                let page = request.json().and_then(|body| body["pageIndex"].as_u64()).and_then(|page| u32::try_from(page).ok());
                Endpoint::new(route.name()).table(route.table()).page(page.unwrap_or(0))
            }
            Door::Nowhere => Endpoint::new("nowhere"),
        }
    }

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply {
        self.settle_deletions(site);
        let segments = call.request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match route::door(&path) {
            Door::Addresses => self.gateway_address(call.request),
            Door::Tokens(rest) => self.auth.answer(site, call.request, rest, call.plan),
            Door::Gateway(centre, rest) => match self.gateway(site, call, centre, rest) {
                Ok(reply) => reply,
                Err(refused) if refused.code == "310036" && call.plan.own("plain_token_error").is_some() => {
                    Reply::with_type(200, "text/plain; charset=utf-8", "非法token")
                }
                Err(refused) => refused.reply(),
            },
            Door::Nowhere => Reply::with_type(
                404,
                "text/html",
                "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center></body></html>",
            ),
        }
    }

    fn refuse(&self, _site: &Site, endpoint: Endpoint, refusal: Refusal) -> Reply {
        match refusal {
            Refusal::Quota(_) => Refused::gateway("310032").reply(),
            Refusal::Status(400 | 401 | 403) if endpoint.name == "token" => {
                Refused { code: "10018".to_owned(), ..Refused::business("应用不存在或appKey已停用") }.reply()
            }
            Refusal::Status(401) => Refused::gateway("310036").reply(),
            Refusal::Status(403) => Refused::gateway("310031").reply(),
            Refusal::Status(429) => Refused::gateway("310046").reply(),
            Refusal::Status(503) => Refused::gateway("310043").reply(),
            Refusal::Status(504) => Refused::gateway("310504").reply(),
            Refusal::Status(502) => {
                Reply::with_type(502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body></body></html>")
            }
            Refusal::Status(_) => Refused::gateway("315001").reply(),
        }
    }

    fn new_id(&mut self, _site: &mut Site, _table: usize) -> String {
        self.next_id()
    }

    fn complete(&self, site: &Site, table: usize, values: &mut Vec<(String, String)>) {
        let number = self.last_number;
        let customer = || site.tables[schema::MERCHANT].live().next().map(|(_, row)| format!("\"{}\"", row.id));
        let usual: Vec<(&str, String)> = match table {
            schema::MERCHANT => vec![
                ("code", format!("\"KH{number}\"")),
                ("name", format!("\"客户{number}\"")),
                ("createOrgCode", "\"global00\"".to_owned()),
                ("orgs", "\"global00\"".to_owned()),
                ("transTypeCode", "\"SYCSR001\"".to_owned()),
                ("customerClassCode", "\"01\"".to_owned()),
                ("enterpriseNature", "0".to_owned()),
                ("stopStatus", "false".to_owned()),
            ],
            schema::CONTACT => vec![
                ("merchant", customer().unwrap_or_else(|| "null".to_owned())),
                ("fullName", "\"联系人\"".to_owned()),
                ("isDefault", "false".to_owned()),
            ],
            schema::CLUE | schema::OPPT => vec![("code", format!("\"N{number}\"")), ("name", format!("\"记录{number}\""))],
            schema::RECEIPT => vec![
                ("code", format!("\"N{number}\"")),
                ("customer", customer().unwrap_or_else(|| "null".to_owned())),
                ("verifystate", "0".to_owned()),
            ],
            _ => vec![("code", format!("\"N{number}\"")), ("verifystate", "0".to_owned()), ("verifyState", "0".to_owned())],
        };
        for (name, fragment) in usual {
            if site.tables[table].field(name).is_some() && !values.iter().any(|(known, _)| known == name) {
                values.push((name.to_owned(), fragment));
            }
        }
    }

    fn events(&mut self, site: &Site, changed: &Changed) -> Vec<Event> {
        event::events(self, site, changed)
    }

    fn push_request(&self, site: &Site, event: &Event, secret: &str, now_ms: i64) -> PushRequest {
        // Events are signed with the app's own secret, and with no other.
        event::request(site, event, if secret == PUSH_SECRET { APP_SECRET } else { secret }, now_ms)
    }

    fn is_accepted(&self, status: u16, body: &[u8]) -> bool {
        event::is_accepted(status, body)
    }

    fn answer_ms(&self) -> u64 {
        5_000
    }

    fn retry_in_ms(&self, attempt: u32) -> Option<i64> {
        event::retry_in_ms(attempt)
    }

    fn control(&mut self, site: &mut Site, method: &str, path: &[String], body: &Value) -> Option<Value> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match (method, path.as_slice()) {
            ("GET", ["credentials"]) => Some(
                json!({ "tenant": TENANT, "app_key": APP_KEY, "app_secret": APP_SECRET, "suite_key": SUITE_KEY, "suite_secret": SUITE_SECRET }),
            ),
            ("POST", ["end_sessions"]) => {
                self.auth.revoke();
                Some(Value::Null)
            }
            ("POST", ["disable"]) => {
                self.auth.set_disabled(body["disabled"] != false);
                Some(Value::Null)
            }
            ("POST", ["move"]) => {
                self.centre = body["centre"].as_str().unwrap_or_default().to_owned();
                self.auth.revoke();
                Some(json!({ "centre": self.centre }))
            }
            ("POST", ["unauthorise"]) => {
                self.unauthorised = body["endpoint"].as_str().map(str::to_owned);
                Some(Value::Null)
            }
            ("POST", ["rate"]) => {
                self.per_minute = body["per_minute"].as_u64().and_then(|most| usize::try_from(most).ok());
                Some(json!({ "per_minute": self.per_minute }))
            }
            ("POST", ["duplicate_code"]) => {
                body["code"].as_str()?.clone_into(&mut self.duplicate_code);
                Some(Value::Null)
            }
            ("POST", ["numbering"]) => {
                self.numbers_customers = body["on"] != false;
                Some(Value::Null)
            }
            ("POST", ["delete_after"]) => {
                self.delete_after_ms = body["seconds"].as_i64().unwrap_or(0).saturating_mul(1_000);
                Some(Value::Null)
            }
            ("POST", ["suite_ticket"]) => {
                let ticket = body["ticket"].as_str()?.to_owned();
                let content = json!({ "suiteKey": SUITE_KEY, "suiteTicket": ticket });
                self.auth.suite_ticket = Some(ticket);
                self.announce(site, "SUITE_TICKET", &content);
                Some(Value::Null)
            }
            ("POST", ["check_url"]) => {
                self.announce(site, "CHECK_URL", &Value::Null);
                Some(Value::Null)
            }
            _ => None,
        }
    }

    fn save(&self) -> Value {
        json!({ "last_number": self.last_number, "events": self.events, "centre": self.centre })
    }

    fn load(&mut self, saved: Value) {
        self.last_number = saved["last_number"].as_u64().unwrap_or(self.last_number);
        self.events = saved["events"].as_u64().unwrap_or(0);
        saved["centre"].as_str().unwrap_or_default().clone_into(&mut self.centre);
    }
}

impl Yonyou {
    /// Tells every target something that no change is behind.
    fn announce(&mut self, site: &mut Site, kind: &str, content: &Value) {
        for event in event::tell(self, site, kind, content, |_| true) {
            crate::push::enqueue_event(site, event, Actor::Ui);
        }
    }
}
