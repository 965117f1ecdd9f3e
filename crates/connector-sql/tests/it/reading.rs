//! Reading: types, queries, names and texts of all kinds, overlap, ranges, single rows.

use connector::{ConnectorError, Cursor, FieldKind, NextStep, ReadMode};
use model::CellKind;
use serde_json::json;

use crate::world::{System, World, read, read_source, request};

fn each(check: impl Fn(World)) {
    for system in System::all() {
        check(World::new(system));
    }
}

#[test]
fn values_keep_their_kind_and_their_digits() {
    each(|world| {
        world.run(world.pick(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, amount DECIMAL(30,4), ratio REAL, flag BOOLEAN, day DATE, at DATETIME, zoned DATETIME, extra JSON, pic BLOB, big INTEGER, note TEXT);
             INSERT INTO t VALUES (1, '12345678901234567890.1234', 0.1, 1, '2026-03-31', '2026-03-31 08:15:00.5', '2026-03-31T08:15:00+08:00', '{\"a\":[1]}', x'00ff', 9007199254740993, '张伟 😀')",
            "CREATE TABLE t (id int PRIMARY KEY, amount numeric(30,4), ratio float8, flag boolean, day date, at timestamp, zoned timestamptz, extra jsonb, pic bytea, big bigint, note text, tags text[]);
             INSERT INTO t VALUES (1, 12345678901234567890.1234, 0.1, true, '2026-03-31', '2026-03-31 08:15:00.5', '2026-03-31T08:15:00+08:00', '{\"a\":[1]}', '\\x00ff', 9007199254740993, '张伟 😀', '{a,b}')",
            "CREATE TABLE t (id int PRIMARY KEY, amount decimal(30,4), ratio double, flag tinyint(1), day date, at datetime(3), zoned timestamp(3), extra text, pic blob, big bigint, note text, none datetime);
             INSERT INTO t VALUES (1, 12345678901234567890.1234, 0.1, 1, '2026-03-31', '2026-03-31 08:15:00.5', '2026-03-31 00:15:00', '{\"a\":[1]}', x'00ff', 9007199254740993, '张伟 😀', NULL)",
        ));
        let account = world.connect_with(&[("zone", json!("Asia/Shanghai"))]).unwrap();
        let stream = world.stream("t");
        let found = read(account.as_ref(), &request(&stream, ReadMode::Full), &Cursor::default()).unwrap();
        let row = &found.rows[0];
        let number = if world.system == System::Sqlite { "12345678901234567000" } else { "12345678901234567890.1234" };
        for (column, kind, text) in [
            ("id", CellKind::Number, "1"),
            ("amount", CellKind::Number, number),
            ("ratio", CellKind::Number, "0.1"),
            ("flag", CellKind::Boolean, "true"),
            ("day", CellKind::Date, "2026-03-31"),
            ("at", CellKind::Date, "2026-03-31T00:15:00.500Z"),
            ("zoned", CellKind::Date, "2026-03-31T00:15:00.000Z"),
            ("big", CellKind::Number, "9007199254740993"),
            ("note", CellKind::Text, "张伟 😀"),
        ] {
            assert_eq!(row[column], (kind, text.to_owned()), "{:?} {column}", world.system);
        }
        assert!(!row.contains_key("pic"), "bytes are left out");
        let source = account.source(&request(&stream, ReadMode::Full)).unwrap();
        let notes = &source.shape().notes;
        assert!(notes.iter().any(|note| (note.code, note.detail.as_str()) == ("bytes_left_out", "pic")), "{notes:?}");
        if world.system == System::Postgres {
            assert_eq!(row["tags"], (CellKind::Json, "[\"a\",\"b\"]".to_owned()));
        }
        let fields = account.fields(&stream).unwrap();
        let field = |name: &str| fields.iter().find(|field| field.name == name).unwrap();
        assert_eq!(
            (field("at").kind, field("flag").kind, field("amount").kind),
            (FieldKind::Datetime, FieldKind::Boolean, FieldKind::Decimal)
        );
        assert!(field("id").is_lookup_key && !field("note").is_lookup_key);
    });
}

#[test]
fn queries_are_streams_that_cannot_be_written() {
    each(|world| {
        world.run("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20), place VARCHAR(20))");
        world.run("INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', 'y'), (3, 'c', 'x')");
        let account =
            world.account("wrong: key=id query=SELECT nothing\nhere: key=id query=SELECT id, name FROM t WHERE place = 'x' -- those of x");
        let listed = account.streams().unwrap();
        assert!(listed.iter().any(|stream| stream.name == "wrong" && !stream.can.full), "one wrong line does not hide the others");
        let info = listed.into_iter().find(|stream| stream.name == "here").unwrap();
        assert!(info.can.full && !info.can.incremental && !info.can.create && info.can.write_records_max == 0);
        let whole = read(account.as_ref(), &request("here", ReadMode::Full), &Cursor::default()).unwrap();
        assert_eq!(whole.column("name"), ["a", "c"]);
        let filtered = connector::ReadRequest { filter: Some("name <> 'a' -- not this".to_owned()), ..request("here", ReadMode::Full) };
        assert_eq!(read(account.as_ref(), &filtered, &Cursor::default()).unwrap().column("name"), ["c"]);
        assert!(matches!(account.target("here", None, &[]).err(), Some(ConnectorError::Unsupported { .. })));
        assert!(matches!(account.source(&request("here", ReadMode::Incremental)).err(), Some(ConnectorError::Unsupported { .. })));
    });
}

