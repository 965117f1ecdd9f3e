//! Wide modules, changes and deletions, bulk reads.

use std::time::Duration;

use connector::{Cursor, ReadMode, ReadRequest, StreamInfo};
use model::RecordBatch;
use serde_json::json;

use crate::org::{Org, read};

#[test]
fn modules_that_the_api_does_not_serve_are_no_streams() {
    let org = Org::new(5);
    let streams = org.account().streams().unwrap();
    let names: Vec<&str> = streams.iter().map(|stream| stream.name.as_str()).collect();
    assert_eq!(names, ["Leads", "Contacts", "Accounts", "Deals", "Cases", "Memberships", "Sales_Orders"]);
    let contacts: &StreamInfo = &streams[1];
    assert_eq!(
        (contacts.likely_object.as_str(), contacts.can.write_records_max, contacts.can.write_bulk_from),
        ("contacts", 25_000, 5_000)
    );
    let fields = org.account().fields("Contacts").unwrap();
    let field = |name: &str| fields.iter().find(|field| field.name == name).unwrap();
    assert!(field("Rapport_ID").is_lookup_key && field("Email").is_lookup_key && !field("Title").is_lookup_key);
    assert!(field("Last_Name").required && !field("Modified_Time").creatable && !fields.iter().any(|field| field.name == "Visits"));
    assert_eq!(
        (field("Account_Name").references.clone(), field("Salutation").options.clone()),
        (vec!["Accounts".to_owned()], vec!["Mr.".to_owned(), "Ms.".to_owned(), "Dr.".to_owned()])
    );
}

