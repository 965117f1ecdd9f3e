//! Connections: secrets, tokens, organisations and pauses, on each database.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Barrier};

use connector::http::ClientSettings;
use connector::{ConnectorError, Cursor, ReadRequest, SecretText};
use mapping::normalise::Region;
use model::{Caller, RecordBatch};
use records::Records;
use serde_json::{Map, Value, json};
use store::{ConnectionState, Store, SyncState};
use sync::connections::{
    Connection, ConnectionDraft, ConnectionError, ConnectionPatch, Connections, ConnectionsSetup, NetworkSettings, PauseCause, Use,
};
use sync::discovery;
use sync::tasks::{TaskError, Tasks};

use crate::bench::on_each;
use crate::fake::{CONNECTORS, FakeSystem, TestVault};

pub fn connections(store: &Store) -> Connections {
    Connections::new(ConnectionsSetup {
        store: store.clone(),
        connectors: CONNECTORS,
        vault: Arc::new(TestVault),
        client: ClientSettings::default(),
        network: NetworkSettings::default(),
    })
}

pub fn map(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn secret(text: &str) -> BTreeMap<String, SecretText> {
    BTreeMap::from([("api_key".to_owned(), SecretText::new(text))])
}

pub fn draft(name: &str, url: &str) -> ConnectionDraft {
    ConnectionDraft { name: name.to_owned(), connector: "fake".to_owned(), settings: map(json!({"url": url})), secrets: secret("right") }
}

/// A system of its own for each use.
pub fn place() -> String {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    format!("https://s{}.example.com", NEXT.fetch_add(1, Ordering::Relaxed))
}

fn change(connections: &Connections, id: i64, patch: ConnectionPatch) -> Result<Connection, ConnectionError> {
    connections.change(&Caller::system(), id, None, patch)
}

fn set(settings: Value) -> ConnectionPatch {
    ConnectionPatch { settings: map(settings), ..ConnectionPatch::default() }
}

fn set_secret(text: Option<&str>) -> ConnectionPatch {
    let secrets = BTreeMap::from([("api_key".to_owned(), text.map(SecretText::new))]);
    ConnectionPatch { secrets, ..ConnectionPatch::default() }
}

#[test]
fn a_connection_shows_which_secrets_are_set_and_nothing_of_them() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let made = connections.create(ConnectionDraft { secrets: secret("canary-key-1"), ..draft("CRM", &place()) }).expect("made");
        assert_eq!((made.state, made.version), (ConnectionState::Active, 1));
        assert_eq!(made.secrets.iter().collect::<Vec<_>>(), ["api_key"]);
        assert!(!format!("{made:?}").contains("canary"));
        let row = bench.store.read(|session| session.connection(made.id)).expect("read").expect("row");
        assert!(!format!("{row:?}").contains("canary"), "encrypted before it is stored");
    });
}

#[test]
fn names_are_unique_whatever_their_case_until_archived() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let first = connections.create(draft("CRM 上海", &place())).expect("made");
        assert!(matches!(connections.create(draft(" crm 上海 ", &place())), Err(ConnectionError::NameTaken(_))));
        let second = connections.create(draft("other", &place())).expect("made");
        let rename = ConnectionPatch { name: Some("Crm 上海".to_owned()), ..ConnectionPatch::default() };
        assert!(matches!(change(&connections, second.id, rename.clone()), Err(ConnectionError::NameTaken(_))));
        connections.archive(first.id).expect("archived");
        assert_eq!(change(&connections, second.id, rename).expect("free now").name, "Crm 上海");
        assert_eq!(connections.list().expect("list").len(), 1);
        let row = bench.store.read(|session| session.connection(first.id)).expect("read").expect("kept");
        assert!(row.secrets.is_empty() && row.token.is_empty(), "an archived connection keeps no secrets");
        assert!(matches!(connections.archive(first.id), Err(ConnectionError::NotFound(_))));
    });
}

#[test]
fn settings_are_held_to_the_form_and_to_the_version() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let unknown = ConnectionDraft { connector: "fkae".to_owned(), ..draft("x", &place()) };
        assert!(matches!(connections.create(unknown), Err(ConnectionError::UnknownConnector { nearest, .. }) if nearest == ["fake"]));
        for settings in [json!({}), json!({"url": "ftp://x"}), json!({"url": "https://a.cn", "api_key": "x"})] {
            let wrong = ConnectionDraft { settings: map(settings.clone()), ..draft("x", "") };
            assert!(matches!(connections.create(wrong), Err(ConnectionError::Setting { .. })), "{settings}");
        }
        let made = connections.create(draft("x", &place())).expect("made");
        let patch = set(json!({"page_size": 20}));
        assert_eq!(connections.change(&Caller::system(), made.id, Some(1), patch.clone()).expect("changed").version, 2);
        let late = connections.change(&Caller::system(), made.id, Some(1), patch);
        assert!(matches!(late, Err(ConnectionError::VersionMismatch { found: 2 })), "{late:?}");
        let taken_away = change(&connections, made.id, set(json!({"page_size": null}))).expect("changed");
        assert!(!taken_away.settings.contains_key("page_size"));
    });
}

