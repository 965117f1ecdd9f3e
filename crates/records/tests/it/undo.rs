//! Undo of runs, against every random history that proptest can think of.

use model::{FieldId, RecordId, RunId};
use proptest::prelude::*;

use crate::world::{Line, World};

/// One step of a history.
#[derive(Clone, Debug)]
pub enum Step {
    Load(Vec<Line>),
    Edit { pick: usize, json: String },
    Delete { pick: usize },
    Merge { pick: usize, other: usize },
    Unmerge { pick: usize },
    Undo { pick: usize },
    WriteOut { pick: usize, is_new: bool },
}

pub fn line() -> impl Strategy<Value = Line> {
    let phone = prop_oneof![3 => (0..6_u8).prop_map(Some), 1 => Just(None)];
    let email = prop_oneof![2 => (0..6_u8).prop_map(Some), 1 => Just(None)];
    (prop_oneof![Just("shop"), Just("crm")], 0..8_u8, 0..5_u8, 0..4_u8, phone, email).prop_map(|(source, id, name, city, phone, email)| {
        let mut json = format!(r#"{{"name":"N{name}""#);
        if let Some(email) = email {
            json.push_str(&format!(r#","email":["e{email}@example.com"]"#));
        }
        if let Some(phone) = phone {
            json.push_str(&format!(r#","phone":["+861380000000{phone}"]"#));
        }
        if city > 0 {
            json.push_str(&format!(r#","city":"C{city}""#));
        }
        json.push('}');
        (source, format!("X{id}"), json)
    })
}

pub fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop::collection::vec(line(), 1..6).prop_map(Step::Load),
        3 => (0..20_usize, 0..5_u8, any::<bool>()).prop_map(|(pick, value, is_phone)| Step::Edit {
            pick,
            json: if is_phone { format!(r#"{{"phone":["+861390000000{value}"]}}"#) } else { format!(r#"{{"city":"Hand{value}"}}"#) },
        }),
        1 => (0..20_usize).prop_map(|pick| Step::Delete { pick }),
        1 => (0..20_usize, 0..20_usize).prop_map(|(pick, other)| Step::Merge { pick, other }),
        1 => (0..20_usize).prop_map(|pick| Step::Unmerge { pick }),
        1 => (0..20_usize).prop_map(|pick| Step::Undo { pick }),
        2 => (0..20_usize, any::<bool>()).prop_map(|(pick, is_new)| Step::WriteOut { pick, is_new }),
    ]
}

/// Plays one step; the runs it made or undid are added to `runs`.
pub fn play(world: &mut World, step: &Step, runs: &mut Vec<RunId>) {
    let ids = world.live_ids();
    let at = |pick: usize| ids.get(pick % ids.len().max(1)).copied();
    match step {
        Step::Load(lines) => runs.push(world.load(lines)),
        Step::Edit { pick, json } => {
            if let Some(id) = at(*pick) {
                world.patch(id, json).expect("an edit of a live record works");
            }
        }
        Step::Delete { pick } => {
            if let Some(id) = at(*pick) {
                world
                    .records
                    .delete(&world.caller, &world.object, id, records::Expect::default())
                    .wait()
                    .expect("a live record can be deleted");
            }
        }
        Step::Merge { pick, other } => {
            if let (Some(id), Some(other)) = (at(*pick), at(*other))
                && id != other
            {
                world.records.merge(&world.caller, &world.object, id, vec![other]).wait().expect("live records merge");
            }
        }
        Step::Unmerge { pick } => {
            if let Some(id) = at(*pick) {
                match world.records.unmerge(&world.caller, &world.object, id, Vec::new()).wait() {
                    Ok(_) => {}
                    Err(error) => assert!(matches!(error, records::RecordError::NotFound { .. }), "unmerge failed: {error}"),
                }
            }
        }
        Step::WriteOut { pick, is_new } => {
            if let Some(id) = at(*pick) {
                let sources = world.records.sources(&world.caller, &world.object, id).expect("sources read");
                let known = sources.iter().find(|linked| !is_new && linked.source == "crm").map(|linked| linked.external_id.clone());
                let external_id = known.unwrap_or_else(|| format!("W{id}"));
                runs.push(world.write_out("crm", &external_id, id, &["name", "city", "phone"]));
            }
        }
        Step::Undo { pick } => {
            if let Some(run) = runs.get(pick % runs.len().max(1)).copied() {
                match world.records.rollback(&world.caller, run, false) {
                    Ok(report) => runs.push(RunId(report.run_id)),
                    Err(error) => assert!(matches!(error, records::RecordError::NotUndoable { .. }), "undo failed: {error}"),
                }
            }
        }
    }
}

pub fn cases() -> ProptestConfig {
    let cases = std::env::var("RAPPORT_PROPERTY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(120);
    ProptestConfig { cases, max_shrink_iters: 300, ..ProptestConfig::default() }
}

fn check_undo(mut world: World, history: &[Step], lines: &[Line]) -> Result<(), TestCaseError> {
    let mut runs = Vec::new();
    for step in history {
        play(&mut world, step, &mut runs);
    }
    world.check();
    let before = world.live();
    let run = world.load(lines);
    let after = world.live();
    let predicted = world.records.rollback(&world.caller, run, true).expect("rehearsal works");
    prop_assert_eq!(world.live(), after.clone(), "a rehearsal writes nothing");
    let undo = world.rollback(run);
    prop_assert_eq!(world.live(), before, "history {:?}", history);
    prop_assert_eq!((predicted.records, predicted.deleted, predicted.kept), (undo.records, undo.deleted, undo.kept));
    prop_assert_eq!(undo.kept, 0);
    world.check();
    world.rollback(RunId(undo.run_id));
    prop_assert_eq!(world.live(), after, "undoing the undo");
    world.check();
    Ok(())
}

/// The same on PostgreSQL, for fewer histories: each needs a database of its own.
#[test]
fn a_run_undone_on_postgresql_leaves_no_trace_either() {
    if World::on_postgres().is_none() {
        return;
    }
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 8, max_shrink_iters: 20, ..ProptestConfig::default() });
    let inputs = (prop::collection::vec(step(), 0..10), prop::collection::vec(line(), 1..6));
    let result = runner.run(&inputs, |(history, lines)| check_undo(World::on_postgres().expect("a server"), &history, &lines));
    result.unwrap_or_else(|error| panic!("{error}"));
}

proptest! {
    #![proptest_config(cases())]

    /// After any history: a run and its undo leave every live record as it was; the undo of the undo brings the run back.
    #[test]
    fn a_run_undone_at_once_leaves_no_trace_and_can_come_back(
        history in prop::collection::vec(step(), 0..12),
        lines in prop::collection::vec(line(), 1..8),
    ) {
        check_undo(World::new(), &history, &lines)?;
    }

    /// Whatever others did after the run: every field the run wrote is back, or is listed with who changed it; what others
    /// set by hand stays.
    #[test]
    fn what_others_changed_since_is_left_alone_and_listed(
        base in prop::collection::vec(line(), 1..6),
        lines in prop::collection::vec(line(), 1..6),
        edits in prop::collection::vec((0..20_usize, 0..5_u8), 0..6),
        later in prop::collection::vec(line(), 0..4),
    ) {
        let mut world = World::new();
        world.load(&base);
        let before = world.live();
        let run = world.load(&lines);
        let mut by_hand: std::collections::BTreeMap<RecordId, String> = std::collections::BTreeMap::new();
        for (pick, value) in edits {
            let ids = world.live_ids();
            if let Some(id) = ids.get(pick % ids.len().max(1)) {
                world.patch(*id, &format!(r#"{{"notes":"hand{value}","city":"Hand{value}"}}"#)).expect("edit works");
                by_hand.insert(*id, format!("\"Hand{value}\""));
            }
        }
        if !later.is_empty() {
            world.load(&later);
        }
        let report = world.rollback(run);
        world.check();
        let now = world.live();
        let city = world.object.field("city").expect("shipped").id;
        for (id, value) in &by_hand {
            if let Some(doc) = now.get(&id.0) {
                let doc = world.doc(doc);
                prop_assert_eq!(doc.get(city), Some(value.as_str()), "an edit by hand survives an undo");
            }
        }
        let listed: std::collections::BTreeSet<&str> = report.changed_since.iter().map(|since| since.record.as_str()).collect();
        for (id, doc) in &before {
            let Some(current) = now.get(id) else {
                prop_assert!(listed.contains(id.to_string().as_str()) || !later.is_empty(), "record {} vanished unlisted", id);
                continue;
            };
            let (old, new) = (world.doc(doc), world.doc(current));
            for field in &world.object.fields {
                if old.get(field.id) != new.get(field.id) && !by_hand.contains_key(&RecordId(*id)) && later.is_empty() {
                    prop_assert!(false, "field {} of {} differs and nobody else changed it: {} / {}", field.name, id, doc, current);
                }
            }
        }
        let _: FieldId = city;
    }
}

#[test]
fn an_undo_names_who_changed_a_value_since() {
    let mut world = World::new();
    let lines: Vec<Line> = vec![("shop", "X1".to_owned(), r#"{"name":"A","city":"old"}"#.to_owned())];
    world.load(&lines);
    let run = world.load(&[("shop", "X1".to_owned(), r#"{"name":"B","city":"new"}"#.to_owned())]);
    let id = world.live_ids()[0];
    world.patch(id, r#"{"city":"by hand"}"#).expect("edit works");
    let report = world.rollback(run);
    assert_eq!(world.live()[&id.0], r#"{"name":"A","city":"by hand"}"#);
    assert_eq!(report.changed_since.len(), 1);
    assert_eq!((report.changed_since[0].field.as_str(), report.changed_since[0].by.as_str()), ("city", "system"));
    assert!(matches!(world.records.rollback(&world.caller, run, false), Err(records::RecordError::NotUndoable { .. })));
}

#[test]
fn a_created_record_that_somebody_changed_stays_and_is_listed() {
    let mut world = World::new();
    let run =
        world.load(&[("shop", "X1".to_owned(), r#"{"name":"A"}"#.to_owned()), ("shop", "X2".to_owned(), r#"{"name":"B"}"#.to_owned())]);
    let id = world.live_ids()[0];
    world.patch(id, r#"{"city":"by hand"}"#).expect("edit works");
    let report = world.rollback(run);
    assert_eq!((report.deleted, report.kept), (1, 1));
    assert_eq!(world.live_ids(), vec![id]);
}

#[test]
fn a_rolled_back_import_comes_back_under_the_same_ids() {
    let mut world = World::new();
    let lines: Vec<Line> = vec![
        ("shop", "X1".to_owned(), r#"{"name":"A","phone":["+8613800000001"]}"#.to_owned()),
        ("shop", "X2".to_owned(), r#"{"name":"B","phone":["+8613800000001"]}"#.to_owned()),
    ];
    let run = world.load(&lines);
    let before = world.live();
    world.rollback(run);
    assert!(world.live().is_empty());
    world.load(&lines);
    assert_eq!(world.live().keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    world.check();
}
