//! Files put down for others.

use connector::{Account, ConnectorError, Outgoing, Target, WriteOperation, WriteOutcome};
use serde_json::json;

use crate::world::World;

fn batch() -> Vec<Outgoing> {
    let outgoing = |operation, record: &str, id: Option<&str>, fields: serde_json::Value| Outgoing {
        operation,
        record: record.to_owned(),
        target_id: id.map(str::to_owned),
        idempotency_key: format!("key-{record}"),
        fields: fields.as_object().unwrap().clone().into_iter().collect(),
        expected_version: None,
    };
    vec![
        outgoing(WriteOperation::Create, "71", None, json!({ "name": "张伟, \"x\"", "age": 7 })),
        outgoing(WriteOperation::Update, "72", Some("c-2"), json!({ "name": null, "city": "=1+1" })),
        outgoing(WriteOperation::Delete, "73", Some("c-3"), json!({})),
    ]
}

fn target(world: &World, format: &str) -> Box<dyn Target> {
    let account: Box<dyn Account> = world.connect(json!({ "outgoing": world.folder(), "outgoing_format": format })).unwrap();
    account.target("outgoing", None, &[]).unwrap()
}

fn files(world: &World) -> Vec<String> {
    std::fs::read_dir(world.folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_batch_is_one_whole_file_and_the_same_batch_is_the_same_file() {
    let world = World::new();
    for format in ["jsonl", "csv"] {
        for _ in 0..2 {
            let outcomes = target(&world, format).write(&batch()).unwrap();
            assert_eq!(
                outcomes,
                [
                    WriteOutcome::Created { id: "71".to_owned(), version: None },
                    WriteOutcome::Updated { id: "c-2".to_owned(), version: None },
                    WriteOutcome::Deleted
                ]
            );
            world.time.advance(std::time::Duration::from_secs(60));
        }
    }
    let mut names = files(&world);
    names.sort();
    assert_eq!(names.len(), 2, "{names:?}");
    let content = |end: &str| std::fs::read_to_string(world.folder().join(names.iter().find(|name| name.ends_with(end)).unwrap())).unwrap();
    let lines: Vec<serde_json::Value> = content(".jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["fields"], json!({ "name": "张伟, \"x\"", "age": 7 }));
    assert_eq!((&lines[1]["operation"], &lines[1]["id"], &lines[1]["fields"]["name"]), (&json!("update"), &json!("c-2"), &json!(null)));
    assert_eq!(lines[2], json!({ "change_id": "key-73", "operation": "delete", "record": "73", "id": "c-3", "fields": {} }));
    assert_eq!(
        content(".csv").trim_start_matches('\u{feff}'),
        "change_id,operation,record,id,name,age,city\r\nkey-71,create,71,,\"张伟, \"\"x\"\"\",7,\r\nkey-72,update,72,c-2,,,'=1+1\r\nkey-73,delete,73,c-3,,,\r\n"
    );
}

#[test]
fn a_folder_that_is_gone_says_so_and_nothing_was_written() {
    let world = World::new();
    let mut target = target(&world, "jsonl");
    std::fs::remove_dir_all(world.folder()).unwrap();
    assert!(matches!(target.write(&batch()), Err(ConnectorError::Io { .. })));
}
