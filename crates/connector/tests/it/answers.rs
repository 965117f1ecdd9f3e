//! What is taken for an answer and what is not (F25 to F30, S15, S43).

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use connector::conformance::Time;
use connector::http::{Expect, Request, Response};
use connector::{ConnectorError, NextStep};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::client::{client, get, hasty, send, settings, with_settings};
use crate::server::{Answer, Server, http, json as json_answer};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// One call without second attempts.
fn once(request: impl Fn(Request) -> Request, bytes: Vec<u8>) -> Result<Response, ConnectorError> {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, move |_, _| Answer::Close(bytes.clone()));
    let client = with_settings(&time, connector::http::ClientSettings { attempts_max: 1, ..settings(&time) });
    send(&client, hasty(request(get(server.url("/things")))))
}

const JSON: (&str, &str) = ("Content-Type", "application/json");

#[test]
fn whole_answers_arrive_whole() {
    let body = json!({ "a": [1, 2, 3], "b": "张伟 \u{1f600}" });
    let text = body.to_string();
    let gzipped = [JSON, ("Content-Encoding", "gzip")];
    let twice = [JSON, ("Content-Encoding", "gzip, gzip")];
    let two_members: Vec<u8> = text.as_bytes().chunks(10).flat_map(gzip).collect();
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{text}\r\n0\r\n\r\n",
        text.len()
    );
    let unbounded = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{text}");
    for (what, bytes) in [
        ("plain", http("200 OK", &[JSON], text.as_bytes())),
        ("with a mark", http("200 OK", &[JSON], format!("\u{feff}{text}").as_bytes())),
        ("without a type", http("200 OK", &[], text.as_bytes())),
        ("gzip", http("200 OK", &gzipped, &gzip(text.as_bytes()))),
        ("gzip in members", http("200 OK", &gzipped, &two_members)),
        ("gzip twice", http("200 OK", &twice, &gzip(&gzip(text.as_bytes())))),
        ("chunked", chunked.into_bytes()),
        ("ended by closing", unbounded.into_bytes()),
    ] {
        let answer = once(|request| request, bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(answer.json::<Value>().unwrap(), body, "{what}");
    }
}

