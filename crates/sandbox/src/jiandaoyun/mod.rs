//! Jiandaoyun (简道云): the open API, version 5, and data pushes.
//!
//! After the vendor's demos and help pages; which points of the contract are covered, and which are not, stands in
//! `docs/connectors/jiandaoyun-simulator.md`. What no document states for certain is marked there.
//!
//! **Sign-in.** `Authorization: Bearer` [`API_KEY`]. Everything is a POST below `/api`, and every failure has status 400 and a code.
//!
//! **Forms.** [`form`] gives the ids of `customers`, `contacts`, `deals` (a workflow form) and `crm_customers`, a preset form of the
//! vendor's own CRM, which refuses every call with code 30002.
//!
//! **Pushes** tell what people do in the vendor's pages, which is what the control interface does; never what the API did.
//!
//! **Limits** (10 to 30 calls a second for an endpoint, 50 for all) hold while time runs by itself; `POST own/limits` turns them.
//!
//! **Control** below `/_control/jiandaoyun/own/`: `GET credentials`; `POST limits` `{"on": true}`; `POST checks` `{"unique": true}` (API
//! writes are refused with 1087 then, too); `POST close_app` `{"app_id"}` (the key loses its right, 8302); `GET pushes`;
//! `POST announce` `{"table", "op"}` (a push of another kind: `form_update`, or a test).
//!
//! **Faults of its own**: `code=N` (status 400 and this code of the vendor, nothing done; 8303 and 8304 forbid calls for a second),
//! `update_filter=refused|ignored` (a filter on the update time is answered with 4815, or passed over). `row_error` refuses with 4000.

mod filter;
mod forms;
mod push;
mod read;
mod reply;
mod sample;
mod staff;
mod value;
mod write;

use std::collections::{BTreeMap, HashMap, VecDeque};

use serde_json::{Value, json};

use crate::account::{Account, PUSH_SECRET};
use crate::fault::OwnFault;
use crate::fragment::quoted;
use crate::http::{Reply, Request};
use crate::people::Population;
use crate::push::{Event, PushRequest};
use crate::rng::Rng;
use crate::site::{Changed, Site};
use crate::vendor::{Call, Endpoint, Refusal, Vendor};
use forms::{APPS, FORMS};
use reply::Code;
use staff::OWNER;

/// Its name.
pub const NAME: &str = "jiandaoyun";
/// The key that the API accepts.
pub const API_KEY: &str = "simulated7f3aKeyOfTheCorporation";
/// Kinds of faults that only this vendor knows.
pub(crate) const OWN_FAULTS: &[OwnFault] = &[
    OwnFault::new("code", "code=8303", ("Calls are refused with a code", "请求返回错误码")).passes(&["code=8303:rate=0.15"]),
    OwnFault::new("update_filter", "update_filter=refused", ("Lists cannot be asked for what changed", "列表不支持按更新时间筛选"))
        .passes(&["update_filter=refused:times=always"]),
];

/// Calls a second of all endpoints together.
const CORP_CALLS: usize = 50;
const SECOND_MS: i64 = 1_000;

/// Application and form behind a table of the control interface, e.g. `customers`.
pub fn form(table: &str) -> Option<(&'static str, &'static str)> {
    FORMS.iter().find(|form| form.name == table).map(|form| (APPS[form.app].0, form.entry_id))
}

pub(crate) fn make() -> Box<dyn Vendor> {
    Box::new(Jiandaoyun::default())
}

#[derive(Default)]
pub(crate) struct Jiandaoyun {
    /// Second and counter of the last id, and what stands between them.
    last_second: i64,
    counter: u64,
    machine: u64,
    transactions: HashMap<String, Transaction>,
    /// Deliveries that were ever made.
    deliveries: u64,
    /// Failures in a row, by target.
    failures: BTreeMap<usize, u64>,
    /// Times of the calls of the last second, by endpoint; of all of them under the empty name.
    calls: HashMap<&'static str, VecDeque<i64>>,
    /// `None`: limits hold when time runs by itself.
    limits: Option<bool>,
    checks_unique: bool,
    closed_apps: Vec<String>,
}

