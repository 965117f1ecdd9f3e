//! Writing many records as a bulk job, and what becomes of each.

use std::collections::BTreeMap;

use connector::{Outgoing, WriteOperation, WriteOutcome};
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
