//! A receiver for one push: it listens, takes a call as it arrives, byte for byte, and answers 204.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::Duration;

/// Longest wait for a push, in real time.
const WAIT: Duration = Duration::from_secs(10);
const BODY_MAX: usize = 5 * 1024 * 1024;

/// A call that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrived {
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

pub(super) struct Receiver {
    pub(super) url: String,
    arrived: mpsc::Receiver<Arrived>,
}

impl Receiver {
    /// Listens on a free port of this machine for as long as the sender keeps calling.
    pub(super) fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}/hook", listener.local_addr()?);
        let (sender, arrived) = mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if take(&stream).is_some_and(|arrived| sender.send(arrived).is_err()) {
                    return;
                }
            }
        });
        Ok(Self { url, arrived })
    }

    /// The next call, where one comes in time.
    pub(super) fn next(&self) -> Option<Arrived> {
        self.arrived.recv_timeout(WAIT).ok()
    }
}

fn take(stream: &TcpStream) -> Option<Arrived> {
    stream.set_read_timeout(Some(WAIT)).ok()?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let target = line.split(' ').nth(1)?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok()).unwrap_or(0_usize);
    let mut body = vec![0; length.min(BODY_MAX)];
    reader.read_exact(&mut body).ok()?;
    let mut writer = stream;
    writer.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").ok()?;
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let query = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(name, value)| (decoded(name), decoded(value))).collect();
    Some(Arrived { query, headers, body })
}

/// Percent-decoding, as the server does it before a connector sees the query.
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok()).and_then(|code| u8::from_str_radix(code, 16).ok());
        (rest, _) = match (first, code) {
            (b'%', Some(byte)) => (&tail[2..], out.push(byte)),
            (b'+', _) => (tail, out.push(b' ')),
            (other, _) => (tail, out.push(*other)),
        };
    }
    String::from_utf8_lossy(&out).into_owned()
}
