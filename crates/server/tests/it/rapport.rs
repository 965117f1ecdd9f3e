//! The connector that keeps two installations equal, at work on a second server.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use connector::conformance::{Outcome, Simulator, Stand, Subject, Time, Truth, run};
use connector::{Account, Connector, ConnectorError, Cursor, FindBy, Outgoing, ReadMode, ReadRequest, WriteOperation, WriteOutcome};
use connector_rapport::Rapport;
use model::{Clock, RecordBatch, RemovalKind};
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::app::TestApp;

/// The other installation.
struct Other {
    runtime: Arc<Runtime>,
    app: TestApp,
    time: Arc<Time>,
    has_wrong_key: Cell<bool>,
}

impl Other {
    fn start(runtime: &Arc<Runtime>) -> Self {
        let app = runtime.block_on(TestApp::start());
        let time = Arc::new(Time::at(1_774_944_900_000));
        Self { runtime: Arc::clone(runtime), app, time, has_wrong_key: Cell::new(false) }
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.runtime.block_on(self.app.call(method, &format!("/api/v1{path}"), body));
        assert!(answer.status < 300, "{method} {path}: {}", answer.text);
        if answer.text.is_empty() { Value::Null } else { answer.json() }
    }

    fn connect(&self) -> Result<Box<dyn Account>, ConnectorError> {
        let key = if self.has_wrong_key.get() { "rp_test_wrong" } else { &self.app.key };
        let stand = Stand { patience: Duration::from_secs(30), ..Stand::new(&self.time)? };
        Rapport.connect(stand.context(json!({ "url": self.app.address }), &Value::Null, &[("key", key)])?)
    }
}

impl Simulator for Other {
    fn account(&self) -> Result<Box<dyn Account>, ConnectorError> {
        self.connect()
    }

    fn now_ms(&self) -> i64 {
        self.time.now_ms()
    }

    fn advance(&self, by: Duration) {
        self.time.advance(by);
    }

    fn records(&self) -> Vec<Truth> {
        let mut records = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = self.call(
                "GET",
                &if cursor.is_empty() { "/customers?limit=500".to_owned() } else { format!("/customers?limit=500&cursor={cursor}") },
                &Value::Null,
            );
            records.extend(page["items"].as_array().into_iter().flatten().map(|record| Truth {
                id: record["id"].as_str().unwrap_or_default().to_owned(),
                values: record.as_object().cloned().unwrap_or_default(),
            }));
            match page["page"]["next_cursor"].as_str().filter(|_| page["page"]["has_more"] == true) {
                Some(next) => next.clone_into(&mut cursor),
                None => return records,
            }
        }
    }

    fn create(&self, values: &Map<String, Value>) -> String {
        self.call("POST", "/customers", &Value::Object(values.clone()))["id"].as_str().unwrap_or_default().to_owned()
    }

    fn change(&self, id: &str, values: &Map<String, Value>) {
        self.call("PATCH", &format!("/customers/{id}"), &Value::Object(values.clone()));
    }

    fn delete(&self, id: &str) {
        self.call("DELETE", &format!("/customers/{id}"), &Value::Null);
    }

    /// The server gives the times; what counts is that many changes come at once.
    fn tie(&self, count: usize) {
        let items: Vec<Value> = self
            .records()
            .iter()
            .take(count)
            .map(|record| json!({ "op": "update", "id": record.id, "record": { "city": "上海" } }))
            .collect();
        self.call("POST", "/customers:batch", &json!({ "items": items, "atomic": true }));
    }

    fn order(&self, fault: &str) -> bool {
        let is_known = fault == "*:401:times=always";
        self.has_wrong_key.set(is_known);
        is_known
    }

    fn clear_faults(&self) {
        self.has_wrong_key.set(false);
    }

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

fn subject() -> Subject {
    Subject {
        stream: "customers".to_owned(),
        // A name would be put in order there, as all names are.
        text_field: "notes".to_owned(),
        values: json!({ "name": "somebody" }).as_object().expect("object").clone(),
        list_endpoint: "list".to_owned(),
        write_endpoint: "write".to_owned(),
        secrets: vec!["rp_test_wrong".to_owned()],
        ..Subject::default()
    }
}

fn runtime() -> Arc<Runtime> {
    Arc::new(tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("runtime"))
}

