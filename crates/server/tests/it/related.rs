//! What refers to a customer follows it through merges and comes back with it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::{Ahead, TestApp};

const CUSTOMERS: usize = 5;
/// Records that refer to each of them.
const EACH: usize = 40;
const OBJECTS: [&str; 3] = ["orders", "deals", "activities"];
const DAY_MS: i64 = 86_400_000;

/// A related record of an object.
fn related(object: &str, name: &str, customer: &str) -> Value {
    let title = match object {
        "orders" => "number",
        "deals" => "name",
        _ => "subject",
    };
    json!({"op": "create", "record": {title: name, "customer": customer}})
}

/// Customers with phones, e-mails and ids of their own, and 200 records that refer to them.
async fn seed(app: &TestApp) -> Vec<String> {
    let mut customers = Vec::new();
    for at in 0..CUSTOMERS {
        let values = json!({"name": format!("C{at}"), "phone": [format!("+861380013800{at}")], "email": [format!("c{at}@example.cn")]});
        let made = app.call("PUT", &format!("/api/v1/customers/by/external_id/crm:{at}"), &values).await;
        assert_eq!(made.status, 201, "{}", made.text);
        customers.push(made.json()["record"]["id"].as_str().expect("id").to_owned());
    }
    for object in OBJECTS {
        let lines = (0..CUSTOMERS * EACH).filter(|at| OBJECTS[at % OBJECTS.len()] == object);
        let items: Vec<Value> = lines.map(|at| related(object, &format!("R{at}"), &customers[at / EACH])).collect();
        assert_eq!(app.post(&format!("/api/v1/{object}:batch"), &json!({"atomic": true, "items": items})).await.status, 200);
    }
    customers
}

/// How many related records a customer's timeline shows, page by page.
async fn on_timeline(app: &TestApp, customer: &str) -> usize {
    let (mut count, mut cursor) = (0, String::new());
    loop {
        let page = app.get(&format!("/api/v1/customers/{customer}/timeline?limit=100{cursor}")).await.json();
        count += page["items"].as_array().expect("items").iter().filter(|item| item["kind"] == "record").count();
        match page["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return count,
        }
    }
}

