//! Imports a file into a data folder and prints the report: where the time of an import goes.
//!
//! `cargo run --release -p sync --example import_phases -- FILE FOLDER [CUSTOMERS_PER_TRANSACTION]`

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use model::{Actor, SystemClock};
use records::MatchPolicy;
use store::{Location, Store};
use sync::{Import, ImportRequest, ImportSettings};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = PathBuf::from(arguments.next().ok_or("a file is missing")?);
    let folder = PathBuf::from(arguments.next().ok_or("a folder is missing")?);
    let start = Instant::now();
    let store = Store::open(&Location::Directory(folder.clone()), Arc::new(SystemClock))?;
    let objects = store.read(|session| session.objects())?;
    let object = objects.into_iter().find(|object| object.name == "customers").ok_or("no customers")?;
    let opened = start.elapsed();
    let mut source = connector_file::open(&file, &connector_file::FileOptions::default())?;
    let request = ImportRequest {
        object,
        source: "bench".to_owned(),
        file: file.display().to_string(),
        mapping: None,
        match_keys: None,
        policy: MatchPolicy::Merge,
        dry_run: false,
        actor: Actor::System,
        run: None,
    };
    let looked = start.elapsed();
    let mut settings = ImportSettings::alone(folder);
    if let Some(size) = arguments.next() {
        settings.batch_clusters_max = size.parse()?;
    }
    let report = Import::new(&store, request, settings).run(source.as_mut(), &mut |_| ())?.report;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    let times = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: Vec<&str> = times.split(' ').skip(13).take(2).collect();
    println!(
        "open {opened:?}, file {:?}, import {:.3} s, {} rows/s, {memory}, user and system ticks {ticks:?}",
        looked - opened,
        report.seconds,
        report.rows_per_second
    );
    println!("{}", serde_json::to_string(&report.counts)?);
    for phase in &report.phases {
        println!("{:>14} {:.3}", phase.name, phase.seconds);
    }
    Ok(())
}
