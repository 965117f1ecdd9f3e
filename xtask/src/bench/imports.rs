//! Imports, their undoing, and what the database alone would need.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use super::Bench;
use super::files::Load;
use super::outcome::{Bar, Outcomes};
use super::program::{Finished, fresh, run};

const REPETITIONS: usize = 3;

/// Imports on the embedded database.
pub fn measure(bench: &Bench, outcomes: &mut Outcomes) -> Result<(), String> {
    let load = Load::ours(bench, bench.rows)?;
    let mut loads = Vec::new();
    let mut changes = Vec::new();
    let mut data = PathBuf::new();
    for _ in 0..REPETITIONS {
        data = fresh(bench, "import")?;
        let imported = import(bench, &load.customers, &data)?;
        check(&imported, load.customers_expected())?;
        loads.push(imported);
        let changed = import(bench, &load.changed, &data)?;
        check(&changed, load.new_expected())?;
        changes.push(changed);
    }
    let (first, changed) = (median(loads)?, median(changes)?);
    let rows = grouped(bench.rows);
    outcomes.add(&format!("import {rows} rows"), first.seconds, "s", Some(Bar::AtMost(1.0)), told(&first));
    outcomes.add(&format!("import {rows} rows, peak memory"), first.peak_mb, "MB", None, "");
    let read = changed.count("read");
    outcomes.add("import 5,000 changed rows", changed.seconds, "s", Some(Bar::AtMost(0.15)), format!("{read} rows; {}", told(&changed)));
    measure_rollback(bench, outcomes, &data)?;
    for (mode, name) in [("OFF", "sqlite3 .import, synchronous=OFF"), ("FULL", "sqlite3 .import, synchronous=FULL")] {
        measure_sqlite(bench, outcomes, &load.customers, mode, &format!("{name}, {rows} rows"))?;
    }
    if bench.large > 0 {
        measure_large(bench, outcomes, &first)?;
    }
    Ok(())
}

fn measure_large(bench: &Bench, outcomes: &mut Outcomes, small: &Finished) -> Result<(), String> {
    let load = Load::ours(bench, bench.large)?;
    let data = fresh(bench, "import-large")?;
    let imported = import(bench, &load.customers, &data)?;
    check(&imported, load.customers_expected())?;
    let rows = grouped(bench.large);
    outcomes.add(&format!("import {rows} rows"), imported.seconds, "s", Some(Bar::AtMost(12.0)), told(&imported));
    outcomes.add(&format!("import {rows} rows, peak memory"), imported.peak_mb, "MB", Some(Bar::AtMost(250.0)), "");
    let rate = |rows: u32, finished: &Finished| f64::from(rows) / finished.seconds;
    let share = rate(bench.large, &imported) / rate(bench.rows, small) * 100.0;
    outcomes.add("rate of the larger import, of the smaller one's", share, "%", Some(Bar::AtLeast(67.0)), "");
    measure_sqlite(bench, outcomes, &load.customers, "FULL", &format!("sqlite3 .import, synchronous=FULL, {rows} rows"))?;
    std::fs::remove_dir_all(&data).map_err(|error| error.to_string())
}

fn measure_rollback(bench: &Bench, outcomes: &mut Outcomes, data: &Path) -> Result<(), String> {
    let place = data.to_string_lossy();
    // The changes came second; the load is run 1 only in a fresh directory.
    let undone = run(bench, &["run", "rollback", "1", "--json", "--data", &place])?;
    let note = format!("{} records", undone.count("records"));
    outcomes.add(&format!("rollback of the {} rows", grouped(bench.rows)), undone.seconds, "s", Some(Bar::AtMost(5.0)), note);
    Ok(())
}

