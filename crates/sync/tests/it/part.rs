//! Runs for some of the records: those that fit a filter, and those that somebody named of a plan.

use mapping::normalise::Region;
use sync::{ImportError, Outcome, Part, RunMode};

use crate::bench::{Bench, on_each};
use crate::plant::{Plant, definition};
use crate::upstream::{Fault, person};

/// Twelve people, of whom every third lives in Oslo.
fn filled(bench: Bench) -> Plant {
    let plant = Plant::new(bench, &definition());
    {
        let mut world = plant.upstream.world();
        for at in 0..12 {
            world.put(&format!("P{at:03}"), person(&format!("Person {at}"), if at % 3 == 0 { "Oslo" } else { "Rome" }));
        }
        world.now += 100_000;
    }
    plant
}

fn in_oslo() -> Part {
    Part { filter: Some("city = \"Oslo\"".to_owned()), ..Part::default() }
}

#[test]
fn what_fits_a_filter_is_read_again_and_nothing_else_moves() {
    on_each(|bench| {
        let plant = filled(bench);
        plant.done();
        let cursor = plant.progress().cursor;
        for at in 0..12 {
            plant.upstream.world().put_silently(&format!("P{at:03}"), |person| person.name.push_str(" Senior"));
        }
        plant.upstream.world().people.remove("P004");
        plant.upstream.world().put("P012", person("Person 12", "Rome"));
        let end = plant.run_part(RunMode::Full, in_oslo());
        let counts = end.report.import.counts;
        assert_eq!((end.outcome, counts.updated, counts.created, counts.removed), (Outcome::Ended, 4, 0, 0), "{:?}", end.report);
        assert_eq!(counts.excluded, 8, "{counts:?}");
        assert!(end.report.import.notes.iter().any(|note| note.code == "only_matching" && note.detail.contains("Oslo")));
        let held = plant.held();
        assert_eq!(held.len(), 12, "what it was not asked for is neither new nor gone");
        assert!(held.values().all(|(name, city)| name.ends_with(" Senior") == (city == "Oslo")), "{held:?}");
        assert_eq!(plant.progress().cursor, cursor, "it says nothing about how far the stream is read");
        plant.done();
        assert_eq!(plant.held()["P012"].0, "Person 12", "what else changed comes with the next run");
        plant.rollback(end.run.expect("a run"));
        assert!(plant.held().values().all(|(name, _)| !name.ends_with(" Senior")), "{:?}", plant.held());
    });
}

#[test]
fn a_part_that_was_interrupted_goes_on_as_a_part() {
    on_each(|mut bench| {
        bench.segment_rows_max = 3;
        let plant = filled(bench);
        plant.upstream.world().page_rows = 3;
        plant.upstream.fail(3, Fault::Down);
        let end = plant.run_part(RunMode::Full, in_oslo());
        assert!(matches!(end.outcome, Outcome::Waits { .. }), "{:?}", end.report);
        assert!(plant.held().len() < 4);
        plant.done();
        assert_eq!(plant.held().keys().collect::<Vec<_>>(), ["P000", "P003", "P006", "P009"]);
        assert!(plant.progress().cursor.is_empty(), "nobody has read everything yet");
        plant.done();
        plant.assert_equal();
    });
}

#[test]
fn of_a_plan_those_records_are_applied_that_somebody_named_and_the_rest_afterwards() {
    on_each(|bench| {
        let plant = filled(bench);
        plant.done();
        let cursor = plant.progress().cursor;
        for at in 0..3 {
            plant.upstream.world().put(&format!("P{at:03}"), person(&format!("Renamed {at}"), "Bern"));
        }
        plant.upstream.world().put("P777", person("New One", "Bern"));
        plant.upstream.world().delete("P011");
        plant.upstream.world().now += 50_000;
        let preview = plant.preview();
        let some = plant.apply_some(preview.plan, &["P001", "P777"]).expect("applied");
        let counts = some.report.import.counts;
        assert_eq!((counts.updated, counts.created, counts.removed), (1, 1, 0), "{:?}", some.report);
        let held = plant.held();
        assert_eq!((held["P000"].1.as_str(), held["P001"].1.as_str(), held["P777"].0.as_str()), ("Oslo", "Bern", "New One"));
        assert!(held.contains_key("P011"));
        assert_eq!(plant.progress().cursor, cursor);
        let rest = plant.apply_plan(preview.plan).expect("the same plan");
        let counts = rest.report.import.counts;
        assert_eq!((counts.updated, counts.created, counts.unchanged, counts.removed), (2, 0, 2, 1), "{:?}", rest.report);
        plant.assert_equal();
        plant.rollback(some.run.expect("a run"));
        assert!(!plant.held().contains_key("P777"), "the selection is undone by itself");
        assert_eq!(plant.held()["P000"].1, "Bern");
    });
}

#[test]
fn a_selection_is_refused_when_the_source_or_the_definition_changed_also_beside_it() {
    on_each(|bench| {
        let plant = filled(bench);
        let preview = plant.preview();
        plant.upstream.world().put("P008", person("Person 8", "Changed"));
        let stale = plant.apply_some(preview.plan, &["P001"]);
        assert!(matches!(stale, Err(ImportError::PlanStale { what: "the source" })), "{stale:?}");
        let preview = plant.preview();
        plant.redefine(|definition| definition.limits.records_min = 7);
        let stale = plant.apply_some(preview.plan, &["P001"]);
        assert!(matches!(stale, Err(ImportError::PlanStale { what: "the definition" })), "{stale:?}");
        assert!(plant.held().is_empty());
        let preview = plant.preview();
        plant.apply_some(preview.plan, &["P001"]).expect("applied");
        assert_eq!(plant.held().keys().collect::<Vec<_>>(), ["P001"]);
        plant.done();
        plant.assert_equal();
    });
}

#[test]
fn a_part_that_cannot_be_asked_for_is_refused() {
    let plant = filled(Bench::sqlite());
    let ask = |part: Part| part.choose(&plant.object, Region::CN).map(|chosen| chosen.is_some()).map_err(|error| error.pointer);
    assert_eq!(ask(Part::default()), Ok(false));
    assert_eq!(ask(in_oslo()), Ok(true));
    assert_eq!(ask(Part { filter: Some("nothing = 1".to_owned()), ..Part::default() }), Err("/filter".to_owned()));
    assert_eq!(ask(Part { ids: vec![String::new()], ..Part::default() }), Err("/ids".to_owned()));
    assert_eq!(ask(Part { ids: vec!["P001".to_owned(); sync::PART_IDS_MAX + 1], ..Part::default() }), Err("/ids".to_owned()));
}
