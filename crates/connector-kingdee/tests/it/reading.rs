//! Streams, lines, times, copies, and states that no time of change tells.

use std::time::Duration;

use connector::{Cursor, FieldKind, ReadMode, ReadRequest};
use serde_json::{Value, json};

use crate::office::{Office, read, whole};

#[test]
fn forms_and_their_lines_are_streams() {
    let office = Office::new(5);
    let streams = office.connect(&json!({ "forms": "BD_UNIT\nNO_SuchForm" })).unwrap().streams().unwrap();
    let named = |name: &str| streams.iter().find(|stream| stream.name == name);
    for name in [
        "BD_Customer",
        "BD_CommonContact",
        "SAL_SaleOrder",
        "SAL_SaleOrder/FSaleOrderEntry",
        "AR_receivable",
        "AR_RECEIVEBILL",
        "CRM_Contract",
        "BD_UNIT",
    ] {
        assert!(named(name).is_some_and(|stream| stream.can.full), "{name}");
    }
    assert!(named("SAL_QUOTATION").is_none() && named("NO_SuchForm").is_none(), "what the site does not have is left out");
    assert_eq!((named("BD_Customer").unwrap().label.as_str(), named("BD_Customer").unwrap().likely_object.as_str()), ("客户", "customers"));
    let lines = named("SAL_SaleOrder/FSaleOrderEntry").unwrap();
    assert!(named("SAL_SaleOrder").unwrap().can.delete && lines.can.create && lines.can.update && !lines.can.delete);
    assert!(named("SAL_SaleOrder/FSaleOrderFinance").is_none(), "a part of the head is no stream");
    let fields = office.account().fields("SAL_SaleOrder").unwrap();
    let field = |name: &str| fields.iter().find(|field| field.name == name).unwrap();
    assert_eq!(
        (field("FCustId").kind, field("FCustId").creatable, field("FCustId.FNumber").creatable),
        (FieldKind::Reference, false, true)
    );
    assert_eq!((field("FSettleCurrId.FNumber").required, field("FSaleOrderEntry").kind), (true, FieldKind::Json));
    assert!(office.account().fields("SAL_SaleOrder/FNothing").is_err());
}

#[test]
fn the_group_of_a_customer_comes_by_its_name() {
    let office = Office::new(20);
    let account = office.account();
    assert!(account.fields("BD_Customer").unwrap().iter().any(|field| field.name == "FGroup.FName"));
    let groups: std::collections::BTreeSet<String> =
        whole(account.as_ref(), "BD_Customer").rows.values().map(|row| row["FGroup.FName"].clone()).collect();
    assert!(groups.iter().all(|group| ["重点客户", "普通客户", "渠道客户"].contains(&group.as_str())) && groups.len() > 1, "{groups:?}");
}

#[test]
fn received_bills_tell_who_paid_what_and_when() {
    let office = Office::new(60);
    let account = office.account();
    let truth = office.truth("AR_RECEIVEBILL");
    let bills = whole(account.as_ref(), "AR_RECEIVEBILL");
    assert!(!truth.is_empty() && bills.rows.len() == truth.len(), "{} of {}", bills.rows.len(), truth.len());
    let customers = whole(account.as_ref(), "BD_Customer");
    for record in &truth {
        let row = &bills.rows[record["id"].as_str().unwrap()];
        assert_eq!(Some(row["FBillNo"].as_str()), record["values"]["FBillNo"].as_str(), "{row:?}");
        assert!(row["FBillNo"].starts_with("SKD") && row["FDATE"].len() == 10, "{row:?}");
        let payer = &customers.rows[&row["FCONTACTUNIT"]];
        assert_eq!((&row["FCONTACTUNIT.FName"], &row["FCONTACTUNIT.FNumber"]), (&payer["FName"], &payer["FNumber"]));
        let told: f64 = row["FRECEIVEAMOUNTFOR_H"].parse().unwrap();
        assert!((told - record["values"]["FRECEIVEAMOUNTFOR_H"].as_f64().unwrap()).abs() < 0.005, "{row:?} {record}");
    }
    let lines = whole(account.as_ref(), "AR_RECEIVEBILL/FRECEIVEBILLENTRY");
    assert!(lines.rows.values().all(|line| bills.rows.contains_key(&line["FID"])), "lines name their bill");
}

