//! Single-record writes by hand.

use model::{Caller, Scope};
use records::{Expect, ExpectVersion, Outcome, Patch, RecordError, Upsert, UpsertKey};

use crate::world::World;

#[test]
fn a_record_is_created_changed_deleted_and_restored_with_its_history() {
    let world = World::new();
    let made =
        world.records.create(&world.caller, &world.object, world.doc(r#"{"name":"A","email":["a@example.com"]}"#)).wait().expect("created");
    assert_eq!((made.outcome, made.version), (Outcome::Created, 1));
    let changed = world.patch(made.id, r#"{"city":"上海"}"#).expect("changed");
    assert_eq!(
        (changed.outcome, changed.version, changed.doc.as_str()),
        (Outcome::Updated, 2, r#"{"name":"A","email":["a@example.com"],"city":"上海"}"#)
    );
    assert_eq!(world.patch(made.id, r#"{"city":"上海"}"#).expect("same").outcome, Outcome::Unchanged);
    let stale = Expect { version: ExpectVersion::Is(1), ..Expect::default() };
    let refused = world.records.patch(&world.caller, &world.object, made.id, Patch::default(), stale).wait();
    assert!(matches!(refused, Err(RecordError::VersionMismatch { .. })));
    world.records.delete(&world.caller, &world.object, made.id, Expect::default()).wait().expect("deleted");
    assert!(matches!(world.patch(made.id, r#"{"city":"x"}"#), Err(RecordError::Deleted(_))));
    world.records.restore(&world.caller, &world.object, made.id).wait().expect("restored");
    let history = world.records.history(&world.caller, &world.object, made.id, None, 50).expect("history reads");
    let kinds: Vec<&str> = history.iter().map(|entry| entry.kind.name()).collect();
    assert_eq!(kinds, ["restore", "delete", "update", "create"]);
    assert_eq!(history[3].fields["name"].new_value(), Some("\"A\""));
    assert!(!history[3].fields.contains_key("city"));
}

#[test]
fn an_upsert_creates_changes_and_asks() {
    let world = World::new();
    let email = world.object.field("email").expect("shipped").id;
    let upsert = |value: &str, json: &str| {
        let patch = Patch { set: world.doc(json), clear: Vec::new() };
        let key = UpsertKey::Field(email, value.to_owned());
        let upsert = Upsert { key, also: Vec::new(), values: patch, version: ExpectVersion::Any };
        world.records.upsert(&world.caller, &world.object, upsert).wait()
    };
    let made = upsert("a@example.com", r#"{"name":"A"}"#).expect("created");
    assert_eq!(made.outcome, Outcome::Created);
    assert_eq!(made.doc, r#"{"name":"A","email":["a@example.com"]}"#);
    assert_eq!(upsert("a@example.com", r#"{"city":"x"}"#).expect("updated").id, made.id);
    world.records.create(&world.caller, &world.object, world.doc(r#"{"name":"B","email":["a@example.com"]}"#)).wait().expect("created");
    assert!(
        matches!(upsert("a@example.com", r#"{"city":"y"}"#), Err(RecordError::MatchedMultiple { candidates }) if candidates.len() == 2)
    );
}

#[test]
fn a_caller_without_the_scope_is_refused() {
    let world = World::new();
    let reader = Caller { scopes: vec![Scope::parse("customers:read").expect("scope")], ..Caller::system() };
    let refused = world.records.create(&reader, &world.object, world.doc(r#"{"name":"A"}"#)).wait();
    assert!(matches!(refused, Err(RecordError::Forbidden { scope }) if scope == "customers:write"));
    assert!(matches!(world.records.field_add(&reader, "customers", world.object.fields[0].clone()), Err(RecordError::Forbidden { .. })));
}

#[test]
fn lineage_names_source_and_person() {
    let mut world = World::new();
    let run = world.load(&[
        ("shop", "1".to_owned(), r#"{"name":"Shop","phone":["+8613800000001"],"city":"a"}"#.to_owned()),
        ("crm", "2".to_owned(), r#"{"name":"Crm","phone":["+8613800000001"]}"#.to_owned()),
    ]);
    let id = world.live_ids()[0];
    world.patch(id, r#"{"city":"hand"}"#).expect("edit works");
    let lineage = world.records.lineage(&world.caller, &world.object, id).expect("lineage reads");
    let line = |name: &str| lineage.iter().find(|line| line.field == name).expect("has lineage");
    assert!(matches!(&line("name").winner.origin, records::Origin::Source { source, run: by, .. } if source == "crm" && *by == run));
    assert_eq!(line("name").others.len(), 1);
    assert_eq!(line("city").rule, "manual");
    assert!(matches!(line("city").winner.origin, records::Origin::Manual { .. }));
}

#[test]
fn an_edit_leaves_what_the_source_shows_without_a_copy_of_it() {
    let mut world = World::new();
    let load = |world: &mut World, json: &str| world.load(&[("shop", "1".to_owned(), json.to_owned())]);
    load(&mut world, r#"{"name":"Shop","city":"a","segment":"x"}"#);
    let id = world.live_ids()[0];
    world.patch(id, r#"{"city":"hand","country":"CN"}"#).expect("edit works");
    let clear = Patch { set: model::Doc::new(), clear: vec![world.object.field("segment").expect("shipped").id] };
    let cleared = world.records.patch(&world.caller, &world.object, id, clear, Expect::default()).wait().expect("cleared");
    assert_eq!(cleared.doc, r#"{"name":"Shop","city":"hand","country":"CN"}"#);
    let source = world.records.schema().source_by_name("shop", world.object.id).expect("was loaded").id;
    let copy = world.records.store().read(|session| session.source_rows(source, &["1"])).expect("reads").remove(0).expect("is kept").doc;
    assert_eq!(copy, None);
    let inputs = world.records.store().read(|session| session.record(id)).expect("reads").expect("is kept").inputs;
    let beside = model::Inputs::from_json(&inputs).expect("reads").view;
    assert_eq!(beside.as_deref(), Some(r#"{"segment":"x","city":"a","country":null}"#));
    let shown = |world: &World, name: &str| {
        let lineage = world.records.lineage(&world.caller, &world.object, id).expect("lineage reads");
        let line = lineage.into_iter().find(|line| line.field == name).expect("has lineage");
        line.others.into_iter().map(|other| other.value).collect::<Vec<_>>()
    };
    assert_eq!(shown(&world, "city"), ["\"a\""]);
    assert!(shown(&world, "country").is_empty(), "the source shows none");
    // What the source changes beside the edits is taken; the edits stay.
    let second = load(&mut world, r#"{"name":"Shop 2","city":"b","segment":"x"}"#);
    assert_eq!(world.patch(id, "{}").expect("reads").doc, r#"{"name":"Shop 2","city":"hand","country":"CN"}"#);
    assert_eq!(shown(&world, "city"), ["\"b\""]);
    world.rollback(second);
    assert_eq!(world.patch(id, "{}").expect("reads").doc, r#"{"name":"Shop","city":"hand","country":"CN"}"#);
    assert_eq!(shown(&world, "city"), ["\"a\""]);
}

#[test]
fn a_changed_rule_is_applied_to_every_record() {
    let mut world = World::new();
    world.load(&[
        ("shop", "1".to_owned(), r#"{"name":"A","phone":["+8613800000001"],"city":"a long city"}"#.to_owned()),
        ("crm", "2".to_owned(), r#"{"name":"A","phone":["+8613800000001"],"city":"short"}"#.to_owned()),
    ]);
    let id = world.live_ids()[0];
    assert!(world.live()[&id.0].contains("short"), "the newest wins by default");
    world
        .records
        .field_update(&world.caller, "customers", "city", |field| field.survivorship = model::Survivorship::Longest)
        .expect("rule changes");
    assert!(world.live()[&id.0].contains("a long city"));
    world
        .records
        .field_update(&world.caller, "customers", "city", |field| field.survivorship = model::Survivorship::SourceRank)
        .expect("rule changes");
    let shop = world.records.schema().source_by_name("shop", world.object.id).cloned().expect("source");
    let crm = world.records.schema().source_by_name("crm", world.object.id).cloned().expect("source");
    world.records.source_rank(&world.caller, &crm, 1).expect("rank changes");
    assert!(world.live()[&id.0].contains("short"));
    let done = world.records.source_rank(&world.caller, &shop, 0).expect("rank changes");
    assert!(world.live()[&id.0].contains("a long city"));
    assert_eq!((done.records, done.changed), (1, 1));
    world.check();
}

#[test]
fn a_unique_value_belongs_to_one_record() {
    let world = World::new();
    let field = model::Field { name: "member_no".to_owned(), unique: true, ..world.object.field("segment").cloned().expect("shipped") };
    let object = world.records.field_add(&world.caller, "customers", field).expect("field added");
    let doc = |json: &str| model::Doc::from_json(&object, json).expect("test document");
    let made = world.records.create(&world.caller, &object, doc(r#"{"name":"A","member_no":"M1"}"#)).wait().expect("created");
    let refused = world.records.create(&world.caller, &object, doc(r#"{"name":"B","member_no":"m1"}"#)).wait();
    assert!(matches!(refused, Err(RecordError::ValueTaken { field, holder }) if field == "member_no" && holder == made.id));
    world.records.delete(&world.caller, &object, made.id, Expect::default()).wait().expect("deleted");
    world.records.create(&world.caller, &object, doc(r#"{"name":"B","member_no":"m1"}"#)).wait().expect("the value is free again");
    let taken = world.records.restore(&world.caller, &object, made.id).wait();
    assert!(matches!(taken, Err(RecordError::ValueTaken { .. })));
}
