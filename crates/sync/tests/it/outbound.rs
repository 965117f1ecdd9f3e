//! The promises of writing to other systems, one by one.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use connector::WriteOperation;
use records::ConflictPolicy;
use store::{DeliveryState, RunState, SyncState};
use sync::SyncDefinition;
use sync::definition::Direction;
use sync::outbound::{Choice, Ended, ExternalWrite, allow_deletions, decline_deletions, settle_conflict};

use crate::office::{Office, definition, newest_run};
use crate::scripted::{Fault, System, push_body};

const START: i64 = 1_700_000_000_000;
pub const WEI: &str = r#"{"name":"Wei","email":["wei@example.com"],"phone":["+8613800000001"],"city":"Rome"}"#;

pub fn time() -> Arc<AtomicI64> {
    Arc::new(AtomicI64::new(START))
}

/// One system, both directions, with its definition changed by `change`.
pub fn one(change: impl Fn(&mut SyncDefinition)) -> (Office, System) {
    let time = time();
    let system = System::new("crm", &time);
    let mut definition = definition("crm");
    change(&mut definition);
    let office = Office::sqlite(&[(system.clone(), definition)], &time);
    (office, system)
}

fn out_only(definition: &mut SyncDefinition) {
    definition.direction = Direction::Out;
    definition.mapping = None;
}