#[test]
fn more_than_fifty_fields_are_read_in_parts_and_put_together() {
    let org = Org::new(130);
    for number in 0..40 {
        org.control("POST", "/tables/Contacts/fields", &json!({ "name": format!("Extra_{number}"), "type": "text" }));
    }
    let id = org.person("Contacts", &json!({ "Last_Name": "Wide", "Extra_0": "first", "Extra_39": "last" }));
    let reading = read(org.account().as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    assert_eq!(reading.rows.len(), 131);
    let wide = &reading.rows[&id];
    assert_eq!((wide["Extra_0"].as_str(), wide["Extra_39"].as_str(), wide["Last_Name"].as_str()), ("first", "last", "Wide"));
    assert!(org.running.calls("zoho", "list") >= 2, "a hundred ids a call");
    // One that goes between the query and the list is left out rather than shown with empty fields.
    org.running.fault("zoho:list:drift=delete:times=1").unwrap();
    let reading = read(org.account().as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    assert_eq!(reading.rows.len(), 130);
    assert!(reading.rows.values().all(|row| !row["Last_Name"].is_empty()));
}

#[test]
fn what_was_deleted_is_told_page_by_page_and_not_for_ever() {
    let org = Org::new(40);
    let account = org.account();
    let first = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    assert!(first.removed.is_empty());
    org.time.advance(Duration::from_secs(3_600));
    let gone: Vec<String> = first.order.iter().take(20).cloned().collect();
    for id in &gone {
        org.control("DELETE", &format!("/tables/Contacts/records/{id}"), &json!({}));
    }
    org.control("DELETE", &format!("/tables/Contacts/records/{}?purge=true", first.order[25]), &json!({}));
    let second = read(account.as_ref(), "Contacts", ReadMode::Incremental, &first.next, 7).unwrap();
    assert_eq!(second.removed.len(), 21);
    let removed = second.removed_ids();
    assert!(gone.iter().chain([&first.order[25]]).all(|id| removed.contains(&id.as_str())));
    org.time.advance(Duration::from_secs(86_400));
    let third = read(account.as_ref(), "Contacts", ReadMode::Incremental, &second.next, 7).unwrap();
    org.time.advance(Duration::from_secs(86_400));
    let fourth = read(account.as_ref(), "Contacts", ReadMode::Incremental, &third.next, 7).unwrap();
    assert!(fourth.order.len() <= 2, "the newest come again because of the overlap, and no others: {:?}", fourth.order);
    assert!(fourth.removed.len() <= 21, "{}", fourth.removed.len());
}

#[test]
fn what_goes_while_a_first_load_goes_on_is_told_afterwards() {
    let org = Org::new(40);
    let account = org.connect(&json!({ "bulk_from": 0 })).unwrap();
    let request = ReadRequest { stream: "Contacts".to_owned(), ..ReadRequest::default() };
    let mut batch = RecordBatch::default();
    let mut place = account.source(&request).unwrap().read(&Cursor::default(), 10, &mut batch).unwrap();
    let ids: Vec<String> = batch.rows().map(|row| row.cell(0).1.to_owned()).collect();
    // The load waits, as it does for an hour where credits are used up; then a record is met that changed just now.
    org.time.advance(Duration::from_secs(60));
    org.control("DELETE", &format!("/tables/Contacts/records/{}", ids[0]), &json!({}));
    org.time.advance(Duration::from_secs(3_600));
    org.person("Contacts", &json!({ "Last_Name": "Late" }));
    while !place.last {
        // Each page has an account of its own, as after a restart.
        let account = org.connect(&json!({ "bulk_from": 0 })).unwrap();
        place = account.source(&request).unwrap().read(&place.next, 10, &mut batch).unwrap();
        assert!(batch.removals().is_empty());
    }
    let next = read(account.as_ref(), "Contacts", ReadMode::Incremental, &place.next, 1_000).unwrap();
    assert_eq!(next.removed_ids(), [ids[0].as_str()]);
}

#[test]
fn moments_are_the_same_whatever_zone_the_user_of_the_token_lives_in() {
    let org = Org::new(10);
    let account = org.account();
    let before = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    org.control("POST", "/own/zone", &json!({ "zone": "America/New_York" }));
    let after = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    assert_eq!(before.rows, after.rows);
}

#[test]
fn a_span_of_time_and_a_filter_of_ones_own_narrow_a_reading() {
    let org = Org::new(50);
    let account = org.account();
    let all = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    let stamp = |id: &String| model::parse_ms(&all.rows[id]["Modified_Time"]).unwrap();
    let (from_ms, to_ms) = (stamp(&all.order[10]), stamp(&all.order[20]));
    let span = read(account.as_ref(), "Contacts", ReadMode::Range { from_ms, to_ms }, &Cursor::default(), 7).unwrap();
    assert!((10..=11).contains(&span.order.len()), "{}", span.order.len());
    let name = &all.rows[&all.order[3]]["Last_Name"];
    let filter = Some(format!("Last_Name = '{}'", name.replace('\'', "\\'")));
    let request = ReadRequest { stream: "Contacts".to_owned(), filter, ..ReadRequest::default() };
    let mut batch = RecordBatch::default();
    account.source(&request).unwrap().read(&Cursor::default(), 1_000, &mut batch).unwrap();
    let wanted = all.rows.values().filter(|row| row["Last_Name"].eq_ignore_ascii_case(name)).count();
    assert_eq!(batch.len(), wanted);
}

#[test]
fn a_bulk_read_in_parts_gives_the_same_rows_as_queries() {
    let org = Org::new(95);
    org.person(
        "Contacts",
        &json!({ "Last_Name": "Quote \" and, comma\nline", "Interests": ["Tea", "运动"], "Balance": 12.50, "Remarks": "张伟 😀" }),
    );
    org.control("POST", "/own/bulk_rows", &json!({ "rows": 40 }));
    let by_query = read(org.account().as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    let account = org.connect(&json!({ "bulk_from": 1 })).unwrap();
    let in_bulk = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 17).unwrap();
    assert_eq!(org.running.calls("zoho", "bulk.read.create"), 3, "three parts");
    assert_eq!(org.running.calls("zoho", "bulk.read.result"), 3, "each file is taken once");
    assert_eq!((in_bulk.order.len(), in_bulk.rows.len()), (96, 96));
    assert_eq!(in_bulk.rows, by_query.rows);
    // What changed while it ran is read next.
    let changed = org.person("Contacts", &json!({ "Last_Name": "Meanwhile" }));
    let next = read(account.as_ref(), "Contacts", ReadMode::Incremental, &in_bulk.next, 1_000).unwrap();
    assert!(next.rows.contains_key(&changed));
}

#[test]
fn a_bulk_read_that_fails_sticks_or_breaks_off_is_no_empty_module() {
    let org = Org::new(30);
    let account = org.connect(&json!({ "bulk_from": 1 })).unwrap();
    let full = || read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000);
    org.running.fault("zoho:bulk.read.status:bulk_failed:times=2").unwrap();
    let error = full().unwrap_err();
    assert_eq!(error.next_step(), connector::NextStep::Retry, "{error}");
    org.running.clear_faults();
    org.running.fault("zoho:bulk.read.status:bulk_stuck:times=12").unwrap();
    assert_eq!(full().unwrap().order.len(), 30, "it is waited for");
    org.running.fault("zoho:bulk.read.result:zip_cut:times=1").unwrap();
    let error = full().unwrap_err();
    assert_eq!(error.next_step(), connector::NextStep::Retry, "{error}");
    assert_eq!(full().unwrap().order.len(), 30);
    let small = org.connect(&json!({ "bulk_from": 1_000 })).unwrap();
    let before = org.running.calls("zoho", "bulk.read.create");
    read(small.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    assert_eq!(org.running.calls("zoho", "bulk.read.create"), before, "small modules are queried");
    assert_ne!(before, 0);
    assert_eq!(org.truth("Contacts").len(), 30);
}

#[test]
fn by_the_oldest_version_everything_is_read_by_short_queries_and_nothing_is_counted() {
    let org = Org::new(450);
    let account = org.connect(&json!({ "api_version": "v2", "bulk_from": 1 })).unwrap();
    let whole = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 10_000).unwrap();
    assert_eq!(whole.rows.len(), org.truth("Contacts").len());
    let calls = |endpoint: &str| org.running.calls("zoho", endpoint);
    assert!(calls("coql") >= 3 && calls("count") + calls("bulk.read.create") == 0, "{} queries", calls("coql"));
    let log = org.running.control("GET", "/zoho/log/calls?limit=1000", None).to_string();
    assert!(log.contains("/crm/v2/coql") && !log.contains("/crm/v8"), "every path is of that version");
}

#[test]
fn a_bulk_read_names_its_module_as_its_version_does() {
    for version in ["v2.1", "v3", "v8"] {
        let org = Org::new(30);
        let account = org.connect(&json!({ "api_version": version, "bulk_from": 1 })).unwrap();
        let whole = read(account.as_ref(), "Contacts", ReadMode::Full, &Cursor::default(), 10_000).unwrap();
        assert_eq!((whole.rows.len(), org.running.calls("zoho", "bulk.read.create")), (org.truth("Contacts").len(), 1), "{version}");
    }
    let error = Org::new(1).connect(&json!({ "api_version": "v9" })).err().unwrap();
    assert!(matches!(&error, connector::ConnectorError::Setting { setting, .. } if setting == "api_version"), "{error}");
}
