//! Switches of simulators that run beside the server; here stands a simulator of a simulator.

use std::sync::{Arc, Mutex};

use serde_json::json;
use server::simulators::{OrderedFault, OwnFault, Simulate, SimulatedSystem};

use crate::app::TestApp;

#[derive(Default)]
struct Noted(Mutex<Vec<OrderedFault>>);

impl Simulate for Noted {
    fn systems(&self) -> Vec<SimulatedSystem> {
        let faults = self.0.lock().expect("lock").clone();
        let own_faults = vec![OwnFault { order: "session_lost".to_owned(), title: ("Lost".to_owned(), "丢失".to_owned()) }];
        vec![SimulatedSystem { name: "shop".to_owned(), address: "http://127.0.0.1:1".to_owned(), faults, own_faults }]
    }

    fn order(&self, spec: &str) -> Result<(), String> {
        if !spec.starts_with("shop:") {
            return Err(format!("no vendor in {spec}"));
        }
        let mut faults = self.0.lock().expect("lock");
        let id = faults.len() as u64 + 1;
        faults.push(OrderedFault { id, spec: spec.to_owned(), struck: 0, is_spent: false });
        Ok(())
    }

    fn clear(&self, system: Option<&str>, fault: Option<u64>) {
        let of_system = system.is_none_or(|system| system == "shop");
        self.0.lock().expect("lock").retain(|known| !of_system || fault.is_some_and(|fault| fault != known.id));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_ordered_shown_and_taken_back() {
    let app = TestApp::start_with(|settings| settings.simulators.set(Arc::new(Noted::default()))).await;
    let path = "/api/v1/simulators/faults";
    let first = app.get("/api/v1/simulators").await.json()["systems"][0].clone();
    let own = json!([{"order": "session_lost", "title": {"en": "Lost", "zh": "丢失"}}]);
    assert_eq!((&first["faults"], &first["own_faults"]), (&json!([]), &own));
    let ordered = app.post(path, &json!({"spec": "shop:customers.list:503:times=2"})).await;
    assert_eq!(ordered.status, 200, "{}", ordered.text);
    let fault = &ordered.json()["systems"][0]["faults"][0];
    assert_eq!(fault, &json!({"id": 1, "spec": "shop:customers.list:503:times=2", "struck": 0, "is_spent": false}));
    app.post(path, &json!({"spec": "shop:*:401"})).await;
    let left = app.call("DELETE", &format!("{path}?system=shop&id=1"), &json!({})).await;
    assert_eq!(left.json()["systems"][0]["faults"].as_array().map(Vec::len), Some(1), "{}", left.text);
    let other = app.call("DELETE", &format!("{path}?system=erp"), &json!({})).await;
    assert_eq!(other.json()["systems"][0]["faults"].as_array().map(Vec::len), Some(1), "that of another system stays");
    let none = app.call("DELETE", path, &json!({})).await;
    assert_eq!(none.json()["systems"][0]["faults"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_ordered_is_told_and_changes_nothing() {
    let app = TestApp::start_with(|settings| settings.simulators.set(Arc::new(Noted::default()))).await;
    let path = "/api/v1/simulators/faults";
    for body in [json!({"spec": "erp:*:500"}), json!({"spec": "x".repeat(501)}), json!({"spec": 7}), json!({})] {
        assert_eq!(app.post(path, &body).await.status, 422, "{body}");
    }
    assert_eq!(app.call("DELETE", &format!("{path}?id=1"), &json!({})).await.status, 400, "whose?");
    for _ in 0..50 {
        app.post(path, &json!({"spec": "shop:*:500"})).await;
    }
    assert_eq!(app.post(path, &json!({"spec": "shop:*:500"})).await.json()["errors"][0]["pointer"], "#/spec");
    let reader = app.client.get(format!("{}/api/v1/simulators", app.address)).bearer_auth(app.key_with("*:read"));
    assert_eq!(app.send(reader).await.problem(), "forbidden");
    let none = TestApp::start().await;
    assert_eq!(none.get("/api/v1/simulators").await.problem(), "conflict");
}
