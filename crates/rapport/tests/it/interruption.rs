//! `kill -9` at any moment and start again: nothing lost, nothing doubled.

use std::process::Stdio;
use std::sync::mpsc;
use std::time::{Duration, Instant};

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
