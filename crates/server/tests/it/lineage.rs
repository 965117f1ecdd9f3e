//! Where values come from: whoever wrote them, each has an answer.

use serde_json::{Value, json};

use crate::app::TestApp;
use crate::connections::connect;
use crate::imports::ended;

/// What the system keeps of every record: nobody wrote it.
const OF_THE_SYSTEM: [&str; 6] = ["id", "object", "version", "created_at", "updated_at", "external_ids"];

async fn import(app: &TestApp, object: &str, source: &str, file: &str) {
    let request = app.request("POST", &format!("/api/v1/imports?object={object}&source={source}")).header("content-type", "text/csv");
    let run = ended(app, app.send(request.body(file.to_owned())).await.header("location")).await;
    assert_eq!(run["state"], "done", "{run}");
}

async fn id_of(app: &TestApp, external_id: &str) -> String {
    app.get(&format!("/api/v1/customers/by/external_id/{external_id}")).await.json()["id"].as_str().expect("an id").to_owned()
}

/// Reads people of a simulated system with a sync whose definition was changed once; its path.
async fn read_by_sync(app: &TestApp) -> String {
    connect(app, "CRM", "https://lineage.example.com").await;
    let definition = json!({
        "name": "People", "connection": "CRM", "stream": "people", "object": "customers",
        "mapping": {"version": 1, "object": "customers", "fields": [{"from": "_id", "to": "external_id"}, {"from": "_w1", "to": "name"}, {"from": "_w2", "to": "email"}]},
    });
    let path = app.post("/api/v1/syncs", &definition).await.header("location").to_owned();
    assert_eq!(app.call("PATCH", &path, &json!({"freshness": "1h"})).await.status, 200);
    assert_eq!(app.go_live(&path).await.status, 200);
    let plan = app.post(&format!("{path}:preview"), &json!({})).await.json()["plan"].clone();
    let applied = app.post(&format!("{path}:apply"), &json!({"plan": plan})).await;
    assert_eq!(applied.status, 200, "{}", applied.text);
    path
}

/// Fills an installation through every door.
async fn fill(app: &TestApp) -> String {
    let field = json!({"name": "level", "label": {"en": "Level", "zh": "等级"}, "type": "text", "default": "new"});
    assert_eq!(app.post("/api/v1/objects/customers/fields", &field).await.status, 201);
    import(app, "customers", "shop", "编号,姓名,手机,邮箱,城市\nC1,张伟,13800138001,zhang@example.cn,上海\nC2,李娜,13800138002,li@example.cn,北京\nC3,王芳,13800138003,,\n").await;
    import(app, "customers", "erp", "编号,姓名,手机,公司\nK1,张伟,13800138001,上海一厂\nK2,赵敏,13800138004,北京二厂\n").await;
    let path = read_by_sync(app).await;
    import(app, "orders", "shop", "订单号,客户编号,金额\nO1,C1,100.50\nO2,C2,7\n").await;
    let wei = id_of(app, "shop:C1").await;
    assert_eq!(app.call("PATCH", &format!("/api/v1/customers/{wei}"), &json!({"city": "杭州", "notes": "called"})).await.status, 200);
    let (survivor, absorbed) = (id_of(app, "shop:C2").await, id_of(app, "shop:C3").await);
    assert_eq!(app.post("/api/v1/customers:merge", &json!({"survivor": survivor, "absorbed": [absorbed]})).await.status, 200);
    let put = app.call("PUT", "/api/v1/customers/by/external_id/desk:9", &json!({"name": "Desk", "email": ["desk@example.cn"]})).await;
    assert_eq!(put.status, 201, "{}", put.text);
    let made = app.create("customers", &json!({"name": "By hand", "phone": ["+8613800138009"]})).await;
    app.create("deals", &json!({"name": "Deal", "customer": made})).await;
    let reference = app.create("activities", &json!({"subject": "Call", "customer": survivor})).await;
    assert_eq!(app.call("PATCH", &format!("/api/v1/activities/{reference}"), &json!({"done": true})).await.status, 200);
    path
}

