//! The program between simulated systems that are called over the network, and that call it.

use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use sandbox::{ClockSource, Config, Running};
use serde_json::{Value, json};

use crate::program::{Place, Ran, Server};

const PUSH_SECRET: &str = "secret-of-the-form";
/// This machine is not called unless an administrator says so.
pub const ALLOWED: &[&str] = &["--allow-network", "127.0.0.1"];

/// Systems with so many people each, on the computer's clock.
pub fn systems(vendors: &[&str], records: u32) -> Running {
    let vendors = vendors.iter().map(|vendor| (*vendor).to_owned()).collect();
    sandbox::start(Config { vendors, records, clock: ClockSource::Real, ..Config::default() }).expect("the simulators start")
}

/// The id of a widget with this label, which is what columns are called.
fn widget(systems: &Running, label: &str) -> String {
    let tables = systems.control("GET", "/jiandaoyun/tables", None);
    let fields = tables["tables"][0]["fields"].as_array().expect("fields");
    let field = fields.iter().find(|field| field["label"] == label).unwrap_or_else(|| panic!("no {label}: {tables}"));
    field["extra"]["widget"].as_str().expect("widget").to_owned()
}

/// A connection to Jiandaoyun and a sync of its customers that reads when it is called.
fn jiandaoyun(systems: &Running) -> String {
    let (app, entry) = sandbox::jiandaoyun::form("customers").expect("form");
    let url = systems.base_url("jiandaoyun").expect("address");
    let field = |label: &str, to: &str| json!({ "from": widget(systems, label), "to": to });
    json!({
        "version": 1,
        "connections": [{
            "name": "简道云", "connector": "jiandaoyun", "settings": { "base_url": format!("{url}/api") },
            "secrets": { "api_key": { "env": "JDY_KEY" }, "push_secrets": { "env": "JDY_PUSH" } },
        }],
        "syncs": [{
            "name": "Customers", "state": "live", "connection": "简道云", "stream": format!("{app}/{entry}"), "object": "customers",
            "mapping": { "version": 1, "object": "customers", "fields": [
                { "from": "_id", "to": "external_id" }, { "from": "updateTime", "to": "updated_at" }, field("客户名称", "name"), field("手机", "phone"), field("邮箱", "email"),
            ] },
            "triggers": { "push": true },
        }],
    })
    .to_string()
}

