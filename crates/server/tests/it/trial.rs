//! Trying a mapping: what rows become and whom they meet, without a trace.

use serde_json::{Value, json};

use crate::app::TestApp;

fn mapping() -> Value {
    json!({"version": 1, "object": "customers", "fields": [
        {"from": "编号", "to": "external_id"}, {"from": "姓名", "to": "name"}, {"from": "手机", "to": "phone"},
        {"from": "邮箱", "to": "email"}, {"from": "城市", "to": "city"},
    ]})
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_mapped_checked_and_matched_and_nothing_is_saved() {
    let app = TestApp::start().await;
    let known = app.create("customers", &json!({"name": "张伟", "phone": "13800138001"})).await;
    let second = app.create("customers", &json!({"name": "李娜", "email": "li@example.cn"})).await;
    let gone = app.create("customers", &json!({"name": "王芳", "phone": "13800138009"})).await;
    assert_eq!(app.send(app.request("DELETE", &format!("/api/v1/customers/{gone}"))).await.status, 204);
    let before = app.get("/api/v1/changes?cursor=latest").await.json();
    let rows = json!([
        {"编号": "C1", "姓名": "张伟", "手机": "138 0013 8001", "城市": "上海"},
        {"编号": "C2", "姓名": "新客户", "手机": "abc"},
        {"编号": "C3", "姓名": "张伟", "手机": "13800138001", "邮箱": "li@example.cn"},
        {"编号": "", "姓名": "", "手机": ""},
        {"编号": "C5", "姓名": "王芳", "手机": "13800138009"},
    ]);
    let tried = app.post("/api/v1/objects/customers:try-mapping", &json!({"mapping": mapping(), "rows": rows, "columns": ["邮箱"]})).await;
    assert_eq!(tried.status, 200, "{}", tried.text);
    let tried = tried.json();
    let row = |at: usize| &tried["rows"][at];
    assert_eq!((&row(0)["values"]["phone"], &row(0)["external_id"]), (&json!(["+8613800138001"]), &json!("C1")), "{tried}");
    assert_eq!(row(0)["match"], json!({"outcome": "found", "records": [known]}));
    assert_eq!(
        (row(1)["match"]["outcome"].as_str(), row(1)["findings"][0]["code"].as_str()),
        (Some("new"), Some("phone_invalid")),
        "{tried}"
    );
    assert_eq!(row(1)["findings"][0]["field"], "phone");
    assert!(row(1)["findings"][0]["text"]["zh"].as_str().is_some_and(|text| text.contains("电话")));
    assert_eq!(row(2)["match"], json!({"outcome": "several", "records": [known, second]}), "{tried}");
    assert_eq!(row(2)["refused"], Value::Null, "they would be merged");
    assert_eq!((row(3)["refused"]["code"].as_str(), &row(3)["match"]), (Some("record_empty"), &Value::Null), "{tried}");
    assert_eq!(row(4)["match"]["outcome"], "new", "a deleted record is not met by its keys: {tried}");
    assert_eq!(tried["counts"], json!({"rows": 5, "refused": 1, "with_findings": 2, "in_scope": 4, "new": 2, "found": 1, "several": 1}));

    let review = json!({"mapping": mapping(), "rows": [rows[2]], "columns": ["城市"], "policy": "review"});
    let waits = app.post("/api/v1/objects/customers:try-mapping", &review).await.json();
    assert_eq!(waits["rows"][0]["refused"]["code"], "matched_multiple", "{waits}");
    let by_mail = json!({"mapping": mapping(), "rows": [rows[2]], "columns": ["城市"], "match": ["email"]});
    let found = app.post("/api/v1/objects/customers:try-mapping", &by_mail).await.json();
    assert_eq!(found["rows"][0]["match"], json!({"outcome": "found", "records": [second]}), "{found}");
    assert_eq!(app.get("/api/v1/changes?cursor=latest").await.json(), before, "nothing was written");
    assert_eq!(app.get("/api/v1/runs").await.json()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_says_of_each_row_whether_it_is_in_scope() {
    let app = TestApp::start().await;
    let path = "/api/v1/objects/customers:try-mapping";
    let rows =
        json!([{"编号": "C1", "姓名": "张伟", "城市": "上海"}, {"编号": "C2", "姓名": "李娜", "城市": "北京"}, {"编号": "", "姓名": ""}]);
    let ask = |filter: &str| json!({"mapping": mapping(), "rows": rows, "columns": ["手机", "邮箱"], "filter": filter});
    let tried = app.post(path, &ask("city = \"上海\"")).await.json();
    let told: Vec<&Value> = (0..3).map(|at| &tried["rows"][at]["in_scope"]).collect();
    assert_eq!(told, [&json!(true), &json!(false), &Value::Null], "{tried}");
    assert_eq!(tried["counts"]["in_scope"], 1);
    assert_eq!(app.post(path, &ask(" ")).await.json()["counts"]["in_scope"], 2, "no filter takes all that can be mapped");
    for wrong in ["town = 1", "city =", "id = 7"] {
        let refused = app.post(path, &ask(wrong)).await;
        assert_eq!(
            (refused.status, refused.json()["errors"][0]["pointer"].as_str().map(|at| at.starts_with("#/filter"))),
            (400, Some(true)),
            "{}",
            refused.text
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_a_known_source_are_found_by_their_ids() {
    let app = TestApp::start().await;
    let put = app.call("PUT", "/api/v1/customers/by/external_id/shop:C1", &json!({"name": "张伟"})).await;
    assert_eq!(put.status, 201, "{}", put.text);
    let id = put.json()["record"]["id"].clone();
    let ask = |source: &str| json!({"mapping": mapping(), "columns": ["手机", "邮箱", "城市"], "source": source, "rows": [{"编号": "C1", "姓名": "张伟二"}]});
    let tried = app.post("/api/v1/objects/customers:try-mapping", &ask("shop")).await.json();
    assert_eq!(tried["rows"][0]["match"], json!({"outcome": "found", "records": [id]}), "{tried}");
    let elsewhere = app.post("/api/v1/objects/customers:try-mapping", &ask("erp")).await.json();
    assert_eq!(elsewhere["rows"][0]["match"]["outcome"], "new", "{elsewhere}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_that_does_not_fit_is_refused_at_its_place() {
    let app = TestApp::start().await;
    let path = "/api/v1/objects/customers:try-mapping";
    let rows = json!([{"编号": "C1", "姓名": "张伟"}]);
    let with = |fields: Value| json!({"mapping": {"version": 1, "object": "customers", "fields": fields}, "rows": rows});
    for (body, pointer, code) in [
        (with(json!([{"from": "编号", "to": "external_id"}, {"from": "名字", "to": "name"}])), "#/mapping/fields/1", "mapping_invalid"),
        (with(json!([{"from": "姓名", "to": "nme"}])), "#/mapping/fields/0", "mapping_invalid"),
        (json!({"mapping": {"version": 1, "object": "deals", "fields": []}, "rows": rows}), "#/mapping", "mapping_invalid"),
        (json!({"mapping": 7, "rows": rows}), "#/mapping", "mapping_invalid"),
        (json!({"mapping": mapping(), "rows": vec![json!({}); 201]}), "#/rows", "size"),
        (json!({"mapping": mapping(), "rows": [], "source": "x".repeat(101)}), "#/source", "size"),
        (
            json!({"mapping": {"version": 1, "object": "customers", "fields": []}, "rows": rows, "match": ["city"]}),
            "#/match",
            "match_key_unknown",
        ),
    ] {
        let refused = app.post(path, &body).await;
        assert_eq!((refused.status, refused.problem().as_str()), (422, "validation_failed"), "{body}: {}", refused.text);
        let first = &refused.json()["errors"][0];
        assert_eq!((first["pointer"].as_str(), first["code"].as_str()), (Some(pointer), Some(code)), "{}", refused.text);
    }
    assert_eq!(app.post("/api/v1/objects/nothing:try-mapping", &with(json!([]))).await.status, 404);
    let other = app.key_with("deals:read");
    let request = app.client.post(format!("{}{path}", app.address)).bearer_auth(other).json(&with(json!([])));
    assert_eq!(app.send(request).await.problem(), "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn outgoing_rules_show_what_another_system_would_be_given() {
    let app = TestApp::start().await;
    let known = app.create("customers", &json!({"name": "张伟", "phone": "13800138001", "city": "上海"})).await;
    let bare = app.create("customers", &json!({"name": "李娜"})).await;
    let before = app.get("/api/v1/changes?cursor=latest").await.json();
    let path = "/api/v1/objects/customers:try-outgoing";
    let fields = json!([
        {"from": "name", "to": "Name", "transforms": ["upper"]},
        {"from": "phone", "to": "Phone"},
        {"from": "city", "to": "Region", "values": {"上海": "SH", "*": "other"}},
        {"value": "Rapport", "to": "Origin"},
        {"from": "id", "to": "Key"},
    ]);
    let ask = json!({"fields": fields, "records": [known, "7", bare]});
    let tried = app.post(path, &ask).await;
    assert_eq!(tried.status, 200, "{}", tried.text);
    let tried = tried.json();
    let values = |at: usize| {
        tried["records"][at]["values"].as_array().expect("values").iter().map(|value| value["value"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(values(0), [json!("张伟"), json!("+8613800138001"), json!("SH"), json!("Rapport"), json!(known)], "{tried}");
    assert_eq!((&tried["records"][1]["id"], values(1)[2].clone()), (&json!(bare), Value::Null), "an empty value is no other city: {tried}");
    assert_eq!(tried["records"].as_array().map(Vec::len), Some(2), "what is no record of the object is left out");
    assert_eq!(app.get("/api/v1/changes?cursor=latest").await.json(), before, "nothing was written");

    let unknown = app.post(path, &json!({"fields": [{"from": "nme", "to": "Name"}], "records": [known]})).await;
    assert_eq!((unknown.status, unknown.json()["errors"][0]["pointer"].as_str()), (422, Some("#/fields/0/from")), "{}", unknown.text);
    let many = app.post(path, &json!({"fields": [], "records": vec!["1"; 201]})).await;
    assert_eq!((many.status, many.json()["errors"][0]["pointer"].as_str()), (422, Some("#/records")), "{}", many.text);
    let key = app.key_with("deals:read");
    let other = app.client.post(format!("{}{path}", app.address)).bearer_auth(&key).json(&ask);
    assert_eq!(app.send(other).await.status, 403);
}
