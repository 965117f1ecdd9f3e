//! Nothing goes wrong in silence: what people are told when a sync cannot write, when both sides differ, and when a read brought a
//! warning that later writes must not hide.

use std::collections::BTreeSet;

use store::RunState;
use sync::SyncDefinition;
use sync::definition::{DeletionPolicy, Direction, Period};
use sync::outbound::{Ended, allow_over_limit};
use sync::tasks::Task;
use sync::worker::watch::{Standing, watch};

use crate::office::Office;
use crate::outbound::one;
use crate::scripted::Fault;

fn task(office: &Office) -> Task {
    let row = office.store.read(|session| session.sync(office.syncs[0].0)).expect("read").expect("the sync");
    let definition: SyncDefinition = serde_json::from_str(&row.definition).expect("a definition");
    Task { row, definition }
}

/// The alerts that stand after a look.
fn told(office: &Office) -> BTreeSet<String> {
    watch(&office.store, &[task(office)], &|_| 0).expect("looked");
    let open = office.store.read(|session| session.alerts_open(100)).expect("read");
    open.into_iter().map(|alert| alert.kind).collect()
}

fn none() -> BTreeSet<String> {
    BTreeSet::new()
}

fn only(kind: &str) -> BTreeSet<String> {
    BTreeSet::from([kind.to_owned()])
}

/// Lets time pass until the next attempt is due, and makes it.
fn next_attempt(office: &Office) -> Ended {
    office.pass_time(24 * 3_600_000);
    office.write(0).ended
}

