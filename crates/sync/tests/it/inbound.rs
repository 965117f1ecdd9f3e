//! Runs that read from a connection, promise by promise.

use std::time::Duration;

use model::RecordState;
use store::{ConnectionState, RunState};
use sync::definition::EmptyValues;
use sync::{ImportError, Outcome, RunMode, Waive};

use crate::bench::on_each;
use crate::plant::{Plant, definition, request};
use crate::upstream::{Fault, Person, person, push_body};

/// A plant whose upstream has `count` people, `P000` on.
pub fn filled(plant: Plant, count: usize) -> Plant {
    {
        let mut world = plant.upstream.world();
        for at in 0..count {
            world.put(&format!("P{at:03}"), person(&format!("Person {at}"), "Rome"));
        }
        world.now += 100_000;
    }
    plant
}

/// The same with its data in files.
pub fn plant(count: usize) -> Plant {
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
fn what_tells_changes_alone_is_read_from_its_beginning_once() {
    let plant = plant(35);
    plant.upstream.world().tells_changes_only = true;
    assert_eq!(plant.done().import.counts.read, 35);
    let nothing_more = || {
        plant.upstream.world().now += 50_000;
        assert_eq!(plant.run().outcome, Outcome::Idle);
    };
    nothing_more();
    plant.redefine(|definition| definition.empty_values = EmptyValues::Keep);
    let again = plant.done();
    assert_eq!((again.import.counts.read, again.import.counts.unchanged), (35, 35), "another mapping reads everything again");
    assert!(again.import.notes.iter().any(|note| note.code == "read_again"), "{again:?}");
    nothing_more();
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