/// What was made under one transaction's id.
#[derive(Clone, Debug)]
struct Transaction {
    table: usize,
    at_ms: i64,
    /// By position in the batch; `None` for what was refused.
    rows: Vec<Option<u32>>,
}

impl Jiandaoyun {
    /// 24 hexadecimal digits that rise with time: second, machine, counter.
    fn object_id(&mut self, at_ms: i64) -> String {
        self.counter += 1;
        let turned = i64::from(self.counter & 0xff_ffff == 0);
        self.last_second = (at_ms / SECOND_MS).max(self.last_second + turned);
        format!("{:08x}{:010x}{:06x}", self.last_second, self.machine & 0xff_ffff_ffff, self.counter & 0xff_ffff)
    }

    fn answered(&mut self, site: &mut Site, call: &Call<'_>) -> Result<Reply, Code> {
        let request = call.request;
        if request.method != "POST" {
            return Ok(Reply::json(405, &json!({ "code": 17_017, "msg": "请使用 POST" })));
        }
        match request.authorization() {
            None => return Err(Code::KEY_MISSING),
            Some((scheme, key)) if !scheme.eq_ignore_ascii_case("bearer") || key != API_KEY => return Err(Code::KEY_WRONG),
            Some(_) => {}
        }
        self.count(site, call.endpoint.name)?;
        if let Some(code) = call.plan.own("code") {
            let code = Code(code.parse().unwrap_or(Code::BAD_PARAMETER.0));
            if code == Code::CORP_LIMIT || code == Code::ENDPOINT_LIMIT {
                let pattern = if code == Code::CORP_LIMIT { "*" } else { call.endpoint.name };
                site.forbidden.push((pattern.to_owned(), site.clock.now_ms().saturating_add(SECOND_MS)));
            }
            return Err(code);
        }
        let body = if request.body.is_empty() { Some(json!({})) } else { request.json() };
        let body = body.filter(Value::is_object).ok_or(Code::BAD_PARAMETER)?;
        self.routed(site, call, &body)
    }

    fn routed(&mut self, site: &mut Site, call: &Call<'_>, body: &Value) -> Result<Reply, Code> {
        match call.endpoint.name {
            "app.list" => return read::apps(body),
            "form.list" => return read::forms(body),
            "department.list" => return Ok(departments()),
            "department.members" => return Ok(members(body)),
            "unknown" => return Ok(Reply::json(404, &json!({ "code": 404, "msg": "接口不存在" }))),
            _ => {}
        }
        let table = read::form_of(self, site, body)?;
        match call.endpoint.name {
            "widget.list" => Ok(read::widget_list(site, table)),
            "data.get" => read::get(site, table, body),
            "data.list" => read::list(site, call, table, body),
            "data.create" => self.create(site, call, table, body),
            "data.batch_create" => self.batch_create(site, call, table, body),
            "data.update" => self.update(site, call, table, body),
            "data.batch_update" => self.batch_update(site, call, table, body),
            "data.delete" => write::delete(site, call, table, body),
            _ => write::batch_delete(site, call, table, body),
        }
    }

    /// Counts a call; refuses it when there were too many within a second.
    fn count(&mut self, site: &Site, endpoint: &'static str) -> Result<(), Code> {
        if !self.limits.unwrap_or(site.clock.runs()) {
            return Ok(());
        }
        let now_ms = site.clock.now_ms();
        let limits = [("", CORP_CALLS, Code::CORP_LIMIT), (endpoint, calls_a_second(endpoint), Code::ENDPOINT_LIMIT)];
        for (name, most, code) in limits {
            let calls = self.calls.entry(name).or_default();
            while calls.front().is_some_and(|at_ms| *at_ms <= now_ms - SECOND_MS) {
                calls.pop_front();
            }
            if calls.len() >= most {
                return Err(code);
            }
        }
        for (name, ..) in limits {
            self.calls.entry(name).or_default().push_back(now_ms);
        }
        Ok(())
    }
}

