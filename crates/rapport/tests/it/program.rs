//! Runs the program in a folder of its own and looks at what came of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a data directory, removed at the end.
pub struct Place {
    pub folder: TempDir,
    /// PostgreSQL instead of the data directory.
    database_url: Option<String>,
}

/// What a command did.
pub struct Ran {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The one JSON document on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {:?} {}", self.out, self.err))
    }

    /// A number of that document.
    pub fn count(&self, name: &str) -> u64 {
        self.json().get(name).and_then(Value::as_u64).unwrap_or_else(|| panic!("no {name}: {}", self.out))
    }

    /// Asserts the exit code.
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.exit, code, "out: {} err: {}", self.out, self.err);
        self
    }
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("folder"), database_url: None }
    }

    /// On a new schema of the PostgreSQL server of the tests; `None`, said, where there is none.
    pub fn on_postgres(name: &str) -> Option<Self> {
        let Ok(url) = std::env::var("RAPPORT_TEST_DATABASE_URL") else {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "RAPPORT_TEST_DATABASE_URL must be set in CI");
            eprintln!("skipped: RAPPORT_TEST_DATABASE_URL is not set");
            return None;
        };
        let schema = format!("program_{name}_{}", std::process::id());
        let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the test server answers");
        client.batch_execute(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")).expect("a schema");
        let joint = if url.contains('?') { '&' } else { '?' };
        Some(Self { database_url: Some(format!("{url}{joint}options=-csearch_path%3D{schema}")), ..Self::new() })
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).expect("written");
        path
    }

    /// The program in this folder, on its database, in English.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
        command.args(words).current_dir(self.folder.path()).env("RAPPORT_DATA", self.data());
        command.env_remove("RAPPORT_DATABASE_URL").env("LC_ALL", "C").stdin(Stdio::null());
        if let Some(url) = &self.database_url {
            command.env("RAPPORT_DATABASE_URL", url);
        }
        command
    }

    pub fn run(&self, words: &[&str]) -> Ran {
        ran(self.command(words).output().expect("the program runs"))
    }

    pub fn run_with_input(&self, words: &[&str], input: &str) -> Ran {
        let mut child =
            self.command(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        child.stdin.take().expect("input").write_all(input.as_bytes()).expect("written");
        ran(child.wait_with_output().expect("output"))
    }

    /// Imports customers; the JSON document.
    pub fn import(&self, file: &Path, more: &[&str]) -> Ran {
        let file = file.to_string_lossy();
        let mut words = vec!["import", &file, "--object", "customers", "--json"];
        words.extend_from_slice(more);
        self.run(&words)
    }

    /// All records of an object without what depends on when they were made, sorted.
    pub fn canonical(&self, object: &str) -> Vec<String> {
        let lines = self.run(&["export", object, "--format", "jsonl"]).exits(0).out;
        let mut records: Vec<String> = lines
            .lines()
            .map(|line| {
                let mut record: serde_json::Map<String, Value> = serde_json::from_str(line).expect("a line of JSON");
                for volatile in ["id", "version", "updated_at"] {
                    record.remove(volatile);
                }
                Value::Object(record).to_string()
            })
            .collect();
        records.sort();
        records
    }
}

fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { exit: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// A running server; killed when dropped.
pub struct Server {
    pub child: Child,
    pub address: String,
}

impl Server {
    pub fn start(place: &Place) -> Self {
        Self::start_with(place, &[])
    }

    /// With more arguments of `serve`.
    pub fn start_with(place: &Place, more: &[&str]) -> Self {
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.args(more).stderr(Stdio::piped()).spawn().expect("the program runs");
        let lines = BufReader::new(child.stderr.take().expect("standard error"));
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                if let Some(rest) = line.split("http://").nth(1) {
                    let _ = send.send(rest.split(' ').next().unwrap_or_default().to_owned());
                }
            }
        });
        let address = receive.recv_timeout(Duration::from_secs(60)).expect("the server says where it listens");
        Self { child, address }
    }

    /// Status and body of a GET with a key.
    pub fn get(&self, path: &str, key: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: test\r\nauthorization: Bearer {key}\r\nconnection: close\r\n\r\n").expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        let status = answer.get(9..12).and_then(|status| status.parse().ok()).expect("status");
        (status, answer.split("\r\n\r\n").nth(1).unwrap_or_default().to_owned())
    }

    /// Follows the feed of changes until one holds `wanted`: its line. Fails when the feed has had nothing new four times.
    pub fn change_with(&self, key: &str, wanted: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("set");
        let head =
            format!("GET /api/v1/changes HTTP/1.1\r\nhost: test\r\nauthorization: Bearer {key}\r\naccept: text/event-stream\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("sent");
        let mut silences = 0;
        for line in BufReader::new(stream).lines() {
            let line = line.expect("a line");
            if line.contains(wanted) {
                return line;
            }
            // A comment keeps the connection alive.
            silences += usize::from(line.starts_with(':'));
            assert!(silences < 4, "no change holds {wanted}");
        }
        panic!("the feed ended, and no change holds {wanted}")
    }

    /// Status, headers and body of a POST of a file with a key.
    pub fn post(&self, path: &str, key: &str, body: &[u8]) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        let length = body.len();
        write!(stream, "POST {path} HTTP/1.1\r\nhost: test\r\nauthorization: Bearer {key}\r\ncontent-type: text/csv\r\n").expect("sent");
        write!(stream, "content-length: {length}\r\nconnection: close\r\n\r\n").expect("sent");
        stream.write_all(body).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        (answer.get(9..12).and_then(|status| status.parse().ok()).expect("status"), answer)
    }

    /// Status and document of a call with a key and JSON.
    pub fn call(&self, method: &str, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let kind = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
        write!(stream, "{method} {path} HTTP/1.1\r\nhost: test\r\nauthorization: Bearer {key}\r\n{kind}").expect("sent");
        write!(stream, "content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        let status = answer.get(9..12).and_then(|status| status.parse().ok()).expect("status");
        let document = answer.split("\r\n\r\n").nth(1).and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default();
        (status, document)
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }

    /// Asks it to stop; its exit code.
    pub fn stop(mut self) -> Option<i32> {
        let process = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &process]).status().expect("kill").success());
        self.child.wait().expect("ended").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The folder with real files beside the checkout; `None` (after a line that says so) where there is none, except in CI.
pub fn shared() -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .skip(1)
        .map(|folder| folder.join("shared"))
        .find(|folder| folder.join("datasets").is_dir());
    if found.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "the shared folder with data sets is missing");
        eprintln!("skipped: no shared folder with data sets beside the checkout");
    }
    found
}
