//! Kingdee Cloud Galaxy (金蝶云星空): the WebAPI of the BOS platform.
//!
//! After the vendor's clients and pages; which points of the contract are covered, and which are not, stands in
//! `docs/connectors/kingdee-simulator.md`. What no document states for certain is marked there.
//!
//! **Sign-in.** App [`APP_ID`] / [`APP_SECRET`] of user [`USER`] in data centre [`ACCOUNT`]: by signed headers with each call, or by a login
//! that begins a session ([`PASSWORD`] for `ValidateUser`). Sessions end after 20 minutes without a call. Refusals have status 200.
//!
//! **Control** below `/_control/kingdee/own/`: `GET credentials`; `POST end_sessions`; `GET sessions`; `POST zone` `{"zone": "America/New_York"}` (of the
//! server); `POST workflow` `{"users": ["…"], "steps": 1}` (an approval flow is on; `{"on": false}` ends it); `POST strict` `{"on": false}` (`X-Api-Signature` is passed over then); `GET attachments`.
//!
//! **Faults of its own**: `session_lost` (the session ends with this call), `code=N` (the call is refused with this `MsgCode`, nothing
//! done: 13 network control, 14 call limit …), `response_error` (the text of a server that did not understand), `firewall` (an array with
//! a warning), `audit_refused` and `submit_refused` (the record is saved and stays there), `login_refused`. `row_error` refuses with 11.

mod attachments;
mod auth;
mod body;
mod cycle;
mod filter;
mod query;
mod reply;
mod sample;
mod schema;
mod value;
mod workflow;
mod write;

use std::collections::VecDeque;

use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use crate::account::{Account, Condition};
use crate::fault::OwnFault;
use crate::http::{Reply, Request};
use crate::people::Population;
use crate::push::Event;
use crate::rng::Rng;
use crate::site::{Changed, Site};
use crate::vendor::{Call, Endpoint, Refusal, Vendor};
use body::{Arguments, member, text_of};
use query::Shape;
use reply::{Wrong, in_array, msg, ok};

