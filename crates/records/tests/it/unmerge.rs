//! Merges that can be taken back exactly.

use model::RecordId;

use crate::world::{Line, World};

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
    assert!(matches!(refused, Err(records::RecordError::MergeRefused { .. })));
}
