//! What is answered in XML is what the XML Schema says, judged by somebody else's reader (xmllint of libxml2).

use std::io::Write as _;
use std::process::Command;

use serde_json::json;

use crate::app::TestApp;

/// Says why `document` is not what `schema` says; `None` where it is.
fn fault(schema: &str, document: &str) -> Option<String> {
    let file = |text: &str| {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(text.as_bytes()).expect("writes");
        file
    };
    let (schema, document) = (file(schema), file(document));
    let judged = Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(schema.path()).arg(document.path()).output();
    let judged = judged.expect("xmllint runs");
    (!judged.status.success()).then(|| String::from_utf8_lossy(&judged.stderr).into_owned())
}

fn has_xmllint() -> bool {
    let there = Command::new("xmllint").arg("--version").output().is_ok();
    assert!(there || std::env::var("CI").as_deref() != Ok("true"), "xmllint must be there in CI (libxml2-utils)");
    if !there {
        eprintln!("skipped: there is no xmllint (Debian and Ubuntu: libxml2-utils)");
    }
    there
}

async fn xml(app: &TestApp, method: &str, path: &str, body: Option<String>) -> String {
    let mut request = app.request(method, path).header("accept", "application/xml");
    if let Some(body) = body {
        request = request.header("content-type", "application/xml").body(body);
    }
    let answer = app.send(request).await;
    assert!(answer.status < 300 && answer.header("content-type").starts_with("application/xml"), "{path}: {}", answer.text);
    answer.text
}

async fn define_vehicles(app: &TestApp) {
    let label = |text: &str| json!({"en": format!("{text} <&>"), "zh": "字段"});
    let options = json!([{"value": "red", "label": label("Red")}, {"value": "blue", "label": label("Blue")}]);
    let mut fields = vec![json!({"name": "plate", "label": label("Plate"), "type": "text", "required": true, "match_key": "text"})];
    for kind in [
        "long_text",
        "integer",
        "decimal",
        "money",
        "boolean",
        "date",
        "datetime",
        "email",
        "phone",
        "url",
        "person",
        "address",
        "json",
        "auto_number",
    ] {
        fields.push(json!({"name": format!("a_{kind}"), "label": label(kind), "type": kind}));
    }
    fields.push(json!({"name": "a_select", "label": label("Select"), "type": "select", "options": options}));
    fields.push(json!({"name": "several", "label": label("Several"), "type": "multi_select", "options": options}));
    fields.push(json!({"name": "keeper", "label": label("Keeper"), "type": "reference", "to": "customers"}));
    let made = app
        .post("/api/v1/objects", &json!({"name": "vehicles", "label": label("Vehicles"), "title_field": "plate", "fields": fields}))
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_a_user_defined_object_are_valid() {
    if !has_xmllint() {
        return;
    }
    let app = TestApp::start().await;
    define_vehicles(&app).await;
    let keeper = app.create("customers", &json!({"name": "张伟"})).await;
    let id = app
        .create(
            "vehicles",
            &json!({
                "plate": "沪A·12345", "a_long_text": "一\n二 <b>&", "a_integer": -7, "a_decimal": "1.50", "a_money": {"amount": "12.50", "currency": "CNY"},
                "a_boolean": true, "a_date": "2026-03-31", "a_datetime": "2026-03-31T08:15:00Z", "a_email": ["a@example.cn", "b@example.cn"],
                "a_phone": "13800138000", "a_url": "https://example.cn/?a=1&b=2", "a_person": {"full": "李伟"}, "a_address": {"city": "上海市"},
                "a_json": {"x": [1, null, {"y": "z"}], "不": true}, "a_select": "red", "several": ["red", "blue"], "keeper": keeper,
            }),
        )
        .await;
    let schema = app.get("/api/v1/vehicles/schema.xsd").await;
    assert_eq!((schema.status, schema.header("content-type")), (200, "application/xml; charset=utf-8"));
    let schema = schema.text;
    let values = "<values><plate>京B</plate><a_integer>9</a_integer><a_email><item>c@example.cn</item></a_email><match><item>plate</item></match></values>";
    assert_eq!(fault(&schema, values), None);
    for document in [
        xml(&app, "GET", &format!("/api/v1/vehicles/{id}"), None).await,
        xml(&app, "GET", &format!("/api/v1/vehicles/{id}?fields=several,external_ids,plate&expand=keeper"), None).await,
        xml(&app, "GET", "/api/v1/vehicles?limit=1&count=exact", None).await,
        xml(&app, "PUT", "/api/v1/vehicles/by/plate/%E4%BA%ACB", Some(values.to_owned())).await,
        xml(&app, "PUT", "/api/v1/vehicles/by/plate/%E4%BA%ACB", Some(values.to_owned())).await,
        xml(&app, "GET", "/api/v1/vehicles?limit=1", None).await,
        xml(&app, "GET", "/api/v1/vehicles/by/plate/%E4%BA%ACB", None).await,
    ] {
        assert_eq!(fault(&schema, &document), None, "{document}");
    }
    let one = xml(&app, "GET", &format!("/api/v1/vehicles/{id}"), None).await;
    for broken in
        [one.replace("<plate>", "<plaet>").replace("</plate>", "</plaet>"), one.replace("-7", "seven"), one.replace("record>", "row>")]
    {
        assert!(fault(&schema, &broken).is_some(), "{broken}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_object_has_a_schema_that_its_description_leads_to() {
    let app = TestApp::start().await;
    let id = app.create("customers", &json!({"name": "张伟", "email": "z@example.cn", "kind": "person"})).await;
    let document = app.get("/api/v1/openapi.json").await.json();
    let objects = app.get("/api/v1/objects").await.json();
    for object in objects["items"].as_array().expect("objects") {
        let name = object["name"].as_str().expect("name");
        let content = &document["paths"][format!("/api/v1/{name}")]["get"]["responses"]["200"]["content"];
        let place = content["application/xml"]["schema"]["externalDocs"]["url"].as_str().expect("a link").to_owned();
        let schema = app.get(&place).await;
        assert_eq!(schema.status, 200, "{place}");
        if has_xmllint() {
            let page = xml(&app, "GET", &format!("/api/v1/{name}"), None).await;
            assert_eq!(fault(&schema.text, &page), None, "{page}");
        }
    }
    assert_eq!(app.get(&format!("/api/v1/customers/{id}")).await.status, 200);
    let reader = app.key_with("deals:read");
    let refused = app.send(app.client.get(format!("{}/api/v1/customers/schema.xsd", app.address)).bearer_auth(&reader)).await;
    assert_eq!(refused.status, 403);
}