#[test]
fn people_are_told_that_a_sync_reads_and_cannot_write() {
    let (office, crm) = one(|definition| definition.freshness = Period::parse("12h"));
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com"), ("city", "Rome")]);
    office.passed(0);
    assert_eq!(told(&office), none());

    office.patch(office.only(), r#"{"city":"Oslo"}"#).expect("edited");
    crm.inside().faults.extend([Some(Fault::DownBefore), Some(Fault::DownBefore), Some(Fault::DownBefore)]);
    let end = office.write(0);
    assert!(matches!(end.ended, Ended::Waits { .. }), "{:?}", end.ended);
    let run = office.store.read(|session| session.run(end.run.expect("a run"))).expect("read").expect("the run");
    assert_eq!((run.state, end.report.status.as_str()), (RunState::Warning, "warning"), "a run that wrote nothing is not green");
    assert_eq!(told(&office), none(), "once is nothing to speak of");

    next_attempt(&office);
    // Reading goes on and is up to date; the promise is about both.
    office.read(0).expect("reads");
    office.pass_time(3_600_000);
    let progress = office.store.read(|session| session.sync_progress(office.syncs[0].0)).expect("read");
    let now_ms = office.store.clock().now_ms();
    assert!(Standing::of(&task(&office), progress.as_ref(), now_ms).is_stale, "the last write is a day old");
    next_attempt(&office);
    assert_eq!(told(&office), BTreeSet::from(["failing".to_owned(), "stale".to_owned()]));

    assert_eq!(next_attempt(&office), Ended::Done);
    assert_eq!(crm.value("C1", "city"), "Oslo");
    assert_eq!(told(&office), none(), "told again when it is over");
}

#[test]
fn people_are_told_that_both_sides_differ_until_they_do_not() {
    let (office, crm) = one(|_| {});
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com"), ("city", "Rome")]);
    office.passed(0);
    // Changed there without a word and without a new version.
    crm.inside().people.get_mut("C1").expect("there").fields.insert("city".to_owned(), "Oslo".to_owned());
    let report = office.runner(0).reconcile(&model::Actor::System).expect("compared");
    let run = model::RunId(report.run_id.parse().expect("an id"));
    let row = office.store.read(|session| session.run(run)).expect("read").expect("the run");
    assert_eq!((report.different, row.state), (1, RunState::Warning));
    assert_eq!(told(&office), only("warning"));

    office.create(r#"{"name":"New","email":["new@example.com"]}"#);
    office.passed(0);
    assert_eq!(told(&office), only("warning"), "a pass says nothing about what was found");

    crm.edit("C1", &[("city", "Bonn")]);
    office.passed(0);
    assert_eq!(told(&office), only("warning"), "who mended it looks again");
    let report = office.runner(0).reconcile(&model::Actor::System).expect("compared");
    assert_eq!(report.status, "done", "{report:?}");
    assert_eq!(told(&office), none());
}

#[test]
fn a_write_does_not_hide_the_warning_of_the_read_before_it() {
    let (office, crm) = one(|_| {});
    for at in 0..30 {
        crm.edit(&format!("C{at}"), &[("name", &format!("N{at}")), ("email", &format!("n{at}@example.com")), ("city", "Rome")]);
    }
    office.passed(0);
    assert_eq!(told(&office), none());
    // A full read shows nobody.
    crm.inside().people.clear();
    office.read_all(0).expect("reads");
    assert_eq!(told(&office), only("warning"));
    office.create(r#"{"name":"New","email":["new@example.com"],"city":"Rome"}"#);
    assert_eq!(office.write(0).report.counts.written_created, 1);
    assert_eq!(told(&office), only("warning"), "nobody has looked at it yet");
}

#[test]
fn people_are_told_of_a_schedule_that_missed_two_of_its_times() {
    let (office, crm) = one(|definition| {
        definition.triggers.schedule = serde_json::from_str(r#"{"every": "1h"}"#).expect("a schedule");
    });
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com")]);
    office.passed(0);
    office.pass_time(3_600_000 + 60_000);
    assert_eq!(told(&office), none(), "one time was missed; it may still be at work");
    office.pass_time(3_600_000);
    assert_eq!(told(&office), only("late"));
    assert_eq!(told(&office), only("late"), "once");
    let sync = office.syncs[0].0;
    office.redefine(sync, |_, state| *state = store::SyncState::Paused);
    assert_eq!(told(&office), none(), "a sync that stands still misses nothing");
    office.redefine(sync, |_, state| *state = store::SyncState::Live);
    assert_eq!(told(&office), only("late"));
    office.passed(0);
    assert_eq!(told(&office), none());
}

#[test]
fn people_are_told_that_far_fewer_or_far_more_came_than_the_time_before() {
    let (office, crm) = one(|definition| definition.deletions.policy = DeletionPolicy::Ignore);
    for at in 0..40 {
        crm.edit(&format!("C{at}"), &[("name", &format!("N{at}")), ("email", &format!("n{at}@example.com"))]);
    }
    office.read_all(0).expect("reads");
    // Most of them leave. The sync takes nobody away who is not shown, and says how few came.
    let gone: Vec<String> = crm.inside().people.keys().skip(5).cloned().collect();
    for id in gone {
        crm.inside().people.remove(&id);
    }
    let end = office.read_all(0).expect("reads");
    let warned = end.report.import.warnings.iter().find(|note| note.code == "volume_changed");
    assert!(warned.is_some_and(|note| note.detail == "5 rows were read, 40 the time before"), "{:?}", end.report.import);
    assert_eq!((end.report.import.status.as_str(), told(&office)), ("warning", only("warning")));
    office.read_all(0).expect("reads");
    assert_eq!(told(&office), none(), "five as the time before");
    // Far more is as strange as far fewer.
    for at in 100..140 {
        crm.edit(&format!("C{at}"), &[("name", &format!("N{at}")), ("email", &format!("n{at}@example.com"))]);
    }
    let end = office.read_all(0).expect("reads");
    let warned = end.report.import.warnings.iter().find(|note| note.code == "volume_changed");
    assert!(warned.is_some_and(|note| note.detail == "45 rows were read, 5 the time before"), "{:?}", end.report.import);
}

#[test]
fn writing_stops_where_more_is_refused_or_changed_than_the_limits_allow_until_a_person_lets_it() {
    let (office, crm) = one(|definition| {
        definition.direction = Direction::Out;
        definition.limits.records_min = 10;
        definition.limits.changed_share_max = 0.5;
    });
    let sync = office.syncs[0].0;
    let ids: Vec<_> = (0..300).map(|at| format!(r#"{{"name":"N{at}","email":["n{at}@example.com"],"city":"Rome"}}"#)).collect();
    office.create_all(&ids);
    assert_eq!(office.write(0).report.counts.written_created, 300, "what is new there is no change");
    for id in office.live().into_keys() {
        office.patch(model::RecordId(id), r#"{"city":"Oslo"}"#).expect("edited");
    }
    let end = office.write(0);
    assert_eq!((end.ended, end.report.status.as_str()), (Ended::Paused, "paused"));
    let changed = end.report.counts.written_updated;
    assert!((151..300).contains(&changed), "{changed} of 300 were changed");
    let review = office.reviews().pop().expect("a question");
    assert_eq!(review.kind, "threshold");
    assert!(review.detail.contains("changed_share_max") && review.detail.contains(r#""outward":true"#), "{}", review.detail);
    assert!(office.runner(0).start("change", &model::Actor::System).is_err(), "the sync is paused");
    allow_over_limit(&office.store, sync).expect("allowed");
    assert_eq!(office.write(0).report.counts.written_updated, 300 - changed, "the rest, and nothing twice");

    // The next time it counts again: here because the other system refuses nearly all.
    crm.inside().refuses.push(("city", "Nowhere", false));
    for id in office.live().into_keys().take(60) {
        office.patch(model::RecordId(id), r#"{"city":"Nowhere"}"#).expect("edited");
    }
    let end = office.write(0);
    assert_eq!(end.ended, Ended::Paused);
    let review = office.reviews().into_iter().find(|review| review.detail.contains("error_share_max"));
    assert!(review.is_some_and(|review| review.kind == "threshold"), "a person is asked");
}

#[test]
fn a_sync_that_only_writes_is_on_time_while_nothing_is_to_be_written() {
    let (office, crm) = one(|definition| {
        (definition.direction, definition.mapping) = (Direction::Out, None);
        definition.freshness = Period::parse("2h");
        definition.triggers.schedule = serde_json::from_str(r#"{"every": "1h"}"#).expect("a schedule");
    });
    office.create(r#"{"name":"New","email":["new@example.com"],"city":"Rome"}"#);
    assert_eq!((office.write(0).ended, crm.inside().people.len()), (Ended::Done, 1));
    for hour in 1..6 {
        office.pass_time(3_600_000);
        let end = office.write(0);
        assert_eq!((end.run, told(&office)), (None, none()), "hour {hour}");
    }
    // Nobody looks whether there is something.
    office.pass_time(5 * 3_600_000);
    assert_eq!(told(&office), BTreeSet::from(["late".to_owned(), "stale".to_owned()]));
}
