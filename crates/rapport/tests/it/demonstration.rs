//! What `make run` starts: the steps that it prints do what they say.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::{Place, Server};

/// Looks at something that comes by itself, and the pause between two.
const LOOKS_MAX: usize = 900;
const PAUSE: Duration = Duration::from_millis(100);

/// The last line of the printed steps that holds `part`, from there on.
fn after<'t>(lines: &'t [String], part: &str) -> &'t str {
    let found = lines.iter().rev().find_map(|line| line.split_once(part));
    found.unwrap_or_else(|| panic!("no {part}: {lines:#?}")).1
}

fn until(what: &str, is_there: impl Fn() -> bool) {
    let (_sender, nobody) = mpsc::channel::<()>();
    for _ in 0..LOOKS_MAX {
        if is_there() {
            return;
        }
        let _ = nobody.recv_timeout(PAUSE);
    }
    panic!("{what} does not come");
}

#[test]
fn the_printed_steps_do_what_they_say() {
    let place = Place::new();
    let mut command = place.command(&["demo", "--listen", "127.0.0.1:0", "--simulators", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program runs");
    let printed = BufReader::new(child.stdout.take().expect("output"));
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        for line in printed.lines().map_while(Result::ok) {
            let _ = send.send(line);
        }
    });
    let mut lines: Vec<String> = Vec::new();
    while !lines.last().is_some_and(|line| line.contains("/jiandaoyun/tables/customers/records/")) {
        lines.push(receive.recv_timeout(Duration::from_secs(120)).unwrap_or_else(|_| panic!("the steps end early: {lines:#?}")));
    }
    let host = |url: &str| url.split(['/', ' ']).next().unwrap_or_default().to_owned();
    let server = Server { child, address: host(after(&lines, "Rapport is ready: http://")) };
    let key = after(&lines, "API key: ").trim().to_owned();
    let read = |path: &str| server.call("GET", path, &key, &Value::Null);

    // Each of the seven systems feeds the base or is fed by it, and no sync is stopped or late.
    until("the first passes", || {
        let syncs = read("/api/v1/syncs").1["items"].as_array().cloned().unwrap_or_default();
        let is_well = |sync: &Value| {
            sync["state"] == "live"
                && (sync["name"] == "Shop customers" || sync["name"] == "Changes as files" || sync["freshness"]["state"] == "fresh")
        };
        syncs.len() == 8 && syncs.iter().all(is_well)
    });
    until("the first file", || read("/api/v1/customers/by/email/ada@example.com").0 == 200);

    // A customer changed in one system arrives here and in the other one.
    let path = |line: &str| format!("/{}", line.split_once('/').expect("a path").1.split(' ').next().unwrap_or_default());
    let contact = after(&lines, "-X PATCH http://");
    let control =
        Server { child: place.command(&["--version"]).stdout(Stdio::null()).spawn().expect("the program runs"), address: host(contact) };
    let changed = control.call("PATCH", &path(contact), "", &json!({"values": {"Email": "new.address@example.com"}}));
    assert_eq!(changed.0, 200, "{changed:?}");
    until("the change in Salesforce", || read("/api/v1/customers/by/email/new.address@example.com").0 == 200);
    let there = path(after(&lines, "curl -s http://"));
    until("the change in Jiandaoyun", || control.call("GET", &there, "", &Value::Null).1["values"]["email"] == "new.address@example.com");

    let out = place.data().join("out");
    until("the change in a file", || {
        let files = std::fs::read_dir(&out).expect("the folder").filter_map(Result::ok);
        files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).any(|text| text.contains("new.address@example.com"))
    });

    // The shop calls when something happens there.
    let shop = control.call("GET", "/_control/shop/tables/customers/records?limit=1", "", &Value::Null).1;
    let id = shop["records"][0]["id"].as_str().expect("a customer of the shop").to_owned();
    let values = json!({"values": {"email": "from.the.shop@example.com"}});
    control.call("PATCH", &format!("/_control/shop/tables/customers/records/{id}"), "", &values);
    until("the call of the shop", || read("/api/v1/customers/by/email/from.the.shop@example.com").0 == 200);

    // A file that is put down is read.
    std::fs::write(place.data().join("drop/more.csv"), "id,name,phone,email,city\n901,王小明,,wang@example.com,上海\n").expect("written");
    until("the file", || read("/api/v1/customers/by/email/wang@example.com").0 == 200);
    // Of runs in a row that found nothing new one is kept.
    let runs = read("/api/v1/runs?limit=200").1["items"].as_array().cloned().expect("runs");
    let of_files: Vec<bool> = runs
        .iter()
        .filter(|run| run["source"] == "Folder of files" && run["finished_at"].is_string())
        .map(|run| run["report"]["read"] == run["report"]["unchanged"])
        .collect();
    assert!(!of_files.is_empty() && of_files.windows(2).all(|pair| pair != [true, true]), "{runs:?}");
    assert_eq!(server.stop(), Some(0));
    assert!(place.data().join("simulators.json").exists(), "the systems are as they were at the next start");
}