/// Its name.
pub const NAME: &str = "kingdee";
/// Id of the data centre.
pub const ACCOUNT: &str = "5f1e0a2b6c7d8e";
/// Who the app acts as.
pub const USER: &str = "webapi";
/// The password of that user, for the oldest of the logins.
pub const PASSWORD: &str = "simulated-Password-7f3a";
/// Id of the app.
pub const APP_ID: &str = "208800_c2ltdWxhdGVkLWFwcC1vZi1yYXBwb3J0";
/// Its secret.
pub const APP_SECRET: &str = "5f1e0a2b6c7d8e9f0a1b2c3d4e5f6071";
/// Kinds of faults that only this vendor knows.
pub(crate) const OWN_FAULTS: &[OwnFault] = &[
    OwnFault::new("session_lost", "session_lost", ("The session is lost in mid-run", "会话在运行中丢失"))
        .passes_with(r#"{"flow": "login_signed"}"#, &["session_lost:every=6"]),
    OwnFault::new(
        "code",
        "code=13",
        ("A refusal stands inside an array with status 200 (network control)", "状态 200 的数组内返回拒绝（网络控制）"),
    )
    .passes(&["code=13:rate=0.15"]),
    OwnFault::new("response_error", "response_error", ("The server breaks and answers with text", "服务器异常并返回文本"))
        .passes(&["response_error:rate=0.1"]),
    OwnFault::new("firewall", "firewall", ("A web firewall takes a write for dangerous", "网页防火墙拦截写入"))
        .passes(&["save:firewall:times=2", "batch_save:firewall:times=2"]),
    OwnFault::new("audit_refused", "audit_refused", ("Audits are refused", "审核被拒绝")).passes(&["audit_refused:times=4"]),
    OwnFault::new("submit_refused", "submit_refused", ("Submissions are refused", "提交被拒绝")).passes(&["submit_refused:times=4"]),
    OwnFault::new("login_refused", "login_refused", ("Logins are refused", "登录被拒绝")),
];

const CENTRE_NAME: &str = "示例账套";
const FIRST_ID: u64 = 100_001;
const ZONE: &str = "Asia/Shanghai";
/// Requests that are remembered for `ValidateRepeatJson`.
const REQUESTS_MAX: usize = 1_000;
/// Answers that wait to be asked for.
const TASKS_MAX: usize = 100;
/// Organisations: id, number, name.
const ORGANISATIONS: &[(&str, &str, &str)] = &[("1", "100", "总公司"), ("100002", "101", "华东分公司")];

pub(crate) fn make() -> Box<dyn Vendor> {
    Box::new(Kingdee::default())
}

pub(crate) struct Kingdee {
    auth: auth::Auth,
    files: attachments::Files,
    last_number: u64,
    zone: TimeZone,
    zone_name: String,
    requests: VecDeque<(usize, String)>,
    /// Answers of long calls, by task.
    tasks: VecDeque<(String, Value)>,
    task_count: u64,
    /// The approval flow, where one is on.
    workflow: Option<workflow::Workflow>,
}

impl Default for Kingdee {
    fn default() -> Self {
        Self {
            auth: auth::Auth::default(),
            files: attachments::Files::default(),
            last_number: 0,
            zone: TimeZone::get(ZONE).unwrap_or(TimeZone::UTC),
            zone_name: ZONE.to_owned(),
            requests: VecDeque::new(),
            tasks: VecDeque::new(),
            task_count: 0,
            workflow: None,
        }
    }
}

/// The service and method behind a path.
fn service(request: &Request) -> (String, String) {
    let segments = request.segments();
    let last = segments.last().map(String::as_str).unwrap_or_default();
    let name = last.strip_suffix(".common.kdsvc").unwrap_or_default();
    let (service, method) = name.rsplit_once('.').unwrap_or_default();
    (service.rsplit('.').next().unwrap_or_default().to_owned(), method.to_owned())
}

/// Endpoint of a method of the service of bills, and whether it names a form as an argument.
fn bill_endpoint(method: &str) -> (&'static str, &'static [&'static str]) {
    const FORM: &[&str] = &["formid", "data"];
    const DATA: &[&str] = &["data"];
    match method {
        "ExecuteBillQuery" => ("query", DATA),
        "BillQuery" => ("bill_query", DATA),
        "Save" => ("save", FORM),
        "BatchSave" => ("batch_save", FORM),
        "Draft" => ("draft", FORM),
        "View" => ("view", FORM),
        "Submit" => ("submit", FORM),
        "Audit" => ("audit", FORM),
        "UnAudit" => ("unaudit", FORM),
        "CancelAssign" => ("cancel_assign", FORM),
        "WorkflowAudit" => ("workflow_audit", DATA),
        "Delete" => ("delete", FORM),
        "ExcuteOperation" | "ExecuteOperation" => ("operation", &["formid", "opnumber", "data"]),
        "QueryBusinessInfo" => ("metadata", DATA),
        "QueryGroupInfo" => ("groups", DATA),
        "GroupSave" => ("group_save", FORM),
        "GroupDelete" => ("group_delete", DATA),
        "Allocate" => ("allocate", FORM),
        "CancelAllocate" => ("cancel_allocate", FORM),
        "SwitchOrg" => ("switch_org", DATA),
        "AttachmentUpload" | "AttachmentUpLoad" => ("attachment_upload", DATA),
        "AttachmentDownLoad" => ("attachment_download", DATA),
        "QueryAsyncResult" => ("query_async", &["queryinfo"]),
        _ => ("unknown", DATA),
    }
}

impl Kingdee {
    fn next_id(&mut self) -> String {
        self.last_number += 1;
        (FIRST_ID + self.last_number).to_string()
    }

    /// Ids that were given so far.
    fn numbers(&self) -> u64 {
        self.last_number
    }

    /// Remembers a request; false when it came before.
    fn remember(&mut self, table: usize, sent: &str) -> bool {
        if self.requests.iter().any(|(known, text)| *known == table && text == sent) {
            return false;
        }
        if self.requests.len() >= REQUESTS_MAX {
            self.requests.pop_front();
        }
        self.requests.push_back((table, sent.to_owned()));
        true
    }

    fn offset_seconds(&self, site: &Site) -> i64 {
        value::offset_ms(site.now_ms(), &self.zone) / 1_000
    }

    fn data_centres(site: &Site) -> Reply {
        ok(
            &json!([{ "Id": ACCOUNT, "Number": "001", "Name": CENTRE_NAME, "Version": "9.0.553.10", "GDCID": site.organisation, "AuthenticationMethods": 1 }]),
        )
    }

    fn bill(&mut self, site: &mut Site, call: &Call<'_>, method: &str) -> Reply {
        let (endpoint, order) = bill_endpoint(method);
        let is_query = matches!(endpoint, "query" | "bill_query");
        let shaped = |wrong: &Wrong| if is_query { ok(&in_array(wrong.result())) } else { ok(&wrong.result()) };
        let session = match self.auth.check(site, call.request) {
            Ok(session) => session,
            Err(wrong) => return shaped(&wrong),
        };
        if call.plan.own("session_lost").is_some() {
            if let Some(session) = &session {
                self.auth.end(session);
            }
            return shaped(&Wrong::of_code(msg::SESSION_LOST));
        }
        if call.plan.own("firewall").is_some() {
            return reply::firewall();
        }
        if call.plan.own("response_error").is_some() {
            return reply::response_error("未将对象引用设置到对象的实例。");
        }
        if let Some(code) = call.plan.own("code") {
            return shaped(&Wrong::of_code(code.parse().unwrap_or(msg::EXCEPTION)));
        }
        let Some(given) = Arguments::read(call.request, order) else {
            return reply::response_error("请求参数的格式不正确。");
        };
        let organisation = self.auth.organisation(call.request, session.as_deref());
        let answered = self.routed(site, call, &given, &organisation, session.as_deref()).unwrap_or_else(|wrong| shaped(&wrong));
        if given.asks_later() && endpoint != "query_async" {
            return self.later(&answered);
        }
        answered
    }

    /// Keeps the answer of a long call for whoever asks for it.
    fn later(&mut self, answered: &Reply) -> Reply {
        self.task_count += 1;
        let task = format!("{:032x}", self.task_count);
        if self.tasks.len() >= TASKS_MAX {
            self.tasks.pop_front();
        }
        self.tasks.push_back((task.clone(), serde_json::from_slice(&answered.body).unwrap_or(Value::Null)));
        ok(&json!({ "Status": 1, "TaskId": task, "Result": null }))
    }

    fn routed(
        &mut self,
        site: &mut Site,
        call: &Call<'_>,
        given: &Arguments,
        organisation: &str,
        session: Option<&str>,
    ) -> Result<Reply, Wrong> {
        let name = call.endpoint.name;
        if name == "query_async" {
            let task = given.object("queryinfo").map(|info| text_of(member(&info, "TaskId"))).unwrap_or_default();
            let found = self.tasks.iter().position(|(known, _)| *known == task).and_then(|at| self.tasks.remove(at));
            let (task, result) = found.ok_or_else(|| Wrong::new(msg::NO_DATA, "任务不存在"))?;
            return Ok(ok(&json!({ "Status": 2, "TaskId": task, "Result": result })));
        }
        let data = given.object("data").ok_or_else(|| Wrong::new(msg::BAD_PARAMETER, "data 不是有效的 JSON"))?;
        match name {
            "attachment_upload" => return self.files.upload(&data),
            "attachment_download" => return self.files.download(&data),
            "switch_org" => return self.switch_org(&data, session),
            "unknown" => return Err(Wrong::new(3, "服务方法不存在")),
            _ => {}
        }
        let form = form_name(given, &data);
        if form.is_empty() {
            return Err(Wrong::of_code(msg::NO_FORM));
        }
        let table = call.endpoint.table.ok_or_else(|| Wrong::new(msg::EXCEPTION, format!("业务对象不存在：{form}")))?;
        match name {
            "query" => query::run(self, site, call, &data, Shape::Array),
            "bill_query" => query::run(self, site, call, &data, Shape::Object),
            "metadata" => {
                let described = schema::described(&site.tables[table]);
                Ok(ok(&json!({ "Result": { "ResponseStatus": { "IsSuccess": true }, "NeedReturnData": described } })))
            }
            "view" => self.view(site, table, &data),
            "save" | "draft" => write::save(self, site, call, table, &data, organisation.to_owned()),
            "batch_save" => write::batch(self, site, call, table, &data, organisation.to_owned()),
            "submit" => cycle::operate(self, site, call, table, &data, "Submit"),
            "audit" => cycle::operate(self, site, call, table, &data, "Audit"),
            "unaudit" => cycle::operate(self, site, call, table, &data, "UnAudit"),
            "workflow_audit" => cycle::operate(self, site, call, table, &data, "WorkflowAudit"),
            "cancel_assign" => cycle::operate(self, site, call, table, &data, "CancelAssign"),
            "delete" => cycle::operate(self, site, call, table, &data, "Delete"),
            "operation" => cycle::operate(self, site, call, table, &data, &given.text("opnumber")),
            "allocate" | "cancel_allocate" => cycle::allocate(self, site, call, table, &data),
            "groups" => Ok(ok(&json!({ "Result": { "ResponseStatus": { "IsSuccess": true }, "NeedReturnData": cycle::groups(site) } }))),
            "group_save" => cycle::group_saved(self, site, call, &data),
            "group_delete" => cycle::group_deleted(site, call, &data),
            _ => Err(Wrong::new(3, "服务方法不存在")),
        }
    }

    fn switch_org(&mut self, data: &Map<String, Value>, session: Option<&str>) -> Result<Reply, Wrong> {
        let number = text_of(member(data, "OrgNumber"));
        if !ORGANISATIONS.iter().any(|(_, known, _)| *known == number) {
            return Err(Wrong::new(msg::NO_DATA, format!("组织“{number}”不存在")));
        }
        self.auth.switch(session, &number);
        Ok(ok(&reply::Outcome::default().result()))
    }

    fn view(&self, site: &mut Site, table: usize, data: &Map<String, Value>) -> Result<Reply, Wrong> {
        let (id, number) = (text_of(member(data, "Id")), text_of(member(data, "Number")));
        let at = site.tables[table].field(schema::keys(&site.tables[table]).1);
        let found = match (id.is_empty() || id == "0", at) {
            (false, _) => site.tables[table].by_id(&id),
            (true, Some(at)) => site.tables[table].having(at, &number).first().copied(),
            (true, None) => None,
        };
        let is_live = |row: &u32| site.tables[table].row(*row).is_some_and(|row| row.presence == crate::table::Presence::Live);
        let row = found.filter(is_live).ok_or_else(|| Wrong::new(msg::NO_DATA, "数据不存在"))?;
        site.tables[table].show(row);
        let shown = query::viewed(site, self, table, row);
        Ok(ok(&json!({ "Result": { "ResponseStatus": reply::Outcome::default().status(), "Result": shown } })))
    }
}

/// The form that a call is about: an argument of its own, or a part of the data.
fn form_name(given: &Arguments, data: &Map<String, Value>) -> String {
    let named = given.text("formid");
    if named.is_empty() { text_of(member(data, "FormId")) } else { named }
}

impl Vendor for Kingdee {
    fn accounts(&self, base_url: &str) -> Vec<Account> {
        let settings = json!({ "url": base_url, "account": ACCOUNT, "user": USER, "app_id": APP_ID });
        let flows = Condition { setting: "approval", value: "workflow", path: "workflow", body: json!({ "users": [USER] }) };
        let account = Account::new("金蝶云星空", NAME, settings, vec![("app_secret", APP_SECRET)]);
        vec![Account { is_called: false, conditions: vec![flows], ..account }]
    }

    fn furnish(&mut self, site: &mut Site, population: &Population) {
        site.granularity_ms = 10;
        site.organisation = format!("gdc-{:08x}", Rng::of(population.seed, NAME, &[3]).next() >> 32);
        site.tables = schema::tables();
        sample::furnish(self, site, population);
    }

    fn endpoint(&self, site: &Site, request: &Request) -> Endpoint {
        let (service, method) = service(request);
        match service.as_str() {
            "AuthService" if method == "Logout" => return Endpoint::new("logout").free(),
            "AuthService" => return Endpoint::new("login").free(),
            "AccountService" => return Endpoint::new("data_centres"),
            "DynamicFormService" => {}
            _ => return Endpoint::new("unknown"),
        }
        let (name, order) = bill_endpoint(&method);
        let given = Arguments::read(request, order).unwrap_or_default();
        let data = given.object("data").unwrap_or_default();
        let form = form_name(&given, &data);
        let table = site.tables.iter().position(|table| table.name == form);
        let page = match name {
            "query" | "bill_query" => {
                let limit = body::count(&data, "Limit", 0);
                let limit = if limit == 0 { query::LIMIT } else { limit };
                u32::try_from(body::count(&data, "StartRow", 0) / limit + 1).unwrap_or(u32::MAX)
            }
            _ => 0,
        };
        Endpoint::new(name).table(table).page(page)
    }

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply {
        let (service, method) = service(call.request);
        if call.request.method != "POST" {
            return Reply::with_type(405, "text/html", "<html><body><h1>405</h1></body></html>");
        }
        match (service.as_str(), method.as_str()) {
            ("AuthService", "Logout") => self.auth.logout(call.request),
            ("AuthService", "ValidateUser" | "LoginByAppSecret" | "LoginBySign") => {
                let offset = self.offset_seconds(site);
                self.auth.login(site, call, &method, offset)
            }
            ("AccountService", "GetDataCenterList") => Self::data_centres(site),
            ("DynamicFormService", _) => self.bill(site, call, &method),
            _ => Reply::with_type(404, "text/html", "<html><body><h1>404</h1></body></html>"),
        }
    }

    fn refuse(&self, _site: &Site, endpoint: Endpoint, refusal: Refusal) -> Reply {
        let code = match refusal {
            Refusal::Quota(_) | Refusal::Status(429) => msg::CALL_LIMIT,
            Refusal::Status(401) => msg::SESSION_LOST,
            Refusal::Status(403) => msg::NO_RIGHT,
            Refusal::Status(status @ (500.. | 404)) => {
                return Reply::with_type(
                    status,
                    "text/html",
                    format!("<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center></body></html>"),
                );
            }
            Refusal::Status(_) => msg::EXCEPTION,
        };
        let wrong = Wrong::of_code(code);
        if matches!(endpoint.name, "query" | "bill_query") { ok(&in_array(wrong.result())) } else { ok(&wrong.result()) }
    }

    fn new_id(&mut self, _site: &mut Site, _table: usize) -> String {
        self.next_id()
    }

    fn complete(&self, site: &Site, table: usize, values: &mut Vec<(String, String)>) {
        let rows = &site.tables[table];
        let mut given: Vec<(usize, String)> =
            values.iter().filter_map(|(name, fragment)| Some((rows.field(name)?, fragment.clone()))).collect();
        given.retain(|(_, fragment)| fragment != crate::fragment::NULL);
        for (at, fragment) in write::own_values(self, site, table, &given, "C", "100") {
            values.push((rows.fields[at].name.clone(), fragment));
        }
    }

    fn events(&mut self, _site: &Site, _changed: &Changed) -> Vec<Event> {
        Vec::new()
    }

    /// The vendor pushes nothing.
    fn control(&mut self, site: &mut Site, method: &str, path: &[String], body: &Value) -> Option<Value> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match (method, path.as_slice()) {
            ("GET", ["credentials"]) => {
                Some(json!({ "account": ACCOUNT, "user": USER, "password": PASSWORD, "app_id": APP_ID, "app_secret": APP_SECRET,
                                                     "gdcid": site.organisation }))
            }
            ("POST", ["end_sessions"]) => {
                self.auth.end_all();
                Some(Value::Null)
            }
            ("POST", ["workflow"]) => {
                self.workflow = workflow::Workflow::of(body);
                Some(Value::Null)
            }
            ("GET", ["sessions"]) => Some(json!({ "open": self.auth.count() })),
            ("POST", ["strict"]) => {
                self.auth.is_strict = body["on"] != false;
                Some(json!({ "on": self.auth.is_strict }))
            }
            ("POST", ["zone"]) => {
                let name = body["zone"].as_str()?;
                self.zone = TimeZone::get(name).ok()?;
                name.clone_into(&mut self.zone_name);
                Some(json!({ "zone": name }))
            }
            ("GET", ["attachments"]) => Some(self.files.attached()),
            _ => None,
        }
    }

    fn save(&self) -> Value {
        json!({ "auth": self.auth.save(), "last_number": self.last_number, "zone": self.zone_name, "tasks": self.task_count })
    }

    fn load(&mut self, saved: Value) {
        self.auth.load(&saved["auth"]);
        self.last_number = saved["last_number"].as_u64().unwrap_or(self.last_number);
        self.task_count = saved["tasks"].as_u64().unwrap_or(0);
        if let Some(name) = saved["zone"].as_str()
            && let Ok(zone) = TimeZone::get(name)
        {
            self.zone = zone;
            name.clone_into(&mut self.zone_name);
        }
    }
}
