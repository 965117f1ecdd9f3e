//! A watched folder.

use std::io::Write;

use connector::{CheckState, ConnectorError, Cursor, NextStep, ReadMode};
use serde_json::json;

use crate::world::{World, connect, read, read_changes, request};

#[test]
fn each_file_is_read_once_in_the_order_of_its_time() {
    let world = World::new();
    world.put("b.csv", "id,name\n3,c\n4,d\n5,e\n", 100);
    world.put("a.jsonl", "{\"name\":\"f\",\"id\":6}\n", 50);
    world.put("c.csv", "name;id\na;1\nb;2\n", 200);
    let account = world.connect(json!({})).unwrap();
    let first = read_changes(account.as_ref(), &Cursor::default());
    assert_eq!(first.column("id"), ["1", "2", "3", "4", "5", "6"]);
    assert!(first.numbers.is_sorted(), "numbers go on rising: {:?}", first.numbers);
    let again = read_changes(account.as_ref(), &first.next);
    assert!(again.rows.is_empty());
    // Renamed and copied files are known by their content, a changed one is read again, a new one is read.
    std::fs::rename(world.folder().join("b.csv"), world.folder().join("renamed.csv")).unwrap();
    world.put("copy.csv", "id,name\n3,c\n4,d\n5,e\n", 40);
    world.put("c.csv", "name;id\nA;1\nb;2\n", 30);
    world.put("new.csv", "id,name\n7,g\n", 20);
    let more = read_changes(account.as_ref(), &again.next);
    assert_eq!(more.column("name"), ["A", "b", "g"]);
    assert!(read_changes(account.as_ref(), &more.next).rows.is_empty());
    // A file that vanishes is no deletion.
    std::fs::remove_file(world.folder().join("new.csv")).unwrap();
    let gone = read_changes(account.as_ref(), &more.next);
    assert!(gone.rows.is_empty() && gone.removed.is_empty());
}

#[test]
fn reading_goes_on_in_the_middle_of_a_file() {
    let world = World::new();
    world.put("a.csv", "id,name\n1,a\n2,b\n3,c\n4,d\n5,e\n", 100);
    let account = world.connect(json!({})).unwrap();
    let mut source = account.source(&request(ReadMode::Incremental, &["id", "name"])).unwrap();
    let mut batch = model::RecordBatch::default();
    let page = source.read(&Cursor::default(), 2, &mut batch).unwrap();
    assert_eq!((batch.len(), page.last), (2, false));
    let rest = read_changes(account.as_ref(), &page.next);
    assert_eq!(rest.column("id"), ["3", "4", "5"]);
    // Another content under the same name begins again.
    world.put("a.csv", "id,name\n1,A\n2,B\n3,C\n4,D\n5,E\n6,F\n", 90);
    assert_eq!(read_changes(account.as_ref(), &page.next).column("id"), ["1", "2", "3", "4", "5", "6"]);
}

#[test]
fn files_rest_before_they_are_read() {
    let world = World::new();
    world.put("fresh.csv", "id,name\n1,a\n", 2);
    world.put("future.csv", "id,name\n2,b\n", -86_400);
    for name in ["half.csv.part", ".hidden.csv", "upload.tmp", "lock~"] {
        world.put(name, "id,name\n9,x\n", 1_000);
    }
    let account = world.connect(json!({ "settle_seconds": 10 })).unwrap();
    let first = read_changes(account.as_ref(), &Cursor::default());
    assert!(first.rows.is_empty(), "{:?}", first.rows);
    // Both were the same at two looks: whole, whatever their times say.
    let second = read_changes(account.as_ref(), &first.next);
    assert_eq!(second.column("id"), ["1", "2"]);
    // Finished by a rename: whole at once, as its time is old.
    std::fs::rename(world.folder().join("half.csv.part"), world.folder().join("half.csv")).unwrap();
    assert_eq!(read_changes(account.as_ref(), &second.next).column("id"), ["9"]);
}

#[test]
fn bad_files_are_left_aside_and_the_others_go_on() {
    let world = World::new();
    world.put("1-empty.csv", "", 500);
    world.put("2-header.csv", "nummer,name\n1,a\n", 400);
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zipped.write_all("id,name\n5,half\n".repeat(100).as_bytes()).unwrap();
    let zipped = zipped.finish().unwrap();
    world.put("3-half.csv.gz", &zipped[..zipped.len() - 10], 300);
    world.put("4-half.xlsx", "PK\u{3}\u{4}not a whole archive", 250);
    world.put("5-good.csv", "id,name\n7,g\n", 200);
    let account = world.connect(json!({})).unwrap();
    let first = read_changes(account.as_ref(), &Cursor::default());
    assert_eq!(first.column("id"), ["7"]);
    for part in ["1-empty.csv: the file is empty", "2-header.csv: its header lacks id", "3-half.csv.gz: ", "4-half.xlsx: "] {
        assert!(first.warning().contains(part), "{part}: {}", first.warning());
    }
    let lines = account.check();
    let left: Vec<_> = lines.iter().filter(|line| line.check == "files" || line.state == CheckState::Failed).collect();
    assert!(left.iter().all(|line| !line.fix.en.is_empty() && !line.fix.zh.is_empty()), "{lines:?}");
    // Said once, and looked at again when it changes.
    let second = read_changes(account.as_ref(), &first.next);
    assert!(second.rows.is_empty() && second.warnings.is_empty(), "{second:?}");
    world.put("3-half.csv.gz", &zipped, 100);
    world.put("2-header.csv", "id,name\n1,a\n", 90);
    let third = read_changes(account.as_ref(), &second.next);
    assert_eq!((third.rows.len(), third.rows.last().map(|row| row["id"].as_str())), (200, Some("1")));
}

