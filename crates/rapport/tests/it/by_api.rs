//! What people do for a sync between Rapport and a simulated Salesforce by the API and on the command line: read a time past, push old
//! values back, ask the doctor, look at what changed there.

use serde_json::{Value, json};

use crate::two_ways::{BY_HAND, CONTACTS, Sides};

fn some(sides: &Sides, count: usize) -> Vec<String> {
    (0..count)
        .map(|at| sides.new_contact(&json!({"LastName": format!("N{at}"), "Email": format!("n{at}@example.com"), "MailingCity": "Rome"})))
        .collect()
}

#[test]
fn a_time_past_is_read_again_by_the_api() {
    let sides = Sides::new(BY_HAND);
    let ids = some(&sides, 5);
    sides.pass();
    // A script there leaves the time of change as it was.
    let silent = json!({"values": {"MailingCity": "Oslo"}, "silent": true});
    assert!(sides.salesforce.control("PATCH", &format!("{CONTACTS}/{}", ids[2]), Some(&silent))["id"].is_string());
    let path = sides.sync_path();
    for (body, pointer) in [
        (json!({"mode": "range", "from": "yesterday", "to": "2100-01-01T00:00:00Z"}), "#/from"),
        (json!({"mode": "range", "from": "2026-01-01T00:00:00Z"}), "#/to"),
        (json!({"mode": "range", "from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"}), "#/to"),
        (json!({"mode": "some"}), "#/mode"),
    ] {
        let (status, refused) = sides.server.call("POST", &format!("/api/v1{path}:run"), &sides.key, &body);
        assert_eq!((status, &refused["errors"][0]["pointer"]), (422, &json!(pointer)), "{refused}");
    }
    let range = json!({"mode": "range", "from": "2020-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"});
    assert_eq!(sides.api("POST", &format!("{path}:run"), &range)["queued"], true);
    sides.comes("what a script had changed", |sides| sides.customer("n2@").is_some_and(|record| record["city"] == "Oslo"));
    let runs = sides.api("GET", "/runs?kind=sync", &Value::Null);
    let read = runs["items"].as_array().expect("items").iter().find(|run| run["report"]["mode"] == "range").expect("the run").clone();
    assert_eq!((&read["report"]["updated"], read["report"]["removed"].as_u64().unwrap_or(0)), (&json!(1), 0), "{read}");
    // The place up to which changes were read has not moved: the next read goes on from where it was.
    let after = sides.pass();
    assert_eq!((&after["created"], &after["updated"]), (&json!(0), &json!(0)), "{after}");
}

#[test]
fn old_values_are_pushed_back_on_the_command_line() {
    let sides = Sides::new(BY_HAND);
    let ids = some(&sides, 3);
    sides.pass();
    for record in sides.customers() {
        sides.api("PATCH", &format!("/customers/{}", record["id"].as_str().expect("an id")), &json!({"city": "Wrong"}));
    }
    let pass = sides.pass();
    let run = pass["written"]["run_id"].as_str().expect("a run").to_owned();
    sides.change_contact(&ids[1], &json!({"MailingCity": "Changed since"}));
    sides.place.run(&["sync", "push-back", "Contacts", &run]).exits(3);
    sides.api("POST", &format!("{}:pause", sides.sync_path()), &json!({}));
    let done = sides.place.run(&["sync", "push-back", "Contacts", &run, "--json"]).exits(1).json();
    assert_eq!((&done["written"], &done["kept"], &done["failed"]), (&json!(2), &json!(1), &json!(0)), "{done}");
    let cities: Vec<Value> = ids.iter().map(|id| sides.contact(id)["MailingCity"].clone()).collect();
    assert_eq!(cities, ["Rome", "Changed since", "Rome"]);
    let again = sides.place.run(&["sync", "push-back", "Contacts", &run, "--json"]).json();
    assert_eq!(again["written"], json!(0), "a second time there is nothing to push: {again}");
    sides.place.run(&["sync", "push-back", "Contacts", "999999"]).exits(3);
}

