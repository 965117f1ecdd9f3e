//! Salesforce: REST API 31.0 to 66.0, OAuth, SOAP login, Bulk API 2.0 and outbound messages.
//!
//! After the vendor's documents and recorded answers; which points of the contract are covered, and which are not, stands in
//! `docs/connectors/salesforce-simulator.md`. What no document states for certain (mostly the text of messages) is worded after
//! what clients have seen; do not compare it letter by letter.
//!
//! **Sign-in.** Connected app [`CLIENT_ID`] / [`CLIENT_SECRET`], user [`USERNAME`] / [`PASSWORD`] + [`SECURITY_TOKEN`]. The port's own
//! address plays My Domain and the login host. Assertions need a public key: `POST /_control/salesforce/own/jwt_key` with `{"pem"}`
//! or `{"n", "e"}`. Sessions live two hours from their last use, by the simulators' clock.
//!
//! **Control** below `/_control/salesforce/own/`: `POST jwt_key`; `POST rotate_refresh_tokens` `{"on": true}`; `POST end_sessions`;
//! `POST revoke_refresh_tokens`; `GET credentials`.
//!
//! **Faults of its own**: `concurrent` (403, too many long calls), `duplicates=alert|block[,documented]` (a duplicate rule refuses the
//! write; the detail's key is misspelt as recorded, or spelt as documented), `bulk_failed`, `bulk_aborted`, `bulk_unprocessed=N`,
//! `replication_date` (deleted records of that time are not known any more), `small_pages=N` (a page of a query or of the results of a bulk
//! query holds so many records at most). `row_error` refuses with `UNABLE_TO_LOCK_ROW`;
//! `page_token_dies` and `same_page_token` act on query locators and on `Sforce-Locator`.

mod auth;
mod bulk;
mod bulk_ingest;
mod bulk_query;
mod collections;
mod composite;
mod describe;
mod id;
mod objects;
mod outbound;
mod query;
mod replicate;
mod reply;
mod resolve;
mod rsa;
mod sample;
mod schema;
mod single;
mod soql;
mod value;
mod write;

use std::collections::VecDeque;

use serde_json::{Value, json};

use crate::account::Account;
use crate::fault::{Kind, OwnFault, Plan};
use crate::fragment::quoted;
use crate::http::{Reply, Request};
use crate::people::Population;
use crate::push::{Event, PushRequest};
use crate::site::{Changed, Site};
use crate::vendor::{Call, Endpoint, Refusal, Vendor};
use reply::{Refused, oauth_error};

