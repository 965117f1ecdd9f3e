//! What was measured, as a table for people and as JSON for comparisons.

use std::path::PathBuf;

use serde_json::{Value, json};

/// One line.
struct Line {
    name: String,
    value: f64,
    unit: &'static str,
    /// What the project wants to reach at least.
    bar: Option<Bar>,
    note: String,
}

/// A bar to pass.
#[derive(Clone, Copy)]
pub enum Bar {
    /// Smaller is better.
    AtMost(f64),
    /// Larger is better.
    AtLeast(f64),
}

/// All lines, in the order measured.
pub struct Outcomes {
    file: PathBuf,
    lines: Vec<Line>,
    machine: String,
}

impl Outcomes {
    /// None yet.
    pub fn new(file: PathBuf) -> Self {
        Self { file, lines: Vec::new(), machine: String::new() }
    }

    /// Notes what runs here.
    pub fn machine(&mut self) {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let field = |text: &str, name: &str| {
            text.lines().find(|line| line.starts_with(name)).and_then(|line| line.split(':').nth(1)).map_or("unknown", str::trim).to_owned()
        };
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let memory = field(&read("/proc/meminfo"), "MemTotal");
        let load = read("/proc/loadavg").split(' ').next().unwrap_or_default().to_owned();
        let processor = field(&read("/proc/cpuinfo"), "model name");
        self.machine = format!("{processor}, {cores} cores, {memory} memory, load before the start {load}");
        println!("{}", self.machine);
    }

    /// Adds a measurement and shows it at once.
    pub fn add(&mut self, name: &str, value: f64, unit: &'static str, bar: Option<Bar>, note: impl Into<String>) {
        let line = Line { name: name.to_owned(), value, unit, bar, note: note.into() };
        println!("{}", line.row());
        self.lines.push(line);
    }

    /// Markdown.
    pub fn table(&self) -> String {
        let mut text = format!("Machine: {}\n\n| measured | value | bar | |\n|---|---:|---:|---|\n", self.machine);
        for line in &self.lines {
            text.push_str(&line.row());
            text.push('\n');
        }
        text
    }

    /// Writes `results.json`.
    pub fn write(&self) -> Result<(), String> {
        let lines: Vec<Value> =
            self.lines.iter().map(|line| json!({ "name": line.name, "value": line.value, "unit": line.unit, "note": line.note })).collect();
        let text = json!({ "machine": self.machine, "results": lines }).to_string();
        std::fs::write(&self.file, text).map_err(|error| format!("{}: {error}", self.file.display()))
    }
}

impl Line {
    fn row(&self) -> String {
        let bar = match self.bar {
            None => String::new(),
            Some(Bar::AtMost(bar)) => format!("≤ {}", number(bar)),
            Some(Bar::AtLeast(bar)) => format!("≥ {}", number(bar)),
        };
        format!("| {} | {} {} | {bar} | {} |", self.name, number(self.value), self.unit, self.note)
    }
}

fn number(value: f64) -> String {
    if value >= 1000.0 {
        let digits = format!("{value:.0}");
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}