#[test]
fn the_newest_snapshot_is_read_in_full_and_nothing_else() {
    let world = World::new();
    world.put("old.csv", "id,name\n1,a\n2,b\n3,c\n", 1_000);
    world.put("new.csv", "id,name\n1,a\n2,B\n", 500);
    let account = world.connect(json!({ "content": "snapshot" })).unwrap();
    let full = read(account.as_ref(), ReadMode::Full, &Cursor::default()).unwrap();
    assert_eq!(full.column("name"), ["a", "B"]);
    let idle = read_changes(account.as_ref(), &full.next);
    assert!(idle.rows.is_empty());
    // Another snapshot takes a full read: only that shows what is missing in it.
    world.put("newer.csv", "id,name\n1,a\n", 100);
    let error = read(account.as_ref(), ReadMode::Incremental, &idle.next).unwrap_err();
    assert_eq!(error.next_step(), NextStep::Restart, "{error}");
    let full = read(account.as_ref(), ReadMode::Full, &Cursor::default()).unwrap();
    assert_eq!(full.column("id"), ["1"]);
    // One that is no good changes nothing: the last good one is still the truth.
    world.put("newest.csv", "", 50);
    let left = read_changes(account.as_ref(), &full.next);
    assert!(left.rows.is_empty() && left.warning().contains("newest.csv"), "{left:?}");
    // The same content under another name is no news.
    world.put("same.csv", "id,name\n1,a\n", 20);
    assert!(read_changes(account.as_ref(), &left.next).rows.is_empty());
}

#[test]
fn changes_cannot_be_read_as_everything() {
    let world = World::new();
    world.put("a.csv", "id,name\n1,a\n", 100);
    let account = world.connect(json!({})).unwrap();
    assert!(matches!(read(account.as_ref(), ReadMode::Full, &Cursor::default()), Err(ConnectorError::Unsupported { .. })));
}

#[test]
fn a_column_tells_deletions() {
    let world = World::new();
    world.put("a.csv", "id,name,gone\n1,a,\n2,b,1\n3,c,no\n,d,1\n", 100);
    let account = world.connect(json!({ "deleted": "gone" })).unwrap();
    let read = read_changes(account.as_ref(), &Cursor::default());
    assert_eq!((read.column("id"), read.removed.clone()), (vec!["1", "3"], vec!["2".to_owned()]));
}

#[test]
fn several_columns_make_one_id() {
    let world = World::new();
    world.put("a.csv", "shop,no,name\nx,1,a\ny,1,b\n", 100);
    let account = world.connect(json!({ "key": "shop, no" })).unwrap();
    let source = account.source(&request(ReadMode::Incremental, &[])).unwrap();
    assert_eq!(source.shape().key_column.as_deref(), Some("_key"));
    let mut source = account.source(&request(ReadMode::Incremental, &["name"])).unwrap();
    let mut batch = model::RecordBatch::default();
    source.read(&Cursor::default(), 10, &mut batch).unwrap();
    let at = batch.columns().iter().position(|column| column == "_key").unwrap();
    assert_eq!(batch.rows().map(|row| row.cell(at).1.to_owned()).collect::<Vec<_>>(), ["x|1", "y|1"]);
}

#[cfg(unix)]
#[test]
fn folders_that_nobody_opened_and_links_are_refused() {
    let world = World::new();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.csv"), "id,name\n1,secret\n").unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.csv"), world.folder().join("link.csv")).unwrap();
    std::os::unix::fs::symlink(outside.path(), world.folder().join("inner")).unwrap();
    let account = world.connect(json!({})).unwrap();
    let read_links = read_changes(account.as_ref(), &Cursor::default());
    assert!(read_links.rows.is_empty() && read_links.warning().contains("link.csv: links are not followed"), "{read_links:?}");
    let climbing = world.folder().join("..").join(outside.path().file_name().unwrap());
    for folder in [outside.path().to_path_buf(), climbing, world.folder().join("inner"), "/etc".into()] {
        for (setting, stream) in [("folder", "files"), ("outgoing", "outgoing")] {
            let account = world.connect(json!({ setting: folder })).unwrap();
            let error = if stream == "files" {
                read(account.as_ref(), ReadMode::Incremental, &Cursor::default()).unwrap_err()
            } else {
                account.target("outgoing", None, &[]).err().unwrap()
            };
            assert!(matches!(error, ConnectorError::AddressRefused { .. }), "{setting} {}: {error}", folder.display());
        }
        let line = world.connect(json!({ "folder": folder })).unwrap().check().into_iter().next().unwrap();
        assert!(line.state == CheckState::Failed && !line.fix.zh.is_empty(), "{line:?}");
    }
    let settings = json!({ "place": "folder", "folder": world.folder() }).as_object().unwrap().clone();
    let nobody = connect(settings, Vec::new(), &world.time).unwrap();
    assert!(nobody.fields("files").is_err(), "without an opened folder nothing is read");
}
