//! Writing: single records, external ids, collections, composite calls.

use serde_json::{Value, json};

use super::{Org, code};
use crate::support::got;

#[tokio::test]
async fn a_record_is_created_changed_and_read_back() {
    let org = Org::new(5).await;
    let created = org
        .call(
            "POST",
            "/sobjects/Account/",
            Some(json!({ "attributes": { "type": "Account" }, "Name": "  Acme  ", "AnnualRevenue": 5, "Active__c": false })),
        )
        .await;
    let id = created.json()["id"].as_str().unwrap().to_owned();
    assert_eq!((created.status, created.json()), (201, json!({ "id": id, "success": true, "errors": [] })));
    assert_eq!(created.header("location"), format!("/services/data/v66.0/sobjects/Account/{id}"));
    assert_eq!(id.len(), 18);
    org.running.advance(2_500);
    let changed = org.call("PATCH", &format!("/sobjects/account/{}", &id[..15]), Some(json!({ "phone": "123", "Website": "" }))).await;
    assert_eq!((changed.status, changed.text.as_str()), (204, ""));
    let record = org.get(&format!("/sobjects/Account/{id}")).await.json();
    assert_eq!(
        (record["Name"].clone(), record["AnnualRevenue"].clone(), record["Phone"].clone(), record["Website"].clone()),
        (json!("Acme"), json!(5.0), json!("123"), Value::Null)
    );
    assert_eq!(
        (record["CreatedDate"].clone(), record["SystemModstamp"].clone()),
        (json!("2026-01-05T08:00:00.000+0000"), json!("2026-01-05T08:00:02.000+0000"))
    );
    let tunnel = org.call("POST", &format!("/sobjects/Account/{id}?_HttpMethod=PATCH"), Some(json!({ "Phone": "456" }))).await;
    assert_eq!(tunnel.status, 204);
    assert_eq!(org.call("PATCH", &format!("/sobjects/Account/{id}"), Some(json!({}))).await.status, 204);
    assert_eq!(org.call("DELETE", &format!("/sobjects/Account/{id}"), None).await.status, 204);
    assert_eq!(
        code(&org.call("PATCH", &format!("/sobjects/Account/{id}"), Some(json!({ "Phone": "1" }))).await),
        (404, "ENTITY_IS_DELETED".to_owned())
    );
    let counts = org.running.control("GET", "/salesforce/log/counts", None);
    assert_eq!((counts["writes"].clone(), counts["writes_committed"].clone()), (json!(5), json!(5)));
}