#[test]
fn records_go_out_once_and_their_echo_changes_nothing() {
    let (office, crm) = one(|_| {});
    crm.edit("C1", &[("name", "Ann"), ("email", "ann@example.com")]);
    let wei = office.create(WEI);
    let first = office.passed(0);
    assert_eq!((first.report.counts.written_created, first.report.counts.written_updated, first.report.status.as_str()), (1, 0, "done"));
    let id = crm.find_id("email", "wei@example.com").expect("made there");
    assert_eq!(
        (crm.value(&id, "name").as_str(), crm.value(&id, "phone").as_str(), crm.value(&id, "city").as_str()),
        ("Wei", "+8613800000001", "Rome")
    );
    let before = office.live();
    for _ in 0..3 {
        assert!(matches!(office.passed(0).ended, Ended::Idle), "an echo is quiet");
    }
    assert_eq!((crm.effects(), office.live()), (1, before));
    office.patch(wei, r#"{"city":"Oslo"}"#).expect("edited");
    let second = office.passed(0);
    assert_eq!((second.report.counts.written_updated, crm.value(&id, "city").as_str()), (1, "Oslo"));
    assert_eq!(crm.inside().effects.last().expect("one").2.len(), 1, "only the field that differs");
    crm.edit(&id, &[("city", "Bonn")]);
    office.passed(0);
    assert_eq!((office.text(wei, "city").as_str(), crm.effects()), ("Bonn", 2));
}

#[test]
fn a_rollout_writes_those_of_its_filter_first() {
    let (office, crm) = one(|definition| {
        out_only(definition);
        definition.rollout.filter = Some("city = \"Rome\"".to_owned());
    });
    office.create(WEI);
    let ann = office.create(r#"{"name":"Ann","email":["ann@example.com"],"city":"Oslo"}"#);
    let pass = office.write(0);
    assert_eq!((pass.report.counts.written_created, crm.count()), (1, 1), "{:?}", pass.report.counts);
    assert_eq!(crm.find_id("email", "ann@example.com"), None);
    let sync = office.syncs[0].0;
    office.redefine(sync, |definition, _| definition.rollout.filter = None);
    let pass = office.write(0);
    assert_eq!((pass.report.counts.written_created, pass.report.counts.written_updated, crm.effects()), (1, 0, 2), "nobody twice");
    assert_eq!(office.delivery(0, ann).expect("a row").state, DeliveryState::InSync);
}

#[test]
fn many_that_wait_go_at_once_where_the_system_has_an_interface_for_many() {
    for (bulk_from, calls) in [(0, 2), (2_200, 1), (2_201, 2), (6_000, 2)] {
        let (office, crm) = one(out_only);
        {
            let mut inside = crm.inside();
            (inside.records_max, inside.can.write_records_max, inside.can.write_bulk_from) = (5_000, 5_000, bulk_from);
        }
        let people: Vec<String> = (0..2_200).map(|number| format!(r#"{{"name":"n{number}","email":["n{number}@example.com"]}}"#)).collect();
        office.create_all(&people);
        let pass = office.write(0);
        assert_eq!((pass.report.counts.written_created, crm.count(), crm.calls()), (2_200, 2_200, calls), "from {bulk_from}");
    }
}

#[test]
fn nothing_is_made_there_before_everything_there_was_read() {
    let (office, crm) = one(|_| {});
    crm.edit("C1", &[("name", "Wei Zhang"), ("email", "wei@example.com")]);
    office.create(WEI);
    assert!(matches!(office.write(0).ended, Ended::Idle));
    assert_eq!(crm.effects(), 0);
    office.passed(0);
    assert_eq!(office.live().len(), 1);
    assert!(crm.inside().effects.iter().all(|effect| effect.0 == WriteOperation::Update), "the record that is there is used");
}

#[test]
fn a_refused_record_is_a_dead_letter_and_its_neighbours_go_on() {
    let (office, crm) = one(out_only);
    crm.inside().refuses.push(("city", "Nowhere", false));
    let bad = office.create(r#"{"name":"Bad","email":["bad@example.com"],"city":"Nowhere"}"#);
    office.create(WEI);
    let end = office.write(0);
    let counts = end.report.counts;
    assert_eq!((counts.written_created, counts.refused, end.report.status.as_str()), (1, 1, "done_with_rejects"));
    let run = end.run.expect("a run");
    let letters = office.store.read(|session| session.dead_letters(run, 0, 10)).expect("read");
    assert_eq!((letters.len(), letters[0].field.as_str(), letters[0].detail.as_str()), (1, "city", "BAD_VALUE: city is not allowed"));
    let row = office.store.read(|session| session.run(run)).expect("read").expect("the run");
    assert_eq!(row.state, RunState::DoneWithRejects);
    assert!(matches!(office.write(0).ended, Ended::Idle), "a refusal is not repeated");
    office.patch(bad, r#"{"notes":"x"}"#).expect("edited");
    office.write(0);
    assert_eq!(office.delivery(0, bad).expect("a row").state, DeliveryState::Refused);
    office.patch(bad, r#"{"city":"Rome"}"#).expect("edited");
    assert_eq!(office.write(0).report.counts.written_created, 1);
}

#[test]
fn what_may_pass_is_tried_again_with_growing_gaps_and_then_given_up() {
    for (attempts_max, expected) in [(None, 5), (Some(3), 3)] {
        let (office, crm) = one(|definition| {
            out_only(definition);
            definition.attempts_max = attempts_max;
        });
        crm.inside().refuses.push(("city", "Rome", true));
        let wei = office.create(WEI);
        let mut attempts = 0;
        for _ in 0..40 {
            let end = office.write(0);
            attempts += end.report.counts.requests;
            match end.ended {
                Ended::Waits { due_ms } => office.pass_time(due_ms - office.store.clock().now_ms()),
                _ => break,
            }
        }
        assert_eq!((attempts, office.delivery(0, wei).expect("a row").state), (expected, DeliveryState::Refused));
    }
}

#[test]
fn a_limit_waits_and_refused_credentials_pause_the_connection() {
    let (office, crm) = one(out_only);
    office.create(WEI);
    crm.inside().faults.extend([Some(Fault::Limited), Some(Fault::SignedOut)]);
    let end = office.write(0);
    let Ended::Waits { due_ms } = end.ended else { panic!("{:?}", end.ended) };
    assert_eq!(due_ms, office.store.clock().now_ms() + 1_000);
    assert!(matches!(office.write(0).ended, Ended::Waits { .. }), "nothing is sent before");
    assert_eq!(crm.calls(), 1);
    office.pass_time(1_000);
    assert_eq!(office.write(0).ended, Ended::Failed);
    let error = office.runner(0).start("change", &model::Actor::System).expect_err("paused");
    assert!(error.to_string().contains("connection is paused"), "{error}");
}

/// Whatever a system offers to make a write harmless: the answer is lost, and there is one record and one state.
#[test]
fn an_unknown_outcome_is_looked_up_before_anything_is_repeated() {
    for fault in [Fault::DownAfter, Fault::HalfWritten, Fault::Unclear, Fault::DiesAfter, Fault::DiesBefore] {
        for (key, find, idempotency) in [(true, true, false), (false, true, false), (false, false, true), (true, false, false)] {
            let (mut office, crm) = one(out_only);
            {
                let mut inside = crm.inside();
                (inside.can.upsert_by_key, inside.can.find, inside.can.idempotency_key) = (key, find, idempotency);
            }
            if !key {
                let sync = office.syncs[0].0;
                office.redefine(sync, |definition, _| definition.outgoing.as_mut().expect("writes").key_field = None);
            }
            let wei = office.create(WEI);
            office.create(r#"{"name":"Ann","email":["ann@example.com"]}"#);
            crm.inside().faults.push_back(Some(fault));
            office.until_death(None, |office| office.write(0));
            for _ in 0..4 {
                office.pass_time(6_000);
                office.write(0);
            }
            let what = format!("{fault:?}, key {key}, find {find}, idempotency {idempotency}");
            assert_eq!(crm.count(), 2, "{what}");
            assert_eq!(office.states(0), [(DeliveryState::InSync, 2)], "{what}");
            // The same for a change.
            office.patch(wei, r#"{"city":"Oslo"}"#).expect("edited");
            crm.inside().faults.push_back(Some(fault));
            office.until_death(None, |office| office.write(0));
            for _ in 0..4 {
                office.pass_time(6_000);
                office.write(0);
            }
            let id = crm.find_id("name", "Wei").expect("one");
            assert_eq!((crm.value(&id, "city").as_str(), office.states(0)), ("Oslo", vec![(DeliveryState::InSync, 2)]), "{what}");
            assert!(office.reviews().is_empty(), "{what}");
        }
    }
}

#[test]
fn where_nobody_can_be_asked_a_person_decides() {
    let (office, crm) = one(out_only);
    {
        let mut inside = crm.inside();
        (inside.can.upsert_by_key, inside.can.find, inside.can.idempotency_key) = (false, false, false);
        inside.faults.push_back(Some(Fault::DownAfter));
    }
    let sync = office.syncs[0].0;
    office.redefine(sync, |definition, _| definition.outgoing.as_mut().expect("writes").key_field = None);
    let wei = office.create(WEI);
    for _ in 0..5 {
        office.write(0);
        office.pass_time(60_000);
    }
    assert_eq!((crm.count(), crm.calls()), (1, 1), "never repeated");
    let row = office.delivery(0, wei).expect("a row");
    assert_eq!((row.state, row.code.as_str()), (DeliveryState::Unknown, "unknown_outcome"));
    assert_eq!(office.reviews().iter().map(|review| review.kind.as_str()).collect::<Vec<_>>(), ["unknown_outcome"]);
}

#[test]
fn a_duplicate_there_is_adopted_when_it_can_be_told_and_asked_about_otherwise() {
    let (office, crm) = one(out_only);
    crm.inside().unique = Some("email");
    crm.edit("X1", &[("name", "Old Wei"), ("email", "wei@example.com"), ("city", "Rome")]);
    let wei = office.create(WEI);
    let end = office.write(0);
    assert_eq!((end.report.counts.adopted, end.report.counts.written_updated, crm.count()), (1, 1, 1));
    assert_eq!((crm.value("X1", "name").as_str(), office.delivery(0, wei).expect("a row").external_id.as_str()), ("Wei", "X1"));
    // Two of them look the same: nobody guesses.
    crm.edit("X2", &[("name", "Ann 1"), ("email", "ann@example.com")]);
    crm.edit("X3", &[("name", "Ann 2"), ("email", "ann@example.com")]);
    let ann = office.create(r#"{"name":"Ann","email":["ann@example.com"]}"#);
    let end = office.write(0);
    assert_eq!((end.report.counts.refused, crm.count()), (1, 3));
    assert_eq!(office.delivery(0, ann).expect("a row").state, DeliveryState::Refused);
    assert_eq!(office.reviews()[0].kind, "duplicate_there");
}

#[test]
fn a_record_that_changed_there_under_our_hands_is_read_first() {
    let (office, crm) = one(|definition| definition.conflict = ConflictPolicy::SourceWins);
    crm.inside().can.write_if_unchanged = true;
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com"), ("city", "old"), ("notes", "old")]);
    office.passed(0);
    let wei = office.only();
    office.patch(wei, r#"{"notes":"first"}"#).expect("edited");
    office.passed(0);
    assert_eq!(crm.value("C1", "notes"), "first");
    // Another field: the version is new, the value is ours to write.
    office.patch(wei, r#"{"notes":"here"}"#).expect("edited");
    crm.edit("C1", &[("city", "there")]);
    office.write(0);
    assert_eq!((crm.value("C1", "notes").as_str(), crm.value("C1", "city").as_str()), ("here", "there"));
    office.passed(0);
    // The same field: it is read before anything is written, and the policy decides.
    office.patch(wei, r#"{"notes":"here again"}"#).expect("edited");
    crm.edit("C1", &[("notes", "there")]);
    let end = office.write(0);
    assert_eq!((crm.value("C1", "notes").as_str(), end.read_again), ("there", vec!["C1".to_owned()]));
    office.pass_time(2_000);
    office.passed(0);
    assert_eq!((office.text(wei, "notes").as_str(), crm.value("C1", "notes").as_str()), ("there", "there"));
}

#[test]
fn a_field_that_waits_for_a_person_is_left_alone_on_both_sides_and_the_others_go_on() {
    for (choice, expected) in [(Choice::Here, "here"), (Choice::There, "there")] {
        let (office, crm) = one(|definition| definition.conflict = ConflictPolicy::Ask);
        crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com"), ("city", "old"), ("notes", "n")]);
        office.passed(0);
        let wei = office.only();
        office.patch(wei, r#"{"city":"here","notes":"mine"}"#).expect("edited");
        crm.edit("C1", &[("city", "there")]);
        for _ in 0..3 {
            office.passed(0);
        }
        assert_eq!((crm.value("C1", "city").as_str(), crm.value("C1", "notes").as_str()), ("there", "mine"));
        assert_eq!(office.text(wei, "city"), "here");
        assert_eq!(office.delivery(0, wei).expect("a row").state, DeliveryState::Conflict);
        let questions = office.reviews();
        assert_eq!(questions.len(), 1, "asked once");
        assert_eq!(questions[0].subject, format!("sync:{}/{wei}/city", office.syncs[0].0));
        settle_conflict(&office.records, &office.caller, office.syncs[0].0, wei, "city", choice).expect("settled");
        for _ in 0..2 {
            office.passed(0);
        }
        assert_eq!((crm.value("C1", "city").as_str(), office.text(wei, "city").as_str()), (expected, expected));
        assert_eq!((office.reviews().len(), office.delivery(0, wei).expect("a row").state), (0, DeliveryState::InSync));
    }
}

/// F45: three systems, of which two spell a field their own way.
#[test]
fn a_push_from_before_our_write_takes_nothing_back() {
    let (office, crm) = one(|_| {});
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com")]);
    office.passed(0);
    crm.edit("C1", &[("phone", "+8613800000006")]);
    let (id, person, stamp) = crm.inside().pushes.last().cloned().expect("told");
    let wei = office.only();
    office.patch(wei, r#"{"notes":"mine"}"#).expect("edited");
    office.write(0);
    assert_eq!(crm.value("C1", "notes"), "mine");
    office.take_pushes(0, vec![push_body(&id, person.as_ref(), stamp)]).expect("taken");
    assert_eq!((office.text(wei, "notes").as_str(), office.text(wei, "phone").as_str()), ("mine", "+8613800000006"));
    office.pass_time(60_000);
    office.passed(0);
    // Taken back there afterwards, it is taken back here.
    crm.edit("C1", &[("notes", "")]);
    for _ in 0..2 {
        office.pass_time(60_000);
        office.passed(0);
    }
    assert_eq!((office.text(wei, "notes").as_str(), crm.value("C1", "notes").as_str()), ("", ""));
}

#[test]
fn a_field_that_never_settles_is_stopped_and_reported_once() {
    let time = time();
    let systems = ["loud", "quiet", "plain"].map(|name| System::new(name, &time));
    systems[0].inside().lossy.insert("city", |text| text.to_uppercase());
    systems[1].inside().lossy.insert("city", |text| text.to_lowercase());
    let with: Vec<_> = systems.iter().map(|system| (system.clone(), definition(system.name))).collect();
    let office = Office::sqlite(&with, &time);
    let wei = office.create(WEI);
    let mut written = Vec::new();
    for _ in 0..16 {
        office.pass_time(60_000);
        for at in 0..3 {
            office.passed(at);
        }
        written.push(systems.iter().map(System::effects).sum::<usize>());
    }
    assert_eq!(written[11], written[15], "writes stop: {written:?}");
    let unsettled: Vec<_> = office.reviews().into_iter().filter(|review| review.kind == "field_unsettled").collect();
    assert!(!unsettled.is_empty() && unsettled.len() <= 2, "{unsettled:?}");
    assert!(unsettled.iter().all(|review| review.subject.ends_with("/city")));
    // Other fields of the record are not concerned, and a new value is tried again.
    office.patch(wei, r#"{"notes":"still works","city":"12"}"#).expect("edited");
    for _ in 0..3 {
        for at in 0..3 {
            office.passed(at);
        }
    }
    for system in &systems {
        let id = system.find_id("email", "wei@example.com").expect("one");
        assert_eq!((system.value(&id, "notes").as_str(), system.value(&id, "city").as_str()), ("still works", "12"), "{}", system.name);
    }
}

#[test]
fn a_field_that_the_system_rounds_is_quiet_after_one_round() {
    let (office, crm) = one(|_| {});
    crm.inside().lossy.insert("city", |text| text.chars().take(3).collect());
    crm.edit("C0", &[("name", "Zed"), ("email", "z@example.com")]);
    let wei = office.create(WEI);
    for _ in 0..4 {
        office.passed(0);
    }
    assert_eq!((office.text(wei, "city").as_str(), crm.effects()), ("Rom", 1));
}

#[test]
fn what_was_deleted_before_the_definition_changed_is_still_deleted_there() {
    let (office, crm) = one(|definition| definition.outgoing.as_mut().expect("writes").delete = true);
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com")]);
    office.passed(0);
    office.delete(office.only());
    office.redefine(office.syncs[0].0, |definition, _| definition.conflict = ConflictPolicy::Newest);
    office.passed(0);
    assert_eq!(crm.count(), 0);
}

#[test]
fn a_rollout_is_widened_without_sending_anything_twice() {
    let (office, crm) = one(|definition| {
        out_only(definition);
        definition.rollout.share = 20.0;
        definition.rollout.fields = vec!["name".to_owned(), "email".to_owned()];
    });
    for at in 0..100 {
        office.create(&format!(r#"{{"name":"N{at}","email":["n{at}@example.com"],"city":"Rome"}}"#));
    }
    office.write(0);
    let some = crm.count();
    assert!((8..35).contains(&some), "{some} of 100");
    assert!(crm.inside().people.values().all(|person| !person.fields.contains_key("city")), "only the fields that take part");
    let sync = office.syncs[0].0;
    office.redefine(sync, |definition, _| definition.rollout.share = 60.0);
    office.write(0);
    let more = crm.count();
    office.redefine(sync, |definition, _| definition.rollout.share = 100.0);
    office.write(0);
    assert!(more > some && crm.count() == 100);
    assert_eq!(crm.effects(), 100, "nothing twice");
    office.redefine(sync, |definition, _| definition.rollout.fields.clear());
    office.write(0);
    assert_eq!(crm.effects(), 200);
    assert!(crm.inside().effects.iter().skip(100).all(|effect| effect.2.len() == 1 && effect.2.contains_key("city")));
}

#[test]
fn a_filter_leaves_records_alone() {
    let (office, crm) = one(|definition| {
        out_only(definition);
        definition.filter = Some("city = \"Rome\"".to_owned());
    });
    let wei = office.create(WEI);
    office.create(r#"{"name":"Ann","email":["ann@example.com"],"city":"Oslo"}"#);
    office.write(0);
    assert_eq!(crm.count(), 1);
    office.patch(wei, r#"{"city":"Bonn"}"#).expect("edited");
    office.write(0);
    let id = crm.find_id("email", "wei@example.com").expect("one");
    assert_eq!(crm.value(&id, "city"), "Rome", "what leaves the filter is left alone, and not deleted");
}

#[test]
fn deletions_go_out_where_the_sync_says_so_behind_a_guard() {
    let (office, crm) = one(|definition| {
        out_only(definition);
        definition.outgoing.as_mut().expect("writes").delete = true;
        definition.deletions.count_free = 2;
    });
    let ids: Vec<_> = (0..10).map(|at| office.create(&format!(r#"{{"name":"N{at}","email":["n{at}@example.com"]}}"#))).collect();
    office.write(0);
    office.delete(ids[0]);
    assert_eq!(office.write(0).report.counts.written_deleted, 1);
    assert_eq!(crm.count(), 9);
    office.records.restore(&office.caller, &office.object, ids[0]).wait().expect("restored");
    assert_eq!(office.write(0).report.counts.written_created, 1, "what comes back here is made again");
    for id in &ids[1..6] {
        office.delete(*id);
    }
    let end = office.write(0);
    assert_eq!((end.ended, end.report.counts.written_deleted, crm.count()), (Ended::Paused, 0, 10));
    assert_eq!(office.reviews()[0].kind, "deletion_guard");
    assert!(office.runner(0).start("change", &model::Actor::System).is_err(), "the sync is paused");
    assert!(office.reviews()[0].detail.contains(r#""deletions":5"#), "{}", office.reviews()[0].detail);

    // Declined: they stay there. Allowed: so many go, once.
    let sync = office.syncs[0].0;
    decline_deletions(&office.store, sync).expect("declined");
    office.redefine(sync, |_, state| *state = SyncState::Live);
    assert_eq!((office.write(0).report.counts.written_deleted, crm.count()), (0, 10));
    for id in [ids[0], ids[6], ids[7]] {
        office.delete(id);
    }
    assert_eq!(office.write(0).ended, Ended::Paused);
    allow_deletions(&office.store, sync, 3).expect("allowed");
    assert_eq!((office.write(0).report.counts.written_deleted, crm.count()), (3, 7));
    for id in &ids[8..] {
        office.delete(*id);
    }
    assert_eq!((office.write(0).report.counts.written_deleted, crm.count()), (2, 5), "as many as are free");
}

#[test]
fn what_was_deleted_there_is_not_made_again_unless_rapport_alone_is_the_master() {
    let (office, crm) = one(|_| {});
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com"), ("city", "Rome")]);
    crm.edit("C2", &[("name", "Ann"), ("email", "ann@example.com")]);
    office.passed(0);
    crm.delete("C1");
    for _ in 0..2 {
        office.pass_time(60_000);
        office.passed(0);
    }
    let wei = office.live().into_iter().find(|(_, doc)| doc.contains("wei@")).map(|(id, _)| model::RecordId(id)).expect("it stays here");
    office.patch(wei, r#"{"city":"Oslo"}"#).expect("edited");
    office.passed(0);
    assert_eq!((crm.count(), crm.effects()), (1, 0));
    assert_eq!(office.delivery(0, wei).expect("a row").code, "gone_there");
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com")]);
    office.passed(0);
    office.patch(wei, r#"{"city":"Bonn"}"#).expect("edited");
    office.passed(0);
    assert_eq!(crm.value("C1", "city"), "Bonn", "shown again, it is written again");

    let (office, crm) = one(out_only);
    let wei = office.create(WEI);
    office.write(0);
    let id = crm.find_id("email", "wei@example.com").expect("made");
    crm.delete(&id);
    office.patch(wei, r#"{"city":"Oslo"}"#).expect("edited");
    office.write(0);
    let again = crm.find_id("email", "wei@example.com").expect("made again");
    assert_eq!((crm.value(&again, "city").as_str(), crm.value(&again, "name").as_str()), ("Oslo", "Wei"));
}

#[test]
fn an_undone_run_takes_back_what_it_had_brought_there_too() {
    let time = time();
    let (shop, crm) = (System::new("shop", &time), System::new("crm", &time));
    let office = Office::sqlite(&[(shop.clone(), definition("shop")), (crm.clone(), definition("crm"))], &time);
    shop.edit("S1", &[("name", "Wei"), ("email", "wei@example.com"), ("city", "Rome")]);
    for _ in 0..2 {
        office.passed(0);
        office.passed(1);
    }
    let id = crm.find_id("email", "wei@example.com").expect("passed on");
    shop.edit("S1", &[("city", "Wrong")]);
    office.read(0).expect("read");
    let bad = newest_run(&office);
    office.passed(1);
    assert_eq!(crm.value(&id, "city"), "Wrong");
    let report = office.records.rollback(&office.caller, bad, false).expect("undone");
    assert_eq!((office.text(office.only(), "city").as_str(), report.kept), ("Rome", 0));
    office.passed(1);
    assert_eq!(crm.value(&id, "city"), "Rome", "the old value goes out by the same way");
    assert_eq!(shop.value("S1", "city"), "Wrong", "what somebody changed there is theirs");
}

#[test]
fn old_values_are_pushed_back_while_the_sync_stands_still_and_later_changes_there_are_left_alone() {
    let (office, crm) = one(|_| {});
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com"), ("city", "Rome")]);
    crm.edit("C2", &[("name", "Ann"), ("email", "ann@example.com"), ("city", "Oslo")]);
    office.passed(0);
    let ids: Vec<_> = office.live().into_keys().map(model::RecordId).collect();
    for id in &ids {
        office.patch(*id, r#"{"city":"Wrong"}"#).expect("edited");
    }
    let new = office.create(r#"{"name":"New","email":["new@example.com"]}"#);
    let run = office.passed(0).run.expect("a run");
    let writes = ExternalWrite::list(&office.store, run, 0, 10).expect("read");
    assert_eq!(writes.len(), 3);
    assert_eq!((writes[0].old.to_string(), writes[0].new.to_string()), (r#"{"city":"Rome"}"#.to_owned(), r#"{"city":"Wrong"}"#.to_owned()));
    crm.edit("C2", &[("city", "Changed since")]);
    assert!(office.runner(0).push_back(run, &model::Actor::System).is_err(), "the sync must be paused");
    let sync = office.syncs[0].0;
    office.redefine(sync, |_, state| *state = SyncState::Paused);
    let done = office.runner(0).push_back(run, &model::Actor::System).expect("pushed");
    assert_eq!((done.written, done.kept, done.failed), (2, 1, 0));
    assert_eq!((crm.value("C1", "city").as_str(), crm.value("C2", "city").as_str()), ("Rome", "Changed since"));
    assert_eq!(crm.find_id("email", "new@example.com"), None, "what was made is gone");
    let logged = ExternalWrite::list(&office.store, model::RunId(done.run_id.parse().expect("an id")), 0, 10).expect("read");
    assert_eq!(logged.len(), 2);
    let _ = new;
}

#[test]
fn the_data_are_copied_before_the_first_write_and_only_then() {
    let (mut office, _) = one(out_only);
    let folder = tempfile::tempdir().expect("a folder");
    office.backups = Some(folder.path().to_owned());
    let copies = || std::fs::read_dir(folder.path()).expect("a folder").count();
    assert!(matches!(office.write(0).ended, Ended::Idle));
    assert_eq!(copies(), 0);
    office.create(WEI);
    assert_eq!(office.write(0).report.notes[0].code, "backup");
    office.create(r#"{"name":"Ann","email":["ann@example.com"]}"#);
    office.write(0);
    assert_eq!(copies(), 1);
}
