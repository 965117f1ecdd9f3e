//! Fields that both sides change, and what is noted after a write to another system.

use std::collections::BTreeMap;

use model::RecordId;
use proptest::prelude::*;
use records::{ConflictOutcome, ConflictPolicy, TwoWay};

use crate::undo::{cases, line, play, step};
use crate::world::{Line, World};

const POLICIES: [ConflictPolicy; 4] =
    [ConflictPolicy::SourceWins, ConflictPolicy::Newest, ConflictPolicy::RapportWins, ConflictPolicy::Ask];

fn two_way(world: &World, policy: ConflictPolicy, tolerance_ms: i64) -> TwoWay {
    let field = |name: &str| (world.object.field(name).expect("shipped").id, policy);
    TwoWay::new(BTreeMap::from([field("city"), field("phone"), field("name"), field("notes")]), tolerance_ms)
}

fn world(policy: ConflictPolicy) -> World {
    let mut world = World::new();
    world.two_way = Some(two_way(&world, policy, 120_000));
    world
}

fn crm(id: &str, json: &str) -> Line {
    ("crm", id.to_owned(), json.to_owned())
}

/// One record that the CRM shows with city `old`, and its id.
fn known(world: &mut World) -> RecordId {
    world.load(&[crm("1", r#"{"name":"A","city":"old"}"#)]);
    world.live_ids()[0]
}

/// What both sides changed is settled by the policy; a value that was delivered yields to whatever is newer there.
#[test]
fn a_field_changed_on_both_sides_follows_its_policy() {
    for (policy, settled, city) in [
        (ConflictPolicy::SourceWins, ConflictOutcome::Source, "there"),
        (ConflictPolicy::RapportWins, ConflictOutcome::Here, "here"),
        (ConflictPolicy::Ask, ConflictOutcome::Asked, "here"),
        // The clock of the rows stands at 1 ms, the one of the records at a real time.
        (ConflictPolicy::Newest, ConflictOutcome::Here, "here"),
    ] {
        let mut world = world(policy);
        let id = known(&mut world);
        world.patch(id, r#"{"city":"here"}"#).expect("edit works");
        world.load(&[crm("1", r#"{"name":"A","city":"there"}"#)]);
        assert_eq!(world.live()[&id.0], format!(r#"{{"name":"A","city":"{city}"}}"#), "{policy:?}");
        let conflicts = world.conflicts.lock().expect("one thread").clone();
        assert_eq!(conflicts.len(), 1, "{policy:?}");
        let found = (conflicts[0].before.as_deref(), conflicts[0].there.as_deref(), conflicts[0].here.as_deref(), conflicts[0].settled);
        assert_eq!(found, (Some("\"old\""), Some("\"there\""), Some("\"here\""), settled), "{policy:?}");
    }
}

#[test]
fn within_the_tolerance_of_the_clocks_the_source_is_newer() {
    let mut world = World::new();
    world.two_way = Some(two_way(&world, ConflictPolicy::Newest, 1_800_000_000_000));
    let id = known(&mut world);
    world.patch(id, r#"{"city":"here"}"#).expect("edit works");
    world.load(&[crm("1", r#"{"name":"A","city":"there"}"#)]);
    assert_eq!(world.live()[&id.0], r#"{"name":"A","city":"there"}"#);
}

#[test]
fn different_fields_never_disturb_each_other() {
    for policy in POLICIES {
        let mut world = world(policy);
        let id = known(&mut world);
        world.patch(id, r#"{"notes":"here"}"#).expect("edit works");
        world.load(&[crm("1", r#"{"name":"A","city":"there"}"#)]);
        assert_eq!(world.live()[&id.0], r#"{"name":"A","city":"there","notes":"here"}"#, "{policy:?}");
        assert!(world.conflicts.lock().expect("one thread").is_empty());
    }
}

#[test]
fn a_delivered_value_yields_to_a_newer_one_whatever_the_policy_says() {
    for policy in POLICIES {
        let mut world = world(policy);
        let id = known(&mut world);
        world.patch(id, r#"{"city":"here","phone":["+8613800000001","+8613800000002"]}"#).expect("edit works");
        world.write_out("crm", "1", id, &["city", "phone"]);
        world.load(&[crm("1", r#"{"name":"A","city":"there","phone":["+8613800000009"]}"#)]);
        assert_eq!(world.live()[&id.0], r#"{"name":"A","phone":["+8613800000009"],"city":"there"}"#, "{policy:?}");
        assert!(world.conflicts.lock().expect("one thread").is_empty());
    }
}

#[test]
fn the_row_before_the_write_repeated_late_takes_nothing_back() {
    let mut world = world(ConflictPolicy::SourceWins);
    let id = known(&mut world);
    world.patch(id, r#"{"city":"here"}"#).expect("edit works");
    world.write_out("crm", "1", id, &["city"]);
    world.load_again(&crm("1", r#"{"name":"A","city":"old"}"#), 1);
    assert_eq!(world.live()[&id.0], r#"{"name":"A","city":"here"}"#, "a repetition of what was shown before");
    world.load(&[crm("1", r#"{"name":"A","city":"old"}"#)]);
    assert_eq!(world.live()[&id.0], r#"{"name":"A","city":"old"}"#, "changed back there, later");
}

/// Two systems, each changing another field of the same record between two reads, with clocks that are far apart.
#[test]
fn fields_changed_in_two_systems_both_survive_whatever_their_clocks_say() {
    for (shop_ahead, first) in [(0, true), (0, false), (300_000, true), (300_000, false), (-300_000, true), (-300_000, false)] {
        let mut world = world(ConflictPolicy::SourceWins);
        let shop = |json: &str| -> Line { ("shop", "S".to_owned(), json.to_owned()) };
        world.load_again(&crm("1", r#"{"name":"A","phone":["+8613800000001"],"city":"old"}"#), 1_000_000);
        world.load_again(&shop(r#"{"name":"A","phone":["+8613800000001"],"city":"old"}"#), 1_000_010 + shop_ahead);
        // Each row carries the old value of the other's field.
        let changes = [
            (crm("1", r#"{"name":"A","phone":["+8613800000001"],"city":"new"}"#), 1_000_100),
            (shop(r#"{"name":"B","phone":["+8613800000001"],"city":"old"}"#), 1_000_101 + shop_ahead),
        ];
        for at in if first { [0, 1] } else { [1, 0] } {
            world.load_again(&changes[at].0, changes[at].1);
        }
        let id = world.live_ids()[0];
        let expected = r#"{"name":"B","phone":["+8613800000001"],"city":"new"}"#;
        assert_eq!(world.live()[&id.0], expected, "shop ahead by {shop_ahead} ms, the CRM read first: {first}");
        // What was passed on comes back with a new version and changes nothing.
        world.write_out("crm", "1", id, &["name"]);
        world.write_out("shop", "S", id, &["city"]);
        world.load_again(&crm("1", expected), 1_000_200);
        world.load_again(&shop(expected), 1_000_200 + shop_ahead);
        assert_eq!(world.live()[&id.0], expected);
        world.load_again(&crm("1", r#"{"name":"B","phone":["+8613800000001"],"city":"newer"}"#), 1_000_300);
        assert_eq!(world.live()[&id.0], r#"{"name":"B","phone":["+8613800000001"],"city":"newer"}"#, "ahead by {shop_ahead} ms");
    }
}

#[test]
fn at_the_first_meeting_the_policy_decides_and_an_empty_value_takes_nothing() {
    for (policy, city) in [(ConflictPolicy::SourceWins, "there"), (ConflictPolicy::RapportWins, "here")] {
        let mut world = world(policy);
        let values = world.doc(r#"{"name":"A","phone":["+8613800000001"],"city":"here","notes":"mine"}"#);
        let id = world.records.create(&world.caller, &world.object, values).wait().expect("created").id;
        world.load(&[crm("1", r#"{"name":"A","phone":["+8613800000001"],"city":"there"}"#)]);
        let expected = format!(r#"{{"name":"A","phone":["+8613800000001"],"city":"{city}","notes":"mine"}}"#);
        assert_eq!(world.live()[&id.0], expected, "{policy:?}");
    }
}

#[test]
fn a_value_set_in_a_merged_record_yields_as_well() {
    let mut world = world(ConflictPolicy::SourceWins);
    world.load(&[crm("1", r#"{"name":"A","city":"old"}"#), crm("2", r#"{"name":"B","city":"x"}"#)]);
    let ids = world.live_ids();
    world.patch(ids[1], r#"{"city":"here"}"#).expect("edit works");
    world.records.merge(&world.caller, &world.object, ids[0], vec![ids[1]]).wait().expect("merge works");
    let run = world.load(&[crm("1", r#"{"name":"A","city":"there"}"#)]);
    let city = world.object.field("city").expect("shipped").id;
    assert_eq!(world.doc(&world.live()[&ids[0].0]).get(city), Some("\"there\""));
    world.rollback(run);
    assert_eq!(world.doc(&world.live()[&ids[0].0]).get(city), Some("\"here\""));
}

#[test]
fn a_record_made_there_and_read_back_first_is_one_record_and_the_undo_of_an_import_passes_it() {
    let mut world = World::new();
    let run = world.load(&[("shop", "S1".to_owned(), r#"{"name":"A","city":"x"}"#.to_owned())]);
    let id = world.live_ids()[0];
    // The row comes back before the write is noted; nothing identifies it.
    world.load(&[crm("9", r#"{"name":"A"}"#)]);
    assert_eq!(world.live_ids().len(), 2);
    world.write_out("crm", "9", id, &["name", "city"]);
    assert_eq!(world.live_ids(), vec![id]);
    world.check();

    let mut world = World::new();
    let other = world.load(&[("shop", "S1".to_owned(), r#"{"name":"A","city":"x"}"#.to_owned())]);
    world.write_out("crm", "9", world.live_ids()[0], &["name", "city"]);
    assert_eq!(world.rollback(other).deleted, 1, "that it was passed on keeps nothing");
    assert!(world.live().is_empty());
    let _ = run;
}

fn any_policy() -> impl Strategy<Value = ConflictPolicy> {
    (0..4_usize).prop_map(|at| POLICIES[at])
}

proptest! {
    #![proptest_config(cases())]

    /// After any history of loads, edits, merges and writes: a load whose values push edits aside, and its undo, leave no trace.
    #[test]
    fn a_two_way_run_undone_at_once_leaves_no_trace(
        policy in any_policy(),
        history in prop::collection::vec(step(), 0..12),
        lines in prop::collection::vec(line(), 1..8),
    ) {
        let mut world = world(policy);
        let mut runs = Vec::new();
        for step in &history {
            play(&mut world, step, &mut runs);
        }
        world.check();
        let before = world.live();
        let run = world.load(&lines);
        let after = world.live();
        let undo = world.rollback(run);
        prop_assert_eq!(world.live(), before, "history {:?}", history);
        prop_assert_eq!(undo.kept, 0);
        world.check();
        world.rollback(model::RunId(undo.run_id));
        prop_assert_eq!(world.live(), after, "undoing the undo");
        world.check();
    }

    /// What a run brought and was then passed on to other systems goes back all the same.
    #[test]
    fn a_run_undone_after_its_values_were_passed_on_leaves_no_trace(
        base in prop::collection::vec(line(), 1..6),
        known in any::<bool>(),
        lines in prop::collection::vec(line(), 1..6),
    ) {
        const FIELDS: [&str; 3] = ["name", "email", "city"];
        let mut world = World::new();
        world.load(&base);
        for id in world.live_ids().into_iter().filter(|_| known) {
            world.write_out("out", &format!("O{id}"), id, &FIELDS);
        }
        let before = world.live();
        let run = world.load(&lines);
        for id in world.live_ids() {
            world.write_out("out", &format!("O{id}"), id, &FIELDS);
        }
        let undo = world.rollback(run);
        let now = world.live();
        world.check();
        let merged = undo.restored > 0;
        for (id, doc) in &before {
            let (old, new) = (world.doc(doc), world.doc(now.get(id).map_or("{}", String::as_str)));
            for name in FIELDS.into_iter().filter(|name| !merged && *name != "email") {
                let field = world.object.field(name).expect("shipped").id;
                prop_assert_eq!(old.get(field), new.get(field), "{} of {}: {} / {:?}", name, id, doc, now.get(id));
            }
        }
        prop_assert!(merged || now.len() == before.len(), "created records went");
    }
}
