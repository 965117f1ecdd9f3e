//! The input: made once and kept, because making a million rows takes longer than importing them.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Bench;

const SEED: u64 = 20_261_121;

/// Rows that changed after the load, as many as the reference has.
const CHANGED: u32 = 5_000;

/// One load with its feed of changes and its expected numbers.
pub struct Load {
    /// The rows.
    pub customers: PathBuf,
    /// The changes.
    pub changed: PathBuf,
    expected: Value,
}

impl Load {
    /// Made by our own generator.
    pub fn ours(bench: &Bench, rows: u32) -> Result<Self, String> {
        let folder = bench.folder.join(format!("input-{rows}"));
        if !folder.join("expect.json").exists() {
            std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
            let changed = CHANGED.min(rows / 2);
            sample::bench_files(&folder, sample::Format::Csv, rows, changed, SEED).map_err(|error| error.to_string())?;
        }
        Self::open(&folder)
    }

    /// What lies in a folder.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let file = folder.join("expect.json");
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let expected = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(Self { customers: folder.join("customers.csv"), changed: folder.join("changed.csv"), expected })
    }

    /// A number that a correct run must reproduce.
    pub fn expected(&self, name: &str) -> u64 {
        self.expected.get(name).and_then(Value::as_u64).unwrap_or_default()
    }

    /// Customers after the load.
    pub fn customers_expected(&self) -> u64 {
        self.expected("distinct_customers")
    }

    /// Customers that only the changes bring.
    pub fn new_expected(&self) -> u64 {
        self.expected("distinct_customers_after") - self.expected("distinct_customers")
    }
}
