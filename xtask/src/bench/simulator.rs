//! A simulated system in a process of its own.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use super::Bench;
use super::program::cpu_seconds;

/// Records of one page of the control interface.
const PAGE: usize = 1_000;
/// A million records take their time.
const START_MAX: Duration = Duration::from_secs(300);

/// A running simulator of one vendor; ends with this value.
pub struct Simulator {
    child: Child,
    vendor: &'static str,
    /// Where the vendor's interface is.
    pub url: String,
    control: String,
}

impl Simulator {
    /// With so many people in its main list, and with `faults`, as the sandbox reads them.
    pub fn start(bench: &Bench, vendor: &'static str, records: u32, faults: &[&str]) -> Result<Self, String> {
        let records = records.to_string();
        let mut child = Command::new(&bench.rapport)
            .args(["--lang", "en", "sandbox", "--listen", "127.0.0.1:0", "--records", &records, vendor])
            .args(faults.iter().flat_map(|fault| ["--fault", fault]))
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", bench.rapport.display()))?;
        let lines = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || lines.lines().map_while(Result::ok).for_each(|line| drop(send.send(line))));
        let mut simulator = Self { child, vendor, url: String::new(), control: String::new() };
        while simulator.url.is_empty() || simulator.control.is_empty() {
            let line = receive.recv_timeout(START_MAX).map_err(|_| "the simulator did not start".to_owned())?;
            let url = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap_or_default();
            if line.starts_with(vendor) {
                url.clone_into(&mut simulator.url);
            } else if line.starts_with("control") {
                let host = url.trim_start_matches("http://").split('/').next().unwrap_or_default();
                host.clone_into(&mut simulator.control);
            }
        }
        Ok(simulator)
    }

    /// How to connect to it: the first account that can be read.
    pub fn account(&self) -> Result<Value, String> {
        let found = self.call("GET", &format!("/_control/{}/accounts", self.vendor), &Value::Null)?;
        let accounts = found["accounts"].as_array().cloned().unwrap_or_default();
        accounts.into_iter().find(|account| account["is_read"] == true).ok_or_else(|| format!("{} cannot be read", self.vendor))
    }

    /// Does `work`, and tells how many seconds of CPU the simulator used meanwhile.
    pub fn used<T>(&self, work: impl FnOnce() -> Result<T, String>) -> Result<(T, f64), String> {
        let before = cpu_seconds(self.child.id());
        let done = work()?;
        Ok((done, cpu_seconds(self.child.id()) - before))
    }

    /// Ids and e-mail addresses of the first contacts of Salesforce.
    pub fn contacts(&self, count: usize) -> Result<Vec<(String, String)>, String> {
        let mut found = Vec::with_capacity(count);
        while found.len() < count {
            let path = format!("/_control/salesforce/tables/Contact/records?offset={}&limit={PAGE}", found.len());
            let page = self.call("GET", &path, &Value::Null)?;
            let records = page["records"].as_array().cloned().unwrap_or_default();
            if records.is_empty() {
                break;
            }
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            found.extend(records.iter().map(|record| (text(&record["id"]), text(&record["values"]["Email"]))));
        }
        found.truncate(count);
        Ok(found)
    }

    /// Asks the control interface.
    pub fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let failed = |error: std::io::Error| format!("{method} {path}: {error}");
        let mut stream = TcpStream::connect(&self.control).map_err(failed)?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        if !answer.starts_with("HTTP/1.1 2") {
            return Err(format!("{method} {path}: {}", answer.lines().next().unwrap_or_default()));
        }
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        serde_json::from_str(body).map_err(|error| format!("{method} {path}: {error}"))
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
