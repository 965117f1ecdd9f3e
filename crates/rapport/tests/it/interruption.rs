//! `kill -9` at any moment and start again: nothing lost, nothing doubled.

use std::io::Write;
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::{Place, Server};

const ROWS: u32 = 3_000;
const KILLS_PER_ROUND: u32 = 5;

/// SplitMix64.
pub fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Starts the import and kills it after `delay`; false when it was done before.
fn killed_after(place: &Place, delay: Duration) -> bool {
    let mut command = place.command(&["import", "customers.csv", "--object", "customers", "--source", "bench", "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
    let out = child.stdout.take().expect("output");
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || send.send(std::io::read_to_string(out).is_ok()));
    // The end of the output is the end of the process.
    let is_done = receive.recv_timeout(delay).is_ok();
    child.kill().expect("killed");
    child.wait().expect("ended");
    !is_done
}

/// `RAPPORT_TEST_KILLS` and `RAPPORT_TEST_SEED` ask for more and for others.
#[test]
fn an_import_killed_at_any_moment_ends_like_an_undisturbed_one() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let wanted = number("RAPPORT_TEST_KILLS").unwrap_or(20);
    let seed = number("RAPPORT_TEST_SEED").unwrap_or(20_261_121);
    let calm = Place::new();
    sample::bench_files(calm.folder.path(), sample::Format::Csv, ROWS, 100, seed).expect("sample");
    let began = Instant::now();
    let undisturbed = calm.import(&calm.path("customers.csv"), &["--source", "bench"]).exits(0);
    let duration = u64::try_from(began.elapsed().as_micros()).expect("short");
    let expected = calm.canonical("customers");

    let mut state = seed;
    let mut kills = 0;
    let mut rounds = 0;
    while kills < wanted {
        rounds += 1;
        assert!(rounds < 50 + wanted, "seed {seed}: the import is always done before it is killed");
        let place = Place::new();
        std::fs::copy(calm.path("customers.csv"), place.path("customers.csv")).expect("copied");
        for _ in 0..KILLS_PER_ROUND {
            let delay = Duration::from_micros(random(&mut state) % duration);
            kills += u64::from(killed_after(&place, delay));
        }
        let finished = place.import(&place.path("customers.csv"), &["--source", "bench"]).exits(0);
        assert_eq!(finished.count("read"), undisturbed.count("read"), "seed {seed}, round {rounds}");
        assert!(place.canonical("customers") == expected, "seed {seed}, round {rounds}: the records differ after {kills} kills");
    }
    eprintln!("{kills} kills in {rounds} imports, seed {seed}");
}

/// Waits without being woken.
fn pause(length: Duration) {
    let (_sender, receive) = mpsc::channel::<()>();
    let _ = receive.recv_timeout(length);
}

#[test]
fn an_import_over_http_survives_the_death_of_its_server() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let wanted = number("RAPPORT_TEST_KILLS").unwrap_or(6);
    let seed = number("RAPPORT_TEST_SEED").unwrap_or(20_261_122);
    let calm = Place::new();
    sample::bench_files(calm.folder.path(), sample::Format::Csv, ROWS, 100, seed).expect("sample");
    let began = Instant::now();
    let undisturbed = calm.import(&calm.path("customers.csv"), &["--source", "bench"]).exits(0);
    let duration = u64::try_from(began.elapsed().as_micros()).expect("short");
    let expected = calm.canonical("customers");
    let file = std::fs::read(calm.path("customers.csv")).expect("a file");

    let mut state = seed;
    let mut kills = 0;
    for round in 1.. {
        let place = Place::new();
        let key = place.run(&["key", "add", "test", "--scope", "admin", "--json"]).exits(0).json();
        let key = key["key"].as_str().expect("a key").to_owned();
        let mut server = Server::start(&place);
        let (status, answer) = server.post("/api/v1/imports?object=customers&source=bench", &key, &file);
        assert_eq!(status, 202, "{answer}");
        let location = answer.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("location: ").map(str::to_owned));
        let location = location.expect("a place");
        let run = |server: &Server| -> serde_json::Value {
            let (status, body) = server.get(location.trim(), &key);
            assert_eq!(status, 200, "seed {seed}, round {round}: {body}");
            serde_json::from_str(&body).expect("JSON")
        };
        for _ in 0..3 {
            pause(Duration::from_micros(random(&mut state) % duration));
            let is_open = run(&server)["finished_at"].is_null();
            kills += u64::from(is_open);
            server.kill();
            server = Server::start(&place);
        }
        let ended = loop {
            let run = run(&server);
            if !run["finished_at"].is_null() {
                break run;
            }
            pause(Duration::from_millis(20));
        };
        assert_eq!((ended["state"].as_str(), ended["report"]["read"].as_u64()), (Some("done"), Some(undisturbed.count("read"))), "{ended}");
        let counts = ["created", "updated", "unchanged", "merged"].map(|name| ended["report"][name].as_u64().unwrap_or(0));
        assert_eq!(counts.iter().sum::<u64>(), u64::from(ROWS), "seed {seed}, round {round}: every row has one outcome: {ended}");
        assert_eq!(server.stop(), Some(0));
        assert!(place.canonical("customers") == expected, "seed {seed}, round {round}: the records differ after {kills} kills");
        let uploads = std::fs::read_dir(place.data().join("uploads")).expect("uploads").count();
        assert_eq!(uploads, 0, "seed {seed}, round {round}: the upload is gone when its run is over");
        if kills >= wanted {
            eprintln!("{kills} kills in {round} imports, seed {seed}");
            return;
        }
        assert!(round < 30 + wanted, "seed {seed}: the import is always done before the server is killed");
    }
}

