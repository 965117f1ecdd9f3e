//! Keys, rights, limits, headers: whoever may not, cannot.

use serde_json::{Value, json};

use crate::app::TestApp;

/// A path of the description with values in it.
fn concrete(path: &str) -> String {
    path.replace("{id}", "1099511627777")
        .replace("{name}", "customers")
        .replace("{field}", "city")
        .replace("{key}", "email")
        .replace("{value}", "x@example.cn")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_wants_a_key_and_the_right_scope() {
    let app = TestApp::start().await;
    let document: Value = serde_json::from_str(&app.state.openapi_json()).expect("document");
    let reader = app.key_with("*:read");
    let writer = app.key_with("*:write");
    let mut seen = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("item") {
            if operation["security"] == json!([]) {
                continue;
            }
            seen += 1;
            let address = format!("{}{}", app.address, concrete(path));
            let method = reqwest::Method::from_bytes(method.to_ascii_uppercase().as_bytes()).expect("method");
            let without = app.send(app.client.request(method.clone(), &address)).await;
            assert_eq!((without.status, without.problem().as_str()), (401, "unauthorized"), "{method} {path}");
            assert!(without.header("www-authenticate").starts_with("Bearer"));
            let scope = operation["x-scope"].as_str().unwrap_or_else(|| panic!("{path} names no scope"));
            // Whatever it needs, these keys lack it.
            let lacking: &[&String] = match scope.rsplit_once(':').map(|(_, verb)| verb) {
                Some("read") => &[&writer],
                Some("write") => &[&reader],
                // Whatever concerns the caller alone.
                None if scope == "any" => &[],
                _ => &[&reader, &writer],
            };
            for key in lacking {
                let refused = app.send(app.client.request(method.clone(), &address).bearer_auth(key)).await;
                assert_eq!((refused.status, refused.problem().as_str()), (403, "forbidden"), "{method} {path} with {scope}");
                assert!(refused.json()["missing_scope"].is_string());
            }
        }
    }
    assert!(seen > 200, "{seen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_made_shown_once_and_revoked() {
    let app = TestApp::start().await;
    let made = app.post("/api/v1/keys", &json!({"name": "shop", "scopes": ["customers:read"], "expires_at": "2099-01-01T00:00:00Z"})).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let (id, key) = (made.json()["id"].as_str().expect("id").to_owned(), made.json()["key"].as_str().expect("key").to_owned());
    let get = |path: &str| app.send(app.client.get(format!("{}{path}", app.address)).bearer_auth(&key));
    assert_eq!(get("/api/v1/customers").await.status, 200);
    assert_eq!(get("/api/v1/deals").await.json()["missing_scope"], "deals:read");
    assert_eq!(get("/api/v1/keys").await.status, 403);
    assert_eq!(get("/api/v1/objects").await.json()["items"].as_array().map(Vec::len), Some(1));
    assert!(!app.get("/api/v1/keys").await.text.contains(&key));
    assert_eq!(app.send(app.request("DELETE", &format!("/api/v1/keys/{id}"))).await.status, 204);
    assert_eq!(get("/api/v1/customers").await.status, 401, "revoked means now");
    for body in [
        json!({"name": "x", "scopes": []}),
        json!({"name": "", "scopes": ["admin"]}),
        json!({"name": "x", "scopes": ["customers:fly"]}),
        json!({"name": "x", "scopes": ["admin"], "expires_at": "2001-01-01T00:00:00Z"}),
        json!({"name": "x", "scopes": ["admin"], "hash": "y"}),
    ] {
        assert_eq!(app.post("/api/v1/keys", &body).await.status, 422, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_requests_and_too_large_bodies_are_refused() {
    let app = TestApp::start_with(|settings| {
        settings.requests_per_minute = 30;
        settings.body_bytes_max = 10_000;
    })
    .await;
    let large = app.post("/api/v1/customers", &json!({"name": "x".repeat(20_000)})).await;
    assert_eq!((large.status, large.problem().as_str()), (413, "body_too_large"));
    let mut last = 0;
    for _ in 0..40 {
        let answer = app.get("/api/v1/objects").await;
        last = answer.status;
        if last == 429 {
            assert_eq!(answer.problem(), "rate_limited");
            assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|wait| wait >= 1));
            assert_eq!(answer.json()["retryable"], true);
            break;
        }
    }
    assert_eq!(last, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_need_no_key_and_load_nothing_from_elsewhere() {
    let app = TestApp::start().await;
    for (path, kind) in [
        ("/", "text/html"),
        ("/docs", "text/html"),
        ("/errors", "text/html"),
        ("/errors/busy", "text/html"),
        ("/docs/docs.js", "text/javascript"),
        ("/docs/swagger-ui-bundle.js", "text/javascript"),
        ("/docs/page.css", "text/css"),
        ("/livez", "application/json"),
        ("/readyz", "application/json"),
        ("/api/v1/openapi.json", "application/json"),
        ("/api/v1/postman.json", "application/json"),
    ] {
        let answer = app.send(app.client.get(format!("{}{path}", app.address))).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("content-type").starts_with(kind), "{path}");
        if kind == "text/html" {
            assert!(answer.header("content-security-policy").contains("default-src 'none'") && !answer.text.contains("//"), "{path}");
        }
    }
    assert_eq!(app.send(app.client.get(format!("{}/metrics", app.address))).await.status, 401);
    assert!(app.get("/metrics").await.text.contains("rapport_requests_total"));
    assert_eq!(app.send(app.client.get(format!("{}/errors/nothing", app.address))).await.status, 404);
    let own = app.send(app.request("GET", "/api/v1/customers").header("x-request-id", "abc-123")).await;
    assert_eq!(own.header("x-request-id"), "abc-123");
    let odd = app.send(app.request("GET", "/api/v1/customers").header("x-request-id", "a b<c>")).await;
    assert_ne!(odd.header("x-request-id"), "a b<c>");
    assert_eq!(own.header("access-control-allow-origin"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_of_the_web_app_show_its_page_and_those_of_the_api_do_not() {
    let app = TestApp::start().await;
    let get = |path: &str| app.client.get(format!("{}{path}", app.address)).header("accept", "text/html");
    let page = app.send(get("/")).await;
    if !page.header("etag").is_empty() {
        for path in ["/customers", "/customers/42", "/syncs/7/mapping"] {
            let answer = app.send(get(path)).await;
            assert_eq!((answer.status, answer.text == page.text), (200, true), "{path}");
        }
        assert!(page.header("content-security-policy").contains("script-src 'self';"), "no script that is not a file");
        assert_eq!((page.header("cache-control"), page.header("x-frame-options")), ("no-cache", "DENY"));
        assert_eq!(app.send(get("/").header("if-none-match", page.header("etag"))).await.status, 304);
    } else {
        println!("skipped: the web app was not built (make web)");
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "in CI the web app is built first");
    }
    assert_eq!(app.send(get("/api/v1/nothing")).await.status, 401);
    assert_eq!(app.send(get("/hooks/nothing/else/here")).await.status, 404);
    assert_eq!(app.send(app.client.get(format!("{}/assets/missing.js", app.address))).await.status, 404);
    assert_eq!(app.send(app.client.post(format!("{}/customers", app.address))).await.status, 404);
}
