//! Syncs with a simulated Salesforce on the loopback interface: everything, what changed, and what is written there.

use std::fmt::Write as _;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use super::Bench;
use super::outcome::{Bar, Outcomes};
use super::program::{Finished, Server, cpu_seconds, fresh, run};
use super::simulator::Simulator;
use super::vendors::PACE;

/// Records that change there before the second read.
const CHANGED: usize = 5_000;
/// Rows that change here before the write. Some are of one customer: more than 10,000 records there change.
const WRITTEN: usize = 11_000;
/// Live syncs that have nothing to do, and how long they are watched.
const IDLE: usize = 1_000;
const IDLE_SECONDS: u64 = 20;
/// Records of a page at most, whatever is asked for.
const PAGES: &str = "salesforce:small_pages=1000:times=always";
/// Of the simulator; no secret of anybody.
const CLIENT: (&str, &str) = ("3MVG9simulated.consumer.key.7f3a", "8E1D0CA75F6B42");

/// Measures reading and writing.
pub fn measure(bench: &Bench, outcomes: &mut Outcomes) -> Result<(), String> {
    let simulator = Simulator::start(bench, "salesforce", bench.rows, &[PAGES])?;
    let data = fresh(bench, "syncs")?;
    let place = data.to_string_lossy().into_owned();
    let file = data.join("rapport.json");
    let secret = data.join("secret.txt");
    write(&secret, CLIENT.1)?;
    let apply = |both: bool| {
        write(&file, &configuration(&simulator.url, &secret.to_string_lossy(), both).to_string())?;
        run(bench, &["config", "apply", &file.to_string_lossy(), "--json", "--data", &place])
    };
    apply(false)?;

    let all = simulator.used(|| pass(bench, &place))?;
    let rows = all.0.count("read");
    let note = format!("{}; the simulator used {:.2} s of the same cores", told(&all.0), all.1);
    outcomes.add(&format!("sync: first read of {rows} contacts"), all.0.seconds, "s", Some(Bar::AtMost(1.5)), note);

    let ids = simulator.contacts(CHANGED)?;
    for (at, (id, _)) in ids.iter().enumerate() {
        let path = format!("/_control/salesforce/tables/Contact/records/{id}");
        simulator.call("PATCH", &path, &json!({"values": {"Title": format!("Title {at}")}}))?;
    }
    let changed = simulator.used(|| pass(bench, &place))?;
    let note = format!("{}; the simulator used {:.2} s", told(&changed.0), changed.1);
    outcomes.add(&format!("sync: a read that finds {CHANGED} changes"), changed.0.seconds, "s", Some(Bar::AtMost(0.2)), note);
    let nothing = pass(bench, &place)?;
    outcomes.add("sync: a read that finds nothing new", nothing.seconds, "s", None, told(&nothing));
    if nothing.count("updated") > 0 {
        return Err("a read that found nothing new changed records".to_owned());
    }

    // From here on it writes: everything is copied and looked at once, and equal records there become equal.
    apply(true)?;
    let first = pass(bench, &place)?;
    outcomes.add("sync: first pass in both directions", first.seconds, "s", None, wrote(&first));
    pass(bench, &place)?;
    let mut lines = String::from("id,email,notes\n");
    for (at, (id, email)) in simulator.contacts(WRITTEN * 2)?.iter().filter(|(_, email)| !email.is_empty()).take(WRITTEN).enumerate() {
        let _ = writeln!(lines, "{id},{email},note {at}");
    }
    let file = data.join("notes.csv");
    write(&file, &lines)?;
    run(bench, &["import", &file.to_string_lossy(), "--object", "customers", "--source", "notes", "--json", "--data", &place])?;
    let sent = simulator.used(|| pass(bench, &place))?;
    let note = format!("{}; the simulator used {:.2} s", wrote(&sent.0), sent.1);
    outcomes.add("sync: writing changed records", sent.0.seconds, "s", Some(Bar::AtMost(2.0)), note);
    drop(simulator);
    idle(bench, outcomes)
}

