//! The suite of checks, as far as it fits a source that is only called.

use connector::conformance::{Outcome, Simulator, Subject, run};

use crate::desk::{Desk, SECRET, Scheme};

fn checked(scheme: Scheme, skip: &[(&'static str, &'static str)]) {
    let mut skip = skip.to_vec();
    skip.push(("discovery names the stream and its fields", "what calls bring is known when they come"));
    let subject = Subject {
        stream: "events".to_owned(),
        text_field: "subject".to_owned(),
        list_endpoint: "list".to_owned(),
        write_endpoint: "write".to_owned(),
        secrets: vec![SECRET.to_owned()],
        skip,
        ..Subject::default()
    };
    let report = run(&subject, &|| Box::new(Desk::new(scheme)) as Box<dyn Simulator>);
    assert!(report.failures().is_empty(), "\n{report}");
    for name in [
        "a push is accepted and read as a row",
        "the same push is recognised as a repetition",
        "a missing or doubled signature is refused",
        "a push signed with another secret is refused",
        "a deletion is pushed as a removal",
        "an unknown stream is not found",
        "a healthy system passes the doctor",
        "what is not claimed is refused as unsupported",
        "capabilities make sense together",
    ] {
        assert_eq!(report.outcome(name), Some(&Outcome::Passed), "{name}\n{report}");
    }
}

#[test]
fn calls_signed_by_standard_webhooks_pass() {
    checked(Scheme::Standard, &[]);
}

#[test]
fn calls_with_a_digest_in_a_header_pass() {
    checked(Scheme::HmacSha256, &[]);
}

#[test]
fn calls_with_a_shared_token_pass() {
    checked(Scheme::Token, &[("a changed body is refused", "a token says nothing about the body")]);
}
