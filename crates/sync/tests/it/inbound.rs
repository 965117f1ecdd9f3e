//! Runs that read from a connection, promise by promise.

use std::time::Duration;

use model::RecordState;
use store::{ConnectionState, RunState, SyncState};
use sync::{ImportError, Outcome, RunMode, Waive};

use crate::bench::on_each;
use crate::plant::{Plant, definition, request};
use crate::upstream::{Fault, Person, person, push_body};

/// A plant whose upstream has `count` people, `P000` on.
fn filled(plant: Plant, count: usize) -> Plant {
    {
        let mut world = plant.upstream.world();
        for at in 0..count {
            world.put(&format!("P{at:03}"), person(&format!("Person {at}"), "Rome"));
        }
        world.now += 100_000;
    }
    plant
}

fn plant(count: usize) -> Plant {
    filled(Plant::sqlite(&definition()), count)
}

#[test]
fn everything_first_then_what_changed_then_nothing() {
    on_each(|bench| {
        let plant = filled(Plant::new(bench, &definition()), 35);
        let first = plant.done();
        assert_eq!((first.mode.as_str(), first.import.status.as_str()), ("full", "done"), "{first:?}");
        assert_eq!((first.import.counts.read, first.import.counts.created), (35, 35));
        plant.assert_equal();
        {
            let mut world = plant.upstream.world();
            world.put("P003", person("Person 3", "Oslo"));
            world.put("P900", person("New One", "Bonn"));
            world.now += 50_000;
        }
        let second = plant.done();
        assert_eq!((second.mode.as_str(), second.import.counts.read), ("incremental", 2));
        assert_eq!((second.import.counts.created, second.import.counts.updated), (1, 1));
        plant.assert_equal();
        plant.upstream.world().now += 50_000;
        let runs = plant.progress().last_run;
        assert_eq!(plant.run().outcome, Outcome::Idle);
        assert_eq!(plant.progress().last_run, runs, "nothing to do makes no run");
    });
}

#[test]
fn while_a_large_segment_is_committed_the_next_one_is_read_and_a_failure_there_loses_nothing() {
    let mut bench = crate::bench::Bench::sqlite();
    bench.segment_rows_max = 10_000;
    let plant = filled(Plant::new(bench, &definition()), 22_000);
    plant.upstream.world().page_rows = 5_000;
    // The first page of the third segment: read while the second one is committed.
    let calls = plant.upstream.world().calls;
    for attempt in 0..3 {
        plant.upstream.fail(calls + 13 + attempt, Fault::Down);
    }
    let broken = plant.run();
    assert!(matches!(broken.outcome, Outcome::Waits { .. }), "{:?} {:?}", broken.outcome, broken.report.import.error);
    assert!(plant.held().len() >= 10_000, "what was read before stays: {}", plant.held().len());
    plant.upstream.world().faults.clear();
    plant.done();
    assert_eq!(plant.held().len(), 22_000);
    plant.assert_equal();
}

#[test]
fn rows_shown_again_change_nothing() {
    let plant = plant(12);
    plant.done();
    let changes = plant.changes();
    plant.upstream.fail(1, Fault::Twice);
    plant.run_mode(RunMode::Full);
    assert_eq!(plant.changes(), changes);
}

#[test]
fn what_was_read_before_a_wait_is_kept_and_the_run_goes_on_later() {
    on_each(|bench| {
        let plant = filled(Plant::new(bench, &definition()), 45);
        plant.upstream.fail(3, Fault::Limited(Some(Duration::from_secs(90))));
        let end = plant.run();
        assert_eq!(end.outcome, Outcome::Waits { due_ms: 1_000 + 90_000 }, "{:?}", end.report.import.error);
        assert_eq!(end.report.import.status, "interrupted");
        assert_eq!(plant.held().len(), 20, "two pages were read before");
        assert!(plant.progress().cursor.is_empty(), "a full read that has not ended gives no place to go on from");
        let report = plant.done();
        assert_eq!((report.import.counts.read, report.import.counts.created, report.import.counts.unchanged), (45, 45, 0));
        plant.assert_equal();
    });
}