#[test]
fn secrets_stay_behind_when_the_host_changes() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let url = place();
        let made = connections.create(draft("x", &url)).expect("made");
        connections.open_account(made.id, &Use::default()).expect("opens, and signs in");
        let token = || bench.store.read(|session| session.connection(made.id)).expect("read").expect("row").token;
        assert!(!token().is_empty());
        let same_host = change(&connections, made.id, set(json!({"url": format!("{url}/path")}))).expect("changed");
        assert_eq!(same_host.secrets.len(), 1);
        assert!(!token().is_empty());
        let elsewhere = change(&connections, made.id, set(json!({"url": place()}))).expect("changed");
        assert!(elsewhere.secrets.is_empty());
        assert_eq!((elsewhere.state, elsewhere.health.cause), (ConnectionState::Paused, Some(PauseCause::Secrets)));
        assert_eq!(elsewhere.reason, "not set yet: api_key");
        assert!(token().is_empty());
        let entered = change(&connections, made.id, set_secret(Some("right"))).expect("changed");
        assert_eq!(entered.state, ConnectionState::Active);
        let both = ConnectionPatch { settings: map(json!({"url": place()})), ..set_secret(Some("right")) };
        assert_eq!(change(&connections, made.id, both).expect("changed").state, ConnectionState::Active);
        assert_eq!(change(&connections, made.id, set_secret(None)).expect("changed").state, ConnectionState::Paused);
    });
}

#[test]
fn another_organisation_behind_the_same_address_pauses_until_it_is_accepted() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let url = place();
        let made = connections.create(draft("x", &url)).expect("made");
        connections.open_account(made.id, &Use::default()).expect("opens");
        assert_eq!(connections.get(made.id).expect("get").organisation, "org-1");
        *FakeSystem::at(&url).organisation.lock().expect("organisation") = "org-2".to_owned();
        let refused = connections.open_account(made.id, &Use::default()).err().expect("refused");
        assert!(matches!(refused, ConnectionError::Connector(ConnectorError::OtherOrganisation { .. })), "{refused}");
        let paused = connections.get(made.id).expect("get");
        assert_eq!((paused.state, paused.health.cause), (ConnectionState::Paused, Some(PauseCause::Organisation)));
        assert!(matches!(connections.open_account(made.id, &Use::default()), Err(ConnectionError::Paused { .. })));
        let report = connections.check(made.id).expect("checked");
        assert!(!report.is_good(), "{report:?}");
        assert_eq!(connections.get(made.id).expect("get").state, ConnectionState::Paused, "a check does not accept it");
        let accept = ConnectionPatch { accept_organisation: true, ..ConnectionPatch::default() };
        assert_eq!(change(&connections, made.id, accept).expect("changed").state, ConnectionState::Active);
        connections.open_account(made.id, &Use::default()).expect("opens");
        assert_eq!(connections.get(made.id).expect("get").organisation, "org-2");
    });
}

#[test]
fn refused_credentials_pause_and_a_good_check_wakes() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let url = place();
        let made = connections.create(ConnectionDraft { secrets: secret("wrong"), ..draft("x", &url) }).expect("made");
        assert!(connections.open_account(made.id, &Use::default()).is_err());
        let paused = connections.get(made.id).expect("get");
        assert_eq!((paused.state, paused.health.cause), (ConnectionState::Paused, Some(PauseCause::Credentials)));
        assert!(!connections.check(made.id).expect("checked").is_good());
        assert_eq!(connections.get(made.id).expect("get").state, ConnectionState::Paused);
        *FakeSystem::at(&url).key.lock().expect("key") = "wrong".to_owned();
        assert!(connections.check(made.id).expect("checked").is_good());
        let woken = connections.get(made.id).expect("get");
        assert_eq!((woken.state, woken.health.cause, woken.reason.as_str()), (ConnectionState::Active, None, ""));
        assert!(woken.health.checked_ms.is_some() && !woken.health.lines.is_empty());
        let by_hand = ConnectionPatch { paused: Some(true), ..ConnectionPatch::default() };
        change(&connections, made.id, by_hand).expect("paused");
        assert!(connections.check(made.id).expect("checked").is_good());
        assert_eq!(connections.get(made.id).expect("get").state, ConnectionState::Paused, "what a person paused, a person wakes");
    });
}

