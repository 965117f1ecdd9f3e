//! Bulk API 2.0.

use serde_json::{Value, json};

use super::{Org, code};
use crate::support::{Got, got};

async fn done(org: &Org, path: &str) -> Value {
    for _ in 0..3 {
        let job = org.get(path).await.json();
        if !["UploadComplete", "InProgress"].contains(&job["state"].as_str().unwrap()) {
            return job;
        }
    }
    panic!("the job does not end");
}

#[tokio::test]
async fn a_query_job_gives_csv_pages() {
    let org = Org::new(250).await;
    let account = org.account(json!({ "Name": "\"Q\", Ltd\nline 2", "AnnualRevenue": 912_260_031 })).await;
    let job = org.call("POST", "/jobs/query", Some(json!({ "operation": "query", "query": "SELECT Id, Name, AnnualRevenue, Phone, Active__c, CreatedDate, Owner.Username FROM Account ORDER BY Id" }))).await.json();
    assert_eq!(
        (job["state"].clone(), job["apiVersion"].clone(), job["concurrencyMode"].clone()),
        (json!("UploadComplete"), json!(66.0), json!("Parallel"))
    );
    let path = format!("/jobs/query/{}", job["id"].as_str().unwrap());
    assert_eq!(org.get(&format!("{path}/results")).await.status, 400, "not ready");
    assert_eq!(org.get(&path).await.json()["state"], "InProgress");
    let finished = org.get(&path).await.json();
    let total = finished["numberRecordsProcessed"].as_u64().unwrap();
    assert_eq!((finished["state"].clone(), finished["jobType"].clone()), (json!("JobComplete"), json!("V2Query")));
    let (mut locator, mut lines, mut pages) = (String::new(), Vec::new(), 0);
    while locator != "null" {
        let at = if locator.is_empty() { String::new() } else { format!("&locator={locator}") };
        let page = org.get(&format!("{path}/results?maxRecords=40{at}")).await;
        let mut rows = page.text.split("\"\n").filter(|line| !line.is_empty());
        assert_eq!(rows.next(), Some("\"Id\",\"Name\",\"AnnualRevenue\",\"Phone\",\"Active__c\",\"CreatedDate\",\"Owner.Username"));
        let rows: Vec<String> = rows.map(str::to_owned).collect();
        assert_eq!(page.header("sforce-numberofrecords"), rows.len().to_string());
        lines.extend(rows);
        page.header("sforce-locator").clone_into(&mut locator);
        pages += 1;
    }
    assert_eq!((lines.len() as u64, pages), (total, total.div_ceil(40)));
    let last = lines.last().unwrap();
    assert_eq!(
        last,
        &format!(
            "\"{account}\",\"\"\"Q\"\", Ltd\nline 2\",\"9.12260031E8\",\"\",\"true\",\"2026-01-05T08:00:00.000Z\",\"integration@example.com"
        )
    );
    assert_eq!(org.at("60.0", "GET", &format!("{path}/results"), None).await.status, 409);
    let parallel = org.get(&format!("{path}/resultPages")).await.json();
    assert_eq!((parallel["done"].clone(), parallel["resultPages"].as_array().unwrap().len()), (json!(true), 1));
    assert_eq!(org.call("DELETE", &path, None).await.status, 204);
    assert_eq!(org.get(&path).await.status, 404);
}