/// What a thousand live syncs with nothing to do cost.
fn idle(bench: &Bench, outcomes: &mut Outcomes) -> Result<(), String> {
    let data = fresh(bench, "idle")?;
    let place = data.to_string_lossy().into_owned();
    let file = data.join("rapport.json");
    let base = configuration("https://nowhere.example.com", "", false);
    let syncs: Vec<Value> = (0..IDLE)
        .map(|at| {
            let mut sync = base["syncs"][0].clone();
            (sync["name"], sync["source"]) = (json!(format!("Sync {at}")), json!(format!("source {at}")));
            sync["triggers"] = json!({"schedule": {"cron": "0 3 1 1 *"}});
            sync
        })
        .collect();
    let mut connection = base["connections"][0].clone();
    connection["secrets"] = json!({"client_secret": {"env": "RAPPORT_BENCH_SECRET"}});
    write(&file, &json!({"version": 1, "connections": [connection], "syncs": syncs}).to_string())?;
    run(bench, &["config", "apply", &file.to_string_lossy(), "--json", "--data", &place])?;
    let server = Server::start(bench, &data)?;
    let (_keep, nothing) = mpsc::channel::<()>();
    let _ = nothing.recv_timeout(Duration::from_secs(5));
    let before = cpu_seconds(server.process());
    let _ = nothing.recv_timeout(Duration::from_secs(IDLE_SECONDS));
    let used = cpu_seconds(server.process()) - before;
    #[expect(clippy::cast_precision_loss, reason = "a few seconds")]
    let share = used / IDLE_SECONDS as f64 * 100.0;
    outcomes.add(
        &format!("sync: CPU of a server with {IDLE} idle syncs"),
        share,
        "%",
        Some(Bar::AtMost(1.0)),
        format!("of one core, over {IDLE_SECONDS} s; {:.0} MB", server.memory_mb()),
    );
    Ok(())
}

fn wrote(finished: &Finished) -> String {
    let written = &finished.document["written"];
    let count = |name: &str| written[name].as_u64().unwrap_or_default();
    format!("whole process; {} written with {} requests, {} refused", count("written_updated"), count("requests"), count("refused"))
}

fn pass(bench: &Bench, data: &str) -> Result<Finished, String> {
    run(bench, &["sync", "run", "Contacts", "--json", "--data", data])
}

pub(super) fn told(finished: &Finished) -> String {
    let counts = ["read", "created", "updated", "merged", "unchanged"].map(|name| format!("{name} {}", finished.count(name))).join(", ");
    format!("whole process, {:.0} MB; {counts}", finished.peak_mb)
}

pub(super) fn write(file: &std::path::Path, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

fn configuration(url: &str, secret: &str, both: bool) -> Value {
    let port = url.rsplit(':').next().and_then(|port| port.parse::<u16>().ok());
    let mut configuration = json!({
        "version": 1,
        "settings": {"network": {"allowed_addresses": ["127.0.0.1"], "allowed_ports": [port]}},
        "connections": [{
            "name": "Salesforce", "connector": "salesforce",
            "settings": {"login_url": url, "flow": "client_credentials", "client_id": CLIENT.0, "requests_per_second": PACE},
            "secrets": {"client_secret": {"file": secret}},
        }],
        "syncs": [{
            "name": "Contacts", "state": "live", "connection": "Salesforce", "stream": "Contact", "object": "customers", "direction": "in",
            "limits": {"changed_share_max": 1, "protected_share_max": 1, "error_share_max": 1},
            "mapping": {"version": 1, "object": "customers", "fields": [
                {"from": "Id", "to": "external_id"}, {"from": "SystemModstamp", "to": "updated_at"}, {"from": "Name", "to": "name"},
                {"from": "Email", "to": "email"}, {"from": "MobilePhone", "to": "phone"}, {"from": "MailingCity", "to": "city"},
                {"from": "Title", "to": "segment"}, {"from": "Description", "to": "notes"},
            ]},
            "triggers": {"push": false, "change": false},
        }],
    });
    if both {
        let sync = &mut configuration["syncs"][0];
        sync["direction"] = json!("both");
        sync["fields"] =
            ["name", "email", "phone", "city", "segment"].map(|field| (field.to_owned(), json!({"direction": "in"}))).into_iter().collect();
        sync["outgoing"] = json!({"create": false, "fields": [{"from": "notes", "to": "Description"}]});
    }
    configuration
}