#[test]
fn errors_end_an_attempt_by_their_next_step() {
    let plant = plant(25);
    plant.upstream.fail(1, Fault::Refused);
    let failed = plant.run();
    assert_eq!((failed.outcome, failed.report.import.status.as_str()), (Outcome::Failed, "failed"));
    assert_eq!(plant.run_row(failed.run.expect("a run")).state, RunState::Failed);
    plant.upstream.fail(1, Fault::Down);
    assert!(matches!(plant.run().outcome, Outcome::Waits { .. }));
    plant.upstream.fail(1, Fault::Html);
    assert!(matches!(plant.run().outcome, Outcome::Waits { .. }));
    plant.upstream.fail(2, Fault::SignedOut);
    assert_eq!(plant.run().outcome, Outcome::Failed);
    let connection = plant.bench.store.read(|session| session.connection(plant.connection)).expect("read").expect("kept");
    assert_eq!(connection.state, ConnectionState::Paused);
    assert!(connection.reason.contains("refuses the credentials"), "{}", connection.reason);
    let refused = plant.runner().start(&request(RunMode::Auto), &mut |_| ());
    assert!(matches!(refused, Err(ImportError::SyncNotLive { .. })), "{refused:?}");
}

#[test]
fn pages_that_lead_back_are_not_read_for_ever() {
    let plant = plant(45);
    for at in 1..=40 {
        plant.upstream.fail(at, Fault::Loop);
    }
    let end = plant.run();
    assert!(matches!(end.outcome, Outcome::Waits { .. } | Outcome::Failed), "{:?}", end.outcome);
    assert!(end.report.import.error.is_some_and(|error| error.contains("lead back") || error.contains("stays where it was")));
    plant.upstream.world().faults.clear();
    plant.done();
    plant.assert_equal();
}

#[test]
fn a_run_keeps_the_definition_it_began_with_and_the_next_one_plans_the_difference() {
    let plant = plant(45);
    plant.upstream.fail(3, Fault::Down);
    assert!(matches!(plant.run().outcome, Outcome::Waits { .. }));
    plant.redefine(|definition| definition.rollout.fields = vec!["city".to_owned()]);
    let first = plant.done();
    assert_eq!((first.version, first.import.counts.created), (1, 45), "{first:?}");
    plant.assert_equal();
    let second = plant.done();
    assert_eq!((second.version, second.mode.as_str()), (2, "full"));
    assert!(second.import.notes.iter().any(|note| note.code == "read_again"), "{:?}", second.import.notes);
    plant.assert_equal();
}

#[test]
fn a_place_that_is_no_longer_known_is_looked_for_from_where_the_run_began_then_everything_is_read() {
    let plant = plant(30);
    plant.done();
    {
        let mut world = plant.upstream.world();
        for at in 0..25 {
            world.put(&format!("P{at:03}"), person(&format!("Person {at}"), "Oslo"));
        }
        world.now += 50_000;
    }
    plant.upstream.fail(2, Fault::Expired);
    let report = plant.done();
    assert_eq!((report.mode.as_str(), report.import.counts.updated), ("incremental", 25));
    plant.assert_equal();
    plant.upstream.world().put("P000", person("Person 0", "Bern"));
    plant.upstream.world().now += 50_000;
    plant.upstream.fail(1, Fault::ForgetAll);
    let report = plant.done();
    assert_eq!((report.mode.as_str(), report.import.counts.read, report.import.counts.updated), ("full", 30, 1));
    assert!(report.import.notes.iter().any(|note| note.code == "cursor_expired"), "{:?}", report.import.notes);
    plant.assert_equal();
}

#[test]
fn a_removal_leaves_a_mark_and_a_late_row_does_not_bring_the_record_back() {
    on_each(|bench| {
        let mut told = definition();
        told.deletions.policy = sync::definition::DeletionPolicy::Delete;
        let plant = filled(Plant::new(bench, &told), 3);
        plant.done();
        let late = push_body("P001", &Person { stamp: 1_000_500, ..person("Person 1", "Late") });
        plant.upstream.world().delete("P001");
        plant.receive(plant.upstream.push_of("P001"));
        assert_eq!(plant.apply_pushes().report.import.counts.removed, 1);
        plant.receive(late);
        let report = plant.apply_pushes().report;
        assert_eq!((report.import.counts.created, report.import.counts.unchanged), (0, 1), "{report:?}");
        assert_eq!(plant.bench.live().len(), 2);
        plant.assert_equal();
        plant.upstream.world().now += 10;
        plant.upstream.world().put("P001", person("Person 1", "Back"));
        plant.upstream.world().now += 10;
        plant.done();
        plant.assert_equal();
        assert_eq!(plant.bench.content().records.len(), 3, "it came back under its own id");
    });
}

#[test]
fn a_removal_of_something_never_seen_keeps_a_late_row_out() {
    let plant = plant(1);
    plant.done();
    plant.receive(serde_json::json!({"gone": "X", "at": 5_000}).to_string().into_bytes());
    plant.apply_pushes();
    plant.receive(push_body("X", &Person { stamp: 4_000, ..person("Ghost", "Nowhere") }));
    plant.apply_pushes();
    assert_eq!(plant.bench.live().len(), 1);
    plant.receive(push_body("X", &Person { stamp: 6_000, ..person("Back", "Here") }));
    plant.apply_pushes();
    assert_eq!(plant.bench.live().len(), 2);
}