#[tokio::test]
async fn query_jobs_refuse_what_they_cannot_do() {
    let org = Org::new(5).await;
    for (query, expected) in [
        ("SELECT BillingAddress FROM Account", "FUNCTIONALITY_NOT_ENABLED"),
        ("SELECT COUNT(Id) FROM Account", "API_ERROR"),
        ("SELECT Id FROM Nothing", "INVALIDENTITY"),
        ("SELECT Foo FROM Account", "INVALID_FIELD"),
        ("nonsense", "MALFORMED_QUERY"),
    ] {
        let answer = org.call("POST", "/jobs/query", Some(json!({ "operation": "query", "query": query }))).await;
        assert_eq!(code(&answer), (400, expected.to_owned()), "{query}");
    }
    let job = org.call("POST", "/jobs/query", Some(json!({ "operation": "query", "query": "SELECT Id FROM Account" }))).await.json();
    let path = format!("/jobs/query/{}", job["id"].as_str().unwrap());
    assert_eq!(org.call("DELETE", &path, None).await.status, 400, "still to be done");
    assert_eq!(org.call("PATCH", &path, Some(json!({ "state": "Aborted" }))).await.json()["state"], "Aborted");
    org.running.fault("salesforce:bulk.query.status:bulk_failed:times=2").unwrap();
    let failing = org.call("POST", "/jobs/query", Some(json!({ "operation": "queryAll", "query": "SELECT Id FROM Account" }))).await.json();
    let failed = done(&org, &format!("/jobs/query/{}", failing["id"].as_str().unwrap())).await;
    assert_eq!(failed["state"], "Failed");
    assert_eq!(org.get("/jobs/query").await.json()["records"].as_array().unwrap().len(), 2);
}

async fn ingest(org: &Org, body: Value, csv: &str) -> (String, Value) {
    let job = org.call("POST", "/jobs/ingest", Some(body)).await.json();
    let id = job["id"].as_str().unwrap().to_owned();
    assert_eq!(
        (job["state"].clone(), job["contentUrl"].clone()),
        (json!("Open"), json!(format!("services/data/v66.0/jobs/ingest/{id}/batches")))
    );
    let path = format!("/jobs/ingest/{id}");
    let upload = upload(org, &path, csv).await;
    assert_eq!((upload.status, upload.text.as_str()), (201, ""));
    assert_eq!(org.call("PATCH", &path, Some(json!({ "state": "UploadComplete" }))).await.json()["state"], "UploadComplete");
    let job = done(org, &path).await;
    (path, job)
}

async fn upload(org: &Org, path: &str, csv: &str) -> Got {
    let request = org.request("PUT", &format!("/services/data/v66.0{path}/batches")).header("content-type", "text/csv; charset=UTF-8");
    got(request.body(csv.to_owned())).await.unwrap()
}

#[tokio::test]
async fn an_upsert_job_reports_good_and_bad_rows() {
    let org = Org::new(5).await;
    let known = org.account(json!({ "Name": "Known", "ERP_Number__c": "b1", "Phone": "1", "Website": "http://a.example" })).await;
    let csv = "ERP_Number__c,Name,Phone,Website,AnnualRevenue,Active__c,Since__c,Parent.ERP_Number__c\n\
               b1,\"Renamed, \"\"Ltd\"\"\",,#N/A,5.5,false,2024-05-01,\n\
               b2,New,2,,,,,b1\n\
               b3,,,,,,,\n\
               b4,Bad,,,many,,,\n\
               b5,Twice,,,,,,\n\
               B5,Twice,,,,,,\n";
    let (path, job) = ingest(
        &org,
        json!({ "object": "Account", "operation": "upsert", "externalIdFieldName": "ERP_Number__c", "lineEnding": "LF" }),
        csv,
    )
    .await;
    assert_eq!(
        (job["state"].clone(), job["numberRecordsProcessed"].clone(), job["numberRecordsFailed"].clone()),
        (json!("JobComplete"), json!(6), json!(4))
    );
    let successful = org.get(&format!("{path}/successfulResults/")).await;
    let lines: Vec<&str> = successful.text.lines().collect();
    assert!(successful.header("content-type").starts_with("text/csv"));
    assert!(lines[0].starts_with("\"sf__Id\",\"sf__Created\",\"ERP_Number__c\""), "{}", lines[0]);
    assert!(lines[1].starts_with(&format!("\"{known}\",\"false\",\"b1\",\"Renamed, \"\"Ltd\"\"\"")), "{}", lines[1]);
    let failed = org.get(&format!("{path}/failedResults")).await.text;
    assert!(failed.contains("\"REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --\""), "{failed}");
    assert!(
        failed.contains("JSON_PARSER_ERROR") && failed.matches("DUPLICATE_VALUE:Duplicate external id specified").count() == 2,
        "{failed}"
    );
    assert_eq!(org.get(&format!("{path}/unprocessedrecords")).await.text.lines().count(), 1);
    let record = org.get(&format!("/sobjects/Account/{known}")).await.json();
    assert_eq!(
        (record["Phone"].clone(), record["Website"].clone(), record["AnnualRevenue"].clone(), record["Since__c"].clone()),
        (json!("1"), Value::Null, json!(5.5), json!("2024-05-01"))
    );
    let child = org.records("SELECT Parent.Name FROM Account WHERE ERP_Number__c = 'b2'").await;
    assert_eq!(child[0]["Parent"]["Name"], "Renamed, \"Ltd\"");
    assert_eq!(upload(&org, &path, csv).await.status, 400, "one upload a job");
    assert_eq!(org.call("DELETE", &path, None).await.status, 204);
}

