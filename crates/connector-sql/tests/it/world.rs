//! Databases for tests, spoken to without the connector, and accounts of the connector for them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use connector::conformance::{Stand, Time};
use connector::http::AddressRules;
use connector::{Account, Connector, ConnectorError, Cursor, ReadMode, ReadRequest, Source};
use connector_sql::Sql;
use model::{CellKind, RecordBatch};
use mysql_async::prelude::Queryable;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

/// When tests begin.
pub const START_MS: i64 = 1_774_944_900_000;

/// One of the systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    Sqlite,
    Postgres,
    MariaDb,
}

impl System {
    /// The systems that are there. In CI all must be.
    pub fn all() -> Vec<Self> {
        [Self::Sqlite, Self::Postgres, Self::MariaDb].into_iter().filter(|system| system.is_there()).collect()
    }

    fn is_there(self) -> bool {
        let name = match self {
            Self::Sqlite => return true,
            Self::Postgres => "RAPPORT_TEST_DATABASE_URL",
            Self::MariaDb => "RAPPORT_TEST_MARIADB_SOCKET",
        };
        let is_set = std::env::var(name).is_ok();
        assert!(is_set || std::env::var("CI").as_deref() != Ok("true"), "{name} must be set in CI");
        if !is_set {
            eprintln!("skipped on {self:?}: {name} is not set");
        }
        is_set
    }
}

/// A direct connection.
pub enum Direct {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>),
    MariaDb(Box<(Runtime, mysql_async::Conn)>),
}

/// A database of its own, gone when dropped.
pub struct World {
    pub system: System,
    pub direct: std::cell::RefCell<Direct>,
    pub time: Arc<Time>,
    pub settings: Map<String, Value>,
    pub folders: Vec<PathBuf>,
    folder: tempfile::TempDir,
    database: String,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

fn socket_of(url: &str) -> (String, String) {
    let host = url.split('@').nth(1).unwrap_or_default().split('/').next().unwrap_or_default().replace("%2F", "/");
    let user = url.split("//").nth(1).unwrap_or_default().split('@').next().unwrap_or_default();
    (host, user.split(':').next().unwrap_or_default().to_owned())
}

impl World {
    /// An empty database.
    pub fn new(system: System) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("conn_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let (direct, settings, folders) = match system {
            System::Sqlite => {
                let file = folder.path().join("there.db");
                let direct = rusqlite::Connection::open(&file).unwrap();
                direct.pragma_update(None, "synchronous", "OFF").unwrap();
                (Direct::Sqlite(direct), json!({ "system": "sqlite", "file": file }), vec![folder.path().to_path_buf()])
            }
            System::Postgres => {
                let url = std::env::var("RAPPORT_TEST_DATABASE_URL").unwrap();
                let (host, user) = socket_of(&url);
                let mut config: postgres::Config = url.parse().unwrap();
                config.connect(postgres::NoTls).unwrap().batch_execute(&format!("CREATE DATABASE {database}")).unwrap();
                let mut client = config.dbname(&database).connect(postgres::NoTls).unwrap();
                client.batch_execute("SET synchronous_commit = off").unwrap();
                let settings = json!({ "system": "postgresql", "host": host, "database": database, "user": user });
                (Direct::Postgres(Box::new(client)), settings, vec![PathBuf::from(host)])
            }
            System::MariaDb => {
                let socket = PathBuf::from(std::env::var("RAPPORT_TEST_MARIADB_SOCKET").unwrap());
                let options = mysql_async::OptsBuilder::default().socket(Some(socket.display().to_string())).user(Some("root"));
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                let mut client = runtime.block_on(mysql_async::Conn::new(options)).unwrap();
                for text in ["CREATE DATABASE $ CHARACTER SET utf8mb4", "USE $", "SET time_zone = '+00:00'"] {
                    runtime.block_on(client.query_drop(text.replace('$', &database))).unwrap();
                }
                let settings = json!({ "system": "mysql", "host": socket, "database": database, "user": "root" });
                (Direct::MariaDb(Box::new((runtime, client))), settings, vec![socket.parent().unwrap().to_path_buf()])
            }
        };
        let Value::Object(settings) = settings else { unreachable!() };
        let time = Arc::new(Time::at(START_MS));
        Self { system, direct: std::cell::RefCell::new(direct), time, settings, folders, folder, database }
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Runs statements, divided by semicolons at ends of lines.
    pub fn run(&self, text: &str) {
        match &mut *self.direct.borrow_mut() {
            Direct::Sqlite(direct) => direct.execute_batch(text).unwrap(),
            Direct::Postgres(direct) => direct.batch_execute(text).unwrap(),
            Direct::MariaDb(direct) => {
                for statement in text.split(";\n").filter(|statement| !statement.trim().is_empty()) {
                    let (runtime, client) = &mut **direct;
                    runtime.block_on(client.query_drop(statement)).unwrap();
                }
            }
        }
    }

