//! What the shop sends by itself.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Value, json};

use crate::support::shop;

/// A receiver that answers each request with the next of `statuses`, and with 200 after those.
fn receiver(statuses: Vec<u16>) -> (String, Receiver<(String, String)>) {
    receiver_with(statuses.into_iter().map(|status| (status, String::new())).collect())
}

/// The same, with bodies; after the last answer, 200 and nothing.
pub fn receiver_with(answers: Vec<(u16, String)>) -> (String, Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, requests) = channel();
    std::thread::spawn(move || {
        let mut answers = answers.into_iter();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut read, mut buffer) = (Vec::new(), [0; 4_096]);
            let (head, body) = loop {
                let count = stream.read(&mut buffer).unwrap();
                read.extend_from_slice(&buffer[..count]);
                let Some(end) = read.windows(4).position(|part| part == b"\r\n\r\n") else { continue };
                let head = String::from_utf8(read[..end].to_vec()).unwrap();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse::<usize>().unwrap();
                if read.len() >= end + 4 + length {
                    break (head, String::from_utf8(read[end + 4..].to_vec()).unwrap());
                }
            };
            // The request is told before the answer is given, so that whoever saw the answer finds the request.
            if sender.send((head, body)).is_err() {
                return;
            }
            let (status, body) = answers.next().unwrap_or((200, String::new()));
            let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        }
    });
    (url, requests)
}

fn subscribed(url: &str) -> sandbox::Running {
    let running = shop(5);
    let target = json!({ "targets": [{ "url": url, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "tables": ["customers"] }] });
    running.control("PUT", "/shop/push", Some(&target));
    running
}

fn create(running: &sandbox::Running, name: &str) {
    running.control("POST", "/shop/tables/customers/records", Some(&json!({ "values": { "name": name } })));
    assert!(running.settle_pushes("shop"));
}

fn names(requests: &Receiver<(String, String)>) -> Vec<String> {
    requests
        .try_iter()
        .map(|(_, body)| serde_json::from_str::<Value>(&body).unwrap()["data"]["name"].as_str().unwrap().to_owned())
        .collect()
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap()
}

#[test]
fn a_change_is_pushed_signed() {
    let (url, requests) = receiver(vec![]);
    let running = subscribed(&url);
    create(&running, "张伟");
    let (head, body) = requests.recv().unwrap();
    let body: Value = serde_json::from_str(&body).unwrap();
    assert!(head.starts_with("POST /hook HTTP/1.1"));
    assert_eq!((header(&head, "webhook-id"), header(&head, "webhook-timestamp")), ("msg_C0000006_1_0", "1767600000"));
    assert!(header(&head, "webhook-signature").starts_with("v1,"));
    assert_eq!((body["type"].clone(), body["data"]["name"].clone()), (json!("customers.created"), json!("张伟")));
    running.control("POST", "/shop/tables/orders/records", Some(&json!({ "values": { "customer_id": "C0000001" } })));
    assert!(running.settle_pushes("shop"));
    assert!(requests.try_recv().is_err(), "orders were not asked for");
}

#[test]
fn a_refused_push_is_tried_again_when_its_time_has_come() {
    let (url, requests) = receiver(vec![500]);
    let running = subscribed(&url);
    create(&running, "A");
    assert_eq!(names(&requests), ["A"]);
    running.advance(4_999);
    assert!(running.settle_pushes("shop"));
    assert_eq!(names(&requests), [""; 0]);
    running.advance(1);
    assert!(running.settle_pushes("shop"));
    assert_eq!(names(&requests), ["A"]);
    let pushes = running.control("GET", "/shop/log/pushes", None);
    let tries: Vec<(u64, u64, bool)> = pushes["pushes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|push| (push["attempt"].as_u64().unwrap(), push["status"].as_u64().unwrap(), push["accepted"].as_bool().unwrap()))
        .collect();
    assert_eq!(tries, [(1, 500, false), (2, 200, true)]);
}

#[test]
fn pushes_go_wrong_as_ordered() {
    let (url, requests) = receiver(vec![]);
    let running = subscribed(&url);
    running.fault("shop:push_twice").unwrap();
    create(&running, "twice");
    assert_eq!(names(&requests), ["twice", "twice"]);
    running.fault("shop:push:push_swap").unwrap();
    create(&running, "first");
    create(&running, "second");
    assert_eq!(names(&requests), ["second", "first"]);
    running.fault("shop:push_late=60").unwrap();
    create(&running, "late");
    create(&running, "punctual");
    assert_eq!(names(&requests), ["punctual"]);
    running.advance(60_000);
    assert!(running.settle_pushes("shop"));
    assert_eq!(names(&requests), ["late"]);
    running.fault("shop:push_lost").unwrap();
    create(&running, "lost");
    assert_eq!(names(&requests), [""; 0]);
    let faults: Vec<Value> =
        running.control("GET", "/shop/log/pushes", None)["pushes"].as_array().unwrap().iter().map(|push| push["fault"].clone()).collect();
    assert_eq!(faults, ["twice", "twice", "", "swapped", "", "late", "lost"]);
}

#[test]
fn forged_and_old_pushes_differ_only_in_what_they_lie_about() {
    let (url, requests) = receiver(vec![]);
    let running = subscribed(&url);
    running.fault("shop:push_forged").unwrap();
    create(&running, "A");
    running.fault("shop:push_old=600").unwrap();
    create(&running, "B");
    let heads: Vec<String> = requests.try_iter().map(|(head, _)| head).collect();
    assert_eq!(header(&heads[0], "webhook-timestamp"), "1767600000");
    assert_eq!(header(&heads[1], "webhook-timestamp"), "1767599400");
}
