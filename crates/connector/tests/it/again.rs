//! Trying again: gaps, Retry-After in all forms, the breaker, cancelling (F22 to F25).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use connector::conformance::Time;
use connector::http::{ClientSettings, Limits, Policy, Priority, Verdict};
use connector::{ConnectorError, NextStep};

use crate::client::{SYSTEM, client, get, send, settings, step, with_settings};
use crate::server::{Answer, Server, json, status};

#[test]
fn a_short_burst_of_errors_costs_nothing() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |number, _| match number {
        0 => status("500 Internal Server Error", &[]),
        1 => status("502 Bad Gateway", &[]),
        2 => Answer::Close(Vec::new()),
        _ => json("{}"),
    });
    send(&client(&time), get(server.url("/"))).unwrap();
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn attempts_are_bounded() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |_, _| status("503 Service Unavailable", &[]));
    assert_eq!(step(send(&client(&time), get(server.url("/")))), NextStep::Retry);
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn what_cannot_get_better_is_not_tried_again() {
    for line in ["400 Bad Request", "403 Forbidden", "404 Not Found", "409 Conflict", "413 Content Too Large"] {
        let time = Arc::new(Time::at(0));
        let server = Server::start(&time, move |_, _| status(line, &[]));
        send(&client(&time), get(server.url("/"))).expect_err(line);
        assert_eq!(server.asked().len(), 1, "{line}");
    }
}

/// Sends from several threads and tells how many calls came before the system allowed them.
fn calls_in_forbidden_time(retry_after: &'static str, until_ms: i64) -> usize {
    let time = Arc::new(Time::at(1_000_000_000_000));
    let server = Server::start(&time, move |number, _| match number {
        0 => status("429 Too Many Requests", &[("Retry-After", retry_after)]),
        _ => json("{}"),
    });
    let client = client(&time);
    send(&client, get(server.url("/"))).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| send(&client, get(server.url("/"))).unwrap());
        }
    });
    let asked = server.asked();
    assert_eq!(asked.len(), 6);
    asked[1..].iter().filter(|call| call.at_ms < until_ms).count()
}

#[test]
fn nobody_calls_in_a_forbidden_time() {
    assert_eq!(calls_in_forbidden_time("20", 1_000_000_020_000), 0);
    // 1,000,000,000 s after 1970 is 2001-09-09T01:46:40Z.
    assert_eq!(calls_in_forbidden_time("Sun, 09 Sep 2001 01:47:05 GMT", 1_000_000_025_000), 0);
    assert_eq!(calls_in_forbidden_time("Sunday, 09-Sep-01 01:47:05 GMT", 1_000_000_025_000), 0);
    assert_eq!(calls_in_forbidden_time("soon", 1_000_000_000_000), 0);
}

#[test]
fn long_and_absurd_waits_are_told_to_the_caller() {
    for (asked, told) in [("600", 600), ("99999999999999999999999", 86_400), ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400)] {
        let time = Arc::new(Time::at(0));
        let server = Server::start(&time, move |_, _| status("429 Too Many Requests", &[("Retry-After", asked)]));
        let client = client(&time);
        for _ in 0..3 {
            let found = step(send(&client, get(server.url("/"))));
            assert!(matches!(found, NextStep::Wait(Some(wait)) if wait.as_secs() == told), "{asked}: {found:?}");
        }
        assert_eq!(server.asked().len(), 1, "the later ones were not sent");
        // Another connection is not concerned.
        step(send(&client.for_connection("two", Limits::default()), get(server.url("/"))));
        assert_eq!(server.asked().len(), 2);
    }
}

#[test]
fn an_allowance_that_is_used_up_is_not_asked_for_again_but_by_people() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |_, _| status("403 Forbidden", &[]));
    let client = client(&time);
    let classify =
        |_: &_| Verdict::Failed(ConnectorError::QuotaExhausted { system: SYSTEM.to_owned(), code: "X".to_owned(), retry_after: None });
    let policy = Policy::new(SYSTEM).classify(&classify);
    for _ in 0..3 {
        client.send(get(server.url("/")), &policy).expect_err("exhausted");
    }
    assert_eq!(server.asked().len(), 1);
    client.with_priority(Priority::Interactive).send(get(server.url("/")), &policy).expect_err("exhausted");
    assert_eq!(server.asked().len(), 2);
    time.advance(Duration::from_secs(3_601));
    client.send(get(server.url("/")), &policy).expect_err("exhausted");
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn the_learnt_allowance_is_kept_for_urgent_work() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |_, _| json("{}"));
    let client = client(&time);
    client.note_remaining(92, 100);
    for (priority, may) in
        [(Priority::Backfill, false), (Priority::Scheduled, false), (Priority::Push, true), (Priority::Interactive, true)]
    {
        let result = send(&client.with_priority(priority), get(server.url("/")));
        assert_eq!(result.is_ok(), may, "{priority:?}");
    }
    time.advance(Duration::from_secs(86_400));
    send(&client.with_priority(Priority::Backfill), get(server.url("/"))).unwrap();
}

#[test]
fn a_host_that_fails_is_left_alone_and_probed_by_one() {
    let time = Arc::new(Time::at(0));
    let works = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&works);
    let server =
        Server::start(&time, move |_, _| if switch.load(Ordering::SeqCst) { json("{}") } else { status("500 Internal Server Error", &[]) });
    let client = with_settings(&time, ClientSettings { attempts_max: 1, ..settings(&time) });
    for _ in 0..10 {
        send(&client, get(server.url("/"))).expect_err("it is broken");
    }
    assert_eq!(server.asked().len(), 5, "after five failures nobody calls");
    time.advance(Duration::from_secs(11));
    let results: Vec<bool> = std::thread::scope(|scope| {
        let calls: Vec<_> = (0..8).map(|_| scope.spawn(|| send(&client, get(server.url("/"))).is_ok())).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    assert!(results.iter().all(|ok| !ok));
    assert_eq!(server.asked().len(), 6, "one probe");
    works.store(true, Ordering::SeqCst);
    time.advance(Duration::from_secs(21));
    send(&client, get(server.url("/"))).unwrap();
    send(&client, get(server.url("/"))).unwrap();
}

#[test]
fn a_waiting_call_ends_when_it_is_cancelled() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |_, _| Answer::Stall(Vec::new()));
    let cancel = Arc::new(AtomicBool::new(false));
    let client = client(&time).with_cancel(Arc::clone(&cancel));
    std::thread::scope(|scope| {
        let call = scope.spawn(|| send(&client, get(server.url("/"))));
        while server.asked().is_empty() {
            std::thread::yield_now();
        }
        cancel.store(true, Ordering::Relaxed);
        assert!(matches!(call.join().unwrap(), Err(ConnectorError::Cancelled)));
    });
    // Waiting for a turn ends as well, with real time.
    let real = with_settings(&time, ClientSettings { pause: Arc::new(connector::http::RealPause), ..settings(&time) })
        .with_cancel(Arc::clone(&cancel));
    assert!(matches!(send(&real, get(server.url("/"))), Err(ConnectorError::Cancelled)));
    assert_eq!(server.asked().len(), 1);
}
