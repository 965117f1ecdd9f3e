//! Messages: to the group, to people and departments, refused, limited, lost.

use std::time::Duration;

use connector::{FindBy, NextStep, Outgoing, WriteOperation, WriteOutcome};
use serde_json::{Value, json};

use crate::company::{ALL, Company, DINGTALK, FEISHU, WECOM, code, outgoing, send};

#[test]
fn a_message_arrives_in_the_group_with_its_signature() {
    for kind in ALL {
        let company = Company::new(kind, 5);
        let message = json!({ "title": "告警：同步失败", "text": "line 1\nline 2 <b>&amp;</b> \"x\"", "to": null });
        let outcomes = send(company.bot().as_ref(), &[message, json!({ "text": "second" })]).unwrap();
        assert!(outcomes.iter().all(|outcome| matches!(outcome, WriteOutcome::Created { .. })), "{}: {outcomes:?}", kind.name);
        let arrived = company.arrived();
        assert_eq!(arrived[0], ("告警：同步失败\nline 1\nline 2 <b>&amp;</b> \"x\"".to_owned(), json!([])), "{}", kind.name);
        assert_eq!((arrived.len(), arrived[1].0.as_str()), (2, "second"));
    }
}

#[test]
fn a_wrong_key_or_signature_pauses_and_is_not_tried_again() {
    for kind in ALL {
        for (at, (name, _)) in kind.bot.iter().enumerate() {
            let company = Company::new(kind, 5);
            let mut secrets = kind.bot.to_vec();
            secrets[at].1 = "SEC-wrong";
            let account = company.plain(&Value::Null, &secrets).unwrap();
            let error = send(account.as_ref(), &[json!({ "text": "x" })]).unwrap_err();
            assert_eq!((error.next_step(), company.calls("bot")), (NextStep::PauseConnection, 1), "{} {name}: {error}", kind.name);
            assert!(!error.to_string().contains("SEC-wrong"), "{error}");
        }
    }
}

#[test]
fn a_clock_that_is_two_hours_off_is_a_signature_that_does_not_fit() {
    for kind in [DINGTALK, FEISHU] {
        let company = Company::new(kind, 5);
        company.fault("skew=7200");
        let error = send(company.bot().as_ref(), &[json!({ "text": "x" })]).unwrap_err();
        assert_eq!(error.next_step(), NextStep::PauseConnection, "{}: {error}", kind.name);
    }
}

#[test]
fn words_that_the_group_asks_for_are_a_refusal_of_this_message_alone() {
    for kind in [DINGTALK, FEISHU] {
        let company = Company::new(kind, 5);
        company.control("/own/bot", &json!({ "words": ["告警"] }));
        let outcomes = send(company.bot().as_ref(), &[json!({ "text": "hello" }), json!({ "text": "告警 hello" })]).unwrap();
        assert!(["310000", "19024"].contains(&code(&outcomes[0])), "{outcomes:?}");
        assert!(matches!(outcomes[1], WriteOutcome::Created { .. }), "{outcomes:?}");
    }
}

#[test]
fn many_messages_keep_to_the_limit_of_the_group() {
    for kind in ALL {
        let company = Company::new(kind, 5);
        let messages: Vec<Value> = (0..60).map(|number| json!({ "text": format!("n{number}") })).collect();
        let account = company.bot();
        let outcomes: Vec<WriteOutcome> = messages.chunks(20).flat_map(|part| send(account.as_ref(), part).unwrap()).collect();
        assert!(outcomes.iter().all(|outcome| matches!(outcome, WriteOutcome::Created { .. })), "{}: {outcomes:?}", kind.name);
        assert_eq!((company.arrived().len(), company.calls("bot")), (60, 60), "{}: none was one too many", kind.name);
    }
}

#[test]
fn a_limit_with_status_200_is_waited_for() {
    for (kind, seconds) in [(WECOM, 60), (DINGTALK, 600), (FEISHU, 60)] {
        let company = Company::new(kind, 5);
        company.fault("bot:rate_limited");
        let account = company.bot();
        let error = send(account.as_ref(), &[json!({ "text": "x" })]).unwrap_err();
        assert_eq!(error.next_step(), NextStep::Wait(Some(Duration::from_secs(seconds))), "{}: {error}", kind.name);
        company.time.advance(Duration::from_secs(seconds));
        send(account.as_ref(), &[json!({ "text": "x" })]).unwrap();
        assert_eq!(company.arrived().len(), 1);
    }
}

