//! The schema of the other system changes: what is not there any more is not written, the rest goes on, and people are told once.

use model::FindingCode;
use store::{DeliveryState, ReviewRow, ReviewState, RunState};
use sync::outbound::{Ended, accept_schema};

use crate::office::Office;
use crate::outbound::one;
use crate::scripted::System;

const WEI: &str = r#"{"name":"Wei","email":["wei@example.com"],"city":"Rome"}"#;

/// A sync in both directions that has come to rest with Wei on both sides.
fn at_rest() -> (Office, System, model::RecordId, String) {
    let (office, crm) = one(|_| {});
    let wei = office.create(WEI);
    office.passed(0);
    office.passed(0);
    let id = crm.find_id("email", "wei@example.com").expect("made there");
    (office, crm, wei, id)
}

fn drifts(office: &Office) -> Vec<ReviewRow> {
    let mut reviews = office.reviews();
    reviews.retain(|review| review.kind == "schema_drift" && review.detail.contains("\"outward\":true"));
    reviews
}

fn settle(office: &Office, review: &ReviewRow) {
    let settled = ReviewRow { state: ReviewState::Settled, settled_ms: Some(1), settled_by: "somebody".to_owned(), ..review.clone() };
    office.store.write(move |session| session.review_save(&settled)).expect("saved");
}

#[test]
fn a_field_that_is_gone_there_is_left_out_told_once_and_written_when_it_is_back() {
    for is_fixed in [false, true] {
        let (office, crm, wei, id) = at_rest();
        {
            let mut inside = crm.inside();
            let columns = if is_fixed { &mut inside.fixed } else { &mut inside.hidden };
            columns.insert("city");
        }
        office.patch(wei, r#"{"name":"Wei Zhang","city":"Oslo"}"#).expect("edited");
        let told = office.passed(0);
        assert_eq!((told.report.status.as_str(), told.report.counts.written_updated), ("warning", 1), "{:?}", told.report);
        assert_eq!((crm.value(&id, "name"), crm.value(&id, "city")), ("Wei Zhang".to_owned(), "Rome".to_owned()));
        let asked = drifts(&office);
        let change = if is_fixed { "read_only" } else { "missing" };
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert!(asked[0].detail.contains("\"lines\":[4]") && asked[0].detail.contains(change), "{}", asked[0].detail);

        // Settled, it is not asked again; what only concerns the field writes nothing.
        settle(&office, &asked[0]);
        accept_schema(&office.store, office.syncs[0].0).expect("noted");
        let effects = crm.effects();
        office.patch(wei, r#"{"city":"Bonn"}"#).expect("edited");
        office.passed(0);
        assert_eq!((drifts(&office).len(), crm.effects()), (0, effects));

        crm.inside().fixed.clear();
        crm.inside().hidden.clear();
        office.passed(0);
        assert_eq!((crm.value(&id, "city").as_str(), office.text(wei, "city").as_str()), ("Bonn", "Bonn"));
        assert!(matches!(office.passed(0).ended, Ended::Idle), "and all is quiet");
        assert_eq!(office.reviews().len(), 0);
    }
}

#[test]
fn a_stream_that_is_gone_there_holds_writing_while_reading_goes_on() {
    for takes_nothing in [false, true] {
        let (office, crm, wei, id) = at_rest();
        crm.inside().is_listed = takes_nothing;
        (crm.inside().can.create, crm.inside().can.update) = (false, false);
        office.patch(wei, r#"{"city":"Oslo"}"#).expect("edited");
        crm.edit("C9", &[("name", "Ann"), ("email", "ann@example.com")]);
        let held = office.passed(0);
        let reason = held.report.error.clone().unwrap_or_default();
        assert_eq!(held.ended, Ended::Held, "{:?}", held.report);
        assert!(reason.contains(if takes_nothing { "takes no records any more" } else { "is no longer there" }), "{reason}");
        let run = office.store.read(|session| session.run(held.run.expect("a run"))).expect("read").expect("the run");
        assert_eq!((run.state, office.live().len(), crm.value(&id, "city").as_str()), (RunState::Warning, 2, "Rome"), "it was read");
        assert_eq!(drifts(&office).len(), 1);
        office.pass_time(60_000);
        crm.edit("C9", &[("city", "Bern")]);
        let again = office.passed(0);
        assert_eq!((again.ended, again.run, drifts(&office).len()), (Ended::Held, None, 1), "it is said once");

        crm.inside().is_listed = true;
        (crm.inside().can.create, crm.inside().can.update) = (true, true);
        assert_eq!(office.passed(0).report.counts.written_updated, 1);
        assert_eq!((crm.value(&id, "city").as_str(), drifts(&office).len()), ("Oslo", 0));
    }
}

#[test]
fn a_stream_that_never_was_there_is_an_error_of_the_sync() {
    let (office, crm) = one(|_| {});
    office.create(WEI);
    crm.inside().is_listed = false;
    let end = office.passed(0);
    assert_eq!(end.ended, Ended::Failed);
    assert!(end.report.error.expect("a reason").contains("stream people"));
}

#[test]
fn a_refusal_tells_which_option_the_other_system_lacks() {
    let (office, crm, wei, _) = at_rest();
    crm.inside().options.insert("city", vec!["Rome", "Oslo"]);
    office.patch(wei, r#"{"city":"Bern"}"#).expect("edited");
    assert_eq!(office.passed(0).report.counts.written_updated, 1, "a system that takes it is let");
    crm.inside().refuses.push(("city", "Nowhere", false));
    office.patch(wei, r#"{"city":"Nowhere"}"#).expect("edited");
    let end = office.passed(0);
    let run = end.run.expect("a run");
    let letters = office.store.read(|session| session.dead_letters(run, 0, 10)).expect("read");
    assert_eq!((letters.len(), letters[0].code, letters[0].field.as_str()), (1, FindingCode::TargetOptionUnknown, "city"));
    assert!(letters[0].detail.ends_with("city has no option \"Nowhere\" there"), "{}", letters[0].detail);
    assert_eq!(office.delivery(0, wei).expect("a row").state, DeliveryState::Refused);
}

#[test]
fn options_that_are_gone_there_are_told_and_accepted() {
    let (office, crm, wei, id) = at_rest();
    crm.inside().options.insert("city", vec!["Rome", "Oslo"]);
    office.patch(wei, r#"{"notes":"one"}"#).expect("edited");
    office.passed(0);
    assert!(drifts(&office).is_empty(), "what is seen for the first time is no change");
    crm.inside().options.insert("city", vec!["Rome", "Bern"]);
    office.patch(wei, r#"{"notes":"two","city":"Bern"}"#).expect("edited");
    let told = office.passed(0);
    assert_eq!((told.report.status.as_str(), crm.value(&id, "city").as_str()), ("warning", "Bern"), "its values are written on");
    let asked = drifts(&office);
    assert!(asked.len() == 1 && asked[0].detail.contains("\"options\":[\"Oslo\"]"), "{asked:?}");
    settle(&office, &asked[0]);
    accept_schema(&office.store, office.syncs[0].0).expect("noted");
    office.patch(wei, r#"{"notes":"three"}"#).expect("edited");
    assert_eq!((office.passed(0).report.status.as_str(), drifts(&office).len()), ("done", 0));
}
