//! Merges that can be taken back exactly.

use std::collections::BTreeSet;

use model::RecordId;

use crate::world::{Line, World};

/// Numbers that look random and are the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most.max(1) as u64).expect("below a usize")
    }
}

/// Source records that nobody holds, and those that two hold.
fn misplaced(world: &World, known: &BTreeSet<(&'static str, String)>) -> Vec<String> {
    let mut held = BTreeSet::new();
    let mut wrong = Vec::new();
    for id in world.live_ids() {
        for source in world.records.sources(&world.caller, &world.object, id).expect("sources read") {
            if !held.insert((source.source.clone(), source.external_id.clone())) {
                wrong.push(format!("{} of {} is held twice", source.external_id, source.source));
            }
        }
    }
    wrong.extend(
        known
            .iter()
            .filter(|(source, id)| !held.contains(&((*source).to_owned(), id.clone())))
            .map(|(source, id)| format!("nobody holds {id} of {source}")),
    );
    wrong
}

/// Merges and unmerges two records at a time, most of the time with loads between, and looks for what got lost or went astray.
fn merge_and_unmerge(mut world: World, pairs: usize) {
    const CUSTOMERS: usize = 12;
    let mut dice = Dice(20_261_127);
    let mut known: BTreeSet<(&'static str, String)> = BTreeSet::new();
    let source = |customer: usize| if customer.is_multiple_of(2) { "shop" } else { "crm" };
    let line = |source: &'static str, id: String, customer: usize, city: usize| -> Line {
        (source, id, format!(r#"{{"name":"C{customer}","phone":["+861380000{customer:04}"],"city":"L{city}"}}"#))
    };
    for customer in 0..CUSTOMERS {
        let lines = rows(source(customer), customer, 1 + customer % 3);
        known.extend(lines.iter().map(|line| (line.0, line.1.clone())));
        world.load(&lines);
    }
    let ids = world.live_ids();
    assert_eq!(ids.len(), CUSTOMERS);
    for pair in 0..pairs {
        let (survivor, other) = (dice.below(CUSTOMERS), dice.below(CUSTOMERS));
        if survivor == other {
            continue;
        }
        let before = world.live();
        world.records.merge(&world.caller, &world.object, ids[survivor], vec![ids[other]]).wait().expect("merge works");
        assert_eq!(world.live_ids().len(), CUSTOMERS - 1);
        let loads = dice.below(3);
        for _ in 0..loads {
            let city = dice.below(5);
            let row = match dice.below(3) {
                0 => line("erp", format!("erp-{survivor}-{pair}"), survivor, city),
                1 => line(source(survivor), format!("{}-{survivor}-0", source(survivor)), survivor, city),
                _ => line(source(other), format!("{}-{other}-0", source(other)), other, city),
            };
            known.insert((row.0, row.1.clone()));
            world.load(&[row]);
        }
        world.records.unmerge(&world.caller, &world.object, ids[survivor], vec![ids[other]]).wait().expect("unmerge works");
        let after = world.live();
        assert_eq!(world.live_ids(), ids, "pair {pair}");
        if loads == 0 {
            assert_eq!(after, before, "pair {pair}: nothing came between, so nothing is different");
        }
        for (customer, id) in ids.iter().enumerate() {
            assert!(after[&id.0].contains(&format!(r#""C{customer}""#)), "pair {pair}: {} is not {customer}", after[&id.0]);
        }
        if pair % 20 == 0 {
            assert_eq!(misplaced(&world, &known), Vec::<String>::new(), "pair {pair}");
        }
    }
    assert_eq!(misplaced(&world, &known), Vec::<String>::new());
    world.check();
}

/// As many pairs as the environment says, else a few.
fn pairs(usual: usize) -> usize {
    std::env::var("RAPPORT_PROPERTY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn merges_that_are_taken_back_leave_nobody_behind() {
    merge_and_unmerge(World::new(), pairs(400));
}

#[test]
fn merges_that_are_taken_back_leave_nobody_behind_on_postgresql() {
    let Some(world) = World::on_postgres() else { return };
    merge_and_unmerge(world, pairs(100));
}

fn rows(source: &'static str, customer: usize, count: usize) -> Vec<Line> {
    (0..count)
        .map(|at| {
            (
                source,
                format!("{source}-{customer}-{at}"),
                format!(r#"{{"name":"C{customer}","phone":["+861380000{customer:04}"],"city":"{at}"}}"#),
            )
        })
        .collect()
}

#[test]
fn five_merged_records_come_apart_with_everything_they_had() {
    let mut world = World::new();
    for customer in 0..5 {
        world.load(&rows("shop", customer, 40));
    }
    let before = world.live();
    assert_eq!(before.len(), 5);
    let ids: Vec<RecordId> = world.live_ids();
    world.records.merge(&world.caller, &world.object, ids[0], ids[1..].to_vec()).wait().expect("merge works");
    assert_eq!(world.live_ids(), vec![ids[0]]);
    assert_eq!(world.records.sources(&world.caller, &world.object, ids[3]).expect("old ids resolve").len(), 200);
    let later: Vec<Line> =
        (0..20).map(|at| ("crm", format!("later-{at}"), r#"{"name":"Later","phone":["+8613800000003"]}"#.to_owned())).collect();
    world.load(&later);
    assert_eq!(world.live_ids(), vec![ids[0]], "any of its phones finds the merged customer");
    world.check();
    world.records.unmerge(&world.caller, &world.object, ids[0], Vec::new()).wait().expect("unmerge works");
    let after = world.live();
    assert_eq!(after.len(), 5);
    for id in &ids[1..] {
        assert_eq!(after[&id.0], before[&id.0]);
        assert_eq!(world.records.sources(&world.caller, &world.object, *id).expect("sources read").len(), 40);
    }
    assert_eq!(world.records.sources(&world.caller, &world.object, ids[0]).expect("sources read").len(), 60);
    world.check();
}

#[test]
fn records_told_apart_are_not_merged_again_by_a_load() {
    let mut world = World::new();
    world.load(&[
        ("shop", "A".to_owned(), r#"{"name":"A","phone":["+8613800000001"]}"#.to_owned()),
        ("shop", "B".to_owned(), r#"{"name":"B","phone":["+8613800000001"]}"#.to_owned()),
        ("shop", "C".to_owned(), r#"{"name":"C","phone":["+8613800000002"]}"#.to_owned()),
    ]);
    let ids = world.live_ids();
    assert_eq!(ids.len(), 2);
    world.records.merge(&world.caller, &world.object, ids[0], vec![ids[1]]).wait().expect("merge works");
    world.records.unmerge(&world.caller, &world.object, ids[0], Vec::new()).wait().expect("unmerge works");
    world.load(&[("shop", "C".to_owned(), r#"{"name":"C","phone":["+8613800000001"]}"#.to_owned())]);
    assert_eq!(world.live_ids(), ids, "a person told them apart");
}

#[test]
fn different_credit_codes_are_never_one_customer() {
    let mut world = World::new();
    world.load(&[
        ("shop", "A".to_owned(), r#"{"name":"A","phone":["+8613800000001"],"credit_code":"91110105MA01ABC179"}"#.to_owned()),
        ("shop", "B".to_owned(), r#"{"name":"B","phone":["+8613800000001"],"credit_code":"91310115MA1K2DEF5Y"}"#.to_owned()),
    ]);
    let ids = world.live_ids();
    assert_eq!(ids.len(), 2);
    let refused = world.records.merge(&world.caller, &world.object, ids[0], vec![ids[1]]).wait();
    assert!(matches!(refused, Err(records::RecordError::MergeRefused(records::MergeRefusal::OfficialIds))));
}
