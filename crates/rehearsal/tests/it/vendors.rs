//! Zoho CRM, Kingdee and Yonyou read and written through the whole chain, with the data on each database, under what every system does and under
//! what only they do: a session that is lost, a refusal inside an array, an audit refused, tokens throttled, an outcome that nobody knows.
//! And members of the messengers, which are read alone.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::office::{Office, story};

/// An office with a sync that reads, writes and creates.
type Setup = fn() -> (Office, i64);

fn zoho() -> (Office, i64) {
    let settings = json!({"data_centre": "eu", "flow": "client_credentials", "client_id": "x", "organisation": "1"});
    let office = Office::new("zoho", settings, "client_secret");
    let sync = office.sync(json!({
        "name": "Accounts", "connection": "CRM", "stream": "Accounts", "object": "customers", "direction": "both",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "id", "to": "external_id"}, {"from": "Modified_Time", "to": "updated_at"}, {"from": "Account_Name", "to": "name", "required": true},
            {"from": "Phone", "to": "phone"}, {"from": "Description", "to": "notes"},
        ]},
        "fields": {"phone": {"direction": "in"}},
        "outgoing": {"key_field": "Rapport_ID", "create": true, "fields": [
            {"from": "name", "to": "Account_Name"}, {"from": "notes", "to": "Description"},
        ]},
    }));
    (office, sync)
}

fn kingdee() -> (Office, i64) {
    let settings = json!({"url": "https://nowhere.example.com", "account": "x", "user": "x", "app_id": format!("1_{}", "A".repeat(32))});
    let office = Office::new("kingdee", settings, "app_secret");
    let sync = office.sync(kingdee_customers());
    (office, sync)
}

fn kingdee_customers() -> Value {
    json!({
        "name": "Customers", "connection": "CRM", "stream": "BD_Customer", "object": "customers", "direction": "both",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "FCUSTID", "to": "external_id"}, {"from": "FModifyDate", "to": "updated_at"}, {"from": "FName", "to": "name", "required": true},
            {"from": "FTEL", "to": "phone"}, {"from": "F_RAP_Note", "to": "notes"},
        ]},
        "fields": {"phone": {"direction": "in"}},
        "outgoing": {"key_field": "F_RAP_ExternalId", "create": true, "fields": [
            {"from": "name", "to": "FName"}, {"from": "notes", "to": "F_RAP_Note"},
        ]},
    })
}

fn yonyou() -> (Office, i64) {
    let office = Office::new("yonyou", json!({"tenant_id": "x", "app_key": "x"}), "app_secret");
    let sync = office.sync(json!({
        "name": "Customers", "connection": "CRM", "stream": "merchant", "object": "customers", "direction": "both",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": "id", "to": "external_id"}, {"from": "modifyTime", "to": "updated_at"}, {"from": "name", "to": "name", "required": true},
            {"from": "contactTel", "to": "phone"}, {"from": "scope", "to": "notes"},
        ]},
        "fields": {"phone": {"direction": "in"}},
        "outgoing": {"key_field": "code", "create": true, "fields": [{"from": "name", "to": "name"}, {"from": "notes", "to": "scope"}]},
    }));
    (office, sync)
}

/// Plays scenarios with the data in files, and on PostgreSQL. Each must be played to its end and keep every promise.
fn on_each(setup: Setup, scenarios: &[&str], names: &[&str]) {
    let played = |office: &Office, sync: i64, database: &str| {
        let report = office.rehearse(sync, scenarios);
        assert!(report.is_green(), "{database}: {}", story(&report));
        let shown: Vec<String> = report.scenarios.iter().map(|scenario| format!("{} {}", scenario.name, scenario.result)).collect();
        assert_eq!(shown, names.iter().map(|name| format!("{name} passed")).collect::<Vec<_>>(), "{database}");
        for scenario in report.scenarios.iter().filter(|scenario| !scenario.faults.is_empty()) {
            assert!(scenario.struck > 0, "{database}: nothing of {} struck", scenario.name);
        }
    };
    let (office, sync) = setup();
    played(&office, sync, "SQLite");
    let Ok(url) = std::env::var("RAPPORT_TEST_DATABASE_URL") else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "RAPPORT_TEST_DATABASE_URL must be set in CI");
        eprintln!("skipped on PostgreSQL: RAPPORT_TEST_DATABASE_URL is not set");
        return;
    };
    let (office, sync) = setup();
    let (office, stages) = office.on_postgres(url);
    played(&office, sync, "PostgreSQL");
    assert_eq!(stages.load(Ordering::Relaxed), names.len(), "each stage had its place there");
}