/// Fails unless an origin names who or what wrote the value, and when.
async fn check(app: &TestApp, place: &str, line: &Value) {
    let origin = &line["origin"];
    let is_text = |name: &str| origin[name].as_str().is_some_and(|text| !text.is_empty());
    let is_whole = match origin["kind"].as_str() {
        Some("source") => ["source", "external_id", "run", "at"].into_iter().all(is_text),
        Some("manual") => is_text("actor") && is_text("at") && origin["change"].as_i64().is_some_and(|change| change > 0),
        Some("default") => line["rule"] == "default",
        _ => false,
    };
    assert!(is_whole && line["rule"].is_string(), "{place}: {line}");
    if let Some(run) = origin["run"].as_str() {
        let known = app.get(&format!("/api/v1/runs/{run}")).await;
        assert_eq!(known.status, 200, "{place}: {line}");
        assert_eq!(known.json()["source"], origin["source"], "{place}: the run read that source");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_value_of_every_record_tells_where_it_comes_from() {
    let app = TestApp::start().await;
    let sync = fill(&app).await;
    let (mut values, mut kinds) = (0, std::collections::BTreeMap::<String, usize>::new());
    for object in ["customers", "orders", "deals", "activities"] {
        let page = app.get(&format!("/api/v1/{object}?limit=500")).await.json();
        for record in page["items"].as_array().expect("items") {
            let id = record["id"].as_str().expect("an id");
            let lineage = app.get(&format!("/api/v1/{object}/{id}/lineage")).await.json();
            let fields = lineage["fields"].as_object().expect("fields");
            let written = record
                .as_object()
                .expect("a record")
                .iter()
                .filter(|(name, value)| !value.is_null() && !OF_THE_SYSTEM.contains(&name.as_str()));
            for (name, value) in written {
                let place = format!("{object} {id} {name}");
                let line = fields.get(name).unwrap_or_else(|| unreachable!("{place}: no lineage of {value}"));
                assert_eq!(&line["value"], value, "{place}");
                check(&app, &place, line).await;
                values += 1;
                let origin = &line["origin"];
                *kinds
                    .entry(format!("{} {}", origin["kind"].as_str().unwrap_or(""), origin["source"].as_str().unwrap_or("")))
                    .or_default() += 1;
            }
        }
    }
    assert!(values > 30, "{values} values");
    let kinds: Vec<&str> = kinds.keys().map(String::as_str).collect();
    assert_eq!(kinds, ["default ", "manual ", "source CRM", "source erp", "source shop"], "every door was used");

    // What a sync brought names its definition too, in the version that was used; what a file brought its run, which keeps the mapping.
    let read = id_of(&app, "CRM:7").await;
    let origin = app.get(&format!("/api/v1/customers/{read}/lineage")).await.json()["fields"]["name"]["origin"].clone();
    assert_eq!(format!("/api/v1/syncs/{}", origin["sync"].as_str().expect("a sync")), sync, "{origin}");
    assert_eq!(origin["sync_version"], 2, "{origin}");
    let version = app.get(&format!("{sync}/versions/{}", origin["sync_version"])).await;
    assert_eq!((version.status, &version.json()["definition"]["freshness"]), (200, &json!("1h")), "{}", version.text);
    let of_file = app.get(&format!("/api/v1/customers/{}/lineage", id_of(&app, "erp:K2").await)).await.json();
    let company = &of_file["fields"]["company"]["origin"];
    assert!(company["sync"].is_null(), "{company}");
    let run = app.get(&format!("/api/v1/runs/{}", company["run"].as_str().expect("a run"))).await.json();
    assert!(run["report"]["mapping"]["fields"].as_array().is_some_and(|rules| rules.len() == 4), "{run}");
}