fn calls_a_second(endpoint: &str) -> usize {
    match endpoint {
        "data.create" | "data.update" | "data.delete" => 20,
        "data.batch_create" | "data.batch_update" | "data.batch_delete" => 10,
        _ => 30,
    }
}

fn departments() -> Reply {
    let list = staff::DEPARTMENTS
        .iter()
        .map(|(number, parent, name)| json!({ "dept_no": number, "parent_no": parent, "name": name, "type": 0, "status": 1 }));
    Reply::json(200, &json!({ "departments": list.collect::<Vec<_>>() }))
}

fn members(body: &Value) -> Reply {
    let number = body["dept_no"].as_i64().unwrap_or(1);
    let mut out = String::from("{\"users\":[");
    for (position, username) in staff::of_department(number, body["has_child"] == true).into_iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        staff::push_member(&mut out, username);
    }
    out.push_str("]}");
    Reply::json_text(200, out)
}

impl Vendor for Jiandaoyun {
    fn accounts(&self, base_url: &str) -> Vec<Account> {
        let settings = json!({ "base_url": format!("{base_url}/api") });
        // Columns are called by ids of widgets, which nobody chooses.
        let account = Account::new("简道云", NAME, settings, vec![("api_key", API_KEY), ("push_secrets", PUSH_SECRET)]);
        vec![Account { takes_fields: false, push_tables: &["customers"], ..account }]
    }

    fn stream(&self, _connector: &str, table: &str) -> String {
        form(table).map(|(app, entry)| format!("{app}/{entry}")).unwrap_or_default()
    }

    fn furnish(&mut self, site: &mut Site, population: &Population) {
        site.organisation = format!("corp-{}", population.seed);
        self.machine = Rng::of(population.seed, NAME, &[3]).next();
        site.tables = forms::tables();
        sample::furnish(self, site, population);
    }

    fn endpoint(&self, site: &Site, request: &Request) -> Endpoint {
        let name = match request.path.strip_prefix("/api/v5/").unwrap_or_default() {
            "app/list" => return Endpoint::new("app.list"),
            "app/entry/list" => return Endpoint::new("form.list"),
            "corp/department/list" => return Endpoint::new("department.list"),
            "corp/department/user/list" => return Endpoint::new("department.members"),
            "app/entry/widget/list" => "widget.list",
            "app/entry/data/get" => "data.get",
            "app/entry/data/list" => "data.list",
            "app/entry/data/create" => "data.create",
            "app/entry/data/batch_create" => "data.batch_create",
            "app/entry/data/update" => "data.update",
            "app/entry/data/batch_update" => "data.batch_update",
            "app/entry/data/delete" => "data.delete",
            "app/entry/data/batch_delete" => "data.batch_delete",
            _ => return Endpoint::new("unknown"),
        };
        let body = request.json().unwrap_or_default();
        let table = read::form_of(self, site, &body).ok();
        let page = match table {
            Some(table) if name == "data.list" => read::page(site, table, &body),
            _ => 0,
        };
        Endpoint::new(name).table(table).page(page)
    }

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply {
        self.answered(site, call).unwrap_or_else(Code::reply)
    }

    fn refuse(&self, _site: &Site, _endpoint: Endpoint, refusal: Refusal) -> Reply {
        match refusal {
            Refusal::Quota(_) => Code::QUOTA_USED_UP.reply(),
            Refusal::Status(401) => Code::KEY_WRONG.with_status(401),
            Refusal::Status(403) => Code::ADDRESS_NOT_ALLOWED.with_status(403),
            Refusal::Status(429) => Code::CORP_LIMIT.with_status(429),
            Refusal::Status(status @ (502 | 504)) => Reply::with_type(
                status,
                "text/html",
                format!("<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center></body></html>"),
            ),
            Refusal::Status(status) => Code(1).with_status(status),
        }
    }

