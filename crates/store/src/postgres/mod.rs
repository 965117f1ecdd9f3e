//! PostgreSQL: connections of our own, prepared statements kept per connection.

pub(crate) mod commit;
mod copy;
mod dump;
mod index;
pub(crate) mod lookup;
pub(crate) mod search;
mod tls;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use postgres::types::ToSql;
use postgres::{Client, Row, Statement};

pub(crate) use self::index::build as index_build;
use self::tls::Dial;
use crate::value::Value;
use crate::{Fault, StoreError};

/// Connections kept while nobody asks.
const IDLE_MAX: usize = 16;
/// Prepared statements per connection; beyond that all are forgotten.
const STATEMENTS_MAX: usize = 256;
/// How long opening a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Pauses between tries to reach a server that is away.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));
/// Record ids a node takes at once: the shared counter is asked once per so many records.
const ID_BLOCK: i64 = 4_096;

/// Another transaction was in the way; running the operation again cures it.
const RACE_CODES: [&str; 4] = ["40001", "40P01", "23505", "55P03"];

/// Makes and keeps connections.
pub(crate) struct PgPool {
    dial: Dial,
    idle: Mutex<Vec<PgLink>>,
    away: Mutex<Away>,
    blocks: Arc<IdBlocks>,
}

/// When the server was last found unreachable: until then nobody tries again.
#[derive(Default)]
struct Away {
    until: Option<Instant>,
    pause: Duration,
}

type Blocks = HashMap<String, (i64, i64)>;

/// Record ids taken from the shared counter but not yet given out: next and last per counter.
struct IdBlocks {
    dial: Dial,
    state: Mutex<(Option<Client>, Blocks)>,
}

/// One connection.
pub(crate) struct PgLink {
    client: Client,
    statements: HashMap<String, Statement>,
    blocks: Arc<IdBlocks>,
    fault: Option<StoreError>,
    lost_race: bool,
    slow_path: bool,
}

impl PgPool {
    pub(crate) fn new(url: &str) -> Result<Self, StoreError> {
        let mut dial = Dial::parse(url)?;
        dial.config.connect_timeout(CONNECT_TIMEOUT).application_name("rapport");
        let blocks = Arc::new(IdBlocks { dial: dial.clone(), state: Mutex::new((None, HashMap::new())) });
        Ok(Self { dial, idle: Mutex::new(Vec::new()), away: Mutex::new(Away::default()), blocks })
    }

    pub(crate) fn take(&self) -> Result<PgLink, StoreError> {
        loop {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            match idle {
                Some(link) if link.is_closed() => {}
                Some(link) => return Ok(link),
                None => return self.connect(),
            }
        }
    }

    pub(crate) fn give_back(&self, mut link: PgLink) {
        link.fault = None;
        link.lost_race = false;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if !link.is_closed() && idle.len() < IDLE_MAX {
            idle.push(link);
        }
    }

    fn connect(&self) -> Result<PgLink, StoreError> {
        let away =
            || StoreError::Unavailable(Fault { code: "connection".to_owned(), message: "the server was away a moment ago".to_owned() });
        if self.away.lock().unwrap_or_else(PoisonError::into_inner).until.is_some_and(|until| Instant::now() < until) {
            return Err(away());
        }
        let opened = open(&self.dial);
        let mut state = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        match opened {
            Ok(client) => {
                *state = Away::default();
                Ok(PgLink {
                    client,
                    statements: HashMap::new(),
                    blocks: Arc::clone(&self.blocks),
                    fault: None,
                    lost_race: false,
                    slow_path: false,
                })
            }
            Err(error) => {
                state.pause = (state.pause * 2).clamp(BACKOFF.0, BACKOFF.1);
                state.until = Some(Instant::now() + state.pause);
                Err(error)
            }
        }
    }
}

fn open(dial: &Dial) -> Result<Client, StoreError> {
    let mut client = dial.config.connect(dial.tls.clone()).map_err(|error| {
        let fault = Fault { code: error.code().map_or("connection", |code| code.code()).to_owned(), message: error.to_string() };
        StoreError::Unavailable(fault)
    })?;
    // A lock nobody gives back and a node that stopped in the middle must not hold up the others for ever.
    client
        .batch_execute("SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; SET standard_conforming_strings = on")?;
    Ok(client)
}

impl IdBlocks {
    /// Takes `count` consecutive numbers, outside of any transaction; returns the last.
    fn take(&self, name: &str, count: i64) -> Result<i64, StoreError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (client, blocks) = &mut *state;
        if let Some((next, last)) = blocks.get_mut(name)
            && *last - *next + 1 >= count
        {
            *next += count;
            return Ok(*next - 1);
        }
        if client.as_ref().is_none_or(Client::is_closed) {
            *client = Some(open(&self.dial)?);
        }
        let Some(client) = client else { return Err(StoreError::Closed) };
        let wanted = count.max(ID_BLOCK);
        let row = client.query_one(
            "INSERT INTO counter (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value \
             RETURNING value",
            &[&name, &wanted],
        )?;
        let last: i64 = row.try_get(0)?;
        let first = last - wanted + 1;
        blocks.insert(name.to_owned(), (first + count, last));
        Ok(first + count - 1)
    }
}

impl PgLink {
    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(crate) fn record_ids(&mut self, name: &str, count: i64) -> Result<i64, StoreError> {
        self.blocks.take(name, count)
    }

    /// Remembers what went wrong for the writer, which decides whether to try again.
    fn noted(&mut self, error: postgres::Error) -> StoreError {
        if let Some(code) = error.code() {
            self.lost_race |= RACE_CODES.contains(&code.code());
            // COPY cannot skip what is there already; the next try goes row by row.
            self.slow_path |= code.code() == "23505";
        }
        let error = StoreError::from(error);
        self.fault = Some(error.clone());
        error
    }

    pub(crate) fn take_fault(&mut self) -> Option<StoreError> {
        self.fault.take()
    }

    pub(crate) fn take_lost_race(&mut self) -> bool {
        std::mem::take(&mut self.lost_race)
    }

    /// True while a batch must avoid COPY, because the last try met rows of another node.
    pub(crate) fn is_slow_path(&self) -> bool {
        self.slow_path
    }

    pub(crate) fn after_commit(&mut self) {
        self.slow_path = false;
    }

    /// One statement without parameters.
    pub(crate) fn simple(&mut self, sql: &str) -> Result<(), StoreError> {
        self.client.batch_execute(sql).map_err(|error| self.noted(error))
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= STATEMENTS_MAX {
            self.statements.clear();
        }
        let statement = self.client.prepare(sql).map_err(|error| self.noted(error))?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        self.execute_arrays(sql, &values)
    }

    pub(crate) fn execute_arrays(&mut self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
        let statement = self.prepared(sql)?;
        self.client.execute(&statement, values).map_err(|error| self.noted(error))
    }

    pub(crate) fn query(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        self.query_arrays(sql, &values)
    }

    pub(crate) fn query_arrays(&mut self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepared(sql)?;
        self.client.query(&statement, values).map_err(|error| self.noted(error))
    }

    /// Sends `bytes` in PostgreSQL's binary COPY format.
    pub(crate) fn copy(&mut self, sql: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let copied = self.client.copy_in(sql).and_then(|mut writer| {
            // Writing fails only when the connection does, which `finish` reports with its cause.
            let _ = std::io::Write::write_all(&mut writer, bytes);
            writer.finish()
        });
        copied.map(|_| ()).map_err(|error| self.noted(error))
    }
}
