//! The plain shop: lists, writes and SOAP on the same data.

use serde_json::{Value, json};

use crate::support::{Got, call, get, got, shop};

#[tokio::test]
async fn without_its_key_nothing_is_told() {
    let running = shop(5);
    let url = format!("{}/api/customers", running.base_url("shop").unwrap());
    let answer = got(reqwest::Client::new().get(url)).await.unwrap();
    assert_eq!((answer.status, answer.json()["error"]["code"].clone()), (401, json!("unauthorised")));
}

#[tokio::test]
async fn numbered_pages_and_cursors_show_every_record_once() {
    let running = shop(250);
    let mut by_number = Vec::new();
    for page in 1..=3 {
        let answer = get(&running, &format!("/api/customers?page={page}&page_size=100")).await.json();
        assert_eq!((answer["total"].clone(), answer["has_more"].clone()), (json!(250), json!(page < 3)));
        by_number.extend(ids(&answer));
    }
    let by_cursor = follow(&running, "/api/customers?page_size=100").await;
    let by_change = follow(&running, "/api/customers?page_size=7&updated_since=2000-01-01T00:00:00Z").await;
    assert_eq!(by_number.len(), 250);
    assert_eq!(by_number, by_cursor);
    assert_eq!(by_number, by_change);
}

#[tokio::test]
async fn records_with_one_stamp_are_all_shown_over_the_borders_of_pages() {
    let running = shop(500);
    let before = get(&running, "/api/customers?updated_since=2026-01-05T00:00:00Z").await.json();
    assert_eq!(before["total"], 0);
    running.control("POST", "/shop/tables/customers/ties", Some(&json!({ "count": 450 })));
    let changed = follow(&running, "/api/customers?page_size=100&updated_since=2026-01-05T08:00:00Z").await;
    assert_eq!(changed.len(), 450);
}

#[tokio::test]
async fn a_record_is_created_changed_and_deleted() {
    let running = shop(5);
    let created =
        call(&running, "POST", "/api/customers", Some(json!({ "name": "张伟", "points": 9_007_199_254_740_993_u64 }))).await.unwrap();
    assert_eq!(created.status, 201);
    assert!(created.text.contains("\"points\":9007199254740993,"), "{}", created.text);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    running.advance(5_000);
    let changed = call(&running, "PATCH", &format!("/api/customers/{id}"), Some(json!({ "city": "杭州" }))).await.unwrap().json();
    assert_eq!((changed["city"].clone(), changed["updated_at"].clone()), (json!("杭州"), json!("2026-01-05T08:00:05.000Z")));
    assert_eq!(call(&running, "DELETE", &format!("/api/customers/{id}"), None).await.unwrap().status, 204);
    assert_eq!(get(&running, &format!("/api/customers/{id}")).await.status, 404);
    let gone = get(&running, "/api/customers?updated_since=2026-01-05T08:00:00Z&include_deleted=true").await.json();
    assert_eq!((gone["data"][0]["id"].clone(), gone["data"][0]["deleted"].clone()), (json!(id), json!(true)));
    let writes = running.control("GET", "/shop/log/writes", None);
    let effects: Vec<&Value> = writes["writes"].as_array().unwrap().iter().map(|write| &write["effect"]).collect();
    assert_eq!(effects, ["created", "updated", "deleted"]);
}

#[tokio::test]
async fn what_the_shop_does_not_take_is_refused_with_a_reason() {
    let running = shop(5);
    call(&running, "POST", "/api/customers", Some(json!({ "name": "A", "external_id": "X1" }))).await.unwrap();
    for (body, status, code) in [
        (json!({ "phone": "1" }), 422, "required"),
        (json!({ "name": "A", "shoe_size": 44 }), 422, "unknown_field"),
        (json!({ "name": "A", "points": "many" }), 422, "wrong_type"),
        (json!({ "name": "A", "id": "C1" }), 422, "read_only"),
        (json!({ "name": "B", "external_id": "x1" }), 409, "duplicate"),
        (json!([]), 400, "malformed"),
    ] {
        let answer = call(&running, "POST", "/api/customers", Some(body.clone())).await.unwrap();
        assert_eq!((answer.status, answer.json()["error"]["code"].as_str().unwrap().to_owned()), (status, code.to_owned()), "{body}");
    }
    let counts = running.control("GET", "/shop/log/counts", None);
    assert_eq!((counts["writes"].clone(), counts["writes_committed"].clone()), (json!(6), json!(1)));
}

