//! Rehearsals as people ask for them: on the command line, and over HTTP in the queue of runs.

use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::{Place, Server};

/// A connection that leads nowhere: a rehearsal never calls it.
const CONFIGURATION: &str = "version: 1
connections:
  - name: CRM
    connector: salesforce
    settings: {login_url: 'https://nowhere.example.com', flow: client_credentials, client_id: x}
    secrets: {client_secret: {env: CRM_SECRET}}
syncs:
  - name: Contacts
    connection: CRM
    stream: Contact
    object: customers
    mapping:
      version: 1
      object: customers
      fields:
        - {from: Id, to: external_id}
        - {from: SystemModstamp, to: updated_at}
        - {from: Name, to: name}
        - {from: Email, to: email}
";
const LOOKS_MAX: usize = 1_200;
const PAUSE: Duration = Duration::from_millis(50);

fn place() -> Place {
    let place = Place::new();
    place.write("rapport.yaml", CONFIGURATION);
    let applied = place.command(&["config", "apply", "rapport.yaml"]).env("CRM_SECRET", "nobody's").output().expect("the program runs");
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    place
}

#[test]
fn a_rehearsal_on_the_command_line_says_what_held_and_is_kept() {
    let place = place();
    let report =
        place.run(&["sandbox", "rehearse", "Contacts", "--scenario", "calm,empty_list", "--records", "20", "--json"]).exits(0).json();
    assert_eq!(report["status"], "passed", "{report}");
    assert_eq!(report["scenarios"].as_array().map(Vec::len), Some(2));
    let run = report["run_id"].as_str().expect("a run").to_owned();
    let kept = place.run(&["run", "show", &run, "--json"]).exits(0).json();
    assert_eq!((&kept["kind"], &kept["report"]["status"]), (&json!("rehearsal"), &json!("passed")), "{kept}");
    let file = place.write("mine.csv", "name,phone,email\n王小明,13800138000,wang@example.com\n李四,13800138001,li@example.com\n");
    place.import(&file, &[]).exits(0);
    let words = ["sandbox", "rehearse", "Contacts", "--scenario", "calm", "--records", "20", "--sample", "10"];
    let fed = place.run(&words).exits(0).out;
    assert!(fed.contains("masked records of this installation: 2") && !fed.contains("王小明"), "{fed}");
    place.run(&["sandbox", "rehearse", "Contacts", "--sample", "501"]).exits(2);
    place.run(&["sandbox", "rehearse", "Contacts", "--scenario", "nonsense"]).exits(2);
    place.run(&["sandbox", "rehearse", "Nobody"]).exits(3);
    assert!(place.run(&["sandbox", "scenarios"]).exits(0).out.contains("rate_limited"));
}

#[test]
fn a_rehearsal_over_http_waits_in_the_queue_and_a_sync_goes_live_because_of_it() {
    let place = place();
    let key = place.run(&["key", "add", "test", "--scope", "admin", "--json"]).exits(0).json()["key"].as_str().expect("a key").to_owned();
    let server = Server::start_with(&place, &[]);
    let call = |method: &str, path: &str, body: &Value| server.call(method, &format!("/api/v1{path}"), &key, body);
    let (status, catalogue) = call("GET", "/rehearsals/scenarios", &Value::Null);
    assert!(status == 200 && catalogue["sets"].as_array().is_some_and(|sets| sets.len() >= 4), "{status} {catalogue}");
    let sync = call("GET", "/syncs", &Value::Null).1["items"][0]["id"].as_str().expect("a sync").to_owned();
    assert_eq!(call("POST", &format!("/syncs/{sync}:rehearse"), &json!({"scenarios": ["nonsense"]})).0, 422);
    assert_eq!(call("POST", &format!("/syncs/{sync}:rehearse"), &json!({"sample": 501})).0, 422);
    let ask = json!({"scenarios": ["calm"], "records": 20, "sample": 5});
    let (status, queued) = call("POST", &format!("/syncs/{sync}:rehearse"), &ask);
    assert_eq!((status, &queued["status"]), (202, &json!("queued")), "{queued}");
    let run = queued["run_id"].as_str().expect("a run").to_owned();
    let early = call("POST", &format!("/syncs/{sync}:go-live"), &json!({"rehearsal": "999"}));
    assert_eq!(early.0, 409, "{}", early.1);
    let bare = call("POST", &format!("/syncs/{sync}:go-live"), &json!({}));
    assert_eq!((bare.0, &bare.1["code"]), (409, &json!("not_rehearsed")), "{}", bare.1);
    let (_sender, nobody) = mpsc::channel::<()>();
    let ended = (0..LOOKS_MAX).find_map(|_| {
        let listed = call("GET", &format!("/syncs/{sync}/rehearsals"), &Value::Null).1["items"][0].clone();
        let is_over = listed["finished_at"].is_string();
        if !is_over {
            let _ = nobody.recv_timeout(PAUSE);
        }
        is_over.then_some(listed)
    });
    let ended = ended.expect("it ends");
    assert_eq!((&ended["status"], &ended["run_id"]), (&json!("passed"), &json!(run)), "{ended}");
    let (status, whole) = call("GET", &format!("/runs/{run}"), &Value::Null);
    assert!(status == 200 && whole["report"]["scenarios"][0]["checks"].as_array().is_some_and(|checks| checks.len() > 4), "{whole}");
    // The newest in which every promise held counts where none is named.
    let (status, live) = call("POST", &format!("/syncs/{sync}:go-live"), &json!({}));
    assert_eq!((status, &live["state"], &live["reason"]), (200, &json!("live"), &json!(format!("live after rehearsal {run}"))), "{live}");
}