/// The same on a PostgreSQL that is made for it, where there is one.
pub fn measure_postgres(bench: &Bench, outcomes: &mut Outcomes) -> Result<(), String> {
    let script = bench.root.join("scripts").join("test-postgres.sh");
    let temporary = std::env::var("TMPDIR").unwrap_or_else(|_| "/tmp".to_owned());
    let cluster = format!("{temporary}/rapport-bench-{}", std::process::id());
    let started = Command::new(&script).args(["start", &cluster]).stderr(Stdio::null()).output().map_err(|error| error.to_string())?;
    if !started.status.success() {
        println!("PostgreSQL: left out, no server found");
        return Ok(());
    }
    let url = String::from_utf8_lossy(&started.stdout).trim().to_owned();
    let measured = import_postgres(bench, outcomes, &url);
    let _ = Command::new(&script).args(["stop", &cluster]).status();
    measured
}

fn import_postgres(bench: &Bench, outcomes: &mut Outcomes, url: &str) -> Result<(), String> {
    let load = Load::ours(bench, bench.rows)?;
    let file = load.customers.to_string_lossy();
    let imported = run(bench, &["import", &file, "--object", "customers", "--json", "--database-url", url])?;
    check(&imported, load.customers_expected())?;
    let rate = f64::from(bench.rows) / imported.seconds;
    outcomes.add(
        &format!("PostgreSQL: import {} rows", grouped(bench.rows)),
        rate,
        "rows/s",
        Some(Bar::AtLeast(40_000.0)),
        told(&imported),
    );
    Ok(())
}

/// The rows into one table without an index: as fast as this database can take them.
fn measure_sqlite(bench: &Bench, outcomes: &mut Outcomes, file: &Path, synchronous: &str, name: &str) -> Result<(), String> {
    let database = fresh(bench, "sqlite")?.join("raw.db");
    let Ok(mut child) = Command::new("sqlite3").arg(&database).stdin(Stdio::piped()).stdout(Stdio::null()).spawn() else {
        println!("sqlite3: left out, the program is not installed");
        return Ok(());
    };
    let began = Instant::now();
    let script = format!("PRAGMA journal_mode=WAL;\nPRAGMA synchronous={synchronous};\n.mode csv\n.import {} raw\n", file.display());
    child.stdin.take().ok_or("no standard input")?.write_all(script.as_bytes()).map_err(|error| error.to_string())?;
    child.wait().map_err(|error| error.to_string())?;
    outcomes.add(name, began.elapsed().as_secs_f64(), "s", None, "raw limit: no cleaning, no matching, no history");
    Ok(())
}

/// One import into `data`.
pub fn import(bench: &Bench, file: &Path, data: &Path) -> Result<Finished, String> {
    let (file, data) = (file.to_string_lossy(), data.to_string_lossy());
    run(bench, &["import", &file, "--object", "customers", "--source", "bench", "--json", "--data", &data])
}

/// A fast wrong answer is no answer.
pub fn check(imported: &Finished, created: u64) -> Result<(), String> {
    let found = imported.count("created");
    if found == created { Ok(()) } else { Err(format!("the import made {found} customers; {created} are right")) }
}

fn told(finished: &Finished) -> String {
    let inside = finished.document.get("seconds").and_then(serde_json::Value::as_f64).unwrap_or_default();
    let counts = ["created", "updated", "merged"].map(|name| format!("{name} {}", finished.count(name))).join(", ");
    format!("whole process; {inside:.2} s of it the run; {counts}")
}

fn median(mut finished: Vec<Finished>) -> Result<Finished, String> {
    finished.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    let middle = finished.len() / 2;
    if finished.is_empty() { Err("nothing was measured".to_owned()) } else { Ok(finished.swap_remove(middle)) }
}

fn grouped(number: u32) -> String {
    if number >= 1_000 && number.is_multiple_of(1_000) {
        let thousands = number / 1_000;
        if thousands >= 1_000 && thousands.is_multiple_of(1_000) {
            format!("{},000,000", thousands / 1_000)
        } else {
            format!("{thousands},000")
        }
    } else {
        number.to_string()
    }
}
