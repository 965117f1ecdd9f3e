//! The region of the installation: chosen at the set-up, changed by administrators, and what it decides at every door.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::connections::connect;
use crate::fake::FakeSystem;
use crate::imports::ended;
use crate::problems::until;

/// An installation that was set up for this region.
async fn set_up_in(region: &str) -> TestApp {
    let app = TestApp::start_with(|settings| settings.setup_token = Some("ru_the-token".to_owned())).await;
    let body = json!({
        "token": "ru_the-token", "name": "Chefin", "email": "boss@example.com", "password": "correct horse battery", "region": region,
    });
    let begun = app.send(app.client.post(format!("{}/api/v1/setup", app.address)).json(&body)).await;
    assert_eq!(begun.status, 201, "{}", begun.text);
    app
}

async fn set(app: &TestApp, region: &str) {
    let changed = app.call("PATCH", "/api/v1/settings", &json!({"region": region})).await;
    assert_eq!((changed.status, &changed.json()["region"]), (200, &json!(region)), "{}", changed.text);
}

/// Phones of the record with this external id.
async fn phones_of(app: &TestApp, key: &str) -> Value {
    let found = app.get(&format!("/api/v1/customers/by/external_id/{key}")).await;
    assert_eq!(found.status, 200, "{}", found.text);
    found.json()["phone"].clone()
}

async fn import(app: &TestApp, source: &str, file: &'static str) -> Value {
    let place = format!("/api/v1/imports?object=customers&source={source}");
    let begun = app.send(app.request("POST", &place).header("content-type", "text/csv").body(file)).await;
    assert_eq!(begun.status, 202, "{}", begun.text);
    let run = ended(app, begun.header("location")).await;
    assert_eq!(run["state"], "done", "{run}");
    run
}

/// A sync of a system of its own whose one person has this phone; its mapping names no region.
async fn sync_of(app: &TestApp, name: &str, phone: &str) -> String {
    let url = format!("https://{}.region.example.com", name.to_lowercase());
    connect(app, name, &url).await;
    let rows = &FakeSystem::at(&url).rows;
    *rows.lock().expect("rows") = vec![["7", "Somebody", phone, "2026-05-01T08:00:00Z"].map(str::to_owned)];
    let fields = json!([{"from": "_id", "to": "external_id"}, {"from": "_w1", "to": "name"}, {"from": "_w2", "to": "phone"}]);
    let definition = json!({
        "name": name, "connection": name, "stream": "people", "object": "customers",
        "mapping": {"version": 1, "object": "customers", "fields": fields},
    });
    let made = app.post("/api/v1/syncs", &definition).await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.header("location").to_owned()
}

async fn region_of(app: &TestApp, sync: &str) -> Value {
    app.get(sync).await.json()["definition"]["mapping"]["region"].clone()
}

