//! Whose turn it is: rate, requests at the same time, priority.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use connector::conformance::Time;
use connector::http::{Called, Calls, ClientSettings, Limits, Priority, RealPause};

use crate::client::{client, get, send, settings, with_settings};
use crate::server::{Server, json, status};

#[test]
fn requests_keep_to_the_rate() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |_, _| json("{}"));
    let limits = Limits { requests_per_second: 2.0, burst: 3, concurrent_max: 1, daily_max: Some(100) };
    let client = client(&time).for_connection("slow", limits);
    for _ in 0..9 {
        send(&client, get(server.url("/"))).unwrap();
    }
    let times: Vec<i64> = server.asked().iter().map(|asked| asked.at_ms).collect();
    assert_eq!(times, [0, 0, 0, 500, 1000, 1500, 2000, 2500, 3000]);
}

#[test]
fn calls_and_waits_are_counted_for_the_work_that_makes_them() {
    let time = Arc::new(Time::at(0));
    let server = Server::start(&time, |number, _| match number {
        3 => status("429 Too Many Requests", &[("Retry-After", "7")]),
        _ => json("{}"),
    });
    let limits = Limits { requests_per_second: 1.0, burst: 2, concurrent_max: 1, daily_max: None };
    let first = client(&time).for_connection("counted", limits);
    let calls = Arc::new(Calls::default());
    let counted = first.with_calls(Arc::clone(&calls));
    for _ in 0..3 {
        send(&counted, get(server.url("/"))).unwrap();
    }
    assert_eq!(calls.take(), Called { made: 3, waited_ms: 1_000 }, "for its turn");
    send(&counted, get(server.url("/"))).unwrap();
    assert_eq!(calls.take(), Called { made: 2, waited_ms: 8_000 }, "for its turn, then for the time that was forbidden");
    send(&first, get(server.url("/"))).unwrap();
    assert_eq!(calls.take(), Called::default(), "another piece of work");
}

#[test]
fn no_more_than_allowed_run_at_the_same_time() {
    let time = Arc::new(Time::at(0));
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (now, peak) = (Arc::clone(&running), Arc::clone(&most));
    let server = Server::start(&time, move |_, _| {
        peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        for _ in 0..200 {
            std::thread::yield_now();
        }
        now.fetch_sub(1, Ordering::SeqCst);
        json("{}")
    });
    let limits = Limits { requests_per_second: 1000.0, burst: 1000, concurrent_max: 2, daily_max: None };
    let first = client(&time).for_connection("two", limits);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            // Each thread has a handle of its own: the budget is the connection's.
            let client = first.for_connection("two", limits);
            let url = server.url("/");
            scope.spawn(move || send(&client, get(url)).unwrap());
        }
    });
    assert_eq!(server.asked().len(), 8);
    assert!(most.load(Ordering::SeqCst) <= 2);
}

#[test]
fn waiting_work_of_people_goes_first() {
    let time = Arc::new(Time::at(0));
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let held = Arc::clone(&gate);
    let server = Server::start(&time, move |number, _| {
        if number == 0 {
            let (open, bell) = &*held;
            drop(bell.wait_while(open.lock().unwrap(), |open| !*open).unwrap());
        }
        json("{}")
    });
    let limits = Limits { requests_per_second: 1000.0, burst: 1000, concurrent_max: 1, daily_max: None };
    let client = with_settings(&time, ClientSettings { pause: Arc::new(RealPause), ..settings(&time) }).for_connection("people", limits);
    std::thread::scope(|scope| {
        let mut queued = 0;
        for (path, priority) in [
            ("/first", Priority::Backfill),
            ("/backfill", Priority::Backfill),
            ("/scheduled", Priority::Scheduled),
            ("/person", Priority::Interactive),
        ] {
            let (handle, url) = (client.with_priority(priority), server.url(path));
            scope.spawn(move || send(&handle, get(url)).unwrap());
            // The first is held by the server; each further one must be in the queue before the next comes.
            queued += 1;
            while client.usage().running + client.usage().waiting < queued || server.asked().is_empty() {
                std::thread::yield_now();
            }
        }
        let (open, bell) = &*gate;
        *open.lock().unwrap() = true;
        bell.notify_all();
    });
    let order: Vec<String> = server.asked().iter().map(|asked| asked.line.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(order, ["/first", "/person", "/scheduled", "/backfill"]);
}