/// Each line of the doctor that fails says how to mend it, in both languages.
#[test]
fn the_doctor_says_over_the_api_what_is_wrong_and_how_to_mend_it() {
    let sides = Sides::new(BY_HAND);
    let connections = sides.api("GET", "/connections", &Value::Null);
    let path = format!("/connections/{}:check", connections["items"][0]["id"].as_str().expect("an id"));
    let check = || sides.api("POST", &path, &Value::Null);
    let line = |checked: &Value, name: &str| {
        let lines = checked["lines"].as_array().expect("lines").clone();
        lines.into_iter().find(|line| line["check"] == name).unwrap_or_else(|| panic!("no {name}: {checked}"))
    };
    let healthy = check();
    let bad = |checked: &Value| {
        checked["lines"].as_array().is_some_and(|lines| lines.iter().any(|line| line["state"] == "failed" || line["state"] == "warning"))
    };
    assert!(!bad(&healthy), "{healthy}");
    for (fault, failed, fine) in [
        ("salesforce:describe.global:403:times=always", "scopes", "authorised"),
        ("salesforce:describe.global:403:times=always", "address_allowed", "authorised"),
        ("salesforce:*:skew=900", "clock", "authorised"),
        ("salesforce:describe:404:times=always", "schema_readable", "scopes"),
        ("salesforce:*:401:times=always", "authorised", ""),
    ] {
        sides.salesforce.fault(fault).unwrap_or_else(|error| panic!("{fault}: {error}"));
        let checked = check();
        let bad = line(&checked, failed);
        assert!(bad["state"] == "failed" || bad["state"] == "warning", "{fault}: {bad}");
        for language in ["en", "zh"] {
            assert!(bad["fix"][language].as_str().is_some_and(|fix| fix.chars().count() > 5), "{fault}: {bad}");
            assert!(bad["detail"][language].as_str().is_some_and(|detail| !detail.is_empty()), "{fault}: {bad}");
        }
        assert!(checked["state"] == "failed" || checked["state"] == "warning", "{fault}: {checked}");
        if !fine.is_empty() {
            assert_eq!(line(&checked, fine)["state"], "ok", "{fault}: {checked}");
        }
        sides.salesforce.control("DELETE", "/faults", None);
    }
}

#[test]
fn a_field_that_salesforce_loses_is_told_and_the_others_are_written() {
    let sides = Sides::new(BY_HAND);
    let ids = some(&sides, 1);
    sides.pass();
    let record = sides.id_of("n0@");
    sides.api("PATCH", &format!("/customers/{record}"), &json!({"notes": "first"}));
    sides.pass();
    assert_eq!(sides.contact(&ids[0])["Description"], "first");
    sides.salesforce.fault("salesforce:describe:remove_field=Contact.MailingCity").expect("ordered");
    sides.api("PATCH", &format!("/customers/{record}"), &json!({"notes": "second", "city": "Oslo"}));
    let pass = sides.pass();
    assert_eq!((&pass["written"]["written_updated"], &pass["written"]["status"]), (&json!(1), &json!("warning")), "{pass}");
    assert_eq!(sides.contact(&ids[0])["Description"], "second");
    let asked = sides.api("GET", "/reviews", &Value::Null);
    let outward = asked["items"].as_array().expect("items").iter().find(|review| review["detail"]["outward"] == true).cloned();
    let outward = outward.unwrap_or_else(|| panic!("nobody was asked: {asked}"));
    let column = &outward["detail"]["columns"][0];
    assert_eq!(
        (&outward["kind"], &column["column"], &column["change"]),
        (&json!("schema_drift"), &json!("MailingCity"), &json!("missing")),
        "{outward}"
    );
    let settle = format!("/reviews/{}:settle", outward["id"].as_str().expect("an id"));
    let reader = sides.place.run(&["key", "add", "reader", "--scope", "customers:read,customers:write", "--json"]).exits(0).json();
    let (status, _) =
        sides.server.call("POST", &format!("/api/v1{settle}"), reader["key"].as_str().expect("a key"), &json!({"choice": "approve"}));
    assert_eq!(status, 403);
    assert_eq!(sides.api("POST", &settle, &json!({"choice": "approve"}))["state"], "settled");
    sides.api("PATCH", &format!("/customers/{record}"), &json!({"notes": "third"}));
    sides.pass();
    assert_eq!(sides.contact(&ids[0])["Description"], "third");
    let asked = sides.api("GET", "/reviews", &Value::Null);
    assert!(asked["items"].as_array().expect("items").iter().all(|review| review["detail"]["outward"] != true), "asked once: {asked}");
}