/// Machines with a serial number each and a name from two sources, of which the older one wins.
fn machines(place: &Place, key: &str) -> Server {
    let server = Server::start(place);
    let label = |text: &str| json!({"en": text, "zh": text});
    let object = json!({"name": "machines", "label": label("Machines"), "title_field": "name", "fields": [
        {"name": "name", "label": label("Name"), "type": "text", "survivorship": "longest"},
        {"name": "serial", "label": label("Serial"), "type": "text", "match_key": "text"},
    ]});
    assert_eq!(server.call("POST", "/api/v1/objects", key, &object).0, 201);
    let mapping = json!({"version": 1, "object": "machines", "fields": [
        {"from": "id", "to": "external_id"}, {"from": "name", "to": "name"}, {"from": "serial", "to": "serial"}]});
    place.write("mapping.yaml", &mapping.to_string());
    for (source, name) in [("old", "a long name"), ("new", "short")] {
        let rows = (0..MACHINES).map(|at| format!("{source}{at},{name} {at},S{at}\n"));
        place.write(&format!("{source}.csv"), &format!("id,name,serial\n{}", rows.collect::<String>()));
    }
    server
}

const MACHINES: usize = 6_000;
const SERIAL: &str = "/api/v1/objects/machines/fields/serial";
const NAME: &str = "/api/v1/objects/machines/fields/name";

/// Asks for a change and does not wait for the answer.
fn asks(server: &Server, path: &str, key: &str, body: &Value) {
    let mut stream = TcpStream::connect(&server.address).expect("connected");
    let body = body.to_string();
    write!(stream, "PATCH {path} HTTP/1.1\r\nhost: test\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n")
        .expect("sent");
    write!(stream, "content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()).expect("sent");
}

/// A server that dies while records follow a changed definition: the next one ends what was begun, so that either all records follow it
/// or none. `RAPPORT_TEST_KILLS` asks for more.
#[test]
fn records_follow_a_changed_definition_although_the_server_dies() {
    let wanted = std::env::var("RAPPORT_TEST_KILLS").ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or(6);
    let place = Place::new();
    let key = place.run(&["key", "add", "test", "--scope", "admin", "--json"]).exits(0).json();
    let key = key["key"].as_str().expect("a key").to_owned();
    let mut server = machines(&place, &key);
    for source in ["old", "new"] {
        let words = ["--object", "machines", "--source", source, "--mapping"];
        let mapping = place.path("mapping.yaml");
        let words: Vec<&str> = words.into_iter().chain([mapping.to_str().expect("a path"), "--match", "serial", "--json"]).collect();
        let file = place.path(&format!("{source}.csv"));
        place.run(&[&["import", file.to_str().expect("a path")], words.as_slice()].concat()).exits(0);
    }
    let field = |server: &Server, path: &str| server.call("GET", path, &key, &Value::Null).1;
    let began = Instant::now();
    assert_eq!(server.call("PATCH", SERIAL, &key, &json!({"unique": true})).0, 200);
    let duration = u64::try_from(began.elapsed().as_micros()).expect("short");
    assert_eq!(server.call("PATCH", SERIAL, &key, &json!({"unique": false})).0, 200);
    let mut state = 20_261_127;
    for kill in 0..wanted {
        let (serial, name) = (field(&server, SERIAL), field(&server, NAME));
        match kill % 3 {
            0 => asks(&server, SERIAL, &key, &json!({"unique": serial["unique"] != true})),
            1 => asks(&server, NAME, &key, &json!({"survivorship": if name["survivorship"] == "longest" { "newest" } else { "longest" }})),
            _ => {
                asks(&server, SERIAL, &key, &json!({"match_key": if serial["match_key"] == "text" { Value::Null } else { json!("text") }}))
            }
        }
        pause(Duration::from_micros(random(&mut state) % duration));
        server.kill();
        server = Server::start(&place);
        let open = server.call("GET", "/api/v1/runs?kind=recompute,index&state=running", &key, &Value::Null).1;
        assert_eq!(open["items"], json!([]), "kill {kill}");
        let (serial, is_unique) = (field(&server, SERIAL), field(&server, SERIAL)["unique"] == true);
        let is_key = is_unique || serial["match_key"] == "text";
        let name = if field(&server, NAME)["survivorship"] == "longest" { "a long name" } else { "short" };
        for at in (0..MACHINES).step_by(97).chain([MACHINES - 1]) {
            let (status, machine) = server.call("GET", &format!("/api/v1/machines/by/serial/S{at}"), &key, &Value::Null);
            assert_eq!(status, if is_key { 200 } else { 404 }, "kill {kill}: {machine}");
            if is_key {
                assert_eq!(machine["name"], json!(format!("{name} {at}")), "kill {kill}");
            }
            if is_unique {
                let double = json!({"name": "double", "serial": format!("S{at}")});
                assert_eq!(server.call("POST", "/api/v1/machines", &key, &double).0, 409, "kill {kill}: S{at}");
            }
        }
    }
}
