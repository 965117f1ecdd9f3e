//! Definitions, sources, numbers, views.

use model::{FieldId, ObjectId, SourceId};
use store::{Location, StoreError};

use crate::backend::on_each;
use crate::batch::create;

#[test]
fn a_definition_changes_one_version_at_a_time() {
    on_each(|bench| {
        let before = bench.store.read(|session| session.schema_version()).expect("reads");
        let mut object = bench.store.read(|session| session.objects()).expect("reads").remove(0);
        object.version += 1;
        object.label.en = "Clients".to_owned();
        let save = |object: &model::Object| {
            let object = object.clone();
            bench.store.write(move |session| session.object_save(&object))
        };
        save(&object).expect("saves");
        assert!(matches!(save(&object), Err(StoreError::ObjectConflict { .. })));
        let id = bench.store.write(|session| session.allocate_object_id()).expect("allocates");
        assert!(id.0 >= 100);
        let mut copy = object.clone();
        copy.id = id;
        copy.version = 1;
        assert!(matches!(save(&copy), Err(StoreError::ObjectConflict { .. })), "the name is taken");
        copy.name = "partners".to_owned();
        save(&copy).expect("saves");
        let objects = bench.store.read(|session| session.objects()).expect("reads");
        assert!(objects.contains(&object) && objects.contains(&copy));
        assert_eq!(bench.store.read(|session| session.schema_version()).expect("reads"), before + 2);
    });
}

#[test]
fn sources_are_made_once_per_name_and_object() {
    on_each(|bench| {
        let find = |name: &'static str, object: i16| {
            bench.store.write(move |session| session.source_find_or_create(name, ObjectId(object))).expect("finds")
        };
        let shop = find("shop", 1);
        assert_eq!((find("shop", 1), shop.rank), (shop.clone(), 100));
        assert_ne!(find("shop", 2).id, shop.id);
        let ranked = store::SourceInfo { rank: 5, label: "商城".to_owned(), ..shop.clone() };
        let row = ranked.clone();
        assert!(bench.store.write(move |session| session.source_update(&row)).expect("updates"));
        let missing = store::SourceInfo { id: SourceId(999), ..ranked.clone() };
        assert!(!bench.store.write(move |session| session.source_update(&missing)).expect("asks"));
        assert_eq!(bench.store.read(|session| session.sources()).expect("lists")[0], ranked);
    });
}

#[test]
fn automatic_numbers_rise_without_gaps_inside_a_write() {
    on_each(|bench| {
        let next = |count| bench.store.write(move |session| session.next_auto_number(ObjectId(1), FieldId(9), count)).expect("counts");
        assert_eq!((next(1), next(3), next(1)), (1, 2, 5));
    });
}

#[test]
fn reports_read_a_plain_table_per_object() {
    on_each(|bench| {
        create(
            &bench.store,
            &[r#"{"name":"a","email":["x@example.com","y@example.com"],"revenue":{"amount":"10.50","currency":"CNY"},"employees":7}"#],
        );
        let sql = "SELECT name || ' ' || email || ' ' || revenue_currency || ' ' || employees FROM v_customers WHERE revenue > 10.2";
        let line: String = match &bench.location {
            Location::Directory(directory) => rusqlite::Connection::open(directory.join("rapport.db"))
                .expect("opens")
                .query_row(sql, [], |row| row.get(0))
                .expect("reads"),
            Location::Postgres(url) => {
                postgres::Client::connect(url, postgres::NoTls).expect("connects").query_one(sql, &[]).expect("reads").get(0)
            }
        };
        assert_eq!(line, "a x@example.com CNY 7");
    });
}