#[test]
fn lines_are_read_with_their_bill_over_page_borders() {
    let office = Office::new(80);
    let account = office.account();
    let truth = office.truth("SAL_SaleOrder");
    let count: usize = truth.iter().map(|record| record["values"]["FSaleOrderEntry"].as_array().unwrap().len()).sum();
    for rows_max in [1, 3, 1_000] {
        let reading = read(account.as_ref(), "SAL_SaleOrder/FSaleOrderEntry", ReadMode::Full, &Cursor::default(), rows_max).unwrap();
        assert_eq!((reading.rows.len(), reading.order.len()), (count, count), "{rows_max} at a time");
    }
    let lines = whole(account.as_ref(), "SAL_SaleOrder/FSaleOrderEntry");
    let line = lines.rows.values().next().unwrap();
    assert!(line["FMaterialId.FNumber"].starts_with("MAT") && line["FBillNo"].starts_with("XSDD"), "{line:?}");
    let heads = whole(account.as_ref(), "SAL_SaleOrder");
    assert_eq!(heads.rows.len(), truth.len());
    let head = &heads.rows[&line["FID"]];
    assert!(head["FCustId.FNumber"].starts_with("CUST") && !head["FCustId.FName"].is_empty(), "{head:?}");
    assert_eq!(head["FDate"].len(), 10, "a day stays a day");
}

#[test]
fn an_audit_and_a_copy_for_another_organisation_are_seen_although_no_time_of_change_moves() {
    let office = Office::new(20);
    let account = office.account();
    let open = office.truth("BD_Customer").into_iter().find(|record| record["values"]["FDocumentStatus"] == "C").unwrap();
    let first = whole(account.as_ref(), "BD_Customer");
    office.time.advance(Duration::from_secs(86_400));
    let quiet = read(account.as_ref(), "BD_Customer", ReadMode::Incremental, &first.next, 1_000).unwrap();
    assert!(quiet.rows.len() < 5, "{:?}", quiet.order);
    let id = open["id"].as_str().unwrap();
    // What an audit and an allocation leave behind.
    let approved = json!({ "values": { "FApproveDate": "2026-01-06T16:00:00" }, "silent": true });
    office.control("PATCH", &format!("/tables/BD_Customer/records/{id}"), &approved);
    let copy = json!({ "values": { "FName": "复制", "FNumber": "COPY1" }, "stamp": "2024-05-01T00:00:00Z" });
    let copy = office.control("POST", "/tables/BD_Customer/records", &copy)["id"].as_str().unwrap().to_owned();
    let later = read(account.as_ref(), "BD_Customer", ReadMode::Incremental, &quiet.next, 1_000).unwrap();
    assert!(later.rows.contains_key(id) && later.rows.contains_key(&copy), "{:?}", later.order);
    office.time.advance(Duration::from_secs(86_400));
    let after = read(account.as_ref(), "BD_Customer", ReadMode::Incremental, &later.next, 1_000).unwrap();
    assert!(!after.rows.contains_key(&copy), "and only once");
}

#[test]
fn times_are_those_of_the_servers_zone() {
    let office = Office::new(3);
    office.control("POST", "/own/zone", &json!({ "zone": "America/New_York" }));
    let account = office.connect(&json!({ "zone": "America/New_York" })).unwrap();
    let id = office.person("BD_Customer", &json!({ "FName": "纽约" }));
    let reading = whole(account.as_ref(), "BD_Customer");
    assert_eq!(reading.rows[&id]["FModifyDate"], "2026-01-05T08:00:00.000Z");
    let range = ReadMode::Range { from_ms: sandbox::START_MS, to_ms: sandbox::START_MS + 1 };
    assert_eq!(read(account.as_ref(), "BD_Customer", range, &Cursor::default(), 100).unwrap().order, [id]);
}

#[test]
fn blanks_are_nothing_and_a_key_that_goes_costs_one_column() {
    let office = Office::new(10);
    let account = office.account();
    let reading = whole(account.as_ref(), "BD_Customer");
    assert!(reading.rows.values().all(|row| row["FFAX"].is_empty()), "one blank is what the vendor keeps for none");
    let request = ReadRequest { stream: "BD_Customer".to_owned(), ..ReadRequest::default() };
    let mut source = account.source(&request).unwrap();
    office.control("DELETE", "/tables/BD_Customer/fields/FTEL", &Value::Null);
    let reading = connector::conformance::Reading::of_source(&mut *source, &Cursor::default(), 1_000).unwrap();
    assert_eq!(reading.rows.len(), office.truth("BD_Customer").len());
    assert!(reading.rows.values().all(|row| row["FTEL"].is_empty() && !row["FNumber"].is_empty()));
    assert_eq!(source.shape().warnings[0].detail, "FTEL");
}

#[test]
fn a_filter_of_the_owner_is_kept_to() {
    let office = Office::new(30);
    let request = ReadRequest {
        stream: "BD_Customer".to_owned(),
        filter: Some("FDocumentStatus='C' and FUseOrgId.FNumber='100'".to_owned()),
        ..ReadRequest::default()
    };
    let reading = connector::conformance::Reading::of(office.account().as_ref(), &request, &Cursor::default(), 7).unwrap();
    assert!(
        !reading.rows.is_empty() && reading.rows.values().all(|row| row["FDocumentStatus"] == "C" && row["FUseOrgId.FNumber"] == "100")
    );
}
