//! The suite of checks on a table of each system.

use connector::conformance::{Outcome, Report, Simulator, Subject, run};
use serde_json::Map;

use crate::simulator::{TABLE, Table};
use crate::world::System;

fn subject(system: System, key_field: Option<&str>, skip: Vec<&'static str>) -> Subject {
    Subject {
        stream: if system == System::Postgres { format!("public.{TABLE}") } else { TABLE.to_owned() },
        text_field: "name".to_owned(),
        values: Map::new(),
        list_endpoint: "list".to_owned(),
        write_endpoint: "write".to_owned(),
        token_endpoint: None,
        key_field: key_field.map(str::to_owned),
        secrets: Vec::new(),
        skip: skip.into_iter().map(|name| (name, "no table shows this")).collect(),
    }
}

fn whole(system: System, key_field: Option<&str>, skip: Vec<&'static str>) -> Report {
    let report = run(&subject(system, key_field, skip), &|| Box::new(Table::new(system)) as Box<dyn Simulator>);
    assert!(report.failures().is_empty(), "{system:?}\n{report}");
    report
}

fn named(report: &Report, is_wanted: impl Fn(&Outcome) -> bool) -> Vec<&'static str> {
    report.checks.iter().filter(|(_, outcome)| is_wanted(outcome)).map(|(name, _)| *name).collect()
}

/// On SQLite, what applies is found out; the served databases, which are slower to start anew for each check, show the same.
#[test]
fn every_system_passes() {
    let first = whole(System::Sqlite, Some("rapport_id"), Vec::new());
    let skipped = named(&first, |outcome| matches!(outcome, Outcome::Skipped(_)));
    let passed = named(&first, |outcome| *outcome == Outcome::Passed);
    assert_eq!(passed.len(), 28, "\n{first}");
    // Without a column for our ids, writes cannot be repeated; all else is the same.
    whole(System::Sqlite, None, skipped.clone());
    for system in System::all() {
        if system != System::Sqlite {
            let report = whole(system, Some("rapport_id"), skipped.clone());
            assert_eq!(named(&report, |outcome| *outcome == Outcome::Passed), passed, "{system:?}\n{report}");
        }
    }
}