#[tokio::test]
async fn refused_records_say_which_field() {
    let org = Org::new(5).await;
    let first = org.account(json!({ "Name": "First", "ERP_Number__c": "X-1" })).await;
    for (object, body, expected, fields) in [
        ("Contact", json!({ "FirstName": "A" }), "REQUIRED_FIELD_MISSING", json!(["LastName"])),
        ("Account", json!({ "Name": "A", "foo": 1 }), "INVALID_FIELD", Value::Null),
        (
            "Account",
            json!({ "Name": "A", "CreatedDate": "2024-01-01T00:00:00Z" }),
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            json!(["CreatedDate"]),
        ),
        ("Account", json!({ "Name": "x".repeat(256) }), "STRING_TOO_LONG", json!(["Name"])),
        ("Account", json!({ "Name": "A", "Tier__c": "Z" }), "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", json!(["Tier__c"])),
        ("Account", json!({ "Name": "A", "ERP_Number__c": "x-1" }), "DUPLICATE_VALUE", json!(["ERP_Number__c"])),
        ("Account", json!({ "Name": "A", "ParentId": "123" }), "MALFORMED_ID", json!(["ParentId"])),
        ("Account", json!({ "Name": "A", "ParentId": "001D000000IqhSLIAZ" }), "INVALID_CROSS_REFERENCE_KEY", json!(["ParentId"])),
        ("Contact", json!({ "LastName": "A", "Email": "no mail" }), "INVALID_EMAIL_ADDRESS", json!(["Email"])),
        ("Account", json!({ "Name": 5 }), "JSON_PARSER_ERROR", Value::Null),
    ] {
        let answer = org.call("POST", &format!("/sobjects/{object}"), Some(body.clone())).await;
        assert_eq!(
            (answer.status, answer.json()[0]["errorCode"].as_str(), answer.json()[0]["fields"].clone()),
            (400, Some(expected), fields),
            "{body}"
        );
    }
    let duplicate = org.call("POST", "/sobjects/Account", Some(json!({ "Name": "A", "ERP_Number__c": "X-1" }))).await.json();
    assert_eq!(duplicate[0]["message"], format!("duplicate value found: ERP_Number__c duplicates value on record with id: {first}"));
    let users = org.records("SELECT Id FROM User WHERE IsActive = false").await;
    let inactive = org.call("POST", "/sobjects/Account", Some(json!({ "Name": "A", "OwnerId": users[0]["Id"] }))).await;
    assert_eq!(code(&inactive).1, "INACTIVE_OWNER_OR_USER");
    let lead = org.call("POST", "/sobjects/Lead", Some(json!({ "LastName": "A", "Company": "B", "IsConverted": true }))).await.json()["id"]
        .clone();
    let converted = org.call("PATCH", &format!("/sobjects/Lead/{}", lead.as_str().unwrap()), Some(json!({ "Company": "C" }))).await;
    assert_eq!(code(&converted).1, "CANNOT_UPDATE_CONVERTED_LEAD");
    let broken = org.request("POST", "/services/data/v66.0/sobjects/Account").header("content-type", "application/json").body("{\"Name\":");
    assert_eq!(code(&got(broken).await.unwrap()).1, "JSON_PARSER_ERROR");
}

#[tokio::test]
async fn an_upsert_answers_as_its_version_does() {
    let org = Org::new(5).await;
    let path = "/sobjects/Account/ERP_Number__c/A%2F7";
    let first = org.call("PATCH", path, Some(json!({ "Name": "A" }))).await;
    assert_eq!((first.status, first.json()["created"].clone()), (201, json!(true)));
    let second = org.call("PATCH", path, Some(json!({ "Name": "B" }))).await;
    assert_eq!((second.status, second.json()), (200, json!({ "id": first.json()["id"], "success": true, "errors": [], "created": false })));
    let old = org.at("45.0", "PATCH", path, Some(json!({ "Name": "C" }))).await;
    assert_eq!((old.status, old.text.as_str()), (204, ""));
    let old = org.at("45.0", "PATCH", "/sobjects/Account/ERP_Number__c/new", Some(json!({ "Name": "D" }))).await;
    assert_eq!((old.status, old.json().get("created").cloned()), (201, None));
    assert_eq!(org.get(path).await.json()["Name"], "C");
    assert_eq!(code(&org.call("PATCH", "/sobjects/Account/Namez/x", Some(json!({}))).await), (404, "NOT_FOUND".to_owned()));
    assert_eq!(org.call("PATCH", "/sobjects/Account/ERP_Number__c/none?updateOnly=true", Some(json!({ "Name": "E" }))).await.status, 404);
    let twin = |name: &str| json!({ "Name": name, "Legacy_Id__c": "twin" });
    let ids = [org.account(twin("T1")).await, org.account(twin("T2")).await];
    let several = org.call("PATCH", "/sobjects/Account/Legacy_Id__c/twin", Some(json!({ "Name": "T3" }))).await;
    let urls: Vec<String> = ids.iter().map(|id| format!("/services/data/v66.0/sobjects/Account/{id}")).collect();
    assert_eq!((several.status, several.json()), (300, json!(urls)));
    let by_parent = org.call("POST", "/sobjects/Contact", Some(json!({ "LastName": "P", "Account": { "ERP_Number__c": "A/7" } }))).await;
    assert_eq!(by_parent.status, 201, "{}", by_parent.text);
    let by_nobody = org.call("POST", "/sobjects/Contact", Some(json!({ "LastName": "P", "Account": { "ERP_Number__c": "nobody" } }))).await;
    assert_eq!(code(&by_nobody).1, "INVALID_FIELD");
    let insert = org.call("POST", "/sobjects/Account/Id", Some(json!({ "Name": "F" }))).await;
    assert_eq!((insert.status, insert.json()["created"].clone()), (201, json!(true)));
}