#[test]
fn a_record_merged_there_is_merged_here_and_an_undo_gives_it_back() {
    on_each(|bench| {
        let plant = filled(Plant::new(bench, &definition()), 4);
        plant.done();
        let before = plant.held();
        plant.upstream.world().merge("P001", "P002");
        plant.upstream.world().now += 50_000;
        let end = plant.run();
        assert_eq!(end.report.import.counts.removed, 1, "{:?}", end.report);
        assert_eq!(plant.bench.live().len(), 3);
        plant.assert_equal();
        // A later change of the loser's id goes to the winner.
        plant.receive(push_body("P001", &Person { stamp: 90_000_000, ..person("Person 1", "Winner city") }));
        plant.apply_pushes();
        assert_eq!(plant.bench.live().len(), 3);
        let report = plant.rollback(plant.progress().last_run.expect("a run"));
        assert_eq!(report.kept, 0, "{report:?}");
        plant.rollback(end.run.expect("a run"));
        assert_eq!(plant.held(), before);
        assert_eq!(plant.bench.live().len(), 4);
    });
}

#[test]
fn an_undone_removal_is_linked_again_and_can_be_undone_itself() {
    on_each(|bench| {
        let mut definition = definition();
        definition.deletions.policy = sync::definition::DeletionPolicy::Delete;
        let plant = filled(Plant::new(bench, &definition), 3);
        plant.done();
        let before = plant.held();
        plant.upstream.world().delete("P000");
        plant.upstream.world().now += 50_000;
        let run = plant.run().run.expect("a run");
        assert_eq!(plant.bench.live().len(), 2);
        let undo = plant.rollback(run);
        assert_eq!((undo.restored, undo.kept), (1, 0), "{undo:?}");
        assert_eq!(plant.held(), before);
        plant.rollback(model::RunId(undo.run_id));
        plant.assert_equal();
        let tombs = plant.marks().into_iter().filter(|mark| records::is_tombstone(mark.link.linked, mark.link.hash)).count();
        assert_eq!(tombs, 1);
    });
}