#[tokio::test]
async fn a_repeated_key_does_not_create_twice() {
    let running = shop(5);
    let create = || {
        let url = format!("{}/api/customers", running.base_url("shop").unwrap());
        let request = reqwest::Client::new().post(url).header("x-api-key", sandbox::shop::API_KEY).header("idempotency-key", "k1");
        got(request.json(&json!({ "name": "A" })))
    };
    let (first, second) = (create().await.unwrap(), create().await.unwrap());
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!(first.json()["id"], second.json()["id"]);
    assert_eq!(get(&running, "/api/customers").await.json()["total"], 6);
}

#[tokio::test]
async fn an_upsert_creates_once_and_then_changes() {
    let running = shop(5);
    let put = |name: &str| call(&running, "PUT", "/api/customers/by-external-id/A%2F1", Some(json!({ "name": name })));
    let (first, second) = (put("Ann").await.unwrap(), put("Anne").await.unwrap());
    assert_eq!((first.status, second.status), (201, 200));
    assert_eq!((second.json()["external_id"].clone(), second.json()["name"].clone()), (json!("A/1"), json!("Anne")));
}

#[tokio::test]
async fn a_batch_reports_each_record() {
    let running = shop(5);
    running.fault("shop:customers.batch:row_error=3:code=UNABLE_TO_LOCK").unwrap();
    let body =
        json!({ "records": [{ "name": "A" }, { "phone": "1" }, { "name": "C" }, { "id": "C0000001", "city": "X" }, { "id": "nobody" }] });
    let answer = call(&running, "POST", "/api/customers/batch", Some(body)).await.unwrap().json();
    let statuses: Vec<u64> = answer["results"].as_array().unwrap().iter().map(|result| result["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [201, 422, 409, 200, 404]);
    assert!(answer["results"][2]["error"]["message"].as_str().unwrap().starts_with("UNABLE_TO_LOCK"));
}

#[tokio::test]
async fn soap_shows_and_changes_the_same_customers() {
    let running = shop(30);
    let listed = soap(&running, "<ListCustomers xmlns=\"urn:shop.example.com:customers:1\"><Limit>20</Limit></ListCustomers>").await;
    assert_eq!((listed.status, listed.text.matches("<Customer>").count()), (200, 20));
    assert!(listed.text.contains("<HasMore>true</HasMore>"));
    let rest = soap(&running, "<ListCustomers><AfterId>C0000020</AfterId></ListCustomers>").await;
    assert_eq!(rest.text.matches("<Customer>").count(), 10);
    let saved = soap(&running, "<UpsertCustomer><Customer><Name>李 &amp; 王</Name><Points>7</Points></Customer></UpsertCustomer>").await;
    assert!(saved.text.contains("<Id>C0000031</Id><Created>true</Created>"), "{}", saved.text);
    assert_eq!(get(&running, "/api/customers/C0000031").await.json()["name"], "李 & 王");
    let one = soap(&running, "<GetCustomer><Id>C0000031</Id></GetCustomer>").await;
    assert!(one.text.contains("<Name>李 &amp; 王</Name>") && one.text.contains("<Phone xsi:nil=\"true\"/>"), "{}", one.text);
    let missing = soap(&running, "<GetCustomer><Id>nobody</Id></GetCustomer>").await;
    assert!(missing.status == 500 && missing.text.contains("<faultcode>soap:Client.NotFound</faultcode>"), "{}", missing.text);
}

async fn soap(running: &sandbox::Running, body: &str) -> Got {
    let url = format!("{}/soap", running.base_url("shop").unwrap());
    let key = sandbox::shop::API_KEY;
    let envelope = format!(
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header><ApiKey>{key}</ApiKey></soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>"
    );
    got(reqwest::Client::new().post(url).header("content-type", "text/xml").body(envelope)).await.unwrap()
}

pub fn ids(answer: &Value) -> Vec<String> {
    answer["data"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
}

/// All ids behind a list, following its cursor; at most 200 pages.
pub async fn follow(running: &sandbox::Running, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    for _ in 0..200 {
        let answer = get(running, &format!("{path}&cursor={cursor}")).await.json();
        found.extend(ids(&answer));
        match answer["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return found,
        }
    }
    panic!("the list does not end");
}
