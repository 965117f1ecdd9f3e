//! Lists as files: everything that passes, in order, safe to open, and never half.

use serde_json::json;

use crate::app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_one_file_in_its_order_with_its_columns() {
    let app = TestApp::start().await;
    let items: Vec<_> = (0..2_300)
        .map(|at| json!({"op": "create", "record": {"name": format!("客户{at:04}"), "city": if at % 2 == 0 { "上海" } else { "北京" }, "notes": "=1+2"}}))
        .collect();
    for part in items.chunks(1_000) {
        assert_eq!(app.post("/api/v1/customers:batch", &json!({"items": part})).await.status, 207);
    }
    let whole = app.get("/api/v1/customers/export").await;
    assert_eq!((whole.status, whole.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(
        whole.header("content-disposition").starts_with("attachment; filename=\"customers-20"),
        "{}",
        whole.header("content-disposition")
    );
    assert_eq!(whole.text.lines().count(), 2_301);
    assert!(whole.text.starts_with('\u{feff}'), "a spreadsheet knows the encoding by it");

    let path = "/api/v1/customers/export?filter=city%20%3D%20%22%E4%B8%8A%E6%B5%B7%22&sort=-name&fields=name,notes";
    let listed = app.get(path).await;
    let mut lines = listed.text.trim_start_matches('\u{feff}').lines();
    assert_eq!(lines.next(), Some("id,name,notes,updated_at"));
    let names: Vec<&str> = lines.filter_map(|line| line.split(',').nth(1)).collect();
    let expected: Vec<String> = (0..1_150).rev().map(|at| format!("客户{:04}", at * 2)).collect();
    assert_eq!(names, expected);
    assert!(!listed.text.contains(",=1+2"), "a formula is text");

    let lines = app.get(&format!("{path}&format=jsonl")).await;
    assert_eq!(lines.header("content-type"), "application/x-ndjson");
    let first: serde_json::Value = serde_json::from_str(lines.text.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["name"], &first["notes"], first.get("city")), (&json!("客户2298"), &json!("=1+2"), None));
    let book = app.send(app.request("GET", "/api/v1/customers/export?format=xlsx")).await;
    assert_eq!(book.status, 200);
    assert!(book.header("content-type").contains("spreadsheetml"), "{}", book.header("content-type"));
    assert!(book.text.starts_with("PK"), "a whole archive");
    let left: Vec<_> = std::fs::read_dir(app.folder().join("uploads")).map(|entries| entries.flatten().collect()).unwrap_or_default();
    assert!(left.is_empty(), "nothing is left behind: {left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_wants_what_the_list_wants() {
    let app = TestApp::start().await;
    app.create("customers", &json!({"name": "张伟"})).await;
    for (path, status, code) in [
        ("/api/v1/customers/export?filter=nothing%20%3D%201", 400, "filter_invalid"),
        ("/api/v1/customers/export?sort=nothing", 400, "filter_invalid"),
        ("/api/v1/customers/export?fields=nothing", 400, "bad_request"),
        ("/api/v1/customers/export?fields=external_ids", 400, "bad_request"),
        ("/api/v1/customers/export?format=pdf", 400, "bad_request"),
        ("/api/v1/nothing/export", 404, "not_found"),
    ] {
        let refused = app.get(path).await;
        assert_eq!((refused.status, refused.problem().as_str()), (status, code), "{path}");
    }
    let other = app.key_with("deals:read");
    let request = app.client.get(format!("{}/api/v1/customers/export", app.address)).bearer_auth(other);
    assert_eq!(app.send(request).await.problem(), "forbidden");
    let related = app.key_with("contacts:read");
    let filter = "/api/v1/contacts/export?filter=company.name%20%3D%20%22x%22";
    let request = app.client.get(format!("{}{filter}", app.address)).bearer_auth(related);
    let answer = app.send(request).await;
    assert!(matches!(answer.status, 400 | 403), "what one may not read does not filter: {}", answer.text);
}
