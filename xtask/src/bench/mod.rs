//! `cargo xtask bench`: how fast the product is on this machine, beside the limits of its parts and beside a plain script.
//!
//! Everything is measured from outside, on the release build, with data made for it under `target/bench`. One number per
//! line of the table; `target/bench/results.json` holds them all. Nothing is averaged away: imports are medians of three
//! runs into fresh directories, calls of the API tell their 99th percentile.
//!
//!   --rows N      rows of the smaller import and of the API's base (100,000)
//!   --large N     rows of the larger import (1,000,000); 0 leaves it out
//!   --seconds S   how long each call of the API is measured (5)
//!   --only WORDS  imports, api, syncs, pushes, vendors, postgres, reference: only these, separated by commas

mod api;
mod files;
mod hello;
mod imports;
mod load;
mod outcome;
mod program;
mod pushes;
mod reference;
mod simulator;
mod syncs;
mod vendors;

use std::path::PathBuf;
use std::process::Command;

use outcome::Outcomes;

use crate::Outcome;

/// What was asked for, and where everything is.
pub struct Bench {
    /// Rows of the smaller import.
    pub rows: u32,
    /// Rows of the larger import.
    pub large: u32,
    /// Seconds per call of the API.
    pub seconds: u64,
    /// Parts to run; all when empty.
    pub only: Vec<String>,
    /// `target/bench`.
    pub folder: PathBuf,
    /// The program.
    pub rapport: PathBuf,
    /// The checkout.
    pub root: PathBuf,
}

impl Bench {
    fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == part)
    }
}

/// Builds, measures, reports.
pub fn run(arguments: &[String]) -> Outcome {
    let root = crate::root();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let mut bench = Bench {
        rows: 100_000,
        large: 1_000_000,
        seconds: 5,
        only: Vec::new(),
        folder: target.join("bench"),
        rapport: target.join("release").join("rapport"),
        root,
    };
    read_arguments(&mut bench, arguments)?;
    build(&bench)?;
    std::fs::create_dir_all(&bench.folder).map_err(|error| format!("{}: {error}", bench.folder.display()))?;
    let mut outcomes = Outcomes::new(bench.folder.join("results.json"));
    outcomes.machine();
    if bench.wants("imports") {
        imports::measure(&bench, &mut outcomes)?;
    }
    if bench.wants("reference") {
        reference::measure(&bench, &mut outcomes)?;
    }
    if bench.wants("api") {
        api::measure(&bench, &mut outcomes)?;
    }
    if bench.wants("syncs") {
        syncs::measure(&bench, &mut outcomes)?;
    }
    if bench.wants("pushes") {
        pushes::measure(&bench, &mut outcomes)?;
    }
    if bench.wants("vendors") {
        vendors::measure(&bench, &mut outcomes)?;
    }
    if bench.wants("postgres") {
        imports::measure_postgres(&bench, &mut outcomes)?;
    }
    println!("\n{}", outcomes.table());
    outcomes.write()
}

fn read_arguments(bench: &mut Bench, arguments: &[String]) -> Outcome {
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
        let number = || value.parse::<u32>().map_err(|_| format!("{word} needs a number, not {value:?}"));
        match word.as_str() {
            "--rows" => bench.rows = number()?,
            "--large" => bench.large = number()?,
            "--seconds" => bench.seconds = u64::from(number()?),
            "--only" => bench.only = value.split(',').map(str::to_owned).collect(),
            _ => return Err(format!("unknown option {word}; there are --rows, --large, --seconds and --only")),
        }
    }
    Ok(())
}

fn build(bench: &Bench) -> Outcome {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--locked", "--package", "rapport"])
        .current_dir(&bench.root)
        .status()
        .map_err(|error| format!("cargo: {error}"))?;
    if status.success() { Ok(()) } else { Err("the release build failed".to_owned()) }
}
