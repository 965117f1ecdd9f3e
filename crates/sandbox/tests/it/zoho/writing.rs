//! Rows in, one result each.

use serde_json::{Value, json};

use super::{Org, code, codes};
use crate::support::got;

#[tokio::test]
async fn mixtures_answer_207_and_failures_of_all_rows_400() {
    let org = Org::new(5).await;
    let got = org.create("Contacts", json!([{ "Last_Name": "A" }, { "First_Name": "nobody" }, { "Last_Name": "C" }])).await;
    assert_eq!((got.status, codes(&got)), (207, ["SUCCESS", "MANDATORY_NOT_FOUND", "SUCCESS"].map(str::to_owned).to_vec()));
    assert_eq!(got.json()["data"][1]["details"], json!({ "api_name": "Last_Name", "json_path": "$.data[1].Last_Name" }));
    let got = org.create("Contacts", json!([{ "First_Name": "nobody" }])).await;
    assert_eq!((got.status, codes(&got)), (400, vec!["MANDATORY_NOT_FOUND".to_owned()]));
    assert_eq!(code(&org.create("Contacts", json!(vec![json!({ "Last_Name": "x" }); 101])).await), (400, "INVALID_DATA".to_owned()));
    assert_eq!(org.truth("Contacts").len(), 7);
    org.running.fault("zoho:create:row_error=2").unwrap();
    let got = org.create("Contacts", json!([{ "Last_Name": "D" }, { "Last_Name": "E" }])).await;
    assert_eq!((got.status, codes(&got)), (207, ["SUCCESS", "RECORD_LOCKED"].map(str::to_owned).to_vec()));
}

#[tokio::test]
async fn values_are_checked_by_their_type() {
    let org = Org::new(5).await;
    for (value, detail, expected) in [
        (json!({ "Points": "7" }), "expected_data_type", json!("integer")),
        (json!({ "Points": 7_000_000_000_u64 }), "maximum_length", json!(9)),
        (json!({ "Email": "A B <a@example.com>" }), "expected_data_type", json!("email")),
        (json!({ "Email": "a@example.com " }), "expected_data_type", json!("email")),
        (json!({ "Mobile": "1234567890123456789012345678901" }), "maximum_length", json!(30)),
        (json!({ "Title": "x".repeat(101) }), "maximum_length", json!(100)),
        (json!({ "Last_Visit": "2026-01-05T08:00:00Z" }), "expected_data_type", json!("datetime")),
        (json!({ "Last_Visit": "2026-01-05T08:00:00.123+00:00" }), "expected_data_type", json!("datetime")),
        (json!({ "Date_of_Birth": "05/01/1980" }), "expected_data_type", json!("date")),
        (json!({ "Email_Opt_Out": "yes" }), "expected_data_type", json!("boolean")),
        (json!({ "Interests": "Tea" }), "expected_data_type", json!("jsonarray")),
    ] {
        let mut row = json!({ "Last_Name": "T" });
        row.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
        let got = org.create("Contacts", json!([row])).await;
        assert_eq!((codes(&got), got.json()["data"][0]["details"][detail].clone()), (vec!["INVALID_DATA".to_owned()], expected), "{value}");
    }
    let unknown = org.create("Contacts", json!([{ "Last_Name": "T", "Account_Name": { "id": "1" } }])).await;
    assert_eq!(unknown.json()["data"][0]["message"], "the related id given seems to be invalid");
    let inactive = org.create("Contacts", json!([{ "Last_Name": "T", "Owner": { "id": "5725767000000300004" } }])).await;
    assert_eq!(codes(&inactive), ["INVALID_DATA"]);
    let id = org.made("Contacts", json!({ "Last_Name": "T", "Lead_Source": "unheard of", "Last_Visit": "2026-07-05T08:00:00-04:00", "Member_Number": "900719925474099312" })).await;
    let shown = org.data(&format!("/Contacts?fields=Lead_Source,Last_Visit,Member_Number&ids={id}")).await;
    assert_eq!(
        shown[0],
        json!({ "id": id, "Lead_Source": "unheard of", "Last_Visit": "2026-07-05T20:00:00+08:00", "Member_Number": "900719925474099312" })
    );
    let cleared = org
        .call("PUT", "/Contacts", Some(json!({ "data": [{ "id": id, "Lead_Source": "-None-", "Title": "", "Last_Visit": null }] })))
        .await;
    assert_eq!(cleared.status, 200);
    assert_eq!(
        org.data(&format!("/Contacts?fields=Lead_Source,Last_Visit&ids={id}")).await[0],
        json!({ "id": id, "Lead_Source": null, "Last_Visit": null })
    );
}