/// Its name.
pub const NAME: &str = "salesforce";
/// Consumer key of the connected app.
pub const CLIENT_ID: &str = "3MVG9simulated.consumer.key.7f3a";
/// Consumer secret.
pub const CLIENT_SECRET: &str = "8E1D0CA75F6B42";
/// The user that signs in.
pub const USERNAME: &str = "integration@example.com";
/// The user's password, without the security token.
pub const PASSWORD: &str = "correct-horse";
/// What is put behind the password.
pub const SECURITY_TOKEN: &str = "Zk7Qp2Lm9Xw4";
/// Kinds of faults that only this vendor knows.
pub(crate) const OWN_FAULTS: &[OwnFault] = &[
    OwnFault::new("concurrent", "concurrent", ("Too many long calls at a time", "长请求并发过多")).passes(&["concurrent:rate=0.15"]),
    OwnFault::new("duplicates", "duplicates=block", ("A duplicate rule blocks records", "重复规则拦截记录")),
    OwnFault::new("bulk_failed", "bulk_failed", ("Bulk jobs fail", "批量作业失败"))
        .passes_with(r#"{"bulk_from": 1}"#, &["bulk_failed:times=2"]),
    OwnFault::new("bulk_aborted", "bulk_aborted", ("Bulk jobs are aborted", "批量作业被中止"))
        .passes_with(r#"{"bulk_from": 1}"#, &["bulk_aborted:times=2"]),
    OwnFault::new("bulk_unprocessed", "bulk_unprocessed=2", ("Bulk jobs end with most rows not looked at", "批量作业结束时多数行未处理")),
    OwnFault::new("replication_date", "replication_date", ("Deletions are not told so far back", "无法查询较早的删除记录"))
        .passes(&["replication_date:times=3"]),
    OwnFault::new("small_pages", "small_pages=200", ("Pages hold fewer records than were asked for", "每页记录少于请求的条数"))
        .passes(&["small_pages=20:times=always"]),
];

/// Records of a page at most, where a fault says so.
fn page_max(plan: &Plan) -> usize {
    plan.own("small_pages").and_then(|text| text.parse().ok()).unwrap_or(usize::MAX).max(1)
}

/// The versions that are served.
const OLDEST: u32 = 20;
const OLDEST_SUPPORTED: u32 = 31;
const NEWEST: u32 = 66;
/// Calls a day, unless a fault says less.
const DAILY_CALLS: u64 = 100_000;
const DAY_MS: i64 = 86_400_000;

pub(crate) fn make() -> Box<dyn Vendor> {
    Box::new(Salesforce::default())
}

#[derive(Default)]
struct Salesforce {
    auth: auth::Auth,
    cursors: query::Cursors,
    jobs: bulk::Jobs,
    /// The number of the last record of each table, and of memberships.
    last_numbers: Vec<u64>,
    memberships: u64,
    notifications: u64,
    /// Times of the calls of the last day.
    calls: VecDeque<i64>,
}

impl Salesforce {
    fn new_id_of(&mut self, site: &Site, table: usize) -> String {
        self.last_numbers.resize(site.tables.len().max(self.last_numbers.len()), 0);
        self.last_numbers[table] += 1;
        let prefix = site.tables[table].extra["prefix"].as_str().unwrap_or("a00");
        id::id(prefix, self.last_numbers[table])
    }

    fn membership_number(&mut self) -> u64 {
        self.memberships += 1;
        self.memberships
    }

    /// Answers a call whose caller is known already: the parts of a composite one.
    fn inner_answer(&mut self, site: &mut Site, call: &Call<'_>, request: &Request) -> Reply {
        let inner = Call { request, endpoint: call.endpoint, plan: call.plan };
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["services", "data", version, rest @ ..] => {
                self.data(site, &inner, version.trim_start_matches('v'), rest).unwrap_or_else(|refused| refused.reply())
            }
            _ => Refused::not_found().reply(),
        }
    }

    /// Data calls below `/services/data/vXX.X/`.
    fn data(&mut self, site: &mut Site, call: &Call<'_>, version: &str, path: &[&str]) -> Result<Reply, Refused> {
        check_version(version)?;
        if call.plan.own("concurrent").is_some() {
            let message = "ConcurrentRequests (Concurrent API Requests) Limit exceeded.";
            return Err(Refused::new("REQUEST_LIMIT_EXCEEDED", message).status(403));
        }
        let method = method(call.request);
        match (method.as_str(), path) {
            ("GET", []) => Ok(Reply::json(200, &resources(version))),
            ("GET", ["limits"]) => Ok(Reply::json(200, &self.limits(site))),
            ("GET", ["query"]) => query::first_page(self, site, call.request, call.plan, version, false),
            ("GET", ["queryAll"]) => query::first_page(self, site, call.request, call.plan, version, true),
            ("GET", ["query" | "queryAll", locator]) => query::next_page(self, site, locator, call.plan, version),
            (method, ["sobjects", rest @ ..]) => single::answer(self, site, call, method, rest, version),
            (method, ["composite", "sobjects", rest @ ..]) => collections::answer(self, site, call, method, rest, version),
            (method, ["composite", rest @ ..]) => composite::answer(self, site, call, method, rest, version),
            (method, ["jobs", rest @ ..]) => bulk::answer(self, site, call, method, rest, version),
            _ => Err(Refused::not_found()),
        }
    }

    /// Calls of the last day, and how many there may be.
    fn usage(&self, site: &Site) -> (usize, u64) {
        let quota = site.faults.condition(site.clock.now_ms(), |kind| if let Kind::Quota(calls) = kind { Some(*calls) } else { None });
        (self.calls.len(), quota.unwrap_or(DAILY_CALLS))
    }

    fn count_call(&mut self, site: &Site) {
        let now_ms = site.clock.now_ms();
        while self.calls.front().is_some_and(|at_ms| *at_ms <= now_ms - DAY_MS) || self.calls.len() as u64 > DAILY_CALLS * 10 {
            self.calls.pop_front();
        }
        self.calls.push_back(now_ms);
    }

    fn limits(&self, site: &Site) -> Value {
        let (used, most) = self.usage(site);
        let limit = |most: u64, used: u64| json!({ "Max": most, "Remaining": most.saturating_sub(used) });
        json!({
            "DailyApiRequests": limit(most, used as u64), "DailyBulkApiBatches": limit(15_000, 0), "DailyBulkV2QueryJobs": limit(10_000, 0),
            "DailyBulkV2QueryFileStorageMB": limit(976_562, 0), "DataStorageMB": limit(1_073, 12), "FileStorageMB": limit(1_073, 1),
            "HourlyPublishedPlatformEvents": limit(50_000, 0), "DailyStreamingApiEvents": limit(50_000, 0), "SingleEmail": limit(15, 0),
        })
    }
}

impl Vendor for Salesforce {
    fn accounts(&self, base_url: &str) -> Vec<Account> {
        let settings = json!({ "login_url": base_url, "flow": "client_credentials", "client_id": CLIENT_ID });
        let account = Account::new("Salesforce", NAME, settings, vec![("client_secret", CLIENT_SECRET)]).with_tokens();
        vec![Account { push_tables: &["Account", "Contact"], push_options: json!({ "fields": ["Id"] }), ..account }]
    }

    fn furnish(&mut self, site: &mut Site, population: &Population) {
        site.granularity_ms = 1_000;
        site.tables = schema::tables();
        sample::furnish(self, site, population);
    }

    fn endpoint(&self, site: &Site, request: &Request) -> Endpoint {
        let segments = request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["services", "oauth2", "token"] => Endpoint::new("token").free(),
            ["services", "oauth2", "authorize"] => Endpoint::new("authorize").free(),
            ["services", "oauth2", "revoke"] => Endpoint::new("revoke").free(),
            ["services", "oauth2", "userinfo"] => Endpoint::new("userinfo"),
            ["id", ..] => Endpoint::new("identity"),
            ["services", "Soap", ..] => Endpoint::new("soap.login").free(),
            ["services", "data"] => Endpoint::new("versions").free(),
            ["services", "data", _, rest @ ..] => self.data_endpoint(site, request, rest),
            _ => Endpoint::new("unknown").free(),
        }
    }

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply {
        let segments = call.request.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        let is_post = call.request.method == "POST";
        let reply = match path.as_slice() {
            ["services", "oauth2", "token"] if is_post => self.auth.token(site, call.request),
            ["services", "oauth2", "authorize"] => self.auth.authorize(site, call.request),
            ["services", "oauth2", "revoke"] if is_post => self.auth.revoke(call.request),
            ["services", "Soap", "u" | "c", version, ..] if is_post => self.auth.soap_login(site, call.request, version),
            ["services", "data"] => Reply::json(200, &versions()),
            ["services", "oauth2", "userinfo"] => match self.auth.check(site, call.request) {
                Ok(()) => Reply::json(200, &auth::userinfo(site, call.request)),
                Err(refused) => refused.reply(),
            },
            ["id", ..] => match self.auth.check(site, call.request) {
                Ok(()) => Reply::json(200, &auth::identity(site, call.request)),
                Err(refused) => refused.reply(),
            },
            ["services", "data", version, rest @ ..] => {
                let allowed = self.auth.check(site, call.request);
                if allowed.is_ok() {
                    self.count_call(site);
                }
                let answer = allowed.and_then(|()| self.data(site, call, version.trim_start_matches('v'), rest));
                let reply = answer.unwrap_or_else(|refused| refused.reply());
                let (used, most) = self.usage(site);
                reply.and("sforce-limit-info", format!("api-usage={used}/{most}")).and("vary", "Accept-Encoding")
            }
            _ => Refused::not_found().reply(),
        };
        finished(reply, call.request)
    }

    fn refuse(&self, site: &Site, endpoint: Endpoint, refusal: Refusal) -> Reply {
        let limit = |message: &str| Refused::new("REQUEST_LIMIT_EXCEEDED", message).status(403);
        let refused = match refusal {
            Refusal::Quota(calls) => {
                return limit("TotalRequests Limit exceeded.").reply().and("sforce-limit-info", format!("api-usage={calls}/{calls}"));
            }
            Refusal::Status(401 | 400) if endpoint.name == "token" => {
                return oauth_error(400, "invalid_grant", "expired access/refresh token");
            }
            Refusal::Status(403) if endpoint.name == "token" => return oauth_error(400, "invalid_grant", "ip restricted"),
            Refusal::Status(401) => Refused::new("INVALID_SESSION_ID", "Session expired or invalid").status(401),
            Refusal::Status(403) => Refused::new("FORBIDDEN", "the client's IP address is not allowed").status(403),
            Refusal::Status(429) => {
                Refused::new("REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.").status(429)
            }
            Refusal::Status(503) => Refused::new("SERVER_UNAVAILABLE", "Server is temporarily unavailable").status(503),
            Refusal::Status(status) => {
                let message = "An unexpected error occurred. Please include this ErrorId if you contact support: 12345-67890 (-123456)";
                Refused::new("UNKNOWN_EXCEPTION", message).status(status)
            }
        };
        let (used, most) = self.usage(site);
        refused.reply().and("sforce-limit-info", format!("api-usage={used}/{most}"))
    }

    fn new_id(&mut self, site: &mut Site, table: usize) -> String {
        self.new_id_of(site, table)
    }

    fn complete(&self, site: &Site, table: usize, values: &mut Vec<(String, String)>) {
        let mut changes: Vec<(usize, String)> =
            values.iter().filter_map(|(name, fragment)| Some((site.tables[table].field(name)?, fragment.clone()))).collect();
        let given = changes.len();
        write::add_defaults(site, table, &auth::user_id(), &mut changes);
        let added = changes.into_iter().skip(given).map(|(at, fragment)| (site.tables[table].fields[at].name.clone(), fragment));
        values.extend(added);
    }

    fn merged(&mut self, site: &mut Site, table: usize, winner: u32, loser: u32) {
        let id_of = |number: u32| site.tables[table].row(number).map(|row| quoted(&row.id)).unwrap_or_default();
        let (winner, loser) = (id_of(winner), id_of(loser));
        let parent = site.tables[table].name.clone();
        for target in 0..site.tables.len() {
            let references: Vec<usize> = site.tables[target]
                .visible_fields()
                .filter(|(_, field)| field.extra["child"].is_string() && schema::texts(field, "ref").contains(&parent.as_str()))
                .map(|(at, _)| at)
                .collect();
            for field in references {
                let children: Vec<u32> =
                    site.tables[target].live().filter(|(_, row)| row.cells.get(field) == loser).map(|(number, _)| number).collect();
                for child in children {
                    site.update(target, child, vec![(field, winner.clone())], crate::site::How::by(crate::log::Actor::Ui));
                }
            }
        }
    }

    fn events(&mut self, site: &Site, changed: &Changed) -> Vec<Event> {
        outbound::events(self, site, changed)
    }

    fn push_request(&self, site: &Site, event: &Event, _secret: &str, _now_ms: i64) -> PushRequest {
        outbound::request(site, event)
    }

    fn is_accepted(&self, status: u16, body: &[u8]) -> bool {
        outbound::is_accepted(status, body)
    }

    fn retry_in_ms(&self, attempt: u32) -> Option<i64> {
        outbound::retry_in_ms(attempt)
    }

    fn control(&mut self, _site: &mut Site, method: &str, path: &[String], body: &Value) -> Option<Value> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match (method, path.as_slice()) {
            ("POST", ["jwt_key"]) => {
                let text = |name: &str| body[name].as_str().unwrap_or_default();
                let key = rsa::PublicKey::from_pem(text("pem")).or_else(|| rsa::PublicKey::from_jwk(text("n"), text("e")));
                let is_read = key.is_some();
                self.auth.keys.extend(key);
                Some(json!({ "added": is_read }))
            }
            ("POST", ["rotate_refresh_tokens"]) => {
                self.auth.rotates = body["on"] != false;
                Some(json!({ "on": self.auth.rotates }))
            }
            ("POST", ["end_sessions"]) => {
                self.auth.end_sessions();
                Some(json!({}))
            }
            ("POST", ["revoke_refresh_tokens"]) => {
                self.auth.revoke_refresh_tokens();
                Some(json!({}))
            }
            ("GET", ["credentials"]) => Some(json!({
                "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "username": USERNAME, "password": PASSWORD, "security_token": SECURITY_TOKEN,
            })),
            _ => None,
        }
    }

    fn save(&self) -> Value {
        json!({ "last_numbers": self.last_numbers, "memberships": self.memberships, "notifications": self.notifications, "auth": self.auth.save() })
    }

    fn load(&mut self, saved: Value) {
        let numbers = saved["last_numbers"].as_array().into_iter().flatten();
        self.last_numbers = numbers.map(|number| number.as_u64().unwrap_or(0)).collect();
        self.memberships = saved["memberships"].as_u64().unwrap_or(0);
        self.notifications = saved["notifications"].as_u64().unwrap_or(0);
        self.auth.load(&saved["auth"]);
    }
}

