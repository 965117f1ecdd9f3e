//! The program under measurement: commands with their time and memory, and a server to call.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Bench;

/// How often the memory of a running command is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// One finished command.
pub struct Finished {
    /// Its JSON document.
    pub document: Value,
    /// From start to end of the process.
    pub seconds: f64,
    /// Largest resident memory seen, in MB.
    pub peak_mb: f64,
}

impl Finished {
    /// A number of the document.
    pub fn count(&self, name: &str) -> u64 {
        self.document.get(name).and_then(Value::as_u64).unwrap_or_default()
    }
}

/// Runs a command with `--json`.
pub fn run(bench: &Bench, words: &[&str]) -> Result<Finished, String> {
    let began = Instant::now();
    let mut child = Command::new(&bench.rapport)
        .args(words)
        // The secret of a connection that is configured and never called.
        .env("RAPPORT_BENCH_SECRET", "of the bench")
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|error| format!("{}: {error}", bench.rapport.display()))?;
    let out = child.stdout.take().ok_or("no standard output")?;
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || send.send(std::io::read_to_string(out)));
    let mut peak_mb: f64 = 0.0;
    let text = loop {
        peak_mb = peak_mb.max(memory_mb(child.id(), "VmHWM"));
        match receive.recv_timeout(LOOK_EVERY) {
            Ok(text) => break text.map_err(|error| error.to_string())?,
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err("the output was lost".to_owned()),
        }
    };
    let status = child.wait().map_err(|error| error.to_string())?;
    let seconds = began.elapsed().as_secs_f64();
    if !matches!(status.code(), Some(0 | 1)) {
        return Err(format!("rapport {} failed: {status}", words.join(" ")));
    }
    let document = serde_json::from_str(&text).map_err(|error| format!("rapport {}: {error}", words.join(" ")))?;
    Ok(Finished { document, seconds, peak_mb })
}

/// CPU that a process has used so far, in seconds.
pub fn cpu_seconds(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or_default();
    // User and system time, in the hundredths of a second that the interface always speaks of.
    (ticks(11) + ticks(12)) / 100.0
}

/// A line of `/proc/PID/status`, in MB.
pub fn memory_mb(process: u32, name: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let kilobytes: Option<f64> = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|number| number.parse().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

/// An empty data directory below the bench's folder.
pub fn fresh(bench: &Bench, name: &str) -> Result<PathBuf, String> {
    let directory = bench.folder.join("data").join(name);
    if directory.exists() {
        std::fs::remove_dir_all(&directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    }
    std::fs::create_dir_all(&directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    Ok(directory)
}

/// A running server; ends with this value.
pub struct Server {
    child: Child,
    /// `127.0.0.1:port`.
    pub address: String,
    /// From start to ready.
    pub start_seconds: f64,
}

impl Server {
    /// Starts one on a free port.
    pub fn start(bench: &Bench, data: &Path) -> Result<Self, String> {
        let began = Instant::now();
        let mut child = Command::new(&bench.rapport)
            .args(["--lang", "en", "serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", bench.rapport.display()))?;
        let lines = BufReader::new(child.stderr.take().ok_or("no standard error")?);
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                if let Some(rest) = line.split("http://").nth(1) {
                    let _ = send.send(rest.split(' ').next().unwrap_or_default().to_owned());
                }
            }
        });
        let address = receive.recv_timeout(Duration::from_secs(30)).map_err(|_| "the server did not start".to_owned())?;
        Ok(Self { child, address, start_seconds: began.elapsed().as_secs_f64() })
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Resident memory now, in MB.
    pub fn memory_mb(&self) -> f64 {
        memory_mb(self.child.id(), "VmRSS")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