#[tokio::test]
async fn several_errors_of_a_row_hide_behind_one_code() {
    let org = Org::new(5).await;
    let known = org.made("Contacts", json!({ "Last_Name": "First", "Rapport_ID": "1" })).await;
    let got = org.create("Contacts", json!([{ "Last_Name": "Second", "Rapport_ID": "1" }])).await;
    assert_eq!((got.status, got.json()["data"][0]["details"]["duplicate_record"]["id"].clone()), (400, json!(known)));
    let got = org.create("Contacts", json!([{ "Rapport_ID": "1", "Email": "no mail" }])).await;
    let row = got.json()["data"][0].clone();
    assert_eq!(row["code"], "MULTIPLE_OR_MULTI_ERRORS");
    let inside: Vec<&str> = row["details"]["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect();
    assert!(
        inside.contains(&"DUPLICATE_DATA") && inside.contains(&"INVALID_DATA") && inside.contains(&"MANDATORY_NOT_FOUND"),
        "{inside:?}"
    );
}

#[tokio::test]
async fn an_upsert_finds_by_the_fields_that_are_named_and_by_all_unique_ones() {
    let org = Org::new(5).await;
    let upsert = async |check: Option<Value>, row: Value| {
        let mut body = json!({ "data": [row] });
        if let Some(check) = check {
            body["duplicate_check_fields"] = check;
        }
        let got = org.call("POST", "/Contacts/upsert", Some(body)).await;
        let row = got.json()["data"][0].clone();
        (
            row["action"].clone(),
            row["duplicate_field"].clone(),
            row["details"]["id"].as_str().unwrap_or_default().to_owned(),
            row["code"].clone(),
        )
    };
    let (action, by, first, _) = upsert(None, json!({ "Last_Name": "A", "Email": "a@example.com", "Rapport_ID": "7" })).await;
    assert_eq!((action, by), (json!("insert"), Value::Null));
    let (action, by, id, _) = upsert(None, json!({ "Last_Name": "B", "Email": "A@example.com" })).await;
    assert_eq!((action, by, id), (json!("update"), json!("Email"), first.clone()));
    let (action, _, second, _) =
        upsert(Some(json!(["Rapport_ID"])), json!({ "Last_Name": "C", "Email": "a@example.com", "Rapport_ID": "8" })).await;
    assert_eq!(action, "insert", "the module's own field is passed over");
    let (action, by, id, _) =
        upsert(Some(json!(["Email"])), json!({ "Last_Name": "D", "Email": "new@example.com", "Rapport_ID": "7" })).await;
    assert_eq!((action, by, id), (json!("update"), json!("Rapport_ID"), first), "unique fields always count");
    org.made("Contacts", json!({ "Last_Name": "E", "Member_Number": "12" })).await;
    let (.., code) = upsert(Some(json!(["Rapport_ID"])), json!({ "Last_Name": "F", "Rapport_ID": "8", "Member_Number": "12" })).await;
    assert_eq!(code, "DUPLICATE_DATA", "another unique value belongs to somebody else");
    assert_eq!(org.truth("Contacts").len(), 8);
    assert_ne!(second, "");
}

#[tokio::test]
async fn updates_name_their_records_and_may_be_bound_to_a_time() {
    let org = Org::new(5).await;
    let id = org.made("Contacts", json!({ "Last_Name": "A", "Rapport_ID": "9" })).await;
    let got_many = org
        .call("PUT", "/Contacts", Some(json!({ "data": [{ "id": id, "Title": "CEO" }, { "id": "1", "Title": "x" }, { "Title": "y" }] })))
        .await;
    assert_eq!((got_many.status, codes(&got_many)), (207, ["SUCCESS", "INVALID_DATA", "MANDATORY_NOT_FOUND"].map(str::to_owned).to_vec()));
    let put = async |since: &str| {
        let request = org.request("PUT", &format!("/crm/v8/Contacts/{id}")).header("if-unmodified-since", since.to_owned());
        got(request.json(&json!({ "data": [{ "Title": "CTO" }] }))).await.unwrap()
    };
    assert_eq!(code(&put("2026-01-05T15:59:59+08:00").await), (412, "ALREADY_MODIFIED".to_owned()));
    assert_eq!(put("2026-01-05T16:00:00+08:00").await.status, 200);
    let named =
        org.request("PUT", "/crm/v8/Contacts/9").header("x-external", "Contacts.Rapport_ID").json(&json!({ "data": [{ "Title": "CFO" }] }));
    assert_eq!(got(named).await.unwrap().status, 200);
    assert_eq!(org.data(&format!("/Contacts?fields=Title&ids={id}")).await[0]["Title"], "CFO");
}

#[tokio::test]
async fn deletions_answer_row_by_row() {
    let org = Org::new(5).await;
    let id = org.truth("Contacts")[0]["id"].as_str().unwrap().to_owned();
    let gone = org.call("DELETE", &format!("/Contacts?ids={id},1&wf_trigger=false"), None).await;
    assert_eq!((gone.status, gone.json()["data"][1]["message"].clone()), (207, json!("record not deleted")));
    assert_eq!(org.call("DELETE", &format!("/Contacts/{id}"), None).await.status, 400);
    assert_eq!(code(&org.call("DELETE", "/Contacts", None).await).1, "REQUIRED_PARAM_MISSING");
}
