//! Writing many records as a bulk job, and what becomes of each.

use std::collections::BTreeMap;

use connector::{FindBy, NextStep, Outgoing, WriteOperation, WriteOutcome};
use serde_json::{Value, json};

use crate::org::Org;

const MANY: u32 = 2_600;

fn outgoing(number: u32, fields: Vec<(String, Value)>) -> Outgoing {
    Outgoing {
        operation: WriteOperation::Create,
        record: format!("{}", 7_000_000_000_u64 + u64::from(number)),
        target_id: None,
        idempotency_key: format!("6f1c1f6e-0000-4000-8000-{number:012}"),
        fields,
        expected_version: None,
    }
}

/// Contacts with a name each; every hundredth has none, which the vendor refuses.
fn batch(title: &str) -> Vec<Outgoing> {
    let fields = |number: u32| {
        let name = if number.is_multiple_of(100) { Value::Null } else { json!(format!("Name \"{number}\", line\nbreak")) };
        vec![("LastName".to_owned(), name), ("Title".to_owned(), json!(title))]
    };
    (0..MANY).map(|number| outgoing(number, fields(number))).collect()
}

fn by_key(org: &Org) -> BTreeMap<String, Value> {
    let made = org.truth("Contact").into_iter().filter(|record| record["values"]["External_Id__c"].is_string());
    made.map(|record| (record["values"]["External_Id__c"].as_str().unwrap().to_owned(), record)).collect()
}

#[test]
fn many_records_go_as_one_job_and_each_has_its_outcome() {
    let org = Org::new(5);
    let fields = ["LastName".to_owned(), "Title".to_owned()];
    let mut target = org.account().target("Contact", Some("External_Id__c"), &fields).unwrap();
    let outcomes = target.write(&batch("first")).unwrap();
    assert_eq!(org.running.calls("salesforce", "bulk.ingest.create"), 1);
    assert_eq!(org.running.calls("salesforce", "collections.upsert"), 0);
    let known = by_key(&org);
    assert_eq!(known.len(), 2_574);
    for (record, outcome) in batch("first").iter().zip(&outcomes) {
        match known.get(&record.record) {
            Some(made) => {
                assert!(matches!(outcome, WriteOutcome::Created { id, .. } if made["id"] == **id), "{outcome:?}");
                assert_eq!(made["values"]["LastName"], record.fields[0].1);
            }
            None => {
                assert!(matches!(outcome, WriteOutcome::Refused { code, .. } if code == "REQUIRED_FIELD_MISSING"), "{outcome:?}");
            }
        }
    }
    // The same again makes nothing new.
    let again = target.write(&batch("second")).unwrap();
    assert_eq!(again.iter().filter(|outcome| matches!(outcome, WriteOutcome::Updated { .. })).count(), 2_574);
    let after = by_key(&org);
    assert_eq!(after.len(), 2_574);
    assert!(after.values().all(|record| record["values"]["Title"] == "second"));
}

#[test]
fn a_job_that_stops_tells_what_it_came_to() {
    let org = Org::new(5);
    let mut target = org.account().target("Contact", Some("External_Id__c"), &["LastName".to_owned()]).unwrap();
    org.running.fault("salesforce:bulk.ingest.*:bulk_unprocessed=40:times=always").unwrap();
    let outcomes = target.write(&batch("x")).unwrap();
    let known = by_key(&org);
    for (record, outcome) in batch("x").iter().zip(&outcomes) {
        match outcome {
            WriteOutcome::Created { id, .. } => assert_eq!(known[&record.record]["id"], **id),
            WriteOutcome::Refused { .. } => assert!(!known.contains_key(&record.record), "{outcome:?}"),
            other => panic!("{other:?}"),
        }
    }
    let may_pass = |outcome: &&WriteOutcome| matches!(outcome, WriteOutcome::Refused { may_pass: true, .. });
    assert_eq!(outcomes.iter().filter(may_pass).count(), 2_560, "it came to the first forty");
}

#[test]
fn a_job_that_fails_wrote_nothing_and_says_so() {
    let org = Org::new(5);
    let mut target = org.account().target("Contact", Some("External_Id__c"), &["LastName".to_owned()]).unwrap();
    org.running.fault("salesforce:bulk.ingest.*:bulk_failed:times=always").unwrap();
    let outcomes = target.write(&batch("x")).unwrap();
    assert!(by_key(&org).is_empty());
    let is_open = |outcome: &WriteOutcome| matches!(outcome, WriteOutcome::Unknown | WriteOutcome::Refused { may_pass: true, .. });
    assert!(outcomes.iter().all(is_open), "{:?}", outcomes.first());
}

#[test]
fn duplicates_name_the_records_that_are_there() {
    let org = Org::new(5);
    let mut target = org.account().target("Contact", None, &["LastName".to_owned()]).unwrap();
    for fault in ["duplicates=block", "duplicates=block,documented"] {
        org.running.fault(&format!("salesforce:collections.create:{fault}")).unwrap();
        let outcomes = target.write(&[outgoing(1, vec![("LastName".to_owned(), json!("Twice"))])]).unwrap();
        let WriteOutcome::Duplicate { ids, code } = &outcomes[0] else { panic!("{outcomes:?}") };
        assert_eq!(code, "DUPLICATES_DETECTED");
        assert!(org.truth("Contact").iter().any(|record| ids.first().is_some_and(|id| record["id"] == **id)), "{fault}: {ids:?}");
    }
}

