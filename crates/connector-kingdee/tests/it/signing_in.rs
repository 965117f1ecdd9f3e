//! Signed calls, logins, and what goes wrong with them.

use connector::{CheckState, ConnectorError, NextStep};
use sandbox::kingdee;
use serde_json::{Value, json};

use crate::office::{Office, whole};

#[test]
fn all_ways_of_signing_in_work_and_wrong_secrets_pause_the_connection() {
    for flow in ["signed", "login_signed", "login_secret", "login_password"] {
        let office = Office::new(5);
        let account = office.connect(&json!({ "flow": flow })).unwrap();
        assert_eq!(whole(account.as_ref(), "BD_Customer").rows.len(), office.truth("BD_Customer").len(), "{flow}");
        let office = Office::new(5);
        let wrong = office.connect_with(&json!({ "flow": flow }), &[("app_secret", "wrong"), ("password", "wrong")]).unwrap();
        let error = wrong.streams().unwrap_err();
        assert!(matches!(error, ConnectorError::Unauthorised { .. }), "{flow}: {error}");
        let lines = wrong.check();
        assert!(lines.iter().any(|line| line.check == "authorised" && line.state == CheckState::Failed), "{flow}: {lines:?}");
    }
}

#[test]
fn settings_that_cannot_be_right_are_named() {
    let office = Office::new(2);
    for (setting, value) in
        [("app_id", json!("208800")), ("zone", json!("Mars")), ("forms", json!("a b'c")), ("after", json!("x")), ("flow", json!("x"))]
    {
        let error = office.connect(&json!({ setting: value })).err().unwrap();
        assert!(matches!(&error, ConnectorError::Setting { setting: named, .. } if named == setting), "{error}");
    }
}

#[test]
fn a_session_that_is_lost_in_the_middle_is_begun_again() {
    let office = Office::new(30);
    let account = office.connect(&json!({ "flow": "login_signed" })).unwrap();
    office.fault("query:session_lost:after=3");
    assert_eq!(whole(account.as_ref(), "BD_Customer").rows.len(), office.truth("BD_Customer").len());
    assert_eq!(office.running.calls("kingdee", "login"), 2);
    office.control("POST", "/own/end_sessions", &json!({}));
    assert_eq!(whole(account.as_ref(), "BD_Customer").rows.len(), office.truth("BD_Customer").len());
    assert_eq!(office.running.calls("kingdee", "login"), 3);
}

#[test]
fn refusals_of_the_whole_call_are_told_by_what_to_do() {
    for (fault, step) in [
        ("code=2", NextStep::PauseConnection),
        ("code=7", NextStep::PauseConnection),
        ("code=13:times=always", NextStep::Retry),
        ("response_error:times=always", NextStep::Retry),
    ] {
        let office = Office::new(3);
        office.fault(&format!("query:{fault}"));
        let error =
            crate::office::read(office.account().as_ref(), "BD_Customer", connector::ReadMode::Full, &connector::Cursor::default(), 10)
                .unwrap_err();
        assert_eq!(error.next_step(), step, "{fault}: {error}");
    }
    for passing in ["code=13:times=2", "code=6:times=2", "response_error:times=2", "code=1:times=1"] {
        let office = Office::new(3);
        office.fault(&format!("query:{passing}"));
        assert_eq!(whole(office.account().as_ref(), "BD_Customer").rows.len(), office.truth("BD_Customer").len(), "{passing}");
    }
}

#[test]
fn the_doctor_compares_the_zones_where_a_login_tells() {
    let office = Office::new(3);
    let zone = |settings: Value| {
        let account = office.connect(&settings).unwrap();
        account.check().into_iter().find(|line| line.check == "zone").unwrap().state
    };
    assert_eq!(zone(json!({})), CheckState::Skipped);
    assert_eq!(zone(json!({ "flow": "login_signed" })), CheckState::Ok);
    assert_eq!(zone(json!({ "flow": "login_signed", "zone": "Europe/Berlin" })), CheckState::Warning);
}

#[test]
fn the_organisation_is_the_data_centre() {
    let office = Office::new(3);
    let account = office.account();
    let first = account.organisation().unwrap().unwrap();
    assert!(first.starts_with(kingdee::ACCOUNT), "{first}");
    office.control("PUT", "/organisation", &json!({ "id": "another" }));
    assert_ne!(account.organisation().unwrap(), Some(first));
}
