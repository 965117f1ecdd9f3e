//! The suite of checks on a document behind an address: the file that the simulated shop lets others fetch.

use std::cell::Cell;
use std::sync::Arc;

use connector::Connector;
use connector::conformance::{Outcome, Sandbox, Simulator, Stand, Subject, Time, run};
use connector_filedrop::FileDrop;
use model::Clock;
use sandbox::{ClockSource, Config};
use serde_json::{Value, json};

use crate::world::START_MS;

/// A shop whose file is fetched.
fn shop() -> Box<dyn Simulator> {
    let time = Arc::new(Time::at(START_MS));
    let shared = Arc::clone(&time);
    let clock = ClockSource::Shared(Arc::new(move || shared.now_ms()));
    let config = Config { vendors: vec!["shop".to_owned()], records: 120, clock, ..Config::default() };
    let running = Arc::new(sandbox::start(config).unwrap());
    let found = running.control("GET", "/shop/accounts", None);
    let is_file = |account: &&Value| account["connector"] == "file_drop";
    let account = found["accounts"].as_array().unwrap().iter().find(is_file).unwrap().clone();
    let (steered, clock) = (Arc::clone(&running), Arc::clone(&time));
    let settings = account["settings"].clone();
    let token = account["secrets"]["token"].as_str().unwrap().to_owned();
    Box::new(Sandbox {
        vendor: "shop".to_owned(),
        table: "customers".to_owned(),
        push_secret: String::new(),
        push_options: Value::Null,
        time,
        control: Box::new(move |method, path, body| steered.control(method, path, body)),
        connect: Box::new(move || FileDrop.connect(Stand::new(&clock)?.context(settings.clone(), &Value::Null, &[("token", &token)])?)),
        refused: Cell::new(false),
    })
}

#[test]
fn a_document_behind_an_address_passes() {
    let subject = Subject {
        stream: "files".to_owned(),
        text_field: "note".to_owned(),
        values: json!({ "name": "somebody" }).as_object().unwrap().clone(),
        list_endpoint: "export.customers".to_owned(),
        write_endpoint: "write".to_owned(),
        secrets: vec![sandbox::shop::API_KEY.to_owned()],
        skip: vec![
            // Fewer rows than before are a warning, and removals have a limit.
            ("half a document is not taken for a whole one", "half of a list of lines is a list of lines"),
            (
                "a daily quota stops calls instead of storming",
                "how a server of files tells of such an allowance is its own business; 429 is waited for",
            ),
        ],
        ..Subject::default()
    };
    let report = run(&subject, &shop);
    assert!(report.failures().is_empty(), "\n{report}");
    let passed = report.checks.iter().filter(|(_, outcome)| *outcome == Outcome::Passed).count();
    assert!(passed >= 43, "{passed} checks apply\n{report}");
}
