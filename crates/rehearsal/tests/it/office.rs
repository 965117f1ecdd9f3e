//! An installation in which syncs are rehearsed.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};

use connector::SecretText;
use connector::http::ClientSettings;
use model::{Actor, Caller, Doc, SystemClock};
use records::Records;
use rehearsal::{Ask, Rehearsals, Report};
use serde_json::{Value, json};
use store::{Location, RunState, Store};
use sync::SyncDefinition;
use sync::connections::{ConnectionDraft, Connections, ConnectionsSetup, NetworkSettings, Vault, VaultError};
use sync::tasks::Tasks;

/// Keeps secrets as they are: those of these tests are none.
struct TestVault;

impl Vault for TestVault {
    fn seal(&self, _: &str, secret: &SecretText) -> Result<String, VaultError> {
        Ok(secret.reveal().to_owned())
    }

    fn open(&self, _: &str, sealed: &str) -> Result<SecretText, VaultError> {
        Ok(SecretText::new(sealed))
    }
}

/// An installation with a connection that leads nowhere: a rehearsal never calls it.
pub struct Office {
    pub store: Store,
    pub records: Records,
    pub tasks: Tasks,
    pub rehearsals: Rehearsals,
    _folder: tempfile::TempDir,
}

impl Office {
    /// A connection with settings of somebody's, and one secret.
    pub fn new(connector: &str, settings: Value, secret: &str) -> Self {
        Self::with(ConnectionDraft {
            name: "CRM".to_owned(),
            connector: connector.to_owned(),
            settings: settings.as_object().cloned().unwrap_or_default(),
            secrets: BTreeMap::from([(secret.to_owned(), SecretText::new("whsec_cmVhbCBzZWNyZXQgb2Ygbm9ib2R5LCAzMiBieXRlcw=="))]),
        })
    }

    pub fn with(draft: ConnectionDraft) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Location::Directory(folder.path().to_owned()), Arc::new(SystemClock)).expect("opens");
        let records = Records::new(store.clone()).expect("a schema");
        let connections = Connections::new(ConnectionsSetup {
            store: store.clone(),
            connectors: connectors::all(),
            vault: Arc::new(TestVault),
            client: ClientSettings::default(),
            network: NetworkSettings { allowed_addresses: vec!["127.0.0.1".to_owned()], ..NetworkSettings::default() },
        });
        connections.create(draft).expect("a connection");
        let tasks = Tasks::new(records.clone(), connections);
        let rehearsals = Rehearsals::new(&records, &tasks);
        Self { store, records, tasks, rehearsals, _folder: folder }
    }

    /// The same with stages on PostgreSQL, each in a schema of its own behind `url`; gives how many there were.
    pub fn on_postgres(mut self, url: String) -> (Self, Arc<AtomicUsize>) {
        let stages = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&stages);
        self.rehearsals = self.rehearsals.kept_in(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Location::Postgres(fresh_schema(&url))
        });
        (self, stages)
    }

    pub fn salesforce() -> Self {
        let settings = json!({"login_url": "https://nowhere.example.com", "flow": "client_credentials", "client_id": "x"});
        Self::new("salesforce", settings, "client_secret")
    }

    /// Customers that are there before: name, phone and e-mail.
    pub fn customers(&self, all: &[(&str, &str, &str)]) {
        let object = self.records.object("customers").expect("customers");
        for (name, phone, email) in all {
            let mut doc = Doc::new();
            for (field, value) in [("name", json!(name)), ("phone", json!([phone])), ("email", json!([email]))] {
                doc.set(object.field(field).expect(field).id, &value.to_string());
            }
            self.records.create(&Caller::system(), &object, doc).wait().expect("created");
        }
    }

    /// Whether a definition makes sense with the objects there are.
    pub fn checks(&self, definition: &SyncDefinition) -> Result<(), sync::tasks::TaskError> {
        sync::tasks::check(definition, &self.records.schema()).map(drop)
    }

    pub fn sync(&self, definition: Value) -> i64 {
        let definition: SyncDefinition = serde_json::from_value(definition).expect("a definition");
        self.tasks.create(&Caller::system(), definition).expect("a sync").row.id
    }

    pub fn rehearse(&self, sync: i64, scenarios: &[&str]) -> Report {
        self.rehearse_with(sync, &Ask { scenarios: scenarios.iter().map(|name| (*name).to_owned()).collect(), ..Ask::default() })
    }

    pub fn rehearse_with(&self, sync: i64, ask: &Ask) -> Report {
        let run = self.rehearsals.begin(sync, ask, &Actor::System, RunState::Running).expect("begins");
        let report = self.rehearsals.play(&run, &AtomicBool::new(false), &mut |_, _| ()).expect("plays");
        let kept = self.store.read(|session| session.run(run.id)).expect("read").expect("the run");
        assert_eq!(serde_json::from_str::<Report>(&kept.report).expect("a report"), report, "it is kept");
        assert_eq!(kept.state, if report.is_green() { RunState::Done } else { RunState::Failed });
        report
    }
}

/// Makes a schema of its own and returns an address that works in it.
fn fresh_schema(url: &str) -> String {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let name = format!("stage{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the test server answers");
    client.batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).expect("creates");
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options=-csearch_path%3D{name}")
}

/// What did not go well.
pub fn story(report: &Report) -> String {
    let bad = report.scenarios.iter().filter(|scenario| scenario.result != "passed");
    let lines = bad.map(|scenario| {
        let broken: Vec<_> = scenario.checks.iter().filter(|check| !check.passed).collect();
        format!("{} {}: {broken:?} {:?}", scenario.name, scenario.result, scenario.events)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
pub fn assert_green(report: &Report) {
    assert!(report.is_green(), "{}", story(report));
}
