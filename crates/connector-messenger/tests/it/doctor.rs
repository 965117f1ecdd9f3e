//! The doctor, and settings that cannot be.

use connector::{CheckLine, CheckState, ConnectorError};
use serde_json::{Value, json};

use crate::company::{ALL, Company, DINGTALK, WECOM};

fn state(lines: &[CheckLine], check: &str) -> CheckState {
    lines.iter().find(|line| line.check == check).unwrap_or_else(|| panic!("no line {check}")).state
}

#[test]
fn the_doctor_says_what_is_missing() {
    for kind in ALL {
        let company = Company::new(kind, 5);
        let lines = company.account().check();
        assert!(lines.iter().all(|line| line.state == CheckState::Ok), "{}: {lines:?}", kind.name);
        let lines = company.bot().check();
        assert_eq!((state(&lines, "authorised"), state(&lines, "push_registered")), (CheckState::Skipped, CheckState::Ok));
        let fresh = Company::new(kind, 5);
        let lines = fresh.connect(&Value::Null, &[("app_secret", "wrong")]).unwrap().check();
        assert_eq!(state(&lines, "authorised"), CheckState::Failed, "{}: {lines:?}", kind.name);
        // Without the right to read contacts messages can be sent.
        let fresh = Company::new(kind, 5);
        let code = if kind.name == "feishu" { "99991672" } else { "60011" };
        fresh.fault(&format!("department.list:errcode={code}"));
        let lines = fresh.account().check();
        assert_eq!((state(&lines, "authorised"), state(&lines, "schema_readable")), (CheckState::Ok, CheckState::Warning), "{}", kind.name);
    }
}

#[test]
fn the_doctor_tells_lists_of_addresses_clocks_and_rights() {
    for kind in ALL {
        let company = Company::new(kind, 5);
        company.fault("403:times=always");
        let lines = company.account().check();
        let line = lines.iter().find(|line| line.check == "address_allowed").unwrap();
        assert_eq!((line.state, state(&lines, "authorised")), (CheckState::Failed, CheckState::Skipped), "{}: {lines:?}", kind.name);
        assert!(!line.fix.en.is_empty() && !line.fix.zh.is_empty());
        let company = Company::new(kind, 5);
        company.fault("skew=7200");
        let lines = company.account().check();
        assert_eq!(state(&lines, "clock"), CheckState::Warning, "{}: {lines:?}", kind.name);
    }
    let company = Company::new(crate::company::FEISHU, 5);
    company.control("/own/scopes", &json!({ "refused": ["im:message:send_as_bot"] }));
    let lines = company.account().check();
    let line = lines.iter().find(|line| line.check == "scopes").unwrap();
    assert!(line.state == CheckState::Failed && line.detail.zh.contains("im:message:send_as_bot"), "{line:?}");
    company.control("/own/scopes", &json!({ "refused": ["application:application:self_manage"] }));
    assert_eq!(state(&company.account().check(), "scopes"), CheckState::Skipped, "an app need not see its own rights");
    let company = Company::new(DINGTALK, 5);
    company.fault("message.result:errcode=60011:times=always");
    assert_eq!(state(&company.account().check(), "scopes"), CheckState::Failed);
}

#[test]
fn an_app_that_is_not_there_is_found_before_a_message_is_lost() {
    let company = Company::new(WECOM, 5);
    let lines = company.connect(&json!({ "agent_id": 5 }), &[]).unwrap().check();
    assert_eq!(state(&lines, "scopes"), CheckState::Failed, "{lines:?}");
}

#[test]
fn settings_that_cannot_be_are_named() {
    let company = Company::new(DINGTALK, 5);
    let setting = |settings: Value, secrets: &[(&str, &str)]| match company.plain(&settings, secrets).err().unwrap() {
        ConnectorError::Setting { setting, .. } => setting,
        other => panic!("{other}"),
    };
    assert_eq!(setting(json!({}), &[]), "bot_token");
    assert_eq!(setting(json!({ "app_key": "x" }), &[]), "app_secret");
    assert_eq!(setting(json!({}), &[("app_secret", "x")]), "app_key");
    assert_eq!(setting(json!({ "app_key": "x", "agent_id": "many" }), &[("app_secret", "x")]), "agent_id");
    let elsewhere = "https://oapi.dingtalk.com/robot/send?access_token=5";
    assert_eq!(setting(json!({}), &[("bot_token", elsewhere)]), "bot_token");
    let address = format!("{}/robot/send?access_token={}", company.running.base_url("dingtalk").unwrap(), sandbox::dingtalk::BOT_TOKEN);
    assert!(company.plain(&json!({}), &[("bot_token", &address)]).is_ok(), "the whole address will do");
}
