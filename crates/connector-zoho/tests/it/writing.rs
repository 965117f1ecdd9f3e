//! Calls of a hundred, bulk writes, duplicates.

use std::collections::BTreeMap;

use connector::{FindBy, NextStep, Outgoing, WriteOperation, WriteOutcome};
use serde_json::{Value, json};

use crate::org::Org;

fn outgoing(number: u32, fields: &Value) -> Outgoing {
    Outgoing {
        operation: WriteOperation::Create,
        record: format!("{}", 7_000_000_000_u64 + u64::from(number)),
        target_id: None,
        idempotency_key: format!("6f1c1f6e-0000-4000-8000-{number:012}"),
        fields: fields.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
        expected_version: None,
    }
}

fn by_key(org: &Org) -> BTreeMap<String, Value> {
    let made = org.truth("Contacts").into_iter().filter(|record| record["values"]["Rapport_ID"].is_string());
    made.map(|record| (record["values"]["Rapport_ID"].as_str().unwrap().to_owned(), record)).collect()
}

fn fields(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn values_of_all_kinds_arrive_in_the_vendors_shapes() {
    let org = Org::new(5);
    let account_id = org.truth("Accounts")[0]["id"].as_str().unwrap().to_owned();
    let mut target = org.account().target("Contacts", Some("Rapport_ID"), &fields(&["Last_Name", "Account_Name", "Last_Visit"])).unwrap();
    let values = json!({ "Last_Name": "All", "Account_Name": account_id, "Points": "7", "Balance": "12.50", "Date_of_Birth": "1980-03-09",
        "Last_Visit": "2026-07-05T08:00:00.123Z", "Email_Opt_Out": "true", "Interests": "Tea", "Member_Number": 900_719_925_474_099_312_u64, "Title": null });
    let outcomes = target.write(&[outgoing(1, &values), outgoing(2, &json!({ "Last_Name": "Bad", "Points": "many" }))]).unwrap();
    let WriteOutcome::Created { id, version: Some(_) } = &outcomes[0] else { panic!("{outcomes:?}") };
    assert!(
        matches!(&outcomes[1], WriteOutcome::Refused { code, field: Some(field), .. } if code == "not_a_number" && field == "Points"),
        "{outcomes:?}"
    );
    let made = &by_key(&org)["7000000001"]["values"];
    assert_eq!(
        (&made["Points"], &made["Last_Visit"], &made["Interests"], &made["Member_Number"]),
        (&json!(7), &json!("2026-07-05T08:00:00.000Z"), &json!(["Tea"]), &json!("900719925474099312"))
    );
    let found = target.find(&[FindBy::Id(id.clone()), FindBy::Record("7000000001".to_owned()), FindBy::Record("7".to_owned())]).unwrap();
    assert_eq!((found[0].len(), found[1].len(), found[2].len()), (1, 1, 0));
    let shown: BTreeMap<&str, &Value> = found[0][0].fields.iter().map(|(name, value)| (name.as_str(), value)).collect();
    assert_eq!((shown["Account_Name"], shown["Last_Visit"]), (&json!(account_id), &json!("2026-07-05T08:00:00.000Z")));
}

#[test]
fn a_duplicate_names_the_record_that_is_there_also_when_it_hides() {
    let org = Org::new(5);
    let known = org.person("Contacts", &json!({ "Last_Name": "Known", "Member_Number": "12", "WeChat": "x" }));
    let mut target = org.account().target("Contacts", None, &fields(&["Last_Name"])).unwrap();
    let twice = outgoing(1, &json!({ "Last_Name": "Twice", "Member_Number": "12" }));
    let hidden = outgoing(2, &json!({ "Last_Name": null, "Member_Number": "12" }));
    let worse = outgoing(3, &json!({ "Last_Name": "x", "Member_Number": "12", "Email": "no mail" }));
    let outcomes = target.write(&[twice, hidden, worse]).unwrap();
    for outcome in &outcomes[..2] {
        assert_eq!(*outcome, WriteOutcome::Duplicate { ids: vec![known.clone()], code: "DUPLICATE_DATA".to_owned() });
    }
    assert!(matches!(&outcomes[2], WriteOutcome::Refused { field: Some(field), .. } if field == "Email"), "{outcomes:?}");
    assert_eq!(org.truth("Contacts").len(), 6);
}

#[test]
fn an_upsert_by_a_field_that_may_hold_the_same_twice_is_not_offered() {
    let org = Org::new(5);
    for field in ["Title", "Secondary_Email"] {
        let refused = org.account().target("Contacts", Some(field), &[]);
        assert!(matches!(field, "Secondary_Email") || refused.is_err(), "{field}");
    }
    assert!(org.account().target("Contacts", Some("Nothing"), &[]).is_err());
}

#[test]
fn what_was_made_before_a_later_call_failed_is_not_forgotten() {
    let org = Org::new(5);
    let mut target = org.account().target("Contacts", None, &fields(&["Last_Name"])).unwrap();
    let plain: Vec<Outgoing> = (0..300).map(|number| outgoing(number, &json!({ "Last_Name": format!("n{number}") }))).collect();
    org.running.fault("zoho:create:lost_answer:after=1:times=1").unwrap();
    let outcomes = target.write(&plain).unwrap();
    assert!(outcomes[..100].iter().all(|outcome| matches!(outcome, WriteOutcome::Created { .. })));
    assert!(outcomes[100..200].iter().all(|outcome| *outcome == WriteOutcome::Unknown));
    assert!(
        outcomes[200..].iter().all(|outcome| matches!(outcome, WriteOutcome::Refused { code, may_pass: true, .. } if code == "not_sent"))
    );
    assert_eq!(org.truth("Contacts").len(), 205, "nothing was sent behind the failure");
}

#[test]
fn nothing_that_we_write_starts_automations_there() {
    let org = Org::new(5);
    let mut target = org.account().target("Contacts", Some("Rapport_ID"), &fields(&["Last_Name"])).unwrap();
    target.write(&[outgoing(1, &json!({ "Last_Name": "A" }))]).unwrap();
    let id = by_key(&org)["7000000001"]["id"].as_str().unwrap().to_owned();
    let change = Outgoing { operation: WriteOperation::Update, target_id: Some(id), ..outgoing(1, &json!({ "Last_Name": "B" })) };
    target.write(&[change]).unwrap();
    org.account().target("Contacts", None, &fields(&["Last_Name"])).unwrap().write(&[outgoing(2, &json!({ "Last_Name": "C" }))]).unwrap();
    assert_eq!(org.control("GET", "/own/automations", &json!({}))["started"], 0);
}

/// Contacts with a name each; every thousandth has none, which the vendor refuses.
fn many(title: &str) -> Vec<Outgoing> {
    let one = |number: u32| {
        let name = if number % 1_000 == 7 { json!("x".repeat(90)) } else { json!(format!("Name \"{number}\", line\nbreak")) };
        outgoing(
            number,
            &json!({ "Last_Name": name, "Title": title, "Date_of_Birth": "1980-03-09", "Last_Visit": "2026-01-05T08:00:00.000Z" }),
        )
    };
    (0..5_200).map(one).collect()
}

#[test]
fn many_records_go_as_one_job_and_each_has_its_outcome() {
    let org = Org::new(5);
    let mut target = org.account().target("Contacts", Some("Rapport_ID"), &fields(&["Last_Name", "Title"])).unwrap();
    let mut batch = many("first");
    // An empty cell leaves a field as it is, so what clears one goes by a call.
    batch[100].fields.push(("WeChat".to_owned(), Value::Null));
    let outcomes = target.write(&batch).unwrap();
    assert_eq!((org.running.calls("zoho", "bulk.write.create"), org.running.calls("zoho", "upsert")), (1, 1));
    assert!(org.running.calls("zoho", "bulk.write.status") >= 4, "a job goes on by parts, so that no answer keeps anybody waiting");
    let known = by_key(&org);
    assert_eq!(known.len(), 5_194);
    for (record, outcome) in batch.iter().zip(&outcomes) {
        match known.get(&record.record) {
            Some(made) => {
                assert!(matches!(outcome, WriteOutcome::Created { id, .. } if made["id"] == **id), "{outcome:?}");
                assert_eq!((&made["values"]["Last_Name"], &made["values"]["Date_of_Birth"]), (&record.fields[0].1, &json!("1980-03-09")));
            }
            None => assert!(matches!(outcome, WriteOutcome::Refused { code, field: Some(_), .. } if code == "INVALID_DATA"), "{outcome:?}"),
        }
    }
    // The same again makes nothing new.
    let again = target.write(&many("second")).unwrap();
    assert_eq!(again.iter().filter(|outcome| matches!(outcome, WriteOutcome::Updated { .. })).count(), 5_194);
    assert_eq!(by_key(&org).len(), 5_194);
}

#[test]
fn a_job_that_skips_fails_or_sticks_says_so() {
    let org = Org::new(5);
    let mut target = org.account().target("Contacts", Some("Rapport_ID"), &fields(&["Last_Name"])).unwrap();
    org.running.fault("zoho:bulk.write.status:bulk_skipped=2:times=always").unwrap();
    let outcomes = target.write(&many("x")).unwrap();
    let made = outcomes.iter().filter(|outcome| matches!(outcome, WriteOutcome::Created { .. })).count();
    assert_eq!(made, by_key(&org).len());
    assert!(outcomes.iter().all(|outcome| *outcome != WriteOutcome::Unknown) && made < 2_700, "{made}");
    org.running.clear_faults();
    org.running.fault("zoho:bulk.write.status:bulk_failed:times=always").unwrap();
    let outcomes = target.write(&many("y")).unwrap();
    assert!(outcomes.iter().all(|outcome| matches!(outcome, WriteOutcome::Refused { may_pass: true, .. })), "{:?}", outcomes.first());
    org.running.clear_faults();
    org.running.fault("zoho:bulk.write.status:bulk_stuck:times=always").unwrap();
    let error = target.write(&many("z")).unwrap_err();
    assert_eq!(error.next_step(), NextStep::LookFirst, "{error}");
}