#[test]
fn a_job_whose_answers_are_lost_on_the_way_is_carried_out_once() {
    for step in ["upload", "close", "results"] {
        let org = Org::new(5);
        let mut target = org.account().target("Contact", Some("External_Id__c"), &["LastName".to_owned()]).unwrap();
        org.running.fault(&format!("salesforce:bulk.ingest.{step}:lost_answer:times=1")).unwrap();
        let outcomes = target.write(&batch("x")).unwrap();
        let made = outcomes.iter().filter(|outcome| matches!(outcome, WriteOutcome::Created { .. })).count();
        assert_eq!((made, by_key(&org).len()), (2_574, 2_574), "{step}");
        assert_eq!(org.running.calls("salesforce", "bulk.ingest.create"), 1, "{step}");
    }
}

#[test]
fn a_job_that_could_not_be_filled_changes_nothing_and_is_thrown_away() {
    let org = Org::new(5);
    let mut target = org.account().target("Contact", Some("External_Id__c"), &["LastName".to_owned()]).unwrap();
    org.running.fault("salesforce:bulk.ingest.upload:503:times=always").unwrap();
    let error = target.write(&batch("x")).unwrap_err();
    assert_ne!(error.next_step(), NextStep::LookFirst, "nothing can have happened: {error}");
    assert!(by_key(&org).is_empty());
    let jobs = org.running.calls("salesforce", "bulk.ingest.close");
    assert!(jobs > 0, "the job is told to stop");
}

#[test]
fn a_job_that_nobody_can_ask_about_is_stopped_and_its_outcome_is_unknown() {
    let org = Org::new(5);
    let mut target = org.account().target("Contact", Some("External_Id__c"), &["LastName".to_owned()]).unwrap();
    org.running.fault("salesforce:bulk.ingest.status:503:times=always").unwrap();
    let error = target.write(&batch("x")).unwrap_err();
    assert_eq!(error.next_step(), NextStep::LookFirst, "{error}");
    org.running.clear_faults();
    // Once stopped it is not carried out later, when newer values may stand there.
    org.time.advance(std::time::Duration::from_secs(3_600));
    let questions: Vec<FindBy> = batch("x").iter().map(|record| FindBy::Record(record.record.clone())).collect();
    let before = org.running.calls("salesforce", "query");
    let found = target.find(&questions).unwrap();
    assert!(found.iter().all(Vec::is_empty));
    assert_eq!(org.running.calls("salesforce", "query") - before, 13, "two hundred are looked for at once");
    assert!(by_key(&org).is_empty());
}

#[test]
fn many_records_are_found_at_once_and_each_where_it_was_asked_for() {
    let org = Org::new(450);
    let mut target = org.account().target("Contact", Some("External_Id__c"), &["LastName".to_owned()]).unwrap();
    target.write(&batch("x")[1..50]).unwrap();
    let truth = org.truth("Contact");
    let mut questions: Vec<FindBy> = truth.iter().map(|record| FindBy::Id(record["id"].as_str().unwrap().to_owned())).collect();
    questions.insert(3, FindBy::Id("003000000000000AAA".to_owned()));
    questions.push(FindBy::Record("7000000007".to_owned()));
    questions.push(FindBy::Field("LastName".to_owned(), "Name \"7\", line\nbreak".to_owned()));
    let found = target.find(&questions).unwrap();
    assert!(found[3].is_empty());
    for (question, found) in questions.iter().zip(&found).filter(|(question, _)| **question != questions[3]) {
        match question {
            FindBy::Id(id) => assert_eq!((found.len(), &found[0].id), (1, id)),
            FindBy::Record(_) | FindBy::Field(..) => {
                assert_eq!((found.len(), &found[0].fields[0].1), (1, &json!("Name \"7\", line\nbreak")))
            }
        }
    }
}

#[test]
fn what_was_made_before_a_later_call_failed_is_not_forgotten() {
    let org = Org::new(5);
    let mut target = org.account().target("Contact", None, &["LastName".to_owned()]).unwrap();
    let plain: Vec<Outgoing> =
        (0..600).map(|number| outgoing(number, vec![("LastName".to_owned(), json!(format!("n{number}")))])).collect();
    org.running.fault("salesforce:collections.create:lost_answer:after=1:times=1").unwrap();
    let outcomes = target.write(&plain).unwrap();
    assert!(outcomes[..200].iter().all(|outcome| matches!(outcome, WriteOutcome::Created { .. })));
    assert!(outcomes[200..400].iter().all(|outcome| *outcome == WriteOutcome::Unknown));
    assert!(
        outcomes[400..].iter().all(|outcome| matches!(outcome, WriteOutcome::Refused { code, may_pass: true, .. } if code == "not_sent"))
    );
    assert_eq!(org.truth("Contact").len(), 405, "nothing was sent behind the failure");
}
