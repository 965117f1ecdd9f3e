//! Connectors, connections, streams and the settings of calls, over HTTP.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::app::{Ahead, TestApp};
use crate::fake::FakeSystem;

/// Makes a connection to a system of its own and gives its id.
pub async fn connect(app: &TestApp, name: &str, url: &str) -> String {
    let body = json!({"name": name, "connector": "fake", "settings": {"url": url}, "secrets": {"api_key": "right"}});
    let made = app.post("/api/v1/connections", &body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.json()["id"].as_str().expect("id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_is_enough_to_draw_a_form() {
    let app = TestApp::start().await;
    let listed = app.get("/api/v1/connectors").await.json();
    let fake = &listed["items"][0];
    assert_eq!((&fake["name"], &fake["title"]["zh"], &fake["category"]), (&json!("fake"), &json!("虚拟系统"), &json!("crm")));
    let settings = fake["settings"].as_array().expect("settings");
    assert_eq!(settings[0]["kind"], "url");
    assert_eq!((&settings[1]["secret"], &settings[1]["required"]), (&json!(true), &json!(true)));
    assert_eq!(settings[2]["default"], "50");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_lives_from_its_making_to_its_archive() {
    let app = TestApp::start().await;
    let url = "https://life.example.com";
    let id = connect(&app, "CRM", url).await;
    let path = format!("/api/v1/connections/{id}");
    let got = app.get(&path).await;
    assert_eq!((got.header("etag"), &got.json()["secrets"]), ("\"1\"", &json!({"api_key": true})));
    assert_eq!(got.json()["settings"], json!({"url": url}));

    let patch = app.request("PATCH", &path).header("if-match", "\"1\"").json(&json!({"settings": {"page_size": 9}}));
    assert_eq!(app.send(patch).await.json()["version"], 2);
    let late = app.request("PATCH", &path).header("if-match", "\"1\"").json(&json!({"name": "x"}));
    let late = app.send(late).await;
    assert_eq!((late.status, late.problem().as_str()), (412, "version_mismatch"));
    assert_eq!(late.json()["current"]["version"], 2);

    let checked = app.post(&format!("{path}:check"), &json!({})).await.json();
    assert_eq!(checked["state"], "ok", "{checked}");
    assert_eq!(app.get(&path).await.json()["last_check"]["lines"], checked["lines"]);

    *FakeSystem::at(url).key.lock().expect("key") = "other".to_owned();
    let secrets = json!({"secrets": {"api_key": "still wrong"}});
    assert_eq!(app.call("PATCH", &path, &secrets).await.status, 200);
    assert_eq!(app.post(&format!("{path}:check"), &json!({})).await.json()["state"], "failed");
    let streams = app.get(&format!("{path}/streams")).await;
    assert_eq!((streams.status, streams.problem().as_str()), (502, "upstream_refused"));
    let paused = app.get(&path).await.json();
    assert_eq!((&paused["state"], &paused["cause"]), (&json!("paused"), &json!("credentials")));

    assert_eq!(app.send(app.request("DELETE", &path)).await.status, 204);
    assert_eq!(app.send(app.request("DELETE", &path)).await.status, 404);
    assert_eq!(app.get("/api/v1/connections").await.json()["items"], json!([]));
    assert_eq!(app.get(&path).await.json()["secrets"], json!({"api_key": false}));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_refused_with_its_place_and_the_nearest_name() {
    let app = TestApp::start().await;
    connect(&app, "CRM", "https://refuse.example.com").await;
    let new =
        |name: &str, connector: &str, settings: Value| json!({"name": name, "connector": connector, "settings": settings, "secrets": {}});
    let fine = json!({"url": "https://x.example.com"});
    for (body, status, pointer) in [
        (new("", "fake", fine.clone()), 422, "#/name"),
        (new("crm", "fake", fine.clone()), 409, ""),
        (new("x", "fakes", fine.clone()), 422, "#/connector"),
        (new("x", "fake", json!({})), 422, "#/settings/url"),
        (new("x", "fake", json!({"url": "https://x.example.com", "page_sise": 3})), 422, "#/settings/page_sise"),
        (new("x", "fake", json!({"url": "https://x.example.com", "api_key": "canary"})), 422, "#/settings/api_key"),
        (json!({"name": "x", "connector": "fake", "setings": {}}), 422, "#"),
    ] {
        let refused = app.post("/api/v1/connections", &body).await;
        assert_eq!(refused.status, status, "{body} {}", refused.text);
        refused.problem();
        assert_eq!(refused.json()["errors"][0]["pointer"].as_str().unwrap_or_default(), pointer, "{}", refused.text);
        assert!(!refused.text.contains("canary"));
    }
    let misspelt = app.post("/api/v1/connections", &new("x", "fakes", fine)).await.json();
    assert_eq!(misspelt["errors"][0]["nearest"], json!(["fake"]));
    for path in ["/api/v1/connections/999", "/api/v1/connections/x", "/api/v1/connections/999/streams"] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_shows_its_fields_its_rows_and_a_mapping_with_reasons() {
    let app = TestApp::start().await;
    let id = connect(&app, "CRM", "https://streams.example.com").await;
    let path = format!("/api/v1/connections/{id}/streams");
    assert_eq!(app.get(&path).await.json()["items"][0]["likely_object"], "customers");
    let stream = app.get(&format!("{path}/people")).await.json();
    assert_eq!((&stream["label"], &stream["fields"][1]["label"]), (&json!("People"), &json!("姓名")));
    assert_eq!(app.get(&format!("{path}/nothing")).await.status, 404);

    let sample = app.post(&format!("{path}/people:sample"), &json!({"rows": 1})).await.json();
    assert_eq!((sample["rows"].as_array().map(Vec::len), &sample["whole"]), (Some(1), &json!(false)));
    assert_eq!(sample["rows"][0]["_w1"], "张伟");
    assert_eq!(app.post(&format!("{path}/people:sample"), &json!({"rows": 201})).await.status, 422);

    let suggestion = app.post(&format!("{path}/people:suggest"), &json!({})).await.json();
    assert_eq!(suggestion["object"], "customers");
    let column = suggestion["columns"].as_array().expect("columns").iter().find(|column| column["column"] == "_w2").expect("column");
    assert_eq!((&column["target"], &column["used"]), (&json!("email"), &json!(true)));
    assert!(column["reason"]["zh"].as_str().is_some_and(|reason| !reason.is_empty()));
    // What is proposed is what a sync takes.
    let sync = json!({"name": "People", "connection": "CRM", "stream": "people", "object": "customers", "mapping": suggestion["mapping"]});
    let made = app.post("/api/v1/syncs", &sync).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let unknown = app.post(&format!("{path}/people:suggest"), &json!({"object": "custmers"})).await;
    assert_eq!((unknown.status, unknown.problem().as_str()), (422, "validation_failed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_allowed_addresses_is_a_setting() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/api/v1/settings").await.json()["network"]["allowed_addresses"], json!([]));
    let change = |addresses: Value| json!({"network": {"allowed_addresses": addresses}});
    let set = app.call("PATCH", "/api/v1/settings", &change(json!(["10.0.0.0/8", "erp.example.local"]))).await;
    assert_eq!(set.status, 200, "{}", set.text);
    let kept = app.get("/api/v1/settings").await.json();
    assert_eq!(kept["network"]["allowed_addresses"], json!(["10.0.0.0/8", "erp.example.local"]));
    let refused = app.call("PATCH", "/api/v1/settings", &change(json!(["http://erp/"]))).await;
    assert_eq!((refused.status, refused.json()["errors"][0]["pointer"].as_str()), (422, Some("#/network/allowed_addresses")));
    // Files of the machine are out of reach of whoever has a key.
    for member in ["folders", "ca_file"] {
        let body = json!({"network": {member: ["/"]}});
        assert_eq!(app.call("PATCH", "/api/v1/settings", &body).await.status, 422, "{member}");
    }
    assert_eq!(app.get("/api/v1/settings").await.json(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_secret_is_tried_first_and_the_old_one_counts_for_a_while() {
    let clock = Arc::new(Ahead::default());
    let app = TestApp::start_at(Arc::<Ahead>::clone(&clock), |_| {}).await;
    let url = "https://rotate.example.com";
    let id = connect(&app, "CRM", url).await;
    let path = format!("/api/v1/connections/{id}");
    assert_eq!(app.post(&format!("{path}:check"), &json!({})).await.json()["state"], "ok");
    let hook = app.get(&path).await.json()["hook"].as_str().expect("a path").to_owned();
    let pushed = |key: &'static str| app.send(app.client.post(format!("{}{hook}", app.address)).header("x-key", key));
    assert_eq!((pushed("right").await.status, pushed("wrong").await.status), (200, 401));

    // One that does not work changes nothing.
    let rotate = |body: Value| app.send(app.request("POST", &format!("{path}:rotate")).json(&body));
    let refused = rotate(json!({"secrets": {"api_key": "wrong"}})).await.json();
    assert_eq!((&refused["rotated"], &refused["check"]["state"]), (&json!(false), &json!("failed")), "{refused}");
    assert_eq!((&refused["connection"]["version"], &refused["connection"]["overlap_until"]), (&json!(1), &Value::Null), "{refused}");
    for (body, pointer) in [
        (json!({"secrets": {}}), "#/settings/secrets"),
        (json!({"secrets": {"api_key": ""}}), "#/settings/api_key"),
        (json!({"secrets": {"api_kee": "x"}}), ""),
        (json!({"secrets": {"api_key": "x"}, "overlap_hours": 169}), "#/overlap_hours"),
    ] {
        let wrong = rotate(body.clone()).await;
        assert_eq!(wrong.status, 422, "{body}: {}", wrong.text);
        assert!(pointer.is_empty() || wrong.text.contains(pointer), "{body}: {}", wrong.text);
    }
    let key = app.key_with("customers:read,customers:write");
    let by = |key: &str| {
        app.send(app.client.post(format!("{}{path}:rotate", app.address)).bearer_auth(key).json(&json!({"secrets": {"api_key": "x"}})))
    };
    assert_eq!((by(&key).await.status, by("nobody").await.status), (403, 401));
    let late = app.request("POST", &format!("{path}:rotate")).header("if-match", "\"7\"").json(&json!({"secrets": {"api_key": "next"}}));
    assert_eq!(app.send(late).await.status, 412);

    *FakeSystem::at(url).key.lock().expect("key") = "next".to_owned();
    let rotated = rotate(json!({"secrets": {"api_key": "next"}, "overlap_hours": 2})).await;
    let shown = rotated.json();
    assert_eq!(
        (&shown["rotated"], &shown["connection"]["version"], &shown["connection"]["secrets"]),
        (&json!(true), &json!(2), &json!({"api_key": true})),
        "{shown}"
    );
    assert!(shown["connection"]["overlap_until"].is_string() && !rotated.text.contains("next"), "{shown}");
    assert_eq!((pushed("next").await.status, pushed("right").await.status, pushed("wrong").await.status), (200, 200, 401));
    assert_eq!(app.get(&format!("{path}/streams")).await.status, 200, "calls of ours bear the new one");
    assert_eq!(app.get(&path).await.json()["token"], json!({"expires_at": null}), "a token that does not end");

    clock.0.store(3 * 3_600_000, Ordering::Relaxed);
    assert_eq!((pushed("next").await.status, pushed("right").await.status), (200, 401), "its time is over");
    assert_eq!(app.get(&path).await.json()["overlap_until"], Value::Null);

    // One that is paused for its secret goes on.
    *FakeSystem::at(url).key.lock().expect("key") = "third".to_owned();
    assert_eq!(app.call("PATCH", &path, &json!({"secrets": {"api_key": "spoiled"}})).await.status, 200);
    assert_eq!(app.get(&format!("{path}/streams")).await.status, 502);
    assert_eq!(app.get(&path).await.json()["state"], "paused");
    let again = rotate(json!({"secrets": {"api_key": "third"}, "overlap_hours": 0})).await.json();
    assert_eq!((&again["connection"]["state"], &again["connection"]["overlap_until"]), (&json!("active"), &Value::Null), "{again}");
    assert_eq!(pushed("spoiled").await.status, 401);
}

/// Collects log lines.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Names of the files below `folder` that hold `needle`.
fn files_with(folder: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else if fs::read(&path).expect("file").windows(needle.len()).any(|part| part == needle.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_comes_out_nowhere() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // Alone in its process under the usual runner; elsewhere the first test to get here has the log.
    drop(tracing::subscriber::set_global_default(subscriber));
    let app = TestApp::start().await;
    let url = "https://canary.example.com";
    let mut answers = String::new();
    let new = json!({"name": "CRM", "connector": "fake", "settings": {"url": url}, "secrets": {"api_key": "canary-key"}});
    let made = app.send(app.request("POST", "/api/v1/connections").header("idempotency-key", "k1").json(&new)).await;
    let id = made.json()["id"].as_str().expect("id").to_owned();
    answers.push_str(&made.text);
    let path = format!("/api/v1/connections/{id}");
    for call in [
        app.send(app.request("POST", "/api/v1/connections").header("idempotency-key", "k1").json(&new)).await,
        app.post(
            "/api/v1/connections",
            &json!({"name": "CRM", "connector": "fake", "settings": {"url": url}, "secrets": {"api_kee": "canary-key"}}),
        )
        .await,
        app.post(
            "/api/v1/connections",
            &json!({"name": "y", "connector": "fake", "settings": {"url": url}, "secrets": {"api_key": ["canary-key"]}}),
        )
        .await,
        app.post(&format!("{path}:check"), &json!({})).await,
        app.get(&format!("{path}/streams")).await,
        app.call("PATCH", &path, &json!({"secrets": {"api_key": "canary-key-2"}, "settings": {"page_size": "x"}})).await,
        app.call("PATCH", &path, &json!({"secrets": {"api_key": "right"}})).await,
        // Signs in, so that a token is kept.
        app.post(&format!("{path}:check"), &json!({})).await,
        app.get(&format!("{path}/streams/people")).await,
        app.get("/api/v1/connections").await,
        app.get(&path).await,
        app.get("/api/v1/connectors").await,
    ] {
        answers.push_str(&call.text);
    }
    assert!(!answers.contains("canary-"), "{answers}");
    assert_eq!(app.get(&path).await.json()["last_check"]["lines"][1]["state"], "ok", "signed in");
    let log = String::from_utf8_lossy(&log.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
    assert!(!log.contains("canary-"), "{log}");
    if std::env::var("RAPPORT_TEST_DATABASE_URL").is_ok() {
        return;
    }
    assert!(!files_with(app.folder(), "canary.example.com").is_empty(), "the search must be able to find something");
    assert_eq!(files_with(app.folder(), "canary-"), Vec::<String>::new());
}
