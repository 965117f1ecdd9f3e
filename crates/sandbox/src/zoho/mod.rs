//! Zoho CRM: REST API v2 to v8 by the version in the path, OAuth, COQL, bulk read and write, notifications.
//!
//! After the vendor's documents; which points of the contract are covered, and which are not, stands in
//! `docs/connectors/zoho-simulator.md`. What no document states for certain is marked there.
//!
//! **Sign-in.** Client [`CLIENT_ID`] / [`CLIENT_SECRET`] with [`REFRESH_TOKEN`]; `POST own/refresh_token` and `POST own/code` give what a person would copy from
//! the vendor's console. The port's own address plays the hosts for accounts, for the API and for files. Tokens live an hour by the
//! simulators' clock; a refresh token gives ten of them in ten minutes.
//!
//! **Control** below `/_control/zoho/own/`: `GET credentials`; `POST refresh_token` `{"scope"?}`; `POST code` `{"scope"?}`; `POST end_sessions`;
//! `POST revoke_refresh_tokens`; `POST zone` `{"zone": "America/New_York"}` (of the token's user); `POST data_centre` `{"host": "…"}` (calls to
//! another host get `INVALID_HOST`; null takes any); `POST credits` `{"max": n}`, `GET credits`; `POST bulk_rows` `{"rows": n}` (of one bulk read); `GET automations` (rows written without `"trigger": []`).
//!
//! **Faults of its own**: `token_error=WORD` (an OAuth error with status 200), `token_throttled` (too many tokens), `code=CODE` (the call is
//! refused with this code, nothing done), `wrong_host`, `concurrency` (429 without credits in the header), `search_lag=SECONDS`, `bulk_failed`,
//! `bulk_stuck`, `bulk_skipped=N`, `zip_cut`, `channel_expired` (all channels of notifications end before the call is answered). `row_error` refuses with `RECORD_LOCKED`; `page_token_dies` and `same_page_token` act on lists,
//! `empty_page` and `same_page_token` on queries too.

mod archive;
mod auth;
mod bulk_read;
mod bulk_write;
mod coql;
mod credits;
mod list;
mod reply;
mod route;
mod sample;
mod schema;
mod search;
mod value;
mod watch;
mod write;

use std::collections::HashSet;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::account::{Account, PUSH_SECRET};
use crate::fault::OwnFault;
use crate::http::{Reply, Request};
use crate::people::Population;
use crate::push::{Event, PushRequest};
use crate::rng::Rng;
use crate::site::{Changed, Site};
use crate::vendor::{Call, Endpoint, Refusal, Vendor};
use reply::{Refused, oauth_error};
use route::{Route, route, since, version};
use schema::{MODULES, USERS};
use write::Operation;

