//! The suite that every connector passes, for the members of each.

use connector::conformance::{Outcome, Simulator, Subject, run};
use serde_json::{Map, Value, json};

use crate::company::{Company, DINGTALK, FEISHU, Kind, WECOM};

fn whole(kind: Kind) {
    let subject = Subject {
        stream: "members".to_owned(),
        text_field: kind.text_field.to_owned(),
        values: Map::new(),
        list_endpoint: "user.list".to_owned(),
        write_endpoint: "message".to_owned(),
        token_endpoint: Some("token".to_owned()),
        key_field: None,
        secrets: kind.bot.iter().map(|(_, secret)| (*secret).to_owned()).chain([kind.app_secret.to_owned()]).collect(),
        skip: Vec::new(),
    };
    let start = || -> Box<dyn Simulator> { Box::new(Company::new(kind, 60).simulator(Value::Null)) };
    let report = run(&subject, &start);
    assert!(report.failures().is_empty(), "\n{report}");
    let passed = report.checks.iter().filter(|(_, outcome)| *outcome == Outcome::Passed).count();
    assert!(passed >= 35, "{passed} checks of {}\n{report}", json!(report.checks.len()));
}

#[test]
fn members_of_wecom_are_read_as_everything_is() {
    whole(WECOM);
}

#[test]
fn members_of_dingtalk_are_read_as_everything_is() {
    whole(DINGTALK);
}

#[test]
fn members_of_feishu_are_read_as_everything_is() {
    whole(FEISHU);
}