/// How many records of all three objects pass a filter, as lists count them.
async fn listed(app: &TestApp, filter: &str) -> usize {
    let mut count = 0;
    for object in OBJECTS {
        let filter = filter.replace(' ', "%20").replace('"', "%22").replace('=', "%3D");
        let answer = app.get(&format!("/api/v1/{object}?limit=1&count=exact&filter={filter}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        count += usize::try_from(answer.json()["page"]["count"].as_u64().expect("count")).expect("small");
    }
    count
}

/// Related records by customer: on the timeline and in lists.
async fn of_each(app: &TestApp, customers: &[String]) -> Vec<(usize, usize)> {
    let mut counts = Vec::new();
    for customer in customers {
        counts.push((on_timeline(app, customer).await, listed(app, &format!("customer = \"{customer}\"")).await));
    }
    counts
}

async fn merge(app: &TestApp, customers: &[String]) {
    let merged = app.post("/api/v1/customers:merge", &json!({"survivor": customers[0], "absorbed": customers[1..]})).await;
    assert_eq!(merged.status, 200, "{}", merged.text);
}

/// Everything about the customers that an unmerge has to bring back.
async fn shown(app: &TestApp, customers: &[String]) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for id in customers {
        let mut record = app.get(&format!("/api/v1/customers/{id}")).await.json();
        for volatile in ["version", "updated_at"] {
            record.as_object_mut().expect("a record").remove(volatile);
        }
        all.insert(id.clone(), record);
    }
    all
}

/// Every page of orders with their customer beside them: nobody is shown that was merged away.
async fn customers_beside_orders(app: &TestApp) -> Vec<String> {
    let page = app.get("/api/v1/orders?expand=customer&limit=500").await.json();
    let mut ids: Vec<String> = page["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|order| order["expanded"]["customer"]["id"].as_str())
        .map(str::to_owned)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_related_records_follow_a_merge_and_come_back() {
    let app = TestApp::start().await;
    let customers = seed(&app).await;
    let before = shown(&app, &customers).await;
    assert_eq!(of_each(&app, &customers).await, [(EACH, EACH); CUSTOMERS]);

    merge(&app, &customers).await;
    assert_eq!(of_each(&app, &customers[..1]).await, [(200, 200)], "all of them belong to the survivor");
    assert_eq!(listed(&app, "customer.name = \"C0\"").await, 200, "also by what the survivor is called");
    assert_eq!(listed(&app, "customer.name = \"C3\"").await, 0);
    assert_eq!(listed(&app, &format!("customer IN (\"{}\")", customers[0])).await, 200);
    assert_eq!(listed(&app, &format!("NOT customer = \"{}\"", customers[0])).await, 0);
    assert_eq!(customers_beside_orders(&app).await, customers[..1]);
    for (at, id) in customers.iter().enumerate() {
        let resolved = app.get(&format!("/api/v1/customers/{id}")).await;
        assert_eq!((resolved.status, resolved.json()["id"].as_str()), (200, Some(customers[0].as_str())), "old ids go on to the survivor");
        let found = app.get(&format!("/api/v1/customers/by/external_id/crm:{at}")).await.json();
        assert_eq!(found["id"].as_str(), Some(customers[0].as_str()));
    }
    // What is written through an old id or the survivor's while they are one stays with whom it names.
    let later: Vec<Value> = (0..20).map(|at| related("orders", &format!("N{at}"), &customers[0])).collect();
    assert_eq!(app.post("/api/v1/orders:batch", &json!({"atomic": true, "items": later})).await.status, 200);
    assert_eq!(of_each(&app, &customers[..1]).await, [(220, 220)]);

    let given_back = app.post(&format!("/api/v1/customers/{}:unmerge", customers[0]), &json!({})).await;
    assert_eq!((given_back.status, given_back.json()["items"].as_array().map(Vec::len)), (200, Some(CUSTOMERS)), "{}", given_back.text);
    assert_eq!(shown(&app, &customers).await, before, "names, phones, e-mails and external ids are as they were");
    let mut expected = [(EACH, EACH); CUSTOMERS];
    expected[0] = (EACH + 20, EACH + 20);
    assert_eq!(of_each(&app, &customers).await, expected, "each has its own again, the twenty stay with the survivor");
    let mut all = customers.clone();
    all.sort_unstable();
    assert_eq!(customers_beside_orders(&app).await, all);
    assert_eq!((listed(&app, "customer.name = \"C0\"").await, listed(&app, "customer.name = \"C3\"").await), (EACH + 20, EACH));
}

#[tokio::test(flavor = "multi_thread")]
async fn merges_of_merges_lead_to_the_end() {
    let app = TestApp::start().await;
    let customers = seed(&app).await;
    let one = |survivor: usize, absorbed: usize| json!({"survivor": customers[survivor], "absorbed": [customers[absorbed]]});
    for (survivor, absorbed) in [(1, 2), (0, 1), (3, 0), (3, 4)] {
        assert_eq!(app.post("/api/v1/customers:merge", &one(survivor, absorbed)).await.status, 200);
    }
    assert_eq!(of_each(&app, &customers[3..4]).await, [(200, 200)]);
    assert_eq!(listed(&app, "customer.name = \"C3\"").await, 200, "also two merges away");
    let undo = app.post(&format!("/api/v1/customers/{}:unmerge", customers[3]), &json!({"records": [customers[0]]})).await;
    assert_eq!(undo.status, 200, "{}", undo.text);
    assert_eq!((listed(&app, "customer.name = \"C3\"").await, listed(&app, "customer.name = \"C0\"").await), (80, 120));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_is_taken_apart_although_the_log_of_it_is_gone() {
    let clock = Arc::new(Ahead::default());
    let app = TestApp::start_at(clock.clone(), |_| {}).await;
    let customers = seed(&app).await;
    let before = shown(&app, &customers).await;
    merge(&app, &customers).await;
    clock.0.store(500 * DAY_MS, Ordering::Relaxed);
    let path = format!("/api/v1/customers/{}/history", customers[0]);
    let mut left = 1;
    // The search index reads the log first.
    for _ in 0..600 {
        app.state.throw_away().await.expect("throws away");
        left = app.get(&path).await.json()["items"].as_array().map_or(0, Vec::len);
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(left, 0, "nothing tells of the merge any more");

    let given_back = app.post(&format!("/api/v1/customers/{}:unmerge", customers[0]), &json!({})).await;
    assert_eq!(given_back.status, 200, "{}", given_back.text);
    assert_eq!(shown(&app, &customers).await, before);
    assert_eq!(of_each(&app, &customers).await, [(EACH, EACH); CUSTOMERS]);
    // Told apart by a person, they stay apart: what the source shows again does not bring them together.
    let again = app.call("PUT", "/api/v1/customers/by/external_id/crm:3", &json!({"city": "上海"})).await;
    assert_eq!(again.json()["record"]["id"].as_str(), Some(customers[3].as_str()), "{}", again.text);
}