/// Its name.
pub const NAME: &str = "zoho";
/// Id of the client that may sign in.
pub const CLIENT_ID: &str = "1000.SIMULATED7F3ACLIENT0RAPPORT";
/// Its secret.
pub const CLIENT_SECRET: &str = "5f1e0a2b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6";
/// A refresh token that works from the beginning.
pub const REFRESH_TOKEN: &str = "1000.5f1e0a2b6c7d8e9f0a1b2c3d4e5f6071.8293a4b5c6d7e8f90a1b2c3d4e5f6071";
/// Kinds of faults that only this vendor knows.
pub(crate) const OWN_FAULTS: &[OwnFault] = &[
    OwnFault::new("token_error", "token:token_error", ("Signing in fails with status 200", "登录失败但状态为 200"))
        .passes(&["token_life=45", "token:token_error:times=2"]),
    OwnFault::new("token_throttled", "token:token_throttled", ("Too many tokens were asked for", "请求令牌过于频繁"))
        .passes(&["token_life=45", "token:token_throttled:times=2:after=1"]),
    OwnFault::new("code", "code=INTERNAL_ERROR", ("Calls are refused with a code", "请求返回错误码"))
        .passes(&["code=INTERNAL_ERROR:rate=0.15"]),
    OwnFault::new("wrong_host", "wrong_host", ("The organisation lives in another data centre", "组织位于其他数据中心"))
        .stops(&["wrong_host:times=always"]),
    OwnFault::new("concurrency", "concurrency", ("Too many calls at a time", "并发请求过多")).passes(&["concurrency:rate=0.15"]),
    OwnFault::new("search_lag", "search_lag=60", ("Searches find what is new a minute late", "搜索延迟一分钟才能找到新数据")),
    OwnFault::new("bulk_failed", "bulk_failed", ("Bulk jobs fail", "批量作业失败"))
        .passes_with(r#"{"bulk_from": 1}"#, &["bulk_failed:times=2"]),
    OwnFault::new("bulk_stuck", "bulk_stuck", ("Bulk jobs do not end", "批量作业一直不结束"))
        .passes_with(r#"{"bulk_from": 1}"#, &["bulk_stuck:times=20"]),
    OwnFault::new("bulk_skipped", "bulk_skipped=3", ("Bulk jobs skip every third row", "批量作业跳过每第三行")),
    OwnFault::new("zip_cut", "zip_cut", ("Files of bulk jobs are cut", "批量作业的文件被截断"))
        .passes_with(r#"{"bulk_from": 1}"#, &["zip_cut:times=2"]),
    OwnFault::new("channel_expired", "channel_expired", ("Channels of notifications end early", "通知通道提前失效")),
];

/// Ids have 19 digits, beyond what a double can hold.
const FIRST_ID: u64 = 5_725_767_000_001_000_000;
const ZONE: &str = "Asia/Shanghai";

pub(crate) fn make() -> Box<dyn Vendor> {
    Box::new(Zoho::default())
}

pub(crate) struct Zoho {
    auth: auth::Auth,
    last_number: u64,
    zone: TimeZone,
    zone_name: String,
    tokens: list::PageTokens,
    reads: bulk_read::Jobs,
    writes: bulk_write::Jobs,
    credits: credits::Credits,
    /// The only host that is answered; any without.
    host: Option<String>,
    /// Records that a bulk job changed: nobody is told of them.
    quiet: HashSet<(usize, u32)>,
    notifications: u64,
    /// Rows written by calls that did not keep the vendor's automations from starting.
    automations: u64,
}

impl Default for Zoho {
    fn default() -> Self {
        Self {
            auth: auth::Auth::default(),
            last_number: 0,
            zone: TimeZone::get(ZONE).unwrap_or(TimeZone::UTC),
            zone_name: ZONE.to_owned(),
            tokens: list::PageTokens::default(),
            reads: bulk_read::Jobs::default(),
            writes: bulk_write::Jobs::default(),
            credits: credits::Credits::default(),
            host: None,
            quiet: HashSet::new(),
            notifications: 0,
            automations: 0,
        }
    }
}

impl Zoho {
    fn next_id(&mut self) -> String {
        self.last_number += 1;
        (FIRST_ID + self.last_number).to_string()
    }

    fn checked_host(&self, call: &Call<'_>) -> Result<(), Refused> {
        let host = call.request.header("host").unwrap_or_default();
        let is_ours = self.host.as_ref().is_none_or(|known| known == host);
        if is_ours && call.plan.own("wrong_host").is_none() { Ok(()) } else { Err(Refused::of_code("INVALID_HOST")) }
    }

    /// The host that answers with a token name as the one of the API.
    fn api_domain(&self, request: &Request) -> String {
        self.host.as_ref().map_or_else(|| request.base_url.clone(), |host| format!("http://{host}"))
    }

    /// Rows that a call is about, for its price.
    fn rows_of(route: &Route, request: &Request) -> usize {
        match route {
            Route::Coql => {
                let text = request.json().and_then(|body| body["select_query"].as_str().map(str::to_owned)).unwrap_or_default();
                coql::about(&text).map_or(1, |(_, limit)| limit)
            }
            Route::Many(_) | Route::Upsert(_) | Route::Single(..) => {
                request.json().and_then(|body| body["data"].as_array().map(Vec::len)).unwrap_or(1)
            }
            _ => 1,
        }
    }

    fn api(&mut self, site: &mut Site, call: &Call<'_>, path: &[&str]) -> Reply {
        let route = route(site, path);
        let now_ms = site.clock.now_ms();
        let allowed = self.checked_host(call).and_then(|()| self.auth.check(site, call.request, route.scope()));
        if let Err(refused) = allowed {
            return refused.reply();
        }
        if self.credits.is_used_up(now_ms) {
            return self.credits.told(Refused::too_many().reply());
        }
        if call.plan.own("channel_expired").is_some() {
            watch::end_all(site);
        }
        if call.plan.own("concurrency").is_some() {
            return Refused::too_many().reply();
        }
        if let Some(code) = call.plan.own("code") {
            return Refused::of_code(&code).reply();
        }
        let name = route.endpoint(&call.request.method).0;
        self.credits.take(now_ms, credits::cost(name, Self::rows_of(&route, call.request)));
        let version = version(path);
        let mut reply = self.routed(site, call, &route, version).unwrap_or_else(|refused| refused.reply());
        let has_rows = reply.body.starts_with(b"{\"data\":[");
        if version < since::REFUSED_400 && matches!(reply.status, 207 | 400) && has_rows {
            reply.status = 202;
        }
        self.credits.told(reply)
    }

    fn routed(&mut self, site: &mut Site, call: &Call<'_>, route: &Route, version: u32) -> Result<Reply, Refused> {
        let request = call.request;
        match (route, request.method.as_str()) {
            (Route::Modules(None), "GET") => {
                let mut modules: Vec<Value> = site.tables.iter().map(schema::module_json).collect();
                modules.push(schema::closed_module_json());
                Ok(Reply::json(200, &json!({ "modules": modules })))
            }
            (Route::Modules(Some(name)), "GET") => match site.tables.iter().find(|table| table.name == *name) {
                Some(table) => Ok(Reply::json(200, &json!({ "modules": [schema::module_json(table)] }))),
                None => Err(unknown_module()),
            },
            (Route::Fields, "GET") => fields(site, request, version),
            (Route::Organisation, "GET") => Ok(Reply::json(200, &self.organisation(site))),
            (Route::Users, "GET") => Ok(users(request)),
            (Route::Coql, "POST") => coql::answer(self, site, call, version),
            (Route::Watch, "POST") => watch::subscribe(self, site, call, 201),
            (Route::Watch, "PUT" | "PATCH") => watch::subscribe(self, site, call, 200),
            (Route::Watch, "GET") => Ok(watch::list(self, site, call)),
            (Route::Watch, "DELETE") => watch::unsubscribe(site, call),
            (Route::Upload, "POST") => Ok(bulk_write::upload(self, site, call)),
            (Route::BulkRead(None), "POST") => bulk_read::create(self, site, call, version),
            (Route::BulkRead(Some(id)), "GET") => bulk_read::status(self, site, call, id),
            (Route::BulkReadResult(id), "GET") => bulk_read::result(self, site, call, id),
            (Route::BulkWrite(None), "POST") => bulk_write::create(self, site, call, version),
            (Route::BulkWrite(Some(id)), "GET") => bulk_write::status(self, site, call, id),
            (Route::BulkWriteResult(file), "GET") => bulk_write::result(self, file),
            (Route::Many(table), "GET") => list::list(self, site, call, *table, version),
            (Route::Many(table), "POST") => write::many(self, site, call, *table, Operation::Insert),
            (Route::Many(table), "PUT") => write::many(self, site, call, *table, Operation::Update),
            (Route::Many(table), "DELETE") => {
                let ids = request.parameter("ids").unwrap_or_default();
                let ids: Vec<String> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
                write::delete(site, call, *table, &ids)
            }
            (Route::Upsert(table), "POST") => write::many(self, site, call, *table, Operation::Upsert),
            (Route::Search(table), "GET") => search::search(self, site, call, *table),
            (Route::Deleted(table), "GET") => list::deleted(self, site, call, *table),
            (Route::Count(table), "GET") if version >= since::COUNTS => {
                Ok(Reply::json(200, &json!({ "count": site.tables[*table].live_count() })))
            }
            (Route::Count(_), "GET") => Err(Refused::not_found()),
            (Route::Single(table, id), "GET") => list::single(self, site, call, *table, id),
            (Route::Single(table, id), "PUT") => write::single(self, site, call, *table, id),
            (Route::Single(table, id), "DELETE") => write::delete(site, call, *table, std::slice::from_ref(id)),
            (Route::UnknownModule, _) => Err(unknown_module()),
            (Route::Nowhere, _) => Err(Refused::not_found()),
            _ => Err(Refused::wrong_method()),
        }
    }

    fn organisation(&self, site: &Site) -> Value {
        json!({ "org": [{
            "id": format!("5725767{:012}", 20_001), "zgid": site.organisation, "company_name": "Rapport Sample Ltd", "primary_email": USERS[0].2,
            "currency": "CNY", "currency_symbol": "¥", "iso_code": "CNY", "time_zone": self.zone_name, "country": "China",
            "license_details": { "paid": true, "paid_type": "enterprise", "users_license_purchased": 20, "trial_expiry": null },
        }] })
    }

    fn credentials(&mut self, site: &Site) -> Value {
        let refresh = self.auth.new_refresh_token(site, &full_scope());
        json!({ "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "refresh_token": refresh, "soid": format!("ZohoCRM.{}", site.organisation),
                "zgid": site.organisation })
    }
}

fn full_scope() -> String {
    ["modules.ALL", "settings.ALL", "users.READ", "org.READ", "coql.READ", "bulk.ALL", "notifications.ALL"]
        .iter()
        .map(|scope| format!("ZohoCRM.{scope}"))
        .chain(["ZohoFiles.files.ALL".to_owned(), "ZohoSearch.securesearch.READ".to_owned()])
        .collect::<Vec<_>>()
        .join(",")
}

fn unknown_module() -> Refused {
    Refused::new("INVALID_MODULE", "the module name given seems to be invalid").with(json!({ "resource_path_index": 0 }))
}

fn fields(site: &Site, request: &Request, version: u32) -> Result<Reply, Refused> {
    let module = request.parameter("module").ok_or_else(|| Refused::missing_parameter("module"))?;
    let table = site.tables.iter().find(|table| table.name == module).ok_or_else(unknown_module)?;
    let is_listed = |name: &str| version >= since::ID_LISTED || !matches!(name, "id" | "Converted__s");
    let listed = table.visible_fields().filter(|(_, field)| is_listed(&field.name));
    let fields: Vec<Value> = listed.map(|(at, _)| schema::field_json(table, at, version)).collect();
    Ok(Reply::json(200, &json!({ "fields": fields })))
}

fn users(request: &Request) -> Reply {
    let only_active = request.parameter("type").as_deref() == Some("ActiveUsers");
    let users: Vec<Value> = USERS
        .iter()
        .filter(|(.., active)| *active || !only_active)
        .map(|(id, name, email, active)| {
            json!({ "id": id, "full_name": name, "last_name": name, "email": email, "status": if *active { "active" } else { "inactive" },
                    "role": { "name": "CEO", "id": "5725767000000026005" }, "profile": { "name": "Administrator", "id": "5725767000000026011" } })
        })
        .collect();
    let info = json!({ "per_page": 200, "count": users.len(), "page": 1, "more_records": false });
    Reply::json(200, &json!({ "users": users, "info": info }))
}

impl Vendor for Zoho {
    fn accounts(&self, base_url: &str) -> Vec<Account> {
        let settings = json!({ "data_centre": "own", "accounts_url": base_url, "flow": "refresh_token", "client_id": CLIENT_ID });
        let secrets = vec![("client_secret", CLIENT_SECRET), ("refresh_token", REFRESH_TOKEN), ("push_token", PUSH_SECRET)];
        let account = Account::new("Zoho CRM", NAME, settings, secrets).with_tokens();
        vec![Account { push_tables: &["Accounts", "Contacts"], ..account }]
    }

    fn furnish(&mut self, site: &mut Site, population: &Population) {
        site.granularity_ms = 1_000;
        site.organisation = (600_000_000 + Rng::of(population.seed, NAME, &[3]).below(99_999_999)).to_string();
        self.auth.know(REFRESH_TOKEN, &full_scope());
        site.tables = schema::tables();
        sample::furnish(self, site, population);
    }

    fn endpoint(&self, site: &Site, request: &Request) -> Endpoint {
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["oauth", "v2", "token"] => return Endpoint::new("token").free(),
            ["oauth", "v2", "token", "revoke"] => return Endpoint::new("revoke").free(),
            ["oauth", "v2", "auth"] => return Endpoint::new("authorize").free(),
            _ => {}
        }
        let route = route(site, &path);
        let (name, mut table) = route.endpoint(&request.method);
        let page = match (name, request.parameter("page_token")) {
            ("list", Some(token)) => {
                let per_page = request.parameter("per_page").and_then(|text| text.parse().ok()).unwrap_or(list::PAGE_MAX);
                self.tokens.page(&token, per_page)
            }
            ("list" | "deleted" | "search", None) => request.parameter("page").and_then(|text| text.parse().ok()).unwrap_or(1),
            _ => 0,
        };
        if name == "coql" {
            let text = request.json().and_then(|body| body["select_query"].as_str().map(str::to_owned)).unwrap_or_default();
            table = coql::about(&text).and_then(|(module, _)| site.table(&module));
        }
        Endpoint::new(name).table(table).page(page)
    }

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply {
        let segments = call.request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        let is_post = call.request.method == "POST";
        match path.as_slice() {
            ["oauth", "v2", "token"] if is_post => {
                let domain = self.api_domain(call.request);
                self.auth.token(site, call.request, call.plan, &domain)
            }
            ["oauth", "v2", "token", "revoke"] if is_post => self.auth.revoke(call.request),
            ["oauth", "v2", "auth"] => self.auth.authorize(site, call.request),
            _ => self.api(site, call, &path),
        }
    }

    fn refuse(&self, _site: &Site, endpoint: Endpoint, refusal: Refusal) -> Reply {
        match refusal {
            Refusal::Quota(_) => Refused::too_many().reply().and("x-api-credits-remaining", "0"),
            Refusal::Status(400 | 401 | 403) if endpoint.name == "token" => oauth_error("invalid_client"),
            Refusal::Status(401) => Refused::invalid_token().reply(),
            Refusal::Status(403) => Refused::of_code("NO_PERMISSION").with(json!({ "permissions": ["Crm_Implied_Api_Access"] })).reply(),
            Refusal::Status(429) => Refused::too_many().reply(),
            Refusal::Status(status @ (502 | 504)) => Reply::with_type(
                status,
                "text/html",
                format!("<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center></body></html>"),
            ),
            Refusal::Status(status) => Refused::of_code("INTERNAL_ERROR").status(status).reply(),
        }
    }

    fn new_id(&mut self, _site: &mut Site, _table: usize) -> String {
        self.next_id()
    }

    fn complete(&self, site: &Site, table: usize, values: &mut Vec<(String, String)>) {
        let rows = &site.tables[table];
        let given: Vec<(usize, String)> =
            values.iter().filter_map(|(name, fragment)| Some((rows.field(name)?, fragment.clone()))).collect();
        for (at, fragment) in write::own_values(rows, &given) {
            values.push((rows.fields[at].name.clone(), fragment));
        }
    }

    fn events(&mut self, site: &Site, changed: &Changed) -> Vec<Event> {
        watch::events(self, site, changed)
    }

    fn push_request(&self, site: &Site, event: &Event, secret: &str, now_ms: i64) -> PushRequest {
        watch::request(site, event, secret, now_ms)
    }

    /// No document tells of a second attempt.
    fn retry_in_ms(&self, _attempt: u32) -> Option<i64> {
        None
    }

    fn control(&mut self, site: &mut Site, method: &str, path: &[String], body: &Value) -> Option<Value> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let scope = || body["scope"].as_str().map_or_else(full_scope, str::to_owned);
        match (method, path.as_slice()) {
            ("GET", ["credentials"]) => Some(self.credentials(site)),
            ("POST", ["refresh_token"]) => Some(json!({ "refresh_token": self.auth.new_refresh_token(site, &scope()) })),
            ("POST", ["code"]) => Some(json!({ "code": self.auth.self_client_code(site, &scope()) })),
            ("POST", ["end_sessions"]) => {
                self.auth.end_sessions();
                Some(Value::Null)
            }
            ("POST", ["revoke_refresh_tokens"]) => {
                self.auth.revoke_refresh_tokens();
                Some(Value::Null)
            }
            ("POST", ["zone"]) => {
                let name = body["zone"].as_str()?;
                self.zone = TimeZone::get(name).ok()?;
                name.clone_into(&mut self.zone_name);
                Some(json!({ "zone": name }))
            }
            ("POST", ["data_centre"]) => {
                self.host = body["host"].as_str().map(str::to_owned);
                Some(json!({ "host": self.host }))
            }
            ("POST", ["credits"]) => {
                self.credits.most = body["max"].as_u64();
                Some(json!({ "max": self.credits.most(), "used": self.credits.used() }))
            }
            ("GET", ["automations"]) => Some(json!({ "started": self.automations })),
            ("GET", ["credits"]) => Some(json!({ "max": self.credits.most(), "used": self.credits.used() })),
            ("POST", ["bulk_rows"]) => {
                self.reads.rows = body["rows"].as_u64().and_then(|rows| usize::try_from(rows).ok()).filter(|rows| *rows > 0);
                Some(json!({ "rows": self.reads.rows.unwrap_or(bulk_read::ROWS) }))
            }
            ("GET", ["modules"]) => {
                Some(json!(MODULES.iter().map(|module| json!({ "name": module.name, "label": module.singular })).collect::<Vec<_>>()))
            }
            _ => None,
        }
    }

    fn save(&self) -> Value {
        json!({ "auth": self.auth.save(), "last_number": self.last_number, "zone": self.zone_name, "host": self.host,
                "notifications": self.notifications })
    }

    fn load(&mut self, saved: Value) {
        self.auth.load(&saved["auth"]);
        self.last_number = saved["last_number"].as_u64().unwrap_or(self.last_number);
        if let Some(zone) = saved["zone"].as_str().and_then(|name| TimeZone::get(name).ok()) {
            self.zone = zone;
            saved["zone"].as_str().unwrap_or(ZONE).clone_into(&mut self.zone_name);
        }
        self.host = saved["host"].as_str().map(str::to_owned);
        self.notifications = saved["notifications"].as_u64().unwrap_or(0);
    }
}
