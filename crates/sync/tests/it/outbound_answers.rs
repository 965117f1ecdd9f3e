//! What people answer about records at the other system, and what follows from it.

use model::RecordId;
use store::DeliveryState;
use sync::SyncDefinition;
use sync::definition::Direction;
use sync::outbound::{OutboundError, give_again, make_again, stand_for};

use crate::office::{Office, definition};
use crate::outbound::{WEI, one, time};
use crate::scripted::System;

fn out_only(definition: &mut SyncDefinition) {
    definition.direction = Direction::Out;
    definition.mapping = None;
}

#[test]
fn a_record_that_is_gone_there_is_made_again_when_a_person_says_so() {
    let (office, crm) = one(|_| {});
    let wei = office.create(WEI);
    office.passed(0);
    crm.delete(&crm.find_id("email", "wei@example.com").expect("made"));
    office.patch(wei, r#"{"city":"Oslo"}"#).expect("edited");
    office.write(0);
    assert_eq!(office.reviews().iter().map(|review| review.kind.as_str()).collect::<Vec<_>>(), ["gone_there"]);
    assert_eq!((crm.count(), office.delivery(0, wei).expect("a row").code.as_str()), (0, "gone_there"));
    let (sync, before) = (office.syncs[0].0, crm.effects());
    assert!(office.store.write(move |session| make_again(session, sync, wei)).expect("answered"));
    office.passed(0);
    let made = crm.find_id("email", "wei@example.com").expect("made again");
    assert_eq!((crm.value(&made, "city").as_str(), crm.count(), crm.effects()), ("Oslo", 1, before + 1));
    assert_eq!(office.delivery(0, wei).expect("a row").state, DeliveryState::InSync);
    assert!(!office.store.write(move |session| make_again(session, sync, wei)).expect("answered"), "it is there");
    // Once only: deleted there once more, it is not made by itself.
    crm.delete(&made);
    office.patch(wei, r#"{"city":"Bonn"}"#).expect("edited");
    for _ in 0..2 {
        office.pass_time(60_000);
        office.passed(0);
    }
    assert_eq!((crm.count(), office.delivery(0, wei).expect("a row").code.as_str()), (0, "gone_there"));
}

#[test]
fn a_record_that_looks_like_several_there_is_the_one_that_a_person_names() {
    let (office, crm) = one(out_only);
    crm.inside().unique = Some("email");
    crm.edit("X1", &[("name", "Wei 1"), ("email", "wei@example.com")]);
    crm.edit("X2", &[("name", "Wei 2"), ("email", "wei@example.com")]);
    let wei = office.create(WEI);
    office.write(0);
    assert_eq!(office.delivery(0, wei).expect("a row").state, DeliveryState::Refused);
    answered(&office, wei, "X2").expect("it is that one");
    crm.inside().unique = None;
    office.write(0);
    assert_eq!((crm.value("X2", "name").as_str(), crm.value("X1", "name").as_str(), crm.count()), ("Wei", "Wei 1", 2));
    let row = office.delivery(0, wei).expect("a row");
    assert_eq!((row.state, row.external_id.as_str()), (DeliveryState::InSync, "X2"));
    // Nobody else is that one any more.
    let ann = office.create(r#"{"name":"Ann","email":["ann@example.com"]}"#);
    let refused = answered(&office, ann, "X2").expect_err("it is another one's");
    assert!(matches!(refused, OutboundError::HeldThere { holder, .. } if holder == wei), "{refused:?}");
}

fn answered(office: &Office, record: RecordId, external_id: &str) -> Result<(), OutboundError> {
    let mut definition = definition("crm");
    out_only(&mut definition);
    stand_for(&office.records, &office.caller, (office.syncs[0].0, &definition), record, external_id)
}

#[test]
fn a_field_that_was_stopped_is_given_its_value_again_when_a_person_says_so() {
    let time = time();
    let systems = ["loud", "quiet"].map(|name| System::new(name, &time));
    systems[0].inside().lossy.insert("city", |text| text.to_uppercase());
    systems[1].inside().lossy.insert("city", |text| text.to_lowercase());
    let with: Vec<_> = systems.iter().map(|system| (system.clone(), definition(system.name))).collect();
    let office = Office::sqlite(&with, &time);
    let wei = office.create(WEI);
    let round = || {
        for at in 0..2 {
            office.pass_time(60_000);
            office.passed(at);
        }
    };
    (0..12).for_each(|_| round());
    let (stopped, at) = (0..2)
        .filter_map(|at| {
            let sync = office.syncs[at].0;
            let subject = format!("sync:{sync}/{wei}/city");
            office.reviews().into_iter().any(|review| review.subject == subject).then_some((sync, at))
        })
        .next()
        .expect("one is stopped");
    let before = systems[at].effects();
    round();
    assert_eq!(systems[at].effects(), before, "nothing is written any more");
    // The systems agree by now: what was stopped may go on.
    systems.iter().for_each(|system| system.inside().lossy.clear());
    assert!(office.store.write(move |session| give_again(session, stopped, wei, "city")).expect("answered"));
    (0..3).for_each(|_| round());
    let shown: Vec<String> =
        systems.iter().map(|system| system.value(&system.find_id("email", "wei@example.com").expect("there"), "city")).collect();
    assert_eq!((shown[0].as_str(), systems[at].effects()), (shown[1].as_str(), before + 1));
    assert!(!office.store.write(move |session| give_again(session, stopped, wei, "city")).expect("answered"), "nothing is stopped");
}
