//! The suite of checks, tried on a connector that is right and on ones that make mistakes.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use connector::conformance::{Outcome, Report, Sandbox, Simulator, Subject, Time, run, run_some};
use connector::http::{AddressRules, Client, ClientSettings};
use model::Clock;
use sandbox::{ClockSource, Config};
use serde_json::json;

use crate::shop::{HOOK_SECRET, Mistake, STREAM, Shop, Style};

fn simulator(style: Style, mistake: Mistake) -> Box<dyn Simulator> {
    let time = Arc::new(Time::at(sandbox::START_MS));
    let shared = Arc::clone(&time);
    let clock = ClockSource::Shared(Arc::new(move || shared.now_ms()));
    let running = sandbox::start(Config { vendors: vec!["shop".to_owned()], records: 60, clock, ..Config::default() }).unwrap();
    let url = running.base_url("shop").unwrap().to_owned();
    let settings = ClientSettings {
        addresses: AddressRules::allowing(["127.0.0.1"]).unwrap(),
        seed: Some(7),
        idle_timeout_max: Duration::from_millis(700),
        pause: Arc::clone(&time) as _,
        ..ClientSettings::default()
    };
    let connect_time = Arc::clone(&time);
    let connect = move || {
        let client = Client::new(settings.clone(), Arc::clone(&connect_time) as _)?;
        Ok(Box::new(Shop::new(&client, &url, sandbox::shop::API_KEY, style, mistake)) as _)
    };
    Box::new(Sandbox {
        vendor: "shop".to_owned(),
        table: STREAM.to_owned(),
        push_secret: HOOK_SECRET.to_owned(),
        push_options: json!(null),
        time,
        control: Box::new(move |method, path, body| running.control(method, path, body)),
        connect: Box::new(connect),
        refused: Cell::new(false),
    })
}

fn subject(style: Style) -> Subject {
    let upsert = style == Style::Upsert;
    Subject {
        stream: STREAM.to_owned(),
        text_field: "name".to_owned(),
        values: json!({}).as_object().unwrap().clone(),
        list_endpoint: "customers.list".to_owned(),
        write_endpoint: if upsert { "customers.upsert" } else { "customers.batch" }.to_owned(),
        token_endpoint: None,
        key_field: Some("external_id".to_owned()),
        secrets: vec![sandbox::shop::API_KEY.to_owned(), HOOK_SECRET.to_owned()],
        skip: Vec::new(),
    }
}

fn whole(style: Style) -> Report {
    let report = run(&subject(style), &|| simulator(style, Mistake::Nothing));
    assert!(report.failures().is_empty(), "\n{report}");
    report
}

#[test]
fn a_right_connector_passes_everything() {
    let report = whole(Style::Upsert);
    let skipped: Vec<&str> =
        report.checks.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Skipped(_))).map(|(name, _)| *name).collect();
    assert_eq!(
        skipped,
        [
            "a token that ended is renewed once for all threads",
            "a token that ends in the middle of a run loses nothing",
            "a write bound to an old version is refused",
            "some refused records leave the others alone",
            "texts of all kinds are found and nothing else is",
        ],
        "\n{report}"
    );
}

#[test]
fn a_connector_whose_writes_cannot_be_repeated_passes_too() {
    whole(Style::Batch);
}

fn check(style: Style, mistake: Mistake, expected: &[&str]) {
    let report = run_some(&subject(style), &|| simulator(style, mistake), |name| expected.contains(&name));
    assert_eq!(report.failures(), expected, "{mistake:?}\n{report}");
}

#[test]
fn mistakes_are_found() {
    check(Style::Upsert, Mistake::EmptyPageEnds, &["an empty page with more behind it is not the end"]);
    check(Style::Upsert, Mistake::NoOverlap, &["a record that appears late with its old stamp is seen"]);
    check(
        Style::Batch,
        Mistake::RepeatsBlindly,
        &["a write whose answer is lost happens once", "a write that happened and answers 500 happens once"],
    );
    check(
        Style::Upsert,
        Mistake::AnySignature,
        &[
            "a changed body is refused",
            "a missing or doubled signature is refused",
            "a push signed with another secret is refused",
            "a push with an old time stamp is refused",
        ],
    );
    check(Style::Upsert, Mistake::ToldKey, &["credentials that are refused pause the connection"]);
    check(Style::Upsert, Mistake::KeepsDeleted, &["an incremental read tells deletions"]);
    check(Style::Batch, Mistake::Shuffled, &["records are created, with an outcome each", "some refused records leave the others alone"]);
    check(Style::Upsert, Mistake::RetriesForbidden, &["forbidden pauses the connection"]);
    check(Style::Upsert, Mistake::AnyPageSize, &["small pages lose and double nothing"]);
}