    /// The text for this system.
    pub fn pick<'a>(&self, sqlite: &'a str, postgres: &'a str, mariadb: &'a str) -> &'a str {
        match self.system {
            System::Sqlite => sqlite,
            System::Postgres => postgres,
            System::MariaDb => mariadb,
        }
    }

    /// Name of the stream of a table.
    pub fn stream(&self, table: &str) -> String {
        if self.system == System::Postgres { format!("public.{table}") } else { table.to_owned() }
    }

    /// All values of an answer as text; NULL is nothing.
    pub fn query(&self, text: &str) -> Vec<Vec<Option<String>>> {
        match &mut *self.direct.borrow_mut() {
            Direct::Sqlite(direct) => {
                let mut statement = direct.prepare(text).unwrap();
                let count = statement.column_count();
                let rows = statement.query_map([], |row| {
                    (0..count)
                        .map(|at| {
                            row.get_ref(at).map(|value| match value {
                                rusqlite::types::ValueRef::Null => None,
                                rusqlite::types::ValueRef::Integer(number) => Some(number.to_string()),
                                rusqlite::types::ValueRef::Real(number) => Some(number.to_string()),
                                rusqlite::types::ValueRef::Text(text) | rusqlite::types::ValueRef::Blob(text) => {
                                    Some(String::from_utf8_lossy(text).into_owned())
                                }
                            })
                        })
                        .collect()
                });
                rows.unwrap().map(Result::unwrap).collect()
            }
            Direct::Postgres(direct) => {
                let mut rows = Vec::new();
                for message in direct.simple_query(text).unwrap() {
                    if let postgres::SimpleQueryMessage::Row(row) = message {
                        rows.push((0..row.len()).map(|at| row.get(at).map(str::to_owned)).collect());
                    }
                }
                rows
            }
            Direct::MariaDb(direct) => {
                let (runtime, client) = &mut **direct;
                let rows: Vec<mysql_async::Row> = runtime.block_on(client.query(text)).unwrap();
                let text = |value: mysql_async::Value| match value {
                    mysql_async::Value::NULL => None,
                    mysql_async::Value::Bytes(bytes) => Some(String::from_utf8(bytes).unwrap()),
                    other => Some(other.as_sql(true)),
                };
                rows.into_iter().map(|row| row.unwrap().into_iter().map(text).collect()).collect()
            }
        }
    }

    /// One value.
    pub fn value(&self, text: &str) -> Option<String> {
        self.query(text).into_iter().next()?.into_iter().next()?
    }

    /// A text as it stands in a statement.
    pub fn quoted(&self, text: &str) -> String {
        let text = text.replace('\'', "''");
        format!("'{}'", if self.system == System::MariaDb { text.replace('\\', "\\\\") } else { text })
    }

    pub fn connect_with(&self, changes: &[(&str, Value)]) -> Result<Box<dyn Account>, ConnectorError> {
        let mut settings = self.settings.clone();
        for (name, value) in changes {
            settings.insert((*name).to_owned(), value.clone());
        }
        connect(settings, self.folders.clone(), &self.time, AddressRules::default())
    }

    pub fn account(&self, streams: &str) -> Box<dyn Account> {
        self.connect_with(&[("streams", json!(streams))]).unwrap()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        match &mut *self.direct.borrow_mut() {
            Direct::Sqlite(_) => {}
            Direct::Postgres(_) => {
                let config: postgres::Config = std::env::var("RAPPORT_TEST_DATABASE_URL").unwrap().parse().unwrap();
                let dropped = format!("DROP DATABASE {} WITH (FORCE)", self.database);
                drop(config.connect(postgres::NoTls).map(|mut client| client.batch_execute(&dropped)));
            }
            Direct::MariaDb(direct) => {
                let (runtime, client) = &mut **direct;
                drop(runtime.block_on(client.query_drop(format!("DROP DATABASE {}", self.database))));
            }
        }
    }
}

pub fn connect(
    settings: Map<String, Value>,
    folders: Vec<PathBuf>,
    time: &Arc<Time>,
    addresses: AddressRules,
) -> Result<Box<dyn Account>, ConnectorError> {
    let password = settings.get("password").and_then(Value::as_str).map(|password| ("password", password.to_owned()));
    let secrets: Vec<(&str, &str)> = password.iter().map(|(name, secret)| (*name, secret.as_str())).collect();
    let stand = Stand { addresses, folders, ..Stand::new(time)? };
    Sql.connect(stand.context(Value::Object(settings), &Value::Null, &secrets)?)
}

/// What a reading gave: rows by column, ids of removals, and where to go on.
#[derive(Debug, Default)]
pub struct Read {
    pub rows: Vec<BTreeMap<String, (CellKind, String)>>,
    pub removed: Vec<String>,
    pub next: Cursor,
    pub pages: usize,
}

impl Read {
    pub fn column(&self, name: &str) -> Vec<&str> {
        self.rows.iter().map(|row| row[name].1.as_str()).collect()
    }
}

pub fn request(stream: &str, mode: ReadMode) -> ReadRequest {
    ReadRequest { stream: stream.to_owned(), mode, ..ReadRequest::default() }
}

/// Reads to the end.
pub fn read_source(source: &mut dyn Source, from: &Cursor, rows_max: usize) -> Result<Read, ConnectorError> {
    let mut read = Read { next: from.clone(), ..Read::default() };
    loop {
        let mut batch = RecordBatch::default();
        let end = source.read(&read.next, rows_max, &mut batch)?;
        for row in batch.rows() {
            let cells = row.columns().iter().enumerate().map(|(at, name)| {
                let (kind, text) = row.cell(at);
                (name.clone(), (kind, text.to_owned()))
            });
            read.rows.push(cells.collect());
        }
        read.removed.extend(batch.removals().iter().map(|removal| removal.external_id.clone()));
        read.pages += 1;
        assert!(read.pages < 10_000, "a reading without end");
        read.next = end.next;
        if end.last {
            return Ok(read);
        }
    }
}

pub fn read(account: &dyn Account, request: &ReadRequest, from: &Cursor) -> Result<Read, ConnectorError> {
    read_source(account.source(request)?.as_mut(), from, 1_000)
}
