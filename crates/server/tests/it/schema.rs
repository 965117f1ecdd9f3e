//! Objects and fields at run time.

use serde_json::{Value, json};

use crate::app::TestApp;

fn vehicles() -> Value {
    json!({"name": "vehicles", "label": {"en": "Vehicles", "zh": "车辆"}, "title_field": "plate", "fields": [
        {"name": "plate", "label": {"en": "Plate", "zh": "车牌"}, "type": "text", "required": true, "match_key": "text", "unique": true},
        {"name": "keeper", "label": {"en": "Keeper", "zh": "车主"}, "type": "reference", "to": "customers"},
        {"name": "colour", "label": {"en": "Colour", "zh": "颜色"}, "type": "select", "options": [{"value": "red", "label": {"en": "Red", "zh": "红"}}]},
    ]})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_object_works_at_once_everywhere() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/api/v1/vehicles").await.status, 404);
    let made = app.post("/api/v1/objects", &vehicles()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let customer = app.create("customers", &json!({"name": "客户"})).await;
    let vehicle = app.create("vehicles", &json!({"plate": "沪A12345", "keeper": customer})).await;
    assert_eq!(app.get(&format!("/api/v1/vehicles/{vehicle}?expand=keeper")).await.json()["expanded"]["keeper"]["name"], "客户");
    let taken = app.post("/api/v1/vehicles", &json!({"plate": "沪A12345"})).await;
    assert_eq!((taken.status, taken.problem().as_str()), (409, "conflict"), "{}", taken.text);
    for atomic in [false, true] {
        let items = json!([{"op": "create", "record": {"plate": if atomic { "沪A2" } else { "沪A1" }}}, {"op": "create", "record": {"plate": "沪A12345"}}]);
        let batch = app.post("/api/v1/vehicles:batch", &json!({"atomic": atomic, "items": items})).await;
        let errors = if atomic { "/errors" } else { "/items/1/problem/errors" };
        let pointer = batch.json().pointer(errors).map(|errors| errors[0]["pointer"].clone());
        assert_eq!(pointer, Some(json!("#/items/1/record/plate")), "{}", batch.text);
    }
    assert_eq!(app.get("/api/v1/vehicles/by/plate/%E6%B2%AAA12345").await.json()["id"], vehicle.as_str());
    let document: Value = app.get("/api/v1/openapi.json").await.json();
    assert!(document.pointer("/paths/~1api~1v1~1vehicles/post").is_some());

    let field = json!({"name": "doors", "label": {"en": "Doors", "zh": "车门"}, "type": "integer"});
    assert_eq!(app.post("/api/v1/objects/vehicles/fields", &field).await.status, 201);
    assert_eq!(app.call("PATCH", &format!("/api/v1/vehicles/{vehicle}"), &json!({"doors": 4})).await.json()["doors"], 4);
    let archived = app.send(app.request("DELETE", "/api/v1/objects/vehicles/fields/doors")).await;
    assert_eq!((archived.status, archived.json()["archived"].as_bool()), (200, Some(true)), "{}", archived.text);
    assert!(app.get(&format!("/api/v1/vehicles/{vehicle}")).await.json().get("doors").is_none(), "values of archived fields are not shown");
    assert!(app.get("/api/v1/vehicles").await.json()["items"][0].get("doors").is_none());
    assert_eq!(app.call("PATCH", &format!("/api/v1/vehicles/{vehicle}"), &json!({"doors": 5})).await.status, 422);
    assert_eq!(app.call("PATCH", "/api/v1/objects/vehicles/fields/doors", &json!({"archived": false})).await.status, 200);
    assert_eq!(app.get(&format!("/api/v1/vehicles/{vehicle}")).await.json()["doors"], 4);

    assert_eq!(app.send(app.request("DELETE", "/api/v1/objects/vehicles")).await.status, 200);
    assert_eq!(app.get("/api/v1/vehicles").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_are_shown_in_the_order_that_was_asked_for() {
    let app = TestApp::start().await;
    assert_eq!(app.post("/api/v1/objects", &vehicles()).await.status, 201);
    let id = app.create("vehicles", &json!({"plate": "沪A12345", "colour": "red"})).await;
    let names = |object: &Value| object["fields"].as_array().map(|all| all.iter().map(|field| field["name"].clone()).collect::<Vec<_>>());
    let changed = app.call("PATCH", "/api/v1/objects/vehicles", &json!({"field_order": ["colour", "plate"]})).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(names(&changed.json()), Some(vec![json!("colour"), json!("plate"), json!("keeper")]));
    // A field that comes later follows, and records are as they were.
    let field = json!({"name": "doors", "label": {"en": "Doors", "zh": "车门"}, "type": "integer"});
    assert_eq!(app.post("/api/v1/objects/vehicles/fields", &field).await.status, 201);
    assert_eq!(names(&app.get("/api/v1/objects/vehicles").await.json()).map(|names| names.len()), Some(4));
    let listed = app.get("/api/v1/objects/vehicles/fields").await.json();
    assert_eq!((&listed["items"][0]["name"], &listed["items"][3]["name"]), (&json!("colour"), &json!("doors")));
    let record = app.call("PATCH", &format!("/api/v1/vehicles/{id}"), &json!({"doors": 4})).await.json();
    assert_eq!((&record["plate"], &record["colour"], &record["doors"]), (&json!("沪A12345"), &json!("red"), &json!(4)));
    for wrong in [json!(["nothing"]), json!(["plate", "plate"])] {
        let refused = app.call("PATCH", "/api/v1/objects/vehicles", &json!({"field_order": wrong})).await;
        assert_eq!(refused.problem(), "validation_failed", "{}", refused.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn definitions_that_cannot_work_are_refused() {
    let app = TestApp::start().await;
    let with = |member: &str, value: Value| {
        let mut body = vehicles();
        body[member] = value;
        body
    };
    for (body, status) in [
        (with("name", json!("Vehicles")), 422),
        (with("name", json!("imports")), 409),
        (with("name", json!("customers")), 409),
        (with("title_field", json!("nothing")), 422),
        (with("fields", json!([])), 422),
        (with("standard", json!(true)), 422),
        (with("fields", json!([{"name": "plate", "label": {"en": "", "zh": ""}, "type": "text", "id": 9}])), 422),
        (with("fields", json!([{"name": "plate", "label": {"en": "", "zh": ""}, "type": "colour"}])), 422),
        (
            with(
                "fields",
                json!([{"name": "plate", "label": {"en": "", "zh": ""}, "type": "text", "validation": {"pattern": "(", "message": {"en": "", "zh": ""}}}]),
            ),
            422,
        ),
        (with("fields", json!([{"name": "plate", "label": {"en": "", "zh": ""}, "type": "integer", "default": "x"}])), 422),
    ] {
        let answer = app.post("/api/v1/objects", &body).await;
        answer.problem();
        assert_eq!(answer.status, status, "{body}: {}", answer.text);
    }
    assert_eq!(app.send(app.request("DELETE", "/api/v1/objects/customers")).await.status, 409);
    assert_eq!(app.get("/api/v1/objects/custmers").await.json()["nearest"], json!(["customers"]));
    let key = app.key_with("*:read *:write");
    let answer = app.send(app.client.post(format!("{}/api/v1/objects", app.address)).bearer_auth(key).json(&vehicles())).await;
    assert_eq!(answer.json()["missing_scope"], "admin");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_is_built_as_a_run_that_tells_its_state() {
    let app = TestApp::start().await;
    for at in 0..30 {
        app.create("customers", &json!({"name": format!("客户{at}"), "segment": format!("s{}", at % 3)})).await;
    }
    let path = "/api/v1/objects/customers/fields/segment";
    let changed = app.call("PATCH", path, &json!({"indexed": true})).await;
    assert_eq!((changed.status, changed.json()["indexed"].as_bool()), (200, Some(true)), "{}", changed.text);
    let runs = app.get("/api/v1/runs").await.json();
    let run = &runs["items"][0];
    assert_eq!(
        (run["kind"].as_str(), run["state"].as_str(), run["object"].as_str()),
        (Some("index"), Some("done"), Some("customers")),
        "{runs}"
    );
    assert_eq!(run["report"]["field"], "segment");
    assert_eq!(app.get("/api/v1/customers?filter=segment%20=%20%22s1%22&count=exact").await.json()["page"]["count"], 10);
    let undo = app.send(app.request("POST", &format!("/api/v1/runs/{}:rollback", run["id"].as_str().expect("id")))).await;
    assert_eq!(undo.problem(), "conflict");
    assert_eq!(app.call("PATCH", path, &json!({"indexed": false})).await.status, 200);
    assert_eq!(app.call("PATCH", path, &json!({"indexed": true})).await.status, 200, "dropped and built again");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_collection_for_postman_holds_every_operation_and_its_requests_can_be_sent() {
    let app = TestApp::start().await;
    let made = app.post("/api/v1/objects", &vehicles()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let document = app.get("/api/v1/openapi.json").await.json();
    let operations: usize =
        document["paths"].as_object().map_or(0, |paths| paths.values().filter_map(Value::as_object).map(serde_json::Map::len).sum());
    let collection = app.get("/api/v1/postman.json").await.json();
    assert_eq!(collection["info"]["schema"], "https://schema.getpostman.com/json/collection/v2.1.0/collection.json");
    let folders = collection["item"].as_array().expect("folders");
    let requests: Vec<&Value> = folders.iter().filter_map(|folder| folder["item"].as_array()).flatten().collect();
    assert_eq!(requests.len(), operations);
    let mut sent = 0;
    for item in requests {
        let (request, name) = (&item["request"], item["name"].as_str().expect("name"));
        let method = request["method"].as_str().expect("method");
        let url = request["url"]["raw"].as_str().expect("url");
        let path = url.strip_prefix("{{base}}").unwrap_or_else(|| panic!("{name}: {url}"));
        // What needs no id of something that is there can be sent as it stands.
        if method == "GET"
            && !path.contains(':')
            && !path.contains("{{")
            && path.starts_with("/api/v1/vehicles")
            && !path.contains("export")
        {
            assert_eq!(app.get(path.split('?').next().unwrap_or(path)).await.status, 200, "{name}");
            sent += 1;
        }
    }
    assert!(sent > 0);
}
