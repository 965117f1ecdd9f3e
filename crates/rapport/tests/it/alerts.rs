//! `rapport alert`: channels that send by a messenger.

use serde_json::json;

use crate::program::Place;

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
