//! Ways to sign in, and what goes wrong on the way.

use std::time::Duration;

use connector::{CheckState, ConnectorError, Cursor, NextStep, ReadMode};
use serde_json::{Value, json};

use crate::org::{Org, read};

#[test]
fn a_code_of_a_self_client_is_used_once_and_its_refresh_token_kept() {
    let org = Org::new(5);
    let code = org.control("POST", "/own/code", &json!({}))["code"].as_str().unwrap().to_owned();
    let settings = json!({ "flow": "code" });
    for _ in 0..3 {
        let account = org.connect_with(&settings, &[("code", &code)]).unwrap();
        assert!(account.organisation().unwrap().is_some());
        org.time.advance(Duration::from_secs(3_700));
    }
    org.control("POST", "/own/revoke_refresh_tokens", &json!({}));
    let refused = org.connect_with(&settings, &[("code", &code)]).unwrap().organisation().unwrap_err();
    assert_eq!(refused.next_step(), NextStep::PauseConnection, "{refused}");
    assert!(refused.to_string().contains("invalid_code"), "{refused}");
}

#[test]
fn a_new_code_helps_where_the_old_refresh_token_was_revoked() {
    let org = Org::new(5);
    let code = || org.control("POST", "/own/code", &json!({}))["code"].as_str().unwrap().to_owned();
    let settings = json!({ "flow": "code" });
    org.connect_with(&settings, &[("code", &code())]).unwrap().organisation().unwrap();
    org.control("POST", "/own/revoke_refresh_tokens", &json!({}));
    org.time.advance(Duration::from_secs(3_700));
    assert!(org.connect_with(&settings, &[("code", &code())]).unwrap().organisation().unwrap().is_some());
}

#[test]
fn client_credentials_need_the_number_of_the_organisation() {
    let org = Org::new(5);
    let zgid = org.control("GET", "/own/credentials", &json!({}))["zgid"].as_str().unwrap().to_owned();
    let account = org.connect(&json!({ "flow": "client_credentials", "organisation": zgid })).unwrap();
    assert_eq!(account.organisation().unwrap(), Some(zgid));
    let other = Org::new(5);
    let refused = other.connect(&json!({ "flow": "client_credentials", "organisation": "1" })).unwrap().organisation().unwrap_err();
    assert_eq!(refused.next_step(), NextStep::PauseConnection);
    let missing = other.connect(&json!({ "flow": "client_credentials" })).err().unwrap();
    assert!(matches!(missing, ConnectorError::Setting { setting, .. } if setting == "organisation"));
}

#[test]
fn an_answer_of_status_200_may_be_a_refusal_and_a_throttle_is_waited_for() {
    let org = Org::new(5);
    for (fault, step) in [
        ("token_error=invalid_code", NextStep::PauseConnection),
        ("token_error=invalid_client_secret", NextStep::PauseConnection),
        ("token_error=general_error", NextStep::Wait(Some(Duration::from_secs(60)))),
        ("token_throttled", NextStep::Wait(Some(Duration::from_secs(600)))),
    ] {
        org.running.fault(&format!("zoho:token:{fault}:times=always")).unwrap();
        let error = org.account().organisation().unwrap_err();
        assert_eq!(error.next_step(), step, "{fault}: {error}");
        org.running.clear_faults();
        org.time.advance(Duration::from_secs(1_000));
    }
}

#[test]
fn a_token_is_not_sent_to_a_host_that_does_not_belong_to_the_data_centre() {
    let org = Org::new(5);
    org.control("POST", "/own/data_centre", &json!({ "host": "elsewhere.example.com" }));
    let error = org.account().organisation().unwrap_err();
    assert!(matches!(&error, ConnectorError::AddressRefused { .. }), "{error}");
    assert_eq!(org.running.calls("zoho", "org"), 0);
    for wrong in [json!({ "data_centre": "mars" }), json!({ "data_centre": "own", "accounts_url": "" })] {
        assert!(matches!(org.connect(&wrong), Err(ConnectorError::Setting { .. })), "{wrong}");
    }
}

#[test]
fn the_doctor_says_what_is_missing() {
    let org = Org::new(5);
    let states = |lines: &[connector::CheckLine]| lines.iter().map(|line| (line.check, line.state)).collect::<Vec<_>>();
    let healthy = org.account().check();
    assert!(healthy.iter().all(|line| line.state != CheckState::Failed), "{healthy:?}");
    let narrow = org.control("POST", "/own/refresh_token", &json!({ "scope": "ZohoCRM.settings.ALL,ZohoCRM.modules.ALL" }));
    let fresh = Org::new(5);
    let narrow_of = fresh.control("POST", "/own/refresh_token", &json!({ "scope": "ZohoCRM.settings.ALL,ZohoCRM.modules.ALL" }));
    assert_ne!(narrow, Value::Null);
    let lines = fresh.connect_with(&Value::Null, &[("refresh_token", narrow_of["refresh_token"].as_str().unwrap())]).unwrap().check();
    assert!(states(&lines).contains(&("queries_allowed", CheckState::Failed)), "{lines:?}");
    assert!(states(&lines).contains(&("schema_readable", CheckState::Ok)));
    org.running.fault("zoho:modules:wrong_host:times=always").unwrap();
    let lines = org.account().check();
    let scopes = lines.iter().find(|line| line.check == "scopes").unwrap();
    assert!(scopes.state == CheckState::Failed && scopes.detail.en.contains("data centre"), "{scopes:?}");
}

#[test]
fn credits_that_are_used_up_are_not_asked_for_again_and_again() {
    let org = Org::new(30);
    org.control("POST", "/own/credits", &json!({ "max": 3 }));
    let account = org.account();
    let mut errors = Vec::new();
    for _ in 0..6 {
        errors.extend(read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 5).err());
    }
    assert!(matches!(errors[0], ConnectorError::QuotaExhausted { .. }), "{errors:?}");
    assert!(errors.iter().all(|error| matches!(error.next_step(), NextStep::Wait(Some(_)))), "{errors:?}");
    let calls = org.running.calls("zoho", "*");
    assert!(calls < 15, "{calls} calls");
}
