//! Requests that must not happen twice (F39).

use std::sync::Arc;

use connector::NextStep;
use connector::conformance::Time;
use connector::http::{Method, Repeat, Request};

use crate::client::{client, hasty, send, step};
use crate::server::{Answer, Server, http, json, status};

fn post(url: String) -> Request {
    hasty(Request::post(url, "/things").json_text("{\"name\": \"x\"}"))
}

#[test]
fn what_may_have_happened_is_never_sent_again() {
    let whole = http("200 OK", &[("Content-Type", "application/json")], b"{\"id\": 1}");
    let cases: Vec<(&str, Answer)> = vec![
        ("the answer is lost", Answer::Close(Vec::new())),
        ("no answer in time", Answer::Stall(Vec::new())),
        ("half an answer", Answer::Close(whole[..whole.len() - 3].to_vec())),
        ("half an answer, then silence", Answer::Stall(whole[..whole.len() - 3].to_vec())),
        ("a gateway's error", status("502 Bad Gateway", &[])),
        ("a gateway's time-out", status("504 Gateway Timeout", &[])),
        ("a login page", Answer::Bytes(http("200 OK", &[("Content-Type", "text/html")], b"<html>"))),
        ("malformed", json("{\"id\": ")),
    ];
    for (what, answer) in cases {
        let time = Arc::new(Time::at(0));
        let answer = std::sync::Mutex::new(Some(answer));
        let server = Server::start(&time, move |_, _| answer.lock().unwrap().take().unwrap_or_else(|| json("{}")));
        let found = step(send(&client(&time), post(server.url("/"))));
        assert_eq!((found, server.asked().len()), (NextStep::LookFirst, 1), "{what}");
    }
}

#[test]
fn what_was_not_done_is_sent_again() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |number, _| match number {
        0 => status("429 Too Many Requests", &[("Retry-After", "1")]),
        _ => json("{}"),
    });
    send(&client(&time), post(server.url("/"))).unwrap();
    assert_eq!(server.asked().len(), 2);
    // Nobody listens: nothing left this machine, so the outcome is known.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(step(send(&client(&time), post(format!("http://{gone}/")))), NextStep::Retry);
}

#[test]
fn what_can_be_repeated_is() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |number, _| if number == 0 { Answer::Close(Vec::new()) } else { json("{}") });
    let request = Request::new(Method::Patch, server.url("/by/key/1"), "/by/key/{key}").json_text("{}").repeatable(Repeat::Safe);
    send(&client(&time), request.gzipped()).unwrap();
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0].body, asked[1].body);
    assert_eq!(asked[1].header("content-encoding"), Some("gzip"));
}

#[test]
fn a_request_without_a_body_says_so_by_its_length() {
    for method in [Method::Post, Method::Put, Method::Patch, Method::Delete, Method::Get] {
        let time = Arc::new(Time::at(0));
        let server = Server::start(&time, |_, _| json("{}"));
        let client = client(&time);
        for _ in 0..2 {
            send(&client, Request::new(method, server.url("/"), "/things")).unwrap();
        }
        let has_body = !matches!(method, Method::Delete | Method::Get);
        for asked in server.asked() {
            assert_eq!(asked.header("content-length"), has_body.then_some("0"), "{method:?}");
            assert_eq!(asked.header("transfer-encoding"), None, "{method:?}");
        }
        assert_eq!(server.asked().len(), 2, "{method:?}");
    }
}
