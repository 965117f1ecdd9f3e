//! What a user-defined object promises beyond storing: defaults, numbers of their own, rules for which value wins, files.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::imports::ended;

async fn define_parcels(app: &TestApp) {
    let label = |text: &str| json!({"en": text, "zh": text});
    let fields = json!([
        {"name": "code", "label": label("Code"), "type": "text", "required": true, "match_key": "text"},
        {"name": "serial", "label": label("Serial"), "type": "auto_number"},
        {"name": "phase", "label": label("Phase"), "type": "text", "default": "new"},
        {"name": "weight", "label": label("Weight"), "type": "integer",
         "validation": {"max": "30", "message": {"en": "too heavy for the post", "zh": "超过邮局限重"}}},
        {"name": "keeper", "label": label("Keeper"), "type": "reference", "to": "contacts"},
    ]);
    let made =
        app.post("/api/v1/objects", &json!({"name": "parcels", "label": label("Parcels"), "title_field": "code", "fields": fields})).await;
    assert_eq!(made.status, 201, "{}", made.text);
}

async fn import(app: &TestApp, object: &str, source: &str, file: String) -> Value {
    let request = app.request("POST", &format!("/api/v1/imports?object={object}&source={source}")).header("content-type", "text/csv");
    ended(app, app.send(request.body(file)).await.header("location")).await
}

async fn parcel(app: &TestApp, code: &str) -> Value {
    app.get(&format!("/api/v1/parcels/by/code/{code}")).await.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn defaults_and_numbers_are_given_through_the_api_and_by_imports() {
    let app = TestApp::start().await;
    define_parcels(&app).await;
    let first = app.create("parcels", &json!({"code": "A"})).await;
    app.create("parcels", &json!({"code": "B", "phase": "sent"})).await;
    let run = import(&app, "parcels", "desk", "code,phase,weight\nC,,3\nD,sent,4\nE,,50\n".into()).await;
    assert_eq!(run["report"]["created"], 3, "{run}");
    // An import takes a value that breaks the rule of its field, and tells of it; a call is refused.
    assert_eq!(run["report"]["findings"][0], json!({"code": "validation_failed", "field": "weight", "count": 1, "rows": [4]}));
    assert_eq!(parcel(&app, "E").await["weight"], 50);
    let mut serials = Vec::new();
    for (code, phase) in [("A", "new"), ("B", "sent"), ("C", "new"), ("D", "sent")] {
        let known = parcel(&app, code).await;
        assert_eq!(known["phase"], phase, "{known}");
        serials.push(known["serial"].as_str().and_then(|text| text.parse::<u64>().ok()).unwrap_or_default());
    }
    assert!(serials.is_sorted_by(|one, next| one < next) && serials[0] > 0, "{serials:?}");
    // What is there keeps its number and its phase, whatever comes later.
    import(&app, "parcels", "desk", "code,weight\nA,7\n".into()).await;
    app.call("PATCH", &format!("/api/v1/parcels/{first}"), &json!({"weight": 8})).await;
    let kept = parcel(&app, "A").await;
    assert_eq!((&kept["serial"], &kept["phase"], &kept["weight"]), (&json!(serials[0].to_string()), &json!("new"), &json!(8)));
    let refused = app.post("/api/v1/parcels", &json!({"code": "F", "weight": 31})).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("too heavy for the post"), "{}", refused.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_exported_like_any_other_and_read_back() {
    let app = TestApp::start().await;
    define_parcels(&app).await;
    for at in 0..40 {
        app.create("parcels", &json!({"code": format!("P{at:02}"), "weight": at % 30})).await;
    }
    let file = app.get("/api/v1/parcels/export?fields=code,weight,phase&sort=code").await;
    assert_eq!(file.status, 200, "{}", file.text);
    assert_eq!(file.text.lines().count(), 41);
    let run = import(&app, "parcels", "again", file.text.replace("P00", "Q00")).await;
    assert_eq!((run["report"]["read"].as_i64(), run["report"]["created"].as_i64()), (Some(40), Some(1)), "{run}");
}

#[tokio::test(flavor = "multi_thread")]
async fn references_are_followed_twice() {
    let app = TestApp::start().await;
    define_parcels(&app).await;
    let company = app.create("customers", &json!({"name": "上海一厂"})).await;
    let contact = app.create("contacts", &json!({"name": "张伟", "customer": company})).await;
    let parcel = app.create("parcels", &json!({"code": "A", "keeper": contact})).await;
    let deep = app.get(&format!("/api/v1/parcels/{parcel}?expand=keeper.customer")).await;
    assert_eq!(deep.status, 200, "{}", deep.text);
    assert!(deep.text.contains("上海一厂"), "{}", deep.text);
    let flat = app.get(&format!("/api/v1/parcels/{parcel}?expand=keeper")).await;
    assert!(flat.text.contains("张伟") && !flat.text.contains("上海一厂"), "{}", flat.text);
    assert_eq!(app.get(&format!("/api/v1/parcels/{parcel}?expand=keeper.customer.owner")).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rule_of_a_field_says_which_value_wins() {
    for (rule, expected) in [("most_frequent", "上海"), ("oldest", "北京"), ("newest", "广州"), ("longest", "乌鲁木齐")] {
        let app = TestApp::start().await;
        let ruled = app.call("PATCH", "/api/v1/objects/customers/fields/city", &json!({"survivorship": rule})).await;
        assert_eq!(ruled.status, 200, "{}", ruled.text);
        for (source, city) in [("a", "北京"), ("b", "上海"), ("c", "乌鲁木齐"), ("d", "上海"), ("e", "广州")] {
            let run = import(&app, "customers", source, format!("编号,姓名,手机,城市\nC1,张伟,13800138001,{city}\n")).await;
            assert_eq!(run["state"], "done", "{run}");
        }
        let known = app.get("/api/v1/customers/by/phone/13800138001").await.json();
        assert_eq!(known["city"], expected, "{rule}: {known}");
    }
}
