//! Calls of the API with a key, on the customers of the smaller import.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Bench;
use super::files::Load;
use super::hello;
use super::imports::{check, import};
use super::load::{CONNECTIONS, Request, Storm, measure as call};
use super::outcome::{Bar, Outcomes};
use super::program::{Server, fresh, run};

/// Slowest answer but one in a hundred.
const P99_MS: f64 = 10.0;
/// The longest that a search index may take to catch up.
const SETTLE_MAX: Duration = Duration::from_secs(300);

/// Measures start, memory, and each kind of call.
pub fn measure(bench: &Bench, outcomes: &mut Outcomes) -> Result<(), String> {
    let load = Load::ours(bench, bench.rows)?;
    let data = fresh(bench, "api")?;
    check(&import(bench, &load.customers, &data)?, load.customers_expected())?;
    let place = data.to_string_lossy().into_owned();
    let key = run(bench, &["key", "add", "bench", "--scope", "admin", "--json", "--data", &place])?;
    let key = key.document.get("key").and_then(Value::as_str).ok_or("no key")?.to_owned();
    let known = Known::read(bench, &place)?;
    let server = Server::start(bench, &data)?;
    outcomes.add("start of the server", server.start_seconds, "s", Some(Bar::AtMost(0.3)), "until it answers, with these customers");
    // A search index that is being built is no idle server.
    let seconds = settle(&server, &key)?;
    let note = format!("resident, after the search index has caught up with these customers ({seconds:.0} s)");
    outcomes.add("memory of the idle server", server.memory_mb(), "MB", Some(Bar::AtMost(40.0)), note);

    let plain = hello::start()?;
    let limit = call(&plain, Storm::full(bench.seconds), &|_, out| out.extend_from_slice(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"))?;
    outcomes.add(
        "plain HTTP reply",
        limit.per_second,
        "/s",
        None,
        format!("raw limit; {CONNECTIONS} connections, p99 {:.2} ms", limit.p99_ms),
    );

    let caller = Caller { bench, server: &server, key: &key };
    caller.read_calls(outcomes, &known)?;
    caller.write_calls(outcomes, &known)?;
    outcomes.add("memory of the server after all calls", server.memory_mb(), "MB", None, "resident");
    Ok(())
}

/// Waits until the search index has caught up with the log; the seconds that took.
fn settle(server: &Server, key: &str) -> Result<f64, String> {
    let (_keep, nothing) = std::sync::mpsc::channel::<()>();
    let began = Instant::now();
    while began.elapsed() < SETTLE_MAX {
        let figures = get_text(&server.address, "/metrics", key).map_err(|error| format!("/metrics: {error}"))?;
        let figure = |name: &str| figures.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<i64>().ok());
        match (figure("rapport_search_position "), figure("rapport_change_position ")) {
            (Some(index), Some(log)) if index >= log => return Ok(began.elapsed().as_secs_f64()),
            (Some(_), Some(_)) => {}
            (None, _) | (_, None) => return Err("/metrics does not tell how far the search index is".to_owned()),
        }
        let _ = nothing.recv_timeout(Duration::from_secs(1));
    }
    Err("the search index did not catch up".to_owned())
}

/// One call on a connection of its own; the whole answer.
fn get_text(address: &str, path: &str, key: &str) -> std::io::Result<String> {
    let mut stream = std::net::TcpStream::connect(address)?;
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {key}\r\nconnection: close\r\n\r\n").as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Ids and addresses that exist.
struct Known {
    ids: Vec<String>,
    emails: Vec<String>,
}

impl Known {
    fn read(bench: &Bench, data: &str) -> Result<Self, String> {
        let file = bench.folder.join("known.jsonl");
        let output = file.to_string_lossy();
        let status = std::process::Command::new(&bench.rapport)
            .args(["export", "customers", "--format", "jsonl", "--output", &output, "--data", data])
            .stderr(std::process::Stdio::null())
            .status();
        status.map_err(|error| error.to_string())?;
        let text = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
        let (mut ids, mut emails) = (Vec::new(), Vec::new());
        for line in text.lines() {
            let record: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
            ids.extend(record.get("id").and_then(Value::as_str).map(str::to_owned));
            emails.extend(record.pointer("/email/0").and_then(Value::as_str).filter(|email| email.is_ascii()).map(str::to_owned));
        }
        if ids.is_empty() || emails.is_empty() { Err("the export is empty".to_owned()) } else { Ok(Self { ids, emails }) }
    }
}

/// Scatters a counter over a list.
fn pick(list: &[String], number: u64) -> &str {
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    let at = usize::try_from(mixed).unwrap_or(0) % list.len().max(1);
    list.get(at).map_or("", String::as_str)
}

struct Caller<'a> {
    bench: &'a Bench,
    server: &'a Server,
    key: &'a str,
}

impl Caller<'_> {
    fn read_calls(&self, outcomes: &mut Outcomes, known: &Known) -> Result<(), String> {
        self.measure(outcomes, "get by id", 40_000.0, &|number, out| {
            self.get(out, &format!("/api/v1/customers/{}", pick(&known.ids, number)));
        })?;
        self.measure(outcomes, "list of 50", 10_000.0, &|_, out| self.get(out, "/api/v1/customers?limit=50"))?;
        self.measure(outcomes, "get by e-mail", 30_000.0, &|number, out| {
            self.get(out, &format!("/api/v1/customers/by/email/{}", pick(&known.emails, number)));
        })
    }

    fn write_calls(&self, outcomes: &mut Outcomes, known: &Known) -> Result<(), String> {
        self.measure(outcomes, "create", 12_000.0, &|number, out| {
            let body = format!(r#"{{"name":"Made {number}","email":["made{number}@bench.example.com"],"city":"Leeds"}}"#);
            self.send(out, "POST", "/api/v1/customers", &body);
        })?;
        self.measure(outcomes, "patch", 12_000.0, &|number, out| {
            let body = format!(r#"{{"notes":"patched {number}"}}"#);
            self.send(out, "PATCH", &format!("/api/v1/customers/{}", pick(&known.ids, number)), &body);
        })?;
        self.measure(outcomes, "upsert by e-mail", 12_000.0, &|number, out| {
            let body = format!(r#"{{"notes":"upserted {number}"}}"#);
            self.send(out, "PUT", &format!("/api/v1/customers/by/email/{}", pick(&known.emails, number)), &body);
        })
    }

    fn measure(&self, outcomes: &mut Outcomes, name: &str, bar: f64, request: Request<'_>) -> Result<(), String> {
        let answered = call(&self.server.address, Storm::full(self.bench.seconds), request)?;
        let slow = if answered.p99_ms > P99_MS { " (above 10 ms)" } else { "" };
        let refused = if answered.refused == 0 { String::new() } else { format!("; {} refused", answered.refused) };
        let note = format!("p50 {:.2} ms, p99 {:.2} ms{slow}{refused}", answered.p50_ms, answered.p99_ms);
        outcomes.add(&format!("API: {name}"), answered.per_second, "/s", Some(Bar::AtLeast(bar)), note);
        Ok(())
    }

    fn get(&self, out: &mut Vec<u8>, path: &str) {
        // Writing to memory does not fail.
        let _ = write!(out, "GET {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {}\r\n\r\n", self.key);
    }

    fn send(&self, out: &mut Vec<u8>, method: &str, path: &str, body: &str) {
        let length = body.len();
        let key = self.key;
        let _ = write!(
            out,
            "{method} {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
    }
}