#[test]
fn people_and_departments_get_it_by_the_app_and_who_does_not_is_told() {
    for kind in ALL {
        let company = Company::new(kind, 30);
        let people = company.ids("members");
        let account = company.account();
        let outcomes = send(account.as_ref(), &[json!({ "text": "one", "to": format!("{}, {}", people[0], people[1]) })]).unwrap();
        assert!(matches!(&outcomes[0], WriteOutcome::Created { id, .. } if !id.is_empty()), "{}: {outcomes:?}", kind.name);
        let outcomes = send(account.as_ref(), &[json!({ "text": "two", "to": [people[0], "nobody"] })]).unwrap();
        let WriteOutcome::Refused { code, message, field, may_pass: false } = &outcomes[0] else { panic!("{outcomes:?}") };
        assert_eq!((code.as_str(), field.as_deref()), ("partly_sent", Some("to")), "{}: {message}", kind.name);
        assert!(message.contains("1 of 2") && message.contains("number 2") && !message.contains("nobody"), "{message}");
        let outcomes = send(account.as_ref(), &[json!({ "text": "three", "to": "nobody" })]).unwrap();
        let nobody = match &outcomes[0] {
            WriteOutcome::Refused { code, .. } => code.clone(),
            other => panic!("{other:?}"),
        };
        assert!(nobody == "nobody_reached" || nobody == "81013", "{}: {nobody}", kind.name);
        let reached: Vec<String> = company
            .arrived()
            .iter()
            .flat_map(|(text, to)| to.as_array().unwrap().iter().map(|id| format!("{text} {}", id.as_str().unwrap())).collect::<Vec<_>>())
            .collect();
        assert_eq!(reached, [format!("one {}", people[0]), format!("one {}", people[1]), format!("two {}", people[0])], "{}", kind.name);
        let department = company.ids("departments")[2].clone();
        let outcomes = send(account.as_ref(), &[json!({ "text": "four", "to": format!("department:{department}") })]).unwrap();
        assert!(matches!(&outcomes[0], WriteOutcome::Created { id, .. } if !id.is_empty()), "{}: {outcomes:?}", kind.name);
        assert_eq!(company.arrived().last().unwrap().1, json!([format!("department:{department}")]), "{}", kind.name);
    }
}

#[test]
fn departments_of_feishu_get_one_call_and_people_beside_them_theirs() {
    let company = Company::new(FEISHU, 30);
    let (people, departments) = (company.ids("members"), company.ids("departments"));
    let to = json!([format!("department:{}", departments[0]), people[0], "department:od-nowhere"]);
    let outcomes = send(company.account().as_ref(), &[json!({ "title": "t", "text": "x", "to": to })]).unwrap();
    let WriteOutcome::Refused { code: told, message, .. } = &outcomes[0] else { panic!("{outcomes:?}") };
    assert!(told == "partly_sent" && message.contains("number 3"), "{message}");
    let reached: Vec<Value> = company.arrived().into_iter().map(|(_, to)| to).collect();
    assert_eq!(reached, [json!([format!("department:{}", departments[0])]), json!([people[0]])]);
    // A call without an answer is not made again, and the people are left for whoever clears it up.
    company.fault("message.batch:lost_answer:times=1");
    let outcomes =
        send(company.account().as_ref(), &[json!({ "text": "y", "to": [people[0], format!("department:{}", departments[0])] })]).unwrap();
    assert_eq!((&outcomes[0], company.calls("message.batch")), (&WriteOutcome::Unknown, 2));
    assert_eq!(company.arrived().iter().filter(|(text, _)| text == "y").count(), 1);
    // Without the right the connection waits for a person.
    company.control("/own/scopes", &json!({ "refused": ["im:message:send_multi_depts"] }));
    let error = send(company.account().as_ref(), &[json!({ "text": "z", "to": format!("department:{}", departments[0]) })]).unwrap_err();
    assert_eq!(error.next_step(), NextStep::PauseConnection, "{error}");
}

