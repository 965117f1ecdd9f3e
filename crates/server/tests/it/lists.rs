//! Lists, filters, search.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::app::TestApp;

async fn with_customers(count: usize) -> TestApp {
    let app = TestApp::start().await;
    let items: Vec<Value> = (0..count)
        .map(|at| json!({"op": "create", "record": {"name": format!("客户 {at:03}"), "city": if at % 3 == 0 { "上海" } else { "北京" }, "employees": at, "email": format!("c{at}@example.cn")}}))
        .collect();
    assert_eq!(app.post("/api/v1/customers:batch", &json!({"items": items})).await.status, 207);
    app
}

/// Walks all pages; gives the names in order.
async fn walk(app: &TestApp, first: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut path = first.to_owned();
    loop {
        let answer = app.get(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let page = answer.json();
        names.extend(page["items"].as_array().expect("items").iter().map(|item| item["name"].as_str().unwrap_or("").to_owned()));
        match page["page"]["next_cursor"].as_str() {
            Some(cursor) => {
                assert!(answer.header("link").contains("rel=\"next\""));
                path = format!("{first}&cursor={cursor}");
            }
            None => return names,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_show_every_record_once_in_any_order() {
    let app = with_customers(50).await;
    for first in [
        "/api/v1/customers?limit=7",
        "/api/v1/customers?limit=7&sort=-name",
        "/api/v1/customers?limit=7&sort=city,-employees",
        "/api/v1/customers?limit=7&sort=-updated_at",
    ] {
        let names = walk(&app, first).await;
        assert_eq!((names.len(), names.iter().collect::<BTreeSet<_>>().len()), (50, 50), "{first}");
    }
    let names = walk(&app, "/api/v1/customers?limit=20&sort=-name").await;
    assert!(names.windows(2).all(|pair| pair[0] > pair[1]));
    let filtered = walk(&app, "/api/v1/customers?limit=5&filter=city%20%3D%20%22%E4%B8%8A%E6%B5%B7%22%20AND%20employees%20%3C%2030").await;
    assert_eq!(filtered.len(), 10);
    let page = app.get("/api/v1/customers?limit=5&count=exact&fields=name,city").await.json();
    assert_eq!(page["page"]["count"], 50);
    let mut members: Vec<&String> = page["items"][0].as_object().expect("record").keys().collect();
    members.sort();
    assert_eq!(members, ["city", "id", "name", "updated_at", "version"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_of_another_list_and_a_bad_filter_are_refused() {
    let app = with_customers(10).await;
    let cursor = app.get("/api/v1/customers?limit=2").await.json()["page"]["next_cursor"].as_str().expect("cursor").to_owned();
    assert_eq!(app.get(&format!("/api/v1/customers?limit=2&sort=name&cursor={cursor}")).await.problem(), "cursor_invalid");
    assert_eq!(app.get("/api/v1/customers?cursor=AAAA").await.problem(), "cursor_invalid");
    let bad = app.get("/api/v1/customers?filter=citty%20%3D%20x").await;
    assert_eq!((bad.status, bad.problem().as_str()), (400, "filter_invalid"));
    assert_eq!(bad.json()["errors"][0]["nearest"][0], "city");
    assert_eq!(bad.json()["errors"][0]["offset"], 0);
    assert_eq!(app.get("/api/v1/customers?sort=tags").await.problem(), "filter_invalid");
    assert_eq!(app.get("/api/v1/customers?fields=nmae").await.problem(), "bad_request");
    assert_eq!(app.get("/api/v1/customers?expand=name").await.problem(), "bad_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn related_records_come_along_when_asked_and_allowed() {
    let app = TestApp::start().await;
    let customer = app.create("customers", &json!({"name": "客户", "city": "上海"})).await;
    app.create("orders", &json!({"number": "O-1", "customer": customer, "amount": {"amount": "12.50", "currency": "CNY"}})).await;
    let listed = app.get("/api/v1/orders?expand=customer&filter=customer.city%20%3D%20%E4%B8%8A%E6%B5%B7").await.json();
    assert_eq!(listed["items"][0]["expanded"]["customer"]["name"], "客户");
    let timeline = app.get(&format!("/api/v1/customers/{customer}/timeline")).await.json();
    assert!(timeline["items"].as_array().expect("items").iter().any(|item| item["object"] == "orders"), "{timeline}");
    let key = app.key_with("orders:read");
    for path in ["/api/v1/orders?expand=customer", "/api/v1/orders?filter=customer.city%20%3D%20x"] {
        let answer = app.send(app.request("GET", path).bearer_auth("").header("authorization", "")).await;
        assert_eq!(answer.status, 401);
        let answer = app.send(app.client.get(format!("{}{path}", app.address)).bearer_auth(&key)).await;
        assert_eq!((answer.status, answer.json()["missing_scope"].as_str()), (403, Some("customers:read")), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_once_the_index_has_caught_up() {
    let app = with_customers(12).await;
    app.create("customers", &json!({"name": "上海华信电子科技有限公司", "phone": "+8613100012345", "notes": "prefers tea"})).await;
    let mut found = Value::Null;
    // The index follows within a moment; each question waits for an answer, so this cannot spin.
    for _ in 0..2_000 {
        found = app.post("/api/v1/customers:search", &json!({"q": "华信"})).await.json();
        if found["items"].as_array().is_some_and(|items| !items.is_empty()) {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(found["items"][0]["name"], "上海华信电子科技有限公司", "{found}");
    let latin =
        app.post("/api/v1/customers:search", &json!({"q": "tea", "filter": {"field": "name", "op": "~", "value": "电子"}})).await.json();
    assert_eq!(latin["items"].as_array().map(Vec::len), Some(1), "{latin}");
    for typed in ["shhx", "shanghaihuaxin", "131 0001 2345", "0086-13100012345", "13100012"] {
        let found = app.post("/api/v1/customers:search", &json!({"q": typed})).await.json();
        assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{typed}: {found}");
    }
    let none = app.post("/api/v1/customers:search", &json!({"q": "tea", "filter": "name = x"})).await.json();
    assert_eq!(none["items"], json!([]));
    let filtered = app
        .post(
            "/api/v1/customers:search",
            &json!({"filter": {"field": "employees", "op": ">=", "value": 6}, "sort": "-employees", "limit": 2, "count": "exact"}),
        )
        .await
        .json();
    assert_eq!((filtered["page"]["count"].as_i64(), filtered["items"][0]["employees"].as_i64()), (Some(6), Some(11)));
    assert_eq!(app.post("/api/v1/customers:search", &json!({"query": "x"})).await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_list_gets_the_index_it_needs_behind_the_first_answer() {
    let app = TestApp::start_with(|settings| settings.index_by_use_from = 30).await;
    let items: Vec<Value> = (0..40)
        .map(|at| json!({"op": "create", "record": {"name": format!("客户 {at:03}"), "city": format!("c{}", at % 7), "email": format!("c{at}@example.cn")}}))
        .collect();
    assert_eq!(app.post("/api/v1/customers:batch", &json!({"items": items})).await.status, 207);
    let first = walk(&app, "/api/v1/customers?sort=city&limit=9").await;
    let made = loop {
        assert_eq!(app.get("/api/v1/runs?kind=").await.status, 400);
        let runs = app.get("/api/v1/runs?kind=index").await.json();
        let items = runs["items"].as_array().expect("items").clone();
        if items.iter().any(|run| run["state"] == "done") {
            break items;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!((&made[0]["object"], &made[0]["report"]["field"]), (&json!("customers"), &json!("city")));
    assert_eq!(walk(&app, "/api/v1/customers?sort=city&limit=9").await, first);
    // What the definition says is what people said.
    let object = app.get("/api/v1/objects/customers").await.json();
    let city = object["fields"].as_array().expect("fields").iter().find(|field| field["name"] == "city").expect("shipped");
    assert_eq!(city["indexed"], json!(false));
    assert_eq!(walk(&app, "/api/v1/customers?filter=email%20%3D%20%22c7%40example.cn%22").await, ["客户 007"]);
}

/// `path` with a filter in it.
pub fn asked(path: &str, filter: &str) -> String {
    let url = reqwest::Url::parse_with_params("http://host/", [("filter", filter)]).expect("an address");
    format!("{path}?{}", url.query().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn values_are_found_however_they_are_written() {
    let app = TestApp::start().await;
    let id = app
        .create("customers", &json!({"name": "阿里巴巴（中國）有限公司 Müller", "phone": "13800138000", "email": "wei@example.cn"}))
        .await;
    app.create("customers", &json!({"name": "other", "created_at": "1999-01-01T00:00:00Z"})).await;
    let found = async |filter: &str| {
        let answer = app.get(&asked("/api/v1/customers", filter)).await;
        answer.json()["items"]
            .as_array()
            .unwrap_or_else(|| panic!("{}", answer.text))
            .iter()
            .map(|one| one["id"].clone())
            .collect::<Vec<_>>()
    };
    for filter in
        ["phone = '138 0013 8000'", "phone IN (\"0086 13800138000\")", "phone ~ '138-0013'", "email = WEI@Example.cn", "email ^ Wei"]
    {
        assert_eq!(found(filter).await, [json!(id)], "{filter}");
    }
    // A record that nobody told when it came to be was made when it is said to be.
    assert_eq!(found("created_at >= 2020-01-01").await, [json!(id)]);
    assert_eq!(found("created_at < 2000-01-01").await.len(), 1);
    let sorted = app.get("/api/v1/customers?sort=created_at&fields=name").await.json();
    assert_eq!(sorted["items"][0]["name"], "other", "{sorted}");
    let chinese = app.request("GET", &asked("/api/v1/customers", "citty = a")).header("accept-language", "zh");
    let refused = app.send(chinese).await;
    assert!(refused.json()["errors"][0]["detail"].as_str().is_some_and(|text| text.contains("没有字段")), "{}", refused.text);

    for typed in ["中国", "巴巴中國", "muller", "MÜLLER"] {
        let mut answer = json!(null);
        for _ in 0..100 {
            answer = app.post("/api/v1/customers:search", &json!({"q": typed})).await.json();
            if answer["items"][0]["id"] == json!(id) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(answer["items"][0]["id"], json!(id), "{typed}: {answer}");
    }
}
