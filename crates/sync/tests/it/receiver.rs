//! A receiver of calls on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use connector::signature::StandardWebhook;
use connector::{PushRequest, SecretText};
use serde_json::Value;

/// A call as it arrived.
pub struct Heard {
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// True when the call is signed as a receiver checks it, at this time.
    pub fn is_signed(&self, secret: &str, now_ms: i64) -> bool {
        let hook = StandardWebhook::new([&SecretText::new(secret)]).expect("a secret");
        let push = PushRequest { path: "", query: &[], headers: &self.headers, body: &self.body, received_ms: now_ms };
        hook.verify(&push).is_ok()
    }
}

/// A receiver of calls that answers with these statuses, one after the other, then with 204.
pub fn receiver(statuses: &'static [u16]) -> (u16, Receiver<Heard>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (said, heard) = channel();
    let mut statuses = statuses.iter().copied();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.expect("a call"));
            let mut headers = Vec::new();
            loop {
                let mut line = String::new();
                if stream.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
                    break;
                }
                if let Some((name, value)) = line.split_once(':') {
                    headers.push((name.trim().to_lowercase(), value.trim().to_owned()));
                }
            }
            let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
            let mut body = vec![0; length];
            stream.read_exact(&mut body).expect("a body");
            // The test has ended when nobody listens.
            let _ = said.send(Heard { headers, body });
            let status = statuses.next().unwrap_or(204);
            let _ = write!(stream.get_mut(), "HTTP/1.1 {status} Fine\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (port, heard)
}