#[tokio::test]
async fn jobs_insert_update_and_delete_and_stop_half_way_as_ordered() {
    let org = Org::new(5).await;
    let (path, job) = ingest(
        &org,
        json!({ "object": "Contact", "operation": "insert", "columnDelimiter": "SEMICOLON", "lineEnding": "CRLF" }),
        "LastName;Email\r\nA;a@b.example\r\nB;\r\n",
    )
    .await;
    assert_eq!(job["numberRecordsFailed"], 0);
    let created = org.get(&format!("{path}/successfulResults")).await.text;
    assert!(created.starts_with("\"sf__Id\";\"sf__Created\";\"LastName\";\"Email\"\r\n"), "{created}");
    let ids: Vec<String> = created.lines().skip(1).map(|line| line[1..19].to_owned()).collect();
    let rows: String = ids.iter().map(|id| format!("{id},Dr.\n")).collect();
    let (_, job) =
        ingest(&org, json!({ "object": "Contact", "operation": "update" }), &format!("Id,Salutation\n{rows}001D000000IqhSLIAZ,Ms.\n"))
            .await;
    assert_eq!((job["numberRecordsProcessed"].clone(), job["numberRecordsFailed"].clone()), (json!(3), json!(1)));
    org.running.fault("salesforce:bulk.ingest.status:bulk_unprocessed=1:times=2").unwrap();
    let (path, job) =
        ingest(&org, json!({ "object": "Contact", "operation": "hardDelete" }), &format!("Id\n{}\n{}\n", ids[0], ids[1])).await;
    assert_eq!((job["state"].clone(), job["numberRecordsProcessed"].clone()), (json!("Failed"), json!(1)));
    assert_eq!(org.get(&format!("{path}/unprocessedrecords")).await.text, format!("\"Id\"\n\"{}\"\n", ids[1]));
    let left = org
        .get(&format!("/queryAll?q={}", super::encoded("SELECT Id FROM Contact WHERE Salutation = 'Dr.' AND Email = null")))
        .await
        .json();
    assert_eq!((left["totalSize"].clone(), left["records"][0]["Id"].clone()), (json!(1), json!(ids[1])));
}

#[tokio::test]
async fn a_small_job_fits_into_one_call() {
    let org = Org::new(5).await;
    let body = "--X\r\nContent-Disposition: form-data; name=\"job\"\r\nContent-Type: application/json\r\n\r\n{\"object\":\"Lead\",\"operation\":\"insert\"}\r\n--X\r\nContent-Disposition: form-data; name=\"content\"; filename=\"c\"\r\nContent-Type: text/csv\r\n\r\nLastName,Company\nM,Multi\n\r\n--X--\r\n";
    let request =
        org.request("POST", "/services/data/v66.0/jobs/ingest").header("content-type", "multipart/form-data; boundary=X").body(body);
    let job = got(request).await.unwrap().json();
    assert_eq!(job["state"], "UploadComplete");
    let finished = done(&org, &format!("/jobs/ingest/{}", job["id"].as_str().unwrap())).await;
    assert_eq!((finished["numberRecordsProcessed"].clone(), finished["numberRecordsFailed"].clone()), (json!(1), json!(0)));
    let wrong =
        org.call("POST", "/jobs/ingest", Some(json!({ "object": "Lead", "operation": "upsert", "externalIdFieldName": "Company" }))).await;
    assert_eq!(code(&wrong).1, "INVALIDJOB");
}
