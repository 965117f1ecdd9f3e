//! Columns and values that are not there any more, and those that are back.

use sync::{Outcome, RunMode};

use crate::inbound::{filled, plant};
use crate::plant::{Plant, definition};
use crate::upstream::person;

#[test]
fn a_missing_column_keeps_its_values_and_a_missing_key_stops_the_run() {
    let plant = plant(15);
    plant.done();
    plant.upstream.world().columns.retain(|column| column != "city");
    plant.upstream.world().columns.push("town".to_owned());
    for at in 0..3 {
        plant.upstream.world().put(&format!("P{at:03}"), person(&format!("Renamed {at}"), "Invisible"));
    }
    plant.upstream.world().now += 50_000;
    let report = plant.done();
    assert_eq!((report.import.status.as_str(), report.import.counts.updated), ("warning", 3), "{report:?}");
    assert!(plant.bench.values("city").iter().all(|city| city == r#""Rome""#), "{:?}", plant.bench.values("city"));
    let reviews = plant.reviews();
    assert!(reviews[0].kind == "schema_drift" && reviews[0].detail.contains("\"lines\":[5]"), "{reviews:?}");
    plant.upstream.world().columns.retain(|column| column != "id");
    plant.upstream.world().put("P000", person("Nobody", "Invisible"));
    plant.upstream.world().now += 50_000;
    let end = plant.run();
    assert_eq!((end.outcome, end.report.paused_by.as_deref()), (Outcome::Paused, Some("schema_drift")));
    assert!(plant.held().values().all(|(name, _)| name != "Nobody"));
}

#[test]
fn a_column_that_every_row_leaves_out_keeps_its_values_until_it_is_back() {
    let plant = plant(30);
    plant.upstream.world().left_out = Some(Vec::new());
    plant.done();
    let rome = || plant.bench.values("city").iter().filter(|city| *city == r#""Rome""#).count();
    let leave_out = |columns: &[&str]| {
        plant.upstream.world().left_out = Some(columns.iter().map(|column| (*column).to_owned()).collect());
        plant.upstream.world().now += 50_000;
    };
    leave_out(&["city"]);
    let lacking = plant.run_mode(RunMode::Full).report;
    assert_eq!((lacking.import.status.as_str(), rome()), ("warning", 30), "{lacking:?}");
    assert!(plant.reviews()[0].kind == "schema_drift" && plant.reviews()[0].detail.contains("\"lines\":[5]"), "{:?}", plant.reviews());
    // A few changes do not bring it back, and a full read is told again.
    plant.upstream.world().put("P001", person("Renamed 1", "Oslo"));
    leave_out(&["city"]);
    assert_eq!((plant.done().import.counts.updated, rome()), (1, 30));
    assert_eq!((plant.run_mode(RunMode::Full).report.import.status.as_str(), rome()), ("warning", 30));
    leave_out(&[]);
    plant.upstream.world().put("P002", person("Renamed 2", "Rome"));
    let back = plant.done();
    assert_eq!((back.mode.as_str(), back.import.status.as_str(), rome()), ("full", "done", 29), "{back:?}");
    assert!(plant.bench.values("city").contains(&r#""Oslo""#.to_owned()) && plant.reviews().is_empty());
    leave_out(&["email"]);
    let needed = plant.run_mode(RunMode::Full);
    assert_eq!((needed.outcome, needed.report.paused_by.as_deref()), (Outcome::Paused, Some("schema_drift")));
}

#[test]
fn what_one_record_leaves_out_is_empty() {
    let plant = plant(30);
    plant.upstream.world().left_out = Some(Vec::new());
    plant.done();
    plant.upstream.world().put("P001", person("Person 1", ""));
    plant.upstream.world().left_out = Some(vec!["city".to_owned()]);
    plant.upstream.world().now += 50_000;
    let report = plant.done();
    assert_eq!((report.import.status.as_str(), report.import.counts.updated), ("done", 1), "{report:?}");
    assert_eq!(plant.bench.values("city").iter().filter(|city| *city == r#""Rome""#).count(), 29);
}

#[test]
fn a_column_that_is_back_brings_what_was_missed() {
    let plant = plant(5);
    plant.done();
    plant.upstream.world().columns.retain(|column| column != "city");
    plant.upstream.world().put("P001", person("Person 1", "Oslo"));
    plant.upstream.world().now += 50_000;
    assert_eq!(plant.done().import.status, "warning");
    // Nothing changes while it is gone: the question stands, and no run repeats it.
    assert!(matches!(plant.run().outcome, Outcome::Idle));
    assert_eq!(plant.reviews().len(), 1);
    plant.upstream.world().columns.push("city".to_owned());
    let back = plant.done();
    assert_eq!(back.mode, "full");
    assert!(plant.bench.values("city").contains(&r#""Oslo""#.to_owned()), "{:?}", plant.bench.values("city"));
    assert!(plant.reviews().is_empty());
    assert!(matches!(plant.run().outcome, Outcome::Idle));
}

#[test]
fn an_empty_value_clears_or_tells_nothing_as_asked() {
    for (empty, expected) in [(sync::definition::EmptyValues::Clear, ""), (sync::definition::EmptyValues::Keep, r#""Rome""#)] {
        let plant = filled(Plant::sqlite(&sync::SyncDefinition { empty_values: empty, ..definition() }), 1);
        plant.done();
        plant.upstream.world().put("P000", person("Person 0", ""));
        plant.upstream.world().now += 50_000;
        plant.done();
        assert_eq!(plant.bench.values("city"), [expected]);
    }
}
