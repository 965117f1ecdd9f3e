//! Departments and members: what is read beyond the suite.

use std::collections::BTreeSet;

use connector::{Cursor, NextStep, ReadMode, ReadRequest};
use model::RecordBatch;
use serde_json::{Value, json};

use crate::company::{ALL, Company, DINGTALK, FEISHU, WECOM, read};

#[test]
fn departments_are_read_as_a_whole_and_given_in_parts() {
    for kind in ALL {
        let company = Company::new(kind, 5);
        let reading = read(company.account().as_ref(), "departments", 3).unwrap();
        let mut known: BTreeSet<String> = company.ids("departments").into_iter().collect();
        // DingTalk shows what is below the company, not the company itself.
        if kind.name == "dingtalk" {
            known.remove("1");
        }
        assert_eq!(reading.rows.keys().cloned().collect::<BTreeSet<_>>(), known, "{}", kind.name);
        assert_eq!(reading.order.len(), known.len(), "{}", kind.name);
        assert!(reading.rows.values().all(|row| !row["name"].is_empty()), "{}", kind.name);
    }
}

#[test]
fn who_works_in_two_departments_comes_once_and_departments_stay_ids() {
    for kind in ALL {
        let company = Company::new(kind, 120);
        let reading = read(company.account().as_ref(), "members", 13).unwrap();
        assert_eq!((reading.order.len(), reading.rows.len()), (120, 120), "{}", kind.name);
        let field = match kind.name {
            "wecom" => "department",
            "dingtalk" => "dept_id_list",
            _ => "department_ids",
        };
        let departments = |row: &std::collections::BTreeMap<String, String>| serde_json::from_str::<Value>(&row[field]).unwrap();
        assert!(reading.rows.values().any(|row| departments(row).as_array().unwrap().len() == 2), "{}", kind.name);
    }
}

#[test]
fn ids_alone_are_read_by_the_secret_of_contacts() {
    let company = Company::new(WECOM, 80);
    let ids = json!({ "members_from": "ids" });
    let account = company.connect(&ids, &[("app_secret", sandbox::wecom::CONTACTS_SECRET)]).unwrap();
    let reading = read(account.as_ref(), "members", 7).unwrap();
    assert_eq!(reading.rows.keys().cloned().collect::<BTreeSet<_>>(), company.ids("members").into_iter().collect());
    let row = reading.rows.values().next().unwrap();
    assert_eq!(row.keys().map(String::as_str).collect::<Vec<_>>(), ["department", "userid"]);
    // An app may not read them so, and the secret of contacts reads no names.
    for (settings, secret) in [(ids, sandbox::wecom::APP_SECRET), (Value::Null, sandbox::wecom::CONTACTS_SECRET)] {
        let other = Company::new(WECOM, 5);
        let error = read(other.connect(&settings, &[("app_secret", secret)]).unwrap().as_ref(), "members", 7).unwrap_err();
        assert_eq!(error.next_step(), NextStep::PauseConnection, "{error}");
    }
}

#[test]
fn people_of_feishu_are_known_by_the_id_that_the_connection_names() {
    for kind in ["open_id", "user_id", "union_id"] {
        let company = Company::new(FEISHU, 20);
        let account = company.connect(&json!({ "id_type": kind }), &[]).unwrap();
        let reading = read(account.as_ref(), "members", 100).unwrap();
        let known: BTreeSet<String> =
            company.records("members").iter().map(|record| record["values"][kind].as_str().unwrap().to_owned()).collect();
        assert_eq!(reading.rows.keys().cloned().collect::<BTreeSet<_>>(), known);
    }
}

#[test]
fn a_session_that_is_lost_in_the_middle_is_renewed_and_nothing_is_read_twice() {
    for kind in ALL {
        let company = Company::new(kind, 60);
        company.fault("user.list:session_lost:after=3");
        let reading = read(company.account().as_ref(), "members", 5).unwrap();
        assert_eq!((reading.order.len(), reading.rows.len(), company.calls("token")), (60, 60, 2), "{}", kind.name);
    }
}