/// Skipped before a server is started for them: what the client is tested for elsewhere.
fn is_weather(name: &str) -> bool {
    [
        "a limit",
        "a burst",
        "a long outage",
        "silence",
        "a connection",
        "a lost",
        "a cut",
        "a body",
        "a wrong",
        "a length",
        "a web",
        "an empty",
    ]
    .iter()
    .chain(&["half", "a byte", "bytes", "a NUL", "a decompression", "a huge", "a page token", "forbidden", "a daily", "a token"])
    .chain(&["a push", "the same push", "a changed body", "a missing or doubled", "a deletion is pushed", "a write whose", "a write that"])
    .any(|beginning| name.starts_with(beginning))
}

#[test]
fn the_suite_of_checks_passes_on_a_second_server() {
    let runtime = runtime();
    let weather = connector::conformance::names().into_iter().filter(|name| is_weather(name));
    let mut skip: Vec<_> = weather.map(|name| (name, "the client is tested for this elsewhere")).collect();
    skip.push(("texts of all kinds are written as they are", "line ends, tabs and blanks are put in order there"));
    let subject = Subject { skip, ..subject() };
    let start = || {
        let other = Other::start(&runtime);
        let items: Vec<Value> = (0..60)
            .map(|number| json!({ "op": "create", "record": { "name": "somebody", "notes": format!("record {number}") } }))
            .collect();
        other.call("POST", "/customers:batch", &json!({ "items": items }));
        Box::new(other) as Box<dyn Simulator>
    };
    let report = run(&subject, &start);
    assert!(report.failures().is_empty(), "\n{report}");
    let passed = report.checks.iter().filter(|(_, outcome)| *outcome == Outcome::Passed).count();
    assert!(passed >= 23, "{passed} checks apply\n{report}");
}

fn read(account: &dyn Account, mode: ReadMode, from: &Cursor) -> Result<(RecordBatch, Cursor), ConnectorError> {
    let request = ReadRequest { stream: "customers".to_owned(), mode, columns: Vec::new(), filter: None };
    let mut batch = RecordBatch::default();
    let end = account.source(&request)?.read(from, 1_000, &mut batch)?;
    assert!(end.last);
    Ok((batch, end.next))
}

fn outgoing(record: &str, operation: WriteOperation, id: Option<&str>, fields: &Value) -> Outgoing {
    Outgoing {
        operation,
        record: record.to_owned(),
        target_id: id.map(str::to_owned),
        idempotency_key: format!("key-{record}-{}", fields.to_string().len()),
        fields: fields.as_object().cloned().unwrap_or_default().into_iter().collect(),
        expected_version: None,
    }
}

#[test]
fn what_we_wrote_comes_back_as_it_was_written_and_a_merge_names_its_winner() {
    let runtime = runtime();
    let other = Other::start(&runtime);
    let account = other.connect().expect("account");
    let (_, start) = read(account.as_ref(), ReadMode::Full, &Cursor::default()).expect("empty");
    let values =
        json!({ "name": "张伟", "email": ["zhang@example.com", "z@example.com"], "revenue": { "amount": "12.50", "currency": "CNY" } });
    let mut target = account.target("customers", None, &[]).expect("target");
    let outcomes = target.write(&[outgoing("71", WriteOperation::Create, None, &values)]).expect("written");
    let WriteOutcome::Created { id, version } = &outcomes[0] else { panic!("{outcomes:?}") };
    let (batch, next) = read(account.as_ref(), ReadMode::Incremental, &start).expect("changes");
    let columns: BTreeMap<&str, &str> =
        batch.columns().iter().enumerate().map(|(at, name)| (name.as_str(), batch.row(0).cell(at).1)).collect();
    assert_eq!((batch.len(), columns["id"], columns["name"]), (1, id.as_str(), "张伟"));
    assert_eq!(serde_json::from_str::<Value>(columns["email"]).expect("list"), values["email"]);
    assert_eq!(serde_json::from_str::<Value>(columns["revenue"]).expect("money"), values["revenue"]);
    assert!(read(account.as_ref(), ReadMode::Incremental, &next).expect("quiet").0.is_empty());

    // Bound to a version: what changed there meanwhile is not overwritten.
    other.call("PATCH", &format!("/customers/{id}"), &json!({ "city": "上海" }));
    let stale =
        Outgoing { expected_version: version.clone(), ..outgoing("71", WriteOperation::Update, Some(id), &json!({ "city": "北京" })) };
    assert_eq!(target.write(&[stale]).expect("answered"), [WriteOutcome::Changed]);
    let refused =
        target.write(&[outgoing("72", WriteOperation::Create, None, &json!({ "name": "x", "birthday": "SECRET" }))]).expect("answered");
    assert!(matches!(&refused[0], WriteOutcome::Refused { field: Some(field), .. } if field == "birthday"), "{refused:?}");
    assert!(!format!("{refused:?}").contains("SECRET"), "{refused:?}");
    let again = target.write(&[outgoing("71", WriteOperation::Create, None, &values)]).expect("written");
    assert!(matches!(&again[0], WriteOutcome::Created { id: same, .. } if same == id), "the same once more is the same record: {again:?}");
    let loser = other.create(json!({ "name": "张 伟" }).as_object().expect("object"));
    let (_, next) = read(account.as_ref(), ReadMode::Incremental, &next).expect("changes");
    other.call("POST", "/customers:merge", &json!({ "survivor": id, "absorbed": [loser] }));
    let (batch, _) = read(account.as_ref(), ReadMode::Incremental, &next).expect("changes");
    let removals: BTreeSet<(&str, bool)> = batch
        .removals()
        .iter()
        .map(|removal| (removal.external_id.as_str(), removal.kind == RemovalKind::MergedInto(id.clone())))
        .collect();
    assert_eq!(removals, BTreeSet::from([(loser.as_str(), true)]));
    let found = target.find(&[FindBy::Field("email".to_owned(), "z@example.com".to_owned()), FindBy::Id(id.clone())]).expect("found");
    assert_eq!(found.iter().map(|found| found[0].id.as_str()).collect::<Vec<_>>(), [id, id]);
}

