//! The control interface, over HTTP as a script would use it.

use serde_json::{Value, json};

use crate::support::{get, got, shop};

async fn control(running: &sandbox::Running, method: &str, path: &str, body: Value) -> (u16, Value) {
    let url = format!("{}{path}", running.control_url());
    let answer = got(reqwest::Client::new().request(method.parse().unwrap(), url).json(&body)).await.unwrap();
    (answer.status, answer.json())
}

#[tokio::test]
async fn a_persons_changes_are_seen_by_the_api() {
    let running = shop(10);
    let (_, created) =
        control(&running, "POST", "/shop/tables/customers/records", json!({ "values": { "name": "王芳", "points": 1 } })).await;
    assert_eq!((created["id"].clone(), created["version"].clone()), (json!("C0000011"), json!(1)));
    let path = "/shop/tables/customers/records/C0000011";
    let backdated = json!({ "values": { "city": "成都" }, "stamp": "2020-02-02T02:02:02Z" });
    assert_eq!(control(&running, "PATCH", path, backdated).await.1["stamp"], "2020-02-02T02:02:02.000Z");
    let shown = get(&running, "/api/customers/C0000011").await.json();
    assert_eq!(
        (shown["name"].clone(), shown["city"].clone(), shown["updated_at"].clone()),
        (json!("王芳"), json!("成都"), json!("2020-02-02T02:02:02.000Z"))
    );
    control(&running, "DELETE", path, Value::Null).await;
    assert_eq!(get(&running, "/api/customers/C0000011").await.status, 404);
    control(&running, "POST", &format!("{path}/restore"), Value::Null).await;
    assert_eq!(get(&running, "/api/customers/C0000011").await.status, 200);
    control(&running, "POST", &format!("{path}/merge"), json!({ "into": "C0000001" })).await;
    let (_, merged) = control(&running, "GET", path, Value::Null).await;
    assert_eq!((merged["presence"].clone(), merged["merged_into"].clone()), (json!("deleted"), json!("C0000001")));
    let (_, versions) = control(&running, "GET", "/shop/log/versions", Value::Null).await;
    let of_the_new: Vec<&Value> = versions["versions"].as_array().unwrap().iter().filter(|version| version["id"] == "C0000011").collect();
    let shown: Vec<bool> = of_the_new.iter().map(|version| version["shown"].as_bool().unwrap()).collect();
    assert_eq!(shown, [false, true, false, true]);
}

#[tokio::test]
async fn what_cannot_be_done_is_said() {
    let running = shop(5);
    for (method, path, body, status, error) in [
        ("POST", "/faults", json!({ "spec": "shop:explode" }), 400, "`explode` is no kind of fault"),
        ("POST", "/faults", json!({ "spec": "nobody:hang" }), 400, "no vendor `nobody` is simulated here; there are: shop"),
        ("POST", "/faults", json!({}), 400, "`spec` is missing"),
        ("GET", "/nobody/tables", Value::Null, 404, "there is no such thing"),
        ("GET", "/shop/tables/nothing/records", Value::Null, 400, "there is no table `nothing`"),
        ("PATCH", "/shop/tables/customers/records/x", json!({ "values": {} }), 400, "the table has no record `x`"),
        ("PATCH", "/shop/tables/customers/records/C0000001", json!({ "values": { "x": 1 } }), 400, "the table has no field `x`"),
        ("PATCH", "/shop/tables/customers/records/C0000001", json!({ "values": 1 }), 400, "`values` is missing, or no object"),
        ("PATCH", "/shop/tables/customers/records/C0000001", json!({ "values": {}, "stamp": "soon" }), 400, "`soon` is no time"),
        ("POST", "/shop/tables/customers/fields", json!({ "name": "name", "type": "text" }), 400, "the table has a field `name` already"),
    ] {
        let (found, answer) = control(&running, method, path, body).await;
        let text = answer["error"].as_str().unwrap_or_default().to_owned();
        assert!(found == status && text.starts_with(error), "{method} {path}: {found} {answer}");
    }
}

#[tokio::test]
async fn the_truth_of_who_is_who_spans_customers_entered_twice() {
    let running = shop(500);
    let (_, people) = control(&running, "GET", "/people?limit=2000", Value::Null).await;
    let people = people["people"].as_array().unwrap();
    let records: usize = people.iter().map(|person| person["records"].as_array().unwrap().len()).sum();
    let twice = people.iter().filter(|person| person["records"].as_array().unwrap().len() == 2).count();
    assert_eq!(records, 500);
    assert!(twice >= 5 && people.len() + twice == 500, "{twice}");
}

#[tokio::test]
async fn a_reset_gives_the_data_of_its_seed_and_an_empty_log() {
    let running = shop(20);
    let first = get(&running, "/api/customers").await.text;
    control(&running, "POST", "/shop/tables/customers/records", json!({ "values": { "name": "x" } })).await;
    running.fault("shop:500:times=always").unwrap();
    control(&running, "POST", "/reset", json!({ "seed": 8 })).await;
    let other = get(&running, "/api/customers").await.text;
    control(&running, "POST", "/reset", json!({ "seed": 7 })).await;
    assert_eq!(running.calls("shop", "*"), 0);
    assert_eq!(get(&running, "/api/customers").await.text, first);
    assert_ne!(first, other);
    control(&running, "POST", "/reset", json!({ "records": 33 })).await;
    assert_eq!(get(&running, "/api/customers").await.json()["total"], 33);
}

#[tokio::test]
async fn another_organisation_can_stand_behind_the_same_address() {
    let running = shop(5);
    let before = get(&running, "/api/organisation").await.json()["id"].clone();
    control(&running, "PUT", "/shop/organisation", json!({ "id": "shop-9" })).await;
    let after = get(&running, "/api/organisation").await.json()["id"].clone();
    assert_eq!((before, after), (json!("shop-7"), json!("shop-9")));
}

#[tokio::test]
async fn every_call_is_counted_by_endpoint_and_status() {
    let running = shop(5);
    get(&running, "/api/customers").await;
    get(&running, "/api/customers/nobody").await;
    get(&running, "/nowhere").await;
    let (_, counts) = control(&running, "GET", "/shop/log/counts", Value::Null).await;
    assert_eq!(counts["endpoints"]["customers.list"]["by_status"], json!({ "200": 1 }));
    assert_eq!(counts["endpoints"]["customers.get"]["by_status"], json!({ "404": 1 }));
    assert_eq!((counts["calls"].clone(), running.calls("shop", "unknown")), (json!(3), 1));
    let (_, calls) = control(&running, "GET", "/shop/log/calls?offset=1&limit=1", Value::Null).await;
    assert_eq!(calls["calls"][0]["path"], "/api/customers/nobody");
}