fn with_secrets(command: &mut Command) -> Ran {
    let command = command
        .env("JDY_KEY", sandbox::jiandaoyun::API_KEY)
        .env("JDY_PUSH", PUSH_SECRET)
        .env("KINGDEE_SECRET", sandbox::kingdee::APP_SECRET)
        .env("SF_SECRET", sandbox::salesforce::CLIENT_SECRET)
        .env("ZOHO_SECRET", sandbox::zoho::CLIENT_SECRET)
        .env("ZOHO_REFRESH", sandbox::zoho::REFRESH_TOKEN)
        .env("ZOHO_PUSH", PUSH_SECRET)
        .env("YONYOU_SECRET", sandbox::yonyou::APP_SECRET);
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { exit: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// Applies a configuration through the running server.
pub fn apply_file(place: &Place, file: &str) {
    place.write("rapport.yaml", file);
    let applied = with_secrets(&mut place.command(&["config", "apply", "rapport.yaml", "--json"])).exits(0).json();
    assert_eq!(applied["good"], true, "{applied}");
}

/// Applies a configuration through the running server and gives a key that may do everything.
pub fn apply(place: &Place, file: &str) -> String {
    apply_file(place, file);
    let key = place.run(&["key", "add", "test", "--scope", "admin,*:read", "--json"]).exits(0).json();
    key["key"].as_str().expect("key").to_owned()
}

/// What the API says of a connection.
pub fn connection(server: &Server, key: &str, name: &str) -> Value {
    let (status, body) = server.get("/api/v1/connections", key);
    assert_eq!(status, 200, "{body}");
    let listed: Value = serde_json::from_str(&body).expect("JSON");
    listed["items"].as_array().and_then(|items| items.iter().find(|item| item["name"] == name)).expect("the connection").clone()
}

pub fn count(ran: &Value, name: &str) -> u64 {
    ran[name].as_u64().unwrap_or_else(|| panic!("no {name}: {ran}"))
}

#[test]
fn a_customer_that_changes_in_jiandaoyun_arrives_by_push() {
    let systems = systems(&["jiandaoyun"], 30);
    let place = Place::new();
    let server = Server::start_with(&place, ALLOWED);
    let key = apply(&place, &jiandaoyun(&systems));

    let checked = place.run(&["connection", "check", "简道云", "--json"]).exits(0).json();
    assert_eq!(checked["good"], true, "{checked}");
    assert!(checked["lines"].as_array().is_some_and(|lines| lines.iter().any(|line| line["check"] == "preset_forms")), "{checked}");
    // Where pushes are set up there alone, the last call tells whether they are.
    let told_of_calls = || {
        let checked = place.run(&["connection", "check", "简道云", "--json"]).exits(0).json();
        checked["lines"].as_array().into_iter().flatten().find(|line| line["check"] == "push_registered").cloned().expect("the line")
    };
    let line = told_of_calls();
    assert!(
        line["state"] == "skipped" && line["detail"]["en"].as_str().is_some_and(|text| text.ends_with("No call has come yet.")),
        "{line}"
    );
    let first = place.run(&["sync", "run", "Customers", "--json"]).exits(0).json();
    assert_eq!(count(&first, "read"), 30, "{first}");

    // The address of the hook is told to those who manage connections, by the API and on the command line.
    let told = connection(&server, &key, "简道云");
    let hook = told["hook"].as_str().expect("a path");
    assert!(hook.starts_with("/hooks/"), "{told}");
    assert_eq!(place.run(&["connection", "show", "简道云", "--json"]).exits(0).json()["hook"], hook);
    assert!(place.run(&["connection", "show", "简道云"]).exits(0).out.contains(hook));
    let reader = place.run(&["key", "add", "reader", "--scope", "*:read", "--json"]).exits(0).json();
    assert_eq!(server.get("/api/v1/connections", reader["key"].as_str().expect("key")).0, 403);

    let target =
        json!({ "targets": [{ "url": format!("http://{}{hook}", server.address), "secret": PUSH_SECRET, "tables": ["customers"] }] });
    systems.control("PUT", "/jiandaoyun/push", Some(&target));
    let records = systems.control("GET", "/jiandaoyun/tables/customers/records?limit=1", None);
    let id = records["records"][0]["id"].as_str().expect("id");
    let path = format!("/jiandaoyun/tables/customers/records/{id}");
    systems.control("PATCH", &path, Some(&json!({ "values": { "email": "arrived.by.push@example.com" } })));
    assert!(systems.settle_pushes("jiandaoyun"));
    let pushes = systems.control("GET", "/jiandaoyun/log/pushes", None);
    assert_eq!(pushes["pushes"][0]["accepted"], true, "{pushes}");
    let change = server.change_with(&key, "arrived.by.push@example.com");
    assert!(change.contains("\"object\":\"customers\""), "{change}");
    let line = told_of_calls();
    assert!(
        line["state"] == "ok" && line["detail"]["en"].as_str().is_some_and(|text| text.starts_with("The last call came at 20")),
        "{line}"
    );

    let lists = || systems.calls("jiandaoyun", "data.list");
    let before = lists();
    let values = json!({ "values": { "customer_name": "推送来的客户" } });
    systems.control("POST", "/jiandaoyun/tables/customers/records", Some(&values));
    systems.control("PATCH", &path, Some(&json!({ "values": { "email": "came.after.it@example.com" } })));
    assert!(systems.settle_pushes("jiandaoyun"));
    server.change_with(&key, "came.after.it@example.com");
    assert!(server.get("/api/v1/customers?limit=5&sort=-updated_at", &key).1.contains("推送来的客户"));
    assert_eq!(lists(), before, "a push brings its record, nothing is read for it");

    // A push that somebody else signed changes nothing.
    systems.fault("jiandaoyun:push:push_forged").expect("ordered");
    systems.control("PATCH", &path, Some(&json!({ "values": { "email": "forged@example.com" } })));
    assert!(systems.settle_pushes("jiandaoyun"));
    let pushes = systems.control("GET", "/jiandaoyun/log/pushes", None);
    let last = pushes["pushes"].as_array().and_then(|pushes| pushes.last()).expect("a push");
    assert_eq!((&last["accepted"], &last["status"]), (&json!(false), &json!(401)), "{last}");
    let second = place.run(&["sync", "run", "Customers", "--json"]).exits(0).json();
    assert!(
        place.canonical("customers").iter().any(|record| record.contains("forged@example.com")),
        "reading brings it all the same: {second}"
    );
}

#[test]
fn a_message_of_salesforce_brings_the_contact_it_names() {
    let systems = systems(&["salesforce"], 20);
    let url = systems.base_url("salesforce").expect("address");
    let field = |from: &str, to: &str| json!({ "from": from, "to": to });
    let file = json!({
        "version": 1,
        "connections": [{
            "name": "CRM", "connector": "salesforce", "settings": { "login_url": url, "client_id": sandbox::salesforce::CLIENT_ID, "flow": "client_credentials" },
            "secrets": { "client_secret": { "env": "SF_SECRET" } },
        }],
        "syncs": [{
            "name": "Contacts", "state": "live", "connection": "CRM", "stream": "Contact", "object": "contacts",
            "mapping": { "version": 1, "object": "contacts", "fields": [
                field("Id", "external_id"), field("Name", "name"), field("Email", "email"), field("MobilePhone", "phone"),
            ] },
            "triggers": { "push": true },
        }],
    });
    let place = Place::new();
    let server = Server::start_with(&place, ALLOWED);
    let key = apply(&place, &file.to_string());
    assert_eq!(place.run(&["connection", "check", "CRM", "--json"]).exits(0).json()["good"], true);
    let first = place.run(&["sync", "run", "Contacts", "--json"]).exits(0).json();
    assert_eq!(count(&first, "read"), 20, "{first}");
    let told = connection(&server, &key, "CRM");
    let target = json!({ "targets": [{ "url": format!("http://{}{}", server.address, told["hook"].as_str().expect("a path")), "tables": ["Contact"], "options": { "fields": ["Id"] } }] });
    systems.control("PUT", "/salesforce/push", Some(&target));
    let records = systems.control("GET", "/salesforce/tables/Contact/records?limit=1", None);
    let id = records["records"][0]["id"].as_str().expect("id");
    let path = format!("/salesforce/tables/Contact/records/{id}");
    systems.control("PATCH", &path, Some(&json!({ "values": { "Email": "arrived.by.message@example.com" } })));
    assert!(systems.settle_pushes("salesforce"));
    let pushes = systems.control("GET", "/salesforce/log/pushes", None);
    assert_eq!(pushes["pushes"][0]["accepted"], true, "{pushes}");
    server.change_with(&key, "arrived.by.message@example.com");
}

/// Waits for something that comes by itself.
pub fn comes(what: &str, is_there: impl Fn() -> bool) {
    let (_sender, nobody) = mpsc::channel::<()>();
    for _ in 0..600 {
        if is_there() {
            return;
        }
        let _ = nobody.recv_timeout(Duration::from_millis(50));
    }
    panic!("{what} does not come");
}

/// The values of the records of a table.
fn values_of(systems: &Running, vendor: &str, table: &str) -> Vec<Value> {
    let listed = systems.control("GET", &format!("/{vendor}/tables/{table}/records?limit=1000"), None);
    listed["records"].as_array().into_iter().flatten().map(|record| record["values"].clone()).collect()
}

#[test]
fn what_changes_in_one_system_arrives_in_the_other() {
    let systems = systems(&["jiandaoyun", "salesforce"], 3);
    let (app, entry) = sandbox::jiandaoyun::form("customers").expect("form");
    let note = widget(&systems, "说明");
    let rule = |from: &str, to: &str| json!({ "from": from, "to": to });
    let read = |fields: Vec<Value>| json!({ "version": 1, "object": "customers", "fields": fields, "match": ["email"] });
    let file = json!({
        "version": 1,
        "connections": [
            {
                "name": "简道云", "connector": "jiandaoyun",
                "settings": { "base_url": format!("{}/api", systems.base_url("jiandaoyun").expect("address")) },
                "secrets": { "api_key": { "env": "JDY_KEY" }, "push_secrets": { "env": "JDY_PUSH" } },
            },
            {
                "name": "CRM", "connector": "salesforce",
                "settings": {
                    "login_url": systems.base_url("salesforce").expect("address"), "client_id": sandbox::salesforce::CLIENT_ID,
                    "flow": "client_credentials",
                },
                "secrets": { "client_secret": { "env": "SF_SECRET" } },
            },
        ],
        "syncs": [
            {
                "name": "Forms", "state": "live", "connection": "简道云", "stream": format!("{app}/{entry}"), "object": "customers",
                "direction": "both",
                "mapping": read(vec![
                    rule("_id", "external_id"), rule("updateTime", "updated_at"), rule(&widget(&systems, "客户名称"), "name"),
                    rule(&widget(&systems, "邮箱"), "email"), rule(&note, "notes"),
                ]),
                "outgoing": { "key_field": "external_id", "create": false, "fields": [rule("notes", &note)] },
                "triggers": { "push": true, "change": true },
            },
            {
                "name": "Contacts", "state": "live", "connection": "CRM", "stream": "Contact", "object": "customers",
                "direction": "both",
                "mapping": read(vec![
                    rule("Id", "external_id"), rule("SystemModstamp", "updated_at"), rule("LastName", "name"), rule("Email", "email"),
                    rule("Description", "notes"),
                ]),
                "outgoing": {
                    "key_field": "External_Id__c",
                    "fields": [rule("name", "LastName"), rule("email", "Email"), rule("notes", "Description")],
                },
                "triggers": { "schedule": { "every": "1s" }, "change": true },
            },
        ],
    });
    let place = Place::new();
    let server = Server::start_with(&place, ALLOWED);
    let key = apply(&place, &file.to_string());
    let told = connection(&server, &key, "简道云");
    let url = format!("http://{}{}", server.address, told["hook"].as_str().expect("a path"));
    systems.control(
        "PUT",
        "/jiandaoyun/push",
        Some(&json!({ "targets": [{ "url": url, "secret": PUSH_SECRET, "tables": ["customers"] }] })),
    );

    // A customer that is entered in one system by a person is there in the other one soon.
    let values = json!({ "customer_name": "王小明", "email": "xiaoming@example.com", (note.as_str()): "first" });
    let made = systems.control("POST", "/jiandaoyun/tables/customers/records", Some(&json!({ "values": values })));
    let path = format!("/jiandaoyun/tables/customers/records/{}", made["id"].as_str().expect("id"));
    let there = |text: &str| {
        let found = values_of(&systems, "salesforce", "Contact");
        found.iter().any(|contact| contact["Email"] == "xiaoming@example.com" && contact["Description"] == text)
    };
    comes("the new customer", || there("first"));
    systems.control("PATCH", &path, Some(&json!({ "values": { (note.as_str()): "second" } })));
    comes("the change", || there("second"));
    let same = values_of(&systems, "salesforce", "Contact").into_iter().filter(|contact| contact["Email"] == "xiaoming@example.com");
    assert_eq!(same.count(), 1, "nobody was made twice");

    // And back: what is changed in the other one is written to the form.
    let contact = systems.control("GET", "/salesforce/tables/Contact/records?limit=1000", None);
    let contact = contact["records"].as_array().and_then(|all| all.iter().find(|one| one["values"]["Email"] == "xiaoming@example.com"));
    let id = contact.and_then(|contact| contact["id"].as_str()).expect("the contact");
    systems.control("PATCH", &format!("/salesforce/tables/Contact/records/{id}"), Some(&json!({ "values": { "Description": "third" } })));
    comes("the answer", || systems.control("GET", &path, None)["values"][&note] == "third");

    // Then both are at rest: looking again writes nothing.
    let writes =
        || ["jiandaoyun", "salesforce"].map(|vendor| systems.control("GET", &format!("/{vendor}/log/counts"), None)["writes"].clone());
    let looks = || systems.calls("salesforce", "queryAll");
    let (before, looked) = (writes(), looks());
    comes("the next looks", || looks() >= looked + 3);
    assert_eq!(writes(), before);
}

#[test]
fn a_customer_of_the_erp_follows_the_crm_and_stays_audited() {
    let systems = systems(&["kingdee", "salesforce"], 3);
    let rule = |from: &str, to: &str| json!({ "from": from, "to": to });
    let read = |fields: Vec<Value>| json!({ "version": 1, "object": "customers", "fields": fields, "match": ["phone"] });
    let often = json!({ "schedule": { "every": "1s" }, "change": true });
    let url = |vendor: &str| systems.base_url(vendor).expect("address").to_owned();
    // The address cannot be changed in an audited customer: it is reopened for it.
    let file = json!({
        "version": 1,
        "connections": [
            {
                "name": "ERP", "connector": "kingdee",
                "settings": { "url": url("kingdee"), "account": sandbox::kingdee::ACCOUNT, "user": sandbox::kingdee::USER, "app_id": sandbox::kingdee::APP_ID },
                "secrets": { "app_secret": { "env": "KINGDEE_SECRET" } },
            },
            {
                "name": "CRM", "connector": "salesforce",
                "settings": { "login_url": url("salesforce"), "client_id": sandbox::salesforce::CLIENT_ID, "flow": "client_credentials" },
                "secrets": { "client_secret": { "env": "SF_SECRET" } },
            },
        ],
        "syncs": [
            {
                "name": "ERP customers", "state": "live", "connection": "ERP", "stream": "BD_Customer", "object": "customers", "direction": "both",
                "mapping": read(vec![
                    rule("FCUSTID", "external_id"), rule("FModifyDate", "updated_at"), rule("FName", "name"), rule("FTEL", "phone"), rule("FADDRESS", "notes"),
                ]),
                "outgoing": { "key_field": "F_RAP_ExternalId", "create": false, "fields": [rule("notes", "FADDRESS")] },
                "triggers": often,
            },
            {
                "name": "CRM contacts", "state": "live", "connection": "CRM", "stream": "Contact", "object": "customers", "direction": "both",
                "mapping": read(vec![
                    rule("Id", "external_id"), rule("SystemModstamp", "updated_at"), rule("LastName", "name"), rule("MobilePhone", "phone"),
                    rule("Description", "notes"),
                ]),
                "outgoing": {
                    "key_field": "External_Id__c",
                    "fields": [rule("name", "LastName"), rule("phone", "MobilePhone"), rule("notes", "Description")],
                },
                "triggers": often,
            },
        ],
    });
    let place = Place::new();
    let server = Server::start_with(&place, ALLOWED);
    apply(&place, &file.to_string());

    let values = json!({ "FName": "王小明", "FTEL": "13812340077", "FADDRESS": "人民路1号" });
    let made = systems.control("POST", "/kingdee/tables/BD_Customer/records", Some(&json!({ "values": values })));
    let path = format!("/kingdee/tables/BD_Customer/records/{}", made["id"].as_str().expect("id"));
    let contacts = || {
        let listed = systems.control("GET", "/salesforce/tables/Contact/records?limit=1000", None);
        let all = listed["records"].as_array().cloned().unwrap_or_default();
        all.into_iter().filter(|one| one["values"]["LastName"] == "王小明").collect::<Vec<_>>()
    };
    let there = |text: &str| contacts().iter().any(|contact| contact["values"]["Description"] == text);
    comes("the new customer", || there("人民路1号"));
    systems.control("PATCH", &path, Some(&json!({ "values": { "FADDRESS": "建设路9号" } })));
    comes("the change", || there("建设路9号"));
    let id = contacts()[0]["id"].as_str().expect("the contact").to_owned();
    systems.control(
        "PATCH",
        &format!("/salesforce/tables/Contact/records/{id}"),
        Some(&json!({ "values": { "Description": "中山路7号" } })),
    );
    comes("the answer", || systems.control("GET", &path, None)["values"]["FADDRESS"] == "中山路7号");
    comes("the audit", || systems.control("GET", &path, None)["values"]["FDocumentStatus"] == "C");
    assert_eq!(contacts().len(), 1, "nobody was made twice");
    drop(server);
}