#[test]
fn cut_and_wrong_answers_are_refused_as_a_whole() {
    let text = json!({ "records": ["x".repeat(5_000)] }).to_string();
    let whole = http("200 OK", &[JSON], text.as_bytes());
    let packed = gzip(text.as_bytes());
    let gzipped = [JSON, ("Content-Encoding", "gzip")];
    let unbounded = |body: &[u8]| [b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n", body].concat();
    let mut cases = vec![
        ("a login page", http("200 OK", &[("Content-Type", "text/html; charset=utf-8")], b"<html>log in</html>")),
        ("a login page in disguise", http("200 OK", &[JSON], b"\n<!DOCTYPE html><html></html>")),
        ("XML", http("200 OK", &[("Content-Type", "application/xml")], b"<a/>")),
        ("malformed", http("200 OK", &[JSON], b"{\"a\": }")),
        ("two documents", http("200 OK", &[JSON], b"{}{}")),
        ("nothing", http("200 OK", &[JSON], b"")),
        ("deep", http("200 OK", &[JSON], "[".repeat(10_000).as_bytes())),
        ("not packed at all", http("200 OK", &gzipped, text.as_bytes())),
        ("an unknown compression", http("200 OK", &[JSON, ("Content-Encoding", "br")], text.as_bytes())),
        ("packed three times", http("200 OK", &[JSON, ("Content-Encoding", "gzip, gzip, gzip")], &packed)),
        ("no HTTP", b"SSH-2.0-OpenSSH_9.2\r\n\r\n".to_vec()),
        ("a bad chunk", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n".to_vec()),
        ("a redirect", http("302 Found", &[("Location", "/login")], b"")),
    ];
    for cut in (1..whole.len()).step_by(700) {
        cases.push(("cut", whole[..whole.len() - cut].to_vec()));
    }
    for cut in 1..packed.len() {
        // The length is right for what comes, so only the packed content shows the cut; without a length not even that.
        cases.push(("cut packed", http("200 OK", &gzipped, &packed[..packed.len() - cut])));
        cases.push(("cut packed, no length", unbounded(&packed[..packed.len() - cut])));
    }
    let mut damaged = packed.clone();
    let last = damaged.len() - 5;
    damaged[last] ^= 1;
    cases.push(("wrong checksum", http("200 OK", &gzipped, &damaged)));
    for (what, bytes) in cases {
        let result = once(|request| request, bytes);
        let error = result.expect_err(what);
        assert_eq!(error.next_step(), NextStep::Retry, "{what}: {error}");
    }
}

#[test]
fn damaged_texts_do_not_cost_the_page() {
    let body = b"{\"a\": \"x\xff\xfey\", \"b\": \"\\ud83d\\ude00 \\ud83d \\ude00 \\\\ud83d\", \"c\": \"\\u0000\"}";
    let answer = once(|request| request, http("200 OK", &[JSON], body)).unwrap();
    let value: Value = answer.json().unwrap();
    assert_eq!(value, json!({ "a": "x\u{fffd}\u{fffd}y", "b": "\u{1f600} \u{fffd} \u{fffd} \\ud83d", "c": "\0" }));
}

#[test]
fn text_is_read_by_its_charset() {
    let (encoded, ..) = encoding_rs::GBK.encode("姓名,电话\n张伟,138");
    let answer = http("200 OK", &[("Content-Type", "text/csv; charset=GBK")], &encoded);
    let answer = once(|request| request.expects(Expect::Csv), answer).unwrap();
    assert_eq!(answer.text(), "姓名,电话\n张伟,138");
}

#[test]
fn bombs_and_large_answers_end_at_the_limit() {
    let bomb = gzip(&vec![b' '; 20_000_000]);
    let twice = gzip(&bomb);
    for (headers, body) in [
        (vec![JSON, ("Content-Encoding", "gzip")], bomb),
        (vec![JSON, ("Content-Encoding", "gzip, gzip")], twice),
        (vec![JSON], vec![b' '; 2_000_000]),
    ] {
        let result = once(|request| request.response_bytes_max(1_000_000), http("200 OK", &headers, &body));
        assert!(matches!(result, Err(ConnectorError::Limit { allowed: 1_000_000, .. })), "{result:?}");
    }
}

#[test]
fn silence_and_trickles_end() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |number, _| match number {
        0 => Answer::Stall(Vec::new()),
        1 => Answer::Stall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{".to_vec()),
        2 => Answer::Trickle(Duration::from_millis(50)),
        _ => json_answer("{}"),
    });
    // Three attempts fail, each in its own way; the fourth is answered.
    send(&client(&time), hasty(get(server.url("/")))).unwrap();
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn an_empty_answer_is_fine_where_the_status_says_so() {
    once(|request| request, b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()).unwrap();
    once(|request| request.expects(Expect::Anything), http("201 Created", &[], b"")).unwrap();
}

#[test]
fn a_connection_that_breaks_is_not_the_end_of_the_body() {
    let time = Arc::new(Time::at(0));
    // No length is told, so only the reset shows that the list is not whole.
    let server = Server::start(&time, |_, _| Answer::Close(b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n\r\nid\n1\n2\n".to_vec()));
    let client = with_settings(&time, connector::http::ClientSettings { attempts_max: 1, ..settings(&time) });
    let request = |path: &str| hasty(get(server.url(path))).expects(Expect::Csv).bytes("text/plain", vec![b'x'; 60_000]);
    send(&client, request("/whole")).unwrap();
    let result = send(&client, request("/reset"));
    assert!(result.is_err(), "{result:?}");
}
