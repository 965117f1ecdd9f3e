//! Syncs played through scenarios, and what their reports say.

use std::sync::atomic::AtomicBool;

use model::Actor;
use rehearsal::{Ask, Refused};
use serde_json::{Value, json};
use store::RunState;

use crate::office::{Office, assert_green, story};

fn contacts() -> Value {
    json!({
        "name": "Contacts", "connection": "CRM", "stream": "Contact", "object": "customers", "direction": "both",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "Id", "to": "external_id"}, {"from": "SystemModstamp", "to": "updated_at"}, {"from": "Name", "to": "name"},
            {"from": "Email", "to": "email"}, {"from": "MobilePhone", "to": "phone"}, {"from": "Title", "to": "notes"},
            {"from": "Level__c", "to": "segment"},
        ]},
        "fields": {"name": {"direction": "in"}, "email": {"direction": "in"}, "phone": {"direction": "in"}, "segment": {"direction": "in"}},
        "outgoing": {"key_field": "External_Id__c", "create": false, "fields": [{"from": "notes", "to": "Title"}]},
    })
}

#[test]
fn a_careful_sync_of_salesforce_keeps_every_promise() {
    let office = Office::salesforce();
    let sync = office.sync(contacts());
    let report = office.rehearse(sync, &[]);
    assert_green(&report);
    let asked = rehearsal::scenarios()
        .filter(|scenario| matches!(scenario.of, rehearsal::Of::Asked | rehearsal::Of::Both | rehearsal::Of::Only("salesforce")));
    assert_eq!(report.scenarios.len(), asked.count());
    assert!(report.scenarios.iter().all(|scenario| scenario.result == "passed"), "{}", story(&report));
    let struck = report.scenarios.iter().filter(|scenario| !scenario.faults.is_empty());
    for scenario in struck {
        assert!(!scenario.checks.is_empty() && scenario.calls > 0, "{}", scenario.name);
    }
    assert!(office.store.read(|session| rehearsal::is_green(session, model::RunId(report.run_id.parse().unwrap()), sync, 1)).unwrap());
    assert!(!office.store.read(|session| rehearsal::is_green(session, model::RunId(report.run_id.parse().unwrap()), sync, 2)).unwrap());
    // Nothing of the installation was touched: no records, no progress, no call that paused the connection.
    let (progress, changes) =
        office.store.read(|session| Ok::<_, store::StoreError>((session.sync_progress(sync)?, session.change_head()?))).unwrap();
    assert!(progress.is_none() && changes == 0);
}

#[test]
fn a_rehearsal_that_begins_with_a_masked_sample_keeps_every_promise_and_tells_no_value() {
    let office = Office::salesforce();
    let people: Vec<(String, String, String)> = (0..30)
        .map(|at| (format!("Canary{at} 金丝雀"), format!("+86138{:08}", 71_000_000 + at / 2), format!("canary{at}@secret.example.cn")))
        .collect();
    office.customers(&people.iter().map(|(name, phone, email)| (name.as_str(), phone.as_str(), email.as_str())).collect::<Vec<_>>());
    let sync = office.sync(contacts());
    let head = office.store.read(|session| session.change_head()).unwrap();
    let scenarios = ["calm", "rate_limited", "lost_answers"].map(str::to_owned).to_vec();
    let report = office.rehearse_with(sync, &Ask { scenarios, sample: Some(24), records: Some(30), ..Ask::default() });
    assert_green(&report);
    assert_eq!(report.sample, 24);
    let text = serde_json::to_string(&report).expect("JSON");
    assert!(!text.to_lowercase().contains("canary") && !text.contains("金丝雀") && !text.contains("71000"), "{text}");
    assert_eq!(office.store.read(|session| session.change_head()).unwrap(), head, "nothing of the installation was touched");
    assert_eq!(office.rehearse(sync, &["calm"]).sample, 0, "without being asked for there is none");
}

/// What a column of a form is called.
fn widget(table: &str, label: &str) -> String {
    let running = sandbox::start(sandbox::Config { vendors: vec!["jiandaoyun".to_owned()], records: 1, ..sandbox::Config::default() });
    let tables = running.expect("a simulator").control("GET", "/jiandaoyun/tables", None);
    let table = tables["tables"].as_array().and_then(|tables| tables.iter().find(|known| known["name"] == table)).expect("the table");
    let field = table["fields"].as_array().and_then(|fields| fields.iter().find(|field| field["label"] == label)).expect("the field");
    field["extra"]["widget"].as_str().expect("a widget").to_owned()
}

