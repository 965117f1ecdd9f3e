//! Channels of alerts over HTTP, and an alert on its way from the worker to the receiver.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

use model::{Clock, SystemClock};
use serde_json::{Value, json};

use crate::app::{Ahead, TestApp};
use crate::connections::connect;
use crate::receiver::{Heard, receiver};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn channel_of(port: u16) -> Value {
    let url = format!("http://127.0.0.1:{port}/alerts");
    json!({"name": "On call", "kind": "webhook", "language": "zh", "settings": {"url": url}, "secrets": {"secret": SECRET}})
}

/// Fails unless a call is one that the description of the API tells of: its event, its headers and every member of its body.
async fn check_described(app: &TestApp, heard: &Heard) {
    let document = app.get("/api/v1/openapi.json").await.json();
    let body = heard.json();
    let call = &document["webhooks"][body["type"].as_str().expect("a type")]["post"];
    for parameter in call["parameters"].as_array().expect("headers") {
        assert!(!heard.header(parameter["name"].as_str().expect("a name")).is_empty(), "{parameter}");
    }
    let schema_of = |reference: &Value| {
        document.pointer(reference["$ref"].as_str().expect("a schema").trim_start_matches('#')).expect("a schema").clone()
    };
    let schema = schema_of(&call["requestBody"]["content"]["application/json"]["schema"]);
    assert_eq!(schema["properties"]["type"]["const"], body["type"]);
    for (schema, value) in [(schema.clone(), &body), (schema_of(&schema["properties"]["data"]), &body["data"])] {
        let members = value.as_object().expect("an object");
        for required in schema["required"].as_array().expect("names") {
            assert!(members.contains_key(required.as_str().expect("a name")), "{required} is missing: {body}");
        }
        for (name, value) in members {
            let known = &schema["properties"][name];
            assert!(known.is_object(), "{name} is not described");
            assert!(known["type"] != "string" || value.is_string(), "{name}: {value}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_is_set_up_tried_changed_and_forgotten_by_administrators() {
    let app = TestApp::start().await;
    let (port, heard) = receiver(&[]);
    let mut unsigned = channel_of(port);
    unsigned["secrets"] = json!({});
    let refused = app.post("/api/v1/alert-channels", &unsigned).await;
    assert_eq!((refused.status, &refused.json()["errors"][0]["pointer"]), (422, &json!("#/secrets/secret")), "{}", refused.text);
    let made = app.post("/api/v1/alert-channels", &channel_of(port)).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.text);
    assert_eq!((&made.json()["secrets"], made.text.contains("MfKQ9")), (&json!({"secret": true}), false));
    let path = made.header("location").to_owned();
    assert_eq!(app.post("/api/v1/alert-channels", &channel_of(port)).await.problem(), "conflict");

    // This machine is closed until it is opened.
    let test = |path: &str| app.send(app.request("POST", &format!("{path}:test")));
    assert_eq!(test(&path).await.problem(), "address_refused");
    assert_eq!(app.get(&path).await.json()["last_sending"]["arrived"], false);
    let open = app.call("PATCH", "/api/v1/settings", &json!({"network": {"allowed_addresses": ["127.0.0.1"]}})).await;
    assert_eq!(open.status, 200, "{}", open.text);
    let tried = test(&path).await;
    assert_eq!((tried.status, &tried.json()["last_sending"]["arrived"]), (200, &json!(true)), "{}", tried.text);
    let heard = heard.recv().expect("a call");
    assert!(heard.is_signed(SECRET, SystemClock.now_ms()), "{:?}", heard.headers);
    assert_eq!(heard.json()["type"], "alert.test");
    check_described(&app, &heard).await;

    let other = json!({"settings": {"url": "https://other.example.com/"}});
    let moved = app.call("PATCH", &path, &other).await;
    assert_eq!(moved.json()["errors"][0]["pointer"], "#/secrets/secret", "the secret was for another place: {}", moved.text);
    let off = app.send(app.request("PATCH", &path).header("if-match", "\"1\"").json(&json!({"enabled": false}))).await;
    assert_eq!((off.status, &off.json()["enabled"], off.header("etag")), (200, &json!(false), "\"2\""));
    let late = app.send(app.request("PATCH", &path).header("if-match", "\"1\"").json(&json!({"enabled": true}))).await;
    assert_eq!((late.status, late.problem().as_str()), (412, "version_mismatch"));

    let key = app.key_with("customers:write");
    for (method, path) in [
        ("GET", "/api/v1/alert-channels".to_owned()),
        ("POST", "/api/v1/alert-channels".to_owned()),
        ("GET", path.clone()),
        ("PATCH", path.clone()),
        ("DELETE", path.clone()),
        ("POST", format!("{path}:test")),
    ] {
        let request = app.client.request(method.parse().expect("method"), format!("{}{path}", app.address));
        assert_eq!(app.send(request.bearer_auth(&key).json(&channel_of(port))).await.status, 403, "{method} {path}");
    }
    assert_eq!(app.send(app.request("DELETE", &path)).await.status, 204);
    assert_eq!((app.get(&path).await.status, app.get("/api/v1/alert-channels").await.json()["items"].clone()), (404, json!([])));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_people_reach_the_server_stands_in_its_notices_and_in_its_description() {
    let public = sync::alerts::PublicUrl::parse("https://crm.example.cn").expect("an address");
    let app = TestApp::start_with(|settings| settings.public_url = Some(public)).await;
    app.call("PATCH", "/api/v1/settings", &json!({"network": {"allowed_addresses": ["127.0.0.1"]}})).await;
    let (port, heard) = receiver(&[]);
    let path = app.post("/api/v1/alert-channels", &channel_of(port)).await.header("location").to_owned();
    let tried = app.send(app.request("POST", &format!("{path}:test"))).await;
    assert_eq!(tried.status, 200, "{}", tried.text);
    assert_eq!(heard.recv().expect("a call").json()["data"]["url"], "https://crm.example.cn/alerts");
    assert_eq!(app.get("/api/v1/openapi.json").await.json()["servers"][0]["url"], "https://crm.example.cn");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_tells_a_channel_that_a_sync_stopped_and_that_it_goes_on() {
    let clock = Arc::new(Ahead::default());
    let public = sync::alerts::PublicUrl::parse("http://crm.example.cn:8080").ok();
    let app = TestApp::start_at(Arc::<Ahead>::clone(&clock), |settings| settings.public_url = public).await;
    app.call("PATCH", "/api/v1/settings", &json!({"network": {"allowed_addresses": ["127.0.0.1"]}})).await;
    let (port, heard) = receiver(&[]);
    assert_eq!(app.post("/api/v1/alert-channels", &channel_of(port)).await.status, 201);
    connect(&app, "CRM", "https://told.example.com").await;
    let definition = json!({
        "name": "People", "connection": "CRM", "stream": "people", "object": "customers", "freshness": "1h",
        "mapping": {"version": 1, "object": "customers", "fields": [{"from": "_id", "to": "external_id"}, {"from": "_w1", "to": "name"}]},
    });
    let path = app.post("/api/v1/syncs", &definition).await.header("location").to_owned();
    assert_eq!(app.go_live(&path).await.status, 200);
    // Two hours in which it never ran; going live rang the bell, and the next look comes by itself.
    clock.0.fetch_add(7_200_000, Ordering::Relaxed);
    let listen = async |heard: Receiver<Heard>| {
        let wait = tokio::task::spawn_blocking(move || (heard.recv().expect("a call"), heard));
        wait.await.expect("told")
    };
    let (begun, heard) = listen(heard).await;
    check_described(&app, &begun).await;
    let (id, begun) = (begun.header("webhook-id").to_owned(), begun.json());
    assert_eq!(
        (&begun["type"], &begun["data"]["kind"], &begun["data"]["name"]),
        (&json!("alert.opened"), &json!("stale"), &json!("People"))
    );
    let url = path.replace("/api/v1/", "http://crm.example.cn:8080/");
    assert_eq!(begun["data"]["url"], json!(url));
    // It runs: what was the matter is over, with the next look.
    assert_eq!(app.post(&format!("{path}:run"), &json!({})).await.status, 202);
    while app.get(&path).await.json()["freshness"]["state"] != "fresh" {
        tokio::task::yield_now().await;
    }
    clock.0.fetch_add(20_000, Ordering::Relaxed);
    let (over, _) = listen(heard).await;
    check_described(&app, &over).await;
    assert_ne!(over.header("webhook-id"), id);
    let over = over.json();
    assert_eq!((&over["type"], &over["data"]["id"]), (&json!("alert.closed"), &begun["data"]["id"]));
    let shown = app.get("/api/v1/alerts").await.json();
    assert_eq!((&shown["items"][0]["is_open"], shown["items"][0]["sent_at"].is_string()), (&json!(false), true), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_sends_by_a_messenger_whose_connection_it_keeps() {
    let app = TestApp::start().await;
    app.call("PATCH", "/api/v1/settings", &json!({"network": {"allowed_addresses": ["127.0.0.1"]}})).await;
    let vendors = vec!["feishu".to_owned()];
    let running = sandbox::start(sandbox::Config { vendors, records: 5, clock: sandbox::ClockSource::Real, ..sandbox::Config::default() });
    let running = running.expect("a simulator");
    let base = running.base_url("feishu").expect("an address");
    let connection = json!({"name": "Group", "connector": "feishu", "settings": {"base_url": base},
        "secrets": {"bot_token": sandbox::feishu::BOT_TOKEN, "bot_secret": sandbox::feishu::BOT_SECRET}});
    let made = app.post("/api/v1/connections", &connection).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let connection = made.json()["id"].as_str().expect("id").to_owned();
    let channel = |settings: Value| json!({"name": "On call", "kind": "message", "language": "zh", "settings": settings});
    for (settings, pointer) in [
        (json!({"connection": "Nobody"}), "#/settings/connection"),
        (json!({"connection": "Group", "to": ["a b"]}), "#/settings/to"),
        (json!({"connection": "Group", "url": "x"}), "#/settings"),
    ] {
        let refused = app.post("/api/v1/alert-channels", &channel(settings)).await;
        assert_eq!((refused.status, &refused.json()["errors"][0]["pointer"]), (422, &json!(pointer)), "{}", refused.text);
    }
    let made = app.post("/api/v1/alert-channels", &channel(json!({"connection": "Group"}))).await;
    assert_eq!((made.status, &made.json()["settings"]["connection"]), (201, &json!(connection)), "{}", made.text);
    assert_eq!(made.json()["secrets"], json!({}));
    let path = made.header("location").to_owned();
    let tried = app.send(app.request("POST", &format!("{path}:test"))).await;
    assert_eq!((tried.status, &tried.json()["last_sending"]["arrived"]), (200, &json!(true)), "{}", tried.text);
    let arrived = running.control("GET", "/feishu/tables/messages/records", None);
    assert!(arrived["records"][0]["values"]["text"].as_str().expect("text").contains("该通知渠道可用"), "{arrived}");
    let kept = app.send(app.request("DELETE", &format!("/api/v1/connections/{connection}"))).await;
    assert_eq!((kept.status, kept.problem().as_str()), (409, "conflict"), "{}", kept.text);
    assert_eq!(app.send(app.request("DELETE", &path)).await.status, 204);
    assert_eq!(app.send(app.request("DELETE", &format!("/api/v1/connections/{connection}"))).await.status, 204);
}
