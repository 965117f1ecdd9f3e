//! Mappings as workbooks: out, edited, and back in, checked row by row.

use mapping::{Beside, Mapping, Rule, read_table, write_table};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::app::{Answer, TestApp};

const WRITE: &str = "/api/v1/objects/customers:mapping-table";
const READ: &str = "/api/v1/objects/customers:read-mapping";

fn mapping() -> Value {
    json!({"version": 1, "object": "customers", "fields": [
        {"from": "编号", "to": "external_id"}, {"from": "姓名", "to": "name", "note": "as on the invoice"},
        {"from": ["手机", "电话"], "to": "phone", "transforms": [{"phone": "CN"}]},
        {"from": "状态", "to": "status", "values": {"有效": "active", "停用": "inactive"}},
    ], "ignore": ["备注"]})
}

async fn read(app: &TestApp, file: Vec<u8>, columns: Option<Value>, language: &str) -> Answer {
    let mut form = Form::new().part("file", Part::bytes(file).file_name("mapping.xlsx"));
    if let Some(columns) = columns {
        form = form.text("columns", columns.to_string());
    }
    app.send(app.request("POST", READ).header("accept-language", language).multipart(form)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_leaves_as_a_workbook_and_comes_back_the_same() {
    let app = TestApp::start().await;
    let columns = json!([{"name": "编号", "sample": "C-1"}, {"name": "姓名"}, {"name": "手机"}, {"name": "电话"}, {"name": "状态"}, {"name": "备注"}]);
    let asked = app.request("POST", WRITE).json(&json!({"mapping": mapping(), "columns": columns}));
    let sent = asked.send().await.expect("answer");
    assert_eq!(sent.status(), 200);
    assert!(sent.headers()["content-disposition"].to_str().is_ok_and(|text| text.contains("mapping-customers.xlsx")));
    let file = sent.bytes().await.expect("file").to_vec();
    let back = read(&app, file.clone(), Some(json!(["编号", "姓名", "手机", "电话", "状态", "备注"])), "en").await;
    assert_eq!(back.status, 200, "{}", back.text);
    assert_eq!(back.json(), json!({"mapping": mapping(), "counts": {"rules": 4, "left_out": 1}}));
    let plain = app.send(app.request("POST", READ).header("content-type", "application/octet-stream").body(file)).await;
    assert_eq!(plain.json()["mapping"], mapping(), "without a form, and whatever the columns are: {}", plain.text);
    let yaml = "version: 1\nobject: customers\nfields:\n  - from: Name\n    to: name\n";
    let read = app.send(app.request("POST", READ).header("content-type", "application/yaml").body(yaml)).await;
    assert_eq!(read.json()["counts"]["rules"], 1, "{}", read.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_at_fault_is_told_and_nothing_else_is_asked_of_the_person() {
    let app = TestApp::start().await;
    let rule = |from: &str, to: &str| Rule { from: vec![from.to_owned()], to: to.to_owned(), ..Rule::default() };
    let mut wrong = Mapping::new("customers");
    wrong.fields = vec![rule("姓名", "name"), rule("城市", "ctiy"), rule("手机号", "phone"), rule("邮箱", "电子邮箱")];
    let file = write_table(&wrong, Beside::default()).expect("written");
    let columns = json!(["姓名", "城市", "手机", "邮箱"]);
    let refused = read(&app, file.clone(), Some(columns.clone()), "en").await;
    assert_eq!((refused.status, refused.problem().as_str()), (422, "validation_failed"), "{}", refused.text);
    let told = |answer: &Answer| {
        let faults = answer.json()["errors"].as_array().cloned().unwrap_or_default();
        faults.iter().map(|fault| (fault["pointer"].clone(), fault["detail"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&refused),
        [
            (json!("#/rows/3"), json!("mapping table, row 3: customers has no field \"ctiy\"; did you mean \"city\"?")),
            (json!("#/rows/4"), json!("mapping table, row 4: the source has no column \"手机号\"; did you mean \"手机\"?")),
        ],
        "the label of a field is as good as its name"
    );
    assert_eq!(refused.json()["errors"][0]["nearest"], json!(["city"]));
    let chinese = read(&app, file.clone(), Some(columns), "zh-CN").await;
    assert_eq!(told(&chinese)[0].1, json!("映射表第 3 行：customers 没有字段“ctiy”；是否指“city”？"), "{}", chinese.text);
    let unknown = read(&app, file, None, "en").await;
    assert_eq!(told(&unknown).len(), 1, "without columns none is missed: {}", unknown.text);
    assert!(read_table(&write_table(&wrong, Beside::default()).expect("written")).is_ok(), "the form alone is right");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_no_mapping_are_refused_in_plain_words() {
    let app = TestApp::start().await;
    let mut other = Mapping::new("deals");
    other.fields = vec![Rule { from: vec!["Name".to_owned()], to: "name".to_owned(), ..Rule::default() }];
    for (file, told) in [
        (b"PK\x03\x04broken".to_vec(), "not a readable XLSX workbook"),
        (vec![0xff, 0xfe, 0x00], "neither a workbook"),
        (Vec::new(), "there is no file"),
        (write_table(&other, Beside::default()).expect("written"), "the mapping is for \"deals\""),
    ] {
        let refused = read(&app, file, None, "en").await;
        assert_eq!(refused.status, 422, "{told}: {}", refused.text);
        assert!(refused.text.contains(&told.replace('"', "\\\"")), "{told}: {}", refused.text);
    }
    let many: Vec<String> = (0..2_001).map(|at| format!("c{at}")).collect();
    assert_eq!(read(&app, b"x".to_vec(), Some(json!(many)), "en").await.json()["errors"][0]["pointer"], "#/columns");
    assert_eq!(app.post(WRITE, &json!({"mapping": 7})).await.status, 422);
    assert_eq!(app.post("/api/v1/objects/nothing:mapping-table", &json!({"mapping": mapping()})).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_read_the_object_gets_or_tries_its_table() {
    let app = TestApp::start().await;
    let other = app.key_with("deals:read");
    let write = app.client.post(format!("{}{WRITE}", app.address)).bearer_auth(&other).json(&json!({"mapping": mapping()}));
    assert_eq!(app.send(write).await.problem(), "forbidden");
    let form = Form::new().part("file", Part::bytes(b"version: 1".to_vec()));
    let read = app.client.post(format!("{}{READ}", app.address)).bearer_auth(&other).multipart(form);
    assert_eq!(app.send(read).await.problem(), "forbidden");
}