#[tokio::test]
async fn a_duplicate_rule_refuses_in_both_spellings() {
    let org = Org::new(5).await;
    let create = |allow: &'static str| {
        got(org
            .request("POST", "/services/data/v66.0/sobjects/Contact")
            .header("Sforce-Duplicate-Rule-Header", allow)
            .json(&json!({ "LastName": "D" })))
    };
    for (order, header, status, key) in [
        ("alert", "", 400, Some("duplicateResut")),
        ("alert", "allowSave=true; includeRecordDetails=true", 201, None),
        ("block", "allowSave=true", 400, Some("duplicateResut")),
        ("block,documented", "", 400, Some("duplicateResult")),
    ] {
        org.running.fault(&format!("salesforce:sobject.create:duplicates={order}")).unwrap();
        let answer = create(header).await.unwrap();
        assert_eq!(answer.status, status, "{order} {header}");
        if let Some(key) = key {
            let error = answer.json()[0].clone();
            assert_eq!(
                (error["errorCode"].clone(), error[key]["allowSave"].clone()),
                (json!("DUPLICATES_DETECTED"), json!(order == "alert"))
            );
        }
    }
}

#[tokio::test]
async fn collections_report_each_row_in_order() {
    let org = Org::new(5).await;
    let record = |name: Value, erp: Value| json!({ "attributes": { "type": "Account" }, "Name": name, "ERP_Number__c": erp });
    let records = json!([record(json!("A"), json!("c1")), record(Value::Null, json!("c2")), record(json!("C"), json!("c1"))]);
    let partial = org.call("POST", "/composite/sobjects", Some(json!({ "allOrNone": false, "records": records }))).await;
    let rows = partial.json();
    assert_eq!((partial.status, rows[0]["success"].clone(), rows[0]["errors"].clone()), (200, json!(true), json!([])));
    assert_eq!((rows[1]["errors"][0]["statusCode"].clone(), rows[1].get("id").cloned()), (json!("REQUIRED_FIELD_MISSING"), None));
    assert_eq!(rows[2]["errors"][0]["statusCode"], "DUPLICATE_VALUE");
    let first = rows[0]["id"].as_str().unwrap().to_owned();
    let update = json!({ "records": [{ "attributes": { "type": "Account" }, "id": first, "Phone": "1" }, { "attributes": { "type": "Account" }, "id": "001D000000IqhSLIAZ", "Phone": "1" }] });
    let updated = org.call("PATCH", "/composite/sobjects", Some(update)).await.json();
    assert_eq!(
        (updated[0]["success"].clone(), updated[1]["success"].clone(), updated[1]["id"].clone()),
        (json!(true), json!(false), json!("001D000000IqhSLIAZ"))
    );
    let upsert = json!({ "records": [record(json!("A2"), json!("c1")), record(json!("N"), json!("c9")), record(json!("X"), json!("c8")), record(json!("Y"), json!("C8"))] });
    let upserted = org.call("PATCH", "/composite/sobjects/Account/ERP_Number__c", Some(upsert)).await.json();
    assert_eq!((upserted[0]["created"].clone(), upserted[1]["created"].clone()), (json!(false), json!(true)));
    assert_eq!((upserted[2]["errors"][0]["statusCode"].clone(), upserted[3]["success"].clone()), (json!("DUPLICATE_VALUE"), json!(false)));
    let read = org.get(&format!("/composite/sobjects/Account?ids={first},001D000000IqhSLIAZ&fields=Name,Phone")).await.json();
    assert_eq!((read[0]["Name"].clone(), read[0]["Phone"].clone(), read[1].clone()), (json!("A2"), json!("1"), Value::Null));
    let deleted = org.call("DELETE", &format!("/composite/sobjects?ids={first},{first}&allOrNone=false"), None).await.json();
    assert_eq!((deleted[0]["success"].clone(), deleted[1]["errors"][0]["statusCode"].clone()), (json!(true), json!("ENTITY_IS_DELETED")));
    let many: Vec<Value> = (0..201).map(|_| record(json!("A"), Value::Null)).collect();
    assert_eq!(org.call("POST", "/composite/sobjects", Some(json!({ "records": many }))).await.status, 400);
    org.running.fault("salesforce:collections.create:row_error=2").unwrap();
    let locked = org
        .call(
            "POST",
            "/composite/sobjects",
            Some(json!({ "records": [record(json!("L1"), Value::Null), record(json!("L2"), Value::Null)] })),
        )
        .await
        .json();
    assert_eq!((locked[0]["success"].clone(), locked[1]["errors"][0]["statusCode"].clone()), (json!(true), json!("UNABLE_TO_LOCK_ROW")));
}

