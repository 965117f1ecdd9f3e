//! Bulk read and bulk write.

use std::io::{Read, Write};

use serde_json::{Value, json};

use super::{Org, code};
use crate::support::got;

async fn started(org: &Org, query: Value) -> String {
    let request = org.request("POST", "/crm/bulk/v8/read").json(&json!({ "query": query, "file_type": "csv" }));
    let got = got(request).await.unwrap();
    assert_eq!(got.status, 201, "{}", got.text);
    assert_eq!(got.json()["data"][0]["details"]["state"], "ADDED");
    got.json()["data"][0]["details"]["id"].as_str().unwrap().to_owned()
}

async fn status(org: &Org, id: &str) -> Value {
    got(org.request("GET", &format!("/crm/bulk/v8/read/{id}"))).await.unwrap().json()["data"][0].clone()
}

/// The CSV of a result, taken out of its archive by hand: the only file is deflated, behind a header of 30 bytes and its name.
async fn rows(org: &Org, path: &str) -> Vec<String> {
    let bytes = org.request("GET", path).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    let name = usize::from(u16::from_le_bytes([bytes[26], bytes[27]]));
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(&bytes[30 + name..]).read_to_string(&mut text).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_bulk_read_goes_on_when_it_is_asked_about_and_ends_in_parts() {
    let org = Org::new(50).await;
    org.control("POST", "/own/bulk_rows", json!({ "rows": 30 }));
    let id = started(&org, json!({ "module": { "api_name": "Contacts" }, "fields": ["Last_Name", "Account_Name", "Modified_Time"] })).await;
    assert_eq!(status(&org, &id).await["state"], "IN PROGRESS");
    let done = status(&org, &id).await;
    assert_eq!(
        (done["state"].clone(), done["result"]["count"].clone(), done["result"]["more_records"].clone()),
        (json!("COMPLETED"), json!(30), json!(true))
    );
    let first = rows(&org, done["result"]["download_url"].as_str().unwrap()).await;
    assert_eq!((first[0].as_str(), first.len()), ("id,Last_Name,Account_Name,Modified_Time", 31));
    let next = started(&org, json!({ "page_token": done["result"]["next_page_token"] })).await;
    status(&org, &next).await;
    let rest = status(&org, &next).await;
    assert_eq!((rest["result"]["count"].clone(), rest["result"]["more_records"].clone()), (json!(20), json!(false)));
    let changed = json!({ "group_operator": "and", "group": [
        { "field": { "api_name": "Modified_Time" }, "comparator": "greater_equal", "value": "2026-01-05T16:00:00+08:00" },
        { "field": { "api_name": "Last_Name" }, "comparator": "equal", "value": "Only" } ] });
    org.made("Contacts", json!({ "Last_Name": "Only" })).await;
    let id = started(&org, json!({ "module": { "api_name": "Contacts" }, "fields": ["Last_Name"], "criteria": changed })).await;
    status(&org, &id).await;
    assert_eq!(status(&org, &id).await["result"]["count"], 1);
}

#[tokio::test]
async fn bulk_reads_fail_stick_and_break_off_as_ordered() {
    let org = Org::new(20).await;
    let query = json!({ "module": { "api_name": "Contacts" }, "fields": ["Last_Name"] });
    org.running.fault("zoho:bulk.read.status:bulk_failed:times=2").unwrap();
    let id = started(&org, query.clone()).await;
    status(&org, &id).await;
    let failed = status(&org, &id).await;
    assert_eq!(
        (failed["state"].clone(), failed["result"]["error_message"]["code"].clone()),
        (json!("FAILURE"), json!("INTERNAL_SERVER_ERROR"))
    );
    org.running.fault("zoho:bulk.read.status:bulk_stuck:times=4").unwrap();
    let id = started(&org, query).await;
    for _ in 0..4 {
        assert_eq!(status(&org, &id).await["state"], "IN PROGRESS");
    }
    assert_eq!(status(&org, &id).await["state"], "COMPLETED");
    org.running.fault("zoho:bulk.read.result:zip_cut").unwrap();
    let path = format!("/crm/bulk/v8/read/{id}/result");
    let cut = org.request("GET", &path).send().await.unwrap().bytes().await.unwrap();
    let whole = org.request("GET", &path).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(cut.len(), whole.len() / 2);
    assert_eq!(code(&got(org.request("GET", "/crm/bulk/v8/read/1")).await.unwrap()), (404, "RESOURCE_NOT_FOUND".to_owned()));
}

/// An archive with one stored file, put together by hand.
fn zipped(content: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let (size, sum) = (u32::try_from(content.len()).unwrap(), crc.sum());
    let mut out = Vec::new();
    let shared = |out: &mut Vec<u8>| {
        out.write_all(&[20, 0, 0, 0, 0, 0, 0, 0, 33, 0]).unwrap();
        for number in [sum, size, size] {
            out.write_all(&number.to_le_bytes()).unwrap();
        }
        out.write_all(&[5, 0, 0, 0]).unwrap();
    };
    out.write_all(b"PK\x03\x04").unwrap();
    shared(&mut out);
    out.write_all(b"a.csv").unwrap();
    out.write_all(content).unwrap();
    let central = u32::try_from(out.len()).unwrap();
    out.write_all(b"PK\x01\x02\x14\x00").unwrap();
    shared(&mut out);
    out.write_all(&[0; 14]).unwrap();
    out.write_all(b"a.csv").unwrap();
    let length = u32::try_from(out.len()).unwrap() - central;
    out.write_all(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00").unwrap();
    out.write_all(&length.to_le_bytes()).unwrap();
    out.write_all(&central.to_le_bytes()).unwrap();
    out.write_all(&[0, 0]).unwrap();
    out
}

fn upload(org: &Org, archive: &[u8]) -> reqwest::RequestBuilder {
    let head = b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\nContent-Type: application/zip\r\n\r\n";
    let body = [head.as_slice(), archive, b"\r\n--edge--\r\n"].concat();
    org.request("POST", "/crm/v8/upload").header("content-type", "multipart/form-data; boundary=edge").body(body)
}

async fn uploaded(org: &Org, csv: &str) -> String {
    let zgid = org.get("/org").await.json()["org"][0]["zgid"].as_str().unwrap().to_owned();
    let got = got(upload(org, &zipped(csv.as_bytes())).header("feature", "bulk-write").header("x-crm-org", zgid)).await.unwrap();
    assert_eq!(got.status, 200, "{}", got.text);
    got.json()["details"]["file_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_bulk_write_tells_of_each_row() {
    let org = Org::new(5).await;
    org.made("Contacts", json!({ "Last_Name": "Known", "Rapport_ID": "2" })).await;
    let file =
        uploaded(&org, "key,name,mail,day\n1,\"New, one\",new@example.com,1980-03-09\n2,Changed,,\n3,,x@example.com,\n4,Bad,no mail,\n")
            .await;
    let mappings = json!([{ "api_name": "Rapport_ID", "index": 0 }, { "api_name": "Last_Name", "index": 1 }, { "api_name": "Email", "index": 2 }, { "api_name": "Date_of_Birth", "index": 3, "format": "yyyy-MM-dd" }]);
    let job = json!({ "operation": "upsert", "ignore_empty": true, "character_encoding": "UTF-8", "resource": [{ "type": "data", "module": { "api_name": "Contacts" }, "file_id": file, "find_by": "Rapport_ID", "field_mappings": mappings }] });
    let made = got(org.request("POST", "/crm/bulk/v8/write").json(&job)).await.unwrap();
    assert_eq!(made.status, 201, "{}", made.text);
    let path = format!("/crm/bulk/v8/write/{}", made.json()["details"]["id"].as_str().unwrap());
    assert_eq!(got(org.request("GET", &path)).await.unwrap().json()["status"], "INPROGRESS");
    let done = got(org.request("GET", &path)).await.unwrap().json();
    let counts = &done["resource"][0]["file"];
    assert_eq!(
        (counts["added_count"].clone(), counts["updated_count"].clone(), counts["skipped_count"].clone()),
        (json!(1), json!(1), json!(2))
    );
    let lines = rows(&org, done["result"]["download_url"].as_str().unwrap()).await;
    assert_eq!(lines[0], "Rapport_ID,Last_Name,Email,STATUS,RECORD_ID,ERRORS");
    assert!(lines[1].starts_with("1,\"New, one\",new@example.com,ADDED,57257670"), "{}", lines[1]);
    assert!(lines[2].starts_with("2,Changed,,UPDATED,57257670"), "{}", lines[2]);
    assert_eq!(
        (lines[3].as_str(), lines[4].as_str()),
        ("3,,x@example.com,SKIPPED,,MANDATORY_NOT_FOUND-Last_Name", "4,Bad,no mail,SKIPPED,,INVALID_DATA-Email")
    );
}

#[tokio::test]
async fn bulk_writes_refuse_what_they_cannot_do() {
    let org = Org::new(5).await;
    let missing = got(upload(&org, &zipped(b"a\n1\n"))).await.unwrap();
    assert!(missing.json()["x-error"].as_str().unwrap().contains("X-CRM-ORG"));
    let zgid = org.get("/org").await.json()["org"][0]["zgid"].as_str().unwrap().to_owned();
    let wrong = got(upload(&org, b"no archive").header("feature", "bulk-write").header("x-crm-org", zgid)).await.unwrap();
    assert_eq!(code(&wrong), (400, "INVALID_FILE_FORMAT".to_owned()));
    let file = uploaded(&org, "Last_Name\nA\n").await;
    let refused = async |operation: &str, resource: Value| {
        let mut whole = json!({ "type": "data", "module": { "api_name": "Contacts" }, "file_id": file });
        whole.as_object_mut().unwrap().extend(resource.as_object().unwrap().clone());
        code(&got(org.request("POST", "/crm/bulk/v8/write").json(&json!({ "operation": operation, "resource": [whole] }))).await.unwrap()).1
    };
    assert_eq!(refused("upsert", json!({})).await, "MISSING_REQUIRED_KEY");
    assert_eq!(refused("insert", json!({ "file_id": "1" })).await, "INVALID_FILE_ID");
    assert_eq!(refused("insert", json!({ "module": { "api_name": "Nothing" } })).await, "MODULE_NOT_AVAILABLE");
    assert_eq!(refused("insert", json!({ "field_mappings": [{ "api_name": "Nothing", "index": 0 }] })).await, "INVALID_FIELD");
    assert_eq!(refused("insert", json!({ "field_mappings": [{ "api_name": "Last_Name", "index": 5 }] })).await, "COLUMN_INDEX_NOT_FOUND");
    assert_eq!(
        refused("insert", json!({ "field_mappings": [{ "api_name": "First_Name", "index": 0 }] })).await,
        "MANDATORY_FIELDS_NOT_MAPPED"
    );
}
