//! The installation about itself: backups, figures, roles.

use serde_json::{Value, json};

use crate::app::TestApp;

/// Waits until no backup is at work.
async fn settled(app: &TestApp) -> Value {
    for _ in 0..200_000 {
        let shown = app.get("/api/v1/backups").await.json();
        if shown["items"][0]["state"] != "running" {
            return shown;
        }
        tokio::task::yield_now().await;
    }
    unreachable!("the backup does not end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_taken_checked_and_can_be_brought_back() {
    let app = TestApp::start().await;
    let id = app.create("customers", &json!({"name": "张伟"})).await;
    let started = app.send(app.request("POST", "/api/v1/backups")).await;
    if started.status == 409 {
        assert!(started.json()["detail"].as_str().is_some_and(|text| text.contains("pg_dump")), "{}", started.text);
        return;
    }
    assert_eq!((started.status, &started.json()["state"]), (202, &json!("running")), "{}", started.text);
    let shown = settled(&app).await;
    let backup = &shown["items"][0];
    assert_eq!((&backup["state"], &backup["verified"], &backup["error"]), (&json!("done"), &json!(true), &Value::Null), "{shown}");
    let file = app.folder().join("backups").join(backup["file"].as_str().expect("name"));
    assert_eq!(std::fs::metadata(&file).map(|file| file.len()).ok(), backup["bytes"].as_u64());
    assert_eq!(app.get("/api/v1/system").await.json()["last_backup"]["id"], backup["id"]);

    let copy = tempfile::tempdir().expect("folder");
    let restored = tokio::task::block_in_place(|| {
        store::Store::restore(&file, copy.path()).expect("a whole backup");
        let store = store::Store::open(&store::Location::Directory(copy.path().to_path_buf()), std::sync::Arc::new(model::SystemClock))
            .expect("opens");
        let record = store.read(|session| session.record(model::RecordId::parse(&id).expect("id"))).expect("reads");
        record.map(|record| record.doc)
    });
    assert!(restored.is_some_and(|doc| doc.contains("张伟")));
    // A file that somebody removed is no backup any more.
    std::fs::remove_file(&file).expect("removed");
    assert_eq!(app.get("/api/v1/backups").await.json()["items"], json!([]));
    assert_eq!(app.get("/api/v1/system").await.json()["last_backup"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_installation_tells_how_it_is_and_what_roles_may() {
    let app = TestApp::start().await;
    app.create("customers", &json!({"name": "张伟"})).await;
    let system = app.get("/api/v1/system").await;
    assert_eq!(system.status, 200, "{}", system.text);
    let system = system.json();
    assert!(["sqlite", "postgresql"].contains(&system["database"]["kind"].as_str().unwrap_or("")), "{system}");
    assert!(system["database"]["bytes"].as_i64() > Some(0) && system["changes"]["kept"].as_i64() >= Some(1), "{system}");
    assert!(system["disk"]["free_bytes"].as_u64() <= system["disk"]["total_bytes"].as_u64(), "{system}");
    let reader = app.key_with("*:read,*:write");
    for (method, path) in [("GET", "/api/v1/system"), ("GET", "/api/v1/backups"), ("POST", "/api/v1/backups")] {
        let request = app.client.request(method.parse().expect("method"), format!("{}{path}", app.address)).bearer_auth(&reader);
        assert_eq!(app.send(request).await.problem(), "forbidden", "{method} {path}");
    }
    let roles = app.send(app.client.get(format!("{}/api/v1/roles", app.address)).bearer_auth(&reader)).await.json();
    assert_eq!(
        roles["roles"][1],
        json!({"name": "editor", "label": {"en": "Editor", "zh": "编辑"}, "scopes": ["*:read", "*:write"]}),
        "{roles}"
    );
    let allowed =
        |id: &str| roles["operations"].as_array().and_then(|all| all.iter().find(|one| one["id"] == id)).map(|one| one["roles"].clone());
    assert_eq!(allowed("list"), Some(json!(["admin", "editor", "reader"])));
    assert_eq!(allowed("create"), Some(json!(["admin", "editor"])));
    assert_eq!(allowed("create_backup"), Some(json!(["admin"])));
}