#[test]
fn a_message_that_got_no_answer_is_unknown_and_sent_once() {
    for kind in ALL {
        for fault in ["lost_answer", "500:commit=after", "hang", "malformed", "html", "reset=5"] {
            let company = Company::new(kind, 5);
            company.fault(&format!("bot:{fault}"));
            let outcomes = send(company.bot().as_ref(), &[json!({ "text": "one" }), json!({ "text": "two" })]).unwrap();
            assert_eq!(outcomes[0], WriteOutcome::Unknown, "{} {fault}", kind.name);
            assert!(matches!(outcomes[1], WriteOutcome::Created { .. }), "{} {fault}: the other one was not sent yet", kind.name);
            assert_eq!(company.calls("bot"), 2, "{} {fault}: nothing is repeated", kind.name);
        }
    }
}

#[test]
fn a_repeated_call_of_feishu_reaches_a_person_once() {
    let company = Company::new(FEISHU, 5);
    let people = company.ids("members");
    company.fault("message:lost_answer:times=2");
    let outcomes = send(company.account().as_ref(), &[json!({ "text": "one", "to": [people[0], people[1]] })]).unwrap();
    assert!(matches!(outcomes[0], WriteOutcome::Created { .. }), "{outcomes:?}");
    assert_eq!((company.arrived().len(), company.calls("message")), (2, 4));
    // What fails behind the first person is told as not reached, and not begun again.
    let company = Company::new(FEISHU, 5);
    company.fault("message:rate_limited:after=1:times=always");
    let outcomes = send(company.account().as_ref(), &[json!({ "text": "one", "to": [people[0], people[1]] })]).unwrap();
    assert_eq!((code(&outcomes[0]), company.arrived().len()), ("partly_sent", 1));
}

#[test]
fn a_token_that_ended_is_renewed_and_the_message_sent_once() {
    for kind in ALL {
        let company = Company::new(kind, 5);
        let person = company.ids("members")[0].clone();
        let account = company.account();
        send(account.as_ref(), &[json!({ "text": "one", "to": person })]).unwrap();
        company.control("/own/end_sessions", &json!({}));
        send(account.as_ref(), &[json!({ "text": "two", "to": person })]).unwrap();
        assert_eq!((company.arrived().len(), company.calls("token")), (2, 2), "{}", kind.name);
    }
}

#[test]
fn what_is_no_message_is_refused_before_a_call() {
    let company = Company::new(WECOM, 5);
    let long = "长".repeat(700);
    let cases = [
        (json!({ "text": "" }), "empty_message"),
        (json!({ "text": "x", "colour": "red" }), "field_unknown"),
        (json!({ "text": ["x"] }), "not_a_text"),
        (json!({ "text": "x", "to": 7 }), "recipients_wrong"),
        (json!({ "text": long, "to": "a" }), "too_long"),
        (json!({ "text": long }), "too_long"),
        (json!({ "text": "x", "to": (0..101).map(|id| id.to_string()).collect::<Vec<_>>() }), "too_many_recipients"),
    ];
    let (fields, codes): (Vec<Value>, Vec<&str>) = cases.into_iter().unzip();
    let outcomes = send(company.account().as_ref(), &fields).unwrap();
    assert_eq!(outcomes.iter().map(code).collect::<Vec<_>>(), codes);
    assert_eq!(code(&send(company.bot().as_ref(), &[json!({ "text": "x", "to": "a" })]).unwrap()[0]), "no_app");
    let app = company.plain(&json!({ "corp_id": sandbox::wecom::CORP_ID }), &[("app_secret", sandbox::wecom::APP_SECRET)]).unwrap();
    let outcomes = send(app.as_ref(), &[json!({ "text": "x" }), json!({ "text": "x", "to": "a" })]).unwrap();
    assert_eq!(outcomes.iter().map(code).collect::<Vec<_>>(), ["no_group_bot", "setting_missing"]);
    assert_eq!(company.calls("*"), 0);
}

#[test]
fn a_message_stays_as_it_was_sent() {
    let company = Company::new(WECOM, 5);
    let account = company.account();
    let mut target = account.target("messages", None, &[]).unwrap();
    let change = Outgoing { operation: WriteOperation::Update, target_id: Some("1".to_owned()), ..outgoing(1, &json!({ "text": "x" })) };
    assert_eq!(code(&target.write(&[change]).unwrap()[0]), "sent_messages_stay");
    assert!(target.find(&[FindBy::Id("1".to_owned())]).is_err());
    assert!(account.target("messages", Some("title"), &[]).is_err());
    assert!(account.target("messages", None, &["colour".to_owned()]).is_err());
    assert!(account.target("members", None, &[]).is_err());
}