#[test]
fn odd_names_are_names() {
    each(|world| {
        let quote = if world.system == System::MariaDb { '`' } else { '"' };
        let (table, column) = ("we'ird\"`; DROP TABLE t; --", "Kunden \"Nr\" `x`");
        let quoted = |name: &str| format!("{quote}{}{quote}", name.replace(quote, &format!("{quote}{quote}")));
        world.run(&format!("CREATE TABLE {} ({} INT PRIMARY KEY)", quoted(table), quoted(column)));
        world.run(&format!("INSERT INTO {} VALUES (1), (2), (3)", quoted(table)));
        let account = world.account("");
        let mut source = account.source(&request(&world.stream(table), ReadMode::Full)).unwrap();
        let read = read_source(source.as_mut(), &Cursor::default(), 2).unwrap();
        assert_eq!((read.column(column), read.pages), (vec!["1", "2", "3"], 2), "{:?}", world.system);
    });
}

#[test]
fn an_unchanged_table_gives_nothing_again_although_the_reader_looks_back() {
    each(|world| {
        world.run(world.pick(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, updated_at TEXT)",
            "CREATE TABLE t (id int PRIMARY KEY, name text, updated_at timestamp)",
            "CREATE TABLE t (id int PRIMARY KEY, name text, updated_at datetime)",
        ));
        world.run("INSERT INTO t VALUES (1, 'a', '2026-03-31 08:00:00'), (2, 'b', '2026-03-31 08:00:00'), (3, 'c', '2026-03-31 08:01:00')");
        let account = world.account("");
        let changed = request(&world.stream("t"), ReadMode::Incremental);
        let first = read(account.as_ref(), &changed, &Cursor::default()).unwrap();
        assert_eq!(first.column("id"), ["1", "2", "3"]);
        let second = read(account.as_ref(), &changed, &first.next).unwrap();
        assert!(second.rows.is_empty(), "{:?}: {:?}", world.system, second.rows);
        // The same time as before, once more, and a row that comes late: both are inside the overlap.
        world.run("UPDATE t SET name = 'B' WHERE id = 2");
        world.run("INSERT INTO t VALUES (4, 'd', '2026-03-31 07:59:00')");
        let third = read(account.as_ref(), &changed, &second.next).unwrap();
        assert_eq!(third.column("name"), ["d", "B"], "{:?}", world.system);
        assert!(read(account.as_ref(), &changed, &third.next).unwrap().rows.is_empty());
    });
}

#[test]
fn a_full_read_begins_the_incremental_ones() {
    each(|world| {
        world.run(world.pick(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, updated_at INTEGER)",
            "CREATE TABLE t (id int PRIMARY KEY, updated_at bigint)",
            "CREATE TABLE t (id int PRIMARY KEY, updated_at bigint)",
        ));
        // Numbers that count up, and a row that has none: only a full read sees it.
        world.run("INSERT INTO t VALUES (1, 10), (2, 11), (3, NULL)");
        let stream = world.stream("t");
        let account = world.account(&format!("{stream}: updated=updated_at"));
        let full = read(account.as_ref(), &request(&stream, ReadMode::Full), &Cursor::default()).unwrap();
        assert_eq!(full.column("id"), ["1", "2", "3"]);
        world.run("INSERT INTO t VALUES (4, 12)");
        let changed = read(account.as_ref(), &request(&stream, ReadMode::Incremental), &full.next).unwrap();
        assert_eq!(changed.column("id"), ["2", "4"], "{:?}", world.system);
    });
}

#[test]
fn a_range_is_read_in_the_spelling_of_the_column() {
    each(|world| {
        world.run(world.pick(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, updated_at TEXT)",
            "CREATE TABLE t (id int PRIMARY KEY, updated_at timestamp)",
            "CREATE TABLE t (id int PRIMARY KEY, updated_at datetime)",
        ));
        world.run("INSERT INTO t VALUES (1, '2026-03-31 08:00:00'), (2, '2026-03-31 09:00:00'), (3, '2026-03-31 10:00:00')");
        let account = world.connect_with(&[("zone", json!("Asia/Shanghai"))]).unwrap();
        let at = |text: &str| model::parse_ms(text).unwrap();
        let mode = ReadMode::Range { from_ms: at("2026-03-31T09:00:00+08:00"), to_ms: at("2026-03-31T10:00:00+08:00") };
        let found = read(account.as_ref(), &request(&world.stream("t"), mode), &Cursor::default()).unwrap();
        assert_eq!(found.column("id"), ["2"], "{:?}", world.system);
    });
}

#[test]
fn tables_without_a_key_are_shown_and_say_what_is_missing() {
    each(|world| {
        world.run("CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b))");
        let stream = world.stream("t");
        let account = world.account("");
        let listed = account.streams().unwrap();
        assert!(listed.iter().any(|known| known.name == stream && !known.can.full), "{listed:?}");
        let error = account.source(&request(&stream, ReadMode::Full)).err().unwrap();
        assert!(error.to_string().contains("key=") && error.next_step() == NextStep::Fail, "{error}");
        // A key by configuration, which nothing keeps unique: the doctor says so.
        let lines = world.account(&format!("{stream}: key=a")).check();
        let line = lines.iter().find(|line| line.check == "streams").unwrap();
        assert!(line.detail.en.contains("same a") && !line.fix.en.is_empty() && !line.fix.zh.is_empty(), "{line:?}");
    });
}
