//! Records: create, read, change, delete, restore, keys, batches, merges, formats, idempotency.

use serde_json::json;

use crate::app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_record_lives_from_creation_to_restoration() {
    let app = TestApp::start().await;
    let created = app
        .post(
            "/api/v1/customers",
            &json!({"name": "上海示例贸易有限公司", "email": "Li.Wei@Example.cn", "phone": "138 0013 8000", "city": "上海"}),
        )
        .await;
    assert_eq!(created.status, 201, "{}", created.text);
    let record = created.json();
    let id = record["id"].as_str().expect("id").to_owned();
    assert_eq!(record["phone"], json!(["+8613800138000"]));
    assert_eq!((created.header("etag"), created.header("location").to_owned()), ("\"1\"", format!("/api/v1/customers/{id}")));

    let path = format!("/api/v1/customers/{id}");
    let read = app.get(&path).await;
    assert_eq!((read.status, read.header("cache-control"), read.header("x-content-type-options")), (200, "no-store", "nosniff"));
    assert_eq!(read.json()["external_ids"], json!({}));
    assert!(read.json()["created_at"].is_string() && !read.header("ratelimit").is_empty() && !read.header("x-request-id").is_empty());

    let changed = app.send(app.request("PATCH", &path).header("if-match", "\"1\"").json(&json!({"city": "北京", "notes": "x"}))).await;
    assert_eq!((changed.status, changed.json()["version"].as_i64()), (200, Some(2)), "{}", changed.text);
    let stale = app.send(app.request("PATCH", &path).header("if-match", "\"1\"").json(&json!({"city": "广州"}))).await;
    assert_eq!((stale.status, stale.problem().as_str()), (412, "version_mismatch"));
    assert_eq!(stale.json()["current"]["city"], "北京");
    let differs = app.call("PATCH", &path, &json!({"city": "广州", "expected": {"city": "上海"}})).await;
    assert_eq!((differs.status, differs.json()["changed_fields"].clone()), (412, json!(["city"])));
    let cleared = app.call("PATCH", &path, &json!({"notes": null})).await;
    assert!(cleared.status == 200 && cleared.json().get("notes").is_none());

    assert_eq!(app.send(app.request("DELETE", &path)).await.status, 204);
    assert_eq!(app.get(&path).await.problem(), "not_found");
    assert_eq!(app.get("/api/v1/customers?state=deleted").await.json()["items"][0]["id"], id.as_str());
    assert_eq!(app.send(app.request("POST", &format!("{path}:restore"))).await.status, 200);
    assert_eq!(app.get(&path).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_named_and_nothing_changes() {
    let app = TestApp::start().await;
    for (body, pointer, code) in [
        (json!({"city": "上海"}), "#/name", "required_missing"),
        (json!({"name": "a", "citty": "x"}), "#/citty", "field_unknown"),
        (json!({"name": "a", "id": "5"}), "#/id", "read_only"),
        (json!({"name": "a", "version": 5}), "#/version", "read_only"),
        (json!({"name": "a", "email": "nonsense"}), "#/email", "email_invalid"),
        (json!({"name": "a", "kind": "alien"}), "#/kind", "option_unknown"),
    ] {
        let answer = app.post("/api/v1/customers", &body).await;
        assert_eq!((answer.status, answer.problem().as_str()), (422, "validation_failed"), "{body}");
        let first = &answer.json()["errors"][0];
        assert_eq!((first["pointer"].as_str(), first["code"].as_str()), (Some(pointer), Some(code)), "{}", answer.text);
    }
    let chinese = app.send(app.request("POST", "/api/v1/customers").header("accept-language", "zh-CN").json(&json!({}))).await;
    assert_eq!(chinese.header("content-language"), "zh-CN");
    assert!(chinese.json()["title"].as_str().is_some_and(|title| title.contains("字段")));
    for (method, path, body, kind, status) in [
        ("POST", "/api/v1/customers", "{", "application/json", 400),
        ("POST", "/api/v1/customers", "{\"name\":\"a\\u0000\"}", "application/json", 400),
        ("POST", "/api/v1/customers", "[]", "application/json", 422),
        ("POST", "/api/v1/customers", "{}", "text/plain", 415),
        ("GET", "/api/v1/customers?limti=5", "", "", 400),
        ("GET", "/api/v1/customers?limit=1000000000", "", "", 400),
        ("GET", "/api/v1/custmers", "", "", 404),
        ("GET", "/api/v1/customers/abc", "", "", 404),
        ("PUT", "/api/v1/customers", "", "", 405),
        ("GET", "/api/v1/customers/by/colour/red", "", "", 404),
        ("GET", "/api/v1/nothing/at/all/here", "", "", 404),
    ] {
        let mut request = app.request(method, path).body(body.to_owned());
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        let answer = app.send(request).await;
        answer.problem();
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
    }
    assert_eq!(app.get("/api/v1/custmers").await.json()["nearest"], json!(["customers"]));
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upsert_creates_updates_and_refuses_to_guess() {
    let app = TestApp::start().await;
    let path = "/api/v1/customers/by/email/li.wei%40example.cn";
    let created = app.call("PUT", path, &json!({"name": "李伟"})).await;
    assert_eq!((created.status, created.json()["outcome"].as_str()), (201, Some("created")), "{}", created.text);
    assert_eq!(created.json()["record"]["email"], json!(["li.wei@example.cn"]));
    let unchanged = app.call("PUT", path, &json!({"name": "李伟"})).await;
    assert_eq!((unchanged.status, unchanged.json()["outcome"].as_str()), (200, Some("unchanged")));
    // A known record needs no required values again.
    let updated = app.call("PUT", path, &json!({"city": "上海"})).await;
    assert_eq!((updated.status, updated.json()["outcome"].as_str()), (200, Some("updated")), "{}", updated.text);
    assert_eq!(
        app.call("PUT", "/api/v1/customers/by/email/new%40example.cn", &json!({"city": "上海"})).await.problem(),
        "validation_failed"
    );
    let other = app.create("customers", &json!({"name": "王芳", "email": ["li.wei@example.cn"]})).await;
    let many = app.call("PUT", path, &json!({"name": "x"})).await;
    assert_eq!((many.status, many.problem().as_str()), (409, "matched_multiple"));
    assert_eq!(many.json()["candidates"].as_array().map(Vec::len), Some(2));
    assert_eq!(app.get(path).await.problem(), "matched_multiple");
    let id = created.json()["record"]["id"].as_str().expect("id").to_owned();
    let merged = app.post("/api/v1/customers:merge", &json!({"survivor": id, "absorbed": [other]})).await;
    assert_eq!(merged.status, 200, "{}", merged.text);
    assert_eq!(app.get(path).await.json()["id"], id.as_str());
    assert_eq!(app.get(&format!("/api/v1/customers/{other}")).await.json()["id"], id.as_str(), "old ids keep resolving");
    let given_back = app.send(app.request("POST", &format!("/api/v1/customers/{id}:unmerge"))).await;
    assert_eq!(given_back.json()["items"].as_array().map(Vec::len), Some(2), "{}", given_back.text);
    assert_eq!(app.get(&format!("/api/v1/customers/{other}")).await.json()["id"], other.as_str());
    // Any spelling of a phone finds it.
    app.create("customers", &json!({"name": "张敏", "phone": "+8613800138000"})).await;
    assert_eq!(app.get("/api/v1/customers/by/phone/138-0013-8000").await.status, 200);
    let duplicates = app.post("/api/v1/customers/duplicates:find", &json!({"record": {"name": "?", "phone": "13800138000"}})).await;
    assert_eq!(duplicates.json()["items"][0]["matched_by"], json!(["phone"]), "{}", duplicates.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_answers_each_or_does_all_or_nothing() {
    let app = TestApp::start().await;
    let items = json!([
        {"op": "create", "ref": "a", "record": {"name": "一"}},
        {"op": "create", "ref": "b", "record": {"city": "x"}},
        {"op": "upsert", "ref": "c", "key": "email", "value": "c@example.cn", "record": {"name": "三"}},
        {"op": "delete", "ref": "d", "id": "1099511627999"},
    ]);
    let answer = app.post("/api/v1/customers:batch", &json!({"items": items})).await;
    assert_eq!(answer.status, 207, "{}", answer.text);
    let lines = answer.json()["items"].clone();
    let seen: Vec<(i64, &str)> = lines
        .as_array()
        .expect("items")
        .iter()
        .map(|line| (line["status"].as_i64().unwrap_or(0), line["ref"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(seen, [(201, "a"), (422, "b"), (201, "c"), (404, "d")]);
    let atomic = app
        .post(
            "/api/v1/customers:batch",
            &json!({"atomic": true, "items": [{"op": "create", "record": {"name": "四"}}, {"op": "delete", "id": "1099511627999"}]}),
        )
        .await;
    assert_eq!((atomic.status, atomic.json()["failed_item"].as_i64()), (404, Some(1)), "{}", atomic.text);
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 2);
    let whole = app
        .post(
            "/api/v1/customers:batch",
            &json!({"atomic": true, "items": [{"op": "create", "record": {"name": "四"}}, {"op": "create", "record": {"name": "五"}}]}),
        )
        .await;
    assert_eq!((whole.status, whole.json()["items"].as_array().map(Vec::len)), (200, Some(2)));
    let too_many: Vec<_> = (0..1001).map(|_| json!({"op": "create", "record": {"name": "x"}})).collect();
    assert_eq!(app.post("/api/v1/customers:batch", &json!({"items": too_many})).await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_twice_is_done_once() {
    let app = TestApp::start().await;
    let send =
        |key: &str, body: serde_json::Value| app.send(app.request("POST", "/api/v1/customers").header("idempotency-key", key).json(&body));
    let first = send("k1", json!({"name": "一", "city": "上海"})).await;
    let again = send("k1", json!({"city": "上海", "name": "一"})).await;
    assert_eq!((first.status, again.status, again.header("idempotency-replayed")), (201, 201, "true"), "{}", again.text);
    assert_eq!((first.text.clone(), first.header("etag")), (again.text.clone(), again.header("etag")));
    assert_eq!(send("k1", json!({"name": "二"})).await.problem(), "idempotency_mismatch");
    assert_eq!(send(&"k".repeat(256), json!({"name": "二"})).await.status, 400);
    // A refusal may be corrected under the same key only with the same body, and is judged anew.
    assert_eq!(send("k2", json!({})).await.status, 422);
    assert_eq!(send("k2", json!({})).await.status, 422);
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_calls_at_once_for_one_person_make_one_customer() {
    let app = TestApp::start().await;
    let calls = (0..50).map(|at| {
        let path = "/api/v1/customers/by/email/one@example.cn";
        let request = app.request("PUT", path).json(&json!({"name": "张伟", "notes": format!("n{at}")}));
        tokio::spawn(request.send())
    });
    let mut statuses: Vec<u16> = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        statuses.push(call.await.expect("task").expect("answer").status().as_u16());
    }
    statuses.sort_unstable();
    assert_eq!((statuses[49], statuses.iter().filter(|status| **status == 201).count(), statuses[0]), (201, 1, 200), "{statuses:?}");
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_line_of_a_batch_tells_the_id_of_its_request() {
    let app = TestApp::start().await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let body = json!({"items": [{"op": "create", "record": {}}, {"op": "create", "record": {"name": "一"}}]});
    let request = app.request("POST", "/api/v1/customers:batch").header("traceparent", format!("00-{trace}-00f067aa0ba902b7-01"));
    let answer = app.send(request.json(&body)).await;
    assert_eq!((answer.status, answer.header("x-request-id")), (207, trace), "{}", answer.text);
    assert_eq!(answer.json()["items"][0]["problem"]["trace_id"], trace, "{}", answer.text);
    assert_eq!(answer.json()["items"][1]["status"], 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_to_two_nodes_at_once_is_done_once() {
    let Some((one, other)) = TestApp::two_nodes().await else {
        eprintln!("skipped: one process uses the embedded database");
        return;
    };
    for at in 0..20 {
        let send = |app: &TestApp| {
            let request = app.request("POST", "/api/v1/customers").header("idempotency-key", format!("once-{at}"));
            request.json(&json!({"name": format!("N{at}")})).send()
        };
        let (first, second) = tokio::join!(send(&one), send(&other));
        let mut statuses = [first, second].map(|answer| answer.expect("answer").status().as_u16());
        statuses.sort_unstable();
        assert!(statuses == [201, 201] || statuses == [201, 409], "{statuses:?}");
    }
    assert_eq!(one.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_whose_answer_was_too_large_to_keep_is_not_done_again() {
    let app = TestApp::start().await;
    let notes = "n".repeat(60_000);
    let items: Vec<_> = (0..100).map(|at| json!({"op": "create", "record": {"name": format!("N{at}"), "notes": notes}})).collect();
    let body = json!({ "items": items });
    let send = || app.send(app.request("POST", "/api/v1/customers:batch").header("idempotency-key", "large").json(&body));
    let first = send().await;
    assert_eq!((first.status, first.json()["items"].as_array().map(Vec::len)), (207, Some(100)), "{:.300}", first.text);
    assert!(first.text.len() > 4 << 20, "{}", first.text.len());
    let again = send().await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (207, "true"), "{:.300}", again.text);
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn records_also_speak_xml_and_csv() {
    let app = TestApp::start().await;
    let body = "<?xml version=\"1.0\"?><customer><name>=HYPERLINK(\"x\")</name><city>上海</city><phone><item>+8613800138000</item></phone></customer>";
    let path = "/api/v1/customers/by/email/x%40example.cn";
    let created =
        app.send(app.request("PUT", path).header("content-type", "application/xml").header("accept", "application/xml").body(body)).await;
    assert_eq!(created.status, 201, "{}", created.text);
    assert!(created.text.contains("<outcome>created</outcome>") && created.text.contains("<city>上海</city>"), "{}", created.text);
    let bad = app.send(app.request("PUT", path).header("content-type", "application/xml").body("<!DOCTYPE x><x/>")).await;
    assert_eq!(bad.status, 400);
    let listed = app.send(app.request("GET", "/api/v1/customers?fields=name,phone").header("accept", "text/csv")).await;
    assert_eq!((listed.status, listed.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(
        listed.text.starts_with("id,version,created_at,updated_at,name,phone\r\n")
            && listed.text.contains("\"'=HYPERLINK(\"\"x\"\")\",+8613800138000"),
        "{}",
        listed.text
    );
    let csv = app.send(app.request("PUT", path).header("content-type", "text/csv").body("name,city\n'=HYPERLINK(\"x\"),北京\n")).await;
    assert_eq!((csv.status, csv.json()["record"]["city"].as_str()), (200, Some("北京")), "{}", csv.text);
    assert_eq!(csv.json()["record"]["name"], "=HYPERLINK(\"x\")");
    assert_eq!(app.send(app.request("GET", "/api/v1/customers").header("accept", "image/png")).await.problem(), "not_acceptable");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_written_by_an_external_id_is_found_by_it() {
    let app = TestApp::start().await;
    let path = "/api/v1/customers/by/external_id/crm:42";
    let made = app.call("PUT", path, &json!({"name": "Ann", "email": "ann@example.com"})).await;
    assert_eq!((made.status, &made.json()["outcome"]), (201, &json!("created")), "{}", made.text);
    let id = made.json()["record"]["id"].clone();
    let again = app.call("PUT", path, &json!({"name": "Ann", "email": "ann@example.com"})).await;
    assert_eq!((&again.json()["outcome"], &again.json()["record"]["id"]), (&json!("unchanged"), &id), "{}", again.text);
    let changed = app.call("PUT", path, &json!({"city": "Oslo"})).await;
    assert_eq!((&changed.json()["outcome"], &changed.json()["record"]["id"]), (&json!("updated"), &id), "{}", changed.text);
    let read = app.get(path).await;
    assert_eq!((read.status, &read.json()["external_ids"]), (200, &json!({"crm": ["42"]})), "{}", read.text);
    // Another id of a record that is known by its address belongs to it from then on.
    let other =
        app.call("PUT", "/api/v1/customers/by/external_id/shop:A-7", &json!({"email": "ann@example.com", "match": ["email"]})).await;
    assert_eq!(other.json()["record"]["id"], id, "{}", other.text);
    assert_eq!(app.get("/api/v1/customers/by/external_id/shop:A-7").await.json()["external_ids"], json!({"crm": ["42"], "shop": ["A-7"]}));
    let items = json!({"items": [{"op": "upsert", "key": "external_id", "value": "erp:9", "record": {"name": "Bob"}}]});
    let first = app.post("/api/v1/customers:batch", &items).await;
    assert_eq!(first.json()["items"][0]["outcome"], "created", "{}", first.text);
    assert_eq!(app.post("/api/v1/customers:batch", &items).await.json()["items"][0]["outcome"], "unchanged");
    let form = reqwest::multipart::Form::new()
        .part("file", reqwest::multipart::Part::text("id,name,email\n42,Ann Lee,ann@example.com\n").file_name("c.csv"));
    let started = app.send(app.request("POST", "/api/v1/imports?object=customers&source=crm").multipart(form)).await;
    let run = crate::imports::ended(&app, started.header("location")).await;
    assert_eq!((&run["report"]["created"], run["state"].as_str()), (&json!(0), Some("done")), "{run}");
    let lineage = app.get(&format!("/api/v1/customers/{}/sources", id.as_str().expect("id"))).await.json();
    assert_eq!(lineage["items"].as_array().map(Vec::len), Some(2), "{lineage}");
}
