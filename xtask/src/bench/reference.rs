//! The same file for us and for a plain Python script that does the same job, where the reference lies beside the checkout.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use super::Bench;
use super::files::Load;
use super::imports::{check, import};
use super::outcome::Outcomes;
use super::program::fresh;

/// Measures both, and checks our counts against the reference's own.
pub fn measure(bench: &Bench, outcomes: &mut Outcomes) -> Result<(), String> {
    let Some(scripts) = scripts(&bench.root) else {
        println!("reference: left out, there is no ../shared/bench");
        return Ok(());
    };
    let folder = bench.folder.join("reference");
    if !folder.join("expect.json").exists() {
        let out = folder.to_string_lossy();
        python(&scripts.join("gen_customers.py"), &["--out", &out])?;
    }
    let load = Load::open(&folder)?;
    let data = fresh(bench, "reference")?;
    let (first, changed) = (import(bench, &load.customers, &data)?, import(bench, &load.changed, &data)?);
    check(&first, load.customers_expected())?;
    check(&changed, load.new_expected())?;
    let note = format!("created {}, as the reference says", first.count("created"));
    outcomes.add("reference file, rapport", first.seconds, "s", None, note);
    outcomes.add("reference changes, rapport", changed.seconds, "s", None, format!("created {}", changed.count("created")));
    let database = fresh(bench, "baseline")?.join("baseline.db");
    let script = scripts.join("baseline_import.py");
    for (name, file) in [("reference file, Python script", &load.customers), ("reference changes, Python script", &load.changed)] {
        let seconds = python(&script, &[&file.to_string_lossy(), &database.to_string_lossy()])?;
        outcomes.add(name, seconds, "s", None, "no history, no undo, synchronous=NORMAL");
    }
    Ok(())
}

fn scripts(root: &Path) -> Option<PathBuf> {
    let folder = root.parent()?.join("shared").join("bench");
    folder.join("gen_customers.py").exists().then_some(folder)
}

/// Runs a script; its seconds.
fn python(script: &Path, arguments: &[&str]) -> Result<f64, String> {
    let began = Instant::now();
    let status = Command::new("python3").arg(script).args(arguments).stdout(Stdio::null()).status();
    let status = status.map_err(|error| format!("python3: {error}"))?;
    if status.success() { Ok(began.elapsed().as_secs_f64()) } else { Err(format!("{} failed", script.display())) }
}