#[test]
fn limits_with_status_200_are_waited_for() {
    for kind in ALL {
        let company = Company::new(kind, 30);
        company.fault("user.list:rate_limited:after=2");
        let account = company.account();
        let request = ReadRequest { stream: "members".to_owned(), ..ReadRequest::default() };
        let mut source = account.source(&request).unwrap();
        let (mut cursor, mut seen, mut waits) = (Cursor::default(), 0, 0);
        loop {
            let mut batch = RecordBatch::default();
            match source.read(&cursor, 4, &mut batch) {
                Ok(end) => {
                    seen += batch.len();
                    cursor = end.next;
                    if end.last {
                        break;
                    }
                }
                Err(error) => {
                    let NextStep::Wait(Some(wait)) = error.next_step() else { panic!("{}: {error}", kind.name) };
                    waits += 1;
                    company.time.advance(wait);
                }
            }
        }
        assert_eq!((seen, waits), (30, 1), "{}", kind.name);
    }
}

#[test]
fn a_throttled_token_and_a_refusal_with_status_200_say_what_to_do() {
    for kind in ALL {
        let company = Company::new(kind, 5);
        company.fault("token:token_throttled:times=always");
        let error = read(company.account().as_ref(), "departments", 5).unwrap_err();
        assert!(matches!(error.next_step(), NextStep::Wait(Some(_))), "{}: {error}", kind.name);
        let company = Company::new(kind, 5);
        let refusal = if kind.name == "feishu" { "99991672" } else { "60011" };
        company.fault(&format!("department.list:errcode={refusal}:times=always"));
        let error = read(company.account().as_ref(), "departments", 5).unwrap_err();
        assert_eq!(error.next_step(), NextStep::PauseConnection, "{}: {error}", kind.name);
        assert!(error.to_string().contains(refusal), "{error}");
    }
}

#[test]
fn a_department_that_is_dissolved_while_it_is_read_has_nobody() {
    let company = Company::new(DINGTALK, 40);
    let account = company.account();
    let request = ReadRequest { stream: "members".to_owned(), ..ReadRequest::default() };
    let mut source = account.source(&request).unwrap();
    let mut batch = RecordBatch::default();
    let end = source.read(&Cursor::default(), 1, &mut batch).unwrap();
    company.fault("user.list:errcode=60003:times=2");
    let rest = connector::conformance::Reading::of_source(&mut *source, &end.next, 100).unwrap();
    assert!(!rest.rows.is_empty() && rest.rows.len() < 39, "{}", rest.rows.len());
}

#[test]
fn a_path_that_is_not_there_is_no_department_without_members() {
    for kind in ALL {
        let company = Company::new(kind, 20);
        company.fault("user.list:404:body=html:after=1:times=always");
        let error = read(company.account().as_ref(), "members", 100).unwrap_err();
        assert_eq!(error.next_step(), NextStep::Fail, "{}: {error}", kind.name);
    }
}

#[test]
fn what_is_not_there_is_refused_as_such() {
    for kind in ALL {
        let company = Company::new(kind, 5);
        let streams =
            |account: &dyn connector::Account| account.streams().unwrap().into_iter().map(|stream| stream.name).collect::<Vec<_>>();
        assert_eq!(streams(company.account().as_ref()), ["messages", "departments", "members"]);
        let bot = company.bot();
        assert_eq!(streams(bot.as_ref()), ["messages"]);
        let request = |stream: &str, mode| ReadRequest { stream: stream.to_owned(), mode, ..ReadRequest::default() };
        assert!(matches!(bot.source(&request("members", ReadMode::Full)), Err(connector::ConnectorError::NotFound { .. })));
        for (stream, mode) in [("messages", ReadMode::Full), ("members", ReadMode::Incremental)] {
            let refused = company.account().source(&request(stream, mode)).err().unwrap();
            assert!(matches!(refused, connector::ConnectorError::Unsupported { .. }), "{refused}");
        }
    }
}
