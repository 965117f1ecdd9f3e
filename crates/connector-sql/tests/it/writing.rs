//! Writing: upserts, refusals with their field, marks of deletion, times of change.

use connector::{Account, FindBy, Outgoing, WriteOperation, WriteOutcome};
use serde_json::{Value, json};

use crate::world::{System, World};

fn table(world: &World) -> String {
    world.run(world.pick(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, ours TEXT UNIQUE, amount DECIMAL(20,2), since DATETIME, updated_at DATETIME, deleted_at DATETIME)",
        "CREATE TABLE t (id serial PRIMARY KEY, name text NOT NULL, email text UNIQUE, ours bigint UNIQUE, amount numeric(20,2), since timestamptz, updated_at timestamp, deleted_at timestamptz)",
        "CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT, name varchar(20) NOT NULL, email varchar(50) UNIQUE, ours bigint UNIQUE, amount decimal(20,2), since timestamp NULL, updated_at datetime(3), deleted_at datetime(3))",
    ));
    world.stream("t")
}

fn outgoing(operation: WriteOperation, record: &str, id: Option<&str>, fields: Value) -> Outgoing {
    Outgoing {
        operation,
        record: record.to_owned(),
        target_id: id.map(str::to_owned),
        idempotency_key: format!("6f1c1f6e-0000-4000-8000-{record:0>12}"),
        fields: fields.as_object().unwrap().clone().into_iter().collect(),
        expected_version: None,
    }
}

fn write(account: &dyn Account, stream: &str, batch: &[Outgoing]) -> Vec<WriteOutcome> {
    account.target(stream, Some("ours"), &[]).unwrap().write(batch).unwrap()
}

fn each(check: impl Fn(World)) {
    for system in System::all() {
        check(World::new(system));
    }
}

#[test]
fn an_upsert_is_one_row_however_often_it_is_sent() {
    each(|world| {
        let stream = table(&world);
        let account = world.account("");
        let record =
            outgoing(WriteOperation::Create, "71", None, json!({ "name": "O'Brien", "email": "a@example.com", "amount": "12.50" }));
        let first = write(account.as_ref(), &stream, std::slice::from_ref(&record));
        let WriteOutcome::Created { id, .. } = &first[0] else { panic!("{:?}: {first:?}", world.system) };
        let changed = outgoing(WriteOperation::Create, "71", None, json!({ "name": "O'Brien & Co", "since": "2026-03-31T08:15:00+08:00" }));
        let second = write(account.as_ref(), &stream, &[changed]);
        assert!(matches!(&second[0], WriteOutcome::Updated { id: same, .. } if same == id), "{second:?}");
        let rows = world.query("SELECT name, email, ours, amount, since, updated_at FROM t");
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0][..3].iter().flatten().collect::<Vec<_>>(), ["O'Brien & Co", "a@example.com", "71"], "{:?}", world.system);
        let (since, updated) = (rows[0][4].clone().unwrap(), rows[0][5].clone().unwrap());
        assert!(since.replace('T', " ").starts_with("2026-03-31 00:15:00"), "{:?}: {since}", world.system);
        assert!(updated.replace('T', " ").starts_with("2026-03-31 08:15:00"), "the time of change is written: {updated}");
    });
}

#[test]
fn a_refused_record_leaves_its_neighbours_alone_and_names_its_field() {
    each(|world| {
        let stream = table(&world);
        let account = world.account("");
        let good = |record: &str, email: &str| outgoing(WriteOperation::Create, record, None, json!({ "name": "x", "email": email }));
        let batch = [
            good("1", "one@example.com"),
            outgoing(WriteOperation::Create, "2", None, json!({ "name": null })),
            // Our id is new, but the address belongs to another row: nothing may be overwritten.
            good("3", "one@example.com"),
            outgoing(WriteOperation::Create, "4", None, json!({ "name": "x", "no such": 1 })),
            good("5", "five@example.com"),
        ];
        let outcomes = write(account.as_ref(), &stream, &batch);
        assert!(matches!(outcomes[0], WriteOutcome::Created { .. }) && matches!(outcomes[4], WriteOutcome::Created { .. }), "{outcomes:?}");
        assert!(
            matches!(&outcomes[1], WriteOutcome::Refused { field: Some(field), may_pass: false, .. } if field == "name"),
            "{:?}: {:?}",
            world.system,
            outcomes[1]
        );
        assert!(matches!(&outcomes[2], WriteOutcome::Duplicate { .. }), "{:?}: {:?}", world.system, outcomes[2]);
        assert!(matches!(&outcomes[3], WriteOutcome::Refused { field: Some(field), .. } if field == "no such"), "{:?}", outcomes[3]);
        assert_eq!(world.value("SELECT COUNT(*) FROM t").as_deref(), Some("2"));
    });
}

#[test]
fn what_a_refusal_says_holds_no_value() {
    each(|world| {
        let stream = table(&world);
        let account = world.account("");
        let batch: Vec<Outgoing> = [
            json!({ "name": "x", "amount": "SECRET" }),
            json!({ "name": "x", "since": "SECRET" }),
            json!({ "name": "x", "email": "SECRET" }),
        ]
        .into_iter()
        .zip(["1", "2", "3"])
        .map(|(fields, record)| outgoing(WriteOperation::Create, record, None, fields))
        .collect();
        world.run("INSERT INTO t (name, email) VALUES ('x', 'SECRET')");
        let outcomes = write(account.as_ref(), &stream, &batch);
        assert!(!format!("{outcomes:?}").contains("SECRET"), "{outcomes:?}");
        assert!(matches!(&outcomes[2], WriteOutcome::Duplicate { .. }), "{outcomes:?}");
    });
}

#[test]
fn a_deletion_sets_the_mark_and_the_row_is_gone_for_us() {
    each(|world| {
        let stream = table(&world);
        let account = world.account("");
        let made = write(account.as_ref(), &stream, &[outgoing(WriteOperation::Create, "9", None, json!({ "name": "x" }))]);
        let WriteOutcome::Created { id, .. } = &made[0] else { panic!("{made:?}") };
        let deleted = write(account.as_ref(), &stream, &[outgoing(WriteOperation::Delete, "9", Some(id), json!({}))]);
        assert_eq!(deleted, [WriteOutcome::Deleted]);
        assert_eq!(world.value("SELECT COUNT(*) FROM t WHERE deleted_at IS NOT NULL").as_deref(), Some("1"));
        let updated = write(account.as_ref(), &stream, &[outgoing(WriteOperation::Update, "9", Some(id), json!({ "name": "y" }))]);
        assert_eq!(updated, [WriteOutcome::Missing], "{:?}", world.system);
        let mut target = account.target(&stream, Some("ours"), &[]).unwrap();
        let none = target.find(&[FindBy::Id(id.clone()), FindBy::Record("9".to_owned()), FindBy::Id("no number".to_owned())]).unwrap();
        assert_eq!(none, [vec![], vec![], vec![]]);
    });
}

#[test]
fn a_key_field_that_may_repeat_is_refused_before_anything_is_written() {
    each(|world| {
        let stream = table(&world);
        let error = world.account("").target(&stream, Some("name"), &[]).err().unwrap().to_string();
        assert!(error.contains("unique"), "{error}");
    });
}
