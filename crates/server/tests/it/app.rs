//! A server on a port of its own, with a key, and a small client.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use access::{Access, read_scopes};
use connector::http::ClientSettings;
use model::{Clock, SystemClock};
use records::Records;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use server::{AppState, Settings};
use store::{Location, Store};
use sync::connections::{Connections, ConnectionsSetup, NetworkSettings};
use tokio::sync::oneshot;

use crate::fake::{CONNECTORS, TestVault};

/// A running server. Stops when dropped.
pub struct TestApp {
    pub address: String,
    pub key: String,
    pub client: reqwest::Client,
    pub state: AppState,
    folder: tempfile::TempDir,
    _stop: oneshot::Sender<()>,
}

/// An answer, read whole.
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect(&self.text)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The code of a problem, after checking its shape.
    pub fn problem(&self) -> String {
        let body = self.json();
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        assert_eq!(body["status"], self.status, "{}", self.text);
        for member in ["type", "title", "detail", "instance", "code", "trace_id"] {
            assert!(body[member].is_string(), "{member} missing in {}", self.text);
        }
        body["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// The computer's clock, ahead by as much as the test says (ms).
#[derive(Default)]
pub struct Ahead(pub AtomicI64);

impl Clock for Ahead {
    fn now_ms(&self) -> i64 {
        SystemClock.now_ms() + self.0.load(Ordering::Relaxed)
    }
}

static DATABASES: AtomicU64 = AtomicU64::new(0);

/// A new schema of its own on the test cluster for each app, so that tests do not meet.
fn location(folder: &tempfile::TempDir) -> Location {
    match std::env::var("RAPPORT_TEST_DATABASE_URL") {
        Ok(url) if !url.is_empty() => {
            let name = format!("server_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
            Location::Postgres(fresh_database(&url, &name))
        }
        _ => Location::Directory(folder.path().to_path_buf()),
    }
}

fn fresh_database(url: &str, name: &str) -> String {
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("test cluster");
    client.batch_execute(&format!("CREATE DATABASE {name}")).expect("database");
    let (base, rest) = url.rsplit_once('/').expect("a database in the address");
    let options = rest.split_once('?').map(|(_, options)| format!("?{options}")).unwrap_or_default();
    format!("{base}/{name}{options}")
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::start_at(Arc::new(SystemClock), change).await
    }

    pub async fn start_at(clock: Arc<dyn Clock>, change: impl FnOnce(&mut Settings)) -> Self {
        Self::start_prepared(clock, |_| {}, change).await
    }

    /// `prepare` works on the records before the server does.
    pub async fn start_prepared(clock: Arc<dyn Clock>, prepare: impl FnOnce(&Records), change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let location = tokio::task::block_in_place(|| location(&folder));
        Self::start_whole(folder, &location, clock, prepare, change).await
    }

    /// Two processes on one database with one key; `None` on SQLite, which one process uses.
    pub async fn two_nodes() -> Option<(Self, Self)> {
        let folder = tempfile::tempdir().expect("folder");
        let location = tokio::task::block_in_place(|| location(&folder));
        if matches!(location, Location::Directory(_)) {
            return None;
        }
        let (one, mut other) = (Self::start_on(&location).await, Self::start_on(&location).await);
        other.key.clone_from(&one.key);
        Some((one, other))
    }

    /// On a database that the test made itself.
    pub async fn start_on(location: &Location) -> Self {
        Self::start_whole(tempfile::tempdir().expect("folder"), location, Arc::new(SystemClock), |_| {}, |_| {}).await
    }

    async fn start_whole(
        folder: tempfile::TempDir,
        location: &Location,
        clock: Arc<dyn Clock>,
        prepare: impl FnOnce(&Records),
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let store = tokio::task::block_in_place(|| Store::open(location, clock)).expect("store");
        let records = tokio::task::block_in_place(|| Records::new(store.clone())).expect("records");
        tokio::task::block_in_place(|| prepare(&records));
        let access = Access::new(store);
        let key =
            tokio::task::block_in_place(|| access.key_create("test", &read_scopes("admin").expect("scope"), None)).expect("key").token;
        let mut settings = Settings { reads_inline: matches!(location, Location::Directory(_)), ..Settings::new(folder.path()) };
        change(&mut settings);
        let connections = Connections::new(ConnectionsSetup {
            store: records.store().clone(),
            connectors: CONNECTORS,
            vault: Arc::new(TestVault),
            client: ClientSettings::default(),
            network: NetworkSettings::default(),
        });
        let state = AppState::with_connections(records, access, connections, settings);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
        let address = format!("http://{}", listener.local_addr().expect("address"));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = state.clone();
        tokio::spawn(async move {
            server::serve(listener, serving, async {
                let _ = stopped.await;
            })
            .await
        });
        Self { address, key, client: reqwest::Client::new(), state, folder, _stop: stop }
    }

    /// Where its files are.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A key with other scopes.
    pub fn key_with(&self, scopes: &str) -> String {
        tokio::task::block_in_place(|| self.state.access().key_create("scoped", &read_scopes(scopes).expect("scopes"), None))
            .expect("key")
            .token
    }

    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.client
            .request(Method::from_bytes(method.as_bytes()).expect("method"), format!("{}{path}", self.address))
            .bearer_auth(&self.key)
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("answer");
        Answer { status: response.status().as_u16(), headers: response.headers().clone(), text: response.text().await.expect("text") }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request("POST", path).json(body)).await
    }

    /// Lets a sync go live without a rehearsal.
    pub async fn go_live(&self, sync: &str) -> Answer {
        self.post(&format!("{sync}:go-live"), &serde_json::json!({"override": "tried by hand"})).await
    }

    pub async fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.send(self.request(method, path).json(body)).await
    }

    /// Creates a record and gives its id.
    pub async fn create(&self, object: &str, body: &Value) -> String {
        let answer = self.post(&format!("/api/v1/{object}"), body).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["id"].as_str().expect("id").to_owned()
    }
}