/// What every system that gives tokens does.
const EVERY: [&str; 15] = [
    "calm",
    "silence",
    "lost_answers",
    "expired_tokens",
    "refused_address",
    "rate_limited",
    "quota",
    "errors_before",
    "errors_after",
    "damaged_answers",
    "moving_lists",
    "refused_records",
    "empty_list",
    "fewer_records",
    "schema_change",
];

#[test]
fn zoho_gets_over_what_every_system_does_on_each_database() {
    on_each(zoho, &EVERY, &EVERY);
}

#[test]
fn zoho_gets_over_what_only_zoho_does_on_each_database() {
    on_each(
        zoho,
        &["own"],
        &["token_error", "token_throttled", "code", "wrong_host", "concurrency", "bulk_failed", "bulk_stuck", "zip_cut"],
    );
}

#[test]
fn kingdee_gets_over_what_every_system_does_on_each_database() {
    // Its sessions are no tokens.
    let every: Vec<&str> = EVERY.into_iter().filter(|name| *name != "expired_tokens").collect();
    on_each(kingdee, &every, &every);
}

#[test]
fn kingdee_gets_over_what_only_kingdee_does_on_each_database() {
    on_each(kingdee, &["own"], &["session_lost", "code", "response_error", "firewall", "audit_refused", "submit_refused"]);
}

#[test]
fn yonyou_gets_over_what_every_system_does_on_each_database() {
    on_each(yonyou, &EVERY, &EVERY);
}

#[test]
fn yonyou_gets_over_what_only_yonyou_does_on_each_database() {
    on_each(yonyou, &["own"], &["code", "plain_token_error", "token_throttled", "processing", "timeout_after_commit"]);
}

#[test]
fn an_office_that_approves_in_flows_is_rehearsed_with_flows() {
    let settings = json!({
        "url": "https://nowhere.example.com", "account": "x", "user": "x", "app_id": format!("1_{}", "A".repeat(32)), "approval": "workflow",
        "approver": "nobody.there",
    });
    let office = Office::new("kingdee", settings, "app_secret");
    let sync = office.sync(kingdee_customers());
    let report = office.rehearse(sync, &["calm"]);
    assert!(report.is_green(), "{}", story(&report));
}

/// A company of a messenger whose members are customers here. Its lists are read whole, and nothing is written there.
fn members_of(connector: &str, settings: &Value, key: &str, title: &str) -> (Office, i64) {
    let office = Office::new(connector, settings.clone(), "app_secret");
    let sync = office.sync(json!({
        "name": "Members", "connection": "CRM", "stream": "members", "object": "customers", "direction": "in",
        "mapping": {"version": 1, "object": "customers", "fields": [
            {"from": key, "to": "external_id"}, {"from": "name", "to": "name", "required": true}, {"from": "mobile", "to": "phone"},
            {"from": "email", "to": "email"}, {"from": title, "to": "notes"},
        ]},
    }));
    (office, sync)
}

fn wecom() -> (Office, i64) {
    members_of("wecom", &json!({"corp_id": "x"}), "userid", "position")
}

fn dingtalk() -> (Office, i64) {
    members_of("dingtalk", &json!({"app_key": "x"}), "userid", "title")
}

fn feishu() -> (Office, i64) {
    members_of("feishu", &json!({"app_id": "x"}), "open_id", "job_title")
}

/// What every messenger does besides.
const MESSENGERS_OWN: [&str; 4] = ["errcode", "limited_with_200", "session_lost", "token_throttled"];

/// What every system does, and what only messengers do, to a company that is read alone.
fn members_get_over_everything(setup: Setup) {
    // No record is written there that could be refused.
    let every: Vec<&str> = EVERY.into_iter().filter(|name| *name != "refused_records").collect();
    on_each(setup, &[&every[..], &["own"]].concat(), &[&every[..], &MESSENGERS_OWN].concat());
}

#[test]
fn members_of_wecom_get_over_everything_on_each_database() {
    members_get_over_everything(wecom);
}

#[test]
fn members_of_dingtalk_get_over_everything_on_each_database() {
    members_get_over_everything(dingtalk);
}

#[test]
fn members_of_feishu_get_over_everything_on_each_database() {
    members_get_over_everything(feishu);
}
