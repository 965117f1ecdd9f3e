//! A document behind an address.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use connector::{Account, CheckState, ConnectorError, Cursor, NextStep, ReadMode};
use serde_json::json;

use crate::world::{World, connect, read, read_changes};

#[derive(Default)]
struct Page {
    body: Vec<u8>,
    status: u16,
    gzip: bool,
    /// Heads of the requests that came.
    seen: Vec<BTreeMap<String, String>>,
}

/// A server that knows one document and its `ETag`.
struct Server {
    url: String,
    page: Arc<Mutex<Page>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/export.csv", listener.local_addr().unwrap());
        let page = Arc::new(Mutex::new(Page { status: 200, ..Page::default() }));
        let shared = Arc::clone(&page);
        std::thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut line, mut head) = (String::new(), BTreeMap::new());
                while reader.read_line(&mut line).is_ok_and(|count| count > 2) {
                    if let Some((name, value)) = line.trim_end().split_once(": ") {
                        head.insert(name.to_lowercase(), value.to_owned());
                    }
                    line.clear();
                }
                let mut page = shared.lock().unwrap();
                let etag = format!("\"{}\"", page.body.len());
                let known = head.get("if-none-match") == Some(&etag) && page.status == 200;
                page.seen.push(head);
                let mut body = page.body.clone();
                let mut extra = String::new();
                if page.gzip {
                    let mut zipped = flate2::read::GzEncoder::new(&page.body[..], flate2::Compression::fast());
                    body.clear();
                    zipped.read_to_end(&mut body).unwrap();
                    extra.push_str("Content-Encoding: gzip\r\n");
                }
                let (status, body) = if known { (304, Vec::new()) } else { (page.status, body) };
                let length = body.len();
                let answer = format!("HTTP/1.1 {status} X\r\nETag: {etag}\r\n{extra}Content-Length: {length}\r\nConnection: close\r\n\r\n");
                drop(stream.write_all(answer.as_bytes()).and_then(|()| stream.write_all(&body)));
            }
        });
        Self { url, page }
    }

    fn show(&self, body: impl AsRef<[u8]>) {
        self.page.lock().unwrap().body = body.as_ref().to_vec();
    }

    fn account(&self, world: &World, changes: serde_json::Value) -> Box<dyn Account> {
        let mut settings = json!({ "place": "address", "url": self.url, "key": "id" }).as_object().unwrap().clone();
        settings.extend(changes.as_object().unwrap().clone());
        connect(settings, Vec::new(), &world.time).unwrap()
    }
}

#[test]
fn an_unchanged_document_is_not_fetched_again() {
    let (world, server) = (World::new(), Server::start());
    server.show("id,name\n1,a\n2,b\n3,c\n");
    server.page.lock().unwrap().gzip = true;
    let account = server.account(&world, json!({}));
    let first = read_changes(account.as_ref(), &Cursor::default());
    assert_eq!(first.column("id"), ["1", "2", "3"]);
    assert!(read_changes(account.as_ref(), &first.next).rows.is_empty());
    let seen = server.page.lock().unwrap().seen.clone();
    assert_eq!(seen.len(), 2, "one call each");
    assert_eq!(
        (seen[0].get("authorization").map(String::as_str), seen[1].get("if-none-match").map(String::as_str)),
        (Some("Bearer t0ken"), Some("\"20\""))
    );
    server.show("id,name\n1,a\n2,b\n3,c\n4,d\n");
    assert_eq!(read_changes(account.as_ref(), &first.next).rows.len(), 4);
}

#[test]
fn a_changed_snapshot_takes_a_full_read_and_one_call() {
    let (world, server) = (World::new(), Server::start());
    server.show("id,name\n1,a\n2,b\n");
    let account = server.account(&world, json!({ "content": "snapshot" }));
    let full = read(account.as_ref(), ReadMode::Full, &Cursor::default()).unwrap();
    assert_eq!(full.rows.len(), 2);
    server.show("id,name\n1,a\n");
    let error = read(account.as_ref(), ReadMode::Incremental, &full.next).unwrap_err();
    assert_eq!(error.next_step(), NextStep::Restart);
    let full = read(account.as_ref(), ReadMode::Full, &Cursor::default()).unwrap();
    assert_eq!((full.column("id"), server.page.lock().unwrap().seen.len()), (vec!["1"], 2));
}

#[test]
fn what_is_no_file_is_said() {
    let (world, server) = (World::new(), Server::start());
    let account = server.account(&world, json!({ "megabytes_max": 1 }));
    let fails = |status: u16, body: &[u8]| {
        server.page.lock().unwrap().status = status;
        server.show(body);
        read(account.as_ref(), ReadMode::Incremental, &Cursor::default()).unwrap_err()
    };
    assert!(matches!(fails(200, b"<!DOCTYPE html><html>Sign in</html>"), ConnectorError::BadAnswer { .. }));
    assert!(matches!(fails(200, b""), ConnectorError::BadAnswer { reason, .. } if reason.contains("empty")));
    assert!(matches!(fails(200, b"nr,name\n1,a\n"), ConnectorError::Format { reason, .. } if reason.contains("lacks id")));
    assert!(matches!(fails(401, b""), ConnectorError::Unauthorised { .. }));
    assert!(matches!(fails(404, b""), ConnectorError::NotFound { .. }));
    let large = fails(200, "id,name\n1,a\n".repeat(200_000).as_bytes());
    assert!(!matches!(large.next_step(), NextStep::Restart | NextStep::PauseConnection), "{large}");
    assert!(!format!("{large:?}").contains("t0ken"));
    let lines = account.check();
    assert!(lines.iter().any(|line| line.state == CheckState::Failed && !line.fix.en.is_empty()), "{lines:?}");
}

#[test]
fn inner_addresses_stay_closed() {
    let world = World::new();
    for url in ["http://10.0.0.1/x.csv", "http://169.254.169.254/latest", "file:///etc/passwd"] {
        let settings = json!({ "place": "address", "url": url, "key": "id" }).as_object().unwrap().clone();
        let account = connect(settings, Vec::new(), &world.time).unwrap();
        let error = read(account.as_ref(), ReadMode::Incremental, &Cursor::default()).unwrap_err();
        assert!(matches!(error, ConnectorError::AddressRefused { .. }), "{url}: {error}");
    }
}