impl Salesforce {
    fn data_endpoint(&self, site: &Site, request: &Request, path: &[&str]) -> Endpoint {
        let method = method(request);
        let table = |name: &str| site.table(name);
        match (method.as_str(), path) {
            (_, []) => Endpoint::new("resources"),
            (_, ["limits"]) => Endpoint::new("limits"),
            (_, [name @ ("query" | "queryAll")]) => {
                let text = request.parameter("q").unwrap_or_default();
                let from = text.split_whitespace().skip_while(|word| !word.eq_ignore_ascii_case("from")).nth(1).unwrap_or_default();
                Endpoint::new(if *name == "query" { "query" } else { "queryAll" }).page(1).table(table(from))
            }
            (_, ["query" | "queryAll", locator]) => {
                let (page, everything) = self.cursors.page(locator).unwrap_or((1, false));
                Endpoint::new(if everything { "queryAll" } else { "query" }).page(page)
            }
            (_, ["sobjects"]) => Endpoint::new("describe.global"),
            (_, ["sobjects", object, rest @ ..]) => {
                let name = match (method.as_str(), rest) {
                    ("POST", _) => "sobject.create",
                    (_, []) => "sobject.basic",
                    (_, ["describe"]) => "describe",
                    (_, ["updated"]) => "updated",
                    (_, ["deleted"]) => "deleted",
                    ("PATCH", [_]) => "sobject.update",
                    ("PATCH", _) => "sobject.upsert",
                    ("DELETE", _) => "sobject.delete",
                    _ => "sobject.get",
                };
                Endpoint::new(name).table(table(object))
            }
            (method, ["composite", "sobjects", rest @ ..]) => Endpoint::new(match (method, rest) {
                ("POST", []) => "collections.create",
                ("PATCH", []) => "collections.update",
                ("PATCH", _) => "collections.upsert",
                ("DELETE", _) => "collections.delete",
                _ => "collections.get",
            }),
            (_, ["composite", "batch"]) => Endpoint::new("composite.batch"),
            (_, ["composite", "tree", ..]) => Endpoint::new("composite.tree"),
            (_, ["composite", "graph"]) => Endpoint::new("composite.graph"),
            (_, ["composite", ..]) => Endpoint::new("composite"),
            (method, ["jobs", "query", rest @ ..]) => Endpoint::new(match (method, rest) {
                ("POST", _) => "bulk.query.create",
                ("PATCH", _) => "bulk.query.abort",
                ("DELETE", _) => "bulk.query.delete",
                (_, []) => "bulk.query.list",
                (_, [_]) => "bulk.query.status",
                _ => "bulk.query.results",
            }),
            (method, ["jobs", "ingest", rest @ ..]) => Endpoint::new(match (method, rest) {
                ("POST", _) => "bulk.ingest.create",
                ("PUT", _) => "bulk.ingest.upload",
                ("PATCH", _) => "bulk.ingest.close",
                ("DELETE", _) => "bulk.ingest.delete",
                (_, []) => "bulk.ingest.list",
                (_, [_]) => "bulk.ingest.status",
                _ => "bulk.ingest.results",
            }),
            _ => Endpoint::new("unknown"),
        }
    }
}

