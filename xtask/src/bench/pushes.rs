//! Calls of other systems: ten thousand a second for ten seconds, each on disk before it is answered, and none lost; then as many
//! as are answered.

use std::cell::Cell;
use std::io::Write as _;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Bench;
use super::load::{Storm, measure as call};
use super::outcome::{Bar, Outcomes};
use super::program::{Server, fresh, run};

/// Ten thousand a second. Many systems call at the same time, each by a connection of its own.
const STORM: Storm = Storm { connections: 64, seconds: 10, pace: Some(10_000) };
/// As many as are answered.
const MOST: Storm = Storm { pace: None, ..STORM };
/// How long what was accepted may take to be applied before it counts as lost.
const APPLIED_WITHIN: Duration = Duration::from_secs(180);

/// Measures how many calls are accepted, and counts what came of them.
pub fn measure(bench: &Bench, outcomes: &mut Outcomes) -> Result<(), String> {
    let data = fresh(bench, "pushes")?;
    let place = data.to_string_lossy().into_owned();
    let file = data.join("rapport.json");
    std::fs::write(&file, configuration().to_string()).map_err(|error| format!("{}: {error}", file.display()))?;
    run(bench, &["config", "apply", &file.to_string_lossy(), "--json", "--data", &place])?;
    let shown = run(bench, &["connection", "show", "Calls", "--json", "--data", &place])?;
    let path = shown.document["hook"].as_str().ok_or("the connection shows no address")?.to_owned();
    let server = Server::start(bench, &data)?;
    let sent = Cell::new(0_u64);
    let send = |load: Storm| {
        let first = sent.get();
        let answered = call(&server.address, load, &|number, out| {
            let number = first + number;
            sent.set(sent.get().max(number + 1));
            let body = format!(r#"{{"id":"P{number}","name":"Person {number}","city":"Leeds"}}"#);
            // Writing to memory does not fail.
            let _ = write!(
                out,
                "POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
        })?;
        // The last number of each connection was made and not sent.
        Ok::<_, String>((answered, sent.get() - first - load.connections as u64))
    };
    let (storm, in_storm) = send(STORM)?;
    let (most, at_most) = send(MOST)?;
    let accepted = in_storm + at_most;
    let began = Instant::now();
    let (_keep, nothing) = mpsc::channel::<()>();
    let mut applied = 0;
    while applied < accepted && began.elapsed() < APPLIED_WITHIN {
        let _ = nothing.recv_timeout(Duration::from_secs(5));
        let counted = run(
            bench,
            &["export", "customers", "--format", "jsonl", "--output", &data.join("all.jsonl").to_string_lossy(), "--data", &place],
        );
        // The command prints no document; what counts is its file.
        drop(counted);
        let text = std::fs::read(data.join("all.jsonl")).unwrap_or_default();
        applied = text.iter().filter(|byte| **byte == b'\n').count() as u64;
    }
    let note = format!("{:.0} of them answered a second, p50 {:.2} ms, {} refused", storm.per_second, storm.p50_ms, storm.refused);
    outcomes.add("10,000 calls of other systems a second, durable, p99", storm.p99_ms, "ms", Some(Bar::AtMost(50.0)), note);
    let note = format!(
        "p50 {:.2} ms, p99 {:.2} ms; {} refused; {applied} of {accepted} applied {:.1} s after the last",
        most.p50_ms,
        most.p99_ms,
        most.refused,
        began.elapsed().as_secs_f64()
    );
    outcomes.add("calls of other systems, durable", most.per_second, "/s", Some(Bar::AtLeast(10_000.0)), note);
    let refused = storm.refused + most.refused;
    if refused == 0 && applied < accepted {
        return Err(format!("{applied} of {accepted} calls that were accepted were applied"));
    }
    Ok(())
}

fn configuration() -> Value {
    json!({
        "version": 1,
        "connections": [{"name": "Calls", "connector": "hook", "settings": {"signature": "none", "key": "id"}, "secrets": {}}],
        "syncs": [{
            "name": "Calls", "state": "live", "connection": "Calls", "stream": "events", "object": "customers",
            "mapping": {"version": 1, "object": "customers", "fields": [
                {"from": "id", "to": "external_id"}, {"from": "name", "to": "name"}, {"from": "city", "to": "city"},
            ]},
            "triggers": {"push": true},
        }],
    })
}
