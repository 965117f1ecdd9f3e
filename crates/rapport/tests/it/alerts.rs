//! `rapport alert`: channels that send by a messenger.

use model::{Clock, SystemClock};
use serde_json::json;

use crate::program::{Place, Server};
use crate::receiver::receiver;

#[test]
fn a_channel_by_a_messenger_is_added_and_keeps_its_connection() {
    let place = Place::new();
    // Nothing listens on port 1.
    place.write("group.yaml", "connector: wecom\nsettings: {base_url: 'http://127.0.0.1:1'}\n");
    let words = ["connection", "add", "Group", "--settings", "group.yaml", "--secret-stdin", "bot_key", "--json"];
    let connection = place.run_with_input(&words, "5f-1e\n").exits(0).json()["id"].clone();
    let add = |name: &str, more: &[&str]| {
        let mut words = vec!["alert", "add", name, "--kind", "message"];
        words.extend_from_slice(more);
        place.run(&words)
    };
    assert!(add("x", &["--set", "connection=Nobody"]).exits(2).err.contains("there is no such connection"));
    assert!(add("x", &[]).exits(2).err.contains("connection"));
    let made =
        add("On call", &["--set", "connection=group", "--set", "to=zhang", "--set", "to=li", "--notices", "zh", "--json"]).exits(0).json();
    assert_eq!(made["settings"], json!({"connection": connection, "to": ["zhang", "li"]}), "{made}");
    let kept = place.run(&["connection", "remove", "Group"]).exits(3);
    assert!(kept.err.contains("alert channels send by connection") && kept.err.contains("On call"), "{}", kept.err);
    // A bot alone reaches its group and nobody else, and this machine is closed until it is opened.
    assert!(place.run(&["alert", "test", "On call"]).exits(3).err.contains("the connection has no app"));
    add("Group", &["--set", "connection=group"]).exits(0);
    assert!(place.run(&["alert", "test", "Group"]).exits(3).err.contains("is not allowed"));
    for name in ["On call", "Group"] {
        place.run(&["alert", "remove", name]).exits(0);
    }
    place.run(&["connection", "remove", "Group"]).exits(0);
}

#[test]
fn a_server_that_is_told_how_people_reach_it_links_there() {
    let place = Place::new();
    for (url, wanted) in [("crm.example.cn", "https://"), ("https://crm.example.cn/crm", "root"), ("https://crm.example.cn:0", "port")] {
        let refused = place.run(&["serve", "--listen", "127.0.0.1:0", "--public-url", url]).exits(2);
        assert!(refused.err.contains(wanted), "{}", refused.err);
    }
    let server = Server::start_with(&place, &["--public-url", "https://crm.example.cn/", "--allow-network", "127.0.0.1"]);
    let (port, heard) = receiver(&[]);
    let url = format!("url=http://127.0.0.1:{port}/");
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    place
        .run_with_input(&["alert", "add", "On call", "--kind", "webhook", "--set", &url, "--secret-stdin"], &format!("{secret}\n"))
        .exits(0);
    place.run(&["alert", "test", "On call"]).exits(0);
    let call = heard.recv().expect("a call");
    assert_eq!(call.json()["data"]["url"], "https://crm.example.cn/alerts");
    assert!(call.is_signed(secret, SystemClock.now_ms()) && call.header("webhook-id").starts_with("test-"), "{:?}", call.headers);
    place.run_with_input(&["user", "add", "li@example.com", "--generate"], "").exits(0);
    let link = place.run(&["user", "link", "li@example.com"]).exits(0).out;
    assert!(link.starts_with("https://crm.example.cn/#token="), "{link}");
    assert_eq!(server.stop(), Some(0));
}
