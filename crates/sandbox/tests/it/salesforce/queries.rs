//! Reading: the query language, pages, deleted and merged records.

use serde_json::{Value, json};

use super::{Org, code, encoded};
use crate::support::got;

#[tokio::test]
async fn pages_follow_their_locators_to_the_last_record() {
    let org = Org::new(4_500).await;
    let first = org.query("SELECT Id, Name FROM Contact").await.json();
    assert_eq!(
        (first["totalSize"].clone(), first["done"].clone(), first["records"].as_array().unwrap().len()),
        (json!(4_500), json!(false), 2_000)
    );
    let mut next = first["nextRecordsUrl"].as_str().map(str::to_owned);
    assert!(next.as_ref().is_some_and(|path| path.starts_with("/services/data/v66.0/query/01g") && path.ends_with("-2000")));
    let mut seen: Vec<Value> = first["records"].as_array().unwrap().clone();
    while let Some(path) = next {
        let page = got(org.request("GET", &path)).await.unwrap().json();
        assert_eq!(page["totalSize"], 4_500);
        seen.extend(page["records"].as_array().unwrap().clone());
        next = page["nextRecordsUrl"].as_str().map(str::to_owned);
    }
    let mut ids: Vec<&str> = seen.iter().map(|record| record["Id"].as_str().unwrap()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 4_500);
    assert_eq!(seen[0]["attributes"]["url"], format!("/services/data/v66.0/sobjects/Contact/{}", ids[0]));
    let small = org.request("GET", "/services/data/v66.0/query/?q=SELECT+Id+FROM+Contact").header("Sforce-Query-Options", "batchSize=200");
    assert_eq!(got(small).await.unwrap().json()["records"].as_array().unwrap().len(), 200);
    let unknown = org.get("/query/01gD0000002HU6KIAW-2000").await;
    assert_eq!(code(&unknown), (400, "INVALID_QUERY_LOCATOR".to_owned()));
}

#[tokio::test]
async fn ids_are_greater_in_the_order_in_which_they_are_sorted() {
    let org = Org::new(120).await;
    let mut seen: Vec<String> = Vec::new();
    loop {
        let after = seen.last().map_or_else(String::new, |last| format!("+WHERE+Id+%3E+'{last}'"));
        let page = org.get(&format!("/query?q=SELECT+Id+FROM+Contact{after}+ORDER+BY+Id+LIMIT+7")).await.json();
        let records = page["records"].as_array().unwrap();
        if records.is_empty() {
            break;
        }
        seen.extend(records.iter().map(|record| record["Id"].as_str().unwrap().to_owned()));
    }
    assert_eq!(seen.len(), 120);
    assert!(seen.iter().any(|id| id.contains('a')), "beyond the capitals");
    assert!(seen.is_sorted());
}

#[tokio::test]
async fn locators_fail_as_ordered() {
    let org = Org::new(700).await;
    let page = async |path: String| got(org.request("GET", &path).header("Sforce-Query-Options", "batchSize=200")).await.unwrap();
    let first = page("/services/data/v66.0/query?q=SELECT+Id+FROM+Contact".to_owned()).await.json();
    let next = first["nextRecordsUrl"].as_str().unwrap().to_owned();
    org.running.fault("salesforce:query:same_page_token:page=2").unwrap();
    assert_eq!(page(next.clone()).await.json()["nextRecordsUrl"], next.as_str());
    org.running.fault("salesforce:query:empty_page").unwrap();
    let empty = page(next.clone()).await.json();
    assert_eq!((empty["records"].as_array().unwrap().len(), empty["done"].clone()), (0, json!(false)));
    org.running.fault("salesforce:query:page_token_dies:page=2").unwrap();
    assert_eq!(code(&page(next.clone()).await), (400, "INVALID_QUERY_LOCATOR".to_owned()));
    org.running.advance(2 * 86_400_000 + 1_000);
    let token = super::form(&format!("{}/services/oauth2/token", org.base), &super::client_credentials()).await.json();
    let expired = reqwest::Client::new().get(format!("{}{next}", org.base)).bearer_auth(token["access_token"].as_str().unwrap());
    assert_eq!(code(&got(expired).await.unwrap()).1, "INVALID_QUERY_LOCATOR");
}

