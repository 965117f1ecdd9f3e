//! Calls of other systems at the addresses of a real server: every spelling, every signature, and calls that come twice.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::time::Duration;

use connector::SecretText;
use connector::signature::{HmacKind, StandardWebhook, Written, hmac_text};
use serde_json::{Value, json};

use crate::program::{Place, Server};

/// The secret that is there, and the one that replaces it; both long enough for every scheme.
const FIRST: &str = "whsec_Zmlyc3Qtc2VjcmV0LW9mLTI0LWJ5dGVz";
const SECOND: &str = "whsec_dGhlLW5leHQtb25lLW9mLTI0LWJ5dGVz";
const OTHER: &str = "whsec_c29tZWJvZHktZWxzZXMtMjQtYnl0ZXMt";

/// A server with hooks, each with a sync of its own that takes what comes.
struct Desk {
    place: Place,
    server: Server,
    key: String,
}

impl Desk {
    /// `hooks`: name and settings.
    fn new(hooks: &[(&str, Value)]) -> Self {
        let place = Place::new();
        let server = Server::start(&place);
        let field = |from: &str, to: &str| json!({"from": from, "to": to});
        let connection = |(name, settings): &(&str, Value)| json!({"name": name, "connector": "hook", "settings": settings, "secrets": {"secret": {"env": "HOOK_SECRETS"}}});
        let sync = |(name, _): &(&str, Value)| {
            json!({
                "name": name, "state": "live", "connection": name, "stream": "events", "object": "customers",
                "mapping": {"version": 1, "object": "customers", "fields": [
                    field("id", "external_id"), field("name", "name"), field("address.city", "city"),
                ]},
                "deletions": {"policy": "delete"},
                "triggers": {"push": true},
            })
        };
        let file = json!({
            "version": 1,
            "connections": hooks.iter().map(connection).collect::<Vec<_>>(),
            "syncs": hooks.iter().map(sync).collect::<Vec<_>>(),
        });
        place.write("rapport.yaml", &file.to_string());
        let mut command = place.command(&["config", "apply", "rapport.yaml", "--json"]);
        let output = command.env("HOOK_SECRETS", format!("{FIRST}\n{SECOND}")).output().expect("the program runs");
        assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let key = place.run(&["key", "add", "test", "--scope", "admin", "--json"]).exits(0).json();
        Self { key: key["key"].as_str().expect("a key").to_owned(), place, server }
    }

    fn path(&self, name: &str) -> String {
        let shown = self.place.run(&["connection", "show", name, "--json"]).exits(0).json();
        shown["hook"].as_str().expect("an address").to_owned()
    }

    /// The status that a call is answered with.
    fn call(&self, path: &str, kind: &str, headers: &[(&str, String)], body: &str) -> u16 {
        let mut stream = TcpStream::connect(&self.server.address).expect("connected");
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("POST {path} HTTP/1.1\r\nhost: test\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n", body.len());
        write!(stream, "{head}{headers}connection: close\r\n\r\n{body}").expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        assert!(!answer.contains("张") && !answer.contains("whsec"), "strangers learn nothing: {answer}");
        answer.get(9..12).and_then(|status| status.parse().ok()).expect("a status")
    }

    fn customers(&self) -> Vec<Value> {
        let (status, listed) = self.server.call("GET", "/api/v1/customers?limit=100", &self.key, &Value::Null);
        assert_eq!(status, 200, "{listed}");
        listed["items"].as_array().cloned().expect("items")
    }

    fn city_of(&self, name: &str) -> Option<String> {
        let mut found = self.customers().into_iter().filter(|record| record["name"] == name);
        let city = found.next().map(|record| record["city"].as_str().unwrap_or_default().to_owned());
        assert!(found.next().is_none(), "{name} is there twice");
        city
    }

    fn comes(&self, what: &str, is_there: impl Fn(&Self) -> bool) {
        let (_sender, nobody) = mpsc::channel::<()>();
        for _ in 0..600 {
            if is_there(self) {
                return;
            }
            let _ = nobody.recv_timeout(Duration::from_millis(50));
        }
        panic!("{what} does not come: {:?}", self.customers());
    }
}

fn bearer(secret: &str) -> Vec<(&'static str, String)> {
    vec![("Authorization", format!("Bearer {secret}"))]
}