#[test]
fn forms_of_jiandaoyun_are_rehearsed_as_well() {
    let (app, entry) = sandbox::jiandaoyun::form("customers").expect("a form");
    let office = Office::new("jiandaoyun", json!({"base_url": "https://nowhere.example.com/api"}), "api_key");
    let widget = widget("customers", "客户名称");
    let sync = office.sync(json!({
        "name": "Forms", "connection": "CRM", "stream": format!("{app}/{entry}"), "object": "customers",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "_id", "to": "external_id"}, {"from": "updateTime", "to": "updated_at"}, {"from": "_widget_nobody", "to": "notes"},
            {"from": widget, "to": "name"},
        ]},
    }));
    let report = office.rehearse(sync, &["quick"]);
    assert_green(&report);
    assert_eq!(report.left_out, ["the simulator has no column _widget_nobody"]);
}

#[test]
fn modules_of_zoho_are_rehearsed_as_well() {
    let settings = json!({"data_centre": "eu", "flow": "client_credentials", "client_id": "x", "organisation": "1"});
    let office = Office::new("zoho", settings, "client_secret");
    let sync = office.sync(json!({
        "name": "Contacts", "connection": "CRM", "stream": "Contacts", "object": "customers", "direction": "both",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "id", "to": "external_id"}, {"from": "Modified_Time", "to": "updated_at"}, {"from": "Full_Name", "to": "name"},
            {"from": "Email", "to": "email"}, {"from": "Mobile", "to": "phone"}, {"from": "Remarks", "to": "notes"},
        ]},
        "fields": {"name": {"direction": "in"}, "email": {"direction": "in"}, "phone": {"direction": "in"}},
        "outgoing": {"key_field": "Rapport_ID", "create": false, "fields": [{"from": "notes", "to": "Remarks"}]},
    }));
    assert_green(&office.rehearse(sync, &["quick"]));
}

#[test]
fn customers_of_kingdee_are_rehearsed_as_well() {
    let settings = json!({"url": "https://nowhere.example.com", "account": "x", "user": "x", "app_id": format!("1_{}", "A".repeat(32))});
    let office = Office::new("kingdee", settings, "app_secret");
    let sync = office.sync(json!({
        "name": "Customers", "connection": "CRM", "stream": "BD_Customer", "object": "customers", "direction": "both",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "FCUSTID", "to": "external_id"}, {"from": "FModifyDate", "to": "updated_at"}, {"from": "FName", "to": "name"},
            {"from": "FTEL", "to": "phone"}, {"from": "F_RAP_Note", "to": "notes"},
        ]},
        "fields": {"name": {"direction": "in"}, "phone": {"direction": "in"}},
        "outgoing": {"key_field": "F_RAP_ExternalId", "create": false, "fields": [{"from": "notes", "to": "F_RAP_Note"}]},
    }));
    assert_green(&office.rehearse(sync, &[]));
}

#[test]
fn a_name_that_is_read_from_the_column_of_the_phone_and_written_to_its_own_turns_the_rehearsal_red() {
    let settings = json!({"url": "https://nowhere.example.com", "account": "x", "user": "x", "app_id": format!("1_{}", "A".repeat(32))});
    let office = Office::new("kingdee", settings, "app_secret");
    let sync = office.sync(json!({
        "name": "Customers", "connection": "CRM", "stream": "BD_Customer", "object": "customers", "direction": "both",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "FCUSTID", "to": "external_id"}, {"from": "FModifyDate", "to": "updated_at"}, {"from": "FTEL", "to": "name"},
        ]},
        "outgoing": {"key_field": "F_RAP_ExternalId", "create": false, "fields": [{"from": "name", "to": "FName"}]},
    }));
    let report = office.rehearse(sync, &["calm"]);
    let broken: Vec<_> = report.scenarios.iter().flat_map(|scenario| &scenario.checks).filter(|check| !check.passed).collect();
    let told = broken.iter().find(|check| check.name == "lead_back").map(|check| check.detail.as_str()).unwrap_or_default();
    assert!(told.starts_with("name is read from FTEL and written to FName"), "{}", story(&report));
}