#[tokio::test]
async fn conditions_order_and_limits_choose_records() {
    let org = Org::new(5).await;
    for (name, score, since) in [("O'Brien & Co", 1.5, "2024-01-01"), ("张伟商行", 20.0, "2025-06-30"), ("Beta", 3.0, "2023-12-31")] {
        org.account(json!({ "Name": name, "Score__c": score, "Since__c": since, "AccountNumber": "T", "Tags__c": "VIP;Export" })).await;
    }
    let names = async |rest: &str| {
        let records = org.records(&format!("SELECT Name FROM Account WHERE AccountNumber = 'T' {rest}")).await;
        records.iter().map(|record| record["Name"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join("|")
    };
    assert_eq!(names("ORDER BY Score__c DESC").await, "张伟商行|Beta|O'Brien & Co");
    assert_eq!(names("AND Name = 'o\\'brien & co'").await, "O'Brien & Co");
    assert_eq!(names("AND Name LIKE '%商%'").await, "张伟商行");
    assert_eq!(names("AND Score__c >= 3 AND Score__c < 20.5 ORDER BY Name").await, "Beta|张伟商行");
    assert_eq!(names("AND (Score__c = 1.5 OR Since__c > 2025-01-01) ORDER BY Score__c").await, "O'Brien & Co|张伟商行");
    assert_eq!(names("AND NOT (Name LIKE 'B%') AND Since__c != null ORDER BY Since__c ASC LIMIT 1").await, "O'Brien & Co");
    assert_eq!(names("AND Name NOT IN ('Beta', 'x') ORDER BY Score__c LIMIT 1 OFFSET 1").await, "张伟商行");
    assert_eq!(names("AND Tags__c INCLUDES ('VIP;Export', 'x') AND Tags__c EXCLUDES ('中文') LIMIT 1").await, "O'Brien & Co");
    assert_eq!(
        names(
            "AND Website = null AND CreatedDate = TODAY AND SystemModstamp >= 2026-01-05T16:00:00%2B08:00 LIMIT 1"
                .replace("%2B", "+")
                .as_str()
        )
        .await,
        "O'Brien & Co"
    );
    assert_eq!(names("AND SystemModstamp > 2026-01-05T08:00:00Z").await, "");
    let count = org.query("SELECT COUNT() FROM Account WHERE AccountNumber = 'T'").await.json();
    assert_eq!((count["totalSize"].clone(), count["records"].clone()), (json!(3), json!([])));
    let grouped = org
        .records("SELECT AccountNumber, COUNT(Id), MAX(Score__c) top FROM Account WHERE AccountNumber = 'T' GROUP BY AccountNumber")
        .await;
    assert_eq!(grouped, [json!({ "attributes": { "type": "AggregateResult" }, "AccountNumber": "T", "expr0": 3, "top": 20.0 })]);
}

#[tokio::test]
async fn parents_and_children_are_nested() {
    let org = Org::new(30).await;
    let account = org.account(json!({ "Name": "Parent Co" })).await;
    let contact = org
        .call("POST", "/sobjects/Contact", Some(json!({ "LastName": "李", "FirstName": "娜", "AccountId": &account[..15] })))
        .await
        .json()["id"]
        .clone();
    let child = org
        .records(&format!(
            "SELECT Id, Account.Name, Account.Owner.Username, Name FROM Contact WHERE Account.Name = 'parent co' AND Id = '{}'",
            contact.as_str().unwrap()
        ))
        .await;
    assert_eq!(child[0]["Account"]["Name"], "Parent Co");
    assert_eq!(child[0]["Account"]["Owner"]["Username"], "integration@example.com");
    assert_eq!(child[0]["Name"], "娜 李");
    let parent = org
        .records(&format!(
            "SELECT Name, (SELECT LastName FROM Contacts), (SELECT Id FROM Opportunities) FROM Account WHERE Id = '{account}'"
        ))
        .await;
    assert_eq!((parent[0]["Contacts"]["records"][0]["LastName"].clone(), parent[0]["Opportunities"].clone()), (json!("李"), Value::Null));
    let orphan = org.call("POST", "/sobjects/Contact", Some(json!({ "LastName": "Nobody" }))).await.json()["id"].clone();
    let none = org.records(&format!("SELECT Account.Name FROM Contact WHERE Id = '{}'", orphan.as_str().unwrap())).await;
    assert_eq!(none[0]["Account"], Value::Null);
}

#[tokio::test]
async fn compound_fields_come_whole() {
    let org = Org::new(5).await;
    let account = org.account(json!({ "Name": "A", "BillingCity": "杭州", "BillingCountry": "CN" })).await;
    let record = org.get(&format!("/sobjects/Account/{account}?fields=BillingAddress,Name")).await.json();
    assert_eq!(
        record["BillingAddress"],
        json!({ "city": "杭州", "country": "CN", "geocodeAccuracy": null, "latitude": null, "longitude": null, "postalCode": null, "state": null, "street": null })
    );
    let place = org
        .call("POST", "/sobjects/Membership__c", Some(json!({ "Name": "M", "Place__Latitude__s": 30.5, "Place__Longitude__s": 120.1 })))
        .await
        .json()["id"]
        .clone();
    let location = org.get(&format!("/sobjects/Membership__c/{}", place.as_str().unwrap())).await.json();
    assert_eq!(
        (location["Place__c"].clone(), location["Active__c"].clone()),
        (json!({ "latitude": 30.5, "longitude": 120.1 }), json!(false))
    );
    assert_eq!(location["CreatedDate"], "2026-01-05T08:00:00.000+0000");
    let fields = org.records("SELECT FIELDS(STANDARD) FROM Lead LIMIT 1").await;
    assert!(fields.iter().all(|record| record.get("Status").is_some() && record.get("External_Id__c").is_none()));
}

#[tokio::test]
async fn wrong_queries_say_what_is_wrong() {
    let org = Org::new(5).await;
    for (soql, expected, part) in [
        ("SELECT Foo FROM Account", "INVALID_FIELD", "No such column 'Foo' on entity 'Account'"),
        ("SELECT Id FROM Nothing", "INVALID_TYPE", "sObject type 'Nothing' is not supported"),
        ("SELECT Id FROM Account WHERE", "MALFORMED_QUERY", "unexpected token"),
        ("SELECT Id FROM Account WHERE Id = 'x'", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field"),
        ("SELECT Id FROM Account WHERE CreatedDate > '2024-01-01'", "INVALID_FIELD", "should not be enclosed in quotes"),
        ("SELECT FIELDS(ALL) FROM Account", "MALFORMED_QUERY", "LIMIT"),
        ("SELECT Foo.Name FROM Account", "INVALID_FIELD", "Didn't understand relationship 'Foo'"),
        ("SELECT Id FROM Account WHERE Description = 'x'", "INVALID_FIELD", "can not be filtered"),
    ] {
        let answer = org.query(soql).await;
        let message = answer.json()[0]["message"].as_str().unwrap().to_owned();
        assert!(code(&answer) == (400, expected.to_owned()) && message.contains(part), "{soql}: {message}");
    }
    org.running.control("DELETE", "/salesforce/tables/Account/fields/Score__c", None);
    assert_eq!(code(&org.query("SELECT Score__c FROM Account").await).1, "INVALID_FIELD");
}

#[tokio::test]
async fn deleted_and_merged_records_are_in_query_all_only() {
    let org = Org::new(5).await;
    let (winner, loser, gone) =
        (org.account(json!({ "Name": "W" })).await, org.account(json!({ "Name": "L" })).await, org.account(json!({ "Name": "G" })).await);
    org.call("POST", "/sobjects/Contact", Some(json!({ "LastName": "X", "AccountId": loser }))).await;
    org.running.advance(60_000);
    org.running.control("POST", &format!("/salesforce/tables/Account/records/{loser}/merge"), Some(&json!({ "into": winner })));
    assert_eq!(org.call("DELETE", &format!("/sobjects/Account/{gone}"), None).await.status, 204);
    let soql = format!(
        "SELECT Id, IsDeleted, MasterRecordId, SystemModstamp FROM Account WHERE Id IN ('{winner}', '{loser}', '{gone}') ORDER BY SystemModstamp, Id"
    );
    assert_eq!(org.records(&soql).await.len(), 1);
    let all = org.get(&format!("/queryAll?q={}", encoded(&soql))).await.json();
    let all: Vec<(Value, Value)> =
        all["records"].as_array().unwrap().iter().map(|record| (record["IsDeleted"].clone(), record["MasterRecordId"].clone())).collect();
    assert_eq!(all, [(json!(false), Value::Null), (json!(true), json!(winner)), (json!(true), Value::Null)]);
    let contact = org.records("SELECT AccountId FROM Contact WHERE LastName = 'X'").await;
    assert_eq!(contact[0]["AccountId"], winner.as_str(), "children move to the winner");
    assert_eq!(code(&org.get(&format!("/sobjects/Account/{gone}")).await).0, 404);
    org.running.control("POST", &format!("/salesforce/tables/Account/records/{gone}/restore"), None);
    assert_eq!(org.get(&format!("/sobjects/Account/{gone}")).await.status, 200);
}

#[tokio::test]
async fn updated_and_deleted_lists_cover_a_span() {
    let org = Org::new(5).await;
    let (kept, gone) = (org.account(json!({ "Name": "K" })).await, org.account(json!({ "Name": "G" })).await);
    org.running.advance(60_000);
    org.call("DELETE", &format!("/sobjects/Account/{gone}"), None).await;
    org.running.advance(600_000);
    let span = "start=2026-01-05T07:59:00%2B00:00&end=2026-01-05T08:05:30Z";
    let updated = org.get(&format!("/sobjects/Account/updated/?{span}")).await.json();
    assert_eq!(updated, json!({ "ids": [kept], "latestDateCovered": "2026-01-05T08:05:00.000+0000" }));
    let deleted = org.get(&format!("/sobjects/Account/deleted/?{span}")).await.json();
    assert_eq!(deleted["deletedRecords"], json!([{ "id": gone, "deletedDate": "2026-01-05T08:01:00.000+0000" }]));
    let old = org.get("/sobjects/Account/deleted/?start=2025-12-10T00:00:00Z&end=2026-01-05T00:00:00Z").await;
    assert_eq!(code(&old), (400, "INVALID_REPLICATION_DATE".to_owned()));
    let backwards = org.get("/sobjects/Account/updated/?start=2026-01-05T00:00:00Z&end=2026-01-04T00:00:00Z").await;
    assert_eq!(code(&backwards).1, "INVALID_REPLICATION_DATE");
}

#[tokio::test]
async fn bulk_stamped_records_survive_keyset_paging() {
    let org = Org::new(1_000).await;
    org.running.control("POST", "/salesforce/tables/Contact/ties", Some(&json!({ "count": 900 })));
    let (mut seen, mut last) = (Vec::new(), (String::from("2026-01-05T08:00:00Z"), String::from("000000000000000AAA")));
    loop {
        let soql = format!(
            "SELECT Id, SystemModstamp FROM Contact WHERE (SystemModstamp = {} AND Id > '{}') OR SystemModstamp > {} ORDER BY SystemModstamp, Id LIMIT 250",
            last.0, last.1, last.0
        );
        let page = org.records(&soql).await;
        let Some(end) = page.last() else { break };
        last = (end["SystemModstamp"].as_str().unwrap().to_owned(), end["Id"].as_str().unwrap().to_owned());
        seen.extend(page.iter().map(|record| record["Id"].as_str().unwrap().to_owned()));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 900);
}