#[test]
fn calls_in_every_spelling_become_the_same_customers() {
    let token = |more: Value| {
        let mut settings = json!({"signature": "token"});
        settings.as_object_mut().expect("object").extend(more.as_object().cloned().unwrap_or_default());
        settings
    };
    let desk = Desk::new(&[
        ("plain", token(json!({}))),
        ("nested", token(json!({"records_at": "data.items", "event_at": "event", "deleted_events": "gone"}))),
        ("soap", token(json!({"records_at": "Save.data", "event_at": "Save.event", "deleted_events": "gone"}))),
    ]);
    let soap = |event: &str| {
        format!(
            r#"<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><Save><event>{event}</event><data><id>x1</id><name>张伟 XML</name><address><city>上海</city></address></data></Save></s:Body></s:Envelope>"#
        )
    };
    let nested = |event: &str| {
        json!({"event": event, "data": {"items": [{"id": "j1", "name": "张伟 JSON", "address": {"city": "上海"}}]}}).to_string()
    };
    let form = "id=f1&name=%E5%BC%A0%E4%BC%9F+FORM&address.city=%E4%B8%8A%E6%B5%B7";
    let csv = "id,name,address.city\nc1,张伟 CSV,上海\nc2,\"李, 娜 CSV\",\n";
    let calls = [
        ("plain", "application/json; charset=utf-8", r#"{"id":"p1","name":"张伟 PLAIN","address":{"city":"上海"}}"#.to_owned()),
        ("nested", "application/json", nested("changed")),
        ("soap", "text/xml; charset=utf-8", soap("changed")),
        ("plain", "application/x-www-form-urlencoded", form.to_owned()),
        ("plain", "text/csv", csv.to_owned()),
    ];
    for (hook, kind, body) in &calls {
        let status = desk.call(&desk.path(hook), kind, &bearer(FIRST), body);
        assert!((200..300).contains(&status), "{hook} {kind}: {status}");
    }
    desk.comes("everybody", |desk| desk.customers().len() == 6);
    for end in ["PLAIN", "JSON", "XML", "FORM", "CSV"] {
        assert_eq!(desk.city_of(&format!("张伟 {end}")).as_deref(), Some("上海"), "{end}");
    }
    assert_eq!(desk.city_of("李, 娜 CSV").as_deref(), Some(""));

    // What is called gone goes, in either spelling.
    desk.call(&desk.path("nested"), "application/json", &bearer(FIRST), &nested("gone"));
    desk.call(&desk.path("soap"), "text/xml", &bearer(FIRST), &soap("gone"));
    desk.comes("two deletions", |desk| desk.customers().len() == 4);

    // What cannot be read is answered, kept and told; the others go on.
    let wrong =
        [("application/json", r#"{"id": "#), ("text/xml", "<a><b></a>"), ("application/octet-stream", "nothing that anybody knows")];
    for (kind, body) in wrong {
        assert!(desk.call(&desk.path("plain"), kind, &bearer(FIRST), body) < 300, "{body}");
    }
    assert_eq!(desk.call(&desk.path("plain"), "application/json", &bearer(FIRST), "  "), 400, "nothing at all");
    desk.call(&desk.path("plain"), "application/json", &bearer(FIRST), r#"{"id":"p2","name":"Last"}"#);
    desk.comes("the last one", |desk| desk.city_of("Last").is_some());
    let (status, problems) = desk.server.call("GET", "/api/v1/problems", &desk.key, &Value::Null);
    assert!(status == 200 && problems["items"].as_array().is_some_and(|groups| !groups.is_empty()), "{problems}");
}

#[test]
fn every_signature_is_checked_by_either_of_two_secrets() {
    let desk = Desk::new(&[
        ("standard", json!({"signature": "standard_webhooks"})),
        ("sha256", json!({"signature": "hmac_sha256", "signature_name": "X-Hub-Signature-256", "signature_prefix": "sha256="})),
        ("sha1", json!({"signature": "hmac_sha1"})),
        ("header", json!({"signature": "token", "signature_name": "X-Token"})),
        ("parameter", json!({"signature": "token", "signature_name": "key"})),
        ("bearer", json!({"signature": "token"})),
    ]);
    let now_s = i64::try_from(std::time::UNIX_EPOCH.elapsed().expect("a clock").as_secs()).expect("small");
    let sign = |hook: &str, secret: &str, body: &str| -> (String, Vec<(&'static str, String)>) {
        let key = SecretText::new(secret);
        let parts: [&[u8]; 1] = [body.as_bytes()];
        match hook {
            "standard" => {
                let headers = StandardWebhook::new([&key]).expect("a secret").sign(&format!("id-{}", body.len()), now_s, body.as_bytes());
                (String::new(), headers.into())
            }
            "sha256" => (
                String::new(),
                vec![("X-Hub-Signature-256", format!("sha256={}", hmac_text(HmacKind::Sha256, Written::Hex, &key, &parts)))],
            ),
            "sha1" => (String::new(), vec![("X-Signature", hmac_text(HmacKind::Sha1, Written::Base64, &key, &parts))]),
            "header" => (String::new(), vec![("X-Token", secret.to_owned())]),
            "parameter" => (format!("?key={secret}"), Vec::new()),
            _ => (String::new(), bearer(secret)),
        }
    };
    let mut expected = 0;
    for hook in ["standard", "sha256", "sha1", "header", "parameter", "bearer"] {
        let path = desk.path(hook);
        for (number, secret) in [FIRST, SECOND].into_iter().enumerate() {
            let body = json!({"id": number.to_string(), "name": format!("{hook} {}", "n".repeat(number + 1))}).to_string();
            let (query, headers) = sign(hook, secret, &body);
            let status = desk.call(&format!("{path}{query}"), "application/json", &headers, &body);
            assert!((200..300).contains(&status), "{hook}, secret {number}: {status}");
            expected += 1;
        }
        let body = json!({"id": "9", "name": "张 stranger"}).to_string();
        let (query, headers) = sign(hook, OTHER, &body);
        assert_eq!(desk.call(&format!("{path}{query}"), "application/json", &headers, &body), 401, "{hook}: another secret");
        assert_eq!(desk.call(&path, "application/json", &[], &body), 401, "{hook}: nothing");
        if !matches!(hook, "header" | "parameter" | "bearer") {
            let (_, headers) = sign(hook, FIRST, &body);
            assert_eq!(desk.call(&path, "application/json", &headers, &body.replace('9', "8")), 401, "{hook}: another body");
        }
        let (query, headers) = sign(hook, FIRST, &body);
        let stranger = format!("{path}x{query}");
        assert_eq!(desk.call(&stranger, "application/json", &headers, &body), 404, "{hook}: an address that nobody was told");
    }
    desk.comes("everybody who may call", |desk| desk.customers().len() == expected);
    assert!(desk.customers().iter().all(|record| !record["name"].as_str().unwrap_or_default().contains("stranger")));
}

#[test]
fn a_call_that_comes_twice_makes_one_customer() {
    let desk = Desk::new(&[
        ("nameless", json!({"signature": "token"})),
        ("named", json!({"signature": "token", "delivery_header": "X-Delivery"})),
    ]);
    let call = |hook: &str, delivery: Option<&str>, body: &str| {
        let mut headers = bearer(FIRST);
        headers.extend(delivery.map(|id| ("X-Delivery", id.to_owned())));
        assert!(desk.call(&desk.path(hook), "application/json", &headers, body) < 300);
    };
    let body = r#"{"id":"1","name":"Ann","address":{"city":"Rome"}}"#;
    for _ in 0..3 {
        call("nameless", None, body);
    }
    desk.comes("Ann", |desk| desk.city_of("Ann").is_some());
    // The same delivery counts once, whatever it says the second time.
    let wei = |city: &str| format!(r#"{{"id":"2","name":"Wei","address":{{"city":"{city}"}}}}"#);
    call("named", Some("d1"), &wei("Bern"));
    desk.comes("Wei", |desk| desk.city_of("Wei").is_some());
    call("named", Some("d1"), &wei("Oslo"));
    call("named", Some("d2"), &wei("Lyon"));
    desk.comes("the next delivery", |desk| desk.city_of("Wei").as_deref() == Some("Lyon"));
    call("named", Some("d3"), &wei("Bern"));
    desk.comes("a city that was there before", |desk| desk.city_of("Wei").as_deref() == Some("Bern"));
    assert_eq!(desk.customers().len(), 2);
    let waits = desk.place.run(&["sync", "run", "nameless", "--json"]).exits(0).json();
    assert_eq!((desk.customers().len(), &waits["created"]), (2, &json!(0)), "{waits}");
}
