//! Pushes of simulated systems at the door of a real server, which reads what they tell of.

use sandbox::Running;
use serde_json::{Value, json};

use crate::live_systems::{ALLOWED, apply, apply_file, comes, connection, count, systems};
use crate::program::{Place, Server};

/// A connection to Zoho CRM, and once it is known where the system is to tell, a sync of its people that reads when it is told.
fn zoho(systems: &Running, push_url: &str) -> String {
    let url = systems.base_url("zoho").expect("address");
    let field = |from: &str, to: &str| json!({ "from": from, "to": to });
    let sync = json!({
        "name": "Contacts", "state": "live", "connection": "CRM", "stream": "Contacts", "object": "customers",
        "mapping": { "version": 1, "object": "customers", "fields": [
            field("id", "external_id"), field("Modified_Time", "updated_at"), field("Full_Name", "name"), field("Email", "email"),
        ] },
        "triggers": { "push": true },
    });
    json!({
        "version": 1,
        "connections": [{
            "name": "CRM", "connector": "zoho",
            "settings": {
                "data_centre": "own", "accounts_url": url, "flow": "refresh_token", "client_id": sandbox::zoho::CLIENT_ID, "push_url": push_url,
            },
            "secrets": { "client_secret": { "env": "ZOHO_SECRET" }, "refresh_token": { "env": "ZOHO_REFRESH" }, "push_token": { "env": "ZOHO_PUSH" } },
        }],
        "syncs": if push_url.is_empty() { vec![] } else { vec![sync] },
    })
    .to_string()
}

/// A connection to Yonyou and a sync of its customers that reads when it is told.
fn yonyou(systems: &Running) -> String {
    let url = systems.base_url("yonyou").expect("address");
    let field = |from: &str, to: &str| json!({ "from": from, "to": to });
    json!({
        "version": 1,
        "connections": [{
            "name": "ERP", "connector": "yonyou",
            "settings": {
                "address": url, "tenant_id": sandbox::yonyou::TENANT, "app_key": sandbox::yonyou::APP_KEY, "org_code": "global00", "events": true,
                "requests_per_minute": 60_000,
            },
            "secrets": { "app_secret": { "env": "YONYOU_SECRET" } },
        }],
        "syncs": [{
            "name": "Customers", "state": "live", "connection": "ERP", "stream": "merchant", "object": "customers",
            "mapping": { "version": 1, "object": "customers", "fields": [
                field("id", "external_id"), field("modifyTime", "updated_at"), field("name", "name"), field("scope", "notes"),
            ] },
            "triggers": { "push": true },
        }],
    })
    .to_string()
}

fn first_id(systems: &Running, vendor: &str, table: &str) -> String {
    let listed = systems.control("GET", &format!("/{vendor}/tables/{table}/records?limit=1"), None);
    listed["records"][0]["id"].as_str().unwrap_or_else(|| panic!("no record: {listed}")).to_owned()
}

fn change(systems: &Running, vendor: &str, table: &str, id: &str, values: &Value) {
    systems.control("PATCH", &format!("/{vendor}/tables/{table}/records/{id}"), Some(&json!({ "values": values })));
}

/// What was pushed, oldest first.
fn pushes(systems: &Running, vendor: &str) -> Vec<Value> {
    assert!(systems.settle_pushes(vendor));
    systems.control("GET", &format!("/{vendor}/log/pushes"), None)["pushes"].as_array().cloned().unwrap_or_default()
}

#[test]
fn a_person_who_changes_in_zoho_arrives_by_the_notification_that_the_server_asked_for() {
    let systems = systems(&["zoho"], 20);
    let place = Place::new();
    let server = Server::start_with(&place, ALLOWED);
    let key = apply(&place, &zoho(&systems, ""));
    let told = connection(&server, &key, "CRM");
    let url = format!("http://{}{}", server.address, told["hook"].as_str().expect("a path"));

    // The path is known once the connection is there. With it in the settings, the server makes the channel by itself once a sync is live.
    apply_file(&place, &zoho(&systems, &url));
    let first = place.run(&["sync", "run", "Contacts", "--json"]).exits(0).json();
    assert!(count(&first, "read") > 0, "{first}");
    let channel = || {
        let targets = systems.control("GET", "/zoho/push", None)["targets"].clone();
        targets.as_array().is_some_and(|targets| targets.iter().any(|target| target["options"]["watch"] == true && target["url"] == url))
    };
    comes("the channel", channel);

    let id = first_id(&systems, "zoho", "Contacts");
    let lists = systems.calls("zoho", "modules");
    change(&systems, "zoho", "Contacts", &id, &json!({ "Email": "arrived.by.notification@example.com" }));
    let tried = pushes(&systems, "zoho");
    assert!(tried.len() == 1 && tried[0]["accepted"] == true, "{tried:?}");
    let change_here = server.change_with(&key, "arrived.by.notification@example.com");
    assert!(change_here.contains("\"object\":\"customers\""), "{change_here}");
    assert_eq!(systems.calls("zoho", "modules"), lists, "only what the notification names is read");

    // Whoever does not know the token is turned away.
    systems.fault("zoho:push:push_forged").expect("ordered");
    change(&systems, "zoho", "Contacts", &id, &json!({ "Email": "forged@example.com" }));
    let tried = pushes(&systems, "zoho");
    let last = tried.last().expect("a push");
    assert_eq!((&last["accepted"], &last["status"]), (&json!(false), &json!(401)), "{last}");
}

#[test]
fn customers_that_change_in_yonyou_arrive_by_events_of_both_generations_and_the_test_of_the_address_is_answered() {
    let systems = systems(&["yonyou"], 20);
    let place = Place::new();
    let server = Server::start_with(&place, ALLOWED);
    let key = apply(&place, &yonyou(&systems));
    let first = place.run(&["sync", "run", "Customers", "--json"]).exits(0).json();
    assert!(count(&first, "read") > 0, "{first}");
    let told = connection(&server, &key, "ERP");
    let url = format!("http://{}{}", server.address, told["hook"].as_str().expect("a path"));
    let id = first_id(&systems, "yonyou", "merchant");
    for (turn, generation) in ["current", "legacy"].into_iter().enumerate() {
        let target = json!({ "targets": [{ "url": url, "secret": sandbox::yonyou::APP_SECRET, "options": { "generation": generation } }] });
        systems.control("PUT", "/yonyou/push", Some(&target));
        systems.control("POST", "/yonyou/own/check_url", Some(&json!({})));
        let tried = pushes(&systems, "yonyou");
        // The platform saves a subscription only after the answer `success`.
        assert!(tried.len() == 2 * turn + 1 && tried[2 * turn]["accepted"] == true, "{generation}: {tried:?}");
        let text = format!("arrived by an event of the {generation} generation");
        change(&systems, "yonyou", "merchant", &id, &json!({ "scope": text }));
        let tried = pushes(&systems, "yonyou");
        assert!(tried.len() == 2 * turn + 2 && tried[2 * turn + 1]["accepted"] == true, "{generation}: {tried:?}");
        server.change_with(&key, &text);
    }
    systems.fault("yonyou:push:push_forged:times=always").expect("ordered");
    change(&systems, "yonyou", "merchant", &id, &json!({ "scope": "forged" }));
    // It comes again later, as often as it is refused.
    assert!(pushes(&systems, "yonyou")[4..].iter().all(|push| push["accepted"] == false && push["status"] == 401));
    assert!(!place.canonical("customers").iter().any(|record| record.contains("forged")));
}