async fn run(app: &TestApp, sync: &str) {
    assert_eq!(app.go_live(sync).await.status, 200);
    let begun = app.post(&format!("{sync}:run"), &json!({})).await;
    assert!([200, 202].contains(&begun.status), "{}", begun.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_door_reads_a_number_as_one_of_the_region() {
    let app = set_up_in("DE").await;
    assert_eq!(app.get("/api/v1/settings").await.json()["region"], "DE");
    let session = app.get("/api/v1/session").await.json();
    assert_eq!((&session["region"], &session["currency"]), (&json!("DE"), &json!("EUR")));

    let id = app.create("customers", &json!({"name": "Anna", "phone": "030 1234567", "revenue": 12})).await;
    let made = app.get(&format!("/api/v1/customers/{id}")).await.json();
    assert_eq!(made["phone"], json!(["+49301234567"]));
    assert_eq!(made["revenue"], json!({"amount": "12.00", "currency": "EUR"}));
    let path = format!("/api/v1/customers/{id}");
    let expected = json!({"phone": "030 1234568", "expected": {"phone": "(030) 1234567"}});
    assert_eq!(app.call("PATCH", &path, &expected).await.json()["phone"], json!(["+49301234568"]));
    let met = app.call("PUT", "/api/v1/customers/by/phone/030-1234568", &json!({"name": "Anna Schmidt"})).await;
    assert_eq!((met.status, &met.json()["record"]["id"]), (200, &json!(id)), "{}", met.text);
    assert_eq!(app.get("/api/v1/customers/by/phone/030%201234568").await.json()["name"], "Anna Schmidt");
    let step = json!({"op": "upsert", "key": "phone", "value": "030/1234568", "record": {"name": "Anna Schmidt", "city": "Berlin"}});
    let batch = app.post("/api/v1/customers:batch", &json!({"items": [step]})).await;
    assert_eq!(batch.json()["items"][0]["record"]["id"], json!(id), "{}", batch.text);
    let alike = app.post("/api/v1/customers/duplicates:find", &json!({"record": {"phone": "030 1234568"}})).await;
    assert!(alike.text.contains(&id), "{}", alike.text);

    let listed = app.get("/api/v1/customers?filter=phone%20%3A%20%22030%201234568%22").await;
    assert_eq!(listed.json()["items"][0]["id"], json!(id), "{}", listed.text);
    let asked = json!({"filter": {"field": "phone", "op": ":", "value": "030 1234568"}});
    assert_eq!(app.post("/api/v1/customers:search", &asked).await.json()["items"][0]["id"], json!(id));
    let exported = app.get("/api/v1/customers/export?filter=phone%20%3A%20%22030%201234568%22").await;
    assert!(exported.text.contains("Anna Schmidt"), "{}", exported.text);

    let field = |default: &str| json!({"name": "hotline", "type": "phone", "label": {"en": "Hotline", "zh": "热线"}, "default": [default]});
    let kept = app.post("/api/v1/objects/customers/fields", &field("+49301234567")).await;
    assert_eq!(kept.status, 201, "{}", kept.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn imports_and_syncs_without_a_region_are_given_the_one_of_the_installation() {
    let app = set_up_in("DE").await;
    let run_of = import(&app, "shop", "id,name,phone,revenue\nC1,Anna,030 7654321,5\n").await;
    assert_eq!(run_of["report"]["mapping"]["region"], "DE", "{run_of}");
    assert_eq!(run_of["report"]["mapping"]["currency"], "EUR");
    assert_eq!(phones_of(&app, "shop:C1").await, json!(["+49307654321"]));

    let sync = sync_of(&app, "Berlin", "030 1112223").await;
    assert_eq!(region_of(&app, &sync).await, "DE");
    run(&app, &sync).await;
    until(&app, "/api/v1/customers/by/external_id/Berlin:7", |record| record["phone"] == json!(["+49301112223"])).await;

    let id = app.get("/api/v1/connections").await.json()["items"][0]["id"].as_str().expect("id").to_owned();
    let proposed = app.post(&format!("/api/v1/connections/{id}/streams/people:suggest"), &json!({"object": "customers"})).await;
    assert_eq!(proposed.json()["mapping"]["region"], "DE", "{}", proposed.text);
    let mapping = json!({"version": 1, "object": "customers", "fields": [{"from": "Tel", "to": "phone"}]});
    let tried = json!({"mapping": mapping, "rows": [{"Tel": "030 1234567"}]});
    let tried = app.post("/api/v1/objects/customers:try-mapping", &tried).await;
    assert!(tried.text.contains("+49301234567"), "{}", tried.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_keeps_the_region_that_it_was_saved_with() {
    let app = TestApp::start().await;
    let sync = sync_of(&app, "Shanghai", "021 61234567").await;
    assert_eq!(region_of(&app, &sync).await, "CN");
    set(&app, "DE").await;
    let definition = app.get(&sync).await.json()["definition"].clone();
    // Sent again without a region and with another name: nothing else has changed.
    let renamed = app.call("PATCH", &sync, &json!({"name": "Renamed", "mapping": {"region": null, "currency": null}})).await;
    assert_eq!(renamed.status, 200, "{}", renamed.text);
    assert_eq!(renamed.json()["definition"]["mapping"], definition["mapping"]);
    run(&app, &sync).await;
    until(&app, "/api/v1/customers/by/external_id/Shanghai:7", |record| record["phone"] == json!(["+862161234567"])).await;
    let named = app.call("PATCH", &sync, &json!({"mapping": {"region": "DE"}})).await;
    assert_eq!(named.json()["definition"]["mapping"]["region"], "DE", "a person may change it");
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_change_the_region_and_nobody_else() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/api/v1/settings").await.json()["region"], "CN");
    let editor = app.key_with("*:write *:read");
    let request = app.client.patch(format!("{}/api/v1/settings", app.address)).bearer_auth(editor).json(&json!({"region": "DE"}));
    let refused = app.send(request).await;
    assert_eq!((refused.status, &refused.json()["missing_scope"]), (403, &json!("admin")));
    for wrong in ["de", "Germany", "XX", ""] {
        let refused = app.call("PATCH", "/api/v1/settings", &json!({"region": wrong})).await;
        assert_eq!(refused.status, 422, "{wrong}: {}", refused.text);
    }
    let id = app.create("customers", &json!({"name": "Wang", "phone": "021 61234567"})).await;
    set(&app, "DE").await;
    let kept = app.get(&format!("/api/v1/customers/{id}")).await.json();
    assert_eq!(kept["phone"], json!(["+862161234567"]), "what is there stays");
    let id = app.create("customers", &json!({"name": "Anna", "phone": "030 1234567"})).await;
    assert_eq!(app.get(&format!("/api/v1/customers/{id}")).await.json()["phone"], json!(["+49301234567"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_node_learns_of_a_changed_region() {
    let Some((one, other)) = TestApp::two_nodes().await else { return };
    assert_eq!(other.get("/api/v1/session").await.json()["region"], "CN");
    set(&one, "DE").await;
    until(&other, "/api/v1/session", |session| session["region"] == "DE").await;
    let id = other.create("customers", &json!({"name": "Anna", "phone": "030 1234567"})).await;
    assert_eq!(other.get(&format!("/api/v1/customers/{id}")).await.json()["phone"], json!(["+49301234567"]));
}
