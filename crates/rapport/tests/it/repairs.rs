//! What a person on call does on the command line: rows that wait are decided, alerts are sent somewhere.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use serde_json::json;

use crate::program::Place;

const MAPPING: &str = "version: 1\nobject: customers\nfields:\n- {from: id, to: external_id}\n- {from: name, to: name}\n- {from: phone, to: phone}\n- {from: email, to: email}\n";

/// Three rows of a list that fit two customers each, as one cause.
fn held() -> (Place, String) {
    let place = Place::new();
    place.write("mapping.yaml", MAPPING);
    let rows = |line: &dyn Fn(usize) -> String| (1..=3).map(line).collect::<String>();
    let import = |name: &str, content: String| {
        let file = place.write(name, &format!("id,name,phone,email\n{content}"));
        place.import(&file, &["--mapping", "mapping.yaml", "--source", name, "--policy", "review"]).json()
    };
    import("phones.csv", rows(&|at| format!("P{at},Wang {at},1380013800{at},\n")));
    import("mails.csv", rows(&|at| format!("M{at},W. {at},,wang{at}@example.cn\n")));
    let both = import("both.csv", rows(&|at| format!("B{at},王 {at},1380013800{at},wang{at}@example.cn\n")));
    assert_eq!(both["held"], 3, "{both}");
    let listed = place.run(&["problem", "list", "--json"]).exits(0).json();
    let id = listed["items"][0]["id"].as_str().expect("a cause").to_owned();
    (place, id)
}

#[test]
fn rows_that_fit_several_records_are_decided() {
    let (place, id) = held();
    assert_eq!(place.canonical("customers").len(), 6);
    for words in [vec!["problem", "decide", &id], vec!["problem", "decide", &id, "--new", "--one"]] {
        place.run(&words).exits(2);
    }
    let shown = place.run(&["problem", "show", &id, "--json"]).exits(0).json();
    let row = shown["items"][0]["id"].as_str().expect("a row").to_owned();
    place.run(&["problem", "decide", &id, "--new", "--row", &row]).exits(0);
    assert_eq!(place.canonical("customers").len(), 7);
    let again = place.run(&["problem", "decide", &id, "--new", "--row", &row]);
    assert_ne!(again.exit, 0, "a row is decided once");
    place.run(&["problem", "decide", &id, "--one"]).exits(0);
    assert_eq!(place.canonical("customers").len(), 5, "two pairs became one each");
    assert_eq!(place.run(&["problem", "list", "--json"]).exits(0).json()["items"], json!([]));
}

#[test]
fn what_is_said_about_a_cause_stays_when_its_rows_are_settled() {
    let (place, id) = held();
    let added = place.run(&["problem", "note", &id, "  asked the shop\nabout both lists ", "--json"]).exits(0).json();
    assert_eq!((&added["kind"], &added["text"]), (&json!("note"), &json!("asked the shop\nabout both lists")));
    place.run(&["problem", "decide", &id, "--one"]).exits(0);
    let thread = place.run(&["problem", "note", &id, "--json"]).exits(0).json();
    let kinds: Vec<&str> = thread["items"].as_array().expect("a list").iter().filter_map(|note| note["kind"].as_str()).collect();
    assert_eq!(kinds, ["decided", "note"], "{thread}");
    assert_eq!(place.run(&["problem", "note", &id, "--limit", "1", "--json"]).exits(0).json()["items"].as_array().map(Vec::len), Some(1));
    let shown = place.run(&["problem", "note", &id]).exits(0);
    assert!(shown.out.contains("3 rows decided (one)") && shown.out.contains("asked the shop about both lists"), "{}", shown.out);
    let chinese = place.run(&["--lang", "zh", "problem", "note", &id]).exits(0);
    assert!(chinese.out.contains("决定 3 行"), "{}", chinese.out);
    for (text, exit) in [("   ".to_owned(), 2), ("x".repeat(4_001), 2)] {
        assert_eq!(place.run(&["problem", "note", &id, &text]).exit, exit);
    }
    for unknown in ["1-1-option_unknown-stage", "nothing"] {
        assert_eq!(place.run(&["problem", "note", unknown, "hm"]).exit, 3, "{unknown}");
    }
}

#[test]
fn a_channel_is_made_tried_and_forgotten_and_its_secret_is_never_shown() {
    const SECRET: &str = "whsec_c2VjcmV0LW9mLWEtdGVzdC1vbi10aGlzLW1hY2hpbmU=";
    let place = Place::new();
    place.write("rapport.yaml", "version: 1\n");
    place.run(&["config", "apply", "rapport.yaml"]).exits(0);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its address").port().to_string();
    let receiver = std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a call");
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(reader.read_line(&mut head).expect("a line"), 0, "{head}");
        }
        let head = head.to_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()).and_then(|text| text.trim().parse().ok());
        let mut body = vec![0; length.expect("a length")];
        reader.read_exact(&mut body).expect("a body");
        reader.into_inner().write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").expect("answered");
        (head, String::from_utf8(body).expect("text"))
    });
    let url = format!("url=http://127.0.0.1:{port}/alerts");
    let words = ["alert", "add", "On call", "--kind", "webhook", "--set", &url, "--notices", "zh", "--secret-stdin", "--json"];
    let made = place.run_with_input(&words, SECRET).exits(0);
    assert!(!made.out.contains("whsec_"), "{}", made.out);

    let refused = place.run(&["alert", "test", "On call"]);
    assert!(refused.exit != 0 && refused.err.contains("127.0.0.1"), "inner addresses must be allowed: {}", refused.err);
    place.run(&["alert", "test", "On call", "--allow-network", "127.0.0.1", "--allow-port", &port]).exits(0);
    let (head, body) = receiver.join().expect("received");
    assert!(head.contains("webhook-signature: v1,") && body.contains("alert.test"), "{head}{body}");

    let listed = place.run(&["alert", "channels", "--json"]).exits(0);
    assert!(listed.out.contains("On call") && !listed.out.contains("whsec_"), "{}", listed.out);
    place.run(&["alert", "remove", "On call"]).exits(0);
    assert_eq!(place.run(&["alert", "channels", "--json"]).exits(0).json()["items"], json!([]));
    assert_ne!(place.run(&["alert", "test", "On call"]).exit, 0);
}