    fn new_id(&mut self, site: &mut Site, _table: usize) -> String {
        self.object_id(site.now_ms())
    }

    fn complete(&self, site: &Site, table: usize, values: &mut Vec<(String, String)>) {
        for (at, fragment) in write::own_values(site, table, OWNER) {
            let name = &site.tables[table].fields[at].name;
            if !values.iter().any(|(known, _)| known == name) {
                values.push((name.clone(), fragment));
            }
        }
    }

    fn events(&mut self, site: &Site, changed: &Changed) -> Vec<Event> {
        push::events(self, site, changed)
    }

    fn push_request(&self, site: &Site, event: &Event, secret: &str, now_ms: i64) -> PushRequest {
        push::request(site, event, secret, now_ms)
    }

    fn answer_ms(&self) -> u64 {
        2_000
    }

    fn delivered(&mut self, target: usize, is_accepted: bool) {
        push::delivered(self, target, is_accepted);
    }

    fn retry_in_ms(&self, attempt: u32) -> Option<i64> {
        push::retry_in_ms(attempt)
    }

    fn control(&mut self, site: &mut Site, method: &str, path: &[String], body: &Value) -> Option<Value> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match (method, path.as_slice()) {
            ("GET", ["credentials"]) => {
                let forms = FORMS.iter().map(|form| {
                    json!({ "table": form.name, "title": form.title, "app_id": APPS[form.app].0, "entry_id": form.entry_id, "preset": form.is_preset })
                });
                Some(json!({ "api_key": API_KEY, "forms": forms.collect::<Vec<_>>() }))
            }
            ("POST", ["limits"]) => {
                self.limits = Some(body["on"] != false);
                Some(json!({ "on": self.limits }))
            }
            ("POST", ["checks"]) => {
                self.checks_unique = body["unique"] != false;
                Some(json!({ "unique": self.checks_unique }))
            }
            ("POST", ["close_app"]) => {
                self.closed_apps.extend(body["app_id"].as_str().map(str::to_owned));
                Some(json!({ "closed": self.closed_apps }))
            }
            ("GET", ["pushes"]) => Some(push::state(self)),
            ("POST", ["announce"]) => {
                let table = site.table(body["table"].as_str()?)?;
                let events = push::announcement(self, site, table, body["op"].as_str().unwrap_or("form_update"));
                let count = events.len();
                for event in events {
                    crate::push::enqueue_event(site, event, crate::log::Actor::Ui);
                }
                Some(json!({ "announced": count }))
            }
            _ => None,
        }
    }

    fn save(&self) -> Value {
        json!({ "last_second": self.last_second, "counter": self.counter, "machine": self.machine.to_string(), "deliveries": self.deliveries,
                "checks_unique": self.checks_unique, "closed_apps": self.closed_apps })
    }

    fn load(&mut self, saved: Value) {
        self.last_second = saved["last_second"].as_i64().unwrap_or(self.last_second);
        self.counter = saved["counter"].as_u64().unwrap_or(self.counter);
        self.machine = saved["machine"].as_str().and_then(|text| text.parse().ok()).unwrap_or(self.machine);
        self.deliveries = saved["deliveries"].as_u64().unwrap_or(self.deliveries);
        self.checks_unique = saved["checks_unique"] == true;
        let closed = saved["closed_apps"].as_array().into_iter().flatten();
        self.closed_apps = closed.filter_map(Value::as_str).map(str::to_owned).collect();
    }
}

/// A text value as a cell, or nothing.
fn cell(text: &str) -> String {
    if text.is_empty() { crate::fragment::NULL.to_owned() } else { quoted(text) }
}
