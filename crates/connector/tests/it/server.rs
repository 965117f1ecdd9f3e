//! A small HTTP server that answers byte for byte what a test tells it, and remembers what it was asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connector::conformance::Time;
use model::Clock;

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct Asked {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Time of the test's clock.
    pub at_ms: i64,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What the server does with a request.
pub enum Answer {
    /// Sends these bytes; the connection stays open.
    Bytes(Vec<u8>),
    /// Sends these bytes and closes.
    Close(Vec<u8>),
    /// Sends these bytes and then nothing more.
    Stall(Vec<u8>),
    /// Sends one byte after the other with this gap, for ever.
    Trickle(Duration),
}

pub fn json(body: &str) -> Answer {
    Answer::Bytes(http("200 OK", &[("Content-Type", "application/json")], body.as_bytes()))
}

pub fn status(line: &str, headers: &[(&str, &str)]) -> Answer {
    Answer::Bytes(http(line, headers, b"{}"))
}

/// A whole answer with its length.
pub fn http(line: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {line}\r\n").into_bytes();
    for (name, value) in headers {
        out.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    out.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    out.extend_from_slice(body);
    out
}

type Behaviour = dyn Fn(usize, &Asked) -> Answer + Send + Sync;

pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    stop: Arc<AtomicBool>,
}

impl Server {
    /// Answers the n-th request (counted from 0) as `behaviour` says.
    pub fn start(time: &Arc<Time>, behaviour: impl Fn(usize, &Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let behaviour: Arc<Behaviour> = Arc::new(behaviour);
        let (heard, stopped, time) = (Arc::clone(&asked), Arc::clone(&stop), Arc::clone(time));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let (heard, stopped, time, behaviour) =
                    (Arc::clone(&heard), Arc::clone(&stopped), Arc::clone(&time), Arc::clone(&behaviour));
                std::thread::spawn(move || serve(stream, &heard, &stopped, &time, &*behaviour));
            }
        });
        Self { address, asked, stop }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        drop(TcpStream::connect(self.address));
    }
}

fn serve(stream: TcpStream, heard: &Mutex<Vec<Asked>>, stop: &AtomicBool, time: &Time, behaviour: &Behaviour) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    while let Some(mut asked) = read_request(&mut reader) {
        asked.at_ms = time.now_ms();
        let number = {
            let mut heard = heard.lock().unwrap();
            heard.push(asked.clone());
            heard.len() - 1
        };
        match behaviour(number, &asked) {
            Answer::Bytes(bytes) => {
                if writer.write_all(&bytes).is_err() {
                    return;
                }
            }
            Answer::Close(bytes) => {
                drop(writer.write_all(&bytes));
                return;
            }
            Answer::Stall(bytes) => {
                drop(writer.write_all(&bytes));
                // Ends when the client goes.
                drop(reader.read(&mut [0; 1]));
                return;
            }
            Answer::Trickle(gap) => {
                writer.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n").unwrap();
                writer.set_read_timeout(Some(gap)).unwrap();
                while !stop.load(Ordering::Relaxed) && writer.write_all(b" ").is_ok() {
                    if matches!(reader.read(&mut [0; 1]), Ok(0)) {
                        return;
                    }
                }
                return;
            }
        }
    }
}

fn read_request(reader: &mut BufReader<TcpStream>) -> Option<Asked> {
    let mut line = String::new();
    if reader.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
    // Bytes that nobody reads make the system reset the connection when it is closed.
    let length = if line.contains("/reset") { length / 2 } else { length };
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { line: line.trim_end().to_owned(), headers, body, at_ms: 0 })
}