#[test]
fn customers_of_yonyou_are_rehearsed_as_well() {
    let office = Office::new("yonyou", json!({"tenant_id": "x", "app_key": "x"}), "app_secret");
    let sync = office.sync(json!({
        "name": "Customers", "connection": "CRM", "stream": "merchant", "object": "customers", "direction": "both",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "id", "to": "external_id"}, {"from": "modifyTime", "to": "updated_at"}, {"from": "name", "to": "name"},
            {"from": "contactTel", "to": "phone"}, {"from": "scope", "to": "notes"},
        ]},
        "fields": {"name": {"direction": "in"}, "phone": {"direction": "in"}},
        "outgoing": {"key_field": "code", "create": false, "fields": [{"from": "notes", "to": "scope"}]},
    }));
    assert_green(&office.rehearse(sync, &[]));
}

#[test]
fn a_sync_that_lets_everybody_be_deleted_fails_and_says_where() {
    let office = Office::salesforce();
    let mut definition = contacts();
    definition["deletions"] = json!({"policy": "delete", "share_max": 1.0});
    let sync = office.sync(definition);
    let report = office.rehearse(sync, &["calm", "fewer_records"]);
    assert!(!report.is_green(), "{:?}", report.scenarios);
    let [calm, fewer] = report.scenarios.as_slice() else { panic!("{}", story(&report)) };
    assert_eq!((calm.result.as_str(), fewer.result.as_str()), ("passed", "failed"), "{}", story(&report));
    let broken: Vec<&str> = fewer.checks.iter().filter(|check| !check.passed).map(|check| check.name.as_str()).collect();
    assert!(broken.contains(&"nobody_deleted"), "{broken:?}");
}

#[test]
fn the_same_seed_gives_the_same_story() {
    let office = Office::salesforce();
    let sync = office.sync(contacts());
    let play = || {
        let report = office.rehearse(sync, &["errors_before"]);
        report.scenarios[0].checks.clone()
    };
    assert_eq!(play(), play());
}

#[test]
fn what_cannot_be_rehearsed_is_said_before_anything_is_played() {
    let office = Office::salesforce();
    let sync = office.sync(contacts());
    let begin = |sync, name: &str| {
        let ask = Ask { scenarios: vec![name.to_owned()], ..Ask::default() };
        office.rehearsals.begin(sync, &ask, &Actor::System, RunState::Running)
    };
    assert!(matches!(begin(sync, "nonsense"), Err(Refused::NoScenario { .. })));
    assert!(matches!(begin(99, "calm"), Err(Refused::Task(_))));
    let mut other = contacts();
    (other["name"], other["stream"], other["source"]) = (json!("Others"), json!("Nothing__c"), json!("Others"));
    let run = begin(office.sync(other), "calm").expect("begins");
    let played = office.rehearsals.play(&run, &AtomicBool::new(false), &mut |_, _| ());
    assert!(matches!(played, Err(Refused::NoStream { .. })), "{played:?}");
    let hook = Office::new("hook", json!({"signature": "standard_webhooks", "records_at": "data", "key": "id"}), "secret");
    let sync = hook.sync(json!({
        "name": "Calls", "connection": "CRM", "stream": "events", "object": "customers",
        "mapping": {"version": 1, "object": "customers", "fields": [{"from": "id", "to": "external_id"}, {"from": "name", "to": "name"}]},
    }));
    assert!(matches!(hook.rehearsals.begin(sync, &Ask::default(), &Actor::System, RunState::Running), Err(Refused::NoCalls { .. })));
    let asked = Ask { scenarios: vec!["quota".to_owned()], ..Ask::default() };
    assert!(matches!(hook.rehearsals.begin(sync, &asked, &Actor::System, RunState::Running), Err(Refused::NoScenario { .. })));
}

#[test]
fn a_rehearsal_that_is_cancelled_ends_as_cancelled() {
    let office = Office::salesforce();
    let sync = office.sync(contacts());
    let run = office.rehearsals.begin(sync, &Ask::default(), &Actor::System, RunState::Running).expect("begins");
    let report = office.rehearsals.play(&run, &AtomicBool::new(true), &mut |_, _| ()).expect("ends");
    assert_eq!(report.status, "cancelled");
    let kept = office.store.read(|session| session.run(run.id)).expect("read").expect("the run");
    assert_eq!(kept.state, RunState::Cancelled);
}
