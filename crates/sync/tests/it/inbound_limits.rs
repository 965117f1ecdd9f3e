//! How far a sync is rolled out, and where its runs stop and ask.

use store::RunState;
use sync::{ImportError, Outcome, RunMode, Waive};

use crate::inbound::filled;
use crate::plant::{Plant, definition, request};
use crate::upstream::person;

#[test]
fn a_share_is_widened_without_touching_what_took_part() {
    let mut canary = definition();
    canary.rollout.share = 20.0;
    let plant = filled(Plant::sqlite(&canary), 100);
    let first = plant.done();
    let taken = plant.held();
    assert!((10..30).contains(&taken.len()), "{}", taken.len());
    assert_eq!(first.import.counts.excluded + taken.len() as u64, 100);
    let changes = plant.changes();
    plant.redefine(|definition| definition.rollout.share = 100.0);
    let second = plant.done();
    assert_eq!((second.mode.as_str(), second.import.counts.unchanged), ("full", taken.len() as u64));
    assert_eq!(plant.changes() - changes, 100 - taken.len(), "one change for each that is new");
    plant.assert_equal();
}

#[test]
fn a_rollout_of_some_fields_and_a_filter_is_widened_too() {
    let mut few = definition();
    few.rollout.fields = vec!["name".to_owned()];
    few.filter = Some("name ~ \"person\"".to_owned());
    let plant = filled(Plant::sqlite(&few), 8);
    plant.upstream.world().put("X", person("Somebody", "Else"));
    plant.done();
    assert_eq!((plant.held().len(), plant.bench.values("city").iter().filter(|city| !city.is_empty()).count()), (8, 0));
    plant.redefine(|definition| definition.rollout.fields.clear());
    plant.done();
    assert!(plant.bench.values("city").iter().all(|city| city == r#""Rome""#));
    // What leaves the filter is gone for the sync.
    plant.upstream.world().put("P000", person("Renamed", "Rome"));
    plant.upstream.world().now += 50_000;
    let report = plant.done();
    assert_eq!(report.import.counts.removed, 1, "{report:?}");
    assert_eq!(plant.held().len(), 7);
}

#[test]
fn a_rollout_takes_those_of_its_filter_first_and_the_others_when_it_is_widened() {
    let mut canary = definition();
    canary.rollout.filter = Some("city = \"Rome\"".to_owned());
    let plant = filled(Plant::sqlite(&canary), 6);
    for at in 6..10 {
        plant.upstream.world().put(&format!("P{at:03}"), person(&format!("Person {at}"), "Oslo"));
    }
    let first = plant.done();
    assert_eq!((first.import.counts.created, first.import.counts.excluded, plant.held().len()), (6, 4, 6), "{first:?}");
    // Who leaves the filter of a rollout took part and goes on to; who comes into it begins to.
    plant.upstream.world().put("P000", person("Person 0", "Rome and Oslo"));
    plant.upstream.world().put("P009", person("Person 9", "Rome"));
    plant.upstream.world().now += 50_000;
    let second = plant.done();
    assert_eq!((second.import.counts.created, second.import.counts.removed), (1, 0), "{second:?}");
    assert_eq!(plant.held().len(), 7);
    let changes = plant.changes();
    plant.redefine(|definition| definition.rollout.filter = None);
    let whole = plant.done();
    assert_eq!((whole.mode.as_str(), whole.import.counts.created), ("full", 3), "{whole:?}");
    assert!(plant.changes() - changes <= 4, "those that took part are left alone: {}", plant.changes() - changes);
    plant.assert_equal();
}

#[test]
fn a_run_that_changes_too_many_protected_fields_pauses_where_others_would_not() {
    let mut careful = definition();
    careful.limits.protected_share_max = 0.2;
    careful.limits.changed_share_max = 1.0;
    careful.limits.records_min = 10;
    let plant = filled(Plant::sqlite(&careful), 30);
    plant.done();
    // Cities are not protected: all of them may change.
    for at in 0..30 {
        plant.upstream.world().put(&format!("P{at:03}"), person(&format!("Person {at}"), "Oslo"));
    }
    plant.upstream.world().now += 50_000;
    assert_eq!(plant.done().import.counts.updated, 30);
    for at in 0..30 {
        plant.upstream.world().put(&format!("P{at:03}"), person(&format!("Other {at}"), "Oslo"));
    }
    plant.upstream.world().now += 50_000;
    let end = plant.run();
    assert_eq!((end.outcome, end.report.paused_by.as_deref()), (Outcome::Paused, Some("threshold")), "{:?}", end.report);
    let reviews = plant.reviews();
    assert!(reviews[0].detail.contains("protected_share_max"), "{reviews:?}");
    assert!(plant.held().values().filter(|(name, _)| name.starts_with("Other")).count() < 30, "it stopped before all were changed");
    let resumed = plant.resume(end.run.expect("a run"), Waive { limits: true, removals_max: 0 });
    assert_eq!(resumed.outcome, Outcome::Ended);
    plant.assert_equal();
}

#[test]
fn a_run_that_changes_too_much_pauses_before_it_does_and_can_be_undone() {
    let mut careful = definition();
    careful.limits.changed_share_max = 0.2;
    careful.limits.records_min = 10;
    let mut plant = filled(Plant::sqlite(&careful), 60);
    plant.bench.batch_clusters_max = 10;
    plant.done();
    for at in 0..60 {
        plant.upstream.world().put(&format!("P{at:03}"), person(&format!("Person {at}"), "Oslo"));
    }
    plant.upstream.world().now += 50_000;
    let end = plant.run();
    assert_eq!((end.outcome, end.report.paused_by.as_deref()), (Outcome::Paused, Some("threshold")), "{:?}", end.report);
    let changed = plant.held().values().filter(|(_, city)| city == "Oslo").count();
    assert!(changed < 10, "{changed} changed although the limit was reached within the first batches");
    let run = end.run.expect("a run");
    assert!(matches!(plant.runner().start(&request(RunMode::Auto), &mut |_| ()), Err(ImportError::SyncNotLive { .. })));
    let undo = plant.rollback(run);
    assert_eq!(undo.kept, 0);
    assert!(plant.held().values().all(|(_, city)| city == "Rome"));
    assert_eq!(plant.run_row(run).state, RunState::Cancelled);
}

#[test]
fn a_paused_run_goes_on_when_a_person_lets_it() {
    let mut careful = definition();
    careful.limits.changed_share_max = 0.2;
    careful.limits.records_min = 10;
    let plant = filled(Plant::sqlite(&careful), 30);
    plant.done();
    for at in 0..30 {
        plant.upstream.world().put(&format!("P{at:03}"), person(&format!("Person {at}"), "Oslo"));
    }
    plant.upstream.world().now += 50_000;
    let end = plant.run();
    assert_eq!(end.outcome, Outcome::Paused);
    let resumed = plant.resume(end.run.expect("a run"), Waive { limits: true, removals_max: 0 });
    assert_eq!((resumed.outcome, resumed.report.import.counts.updated), (Outcome::Ended, 30));
    plant.assert_equal();
}