#[test]
fn records_that_have_our_ids_there_are_made_in_one_call_and_never_twice() {
    let runtime = runtime();
    let other = Other::start(&runtime);
    let account = other.connect().expect("account");
    let mut target = account.target("customers", Some("hq"), &[]).expect("target");
    let new = |record: &str, name: &str| outgoing(record, WriteOperation::Create, None, &json!({ "name": name }));
    let first = target.write(&[new("71", "One"), new("72", "Two"), new("73", "")]).expect("written");
    let ids: Vec<&str> =
        first.iter().filter_map(|outcome| if let WriteOutcome::Created { id, .. } = outcome { Some(id.as_str()) } else { None }).collect();
    assert_eq!(ids.len(), 2, "{first:?}");
    assert!(matches!(&first[2], WriteOutcome::Refused { field: Some(field), .. } if field == "name"), "{first:?}");
    assert_eq!(other.records().len(), 2);
    // Repeated in another company, with other values: as after a process that died and did not see the answer.
    let again = target.write(&[new("74", "Four"), new("72", "Two and more"), new("71", "One")]).expect("written");
    assert!(matches!(&again[1], WriteOutcome::Updated { id, .. } if id == ids[1]), "{again:?}");
    assert!(matches!(&again[2], WriteOutcome::Updated { id, .. } if id == ids[0]), "{again:?}");
    assert_eq!(other.records().len(), 3);
    let found = target.find(&[FindBy::Record("72".to_owned()), FindBy::Record("99".to_owned())]).expect("found");
    assert_eq!(
        found.iter().map(|found| found.iter().map(|one| one.id.as_str()).collect::<Vec<_>>()).collect::<Vec<_>>(),
        [vec![ids[1]], vec![]]
    );
    let nameless = account.target("customers", None, &[]).expect("target").find(&[FindBy::Record("72".to_owned())]);
    assert!(matches!(nameless, Err(ConnectorError::Unsupported { .. })), "{nameless:?}");
    assert!(account.target("customers", Some("hq:x"), &[]).is_err());
}

#[test]
fn the_feed_begins_now_where_somebody_asks_for_it() {
    let runtime = runtime();
    let other = Other::start(&runtime);
    other.create(json!({ "name": "before" }).as_object().expect("object"));
    let latest = other.call("GET", "/changes?cursor=latest", &Value::Null);
    assert_eq!(latest["items"], json!([]));
    let id = other.create(json!({ "name": "after" }).as_object().expect("object"));
    let cursor = latest["page"]["next_cursor"].as_str().expect("a place");
    let news = other.call("GET", &format!("/changes?cursor={cursor}"), &Value::Null);
    assert_eq!(news["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(news["items"][0]["record"], json!(id));
}
