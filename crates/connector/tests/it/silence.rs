//! Nothing of a request or an answer gets into errors or debug texts (S30).

use std::error::Error;
use std::sync::Arc;

use connector::conformance::Time;
use connector::http::{Client, Exchanges, Policy, Request};
use connector::{ConnectorError, SecretText};
use serde::Deserialize;

use crate::client::{client, hasty, send};
use crate::server::{Answer, Server, http, json, status};

const CANARY: &str = "canary-5b1f";

fn texts(error: &ConnectorError) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(&format!(" {next} {next:?}"));
        cause = next.source();
    }
    text
}

fn request(url: &str) -> Request {
    let mut request = hasty(Request::get(format!("{url}/{CANARY}?a={CANARY}"), "/things/{id}"))
        .query("token", CANARY)
        .header("X-Secret", CANARY)
        .json_text(format!("{{\"name\": \"{CANARY}\"}}"));
    request.set_bearer(&SecretText::new(CANARY));
    request
}

#[test]
fn errors_hold_no_values() {
    let body = format!("{{\"error\": \"{CANARY}\", \"n\": \"{CANARY}\"}}");
    let typed = ("Content-Type", "application/json");
    let secret = ("X-Answer", CANARY);
    let mut cases: Vec<Answer> = ["400 Bad", "401 No", "403 No", "404 No", "409 No", "500 No"]
        .into_iter()
        .map(|line| Answer::Bytes(http(line, &[typed, secret], body.as_bytes())))
        .collect();
    cases.push(Answer::Bytes(http("302 Found", &[("Location", &format!("https://x.example/{CANARY}"))], b"")));
    cases.push(json(&format!("{{\"{CANARY}\"")));
    cases.push(Answer::Close(format!("HTTP/1.1 200 {CANARY}\r\n{CANARY}\r\n").into_bytes()));
    cases.push(Answer::Close(CANARY.as_bytes().to_vec()));
    cases.push(Answer::Bytes(http("200 OK", &[("Content-Type", CANARY)], CANARY.as_bytes())));
    cases.push(status("429 No", &[("Retry-After", "10000")]));
    for (at, case) in cases.into_iter().enumerate() {
        let time = Arc::new(Time::at(0));
        let case = std::sync::Mutex::new(Some(case));
        let server = Server::start(&time, move |_, _| case.lock().unwrap().take().unwrap_or_else(|| status("403 No", &[])));
        let error = send(&client(&time), request(&server.url(""))).expect_err("each of them fails");
        assert!(!texts(&error).contains(CANARY), "case {at}: {}", texts(&error));
    }
}

#[test]
fn refused_addresses_and_unsendable_headers_hold_no_values() {
    let time = Arc::new(Time::at(0));
    let client: Client = client(&time);
    let mut errors = Vec::new();
    for url in [
        format!("ftp://x.example/{CANARY}"),
        format!("http://user:{CANARY}@x.example/"),
        format!("http://10.0.0.1/{CANARY}?{CANARY}"),
        format!("http://x.example:99999/{CANARY}"),
        format!("http://127.0.0.1:1/{CANARY}"),
        CANARY.to_owned(),
    ] {
        errors.push(send(&client, hasty(Request::get(url, "/x"))).expect_err("refused"));
    }
    errors.push(
        send(&client, hasty(Request::get("http://127.0.0.1:1/", "/x")).header("X", format!("{CANARY}\r\nY: 1"))).expect_err("unsendable"),
    );
    for error in errors {
        assert!(!texts(&error).contains(CANARY), "{}", texts(&error));
    }
}

#[test]
fn another_shape_of_json_is_told_without_its_values() {
    #[derive(Debug, Deserialize)]
    struct Page {
        #[expect(dead_code, reason = "only its type matters")]
        n: u32,
    }
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |_, _| json(&format!("{{\"n\": \"{CANARY}\"}}")));
    let answer = client(&time).send(request(&server.url("")), &Policy::new("Example")).unwrap();
    let error = answer.json::<Page>().expect_err("a text is no number");
    assert!(!texts(&error).contains(CANARY), "{}", texts(&error));
    assert!(!format!("{answer:?} {:?}", request("http://x.example")).contains(CANARY));
}

#[test]
fn calls_that_may_change_something_are_kept_without_values() {
    let time = Arc::new(Time::at(5_000));
    let turn = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::start(&time, move |_, _| match turn.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
        0 => Answer::Bytes(http("200 OK", &[("Content-Type", "application/json")], b"{}")),
        1 => {
            Answer::Bytes(http("400 Bad", &[("Content-Type", "application/json"), ("X-Request-Id", "req-7")], b"{\"n\": \"canary-5b1f\"}"))
        }
        2 => Answer::Bytes(http("400 Bad", &[("X-Request-Id", "two words")], b"")),
        _ => Answer::Close(Vec::new()),
    });
    let kept = Arc::new(Exchanges::default());
    let client = client(&time).with_exchanges(Arc::clone(&kept));
    send(&client, request(&server.url(""))).expect("it is read");
    let write =
        || hasty(Request::post(format!("{}/{CANARY}?a={CANARY}", server.url("")), "/things/{id}")).json_text(format!("[\"{CANARY}\"]"));
    for _ in 0..3 {
        send(&client, write()).expect_err("refused, refused, cut off");
    }
    let exchanges = kept.take();
    let told: Vec<_> = exchanges.iter().map(|one| (one.method, one.path, one.status, one.request_id.as_str())).collect();
    let of = |status, id| ("POST", "/things/{id}", status, id);
    assert_eq!(told, [of(Some(400), "req-7"), of(Some(400), ""), of(None, "")], "what only reads is not kept");
    assert!(!format!("{exchanges:?}").contains(CANARY) && exchanges.iter().all(|one| one.at_ms >= 5_000), "{exchanges:?}");
    assert!(kept.take().is_empty(), "taken once");
}