#[test]
fn a_record_that_others_know_stays_with_what_they_know() {
    let plant = plant(2);
    plant.done();
    plant.bench.import("erp", "E1,Person 1,person.1@example.com,,,Berlin,1970-01-01\n");
    assert_eq!(plant.bench.live().len(), 2);
    plant.upstream.world().delete("P001");
    plant.upstream.world().delete("P000");
    plant.upstream.world().now += 50_000;
    plant.done();
    assert_eq!(plant.bench.values("city"), [r#""Rome""#, r#""Berlin""#], "the first keeps what was shown last");
    plant.upstream.world().put("P001", person("Person 1", "Oslo"));
    plant.upstream.world().now += 50_000;
    plant.done();
    plant.assert_equal();
    assert_eq!(plant.bench.live().len(), 2);
}

#[test]
fn a_full_read_removes_what_it_does_not_show_unless_that_is_too_much() {
    on_each(|bench| {
        let mut definition = definition();
        definition.deletions.count_free = 2;
        let plant = filled(Plant::new(bench, &definition), 40);
        plant.done();
        plant.upstream.world().people.remove("P000");
        plant.upstream.world().people.remove("P001");
        let report = plant.run_mode(RunMode::Full).report;
        assert_eq!((report.import.counts.missing, report.import.status.as_str()), (2, "done"), "{report:?}");
        plant.assert_equal();
        for at in 2..30 {
            plant.upstream.world().people.remove(&format!("P{at:03}"));
        }
        let cursor = plant.progress().cursor;
        let end = plant.run_mode(RunMode::Full);
        assert_eq!((end.outcome, end.report.paused_by.as_deref()), (Outcome::Paused, Some("deletion_guard")));
        assert_eq!(plant.held().len(), 38, "nothing was removed");
        assert_eq!((plant.sync_row().state, plant.progress().cursor), (SyncState::Paused, cursor));
        assert_eq!(plant.reviews().iter().map(|review| review.kind.as_str()).collect::<Vec<_>>(), ["deletion_guard"]);
        let resumed = plant.resume(end.run.expect("a run"), Waive { limits: false, removals_max: 28 });
        assert_eq!((resumed.outcome, resumed.report.import.counts.missing), (Outcome::Ended, 28), "{:?}", resumed.report);
        plant.assert_equal();
        assert!(plant.reviews().is_empty());
        assert_eq!(plant.sync_row().state, SyncState::Live);
    });
}

#[test]
fn an_empty_list_is_a_warning_and_deletes_nobody() {
    let plant = plant(5);
    plant.done();
    plant.upstream.fail(1, Fault::Empty);
    let report = plant.run_mode(RunMode::Full).report;
    assert_eq!(report.import.status, "warning");
    assert!(report.import.warnings.iter().any(|note| note.code == "zero_rows"), "{:?}", report.import.warnings);
    assert_eq!(plant.held().len(), 5);
    let run = plant.progress().last_run.expect("a run");
    assert_eq!(plant.run_row(run).state, RunState::Warning);
}

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

#[test]
fn a_change_without_a_new_stamp_is_found_by_the_next_full_read() {
    let plant = plant(4);
    plant.done();
    plant.upstream.world().put_silently("P002", |person| "Silent".clone_into(&mut person.city));
    plant.upstream.world().now += 50_000;
    plant.done();
    assert_eq!(plant.held()["P002"].1, "Rome");
    plant.run_mode(RunMode::Full);
    plant.assert_equal();
}

#[test]
fn another_organisation_behind_the_address_stops_the_sync() {
    let plant = plant(3);
    plant.done();
    plant.upstream.world().organisation = Some("org-2".to_owned());
    let end = plant.run();
    assert_eq!((end.outcome, end.report.paused_by.as_deref()), (Outcome::Paused, Some("organisation")));
    let connection = plant.bench.store.read(|session| session.connection(plant.connection)).expect("read").expect("kept");
    assert_eq!((connection.state, connection.organisation.as_str()), (ConnectionState::Paused, "org-1"));
}

#[test]
fn a_plan_says_what_happens_and_is_refused_when_anything_changed() {
    on_each(|bench| {
        let mut some = definition();
        some.rollout.share = 60.0;
        let plant = filled(Plant::new(bench, &some), 40);
        plant.done();
        for at in 0..10 {
            plant.upstream.world().put(&format!("P{at:03}"), person(&format!("Person {at}"), "Oslo"));
        }
        plant.upstream.world().delete("P011");
        plant.upstream.world().put("P777", person("New One", "Bern"));
        plant.upstream.world().now += 50_000;
        let before = plant.bench.content();
        let preview = plant.preview();
        assert_eq!(plant.bench.content(), before, "a preview writes nothing");
        let note = preview.report.plan.clone().expect("a plan");
        assert!(note.skipped.iter().any(|skipped| skipped.reason == "share"), "{:?}", note.skipped);
        assert!(note.examples.iter().any(|example| example["fields"]["city"]["n"] == "Oslo"), "{:?}", note.examples);
        plant.upstream.world().put("P012", person("Person 12", "Changed"));
        let stale = plant.apply_plan(preview.plan);
        assert!(matches!(stale, Err(ImportError::PlanStale { what: "the source" })), "{stale:?}");
        let preview = plant.preview();
        plant.redefine(|definition| definition.limits.records_min = 7);
        let stale = plant.apply_plan(preview.plan);
        assert!(matches!(stale, Err(ImportError::PlanStale { what: "the definition" })), "{stale:?}");
        let preview = plant.preview();
        let applied = plant.apply_plan(preview.plan).expect("applied");
        assert_eq!(applied.report.import.counts, preview.report.import.counts);
        let stale = plant.apply_plan(preview.plan);
        assert!(matches!(stale, Err(ImportError::PlanStale { what: "the position of the sync" })), "{stale:?}");
    });
}

#[test]
fn pushes_are_settled_with_their_data_whatever_their_order() {
    on_each(|bench| {
        let plant = filled(Plant::new(bench, &definition()), 3);
        plant.done();
        let versions: Vec<Vec<u8>> =
            (1..=5).map(|at| push_body("P001", &Person { stamp: 2_000_000 + at, ..person("Person 1", &format!("City {at}")) })).collect();
        for at in [3, 5, 1, 2, 4] {
            plant.receive(versions[at - 1].clone());
        }
        plant.receive(b"not JSON".to_vec());
        plant.receive(push_body("P002", &Person { stamp: 2_000_000, ..person("Person 2", "Pushed") }));
        let report = plant.apply_pushes().report;
        assert_eq!((report.import.counts.updated, report.unreadable), (2, 1), "{report:?}");
        assert_eq!(report.import.status, "done_with_rejects");
        assert_eq!((plant.held()["P001"].1.as_str(), plant.held()["P002"].1.as_str()), ("City 5", "Pushed"));
        assert_eq!(plant.waiting(), 0);
        let run = model::RunId(report.import.run_id.parse().expect("an id"));
        let letters = plant.bench.store.read(|session| session.dead_letters(run, -1, 10)).expect("read");
        assert!(letters.len() == 1 && letters[0].raw.contains("not JSON"), "{letters:?}");
        assert_eq!(plant.apply_pushes().outcome, Outcome::Idle);
    });
}

#[test]
fn pushes_that_would_remove_too_much_wait_for_a_person() {
    let mut careful = definition();
    careful.deletions.count_free = 2;
    let plant = filled(Plant::sqlite(&careful), 10);
    plant.done();
    for at in 0..5 {
        plant.upstream.world().delete(&format!("P{at:03}"));
        plant.receive(plant.upstream.push_of(&format!("P{at:03}")));
    }
    let end = plant.apply_pushes();
    assert_eq!((end.outcome, end.report.paused_by.as_deref()), (Outcome::Paused, Some("deletion_guard")));
    assert_eq!((plant.held().len(), plant.waiting()), (10, 5));
    let released = plant.resume(end.run.expect("a run"), Waive { limits: false, removals_max: 5 });
    assert!(matches!(released.outcome, Outcome::Waits { .. }));
    assert_eq!(plant.apply_pushes().report.import.counts.removed, 5);
    assert_eq!((plant.held().len(), plant.waiting()), (5, 0));
    plant.assert_equal();
}

#[test]
fn pushes_that_tell_too_little_are_read_anew_where_the_system_can_be_asked() {
    let plant = plant(3);
    plant.done();
    plant.upstream.world().can_fetch = true;
    plant.upstream.world().put("P001", person("Person 1", "Now"));
    plant.receive(push_body("P001", &person("Person 1", "Old")));
    plant.apply_pushes();
    assert_eq!(plant.upstream.world().fetched, 0, "a push that tells everything is enough");
    plant.upstream.world().push_columns = Some(vec!["id".to_owned(), "name".to_owned()]);
    plant.receive(push_body("P001", &person("Person 1", "Old")));
    plant.receive(serde_json::json!({"gone": "P002", "at": 1}).to_string().into_bytes());
    plant.upstream.world().people.remove("P002");
    let report = plant.apply_pushes().report;
    assert_eq!(plant.upstream.world().fetched, 2);
    assert_eq!(report.import.counts.removed, 1, "{report:?}");
    assert_eq!(plant.held()["P001"].1, "Now");
    plant.upstream.world().can_fetch = false;
    plant.receive(push_body("P000", &Person { stamp: 90_000_000, ..person("Renamed", "Not told") }));
    plant.apply_pushes();
    assert_eq!(plant.held()["P000"], ("Renamed".to_owned(), "Rome".to_owned()), "what a push does not tell stays");
}

#[test]
fn a_cancelled_run_keeps_what_it_committed_and_an_interrupted_one_goes_on() {
    let mut plant = plant(60);
    plant.bench.batch_clusters_max = 8;
    let runner = plant.runner();
    let stop = runner.stop();
    let end = runner
        .start(&request(RunMode::Auto), &mut |progress| {
            if progress.stage == sync::Stage::Applying {
                stop.interrupt();
            }
        })
        .expect("noted");
    assert!(matches!(end.outcome, Outcome::Waits { .. }), "{:?}", end.outcome);
    let kept = plant.held().len();
    assert!(kept > 0 && kept < 60);
    let report = plant.done();
    assert!(report.import.resumed);
    assert_eq!((report.import.counts.created, report.import.counts.unchanged), (60, 0), "rows met again are not counted twice");
    plant.assert_equal();
    assert!(plant.bench.content().records.iter().all(|record| record.state == RecordState::Live));
}

#[test]
fn segments_move_the_cursor_one_by_one() {
    let mut plant = plant(10);
    plant.done();
    plant.bench.segment_rows_max = 10;
    for at in 0..35 {
        plant.upstream.world().put(&format!("P{at:03}"), person(&format!("Person {at}"), "Oslo"));
    }
    plant.upstream.world().now += 50_000;
    let before = plant.progress().cursor;
    plant.upstream.fail(3, Fault::Down);
    assert!(matches!(plant.run().outcome, Outcome::Waits { .. }));
    let between = plant.progress().cursor;
    assert!(before != between && between.starts_with("new|"), "{between}");
    assert_eq!(plant.held().values().filter(|(_, city)| city == "Oslo").count(), 20, "cursor and data together");
    plant.done();
    plant.assert_equal();
}
