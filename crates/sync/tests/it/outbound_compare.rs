//! Looking without touching: what writing would do, and what differs between both sides.

use sync::definition::Direction;
use sync::outbound::ExternalWrite;

use crate::outbound::one;

#[test]
fn a_rehearsal_says_what_would_be_written_and_writes_nothing() {
    let (office, crm) = one(|definition| definition.outgoing.as_mut().expect("writes").delete = true);
    assert!(office.runner(0).preview().expect("rehearsed").waits_for_first_read);
    for (id, email) in [("C1", "wei@example.com"), ("C2", "ann@example.com"), ("C3", "bob@example.com")] {
        crm.edit(id, &[("name", id), ("email", email), ("city", "Rome")]);
    }
    office.passed(0);
    let by_email = |email: &str| {
        let live = office.live();
        model::RecordId(*live.iter().find(|(_, doc)| doc.contains(email)).expect("a record").0)
    };
    office.patch(by_email("wei@"), r#"{"city":"Oslo"}"#).expect("edited");
    office.delete(by_email("ann@"));
    office.create(r#"{"name":"New","email":["new@example.com"]}"#);
    let before = (crm.effects(), office.live());
    let told = office.runner(0).preview().expect("rehearsed");
    assert_eq!((told.create, told.update, told.delete, told.in_sync), (1, 1, 1, 1));
    let update = told.writes.iter().find(|write| write.operation == "update").expect("listed");
    assert_eq!((update.old.to_string(), update.new.to_string()), (r#"{"city":"Rome"}"#.to_owned(), r#"{"city":"Oslo"}"#.to_owned()));
    assert_eq!((crm.effects(), office.live()), before);
    let counts = office.write(0).report.counts;
    assert_eq!((counts.written_created, counts.written_updated, counts.written_deleted), (1, 1, 1));
    let after = office.runner(0).preview().expect("rehearsed");
    assert_eq!((after.create, after.update, after.delete, after.in_sync), (0, 0, 0, 3));
}

#[test]
fn one_record_dropped_in_silence_is_found() {
    let (office, crm) = one(|_| {});
    for at in 0..500 {
        crm.edit(&format!("C{at}"), &[("name", &format!("N{at}")), ("email", &format!("n{at}@example.com")), ("city", "Rome")]);
    }
    office.passed(0);
    let clean = office.runner(0).reconcile(&model::Actor::System).expect("compared");
    assert_eq!((clean.status.as_str(), clean.read, clean.equal), ("done", 500, 500));
    // One changed, one new and one gone, without a word and without a new version.
    {
        let mut inside = crm.inside();
        inside.people.get_mut("C77").expect("there").fields.insert("city".to_owned(), "Oslo".to_owned());
        let lost = inside.people["C3"].clone();
        inside.people.insert("LOST".to_owned(), lost);
        inside.people.get_mut("LOST").expect("there").fields.insert("email".to_owned(), "lost@example.com".to_owned());
        inside.people.remove("C200");
    }
    let effects = crm.effects();
    let before = office.live();
    let report = office.runner(0).reconcile(&model::Actor::System).expect("compared");
    assert_eq!((report.status.as_str(), report.missing_here, report.missing_there, report.different), ("warning", 1, 1, 1));
    assert_eq!((crm.effects(), office.live()), (effects, before), "nothing is written");
    let run = model::RunId(report.run_id.parse().expect("an id"));
    let drift = ExternalWrite::list(&office.store, run, 0, 10).expect("read");
    let mut listed: Vec<_> = drift.iter().map(|line| (line.outcome.as_str(), line.external_id.as_str())).collect();
    listed.sort_unstable();
    assert_eq!(listed, [("different", "C77"), ("missing_here", "LOST"), ("missing_there", "C200")]);
    let changed = drift.iter().find(|line| line.outcome == "different").expect("listed");
    assert_eq!((changed.old.to_string(), changed.new.to_string()), (r#"{"city":"Oslo"}"#.to_owned(), r#"{"city":"Rome"}"#.to_owned()));
}

#[test]
fn what_was_set_here_of_fields_that_are_only_read_is_no_difference() {
    let (office, crm) = one(|definition| {
        definition.fields.entry("city".to_owned()).or_default().direction = Some(Direction::In);
    });
    crm.edit("C1", &[("name", "Wei"), ("email", "wei@example.com"), ("city", "Rome")]);
    office.passed(0);
    office.patch(office.only(), r#"{"city":"Oslo"}"#).expect("edited");
    office.passed(0);
    let report = office.runner(0).reconcile(&model::Actor::System).expect("compared");
    assert_eq!((report.equal, report.different, crm.value("C1", "city").as_str()), (1, 0, "Rome"));
}

#[test]
fn rows_there_that_are_one_record_here_are_told_as_such_and_are_no_difference() {
    let (office, crm) = one(|_| {});
    for (id, city) in [("C1", "Rome"), ("C2", "Oslo")] {
        crm.edit(id, &[("name", "Wei"), ("email", "wei@example.com"), ("city", city)]);
        office.passed(0);
    }
    let wei = office.only();
    office.patch(wei, r#"{"city":"Bonn"}"#).expect("edited");
    office.passed(0);
    office.passed(0);
    let (written, other) = if crm.value("C1", "city") == "Bonn" { ("C1", "C2") } else { ("C2", "C1") };
    assert_eq!(crm.value(written, "city"), "Bonn", "one of both is written");
    let shows = crm.value(other, "city");
    let report = office.runner(0).reconcile(&model::Actor::System).expect("compared");
    assert_eq!((report.status.as_str(), report.equal, report.different, report.same_record), ("done", 1, 0, 1));
    let list = |run: &str| ExternalWrite::list(&office.store, model::RunId(run.parse().expect("an id")), 0, 10).expect("read");
    let lines = list(&report.run_id);
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!((line.outcome.as_str(), line.external_id.as_str(), line.code.as_str()), ("same_record", other, written));
    assert_eq!(
        (line.record.as_str(), line.old["city"].as_str(), line.new["city"].as_str()),
        (wei.to_string().as_str(), Some(shows.as_str()), Some("Bonn"))
    );

    // What was not read is a difference, whichever row it is.
    crm.inside().people.get_mut(other).expect("there").fields.insert("city".to_owned(), "Kyiv".to_owned());
    let report = office.runner(0).reconcile(&model::Actor::System).expect("compared");
    assert_eq!((report.status.as_str(), report.different, report.same_record), ("warning", 1, 0));
}