#[tokio::test]
async fn all_or_none_leaves_nothing_behind() {
    let org = Org::new(5).await;
    let before = org.query("SELECT COUNT() FROM Account").await.json()["totalSize"].clone();
    let versions = org.running.control("GET", "/salesforce/log/versions", None)["total"].clone();
    let kept = org.account(json!({ "Name": "K", "ERP_Number__c": "k" })).await;
    let body = json!({ "allOrNone": true, "records": [
        { "attributes": { "type": "Account" }, "ERP_Number__c": "k", "Name": "changed" }, { "attributes": { "type": "Account" }, "ERP_Number__c": "new", "Name": "N" },
        { "attributes": { "type": "Account" }, "ERP_Number__c": "bad", "Name": null }] });
    let rows = org.call("PATCH", "/composite/sobjects/Account/ERP_Number__c", Some(body)).await.json();
    let codes: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["errors"][0]["statusCode"].as_str().unwrap()).collect();
    assert_eq!(codes, ["ALL_OR_NONE_OPERATION_ROLLED_BACK", "ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING"]);
    assert_eq!(org.get(&format!("/sobjects/Account/{kept}")).await.json()["Name"], "K");
    assert_eq!(org.query("SELECT COUNT() FROM Account").await.json()["totalSize"], json!(before.as_u64().unwrap() + 1));
    assert_eq!(org.running.control("GET", "/salesforce/log/versions", None)["total"], versions);
    let writes = org.running.control("GET", "/salesforce/log/writes", None);
    let committed = writes["writes"].as_array().unwrap().iter().filter(|write| write["committed"] == true).count();
    assert_eq!(committed, 1);
    org.account(json!({ "Name": "again", "ERP_Number__c": "new" })).await;
}