#[test]
fn a_missing_right_stops_work_but_not_because_somebody_looked_around() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let url = place();
        let made = connections.create(draft("x", &url)).expect("made");
        FakeSystem::at(&url).forbidden.lock().expect("list").push("people".to_owned());
        let looking = connections.open_for_discovery(made.id).expect("opens");
        assert!(matches!(looking.fields("people"), Err(ConnectorError::Forbidden { .. })));
        assert_eq!(connections.get(made.id).expect("get").state, ConnectionState::Active);
        *FakeSystem::at(&url).forbidden.lock().expect("list") = vec!["rows".to_owned()];
        let account = connections.open_account(made.id, &Use::default()).expect("opens");
        let request = ReadRequest { stream: "people".to_owned(), ..ReadRequest::default() };
        let mut source = account.source(&request).expect("source");
        let mut page = RecordBatch::default();
        assert!(source.read(&Cursor::default(), 10, &mut page).is_err());
        assert_eq!(connections.get(made.id).expect("get").health.cause, Some(PauseCause::Forbidden));
    });
}

#[test]
fn many_callers_on_two_nodes_get_one_token() {
    on_each(|bench| {
        let nodes = [connections(&bench.store), connections(&bench.store)];
        let url = place();
        let made = nodes[0].create(draft("x", &url)).expect("made");
        let start = Barrier::new(8);
        std::thread::scope(|scope| {
            for at in 0..8 {
                let (node, start) = (&nodes[at % 2], &start);
                scope.spawn(move || {
                    start.wait();
                    node.open_account(made.id, &Use::default()).expect("opens");
                });
            }
        });
        assert_eq!(FakeSystem::at(&url).renewals.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn a_token_of_older_settings_is_not_kept() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let made = connections.create(draft("x", &place())).expect("made");
        let opened = connections.open_for_discovery(made.id).expect("opens");
        change(&connections, made.id, set(json!({"page_size": 7}))).expect("changed meanwhile");
        assert!(matches!(opened.streams(), Err(ConnectorError::Unavailable { .. })));
        let row = bench.store.read(|session| session.connection(made.id)).expect("read").expect("row");
        assert_eq!((row.token.as_str(), row.token_until_ms), ("", 0), "and the right to renew is free again");
    });
}

#[test]
fn a_new_name_reaches_the_syncs_and_their_records_keep_their_source() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let tasks = Tasks::new(Records::new(bench.store.clone()).expect("records"), connections.clone());
        let made = connections.create(draft("old", &place())).expect("made");
        let task = tasks.create(&Caller::system(), crate::tasks::definition("a", "old")).expect("made");
        let patch = ConnectionPatch { name: Some("new".to_owned()), ..ConnectionPatch::default() };
        change(&connections, made.id, patch).expect("renamed");
        let after = tasks.get(task.row.id).expect("get");
        assert_eq!((after.definition.connection.as_str(), after.definition.source_name()), ("new", "old"));
        assert_eq!(after.row.version, 2);
        tasks.go_live(task.row.id).expect("live");
        assert!(matches!(connections.archive(made.id), Err(ConnectionError::InUse { .. })));
        tasks.pause(task.row.id, "for the archive").expect("paused");
        connections.archive(made.id).expect("archived");
        assert_eq!(tasks.get(task.row.id).expect("get").row.state, SyncState::Archived);
        assert!(matches!(tasks.pause(task.row.id, ""), Err(TaskError::NotFound(_))));
    });
}

#[test]
fn network_settings_are_read_before_they_are_kept() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let settings = |address: &str| NetworkSettings { allowed_addresses: vec![address.to_owned()], ..NetworkSettings::default() };
        for address in ["10.0.0.0/8", "erp.example.local", "*.example.local", "192.168.1.7"] {
            connections.network_save(&settings(address)).expect(address);
        }
        assert_eq!(connections.network().expect("read"), settings("192.168.1.7"));
        for address in ["", "http://x", "10.0.0.0/99"] {
            assert!(connections.network_save(&settings(address)).is_err(), "{address}");
        }
        let relative = NetworkSettings { folders: vec!["data".into()], ..NetworkSettings::default() };
        assert!(connections.network_save(&relative).is_err());
    });
}

#[test]
fn a_mapping_is_proposed_from_what_users_call_the_fields() {
    on_each(|bench| {
        let connections = connections(&bench.store);
        let records = Records::new(bench.store.clone()).expect("records");
        let made = connections.create(draft("x", &place())).expect("made");
        let account = connections.open_for_discovery(made.id).expect("opens");
        let objects: Vec<model::Object> = records.schema().objects().into_iter().map(|object| model::Object::clone(object)).collect();
        let suggestion = discovery::suggest(account.as_ref(), "people", None, &objects, Region::CN).expect("proposed");
        let rules: Vec<(String, &str)> = suggestion.mapping.fields.iter().map(|rule| (rule.from.join("+"), rule.to.as_str())).collect();
        for rule in [("_id", "external_id"), ("_changed", "updated_at"), ("_w1", "name"), ("_w2", "email")] {
            assert!(rules.contains(&(rule.0.to_owned(), rule.1)), "{rule:?} in {rules:?}");
        }
        assert_eq!(suggestion.rows, 2, "every page is followed");
        assert!(suggestion.columns.iter().all(|column| !column.reason.en.is_empty() && !column.reason.zh.is_empty()));
    });
}
