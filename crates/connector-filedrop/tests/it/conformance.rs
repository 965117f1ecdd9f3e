//! The suite of checks on a folder into which each change is put as a file, and on one into which everything is put with each change.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use connector::conformance::{Outcome, Simulator, Subject, Truth, run};
use connector::{Account, ConnectorError};
use model::{Clock, format_ms};
use serde_json::{Map, Value, json};

use crate::world::World;

struct Folder {
    world: World,
    /// Each file holds everything.
    is_snapshot: bool,
    records: RefCell<BTreeMap<u64, String>>,
    files: Cell<u32>,
    is_gone: Cell<bool>,
    late: RefCell<Option<Vec<(u64, i64)>>>,
}

impl Folder {
    fn new(is_snapshot: bool) -> Self {
        let folder = Self {
            world: World::new(),
            is_snapshot,
            records: RefCell::default(),
            files: Cell::new(0),
            is_gone: Cell::new(false),
            late: RefCell::new(None),
        };
        let lines: String = (1..=60).map(|id| folder.line(id, &format!("record {id}"), "")).collect();
        folder.put(&lines);
        folder
    }

    fn line(&self, id: u64, name: &str, gone: &str) -> String {
        self.records.borrow_mut().insert(id, name.to_owned());
        let name = name.replace('"', "\"\"");
        format!("{id},\"{name}\",{},{gone}\n", format_ms(self.world.time.now_ms()))
    }

    fn put(&self, lines: &str) {
        self.files.set(self.files.get() + 1);
        if !self.is_snapshot {
            self.world.put(&format!("changes-{:05}.csv", self.files.get()), format!("id,name,at,gone\n{lines}"), 60);
            return;
        }
        let known = self.records.borrow().clone();
        let all: String = known.iter().map(|(id, name)| self.line(*id, name, "")).collect();
        self.world.put(&format!("all-{:05}.csv", self.files.get()), format!("id,name,at,gone\n{all}"), 60);
    }
}

impl Simulator for Folder {
    fn account(&self) -> Result<Box<dyn Account>, ConnectorError> {
        let folder = if self.is_gone.get() { self.world.folder().join("gone") } else { self.world.folder().to_path_buf() };
        let content = if self.is_snapshot { json!({ "content": "snapshot" }) } else { json!({ "content": "changes", "deleted": "gone" }) };
        let mut settings = json!({ "folder": folder, "updated": "at", "header_row": 1 });
        settings.as_object_mut().unwrap().extend(content.as_object().unwrap().clone());
        self.world.connect(settings)
    }

    fn now_ms(&self) -> i64 {
        self.world.time.now_ms()
    }

    fn advance(&self, by: Duration) {
        self.world.time.advance(by);
        let due = self.late.borrow_mut().as_mut().map(std::mem::take).unwrap_or_default();
        for (id, at) in due {
            self.records.borrow_mut().insert(id, "put down late".to_owned());
            self.put(&format!("{id},put down late,{},\n", format_ms(at)));
        }
    }

    fn records(&self) -> Vec<Truth> {
        let truth =
            |(id, name): (&u64, &String)| Truth { id: id.to_string(), values: json!({ "name": name }).as_object().unwrap().clone() };
        self.records.borrow().iter().map(truth).collect()
    }

    fn create(&self, values: &Map<String, Value>) -> String {
        let id = self.records.borrow().keys().max().copied().unwrap_or(0) + 1;
        self.change(&id.to_string(), values);
        if let Some(late) = self.late.borrow_mut().as_mut() {
            late.push((id + 1, self.now_ms()));
        }
        id.to_string()
    }

    fn change(&self, id: &str, values: &Map<String, Value>) {
        let line = self.line(id.parse().unwrap(), values["name"].as_str().unwrap(), "");
        self.put(&line);
    }

    fn delete(&self, id: &str) {
        let id = id.parse().unwrap();
        let line = self.line(id, "", "1");
        self.records.borrow_mut().remove(&id);
        self.put(&line);
    }

    fn tie(&self, count: usize) {
        let known: Vec<(u64, String)> = self.records.borrow().iter().take(count).map(|(id, name)| (*id, name.clone())).collect();
        let lines: String = known.into_iter().map(|(id, name)| self.line(id, &name, "")).collect();
        self.put(&lines);
    }

    fn order(&self, fault: &str) -> bool {
        match fault {
            "*:401:times=always" => self.is_gone.set(true),
            "list:late_commit=45" if !self.is_snapshot => *self.late.borrow_mut() = Some(Vec::new()),
            _ => return false,
        }
        true
    }

    fn clear_faults(&self) {}

    fn calls(&self, _: &str) -> u64 {
        0
    }

    fn forbidden_calls(&self) -> u64 {
        0
    }

    fn push_to(&self, _: &str) -> bool {
        false
    }
}

#[test]
fn a_folder_of_changes_passes() {
    let subject = Subject {
        stream: "files".to_owned(),
        text_field: "name".to_owned(),
        list_endpoint: "list".to_owned(),
        write_endpoint: "write".to_owned(),
        ..Subject::default()
    };
    // Discovery opens a full read, which a folder of changes does not have.
    let subject = Subject { skip: vec![("discovery names the stream and its fields", "it opens a full read")], ..subject };
    let report = run(&subject, &|| Box::new(Folder::new(false)) as Box<dyn Simulator>);
    assert!(report.failures().is_empty(), "\n{report}");
    let passed = report.checks.iter().filter(|(_, outcome)| *outcome == Outcome::Passed).count();
    assert!(passed >= 11, "{passed} checks apply\n{report}");
}

#[test]
fn a_folder_of_snapshots_passes() {
    let subject = Subject {
        stream: "files".to_owned(),
        text_field: "name".to_owned(),
        list_endpoint: "list".to_owned(),
        write_endpoint: "write".to_owned(),
        ..Subject::default()
    };
    let report = run(&subject, &|| Box::new(Folder::new(true)) as Box<dyn Simulator>);
    assert!(report.failures().is_empty(), "\n{report}");
    let passed = report.checks.iter().filter(|(_, outcome)| *outcome == Outcome::Passed).count();
    assert!(passed >= 15, "{passed} checks apply\n{report}");
}
