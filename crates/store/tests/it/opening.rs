//! Opening: the first time, again, at once from several places, and after a newer program.

use std::path::PathBuf;
use std::sync::Arc;

use model::{FieldId, KeyKind, ObjectId, SystemClock};
use store::{Location, Store, StoreError};

use crate::backend::{fresh_schema, on_each};
use crate::batch::create;

fn hash(store: &Store) -> i64 {
    store.hasher().key(ObjectId(1), KeyKind::Email, FieldId(1), "a@example.com")
}

#[test]
fn opening_again_finds_everything_and_seeds_nothing_twice() {
    on_each(|bench| {
        let id = create(&bench.store, &[r#"{"name":"kept"}"#])[0];
        let again = bench.again();
        assert_eq!(again.read(|session| session.record(id)).expect("reads").map(|row| row.doc), Some(r#"{"name":"kept"}"#.to_owned()));
        assert_eq!(hash(&again), hash(&bench.store));
        let objects = again.read(|session| session.objects()).expect("reads");
        assert_eq!(objects, model::standard::objects());
    });
}

fn places() -> Vec<(Option<tempfile::TempDir>, Location)> {
    let directory = tempfile::tempdir().expect("a folder");
    let location = Location::Directory(directory.path().join("new"));
    let mut places = vec![(Some(directory), location)];
    if let Ok(url) = std::env::var("RAPPORT_TEST_DATABASE_URL") {
        places.push((None, Location::Postgres(fresh_schema(&url))));
    }
    places
}

#[test]
fn several_may_open_the_same_new_place_at_once() {
    for (_directory, location) in places() {
        let stores: Vec<Store> = std::thread::scope(|scope| {
            let opening: Vec<_> = (0..4).map(|_| scope.spawn(|| Store::open(&location, Arc::new(SystemClock)).expect("opens"))).collect();
            opening.into_iter().map(|one| one.join().expect("no panic")).collect()
        });
        assert!(stores.iter().all(|store| hash(store) == hash(&stores[0])));
    }
}

#[test]
fn fields_of_shipped_objects_have_their_indexes_also_where_an_older_program_made_the_database() {
    let directory = tempfile::tempdir().expect("a folder");
    let location = Location::Directory(directory.path().to_owned());
    let wanted: Vec<String> = model::standard::objects()
        .iter()
        .flat_map(|object| {
            object.fields.iter().filter(|field| field.indexed).map(|field| format!("record_field_{}_{}", object.id, field.id))
        })
        .collect();
    assert!(!wanted.is_empty());
    let found = || {
        Store::open(&location, Arc::new(SystemClock)).expect("opens").close();
        let raw = rusqlite::Connection::open(directory.path().join("rapport.db")).expect("opens");
        let count = |name: &String| raw.query_row("SELECT count(*) FROM sqlite_master WHERE name = ?1", [name], |row| row.get::<_, i64>(0));
        (wanted.iter().filter(|name| count(name) == Ok(1)).count(), raw)
    };
    let (made, raw) = found();
    assert_eq!(made, wanted.len());
    for name in &wanted {
        raw.execute(&format!("DROP INDEX {name}"), []).expect("drops");
    }
    raw.execute("DELETE FROM meta WHERE name = 'fields_indexed'", []).expect("as an older program left it");
    drop(raw);
    assert_eq!(found().0, wanted.len());
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    let directory = tempfile::tempdir().expect("a folder");
    let location = Location::Directory(directory.path().to_owned());
    Store::open(&location, Arc::new(SystemClock)).expect("opens").close();
    let newer = rusqlite::Connection::open(directory.path().join("rapport.db")).expect("opens");
    newer.execute("INSERT INTO schema_migrations (version, applied_ms) VALUES (99, 0)", []).expect("writes");
    let refused = Store::open(&location, Arc::new(SystemClock)).map(|_| ());
    assert!(matches!(refused, Err(StoreError::DatabaseTooNew { found: 99, .. })), "{refused:?}");
}

#[test]
fn a_server_that_is_not_there_is_unavailable() {
    let refused = Store::open(&Location::Postgres("postgres://nobody@127.0.0.1:1/none".to_owned()), Arc::new(SystemClock)).map(|_| ());
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().expect("a folder");
    let data = directory.path().join("data");
    let store = Store::open(&Location::Directory(data.clone()), Arc::new(SystemClock)).expect("opens");
    create(&store, &["{}"]);
    let mode = |path: PathBuf| std::fs::metadata(&path).expect("exists").permissions().mode() & 0o777;
    assert_eq!(mode(data.clone()), 0o700);
    for file in ["rapport.db", "rapport.db-wal", "search.db"] {
        assert_eq!(mode(data.join(file)), 0o600, "{file}");
    }
}

#[test]
fn a_backup_opens_like_the_original_and_is_never_written_over() {
    on_each(|bench| {
        let id = create(&bench.store, &[r#"{"name":"kept"}"#])[0];
        let directory = tempfile::tempdir().expect("a folder");
        let file = directory.path().join("rapport.db");
        let copied = bench.store.backup(&file);
        if bench.name == "postgres" {
            copied.expect("pg_dump copies");
            assert!(std::fs::read(&file).expect("the copy").starts_with(b"PGDMP"));
            assert!(matches!(bench.store.backup(&file), Err(StoreError::Invalid(_))));
            return;
        }
        copied.expect("copies");
        assert!(matches!(bench.store.backup(&file), Err(StoreError::Invalid(_))));
        let restored = Store::open(&Location::Directory(directory.path().to_owned()), Arc::new(SystemClock)).expect("opens");
        assert!(restored.read(|session| session.record(id)).expect("reads").is_some());
    });
}