#[tokio::test]
async fn composite_calls_refer_to_each_other_and_roll_back_together() {
    let org = Org::new(5).await;
    let body = |last_name: Value| {
        json!({ "allOrNone": true, "compositeRequest": [
        { "method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "a", "body": { "Name": "Composite" } },
        { "method": "POST", "url": "/services/data/v66.0/sobjects/Contact", "referenceId": "c", "body": { "LastName": last_name, "AccountId": "@{a.id}" } },
        { "method": "GET", "url": "/services/data/v66.0/sobjects/Account/@{a.id}?fields=Name", "referenceId": "r" }] })
    };
    let answers = org.call("POST", "/composite", Some(body(json!("C")))).await.json();
    let statuses: Vec<u64> =
        answers["compositeResponse"].as_array().unwrap().iter().map(|answer| answer["httpStatusCode"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [201, 201, 200], "{answers}");
    assert_eq!(answers["compositeResponse"][2]["body"]["Name"], "Composite");
    assert!(answers["compositeResponse"][0]["httpHeaders"]["Location"].as_str().unwrap().contains("/sobjects/Account/001"));
    let refused = org.call("POST", "/composite", Some(body(Value::Null))).await.json();
    let codes: Vec<&str> =
        refused["compositeResponse"].as_array().unwrap().iter().map(|answer| answer["body"][0]["errorCode"].as_str().unwrap()).collect();
    assert_eq!(codes, ["PROCESSING_HALTED", "REQUIRED_FIELD_MISSING", "PROCESSING_HALTED"]);
    assert_eq!(org.records("SELECT Id FROM Account WHERE Name = 'Composite'").await.len(), 1);
    let batch = json!({ "batchRequests": [{ "method": "GET", "url": "v66.0/limits" }, { "method": "PATCH", "url": "v66.0/sobjects/Account/nobody", "richInput": { "Name": "x" } }] });
    let batch = org.call("POST", "/composite/batch", Some(batch)).await.json();
    assert_eq!(
        (batch["hasErrors"].clone(), batch["results"][0]["statusCode"].clone(), batch["results"][1]["statusCode"].clone()),
        (json!(true), json!(200), json!(404))
    );
    let graph = |name: Value| json!({ "graphId": "g", "compositeRequest": [{ "method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "a", "body": { "Name": name } }] });
    let graphs = org.call("POST", "/composite/graph", Some(json!({ "graphs": [graph(json!("G")), graph(Value::Null)] }))).await.json();
    assert_eq!((graphs["graphs"][0]["isSuccessful"].clone(), graphs["graphs"][1]["isSuccessful"].clone()), (json!(true), json!(false)));
}

#[tokio::test]
async fn a_tree_is_planted_whole_or_not_at_all() {
    let org = Org::new(5).await;
    let tree = |last_name: Value| {
        json!({ "records": [{ "attributes": { "type": "Account", "referenceId": "r1" }, "Name": "Tree",
        "Contacts": { "records": [{ "attributes": { "type": "Contact", "referenceId": "r2" }, "LastName": last_name }] } }] })
    };
    let refused = org.call("POST", "/composite/tree/Account", Some(tree(Value::Null))).await;
    assert_eq!(
        (
            refused.status,
            refused.json()["results"][0]["referenceId"].clone(),
            refused.json()["results"][0]["errors"][0]["statusCode"].clone()
        ),
        (400, json!("r2"), json!("REQUIRED_FIELD_MISSING"))
    );
    assert!(org.records("SELECT Id FROM Account WHERE Name = 'Tree'").await.is_empty());
    let planted = org.call("POST", "/composite/tree/Account", Some(tree(json!("Leaf")))).await;
    assert_eq!(
        (planted.status, planted.json()["hasErrors"].clone(), planted.json()["results"].as_array().unwrap().len()),
        (201, json!(false), 2)
    );
    let leaf = org.records("SELECT Account.Name FROM Contact WHERE LastName = 'Leaf'").await;
    assert_eq!(leaf[0]["Account"]["Name"], "Tree");
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_is_found_by_its_external_id() {
    let org = Org::new(5).await;
    org.running.fault("salesforce:sobject.upsert:lost_answer").unwrap();
    let url = format!("{}/services/data/v66.0/sobjects/Account/ERP_Number__c/lost", org.base);
    let lost = reqwest::Client::new().patch(url).bearer_auth(&org.token).json(&json!({ "Name": "L" })).send().await;
    assert!(lost.is_err());
    assert_eq!(org.call("PATCH", "/sobjects/Account/ERP_Number__c/lost", Some(json!({ "Name": "L" }))).await.status, 200);
    let writes = org.running.control("GET", "/salesforce/log/writes", None)["writes"].clone();
    assert_eq!(
        (writes[0]["effect"].clone(), writes[0]["answered"].clone(), writes[1]["answered"].clone()),
        (json!("created"), json!(0), json!(200))
    );
}
