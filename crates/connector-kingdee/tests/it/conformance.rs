//! The suite that every connector passes.

use connector::conformance::{Report, Simulator, Subject, run};
use sandbox::kingdee;
use serde_json::{Value, json};

use crate::office::Office;

fn subject(key_field: Option<&str>) -> Subject {
    Subject {
        stream: "BD_Customer".to_owned(),
        text_field: "F_RAP_Note".to_owned(),
        values: json!({ "FName": "Suite" }).as_object().unwrap().clone(),
        list_endpoint: "query".to_owned(),
        write_endpoint: "batch_save".to_owned(),
        token_endpoint: None,
        key_field: key_field.map(str::to_owned),
        secrets: vec![kingdee::APP_SECRET.to_owned(), kingdee::PASSWORD.to_owned()],
        skip: Vec::new(),
    }
}

fn whole(subject: &Subject, form: &'static str, settings: &Value) -> Report {
    let start = || -> Box<dyn Simulator> { Box::new(Office::new(60).simulator(form, settings.clone())) };
    let report = run(subject, &start);
    assert!(report.failures().is_empty(), "\n{report}");
    report
}

#[test]
fn writing_by_a_field_for_our_ids_it_passes_everything() {
    let report = whole(&subject(Some("F_RAP_ExternalId")), "BD_Customer", &Value::Null);
    let pushes = report
        .left_out()
        .into_iter()
        .filter(|name| name.contains("push") || name.contains("signature") || name.contains("body is refused"));
    assert!(pushes.count() > 0, "the vendor sends no pushes\n{report}");
}

#[test]
fn writing_plainly_with_a_session_it_passes_as_well() {
    let subject = Subject { token_endpoint: Some("login".to_owned()), ..subject(None) };
    whole(&subject, "BD_Customer", &json!({ "flow": "login_signed" }));
}

#[test]
fn records_without_a_life_cycle_pass_as_well() {
    let subject = Subject { stream: "BD_CommonContact".to_owned(), ..subject(Some("F_RAP_ExternalId")) };
    whole(&subject, "BD_CommonContact", &Value::Null);
}
