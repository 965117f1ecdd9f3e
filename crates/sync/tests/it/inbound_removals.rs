//! Removals that a run of a sync is told of, finds by what is not shown, and takes back.

use store::{RunState, SyncState};
use sync::{Outcome, RunMode, Waive};

use crate::bench::on_each;
use crate::inbound::{filled, plant};
use crate::plant::{Plant, definition};
use crate::upstream::{Fault, Person, person, push_body};

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