/// The method, or the one that a proxy-friendly client means: `POST ?_HttpMethod=PATCH`.
fn method(request: &Request) -> String {
    match request.parameter("_HttpMethod") {
        Some(meant) if request.method == "POST" => meant.to_uppercase(),
        _ => request.method.clone(),
    }
}

fn check_version(version: &str) -> Result<(), Refused> {
    let major = version.strip_suffix(".0").and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(OLDEST_SUPPORTED..=NEWEST) => Ok(()),
        Some(OLDEST..OLDEST_SUPPORTED) => {
            Err(Refused::new("UNSUPPORTED_API_VERSION", "This API version has been retired and is no longer supported").status(410))
        }
        _ => Err(Refused::not_found()),
    }
}

/// All versions with the names of their releases, three a year; the year is that of the season's end.
fn versions() -> Value {
    let version = |major: u32| {
        let season = ["Winter", "Spring", "Summer"][(major - OLDEST) as usize % 3];
        let year = 11 + (major - OLDEST) / 3;
        json!({ "label": format!("{season} '{year}"), "url": format!("/services/data/v{major}.0"), "version": format!("{major}.0") })
    };
    json!((OLDEST_SUPPORTED..=NEWEST).map(version).collect::<Vec<_>>())
}

fn resources(version: &str) -> Value {
    let names = ["composite", "jobs", "limits", "query", "queryAll", "sobjects"];
    let mut resources: serde_json::Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), json!(format!("/services/data/v{version}/{name}")))).collect();
    resources.insert("identity".to_owned(), json!("/services/oauth2/userinfo"));
    Value::Object(resources)
}

/// Headers that every answer has, and indented JSON for who asks for it.
fn finished(reply: Reply, request: &Request) -> Reply {
    let mut reply = reply.and("cache-control", "no-cache,must-revalidate,max-age=0,no-store,private");
    let is_json = reply.headers.iter().any(|(name, value)| *name == "content-type" && value.contains("json"));
    if request.header("x-prettyprint") == Some("1")
        && is_json
        && let Ok(value) = serde_json::from_slice::<Value>(&reply.body)
    {
        reply.body = format!("{value:#}").into();
    }
    reply
}
